"""The SWV's of each postcode area: Regeling regio-indeling samenwerkingsverbanden (BWBR0032324) from 23 April 2015.

As the text of the regulation, or as a table `pc4;gemeente;po_swv;vo_swv` made of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Dataset, Kolom, Leesresultaat, SwvmonError, read_table
from swvmon_ocw.regelingtekst import decode, head_text, tables
from swvmon_ocw.regio_indeling_gemeente import TITEL

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

KOLOMMEN = (
    Kolom("pc4", ("PC4",), "pc4"),
    Kolom("gemeentenaam", ("GEMEENTE", "GEMEENTENAAM")),
    Kolom("po_swv", ("PO_SWV", "PO SWV"), "gebied_po"),
    Kolom("vo_swv", ("VO_SWV", "VO SWV"), "gebied_vo"),
)
KOP = ("pc4", "gemeente", "po swv", "vo swv")
SWV = "(?:PO|VO)[0-9]{4}"
VORM = {
    "pc4": ("[1-9][0-9]{3}", "ongeldige_pc4", "four digits"),
    "po_swv": ("PO[0-9]{4}|[^0-9]+", "ongeldig_swv", "PO and four digits, or words where an area has no SWV"),
    "vo_swv": ("VO[0-9]{4}|[^0-9]+", "ongeldig_swv", "VO and four digits, or words where an area has no SWV"),
}


def herken(kop: Kop) -> bool:
    """The text with the table of postcode areas, or its columns with an SWV code; at most one column is missing."""
    text = head_text(kop)
    if TITEL in text:
        return any(tuple(cell.lower() for cell in table.kop) == KOP for table in tables(text.splitlines()))
    if len(kop.lacks(KOLOMMEN)) > 1:
        return False
    return not kop.rijen or any(value[:2] in ("PO", "VO") for kolom in KOLOMMEN for value in kop.values(kolom))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `regio_indeling`; words where an area has no SWV (Europoort) go to `bijzonderheid`.

    Raises:
        SwvmonError: the text has no table of postcode areas.
    """
    if TITEL in head_text(bestand.kop):
        rijen, afkeuringen = _of_text(bestand)
    else:
        tabel = read_table(bestand, KOLOMMEN)
        rijen, afkeuringen = tabel.rijen, tabel.afkeuringen
    named = {name: rijen[name].str.fullmatch(SWV) for name in ("po_swv", "vo_swv")}
    po_words = rijen["po_swv"].mask(named["po_swv"], "")
    vo_words = rijen["vo_swv"].mask(named["vo_swv"] | (rijen["vo_swv"] == po_words), "")
    both = (po_words != "") & (vo_words != "")
    filled = rijen.assign(
        po_swv=rijen["po_swv"].where(named["po_swv"]),
        vo_swv=rijen["vo_swv"].where(named["vo_swv"]),
        bijzonderheid=po_words + both.map({True: "; ", False: ""}).astype("str") + vo_words,
    )
    return Leesresultaat({"regio_indeling": filled}, afkeuringen, len(rijen) + len(afkeuringen))


def _of_text(bestand: Bestand) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Accepted and rejected rows of the table in the text."""
    rows = [
        (row.regel, *row.cellen)
        for table in tables(decode(bestand.pad, bestand.read_bytes()))
        if tuple(cell.lower() for cell in table.kop) == KOP
        for row in table.rijen
        if len(row.cellen) == len(KOP)
    ]
    if not rows:
        raise SwvmonError(f"{bestand.pad}: has no rows of postcode area and SWV; fetch the text again")
    frame = pd.DataFrame(rows, columns=["regel", "pc4", "gemeentenaam", "po_swv", "vo_swv"])
    good, refused = pd.Series(data=True, index=frame.index), []
    for name, (form, code, expected) in VORM.items():
        wrong = good & ~frame[name].str.fullmatch(form)
        found = frame.loc[wrong, name].str[:40]
        refused.append(frame.loc[wrong, ["regel"]].assign(kolom=name, code=code, gevonden=found, verwacht=expected))
        good &= ~wrong
    return frame[good].reset_index(drop=True), pd.concat(refused, ignore_index=True)


DATASET = Dataset(
    naam="ocw_regio_indeling",
    titel="Regio-indeling samenwerkingsverbanden passend onderwijs (BWBR0032324)",
    tabellen=("regio_indeling",),
    periode_soort="stand",
    herken=herken,
    lees=lees,
)
