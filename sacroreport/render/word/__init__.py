"""DOCX files: what pandoc and Quarto leave undone, and how a look is given to them."""
