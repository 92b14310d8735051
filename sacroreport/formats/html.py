"""HTML: one page that stands alone."""

from __future__ import annotations

from sacroreport.formats.format import Format

CONTENTS = frozenset({"toc", "toc-depth", "toc-title"})

FORMAT = Format(
    name="html",
    label="HTML",
    ending=".html",
    quarto="html",
    writer="sacroreport.render.writers.html",
    reader="sacroreport.proof.readers.html",
    honoured=CONTENTS,
    looks=CONTENTS
    | frozenset("theme minimal css template template-partials brand html-math-method look".split()),
    unused=frozenset(
        "mainfont monofont fontsize fontcolor linkcolor backgroundcolor linestretch "
        "monobackgroundcolor title-block-banner title-block-style".split()
    ),
)
