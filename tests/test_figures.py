"""Figures: from ``study.yml`` to the finished files, every number of them from a value."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from pathlib import Path

import pytest

from sacroreport.pipeline.analyse import results_of
from sacroreport.pipeline.state.store import read_state
from sacroreport.project import cache
from sacroreport.project.root import find_project
from sacroreport.writing.draw import Drawing, Mark
from sacroreport.writing.figures import Picture, picture_of
from sacroreport.writing.values import write_values
from tests.conftest import Study
from tests.test_groups import STUDY, TABLE

FIGURES = """\
constants:
  screened: {value: "12", source: log}
figures:
  flow:
    kind: flow
    caption: "Flow of {{< var participants.n >}}"
    steps:
      - {label: Screened, count: constants.screened, left_out: [{label: Refused, count: constants.refused}]}
      - {label: Analysed, count: participants.n}
  lines: {kind: pairs, of: relief, caption: Lines}
  bars: {kind: distribution, of: pains, caption: Bars}
  better: {kind: responders, of: relief, caption: Better, alt: "Of {{< var relief.n >}}."}
  groups: {kind: forest, of: relief, by: [arm, cured], caption: Groups}
"""
DRAWN = (
    STUDY.replace(
        "test: wilcoxon}",
        'test: wilcoxon, responders: {two: {when: "improvement >= 2", label: two or more, source: me}}}\n'
        "  pains: {kind: distribution, variable: pain, from: 4, to: 10}",
        1,
    )
    + FIGURES.replace("source: log}", 'source: log}\n  refused: {value: "2", source: log}')
)  # fmt: skip
INCLUDES = "\n\n".join(
    f"{{{{< include _generated/fig-{name}.md >}}}}"
    for name in ("flow", "lines", "bars", "better", "groups")
)


@pytest.fixture
def drawn(small: Study) -> Study:
    small.write("data/study.yml", DRAWN)
    small.write("data/table.csv", TABLE)
    small.document(f"See @fig-flow and @fig-groups.\n\n{INCLUDES}\n")
    return small


def drawing(study: Study, name: str, style: str = "plain") -> tuple[Drawing, dict[str, str]]:
    loaded, results, _ = results_of(find_project(study.root))
    values = write_values(loaded, results, style)
    texts = {id_: value.plain for id_, value in values.items()}
    return picture_of(loaded.figures[name], loaded, results, values).draw(), texts


@pytest.mark.parametrize("style", ["plain", "lancet"])
@pytest.mark.parametrize("name", ["flow", "lines", "bars", "better", "groups"])
def test_every_number_drawn_is_a_value(drawn: Study, name: str, style: str) -> None:
    made, texts = drawing(drawn, name, style)
    ids = [mark.id for mark in made.marks if mark.id]
    assert ids
    for mark in made.marks:
        assert not mark.id or texts[mark.id] in mark.text


def test_what_is_drawn(drawn: Study) -> None:
    flow, _ = drawing(drawn, "flow")
    assert flow.marks[0] == Mark("constants.screened", "n = 12")
    assert Mark("constants.refused", "n = 2") in flow.marks
    bars, _ = drawing(drawn, "bars")
    assert {mark.id: mark.text for mark in bars.marks}["pains.at_7.count"] == "3"
    forest, texts = drawing(drawn, "groups")
    marks = {mark.id: mark.text for mark in forest.marks}
    assert marks["groups.arm.placebo.n"] == "5"
    assert (
        marks["cells.groups.arm.active.change.mean_ci"]
        == texts["cells.groups.arm.active.change.mean_ci"]
    )
    assert re.fullmatch(
        r"−5\.5 \(−7\.8 to −3\.2\)|−\d\.\d \(−\d+\.\d to −?\d\.\d\)",
        marks["cells.groups.arm.active.change.mean_ci"],
    )
    assert "cells.relief.change.mean_ci" in marks
    better, _ = drawing(drawn, "better")
    assert [mark.id for mark in better.marks if mark.id] == ["relief.responders.two.count_of_n"]


def test_figures_are_in_every_file(drawn: Study) -> None:
    outcome = drawn.run("build")
    assert outcome.code == 0, outcome.out + outcome.err
    folder = drawn.root / "_output/manuscript"
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count("<figure") == 5
    assert len(re.findall(r'src="data:image/svg\+xml|<svg', page)) == 5
    assert 'alt="Of 9."' in page
    assert "Lines from Pain to Pain after of 9 participants; the mean is 7.7 before" in page
    names = zipfile.ZipFile(folder / "report.docx").namelist()
    assert sum(name.endswith(".png") for name in names) == 5
    assert not any(name.endswith(".svg") for name in names)
    assert drawn.run("verify").code == 0
    generated = {path.name for path in (drawn.root / "manuscript/_generated").iterdir()}
    assert {"fig-flow.svg", "fig-flow.png", "fig-flow.md"} <= generated
    assert "rendering" not in drawn.run("build").err


def test_numbers_drawn_are_recorded(drawn: Study) -> None:
    assert drawn.run("build").code == 0
    state = read_state(drawn.root / "_output/state.json")
    assert state is not None
    figures = state.figures["plain"]
    assert set(figures) == {"flow", "lines", "bars", "better", "groups"}
    values = {row["id"]: row["text"] for row in drawn.run("results", "--json").json}
    for name, figure in figures.items():
        assert figure.numbers
        for id_, text in figure.numbers:
            assert text.removeprefix("n = ") == values[id_]
        picture = (drawn.root / f"manuscript/_generated/fig-{name}.svg").read_bytes()
        assert figure.sha256 == hashlib.sha256(picture).hexdigest()


def test_the_same_bytes_each_time(drawn: Study) -> None:
    assert drawn.run("build").code == 0
    folder = drawn.root / "manuscript/_generated"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert drawn.run("build", "--force").code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_a_document_has_its_figures_in_its_own_style(drawn: Study) -> None:
    text = (drawn.root / "manuscript/report.qmd").read_text(encoding="utf-8")
    drawn.write("manuscript/other.qmd", text.replace("---\n", "---\nstyle: lancet\n", 1))
    assert drawn.run("build").code == 0
    plain, _ = drawing(drawn, "groups")
    lancet, _ = drawing(drawn, "groups", "lancet")
    assert plain.png != lancet.png
    for name, wanted in (("report", plain), ("other", lancet)):
        with zipfile.ZipFile(drawn.root / f"_output/manuscript/{name}.docx") as archive:
            pictures = [archive.read(one) for one in archive.namelist() if one.endswith(".png")]
        assert wanted.png in pictures


def test_one_changed_cell_changes_the_figures_that_show_it(drawn: Study) -> None:
    assert drawn.run("build").code == 0
    folder = drawn.root / "manuscript/_generated"
    before = {path.name: path.read_bytes() for path in folder.glob("*.svg")}
    drawn.edit("data/table.csv", "P6,55,p,one,two,no,no,7,7", "P6,55,p,one,two,no,no,7,6")
    assert drawn.run("verify").code == 1
    assert drawn.run("build").code == 0
    after = {path.name: path.read_bytes() for path in folder.glob("*.svg")}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"fig-lines.svg", "fig-groups.svg"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('value: "2", source: log', 'value: "3", source: log', r'does not add up: "Screened" has 12 without the 3 left out, so 9 remain; "Analysed" has 10'),
        ("of: relief, caption: Lines", "of: relif, caption: Lines", r'"relif" is no paired analysis of numbers, not by group\. Did you mean "relief"'),
        ("of: relief, caption: Lines", "of: relief_by_arm, caption: Lines", r'"relief_by_arm" is no paired analysis'),
        ("of: pains", "of: relief", r'"relief" is no analysis of kind distribution'),
        ("by: [arm, cured]", "by: [arm, age]", r'"age" makes no groups; found a number'),
        ("by: [arm, cured]", "by: [arm, cred]", r'"cred" makes no groups; found no such variable.*Did you mean "cured"'),
        ("count: constants.screened", "count: age.mean", r'"age\.mean" is no count'),
        ("count: constants.screened", "count: constants.screend", r'Did you mean "constants\.screened"'),
        ("of: relief, caption: Better", "of: staging, caption: Better", r'"staging" is no paired analysis of numbers'),
        ("kind: pairs", "kind: pies", r'unknown kind "pies"'),
        ("participants.n >}}\"", "participant.n >}}\"", r'no number "participant\.n"'),
        ("from: 4, to: 10", "from: 4, to: 3", r"the classes must go from low to high"),
        ("from: 4, to: 10", "from: 0, to: 1000", r"there may be 100 classes"),
        ("  lines:", "  flow:", r"flow"),
    ],
)  # fmt: skip
def test_a_defective_figure_names_line_and_way_out(
    small: Study, old: str, new: str, says: str
) -> None:
    assert old in DRAWN
    small.write("data/study.yml", DRAWN.replace(old, new, 1))
    small.write("data/table.csv", TABLE)
    outcome = small.run("check")
    assert outcome.code == 1, outcome.out
    assert re.search(says, outcome.out), outcome.out


def test_values_outside_the_classes_are_told(drawn: Study) -> None:
    drawn.write("data/study.yml", DRAWN.replace("from: 4, to: 10", "from: 7, to: 10"))
    out = drawn.run("check").out
    assert re.search(r'\d participants lie outside the classes of "pains"', out)


def test_labels_that_cannot_be_drawn_stop_a_build_with_their_place(drawn: Study) -> None:
    before = drawn.run("build")
    assert before.code == 0
    earlier = drawn.outputs()
    drawn.write("data/study.yml", DRAWN.replace("label: Screened", "label: 選別"))
    outcome = drawn.run("build")
    assert outcome.code == 1
    assert re.search(r'study\.yml:\d+:3: the figure "flow" cannot be drawn: .*選', outcome.out)
    assert drawn.outputs() == earlier


def test_groups_without_values_are_drawn_with_the_reason(drawn: Study) -> None:
    drawn.write(
        "data/table.csv", "\n".join(line for line in TABLE.splitlines() if ",a," not in line) + "\n"
    )
    made, _ = drawing(drawn, "groups")
    assert any(
        "needs" in mark.text or "no participant" in mark.text for mark in made.marks if not mark.id
    )
    drawn.write(
        "data/study.yml",
        DRAWN.replace("count: constants.screened", "count: participants.n").replace(
            'value: "2"', 'value: "0"'
        ),
    )
    outcome = drawn.run("build")
    assert outcome.code == 0, outcome.out


def test_the_shipped_figures_mark_the_reconstruction(shipped: Study) -> None:
    whole = Path(shipped.root / "data/study.yml").read_text(encoding="utf-8")
    text = whole[whole.index("\nfigures:") :]
    captions = re.findall(
        r"kind: (?:pairs|distribution|responders|forest).*?caption: (.*?)\n", text, re.S
    )
    assert len(captions) == 4
    assert all("reconstructed" in caption for caption in captions)


@pytest.fixture
def figures_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of the figures that are drawn from now on, with nothing kept from before."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    names: list[str] = []
    draw = Picture.draw

    def counted(picture: Picture) -> Drawing:
        names.append(picture.name)
        return draw(picture)

    monkeypatch.setattr(Picture, "draw", counted)
    return names


def pictures(study: Study) -> set[str]:
    folder = study.root / "manuscript/_generated"
    return {path.stem.removeprefix("fig-") for path in folder.iterdir() if path.suffix == ".svg"}


def test_only_figures_that_are_included_are_drawn_and_only_once(
    drawn: Study, figures_drawn: list[str]
) -> None:
    drawn.document("{{< include _generated/fig-bars.md >}}")
    drawn.document("{{< include _generated/fig-flow.md >}}", "other")
    assert drawn.run("build", "report").code == 0
    assert figures_drawn == ["bars"]
    assert pictures(drawn) == {"bars"}
    assert drawn.run("build").code == 0
    assert figures_drawn == ["bars", "flow"]
    assert drawn.run("compute").code == 0
    assert sorted(figures_drawn[2:]) == ["better", "groups", "lines"]
    figures_drawn.clear()
    assert drawn.run("build", "report").code == 0
    assert pictures(drawn) == {"bars", "flow", "lines", "better", "groups"}
    assert figures_drawn == []
    assert drawn.run("build", "report", "--force").code == 0
    assert figures_drawn == ["bars"]


def test_what_no_document_includes_goes_when_it_is_stale(
    drawn: Study, figures_drawn: list[str]
) -> None:
    drawn.document("{{< include _generated/fig-flow.md >}}")
    assert drawn.run("compute").code == 0
    before = (drawn.root / "manuscript/_generated/fig-flow.svg").read_bytes()
    drawn.edit("data/table.csv", "P6,55,p,one,two,no,no,7,7", "P6,55,p,one,two,no,no,7,6")
    figures_drawn.clear()
    assert drawn.run("build").code == 0
    assert figures_drawn == []
    assert pictures(drawn) == {"flow", "bars", "better"}  # the others show what changed
    assert (drawn.root / "manuscript/_generated/fig-flow.svg").read_bytes() == before
    assert drawn.run("compute").code == 0
    assert sorted(figures_drawn) == ["groups", "lines"]


def test_a_state_has_the_figures_of_its_documents(
    drawn: Study, figures_drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn.document("There were {{< var participants.n >}}.", "other")
    assert drawn.run("build").code == 0
    state = read_state(drawn.root / "_output/state.json")
    assert state is not None
    assert {*state.figures["plain"]} == {"flow", "lines", "bars", "better", "groups"}
    figures_drawn.clear()
    monkeypatch.setenv(cache.VARIABLE, "")
    assert drawn.run("build", "other").code == 0
    state = read_state(drawn.root / "_output/state.json")
    assert state is not None
    assert state.figures == {}
    assert figures_drawn == []


@pytest.mark.parametrize("harm", ["altered", "cut", "link", "open"])
def test_a_kept_drawing_that_somebody_may_have_touched_is_none(
    drawn: Study, figures_drawn: list[str], tmp_path: Path, harm: str
) -> None:
    drawn.document("{{< include _generated/fig-flow.md >}}")
    assert drawn.run("build").code == 0
    document = drawn.root / "_output/manuscript/report.html"
    before = document.read_bytes()
    folder = tmp_path / "cache/drawings"
    (kept,) = folder.iterdir()
    content = kept.read_bytes()
    if harm == "altered":
        kept.write_bytes(content.replace(b"#000000", b"#FF0000"))
    elif harm == "cut":
        kept.write_bytes(content[:-100])
    elif harm == "link":
        kept.rename(tmp_path / "elsewhere")
        kept.symlink_to(tmp_path / "elsewhere")
    else:
        folder.chmod(0o777)
    document.unlink()
    figures_drawn.clear()
    assert drawn.run("build").code == 0
    assert figures_drawn == ["flow"]
    assert document.read_bytes() == before


def test_no_more_drawings_are_kept_than_are_of_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_KEPT", 3)
    kept = cache.Cache(tmp_path / "kept")
    keys = [f"{number:064x}" for number in range(5)]
    for age, key in enumerate(keys):
        kept.put(key, key.encode())
        os.utime(tmp_path / "kept" / key, (age, age))
    assert [key for key in keys if kept.get(key)] == keys[2:]
    assert cache.Cache(None).get(keys[0]) is None
