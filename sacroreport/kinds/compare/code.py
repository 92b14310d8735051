"""Code that recomputes comparisons of groups."""

from __future__ import annotations

from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.kinds.compare.code_models import modelled
from sacroreport.kinds.compare.options import CompareAnalysis, compared_as
from sacroreport.kinds.parts.code import (
    RANK_SUM_PYTHON,
    RANK_SUM_R,
    TAILS_PYTHON,
    TAILS_R,
    Code,
    join,
    join_or_none,
    level_of_code,
    number,
    proportion,
    sample,
)
from sacroreport.statistics.describe import known
from sacroreport.study.expression import Value
from sacroreport.study.study import AnalysisOf, Study, code_of


def compared_code(
    analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
) -> Code | None:
    """Return the code of a number of a comparison of groups."""
    level = level_of_code(analysis)
    options = analysis.options
    assert isinstance(options, CompareAnalysis)
    variable, by = study.variables[options.variable], study.variables[analysis.by]
    columns = {
        group.part: tally.part(analysis.by, code_of(by, group)).column(options.variable)
        for group in analysis.groups
    }
    block, _, last = ending.rpartition(".")
    if block.startswith(("adjusted", "interaction")) or (
        block == "test" and analysis.test == "ancova"
    ):
        return modelled(analysis, tally, study, block, last, level)
    part, _, last = ending.partition(".")
    kind = compared_as(options, variable)
    if kind == "number":
        if part in columns:
            return number(known(columns[part]), last)
        return _numbers_compared(
            analysis, [known(column) for column in columns.values()], part, last, level, method
        )
    if kind == "flag":
        event: Value = options.event if options.event is not None else True
        if part in columns:
            return proportion(columns[part], event, last, level, analysis.interval)
        table = [
            [column[event], sum(column.values()) - column[None] - column[event]]
            for column in columns.values()
        ]
    else:
        codes = [level.code for level in variable.levels]
        table = [[column[code] for code in codes] for column in columns.values()]
    test = "chi_square" if "in place of Fisher" in method else analysis.test
    return _table(test, table, part, last)


def _numbers_compared(
    analysis: AnalysisOf,
    groups: list[dict[Fraction, int]],
    part: str,
    last: str,
    level: str,
    method: str,
) -> Code | None:
    if not all(groups):
        return None
    names = ["x", "y"] if len(groups) == 2 else [f"g{index}" for index in range(len(groups))]
    samples = tuple(sample(name, group) for name, group in zip(names, groups, strict=True))
    listed = ", ".join(names)
    test = analysis.test
    code: Code | None = None
    if part == "difference":
        pooled = test == "student"
        r = f"t.test(x, y, var.equal = {str(pooled).upper()}, conf.level = {level})"
        python = f"stats.ttest_ind(x, y, equal_var={pooled}).confidence_interval({level})"
        code = {
            "mean": ("mean(x) - mean(y)", "np.mean(x) - np.mean(y)"),
            "low": (f"{r}$conf.int[1]", f"{python}[0]"),
            "high": (f"{r}$conf.int[2]", f"{python}[1]"),
        }.get(last)
    elif part == "shift" and last == "estimate":
        code = 'median(outer(x, y, "-"))', "np.median(np.subtract.outer(x, y))"
    elif part == "effect" and last == "d":
        code = (
            "m <- length(x) - 1; n <- length(y) - 1; s2 <- (m * var(x) + n * var(y)) / (m + n)\n"
            "(mean(x) - mean(y)) / sqrt(s2)",
            "m, n = len(x) - 1, len(y) - 1\n"
            "s2 = (m * np.var(x, ddof=1) + n * np.var(y, ddof=1)) / (m + n)\n"
            "(np.mean(x) - np.mean(y)) / np.sqrt(s2)",
        )
    elif part == "test" and test in ("welch", "student"):
        pooled = test == "student"
        names_r = {"statistic": "statistic", "df": "parameter", "p": "p.value"}
        names_python = {"statistic": "statistic", "df": "df", "p": "pvalue"}
        if last in names_r:
            code = (
                f"t.test(x, y, var.equal = {str(pooled).upper()})${names_r[last]}",
                f"stats.ttest_ind(x, y, equal_var={pooled}).{names_python[last]}",
            )
    elif part == "test" and test == "mann_whitney":
        if last == "statistic":
            code = (
                "wilcox.test(x, y, exact = FALSE)$statistic",
                "stats.mannwhitneyu(x, y).statistic",
            )
        elif last == "p" and "normal" in method:
            code = (
                "wilcox.test(x, y, exact = FALSE)$p.value",
                "stats.mannwhitneyu(x, y, method='asymptotic').pvalue",
            )
        elif last == "p":
            code = join((RANK_SUM_R, RANK_SUM_PYTHON), last=(TAILS_R, TAILS_PYTHON))
    elif part == "test" and last in ("statistic", "p"):
        python = "statistic" if last == "statistic" else "pvalue"
        r = "statistic" if last == "statistic" else "p.value"
        sizes = ", ".join(f"length({name})" for name in names)
        if test == "kruskal":
            code = f"kruskal.test(list({listed}))${r}", f"stats.kruskal({listed}).{python}"
        else:
            code = (
                f"oneway.test(c({listed}) ~ rep(1:{len(names)}, c({sizes})), var.equal = TRUE)${r}",
                f"stats.f_oneway({listed}).{python}",
            )
    return join_or_none(samples, code)


def _table(test: str, table: list[list[int]], part: str, last: str) -> Code | None:
    rows = ", ".join(f"c({', '.join(map(str, row))})" for row in table)
    data = (f"table <- rbind({rows})", f"table = {table}")
    if part == "odds_ratio" and last == "estimate":
        return join(
            data,
            last=(
                "fisher.test(table)$estimate",
                "stats.contingency.odds_ratio(table, kind='conditional').statistic",
            ),
        )
    if part != "test" or last not in ("p", "statistic") or test == "trend":
        return None
    if test == "fisher":
        python = "stats.fisher_exact(table).pvalue" if len(table) == len(table[0]) == 2 else ""
        return join(data, last=("fisher.test(table)$p.value", python))
    yates = test == "chi_square_yates"
    if any(not any(row) for row in (*table, *zip(*table, strict=True))):
        return None  # neither side leaves empty rows out
    names = {"statistic": ("statistic", "statistic"), "p": ("p.value", "pvalue")}[last]
    return join(
        data,
        last=(
            f"chisq.test(table, correct = {str(yates).upper()})${names[0]}",
            f"stats.chi2_contingency(table, correction={yates}).{names[1]}",
        ),
    )
