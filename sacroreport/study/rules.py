"""``rules:`` and ``acknowledge:``: which findings may weigh less, or stay."""

from __future__ import annotations

from collections.abc import Iterator

from sacroreport.findings import Severity, did_you_mean
from sacroreport.project.positions import Path
from sacroreport.rules.registry import PLACES, all_rules, rule_of
from sacroreport.study.head import Head
from sacroreport.study.reporter import Reporter


def check_rules(reporter: Reporter, head: Head) -> None:
    """Refuse rules that do not exist, and those that nothing may soften."""
    for path, name, is_key in _named(head):
        if name not in PLACES:
            reporter.report(
                "unknown-rule", path, f'there is no rule "{name}"', key=is_key,
                way_out=did_you_mean(name, _adjustable())
                or "`sacroreport rule` lists every rule",
            )  # fmt: skip
        elif not rule_of(name).adjustable:
            reporter.report(
                "fixed-rule", path, f'the rule "{name}" cannot be adjusted', key=is_key,
                expected=f"one of {', '.join(_adjustable())}",
                way_out="correct what it finds: the numbers' agreement rests on it",
            )  # fmt: skip
    for index, acknowledgement in enumerate(head.acknowledge):
        if acknowledgement.rule not in PLACES:
            continue
        rule = rule_of(acknowledgement.rule)
        if not rule.adjustable or Severity.ERROR not in rule.severity:
            continue
        if not (acknowledgement.text or "").strip():
            reporter.report(
                "missing-key", ("acknowledge", index),
                f'an acknowledgement of "{acknowledgement.rule}" needs a `text:`: it can be an '
                "error, and without the words it would hide every other one too",
                way_out="name the words that it is about, or set the severity under `rules:`",
            )  # fmt: skip


def _adjustable() -> list[str]:
    """Return the rules to choose from. It loads them all, so only a defect asks for them."""
    return sorted(name for name, rule in all_rules().items() if rule.adjustable)


def _named(head: Head) -> Iterator[tuple[Path, str, bool]]:
    for name in head.rules:
        yield ("rules", name), name, True
    for index, acknowledgement in enumerate(head.acknowledge):
        yield ("acknowledge", index, "rule"), acknowledgement.rule, False
