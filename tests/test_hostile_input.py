"""Nothing from outside hurts: names, numbers and texts of a project that mean harm.

Each ends with a finding and its place, soon, nothing is written, and no program does what a
project tells it to.
"""

from __future__ import annotations

import struct
import time
import zlib
from pathlib import Path

import pytest

from sacroreport.data.numbers import parse_decimals
from sacroreport.document.limits import excesses
from sacroreport.findings import nearest
from sacroreport.formats.html import FORMAT
from sacroreport.pipeline.render import stage_name
from sacroreport.project.names import name_problem
from sacroreport.project.numerals import NumeralError, read_number, read_whole
from sacroreport.render.job import Job
from sacroreport.render.pandoc.engine import render
from tests.conftest import ANALYSES, DOCUMENT, HEAD, RULES, VARIABLES, Study

SOON = 10.0
"""Seconds; an ordinary machine takes less than three."""


def evil(study: Study) -> Path:
    """Put filters beside the document that leave a trace if any program runs them."""
    trace = study.root / "RAN"
    lua = f'local f = io.open("{trace}", "w"); f:write("x"); f:close()\n'
    for name in ("evil.lua", "evil", "evil.md", "evil.qmd.lua"):
        study.write(f"manuscript/{name}", lua)
    return trace


def refused(study: Study, rule: str, *words: str, command: str = "build") -> str:
    """Run a command that ends with findings of a rule, and writes nothing; return its words."""
    before = study.outputs()
    start = time.monotonic()
    done = study.run(command, *words)
    assert time.monotonic() - start < SOON
    assert done.code == 1, done.out + done.err
    assert f"[{rule}]" in done.out, done.out + done.err
    assert "internal error" not in done.err
    assert study.outputs() == before
    assert not (study.root / "RAN").exists()
    return done.out


# Names


NAMES = ["-Levil", "-Levil.lua", "--lua-filter=evil", "-", "--", "-o evil", "-f=x"]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_no_option(small: Study, name: str) -> None:
    trace = evil(small)
    path = small.document("Text.", name)
    out = refused(small, "file-name")
    assert f"manuscript/{path.name}: a program would read a name" in out
    assert "Rename it" in out
    refused(small, "file-name", command="check")
    assert not trace.exists()


def test_nor_is_a_folder_on_the_way(small: Study) -> None:
    small.document("Text.", "-x/a")
    assert "manuscript/-x/a.qmd" in refused(small, "file-name")


def test_nor_a_data_file_a_bibliography_an_image_or_an_include(small: Study) -> None:
    small.write("data/-table.csv", (small.root / "data/table.csv").read_bytes())
    small.edit("data/study.yml", "data: table.csv", "data: -table.csv")
    assert "data/-table.csv: a program would read" in refused(small, "file-name")
    small.edit("data/study.yml", "data: -table.csv", "data: table.csv")
    for name, front, body in (
        ("-refs.bib", "bibliography: -refs.bib", ""),
        ("-a.csl", "csl: -a.csl", ""),
        ("-a.png", "", "![](-a.png)"),
        ("-a/b.png", "", "![](-a/b.png)"),
        ("-part.md", "", "{{< include -part.md >}}"),
    ):
        small.write(f"manuscript/{name}", b"x")
        small.document(body, front=f"title: A\n{front}")
        assert f"manuscript/{name}: a program would read" in refused(small, "file-name"), name


def test_nor_the_folder_of_built_files_or_an_imported_file(small: Study) -> None:
    small.write("_quarto.yml", "project: {output-dir: -out}\n")
    assert "_quarto.yml:1:" in refused(small, "file-name")
    (small.root / "_quarto.yml").unlink()
    small.write("data/-cox.csv", "id,value\nhazard,1\n")
    text = (small.root / "data/study.yml").read_text(encoding="utf-8")
    digest = "0" * 64
    imported = f"imported:\n  cox: {{file: -cox.csv, data_digest: {digest}, numbers: {{hazard: {{label: H}}}}}}\n"
    small.write("data/study.yml", text + imported)
    assert "data/-cox.csv: a program would read" in refused(small, "file-name")


def test_a_word_of_the_command_line_after_two_hyphens_is_a_document(small: Study) -> None:
    done = small.run("build", "--", "-x")
    assert (done.code, done.out) == (2, "")
    assert 'there is no document "-x"' in done.err


