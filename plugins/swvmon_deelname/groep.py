"""A group of pupils that a definition counts, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Leest, Momentopname, count_per_school, exact

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ["aantal_min", "aantal_max"]
UNKNOWN = "onbekend"


@frozen
class Groep:
    """Pupils of some kinds in one table.

    Attributes:
        tabel: leerlingen_po, leerlingen_vo or leerlingen_lwoo (at the school), or tlv_telling (of the SWV that pays).
        kolom: the column that tells the kind; empty takes all rows.
        soorten: the kinds that count.
        behalve: the kinds that do not count, instead.
    """

    tabel: str
    kolom: str = ""
    soorten: tuple[str, ...] = ()
    behalve: tuple[str, ...] = ()

    @property
    def van_swv(self) -> bool:
        """Counted for the SWV that pays, and not per school."""
        return self.tabel == "tlv_telling"


def bij_school(*soorten: str) -> Groep:
    """Pupils of bao, sbo, so or vso, where the school stands."""
    return Groep("leerlingen_po", "soort", soorten)


def met_tlv(soort: str) -> Groep:
    """Pupils placed with a TLV of the SWV."""
    return Groep("tlv_telling", "soort", (soort,))


VO = Groep("leerlingen_vo")
PRO = Groep("leerlingen_vo", "richting", ("pro",))
VO_ZONDER_PRO = Groep("leerlingen_vo", "richting", behalve=("pro",))
LWOO = Groep("leerlingen_lwoo")


def loaded(view: Momentopname, groepen: tuple[Groep, ...], moment: str) -> list[str]:
    """The SWV's of the call of which every table of some groups is loaded."""
    lacking = {swv for table in {g.tabel for g in groepen} for swv in view.lacking(view.tabel(table, moment))}
    return [swv for swv in view.swvs if swv not in lacking]


def counted(view: Momentopname, groepen: tuple[Groep, ...], moment: str) -> pd.DataFrame:
    """Pupils of some groups together, per school, or for the SWV where one of them is counted for the SWV.

    Returns:
        Index = vestiging or SWV code; `aantal_min` and `aantal_max`, exact decimals; what has no such pupils may have
        no row.
    """
    import pandas as pd

    parts = [_one(view, groep, view.tabel(groep.tabel, moment)) for groep in groepen]
    if any(groep.van_swv for groep in groepen):
        parts = [total(view, part) for part in parts]
    together = pd.concat(parts)
    return together.groupby(level=0).sum() if len(parts) > 1 else together


def total(view: Momentopname, counts: pd.DataFrame) -> pd.DataFrame:
    """The sum of the rows of each SWV, exact; an SWV without rows is not there."""
    import pandas as pd

    sums = counts[NUMBERS].groupby(view.swv_of(counts)).sum()
    return pd.DataFrame({name: exact(sums[name]) for name in NUMBERS}, index=sums.index)


def reads(moment: str, *groepen: Groep) -> tuple[Leest, ...]:
    """The tables of some groups."""
    return (*sorted({Leest(groep.tabel, moment) for groep in groepen}), Leest("aansluiting"))


def _one(view: Momentopname, groep: Groep, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a kind; a class whose track is unknown may be of it, so that it counts in the high end."""
    if groep.kolom:
        kind = frame[groep.kolom]
        unknown = kind == UNKNOWN
        sure = ~kind.isin(groep.behalve) & ~unknown if groep.behalve else kind.isin(groep.soorten)
        maybe = sure | unknown
        frame = frame.assign(
            aantal_min=frame["aantal_min"].where(sure, 0), aantal_max=frame["aantal_max"].where(maybe, 0)
        )
        frame = frame[maybe]
    return frame if groep.van_swv else count_per_school(frame, view)
