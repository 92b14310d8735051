"""The shape of the house: what loads when, what the package may know, what ships."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import sacroreport
from tests.conftest import REPOSITORY, Outcome, Study, copy_shipped

# not pydantic: typer itself takes it where it is installed
HEAVY = ("pandas", "scipy", "matplotlib", "numpy", "narwhals", "typst", "rich", "lxml", "ruamel")


def run(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys, json\nsys.argv[0] = 'sacroreport'\n"
        "from sacroreport.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    )
    done = run(sys.executable, "-c", code, *words)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_results_need_no_scipy_stats_and_no_matplotlib(tmp_path: Path) -> None:
    root = copy_shipped(tmp_path / "study")
    code = (
        "import sys, json\n"
        "from sacroreport.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print('loaded', [m for m in ('scipy.stats', 'matplotlib', 'pypandoc') if m in sys.modules])"
    )
    done = run(sys.executable, "-c", code, "--project", str(root), "check")
    assert done.stdout.splitlines()[-1] == "loaded []", done.stdout + done.stderr


def test_the_package_knows_no_study() -> None:
    known = re.compile("sacroplast|sacrum|sacral|\\bcement|vertebr|ortiz|kortman", re.I)
    for folder in ("sacroreport", "templates"):
        for path in (REPOSITORY / folder).rglob("*"):
            if path.suffix in (".py", ".yml", ".lua", ".typ", ".css", ".html", ".openxml"):
                found = known.findall(path.read_text(encoding="utf-8"))
                assert not found, f"{path}: {found}"


def test_modules_stay_small() -> None:
    for path in (REPOSITORY / "sacroreport").rglob("*.py"):
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= 386, f"{path} has {lines} lines"


def test_one_version() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == sacroreport.__version__
    assert f"## {sacroreport.__version__}" in (REPOSITORY / "CHANGELOG.md").read_text(
        encoding="utf-8"
    )


def test_the_readme_tells_every_command() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    done = run(sys.executable, "-m", "sacroreport", "--help")
    commands = re.findall(r"^  (\w+)  ", done.stdout.split("Commands:")[1], re.M)
    assert commands
    for command in commands:
        assert f"`{command}" in readme, f"README does not tell of {command}"


def test_the_study_of_the_readme_is_one(small: Study) -> None:
    """It can be used as it stands, on the shipped data."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    found = re.search(r"### study.yml\n\n```yaml\n(.*?)```", readme, re.S)
    assert found is not None
    small.write("data/study.yml", found[1])
    small.write("data/sacroplasty.csv", (REPOSITORY / "data/sacroplasty.csv").read_bytes())
    small.document(
        "{{< include _generated/tbl-baseline.md >}}\n\n{{< include _generated/fig-pain.md >}}"
    )
    outcome = small.run("check", "--json")
    assert {one["rule"] for one in outcome.json["findings"]} <= {"undeclared-column"}, outcome.out
    assert small.run("build", "--format", "html").code == 0


def test_every_printed_id_of_the_readme_exists(shipped: Study) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    ids = {row["id"] for row in shipped.run("results", "--json").json}
    named = set(re.findall(r"\{\{< var ([\w.]+) >\}\}", readme))
    assert named
    assert named - {"id"} <= ids


