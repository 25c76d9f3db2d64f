"""What krimp does to a participation percentage, and what participation itself does; together the whole change.

Participation is k/n. Its change has two causes: n changed and k changed. Which is taken first matters, so each effect
is the mean over both orders (Shapley). In exact numbers the two add up to the change; in six decimals the change and
the krimpeffect are rounded, and the deelname-effect is what is left of the one after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Grootboek, Indicator, Leest, Momentopname, Telmoment, count_per_school, exact, half_up, metingen

if TYPE_CHECKING:
    import pandas as pd

NU, VORIG = "1-10 t", "1-10 t-1"
PLACES = 6
NUMBERS = ["aantal_min", "aantal_max"]
METHODE = "symmetrisch (Shapley); afrondingsrest bij het deelname-effect"
AT_MINIMUM = METHODE + "; afgeschermde aantallen op hun minimum"
WITHOUT_COUNT = "niet te berekenen: een telling ontbreekt"
WITHOUT_PUPILS = "niet te berekenen: een telling heeft geen leerlingen"
PARTS = {"": "totaal", "krimpeffect": "krimp", "deelname-effect": "deelname"}
"""The onderdelen, and where `Splitsing` has them."""


@frozen
class Splitsing:
    """A change of participation and its two parts, six decimals; `krimp + deelname = totaal` holds exactly.

    Attributes:
        totaal: change of the participation, 0-1.
        krimp: what the change of all pupils does.
        deelname: what the change of the participating pupils does, with the rest of the rounding.
    """

    totaal: Decimal
    krimp: Decimal
    deelname: Decimal


def split(deelnemers: tuple[Decimal, Decimal], leerlingen: tuple[Decimal, Decimal]) -> Splitsing:
    """Split the change of deelnemers / leerlingen; each pair is (before, now), leerlingen above zero."""
    k0, k1, n0, n1 = (Fraction(number) for number in (*deelnemers, *leerlingen))
    total = _rounded(k1 / n1 - k0 / n0)
    krimp = _rounded((k0 + k1) / 2 * (1 / n1 - 1 / n0))
    return Splitsing(total, krimp, total - krimp)


def _rounded(value: Fraction) -> Decimal:
    return half_up(Decimal(value.numerator) / value.denominator, PLACES)


Teller = Callable[[Momentopname, str], "pd.DataFrame"]
"""Pupils on a day: index = the SWV's of the call; `aantal_min` and `aantal_max`, exact; missing where not loaded."""


def placed(momentopname: Momentopname, moment: str, *, soort: str) -> pd.DataFrame:
    """Pupils of a kind with a TLV of the SWV (`Teller`)."""
    rows = momentopname.tabel("tlv_telling", moment)
    if rows.empty:
        return _unknown(momentopname)
    mine = rows[rows["swv"].isin(momentopname.swvs) & (rows["soort"] == soort)]
    return _per_swv(momentopname, rows, mine)


