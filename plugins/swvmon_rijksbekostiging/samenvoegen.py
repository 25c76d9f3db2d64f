"""Joining the pots into one budget, after doorbetaling and uitputting (docs/grootboek.md)."""

from __future__ import annotations

from swvmon import (
    Bevinding,
    GeenKeuzes,
    Grootboek,
    Momentopname,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    boekingen,
    format_euro,
)

POTS = ("swv:licht", "swv:zwaar")


def verdeel(_momentopname: Momentopname, grootboek: Grootboek, _keuzes: GeenKeuzes) -> Uitkomst:
    """Move what each pot has left to `swv:budget`; a pot below zero stays, so that the shortfall stays in sight."""
    pots = {account: saldo for account, saldo in grootboek.saldi().items() if account.startswith(POTS)}
    return Uitkomst(
        tuple(
            boekingen(
                van=account,
                naar="swv:budget",
                bedrag_cent=saldo,
                grondslag="samenvoegen van de potten",
                toelichting="Wat in de pot over is, gaat naar het budget van het samenwerkingsverband.",
            )
            for account, saldo in pots.items()
            if saldo > 0
        ),
        bevindingen=tuple(
            Bevinding(
                "pot_onder_nul",
                "waarschuwing",
                account,
                f"De pot {account} staat op {format_euro(saldo)} en is niet samengevoegd: het tekort is niet verdeeld.",
            )
            for account, saldo in pots.items()
            if saldo < 0
        ),
    )


SAMENVOEGEN = Verdeelmodel(
    naam="samenvoegen",
    titel="Samenvoegen van licht en zwaar tot één budget",
    bron="docs/grootboek.md",
    sectoren=("po", "vo"),
    verdeel=verdeel,
    voorbeelden=(
        Voorbeeld(
            sector="po",
            opening_euro={"swv:licht:personeel": 120_000, "swv:licht:materieel": 8_000, "swv:zwaar:personeel": 340_000},
        ),
        Voorbeeld(
            sector="vo",
            schooljaar="2023/24",
            opening_euro={"swv:licht": -2_500, "swv:zwaar": 500_000},
            mag_rood=("swv:licht",),
        ),
    ),
)
