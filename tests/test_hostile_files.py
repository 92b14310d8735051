"""Nothing from outside hurts: links, pipes, damaged records, signals, full disks and locales."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sacroreport.errors import OutputError
from sacroreport.project.interrupts import Interrupted, ending, held_back
from sacroreport.project.outputs import Output, publish
from sacroreport.project.root import Project
from tests.conftest import ANALYSES, DOCUMENT, HEAD, RULES, TABLE, VARIABLES, Study
from tests.hostile import look
from tests.long import kills

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, pipes and signals of Unix")

HTML = ("build", "--format", "html")
COMMANDS = (HTML, ("build", "--draft", "--format", "html"), ("compute",))
TABLES = 'tables: {all: {caption: "All", rows: [age]}}\n'


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Hear signals, as on a terminal: whoever starts the tests in the background ignores some."""
    heard = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: signal.SIG_DFL}
    heard[signal.SIGHUP] = signal.SIG_DFL
    before = {number: signal.signal(number, handler) for number, handler in heard.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the study, with things in it that are nobody's business."""
    folder = tmp_path / "outside"
    (folder / "inner").mkdir(parents=True)
    (folder / "precious.txt").write_text("precious", encoding="utf-8")
    (folder / "inner/report.html").write_text("mine", encoding="utf-8")
    (folder / "lock").write_text("not a lock", encoding="utf-8")
    return folder


@contextlib.contextmanager
def untouched(*folders: Path) -> Iterator[None]:
    before = [look(folder) for folder in folders]
    yield
    assert [look(folder) for folder in folders] == before


def spawn(study: Study, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command of its own process, which a pipe in the wrong place would keep for ever."""
    env = {**os.environ, **environment}
    command = [sys.executable, "-m", "sacroreport", "--project", str(study.root), *words]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, env=env)


SEVERAL = """
import os, sys
from sacroreport.cli.main import main
root, ends = sys.argv[1], os.fdopen(os.dup(1), "wb", 0)
for line in sys.argv[2:]:
    sys.argv = ["sacroreport", "--project", root, *line.split(" ")]
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    ends.write(b"\\x1e%d\\x1f" % (code or 0))
"""


def spawn_several(
    study: Study, commands: Iterable[tuple[str, ...]], **environment: str
) -> list[tuple[int, bytes]]:
    """Run commands in one process, which is what takes time; return exit codes and outputs."""
    words = [" ".join(command) for command in commands]
    done = subprocess.run(
        [sys.executable, "-c", SEVERAL, str(study.root), *words],
        capture_output=True, check=False, timeout=120, env={**os.environ, **environment},
    )  # fmt: skip
    parts = re.findall(rb"(.*?)\x1e(\d+)\x1f", done.stdout, re.S)
    assert len(parts) == len(words), done.stderr.decode()
    return [(int(code), output) for output, code in parts]


# --- Links where something is written


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_private_folder_is_no_link(
    small: Study, outside: Path, command: tuple[str, ...]
) -> None:
    (small.root / ".sacroreport").symlink_to(outside)
    with untouched(outside, small.root):
        outcome = small.run(*command)
    assert outcome.code == 4
    assert f".sacroreport is a link out of the project, to {outside}" in outcome.err


@pytest.mark.parametrize(
    "name", ["lock", ".gitignore", "variables.sha256", "generated.txt", "temporary"]
)
@pytest.mark.parametrize("target", ["data/table.csv", "../outside/precious.txt"])
@pytest.mark.parametrize("is_hard", [False, True])
def test_files_of_the_private_folder_lead_nowhere(
    small: Study, outside: Path, name: str, target: str, is_hard: bool
) -> None:
    (small.root / ".sacroreport").mkdir()
    link, victim = small.root / ".sacroreport" / name, small.root / target
    if is_hard:
        link.hardlink_to(victim)
    else:
        link.symlink_to(victim)
    with untouched(outside, small.root / "data"):
        outcome = small.run("compute")
    if name == "lock":
        assert outcome.code == 4
        assert ".sacroreport/lock is no plain file of its own" in outcome.err
    else:
        assert outcome.code == 0, outcome.err
        assert (small.root / "_variables.yml").is_file()
    if name not in ("lock", ".gitignore"):
        assert not link.is_symlink()


@pytest.mark.parametrize("command", [HTML, ("compute",)], ids=" ".join)
def test_written_files_replace_links(small: Study, outside: Path, command: tuple[str, ...]) -> None:
    """A file in the place of a link: what the link led to stays as it was."""
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES + TABLES + RULES)
    written = ["_variables.yml", "manuscript/_generated/tbl-all.md"]
    if command == HTML:
        written += ["_output/manuscript/report.html", "_output/manifest.json"]
    for name, target in zip(
        written, ("data/table.csv", "../outside/precious.txt") * 2, strict=False
    ):
        path = small.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to((small.root / target).resolve())
    with untouched(outside, small.root / "data"):
        assert small.run(*command).code == 0
    assert not any((small.root / name).is_symlink() for name in written)


def test_a_link_with_the_right_content_is_replaced_too(small: Study, outside: Path) -> None:
    assert small.run(*HTML).code == 0
    page = small.root / "_output/manuscript/report.html"
    page.rename(outside / "page.html")
    page.symlink_to(outside / "page.html")
    with untouched(outside):
        assert small.run(*HTML, "--json").json["rendered"] == ["_output/manuscript/report.html"]
    assert not page.is_symlink()


@pytest.mark.parametrize("command", COMMANDS[:2], ids=" ".join)
@pytest.mark.parametrize(
    "link", ["_output", "_output/manuscript", "_output/draft", "_output/draft/manuscript"]
)
@pytest.mark.parametrize("target", ["data", "manuscript", "../outside", "nowhere", "elsewhere"])
def test_folders_of_outputs_are_no_links(
    small: Study, outside: Path, command: tuple[str, ...], link: str, target: str
) -> None:
    if ("draft" in link) != ("--draft" in command) and link != "_output":
        return
    (small.root / "elsewhere").mkdir()
    place = small.root / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(small.root / target)
    with untouched(
        outside, small.root / "data", small.root / "manuscript", small.root / "elsewhere"
    ):
        outcome = small.run(*command)
    assert outcome.code == 4, outcome.out
    assert f"{link} is a link " in outcome.err
    assert place.is_symlink()
    assert not (small.root / "_variables.yml").exists()


@pytest.mark.parametrize("command", [HTML, ("compute",)], ids=" ".join)
@pytest.mark.parametrize("target", ["data", "../outside"])
def test_the_generated_folder_is_no_link(
    small: Study, outside: Path, command: tuple[str, ...], target: str
) -> None:
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES + TABLES + RULES)
    (small.root / "manuscript/_generated").symlink_to(small.root / target)
    with untouched(outside, small.root / "data"):
        outcome = small.run(*command)
    assert outcome.code == 4
    assert "manuscript/_generated is a link " in outcome.err


def test_a_source_folder_under_another_name_is_refused(
    small: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that knows no capital letters, or by a mount."""
    small.write("_quarto.yml", "project: {output-dir: Data}\n")
    (small.root / "Data").mkdir()
    real = os.path.samestat
    data, other = (small.root / "data").stat(), (small.root / "Data").stat()
    with monkeypatch.context() as patch, untouched(small.root):
        patch.setattr(
            "os.path.samestat",
            lambda a, b: real(a, b) or {a.st_ino, b.st_ino} == {data.st_ino, other.st_ino},
        )
        outcome = small.run(*HTML)
    assert outcome.code == 4
    assert "Data is the same folder as data" in outcome.err


def test_a_project_reached_through_a_link_builds(small: Study, tmp_path: Path) -> None:
    link = tmp_path / "by-link"
    link.symlink_to(small.root)
    linked = Study(link, small.call)
    assert linked.run(*HTML).code == 0
    assert linked.run("compute").code == 0
    assert linked.run("verify").code == 0
    assert small.run(*HTML, "--json").json["rendered"] == []


def test_a_record_of_generated_files_removes_nothing_else(small: Study, outside: Path) -> None:
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES + TABLES + RULES)
    assert small.run("compute").code == 0
    names = [
        "data/table.csv", "../outside/precious.txt", str(outside / "precious.txt"), "manuscript/report.qmd",
        "manuscript/_generated/../report.qmd", "manuscript/_generated/..", "manuscript/_generated/.gitignore",
        "manuscript/_generated/folder.md", "a\0b", "manuscript/_generated/old.md", "manuscript/_generated/note.txt",
    ]  # fmt: skip
    small.write("manuscript/_generated/old.md", "old")
    small.write("manuscript/_generated/note.txt", "mine")
    (small.root / "manuscript/_generated/folder.md").mkdir()
    small.write(".sacroreport/generated.txt", "\n".join(names) + "\n\xff\n")
    with untouched(outside, small.root / "data"):
        assert small.run("compute").code == 0
    left = {path.name for path in (small.root / "manuscript/_generated").iterdir()}
    assert left == {".gitignore", "folder.md", "note.txt", "tbl-all.md"}
    assert (small.root / "manuscript/report.qmd").is_file()


def test_fixes_keep_the_modes_and_the_links_of_sources(small: Study) -> None:
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES)
    text = small.document(
        "The mean age was 52.8 years, in {{< var participants.n >}} participants."
    )
    text.chmod(0o640)
    outcome = small.run("check", "--fix")
    assert "fixed: " in outcome.out
    assert stat.S_IMODE(text.stat().st_mode) == 0o640
    assert not [*(small.root / "manuscript").glob(".*")]


