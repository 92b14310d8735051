"""Corruptions of a study, one at a time, and whether anybody is told of them."""
