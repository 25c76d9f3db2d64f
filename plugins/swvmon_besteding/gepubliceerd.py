"""What R2 prints about spending and about new and old budgets; Tabel 5 is carried in `tabel5.toml`."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import partial
from importlib.resources import files

from swvmon import Gepubliceerd
from swvmon_besteding.budgetverhouding import AFNAME, IETS, KLASSEN, MEER, VEEL

ONBEKEND = "De bedragen per school zijn niet afgedrukt, zodat de klasse niet is na te rekenen."
ZONDER_BEDRAGEN = "De bedragen van de arrangementen zijn niet afgedrukt."


def table() -> dict[str, dict[str, int]]:
    """Number of schools by the year in which they started, and by class."""
    return tomllib.loads((files("swvmon_besteding") / "tabel5.toml").read_text("utf-8"))


def total_of(start: str, klassen: tuple[str, ...]) -> Decimal:
    """Schools that started in a year, in some classes together."""
    return Decimal(sum(table()[start][klasse] for klasse in klassen))


def figures() -> tuple[Gepubliceerd, ...]:
    """The cells and sums of Tabel 5, and what the text prints beside it."""
    cells = tuple(
        Gepubliceerd(
            f"besteding.tabel5.{start[:4]}.klasse_{number}",
            f"Pilotscholen gestart in {start}: {klasse}",
            Decimal(rows[klasse]),
            "school",
            start,
            "R2 L1036-1041, Tabel 5",
            "exact",
            uitleg=ONBEKEND,
        )
        for start, rows in table().items()
        for number, klasse in enumerate(KLASSEN, start=1)
    )
    totals = tuple(
        Gepubliceerd(
            f"besteding.tabel5.{start[:4]}.totaal",
            f"Pilotscholen gestart in {start}",
            Decimal(rows["totaal"]),
            "school",
            start,
            "R2 L1042, Tabel 5",
            "exact",
            label="herberekend",
            bereken=partial(total_of, start, KLASSEN),
        )
        for start, rows in table().items()
    )
    return (*cells, *totals, *TEKST)


def _counted(  # noqa: PLR0913, PLR0917 - the fields of a figure
    naam: str, titel: str, waarde: int, start: str, bron: str, klassen: tuple[str, ...]
) -> Gepubliceerd:
    return Gepubliceerd(
        f"besteding.{naam}",
        titel,
        Decimal(waarde),
        "school",
        start,
        bron,
        "exact",
        label="herberekend",
        bereken=partial(total_of, start, klassen),
    )


MEER_BUDGET = (VEEL, MEER, IETS)
TEKST = (
    _counted("meer_2016", "Eerste acht pilotscholen met meer budget", 6, "2016/17", "R2 L1043-1044", MEER_BUDGET),
    _counted("meer_2017", "Pilotscholen van 2017/18 met meer budget", 4, "2017/18", "R2 L1049", MEER_BUDGET),
    _counted("minder_2017", "Pilotscholen van 2017/18 met minder budget", 2, "2017/18", "R2 L1050-1051", (AFNAME,)),
    Gepubliceerd(
        "besteding.arrangementen",
        "Aandeel van het budget voor extra ondersteuning dat aan arrangementen is besteed",
        Decimal("0.30"),
        "aandeel",
        "2015 en 2016",
        "R2 L279-281 en L1153-1154",
        "afgerond",
        uitleg=ZONDER_BEDRAGEN,
    ),
    Gepubliceerd(
        "besteding.hoogste_school_2015",
        "Hoogste bedrag voor een school",
        Decimal(30_000),
        "euro",
        "2015",
        "R2 L274-275",
        "afgerond",
        uitleg=ZONDER_BEDRAGEN,
    ),
    Gepubliceerd(
        "besteding.hoogste_school_2016",
        "Hoogste bedrag voor een school",
        Decimal(40_000),
        "euro",
        "2016",
        "R2 L274-275",
        "afgerond",
        uitleg=ZONDER_BEDRAGEN,
    ),
    Gepubliceerd(
        "besteding.grootste_verhouding",
        "Grootste verhouding tussen nieuw en oud budget die de tekst noemt",
        Decimal(7),
        "verhouding",
        "2016/17",
        "R2 L1044-1045",
        "exact",
        uitleg=ONBEKEND,
    ),
    Gepubliceerd(
        "besteding.toename_eerste_jaar",
        "Toename van het budget van de acht pilotscholen samen ten opzichte van 2015/16",
        Decimal(2),
        "aandeel",
        "2016/17",
        "R2 L1156-1157",
        "afgerond",
        uitleg=ONBEKEND,
    ),
    Gepubliceerd(
        "besteding.toename_tweede_jaar",
        "Toename van het budget van de veertien pilotscholen samen ten opzichte van 2015/16",
        Decimal(1),
        "aandeel",
        "2017/18",
        "R2 L1158-1159",
        "afgerond",
        uitleg=ONBEKEND,
    ),
)