# --- Links where something is read


@pytest.mark.parametrize(
    ("name", "code"),
    [("data/study.yml", 1), ("data/table.csv", 1), ("data/extra.csv", 1), ("data/published.yml", 1),
     ("manuscript/report.qmd", 1), ("manuscript/authors.yml", 1), ("_quarto.yml", 1), ("manuscript/_part.qmd", 1),
     ("manuscript/picture.png", 1), ("manuscript/books.bib", 1), ("data", 1)],
)  # fmt: skip
def test_what_is_read_lies_in_the_project(
    small: Study, tmp_path: Path, name: str, code: int
) -> None:
    all_inputs(small)
    assert small.run("check").code == 0
    secret = tmp_path / "secret"
    secret.mkdir()
    (small.root / name).rename(secret / "file")
    (small.root / name).symlink_to(secret / "file")
    with untouched(secret):
        for command in ("check", "build"):
            outcome = small.run(command)
            assert outcome.code == code, outcome.err
            assert "outside-project" in outcome.out
            assert Path(name).name in outcome.out
            assert str(secret / "file") in outcome.out


def all_inputs(small: Study) -> None:
    """Give a study one file of each kind that is read."""
    from sacroreport.pipeline.placeholders import placeholder
    from sacroreport.project.root import digest

    imported = f"imported: {{ex: {{file: extra.csv, data_digest: {digest(TABLE.encode())}, numbers: {{hr: {{label: Hazard, role: ratio}}}}}}}}\n"
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES + imported + RULES)
    small.write("data/extra.csv", "id,value\nhr,1.5\n")
    small.write("data/published.yml", 'numbers: [{id: age.mean, printed: "52.8"}]\n')
    small.write("manuscript/authors.yml", "author: [{name: A. Author}]\n")
    small.write("_quarto.yml", "project: {output-dir: _output}\n")
    small.write("manuscript/_part.qmd", "A part.\n")
    small.write("manuscript/books.bib", "@book{one, title = {One}, author = {A, B}, year = 2000}\n")
    small.write("manuscript/picture.png", placeholder("picture.png"))
    small.document(
        'Mean {{< var age.mean >}} [@one].\n\n{{< include _part.qmd >}}\n\n![A picture](picture.png){fig-alt="x"}',
        front="title: A report\nbibliography: books.bib",
    )