def test_programs_get_names_that_cannot_be_options(tmp_path: Path) -> None:
    trace = tmp_path / "RAN"
    (tmp_path / "evil.md").write_text(f'io.open("{trace}", "w"):close()', encoding="utf-8")
    (tmp_path / "evil").write_text(f'io.open("{trace}", "w"):close()', encoding="utf-8")
    import datetime as dt

    for name in ("-Levil", "+RTS", "--version", "@evil", "~", "a=b", "http:x", "a'b"):
        (tmp_path / f"{name}.md").write_text("Some words.\n", encoding="utf-8")
        (tmp_path / f"{name}.yml").write_text("title: A\n", encoding="utf-8")
        job = Job(folder=tmp_path, name=name, lang="en-US", date=dt.date(2020, 1, 2))
        made = render(job, FORMAT)
        assert "Some words." in made.path.read_text(encoding="utf-8"), name
    assert not trace.exists()


def test_staged_names_are_never_options_nor_taken() -> None:
    assert stage_name("manuscript/-Levil", []) == "manuscript/document-Levil"
    assert stage_name("a/b", ["a/b.yml", "a/b_.md"]) == "a/b__"
    assert name_problem("manuscript/a=b:c'd~e+f@g.qmd") == ""


@pytest.mark.parametrize("name", ["a=b", "a'b", "a~b", "a+b", "@a", "+RTS", "a b", "ä;b", "$(x)"])
def test_odd_names_build_as_they_are(small: Study, name: str) -> None:
    trace = evil(small)
    (small.root / "manuscript/report.qmd").rename(small.root / f"manuscript/{name}.qmd")
    done = small.run("build", "--format", "html")
    assert done.code == 0, done.out + done.err
    assert (small.root / f"_output/manuscript/{name}.html").is_file()
    assert not trace.exists()


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[2Jb", "a\u202eb"])
def test_a_name_with_a_line_break_or_a_control_character_is_refused(
    small: Study, name: str
) -> None:
    small.document("Text.", name)
    out = refused(small, "file-name")
    assert "\x1b" not in out
    assert "its name holds the character U+" in out


# What front matter and images may lead to


@pytest.mark.parametrize(
    "key",
    [
        "header-includes", "include-in-header", "css", "template", "filters", "citation-style",
        "abbreviations", "citation-abbreviations", "include-before", "reference-doc", "defaults",
        "pandoc-args", "resource-path", "data-dir", "syntax-definition",
    ],
)  # fmt: skip
def test_no_key_names_a_file_that_nobody_has_looked_at(small: Study, key: str) -> None:
    trace = evil(small)
    small.write("manuscript/secret.txt", "TOPSECRET")
    small.document("Text.", front=f"title: A\n{key}: evil.lua")
    refused(small, "needs-quarto")
    # A key that the text prints is words, and pandoc never sees it.
    small.document(f"It says {{{{< meta {key} >}}}}.", front=f"title: A\n{key}: secret.txt")
    done = small.run("build")
    assert done.code == 0, done.out + done.err
    page = (small.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert "It says secret.txt." in page
    assert "TOPSECRET" not in page
    assert not trace.exists()


@pytest.mark.parametrize("key", ["bibliography", "csl"])
@pytest.mark.parametrize(
    "value",
    [
        "https://example.org/a.bib", "/etc/passwd", "../../../etc/passwd", "file:///etc/passwd",
        "--lua-filter=evil.lua", "-Levil.lua", "{a: b}", "[[a]]", "data:text/plain,x",
    ],
)  # fmt: skip
def test_citations_come_from_files_of_the_project(small: Study, key: str, value: str) -> None:
    trace = evil(small)
    small.document("Text.", front=f"title: A\n{key}: {value}")
    done = small.run("build")
    assert done.code == 1, done.out + done.err
    assert not trace.exists()
    assert small.outputs() == {}


@pytest.mark.parametrize("key", ["title", "abstract", "subtitle", "description"])
def test_an_image_in_the_front_matter_is_not_looked_for(small: Study, key: str) -> None:
    front = "title: A\n" if key != "title" else ""
    small.document("Text.", front=f"{front}{key}: '![x](/etc/hostname)'")
    assert "an image in the front matter" in refused(small, "unsupported")


def test_a_path_that_markdown_reads_as_another_is_refused(small: Study) -> None:
    for path in ("&#46;&#46;/a.png", "%2e%2e/a.png"):
        small.write(f"manuscript/{path}", b"\x89PNG\r\n\x1a\n")
    small.document("![x](&#46;&#46;/a.png)")
    refused(small, "file-name")


def test_a_citation_style_may_not_send_elsewhere(small: Study) -> None:
    style = (
        '<style xmlns="http://purl.org/net/xbiblio/csl"><info>'
        '<link href="http://example.org/x" rel="independent&#45;parent"/></info></style>'
    )
    small.write("manuscript/a.csl", style)
    small.document("Text.", front="title: A\ncsl: a.csl")
    assert "only a reference to another one" in refused(small, "outside-project")
    small.write("manuscript/a.csl", "no xml at all")
    refused(small, "bibliography")


def test_a_bibliography_that_grows_without_end_is_refused(small: Study) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 8)}]\n" for i in range(1, 12)
    )
    small.write("manuscript/refs.yaml", bomb)
    small.document("Text [@a].", front="title: A\nbibliography: refs.yaml")
    refused(small, "yaml")
    small.document("Text.", front=f"title: A\n{bomb.strip()}")
    refused(small, "yaml")


