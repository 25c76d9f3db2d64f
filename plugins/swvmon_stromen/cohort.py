"""The cohort of pupils with a rugzak (lgf) in 2013, followed by the Inspectie (R1 L641-657).

The group was made by national criteria, so that regions can be compared. Its rows have ``lgf_2013`` as cohort.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname
from swvmon_stromen.soorten import NIET_REGULIER, REGULIER
from swvmon_stromen.stroom import AANKOMST, KLASSEN, STROMEN, VERTREK, Deel, ratios, read_stromen

if TYPE_CHECKING:
    import pandas as pd

LGF = "lgf_2013"
ALLE = (*REGULIER, *NIET_REGULIER)
BRON = "Inspectie van het Onderwijs, R1 L641-657"


def aandeel(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The part of the cohort that is in niet-regulier education now."""
    flows = read_stromen(momentopname, AANKOMST, LGF)
    base = "leerlingen met een rugzak in 2013 die op 1 oktober in po of vo zitten, bij het swv van die dag"
    part = Deel("", flows.stock(NIET_REGULIER), flows.stock(ALLE), flows.known(ALLE))
    return ratios(momentopname, [part], eenheid="aandeel", grondslag=base)


def instroom(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Into niet-regulier education, over who of the cohort was in regular education."""
    return _moved(momentopname, REGULIER, NIET_REGULIER, "bao en vo")


def uitstroom(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Into regular education, over who of the cohort was in niet-regulier education."""
    return _moved(momentopname, NIET_REGULIER, REGULIER, "so, sbo, vso en pro")


def _moved(momentopname: Momentopname, van: tuple[str, ...], naar: tuple[str, ...], waar: str) -> pd.DataFrame:
    flows = read_stromen(momentopname, VERTREK, LGF)
    part = Deel("", flows.count(van, naar), flows.stock(van), flows.known(van))
    base = f"leerlingen met een rugzak in 2013 in {waar} op 1 oktober een jaar eerder, bij het swv van die dag"
    return ratios(momentopname, [part], eenheid="aandeel", grondslag=base)


COHORT = (
    Indicator(
        naam="lgf_cohort_aandeel",
        titel="Cohort met een rugzak in 2013: aandeel niet-regulier",
        definitie=(
            "Leerlingen met een rugzak in 2013 die nu in so, sbo, vso of pro zitten, gedeeld door allen die nu in po "
            "of vo zitten."
        ),
        bron=BRON,
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=aandeel,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
    ),
    Indicator(
        naam="lgf_cohort_instroom",
        titel="Cohort met een rugzak in 2013: instroom",
        definitie=(
            "Leerlingen met een rugzak in 2013 die van bao of vo naar so, sbo, vso of pro gingen, gedeeld door hen die "
            "een jaar eerder in bao of vo zaten."
        ),
        bron=BRON,
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=instroom,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
    ),
    Indicator(
        naam="lgf_cohort_uitstroom",
        titel="Cohort met een rugzak in 2013: uitstroom",
        definitie=(
            "Leerlingen met een rugzak in 2013 die van so, sbo, vso of pro naar bao of vo gingen, gedeeld door hen die "
            "een jaar eerder in so, sbo, vso of pro zaten."
        ),
        bron=BRON,
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=uitstroom,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
    ),
)
