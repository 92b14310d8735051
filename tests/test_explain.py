"""The code that `explain` offers prints the number it is about."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import math
import shutil
import subprocess
from pathlib import Path

import pytest

from sacroreport.data.source import read_data
from sacroreport.data.tally import tally_of_analysis
from sacroreport.kinds.load import load_study
from sacroreport.kinds.registry import KINDS
from sacroreport.kinds.results import compute
from sacroreport.pipeline.formulas import formula_of, sources
from sacroreport.pipeline.snippets import Snippet, snippet
from sacroreport.project.root import find_project
from sacroreport.study.ids import Role
from tests.conftest import HEAD, REPOSITORY, Study
from tests.test_groups import STUDY, TABLE

LARGER = STUDY.replace("title: A study", "title: A larger study")


def rows() -> str:
    """Twenty-four participants, with ties and without empty cells in tables."""
    lines = [TABLE.splitlines()[0]]
    for index in range(24):
        stage, later = ("one", "two", "three")[index % 3], ("two", "three", "one")[index % 4 % 3]
        cured, well = ("yes", "no")[index * 7 % 5 % 2], ("no", "yes")[index % 7 % 2]
        pain, after = 4 + index * 5 % 7, index * 3 % 8
        lines.append(
            f"P{index},{30 + index * 11 % 37},{'ap'[index % 5 % 2]},{stage},{later},{cured},{well},"
            f"{pain},{after}"
        )
    return "\n".join(lines) + "\n"


def offered(root: Path) -> dict[str, tuple[float, Snippet]]:
    """Every number of a study that has code."""
    project = find_project(root)
    study = load_study(project)
    frame = read_data(project, study)
    results = compute(frame, study)
    found = {}
    for id_, result in results.items():
        analysis = study.analyses.get(result.definition.name)
        if analysis is None or result.value is None:
            continue
        tally = tally_of_analysis(frame, study, analysis)
        ending = id_.removeprefix(f"{analysis.name}.")
        made = snippet(analysis, tally, study, ending, result.method)
        if made is not None:
            found[id_] = (float(result.value), made)
    return found


@pytest.fixture
def larger(small: Study) -> Study:
    small.write("data/study.yml", LARGER)
    small.write("data/table.csv", rows())
    return small


def is_close(found: float, wanted: float) -> bool:
    return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-11)


def check_python(root: Path) -> int:
    checked = 0
    for id_, (value, made) in offered(root).items():
        if made.python:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(made.python, {})
            assert is_close(float(out.getvalue()), value), (id_, made.python, value)
            checked += 1
    return checked


def test_python_prints_the_number(larger: Study, shipped: Study) -> None:
    assert check_python(larger.root) > 150
    assert check_python(shipped.root) > 100


@pytest.mark.debian
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R")
def test_r_prints_the_number(larger: Study, shipped: Study, tmp_path: Path) -> None:
    for study in (larger, shipped):
        numbers = offered(study.root)
        script = tmp_path / "all.R"
        script.write_text("\n".join(made.r for _, made in numbers.values()), encoding="utf-8")
        done = subprocess.run(["Rscript", str(script)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-500:]
        printed = done.stdout.split()
        assert len(printed) == len(numbers) > 100
        for (id_, (value, made)), text in zip(numbers.items(), printed, strict=True):
            if "odds_ratio" in id_:  # fisher.test stops looking early
                assert math.isclose(float(text), value, rel_tol=1e-4)
                continue
            assert is_close(float(text), value), (id_, made.r, value, text)


def test_explain_shows_the_code(shipped: Study) -> None:
    outcome = shipped.run("explain", "vas.test.p")
    assert outcome.code == 0
    assert "t.test(after, before, paired = TRUE)$p.value" in outcome.out
    assert "stats.ttest_rel(after, before).pvalue" in outcome.out
    made = shipped.run("explain", "vas.test.p", "--json").json
    assert made["r"].startswith("before <- rep(c(")
    assert shipped.run("explain", "participants.n", "--json").json["r"] is None
    assert HEAD in LARGER.replace("A larger study", "A study")


def test_the_reference_is_what_the_models_say() -> None:
    """`python docs/make_reference.py` makes it anew."""
    path = REPOSITORY / "docs/make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.page()
    assert made == (REPOSITORY / "docs/reference.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"### kind: {kind}" in made


def test_every_number_has_a_formula(larger: Study) -> None:
    """A count speaks for itself, and so do the smallest and the largest value."""
    made = larger.run("results", "--json").json
    study = load_study(find_project(larger.root))
    for row in made:
        definition = study.catalogue[row["id"]]
        plain = definition.role in (Role.COUNT, Role.RECORDED) or definition.role.is_text
        formula = formula_of(definition)
        assert plain or formula.text, row["id"]
        assert all(name in sources() for name in formula.source.split("; ") if name), formula


@pytest.mark.parametrize("n", [12, 130])
def test_code_of_rank_tests_sees_the_ties_of_decimals(small: Study, n: int) -> None:
    """And takes the approximation where the number is one."""
    small.write(
        "data/study.yml",
        HEAD + "variables:\n  x: {label: X, type: number, decimals: 1}\n"
        "  y: {label: Y, type: number, decimals: 1}\n  g: {label: G, type: flag}\n"
        "analyses:\n  pair: {kind: paired, before: x, after: y, test: wilcoxon}\n"
        '  two: {kind: compare, variable: x, by: g, reference: "no", test: mann_whitney}\n',
    )
    rows = [
        f"P{index},{(index * 7 % 11 + 1) / 10},{(index * 5 % 11 + 1) / 10},{('yes', 'no')[index % 2]}"
        for index in range(n)
    ]
    small.write("data/table.csv", "\n".join(["id,x,y,g", *rows]) + "\n")
    assert check_python(small.root) > 20
    assert "pair.test.p" in offered(small.root)
    assert "two.test.p" in offered(small.root)