# --- Pipes, devices and folders in the place of files

PLACES = [
    "data/study.yml", "data/table.csv", "data/extra.csv", "data/published.yml", "manuscript/report.qmd",
    "manuscript/authors.yml", "_quarto.yml", "manuscript/_part.qmd", "manuscript/picture.png", "manuscript/books.bib",
    "_variables.yml", "_output/manifest.json", "_output/state.json", "_output/manuscript/report.html", ".sacroreport/lock",
    ".sacroreport/variables.sha256", ".sacroreport/generated.txt", ".sacroreport/temporary", ".sacroreport/.gitignore",
]  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_a_pipe_keeps_nobody_waiting(small: Study, name: str) -> None:
    all_inputs(small)
    path = small.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    done = spawn(small, *HTML)
    said = (done.stdout + done.stderr).decode()
    assert "internal error" not in said
    if name == ".sacroreport/lock":
        assert done.returncode == 4
    elif name.startswith(("_variables", "_output", ".sacroreport")):
        assert done.returncode == 0, said
    else:
        assert done.returncode == 1, said
        assert "it is a pipe, not a file" in said or "there is no file" in said
        assert path.name in said
    if name == "_output/manuscript/report.html":
        assert spawn(small, "verify").returncode == 0


@pytest.mark.parametrize("kind", ["folder", "socket", "/dev/zero", "loop", "dangling"])
@pytest.mark.parametrize(
    "name",
    ["data/table.csv", "data/published.yml", "_quarto.yml", "_output/manifest.json",
     "_output/state.json"],
)  # fmt: skip
def test_other_things_in_the_place_of_files(small: Study, kind: str, name: str) -> None:
    import socket

    path = small.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    made = socket.socket(socket.AF_UNIX)
    if kind == "folder":
        path.mkdir()
    elif kind == "socket":
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket has to be short
        made.bind(path.name)
        os.chdir(here)
    else:
        path.symlink_to({"loop": path, "dangling": "gone"}.get(kind, kind))
    outcome = small.run(*HTML)
    made.close()
    assert "internal error" not in outcome.err
    if not name.startswith("_output/"):
        assert outcome.code == 1, outcome.err
        assert name in outcome.out or "outside" in outcome.out
    else:
        assert outcome.code == (4 if kind == "folder" else 0), outcome.err


