"""Pure functions from counts of values to numbers; nothing is rounded here."""
