"""A document against the values: everything that would print wrongly, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sacroreport.document.cited import check_cited
from sacroreport.document.document import Document
from sacroreport.document.items import Context, Refusal, Shortcode, Target
from sacroreport.document.metadata import PRINTED
from sacroreport.document.references import places_of
from sacroreport.document.targets import check_file, check_target
from sacroreport.findings import NEEDS_QUARTO, Finding, Place, Severity, nearest, quoted
from sacroreport.rules.registry import RuleName, rule_name
from sacroreport.study.ids import Role
from sacroreport.writing.values import Values

BIBLIOGRAPHIES = (".bib", ".json", ".yaml", ".yml")
MISSING = re.compile(r"Could not fetch resource (?P<needle>\S+?):?(?:\s|$)")
HOLES: dict[str, tuple[RuleName, str, str]] = {
    r"Shortcode '(?P<needle>[\w-]+)' not found": ("unknown-shortcode", "{{< ", "shortcode"),
    r"Unable to resolve crossref (?P<needle>@[\w-]+)": ("unknown-label", "", "label"),
    r"Unknown meta key (?P<needle>\S+) specified": ("unknown-meta", "{{< meta ", "key"),
    r"Unknown variable (?P<needle>\S+) specified": ("unknown-variable", "{{< env ", "variable"),
}
"""What Quarto only warns about although it leaves a hole in the document."""
ALLOWED_IN_TEXT = {
    Context.CODE: "inside code",
    Context.MATH: "inside math",
    Context.TARGET: "in the address of a link",
}


def check_document(document: Document, values: Values) -> list[Finding]:
    """Return every finding of a document against the values; none if it can be rendered."""
    return [
        *document.findings,
        *_check_metadata(document, values),
        *_check_body(document, values),
    ]


def _check_body(document: Document, values: Values) -> Iterator[Finding]:
    text = document.body
    for item in document.items:
        place = text.place(item.start)
        match item:
            case Refusal():
                yield Finding(
                    rule=item.rule,
                    place=place,
                    message=f"the embedded engine does not render {item.what}"
                    if item.rule == NEEDS_QUARTO
                    else f"this is {item.what}",
                    way_out=item.way_out,
                )
            case Shortcode():
                yield from _check_shortcode(document, item, place, values)
            case Target():
                yield from check_target(document, item, place)
            case _:
                pass


def _check_shortcode(
    document: Document, item: Shortcode, place: Place, values: Values
) -> Iterator[Finding]:
    """Yield the findings about a shortcode of the body; none for a number that can be printed."""
    match item.name:
        case "var":
            if item.context in ALLOWED_IN_TEXT:
                yield Finding(
                    rule="misplaced-shortcode",
                    place=place,
                    message=f"a number {ALLOWED_IN_TEXT[item.context]} cannot be proved",
                    way_out="write it in the text beside it",
                )
            yield from check_id(item.argument, place, values)
        case "meta":
            value = _lookup(document.metadata.data, item.argument)
            if not isinstance(value, str) or "{{<" in value:
                yield Finding(
                    rule="unknown-meta",
                    place=place,
                    message=f'the front matter has no text "{item.argument}"',
                    way_out="add it, or use {{< var id >}} for a number",
                )
        case "pagebreak":
            line = _line(document.body.text, item.start)
            if line.strip() != document.body.text[item.start : item.end]:
                yield Finding(
                    rule="misplaced-shortcode",
                    place=place,
                    message="a page break stands alone on its line",
                )
        case "include":
            yield Finding(
                rule="misplaced-shortcode",
                place=place,
                message="an include stands alone on its line, outside code",
            )
        case _:
            yield Finding(
                rule=NEEDS_QUARTO,
                place=place,
                message=f"the embedded engine does not render the shortcode {item.name}",
                way_out="this needs the quarto engine",
            )


def check_id(id_: str, place: Place, values: Values) -> Iterator[Finding]:
    """Find an id that does not exist, or has nothing to print.

    What becomes of claims is said where all documents are known (:mod:`sacroreport.guards.claims`).
    """
    value = values.get(id_)
    if value is None:
        near = nearest(id_, values)
        start = id_.split(".")[0]
        if not near:
            near = [known for known in values if known.split(".")[0] == start][:6]
        yield Finding(
            rule="unknown-id",
            place=place,
            message=f'there is no number "{id_}"',
            way_out=f"did you mean {quoted(near)}?"
            if near
            else "`sacroreport results` lists every id",
        )
    elif value.text is None and value.definition.role is not Role.CLAIM:
        yield Finding(
            rule="null-number",
            place=place,
            message=f'"{id_}" has no value: {value.reason}',
            way_out="take the number out of the text, or correct the data",
        )
    elif value.remark:
        yield Finding(
            rule="p-rounding",
            severity=Severity.WARNING,
            place=place,
            message=f'"{id_}": {value.remark}',
            way_out="use a number style that adds a decimal, or say it in words",
        )


def _check_metadata(document: Document, values: Values) -> Iterator[Finding]:
    """Yield the findings about shortcodes, bibliographies and styles of the front matter."""
    for item in document.metadata.shortcodes:
        if item.path[0] not in PRINTED:
            yield Finding(
                rule="misplaced-shortcode",
                place=item.place,
                message=f"a shortcode in `{item.path[0]}:` has no effect",
                expected=f"shortcodes in {quoted(sorted(PRINTED), 'and')} only",
            )
        elif item.name != "var":
            yield Finding(
                rule="unsupported",
                place=item.place,
                message=f"the embedded engine does not render {item.name} in the front matter",
                way_out="write the words themselves",
            )
        else:
            yield from check_id(item.argument, item.place, values)
    for key in ("bibliography", "csl"):
        for index, name in enumerate(document.named(key)):
            path: tuple[str | int, ...] = (key,)
            if isinstance(document.metadata.data[key], list):
                path = (key, index)
            place = document.metadata.document.place(path)
            trouble = list(check_file(document, name, place))
            yield from trouble
            wanted = BIBLIOGRAPHIES if key == "bibliography" else (".csl",)
            if not trouble and Path(name).suffix.lower() not in wanted:
                yield Finding(
                    rule="unsupported",
                    place=place,
                    message=f"a {key} of an unknown kind",
                    found=name,
                    expected=f"a file ending in {quoted(wanted)}",
                )
            elif not trouble:
                yield from check_cited(document, key, name, place)


def problem_findings(document: Document, problems: list[dict[str, str]]) -> list[Finding]:
    """Return the problems that a filter met while it rendered, with their places in the source.

    Parameters
    ----------
    problems
        Of each its ``rule``, its ``message`` (what is known instead from the second line on),
        and the ``needle`` by which it is looked up in the text.
    """
    findings = []
    references = places_of(document) if problems else {}
    for problem in problems:
        message, _, known = problem["message"].partition("\n")
        near = nearest(problem["needle"].lstrip("@"), known.split()) if known else []
        needle = problem["needle"]
        offset = document.body.text.find(needle) if needle else -1
        place = document.body.place(offset) if offset >= 0 else Place(document.name)
        findings.append(
            Finding(
                rule=rule_name(problem["rule"]),
                severity=Severity.ERROR,
                # "@fig-a" is not to be found at the beginning of "@fig-ab", or in code.
                place=references.get(needle.removeprefix("@"), place) if "@" in needle else place,
                message=message,
                way_out=f"did you mean {quoted(near)}?" if near else "",
            )
        )
    return findings


def _lookup(data: object, dotted: str) -> object:
    for part in dotted.split("."):
        if not isinstance(data, dict):
            return None
        data = data.get(part)
    return data


def _line(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : end if end >= 0 else len(text)]


def remark_findings(documents: Sequence[Document], remarks: Sequence[str]) -> list[Finding]:
    """Return the remarks of Quarto that are about a hole in a document, with their places."""
    findings = []
    for remark in remarks:
        if (match := MISSING.search(remark)) is not None:
            findings.append(
                Finding(
                    rule="missing-resource",
                    severity=Severity.WARNING,
                    message=f"a page wants {match['needle']}, which is not there to be put into it",
                    way_out="name the file in the document or in `resources:`, or leave it out",
                )
            )
        for pattern, (rule, before, what) in HOLES.items():
            if (match := re.search(pattern, remark)) is None:
                continue
            needle = f"{before}{match['needle']}"
            places = [
                document.body.place(offset)
                for document in documents
                if (offset := document.body.text.find(needle)) >= 0
            ]
            findings += [
                Finding(rule=rule, place=place, message=f"Quarto finds no {what} {match['needle']}")
                for place in places or [Place()]
            ]
    return findings
