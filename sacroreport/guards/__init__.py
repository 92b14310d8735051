"""Guards: words and digits of the sources that could disagree with the data."""
