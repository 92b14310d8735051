"""The real Quarto: looked for, asked its version, run on a staged project."""
