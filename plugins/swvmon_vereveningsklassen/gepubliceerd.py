"""R0 Tabel 2-1 and the signs that its text counts."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from swvmon import Gepubliceerd
from swvmon_vereveningsklassen.klassen import R0_KLASSEN

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTORS = ("po", "vo")
REGEL = 446
"""Line of the first class; the others follow."""
PERIODE = "peiljaar 2011"

_PO_20 = "15 van 77 is 19,48 procent, afgerond 19; 20 ontstaat alleen door de kolom sluitend te maken op 100."
_VO_100 = (
    "De gedrukte percentages 17, 29, 28 en 25 zijn samen 99: de kolom is niet sluitend gemaakt, anders dan die van po."
)
_ALLEEN = "De percentages per verband waarop de aantallen rusten zijn niet gedrukt."


@cache
def printed() -> dict[str, Any]:
    """The table as it is printed."""
    return tomllib.loads((files(__package__) / "r0_tabel2_1.toml").read_text("utf-8"))


def total(sector: str, kolom: str) -> Decimal:
    """Sum of a printed column."""
    return Decimal(sum(printed()[sector][kolom]))


def percent(sector: str, at: int) -> Decimal:
    """Percentage of a class, from the printed counts."""
    return 100 * Decimal(printed()[sector]["aantal"][at]) / total(sector, "aantal")


def sign(sector: str, *, negatief: bool) -> Decimal:
    """SWV's in the classes on one side of zero."""
    counts = printed()[sector]["aantal"]
    below = [klasse.tot is not None and klasse.tot <= 0 for klasse in R0_KLASSEN]
    return Decimal(sum(n for n, under in zip(counts, below, strict=True) if under == negatief))


def _classes() -> Iterator[Gepubliceerd]:
    for sector in SECTORS:
        table = printed()[sector]
        for at, klasse in enumerate(R0_KLASSEN):
            where = f"R0 Tabel 2-1, L{REGEL + at}"
            name = f"vereveningsklassen.r0_tabel2_1_{sector}_klasse{at + 1}"
            yield Gepubliceerd(
                f"{name}_aantal",
                f"Verbanden {sector}: {klasse.naam}",
                Decimal(table["aantal"][at]),
                "verband",
                PERIODE,
                where,
                "exact",
                uitleg=_ALLEEN,
            )
            wrong = (sector, at) == ("po", 0)
            yield Gepubliceerd(
                f"{name}_procent",
                f"Aandeel verbanden {sector}: {klasse.naam}",
                Decimal(table["procent"][at]),
                "procent",
                PERIODE,
                where,
                "afgerond",
                label="herberekend",
                bereken=partial(percent, sector, at),
                afronding=0,
                fout=wrong,
                uitleg=_PO_20 if wrong else "",
            )


def _totals() -> Iterator[Gepubliceerd]:
    for sector in SECTORS:
        for kolom, waarde, eenheid in (("aantal", "totaal", "verband"), ("procent", "totaal_procent", "procent")):
            wrong = (sector, kolom) == ("vo", "procent")
            yield Gepubliceerd(
                f"vereveningsklassen.r0_tabel2_1_{sector}_totaal_{kolom}",
                f"Totaal {sector}, {kolom}",
                Decimal(printed()[sector][waarde]),
                eenheid,
                PERIODE,
                "R0 Tabel 2-1, L450",
                "exact",
                label="herberekend",
                bereken=partial(total, sector, kolom),
                fout=wrong,
                uitleg=_VO_100 if wrong else "",
            )


def _signs() -> Iterator[Gepubliceerd]:
    for sector in SECTORS:
        for kant in ("negatief", "positief"):
            yield Gepubliceerd(
                f"vereveningsklassen.r0_{sector}_{kant}",
                f"Verbanden {sector} met verevening {kant}",
                Decimal(printed()[sector][kant]),
                "verband",
                PERIODE,
                "R0 L424-425" if sector == "po" else "R0 L426-427",
                "exact",
                label="herberekend",
                bereken=partial(sign, sector, negatief=kant == "negatief"),
            )


GEPUBLICEERD = (*_classes(), *_totals(), *_signs())
