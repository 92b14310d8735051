"""The state of a study: what it said at one moment, as one value that is written and read."""
