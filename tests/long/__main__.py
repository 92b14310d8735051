"""``python -m tests.long [PART…] [--seconds N]``: the parts of the long suite, all when none is named.

Each part is a module with a function ``run(seconds)`` that prints what it measured and
returns how many things went wrong. A new part is one module and one line below.
"""

from __future__ import annotations

import argparse
import importlib
import sys

PARTS = {
    "kills": "tests.long.kills",
    "tampering": "tests.long.tampering",
    "fuzz": "tests.long.fuzz",
}


def main() -> int:
    """Run the parts that were asked for; 1 when anything went wrong in one."""
    parser = argparse.ArgumentParser(prog="python -m tests.long", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--seconds", type=float, default=600.0, help="for each target of fuzz")
    asked = parser.parse_args()
    if unknown := [name for name in asked.parts if name not in PARTS]:
        parser.error(f"no such part: {', '.join(unknown)}")
    wrong = 0
    for name in asked.parts or PARTS:
        print(f"== {name}", flush=True)
        wrong += importlib.import_module(PARTS[name]).run(asked.seconds)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
