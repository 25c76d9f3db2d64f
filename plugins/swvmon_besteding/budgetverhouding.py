"""New budget against old budget of a school, as a ratio and in the classes of R2 Tabel 5."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from swvmon import (
    Grootboek,
    Indicator,
    Leest,
    MissingData,
    Momentopname,
    Telmoment,
    amounts_cent,
    feature_numbers,
    metingen,
)

if TYPE_CHECKING:
    import pandas as pd

VOORHEEN = "budget_voorheen_euro"
"""Feature of a vestiging: the yearly budget that it had from the SWV before; must hold on 1 October."""
VEEL, MEER, IETS, GELIJK, AFNAME = "meer dan 5 x", "meer dan 2 x", "1-2 x", "gelijk", "afname"
KLASSEN = (VEEL, MEER, IETS, GELIJK, AFNAME)
ONBEKEND = "oud budget onbekend"


@cache
def edges() -> tuple[int, int, int]:
    """The borders of the two upper classes, and the margin of `gelijk` in percent (`klassen.toml`)."""
    text = tomllib.loads((files("swvmon_besteding") / "klassen.toml").read_text("utf-8"))
    return int(text["grenzen"]["veel"]), int(text["grenzen"]["meer"]), int(text["marge"]["procent"])


def classify(nieuw: pd.Series, oud: pd.Series) -> pd.Series:
    """The class of each pair of amounts, in whole numbers so that nothing is rounded.

    A border belongs to the class beneath it: 5 times is `meer dan 2 x`, 2 times is `1-2 x`; both ends of the margin are
    `gelijk`. Who had nothing and gets something is in the highest class.
    """
    import numpy as np
    import pandas as pd

    veel, meer, margin = edges()
    rules = [
        100 * nieuw < (100 - margin) * oud,
        100 * nieuw <= (100 + margin) * oud,
        nieuw <= meer * oud,
        nieuw <= veel * oud,
    ]
    conditions = [rule.to_numpy(dtype=bool) for rule in rules]
    return pd.Series(np.select(conditions, KLASSEN[:0:-1], VEEL), nieuw.index, dtype="str")


Oud = Callable[[Momentopname], "pd.Series"]


def before(momentopname: Momentopname) -> pd.Series:
    """What schools had before, by their feature on 1 October."""
    day = Telmoment.parse("1-10 t").on(momentopname.schooljaar)
    return amounts_cent(feature_numbers(momentopname, "vestiging", VOORHEEN, day, decimalen=2), 1)


def former_year(momentopname: Momentopname) -> pd.Series:
    """What schools received in the former school year, by its closed ledger; none where it is not in the run."""
    import pandas as pd

    try:
        view, ledger = momentopname.vorig()
    except MissingData:
        return pd.Series(dtype="int64")
    received = ledger.per_vestiging()
    return received.reindex(received.index.union(pd.Index(view.tabel("aansluiting")["vestiging"])), fill_value=0)


def side_by_side(momentopname: Momentopname, grootboek: Grootboek, oud: Oud) -> pd.DataFrame:
    """New and old amounts of each school of the region; `oud` is missing where nothing tells it."""
    import pandas as pd

    schools = pd.Index(sorted(momentopname.tabel("aansluiting")["vestiging"].unique()), dtype="str")
    new = grootboek.per_vestiging().reindex(schools, fill_value=0)
    return pd.DataFrame({"nieuw": new, "oud": oud(momentopname).reindex(schools).astype("Int64")})


def verhouding(momentopname: Momentopname, grootboek: Grootboek, *, oud: Oud, grondslag: str) -> pd.DataFrame:
    """New over old; `ontbreekt` where the old budget is not known or was below zero."""
    schools = side_by_side(momentopname, grootboek, oud)
    known = (schools["oud"] >= 0).fillna(value=False).astype(bool)
    return metingen(
        schools.index.to_series(),
        soort="verhouding",
        niveau="vestiging",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="aandeel van het oude budget",
        grondslag=grondslag,
        uitkomst=known.map({True: "", False: "ontbreekt"}),
        teller=schools["nieuw"].astype("Int64").where(known),
        noemer=schools["oud"].where(known),
    )


def klasse(momentopname: Momentopname, grootboek: Grootboek, *, oud: Oud, grondslag: str) -> pd.DataFrame:
    """The class of each school, and beneath it what its budget rose or fell by."""
    schools = side_by_side(momentopname, grootboek, oud)
    known = (schools["oud"] >= 0).fillna(value=False).astype(bool)
    labels = classify(schools["nieuw"], schools["oud"].fillna(0).astype("int64")).where(known, "")
    return metingen(
        schools.index.to_series(),
        soort="klasse",
        niveau="vestiging",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="eurocent (nieuw - oud)",
        grondslag=grondslag,
        uitkomst=known.map({True: "", False: "ontbreekt"}),
        waarde=(schools["nieuw"] - schools["oud"]).where(known),
        klasse=labels,
    )


def scholen(momentopname: Momentopname, grootboek: Grootboek, *, oud: Oud, grondslag: str) -> pd.DataFrame:
    """Number of schools per class, as R2 prints it; schools without a known old budget stand apart."""
    import pandas as pd

    rows = klasse(momentopname, grootboek, oud=oud, grondslag=grondslag).set_index("sleutel")
    labels = rows["klasse"].replace("", ONBEKEND)
    cells = pd.MultiIndex.from_product([momentopname.swvs, [*KLASSEN, ONBEKEND]], names=["swv", "klasse"])
    counts = labels.groupby([momentopname.swv_of(rows), labels]).size().reindex(cells, fill_value=0)
    number = counts.rename("aantal").reset_index()
    return metingen(
        number["swv"],
        soort="aantal",
        niveau="swv",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="school",
        grondslag=grondslag,
        onderdeel=number["klasse"],
        waarde=number["aantal"],
    )


VOORHEEN_GROND = "wat de school per saldo kreeg (grootboek) / haar budget van voorheen (kenmerk)"
VORIG_GROND = "wat de school per saldo kreeg (grootboek) / wat zij een schooljaar eerder kreeg (grootboek)"
VORIG_VERSCHIL = (
    "Oud is wat de school in het vorige schooljaar van dezelfde berekening kreeg, niet een opgegeven budget."
)


def _borders() -> str:
    """The edges and sides of the classes, in words."""
    veel, meer, margin = edges()
    return (
        f"{VEEL} (verhouding > {veel}, of zonder oud budget), {MEER} (> {meer} tot en met {veel}), "
        f"{IETS} (boven de marge tot en met {meer}), {GELIJK} (tot en met {margin} % meer of minder; "
        f"de marge is een aanname), {AFNAME} (daaronder)"
    )


def _indicatoren(  # noqa: PLR0913, PLR0917 - what two meanings of the old budget differ in
    achtervoegsel: str, oud: Oud, grondslag: str, leest: tuple[Leest, ...], wat: str, verschil: str
) -> tuple[Indicator, ...]:
    """The ratio, its class and the schools per class, for one meaning of the old budget."""
    ratio = Indicator(
        naam=f"budgetverhouding{achtervoegsel}",
        titel=f"Nieuw budget tegenover {wat}",
        definitie=f"Wat een school per saldo krijgt, gedeeld door {wat}.",
        bron="R2 L1032-1042, Tabel 5",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=partial(verhouding, oud=oud, grondslag=grondslag),
        leest=leest,
        samen=True,
        hoger=("bestuur", "gemeente", "swv", "landelijk"),
        begrip="budgetverhouding",
        verschil=verschil,
    )
    label = Indicator(
        naam=f"budgetklasse{achtervoegsel}",
        titel=f"Klasse van het nieuwe budget tegenover {wat}",
        definitie=f"Klasse van wat een school per saldo krijgt tegenover {wat}: {_borders()}.",
        bron="R2 L1032-1042, Tabel 5",
        soort="klasse",
        aggregatie="geen",
        sectoren=("po", "vo"),
        bereken=partial(klasse, oud=oud, grondslag=grondslag),
        leest=leest,
        samen=True,
        begrip="budgetklasse",
        verschil=verschil,
    )
    number = Indicator(
        naam=f"budgetklasse_scholen{achtervoegsel}",
        titel=f"Scholen per klasse van het nieuwe budget tegenover {wat}",
        definitie=f"Aantal scholen per klasse: {_borders()}.",
        bron="R2 L1032-1042, Tabel 5",
        soort="aantal",
        aggregatie="som",
        sectoren=("po", "vo"),
        bereken=partial(scholen, oud=oud, grondslag=grondslag),
        leest=leest,
        samen=True,
        hoger=("landelijk",),
        begrip="budgetklasse_scholen",
        verschil=verschil,
    )
    return ratio, label, number


BUDGETVERHOUDINGEN = (
    *_indicatoren(
        "",
        before,
        VOORHEEN_GROND,
        (Leest("aansluiting"), Leest("kenmerk", verplicht=False)),
        "het budget van voorheen",
        "",
    ),
    *_indicatoren(
        "_vorig_jaar",
        former_year,
        VORIG_GROND,
        (Leest("aansluiting"),),
        "wat zij een schooljaar eerder kreeg",
        VORIG_VERSCHIL,
    ),
)
