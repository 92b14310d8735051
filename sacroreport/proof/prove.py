"""One finished file against the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml.etree import LxmlError

from sacroreport.document.stage import Kind, Placement
from sacroreport.findings import Finding, Place, Severity
from sacroreport.proof.compare import Comparison
from sacroreport.proof.expected import expected
from sacroreport.proof.reader import Reader, reader_of_ending
from sacroreport.render.job import Rendered


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
    reader = reader_of_ending(file.suffix)
    if reader is None or not _is_marked(reader, rendered, placements):
        finding = Finding(
            rule="not-proved",
            severity=Severity.NOTICE,
            place=Place(source),
            message=f"{name}: the numbers in a file of this kind cannot be read back",
        )
        return Proof(0, (finding,), is_proved=False)
    findings = _compare(reader, file, rendered, Comparison(name, source, placements, texts))
    findings += _check_network(reader, file, name, source)
    numbers = sum(
        placement.occurrence not in rendered.hidden
        and (placement.kind is Kind.BODY or reader.reads_alternatives)
        for placement in placements
    )
    return Proof(numbers, tuple(findings))


def _is_marked(reader: Reader, rendered: Rendered, placements: Sequence[Placement]) -> bool:
    """Say whether the numbers of a file can be found in it, or there are none to find."""
    if not reader.needs_marks or rendered.exact or rendered.marks:
        return True
    return not any(placement.kind is Kind.BODY for placement in placements)


def _compare(
    reader: Reader, file: Path, rendered: Rendered, comparison: Comparison
) -> list[Finding]:
    exact = rendered.exact
    try:
        wanted = expected(rendered.document, reader.typography(exact=exact), exact=exact)
        comparison.hidden = rendered.hidden
        if exact:
            return reader.compare(file, rendered, comparison, wanted)
        shown = {owner for stream in (wanted.body, *wanted.notes) for owner in stream.numbers()}
        comparison.hidden = rendered.hidden - shown
        return reader.compare_loosely(file, rendered, comparison, wanted)
    except Exception as error:
        # A file that no longer is what its ending says must fail the proof, not the proof it.
        return [
            Finding(
                rule="proof",
                place=Place(comparison.source),
                message=f"{comparison.file}: the file cannot be read: "
                f"{type(error).__name__}: {error}",
                way_out="build the document again",
            )
        ]


def _check_network(reader: Reader, file: Path, name: str, source: str) -> list[Finding]:
    """Find what a page loads from elsewhere: it would look otherwise without a network."""
    try:
        addresses = reader.network_uses(file)
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
