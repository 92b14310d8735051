"""Raw data: texts stay texts, and every defect names participant, column and value."""

from __future__ import annotations

import hashlib
import random
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroreport.data.check import check_data
from sacroreport.data.counts import count
from sacroreport.data.source import Frame, parse_table
from sacroreport.data.tally import tally
from sacroreport.errors import DefectError
from sacroreport.kinds.load import parse_study
from sacroreport.study.study import Study
from tests.conftest import ANALYSES, HEAD, TABLE, VARIABLES

STUDY = parse_study(HEAD + VARIABLES + ANALYSES)


def findings(table: str, study: Study = STUDY) -> list[str]:
    return [str(one) for one in check_data(parse_table(table, "data/table.csv"), study)]


def test_clean_data_have_no_findings() -> None:
    assert findings(TABLE) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("P1,50,f,8", "P1,50,f,11", r'table\.csv:2, participant P1, column pain: not a value of Pain before; found "11"; expected 0 to 10'),
        ("P1,50,f,8", "P1,50,f,8/10", r'participant P1, column pain: .*found "8/10"; expected a number\. Record the first number'),
        ("P1,50,f,8", "P1,50,f,>10", r'found ">10"; expected a number\. A limit is not a value'),
        ("P1,50,f,8", "P1,50,f,6 pts", r'found "6 pts"; expected a number\. Record the number without its unit'),
        ("P1,50,f,8", 'P1,50,f,"8,5"', r'expected a number with a decimal point\. If the column uses decimal commas'),
        ("P1,50,f,8", "P1,50,f,None", r'found "None"; expected a number'),
        ("P1,50,f,8", "P1,50,x,8", r'column sex: .*found "x"; expected one of "f" or "m"'),
        ("P1,50,f,8", "P1,50, f,8", r'expected "f" without spaces around it'),
        ("2,no,no\nP2", "2,perhaps,no\nP2", r'column bleeding: .*found "perhaps"; expected "yes" or "no"'),
        ("P2,61", "P1,61", r"participant P1, column id: 2 records have this participant \(lines 2 and 3\); expected one record"),
        ("P2,61", ",61", r"table\.csv:3, column id: the record names no participant"),
        ("P1,50,f,8", "P1,50,f,٨", r'expected a number'),
        ("P1,50", " P1,50", r"there are spaces around the participant"),
        ("P1,50", "NA,50", r"the record names no participant"),
        ("P1,50,f,8,2,no,no", "Total,,,,,,", r"the record holds nothing but its participant"),
        ("P1,50,f,8", "P1,50,f,9.00000001", r"recorded with more decimals.*Round the recorded values"),
        ("P1,50,f,8", "P1,50,f,8.5", r'warning: .*column pain: recorded with more decimals than declared; found "8\.5"; expected 0 decimals\. Declare `decimals: 1`'),
    ],
)  # fmt: skip
def test_a_bad_cell_names_participant_column_value_and_way_out(
    old: str, new: str, says: str
) -> None:
    found = findings(TABLE.replace(old, new, 1))
    assert len(found) == 1
    assert re.search(says, found[0]), found[0]


def test_all_defects_come_at_once() -> None:
    table = TABLE.replace("P1,50,f,8", "P1,500,x,11").replace("P2,", "P1,")
    assert len(findings(table)) == 4


def test_columns_are_compared_with_the_study() -> None:
    found = findings(TABLE.replace("pain_after", "pain_aftr"))
    assert any("data/study.yml:9:3" in one and 'no column "pain_after"' in one for one in found)
    assert any('Did you mean "pain_aftr"' in one for one in found)
    assert any(one.startswith("warning") and "column pain_aftr" in one for one in found)


def test_an_ignored_column_is_no_finding() -> None:
    study = parse_study(HEAD + "ignore: [note]\n" + VARIABLES)
    table = "\n".join(f"{line},{'note' if i == 0 else 'x'}" for i, line in enumerate(TABLE.split()))
    assert findings(table, study) == []


