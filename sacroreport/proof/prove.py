"""One finished file against the data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml.etree import LxmlError

from sacroreport.document.stage import Kind, Placement
from sacroreport.findings import Finding, Place, Severity
from sacroreport.proof import docx, html, loose
from sacroreport.proof.compare import Comparison
from sacroreport.proof.expected import Expected, expected, image_texts
from sacroreport.proof.pdf import read_pdf
from sacroreport.proof.stream import Stream, squeeze
from sacroreport.render.job import Rendered

LEFTOVER = re.compile(
    r"\?(?:var|meta|env):|\?@[a-z]|\{\{<|data-stat=|(?<![\w-])(?:nan|NaN)(?![\w-])"
)
READABLE = frozenset({".pdf", ".html", ".docx"})


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof of a file found.

    Attributes
    ----------
    numbers
        Injected numbers that were compared.
    findings
        Every difference; none means that the file agrees with the data.
    is_proved
        Whether the file could be read back; of some kinds nothing can be.
    """

    numbers: int
    findings: tuple[Finding, ...]
    is_proved: bool = True


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
    if not file.is_file():
        finding = Finding(
            rule="proof",
            place=Place(source),
            message=f"{name}: the file is not there",
            way_out="build the document again",
        )
        return Proof(0, (finding,))
    in_text = any(one.kind is Kind.BODY for one in placements)
    marked = file.suffix != ".pdf" or rendered.exact or rendered.marks or not in_text
    if file.suffix not in READABLE or not marked:
        finding = Finding(
            rule="not-proved",
            severity=Severity.NOTICE,
            place=Place(source),
            message=f"{name}: the numbers in a file of this kind cannot be read back",
        )
        return Proof(0, (finding,), is_proved=False)
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
    if file.suffix == ".html":
        findings = [*findings, *_check_network(file, name, source)]
    numbers = sum(
        one.occurrence not in rendered.hidden
        and (one.kind is Kind.BODY or file.suffix != ".pdf")  # a PDF's are not read
        for one in placements
    )
    return Proof(numbers, tuple(findings))


def _compare(file: Path, rendered: Rendered, comparison: Comparison) -> list[Finding]:
    wanted = expected(rendered.document, file.suffix[1:], exact=rendered.exact)
    comparison.hidden = rendered.hidden
    if not rendered.exact:
        return _compare_loosely(file, rendered, comparison, wanted)
    alternatives: list[str] | None = None
    if file.suffix == ".html":
        findings = [*comparison.streams(wanted.body, html.read_html(file))]
        alternatives = html.read_attributes(file)
    elif file.suffix == ".docx":
        findings = [*comparison.streams(_whole(wanted), _word_text(file))]
        alternatives = docx.read_attributes(file)
    else:
        pages = read_pdf(
            file,
            bottom_margin=rendered.bottom_margin,
            left_margin=rendered.left_margin,
            upright=bool(rendered.watermark),
        )
        findings = [*comparison.pages(wanted, pages, rendered.marks)]
    findings += _check_leftovers(
        comparison, rendered, *(_text(one) for one in (wanted.body, *wanted.notes))
    )
    if alternatives is not None:
        findings += _check_leftovers(comparison, rendered, *alternatives)
        findings += _check_alternatives(comparison, image_texts(rendered.document), alternatives)
    return findings


def _compare_loosely(
    file: Path, rendered: Rendered, comparison: Comparison, wanted: Expected
) -> list[Finding]:
    """Compare a file that may hold more than the document."""
    shown = {owner for stream in (wanted.body, *wanted.notes) for owner in stream.numbers()}
    comparison.hidden = rendered.hidden - shown
    if file.suffix == ".pdf":
        pages = read_pdf(
            file,
            bottom_margin=0,
            left_margin=rendered.left_margin,
            upright=bool(rendered.watermark),
        )
        found = loose.at_marks(pages, rendered.marks)
        return [
            *comparison.numbers(found),
            *comparison.unknown(found),
            *loose.missing_numbers(comparison, wanted, pages),
            *_check_leftovers(comparison, rendered, *(loose.text_of(page) for page in pages)),
        ]
    if file.suffix == ".html":
        actual = html.read_html(file, contents="ours")
        alternatives = html.read_attributes(file)
    else:
        actual, alternatives = _word_text(file), docx.read_attributes(file)
    found = {owner: actual.words(first, last) for owner, (first, last) in actual.numbers().items()}
    findings = [
        *comparison.numbers(found),
        *comparison.unknown(found),
        *loose.missing_words(comparison, wanted, actual),
        *_check_leftovers(comparison, rendered, _text(actual)),
    ]
    shown_texts = {squeeze(text) for text in alternatives}
    for text in image_texts(rendered.document):
        if text is not None and squeeze(text) not in shown_texts:
            findings.append(
                comparison.finding("an image lacks its alternative text", expected=squeeze(text))
            )
    return findings


def _whole(wanted: Expected) -> Stream:
    """Return body and footnotes as one text."""
    for note in wanted.notes:
        wanted.body.extend(note)
    wanted.notes = []
    return wanted.body


def _word_text(file: Path) -> Stream:
    body, notes = docx.read_docx(file)
    for note in notes:
        body.extend(note)
    return body


def _text(stream: Stream) -> str:
    return stream.words(0, len(stream.characters))


def _check_leftovers(comparison: Comparison, rendered: Rendered, *texts: str) -> list[Finding]:
    """Find what a hole in a document looks like: an unresolved shortcode, or ``nan``."""
    found: list[Finding] = []
    if rendered.watermark:  # a draft has holes, and says in words how to fill them
        return found
    for text in texts:
        for match in LEFTOVER.finditer(text):
            shown = text[max(0, match.start() - 20) : match.end() + 20]
            found.append(comparison.finding(f"holds {match.group()}", found=shown))
    return found


def _check_network(file: Path, name: str, source: str) -> list[Finding]:
    """Find what a page loads from elsewhere: it would look otherwise without a network."""
    try:
        addresses = html.network_uses(file)
    except (OSError, ValueError, LxmlError):
        return []  # said already
    return [
        Finding(
            rule="network",
            severity=Severity.WARNING,
            place=Place(source),
            message=f"{name}: the page loads something from the network",
            found=address,
            way_out="choose another theme, or put the file into the project",
        )
        for address in addresses
    ]


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
