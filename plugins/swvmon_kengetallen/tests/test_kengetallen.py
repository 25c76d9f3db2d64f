"""The three key figures on counts worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from swvmon import Grootboek, Indicator, boekingen
from swvmon.testing import make_momentopname
from swvmon_kengetallen.besteding import BESTEDING
from swvmon_kengetallen.deelname import DEELNAME_PRO
from swvmon_kengetallen.groei import GROEI


def counts(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """Rows (vestiging, richting, low, high)."""
    return pd.DataFrame(rows, columns=["vestiging", "richting", "aantal_min", "aantal_max"])


def ledger(*rows: tuple[str, str, int], opening: dict[str, int] | None = None) -> Grootboek:
    frames = [boekingen(van=v, naar=n, bedrag_cent=c, grondslag="t", toelichting="t") for v, n, c in rows]
    return Grootboek(pd.concat(frames, ignore_index=True), opening or {})


def rows_of(
    indicator: Indicator, tables: dict, grootboek: Grootboek | None = None, aandeel: str = "1"
) -> dict[str, tuple]:
    empty = ledger(("rijk:zwaar", "swv:budget", 1))
    schools = sorted({v for frame in tables.values() for v in frame["vestiging"]})
    shares = pd.DataFrame({"vestiging": schools, "swv": "VO9901", "aandeel": aandeel})
    frame = indicator.bereken(make_momentopname({**tables, "aansluiting": shares}), grootboek or empty)
    columns = frame[["teller", "teller_max", "noemer", "noemer_max"]].astype(object).map(lambda v: int(Decimal(v)))
    return dict(zip(frame["sleutel"], map(tuple, columns.to_numpy()), strict=True))


def test_deelname_per_school_and_as_ratio_of_sums() -> None:
    """A school without praktijkonderwijs has teller 0; the SWV is a ratio of sums (by hand)."""
    now = counts(("90AA00", "pro", 150, 150), ("90AA00", "havo", 50, 50), ("90BB00", "havo", 300, 300))

    assert {
        "90AA00": (150, 150, 200, 200),
        "90BB00": (0, 0, 300, 300),
        "VO9901": (150, 150, 500, 500),
    } == rows_of(DEELNAME_PRO, {("leerlingen_vo", "1-10 t"): now})


def test_a_shared_school_counts_for_its_part() -> None:
    """Half of a school of 150 and 50 pupils belongs to the SWV: 75 of 100 (by hand)."""
    now = counts(("90AA00", "pro", 150, 150), ("90AA00", "havo", 50, 50))

    assert {"90AA00": (75, 75, 100, 100), "VO9901": (75, 75, 100, 100)} == rows_of(
        DEELNAME_PRO, {("leerlingen_vo", "1-10 t"): now}, aandeel="0.5"
    )


def test_masked_counts_stay_intervals() -> None:
    """`<5` is 1 to 4; sums carry the interval (by hand)."""
    now = counts(("90AA00", "pro", 1, 4), ("90AA00", "havo", 100, 100))

    assert (1, 4, 101, 104) == rows_of(DEELNAME_PRO, {("leerlingen_vo", "1-10 t"): now})["VO9901"]


def test_growth_needs_both_counts() -> None:
    """A school without a former count has no growth of its own; the SWV has, over all its schools (by hand)."""
    now = counts(("90AA00", "havo", 190, 190), ("90CC00", "havo", 60, 60))
    before = counts(("90AA00", "havo", 200, 200), ("90BB00", "havo", 40, 40))
    tables = {("leerlingen_vo", "1-10 t"): now, ("leerlingen_vo", "1-10 t-1"): before}

    assert {"90AA00": (190, 190, 200, 200), "VO9901": (250, 250, 240, 240)} == rows_of(GROEI, tables)


def test_growth_without_a_former_year_is_no_meting() -> None:
    """Missing is not zero: no former count, no row."""
    tables = {("leerlingen_vo", "1-10 t"): counts(("90AA00", "havo", 5, 5)), ("leerlingen_vo", "1-10 t-1"): counts()}

    assert {} == rows_of(GROEI, tables)


def test_besteding_counts_what_left_over_what_there_was() -> None:
    """Received 1,000, opening 200; to a school 700, back 100, to a provision 50: 650 of 1,200 (by hand, cents)."""
    book = ledger(
        ("rijk:zwaar", "swv:budget", 1_000),
        ("swv:budget", "vestiging:90AA00", 700),
        ("vestiging:90AA00", "swv:budget", 100),
        ("swv:budget", "swv:voorziening:opdc", 50),
        opening={"swv:reserve": 200},
    )

    assert {"VO9901": (650, 650, 1_200, 1_200)} == rows_of(BESTEDING, {}, book)


def test_besteding_of_nothing_is_no_meting() -> None:
    """Without money there is no ratio, not a zero."""
    book = Grootboek(ledger(("rijk:zwaar", "swv:budget", 1)).regels.iloc[:0])

    assert {} == rows_of(BESTEDING, {}, book)
