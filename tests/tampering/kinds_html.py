"""Ways to change a page."""

from __future__ import annotations

import base64
import re
from random import Random

from lxml import html

from tests.harness.in_files import SPAN
from tests.tampering.kinds import LAYOUT, NOTHING, kind, register, wrong
from tests.tampering.page import CLAIM, COUNT, DECIMAL, MEAN, PERCENT, Page, identifier
from tests.tampering.pictures import exchanged_font, svg, svg_address
from tests.tampering.programs import CHROMIUM, pandoc, saved

WRONG, UNSEEN, WORDS = "wrong number", "number not seen", "wrong sentence"
SENTENCE = "Mortality was 3 of 28 (11%)."

# What rules of style do to one number: its selector stands for {}, a number that it is not for {new}.
BY_STYLE = {
    "after adds digit": ("::after adds a digit", WRONG, '{}::after{{content:"9"}}', ""),
    "before adds digit": ("::before adds a digit", WRONG, '{}::before{{content:"1"}}', ""),
    "after for the number": (
        "number of size 0, ::after shows another", WRONG,
        '{}{{font-size:0}}{}::after{{content:"{new}";font-size:17px}}', "",
    ),
    "content of attribute": (
        "number of size 0, ::after shows a data- attribute", WRONG,
        "{}{{font-size:0}}{}::after{{content:attr(data-shown);font-size:17px}}", 'data-shown="{new}"',
    ),
    "counter": (
        "number of size 0, a counter shows another", WRONG,
        '{}{{font-size:0;counter-reset:c 9}}{}::after{{content:counter(c) ".9";font-size:17px}}', "",
    ),
    "content on element": ("content: url() replaces the number by a picture", WRONG, "{}{{content:url({svg})}}", ""),
    "first letter gone": (
        "::first-letter of size 0", WRONG, "{}{{display:inline-block}}{}::first-letter{{font-size:0}}", "",
    ),
    "text indent": (
        "indented out of its box", UNSEEN,
        "{}{{display:inline-block;overflow:hidden;text-indent:-9999px;width:3em;height:1em}}", "",
    ),
    "off the screen": ("absolute position left of the screen", UNSEEN, "{}{{position:absolute;left:-9999px}}", ""),
    "size zero": ("font-size 0", UNSEEN, "{}{{font-size:0}}", ""),
    "opacity": ("opacity 0", UNSEEN, "{}{{opacity:0}}", ""),
    "filter": ("filter: opacity(0)", UNSEEN, "{}{{filter:opacity(0)}}", ""),
    "mask": ("a mask that lets nothing through", UNSEEN, "{}{{mask:linear-gradient(transparent,transparent)}}", ""),
    "clip path": ("clip-path over nothing", UNSEEN, "{}{{display:inline-block;clip-path:inset(100%)}}", ""),
    "transparent": ("transparent colour", UNSEEN, "{}{{color:transparent}}", ""),
    "paper colour": ("in the colour of the page", UNSEEN, "{}{{color:var(--paper)}}", ""),
    "fill colour": ("-webkit-text-fill-color transparent", UNSEEN, "{}{{-webkit-text-fill-color:transparent}}", ""),
    "visibility": ("visibility: hidden", UNSEEN, "{}{{visibility:hidden}}", ""),
    "content visibility": (
        "content-visibility: hidden", UNSEEN, "{}{{display:inline-block;content-visibility:hidden}}", "",
    ),
    "display none": ("display: none", UNSEEN, "{}{{display:none}}", ""),
    "width zero": ("a box of width 0 that hides what overflows", UNSEEN, "{}{{display:inline-block;width:0;height:1em;overflow:hidden}}", ""),
    "text security": ("-webkit-text-security: digits are dots", UNSEEN, "{}{{-webkit-text-security:disc}}", ""),
    "picture behind": (
        "transparent, a background picture shows another number", WRONG,
        '{}{{color:transparent;background:url("{svg}") no-repeat}}', "",
    ),
    "laid over": (
        "::after with another number lies on it", WRONG,
        '{}{{position:relative}}{}::after{{content:"{new}";position:absolute;inset:0;background:var(--paper)}}', "",
    ),
    "mirrored": ("scaleX(-1)", WRONG, "{}{{display:inline-block;transform:scaleX(-1)}}", ""),
    "scaled to nothing": ("scale(0)", UNSEEN, "{}{{display:inline-block;transform:scale(0)}}", ""),
    "zoomed": ("zoom 0.01", UNSEEN, "{}{{display:inline-block;zoom:.01}}", ""),
    "letters over letters": ("letter-spacing -1ch: digits lie on each other", UNSEEN, "{}{{letter-spacing:-.48em}}", ""),
    "vertical": ("vertical writing: digits one below the other", "torn number", "{}{{writing-mode:vertical-rl;text-orientation:upright}}", ""),
    "struck by style": ("text-decoration: line-through", "number struck", "{}{{text-decoration:line-through}}", ""),
    "raised by style": ("super- and small: an exponent", WRONG, "{}{{vertical-align:super;font-size:60%}}", ""),
    "quotes": ("quotation marks that are digits, by ::before", WRONG, '{}{{quotes:"1" "9"}}{}::before{{content:open-quote}}', ""),
    "list marker": (
        "number a list item whose marker is another number", WRONG,
        '{}{{display:list-item;list-style:inside "{new} or "}}', "",
    ),
    "dark only": ("not seen on dark screens", UNSEEN, "@media (prefers-color-scheme:dark){{{}{{color:var(--paper)}}}}", ""),
    "narrow only": ("another digit on narrow screens", WRONG, '@media (max-width:500px){{{}::after{{content:"9"}}}}', ""),
}  # fmt: skip
AT_TIMES = {
    "print only": ("another digit in print", WRONG, '@media print{{{}::after{{content:"9"}}}}', "", "print"),
    "hover": ("another digit under the mouse", WRONG, '{}:hover::after{{content:"9"}}', "", "hover"),
    "delayed": (
        "an animation shows another digit after a minute", WRONG,
        '@keyframes late{{to{{content:"9"}}}}{}::after{{content:"";animation:late 0s 60s forwards}}', "", "hover",
    ),
    "aria-label": ("aria-label with another number", WRONG, "", 'role="img" aria-label="{new}"', "screen reader"),
    "aria-hidden": ("aria-hidden", UNSEEN, "", 'aria-hidden="true"', "screen reader"),
    "aria-description": ("aria-description with a sentence", WORDS, "", 'aria-description="corrected: {new}"', "screen reader"),
    "tooltip": ("title attribute with another number", WRONG, "", 'title="corrected: {new}"', "hover"),
}  # fmt: skip
# What stands in the place of a number: its span for {span}, its text for {text}.
AS_MARKUP = {
    "del ins": ("<del> and <ins>", "wrong number, marked", "<del>{span}</del><ins>{new}</ins>"),
    "hidden attribute": ("hidden attribute", UNSEEN, "<span hidden>{span}</span>"),
    "popover": ("popover attribute: not shown until called", UNSEEN, "<span popover>{span}</span>"),
    "inert canvas": ("number as what a canvas shows where there is none", UNSEEN, "<canvas width=9 height=9>{span}</canvas>"),
    "video fallback": ("number as what a video shows where there is none", UNSEEN, "<video width=9 height=9>{span}</video>"),
    "datalist": ("number in a datalist", UNSEEN, "<datalist><option>{span}</option></datalist>"),
    "noembed": ("number in <noembed>", UNSEEN, "<noembed>{span}</noembed>"),
    "object fallback": ("number behind an object that shows another", WRONG, '<object type="image/svg+xml" data="{svg}">{span}</object>'),
    "object": ("number display:none, an object shows another", WRONG, '<span style="display:none">{span}</span><object type="image/svg+xml" data="{svg}"></object>'),
    "embed": ("number display:none, <embed> shows another", WRONG, '<span style="display:none">{span}</span><embed type="image/svg+xml" src="{svg}">'),
    "image": ("number display:none, a picture without alternative text shows another", WRONG, '<span style="display:none">{span}</span><img alt="" src="{svg}">'),
    "image input": ("number display:none, <input type=image> shows another", WRONG, '<span style="display:none">{span}</span><input type="image" alt="" src="{svg}">'),
    "svg text": ("number display:none, text of an SVG shows another", WRONG, '<span style="display:none">{span}</span><svg width="40" height="18"><text y="15">{new}</text></svg>'),
    "svg foreign object": (
        "number display:none, foreignObject shows another", WRONG,
        '<span style="display:none">{span}</span><svg width="40" height="20"><foreignObject width="40" height="20"><p>{new}</p></foreignObject></svg>',
    ),
    "math": ("number display:none, a formula shows another", WRONG, '<span style="display:none">{span}</span><math><mtext>{new}</mtext></math>'),
    "input": ("number display:none, the value of an input shows another", WRONG, '<span style="display:none">{span}</span><input size="4" value="{new}">'),
    "textarea": ("number display:none, a text area shows another", WRONG, '<span style="display:none">{span}</span><textarea rows="1" cols="4">{new}</textarea>'),
    "placeholder": ("number display:none, the placeholder of an input shows another", WRONG, '<span style="display:none">{span}</span><input size="4" placeholder="{new}">'),
    "button": ("number display:none, a button shows another", WRONG, '<span style="display:none">{span}</span><input type="button" value="{new}">'),
    "select": ("number display:none, a menu shows another", WRONG, '<span style="display:none">{span}</span><select><option label="{new}"></option></select>'),
    "meter": ("a meter that shows 9 of 10 beside it", "picture of another number", "{span}<meter min=0 max=10 value=9></meter>"),
    "iframe": ("number display:none, a frame shows another", WRONG, '<span style="display:none">{span}</span><iframe srcdoc="<p>{new}" width="60" height="40"></iframe>'),
    "shadow root": ("a shadow root shows another number", WRONG, '<span><template shadowrootmode="open">{new}</template>{span}</span>'),
    "ruby": ("another number in <rt> above it", "two numbers", "<ruby>{span}<rt>{new}</rt></ruby>"),
    "bare rp": ("number in <rp>, another beside it", WRONG, "<ruby>{new}<rp>{span}</rp></ruby>"),
    "comment that browsers close": ("<!--> ends at once for browsers", WRONG, '<span style="display:none">{span}</span><!-->{new}<!-- -->'),
    "comment closed by bang": ("--!> ends a comment for browsers", WRONG, '<span style="display:none">{span}</span><!-- --!>{new}<!-- -->'),
    "comment of question mark": ("<?…> is a comment that ends at the first >", WRONG, '<span style="display:none">{span}</span><?x a="?>{new}<?"?>'),
    "cdata": ("<![CDATA[…]]> is a comment that ends at the first >", WRONG, '<span style="display:none">{span}</span><![CDATA[>{new}<!--]]><!-- -->'),
    "script that goes on": ("after <script><!--<script> browsers take more for a script", UNSEEN, "<script><!--<script></script>{span}<!----></script>"),
    "link elsewhere": ("a link around the number", "a link", '<a href="https://example.org/">{span}</a>'),
    "javascript link": ("a link that changes the number when followed", "a link", '<a href="javascript:void(document.title=9)">{span}</a>'),
    "bdo": ("<bdo dir=rtl>", WRONG, '<bdo dir="rtl">{span}</bdo>'),
    "marquee": ("a marquee: the number moves out of sight", UNSEEN, '<marquee style="width:0" scrollamount="0">{span}</marquee>'),
}  # fmt: skip
# Characters inside the number.
AS_CHARACTERS = {
    "typed": ("another number typed", WRONG, DECIMAL, wrong),
    "right to left": ("right-to-left override around it", WRONG, PERCENT, lambda text: f"\u202e{text}\u202c"),
    "isolate reversed": ("isolated and overridden by U+2067 and U+202E", WRONG, COUNT, lambda text: f"\u2067\u202e{text}\u202c\u2069"),
    "struck by character": ("U+0338 through a digit", "digit struck", DECIMAL, lambda text: text[0] + "\u0338" + text[1:]),
    "circle around": ("U+20E0 over the number", "number crossed out", COUNT, lambda text: text + "\u20e0"),
    "overline": ("U+0304 and U+0307 over digits", "marks over digits", DECIMAL, lambda text: text[0] + "\u0307" + text[1:]),
    "arabic digits": ("Arabic-Indic digits", "other glyphs", DECIMAL, lambda text: text.translate({48 + n: 0x0660 + n for n in range(10)})),
    "mathematical digits": ("mathematical bold digits", "other glyphs", DECIMAL, lambda text: text.translate({48 + n: 0x1D7CE + n for n in range(10)})),
    "fullwidth digits": ("fullwidth digits", "other glyphs", COUNT, lambda text: text.translate({48 + n: 0xFF10 + n for n in range(10)})),
    "superscript digits": ("the last digit raised: 2⁸", WRONG, COUNT, lambda text: text[0] + "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(text[1])]),
    "letter for digit": ("the letter O or l for a digit", "other glyphs", re.compile(r"[0-9]*[01][0-9]*%?"), lambda text: text.replace("0", "O").replace("1", "l")),
    "line break": ("<br> within the number", "torn number", DECIMAL, lambda text: text[0] + "<br>" + text[1:]),
    "thin space": ("a thin space within the number", "torn number", COUNT, lambda text: text[0] + "\u2009" + text[1:]),
}  # fmt: skip
UNCHANGED = {
    "zero width": ("zero-width characters within the number", DECIMAL, lambda text: text[0] + "\u200b\u2060" + text[1:]),
    "soft hyphen": ("soft hyphens within the number", COUNT, lambda text: text[0] + "\u00ad" + text[1:]),
    "character references": ("digits as character references", DECIMAL, lambda text: "".join(f"&#{ord(one)};" for one in text)),
    "empty comment": (
        "an empty comment within the number",
        DECIMAL,
        lambda text: text[0] + "<!-- -->" + text[1:],
    ),
}  # fmt: skip


def _filled(pattern: str, match: re.Match[str]) -> str:
    new = wrong(match[2])
    return pattern.format(span=match[0], text=match[2], new=new, svg=svg_address(new))


def _by_style(rules: str, attribute: str, content: bytes, random: Random) -> bytes:
    page = Page(content)
    match = page.number(DECIMAL, random)
    new = wrong(match[2])
    if rules:
        selector = f"#{identifier(match)}"
        places = [selector] * rules.replace("{{", "").count("{}")
        page.style(rules.format(*places, new=new, svg=svg_address(new)))
    if attribute:
        match = next(one for one in SPAN.finditer(page.text) if one[1] == match[1])
        begun = f"{match[1][:-1]} {attribute.format(new=new)}>"
        page.put(match, begun + match[2] + match[3])
    return page.content


for _name, (_what, _sees, _rules, _attribute) in BY_STYLE.items():
    register(
        f"html {_name}", f"style: {_what}", _sees,
        lambda content, random, rules=_rules, attribute=_attribute: _by_style(rules, attribute, content, random),
    )  # fmt: skip
for _name, (_what, _sees, _rules, _attribute, _by) in AT_TIMES.items():
    register(
        f"html {_name}", _what, _sees, seen_by=_by,
        apply=lambda content, random, rules=_rules, attribute=_attribute: _by_style(rules, attribute, content, random),
    )  # fmt: skip


def _in_place(markup: str, content: bytes, random: Random) -> bytes:
    page = Page(content)
    match = page.number(PERCENT if "bdo" in markup else DECIMAL, random)
    return page.put(match, _filled(markup, match)).content


for _name, (_what, _sees, _markup) in AS_MARKUP.items():
    register(
        f"html {_name}", _what, _sees,
        lambda content, random, markup=_markup: _in_place(markup, content, random),
        seen_by="hover" if _sees == "a link" else "eye",
    )  # fmt: skip


def _in_characters(form: re.Pattern[str], change: object, content: bytes, random: Random) -> bytes:
    page = Page(content)
    match = page.number(form, random)
    return page.put(match, match[1] + change(match[2]) + match[3]).content  # type: ignore[operator]


for _name, (_what, _sees, _form, _change) in AS_CHARACTERS.items():
    register(
        f"html {_name}", _what, _sees,
        lambda content, random, form=_form, change=_change: _in_characters(form, change, content, random),
    )  # fmt: skip
for _name, (_what, _form, _change) in UNCHANGED.items():
    register(
        f"html {_name}", _what, NOTHING,
        lambda content, random, form=_form, change=_change: _in_characters(form, change, content, random),
    )  # fmt: skip


@kind("inline script replaces the number", WRONG)
def html_script(content: bytes, random: Random) -> bytes:
    page = Page(content)
    match = page.number(DECIMAL, random)
    script = f'document.getElementById("{identifier(match)}").textContent="{wrong(match[2])}"'
    return page.before_end(f"<script>{script}</script>").content


@kind("script in an SVG replaces the number", WRONG)
def html_svg_script(content: bytes, random: Random) -> bytes:
    page = Page(content)
    match = page.number(DECIMAL, random)
    script = f'document.getElementById("{identifier(match)}").textContent="{wrong(match[2])}"'
    return page.before_end(
        f'<svg width="0" height="0" style="position:absolute"><script>{script}</script></svg>'
    ).content


@kind("onload of the body replaces the number", WRONG)
def html_onload(content: bytes, random: Random) -> bytes:
    page = Page(content)
    match = page.number(DECIMAL, random)
    script = f"document.getElementById('{identifier(match)}').textContent='{wrong(match[2])}'"
    return page.replace(r"<body", f'<body onload="{script}"').content


@kind("onerror of a picture that is none replaces the number", WRONG)
def html_onerror(content: bytes, random: Random) -> bytes:
    page = Page(content)
    match = page.number(DECIMAL, random)
    script = f"document.getElementById('{identifier(match)}').textContent='{wrong(match[2])}'"
    image = f'<img alt="" src="x:" style="display:none" onerror="{script}">'
    return page.before_end(image).content


@kind("a style sheet as a link with its content in the address", WRONG)
def html_linked_style(content: bytes, random: Random) -> bytes:
    page = Page(content)
    rule = f'#{identifier(page.number(DECIMAL, random))}::after{{content:"9"}}'
    address = "data:text/css;base64," + base64.b64encode(rule.encode()).decode()
    return page.replace("</head>", f'<link rel="stylesheet" href="{address}"></head>').content


@kind("@import of a style sheet with its content in the address", WRONG)
def html_imported_style(content: bytes, random: Random) -> bytes:
    page = Page(content)
    rule = f'#{identifier(page.number(DECIMAL, random))}::after{{content:"9"}}'
    address = "data:text/css;base64," + base64.b64encode(rule.encode()).decode()
    return page.replace("<style>", f'<style>@import "{address}";').content


@kind("style attribute on the number", UNSEEN)
def html_style_attribute(content: bytes, random: Random) -> bytes:
    page = Page(content)
    match = page.number(MEAN, random)
    begun = match[1][:-1] + ' style="color:transparent">'
    return page.put(match, begun + match[2] + match[3]).content


def _with_font(content: bytes, pairs: str, only: str, unicode_range: str = "") -> bytes:
    font = base64.b64encode(exchanged_font(pairs, only=only)).decode()
    ranged = f"unicode-range:{unicode_range};" if unicode_range else ""
    page = Page(content)
    page.style(
        f"@font-face{{font-family:Exchanged;{ranged}src:url(data:font/ttf;base64,{font})}}"
        'body{font-family:Exchanged,"Libertinus Serif",Georgia,serif}'
    )
    return page.content


@kind("web font with 8 and 9 exchanged", WRONG)
def html_font(content: bytes) -> bytes:
    return _with_font(content, "89", "0123456789")


@kind("web font for one digit alone, which shows another", WRONG)
def html_font_range(content: bytes) -> bytes:
    return _with_font(content, "83", "0123456789", "U+38")


@kind("style: direction and bidi-override turn the digits round", WRONG)
def html_bidi_style(content: bytes, random: Random) -> bytes:
    page = Page(content)
    name = identifier(page.number(COUNT, random))
    return page.style(f"#{name}{{direction:rtl;unicode-bidi:bidi-override}}").content


@kind("style: capitals everywhere", "other letters")
def html_capitals(content: bytes) -> bytes:
    return Page(content).style("p{text-transform:uppercase}").content


def _two(content: bytes) -> tuple[Page, re.Match[str]]:
    """Return a page and a place with two counts and a few words between them."""
    page = Page(content)
    pattern = r"(<span[^>]*>\d+</span>)((?:(?!</?span|[.;)])[\w\s(]){3,30}?)(<span[^>]*>\d+</span>)"
    for match in re.finditer(pattern, page.text, re.S):
        if SPAN.fullmatch(match[1])[2] != SPAN.fullmatch(match[3])[2]:  # type: ignore[index]
            return page, match
    raise AssertionError("no two counts near each other")


@kind("style: row-reverse changes the order of two numbers", "other order")
def html_row_reverse(content: bytes) -> bytes:
    page, match = _two(content)
    box = "display:inline-flex;flex-direction:row-reverse;gap:.3em"
    return page.put(match, f'<span style="{box}">{match[0]}</span>').content


@kind("a table moves what stands in it without a cell: two numbers exchanged", "other order")
def html_foster_parent(content: bytes) -> bytes:
    """Browsers put it before the table, as the standard of HTML says."""
    page, match = _two(content)
    moved = f"<table><tr><td>{match[1]}</td></tr>{match[2]}{match[3]}</table>"
    return page.put(match, moved).content


@kind("style: floats change the order of two numbers", "other order")
def html_floats(content: bytes) -> bytes:
    page, match = _two(content)
    first, second = (
        one.replace("<span ", f'<span style="float:{side}" ')
        for one, side in ((match[1], "right"), (match[3], "left"))
    )
    box = '<span style="display:inline-block;vertical-align:bottom">'
    return page.put(match, f"{box}{first}{match[2]}{second}</span>").content


@kind("style: two numbers shifted into each other's place", WRONG)
def html_shifted(content: bytes) -> bytes:
    page, match = _two(content)
    first, second = (
        one.replace("<span ", f'<span style="position:absolute;left:{side}" ')
        for one, side in ((match[1], "5.5em"), (match[3], "0"))
    )
    box = '<span style="position:relative;display:inline-block;width:7em;padding-left:1.5em">'
    return page.put(match, f"{box}{first}{match[2]}{second}</span>").content


@kind("two numbers exchanged, with their marks", WRONG)
def html_exchanged(content: bytes) -> bytes:
    page, match = _two(content)
    return page.put(match, match[3] + match[2] + match[1]).content


def _around_paragraph(content: bytes, begin: str, end: str) -> bytes:
    page = Page(content)
    match = page.paragraph()
    return page.put(match, begin + match[0] + end).content


@kind("results in <details> that is closed", "text not seen")
def html_details(content: bytes) -> bytes:
    return _around_paragraph(content, "<details><summary></summary>", "</details>")


@kind("results in <dialog>", "text not seen")
def html_dialog(content: bytes) -> bytes:
    return _around_paragraph(content, "<dialog>", "</dialog>")


@kind("results cut off after two lines: line-clamp", "text not seen")
def html_line_clamp(content: bytes) -> bytes:
    box = "display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden"
    return _around_paragraph(content, f'<div style="{box}">', "</div>")


@kind("results in columns of which one is seen", "text not seen")
def html_columns(content: bytes) -> bytes:
    box = "columns:2;height:4em;overflow:hidden;width:100%;column-fill:auto"
    return _around_paragraph(content, f'<div style="{box}">', "</div>")


@kind("the slot of a shadow root for the results, with other words in it", WORDS)
def html_shadow_paragraph(content: bytes) -> bytes:
    root = f'<template shadowrootmode="open"><p>{SENTENCE}</p></template>'
    return _around_paragraph(content, f"<div>{root}", "</div>")


@kind("<noscript> with a sentence", WORDS, seen_by="browser without scripts")
def html_noscript(content: bytes) -> bytes:
    return Page(content).before_end(f"<noscript><p>{SENTENCE}</p></noscript>").content


@kind("meta refresh to another page", "another page", seen_by="hover")
def html_refresh(content: bytes) -> bytes:
    return Page(content).replace(
        "</head>", '<meta http-equiv="refresh" content="60;url=other.html"></head>'
    ).content  # fmt: skip


@kind("<base> makes the links go elsewhere", "links go elsewhere", seen_by="hover")
def html_base(content: bytes) -> bytes:
    return Page(content).replace("<title>", '<base href="https://example.org/"><title>').content


@kind("meta charset windows-1252: ± reads Â±", "other characters")
def html_charset(content: bytes) -> bytes:
    return Page(content).replace('charset="utf-8"', 'charset="windows-1252"').content


@kind("meta charset of an encoding in which bytes hide a second text", WRONG)
def html_charset_korean(content: bytes, random: Random) -> bytes:
    """After an escape, ISO-2022-JP reads pairs of letters as Japanese."""
    page = Page(content)
    page.replace('charset="utf-8"', 'charset="iso-2022-jp"')
    match = page.number(COUNT, random)
    return page.put(match, match[1] + "\x1b$B" + match[2] + "\x1b(B" + match[3]).content


@kind("the page in UTF-16", NOTHING)
def html_utf16(content: bytes) -> bytes:
    return content.decode().encode("utf-16")


@kind("a byte order mark", NOTHING)
def html_bom(content: bytes) -> bytes:
    return b"\xef\xbb\xbf" + content


@kind("a NUL character within the number", NOTHING)
def html_nul(content: bytes, random: Random) -> bytes:
    page = Page(content)
    match = page.number(DECIMAL, random)
    return page.put(match, match[1] + match[2][0] + "\0" + match[2][1:] + match[3]).content


@kind("a NUL character and a sentence at the end", WORDS)
def html_nul_sentence(content: bytes) -> bytes:
    return Page(content).before_end(f"\0<p>{SENTENCE}</p>").content


@kind("<plaintext> at the end of the text", "the source of the page")
def html_plaintext(content: bytes) -> bytes:
    return Page(content).before_end("<plaintext>").content


@kind("<xmp> around the results", "the source of the page")
def html_xmp(content: bytes) -> bytes:
    return _around_paragraph(content, "<xmp>", "</xmp>")


@kind("title element 28 -> 82", "wrong number in the title of the window", seen_by="properties")
def html_title(content: bytes) -> bytes:
    return Page(content).replace(
        r"(<title>)([^<]*)(</title>)", lambda match: match[1] + wrong(match[2]) + match[3]
    ).content  # fmt: skip


@kind("number in the heading of the page typed anew, with its mark", WRONG)
def html_heading(content: bytes) -> bytes:
    page = Page(content)
    match = page.numbers(COUNT, "h1")[0]
    return page.put(match, match[1] + wrong(match[2]) + match[3]).content


@kind("number in the heading of the page hidden by style, another by ::after", WRONG)
def html_heading_style(content: bytes) -> bytes:
    page = Page(content)
    match = page.numbers(COUNT, "h1")[0]
    return page.style(
        f'h1 .stat{{font-size:0}}h1 .stat::after{{content:"{wrong(match[2])}";font-size:1.75rem}}'
    ).content  # fmt: skip


@kind("meta description with numbers", "wrong numbers", seen_by="search result")
def html_description(content: bytes) -> bytes:
    meta = f'<meta name="description" content="{SENTENCE}">'
    return Page(content).replace("<title>", f"{meta}<title>").content


@kind("Open Graph and JSON-LD with numbers", "wrong numbers", seen_by="search result")
def html_structured(content: bytes) -> bytes:
    data = f'<script type="application/ld+json">{{"headline": "{SENTENCE}"}}</script>'
    meta = f'<meta property="og:description" content="{SENTENCE}">'
    return Page(content).replace("<title>", f"{meta}{data}<title>").content


@kind("ids of numbers stripped, and a sentence added", WORDS)
def html_stripped_and_added(content: bytes) -> bytes:
    page = Page(content)
    page.text = SPAN.sub(lambda match: match[2], page.text)
    return page.replace(r"(<h2[^>]*>Results</h2>\s*<p>)", rf"\1{SENTENCE} ").content


@kind("ids of numbers stripped, and a word exchanged", "wrong words")
def html_stripped_and_word(content: bytes) -> bytes:
    page = Page(content)
    page.text = SPAN.sub(lambda match: match[2], page.text)
    return page.replace("women", "men").content


@kind("ids of numbers stripped, and a number by ::after of its paragraph", WORDS)
def html_stripped_and_style(content: bytes) -> bytes:
    page = Page(content)
    page.text = SPAN.sub(lambda match: match[2], page.text)
    return page.style(f'#results+p::after{{content:" {SENTENCE}"}}').content


@kind("ids of numbers stripped, two of them exchanged", WRONG)
def html_stripped_and_exchanged(content: bytes) -> bytes:
    page, match = _two(content)
    page.put(match, match[3] + match[2] + match[1])
    page.text = SPAN.sub(lambda match: match[2], page.text)
    return page.content


@kind("classes of numbers stripped: lines break within them", LAYOUT)
def html_bare_ids(content: bytes) -> bytes:
    page = Page(content)
    page.text = re.sub(r'(<span id="n-\d+")[^>]*>', r"\1>", page.text)
    return page.content


@kind("names of statistics stripped, ids of numbers kept", NOTHING)
def html_bare_numbers(content: bytes) -> bytes:
    page = Page(content)
    page.text = re.sub(r' data-stat="[^"]*"', "", page.text)
    return page.content


@kind("empty list item numbered 99.", "a number")
def html_list_number(content: bytes) -> bytes:
    return Page(content).before_end('<ol start="99"><li></li></ol>').content


@kind("style: a sentence after the last paragraph", WORDS)
def html_sentence_after(content: bytes) -> bytes:
    return Page(content).style(f'main::after{{content:"{SENTENCE}"}}').content


@kind("style: a picture of a sentence behind the page", WORDS)
def html_background(content: bytes) -> bytes:
    picture = base64.b64encode(svg(SENTENCE, 30).encode()).decode()
    return Page(content).style(
        f'main{{background:url("data:image/svg+xml;base64,{picture}") no-repeat bottom}}'
    ).content  # fmt: skip


@kind("a sentence in an iframe at the end", WORDS)
def html_framed_sentence(content: bytes) -> bytes:
    return Page(content).before_end(f'<iframe srcdoc="<p>{SENTENCE}"></iframe>').content


@kind("a sentence after </html>", WORDS)
def html_after_end(content: bytes) -> bytes:
    return content + f"<p>{SENTENCE}</p>".encode()


@kind("a second <body> whose style hides the page", "text not seen")
def html_second_body(content: bytes) -> bytes:
    return Page(content).before_end('<body style="color:transparent">').content


@kind("a word outside the numbers exchanged", "wrong words")
def html_word(content: bytes) -> bytes:
    return Page(content).replace("women", "men").content


@kind("words that the data decide turned round by ::before", "wrong words")
def html_claim(content: bytes, random: Random) -> bytes:
    page = Page(content)
    return page.style(
        f'#{identifier(page.number(CLAIM, random))}::before{{content:"not "}}'
    ).content


@kind("lang of the page: German", "read aloud in another language", seen_by="screen reader")
def html_lang(content: bytes) -> bytes:
    """Browsers that hyphenate by it break other lines, which pictures of one browser need not show."""
    return Page(content).replace(r'<html lang="[^"]*"', '<html lang="de"').content


@kind("dir=rtl on the page", "other order of signs")
def html_dir(content: bytes) -> bytes:
    return Page(content).replace("<body", '<body dir="rtl"').content


# What tables and figures are changed by; they stand in the manuscript.
@kind("the first cell of each row display:none: the columns shift", "cells under wrong headers", document="manuscript")  # fmt: skip
def html_cells_shifted(content: bytes) -> bytes:
    return Page(content).style("tbody tr>:first-child{display:none}").content


@kind("style: rows of a table in another order", "cells beside wrong labels", document="manuscript")
def html_cells_moved(content: bytes) -> bytes:
    return Page(content).style(
        "tbody{display:flex;flex-direction:column-reverse}"
    ).content  # fmt: skip


@kind("colspan on the first cell of a row", "cells under wrong headers", document="manuscript")
def html_colspan(content: bytes) -> bytes:
    return Page(content).replace(
        r'(<tbody>.*?<tr[^>]*>\s*<th)', lambda match: match[1] + ' colspan="3"'
    ).content  # fmt: skip


@kind("rowspan on a cell moves the next row", "cells under wrong headers", document="manuscript")
def html_rowspan(content: bytes) -> bytes:
    return Page(content).replace(r"(<tbody>.*?<td)", lambda match: match[1] + ' rowspan="3"').content  # fmt: skip


@kind("two cells of a table exchanged", "wrong number", document="manuscript")
def html_cells_exchanged(content: bytes) -> bytes:
    page = Page(content)
    cells = page.numbers(re.compile(r"\d+ \(\d+\)"), "td")
    first, second = cells[0], next(one for one in cells if one[2] != cells[0][2])
    page.put(second, second[1] + first[2] + second[3])
    return page.put(first, first[1] + second[2] + first[3]).content


@kind("scope and headers of cells exchanged", "cells read under wrong headers", seen_by="screen reader", document="manuscript")  # fmt: skip
def html_scope(content: bytes) -> bytes:
    return Page(content).replace('scope="col"', 'scope="row"', 9).content


@kind("alternative text of a figure with another number", "wrong number", seen_by="screen reader", document="manuscript")  # fmt: skip
def html_alternative(content: bytes) -> bytes:
    return Page(content).replace(
        r'(<img [^>]*alt=")([^"]*\d[^"]*)(")', lambda match: match[1] + wrong(match[2]) + match[3]
    ).content  # fmt: skip


@kind("aria-label of a figure with another number", "wrong number", seen_by="screen reader", document="manuscript")  # fmt: skip
def html_figure_label(content: bytes) -> bytes:
    return Page(content).replace(
        r'(<img [^>]*aria-label=")([^"]*\d[^"]*)(")', lambda match: match[1] + wrong(match[2]) + match[3]
    ).content  # fmt: skip


def _pictures(page: Page) -> list[re.Match[str]]:
    return [*re.finditer(r"(data:image/svg\+xml;base64,)([A-Za-z0-9+/=]+)", page.text)]


@kind("the pictures of two figures exchanged", "wrong figure", document="manuscript")
def html_figures_exchanged(content: bytes) -> bytes:
    page = Page(content)
    first, second = _pictures(page)[:2]
    page.put(second, first[0])
    return page.put(first, second[0]).content


@kind("a coordinate of each path of a figure moved", "wrong figure", document="manuscript")
def html_figure_moved(content: bytes) -> bytes:
    page = Page(content)
    match = _pictures(page)[-1]
    text = base64.b64decode(match[2]).decode()
    changed = re.sub(r"(L \d+\.\d+ )(\d+)", lambda one: one[1] + str(int(one[2]) + 20), text)
    assert changed != text
    return page.put(match, match[1] + base64.b64encode(changed.encode()).decode()).content


@kind("style: a figure mirrored", "wrong figure", document="manuscript")
def html_figure_mirrored(content: bytes) -> bytes:
    return Page(content).style("figure img{transform:scaleX(-1)}").content


@kind(
    "style: another picture shown for a figure by content: url()",
    "wrong figure",
    document="manuscript",
)
def html_figure_content(content: bytes) -> bytes:
    return Page(content).style(f'figure img{{content:url("{svg_address("9.9", 90)}")}}').content


@kind("<picture> with another source before the image", "wrong figure", document="manuscript")
def html_picture_source(content: bytes) -> bytes:
    source = f'<picture><source srcset="{svg_address("9.9", 90)}">'
    return Page(content).replace(
        r"<img [^>]*>", lambda match: f"{source}{match[0]}</picture>"
    ).content  # fmt: skip


# What changes nothing that anybody reads.
@kind("a line feed after </html>", NOTHING)
def html_newline(content: bytes) -> bytes:
    return content.rstrip(b"\n") + b"\n\n"


@kind("lines end with CR LF", NOTHING)
def html_crlf(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


@kind("written anew by lxml", NOTHING)
def html_lxml(content: bytes) -> bytes:
    tree = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    written = html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    assert isinstance(written, bytes)
    return written


@kind("attributes in another order and in single quotes", NOTHING)
def html_attribute_order(content: bytes) -> bytes:
    page = Page(content)
    page.text = re.sub(r'<span (id="[^"]*") (class="[^"]*")', r"<span \2 \1", page.text)
    page.text = re.sub(r'class="(\w+)"', r"class='\1'", page.text)
    return page.content


@kind("a comment without numbers", NOTHING)
def html_comment(content: bytes) -> bytes:
    return Page(content).before_end("<!-- saved from the net -->").content


@kind("a conditional comment, which browsers of today do not read", NOTHING)
def html_conditional(content: bytes) -> bytes:
    return Page(content).before_end(f"<!--[if IE]><p>{SENTENCE}</p><![endif]-->").content


@kind("names of elements in capitals", NOTHING)
def html_upper(content: bytes) -> bytes:
    return re.sub(rb"(</?)(p|h2|main)\b", lambda match: match[1] + match[2].upper(), content)


@kind("a meta element of another generator", NOTHING)
def html_generator(content: bytes) -> bytes:
    return Page(content).replace("<title>", '<meta name="generator" content="editor"><title>').content  # fmt: skip


@kind("saved by Chromium as it stands in memory", NOTHING, program=CHROMIUM)
def html_saved(content: bytes) -> bytes:
    return saved(content)


@kind("through Pandoc: HTML to HTML", LAYOUT)
def html_pandoc(content: bytes) -> bytes:
    return pandoc(content, ".html", "out.html")
