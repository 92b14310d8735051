"""What ``figures:`` in ``study.yml`` may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sacroreport.study.options import Name, Options


class FigureOptions(Options):
    """What every figure may say; it is made for ``{{< include _generated/fig-NAME.md >}}``.

    Its label for references is ``@fig-NAME``; underscores in the name become hyphens.

    Attributes
    ----------
    caption
        Printed below it; it may name numbers as ``{{< var id >}}``.
    alt
        What is read to those who do not see it, when it differs from what is said by
        default; it may name numbers too.
    """

    caption: Name
    alt: Name | None = None


class FlowLeftOut(Options):
    """Those who were left out after a step: why, and the id of how many."""

    label: Name
    count: Name


class FlowStep(Options):
    """A step: its label, the id of its count, and who did not reach the next step."""

    label: Name
    count: Name
    left_out: tuple[FlowLeftOut, ...] = ()


class FlowFigure(FigureOptions):
    """The flow of participants.

    The count of a step less those left out after it must be that of the next one.
    """

    kind: Literal["flow"]
    steps: Annotated[tuple[FlowStep, ...], Field(min_length=1)]


class PairsFigure(FigureOptions):
    """Before and after: a line for each pair of values, as wide as participants have it.

    ``of`` is a paired analysis of numbers. The page then shows single participants' values.
    """

    kind: Literal["pairs"]
    of: Name


class DistributionFigure(FigureOptions):
    """Bars of an analysis of kind ``distribution``."""

    kind: Literal["distribution"]
    of: Name


class RespondersFigure(FigureOptions):
    """The responders of a paired analysis by criterion, with limits."""

    kind: Literal["responders"]
    of: Name


class ForestFigure(FigureOptions):
    """The mean change of a paired analysis in subgroups, with limits and n.

    Each variable of ``by`` makes an analysis ``FIGURE.VARIABLE`` with ids of its own; there
    is no P per subgroup.
    """

    kind: Literal["forest"]
    of: Name
    by: Annotated[tuple[Name, ...], Field(min_length=1)]
    show: Literal["change", "improvement"] = "change"


Figure = FlowFigure | PairsFigure | DistributionFigure | RespondersFigure | ForestFigure

FIGURES: dict[str, type[Figure]] = {
    "flow": FlowFigure,
    "pairs": PairsFigure,
    "distribution": DistributionFigure,
    "responders": RespondersFigure,
    "forest": ForestFigure,
}


@dataclass(frozen=True, slots=True)
class FigureOf:
    """A figure of a study."""

    name: str
    options: Figure

    @property
    def label(self) -> str:
        """What a cross reference calls it."""
        return f"fig-{self.name.replace('_', '-')}"
