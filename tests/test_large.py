"""Large tables: what is read in bulk is what the strict parsers read."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sacroreport.data import columns, reading, scan
from sacroreport.data.check import check_data
from sacroreport.data.columns import Column, Encoder
from sacroreport.data.counts import _grouped, _grouped_by_table, count, count_all
from sacroreport.data.identifiers import HARMLESS, VALUES, value_reason
from sacroreport.data.numbers import Numbers, Scaled
from sacroreport.data.reading import read_column
from sacroreport.data.scan import factorize
from sacroreport.data.source import Frame, parse_table, scan_table
from sacroreport.data.typing import ValueDefect, reader, recorded_decimals
from sacroreport.errors import DefectError
from sacroreport.kinds.load import load_study
from sacroreport.project.root import find_project
from sacroreport.statistics.moments import mean, quantile, variance
from sacroreport.study.options import NumberVariable

MISSING = ("NA", "-9", "999")
digits = st.text("0123456789", min_size=1, max_size=5)
decimals = st.builds("{}{}.{}".format, st.sampled_from(["", "", "-", "+"]), digits, digits)
TEXTS = st.one_of(
    decimals,
    decimals.map(lambda text: text.replace(".", ",")),
    decimals.map(lambda text: f"{text}0"),
    digits,
    st.integers(-(10**20), 10**20).map(str),
    st.builds("{}e{}".format, decimals, st.integers(-20, 20)),
    st.builds(" {}\t".format, decimals),
    st.sampled_from(["", "NA", "-9", "999", "8/10", ">10", "6 mL", ".5", "5.", "-", "1.2.3", "8,5",
                     "--1", "1-", "٣", "0" * 30 + "8.9", "9" * 40, "0." + "0" * 39 + "1", "-0"]),
)  # fmt: skip


def number(range_: tuple[str, str] | None, decimal: str) -> tuple[Any, Any]:
    options = NumberVariable(
        label="Pain", type="number", range=range_, decimal=decimal, missing=list(MISSING)
    )
    return SimpleNamespace(options=options, levels=()), SimpleNamespace(missing=(), decimal=".")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the way of large tables with small ones."""
    monkeypatch.setattr(reading, "FEW", 0)
    monkeypatch.setattr(reading, "WIDEST", 60)
    monkeypatch.setattr(scan, "PART", 40)
    monkeypatch.setattr(scan, "MOST_LISTED", 4)


def same_column(texts: list[str], range_: tuple[str, str] | None, mark: str) -> None:
    variable, head = number(range_, mark)
    column = Column.of(texts)
    made = read_column(column, variable, head)
    read = reader(variable, head)
    finest = (0, 0)
    for place, text in enumerate(column.texts):
        defect = None
        try:
            value = read(text)
        except ValueDefect as error:
            defect = error
        if defect is not None:
            found = made.defects[place]
            assert (found.expected, found.way_out) == (defect.expected, defect.way_out)
            assert made.at(place) is None
            continue
        assert place not in made.defects
        assert made.at(place) == value
        if value is not None:
            finest = max(finest, (recorded_decimals(text, mark), -place))
    assert made.finest[1] == finest[0]
    if finest[0]:
        assert made.finest[0] == -finest[1]
    assert list(made.values) == sorted(set(made.values))
    assert isinstance(made.values, Numbers)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(TEXTS, max_size=30),
    st.sampled_from([None, ("0", "10"), ("-1.005", "99999"), ("0", "1e30")]),
    st.sampled_from([".", ","]),
)
def test_bulk_and_strict_reading_agree(
    texts: list[str], range_: tuple[str, str] | None, mark: str
) -> None:
    same_column(texts, range_, mark)
    same_column([text for text in texts if text.isascii()], range_, mark)


def test_equal_values_written_differently_are_one() -> None:
    variable, head = number(None, ".")
    made = read_column(Column.of(["8.9", "8.90", "+8.9", "89e-1", "08.9", "9"]), variable, head)
    assert list(made.values) == [Fraction("8.9"), Fraction(9)]
    assert made.places.tolist() == [0, 0, 0, 0, 0, 1]


fractions = st.one_of(
    st.fractions(max_denominator=1000),
    st.decimals(-1000, 1000, places=4).map(Fraction),
    st.integers(-(10**30), 10**30).map(Fraction),
    st.integers(-(2**61), 2**61).map(Fraction),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(fractions, min_size=2, max_size=30))
def test_moments_equal_those_of_plain_fractions(values: list[Fraction]) -> None:
    weights = Counter(values)
    assert dict(Scaled.of(weights)) == weights
    assert mean(weights) == sum(values) / len(values)
    assert variance(weights) == statistics.variance(values)
    ordered = sorted(values)
    for p in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)):
        at = (len(values) - 1) * p
        low, high = ordered[math.floor(at)], ordered[math.ceil(at)]
        assert quantile(weights, p) == low + (at - math.floor(at)) * (high - low)


