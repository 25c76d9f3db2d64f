"""Means, reliability, relations and differences between groups; what cannot be computed has a named outcome."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import SwvmonError

if TYPE_CHECKING:
    import pandas as pd

BEREKEND = "berekend"
GEEN_ANTWOORDEN = "geen antwoorden"
TE_WEINIG = "te weinig antwoorden"
GEEN_VARIATIE = "geen variatie"
TE_WEINIG_GROEPEN = "te weinig groepen"
UITKOMSTEN = (BEREKEND, GEEN_ANTWOORDEN, TE_WEINIG, GEEN_VARIATIE, TE_WEINIG_GROEPEN)
"""What became of a statistic; without `berekend` it has no number."""
MINSTENS = 3
"""Pairs that a relation needs: two points always lie on a line."""


@frozen
class Samenvatting:
    """A measure over respondents.

    Attributes:
        n: respondents with a number.
        gemiddelde: exact mean; None where nobody has one.
        mediaan: exact median.
        sd: standard deviation (n - 1); None with fewer than two.
        onvoldoende: respondents below the bound of the scale; None for other measures.
        alfa: Cronbach's alpha over those who judged all items; None where it cannot be computed.
        alfa_uitkomst: why not.
        uitkomst: berekend or geen antwoorden.
    """

    n: int
    gemiddelde: Fraction | None
    mediaan: Fraction | None
    sd: float | None
    onvoldoende: int | None
    alfa: float | None
    alfa_uitkomst: str
    uitkomst: str


@frozen
class Samenhang:
    """Pearson's r.

    Attributes:
        n: pairs.
        r: the coefficient.
        p: two-sided chance of one at least as large where there is no relation.
        uitkomst: one of `UITKOMSTEN`.
    """

    n: int
    r: float | None
    p: float | None
    uitkomst: str


@frozen
class Verschil:
    """One-way analysis of variance.

    Attributes:
        aantallen: respondents per group that has any.
        gemiddelden: their means.
        f: the F-value.
        df1: degrees of freedom between groups.
        df2: within groups.
        p: chance of an F at least as large where groups do not differ.
        eta2: share of the variation that lies between groups.
        uitkomst: one of `UITKOMSTEN`.
    """

    aantallen: dict[str, int]
    gemiddelden: dict[str, Fraction]
    f: float | None
    df1: int | None
    df2: int | None
    p: float | None
    eta2: float | None
    uitkomst: str


def p_of_f(f: float, df1: int, df2: int) -> float:
    """Chance of an F at least this large.

    Raises:
        SwvmonError: scipy is not installed.
    """
    try:
        from scipy.special import fdtrc  # scipy.stats has it too, and takes far longer to import
    except ImportError:
        raise SwvmonError('p-values need scipy; install it with: pip install "swvmon[effect]"') from None
    return float(fdtrc(df1, df2, f))


def p_of_r(r: float, n: int) -> float:
    """Two-sided chance of an r at least this far from zero, for n pairs: r squared is an F with 1 and n - 2."""
    return 0.0 if abs(r) >= 1 else p_of_f(r * r * (n - 2) / (1 - r * r), 1, n - 2)


def mean(numbers: Sequence[Fraction]) -> Fraction:
    """Exact mean."""
    return sum(numbers, Fraction(0)) / len(numbers)


def summarise(scores: pd.Series, grens: Decimal | None = None, oordelen: pd.DataFrame | None = None) -> Samenvatting:
    """Sum up a measure.

    Args:
        scores: exact numbers.
        grens: bound of a scale; below it a score is insufficient.
        oordelen: the items of a scale, for its reliability.
    """
    import statistics

    alfa, told = (None, TE_WEINIG) if oordelen is None else cronbach(oordelen)
    numbers: list[Fraction] = list(scores)
    if not numbers:
        return Samenvatting(0, None, None, None, None, None, told, GEEN_ANTWOORDEN)
    below = None if grens is None else sum(number < Fraction(grens) for number in numbers)
    middle = Fraction(statistics.median(numbers))
    return Samenvatting(
        len(numbers),
        mean(numbers),
        middle,
        _sd(numbers) if len(numbers) > 1 else None,
        below,
        alfa,
        told,
        BEREKEND,
    )


def cronbach(oordelen: pd.DataFrame) -> tuple[float | None, str]:
    """Cronbach's alpha over respondents who judged all items, and what became of it.

    Two items, three respondents and a difference between their sums are the least that it needs.
    """
    whole = oordelen.dropna().astype("float64")
    k = whole.shape[1]
    if k < 2 or len(whole) < MINSTENS:
        return None, TE_WEINIG
    total = float(whole.sum(axis=1).var(ddof=1))
    if math.isclose(total, 0, abs_tol=1e-12):
        return None, GEEN_VARIATIE
    return k / (k - 1) * (1 - float(whole.var(ddof=1).sum()) / total), BEREKEND


def correlate(een: pd.Series, ander: pd.Series) -> Samenhang:
    """Pearson's r over respondents who have both numbers.

    Raises:
        SwvmonError: scipy is not installed.
    """
    both = een.index.intersection(ander.index)
    left, right = ([Fraction(number) for number in side.reindex(both)] for side in (een, ander))
    n = len(both)
    if n < MINSTENS:
        return Samenhang(n, None, None, TE_WEINIG if n else GEEN_ANTWOORDEN)
    a, b = (_away(side) for side in (left, right))
    apart = sum(x * x for x in a) * sum(y * y for y in b)
    if apart == 0:
        return Samenhang(n, None, None, GEEN_VARIATIE)
    r = float(sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))) / math.sqrt(apart)
    r = max(-1.0, min(1.0, r))
    return Samenhang(n, r, p_of_r(r, n), BEREKEND)


def compare_groups(scores: pd.Series, klassen: pd.Series) -> Verschil:
    """F-test of a measure over classes; classes without respondents are left out.

    Two groups are the least, of which one has two respondents; and within a group there must be a difference.

    Args:
        scores: exact numbers; of a yes or no 1 and 0.
        klassen: class of each respondent.

    Raises:
        SwvmonError: scipy is not installed.
    """
    of = klassen.reindex(scores.index)
    groups = {str(k): list(scores[of == k]) for k in sorted(of.dropna().unique(), key=list(_order(klassen)).index)}
    return f_test({name: [Fraction(number) for number in numbers] for name, numbers in groups.items()})


def f_test(groups: dict[str, list[Fraction]]) -> Verschil:
    """One-way analysis of variance, with exact sums; see `compare_groups`."""
    filled = {name: numbers for name, numbers in groups.items() if numbers}
    counts = {name: len(numbers) for name, numbers in filled.items()}
    means = {name: mean(numbers) for name, numbers in filled.items()}
    n, k = sum(counts.values()), len(filled)

    def without(uitkomst: str) -> Verschil:
        return Verschil(counts, means, None, None, None, None, None, uitkomst)

    if not n:
        return without(GEEN_ANTWOORDEN)
    if k < 2:
        return without(TE_WEINIG_GROEPEN)
    if n <= k:
        return without(TE_WEINIG)
    every = [number for numbers in filled.values() for number in numbers]
    middle = mean(every)
    between = sum((counts[name] * (means[name] - middle) ** 2 for name in filled), Fraction(0))
    within = sum(((x - means[name]) ** 2 for name, numbers in filled.items() for x in numbers), Fraction(0))
    if within == 0:
        return without(GEEN_VARIATIE)
    f = float((between / (k - 1)) / (within / (n - k)))
    return Verschil(
        counts, means, f, k - 1, n - k, p_of_f(f, k - 1, n - k), float(between / (between + within)), BEREKEND
    )


def _order(klassen: pd.Series) -> Sequence[object]:
    return list(klassen.cat.categories) if hasattr(klassen, "cat") else sorted(klassen.dropna().unique())


def _away(numbers: list[Fraction]) -> list[Fraction]:
    middle = mean(numbers)
    return [number - middle for number in numbers]


def _sd(numbers: list[Fraction]) -> float:
    return math.sqrt(sum(x * x for x in _away(numbers)) / (len(numbers) - 1))
