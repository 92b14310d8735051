"""Drafts: rendered whatever is wrong, with every finding marked where it stands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sacroreport.document.draft_marks import MarkPosition, MarkPositions
from sacroreport.document.includes import split_front_matter
from sacroreport.document.tokens import SHORTCODE_PATTERN, TOKENS
from sacroreport.pipeline.placeholders import placeholder
from sacroreport.proof import docx, html
from sacroreport.proof.draft import is_draft
from sacroreport.proof.loose import text_of
from sacroreport.proof.pdf import read_pdf
from sacroreport.render.pandoc.engine import READER, pandoc_path
from tests.conftest import REPOSITORY, Study

GIVEN = os.environ.get("QUARTO_PATH") or shutil.which("quarto") or ""
FORMATS = ("pdf", "html", "docx")
MARK = '\u2060[]{.draft-mark n="1"}'
CLAIM = 'claims:\n  worse: {says: rose sharply, holds: "relief.improvement.mean < 0"}\n'


def text_in(path: Path) -> str:
    """What a draft says, in one line."""
    if path.suffix == ".pdf":
        return " ".join(text_of(page) for page in read_pdf(path, bottom_margin=0, upright=True))
    if path.suffix == ".html":
        stream = html.read_html(path)
    else:
        stream, notes = docx.read_docx(path)
        for note in notes:
            stream.extend(note)
    return stream.words(0, len(stream.characters))


def squeezed(text: str) -> str:
    return re.sub(r"\s|\x02", "", text)


def drafts(study: Study, name: str = "report") -> list[Path]:
    return [study.root / f"_output/draft/manuscript/{name}.{one}" for one in FORMATS]


def comments(path: Path) -> list[str]:
    """The comments of a Word file, in order, each with its author."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    ids = [one.get(f"{w}id") for one in root]
    for edge in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert [one.get(f"{w}id") for one in body.iter(f"{w}{edge}")] == ids
    return [f"{one.get(f'{w}author')}: {''.join(one.itertext())}" for one in root]


def three(study: Study) -> None:
    """A claim that is not borne out, a number without a value, and one that is not there."""
    study.edit("data/study.yml", "analyses:", CLAIM + "analyses:")
    study.edit(
        "data/study.yml",
        "relief: {",
        'few: {kind: describe, variable: age, where: "age == 50"}\n  relief: {',
    )
    study.document(
        "# Results\n\nPain {{< var claims.worse >}} in {{< var participants.n >}} aged {{< var age.mena >}}"
        " (SD {{< var few.sd >}})."
    )  # fmt: skip


def check_three(study: Study, *words: str) -> None:
    outcome = study.run("build", "--draft", *words)
    assert outcome.code == 0, outcome
    assert outcome.out.splitlines()[-1] == "draft: 3 findings marked"
    assert "3 errors\n" in outcome.out
    assert "_output/draft/manuscript/report.pdf\n" in outcome.out
    source = (study.root / "manuscript/report.qmd").read_text(encoding="utf-8")
    column = source.splitlines()[6].index("{{< var age.mena") + 1
    for path in drafts(study):
        said = squeezed(text_in(path))
        # in the order of the text, the same in each format
        assert (
            "Pain[pending:claims.worse][1]in5aged[pending:age.mena][2](SD[pending:few.sd][3])."
            in said
        ), said
        assert "Draft:3findings,listedattheend" in said
        assert re.search(r"Findings\[1\]error·manuscript/report\.qmd:7:6·claim-fails", said), said
        assert 'Theclaim"worse"doesnothold' in said
        assert f"[2]error·manuscript/report.qmd:7:{column}·unknown-id" in said
        assert is_draft(path)
    said = comments(drafts(study)[2])
    assert [one[:16] for one in said] == [f"sacroreport: [{n}]" for n in (1, 2, 3)]
    assert 'There is no number "age.mena"' in said[1]
    page = drafts(study)[1].read_text(encoding="utf-8")
    assert re.search(
        r'<mark class="draft-mark draft-error" id="draft-mark-2"><a href="#draft-2"', page
    )
    assert 'href="#draft-mark-2"' in page


def test_three_findings(small: Study) -> None:
    three(small)
    assert small.run("build").code == 1
    check_three(small, "--engine", "pandoc")
    assert not (small.root / "_variables.yml").exists()
    assert sorted(path.name for path in (small.root / "_output").iterdir()) == ["draft"]


