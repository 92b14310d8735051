"""``_quarto.yml``: what both engines honour, what Quarto alone does, and what none may."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sacroreport.errors import DefectError
from sacroreport.findings import NEEDS_QUARTO, Finding, Place, Severity, did_you_mean
from sacroreport.formats.registry import declarable, format_named, format_of_quarto
from sacroreport.project.contents import KEYS as CONTENTS
from sacroreport.project.contents import check_contents
from sacroreport.project.looks import STANDARD, check_standards
from sacroreport.project.names import name_finding
from sacroreport.project.positions import Document, read_yaml, typed_yaml
from sacroreport.project.positions import Path as Keys
from sacroreport.project.reading import is_there
from sacroreport.project.root import Project
from sacroreport.rules.registry import RuleName

KEYS = frozenset({"project", "engine", "format", STANDARD})
PROJECT_KEYS = frozenset({"type", "title", "output-dir", "pre-render", "render"})
OTHER_PROJECT_KEYS = frozenset({"post-render", "resources", "preview", "execute-dir", "lib-dir"})
"""Keys of Quarto's own that a build does not follow."""
SOURCES = ("data", "manuscript", "templates", "tests", "sacroreport")
FIXED = {
    "embed-resources": ("true", "built files stand alone"),
    "self-contained": ("true", "built files stand alone"),
    "standalone": ("true", "built files stand alone"),
    "keep-typ": ("true", "the proof of a PDF needs it"),
    "code-tools": ("false", "the source in the page would show its marks"),
}
"""Options that are not open, what they are, and why."""
NAMED = frozenset({"output-file", "output-ext"})
NO_EFFECT = frozenset({"profile", "metadata-files"})
"""Keys that bring in further settings, which a build would not see."""
CHECKS: dict[str, Callable[[Document, Keys, object], Iterator[Finding]]] = {
    STANDARD: lambda document, path, value: check_standards(document, path),
    **dict.fromkeys(CONTENTS, check_contents),
}
"""Option that both engines follow → what finds values that it cannot have."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project file settles.

    Attributes
    ----------
    output_folder
        Where built files go, mirrored as Quarto mirrors them.
    formats
        Quarto's name of each declared format → its options.
    quarto
        The other keys, which only Quarto understands.
    """

    output_folder: Path
    formats: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    quarto: Mapping[str, Any] = field(default_factory=dict)


def load_settings(project: Project) -> tuple[Settings, list[Finding]]:
    """Read the project file, if there is one; report what would be ignored."""
    default = Settings(project.root / "_output")
    if not is_there(project.quarto_file):
        return default, []
    name = project.name(project.quarto_file)
    try:
        text = project.read_text(project.quarto_file)
        document = read_yaml(text, name)
        data = typed_yaml(text, name)
    except DefectError as error:
        return default, list(error.findings)
    if document.data is None:
        return default, []
    if not isinstance(document.data, dict):
        return default, [
            Finding(rule="project-file", place=document.place(()), message="it is no mapping")
        ]
    findings = [*_check(document, data), *check_formats(document, data)]
    inner = document.data.get("project")
    given = inner.get("output-dir") if isinstance(inner, dict) else None
    folder = project.root / "_output"
    if given is not None:
        folder = Path(os.path.normpath(project.root / str(given)))
        inside = folder.is_relative_to(project.root) and folder != project.root
        first = folder.relative_to(project.root).parts[0] if inside else ""
        if finding := name_finding(str(given), place=document.place(("project", "output-dir"))):
            return default, [*findings, finding]
        if not isinstance(given, str) or not inside or first in SOURCES or first.startswith("."):
            findings.append(
                Finding(
                    rule="project-file",
                    place=document.place(("project", "output-dir")),
                    message="built files need a folder of their own inside the project",
                    found=str(given),
                    expected="for example _output",
                )
            )
            return default, findings
    quarto = {
        key: value for key, value in data.items() if key not in (KEYS - {STANDARD}) | NO_EFFECT
    }
    for path in sorted([*project.root.glob("_quarto-*.yml"), project.root / "_quarto.yml.local"]):
        if path.is_file():
            findings.append(no_effect("a profile", Place(project.name(path))))
    return Settings(folder, formats_of(data), quarto), findings


