"""A definition of deelname: which pupils over which pupils, counted on which day, by which publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import Grootboek, Indicator, Momentopname, Telmoment, metingen
from swvmon_deelname.groep import NUMBERS, Groep, counted, reads, total

if TYPE_CHECKING:
    import pandas as pd


@frozen(kw_only=True)
class Definitie:
    """What a publisher counts over what; the fields in words are those of `Indicator`.

    Attributes:
        naam: name of the indicator.
        titel: its title.
        sector: po or vo.
        teller: groups of pupils that take part.
        noemer: groups of pupils of whom.
        grondslag: whose pupils, counted where, in Dutch.
        definitie: what is counted over what, in Dutch.
        bron: the publisher.
        moment: the counting day.
        eenheid: of the outcome; no aandeel where the teller stands outside the noemer.
        begrip: the notion; empty where this is its only definition.
        verschil: what differs from other definitions of the notion.
    """

    naam: str
    titel: str
    sector: str
    teller: tuple[Groep, ...]
    noemer: tuple[Groep, ...]
    grondslag: str
    definitie: str
    bron: str
    moment: str = "1-10 t"
    eenheid: str = "aandeel"
    begrip: str = ""
    verschil: str = ""

    @property
    def per_school(self) -> bool:
        """Whether all that it counts is known per school."""
        return not any(groep.van_swv for groep in (*self.teller, *self.noemer))

    def bereken(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """Teller and noemer per school, or for the SWV; one row without a number where a table is not loaded."""
        teller, noemer = (counted(momentopname, groepen, self.moment) for groepen in (self.teller, self.noemer))
        if teller is None or noemer is None:
            return self._rows(momentopname)
        keys = noemer.index.union(teller.index)
        if not self.per_school or keys.empty:
            teller, noemer = (total(counts, momentopname.regio) for counts in (teller, noemer))
            keys = noemer.index
        return self._rows(momentopname, *(counts.reindex(keys, fill_value=0) for counts in (teller, noemer)))

    def indicator(self) -> Indicator:
        """The definition as the core knows it."""
        return Indicator(
            naam=self.naam,
            titel=self.titel,
            definitie=self.definitie,
            bron=self.bron,
            soort="verhouding",
            aggregatie="verhouding_van_sommen",
            sectoren=(self.sector,),
            bereken=self.bereken,
            leest=reads(self.moment, *self.teller, *self.noemer),
            hoger=("bestuur", "gemeente", "swv", "landelijk") if self.per_school else ("landelijk",),
            begrip=self.begrip or self.naam,
            verschil=self.verschil,
        )

    def _rows(
        self, view: Momentopname, teller: pd.DataFrame | None = None, noemer: pd.DataFrame | None = None
    ) -> pd.DataFrame:
        """Metingen of schools or of the SWV, and without counts the one of the SWV that says so."""
        import pandas as pd

        keys = pd.Series([view.regio]) if noemer is None else noemer.index.to_series()
        low, high = NUMBERS
        return metingen(
            keys,
            soort="verhouding",
            niveau="vestiging" if noemer is not None and set(keys) != {view.regio} else "swv",
            peildatum=Telmoment.parse(self.moment).on(view.schooljaar),
            eenheid=self.eenheid,
            grondslag=self.grondslag,
            uitkomst="ontbreekt" if noemer is None else "",
            teller=None if teller is None else teller[low],
            teller_max=None if teller is None else teller[high],
            noemer=None if noemer is None else noemer[low],
            noemer_max=None if noemer is None else noemer[high],
        )
