"""The quarto engine: what stands in its way, and what the real one makes."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sacroreport.proof import docx, html
from sacroreport.proof.loose import text_of
from sacroreport.proof.pdf import HYPHEN, read_pdf
from tests.conftest import REPOSITORY, Study

GIVEN = os.environ.get("QUARTO_PATH") or shutil.which("quarto") or ""
needs_quarto = pytest.mark.skipif(not GIVEN, reason="Quarto is neither on PATH nor QUARTO_PATH")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a POSIX script")
pytestmark = pytest.mark.quarto

FINE = 'if "--version" in sys.argv: print("1.11.0"); sys.exit()\n'


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a script of ours in Quarto's place."""

    def make(body: str) -> Path:
        path = tmp_path / "bin" / "quarto"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!{sys.executable}\nimport sys, time, pathlib\n{body}\n", "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("QUARTO_PATH", str(path))
        return path

    return make


@pytest.fixture
def none_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTO_PATH", GIVEN)


# What stands in the way


def test_absent(small: Study, none_there: None) -> None:
    assert small.run("build", "--engine", "pandoc", "--format", "html").code == 0
    before = small.outputs()
    outcome = small.run("build", "--engine", "quarto")
    assert outcome.code == 3
    assert re.search(
        r"no quarto on PATH and no QUARTO_PATH.*1\.9 or later.*quarto\.org", outcome.err
    )
    assert small.outputs() == before
    assert small.run("build", "--format", "html").code == 0  # auto does without


def test_pinned_by_the_study_and_overruled_by_the_command(small: Study, none_there: None) -> None:
    small.edit("data/study.yml", "date:", "engine: quarto\ndate:")
    assert small.run("build").code == 3
    assert small.run("doctor").code == 3
    assert "study.yml pins quarto" in small.run("doctor").out
    assert small.run("build", "--engine", "pandoc").code == 0


@posix
def test_too_old(small: Study, stand_in: Callable[[str], Path]) -> None:
    path = stand_in('print("1.8.25")')
    outcome = small.run("build", "--engine", "quarto")
    assert outcome.code == 3
    assert f"Quarto 1.8.25 is too old ({path}, from QUARTO_PATH)" in outcome.err
    outcome = small.run("build", "--format", "html")
    assert outcome.code == 0
    assert "too old" in outcome.err
    assert "The embedded engine is used instead" in outcome.err
    outcome = small.run("doctor")
    assert outcome.code == 0
    assert re.search(
        r"^engine +ok +pandoc, the embedded one: the Quarto that is there", outcome.out, re.M
    )


@posix
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('print("hello")', r"does not say its version: it printed 'hello'"),
        ("sys.exit(9)", r"does not run: quarto failed with code 9"),
        (
            FINE + 'sys.stderr.write("ERROR: the moon is full\\n"); sys.exit(1)',
            r"manuscript/report\.qmd: quarto failed with code 1: ERROR: the moon is full",
        ),
        (
            FINE
            + 'print("x", file=sys.stderr)\nprint("(line 9, columns 1--2) bad", file=sys.stderr)\n'
            "sys.exit(1)",
            r"manuscript/report\.qmd:\d+:1: quarto failed with code 1",
        ),
        (FINE, r"quarto ended well but did not write report\.pdf"),
        (
            FINE + "out = pathlib.Path('_out/manuscript'); out.mkdir(parents=True)\n"
            "for end in ('pdf', 'html', 'docx'): (out / f'report.{end}').write_text('x')",
            r"quarto ended well, but the filters did not see report\.pdf",
        ),
    ],
)
def test_a_quarto_that_does_not_do_its_work(
    small: Study, stand_in: Callable[[str], Path], body: str, said: str
) -> None:
    assert small.run("build", "--engine", "pandoc").code == 0
    before = small.outputs()
    stand_in(body)
    small.edit("data/table.csv", "P1,50,f,8", "P1,60,f,8")
    outcome = small.run("build", "--engine", "quarto")
    assert outcome.code == 3
    assert re.search(said, outcome.err), outcome.err
    assert small.outputs() == before


