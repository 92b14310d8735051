"""The command line: one thin file per command."""

from __future__ import annotations

import os
import sys

from sacroreport.project.interrupts import Interrupted, ending

# What else is installed takes no part in reading a study; and looking for it takes its time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
try:
    with ending():  # loading takes long enough to be interrupted
        from sacroreport.cli.main import main
except Interrupted as stop:
    print(f"sacroreport: {stop}", file=sys.stderr)
    raise SystemExit(stop.exit_code) from None

__all__ = ["main"]
