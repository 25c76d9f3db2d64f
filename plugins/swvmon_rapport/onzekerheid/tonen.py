"""The outcome of drawn paths as a text for a board, and as tables for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import format_euro
from swvmon_rapport.onzekerheid.uitkomst import PERCENTIELEN, SAMEN

if TYPE_CHECKING:
    from swvmon_rapport.onzekerheid.paden import Paden

WIDTH = 18


def as_text(document: dict[str, Any]) -> str:
    """The outcome for a person, in Dutch."""
    years = document["schooljaren"]
    span = years[0] if len(years) == 1 else f"{years[0]} tot en met {years[-1]}"
    scenario = "" if document["scenario"] == "plan" else f", scenario {document['scenario']}"
    drawn = f"{document['trekkingen']} trekkingen, zaad {document['zaad']}"
    certain = f"tellingen tot en met {document['bekend']} staan vast; TLV's: {document['tlv'].replace('_', ' ')}"
    lines = [
        f"{document['regio']} {document['naam']}, schooljaar {span}{scenario}",
        f"plan: {document['plan']}",
        f"{drawn}; {certain}",
        *(
            f"{a['status']}: {a['parameter']} {a['waarde'].replace('.', ',')} ({a['bron']})"
            for a in document["aannames"]
        ),
        "",
        "stand aan het eind van het schooljaar: zonder spreiding, en zoveel procent van de trekkingen is hoogstens",
    ]
    columns = ["zonder spreiding", *(f"{percent} %" for percent in PERCENTIELEN)]
    keys = ["zonder_spreiding_cent", *(f"p{percent}_cent" for percent in PERCENTIELEN)]
    width = max(len(row["rekening"]) for row in document["rekeningen"]) + 9
    lines.append(" " * width + "".join(f"{column:>{WIDTH}}" for column in columns))
    moving = {row["rekening"] for row in document["rekeningen"] if any(row[key] for key in keys)}
    for row in document["rekeningen"]:
        if row["rekening"] in {*moving, SAMEN}:
            name = f"{row['rekening']} {row['schooljaar']}"
            lines.append(f"{name:<{width}}" + "".join(f"{format_euro(row[key]):>{WIDTH}}" for key in keys))
    buffer = document["weerstandsvermogen"]
    needed, there = (format_euro(buffer[key]) for key in ("nodig_cent", "beschikbaar_cent"))
    kept = f"{buffer['zekerheid_procent']} % van de trekkingen aan geen jaareinde onder nul komt"
    below = f"{buffer['paden_onder_nul']} van de {document['trekkingen']} trekkingen onder nul"
    lines += [
        "",
        "weerstandsvermogen",
        f"  reserve bij het begin waarmee {kept}: {needed}",
        f"  beschikbaar bij het begin: {there}; daarmee komen {below}",
    ]
    for row in document["signaleringswaarde"]:
        value = "niet bekend" if row["waarde_cent"] is None else format_euro(row["waarde_cent"])
        lines.append(f"  signaleringswaarde {row['schooljaar']}: {value} (baten {format_euro(row['baten_cent'])})")
    return "\n".join(lines)


def percentiles_csv(document: dict[str, Any]) -> str:
    """A row for each account and school year, amounts in eurocents."""
    names = list(document["rekeningen"][0])
    rows = [",".join(str(row[name]) for name in names) for row in document["rekeningen"]]
    return "\n".join([",".join(names), *rows, ""])


def paths_csv(paden: Paden) -> str:
    """A row for each path, account and school year, amounts in eurocents."""
    rows = [
        f"{nummer},{name},{year},{drawn[nummer, place]}"
        for name, drawn in paden.rekeningen.items()
        for nummer in range(len(drawn))
        for place, year in enumerate(paden.schooljaren)
    ]
    return "\n".join(["trekking,rekening,schooljaar,saldo_cent", *rows, ""])


def fan_svg(document: dict[str, Any]) -> str:
    """A fan chart of the accounts of the SWV together, as SVG.

    Raises:
        SwvmonError: altair or vl-convert is not installed.
    """
    import pandas as pd

    from swvmon_rapport.grafieken.vega import fan, to_svg

    rows = pd.DataFrame([row for row in document["rekeningen"] if row["rekening"] == SAMEN])
    return to_svg(fan(rows))
