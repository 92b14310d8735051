"""What ``claims:`` in ``study.yml`` may say: a condition of one's own, or a ready-made kind.

The models know only their own options; what they become, an expression over ids, is
made in :mod:`sacroreport.study.conditions`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sacroreport.study.options import EXACT, Name, Options

Direction = Literal[
    "increased", "decreased", "improved", "worsened", "higher", "lower", "positive", "negative"
]
Margin = Annotated[Decimal, Field(ge=0, max_digits=25), EXACT]


class ClaimOptions(Options):
    """What every claim says.

    Printed are ``says`` while the condition holds, and ``otherwise`` while it does not. Without
    ``otherwise``, and while the condition is unknown, a document that prints the claim does not
    build: unknown is a condition that a number without a value, a division by zero or a
    missing value leaves open.

    Attributes
    ----------
    says
        The words.
    otherwise
        The words in their place when the condition does not hold.
    """

    says: Name
    otherwise: Name | None = None

    @model_validator(mode="after")
    def _two_wordings(self) -> ClaimOptions:
        for text in (self.says, self.otherwise):
            if text is not None and not text.strip():
                raise ValueError("a claim without words")
        if self.otherwise is not None and self.says.strip() == self.otherwise.strip():
            raise ValueError("`otherwise:` repeats what `says:` says, so nothing is claimed")
        return self

    @property
    def kind_name(self) -> str:
        """The kind; empty for a condition of the author's own."""
        return str(getattr(self, "kind", ""))

    @property
    def condition(self) -> str:
        """The condition in words."""
        raise NotImplementedError


class Claim(ClaimOptions):
    """A condition of one's own.

    Attributes
    ----------
    holds
        Expression over ids of numbers, of the language of ``where`` and ``derive``.
    """

    holds: Name

    @property
    def condition(self) -> str:
        """The expression itself."""
        return self.holds


class LevelClaim(ClaimOptions):
    """One level, or event, is more frequent than each other one, or less.

    Judged by percentages of those with a value; a tie with another level does not hold. Where
    nobody has a value it is unknown.

    Attributes
    ----------
    of
        A variable with levels, an analysis of events, or a part of an analysis that has levels
        (``stages.new``, ``staging.before``).
    level
        The level as it is recorded, or the variable of the event.
    """

    kind: Literal["most_common", "least_common"]
    of: Name
    level: Name

    @property
    def condition(self) -> str:
        """The condition in words."""
        which = "most" if self.kind == "most_common" else "least"
        return f"{self.level} is the {which} common of {self.of}, and no other is as common"


class ExtremeClaim(ClaimOptions):
    """One number is the largest, or the smallest, of several.

    A tie does not hold. A number without a value leaves it unknown, unless another one decides.

    Attributes
    ----------
    id
        The number.
    among
        The numbers that it is compared with, in the same unit; it may be among them.
    """

    kind: Literal["highest", "lowest"]
    id: Name
    among: Annotated[tuple[Name, ...], Field(min_length=1)]

    @property
    def condition(self) -> str:
        """The condition in words."""
        others = ", ".join(id_ for id_ in self.among if id_ != self.id)
        how = "higher" if self.kind == "highest" else "lower"
        return f"{self.id} is {how} than each of {others}"


class OrderClaim(ClaimOptions):
    """One number is larger than another, or smaller.

    Unknown while one of the two has no value.

    Attributes
    ----------
    id
        The number.
    than
        The other one: an id in the same unit, or a number.
    by
        How far apart they are at least; without it any difference will do.
    """

    kind: Literal["more", "less"]
    id: Name
    than: Name | Decimal
    by: Annotated[Margin, Field(gt=0)] | None = None

    @property
    def condition(self) -> str:
        """The condition in words."""
        by = f", by at least {self.by:f}" if self.by is not None else ""
        return f"{self.id} is {self.kind} than {self.than}{by}"


class _ShareOf(ClaimOptions):
    of: Name
    level: Name | None = None

    @property
    def who(self) -> str:
        """What is counted."""
        return f"{self.of}: {self.level}" if self.level is not None else self.of


class EverybodyClaim(_ShareOf):
    """It is true of everybody, or of nobody.

    One known exception decides that it does not hold. A missing value leaves it unknown unless
    ``missing: exclude`` says that it is about those with a value. Where nobody has a value
    it is unknown too.

    Attributes
    ----------
    of
        A flag, an event, a criterion of response or any other part that has ``count``, ``n`` and
        ``missing``; or, with ``level``, what has levels.
    level
        The level as it is recorded.
    missing
        What a missing value does: ``unknown`` or ``exclude``.
    """

    kind: Literal["all", "none"]
    missing: Literal["unknown", "exclude"] = "unknown"

    @property
    def condition(self) -> str:
        """The condition in words."""
        whom = "everybody" if self.kind == "all" else "nobody"
        rest = ", and no value is missing" if self.missing == "unknown" else " with a value"
        return f"{whom}{rest}: {self.who}"


