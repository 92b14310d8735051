"""``python -m sacroreport``."""

from sacroreport.cli import main

if __name__ == "__main__":
    main()
