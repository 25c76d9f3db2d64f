"""The flows of one year as counts, and ratios of them.

A flow is told only where its table is whole: for a type of education there must be a row for those who stay in it,
else its stock is not known. A destination without a row is then nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import Leest, Momentopname, metingen

if TYPE_CHECKING:
    import numpy as np
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
class Paar:
    """Who went from one type to another, or stayed.

    Attributes:
        verteld: by SWV whether there is a row, shape (swvs,).
        aantal: by SWV the pupils, `NUMBERS`, shape (swvs, 2).
    """

    verteld: np.ndarray[Any, Any]
    aantal: np.ndarray[Any, Any]


@frozen(eq=False)
class Stromen:
    """The flows of SWV's between two counting days, 1 October and 1 October a year later.

    Attributes:
        paren: by pair of types (`van`, `naar`) what is told of it.
        kant: side of which the stock is taken: `van` for departures, `naar` for arrivals.
        swvs: whose flows; each has a row in what the methods give.
    """

    paren: Mapping[tuple[str, str], Paar]
    kant: str
    swvs: tuple[str, ...]

    def known(self, soorten: Iterable[str]) -> pd.Series:
        """Whether the stock of these types is known: those who stay are told of each that has pupils; index = SWV."""
        import numpy as np
        import pandas as pd

        nobody = np.zeros(len(self.swvs), dtype="bool")
        there, whole = nobody.copy(), ~nobody
        for soort in soorten:
            has = np.logical_or.reduce([nobody, *(paar.verteld for paar in self._with([soort]))])
            there |= has
            whole &= ~has | (self.paren[soort, soort].verteld if (soort, soort) in self.paren else nobody)
        return pd.Series(there & whole, index=list(self.swvs))

    def stock(self, soorten: Iterable[str]) -> pd.DataFrame:
        """Pupils in these types on the day of the side; index = SWV, columns `NUMBERS`."""
        return self._sum(self._with(soorten))

    def count(self, van: Iterable[str], naar: Iterable[str]) -> pd.DataFrame:
        """Pupils who were in one of the first types and are in one of the second, another one; as `stock`."""
        before, after = set(van), set(naar)
        return self._sum(p for (f, t), p in self.paren.items() if f in before and t in after and f != t)

    @property
    def others(self) -> tuple[str, ...]:
        """All types of the other side, sorted."""
        return tuple(sorted({pair[self.kant == "van"] for pair in self.paren}))

    def _with(self, soorten: Iterable[str]) -> list[Paar]:
        """The pairs with these types on the side."""
        asked = set(soorten)
        return [paar for pair, paar in self.paren.items() if pair[self.kant != "van"] in asked]

    def _sum(self, paren: Iterable[Paar]) -> pd.DataFrame:
        import numpy as np
        import pandas as pd

        nothing = np.zeros((len(self.swvs), len(NUMBERS)), dtype="int64")
        return pd.DataFrame(sum((paar.aantal for paar in paren), nothing), index=list(self.swvs), columns=NUMBERS)


def read_stromen(momentopname: Momentopname, kant: str, cohort: str = "") -> Stromen:
    """The flows of the SWV's of the call from 1 October of the year before.

    Args:
        momentopname: the table `stroom_telling`.
        kant: `VERTREK` or `AANKOMST`.
        cohort: only pupils of this cohort; empty for all pupils, of whom a cohort is a part.
    """
    return _in_pairs(momentopname, read_rows(momentopname, kant, cohort), kant)


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
    return _in_pairs(momentopname, rows[rows["categorie"] == categorie], kant)


def _of_side(momentopname: Momentopname, telling: Leest, kant: str) -> pd.DataFrame:
    rows = momentopname.tabel(telling.tabel, telling.moment)
    a_year = rows["vanaf"].astype("str") == str(date(momentopname.schooljaar.start - 1, 10, 1))
    return rows[(rows["kant"] == kant) & a_year]


def _in_pairs(momentopname: Momentopname, rows: pd.DataFrame, kant: str) -> Stromen:
    import numpy as np
    import pandas as pd

    swvs = momentopname.swvs
    own = pd.Index(swvs).get_indexer(rows["swv"])
    rows, own = rows[own >= 0], own[own >= 0]
    which, pairs = pd.factorize(pd.MultiIndex.from_frame(rows[["van", "naar"]]))
    told = np.zeros((len(pairs), len(swvs)), dtype="bool")
    told[which, own] = True
    numbers = np.zeros((*told.shape, len(NUMBERS)), dtype="int64")
    np.add.at(numbers, (which, own), rows[NUMBERS].to_numpy(dtype="int64"))
    paren = {pair: Paar(told[place], numbers[place]) for place, pair in enumerate(pairs)}
    return Stromen(paren, "van" if kant == VERTREK else "naar", swvs)


@frozen(eq=False)
class Deel:
    """A part of a ratio; all three by SWV.

    Attributes:
        onderdeel: what it is about.
        teller: columns `NUMBERS`.
        noemer: the same.
        bekend: whether the table tells the noemer; the part is `ontbreekt` where it does not.
    """

    onderdeel: str
    teller: pd.DataFrame
    noemer: pd.DataFrame
    bekend: pd.Series


def ratios(momentopname: Momentopname, delen: Iterable[Deel], *, eenheid: str, grondslag: str) -> pd.DataFrame:
    """Metingen of each SWV for the parts."""
    import pandas as pd

    parts = list(delen)
    told = pd.concat([part.bekend for part in parts], ignore_index=True)
    above, below = (
        _where(pd.concat(frames, ignore_index=True), told)
        for frames in ([part.teller for part in parts], [part.noemer for part in parts])
    )
    return metingen(
        pd.Series(momentopname.swvs * len(parts), dtype="str"),
        soort="verhouding",
        niveau="swv",
        onderdeel=_repeated([part.onderdeel for part in parts], momentopname),
        peildatum=_day(momentopname),
        eenheid=eenheid,
        grondslag=grondslag,
        uitkomst=told.map({True: BEREKEND, False: ONTBREEKT}),
        teller=above["aantal_min"],
        teller_max=above["aantal_max"],
        noemer=below["aantal_min"],
        noemer_max=below["aantal_max"],
    )


def counts(
    momentopname: Momentopname, aantallen: dict[str, tuple[pd.DataFrame, pd.Series]], *, grondslag: str
) -> pd.DataFrame:
    """Metingen of each SWV that count pupils, by part: the counts, and whether the table tells them."""
    import pandas as pd

    told = pd.concat([known for _, known in aantallen.values()], ignore_index=True)
    numbers = _where(pd.concat([found for found, _ in aantallen.values()], ignore_index=True), told)
    return metingen(
        pd.Series(momentopname.swvs * len(aantallen), dtype="str"),
        soort="aantal",
        niveau="swv",
        onderdeel=_repeated(list(aantallen), momentopname),
        peildatum=_day(momentopname),
        eenheid="leerling",
        grondslag=grondslag,
        uitkomst=told.map({True: BEREKEND, False: ONTBREEKT}),
        teller=numbers["aantal_min"],
        teller_max=numbers["aantal_max"],
    )


def _where(numbers: pd.DataFrame, told: pd.Series) -> pd.DataFrame:
    return numbers.apply(lambda column: column.astype("Int64").where(told))


def _repeated(texts: list[str], momentopname: Momentopname) -> pd.Series:
    """Each text once for every SWV."""
    import pandas as pd

    return pd.Series([text for text in texts for _ in momentopname.swvs], dtype="str")


def _day(momentopname: Momentopname) -> date:
    return date(momentopname.schooljaar.start, 10, 1)
