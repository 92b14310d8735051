"""States: what a study says, written beside the manifest, read again, and never believed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroreport.errors import DefectError
from sacroreport.pipeline import current, printed
from sacroreport.pipeline.check import check
from sacroreport.pipeline.state.gather import state_of
from sacroreport.pipeline.state.model import State, number_of, number_text
from sacroreport.pipeline.state.store import as_bytes, parse_state, read_state
from sacroreport.project.documents import all_documents
from sacroreport.project.root import Project, digest, find_project
from sacroreport.statistics.exact import Root
from tests.conftest import ANALYSES, HEAD, RULES, VARIABLES, Study

FORMAT_1 = Path(__file__).parent / "fixtures/states/format-1.json"
"""Written by the first version that wrote states; every later one reads it."""
HTML = ("build", "--format", "html")
STUDY = f"""{HEAD}{VARIABLES}{ANALYSES}
constants:
  screened: {{value: "12", source: log}}
claims:
  fell: {{says: Pain fell, otherwise: Pain did not fall, holds: "relief.improvement.mean > 0"}}
  strong: {{says: strongly, holds: "relief.test.p < 0.01"}}
tables:
  all: {{caption: "All {{{{< var participants.n >}}}}", rows: [age, sex]}}
figures:
  lines: {{kind: pairs, of: relief, caption: Lines}}
{RULES}"""
DOCUMENT = """\
# Of {{< var participants.n >}}

<!-- {{< var age.mean >}} is a note. --> {{< var claims.fell >}} **by {{< var relief.improvement.mean >}}** (P. {{< var relief.test.p >}}). Then
{{< var participants.n >}} of \\{nobody}.

- One of {{< var constants.screened >}}.

{{< include _part.qmd >}}

{{< include _part.qmd >}}

![Seen in {{< var age.n >}}](picture.png){fig-alt="Of {{< var sex.n >}}."}

{{< include _generated/tbl-all.md >}}

