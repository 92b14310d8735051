"""Texts: exact rounding, the style's vectors, escaping that pandoc agrees with."""

from __future__ import annotations

import decimal
import subprocess
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sacroreport.data.source import parse_table
from sacroreport.errors import UsageError
from sacroreport.kinds.load import parse_study
from sacroreport.kinds.results import compute
from sacroreport.render.pandoc.engine import READER, pandoc_path
from sacroreport.statistics.exact import Root
from sacroreport.writing.cardinals import cardinal_of
from sacroreport.writing.formatter import Formatter
from sacroreport.writing.markdown import escape
from sacroreport.writing.rounding import rounded
from sacroreport.writing.style import load_style, style_names
from sacroreport.writing.text import Segment, Text
from sacroreport.writing.values import write_values
from sacroreport.writing.variables_file import variables_yaml
from sacroreport.writing.words import in_words
from tests.conftest import ANALYSES, HEAD, TABLE, VARIABLES

PLAIN = Formatter(load_style("plain"))
MODES = {"half_even": decimal.ROUND_HALF_EVEN, "half_up": decimal.ROUND_HALF_UP}


@given(
    st.decimals(min_value=-10000, max_value=10000, places=4),
    st.integers(0, 3),
    st.sampled_from(["half_even", "half_up"]),
)
def test_rounding_equals_decimal(value: decimal.Decimal, places: int, ties: str) -> None:
    wanted = value.quantize(decimal.Decimal(1).scaleb(-places), MODES[ties]).scaleb(places)
    assert rounded(Fraction(value), places, ties) == int(wanted)  # type: ignore[arg-type]


@given(st.integers(0, 10**6), st.integers(0, 3), st.sampled_from(["half_even", "half_up"]))
def test_roots_round_as_the_number_that_they_are_the_root_of(
    units: int, places: int, ties: str
) -> None:
    """The root of a square is known exactly, ties included."""
    value = Fraction(units, 10 ** (places + 1))
    assert rounded(Root(value * value), places, ties) == rounded(value, places, ties)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("8.05", 80), ("8.15", 82), ("8.25", 82), ("8.35", 84), ("8.45", 84), ("8.55", 86),
     ("8.65", 86), ("8.75", 88), ("8.85", 88), ("8.95", 90), ("47.75", 478), ("47.65", 476),
     ("47.6501", 477)],
)  # fmt: skip
def test_published_examples_of_rounding_half_to_even(text: str, wanted: int) -> None:
    assert rounded(Fraction(text), 1, "half_even") == wanted
    assert rounded(float(text), 1, "half_even") == wanted


@pytest.mark.parametrize(
    ("raw", "text"),
    [(3e-12, "p < 0.0001"), (0.00045, "p = 0.0005"), (0.0009996, "p = 0.0010"), (0.001, "p = 0.0010"),
     (0.0015, "p = 0.0015"), (0.0214844, "p = 0.021"), (0.046, "p = 0.046"), (0.0542, "p = 0.054"),
     (0.8454, "p = 0.85"), (0.9987, "p > 0.99"), (0.99, "p = 0.99"), (0.0001, "p = 0.0001"),
     (0.00009999, "p < 0.0001"), (0.04996, "p = 0.0500"), (0.0499, "p = 0.0499"), (0.05, "p = 0.050"),
     (0.0996, "p = 0.10"), (1.0, "p > 0.99"), (0.0, "p < 0.0001")],
)  # fmt: skip
def test_p_values(raw: float, text: str) -> None:
    assert PLAIN.p(raw).plain == text


VECTORS = {
    "3e-12": ("P < .001", "P<0.001", "p<0·0001", "p < .001"),
    "0.00045": ("P < .001", "P<0.001", "p=0·0005", "p < .001"),
    "0.0009996": ("P < .001", "P<0.001", "p=0·0010", "p < .001"),
    "0.001": ("P = .001", "P=0.001", "p=0·0010", "p = .001"),
    "0.0015": ("P = .002", "P=0.002", "p=0·0015", "p = .002"),
    "0.0214844": ("P = .02", "P=0.02", "p=0·021", "p = .021"),
    "0.046": ("P = .046", "P=0.05", "p=0·046", "p = .046"),
    "0.0542": ("P = .05", "P=0.05", "p=0·054", "p = .054"),
    "0.8454": ("P = .85", "P=0.85", "p=0·85", "p = .845"),
    "0.9987": ("P > .99", "P>0.99", "p>0·99", "p = .999"),
}


@pytest.mark.parametrize("raw", VECTORS)
def test_p_values_of_the_journals(raw: str) -> None:
    ama, nejm, lancet, apa = VECTORS[raw]
    wanted = {"ama": ama, "radiology": ama, "ajnr": ama, "nejm": nejm, "lancet": lancet, "apa": apa}
    for name, text in wanted.items():
        formatter = Formatter(load_style(name))
        assert formatter.p(float(raw)).plain == text, name
        assert bool(formatter.changes_side(float(raw))) == (name == "nejm" and raw == "0.046"), name
    assert Formatter(load_style("ama")).p(3e-12).markdown == "*P* < .001"
    for name in ("plain", "ama", "apa"):  # four decimals do not help: said, not hidden
        assert "would show it" in Formatter(load_style(name)).changes_side(0.049996)
    assert Text((Segment("72\u2009337"),)).markdown == "72\u2009337"
    assert "0.046 would show it" in Formatter(load_style("nejm")).changes_side(0.046)


