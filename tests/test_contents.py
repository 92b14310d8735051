"""The table of contents of a page, and the link past it."""

from __future__ import annotations

import re
import subprocess
from collections import Counter

import pytest
from lxml import html

from .conftest import Study
from .test_looks import GIVEN, both

PAGE = "_output/manuscript/report.html"
BODY = """\
# Of {{< var age.n >}}^[A note.] people, [linked](https://example.org) {#people}

## The `code` of "quotes"

### Third

#### Fourth

# Left out {.unlisted .unnumbered}

## With its part

# Not numbered {.unnumbered}

::: {.callout-note}
### A title
Text.
:::

# Numbered all the same {.unlisted}
"""
FRONT = "title: A report\nabstract: In short.\nnumber-sections: true\n"
ASKED = FRONT + "format: {html: {toc: true}}"


def page_of(study: Study, engine: str) -> html.HtmlElement:
    outcome = study.run("build", "--engine", engine, "--format", "html")
    assert outcome.code == 0, outcome.out + outcome.err
    return html.document_fromstring((study.root / PAGE).read_bytes())


def entries(page: html.HtmlElement) -> list[tuple[int, str, str]]:
    """Level, words and target of each entry."""
    return [
        (len([*link.iterancestors("ul")]), " ".join(link.text_content().split()), link.get("href"))
        for link in page.xpath("//nav[@id='TOC']//a")
    ]


@both
def test_contents_lead_to_the_sections(small: Study, engine: str) -> None:
    small.document(BODY, front=ASKED)
    page = page_of(small, engine)
    found = entries(page)
    assert [(level, words) for level, words, _ in found] == [
        (1, "1 Of 5 people, linked"),
        (2, "1.1 The code of “quotes”"),
        (3, "1.1.1 Third"),
        (1, "Not numbered"),
        (1, "2 Numbered all the same"),
    ]
    ids = Counter(page.xpath("//@id"))
    assert max(ids.values()) == 1
    assert all(ids[target[1:]] == 1 for _, _, target in found)
    (nav,) = page.xpath("//nav")
    assert nav.get("role") == "doc-toc"
    (title,) = page.xpath(f"//*[@id='{nav.get('aria-labelledby')}']")
    assert title.text_content() == "Contents"
    order = [one.get("id") or one.get("class") for one in page.xpath("//main/*")]
    assert order[:5] == ["skip", "title-block", "TOC", "TEXT", "people"]
    assert not nav.xpath(".//*[@id and @id != 'TOC-title'] | .//a//a | .//sup")


@both
@pytest.mark.parametrize(
    ("project", "front", "wanted"),
    [
        ("", "", None),
        ("toc-depth: 1", "\ntoc-depth: 2", None),
        ("format: {html: {toc: true, toc-depth: 1}}", "", ("Contents", 1)),
        ("format: {html: {toc: true}}", "\ntoc-depth: 2", ("Contents", 2)),
        ("format: {html: {toc: true}}", "\nformat: {html: {toc-title: Of *this*}}", ("Of this", 3)),
        ("format: {html: {toc: true}}", "\ntoc: false", None),
        (
            "toc-depth: 4\nformat: {html: {toc-depth: 1}}",
            "\ntoc-depth: 2\nformat: {html: {toc: true}}",
            ("Contents", 2),
        ),
        (
            "format: {html: {toc: false, toc-depth: 1}}",
            "\ntoc-depth: 2\nformat: {html: {toc: true, toc-depth: 4}}\nlang: de",
            ("Inhalt", 4),
        ),
    ],
)
def test_what_is_said_nearer_goes_before(
    small: Study, engine: str, project: str, front: str, wanted: tuple[str, int] | None
) -> None:
    """Format of the document, its top, format of the project, its top: as Quarto has it."""
    small.write("_quarto.yml", f"{project}\n")
    small.document(BODY, front=f"title: A report{front}")
    page = page_of(small, engine)
    found = [level for level, _, _ in entries(page)]
    titles = [one.text_content() for one in page.xpath("//*[@id='TOC-title']")]
    assert ((titles[0], max(found)) if titles else None) == wanted
    words = page.xpath("string((//a)[1])")
    assert words == ("Zum Text springen" if "lang: de" in front else "Skip to the text")


