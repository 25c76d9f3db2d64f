"""Doorlooptijd: weeks between two days of an application, over what was decided in the schooljaar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import Grootboek, Indicator, Leest, Momentopname, exact, metingen, swv_meting, with_lacking
from swvmon_tlv_proces.kwartielen import METHODE, summary

if TYPE_CHECKING:
    import pandas as pd

ISSUED = Leest("tlv")
ALMERE = "Passend Onderwijs Almere, maat doorlooptijd (FR 5.2)"


@frozen
class Traject:
    """A part of the way of an application.

    Attributes:
        naam: name of the indicator.
        titel: title in Dutch.
        van: column of `tlv` with the first day.
        tot: column with the last.
        woorden: the two days in Dutch.
        bron: publisher.
    """

    naam: str
    titel: str
    van: str
    tot: str
    woorden: str
    bron: str

    def __call__(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """Seven statistics in weeks; none where no TLV has both days."""
        import pandas as pd

        year = momentopname.schooljaar.periode
        fields: dict[str, Any] = {
            "soort": "statistiek",
            "peildatum": year.tot,
            "eenheid": "week",
            "grondslag": f"toelaatbaarheidsverklaringen die in het schooljaar zijn afgegeven; {self.woorden}",
        }
        days = self._days(momentopname)
        if days.empty:
            return swv_meting(momentopname, methode=METHODE, **fields)
        found = pd.DataFrame({swv: summary(own.to_list()) for swv, own in days.groupby(level=0)}, dtype="object")
        told = found.rename_axis("onderdeel").reset_index().melt("onderdeel", var_name="sleutel", value_name="waarde")
        rows = metingen(
            told["sleutel"],
            niveau="swv",
            onderdeel=told["onderdeel"],
            waarde=exact(told["waarde"]),
            n=told["sleutel"].map(days.groupby(level=0).size()),
            methode=METHODE,
            **fields,
        )
        return with_lacking(momentopname, rows, momentopname.lacking(days), methode=METHODE, **fields)

    def _days(self, momentopname: Momentopname) -> pd.Series:
        """Days from the one to the other, of what was issued in the schooljaar and has both; index = SWV code."""
        import pandas as pd

        rows = momentopname.tabel("tlv")
        year = momentopname.schooljaar.periode
        issued = pd.to_datetime(rows["afgegeven_op"])
        rows = rows[(issued >= pd.Timestamp(year.van)) & (issued <= pd.Timestamp(year.tot))]
        between = pd.to_datetime(rows[self.tot]) - pd.to_datetime(rows[self.van])
        return between.dt.days.set_axis(momentopname.swv_of(rows)).dropna().astype("int64")

    def indicator(self) -> Indicator:
        """The indicator, as the plugin registers it."""
        return Indicator(
            naam=self.naam,
            titel=self.titel,
            definitie=f"Weken {self.woorden}: kwartielen, kwartielafstand, uitersten en gemiddelde.",
            bron=self.bron,
            soort="statistiek",
            aggregatie="geen",
            sectoren=("po", "vo"),
            bereken=self,
            samen=True,
            leest=(ISSUED,),
        )


TRAJECTEN = (
    Traject(
        "tlv_ontvangst_tot_compleet",
        "Doorlooptijd van ontvangst tot compleet",
        "ontvangen_op",
        "compleet_op",
        "van ontvangst van de aanvraag tot die compleet was",
        ALMERE,
    ),
    Traject(
        "tlv_compleet_tot_besluit",
        "Doorlooptijd van compleet tot besluit",
        "compleet_op",
        "afgegeven_op",
        "van een complete aanvraag tot het besluit",
        ALMERE,
    ),
    Traject(
        "tlv_besluit_tot_ingang",
        "Tijd van besluit tot ingang",
        "afgegeven_op",
        "geldig_van",
        "van het besluit tot de eerste dag dat het geldt; onder nul als het achteraf is afgegeven",
        "keuze van deze plugin, op tabel tlv",
    ),
)
DOORLOOPTIJDEN = tuple(traject.indicator() for traject in TRAJECTEN)
