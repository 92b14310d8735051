"""``manuscript/authors.yml``: the people of a study once, for all of its documents.

``author:`` and ``affiliations:`` as Quarto has them, and for each author what they
declare: ``conflicts``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sacroreport.errors import DefectError
from sacroreport.findings import NEEDS_QUARTO, Finding, Place, did_you_mean
from sacroreport.project.positions import Document, Path, read_yaml
from sacroreport.project.reading import is_there
from sacroreport.project.root import Project
from sacroreport.writing.markdown import escape

KEYS = ("author", "affiliations")
AUTHOR_KEYS = frozenset(
    "name degrees affiliation affiliations orcid email corresponding note id roles "
    "conflicts".split()
)
NAME_KEYS = frozenset("given family literal".split())
AFFILIATION_KEYS = frozenset("id ref name department city region country postal-code".split())


@dataclass(frozen=True, slots=True)
class People:
    """The authors of a study.

    Attributes
    ----------
    text
        The YAML source; empty when there is no such file.
    data
        ``author`` and ``affiliations``.
    """

    text: str
    file: str
    data: dict[str, Any]


def read_people(project: Project) -> tuple[People, list[Finding]]:
    """Read the people of a study; none when there is no file."""
    path = project.people_file
    name = project.name(path)
    if not is_there(path):
        return People("", name, {}), []
    try:
        text = project.read_text(path)
        document = read_yaml(text, name)
    except DefectError as error:
        return People("", name, {}), list(error.findings)
    if not isinstance(document.data, dict):
        return People("", name, {}), [
            Finding(
                rule="front-matter", place=Place(name, 1), message="the file is no mapping",
                way_out="begin with `author:` and a list",
            )
        ]  # fmt: skip
    findings = [
        Finding(
            rule="unknown-key",
            place=document.key_place((key,)),
            message=f'unknown key "{key}"',
            expected="author, affiliations",
            way_out=did_you_mean(str(key), KEYS),
        )
        for key in document.data
        if key not in KEYS
    ]
    findings += check_people(document)
    return People(text, name, document.data), findings


def check_people(document: Document) -> Iterator[Finding]:
    """Yield keys of people that nothing prints, and affiliations that are named but absent."""
    data = document.data if isinstance(document.data, dict) else {}
    for key in ("author", "authors"):
        if key in data:
            yield from _check_entries(document, (key,), data[key], AUTHOR_KEYS)
    declared = data.get("affiliations")
    if declared is not None:
        yield from _check_entries(document, ("affiliations",), declared, AFFILIATION_KEYS)
    ids = {
        str(affiliation["id"])
        for affiliation in _listed(declared)
        if isinstance(affiliation, dict) and "id" in affiliation
    }
    references: list[tuple[Path, str]] = []
    for key in ("author", "authors"):
        for index, author in enumerate(_listed(data.get(key))):
            if not isinstance(author, dict):
                continue
            for inner in ("affiliation", "affiliations"):
                for place, affiliation in enumerate(_listed(author.get(inner))):
                    at: Path = (key, index, inner)
                    if isinstance(author[inner], list):
                        at = (*at, place)
                    if isinstance(affiliation, dict) and "id" in affiliation:
                        ids.add(str(affiliation["id"]))
                    if isinstance(affiliation, dict) and "ref" in affiliation:
                        references.append(((*at, "ref"), str(affiliation["ref"])))
    for path, reference in references:
        if reference not in ids:
            yield Finding(
                rule="unknown-affiliation",
                place=document.place(path),
                message=f'there is no affiliation "{reference}"',
                way_out=did_you_mean(reference, ids) or "declare it under `affiliations:`",
            )


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _check_entries(
    document: Document, path: Path, value: object, known: frozenset[str]
) -> Iterator[Finding]:
    for index, entry in enumerate(_listed(value)):
        where = (*path, index) if isinstance(value, list) else path
        if not isinstance(entry, dict):
            continue
        for key, inner in entry.items():
            if key not in known:
                yield unsupported(document, (*where, key), f'the key "{key}"', known, key)
            elif key == "name" and isinstance(inner, dict):
                for part in inner:
                    if part not in NAME_KEYS:
                        yield unsupported(
                            document, (*where, key, part), f'the key "{part}"', NAME_KEYS, part
                        )
            elif key in ("affiliation", "affiliations"):
                yield from _check_entries(document, (*where, key), inner, AFFILIATION_KEYS)


def unsupported(
    document: Document, path: Path, what: str, known: frozenset[str] | tuple[str, ...], word: str
) -> Finding:
    """Return the finding about a key that only Quarto may know."""
    return Finding(
        rule=NEEDS_QUARTO,
        place=document.key_place(path),
        message=f"{what} is not supported by the embedded engine",
        way_out=did_you_mean(word, known) or "this needs the quarto engine",
    )


def disclosures(people: People) -> str:
    """Return what each author declares, a line each; empty when nobody declares anything."""
    lines = []
    for author in _listed(people.data.get("author")):
        if isinstance(author, dict) and (declared := author.get("conflicts")):
            declared = (
                "; ".join(map(str, declared)) if isinstance(declared, list) else str(declared)
            )
            lines.append(escape(f"{name_of(author)}: {declared.rstrip('.')}."))
    return "\n\n".join(lines)


def contributions(people: People) -> str:
    """Return the roles of the authors, a line each."""
    lines = []
    for author in _listed(people.data.get("author")):
        if isinstance(author, dict) and (roles := _listed(author.get("roles"))):
            lines.append(escape(f"{name_of(author)}: {', '.join(map(str, roles))}."))
    return "\n\n".join(lines)


def name_of(author: dict[str, Any]) -> str:
    """Return the name of an author as it is printed.

    Examples
    --------
    >>> name_of({"name": {"given": "Ada", "family": "Byron"}}), name_of({"name": "Ada Byron"})
    ('Ada Byron', 'Ada Byron')
    """
    name = author.get("name") or ""
    if not isinstance(name, dict):
        return str(name)
    if "literal" in name:
        return str(name["literal"])
    return " ".join(str(name[key]) for key in ("given", "family") if key in name)
