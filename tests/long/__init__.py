"""The long suite: what takes minutes, and is run by hand and before a release."""
