"""One post: units on the peildatum x share of the year x tariff, rounded half up to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import (
    Jaardeel,
    Momentopname,
    Parameter,
    amount_cent,
    boekingen,
    count_pupils,
    half_up,
    line_status,
    peildatum,
)
from swvmon_rijksbekostiging.keuzes import Keuzes

if TYPE_CHECKING:
    import pandas as pd

PLACES = 6
"""Decimal places of a quantity in the ledger."""

ONDERSTEUNING = {"licht": "lichte ondersteuning", "zwaar": "zware ondersteuning"}


@frozen(kw_only=True)
class Post:
    """An amount that the rijk pays or withholds.

    Attributes:
        van: account that pays.
        naar: account that receives.
        aantal: how many units.
        eenheid: what is counted.
        jaardeel: the days for which it is.
        tarief: euros per unit per year.
        grondslag: the rule, in Dutch.
        toelichting: one Dutch sentence.
        parameters: ids of further numbers.
        zeker: whether the rule itself is known; otherwise the line is an aanname.
    """

    van: str
    naar: str
    aantal: Decimal
    eenheid: str = "leerling"
    jaardeel: Jaardeel
    tarief: Parameter
    grondslag: str
    toelichting: str
    parameters: str = ""
    zeker: bool = True

    def regel(self) -> pd.DataFrame:
        """The ledger line; none where the amount is zero."""
        dagen, deel = self.jaardeel.dagen, self.jaardeel.deel
        waarde = self.tarief.at(dagen)
        quantity = half_up(self.aantal * deel.numerator / deel.denominator, PLACES)
        cents = amount_cent(self.aantal, waarde.waarde, deel)
        is_product = half_up(quantity * waarde.waarde, 2).scaleb(2) == cents
        lines = boekingen(
            van=self.van,
            naar=self.naar,
            bedrag_cent=cents,
            hoeveelheid=quantity,
            eenheid=self.eenheid if deel == 1 else f"{self.eenheid} × deel van het {self.tarief.per}",
            tarief=waarde.waarde if is_product else None,  # a third of a pupil does not fit in six places
            grondslag=f"{self.grondslag} ({waarde.bron})",
            toelichting=self.toelichting,
            parameters=f"{self.tarief.id} {self.parameters}".strip(),
            status=line_status(waarde, "definitief" if self.zeker else "aanname"),
            bruto_netto="bruto",
        )
        return lines.assign(periode_van=dagen.van, periode_tot=dagen.tot)


@frozen
class Berekening:
    """What a rule counts with, over the days of the call.

    Attributes:
        momentopname: the tables.
        keuzes: the choices of the plan.
    """

    momentopname: Momentopname
    keuzes: Keuzes

    def leerlingen(self, day: date, basis: str) -> Decimal:
        """Pupils of the region on a day, of a base; a school that is shared counts for its part."""
        moment = self.momentopname.telmoment(f"leerlingen_{self.momentopname.sector}", day)
        counts = count_pupils(self.momentopname, self.keuzes.telling(basis), moment)
        return sum(counts["aantal"], Decimal(0))

    def post(self, naam: str, basis: str, jaardeel: Jaardeel, tarief: Parameter, *, zeker: bool = True) -> Post:
        """A post of pupils on its peildatum, such as ``licht:personeel`` or ``zwaar``."""
        sector = self.momentopname.sector
        day = peildatum(sector, naam, jaardeel.dagen)
        pot, _, soort = naam.partition(":")
        return Post(
            van=f"rijk:{pot}",
            naar=f"swv:{naam}",
            aantal=self.leerlingen(day, basis),
            jaardeel=jaardeel,
            tarief=tarief,
            grondslag=f"{ONDERSTEUNING[pot]} {sector}" + (f", {soort}" if soort else ""),
            toelichting=f"Leerlingen op {day:%d-%m-%Y} × bedrag per leerling.",
            zeker=zeker,
        )

    def per_schooljaar(self, naam: str, basis: str, tarief: Parameter) -> pd.DataFrame:
        """The line of a post that is set per schooljaar."""
        return self.post(naam, basis, self.momentopname.schooljaardeel(), tarief).regel()

    def per_kalenderjaar(
        self, naam: str, basis: str, tarief: Parameter, *, zeker: bool = True
    ) -> Iterator[pd.DataFrame]:
        """The lines of a post that is set per kalenderjaar: one for each calendar part of the call."""
        for part in self.momentopname.kalenderdelen():
            yield self.post(naam, basis, part, tarief, zeker=zeker).regel()
