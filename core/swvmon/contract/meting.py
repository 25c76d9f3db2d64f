"""Metingen: the values of indicatoren, with what is needed to judge and add them.

Five kinds (`SOORTEN`). Only a `verhouding` is divided, and only by the core; a percentage alone is never handed in.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

if TYPE_CHECKING:
    import pandas as pd

SOORTEN = ("verhouding", "aantal", "bedrag_cent", "statistiek", "klasse")
NIVEAUS = ("vestiging", "bestuur", "deelregio", "swv", "gemeente", "klasse", "landelijk")
AGGREGATIES = ("verhouding_van_sommen", "gemiddelde_van_verhoudingen", "som", "geen")
STATUSSEN = ("definitief", "voorlopig", "geschat")


@frozen
class Meting:
    """The value of an indicator; its fields are the columns of `metingen.csv`, in this order.

    Attributes:
        run_id: the run.
        scenario: name of the scenario.
        regio: SWV code.
        schooljaar: school year that is computed.
        indicator: name of the indicator.
        plugin: the plugin that brought it.
        soort: one of `SOORTEN`.
        niveau: one of `NIVEAUS`.
        sleutel: what is measured: vestiging, board, SWV.
        peildatum: the day to which the numbers belong.
        teller: numerator of a verhouding; the low end where the source masks small numbers.
        teller_max: its high end.
        noemer: denominator.
        noemer_max: its high end.
        waarde: the value; of a verhouding teller / noemer, six places; empty where either is an interval or noemer 0.
        n: how many cases a statistiek rests on.
        methode: how a statistiek was made.
        klasse: label of a klasse.
        eenheid: unit of the value.
        grondslag: whose pupils or money, counted where.
        status: definitief, voorlopig or geschat.
    """

    run_id: str
    scenario: str
    regio: str
    schooljaar: str
    indicator: str
    plugin: str
    soort: str
    niveau: str
    sleutel: str
    peildatum: date
    teller: Decimal | None
    teller_max: Decimal | None
    noemer: Decimal | None
    noemer_max: Decimal | None
    waarde: Decimal | None
    n: Decimal | None
    methode: str
    klasse: str
    eenheid: str
    grondslag: str
    status: str


KOLOMMEN = tuple(f.name for f in attrs.fields(Meting))
"""Columns of a stored meting, in the order of `metingen.csv`."""

GEGEVEN = KOLOMMEN[KOLOMMEN.index("soort") :]
"""Columns that an indicator gives."""


def metingen(  # noqa: PLR0913 - the fields of the five kinds; all are keywords
    sleutels: pd.Series,
    *,
    soort: str,
    niveau: str,
    peildatum: date,
    eenheid: str,
    grondslag: str,
    status: str = "definitief",
    teller: pd.Series | int | None = None,
    teller_max: pd.Series | int | None = None,
    noemer: pd.Series | int | None = None,
    noemer_max: pd.Series | int | None = None,
    waarde: pd.Series | int | None = None,
    n: pd.Series | int | None = None,
    methode: str = "",
    klasse: pd.Series | str = "",
) -> pd.DataFrame:
    """Write metingen, one for each key.

    Args:
        sleutels: what is measured: vestiging, board number, SWV code; no doubles.
        soort: verhouding (needs teller and noemer), aantal or bedrag_cent (waarde), statistiek (waarde, n, methode)
            or klasse (klasse, and waarde beneath it).
        niveau: one of `NIVEAUS`.
        peildatum: the day to which the numbers belong.
        eenheid: unit of the outcome, such as ``aandeel`` (0-1), ``leerling`` or ``eurocent``.
        grondslag: the base in Dutch: whose pupils, counted where.
        status: definitief, voorlopig or geschat.
        teller: numerator; the low end where the source masks small numbers.
        teller_max: high end of the numerator; the same as `teller` where nothing is masked.
        noemer: denominator, likewise.
        noemer_max: high end of the denominator.
        waarde: the number itself, for kinds other than verhouding.
        n: how many cases a statistiek rests on.
        methode: how a statistiek was made.
        klasse: label of the class.

    Returns:
        A frame with the columns `GEGEVEN`, sorted by key; numbers are exact decimals, missing where they do not apply.
    """
    import pandas as pd

    from swvmon.geld import exact

    index = sleutels.index

    def number(value: pd.Series | int | None) -> pd.Series:
        return exact(value.reindex(index) if isinstance(value, pd.Series) else pd.Series([value] * len(index), index))

    rows = pd.DataFrame(
        {
            "soort": soort,
            "niveau": niveau,
            "sleutel": sleutels.astype("str"),
            "peildatum": peildatum,
            "teller": number(teller),
            "teller_max": number(teller if teller_max is None else teller_max),
            "noemer": number(noemer),
            "noemer_max": number(noemer if noemer_max is None else noemer_max),
            "waarde": number(waarde),
            "n": number(n),
            "methode": methode,
            "klasse": klasse,
            "eenheid": eenheid,
            "grondslag": grondslag,
            "status": status,
        },
        columns=list(GEGEVEN),
        index=index,
    )
    return rows.sort_values("sleutel").reset_index(drop=True)