@pytest.mark.parametrize(
    ("header", "values", "says"),
    [
        ("surname", "A B C D E", 'its header says "surname"'),
        ("DateOfBirth", "1 2 3 4 5", 'its header says "birth"'),
        ("e_mail", "1 2 3 4 5", 'its header says "e-mail"'),
        ("contact", "1 x@y.org 3 4 5", "it holds an e-mail address"),
        ("code", "123-45-6789 a b c d", "it holds a social security number"),
        ("seen", "2012-02-01 a b c d", "it holds a date with a day"),
        ("seen", "1/2/2012 a b c d", "it holds a date with a day"),
        ("number", "1000001 1000002 1000003 1000004 1000005", "6 to 10 digits"),
        ("call", "555-123-4567 a b c d", "it holds a phone number"),
        ("call", "a +49~171~1234567 b c d", "it holds a phone number"),
        ("note", "x see~http://a.b/c 3 4 5", "it holds a web address"),
        ("seen", "1-Feb-2012 a b c d", "it holds a date with a day"),
        ("seen", "20120201 a b c d", "it holds a date with a day"),
        ("hospital_number", "1 2 3 4 5", "hospital-number"),
        ("Geburtsdatum", "1 2 3 4 5", "geburtsdatum"),
    ],
)
def test_identifiers_are_errors_declared_or_not(header: str, values: str, says: str) -> None:
    cells = [header, *(one.replace("~", " ") for one in values.split())]
    table = "\n".join(
        f"{line},{cell}" for line, cell in zip(TABLE.split("\n"), cells, strict=False)
    )
    found = [one for one in findings(table) if "[identifier]" in one]
    assert len(found) == 1
    assert says in found[0]
    assert found[0].startswith("error")
    name = re.sub(r"\W", "_", header.lower())
    allowed = parse_study(
        HEAD
        + VARIABLES
        + f'  v_{name}: {{label: V, type: text, column: {header}, deidentified: "shifted"}}\n'
    )
    assert not [one for one in findings(table, allowed) if "[identifier]" in one]


def test_the_declared_pseudonym_is_fine_and_an_old_age_is_not() -> None:
    numbers = TABLE
    for index in range(1, 6):
        numbers = numbers.replace(f"P{index},", f"100000{index},")
    assert findings(numbers) == []
    found = findings(TABLE.replace("P1,50", "P1,91"))
    assert len(found) == 1
    assert "an age over 89 identifies its bearer; found 1 such participant" in found[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    text = TABLE.replace(",", delimiter).replace("\n", end)
    frame = parse_table(text, "t.csv", ["age", "pain"])
    assert frame.columns["pain"] == ["8", "7", "9", "6", "8"]
    assert frame.columns["fever"][3] == "NA"


def test_texts_are_kept_as_recorded() -> None:
    frame = parse_table('id,a\n1,None\n2,00123\n3,NA\n4," x"\n5,"a ""b"", c"\n', "t.csv")
    assert frame.columns["a"] == ["None", "00123", "NA", " x", 'a "b", c']


def test_a_decimal_comma_only_where_declared() -> None:
    text = (
        HEAD
        + 'decimal: ","\n'
        + VARIABLES.replace("[0, 10], better", "[0, 10], decimals: 1, better")
    )
    study = parse_study(text)
    table = TABLE.replace(",", ";").replace(";8;2;", ";8,5;2;")
    assert findings(table, study) == []
    frame = parse_table(table, "t.csv", ["pain"])
    made = tally(count(frame, ("pain",)), study, ("pain",))
    assert ((Fraction(17, 2),), 1) in made.rows


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the data file is empty"),
        ("\n\n", "the data file is empty"),
        ("id,a\n", "the data file has no records"),
        ("id,a\n1,2,3\n", r"t\.csv:2: the line does not fit the header; found 3 cells; expected 2"),
        ("id,a\n1\n2,3\n4\n", r"t\.csv:4: the line does not fit"),
        ("id,a,a\n1,2,3\n", 'two columns are named "a"'),
        ("id,,a\n1,2,3\n", "column 2 has no name"),
        ('id,a\n1,"2\n3,4\n', r"cannot be read"),
    ],
)
def test_a_table_that_is_none(text: str, says: str) -> None:
    with pytest.raises(DefectError, match=says):
        parse_table(text, "t.csv")


@given(st.randoms(use_true_random=False))
def test_counts_do_not_know_the_order(shuffler: random.Random) -> None:
    frame = parse_table(TABLE, "t.csv")
    order = list(range(frame.n))
    shuffler.shuffle(order)
    shuffled = Frame(
        "t.csv",
        {name: [texts[i] for i in order] for name, texts in frame.columns.items()},
        [frame.lines[i] for i in order],
    )
    assert count(shuffled, ("sex", "pain")) == count(frame, ("sex", "pain"))


def test_counts_keep_empty_cells_and_hold_no_identifier() -> None:
    counts = count(parse_table(TABLE, "t.csv"), ("pain_after", "fever"))
    assert (("NA", ""), 1) in counts.rows
    assert counts.columns == ("fever", "pain_after")
    assert counts.n == 5
    assert not any("P1" in texts for texts, _ in counts.rows)


def test_where_leaves_out_what_is_not_true_and_counts_what_is_unknown() -> None:
    study = parse_study(
        HEAD
        + VARIABLES
        + 'analyses:\n  a: {kind: describe, variable: age, where: "pain_after > 2"}\n'
    )
    analysis = study.analyses["a"]
    frame = parse_table(TABLE, "t.csv")
    made = tally(
        count(frame, study.recorded(analysis.variables)), study, analysis.variables, analysis.where
    )
    assert made.n == 2
    assert made.where_missing == 1


