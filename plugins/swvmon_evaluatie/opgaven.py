"""What schools report about a schooljaar: rows of `kenmerk`, one per school and kengetal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Leest, Momentopname, SwvmonError, count_per_school, rows_of_schools

if TYPE_CHECKING:
    import pandas as pd

REPORTED, SCHOOLS = Leest("kenmerk"), Leest("aansluiting")
MASK = "<5"
MASKED = (1, 4)
"""The interval of a count that the school masks."""


def reported(momentopname: Momentopname, kenmerk: str) -> pd.DataFrame:
    """Counts of one kengetal per school of the region, as an interval; of a shared school the part of the SWV.

    A row belongs to the schooljaar in which `geldig_van` falls.

    Returns:
        Index = vestiging; `aantal_min` and `aantal_max`, exact decimals; a school that reported nothing has no row.

    Raises:
        SwvmonError: a value that is no whole number and not `<5`, or two values of a school in the schooljaar.
    """
    rows = momentopname.tabel("kenmerk")
    year = momentopname.schooljaar.periode
    of_year = (rows["geldig_van"] >= year.van) & (rows["geldig_van"] <= year.tot)
    told = rows[of_year & (rows["niveau"] == "vestiging") & (rows["kenmerk"] == kenmerk)]
    rows = rows_of_schools(momentopname, told)
    _check(rows, kenmerk, str(momentopname.schooljaar))
    low, high = (rows["waarde"].mask(rows["waarde"] == MASK, str(end)).astype("int64") for end in MASKED)
    counts = rows[["code"]].rename(columns={"code": "vestiging"}).assign(aantal_min=low, aantal_max=high)
    return count_per_school(counts, momentopname)


def _check(rows: pd.DataFrame, kenmerk: str, schooljaar: str) -> None:
    strange = rows[~rows["waarde"].str.fullmatch(rf"[0-9]+|{MASK}")]
    if len(strange):
        first = strange.iloc[0]
        raise SwvmonError(
            f"kenmerk {kenmerk} of {first['code']} is {first['waarde']!r}; a kengetal is a whole number, or {MASK}"
        )
    double = rows[rows.duplicated("code")]
    if len(double):
        raise SwvmonError(
            f"kenmerk {kenmerk} of {double.iloc[0]['code']} has two values in {schooljaar}; give one per school year"
        )
