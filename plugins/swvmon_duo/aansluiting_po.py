"""Which school location belongs to which SWV of po, from what publishers tell; never from a guess.

The first rule that tells something holds: (1) a loaded table `aansluiting` for the school year; (2) the SWV that the
publisher puts a primary school under (BRON); (3) the national SWV PO0001 where the denominatie is Reformatorisch;
(4) the SWV of the postcode area, as the count of the year gives it, else the address list; (5) the SWV of the location
that took a closed one over whole.

Special schools (sbo, so, vso) are placed by where they stand. That is not the SWV that pays: so and vso are paid by the
SWV that gave the TLV (table `tlv_telling`), and clusters 1 and 2 by none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Afleiding, Bevinding, Leest
from swvmon_duo import plaatsing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swvmon import Schooljaar

LANDELIJK = "PO0001"
OF_YEAR = ("1-10 t", "1-2 t")
"""Counts that name all schools of the school year: with one of them a school on the address list alone has closed."""
COUNTED = (*OF_YEAR, "1-10 t-1", "1-2 t-1")
"""Counts whose locations must have a place: those of the school year and the year before, the nearest first."""


def leid_af(
    tabellen: Mapping[str, pd.DataFrame], sector: str, schooljaar: Schooljaar
) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """Place every location that a count names, and without a count of the year itself every one of the address list.

    Args:
        tabellen: `regio_indeling`, `vestiging`, `aansluiting`, `brin_overgang`, `leerlingen_bron`, and for each moment
            of `COUNTED` `vestiging_in_telling` and `leerlingen_bron`; national, columns as in the schema; all but the
            first may be empty. `leerlingen_bron` without a moment is the nearest one.
        sector: po.
        schooljaar: the school year; of `aansluiting` only its rows count.

    Returns:
        Columns vestiging, swv, schooljaar, aandeel (decimal as text), grond (Dutch: why) and bestuur (of the count,
        else the address list; empty where nothing tells it), sorted by vestiging and swv; findings on contradictions
        and on locations that cannot be placed.
    """
    given = plaatsing.given_rows(tabellen, sector, schooljaar)
    facts = _facts(tabellen, sector)
    swv = facts["bron"].fillna(pd.Series(LANDELIJK, facts.index).where(facts["reformatorisch"])).fillna(facts["gebied"])
    grond = ("postcodegebied " + facts["pc4"]).mask(facts["reformatorisch"], "landelijk: denominatie Reformatorisch")
    grond = grond.mask(facts["bron"].notna(), "BRON-telling van DUO")
    heir = plaatsing.inherited(tabellen, schooljaar, swv)
    grond = grond.mask(heir.notna(), "opvolger " + heir)
    swv = swv.fillna(heir.map(swv))
    placed = facts.assign(swv=swv, grond=grond, opvolger=heir)
    others = placed[~plaatsing.is_given(placed, given)]
    findings = (*plaatsing.overruled(given, placed), *_findings(others))
    return plaatsing.table(given, placed, schooljaar), findings


def _facts(tabellen: Mapping[str, pd.DataFrame], sector: str) -> pd.DataFrame:
    """By location: pc4, gebied (SWV of its area), bron (SWV of the publisher), denominatie, reformatorisch, bestuur."""
    names = [f"{table} {moment}" for moment in COUNTED for table in ("vestiging_in_telling", "leerlingen_bron")]
    counts = plaatsing.counted(tabellen, names, sector)
    (registered,) = plaatsing.counted(tabellen, ["leerlingen_bron"], sector)
    listed = plaatsing.addresses(tabellen, sector)
    of_year = any(len(frame) for frame in counts[: 2 * len(OF_YEAR)])
    every = plaatsing.every_location(counts if of_year else [*counts, listed])
    pc4 = plaatsing.first_told(every, "pc4", [*counts, listed])
    denominatie = plaatsing.first_told(every, "denominatie", [*counts, listed])
    return pd.DataFrame(
        {
            "pc4": pc4,
            "gebied": pc4.map(plaatsing.areas(tabellen, sector)).astype("str"),
            "bron": plaatsing.first_told(every, "swv", [*counts, registered]),
            "denominatie": denominatie,
            "reformatorisch": denominatie.str.strip().str.lower().eq(plaatsing.REFORMATORISCH),
            "bestuur": plaatsing.first_told(every, "bestuur", [*counts, listed]),
        },
        index=every,
    )


def _findings(facts: pd.DataFrame) -> tuple[Bevinding, ...]:
    """Contradictions and locations without a place, sorted by location within each code."""
    regional = facts["bron"].notna() & (facts["bron"] != LANDELIJK)
    says = "De BRON-telling zegt " + facts["bron"]
    at_odds = regional & facts["gebied"].notna() & (facts["gebied"] != facts["bron"]) & ~facts["reformatorisch"]
    odd = (facts["bron"] == LANDELIJK) & facts["denominatie"].notna() & ~facts["reformatorisch"]
    inherited = "Geen adres; geheel overgegaan in " + facts["opvolger"] + ", dat bij " + facts["swv"] + " hoort."
    lost = ("postcodegebied " + facts["pc4"] + " hoort bij geen samenwerkingsverband").fillna(
        "geen postcode in telling of vestigingenlijst"
    )
    area = ", postcodegebied " + facts["pc4"] + " hoort bij " + facts["gebied"] + "; de BRON-telling geldt."
    lost = "Niet te plaatsen: " + lost + "."
    denominatie = says + ", de denominatie Reformatorisch; de BRON-telling geldt."
    national = says + ", de denominatie niet Reformatorisch; de BRON-telling geldt."
    return (
        *(
            Bevinding("denominatie_anders_dan_bron", "waarschuwing", *told)
            for told in plaatsing.told(denominatie[regional & facts["reformatorisch"]])
        ),
        *(Bevinding("landelijk_volgens_bron", "info", *told) for told in plaatsing.told(national[odd])),
        *(Bevinding("swv_anders_dan_bron", "waarschuwing", *told) for told in plaatsing.told((says + area)[at_odds])),
        *(
            Bevinding("vestiging_via_opvolger", "info", *told)
            for told in plaatsing.told(inherited[facts["opvolger"].notna()])
        ),
        *(
            Bevinding("vestiging_zonder_swv", "waarschuwing", *told)
            for told in plaatsing.told(lost[facts["swv"].isna()])
        ),
    )


AFLEIDING = Afleiding(
    levert="aansluiting",
    leest=(
        Leest("regio_indeling"),
        Leest("vestiging", verplicht=False),
        Leest("aansluiting", verplicht=False),
        Leest("brin_overgang", verplicht=False),
        Leest("leerlingen_bron", verplicht=False),
        *(
            Leest(table, moment, verplicht=False)
            for moment in COUNTED
            for table in ("vestiging_in_telling", "leerlingen_bron")
        ),
    ),
    sectoren=("po",),
    leid_af=leid_af,
)