def formats_of(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the formats that a project or a document declares, with their options.

    Examples
    --------
    >>> formats_of({"format": {"html": {"toc": True}, "docx": "default"}})
    {'html': {'toc': True}, 'docx': {}}
    >>> formats_of({"format": "html"})
    {'html': {}}
    """
    given = data.get("format")
    if isinstance(given, str):
        return {given: {}}
    if not isinstance(given, dict):
        return {}
    return {
        str(name): dict(options) if isinstance(options, dict) else {}
        for name, options in given.items()
    }


def check_formats(document: Document, typed: Mapping[str, Any]) -> Iterator[Finding]:
    """Find formats and options that the embedded engine lacks or that are not open.

    ``typed`` has the values as YAML means them.
    """
    meant = formats_of(typed)
    given = (document.data or {}).get("format")
    if given is not None and not isinstance(given, (str, dict)):
        yield Finding(
            rule="unsupported",
            place=document.place(("format",)),
            message="the formats are no mapping",
            expected="for example format: {html: default}",
        )
    for name, options in formats_of(document.data or {}).items():
        place = document.key_place(("format", name) if isinstance(given, dict) else ("format",))
        if name not in declarable():
            yield Finding(
                rule=NEEDS_QUARTO,
                place=place,
                message=f'the format "{name}" is not supported by the embedded engine',
                way_out=("-" not in name and did_you_mean(name, declarable()))  # acme-html is none
                or "this needs the quarto engine",
            )
        rival, ours = format_named(name), format_of_quarto(name)
        for option, value in options.items():
            path = ("format", name, option)
            place = document.key_place(path)
            if rival is not None and rival is not ours and rival.rival:
                yield Finding(
                    rule="conflicting-key",
                    place=place,
                    message=f'the option "{option}" is for {rival.rival}',
                    way_out=f"{rival.label} is made by {rival.quarto.title()} here: write it under "
                    f"`{rival.quarto}:`",
                )
            elif (conflict := conflicting(option, value, place)) is not None:
                yield conflict
            elif ours is not None and option in ours.honoured:
                yield from CHECKS[option](document, path, meant[name].get(option))
            else:
                yield Finding(
                    rule=NEEDS_QUARTO,
                    place=place,
                    message=f'the option "{option}" is not honoured by the embedded engine',
                    way_out="this needs the quarto engine",
                )


def no_effect(what: str, place: Place) -> Finding:
    """Return the warning about something of Quarto's that a build does not follow."""
    return Finding(
        rule="no-effect",
        severity=Severity.WARNING,
        place=place,
        message=f"{what} has no effect on a build",
        way_out="it is for a plain `quarto render`; write what a build needs into _quarto.yml or "
        "the document",
    )


def conflicting(option: str, value: object, place: Place) -> Finding | None:
    """Return the finding about an option that is not open, if it is one."""
    if option in NAMED:
        why = "built files are named after their document"
    elif option in FIXED and str(value).lower() != FIXED[option][0]:
        why = FIXED[option][1]
    else:
        return None
    return Finding(
        rule="conflicting-key",
        place=place,
        message=f'the option "{option}" cannot be chosen: {why}',
        way_out="remove it",
    )


def _check(document: Document, typed: Mapping[str, Any]) -> list[Finding]:
    """Return the findings about keys of a project file that a build does not follow."""
    findings = []
    data = document.data

    def refuse(path: tuple[str, ...], what: str, rule: RuleName, way_out: str) -> None:
        findings.append(
            Finding(rule=rule, place=document.key_place(path), message=what, way_out=way_out)
        )

    for key, value in data.items():
        conflict = conflicting(key, value, document.key_place((key,)))
        if conflict is not None:
            findings.append(conflict)
        elif key == "metadata-files" and _names_people(document.data[key]):
            continue  # what a build takes from there without being told
        elif key in NO_EFFECT:
            findings.append(no_effect(f'the key "{key}"', document.key_place((key,))))
        elif key == STANDARD:
            findings += check_standards(document, (key,))
        elif key in CONTENTS:
            findings += check_contents(document, (key,), typed[key])
        elif key not in KEYS:
            what = f'the key "{key}" is not honoured by the embedded engine'
            way_out = did_you_mean(key, KEYS) or "this needs the quarto engine"
            refuse((key,), what, NEEDS_QUARTO, way_out)
    inner = data.get("project")
    if inner is not None and not isinstance(inner, dict):
        refuse(("project",), "the project is no mapping", "project-file", "write project: {...}")
        inner = {}
    if inner and inner.get("type", "default") != "default":
        refuse(
            ("project", "type"),
            f'a project of type "{inner["type"]}" cannot be built',
            "conflicting-key",
            "a study is of type default; render the rest with Quarto itself",
        )
    for key in inner or {}:
        if key in OTHER_PROJECT_KEYS:
            findings.append(no_effect(f'the key "{key}"', document.key_place(("project", key))))
        elif key not in PROJECT_KEYS:
            hint = did_you_mean(key, PROJECT_KEYS)
            refuse(
                ("project", key),
                f'the key "{key}" has no effect on a build',
                "unsupported" if hint else NEEDS_QUARTO,
                hint or "it is for a plain `quarto render`, or remove it",
            )
    if data.get("engine", "markdown") != "markdown":
        refuse(
            ("engine",),
            f'the engine "{data["engine"]}" would run code',
            "conflicting-key",
            "statistics come from study.yml: write engine: markdown",
        )
    return findings


def _names_people(value: object) -> bool:
    """Whether files of metadata are the one that every build reads."""
    return value in ("manuscript/authors.yml", ["manuscript/authors.yml"])
