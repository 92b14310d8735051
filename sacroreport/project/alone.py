"""A module of another package without the package, where all of that would take far longer."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType


def load_alone(package: str, module: str) -> ModuleType:
    """Load a module without running the package that it lies in, if it can do without.

    Python runs a package before its modules. So the module finds a package here that has
    only a place; whoever imports the real one before or afterwards gets it as ever.

    Raises
    ------
    ImportError
        If there is no such module.

    Examples
    --------
    >>> load_alone("json", "scanner").__name__
    'json.scanner'
    """
    name = f"{package}.{module}"
    above, _, last = package.rpartition(".")
    spec = None if package in sys.modules else importlib.util.find_spec(above or package)
    if spec is None or spec.submodule_search_locations is None:
        return importlib.import_module(name)
    bare = ModuleType(package)
    bare.__path__ = [
        f"{place}/{last}" if above else place for place in spec.submodule_search_locations
    ]
    sys.modules[package] = bare
    try:
        return importlib.import_module(name)
    except (ImportError, AttributeError):  # it needs the package
        pass
    finally:
        del sys.modules[package]
    return importlib.import_module(name)
