"""Finished files that somebody changed, and whether `verify` tells."""
