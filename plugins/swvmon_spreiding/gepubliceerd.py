"""R0 Tabel 4-1 with what the text says of it, and the correlations of R0 and R4."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from swvmon import Gepubliceerd
from swvmon_spreiding.correlatie import chance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REGELS = {"aantal": 1327, "gemiddelde": 1328, "standaardafwijking": 1329, "minimum": 1330, "maximum": 1331}
BEWERING = "bewering (1 waar, 0 onwaar)"
ALFA = Decimal("0.05")

_ALLEEN = "De percentages per verband waarop dit rust zijn niet gedrukt."
_KLEINER = "De standaardafwijking in Tabel 4-1 daalt van 0,57 naar 0,56; wel liggen de uitersten verder uit elkaar."

CORRELATIES = (
    ("r0_so", "verevening en verandering van de deelname aan so", "0.277", "2011-2019", "R0 L1344", 76),
    ("r0_vso", "verevening en verandering van de deelname aan vso", "0.556", "2011-2019", "R0 L1348", 76),
    (
        "r0_categorie3",
        "verevening en verandering van het aandeel categorie 3 in so",
        "0.336",
        "2014-2019",
        "R0 L1438",
        76,
    ),
    (
        "r4_categorie3",
        "verevening en verandering van het aandeel categorie 3 in so",
        "0.242",
        "2014-2018",
        "R4 L650",
        76,
    ),
)
"""Printed correlations; n is not printed, 76 is the number of SWV's of po and of vo in 2019 (R0 L1327)."""


@cache
def printed() -> dict[str, Any]:
    """The table as it is printed."""
    return tomllib.loads((files(__package__) / "r0_tabel4_1.toml").read_text("utf-8"))


def figure(wie: str, naam: str) -> Decimal:
    """A printed number."""
    return Decimal(printed()[wie][naam])


def threshold(wie: str) -> Decimal:
    """One standard deviation above the mean: far above average (R0 note 13)."""
    return figure(wie, "gemiddelde") + figure(wie, "standaardafwijking")


def spread_fell(sector: str) -> bool:
    """Whether the standard deviation of 2019 is below that of 2011."""
    return figure(f"{sector}_2019", "standaardafwijking") < figure(f"{sector}_2011", "standaardafwijking")


def extremes_grew(sector: str) -> bool:
    """Whether minimum and maximum lie further apart in 2019 than in 2011."""
    then, now = (figure(wie, "maximum") - figure(wie, "minimum") for wie in (f"{sector}_2011", f"{sector}_2019"))
    return now > then


def _not_smaller(sector: str) -> bool:
    return not spread_fell(sector)


def _significant(r: str, n: int) -> bool:
    return chance(Decimal(r), n) < ALFA


def _truth(claim: Callable[[], bool]) -> Decimal:
    return Decimal(int(claim()))


def _table() -> Iterator[Gepubliceerd]:
    for wie, numbers in printed().items():
        sector, _, jaar = wie.partition("_")
        for naam in numbers:
            yield Gepubliceerd(
                f"spreiding.r0_tabel4_1_{wie}_{naam}",
                f"Percentage {'so' if sector == 'po' else 'vso'} over de verbanden {sector}, {jaar}: {naam}",
                figure(wie, naam),
                "verband" if naam == "aantal" else "procent",
                jaar,
                f"R0 Tabel 4-1, L{REGELS[naam]}",
                "exact" if naam == "aantal" else "afgerond",
                uitleg=_ALLEEN,
            )


def _thresholds() -> Iterator[Gepubliceerd]:
    yield Gepubliceerd(
        "spreiding.r0_ver_bovengemiddeld_vso_2011",
        "Vanaf welk percentage vso een verband ver bovengemiddeld is",
        Decimal("4.76"),
        "procent",
        "2011",
        "R0 L401",
        "afgerond",
        label="herberekend",
        bereken=partial(threshold, "vo_2011"),
    )
    yield Gepubliceerd(
        "spreiding.r0_landelijk_gemiddelde_vso_2011",
        "Landelijk gemiddelde percentage vso",
        Decimal("3.51"),
        "procent",
        "2011",
        "R0 L401-402",
        "afgerond",
        label="herberekend",
        bereken=partial(figure, "vo_2011", "gemiddelde"),
    )
    yield Gepubliceerd(
        "spreiding.r0_ver_bovengemiddeld_rugzak_vo_2011",
        "Vanaf welk percentage rugzakleerlingen een verband van vo ver bovengemiddeld is",
        Decimal("2.50"),
        "procent",
        "2011",
        "R0 L403",
        "afgerond",
        uitleg="Van de rugzakleerlingen is alleen het gemiddelde (1,87) gedrukt, geen standaardafwijking.",
    )


def _contrary() -> Iterator[Gepubliceerd]:
    for naam, waarde, titel in (
        ("negatief_stijgend", 14, "Verbanden vo met negatieve verevening en een hoger aandeel vso"),
        ("positief_dalend", 7, "Verbanden vo met positieve verevening en een lager aandeel vso"),
    ):
        yield Gepubliceerd(
            f"spreiding.r0_vo_{naam}",
            titel,
            Decimal(waarde),
            "verband",
            "2011-2017",
            "R0 L1351-1354",
            "exact",
            uitleg=_ALLEEN,
        )


def _correlations() -> Iterator[Gepubliceerd]:
    for naam, wat, r, wanneer, bron, n in CORRELATIES:
        yield Gepubliceerd(
            f"spreiding.{naam}_r",
            f"Correlatie van {wat}",
            Decimal(r),
            "correlatie",
            wanneer,
            bron,
            "afgerond",
            uitleg=_ALLEEN,
        )
        yield Gepubliceerd(
            f"spreiding.{naam}_significant",
            f"De correlatie van {wat} is significant (p < 0,05; n = {n} is aangenomen)",
            Decimal(1),
            BEWERING,
            wanneer,
            bron,
            "exact",
            label="herberekend",
            bereken=partial(_truth, partial(_significant, r, n)),
        )


def _claims() -> Iterator[Gepubliceerd]:
    claims: tuple[tuple[str, str, str, Callable[[], bool], str], ...] = (
        (
            "po_niet_kleiner",
            "De spreiding van so is in 2019 niet kleiner",
            "L1313-1315",
            partial(_not_smaller, "po"),
            _KLEINER,
        ),
        ("po_uitersten", "De uitersten van so zijn toegenomen", "L1316-1317", partial(extremes_grew, "po"), ""),
        ("vo_kleiner", "De spreiding van vso is afgenomen", "L1333", partial(spread_fell, "vo"), ""),
        (
            "vo_uitersten",
            "De uitersten van vso liggen verder uit elkaar",
            "L1336-1338",
            partial(extremes_grew, "vo"),
            "",
        ),
    )
    for naam, titel, regels, holds, uitleg in claims:
        yield Gepubliceerd(
            f"spreiding.r0_{naam}",
            titel,
            Decimal(1),
            BEWERING,
            "2011-2019",
            f"R0 {regels}",
            "exact",
            label="herberekend",
            bereken=partial(_truth, holds),
            uitleg=uitleg,
        )


GEPUBLICEERD = (*_table(), *_thresholds(), *_contrary(), *_correlations(), *_claims())
