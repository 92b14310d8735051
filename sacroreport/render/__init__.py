"""Programs and engines: staged folders in, files out. Nothing here knows results."""