def test_an_age_in_other_words_and_units() -> None:
    german = VARIABLES.replace("age: {label: Age", "age: {label: Alter, column: alter")
    table = TABLE.replace("id,age", "id,alter").replace("P1,50", "P1,91")
    found = findings(table, parse_study(HEAD + german))
    assert any("an age over 89" in one for one in found)
    months = VARIABLES.replace("unit: y, range: [18, 110]", "unit: months, range: [0, 1300]")
    assert findings(TABLE.replace("P1,50", "P1,740"), parse_study(HEAD + months)) == []


def test_a_column_without_any_value_is_said() -> None:
    table = re.sub(r",(no|yes|NA)$", ",", TABLE, flags=re.M)
    found = findings(table)
    assert len(found) == 1
    assert "warning" in found[0]
    assert "no participant has a value in this column" in found[0]


def test_control_characters_are_found_and_never_printed() -> None:
    with pytest.raises(DefectError, match=r"t\.csv:2: a cell holds a control character"):
        parse_table("id,a\n1,x\x1b[31m\n", "t.csv")
    message = findings(TABLE.replace("P1,50,f,8", "P1,50,f," + "9" * 500 + "x"))[0]
    assert len(message) < 600


IMPORTED = """\
imported:
  cox:
    file: cox.csv
    script: cox.R
    data_digest: {digest}
    label: Hazard ratio
    numbers:
      hazard: {{label: Hazard ratio, role: ratio}}
      low: {{label: Lower limit, role: ratio}}
      high: {{label: Upper limit, role: ratio}}
      p: {{label: P of the Cox model, role: p}}
"""
COX = "id,value,n,method\nhazard,1.846,5,Cox model\nlow,1.02,5,\nhigh,3.34,5,\np,0.0421,5,\n"


@pytest.fixture
def cox(small: Study) -> Study:
    digest = hashlib.sha256((small.root / "data/table.csv").read_bytes()).hexdigest()
    with (small.root / "data/study.yml").open("a", encoding="utf-8") as file:
        file.write(IMPORTED.format(digest=digest))
    small.write("data/cox.csv", COX)
    small.document("HR {{< var cox.hazard >}} ({{< var cox.ci >}}; {{< var cox.p >}}).")
    return small


def test_numbers_computed_elsewhere_are_printed_and_proved(cox: Study) -> None:
    assert cox.run("build").code == 0
    made = {row["id"]: row for row in cox.run("results", "cox", "--json").json}
    assert made["cox.ci"]["text"] == "95% CI 1.02 to 3.34"
    assert made["cox.hazard"]["text"] == "1.85"
    assert made["cox.p"]["text"] == "p = 0.042"
    assert made["cox.hazard"]["method"] == "Cox model (imported from cox.csv, by cox.R)"
    assert made["cox.hazard"]["n"] == 5
    cox.write("data/cox.csv", COX.replace("1.846", "1.5"))
    assert len(cox.run("build", "--json").json["rendered"]) == 3


def test_imported_numbers_are_stale_after_a_correction(cox: Study) -> None:
    assert cox.run("build").code == 0
    before = cox.outputs()
    cox.edit("data/table.csv", "P1,50,f,8", "P1,60,f,8")
    outcome = cox.run("build")
    assert outcome.code == 1
    assert re.search(
        r'study\.yml:\d+:18: the numbers of "cox" were computed from other data', outcome.out
    )
    digest = hashlib.sha256((cox.root / "data/table.csv").read_bytes()).hexdigest()
    assert f"expected {digest}. Run cox.R again, then write this digest" in outcome.out
    assert cox.outputs() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("p,0.0421", "p,1.4", r"cox\.csv:5: a P value lies between 0 and 1; found 1\.4"),
        ("1.846", "much", r'cox\.csv:2: this is no number; found "much"'),
        ("low,1.02", "lower,1.02", r'does not declare "lower".*did you mean "low"'),
        ("low,1.02,5,\n", "", r'the file has no line for "low"'),
        ("low,1.02", "hazard,1.02", r'the id "hazard" stands twice'),
        ("id,value", "name,value", r"the file needs the columns id and value"),
    ],
)
def test_a_defective_import_is_named(cox: Study, old: str, new: str, said: str) -> None:
    cox.edit("data/cox.csv", old, new)
    outcome = cox.run("check")
    assert outcome.code == 1
    assert re.search(said, outcome.out, re.I), outcome.out


def test_an_import_may_lack_a_value_and_not_take_a_name(cox: Study) -> None:
    cox.edit("data/cox.csv", "1.846", "NA")
    outcome = cox.run("check")
    assert outcome.code == 1
    assert '"cox.hazard" has no value: cox.csv has no value' in outcome.out
    (cox.root / "data/cox.csv").unlink()
    assert "there is no such file" in cox.run("check").out
    cox.edit("data/study.yml", "  cox:", "  age:")
    assert '"age" is a variable or an analysis' in cox.run("check").out