# Images


def png(width: int, height: int) -> bytes:
    """Return a picture of one colour, which is small however large it is."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    made = b"\x89PNG\r\n\x1a\n"
    for kind, content in parts:
        crc = struct.pack(">I", zlib.crc32(kind + content))
        made += struct.pack(">I", len(content)) + kind + content + crc
    return made


def test_a_picture_that_would_take_all_memory_is_told_by_its_head(small: Study) -> None:
    small.write("manuscript/a.png", png(60_000, 60_000))
    small.document("![x](a.png)")
    out = refused(small, "bad-image", command="check")
    assert "60,000 × 60,000 points" in out


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "outside-project"),
        (
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
            "outside-project",
        ),
        ("<svg>" + "<g>" * 100_000 + "</g>" * 100_000 + "</svg>", "bad-image"),
        ('<svg><image href="/etc/passwd"/></svg>', "outside-project"),
        ("<svg><g></svg>", "bad-image"),
    ],
)
def test_an_svg_image_may_not_load_run_or_grow(small: Study, content: str, rule: str) -> None:
    small.write("manuscript/a.svg", content)
    small.document("![x](a.svg)")
    refused(small, rule, command="check")


# Numbers

WRONG = [
    "1_5",
    "1/3",
    "١٢",
    "inf",
    "nan",
    "0x10",
    "1e400",
    "1e-99999999",
    "9" * 100,
    "1e",
    "",
    " 1",
]


@pytest.mark.parametrize("text", WRONG)
def test_there_is_one_reader_of_numbers_and_it_is_strict(text: str) -> None:
    with pytest.raises(NumeralError):
        read_number(text)
    with pytest.raises(NumeralError):
        read_whole(text)


def test_numbers_of_millions_of_digits_are_refused_at_once() -> None:
    start = time.monotonic()
    for text in ("9" * 3_000_000, "0." + "0" * 3_000_000 + "1", "1" + "_1" * 1_000_000):
        with pytest.raises(NumeralError):
            read_number(text)
    assert time.monotonic() - start < 2
    import numpy as np

    assert not parse_decimals(np.array(["١".encode()]), ".")[2].any()


PLACES = {
    "range": ("range: [18, 110]", "range: [{}, 1e9]"),
    "decimals": ("unit: y,", "unit: y, decimals: {},"),
    "level": ("after: pain_after}", "after: pain_after, level: {}}"),
    "width": (
        "harm:",
        "d: {{kind: distribution, variable: pain, from: 0, to: 10, width: {}}}\n  harm:",
    ),
    "from": ("harm:", "d: {{kind: distribution, variable: pain, from: {}, to: 10}}\n  harm:"),
    "to": ("harm:", "d: {{kind: distribution, variable: pain, from: 0, to: {}}}\n  harm:"),
}


@pytest.mark.parametrize("key", PLACES)
@pytest.mark.parametrize(
    "text", ["1_5", '"1/3"', "١", "inf", "nan", "1e400", "1e-99999999", "9" * 5000]
)
def test_numbers_of_the_study_are_read_strictly(small: Study, key: str, text: str) -> None:
    old, new = PLACES[key]
    small.edit(
        "data/study.yml", old, new.replace("{}", text, 1).replace("{{", "{").replace("}}", "}")
    )
    out = refused(small, "bad-value", command="check")
    assert "data/study.yml:" in out


@pytest.mark.parametrize("text", ["1_5", "1/3", "١٢", "inf", "1e-99999999", "1e999", "9" * 5000])
def test_imported_and_published_numbers_are_read_strictly(small: Study, text: str) -> None:
    small.write("data/cox.csv", f"id,value,n\nhazard,{text},5\n")
    study = (small.root / "data/study.yml").read_text(encoding="utf-8")
    imported = f"imported:\n  cox: {{file: cox.csv, data_digest: {'0' * 64}, numbers: {{hazard: {{label: H}}}}}}\n"
    small.write("data/study.yml", study + imported)
    out = refused(small, "imported", command="check")
    assert "data/cox.csv:2: this is no number" in out
    small.write("data/study.yml", study)
    small.write("data/published.yml", f'numbers:\n  - {{id: age.mean, printed: "{text}"}}\n')
    assert "data/published.yml:2:" in refused(small, "published", command="check")


def test_a_small_p_value_of_another_program_is_a_number(small: Study) -> None:
    assert 0 < read_number("2.2e-300", 300) < 1


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "1e9", "1_0", "١", "1e-99999999", "x"])
def test_a_number_of_the_command_line_is_read_strictly(small: Study, text: str) -> None:
    done = small.run("build", f"--timeout={text}")
    assert (done.code, done.out) == (2, "")
    assert "--timeout needs a number of seconds" in done.err


# Texts that would keep a reader busy for ever

TOO_MUCH = {
    "backticks": "`" * 80_000,
    "runs of backticks": " ".join("`" * number for number in range(1, 400)),
    "comments": "<!--" * 25_000,
    "brackets": "[" * 25_000,
    "brackets with words": "[a " * 25_000,
    "closed brackets": "[" * 15 + "a" + "]{.literal}" * 15,
    "images": "![" * 25_000,
    "citations": "[@a " * 12,
    "notes": "[^" * 5_000,
    "emphasis": "*_" * 25_000,
    "quotes": "'a " * 25_000,
    "quotations": ">" * 5_000 + " a",
    "lists": "- " * 5_000 + "a",
    "numbered lists": "a. " * 5_000,
    "signs": "&" * 25_000,
    "entities": "&#1" * 25_000,
    "tags": "<a " * 25_000,
    "dollars": "$a " * 25_000,
    "headings": "# a\n\n" * 20_000,
    "definitions": ": a\n" * 20_000,
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_would_hang_is_told_before_any_program_reads_it(small: Study, name: str) -> None:
    small.document(TOO_MUCH[name])
    out = refused(small, "too-much")
    assert "manuscript/report.qmd:" in out
    small.document(
        "Text.", front=f"title: A\nabstract: |\n  {TOO_MUCH[name]}".replace("\n\n", "\n  \n  ")
    )
    done = small.run("check")
    assert done.code == 1
    assert "internal error" not in done.err


@pytest.mark.parametrize("text", ["word " * 400_000, "x" * 2_000_000, "word\n\n" * 400_000])
def test_a_document_that_is_too_long_says_so(small: Study, text: str) -> None:
    small.document(text)
    refused(small, "too-long", command="check")


@pytest.mark.parametrize(
    "text",
    ["{{<" * 25_000, "{" * 25_000, "]" * 25_000, "word\n" * 30_000, "x" * 500_000, "1" * 100_000],
)
def test_what_is_read_in_time_needs_no_limit(small: Study, text: str) -> None:
    small.document(text)
    start = time.monotonic()
    done = small.run("check")
    assert time.monotonic() - start < SOON
    assert "internal error" not in done.err


def test_a_table_of_ten_thousand_rows_is_read_in_time(small: Study) -> None:
    small.document("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 10_000)
    start = time.monotonic()
    out = small.run("check").out
    assert time.monotonic() - start < 2 * SOON
    assert "more than 2,000 numbers are typed into this document" in out


@pytest.mark.parametrize(
    "text",
    [
        "Ages [0, 10), [10, 20), [20, 30) and `[[[[[[[[` and \\[\\[\\[\\[\\[\\[\\[.",
        "\n".join(f"- from [{i}, {i + 1})" for i in range(50)),
        "| a |\n|---|\n" + "\n".join(f"| [{i}, {i + 1}) |" for i in range(50)),
        "```r\nx[[y[[z[[a[[b]]]]]]]]\n```\n",
        "~~~\n" + "[" * 100 + "\n~~~\n",
        "He said 'yes' and it's the patients' choice. " * 100,
        "*a* _b_ **c** " * 200,
        "Text^[A note with a [link](a) to ![image [@x]](b).]",
        "`a` ``b ` c`` " * 100,
    ],
)
def test_what_people_write_is_not_too_much(text: str) -> None:
    assert excesses(text) == []


def test_a_bibliography_of_many_entries_is_read_in_time(small: Study) -> None:
    entries = "".join(f"@book{{k{number},title={{T}},year=2000}}\n" for number in range(100_000))
    small.write("manuscript/refs.bib", entries)
    small.document("Text [@k5; @nope].", front="title: A\nbibliography: refs.bib")
    out = refused(small, "unknown-citation", command="check")
    assert "the bibliography has no nope" in out
    assert nearest("k99999x", [f"k{number}" for number in range(100_000)])
    small.write("manuscript/refs.bib", entries * 2)
    refused(small, "too-long", command="check")


def test_a_file_name_that_no_system_allows_is_a_missing_file(small: Study) -> None:
    small.document(f"{{{{< include {'a' * 5000}.md >}}}}\n\n![x]({'b' * 5000}.png)")
    assert refused(small, "missing-file", command="check").count("[missing-file]") == 2


def test_the_study_is_still_one(small: Study) -> None:
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES + RULES)
    small.write("manuscript/report.qmd", DOCUMENT)
    assert small.run("check").code == 0
