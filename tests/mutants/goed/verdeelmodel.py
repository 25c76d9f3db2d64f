# /// swvmon
# naam = "goed_model"
# versie = "1.0"
# hook_api = 1
# titel = "Budget naar leerlingen"
# beschrijving = "Een budget, min de kosten van de organisatie, naar het aantal leerlingen."
# licentie = "MIT"
# soorten = ["verdeelmodel"]
# sectoren = ["vo"]
# verdeelmodellen = ["goed_model"]
# ///
"""The model goed_model: a budget, less a part for the organisation, to schools by pupils."""

from decimal import Decimal

import pandas as pd
from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Leest,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    apportion,
    boekingen,
    hookimpl,
    to_cent,
    with_board,
)

COUNT = Leest("leerlingen_vo", "1-10 t")


@frozen
class Keuzes:
    """What a plan chooses.

    Attributes:
        budget_euro: what there is to divide.
        organisatie_aandeel: the part for the organisation, 0 to 1.
    """

    budget_euro: Decimal = field(validator=validators.ge(0))
    organisatie_aandeel: Decimal = field(
        default=Decimal("0.25"), validator=validators.in_([Decimal(0), Decimal("0.25")])
    )


def weights(pupils):
    """Pupils per school."""
    return pupils.groupby("vestiging")["aantal_min"].sum()


def verdeel(momentopname, grootboek, keuzes):
    """Book what the organisation keeps, then the rest by pupils."""
    budget = to_cent(keuzes.budget_euro)
    pupils = momentopname.tabel(COUNT.tabel, COUNT.moment)
    kept = int(budget * keuzes.organisatie_aandeel)
    parts = apportion(budget - kept, weights(pupils))
    schools = with_board(pd.DataFrame({"vestiging": parts.index}), momentopname)
    cents = pd.Series(parts.to_numpy(), index=schools.index)
    own = boekingen(
        van="swv:budget",
        naar="swv:organisatie",
        bedrag_cent=kept,
        grondslag="organisatie (ondersteuningsplan §5)",
        toelichting="Deel voor de organisatie.",
        parameters="goed_model.organisatie_aandeel",
    )
    rest = boekingen(
        schools,
        van="swv:budget",
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=cents,
        grondslag="leerlingdeel (ondersteuningsplan §4)",
        toelichting="Deel naar leerlingen.",
    )
    return Uitkomst((own, rest))


@hookimpl
def swvmon_register_verdeelmodellen(register):
    """Offer the model."""
    register(
        Verdeelmodel(
            naam="goed_model",
            titel="Budget naar leerlingen",
            bron="ondersteuningsplan 2018-2022 §4",
            sectoren=("vo",),
            keuzes=Keuzes,
            verdeel=verdeel,
            leest=(*SCHOLEN, COUNT),
            verdeelt=("budget_euro",),
            voorbeelden=(
                Voorbeeld(sector="vo", keuzes={"budget_euro": 500_000}, opening_euro={"swv:budget": 1_000_000}),
            ),
        )
    )
