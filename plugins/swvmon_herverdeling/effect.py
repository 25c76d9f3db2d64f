"""Herverdeeleffect: what each school and board gets in a scenario, less what it gets in the plan, to the cent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from swvmon import SCHOLEN, Grootboek, Indicator, Momentopname, metingen, with_board

if TYPE_CHECKING:
    import pandas as pd

WINNAAR, VERLIEZER, GELIJK = "winnaar", "verliezer", "gelijk"
KLASSEN = (WINNAAR, VERLIEZER, GELIJK)
GRONDSLAG = "per saldo gekregen in het scenario min per saldo gekregen in het plan (grootboek)"
VESTIGING, BESTUUR = "vestiging", "bestuur"


def per_school(momentopname: Momentopname, grootboek: Grootboek, van: Grootboek) -> pd.Series:
    """Eurocents that each school of the region gets more than in the plan; index = vestiging, sorted."""
    import pandas as pd

    now, before = grootboek.per_vestiging(), van.per_vestiging()
    schools = pd.Index(momentopname.tabel("aansluiting")["vestiging"].unique(), dtype="str")
    schools = schools.union(now.index).union(before.index)
    return now.reindex(schools, fill_value=0) - before.reindex(schools, fill_value=0)


def per_board(momentopname: Momentopname, grootboek: Grootboek, van: Grootboek) -> pd.Series:
    """The same per board: its schools, and what is booked to the board as such; index = board number, sorted."""
    import pandas as pd

    schools = per_school(momentopname, grootboek, van).rename_axis("vestiging").reset_index(name="cent")
    known = with_board(schools, momentopname)
    of_schools = known[known["bestuur"] != ""].set_index("bestuur")["cent"]
    own = [_own(ledger).mul(sign) for ledger, sign in ((grootboek, 1), (van, -1))]
    together = pd.concat([of_schools, *own])
    sums: pd.Series = together.groupby(together.index).sum().astype("int64")
    return sums


def _own(grootboek: Grootboek) -> pd.Series:
    import pandas as pd

    saldi = {a.removeprefix("bestuur:"): s for a, s in grootboek.saldi().items() if a.startswith("bestuur:")}
    return pd.Series(saldi, dtype="int64")


PER = {VESTIGING: per_school, BESTUUR: per_board}


def classify(cent: pd.Series) -> pd.Series:
    """Above zero winnaar, below zero verliezer, exactly zero gelijk."""
    import numpy as np
    import pandas as pd

    choices = [(cent > 0).to_numpy(), (cent < 0).to_numpy()]
    return pd.Series(np.select(choices, [WINNAAR, VERLIEZER], GELIJK), cent.index, dtype="str")


def effect(momentopname: Momentopname, grootboek: Grootboek, van: Grootboek, *, niveau: str) -> pd.DataFrame:
    """The change of each school or board, in eurocents."""
    cent = PER[niveau](momentopname, grootboek, van)
    return metingen(
        cent.index.to_series(),
        soort="bedrag_cent",
        niveau=niveau,
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="eurocent",
        grondslag=GRONDSLAG,
        waarde=cent,
    )


def klasse(momentopname: Momentopname, grootboek: Grootboek, van: Grootboek, *, niveau: str) -> pd.DataFrame:
    """Winnaar, verliezer or gelijk, with the change beneath it."""
    cent = PER[niveau](momentopname, grootboek, van)
    return metingen(
        cent.index.to_series(),
        soort="klasse",
        niveau=niveau,
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="eurocent",
        grondslag=GRONDSLAG,
        waarde=cent,
        klasse=classify(cent),
    )


def totals(momentopname: Momentopname, grootboek: Grootboek, van: Grootboek, *, som: bool) -> pd.DataFrame:
    """How many schools and boards are in each class, or what they gain or lose together."""
    import pandas as pd

    parts: dict[str, int] = {}
    for niveau, change in PER.items():
        cent = change(momentopname, grootboek, van)
        groups = cent.groupby(classify(cent))
        counted = (groups.sum() if som else groups.size()).reindex(list(KLASSEN), fill_value=0)
        parts |= {f"{niveau}: {label}": number for label, number in counted.items()}
    numbers = pd.Series(parts, dtype="int64")
    return metingen(
        pd.Series(momentopname.regio, numbers.index, dtype="str"),
        soort="bedrag_cent" if som else "aantal",
        niveau="swv",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="eurocent" if som else "school of bestuur",
        grondslag=GRONDSLAG,
        onderdeel=numbers.index.to_series(),
        waarde=numbers,
    )


BRON = "R0 L2883-2885, L3049-3051 en L3353-3360"
UIT_CENT = "winnaar boven 0 cent, verliezer onder 0 cent, gelijk precies 0 cent"
EFFECTEN = (
    Indicator(
        naam="herverdeeleffect",
        titel="Herverdeeleffect van het scenario",
        definitie="Wat een school in het scenario per saldo krijgt min wat zij in het plan krijgt.",
        bron=BRON,
        soort="bedrag_cent",
        aggregatie="som",
        sectoren=("po", "vo"),
        bereken=partial(effect, niveau=VESTIGING),
        leest=SCHOLEN,
        hoger=("bestuur", "gemeente", "swv", "landelijk"),
        over="scenario",
    ),
    Indicator(
        naam="herverdeeleffect_bestuur",
        titel="Herverdeeleffect van het scenario per bestuur",
        definitie="Wat de scholen van een bestuur en het bestuur zelf in het scenario krijgen min wat zij in het plan "
        "krijgen.",
        bron=BRON,
        soort="bedrag_cent",
        aggregatie="som",
        sectoren=("po", "vo"),
        bereken=partial(effect, niveau=BESTUUR),
        leest=SCHOLEN,
        over="scenario",
        begrip="herverdeeleffect",
        verschil="Per bestuur, met wat op het bestuur zelf is geboekt; herverdeeleffect telt alleen scholen op.",
    ),
    *(
        Indicator(
            naam=f"herverdeelklasse{achtervoegsel}",
            titel=f"Winnaars en verliezers van het scenario: {wie}",
            definitie=f"Klasse van het herverdeeleffect van {wie}: {UIT_CENT}.",
            bron=BRON,
            soort="klasse",
            aggregatie="geen",
            sectoren=("po", "vo"),
            bereken=partial(klasse, niveau=niveau),
            leest=SCHOLEN,
            over="scenario",
        )
        for achtervoegsel, niveau, wie in (("", VESTIGING, "scholen"), ("_bestuur", BESTUUR, "besturen"))
    ),
    *(
        Indicator(
            naam=f"herverdeling_{naam}",
            titel=titel,
            definitie=f"{titel}, per klasse van het herverdeeleffect: {UIT_CENT}.",
            bron=BRON,
            soort=soort,
            aggregatie="som",
            sectoren=("po", "vo"),
            bereken=partial(totals, som=naam == "som"),
            leest=SCHOLEN,
            hoger=("landelijk",),
            over="scenario",
        )
        for naam, titel, soort in (
            ("aantal", "Aantal scholen en besturen", "aantal"),
            ("som", "Wat scholen en besturen samen winnen of verliezen", "bedrag_cent"),
        )
    ),
)
