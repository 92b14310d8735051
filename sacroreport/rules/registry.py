"""Every rule by name; a rule is one file and one line here.

A name that is not here is refused where it is written, by the type checker; a severity that a
rule does not have, where the finding is made. The files are loaded when they are asked for.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Literal, cast, get_args

from sacroreport.rules.rule import Rule

PlainRule = Literal[
    # study.yml: reading it.
    "yaml",
    "duplicate-key",
    "study",
    "unknown-key",
    "empty-key",
    "missing-key",
    "bad-value",
    "unknown-type",
    "unknown-kind",
    # study.yml: names, variables and expressions.
    "bad-name",
    "bad-level",
    "id-prefix",
    "markup",
    "bad-expression",
    "circular-derive",
    "duplicate-column",
    "identifier-variable",
    "unknown-style",
    # study.yml: analyses, tables and figures.
    "unknown-variable",
    "wrong-type",
    "unlike-pair",
    "unknown-analysis",
    "no-reference",
    "no-event",
    "no-test",
    "too-large",
    "unknown-row",
    "empty-row",
    "empty-column",
    "no-label",
    "flow-sum",
    "undrawable-figure",
    "outside-classes",
    # study.yml: rules and acknowledgements.
    "unknown-rule",
    "fixed-rule",
    "stale-acknowledgement",
    # Data: the file.
    "missing-file",
    "unreadable-file",
    "data-format",
    "empty-data",
    "bad-header",
    "bad-quoting",
    "ragged-line",
    "control-character",
    # Data: columns, participants and values.
    "missing-column",
    "undeclared-column",
    "missing-participant",
    "bad-participant",
    "duplicate-participant",
    "empty-record",
    "nothing-recorded",
    "finer-than-declared",
    "identifier",
    # Data: numbers from elsewhere.
    "imported",
    "stale-import",
    "published",
    # Documents: front matter and authors.
    "front-matter",
    "no-title",
    "unknown-affiliation",
    "moving-date",
    "included-front-matter",
    "document-name",
    # Documents: text, includes, images and references.
    "malformed-shortcode",
    "misplaced-shortcode",
    "unknown-shortcode",
    "unknown-meta",
    "moving-text",
    "code-cell",
    "circular-include",
    "too-many-includes",
    "too-long",
    "too-much",
    "file-name",
    "outside-project",
    "raw-data",
    "bad-image",
    "no-alt-text",
    "heading-level",
    "bad-math",
    "bibliography",
    "unknown-citation",
    "unknown-label",
    "duplicate-label",
    "mixed-citation",
    "unknown-anchor",
    # Numbers in text.
    "unknown-id",
    "null-number",
    "p-rounding",
    # Claims and completeness.
    "text-id",
    "unknown-level",
    "unlike-units",
    # Engines and options.
    "lost-caption",
    "needs-quarto",
    "unsupported",
    "conflicting-key",
    "no-effect",
    "project-file",
    "unknown-format",
    "unshown-key",
    "missing-resource",
    # Outputs and proof.
    "proof",
    "not-proved",
    "no-placements",
    "unlisted-file",
    "undeclared-format",
    "draft",
    "stale-style",
    "changed-file",
    "missing-glyph",
    "pdf-standard",
    "network",
    "edited-variables",
]
"""Rules of what is read and written; ``sacroreport/rules`` has a file for each."""
GuardRule = Literal[
    "typed-result",
    "typed-statistic",
    "typed-number",
    "loaded-word",
    "typed-claim",
    "typed-significance",
    "typed-quantifier",
    "typed-share",
    "glued-number",
    "no-percentage",
    "glued-text",
    "doubled-text",
    "negated-claim",
    "words-against-numbers",
    "unreported",
    "claim-fails",
    "claim-unknown",
    "claim-switched",
    "fragile-claim",
    "companion-alone",
    "different-n",
    "p-and-interval",
    "two-roundings",
    "does-not-close",
    "does-not-sum",
    "impossible-number",
    "too-few-digits",
]
"""Rules about prose and printed numbers, in the order in which they are run.

``sacroreport/guards/rules`` has a file for each.
"""
RuleName = PlainRule | GuardRule
PLAIN = "sacroreport.rules"
PLACES: dict[str, str] = {
    **dict.fromkeys(get_args(PlainRule), PLAIN),
    **dict.fromkeys(get_args(GuardRule), "sacroreport.guards.rules"),
}
"""Rule → the package that has its file."""


def rule_name(text: str) -> RuleName:
    """Return the name of a rule that a file or a filter names.

    Raises
    ------
    ValueError
        If there is no such rule.

    Examples
    --------
    >>> rule_name("unknown-id")
    'unknown-id'
    """
    if text not in PLACES:
        raise ValueError(f'there is no rule "{text}"')
    return cast("RuleName", text)


@cache
def rule_of(name: str) -> Rule:
    """Return a rule.

    Raises
    ------
    KeyError
        If there is none of that name.

    Examples
    --------
    >>> rule_of("loaded-word").adjustable, rule_of("unknown-id").adjustable
    (True, False)
    """
    rule = import_module(f"{PLACES[name]}.{name.replace('-', '_')}").RULE
    assert isinstance(rule, Rule)
    return rule


def all_rules() -> dict[str, Rule]:
    """Return every rule by name."""
    return {name: rule_of(name) for name in PLACES}


def guards() -> list[Rule]:
    """Return the rules that are run on documents, in their order."""
    return [rule_of(name) for name, place in PLACES.items() if place != PLAIN]
