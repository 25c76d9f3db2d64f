"""Joining the pots into one budget, after doorbetaling and uitputting (docs/grootboek.md)."""

from __future__ import annotations

from swvmon import GeenKeuzes, Grootboek, Momentopname, Uitkomst, Verdeelmodel, boekingen

POTS = ("swv:licht", "swv:zwaar")


def verdeel(_momentopname: Momentopname, grootboek: Grootboek, _keuzes: GeenKeuzes) -> Uitkomst:
    """Move what each pot has left to `swv:budget`."""
    pots = {account: saldo for account, saldo in grootboek.saldi().items() if account.startswith(POTS) and saldo > 0}
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
        )
    )


SAMENVOEGEN = Verdeelmodel(
    naam="samenvoegen",
    titel="Samenvoegen van licht en zwaar tot één budget",
    bron="docs/grootboek.md",
    sectoren=("po", "vo"),
    verdeel=verdeel,
)
