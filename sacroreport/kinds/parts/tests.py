"""The tests that several kinds make, by the name that ``test:`` has for them."""

from __future__ import annotations

from sacroreport.study.ids import Formula
from sacroreport.study.kind import TestOf

DF = "degrees of freedom"
OF_T = {"statistic": "t", "df": DF}
OF_F = {"statistic": "F", "df": DF, "df2": f"residual {DF}"}
OF_CHI_SQUARE = {"statistic": "chi-square", "df": DF}

STUART_MAXWELL = TestOf(
    "Stuart-Maxwell test",
    OF_CHI_SQUARE,
    Formula(
        "d′V⁻¹d, d = before − after in each level but one, Vᵢᵢ = beforeᵢ + afterᵢ − 2·unchangedᵢ, "
        "Vᵢⱼ = −(i to j + j to i)",
        "Stuart 1955; Maxwell 1970",
    ),
)
PAIRED = {
    "t": TestOf(
        "paired t test",
        OF_T,
        Formula("mean change / (SD of the changes / √n), n − 1 degrees of freedom"),
    ),
    "wilcoxon": TestOf(
        "Wilcoxon signed-rank test",
        {"statistic": "V"},
        Formula(
            "V = sum of the mid-ranks of positive changes; P over all 2^n patterns of signs, up "
            "to 200 changes that are not 0",
            "Wilcoxon 1945; Streitberg 1986",
        ),
        by_ranks=True,
    ),
    "sign": TestOf(
        "exact sign test",
        {},
        Formula("binomial: P = 2 · P(X ≤ smaller), X ~ B(changed, ½)", "McNemar 1947"),
    ),
    "stuart_maxwell": STUART_MAXWELL,
}
CHI_SQUARE = Formula("Σ(found − expected)² / expected")
COMPARED = {
    "welch": TestOf(
        "Welch t test",
        OF_T,
        Formula("(mean₁ − mean₀) / √(s₁²/n₁ + s₀²/n₀), Satterthwaite's df", "Welch 1947"),
    ),
    "student": TestOf(
        "Student t test",
        OF_T,
        Formula("(mean₁ − mean₀) / (s √(1/n₁ + 1/n₀)), n₁ + n₀ − 2 degrees of freedom"),
    ),
    "mann_whitney": TestOf(
        "Mann-Whitney test",
        {"statistic": "U"},
        Formula(
            "U = pairs in which the group exceeds the reference, ties as a half; P over all "
            "choices of participants, up to 100 in both groups",
            "Mann 1947; Streitberg 1986",
        ),
        by_ranks=True,
    ),
    "anova": TestOf(
        "analysis of variance", OF_F, Formula("F = (between / (k − 1)) / (within / (n − k))")
    ),
    "kruskal": TestOf(
        "Kruskal-Wallis test",
        {"statistic": "H", "df": DF},
        Formula("H, corrected for ties; chi-square with k − 1 df", "Kruskal 1952"),
        by_ranks=True,
    ),
    "fisher": TestOf(
        "Fisher exact test",
        {},
        Formula(
            "sum of the probabilities of all tables with these margins that are not more likely",
            instead=("in place of Fisher", CHI_SQUARE),
        ),
    ),
    "chi_square": TestOf("chi-square test", OF_CHI_SQUARE, CHI_SQUARE),
    "chi_square_yates": TestOf(
        "chi-square test, continuity corrected",
        OF_CHI_SQUARE,
        Formula("Σ(|found − expected| − ½)² / expected", "Yates 1934"),
    ),
    "trend": TestOf(
        "test of trend", OF_CHI_SQUARE, Formula("Cochran-Armitage, scores 1 to k", "Armitage 1955")
    ),
    "ancova": TestOf(
        "analysis of covariance",
        OF_F,
        Formula(
            "F = ((RSS₀ − RSS₁) / (groups − 1)) / (RSS₁ / df2), RSS of least squares with the "
            "covariates alone and with the groups",
            "Fisher 1932",
        ),
        is_model=True,
    ),
}
CORRELATED = {
    "pearson": TestOf("test of the correlation", OF_T, Formula("t = r √((n − 2) / (1 − r²))")),
    "spearman": TestOf(
        "test of the correlation",
        {},
        Formula("over all orders up to 8 pairs, else t = r √((n − 2) / (1 − r²))"),
    ),
}
