"""Code that recomputes linear models."""

from __future__ import annotations

from sacroreport.data.tally import Tally
from sacroreport.kinds.compare.model import ancova_model, interaction_model
from sacroreport.kinds.parts.code import Code, join, listed, vector
from sacroreport.statistics.linear import Row
from sacroreport.statistics.nested import Model
from sacroreport.study.study import AnalysisOf, Study

FITS_R = """rss <- function(X) sum(qr.resid(qr(X), y)^2)
df <- qr(X1)$rank - qr(X0)$rank; df2 <- length(y) - qr(X1)$rank
f <- (rss(X0) - rss(X1)) / df / (rss(X1) / df2)"""
FITS_PYTHON = """def rss(X): return ((y - X @ np.linalg.lstsq(X, y, rcond=None)[0])**2).sum()
rank = np.linalg.matrix_rank
df = rank(X1) - rank(X0); df2 = len(y) - rank(X1)
f = (rss(X0) - rss(X1)) / df / (rss(X1) / df2)"""
CONTRAST_R = """fit <- lm(y ~ 0 + X1); estimate <- sum(w * coef(fit))
half <- qt((1 + LEVEL) / 2, df.residual(fit)) * sqrt(drop(t(w) %*% vcov(fit) %*% w))"""
CONTRAST_PYTHON = """b = np.linalg.lstsq(X1, y, rcond=None)[0]; estimate = w @ b
s2 = ((y - X1 @ b)**2).sum() / (len(y) - len(b))
spread = s2 * w @ np.linalg.inv(X1.T @ X1) @ w
half = stats.t.ppf((1 + LEVEL) / 2, len(y) - len(b)) * np.sqrt(spread)"""
TESTED = {
    "statistic": ("f", "f"),
    "df": ("df", "df"),
    "df2": ("df2", "df2"),
    "p": ("pf(f, df, df2, lower.tail = FALSE)", "stats.f.sf(f, df, df2)"),
}
LIMITED = {
    "mean": ("estimate", "estimate"),
    "low": ("estimate - half", "estimate - half"),
    "high": ("estimate + half", "estimate + half"),
}


def modelled(
    analysis: AnalysisOf, tally: Tally, study: Study, block: str, last: str, level: str
) -> Code | None:
    """Return the code of a number of a linear model.

    Parameters
    ----------
    block
        ``test`` or ``adjusted`` or ``interaction``, or a part below one of these.
    """
    interacting = block.split(".")[0] == "interaction"
    make = interaction_model if interacting else ancova_model
    model: Model = make(analysis, tally, study)
    data = [_matrix("X1", model.larger)]
    response = vector("y", [y for _, y, _ in model.larger], [count for *_, count in model.larger])
    if block in model.weights and last in LIMITED:
        weights = listed(model.weights[block])
        data.append((f"w <- c({weights})", f"w = np.array([{weights}])"))
        data.append((CONTRAST_R.replace("LEVEL", level), CONTRAST_PYTHON.replace("LEVEL", level)))
        return join(response, *data, last=LIMITED[last])
    if block in ("test", "interaction") and last in TESTED:
        data += [_matrix("X0", model.smaller), (FITS_R, FITS_PYTHON)]
        return join(response, *data, last=TESTED[last])
    return None


def _matrix(name: str, rows: list[Row]) -> Code:
    counts = ", ".join(str(count) for *_, count in rows)
    columns = [listed(column) for column in zip(*(row[0] for row in rows), strict=True)]
    r = ",\n  ".join(f"rep(c({column}), times = c({counts}))" for column in columns)
    python = ",\n  ".join(f"np.repeat([{column}], [{counts}])" for column in columns)
    return f"{name} <- cbind({r})", f"{name} = np.column_stack([{python}])"
