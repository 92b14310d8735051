"""NIST's Statistical Reference Datasets: every certified digit.

All nine univariate sets, and five of the linear models, which are known to defeat floats.
Michelso is R's `morley`; the NumAcc sets are made by rule; the others are in `golden/datasets/nist`. Certified
values: https://www.itl.nist.gov/div898/strd/.
"""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest

from sacroreport.statistics.exact import root_to_float
from sacroreport.statistics.linear import Row, least_squares
from sacroreport.statistics.moments import mean, standard_deviation

GOLDEN = Path(__file__).parent / "golden" / "datasets"
NIST = GOLDEN / "nist"
LAST = 5e-15
"""Half a unit of the fifteenth digit: as many are certified."""


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
    "Lew": ((NIST / "lew.txt").read_text("utf-8").split(), "-177.435000000000", "277.332168044316"),
    "Lottery": (
        (NIST / "lottery.txt").read_text("utf-8").split(), "518.958715596330", "291.699727470969",
    ),
    "Mavro": (
        (NIST / "mavro.txt").read_text("utf-8").split(), "2.00185600000000", "0.000429123454003053",
    ),
    "PiDigits": (
        (NIST / "pidigits.txt").read_text("utf-8").split(), "4.53480000000000", "2.86733906028871",
    ),
}  # fmt: skip


@pytest.mark.golden
@pytest.mark.parametrize("name", SETS)
def test_every_certified_digit(name: str) -> None:
    texts, wanted_mean, wanted_sd = SETS[name]
    weights = Counter(map(Fraction, texts))
    found = mean(weights)
    assert round(found, len(wanted_mean.partition(".")[2])) == Fraction(wanted_mean)
    square = standard_deviation(weights).square
    with localcontext() as context:
        context.prec = 60
        root = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
        assert round(root, len(wanted_sd.partition(".")[2])) == Decimal(wanted_sd)


def model(name: str) -> tuple[list[Row], list[tuple[str, str]], str]:
    """Return rows, certified coefficients with their SDs, and the residual SD of a set."""
    lines = (NIST / f"{name.lower()}.txt").read_text("utf-8").splitlines()
    certified = [line.split()[1:] for line in lines if line.startswith("#")][1:]
    data = [[Fraction(cell) for cell in line.split()] for line in lines if line[0] != "#"]
    rows = []
    for y, *given in data:
        x = (
            given
            if len(given) > 1
            else [given[0] ** power for power in range(1, len(certified) - 1)]
        )
        rows.append(((Fraction(1), *x), y, 1))
    return rows, [(one[1], one[2]) for one in certified[:-1]], certified[-1][1]


@pytest.mark.golden
@pytest.mark.parametrize("name", ["Norris", "Longley", "Filip", "Wampler4", "Wampler5"])
def test_every_certified_digit_of_a_linear_model(name: str) -> None:
    rows, certified, residual = model(name)
    fit = least_squares(rows)
    assert fit is not None
    assert math.isclose(root_to_float(fit.residual / fit.df), float(residual), rel_tol=LAST)
    for index, (coefficient, deviation) in enumerate(certified):
        weights = [Fraction(int(at == index)) for at in range(len(certified))]
        for found, wanted in (
            (float(fit.contrast(weights)), coefficient),
            (root_to_float(fit.variance(weights)), deviation),
        ):
            assert math.isclose(found, float(wanted), rel_tol=LAST), (index, found, wanted)