@pytest.mark.slow
def test_the_wheel_brings_its_templates(tmp_path: Path) -> None:
    """From the wheel alone, away from the repository, the study builds."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("sacroreport", "templates"):
        shutil.copytree(
            REPOSITORY / name, source / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, source)
    built = run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"),
        cwd=source,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "sacroreport/templates/styles/plain.yml" in names
    assert not any(name.startswith(("tests", "data", "manuscript")) for name in names)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    root = copy_shipped(tmp_path / "study")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONSAFEPATH": "1"}
    where = run(
        sys.executable, "-c", "import sacroreport; print(sacroreport.__file__)",
        cwd=root, env=environment,
    )  # fmt: skip
    assert where.stdout.startswith(str(tmp_path / "installed"))
    done = run(sys.executable, "-m", "sacroreport", "build", cwd=root, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\d{3} numbers in 6 files agree with the data", done.stdout)


@pytest.mark.debian
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_word_processors_open_the_docx(shipped: Study, tmp_path: Path) -> None:
    assert shipped.run("build", "--format", "docx").code == 0
    file = shipped.root / "_output/manuscript/abstract.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = run(
        "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file),
        timeout=180,
    )  # fmt: skip
    assert (tmp_path / "abstract.pdf").is_file(), done.stderr
    text = run("pdftotext", "-layout", str(tmp_path / "abstract.pdf"), "-").stdout
    words = " ".join(text.split())
    assert "from 8.9 ± 1.0 before to 2.2 ± 2.0 after treatment" in words
    assert "0 of 28; exact two-sided 95% CI 0% to 12%" in words


@pytest.mark.debian
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_the_abstract_is_one_page_that_another_reader_reads(shipped: Study) -> None:
    assert shipped.run("build", "--format", "pdf").code == 0
    file = shipped.root / "_output/manuscript/abstract.pdf"
    info = run("pdfinfo", str(file)).stdout
    assert re.search(r"^Pages: +1$", info, re.M)
    assert re.search(r"^Title: +Percutaneous sacroplasty .* 28 participants$", info, re.M)
    assert re.search(r"^Author: +A. Orlando Ortiz, Keith Kortman", info, re.M)
    words = " ".join(run("pdftotext", str(file), "-").stdout.split())
    assert "from 8.9 ± 1.0 before to 2.2 ± 2.0 after treatment (p < 0.0001" in words


@pytest.mark.debian
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R")
def test_r_still_computes_the_golden_values(tmp_path: Path) -> None:
    """The committed values are what the committed script makes."""
    shutil.copytree(REPOSITORY / "tests/golden", tmp_path / "tests/golden")
    done = run("Rscript", "tests/golden/golden.R", cwd=tmp_path)
    assert done.returncode == 0, done.stderr

    def rows(root: Path) -> dict[str, float]:
        lines = (root / "tests/golden/golden.csv").read_text(encoding="utf-8").splitlines()[1:]
        return {line.rpartition(",")[0]: float(line.rpartition(",")[2]) for line in lines}

    made, committed = rows(tmp_path), rows(REPOSITORY)
    assert made.keys() == committed.keys()
    for key, value in committed.items():
        assert made[key] == pytest.approx(value, rel=1e-9, abs=1e-11), key


def test_the_schema_is_what_the_models_say(shipped: Study) -> None:
    committed = (REPOSITORY / "templates/study.schema.json").read_text(encoding="utf-8")
    assert committed == shipped.run("schema").out
    first = (REPOSITORY / "data/study.yml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../templates/study.schema.json"


def test_the_doctor_finds_the_embedded_engine(shipped: Study) -> None:
    outcome = shipped.run("doctor")
    assert outcome.code == 0
    assert re.search(r"^pandoc +ok +pandoc 3\.", outcome.out, re.M)
    assert re.search(r"^engine +ok +pandoc, the embedded one: no Quarto on PATH", outcome.out, re.M)


def test_explain_tells_meaning_exact_value_and_place(shipped: Study) -> None:
    made = shipped.run("explain", "vas.after.mean_sd", "--json").json
    assert made["parts"] == ["vas.after.mean", "vas.after.sd"]
    assert made["printed"][0].startswith("manuscript/_abstract/results.qmd:")
    text = shipped.run("explain", "vas.after.mean").out
    assert re.search(r"^exact +61/28$", text, re.M)
    assert re.search(r"^formula +Σx / n$", text, re.M)
    outcome = shipped.run("explain", "vas.after.meen")
    assert outcome.code == 2
    assert 'did you mean "vas.after.mean"' in outcome.err


def test_the_study_to_start_from_builds(tmp_path: Path, call: Callable[..., Outcome]) -> None:
    study = Study(tmp_path / "study", call)
    shutil.copytree(REPOSITORY / "templates/study", study.root)
    first = (study.root / "data/study.yml").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert study.run("check", "--strict").code == 0
    outcome = study.run("build", "--strict")
    assert outcome.code == 0
    assert re.search(r"\d\d numbers in 3 files agree with the data\n$", outcome.out)


@pytest.mark.parametrize(
    "name",
    [
        ".github/workflows/ci.yml",
        ".pre-commit-hooks.yaml",
        "templates/study/.github/workflows/numbers.yml",
    ],
)
def test_workflows_call_commands_that_exist(name: str, call: Callable[..., Outcome]) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    assert YAML(typ="safe").load(text)
    calls = re.findall(r"sacroreport ((?:check|build|verify|doctor)\b[^\n#]*)", text)
    assert calls
    for words in calls:
        command, *options = words.split()
        shown = call(command, "--help").out
        assert all(option in shown for option in options), words


def test_timings_and_quiet(small: Study) -> None:
    outcome = small.run("build", "--format", "html", "--timings")
    assert outcome.code == 0
    steps = re.findall(r"^ *\d+\.\d\d s  (.+)$", outcome.err, re.M)
    assert steps[0] == "looking for changes"
    assert "rendering 1 file with pandoc" in steps
    assert "reading the files back" in steps
    fields = small.run("build", "--format", "html", "--timings", "--json").json
    assert [one["step"] for one in fields["timings"]] == ["looking for changes"]
    outcome = small.run("build", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    small.document("{{< var nope >}}")
    outcome = small.run("build", "--quiet")
    assert outcome.code == 1
    assert "unknown-id" in outcome.out


def test_a_document_has_a_style_of_its_own(small: Study) -> None:
    """--style before the document's before the study's; the variables keep the study's."""
    small.document("{{< var age.mean_sd >}}", "own", front="title: Own\nstyle: ama")
    small.document("{{< var age.mean_sd >}}", "other", front="title: Other")
    assert small.run("build", "--format", "html").code == 0

    def shown(name: str) -> str:
        text = (small.root / f"_output/manuscript/{name}.html").read_text(encoding="utf-8")
        match = re.search(r'data-stat="age.mean_sd"[^>]*>([^<]+)<', text)
        assert match
        return match[1]

    assert shown("own") == "52.8 (13.8)"
    assert shown("other") == "52.8 ± 13.8"
    assert small.run("verify").code == 0
    variables = (small.root / "_variables.yml").read_bytes()
    assert small.run("build", "--format", "html", "--style", "ama").code == 0
    assert shown("other") == "52.8 (13.8)"
    assert (small.root / "_variables.yml").read_bytes() == variables
    small.document("x", "own", front="title: Own\nstyle: amma")
    outcome = small.run("check")
    assert outcome.code == 1
    assert re.search(r'own\.qmd:3:8: there is no number style "amma".*"ama"', outcome.out)
