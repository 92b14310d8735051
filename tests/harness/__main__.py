"""``python -m tests.harness``."""

import sys

from tests.harness.run import main

if __name__ == "__main__":
    sys.exit(main())
