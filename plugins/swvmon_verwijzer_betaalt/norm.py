"""Which placements lie above the norm."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve

from swvmon import apportion_within, count_pupils, exact, format_decimal, multiply

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname
    from swvmon_verwijzer_betaalt.keuzes import Keuzes

MILLIONTH = Decimal("0.000001")


def boven_norm(rows: pd.DataFrame, momentopname: Momentopname, keuzes: Keuzes) -> pd.DataFrame:
    """Add to each row of placements how many lie above the norm of its unit, pro rata the placements of the unit.

    Args:
        rows: as `plaatsingen` gives them.
        momentopname: the region.
        keuzes: with a norm.

    Returns:
        The rows with `boven` (exact decimals, to a millionth; per unit they add up to its excess) and `deelname`, the
        participation of the unit in words. Placements that do not count are never above it.
    """
    import pandas as pd

    pupils = _regular(momentopname, keuzes)
    units = _units(rows["verwijzer"], pupils, momentopname.regio, keuzes)
    counting = ~rows["vrij"] | keuzes.vrijgesteld_telt_voor_norm
    placed = rows["aantal"].where(counting, 0).groupby(units).sum()
    regular = exact(pupils.groupby(_units(pupils["vestiging"], pupils, momentopname.regio, keuzes))["aantal"].sum())
    total = exact(regular.reindex(placed.index, fill_value=0) + exact(placed))
    excess = exact(placed) - multiply(total, 1 - (keuzes.norm_regulier_aandeel or Decimal(0)))
    millionths = excess.map(lambda pupil: max(0, int(pupil.scaleb(6)))).astype("int64")
    parts = apportion_within(
        units.map(millionths).astype("int64"), rows["aantal"].where(counting, 0).astype("int64"), units
    )
    told = [
        f"{p} van {format_decimal(t)} leerling{'' if t == 1 else 'en'} geplaatst"
        for p, t in zip(placed, total, strict=True)
    ]
    return rows.assign(
        boven=multiply(parts.where(counting, 0), MILLIONTH),
        deelname=units.map(pd.Series(told, index=placed.index, dtype="str")),
    )


def _regular(momentopname: Momentopname, keuzes: Keuzes) -> pd.DataFrame:
    """Pupils in regular education per school; in po those of a bao, since a placement in sbo is one outside it."""
    bao = momentopname.sector == "po" and keuzes.basis == "standaard"
    telling = evolve(keuzes, basis="bao") if bao else keuzes
    return count_pupils(momentopname, telling, keuzes.telmoment_leerlingen)


def _units(schools: pd.Series, pupils: pd.DataFrame, regio: str, keuzes: Keuzes) -> pd.Series:
    """The unit in which a school's participation is measured; empty for a school of none."""
    import pandas as pd

    if keuzes.norm_niveau == "swv":
        return pd.Series(regio, index=schools.index, dtype="str")
    own = pupils["vestiging"]
    if keuzes.norm_niveau == "bestuur":
        own = pupils["bestuur"].where(pupils["bestuur"] != "", own)
    return schools.map(own.set_axis(pupils["vestiging"])).fillna("").astype("str")
