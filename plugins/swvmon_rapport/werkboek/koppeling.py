"""Which amounts follow from which numbers: a line that is a product, and the number that is its tariff."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import amount_cent
from swvmon_rapport.gegevens import PLAN, named_groups
from swvmon_rapport.werkboek.blad import number

if TYPE_CHECKING:
    import pandas as pd

_KEY = ["scenario", "stap", "parameter", "periode_van", "periode_tot"]
_LONGEST = 200
"""Letters of the name of a cell; a spreadsheet allows 255."""
_HALF = Decimal("0.5")
_NEAR_CENT, _NEAR_SHARE = Decimal("1e-7"), Decimal("1e-14")
"""How near to half a cent a formula may not tell which side it is: nine places of a euro, and the digits of a cell."""
_EXACT = 15
_EURO = r"_euro(?:\.|$)"


def named_parameters(used: pd.DataFrame) -> pd.DataFrame:
    """The numbers of a run, each once, with the name of its cell.

    Args:
        used: `Runinhoud.parameters`.

    Returns:
        The columns of `used` without run_id, regio and schooljaar, and `naam`, no two the same in any case of letters;
        sorted.
    """
    rows = used.drop(columns=[c for c in ("run_id", "regio", "schooljaar") if c in used.columns])
    rows = rows.drop_duplicates().sort_values([*_KEY, "waarde"], ignore_index=True)
    taken: dict[str, int] = {}
    names = []
    for scenario, stap, parameter, start in zip(*(rows[c].astype("str") for c in _KEY[:4]), strict=True):
        parts = [
            scenario if scenario != PLAN else "",
            stap if not parameter.startswith(f"{stap}.") else "",
            parameter,
            start,
        ]
        name = _safe("_".join(p for p in parts if p))
        count = taken[name.lower()] = taken.get(name.lower(), 0) + 1
        names.append(name if count == 1 else f"{name}__{count}")
    return rows.assign(naam=names)


def _safe(text: str) -> str:
    """A name that every spreadsheet takes: letters, digits and underscores, and no address of a cell."""
    return "p_" + re.sub(r"[^A-Za-z0-9]+", "_", text)[:_LONGEST]


def tariff_names(lines: pd.DataFrame, named: pd.DataFrame) -> pd.Series:
    """The cell that is the tariff of each line, on the index of `lines`; empty where no number is, or more than one.

    It is the one amount in euros that the line names, of its own scenario and step, that holds on all its days and
    equals its tariff.
    """
    import pandas as pd

    amounts = named[named["parameter"].str.contains(_EURO) | named["eenheid"].str.startswith("euro")]
    pairs = _named_by(lines, amounts)
    all_days = (pairs["van"] <= pairs["periode_van"]) & (pairs["tot"] >= pairs["periode_tot"])
    equal = pairs["tarief"].map(number) == pairs["waarde"].map(number)
    pairs = pairs[all_days & equal]
    pairs = pairs[~pairs["rij"].duplicated(keep=False)]
    names = dict(zip(pairs["rij"], pairs["naam"], strict=True))
    return pd.Series([names.get(line, "") for line in lines.index], lines.index, dtype="str")


def count_still(lines: pd.DataFrame, named: pd.DataFrame, tariefcel: pd.Series) -> dict[str, int]:
    """Of each number how many lines name it, on one of its days, and do not have it as tariff."""
    pairs = _named_by(lines, named)
    same_day = (pairs["van"] <= pairs["periode_tot"]) & (pairs["tot"] >= pairs["periode_van"])
    still = pairs[same_day & (pairs["naam"] != pairs["rij"].map(tariefcel))]
    return {str(name): int(count) for name, count in still["naam"].value_counts().items()}


def _named_by(lines: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Each line (rij, its index) with each number of its step that it names, once; van and tot are of the number."""
    columns = ["scenario", "stap", "periode_van", "periode_tot", "tarief"]
    rows = lines[columns].assign(rij=lines.index, genoemd=lines["parameters"].str.split())
    rows = rows.explode("genoemd").dropna(subset="genoemd").astype({"genoemd": "str"})
    numbers = named[[*_KEY, "waarde", "naam"]].rename(columns={"periode_van": "van", "periode_tot": "tot"})
    pairs = rows.merge(named_groups(named), on="genoemd").merge(numbers, on=["scenario", "stap", "parameter"])
    return pairs.drop_duplicates(["rij", "naam"])


def are_products(lines: pd.DataFrame) -> pd.Series:
    """Whether the formula quantity x tariff gives the booked cents of each line, on the index of `lines`."""
    import pandas as pd

    found = [
        quantity is not None and tariff is not None and holds(quantity, tariff, int(cent))
        for quantity, tariff, cent in zip(
            lines["hoeveelheid"].map(number), lines["tarief"].map(number), lines["bedrag_cent"], strict=True
        )
    ]
    return pd.Series(found, lines.index, dtype=bool)


def holds(hoeveelheid: Decimal, tarief: Decimal, bedrag_cent: int) -> bool:
    """Whether a spreadsheet, which keeps fifteen digits, rounds the product to this amount for certain.

    A product of exactly half a cent is certain where it has no more digits than that; another must lie well beside it.
    """
    if amount_cent(hoeveelheid, tarief) != bedrag_cent:
        return False
    cents = hoeveelheid * tarief * 100
    to_half = abs(abs(cents) % 1 - _HALF)
    if to_half == 0:
        return len(cents.normalize().as_tuple().digits) <= _EXACT
    return to_half > max(_NEAR_CENT, abs(cents) * _NEAR_SHARE)
