"""Claims: every kind against a second evaluation, and what documents hear of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroreport.data.source import parse_table
from sacroreport.document.sentences import sentence_read
from sacroreport.errors import DefectError
from sacroreport.kinds.influence import MOST_UNASKED, runs
from sacroreport.kinds.load import parse_study
from sacroreport.kinds.results import compute
from sacroreport.study.claim_kinds import CLAIMS
from sacroreport.study.compiler import compile_expression
from sacroreport.study.expression import FLAG
from sacroreport.study.study import Study as StudyOf
from sacroreport.writing.claims import Standing, standing
from sacroreport.writing.values import write_values
from tests.conftest import ANALYSES, HEAD, TABLE, VARIABLES, Study

STUDY = (
    HEAD
    + """\
variables:
  hue: {label: Hue, type: category, levels: {r: {label: Red, id: red}, g: {label: Green, id: green}, b: {label: Blue, id: blue}}}
  arm: {label: Arm, type: category, levels: {x: {label: New, id: new}, y: {label: Old, id: old}}}
  well: {label: Well, type: flag}
  hurt: {label: Hurt, type: flag}
  pre: {label: Before, type: number, unit: mm, better: lower}
  post: {label: After, type: number, unit: mm, better: lower}
  one: {label: One, type: category, levels: {x: {label: X, id: only}}}
analyses:
  fall: {kind: paired, before: pre, after: post, responders: {two: {when: improvement >= 2, label: two, source: s}}}
  ranks: {kind: paired, before: pre, after: post, test: wilcoxon}
  by_arm: {kind: paired, before: pre, after: post, by: arm}
  mood: {kind: paired, before: well, after: hurt}
  arms: {kind: compare, variable: post, by: arm, reference: y}
  wells: {kind: compare, variable: well, by: arm, reference: y}
  hues: {kind: compare, variable: post, by: hue, test: kruskal}
  both: {kind: correlate, x: pre, y: post}
  harm: {kind: events, variables: [well, hurt]}
  hued: {kind: describe, variable: hue, by: arm}
families:
  main: {analyses: [arms, wells], adjust: holm}
constants:
  c: {value: "3", source: s}
