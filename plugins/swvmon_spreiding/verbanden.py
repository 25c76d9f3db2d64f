"""The participation of each SWV in a school year, and its change since the first year of the run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Schooljaar

if TYPE_CHECKING:
    import pandas as pd

VEREVENING = "vereveningsklasse_20"
"""The indicator whose value is the percentage of verevening; above zero the SWV gains."""

REEKSBREUKEN = (1998, 2002, 2010)
"""Counts of 1 October from which sbo, so and vso are not comparable with those before."""


@frozen
class Soort:
    """What is spread.

    Attributes:
        naam: so or vso.
        sector: po or vo.
        uit: the indicator of its participation.
    """

    naam: str
    sector: str
    uit: str


SOORTEN = (Soort("so", "po", "deelname_so_vensters"), Soort("vso", "vo", "deelname_vso_vensters"))


@frozen
class Verandering:
    """Change of a share per SWV between two school years.

    Attributes:
        van: the first school year of the run; None where there is no earlier one.
        breuk: whether a break in the series lies between.
        verschil: change per SWV that has a share in both years.
    """

    van: Schooljaar | None
    breuk: bool
    verschil: dict[str, Decimal]

    @property
    def uitkomst(self) -> str:
        """Why there is no number where there is none."""
        return "reeksbreuk" if self.breuk else "ontbreekt"


def counting_day(schooljaar: Schooljaar) -> date:
    """1 October of the school year."""
    return date(schooljaar.start, 10, 1)


def values(metingen: pd.DataFrame, indicator: str, schooljaar: Schooljaar) -> dict[str, Decimal]:
    """The value of each SWV that has a whole one, sorted by code; masked, incomplete and missing ones are left out."""
    mine = (metingen["indicator"] == indicator) & (metingen["niveau"] == "swv") & (metingen["onderdeel"] == "")
    rows = metingen[mine & (metingen["schooljaar"] == str(schooljaar)) & (metingen["uitkomst"] == "berekend")]
    rows = rows.sort_values("sleutel")
    return dict(zip(rows["sleutel"], map(Decimal, rows["waarde"]), strict=True))


def change(metingen: pd.DataFrame, indicator: str, schooljaar: Schooljaar) -> Verandering:
    """Change since the first school year of the run in which the indicator has a value."""
    known = metingen[(metingen["indicator"] == indicator) & (metingen["uitkomst"] == "berekend")]
    first = min((Schooljaar.parse(year) for year in known["schooljaar"].unique()), default=schooljaar)
    if first >= schooljaar:
        return Verandering(None, breuk=False, verschil={})
    if any(first.start < year <= schooljaar.start for year in REEKSBREUKEN):
        return Verandering(first, breuk=True, verschil={})
    before, now = (values(metingen, indicator, year) for year in (first, schooljaar))
    return Verandering(first, breuk=False, verschil={swv: now[swv] - before[swv] for swv in now if swv in before})


def periode(verandering: Verandering, schooljaar: Schooljaar) -> str:
    """The period in words."""
    return f"van {verandering.van} naar {schooljaar}" if verandering.van else f"tot {schooljaar}, zonder eerder jaar"
