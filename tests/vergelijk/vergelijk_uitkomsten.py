"""Outcomes of a scenario, as a run stores them, written in few words."""

from __future__ import annotations

from datetime import date

import pandas as pd

from swvmon.contract.grootboek import KOLOMMEN as BOEKING
from swvmon.contract.meting import KOLOMMEN as METING
from swvmon.vergelijk import Uitkomsten

REGIO, JAAR = "VO9901", "2019/20"
A1, A2, B1 = "90AA00", "90AA01", "90BB00"
"""Two schools of board 99001 and one of board 99002."""
BOARD = {A1: "99001", A2: "99001", B1: "99002"}
TEXT = [c for c in BOEKING if c not in {"periode_van", "periode_tot", "volgnummer", "bedrag_cent", "corrigeert"}]
GEBRUIK = (
    *("run_id", "scenario", "regio", "schooljaar", "stap", "parameter", "periode_van", "periode_tot", "waarde"),
    *("eenheid", "bron", "status", "herkomst"),
)


def regel(van, naar, bedrag_cent, **fields):
    """A ledger line; accounts of schools may be written as the school."""
    accounts = [f"vestiging:{account}" if account in BOARD else account for account in (van, naar)]
    school = next((account for account in (van, naar) if account in BOARD), "")
    row = {
        "van": accounts[0],
        "naar": accounts[1],
        "bedrag_cent": bedrag_cent,
        "vestiging": school,
        "bestuur": BOARD.get(school, ""),
        "regio": REGIO,
        "schooljaar": JAAR,
        "stap": "budget",
        "grondslag": "regel 1",
    }
    return row | fields


def meting(niveau, sleutel, waarde=None, **fields):
    """A meting; a number of pupils, unless the fields say otherwise."""
    row = {
        "niveau": niveau,
        "sleutel": sleutel,
        "waarde": waarde,
        "indicator": "deelname",
        "soort": "aantal",
        "regio": REGIO,
        "schooljaar": JAAR,
        "peildatum": date(2019, 10, 1),
        "uitkomst": "berekend",
        "status": "definitief",
    }
    return row | fields


def gebruik(parameter, waarde, **fields):
    """A number that a step got."""
    row = {
        "parameter": parameter,
        "waarde": waarde,
        "regio": REGIO,
        "schooljaar": JAAR,
        "stap": "budget",
        "periode_van": date(2019, 8, 1),
        "periode_tot": date(2020, 7, 31),
        "eenheid": "euro",
        "bron": "plan",
        "status": "vastgesteld",
    }
    return row | fields


def uitkomsten(regels=(), metingen=(), numbers=(), *, delen=((REGIO, JAAR),), gevraagd=None, opening=None):
    """An outcome; `gevraagd` is what the metingen are of where it is left out."""
    lines = pd.DataFrame(
        [
            {"periode_van": date(2019, 8, 1), "periode_tot": date(2020, 7, 31), "volgnummer": n, **row}
            for n, row in enumerate(regels, start=1)
        ],
        columns=list(BOEKING),
    )
    lines = lines.astype({"bedrag_cent": "int64", "volgnummer": "int64", **dict.fromkeys(TEXT, "str")})
    measured = _texts(metingen, METING, {"peildatum"})
    asked = {row["indicator"] for row in metingen} if gevraagd is None else gevraagd
    used = _texts(numbers, GEBRUIK, {"periode_van", "periode_tot"})
    return Uitkomsten(frozenset(delen), lines, measured, used, frozenset(asked), opening or {})


def _texts(rows, columns, days):
    frame = pd.DataFrame(list(rows), columns=list(columns))
    text = [c for c in columns if c not in days]
    filled = frame[text].astype("str")
    empty = [c for c in ("onderdeel", "klasse", "methode", "eenheid", "grondslag") if c in text]
    return frame.assign(**{c: filled[c].fillna("") if c in empty else filled[c] for c in text})
