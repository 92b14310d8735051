"""Which kinds of analyses there are, and the module of each.

A kind is one module with an object ``KIND`` and one line here. It is imported when a study has
an analysis of it, so that a study pays for the kinds that it uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from sacroreport.kinds.kind import ComputedKind

MODULES = {
    "describe": "sacroreport.kinds.describe",
    "paired": "sacroreport.kinds.paired",
    "compare": "sacroreport.kinds.compare",
    "correlate": "sacroreport.kinds.correlate",
    "variation": "sacroreport.kinds.variation",
    "events": "sacroreport.kinds.events",
    "distribution": "sacroreport.kinds.distribution",
}
"""What ``kind:`` says → the module that has it."""


class Registry(Mapping[str, ComputedKind]):
    """The kinds by name, each imported when it is first asked for."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules

    def __getitem__(self, name: str) -> ComputedKind:
        kind = import_module(self._modules[name]).KIND
        assert isinstance(kind, ComputedKind)
        return kind

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __contains__(self, name: object) -> bool:
        return name in self._modules

    def __len__(self) -> int:
        return len(self._modules)


KINDS = Registry(MODULES)
