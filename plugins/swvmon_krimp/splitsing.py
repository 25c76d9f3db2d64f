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

from swvmon import Grootboek, Indicator, Leest, Momentopname, Telmoment, count_per_school, half_up, metingen

if TYPE_CHECKING:
    import pandas as pd

NU, VORIG = "1-10 t", "1-10 t-1"
PLACES = 6
METHODE = "symmetrisch (Shapley); afrondingsrest bij het deelname-effect"
TOTAAL, KRIMP, DEELNAME = "", "krimpeffect", "deelname-effect"


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


@frozen
class Aantal:
    """Pupils on a day.

    Attributes:
        minimum: low end where the source masks.
        maximum: high end.
    """

    minimum: Decimal
    maximum: Decimal


Teller = Callable[[Momentopname, str], "Aantal | None"]


def placed(momentopname: Momentopname, moment: str, *, soort: str) -> Aantal | None:
    """Pupils of a kind with a TLV of this SWV; None where the count is not loaded."""
    rows = momentopname.tabel("tlv_telling", moment)
    if rows.empty:
        return None
    mine = rows[(rows["swv"] == momentopname.regio) & (rows["soort"] == soort)]
    return Aantal(*(Decimal(int(mine[name].sum())) for name in ("aantal_min", "aantal_max")))


def enrolled(
    momentopname: Momentopname, moment: str, *, kolom: str = "", waarden: tuple[str, ...] = ()
) -> Aantal | None:
    """Pupils at the schools of the region, of some kinds or tracks; None where the count is not loaded."""
    rows = momentopname.tabel(f"leerlingen_{momentopname.sector}", moment)
    if rows.empty:
        return None
    if kolom:
        rows = rows[rows[kolom].isin(waarden)]
    if rows.empty:
        return Aantal(Decimal(0), Decimal(0))
    schools = count_per_school(rows, momentopname)
    return Aantal(*(Decimal(sum(schools[name], Decimal(0))) for name in ("aantal_min", "aantal_max")))


def bereken(
    momentopname: Momentopname, _grootboek: Grootboek, *, deelnemers: Teller, leerlingen: Teller, grondslag: str
) -> pd.DataFrame:
    """The change and its two parts for the SWV.

    Masked counts are taken at their low end; the status then is `geschat` and the methode tells it.
    """
    import pandas as pd

    k0, k1 = (deelnemers(momentopname, moment) for moment in (VORIG, NU))
    n0, n1 = (leerlingen(momentopname, moment) for moment in (VORIG, NU))
    numbers = [a for a in (k0, k1, n0, n1) if a is not None]
    parts = pd.DataFrame({"sleutel": momentopname.regio, "onderdeel": [TOTAAL, KRIMP, DEELNAME]})
    status, reason = "definitief", METHODE
    waarde = n = None
    if len(numbers) < 4:
        reason = "niet te berekenen: een telling ontbreekt"
    elif not (numbers[2].minimum and numbers[3].minimum):
        reason = "niet te berekenen: een telling heeft geen leerlingen"
    else:
        done = split((numbers[0].minimum, numbers[1].minimum), (numbers[2].minimum, numbers[3].minimum))
        waarde = pd.Series([done.totaal, done.krimp, done.deelname])
        n = pd.Series([numbers[3].minimum] * len(parts))
        if any(a.minimum != a.maximum for a in numbers):
            status, reason = "geschat", METHODE + "; afgeschermde aantallen op hun minimum"
    return metingen(
        parts["sleutel"],
        soort="statistiek",
        niveau="swv",
        peildatum=Telmoment.parse(NU).on(momentopname.schooljaar),
        eenheid="aandeel (verschil)",
        grondslag=grondslag,
        onderdeel=parts["onderdeel"],
        status=status,
        uitkomst="ontbreekt" if waarde is None else "",
        waarde=waarde,
        n=n,
        methode=reason,
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
