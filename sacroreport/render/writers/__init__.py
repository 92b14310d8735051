"""How each format is written, by the embedded engine and by Quarto: one module per format."""
