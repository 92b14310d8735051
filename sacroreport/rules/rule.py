"""A rule: what findings of one name are about, how much they weigh, and what finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs: an error stops a build, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
Run = Callable[[Any], Iterable[Any]]
"""Yields findings about what it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
        How much its findings may weigh by themselves.
    adjustable
        Whether ``study.yml`` may change that, or acknowledge its findings. What the numbers'
        agreement with the data rests on cannot be adjusted.
    run
        What finds it in a document. Rules that one pass finds have the same one, which is run
        once. Empty where reading something finds it.
    run_all
        What finds it in the study's own texts, and over all documents.
    """

    name: str
    severity: tuple[Severity, ...]
    about: str
    why: str
    cure: str
    adjustable: bool = False
    run: tuple[Run, ...] = ()
    run_all: tuple[Run, ...] = ()