# --- Damaged records


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value of a record, inner ones included."""
    yield path
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, one in inner:
        yield from leaves(one, (*path, key))


def test_a_manifest_with_any_wrong_value_is_none_and_nothing_breaks(small: Study) -> None:
    """Every value of a true manifest in turn is another one: none, or of the same kind."""
    from sacroreport.pipeline.engines import Engine
    from sacroreport.pipeline.manifest import is_current, pinned_engine, read_manifest, said_before

    small.edit("manuscript/report.qmd", "There were", "They were safe, 52.8, and there were")
    assert small.run(*HTML).code == 0
    path = small.root / "_output/manifest.json"
    true = json.loads(path.read_text(encoding="utf-8"))
    assert read_manifest(path.parent) == true
    wrong = [None, True, -1, 1.5, 1e400, 10**30, "", "x", "../x", "/etc/passwd", "a\0b", "\ud800", [], {}, [[]], {"a": 1}]  # fmt: skip
    project, taken = Project(small.root), 0
    for place in [one for one in leaves(true) if one]:
        for value in wrong:
            record = json.loads(json.dumps(true))
            inner = record
            for key in place[:-1]:
                inner = inner[key]
            inner[place[-1]] = value
            path.write_text(json.dumps(record), encoding="utf-8")
            found = read_manifest(path.parent)
            if not found:
                continue
            taken += 1
            assert isinstance(pinned_engine(found), str)
            is_current(project, path.parent, found, found["request"], Engine("pandoc"))
            for one in found["outputs"].values():
                said_before(one)
                assert ".." not in one["document"]
            json.dumps(found, ensure_ascii=False).encode()
    assert taken  # a digest may be any text


@pytest.mark.parametrize(
    "content",
    [b"[" * 200_000, b'{"a":' * 200_000, b"NaN", b"\xff\xfe", b"", b"null", b"-0", b"1" * 10_000, b'{"manifest": NaN}',
     b'{"manifest": 5}', b"\0" * 100],
)  # fmt: skip
def test_any_other_content_is_none(small: Study, content: bytes) -> None:
    small.write("_output/manifest.json", content)
    assert small.run("verify").code == 2
    assert small.run(*HTML).code == 0
    assert small.run("verify").code == 0


def test_a_huge_manifest_is_none(small: Study) -> None:
    small.write("_output/manifest.json", b"")
    os.truncate(small.root / "_output/manifest.json", 1 << 40)  # without any content
    assert small.run(*HTML).code == 0


def test_a_manifest_that_leaves_inputs_out_is_not_current(small: Study) -> None:
    assert small.run(*HTML).code == 0
    path = small.root / "_output/manifest.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    for name in ("data/study.yml", "manuscript/report.qmd"):
        inputs = {key: one for key, one in record["inputs"].items() if key != name}
        path.write_text(json.dumps({**record, "inputs": inputs}), encoding="utf-8")
        small.run(*HTML)
        assert name in json.loads(path.read_text(encoding="utf-8"))["inputs"]


def test_what_a_manifest_says_is_no_order_to_a_terminal_and_quotes_nothing_outside(
    small: Study, outside: Path
) -> None:
    (outside / "secret.yml").write_text("password: swordfish\n", encoding="utf-8")
    assert small.run(*HTML).code == 0
    path = small.root / "_output/manifest.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    (entry,) = record["outputs"].values()
    entry["remarks"] = ["\x1b[2Jgone"]
    names = ("found", "expected", "way_out", "fix", "participant", "variable", "length")
    entry["findings"] = [
        {"severity": "notice", "rule": "not-proved", "message": "\x1b[2J", "file": "../outside/secret.yml",
         "line": 1, "column": 1, **dict.fromkeys(names)}
    ]  # fmt: skip
    small.write("data/table.csv", TABLE.replace("P1,50,f", "P1,50,m"))  # nothing printed changes
    path.write_text(json.dumps(record), encoding="utf-8")
    outcome = small.run(*HTML)
    assert outcome.code == 0
    assert r"\x1b[2Jgone" in outcome.err
    assert "secret.yml:1:1" in outcome.out
    assert "\x1b" not in outcome.out + outcome.err
    assert "swordfish" not in outcome.out + outcome.err


# --- Temporary files and folders


def temporaries(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if re.search("tmp|temporary", path.name))


def test_what_a_killed_build_left_goes_and_nothing_else(small: Study) -> None:
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES + TABLES + RULES)
    assert small.run(*HTML).code == 0
    folders = ("", "manuscript/_generated", ".sacroreport", "_output", "_output/manuscript")
    left, others = [], []
    for index, folder in enumerate(folders):
        left.append(f"{folder}/.sacroreport-{index:032x}.tmp".lstrip("/"))
        others.append(f"{folder}/.sacroreport-{index + 100:032x}.tmp".lstrip("/"))
        others.append(f"{folder}/.report.html.sacroreport-tmp".lstrip("/"))
    for name in [*left, *others]:
        small.write(name, "left")
    wrong = [
        "data/table.csv",
        "../outside.txt",
        "_variables.yml",
        str(small.root / "data/table.csv"),
        "",
        ".",
    ]
    listed = "".join(f"{name}\0" for name in [*left, *wrong]) + "_output/cut of"
    small.write(".sacroreport/temporary", listed)
    lock = (small.root / ".sacroreport/lock").open("rb+")
    fcntl.flock(lock, fcntl.LOCK_EX)
    with untouched(small.root):  # another build is at it
        assert small.run(*HTML).code == 4
    lock.close()
    small.edit("data/table.csv", "P1,50,f,8", "P1,50,f,9")
    assert small.run("compute").code == 0
    assert not any((small.root / name).exists() for name in left)
    assert all((small.root / name).read_text(encoding="utf-8") == "left" for name in others)
    assert (small.root / "data/table.csv").is_file()
    assert not (small.root / ".sacroreport/temporary").exists()


def test_a_list_of_temporary_files_reaches_through_no_link(small: Study, outside: Path) -> None:
    name = f".sacroreport-{7:032x}.tmp"
    (outside / name).write_text("mine", encoding="utf-8")
    small.write("data/" + name, "mine")
    (small.root / "_output").mkdir()
    (small.root / "_output/deep").symlink_to(outside)
    small.write(
        ".sacroreport/temporary",
        f"_output/deep/{name}\0../outside/{name}\0data/../../outside/{name}\0",
    )
    with untouched(outside):
        assert small.run("compute").code == 0


def stages(base: Path) -> set[str]:
    return {path.name for path in base.iterdir()}


def test_the_folder_of_a_living_build_stays(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever process number it has: a lock tells, here held by somebody else."""
    base = small.root.parent / "tmp"
    monkeypatch.setattr(tempfile, "tempdir", str(base))
    for name, text in (
        ("living", "held\n"),
        ("dead", "held\n"),
        ("made", ""),
        ("old", "host\n999999999"),
        ("pipe", None),
    ):
        folder = base / f"sacroreport-{name}"
        folder.mkdir(parents=True)
        if text is None:
            os.mkfifo(folder / ".sacroreport-stage")
        else:
            (folder / ".sacroreport-stage").write_text(text, encoding="utf-8")
    (base / "sacroreport-link").symlink_to(small.root / "data")
    (base / "sacroreport-other").mkdir()  # somebody's, of a name like ours
    (base / f"sacroreport-{5:032x}").mkdir()  # a build was killed before it was marked
    words = ["flock", str(base / "sacroreport-living/.sacroreport-stage"), "sleep", "60"]
    if shutil.which("flock") is None:
        pytest.skip("needs flock")
    holder = subprocess.Popen(words, start_new_session=True)
    time.sleep(0.3)
    try:
        assert small.run(*HTML).code == 0
    finally:
        os.killpg(holder.pid, signal.SIGKILL)
        holder.wait()
    assert stages(base) == {f"sacroreport-{name}" for name in ("living", "pipe", "link", "other")}
    assert small.run(*HTML, "--force").code == 0
    assert stages(base) == {f"sacroreport-{name}" for name in ("pipe", "link", "other")}


