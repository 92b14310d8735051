"""How each number is computed, in the field's notation, and where that is from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sacroreport.project.positions import read_yaml
from sacroreport.project.templates import template
from sacroreport.statistics.exact import Number
from sacroreport.statistics.result import Results
from sacroreport.study.group_ids import TESTS
from sacroreport.study.ids import Definition, Role
from sacroreport.study.study import AnalysisOf, Study


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its source; the source may be empty for what every textbook has."""

    text: str
    source: str = ""


DESCRIBE = {
    "mean": Formula("Σx / n"),
    "sd": Formula("√(Σ(x − mean)² / (n − 1))"),
    "median": Formula("type 7: the value at rank (n − 1) / 2, counted from 0", "Hyndman 1996"),
    "q1": Formula(
        "type 7: the value at rank (n − 1) / 4, counted from 0, between values in proportion",
        "Hyndman 1996",
    ),
    "q3": Formula(
        "type 7: the value at rank 3(n − 1) / 4, counted from 0, between values in proportion",
        "Hyndman 1996",
    ),
    "percent": Formula("100 · count / n"),
    "upper_one_sided": Formula("100 · (1 − α^(1/n)), α = 1 − level"),
}
LIMITS = {
    "clopper_pearson": Formula(
        "quantiles of beta distributions: B(α/2; count, n − count + 1) and "
        "B(1 − α/2; count + 1, n − count)",
        "Clopper 1934",
    ),
    "wilson": Formula("Wilson's score limits", "Wilson 1927"),
}
EFFECTS = {
    "dz": Formula("mean change / SD of the changes"),
    "gz": Formula("dz · Γ(m/2) / (√(m/2) · Γ((m − 1)/2)), m = n − 1", "Hedges 1981"),
    "dz_low": Formula("the noncentrality with P(T < t) = 1 − α/2, divided by √n", "Cumming 2001"),
    "dz_high": Formula("the noncentrality with P(T < t) = α/2, divided by √n", "Cumming 2001"),
    "d": Formula("(mean₁ − mean₀) / √(((n₁ − 1)s₁² + (n₀ − 1)s₀²) / (n₁ + n₀ − 2))"),
    "g": Formula("d · Γ(m/2) / (√(m/2) · Γ((m − 1)/2)), m = n₁ + n₀ − 2", "Hedges 1981"),
    "d_low": Formula(
        "the noncentrality with P(T < t) = 1 − α/2, divided by √(n₁n₀/(n₁ + n₀))", "Cumming 2001"
    ),
    "d_high": Formula(
        "the noncentrality with P(T < t) = α/2, divided by √(n₁n₀/(n₁ + n₀))", "Cumming 2001"
    ),
    "smd": Formula("difference / √((variance₁ + variance₀) / 2)"),
}
TESTED = {
    "t": Formula("mean change / (SD of the changes / √n), n − 1 degrees of freedom"),
    "wilcoxon": Formula(
        "V = sum of the mid-ranks of positive changes; P over all 2^n patterns of signs, up to 200 "
        "changes that are not 0",
        "Wilcoxon 1945; Streitberg 1986",
    ),
    "sign": Formula("binomial: P = 2 · P(X ≤ smaller), X ~ B(changed, ½)", "McNemar 1947"),
    "welch": Formula("(mean₁ − mean₀) / √(s₁²/n₁ + s₀²/n₀), Satterthwaite's df", "Welch 1947"),
    "student": Formula("(mean₁ − mean₀) / (s √(1/n₁ + 1/n₀)), n₁ + n₀ − 2 degrees of freedom"),
    "mann_whitney": Formula(
        "U = pairs in which the group exceeds the reference, ties as a half; P over all choices of "
        "participants, up to 100 in both groups",
        "Mann 1947; Streitberg 1986",
    ),
    "anova": Formula("F = (between / (k − 1)) / (within / (n − k))"),
    "kruskal": Formula("H, corrected for ties; chi-square with k − 1 df", "Kruskal 1952"),
    "fisher": Formula(
        "sum of the probabilities of all tables with these margins that are not more likely"
    ),
    "chi_square": Formula("Σ(found − expected)² / expected"),
    "chi_square_yates": Formula("Σ(|found − expected| − ½)² / expected", "Yates 1934"),
    "trend": Formula("Cochran-Armitage, scores 1 to k", "Armitage 1955"),
    "ancova": Formula(
        "F = ((RSS₀ − RSS₁) / (groups − 1)) / (RSS₁ / df2), RSS of least squares with the "
        "covariates alone and with the groups",
        "Fisher 1932",
    ),
    "stuart_maxwell": Formula(
        "d′V⁻¹d, d = before − after in each level but one, Vᵢᵢ = beforeᵢ + afterᵢ − 2·unchangedᵢ, "
        "Vᵢⱼ = −(i to j + j to i)",
        "Stuart 1955; Maxwell 1970",
    ),
    "pearson": Formula("t = r √((n − 2) / (1 − r²))"),
    "spearman": Formula("over all orders up to 8 pairs, else t = r √((n − 2) / (1 − r²))"),
}
MODELS = {
    "adjusted": (
        Formula("least squares: coefficient of the group − that of the reference"),
        Formula("least squares: at the means of the covariates"),
    ),
    "interaction": (
        Formula("least squares"),
        Formula("least squares: group − reference within the level", "Altman 2003"),
    ),
}
"""Part → formula of its mean, and of that of a level below it."""
INTERACTION = Formula(
    "F = ((RSS₀ − RSS₁) / df) / (RSS₁ / df2), RSS of least squares without and with the product of "
    "both",
    "Altman 2003",
)
VARIES = {
    "statistic": Formula("Σ w (mean − weighted mean)², w = n / variance", "Higgins 2002"),
    "df": Formula("groups − 1"),
    "p": Formula("chi-square"),
    "i2": Formula("100 · (Q − df) / Q, at least 0", "Higgins 2002"),
}
RISK = {
    "risk_difference": (
        Formula("percentage − percentage of the reference, or after − before"),
        Formula("hybrid score limits, method 10", "Newcombe 1998"),
    ),
    "odds_ratio": (
        Formula("conditional maximum likelihood"),
        Formula("exact conditional limits"),
    ),
    "shift": (
        Formula(
            "median of the averages of all pairs of changes, or of all differences between groups",
            "Hodges 1963",
        ),
        Formula("such an average or difference, at a quantile of the rank test's distribution"),
    ),
}
"""Part of an id → formula of the estimate, and of its limits."""


