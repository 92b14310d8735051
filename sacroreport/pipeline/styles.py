"""A study as it is written in each number style."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sacroreport.document.document import Document, read_document
from sacroreport.findings import Finding
from sacroreport.guards.language import language_of
from sacroreport.guards.propose import Numbers
from sacroreport.pipeline.analyse import Analysis, unknown_style
from sacroreport.pipeline.generated import Generated, generate
from sacroreport.project.root import Project
from sacroreport.writing.style import style_names
from sacroreport.writing.values import Values, write_values


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read with the generated files of its number style.

    Attributes
    ----------
    style
        The name of that style; the study's where there is none of the name that it asks for.
    findings
        About that name.
    """

    document: Document
    style: str
    findings: tuple[Finding, ...] = ()


@dataclass
class Styles:
    """What a study has in each number style; each is made once, and when it is asked for.

    Attributes
    ----------
    generated
        Number style → the generated files in it, of those that were asked for.
    """

    project: Project
    analysis: Analysis
    generated: dict[str, Generated] = field(default_factory=dict)
    _values: dict[str, Values] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], Numbers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.analysis.values is not None:
            self._values[self.analysis.values.style.name] = self.analysis.values

    @property
    def own(self) -> str:
        """The name of the study's style."""
        return self.analysis.study.head.style

    def values(self, name: str) -> Values:
        """Return the values in a style; where the data have errors, what stands in for them."""
        if self.analysis.results is None:
            return self.analysis.stand_in()
        if name not in self._values:
            self._values[name] = write_values(self.analysis.study, self.analysis.results, name)
        return self._values[name]

    def generate(self, name: str) -> Generated:
        """Return the generated files in a style."""
        if name not in self.generated:
            self.generated[name] = generate(
                self.project,
                self.analysis.study,
                self.values(name),
                self.analysis.results,
                own=name == self.own,
            )
        return self.generated[name]

    def read(self, path: Path, style: str | None) -> Read:
        """Read a document with the generated files of its style.

        Parameters
        ----------
        style
            The style that goes before those of document and study.

        Raises
        ------
        DefectError
            If the document has defects.
        """
        name = style or self.own
        document = read_document(self.project, path, self.generate(name).files)
        wanted = style or str(document.metadata.data.get("style") or self.own)
        if wanted not in style_names():
            about = unknown_style(document.metadata.document, wanted)
            return Read(document, self.own, (about,))
        if wanted != name:
            document = read_document(self.project, path, self.generate(wanted).files)
        return Read(document, wanted)

    def numbers(self, values: Values | None, lang: str = "") -> Numbers | None:
        """Return the numbers of a style, to be looked up by what is typed in a language.

        ``None`` where the data have errors. The language is the study's if none is named.
        """
        if values is None or self.analysis.results is None:
            return None
        study = self.analysis.study
        key = values.style.name, lang or study.head.lang
        if key not in self._numbers:
            language = language_of(study, lang)
            self._numbers[key] = Numbers(study, values, self.analysis.results, language)
        return self._numbers[key]
