"""As many schools as there could ever be in one region: 10 000 of them in ten school years, and one rule over them.

The rule is the schoolmodel of `swvmon_basismodellen`: a fixed amount per location and an amount per pupil x weight,
each for the part of the school that belongs to the region. No school exists.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from attrs import field, frozen

if TYPE_CHECKING:
    from swvmon import Momentopname

SCHOOLS, YEARS, FIRST = 10_000, 10, 2015
REGIO = "PO9901"
KENMERK = "schoolgewicht"
VOET_EURO, LEERLING_EURO = Decimal("7500.00"), Decimal("7.35")
SOORTEN = ("bao", "sbo")
AGES = ("jonger", *(str(age) for age in range(4, 25)), "ouder")
_TWO_KINDS, _SHARED, _STEP = 20, 10, 7
_SEED = 20_261_122


@frozen(eq=False)
class Invoer:
    """What each of the three ways gets: the tables as they are loaded, of one school year.

    Attributes:
        schooljaar: such as 2015/16.
        leerlingen: table leerlingen_po on 1 October.
        aansluiting: table aansluiting.
        vestiging: table vestiging, the columns that tell the board.
        kenmerk: table kenmerk, with the weight of each school.
        view: the same tables as a model sees them.
    """

    schooljaar: str
    leerlingen: pd.DataFrame = field(repr=False)
    aansluiting: pd.DataFrame = field(repr=False)
    vestiging: pd.DataFrame = field(repr=False)
    kenmerk: pd.DataFrame = field(repr=False)
    view: Momentopname = field(repr=False)


def make_years() -> list[Invoer]:
    """The tables of each school year; always the same."""
    chance = np.random.default_rng(_SEED)
    number = np.arange(SCHOOLS)
    codes = pd.Series(
        [f"{n // 260 % 100:02}{chr(65 + n // 26_000)}{chr(65 + n % 26)}{n // 26 % 10:02}" for n in number]
    )
    codes = codes.sort_values(ignore_index=True).astype("str")
    size = chance.integers(20, 700, SCHOOLS)
    growth = chance.integers(-3, 4, SCHOOLS)
    weight = pd.Series(chance.integers(2000, 4000, SCHOOLS)).map(lambda n: f"{n // 100}.{n % 100:02}").astype("str")
    boards = pd.Series(number // 8 + 20_000).astype("str")
    share = pd.Series(np.where(number % _SHARED == 0, "0.75", "1"), dtype="str")
    kenmerk = pd.DataFrame(
        {
            "niveau": "vestiging",
            "code": codes,
            "kenmerk": KENMERK,
            "waarde": weight,
            "geldig_van": date(FIRST - 1, 1, 1),
            "geldig_tot": None,
        }
    )
    return [
        _year(start, pd.DataFrame({"vestiging": codes, "aandeel": share, "bestuur": boards}), kenmerk, size, growth)
        for start in range(FIRST, FIRST + YEARS)
    ]


def _year(start: int, schools: pd.DataFrame, kenmerk: pd.DataFrame, size: np.ndarray, growth: np.ndarray) -> Invoer:
    from swvmon.testing import make_momentopname

    schooljaar = f"{start}/{(start + 1) % 100:02}"
    counts = np.maximum(0, size + size * growth * (start - FIRST) // 100)
    of_soort = {"bao": schools.assign(aantal=counts), "sbo": schools.assign(aantal=counts // _STEP)[::_TWO_KINDS]}
    rows = pd.concat([frame.assign(soort=soort) for soort, frame in of_soort.items()])
    rows = rows.sort_values(["vestiging", "soort"], ignore_index=True)
    ages = {f"leeftijd_{age}": 0 for age in AGES}
    leerlingen = rows[["vestiging", "soort"]].assign(cluster="", **ages)
    for place, age in enumerate(range(4, 13)):
        leerlingen[f"leeftijd_{age}"] = (rows["aantal"] + place) // 9
    leerlingen = leerlingen.assign(aantal_min=rows["aantal"], aantal_max=rows["aantal"])
    aansluiting = schools.assign(swv=REGIO, schooljaar=schooljaar)[["vestiging", "swv", "schooljaar", "aandeel"]]
    vestiging = schools[["vestiging", "bestuur"]]
    tables = {
        ("leerlingen_po", "1-10 t"): leerlingen,
        "aansluiting": aansluiting,
        "vestiging": vestiging,
        "kenmerk": kenmerk,
    }
    view = make_momentopname(tables, regio=REGIO, schooljaar=schooljaar)
    return Invoer(schooljaar, leerlingen, aansluiting, vestiging, kenmerk, view)