@posix
def test_hanging(small: Study, stand_in: Callable[[str], Path]) -> None:
    stand_in(FINE + "time.sleep(60)")
    outcome = small.run("build", "--engine", "quarto", "--timeout", "1")
    assert outcome.code == 3
    assert "quarto did not finish within 1 seconds and was ended" in outcome.err
    assert small.run("build", "--timeout", "0").code == 2


def test_a_path_to_a_folder(small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "quarto"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "quarto").write_text("x", "utf-8")
    monkeypatch.setenv("QUARTO_PATH", str(folder))
    outcome = small.run("build", "--engine", "quarto")
    assert outcome.code == 3
    assert (
        f"QUARTO_PATH is a folder, {folder}: set it to {folder / 'bin' / 'quarto'}" in outcome.err
    )
    monkeypatch.setenv("QUARTO_PATH", str(tmp_path / "nowhere"))
    outcome = small.run("build", "--engine", "quarto")
    assert outcome.code == 3
    assert "QUARTO_PATH names no file" in outcome.err


@posix
@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("project: [", 1, r"error: _quarto\.yml:\d"),
        ("bibliogrphy: x.bib\nfromat: html", 3, ""),
        ("fromat: html", 3, ""),
        (
            "project:\n  type: book",
            1,
            r"_quarto\.yml:2:3: a project of type \"book\" cannot be built",
        ),
        ("engine: jupyter", 1, r"_quarto\.yml:1:1: the engine \"jupyter\" would run code"),
        (
            "format:\n  html:\n    embed-resources: false",
            1,
            r'_quarto\.yml:3:5: the option "embed-resources" cannot be chosen',
        ),
        ("format:\n  pdf:\n    toc: true", 1, r"_quarto\.yml:3:5: .*write it under `typst:`"),
        ("format:\n  nosuch: default", 1, r'there is no format "nosuch"'),
        ("css: ../secret.css", 1, r"_quarto\.yml: a document cannot reach outside the project"),
        ("css: data/table.csv", 1, r"_quarto\.yml: a document cannot reach into the raw data"),
    ],
)
def test_project_files_with_the_quarto_engine(
    small: Study, stand_in: Callable[[str], Path], text: str, code: int, said: str
) -> None:
    stand_in(FINE + 'sys.stderr.write("ERROR: got here\\n"); sys.exit(1)')
    small.root.with_name("secret.css").write_text("body {}", "utf-8")
    small.write("_quarto.yml", text + "\n")
    outcome = small.run("build", "--engine", "quarto")
    assert outcome.code == code, outcome
    assert re.search(said, outcome.out), outcome.out
    if code == 3:
        assert "got here" in outcome.err


@posix
def test_a_key_that_looks_misspelt_is_said(small: Study, stand_in: Callable[[str], Path]) -> None:
    stand_in(FINE + "sys.exit(1)")
    small.write("_quarto.yml", "fromat: html\n")
    outcome = small.run("check")
    assert outcome.code == 0
    assert re.search(r'warning: _quarto\.yml:1:1: the key "fromat" may have no effect', outcome.out)


@posix
def test_more_is_allowed_than_with_the_embedded_engine(
    small: Study, stand_in: Callable[[str], Path]
) -> None:
    stand_in(FINE + "sys.exit(1)")
    small.document("::: {.panel-tabset}\n## A\n{{< var age.n >}}\n:::\n\n<b>x</b> {{< kbd A >}}")
    assert small.run("check").out.startswith("no findings")
    small.document('| <img src="https://example.org/a.png">')
    assert "cannot load anything from the network" in small.run("check").out
    small.document("+---+\n| {{< var age.n >}} |\n+---+\n")
    assert "write it as a pipe table" in small.run("check").out.lower()
    small.document("```{python}\n1\n```")
    assert "[code-cell]" in small.run("check").out


# The real one


TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


def tokens(text: str) -> list[str]:
    """Word and number tokens; hyphens that end a line or stand in a word do not count."""
    return TOKEN.findall(text.replace(f"{HYPHEN} ", "").replace(HYPHEN, "").replace("-", ""))