@pytest.mark.parametrize(
    ("style", "texts"),
    [
        ("ama", ("8.0 (0.8)", "60%", "95% CI, 15%-95%", "95% CI, −7.6 to −3.4", "95% CI, 3.4-7.6")),
        ("radiology", ("8.0 ± 0.8 [SD]", "60%", "95% CI: 15%, 95%", "95% CI: −7.6, −3.4", "95% CI: 3.4, 7.6")),
        ("ajnr", ("8.0 ± 0.8", "60%", "95% CI, 15%–95%", "95% CI, −7.6 to −3.4", "95% CI, 3.4–7.6")),
        ("nejm", ("8.0±0.8", "60%", "95% CI, 15% to 95%", "95% CI, −7.6 to −3.4", "95% CI, 3.4 to 7.6")),
        ("lancet", ("8·0 (0·8)", "60%", "95% CI 15%–95%", "95% CI −7·6 to −3·4", "95% CI 3·4–7·6")),
        ("bmj", ("8.0 (0.8)", "60%", "95% confidence interval 15% to 95%", "95% confidence interval −7.6 to −3.4", "95% confidence interval 3.4 to 7.6")),
        ("apa", ("M = 8.00, SD = 0.82", "60%", "95% CI [15%, 95%]", "95% CI [−7.55, −3.45]", "95% CI [3.45, 7.55]")),
    ],
)  # fmt: skip
def test_composed_texts_of_the_journals(style: str, texts: tuple[str, ...]) -> None:
    study = parse_study(HEAD + VARIABLES + ANALYSES)
    values = write_values(study, compute(parse_table(TABLE, "t.csv"), study), style)
    ids = "relief.before.mean_sd sex.f.percent sex.f.ci relief.change.ci relief.improvement.ci"
    assert tuple(values[id_].plain for id_ in ids.split()) == texts


def test_thousands_and_small_percentages_of_the_journals() -> None:
    assert Formatter(load_style("ama")).fixed(72337, 0) == "72\u2009337"
    assert Formatter(load_style("ama")).fixed(7233, 0) == "7233"
    assert Formatter(load_style("lancet")).fixed(Fraction("72337.5"), 1) == "72\u2009337·5"
    bmj = Formatter(load_style("bmj"))
    assert bmj.percent(Fraction(100, 28), 28, is_limit=False).text == "3.6"
    assert bmj.percent(Fraction(900, 28), 28, is_limit=False).text == "32"


@pytest.mark.parametrize("name", style_names())
def test_every_style_is_complete_and_prints_every_id(name: str) -> None:
    study = parse_study(HEAD + VARIABLES + ANALYSES)
    values = write_values(study, compute(parse_table(TABLE, "t.csv"), study), name)
    for id_, value in values.items():
        assert bool(value.plain) != bool(value.reason), id_
        assert "{" not in value.plain
        assert "*" not in value.plain


def test_signs_zeros_and_thousands() -> None:
    assert PLAIN.fixed(-0.04, 1) == "0.0"
    assert PLAIN.fixed(Fraction(-63, 10), 1) == "−6.3"
    assert PLAIN.fixed(1234567, 0) == "1,234,567"
    assert PLAIN.fixed(Fraction("72337.25"), 1) == "72,337.3"


@pytest.mark.parametrize(
    ("value", "n", "text"),
    [(25, 28, "25"), (Fraction(100, 3), 3, "33"), (Fraction(1, 50), 5000, "<0.1"), (0, 5000, "0.0"),
     (Fraction(4999, 50), 5000, ">99.9"), (100, 5000, "100.0"), (Fraction(125, 2), 8, "63")],
)  # fmt: skip
def test_percentages_never_turn_something_into_nothing(value: Fraction, n: int, text: str) -> None:
    assert PLAIN.percent(value, n, is_limit=False).text == text


def texts() -> dict[str, str]:
    study = parse_study(HEAD + VARIABLES + ANALYSES)
    frame = parse_table(TABLE, "t.csv")
    return {id_: value.plain for id_, value in write_values(study, compute(frame, study)).items()}


def test_composed_texts() -> None:
    made = texts()
    assert made["relief.before.mean_sd"] == "8.0 ± 0.8"
    assert made["relief.change.mean"] == "−5.5"
    assert made["age.median_iqr"] == "50.0 (43.0 to 61.0)"
    assert made["age.range"] == "38 to 72"
    assert made["sex.f.count_percent"] == "3 (60%)"
    assert made["sex.f.count_of_n"] == "3 of 5"
    assert made["sex.f.ci"] == "95% CI 15% to 95%"
    assert made["sex.m.Words"] == "Two"
    assert made["harm.bleeding.ci"] == "95% CI 0% to 52%"
    assert made["relief.improvement.ci"] == "95% CI 3.4 to 7.6"


