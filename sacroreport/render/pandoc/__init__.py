"""The embedded engine: pandoc for every format, Typst for the PDF."""
