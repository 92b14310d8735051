"""What a scan of a body yields: shortcodes, targets, comments, references and refusals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sacroreport.findings import NEEDS_QUARTO
from sacroreport.rules.registry import RuleName


class Context(StrEnum):
    """Where in the markdown something stands."""

    PROSE = "prose"
    CODE = "code"
    MATH = "math"
    ATTRIBUTE = "attribute"
    TARGET = "link target"


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A well-formed shortcode: its place in the text, name, argument and context."""

    start: int
    end: int
    name: str
    argument: str
    context: Context


@dataclass(frozen=True, slots=True)
class Target:
    """A path or address: of an image, of a link, or of what raw HTML loads."""

    start: int
    end: int
    text: str
    is_image: bool
    is_loaded: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment, which no output shows."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross reference or citation ``@key``."""

    start: int
    key: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that this engine does not render."""

    start: int
    what: str
    rule: RuleName = NEEDS_QUARTO
    way_out: str = "this needs the quarto engine"


Item = Shortcode | Target | Comment | Reference | Refusal
