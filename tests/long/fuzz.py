"""Fuzzing: whatever a project or a finished file holds, it ends with findings, and soon.

Each target reads one kind of file. What it does with changed inputs may be any of the package's own
errors; an exception of another kind, an internal error, or a run over ``SLOW`` seconds is a
defect. Its input is made smaller and kept in ``tests/fixtures/fuzz/TARGET/``, where the ordinary
suite reads all of them again. ``python -m tests.long.fuzz TARGET SECONDS [SEED]`` runs one.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType

from sacroreport.errors import SacroreportError
from sacroreport.pipeline.check import check
from sacroreport.project.documents import all_documents
from sacroreport.project.root import find_project
from sacroreport.proof.content.compare import difference
from sacroreport.proof.draft import is_draft
from sacroreport.proof.prove import prove
from sacroreport.proof.seen.fates import fates_of
from sacroreport.proof.seen.read import read_pair
from sacroreport.proof.tokens import carries_placements
from sacroreport.render.job import Rendered
from tests.long.mutate import mutated, smaller

CORPUS = Path(__file__).resolve().parent.parent / "fixtures" / "fuzz"
STUDY = CORPUS / "study"
SLOW = 10.0
"""Seconds; inputs have less than 100 KB."""
STUCK = 60.0
"""Seconds after which a run that not even a signal ends is killed."""
KEPT = 6_000
"""Bytes of an input that is kept although it cannot be made smaller."""


class TooSlow(BaseException):
    """A run that took too long; nothing that catches exceptions may catch it."""


def _checked(name: str) -> Callable[[bytes], None]:
    """Return what checks a tiny study in which one file holds an input."""

    def run(content: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            root = Path(folder)
            for path in STUDY.rglob("*"):
                if path.is_file():
                    target = root / path.relative_to(STUDY)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(path.read_bytes())
            (root / name).write_bytes(content)
            project = find_project(root, exact=True)
            checked = check(project, all_documents(project))
            for finding in checked.findings:
                json.dumps(finding.as_dict())
                str(finding)

    return run


def _read(suffix: str) -> Callable[[bytes], None]:
    """Return what proves a finished file and tells whether it is a draft."""
    document = json.loads((CORPUS / "document.json").read_text(encoding="utf-8"))

    def run(content: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            path = Path(folder) / f"file{suffix}"
            path.write_bytes(content)
            rendered = Rendered(path, document, [], frozenset())
            for reader in READERS.values():
                reader(path, rendered)

    return run


def _prove(path: Path, rendered: Rendered) -> None:
    for finding in prove(
        path, rendered, name="file", source="a.qmd", placements=(), texts={}
    ).findings:
        str(finding)


def _placements(path: Path, rendered: Rendered) -> None:
    with contextlib.suppress(Exception):  # as verify does, which proves such a file
        carries_placements(path)


def _content(path: Path, _: Rendered) -> None:
    seed = (CORPUS / path.suffix[1:] / "seed").read_bytes()
    difference(path.read_bytes(), seed, path.suffix)


def _edited(path: Path, rendered: Rendered) -> None:
    fresh = path.with_name(f"fresh{path.suffix}")
    fresh.write_bytes((CORPUS / path.suffix[1:] / "seed").read_bytes())
    pair = read_pair(path, dataclasses.replace(rendered, path=fresh))
    with contextlib.suppress(ValueError):  # too many words, as `verify --edited` says
        fates_of(pair.fresh, pair.copy, {})
    for index in range(0, len(pair.copy.characters), 20):
        pair.copy.reason(index)


READERS: dict[str, Callable[[Path, Rendered], object]] = {
    "proof": _prove,
    "draft": lambda path, _: is_draft(path),
    "placements": _placements,
    "content": _content,
    "edited": _edited,
}
"""What reads finished files, each through the layer that makes findings of what goes wrong."""

YAML_PIECES = (
    b"{", b"}", b"[", b"]", b"&a ", b"*a", b"!!python/object:os.system ", b"!!binary ", b"? ", b"- ",
    b"<<: *a", b"null", b"~", b"|\n", b">\n", b"'", b'"', b"---\n", b"...\n", b"  x: {y: 1}\n",
    b"title: A\n", b"by: sex", b"where: \"age > 50\"", b"derive: \"age / 0\"", b"level: 1e400",
    b"range: [1, 1e400]", b"type: number", b"type: category", b"type: date", b"format: '%'",
    b"missing: [x]", b"missing: {x: y}", b"kind: distribution", b"from: 0", b"to: 1e30", b"width: 1e-9",
    b"kind: compare", b"kind: correlate", b"kind: events", b"test: fisher", b"adjust_for: [age]",
    b"holds: \"age.mean > 1\"", b"holds: \"" + b"(" * 300 + b"\"", b"not " * 50, b"- " * 50,
    b"kind: most_common", b"influence: [age.mean]", b"nouns: {a: [b, c]}", b"style: ama", b"lang: de",
    b"date: 0000-00-00", b"date: 9999-99-99", b"data: ../x", b"data: -x", b"decimals: 3", b"unit: '%'",
    b"tables:\n  t: {caption: c, rows: [age]}\n", b"figures:\n  f: {kind: pairs, of: relief, caption: c}\n",
    b"decimal: ','", b"separator: ''", b"engine: quarto", b"levels: {a: A, b: B}",
)  # fmt: skip
CSV_PIECES = (
    b",", b";", b'"', b'""', b"\n", b"\r\n", b"\n\n", b"P1", b"NA", b"id,age,sex\n", b",,,,,,\n", b"f", b"m",
    b"yes", b"no", b" 50", b"50 ", b"5e1", b"=1+1", b"-50", b"8/10", b">10", b"\xef\xbb\xbf",
)  # fmt: skip
QMD_PIECES = (
    b"{{< var age.mean >}}", b"{{< var age.mean_sd >}}", b"{{< include _x.md >}}", b"{{< meta title >}}",
    b"{{< pagebreak >}}", b"{{<", b">}}", b"{{{<", b"{{", b"<!--", b"-->", b"```", b"~~~", b"````\n", b"$$",
    b"$x$", b"[", b"](", b"![](x.png)", b"![a](", b"[^1]", b"[^1]: x\n", b"@x", b"@tbl-x", b"{#tbl-x}",
    b":::", b"::: {.callout-note}\n", b":::: {.content-visible when-format=\"pdf\"}\n", b"> ", b"* ", b"*_",
    b"- ", b"1. ", b"# ", b"|a|b|\n|-|-|\n|1|2|\n", b"<b>", b"</b>", b"<script>", b"\\", b"\\begin{x}",
    b"`x`{=html}", b"`r x`", b"---\n", b"+---+\n", b"----- -----\n", b"significantly lower (P = 0.03) ",
    b"twenty of the 28 patients (71%) ", b"8.9 \xc2\xb1 1.0 ", b"95% CI 1.2 to 3.4 ", b"no deaths ",
    b"[30]{.literal}", b"[x]{custom-style=\"a\"}", b"![x](x){fig-alt=\"y\"}", b"^2^", b"~2~", b"&amp;", b"&#0;",
    b"title: B\n", b"bibliography: x.bib\n", b"csl: x.csl\n", b"format: {html: {toc: true}}\n", b"lang: de\n",
    b"nocite: '@*'\n", b"look: manuscript\n", b"style: nejm\n", b"author: {name: A}\n", b"date: today\n",
)  # fmt: skip
XML_PIECES = (
    b"<", b">", b"</", b"/>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;",
    b"<!ENTITY a SYSTEM 'file:///etc/passwd'>", b"<w:p>", b"</w:p>", b"<w:r><w:t>8.9</w:t></w:r>",
    b"<w:bookmarkStart w:id=\"0\" w:name=\"n-0001\"/>", b"<w:bookmarkEnd w:id=\"0\"/>", b"w:id=\"x\"",
    b"<span id=\"n-0001\" class=\"stat\">", b"</span>", b"<table>", b"<tr>", b"<td>", b"<script>", b"<style>",
    b"<meta name=\"sacroreport\" content=\"draft\">", b"<img alt=\"x\" src=\"http://x/\">", b"<math>", b"&#0;",
    b"&#xD800;", b"<w:footnoteReference w:id=\"9\"/>", b"<a:blip/>", b"<main>", b"</main>", b"<body>",
)  # fmt: skip
PDF_PIECES = (
    b"obj", b"endobj", b"stream\n", b"endstream\n", b"xref\n", b"trailer", b"<<", b">>", b"/Kids [1 0 R]",
    b"/Parent 1 0 R", b"/Length 0", b"/Length 99999999999", b"/Count -1", b"/Count 2147483647", b"startxref\n0",
    b"%%EOF", b"/Type /Page", b"/MediaBox [0 0 0 0]", b"/MediaBox [0 0 1e38 1e38]", b"1 0 R", b"/Filter /FlateDecode",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """One kind of input: what it is made of, and what reads it."""

    run: Callable[[bytes], None]
    pieces: tuple[bytes, ...]


def targets() -> dict[str, Target]:
    """Return the targets by name; each has its seeds in a folder of the corpus."""
    return {
        "study.yml": Target(_checked("data/study.yml"), YAML_PIECES),
        "csv": Target(_checked("data/table.csv"), CSV_PIECES),
        "qmd": Target(_checked("manuscript/report.qmd"), QMD_PIECES),
        "html": Target(_read(".html"), XML_PIECES),
        "docx": Target(_read(".docx"), XML_PIECES),
        "pdf": Target(_read(".pdf"), PDF_PIECES),
    }


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def late(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def defect(target: Target, content: bytes, slow: float = SLOW) -> str:
    """Return what is wrong with how a target takes an input; empty when nothing is."""
    try:
        with _limited(slow):
            target.run(content)
    except SacroreportError as error:
        str(error)
    except (Exception, TooSlow) as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [one for one in frames if "/sacroreport/" in one.filename.replace(os.sep, "/")]
        where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
        return f"{type(error).__name__} at {where}: {str(error)[:200]}"
    return ""


def _keep(name: str, target: Target, content: bytes, what: str) -> Path | None:
    kind = what.partition(": ")[0]
    slow = "TooSlow" in what
    made = smaller(
        content,
        lambda one: defect(target, one).partition(": ")[0] == kind,
        tries=5 if slow else 150,
    )
    if len(made) > KEPT and name not in ("docx", "pdf", "html") and not slow:
        print(f"   not kept: {len(made)} bytes", flush=True)
    folder = CORPUS / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"found-{hashlib.sha256(made).hexdigest()[:10]}"
    path.write_bytes(made)
    return path


def _work(name: str, seconds: float, seed: int, current: str, results: str) -> None:
    """Run a target in a process of its own; what it finds goes into a file, a line each."""
    target, random = targets()[name], Random(seed)
    seeds = [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]
    known: set[str] = set()
    runs, end = 0, time.monotonic() + seconds
    with open(results, "a", encoding="utf-8") as told:
        while time.monotonic() < end:
            content = mutated(random, random.choice(seeds), target.pieces, seeds)
            Path(current).write_bytes(content)
            runs += 1
            what = defect(target, content)
            kind = what.partition(": ")[0]
            if what and kind not in known:
                known.add(kind)
                print(f"   {name}: {what}", flush=True)
                _keep(name, target, content, what)
                told.write(json.dumps({"defect": what}) + "\n")
                told.flush()
            if not runs % 50:
                told.write(json.dumps({"runs": runs}) + "\n")
                told.flush()
        told.write(json.dumps({"runs": runs}) + "\n")


def fuzz(name: str, seconds: float, seed: int = 1) -> tuple[int, set[str]]:
    """Fuzz one target; return how often it ran and the distinct defects.

    A run that kills its process, or that not even a signal ends, is a defect too.
    """
    defects: set[str] = set()
    total, end = 0, time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as folder:
        current, results = Path(folder) / "input", Path(folder) / "results"
        while (left := end - time.monotonic()) > 1:
            results.unlink(missing_ok=True)
            current.write_bytes(b"")
            work = multiprocessing.get_context("spawn").Process(
                target=_work, args=(name, left, seed, str(current), str(results))
            )
            work.start()
            while work.is_alive():
                work.join(2)
                if time.time() - current.stat().st_mtime > STUCK + 20 * SLOW:
                    work.kill()
            lines = results.read_text(encoding="utf-8").splitlines() if results.is_file() else []
            told = [json.loads(line) for line in lines]
            total += max((one.get("runs", 0) for one in told), default=0)
            defects |= {one["defect"] for one in told if "defect" in one}
            if work.exitcode == 0:
                break
            content = current.read_bytes()
            print(f"   {name}: the process ended with {work.exitcode}", flush=True)
            defects.add(
                f"process ended with {work.exitcode} by {hashlib.sha256(content).hexdigest()[:10]}"
            )
            path = CORPUS / name / f"found-{hashlib.sha256(content).hexdigest()[:10]}"
            path.write_bytes(content)
            seed += 1
    return total, defects


def run(seconds: float) -> int:
    """Fuzz every target for so many seconds each; return how many defects were found."""
    found = 0
    for name in targets():
        total, defects = fuzz(name, seconds)
        print(f"{name}: {total} runs in {seconds:.0f} s, {len(defects)} distinct defects")
        for one in sorted(defects):
            print(f"   {one}")
        found += len(defects)
    return found


def main() -> None:
    """Fuzz one target from the command line."""
    name, seconds = sys.argv[1], float(sys.argv[2])
    total, defects = fuzz(name, seconds, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    print(f"{name}: {total} runs in {seconds:.0f} s, {len(defects)} distinct defects")
    sys.exit(1 if defects else 0)


if __name__ == "__main__":
    main()