{{< include _generated/fig-lines.md >}}
"""


@pytest.fixture
def rich(small: Study) -> Study:
    """A study with all that a document can show, and two documents."""
    small.write("data/study.yml", STUDY)
    small.document(DOCUMENT, front='title: "Of {{< var age.n >}}"')
    small.document("Age {{< var age.mean_sd >}}.", name="other", front="title: B\nstyle: ama")
    small.write("manuscript/_part.qmd", "Again {{< var age.n >}}.\n")
    picture = "tests/fixtures/subset/img"
    small.write("manuscript/picture.png", next(Path(picture).resolve().glob("*.png")).read_bytes())
    return small


def project_of(study: Study) -> Project:
    return find_project(study.root, exact=True)


def checked_state(study: Study) -> State:
    project = project_of(study)
    return state_of(check(project, all_documents(project)))


def built_state(study: Study) -> State:
    state = read_state(study.root / "_output/state.json")
    assert state is not None
    return state


# --- What it holds


def test_check_and_build_know_the_same(rich: Study) -> None:
    before = checked_state(rich)
    assert not (rich.root / "_output").exists()
    outcome = rich.run("build")
    assert outcome.code == 0, outcome.out
    content = (rich.root / "_output/state.json").read_bytes()
    assert built_state(rich) == before
    assert as_bytes(before) == content == as_bytes(built_state(rich))
    record = json.loads((rich.root / "_output/manifest.json").read_text(encoding="utf-8"))
    assert record["state"] == digest(content)
    for word in (str(rich.root), "sacroreport-", "P1"):  # no folder, no clock, no participant
        assert word.encode() not in content
    assert b"\r" not in content


def test_every_number_has_its_place_and_words(rich: Study) -> None:
    report = checked_state(rich).documents["manuscript/report.qmd"]
    said = {}
    for number in report.occurrences:
        passage = report.passage_of(number)
        assert passage is not None
        assert passage.text[number.at :].startswith(number.text)
        said[number.occurrence] = (number.id, passage.kind, passage.text)
    lines = [*said.values()]
    assert lines[:9] == [
        ("age.n", "front matter", "Of 5"),
        ("participants.n", "heading", "Of 5"),
        ("claims.fell", "prose", "Pain fell **by 5.5** (P. p = 0.0034)."),
        ("relief.improvement.mean", "prose", "Pain fell **by 5.5** (P. p = 0.0034)."),
        ("relief.test.p", "prose", "Pain fell **by 5.5** (P. p = 0.0034)."),
        ("participants.n", "prose", "Then 5 of \\{nobody}."),
        ("constants.screened", "list", "One of 12."),
        ("age.n", "prose", "Again 5."),
        ("age.n", "prose", "Again 5."),
    ]
    again = [number for number in report.occurrences if number.file.endswith("_part.qmd")]
    assert again[0].place == again[1].place == "manuscript/_part.qmd:1:7"
    assert again[0].passage != again[1].passage
    assert ("sex.n", "alternative text", "Of 5.") in lines
    assert ("age.n", "prose", "![Seen in 5](picture.png)") in lines
    rows = [line for line in lines if line[1] == "table"]
    assert ("participants.n", "table", "| Characteristic | All (n = 5) |") in rows
    assert ("participants.n", "caption", "All 5") in lines
    assert report.figures == ("lines",)


def test_values_are_of_each_style_that_a_document_has(rich: Study) -> None:
    state = checked_state(rich)
    assert state.documents["manuscript/other.qmd"].style == "ama"
    assert {*state.values} == {"plain", "ama"}
    assert state.values["plain"]["age.mean_sd"].plain == "52.8 ± 13.8"
    assert state.values["ama"]["relief.test.p"].markdown == "*P* = .003"
    assert state.values.keys() >= state.figures.keys() == {"plain"}
    assert state.claims["fell"].holds
    assert state.claims["fell"].numbers == {"relief.improvement.mean": "5.5"}
    assert state.results["age.mean"].value == "264/5"
    assert state.ids["age.mean_sd"].parts == {"mean": "age.mean", "sd": "age.sd"}


def test_a_claim_that_turned_has_a_state_all_the_same(rich: Study) -> None:
    rich.document("It fell {{< var claims.strong >}}.")
    rich.write(
        "data/table.csv",
        "id,age,sex,pain,pain_after,bleeding,fever\nP1,50,f,8,2,no,no\nP2,51,m,7,7,no,no\n",
    )
    assert rich.run("check").code == 1
    state = checked_state(rich)
    assert state.claims["strong"].holds is False
    (passage,) = [
        one for one in state.documents["manuscript/report.qmd"].passages if one.kind == "prose"
    ]
    assert passage.text == "It fell [pending: claims.strong]."
    rich.write("data/table.csv", "id\nP1\n")
    with pytest.raises(DefectError):
        checked_state(rich)


def test_a_document_that_prints_a_key_that_is_not_there_has_none(rich: Study) -> None:
    rich.document("It is {{< meta nowhere.at >}}.")
    with pytest.raises(DefectError):
        checked_state(rich)


@given(st.one_of(st.integers(), st.fractions(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_is_read_as_it_was(number: int | Fraction | float) -> None:
    again = number_of(number_text(number))
    assert again == number
    if isinstance(number, float):
        assert isinstance(again, float)
    root = Root(abs(Fraction(number)))
    assert number_of(number_text(root)) == root


# --- The committed example


def test_the_first_format_is_read() -> None:
    state = parse_state(FORMAT_1.read_bytes())
    assert state is not None
    assert state.study.title == "A study"
    assert state.sacroreport == "0.1.0"
    assert state.inputs["data/table.csv"]
    assert number_of(state.results["age.mean"].value) == Fraction(264, 5)
    assert state.results["relief.missing"].value == "1"
    assert state.ids["relief.test.p"].role == "p"
    assert state.values["ama"]["age.mean_sd"].plain == "52.8 (13.8)"
    assert state.values["plain"]["relief.test.p"].markdown == "p = 0.0034"
    assert state.claims["strong"].holds is True
    report = state.documents["manuscript/report.qmd"]
    _, number = next(state.printed("relief.improvement.mean"))
    passage = report.passage_of(number)
    assert passage is not None
    assert passage.text == "Pain fell **by 5.5** (P. p = 0.0034)."
    assert ("relief.before.mean_sd", "8.0 ± 0.8") in state.figures["plain"]["lines"].numbers


def test_the_example_is_what_such_a_study_still_says(rich: Study) -> None:
    """Whatever moves here is a change of what users compare, and the changelog says so."""
    state, now = parse_state(FORMAT_1.read_bytes()), checked_state(rich)
    assert state is not None
    for name, document in state.documents.items():
        assert now.documents[name].passages == document.passages
        assert now.documents[name].occurrences == document.occurrences
    assert now.claims == state.claims
    for id_, row in state.results.items():
        want = number_of(row.value)
        if isinstance(want, float):
            want = pytest.approx(want, rel=1e-9)
        assert number_of(now.results[id_].value) == want


def test_what_an_earlier_writer_did_not_say_may_miss() -> None:
    fields = json.loads(FORMAT_1.read_bytes())
    for table in fields["values"].values():
        at = table["columns"].index("numbers")
        table["columns"].pop(at)
        for cells in table["rows"].values():
            cells.pop(at)
    state = parse_state(json.dumps(fields).encode())
    assert state is not None
    assert state.values["plain"]["age.mean"].plain == "52.8"


# --- What is no state


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    # The first rows of a table stand for all.
    for key, part in [*inner][:6]:
        yield from leaves(part, (*path, key))


def test_a_state_with_any_wrong_value_is_none_and_nothing_breaks() -> None:
    true = FORMAT_1.read_bytes()
    whole = json.loads(true)
    wrong = [None, True, -1, 1.5, 10**30, "", "x", "../x", "/etc/passwd", "a\0b", "\ud800", [], {}, [[]], {"a": 1}]  # fmt: skip
    taken = 0
    fields = dict(whole)
    # Rows are alike, so few of them do.
    for key in ("ids", "results"):
        fields[key] = {**whole[key], "rows": dict([*whole[key]["rows"].items()][:3])}
    fields["values"] = {
        style: {**table, "rows": dict([*table["rows"].items()][:3])}
        for style, table in whole["values"].items()
    }
    small = json.dumps(fields)
    assert parse_state(small.encode()) is not None
    for place in [path for path in leaves(fields) if path]:
        for value in wrong:
            changed = json.loads(small)
            inner = changed
            for key in place[:-1]:
                inner = inner[key]
            inner[place[-1]] = value
            state = parse_state(json.dumps(changed).encode())
            if state is None:
                continue
            taken += 1
            for document in state.documents.values():
                for number in document.occurrences:
                    document.passage_of(number)
            assert parse_state(as_bytes(state)) == state
    assert taken  # a text may be any


@pytest.mark.parametrize(
    "content",
    [b"[" * 200_000, b'{"a":' * 200_000, b"NaN", b"\xff\xfe", b"", b"null", b"-0", b"1" * 10_000,
     b'{"format": 1}', b'{"format": 2}', b"\0" * 100],
)  # fmt: skip
def test_any_other_content_is_none(small: Study, content: bytes) -> None:
    assert parse_state(content) is None
    small.write("_output/state.json", content)
    assert small.run(*HTML).code == 0
    assert built_state(small) == checked_state(small)


def test_another_format_and_a_huge_file_are_none(small: Study) -> None:
    fields = json.loads(FORMAT_1.read_bytes())
    assert parse_state(json.dumps({**fields, "format": 2}).encode()) is None
    path = small.write("_output/state.json", b"")
    os.truncate(path, 1 << 40)  # without any content
    assert read_state(path) is None
    assert read_state(path.parent) is None
    path.unlink()
    os.symlink(FORMAT_1, path)
    assert read_state(path) is None


# --- What it is used for, and what not


def test_places_are_those_that_reading_the_documents_gives(
    rich: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rich.run("build", "--format", "html").code == 0
    ids = [
        "participants.n", "age.n", "age.mean", "relief.test.p", "claims.fell", "constants.screened",
        "sex.n", "relief.after.mean", "harm.any.count",
    ]  # fmt: skip

    def unread(*given: object) -> None:
        raise AssertionError("the state says it")

    with monkeypatch.context() as patch:
        patch.setattr(printed, "_composed", unread)
        by_state = [rich.run("explain", id_, "--json").json for id_ in ids]
    monkeypatch.setattr(printed, "current_state", lambda project: None)
    assert [rich.run("explain", id_, "--json").json for id_ in ids] == by_state
    assert by_state[0]["printed"][0] == "manuscript/report.qmd:5:6"
    assert by_state[0]["sentences"][0] == "Of 5"
    assert by_state[-1]["printed"] == []


def test_a_state_is_current_only_while_everything_is_as_it_was(rich: Study) -> None:
    assert rich.run("build", "--format", "html").code == 0
    project = project_of(rich)
    assert current.current_state(project) is not None
    for name in (
        "data/table.csv", "data/study.yml", "manuscript/report.qmd", "manuscript/_part.qmd",
        "_output/state.json", "manuscript/picture.png",
    ):  # fmt: skip
        path = rich.root / name
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        assert current.current_state(project) is None, name
        path.write_bytes(content)
    for name in ("data/published.yml", "_quarto.yml", "manuscript/new.qmd"):
        rich.write(name, "a: 1\n")
        assert current.current_state(project) is None, name
        (rich.root / name).unlink()
    assert current.current_state(project) is not None
    assert rich.run("build", "other", "--format", "html").code == 0
    assert current.current_state(project) is None  # it does not know the other document
    assert rich.run("build", "--format", "html", "--style", "ama").code == 0
    assert current.current_state(project) is None  # nor what documents say in their own styles


def test_a_forged_state_proves_nothing(rich: Study) -> None:
    """Whoever can write one file can write both: numbers come from the data all the same."""
    assert rich.run(*HTML).code == 0
    state, manifest = rich.root / "_output/state.json", rich.root / "_output/manifest.json"
    page = rich.root / "_output/manuscript/report.html"
    true = state.read_text(encoding="utf-8")
    forged = true.replace("52.8", "99.9").replace("264/5", "999/10").replace(
        '"Of ', '"\\u001b[2JOf '
    )  # fmt: skip
    assert forged != true
    state.write_text(forged, encoding="utf-8")
    record = json.loads(manifest.read_text(encoding="utf-8"))
    record["state"] = digest(state.read_bytes())
    manifest.write_text(json.dumps(record), encoding="utf-8")
    assert rich.run("verify").code == 0
    explained = rich.run("explain", "age.mean", "--json").json
    assert (explained["text"], explained["exact"]) == ("52.8", "264/5")
    assert "\x1b" not in rich.run("explain", "age.n").out
    other = rich.root / "_output/manuscript/other.html"
    other.write_text(other.read_text(encoding="utf-8").replace("52.8", "99.9"), encoding="utf-8")
    record["outputs"]["manuscript/other.html"]["sha256"] = digest(other.read_bytes())
    manifest.write_text(json.dumps(record), encoding="utf-8")
    outcome = rich.run("verify")
    assert outcome.code == 1
    assert "99.9" in outcome.out
    assert page.is_file()


@pytest.mark.parametrize("change", ["gone", "edited", "pipe"])
def test_a_build_with_nothing_to_do_looks_whether_its_state_is_there(
    small: Study, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sacroreport.pipeline.state import store

    assert small.run(*HTML).code == 0
    path = small.root / "_output/state.json"
    true = path.read_bytes()
    monkeypatch.setattr(store, "parse_state", None)  # nobody needs to read it
    assert small.run(*HTML).err == ""
    path.unlink()
    if change == "edited":
        path.write_bytes(true.replace(b"52.8", b"52.9"))
    elif change == "pipe":
        os.mkfifo(path)
    outcome = small.run("verify")
    assert outcome.code == 0
    assert "the state of the study is not what was built, and counts as none" in outcome.out
    assert small.run(*HTML, "--json").json["rendered"] == []
    assert path.read_bytes() == true
    assert "state" not in small.run("verify").out


def test_a_draft_has_no_state(small: Study) -> None:
    assert small.run("build", "--draft", "--format", "html").code == 0
    assert not [*(small.root / "_output").rglob("state.json")]
