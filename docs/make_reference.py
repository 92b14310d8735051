"""Make ``docs/reference.md`` from the models and the catalogue: ``python docs/make_reference.py``.

A test compares the page with what this makes, so that it cannot fall behind.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from sacroreport.kinds.load import parse_study
from sacroreport.kinds.registry import KINDS
from sacroreport.pipeline.formulas import formula_of, sources
from sacroreport.rules.registry import all_rules
from sacroreport.study.claim_kinds import CLAIMS, Claim, ClaimOptions
from sacroreport.study.figure_kinds import FIGURES, FigureOptions, FlowLeftOut, FlowStep
from sacroreport.study.head import (
    Acknowledgement,
    Constant,
    Family,
    Head,
    Imported,
    ImportedNumber,
    RuleSetting,
)
from sacroreport.study.options import VARIABLES, AnalysisOptions, Responder, VariableOptions
from sacroreport.study.study import Study
from sacroreport.study.table_kinds import Table, TableColumn, TableRow

PAGE = Path(__file__).with_name("reference.md")
EXAMPLE = """\
title: An example
data: table.csv
participant: id
date: 2026-01-31
variables:
  pain: {label: Pain before, type: number, better: lower}
  pain_after: {label: Pain after, type: number, better: lower}
  sex: {label: Sex, type: category, levels: {f: Female, m: Male}}
  arm: {label: Arm, type: category, levels: {new: New, usual: Usual}}
  stage: {label: Stage, type: ordered, levels: {one: I, two: II, three: III}}
  stage_after: {label: Stage after, type: ordered, levels: {one: I, two: II, three: III}}
  cured: {label: Cured, type: flag}
  well: {label: Well before, type: flag}
  walked: {label: Distance walked, type: number, unit: m, missing: {NR: refused, ND: not done}}
analyses:
"""
CLAIM_STUDY = """\
analyses:
  relief: {kind: paired, before: pain, after: pain_after, by: sex}
  fall: {kind: paired, before: pain, after: pain_after, responders:
    {two: {when: improvement >= 2, label: at least 2 points, source: protocol}}}
  ranks: {kind: paired, before: pain, after: pain_after, test: wilcoxon}
  staging: {kind: paired, before: stage, after: stage_after}
  arms: {kind: compare, variable: pain_after, by: arm, reference: usual}
  cure: {kind: compare, variable: cured, by: arm, reference: usual}
  together: {kind: correlate, x: pain, y: pain_after}
  harm: {kind: events, variables: [cured, well]}
families:
  main: {analyses: [arms, cure], adjust: holm}
"""
CLAIMED = {
    "LevelClaim": [
        "kind: most_common, of: stage, level: two",
        "kind: least_common, of: staging.after, level: three",
        "kind: most_common, of: harm, level: well",
    ],
    "ExtremeClaim": [
        "kind: highest, id: pain.mean, among: [pain_after.mean, arms.new.mean]",
        "kind: lowest, id: arms.new.mean, among: [arms.new.mean, arms.usual.mean]",
    ],
    "OrderClaim": [
        "kind: more, id: cured.count, than: well.count",
        "kind: less, id: pain_after.mean, than: pain.mean, by: 1.5",
        "kind: more, id: walked.median, than: 100",
    ],
    "EverybodyClaim": [
        "kind: all, of: fall.responders.two",
        "kind: all, of: cured, missing: exclude",
        "kind: none, of: stage, level: three",
    ],
    "MajorityClaim": [
        "kind: majority, of: sex, level: f",
        "kind: majority, of: cured, missing: unknown",
        "kind: minority, of: staging.increased",
    ],
    "HalfClaim": [
        "kind: half, of: sex, level: f",
        "kind: half, of: harm.any, within: 0",
    ],
    "DirectionClaim": [
        "kind: decreased, analysis: fall",
        "kind: improved, analysis: relief.f",
        "kind: improved, analysis: ranks",
        "kind: increased, analysis: staging",
        "kind: lower, analysis: arms",
        "kind: higher, analysis: cure",
        "kind: positive, analysis: together",
    ],
    "UnchangedClaim": ["kind: unchanged, analysis: fall, within: 0.5"],
    "SignificantClaim": [
        "kind: significant, analysis: fall, direction: improved",
        "kind: significant, analysis: together, alpha: 0.01",
        "kind: significant, analysis: arms",
    ],
    "NotSignificantClaim": ["kind: not_significant, analysis: cure"],
}
"""Examples of claims by the name of their model."""
CLAIMS_CHECKED = """\
A claim that does not hold is an error at every place where a document prints it (`claim-fails`; an
unknown one is `claim-unknown`), with its sentence and the numbers of the condition. One that
prints `otherwise` is a notice at every such place (`claim-switched`), and so is one that fails and
is not printed.

