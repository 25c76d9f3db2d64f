"""p-values, what remains of them after many tests, what could have been found, and the verdict in plain Dutch."""

from __future__ import annotations

from math import erfc, sqrt
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon_effectmeting.tekst import number

if TYPE_CHECKING:
    from collections.abc import Sequence

CORRECTIES = {"geen": None, "bonferroni": "bonferroni", "holm": "holm", "bh": "fdr_bh"}
"""Corrections for testing many outcomes; the values are statsmodels' names."""

KANS = 0.8
"""Power: the chance with which an effect should be found. A convention, not a law."""


def p_normaal(waarde: float, se: float) -> float:
    """Two-sided p-value under the normal distribution: 1.96 standard errors give 0.05."""
    return erfc(abs(waarde / se) / sqrt(2))


def correct(p: Sequence[float], correctie: str) -> list[float]:
    """p-values after a correction for their number, in their order.

    Args:
        p: uncorrected p-values.
        correctie: one of `CORRECTIES`: ``bonferroni`` and ``holm`` bound the chance of one false finding, ``bh``
            (Benjamini-Hochberg) the share of false ones among the findings.
    """
    method = CORRECTIES[correctie]
    if method is None or not p:
        return list(p)
    from statsmodels.stats.multitest import multipletests

    return [float(value) for value in multipletests(list(p), method=method)[1]]


def smallest_effect(se: float, vrijheidsgraden: float, grens_p: float, kans: float = KANS) -> float:
    """The smallest effect that is found with a given chance: (t(1 - bound/2) + t(chance)) x standard error.

    Args:
        se: standard error of the estimate.
        vrijheidsgraden: of its t distribution.
        grens_p: below which p counts as found.
        kans: the chance, 0-1.
    """
    from scipy.stats import t

    return float((t.ppf(1 - grens_p / 2, vrijheidsgraden) + t.ppf(kans, vrijheidsgraden)) * se)


@frozen
class Oordeel:
    """The verdict on an estimate.

    Attributes:
        code: ``steun``, ``geen_steun`` or ``steun_vervalt``.
        tekst: the verdict in Dutch.
    """

    code: str
    tekst: str

    @property
    def ster(self) -> bool:
        """Whether a table may put a star behind the estimate."""
        return self.code == "steun"


def judge(p: float, grens_p: float, *, wat: str, kleinste: float, bezwaren: Sequence[str] = ()) -> Oordeel:
    """The verdict on an estimate; only one without objections gets a star.

    Args:
        p: its p-value, after correction.
        grens_p: the bound.
        wat: what it would be: effect, samenhang, verschil.
        kleinste: the smallest one that could have been found.
        bezwaren: what stands in the way of a finding, in Dutch sentences.
    """
    if p >= grens_p:
        return Oordeel(
            "geen_steun",
            f"Geen steun voor een {wat}: wat gevonden is kan toeval zijn (p = {number(p)}, grens {number(grens_p)}). "
            f"Dat bewijst niet dat er geen {wat} is: pas een {wat} van {number(kleinste)} of meer was met "
            f"{KANS:.0%} kans gevonden.".replace("%", " %"),
        )
    told = f"p = {number(p)}, grens {number(grens_p)}"
    if bezwaren:
        return Oordeel("steun_vervalt", " ".join([f"Geen steun voor een {wat}, ook al is {told}.", *bezwaren]))
    return Oordeel("steun", f"Steun voor een {wat}, onder de aannames van de methode ({told}).")
