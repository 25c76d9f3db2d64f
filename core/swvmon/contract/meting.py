"""Metingen: the values of indicatoren, with what is needed to judge and add them.

Five kinds (`SOORTEN`). Only a `verhouding` is divided, and only by the core; a percentage alone is never handed in.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from swvmon.arrow import repeated_text, text_order
from swvmon.errors import ContractViolation

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from swvmon.contract.momentopname import Momentopname

SOORTEN = ("verhouding", "aantal", "bedrag_cent", "statistiek", "klasse")
NIVEAUS = ("vestiging", "bestuur", "deelregio", "swv", "gemeente", "klasse", "landelijk")
AGGREGATIES = ("verhouding_van_sommen", "gemiddelde_van_verhoudingen", "som", "geen")
STATUSSEN = ("definitief", "voorlopig", "geschat")
ONVOLLEDIG = {
    "berekend": "onvolledig",
    "gemaskeerd": "gemaskeerd_onvolledig",
    "noemer_nul": "noemer_nul_onvolledig",
}
"""What becomes of a sum from which parts without a number are left out: both facts stay to be seen."""
UITKOMSTEN = ("berekend", "gemaskeerd", "noemer_nul", "ontbreekt", "reeksbreuk", *ONVOLLEDIG.values())
"""What became of a meting: computed; an interval, since the source masks small numbers; nothing to divide by; no data
for this key; not comparable over a break in the series; or one of the first three for a sum without the parts that have
no number."""
ZONDER_WAARDE = ("ontbreekt", "reeksbreuk")
"""Outcomes that an indicator hands in itself, without a number."""
NIET_BEPAALD = ("gemaskeerd", "noemer_nul")
"""Outcomes that the core tells of ratios and counts, and an indicator of other kinds, without a number."""


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
        onderdeel: the part of a whole that it is about (a category, a destination, a class); empty for the whole.
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
        uitkomst: one of `UITKOMSTEN`; without a value it tells why.
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
    onderdeel: str
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
    uitkomst: str


KOLOMMEN = tuple(f.name for f in attrs.fields(Meting))
"""Columns of a stored meting, in the order of `metingen.csv`."""

GEGEVEN = KOLOMMEN[KOLOMMEN.index("soort") :]
"""Columns that an indicator gives."""


def class_key(indicator: str, klasse: str) -> str:
    """Key of level klasse: SWV's that an indicator puts in one class, such as ``vereveningsklasse_10=neutraal``."""
    return f"{indicator}={klasse}"


def metingen(  # noqa: PLR0913 - the fields of the five kinds; all are keywords
    sleutels: pd.Series,
    *,
    soort: str,
    niveau: str,
    peildatum: date,
    eenheid: str,
    grondslag: pd.Series | str,
    onderdeel: pd.Series | str = "",
    status: pd.Series | str = "definitief",
    uitkomst: pd.Series | str = "",
    teller: pd.Series | Decimal | int | None = None,
    teller_max: pd.Series | Decimal | int | None = None,
    noemer: pd.Series | Decimal | int | None = None,
    noemer_max: pd.Series | Decimal | int | None = None,
    waarde: pd.Series | Decimal | int | None = None,
    n: pd.Series | Decimal | int | None = None,
    methode: pd.Series | str = "",
    klasse: pd.Series | str = "",
) -> pd.DataFrame:
    """Write metingen, one for each key.

    Args:
        sleutels: what is measured: vestiging, board number, SWV code; no doubles of key and onderdeel.
        soort: verhouding (needs teller and noemer), aantal (waarde, or teller and teller_max where the source masks),
            bedrag_cent (waarde), statistiek (waarde, n, methode) or klasse (klasse, and waarde beneath it).
        niveau: one of `NIVEAUS`.
        peildatum: the day to which the numbers belong.
        eenheid: unit of the outcome, such as ``aandeel`` (0-1), ``leerling`` or ``eurocent``.
        grondslag: the base in Dutch: whose pupils, counted where; one for all rows, or for each.
        onderdeel: the part of a whole that a row is about.
        status: definitief, voorlopig or geschat.
        uitkomst: ontbreekt or reeksbreuk for a key that has no number, and why; else empty, the core tells.
        teller: numerator; the low end where the source masks small numbers.
        teller_max: high end of the numerator; the same as `teller` where nothing is masked.
        noemer: denominator, likewise.
        noemer_max: high end of the denominator.
        waarde: the number itself, for kinds other than verhouding.
        n: how many cases a statistiek rests on.
        methode: how a statistiek was made.
        klasse: label of the class.

    Returns:
        A frame with the columns `GEGEVEN`, sorted by key and onderdeel; numbers are exact decimals, missing where they
        do not apply.
    """
    import numpy as np
    import pandas as pd

    from swvmon.geld import exact, repeated

    index = sleutels.index

    def number(value: pd.Series | Decimal | int | None) -> Any:
        return (exact(value.reindex(index)) if isinstance(value, pd.Series) else repeated(value, index)).array

    def column(value: pd.Series | str | date) -> Any:
        if isinstance(value, pd.Series):
            return (value if value.index is index else value.reindex(index)).array
        return repeated_text(value, len(index)) if isinstance(value, str) else np.full(len(index), value, dtype=object)

    rows = pd.DataFrame(
        {
            "soort": column(soort),
            "niveau": column(niveau),
            "sleutel": sleutels.astype("str").array,
            "onderdeel": column(onderdeel),
            "peildatum": column(peildatum),
            "teller": number(teller),
            "teller_max": number(teller if teller_max is None else teller_max),
            "noemer": number(noemer),
            "noemer_max": number(noemer if noemer_max is None else noemer_max),
            "waarde": number(waarde),
            "n": number(n),
            "methode": column(methode),
            "klasse": column(klasse),
            "eenheid": column(eenheid),
            "grondslag": column(grondslag),
            "status": column(status),
            "uitkomst": column(uitkomst),
        },
        columns=list(GEGEVEN),
        copy=False,
    )
    order = text_order(rows, ["sleutel", "onderdeel"])
    return rows if (np.diff(order) == 1).all() else rows.take(order).reset_index(drop=True)


