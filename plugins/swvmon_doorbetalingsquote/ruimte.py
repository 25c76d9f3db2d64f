"""Vrije ruimte: what is left of the heavy budget after doorbetaling, in all and per pupil; and whether it runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname, Telmoment, count_enrolled, swv_meting
from swvmon_doorbetalingsquote.stromen import read

if TYPE_CHECKING:
    import pandas as pd

TELDATUM = "1-10 t-1"
"""The count on which the heavy budget rests by law until 2022, and in vo after it."""
UIT, NIET_UIT = "uitputting", "geen uitputting"


def vrije_ruimte(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Eurocents left; `ontbreekt` where the ledger has no heavy budget."""
    flows = read(momentopname, grootboek)
    return swv_meting(
        momentopname,
        soort="bedrag_cent",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="eurocent",
        grondslag="zware ondersteuning van het rijk met correcties min doorbetaling aan het (v)so",
        status=flows["status"],
        waarde=flows["ruimte"],
    )


def vrije_ruimte_per_leerling(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Eurocents left over pupils; `ontbreekt` where the budget or the count is not there."""
    flows = read(momentopname, grootboek)
    pupils = count_enrolled(momentopname, TELDATUM, po="bao_sbo")
    counted = pupils.groupby(momentopname.swv_of(pupils)).sum()
    return swv_meting(
        momentopname,
        soort="verhouding",
        peildatum=Telmoment.parse(TELDATUM).on(momentopname.schooljaar),
        eenheid="eurocent per leerling",
        grondslag="vrije ruimte in de zware ondersteuning / leerlingen in het gebied (po: bao en sbo; vo: alle)",
        status=flows["status"],
        teller=flows["ruimte"],
        noemer=counted["aantal_min"],
        noemer_max=counted["aantal_max"],
    )


def uitputting(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Whether the doorbetaling of a pot is above its budget, and beneath it by how much."""
    flows = read(momentopname, grootboek)
    return swv_meting(
        momentopname,
        soort="klasse",
        peildatum=momentopname.schooljaar.periode.tot,
        eenheid="eurocent tekort",
        grondslag="per pot: doorbetaling aan het (v)so boven de zware ondersteuning; potten niet gesaldeerd",
        status=flows["status"],
        waarde=flows["tekort"].where(flows["zwaar"].notna()),
        klasse=(flows["tekort"] > 0).map({True: UIT, False: NIET_UIT}),
    )


VRIJE_RUIMTE = Indicator(
    naam="vrije_ruimte",
    titel="Vrije ruimte in de zware ondersteuning",
    definitie="Zware ondersteuning min wat daarvan aan het (v)so wordt doorbetaald; kan onder nul liggen.",
    bron="R0 L508-514 en L617-620",
    soort="bedrag_cent",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=vrije_ruimte,
    hoger=("landelijk",),
    samen=True,
)
VRIJE_RUIMTE_PER_LEERLING = Indicator(
    naam="vrije_ruimte_per_leerling",
    titel="Vrije ruimte in de zware ondersteuning per leerling",
    definitie="Vrije ruimte gedeeld door het aantal leerlingen op 1 oktober van het jaar ervoor.",
    bron="R0 L508-514; WPO art. 132; WVO art. 85b",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=vrije_ruimte_per_leerling,
    leest=(
        Leest("aansluiting"),
        Leest("leerlingen_po", TELDATUM, verplicht=False),
        Leest("leerlingen_vo", TELDATUM, verplicht=False),
    ),
    hoger=("landelijk",),
    samen=True,
)
UITPUTTING = Indicator(
    naam="uitputting",
    titel="Uitputting van de zware ondersteuning",
    definitie="Uitputting: de doorbetaling van een pot (personeel, materieel of het geheel) is hoger (>) dan zijn "
    "budget; gelijk is geen uitputting.",
    bron="R0 L1216-1219; WPO art. 118b en 125a; WVO art. 85c",
    soort="klasse",
    aggregatie="geen",
    sectoren=("po", "vo"),
    bereken=uitputting,
    samen=True,
)
