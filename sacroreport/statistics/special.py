"""SciPy's special functions by name, without the package around them.

``from sacroreport.statistics.special import stdtr`` gives the very function that
``scipy.special.stdtr`` is, and so the same values. But ``scipy.special`` loads wrappers for
arrays of other libraries, and for them all of NumPy: four times as long as the functions take.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

from sacroreport.project.alone import load_alone


def __getattr__(name: str) -> Any:
    """Return a function of ``scipy.special``."""
    if name.startswith("_"):
        raise AttributeError(name)
    return getattr(_functions(), name)


@cache
def _functions() -> ModuleType:
    return load_alone("scipy.special", "_ufuncs")
