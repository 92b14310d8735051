"""Corruptions of the files that are sent."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from tests.harness.copies import Copy
from tests.harness.in_sources import off_by_one
from tests.harness.kinds import Part, kind

SPAN = re.compile(r'(<span id="n-\d{4}"[^>]*>)((?:(?!</?span).)*?)(</span>)', re.S)
RUN = re.compile(r'(<w:rStyle w:val="Statistic" ?/></w:rPr><w:t[^>]*>)([^<]*)(</w:t>)')
TEXT = re.compile(r"(<w:t[^>]*>)([^<]*)(</w:t>)")
WORD = "word/document.xml"


def file(random: Random, copy: Copy, ending: str) -> str:
    """Return a built file; the small document of a study more often than the large one."""
    names = sorted(
        (one for one in copy.outputs if one.endswith(ending)), key=lambda one: len(copy.files[one])
    )
    return random.choice([names[0], names[0], names[-1]])


def in_html(
    random: Random, copy: Copy, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]
) -> str | None:
    """Change one place of a page."""
    name = file(random, copy, "html")
    text = copy.text(name)
    body = text.index("<main") if "<main" in text else 0
    fits = [one for one in pattern.finditer(text, body) if change(one) != one[0]]
    if not fits:
        return None
    match = random.choice(fits)
    new = change(match)
    copy.write(name, text[: match.start()] + new + text[match.end() :])
    return f"{name}: {short(match[0])} is now {short(new)}"


def in_docx(
    random: Random,
    copy: Copy,
    pattern: re.Pattern[str],
    change: Callable[[re.Match[str]], str],
    part: str = WORD,
) -> str | None:
    """Change one place of a part of a DOCX, as somebody with an editor does."""
    name = file(random, copy, "docx")
    parts = unpacked(copy.files[name])
    if part not in parts:
        return None
    text = parts[part].decode()
    fits = [one for one in pattern.finditer(text) if change(one) != one[0]]
    if not fits:
        return None
    match = random.choice(fits)
    new = change(match)
    parts[part] = (text[: match.start()] + new + text[match.end() :]).encode()
    copy.write(name, packed(parts))
    return f"{name}: {short(match[0])} is now {short(new)}"


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of a DOCX."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a DOCX of parts; the same parts make the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return made.getvalue()


def short(text: str) -> str:
    """Return the last words of a text, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())[-40:] or "gone"


