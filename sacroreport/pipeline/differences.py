"""What is wrong with a finished file, apart from the numbers that its proof is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sacroreport.document.document import Document
from sacroreport.findings import Finding, Place, Severity
from sacroreport.pipeline.built import Target
from sacroreport.pipeline.check import Checked
from sacroreport.pipeline.render import Made
from sacroreport.project.root import Project
from sacroreport.proof.compare import Comparison
from sacroreport.proof.content.compare import difference
from sacroreport.proof.tokens import compare_tokens
from sacroreport.writing.values import Values


def draft_finding(project: Project, path: Path) -> Finding:
    """Say that a file is a draft."""
    return Finding(
        rule="draft",
        place=Place(project.name(path)),
        message="this is a draft, not a finished file: it may print what the data do not bear out",
        way_out="mend what it marks, run `sacroreport build`, and send the finished file",
    )


def undeclared_format(project: Project, target: Target) -> Finding:
    """Say that a document is no longer made in the format of a file."""
    return Finding(
        rule="undeclared-format",
        place=Place(target.document),
        message=f"{project.name(target.path)}: its document is no longer made in this format, so "
        "there is nothing to compare it with",
        way_out="declare the format again, or remove the file and build",
    )


def stale_styles(project: Project, members: Sequence[Target], checked: Checked) -> list[Finding]:
    """Find files whose numbers are written otherwise than those of a build as it is now."""
    documents = {document.name: document for document in checked.documents}
    findings = []
    for target in members:
        if target.record is None:
            continue
        own, style = _own_style(documents[target.document], checked), str(target.record["style"])
        if own != style:
            is_asked = target.record.get("asked", style) is not None
            findings.append(_other_style(project.name(target.path), target, style, own, is_asked))
    return findings


def _own_style(document: Document, checked: Checked) -> str:
    """Return the number style in which a document is built unless another one is asked for."""
    return str(document.metadata.data.get("style") or checked.analysis.study.head.style)


def _other_style(name: str, target: Target, was: str, now: str, is_asked: bool) -> Finding:
    """Say that the numbers of a file agree, and are written otherwise in a build as it is now.

    Parameters
    ----------
    was, now
        The style of the file, and that of the document.
    is_asked
        Whether ``--style`` asked for it; then it is as it was meant to be, and the formats
        that were built at other times may differ.
    """
    why = "that `--style` asked for" if is_asked else "of before"
    return Finding(
        rule="stale-style",
        severity=Severity.NOTICE if is_asked else Severity.ERROR,
        place=Place(target.document),
        message=f"{name}: the file is in the number style {why}",
        found=f'"{was}"',
        expected=f'"{now}"',
        way_out="build the document again" + (" without it" if is_asked else ""),
    )


def compare_unmarked(fresh: Made, path: Path, values: Values) -> list[Finding]:
    """Compare a file that carries no placements, and say that this does not vouch for it."""
    document = fresh.task.document
    comparison = Comparison(
        document.project.name(path),
        document.name,
        fresh.task.staged.placements,
        {id_: value.plain for id_, value in values.items()},
    )
    unmarked = Finding(
        rule="no-placements",
        place=Place(document.name),
        message=f"{comparison.file}: the file does not say where its numbers are: it was saved by "
        "another program, or made by a plain `quarto render`; its numbers were looked for among "
        "its words, which does not tell what a reader sees",
        way_out="`sacroreport build` makes files whose every number can be proved",
    )
    try:
        return [unmarked, *compare_tokens(path, fresh.rendered, comparison)]
    except Exception as error:
        way = f"the file cannot be read: {type(error).__name__}: {error}"
        return [unmarked, comparison.finding(way)]


def changes(target: Target, fresh: Made, name: str, same_tools: bool) -> list[Finding]:
    """Find a file that says what it should and yet is not what a build makes.

    Nothing is found in the bytes of a build, and in no file at all.

    Parameters
    ----------
    name
        What the file is called in messages.
    same_tools
        Whether it was made by the programs that there are now.
    """
    content = fresh.rendered.path.read_bytes()
    if target.content is None or target.content == content:
        return []
    differs = difference(target.content, content, target.path.suffix)
    if differs is None and not same_tools:
        return [
            Finding(
                rule="changed-file",
                severity=Severity.WARNING,
                place=Place(target.document),
                message=f"{name}: the file holds what a build makes, and is packed otherwise: "
                "by other versions of the programs, or by another program",
                way_out="build the document again",
            )
        ]
    by_others = "" if same_tools else ", or it was made by other versions of the programs"
    return [
        Finding(
            rule="changed-file",
            place=Place(target.document),
            message=f"{name}: the text agrees with the data, but the file is not what a build "
            "makes: it was changed, or is of other data"
            + by_others
            + (f"; the first difference is in {differs.where}" if differs else ""),
            found=f'"{differs.found}"' if differs and differs.found else "",
            expected=f'"{differs.expected}"' if differs and differs.expected else "",
            way_out="build the document again",
        )
    ]
