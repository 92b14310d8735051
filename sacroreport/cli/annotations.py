"""Findings for programs that show them beside the lines: SARIF, and GitHub's annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote

from sacroreport import __version__
from sacroreport.findings import Finding, Severity
from sacroreport.rules.registry import all_rules

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(
    findings: Iterable[Finding], lines_of: Callable[[str], Sequence[str]] = lambda name: ()
) -> dict[str, Any]:
    """Return findings as a SARIF 2.1.0 log.

    Parameters
    ----------
    lines_of
        Gives the lines of a source by its name: they tell where a finding ends.

    Examples
    --------
    >>> sarif([Finding(rule="unknown-id", message="no such id")])["runs"][0]["results"]
    [{'ruleId': 'unknown-id', 'level': 'error', 'message': {'text': 'no such id'}}]
    """
    findings = list(findings)
    known = all_rules()
    rules: list[dict[str, Any]] = []
    for name in dict.fromkeys(finding.rule for finding in findings):
        rule = known.get(name)
        entry: dict[str, Any] = {"id": name}
        if rule is not None:
            entry["shortDescription"] = {"text": rule.about}
            entry["fullDescription"] = {"text": rule.why}
            entry["help"] = {"text": rule.cure}
        rules.append(entry)
    driver = {
        "name": "sacroreport",
        "semanticVersion": __version__,
        "rules": rules,
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, lines_of) for finding in findings],
            }
        ],
    }


def _result(finding: Finding, lines_of: Callable[[str], Sequence[str]]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": sentence(finding)},
    }
    if not finding.place.file:
        return result
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.place.file)}}
    if finding.place.line:
        region: dict[str, Any] = {"startLine": finding.place.line}
        if finding.place.column:
            region["startColumn"] = finding.place.column
            region |= _end(finding, lines_of)
        location["region"] = region
        if finding.fix and "endColumn" in region:
            change = {"deletedRegion": region, "insertedContent": {"text": finding.fix}}
            result["fixes"] = [
                {
                    "artifactChanges": [
                        {
                            "artifactLocation": location["artifactLocation"],
                            "replacements": [change],
                        }
                    ]
                }
            ]
    result["locations"] = [{"physicalLocation": location}]
    return result


def _end(finding: Finding, lines_of: Callable[[str], Sequence[str]]) -> dict[str, int]:
    """Return where a finding ends; nothing if what was found does not stand there."""
    place, lines = finding.place, lines_of(finding.place.file)
    if not (finding.length and place.column) or place.line > len(lines):
        return {}
    rest = "\n".join(lines[place.line - 1 :])[place.column - 1 :][: finding.length]
    if " ".join(rest.split()) != finding.found:
        return {}
    before, line_break, last = rest.rpartition("\n")
    if not line_break:
        return {"endColumn": place.column + finding.length}
    return {"endLine": place.line + before.count("\n") + 1, "endColumn": len(last) + 1}


def github(findings: Iterable[Finding]) -> list[str]:
    """Return findings as commands that GitHub shows beside the lines of a pull request.

    Examples
    --------
    >>> from sacroreport.findings import Place
    >>> github([Finding(rule="unknown-id", message="none, 100%", place=Place("a.qmd", 3, 5))])
    ['::error file=a.qmd,line=3,col=5,title=unknown-id::none, 100%25']
    """
    commands = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
    lines = []
    for finding in findings:
        place = finding.place
        fields = {
            "file": place.file,
            "line": place.line or "",
            "col": place.column or "",
            "title": finding.rule,
        }
        properties = ",".join(
            f"{key}={_escaped(str(value), ':,')}" for key, value in fields.items() if value
        )
        lines.append(f"::{commands[finding.severity]} {properties}::{_escaped(sentence(finding))}")
    return lines


def sentence(finding: Finding) -> str:
    """Return what a finding says, without its place."""
    text = finding.message
    if finding.place.participant:
        text = f"participant {finding.place.participant}: {text}"
    if finding.expected:
        text += f"; expected {finding.expected}"
    if finding.way_out:
        text += f". {finding.way_out[0].upper()}{finding.way_out[1:]}"
    return text


def _escaped(text: str, more: str = "") -> str:
    """Write signs that a workflow command would take for its own by their numbers."""
    return "".join(f"%{ord(sign):02X}" if sign in "%\r\n" + more else sign for sign in text)
