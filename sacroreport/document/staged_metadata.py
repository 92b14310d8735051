"""The front matter as an engine gets it: shortcodes replaced, keys that steer a build left out."""

from __future__ import annotations

import datetime as dt
import io

from ruamel.yaml import YAML
from ruamel.yaml.nodes import Node

from sacroreport.document.metadata import CITED, KEYS, OURS, Metadata
from sacroreport.document.people import KEYS as OF_PEOPLE
from sacroreport.document.tokens import SHORTCODE_PATTERN
from sacroreport.project.positions import Path, compose, scalars


def stage_metadata(
    metadata: Metadata, replacements: dict[tuple[Path, int], str], *, whole: bool = False
) -> str:
    """Return the front matter as YAML with its shortcodes replaced.

    Parameters
    ----------
    replacements
        Path of a value and index of a shortcode in it → the markdown that takes its place.
    whole
        Keep every key, as Quarto has a use for; pandoc gets those that are supported, or a
        key that it honours by itself would name files that nobody has looked at.
    """
    node = compose(metadata.text, metadata.document.file) if metadata.text else None
    if node is None:
        return "{}\n"
    if metadata.people is not None and metadata.people.text:
        theirs = compose(metadata.people.text, metadata.people.file)
        own = {pair[0].value for pair in node.value}
        node.value += [
            pair
            for pair in (theirs.value if theirs is not None else [])
            if pair[0].value in OF_PEOPLE and pair[0].value not in own
        ]
    node.value = [
        pair
        for pair in node.value
        if pair[0].value not in OURS and (whole or pair[0].value in KEYS - CITED)
    ]
    for path, scalar in scalars(node):
        matches = list(SHORTCODE_PATTERN.finditer(scalar.value))
        value = scalar.value
        for index, match in reversed(list(enumerate(matches))):
            new = replacements.get((path, index), "")
            value = value[: match.start()] + new + value[match.end() :]
        if matches:
            scalar.value, scalar.style, scalar.tag = value, '"', "tag:yaml.org,2002:str"
        if path == ("date",):
            scalar.value, scalar.style = printed_date(value, str(metadata.data.get("lang"))), '"'
            scalar.tag = "tag:yaml.org,2002:str"
    return _serialize(node)


def printed_date(text: str, lang: str) -> str:
    """Return a date as it is printed: in full for English, otherwise as typed.

    Examples
    --------
    >>> printed_date("2012-02-01", "en-US"), printed_date("February 2012", "en-US")
    ('February 1, 2012', 'February 2012')
    """
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return text
    if not lang.startswith("en") and lang != "None":
        return text
    months = "January February March April May June July August September October November December"
    return f"{months.split()[date.month - 1]} {date.day}, {date.year}"


def _serialize(node: Node) -> str:
    stream = io.StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.width = 100_000
    writer.allow_unicode = True
    writer.serialize(node, stream)
    return stream.getvalue()
