"""Equity against the signaleringswaarde, for two readings of the income."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import Grootboek, Indicator, Momentopname
from swvmon_reserves.norm import Norm
from swvmon_reserves.rekening import LEEST, Rekening, for_swv, read_accounts

if TYPE_CHECKING:
    import pandas as pd

BOVEN, NIET_BOVEN = "boven", "niet boven"
BRON = "Inspectie van het Onderwijs via vosabb.nl (FR 5.4)"


@frozen
class Lezing:
    """One reading of the income on which the signaleringswaarde rests.

    Attributes:
        ending: what follows the names of its indicators.
        baten: the income in words.
        verschil: what differs from the other reading.
    """

    ending: str
    baten: str
    verschil: str

    def income(self, accounts: Rekening) -> int | None:
        """The income of this reading."""
        return accounts.baten_bruto if self.ending else accounts.baten

    def judge(self, momentopname: Momentopname) -> tuple[int, int, str] | None:
        """Equity, signaleringswaarde and status; None where the accounts lack either."""
        accounts = read_accounts(momentopname)
        income = self.income(accounts)
        if income is None or accounts.eigen_vermogen is None:
            return None
        norm = Norm.of(momentopname.schooljaar.start)
        return accounts.eigen_vermogen, norm.value_cent(income), "definitief" if norm.vastgesteld else "geschat"

    def _fields(self, soort: str) -> dict[str, Any]:
        return {"soort": soort, "eenheid": "eurocent", "grondslag": f"jaarrekening van het kalenderjaar; {self.baten}"}

    def waarde(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """The signaleringswaarde itself."""
        found = self.judge(momentopname)
        if found is None:
            return for_swv(momentopname, **self._fields("bedrag_cent"))
        return for_swv(momentopname, waarde=found[1], status=found[2], **self._fields("bedrag_cent"))

    def boven(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """What the equity is more than the signaleringswaarde; zero where it is not more."""
        found = self.judge(momentopname)
        if found is None:
            return for_swv(momentopname, **self._fields("bedrag_cent"))
        over = max(0, found[0] - found[1])
        return for_swv(momentopname, waarde=over, status=found[2], **self._fields("bedrag_cent"))

    def positie(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """Above or not above; equal is not above. The value beneath it is the difference."""
        found = self.judge(momentopname)
        if found is None:
            return for_swv(momentopname, **self._fields("klasse"))
        equity, norm, status = found
        label = BOVEN if equity > norm else NIET_BOVEN
        return for_swv(momentopname, klasse=label, waarde=equity - norm, status=status, **self._fields("klasse"))

    def indicatoren(self) -> tuple[Indicator, ...]:
        """The three indicators of this reading."""
        common: dict[str, Any] = {
            "bron": BRON,
            "sectoren": ("po", "vo"),
            "leest": LEEST,
            "verschil": self.verschil,
        }
        return (
            Indicator(
                naam=f"signaleringswaarde{self.ending}",
                titel=f"Signaleringswaarde van het eigen vermogen, {self.baten}",
                definitie=f"Het grootste van 3,5 % van de {self.baten} en € 250.000.",
                soort="bedrag_cent",
                aggregatie="geen",
                bereken=self.waarde,
                begrip="signaleringswaarde_swv",
                **common,
            ),
            Indicator(
                naam=f"mogelijk_bovenmatig{self.ending}",
                titel=f"Mogelijk bovenmatig eigen vermogen, {self.baten}",
                definitie="Wat het eigen vermogen meer is dan de signaleringswaarde; nul als het niet meer is.",
                soort="bedrag_cent",
                aggregatie="som",
                bereken=self.boven,
                hoger=("landelijk",),
                begrip="mogelijk_bovenmatig_vermogen",
                **common,
            ),
            Indicator(
                naam=f"positie_signaleringswaarde{self.ending}",
                titel=f"Eigen vermogen boven de signaleringswaarde, {self.baten}",
                definitie="Boven als het eigen vermogen groter is dan de signaleringswaarde; gelijk is niet boven.",
                soort="klasse",
                aggregatie="geen",
                bereken=self.positie,
                begrip="positie_vermogen",
                **common,
            ),
        )


TOTAAL = Lezing("", "totale baten", "Baten zoals de jaarrekening ze totaliseert, na aftrek van wat is doorbetaald.")
BRUTO = Lezing(
    "_bruto",
    "bruto baten",
    "Baten met wat aan schoolbesturen is doorbetaald: de bron spreekt van bruto baten en zegt niet of die eraf is.",
)
SIGNALERING = (*TOTAAL.indicatoren(), *BRUTO.indicatoren())
