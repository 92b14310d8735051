"""Where documents print a number: the places, and the words around it there.

The state of the last build knows, as long as it is of all that there is now. Otherwise the
documents are read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sacroreport.errors import DefectError
from sacroreport.pipeline.analyse import Analysis
from sacroreport.pipeline.current import current_state
from sacroreport.pipeline.state.model import Occurrence, Passage
from sacroreport.pipeline.state.passages import placements_of, read_passages
from sacroreport.pipeline.styles import Styles
from sacroreport.project.documents import all_documents
from sacroreport.project.root import Project

Read = tuple[tuple[Passage, ...], tuple[Occurrence, ...]]


@dataclass(frozen=True, slots=True)
class PrintedAt:
    """A place where a document prints a number.

    Attributes
    ----------
    place
        File, line and column, and the text that it is part of, if it is part of one.
    passage
        The sentence, row or caption there, every number in its place; empty where it stands
        in none.
    """

    place: str
    passage: str


def printed_at(project: Project, analysis: Analysis, id_: str) -> list[PrintedAt]:
    """Return where documents print an id, alone or within a text, each place once.

    A document that cannot be read is left out.
    """
    catalogue = analysis.study.catalogue
    within = {id_: ""} | {
        text.id: f" (in {text.id})" for text in catalogue.values() if id_ in text.parts.values()
    }
    places: dict[str, str] = {}
    for passages, occurrences in _documents(project, analysis):
        for number in occurrences:
            if number.id in within:
                text = "" if number.passage is None else passages[number.passage].text
                places.setdefault(f"{number.place}{within[number.id]}", text)
    return [PrintedAt(place, text) for place, text in places.items()]


def _documents(project: Project, analysis: Analysis) -> Iterable[Read]:
    """Return all documents as they print, from the state where it is current."""
    state = current_state(project)
    if state is not None:
        documents = [state.documents[project.name(path)] for path in all_documents(project)]
        return [(document.passages, document.occurrences) for document in documents]
    return _composed(project, analysis)


def _composed(project: Project, analysis: Analysis) -> Iterator[Read]:
    styles = Styles(project, analysis)
    for path in all_documents(project):
        try:
            read = styles.read(path, None)
        except DefectError:
            continue
        yield read_passages(read.document, placements_of(read.document, styles.values(read.style)))
