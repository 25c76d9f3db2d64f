"""How long thuiszitters sit at home: the mean in weeks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Momentopname, exact, half_up, metingen, swv_meting, with_lacking
from swvmon_thuiszitters.gevallen import CASES, of_year

if TYPE_CHECKING:
    import pandas as pd

METHODE = "gemiddelde over gevallen, dagen / 7; wat loopt telt tot en met 31 juli"


def bereken(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Mean weeks of the cases of the schooljaar, per kind; days before the schooljaar count too."""
    fields: dict[str, Any] = {
        "soort": "statistiek",
        "peildatum": momentopname.schooljaar.periode.tot,
        "eenheid": "week",
        "grondslag": "gevallen die het samenwerkingsverband registreert, met ten minste één dag in het schooljaar",
    }
    cases = of_year(momentopname)
    if cases.empty:
        return swv_meting(momentopname, **fields)
    by_kind = cases.groupby([momentopname.swv_of(cases).rename("sleutel"), "soort"])
    groups = by_kind.agg(dagen=("dagen", "sum"), n=("dagen", "size"), loopt=("loopt", "any"))
    groups = groups.reset_index()
    weeks = [half_up(Decimal(int(d)) / (7 * int(n)), 6) for d, n in zip(groups["dagen"], groups["n"], strict=True)]
    rows = metingen(
        groups["sleutel"],
        niveau="swv",
        onderdeel=groups["soort"],
        waarde=exact(weeks),
        n=groups["n"],
        methode=METHODE,
        status=groups["loopt"].map({True: "voorlopig", False: "definitief"}),
        **fields,
    )
    return with_lacking(momentopname, rows, momentopname.lacking(cases), **fields)


DUUR = Indicator(
    naam="thuiszitters_duur_weken",
    titel="Gemiddelde duur in weken",
    definitie="Gemiddeld aantal weken van de gevallen in het schooljaar, per soort, vanaf de eerste dag.",
    bron="Passend Onderwijs Almere, maat thuiszitters: gemiddeld aantal weken",
    soort="statistiek",
    aggregatie="geen",
    sectoren=("po", "vo"),
    bereken=bereken,
    samen=True,
    leest=(CASES,),
)
