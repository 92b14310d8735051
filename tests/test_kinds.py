"""A kind of analysis is one module and one line of the registry."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sacroreport.kinds import registry
from sacroreport.kinds.kind import ComputedKind
from tests.conftest import ANALYSES, HEAD, REPOSITORY, VARIABLES, Study, copy_shipped

PEAK = '''
"""``kind: peak``: the largest value and how many have it."""

from typing import Literal

from sacroreport.kinds.kind import ComputedKind, Sentence
from sacroreport.kinds.parts.blocks import DENOMINATORS, subject_of
from sacroreport.kinds.parts.code import join, sample
from sacroreport.statistics.describe import denominators, known
from sacroreport.statistics.estimate import Estimate, null
from sacroreport.study.blocks import Block, Statistic
from sacroreport.study.ids import Formula, Role
from sacroreport.study.kind import Example, Use
from sacroreport.study.options import AnalysisOptions, Name


class PeakAnalysis(AnalysisOptions):
    """Find the largest value of a number."""

    kind: Literal["peak"]
    variable: Name


class Peak(ComputedKind):
    name = "peak"
    options = PeakAnalysis
    remarks = {"top": "top"}
    words = {"en": {"top": "The peak of {label} is its largest value."}}
    examples = (Example("a number", "worst: {kind: peak, variable: pain}"),)

    def uses(self, options):
        return {("variable",): Use(options.variable, frozenset({"number"}))}

    def blocks(self, analysis, path, label, variables):
        about = subject_of(analysis, label, variables[analysis.options.variable])
        yield Block(path=path, about=about, statistics=DENOMINATORS)
        yield Block(path=f"{path}.top", about=about, statistics=(
            Statistic("peak", Role.RECORDED, "peak", formula=Formula("max x", "Welch 1947")),
            Statistic("holders", Role.COUNT, "participants at the peak", "participants"),
        ))

    def compute(self, analysis, tally, study):
        column = tally.column(analysis.options.variable)
        values, missing = known(column), column[None]
        n = sum(values.values())
        if not values:
            nothing = null("no participant has a value", n=0, missing=missing)
            return {**denominators(n, missing), "top.peak": nothing, "top.holders": nothing}
        peak = max(values)
        return {
            **denominators(n, missing),
            "top.peak": Estimate(value=peak, n=n, missing=missing, method="largest value"),
            "top.holders": Estimate(value=values[peak], n=n, missing=missing, method="count"),
        }

    def code(self, analysis, tally, study, ending, method):
        values = known(tally.column(analysis.options.variable))
        return join(sample("x", values), last=("max(x)", "x.max()"))


KIND = Peak()
'''
TABLE = """\
tables:
  peaks:
    caption: The worst pain.
    columns: [{label: Peak, show: top.peak}, {label: Participants, show: top.holders}]
    rows: [worst]
