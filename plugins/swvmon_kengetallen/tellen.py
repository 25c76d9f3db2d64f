"""Counting pupils per school and for the SWV, and the ratio of two counts with the interval that masking leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Leest, Momentopname, metingen

if TYPE_CHECKING:
    import pandas as pd


def per_school(counts: pd.DataFrame) -> pd.DataFrame:
    """Pupils per vestiging: index = vestiging, columns `aantal_min` and `aantal_max` (int64)."""
    return counts.groupby("vestiging")[["aantal_min", "aantal_max"]].sum()


def total(schools: pd.DataFrame, regio: str) -> pd.DataFrame:
    """One row for the SWV: the sum over its schools."""
    return schools.sum().to_frame(regio).T.astype("int64")


def ratio(  # noqa: PLR0913 - a ratio is its two counts, level, moment and words
    momentopname: Momentopname,
    teller: pd.DataFrame,
    noemer: pd.DataFrame,
    *,
    niveau: str,
    moment: Leest,
    eenheid: str,
    grondslag: str,
) -> pd.DataFrame:
    """Metingen of one level, for the keys that both counts have."""
    return metingen(
        noemer.index.to_series(),
        soort="verhouding",
        niveau=niveau,
        peildatum=moment.peildatum(momentopname.schooljaar),
        eenheid=eenheid,
        grondslag=grondslag,
        teller=teller["aantal_min"],
        teller_max=teller["aantal_max"],
        noemer=noemer["aantal_min"],
        noemer_max=noemer["aantal_max"],
    )
