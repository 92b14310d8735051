"""Tables, authors, nouns and lists: from ``study.yml`` to the finished files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroreport.kinds.load import parse_study
from sacroreport.pipeline.analyse import results_of
from sacroreport.project.root import find_project
from sacroreport.writing.style import style_names
from sacroreport.writing.tables import table_markdown
from sacroreport.writing.values import write_values
from tests.conftest import HEAD, Study
from tests.test_groups import STUDY as GROUPED
from tests.test_groups import TABLE

TABLES = """\
abbreviations: {VAS: visual analog scale, QQ: never used}
tables:
  by_arm:
    caption: "Of {{< var participants.n >}} participants (VAS)"
    by: arm
    compare: true
    reference: p
    missing: true
    rows:
      - age
      - heading: Disease
        rows: [stage, {of: cured, label: "Cured | healed"}]
  outcome:
    caption: Pain
    columns:
      - {label: Before, show: before.mean_sd}
      - {label: 95% CI, show: [change.ci, difference.ci]}
      - {label: P, show: test.p}
    rows: [relief, {of: age_by_arm, label: Age}]
    notes: ["Pairs: {{< var relief.n >}}."]
"""


@pytest.fixture
def tabled(small: Study) -> Study:
    small.write("data/study.yml", GROUPED + TABLES)
    small.write("data/table.csv", TABLE)
    small.document(
        "See @tbl-by-arm and @tbl-outcome.\n\n{{< include _generated/tbl-by-arm.md >}}\n\n"
        "{{< include _generated/tbl-outcome.md >}}\n"
    )
    return small


def markdown(study: Study, name: str, style: str = "plain") -> str:
    loaded, results, _ = results_of(find_project(study.root))
    return table_markdown(
        loaded.tables[name], loaded, write_values(loaded, results, style), results
    )


def test_a_table_by_group_names_every_number(tabled: Study) -> None:
    lines = markdown(tabled, "by_arm").splitlines()
    assert lines[0].startswith(
        "| Characteristic | All (n\u00a0=\u00a0{{< var participants.n >}}) | Active (n\u00a0=\u00a0{{< var arm.active.count >}}) |"
    )
    assert lines[0].endswith("| p |")
    assert (
        "| Age, y | {{< var cells.age.mean_sd >}} | {{< var cells.by_arm.age.active.mean_sd >}}"
        in lines[2]
    )
    assert (
        lines[3]
        == "| \u2003Missing | {{< var age.missing >}} | {{< var by_arm.age.active.missing >}} | {{< var by_arm.age.placebo.missing >}} |  |"
    )
    assert lines[4] == "| Disease |  |  |  |  |"
    assert re.match(
        r"\| \u2003Stage \|  \|  \|  \| \{\{< var cells\.by_arm\.stage\.compare\.test\.p >\}\}\^b\^",
        lines[5],
    )
    assert lines[6].startswith("| \u2003\u2003I | {{< var cells.stage.one.count_percent >}} |")
    assert "Cured \\| healed" in "\n".join(lines)
    assert ": Of {{< var participants.n >}} participants (VAS) {#tbl-by-arm}" in lines
    notes = lines[-2]
    assert "Values are mean ± SD or n (%)." in notes
    assert "SD, standard deviation; VAS, visual analog scale." in notes
    assert "QQ" not in notes
    assert "^a^ Welch t test." in notes
    assert "^b^ Fisher exact test." in notes


def test_columns_take_the_first_id_that_a_row_has(tabled: Study) -> None:
    text = markdown(tabled, "outcome")
    assert (
        "| Pain | {{< var cells.relief.before.mean_sd >}} | {{< var cells.relief.change.ci >}} |"
        in text
    )
    assert "| Age |  | {{< var cells.age_by_arm.difference.ci >}} |" in text
    assert "Pairs: {{< var relief.n >}}." in text


def test_cells_say_what_the_header_does_not(tabled: Study) -> None:
    made = {row["id"]: row["text"] for row in tabled.run("results", "cells.*", "--json").json}
    assert made["cells.by_arm.cured.active.count_percent"] == "4 (80)"
    assert not any(re.search(r"CI|[pP] |%", text or "") for text in made.values())
    assert made["cells.by_arm.cured.compare.test.p"].startswith("0.")


@pytest.mark.parametrize("style", style_names())
def test_every_style_has_its_cells(tabled: Study, style: str) -> None:
    loaded, results, _ = results_of(find_project(tabled.root))
    values = write_values(loaded, results, style)
    for id_, value in values.items():
        if id_.startswith("cells.") and value.text is not None:
            assert not re.search(r"CI|[pP] ?[<=>]|interval", value.plain), (id_, value.plain)
    assert f"Values are {values.style.forms.mean_sd}" in markdown(tabled, "by_arm", style)


def test_tables_are_proved_in_every_format(tabled: Study) -> None:
    outcome = tabled.run("build")
    assert outcome.code == 0, outcome.out + outcome.err
    printed = tabled.root / "manuscript/_generated/tbl-by-arm.md"
    assert printed.read_text(encoding="utf-8") == markdown(tabled, "by_arm")
    assert (printed.parent / ".gitignore").read_text(encoding="utf-8").endswith("*\n")
    html = (tabled.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert html.count('data-stat="cells.by_arm.age.active.mean_sd"') == 1
    assert "Table\u00a01" in html
    assert tabled.run("verify").code == 0


def test_a_document_has_its_tables_in_its_own_style(tabled: Study) -> None:
    text = (tabled.root / "manuscript/report.qmd").read_text(encoding="utf-8")
    tabled.write("manuscript/report.qmd", text.replace("---\n", "---\nstyle: ama\n", 1))
    assert tabled.run("build").code == 0
    html = (tabled.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert re.search(r"mean \(SD\) or No\.\s\(%\)", html)
    shared = (tabled.root / "manuscript/_generated/tbl-by-arm.md").read_text(encoding="utf-8")
    assert "mean ± SD or n (%)" in shared


def test_generated_files_are_kept_right(tabled: Study) -> None:
    """Made again when they are gone or edited, and removed when nothing declares them."""
    assert tabled.run("build").code == 0
    assert "rendering" not in tabled.run("build").err
    path = tabled.root / "manuscript/_generated/tbl-outcome.md"
    wanted = path.read_bytes()
    own = path.with_name("tbl-own.md")
    own.write_text("mine", encoding="utf-8")
    for damage in (lambda: path.write_text("typed", encoding="utf-8"), path.unlink):
        damage()
        assert tabled.run("build").code == 0
        assert path.read_bytes() == wanted
        path.unlink()
        assert tabled.run("compute").code == 0
        assert path.read_bytes() == wanted
    text = (tabled.root / "data/study.yml").read_text(encoding="utf-8")
    tabled.write("data/study.yml", text[: text.index("  outcome:")])
    tabled.document("{{< include _generated/tbl-by-arm.md >}}")
    assert tabled.run("build").code == 0
    assert not path.exists()
    assert own.read_text(encoding="utf-8") == "mine"


def test_a_cell_without_a_value_says_why(small: Study) -> None:
    small.write("data/study.yml", GROUPED + TABLES)
    small.write("data/table.csv", TABLE.replace(",yes,", ",no,"))
    assert "| —^" in markdown(small, "by_arm")
    assert "Could not be computed: all participants are alike in one of the two" in markdown(
        small, "by_arm"
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("by: arm", "by: arn", r'no variable "arn"\. Did you mean "arm"'),
        ("by: arm", "by: age", r'"age" makes no groups; found a number'),
        ("reference: p", "reference: q", r'two groups are compared; found reference "q"'),
        ("    reference: p\n", "", r"two groups are compared\. Say by `reference:` with which"),
        ("    compare: true\n", "", r"`reference:` has no effect without `compare:`"),
        ("      - age\n", "      - agee\n", r':4\d:\d+: there is no variable, analysis or id "agee"\. Did you mean "age"'),
        ("rows: [relief, {", "rows: [sites, {", r'no column of the table shows anything of "sites"'),
        ("{of: age_by_arm, label: Age}", "{label: Age}", r"a row has either `of:` or `heading:`"),
        ("participants.n >}} participants", "participant.n >}} participants", r'no number "participant\.n"\. Did you mean "participants\.n"'),
        ("caption: Pain", 'caption: "<b>Pain</b>"', r"markup in a text"),
        ("  outcome:", "  relief:", r'"relief" cannot be the name of a table: something else has that name'),
        ("  outcome:", "  any:", r'"any" is reserved'),
        ("show: before.mean_sd}", "show: [before.mean_sd], bold: true}", r'unknown key "bold"'),
    ],
)  # fmt: skip
def test_a_defective_table_names_line_and_way_out(
    small: Study, old: str, new: str, says: str
) -> None:
    text = GROUPED + TABLES
    assert old in text
    small.write("data/study.yml", text[: text.index(TABLES)] + TABLES.replace(old, new, 1))
    small.write("data/table.csv", TABLE)
    outcome = small.run("check")
    assert outcome.code == 1
    assert re.search(says, outcome.out), outcome.out


def test_an_undeclared_table_is_named(tabled: Study) -> None:
    tabled.document("{{< include _generated/tbl-by-ar.md >}}")
    out = tabled.run("check").out
    assert 'Did you mean "tbl-by-arm.md"' in out


labels = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f"),
    min_size=1,
    max_size=300,
)


@given(labels)
def test_any_label_stays_one_cell(label: str) -> None:
    """Pipes, markdown, long labels: a row stays a row of as many cells."""
    from sacroreport.errors import DefectError

    quoted = label.replace('"', "'").replace("\\", "/").strip() or "x"
    try:
        study = parse_study(
            HEAD + f'variables:\n  sex: {{label: "{quoted}", type: flag}}\n'
            "tables:\n  one:\n    caption: A\n    rows: [sex]\n"
        )
    except DefectError:
        return  # markup is refused
    from sacroreport.data.source import parse_table
    from sacroreport.kinds.results import compute

    results = compute(parse_table("id,sex\n1,yes\n2,no\n", "a.csv"), study)
    text = table_markdown(study.tables["one"], study, write_values(study, results))
    row = text.splitlines()[2]
    assert len(re.findall(r"(?<!\\)\|", row)) == 3


def test_forty_levels_and_a_long_table(small: Study) -> None:
    """Sixty rows and more, over several pages, in three groups: built and proved."""
    levels = ", ".join(f"c{at}: Level {at} of the category" for at in range(40))
    numbers = "".join(f"  v{at}: {{label: Measure {at}, type: number}}\n" for at in range(25))
    rows = ", ".join(["kind", *(f"v{at}" for at in range(25))])
    small.write(
        "data/study.yml",
        HEAD + f"variables:\n  kind: {{label: Kind, type: category, levels: {{{levels}}}}}\n"
        "  arm: {label: Arm, type: category, levels: {x: X, y: Y, z: Z}}\n" + numbers
        + f"tables:\n  long:\n    caption: Long\n    by: arm\n    rows: [{rows}]\n",
    )  # fmt: skip
    header = ",".join(["id", "kind", "arm", *(f"v{at}" for at in range(25))])
    lines = [
        ",".join([str(at), f"c{at % 40}", "xyz"[at % 3], *(str((at * k) % 23) for k in range(25))])
        for at in range(90)
    ]
    small.write("data/table.csv", "\n".join([header, *lines]) + "\n")
    small.document("{{< include _generated/tbl-long.md >}}")
    outcome = small.run("build")
    assert outcome.code == 0, outcome.out + outcome.err


PEOPLE = """\
author:
  - name: {given: Ada, family: Byron}
    affiliations: [{ref: one}]
    conflicts: [nothing, "shares of *Analytical* Engines."]
    roles: [conceptualization, writing]
  - name: Charles Babbage
