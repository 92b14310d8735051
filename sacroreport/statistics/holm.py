"""P values adjusted for each other."""

from __future__ import annotations


def holm(values: list[float], tests: int) -> list[float]:
    """Return P values adjusted by Holm's step-down method [1]_; ``p.adjust`` in R.

    Parameters
    ----------
    values
        P values.
    tests
        How many tests there are, those without a P value included.

    References
    ----------
    .. [1] Holm S. A simple sequentially rejective multiple test procedure. Scand J Stat
       1979;6:65-70.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03, 0.005], 4)
    [0.03, 0.06, 0.06, 0.02]
    """
    result = [0.0] * len(values)
    largest = 0.0
    for step, index in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        largest = max(largest, min(1.0, (tests - step) * values[index]))
        result[index] = largest
    return result
