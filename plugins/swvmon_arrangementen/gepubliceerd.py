"""What R2 prints about arrangementen: the totals of Tabel 4, and the estimates of Tabel 3."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

from swvmon import Gepubliceerd

ESTIMATE = "Een schatting vooraf van het samenwerkingsverband; het rapport drukt niets waaruit zij te berekenen is."


def printed() -> dict[str, list[dict[str, Any]]]:
    """The printed numbers with their lines."""
    content: dict[str, list[dict[str, Any]]] = tomllib.loads((files(__package__) / "gedrukt.toml").read_text("utf-8"))
    return content


def counted(row: dict[str, Any]) -> int:
    """The total of a printed row, as the indicator counts it: its parts as arrangementen of one school."""
    import pandas as pd

    from swvmon_arrangementen.tellen import per_kind

    kinds = ["individueel"] * row["individueel"] + ["groep"] * row["groeps"]
    granted = pd.DataFrame({"vestiging": "90AA00", "soort": pd.Series(kinds, dtype="str")})
    return int(per_kind(granted, pd.Index(["90AA00"]))["90AA00", ""])


def _total(row: dict[str, Any]) -> Callable[[], Decimal]:
    return lambda: Decimal(counted(row))


def _times(now: dict[str, Any], before: dict[str, Any]) -> Callable[[], Decimal]:
    return lambda: Decimal(counted(now)) / Decimal(counted(before))


def _figures() -> Iterator[Gepubliceerd]:
    rows = printed()
    for row in rows["tabel_4"]:
        yield Gepubliceerd(
            f"arrangementen.totaal_{row['groep']}_in_{row['schooljaar'].replace('/', '_')}",
            f"Arrangementen, scholen {row['groep'].replace('_', ' ')}, individueel en groep samen",
            Decimal(row["totaal"]),
            "arrangement",
            row["schooljaar"],
            row["bron"],
            "exact",
            "herberekend",
            _total(row),
        )
    yield Gepubliceerd(
        "arrangementen.groei_gestart_2016_17",
        "Groei in twee jaar van 55 tot 230 arrangementen: meer dan verviervoudigd",
        Decimal(4),
        "maal",
        "2015/16 tot 2017/18",
        "R2 L909-910",
        "afgerond",
        "herberekend",
        _times(rows["tabel_4"][2], rows["tabel_4"][0]),
        afronding=0,
    )
    for row in rows["tabel_3"]:
        for side in ("minimum", "maximum"):
            yield Gepubliceerd(
                f"arrangementen.geschat_percentage_{side}.{row['schooltype']}",
                f"Leerlingen met behoefte aan extra ondersteuning, {row['schooltype'].replace('_', '/')}, {side}",
                Decimal(row[side]),
                "procent van de leerlingen",
                "2016/17 en later",
                row["bron"],
                "afgerond",
                uitleg=ESTIMATE,
            )


GEPUBLICEERD = tuple(_figures())