@both
def test_contents_are_proved(small: Study, engine: str) -> None:
    small.document(BODY, front=ASKED)
    page_of(small, engine)
    path = small.root / PAGE
    text = path.read_text(encoding="utf-8")
    number = re.compile(r'(data-of="n-0001">)5<')
    edits = {
        "age.n in the contents does not say": number.sub(r"\g<1>6<", text),
        "holds a number n-0099/contents of unknown origin": text.replace(
            'data-of="n-0001"', 'data-of="n-0099"'
        ),
        "the text differs from its source": text.replace("Not numbered</a>", "No number</a>"),
        'expected "1.1.1 Third': re.sub(r"<li><a[^>]*>Not numbered</a></li>", "", text),
        'found "Skip to 9 text': text.replace("Skip to the text", "Skip to 9 text"),
    }
    for said, edited in edits.items():
        assert edited != text, said
        path.write_text(edited, encoding="utf-8")
        outcome = small.run("verify")
        assert outcome.code == 1, said
        assert said in outcome.out
    path.write_text(text, encoding="utf-8")
    assert small.run("verify").code == 0
    small.edit("data/table.csv", "P5,38,", "P5,,")
    assert "age.n in the contents does not say what the data say" in small.run("verify").out


@pytest.mark.parametrize(
    ("front", "place", "said"),
    [
        ("toc: maybe", "3:6", 'found "maybe"; expected true or false'),
        ("toc-depth: 0", "3:12", 'found "0"; expected a level of headings, from 1 to 6'),
        ("format: {html: {toc-depth: 9}}", "3:28", 'found "9"; expected a level of headings'),
        ("format: {html: {toc: 'true'}}", "3:22", 'found "true"; expected true or false'),
        ("toc-title: [a]", "3:12", "expected a text"),
        ("toc: true", "3:1", "Write it as format: {html: {toc: true}}"),
        ("format: {docx: {toc: true}}", "3:17", 'the option "toc" is not honoured'),
        ("toc-title: '{{< var age.n >}}'", "3:13", "has no effect"),
    ],
)
def test_what_contents_cannot_be(small: Study, front: str, place: str, said: str) -> None:
    small.document("# A", front=f"title: A\n{front}")
    outcome = small.run("check")
    assert outcome.code == 1
    assert f"manuscript/report.qmd:{place}: " in outcome.out
    assert said in outcome.out
    if "var" not in front:
        small.document("# A")
        line, column = place.split(":")
        small.write("_quarto.yml", f"{front}\n")
        outcome = small.run("check")
        assert f"_quarto.yml:{int(line) - 2}:{column}: " in outcome.out
        assert said in outcome.out


def test_the_ids_of_the_page_are_its_own(small: Study) -> None:
    small.document("# One\n\n# Other {#TEXT}", front=ASKED)
    outcome = small.run("build", "--format", "html")
    assert outcome.code == 1
    assert "manuscript/report.qmd:10:10: the id TEXT is one of the page itself" in outcome.out


def test_a_page_without_headings_has_no_contents(small: Study) -> None:
    small.document("Text of {{< var age.n >}}.", front=ASKED)
    page = page_of(small, "pandoc")
    assert not page.xpath("//nav")
    assert page.xpath("string((//a)[1]/@href)") == "#TEXT"


@pytest.mark.quarto
@pytest.mark.skipif(not GIVEN, reason="Quarto is neither on PATH nor QUARTO_PATH")
def test_quartos_own_contents(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """In other looks, at the top of a document, and in files of a plain `quarto render`."""
    monkeypatch.setenv("QUARTO_PATH", GIVEN)
    small.document(BODY, front=FRONT + "toc: true\nformat: {html: {theme: cosmo}}")
    page = page_of(small, "quarto")
    assert len(page.xpath("//nav[@role='doc-toc']")) == 1
    assert not page.xpath("//*[@id='TEXT'] | //nav[contains(@class, 'contents')]")
    small.document(BODY, front=FRONT + "toc: true")
    outcome = small.run("build", "--engine", "quarto")
    assert outcome.code == 0, outcome.out + outcome.err
    assert len(html.parse(small.root / PAGE).xpath("//nav[@id='TOC']")) == 1
    small.document(BODY, front=ASKED)
    assert small.run("build", "--engine", "pandoc").code == 0
    small.write("_quarto.yml", "project:\n  output-dir: _output\nengine: markdown\n")
    subprocess.run(
        [GIVEN, "render", "manuscript/report.qmd", "--to", "html"],
        cwd=small.root, check=True, capture_output=True,
    )  # fmt: skip
    outcome = small.run("verify", str(small.root / PAGE))
    assert outcome.code == 1, outcome
    assert "[no-placements]" in outcome.out
    assert " does not say what the data say" not in outcome.out