class MajorityClaim(_ShareOf):
    """It is true of more than half, or of less than half, of those with a value.

    Exactly half is neither. With ``missing: unknown`` it is unknown while the missing values
    could decide it. Where nobody has a value it is unknown.

    Attributes
    ----------
    of, level
        As for ``all``.
    missing
        What a missing value does: ``exclude`` or ``unknown``.
    """

    kind: Literal["majority", "minority"]
    missing: Literal["exclude", "unknown"] = "exclude"

    @property
    def condition(self) -> str:
        """The condition in words."""
        how = "more" if self.kind == "majority" else "less"
        rest = ""
        if self.missing == "unknown":
            rest = ", whatever the missing values are"
        return f"{how} than half of those with a value{rest}: {self.who}"


class HalfClaim(_ShareOf):
    """It is true of about half of those with a value.

    Where nobody has a value it is unknown.

    Attributes
    ----------
    of, level
        As for ``all``.
    within
        How many percentage points it may be from 50%, those included; 0 is exactly half.
    """

    kind: Literal["half"]
    within: Annotated[Decimal, Field(ge=0, lt=50, max_digits=25), EXACT] = Decimal(5)

    @property
    def condition(self) -> str:
        """The condition in words."""
        share = f"half, within {self.within:f} percentage points," if self.within else "half"
        return f"{share} of those with a value: {self.who}"


class DirectionClaim(ClaimOptions):
    """The direction of a change, a difference or a correlation, whatever its P value.

    Judged by the sign of the estimate that belongs to the test: the mean change, the difference
    of means, the adjusted difference, the risk difference, r; for rank tests the Hodges-Lehmann
    shift. Of pairs of ordered levels or flags it is whether more participants increased than
    decreased; a flag increases from no to yes. Zero is no direction.

    Attributes
    ----------
    kind
        Pairs: ``increased``, ``decreased``, after against before; ``improved``, ``worsened``
        where the variables say what is ``better``. Two groups: ``higher``, ``lower``, against
        the ``reference``. Correlations: ``positive``, ``negative``.
    analysis
        The analysis; one of pairs by group with its group, ``relief.women``.
    """

    kind: Direction
    analysis: Name

    @property
    def condition(self) -> str:
        """The condition in words."""
        return f"{self.analysis} is in the direction: {self.kind}"


class UnchangedClaim(ClaimOptions):
    """The mean change of pairs of numbers is as good as none.

    Both limits of the mean change lie within the margin. A P value above 0.05 does not say that
    (Altman 1995): it may be a want of data.

    Attributes
    ----------
    analysis
        An analysis of pairs of numbers; one by group with its group.
    within
        The largest change that does not matter, in the unit of the variables.
    """

    kind: Literal["unchanged"]
    analysis: Name
    within: Annotated[Margin, Field(gt=0)]

    @property
    def condition(self) -> str:
        """The condition in words."""
        return f"the limits of the mean change of {self.analysis} are within {self.within:f} of 0"


class SignificantClaim(ClaimOptions):
    """The P value of an analysis is below alpha.

    The P value is compared unrounded; that of an analysis in a family is the adjusted one. Unknown
    where there is no P value.

    Attributes
    ----------
    analysis
        An analysis with a test.
    direction
        Also the direction, as the claims of that name have it.
    alpha
        By default what the intervals of the analysis leave out: 0.05 for ``level: 95``.
    """

    kind: Literal["significant"]
    analysis: Name
    direction: Direction | None = None
    alpha: Annotated[Decimal, Field(gt=0, lt=1, max_digits=25), EXACT] | None = None

    @property
    def condition(self) -> str:
        """The condition in words."""
        alpha = "alpha" if self.alpha is None else f"{self.alpha:f}"
        direction = f", in the direction: {self.direction}" if self.direction else ""
        return f"the P value of {self.analysis} is below {alpha}{direction}"


class NotSignificantClaim(ClaimOptions):
    """The P value of an analysis is not below alpha.

    As for ``significant``. That a difference is not significant does not make two groups alike
    (Altman 1995).

    Attributes
    ----------
    analysis, alpha
        As for ``significant``.
    """

    kind: Literal["not_significant"]
    analysis: Name
    alpha: Annotated[Decimal, Field(gt=0, lt=1, max_digits=25), EXACT] | None = None

    @property
    def condition(self) -> str:
        """The condition in words."""
        alpha = "alpha" if self.alpha is None else f"{self.alpha:f}"
        return f"the P value of {self.analysis} is not below {alpha}"


AnyClaim = (
    Claim
    | LevelClaim
    | ExtremeClaim
    | OrderClaim
    | EverybodyClaim
    | MajorityClaim
    | HalfClaim
    | DirectionClaim
    | UnchangedClaim
    | SignificantClaim
    | NotSignificantClaim
)

CLAIMS: dict[str, type[ClaimOptions]] = {
    "most_common": LevelClaim,
    "least_common": LevelClaim,
    "highest": ExtremeClaim,
    "lowest": ExtremeClaim,
    "more": OrderClaim,
    "less": OrderClaim,
    "all": EverybodyClaim,
    "none": EverybodyClaim,
    "majority": MajorityClaim,
    "minority": MajorityClaim,
    "half": HalfClaim,
    "increased": DirectionClaim,
    "decreased": DirectionClaim,
    "improved": DirectionClaim,
    "worsened": DirectionClaim,
    "higher": DirectionClaim,
    "lower": DirectionClaim,
    "positive": DirectionClaim,
    "negative": DirectionClaim,
    "unchanged": UnchangedClaim,
    "significant": SignificantClaim,
    "not_significant": NotSignificantClaim,
}
"""Kind → its options."""