@pytest.mark.quarto
@pytest.mark.skipif(not GIVEN, reason="Quarto is neither on PATH nor QUARTO_PATH")
def test_three_findings_with_quarto(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTO_PATH", GIVEN)
    three(small)
    check_three(small, "--engine", "quarto")


@pytest.mark.quarto
@pytest.mark.skipif(not GIVEN, reason="Quarto is neither on PATH nor QUARTO_PATH")
def test_headings_that_begin_at_the_second_level(
    small: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quarto would shift them once more, and the first would be no heading."""
    monkeypatch.setenv("QUARTO_PATH", GIVEN)
    small.document("## First\n\n{{< var age.n >}}\n\n### Second\n\nText.")
    assert small.run("build", "--engine", "quarto", "--format", "pdf").code == 0
    import pypdfium2 as pdfium

    opened = pdfium.PdfDocument(small.root / "_output/manuscript/report.pdf")
    page = opened[0].get_textpage()
    sizes = {page.get_text_range(i, 1): round(_size(page, i), 1) for i in range(page.count_chars())}
    opened.close()
    assert sizes["F"] == 11.5  # of a heading, not of the text
    assert sizes["T"] == 10.5


def _size(page: Any, index: int) -> float:
    import pypdfium2.raw as raw

    return float(raw.FPDFText_GetFontSize(page, index))


WILD = """\
## Heading {{< var no.heading >}} {#sec-x}

Text[^1], see @fig-nothing, [@nokey, p. 3] and `code {{< var age.n >}}` and $x_{{< var age.n >}}$ and
a [link {{< var no.link >}}](#nowhere), {{< var x > }} and {{< meta nothing >}}.

| a {{< var no.head >}} | b |
|---|--:|
| {{< var no.cell >}} | {{< var age.n >}} |

: Caption {{< var no.caption >}} {#tbl-x}

![Figure {{< var no.figure >}}](nothing.png){#fig-x fig-alt="shows {{< var no.alt >}}"}

![](gone.png)

{{< include _gone.qmd >}}

```{python}
{{< var no.code >}}
```

::: {.callout-note}
## Title {{< var no.title >}}
Body {{< var no.body >}}
:::

- item {{< var no.item >}}

> quoted {{< var no.quote >}}

[^1]: Note {{< var no.note >}}.
"""
PLACED = """\
Heading[pending:no.heading][1]
see[pending:fig-nothing][2]
[pending:nokey][3]
a[pending:no.head][
[pending:no.cell][
Caption[pending:no.caption][
Figure[pending:no.figure][
Title[pending:no.title][
Body[pending:no.body][
item[pending:no.item][
quoted[pending:no.quote][
[pending:no.note][
"""


def check_wild(study: Study, *words: str) -> None:
    study.document(
        WILD, front='title: "A {{< var no.front >}} title"\nabstract: "{{< var no.abs >}}"'
    )
    outcome = study.run("build", "--draft", *words)
    assert outcome.code == 0, outcome
    assert "[proof]" not in outcome.out, outcome.out
    numbers = []
    for path in drafts(study):
        said = squeezed(text_in(path))
        for words_ in PLACED.split():
            assert words_ in said, (path, words_, said)
        assert "A[pending:no.front]title" in said
        assert "{{<" not in said.split("Findings[1]")[0].split("Findings")[0]
        listed = re.findall(r"\[(\d+)\](?:error|warning|notice)·([\w./:-]+)·", said)
        assert [int(n) for n, _ in listed] == list(range(1, len(listed) + 1))
        numbers.append(listed)
        body = said.split("[1]error")[0]
        marked = {int(n) for n in re.findall(r"\[(\d+)\]", body + said.split("error·")[-1])}
        unmarked = {n for n, place in listed if re.search(r"qmd:[1-4]:", place)}
        assert len(marked) >= len(listed) - len(unmarked) - 1, (marked, listed)
    assert numbers[0] == numbers[1] == numbers[2]
    assert len(numbers[0]) >= 20


def test_findings_everywhere(small: Study) -> None:
    check_wild(small, "--engine", "pandoc")


@pytest.mark.quarto
@pytest.mark.skipif(not GIVEN, reason="Quarto is neither on PATH nor QUARTO_PATH")
def test_findings_everywhere_with_quarto(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTO_PATH", GIVEN)
    check_wild(small, "--engine", "quarto")


def test_included_files_and_two_documents(small: Study) -> None:
    small.write("manuscript/_part.qmd", "Common {{< var no.part >}}.\n")
    small.document("One {{< var no.one >}}.\n\n{{< include _part.qmd >}}", name="one")
    small.document("{{< include _part.qmd >}}\n\nTwo.", name="two")
    outcome = small.run("build", "--draft", "one", "two", "--format", "html")
    assert outcome.out.splitlines()[-1] == "draft: 2 findings marked"
    one, two = (text_in(drafts(small, name)[1]) for name in ("one", "two"))
    assert "One [pending: no.one][1]." in one
    assert "Common [pending: no.part][2]." in one
    assert "Common [pending: no.part][1]." in two
    assert "no.one" not in two


def test_data_errors_leave_everything_pending(shipped: Study) -> None:
    shipped.edit("data/sacroplasty.csv", "S02,a,", "S02,nowhere,")
    assert shipped.run("build").code == 1
    outcome = shipped.run("build", "--draft", "manuscript", "--json")
    assert outcome.code == 0
    assert outcome.json["draft"] is True
    assert outcome.json["numbers"] == 0
    assert [one["rule"] for one in outcome.json["findings"]] == ["bad-value"]
    for path in drafts(shipped, "manuscript"):
        said = squeezed(text_in(path))
        assert "from[pending:vas.before.mean_sd]before" in said
        assert "participantS02,columncenter" in said


def test_finished_files_are_left_alone(small: Study) -> None:
    assert small.run("build").code == 0
    before = small.outputs()
    three(small)
    assert small.run("build", "--draft").code == 0
    after = small.outputs()
    assert {name: one for name, one in after.items() if "/draft/" not in name} == before
    assert len(after) == len(before) + 3
    first = drafts(small)[0].read_bytes()
    assert small.run("build", "--draft").code == 0
    assert drafts(small)[0].read_bytes() == first  # the same inputs, the same bytes


def test_a_clean_draft(small: Study) -> None:
    outcome = small.run("build", "--draft", "--strict")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1] == "draft: no findings"
    assert "Draft: no findings" in text_in(drafts(small)[1])


def test_strict_fails_afterwards(small: Study) -> None:
    three(small)
    outcome = small.run("build", "--draft", "--strict", "--json", "--format", "html")
    assert outcome.code == 1
    assert (outcome.json["ok"], outcome.json["draft"]) == (False, True)
    assert drafts(small)[1].is_file()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/study.yml", "variables:", "variabels:"),
        ("manuscript/report.qmd", "# Results", "<b>bold</b>"),
        ("manuscript/report.qmd", "# Results", "![x](../../other.png)"),
        ("manuscript/report.qmd", "# Results", "\n\n---\nfilters: [x.lua]\n---"),
        ("manuscript/report.qmd", "title: A report", "title: [A report"),
    ],
)
def test_what_stops_a_draft_too(small: Study, name: str, old: str, new: str) -> None:
    small.edit(name, old, new)
    outcome = small.run("build", "--draft")
    assert outcome.code == 1
    assert outcome.out.startswith("error: ")
    assert small.outputs() == {}


def test_verify_knows_a_draft(small: Study) -> None:
    assert small.run("build").code == 0
    assert small.run("build", "--draft").code == 0
    assert small.run("verify").out.endswith("in 3 files agree with the data\n")
    for path in drafts(small):
        outcome = small.run("verify", str(path))
        assert outcome.code == 1
        assert (
            f"_output/draft/manuscript/{path.name}: this is a draft, not a finished" in outcome.out
        )
        moved = small.root / "_output/manuscript" / path.name
        finished = moved.read_bytes()
        assert not is_draft(moved)
        shutil.copyfile(path, moved)
        outcome = small.run("verify")
        assert outcome.code == 1
        assert f"_output/manuscript/{path.name}: this is a draft" in outcome.out
        moved.write_bytes(finished)


def test_languages(small: Study) -> None:
    small.document("Text {{< var no.x >}}.", front="title: Ein Bericht\nlang: de")
    assert small.run("build", "--draft").code == 0
    assert "Entwurf: 1 Befund" in text_in(drafts(small)[0])
    with zipfile.ZipFile(drafts(small)[2]) as archive:
        assert 'string="ENTWURF"' in archive.read("word/header-draft.xml").decode()
        assert (
            "<dc:title>Entwurf: Ein Bericht</dc:title>"
            in archive.read("docProps/core.xml").decode()
        )


def test_standards_promise_nothing_in_a_draft(small: Study) -> None:
    small.write("manuscript/a.png", placeholder("a.png"))
    small.document("# One\n\n### Three\n\n![](a.png) beside {{< var age.n >}}")
    assert "heading-level" in small.run("build", "--format", "pdf").out
    outcome = small.run("build", "--draft", "--format", "pdf")
    assert outcome.code == 0, outcome
    assert {"no-alt-text", "heading-level"} <= set(re.findall(r"\[([\w-]+)\]$", outcome.out, re.M))
    assert "Three[1]" in squeezed(text_in(drafts(small)[0]))
    assert "2 errors\n" in outcome.out  # what the filters told, Typst need not tell again


# Where marks stand


def blocks_of(text: str) -> Any:
    """The document as pandoc reads it; a shortcode is a word."""
    text = SHORTCODE_PATTERN.sub(lambda match: "S" + "x" * (len(match.group()) - 1), text)
    done = subprocess.run(
        [pandoc_path(), "--from", READER, "--to", "json"],
        input=text, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(done.stdout)["blocks"]


def without_marks(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: without_marks(value) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    made: list[Any] = []
    for one in node:
        if isinstance(one, dict) and one.get("t") == "Span" and "draft-mark" in one["c"][0][1]:
            continue
        one = without_marks(one)
        if isinstance(one, dict) and one.get("t") == "Str":
            one["c"] = one["c"].replace("\u2060", "")
            if made and isinstance(made[-1], dict) and made[-1].get("t") == "Str":
                made[-1]["c"] += one["c"]
                continue
            if not one["c"]:
                continue
        if not (isinstance(one, dict) and one.get("t") in ("Para", "Plain") and not one["c"]):
            made.append(one)
    return made


def same(blocks: Any) -> str:
    text = json.dumps(without_marks(blocks)).replace('"Plain"', '"Para"')
    # long rows have widths, which a filter takes away again
    return re.sub(r'\{"t": "ColWidth", "c": [\d.e-]+\}', '{"t": "ColWidthDefault"}', text)


def insert(text: str, positions: list[MarkPosition]) -> str:
    for position in sorted(set(positions), key=lambda one: (-one.offset, one.prefix is None)):
        text = text[: position.offset] + position.wrap(MARK) + text[position.offset :]
    return text


@pytest.mark.parametrize(
    "path", ["tests/fixtures/subset/full.qmd", "manuscript/manuscript.qmd"]
)  # fmt: skip
def test_marks_change_nothing(path: str) -> None:
    """At every fourth word or token of a document: what pandoc reads is what it read before."""
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    body = split_front_matter(text)[1]
    body = re.sub(r"\{\{< include .*?>\}\}", "", body)
    body = re.sub(r"(\n\| Row \d+ .*){40,}", "", body)
    positions, wanted = MarkPositions(body), same(blocks_of(body))
    offsets = {match.start() for match in re.finditer(r"\S+", body)}
    offsets |= {match.start() for match in TOKENS.finditer(body)}
    for first in range(4):
        part = sorted(offsets)[first::16]
        marked = insert(body, [positions.after(offset) for offset in part])
        assert marked.count("draft-mark") >= len(part) // 2
        assert same(blocks_of(marked)) == wanted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Pain ▶{{< var x >}} {#sec-pain}", "## Pain {{< var x >}}◆ {#sec-pain}"),
        ("▶## Pain ## {#a}", "## Pain◆ ## {#a}"),
        ("![Fall](▶a.png){#fig-a}", "![Fall◆](a.png){#fig-a}"),
        ("![](▶a.png){#fig-a}", "![](a.png){#fig-a}\n\n◆\n"),
        ("[see @a; ▶@b, p. 3]", "[see @a; @b, p. 3]◆"),
        ("see ▶@fig-a now", "see @fig-a◆ now"),
        ("a `▶{{< var x >}}`{.y} b", "a `{{< var x >}}`{.y}◆ b"),
        ("a $▶x$ b", "a $x$◆ b"),
        ("$$\n▶x\n$$ {#eq-a}\n\nb", "$$\nx\n$$ {#eq-a}\n\n◆\n\n\n\nb"),
        ("| a | b |\n|▶---|---|\n| 1 | 2 |", "| a | b◆ |\n|---|---|\n| 1 | 2 |"),
        ("[text](▶u.html \"t\"){.x} b", "[text](u.html \"t\"){.x}◆ b"),
        ("- item ▶28 %", "- item 28 %◆"),
        ("> ```\n> ▶code\n> ```\n\nb", "> ```\n> code\n> ```\n>\n> ◆\n>\n\n\nb"),
        ("::: {▶.callout-note}\nText\n:::", "\n\n◆\n\n::: {.callout-note}\nText\n:::"),
        ("[^1]: ▶Note", "[^1]: Note◆"),
    ],
)  # fmt: skip
def test_where_a_mark_stands(text: str, found: str) -> None:
    offset = text.index("▶")
    text = text.replace("▶", "")
    position = MarkPositions(text).after(offset)
    made = text[: position.offset] + position.wrap("◆") + text[position.offset :]
    assert made.rstrip("\n") == found.rstrip("\n")


@pytest.mark.debian
def test_libreoffice_opens_a_draft(small: Study, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    three(small)
    assert small.run("build", "--draft", "--format", "docx").code == 0
    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(drafts(small)[2])],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = read_pdf(tmp_path / "report.pdf", bottom_margin=0)
    assert "[pending:age.mena][2]" in squeezed(text_of(pages[0]))


@pytest.mark.parametrize("words", [(), ("--draft",)])
def test_what_is_nested_too_deeply_is_said_so(small: Study, words: tuple[str, ...]) -> None:
    assert small.run("build", "--format", "docx").code == 0
    before = small.outputs()
    small.document("> " * 600 + "{{< var age.mean >}}")
    outcome = small.run("build", "--format", "docx", *words)
    assert outcome.code == 3
    assert "report is nested too deeply: write quotations and lists" in outcome.err
    assert small.outputs() == before