affiliations:
  - {id: one, name: London}
"""


def test_authors_are_named_once(small: Study) -> None:
    small.write("manuscript/authors.yml", PEOPLE)
    small.document(
        "Said.\n\n{{< include _generated/disclosures.md >}}\n\n{{< include _generated/roles.md >}}"
    )
    outcome = small.run("build")
    assert outcome.code == 0, outcome.out
    html = (small.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert "Ada Byron, Charles Babbage" in re.sub(r"<[^>]+>", "", html)
    assert "London" in html
    assert "Ada Byron: nothing; shares of *Analytical* Engines." in html
    assert "Ada Byron: conceptualization, writing." in html
    assert "rendering" not in small.run("build").err
    small.write("manuscript/authors.yml", PEOPLE.replace("Charles Babbage", "C. Babbage"))
    assert small.run("build").code == 0
    assert "C. Babbage" in (small.root / "_output/manuscript/report.html").read_text(
        encoding="utf-8"
    )
    text = (small.root / "manuscript/report.qmd").read_text(encoding="utf-8")
    small.write("manuscript/report.qmd", text.replace("---\n", "---\nauthor: Nobody Else\n", 1))
    assert small.run("build").code == 0
    html = (small.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert "Nobody Else" in html
    assert "C. Babbage" not in re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("ref: one", "ref: two", r'authors\.yml:3:\d+: there is no affiliation "two"\. Declare it under'),
        ("conflicts:", "conflict:", r'authors\.yml:4:5: the key "conflict" is not supported.*"conflicts"'),
        ("affiliations:\n", "places:\n", r'unknown key "places"; expected author, affiliations'),
        ("author:\n", "author: [\n", r"authors\.yml"),
    ],
)  # fmt: skip
def test_defective_people_are_named(small: Study, old: str, new: str, says: str) -> None:
    assert old in PEOPLE
    at = PEOPLE.rindex(old) if old.startswith("affiliations") else PEOPLE.index(old)
    small.write("manuscript/authors.yml", PEOPLE[:at] + new + PEOPLE[at + len(old) :])
    small.document("Text.")
    outcome = small.run("check", "--strict")
    assert outcome.code == 1
    assert re.search(says, outcome.out), outcome.out


def test_nouns_agree_and_lists_are_sorted(small: Study) -> None:
    text = GROUPED.replace(
        "variables:\n", "nouns: {participant: [participant, participants]}\nvariables:\n", 1
    )
    small.write("data/study.yml", text)
    small.write("data/table.csv", TABLE)
    made = {row["id"]: row for row in small.run("results", "--json").json}
    assert made["cured.noun.participant"]["text"] == "5 participants"
    assert made["well.noun.participant"]["text"].endswith(" participants")
    assert made["wellness.decreased.noun.participant"]["text"] == "1 participant"
    assert (
        made["stage.list"]["text"] == "III (4), I (3), and II (3)"
        or "and" in made["stage.list"]["text"]
    )
    assert made["arm.list"]["text"] == "active (5) and placebo (5)"
    small.write(
        "data/table.csv", "\n".join(line for line in TABLE.splitlines() if ",p," not in line) + "\n"
    )
    made = {row["id"]: row for row in small.run("results", "--json").json}
    assert made["arm.list"]["text"] == "active (5)"


def test_percentages_that_do_not_sum_have_a_note(shipped: Study) -> None:
    text = markdown(shipped, "characteristics")
    assert "| Diagnosis^a^ |" in text
    assert "^a^ Percentages do not sum to 100 because of rounding." in text
    assert "| Setting |" in text
    assert "^a^ More than one possible." in markdown(shipped, "procedure")


def test_the_shipped_documents_tell_their_reconstruction(shipped: Study) -> None:
    for name in ("abstract", "manuscript"):
        text = Path(shipped.root / f"manuscript/{name}.qmd").read_text(encoding="utf-8")
        assert "{{< include _notice.qmd >}}" in text


def test_what_is_not_declared_is_not_included(tabled: Study) -> None:
    """A file of an earlier build is no table any more once nothing declares it."""
    assert tabled.run("build").code == 0
    before = tabled.outputs()
    text = (tabled.root / "data/study.yml").read_text(encoding="utf-8")
    tabled.write("data/study.yml", text[: text.index("  outcome:")])
    outcome = tabled.run("build")
    assert outcome.code == 1
    assert "tbl-outcome.md is not made: nothing declares it" in outcome.out
    assert outcome.out.count("error:") == 1
    assert tabled.outputs() == before


BY_STAGE = """\
tables:
  t:
    caption: A
    by: arm
    rows:
      - {of: harm}
      - {of: young}
      - participants.n
      - {of: age, show: median_iqr}
      - {of: late}
