"""Growth by its definitions, on counts worked out by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from swvmon import Indicator
from swvmon.testing import make_momentopname
from swvmon_krimp.groei import GROEI, GROEI_FEBRUARI, GROEIVOET
from swvmon_krimp.historisch import GROEI_HISTORISCH

NUMBERS = ["teller", "teller_max", "noemer", "noemer_max"]
OCTOBER = (("leerlingen_vo", "1-10 t"), ("leerlingen_vo", "1-10 t-1"))


def counts(*rows: tuple, soort: list[str] | None = None) -> pd.DataFrame:
    """Rows (vestiging, low, high)."""
    frame = pd.DataFrame(rows, columns=["vestiging", "aantal_min", "aantal_max"])
    return frame if soort is None else frame.assign(soort=soort)


def history(*rows: tuple) -> pd.DataFrame:
    """Rows (vestiging, soort, kalenderjaar, pupils)."""
    frame = pd.DataFrame(rows, columns=["vestiging", "soort", "kalenderjaar", "aantal_min"])
    return frame.assign(aantal_max=frame["aantal_min"])


def measured(indicator: Indicator, tables: dict, regio: str = "VO9901", schooljaar: str = "2019/20", **aandeel: str):
    """The rows of an indicator; `aandeel` of a school where it is not 1."""
    schools = sorted({v for frame in tables.values() if len(frame) for v in frame["vestiging"]})
    shares = pd.DataFrame({"vestiging": schools, "swv": regio, "aandeel": [aandeel.get(f"s{s}", "1") for s in schools]})
    return indicator.bereken(
        make_momentopname({**tables, "aansluiting": shares}, regio=regio, schooljaar=schooljaar), None
    )


def numbers(rows: pd.DataFrame) -> dict:
    values = rows[NUMBERS].astype(object)
    values = values.where(values.notna(), None).to_numpy()
    return dict(zip(rows["sleutel"], (tuple(None if v is None else float(v) for v in r) for r in values), strict=True))


def october(now: pd.DataFrame, before: pd.DataFrame) -> dict:
    return dict(zip(OCTOBER, (now, before), strict=True))


def test_every_school_of_both_counts_has_a_row() -> None:
    """A new school has noemer 0, a closed one teller 0, so that the sum over schools is that of the SWV (by hand)."""
    tables = october(counts(("90AA00", 190, 190), ("90CC00", 60, 60)), counts(("90AA00", 200, 200), ("90BB00", 40, 40)))

    assert {
        "90AA00": (190, 190, 200, 200),
        "90BB00": (0, 0, 40, 40),
        "90CC00": (60, 60, 0, 0),
    } == numbers(measured(GROEI, tables))


def test_rate_is_the_change_over_the_former_count() -> None:
    """190 after 200 is -10 of 200 (by hand)."""
    tables = october(counts(("90AA00", 190, 190)), counts(("90AA00", 200, 200)))

    assert {"90AA00": (-10, -10, 200, 200)} == numbers(measured(GROEIVOET, tables))


def test_masked_counts_stay_intervals() -> None:
    """`<5` is 1 to 4: 101-104 pupils after 201-204 is a change of -103 to -97 (by hand)."""
    tables = october(counts(("90AA00", 100, 100), ("90AA00", 1, 4)), counts(("90AA00", 200, 200), ("90AA00", 1, 4)))

    assert {"90AA00": (101, 104, 201, 204)} == numbers(measured(GROEI, tables))
    assert {"90AA00": (-103, -97, 201, 204)} == numbers(measured(GROEIVOET, tables))


def test_a_shared_school_counts_for_its_part() -> None:
    """A quarter of a school of 190 after 200 belongs to the SWV: 47,5 after 50 (by hand)."""
    tables = october(counts(("90AA00", 190, 190)), counts(("90AA00", 200, 200)))

    assert {"90AA00": (47.5, 47.5, 50, 50)} == numbers(measured(GROEI, tables, s90AA00="0.25"))


def test_primary_education_counts_bao_and_sbo() -> None:
    """So and vso are not in the base of the law, so a special school has no row (by hand)."""
    now = counts(("80AA00", 90, 90), ("80DD00", 50, 50), ("80EE00", 70, 70), soort=["bao", "sbo", "so"])
    before = counts(("80AA00", 100, 100), ("80DD00", 40, 40), ("80EE00", 60, 60), soort=["bao", "sbo", "so"])
    tables = {("leerlingen_po", "1-10 t"): now, ("leerlingen_po", "1-10 t-1"): before}

    rows = measured(GROEI, tables, regio="PO9901")

    assert {"80AA00": (90, 90, 100, 100), "80DD00": (50, 50, 40, 40)} == numbers(rows)
    assert ["leerlingen bao en sbo op vestigingen in het gebied van het samenwerkingsverband"] * 2 == rows[
        "grondslag"
    ].tolist()


@pytest.mark.parametrize("lacking", [0, 1])
def test_a_count_that_is_not_loaded_is_told(lacking: int) -> None:
    """Missing is not zero: one row for the SWV, without a number."""
    frames = [counts(("90AA00", 190, 190)), counts(("90AA00", 200, 200))]
    frames[lacking] = frames[lacking].iloc[:0]

    rows = measured(GROEI, october(*frames))

    assert [("swv", "VO9901", "ontbreekt")] == list(zip(rows["niveau"], rows["sleutel"], rows["uitkomst"], strict=True))
    assert {"VO9901": (None,) * 4} == numbers(rows)


def test_february_counts_the_first_of_february() -> None:
    """In 2023/24 the count of 1 February 2023 against 2022: 195 after 200 (by hand)."""
    tables = {
        ("leerlingen_vo", "1-2 t"): counts(("90AA00", 195, 195)),
        ("leerlingen_vo", "1-2 t-1"): counts(("90AA00", 200, 200)),
    }

    rows = measured(GROEI_FEBRUARI, tables, schooljaar="2023/24")

    assert {"90AA00": (-5, -5, 200, 200)} == numbers(rows)
    assert [date(2023, 2, 1)] == rows["peildatum"].tolist()


KINDS = {"80AA00": "bao", "80DD00": "sbo", "80EE00": "so", "80FF00": "so_vso", "80GG00": "vso"}


@pytest.mark.parametrize(
    ("year", "broken"),
    [
        (1997, set()),
        (1998, set(KINDS)),
        (1999, set()),
        (2001, set()),
        (2002, set(KINDS) - {"80AA00"}),
        (2003, set()),
        (2009, set()),
        (2010, set(KINDS) - {"80AA00"}),
        (2011, set()),
    ],
)
def test_no_growth_over_a_break_in_the_series(year: int, broken: set[str]) -> None:
    """Into 1998, 2002 and 2010 there is no growth for special schools, into 1998 none at all (DUO's series)."""
    rows = [(s, k, y, 100 + y - year) for s, k in KINDS.items() for y in (year - 1, year)]
    frame = measured(
        GROEI_HISTORISCH, {"leerlingen_historisch": history(*rows)}, "PO9901", f"{year}/{(year + 1) % 100:02d}"
    )

    assert {s: "reeksbreuk" if s in broken else "" for s in KINDS} == dict(
        zip(frame["sleutel"], frame["uitkomst"], strict=True)
    )
    assert {s: (None,) * 4 if s in broken else (100, 100, 99, 99) for s in KINDS} == numbers(frame)
    assert KINDS == dict(zip(frame["sleutel"], frame["onderdeel"], strict=True))


def test_history_of_a_school_that_opened_and_one_that_closed() -> None:
    """DUO's 0 has no row: no pupils there that year, in the sum all the same (by hand)."""
    rows = history(
        ("80AA00", "bao", 2019, 90),
        ("80AA00", "bao", 2018, 100),
        ("80BB00", "bao", 2019, 8),
        ("80CC00", "bao", 2018, 7),
    )

    assert {"80AA00": (90, 90, 100, 100), "80BB00": (8, 8, 0, 0), "80CC00": (0, 0, 7, 7)} == numbers(
        measured(GROEI_HISTORISCH, {"leerlingen_historisch": rows}, "PO9901")
    )


@pytest.mark.parametrize("rows", [(), (("80AA00", "bao", 2018, 100),), (("80AA00", "bao", 2019, 100),)])
def test_a_year_that_the_history_does_not_have_is_told(rows: tuple) -> None:
    """No year or no year before: `ontbreekt`, not a growth to or from zero."""
    frame = measured(GROEI_HISTORISCH, {"leerlingen_historisch": history(*rows)}, "PO9901")

    assert [("swv", "PO9901", "ontbreekt")] == list(
        zip(frame["niveau"], frame["sleutel"], frame["uitkomst"], strict=True)
    )
