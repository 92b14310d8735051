"""The study description: parsed once, checked as a whole, frozen."""