def tokens_of(file: Path, notes: list[list[str]], headers: list[list[str]]) -> list[str]:
    """The tokens of a file's body, then of its notes: pages break where each engine likes."""
    if file.suffix == ".html":
        stream = html.read_html(file)
        return tokens(stream.words(0, len(stream.characters)))
    if file.suffix == ".docx":
        body, more = docx.read_docx(file)
        for note in more:
            body.extend(note)
        return tokens(body.words(0, len(body.characters)))
    found: list[str] = []
    for page in read_pdf(file, bottom_margin=64.8):
        found += tokens(text_of(page))
    moved = []
    for note in notes:
        at = find(found, note)
        moved += found[at : at + len(note)]
        del found[at : at + len(note)]
    for header in headers:
        first = find(found, header)
        while (at := find(found, header, first + 1)) is not None and at > first:
            del found[at : at + len(header)]
    return found + moved


def find(words: list[str], part: list[str], start: int = 0) -> int:
    for at in range(start, len(words) - len(part) + 1):
        if words[at : at + len(part)] == part:
            return at
    assert start, f"{part} is not there"
    return -1


def notes_of(file: Path) -> list[list[str]]:
    _, notes = docx.read_docx(file)
    texts = [tokens(note.words(0, len(note.characters))) for note in notes]
    return [[str(number), *text] for number, text in enumerate(texts, start=1)]


@needs_quarto
@pytest.mark.parametrize("document", ["abstract", "full", "manuscript"])
def test_both_engines_print_the_same_words(shipped: Study, real: None, document: str) -> None:
    if document == "full":
        shipped.lenient()
        shutil.copytree(
            REPOSITORY / "tests/fixtures/subset", shipped.root / "manuscript", dirs_exist_ok=True
        )
    made: dict[str, dict[str, list[str]]] = {}
    for engine in ("pandoc", "quarto"):
        outcome = shipped.run("build", document, "--engine", engine)
        assert outcome.code == 0, outcome
        folder = shipped.root / "_output/manuscript"
        notes = notes_of(folder / f"{document}.docx")
        headers = {
            "full": [["Row", "Value", "of", "28", "Followup"]],
            "manuscript": [["Characteristic", "All", "n", "28"]],
        }.get(document, [])
        made[engine] = {
            end: tokens_of(folder / f"{document}.{end}", notes, headers)
            for end in ("html", "docx", "pdf")
        }
    for end in ("html", "docx", "pdf"):
        assert made["quarto"][end] == made["pandoc"][end], end
        assert len(made["pandoc"][end]) > 200


@needs_quarto
def test_the_same_bytes_and_nothing_done_twice(shipped: Study, real: None) -> None:
    first = shipped.run("build", "--engine", "quarto", "--json")
    assert first.code == 0
    assert first.json["engine"]["name"] == "quarto"
    assert len(first.json["rendered"]) == 6
    before = shipped.outputs()
    assert shipped.run("build", "--engine", "quarto", "--json").json["rendered"] == []
    assert shipped.run("build", "--engine", "quarto", "--force").code == 0
    assert shipped.outputs() == before
    assert shipped.run("verify").code == 0
    again = shipped.run("build", "--engine", "pandoc", "--json")
    assert len(again.json["rendered"]) == 6  # another engine, other files


