"""Thuiszitters counted, and over the pupils of the region; one indicator per definition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import Grootboek, Indicator, Leest, Momentopname, count_enrolled, swv_meting
from swvmon_thuiszitters import gevallen

if TYPE_CHECKING:
    import pandas as pd

COUNTS = {"po": Leest("leerlingen_po", "1-10 t"), "vo": Leest("leerlingen_vo", "1-10 t")}
SCHOOLS = Leest("aansluiting")
WHO = "leerlingen die het samenwerkingsverband registreert, ieder één keer"
ZHZ = "jaarverslagleerplichtzhz.nl/definities"


@frozen
class Definitie:
    """One definition of one notion.

    Attributes:
        naam: name of the indicator.
        titel: title in Dutch.
        definitie: who counts.
        bron: publisher.
        selectie: which cases count; None: those that are open on 1 February of the schooljaar.
        begrip: the notion; empty where this is its only definition.
        verschil: what differs from the others.
    """

    naam: str
    titel: str
    definitie: str
    bron: str
    selectie: gevallen.Selectie | None
    begrip: str = ""
    verschil: str = ""

    def day(self, momentopname: Momentopname) -> date:
        """The day for which the count holds."""
        year = momentopname.schooljaar
        return date(year.start + 1, 2, 1) if self.selectie is None else year.periode.tot

    def count(self, momentopname: Momentopname) -> tuple[pd.Series, pd.Series]:
        """How many pupils of each SWV, none where nothing is registered in the schooljaar; and the status."""
        rows = gevallen.of_year(momentopname)
        swv = momentopname.swv_of(rows)
        chosen = rows[(self.selectie or gevallen.open_on(self.day(momentopname)))(rows)]
        still_open = rows["loopt"].groupby(swv).any() & (self.selectie is not None)
        status = still_open.map({True: "voorlopig", False: "definitief"})
        pupils = chosen["pseudoniem"].groupby(swv).nunique().reindex(status.index, fill_value=0)
        return pupils, status.reindex(list(momentopname.swvs), fill_value="definitief")

    def aantal(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """The count for the SWV."""
        number, status = self.count(momentopname)
        fields: dict[str, Any] = {"soort": "aantal", "eenheid": "leerling", "grondslag": WHO}
        fields["peildatum"] = self.day(momentopname)
        return swv_meting(momentopname, waarde=number, status=status, **fields)

    def per_leerling(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """The count over the pupils on 1 October, as an interval where these are masked."""
        number, status = self.count(momentopname)
        schools = count_enrolled(momentopname, COUNTS[momentopname.sector].moment, po="bao_sbo_so")
        people = schools.groupby(momentopname.swv_of(schools)).sum()
        return swv_meting(
            momentopname,
            soort="verhouding",
            eenheid="aandeel",
            peildatum=self.day(momentopname),
            grondslag=f"{WHO} / leerlingen in het gebied op 1 oktober van het schooljaar, zonder vso",
            teller=number,
            noemer=people["aantal_min"],
            noemer_max=people["aantal_max"],
            status=status.where(status.index.isin(people.index), "definitief"),
        )

    def notion(self, ending: str) -> dict[str, Any]:
        """Fields of an indicator that tell of which notion it is one definition."""
        return {"begrip": self.begrip + ending, "verschil": self.verschil} if self.begrip else {}

    def indicatoren(self) -> tuple[Indicator, Indicator]:
        """The count and the ratio, as the plugin registers them."""
        common: dict[str, Any] = {"bron": self.bron, "sectoren": ("po", "vo"), "hoger": ("landelijk",), "samen": True}
        notion, notion_ratio = self.notion(""), self.notion("_per_leerling")
        count = Indicator(
            naam=self.naam,
            titel=self.titel,
            definitie=self.definitie,
            soort="aantal",
            aggregatie="som",
            bereken=self.aantal,
            leest=(gevallen.CASES,),
            **notion,
            **common,
        )
        ratio = Indicator(
            naam=f"{self.naam}_per_leerling",
            titel=f"{self.titel} per leerling (× 1.000 = per 1.000 leerlingen)",
            definitie=f"{self.definitie} Gedeeld door de leerlingen in het gebied op 1 oktober.",
            soort="verhouding",
            aggregatie="verhouding_van_sommen",
            bereken=self.per_leerling,
            leest=(gevallen.CASES, SCHOOLS, *COUNTS.values()),
            **notion_ratio,
            **common,
        )
        return count, ratio


DEFINITIES = (
    Definitie(
        "absoluut_verzuim",
        "Absoluut verzuim",
        "Leerlingen die in het schooljaar leerplichtig, niet ingeschreven en niet vrijgesteld waren, hoe kort ook.",
        ZHZ,
        gevallen.soort("absoluut"),
    ),
    Definitie(
        "relatief_verzuim_vanaf_4_weken",
        "Langdurig relatief verzuim, vier weken of langer",
        "Ingeschreven leerlingen die zonder geldige reden ten minste 28 dagen aaneen afwezig waren.",
        f"{ZHZ}, drempel uit de omschrijving van thuiszitter",
        gevallen.relatief_vanaf_4_weken,
        "langdurig_relatief_verzuim",
        "Vier weken of langer: precies 28 dagen telt mee.",
    ),
    Definitie(
        "relatief_verzuim_meer_dan_4_weken",
        "Langdurig relatief verzuim, meer dan vier weken",
        "Ingeschreven leerlingen die zonder geldige reden meer dan 28 dagen aaneen afwezig waren.",
        ZHZ,
        gevallen.relatief_meer_dan_4_weken,
        "langdurig_relatief_verzuim",
        "Meer dan vier weken: precies 28 dagen telt niet mee.",
    ),
    Definitie(
        "relatief_verzuim_langer_dan_maand",
        "Langdurig relatief verzuim, langer dan een maand",
        "Ingeschreven leerlingen die zonder geldige reden langer dan een kalendermaand aaneen afwezig waren.",
        "ocd.buurtmonitor.nl, langdurig verzuim",
        gevallen.relatief_langer_dan_maand,
        "langdurig_relatief_verzuim",
        "Langer dan een kalendermaand in plaats van vier weken.",
    ),
    Definitie(
        "thuiszitters_vanaf_4_weken",
        "Thuiszitters, met absoluut verzuim",
        "Leerlingen met absoluut verzuim, of met relatief verzuim van ten minste 28 dagen.",
        ZHZ,
        gevallen.thuiszitter_vanaf_4_weken,
        "thuiszitters",
        "Vier weken of langer, en wie niet is ingeschreven telt mee.",
    ),
    Definitie(
        "thuiszitters_relatief_meer_dan_4_weken",
        "Thuiszitters, alleen ingeschreven leerlingen",
        "Ingeschreven leerlingen die zonder geldige reden meer dan 28 dagen aaneen afwezig waren.",
        "passendonderwijs-zk.nl/leerplicht",
        gevallen.relatief_meer_dan_4_weken,
        "thuiszitters",
        "Meer dan vier weken, en wie niet is ingeschreven telt niet mee.",
    ),
    Definitie(
        "thuiszitters_open_1_februari",
        "Thuiszitters op 1 februari",
        "Leerlingen met absoluut of relatief verzuim dat op 1 februari is begonnen en niet geëindigd, hoe kort ook.",
        "Passend Onderwijs Almere, maat thuiszitters",
        None,
        "thuiszitters",
        "Een stand op één dag in plaats van een jaar, zonder drempel; wie op die dag eindigt telt niet mee.",
    ),
    Definitie(
        "vrijstelling_5a",
        "Vrijstellingen 5 onder a",
        "Leerlingen die in het schooljaar waren vrijgesteld omdat zij niet geschikt zijn voor een school.",
        "Leerplichtwet 1969 art. 5 onder a en art. 7",
        gevallen.soort("vrijstelling_5a"),
    ),
)
_BOTH = tuple(definitie.indicatoren() for definitie in DEFINITIES)
AANTALLEN = tuple(count for count, _ in _BOTH)
PER_LEERLING = tuple(ratio for _, ratio in _BOTH)
