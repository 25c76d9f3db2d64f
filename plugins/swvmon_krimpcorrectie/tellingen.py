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
    (`grootste_rest`). A row that is missing in a year counts zero in it; a school that is missing in one as
    `ontbrekend_jaar` says.
    """
    years = {name: _years(momentopname, name, keuzes) for name in tables(keuzes, momentopname.sector)}
    missing = _missing(years)
    delivered = {}
    for name, counted in years.items():
        rows = _by_row(counted)
        number = _divisor(rows["vestiging"], missing, keuzes)
        sums = rows.groupby("vestiging")["aantal"].transform("sum")
        whole = (2 * sums + number) // (2 * number)  # half up, in whole numbers
        parts = apportion_within(whole, rows["aantal"], rows["vestiging"])
        delivered[f"{name} {_shifted(keuzes, 0)}"] = _counted(rows.drop(columns="aantal"), parts)
    return Uitkomst(tabellen=delivered, bevindingen=_incomplete(missing, momentopname, keuzes))


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


def _years(momentopname: Momentopname, name: str, keuzes: Keuzes) -> pd.DataFrame:
    """The rows of all years below each other; `jaar` is 0 for the latest year, 1 for the one before it."""
    import pandas as pd

    counts = [momentopname.tabel(name, day) for day in moments(keuzes)]
    resolved = [frame.assign(aantal=resolve_masked(frame, keuzes.gemaskeerd_als)) for frame in counts]
    return pd.concat([frame.assign(jaar=back) for back, frame in enumerate(resolved)], ignore_index=True)


def _by_row(years: pd.DataFrame) -> pd.DataFrame:
    """One row per class of a school: its other columns as the latest year has them, pupils of all years together."""
    group = _group(years)
    rows = years.sort_values([*group, "jaar"], ignore_index=True)
    sums = rows.groupby(group, dropna=False)["aantal"].transform("sum")
    return rows.assign(aantal=sums).drop_duplicates(group).drop(columns="jaar").reset_index(drop=True)


def _missing(years: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The years in which a school is in none of the tables: one without pupils with lwoo is counted all the same."""
    import pandas as pd

    seen = pd.concat([counted[["vestiging", "jaar"]] for counted in years.values()]).drop_duplicates()
    every = seen[["vestiging"]].drop_duplicates().merge(pd.DataFrame({"jaar": range(JAREN)}), how="cross")
    both = every.merge(seen, how="left", indicator=True)
    return both[both["_merge"] == "left_only"].sort_values(["vestiging", "jaar"]).drop(columns="_merge")


def _divisor(schools: pd.Series, missing: pd.DataFrame, keuzes: Keuzes) -> pd.Series:
    """By how many years the sum of each school is divided."""
    absent = schools.map(missing["vestiging"].value_counts()).fillna(0).astype("int64")
    return JAREN - absent * (keuzes.ontbrekend_jaar == "niet_meetellen")


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


def _incomplete(missing: pd.DataFrame, momentopname: Momentopname, keuzes: Keuzes) -> tuple[Bevinding, ...]:
    days = [str(Telmoment.parse(day).on(momentopname.schooljaar)) for day in moments(keuzes)]
    absent = missing["jaar"].map(dict(enumerate(days))).astype("str").groupby(missing["vestiging"]).agg(list)
    zero = "daar telt de school voor nul"
    then = {1: "die ene telling telt", 2: "het gemiddelde gaat over die twee"}
    return tuple(
        Bevinding(
            "krimp_telling_onvolledig",
            "waarschuwing",
            str(school),
            f"{school} staat in {JAREN - len(dates)} van de {JAREN} tellingen, niet op {' en '.join(dates)}: "
            f"{zero if keuzes.ontbrekend_jaar == 'telt_als_nul' else then[JAREN - len(dates)]}.",
        )
        for school, dates in absent.items()
    )
