"""Long and hostile documents: what the guards need grows with the text, no faster."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sacroreport.document.document import read_document
from sacroreport.document.references import check_references
from sacroreport.errors import DefectError
from sacroreport.guards.glue import check_glue
from sacroreport.guards.literals import check_literals
from sacroreport.guards.loaded import check_loaded
from sacroreport.guards.prose import passages
from sacroreport.guards.siblings import check_siblings
from sacroreport.guards.wording import check_wording
from tests.conftest import Study
from tests.growth import TOLERANCE, UNNOTICED, calls, is_in_proportion, seconds
from tests.prose import STUDY, Lab

WORDY = (
    STUDY.replace("label: Fever, type: flag", "label: Fever, type: flag, role: safety")
    + """\
claims:
  half: {says: half of the patients, holds: relief.count > 0}
  fell: {says: pain fell, holds: relief.count > 0}
"""
)
FEW, MANY = 75, 1200
"""Repeats of what is hostile when it is repeated."""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    made = Lab(tmp_path_factory.mktemp("lab"), WORDY)
    made.numbers("plain")
    return made


def prepared(lab: Lab, text: str) -> Callable[[], int]:
    """Return what checks a text, once it is read, and says how much was found."""
    path = lab.write("manuscript/long.qmd", f"{text}\n")
    study, results = lab.analysis.study, lab.analysis.results
    numbers = lab.numbers("plain")
    try:
        document = read_document(lab.project, path)
    except DefectError as refused:  # what no reader could bear, told at once
        if {finding.rule for finding in refused.findings} != {"too-much"}:
            raise
        return lambda: 0

    def run() -> int:
        prose = tuple(passages(document))
        findings = [
            *check_literals(document, prose, study, lambda: numbers),
            *check_loaded(document, prose, study),
            *check_wording(document, prose, study, numbers.values, results),
            *check_glue(document, prose, study, numbers.values),
            *check_siblings(document, prose, study),
        ]
        return len(findings)

    return run


PLAIN = "The needles were placed with care and seen by all. "
TYPED = "Relief was seen in 17 of 31 patients (25%) after 3 months. "


def test_many_sentences_take_no_longer_each_than_few(lab: Lab) -> None:
    block = (PLAIN * 39 + TYPED) * 5 + "\n\n"
    assert prepared(lab, block * 2)() == 2 * 5 * 3
    assert prepared(lab, block * 40)() == 40 * 5 * 3
    assert is_in_proportion(lambda blocks: prepared(lab, block * blocks), 2, 40)


@pytest.mark.parametrize("text", [PLAIN, TYPED], ids=["plain", "typed"])
def test_one_long_paragraph_is_as_cheap_as_many(lab: Lab, text: str) -> None:
    many, one = prepared(lab, (text + "\n\n") * 1000), prepared(lab, text * 1000)
    assert one() == many()
    assert any(
        (long := seconds(one)) < UNNOTICED or long < TOLERANCE * seconds(many) for _ in range(3)
    )


HOSTILE = [
    "1 ", "1, ", "1 and ", "1-", "1:", "1.", "1", "(", " ", "[1 ", "1] ", "x@", "a-", "_1", "*1", "~1",
    "^1", "$1 ", "T12 ", "two ", "vs. A 1 ", "approval ", "AB ", "mean ", "P < ", "defined as 1 ",
    "significance 1 ", "above 1 ", "values 1 ", "criteria were 1 ", "1 month, ", "+1 2 3 4 ", "> ",
    "&nbsp;", "[1]{.literal} ", "1 [@a]. ", "| 1 ", "a\n", "2012 ", "level of ", "blocks of 1 ", "µ1/",
    "significant ", "increased ", "a fall of {{< var vas.change.mean >}} ", "{{< var relief.percent >}} ",
    "improved from ", "not significantly ", "more ",
    "stratified by a (1 or ", "stratified by a ", "1 patients ", "would need ", "p < 1 ", "kept at 1 ",
    "to reach a ", "at 1 % of ", "scores of 1, ", "above 1 was ", "multiply ", "interim ", "manufacturer ",
    "1 × ", "2-0 a ", "1 Gy a ", "20+1 ", "scale with 1 ", "tel. 1 ", "rose from 1 to ", "2-thirds of ",
    "Rue La ", "grouped as 1-2, ", "no patients ",
    "{{< var vas.before.mean >}}", "({{< var sex.male.count >}}) ",
    "men of {{< var sex.female.count >}} ", "{{< var age.max >}} to {{< var age.min >}} ", "[{{< var age.n >}}]{.mark} ",
    "<!-- ", "[", "1.", "was ", "after ", "-{{< var age.n >}} ", "women {{< var sex.male.n >}} ",
    "no fever, ", "half of the patients, ", "pain fell no fever, ", "{{< var claims.fell >}} half of the women, ",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_repeats_do_not_make_a_pattern_go_back_and_forth(lab: Lab, words: str) -> None:
    assert is_in_proportion(
        lambda repeats: prepared(lab, f"approval {words * repeats} x 1"), FEW, MANY
    )


@pytest.mark.parametrize("part", [".hidden @a\n", "::: {.content-hidden}\n@a\n:::\n\n"])
def test_parts_that_some_formats_leave_out_are_looked_up_fast(lab: Lab, part: str) -> None:
    def steps(times: int) -> int:
        document = read_document(lab.project, lab.write("manuscript/long.qmd", part * times))
        return calls(lambda: list(check_references(document)))

    few, many = steps(250), steps(1000)
    assert few > 250
    assert many < 4 * 1.1 * few


@pytest.mark.parametrize("words", ["(", " ", "a", "A", "7", "x@", "approval a b "])
def test_what_is_hostile_only_when_it_is_long(lab: Lab, words: str) -> None:
    hostile = prepared(lab, "approval " + words * (100_000 // len(words)) + " 1")
    plain = prepared(lab, PLAIN * 2000)
    assert any(
        (long := seconds(hostile)) < UNNOTICED or long < 40 * seconds(plain) for _ in range(3)
    )


def test_a_row_of_digits_is_no_number(lab: Lab) -> None:
    (one,) = lab.typed("It was " + "7" * 5000 + " long.")
    assert one.rule == "typed-number"


def test_a_document_in_another_encoding_is_an_error_with_its_place(small: Study) -> None:
    small.write("manuscript/report.qmd", "---\ntitle: A\n---\n\nMüde: ".encode() + b"\xe4 25%\n")
    outcome = small.run("check", "--json")
    assert outcome.code == 1
    (one,) = [one for one in outcome.json["findings"] if one["rule"] == "unreadable-file"]
    assert (one["file"], one["line"], one["column"]) == ("manuscript/report.qmd", 5, 7)
