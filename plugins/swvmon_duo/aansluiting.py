"""Which school location belongs to which SWV of vo, from what publishers tell; never from a guess.

The first rule that tells something holds: (1) a loaded table `aansluiting` for the school year; (2) the national SWV
VO0001, where the vsv list says so or the denominatie is Reformatorisch (it has no area in the regio-indeling); (3) the
SWV of the postcode area of its address; (4) the SWV that the vsv list gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Afleiding, Bevinding, Leest

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from swvmon import Schooljaar

LANDELIJK = "VO0001"
REFORMATORISCH = "reformatorisch"


def leid_af(
    tabellen: Mapping[str, pd.DataFrame], sector: str, schooljaar: Schooljaar
) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """Place every location that an address list, the vsv list or the count names.

    Args:
        tabellen: `vestiging`, `regio_indeling`, `vsv`, `aansluiting`, `vestiging_in_telling 1-10 t` and
            `vestiging_in_telling 1-10 t-1`, national, columns as in the schema; the last four may be empty.
        sector: vo.
        schooljaar: the school year; of `aansluiting` only its rows count.

    Returns:
        Columns vestiging, swv, schooljaar, aandeel (decimal as text) and grond (Dutch: why), sorted by vestiging and
        swv; findings on contradictions and on locations that cannot be placed.
    """
    import pandas as pd

    given = _given(tabellen["aansluiting"], sector, str(schooljaar))
    facts = _facts(tabellen, sector)
    facts = facts[~facts.index.isin(given["vestiging"])]
    national = facts["reformatorisch"] | (facts["vsv"] == LANDELIJK)
    regional_vsv = facts["vsv"].where(facts["vsv"] != LANDELIJK)
    swv = facts["gebied"].fillna(regional_vsv).mask(national, LANDELIJK)
    grond = ("postcodegebied " + facts["pc4"]).where(facts["gebied"].notna(), "vsv-lijst")
    grond = grond.mask(facts["vsv"] == LANDELIJK, "landelijk: vsv-lijst")
    grond = grond.mask(facts["reformatorisch"], "landelijk: denominatie Reformatorisch")
    placed = pd.DataFrame({"swv": swv, "schooljaar": str(schooljaar), "aandeel": "1", "grond": grond})
    placed = placed[placed["swv"].notna()].reset_index()
    table = pd.concat([given, placed], ignore_index=True) if len(given) else placed
    table = table.sort_values(["vestiging", "swv"], ignore_index=True)
    return table, _findings(facts, swv, national, regional_vsv)


def _given(aansluiting: pd.DataFrame, sector: str, schooljaar: str) -> pd.DataFrame:
    rows = aansluiting.reindex(columns=["vestiging", "swv", "schooljaar", "aandeel"]).astype("str")
    rows = rows[(rows["schooljaar"] == schooljaar) & rows["swv"].str.startswith(sector.upper())]
    return rows.assign(grond="opgegeven aansluiting")


COUNTED = ("1-10 t", "1-10 t-1")
"""Counts whose locations must have a place: that of the school year and the one before."""


def _facts(tabellen: Mapping[str, pd.DataFrame], sector: str) -> pd.DataFrame:
    """What is known of each location: pc4, gebied (SWV of its area), vsv (SWV of the list), reformatorisch, adres."""
    import pandas as pd

    addresses = tabellen["vestiging"]
    addresses = addresses[addresses["sector"] == sector].drop_duplicates("vestiging").set_index("vestiging")
    areas = tabellen["regio_indeling"].set_index("pc4")[f"{sector}_swv"].astype("str")
    listed = tabellen["vsv"].reindex(columns=["vestiging", "swv"]).astype("str").set_index("vestiging")["swv"]
    every = addresses.index.union(listed.index)
    for moment in COUNTED:  # a school that closed since still belonged somewhere a year ago
        counted = tabellen[f"vestiging_in_telling {moment}"].reindex(columns=["vestiging"]).astype("str")["vestiging"]
        every = every.union(pd.Index(counted))
    every = every.unique().sort_values().rename("vestiging")
    pc4 = addresses["pc4"].astype("str").reindex(every)
    denominatie = addresses["denominatie"].reindex(every).fillna("")
    return pd.DataFrame(
        {
            "adres": every.isin(addresses.index),
            "pc4": pc4,
            "gebied": pc4.map(areas).astype("str"),
            "vsv": listed.reindex(every),
            "reformatorisch": denominatie.str.strip().str.lower() == REFORMATORISCH,
        },
        index=every,
    )


def _findings(
    facts: pd.DataFrame, swv: pd.Series, national: pd.Series, regional_vsv: pd.Series
) -> tuple[Bevinding, ...]:
    """Contradictions and locations without a place, sorted by location within each code."""
    national_here = facts[national & regional_vsv.notna()]
    other = facts[~national & facts["gebied"].notna() & regional_vsv.notna() & (facts["gebied"] != regional_vsv)]
    odd = facts[(facts["vsv"] == LANDELIJK) & facts["adres"] & ~facts["reformatorisch"]]
    lost = facts[swv.isna()]
    return (
        *(
            Bevinding(
                "denominatie_anders_dan_vsv",
                "waarschuwing",
                str(row.Index),
                f"De vsv-lijst zegt {row.vsv}, de denominatie Reformatorisch; {LANDELIJK} is aangehouden.",
            )
            for row in national_here.itertuples()
        ),
        *(
            Bevinding(
                "landelijk_volgens_vsv",
                "info",
                str(row.Index),
                f"De vsv-lijst zegt {LANDELIJK}, de denominatie niet Reformatorisch; {LANDELIJK} is aangehouden.",
            )
            for row in odd.itertuples()
        ),
        *(
            Bevinding(
                "swv_anders_dan_vsv",
                "waarschuwing",
                str(row.Index),
                f"De vsv-lijst zegt {row.vsv}, postcodegebied {row.pc4} hoort bij {row.gebied}; het gebied geldt.",
            )
            for row in other.itertuples()
        ),
        *(
            Bevinding("vestiging_zonder_swv", "waarschuwing", str(row.Index), f"Niet te plaatsen: {_why(row)}.")
            for row in lost.itertuples()
        ),
    )


def _why(row: object) -> str:
    if not getattr(row, "adres", False):
        return "geen adres in de vestigingenlijst en niet op de vsv-lijst"
    pc4 = getattr(row, "pc4", None)
    if not isinstance(pc4, str):
        return "het adres heeft geen postcode en de vestiging staat niet op de vsv-lijst"
    return f"postcodegebied {pc4} hoort bij geen samenwerkingsverband"


AFLEIDING = Afleiding(
    levert="aansluiting",
    leest=(
        Leest("vestiging"),
        Leest("regio_indeling"),
        Leest("vsv", verplicht=False),
        Leest("aansluiting", verplicht=False),
        *(Leest("vestiging_in_telling", moment, verplicht=False) for moment in COUNTED),
    ),
    sectoren=("vo",),
    leid_af=leid_af,
)
