"""``study.yml`` read into a :class:`Study`, every defect reported at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

from sacroreport.errors import DefectError
from sacroreport.findings import did_you_mean
from sacroreport.project.positions import Document, read_yaml
from sacroreport.project.root import Project
from sacroreport.study.analyses import build_analyses
from sacroreport.study.catalogue import analysis_blocks, catalogue
from sacroreport.study.cells import cell_ids
from sacroreport.study.claims import build_claims, read_claims
from sacroreport.study.figure_kinds import FIGURES, Figure
from sacroreport.study.figures import analyses_of_figures, build_figures, figure_cells
from sacroreport.study.head import Constant, Family, Head, Imported
from sacroreport.study.ids import Definition, Role, bad_part
from sacroreport.study.kind import Kinds, OptionsOf
from sacroreport.study.options import VARIABLES, AnalysisOptions, Variable
from sacroreport.study.reporter import Reporter
from sacroreport.study.rules import check_rules
from sacroreport.study.study import ClaimOf, Study, VariableOf
from sacroreport.study.table_analyses import analyses_of_tables
from sacroreport.study.table_kinds import Table
from sacroreport.study.tables import build_tables, check_table_names
from sacroreport.study.variables import build_variables

COLLECTIONS = (
    "variables", "analyses", "families", "imported", "constants", "claims", "tables", "figures",
)  # fmt: skip


def load_study(project: Project, kinds: Kinds) -> Study:
    """Read and check the study of a project.

    Parameters
    ----------
    kinds
        The kinds of analyses that there are.

    Raises
    ------
    DefectError
        With every defect of ``study.yml``, each with line and column.
    """
    file = project.study_file
    return parse_study(project.read_text(file), kinds, project.name(file))


def parse_study(text: str, kinds: Kinds, file: str = "data/study.yml") -> Study:
    """Parse the text of a study description.

    Raises
    ------
    DefectError
        With every defect, each with line and column.

    Examples
    --------
    >>> from sacroreport.kinds.registry import KINDS
    >>> study = parse_study(
    ...     '''
    ... title: A study
    ... data: a.csv
    ... participant: id
    ... date: 2012-02-01
    ... variables:
    ...   age: {label: Age, type: number, unit: y}
    ... ''',
    ...     KINDS,
    ... )
    >>> study.catalogue["age.mean"].meaning
    'mean of Age'
    """
    return _Loader(read_yaml(text, file), kinds).load()


class _Loader:
    """Builds the parts of a study in order."""

    def __init__(self, source: Document, kinds: Kinds) -> None:
        self.source = source
        self.kinds = kinds
        self.reporter = Reporter(source)
        self.variables: dict[str, VariableOf] = {}

    def load(self) -> Study:
        head = self.read_head()
        self.read_variables(head)
        given = cast(
            "dict[str, AnalysisOptions]",
            self.reporter.entries("analyses", OptionsOf(self.kinds), "kind"),
        )
        tables = self.reporter.simple("tables", Table)
        check_table_names(self.reporter, tables, {*self.variables, *given})
        figures = cast("dict[str, Figure]", self.reporter.entries("figures", FIGURES, "kind"))
        check_table_names(self.reporter, figures, {*self.variables, *given, *tables}, "figures")
        given |= analyses_of_tables(self.reporter, tables, self.variables, self.kinds)
        given |= analyses_of_figures(self.reporter, figures, self.variables, given, self.kinds)
        analyses = build_analyses(
            self.reporter,
            given,
            self.variables,
            head.interval if head is not None else "clopper_pearson",
            self.reporter.simple("families", Family),
            self.kinds,
        )
        constants = self.reporter.simple("constants", Constant)
        for name, constant in constants.items():
            self.reporter.plain_text(("constants", name, "value"), constant.value)
        if head is not None:
            self.check_head(head)
        if self.reporter.findings or head is None:
            raise DefectError(self.reporter.findings)
        imported = self.build_imported(analyses)
        claims = read_claims(self.reporter)
        blocks = {
            name: tuple(analysis_blocks(analysis, self.variables))
            for name, analysis in analyses.items()
        }
        own = {
            name: tuple(definition for block in of for definition in block.definitions())
            for name, of in blocks.items()
        }
        self.check_twice(own)
        numbers = catalogue(own, constants, claims, imported, head.influence, head.nouns)
        compiled = build_claims(self.reporter, claims, numbers, analyses, self.variables)
        self.check_influence(head, numbers, compiled, analyses)
        self.check_prefixes(numbers)
        built = build_tables(self.reporter, tables, self.variables, analyses, numbers)
        drawn = build_figures(self.reporter, figures, given, numbers, self.kinds)
        numbers |= {definition.id: definition for definition in cell_ids(built, numbers)}
        numbers |= {definition.id: definition for definition in figure_cells(drawn, numbers)}
        if self.reporter.findings:
            raise DefectError(self.reporter.findings)
        return Study(
            head=head,
            variables=self.variables,
            analyses=analyses,
            constants=constants,
            claims=compiled,
            imported=imported,
            tables=built,
            figures=drawn,
            blocks=blocks,
            catalogue=numbers,
            source=self.source,
        )

    def read_head(self) -> Head | None:
        """Return what stands once in a study; unknown keys are reported."""
        data = self.reporter.source.data
        if not isinstance(data, dict):
            self.reporter.report("study", (), "a study description is a mapping of keys to values")
            raise DefectError(self.reporter.findings)
        known = [*Head.model_fields, *COLLECTIONS]
        for key in data:
            if key not in known:
                self.reporter.unknown_key((key,), key, known)
        single = {key: value for key, value in data.items() if key in Head.model_fields}
        return self.reporter.validate(Head, single, ())

    def read_variables(self, head: Head | None) -> None:
        options = self.reporter.entries("variables", VARIABLES, "type")
        if not options and not self.reporter.findings:
            self.reporter.report("study", ("variables",), "a study needs `variables:`")
        self.variables = build_variables(
            self.reporter,
            cast("dict[str, Variable]", options),
            head.missing if head is not None else (),
        )

    def check_head(self, head: Head) -> None:
        self.reporter.plain_text(("title",), head.title)
        for name, forms in head.nouns.items():
            if problem := bad_part(name):
                self.reporter.report(
                    "bad-name", ("nouns", name), f'"{name}" cannot be a name: {problem}', key=True,
                    way_out="choose another name",
                )  # fmt: skip
            for index, form in enumerate(forms):
                self.reporter.plain_text(("nouns", name, index), form)
        check_rules(self.reporter, head)
        try:
            date = dt.date.fromisoformat(head.date)
            if not 1980 <= date.year <= 2107:  # what an archive can record
                raise ValueError(head.date)
        except ValueError:
            self.reporter.report(
                "bad-value", ("date",), "there is no such date", found=head.date,
                expected="year-month-day, from 1980 to 2107",
            )  # fmt: skip
        for name, variable in self.variables.items():
            if variable.column == head.participant:
                self.reporter.report(
                    "identifier-variable",
                    ("variables", name),
                    f'"{name}" is the participant column: it is declared by `participant:` and '
                    "never analysed",
                    key=True,
                    way_out="remove it from the variables",
                )

    def build_imported(self, analyses: Mapping[str, object]) -> dict[str, Imported]:
        """Return the imported numbers; their names are free, and parts of ids."""
        imported = self.reporter.simple("imported", Imported)
        for name, source in imported.items():
            if name in self.variables or name in analyses:
                self.reporter.report(
                    "bad-name", ("imported", name), f'"{name}" is a variable or an analysis',
                    key=True, way_out="choose another name",
                )  # fmt: skip
            for part, number in source.numbers.items():
                path = ("imported", name, "numbers", part)
                problem = bad_part(part)
                if part == "ci":
                    problem = "it is made of low and high"
                if problem:
                    self.reporter.report(
                        "bad-name", path, f'"{part}" cannot be a name: {problem}', key=True,
                        way_out="choose another name",
                    )  # fmt: skip
                self.reporter.plain_text((*path, "label"), number.label)
        return imported

    def check_influence(
        self,
        head: Head,
        ids: Mapping[str, Definition],
        claims: Mapping[str, ClaimOf],
        analyses: Mapping[str, object],
    ) -> None:
        """Refuse ids that no participant moves."""
        for index, id_ in enumerate(head.influence):
            path = ("influence", index)
            known = ids.get(id_)
            if known is None:
                self.reporter.report(
                    "unknown-id", path, f'there is no number "{id_}"',
                    way_out=did_you_mean(id_, ids),
                )  # fmt: skip
            elif head.influence.index(id_) < index:
                self.reporter.report("bad-value", path, f'"{id_}" stands twice')
            elif known.role is Role.CLAIM:
                claim = claims.get(id_.removeprefix("claims."))
                if claim is not None and claim.is_about_influence:
                    self.reporter.report(
                        "bad-value", path, f'"{id_}" is itself about the influence of participants'
                    )
            elif known.role.is_text or known.name not in analyses or ".reasons." in id_:
                self.reporter.report(
                    "bad-value", path, f'"{id_}" is no number of an analysis and no claim',
                    way_out="name the numbers that it is made of",
                )  # fmt: skip

    def check_prefixes(self, ids: Mapping[str, Definition]) -> None:
        """No id may be the beginning of another: Quarto looks ids up as nested keys."""
        for id_, definition in ids.items():
            parts = id_.split(".")
            for length in range(1, len(parts)):
                if (short := ".".join(parts[:length])) in ids:
                    path = ("variables", definition.name)
                    self.reporter.report(
                        "id-prefix",
                        path
                        if path in self.reporter.source.places
                        else ("analyses", definition.name),
                        f'the ids "{short}" and "{id_}" cannot both exist',
                        way_out="give a level or variable another id",
                    )

    def check_twice(self, definitions: Mapping[str, Sequence[Definition]]) -> None:
        """No id may stand twice in an analysis: one of the two would be lost."""
        for name, own in definitions.items():
            counts = Counter(definition.id for definition in own)
            for id_ in (id_ for id_, count in counts.items() if count > 1):
                path = ("variables", name)
                self.reporter.report(
                    "id-prefix",
                    path if path in self.reporter.source.places else ("analyses", name),
                    f'two numbers would have the id "{id_}"',
                    way_out="give a level or group another id",
                )
