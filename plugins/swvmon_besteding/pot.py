"""Besteding per pot: what a pot paid out over what it could have paid out, and what stayed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname, metingen

if TYPE_CHECKING:
    import pandas as pd

SPENT = ("vestiging:", "bestuur:", "duo:", "swv:voorziening:", "swv:organisatie")
"""Where money is spent: it does not come back in a later year (docs/grootboek.md)."""


def per_pot(grootboek: Grootboek) -> pd.DataFrame:
    """Each account of the SWV from which can be spent.

    Returns:
        Index = account, sorted; `besteed` (paid out, less what came back) and `over` (closing balance), Int64
        eurocents.
    """
    import pandas as pd

    lines = grootboek.regels
    balances = pd.Series(grootboek.saldi(), dtype="int64")
    names = balances.index.astype("str")
    left = balances[names.str.startswith("swv:") & ~names.str.startswith(SPENT)]
    paid = [
        lines.loc[lines[other].str.startswith(SPENT)]
        .groupby(pot)["bedrag_cent"]
        .sum()
        .reindex(left.index, fill_value=0)
        for pot, other in (("van", "naar"), ("naar", "van"))
    ]
    return pd.DataFrame({"besteed": paid[0] - paid[1], "over": left}).astype("Int64")


def besteding(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Per pot: spent over what it could spend, which is what it spent and what is left."""
    pots = _of_region(momentopname, grootboek)
    available = pots["besteed"] + pots["over"]
    known = (available >= 0).fillna(value=False).astype(bool)
    return metingen(
        pots["regio"],
        soort="verhouding",
        niveau="swv",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="aandeel",
        grondslag="eurocenten uit de pot naar scholen, besturen, duo, voorzieningen en organisatie / dat plus het "
        "eindsaldo van de pot",
        onderdeel=pots["pot"],
        uitkomst=known.map({True: "", False: "ontbreekt"}),
        teller=pots["besteed"].where(known),
        noemer=available.where(known),
    )


def onderbesteding(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Per pot: what is left at the end of the year; below zero is overspending."""
    pots = _of_region(momentopname, grootboek)
    return metingen(
        pots["regio"],
        soort="bedrag_cent",
        niveau="swv",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="eurocent",
        grondslag="eindsaldo van de pot",
        onderdeel=pots["pot"],
        uitkomst=pots["over"].isna().map({True: "ontbreekt", False: ""}),
        waarde=pots["over"],
    )


def _of_region(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """The pots with the region beside them; one row without numbers where the ledger has no pot."""
    import pandas as pd

    found = per_pot(grootboek)
    pots = found.reset_index(drop=True).assign(
        pot=found.index.astype("str").str.split("|").str[0], regio=momentopname.swv_of(found).to_numpy()
    )
    nothing = pd.DataFrame({"pot": "", "regio": momentopname.lacking(found)})
    return pd.concat([pots, nothing.astype("str")], ignore_index=True).astype({"besteed": "Int64", "over": "Int64"})


BESTEDING_POT = Indicator(
    naam="besteding_pot",
    titel="Besteding per pot",
    definitie="Wat een pot aan scholen, besturen, duo, voorzieningen en de organisatie betaalde, gedeeld door dat en "
    "wat er aan het eind van het jaar op staat.",
    bron="R2 L276-282; docs/grootboek.md",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=besteding,
    hoger=("landelijk",),
    samen=True,
    begrip="besteding",
    verschil="Per pot, na wat tussen potten is verschoven; telt de eigen organisatie als besteed.",
)
ONDERBESTEDING_POT = Indicator(
    naam="onderbesteding_pot",
    titel="Onderbesteding per pot",
    definitie="Wat er aan het eind van het schooljaar op een pot staat; onder nul is er te veel besteed.",
    bron="R2 L276-282; docs/grootboek.md",
    soort="bedrag_cent",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=onderbesteding,
    hoger=("landelijk",),
    samen=True,
    begrip="onderbesteding",
    verschil="Wat bij het samenwerkingsverband bleef; onderbesteding_school is wat bij een school bleef.",
)
