"""R4 Tabel 1: pupils per funding category, 2014 to 2018, and what follows from it."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from swvmon import half_up
from swvmon_deelname.categorie import close

PARTS = ("laag", "midden", "hoog")
SECTORS = ("so", "vso")
TOGETHER = "so_vso"


@cache
def printed() -> dict[str, Any]:
    """The table as it is printed."""
    return tomllib.loads((files(__package__) / "r4_tabel1.toml").read_text("utf-8"))


def jaren() -> tuple[int, ...]:
    """The calendar years of the table."""
    return tuple(printed()["jaren"])


def counts(soort: str, deel: str) -> tuple[int, ...]:
    """Printed pupils per year; of so and vso together for `so_vso`."""
    if soort == TOGETHER:
        return tuple(so + vso for so, vso in zip(counts("so", deel), counts("vso", deel), strict=True))
    return tuple(printed()[soort][deel])


def sums(soort: str) -> tuple[int, ...]:
    """Laag, midden and hoog together per year, for comparison with the printed totals."""
    return tuple(sum(parts) for parts in zip(*(counts(soort, deel) for deel in PARTS), strict=True))


def shares(soort: str, deel: str) -> tuple[Fraction, ...]:
    """Relative share of a category per year, exact."""
    return tuple(Fraction(n, whole) for n, whole in zip(counts(soort, deel), sums(soort), strict=True))


def percent(share: Fraction, places: int) -> Decimal:
    """A share in percent, rounded half up."""
    return half_up(Decimal(100 * share.numerator) / Decimal(share.denominator), places)


def closed(soort: str) -> tuple[tuple[Decimal, ...], ...]:
    """Per year the shares of laag, midden and hoog in percent, one decimal, that add up to 100."""
    import pandas as pd

    per_year = zip(*(counts(soort, deel) for deel in PARTS), strict=True)
    return tuple(tuple(close(pd.Series(year, index=list("123")))) for year in per_year)


def index(soort: str) -> tuple[Decimal, ...]:
    """Totals with 2014 as 100, two decimals."""
    whole = sums(soort)
    return tuple(percent(Fraction(n, whole[0]), 2) for n in whole)
