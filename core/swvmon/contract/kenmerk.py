"""Features of schools, SWV's and gemeenten: what table `kenmerk` tells of them on a day, as text and as number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.contract.momentopname import SWV_LENGTH
from swvmon.errors import SwvmonError
from swvmon.geld import exact
from swvmon.perioden import Periode

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    import pandas as pd

    from swvmon.contract.momentopname import Momentopname


def features(momentopname: Momentopname, niveau: str, kenmerk: str, op: date | Periode) -> pd.Series:
    """What a feature says, as it was loaded.

    Args:
        momentopname: the table `kenmerk`; not loaded is empty.
        niveau: of what it is a feature: vestiging, swv, bestuur or gemeente.
        kenmerk: name of the feature.
        op: the day on which it must hold, its first and last day included; or the days that must be exactly its own.

    Returns:
        Texts; index = code, sorted. Where several hold for one code they are all there, the one that began last at the
        end. Where an indicator is called for many SWV's at once, codes of schools are those of the view, which must
        have the table `aansluiting`.
    """
    import pandas as pd

    rows = momentopname.tabel("kenmerk")
    if rows.empty:
        return pd.Series(dtype="str", index=pd.Index([], dtype="str"))
    rows = rows[(rows["niveau"] == niveau) & (rows["kenmerk"] == kenmerk)]
    if isinstance(op, Periode):
        rows = rows[(rows["geldig_van"] == op.van) & (rows["geldig_tot"] == op.tot)]
    else:
        last = rows["geldig_tot"].astype("object").where(rows["geldig_tot"].notna(), op)
        rows = rows[(rows["geldig_van"] <= op) & (last >= op)]
    if momentopname.regios and niveau == "vestiging":
        rows = rows_of_schools(momentopname, rows)
    ordered = rows.sort_values(["code", "geldig_van"], kind="stable")
    return ordered["waarde"].astype("str").set_axis(ordered["code"].astype("str"))


def rows_of_schools(momentopname: Momentopname, rows: pd.DataFrame, kolom: str = "code") -> pd.DataFrame:
    """Rows about schools of a table of the whole country, with the codes of schools as the view has them.

    Args:
        momentopname: the table `aansluiting`.
        rows: some of its rows are about a school of another region.
        kolom: the column with codes of schools.

    Returns:
        The rows about schools of the view; of a school that two of its SWV's share, a row for each.
    """
    schools = momentopname.tabel("aansluiting")["vestiging"].drop_duplicates()
    if not momentopname.regios:
        return rows[rows[kolom].isin(schools)]
    bare = schools.str[: -SWV_LENGTH - 1]
    pairs = bare.to_frame(kolom).assign(_code=schools)
    return rows.merge(pairs, on=kolom).assign(**{kolom: lambda found: found["_code"]}).drop(columns="_code")


def feature_numbers(  # noqa: PLR0913 - how a publisher writes its numbers is told by keyword
    momentopname: Momentopname,
    niveau: str,
    kenmerk: str,
    op: date | Periode,
    *,
    decimalen: int = 6,
    negatief: bool = False,
    komma: bool = False,
) -> pd.Series:
    """What a feature says, as exact numbers.

    Args:
        momentopname: the table `kenmerk`; not loaded is empty.
        niveau: of what it is a feature: vestiging, swv, bestuur or gemeente.
        kenmerk: name of the feature.
        op: the day on which it must hold, or the days that must be exactly its own.
        decimalen: decimals that a number may have.
        negatief: whether it may be below zero.
        komma: whether a decimal comma is read as a point.

    Returns:
        Exact decimals; index = code, sorted; a code of which nothing is told has no row.

    Raises:
        SwvmonError: a value that is no such number, or more than one for a code.
    """
    return _numbers(features(momentopname, niveau, kenmerk, op), kenmerk, op, (decimalen, negatief, komma))


def swv_number(momentopname: Momentopname, kenmerk: str, op: date | Periode) -> Decimal | None:
    """The number that a feature of the SWV itself has, below zero and with a decimal comma too.

    Args:
        momentopname: the table `kenmerk`; not loaded is empty.
        kenmerk: name of the feature.
        op: the day on which it must hold, or the days that must be exactly its own.

    Returns:
        An exact number; None where nothing tells it.

    Raises:
        SwvmonError: as `feature_numbers`.
    """
    found: list[Decimal] = swv_numbers(momentopname, kenmerk, op).dropna().to_list()
    return found[0] if found else None


def swv_numbers(momentopname: Momentopname, kenmerk: str, op: date | Periode) -> pd.Series:
    """The numbers that a feature of the SWV's of the call has, below zero and with a decimal comma too.

    Args:
        momentopname: the table `kenmerk`; not loaded is empty.
        kenmerk: name of the feature.
        op: the day on which it must hold, or the days that must be exactly its own.

    Returns:
        Exact decimals; index = the SWV's of the call; missing where nothing tells it.

    Raises:
        SwvmonError: as `feature_numbers`.
    """
    told = features(momentopname, "swv", kenmerk, op)
    own = told[told.index.isin(momentopname.swvs)]
    return _numbers(own, kenmerk, op, (6, True, True)).reindex(list(momentopname.swvs))


def _numbers(texts: pd.Series, kenmerk: str, op: date | Periode, form: tuple[int, bool, bool]) -> pd.Series:
    """Texts as exact numbers of a form: how many decimals, below zero too, with a comma too."""
    decimalen, negatief, komma = form
    pattern = rf"{'-?' if negatief else ''}\d{{1,12}}({'[.,]' if komma else '[.]'}\d{{1,{decimalen}}})?"
    wrong = texts[~texts.str.fullmatch(pattern).astype(bool)]
    if len(wrong):
        like = f"{'-' if negatief else ''}12{',' if komma else '.'}5"
        raise SwvmonError(
            f"kenmerk {kenmerk} of {wrong.index[0]} is {wrong.iloc[0]!r}, not a number like 12000 or {like} "
            f"(at most {decimalen} decimals{'' if negatief else ', not below zero'})"
        )
    if texts.index.has_duplicates:
        code = texts.index[texts.index.duplicated()][0]
        raise SwvmonError(f"kenmerk {kenmerk} of {code} has more than one value {_when(op)}; keep one")
    return exact(texts.str.replace(",", "."))


def _when(op: date | Periode) -> str:
    return f"over {op}" if isinstance(op, Periode) else f"on {op}"
