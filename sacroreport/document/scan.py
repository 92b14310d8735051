"""One pass over the body: shortcodes, and what the embedded engine cannot render.

The scanner knows as much markdown as it takes to tell code, math and comments from
prose. Everything it accepts means the same to pandoc and to Quarto; everything else
is refused with its position, so that nothing is silently dropped from a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sacroreport.document.items import Comment, Context, Item, Reference, Refusal, Shortcode, Target
from sacroreport.document.tokens import ATTRIBUTE, MALFORMED, SHORTCODE_PATTERN, TOKENS

CLASSES = re.compile(
    r"callout-(note|tip|warning|caution|important)|content-(visible|hidden)|notice|literal|"
    r"unnumbered|unlisted|table-notes|smallcaps|underline|mark|author-note"
)
KEYS = frozenset("fig-alt alt width height when-format unless-format custom-style title".split())
OTHER_REFERENCES = re.compile(
    r"(lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau|suppfig|vid)-"
)
RESERVED_ID = re.compile(r"n-\d{4,}|refs|ref-.*")
LOADS = re.compile(r"(?i)\b(?P<name>src|href|data|poster)\s*=\s*[\"'](?P<to>[^\"'{}]*)[\"']")


def scan(text: str) -> Iterator[Item]:
    """Yield shortcodes, targets, comments, references and refusals, in source order.

    Examples
    --------
    >>> [(item.name, item.argument, str(item.context)) for item in scan("n = {{< var a.n >}}")]
    [('var', 'a.n', 'prose')]
    >>> [item.what for item in scan("<b>bold</b> and {{< var x > }}")]
    ['raw HTML <b>', 'raw HTML </b>', 'a malformed shortcode']
    """
    for match in TOKENS.finditer(text):
        kind = next(name for name in _HANDLERS if match.group(name) is not None)
        yield from _HANDLERS[kind](match)


def _fence(match: re.Match[str]) -> Iterator[Item]:
    info = match["info"].strip()
    if re.fullmatch(r"\{\s*[A-Za-z].*\}", info):
        drawn = re.match(r"\{\s*(mermaid|dot)\b", info)
        statistics = "statistics come from study.yml: name numbers with {{< var id >}}"
        yield Refusal(
            match.start("ticks"),
            f"a code cell {info}",
            "code-cell",
            "draw it as an image, and include that"
            if drawn
            else f"{statistics} and remove the cell",
        )
    elif info.startswith("{="):
        yield Refusal(match.start("ticks"), f"a raw block {info}")
    yield from _inner_shortcodes(match, Context.CODE)


def _code(match: re.Match[str]) -> Iterator[Item]:
    inner = match.group().strip("`")
    if match["raw"]:
        yield Refusal(match.start(), "raw inline content")
    elif re.match(r"r |\{(python|r|julia)\}", inner):
        yield Refusal(
            match.start(), "an inline code cell", "code-cell", "use {{< var id >}} instead"
        )
    yield from _inner_shortcodes(match, Context.CODE)


def _inner_shortcodes(match: re.Match[str], context: Context) -> Iterator[Item]:
    for inner in SHORTCODE_PATTERN.finditer(match.string, match.start(), match.end()):
        yield _shortcode(inner, context)


def _shortcode(match: re.Match[str], context: Context) -> Shortcode:
    return Shortcode(match.start(), match.end(), match["name"], match["args"].strip(), context)


def _prose_shortcode(match: re.Match[str]) -> Iterator[Item]:
    inner = SHORTCODE_PATTERN.match(match.string, match.start())
    assert inner is not None
    if re.search(r"(?<!~)[~^]\Z", match.string[max(0, match.start() - 2) : match.start()]):
        yield Refusal(
            match.start(),
            "a raised or lowered shortcode",
            "misplaced-shortcode",
            "raise or lower plain text only, and write the number on the line",
        )
    if match.string[max(0, match.start() - 1) : match.start()] == "!":
        yield Refusal(
            match.start(),
            "a shortcode after an exclamation mark",
            "misplaced-shortcode",
            "put a space or another sign between them",
        )
    yield _shortcode(inner, Context.PROSE)


def _malformed(match: re.Match[str]) -> Iterator[Item]:
    yield _broken(match.start())


def _broken(start: int) -> Refusal:
    return Refusal(
        start,
        "a malformed shortcode",
        "malformed-shortcode",
        "write {{< var id >}} with single spaces, on one line",
    )


def _targets(match: re.Match[str]) -> Iterator[Item]:
    group = "to" if match["target"] is not None else "defined"
    yield from _inner_shortcodes(match, Context.TARGET)
    text = match[group].strip("<>")
    start = match.start(group) + match[group].startswith("<")
    is_image = group == "to" and _opens_image(match.string, match.start())
    yield Target(start, start + len(text), text, is_image)


def _opens_image(text: str, closing: int) -> bool:
    """Say whether the bracket that ``closing`` closes belongs to an image."""
    depth = 0
    for index in range(closing, -1, -1):
        character = text[index]
        if index and text[index - 1] == "\\":
            continue
        depth += (character == "]") - (character == "[")
        if depth == 0:
            return index > 0 and text[index - 1] == "!"
    return False


def _attributes(match: re.Match[str]) -> Iterator[Item]:
    yield from _attribute_shortcodes(match)
    before = match.string[max(0, match.start() - 4) : match.start()]
    is_fence, is_div = "```" in before or "~~~" in before, ":::" in before
    for part in ATTRIBUTE.finditer(match.string, match.start() + 1, match.end() - 1):
        start = part.start()
        name = (part["id"] or "")[1:]
        if RESERVED_ID.fullmatch(name) and name != "refs":
            yield _refusal(start, f"the reserved id #{name}", "choose another id")
        elif OTHER_REFERENCES.match(name):
            yield Refusal(start, f"the label #{name}")
        elif part["class"] and not is_fence and not CLASSES.fullmatch(part["class"][1:]):
            yield Refusal(start, f"the class {part['class']}")
        elif part["key"] and part["key"] not in KEYS:
            yield Refusal(start, f"the attribute {part['key']}=")
        elif part["other"] and part["other"] != "-":
            yield Refusal(start, f"the {'class' if is_div else 'attribute'} {part['other']}")


def _attribute_shortcodes(match: re.Match[str]) -> Iterator[Item]:
    """Yield shortcodes in alternative texts; elsewhere among attributes they are refused."""
    for inner in SHORTCODE_PATTERN.finditer(match.string, match.start(), match.end()):
        keys = re.findall(r'([\w-]+)="[^"]*$', match.string[match.start() : inner.start()])
        if keys and keys[-1] in ("fig-alt", "alt"):
            yield _shortcode(inner, Context.ATTRIBUTE)
        else:
            yield Refusal(
                inner.start(),
                "a shortcode among attributes",
                "misplaced-shortcode",
                "numbers may stand in the text and in `fig-alt`; a callout takes its title from a "
                "heading inside it",
            )
    rest = SHORTCODE_PATTERN.sub(lambda inner: " " * len(inner[0]), match[0])
    if (broken := MALFORMED.search(rest)) is not None:
        yield _broken(match.start() + broken.start())


def _bare(match: re.Match[str]) -> Iterator[Item]:
    if not CLASSES.fullmatch(match["class"]):
        yield Refusal(match.start("class"), f"the class {match['class']}")


def _reference(match: re.Match[str]) -> Iterator[Item]:
    key = match["key"].strip("{}")
    if OTHER_REFERENCES.match(key):
        yield Refusal(match.start(), f"the cross reference @{key}")
    else:
        yield Reference(match.start(), key)


def _note(match: re.Match[str]) -> Iterator[Item]:
    if not re.search(rf"^[ ]{{0,3}}\[\^{re.escape(match['note'])}\]:", match.string, re.M):
        yield _refusal(
            match.start(),
            f"a footnote {match.group()} without its text",
            f"write it in a paragraph that begins with {match.group()}:",
        )


def _refuse(what: str, way_out: str = "") -> Callable[[re.Match[str]], Iterator[Item]]:
    """Refuse something: in both engines when there is a way out, else in the embedded one."""

    def handler(match: re.Match[str]) -> Iterator[Item]:
        first_line = match.group().split("\n")[0]
        yield _refusal(match.start(), what.format(first_line), way_out)

    return handler


def _refusal(start: int, what: str, way_out: str = "") -> Refusal:
    return Refusal(start, what, "unsupported", way_out) if way_out else Refusal(start, what)


def _wide_table(what: str) -> Callable[[re.Match[str]], Iterator[Item]]:
    """Refuse a table drawn by columns; a number put into it would break it in both engines."""

    def handler(match: re.Match[str]) -> Iterator[Item]:
        start = match.string.rfind("\n\n", 0, match.start()) + 1
        end = match.string.find("\n\n", match.end())
        holds = SHORTCODE_PATTERN.search(
            match.string, start, end if end >= 0 else len(match.string)
        )
        yield _refusal(match.start(), what, "write it as a pipe table" if holds else "")

    return handler


def _tag(match: re.Match[str]) -> Iterator[Item]:
    yield Refusal(match.start(), f"raw HTML {match.group()}")
    for inner in SHORTCODE_PATTERN.finditer(match.string, match.start(), match.end()):
        yield _shortcode(inner, Context.CODE)
    for inner in LOADS.finditer(match.string, match.start(), match.end()):
        loads = not re.match(r"(?i)<a\b", match.group())
        is_image = loads and match.group().lower().startswith("<img") and inner["name"] == "src"
        yield Target(inner.start("to"), inner.end("to"), inner["to"], is_image, loads)


def _nothing(match: re.Match[str]) -> Iterator[Item]:
    yield from ()


def _math(match: re.Match[str]) -> Iterator[Item]:
    yield from _inner_shortcodes(match, Context.MATH)


_HANDLERS: dict[str, Callable[[re.Match[str]], Iterator[Item]]] = {
    "fence": _fence,
    "comment": lambda match: iter([Comment(match.start(), match.end())]),
    "escaped": _refuse("an escaped shortcode", "say it in other words"),
    "shortcode": _prose_shortcode,
    "malformed": _malformed,
    "escape": _nothing,
    "code": _code,
    "display": _math,
    "math": _math,
    "definition": _targets,
    "target": _targets,
    "autolink": _nothing,
    "tag": _tag,
    "bare": _bare,
    "byreference": _refuse("an image by reference", "write ![caption](path)"),
    "tex": _refuse("the TeX command {}"),
    "executable": _refuse("a code cell {}"),
    "attributes": _attributes,
    "metadata": _refuse("a metadata block inside the text", "move it to the top of the document"),
    "grid": _wide_table("a grid table"),
    "simple": _wide_table("a table aligned by spaces"),
    "brackets": _refuse("a run of brackets", "escape them with backslashes"),
    "control": _refuse("an invisible control character", "remove it"),
    "unclosed": _refuse("a comment that does not end", "close it with -->"),
    "noteref": _note,
    "righttoleft": _refuse("text that runs from right to left"),
    "reference": _reference,
}
