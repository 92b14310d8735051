"""What a check has to say: a severity, a place, what was found and the way out.

A finding is a value. Checks collect findings and hand them on; only the command
line prints them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sacroreport.rules.registry import RuleName, rule_name, rule_of
from sacroreport.rules.rule import Severity as Severity

LONGEST = 200
"""Characters of what was found that are printed; JSON has all of them."""
MOST_COMPARED = 2_000
"""Known words that a misspelt one is compared with; of more only those alike at first sight."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding is: a file position, or a participant and a column of the data.

    Examples
    --------
    >>> str(Place("data/study.yml", 12, 5))
    'data/study.yml:12:5'
    >>> str(Place("data/a.csv", 3, participant="S02", variable="age"))
    'data/a.csv:3, participant S02, column age'
    """

    file: str = ""
    line: int = 0
    column: int = 0
    participant: str = ""
    variable: str = ""

    def __str__(self) -> str:
        position = self.file
        if self.line:
            position += f":{self.line}"
        if self.column:
            position += f":{self.column}"
        parts = [position] if position else []
        if self.participant:
            parts.append(f"participant {self.participant}")
        if self.variable:
            parts.append(f"column {self.variable}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One defect or remark, complete enough to act on.

    Attributes
    ----------
    rule
        Name of the rule that speaks, for example ``unknown-id``.
    message
        One sentence: what is wrong.
    found, expected, way_out
        What stood there, what should stand there, and how to get from one to the
        other. Empty when the message already says it.
    length
        Characters from its place that it is about; 0 if no part of the line is meant.
    fix
        What ``check --fix`` writes in their place; empty where only a person can tell.
    adjusted
        Whether the severity is what ``rules:`` of the study says, and not what the rule does.

    Raises
    ------
    ValueError
        If its rule has no such severity, unless it is adjusted and its rule may be.

    Examples
    --------
    >>> Finding(rule="unknown-id", message="no such id", severity=Severity.NOTICE)
    Traceback (most recent call last):
    ValueError: a finding of unknown-id is no notice
    """

    rule: RuleName
    message: str
    place: Place = Place()
    severity: Severity = Severity.ERROR
    found: str = ""
    expected: str = ""
    way_out: str = ""
    length: int = 0
    fix: str = ""
    adjusted: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        rule = rule_of(self.rule)
        if self.severity not in rule.severity and not (self.adjusted and rule.adjustable):
            raise ValueError(f"a finding of {self.rule} is no {self.severity}")

    def __str__(self) -> str:
        where = f"{self.place}: " if str(self.place) else ""
        text = f"{self.severity}: {where}{self.message}"
        if self.found:
            found = self.found if len(self.found) <= LONGEST else f"{self.found[: LONGEST - 1]}…"
            text += f"; found {found}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.way_out:
            text += f". {self.way_out[0].upper()}{self.way_out[1:]}"
        return visible(f"{text} [{self.rule}]")

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Finding:
        """Return the finding whose :meth:`as_dict` these fields are.

        Raises
        ------
        KeyError, ValueError, TypeError
            If they are not such fields.
        """
        place = Place(
            str(fields["file"] or ""),
            int(fields["line"] or 0),
            int(fields["column"] or 0),
            str(fields["participant"] or ""),
            str(fields["variable"] or ""),
        )
        names = ("found", "expected", "way_out", "fix")
        texts = {key: str(fields.get(key) or "") for key in names}
        rule = rule_name(str(fields["rule"]))
        severity = Severity(fields["severity"])
        return cls(
            rule=rule,
            message=str(fields["message"]),
            place=place,
            severity=severity,
            length=int(fields.get("length") or 0),
            adjusted=severity not in rule_of(rule).severity,
            **texts,
        )

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the finding as JSON-ready fields; what does not apply is null."""
        return {
            "severity": str(self.severity),
            "rule": self.rule,
            "file": self.place.file or None,
            "line": self.place.line or None,
            "column": self.place.column or None,
            "participant": self.place.participant or None,
            "variable": self.place.variable or None,
            "message": self.message,
            "found": self.found or None,
            "expected": self.expected or None,
            "way_out": self.way_out or None,
            "length": self.length or None,
            "fix": self.fix or None,
        }


NEEDS_QUARTO: Final = "needs-quarto"
"""Rule of what the embedded engine refuses and Quarto renders."""


def visible(text: str, keep: str = "") -> str:
    r"""Return a text that a terminal does not obey: what stood in a file may hold anything.

    Parameters
    ----------
    keep
        Signs that may do what they do: the end of a line in a message of several.

    Examples
    --------
    >>> print(visible("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    return "".join(one if one.isprintable() or one in keep else repr(one)[1:-1] for one in text)


def has_errors(findings: Iterable[Finding], *, strict: bool = False) -> bool:
    """Say whether the findings stop the run; under ``strict`` a warning does too."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in stopping for finding in findings)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean ...?`` with the nearest known words, or an empty text.

    Examples
    --------
    >>> did_you_mean("lable", ["label", "range"])
    'did you mean "label"?'
    >>> did_you_mean("zzz", ["label"])
    ''
    """
    near = nearest(word, known)
    return f"did you mean {quoted(near, 'or')}?" if near else ""


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return up to ``most`` known words that look like ``word``, best first."""
    folded: dict[str, str] = {}
    start = word[:1].casefold()
    every = set(known)
    if len(every) > MOST_COMPARED or len(word) > LONGEST:  # or one look would take seconds
        alike = (one for one in sorted(every) if abs(len(one) - len(word)) < 3)
        every = {*[one for one in alike if one[:1].casefold() == start][:MOST_COMPARED]}
    for one in sorted(every, reverse=True):
        folded[one.casefold()] = one
    near = difflib.get_close_matches(word.casefold(), sorted(folded), n=most, cutoff=0.6)
    return [folded[one] for one in near]


def quoted(words: Sequence[str], last: str = "or") -> str:
    """Join words in quotation marks: ``"a", "b" or "c"``."""
    marked = [f'"{word}"' for word in words]
    if len(marked) < 2:
        return "".join(marked)
    return f"{', '.join(marked[:-1])} {last} {marked[-1]}"
