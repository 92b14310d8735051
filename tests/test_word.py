"""Word files as a co-author gets them: tables, styles, pictures, properties."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree

from sacroreport.render.word.columns import Cell, column_widths

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
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "dc": "http://purl.org/dc/elements/1.1/",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
IMAGES = REPOSITORY / "tests/fixtures/subset/img"
BODY = """\
See @tbl-a and @fig-a, and $$y = 2$$ {#eq-a}

| Characteristic of those who took part | Value | Remark |
|:----|------:|---|
| Age at the time of the treatment | {{< var age.mean >}} | *None* |
| Number | {{< var age.n >}} | |

: Ages of {{< var age.n >}} {#tbl-a}

::: {.table-notes custom-style="Table Note"}
Of {{< var participants.n >}}.
:::

![A plot](img/plot.png){#fig-a width=2in fig-alt="What the plot shows"}

{{< pagebreak >}}

After the break.
""".replace("and $$y = 2$$", "and this.\n\n$$y = 2$$")


class Word:
    """The parts of a Word file."""

    def __init__(self, study: Study, name: str = "report") -> None:
        self.path = study.root / f"_output/manuscript/{name}.docx"
        with zipfile.ZipFile(self.path) as archive:
            self.body = etree.fromstring(archive.read("word/document.xml"))
            self.styles = etree.fromstring(archive.read("word/styles.xml"))
            self.core = etree.fromstring(archive.read("docProps/core.xml"))

    def all(self, path: str) -> list[etree._Element]:
        found: list[etree._Element] = self.body.xpath(path, namespaces=NS)
        return found

    def values(self, path: str) -> list[str]:
        return [str(value) for value in self.body.xpath(path, namespaces=NS)]

    def style(self, identifier: str) -> etree._Element:
        (found,) = self.styles.xpath(f"w:style[@w:styleId='{identifier}']", namespaces=NS)
        return found

    def text(self, element: etree._Element) -> str:
        return "".join(element.itertext(f"{{{W}}}t"))

    def columns(self) -> Iterator[tuple[str, list[int]]]:
        """Yield the caption of each table and the widths of its columns."""
        for table in self.all("//w:tbl"):
            grid = table.xpath("w:tblGrid/w:gridCol/@w:w", namespaces=NS)
            caption = table.xpath("w:tblPr/w:tblCaption/@w:val", namespaces=NS)
            yield "".join(caption), [int(width) for width in grid]


def build(study: Study, engine: str, document: str = "report") -> Word:
    outcome = study.run("build", document, "--engine", engine, "--format", "docx")
    assert outcome.code == 0, outcome.out + outcome.err
    return Word(study, document)


@pytest.fixture
def pictured(small: Study) -> Study:
    shutil.copytree(IMAGES, small.root / "manuscript/img")
    small.document(BODY)
    return small


@both
def test_a_table_is_one_that_can_be_edited(pictured: Study, engine: str) -> None:
    word = build(pictured, engine)
    (table,) = word.all("//w:tbl")
    assert word.values("//w:tbl/w:tblPr/w:tblStyle/@w:val") == ["Table"]
    assert len(word.all("//w:tr")) == len(word.all("//w:tr/w:trPr/w:cantSplit")) == 3
    assert len(word.all("//w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert len(word.all("//w:tr/w:trPr/w:tblHeader")) == 1
    assert set(word.values("//w:tc/w:p/w:pPr/w:pStyle/@w:val")) == {"TableText"}
    assert word.values("//w:tr[2]/w:tc/w:p/w:pPr/w:jc/@w:val")[:2] == ["left", "right"]
    ((caption, widths),) = word.columns()
    assert caption == "Table\u00a01: Ages of 5"
    assert widths[0] == max(widths)
    assert sum(widths) < 9360
    assert word.values("//w:tr[1]/w:tc/w:tcPr/w:tcW/@w:w") == [str(width) for width in widths]
    (above,) = table.xpath("preceding-sibling::w:p[1]/w:pPr/w:pStyle/@w:val", namespaces=NS)
    (below,) = table.xpath("following-sibling::w:p[1]/w:pPr/w:pStyle/@w:val", namespaces=NS)
    assert (above, below) == ("TableCaption", "TableNote")
    assert len(word.all("//w:tc/w:p/w:pPr/w:keepNext")) == 9  # with each other and the note


@both
def test_what_stands_where(pictured: Study, engine: str) -> None:
    """Every style that is named is there; pictures say what they show; nothing is twice."""
    word = build(pictured, engine)
    named = {*word.values("//w:pStyle/@w:val"), *word.values("//w:rStyle/@w:val")}
    there = set(word.styles.xpath("w:style/@w:styleId", namespaces=NS))
    assert named <= there
    assert {"CaptionedFigure", "ImageCaption", "Equation", "Statistic"} <= named
    assert word.values("//wp:docPr/@descr") == ["What the plot shows"]
    assert word.values("//pic:cNvPr/@descr") == ["What the plot shows"]
    assert not word.all("//w:p[count(w:pPr) > 1] | //w:pPr[count(w:jc) > 1]")
    assert not word.all("//m:oMathPara | //w:br[@w:type='page']")
    (after,) = word.all("//w:p[w:pPr/w:pageBreakBefore]")
    assert word.text(after) == "After the break."
    (equation,) = word.all("//w:p[m:oMath]")
    assert len(equation.findall("w:r/w:tab", NS)) == 2
    assert word.text(equation) == "(1)"


@both
def test_title_and_language(pictured: Study, engine: str) -> None:
    pictured.document(BODY, front="title: Ein Bericht\nlang: de-DE")
    word = build(pictured, engine)
    assert word.core.findtext("dc:title", namespaces=NS) == "Ein Bericht"
    assert word.core.findtext("dc:language", namespaces=NS) == "de-DE"
    path = "w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val"
    assert word.styles.xpath(path, namespaces=NS) == ["de-DE"]


def test_the_reference_has_the_styles_of_a_manuscript(pictured: Study) -> None:
    word = build(pictured, "pandoc")
    names = (
        "Title Subtitle Author Affiliation AuthorNote Date AbstractTitle Abstract Heading1 Heading2 "
        "Heading3 Heading4 BodyText FirstParagraph Caption TableCaption ImageCaption TableText "
        "TableTextSmall TableNote Notice Bibliography FootnoteText SourceCode Equation Statistic"
    ).split()
    for name in names:
        assert word.style(name) is not None
    assert word.style("TableCaption").find("w:pPr/w:keepNext", NS) is not None
    assert word.style("CaptionedFigure").find("w:pPr/w:keepNext", NS) is not None
    assert word.style("Bibliography").find("w:pPr/w:ind", NS).get(f"{{{W}}}hanging")
    assert word.style("Statistic").find("w:rPr", NS) is None
    (plain,) = word.styles.xpath("w:style[@w:type='table'][@w:default='1']", namespaces=NS)
    assert plain.find("w:name", NS).get(f"{{{W}}}val") == "Normal Table"


@both
def test_a_manuscript_is_double_spaced_and_its_tables_are_not(pictured: Study, engine: str) -> None:
    pictured.document(BODY, front="title: A report\nlook: manuscript")
    word = build(pictured, engine)
    assert word.all("//w:sectPr/w:lnNumType")
    path = "w:docDefaults/w:pPrDefault/w:pPr/w:spacing/@w:line"
    assert word.styles.xpath(path, namespaces=NS) == ["480"]
    for name in ("TableText", "TableNote", "TableCaption", "Title", "Bibliography"):
        spacing = word.style(name).find("w:pPr/w:spacing", NS)
        assert spacing.get(f"{{{W}}}line") == "240", name
    for name in ("TableText", "TableNote", "Caption"):
        assert word.style(name).find("w:pPr/w:suppressLineNumbers", NS) is not None


@both
def test_figures_and_tables_at_the_end(pictured: Study, engine: str) -> None:
    """The note of a table goes where the table goes; each begins a page."""
    pictured.document(BODY, front="title: A report\nlook: {figures: end}")
    word = build(pictured, engine)
    places = word.all("//w:p[w:pPr/w:pStyle/@w:val='FloatPlace']")
    assert [word.text(place) for place in places] == [
        "[Table\u00a01 about here]",
        "[Figure\u00a01 about here]",
    ]
    breaks = word.values("//w:p[w:pPr/w:pageBreakBefore]/w:pPr/w:pStyle/@w:val")
    assert breaks[-2:] == ["TableCaption", "CaptionedFigure"]
    assert word.values("//w:tbl/following-sibling::w:p[1]/w:pPr/w:pStyle/@w:val") == ["TableNote"]


def test_nothing_is_said_that_is_not_so(pictured: Study) -> None:
    """Pandoc's own properties count the words and pages of another document."""
    with zipfile.ZipFile(build(pictured, "pandoc").path) as archive:
        properties = archive.read("docProps/app.xml").decode()
    assert "<Application>sacroreport<" in properties
    assert not [word for word in ("Words", "Pages", "Microsoft Word") if word in properties]


@both
def test_a_table_of_twelve_columns(small: Study, engine: str) -> None:
    row = "| Interventional measurement |" + " {{< var age.mean_sd >}} (28 of 128) |" * 11
    head = "|" + "".join(f" Characteristic {number} |" for number in range(12))
    small.document(f"Text.\n\n{head}\n|:--|{'--:|' * 11}\n{row}\n{row}\n\n: Wide {{#tbl-a}}")
    word = build(small, engine)
    ((_, widths),) = word.columns()
    assert len(widths) == 12
    assert 9340 < sum(widths) < 9380
    assert set(word.values("//w:tc/w:p/w:pPr/w:pStyle/@w:val")) == {"TableTextSmall"}


def test_a_long_table_may_break(small: Study) -> None:
    rows = "\n".join(f"| Row {number} | {{{{< var age.n >}}}} |" for number in range(60))
    small.document(f"Text.\n\n| Row | Value |\n|:--|--:|\n{rows}\n\n: Long {{#tbl-a}}\n\nAfter.")
    word = build(small, "pandoc")
    kept = [bool(row.findall(".//w:keepNext", NS)) for row in word.all("//w:tr")]
    assert kept == [True, True, *[False] * 59]


def test_widths_of_columns() -> None:
    def of(*rows: tuple[str, str], room: float = 460) -> list[float]:
        cells = [
            Cell(column, text, number == 0)
            for number, row in enumerate(rows)
            for column, text in enumerate(row)
        ]
        return column_widths(cells, 2, size=10, padding=8, room=room)[0]

    short = of(("A", "B"), ("One", "1"))
    assert sum(short) < 60
    first, second = of(("A", "B"), ("many words " * 30, "8.9 ± 1.0"))
    assert round(first + second) == 460
    assert second == pytest.approx(of(("A", "B"), ("a", "8.9 ± 1.0"))[1], abs=9)
    numbers = [Cell(column, "8.9 ± 1.0") for column in range(3)]
    three, is_whole = column_widths(numbers, 3, size=10, padding=8, room=120)
    assert is_whole is False
    assert sum(one == max(three) for one in three) == 2  # two of them stay on their lines
    narrow, is_whole = column_widths(
        [Cell(0, "Characteristic"), Cell(1, "Characteristic")], 2, size=10, padding=8, room=60
    )
    assert (narrow, is_whole) == ([30, 30], False)


def test_the_shipped_manuscript(shipped: Study) -> None:
    word = build(shipped, "pandoc", "manuscript")
    tables = dict(word.columns())
    assert len(tables) == 4
    for caption, widths in tables.items():
        if "Participants and lesions" in caption or "complications" in caption:
            assert widths[0] == max(widths)
    assert all(word.values("//wp:docPr/@descr"))
    assert len(word.values("//wp:docPr/@descr")) == 5
    assert not [text for text in word.values("//pic:cNvPr/@descr") if ".png" in text]


@pytest.mark.debian
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@both
def test_no_word_of_a_header_breaks(shipped: Study, engine: str) -> None:
    match = subprocess.run(
        ["fc-match", "-f", "%{family}", "Times New Roman"], check=True, capture_output=True
    )
    if not match.stdout.startswith((b"Times New Roman", b"Liberation Serif", b"Tinos")):
        pytest.skip("no font here has the widths of Times New Roman, in which the file is set")
    word = build(shipped, engine, "manuscript")
    out = shipped.root / "seen"
    profile = f"-env:UserInstallation={(shipped.root / 'office').as_uri()}"
    subprocess.run(
        [
            "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out),
            str(word.path),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    done = subprocess.run(
        ["pdftotext", "-layout", str(out / "manuscript.pdf"), "-"], check=True, capture_output=True
    )
    text = done.stdout.decode()
    assert text.count("\f") <= 8
    lines = text.splitlines()
    assert sum(line.strip().startswith("Characteristic") for line in lines) == 4
    for head in ("No. of participants", "Two-sided exact 95% CI", "95% CI of the fall"):
        assert head in text
