"""Code that recomputes the numbers of pairs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.kinds.paired.options import PairedAnalysis
from sacroreport.kinds.parts.code import (
    SIGNED_PYTHON,
    SIGNED_R,
    TAILS_PYTHON,
    TAILS_R,
    Code,
    join,
    join_or_none,
    level_of_code,
    number,
    sample,
    vector,
)
from sacroreport.kinds.parts.pairs import complete_pairs
from sacroreport.study.study import AnalysisOf, Study


def margins(table: list[list[int]], last: str) -> Code | None:
    """Return the code of the Stuart-Maxwell test."""
    if last not in ("statistic", "p"):
        return None
    rows = ", ".join(f"c({', '.join(map(str, row))})" for row in table)
    r = (
        f"t <- rbind({rows}); a <- rowSums(t); b <- colSums(t)\n"
        "k <- which(a + b > 2 * diag(t))[-1]; d <- (a - b)[k]\n"
        "v <- -(t + t(t))[k, k, drop = FALSE]; diag(v) <- (a + b - 2 * diag(t))[k]\n"
        "q <- drop(d %*% solve(v, d))"
    )
    python = (
        f"t = np.array({table}); a, b = t.sum(1), t.sum(0)\n"
        "k = np.flatnonzero(a + b > 2 * t.diagonal())[1:]; d = (a - b)[k]\n"
        "v = (np.diag(a + b) - t - t.T)[np.ix_(k, k)]\n"
        "q = d @ np.linalg.solve(v, d)"
    )
    ends = {
        "statistic": ("q", "q"),
        "p": ("pchisq(q, length(k), lower.tail = FALSE)", "stats.chi2.sf(q, len(k))"),
    }
    return join((r, python), last=ends[last])


def paired_code(
    analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
) -> Code | None:
    """Return the code of a number of pairs."""
    level = level_of_code(analysis)
    options = analysis.options
    assert isinstance(options, PairedAnalysis)
    variable = study.variables[options.before]
    if analysis.test == "stuart_maxwell" and ending.startswith("test."):
        codes = [level.code for level in variable.levels]
        cells: Counter[tuple[object, object]] = Counter()
        for values, count in tally.rows:
            seen = tally.environment(values)
            cells[seen[options.before], seen[options.after]] += count
        table = [[cells[first, second] for second in codes] for first in codes]
        return margins(table, ending.removeprefix("test."))
    if variable.options.type != "number":
        return None
    pairs, _ = complete_pairs(tally, options.before, options.after)
    if not pairs:
        return None
    listed = sorted(pairs)
    counts = [pairs[pair] for pair in listed]
    before = vector("before", [pair[0] for pair in listed], counts)
    after = vector("after", [pair[1] for pair in listed], counts)
    part, _, last = ending.partition(".")
    sign = "-" if getattr(variable.options, "better", None) == "lower" else ""
    data = {
        "before": ("x <- before", "x = before"),
        "after": ("x <- after", "x = after"),
        "change": ("x <- after - before", "x = after - before"),
        "improvement": (f"x <- {sign}(after - before)", f"x = {sign}(after - before)"),
    }
    if part in data:
        weights = {Fraction(0): 2, Fraction(1): 1}  # only to have the last line
        code = number(weights, last)
        if code is None:
            return None
        final = (code[0].split("\n")[-1], code[1].split("\n")[-1].replace("LEVEL", level))
        r = final[0].replace("t.test(x)", f"t.test(x, conf.level = {level})")
        return join(before, after, data[part], last=(r, final[1]))
    if part in ("test", "companion") and method.startswith("Wilcoxon"):
        return _signed_ranks(pairs, last, method)
    return join_or_none((before, after), _paired_test(analysis, part, last))


def _signed_ranks(
    pairs: Mapping[tuple[Fraction, Fraction], int], last: str, method: str
) -> Code | None:
    """Return the code of a signed-rank test, of changes in whole numbers: ties are ties."""
    if "Pratt" in method or last == "p_adjusted":
        return None
    change: Counter[Fraction] = Counter()
    for (first, second), count in pairs.items():
        change[second - first] += count
    scale = math.lcm(*(value.denominator for value in change))
    d = sample("d", {value * scale: count for value, count in change.items()})
    if "exact" not in method:
        r = "wilcox.test(d, exact = FALSE)"
        p = "stats.wilcoxon(d, correction=True, method='asymptotic').pvalue"
        end = {"statistic": (f"{r}$statistic", ""), "p": (f"{r}$p.value", p)}[last]
        return join(d, ("d <- d[d != 0]", "d = d[d != 0]"), last=end)
    end = {"statistic": ("v / 2", "v / 2"), "p": (TAILS_R, TAILS_PYTHON)}[last]
    return join(d, (SIGNED_R, SIGNED_PYTHON), last=end)


def _paired_test(analysis: AnalysisOf, part: str, last: str) -> Code | None:
    options = analysis.options
    assert isinstance(options, PairedAnalysis)
    test = analysis.test
    if part == "companion":
        test = "wilcoxon" if test == "t" else "t"
    if last == "p_adjusted":
        return None  # it hangs on other tests
    if part in ("test", "companion") and test == "t":
        names = {"statistic": "statistic", "df": "parameter", "p": "p.value"}
        python = {"statistic": "statistic", "df": "df", "p": "pvalue"}
        return (
            f"t.test(after, before, paired = TRUE)${names[last]}",
            f"stats.ttest_rel(after, before).{python[last]}",
        )
    if part == "effect" and last == "dz":
        return "mean(after - before) / sd(after - before)", (
            "np.mean(after - before) / np.std(after - before, ddof=1)"
        )
    if part == "shift" and last == "estimate":
        return (
            'd <- after - before; w <- outer(d, d, "+") / 2\nmedian(w[lower.tri(w, TRUE)])',
            "d = after - before; w = np.add.outer(d, d) / 2\nnp.median(w[np.tril_indices(len(d))])",
        )
    return None