def inner(change: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
    """Change the second group of a pattern with three."""
    return lambda match: match[1] + change(match[2]) + match[3]


def digits(random: Random) -> Callable[[str], str]:
    """Change a digit, the same whenever it is asked for the same text."""
    seed = random.random()
    return lambda text: (
        off_by_one(Random(f"{seed}{text}"), text) if re.search(r"\d", text) else text
    )


def minus(text: str) -> str:
    """Take a minus away, or put one before a number."""
    return text.replace("−", "", 1) if "−" in text else re.sub(r"^(?=\d)", "−", text)


def mark(text: str) -> str:
    """Write a decimal comma for a point."""
    return re.sub(r"(?<=\d)\.(?=\d)", ",", text, count=1)


def percent(text: str) -> str:
    """Lose a percent sign, or gain one."""
    return text.replace("%", "", 1) if "%" in text else re.sub(r"^(\d+)$", r"\1%", text)


def swapped(
    random: Random, copy: Copy, name: str, text: str, pattern: re.Pattern[str]
) -> tuple[str, str] | None:
    """Swap two numbers in the text of a file."""
    found = list(pattern.finditer(text))
    first = random.choice(found)
    others = [one for one in found if one[2] != first[2]]
    if not others:
        return None
    one, two = sorted((first, random.choice(others)), key=lambda match: match.start())
    new = (
        text[: one.start(2)]
        + two[2]
        + text[one.end(2) : two.start(2)]
        + one[2]
        + text[two.end(2) :]
    )
    return new, f"{name}: {short(one[2])} and {short(two[2])}"


@kind(Part.BUILT, "HTML: a number off by one in its last digit")
def html_neighbour(random: Random, copy: Copy) -> str | None:
    return in_html(random, copy, SPAN, inner(digits(random)))


@kind(Part.BUILT, "HTML: two numbers swapped")
def html_swap(random: Random, copy: Copy) -> str | None:
    name = file(random, copy, "html")
    done = swapped(random, copy, name, copy.text(name), SPAN)
    if done is None:
        return None
    copy.write(name, done[0])
    return done[1]


@kind(Part.BUILT, "HTML: a minus lost or gained")
def html_minus(random: Random, copy: Copy) -> str | None:
    return in_html(random, copy, SPAN, inner(minus))


@kind(Part.BUILT, "HTML: another decimal mark")
def html_decimal_mark(random: Random, copy: Copy) -> str | None:
    return in_html(random, copy, SPAN, inner(mark))


@kind(Part.BUILT, "HTML: a percent sign lost or gained")
def html_percent(random: Random, copy: Copy) -> str | None:
    return in_html(random, copy, SPAN, inner(percent))


@kind(Part.BUILT, "HTML: a number deleted, or without its mark")
def html_deleted(random: Random, copy: Copy) -> str | None:
    bare = random.random() < 0.5
    return in_html(random, copy, SPAN, lambda match: match[2] if bare else "")


@kind(Part.BUILT, "HTML: a word or literal outside the numbers changed")
def html_word(random: Random, copy: Copy) -> str | None:
    words = re.compile(
        r"(?<=[ >\n])(before|after|no|malignant|participants|usual|fell|mean|95%|Table|difference|burn|rash|without)(?=[ ,.;:<\n])"
    )
    new = random.choice(["", "some"])
    return in_html(random, copy, words, lambda match: new)


@kind(Part.BUILT, "HTML: a sentence added, or a claim turned round")
def html_added(random: Random, copy: Copy) -> str | None:
    new = random.choice(["P = .04. ", "The other group fared worse. ", "It was not so: "])
    return in_html(random, copy, re.compile(r"<p>"), lambda match: match[0] + new)


@kind(
    Part.BUILT,
    "HTML: what is not read as text: ids of results, numbers that a style hides",
)
def html_unseen(random: Random, copy: Copy) -> str | None:
    return in_html(
        random, copy, re.compile(r'data-stat="[\w.]+"|class="stat"(?= data)'),
        lambda match: 'data-stat="age.n"' if match[0].startswith("data") else 'class="stat" style="display:none"',
    )  # fmt: skip


@kind(Part.BUILT, "HTML: an alternative text changed")
def html_alternative(random: Random, copy: Copy) -> str | None:
    change = digits(random)
    return in_html(random, copy, re.compile(r'( alt=")([^"]*\d[^"]*)(")'), inner(change))


@kind(Part.BUILT, "DOCX edited by hand: a number off by one")
def docx_neighbour(random: Random, copy: Copy) -> str | None:
    return in_docx(random, copy, RUN, inner(digits(random)))


@kind(Part.BUILT, "DOCX edited by hand: two numbers swapped")
def docx_swap(random: Random, copy: Copy) -> str | None:
    name = file(random, copy, "docx")
    parts = unpacked(copy.files[name])
    done = swapped(random, copy, name, parts[WORD].decode(), RUN)
    if done is None:
        return None
    copy.write(name, packed({**parts, WORD: done[0].encode()}))
    return done[1]


@kind(Part.BUILT, "DOCX edited by hand: a minus, a decimal mark or a percent sign")
def docx_sign(random: Random, copy: Copy) -> str | None:
    return in_docx(random, copy, RUN, inner(random.choice([minus, mark, percent])))


@kind(
    Part.BUILT,
    "DOCX edited by hand: a word changed, struck out, or taken out with a tracked change",
)
def docx_word(random: Random, copy: Copy) -> str | None:
    if random.random() < 0.5:
        return in_docx(
            random,
            copy,
            TEXT,
            inner(
                lambda text: re.sub(
                    r"\b(before|after|of|in|with|and|no|The)\b", "not", text, count=1
                )
            ),
        )
    runs = re.compile(r"()(<w:r>(?:(?!</?w:r>).)*?<w:t[^>]*>[^<]*\w[^<]*</w:t></w:r>)()")
    return in_docx(random, copy, runs, inner(lambda run: f'<w:del w:id="900">{run}</w:del>'))


@kind(Part.BUILT, "DOCX edited by hand: a cell of a table")
def docx_cell(random: Random, copy: Copy) -> str | None:
    change = digits(random)
    cells = re.compile(r"(<w:tc>(?:(?!</w:tc>).)*?<w:t[^>]*>)([^<]*\d[^<]*)(</w:t>)", re.S)
    return in_docx(random, copy, cells, inner(change))


@kind(Part.BUILT, "DOCX edited by hand: a footnote")
def docx_footnote(random: Random, copy: Copy) -> str | None:
    return in_docx(
        random,
        copy,
        re.compile(r"(<w:t[^>]*>)([^<]*\d[^<]*)(</w:t>)"),
        inner(digits(random)),
        "word/footnotes.xml",
    )


@kind(Part.BUILT, "DOCX edited by hand: an alternative text")
def docx_alternative(random: Random, copy: Copy) -> str | None:
    return in_docx(
        random,
        copy,
        re.compile(r'(<wp:docPr [^>]*descr=")([^"]*\d[^"]*)(")'),
        inner(digits(random)),
    )


@kind(Part.BUILT, "DOCX edited by hand: properties, styles, hidden text, pictures")
def docx_unseen(random: Random, copy: Copy) -> str | None:
    choice = random.randrange(3)
    if choice == 0:
        titles = re.compile(r"(<dc:title>)([^<]*)(</dc:title>)")
        return in_docx(random, copy, titles, inner(lambda text: f"{text} 2"), "docProps/core.xml")
    if choice == 1:
        return in_docx(
            random,
            copy,
            re.compile(r'<w:rStyle w:val="Statistic" ?/>'),
            lambda match: match[0] + "<w:vanish/>",
        )
    name = file(random, copy, "docx")
    parts = unpacked(copy.files[name])
    pictures = [one for one in parts if one.endswith((".png", ".svg"))]
    if not pictures:
        return None
    gone = random.choice(pictures)
    copy.write(name, packed({**parts, gone: parts[gone][:-40]}))
    return f"{name}: {gone} cut off"


@kind(Part.BUILT, "PDF: a glyph of the page taken out")
def pdf_glyph(random: Random, copy: Copy) -> str | None:
    name = file(random, copy, "pdf")
    content = copy.files[name]
    for match in re.finditer(rb"/Length (\d+)[^>]*?>>\s*stream\r?\n", content):
        raw = content[match.end() : match.end() + int(match[1])]
        try:
            page = zlib.decompress(raw)
        except zlib.error:
            continue
        texts = re.findall(rb"\[\((?:[^\\()]|\\.){3,}?\)\]TJ", page, re.S)
        if b"BT" not in page or not texts:
            continue
        text = random.choice(texts)
        shorter = b"[(" + (
            text[3:] if text[2:3] != b"\\" else text[6:] if text[3:6].isdigit() else text[4:]
        )
        made = zlib.compress(page.replace(text, shorter, 1), 9)
        made += b" " * (len(raw) - len(made))
        if len(made) == len(raw):
            copy.write(name, content[: match.end()] + made + content[match.end() + len(raw) :])
            return f"{name}: a glyph of {text[:20]!r}"
    return None


@kind(Part.BUILT, "PDF: bytes flipped, or its end lost")
def pdf_damaged(random: Random, copy: Copy) -> str:
    name = file(random, copy, "pdf")
    content = bytearray(copy.files[name])
    at = random.randrange(len(content) // 10, len(content))
    if random.random() < 0.3:
        copy.write(name, bytes(content[:at]))
        return f"{name}: cut off at {at}"
    content[at] ^= 1 << random.randrange(8)
    copy.write(name, bytes(content))
    return f"{name}: byte {at}"


@kind(Part.BUILT, "a file built of other data, in its place")
def file_of_other_data(random: Random, copy: Copy) -> str:
    name = file(random, copy, random.choice(["pdf", "html", "docx"]))
    copy.write(name, copy.built_of_other("data")[name])
    return name


@kind(Part.BUILT, "a file built in another number style, in its place")
def file_in_another_style(random: Random, copy: Copy) -> str | None:
    name = file(random, copy, random.choice(["pdf", "html", "docx"]))
    other = copy.built_of_other("style")[name]
    if other == copy.files[name]:
        return None
    copy.write(name, other)
    return name


@kind(Part.BUILT, "a file replaced by that of another document or format")
def exchanged_file(random: Random, copy: Copy) -> str:
    name, other = random.sample(copy.outputs, 2)
    copy.write(name, copy.files[other])
    return f"{name} is {other}"


@kind(Part.BUILT, "a file deleted or emptied")
def lost_file(random: Random, copy: Copy) -> str:
    name = random.choice(copy.outputs)
    if random.random() < 0.5:
        copy.delete(name)
        return f"{name} deleted"
    copy.write(name, b"")
    return f"{name} emptied"
