"""How many pupils a school counts for: on which day, in which base, masked cells and vavo included."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon.contract.grenzen import counting_day, masked_as, share
from swvmon.contract.momentopname import Leest
from swvmon.contract.scholen import with_board
from swvmon.errors import SwvmonError
from swvmon.geld import exact, multiply

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.contract.momentopname import Momentopname

PO_SOORTEN = {
    "standaard": ("bao", "sbo"),
    "bao": ("bao",),
    "bao_sbo": ("bao", "sbo"),
    "bao_sbo_so": ("bao", "sbo", "so"),
    "alle": ("bao", "sbo", "so", "vso"),
}
"""Whose pupils count in po, by base; the law counts bao and sbo for the heavy budget (WPO art. 132)."""

VO_BASES = ("standaard", "alle", "zonder_pro", "zonder_vavo", "zonder_lwoo_pro")
"""Whose pupils count in vo; standaard is alle."""

BASES = tuple(sorted({*PO_SOORTEN, *VO_BASES}))


@frozen(kw_only=True)
class Telling:
    """What a plan chooses about the count; a model's Keuzes class inherits it.

    Attributes:
        telmoment: the counting date: ``1-10 t`` is 1 October of the school year, ``1-10 t-1`` the year before,
            ``1-2 t`` 1 February before the school year.
        basis: whose pupils count. po: bao, bao_sbo (standaard), bao_sbo_so, alle (with vso). vo: alle (standaard),
            zonder_pro (no praktijkonderwijs), zonder_vavo (none placed at a vavo), zonder_lwoo_pro.
        vavo_aandeel: part of a pupil placed at a vavo that counts, 0 to 1 (Vensters, Aantal leerlingen vo: half).
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.
    """

    telmoment: str = field(default="1-10 t", validator=counting_day)
    basis: str = field(default="standaard", validator=validators.in_(BASES))
    vavo_aandeel: Decimal = field(default=Decimal("0.5"), validator=share)
    gemaskeerd_als: str = field(default="weigeren", validator=masked_as)

    def counts(self, sector: str, telmoment: str = "") -> tuple[Leest, ...]:
        """The tables of counts, at the chosen day or another one."""
        moment = telmoment or self.telmoment
        if sector == "po":
            return (Leest("leerlingen_po", moment),)
        lwoo = (Leest("leerlingen_lwoo", moment),) if self.basis == "zonder_lwoo_pro" else ()
        return (Leest("leerlingen_vo", moment), *lwoo)


def count_pupils(momentopname: Momentopname, telling: Telling, telmoment: str = "") -> pd.DataFrame:
    """Pupils per school of the region.

    Args:
        momentopname: the tables of `telling.counts(sector)` and of `SCHOLEN`.
        telling: how to count.
        telmoment: another counting date than the chosen one.

    Returns:
        One row per vestiging of the region, sorted: `vestiging`, `bestuur`, `aandeel` (the part of the school that
        belongs to the region) and `aantal` (pupils x that part), exact decimals; schools without pupils have zero.

    Raises:
        SwvmonError: a base of the other sector, a masked count where the plan does not say what it counts for, or a
            track that is unknown where the base depends on it.
    """
    counted = _count_po if momentopname.sector == "po" else _count_vo
    per_school = counted(momentopname, telling, telmoment or telling.telmoment)
    schools = momentopname.tabel("aansluiting")[["vestiging", "aandeel"]]
    schools = schools.sort_values("vestiging", ignore_index=True).assign(aandeel=lambda rows: exact(rows["aandeel"]))
    pupils = exact(per_school).reindex(schools["vestiging"], fill_value=0).set_axis(schools.index)
    return with_board(schools, momentopname).assign(aantal=multiply(pupils, schools["aandeel"]))


def count_per_school(counts: pd.DataFrame, momentopname: Momentopname) -> pd.DataFrame:
    """Counted pupils per school of the region, as an interval; of a shared school the part that belongs to the region.

    For indicatoren: nothing is chosen for masked cells, and a school without a count has no row, because missing is not
    zero.

    Args:
        counts: rows of a counted table: `vestiging`, `aantal_min`, `aantal_max`; schools outside the region do not
            count.
        momentopname: the table `aansluiting`.

    Returns:
        Index = vestiging, sorted; `aantal_min` and `aantal_max`, exact decimals.
    """
    numbers = ["aantal_min", "aantal_max"]
    share = exact(momentopname.tabel("aansluiting").set_index("vestiging")["aandeel"])
    every = counts.groupby("vestiging")[numbers].sum()
    summed = every[share.index.get_indexer(every.index) >= 0]  # `isin` of texts makes each text anew, at every call
    part = share.reindex(summed.index)
    return summed.assign(**{name: multiply(summed[name], part) for name in numbers})


def count_enrolled(momentopname: Momentopname, telmoment: str, *, po: str = "alle") -> pd.DataFrame:
    """Pupils enrolled per school of the region, as an interval; in vo all of them, a pupil at a vavo as a whole one.

    For indicatoren, as `count_per_school`: a school that the count does not list has no row.

    Args:
        momentopname: `aansluiting`, and `leerlingen_po` or `leerlingen_vo` at this day.
        telmoment: the counting date, such as ``1-10 t``.
        po: whose pupils count in po: a key of `PO_SOORTEN`; ``bao_sbo`` as the law, ``bao_sbo_so`` leaves vso out.

    Returns:
        As `count_per_school`; empty where the count is not loaded.
    """
    import pandas as pd

    counts = momentopname.tabel(f"leerlingen_{momentopname.sector}", telmoment)
    if counts.empty:
        counts = pd.DataFrame({"vestiging": [], "aantal_min": [], "aantal_max": []}, dtype="int64")
    elif momentopname.sector == "po":
        counts = counts[counts["soort"].isin(PO_SOORTEN[po])]
    return count_per_school(counts, momentopname)


def resolve_masked(counts: pd.DataFrame, gemaskeerd_als: str) -> pd.Series:
    """Whole pupils per row of a table of counts.

    Args:
        counts: columns `aantal_min` and `aantal_max`.
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.

    Raises:
        SwvmonError: a count is masked and `gemaskeerd_als` is weigeren.
    """
    masked = counts["aantal_min"] != counts["aantal_max"]
    if gemaskeerd_als == "weigeren" and masked.any():
        raise SwvmonError(
            f"{int(masked.sum())} counts are masked by the publisher (<5): choose what they count for with "
            'gemaskeerd_als = "minimum" or "maximum"'
        )
    return counts["aantal_max" if gemaskeerd_als == "maximum" else "aantal_min"].astype("int64")


def _count_po(momentopname: Momentopname, telling: Telling, telmoment: str) -> pd.Series:
    if telling.basis not in PO_SOORTEN:
        raise SwvmonError(f"basis {telling.basis!r} is not one of po: {', '.join(PO_SOORTEN)}")
    counts = momentopname.tabel("leerlingen_po", telmoment)
    counts = counts[counts["soort"].isin(PO_SOORTEN[telling.basis])]
    return resolve_masked(counts, telling.gemaskeerd_als).groupby(counts["vestiging"]).sum()


def _count_vo(momentopname: Momentopname, telling: Telling, telmoment: str) -> pd.Series:
    if telling.basis not in VO_BASES:
        raise SwvmonError(f"basis {telling.basis!r} is not one of vo: {', '.join(VO_BASES)}")
    counts = _in_base(momentopname.tabel("leerlingen_vo", telmoment), telling.basis)
    whole = resolve_masked(counts, telling.gemaskeerd_als)
    full, part = exact(whole), multiply(whole, telling.vavo_aandeel)
    pupils: pd.Series = full.where(counts["fase"] != "vavo", part).groupby(counts["vestiging"]).sum()
    if telling.basis != "zonder_lwoo_pro":
        return pupils
    lwoo = momentopname.tabel("leerlingen_lwoo", telmoment)
    less = resolve_masked(lwoo, telling.gemaskeerd_als).groupby(lwoo["vestiging"]).sum()
    schools = pupils.index.union(less.index)
    pupils, less = (exact(n).reindex(schools, fill_value=0) for n in (pupils, less))
    if (pupils < less).any():
        school = schools[(pupils < less).to_numpy()][0]
        raise SwvmonError(f"{school} counts more pupils with lwoo than pupils without praktijkonderwijs")
    return exact(pupils - less)


def _in_base(counts: pd.DataFrame, basis: str) -> pd.DataFrame:
    if basis == "zonder_vavo":
        return counts[counts["fase"] != "vavo"]
    if basis in {"standaard", "alle"}:
        return counts
    unknown = sorted(set(counts.loc[counts["richting"] == "onbekend", "vestiging"]))
    if unknown:
        raise SwvmonError(
            f"schools {', '.join(unknown[:5])} have classes whose track is unknown, so that {basis} cannot be told; "
            "see table leerlingen_vo, opleidingsnaam"
        )
    return counts[counts["richting"] != "pro"]
