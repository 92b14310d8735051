"""From results to text: one formatter, one style at a time."""
