"""Labels, units, notes and captions are printed as they were typed, in every format."""

from __future__ import annotations

import json
import re
import zipfile

import pypdfium2
from lxml import html

from tests.conftest import DOCUMENT, RULES, Study

SIGNS = {
    "dashes": "a -- b --- c",
    "dots": "wait ... more",
    "quotes": "\"so\" 'said' it's",
    "stars": "*one* **two** _three_",
    "hash": "# first #2",
    "cite": "a @x b",
    "angle": "a < b > c <= d",
    "money": "$x$ and $5",
    "raised": "~low~ ^high^",
    "slash": "back\\slash",
    "pipe": "this | that",
    "braces": "[a](b) {#c}",
    "entity": "R&D &amp; &#65;",
    "list": "1. not a list",
    "tick": "`code` ``",
}
HEAD = """\
title: A study
data: table.csv
participant: id
date: 2020-05-17
variables:
  age: {label: LABEL, type: number, unit: UNIT, note: NOTE}
  sex: {label: Sex, type: category, levels: {f: LEVEL, m: Male}}
  pain: {label: Before, type: number, range: [0, 10], better: lower}
  pain_after: {label: After, type: number, range: [0, 10], better: lower}
analyses:
  relief: {kind: paired, before: pain, after: pain_after}
tables:
  base: {caption: CAPTION, rows: [{heading: HEADING, rows: [age, sex]}], note: BELOW}
figures:
  pairs: {kind: pairs, of: relief, caption: CAPTION}
"""

NASTY = " ".join(SIGNS.values())


def texts_of(study: Study) -> dict[str, str]:
    """Return what can be read in each of the finished files, white space as one space."""
    folder = study.root / "_output/manuscript"
    with zipfile.ZipFile(folder / "report.docx") as archive:
        word = archive.read("word/document.xml").decode()
    paragraphs = re.sub(r"</w:p>|<w:br/>|<w:tab/>", " ", word)
    page = html.fromstring((folder / "report.html").read_text(encoding="utf-8"))
    pdf = pypdfium2.PdfDocument(folder / "report.pdf")
    pages = " ".join(page.get_textpage().get_text_range() for page in pdf)
    found = {
        "docx": html.fromstring(f"<p>{re.sub(r'<[^>]+>', '', paragraphs)}</p>").text_content(),
        "html": page.text_content(),
        "pdf": pages,
    }
    return {kind: " ".join(text.split()) for kind, text in found.items()}


def test_signs_of_markup_are_printed_as_they_were_typed(small: Study) -> None:
    texts = {
        "LABEL": f"Age {NASTY}", "UNIT": "--y|*z*", "LEVEL": f"Level {NASTY}",
        "CAPTION": f"Caption {NASTY}", "HEADING": f"Heading {NASTY}", "BELOW": f"Below {NASTY}",
    }  # fmt: skip
    description = HEAD.replace("note: BELOW", "notes: [BELOW]").replace(", note: NOTE", "")
    for key, text in texts.items():
        description = description.replace(key, json.dumps(text))
    small.write("data/study.yml", description + RULES)
    small.document(
        DOCUMENT.partition("---\n\n")[2]
        + "\n{{< include _generated/tbl-base.md >}}\n\n{{< include _generated/fig-pairs.md >}}\n"
        + "\nThe list is {{< var sex.list >}}.\n",
    )
    done = small.run("build")
    assert done.code == 0, done.out + done.err
    for kind, found in texts_of(small).items():
        bare = re.sub(r"\s+", "", found)
        for text in texts.values():
            for part in text.split(" "):
                assert part in found, (kind, part)
            if kind != "pdf":  # where lines are broken with hyphens
                assert re.sub(r"\s+", "", text) in bare, (kind, text)
