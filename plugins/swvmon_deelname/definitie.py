"""A definition of deelname: which pupils over which pupils, counted on which day, by which publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import Grootboek, Indicator, Momentopname, Telmoment, metingen, swv_meting
from swvmon_deelname.groep import NUMBERS, Groep, counted, loaded, reads, total

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
        import pandas as pd

        known = loaded(momentopname, (*self.teller, *self.noemer), self.moment)
        if not known:
            return swv_meting(momentopname, **self._fields(momentopname))
        counts = [counted(momentopname, groepen, self.moment) for groepen in (self.teller, self.noemer)]
        if not self.per_school:
            return self._of_swvs(momentopname, known, counts)
        schools = counts[0].index.union(counts[1].index).to_series()
        schools = schools[momentopname.swv_of(schools).isin(known)]
        without = momentopname.lacking(schools)
        frames = [self._of_schools(momentopname, schools, counts)] if len(schools) else []
        if without:
            frames.append(self._of_swvs(momentopname.only_of(without), known, counts))
        return pd.concat(frames, ignore_index=True)

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
            samen=True,
            leest=reads(self.moment, *self.teller, *self.noemer),
            hoger=("bestuur", "gemeente", "swv", "landelijk") if self.per_school else ("landelijk",),
            begrip=self.begrip or self.naam,
            verschil=self.verschil,
        )

    def _of_swvs(self, view: Momentopname, known: list[str], counts: list[pd.DataFrame]) -> pd.DataFrame:
        """Of each SWV the sum of its rows, zero where it has none; `ontbreekt` where a table is not loaded."""
        sums = [total(view, part).reindex(known, fill_value=0) for part in counts]
        return swv_meting(view, **self._fields(view), **_numbers(sums))

    def _of_schools(self, view: Momentopname, schools: pd.Series, counts: list[pd.DataFrame]) -> pd.DataFrame:
        """Of each school its teller and noemer, zero where it has no such pupils."""
        parts = [part.reindex(schools.index, fill_value=0) for part in counts]
        return metingen(schools, niveau="vestiging", **self._fields(view), **_numbers(parts))

    def _fields(self, view: Momentopname) -> dict[str, Any]:
        return {
            "soort": "verhouding",
            "peildatum": Telmoment.parse(self.moment).on(view.schooljaar),
            "eenheid": self.eenheid,
            "grondslag": self.grondslag,
        }


def _numbers(counts: list[pd.DataFrame]) -> dict[str, pd.Series]:
    (teller, noemer), (low, high) = counts, NUMBERS
    return {"teller": teller[low], "teller_max": teller[high], "noemer": noemer[low], "noemer_max": noemer[high]}