"""
)
COLUMNS = ("hue", "arm", "well", "hurt", "pre", "post")
Row = tuple[str | int | None, ...]


def table(rows: list[Row]) -> str:
    lines = [",".join(("id", *COLUMNS, "one"))]
    for at, row in enumerate(rows):
        lines.append(",".join([f"P{at}", *("" if one is None else str(one) for one in row), "x"]))
    return "\n".join(lines) + "\n"


@cache
def study_of(claims: tuple[str, ...]) -> StudyOf:
    lines = [
        f"  c{at}: {{says: said, otherwise: not said, {claim}}}\n"
        for at, claim in enumerate(claims)
    ]
    return parse_study(STUDY + "claims:\n" + "".join(lines))


def stand_all(claims: tuple[str, ...], rows: list[Row]) -> list[Standing]:
    """How some claims stand over some rows."""
    study = study_of(claims)
    results = compute(parse_table(table(rows), "table.csv"), study)
    found = [standing(claim, results) for claim in study.claims.values()]
    for made in found:
        assert made.words == {True: "said", False: "not said", None: ""}[made.holds]
        assert bool(made.why) is (made.holds is None)
    return found


def stand(claim: str, rows: list[Row]) -> Standing:
    """How one claim stands over some rows."""
    return stand_all((claim,), rows)[0]


def agree(wanted: dict[str, bool | None], rows: list[Row]) -> None:
    """Compare claims with what they ought to be."""
    found = stand_all(tuple(wanted), rows)
    assert dict(zip(wanted, [one.holds for one in found], strict=True)) == wanted


def rows_of(**columns: str) -> list[Row]:
    """Rows from one word per column: a letter or digit each, - for missing."""
    spelt = {"well": {"y": "yes", "n": "no"}, "hurt": {"y": "yes", "n": "no"}}
    size = len(next(iter(columns.values())))
    cells = [columns.get(name, "-" * size) for name in COLUMNS]
    return [
        tuple(
            None if one == "-" else spelt.get(name, {}).get(one, one)
            for name, one in zip(COLUMNS, row, strict=True)
        )
        for row in zip(*cells, strict=True)
    ]


@pytest.mark.parametrize(
    ("claim", "columns", "holds"),
    [
        ("kind: most_common, of: hue, level: r", {"hue": "rrg"}, True),
        ("kind: most_common, of: hue, level: r", {"hue": "rrgg"}, False),  # a tie
        ("kind: most_common, of: hue, level: r", {"hue": "rrg---"}, True),
        ("kind: most_common, of: hue, level: r", {"hue": "--"}, None),
        ("kind: least_common, of: hue, level: b", {"hue": "rrgg"}, True),
        ("kind: least_common, of: hue, level: b", {"hue": "rr"}, False),  # green is as rare
        ("kind: most_common, of: hued.new, level: g", {"hue": "rrg", "arm": "yyx"}, True),
        ("kind: most_common, of: harm, level: well", {"well": "yyn", "hurt": "yn-"}, True),
        ("kind: most_common, of: harm, level: well", {"well": "yyn", "hurt": "yy-"}, False),
        ("kind: highest, id: pre.mean, among: [post.mean, pre.min]", {"pre": "35", "post": "12"}, True),
        ("kind: highest, id: pre.max, among: [pre.min]", {"pre": "33"}, False),  # a tie
        ("kind: highest, id: pre.mean, among: [post.mean, pre.min]", {"pre": "33", "post": "--"}, False),
        ("kind: highest, id: pre.mean, among: [post.mean]", {"pre": "33", "post": "--"}, None),
        ("kind: lowest, id: pre.min, among: [pre.min, pre.max]", {"pre": "13"}, True),
        ("kind: lowest, id: pre.min, among: [pre.min, pre.max]", {"pre": "33"}, False),
        ("kind: more, id: pre.mean, than: post.mean", {"pre": "35", "post": "33"}, True),
        ("kind: more, id: pre.mean, than: post.mean", {"pre": "33", "post": "33"}, False),
        ("kind: more, id: pre.mean, than: post.mean, by: 1", {"pre": "44", "post": "33"}, True),
        ("kind: more, id: pre.mean, than: post.mean, by: 1.5", {"pre": "44", "post": "33"}, False),
        ("kind: less, id: pre.mean, than: 4, by: 0.5", {"pre": "34"}, True),
        ("kind: less, id: pre.mean, than: -4, by: 0.5", {"pre": "34"}, False),
        ("kind: more, id: pre.mean, than: -4, by: 0.5", {"pre": "34"}, True),
        ("kind: less, id: pre.sd, than: 2", {"pre": "3"}, None),
        ("kind: more, id: pre.sd, than: 1", {"pre": "123"}, False),  # the root is exactly 1
        ("kind: all, of: well", {"well": "yyy"}, True),
        ("kind: all, of: well", {"well": "yny"}, False),
        ("kind: all, of: well", {"well": "yn-"}, False),  # one exception decides
        ("kind: all, of: well", {"well": "yy-"}, None),
        ("kind: all, of: well, missing: exclude", {"well": "yy-"}, True),
        ("kind: all, of: well", {"well": "--"}, None),
        ("kind: all, of: fall.responders.two", {"pre": "88", "post": "61"}, True),
        ("kind: all, of: hue, level: r", {"hue": "rr"}, True),
        ("kind: none, of: hue, level: r", {"hue": "gb"}, True),
        ("kind: none, of: well", {"well": "nn-"}, None),
        ("kind: none, of: well", {"well": "ny-"}, False),
        ("kind: none, of: harm.any, missing: exclude", {"well": "nn-", "hurt": "nnn"}, True),
        ("kind: none, of: harm, level: hurt", {"hurt": "nn"}, True),
        ("kind: majority, of: well", {"well": "yyn"}, True),
        ("kind: majority, of: well", {"well": "yynn"}, False),  # half is no majority
        ("kind: majority, of: well", {"well": "yyn--"}, True),
        ("kind: majority, of: well, missing: unknown", {"well": "yyn--"}, None),
        ("kind: majority, of: well, missing: unknown", {"well": "yyyn-"}, True),
        ("kind: majority, of: well, missing: unknown", {"well": "nny-"}, False),
        ("kind: majority, of: well, missing: unknown", {"well": "--"}, None),
        ("kind: minority, of: well", {"well": "ynn"}, True),
        ("kind: minority, of: well", {"well": "yn"}, False),
        ("kind: half, of: well", {"well": "yn"}, True),
        ("kind: half, of: well", {"well": "yyyyyynnnnn"}, True),  # 54.5 %
        ("kind: half, of: well", {"well": "yyyyynnnn"}, False),  # 55.6 %
        ("kind: half, of: well, within: 0", {"well": "yyyyyynnnnn"}, False),
        ("kind: half, of: well", {"well": "--"}, None),
        ("kind: half, of: hue, level: g, within: 0", {"hue": "gr"}, True),
        ("kind: decreased, analysis: fall", {"pre": "57", "post": "46"}, True),
        ("kind: decreased, analysis: fall", {"pre": "57", "post": "66"}, False),  # no change at all
        ("kind: worsened, analysis: fall", {"pre": "57", "post": "66"}, False),
        ("kind: increased, analysis: fall", {"pre": "57", "post": "69"}, True),
        ("kind: improved, analysis: fall", {"pre": "57", "post": "46"}, True),
        ("kind: worsened, analysis: fall", {"pre": "57", "post": "69"}, True),
        ("kind: improved, analysis: fall", {"pre": "57", "post": "--"}, None),
        ("kind: improved, analysis: ranks", {"pre": "579", "post": "468"}, True),
        ("kind: increased, analysis: ranks", {"pre": "579", "post": "468"}, False),
        ("kind: improved, analysis: by_arm.new", {"pre": "57", "post": "48", "arm": "xy"}, True),
        ("kind: improved, analysis: by_arm.old", {"pre": "57", "post": "48", "arm": "xy"}, False),
        ("kind: increased, analysis: mood", {"well": "nny", "hurt": "yyn"}, True),
        ("kind: decreased, analysis: mood", {"well": "yn", "hurt": "ny"}, False),
        ("kind: increased, analysis: mood", {"well": "--", "hurt": "ny"}, None),
        ("kind: higher, analysis: arms", {"post": "53", "arm": "xy"}, True),
        ("kind: higher, analysis: arms", {"post": "55", "arm": "xy"}, False),
        ("kind: lower, analysis: arms", {"post": "53", "arm": "xy"}, False),
        ("kind: lower, analysis: arms", {"post": "35", "arm": "xy"}, True),
        ("kind: higher, analysis: arms", {"post": "53", "arm": "xx"}, None),
        ("kind: higher, analysis: wells", {"well": "yn", "arm": "xy"}, True),
        ("kind: positive, analysis: both", {"pre": "123", "post": "124"}, True),
        ("kind: positive, analysis: both", {"pre": "123", "post": "421"}, False),
        ("kind: negative, analysis: both", {"pre": "123", "post": "421"}, True),
        ("kind: negative, analysis: both", {"pre": "123", "post": "124"}, False),
        ("kind: negative, analysis: both", {"pre": "111", "post": "124"}, None),
        ("kind: unchanged, analysis: fall, within: 3", {"pre": "5678", "post": "5689"}, True),
        ("kind: unchanged, analysis: fall, within: 1", {"pre": "5678", "post": "5689"}, False),
        ("kind: unchanged, analysis: fall, within: 1", {"pre": "5", "post": "5"}, None),
        ("kind: significant, analysis: fall", {"pre": "5678", "post": "3345"}, True),
        ("kind: significant, analysis: fall, alpha: 0.0001", {"pre": "5678", "post": "3345"}, False),
        ("kind: significant, analysis: fall, direction: improved", {"pre": "5678", "post": "3345"}, True),
        ("kind: significant, analysis: fall, direction: increased", {"pre": "5678", "post": "3345"}, False),
        ("kind: significant, analysis: fall", {"pre": "5", "post": "5"}, None),
        ("kind: not_significant, analysis: fall", {"pre": "5678", "post": "6587"}, True),
        ("kind: not_significant, analysis: fall", {"pre": "5678", "post": "3345"}, False),
        ("kind: not_significant, analysis: fall", {"pre": "5", "post": "5"}, None),
        ("kind: significant, analysis: hues", {"hue": "rg", "post": "12"}, False),
        ("holds: pre.mean > 3", {"pre": "44"}, True),
        ("holds: pre.mean > 3", {"pre": "33"}, False),
        ("holds: pre.mean > 3", {"pre": "--"}, None),
        ("holds: pre.mean > 3 or pre.missing == 2", {"pre": "--"}, True),
        ("holds: certain(pre.mean > 3)", {"pre": "33"}, None),
    ],
)  # fmt: skip
def test_each_kind(claim: str, columns: dict[str, str], holds: bool | None) -> None:
    assert stand(claim, rows_of(**columns)).holds is holds


def test_every_kind_is_tried() -> None:
    (mark,) = test_each_kind.pytestmark  # type: ignore[attr-defined]
    tried = {(case[0].split(",")[0].removeprefix("kind: "), case[2]) for case in mark.args[1]}
    assert {(kind, holds) for kind in CLAIMS for holds in (True, False)} <= tried


def test_a_family_is_judged_by_the_adjusted_p() -> None:
    rows = rows_of(arm="xxxxyyyy", post="12346789", well="yyyynnnn")
    adjusted = stand("kind: significant, analysis: wells", rows)
    assert [*adjusted.numbers] == ["wells.test.p_adjusted"]
    # Fisher's P is 2/70; as the larger one of two it stays so, and Welch's is doubled.
    assert adjusted.holds is True
    assert stand("kind: significant, analysis: wells, alpha: 0.0285", rows).holds is False
    assert stand("holds: arms.test.p_adjusted == arms.test.p", rows).holds is False


def test_alpha_follows_the_level_of_the_analysis() -> None:
    text = STUDY.replace(
        "before: pre, after: post, responders", "before: pre, after: post, level: 99, responders"
    )
    study = parse_study(text + "claims:\n  c: {says: s, kind: significant, analysis: fall}\n")
    assert study.claims["c"].holds.text == "fall.test.p < 0.01"


def test_rank_tests_go_by_their_shift_and_covariates_by_the_adjusted_difference() -> None:
    more = (
        "  u: {kind: compare, variable: post, by: arm, reference: y, test: mann_whitney}\n"
        "  a: {kind: compare, variable: post, by: arm, reference: y, adjust_for: [pre]}\n"
    )
    claims = "claims:\n" + "".join(
        f"  {name}: {{says: s, kind: lower, analysis: {name}}}\n" for name in ("u", "a")
    )
    study = parse_study(STUDY.replace("families:", more + "families:") + claims)
    assert study.claims["u"].holds.text == "u.shift.estimate < 0"
    assert study.claims["a"].holds.text == "a.adjusted.mean < 0"


CELLS = st.tuples(
    st.sampled_from(["r", "g", "b", None]),
    st.sampled_from(["x", "y", None]),
    st.sampled_from(["yes", "no", None]),
    st.sampled_from(["yes", "no", None]),
    st.one_of(st.none(), st.integers(0, 9)),
    st.one_of(st.none(), st.integers(0, 9)),
)
TABLES = st.lists(CELLS, min_size=1, max_size=12)


def known(rows: list[Row], column: str) -> list[str | int]:
    at = COLUMNS.index(column)
    return [one for row in rows if (one := row[at]) is not None]


@given(TABLES)
def test_the_commonest_equals_counting(rows: list[Row]) -> None:
    recorded = known(rows, "hue")
    wanted: dict[str, bool | None] = {}
    for level in "rgb":
        own = recorded.count(level)
        others = [recorded.count(one) for one in "rgb" if one != level]
        for kind, holds in (("most", own > max(others)), ("least", own < min(others))):
            claim = f"kind: {kind}_common, of: hue, level: {level}"
            wanted[claim] = holds if recorded else None
    agree(wanted, rows)


SHARES: dict[str, Callable[[Fraction], bool]] = {
    "all": lambda share: share == 1,
    "none": lambda share: share == 0,
    "majority": lambda share: share > Fraction(1, 2),
    "minority": lambda share: share < Fraction(1, 2),
}


@given(TABLES)
def test_all_none_and_majority_equal_trying_every_missing_value(rows: list[Row]) -> None:
    """Unknown is what another value in an empty cell would change."""
    recorded = known(rows, "well")
    gaps = len(rows) - len(recorded)
    size = len(rows)
    shares = {Fraction(recorded.count("yes") + more, size) for more in range(gaps + 1)}
    own = Fraction(recorded.count("yes"), len(recorded)) if recorded else None
    wanted: dict[str, bool | None] = {}
    for kind, test in SHARES.items():
        verdicts = {test(share) for share in shares}
        holds = verdicts.pop() if len(verdicts) == 1 else None
        wanted[f"kind: {kind}, of: well, missing: unknown"] = holds
        wanted[f"kind: {kind}, of: well, missing: exclude"] = None if own is None else test(own)
    near = None if own is None else abs(own - Fraction(1, 2)) <= Fraction(1, 10)
    wanted["kind: half, of: well, within: 10"] = near
    agree(wanted, rows)


@given(TABLES)
def test_directions_and_orders_equal_those_of_the_rows(rows: list[Row]) -> None:
    pairs = [(row[4], row[5]) for row in rows if row[4] is not None and row[5] is not None]
    change = sum(int(after) - int(before) for before, after in pairs)
    wanted: dict[str, bool | None] = {
        f"kind: {kind}, analysis: fall": holds if pairs else None
        for kind, holds in (
            ("decreased", change < 0), ("increased", change > 0), ("improved", change < 0),
            ("worsened", change > 0),
        )
    }  # fmt: skip
    means: list[Fraction | None] = []
    for group in "xy":
        values = [int(row[5]) for row in rows if row[1] == group and row[5] is not None]
        means.append(Fraction(sum(values), len(values)) if values else None)
    difference = None if None in means else Fraction(means[0] or 0) - Fraction(means[1] or 0)
    for claim, test in (
        ("kind: higher, analysis: arms", lambda by: by > 0),
        ("kind: lower, analysis: arms", lambda by: by < 0),
        ("kind: more, id: arms.new.mean, than: arms.old.mean", lambda by: by > 0),
        ("kind: less, id: arms.new.mean, than: arms.old.mean, by: 1", lambda by: by <= -1),
        ("kind: highest, id: arms.new.mean, among: [arms.old.mean]", lambda by: by > 0),
        ("kind: lowest, id: arms.new.mean, among: [arms.old.mean]", lambda by: by < 0),
    ):
        wanted[claim] = None if difference is None else test(difference)
    agree(wanted, rows)


def defect(claim: str) -> str:
    with pytest.raises(DefectError) as error:
        parse_study(STUDY + f"claims:\n  c: {{{claim}}}\n")
    (only,) = error.value.findings
    assert only.place.line == len(STUDY.splitlines()) + 2
    assert only.place.column >= 3
    return str(only)


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("says: s, kind: most_comon, of: hue, level: r", 'unknown kind "most_comon".*Did you mean "most_common"'),
        ("says: s, kind: all, of: well, holds: pre.n > 1", '"c" has two conditions; found `kind: all` and `holds:`'),
        ("says: s", '"c" does not say when it holds. Add `holds:` with a condition, or a `kind:`'),
        ("says: s, kind: , of: well", "`kind:` has no value"),
        ("says: s, kind: all", 'the key "of" is missing'),
        ("says: s, kind: all, of: well, levle: r", 'unknown key "levle".*Did you mean "level"'),
        ("says: '', holds: pre.n > 1", '"says": it is empty'),
        ("says: ' ', holds: pre.n > 1", "a claim without words"),
        ("says: s, otherwise: s, holds: pre.n > 1", "repeats what `says:` says"),
        ("says: '{{< var pre.n >}}', holds: pre.n > 1", "markup in a text that is printed as it stands"),
        ("says: 'a <b>b</b>', kind: all, of: well", "markup in a text that is printed as it stands"),
        ("says: s, kind: most_common, of: heu, level: r", 'there is no "heu".*Did you mean "hue"'),
        ("says: s, kind: most_common, of: hue, level: red", 'there is no level "red".*one of "r", "g" or "b".*Did you mean "r"'),
        ("says: s, kind: most_common, of: well, level: yes", '"well" has no levels'),
        ("says: s, kind: most_common, of: one, level: x", "has one level only"),
        ("says: s, kind: most_common, of: harm, level: any", 'there is no level "any"'),
        ("says: s, kind: all, of: hue", '"hue" has no share of participants.*Say of which `level:`'),
        ("says: s, kind: all, of: hue.red", "Write `of: hue`, and `level:`"),
        ("says: s, kind: all, of: well.count", "Name what its ids begin with, without .count"),
        ("says: s, kind: all, of: fall.responders", 'Name one of its parts: "fall.responders.two"'),
        ("says: s, kind: half, of: well, within: -1", "greater than or equal to 0; found '-1'"),
        ("says: s, kind: majority, of: well, missing: maybe", "input should be 'exclude' or 'unknown'"),
        ("says: s, kind: highest, id: pre.meen, among: [post.mean]", 'there is no number "pre.meen".*Did you mean "pre.mean"'),
        ("says: s, kind: highest, id: pre.mean, among: [pre.mean]", "there is nothing to compare with"),
        ("says: s, kind: highest, id: pre.mean, among: [post.mean, post.mean]", '"post.mean" stands twice'),
        ("says: s, kind: highest, id: pre.mean, among: []", '"among"'),
        ("says: s, kind: more, id: pre, than: 3", 'there is no number "pre". Name one of "pre.n"'),
        ("says: s, kind: more, id: pre.mean_sd, than: 3", '"pre.mean_sd" is a text, and numbers are compared.*"pre.mean" or "pre.sd"'),
        ("says: s, kind: more, id: pre.mean, than: constants.c", '"constants.c" is a text'),
        ("says: s, kind: more, id: pre.mean, than: well.count", "differ in unit; found mm and participants"),
        ("says: s, kind: more, id: pre.mean, than: pre.mean", "is compared with itself"),
        ("says: s, kind: more, id: pre.mean, than: much", 'there is no number "much"'),
        ("says: s, kind: more, id: pre.mean, than: 1e3", "expected an id, or digits such as 0.05"),
        ("says: s, kind: decreased, analysis: fal", 'there is no analysis "fal".*Did you mean "fall"'),
        ("says: s, kind: higher, analysis: fall", '"higher" is no direction of pairs'),
        ("says: s, kind: decreased, analysis: pre", '"decreased" is no direction of kind describe'),
        ("says: s, kind: higher, analysis: hues", '"hues" has no difference that could be higher'),
        ("says: s, kind: improved, analysis: mood", "what is better is not declared"),
        ("says: s, kind: improved, analysis: by_arm", '"by_arm" is made by group.*"by_arm.new" or "by_arm.old"'),
        ("says: s, kind: unchanged, analysis: mood, within: 1", "has no limits of a mean change"),
        ("says: s, kind: unchanged, analysis: fall, within: 0", "greater than 0"),
        ("says: s, kind: significant, analysis: pre", '"pre" has no test; found kind describe'),
        ("says: s, kind: significant, analysis: by_arm", '"by_arm" has no test; found pairs by group'),
        ("says: s, kind: significant, analysis: fall, alpha: 1", "less than 1; found '1'"),
        ("says: s, kind: significant, analysis: fall, direction: down", '"direction"'),
        ("says: s, kind: significant, analysis: arms, direction: improved", '"improved" is no direction of a comparison'),
        ("says: s, holds: pre.meen > 3", 'there is no "pre.meen" here.*Did you mean "pre.mean"'),
        ("says: s, holds: pre.mean_sd > 3", '"pre.mean_sd" is a text, and conditions compare numbers'),
        ("says: s, holds: \"pre.mean > 'a'\"", "a number cannot be compared with a text"),
        ("says: s, holds: pre.mean + 1", '"holds" gives a number'),
        ("says: s, holds: certain(pre.mean)", "certain() needs a flag"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place(claim: str, says: str) -> None:
    words = ".*".join(re.escape(part) for part in says.split(".*"))
    assert re.search(words, defect(claim), re.S), defect(claim)


@pytest.mark.parametrize("quote", ['"', "'", ""])
@pytest.mark.parametrize("wrong", ["pre.range", "pre.meen"])
def test_a_defect_in_a_condition_is_shown_at_its_column(quote: str, wrong: str) -> None:
    claim = f"says: s, holds: {quote}pre.n > 1 and {wrong} > 2{quote}"
    line = f"  c: {{{claim}}}"
    assert f":{line.index(wrong) + 1}: " in defect(claim)


def test_a_defect_in_a_condition_of_several_lines_is_shown_where_it_begins() -> None:
    claim = "\n  c:\n    says: s\n    holds: >\n      pre.n > 1\n      and pre.meen > 2\n"
    with pytest.raises(DefectError) as error:
        parse_study(f"{STUDY}claims:{claim}")
    (only,) = error.value.findings
    assert (only.place.line, only.place.column) == (len(STUDY.splitlines()) + 4, 12)


def test_division_by_zero_is_unknown_and_says_so() -> None:
    made = stand("holds: pre.n / (post.n - post.n) > 1", rows_of(pre="12"))
    assert made.why == "it divides by post.n - post.n, which is 0"
    made = stand("holds: pre.n / 0 > 1 or 1 / pre.n > 2", rows_of(pre="12"))
    assert made.why == "it divides by 0"
    assert stand("holds: pre.n / 0 > 1 or pre.n == 2", rows_of(pre="12")).holds is True


def test_unknown_says_what_is_missing() -> None:
    made = stand("kind: all, of: well", rows_of(well="yy--"))
    assert made.why == "well.missing: 2 without a value, who could decide it"
    made = stand("kind: more, id: pre.mean, than: 3", rows_of(pre="--"))
    assert made.why.startswith("pre.mean: ")


def test_numbers_beyond_all_floats_are_unknown() -> None:
    huge = " * ".join(["1" + "0" * 29] * 12)
    assert stand(f"holds: fall.test.p + {huge} > 1", rows_of(pre="568", post="344")).holds is None


def test_numbers_show_why() -> None:
    made = stand("holds: pre.mean < 4.99999", rows_of(pre="5"))
    assert made.numbers == {"pre.mean": "5"}
    rows: list[Row] = [(None, None, None, None, one, None) for one in (500001, 500000)]
    made = stand("holds: pre.mean > 500000", rows)
    assert made.numbers == {"pre.mean": "500000.5"}
    assert stand("holds: pre.mean > 1", rows).numbers == {"pre.mean": "5e+05"}


CLAIMS_TEXT = """\
claims:
  rose: {says: rose, kind: increased, analysis: relief}
  fell: {says: fell, kind: decreased, analysis: relief, otherwise: did not fall}
