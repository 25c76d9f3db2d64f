# /// swvmon
# naam = "goede_indicator"
# versie = "1.0"
# hook_api = 1
# titel = "Deel in het praktijkonderwijs"
# beschrijving = "Welk deel van de leerlingen van een school praktijkonderwijs volgt."
# licentie = "MIT"
# soorten = ["indicator"]
# sectoren = ["vo"]
# indicatoren = ["goede_indicator"]
# ///
"""The indicator goede_indicator: pupils in praktijkonderwijs over all pupils, per school."""

import pandas as pd

from swvmon import Indicator, Leest, hookimpl, metingen

COUNT = Leest("leerlingen_vo", "1-10 t")
NUMBERS = ["aantal_min", "aantal_max"]


def bereken(momentopname, grootboek):
    """A ratio per school."""
    pupils = momentopname.tabel(COUNT.tabel, COUNT.moment)
    everyone = pupils.groupby("vestiging")[NUMBERS].sum()
    pro = pupils[pupils["richting"] == "pro"].groupby("vestiging")[NUMBERS].sum().reindex(everyone.index, fill_value=0)
    keys = pd.Series(everyone.index, index=everyone.index)
    return metingen(
        keys,
        soort="verhouding",
        niveau="vestiging",
        peildatum=COUNT.peildatum(momentopname.schooljaar),
        eenheid="aandeel",
        grondslag="leerlingen op de vestiging",
        teller=pro["aantal_min"],
        teller_max=pro["aantal_max"],
        noemer=everyone["aantal_min"],
        noemer_max=everyone["aantal_max"],
    )


@hookimpl
def swvmon_register_indicatoren(register):
    """Offer the indicator."""
    register(
        Indicator(
            naam="goede_indicator",
            titel="Deel in het praktijkonderwijs",
            definitie="Leerlingen in het praktijkonderwijs gedeeld door alle leerlingen van de vestiging.",
            bron="ondersteuningsplan 2018-2022 bijlage 2",
            soort="verhouding",
            aggregatie="verhouding_van_sommen",
            sectoren=("vo",),
            bereken=bereken,
            leest=(COUNT,),
            samen=True,
        )
    )