"""


@pytest.fixture
def peak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of one module, with its line in the registry."""
    (tmp_path / "kind_of_peaks.py").write_text(PEAK, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(registry.MODULES, "peak", "kind_of_peaks")
    monkeypatch.delitem(sys.modules, "kind_of_peaks", raising=False)


@pytest.mark.usefixtures("peak")
def test_a_kind_is_one_module_and_one_line(small: Study) -> None:
    analyses = ANALYSES + "  worst: {kind: peak, variable: pain, label: Worst pain}\n"
    small.write("data/study.yml", HEAD + VARIABLES + analyses + TABLE)
    small.document(
        "The worst pain was {{< var worst.top.peak >}} ({{< var worst.top.holders >}} of "
        "{{< var worst.n >}}).\n\n{{< include _generated/tbl-peaks.md >}}\n\n"
        "{{< var methods.statistics >}}"
    )
    rows = {row["id"]: row for row in small.run("results", "worst.*", "--json").json}
    assert list(rows) == ["worst.n", "worst.missing", "worst.top.peak", "worst.top.holders"]
    assert rows["worst.top.peak"]["analysis"] == "worst"
    assert rows["worst.top.peak"]["text"] == "9"
    explained = small.run("explain", "worst.top.peak", "--json").json
    assert explained["formula"] == "max x"
    assert explained["source"].startswith("Welch BL.")
    assert "max(x)" in explained["r"]
    built = small.run("build", "--format", "html", "--json")
    assert built.code == 0, built.out
    page = (small.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert "The peak of Worst pain is its largest value." in page
    row = page[page.index("Worst pain</th>") :]
    assert ">9</span>" in row[: row.index("</tr>")]
    assert small.run("verify").code == 0
    schema = small.run("schema").json
    kinds = schema["properties"]["analyses"]["additionalProperties"]["discriminator"]["mapping"]
    assert kinds["peak"] == "#/$defs/PeakAnalysis"
    reference = _reference()
    assert "### kind: peak\n\nFind the largest value of a number." in reference
    assert "| `worst.top.peak` | peak of Pain before | max x (Welch 1947) |" in reference


def _reference() -> str:
    spec = importlib.util.spec_from_file_location(
        "make_reference_of_peaks", REPOSITORY / "docs/make_reference.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.page())


@pytest.mark.usefixtures("peak")
def test_ids_that_a_kind_gives_twice_are_a_defect(small: Study) -> None:
    """One of the two would be lost in silence."""
    text = PEAK.replace('f"{path}.top"', "path").replace('"peak", Role', '"n", Role')
    path = Path(next(folder for folder in sys.path if (Path(folder) / "kind_of_peaks.py").exists()))
    (path / "kind_of_peaks.py").write_text(text, encoding="utf-8")
    small.write(
        "data/study.yml", HEAD + VARIABLES + ANALYSES + "  worst: {kind: peak, variable: pain}\n"
    )
    outcome = small.run("check", "--json")
    assert [one["message"] for one in outcome.json["findings"]] == [
        'two numbers would have the id "worst.n"'
    ]


def test_every_kind_says_what_it_is() -> None:
    for name, kind in registry.KINDS.items():
        assert isinstance(kind, ComputedKind)
        assert kind.name == name
        assert kind.examples
        assert all(example.line.split("kind: ")[1].startswith(name) for example in kind.examples)
        assert kind.options.__doc__


def test_no_room_names_a_kind_but_theirs() -> None:
    """What others need to know of a kind is an attribute."""
    classes = [kind.options.__name__ for kind in registry.KINDS.values()]
    for path in (REPOSITORY / "sacroreport").rglob("*.py"):
        if "kinds" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert not [name for name in classes if name in text], path


def loaded(root: Path, *words: str) -> list[str]:
    code = textwrap.dedent("""
        import json, sys
        from sacroreport.cli import main
        try: main()
        except SystemExit: pass
        print(json.dumps(sorted(sys.modules)))
    """)
    done = subprocess.run(
        [sys.executable, "-c", code, "--project", str(root), *words],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    modules: list[str] = json.loads(done.stdout.splitlines()[-1])
    return modules


def test_a_study_loads_the_kinds_that_it_has(small: Study, tmp_path: Path) -> None:
    small.write("data/study.yml", HEAD + VARIABLES)
    small.document("Mean age was {{< var age.mean >}}.")
    modules = loaded(small.root, "check")
    kinds = {name.split(".")[2] for name in modules if name.startswith("sacroreport.kinds.")}
    assert kinds & set(registry.MODULES) == {"describe"}
    modules = loaded(copy_shipped(tmp_path / "study"), "check")
    kinds = {name.split(".")[2] for name in modules if name.startswith("sacroreport.kinds.")}
    used = {"describe", "paired", "compare", "events", "distribution", "correlate", "variation"}
    study = (REPOSITORY / "data/study.yml").read_text(encoding="utf-8")
    named = {kind for kind in used if f"kind: {kind}" in study} | {"describe"}
    assert kinds & set(registry.MODULES) >= named
