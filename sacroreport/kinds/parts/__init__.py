"""What several kinds are made of: descriptions, shares, limits, tests; ids, formulas and code."""
