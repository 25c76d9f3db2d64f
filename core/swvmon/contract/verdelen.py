"""Dividing an amount over schools: by their pupils, or by a key that the plan gives."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from swvmon.contract.scholen import check_schools, with_board
from swvmon.errors import SwvmonError
from swvmon.geld import apportion, exact, format_euro

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd

    from swvmon.contract.momentopname import Momentopname


def divide_by_pupils(bedrag_cent: int, leerlingen: pd.Series, *, zie: str = "basis and telmoment") -> pd.Series:
    """Divide an amount by numbers of pupils, so that the parts add up to the cent.

    The cents left go to the largest remainders, ties to the lowest key (`apportion`).

    Args:
        bedrag_cent: the amount, zero or more, in eurocents.
        leerlingen: pupils, whole numbers or exact decimals, zero or more; index = key (vestiging, deelregio).
        zie: the choices that a reader of the error must look at.

    Returns:
        int64 eurocents on the same index; all zero where there is nothing to divide.

    Raises:
        SwvmonError: there is something to divide, but nobody has pupils; names the amount.
        ValueError: a negative amount or number of pupils, or a key that is there twice.
    """
    if bedrag_cent and not leerlingen.gt(0).any():
        raise SwvmonError(f"{format_euro(bedrag_cent)} to divide by pupils, but no pupil counts: see {zie}")
    return apportion(bedrag_cent, leerlingen)


def divide_over_schools(
    bedrag_cent: int, schools: pd.DataFrame, naar: str = "aantal", *, zie: str = "basis and telmoment"
) -> pd.Series:
    """Divide an amount over schools by their pupils, or by another column: `divide_by_pupils` on the rows of a frame.

    Args:
        bedrag_cent: the amount, zero or more, in eurocents.
        schools: column `vestiging` without doubles, and the column to divide by; such as `count_pupils` gives.
        naar: name of that column: whole numbers or exact decimals, zero or more.
        zie: the choices that a reader of the error must look at.

    Returns:
        int64 eurocents on the index of `schools`; all zero where there is nothing to divide.

    Raises:
        SwvmonError: there is something to divide, but no school has pupils; names the amount.
        ValueError: a negative amount or number of pupils, or a school that is there twice.
    """
    return divide_by_pupils(bedrag_cent, schools.set_index("vestiging")[naar], zie=zie).set_axis(schools.index)


def divide_per_swv(
    momentopname: Momentopname,
    bedrag_cent: int,
    schools: pd.DataFrame,
    naar: str = "aantal",
    *,
    zie: str = "basis and telmoment",
) -> pd.Series:
    """Divide the same amount over the schools of each SWV of the call: `divide_over_schools` for each.

    Args:
        momentopname: of one SWV, or of many at once.
        bedrag_cent: the amount of each SWV, zero or more, in eurocents.
        schools: as `divide_over_schools`.
        naar: likewise.
        zie: likewise.

    Returns:
        int64 eurocents on the index of `schools`.

    Raises:
        SwvmonError: an SWV of the call has no pupils to divide by.
        ValueError: as `divide_over_schools`.
    """
    import numpy as np
    import pandas as pd

    weights = schools.set_index("vestiging")[naar]
    parts = np.zeros(len(schools), dtype="int64")
    places = _places(momentopname, schools)
    for swv in momentopname.swvs:
        own = places.get(swv, np.array([], dtype="int64"))
        parts[own] = divide_by_pupils(bedrag_cent, weights.iloc[own], zie=zie).to_numpy()
    return pd.Series(parts, index=schools.index)


def sum_per_swv(momentopname: Momentopname, schools: pd.DataFrame, naar: str = "aantal") -> pd.Series:
    """What the schools of each SWV of the call come to together, on the row of each school.

    Args:
        momentopname: of one SWV, or of many at once.
        schools: column `vestiging`, and the one to add up: whole numbers or exact decimals.
        naar: name of that column.

    Returns:
        Decimals as objects, on the index of `schools`.
    """
    import numpy as np
    import pandas as pd

    values = schools[naar].to_numpy(dtype=object)
    sums = np.full(len(schools), Decimal(0), dtype=object)
    for own in _places(momentopname, schools).values():
        sums[own] = sum(values[own], Decimal(0))
    return pd.Series(sums, index=schools.index, dtype="object")


def _places(momentopname: Momentopname, schools: pd.DataFrame) -> dict[str, np.ndarray[Any, Any]]:
    """The places of the rows of each SWV."""
    import numpy as np

    places = schools.groupby(momentopname.swv_of(schools).to_numpy()).indices
    return {str(swv): np.asarray(own) for swv, own in places.items()}


def schools_by_key(momentopname: Momentopname, choice: str, gewichten: Mapping[str, Decimal]) -> pd.DataFrame:
    """The schools that a plan gives a weight, such as the key of an ondersteuningsplan.

    Args:
        momentopname: tables of `SCHOLEN`.
        choice: name of the choice, for the error.
        gewichten: weight per vestiging.

    Returns:
        One row per vestiging, sorted: `vestiging`, `gewicht` (exact decimals) and `bestuur`; a weight of zero is kept.

    Raises:
        SwvmonError: a school is not of the region; names the choice and the schools.
    """
    import pandas as pd

    check_schools(momentopname, choice, gewichten)
    schools = pd.DataFrame({"vestiging": pd.Series(sorted(gewichten), dtype="str")})
    weights = exact(pd.Series([gewichten[school] for school in schools["vestiging"]], dtype="object"))
    return with_board(schools.assign(gewicht=weights), momentopname)
