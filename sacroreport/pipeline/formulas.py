"""How each number is computed, in the field's notation, and where that is from."""

from __future__ import annotations

import re
from functools import cache

from sacroreport.kinds.results import Result, Results
from sacroreport.project.positions import read_yaml
from sacroreport.project.templates import template
from sacroreport.statistics.exact import Number
from sacroreport.study.ids import Definition, Formula, Role

PLACE = re.compile(r"\{([^{}]+)\}")


@cache
def sources() -> dict[str, str]:
    """Return the sources of formulas in full, by their short names."""
    path = template("sources.yml")
    return dict(read_yaml(path.read_text(encoding="utf-8"), path.name).data)


def formula_of(definition: Definition, result: Result | None = None) -> Formula:
    """Return the formula of an id; empty where there is none, as for a count or a text.

    Parameters
    ----------
    result
        The number, whose method may be another one than was asked for.
    """
    if definition.role.is_text or definition.role is Role.COUNT:
        return Formula()
    formula = definition.formula
    if formula.instead is not None and result is not None and formula.instead[0] in result.method:
        return formula.instead[1]
    return formula


def worked(definition: Definition, results: Results) -> str:
    """Return the formula with the numbers put in, where it is short enough to read."""
    result = results.get(definition.id)
    if result is None or result.value is None:
        return ""
    own = {
        "n": str(result.n), "n - 1": str(result.n - 1), "value": _short(result.value),
        "exact": result.exact or "", "fraction": result.exact or "",
    }  # fmt: skip
    if "/" not in own["fraction"]:  # a whole number is what it is
        own["fraction"] = ""

    def number(place: str) -> str:
        if place in own:
            return own[place]
        row = results.get(place)
        return "?" if row is None or row.value is None else _short(row.value)

    places = PLACE.findall(definition.formula.worked)
    texts = {place: number(place) for place in places}
    if not all(texts.values()):
        return ""
    return PLACE.sub(lambda match: texts[match[1]], definition.formula.worked)


def _short(value: Number) -> str:
    return f"{float(value):.6g}".replace("-", "−")
