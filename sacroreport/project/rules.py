"""The rules that findings are named after: what each is about, and whether it can be adjusted.

The explanations are data: ``templates/rules.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from sacroreport.findings import Severity
from sacroreport.project.templates import template


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes
    ----------
    about
        What it finds, in one sentence.
    why
        Why that matters.
    cure
        What to do.
    severity
        How much its findings weigh by themselves.
    adjustable
        Whether ``study.yml`` may change that, or acknowledge its findings. What the numbers'
        agreement with the data rests on cannot be adjusted.
    """

    name: str
    about: str
    why: str
    cure: str
    severity: tuple[Severity, ...]
    adjustable: bool = False


@cache
def load_rules() -> dict[str, Rule]:
    """Return every rule by name.

    Examples
    --------
    >>> load_rules()["loaded-word"].adjustable, load_rules()["unknown-id"].adjustable
    (True, False)
    """
    text = template("rules.toml").read_text(encoding="utf-8")
    return {
        name: Rule(
            name=name,
            about=data["about"],
            why=data["why"],
            cure=data["cure"],
            severity=tuple(Severity(one) for one in data["severity"].split(" or ")),
            adjustable=data.get("adjustable", False),
        )
        for name, data in tomllib.loads(text).items()
    }
