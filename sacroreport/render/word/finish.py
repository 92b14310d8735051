"""What the Word writers leave undone: tables and figures that a co-author can edit."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from sacroreport.render.word.paragraphs import (
    break_pages,
    merge_properties,
    name_pictures,
    place_equations,
)
from sacroreport.render.word.tables import dress_table, is_of_data, unwrap_floats
from sacroreport.render.word.watermark import with_watermark
from sacroreport.render.word.xml import w

DOCUMENT = "word/document.xml"


def finish(path: Path, *, watermark: str = "", dress: bool = True) -> None:
    """Finish a DOCX file in its place; the same file gives the same bytes.

    Parameters
    ----------
    watermark
        The word behind the pages of a draft.
    dress
        Whether tables and figures are ours to finish.
    """
    package = io.BytesIO()
    with zipfile.ZipFile(path) as source:
        entries = {entry.filename: entry for entry in source.infolist()}
        parts = {name: source.read(entry) for name, entry in entries.items()}
    if dress:
        parts[DOCUMENT] = _finished(parts[DOCUMENT])
    if watermark:
        parts = with_watermark(parts, watermark)
    # stored, so that no version of zlib matters
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as target:
        for name, part in parts.items():
            like = entries.get(name, entries[DOCUMENT])
            kept = zipfile.ZipInfo(name, like.date_time)
            kept.create_system = 3
            target.writestr(kept, part)
    path.write_bytes(package.getvalue())


def _finished(part: bytes) -> bytes:
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    unwrap_floats(root)
    for paragraph in root.iter(w("p")):
        merge_properties(paragraph)
    for table in root.iter(w("tbl")):
        if is_of_data(table):
            dress_table(table)
    break_pages(root)
    place_equations(root)
    name_pictures(root)
    done: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return done
