"""The Word reference document of a look: line numbers and spacing are in it."""

from __future__ import annotations

import io
import zipfile

from sacroreport.project.looks import Look
from sacroreport.project.templates import template

LINE = 'w:line="276"'
DOUBLE = 'w:line="480"'
NUMBERS = '<w:lnNumType w:countBy="1" w:restart="continuous"/>'


def reference_docx(look: Look) -> bytes:
    """Return the reference document of a look; the same look gives the same bytes."""
    content = template("docx", "reference.docx").read_bytes()
    if not (look.line_numbers or look.double):
        return content
    package = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as target,
    ):
        for entry in source.infolist():
            part = source.read(entry).decode() if entry.filename.endswith(".xml") else ""
            if entry.filename == "word/document.xml" and look.line_numbers:
                head, tag, rest = part.partition("<w:pgMar")
                margins, end, rest = rest.partition("/>")
                part = f"{head}{tag}{margins}{end}{NUMBERS}{rest}"
            if entry.filename == "word/styles.xml" and look.double:
                head, tag, rest = part.partition("</w:docDefaults>")
                part = head.replace(LINE, DOUBLE) + tag + rest
            target.writestr(entry, part.encode() if part else source.read(entry))
    return package.getvalue()