@pytest.mark.parametrize("command", [HTML, ("build", "--draft"), ("verify",)], ids=" ".join)
def test_a_folder_of_temporary_files_that_is_none(small: Study, command: tuple[str, ...]) -> None:
    assert small.run(*HTML).code == 0
    small.edit("data/table.csv", "P1,50,f,8", "P1,50,f,9")
    with untouched(small.root / "_output", small.root / "data"):
        for given in (str(small.root / "gone"), str(small.root / "data/table.csv")):
            done = spawn(small, *command, TMPDIR=given)
            assert done.returncode == 4
            assert f"TMPDIR names {given}, where there is no folder" in done.stderr.decode()


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few kilobytes."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if (
        not shutil.which("mount")
        or subprocess.run(words, capture_output=True, check=False).returncode
    ):
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize(
    "command", [HTML, ("build", "--draft"), ("build", "--format", "pdf")], ids=" ".join
)
@pytest.mark.parametrize("room", [0, 8192])
def test_a_full_folder_of_temporary_files(
    small: Study, tiny: Path, command: tuple[str, ...], room: int
) -> None:
    assert small.run(*HTML).code == 0
    with contextlib.suppress(OSError), (tiny / "filler").open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass
    os.truncate(tiny / "filler", (tiny / "filler").stat().st_size - room)
    small.edit("data/table.csv", "P1,50,f,8", "P1,50,f,9")
    with untouched(small.root / "_output", small.root / "data"):
        done = spawn(small, *command, TMPDIR=str(tiny))
    assert done.returncode == 4, done.stderr.decode()
    assert (
        f"the folder of temporary files, {tiny}, cannot be written: No space left"
        in done.stderr.decode()
    )
    assert [path.name for path in tiny.iterdir()] == ["filler"]