@cache
def sources() -> dict[str, str]:
    """Return the sources of formulas in full, by their short names."""
    path = template("sources.yml")
    return dict(read_yaml(path.read_text(encoding="utf-8"), path.name).data)


def formula_of(definition: Definition, study: Study) -> Formula:
    """Return the formula of an id; empty where there is none, as for a count or a text."""
    analysis = study.analyses.get(definition.name)
    if definition.name == "influence" and definition.role is not Role.COUNT:
        return Formula("computed again without each participant in turn")
    if analysis is None or definition.role.is_text:
        return Formula("")
    *parts, ending = definition.id.removeprefix(f"{definition.name}.").split(".")
    part = parts[-1] if parts else ""
    if part in ("test", "companion"):
        return _tested(analysis, part, ending)
    if parts and parts[0] in MODELS and definition.role is not Role.COUNT:
        return _modelled(parts, ending)
    if part == "heterogeneity":
        return VARIES[ending]
    if part == "means":
        return Formula("of the means of the groups")
    if part in RISK:
        return RISK[part][ending != "estimate"]
    if part == "effect":
        return EFFECTS[ending]
    if ending in ("low", "high"):
        return _limit(analysis, definition, part)
    if ending == "r":
        spearman = analysis.test == "spearman"
        text = "Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²)"
        return Formula(f"{text}, of the mid-ranks" if spearman else text)
    if part == "difference" and ending == "mean":
        return Formula("mean of the group − mean of the reference")
    return DESCRIBE.get(ending, Formula(""))


def _tested(analysis: AnalysisOf, part: str, ending: str) -> Formula:
    test = analysis.test
    if part == "companion":
        test = "wilcoxon" if test == "t" else "t"
    if ending == "p_adjusted":
        return Formula("Holm: the largest of (tests − rank + 1) · P so far, at most 1", "Holm 1979")
    formula = TESTED[test]
    name = TESTS[test][0]
    return Formula(f"{name}: {formula.text}", formula.source)


def _modelled(parts: list[str], ending: str) -> Formula:
    if ending == "mean":
        return MODELS[parts[0]][len(parts) - 1]
    if ending in ("low", "high"):
        return Formula("estimate ± t(df2) · √(w′(X′X)⁻¹w · RSS₁ / df2), w the weights")
    return INTERACTION


def _limit(analysis: AnalysisOf, definition: Definition, part: str) -> Formula:
    if definition.unit == "%":
        return LIMITS[analysis.interval]
    if part == "difference":
        return Formula("difference ± t(df) · standard error")
    if part in ("change", "improvement"):
        return Formula("mean ± t(n − 1) · SD / √n")
    if analysis.test == "spearman":
        return Formula("tanh(artanh r ± z √((1 + r²/2) / (n − 3)))", "Bonett 2000")
    return Formula("tanh(artanh r ± z / √(n − 3))")


def worked(definition: Definition, study: Study, results: Results) -> str:
    """Return the formula with the numbers put in, where it is short enough to read."""
    result = results.get(definition.id)
    if result is None or result.value is None:
        return ""
    *parts, ending = definition.id.split(".")
    block = ".".join(parts)

    def shown(id_: str) -> str:
        row = results.get(id_)
        return "?" if row is None or row.value is None else _short(row.value)

    analysis = study.analyses.get(definition.name)
    test = analysis.test if analysis is not None else ""
    match ending:
        case "percent":
            return f"100 · {shown(f'{block}.count')} / {result.n}"
        case "mean" if result.exact and "/" in result.exact:
            return f"{result.exact} = {_short(result.value)}"
        case "statistic" | "p" if parts[-1] == "test" and test == "t":
            change = f"{definition.name}.change"
            text = f"t = {shown(f'{change}.mean')} / ({shown(f'{change}.sd')} / √{result.n})"
            return text if ending == "statistic" else f"{text}, {result.n - 1} degrees of freedom"
        case "dz":
            change = f"{definition.name}.change"
            return f"{shown(f'{change}.mean')} / {shown(f'{change}.sd')}"
        case "low" | "high" if parts[-1] in ("change", "improvement"):
            sign = "−" if ending == "low" else "+"
            mean, sd = shown(f"{block}.mean"), shown(f"{block}.sd")
            return f"{mean} {sign} t({result.n - 1}) · {sd} / √{result.n}"
        case "estimate" if parts[-1] == "risk_difference" and result.exact:
            return f"{result.exact} = {_short(result.value)}"
    return ""


def _short(value: Number) -> str:
    return f"{float(value):.6g}".replace("-", "−")
