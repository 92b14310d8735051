"""From a checked project to its state."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sacroreport import __version__
from sacroreport.document.document import Document as Source
from sacroreport.document.draft import with_pending
from sacroreport.document.stage import Staged, stage
from sacroreport.errors import DefectError
from sacroreport.guards.language import lang_of
from sacroreport.kinds.results import Result, Results
from sacroreport.pipeline.check import Checked
from sacroreport.pipeline.inputs import inputs_of
from sacroreport.pipeline.state.model import (
    Claim,
    Computed,
    Described,
    Document,
    Engine,
    Figure,
    Meaning,
    State,
    Written,
    number_text,
)
from sacroreport.pipeline.state.passages import read_passages
from sacroreport.pipeline.tools import versions
from sacroreport.project.reading import read_file
from sacroreport.project.root import Project, digest
from sacroreport.study.ids import Definition
from sacroreport.study.study import Study
from sacroreport.writing.claims import standing
from sacroreport.writing.values import Value, Values


def state_of(checked: Checked, staged: Mapping[str, Staged] = MappingProxyType({})) -> State:
    """Return the state of a checked project.

    A document that prints what there is not, such as a claim that turned, says of it that it
    is pending, as a draft does.

    Parameters
    ----------
    staged
        Documents that were staged already, by name.

    Raises
    ------
    DefectError
        If the data have errors, so that there are no numbers, or a document has, so that
        nobody knows what it prints.
    """
    study, results = checked.analysis.study, checked.analysis.results
    if results is None:
        raise DefectError(checked.findings)
    documents = {
        source.name: _document(source, checked, staged.get(source.name))
        for source in checked.documents
    }
    styles: dict[str, dict[str, None]] = {study.head.style: {}}
    styles |= {document.style: {} for document in documents.values()}
    for document in documents.values():
        styles[document.style] |= dict.fromkeys(document.figures)
    project = checked.analysis.project
    name = project.name(project.study_file)
    inputs = _digests(project, checked)
    return State(
        sacroreport=__version__,
        engine=Engine(name=checked.engine.name, version=checked.engine.version),
        programs=versions(),
        study=Described(
            file=name,
            sha256=inputs.get(name, ""),
            title=study.head.title,
            lang=study.head.lang,
            style=study.head.style,
        ),
        inputs=inputs,
        ids={id_: _meaning(definition) for id_, definition in study.catalogue.items()},
        results={id_: _computed(row) for id_, row in results.items()},
        values={style: _written(checked.generated[style].values) for style in styles},
        claims=_claims(study, results),
        documents=documents,
        figures={
            style: drawn
            for style, figures in styles.items()
            if (drawn := _figures(checked, style, figures))
        },
    )


def _document(source: Source, checked: Checked, staged: Staged | None) -> Document:
    values = checked.values[source.name]
    if staged is None:
        complete = _complete(values, source)
        try:
            staged = stage(source, complete, shortcodes=checked.engine.name == "quarto")
        except KeyError:  # a key of the front matter that is not there; the findings say so
            raise DefectError(checked.findings) from None
    passages, occurrences = read_passages(source, staged.placements)
    pictures = checked.generated[values.style.name].pictures
    return Document(
        style=values.style.name,
        lang=lang_of(source, checked.analysis.study),
        sha256=digest(f"{staged.metadata}\0{staged.text}".encode()),
        passages=passages,
        occurrences=occurrences,
        figures=tuple(
            dict.fromkeys(pictures[name] for name in source.resources if name in pictures)
        ),
    )


def _complete(values: Values, source: Source) -> Values:
    """Return values of which every id of a document has a text."""
    if all(id_ in values and values[id_].text is not None for id_ in source.ids):
        return values
    return with_pending(values, source, known=True)


def _digests(project: Project, checked: Checked) -> dict[str, str]:
    """Return the digests of all inputs that are there.

    Pictures and bibliographies are read now where only a check was made, which looks into none.
    """
    digests = inputs_of(project, checked)
    for name in (name for document in checked.documents for name in document.resources):
        if digests.get(name, "") is None:
            with contextlib.suppress(OSError):
                digests[name] = digest(read_file(project.root / name))
    return {name: known for name, known in digests.items() if known is not None}


def _meaning(definition: Definition) -> Meaning:
    return Meaning(
        name=definition.name,
        role=str(definition.role),
        meaning=definition.meaning,
        unit=definition.unit,
        decimals=definition.decimals,
        level=definition.level,
        variables=definition.variables,
        parts=dict(definition.parts),
    )


def _computed(row: Result) -> Computed:
    return Computed(
        value=number_text(row.value),
        n=row.n,
        missing=row.missing,
        method=row.method,
        reason=row.reason,
        where=row.where,
        where_missing=row.where_missing,
    )


def _written(values: Mapping[str, Value]) -> dict[str, Written]:
    return {
        id_: Written(
            plain=None if value.text is None else value.plain,
            markdown=value.markdown,
            reason=value.reason,
        )
        for id_, value in values.items()
    }


def _claims(study: Study, results: Results) -> dict[str, Claim]:
    claims: dict[str, Claim] = {}
    for name, claim in study.claims.items():
        stands = standing(claim, results)
        claims[name] = Claim(
            says=claim.options.says,
            condition=claim.holds.text,
            holds=stands.holds,
            words=stands.words,
            numbers=dict(stands.numbers),
            why=stands.why,
        )
    return claims


def _figures(checked: Checked, style: str, names: Iterable[str]) -> dict[str, Figure]:
    """Return figures of a style; one that cannot be drawn is none."""
    generated, figures = checked.generated[style], {}
    files = {name: file for file, name in generated.pictures.items() if file.endswith(".svg")}
    for name in names:
        with contextlib.suppress(DefectError):
            picture = generated.picture(files[name])
            marks = generated.drawn()[name]
            figures[name] = Figure(
                sha256=digest(picture),
                numbers=tuple((mark["id"], mark["text"]) for mark in marks),
            )
    return figures