def swv_meting(  # noqa: PLR0913 - the fields of the five kinds; all are keywords
    momentopname: Momentopname,
    *,
    soort: str,
    peildatum: date,
    eenheid: str,
    grondslag: pd.Series | str,
    onderdeel: pd.Series | str = "",
    status: pd.Series | str = "definitief",
    teller: pd.Series | Decimal | int | None = None,
    teller_max: pd.Series | Decimal | int | None = None,
    noemer: pd.Series | Decimal | int | None = None,
    noemer_max: pd.Series | Decimal | int | None = None,
    waarde: pd.Series | Decimal | int | None = None,
    n: pd.Series | int | None = None,
    methode: pd.Series | str = "",
    klasse: pd.Series | str = "",
) -> pd.DataFrame:
    """Write one meting of each SWV of the call; `ontbreekt`, without any number, where one that its soort needs lacks.

    Each number is one for the SWV, or a series with SWV codes as index, which an indicator that is called for many
    SWV's at once must give (None for all where nothing is known of any).

    Args:
        momentopname: of which SWV's (`Momentopname.swvs`).
        soort: verhouding needs teller and noemer, each other soort its waarde, or an aantal its teller.
        peildatum: the day to which the numbers belong.
        eenheid: unit of the outcome.
        grondslag: the base in Dutch: whose pupils, counted where.
        onderdeel: the part of a whole that it is about.
        status: definitief, voorlopig or geschat.
        teller: numerator; the low end where the source masks small numbers.
        teller_max: high end of the numerator.
        noemer: denominator, likewise.
        noemer_max: high end of the denominator.
        waarde: the number itself, for kinds other than verhouding.
        n: how many cases a statistiek rests on.
        methode: how a statistiek was made.
        klasse: label of the class; none without a value.

    Returns:
        As `metingen`.

    Raises:
        ContractViolation: one number for many SWV's.
    """
    import pandas as pd

    swvs = pd.Index(momentopname.swvs, dtype="str")
    given = {
        "teller": teller,
        "teller_max": teller_max,
        "noemer": noemer,
        "noemer_max": noemer_max,
        "waarde": waarde,
        "n": n,
    }
    numbers = {name: _of_each(value, swvs) for name, value in given.items() if value is not None}
    known = pd.Series("waarde" in numbers and numbers["waarde"].notna(), index=swvs, dtype="bool")
    if "teller" in numbers and soort in ("aantal", "verhouding"):
        counted = numbers["teller"].notna()
        if soort == "verhouding":
            counted &= numbers["noemer"].notna() if "noemer" in numbers else False
        known |= counted
    return metingen(
        swvs.to_series(),
        soort=soort,
        niveau="swv",
        peildatum=peildatum,
        eenheid=eenheid,
        grondslag=grondslag,
        onderdeel=onderdeel,
        status=status,
        methode=methode,
        uitkomst=known.map({True: "", False: "ontbreekt"}),
        klasse=(klasse if isinstance(klasse, pd.Series) else pd.Series(klasse, swvs, dtype="str")).where(known, ""),
        **{name: value.where(known) for name, value in numbers.items()},
    )


def with_lacking(
    momentopname: Momentopname, rows: pd.DataFrame, lacking: Collection[str], **fields: Any
) -> pd.DataFrame:
    """Metingen of SWV's of the call and their schools, but of some SWV's one only: `ontbreekt`.

    Args:
        momentopname: of which SWV's (`Momentopname.swvs`).
        rows: metingen, as `metingen` makes them.
        lacking: SWV's of which something that is needed is not loaded (`Momentopname.lacking`).
        fields: what `swv_meting` needs, without a number.

    Returns:
        As `metingen`, those that are added at the end.
    """
    import pandas as pd

    if not lacking:
        return rows
    there = rows[~momentopname.swv_of(rows.set_index("sleutel")).isin(lacking).to_numpy()]
    added = swv_meting(momentopname.only_of(lacking), **fields)
    return pd.concat([there, added], ignore_index=True) if len(there) else added


def _of_each(value: pd.Series | Decimal | int, swvs: pd.Index) -> pd.Series:
    """A number for each SWV, exact."""
    import pandas as pd

    from swvmon.geld import exact, repeated

    if isinstance(value, pd.Series):
        return exact(value).reindex(swvs)
    if len(swvs) > 1:
        raise ContractViolation("gives one number for many regions at once")
    return repeated(value, swvs)
