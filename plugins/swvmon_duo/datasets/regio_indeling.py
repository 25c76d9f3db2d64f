"""The SWV's of each postcode area: Regeling regio-indeling samenwerkingsverbanden (BWBR0032324), as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Dataset, Kolom, Leesresultaat, read_table

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

PC4 = Kolom("pc4", ("PC4",), "pc4")
KOLOMMEN = (
    PC4,
    Kolom("gemeentenaam", ("GEMEENTE", "GEMEENTENAAM")),
    Kolom("po_swv", ("PO_SWV", "PO SWV"), "gebied_po"),
    Kolom("vo_swv", ("VO_SWV", "VO SWV"), "gebied_vo"),
)
SWV = "(?:PO|VO)[0-9]{4}"


def herken(kop: Kop) -> bool:
    """The columns, at most one missing (reading says which), and an SWV code in one of them."""
    if len(kop.lacks(KOLOMMEN)) > 1:
        return False
    return not kop.rijen or any(value[:2] in ("PO", "VO") for kolom in KOLOMMEN for value in kop.values(kolom))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `regio_indeling`; words where an area has no SWV (Europoort) go to `bijzonderheid`."""
    tabel = read_table(bestand, KOLOMMEN)
    rijen = tabel.rijen
    named = {name: rijen[name].str.fullmatch(SWV) for name in ("po_swv", "vo_swv")}
    po_words = rijen["po_swv"].mask(named["po_swv"], "")
    vo_words = rijen["vo_swv"].mask(named["vo_swv"] | (rijen["vo_swv"] == po_words), "")
    both = (po_words != "") & (vo_words != "")
    rijen = rijen.assign(
        po_swv=rijen["po_swv"].where(named["po_swv"]),
        vo_swv=rijen["vo_swv"].where(named["vo_swv"]),
        bijzonderheid=po_words + both.map({True: "; ", False: ""}).astype("str") + vo_words,
    )
    return Leesresultaat({"regio_indeling": rijen}, tabel.afkeuringen, tabel.rijen_gelezen)


DATASET = Dataset(
    naam="ocw_regio_indeling",
    titel="Regio-indeling samenwerkingsverbanden passend onderwijs (BWBR0032324)",
    tabellen=("regio_indeling",),
    periode_soort="stand",
    herken=herken,
    lees=lees,
)
