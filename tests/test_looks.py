"""How the files look, and whether everybody can read them."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import zipfile

import pytest

from sacroreport.proof.pdf import Glyph, read_pdf

from .conftest import REPOSITORY, Study

GIVEN = os.environ.get("QUARTO_PATH") or shutil.which("quarto") or ""
ENGINES = [
    "pandoc",
    pytest.param(
        "quarto",
        marks=[
            pytest.mark.quarto,
            pytest.mark.skipif(not GIVEN, reason="Quarto is neither on PATH nor QUARTO_PATH"),
        ],
    ),
]
both = pytest.mark.parametrize("engine", ENGINES)
PDF = "_output/manuscript/report.pdf"
IMAGES = REPOSITORY / "tests/fixtures/subset/img"
BODY = """\
# Results

Of {{< var participants.n >}}, $x^2 = 4$, and as in @eq-a and @fig-a:

$$
y = \\frac{1}{2}
$$ {#eq-a}

![A plot](img/plot.png){#fig-a width=2in}

::: {#fig-b}
![](img/plot.png)

Another plot
:::

![](img/plot.png){fig-alt=""} ![](img/plot.png){fig-alt="A third plot, #5"}

| Row | Value |
|:----|------:|
| Age | {{< var age.mean >}} |

: Ages {#tbl-a}

::: {.callout-note}
### A title
Text.
:::
"""


@pytest.fixture
def pictured(small: Study) -> Study:
    shutil.copytree(IMAGES, small.root / "manuscript/img")
    small.document(BODY)
    return small


def build(study: Study, engine: str, *formats: str, document: str = "report") -> None:
    outcome = study.run("build", document, "--engine", engine, "--format", ",".join(formats))
    assert outcome.code == 0, outcome.out + outcome.err


# Standards of a PDF


@both
def test_a_pdf_is_for_everybody(pictured: Study, engine: str) -> None:
    build(pictured, engine, "pdf")
    content = (pictured.root / PDF).read_bytes()
    assert b"pdfuaid:part>1<" in content
    assert b"pdfaid:part" not in content
    assert b"<dc:title>" in content
    if shutil.which("pdfinfo"):
        done = subprocess.run(["pdfinfo", pictured.root / PDF], capture_output=True, check=True)
        assert re.search(r"^Tagged: +yes$", done.stdout.decode(), re.M)
        done = subprocess.run(
            ["pdfinfo", "-struct", pictured.root / PDF], capture_output=True, check=True
        )
        for tag in ("H1", "Figure", "Formula", "Table", "TH"):
            assert re.search(rf"^ *{tag}\b", done.stdout.decode(), re.M), tag


@both
@pytest.mark.parametrize(
    ("key", "there", "absent"),
    [
        ("pdf-standard: a-2b", b"pdfaid:part>2<", b"pdfuaid:part>1<"),
        ("pdf-standard: [ua-1, a-2a]", b"pdfuaid:part>1<", b"nothing"),
        ("format: {typst: {pdf-standard: [a-2u, ua-1]}}", b"pdfaid:part>2<", b"nothing"),
        ('pdf-standard: "1.7"', b"%PDF-1.7", b"pdfuaid:part"),
    ],
)
def test_other_standards(
    pictured: Study, engine: str, key: str, there: bytes, absent: bytes
) -> None:
    pictured.document(BODY, front=f"title: A\n{key}")
    build(pictured, engine, "pdf")
    content = (pictured.root / PDF).read_bytes()
    assert there in content
    assert absent not in content


@both
def test_a_standard_of_the_project(pictured: Study, engine: str) -> None:
    pictured.write("_quarto.yml", "engine: markdown\npdf-standard: [ua-1, a-2b]\n")
    build(pictured, engine, "pdf")
    assert b"pdfaid:part>2<" in (pictured.root / PDF).read_bytes()
    pictured.write("_quarto.yml", 'format: {typst: {pdf-standard: "1.7"}}\n')
    pictured.document(BODY, front="title: A\npdf-standard: a-2b")  # nearer, so it goes before
    build(pictured, engine, "pdf")
    assert b"pdfaid:part>2<" in (pictured.root / PDF).read_bytes()
    pictured.write("_quarto.yml", "engine: markdown\npdf-standard: [ua-1, a-2x]\n")
    outcome = pictured.run("check", "--engine", engine)
    assert outcome.code in (1, 2)


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("pdf-standard: a-2x", "manuscript/report.qmd:3:15: there is no such standard"),
        (
            "pdf-standard:\n  - ua-1\n  - ua1",
            "manuscript/report.qmd:5:5: there is no such standard",
        ),
        (
            "format:\n  typst:\n    pdf-standard: x-4",
            "manuscript/report.qmd:5:19: there is no such",
        ),
    ],
)
def test_unknown_standards(small: Study, front: str, place: str) -> None:
    small.document("Text.", front=f"title: A\n{front}")
    outcome = small.run("check")
    assert outcome.code == 1
    assert place in outcome.out


@both
@pytest.mark.parametrize(
    ("body", "place", "said"),
    [
        ("Text.\n\n![](img/plot.png)", 7, 'no alternative text; the way out is {fig-alt="what'),
        ("# One\n\nText.\n\n### Three *x*", 9, "“Three x” skips a level; the way out is a heading"),
    ],
)
def test_what_a_standard_refuses(
    pictured: Study, engine: str, body: str, place: int, said: str
) -> None:
    pictured.document(body)
    outcome = pictured.run("build", "--engine", engine, "--format", "pdf")
    assert outcome.code == 1, outcome
    assert f"manuscript/report.qmd:{place}:" in outcome.out
    assert said in outcome.out
    assert outcome.out.count("error: ") == 1
    pictured.document(body, front='title: A\npdf-standard: "1.7"')
    assert pictured.run("build", "--engine", engine, "--format", "pdf").code == 0


@both
def test_headings_count_from_the_first_level(small: Study, engine: str) -> None:
    small.document("## One\n\nText.\n\n### Two\n\n{{< var age.n >}}")
    build(small, engine, "pdf", "html")
    page = (small.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert re.findall(r"<h(\d)", page)[1:] in (["2", "3"], ["1", "2"])


# Tables


def rows_of(count: int) -> str:
    return "\n".join(
        f"| Row {number} | {{{{< var age.mean_sd >}}}} | {{{{< var participants.n >}}}} |"
        for number in range(count)
    )


@both
def test_a_table_over_two_pages(small: Study, engine: str) -> None:
    """Its header comes again, and every number in it is proved."""
    small.document(
        "Before @tbl-a.\n\n| Row | Age, mean ± SD | Of {{< var participants.n >}} |\n|:--|--:|--:|\n"
        f"{rows_of(60)}\n\n: Sixty rows {{#tbl-a}}\n\nAfter."
    )
    outcome = small.run("build", "--engine", engine)
    assert outcome.code == 0, outcome
    assert outcome.out.splitlines()[-1] == "363 numbers in 3 files agree with the data"
    folder = small.root / "_output/manuscript"
    pages = read_pdf(folder / "report.pdf", bottom_margin=64.8)
    assert len(pages) == 2
    for page in pages:
        assert "RowAge,mean±SDOf5" in "".join(glyph.character for glyph in page)
    assert not [glyph for page in pages for glyph in page if not 71 < glyph.left < 541]
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count("<thead") == 1
    assert re.search(r"thead\s*{\s*display:\s*table-header-group", page)
    with zipfile.ZipFile(folder / "report.docx") as archive:
        document = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    assert document.count("<w:tblHeader") == 1
    assert "<w:cantSplit" in styles


@both
def test_a_table_of_twelve_columns_stays_on_the_page(small: Study, engine: str) -> None:
    row = "| Interventional measurement |" + " {{< var age.mean_sd >}} (28 of 128) |" * 11
    head = "|" + "".join(f" Characteristic {number} |" for number in range(12))
    small.document(f"Text.\n\n{head}\n|:--|{'--:|' * 11}\n{row}\n{row}\n\n: Wide {{#tbl-a}}")
    outcome = small.run("build", "--engine", engine, "--format", "pdf")
    assert outcome.code == 0, outcome
    (page,) = read_pdf(small.root / PDF, bottom_margin=64.8)
    lines: dict[float, list[Glyph]] = {}
    for glyph in page:
        assert 71 < glyph.left <= glyph.right < 541, glyph
        lines.setdefault(round(glyph.baseline, 1), []).append(glyph)
    for line in lines.values():
        line.sort(key=lambda glyph: glyph.left)
        for before, after in itertools.pairwise(line):
            assert after.left > before.right - 1.5, (before, after)


# Looks


def text_of(pages: list[list[Glyph]]) -> list[str]:
    return ["".join(glyph.character for glyph in page) for page in pages]


@both
def test_a_manuscript(pictured: Study, engine: str) -> None:
    """Numbered lines, double-spaced, figures where they are."""
    body = f"{BODY}\n{'Many words. ' * 150}"
    pictured.document(body)
    build(pictured, engine, "pdf")
    close = pitch(pictured)
    pictured.document(body, front="title: A report\nlook: manuscript")
    build(pictured, engine, "pdf", "html", "docx")
    assert pitch(pictured) > 1.5 * close
    lines = [
        glyph
        for page in read_pdf(pictured.root / PDF, bottom_margin=64.8)
        for glyph in page
        if glyph.right < 68
    ]
    assert "".join(glyph.character for glyph in lines).startswith("12345")
    text = "".join(text_of(read_pdf(pictured.root / PDF, bottom_margin=64.8)))
    assert "abouthere" not in text
    with zipfile.ZipFile(pictured.root / "_output/manuscript/report.docx") as archive:
        assert "<w:lnNumType " in archive.read("word/document.xml").decode()
        defaults = archive.read("word/styles.xml").decode().partition("</w:docDefaults>")[0]
    assert 'w:line="480"' in defaults
    assert pictured.run("verify").code == 0


def pitch(study: Study) -> float:
    """Return the distance of most lines in the report from the one above."""
    feet = [
        sorted({round(glyph.baseline) for glyph in page if glyph.left > 72})
        for page in read_pdf(study.root / PDF, bottom_margin=64.8)
    ]
    steps = [after - before for page in feet for before, after in itertools.pairwise(page)]
    return max(set(steps), key=steps.count)


@both
def test_figures_and_tables_at_the_end(pictured: Study, engine: str) -> None:
    pictured.write("manuscript/refs.bib", "@article{a1, title={One}, author={A, B}, year={2001}}")
    front = "title: A\nlang: de-DE\nbibliography: refs.bib\nlook: {figures: end}"
    pictured.document(f"{BODY}\nLast [@a1], @tbl-a, @fig-b.", front=front)
    build(pictured, engine, "pdf", "html", "docx")
    first, *others = text_of(read_pdf(pictured.root / PDF, bottom_margin=64.8))
    for words in ("[Abbildung1etwahier]", "[Abbildung2etwahier]", "[Tabelle1etwahier]", "One"):
        assert words in first
    assert [page[:11] for page in others] == ["Abbildung1:", "Abbildung2:", "Tabelle1:Ag"]
    page = (pictured.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert "etwa hier" not in page
    assert page.index("Abbildung") < page.index("<table")


def test_the_same_bytes_in_every_look(pictured: Study) -> None:
    pictured.document(BODY, front="title: A\nlook: {name: manuscript, figures: end}")
    build(pictured, "pandoc", "pdf", "docx")
    before = pictured.outputs()
    assert pictured.run("build", "--engine", "pandoc", "--force", "--format", "pdf,docx").code == 0
    assert pictured.outputs() == before


@pytest.mark.parametrize(
    ("look", "place", "said"),
    [
        ("look: manuscrpt", "3:7", 'did you mean "manuscript"?'),
        ("look: 5", "3:7", "there is no such look"),
        ("look: {name: other}", "3:14", '"name" of a look cannot be so'),
        ("look:\n  line-number: true", "4:3", 'did you mean "line-numbers"?'),
        ("look:\n  spacing: triple", "4:12", 'expected "single" or "double"'),
        ("look:\n  line-numbers: 'maybe'", "4:17", 'expected "true" or "false"'),
    ],
)
def test_unknown_looks(small: Study, look: str, place: str, said: str) -> None:
    small.document("Text.", front=f"title: A\n{look}")
    outcome = small.run("check")
    assert outcome.code == 1
    assert f"manuscript/report.qmd:{place}: " in outcome.out
    assert said in outcome.out.replace("Did", "did")
