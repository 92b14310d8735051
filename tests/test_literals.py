"""Typed numbers: which digits are no results, and where in a document one is looked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sacroreport.findings import Place, Severity
from sacroreport.guards.language import load_language
from sacroreport.guards.prose import Kind, Passage, masked
from sacroreport.guards.typed import typed_numbers
from tests.conftest import Study
from tests.phrases import CAUGHT, CLEAN, LANGUAGES
from tests.prose import EVERY, EVERY_TABLE, STUDY, Lab

UNITS = ("mL", "y", "d")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return Lab(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """A study in which each number from 0 to 100 is a count and a percentage."""
    made = Lab(tmp_path_factory.mktemp("every"), EVERY, EVERY_TABLE)
    texts = {value.plain for _, value in made.numbers("plain").values.items()}
    assert texts >= {str(i) for i in range(101)} | {f"{i}.0%" for i in range(1, 100)}
    return made


def tokens(text: str, lang: str = "en") -> list[str]:
    prose = masked(text)
    passage = Passage(Kind.PROSE, prose, text, lambda at: Place("a.qmd", 1, at + 1))
    return [one.text for one in typed_numbers(passage, load_language(lang), UNITS)]


# --- phrases ---------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", CLEAN)
def test_digits_that_are_no_results_are_left_alone(sentence: str) -> None:
    assert tokens(sentence) == []


@pytest.mark.parametrize("line", CAUGHT)
def test_results_that_were_typed_are_found(line: str) -> None:
    sentence, wanted = line.rsplit("|", 1)
    assert tokens(sentence) == wanted.split()


def test_money_is_no_result_unless_costs_were_recorded() -> None:
    text = "Treatment costs €3200 vs €800, and EUR 40 a day."
    passage = Passage(Kind.PROSE, text, text, lambda at: Place("a.qmd", 1, at + 1))

    def found(*units: str) -> list[str]:
        return [one.text for one in typed_numbers(passage, load_language("en"), units)]

    assert found("mL") == []
    assert found("EUR") == ["3200", "800", "40"]


def test_a_percentage_in_words_is_no_count(lab: Lab) -> None:
    (one,) = lab.typed("Twenty-five percent had relief.")
    assert (one.rule, one.severity) == ("typed-result", Severity.ERROR)
    assert "relief.percent" in one.message + one.way_out
    (other,) = lab.typed("Seven percent had relief.")
    assert other.rule == "typed-statistic"


def test_no_definition_is_taken_for_a_result_even_where_every_number_is_one(every: Lab) -> None:
    found = every.typed("\n\n".join(CLEAN))
    assert [f"{one.place.line}: {one.found}" for one in found] == []


def test_each_result_is_found_where_every_number_is_one(every: Lab) -> None:
    lines = [line.rsplit("|", 1) for line in CAUGHT]
    found = every.typed("\n\n".join(sentence for sentence, _ in lines))
    by_line: dict[int, str] = {}
    for one in found:
        by_line[one.place.line] = f"{by_line.get(one.place.line, '')} {one.found}"
    for index, (sentence, wanted) in enumerate(lines):
        # What an id covers is one finding; a range "5.7-6.9" is two.
        numbers = re.findall(r"[\d.,]*\d|[a-z-]+", by_line.get(5 + 2 * index, "").lower())
        assert {*map(str.lower, wanted.split())} <= {*numbers}, sentence


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_other_languages_have_their_own_definitions(lang: str) -> None:
    clean, caught = LANGUAGES[lang]
    assert len(clean) >= 8
    assert len(caught) >= 4
    assert {sentence: tokens(sentence, lang) for sentence in clean} == {one: [] for one in clean}
    for line in caught:
        sentence, wanted = line.rsplit("|", 1)
        assert tokens(sentence, lang) == wanted.split(), sentence


def test_the_language_is_the_documents(lab: Lab) -> None:
    body = "Die Signifikanz wurde auf dem Signifikanzniveau von 5 % geprüft."
    assert lab.tokens(body) == ["5"]
    assert lab.tokens(body, "title: Bericht\nlang: de") == []


def test_a_language_without_data_knows_digits_only(lab: Lab) -> None:
    front = "title: Verslag\nlang: nl"
    assert lab.tokens("Verlichting bij 7/28 (25%), niveau L5-S1, 11-gauge.", front) == [
        "7", "28", "25%",
    ]  # fmt: skip
    assert lab.tokens("Zeven patiënten en seven patients.", front) == []


# --- places in a document --------------------------------------------------------------

FOUND = [
    ("7 of 28 had relief.", [(5, 1, "7 of 28")]),
    ("Relief in 7 of\n28.", [(5, 11, "7 of 28")]),
    ("Relief in 7\u00a0of\u202f28.", [(5, 11, "7 of 28")]),
    ("Score **8.9** there.", [(5, 9, "8.9")]),
    ("In 25&nbsp;% of all.", [(5, 4, "25")]),
    ("In 25&#160;% of all.", [(5, 4, "25")]),
    ("Score 8.9&plusmn;1.1 there.", [(5, 7, "8.9"), (5, 18, "1.1")]),
    ("It fell (*P*&nbsp;<&nbsp;.003).", [(5, 26, ".003")]),
    ("It fell (*P*&nbsp;&lt;&nbsp;.003).", [(5, 29, ".003")]),
    ("It was *P* \n< .003 there.", [(6, 3, ".003")]),
    ("Score 8,9 here.", [(5, 7, "8,9")]),
    ("Score 8·9 here.", [(5, 7, "8·9")]),
    ("Change −6.4 here.", [(5, 8, "−6.4")]),
    ("Change &minus;6.4 here.", [(5, 8, "&minus;6.4")]),
    ("Change –6.4 here.", [(5, 8, "–6.4")]),
    ("From 8.8–9.3 here.", [(5, 6, "8.8"), (5, 10, "9.3")]),
    ("| A | B |\n|---|---|\n| 8.9 | 7 of 28 |", [(7, 3, "8.9"), (7, 9, "7 of 28")]),
    (": Relief in 7 of 28 {#tbl-a}", [(5, 13, "7 of 28")]),
    ("Table: Relief in 7 of 28 {#tbl-a}", [(5, 18, "7 of 28")]),
    ("![Relief in 7 of 28](a12.png)", [(5, 13, "7 of 28")]),
    ('![Relief](a.png){fig-alt="Relief in 7 of 28"}', [(5, 37, "7 of 28")]),
    ("![Relief](a.png){alt='Relief in 7 of 28'}", [(5, 33, "7 of 28")]),
    ('::: {.callout-note title="Relief in 7 of 28"}\nText\n:::', [(5, 37, "7 of 28")]),
    ('::: {#fig-a fig-cap="Relief in 7 of 28"}\nText\n:::', [(5, 32, "7 of 28")]),
    ("Text.[^1]\n\n[^1]: Relief in 7 of 28.", [(7, 17, "7 of 28")]),
    ("Text.[^1]\n\n[^1]: Relief.\n\n    In 25% of them.", [(9, 8, "25%")]),
    ("Text^[Relief in 7 of 28].", [(5, 17, "7 of 28")]),
    ("::: {.notice}\nRelief in 7 of 28.\n:::", [(6, 11, "7 of 28")]),
    ("> Relief in 7 of 28\n> (25%).", [(5, 13, "7 of 28"), (6, 4, "25%")]),
    ("> Of 77 of\n> 99 all.", [(5, 6, "77"), (6, 3, "99")]),
    ("Term\n: Relief in 7 of 28.", [(6, 13, "7 of 28")]),
    ("| In a line block 25%\n| of them", [(5, 19, "25%")]),
    ("[Relief in 25%](b12.html) here.", [(5, 12, "25%")]),
    # A wrapped line that begins like an item belongs to its paragraph.
    ("The score fell to\n8. It stayed.", [(6, 1, "8")]),
    ("Seven had relief.", [(5, 1, "Seven")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), FOUND, ids=[body[:30] for body, _ in FOUND])
def test_a_typed_number_is_found_in_its_place(
    lab: Lab, body: str, wanted: list[tuple[int, int, str]]
) -> None:
    found = lab.typed(body)
    assert [(one.place.line, one.place.column, one.found) for one in found] == wanted
    lines = ["---", "title: A report", "---", "", *body.split("\n"), ""]
    text = "\n".join(lines)
    for one in found:
        start = sum(len(line) + 1 for line in lines[: one.place.line - 1]) + one.place.column - 1
        assert " ".join(text[start : start + one.length].split()) == one.found
        if "\n" in body[:1]:
            continue
        assert one.severity is (Severity.ERROR if one.rule != "typed-number" else Severity.WARNING)


NOTHING = [
    "`x = 28` and ``7 of 28``",
    "```\n7 of 28\n```",
    "~~~ {.text}\n7 of 28 (25%)\n~~~",
    "$7/28 = 25\\%$ and $$8.9 \\pm 1.0$$",
    "<!-- 7 of 28 (25%) -->",
    "[relief](https://example.org/7of28/25%25) and <https://example.org/28>",
    "[relief]: https://example.org/28\n",
    "# Relief in 28 participants",
    "Relief in 28 participants\n=========================",
    "1. first\n2. second\n10. tenth",
    "(@) one of them\n\n(@) another",
    "- 28 participants\n  on two lines",
    "::: {#fig-28 .notice}\nText\n:::",
    "![Relief](a28.png){width=28%}",
    "[30]{.literal}, [30 of 50]{.literal} and [30 of *50*]{.literal}",
    "In 80% relief was seen [@cho2010].",
    "In 80% relief was seen.[@cho2010]",
    "@cho2010 saw relief in 80% of 50 patients.",
    "Relief was seen (in 80%; see also @cho2010, p. 30).",
    "In {{< var relief.count_of_n >}} it was seen.",
    "See @fig-2a and @tbl-28.",
    "Text.[^28]\n\n[^28]: A note.",
    "x^28^ and CO~2~",
    "{{< pagebreak >}}",
]


@pytest.mark.parametrize("body", NOTHING, ids=[body[:30] for body in NOTHING])
def test_what_is_no_prose_has_no_typed_numbers(lab: Lab, body: str) -> None:
    assert lab.tokens(body) == []


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("In 80% it helped [@cho2010]. In 25% it did.", ["25%"]),
        ("In 80% it helped.[@cho2010] In 25% it did.", ["25%"]),
        ("In 80% it helped. [@cho2010, p. 3] In 25% it did.", ["25%"]),
        ("In 25% it did. In 80% it helped [@cho2010].", ["25%"]),
        ("In 25% it did, vs. 80% elsewhere [@cho2010].", []),
        ("As seen by Cho et al. in 80% [@cho2010].", []),
        ("See @tbl-a: 25% had relief.", ["25%"]),
        ("Write to a@example.org: 25% had relief.", ["25%"]),
        ("| [@cho2010] 80% | 25% |\n|---|---|\n| 80% [@cho2010] | 25% |", ["25%", "25%"]),
    ],
)
def test_only_the_sentence_that_cites_is_the_sources(
    lab: Lab, body: str, wanted: list[str]
) -> None:
    assert lab.tokens(body) == wanted


def test_headings_and_lists_report_only_statistics_that_are_results(lab: Lab) -> None:
    found = lab.typed("# Relief in 25%\n\n- 7 of 28\n- 28 of them\n- 99%\n- 28 participants")
    assert [(one.found, one.severity) for one in found] == [
        ("25%", Severity.WARNING), ("7 of 28", Severity.WARNING), ("28", Severity.WARNING),
    ]  # fmt: skip


def test_a_percentage_is_none_of_the_counts(lab: Lab) -> None:
    for typed in ("25 %", "25&nbsp;%", "25 percent", "25\u202f%"):
        (one,) = lab.typed(f"Complete relief in {typed} of them.")
        assert "for example relief.percent (25%)" in one.way_out, one
        assert one.fix == ""


def test_an_item_that_is_a_sentence_is_read_as_one(lab: Lab) -> None:
    body = (
        "- Nausea was seen in 13.7% of them (P = .031).\n- The score fell to 8.9 in the end.\n"
        "- There was complete relief in 7.\n- Relief in 13.7%\n- It took three steps to do this.\n"
        "- The VAS before treatment was 8.9."
    )
    found = [(one.place.line, one.found) for one in lab.typed(body)]
    assert found == [(5, "13.7"), (5, ".031"), (6, "8.9"), (7, "7"), (10, "8.9")]
    assert {one.severity for one in lab.typed(body)} == {Severity.WARNING}


def test_front_matter_is_prose(lab: Lab) -> None:
    front = (
        'title: "Relief in 7 of 28"\nsubtitle: In 25%\nabstract: |2\n'
        "  Relief was seen in 7 of\n  28.\n\n  It was 25%.\nkeywords: [28 participants]"
    )
    found = lab.typed("Text.", front)
    assert [(one.place.line, one.place.column, one.found) for one in found] == [
        (2, 19, "7 of 28"), (3, 14, "25%"), (5, 22, "7 of 28"), (8, 10, "25%"), (9, 12, "28"),
    ]  # fmt: skip
    # No variable works in a description or in keywords, so nothing is written there.
    assert (found[-1].severity, found[-1].fix) == (Severity.WARNING, "")
    assert "leave it out" in found[-1].way_out


def test_an_included_file_is_named_with_its_own_lines(lab: Lab) -> None:
    body = "{{< include parts/_a.qmd >}}\n\nAfter it, 7 of 28."
    lab.write("manuscript/parts/_a.qmd", "First.\n\nRelief in\n7 of 28.\n")
    found = lab.typed(body)
    assert [str(one.place) for one in found] == [
        "manuscript/parts/_a.qmd:4:1", "manuscript/report.qmd:7:11",
    ]  # fmt: skip


def test_other_words_and_signs_are_no_emphasis(lab: Lab) -> None:
    assert lab.tokens("A vas_8_9 name and a __25%__ share.") == ["25%"]


# --- what may be written instead -------------------------------------------------------


def test_constants_and_literals_may_stand(tmp_path: Path) -> None:
    study = STUDY + "constants: {margin: {value: 2.5 points, source: a source, label: Margin}}\n"
    study += "literals: [28 beds, 7]\n"
    lab = Lab(tmp_path, study)
    assert lab.tokens("A margin of 2.5 points in a ward of 28 beds, 7 of them free.") == []
    assert lab.tokens("A length of 12.5 points, 28 of the beds, 7.1 of 17.") == [
        "12.5", "28", "7.1", "17",
    ]  # fmt: skip
    assert lab.tokens("In 7% of 28\nbeds.") == ["7"]


def test_captions_notes_and_claims_of_the_study_are_prose(tmp_path: Path) -> None:
    study = STUDY + (
        "tables:\n"
        "  t:\n"
        "    caption: Relief in 7 of 28\n"
        "    rows: [age]\n"
        '    notes: ["It was 25%.", On a scale from 0 to 10.]\n'
        "claims:\n"
        '  fell: {holds: "vas.test.p < 0.05", says: fell by 6.4, otherwise: stayed at 8.9}\n'
    )
    found = Lab(tmp_path, study).in_study()
    assert [one.found for one in found] == ["7 of 28", "25%", "6.4", "8.9"]
    assert all(one.place.file == "data/study.yml" and one.place.line for one in found)
    assert not any(one.fix for one in found)


def test_a_documents_own_style_says_what_is_looked_for(lab: Lab) -> None:
    body = "The score of the VAS was 8.9 (1.0), {{< var vas.test.p >}}."
    (one,) = lab.typed(body, "title: A\nstyle: ama", style="ama")
    assert (one.found, one.fix) == ("8.9 (1.0)", "{{< var vas.before.mean_sd >}}")
    plain = lab.typed(body, style="plain")
    assert [one.found for one in plain] == ["8.9", "1.0"]


def test_what_stands_hidden_inside_a_number_is_not_lost(lab: Lab) -> None:
    for body in (
        "Relief in 7 <!-- x --> of 28.",
        "Relief in 7 of `x` 28.",
        "> Relief in 7 of\n> 28.",
    ):
        (one,) = lab.typed(body)
        assert one.rule == "typed-result"
        assert one.fix == ""


@pytest.mark.parametrize("lang", ["x" * 300, "../rules", "a/b", "'a\\0b'", "5"])
def test_what_is_no_language_is_a_finding_and_nothing_else(small: Study, lang: str) -> None:
    small.document("It is.", front=f"title: A\nlang: {lang}")
    outcome = small.run("check", "--json")
    assert outcome.code == 1, outcome.err
    assert [one["message"] for one in outcome.json["findings"]] == ["this is no language"]
