"""Long and hostile documents: what the guards need grows with the text, no faster."""

from __future__ import annotations

import time

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
from tests.prose import STUDY, Lab

WORDY = (
    STUDY.replace("label: Fever, type: flag", "label: Fever, type: flag, role: safety")
    + """\
claims:
  half: {says: half of the patients, holds: relief.count > 0}
  fell: {says: pain fell, holds: relief.count > 0}
"""
)
GROWTH = 4
MOST = 2.5  # times as much as in proportion; what is quadratic grows four times as much
UNNOTICED = 0.3  # seconds that are too short to be compared


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    made = Lab(tmp_path_factory.mktemp("lab"), WORDY)
    made.numbers("plain")
    return made


def check(lab: Lab, text: str) -> tuple[float, int]:
    path = lab.write("manuscript/long.qmd", f"{text}\n")
    study, results = lab.analysis.study, lab.analysis.results
    numbers = lab.numbers("plain")
    start = time.process_time()
    try:
        document = read_document(lab.project, path)
    except DefectError as refused:  # what no reader could bear, told at once
        if {one.rule for one in refused.findings} != {"too-much"}:
            raise
        return time.process_time() - start, 0
    start = time.process_time()
    prose = tuple(passages(document))
    found = sum(1 for _ in check_literals(document, prose, study, lambda: numbers))
    found += sum(1 for _ in check_loaded(document, prose, study))
    found += sum(1 for _ in check_wording(document, prose, study, numbers.values, results))
    found += sum(1 for _ in check_glue(document, prose, study, numbers.values))
    found += sum(1 for _ in check_siblings(document, prose, study))
    return time.process_time() - start, found


PLAIN = "The needles were placed with care and seen by all. "
TYPED = "Relief was seen in 17 of 31 patients (25%) after 3 months. "


def test_a_hundred_thousand_sentences_take_little_longer_each_than_a_hundred(lab: Lab) -> None:
    block = (PLAIN * 39 + TYPED) * 5 + "\n\n"
    few, found = check(lab, block * 5)
    many, all_found = check(lab, block * 50)
    assert found == 5 * 5 * 3
    assert all_found == 10 * found
    assert many < UNNOTICED or many < 10 * MOST * few


@pytest.mark.parametrize("text", [PLAIN, TYPED], ids=["plain", "typed"])
def test_one_long_paragraph_is_as_cheap_as_many(lab: Lab, text: str) -> None:
    many, found = check(lab, (text + "\n\n") * 2000)
    one, same = check(lab, text * 2000)
    assert same == found
    assert one < UNNOTICED or one < MOST * many


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


@pytest.mark.parametrize("one", HOSTILE)
def test_repeats_do_not_make_a_pattern_go_back_and_forth(lab: Lab, one: str) -> None:
    text = f"approval {one * 600} x 1"
    small = min(check(lab, text)[0] for _ in range(2))
    large, _ = check(lab, f"approval {one * (600 * GROWTH)} x 1")
    assert large < UNNOTICED or large < GROWTH * MOST * small


@pytest.mark.parametrize("one", [".hidden @a\n", "::: {.content-hidden}\n@a\n:::\n\n"])
def test_parts_that_some_formats_leave_out_are_looked_up_fast(lab: Lab, one: str) -> None:
    def seconds(times: int) -> float:
        document = read_document(lab.project, lab.write("manuscript/long.qmd", one * times))
        start = time.process_time()
        assert not list(check_references(document))
        return time.process_time() - start

    small, large = min(seconds(2000) for _ in range(2)), seconds(2000 * GROWTH)
    assert large < UNNOTICED or large < GROWTH * MOST * small


def test_what_is_hostile_only_when_it_is_long(lab: Lab) -> None:
    plain, _ = check(lab, PLAIN * 2000)
    for one in ("(", " ", "a", "A", "7", "x@", "approval a b "):
        hostile, _ = check(lab, "approval " + one * (100_000 // len(one)) + " 1")
        assert hostile < UNNOTICED or hostile < 40 * plain, one


def test_a_row_of_digits_is_no_number(lab: Lab) -> None:
    (one,) = lab.typed("It was " + "7" * 5000 + " long.")
    assert one.rule == "typed-number"


def test_a_document_in_another_encoding_is_an_error_with_its_place(small: Study) -> None:
    small.write("manuscript/report.qmd", "---\ntitle: A\n---\n\nMüde: ".encode() + b"\xe4 25%\n")
    outcome = small.run("check", "--json")
    assert outcome.code == 1
    (one,) = [one for one in outcome.json["findings"] if one["rule"] == "unreadable-file"]
    assert (one["file"], one["line"], one["column"]) == ("manuscript/report.qmd", 5, 7)
