"""How the files of each format are read back: one module per format."""
