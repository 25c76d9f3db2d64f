"""How many pupils a school counts for: on which day, in which base, masked cells and vavo included."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import Leest, SwvmonError, exact, multiply
from swvmon_basismodellen.grenzen import share
from swvmon_basismodellen.scholen import with_board

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname


@frozen(kw_only=True)
class Telling:
    """What a plan chooses about the count.

    Attributes:
        telmoment: the counting date: ``1-10 t`` is 1 October of the school year, ``1-10 t-1`` the year before.
        basis: whose pupils count: alle, zonder_pro (no praktijkonderwijs) or zonder_vavo (none placed at a vavo).
        vavo_aandeel: part of a pupil placed at a vavo that counts, 0 to 1 (Vensters, Aantal leerlingen vo: half).
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.
    """

    telmoment: str = field(default="1-10 t", validator=validators.in_(("1-10 t", "1-10 t-1")))
    basis: str = field(default="alle", validator=validators.in_(("alle", "zonder_pro", "zonder_vavo")))
    vavo_aandeel: Decimal = field(default=Decimal("0.5"), validator=share)
    gemaskeerd_als: str = field(default="weigeren", validator=validators.in_(("minimum", "maximum", "weigeren")))

    @property
    def leest(self) -> Leest:
        """The table of counts on the chosen day."""
        return Leest("leerlingen_vo", self.telmoment)


def pupils_per_school(momentopname: Momentopname, telling: Telling) -> pd.DataFrame:
    """Pupils per school of the region.

    Args:
        momentopname: tables `leerlingen_vo` on the chosen day, `aansluiting` and `vestiging`.
        telling: how to count.

    Returns:
        One row per vestiging of the region, sorted: `vestiging`, `bestuur`, `aandeel` (the part of the school that
        belongs to the region) and `aantal` (pupils x that part), exact decimals; schools without pupils have zero.

    Raises:
        SwvmonError: a count is masked and the plan does not say what it counts for, or a track is unknown where the
            base depends on it.
    """
    counts = _in_base(momentopname.tabel("leerlingen_vo", telling.telmoment), telling.basis)
    whole = _whole(counts, telling.gemaskeerd_als)
    weight = counts["fase"].map({"vavo": telling.vavo_aandeel}).astype("object").fillna(Decimal(1))
    per_school = counts.assign(aantal=multiply(whole, exact(weight))).groupby("vestiging")["aantal"].sum()
    schools = momentopname.tabel("aansluiting")[["vestiging", "aandeel"]]
    schools = schools.sort_values("vestiging", ignore_index=True).assign(aandeel=lambda rows: exact(rows["aandeel"]))
    pupils = exact(per_school.reindex(schools["vestiging"]).set_axis(schools.index)).fillna(Decimal(0))
    return with_board(schools, momentopname).assign(aantal=multiply(pupils, schools["aandeel"]))


def _in_base(counts: pd.DataFrame, basis: str) -> pd.DataFrame:
    if basis == "zonder_vavo":
        return counts[counts["fase"] != "vavo"]
    if basis == "alle":
        return counts
    unknown = sorted(set(counts.loc[counts["richting"] == "onbekend", "vestiging"]))
    if unknown:
        raise SwvmonError(
            f"schools {', '.join(unknown[:5])} have classes whose track is unknown, so that zonder_pro cannot be told; "
            "see table leerlingen_vo, opleidingsnaam"
        )
    return counts[counts["richting"] != "pro"]


def _whole(counts: pd.DataFrame, gemaskeerd_als: str) -> pd.Series:
    masked = counts["aantal_min"] != counts["aantal_max"]
    if gemaskeerd_als == "weigeren" and masked.any():
        raise SwvmonError(
            f"{int(masked.sum())} counts are masked by the publisher (<5): choose what they count for with "
            'gemaskeerd_als = "minimum" or "maximum"'
        )
    return counts["aantal_max" if gemaskeerd_als == "maximum" else "aantal_min"].astype("int64")
