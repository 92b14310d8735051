"""Ways to change a PDF."""

from __future__ import annotations

import io
import re
from random import Random
from types import SimpleNamespace
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.tampering.kinds import LAYOUT, NOTHING, SMOOTHING, kind, register, wrong
from tests.tampering.page import COUNT, DECIMAL, PERCENT
from tests.tampering.pictures import drawing, png
from tests.tampering.programs import CHROMIUM, libreoffice, printed, through
from tests.tampering.sheets import Sheets, appended, box_of, drawn, stream_body, white

WRONG, UNSEEN, WORDS = "wrong number", "number not seen", "wrong sentence"
SENTENCE = "Mortality was 3 of 28 (11%)."

# Operators before and after the number, which is otherwise as it was.
AROUND = {
    "clip": ("within an empty clipping path", UNSEEN, "q 0 0 0 0 re W n", "Q"),
    "mode 3": ("in rendering mode 3, which draws nothing", UNSEEN, "", ""),
    "mode 7": ("in rendering mode 7, which only clips", UNSEEN, "", ""),
    "white": ("in white", UNSEEN, "", ""),
    "no width": ("scaled to 1% of its width", UNSEEN, "", ""),
    "size zero": ("at a size of almost 0", UNSEEN, "", ""),
    "moved off": ("moved off the page", UNSEEN, "q 1 0 0 1 3000 0 cm", "Q"),
    "mirrored": ("mirrored", WRONG, "", ""),
    "see-through": ("with an opacity of 0", UNSEEN, "", ""),
    "soft mask": ("behind a soft mask that lets nothing through", UNSEEN, "", ""),
    "layer off": ("in a layer that is off", UNSEEN, "", ""),
    "layer of print": ("in a layer that is not printed", UNSEEN, "", ""),
    "actual text": ("in a span whose ActualText is another number", WRONG, "", ""),
    "artifact": ("as an artifact, which is not read aloud", UNSEEN, "", ""),
}
BY = {"layer of print": "print", "artifact": "screen reader", "actual text": "selection"}


def _around(name: str, content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    before, after = AROUND[name][2:]
    inside = {
        "mode 3": "3 Tr", "mode 7": "7 Tr", "white": "1 1 1 rg", "no width": "1 Tz",
        "size zero": f"{piece.font} 0.01 Tf",
    }  # fmt: skip
    if name in inside:
        return sheets.inside(piece, inside[name]).content
    if name == "mirrored":
        before, after = f"q -1 0 0 1 {2 * piece.x + piece.width:.3f} 0 cm", "Q"
    elif name == "see-through":
        sheets.resource(piece.page, "/ExtGState", "/T0", Dictionary(ca=0, CA=0))
        before, after = "q /T0 gs", "Q"
    elif name == "soft mask":
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        mask = sheets.form("0 g 0 0 612 792 re f", (0, 0, 612, 792), Group=group)
        state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
        sheets.resource(piece.page, "/ExtGState", "/T0", state)
        before, after = "q /T0 gs", "Q"
    elif name in ("layer off", "layer of print"):
        _layer(sheets, piece.page, is_on=name != "layer off", is_printed=name == "layer off")
        before, after = "/OC /T0 BDC", "EMC"
    elif name == "actual text":
        before, after = f"/Span <</ActualText({wrong(piece.text)})>> BDC", "EMC"
    elif name == "artifact":
        before, after = "/Artifact BMC", "EMC"
    return sheets.around(piece, before, after).content


def _layer(sheets: Sheets, page: int, *, is_on: bool, is_printed: bool = True) -> None:
    """Add an optional layer under the name T0."""
    usage = Dictionary(Print=Dictionary(PrintState=Name.ON if is_printed else Name.OFF))
    layer = sheets.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer"), Usage=usage))
    off = Array([] if is_on else [layer])
    events = Array(
        [Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([layer]))]
    )
    sheets.root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(Order=Array([layer]), OFF=off, AS=events)
    )
    sheets.resource(page, "/Properties", "/T0", layer)


for _name, (_what, _sees, *_) in AROUND.items():
    register(
        f"pdf {_name}", f"number {_what}", _sees, seen_by=BY.get(_name, "eye"),
        apply=lambda content, random, name=_name: _around(name, content, random),
    )  # fmt: skip