cells = st.one_of(
    st.sampled_from(["a", "b", "", "NA", "ä", "moderate pain", "more than sixteen bytes", " x "]),
    st.text("0123456789.,abcäß\t", max_size=20),
)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=30)
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_bulk_and_strict_tables_agree(rows: list[list[str]], end: str, last: bool) -> None:
    width = len(rows[0]) if rows else 1
    header = ";".join(f"column {index}" for index in range(width))
    text = end.join([header, *(";".join(row) for row in rows)]) + (end if last else "")
    made = scan_table(text.encode(), "a.csv", header.split(";"))
    try:
        strict = parse_table(text.replace("\r\n", "\n"), "a.csv", header.split(";"))
    except DefectError:
        assert made is None
        return
    if made is None:
        assert width == 1  # its blank lines are no records
        return
    assert list(made.lines) == list(strict.lines)
    for name, column in strict.columns.items():
        assert made.columns[name] == column
        assert made.columns[name].texts == column.texts
        assert made.columns[name].codes.tolist() == column.codes.tolist()


@pytest.mark.parametrize(
    "content",
    [b'id,a\n1,"x"\n', b"id,a\n1\n", b"id,a\n1,2,3\n4\n", b"id,a\n1,\x01\n", b"id,a\n1,\xff\n",
     b"id,a\n1,2\n\n3,4\n", b"id,id\n1,2\n", b"id,a\n", b"id,a\r1,2\r", b"", b"\n", b"id,a\n1,\x00\n"],
)  # fmt: skip
def test_what_is_unusual_is_left_to_the_strict_reader(content: bytes) -> None:
    assert scan_table(content, "a.csv", ["id", "a"]) is None


def test_encoders_hand_over() -> None:
    encoder = Encoder.after(Column.of(["a", "b"]))
    encoder.add([b"b", "ä".encode()])
    assert encoder.column() == ["a", "b", "b", "ä"]
    many = Column.of(map(str, range(70_000)))
    assert many.codes.dtype.itemsize == 4
    assert many[69_999] == "69999"
    assert columns.smallest(256)(255) == 255


@given(st.lists(st.tuples(*[st.sampled_from("abcd")] * 3), min_size=1, max_size=40))
@settings(deadline=None)
def test_margins_equal_counts(rows: list[tuple[str, ...]]) -> None:
    texts = {name: [row[i] for row in rows] for i, name in enumerate("xyz")}
    frame, alone = (Frame("a.csv", texts, range(len(rows))) for _ in range(2))  # type: ignore[arg-type]
    count_all(frame, [("x",), ("x", "y"), ("x", "y", "z"), ()])
    for names in (("x",), ("y",), ("x", "y"), ("z", "y", "x"), ()):
        assert count(frame, names) == count(alone, names)
        found = Counter(tuple(texts[name][i] for name in sorted(names)) for i in range(len(rows)))
        assert dict(count(frame, names).rows) == found


identifying = ["a@b.org", "123-45-6789", "0171/1234567", "+49 30 1234567", "+491701234567",
               "www.a.org", "1.2.840.1", "192.168.0.1", "2012-02-01", "1.2.2012", "1 Feb 2012",
               "Feb 1, 2012", "20120201", "123.456.7890", "123 456 7890"]  # fmt: skip


@given(st.text("0123456789.-+@/: ,aFebwhtps_P", max_size=14))
@settings(max_examples=1000, deadline=None)
def test_harmless_texts_look_like_no_identifier(text: str) -> None:
    if HARMLESS.fullmatch(text):
        assert not any(pattern.search(text) for _, pattern in VALUES)


@pytest.mark.parametrize("text", identifying)
def test_one_identifier_among_many_values_is_found(text: str) -> None:
    assert value_reason(["8.9", "x", text, "P1", ""])
    assert not HARMLESS.fullmatch(f"8.9\n{text}\nP1")


def test_findings_do_not_depend_on_the_reader(small: Any) -> None:
    study = load_study(find_project(small.root))
    header, *records = (small.root / "data/table.csv").read_text(encoding="utf-8").splitlines()
    first, width = records[0], header.count(",") + 1
    odd = [",".join([one, *first.split(",")[1:]]) for one in ("P900", "P900", "", "NA", "P 1 ")]
    odd += [",".join(["P901", *["?"] * (width - 1)]), "P902" + "," * (width - 1)]
    text = "\n".join([header, *records, *odd])
    frame = scan_table(text.encode(), "a.csv", ["id"])
    assert frame is not None
    made = check_data(frame, study)
    assert made == check_data(parse_table(text, "a.csv", ["id"]), study)
    assert {"duplicate-participant", "missing-participant", "bad-participant", "bad-value",
            "empty-record"} <= {one.rule for one in made}  # fmt: skip


@given(st.lists(st.integers(0, 6), max_size=40))
def test_few_records_are_grouped_as_many_are(values: list[int]) -> None:
    import pandas as pd

    keys = np.array(values, dtype=np.uint16)
    few, many = _grouped([keys]), _grouped_by_table([keys])
    assert dict(zip(few[0][0].tolist(), few[1].tolist(), strict=True)) == dict(
        zip(many[0][0].tolist(), many[1].tolist(), strict=True)
    )
    codes, distinct = factorize(keys)
    other_codes, other_distinct = pd.factorize(keys)
    assert codes.tolist() == other_codes.tolist()
    assert distinct.tolist() == other_distinct.tolist()
