"""Tekortaanvulling: a pot that is short is filled from a reserve or another pot (R0 L973-974, L1714-1715)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, validators

from swvmon import Bevinding, Uitkomst, Verdeelmodel, Voorbeeld, boekingen, format_euro, grenzen, to_cent

if TYPE_CHECKING:
    from swvmon import Grootboek, Momentopname


def _accounts(owner: object, attribute: Any, values: tuple[str, ...]) -> None:
    for value in values:
        grenzen.swv_account(owner, attribute, value)
    if len(set(values)) < len(values):
        raise ValueError(f"{attribute.name} names an account more than once")


@frozen(kw_only=True)
class Keuzes:
    """The choices.

    Attributes:
        pot: account that is filled up.
        bronnen: accounts that pay, in this order, each until it is empty.
        streefsaldo_euro: balance up to which the pot is filled.
        maximum_euro: at most this much in the school year; left out: as much as the sources hold.
    """

    pot: str = field(default="swv:zwaar", validator=grenzen.swv_account)
    bronnen: tuple[str, ...] = field(validator=[validators.min_len(1), _accounts])
    streefsaldo_euro: Decimal = field(default=Decimal(0), validator=grenzen.euros)
    maximum_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.euros))

    def __attrs_post_init__(self) -> None:
        if self.pot in self.bronnen:
            raise ValueError(f"bronnen names {self.pot}, the pot itself")


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Fill the pot of each SWV from one source after the other; what stays short is a finding."""
    import pandas as pd

    pots = momentopname.rekeningen(keuzes.pot)
    short = {swv: max(0, to_cent(keuzes.streefsaldo_euro) - grootboek.saldo(pot)) for swv, pot in pots.items()}
    most = None if keuzes.maximum_euro is None else to_cent(keuzes.maximum_euro)
    left = {swv: cents if most is None else min(cents, most) for swv, cents in short.items()}
    filled, lines = dict.fromkeys(pots, 0), []
    for source in keuzes.bronnen:
        payers = momentopname.rekeningen(source)
        parts = {swv: min(left[swv] - filled[swv], max(0, grootboek.saldo(payers[swv]))) for swv in pots}
        filled = {swv: filled[swv] + part for swv, part in parts.items()}
        rows = pd.DataFrame({"van": [*payers.values()], "cent": [*parts.values()]})
        texts = [f"{keuzes.pot} komt {format_euro(short[swv])} tekort; {source} vult aan." for swv in pots]
        lines.append(
            boekingen(
                rows,
                van=rows["van"],
                naar=keuzes.pot,
                bedrag_cent=rows["cent"],
                grondslag="aanvulling van een tekort (R0 L973-974, L1714-1715)",
                toelichting=pd.Series(texts, dtype="str"),
                parameters="overgang.streefsaldo_euro overgang.maximum_euro",
            )
        )
    findings = tuple(
        Bevinding(
            "tekort_blijft",
            "waarschuwing",
            pot,
            f"{keuzes.pot} komt {format_euro(short[swv])} tekort; {format_euro(short[swv] - filled[swv])} daarvan is "
            "niet aangevuld.",
        )
        for swv, pot in pots.items()
        if filled[swv] < short[swv]
    )
    return Uitkomst(tuple(lines), bevindingen=findings)


TEKORTAANVULLING = Verdeelmodel(
    naam="tekortaanvulling",
    titel="Aanvulling van een tekort uit reserve of een andere pot",
    bron="R0 L973-974, L1714-1715",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    samen=True,
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={"bronnen": ["swv:reserve:vso", "swv:licht"]},
            opening_euro={"swv:zwaar": -80_000, "swv:reserve:vso": 50_000, "swv:licht": 100_000},
        )
        for sector in ("po", "vo")
    ),
)