"""


def with_claims(small: Study, claims: str, table: str = TABLE) -> None:
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES + claims)
    small.write("data/table.csv", table)


def findings(small: Study) -> list[dict[str, str]]:
    found: list[dict[str, str]] = small.run("check", "--json").json["findings"]
    return found


def test_every_place_of_a_claim_that_fails_is_named(small: Study) -> None:
    with_claims(small, CLAIMS_TEXT)
    small.document(
        "First. In {{< var relief.n >}} of them pain\n{{< var claims.rose >}} soon. Last.\n\n"
        "- Pain {{< var claims.rose >}} again"
    )
    small.write("manuscript/_part.qmd", "It {{< var claims.rose >}}, all in all.\n")
    for name in ("one", "two"):
        small.document(
            "{{< include _part.qmd >}}", name, front=f'title: "T{name} {{{{< var claims.rose >}}}}"'
        )
    outcome = small.run("build")
    assert outcome.code == 1
    found = [one for one in findings(small) if one["rule"] == "claim-fails"]
    places = [(one["file"], one["line"], one["column"]) for one in found]
    assert places == [
        ("manuscript/one.qmd", 2, 14),
        ("manuscript/_part.qmd", 1, 4),
        ("manuscript/report.qmd", 6, 1),
        ("manuscript/report.qmd", 8, 8),
        ("manuscript/two.qmd", 2, 14),
    ]
    assert {one["severity"] for one in found} == {"error"}
    assert found[0]["message"].endswith("“Tone rose”")
    assert found[2]["message"] == ('the claim "rose" does not hold: “In 4 of them pain rose soon.”')
    assert found[3]["message"].endswith("“Pain rose again”")
    assert found[2]["found"] == "relief.change.mean = -5.5"
    assert found[2]["expected"] == "relief.change.mean > 0"
    assert "give the claim `otherwise:` words" in found[2]["way_out"]
    assert not any(one["rule"] == "null-number" for one in findings(small))


def test_a_claim_in_a_caption_is_named_where_it_was_written(small: Study) -> None:
    tables = (
        'tables:\n  one:\n    caption: "Pain {{< var claims.rose >}}"\n    rows: [age]\n'
        '    notes: ["It {{< var claims.rose >}}. Ages."]\n'
        'figures:\n  two: {kind: pairs, of: relief, caption: "So it {{< var claims.rose >}}"}\n'
    )
    with_claims(small, CLAIMS_TEXT + tables)
    small.document("{{< include _generated/tbl-one.md >}}\n\n{{< include _generated/fig-two.md >}}")
    found = [one for one in findings(small) if one["rule"] == "claim-fails"]
    lines = (small.root / "data/study.yml").read_text(encoding="utf-8").splitlines()
    assert {one["file"] for one in found} == {"data/study.yml"}
    said = {lines[int(one["line"]) - 1].split(":")[0].strip(): one["message"] for one in found}
    assert said.keys() == {"caption", "notes", "two"}
    assert said["caption"].endswith("“Pain rose”")
    assert said["notes"].endswith("“It rose.”")
    assert said["two"].endswith("“So it rose”")


def test_an_unknown_claim_stops_the_build_even_with_other_words(small: Study) -> None:
    claims = 'claims:\n  c: {says: bled, otherwise: did not bleed, holds: "harm.any.upper_one_sided > 1"}\n'
    with_claims(small, claims)
    assert [one["severity"] for one in findings(small)] == ["notice"]
    small.document("It {{< var claims.c >}}.")
    outcome = small.run("check")
    assert outcome.code == 1
    assert (
        'the claim "c" is unknown (harm.any.upper_one_sided: only for a count of 0)' in outcome.out
    )
    assert "“It bled.”" in outcome.out
    assert "[claim-unknown]" in outcome.out


def test_other_words_are_printed_and_said_at_each_place(small: Study) -> None:
    worse = (
        TABLE.replace(",8,2,", ",2,8,")
        .replace(",7,3,", ",3,7,")
        .replace(",9,4,", ",4,9,")
        .replace(",8,1,", ",1,8,")
    )
    with_claims(small, CLAIMS_TEXT, worse)
    small.document("Pain {{< var claims.fell >}}. So it {{< var claims.fell >}}.")
    outcome = small.run("check", "--strict")
    assert outcome.code == 0, outcome.out
    switched = [one for one in findings(small) if one["rule"] == "claim-switched"]
    assert [(one["line"], one["column"], one["severity"]) for one in switched] == [
        (5, 6, "notice"), (5, 37, "notice"),
    ]  # fmt: skip
    assert (
        "“did not fall” is printed in place of “fell”: “Pain did not fall.”"
        in switched[0]["message"]
    )
    assert "“So it did not fall.”" in switched[1]["message"]
    assert switched[0]["found"] == "relief.change.mean = 5.5"
    assert small.run("build", "--format", "html", "--strict").code == 0
    page = (small.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert "did not fall" in page


def test_a_claim_that_nobody_prints_is_a_notice(small: Study) -> None:
    with_claims(small, CLAIMS_TEXT)
    small.edit("manuscript/report.qmd", "Pain fell from", "Pain went from")
    assert small.run("check", "--strict").code == 0
    (only,) = findings(small)
    assert (only["rule"], only["severity"]) == ("claim-fails", "notice")
    assert (only["file"], only["line"], only["column"]) == ("data/study.yml", 16, 3)
    assert "no document prints it" in only["message"]


def test_a_claim_of_another_document_is_not_called_unprinted(small: Study) -> None:
    with_claims(small, CLAIMS_TEXT.replace("says: rose", "says: rose, otherwise: did not rise"))
    small.document("Pain {{< var claims.rose >}}.", "other")
    small.document("Nothing.")
    assert "claim-switched" in small.run("check").out
    with_claims(small, CLAIMS_TEXT)
    assert "claim-fails" not in small.run("build", "report", "--format", "html").out
    assert "other.qmd" in small.run("build", "--format", "html").out


def test_a_claim_on_which_one_participant_decides(small: Study) -> None:
    """Three women of five: without any one of them it is no majority."""
    with_claims(small, "claims:\n  w: {says: most were women, kind: majority, of: sex, level: f}\n")
    assert findings(small) == []  # nobody prints it
    small.document("There, {{< var claims.w >}}.")
    (only,) = findings(small)
    assert (only["rule"], only["severity"]) == ("fragile-claim", "notice")
    assert only["message"] == (
        'the claim "w" holds, but leaving out any single one of 3 participants (of 5) would turn it'
    )
    assert "P1" not in json.dumps(only)
    assert small.run("check", "--strict").code == 0


def test_minority_turns_without_a_woman(small: Study) -> None:
    claims = "claims:\n  w: {says: s, kind: minority, of: sex, level: m}\n"
    with_claims(small, claims)
    small.document("{{< var claims.w >}}")
    assert [one["message"] for one in findings(small)] == [
        'the claim "w" holds, but leaving out any single one of 3 participants (of 5) would turn it'
    ]


def test_a_reworded_claim_may_turn_as_well(small: Study) -> None:
    claims = "claims:\n  a: {says: all were young, kind: none, of: old, otherwise: o}\n"
    derived = '  old: {label: Old, type: flag, derive: "age > 70"}\nanalyses:'
    with_claims(small, claims)
    small.edit("data/study.yml", "analyses:", derived)
    small.document("{{< var claims.a >}}")
    found = {one["rule"]: one["message"] for one in findings(small)}
    assert [*found] == ["claim-switched", "fragile-claim"]
    assert found["fragile-claim"] == (
        'the claim "a" does not hold, but leaving out one certain participant (of 5) would turn it'
    )


def test_many_different_participants_are_tried_when_asked(small: Study) -> None:
    size = MOST_UNASKED + 1
    rows = "".join(f"P{at},{20 + at},f,5,{'6' if at else '4'},no,no\n" for at in range(size))
    table = TABLE.splitlines()[0] + "\n" + rows
    claims = f"claims:\n  c: {{says: s, kind: more, id: age.max, than: {18 + size}}}\n"
    with_claims(small, claims, table)
    small.document("{{< var claims.c >}}")
    assert findings(small) == []
    small.edit("data/study.yml", "title:", "influence: [claims.c]\ntitle:")
    (only,) = findings(small)
    assert only["message"] == (
        f'the claim "c" holds, but leaving out one certain participant (of {size}) would turn it'
    )
    small.edit("data/study.yml", "influence: [claims.c]\n", "")
    small.write("data/table.csv", table.rpartition("P40")[0])
    small.edit("data/study.yml", f"than: {18 + size}", f"than: {17 + size}")
    (only,) = findings(small)  # forty are tried without asking
    assert only["rule"] == "fragile-claim"


def test_influence_follows_a_ready_made_claim(small: Study) -> None:
    claims = (
        "claims:\n  w: {says: s, kind: majority, of: sex, level: f}\n"
        "  i: {says: s, kind: more, id: influence.claims.w.count, than: 2}\n"
        "influence: [claims.w]\n"
    )
    with_claims(small, claims)
    made = {row["id"]: row for row in small.run("results", "--json").json}
    assert made["influence.claims.w.count"]["value"] == 3
    assert made["claims.i"]["text"] == "s"
    small.edit("data/study.yml", "influence: [claims.w]", "influence: [claims.w, claims.i]")
    assert "is itself about the influence of participants" in small.run("check").out


def test_participants_left_out_are_not_counted(small: Study) -> None:
    """Three women of five: without a man it is three of four, without a woman two of four."""
    claims = (
        "claims:\n  c: {says: s, holds: sex.f.count == participants.n - 2}\ninfluence: [claims.c]\n"
    )
    with_claims(small, claims)
    made = {row["id"]: row for row in small.run("results", "--json").json}
    assert made["influence.claims.c.count"]["value"] == 2


def test_a_claim_about_how_many_participants_there_are(small: Study) -> None:
    with_claims(small, "claims:\n  c: {says: s, kind: more, id: participants.n, than: 4}\n")
    small.document("{{< var claims.c >}}")
    (only,) = findings(small)
    assert only["message"] == (
        'the claim "c" holds, but leaving out any single one of 5 participants (of 5) would turn it'
    )


def test_what_would_be_slow_is_tried_only_when_asked(
    small: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = "claims:\n" + "".join(
        f"  {name}: {{says: {name}, kind: {kind}, of: sex, level: {level}}}\n"
        for name, kind, level in (("a", "majority", "f"), ("b", "minority", "m"))
    )
    with_claims(small, claims)
    small.document("{{< var claims.a >}} {{< var claims.b >}}")
    assert len(findings(small)) == 2
    monkeypatch.setattr("sacroreport.guards.claims.MOST_RUNS", 3)  # each needs two
    assert [one["line"] for one in findings(small)] == [16]


@pytest.mark.parametrize(
    ("holds", "needed"),
    [
        ("both.r > 0", 4),
        ("slope.r > 0", 4),
        ("slope.test.p > 0", None),  # lists all orders
        ("wells.test.p > 0", 2),
        ("wells.test.p_adjusted > 0", 8),  # two analyses, four different participants
        ("table.test.p > 0", None),  # lists tables
        ("table.new.red.count > 0", 3),
        ("participants.n > 0", 0),
    ],
)
def test_how_much_is_computed_anew(holds: str, needed: int | None) -> None:
    more = (
        "  slope: {kind: correlate, x: pre, y: post, method: spearman}\n"
        "  table: {kind: compare, variable: hue, by: arm, reference: y}\nfamilies:"
    )
    claim = f"claims:\n  c: {{says: s, holds: {holds}}}\n"
    study = parse_study(STUDY.replace("families:", more) + claim)
    rows = rows_of(hue="rgbr", arm="xyyx", well="ynny", pre="1234", post="2314")
    frame = parse_table(table(rows), "table.csv")
    assert runs(frame, study, study.claims["c"]) == needed


def test_a_rational_root_is_exact() -> None:
    rows: list[Row] = [(None, None, None, None, one, None) for one in ("0.1", "0.2", "0.3")]
    assert stand("kind: more, id: pre.sd, than: 0.1", rows).holds is False


def test_explain_tells_a_claim(small: Study) -> None:
    with_claims(small, "claims:\n  w: {says: most, kind: majority, of: sex, level: f}\n")
    small.document("{{< var claims.w >}}")
    made = small.run("explain", "claims.w", "--json").json
    assert made["claim"] == {
        "kind": "majority",
        "condition": "more than half of those with a value: sex: f",
        "expression": "sex.f.percent > 50",
        "numbers": {"sex.f.percent": "60"},
        "holds": True,
        "why": None,
        "influence": "leaving out any single one of 3 participants (of 5) would turn it",
    }
    text = small.run("explain", "claims.w").out
    for line in ("kind        majority", "numbers     sex.f.percent = 60", "claim       holds"):
        assert line in text
    assert small.run("explain", "age.mean", "--json").json["claim"] is None


def test_results_have_the_fields_that_they_had(small: Study) -> None:
    with_claims(small, CLAIMS_TEXT)
    rows = {row["id"]: row for row in small.run("results", "--json").json}
    assert rows["claims.fell"].keys() == rows["age.mean"].keys()
    assert (
        rows["claims.fell"]["meaning"]
        == "claim that holds if relief is in the direction: decreased"
    )


def test_the_schema_knows_every_kind(small: Study) -> None:
    schema = small.run("schema").json
    offered = schema["properties"]["claims"]["additionalProperties"]["anyOf"]
    kinds: set[str] = set()
    for one in offered:
        kind = schema["$defs"][one["$ref"].rpartition("/")[2]]["properties"].get("kind", {})
        kinds |= set(kind.get("enum", [kind["const"]] if "const" in kind else []))
    assert kinds == set(CLAIMS)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Pain {{< var x >}} again. Two.", "Pain v again."),
        ("One (Fig. 2, vs. 3.5) {{< var x >}} two? Three.", "One (Fig. 2, vs. 3.5) v two?"),
        ("# Title\n\nText {{< var x >}}\nmore\n\nnext", "Text v more"),
        ("# About {{< var x >}}\ntext", "About v text"),
        ("| a | {{< var x >}} |\n| b | c |", "| a | v |"),
        ("1. First\n2. It {{< var x >}}.\n3. Third", "It v."),
        ("It ended. {{< var y.Words >}} {{< var x >}}.", "{{< var y.Words >}} v."),
        ("With P. {{< var x >}}", "With P. v"),
        (": Caption {{< var x >}} {#tbl-one}", "Caption v"),
        ("It {{< var x >}} <!-- hidden\nnote --> here", "It v here"),
    ],
)
def test_the_sentence_around_a_claim(text: str, sentence: str) -> None:
    assert sentence_read(text, text.index("{{< var x"), {"x": "v"}.get) == sentence


def test_certain_is_true_or_unknown() -> None:
    certain = compile_expression("certain(a)", {"a": FLAG})
    assert [certain({"a": one}) for one in (True, False, None)] == [True, None, None]


def test_the_numbers_of_a_document_do_not_change_with_claims() -> None:
    """A claim adds its own id and no other."""
    before = parse_study(HEAD + VARIABLES + ANALYSES)
    after = parse_study(HEAD + VARIABLES + ANALYSES + CLAIMS_TEXT)
    assert set(after.catalogue) - set(before.catalogue) == {"claims.rose", "claims.fell"}
    frame = parse_table(TABLE, "t.csv")
    texts = [write_values(study, compute(frame, study)) for study in (before, after)]
    for id_ in before.catalogue:
        assert all(one[id_].plain == other[id_].plain for one, other in pairwise(texts)), id_