def test_a_full_disk_below_the_outputs(small: Study, tiny: Path) -> None:
    for name in ("data", "manuscript"):
        shutil.copytree(small.root / name, tiny / name)
    study = Study(tiny, small.call)
    assert study.run("compute").code == 0
    before = look(tiny, but=(".sacroreport",))
    outcome = study.run("build")
    assert outcome.code == 4, outcome.out
    assert "No space left on device; the earlier files are untouched" in outcome.err
    assert look(tiny, but=(".sacroreport",)) == before
    assert not temporaries(tiny)


class Failing:
    """A call of the system that fails once, at its n-th time."""

    def __init__(self, real: Callable[..., Any], step: int) -> None:
        self.real, self.left = real, step

    def __call__(self, *given: Any, **options: Any) -> Any:
        self.left -= 1
        if self.left == -1:
            raise OSError(28, "No space left on device")
        return self.real(*given, **options)


def refusing(*given: Any, **options: Any) -> Any:
    raise OSError(95, "Operation not supported")


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("call", ["write", "fsync", "replace", "link", "open", "symlink", "unlink"])
def test_a_disk_that_fills_at_any_step_leaves_all_earlier_files(
    small: Study, monkeypatch: pytest.MonkeyPatch, call: str, has_links: bool
) -> None:
    """Until nothing fails any more; on a disk without second names for files too."""
    project = Project(small.root)
    for name in ("a", "b"):
        small.write(name, f"old {name}")
    (small.root / "c").symlink_to("a")
    outputs = [
        Output(small.root / name, f"new {name}".encode()) for name in ("a", "b", "c", "new/d")
    ]
    outputs.append(Output(small.root / "manuscript/report.qmd", None))
    before = contents(small)
    said: list[str] = []
    for step in range(40):
        with monkeypatch.context() as patch:
            if not has_links:
                patch.setattr(os, "link", refusing)
            if call != "link" or has_links:
                patch.setattr(os, call, Failing(getattr(os, call), step))
            try:
                publish(outputs, project)
                break
            except OutputError as error:
                said.append(str(error))
        assert contents(small) == before, step
        (small.root / ".sacroreport/temporary").unlink(missing_ok=True)  # where that failed
    assert all("No space left on device" in one for one in said)
    assert len(said) > (2 if call in ("write", "fsync", "replace", "open") else -1)
    assert (small.root / "new/d").read_text(encoding="utf-8") == "new new/d"
    assert not (small.root / "c").is_symlink()
    assert not (small.root / "manuscript/report.qmd").exists()


