"""What the rules about prose and printed numbers look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sacroreport.data.source import Frame
from sacroreport.document.document import Document
from sacroreport.guards.propose import Numbers
from sacroreport.guards.prose import Passage
from sacroreport.kinds.results import Results
from sacroreport.study.study import Study
from sacroreport.writing.values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScope:
    """A document.

    Attributes
    ----------
    prose
        What it says, passage by passage.
    values, results
        Its texts and numbers; ``None`` where the data have errors.
    numbers
        Gives the numbers of the study in the document's style, to be looked up by what is
        typed; it costs something, and most documents type nothing.
    """

    document: Document
    prose: tuple[Passage, ...]
    study: Study
    values: Values | None
    results: Results | None
    numbers: Callable[[], Numbers | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyScope:
    """A study with its documents.

    Attributes
    ----------
    values, results, frame
        Texts in the study's own style, numbers and data; ``None`` where the data have errors.
    numbers
        Gives the numbers in the study's own style.
    documents, values_of
        The documents that were read, and by name the texts of each.
    is_whole
        Whether these are all documents of the project.
    """

    study: Study
    values: Values | None
    results: Results | None
    frame: Frame | None
    numbers: Callable[[], Numbers | None]
    documents: Sequence[Document]
    values_of: Mapping[str, Values]
    is_whole: bool
