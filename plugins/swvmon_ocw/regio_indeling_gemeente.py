"""The municipalities of each SWV: Regeling regio-indeling samenwerkingsverbanden (BWBR0032324) before 23 April 2015.

As the text of the regulation, or as a table `swv;gemeente` made of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from swvmon import Bevinding, Dataset, Kolom, Leesresultaat, SwvmonError, read_table
from swvmon_ocw.regelingtekst import decode, head_text, tables

if TYPE_CHECKING:
    from swvmon import Bestand, Kop

TITEL = "Regeling regio-indeling samenwerkingsverbanden passend onderwijs"
KOP = ("samenwerkingsverband", "gemeentenaam")
KOLOMMEN = (
    Kolom("swv", ("SWV", "SAMENWERKINGSVERBAND"), gevuld=True),
    Kolom("gemeente", ("GEMEENTE", "GEMEENTENAAM"), gevuld=True),
)
ZELFDE = "---"
"""The same SWV as on the row above."""
SWV = "(?:PO|VO)[0-9]{4}"
NUL = "[PV]0[0-9]{4}"
"""A zero instead of the letter O: printed so in the text of 1 January 2013 (V02507)."""
DEEL = re.compile(
    r"(?P<naam>.+?) \((?P<behalve>met uitzondering van |m\.u\.v\.? )?postcodes? "
    r"(?P<codes>[1-9][0-9]{3}(?:(?:[,.]| en) ?[1-9][0-9]{3}|(?: en|[,.]) [1-9][0-9]{3})*)\)"
)


def herken(kop: Kop) -> bool:
    """The text of the regulation with the table of municipalities, or a table of SWV and municipality only."""
    text = head_text(kop)
    if TITEL in text:
        return any(tuple(cell.lower() for cell in table.kop) == KOP for table in tables(text.splitlines()))
    if kop.lacks(KOLOMMEN) or len(kop.kolommen) != len(KOLOMMEN):
        return False
    return not kop.rijen or any(re.fullmatch(f"{SWV}|{NUL}", value) for value in kop.values(KOLOMMEN[0]))


def lees(bestand: Bestand) -> Leesresultaat:
    """Fill `regio_indeling_gemeente`.

    Raises:
        SwvmonError: the text has no table of municipalities.
    """
    if TITEL not in head_text(bestand.kop):
        tabel = read_table(bestand, KOLOMMEN)
        return _split(tabel.rijen, tabel.afkeuringen, tabel.rijen_gelezen)
    lines = decode(bestand.pad, bestand.read_bytes())
    rows = [
        (row.regel, *row.cellen)
        for table in tables(lines)
        if tuple(cell.lower() for cell in table.kop) == KOP
        for row in table.rijen
        if len(row.cellen) == len(KOP)
    ]
    if not rows:
        raise SwvmonError(f"{bestand.pad}: has no rows of SWV and municipality; fetch the text again")
    frame = pd.DataFrame(rows, columns=["regel", "swv", "gemeente"])
    frame = frame.assign(swv=frame["swv"].mask(frame["swv"].str.startswith(ZELFDE)).ffill().fillna(""))
    return _split(frame, None, len(frame))


def _split(rows: pd.DataFrame, refused: pd.DataFrame | None, number: int) -> Leesresultaat:
    """Rows of the table, with the part of a municipality apart from its name."""
    zero = rows["swv"].str.fullmatch(NUL)
    swv = rows["swv"].mask(zero, rows["swv"].str[:1] + "O" + rows["swv"].str[2:])
    part = rows["gemeente"].str.extract(f"^{DEEL.pattern}$")
    split = part["codes"].notna()
    codes = part["codes"].fillna("").str.findall("[1-9][0-9]{3}").map(lambda found: " ".join(sorted(set(found))))
    omvang = part["behalve"].notna().map({True: "behalve", False: "alleen"}).where(split, "geheel")
    frame = pd.DataFrame(
        {
            "regel": rows["regel"],
            "swv": swv,
            "gemeentenaam": part["naam"].where(split, rows["gemeente"]).str.strip(),
            "omvang": omvang.astype("str"),
            "postcodes": codes.astype("str"),
        }
    )
    no_swv, vague = ~swv.str.fullmatch(SWV), ~split & rows["gemeente"].str.contains("postcode", case=False)
    faults = [
        _refused(rows[no_swv], "swv", "ongeldig_swv", "PO or VO and four digits"),
        _refused(rows[vague & ~no_swv], "gemeente", "", "postcodes like (postcodes 7951 en 7955)").assign(
            code="gebied_onleesbaar"
        ),
    ]
    good = frame[~no_swv & ~vague].reset_index(drop=True)
    afkeuringen = pd.concat([*([] if refused is None else [refused]), *faults], ignore_index=True)
    return Leesresultaat(
        {"regio_indeling_gemeente": good}, afkeuringen, number, (*_printed(rows[zero], swv), *_doubtful(good))
    )


def _refused(rows: pd.DataFrame, column: str, code: str, expected: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "regel": rows["regel"],
            "kolom": column,
            "code": code,
            "gevonden": rows[column].str[:40],
            "verwacht": expected,
        }
    )


def _printed(rows: pd.DataFrame, swv: pd.Series) -> tuple[Bevinding, ...]:
    read = dict(zip(rows["swv"], swv[rows.index], strict=True))
    return tuple(
        Bevinding("swv_met_nul", "info", code, f"De regeling drukt {printed}; dat is gelezen als {code}.")
        for printed, code in sorted(read.items())
    )


def _doubtful(rows: pd.DataFrame) -> tuple[Bevinding, ...]:
    """Municipalities whose parts do not fit: whole in two SWV's, or other postcodes left out than given away."""
    names = [str(row) for row in rows["gemeentenaam"] + "/" + rows["swv"].str[:2]]
    parts: dict[str, list[tuple[str, str, str]]] = {}
    for key, swv, omvang, postcodes in zip(names, rows["swv"], rows["omvang"], rows["postcodes"], strict=True):
        parts.setdefault(key, []).append((str(swv), str(omvang), str(postcodes)))
    findings = []
    for key, found in sorted(parts.items()):
        name, _, letters = key.rpartition("/")
        lists = {
            kind: {code for _, omvang, text in found if omvang == kind for code in text.split()}
            for kind in ("alleen", "behalve")
        }
        kinds = [omvang for _, omvang, _ in found]
        whole = "geheel" in kinds and len(kinds) > 1
        if whole or ("behalve" in kinds and lists["alleen"] != lists["behalve"]):
            differ = " ".join(sorted(lists["alleen"] ^ lists["behalve"])) or "geen postcodes"
            both = ", ".join(swv for swv, _, _ in found)
            findings.append(
                Bevinding(
                    "gemeente_niet_eenduidig",
                    "waarschuwing",
                    letters.lower(),
                    f"De regeling deelt {name} niet sluitend over {both}; het verschil is {differ}.",
                )
            )
    return tuple(findings)


DATASET = Dataset(
    naam="ocw_regio_indeling_gemeente",
    titel="Regio-indeling samenwerkingsverbanden passend onderwijs naar gemeente (BWBR0032324, 2013)",
    tabellen=("regio_indeling_gemeente",),
    periode_soort="stand",
    herken=herken,
    lees=lees,
)
