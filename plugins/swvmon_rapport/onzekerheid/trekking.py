"""One draw: the counts of all school years as they might turn out, from a seed and a number only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen, validators

from swvmon import Schooljaar, SwvmonError

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname

GETELD = ("leerlingen_lwoo", "leerlingen_po", "leerlingen_vo")
"""Counts of pupils per school that grow with their school."""
TLV = "tlv_telling"
VAST, POISSON, NEGATIEF_BINOMIAAL = "vast", "poisson", "negatief_binomiaal"
_CELLS = ("leerjaar_", "leeftijd_")
_STEPS = 60
"""Years of growth that are drawn for a school, used or not, so that a longer budget begins with the same path."""


@frozen(kw_only=True)
class Spreiding:
    """How far counts may lie from those that are loaded.

    Attributes:
        bekend: counts up to and including this day are certain.
        groei_aandeel: standard deviation of the yearly growth of a school, independent per school and year, normal, on
            top of the growth in the loaded counts; 0: none.
        tlv: vast (as loaded), poisson, or negatief_binomiaal.
        tlv_overdispersie: with negatief_binomiaal: variance = mean + this x mean²; above 0.
    """

    bekend: date
    groei_aandeel: float = field(validator=[validators.ge(0), validators.le(1)])
    tlv: str = field(validator=validators.in_((VAST, POISSON, NEGATIEF_BINOMIAAL)))
    tlv_overdispersie: float = field(default=0.0, validator=validators.ge(0))

    def stappen(self, dag: date) -> int:
        """School years between what is known and a day of counting."""
        return max(0, Schooljaar.of(dag).start - Schooljaar.of(self.bekend).start) if dag > self.bekend else 0


def trek(spreiding: Spreiding, zaad: int, nummer: int) -> Callable[[Momentopname], Mapping[str, pd.DataFrame]]:
    """The counts of one draw.

    Every number comes from streams of the seed, the draw and what is drawn (a school, or a day of counting), never from
    what was drawn before: neither the order of draws, schools, years or workers changes an outcome, nor does a school
    more or less change the others.

    Args:
        spreiding: how far counts may lie from those that are loaded.
        zaad: the seed.
        nummer: number of the draw.

    Returns:
        From the view of a school year to its tables with the drawn counts.
    """

    def tables(view: Momentopname) -> Mapping[str, pd.DataFrame]:
        changed = {}
        for key in view.sleutels:
            dag = key.peildatum(view.schooljaar)
            if dag is None or dag <= spreiding.bekend:
                continue
            if key.tabel in GETELD and spreiding.groei_aandeel:
                steps = spreiding.stappen(dag)
                changed[f"{key.tabel} {key.moment}"] = _grown(view.tabel(*key_of(key)), spreiding, zaad, nummer, steps)
            elif key.tabel == TLV and spreiding.tlv != VAST:
                changed[f"{key.tabel} {key.moment}"] = _tlvs(view.tabel(*key_of(key)), spreiding, zaad, nummer, dag)
        return changed

    return tables


def key_of(leest: Any) -> tuple[str, str]:
    """Name and telmoment of a table."""
    return leest.tabel, leest.moment


def stream(zaad: int, nummer: int, *what: int) -> np.random.Generator:
    """Random numbers for one thing of one draw."""
    return np.random.default_rng(np.random.SeedSequence(zaad, spawn_key=(nummer, *what)))


def growth(spreiding: Spreiding, zaad: int, nummer: int, vestiging: str, steps: int) -> float:
    """By how much a school counts more or less than was loaded, after some years: a product of yearly factors."""
    shocks = stream(zaad, nummer, 1, *vestiging.encode()).standard_normal(_STEPS)[:steps]
    return float(np.prod(np.maximum(0.0, 1.0 + spreiding.groei_aandeel * shocks)))


def _grown(counts: pd.DataFrame, spreiding: Spreiding, zaad: int, nummer: int, steps: int) -> pd.DataFrame:
    """A count whose schools grew: the total of a school is rounded once, and its rows and cells add up to it."""
    ordered = counts.sort_values("vestiging", kind="stable").reset_index(drop=True)
    schools = ordered["vestiging"].astype("str")
    factors = schools.map({s: growth(spreiding, zaad, nummer, s, steps) for s in _unique(schools)}).to_numpy("float64")
    first = ~schools.duplicated().to_numpy()
    cells = [c for c in ordered.columns if str(c).startswith(_CELLS)]
    new = {name: _rounded(ordered[name].to_numpy("int64"), factors, first) for name in ("aantal_min", "aantal_max")}
    if cells:
        inside = ordered[cells].fillna(0).to_numpy("int64")
        old = np.maximum(ordered["aantal_min"].to_numpy("int64"), 1)[:, None]
        upto = (2 * inside.cumsum(axis=1) * new["aantal_min"][:, None] + old) // (2 * old)
        parts = np.diff(upto, axis=1, prepend=0)
        for place, name in enumerate(cells):
            ordered[name] = ordered[name].where(ordered[name].isna(), parts[:, place])
    return ordered.assign(aantal_min=new["aantal_min"], aantal_max=np.maximum(new["aantal_min"], new["aantal_max"]))


def _unique(schools: pd.Series) -> Iterable[str]:
    return sorted(set(schools))


def _rounded(counts: np.ndarray, factors: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Counts times the factor of their school: cumulative sums per school are rounded, so that rows add up."""
    total = counts.cumsum()
    before = np.where(first, total - counts, 0)
    within = total - np.maximum.accumulate(before)
    upto = np.floor(within * factors + 0.5).astype("int64")
    return np.where(first, upto, np.diff(upto, prepend=0))


def _tlvs(counts: pd.DataFrame, spreiding: Spreiding, zaad: int, nummer: int, dag: date) -> pd.DataFrame:
    """A count of TLV's drawn anew: the total, and of that total the categories, ages and schools by their shares.

    Rows that the publisher masks stay as they are.
    """
    exact = (counts["aantal_min"] == counts["aantal_max"]).to_numpy()
    loaded = np.where(exact, counts["aantal_min"].to_numpy("int64"), 0)
    mean = int(loaded.sum())
    if not mean:
        return counts
    source = stream(zaad, nummer, 2, dag.toordinal())
    if spreiding.tlv == POISSON:
        total = int(source.poisson(mean))
    elif spreiding.tlv_overdispersie:
        size = 1.0 / spreiding.tlv_overdispersie
        total = int(source.negative_binomial(size, size / (size + mean)))
    else:
        raise SwvmonError("tlv negatief_binomiaal needs an overdispersie above 0; take poisson for none")
    drawn = source.multinomial(total, loaded / mean)
    told = {name: np.where(exact, drawn, counts[name].to_numpy("int64")) for name in ("aantal_min", "aantal_max")}
    return counts.assign(**told)
