"""SciPy's special functions by name, without the package around them.

``from sacroreport.statistics.special import stdtr`` gives the very function that
``scipy.special.stdtr`` is, and so the same values. But ``scipy.special`` loads wrappers for
arrays of other libraries, and for them all of NumPy: four times as long as the functions take.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from functools import cache
from types import ModuleType
from typing import Any

PACKAGE = "scipy.special"
COMPILED = f"{PACKAGE}._ufuncs"


def __getattr__(name: str) -> Any:
    """Return a function of ``scipy.special``."""
    if name.startswith("_"):
        raise AttributeError(name)
    return getattr(_functions(), name)


@cache
def _functions() -> ModuleType:
    """Return the module of the compiled functions; the whole package where it is not so built.

    Python loads a package before its modules. So the module finds a package here that has
    only a place; whoever imports the real one afterwards gets it as ever.
    """
    spec = None if PACKAGE in sys.modules else importlib.util.find_spec("scipy")
    if spec is None or spec.submodule_search_locations is None:
        return importlib.import_module(PACKAGE)
    bare = ModuleType(PACKAGE)
    bare.__path__ = [f"{place}/special" for place in spec.submodule_search_locations]
    sys.modules[PACKAGE] = bare
    try:
        return importlib.import_module(COMPILED)
    except (ImportError, AttributeError):
        pass
    finally:
        del sys.modules[PACKAGE]
    return importlib.import_module(PACKAGE)
