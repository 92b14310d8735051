"""The watermark of a draft in Word: WordArt in the header, as Word itself makes one."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
HEADER = "word/header-draft.xml"
STYLES = "word/styles.xml"
STATUS = "docProps/core.xml"
MARKED = frozenset({HEADER, STATUS})
"""The parts that tell a draft."""
DRAFT = "Draft"
"""The status in the properties of a document, in whatever language it is."""
EDGE = '<w:{} w:val="single" w:sz="{}" w:space="4" w:color="B3402E"/>'
EDGES = "".join(
    EDGE.format(*edge) for edge in (("top", 6), ("left", 36), ("bottom", 6), ("right", 6))
)
SPACING = '<w:spacing w:before="{}" w:after="{}"/></w:pPr>'
LOOKS = {
    "DraftLine": f"<w:pPr><w:pBdr>{EDGES}</w:pBdr>{SPACING.format(0, 240)}"
    '<w:rPr><w:b/><w:sz w:val="20"/></w:rPr>',
    "DraftPlace": f"<w:pPr><w:keepNext/>{SPACING.format(120, 0)}",
    "DraftFinding": f"<w:pPr><w:keepLines/>{SPACING.format(0, 120)}"
    '<w:rPr><w:sz w:val="20"/></w:rPr>',
}
"""Paragraph styles of what a draft adds to the text."""
WIDTH, HEIGHT = 440, 130
"""Points that the longest side of the word takes, and the height of its letters at most."""


def with_watermark(parts: dict[str, bytes], word: str) -> dict[str, bytes]:
    """Return the parts of a DOCX file with a word behind every page.

    Headers that are there get it too; where a section has none, it gets one of its own. The
    word is the status of the document as well, which its properties show.
    """
    parts = dict(parts)
    document = etree.fromstring(parts["word/document.xml"])
    rels = etree.fromstring(parts["word/_rels/document.xml.rels"])
    for relation in rels:
        if relation.get("Type", "").endswith("/header"):
            name = f"word/{relation.get('Target')}"
            if name in parts:
                parts[name] = _into(parts[name], word)
    identifier = "rIdDraftHeader"
    for section in document.iter(f"{{{W}}}sectPr"):
        kinds = ["default"]
        kinds += ["first"] if section.find(f"{{{W}}}titlePg") is not None else []
        given = {
            reference.get(f"{{{W}}}type")
            for reference in section.findall(f"{{{W}}}headerReference")
        }
        for kind in kinds:
            if kind not in given:
                attributes = {f"{{{W}}}type": kind, f"{{{R}}}id": identifier}
                section.insert(0, etree.Element(f"{{{W}}}headerReference", attributes))
    etree.SubElement(
        rels,
        f"{{{PACKAGE}}}Relationship",
        Id=identifier,
        Type=f"{R}/header",
        Target="header-draft.xml",
    )
    types = etree.fromstring(parts["[Content_Types].xml"])
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{HEADER}", ContentType=HEADER_TYPE)
    parts["word/document.xml"] = _written(document)
    parts["word/_rels/document.xml.rels"] = _written(rels)
    parts["[Content_Types].xml"] = _written(types)
    parts[HEADER] = f'<w:hdr xmlns:w="{W}">{_paragraph(word)}</w:hdr>'.encode()
    if STATUS in parts:
        core = etree.fromstring(parts[STATUS])
        for old in core.findall(f"{{{CORE}}}contentStatus"):
            core.remove(old)
        etree.SubElement(core, f"{{{CORE}}}contentStatus").text = DRAFT
        parts[STATUS] = _written(core)
    if STYLES in parts:
        styles = etree.fromstring(parts[STYLES])
        for style in styles.iter(f"{{{W}}}style"):
            if (look := LOOKS.get(style.get(f"{{{W}}}styleId", ""))) is not None:
                style.extend(etree.fromstring(f'<w:style xmlns:w="{W}">{look}</w:style>'))
        parts[STYLES] = _written(styles)
    return parts


def is_marked(parts: Mapping[str, bytes]) -> bool:
    """Say whether the parts of a DOCX file are those of a draft, saved again by Word or not."""
    if HEADER in parts:
        return True
    status = (
        etree.fromstring(parts[STATUS]).find(f"{{{CORE}}}contentStatus")
        if STATUS in parts
        else None
    )
    return status is not None and status.text == DRAFT


def _into(part: bytes, word: str) -> bytes:
    header = etree.fromstring(part)
    paragraph = etree.fromstring(f'<w:hdr xmlns:w="{W}">{_paragraph(word)}</w:hdr>')[0]
    first = header.find(f"{{{W}}}p")
    if first is None:
        header.append(paragraph)
    else:  # into the paragraph that is there, or the header would grow
        first.append(paragraph.find(f"{{{W}}}r"))
    return _written(header)


def _paragraph(word: str) -> str:
    """Return a paragraph that holds nothing but the word, drawn behind the text."""
    height = min(HEIGHT, round(1.45 * WIDTH / max(len(word), 1)))
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{WIDTH}pt;height:{height}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    shape = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
        '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" '
        'xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>'
        '</v:shapetype><v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" '
        f'type="#_x0000_t136" alt="" style="{style}" o:allowincell="f" fillcolor="#e3e3e3" '
        'stroked="f"><v:textpath style="font-family:&quot;Arial&quot;;font-weight:bold;'
        f'font-size:1pt" string={quoteattr(word)}/></v:shape>'
    )
    return (
        '<w:p xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office">'
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{shape}</w:pict></w:r></w:p>"
    )


def _written(root: etree._Element) -> bytes:
    done: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return done
