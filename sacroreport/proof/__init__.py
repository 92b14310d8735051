"""Finished files read back and compared with the data."""
