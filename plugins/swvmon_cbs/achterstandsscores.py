"""Achterstandsscores basisscholen, 1 October (CBS): a workbook with a cover, explanations and two tables."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Bevinding, Dataset, Kolom, Leesresultaat, Leverperiode, Periode, SwvmonError, read_table

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

VESTIGING = Kolom("vestiging", ("SCHOOL (BRIN VESTIGING)",), "vestiging")
# The column has no header. What a letter means stands below each table, and is the same in both.
LETTERS = Kolom(
    "letters",
    ("",),
    "keuze",
    verplicht=False,
    gevuld=False,
    keuzes=("a", "a, b", "a, b, c", "a, c", "b", "b, c", "c"),
)
MET_DREMPEL = (
    VESTIGING,
    Kolom("achterstandsscore_leerlingen", ("AANTAL BEKOSTIGDE LEERLINGEN",)),
    Kolom("achterstandsscore", ("ACHTERSTANDSSCORE",)),
    LETTERS,
)
ZONDER_DREMPEL = (
    VESTIGING,
    Kolom("achterstandsscore_zonder_drempel", ("ACHTERSTANDSSCORE ZONDER DREMPEL",)),
    Kolom("achterstandsscore_onderbouw", ("ACHTERSTANDSSCORE ZONDER DREMPEL (ONDERBOUW)",)),
    Kolom("achterstandsscore_bovenbouw", ("ACHTERSTANDSSCORE ZONDER DREMPEL (BOVENBOUW)",)),
    LETTERS,
)
TABELLEN = (MET_DREMPEL, ZONDER_DREMPEL)
ONBETROUWBAAR = {
    "achterstandsscore": "a",
    "achterstandsscore_zonder_drempel": "a",
    "achterstandsscore_onderbouw": "b",
    "achterstandsscore_bovenbouw": "c",
}
"""The letter that says that a score rests on too few pupils (at most 40)."""
TABEL = "tabel"
"""How the sheets with a table are called; other sheets may hold formulas, such as the links of a table of contents."""
KOPREGELS = range(1, 11)
VOETNOOT = "Bron:"
GETAL = r"-?[0-9]{1,9}(\.[0-9]{1,6})?"
NIET_GEPUBLICEERD = "."
"""Unknown, not reliable enough or secret; an empty cell is a figure that cannot occur."""


def _sheets(kop: Kop) -> list[tuple[str, int, tuple[Kolom, ...]]]:
    """Each sheet with a table: its name, the line of its header, and its columns."""
    return [
        (naam, line, kolommen)
        for naam, head in kop.bladen.items()
        for line, at in ((line, head.at(line)) for line in KOPREGELS)
        for kolommen in TABELLEN
        if at.kolommen and not at.lacks(kolommen)
    ]


def _day(kop: Kop) -> date | None:
    """The day that the titles above the tables tell; None where they tell none, or not the same."""
    titles = [
        "\n".join(kop.bladen[naam].begin.decode(errors="ignore").splitlines()[:line]) for naam, line, _ in _sheets(kop)
    ]
    days = {match[1] if (match := re.search(r"\b1 oktober (20[0-9]{2})\b", title)) else "" for title in titles}
    told = days.pop() if len(days) == 1 else ""
    return date(int(told), 10, 1) if told else None


def herken(kop: Kop) -> bool:
    """A workbook with a sheet that has the columns of one of the tables in its first lines."""
    return bool(_sheets(kop))


def periode(kop: Kop) -> Leverperiode | None:
    """The first of October that the titles tell."""
    day = _day(kop)
    return None if day is None else Leverperiode("peildatum", Periode(day, day))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `kenmerk` of locations: a score holds for the year from its day on.

    Raises:
        SwvmonError: the titles of the tables tell no day, or not the same; a sheet holds a formula or an error.
    """
    for naam in bestand.werkblad.andere if bestand.werkblad else ():
        if naam not in bestand.kop.bladen and naam.lower().startswith(
            TABEL
        ):  # else half of the workbook would be read, and nobody told
            _ = bestand.on_sheet(naam).werkblad
    day = _day(bestand.kop)
    if day is None:
        raise SwvmonError(f"{bestand.pad}: the titles of its tables tell no 1 October, or not the same; fetch it again")
    parts, refused = [], []
    for naam, line, kolommen in _sheets(bestand.kop):
        tabel = read_table(bestand.on_sheet(naam, voetnoot=VOETNOOT), kolommen, kopregel=line)
        for kolom in kolommen[1:-1]:
            part, misfits = _feature(tabel.rijen, kolom)
            parts.append(part)
            refused.append(misfits.assign(kolom=f"{kolom.bronnen[0].lower()} ({naam})"))
        refused.append(tabel.afkeuringen.assign(kolom=tabel.afkeuringen["kolom"] + f" ({naam})"))
    rows = pd.concat(parts, ignore_index=True)
    afkeuringen = pd.concat(refused, ignore_index=True).sort_values("regel", kind="stable", ignore_index=True)
    frame = rows.assign(niveau="vestiging", geldig_van=day, geldig_tot=date(day.year + 1, 9, 30))
    lines = len(set(rows["regel"]) | set(afkeuringen["regel"]))
    return Leesresultaat({"kenmerk": frame}, afkeuringen, lines, _told(frame))


def _feature(rijen: pd.DataFrame, kolom: Kolom) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of `kenmerk` of one column: its figures, what is not published, and what is not reliable."""
    text = rijen[kolom.naam].str.strip()
    base = pd.DataFrame({"regel": rijen["regel"], "code": rijen["vestiging"], "kenmerk": kolom.naam, "waarde": text})
    secret = text == NIET_GEPUBLICEERD
    number = text.str.fullmatch(GETAL)
    letter = ONBETROUWBAAR.get(kolom.naam)
    weak = rijen["letters"].fillna("").str.contains(letter, regex=False) if letter else secret & False
    parts = (
        base[number],
        base[secret].assign(kenmerk=f"{kolom.naam}_status", waarde="niet_gepubliceerd"),
        base[number & weak].assign(kenmerk=f"{kolom.naam}_betrouwbaarheid", waarde="onvoldoende"),
    )
    wrong = base[~number & ~secret & (text != "")]
    misfits = pd.DataFrame(
        {
            "regel": wrong["regel"],
            "code": "geen_decimaal_getal",
            "gevonden": wrong["waarde"].str[:40],
            "verwacht": "a number like 33.02",
        }
    )
    return pd.concat(parts), misfits


def _told(frame: pd.DataFrame) -> tuple[Bevinding, ...]:
    """How many scores are not published or not reliable."""
    findings = []
    for kind, meaning in (("status", "niet gepubliceerd"), ("betrouwbaarheid", "onvoldoende betrouwbaar")):
        counts = frame.loc[frame["kenmerk"].str.endswith(f"_{kind}"), "kenmerk"].value_counts().sort_index()
        findings += [
            Bevinding(
                "achterstandsscore_onzeker",
                "info",
                "kenmerk",
                f"{number} waarden van {kenmerk.removesuffix(f'_{kind}')} zijn {meaning} volgens het CBS.",
            )
            for kenmerk, number in zip(counts.index.astype(str), counts, strict=True)
        ]
    return tuple(findings)


DATASET = Dataset(
    naam="cbs_achterstandsscores",
    titel="Achterstandsscores basisscholen",
    tabellen=("kenmerk",),
    periode_soort="peildatum",
    herken=herken,
    lees=lees,
    periode=periode,
)
