"""``methods.statistics``: a paragraph about the analyses that a document prints.

The sentences are data, a file per language in ``templates/methods``; kinds of analyses name
those that are about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sacroreport import __version__
from sacroreport.kinds.kind import ComputedKind, Sentence
from sacroreport.kinds.results import Result, Results
from sacroreport.kinds.run import kind_of
from sacroreport.project.positions import read_yaml
from sacroreport.project.templates import template
from sacroreport.study.ids import Role
from sacroreport.study.study import AnalysisOf, Study

ID = "methods.statistics"
FORMS = (
    ("mean_sd", {Role.MEAN_SD}),
    ("median_iqr", {Role.MEDIAN_IQR}),
    ("range", {Role.RANGE}),
    ("count_percent", {Role.COUNT_PERCENT, Role.COUNT_OF_N, Role.PERCENT}),
)
"""How values are given → the roles that show it."""
LIMITS = ("low", "high", "dz_low", "dz_high", "d_low", "d_high", "upper_one_sided")


@cache
def languages() -> frozenset[str]:
    """Return the languages that Methods can be written in."""
    return frozenset(path.stem for path in template("methods").glob("*.yml"))


@cache
def _sentences(lang: str) -> dict[str, Any]:
    path = template("methods", f"{lang}.yml")
    return dict(read_yaml(path.read_text(encoding="utf-8"), path.name).data)


def methods_text(study: Study, results: Results, ids: Iterable[str]) -> str:
    """Return what a methods section says of the statistics behind some ids.

    Parameters
    ----------
    ids
        Ids in the order in which they are printed; those that are no numbers of an
        analysis are passed over.

    Returns
    -------
    text
        Sentences in the study's language; empty when no number is printed. Tests are named
        with how they treat ties and zeros and whether they are exact; intervals, missing
        values, adjustment and origin follow, in the order of the text.
    """
    printed = [study.catalogue[id_] for id_ in ids if id_ in study.catalogue]
    rows: dict[str, Result] = {}
    for definition in printed:
        for id_ in definition.parts.values() if definition.role.is_text else (definition.id,):
            if id_ in results:
                rows[id_] = results[id_]
            if id_.startswith("influence."):  # what it is about is described too
                base = id_.removeprefix("influence.").rpartition(".")[0]
                rows |= {base: results[base]} if base in results else {}
    names = list(dict.fromkeys(row.definition.name for row in rows.values()))
    analyses = [study.analyses[name] for name in names if name in study.analyses]
    if not analyses:
        return ""
    writer = _Writer(study, results, rows, study.head.lang.split("-")[0])
    sentences = [
        *writer.described({definition.role for definition in printed}),
        *(text for analysis in analyses for text in writer.tests(analysis)),
        *(text for analysis in analyses for text in writer.further(analysis)),
        *writer.influence(),
        *writer.intervals(),
        *writer.missing(analyses),
        *writer.families(analyses),
        *writer.origins(analyses),
        writer.say("program", version=__version__),
    ]
    return " ".join(sentences)


def tested_ids(study: Study) -> list[str]:
    """Return the ids of all analyses of a study but the plain descriptions of variables."""
    return [id_ for id_, one in study.catalogue.items() if one.name not in study.variables]


class _Writer:
    """Writes the sentences about some printed results in one language."""

    def __init__(
        self, study: Study, results: Results, rows: Mapping[str, Result], lang: str
    ) -> None:
        self.study, self.results, self.rows, self.lang = study, results, rows, lang
        self.words = _sentences(lang)

    def say(self, key: str, **texts: str) -> str:
        """Return a sentence with its places filled."""
        return str(self.words[key]).format(**texts)

    def listed(self, words: Iterable[str]) -> str:
        words = list(words)
        if len(words) < 3:
            return f" {self.words['and']} ".join(words)
        return f"{', '.join(words[:-1])}, {self.words['and']} {words[-1]}"

    def sentence(self, kind: ComputedKind, start: str, sentence: Sentence, **texts: str) -> str:
        """Return a sentence of a kind, in its own words where it brings some."""
        pattern = kind.words.get(self.lang, {}).get(sentence.key)
        if pattern is None:
            pattern = self.words[f"{start}_{sentence.key}"]
        joined = {name: self.listed(labels) for name, labels in sentence.lists.items()}
        return str(pattern).format(**{**texts, **sentence.texts, **joined})

    def described(self, roles: set[Role]) -> Iterator[str]:
        forms = [self.words["forms"][form] for form, shown in FORMS if roles & shown]
        if forms:
            yield self.say("described", kinds=self.listed(forms))

    def where(self, analysis: AnalysisOf) -> str:
        """Return the condition of an analysis, to stand behind what it is about."""
        if analysis.where is None:
            return ""
        return self.say("where", condition=analysis.where.text)

    def what(self, analysis: AnalysisOf) -> str:
        return f"{analysis.label}{self.where(analysis)}"

    def subject(self, analysis: AnalysisOf) -> str:
        kind = kind_of(analysis)
        sentence = kind.subject(analysis, self.study.variables)
        return self.sentence(
            kind, "of", sentence, what=self.what(analysis), where=self.where(analysis)
        )

    def adjusted(self, analysis: AnalysisOf) -> str:
        """Return what a comparison is adjusted for, to stand behind its model."""
        labels = kind_of(analysis).covariates(analysis, self.study.variables)
        return self.say("adjusted", covariates=self.listed(labels)) if labels else ""

    def tests(self, analysis: AnalysisOf) -> Iterator[str]:
        """Yield how an analysis was tested, where its test or companion is printed."""
        name, kind = analysis.name, kind_of(analysis)
        for part, key in kind.remarks.items():
            if any(id_.startswith(f"{name}.{part}.") for id_ in self.rows):
                yield self.sentence(kind, "remark", Sentence(key), label=analysis.label)
        for part in ("test", "companion"):
            start = f"{name}.{part}."
            method = next(
                (row.method for id_, row in self.rows.items() if id_.startswith(start)), ""
            )
            model = part == "test" and kind.tests.get(analysis.test)
            if model and model.is_model and (method or self.prints(f"{name}.adjusted.")):
                yield self.say(
                    "ancova", subject=self.subject(analysis), adjusted=self.adjusted(analysis)
                )
                continue
            if not method:
                continue
            test, _, details = method.partition("; ")[0].partition(", ")
            is_plain = self.lang != "en" or test.startswith(("Fisher's", "analysis of"))
            article = "" if is_plain else f"{_article(test)} "
            yield self.say(
                part,
                subject=self.subject(analysis),
                test=f"{article}{test}",
                details=self.say("details", details=details) if details else "",
            )

    def prints(self, start: str) -> bool:
        return any(id_.startswith(start) for id_ in self.rows)

    def further(self, analysis: AnalysisOf) -> Iterator[str]:
        """Yield what a kind says of its own blocks."""
        kind, start = kind_of(analysis), f"{analysis.name}."
        printed = [id_.removeprefix(start) for id_ in self.rows if id_.startswith(start)]
        for sentence in kind.methods(analysis, self.study.variables, printed):
            yield self.sentence(
                kind, "remark", sentence, what=self.what(analysis), label=analysis.label,
                adjusted=self.adjusted(analysis),
            )  # fmt: skip

    def influence(self) -> Iterator[str]:
        about: dict[str, None] = {}
        for id_, row in self.rows.items():
            if row.definition.name != "influence":
                continue
            base = id_.removeprefix("influence.").rpartition(".")[0]
            if base.startswith("claims."):
                claim = self.study.claims[base.removeprefix("claims.")]
                about[self.say("claim", says=claim.options.says)] = None
            elif base in self.rows:
                about[self.rows[base].definition.meaning] = None
        if about:
            yield self.say("influence", about="; ".join(about))

    def intervals(self) -> Iterator[str]:
        methods = [row.method for id_, row in self.rows.items() if id_.rsplit(".", 1)[-1] in LIMITS]
        kinds = [
            f"{level} {name}" if (level := method.rpartition(", ")[2]).endswith("%") else method
            for method in dict.fromkeys(methods)
            for name in [method.rpartition(", ")[0]]
        ]
        if kinds:
            yield self.say("limits", kinds="; ".join(kinds))
        if any(".shift.estimate" in id_ for id_ in self.rows):
            yield self.say("shifts")

    def missing(self, analyses: Iterable[AnalysisOf]) -> Iterator[str]:
        analyses = list(analyses)
        left_out = any(row.missing for row in self.rows.values())
        unknown = any(row.where_missing for row in self.rows.values())
        by = {analysis.by for analysis in analyses if analysis.by}
        no_group = any(self.results[f"{name}.missing"].value for name in by)
        counted = [
            responder.options.label
            for analysis in analyses
            for name, responder in analysis.responders.items()
            if responder.options.missing == "nonresponder"
            and self.prints(f"{analysis.name}.responders.{name}.")
        ]
        if left_out:
            yield self.say("left_out")
        if no_group:
            yield self.say("no_group")
        if unknown:
            yield self.say("unknown")
        if counted:
            yield self.say("nonresponders", criteria=self.listed(counted))
        if not (left_out or unknown or no_group or counted):
            yield self.say("complete")

    def families(self, analyses: Iterable[AnalysisOf]) -> Iterator[str]:
        families: dict[str, list[str]] = {}
        for analysis in analyses:
            if f"{analysis.name}.test.p_adjusted" in self.rows:
                families.setdefault(analysis.family, []).append(self.what(analysis))
        for family, labels in families.items():
            count = sum(analysis.family == family for analysis in self.study.analyses.values())
            key = "family" if len(labels) > 1 else "family_one"
            names = self.listed(dict.fromkeys(labels))
            yield self.say(key, labels=names, count=str(count))

    def origins(self, analyses: Iterable[AnalysisOf]) -> Iterator[str]:
        for analysis in analyses:
            origin = analysis.options.origin
            if origin in ("post_hoc", "reviewer"):
                reason = analysis.options.reason or ""
                yield self.say(origin, label=analysis.label, reason=reason)


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeio" and not word.startswith("one") else "a"
