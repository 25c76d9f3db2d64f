"""What R4 Tabel 1 and R0 Tabel 4-2 and 4-3 print, and how our rules come to it."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from swvmon import Gepubliceerd
from swvmon_deelname.beweringen import BEWERINGEN
from swvmon_deelname.tabel1 import PARTS, SECTORS, closed, counts, jaren, percent, shares, sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECTOR_OF = {"po": "so", "vo": "vso"}
REGELS_4_3 = {"a": "L1443", "c": "L1444", "g": "L1445", "i": "L1446"}
BEWERING = "bewering (1 waar, 0 onwaar)"


@cache
def tabel4() -> dict[str, Any]:
    """R0 Tabel 4-2 and 4-3 as they are printed."""
    return tomllib.loads((files(__package__) / "r0_tabel4.toml").read_text("utf-8"))


def row(tabel: str, wie: str, jaar: str) -> tuple[Decimal, ...]:
    """The printed shares of category 1, 2 and 3."""
    return tuple(map(Decimal, tabel4()[tabel][wie][jaar]))


def change(tabel: str, wie: str, van: str, tot: str) -> tuple[Decimal, ...]:
    """Change of the printed shares of category 1, 2 and 3, in percentage points."""
    return tuple(b - a for a, b in zip(row(tabel, wie, van), row(tabel, wie, tot), strict=True))


def _sum(soort: str, at: int) -> Decimal:
    return Decimal(sums(soort)[at])


def _closed_sum(soort: str, at: int) -> Decimal:
    return sum(closed(soort)[at], Decimal(0))


def _truth(claim: Callable[[], bool]) -> Decimal:
    return Decimal(int(claim()))


def _both_periods(categorie: str, sign: int) -> bool:
    """Whether a category of so moved one way in both periods."""
    at = int(categorie) - 1
    return all(change("tabel_4_2", "po", *years)[at] * sign > 0 for years in (("2011", "2014"), ("2014", "2019")))


def _low_hardly_changed() -> bool:
    return abs(change("tabel_4_2", "po", "2011", "2019")[0]) < 1


def _totals() -> Iterator[Gepubliceerd]:
    """R4 Tabel 1: each printed total against the sum of its three parts."""
    for soort in SECTORS:
        for at, jaar in enumerate(jaren()):
            yield Gepubliceerd(
                f"deelname.r4_tabel1_{soort}_{jaar}_totaal",
                f"Leerlingen in het {soort}, {jaar}",
                Decimal(counts(soort, "totaal")[at]),
                "leerling",
                str(jaar),
                "R4 L545" if soort == "so" else "R4 L551",
                "exact",
                label="herberekend",
                bereken=partial(_sum, soort, at),
            )


def _closing() -> Iterator[Gepubliceerd]:
    """R4 says that relative shares add up to 100: those of Tabel 1, closed by the largest remainder, do."""
    for soort in SECTORS:
        for at, jaar in enumerate(jaren()):
            yield Gepubliceerd(
                f"deelname.r4_relatief_{soort}_{jaar}_samen",
                f"De relatieve aandelen van categorie 1, 2 en 3 in het {soort} samen, {jaar}",
                Decimal(100),
                "procent",
                str(jaar),
                "R4 L635-637",
                "exact",
                label="herberekend",
                bereken=partial(_closed_sum, soort, at),
            )


def _claims() -> Iterator[Gepubliceerd]:
    for claim in BEWERINGEN:
        yield Gepubliceerd(
            f"deelname.r4_bewering_{claim.naam}",
            f"{claim.tekst} ({claim.naam.partition('_')[2].replace('_', ' en ')})",
            Decimal(1),
            BEWERING,
            "2014-2018",
            claim.bron,
            "exact",
            label="herberekend",
            bereken=partial(_truth, claim.waar),
            fout=claim.fout,
            uitleg=claim.uitleg,
        )


def _national() -> Iterator[Gepubliceerd]:
    """R0 Tabel 4-2; 2014 can be set beside the counts of R4, the other years rest on data that are not printed."""
    for sector, years in tabel4()["tabel_4_2"].items():
        soort = SECTOR_OF[sector]
        for jaar in years:
            for categorie, deel in enumerate(PARTS, 1):
                other = jaar == "2014"
                ours = percent(shares(soort, deel)[0], 1)
                printed = row("tabel_4_2", sector, jaar)[categorie - 1]
                yield Gepubliceerd(
                    f"deelname.r0_tabel4_2_{sector}_{jaar}_categorie{categorie}",
                    f"Aandeel categorie {categorie} in het {soort}, {jaar}",
                    printed,
                    "procent",
                    jaar,
                    f"R0 Tabel 4-2, L{1423 + list(years).index(jaar)}",
                    "afgerond",
                    label="gereconstrueerd" if other else "gepubliceerd",
                    bereken=partial(percent, shares(soort, deel)[0], 1) if other else None,
                    uitleg=_why(printed, ours) if other else "Rust op tellingen van DUO die niet gedrukt zijn.",
                )


def _why(printed: Decimal, ours: Decimal) -> str:
    if printed == ours:
        return ""
    return "Hier uit de aantallen van R4 Tabel 1 (2014): andere bewerking van de gegevens van DUO of een andere groep."


def _four_regions() -> Iterator[Gepubliceerd]:
    for wie, years in tabel4()["tabel_4_3"].items():
        for jaar in years:
            for categorie, printed in enumerate(row("tabel_4_3", wie, jaar), 1):
                yield Gepubliceerd(
                    f"deelname.r0_tabel4_3_{wie}_{jaar}_categorie{categorie}",
                    f"Aandeel categorie {categorie} in verband {wie.upper()}, {jaar}",
                    printed,
                    "procent",
                    jaar,
                    f"R0 Tabel 4-3, {REGELS_4_3[wie]}",
                    "afgerond",
                    uitleg="Rust op tellingen van vier ongenoemde verbanden die niet gedrukt zijn.",
                )


def _shifts() -> Iterator[Gepubliceerd]:
    """The direction that the text gives, against the signs of the changes in the table."""
    text: tuple[tuple[str, str, str, str, Callable[[], bool]], ...] = (
        (
            "4_2_po_categorie3_daalt",
            "So: categorie 3 neemt af, 2011-2014 en 2014-2019",
            "2011-2019",
            "R0 L1405-1407",
            partial(_both_periods, "3", -1),
        ),
        (
            "4_2_po_categorie2_stijgt",
            "So: categorie 2 neemt toe, 2011-2014 en 2014-2019",
            "2011-2019",
            "R0 L1407-1408",
            partial(_both_periods, "2", 1),
        ),
        (
            "4_2_po_categorie1_nauwelijks",
            "So: categorie 1 is nauwelijks veranderd (minder dan een procentpunt over 2011-2019)",
            "2011-2019",
            "R0 L1408-1409",
            _low_hardly_changed,
        ),
        *(
            (
                f"4_3_{wie}_verschuiving",
                f"Verband {wie.upper()}: van categorie {van} naar categorie {naar}",
                "2011-2019",
                "R0 L1430-1434",
                partial(_shifted, wie, van, naar),
            )
            for wie, van, naar in (("g", "3", "2"), ("c", "3", "1"), ("i", "3", "1"), ("a", "2 en 3", "1"))
        ),
    )
    for naam, titel, periode, bron, holds in text:
        yield Gepubliceerd(
            f"deelname.r0_tabel{naam}",
            titel,
            Decimal(1),
            BEWERING,
            periode,
            bron,
            "exact",
            label="herberekend",
            bereken=partial(_truth, holds),
        )


def _shifted(wie: str, van: str, naar: str) -> bool:
    """The largest rise is where the text says, and each category that it names as source falls."""
    changes = dict(zip("123", change("tabel_4_3", wie, "2011", "2019"), strict=True))
    return max(changes, key=lambda c: changes[c]) == naar and all(changes[c] < 0 for c in van.split(" en "))


GEPUBLICEERD = (
    *_totals(),
    *_closing(),
    *_claims(),
    *_national(),
    *_four_regions(),
    *_shifts(),
)
