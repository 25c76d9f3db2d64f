"""Metingen and lines by hand and at random: schools in boards in an SWV, over parts, indicators and scenarios."""

from __future__ import annotations

import random
from datetime import date

import pandas as pd

from swvmon.contract.grootboek import KOLOMMEN as BOEKING
from swvmon.contract.meting import KOLOMMEN as METING

REGIO, JAAR = "VO9901", "2019/20"
BASIS = {
    "run_id": "0" * 16,
    "scenario": "plan",
    "regio": REGIO,
    "schooljaar": JAAR,
    "indicator": "deelname",
    "plugin": "proef",
    "soort": "aantal",
    "niveau": "vestiging",
    "sleutel": "",
    "onderdeel": "",
    "peildatum": date(2019, 10, 1),
    "methode": "",
    "klasse": "",
    "eenheid": "leerling",
    "grondslag": "leerlingen",
    "status": "definitief",
    "uitkomst": "berekend",
}


def meting(niveau, sleutel, *, masked=None, **fields):
    """One meting; `teller` and `noemer` make a ratio, `waarde` a count, `masked` the ends of an interval."""
    row = {**BASIS, "niveau": niveau, "sleutel": sleutel, **fields}
    if "noemer" in fields:
        row |= {"soort": "verhouding", "teller_max": fields["teller"], "noemer_max": fields["noemer"]}
        row["waarde"] = round(fields["teller"] / fields["noemer"], 6) if fields["noemer"] else None
    if masked:
        row |= {"teller": masked[0], "teller_max": masked[1], "uitkomst": "gemaskeerd"}
    return {k: str(v) if k in NUMBERS and v is not None else v for k, v in row.items()}


NUMBERS = ("teller", "teller_max", "noemer", "noemer_max", "waarde", "n", "hoeveelheid", "tarief")


def frame(rows):
    """Metingen as a run stores them."""
    return pd.DataFrame(rows, columns=list(METING)).astype({"onderdeel": "str", "klasse": "str", "uitkomst": "str"})


def lines(rows=()):
    """Ledger lines as a run stores them."""
    base = {
        "run_id": "0" * 16,
        "scenario": "plan",
        "regio": REGIO,
        "schooljaar": JAAR,
        "periode_van": date(2019, 8, 1),
        "periode_tot": date(2020, 7, 31),
        "stap": "stap",
        "model": "model",
        "plugin": "proef",
        "van": "swv:budget",
        "naar": "",
        "eenheid": "",
        "pot": "",
        "bruto_netto": "netto",
        "status": "definitief",
        "bestuur": "",
        "vestiging": "",
        "grondslag": "plan",
        "toelichting": "",
        "parameters": "",
        "corrigeert": None,
    }
    made = [{**base, "volgnummer": n, **row} for n, row in enumerate(rows, start=1)]
    for row in made:
        if row["vestiging"] and not row["naar"]:
            row["naar"] = f"vestiging:{row['vestiging']}"
        for name in ("hoeveelheid", "tarief"):
            row[name] = None if row.get(name) is None else str(row[name])
    table = pd.DataFrame(made, columns=list(BOEKING))
    return table.astype({"corrigeert": "Int64", "bedrag_cent": "int64", "volgnummer": "int64"})


def school(n):
    return f"99AA{n:02d}"


def places(boards, gemeenten=(), regio=REGIO):
    """Where schools belong: school n to board boards[n] and gemeente gemeenten[n]."""
    found = {(regio, JAAR, "bestuur", school(n)): board for n, board in enumerate(boards)}
    return found | {(regio, JAAR, "gemeente", school(n)): place for n, place in enumerate(gemeenten)}


def random_publications(seeds):
    """Many publications, each a region of its own with its own indicators, as one run."""
    made = [_random_rows(seed) for seed in seeds]
    rows = [row for rows, _ in made for row in rows]
    return frame(rows), {key: place for _, plaats in made for key, place in plaats.items()}


def _random_rows(seed):
    """Counts or ratios over schools, boards, gemeenten and SWV, of 1 to 3 dimensions; many are small."""
    rng = random.Random(seed)  # noqa: S311 - the same tables every time
    regio = f"VO{seed:04d}"
    number = rng.randint(2, 5)
    boards = [f"{10000 + rng.randrange(rng.randint(1, 3))}" for _ in range(number)]
    gemeenten = [f"{1000 + rng.randrange(2)}" for _ in range(number)] if rng.random() < 0.25 else []
    parts = rng.choice([[""], [""], [""], ["", "a", "b"]])
    levels = [lv for lv, chance in (("bestuur", 0.8), ("swv", 0.9)) if rng.random() < chance]
    levels += ["gemeente"] if gemeenten else []
    ratio = rng.random() < 0.5
    top = rng.choice([4, 12, 40, 200])
    cells = [part for part in parts if part] or [""]
    plaats = places(boards, gemeenten, regio)
    rows = []
    for indicator in ("een", "twee")[: rng.choice([1, 1, 1, 1, 2])]:
        teller = {(n, c): max(0, rng.randint(-1, top)) for n in range(number) for c in cells}
        noemer = {n: sum(teller[n, c] for c in cells) + max(0, rng.randint(-3, top)) for n in range(number)}
        units = {("vestiging", school(n)): [n] for n in range(number)}
        for level in levels:
            for n in range(number):
                key = regio if level == "swv" else plaats[regio, JAAR, level, school(n)]
                units.setdefault((level, key), []).append(n)
        for (niveau, sleutel), members in units.items():
            for part in parts:
                own = cells if part == "" else [part]
                t = sum(teller[n, c] for n in members for c in own)
                m = sum(noemer[n] for n in members)
                fields = {"teller": t, "noemer": m} if ratio else {"waarde": t}
                rows.append(
                    meting(niveau, sleutel, regio=regio, onderdeel=part, indicator=f"{indicator}{seed}", **fields)
                )
    return rows, plaats