def enrolled(
    momentopname: Momentopname, moment: str, *, kolom: str = "", waarden: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Pupils at the schools of the region, of some kinds or tracks (`Teller`)."""
    rows = momentopname.tabel(f"leerlingen_{momentopname.sector}", moment)
    if rows.empty:
        return _unknown(momentopname)
    chosen = rows[rows[kolom].isin(waarden)] if kolom else rows
    return _per_swv(momentopname, rows, count_per_school(chosen, momentopname))


def _unknown(momentopname: Momentopname) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: exact([None] * len(momentopname.swvs)) for name in NUMBERS}).set_axis(momentopname.swvs)


def _per_swv(momentopname: Momentopname, loaded: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Sums of the counts: zero where only other rows are loaded, missing where none are."""
    import pandas as pd

    lacking = momentopname.lacking(loaded)
    there = [swv for swv in momentopname.swvs if swv not in lacking]
    sums = counts[NUMBERS].groupby(momentopname.swv_of(counts)).sum().reindex(there, fill_value=0)
    return pd.DataFrame({name: exact(sums[name]) for name in NUMBERS}).reindex(list(momentopname.swvs))


def bereken(
    momentopname: Momentopname, _grootboek: Grootboek, *, deelnemers: Teller, leerlingen: Teller, grondslag: str
) -> pd.DataFrame:
    """The change and its two parts for the SWV.

    Masked counts are taken at their low end; the status then is `geschat` and the methode tells it.
    """
    import pandas as pd

    counts = [teller(momentopname, moment) for teller in (deelnemers, leerlingen) for moment in (VORIG, NU)]
    low, high = (pd.concat([count[name] for count in counts], axis=1, keys=range(4)) for name in NUMBERS)
    known = low.notna().all(axis=1)
    filled = known & (low[[2, 3]] > 0).fillna(value=False).all(axis=1)
    masked = filled & (low != high).fillna(value=False).any(axis=1)
    done = {swv: split((k0, k1), (n0, n1)) for swv, k0, k1, n0, n1 in low[filled].itertuples(name=None)}
    parts = [(swv, part) for swv in momentopname.swvs for part in PARTS]
    rows = pd.DataFrame(parts, columns=["sleutel", "onderdeel"])
    values = [getattr(done[swv], PARTS[part]) if swv in done else None for swv, part in parts]
    reason = known.map({True: WITHOUT_PUPILS, False: WITHOUT_COUNT}).mask(filled, METHODE).mask(masked, AT_MINIMUM)
    return metingen(
        rows["sleutel"],
        soort="statistiek",
        niveau="swv",
        peildatum=Telmoment.parse(NU).on(momentopname.schooljaar),
        eenheid="aandeel (verschil)",
        grondslag=grondslag,
        onderdeel=rows["onderdeel"],
        status=rows["sleutel"].map(masked.map({True: "geschat", False: "definitief"})),
        uitkomst=rows["sleutel"].map(filled.map({True: "", False: "ontbreekt"})),
        waarde=exact(values),
        n=exact(low[3].where(filled).reindex(rows["sleutel"])).set_axis(rows.index),
        methode=rows["sleutel"].map(reason),
    )


def _splitsing(  # noqa: PLR0913, PLR0917 - what four kinds of participation differ in
    soort: str, sector: str, deelnemers: Teller, leerlingen: Teller, wie: str, tables: tuple[str, ...]
) -> Indicator:
    return Indicator(
        naam=f"splitsing_{soort}",
        titel=f"Verandering van de deelname {soort}: krimp en deelname",
        definitie=f"De verandering van het deelnamepercentage {soort} ({wie}) in een jaar, gesplitst in wat de "
        "verandering van alle leerlingen doet en wat die van de deelnemers doet.",
        bron="R0 L1676-1680; deelname als in Vensters",
        soort="statistiek",
        aggregatie="geen",
        sectoren=(sector,),
        bereken=partial(bereken, deelnemers=deelnemers, leerlingen=leerlingen, grondslag=wie),
        samen=True,
        leest=(
            Leest("aansluiting"),
            *(Leest(table, moment, verplicht=False) for table in tables for moment in (NU, VORIG)),
        ),
    )


PO = partial(enrolled, kolom="soort", waarden=("bao", "sbo"))
SPLITSINGEN = (
    _splitsing(
        "so",
        "po",
        partial(placed, soort="so"),
        PO,
        "so met een TLV van het samenwerkingsverband / bao en sbo in het gebied",
        ("tlv_telling", "leerlingen_po"),
    ),
    _splitsing(
        "sbo",
        "po",
        partial(enrolled, kolom="soort", waarden=("sbo",)),
        PO,
        "sbo / bao en sbo, op vestigingen in het gebied",
        ("leerlingen_po",),
    ),
    _splitsing(
        "vso",
        "vo",
        partial(placed, soort="vso"),
        enrolled,
        "vso met een TLV van het samenwerkingsverband / vo zonder vso in het gebied",
        ("tlv_telling", "leerlingen_vo"),
    ),
    _splitsing(
        "pro",
        "vo",
        partial(enrolled, kolom="richting", waarden=("pro",)),
        enrolled,
        "praktijkonderwijs / vo, op vestigingen in het gebied",
        ("leerlingen_vo",),
    ),
)