A printed claim that would turn if any one of some participants were left out gets a notice
(`fragile-claim`) that says how many there are, never who. Claims under `influence:` are tried with
up to 1000 different participants. Others are tried where that is quick: up to 40 different
participants, 150 analyses computed anew for all claims together, and no test that lists tables or
orders (Fisher's of more than two by two cells, Spearman's).""".split("\n")


def options(model: type[BaseModel], *, without: type[BaseModel] | None = None) -> Iterator[str]:
    """Yield the rows of a table of options."""
    yield "| option | takes | default |"
    yield "|---|---|---|"
    own = {"kind"}  # each says of itself which it is
    for name, field in model.model_fields.items():
        known = {} if without is None else without.model_fields
        if (name in known and name not in own) or (name in own and model is AnalysisOptions):
            continue
        default = "required" if field.default is PydanticUndefined else _default(field.default)
        if field.default is PydanticUndefined and field.default_factory is not None:
            default = ""
        yield f"| `{field.alias or name}` | {_type(field.annotation)} | {default} |"


def _default(value: object) -> str:
    return "" if value is None or value in ({}, (), "") else f"`{value}`"


def _type(annotation: object) -> str:
    text = inspect.formatannotation(annotation).replace("typing.", "")
    if choices := re.findall(r"Literal\[(.*?)\](?= \||\]|$)", text):
        words = [one for part in choices for one in re.findall(r"'([^']+)'", part)]
        return ", ".join(f"`{word}`" for word in words)
    for found, words in (("dict", "a mapping"), ("tuple", "a list"), ("list", "a list")):
        if re.search(rf"\b{found}\b", text):
            return words
    if "Decimal" in text and re.search(r"\bstr\b", text):
        return "text or a number"
    for found, words in (("Decimal", "a number"), ("int", "a whole number"), ("bool", "yes or no")):
        if re.search(rf"\b{found}\b", text):
            return words
    return "text"


def prose(model: type[BaseModel]) -> str:
    """Return the docstring of a model as markdown."""
    text = inspect.cleandoc(model.__doc__ or "")
    text = re.sub(r"\nAttributes\n-+\n", "\n", text)
    text = re.sub(r"^(\w[\w, ]*)\n {4}", r"- `\1`: ", text, flags=re.M)
    return re.sub(r"\n {4}", " ", text).replace("``", "`")


def ids(example: str) -> Iterator[str]:
    """Yield the rows of a table of ids."""
    study: Study = parse_study(f"{EXAMPLE}  {example}\n")
    name = example.partition(":")[0]
    yield "| id | is | formula |"
    yield "|---|---|---|"
    for id_, one in study.catalogue.items():
        if one.name == name:
            formula = formula_of(one)
            source = f" ({formula.source})" if formula.source else ""
            text = f"{formula.text}{source}".replace("|", "\\|")
            yield f"| `{id_}` | {one.meaning} | {text} |"


def influence() -> Iterator[str]:
    """Yield what `influence:` makes."""
    study = parse_study(
        EXAMPLE
        + "  arms: {kind: compare, variable: pain, by: arm, reference: usual}\n"
        + "claims:\n  differ: {says: differed, holds: arms.test.p < 0.05}\n"
        + "influence: [arms.difference.mean, claims.differ]\n"
    )
    yield "With `influence: [arms.difference.mean, claims.differ]`:"
    yield ""
    yield "| id | is |"
    yield "|---|---|"
    for id_, one in study.catalogue.items():
        if one.name == "influence":
            yield f"| `{id_}` | {one.meaning} |"


def rules() -> Iterator[str]:
    """Yield the rows of the table of rules."""
    yield "| rule | severity | adjustable | finds | cure |"
    yield "|---|---|---|---|---|"
    for one in all_rules().values():
        about, cure = (text.replace("|", "\\|") for text in (one.about, one.cure))
        adjustable = "yes" if one.adjustable else ""
        yield f"| `{one.name}` | {' or '.join(one.severity)} | {adjustable} | {about} | {cure} |"


def claims() -> Iterator[str]:
    """Yield what is said of claims: each kind with examples and what they become."""
    yield from ["## Claims", "", "Every claim may have:", "", *options(ClaimOptions), ""]
    yield from [prose(ClaimOptions), "", *CLAIMS_CHECKED, ""]
    yield from ["### claim: holds", "", prose(Claim), "", *options(Claim, without=ClaimOptions), ""]
    yield from ["```yaml", "calmer: {says: had less pain, holds: relief.after.mean < 4}", "```", ""]
    for model in dict.fromkeys(CLAIMS.values()):
        kinds = [kind for kind, one in CLAIMS.items() if one is model]
        yield from [f"### claim: {', '.join(kinds)}", "", prose(model), ""]
        yield from [*options(model, without=ClaimOptions), ""]
        yield from ["| example | holds if |", "|---|---|"]
        for example in CLAIMED[model.__name__]:
            study = parse_study(
                EXAMPLE.replace(
                    "analyses:\n", f"{CLAIM_STUDY}claims:\n  c: {{says: x, {example}}}\n"
                )
            )
            yield f"| `{example}` | `{study.claims['c'].holds.text}` |"
        yield ""


def page() -> str:
    """Return the page."""
    lines = [
        "# Reference",
        "",
        "What `data/study.yml` may say, and the ids that follow from it.",
        "",
        "## The study",
        "",
        *options(Head),
        "",
        prose(Head),
        "",
        *influence(),
        "",
        "## Variables",
        "",
        "Every variable may have:",
        "",
        *options(VariableOptions),
        "",
        prose(VariableOptions),
        "",
    ]
    for name, model in VARIABLES.items():
        own = [*options(model, without=VariableOptions)]
        lines += [f"### type: {name}", "", prose(model), "", *own, ""]
    lines += ["## Analyses", "", "Every analysis may have:", "", *options(AnalysisOptions), ""]
    lines += [prose(AnalysisOptions), ""]
    for name, kind in KINDS.items():
        own = [*options(kind.options, without=AnalysisOptions)]
        lines += [f"### kind: {name}", "", prose(kind.options), "", *own, ""]
        for example in kind.examples:
            lines += [f"#### {name}: {example.of}", "", "```yaml", example.line, "```", ""]
            lines += [*ids(example.line), ""]
    lines += ["## Tables", "", prose(Table), "", *options(Table), ""]
    lines += ["### A row", "", prose(TableRow), "", *options(TableRow), ""]
    lines += ["### A column", "", prose(TableColumn), "", *options(TableColumn), ""]
    lines += ["## Figures", "", "Every figure may have:", "", *options(FigureOptions), ""]
    lines += [prose(FigureOptions), ""]
    for name, figure in FIGURES.items():
        own = [*options(figure, without=FigureOptions)]
        lines += [f"### figure: {name}", "", prose(figure), "", *own, ""]
        if name == "flow":
            for title, part in (("A step", FlowStep), ("Those left out", FlowLeftOut)):
                lines += [f"#### {title}", "", *options(part), ""]
    for title, model in (
        ("Responders", Responder), ("Families", Family), ("Imported numbers", Imported),
        ("Imported: one number", ImportedNumber), ("Constants", Constant)
    ):  # fmt: skip
        lines += [f"## {title}", "", prose(model), "", *options(model), ""]
    lines += [*claims()]
    lines += [
        "## Rules",
        "",
        "Every finding ends with the name of its rule; `sacroreport rule NAME` also says why it",
        "matters. Those that are adjustable may weigh otherwise by `rules:`, or be known and stay",
        "by `acknowledge:`, each with a reason.",
        "",
        *rules(),
        "",
    ]
    lines += ["### A rule that weighs otherwise", "", *options(RuleSetting), ""]
    lines += ["### A finding that is known and stays", "", prose(Acknowledgement), ""]
    lines += [*options(Acknowledgement), ""]
    lines += ["## Sources", ""]
    lines += [f"- {name}: {text}" for name, text in sources().items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
