"""Variants that correct the count of pupils: three-year mean, and the count or prognosis of this year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from swvmon import (
    Bevinding,
    Leest,
    Telmoment,
    Uitkomst,
    apportion,
    apportion_within,
    check_schools,
    exact,
    half_up,
    multiply,
    resolve_masked,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname
    from swvmon_krimpcorrectie.keuzes import Keuzes

JAREN = 3
GROEP = ("vestiging", "soort", "cluster", "onderwijstype", "vmbo_sector", "afdeling", "elementcode", "richting", "fase")
"""What a later step may tell rows apart by; the rows of a mean are those of any of its years."""

GROEP_TLV = ("swv", "verwijzer", "soort", "leeftijdsgroep", "categorie", "school", "grond")
"""The same for placements."""


def tables(keuzes: Keuzes, sector: str) -> tuple[str, ...]:
    """The tables that are corrected."""
    more = ("tlv_telling",) if keuzes.ook_tlv else ()
    if sector == "po":
        return ("leerlingen_po", *more)
    return ("leerlingen_vo", *(("leerlingen_lwoo",) if keuzes.ook_lwoo else ()), *more)


def moments(keuzes: Keuzes) -> tuple[str, ...]:
    """The days whose counts are read, the latest first."""
    if keuzes.variant == "driejaarsgemiddelde":
        return tuple(_shifted(keuzes, -back) for back in range(JAREN))
    return (_shifted(keuzes, 0 if keuzes.prognose else 1),)


def _shifted(keuzes: Keuzes, years: int) -> str:
    """The day that is replaced, so many years later."""
    day = Telmoment.parse(keuzes.telmoment or "")
    return str(attrs.evolve(day, verschuiving=day.verschuiving + years))


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The tables, at all days that are needed."""
    return tuple(Leest(table, moment) for table in tables(keuzes, sector) for moment in moments(keuzes))


def driejaarsgemiddelde(momentopname: Momentopname, keuzes: Keuzes) -> Uitkomst:
    """Replace the count by the mean of three years.

    A school's mean is rounded half up to whole pupils and divided over its rows by their sums over the years
    (`grootste_rest`). A row that is missing in a year counts zero in it.
    """
    delivered, findings = {}, []
    for name in tables(keuzes, momentopname.sector):
        years = _by_row([momentopname.tabel(name, day) for day in moments(keuzes)], keuzes.gemaskeerd_als)
        sums = years.groupby("vestiging")["aantal"].transform("sum")
        whole = (2 * sums + JAREN) // (2 * JAREN)  # half up, in whole numbers
        parts = apportion_within(whole, years["aantal"], years["vestiging"])
        delivered[f"{name} {_shifted(keuzes, 0)}"] = _counted(years.drop(columns=["aantal", "jaren"]), parts)
        seen = years.groupby("vestiging")["jaren"].max()
        findings += [_incomplete(str(school), name, int(n)) for school, n in seen[seen < JAREN].items()]
    return Uitkomst(tabellen=delivered, bevindingen=tuple(findings))


def actuele_telling(momentopname: Momentopname, keuzes: Keuzes) -> Uitkomst:
    """Replace the count by the one of a year later, or by a prognosis of it.

    Raises:
        SwvmonError: the prognosis names a school outside the region, or a masked count has no meaning.
    """
    check_schools(momentopname, "prognose_percentage_per_vestiging", keuzes.prognose_percentage_per_vestiging)
    delivered = {}
    for name in tables(keuzes, momentopname.sector):
        counts = momentopname.tabel(name, *moments(keuzes))
        expected = _placed if name == "tlv_telling" else _expected
        delivered[f"{name} {_shifted(keuzes, 0)}"] = expected(counts, keuzes) if keuzes.prognose else counts
    return Uitkomst(tabellen=delivered)


def _by_row(years: list[pd.DataFrame], gemaskeerd_als: str) -> pd.DataFrame:
    """One row per class of a school: its other columns as the latest year has them, pupils of all years together.

    Column `jaren` tells in how many years the school was counted.
    """
    import pandas as pd

    counted = [
        frame.assign(aantal=resolve_masked(frame, gemaskeerd_als), jaar=back) for back, frame in enumerate(years)
    ]
    rows = pd.concat(counted, ignore_index=True)
    group = _group(rows)
    rows = rows.sort_values([*group, "jaar"], ignore_index=True)
    years_seen = rows.groupby("vestiging")["jaar"].transform("nunique")
    sums = rows.groupby(group, dropna=False)["aantal"].transform("sum")
    latest = rows.assign(aantal=sums, jaren=years_seen).drop_duplicates(group).drop(columns="jaar")
    return latest.reset_index(drop=True)


def _expected(counts: pd.DataFrame, keuzes: Keuzes) -> pd.DataFrame:
    """The count after the growth of each school: rounded half up per school, divided over its rows."""
    counts = counts.sort_values(_group(counts), ignore_index=True)
    pupils = resolve_masked(counts, keuzes.gemaskeerd_als)
    totals = multiply(pupils.groupby(counts["vestiging"]).transform("sum"), _factor(counts["vestiging"], keuzes))
    whole = totals.map(lambda total: int(half_up(total))).astype("int64")
    return _counted(counts, apportion_within(whole, pupils, counts["vestiging"]))


def _placed(counts: pd.DataFrame, keuzes: Keuzes) -> pd.DataFrame:
    """The placements after the growth of the schools that referred them; without a referrer by the common percentage.

    The total is rounded half up and divided over the rows: a school refers so few that its own number seldom changes.
    """
    counts = counts.sort_values(_group(counts), ignore_index=True)
    grown = multiply(resolve_masked(counts, keuzes.gemaskeerd_als), _factor(counts["verwijzer"], keuzes))
    return _counted(counts, apportion(int(half_up(sum(grown, Decimal(0)))), grown))


def _factor(schools: pd.Series, keuzes: Keuzes) -> pd.Series:
    own, common = keuzes.prognose_percentage_per_vestiging, keuzes.prognose_percentage or Decimal(0)
    return exact(schools.map(lambda school: 1 + own.get(school, common) / 100).astype("object"))


def _group(rows: pd.DataFrame) -> list[str]:
    return [column for column in (GROEP_TLV if "verwijzer" in rows else GROEP) if column in rows]


def _counted(rows: pd.DataFrame, aantal: pd.Series) -> pd.DataFrame:
    """The rows with these numbers of pupils; what was counted per age or year of school is no longer known."""
    import pandas as pd

    detail = [str(column) for column in rows if str(column).startswith(("leeftijd_", "leerjaar_"))]
    unknown = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    return rows.assign(aantal_min=aantal, aantal_max=aantal).assign(**dict.fromkeys(detail, unknown))


def _incomplete(school: str, name: str, years: int) -> Bevinding:
    text = f"{school} staat in {years} van de {JAREN} tellingen ({name}); in de andere telt de school voor nul."
    return Bevinding("krimp_telling_onvolledig", "info", school, text)
