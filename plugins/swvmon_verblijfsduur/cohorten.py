"""Cohorts by year of stay: who stays, who leaves, who comes in; whole pupils by `grootste_rest`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import apportion, exact, half_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swvmon_verblijfsduur.keuzes import Groep

Stand = dict[tuple[str, int], int]
"""Pupils by stream and year of stay, from 1."""


@frozen
class Stroom:
    """Pupils of one level who come in at one age.

    Attributes:
        naam: level and age.
        aandeel: share of those who come in.
        jaren: years of stay at most.
        wachtjaren: years that they come later than without the lower age.
    """

    naam: str
    aandeel: Decimal
    jaren: int
    wachtjaren: int


def forecast(groep: Groep, begin: int, inflow: list[int]) -> list[int]:
    """The number of pupils of a group at the first count and at each count after it.

    Args:
        groep: the rules.
        begin: pupils at the first count.
        inflow: pupils who come in before each following count.

    Returns:
        One number more than there are following counts.
    """
    streams = {stream.naam: stream for stream in _streams(groep)}
    shares = {name: stream.aandeel for name, stream in streams.items()}
    entered = [_divided(number, shares) for number in inflow]
    stand = _begin(groep, streams, begin)
    numbers = [sum(stand.values())]
    for year in range(len(inflow)):
        stand = _renewed(groep, {key: n for key, n in stand.items() if key[1] < streams[key[0]].jaren})
        for name, stream in streams.items():
            since = year - stream.wachtjaren
            if since >= 0 and stream.jaren:
                stand[name, 1] = entered[since][name]
        numbers.append(sum(stand.values()))
    return numbers


def _streams(groep: Groep) -> list[Stroom]:
    streams = []
    for niveau in groep.niveaus:
        if not groep.instroomleeftijden:
            streams.append(Stroom(niveau.naam, niveau.aandeel, niveau.jaren, 0))
        for age in groep.instroomleeftijden:
            first = max(age.leeftijd, groep.vanaf_leeftijd or 0)
            last = niveau.jaren + first if groep.tot_en_met_leeftijd is None else groep.tot_en_met_leeftijd
            years = max(0, min(niveau.jaren, last - first + 1))
            name = f"{niveau.naam} {age.leeftijd:02d}"
            streams.append(Stroom(name, niveau.aandeel * age.aandeel, years, first - age.leeftijd))
    return streams


def _begin(groep: Groep, streams: dict[str, Stroom], begin: int) -> Stand:
    """The first count over levels, ages and years of stay."""
    weights: dict[str, Decimal] = {}
    for name, stream in streams.items():
        spread = groep.beginverdeling or (Decimal(1) / max(1, stream.jaren),) * stream.jaren
        weights |= {f"{name}|{year:03d}": stream.aandeel * share for year, share in enumerate(spread, start=1)}
    return {_key(text): number for text, number in _divided(begin, weights).items()}


def _renewed(groep: Groep, staying: Stand) -> Stand:
    """Pupils one year on; who does not get a TLV that ended renewed leaves."""
    if groep.tlv_jaren is not None and groep.verlengd_aandeel is not None:
        ended = {f"{name}|{year:03d}": n for (name, year), n in staying.items() if year % groep.tlv_jaren == 0}
        number = int(half_up(sum(ended.values()) * groep.verlengd_aandeel))
        staying |= {_key(text): kept for text, kept in _divided(number, ended).items()}
    return {(name, year + 1): n for (name, year), n in staying.items()}


def _key(text: str) -> tuple[str, int]:
    name, _, year = text.rpartition("|")
    return name, int(year)


def _divided(number: int, weights: Mapping[str, Decimal | int]) -> dict[str, int]:
    """Whole pupils that add up; nobody where there is nobody to divide."""
    import pandas as pd

    if not number:
        return dict.fromkeys(weights, 0)
    return {str(key): int(n) for key, n in apportion(number, exact(pd.Series(dict(weights), dtype="object"))).items()}
