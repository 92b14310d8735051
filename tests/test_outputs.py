"""What a build leaves on disk: whole files, one build at a time, nothing made twice."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.conftest import Study


def test_what_has_not_changed_is_not_made_again(small: Study) -> None:
    first = small.run("build", "--json").json
    assert sorted(first["rendered"]) == [
        f"_output/manuscript/report.{one}" for one in ("docx", "html", "pdf")
    ]
    assert small.run("build", "--json").json["rendered"] == []
    assert small.run("build").out.splitlines()[-1] == "15 numbers in 3 files agree with the data"
    # a cell that no printed number depends on
    small.edit("data/table.csv", "P1,50,f", "P1,50,m")
    assert small.run("build", "--json").json["rendered"] == []
    assert "f:" in (small.root / "_variables.yml").read_text(encoding="utf-8")
    # one that a printed number depends on
    small.edit("data/table.csv", "P1,50,m", "P1,51,m")
    assert len(small.run("build", "--json").json["rendered"]) == 3
    # a file that somebody edited, or removed
    small.write("_output/manuscript/report.html", "mine")
    assert small.run("build", "--json").json["rendered"] == ["_output/manuscript/report.html"]
    (small.root / "_output/manuscript/report.pdf").unlink()
    assert small.run("build", "--json").json["rendered"] == ["_output/manuscript/report.pdf"]
    small.write("_variables.yml", "mine: 1\n")
    assert small.run("build", "--json").json["rendered"] == []
    assert "mine" not in (small.root / "_variables.yml").read_text(encoding="utf-8")
    # another style, another text, and everything when asked for
    assert len(small.run("build", "--style", "ama", "--json").json["rendered"]) == 3
    assert len(small.run("build", "--format", "html", "--json").json["rendered"]) == 1
    small.edit("manuscript/report.qmd", "There were", "We saw")
    assert len(small.run("build", "--json").json["rendered"]) == 3
    assert len(small.run("build", "--force", "--json").json["rendered"]) == 3
    # an input that is broken is never current
    small.edit("data/table.csv", "P1,51", "P1,511")
    assert small.run("build").code == 1


def test_findings_are_shown_again(shipped: Study) -> None:
    shipped.edit("data/published.yml", '"68.7"', '"68.8"')
    for _ in range(2):
        outcome = shipped.run("build")
        assert outcome.code == 0
        assert "age.mean no longer agrees with what is in print" in outcome.out
    assert shipped.run("build", "--strict").code == 1


def test_output_that_is_a_file(small: Study) -> None:
    small.write("_output", "mine")
    outcome = small.run("build")
    assert outcome.code == 4
    assert "_output is a file, but built files go into a folder of that name" in outcome.err
    assert (small.root / "_output").read_text(encoding="utf-8") == "mine"
    assert not (small.root / "_variables.yml").exists()


def test_an_output_whose_place_is_taken(small: Study) -> None:
    assert small.run("build").code == 0
    shutil.rmtree(small.root / "_output")
    small.write("_output/manuscript/report.docx/in_the_way", "mine")
    earlier = small.outputs()
    outcome = small.run("build")
    assert outcome.code == 4
    assert "the earlier files are untouched" in outcome.err
    assert small.outputs() == earlier


def test_a_second_build_at_the_same_time(small: Study) -> None:
    assert small.run("build").code == 0
    earlier = small.outputs()
    with FileLock(small.root / ".sacroreport/lock"):
        outcome = small.run("build")
    assert outcome.code == 4
    assert "another build of this study is running" in outcome.err
    assert small.outputs() == earlier
    assert small.run("build").code == 0


@pytest.mark.skipif(os.name != "posix", reason="kills a process group")
def test_killed_in_the_middle_of_writing(small: Study) -> None:
    """Wherever the knife falls, each file is whole: the old one or the new one."""
    assert small.run("build").code == 0
    old = small.outputs()
    small.edit("data/table.csv", "P1,50,f,8", "P1,50,f,9")
    assert small.run("build").code == 0
    new = small.outputs()
    small.edit("data/table.csv", "P1,50,f,9", "P1,50,f,8")
    script = (
        "import os, sys, sacroreport.project.outputs as o\n"
        "real, left = os.replace, [int(sys.argv.pop())]\n"
        "def replace(a, b):\n"
        "    if left[0] == 0: os.kill(os.getpid(), 9)\n"
        "    left[0] -= 1\n"
        "    real(a, b)\n"
        "os.replace = replace\n"
        "from sacroreport.cli import main\n"
        "main()\n"
    )
    for steps in (0, 1, 3):
        words = [sys.executable, "-c", script, "--project", str(small.root), "build", str(steps)]
        done = subprocess.run(words, capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL
        whole = {name: content for name, content in small.outputs().items() if "tmp" not in name}
        assert set(whole) == set(old)
        assert all(content in (old[name], new[name]) for name, content in whole.items())
    assert small.run("build").code == 0
    healed = small.outputs()
    assert not any("tmp" in name for name in healed)
    assert healed == old


def test_a_failing_move_is_undone(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    assert small.run("build").code == 0
    earlier = small.outputs()
    small.edit("data/table.csv", "P1,50,f,8", "P1,50,f,9")
    real, moves = os.replace, []

    def replace(source: str, target: str) -> None:
        moves.append(target)
        if len(moves) == 3:
            raise PermissionError(13, "Permission denied", str(target))
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("sacroreport.project.outputs.os.replace", replace)
        outcome = small.run("build")
    assert outcome.code == 4
    assert small.outputs() == earlier


def test_compute_writes_the_variables_only(small: Study) -> None:
    assert small.run("compute").code == 0
    assert (small.root / "_variables.yml").is_file()
    assert not (small.root / "_output").exists()
    with contextlib.suppress(FileNotFoundError):
        (small.root / "_variables.yml").unlink()
    small.edit("data/table.csv", "P1,50,f,8", "P1,50,f,88")
    assert small.run("compute").code == 1
    assert not (small.root / "_variables.yml").exists()


def test_another_output_folder(small: Study) -> None:
    small.write("_quarto.yml", "project:\n  output-dir: made/here\n")
    assert small.run("build").code == 0
    assert (small.root / "made/here/manuscript/report.pdf").is_file()
    assert not (small.root / "_output").exists()


@pytest.mark.parametrize(
    "text",
    ['{"manifest":1,"outputs":[1]}', "[" * 100_000, '{"a":1}', '"x"', "", '{"manifest":1,"outputs":{"manuscript/report.pdf":{}}}',
     '{"manifest":1,"request":{},"inputs":{},"findings":[],"outputs":{"/etc/passwd.pdf":{"document":"/etc/passwd","format":"pdf","style":"plain","key":"","sha256":"","placements":[]}}}'],
)  # fmt: skip
def test_a_damaged_manifest_is_none(small: Study, text: str) -> None:
    assert small.run("build", "--format", "html").code == 0
    small.write("_output/manifest.json", text)
    outcome = small.run("verify")
    assert outcome.code == 2
    assert "nothing was built yet" in outcome.err
    assert small.run("build", "--format", "html").code == 0
    assert small.run("verify").code == 0


def test_built_files_without_a_usable_manifest_are_built_again(small: Study) -> None:
    assert small.run("build", "--format", "html").code == 0
    manifest = small.root / "_output/manifest.json"
    record = json.loads(manifest.read_text(encoding="utf-8"))
    (page,) = (small.root / "_output").rglob("report.html")
    cases: list[tuple[str, object]] = [("manifest", record["manifest"] - 1), ("files", None)]
    outputs = record["outputs"]["manuscript/report.html"]
    cases.append(("outputs", {"manuscript/report.html": {**outputs, "engine": ""}}))
    for key, value in cases:  # an earlier version, and damaged ones
        small.write("_output/manifest.json", json.dumps({**record, key: value}))
        for words in ((), (str(page),)):
            outcome = small.run("verify", *words)
            assert outcome.code == 2, outcome.err
            assert "which is damaged or of another version: run `sacroreport build`" in outcome.err
    manifest.unlink()
    outcome = small.run("verify", str(page))
    assert outcome.code == 2
    assert "report.html was built, but _output/manifest.json does not list it: run" in outcome.err
    assert small.run("build", "--format", "html").code == 0
    assert small.run("verify", str(page)).code == 0


def test_outputs_stay_inside_the_project(small: Study, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (small.root / "_output").symlink_to(elsewhere)
    outcome = small.run("build")
    assert outcome.code == 4
    assert "_output is a link out of the project" in outcome.err
    assert list(elsewhere.iterdir()) == []


def test_a_document_is_no_link_out_of_the_project(small: Study) -> None:
    (small.root / "manuscript/leak.qmd").symlink_to("/etc/passwd")
    outcome = small.run("build", "leak")
    assert outcome.code == 1
    assert "the document is a link out of the project" in outcome.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout(small: Study) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        words = [sys.executable, "-m", "sacroreport", "--project", str(small.root), "results"]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 4
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_computing_waits_for_a_build(small: Study) -> None:
    """A plain quarto render beside a build loses nothing."""
    words = [sys.executable, "-m", "sacroreport", "--project", str(small.root)]
    running = [
        subprocess.Popen([*words, command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for command in ("build", "compute", "compute")
    ]
    assert [process.wait(timeout=120) for process in running][1:] == [0, 0]
    assert (small.root / "_variables.yml").read_text(encoding="utf-8").startswith("# Generated")
    for process in running:
        assert process.stderr is not None
        process.stderr.close()


def test_a_file_saved_during_a_build_is_not_taken_for_built(
    small: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the manifest records is what the build saw, not what lies there at its end."""
    from sacroreport.pipeline.requested import Requested

    real = Requested.start_early

    def saving(*given: Any, **options: Any) -> object:
        small.edit("data/table.csv", "P1,50,f,8", "P1,60,f,8")
        return real(*given, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Requested, "start_early", saving)
        assert small.run("build", "--format", "html").code == 0
    again = small.run("build", "--format", "html", "--json").json
    assert again["rendered"] == ["_output/manuscript/report.html"]
    assert small.run("verify").code == 0


