"""What caused the verevening of an SWV: its pupils in (v)so, its pupils with a rugzak, or both (R0 L395-414)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Indicator, exact, half_up, metingen
from swvmon_vereveningsklassen.kenmerk import counting_day
from swvmon_vereveningsklassen.regios import Verdeling, of_year, values

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    import pandas as pd

    from swvmon import Schooljaar

VEREVENING = "vereveningsklasse_20"
DELEN = {"(v)so": "speciaal_2011", "rugzak": "rugzak_2011"}
BEIDE, GEEN, NUL = "(v)so en rugzak", "geen van beide", "geen verevening"
AFSTANDEN = ("ver beneden gemiddeld", "beneden gemiddeld", "gemiddeld", "boven gemiddeld", "ver boven gemiddeld")


def afstand(verdeling: Verdeling, number: Decimal) -> str:
    """Far is more than one standard deviation away (R0 note 13); exactly one is not far."""
    if verdeling.meer_dan(number, 0):
        return AFSTANDEN[4] if verdeling.meer_dan(number, 1) else AFSTANDEN[3]
    if verdeling.minstens(number, 0):
        return AFSTANDEN[2]
    return AFSTANDEN[1] if verdeling.minstens(number, -1) else AFSTANDEN[0]


def oorzaak(verevening: Decimal, boven: dict[str, str]) -> str:
    """The part whose share explains the sign: above the mean where the SWV loses, below it where it gains."""
    if verevening == 0:
        return NUL
    side = "boven" if verevening < 0 else "beneden"
    causes = [deel for deel in DELEN if side in boven[deel].split()]
    return BEIDE if len(causes) == len(DELEN) else causes[0] if causes else GEEN


def bereken(alle: pd.DataFrame, schooljaar: Schooljaar) -> pd.DataFrame:
    """Per SWV three rows: the cause, and how far the shares of (v)so and rugzak were from the unweighted mean."""
    import pandas as pd

    rows = of_year(alle, VEREVENING, schooljaar)
    shares = {deel: values(of_year(alle, uit, schooljaar)) for deel, uit in DELEN.items()}
    spread = {deel: Verdeling.of(numbers) for deel, numbers in shares.items()}
    verevening = values(rows)
    table: list[tuple[str, str, Decimal | None, str]] = []
    for swv in rows["sleutel"]:
        far: dict[str, str] = {}
        for deel, verdeling in spread.items():
            number = shares[deel].get(swv)
            if number is None or verdeling is None:
                table.append((swv, deel, None, ""))
                continue
            far[deel] = afstand(verdeling, number)
            table.append((swv, deel, _away(number, verdeling.gemiddelde), far[deel]))
        known = swv in verevening and len(far) == len(DELEN)
        table.append((swv, "", verevening[swv], oorzaak(verevening[swv], far)) if known else (swv, "", None, ""))
    frame = pd.DataFrame(table, columns=["sleutel", "onderdeel", "waarde", "klasse"])
    return metingen(
        frame["sleutel"],
        soort="klasse",
        niveau="swv",
        peildatum=counting_day(schooljaar),
        eenheid=frame["onderdeel"].map(lambda deel: "aandeel" if deel else "procent"),
        grondslag="aandelen van 2011 tegen het ongewogen gemiddelde van de verbanden van de sector in deze run",
        onderdeel=frame["onderdeel"],
        uitkomst=frame["klasse"].map(lambda label: "" if label else "ontbreekt"),
        waarde=exact(frame["waarde"].astype("object")),
        klasse=frame["klasse"],
    )


def _away(number: Decimal, mean: Fraction) -> Decimal:
    from decimal import Decimal

    return half_up(number - Decimal(mean.numerator) / Decimal(mean.denominator), 6)


OORZAAK = Indicator(
    naam="vereveningsoorzaak",
    titel="Oorzaak van de verevening",
    definitie=(
        "Of het aandeel (v)so, het aandeel rugzakken of beide in 2011 aan de kant van het gemiddelde lagen die het "
        "teken van de verevening verklaart."
    ),
    bron="R0 par. 2.1 (L395-414) en voetnoot 13",
    soort="klasse",
    aggregatie="geen",
    sectoren=("po", "vo"),
    bereken=bereken,
    over="regios",
    uit=(VEREVENING, *DELEN.values()),
)
