"""`verify` on every kind of tampering, in several states of the manifest.

``python -m tests.tampering.run [NAME…]`` prints what each kind comes to; all when none is named.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import dataclasses
import inspect
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from unittest import mock

import sacroreport.pipeline.check as checking
import sacroreport.pipeline.renderer as rendering
from sacroreport.cli import verify as command
from sacroreport.cli.main import main as call
from sacroreport.pipeline.pipeline import build
from sacroreport.project.documents import all_documents
from sacroreport.project.root import digest, find_project
from tests.harness.copies import REPOSITORY
from tests.tampering.corpus import KINDS, Kind
from tests.tampering.kinds import PROSE
from tests.tampering.programs import is_here

MANIFEST = "_output/manifest.json"
MATCHING, FOREIGN, FORGED, NONE, EDITED = "matching", "foreign", "forged", "none", "edited"
STATES = (MATCHING, FOREIGN, FORGED, NONE)
"""What stands in the manifest: all as it was built; other versions of the programs; those, and the
digest of the changed file; nothing, since the file is gone."""
FATES = frozenset({"changed", "gone", "new", "moved", "unseen", "doubts", "notices", "findings"})
"""What may have become of the numbers of a copy, and what else is said of it."""
UNTOUCHED = "untouched"


@dataclass(frozen=True)
class Result:
    """What `verify` said about a file.

    Attributes
    ----------
    code
        Its exit code; -1 where it stopped with an error of its own.
    told
        Rules of its findings with their severity, the gravest first, such as
        ``("proof error", "changed-file warning")``; of a refusal, ``("refused",)``; of a copy
        that was sent back, what became of its numbers, such as ``("changed", "doubts")``.
    said
        The first finding, or what it said when it refused.
    data
        All of its JSON.
    """

    kind: str
    state: str
    code: int
    told: tuple[str, ...]
    said: str
    data: Any = None

    @property
    def passes(self) -> bool:
        """Whether it said that all agrees."""
        return self.code == 0


@dataclass
class Studio:
    """A built copy of the shipped study, in which files are changed and put right again.

    Attributes
    ----------
    built
        Names such as ``abstract.html`` and their contents.
    manifest
        The manifest as it was built.
    elsewhere
        A folder outside the study, for copies that somebody sent back.
    """

    root: Path
    built: dict[str, bytes]
    manifest: dict[str, Any]
    elsewhere: Path

    @classmethod
    def made(cls, folder: Path, only: str = "*") -> Studio:
        """Copy the shipped study into a folder and build its documents, or those of a name."""
        root, elsewhere = folder / "study", folder / "elsewhere"
        elsewhere.mkdir(parents=True)
        for name in ("data", "manuscript"):
            shutil.copytree(
                REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("_generated")
            )
        shutil.copy(REPOSITORY / "_quarto.yml", root)
        project = find_project(root, exact=True)
        documents = [one for one in all_documents(project) if fnmatch(one.stem, only)]
        build(project, documents, engine="pandoc")
        files = sorted((root / "_output").rglob("*.*"))
        built = {one.name: one.read_bytes() for one in files if one.parent.name == "manuscript"}
        studio = cls(root, built, {}, elsewhere)
        studio.manifest = studio.read_manifest()
        return studio

    def path(self, name: str) -> Path:
        """Return where a built file stands."""
        return self.root / "_output" / "manuscript" / name

    def read_manifest(self) -> Any:
        """Return the manifest as it stands now."""
        return json.loads((self.root / MANIFEST).read_bytes())

    def record(self, state: str, name: str, content: bytes) -> None:
        """Write the manifest of a state."""
        path = self.root / MANIFEST
        if state == NONE:
            path.unlink(missing_ok=True)
            return
        record = copy.deepcopy(self.manifest)
        if state in (FOREIGN, FORGED):
            entry = record["outputs"][f"manuscript/{name}"]
            record["tools"] = digest(b"programs of another machine")
            entry["engine"] = f"{entry['engine'].split()[0]} 0.0.1"
            if state == FORGED:
                entry["sha256"] = digest(content)
        path.write_text(json.dumps(record), encoding="utf-8")

    def results(
        self, label: str, name: str, content: bytes, states: Iterable[str]
    ) -> Iterator[Result]:
        """Run `verify` on a changed file in each state, and put everything right."""
        path = self.path(name)
        try:
            for state in states:
                if state == EDITED:
                    sent = self.elsewhere / name
                    sent.write_bytes(content)
                    yield self._verify(label, state, "--edited", str(sent))
                    continue
                path.write_bytes(content)
                self.record(state, name, content)
                yield self._verify(label, state, str(path))
        finally:
            path.write_bytes(self.built[name])
            self.record(MATCHING, name, b"")

    def _verify(self, label: str, state: str, *words: str) -> Result:
        code, out, err = _called("--project", str(self.root), "verify", *words, "--json")
        try:
            data = json.loads(out)
            if state == EDITED:
                told = [key for key, some in data.items() if some and key in FATES]
                said = str(data[told[0]][0]) if told else ""
                return Result(label, state, code, tuple(told), said, data)
            findings = [one for one in data["findings"] if isinstance(one, dict)]
        except (ValueError, KeyError, TypeError):
            said = (err or out).strip()
            code = -1 if "internal error" in said else code
            return Result(label, state, code, ("refused",) if code else (), said)
        ranks = ("error", "warning", "notice")
        findings.sort(key=lambda one: ranks.index(str(one.get("severity", "error"))))
        told = dict.fromkeys(f"{one['rule']} {one.get('severity', 'error')}" for one in findings)
        said = findings[0].get("message", "") if findings else ""
        return Result(label, state, code, tuple(told), said, data)


def _called(*words: str) -> tuple[int, str, str]:
    """Run the command line in this process."""
    out, err, old = io.StringIO(), io.StringIO(), sys.argv
    sys.argv = ["sacroreport", *words]
    code: object = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            call()
    except SystemExit as stop:
        code = stop.code
    except Exception as error:  # what a user would see as a traceback
        code = -1
        err.write(f"{type(error).__name__}: {error}")
    finally:
        sys.argv = old
    return (
        code if isinstance(code, int) else 0 if code is None else 1,
        out.getvalue(),
        err.getvalue(),
    )


def has_edited() -> bool:
    """Say whether `verify` has the option for copies that somebody sent back."""
    return "edited" in inspect.signature(command.verify).parameters


def states_now() -> tuple[str, ...]:
    """Return the states that can be tried."""
    return (*STATES, EDITED) if has_edited() else STATES


@contextlib.contextmanager
def rendered_once(folder: Path) -> Iterator[None]:
    """Check the study once and render each document once: the same key makes the same file.

    The files that were rendered are kept in a folder, since `verify` removes its own.
    """
    render, check = rendering.render_all, checking.check
    rendered: dict[str, tuple[Any, list[Any], list[str]]] = {}
    checked: dict[str, Any] = {}

    def render_all(tasks: Sequence[Any], whole: Any, *args: Any, **options: Any) -> Any:
        made, findings, remarks = [], [], []
        for task in tasks:
            if task.key not in rendered:
                (one,), found, said = render([task], whole, *args, **options)
                kept = folder / f"{len(rendered)}{one.rendered.path.suffix}"
                shutil.copy(one.rendered.path, kept)
                rendered[task.key] = dataclasses.replace(one.rendered, path=kept), found, said
            result, found, said = rendered[task.key]
            made.append(rendering.Made(task, copy.deepcopy(result)))  # a proof may change it
            findings += found
            remarks += said
        return made, findings, remarks

    def check_once(project: Any, *args: Any, **options: Any) -> Any:
        key = repr((project.root, args, sorted(options.items())))
        if key not in checked:
            checked[key] = check(project, *args, **options)
        return checked[key]

    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        for name, original, new in (
            ("render_all", render, render_all),
            ("check", check, check_once),
        ):
            for module in [*sys.modules.values()]:
                if getattr(module, "__name__", "").startswith("sacroreport.pipeline"):
                    if module.__dict__.get(name) is original:
                        stack.enter_context(mock.patch.object(module, name, new))
        yield


def run(
    studio: Studio, kinds: Iterable[Kind], states: Sequence[str] = STATES, *, seed: int = 0
) -> Iterator[Result]:
    """Change a file in each way and run `verify` on it in each state.

    Programs that a kind needs must be there; see :func:`runnable`.
    """
    with rendered_once(studio.elsewhere.parent / "rendered"):
        for kind in kinds:
            content = kind.made(studio.built, seed)
            name = f"{kind.document}.{kind.format}"
            yield from studio.results(kind.name, name, content, states)


def run_untouched(studio: Studio, states: Sequence[str] = STATES) -> Iterator[Result]:
    """Run `verify` on the files as they were built."""
    with rendered_once(studio.elsewhere.parent / "rendered"):
        for name, content in studio.built.items():
            if Path(name).suffix in (".html", ".docx", ".pdf"):
                yield from studio.results(f"{UNTOUCHED} {name}", name, content, states)


def runnable() -> list[Kind]:
    """Return the kinds whose programs are there."""
    return [kind for kind in KINDS.values() if is_here(kind.program)]


def passed_through(results: Iterable[Result]) -> list[Result]:
    """Return the misleading changes of which `verify` said that all agrees.

    Of an edited copy it vouches for the numbers alone, not for the prose.
    """
    return [
        one for one in results
        if one.passes and one.kind in KINDS and KINDS[one.kind].misleads
        and not (one.state == EDITED and KINDS[one.kind].sees in PROSE)
    ]  # fmt: skip


def failed_untouched(results: Iterable[Result]) -> list[Result]:
    """Return the untouched files that `verify` did not take for such; without a manifest it need not.

    An error that `verify` does not know is no verdict, and counts as one too.
    """
    return [
        one for one in results
        if one.code == -1
        or (one.kind.startswith(UNTOUCHED) and not one.passes and one.state != NONE)
    ]  # fmt: skip


def main() -> int:
    """Run from the command line; 1 if a misleading change passed."""
    parser = argparse.ArgumentParser(prog="python -m tests.tampering.run", description=__doc__)
    parser.add_argument("names", nargs="*", help="words in the names of kinds; all when none")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    chosen = [
        kind for kind in runnable()
        if not asked.names or any(name in kind.name for name in asked.names)
    ]  # fmt: skip
    states = states_now()
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio.made(Path(folder).resolve())
        results = [*run_untouched(studio, states)] if not asked.names else []
        for one in run(studio, chosen, states, seed=asked.seed):
            results.append(one)
            mark = "PASSES" if passed_through([one]) else ""
            print(f"{one.kind:34} {one.state:9} {one.code:2} {', '.join(one.told):50.50} {mark:6} {one.said[:90]}", flush=True)  # fmt: skip
    missed, lost = passed_through(results), failed_untouched(results)
    print(f"{len(missed)} of {len(results)} pass that should not; {len(lost)} untouched files fail")
    return 1 if missed or lost else 0


if __name__ == "__main__":
    sys.exit(main())
