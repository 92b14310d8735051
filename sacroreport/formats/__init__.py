"""The formats that every study has: plain facts, and where each is written and read back."""