def contents(small: Study) -> dict[str, object]:
    seen = look(small.root, but=(".sacroreport",))
    return {name: (one[0], one[3], one[-1]) for name, one in seen.items()}


# --- Signals


def test_a_signal_waits_while_files_are_moved() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        done: list[str] = []
        before = signal.getsignal(number)

        def work(number: int = number, done: list[str] = done) -> None:
            with ending():
                with held_back():
                    signal.raise_signal(number)
                    done.append("moved")
                done.append("further")

        with pytest.raises(Interrupted) as caught:
            work()
        assert done == ["moved"]
        assert caught.value.exit_code == 128 + number
        assert signal.getsignal(number) is before


def test_a_second_signal_lets_the_first_clean_up() -> None:
    cleaned = []

    def work() -> None:
        with ending():
            try:
                signal.raise_signal(signal.SIGINT)
            finally:
                signal.raise_signal(signal.SIGTERM)
                cleaned.append(True)

    with pytest.raises(Interrupted):
        work()
    assert cleaned


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending(), held_back():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize(
    "command", [("build", "--force"), ("build", "--draft"), ("verify",), ("check",)], ids=" ".join
)
def test_a_signal_ends_a_command(
    small: Study, number: int, code: int, command: tuple[str, ...]
) -> None:
    assert small.run("build").code == 0
    small.edit("data/table.csv", "P1,50,f,8", "P1,50,f,9")
    base = small.root.parent / "tmp"
    base.mkdir()
    words = [sys.executable, "-m", "sacroreport", "--project", str(small.root), *command]
    env = {**os.environ, "TMPDIR": str(base)}
    with untouched(small.root / "_output", small.root / "data"):
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        if command == ("check",):
            time.sleep(0.5)
        else:
            while (
                not any(path.suffix == ".md" for path in base.rglob("*")) and process.poll() is None
            ):
                time.sleep(0.01)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    assert process.returncode == code, err.decode()
    assert (
        err.decode().splitlines()[-1]
        == f"sacroreport: {'interrupted' if code == 130 else 'ended by SIGTERM'}"
    )
    assert "Traceback" not in err.decode()
    assert [*base.iterdir()] == []
    assert not temporaries(small.root)


