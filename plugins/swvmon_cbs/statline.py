"""StatLine tables (CBS): a snapshot as `swvmon statline` saves it, each table a dataset of its own."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from swvmon import Bevinding, Dataset, Kolom, Leesresultaat, Leverperiode, Periode, SwvmonError, exact, read_table
from swvmon_cbs import momentopname

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Bestand, Kop

OVERIG = "overig"
TABEL = Kolom("tabel", ("TABEL",))
GEWIJZIGD = Kolom("gewijzigd", ("GEWIJZIGD",), "dag")
WAARDE = Kolom("waarde", ("WAARDE",))
STATUS = Kolom(
    "status",
    ("STATUS",),
    "keuze",
    keuzes=("definitief", "voorlopig", "nader_voorlopig", "geheim", "onmogelijk", "onbekend"),
)
KOLOMMEN = (
    TABEL,
    GEWIJZIGD,
    Kolom("maat", ("MAAT",)),
    Kolom("dimensies", ("DIMENSIES",)),
    Kolom("periode", ("PERIODE",)),
    WAARDE,
    Kolom("eenheid", ("EENHEID",)),
    STATUS,
)
GETAL = r"-?[0-9]{1,17}(\.[0-9]{1,6})?"
PUNT = "."
"""How the publisher writes a figure that is unknown, not reliable enough or secret; an empty one cannot occur."""
REDENEN = ("geheim", "onmogelijk", "onbekend")


@cache
def tabellen() -> dict[str, str]:
    """The tables that are datasets of their own: number and title."""
    return tomllib.loads((files(__package__) / "tabellen.toml").read_text("utf-8"))


def _which(kop: Kop) -> str:
    """The number of the table of which a file is a snapshot; empty where it is none."""
    if not kop.lacks(KOLOMMEN):
        told = kop.values(TABEL)
        return told.pop() if len(told) == 1 else ""
    text = kop.begin[:4096].decode(errors="ignore")
    match = re.match(rf'\s*\{{\s*"{momentopname.MERK}": [0-9]+,\s*"tabel": "([0-9A-Za-z]+)"', text)
    return match[1] if match else ""


def herken(kop: Kop, *, naam: str) -> bool:
    """A snapshot of this table; for the last dataset: of one that has no dataset of its own."""
    tabel = _which(kop).lower()
    named = {number.lower() for number in tabellen()}
    return bool(tabel) and (tabel not in named if naam == OVERIG else tabel == naam.lower())


def periode(kop: Kop) -> Leverperiode | None:
    """The day on which the publisher changed the table last."""
    if not kop.lacks(KOLOMMEN):
        told = kop.values(GEWIJZIGD)
        text = told.pop() if len(told) == 1 else ""
    else:
        match = re.search(r'"Modified": "([0-9]{4}-[0-9]{2}-[0-9]{2})', kop.begin.decode(errors="ignore"))
        text = match[1] if match else ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return Leverperiode("stand", Periode(day, day))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `statline`.

    Raises:
        SwvmonError: the snapshot is damaged or of another version.
    """
    if not bestand.kop.lacks(KOLOMMEN):
        return _lees_csv(bestand)
    snapshot = momentopname.parse(bestand.pad, bestand.read_bytes())
    frame, strange = momentopname.rows(bestand.pad, snapshot)
    findings = tuple(
        Bevinding(
            "statline_reden_onbekend",
            "waarschuwing",
            "statline",
            f"Tabel {snapshot['tabel']} geeft reden {naam!r} voor ontbrekende cijfers; die tellen als onbekend.",
        )
        for naam in strange
    )
    return Leesresultaat({"statline": frame}, _none(), len(frame), findings)


def _lees_csv(bestand: Bestand) -> Leesresultaat:
    import pandas as pd

    tabel = read_table(bestand, KOLOMMEN)
    rijen = tabel.rijen
    if rijen[["tabel", "gewijzigd"]].drop_duplicates().shape[0] > 1:
        raise SwvmonError(f"{bestand.pad}: tells of more than one table or version; put each in a file of its own")
    text = rijen["waarde"].str.strip()
    number, secret, blank = text.str.fullmatch(GETAL), text == PUNT, text == ""
    missing = rijen["status"].isin(REDENEN)
    status = rijen["status"].mask(secret & ~missing, "geheim").mask(blank & ~missing, "onmogelijk")
    good = (number & ~missing) | secret | blank
    kept = rijen.assign(status=status, waarde=text.where(number))[good].reset_index(drop=True)
    wrong = rijen[~good]
    refused = pd.DataFrame(
        {
            "regel": wrong["regel"],
            "kolom": "waarde",
            "code": "geen_decimaal_getal",
            "gevonden": wrong["waarde"].str[:40],
            "verwacht": "a number like 33.02 with the status of its period, or . or nothing",
        }
    )
    afkeuringen = pd.concat([tabel.afkeuringen, refused], ignore_index=True)
    frame = kept.drop(columns="gewijzigd").assign(waarde=exact(kept["waarde"]))
    return Leesresultaat({"statline": frame}, afkeuringen, tabel.rijen_gelezen)


def _none() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype="str") for name in ("kolom", "code", "gevonden", "verwacht")}).assign(
        regel=pd.Series(dtype="int64")
    )[["regel", "kolom", "code", "gevonden", "verwacht"]]


def _dataset(naam: str, titel: str) -> Dataset:
    return Dataset(
        naam=f"cbs_statline_{naam.lower()}",
        titel=titel,
        tabellen=("statline",),
        periode_soort="stand",
        herken=partial(herken, naam=naam),
        lees=lees,
        periode=periode,
    )


DATASETS = (*(_dataset(naam, titel) for naam, titel in tabellen().items()), _dataset(OVERIG, "Andere StatLine-tabel"))
