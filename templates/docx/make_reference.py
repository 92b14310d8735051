"""Build ``reference.docx``, the style sheet pandoc's docx writer copies from.

Pandoc takes the styles, page setup and footer of its output from a reference
document and ignores that document's text.  This script starts from pandoc's own
default, restyles it as a plain medical-journal manuscript, and writes
``reference.docx`` beside itself.  The same pandoc always gives the same bytes.

Run ``python templates/docx/make_reference.py``.  Edit the tables below, not the
Word file.  Lengths in styles are twips (1/20 pt), type sizes are points.
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypandoc
from lxml import etree

TARGET = Path(__file__).with_name("reference.docx")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
NS = {"w": W}

SERIF = "Times New Roman"
MONO = "Courier New"
INK = "1A1A1A"  # text and table rules
GREY = "595959"  # secondary lines
ACCENT = "1F3A52"  # headings, links, callout rule

SINGLE = 240  # w:line for single spacing
BODY_LINE = 276  # 1.15 lines
BODY_SIZE = 11.0


@dataclass(frozen=True)
class Style:
    """One style; an empty field leaves that property to the parent style.

    ``ppr`` and ``rpr`` are the XML inside ``w:pPr`` and ``w:rPr``, in the order
    the schema wants.  ``link`` names the character twin Word keeps in step.
    """

    name: str
    kind: str = "paragraph"
    based_on: str = ""
    next: str = ""
    link: str = ""
    custom: bool = False
    default: bool = False
    ppr: str = ""
    rpr: str = ""
    extra: str = ""

    @property
    def id(self) -> str:
        """The style id: the name as pandoc and Word write it, without spaces."""
        return "".join(word[0].upper() + word[1:] for word in self.name.split())


def fonts(family: str) -> str:
    """Name the font for every script, so that no theme font is left to apply."""
    return (
        f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'
    )


def text(size: float = 0, *, bold: bool = False, italic: bool = False, color: str = "") -> str:
    """Return run properties: type size in points, weight, slant and color."""
    half_points = round(size * 2)
    return "".join(
        (
            "<w:b/><w:bCs/>" if bold else "",
            "<w:i/><w:iCs/>" if italic else "",
            f'<w:color w:val="{color}"/>' if color else "",
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if size else "",
        )
    )


def space(before: int, after: int, line: int = 0) -> str:
    """Return the space above and below a paragraph, and between its lines."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def rule(side: str, size: int, gap: int, color: str = INK) -> str:
    """Return one border line, ``size`` in eighths of a point, ``gap`` in points."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{gap}" w:color="{color}"/>'


def stop(side: str, position: int) -> str:
    """Return a tab stop, ``position`` in twips."""
    return f'<w:tab w:val="{side}" w:pos="{position}"/>'


UNCOUNTED = "<w:suppressLineNumbers/>"
KEEP = "<w:keepNext/><w:keepLines/>"
CALLOUT_RULE = f"<w:pBdr>{rule('left', 18, 9, ACCENT)}</w:pBdr>"
CALLOUT_INDENT = '<w:ind w:left="240" w:right="240"/>'
CODE_FONT = f"{fonts(MONO)}<w:noProof/>{text(9.5)}"


def heading(level: int, before: int, after: int, rpr: str) -> Style:
    """Return a built-in heading; Word stores its name in lower case."""
    return Style(
        f"heading {level}",
        based_on="Normal",
        next="FirstParagraph",
        link=f"Heading{level}Char",
        ppr=f'{KEEP}{space(before, after, SINGLE)}<w:outlineLvl w:val="{level - 1}"/>',
        rpr=rpr,
    )


def front(name: str, before: int, after: int, rpr: str, *, custom: bool = True) -> Style:
    """Return a left-aligned line of the title block."""
    return Style(
        name,
        based_on="Normal",
        next="BodyText",
        custom=custom,
        ppr=f"{KEEP}{space(before, after, SINGLE)}",
        rpr=rpr,
    )


# Body size and line spacing live in the document defaults, not in Normal: a table
# style may override the defaults, but never Normal.
DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(SERIF)}"
    f"{text(BODY_SIZE, color=INK)}"
    '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    f"{space(0, 120, BODY_LINE)}"
    "</w:pPr></w:pPrDefault></w:docDefaults>"
)

PLAIN_CELLS = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
)

TABLE_CELLS = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    "<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>"
    '<w:top w:w="30" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr><w:trPr><w:cantSplit/></w:trPr>"
).format(borders=rule("top", 8, 0) + rule("bottom", 8, 0))

TABLE_HEADER = (
    f'<w:tblStylePr w:type="firstRow"><w:rPr>{text(bold=True)}</w:rPr>'
    f"<w:tcPr><w:tcBorders>{rule('bottom', 4, 0)}</w:tcBorders>"
    '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
)

STYLES = (
    Style("Normal", default=True, rpr=fonts(SERIF)),
    # Title block
    Style(
        "Title",
        based_on="Normal",
        next="Author",
        link="TitleChar",
        ppr=f"{KEEP}{space(0, 80, SINGLE)}",
        rpr=text(16, bold=True),
    ),
    Style(
        "Subtitle",
        based_on="Normal",
        next="Author",
        link="SubtitleChar",
        ppr=f"{KEEP}{space(0, 120, SINGLE)}",
        rpr=text(11, color=GREY),
    ),
    front("Author", 0, 40, text(11)),
    front("Affiliation", 0, 40, text(10, color=GREY)),
    front("Author Note", 0, 40, text(9, color=GREY)),
    front("Date", 0, 120, text(10, color=GREY), custom=False),
    Style(
        "Abstract Title",
        based_on="Normal",
        next="Abstract",
        custom=True,
        ppr=f"{KEEP}{space(200, 60, SINGLE)}",
        rpr=text(12, bold=True, color=ACCENT),
    ),
    Style("Abstract", based_on="Normal", next="BodyText", custom=True),
    # Headings
    heading(1, 200, 60, text(12, bold=True, color=ACCENT)),
    heading(2, 160, 60, text(11, bold=True, color=ACCENT)),
    heading(3, 120, 40, text(11, bold=True, italic=True, color=ACCENT)),
    heading(4, 120, 40, text(11, italic=True, color=ACCENT)),
    *(heading(level, 120, 40, text(11, color=ACCENT)) for level in range(5, 10)),
    Style(
        "TOC Heading",
        based_on="Heading1",
        next="BodyText",
        ppr='<w:outlineLvl w:val="9"/>',
    ),
    # Running text.  Word shows the larger of two adjoining spaces, not their sum;
    # pandoc sets Body Text after a table, which has no space of its own below it,
    # and First Paragraph after a heading or a list.
    Style("Body Text", based_on="Normal", link="BodyTextChar", ppr=space(120, 120)),
    Style(
        "First Paragraph",
        based_on="BodyText",
        next="BodyText",
        custom=True,
        ppr=space(0, 120),
    ),
    Style("Compact", based_on="BodyText", custom=True, ppr=space(0, 60)),
    Style(
        "Block Text",
        based_on="BodyText",
        next="BodyText",
        ppr='<w:ind w:left="360" w:right="360"/>',
    ),
    Style("Caption", based_on="Normal", ppr=f"{UNCOUNTED}{space(0, 120, SINGLE)}", rpr=text(10)),
    Style(
        "Table Caption",
        based_on="Caption",
        next="TableText",
        custom=True,
        ppr=f"{KEEP}{space(240, 80, SINGLE)}",
    ),
    # The text of cells has a style of its own, so that spacing of the body, double in a
    # manuscript, does not reach it; the small one is for tables of many columns.
    Style(
        "Table Text",
        based_on="Normal",
        custom=True,
        ppr=f"{UNCOUNTED}<w:suppressAutoHyphens/>{space(0, 0, SINGLE)}",
        rpr=text(9.5),
    ),
    Style("Table Text Small", based_on="TableText", custom=True, rpr=text(7.5)),
    Style(
        "Table Note",
        based_on="Normal",
        next="BodyText",
        custom=True,
        ppr=f"<w:keepLines/>{UNCOUNTED}{space(60, 240, SINGLE)}",
        rpr=text(9),
    ),
    Style(
        "Equation",
        based_on="Normal",
        next="BodyText",
        custom=True,
        ppr=f"<w:tabs>{stop('center', 4680)}{stop('right', 9360)}</w:tabs>{space(60, 120)}",
    ),
    Style(
        "Captioned Figure",
        based_on="Figure",
        custom=True,
        ppr=f"<w:keepNext/>{UNCOUNTED}{space(200, 60, SINGLE)}",
    ),
    Style(
        "Image Caption",
        based_on="Caption",
        next="BodyText",
        custom=True,
        ppr=f"<w:keepLines/>{space(60, 240, SINGLE)}",
    ),
    Style(
        "Footnote Text",
        based_on="Normal",
        next="FootnoteText",
        ppr=space(0, 40, SINGLE),
        rpr=text(9),
    ),
    Style(
        "Bibliography",
        based_on="Normal",
        next="Bibliography",
        ppr=f'{space(0, 60, SINGLE)}<w:ind w:left="360" w:hanging="360"/>',
        rpr=text(10),
    ),
    Style(
        "Source Code",
        based_on="Normal",
        custom=True,
        ppr=f'<w:wordWrap w:val="0"/>{space(60, 120, SINGLE)}<w:ind w:left="240"/>',
        rpr=CODE_FONT,
    ),
    # Set-off paragraphs
    Style(
        "Notice",
        based_on="Normal",
        next="BodyText",
        custom=True,
        ppr=f"<w:keepLines/><w:pBdr>{rule('top', 4, 4, GREY)}</w:pBdr>{space(200, 120, SINGLE)}",
        rpr=text(9, italic=True),
    ),
    Style(
        "Callout Title",
        based_on="Normal",
        next="Callout",
        custom=True,
        ppr=f"{KEEP}{CALLOUT_RULE}{space(160, 40, SINGLE)}{CALLOUT_INDENT}",
        rpr=text(10, bold=True, color=ACCENT),
    ),
    Style(
        "Callout",
        based_on="Normal",
        custom=True,
        ppr=f"<w:keepLines/>{CALLOUT_RULE}{space(0, 60)}{CALLOUT_INDENT}",
        rpr=text(10),
    ),
    Style(
        "Float Place",
        based_on="Normal",
        next="BodyText",
        custom=True,
        ppr=f'{space(120, 120)}<w:jc w:val="center"/>',
    ),
    Style(
        "footer",
        based_on="Normal",
        ppr=f'{space(0, 0, SINGLE)}<w:jc w:val="center"/>',
        rpr=text(9, color=GREY),
    ),
    # Character styles
    Style(
        "Verbatim Char",
        kind="character",
        based_on="BodyTextChar",
        custom=True,
        rpr=CODE_FONT,
    ),
    Style(
        "Footnote Reference",
        kind="character",
        based_on="BodyTextChar",
        rpr='<w:vertAlign w:val="superscript"/>',
    ),
    Style(
        "Hyperlink",
        kind="character",
        based_on="BodyTextChar",
        rpr=f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>',
    ),
    Style("Statistic", kind="character", based_on="DefaultParagraphFont", custom=True),
    # Tables: a rule above and below the header and below the last row.  What a co-author
    # inserts has the style of Word's own tables.
    Style("Normal Table", kind="table", default=True, extra=PLAIN_CELLS),
    Style(
        "Table",
        kind="table",
        based_on="NormalTable",
        custom=True,
        ppr=space(0, 0, SINGLE),
        rpr=text(9.5),
        extra=TABLE_CELLS + TABLE_HEADER,
    ),
)

FOOTER = (
    f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    "<w:r><w:t>1</w:t></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)

# Pandoc's own says that Word 12 counted 83 words, in every document.
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>sacroreport</Application></Properties>'
)

COMPAT = (
    '<w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def parse(xml: str) -> etree._Element:
    """Parse one element written with the ``w`` and ``r`` prefixes."""
    return etree.fromstring(f'<x xmlns:w="{W}" xmlns:r="{R}">{xml}</x>')[0]


def style_element(style: Style) -> etree._Element:
    """Build the ``w:style`` element, its children in the order of the schema."""
    element = etree.Element(w("style"), {w("type"): style.kind})
    if style.default:
        element.set(w("default"), "1")
    if style.custom:
        element.set(w("customStyle"), "1")
    element.set(w("styleId"), style.id)
    for tag, value in (
        ("name", style.name),
        ("basedOn", style.based_on),
        ("next", style.next),
        ("link", style.link),
    ):
        if value:
            etree.SubElement(element, w(tag), {w("val"): value})
    etree.SubElement(element, w("qFormat"))
    properties = f"<w:pPr>{style.ppr}</w:pPr>" if style.ppr else ""
    properties += f"<w:rPr>{style.rpr}</w:rPr>" if style.rpr else ""
    element.extend(list(parse(f"<w:x>{properties}{style.extra}</w:x>")))
    return element


def restyle(xml: bytes) -> bytes:
    """Put our defaults and styles into pandoc's ``word/styles.xml``."""
    root = etree.fromstring(xml)
    root.replace(root.find("w:docDefaults", NS), parse(DEFAULTS))
    found = {style.get(w("styleId")): style for style in root.iterfind("w:style", NS)}
    for style in STYLES:
        if style.id in found:
            root.replace(found[style.id], style_element(style))
        else:
            root.append(style_element(style))
        if style.link:
            twin = found[style.link]
            for old in twin.findall("w:rPr", NS):
                twin.remove(old)
            twin.append(parse(f"<w:rPr>{style.rpr}</w:rPr>"))
    etree.indent(root)
    return serialize(root)


