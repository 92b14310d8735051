"""Pieces of code in R and in Python: data from counts, and what is asked of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from sacroreport.study.expression import Value
from sacroreport.study.study import AnalysisOf

Code = tuple[str, str]
"""The same in R and in Python; the Python may be empty."""

NUMBER = {
    "n": ("length(x)", "len(x)"),
    "mean": ("mean(x)", "np.mean(x)"),
    "sd": ("sd(x)", "np.std(x, ddof=1)"),
    "median": ("median(x)", "np.median(x)"),
    "q1": ("quantile(x, 0.25, type = 7)", "np.quantile(x, 0.25)"),
    "q3": ("quantile(x, 0.75, type = 7)", "np.quantile(x, 0.75)"),
    "min": ("min(x)", "np.min(x)"),
    "max": ("max(x)", "np.max(x)"),
}
SIGNED_R = (
    "d <- d[d != 0]; r <- 2 * rank(abs(d)); v <- sum(r[d > 0]); w <- 1\n"
    "for (k in r) w <- c(w, rep(0, k)) + c(rep(0, k), w)\n"
    "w <- w / sum(w)"
)
SIGNED_PYTHON = (
    "d = d[d != 0]; r = (2 * stats.rankdata(abs(d))).astype(int); v = r[d > 0].sum()\n"
    "w = np.ones(1)\n"
    "for k in r: w = np.pad(w, (0, k)) + np.pad(w, (k, 0))\n"
    "w = w / w.sum()"
)
RANK_SUM_R = (
    "r <- 2 * rank(c(x, y)); m <- length(x); v <- sum(r[1:m]); top <- sum(r)\n"
    "w <- matrix(0, m + 1, top + 1); w[1, 1] <- 1\n"
    "for (k in r) for (i in m:1) w[i + 1, ] <- w[i + 1, ] + c(rep(0, k), w[i, 1:(top + 1 - k)])\n"
    "w <- w[m + 1, ] / sum(w[m + 1, ])"
)
RANK_SUM_PYTHON = (
    "r = (2 * stats.rankdata(np.r_[x, y])).astype(int); m = len(x); v = r[:m].sum()\n"
    "w = np.zeros((m + 1, r.sum() + 1)); w[0, 0] = 1\n"
    "for k in r:\n"
    "    for i in range(m, 0, -1): w[i, k:] += w[i - 1, :-k]\n"
    "w = w[m] / w[m].sum()"
)
TAILS_R = "min(1, 2 * min(sum(w[1:(v + 1)]), sum(w[(v + 1):length(w)])))"
TAILS_PYTHON = "min(1, 2 * min(w[:v + 1].sum(), w[v:].sum()))"


def level_of_code(analysis: AnalysisOf) -> str:
    """Return the coverage of the intervals of an analysis as both languages write it."""
    return f"{float(analysis.options.level) / 100:g}"


def printed_r(code: str) -> str:
    r"""Return R code whose last line is printed.

    Examples
    --------
    >>> printed_r("x <- 2\nx + 1").splitlines()[-1]
    'cat(format(x + 1, digits = 15), "\\n")'
    """
    *before, last = code.split("\n")
    return "\n".join([*before, f'cat(format({last}, digits = 15), "\\n")'])


def printed_python(code: str) -> str:
    """Return Python code whose last line is printed."""
    *before, last = code.split("\n")
    return "\n".join([*before, f"print({last})"])


def _text(value: Fraction) -> str:
    """Return a number as both languages read it."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    return str(int(value)) if value.denominator == 1 else f"{float(value)!r}"


def listed(values: Iterable[Fraction]) -> str:
    """Return numbers as both languages list them."""
    return ", ".join(map(_text, values))


def vector(name: str, values: list[Fraction], counts: list[int]) -> Code:
    """Return the code of a variable: values, each as often as counted."""
    given, times = listed(values), ", ".join(map(str, counts))
    return (
        f"{name} <- rep(c({given}), times = c({times}))",
        f"{name} = np.repeat([{given}], [{times}])",
    )


def sample(name: str, weights: Mapping[Fraction, int]) -> Code:
    """Return the code of a variable with these values."""
    values = sorted(weights)
    return vector(name, values, [weights[value] for value in values])


def join(*parts: Code | None, last: Code) -> Code:
    """Put pieces of code below each other; without a last Python line there is no Python."""
    kept = [part for part in parts if part is not None]
    r = "\n".join([*(part[0] for part in kept), last[0]])
    return r, "\n".join([*(part[1] for part in kept), last[1]]) if last[1] else ""


def join_or_none(parts: tuple[Code, ...], last: Code | None) -> Code | None:
    """Put pieces of code below each other, unless there is no last line."""
    return None if last is None else join(*parts, last=last)


def number(weights: Mapping[Fraction, int], ending: str) -> Code | None:
    """Return the code of a statistic of one number."""
    if ending in NUMBER and weights:
        return join(sample("x", weights), last=NUMBER[ending])
    if ending in ("low", "high") and len(weights) > 1:
        side = 0 if ending == "low" else 1
        return join(
            sample("x", weights),
            last=(
                f"t.test(x)$conf.int[{side + 1}]",
                f"stats.ttest_1samp(x, 0).confidence_interval(LEVEL)[{side}]",
            ),
        )
    return None


def proportion(
    column: Counter[Value | None], wanted: Value, ending: str, level: str, interval: str
) -> Code | None:
    """Return the code of a proportion of one value in a column."""
    count, n = column[wanted], sum(column.values()) - column[None]
    return share(count, n, ending, level, interval)


def share(count: int, n: int, ending: str, level: str, interval: str) -> Code | None:
    """Return the code of a percentage or of one of its limits."""
    if n == 0:
        return None
    if ending == "percent":
        return f"100 * {count} / {n}", f"100 * {count} / {n}"
    if ending == "upper_one_sided" and count == 0:
        alone = f"100 * (1 - (1 - {level})^(1 / {n}))"
        return alone, alone.replace("^", "**")
    if ending not in ("low", "high"):
        return None
    side = 0 if ending == "low" else 1
    if interval == "wilson":
        r = f"prop.test({count}, {n}, conf.level = {level}, correct = FALSE)"
    else:
        r = f"binom.test({count}, {n}, conf.level = {level})"
    method = "wilson" if interval == "wilson" else "exact"
    return (
        f"100 * {r}$conf.int[{side + 1}]",
        f"100 * stats.binomtest({count}, {n}).proportion_ci({level}, method='{method}')[{side}]",
    )
