"""Ways to change a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random

from lxml import etree

from tests.harness.in_files import WORD, packed
from tests.tampering.kinds import LAYOUT, NOTHING, SMOOTHING, kind, register, wrong
from tests.tampering.package import (
    BOOKMARKED,
    MAIN,
    NAMES,
    OFFICE,
    RELATIONS,
    TYPES,
    Package,
    W,
    field,
    floating,
    paragraph,
    run,
    zipped,
)
from tests.tampering.page import COUNT, DECIMAL, PERCENT
from tests.tampering.pictures import exchanged_font, png
from tests.tampering.programs import libreoffice, pandoc

WRONG, UNSEEN, WORDS = "wrong number", "number not seen", "wrong sentence"
SENTENCE = "Mortality was 3 of 28 (11%)."
GONE = "<w:vanish/>"

# LibreOffice shows formulas where its part for them is installed; so Word is named for them.

# Properties of the run of a number.
BY_PROPERTIES = {
    "vanish": ("hidden text", UNSEEN, "<w:vanish/>"),
    "paper colour": ("white", UNSEEN, '<w:color w:val="FFFFFF"/>'),
    "one point": ("1 pt", UNSEEN, '<w:sz w:val="2"/>'),
    "blackened": ("black on black", UNSEEN, '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>'),
    "highlighted black": ("black with a black highlight", UNSEEN, '<w:color w:val="000000"/><w:highlight w:val="black"/>'),
    "struck": ("struck out by formatting", "number struck", "<w:strike/>"),
    "struck twice": ("struck out twice by formatting", "number struck", "<w:dstrike/>"),
    "lowered off": ("lowered by 200 pt", UNSEEN, '<w:position w:val="-400"/>'),
    "spacing": ("spacing that lays digits on each other", UNSEEN, '<w:spacing w:val="-110"/>'),
    "embossed white": ("embossed in white", "number faint", '<w:emboss/><w:color w:val="FFFFFF"/>'),
    "raised": ("superscript: an exponent", WRONG, '<w:vertAlign w:val="superscript"/>'),
    "narrow": ("scaled to 1% of its width", UNSEEN, '<w:w w:val="1"/>'),
}  # fmt: skip
IN_WORD = {
    "symbol font": ("in a font of symbols", "other glyphs", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:cs="Wingdings"/>'),
    "fit text": ("fitText: pressed into nothing", UNSEEN, '<w:fitText w:val="1" w:id="77"/>'),
    "two lines in one": ("eastAsianLayout: two lines in one", "torn number", '<w:eastAsianLayout w:id="77" w:combine="1"/>'),
    "spec vanish": ("specVanish", UNSEEN, "<w:vanish/><w:specVanish/>"),
    "no fill": (
        "text effect without fill (Word 2010)", UNSEEN,
        '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>',
    ),
    "right to left run": ("run from right to left", "other order of signs", '<w:rtl/><w:cs/>'),
}  # fmt: skip
# What stands in the place of a number: its run for {run}, hidden for {gone}, a wrong one for {new}.
AS_MARKUP = {
    "vanish and new run": ("number hidden by vanish, new run beside", WRONG, "{gone}{new}"),
    "new run in the bookmark": ("number in hidden text, and another after it", WRONG, "{gone}{new}"),
    "tracked change": (
        "tracked change: del and ins", "wrong number, marked",
        '<w:del w:id="901" w:author="A" w:date="2012-01-01T00:00:00Z">{deleted}</w:del>'
        '<w:ins w:id="902" w:author="A" w:date="2012-01-01T00:00:00Z">{new}</w:ins>',
    ),
    "tracked insertion": ("a digit inserted by a tracked change", WRONG, '{run}<w:ins w:id="902" w:author="A" w:date="2012-01-01T00:00:00Z">{nine}</w:ins>'),
    "tracked move": (
        "number moved away by a tracked move", "number elsewhere, marked",
        '<w:moveFrom w:id="903" w:author="A" w:date="2012-01-01T00:00:00Z">{run}</w:moveFrom>'
        '<w:moveTo w:id="904" w:author="A" w:date="2012-01-01T00:00:00Z">{new}</w:moveTo>',
    ),
    "formula": ("number hidden, a formula shows another", WRONG, "{gone}<m:oMath><m:r><m:t>{number}</m:t></m:r></m:oMath>"),
    "formula alone": ("a formula with another number beside it", "two numbers", "{run}<m:oMath><m:r><m:t>={number}</m:t></m:r></m:oMath>"),
    "symbol": ("w:sym adds a digit", WRONG, '{run}<w:r><w:sym w:font="Times New Roman" w:char="0039"/></w:r>'),
    "minus of a hyphen": ("w:noBreakHyphen before it reads as a minus", WRONG, "<w:r><w:noBreakHyphen/></w:r>{run}"),
    "small and hyphen": ("number 1 pt, w:noBreakHyphen beside", UNSEEN, "{small}<w:r><w:noBreakHyphen/></w:r>"),
    "ruby": ("ruby: another number above it", "two numbers", '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="11"/><w:hpsRaise w:val="20"/><w:hpsBaseText w:val="22"/><w:lid w:val="en-US"/></w:rubyPr><w:rt>{new}</w:rt><w:rubyBase>{run}</w:rubyBase></w:ruby></w:r>'),
    "page number": ("number hidden, a PAGE field shows the number of the page", WRONG, '{gone}<w:fldSimple w:instr=" PAGE ">{run}</w:fldSimple>'),
    "hyperlink": ("a link around the number", "a link", '<w:hyperlink w:anchor="results">{run}</w:hyperlink>'),
    "cached result": ("QUOTE 9.9 with the right result", "wrong number after update", ""),
    "dirty field": ("right result in a dirty field QUOTE 9.9", "wrong number after update", ""),
    "if field": ("IF field that prints another number when updated", "wrong number after update", ""),
    "merge field": ("MERGEFIELD with the right result", "another number after a merge", '<w:fldSimple w:instr=" MERGEFIELD age ">{run}</w:fldSimple>'),
    "sum field": ("field = 9.9 + 0 with the right result", "wrong number after update", '<w:fldSimple w:instr=" = 9.9 + 0 ">{run}</w:fldSimple>'),
    "include text": ("INCLUDETEXT of another file, with the right result", "other text after update", '<w:fldSimple w:instr=" INCLUDETEXT other.docx ">{run}</w:fldSimple>'),
    "equation field": ("number hidden, an EQ field shows another", WRONG, ""),
    "content of vml": ("number hidden, a VML text box shows another", WRONG, '{gone}<w:r><w:pict><v:rect style="width:40pt;height:16pt" stroked="f" filled="f"><v:textbox inset="0,0,0,0"><w:txbxContent><w:p>{new}</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>'),
    "word art": (
        "number hidden, VML text on a path shows another", WRONG,
        '{gone}<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape type="#_x0000_t136" style="width:24pt;height:12pt" fillcolor="black" stroked="f"><v:textpath style="font-family:&quot;Times New Roman&quot;" string="{number}"/></v:shape></w:pict></w:r>',
    ),
    "placeholder": ("number as the placeholder of a content control, which typing replaces", NOTHING, '<w:sdt><w:sdtPr><w:id w:val="88"/><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>'),
    "comment in text": ("a comment node cuts the text for parsers: 68.7<!---->9", WRONG, '<w:r><w:t xml:space="preserve">{text}<!-- -->9</w:t></w:r>'),
    "instruction in text": ("a processing instruction in the text: 68.7<?x?>9", WRONG, '<w:r><w:t xml:space="preserve">{text}<?x?>9</w:t></w:r>'),
    "alternate content": (
        "number in the Fallback, another in the Choice", WRONG,
        f'<mc:AlternateContent {NAMES}><mc:Choice xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" Requires="wps">{{new}}</mc:Choice><mc:Fallback>{{run}}</mc:Fallback></mc:AlternateContent>',
    ),
    "choice that nobody takes": (
        "number in a Choice that no program takes, a formula in the Fallback", WRONG,
        f'<mc:AlternateContent {NAMES} xmlns:zz="urn:zz"><mc:Choice Requires="zz">{{run}}</mc:Choice><mc:Fallback><m:oMath><m:r><m:t>{{number}}</m:t></m:r></m:oMath></mc:Fallback></mc:AlternateContent>',
    ),
    "frame of direction": ("w:dir rtl around it", "other order of signs", '<w:dir w:val="rtl">{run}</w:dir>'),
    "bdo": ("w:bdo rtl around it", "other order of signs", '<w:bdo w:val="rtl">{run}</w:bdo>'),
    "deleted by custom mark": (
        "marks of a tracked change of custom XML around it", NOTHING,
        '<w:customXmlInsRangeStart w:id="905" w:author="A"/>{run}<w:customXmlInsRangeEnd w:id="905"/>',
    ),
    "smart tag": ("smart tag around it", NOTHING, '<w:smartTag w:uri="urn:x" w:element="n">{run}</w:smartTag>'),
    "spelling mark": ("marks of the spelling checker around it", NOTHING, '<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>'),
    "language of run": ("language of its run", NOTHING, ""),
    "typed": ("another number typed", WRONG, "{new}"),
    "number torn": ("a tab within the number", "torn number", ""),
}  # fmt: skip
SEEN_BY = {
    "hyperlink": "hover", "cached result": "update of fields", "dirty field": "update of fields",
    "if field": "update of fields", "merge field": "update of fields", "sum field": "update of fields",
    "include text": "update of fields", "equation field": "Word", "frame of direction": "Word", "bdo": "Word",
    "formula": "Word", "formula alone": "Word", "choice that nobody takes": "Word",
}  # fmt: skip
AS_CHARACTERS = {
    "right to left": ("right-to-left override around 12%: reads %21", WRONG, PERCENT, lambda text: f"\u202e{text}\u202c"),
    "zero width": ("zero-width characters inside 68.7", NOTHING, DECIMAL, lambda text: text[0] + "\u200b\u200d" + text[1:]),
    "circled digits": ("circled digits, NFKC equal", "same number, other glyphs", COUNT, lambda text: text.translate({48 + n: 0x245F + n for n in range(1, 10)})),
    "struck by character": ("U+0338 through a digit", "digit struck", DECIMAL, lambda text: text[0] + "\u0338" + text[1:]),
    "enclosing": ("U+20DD around a digit", "other glyphs", DECIMAL, lambda text: text[0] + "\u20dd" + text[1:]),
    "fullwidth digits": ("fullwidth digits", "other glyphs", COUNT, lambda text: text.translate({48 + n: 0xFF10 + n for n in range(10)})),
    "superscript digit": ("the last digit raised: 2⁸", WRONG, COUNT, lambda text: text[0] + "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(text[1])]),
    "letter for digit": ("the letter l or O for a digit", "other glyphs", re.compile(r"\d*[01]\d*%?"), lambda text: text.replace("0", "O").replace("1", "l")),
    "soft hyphen": ("a soft hyphen within the number", NOTHING, COUNT, lambda text: text[0] + "\u00ad" + text[1:]),
}  # fmt: skip


def _with_properties(properties: str, content: bytes, random: Random) -> bytes:
    package = Package(content)
    match = package.number(DECIMAL, random)
    return package.put(
        match, match["run"].replace("</w:rPr>", f"{properties}</w:rPr>"), "run"
    ).content  # fmt: skip


for _name, (_what, _sees, _properties) in (*BY_PROPERTIES.items(), *IN_WORD.items()):
    register(
        f"docx {_name}", f"number {_what}", _sees,
        lambda content, random, properties=_properties: _with_properties(properties, content, random),
        seen_by="Word" if _name in IN_WORD else "eye",
    )  # fmt: skip


def _in_place(name: str, markup: str, content: bytes, random: Random) -> bytes:
    package = Package(content)
    match = package.number(PERCENT if name in ("bdo", "frame of direction") else DECIMAL, random)
    text, whole = match["text"], match["run"]
    number = wrong(text)
    new = run(number)
    special = {
        "cached result": lambda: field(f'QUOTE "{number}"', whole),
        "dirty field": lambda: field(f'QUOTE "{number}"', whole, is_dirty=True),
        "if field": lambda: field(f'IF 1 = 1 "{number}" "{text}"', whole, is_dirty=True),
        "equation field": lambda: (
            whole.replace("</w:rPr>", f"{GONE}</w:rPr>") + field(f"EQ \\o({number})", "")
        ),
        "language of run": lambda: whole.replace("</w:rPr>", '<w:lang w:val="de-DE"/></w:rPr>'),
        "number torn": lambda: whole.replace(text, f"{text[0]}</w:t><w:tab/><w:t>{text[1:]}"),
    }
    if name in special:
        made = special[name]()
    else:
        made = markup.format(
            run=whole, text=text, number=number, new=new, nine=run("9"),
            gone=whole.replace("</w:rPr>", f"{GONE}</w:rPr>"),
            small=whole.replace("</w:rPr>", '<w:sz w:val="2"/></w:rPr>'),
            deleted=whole.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>"),
        )  # fmt: skip
    if name == "vanish and new run":  # outside the bookmark
        gone = match["run"].replace("</w:rPr>", f"{GONE}</w:rPr>")
        return package.put(match, match[0].replace(whole, gone) + new).content
    return package.put(match, made, "run").content


for _name, (_what, _sees, _markup) in AS_MARKUP.items():
    register(
        f"docx {_name}", _what, _sees, seen_by=SEEN_BY.get(_name, "eye"),
        apply=lambda content, random, name=_name, markup=_markup: _in_place(name, markup, content, random),
    )  # fmt: skip


def _in_characters(form: re.Pattern[str], change: object, content: bytes, random: Random) -> bytes:
    package = Package(content)
    match = package.number(form, random)
    return package.put(match, change(match["text"]), "text").content  # type: ignore[operator]


for _name, (_what, _sees, _form, _change) in AS_CHARACTERS.items():
    register(
        f"docx {_name}", _what, _sees,
        lambda content, random, form=_form, change=_change: _in_characters(form, change, content, random),
        seen_by=SMOOTHING if _name == "zero width" else "eye",
    )  # fmt: skip


@kind("white text box with another number over the number", WRONG)
def docx_text_box_over(content: bytes, random: Random) -> bytes:
    package = Package(content)
    match = package.number(DECIMAL, random)
    shape = floating(
        f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr>{run(wrong(match["text"]))}</w:p>',
        width=22, height=14, x=0, y=0, fill="FFFFFF",
    )  # fmt: skip
    return package.put(match, shape + match[0]).content


@kind("an empty white shape over the number", UNSEEN)
def docx_shape_over(content: bytes, random: Random) -> bytes:
    package = Package(content)
    match = package.number(DECIMAL, random)
    return package.put(
        match, floating("<w:p/>", width=24, height=14, x=0, y=0, fill="FFFFFF") + match[0]
    ).content  # fmt: skip


@kind("number hidden, a picture of another", WRONG)
def docx_picture(content: bytes, random: Random) -> bytes:
    package = Package(content)
    match = package.number(DECIMAL, random)
    gone = match["run"].replace("</w:rPr>", f"{GONE}</w:rPr>")
    return package.put(
        match, gone + package.picture(png(wrong(match["text"])), 24, 10), "run"
    ).content


@kind("a picture of a sentence at the end", WORDS)
def docx_picture_of_sentence(content: bytes) -> bytes:
    package = Package(content)
    picture = package.picture(png(SENTENCE, width=500), 240, 16)
    return package.before_end(f"<w:p>{picture}</w:p>").content


@kind("an embedded object whose picture is a sentence", WORDS)
def docx_object(content: bytes) -> bytes:
    package = Package(content)
    package.picture(png(SENTENCE, width=500), 240, 16)
    number = package.relate("image", "media/note.png")
    package.declare(
        "word/embeddings/note.bin",
        b"\0" * 64,
        "application/vnd.openxmlformats-officedocument.oleObject",
    )
    other = package.relate("oleObject", "embeddings/note.bin")
    return package.before_end(
        f'<w:p><w:r {NAMES}><w:object><v:shape id="_x1" style="width:240pt;height:16pt"><v:imagedata r:id="{number}"/></v:shape>'
        f'<o:OLEObject Type="Embed" ProgID="Package" ShapeID="_x1" DrawAspect="Content" ObjectID="_9" r:id="{other}"/></w:object></w:r></w:p>'
    ).content  # fmt: skip


@kind("a chart whose title is a sentence", WORDS)
def docx_chart(content: bytes) -> bytes:
    package = Package(content)
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    number = package.add(
        "charts/chart1.xml",
        f'<?xml version="1.0" encoding="UTF-8"?><c:chartSpace xmlns:c="{chart}" xmlns:a="{main}"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{SENTENCE}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:autoTitleDeleted val="0"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numLit><c:ptCount val="1"/><c:pt idx="0"><c:v>3</c:v></c:pt></c:numLit></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>',
        "chart", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    )  # fmt: skip
    return package.before_end(
        f'<w:p><w:r {NAMES}><w:drawing><wp:inline><wp:extent cx="3600000" cy="1800000"/><wp:docPr id="972" name="Chart" descr=""/><a:graphic><a:graphicData uri="{chart}"><c:chart xmlns:c="{chart}" r:id="{number}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    ).content  # fmt: skip


@kind("SmartArt with a sentence", WORDS)
def docx_diagram(content: bytes) -> bytes:
    """Programs that lay out no diagrams show the drawing that Word keeps beside it."""
    package = Package(content)
    diagram = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    drawing = "http://schemas.microsoft.com/office/drawing/2008/diagram"
    words = f"<a:p><a:r><a:t>{SENTENCE}</a:t></a:r></a:p>"
    names = f'xmlns:dgm="{diagram}" xmlns:a="{main}"'
    type_ = "application/vnd.openxmlformats-officedocument.drawingml.diagram{}+xml"
    package.declare(
        "word/diagrams/drawing1.xml",
        f'<dsp:drawing xmlns:dsp="{drawing}" xmlns:a="{main}"><dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvGrpSpPr/></dsp:nvGrpSpPr><dsp:grpSpPr/>'
        '<dsp:sp modelId="{11111111-1111-1111-1111-111111111111}"><dsp:nvSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvSpPr/></dsp:nvSpPr><dsp:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="EEEEEE"/></a:solidFill></dsp:spPr>'
        f'<dsp:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-US" sz="1100"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:rPr><a:t>{SENTENCE}</a:t></a:r></a:p></dsp:txBody><dsp:txXfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="600000"/></dsp:txXfrm></dsp:sp></dsp:spTree></dsp:drawing>',
        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
    )
    drawn = package.relate(
        "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
        "diagrams/drawing1.xml",
    )
    parts = {
        "diagramData": ("data1", "Data", f'<dgm:dataModel {names}><dgm:ptLst><dgm:pt modelId="{{00000000-0000-0000-0000-000000000001}}" type="doc"><dgm:prSet loTypeId="urn:l" loCatId="list" qsTypeId="urn:q" qsCatId="simple" csTypeId="urn:c" csCatId="accent1"/><dgm:spPr/><dgm:t><a:bodyPr/><a:p/></dgm:t></dgm:pt><dgm:pt modelId="{{11111111-1111-1111-1111-111111111111}}"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/>{words}</dgm:t></dgm:pt></dgm:ptLst><dgm:cxnLst/><dgm:bg/><dgm:whole/><dgm:extLst><a:ext uri="http://schemas.microsoft.com/office/drawing/2008/diagram"><dsp:dataModelExt xmlns:dsp="{drawing}" relId="{drawn}" minVer="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></a:ext></dgm:extLst></dgm:dataModel>'),
        "diagramLayout": ("layout1", "Layout", f'<dgm:layoutDef {names} uniqueId="urn:l"><dgm:catLst/><dgm:layoutNode name="n"><dgm:alg type="lin"/></dgm:layoutNode></dgm:layoutDef>'),
        "diagramQuickStyle": ("quickStyle1", "Style", f'<dgm:styleDef {names} uniqueId="urn:q"><dgm:catLst/></dgm:styleDef>'),
        "diagramColors": ("colors1", "Colors", f'<dgm:colorsDef {names} uniqueId="urn:c"><dgm:catLst/></dgm:colorsDef>'),
    }  # fmt: skip
    ids = [
        package.add(f"diagrams/{file}.xml", text, kind_, type_.format(what))
        for kind_, (file, what, text) in parts.items()
    ]
    shown = " ".join(
        f'r:{key}="{id_}"' for key, id_ in zip(("dm", "lo", "qs", "cs"), ids, strict=True)
    )
    return package.before_end(
        f'<w:p><w:r {NAMES}><w:drawing><wp:inline><wp:extent cx="3600000" cy="600000"/><wp:docPr id="973" name="Diagram" descr=""/><a:graphic><a:graphicData uri="{diagram}"><dgm:relIds xmlns:dgm="{diagram}" {shown}/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    ).content  # fmt: skip


def _with_comment(content: bytes, text: str) -> bytes:
    package = Package(content)
    package.replace(
        r"<w:comments ([^>]*?)\s*/>",
        lambda match: (
            f'<w:comments {match[1]}><w:comment w:id="0" w:author="A" w:date="2012-01-01T00:00:00Z" w:initials="A">{paragraph(text)}</w:comment></w:comments>'
        ),
        "word/comments.xml",
    )
    match = package.number(DECIMAL, Random(0))
    return package.put(
        match,
        f'<w:commentRangeStart w:id="0"/>{match[0]}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    ).content


@kind("comment 'should be 9.9'", "a comment", seen_by="Word")
def docx_comment(content: bytes) -> bytes:
    return _with_comment(content, "should be 9.9")


@kind("comment without numbers", "a comment", seen_by="Word")
def docx_comment_of_words(content: bytes) -> bytes:
    return _with_comment(content, "The authors withdrew this result.")


@kind("endnote added: corrected value 9.9", "a note with a wrong number")
def docx_endnote(content: bytes, random: Random) -> bytes:
    package = Package(content)
    package.add(
        "endnotes.xml",
        f'<?xml version="1.0" encoding="UTF-8"?><w:endnotes xmlns:w="{W}"><w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote><w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote><w:endnote w:id="2">{paragraph("Corrected value: 9.9")}</w:endnote></w:endnotes>',
        "endnotes",
    )
    match = package.number(DECIMAL, random)
    return package.put(match, f'{match[0]}<w:r><w:endnoteReference w:id="2"/></w:r>').content


@kind("footnote added: corrected value 9.9", "a note with a wrong number")
def docx_footnote(content: bytes, random: Random) -> bytes:
    package = Package(content)
    note = f'<w:footnote w:id="77">{paragraph("Corrected value: 9.9")}</w:footnote>'
    package.replace("</w:footnotes>", lambda match: note + match[0], "word/footnotes.xml")
    match = package.number(DECIMAL, random)
    return package.put(match, f'{match[0]}<w:r><w:footnoteReference w:id="77"/></w:r>').content


@kind("separator of footnotes replaced by a sentence; no footnote", NOTHING)
def docx_separator(content: bytes) -> bytes:
    return Package(content).replace(
        r"<w:p><w:r><w:separator ?/></w:r></w:p>", paragraph(SENTENCE), "word/footnotes.xml"
    ).content  # fmt: skip


@kind("document property title 28 -> 82", "wrong number in properties", seen_by="properties")
def docx_title_property(content: bytes) -> bytes:
    return Package(content).replace(
        r"(<dc:title>)([^<]*)(</dc:title>)", lambda match: match[1] + wrong(match[2]) + match[3], "docProps/core.xml"
    ).content  # fmt: skip


@kind("document properties subject and description with a sentence", "wrong sentence in properties", seen_by="properties")  # fmt: skip
def docx_description_property(content: bytes) -> bytes:
    return Package(content).replace(
        "</dc:title>", f"</dc:title><dc:subject>{SENTENCE}</dc:subject><dc:description>{SENTENCE}</dc:description>", "docProps/core.xml"
    ).content  # fmt: skip


@kind("custom property with a wrong number", "wrong number in properties", seen_by="properties")
def docx_custom_property(content: bytes) -> bytes:
    value = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="age"><vt:lpwstr>9.9</vt:lpwstr></property>'
    return Package(content).replace(
        r"<Properties ([^>]*?)\s*/>", lambda match: f"<Properties {match[1]}>{value}</Properties>", "docProps/custom.xml"
    ).content  # fmt: skip


@kind(
    "company in the properties is a sentence", "wrong sentence in properties", seen_by="properties"
)
def docx_company(content: bytes) -> bytes:
    return Package(content).replace(
        "</Application>", f"</Application><Company>{SENTENCE}</Company>", "docProps/app.xml"
    ).content  # fmt: skip


@kind("title of the page a field DOCPROPERTY, the property changed, fields updated on opening", "wrong title after update", seen_by="update of fields")  # fmt: skip
def docx_property_field(content: bytes) -> bytes:
    package = Package(docx_custom_property(content))
    package.replace("<w:zoom ", '<w:updateFields w:val="true"/><w:zoom ', "word/settings.xml")
    match = package.number(DECIMAL, Random(0))
    return package.put(match, field("DOCPROPERTY age", match["run"]), "run").content


def _header(content: bytes, kind_: str, type_: str, body: str) -> bytes:
    package = Package(content)
    element = "hdr" if kind_ == "header" else "ftr"
    number = package.add(
        f"{kind_}9.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:{element} {NAMES}>{body}</w:{element}>', kind_
    )  # fmt: skip
    package.replace(
        r"<w:sectPr[^>]*>", lambda match: f'{match[0]}<w:{kind_}Reference xmlns:r="{OFFICE}/relationships" r:id="{number}" w:type="{type_}"/>'
    )  # fmt: skip
    if type_ == "first":
        package.replace(r"(<w:pgMar [^>]*/>)", r"\1<w:titlePg/>")
    return package.content


@kind("a sentence in the header", WORDS)
def docx_header(content: bytes) -> bytes:
    return _header(content, "header", "default", paragraph(SENTENCE))


@kind("a sentence in the header of the first page", WORDS)
def docx_first_header(content: bytes) -> bytes:
    return _header(content, "header", "first", paragraph(SENTENCE))


@kind("a sentence in a text box that hangs in the header and stands in the body", WORDS)
def docx_header_box(content: bytes) -> bytes:
    box = floating(paragraph(SENTENCE), width=200, height=20, x=0, y=60)
    return _header(content, "header", "default", f"<w:p>{box}</w:p>")


@kind("a watermark in the header", "a watermark")
def docx_watermark(content: bytes) -> bytes:
    mark = run("RETRACTED", '<w:color w:val="D0D0D0"/><w:sz w:val="120"/>')
    return _header(content, "header", "default", f"<w:p>{floating(f'<w:p>{mark}</w:p>', width=460, height=90, x=0, y=300)}</w:p>")  # fmt: skip


@kind("a sentence in the footer", WORDS)
def docx_footer(content: bytes) -> bytes:
    return Package(content).replace(
        "</w:ftr>", lambda match: paragraph(SENTENCE) + match[0], "word/footer1.xml"
    ).content  # fmt: skip


@kind("pages numbered from 99", "number of the page")
def docx_pages_from(content: bytes) -> bytes:
    return Package(content).replace(r"(<w:pgMar [^>]*/>)", r'\1<w:pgNumType w:start="99"/>').content


@kind("lines numbered from 90", "numbers beside the lines")
def docx_line_numbers(content: bytes) -> bytes:
    return Package(content).replace(
        r"(<w:pgMar [^>]*/>)", r'\1<w:lnNumType w:countBy="1" w:start="90"/>'
    ).content  # fmt: skip


@kind("a sentence in a text box of its own", WORDS)
def docx_text_box(content: bytes) -> bytes:
    box = floating(paragraph(SENTENCE), width=200, height=20, x=0, y=30)
    return Package(content).before_end(f"<w:p>{box}</w:p>").content


@kind("a sentence in a VML text box", WORDS)
def docx_vml_box(content: bytes) -> bytes:
    return Package(content).before_end(
        f'<w:p><w:r {NAMES}><w:pict><v:rect style="width:240pt;height:24pt"><v:textbox><w:txbxContent>{paragraph(SENTENCE)}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>'
    ).content  # fmt: skip


@kind("a sentence in a formula at the end", WORDS, seen_by="Word")
def docx_formula_sentence(content: bytes) -> bytes:
    return Package(content).before_end(
        f"<w:p><m:oMathPara><m:oMath><m:r><m:rPr><m:nor/></m:rPr><m:t>{SENTENCE}</m:t></m:r></m:oMath></m:oMathPara></w:p>"
    ).content  # fmt: skip


@kind("w:altChunk: a page with a sentence, which Word takes in", WORDS, seen_by="Word")
def docx_alt_chunk(content: bytes) -> bytes:
    package = Package(content)
    package.declare("word/note.html", f"<html><body><p>{SENTENCE}</p></body></html>", "text/html")
    number = package.relate("aFChunk", "note.html")
    return package.before_end(f'<w:altChunk xmlns:r="{OFFICE}/relationships" r:id="{number}"/>').content  # fmt: skip


@kind("w:subDoc: another file, which Word takes in", "other text", seen_by="Word")
def docx_sub_document(content: bytes) -> bytes:
    package = Package(content)
    number = package.relate("subDocument", "other.docx", external=True)
    return package.before_end(f'<w:p><w:subDoc xmlns:r="{OFFICE}/relationships" r:id="{number}"/></w:p>').content  # fmt: skip


@kind("content control bound to custom XML with another number: Word shows the XML", WRONG, seen_by="Word")  # fmt: skip
def docx_data_binding(content: bytes, random: Random) -> bytes:
    package = Package(content)
    match = package.number(DECIMAL, random)
    package.declare(
        "customXml/item1.xml", f'<d xmlns="urn:d"><n>{wrong(match["text"])}</n></d>', ""
    )
    package.declare(
        "customXml/itemProps1.xml",
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{11111111-2222-3333-4444-555555555555}"><ds:schemaRefs/></ds:datastoreItem>',
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    )
    package.parts["customXml/_rels/item1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    ).encode()
    package.relate("customXml", "../customXml/item1.xml")
    control = (
        '<w:sdt><w:sdtPr><w:id w:val="99"/><w:dataBinding w:prefixMappings="xmlns:d=\'urn:d\'" w:xpath="/d:d/d:n" '
        'w:storeItemID="{11111111-2222-3333-4444-555555555555}"/><w:text/></w:sdtPr>'
        f"<w:sdtContent>{match['run']}</w:sdtContent></w:sdt>"
    )
    return package.put(match, control, "run").content


@kind("content control bound to the core property title, which is changed: Word shows the property", WRONG, seen_by="Word")  # fmt: skip
def docx_bound_to_property(content: bytes) -> bytes:
    package = Package(docx_title_property(content))
    match = next(BOOKMARKED.finditer(package.text))
    control = (
        "<w:sdt><w:sdtPr><w:id w:val=\"99\"/><w:dataBinding w:prefixMappings=\"xmlns:ns1='http://purl.org/dc/elements/1.1/' xmlns:ns0='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' \" "
        'w:xpath="/ns0:coreProperties[1]/ns1:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:text/></w:sdtPr>'
        f"<w:sdtContent>{match['run']}</w:sdtContent></w:sdt>"
    )
    return package.put(match, control, "run").content


@kind("bookmarks stripped and a sentence added", WORDS)
def docx_stripped_and_added(content: bytes) -> bytes:
    package = Package(content)
    package.text = BOOKMARKED.sub(lambda match: match["run"], package.text)
    at = package.text.index("<w:sectPr")
    package.text = package.text[:at] + paragraph(SENTENCE) + package.text[at:]
    return package.content


@kind("bookmarks stripped and a word exchanged", "wrong words")
def docx_stripped_and_word(content: bytes) -> bytes:
    package = Package(content)
    package.text = BOOKMARKED.sub(lambda match: match["run"], package.text)
    return package.replace("women", "men").content


@kind("bookmarks stripped and two numbers exchanged", WRONG)
def docx_stripped_and_exchanged(content: bytes) -> bytes:
    package = Package(content)
    counts = [one for one in BOOKMARKED.finditer(package.text) if COUNT.fullmatch(one["text"])]
    first, second = counts[1], next(one for one in counts[2:] if one["text"] != counts[1]["text"])
    package.put(second, first["text"], "text").put(first, second["text"], "text")
    package.text = BOOKMARKED.sub(lambda match: match["run"], package.text)
    return package.content


@kind("bookmarks stripped and a sentence in the header", WORDS)
def docx_stripped_and_header(content: bytes) -> bytes:
    package = Package(content)
    package.text = BOOKMARKED.sub(lambda match: match["run"], package.text)
    return docx_header(package.content)


@kind("bookmarks and the style of numbers stripped, nothing else", NOTHING, seen_by=SMOOTHING)
def docx_stripped(content: bytes) -> bytes:
    package = Package(content)
    package.text = BOOKMARKED.sub(
        lambda match: match["run"].replace('<w:rPr><w:rStyle w:val="Statistic"/></w:rPr>', ""), package.text
    )  # fmt: skip
    return package.content


@kind("a word outside the numbers exchanged", "wrong words")
def docx_word(content: bytes) -> bytes:
    return Package(content).replace("women", "men").content


@kind("a word hidden: 'not' of a sentence, or a noun", "wrong words")
def docx_word_hidden(content: bytes) -> bytes:
    return Package(content).replace(
        r"<w:r>(<w:t [^>]*>[^<]*women)", r"<w:r><w:rPr><w:vanish/></w:rPr>\1"
    ).content  # fmt: skip


def _in_style(content: bytes, properties: str, style: str = "Statistic") -> bytes:
    return Package(content).replace(
        rf'(<w:style [^>]*w:styleId="{style}"[^>]*>.*?)(</w:style>)',
        lambda match: f"{match[1]}{properties}{match[2]}", "word/styles.xml",
    ).content  # fmt: skip


for _name, (_what, _sees, _properties) in {
    "style vanish": ("hidden", "numbers not seen", "<w:rPr><w:vanish/></w:rPr>"),
    "style colour": ("white", "numbers not seen", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'),
    "style struck": ("struck out", "numbers struck", "<w:rPr><w:strike/></w:rPr>"),
    "style small": ("1 pt", "numbers not seen", '<w:rPr><w:sz w:val="2"/></w:rPr>'),
    "style capitals": ("in capitals", "other letters", "<w:rPr><w:caps/></w:rPr>"),
}.items():
    register(
        f"docx {_name}", f"character style of numbers in styles.xml: {_what}", _sees,
        lambda content, random, properties=_properties: _in_style(content, properties),
    )  # fmt: skip


@kind("defaults of styles.xml: all text white", "text not seen")
def docx_default_colour(content: bytes) -> bytes:
    return Package(content).replace('<w:color w:val="1A1A1A" />', '<w:color w:val="FFFFFF" />', "word/styles.xml").content  # fmt: skip


def _numbered(package: Package, text: str, start: int = 9) -> Package:
    return package.replace(
        "</w:numbering>",
        f'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum><w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>',
        "word/numbering.xml",
    )


@kind("paragraph of the results numbered '9.9'", WRONG)
def docx_numbered(content: bytes) -> bytes:
    package = _numbered(Package(content), "9.%1")
    match = package.number(DECIMAL, Random(0))
    begin, end = package.in_body(match.start())
    numbered = package.text[begin:end].replace("</w:pPr>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr>', 1)  # fmt: skip
    package.text = package.text[:begin] + numbered + package.text[end:]
    return package.content


@kind("paragraph style numbered by a sentence", WORDS)
def docx_numbered_style(content: bytes) -> bytes:
    package = _numbered(Package(content), SENTENCE)
    return _in_style(
        package.content, '<w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr>', "Heading1"
    )


@kind("an empty paragraph numbered 99.", "a number")
def docx_empty_numbered(content: bytes) -> bytes:
    package = _numbered(Package(content), "%1.", 99)
    return package.before_end('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr></w:p>').content  # fmt: skip


@kind("embedded font with 8 and 9 exchanged", WRONG, seen_by="Word")
def docx_embedded_font(content: bytes) -> bytes:
    """LibreOffice asks before it takes a font from a file."""
    package = Package(content)
    key = "11111111-2222-3333-4444-555555555555"
    mask = bytes.fromhex(key.replace("-", ""))[::-1]
    font = bytearray(exchanged_font("89", "Exchanged"))
    for at in range(32):
        font[at] ^= mask[at % 16]
    package.parts["word/fonts/font1.odttf"] = bytes(font)
    package.parts["word/_rels/fontTable.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/font" Target="fonts/font1.odttf"/></Relationships>'
    ).encode()
    package.replace(
        "</w:fonts>",
        f'<w:font w:name="Exchanged"><w:embedRegular xmlns:r="{OFFICE}/relationships" r:id="rId1" w:fontKey="{{{key}}}"/></w:font></w:fonts>',
        "word/fontTable.xml",
    )
    package.replace("<w:zoom ", "<w:embedTrueTypeFonts/><w:zoom ", "word/settings.xml")
    return _in_style(
        package.content, '<w:rPr><w:rFonts w:ascii="Exchanged" w:hAnsi="Exchanged"/></w:rPr>'
    )


@kind("fonts of the theme", NOTHING)
def docx_theme(content: bytes) -> bytes:
    """Its styles name their fonts, so that those of the theme are not used."""
    return Package(content).replace(r'<a:latin typeface="[^"]*"', '<a:latin typeface="Wingdings"', "word/theme/theme1.xml").content  # fmt: skip


def _in_paragraph(content: bytes, properties: str) -> bytes:
    package = Package(content)
    match = package.number(DECIMAL, Random(0))
    begin, end = package.in_body(match.start())
    changed = package.text[begin:end].replace("</w:pPr>", f"{properties}</w:pPr>", 1)
    package.text = package.text[:begin] + changed + package.text[end:]
    return package.content


for _name, (_what, _sees, _properties) in {
    "line height": ("lines of 1 pt", "lines on each other", '<w:spacing w:line="20" w:lineRule="exact"/>'),
    "indented off": ("indented off the page", "text not seen", '<w:ind w:left="20000"/>'),
    "framed off": (
        "in a frame off the page", "text not seen",
        '<w:framePr w:w="3000" w:h="200" w:hRule="exact" w:hAnchor="page" w:vAnchor="page" w:x="30000" w:y="30000"/>',
    ),
    "framed low": ("in a frame 10 pt high", "text not seen", '<w:framePr w:w="9000" w:h="200" w:hRule="exact" w:hSpace="0" w:wrap="around" w:vAnchor="text" w:hAnchor="text" w:x="1" w:y="1"/>'),
    "mirrored paragraph": ("from right to left", "other order of signs", "<w:bidi/>"),
}.items():  # fmt: skip
    register(
        f"docx {_name}", f"paragraph of the results {_what}", _sees,
        lambda content, random, properties=_properties: _in_paragraph(content, properties),
        seen_by="Word" if _name in ("framed off", "framed low") else "eye",
    )  # fmt: skip


@kind("page so small that the results are cut off", "text not seen")
def docx_page_size(content: bytes) -> bytes:
    return Package(content).replace(r"<w:pgSz [^>]*/>", '<w:pgSz w:h="15840" w:w="3600"/>').content


@kind("text direction of the section: from top to bottom", "text turned")
def docx_text_direction(content: bytes) -> bytes:
    return Package(content).replace(r"(<w:pgMar [^>]*/>)", r'\1<w:textDirection w:val="tbRl"/>').content  # fmt: skip


@kind("settings: hyphenation by itself", LAYOUT, seen_by="Word")
def docx_hyphenation(content: bytes) -> bytes:
    return Package(content).replace("<w:defaultTabStop", '<w:autoHyphenation w:val="true"/><w:defaultTabStop', "word/settings.xml").content  # fmt: skip


@kind("settings: protected against changes", NOTHING)
def docx_protection(content: bytes) -> bytes:
    return Package(content).replace("<w:defaultTabStop", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop', "word/settings.xml").content  # fmt: skip


@kind("settings: a template from elsewhere", "what the template says", seen_by="Word")
def docx_template(content: bytes) -> bytes:
    package = Package(content)
    package.parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/attachedTemplate" Target="https://example.org/t.dotm" TargetMode="External"/></Relationships>'
    ).encode()
    return package.replace("<w:zoom ", f'<w:attachedTemplate xmlns:r="{OFFICE}/relationships" r:id="rId1"/><w:zoom ', "word/settings.xml").content  # fmt: skip


@kind("glossary document with a sentence", "a building block", seen_by="Word")
def docx_glossary(content: bytes) -> bytes:
    package = Package(content)
    package.add(
        "glossary/document.xml",
        f'<?xml version="1.0" encoding="UTF-8"?><w:glossaryDocument xmlns:w="{W}"><w:docParts><w:docPart><w:docPartPr><w:name w:val="age"/></w:docPartPr><w:docPartBody>{paragraph(SENTENCE)}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>',
        "glossaryDocument", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml",
    )  # fmt: skip
    return package.content


# Tables and figures stand in the manuscript.
@kind("three number cells merged by vMerge: Word shows the first only", "numbers not seen", document="manuscript")  # fmt: skip
def docx_merged_down(content: bytes) -> bytes:
    package = Package(content)
    begin = package.text.index("<w:tbl>")
    rows = [
        *re.finditer(
            r"<w:tr>.*?</w:tr>", package.text[begin : package.text.index("</w:tbl>", begin)], re.S
        )
    ]
    chosen = [one for one in rows if BOOKMARKED.search(one[0]) and "tblHeader" not in one[0]][2:5]
    for place, row in reversed([*enumerate(chosen)]):
        head, _, last = row[0].rpartition("</w:tcPr>")
        merged = '<w:vMerge w:val="restart"/>' if place == 0 else "<w:vMerge/>"
        package.text = (
            package.text[: begin + row.start()]
            + head
            + merged
            + "</w:tcPr>"
            + last
            + package.text[begin + row.end() :]
        )
    return package.content  # fmt: skip


def _rows(package: Package) -> list[re.Match[str]]:
    rows = [*re.finditer(r"<w:tr>(?:(?!</w:tr>).)*</w:tr>", package.text, re.S)]
    return [one for one in rows if "n-" in one[0] and "tblHeader" not in one[0]]


@kind("a row of a table hidden", "numbers not seen", seen_by="Word", document="manuscript")
def docx_row_hidden(content: bytes, random: Random) -> bytes:
    package = Package(content)
    row = random.choice(_rows(package))
    return package.put(row, row[0].replace("</w:trPr>", "<w:hidden/></w:trPr>")).content


@kind("a row of a table 1 pt high", "numbers not seen", document="manuscript")
def docx_row_low(content: bytes, random: Random) -> bytes:
    package = Package(content)
    row = random.choice(_rows(package))
    return package.put(row, row[0].replace("</w:trPr>", '<w:trHeight w:val="20" w:hRule="exact"/></w:trPr>')).content  # fmt: skip


@kind("column of numbers without width", "numbers not seen", document="manuscript")
def docx_column_width(content: bytes) -> bytes:
    package = Package(content)
    begin = package.text.index("<w:tbl>")
    end = package.text.index("</w:tbl>", begin)
    table = re.sub(
        r"<w:tblW [^>]*/>",
        '<w:tblW w:type="dxa" w:w="2001"/><w:tblLayout w:type="fixed"/>',
        package.text[begin:end],
    )
    width = re.findall(r'<w:gridCol w:w="(\d+)"/>', table)[-1]
    table = table.replace(f'"{width}"', '"2"')
    package.text = package.text[:begin] + table + package.text[end:]
    return package.content  # fmt: skip


@kind("two rows of a table exchanged but for their labels", "cells beside wrong labels", document="manuscript")  # fmt: skip
def docx_cells_exchanged(content: bytes) -> bytes:
    package = Package(content)
    first, second = _rows(package)[1:3]
    one, two = BOOKMARKED.search(first[0]), BOOKMARKED.search(second[0])
    assert one is not None
    assert two is not None
    package.put(second, second[0].replace(two["run"], one["run"]))
    return package.put(first, first[0].replace(one["run"], two["run"])).content


@kind("a table from right to left", "cells under wrong headers", document="manuscript")
def docx_table_mirrored(content: bytes) -> bytes:
    return Package(content).replace(r"(<w:tblStyle [^>]*/>)", r"\1<w:bidiVisual/>").content


@kind("caption of a table in its properties", "wrong number", seen_by="screen reader", document="manuscript")  # fmt: skip
def docx_table_caption(content: bytes) -> bytes:
    return Package(content).replace(r'(<w:tblCaption w:val=")[^"]*', rf"\g<1>{SENTENCE}").content


@kind("a figure mirrored in word/media", "wrong figure", document="manuscript")
def docx_figure_mirrored(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    package = Package(content)
    name = max(
        (one for one in package.parts if one.endswith(".png")),
        key=lambda one: len(package.parts[one]),
    )
    made = io.BytesIO()
    ImageOps.mirror(Image.open(io.BytesIO(package.parts[name])).convert("RGB")).save(made, "PNG")
    package.parts[name] = made.getvalue()
    return package.content


@kind("a figure mirrored by its frame", "wrong figure", document="manuscript")
def docx_figure_flipped(content: bytes) -> bytes:
    return Package(content).replace("<a:xfrm>", '<a:xfrm flipH="1">', count=9).content


@kind("a figure cropped to its left half", "half a figure", document="manuscript")
def docx_figure_cropped(content: bytes) -> bytes:
    return (
        Package(content)
        .replace(r'(<a:blip r:embed="[^"]*"/>)', r'\1<a:srcRect r="50000"/>')
        .content
    )


@kind("a figure shown as SVG with another number, where the program can", "wrong figure", seen_by="Word", document="manuscript")  # fmt: skip
def docx_figure_svg(content: bytes) -> bytes:
    from tests.tampering.pictures import svg

    package = Package(content)
    package.replace(
        "<Default ", '<Default Extension="svg" ContentType="image/svg+xml"/><Default ', TYPES
    )
    package.parts["word/media/note.svg"] = svg("9.9", 90).encode()
    number = package.relate("image", "media/note.svg")
    return package.replace(
        r'<a:blip r:embed="([^"]*)"/>',
        rf'<a:blip r:embed="\1"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{number}"/></a:ext></a:extLst></a:blip>',
    ).content


@kind("the pictures of two figures exchanged by their relationships", "wrong figure", document="manuscript")  # fmt: skip
def docx_figures_exchanged(content: bytes) -> bytes:
    package = Package(content)
    first, second = [*dict.fromkeys(re.findall(r'<a:blip r:embed="([^"]*)"', package.text))][:2]
    turned = {first: second, second: first}
    return package.replace(
        r'(Id=")(\w+)(")', lambda match: match[1] + turned.get(match[2], match[2]) + match[3], RELATIONS, 99
    ).content  # fmt: skip


@kind(
    "a figure linked from elsewhere", "what the link holds", seen_by="Word", document="manuscript"
)
def docx_figure_linked(content: bytes) -> bytes:
    package = Package(content)
    number = package.relate("image", "https://example.org/figure.png", external=True)
    return package.replace(r'(<a:blip r:embed="[^"]*")', rf'\1 r:link="{number}"').content


@kind("alternative text of a figure with another number", WRONG, seen_by="screen reader", document="manuscript")  # fmt: skip
def docx_alternative(content: bytes) -> bytes:
    return Package(content).replace(
        r'(<wp:docPr descr=")([^"]*\d[^"]*)(")', lambda match: match[1] + wrong(match[2]) + match[3]
    ).content  # fmt: skip


@kind("second alternative text of a figure, in pic:cNvPr, and its title", WRONG, seen_by="screen reader", document="manuscript")  # fmt: skip
def docx_second_alternative(content: bytes) -> bytes:
    package = Package(content)
    package.replace(r'(<wp:docPr [^>]*title=")[^"]*', rf"\g<1>{SENTENCE}")
    return package.replace(r'(<pic:cNvPr descr=")[^"]*', rf"\g<1>{SENTENCE}").content


@kind("a link to elsewhere under the same words", "link goes elsewhere", seen_by="hover", document="manuscript")  # fmt: skip
def docx_link(content: bytes) -> bytes:
    package = Package(content)
    number = package.relate("hyperlink", "https://example.org/", external=True)
    return package.replace(
        r'<w:hyperlink w:anchor="[^"]*"', f'<w:hyperlink r:id="{number}"'
    ).content


# The package itself.
def _other_text(package: Package) -> bytes:
    """Return the main part with another number."""
    match = package.number(DECIMAL, Random(0))
    at = match.start("text"), match.end("text")
    return (package.text[: at[0]] + wrong(match["text"]) + package.text[at[1] :]).encode()


@kind("package points to another main part with a wrong number; document.xml untouched", WRONG)
def docx_other_main_part(content: bytes) -> bytes:
    package = Package(content)
    package.declare("word/document2.xml", _other_text(package), MAIN)
    package.parts["word/_rels/document2.xml.rels"] = package.parts[RELATIONS]
    return package.replace('Target="word/document.xml"', 'Target="word/document2.xml"', "_rels/.rels").content  # fmt: skip


@kind("package points to another main part by an absolute name with its own content type", WRONG)
def docx_absolute_main_part(content: bytes) -> bytes:
    package = Package(content)
    package.declare("other/text.xml", _other_text(package), MAIN)
    package.parts["other/_rels/text.xml.rels"] = package.parts[RELATIONS].replace(
        b'Target="', b'Target="/word/'
    )  # fmt: skip
    return package.replace('Target="word/document.xml"', 'Target="/other/text.xml"', "_rels/.rels").content  # fmt: skip


@kind("two main parts: the first relationship goes to a wrong number", WRONG)
def docx_two_main_parts(content: bytes) -> bytes:
    package = Package(content)
    package.declare("word/document2.xml", _other_text(package), MAIN)
    package.parts["word/_rels/document2.xml.rels"] = package.parts[RELATIONS]
    return package.replace(
        "(<Relationships [^>]*>)", rf'\1<Relationship Id="rId0" Type="{OFFICE}/relationships/officeDocument" Target="word/document2.xml"/>', "_rels/.rels"
    ).content  # fmt: skip


@kind("two entries of one name: the first with a wrong number", WRONG, seen_by="Word")
def docx_twice_first(content: bytes) -> bytes:
    """Which one is read differs from program to program."""
    package = Package(content)
    return zipped([(WORD, _other_text(package)), *package.all_parts.items()])


@kind("two entries of one name: the last with a wrong number", WRONG, seen_by="Word")
def docx_twice_last(content: bytes) -> bytes:
    package = Package(content)
    return zipped([*package.all_parts.items(), (WORD, _other_text(package))])


@kind("names that differ in case: Word/Document.xml with a wrong number", WRONG, seen_by="Word")
def docx_case(content: bytes) -> bytes:
    package = Package(content)
    return zipped([("Word/Document.xml", _other_text(package)), *package.all_parts.items()])


@kind("names with backslashes beside the others: a wrong number", "file does not open")
def docx_backslash(content: bytes) -> bytes:
    """LibreOffice opens no such archive; what others take a backslash for differs."""
    package = Package(content)
    made = zipped([("word/document#xml", _other_text(package)), *package.all_parts.items()])
    return made.replace(b"word/document#xml", b"word\\document.xml")


@kind("relationship to a percent-encoded name, which is another part", WRONG)
def docx_percent_name(content: bytes) -> bytes:
    package = Package(content)
    package.declare("word/document%202.xml", _other_text(package), MAIN)
    package.parts["word/_rels/document%202.xml.rels"] = package.parts[RELATIONS]
    return package.replace(
        'Target="word/document.xml"', 'Target="word/document%202.xml"', "_rels/.rels"
    ).content  # fmt: skip


@kind("relationship of the styles to a second part in which numbers are hidden", "numbers not seen")
def docx_other_styles(content: bytes) -> bytes:
    package = Package(content)
    hidden = unpacked_styles(content)
    package.declare(
        "word/styles2.xml",
        hidden,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
    )
    return package.replace('Target="styles.xml"', 'Target="styles2.xml"', RELATIONS).content


def unpacked_styles(content: bytes) -> bytes:
    """Return the styles with numbers hidden."""
    return Package(_in_style(content, "<w:rPr><w:vanish/></w:rPr>")).parts["word/styles.xml"]


@kind("relationship of the footer to a second part with a sentence", WORDS)
def docx_other_footer(content: bytes) -> bytes:
    package = Package(content)
    package.declare(
        "word/footer2.xml", f'<w:ftr xmlns:w="{W}">{paragraph(SENTENCE)}</w:ftr>',
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
    )  # fmt: skip
    return package.replace('Target="footer1.xml"', 'Target="footer2.xml"', RELATIONS).content


@kind("an entity of a document type definition adds a digit", "file does not open")
def docx_entity(content: bytes) -> bytes:
    """Word processors refuse a document type; parsers in libraries take it."""
    package = Package(content)
    match = package.number(DECIMAL, Random(0))
    package.put(match, match["text"] + "&nine;", "text")
    return package.replace(
        r"(<\?xml[^>]*\?>)", r'\1<!DOCTYPE w:document [<!ENTITY nine "9">]>'
    ).content  # fmt: skip


@kind("XInclude of another text", NOTHING)
def docx_xinclude(content: bytes) -> bytes:
    """No word processor follows it."""
    package = Package(content)
    match = package.number(DECIMAL, Random(0))
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="other.xml" parse="text"/>'
    )
    return package.put(match, match[0] + include).content


@kind("an element of another namespace with text beside the number", NOTHING)
def docx_foreign_element(content: bytes) -> bytes:
    package = Package(content)
    match = package.number(DECIMAL, Random(0))
    return package.replace(
        "<w:body>", f'<w:body><x:note xmlns:x="urn:x">{wrong(match["text"])}</x:note>'
    ).content  # fmt: skip


@kind("the main part in UTF-16", NOTHING)
def docx_utf16(content: bytes) -> bytes:
    package = Package(content)
    package.replace(r"<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-16" standalone="yes"?>')
    return packed({**package.parts, WORD: package.text.encode("utf-16")})


@kind("another prefix for the namespace of Word", NOTHING)
def docx_prefix(content: bytes) -> bytes:
    package = Package(content)
    package.text = re.sub(r"(</?|\s|xmlns:)w(?=[:=])", r"\1x", package.text)
    return package.content


@kind("text in CDATA sections", NOTHING)
def docx_cdata(content: bytes, random: Random) -> bytes:
    package = Package(content)
    match = package.number(DECIMAL, random)
    return package.put(match, f"<![CDATA[{match['text']}]]>", "text").content


@kind("packed without compression", NOTHING)
def docx_stored(content: bytes) -> bytes:
    return zipped([*Package(content).all_parts.items()], method=zipfile.ZIP_STORED)


@kind("packed in another order, with other times", NOTHING)
def docx_order(content: bytes) -> bytes:
    parts = [*Package(content).all_parts.items()]
    return zipped([parts[0], *parts[:0:-1]], year=2020)


@kind("a comment at the end of the archive", NOTHING)
def docx_archive_comment(content: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = b"sent by mail"
    return made.getvalue()


@kind("XML declarations with other quotes", NOTHING)
def docx_declaration(content: bytes) -> bytes:
    package = Package(content)
    return package.replace(
        r"<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    ).content  # fmt: skip


@kind("the main part written anew by lxml in canonical form", NOTHING)
def docx_canonical(content: bytes) -> bytes:
    package = Package(content)
    package.text = etree.tostring(etree.fromstring(package.text.encode()), method="c14n").decode()
    return package.content


@kind("revision numbers of Word's own on runs and paragraphs", NOTHING)
def docx_revisions(content: bytes) -> bytes:
    package = Package(content)
    package.text = package.text.replace(
        "<w:p>", '<w:p w:rsidR="00AA11BB" w:rsidRDefault="00AA11BB">'
    )
    return package.content


@kind("runs split and joined as Word does", NOTHING)
def docx_split_run(content: bytes, random: Random) -> bytes:
    package = Package(content)
    match = package.number(DECIMAL, random)
    text, whole = match["text"], match["run"]
    return package.put(
        match, whole.replace(text, text[:2]) + whole.replace(text, text[2:]), "run"
    ).content


@kind("date of the last change and its author in the properties", NOTHING)
def docx_modified(content: bytes) -> bytes:
    return Package(content).replace(
        r"(<dcterms:modified [^>]*>)[^<]*", r"\g<1>2020-05-05T00:00:00Z", "docProps/core.xml"
    ).content  # fmt: skip


@kind("through Pandoc: DOCX to DOCX", LAYOUT)
def docx_pandoc(content: bytes) -> bytes:
    return pandoc(content, ".docx", "out.docx")


@kind("opened and saved by LibreOffice", NOTHING, program="soffice")
def docx_libreoffice(content: bytes) -> bytes:
    return libreoffice(content, ".docx", "docx:MS Word 2007 XML")


@kind("through ODT by LibreOffice", NOTHING, program="soffice")
def docx_odt(content: bytes) -> bytes:
    return libreoffice(libreoffice(content, ".docx", "odt"), ".odt", "docx:MS Word 2007 XML")
