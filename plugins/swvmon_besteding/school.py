"""Besteding per school: what the school spent of what the SWV gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname, amounts_cent, feature_numbers, metingen

if TYPE_CHECKING:
    import pandas as pd

BESTEED = "besteed_euro"
"""Feature of a vestiging: what it spent of the money of the SWV, with the days of the school year as its validity."""
LEEST = (Leest("aansluiting"), Leest("kenmerk", verplicht=False))
HOGER = ("bestuur", "gemeente", "swv", "landelijk")


def per_school(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Each school of the region.

    Returns:
        Index = vestiging, sorted; `gekregen` (net, by the ledger) and `besteed` (missing where the school does not
        tell), eurocents.
    """
    import pandas as pd

    schools = pd.Index(sorted(momentopname.tabel("aansluiting")["vestiging"].unique()), dtype="str")
    got = grootboek.per_vestiging().reindex(schools, fill_value=0)
    told = feature_numbers(momentopname, "vestiging", BESTEED, momentopname.schooljaar.periode, decimalen=2)
    spent = amounts_cent(told, 1).reindex(schools).astype("Int64")
    return pd.DataFrame({"gekregen": got, "besteed": spent})


def besteding(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Spent over received; `ontbreekt` where the school does not tell, or paid more to the SWV than it received."""
    schools = per_school(momentopname, grootboek)
    known = schools["besteed"].notna() & (schools["gekregen"] >= 0)
    return metingen(
        schools.index.to_series(),
        soort="verhouding",
        niveau="vestiging",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="aandeel",
        grondslag="eurocenten die de school besteedde (kenmerk) / die zij per saldo kreeg (grootboek)",
        uitkomst=known.map({True: "", False: "ontbreekt"}),
        teller=schools["besteed"].where(known),
        noemer=schools["gekregen"].astype("Int64").where(known),
    )


def onderbesteding(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Received less spent; below zero the school added money of its own."""
    schools = per_school(momentopname, grootboek)
    return metingen(
        schools.index.to_series(),
        soort="bedrag_cent",
        niveau="vestiging",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="eurocent",
        grondslag="wat de school per saldo kreeg (grootboek) min wat zij besteedde (kenmerk)",
        uitkomst=schools["besteed"].isna().map({True: "ontbreekt", False: ""}),
        waarde=schools["gekregen"] - schools["besteed"],
    )


BESTEDING_SCHOOL = Indicator(
    naam="besteding_school",
    titel="Besteding per school",
    definitie="Wat een school van het geld van het samenwerkingsverband besteedde, gedeeld door wat zij kreeg.",
    bron="R2 L270-282",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=besteding,
    leest=LEEST,
    hoger=HOGER,
    samen=True,
    begrip="besteding",
    verschil="Wat scholen opgeven te hebben besteed van wat zij kregen, niet wat het samenwerkingsverband betaalde.",
)
ONDERBESTEDING_SCHOOL = Indicator(
    naam="onderbesteding_school",
    titel="Onderbesteding per school",
    definitie="Wat een school van het samenwerkingsverband kreeg min wat zij daarvan besteedde.",
    bron="R2 L270-282",
    soort="bedrag_cent",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=onderbesteding,
    leest=LEEST,
    hoger=HOGER,
    samen=True,
    begrip="onderbesteding",
    verschil="Wat bij een school bleef, naar haar opgave; onderbesteding_pot is wat bij het swv bleef.",
)
