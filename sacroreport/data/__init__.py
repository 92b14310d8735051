"""From the raw table to Counts: reading, typing, checking, counting."""
