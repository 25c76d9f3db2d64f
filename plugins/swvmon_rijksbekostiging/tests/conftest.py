"""Regions from plain numbers, and the tariffs that a plan supplies where none is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from attrs import evolve

from swvmon import Momentopname, Parameter, Periode, Waarde, read_parameters
from swvmon.testing import make_momentopname

Counts = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Per telmoment, per school: pupils by kind (po: bao, sbo, so; vo: track, ``vavo`` or ``lwoo``)."""


def _schools(counts: Counts, aandeel: Mapping[str, str], swv: str) -> dict[Any, pd.DataFrame]:
    names = sorted({school for schools in counts.values() for school in schools})
    shares = [aandeel.get(school, "1") for school in names]
    return {
        "aansluiting": pd.DataFrame({"vestiging": names, "swv": swv, "aandeel": shares}, dtype="str"),
        "vestiging": pd.DataFrame({"vestiging": names, "bestuur": "98001"}, dtype="str"),
    }


def _rows(schools: Mapping[str, Mapping[str, int]], tell: Callable[[str], dict[str, str] | None]) -> pd.DataFrame:
    rows = [
        {"vestiging": school, **told, "aantal_min": many, "aantal_max": many}
        for school, kinds in sorted(schools.items())
        for kind, many in kinds.items()
        if (told := tell(kind)) is not None
    ]
    columns = ["vestiging", *(tell("bao") or {}), "aantal_min", "aantal_max"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({name: "int64" if name.startswith("aantal") else "str" for name in columns})


def _vo(kind: str) -> dict[str, str] | None:
    if kind == "lwoo":
        return None
    return {"fase": "vavo" if kind == "vavo" else "bovenbouw", "richting": "havo" if kind == "vavo" else kind}


@pytest.fixture
def region() -> Callable[..., Momentopname]:
    """Make the view of a region."""

    def make(
        sector: str,
        schooljaar: str,
        counts: Counts,
        *,
        aandeel: Mapping[str, str] | None = None,
        tables: Mapping[str, pd.DataFrame] | None = None,
    ) -> Momentopname:
        code = f"{sector.upper()}9901"
        frames = _schools(counts, aandeel or {}, code)
        for moment, schools in counts.items():
            tell = _vo if sector == "vo" else lambda kind: {"soort": kind}
            frames[f"leerlingen_{sector}", moment] = _rows(schools, tell)
            if sector == "vo":
                frames["leerlingen_lwoo", moment] = _rows(schools, lambda kind: {} if kind in {"lwoo", "bao"} else None)
        return make_momentopname({**frames, **(tables or {})}, regio=code, schooljaar=schooljaar)

    return make


@pytest.fixture
def tarieven() -> Callable[..., list[Parameter]]:
    """The parameters that are shipped, with values that hold over 2016-2025 added by name."""

    def make(**values: str) -> list[Parameter]:
        days = Periode(date(2017, 1, 1), date(2025, 12, 31))

        def more(parameter: Parameter) -> Parameter:
            number = values.get(parameter.id.split(".")[-1])
            if number is None:
                return parameter
            own = Waarde(Decimal(number), days, "regioplan", "voorlopig", date(2026, 11, 22))
            return evolve(parameter, waarden=(*parameter.waarden, own))

        return [more(parameter) for parameter in read_parameters("swvmon_rijksbekostiging")]

    return make
