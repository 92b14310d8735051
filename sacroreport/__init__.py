"""sacroreport: clinical abstracts and manuscripts whose numbers agree with the data."""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]