def test_kills_and_interrupts_while_files_are_moved(tmp_path: Path) -> None:
    """A sample of ``python -m tests.long kills``."""
    figures = kills.measure(tmp_path, steps=9, moments=1, interrupts=6)
    assert figures.wrong == [], figures.wrong
    assert figures.killed >= 10
    assert figures.interrupted == 6


# --- Locales

C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LOCALES = {
    "C": C,
    "POSIX": {**C, "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "absent": {**C, "LC_ALL": "xx_XX.ISO-8859-1"},
}


@pytest.fixture
def foreign(small: Study) -> Study:
    """A study whose files have letters beyond ASCII in their names and texts."""
    from sacroreport.pipeline.placeholders import placeholder

    root = small.root.with_name("größe ±")
    small.root.rename(root)
    study = Study(root, small.call)
    study.write(
        "data/study.yml",
        (HEAD + VARIABLES + ANALYSES + RULES)
        .replace("table.csv", "größe.csv")
        .replace("label: Age", "label: Altér ≥"),
    )
    (root / "data/table.csv").rename(root / "data/größe.csv")
    (root / "manuscript/report.qmd").unlink()
    study.write("manuscript/bild-ü.png", placeholder("x.png"))
    study.write(
        "manuscript/bericht-ü.qmd", DOCUMENT + '\n![A ± picture](bild-ü.png){fig-alt="x"}\n'
    )
    return study


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_builds_the_same(foreign: Study, locale: str) -> None:
    assert foreign.run("build").code == 0
    right = foreign.outputs()
    shutil.rmtree(foreign.root / "_output")
    commands = (
        (("build",), False), (("build", "--json"), True), (("verify", "--json"), True), (("check", "--json"), True),
        (("results", "--json"), True), (("explain", "age.mean_sd", "--json"), True), (("compute",), False),
        (("results",), False), (("explain", "relief.test.p"), False),
    )  # fmt: skip
    done = spawn_several(foreign, (words for words, _ in commands), **LOCALES[locale])
    for (words, is_json), (code, output) in zip(commands, done, strict=True):
        said = output.decode("utf-8")
        assert code == 0, said
        if is_json:
            json.loads(said)
        if words == ("results",):
            assert "52.8 ± 13.8" in said
    assert foreign.outputs() == right


def test_every_command_speaks_in_every_locale(foreign: Study) -> None:
    commands = (
        ("doctor", "--json"),
        ("rule", "--json"),
        ("schema",),
        ("check", "--report", "sarif"),
        ("build", "--draft", "--format", "html", "--json"),
    )
    for code, output in spawn_several(foreign, commands, **C):
        assert code == 0, output
        json.loads(output.decode("utf-8"))
    foreign.document("{{< var größe.nix >}}", name="fehler-ü")
    done = spawn(foreign, "check", **C)
    assert done.returncode == 1
    assert "manuscript/fehler-ü.qmd:5:" in done.stdout.decode("utf-8")


def test_a_name_that_is_no_text_is_a_finding(small: Study, call: Callable[..., Any]) -> None:
    name = os.fsencode(small.root / "manuscript") + b"/b\xff.qmd"
    with open(name, "wb") as file:
        file.write(DOCUMENT.encode())
    for command in ("check", "build"):
        outcome = small.run(command)
        assert outcome.code == 1, outcome.err
        assert "document-name" in outcome.out
        assert r"b\udcff.qmd" in outcome.out
