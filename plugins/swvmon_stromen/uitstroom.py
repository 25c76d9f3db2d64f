"""Uitstroom: out of niet-regulier education by the Inspectie, to a destination by R4, back and on, with the stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname
from swvmon_stromen.soorten import BESTEMMINGEN, NIET_REGULIER, REGULIER, TERUG, VAN_SECTOR, VERDER
from swvmon_stromen.stroom import KLASSEN, STROMEN, VERTREK, Deel, Stromen, counts, ratios, read_stromen

if TYPE_CHECKING:
    import pandas as pd

STOCK = "leerlingen van de onderwijssoort op 1 oktober een jaar eerder, bij het swv van die dag"


def naar_regulier(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """From niet-regulier to regulier, over all who were in niet-regulier."""
    flows = read_stromen(momentopname, VERTREK)
    base = "leerlingen in so, sbo, vso en pro op 1 oktober een jaar eerder, bij het swv van die dag"
    left = flows.count(NIET_REGULIER, REGULIER)
    part = Deel("", left, flows.stock(NIET_REGULIER), flows.known(NIET_REGULIER))
    return ratios(momentopname, [part], eenheid="aandeel", grondslag=base)


def van_vertrekkers(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """By destination, over all who left the type."""
    flows = read_stromen(momentopname, VERTREK)
    parts = [
        Deel(name, count, flows.count([soort], flows.others), flows.known([soort]))
        for soort in VAN_SECTOR[momentopname.sector]
        for name, count in destinations(flows, soort).items()
    ]
    base = "leerlingen die de onderwijssoort verlieten tussen twee keer 1 oktober, bij het swv van de eerste dag"
    return ratios(momentopname, parts, eenheid="aandeel", grondslag=base)


def van_stand(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """By destination, and as a whole, over all who could leave."""
    flows = read_stromen(momentopname, VERTREK)
    parts = []
    for soort in VAN_SECTOR[momentopname.sector]:
        stock, known = flows.stock([soort]), flows.known([soort])
        parts.append(Deel(soort, flows.count([soort], flows.others), stock, known))
        parts += [Deel(name, count, stock, known) for name, count in destinations(flows, soort).items()]
    return ratios(momentopname, parts, eenheid="aandeel", grondslag=STOCK)


def terug(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Back to regular education, by type."""
    return _onward(momentopname, TERUG)


def verder(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """On to what comes after the type, by destination."""
    return _onward(momentopname, VERDER)


def stand(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """How many there were, how many of them left."""
    flows = read_stromen(momentopname, VERTREK)
    found: dict[str, tuple[pd.DataFrame, pd.Series]] = {}
    for soort in VAN_SECTOR[momentopname.sector]:
        known = flows.known([soort])
        found[f"{soort} stand"] = flows.stock([soort]), known
        found[f"{soort} uitstroom"] = flows.count([soort], flows.others), known
    return counts(momentopname, found, grondslag=STOCK)


def destinations(flows: Stromen, soort: str) -> dict[str, pd.DataFrame]:
    """Who left a type, by destination; what R4 does not name is together `overig`."""
    named = BESTEMMINGEN[soort]
    rest = [naar for naar in flows.others if naar not in named]
    found = {f"{soort}>{naar}": flows.count([soort], [naar]) for naar in named}
    return found | {f"{soort}>overig": flows.count([soort], rest)}


def _onward(momentopname: Momentopname, bestemmingen: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    flows = read_stromen(momentopname, VERTREK)
    parts = [
        Deel(f"{soort}>{naar}", flows.count([soort], [naar]), flows.stock([soort]), flows.known([soort]))
        for soort in VAN_SECTOR[momentopname.sector]
        for naar in bestemmingen[soort]
    ]
    return ratios(momentopname, parts, eenheid="aandeel", grondslag=STOCK)


UITSTROOM = (
    Indicator(
        naam="uitstroom_niet_regulier",
        titel="Uitstroom uit het niet-regulier onderwijs",
        definitie=(
            "Leerlingen die van so, sbo, vso of pro naar bao of vo gingen, gedeeld door alle leerlingen die een jaar "
            "eerder in so, sbo, vso of pro zaten."
        ),
        bron="Inspectie van het Onderwijs, R1 L546-554",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=naar_regulier,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
        begrip="uitstroom",
        verschil="alleen wie naar regulier onderwijs gaat; wie van so naar vso of het onderwijs uit gaat telt niet",
    ),
    Indicator(
        naam="uitstroom_bestemming",
        titel="Uitstroom naar bestemming",
        definitie="Leerlingen die sbo, so of vso verlieten, naar bestemming, gedeeld door allen die het verlieten.",
        bron="R4 L955-1000, figuur 6-8",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=van_vertrekkers,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
        begrip="uitstroom",
        verschil="elke bestemming telt; noemer: wie vertrok",
    ),
    Indicator(
        naam="uitstroom_van_stand",
        titel="Uitstroom naar bestemming, van wie er zat",
        definitie=(
            "Leerlingen die sbo, so of vso verlieten, naar bestemming en samen, gedeeld door allen die er een jaar "
            "eerder zaten."
        ),
        bron="R4 L955-1000, met de stand als noemer",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=van_stand,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
        begrip="uitstroom",
        verschil="elke bestemming telt; noemer: wie er zat, zodat krimp van de soort de uitkomst niet laat dalen",
    ),
    Indicator(
        naam="stand_en_uitstroom",
        titel="Stand en uitstroom",
        definitie="Leerlingen die een jaar eerder in sbo, so of vso zaten, en hoeveel van hen het verlieten.",
        bron="R4 L955-957",
        soort="aantal",
        aggregatie="som",
        sectoren=("po", "vo"),
        bereken=stand,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
        begrip="uitstroom",
        verschil="aantallen naast elkaar: als de stand daalt, kunnen er ook minder uitstromen",
    ),
    Indicator(
        naam="terugstroom",
        titel="Terugstroom naar het regulier onderwijs",
        definitie=(
            "Leerlingen die van sbo of so naar bao gingen, of van vso naar vo, gedeeld door allen die er een jaar "
            "eerder zaten."
        ),
        bron="R4 L919-934",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=terug,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
    ),
    Indicator(
        naam="doorstroom",
        titel="Doorstroom naar het vervolg",
        definitie=(
            "Leerlingen die van sbo of so naar vo, pro of vso gingen, of van vso naar mbo of ho, gedeeld door allen "
            "die er een jaar eerder zaten."
        ),
        bron="Dashboard Passend Onderwijs (doorstroom naar vo), uitgebreid naar alle vervolgsoorten",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=verder,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
    ),
)
