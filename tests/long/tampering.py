"""Finished files changed in every way that somebody thought of, and what `verify` says.

``python -m tests.long.tampering`` also writes the table into ``docs/corruptions.md``.
"""

from __future__ import annotations

BEGIN, END = "<!-- of python -m tests.long.tampering -->", "<!-- so far -->"
FORMATS = {"html": "HTML", "docx": "DOCX", "pdf": "PDF"}
HEAD = """\
## In finished files

A reader does not see what a program reads: a style sheet, a field, a layer or a font may show another number than the text
that stands in the file. Here one of the files that are sent is changed in **{kinds}** ways ({formats}), as somebody would who wants a
reader to see something else while `verify` says that all agrees. Whether a reader sees it, pictures of the pages before and
after tell (Chromium at two widths and in the dark, LibreOffice, poppler, PDFium: `tests/tampering/verdicts.csv`); where they
cannot, the table says who sees it. {harmless} ways change nothing that anybody reads; what is said of them is a false alarm, or care.

Each is tried in several states of `manifest.json`: **matching**, as it was built; **foreign**, of a build with other versions of the
programs, so that a new build makes other bytes; **forged**, the same with the digest of the changed file{more}.

{summary}
**{missed}** visible changes pass. Of the files that nobody touched, {lost}.

"""