def set_up_page(xml: bytes, footer_id: str) -> bytes:
    """Give the section of ``word/document.xml`` its paper, margins and footer."""
    root = etree.fromstring(xml)
    section = root.find("w:body/w:sectPr", NS)
    section.insert(0, parse(f'<w:footerReference w:type="default" r:id="{footer_id}"/>'))
    section.append(parse('<w:pgSz w:w="12240" w:h="15840"/>'))
    section.append(
        parse(
            '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"'
            ' w:header="720" w:footer="720" w:gutter="0"/>'
        )
    )
    return serialize(root)


def set_compatibility(xml: bytes) -> bytes:
    """Ask for the Word 2013 layout; without it Word shows compatibility mode."""
    root = etree.fromstring(xml)
    root.find("w:rsids", NS).addprevious(parse(COMPAT))
    return serialize(root)


def add_child(xml: bytes, tag: str, attributes: dict[str, str]) -> bytes:
    """Append one element, in the root's namespace, to a relations or types part."""
    root = etree.fromstring(xml)
    etree.SubElement(root, f"{{{root.nsmap[None]}}}{tag}", attributes)
    return serialize(root)


def serialize(root: etree._Element) -> bytes:
    """Write a part the way Word does, with its declaration."""
    etree.cleanup_namespaces(root)
    part: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return part


