"""Growth in the long series of DUO, in which some years cannot be compared with the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import (
    Grootboek,
    Indicator,
    Leest,
    Momentopname,
    Telmoment,
    count_per_school,
    metingen,
    swv_meting,
    with_lacking,
)
from swvmon_krimp.groei import HOGER, side_by_side

if TYPE_CHECKING:
    import pandas as pd

TABEL = "leerlingen_historisch"
SPECIAAL = ("sbo", "so", "vso", "so_vso")
REEKSBREUKEN = {"bao": (1998,), **dict.fromkeys(SPECIAAL, (1998, 2002, 2010))}
"""Years whose count cannot be compared with that of the year before, by the kind of school."""
OKTOBER = "1-10 t"
GRONDSLAG = "leerlingen op vestigingen in het gebied, naar wat de vestiging nu aanbiedt"
EENHEID = "aandeel van een jaar eerder"


def bereken(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Pupils on 1 October over those a year before, per school and by its kind; none over a break in the series."""
    year = momentopname.schooljaar.start
    day = Telmoment.parse(OKTOBER).on(momentopname.schooljaar)
    history = momentopname.tabel(TABEL)
    years = [history[history["kalenderjaar"] == y] if len(history) else history for y in (year, year - 1)]
    fields: dict[str, Any] = {"soort": "verhouding", "peildatum": day, "eenheid": EENHEID, "grondslag": GRONDSLAG}
    lacking = {swv for rows in years for swv in momentopname.lacking(rows)}
    if len(lacking) == len(momentopname.swvs):
        return swv_meting(momentopname, **fields)
    now, before = side_by_side(*(count_per_school(rows, momentopname) for rows in years))
    kind = history.drop_duplicates("vestiging").set_index("vestiging")["soort"].reindex(now.index)
    broken = kind.map({soort: year in breaks for soort, breaks in REEKSBREUKEN.items()}).astype(bool)
    told = metingen(
        now.index.to_series(),
        niveau="vestiging",
        onderdeel=kind,
        uitkomst=broken.map({True: "reeksbreuk", False: ""}),
        teller=now["aantal_min"].where(~broken),
        teller_max=now["aantal_max"].where(~broken),
        noemer=before["aantal_min"].where(~broken),
        noemer_max=before["aantal_max"].where(~broken),
        **fields,
    )
    return with_lacking(momentopname, told, lacking, **fields)


GROEI_HISTORISCH = Indicator(
    naam="groei_historisch",
    titel="Groei of krimp in de historische reeks",
    definitie="Leerlingen op 1 oktober gedeeld door leerlingen op 1 oktober een jaar eerder, per soort onderwijs, in "
    "het historisch overzicht; over een reeksbreuk heen is er geen uitkomst.",
    bron="DUO, Historisch overzicht aantal leerlingen per schoolvestiging",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po",),
    bereken=bereken,
    leest=(Leest("aansluiting"), Leest(TABEL, verplicht=False)),
    hoger=HOGER,
    samen=True,
    begrip="groei",
    verschil="Uit het historisch overzicht, vanaf 1996, per soort onderwijs dat de vestiging nu aanbiedt; met so en "
    "vso, en met de reeksbreuken van 1998, 2002 en 2010.",
)
