"""Counting pupils per school and for the SWV, and the ratio of two counts with the interval that masking leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Leest, Momentopname, exact, metingen, multiply

if TYPE_CHECKING:
    import pandas as pd


SCHOOLS = Leest("aansluiting")
NUMBERS = ["aantal_min", "aantal_max"]


def per_school(counts: pd.DataFrame, momentopname: Momentopname) -> pd.DataFrame:
    """Pupils per vestiging, of a school that is shared with another SWV the part that belongs to this one.

    Returns:
        Index = vestiging, columns `aantal_min` and `aantal_max` (exact decimals).
    """
    summed = counts.groupby("vestiging")[NUMBERS].sum()
    share = exact(momentopname.tabel("aansluiting").set_index("vestiging")["aandeel"].reindex(summed.index))
    return summed.assign(**{name: multiply(summed[name], share) for name in NUMBERS})


def total(schools: pd.DataFrame, regio: str) -> pd.DataFrame:
    """One row for the SWV: the sum over its schools."""
    import pandas as pd

    return pd.DataFrame({name: exact([schools[name].sum()]) for name in NUMBERS}).set_axis([regio])


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
