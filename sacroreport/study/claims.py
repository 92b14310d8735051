"""Claims read from ``study.yml``, each with its condition."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from sacroreport.findings import did_you_mean
from sacroreport.project.positions import Path
from sacroreport.study.claim_kinds import (
    CLAIMS,
    Claim,
    ClaimOptions,
)
from sacroreport.study.compiler import dotted
from sacroreport.study.conditions import Ids, condition_of, numbers_of
from sacroreport.study.expression import FLAG, NUMBER
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import AnalysisOf, ClaimOf, VariableOf


def read_claims(reporter: Reporter) -> dict[str, ClaimOptions]:
    """Return the claims of a study by name; defects go to the reporter."""
    result: dict[str, ClaimOptions] = {}
    for name, entry in reporter.mapping("claims"):
        path = ("claims", name)
        reporter.check_name(name, path)
        kind = entry.get("kind") if isinstance(entry, dict) else None
        model: type[ClaimOptions] = Claim
        if kind is not None:
            if str(kind) not in CLAIMS:
                reporter.report(
                    "unknown-kind", (*path, "kind"), f'unknown kind "{kind}"',
                    expected=f"one of {', '.join(CLAIMS)}, or `holds:` with a condition",
                    way_out=did_you_mean(str(kind), CLAIMS),
                )  # fmt: skip
                continue
            if "holds" in entry:
                reporter.report(
                    "bad-value", (*path, "holds"), f'"{name}" has two conditions', key=True,
                    found=f"`kind: {kind}` and `holds:`", way_out="keep one of the two",
                )  # fmt: skip
                continue
            model = CLAIMS[str(kind)]
        elif isinstance(entry, dict) and "kind" in entry:
            reporter.report(
                "empty-key", (*path, "kind"), "`kind:` has no value", key=True,
                way_out="give it a value, or remove the key",
            )  # fmt: skip
            continue
        elif isinstance(entry, dict) and "holds" not in entry:
            reporter.report(
                "missing-key", path, f'"{name}" does not say when it holds', key=True,
                way_out="add `holds:` with a condition, or a `kind:`",
            )  # fmt: skip
            continue
        if (options := reporter.validate(model, entry, path)) is not None:
            for key, text in (("says", options.says), ("otherwise", options.otherwise)):
                reporter.plain_text((*path, key), text or "")
            result[name] = options
    return result


def build_claims(
    reporter: Reporter,
    claims: Mapping[str, ClaimOptions],
    ids: Ids,
    analyses: Mapping[str, AnalysisOf],
    variables: Mapping[str, VariableOf],
) -> dict[str, ClaimOf]:
    """Return the claims with their conditions; defects go to the reporter.

    Parameters
    ----------
    ids
        The catalogue.
    """
    scope = {id_: NUMBER for id_, definition in ids.items() if not definition.role.is_text}
    result: dict[str, ClaimOf] = {}
    for name, options in claims.items():
        path: Path = ("claims", name, "kind")
        if isinstance(options, Claim):
            path = ("claims", name, "holds")
            text = options.holds if _names_numbers(reporter, path, options.holds, ids) else ""
        else:
            text = condition_of(reporter, name, options, ids, analyses, variables)
        if text and (holds := reporter.expression(path, text, scope, FLAG)) is not None:
            result[name] = ClaimOf(options=options, holds=holds)
    return result


def _names_numbers(reporter: Reporter, path: Path, text: str, ids: Ids) -> bool:
    """Refuse ids of texts in a condition; what else is wrong with it is found by compiling."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            known = ids.get(dotted(node) or "")
            if known is not None and known.role.is_text:
                reporter.report(
                    "text-id", path, f'"{known.id}" is a text, and conditions compare numbers',
                    found=repr(text), way_out=numbers_of(known), offset=node.col_offset,
                )  # fmt: skip
                return False
    return True
