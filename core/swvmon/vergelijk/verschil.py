"""Two outcomes compared: the differences, and whether any is larger than is tolerated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from swvmon.contract.meting import NIVEAUS
from swvmon.errors import UsageError
from swvmon.vergelijk.bedragen import (
    amounts,
    changed_lines,
    movements,
    openings,
    per_school_and_step,
    per_step,
)
from swvmon.vergelijk.oorzaken import causes, changed_choices
from swvmon.vergelijk.waarden import changed_measurements, changed_parameters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd

    from swvmon.vergelijk.kant import Uitkomsten

PARTIJEN = ("vestiging", "bestuur")
"""Levels whose keys win or lose."""


@frozen(eq=False)
class Vergelijking:
    """How B differs from A; a difference is always B minus A.

    Attributes:
        niveaus: the levels that were compared.
        tolerantie_cent: what amounts may differ without being told apart, eurocents.
        regiojaren: (regio, schooljaar) that both have, compared, sorted.
        alleen_a: region-years that only A has, not compared.
        alleen_b: likewise of B.
        niet_gemeten: (indicator, side) that was not asked for on that side, so that it was not compared.
        bedragen: see `swvmon.vergelijk.bedragen.amounts`; opening balances are among those of the SWV.
        stappen: see `swvmon.vergelijk.bedragen.per_step`.
        per_school: see `swvmon.vergelijk.bedragen.per_school_and_step`; without rows where schools are not compared.
        regels: see `swvmon.vergelijk.bedragen.changed_lines`; those of the levels that were compared.
        metingen: see `swvmon.vergelijk.waarden.changed_measurements`.
        metingen_gelijk: how many metingen are the same.
        parameters: see `swvmon.vergelijk.waarden.changed_parameters`.
        keuzes: see `swvmon.vergelijk.oorzaken.changed_choices`.
        oorzaken: see `swvmon.vergelijk.oorzaken.causes`; without rows where schools are not compared.
    """

    niveaus: tuple[str, ...]
    tolerantie_cent: int
    regiojaren: tuple[tuple[str, str], ...]
    alleen_a: tuple[tuple[str, str], ...]
    alleen_b: tuple[tuple[str, str], ...]
    niet_gemeten: tuple[tuple[str, str], ...]
    bedragen: pd.DataFrame = field(repr=False)
    stappen: pd.DataFrame = field(repr=False)
    per_school: pd.DataFrame = field(repr=False)
    regels: pd.DataFrame = field(repr=False)
    metingen: pd.DataFrame = field(repr=False)
    metingen_gelijk: int
    parameters: pd.DataFrame = field(repr=False)
    keuzes: pd.DataFrame = field(repr=False)
    oorzaken: pd.DataFrame = field(repr=False)

    @property
    def bedragen_erbuiten(self) -> pd.DataFrame:
        """The amounts that differ more than is tolerated."""
        return self.bedragen[self.bedragen["verschil_cent"].abs() > self.tolerantie_cent]

    @property
    def metingen_erbuiten(self) -> pd.DataFrame:
        """The metingen that differ; an amount only where it differs more than is tolerated."""
        rows = self.metingen
        amount = (rows["a_soort"] == "bedrag_cent") & (rows["velden"] == "waarde")
        within = (rows["verschil"].abs() <= self.tolerantie_cent).fillna(value=False).astype(bool)
        return rows[~(amount & within)]

    @property
    def gelijk(self) -> bool:
        """Whether both are the same within the tolerance: region-years, amounts and metingen.

        Steps, lines and parameters tell why; they do not decide.
        """
        alone = self.alleen_a or self.alleen_b
        return not (alone or len(self.bedragen_erbuiten) or len(self.metingen_erbuiten))

    def totals(self) -> list[dict[str, Any]]:
        """Per level and school year how many get more, less and the same, and the sums of both, eurocents.

        Of schools and boards; the tolerance plays no part.
        """
        rows = []
        parties = self.bedragen[self.bedragen["niveau"].isin(PARTIJEN)]
        for (niveau, year), group in parties.groupby(["niveau", "schooljaar"], sort=True):
            change = group["verschil_cent"]
            rows.append(
                {
                    "niveau": str(niveau),
                    "schooljaar": str(year),
                    "meer": int((change > 0).sum()),
                    "minder": int((change < 0).sum()),
                    "gelijk": int((change == 0).sum()),
                    "meer_cent": int(change[change > 0].sum()),
                    "minder_cent": int(change[change < 0].sum()),
                    "a_cent": int(group["a_cent"].sum()),
                    "b_cent": int(group["b_cent"].sum()),
                    "verschil_cent": int(change.sum()),
                }
            )
        return sorted(rows, key=lambda r: (r["schooljaar"], PARTIJEN.index(r["niveau"])))


def compare(
    left: Uitkomsten,
    right: Uitkomsten,
    *,
    niveaus: Collection[str] = (),
    schooljaren: Collection[str] = (),
    tolerantie_cent: int = 0,
) -> Vergelijking:
    """Compare two outcomes; pure.

    Args:
        left: side A.
        right: side B.
        niveaus: only amounts and metingen of these levels; empty: all.
        schooljaren: only these school years; empty: all.
        tolerantie_cent: what amounts may differ, eurocents.

    Raises:
        UsageError: the sides have no region in the same school year.
    """
    import pandas as pd

    levels = tuple(n for n in NIVEAUS if n in niveaus) if niveaus else NIVEAUS
    a_parts, b_parts = (_of_years(side.regiojaren, schooljaren) for side in (left, right))
    shared = sorted(a_parts & b_parts)
    if not shared:
        raise UsageError(f"there is nothing to compare: A has {_told(a_parts)}, B has {_told(b_parts)}")
    lines, measured, used = (
        [_shared(getattr(side, name), shared) for side in (left, right)]
        for name in ("boekingen", "metingen", "gebruik")
    )
    moved = movements(*lines)
    money = amounts(moved, levels, landelijk=any(_is_sector(regio) for regio, _ in shared))
    first = min(year for _, year in shared)
    if "swv" in levels and {first} == {min(year for _, year in side.regiojaren) for side in (left, right)}:
        opened = openings(left.opening_cent, right.opening_cent, shared[0][0], first)
        money = pd.concat([money, opened], ignore_index=True)
    apart = tuple(
        (name, side)
        for side, mine, other in (("a", left, right), ("b", right, left))
        for name in sorted(other.gevraagd - mine.gevraagd)
    )
    dropped = [name for name, _ in apart]
    measured = [rows[~rows["indicator"].isin(dropped)] for rows in measured]
    changed = changed_measurements(measured[0], measured[1], levels)
    compared = [int(rows["niveau"].isin(levels).sum()) for rows in measured]
    both = compared[0] - int((changed["alleen"] == "a").sum())
    school = per_school_and_step(moved)
    regels, parameters = changed_lines(*lines), changed_parameters(*used)
    keuzes = changed_choices(left.keuzes, right.keuzes)
    oorzaken = causes(regels, parameters, keuzes, left, right)
    return Vergelijking(
        niveaus=levels,
        tolerantie_cent=tolerantie_cent,
        regiojaren=tuple(shared),
        alleen_a=tuple(sorted(a_parts - b_parts)),
        alleen_b=tuple(sorted(b_parts - a_parts)),
        niet_gemeten=apart,
        bedragen=money,
        stappen=per_step(moved),
        per_school=school if "vestiging" in levels else school.iloc[:0],
        regels=_of_levels(regels, levels),
        metingen=changed,
        metingen_gelijk=both - int((changed["alleen"] == "").sum()),
        parameters=parameters,
        keuzes=keuzes,
        oorzaken=oorzaken if "vestiging" in levels else oorzaken.iloc[:0],
    )


def _of_years(parts: Iterable[tuple[str, str]], schooljaren: Collection[str]) -> set[tuple[str, str]]:
    return {(regio, year) for regio, year in parts if not schooljaren or year in schooljaren}


def _shared(frame: pd.DataFrame, shared: list[tuple[str, str]]) -> pd.DataFrame:
    """The rows of the region-years that both sides have."""
    import pandas as pd

    places = pd.MultiIndex.from_frame(frame[["regio", "schooljaar"]])
    return frame[places.isin(shared)]


def _of_levels(lines: pd.DataFrame, levels: Collection[str]) -> pd.DataFrame:
    """Lines of a school belong to its level, those of a board to that, all others to the SWV."""
    accounts = lines["van"].astype("str") + " " + lines["naar"].astype("str")
    school, board = (accounts.str.contains(f"{kind}:", regex=False) for kind in PARTIJEN)
    keep = (school & ("vestiging" in levels)) | (~school & board & ("bestuur" in levels))
    return lines[keep | (~school & ~board & ("swv" in levels))].reset_index(drop=True)


def _is_sector(regio: str) -> bool:
    """Whether a region-year is about all regions of a sector: its code is that of the sector."""
    return regio.isalpha()


def _told(parts: Iterable[tuple[str, str]]) -> str:
    """Region-years in words, the first few."""
    names = [f"{regio} {year}" for regio, year in sorted(parts)]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more if names else "none of these school years"


SHOWN = 5
"""Region-years that a message names."""