def test_an_interval_says_its_level() -> None:
    study = parse_study(
        HEAD + VARIABLES + ANALYSES.replace("pain_after}", "pain_after, level: 97.5}")
    )
    values = write_values(study, compute(parse_table(TABLE, "t.csv"), study))
    assert values["relief.change.ci"].plain.startswith("97.5% CI −")


def test_claims_switch_or_stop() -> None:
    claims = """\
claims:
  fell: {says: pain fell, holds: "relief.change.mean < 0"}
  rose: {says: pain rose, holds: "relief.change.mean > 0", otherwise: pain did not rise}
  lied: {says: pain rose, holds: "relief.change.mean > 0"}
  null_one: {says: it bled, holds: "harm.any.upper_one_sided > 1"}
"""
    study = parse_study(HEAD + VARIABLES + ANALYSES + claims)
    values = write_values(study, compute(parse_table(TABLE, "t.csv"), study))
    assert values["claims.fell"].plain == "pain fell"
    assert values["claims.rose"].plain == "pain did not rise"
    assert values["claims.lied"].text is None
    assert "does not hold" in values["claims.lied"].reason
    assert (
        "is unknown (harm.any.upper_one_sided: only for a count of 0)"
        in values["claims.null_one"].reason
    )


def test_words_follow_the_language() -> None:
    study = parse_study(HEAD.replace("date", "lang: de-DE\ndate") + VARIABLES)
    values = write_values(study, compute(parse_table(TABLE, "t.csv"), study))
    assert values["sex.f.Words"].plain == "Drei"


def test_italics_are_marked() -> None:
    assert Text((Segment("P", italic=True), Segment(" < .001"))).markdown == "*P* < .001"


def test_unknown_style_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r'no number style "plan"\. did you mean "plain"'):
        load_style("plan")


def test_the_variables_file_is_nested_sorted_and_quoted() -> None:
    study = parse_study(HEAD + VARIABLES + ANALYSES)
    text = variables_yaml(write_values(study, compute(parse_table(TABLE, "t.csv"), study)))
    lines = text.splitlines()
    assert lines[0].startswith("# Generated")
    assert '  mean_sd: "52.8 ± 13.8"' in lines
    assert lines[1] == "age:"
    assert all(line.endswith(('"', ":")) for line in lines[1:])
    top = [line for line in lines[1:] if not line.startswith(" ")]
    assert top == sorted(top)


NASTY = st.text(
    st.sampled_from("ab1 .,-–*_`<>{}[]()#+!~^$@|\"'\\&:/%=?;äß中😀\t"), min_size=1, max_size=24
).filter(lambda text: text.split())
FIXED = [
    "{{< include /etc/passwd >}}", '#read("/etc/passwd")', "<script>alert(1)</script>", "1. a", "- a",
    "> a", ">1", "$x$", "*a*", "a -- b --- c ...", "@key", "[a](b)", "`a`{=html}", "a | b", "&amp;", "# a",
    "\\newpage", "it's \"quoted\"", "^a^ ~b~", "a:b::c", "http://a.b", "2) b", "= a", ": a", "| a", "+ a", "(1) a", "i. a", "A) a", "iv) a",
]  # fmt: skip


def printed(texts: list[str]) -> list[str]:
    """What pandoc prints for escaped texts, each as a paragraph and inside a span."""
    source = "\n\n".join(f"{escape(text)}\n\nx [{escape(text)}]{{.stat}} y" for text in texts)
    words = [pandoc_path(), "--from", READER, "--to", "plain-smart", "--wrap", "none"]
    done = subprocess.run(words, input=source.encode(), capture_output=True, check=True)
    return done.stdout.decode().rstrip("\n").split("\n\n")


def test_dangerous_texts_print_as_they_are() -> None:
    wanted = [made for text in FIXED for made in (text, f"x {text} y")]
    assert printed(FIXED) == wanted


@settings(max_examples=40, deadline=None)
@given(st.lists(NASTY, min_size=1, max_size=30))
def test_any_text_prints_as_it_is(texts: list[str]) -> None:
    flat = [" ".join(text.split()) for text in texts]
    wanted = [made for text in flat for made in (text, f"x {text} y")]
    assert printed(texts) == wanted


def test_each_language_is_loaded_alone_and_is_the_one_of_the_package() -> None:
    from num2words import CONVERTER_CLASSES, num2words

    for code, converter in CONVERTER_CLASSES.items():
        cardinal = cardinal_of(code)
        assert cardinal is not None
        assert cardinal.__func__ is type(converter).to_cardinal  # type: ignore[attr-defined]
        assert cardinal(28) == num2words(28, lang=code)
    assert [cardinal_of(code) for code in ("eu", "EN", "zz", "../x")] == [None] * 4
    assert in_words(3, "pt-BR") == num2words(3, lang="pt_BR")
    assert in_words(3, "xx") == "three"