def pandoc_default() -> dict[str, bytes]:
    """Return the parts of pandoc's own reference document, in their order."""
    command = [
        pypandoc.get_pandoc_path(),
        "--print-default-data-file",
        "reference.docx",
    ]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(parts: dict[str, bytes]) -> bytes:
    """Zip the parts with one fixed date, stored so that no zlib version matters."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            package.writestr(entry, data)
    return buffer.getvalue()


def build() -> bytes:
    """Return the bytes of the reference document."""
    parts = pandoc_default()
    footer_id = "rIdFooter"
    parts["docProps/app.xml"] = serialize(etree.fromstring(APP))
    parts["word/footer1.xml"] = serialize(etree.fromstring(FOOTER))
    parts["word/styles.xml"] = restyle(parts["word/styles.xml"])
    parts["word/document.xml"] = set_up_page(parts["word/document.xml"], footer_id)
    parts["word/settings.xml"] = set_compatibility(parts["word/settings.xml"])
    relations = "word/_rels/document.xml.rels"
    parts[relations] = add_child(
        parts[relations],
        "Relationship",
        {"Type": f"{R}/footer", "Id": footer_id, "Target": "footer1.xml"},
    )
    types = "[Content_Types].xml"
    parts[types] = add_child(
        parts[types],
        "Override",
        {"PartName": "/word/footer1.xml", "ContentType": FOOTER_TYPE},
    )
    return pack(parts)


if __name__ == "__main__":
    TARGET.write_bytes(build())