@needs_quarto
def test_edits_of_quartos_files_are_caught(shipped: Study, real: None) -> None:
    assert shipped.run("build", "--engine", "quarto").code == 0
    folder = shipped.root / "_output/manuscript"
    page = folder / "abstract.html"
    text = page.read_text("utf-8")
    assert ">8.9 ± 1.0<" in text
    page.write_text(text.replace(">8.9 ± 1.0<", ">8.8 ± 1.0<"), "utf-8")
    outcome = shipped.run("verify", str(page))
    assert outcome.code == 1
    assert "vas.before.mean_sd does not say what the data say" in outcome.out
    page.write_text(text.replace("two-tailed", "one-tailed"), "utf-8")
    outcome = shipped.run("verify", str(page))
    assert outcome.code == 1
    assert "the text differs from its source" in outcome.out
    word = folder / "abstract.docx"
    with zipfile.ZipFile(word) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b">68.7<", b">67.8<")
    with zipfile.ZipFile(word, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    outcome = shipped.run("verify", str(word))
    assert outcome.code == 1
    assert "age.mean does not say what the data say" in outcome.out
    shipped.edit("data/sacroplasty.csv", ",9,2,no,", ",9,3,no,")
    outcome = shipped.run("verify", str(folder / "abstract.pdf"))
    assert outcome.code == 1
    assert re.search(r"vas\.improvement\.ci does not say.*found \"95% CI 5\.8 to", outcome.out)


@needs_quarto
@pytest.mark.parametrize(
    ("body", "front", "code", "said"),
    [
        ("A\n\n```{=typst}\n#nope()\n```", "", 3, r"report\.qmd:\d+:1: .*unknown variable: nope"),
        ("A {{< nosuch a >}} b", "", 1, r"report\.qmd:5:3: Quarto finds no shortcode nosuch"),
        ("See @fig-nope.", "", 1, r"report\.qmd:5:5: Quarto finds no label @fig-nope"),
        ("A", "\nfig-width: [maybe]", 3, r"report\.qmd:3: .*Field \"fig-width\" has value"),
        ("A [@nobody].", "", 1, r"cites nobody but has no bibliography"),
        ("A", "\nfilters: [bad.lua]", 3, r"quarto reported an error: ERROR.*boom"),
    ],
)
def test_quarto_failing_on_the_users_text(
    small: Study, real: None, body: str, front: str, code: int, said: str
) -> None:
    small.write("manuscript/bad.lua", 'function Para(p) error("boom") end')
    small.document(body, front=f"title: A report{front}")
    outcome = small.run("build", "--engine", "quarto", "--format", "pdf")
    assert outcome.code == code, outcome
    assert re.search(said, outcome.out + outcome.err, re.S), outcome
    assert small.outputs() == {}


@needs_quarto
def test_more_of_quarto_and_a_journals_extension(small: Study, real: None) -> None:
    extension = "_extensions/acme"
    small.write(
        f"{extension}/_extension.yml",
        "title: Acme\nauthor: A\nversion: 1.0.0\ncontributes:\n  shortcodes: [hello.lua]\n"
        "  formats:\n    typst:\n      template-partials: [typst-show.typ]\n",
    )
    small.write(
        f"{extension}/typst-show.typ",
        "#show: doc => article(\n$if(title)$\n  title: [ACME: $title$],\n$endif$\n  toc_depth: 3,\n"
        "  doc,\n)\n",
    )
    small.write(
        f"{extension}/hello.lua", 'return { hello = function() return pandoc.Str("Hello-42") end }'
    )
    small.write(
        "_quarto.yml", "format:\n  html: {toc: true}\n  acme-typst: default\n  gfm: default\n"
    )
    small.document(
        "# One {{< var age.sd >}}\n\n{{< hello >}} {{< var age.mean >}}\n\n::: {.panel-tabset}\n"
        "## A\n{{< var age.n >}}\n\n## B\n<b>raw</b>\n:::\n\n::: {#thm-a}\n## Line\nShown.\n:::\n\n"
        "By @thm-a.",
        front="title: Report on {{< var participants.n >}}\nnumber-sections: true",
    )
    outcome = small.run("build", "--engine", "quarto", "--json")
    assert outcome.code == 0, outcome
    files = {one["file"].rpartition("/")[2]: one["numbers"] for one in outcome.json["files"]}
    assert files == {
        "report.pdf": 4, "report.html": 4, "report.docx": 4, "report-acme-typst.pdf": 4,
        "report-gfm.md": 0,
    }  # fmt: skip
    assert [one["rule"] for one in outcome.json["findings"]] == ["not-proved"]
    pages = read_pdf(small.root / "_output/manuscript/report-acme-typst.pdf", bottom_margin=0)
    text = text_of(pages[0])
    assert "ACME: Report on 5" in text
    assert "Hello-42" in text
    assert "Theorem 1" in text
    assert small.run("verify").code == 0
    assert "numbers in 4 files agree" in small.run("verify").out  # gfm cannot be read back
    page = (small.root / "_output/manuscript/report.html").read_text("utf-8")
    assert 'role="doc-toc"' in page
    small.write("_quarto.yml", "format:\n  html: {toc: true}\n  gfm: default\n")
    outcome = small.run("verify")
    assert outcome.code == 1
    assert "report-acme-typst.pdf: its document is no longer made in this format" in outcome.out


@needs_quarto
def test_a_plain_quarto_render_prints_the_same_numbers(shipped: Study, real: None) -> None:
    """`_quarto.yml` has it run `compute` before; it ends, and leaves the same variables."""
    assert shipped.run("compute").code == 0  # Quarto looks for included files before anything
    folder = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": os.pathsep.join([folder, os.environ["PATH"]])}
    done = subprocess.run(
        [GIVEN, "render"], cwd=shipped.root, env=environment, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = shipped.root / "_output/manuscript"
    pages = read_pdf(made / "abstract.pdf", bottom_margin=0)
    body, _ = docx.read_docx(made / "abstract.docx")
    stream = html.read_html(made / "abstract.html")
    for text in (
        " ".join(map(text_of, pages)),
        body.words(0, len(body.characters)),
        stream.words(0, len(stream.characters)),
    ):
        for number in ("8.9 ± 1.0", "2.2 ± 2.0", "p < 0.0001", "7 of 28", "95% CI 0% to 12%"):
            assert number in text, number
        assert "?var:" not in text
    variables = (shipped.root / "_variables.yml").read_bytes()
    assert variables == (REPOSITORY / "_variables.yml").read_bytes()


@needs_quarto
def test_a_file_of_a_plain_render_is_compared_by_its_words(shipped: Study, real: None) -> None:
    shipped.write("_quarto.yml", "project:\n  output-dir: _output\nengine: markdown\n")
    assert shipped.run("build", "--engine", "pandoc").code == 0
    for format_ in ("html", "typst", "docx"):
        subprocess.run(
            [GIVEN, "render", "manuscript/abstract.qmd", "--to", format_],
            cwd=shipped.root, check=True, capture_output=True,
        )  # fmt: skip
    outcome = shipped.run("verify")  # whatever wrote them, it was no build
    assert outcome.code == 1, outcome
    assert outcome.out.count("the file was changed after it was built") == 3
    assert outcome.out.count("[no-placements]") == 3
    assert " does not say what the data say" not in outcome.out
    shipped.edit("data/sacroplasty.csv", ",9,2,no,", ",9,3,no,")
    outcome = shipped.run("verify")
    assert outcome.code == 1
    for end in ("html", "pdf", "docx"):
        assert re.search(rf"abstract\.{end}: vas\.improvement\.ci does not say", outcome.out), (
            outcome
        )


@needs_quarto
def test_a_build_from_within_a_render_does_not_call_itself(
    shipped: Study, real: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quarto tells the programs of a project about its run; ours is another one."""
    monkeypatch.setenv("QUARTO_PROJECT_OUTPUT_DIR", "/nowhere")
    monkeypatch.setenv("QUARTO_PROFILE", "nosuch")
    shipped.write(
        "_quarto.yml",
        "project:\n  output-dir: _output\n  pre-render: exit 1\nengine: markdown\n",
    )
    assert shipped.run("build", "--engine", "quarto", "--format", "html").code == 0


FIG = REPOSITORY / "tests/fixtures/subset/img/plot.png"


@posix
@pytest.mark.parametrize(
    ("front", "body", "said"),
    [
        ("\nformat: {html: {include-in-header: leak.html}}", "x", "cannot reach into the raw data"),
        ("", "{{< include _inc.qmd >}}", "cannot reach into the raw data"),
        ("", "{{< include ../data/note.md >}}", "cannot reach into the raw data"),
        ("\nbibliography: ../data/refs.bib", "x", "cannot reach into the raw data"),
        ("", "![A](../data/p.png)", "cannot reach into the raw data"),
        ("", "{{< env HOME >}}", "would change from build to build"),
        ("\noutput-file: foo", "x", 'the option "output-file" cannot be chosen'),
        ("\nembed-resources: false", "x", 'the option "embed-resources" cannot be chosen'),
        ("\nformat: {html: {code-tools: true}}", "x", 'the option "code-tools" cannot be chosen'),
        ("\nlicense: CC BY", "x", "the shared looks do not print `license:`"),
        (
            "\nformat: {html: {mainfont: Foo}}",
            "x",
            "the shared looks of html do not follow `mainfont:`",
        ),
        ("\nprofile: x", "x", 'the key "profile" has no effect on a build'),
        ("", "```{mermaid}\na\n```", "Draw it as an image"),
        ('\nkeywords: ["**bold** word", "*"]\nabstract-title: "**A**"', "x", "no findings"),
        ("\ncss: my.css", "x", "no findings"),
    ],
)
def test_what_a_document_may_not_do_with_quarto(
    small: Study, stand_in: Callable[[str], Path], front: str, body: str, said: str
) -> None:
    stand_in(FINE + "sys.exit(1)")
    for name in ("note.md", "refs.bib", "p.png"):
        small.write(f"data/{name}", FIG.read_bytes() if name == "p.png" else "x")
    small.write("manuscript/my.css", "body {}")
    (small.root / "manuscript/leak.html").symlink_to("../data/table.csv")
    (small.root / "manuscript/_inc.qmd").symlink_to("../data/table.csv")
    small.document(body, front=f"title: A report{front}")
    outcome = small.run("check")
    assert said in outcome.out, outcome


@posix
@pytest.mark.parametrize(
    ("front", "project", "said"),
    [
        ("", "", "the document cites smyth but has no bibliography"),
        ("\nbibliography: r.bib", "", "the bibliography has no smyth. Did you mean"),
        ("", "bibliography: manuscript/r.bib\n", "the bibliography has no smyth. Did you mean"),
        ("\nbibliography: r.bib\nfilters: [a.lua]", "", ""),
        ("\nbibliography: r.bib\nciteproc: true", "", ""),
        ("", "crossref: {chapters: true}\n", ""),
        ("\nformat: {html: {cite-method: natbib}}", "", ""),
        ("\nformat: acme-html", "", ""),
    ],
)
def test_check_tells_of_citations_what_is_certain_with_quarto(
    small: Study, stand_in: Callable[[str], Path], front: str, project: str, said: str
) -> None:
    """What has a label is for Quarto, its filters and extensions to say."""
    stand_in(FINE + "sys.exit(1)")
    small.write("manuscript/r.bib", "@book{smith, title={B}}\n")
    small.write("manuscript/a.lua", "return {}")
    small.write("_quarto.yml", f"project: {{type: default}}\n{project}")
    small.document("See [@smyth] and @fig-nope.", front=f"title: A report{front}")
    found = [line for line in small.run("check").out.splitlines() if "[unknown-" in line]
    found = [line for line in found if "unknown-format" not in line]
    assert len(found) == bool(said), found
    assert not said or said in found[0]


@posix
def test_settings_that_a_build_does_not_see_are_said(
    small: Study, stand_in: Callable[[str], Path]
) -> None:
    stand_in(FINE + "sys.exit(1)")
    small.write("_quarto.yml", "project:\n  post-render: x.py\nbibliography: nosuch.bib\n")
    small.write("_quarto-x.yml", "a: b\n")
    small.write("manuscript/_metadata.yml", "subtitle: x\n")
    (small.root / "manuscript/report.qmd").rename(small.root / "manuscript/a [1].qmd")
    out = small.run("check").out
    assert 'the key "post-render" has no effect on a build' in out
    assert "_quarto-x.yml: a profile has no effect" in out
    assert "manuscript/_metadata.yml: settings of a folder has no effect" in out
    assert "there is no file nosuch.bib for `bibliography:`" in out
    assert "a [1].qmd: Quarto takes [ in the name of a document for a pattern" in out


@posix
def test_a_relative_path_to_quarto(
    small: Study, stand_in: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stand_in(FINE + 'sys.stderr.write("ERROR: got here\\n"); sys.exit(1)')
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("QUARTO_PATH", "./quarto")
    outcome = small.run("build", "--engine", "quarto")
    assert outcome.code == 3
    assert "got here" in outcome.err


@needs_quarto
def test_words_and_typed_numbers_are_proved_too(small: Study, real: None) -> None:
    small.write(
        "manuscript/f.lua",
        'function Str(e) if e.text == "7" then return pandoc.Str("17") end\n'
        'if e.text == "significant." then return pandoc.Str("insignificant.") end end\n',
    )
    small.document(
        "{{< var age.mean >}} years. In 7 patients the fall was significant.",
        front="title: A report\nfilters: [{path: f.lua, at: post-finalize}]",
    )
    outcome = small.run("build", "--engine", "quarto", "--format", "html,docx")
    assert outcome.code == 1
    for end in ("html", "docx"):
        assert re.search(rf'report\.{end}: the text differs.*found "years\. In 17 ', outcome.out)
        assert re.search(rf"report\.{end}: the text differs.*insignificant\.", outcome.out)


@needs_quarto
def test_what_themes_move_and_add_is_no_difference(small: Study, real: None) -> None:
    small.document(
        "- [ ] a\n- [x] b {{< var age.n >}}\n\nText [aside {{< var age.mean >}}]{.aside} on^[note "
        "{{< var age.sd >}}].\n\nEnd.",
        front="title: T^[Of {{< var age.n >}}]\nabstract: A^[About {{< var age.n >}}]\n"
        "format: {html: {theme: cosmo, reference-location: margin}, docx: default}",
    )
    outcome = small.run("build", "--engine", "quarto")
    assert outcome.code == 0, outcome


@needs_quarto
def test_looks_of_ones_own(small: Study, real: None) -> None:
    small.write("manuscript/bg.png", FIG.read_bytes())
    small.write("manuscript/my.css", "body { background: url(bg.png); }")
    small.document(
        "Text {{< var age.mean >}}.",
        front="title: T\nsubtitle: Sub {{< var age.n >}}\ntheme: none\ntemplate-partials: []\ncss: my.css\n"
        "format: {html: default, docx: {template-partials: []}}",
    )
    outcome = small.run("build", "--engine", "quarto", "--format", "html,docx")
    assert outcome.code == 0, outcome
    assert "bg.png" not in (small.root / "_output/manuscript/report.html").read_text("utf-8")
    body, _ = docx.read_docx(small.root / "_output/manuscript/report.docx")
    assert "Sub 5" in body.words(0, len(body.characters))


@needs_quarto
def test_what_was_said_is_said_again(
    small: Study, real: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUARTO_LOG_LEVEL", "DEBUG")
    small.document(
        "{{< var age.mean >}}\n\n{{< video https://www.youtube.com/watch?v=abc >}}",
        front="title: T\nformat: {html: default, gfm: default}",
    )
    for _ in range(2):
        outcome = small.run("build", "--engine", "quarto", "--format", "html,gfm")
        assert outcome.code == 0, outcome
        assert "the page loads something from the network" in outcome.out
        assert "[not-proved]" in outcome.out
        assert outcome.out.endswith(
            "1 numbers in 1 file agree with the data; 1 could not be read back\n"
        )
    assert small.run("build", "--engine", "quarto", "--format", "html", "--strict").code == 1


@needs_quarto
def test_what_appears_is_seen(small: Study, real: None) -> None:
    words = ("build", "--engine", "quarto", "--format", "html", "--json")
    assert small.run(*words).json["rendered"]
    assert small.run(*words).json["rendered"] == []
    small.write("_brand.yml", "color:\n  background: '#ffeeee'\n")
    assert small.run(*words).json["rendered"]
    assert small.run(*words).json["rendered"] == []
    small.write("_extensions/x/x.lua", "return { x = function() return pandoc.Str('x') end }")
    small.write(
        "_extensions/x/_extension.yml",
        "title: X\nauthor: X\nversion: 1.0.0\ncontributes: {shortcodes: [x.lua]}\n",
    )
    assert small.run(*words).json["rendered"]


@needs_quarto
def test_a_caption_that_quarto_loses_is_told(small: Study, real: None) -> None:
    table = "| a | b |\n|---|---|\n| c | {{< var age.n >}} |\n\n: Ages"
    small.document(f"{table}\n\n{table} {{#tbl-ages}}\n")
    small.run("check", "--json")
    outcome = small.run("build", "--engine", "quarto", "--format", "pdf", "--json")
    (one,) = [one for one in outcome.json["findings"] if one["rule"] == "lost-caption"]
    assert (one["line"], one["severity"]) == (9, "warning")
    pages = tokens_of(small.root / "_output/manuscript/report.pdf", [], [])
    assert pages.count("Ages") == 1
    outcome = small.run("build", "--engine", "pandoc", "--format", "pdf", "--json")
    assert not outcome.json["findings"]
    assert tokens_of(small.root / "_output/manuscript/report.pdf", [], []).count("Ages") == 2
