"""Quarto documents: read with positions, checked, staged with every value in place."""
