"""The six kengetallen, each the number that a school reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import Grootboek, Indicator, Momentopname, metingen, swv_meting, with_lacking
from swvmon_evaluatie.opgaven import REPORTED, SCHOOLS, reported

if TYPE_CHECKING:
    import pandas as pd

BASE = "opgave van de school over het schooljaar; van een gedeelde school het deel van het samenwerkingsverband"


@frozen
class Kengetal:
    """One of the six; its computation.

    Attributes:
        naam: name of the indicator, and of the kenmerk that schools report.
        titel: title in Dutch.
        definitie: what is counted.
        regel: line of R2.
    """

    naam: str
    titel: str
    definitie: str
    regel: str

    def __call__(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """A count per school of the region; a school that reported nothing is told as missing."""
        import pandas as pd

        fields: dict[str, Any] = {
            "soort": "aantal",
            "peildatum": momentopname.schooljaar.periode.tot,
            "eenheid": "leerling",
            "grondslag": BASE,
        }
        counts = reported(momentopname, self.naam)
        if counts.empty:
            return swv_meting(momentopname, **fields)
        schools = momentopname.tabel("aansluiting")["vestiging"].drop_duplicates().reset_index(drop=True)
        told = counts.reindex(schools).set_axis(schools.index)
        known = told["aantal_min"].notna()
        rows = metingen(
            schools,
            niveau="vestiging",
            teller=told["aantal_min"],
            teller_max=told["aantal_max"],
            uitkomst=pd.Series("ontbreekt", schools.index).mask(known, ""),
            **fields,
        )
        return with_lacking(momentopname, rows, momentopname.lacking(counts), **fields)

    def indicator(self) -> Indicator:
        """The indicator, as the plugin registers it."""
        return Indicator(
            naam=self.naam,
            titel=self.titel,
            definitie=self.definitie,
            bron=f"R2 {self.regel}",
            soort="aantal",
            aggregatie="som",
            sectoren=("po", "vo"),
            bereken=self,
            samen=True,
            leest=(REPORTED, SCHOOLS),
            hoger=("bestuur", "swv", "landelijk"),
        )


KENGETALLEN = (
    Kengetal(
        "evaluatie_bovenschools",
        "Leerlingen in bovenschoolse voorzieningen",
        "Leerlingen van de school die in het schooljaar gebruik maken van een bovenschoolse voorziening.",
        "L684",
    ),
    Kengetal(
        "evaluatie_herplaatst",
        "Leerlingen herplaatst via het samenwerkingsverband",
        "Leerlingen van de school die in het schooljaar via het samenwerkingsverband zijn herplaatst.",
        "L685",
    ),
    Kengetal(
        "evaluatie_afstroom_niveau",
        "Afstroom naar een lager niveau van onderwijs",
        "Leerlingen van de school die in het schooljaar naar een lager niveau van onderwijs zijn gegaan.",
        "L686",
    ),
    Kengetal(
        "evaluatie_thuiszitters",
        "Thuiszitters volgens de school",
        "Leerlingen van de school die in het schooljaar thuiszitter waren, zoals de school ze zelf telt.",
        "L687",
    ),
    Kengetal(
        "evaluatie_tussentijds_opgenomen",
        "Leerlingen tussentijds opgenomen",
        "Leerlingen die de school in de loop van het schooljaar heeft opgenomen.",
        "L688",
    ),
    Kengetal(
        "evaluatie_afstroom_vso",
        "Afstroom naar het vso",
        "Leerlingen van de school die in het schooljaar naar het vso zijn gegaan.",
        "L689",
    ),
)
AANTALLEN = tuple(kengetal.indicator() for kengetal in KENGETALLEN)
