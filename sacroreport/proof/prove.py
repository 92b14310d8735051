"""One finished file against the data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroreport.document.stage import Kind, Placement
from sacroreport.findings import Finding, Place
from sacroreport.proof import docx, html
from sacroreport.proof.compare import Comparison
from sacroreport.proof.expected import Expected, expected, image_texts
from sacroreport.proof.pdf import read_pdf
from sacroreport.proof.stream import squeeze
from sacroreport.render.pandoc.engine import Rendered

LEFTOVER = re.compile(r"\?var:|\{\{<|data-stat=|(?<![\w-])(?:nan|NaN)(?![\w-])")


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof of a file found.

    Attributes
    ----------
    numbers
        Injected numbers that were compared.
    findings
        Every difference; none means that the file agrees with the data.
    """

    numbers: int
    findings: tuple[Finding, ...]


def prove(
    file: Path,
    rendered: Rendered,
    *,
    name: str,
    source: str,
    placements: Sequence[Placement],
    texts: Mapping[str, str],
) -> Proof:
    """Read a finished file back and compare it with the data.

    Parameters
    ----------
    file
        The file to prove.
    rendered
        How the document renders now: its text as handed to the writer and, for a PDF,
        the places of its numbers.
    name, source
        How findings name the file and its document.
    placements
        Every injected number of the document.
    texts
        Id → plain text, from the data as they are now.
    """
    try:
        findings = _compare(file, rendered, Comparison(name, source, placements, texts))
    except Exception as error:
        # A file that no longer is what its ending says must fail the proof, not the proof it.
        findings = [
            Finding(
                rule="proof",
                place=Place(source),
                message=f"{name}: the file cannot be read: {type(error).__name__}: {error}",
                way_out="build the document again",
            )
        ]
    numbers = sum(
        one.occurrence not in rendered.hidden
        and (one.kind is Kind.BODY or rendered.format != "pdf")  # a PDF's are not read
        for one in placements
    )
    return Proof(numbers, tuple(findings))


def _compare(file: Path, rendered: Rendered, comparison: Comparison) -> list[Finding]:
    wanted = expected(rendered.document, rendered.format)
    comparison.hidden = rendered.hidden
    alternatives: list[str] | None = None
    if rendered.format == "html":
        findings = [*comparison.streams(wanted.body, html.read_html(file))]
        alternatives = html.read_attributes(file)
    elif rendered.format == "docx":
        body, notes = docx.read_docx(file)
        for note in wanted.notes:
            wanted.body.extend(note)
        for note in notes:
            body.extend(note)
        findings = [*comparison.streams(wanted.body, body)]
        alternatives = docx.read_attributes(file)
    else:
        pages = read_pdf(file, bottom_margin=rendered.bottom_margin)
        findings = [*comparison.pages(wanted, pages, rendered.marks)]
    findings += _check_leftovers(wanted, comparison)
    if alternatives is not None:
        findings += _check_alternatives(comparison, image_texts(rendered.document), alternatives)
    return findings


def _check_leftovers(wanted: Expected, comparison: Comparison) -> list[Finding]:
    """Find what a hole in a document looks like: an unresolved shortcode, or ``nan``."""
    found = []
    for stream in (wanted.body, *wanted.notes):
        text = stream.words(0, len(stream.characters))
        for match in LEFTOVER.finditer(text):
            shown = text[max(0, match.start() - 20) : match.end() + 20]
            found.append(comparison.finding(f"holds {match.group()}", found=shown))
    return found


def _check_alternatives(
    comparison: Comparison, wanted: list[str | None], found: list[str]
) -> list[Finding]:
    """Compare the alternative texts that images were given, one by one."""
    if len(wanted) != len(found):
        return [
            comparison.finding(
                "the images are not those of the document",
                found=f"{len(found)} images",
                expected=f"{len(wanted)} images",
            )
        ]
    return [
        comparison.finding(
            "an image has another alternative text", found=squeeze(shown), expected=squeeze(text)
        )
        for text, shown in zip(wanted, found, strict=True)
        if text is not None and squeeze(text) != squeeze(shown)
    ]
