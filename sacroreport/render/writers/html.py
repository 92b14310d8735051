"""HTML: pandoc's page in our template, and Quarto's plain one in our looks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sacroreport.project.contents import KEYS as CONTENTS
from sacroreport.project.contents import TOC, Contents, contents_of
from sacroreport.project.templates import template
from sacroreport.render.job import Job
from sacroreport.render.writer import Options, Writer, as_list

MAIN = (
    ("include-before-body", ({"text": "<main>"},), ()),
    ("include-after-body", (), ({"text": "</main>"},)),
)
"""What Quarto's plain page lacks: an element around everything that is to be read."""


class HtmlWriter(Writer):
    """Writes one page that holds its styles and pictures."""

    pandoc = "html5"

    def pandoc_words(self, job: Job, options: Options, folder: Path) -> list[str]:
        """Return the words for our template and looks."""
        return [
            "--template", str(template("html", "template.html")),
            "--variable", f"looks={template('html', 'look.css').read_text(encoding='utf-8')}",
            "--embed-resources", "--mathml", "--section-divs=false",
        ]  # fmt: skip

    def contents(self, options: Options) -> Contents | None:
        """Return the table of contents that options ask for, if they do."""
        return contents_of(options)

    def quarto_options(self, options: Options, folder: str, name: str) -> dict[str, Any]:
        """Return the options of a plain page in our looks; a user's styles come after ours."""
        ours: dict[str, Any] = {
            "theme": "none",
            "minimal": True,
            "template-partials": [f"{folder}/title-block.html"],
            "css": [f"{folder}/look.css"],
            "syntax-highlighting": "none",
        }
        given = {key: value for key, value in options.items() if key not in CONTENTS}
        given[TOC] = False  # Quarto's stand before the title; ours, told to the filters, below it
        given["css"] = [*ours["css"], *as_list(given.get("css"))]
        for key, before, after in MAIN:
            given[key] = [*before, *as_list(given.get(key)), *after]
        return {**ours, **given}


WRITER = HtmlWriter()
