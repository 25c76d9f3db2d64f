"""The flows of one year as counts, and ratios of them.

A flow is told only where its table is whole: for a type of education there must be a row for those who stay in it,
else its stock is not known. A destination without a row is then nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Leest, Momentopname, metingen

if TYPE_CHECKING:
    import pandas as pd

STROMEN = Leest("stroom_telling", "1-10 t")
"""A table of flows belongs to the second of its two days."""
CATEGORIESTROMEN = Leest("stroom_categorie_telling", "1-10 t")
VERTREK, AANKOMST = "vertrek", "aankomst"
"""Whose pupils: those that the SWV had on the first day, or those that it has on the second."""
NUMBERS = ["aantal_min", "aantal_max"]
KLASSEN = ("vereveningsklasse_10", "vereveningsklasse_20")
"""Classes of SWV's (R1 par. 3.2 and R0 Tabel 2-1) to which flows are added up; both reports compare SWV's by them."""
BEREKEND, ONTBREEKT = "", "ontbreekt"


@frozen(eq=False)
class Stromen:
    """The flows between two counting days, 1 October and 1 October a year later.

    Attributes:
        rijen: columns `van`, `naar`, `aantal_min`, `aantal_max`; one row per pair.
        kant: side of which the stock is taken: `van` for departures, `naar` for arrivals.
    """

    rijen: pd.DataFrame
    kant: str

    def known(self, soorten: Iterable[str]) -> bool:
        """Whether the stock of these types is known: those who stay are told of each that has pupils."""
        wanted = set(soorten)
        present = set(self.rijen[self.kant]) & wanted
        stay = set(self.rijen.loc[self.rijen["van"] == self.rijen["naar"], "van"])
        return bool(present) and present <= stay

    def stock(self, soorten: Iterable[str]) -> pd.Series:
        """Pupils in these types on the day of the side; index `NUMBERS`."""
        return self.rijen.loc[self.rijen[self.kant].isin(list(soorten)), NUMBERS].sum()

    def count(self, van: Iterable[str], naar: Iterable[str]) -> pd.Series:
        """Pupils who were in one of the first types and are in one of the second, another one; index `NUMBERS`."""
        rows = self.rijen
        moved = rows["van"].isin(list(van)) & rows["naar"].isin(list(naar)) & (rows["van"] != rows["naar"])
        return rows.loc[moved, NUMBERS].sum()

    @property
    def others(self) -> tuple[str, ...]:
        """All types of the other side, sorted."""
        return tuple(sorted(set(self.rijen["naar" if self.kant == "van" else "van"])))


def read_stromen(momentopname: Momentopname, kant: str, cohort: str = "") -> Stromen:
    """The flows of a region from 1 October of the year before.

    Args:
        momentopname: the table `stroom_telling`.
        kant: `VERTREK` or `AANKOMST`.
        cohort: only pupils of this cohort; empty for all pupils, of whom a cohort is a part.
    """
    return _in_pairs(read_rows(momentopname, kant, cohort), kant)


def read_rows(momentopname: Momentopname, kant: str, cohort: str = "") -> pd.DataFrame:
    """The rows of the table beneath `read_stromen`; flows over another time than a year are left out."""
    rows = _of_side(momentopname, STROMEN, kant)
    return rows[rows["cohort"] == cohort]


def read_categorie(momentopname: Momentopname, kant: str, categorie: str) -> Stromen:
    """The flows of pupils of so and vso with a TLV of a category from 1 October of the year before.

    Args:
        momentopname: the table `stroom_categorie_telling`.
        kant: `VERTREK` or `AANKOMST`.
        categorie: 1, 2 or 3, on the day of the side.
    """
    rows = _of_side(momentopname, CATEGORIESTROMEN, kant)
    return _in_pairs(rows[rows["categorie"] == categorie], kant)


def _of_side(momentopname: Momentopname, telling: Leest, kant: str) -> pd.DataFrame:
    rows = momentopname.tabel(telling.tabel, telling.moment)
    a_year = rows["vanaf"].astype("str") == str(date(momentopname.schooljaar.start - 1, 10, 1))
    return rows[(rows["kant"] == kant) & a_year]


def _in_pairs(rows: pd.DataFrame, kant: str) -> Stromen:
    pairs = rows.groupby(["van", "naar"], as_index=False)[NUMBERS].sum()
    return Stromen(pairs, "van" if kant == VERTREK else "naar")


@frozen(eq=False)
class Deel:
    """A part of a ratio; `noemer` is None where the table is not whole."""

    onderdeel: str
    teller: pd.Series
    noemer: pd.Series | None


def ratios(momentopname: Momentopname, delen: Iterable[Deel], *, eenheid: str, grondslag: str) -> pd.DataFrame:
    """Metingen of the SWV for the parts; a part without a noemer is `ontbreekt`."""
    import pandas as pd

    parts = list(delen)
    told = [part.noemer is not None for part in parts]
    values = [(*part.teller, *part.noemer) if part.noemer is not None else (None,) * 4 for part in parts]
    numbers = pd.DataFrame(values, columns=["teller", "teller_max", "noemer", "noemer_max"], dtype="object")
    return metingen(
        pd.Series([momentopname.regio] * len(parts), dtype="str"),
        soort="verhouding",
        niveau="swv",
        onderdeel=pd.Series([part.onderdeel for part in parts], dtype="str"),
        peildatum=_day(momentopname),
        eenheid=eenheid,
        grondslag=grondslag,
        uitkomst=pd.Series([BEREKEND if t else ONTBREEKT for t in told], dtype="str"),
        teller=numbers["teller"],
        teller_max=numbers["teller_max"],
        noemer=numbers["noemer"],
        noemer_max=numbers["noemer_max"],
    )


def counts(momentopname: Momentopname, aantallen: dict[str, pd.Series | None], *, grondslag: str) -> pd.DataFrame:
    """Metingen of the SWV that count pupils, by part; None is `ontbreekt`."""
    import pandas as pd

    values = [(None, None) if n is None else tuple(n) for n in aantallen.values()]
    numbers = pd.DataFrame(values, columns=NUMBERS, dtype="object")
    return metingen(
        pd.Series([momentopname.regio] * len(values), dtype="str"),
        soort="aantal",
        niveau="swv",
        onderdeel=pd.Series(list(aantallen), dtype="str"),
        peildatum=_day(momentopname),
        eenheid="leerling",
        grondslag=grondslag,
        uitkomst=pd.Series([ONTBREEKT if n is None else BEREKEND for n in aantallen.values()], dtype="str"),
        teller=numbers["aantal_min"],
        teller_max=numbers["aantal_max"],
    )


def _day(momentopname: Momentopname) -> date:
    return date(momentopname.schooljaar.start, 10, 1)
