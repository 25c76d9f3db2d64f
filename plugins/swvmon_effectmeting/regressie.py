"""One regression with fixed effects of unit and period, and errors clustered, by pyfixest."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon import SwvmonError
from swvmon_effectmeting.uitkomst import GeenUitkomst, Schatting, Toets

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

CONVENTIE = (
    "CRV1 × G/(G-1) × (N-1)/(N-K); K telt regressoren en vaste effecten die niet binnen de clusters vallen; "
    "t met G-1 vrijheidsgraden"
)
"""How degrees of freedom are counted; pinned, since packages differ (linearmodels gives 5 % more)."""

ZERO = 1e-9
"""A standard error below this share of the spread of the outcome is rounding: nothing is left to estimate with."""


@frozen
class Regressie:
    """A fitted regression.

    Attributes:
        namen: the regressors.
        b: estimates.
        vcov: their covariance matrix, clustered.
        n: observations.
        clusters: number of clusters.
        y: outcome after taking out the fixed effects.
        x: regressors after taking out the fixed effects, one column each.
    """

    namen: tuple[str, ...]
    b: np.ndarray
    vcov: np.ndarray
    n: int
    clusters: int
    y: np.ndarray = field(repr=False)
    x: np.ndarray = field(repr=False)

    def combine(self, naam: str, gewichten: np.ndarray, methode: str) -> Schatting:
        """The estimate of a weighted sum of coefficients."""
        from scipy.stats import t

        waarde, se = float(gewichten @ self.b), float((gewichten @ self.vcov @ gewichten) ** 0.5)
        df = self.clusters - 1
        margin = float(t.ppf(0.975, df)) * se
        p = float(2 * t.sf(abs(waarde) / se, df))
        return Schatting(
            naam, waarde, se, waarde - margin, waarde + margin, p, self.n, self.clusters, df, methode, CONVENTIE
        )

    def jointly(self, naam: str, rijen: np.ndarray) -> Toets | GeenUitkomst:
        """The F test that some weighted sums of coefficients are all zero, on G-1 degrees of freedom."""
        import numpy as np
        from scipy.stats import f

        q, df = len(rijen), self.clusters - 1
        if q > df:
            return GeenUitkomst("te_weinig_groepen", f"{q} perioden zijn niet samen te toetsen met {df + 1} clusters.")
        values = rijen @ self.b
        statistic = float(values @ np.linalg.solve(rijen @ self.vcov @ rijen.T, values)) / q
        return Toets(naam, statistic, q, df, float(f.sf(statistic, q, df)))


def fit(frame: pd.DataFrame, regressoren: list[str]) -> Regressie | GeenUitkomst:
    """Regress y on some columns with fixed effects of u and t, errors clustered by g.

    Args:
        frame: columns y, u, t, g and the regressors.
        regressoren: their names.

    Raises:
        SwvmonError: pyfixest is not installed.
    """
    try:
        import pyfixest
    except ImportError:
        raise SwvmonError('this analysis needs pyfixest; install it with: pip install "swvmon[effect]"') from None

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas, about how pyfixest calls it
        try:
            model = pyfixest.feols(
                f"y ~ {' + '.join(regressoren)} | u + t",
                data=frame,
                vcov={"CRV1": "g"},
                ssc=pyfixest.ssc(k_adj=True, k_fixef="nonnested", G_adj=True, G_df="min"),
                copy_data=False,
                store_data=False,
            )
        except ValueError as error:
            if "collinear" not in str(error):
                raise
            return GeenUitkomst("geen_variatie")
    spread = float(frame["y"].std())
    errors = model._se  # tidy() has no matrices
    if len(errors) < len(regressoren) or not (errors > ZERO * spread).all():
        return GeenUitkomst("geen_variatie")
    return Regressie(
        tuple(map(str, model._coefnames)),
        model._beta_hat,
        model._vcov,
        int(model._N),
        int(frame["g"].nunique()),
        model._Y[:, 0],
        model._X,
    )
