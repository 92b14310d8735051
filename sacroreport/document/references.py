"""Citations and cross references that lead to nothing, told before anything is rendered.

The filters tell the same of what they render; here it comes with all other findings.
Nothing is said where only rendering can know: of parts that some formats leave out, of
bibliographies in a form that is not read here, of labels while an included file is missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sacroreport.document.document import Document
from sacroreport.document.items import Reference
from sacroreport.document.metadata import PRINTED
from sacroreport.document.paragraphs import FENCE
from sacroreport.document.scan import scan
from sacroreport.document.spans import Spans
from sacroreport.document.tokens import ATTRIBUTE, TOKENS
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, nearest, quoted
from sacroreport.project.positions import typed_yaml
from sacroreport.rules.registry import RuleName

MOST_NEAR = 100
KIND = re.compile(r"(fig|tbl|sec|eq)-")
END = re.compile(r"[^\w{}]{2}")
"""Two signs in a row: "@a--b" cites a."""
ENTRY = re.compile(r"@[ \t]*(?P<type>[A-Za-z]+)\s*[{(]\s*(?P<key>[^\s,{}]+)\s*(?=[,})])")
ALIASES = re.compile(r"\bids\s*=\s*[{\"](?P<keys>[^{}\"]*)[}\"]", re.I)
NO_ENTRIES = frozenset({"comment", "string", "preamble"})
YAML_ID = re.compile(
    r"(?:^|[{,])[ \t]*(?:-[ \t]+)*[\"']?id[\"']?[ \t]*:[ \t]*"
    r"(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<plain>[^\s,}#\"'][^\n,}]*))"
    r"[ \t]*(?=[\n,}]|\Z)",
    re.M,
)
CELL_LABEL = re.compile(r"^[ \t]*#\|[ \t]*label:[ \t]*[\"']?([\w-]+)", re.M)
HEADING = re.compile(
    r"^[ ]{0,3}#{1,6}[ \t]+(?P<atx>[^\n{]+)|^(?P<setext>[^\n]+)\n(?:=+|-+)[ \t]*$", re.M
)
CONDITION = re.compile(r"\bcontent-(?:visible|hidden)\b|\.hidden\b")
CITED_FROM = frozenset({"bibliography", "references"})
UNREAD = frozenset(
    {"missing-file", "outside-project", "raw-data", "circular-include", "too-many-includes"}
)
"""Findings about an include: what the file holds is not known."""


def check_references(
    document: Document, shared: Sequence[str] = (), *, labels: bool = True
) -> Iterator[Finding]:
    """Find citations that no bibliography has, and cross references without their label.

    Of each key the first place is told.

    Parameters
    ----------
    shared
        Bibliographies of the whole project, relative to it.
    labels
        Whether cross references are looked up, which another engine may label by itself.
    """
    named = [*document.named("bibliography"), *(f"/{name.lstrip('/')}" for name in shared)]
    keys = _keys(document, named)
    has_any = bool(shared) or not document.metadata.data.keys().isdisjoint(CITED_FROM)
    known = _labels(document)
    unread = any(finding.rule in UNREAD for finding in document.findings)
    numbered = typed_yaml(document.metadata.text) if document.metadata.text else None
    sections = str((numbered or {}).get("number-sections")).lower() == "true"
    for count, (key, place) in enumerate(places_of(document, certain=True).items()):
        misspelt = key if count < MOST_NEAR else ""  # of hundreds the first are told what is meant
        if (kind := KIND.match(key)) is None:
            if not has_any:
                message = f"the document cites {key} but has no bibliography"
                yield _finding("unknown-citation", place, message)
            elif keys is not None and key not in keys:
                message = f"the bibliography has no {key}"
                yield _finding("unknown-citation", place, message, misspelt, keys)
        elif not labels:
            continue
        elif kind[1] == "sec" and not sections:
            yield _finding(
                "unknown-label", place, "a reference to a section needs `number-sections: true`"
            )
        elif key not in known and not unread:
            yield _finding(
                "unknown-label", place, f"there is nothing labelled {key}", misspelt, known
            )


def places_of(document: Document, *, certain: bool = False) -> dict[str, Place]:
    """Return the keys of citations and cross references, with the first place of each.

    Parameters
    ----------
    certain
        Leave out those in parts that some formats do not show, and what may be no key.
    """
    text = document.body.text
    hidden = Spans(_conditional(text) if certain else ())
    places: dict[str, Place] = {}
    for item in document.items:
        if not isinstance(item, Reference):
            continue
        start = text.index("@", item.start)
        if certain and (
            hidden.around(start, start + 1) is not None
            or "//" in item.key
            or text[start + 1 + len(item.key) :][:1] in ("<", ">")
        ):
            continue
        places.setdefault(END.split(item.key)[0], document.body.place(start))
    for name in (*sorted(PRINTED), "nocite"):
        value = document.metadata.data.get(name)
        for item in scan(value) if isinstance(value, str) else ():
            if isinstance(item, Reference):
                places.setdefault(item.key, document.metadata.document.place((name,)))
    return places


def _finding(
    rule: RuleName, place: Place, message: str, key: str = "", known: frozenset[str] = frozenset()
) -> Finding:
    near = nearest(key, known) if key else []
    way_out = f"did you mean {quoted(near)}?" if near else ""
    return Finding(rule=rule, place=place, message=message, way_out=way_out)


def _keys(document: Document, named: Sequence[str]) -> frozenset[str] | None:
    """Return the keys of bibliographies; ``None`` if those of one are not known."""
    known_keys: set[str] = set()
    project = document.project
    if "references" in document.metadata.data:
        return None
    for name in named:
        path = document.resolve(name)
        if not project.contains(path) or project.is_raw_data(path):
            return None
        try:
            keys = keys_of(project.read_text(path), path.suffix.lower())
        except (DefectError, ValueError):  # told elsewhere
            return None
        if not keys:
            return None
        known_keys |= keys
    return frozenset(known_keys) or None


@lru_cache(maxsize=8)
def keys_of(text: str, suffix: str) -> frozenset[str] | None:
    r"""Return the keys that a bibliography has; ``None`` for one that is not read here.

    Examples
    --------
    >>> sorted(keys_of("@article{cho2010, ids = {cho, c10}}\n@string{a = {b}}", ".bib"))
    ['c10', 'cho', 'cho2010']
    >>> sorted(keys_of('[{"id": "a"}, {"id": 2}]', ".json"))
    ['2', 'a']
    >>> sorted(keys_of("references:\n- id: a\n  type: book\n- {type: book, id: 'b c'}\n", ".yaml"))
    ['a', 'b c']
    >>> keys_of("a", ".ris") is keys_of("[", ".json") is None
    True
    """
    match suffix:
        case ".bib":
            keys = {
                entry["key"]
                for entry in ENTRY.finditer(text)
                if entry["type"].lower() not in NO_ENTRIES
            }
            for ids_field in ALIASES.finditer(text):
                keys |= {alias.strip() for alias in ids_field["keys"].split(",")}
            return frozenset(keys)
        case ".json":
            try:
                return frozenset(_ids(json.loads(text)))
            except (ValueError, RecursionError):
                return None
        case ".yaml" | ".yml":
            if re.search(r"\bid[\"']?[ \t]*:[ \t]*(?:[|>&*!]|\"[^\"\n]*\\|'[^'\n]*''|\n)", text):
                return None
            return frozenset(
                (item["double"] or item["single"] or item["plain"] or "").strip()
                for item in YAML_ID.finditer(text)
            )
    return None


def _ids(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str | int):
            yield str(data["id"])
        for inner in data.values():
            yield from _ids(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from _ids(inner)


def _labels(document: Document) -> frozenset[str]:
    """Return everything in a document that a cross reference may lead to."""
    text = document.body.text
    labels = set(CELL_LABEL.findall(text))
    for match in TOKENS.finditer(text):
        if match["attributes"] is not None:
            for part in ATTRIBUTE.finditer(text, match.start() + 1, match.end() - 1):
                if part["id"]:
                    labels.add(part["id"][1:])
    for heading in HEADING.finditer(text):  # which has an id without being given one
        words = re.sub(r"[^\w\s.-]", "", (heading["atx"] or heading["setext"]).strip().lower())
        labels.add("-".join(words.split()))
    return frozenset(label for label in labels if KIND.match(label))


def _conditional(text: str) -> list[tuple[int, int]]:
    """Return where the parts are that some formats do not show."""
    plain = TOKENS.sub(
        lambda match: (
            re.sub(r"[^\n]", " ", match.group())
            if match["fence"] is not None or match["comment"] is not None
            else match.group()
        ),
        text,
    )
    spans: list[tuple[int, int]] = []
    stack: list[tuple[int, bool]] = []
    position = reached = 0
    for line in plain.split("\n"):
        fence = FENCE.match(line)
        if fence is not None and fence["open"]:
            stack.append((position, CONDITION.search(line) is not None))
        elif fence is not None and stack:
            start, is_conditional = stack.pop()
            spans += [(start, position)] * is_conditional
        elif fence is None and position >= reached and CONDITION.search(line):
            first = max(0, plain.rfind("\n\n", 0, position))  # a part of a paragraph
            last = plain.find("\n\n", position)
            reached = last if last >= 0 else len(plain)
            spans.append((first, reached))
        position += len(line) + 1
    spans += [(start, len(plain)) for start, is_conditional in stack if is_conditional]
    return spans
