"""The numbers that texts keep are those that they print."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sacroreport.data.source import parse_table
from sacroreport.kinds.load import parse_study
from sacroreport.kinds.results import Results, compute
from sacroreport.pipeline.check import check
from sacroreport.project.root import find_project
from sacroreport.statistics.exact import Root, to_fraction
from sacroreport.study.ids import Role
from sacroreport.study.study import Study
from sacroreport.writing.formatter import Formatter
from sacroreport.writing.style import Style, load_style, style_names
from sacroreport.writing.text import Number, Segment, Text, chain, fill
from sacroreport.writing.values import Value, write_values
from tests.conftest import HEAD
from tests.conftest import Study as StudyFolder
from tests.printed_texts import Reader, same
from tests.test_closure import RANDOM, random_rows

HEADER = "id,arm,sex,weight,pain,later,stage,stage_later,bleeding,fever"
WITHOUT_NUMBERS = {Role.CONSTANT, Role.CLAIM, Role.METHODS}


def computed(study: str, header: str, rows: list[list[object]]) -> tuple[Study, Results]:
    parsed = parse_study(HEAD + study)
    lines = [header, *(",".join(map(str, (at, *row))) for at, row in enumerate(rows))]
    return parsed, compute(parse_table("\n".join(lines) + "\n", "t.csv"), parsed)


def digits_of(number: Number, style: Style) -> tuple[Decimal, int]:
    """Return what stands in a number's own text, and its decimals."""
    text = number.text.replace(style.thousands.mark, "").replace(style.decimal, ".")
    digits = text.replace(style.minus, "-").strip("<>=% ")
    return Decimal(digits), len(digits.partition(".")[2])


def check_value(value: Value, style: Style, study: Study, results: Results) -> None:
    assert value.text is not None
    definition = value.definition
    assert "".join(segment.text for segment in value.text.segments) == value.plain
    if definition.role in WITHOUT_NUMBERS:
        assert value.numbers == ()
        return
    seen = Reader(style).read(value.plain, definition, study, results)
    assert seen is not None, (value.id, value.plain)
    assert len(seen) == len(value.numbers), (value.id, value.plain)
    for number, other in zip(value.numbers, seen, strict=True):
        assert same(number, other), (value.id, value.plain, number, other)
        assert number.id in (definition.parts.values() if definition.parts else (value.id,))
        exact = results[number.id].value
        assert exact is not None
        exact = Fraction(float(exact)) if isinstance(exact, Root) else to_fraction(exact)
        assert number.low <= exact <= number.high, (value.id, value.plain)
        if definition.role not in (Role.WORDS, Role.CAPITAL_WORDS):
            assert digits_of(number, style) == (number.value, number.decimals), value.plain


@given(
    seed=st.integers(0, 2**32),
    n=st.sampled_from([1, 2, 5, 13, 60]),
    scale=st.sampled_from([1, 1000]),
    lang=st.sampled_from(["en-US", "de-DE"]),
)
@settings(max_examples=5, deadline=None)
def test_each_text_keeps_the_numbers_that_it_prints(
    seed: int, n: int, scale: int, lang: str
) -> None:
    study, results = computed(f"lang: {lang}\n{RANDOM}", HEADER, random_rows(seed, n, scale))
    for name in style_names():
        values = write_values(study, results, name)
        for value in values.values():
            if value.text is not None:
                check_value(value, values.style, study, results)
            else:
                assert value.numbers == ()


@given(
    st.floats(allow_nan=False, min_value=0, max_value=1),
    st.sampled_from(style_names()),
)
def test_a_p_value_keeps_its_relation(p: float, name: str) -> None:
    style = load_style(name)
    text = Formatter(style).p(p, "a.test.p")
    (number,) = text.numbers
    assert text.plain.endswith(number.text)
    assert number.text[0] == (number.relation or "=")
    assert number.low <= to_fraction(p) <= number.high
    assert digits_of(number, style) == (number.value, number.decimals)


def test_levels_of_one_name_keep_their_ids() -> None:
    study = "variables:\n  kind: {label: Kind, type: category, levels: {x: Other, y: Other}}\n"
    parsed, results = computed(study, "id,kind", [["x"], ["y"], ["y"]])
    value = write_values(parsed, results)["kind.list"]
    assert value.plain == "other (2) and other (1)"
    assert [(one.id, one.units) for one in value.numbers] == [
        ("kind.y.count", 2),
        ("kind.x.count", 1),
    ]


def test_marks_of_emphasis_and_of_escapes_do_not_depend_on_where_a_text_is_cut() -> None:
    number = Number("1", id="a", units=1)
    assert Text((number, Segment("."), Segment(" b"))).markdown == "1\\. b"
    assert Text((Segment("a-"), Segment("-b"))).markdown == Text((Segment("a--b"),)).markdown
    text = fill("*M {mean}* of {n}", {"mean": number, "n": chain(("n ", number))})
    assert text.markdown == "*M 1* of n 1"
    assert [one.italic for one in text.numbers] == [True, False]


@pytest.mark.parametrize("style", ["ama", "lancet", "plain"])
@pytest.mark.parametrize(
    ("typed", "is_result"),
    [("345.6", False), ("123456", False), ("12345.6", True), ("12,345.6", True)],
)
def test_a_typed_number_equals_a_whole_one_and_no_group_of_its_digits(
    small: StudyFolder, style: str, typed: str, is_result: bool
) -> None:
    small.write("data/study.yml", HEAD + "variables:\n  weight: {label: Weight, type: number}\n")
    small.write("data/table.csv", "id,weight\nA,12345\nB,12346\nC,12345\nD,12346\nE,12346\n")
    small.document(f"The weight was {typed} on average.")
    found = [
        one.rule
        for one in check(
            find_project(small.root), [*small.root.glob("manuscript/*.qmd")], style
        ).findings
    ]
    assert ("typed-result" in found) is is_result