"""


def test_only_variables_are_described_by_group(small: Study) -> None:
    analyses = (
        "  harm: {kind: events, variables: [cured, well]}\n"
        '  young: {kind: describe, variable: age, where: "age < 60", label: Age of the young}\n'
    )
    late = "  late: {label: Stage or day, type: number, column: pain}\n"
    text = GROUPED.replace("families:", analyses + "families:").replace(
        "  pain: {label: Pain,", late + '  pain: {label: Pain, derive: "late",'
    )
    small.write("data/study.yml", text + BY_STAGE)
    small.write("data/table.csv", TABLE)
    lines = markdown(small, "t").splitlines()
    assert lines[2] == "| Cured | {{< var cells.harm.cured.count_percent >}} |  |  |"
    assert lines[5].startswith("| Age of the young, y |")
    assert lines[5].endswith("| {{< var cells.young.mean_sd >}} |  |  |")
    assert lines[6] == "| Participants in the data | {{< var participants.n >}} |  |  |"
    assert lines[7].startswith("| Age, y, median (IQR)^")
    assert "{{< var t.age.active.median_iqr >}}" in lines[7]
    assert "Of participants with a value." in markdown(small, "t")


def test_the_note_names_the_test_that_was_made(small: Study) -> None:
    """Fisher's test of a large table gives way to Pearson's, and the note says so."""
    levels = ", ".join(f"l{at}: Level {at}" for at in range(12))
    small.write(
        "data/study.yml",
        HEAD + f"variables:\n  a: {{label: A, type: category, levels: {{{levels}}}}}\n"
        f"  b: {{label: B, type: category, levels: {{{levels}}}}}\n"
        "tables:\n  t: {caption: T, by: b, compare: true, rows: [a]}\n",
    )
    rows = [f"{at},l{at * at % 12},l{at * 7 // 3 % 12}" for at in range(300)]
    small.write("data/table.csv", "id,a,b\n" + "\n".join(rows) + "\n")
    loaded, results, values = results_of(find_project(small.root))
    text = table_markdown(loaded.tables["t"], loaded, values, results)
    assert "Pearson" in text
    assert "Fisher" not in text


def test_participants_without_a_group_are_told(small: Study) -> None:
    small.write("data/study.yml", GROUPED + TABLES)
    small.write("data/table.csv", TABLE.replace("P6,55,p", "P6,55,"))
    loaded, results, values = results_of(find_project(small.root))
    text = table_markdown(loaded.tables["by_arm"], loaded, values, results)
    assert "{{< var arm.missing >}} without Arm: in none of the groups." in text


def test_counts_alone_have_no_note_on_rounding(shipped: Study) -> None:
    shipped.edit(
        "data/study.yml",
        "    caption: Participants and lesions\n",
        "    caption: P\n    counts: count\n",
    )
    assert "rounding" not in markdown(shipped, "characteristics")


def test_a_column_of_means_says_so(tabled: Study) -> None:
    header = markdown(tabled, "outcome").splitlines()[0]
    assert header == "| Characteristic | Before, mean ± SD | 95% CI | P |"
    assert "SD, standard deviation" in markdown(tabled, "outcome")
    assert "{{< var cells.relief.test.p >}}^a^" in markdown(tabled, "outcome")
    assert "^a^ Wilcoxon signed-rank test." in markdown(tabled, "outcome")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("show: test.p", "show: test.pp", r'no row of the table has "test\.pp"\. Did you mean "test\.p"'),
        ("- age\n", "- {of: age, show: medan}\n", r'"age" shows no "medan"\. Did you mean "median"'),
        ("rows: [relief, {", "rows: [{of: relief, show: n}, {", r"`show:` of a row has no effect beside `columns:`"),
        ("rows: [stage, ", "rows: [{heading: Empty}, stage, ", r"a heading has no rows below it"),
        ("rows: [relief, {", "rows: [relief.before, {", r'the row "relief\.before" needs a `label:`'),
    ],
)  # fmt: skip
def test_what_a_table_would_not_print_is_told(small: Study, old: str, new: str, says: str) -> None:
    assert old in TABLES
    small.write("data/study.yml", GROUPED + TABLES.replace(old, new, 1))
    small.write("data/table.csv", TABLE)
    outcome = small.run("check")
    assert outcome.code == 1
    assert re.search(says, outcome.out), outcome.out
