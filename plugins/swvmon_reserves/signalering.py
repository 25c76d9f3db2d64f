"""Equity against the signaleringswaarde, for two readings of the income."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import Grootboek, Indicator, Momentopname
from swvmon_reserves.norm import Norm
from swvmon_reserves.rekening import LEEST, for_swvs, read_accounts

if TYPE_CHECKING:
    import pandas as pd

BOVEN, NIET_BOVEN = "boven", "niet boven"
BRON = "Inspectie van het Onderwijs via vosabb.nl (FR 5.4)"


@frozen
class Lezing:
    """One reading of the income on which the signaleringswaarde rests.

    Attributes:
        ending: what follows the names of its indicators, and of the column with the income in `read_accounts`.
        baten: the income in words.
        verschil: what differs from the other reading.
    """

    ending: str
    baten: str
    verschil: str

    def judge(self, momentopname: Momentopname) -> pd.DataFrame:
        """Equity, signaleringswaarde and status of each SWV; no number where the accounts lack income or equity."""
        import pandas as pd

        accounts = read_accounts(momentopname)
        income = accounts[f"baten{self.ending}"]
        known = income.notna() & accounts["eigen_vermogen"].notna()
        judged = pd.DataFrame({"eigen_vermogen": accounts["eigen_vermogen"].where(known), "status": "definitief"})
        if not known.any():
            return judged.assign(waarde=pd.Series(pd.NA, judged.index, dtype="Int64"))
        norm = Norm.of(momentopname.schooljaar.start)
        values = [norm.value_cent(cent) for cent in income[known].tolist()]
        return judged.assign(
            waarde=pd.Series(values, judged.index[known], dtype="Int64").reindex(judged.index),
            status=judged["status"].mask(known & (not norm.vastgesteld), "geschat"),
        )

    def _fields(self, soort: str) -> dict[str, Any]:
        return {"soort": soort, "eenheid": "eurocent", "grondslag": f"jaarrekening van het kalenderjaar; {self.baten}"}

    def waarde(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """The signaleringswaarde itself."""
        found = self.judge(momentopname)
        fields = self._fields("bedrag_cent")
        return for_swvs(momentopname, waarde=found["waarde"], status=found["status"], **fields)

    def boven(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """What the equity is more than the signaleringswaarde; zero where it is not more."""
        found = self.judge(momentopname)
        over = (found["eigen_vermogen"] - found["waarde"]).clip(lower=0)
        return for_swvs(momentopname, waarde=over, status=found["status"], **self._fields("bedrag_cent"))

    def positie(self, momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
        """Above or not above; equal is not above. The value beneath it is the difference."""
        found = self.judge(momentopname)
        over = found["eigen_vermogen"] - found["waarde"]
        labels = (over > 0).fillna(value=False).map({True: BOVEN, False: NIET_BOVEN})
        return for_swvs(momentopname, klasse=labels, waarde=over, status=found["status"], **self._fields("klasse"))

    def indicatoren(self) -> tuple[Indicator, ...]:
        """The three indicators of this reading."""
        common: dict[str, Any] = {
            "bron": BRON,
            "sectoren": ("po", "vo"),
            "leest": LEEST,
            "samen": True,
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
