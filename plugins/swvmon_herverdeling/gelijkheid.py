"""How equally money is spread over pupils: Gini and Theil of the amount per pupil, each pupil counted once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cmp_to_key, partial
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Grootboek, Indicator, Momentopname, half_up, swv_meting
from swvmon_herverdeling.per_leerling import (
    NUMBERS,
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
    from_low = sorted(zip(geld, gewicht, strict=True), key=cmp_to_key(lambda a, b: a[0] * b[1] - b[0] * a[1]))
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


School = tuple[int, int | None, int | None]
"""Eurocents, and the low and the high end of what the school counts for, in millionths; None where that is unknown."""


def cases(schools: Sequence[School]) -> Gevallen:
    """Schools with weight, or the first reason for which equality has no meaning."""
    unknown = [cents for cents, low, _ in schools if low is None]
    without = sum(cents != 0 for cents in unknown)
    if without or len(unknown) == len(schools):
        return _none(f"het aantal leerlingen is onbekend van {without or len(schools)} scholen")
    known = [(cents, low, high) for cents, low, high in schools if low is not None]
    counting = [(cents, low, high or 0) for cents, low, high in known if low > 0]
    money, weights = [cents for cents, _, _ in counting], [low for _, low, _ in counting]
    outside = any(cents for cents, low, _ in known if low <= 0)
    masked = any(high > low for _, low, high in counting)
    return Gevallen(money, weights, masked, _meaningless(money, daarbuiten=outside))


def _meaningless(geld: Sequence[int], *, daarbuiten: bool) -> str:
    """Why equality has no meaning for schools with pupils, and money for those without; empty where it has."""
    reasons = {
        "er ging geld naar een school zonder leerlingen die tellen": daarbuiten,
        "geen scholen met leerlingen": not geld,
        "één school: er is niets te vergelijken": len(geld) == 1,
        "een school betaalde per saldo": any(cents < 0 for cents in geld),
        "er is geen geld verdeeld": not any(geld),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _none(waarom: str) -> Gevallen:
    return Gevallen([], [], waarom=waarom)


Maat = Callable[[Sequence[int], Sequence[int]], Decimal]
Gewicht = Callable[[Momentopname], "pd.DataFrame"]


def per_swv(momentopname: Momentopname, grootboek: Grootboek, gewicht: Gewicht) -> list[Gevallen]:
    """The schools that are compared of each SWV of the call."""
    counts = gewicht(momentopname)
    money = received(momentopname, grootboek).reindex(counts.index).tolist()
    ends = (whole(counts[name]) for name in NUMBERS)
    schools: dict[str, list[School]] = {}
    for swv, school in zip(momentopname.swv_of(counts), zip(money, *ends, strict=True), strict=True):
        schools.setdefault(swv, []).append(school)
    return [cases(schools[swv]) if swv in schools else _none("de telling ontbreekt") for swv in momentopname.swvs]


def bereken(  # noqa: PLR0913 - four measures differ in these keywords
    momentopname: Momentopname, grootboek: Grootboek, *, maat: Maat, gewicht: Gewicht, methode: str, grondslag: str
) -> pd.DataFrame:
    """One statistic for each SWV, with the number of schools; `ontbreekt` with the reason in the methode."""
    import pandas as pd

    told = pd.DataFrame(
        [_told(schools, maat, methode) for schools in per_swv(momentopname, grootboek, gewicht)],
        index=list(momentopname.swvs),
        columns=["waarde", "n", "methode", "status"],
    )
    return swv_meting(
        momentopname,
        soort="statistiek",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="index",
        grondslag=grondslag,
        **{str(name): told[name] for name in told},
    )


def _told(schools: Gevallen, maat: Maat, methode: str) -> tuple[Decimal | None, int, str, str]:
    """The statistic, the number of schools, the method and the status."""
    if schools.waarom:
        return None, 0, f"niet te bepalen: {schools.waarom}", "definitief"
    value, number = maat(schools.geld, schools.gewicht), len(schools.geld)
    return (
        (value, number, methode + GEMASKEERD, "geschat") if schools.geschat else (value, number, methode, "definitief")
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
        samen=True,
    )
    for naam, maat, methode in (("gini", gini, GINI), ("theil", theil, THEIL))
    for soort, wie, meervoud, gewicht, leest in (
        ("leerling", "leerling", "leerlingen", pupils, PER_LEERLING),
        ("behoefte", "leerling met behoefte", "leerlingen met behoefte", with_need, PER_BEHOEFTE),
    )
)