def test_the_users_own_pandoc_files_take_no_part(
    small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write("home/pandoc/init.lua", "io.open(os.getenv('MARK_FILE'), 'w'):close()")
    monkeypatch.setenv("XDG_DATA_HOME", str(small.root / "home"))
    monkeypatch.setenv("MARK_FILE", str(tmp_path / "mark"))
    assert small.run("build", "--format", "html").code == 0
    assert not (tmp_path / "mark").exists()


def test_a_removed_document_is_forgotten(small: Study) -> None:
    small.document("B {{< var age.n >}}.", name="other")
    assert small.run("build", "--format", "html").code == 0
    (small.root / "manuscript/other.qmd").unlink()
    assert small.run("build", "--format", "html").code == 0
    assert small.run("verify").out.splitlines()[-1] == "5 numbers in 1 file agree with the data"


def test_a_folder_that_is_not_ours_stays(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    base = small.root / "tmp"
    base.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(base))
    (base / "sacroreport-999999-mine").mkdir()
    dead = base / "sacroreport-dead"
    dead.mkdir()
    (dead / ".sacroreport-stage").write_text(f"{platform.node()}\n999999999", encoding="utf-8")
    assert small.run("build", "--format", "html").code == 0
    assert [path.name for path in base.iterdir()] == ["sacroreport-999999-mine"]


def test_a_link_below_the_outputs_is_not_followed(small: Study, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (small.root / "_output").mkdir()
    (small.root / "_output/manuscript").symlink_to(tmp_path / "elsewhere")
    outcome = small.run("build")
    assert outcome.code == 4
    assert "manuscript is a link out of the project" in outcome.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_style_that_changes_no_text_is_remembered(small: Study) -> None:
    small.document("N {{< var age.n >}}.")
    assert small.run("build", "--style", "ama", "--format", "html").code == 0
    assert small.run("build", "--format", "html").code == 0
    record = json.loads((small.root / "_output/manifest.json").read_text(encoding="utf-8"))
    assert record["outputs"]["manuscript/report.html"]["style"] == "plain"


def test_variables_edited_by_hand_are_said_and_rewritten(small: Study) -> None:
    assert small.run("build", "--format", "html").code == 0
    path = small.root / "_variables.yml"
    right = path.read_bytes()
    path.write_bytes(right.replace(b"52.8", b"99.9"))
    assert path.read_bytes() != right
    outcome = small.run("build", "--format", "html")
    assert outcome.code == 0
    assert "notice: _variables.yml: the file was edited since it was generated" in outcome.out
    assert path.read_bytes() == right
    assert "notice" not in small.run("build", "--format", "html").out
    path.write_bytes(b"x: y\n")
    assert "the file was edited" in small.run("compute").err
    assert path.read_bytes() == right
    small.edit("data/table.csv", "P1,50,f,8", "P1,60,f,8")
    assert "edited" not in small.run("compute").err  # the data changed it, nobody else
