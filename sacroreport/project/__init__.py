"""The project on disk: root, settings, positions in text files, lock, writing."""
