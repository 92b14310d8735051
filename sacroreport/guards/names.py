"""The words that name what an id is: its labels, its variables, when it was measured."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from sacroreport.guards.language import Language
from sacroreport.study.study import Study

WORD = re.compile(r"[^\W\d_]{3,}")
COMMON = frozenset(
    {"participant", "patient", "value", "the", "with", "and", "for", "all", "complete"}
)
VAGUE = COMMON | {"mean", "before", "after", "treatment", "baseline", "follow", "month", "year"}
"""Words of labels that say nothing of what was measured."""

KEPT = ("ss", "us", "sse")
"""Endings of a singular that stay."""
ENDINGS = (("ies", "y"), ("sses", "ss"), ("ses", "s"), ("sis", "s"), ("se", "s"), ("s", ""))


def stem(word: str) -> str:
    """Return what a noun's singular and plural have in common, roughly.

    Examples
    --------
    >>> stem("Cysts") == stem("cyst"), stem("biopsies") == stem("biopsy")
    (True, True)
    >>> [stem(one) == stem(more) for one, more in (("mass", "masses"), ("virus", "viruses"))]
    [True, True]
    >>> [
    ...     stem(one) == stem(more)
    ...     for one, more in (("disease", "diseases"), ("stenosis", "stenoses"))
    ... ]
    [True, True]
    """
    word = word.casefold()
    if word.endswith(KEPT):
        return word
    for ending, new in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + new
    return word


@dataclass
class Names:
    """The words of a study's labels, as stems."""

    study: Study
    language: Language
    _labels: dict[str, frozenset[str]] = field(default_factory=dict)

    def stems(self, text: str) -> frozenset[str]:
        """Return the stems of a text, without the words that are no nouns."""
        words = (word.casefold() for word in WORD.findall(text))
        return frozenset(stem(word) for word in words if word not in self.language.function)

    def name(self, id_: str) -> str:
        """Return the variable or the analysis of an id; empty if there is no such id."""
        definition = self.study.catalogue.get(id_)
        return definition.name if definition is not None else ""

    def meaning(self, id_: str) -> frozenset[str]:
        """Return the words that say what an id is."""
        return self.stems(self.study.catalogue[id_].meaning) - COMMON

    def subject(self, id_: str) -> frozenset[str]:
        """Return the words that name what an id is about: its variables, its analysis."""
        return self.title(id_) - VAGUE

    def title(self, id_: str) -> frozenset[str]:
        """Return the same with the words that say little: before, treatment."""
        return frozenset(stem(word) for word in WORD.findall(self._title(id_)))

    def time(self, id_: str) -> frozenset[str]:
        """Return the numbers in that name: what is "at 6 months" is not at 12."""
        return frozenset(re.findall(r"\d+", self._title(id_)))

    def _title(self, id_: str) -> str:
        definition = self.study.catalogue[id_]
        variables = definition.variables
        analysis = self.study.analyses.get(definition.name)
        if analysis is not None and len(variables) == 2:  # a pair: one of the two times
            chosen = {"before": variables[:1], "after": variables[1:]}
            variables = next((chosen[p] for p in id_.split(".") if p in chosen), variables)
        names = [self.study.variables[name].label for name in variables]
        return " ".join([*names, analysis.label or ""] if analysis is not None else names)

    @cached_property
    def all_labels(self) -> frozenset[str]:
        """The words that name levels and flags, whichever."""
        return frozenset().union(*self._by_variable.values())

    @cached_property
    def _by_variable(self) -> dict[str, frozenset[str]]:
        found = {}
        for name, variable in self.study.variables.items():
            texts = [variable.label] if variable.options.type == "flag" else []
            if variable.options.type != "flag":
                for level in variable.levels:
                    texts += [level.label, level.text]
            found[name] = self.stems(" ".join(texts)) - VAGUE
        return found

    def others(self, id_: str) -> frozenset[str]:
        """Return the words that name levels and flags of other variables than those of an id."""
        own = self._variables(id_)
        words = (found for name, found in self._by_variable.items() if name not in own)
        return frozenset().union(*words) - self.labels(id_) - self.title(id_)

    def _variables(self, id_: str) -> tuple[str, ...]:
        definition = self.study.catalogue[id_]
        analysis = self.study.analyses.get(definition.name)
        by = (analysis.by,) if analysis is not None and analysis.by else ()
        return tuple(dict.fromkeys((*definition.variables, *by)))

    def labels(self, id_: str) -> frozenset[str]:
        """Return the words that name whom an id counts: a level, a flag, a criterion."""
        if id_ not in self._labels:
            definition = self.study.catalogue[id_]
            parts = id_.split(".")
            texts: list[str] = []
            analysis = self.study.analyses.get(definition.name)
            for name in self._variables(id_):
                variable = self.study.variables[name]
                levels = [one for one in variable.levels if one.part in parts]
                texts += [text for one in levels for text in (one.label, one.text)]
                if len(definition.variables) == 1 and variable.options.type == "flag":
                    texts.append(variable.label)
            if id_ == "participants.n":
                texts += self.language.people
            if analysis is not None:
                texts += [
                    one.options.label for part, one in analysis.responders.items() if part in parts
                ]
            self._labels[id_] = self.stems(" ".join(texts))
        return self._labels[id_]
