"""Metingen and parameters of two sides: what is not the same in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.contract.meting import KOLOMMEN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

SLEUTEL = ("regio", "schooljaar", "indicator", "niveau", "sleutel", "onderdeel", "peildatum")
"""What makes a meting of A and one of B the same meting."""
VELDEN = tuple(c for c in KOLOMMEN if c not in {*SLEUTEL, "run_id", "scenario", "plugin"})
"""Columns of a meting that are compared."""
PARAMETER = ("schooljaar", "stap", "parameter", "periode_van")
"""What makes a number of A and one of B the same number; a region is a place where it was used."""
PARAMETERVELDEN = ("periode_tot", "waarde", "eenheid", "bron", "status")


def changed_measurements(left: pd.DataFrame, right: pd.DataFrame, niveaus: Collection[str]) -> pd.DataFrame:
    """The metingen that are not the same, or on one side only.

    Args:
        left: metingen of A.
        right: metingen of B.
        niveaus: the levels that are compared.

    Returns:
        `SLEUTEL`; `alleen` ("a", "b" or empty); `velden`, the names of what differs, separated by spaces; of each of
        `VELDEN` the value of both, as a_waarde and b_waarde; `verschil`, B minus A of the values, exact, missing where
        one has none. Sorted.
    """
    from swvmon.geld import exact

    a, b = (frame[frame["niveau"].isin(list(niveaus))] for frame in (left, right))
    found = _beside(a, b, SLEUTEL, VELDEN)
    return found.assign(verschil=exact(found["b_waarde"]) - exact(found["a_waarde"]))


def changed_parameters(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """The numbers that the steps got and that are not the same, or on one side only.

    Returns:
        `PARAMETER`; `alleen`; `velden`; of each of `PARAMETERVELDEN` the value of both; `regios`, in how many regions.
        Sorted.
    """
    found = _beside(left, right, ("regio", *PARAMETER), PARAMETERVELDEN)
    rest = [c for c in found.columns if c != "regio"]
    return found.groupby(rest, dropna=False, sort=True).size().rename("regios").reset_index()


def _beside(left: pd.DataFrame, right: pd.DataFrame, key: Sequence[str], fields: Sequence[str]) -> pd.DataFrame:
    """Rows of both with the same key in one row; those without a difference are left out."""
    import pandas as pd

    keys = list(key)
    days = {"peildatum", "periode_van", "periode_tot"} & {*keys, *fields}
    sides = [f[[*keys, *fields]].assign(**{c: day_text(f[c]) for c in sorted(days)}) for f in (left, right)]
    both = sides[0].merge(sides[1], on=keys, how="outer", suffixes=("_a", "_b"), indicator="waar")
    alone = both.pop("waar").astype("str").map({"left_only": "a", "right_only": "b", "both": ""}).astype("str")
    names = pd.Series("", index=both.index, dtype="str")
    for name in fields:
        a, b = both[f"{name}_a"], both[f"{name}_b"]
        differs = ~((a == b).fillna(value=False).astype(bool) | (a.isna() & b.isna()))
        names = names.mask(differs, names + f" {name}")
    found = both.rename(columns={f"{name}_{side}": f"{side}_{name}" for name in fields for side in ("a", "b")})
    found = found.assign(alleen=alone, velden=names.str.strip())
    changed = (names != "") | (alone != "")
    return found[changed].sort_values(keys, ignore_index=True)


def day_text(days: pd.Series) -> pd.Series:
    """Days as text, which merges quickly and sorts as days do; each day is written once."""
    import pandas as pd

    codes, unique = days.factorize()
    return pd.Series(pd.array([str(day) for day in unique], dtype="str").take(codes), index=days.index)
