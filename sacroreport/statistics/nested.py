"""Two linear models, one within the other: means with limits, and the F test between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.exact import Number, root_to_float
from sacroreport.statistics.linear import Fit, Row, compare_fits, least_squares

NOTHING_LEFT = "the model leaves no variation, so the test is undefined"
FOLLOWS = "a covariate or group follows from the others, so the model is undefined"


@dataclass(frozen=True, slots=True)
class Model:
    """Two linear models, one within the other, and what is asked of the larger one.

    Attributes
    ----------
    smaller, larger
        Predictors, response and count of the participants.
    weights
        Block of ids → the weights of the coefficients that its mean is.
    participants
        Block of ids → participants that it is about, where these are not all.
    missing
        Participants without one of the values.
    absent
        Blocks of ids about a group or level that nobody has; they are not in the models.
    reason
        Why there is nothing to fit; empty as a rule.
    """

    smaller: list[Row]
    larger: list[Row]
    weights: Mapping[str, list[Fraction]]
    participants: Mapping[str, int]
    missing: int
    method: str
    reason: str
    absent: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """Participants with all values."""
        return sum(count for _, _, count in self.larger)


def model_estimates(model: Model, test: str, level: Fraction) -> dict[str, Estimate]:
    """Fit both models, and return means with limits and the F test between the models.

    Parameters
    ----------
    test
        The block of the F test.
    level
        Coverage of the limits, in percent.

    Returns
    -------
    estimates
        By block and statistic; null with a reason where the models cannot be fitted.
    """
    smaller, larger = least_squares(model.smaller), least_squares(model.larger)
    reason = model.reason or ("" if smaller and larger else FOLLOWS)
    result: dict[str, Estimate] = {}
    for block, weights in model.weights.items():
        n = model.participants.get(block, model.n)
        why = "no participant has this level" if block in model.absent else reason
        if why or larger is None:
            for key in ("mean", "low", "high"):
                result[f"{block}.{key}"] = null(
                    why, n=n, missing=model.missing, method=model.method
                )
        else:
            result |= _limited(larger, weights, block, level, model, n)
    method = f"{model.method}; F test"
    if larger is not None:
        reason = reason or _too_few(larger)
    if reason or larger is None or smaller is None:
        return result | {
            f"{test}.{key}": null(reason, n=model.n, missing=model.missing, method=method)
            for key in ("statistic", "df", "df2", "p")
        }
    from sacroreport.statistics.special import fdtrc

    statistic, df, df2 = compare_fits(smaller, larger)
    values: dict[str, Number] = {
        "statistic": statistic, "df": df, "df2": df2, "p": float(fdtrc(df, df2, float(statistic))),
    }  # fmt: skip
    return result | {
        f"{test}.{key}": Estimate(value=value, n=model.n, missing=model.missing, method=method)
        for key, value in values.items()
    }


def _too_few(fit: Fit) -> str:
    if fit.df < 1:
        return f"needs more participants than the {len(fit.coefficients)} terms, found {fit.n}"
    return NOTHING_LEFT if fit.residual == 0 else ""


def _limited(
    fit: Fit, weights: Sequence[Fraction], block: str, level: Fraction, model: Model, n: int
) -> dict[str, Estimate]:
    from sacroreport.statistics.special import stdtrit

    value = fit.contrast(weights)
    limits = f"t interval of the model, {float(level):g}%"
    mean = Estimate(value=value, n=n, missing=model.missing, method=f"{model.method}; exact")
    result = {f"{block}.mean": mean}
    if reason := _too_few(fit):
        reason = reason.replace("the test is", "the limits are")
        return result | {
            f"{block}.{key}": null(reason, n=n, missing=model.missing, method=limits)
            for key in ("low", "high")
        }
    spread = root_to_float(fit.variance(weights))
    half = float(stdtrit(fit.df, float((100 + level) / 200))) * spread
    for key, sign in (("low", -1), ("high", 1)):
        result[f"{block}.{key}"] = Estimate(
            value=float(value) + sign * half, n=n, missing=model.missing, method=limits
        )
    return result
