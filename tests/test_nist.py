"""NIST's Statistical Reference Datasets, univariate: every certified digit of mean and SD.

Michelso is R's `morley`; the NumAcc sets are made by rule; the other four are not at hand. Certified values:
https://www.itl.nist.gov/div898/strd/univ/homepage.html.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest

from sacroreport.statistics.moments import mean, standard_deviation

GOLDEN = Path(__file__).parent / "golden" / "datasets"


def around(center: str, low: str, high: str) -> list[str]:
    return [center, *[low, high] * 500]


SETS = {
    "NumAcc1": (["10000001", "10000003", "10000002"], "10000002", "1"),
    "NumAcc2": (around("1.2", "1.1", "1.3"), "1.2", "0.1"),
    "NumAcc3": (around("1000000.2", "1000000.1", "1000000.3"), "1000000.2", "0.1"),
    "NumAcc4": (around("10000000.2", "10000000.1", "10000000.3"), "10000000.2", "0.1"),
    "Michelso": (
        (GOLDEN / "michelso.csv").read_text("utf-8").split()[1:],
        "299.852400000000",
        "0.0790105478190518",
    ),
}


@pytest.mark.golden
@pytest.mark.parametrize("name", SETS)
def test_every_certified_digit(name: str) -> None:
    texts, wanted_mean, wanted_sd = SETS[name]
    weights = Counter(map(Fraction, texts))
    assert mean(weights) == Fraction(wanted_mean)
    square = standard_deviation(weights).square
    with localcontext() as context:
        context.prec = 60
        root = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
        assert round(root, len(wanted_sd.partition(".")[2])) == Decimal(wanted_sd)
