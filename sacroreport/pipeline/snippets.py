"""Code for R and for Python that recomputes a number by other means.

A snippet holds the counts that the number comes from, so that it runs anywhere, and uses
the other side's own functions where they say the same. Where they do not (exact P under
ties), it counts for itself.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.pipeline.snippet_code import (
    SIGNED_PYTHON,
    SIGNED_R,
    TAILS_PYTHON,
    TAILS_R,
    Code,
    join,
    join_or_none,
    number,
    printed_python,
    printed_r,
    proportion,
    sample,
    vector,
)
from sacroreport.pipeline.snippet_groups import compared, correlated, varied
from sacroreport.pipeline.snippet_models import margins
from sacroreport.statistics.describe import known
from sacroreport.statistics.paired import complete_pairs
from sacroreport.study.classes import classes_of
from sacroreport.study.kinds import (
    CompareAnalysis,
    CorrelateAnalysis,
    DescribeAnalysis,
    DistributionAnalysis,
    EventsAnalysis,
    PairedAnalysis,
    VariationAnalysis,
)
from sacroreport.study.study import AnalysisOf, Study, code_of


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code that prints a number; ``python`` may be empty."""

    r: str
    python: str = ""


def snippet(
    analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str = ""
) -> Snippet | None:
    """Return the code that recomputes a number, or ``None`` where there is none.

    Parameters
    ----------
    ending
        The id below the name of the analysis.
    method
        How it was computed, as its result says.
    """
    options = analysis.options
    if analysis.groups and not isinstance(options, (CompareAnalysis, VariationAnalysis)):
        part, _, ending = ending.partition(".")
        group = next(one for one in analysis.groups if one.part == part)
        tally = tally.part(analysis.by, code_of(study.variables[analysis.by], group))
    level = f"{float(options.level) / 100:g}"
    made: Code | None = None
    match options:
        case DescribeAnalysis():
            made = _described(analysis, tally, study, options.variable, ending, level)
        case PairedAnalysis():
            made = _paired(analysis, tally, study, ending, level, method)
        case CompareAnalysis():
            made = compared(analysis, tally, study, ending, level, method)
        case VariationAnalysis():
            made = varied(analysis, tally, study, options, ending)
        case CorrelateAnalysis():
            made = correlated(options, tally, ending, level)
        case EventsAnalysis():
            part, _, last = ending.rpartition(".")
            if part != "any":
                made = proportion(tally.column(part), True, last, level, analysis.interval)
        case DistributionAnalysis():
            part, _, last = ending.rpartition(".")
            middle = classes_of(options).get(part)
            if middle is not None:
                made = _in_class(known(tally.column(options.variable)), options, middle, last)
    if made is None:
        return None
    r, python = made
    imports = "import numpy as np\nfrom scipy import stats\n"
    return Snippet(printed_r(r), imports + printed_python(python) if python else "")


def _in_class(
    weights: Mapping[Fraction, int], options: DistributionAnalysis, middle: Fraction, last: str
) -> Code | None:
    """Return the code that counts the values of one class."""
    half = Fraction(options.width) / 2
    low, high = (f"{float(one):g}" for one in (middle - half, middle + half))
    ends = {"count": ("sum(k)", "k.sum()"), "percent": ("100 * mean(k)", "100 * k.mean()")}
    if last not in ends or not weights:
        return None
    inside = (f"k <- x >= {low} & x < {high}", f"k = (x >= {low}) & (x < {high})")
    return join(sample("x", weights), inside, last=ends[last])


def _described(
    analysis: AnalysisOf, tally: Tally, study: Study, name: str, ending: str, level: str
) -> Code | None:
    column = tally.column(name)
    variable = study.variables[name]
    match variable.options.type:
        case "number":
            return number(known(column), ending)
        case "flag":
            return proportion(column, True, ending, level, analysis.interval)
        case "category" | "ordered":
            part, _, last = ending.rpartition(".")
            codes = {one.part: one.code for one in variable.levels}
            if part in codes:
                return proportion(column, codes[part], last, level, analysis.interval)
    return None


def _paired(
    analysis: AnalysisOf, tally: Tally, study: Study, ending: str, level: str, method: str
) -> Code | None:
    options = analysis.options
    assert isinstance(options, PairedAnalysis)
    variable = study.variables[options.before]
    if analysis.test == "stuart_maxwell" and ending.startswith("test."):
        codes = [one.code for one in variable.levels]
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
