"""How equally money is spread over pupils: Gini and Theil of the amount per pupil, each pupil counted once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Grootboek, Indicator, Momentopname, half_up, swv_meting
from swvmon_herverdeling.per_leerling import (
    PER_BEHOEFTE,
    PER_LEERLING,
    pupils,
    received,
    whole,
    with_need,
)

if TYPE_CHECKING:
    import pandas as pd

PLACES, DIGITS = 6, 60
GINI = "Gini, gewogen naar {}: exacte oppervlakte onder de Lorenzcurve"
THEIL = "Theil T, gewogen naar {}: som van aandeel geld x ln(aandeel geld / aandeel {}), 60 cijfers"
GEMASKEERD = "; afgeschermde aantallen op hun minimum"


def gini(geld: Sequence[int], gewicht: Sequence[int]) -> Decimal:
    """Gini coefficient of geld per gewicht, weighted by gewicht; 0 is equal, exact until it is rounded to six places.

    Args:
        geld: amounts, zero or more, not all zero.
        gewicht: weights above zero.
    """
    from_low = sorted(zip(geld, gewicht, strict=True), key=lambda pair: Fraction(*pair))
    before = accumulate((amount for amount, _ in from_low), initial=0)
    area = sum(weight * (2 * lower + amount) for lower, (amount, weight) in zip(before, from_low, strict=False))
    value = 1 - Fraction(area, sum(geld) * sum(gewicht))
    return half_up(Decimal(value.numerator) / value.denominator, PLACES)


def theil(geld: Sequence[int], gewicht: Sequence[int]) -> Decimal:
    """Theil T of geld per gewicht, weighted by gewicht; 0 is equal, ln(n) the most for n equal weights.

    Args:
        geld: amounts, zero or more, not all zero.
        gewicht: weights above zero.
    """
    money, weights = sum(geld), sum(gewicht)
    with localcontext() as context:
        context.prec = DIGITS
        terms = [
            Decimal(amount) / money * (Decimal(amount * weights) / (money * weight)).ln()
            for amount, weight in zip(geld, gewicht, strict=True)
            if amount
        ]
        return half_up(sum(terms, Decimal(0)), PLACES) + 0  # no negative zero


@frozen
class Gevallen:
    """The schools that are compared, or why nothing is.

    Attributes:
        geld: eurocents per school.
        gewicht: what each school counts for, in millionths.
        geschat: some weights are low ends of masked counts.
        waarom: why there is nothing to compare; empty where there is.
    """

    geld: list[int]
    gewicht: list[int]
    geschat: bool = False
    waarom: str = ""


def cases(geld: pd.Series, gewicht: pd.DataFrame | None) -> Gevallen:
    """Schools with weight, or the first reason for which equality has no meaning.

    Args:
        geld: eurocents per school.
        gewicht: `aantal_min` and `aantal_max` per school; None where no count is loaded.
    """
    if gewicht is None:
        return _none("de telling ontbreekt")
    low = gewicht["aantal_min"]
    without = int((low.isna() & (geld != 0)).sum())
    if low.notna().sum() == 0 or without:
        return _none(f"het aantal leerlingen is onbekend van {without or len(low)} scholen")
    low, money = low[low.notna()], geld[low.notna()]
    counts = low > 0
    low, money, outside = low[counts], money[counts], money[~counts]
    masked = bool((gewicht["aantal_max"].reindex(low.index) > low).any())
    return Gevallen(money.tolist(), whole(low), masked, _meaningless(money, outside))


def _meaningless(geld: pd.Series, daarbuiten: pd.Series) -> str:
    """Why equality has no meaning for schools with pupils, and the money of those without; empty where it has."""
    reasons = {
        "er ging geld naar een school zonder leerlingen die tellen": bool(daarbuiten.any()),
        "geen scholen met leerlingen": geld.empty,
        "één school: er is niets te vergelijken": len(geld) == 1,
        "een school betaalde per saldo": bool((geld < 0).any()),
        "er is geen geld verdeeld": not geld.any(),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _none(waarom: str) -> Gevallen:
    return Gevallen([], [], waarom=waarom)


Maat = Callable[[Sequence[int], Sequence[int]], Decimal]
Gewicht = Callable[[Momentopname], "pd.DataFrame | None"]


def bereken(  # noqa: PLR0913 - four measures differ in these keywords
    momentopname: Momentopname, grootboek: Grootboek, *, maat: Maat, gewicht: Gewicht, methode: str, grondslag: str
) -> pd.DataFrame:
    """One statistic for the SWV, with the number of schools; `ontbreekt` with the reason in the methode."""
    schools = cases(received(momentopname, grootboek), gewicht(momentopname))
    known = not schools.waarom
    masked = known and schools.geschat
    told = methode + (GEMASKEERD if masked else "") if known else f"niet te bepalen: {schools.waarom}"
    return swv_meting(
        momentopname,
        soort="statistiek",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="index",
        grondslag=grondslag,
        status="geschat" if masked else "definitief",
        waarde=maat(schools.geld, schools.gewicht) if known else None,
        n=len(schools.geld),
        methode=told,
    )


GELIJKHEID = tuple(
    Indicator(
        naam=f"{naam}_{soort}",
        titel=f"Ongelijkheid van het bedrag per {wie} ({naam.capitalize()})",
        definitie=f"{naam.capitalize()} van wat scholen per saldo krijgen per {wie}, gewogen naar {meervoud}; "
        "0 is gelijk.",
        bron="R0 L3353-3360; swvmon",
        soort="statistiek",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(
            bereken,
            maat=maat,
            gewicht=gewicht,
            methode=methode.format(meervoud, meervoud),
            grondslag=f"scholen met {meervoud}; bedragen per saldo (grootboek)",
        ),
        leest=leest,
    )
    for naam, maat, methode in (("gini", gini, GINI), ("theil", theil, THEIL))
    for soort, wie, meervoud, gewicht, leest in (
        ("leerling", "leerling", "leerlingen", pupils, PER_LEERLING),
        ("behoefte", "leerling met behoefte", "leerlingen met behoefte", with_need, PER_BEHOEFTE),
    )
)
