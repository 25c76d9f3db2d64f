"""Which school location belongs to which SWV of vo, from what publishers tell; never from a guess.

The first rule that tells something holds: (1) a loaded table `aansluiting` for the school year; (2) the national SWV
VO0001, where the vsv list says so or the denominatie is Reformatorisch (it has no area in the regio-indeling); (3) the
SWV of the postcode area of its address; (4) the SWV that the vsv list gives; (5) the SWV of the location that took a
closed one over whole. Schools for vso stand in the counts of po and are not placed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Afleiding, Bevinding, Leest
from swvmon_duo import plaatsing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swvmon import Schooljaar

LANDELIJK = "VO0001"
COUNTED = ("1-10 t", "1-10 t-1")
"""Counts whose locations must have a place: that of the school year and the one before."""


def leid_af(
    tabellen: Mapping[str, pd.DataFrame], sector: str, schooljaar: Schooljaar
) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """Place every location that an address list, the vsv list or the count names.

    Args:
        tabellen: `vestiging`, `regio_indeling`, `vsv`, `aansluiting`, `brin_overgang`, `vestiging_in_telling 1-10 t`
            and `vestiging_in_telling 1-10 t-1`, national, columns as in the schema; all but the first two may be empty.
        sector: vo.
        schooljaar: the school year; of `aansluiting` only its rows count.

    Returns:
        Columns vestiging, swv, schooljaar, aandeel (decimal as text), grond (Dutch: why) and bestuur (of the address
        list; empty where nothing tells it), sorted by vestiging and swv; findings on contradictions and on locations
        that cannot be placed.
    """
    given = plaatsing.given_rows(tabellen, sector, schooljaar)
    facts = _facts(tabellen, sector)
    national = facts["reformatorisch"] | (facts["vsv"] == LANDELIJK)
    regional_vsv = facts["vsv"].where(facts["vsv"] != LANDELIJK)
    swv = facts["gebied"].fillna(regional_vsv).mask(national, LANDELIJK)
    grond = ("postcodegebied " + facts["pc4"]).where(facts["gebied"].notna(), "vsv-lijst")
    grond = grond.mask(facts["vsv"] == LANDELIJK, "landelijk: vsv-lijst")
    grond = grond.mask(facts["reformatorisch"], "landelijk: denominatie Reformatorisch")
    heir = plaatsing.inherited(tabellen, schooljaar, swv)
    grond = grond.mask(heir.notna(), "opvolger " + heir)
    swv = swv.fillna(heir.map(swv))
    placed = facts.assign(swv=swv, grond=grond, opvolger=heir)
    others = placed[~placed.index.isin(given["vestiging"])]
    findings = (*plaatsing.overruled(given, placed), *_findings(others))
    return plaatsing.table(given, placed, schooljaar), findings


def _facts(tabellen: Mapping[str, pd.DataFrame], sector: str) -> pd.DataFrame:
    """By location: adres, pc4, gebied (SWV of its area), vsv (SWV of the list), reformatorisch, bestuur."""
    listed = plaatsing.addresses(tabellen, sector)
    counts = plaatsing.counted(tabellen, [f"vestiging_in_telling {moment}" for moment in COUNTED], sector)
    vsv = tabellen["vsv"].reindex(columns=["vestiging", "swv"]).astype("str").set_index("vestiging")
    every = plaatsing.every_location([listed, vsv, *counts])
    pc4 = plaatsing.first_told(every, "pc4", [listed])
    return pd.DataFrame(
        {
            "adres": every.isin(listed.index),
            "pc4": pc4,
            "gebied": pc4.map(plaatsing.areas(tabellen, sector)).astype("str"),
            "vsv": vsv["swv"].reindex(every),
            "reformatorisch": listed["denominatie"].reindex(every).str.strip().str.lower().eq(plaatsing.REFORMATORISCH),
            "bestuur": plaatsing.first_told(every, "bestuur", [*counts, listed]),
        },
        index=every,
    )


def _findings(facts: pd.DataFrame) -> tuple[Bevinding, ...]:
    """Contradictions and locations without a place, sorted by location within each code."""
    regional_vsv = facts["vsv"].notna() & (facts["vsv"] != LANDELIJK)
    at_odds = facts["gebied"].notna() & regional_vsv & (facts["gebied"] != facts["vsv"]) & ~facts["reformatorisch"]
    says = "De vsv-lijst zegt " + facts["vsv"]
    national = says + f", de denominatie Reformatorisch; {LANDELIJK} is aangehouden."
    listed = says + f", de denominatie niet Reformatorisch; {LANDELIJK} is aangehouden."
    area = says + ", postcodegebied " + facts["pc4"] + " hoort bij " + facts["gebied"] + "; het gebied geldt."
    odd = (facts["vsv"] == LANDELIJK) & facts["adres"] & ~facts["reformatorisch"]
    return (
        *(
            Bevinding("denominatie_anders_dan_vsv", "waarschuwing", *told)
            for told in plaatsing.told(national[facts["reformatorisch"] & regional_vsv])
        ),
        *(Bevinding("landelijk_volgens_vsv", "info", *told) for told in plaatsing.told(listed[odd])),
        *(Bevinding("swv_anders_dan_vsv", "waarschuwing", *told) for told in plaatsing.told(area[at_odds])),
        *(Bevinding("vestiging_via_opvolger", "info", *told) for told in plaatsing.told(_inherited(facts))),
        *(Bevinding("vestiging_zonder_swv", "waarschuwing", *told) for told in plaatsing.told(_lost(facts))),
    )


def _inherited(facts: pd.DataFrame) -> pd.Series:
    text = "Geen adres; geheel overgegaan in " + facts["opvolger"] + ", dat bij " + facts["swv"] + " hoort."
    return text[facts["opvolger"].notna()]


def _lost(facts: pd.DataFrame) -> pd.Series:
    why = "postcodegebied " + facts["pc4"] + " hoort bij geen samenwerkingsverband"
    why = why.fillna("het adres heeft geen postcode en de vestiging staat niet op de vsv-lijst")
    why = why.where(facts["adres"], "geen adres in de vestigingenlijst en niet op de vsv-lijst")
    return ("Niet te plaatsen: " + why + ".")[facts["swv"].isna()]


AFLEIDING = Afleiding(
    levert="aansluiting",
    leest=(
        Leest("vestiging"),
        Leest("regio_indeling"),
        Leest("vsv", verplicht=False),
        Leest("aansluiting", verplicht=False),
        Leest("brin_overgang", verplicht=False),
        *(Leest("vestiging_in_telling", moment, verplicht=False) for moment in COUNTED),
    ),
    sectoren=("vo",),
    leid_af=leid_af,
)
