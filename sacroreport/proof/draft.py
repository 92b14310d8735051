"""Telling a draft from a finished file, wherever it was moved."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from sacroreport.proof.pdf import subject
from sacroreport.render.watermark import MARKED, is_marked

PDF = "A draft by sacroreport"
"""The subject of every PDF that is a draft."""
HTML = re.compile(r"<meta name=.?sacroreport.? content=.?draft\b", re.I)


def is_draft(file: Path) -> bool:
    """Say whether a file bears the marks of a draft; one that cannot be read bears none."""
    if not file.is_file():  # a pipe would keep us waiting
        return False
    try:
        match file.suffix.lower():
            case ".pdf":
                return subject(file) == PDF
            case ".html":
                return HTML.search(file.read_text(encoding="utf-8")) is not None
            case ".docx":
                with zipfile.ZipFile(file) as archive:
                    there = MARKED & {*archive.namelist()}
                    return is_marked({name: archive.read(name) for name in there})
    except Exception:  # whatever a broken file makes a reader say
        return False
    return False