@kind("another number in the text of the page", WRONG)
def pdf_typed(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    return sheets.say(piece, wrong(piece.text)).content


@kind("another number shown, ActualText says the right one", WRONG)
def pdf_actual_text_right(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    sheets.say(piece, wrong(piece.text))
    return sheets.around(piece, f"/Span <</ActualText({piece.text})>> BDC", "EMC").content


@kind("a white rectangle over the number", UNSEEN)
def pdf_covered(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    return sheets.end(white(piece), piece.page).content


@kind("a white rectangle, another number drawn as paths", WRONG)
def pdf_covered_and_drawn(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    new = drawn(wrong(piece.text), piece.x, piece.y, piece.size * 0.78)
    return sheets.end(white(piece) + " " + new, piece.page).content


@kind("number in rendering mode 3, another drawn as paths in its place", WRONG)
def pdf_invisible_and_drawn(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    new = drawn(wrong(piece.text), piece.x, piece.y, piece.size * 0.78)
    return sheets.inside(piece, "3 Tr").end(new, piece.page).content


@kind("a form laid over the number: white, and another number", WRONG)
def pdf_form_over(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    new = drawn(wrong(piece.text), piece.x, piece.y, piece.size * 0.78)
    form = sheets.form(f"{white(piece)} {new}", (0, 0, 612, 792))
    sheets.resource(piece.page, "/XObject", "/T0", form)
    return sheets.end("/T0 Do", piece.page).content


@kind("an image laid over the number: another number", WRONG)
def pdf_image_over(content: bytes, random: Random) -> bytes:
    from PIL import Image

    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    image = Image.open(io.BytesIO(png(wrong(piece.text)))).convert("L")
    stream = Stream(
        sheets.pdf, image.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=image.width,
        Height=image.height, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    sheets.resource(piece.page, "/XObject", "/T0", sheets.pdf.make_indirect(stream))
    left, low, right, high = box_of(piece)
    return sheets.end(
        f"{right - left:.3f} 0 0 {high - low:.3f} {left:.3f} {low:.3f} cm /T0 Do", piece.page
    ).content  # fmt: skip


@kind("an inline image that is white over the number", UNSEEN)
def pdf_inline_image(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    left, low, right, high = box_of(piece)
    image = f"{right - left:.3f} 0 0 {high - low:.3f} {left:.3f} {low:.3f} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI"
    return sheets.end(image, piece.page).content


@kind("a pattern painted over the number", UNSEEN)
def pdf_pattern(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    pattern = Stream(
        sheets.pdf, b"1 1 1 rg 0 0 9 9 re f", Type=Name.Pattern, PatternType=1, PaintType=1,
        TilingType=1, BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9, Resources=Dictionary(),
    )  # fmt: skip
    sheets.resource(piece.page, "/Pattern", "/T0", sheets.pdf.make_indirect(pattern))
    left, low, right, high = box_of(piece)
    return sheets.end(
        f"/Pattern cs /T0 scn {left:.3f} {low:.3f} {right - left:.3f} {high - low:.3f} re f", piece.page
    ).content  # fmt: skip


@kind("a shading painted over the number", UNSEEN)
def pdf_shading(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    function = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 1, 1]), C1=Array([1, 1, 1]), N=1
    )
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 1, 0]), Extend=Array([True, True]), Function=function)  # fmt: skip
    sheets.resource(piece.page, "/Shading", "/T0", sheets.pdf.make_indirect(shading))
    left, low, right, high = box_of(piece)
    return sheets.end(
        f"{left:.3f} {low:.3f} {right - left:.3f} {high - low:.3f} re W n /T0 sh", piece.page
    ).content  # fmt: skip


@kind("a rectangle in a blend mode that turns the number white", UNSEEN)
def pdf_blend(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    sheets.resource(piece.page, "/ExtGState", "/T0", Dictionary(BM=Name.ColorDodge))
    sheets.resource(piece.page, "/ExtGState", "/T1", Dictionary(BM=Name.Screen))
    return sheets.end(f"/T1 gs {white(piece)}", piece.page).content


@kind("a white rectangle in a layer that is on", UNSEEN)
def pdf_layer_over(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    _layer(sheets, piece.page, is_on=True)
    last = len(sheets.pages[piece.page])
    return sheets.put(piece.page, last, last, f"/OC /T0 BDC q {white(piece)} Q EMC").content


@kind("a white rectangle over the decimal point", WRONG)
def pdf_point_covered(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(re.compile(r"\d\d\.\d"), random)
    digit = sheets.font(piece.page, piece.font).widths
    codes = {letter: code for code, letter in sheets.font(piece.page, piece.font).text.items()}
    left = piece.x + sum(digit[codes[letter]] for letter in piece.text[:2]) * piece.size / 1000
    wide = digit[codes["."]] * piece.size / 1000
    return sheets.end(
        f"1 1 1 rg {left + 0.2:.3f} {piece.y - 1:.3f} {wide - 0.3:.3f} 3 re f", piece.page
    ).content


@kind("a line before the number: a minus", WRONG)
def pdf_minus(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    return sheets.end(
        f"0.6 w {piece.x - 4:.3f} {piece.y + 2.6:.3f} m {piece.x - 0.6:.3f} {piece.y + 2.6:.3f} l S", piece.page
    ).content  # fmt: skip


@kind("a line through the number", "number struck")
def pdf_struck(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    return sheets.end(
        f"0.6 w {piece.x:.3f} {piece.y + 2.6:.3f} m {piece.x + piece.width:.3f} {piece.y + 2.6:.3f} l S", piece.page
    ).content  # fmt: skip


@kind("a digit drawn as paths before the number", WRONG)
def pdf_digit_drawn(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    return sheets.end(drawn("1", piece.x - 4.6, piece.y, piece.size * 0.78), piece.page).content


@kind("kerning puts each digit into the place of another", WRONG)
def pdf_kerned(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(re.compile(r"([1-9])(?!\1)[1-9]\.\d"), random)
    letters = sheets.font(piece.page, piece.font)
    codes = {letter: code for code, letter in letters.text.items()}
    one, two, *rest = piece.text
    wide = [letters.widths[codes[letter]] for letter in (one, two)]
    first, second = sheets.spelled(piece, one), sheets.spelled(piece, two)
    others = sheets.spelled(piece, "".join(rest))
    moved = f"[{-wide[1]:g} {first} {wide[0] + wide[1]:g} {second} {-wide[0]:g} {others}] TJ"
    return sheets.put(piece.page, piece.shown, piece.shown + 1, moved).content


def _digit_codes(sheets: Sheets, name: str, one: str, two: str) -> tuple[int, int]:
    codes = {letter: code for code, letter in sheets.font(0, name).text.items()}
    return codes[one], codes[two]


def _exchanged_map(table: bytes, one: int, two: int) -> bytes:
    def turned(match: re.Match[bytes]) -> bytes:
        code = int(match[1], 16)
        return b"<%04X> %s" % ({one: two, two: one}.get(code, code), match[2])

    return re.sub(rb"<([0-9A-Fa-f]{4})> (<[0-9A-Fa-f]{4}>)(?=\n)", turned, table)


@kind("codes of 8 and 9 exchanged in the text, and in ToUnicode: copied text stays the same", WRONG)
def pdf_to_unicode(content: bytes) -> bytes:
    sheets = Sheets(content)
    name = sheets.number(DECIMAL, Random(0)).font
    one, two = _digit_codes(sheets, name, "8", "9")
    turned = {
        one.to_bytes(2, "big"): two.to_bytes(2, "big"),
        two.to_bytes(2, "big"): one.to_bytes(2, "big"),
    }

    def changed(text: Any) -> Any:
        raw = bytes(text)
        pairs = [raw[at : at + 2] for at in range(0, len(raw), 2)]
        return String(b"".join(turned.get(pair, pair) for pair in pairs))

    for piece in sheets.pieces:
        if piece.font != name:
            continue
        old = sheets.pages[piece.page][piece.shown]
        operands = (
            [
                Array(
                    [
                        changed(part) if isinstance(part, String) else part
                        for part in old.operands[0]
                    ]
                )
            ]
            if str(old.operator) == "TJ"
            else [changed(old.operands[0])]
        )
        sheets.pages[piece.page][piece.shown] = pikepdf.ContentStreamInstruction(
            operands, old.operator
        )
        sheets.changed.add(piece.page)
    font = sheets.pdf.pages[0].obj.Resources.Font[name]
    font.ToUnicode = Stream(sheets.pdf, _exchanged_map(font.ToUnicode.read_bytes(), one, two))
    return sheets.content


@kind("ToUnicode says 9 for 8: copied and searched text differs from the page", "wrong number when copied", seen_by="selection")  # fmt: skip
def pdf_to_unicode_only(content: bytes) -> bytes:
    sheets = Sheets(content)
    name = sheets.number(DECIMAL, Random(0)).font
    one, two = _digit_codes(sheets, name, "8", "9")
    font = sheets.pdf.pages[0].obj.Resources.Font[name]
    font.ToUnicode = Stream(sheets.pdf, _exchanged_map(font.ToUnicode.read_bytes(), one, two))
    return sheets.content


@kind("outlines of two digits exchanged in the font program", WRONG)
def pdf_font_program(content: bytes) -> bytes:
    sheets = Sheets(content)
    name = sheets.number(DECIMAL, Random(0)).font
    one, two = _digit_codes(sheets, name, "8", "9")
    descriptor = sheets.pdf.pages[0].obj.Resources.Font[name].DescendantFonts[0].FontDescriptor
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
    glyphs = fonts[0].CharStrings
    names = f"cid{one:05d}", f"cid{two:05d}"
    first, second = (glyphs[each] for each in names)
    for each in glyphs.keys():
        glyphs[each].decompile()
    first.program, second.program = second.program, first.program
    for each in (fonts[0], *fonts[0].FDArray):  # that of one level is left out when it is usual
        each.rawDict.pop("FontMatrix", None)
    made = io.BytesIO()
    fonts.compile(made, SimpleNamespace(recalcBBoxes=False))
    descriptor.FontFile3 = Stream(sheets.pdf, made.getvalue(), Subtype=Name.CIDFontType0C)
    return sheets.content


def _map_of(pairs: dict[int, str]) -> bytes:
    lines = "".join(f"<{code:02X}> <{ord(letter):04X}>\n" for code, letter in pairs.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(pairs)} beginbfchar\n{lines}endbfchar\n"
        "endcmap end end"
    ).encode()


@kind("number in a Type 3 font whose glyphs are other digits", WRONG)
def pdf_type3(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    letters = sheets.font(piece.page, piece.font)
    codes = {letter: code for code, letter in letters.text.items()}
    shown = dict(zip(piece.text, wrong(piece.text), strict=True))
    procs, widths, differences = Dictionary(), [0.0] * 128, Array()
    for letter, new in shown.items():
        wide = letters.widths[codes[letter]]
        path = drawing(new, 780)
        glyph = f"{wide:g} 0 0 -300 1000 1000 d1\n{path}"
        procs[f"/g{ord(letter)}"] = sheets.pdf.make_indirect(Stream(sheets.pdf, glyph.encode()))
        widths[ord(letter)] = wide
        differences.append(ord(letter))
        differences.append(Name(f"/g{ord(letter)}"))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -300, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=procs, FirstChar=0, LastChar=127,
        Encoding=Dictionary(Type=Name.Encoding, Differences=differences), Widths=Array(widths),
        Resources=Dictionary(), ToUnicode=Stream(sheets.pdf, _map_of({ord(one): one for one in shown})),
    )  # fmt: skip
    sheets.resource(piece.page, "/Font", "/T0", sheets.pdf.make_indirect(font))
    text = f"/T0 {piece.size:g} Tf ({piece.text}) Tj"
    return sheets.put(piece.page, piece.shown, piece.shown + 1, text).content


@kind("number in a font of the reader's whose Encoding exchanges digits", WRONG)
def pdf_encoding(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    names = "zero one two three four five six seven eight nine".split()
    shown = dict(zip(piece.text, wrong(piece.text), strict=True))
    differences = Array()
    for letter, new in shown.items():
        if letter.isdigit():
            differences.append(ord(letter))
            differences.append(Name("/" + names[int(new)]))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"),
        Encoding=Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=differences),
        ToUnicode=Stream(sheets.pdf, _map_of({ord(one): one for one in piece.text})),
    )  # fmt: skip
    sheets.resource(piece.page, "/Font", "/T0", sheets.pdf.make_indirect(font))
    own = sum(500 if letter.isdigit() else 250 for letter in piece.text) * piece.size / 1000
    text = f"{100 * piece.width / own:.3f} Tz /T0 {piece.size:g} Tf ({piece.text}) Tj"
    return sheets.put(piece.page, piece.shown, piece.shown + 1, text).content


@kind("text with numbers in the strip below the body", WORDS)
def pdf_foot(content: bytes) -> bytes:
    return _sentence(content, 72, 40)


def _sentence(content: bytes, x: float, y: float, *, before: str = "") -> bytes:
    sheets = Sheets(content)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
    sheets.resource(0, "/Font", "/T0", sheets.pdf.make_indirect(font))
    text = re.sub(r"([()])", r"\\\1", SENTENCE)
    return sheets.end(f"{before} 0 g BT /T0 9 Tf 1 0 0 1 {x:g} {y:g} Tm ({text}) Tj ET").content


@kind("text with numbers above the body", WORDS)
def pdf_head(content: bytes) -> bytes:
    return _sentence(content, 72, 755)


@kind("text with numbers in the left margin", WORDS)
def pdf_margin(content: bytes) -> bytes:
    return _sentence(content, 0, 0, before="0 1 -1 0 40 300 cm")


@kind("a sentence after the last line", WORDS)
def pdf_added(content: bytes) -> bytes:
    return _sentence(content, 72, 120)


@kind("a sentence drawn as paths below the body", WORDS)
def pdf_sentence_drawn(content: bytes) -> bytes:
    return Sheets(content).end(drawn(SENTENCE, 72, 40, 9)).content


@kind("a sentence drawn as paths after the last line", WORDS)
def pdf_sentence_drawn_in_body(content: bytes) -> bytes:
    return Sheets(content).end(drawn(SENTENCE, 72, 120, 9)).content


@kind("a sentence outside the page", NOTHING)
def pdf_outside(content: bytes) -> bytes:
    return _sentence(content, 72, 2000)


@kind("Subject taken out and 'women' -> 'men'", "wrong words")
def pdf_subject_and_word(content: bytes) -> bytes:
    sheets = Sheets(_word(content))
    del sheets.pdf.docinfo["/Subject"]
    return sheets.content


def _word(content: bytes) -> bytes:
    sheets = Sheets(content)
    piece = sheets.line("women")
    return sheets.say(piece, piece.text.replace("women", "men")).content


@kind("'women' -> 'men' in the text of the page", "wrong words")
def pdf_word(content: bytes) -> bytes:
    return _word(content)


@kind("Subject taken out, nothing else", NOTHING)
def pdf_subject(content: bytes) -> bytes:
    sheets = Sheets(content)
    del sheets.pdf.docinfo["/Subject"]
    return sheets.content


@kind("Subject taken out and a sentence added", WORDS)
def pdf_subject_and_sentence(content: bytes) -> bytes:
    sheets = Sheets(_sentence(content, 72, 120))
    del sheets.pdf.docinfo["/Subject"]
    return sheets.content


@kind("Subject taken out and a number covered, another drawn", WRONG)
def pdf_subject_and_covered(content: bytes, random: Random) -> bytes:
    sheets = Sheets(pdf_covered_and_drawn(content, random))
    del sheets.pdf.docinfo["/Subject"]
    return sheets.content


# Annotations.
def _annotated(content: bytes, subtype: str, look: str, random: Random, **more: Any) -> bytes:
    """Add an annotation over a number; ``look`` is what its appearance draws."""
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, random)
    left, low, right, high = box_of(piece)
    new = drawn(wrong(piece.text), piece.x, piece.y, piece.size * 0.78)
    looks = {
        "new": f"{white(piece)} {new}", "white": white(piece), "": "",
        "line": f"0.8 w 0.8 0 0 RG {left:.2f} {piece.y + 2.6:.2f} m {right:.2f} {piece.y + 2.6:.2f} l S",
        "black": f"0 g {left:.2f} {low:.2f} {right - left:.2f} {high - low:.2f} re f",
    }  # fmt: skip
    box = (left, low, right, high)
    if look:
        more["AP"] = Dictionary(N=sheets.form(looks[look], box))
    quad = Array([round(one, 3) for one in (left, high, right, high, left, low, right, low)])
    if subtype in ("/Highlight", "/StrikeOut"):
        more["QuadPoints"] = quad
    sheets.annotation(piece.page, subtype, box, **more)
    if subtype == "/Widget":
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        sheets.root.AcroForm = Dictionary(
            Fields=Array([sheets.pdf.pages[piece.page].obj.Annots[-1]]),
            DA=String("/Helv 9 Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=font)),
            NeedAppearances=not look,
        )
    return sheets.content


for _name, (_what, _sees, _by, _subtype, _look, _more) in {
    "free text": ("free text over the number: another number", WRONG, "eye", "/FreeText", "new", {"Contents": String("9.9"), "DA": String("/Helv 9 Tf")}),
    "stamp": ("a stamp over the number: another number", WRONG, "eye", "/Stamp", "new", {}),
    "field": ("a form field over the number: another number", WRONG, "eye", "/Widget", "new", {"FT": Name.Tx, "T": String("age"), "V": String("9.9")}),
    "field without appearance": ("a form field over the number, which the reader's program draws", WRONG, "eye", "/Widget", "", {"FT": Name.Tx, "T": String("age"), "V": String("9.9"), "DA": String("/Helv 9 Tf 0 g"), "MK": Dictionary(BG=Array([1, 1, 1]))}),
    "square": ("a white square over the number", UNSEEN, "eye", "/Square", "white", {}),
    "ink": ("a line through the number in ink", "number struck", "eye", "/Ink", "line", {}),
    "strike out": ("a mark that strikes the number out", "number struck", "eye", "/StrikeOut", "line", {}),
    "redaction": ("a mark of redaction over the number", UNSEEN, "eye", "/Redact", "black", {}),
    "watermark": ("a watermark over the number: another number", WRONG, "eye", "/Watermark", "new", {}),
    "note": ("a note 'should be 9.9'", "a note", "properties", "/Text", "", {"Contents": String("should be 9.9")}),
    "link": ("a link over the number to elsewhere", "a link", "hover", "/Link", "", {"A": Dictionary(S=Name.URI, URI=String("https://example.org/")), "Border": Array([0, 0, 0])}),
    "print only": ("a white square that is only printed", UNSEEN, "print", "/Square", "white", {"F": 36}),
}.items():  # fmt: skip
    register(
        f"pdf annotation {_name}", _what, _sees, seen_by=_by,
        apply=lambda content, random, subtype=_subtype, look=_look, more=_more: _annotated(content, subtype, look, random, **more),
    )  # fmt: skip


@kind("an attached file with other numbers", "an attachment", seen_by="properties")
def pdf_attachment(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.attachments["results.txt"] = SENTENCE.encode()
    return sheets.content


@kind("a portfolio: readers show the attached file first", "another file", seen_by="Acrobat")
def pdf_portfolio(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.attachments["results.txt"] = SENTENCE.encode()
    sheets.root.Collection = Dictionary(Type=Name.Collection, View=Name.T, D=String("results.txt"))
    return sheets.content


@kind("a script that runs on opening", "what the script says", seen_by="Acrobat")
def pdf_script(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f'app.alert("{SENTENCE}");'))
    return sheets.content


@kind("an XFA form", "what the form says", seen_by="Acrobat")
def pdf_xfa(content: bytes) -> bytes:
    sheets = Sheets(content)
    form = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/3.0/"><subform name="f"><draw><value><text>{SENTENCE}</text></value></draw></subform></template></xdp:xdp>'
    sheets.root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(sheets.pdf, form.encode()))
    return sheets.content


# Properties and structure.
@kind(
    "title in XMP and Info 28 -> 82",
    "wrong number in the title of the window",
    seen_by="properties",
)
def pdf_title(content: bytes) -> bytes:
    sheets = Sheets(content)
    old = str(sheets.pdf.docinfo["/Title"])
    sheets.pdf.docinfo["/Title"] = String(wrong(old))
    packet = sheets.root.Metadata.read_bytes().decode()
    sheets.root.Metadata = Stream(
        sheets.pdf, packet.replace(old, wrong(old)).encode(), Type=Name.Metadata, Subtype=Name.XML
    )
    return sheets.content


@kind(
    "title in Info alone 28 -> 82", "wrong number in the title of the window", seen_by="properties"
)
def pdf_title_info(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.docinfo["/Title"] = String(wrong(str(sheets.pdf.docinfo["/Title"])))
    return sheets.content


@kind("keywords with a sentence", "wrong sentence in properties", seen_by="properties")
def pdf_keywords(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.docinfo["/Keywords"] = String(SENTENCE)
    return sheets.content


@kind("title of an outline entry", "wrong sentence among the bookmarks", seen_by="properties")
def pdf_outline(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.root.Outlines.First.Title = String(SENTENCE)
    return sheets.content


@kind("labels of pages: 99", "number of the page", seen_by="properties")
def pdf_page_label(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=99)]))
    return sheets.content


@kind("a thumbnail of another page", "another page in the panel", seen_by="properties")
def pdf_thumbnail(content: bytes) -> bytes:
    from PIL import Image

    sheets = Sheets(content)
    image = Image.open(io.BytesIO(png("9.9"))).convert("L")
    sheets.pdf.pages[0].obj.Thumb = sheets.pdf.make_indirect(
        Stream(sheets.pdf, image.tobytes(), Width=image.width, Height=image.height, ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    )  # fmt: skip
    return sheets.content


@kind("ActualText in the structure tree", WRONG, seen_by="screen reader")
def pdf_structure_actual_text(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    element = sheets.element(sheets.number(DECIMAL, random))
    element.ActualText = String(SENTENCE)
    return sheets.content


@kind("Alt of a paragraph in the structure tree", WORDS, seen_by="screen reader")
def pdf_structure_alt(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    sheets.element(sheets.number(DECIMAL, random)).Alt = String(SENTENCE)
    return sheets.content


@kind("expansion (E) of a paragraph in the structure tree", WORDS, seen_by="screen reader")
def pdf_structure_expansion(content: bytes, random: Random) -> bytes:
    sheets = Sheets(content)
    sheets.element(sheets.number(DECIMAL, random)).E = String(SENTENCE)
    return sheets.content


@kind("order of the structure tree turned round", "read aloud in another order", seen_by="screen reader")  # fmt: skip
def pdf_structure_order(content: bytes) -> bytes:
    sheets = Sheets(content)
    document = sheets.root.StructTreeRoot.K[0]
    document.K = Array([*document.K][::-1])
    return sheets.content


@kind("structure tree taken out", "not read aloud by its structure", seen_by="screen reader")
def pdf_structure_gone(content: bytes) -> bytes:
    sheets = Sheets(content)
    del sheets.root.StructTreeRoot
    del sheets.root.MarkInfo
    return sheets.content


@kind("language of the file: German", "read aloud in another language", seen_by="screen reader")
def pdf_language(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.root.Lang = String("de-DE")
    return sheets.content


@kind("Alt of a figure with another number", WRONG, seen_by="screen reader", document="manuscript")
def pdf_alternative(content: bytes) -> bytes:
    sheets = Sheets(content)
    figure = next(
        one for one in sheets.elements() if "/Alt" in one and re.search(r"\d", str(one.Alt))
    )
    figure.Alt = String(wrong(str(figure.Alt)))
    return sheets.content


@kind("a cell of a table a header, in the structure tree", "cells read under wrong headers", seen_by="screen reader", document="manuscript")  # fmt: skip
def pdf_structure_cells(content: bytes) -> bytes:
    sheets = Sheets(content)
    rows = [one for one in sheets.elements() if one.S == "/TR" and len(one.K) > 1]
    for row in rows:
        row.K = Array([*row.K][::-1])
    return sheets.content


# Pages.
@kind("a page of figures removed", "page missing", document="manuscript")
def pdf_page_removed(content: bytes) -> bytes:
    sheets = Sheets(content)
    del sheets.pdf.pages[_figures(sheets)]
    return sheets.content


def _figures(sheets: Sheets) -> int:
    """Return the page with most curves."""
    curves = [sum(str(one.operator) == "c" for one in page) for page in sheets.pages]
    return curves.index(max(curves))


@kind("the last page removed", "page missing", document="manuscript")
def pdf_last_page_removed(content: bytes) -> bytes:
    sheets = Sheets(content)
    del sheets.pdf.pages[-1]
    return sheets.content


@kind("two pages exchanged", "other order of pages", document="manuscript")
def pdf_pages_exchanged(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.pages.append(sheets.pdf.pages[1])
    del sheets.pdf.pages[1]
    return sheets.content


@kind("a page added: a sentence", "a page more")
def pdf_page_added(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.add_blank_page(page_size=(612, 792))
    sheets.pdf.pages[-1].obj.Contents = Stream(sheets.pdf, drawn(SENTENCE, 72, 700, 11).encode())
    return sheets.content


@kind("a page of figures added once more", "a page more", document="manuscript")
def pdf_page_twice(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.pages.append(sheets.pdf.pages[_figures(sheets)])
    return sheets.content


@kind("page turned upside down", "page turned")
def pdf_rotated(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.pages[0].obj.Rotate = 180
    return sheets.content


@kind("CropBox cuts off the page from the results on", "text not seen")
def pdf_cropped(content: bytes) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(PERCENT, Random(0))
    box = [float(one) for one in sheets.pdf.pages[0].obj.MediaBox]
    sheets.pdf.pages[0].obj.CropBox = Array([0, piece.y + 30, box[2], box[3]])
    return sheets.content


@kind("CropBox cuts off the right of the page", "text not seen")
def pdf_cropped_right(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.pages[0].obj.CropBox = Array([0, 0, 400, 792])
    return sheets.content


@kind("MediaBox starts in the middle of the page", "text not seen")
def pdf_media_box(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.pages[0].obj.MediaBox = Array([0, 300, 612, 1092])
    return sheets.content


@kind("UserUnit: the page is ten times as large", NOTHING)
def pdf_user_unit(content: bytes) -> bytes:
    """A page of another size shows the same."""
    sheets = Sheets(content)
    sheets.pdf.pages[0].obj.UserUnit = 10
    return sheets.content


@kind("60 coordinates of paths of a figure moved", "wrong figure", document="manuscript")
def pdf_figure_moved(content: bytes) -> bytes:
    sheets = Sheets(content)
    page = _figures(sheets)
    instructions = sheets.pages[page]
    moved = 0
    for at, one in enumerate(instructions):
        if str(one.operator) == "l" and moved < 60:
            moved += 1
            x, y = (float(value) for value in one.operands)
            instructions[at] = pikepdf.ContentStreamInstruction([x, y - 12], one.operator)
    sheets.changed.add(page)
    return sheets.content


@kind("a figure mirrored", "wrong figure", document="manuscript")
def pdf_figure_mirrored(content: bytes) -> bytes:
    sheets = Sheets(content)
    page = _figures(sheets)
    for at, one in enumerate(sheets.pages[page]):
        if str(one.operator) == "cm" and str(sheets.pages[page][at + 1].operator) not in ("cs",):
            six = [float(value) for value in one.operands]
            six[0] = -six[0]
            sheets.pages[page][at] = pikepdf.ContentStreamInstruction(six, one.operator)
    sheets.changed.add(page)
    return sheets.content


@kind("colours of the marks of a figure: white", "wrong figure", document="manuscript")
def pdf_figure_white(content: bytes) -> bytes:
    sheets = Sheets(content)
    page = _figures(sheets)
    instructions = sheets.pages[page]
    for at, one in enumerate(instructions):
        text = {str(later.operator) for later in instructions[at : at + 3]}
        if str(one.operator) in ("scn", "SCN") and "BT" not in text:
            instructions[at] = pikepdf.ContentStreamInstruction([1, 1, 1], one.operator)
    sheets.changed.add(page)
    return sheets.content


# The file itself.
def _raw_page(content: bytes) -> tuple[int, bytes]:
    """Return the number of the object that draws the first page, and what it draws."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        stream = pdf.pages[0].obj.Contents
        return stream.objgen[0], stream.read_bytes()


def _changed_page(content: bytes) -> bytes:
    sheets = Sheets(content)
    piece = sheets.number(DECIMAL, Random(0))
    sheets.say(piece, wrong(piece.text))
    return pikepdf.unparse_content_stream(sheets.pages[0])


@kind("an incremental update with another number; the bytes before are untouched", WRONG)
def pdf_update(content: bytes) -> bytes:
    number, _ = _raw_page(content)
    return appended(content, number, stream_body(_changed_page(content)))


@kind("an incremental update that draws over the number", WRONG)
def pdf_update_over(content: bytes) -> bytes:
    number, old = _raw_page(content)
    piece = Sheets(content).number(DECIMAL, Random(0))
    new = drawn(wrong(piece.text), piece.x, piece.y, piece.size * 0.78)
    return appended(content, number, stream_body(old + f"\nq {white(piece)} {new} Q".encode()))


@kind("a hybrid file: only its cross-reference stream knows of another number", WRONG)
def pdf_hybrid(content: bytes) -> bytes:
    """Readers that know such streams show the one, old ones the other."""
    number, _ = _raw_page(content)
    return appended(content, number, stream_body(_changed_page(content)), hybrid=True)


@kind("an incremental update that changes nothing", NOTHING)
def pdf_update_same(content: bytes) -> bytes:
    number, old = _raw_page(content)
    return appended(content, number, stream_body(old))


@kind("a second trailer without an update", NOTHING)
def pdf_second_trailer(content: bytes) -> bytes:
    tail = content[content.rindex(b"trailer") :]
    return content + b"\n" + tail


@kind("a line feed after %%EOF", NOTHING)
def pdf_newline(content: bytes) -> bytes:
    return content + b"\n"


@kind("another page after %%EOF, which nobody reads", NOTHING)
def pdf_garbage(content: bytes) -> bytes:
    return content + b"% " + SENTENCE.encode() + b"\n"


@kind("encrypted with an empty password", NOTHING)
def pdf_encrypted(content: bytes) -> bytes:
    return Sheets(content).saved(encryption=pikepdf.Encryption(owner="o", user="", R=4))


@kind("saved by pikepdf with object streams", NOTHING)
def pdf_object_streams(content: bytes) -> bytes:
    return Sheets(content).saved(object_stream_mode=pikepdf.ObjectStreamMode.generate)


@kind("saved by pikepdf without compression", NOTHING)
def pdf_uncompressed(content: bytes) -> bytes:
    return Sheets(content).saved(
        compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized
    )


@kind("dates in Info", NOTHING)
def pdf_dates(content: bytes) -> bytes:
    sheets = Sheets(content)
    sheets.pdf.docinfo["/ModDate"] = String("D:20200101000000Z")
    return sheets.content


@kind("saved by PDFium", NOTHING)
def pdf_pdfium(content: bytes) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    made = io.BytesIO()
    document.save(made)
    document.close()
    return made.getvalue()


@kind("made ready for the web by qpdf", NOTHING, program="qpdf")
def pdf_qpdf(content: bytes) -> bytes:
    return through(
        content, ".pdf", ["qpdf", "--linearize", "--static-id", "{in}", "{out}"], "out.pdf"
    )


@kind("cleaned by mutool", NOTHING, program="mutool")
def pdf_mutool(content: bytes) -> bytes:
    return through(content, ".pdf", ["mutool", "clean", "-gg", "{in}", "{out}"], "out.pdf")


@kind("drawn anew by pdftocairo", NOTHING, seen_by=SMOOTHING, program="pdftocairo")
def pdf_cairo(content: bytes) -> bytes:
    return through(content, ".pdf", ["pdftocairo", "-pdf", "{in}", "{out}"], "out.pdf")


@kind("the page printed to PDF by Chromium", LAYOUT, given="html", program=CHROMIUM)
def pdf_printed(content: bytes) -> bytes:
    return printed(content)


@kind("the Word file made a PDF by LibreOffice", LAYOUT, given="docx", program="soffice")
def pdf_libreoffice(content: bytes) -> bytes:
    return libreoffice(content, ".docx", "pdf")


@kind("the changed Word file made a PDF by LibreOffice: a wrong number", WRONG, given="docx", program="soffice")  # fmt: skip
def pdf_libreoffice_wrong(content: bytes) -> bytes:
    from tests.tampering.package import Package

    package = Package(content)
    match = package.number(COUNT, Random(0))
    return libreoffice(package.put(match, wrong(match["text"]), "text").content, ".docx", "pdf")
