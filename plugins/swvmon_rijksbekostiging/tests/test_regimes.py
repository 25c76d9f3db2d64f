"""The border of 1 January 2023: half a year by the old rules, half by the new; amounts made up, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from swvmon import Leest, Periode, Schooljaar
from swvmon.testing import apply, assert_conserved
from swvmon_rijksbekostiging.model import RIJKSBEKOSTIGING

AUTUMN, SPRING = (date(2022, 8, 1), date(2022, 12, 31)), (date(2023, 1, 1), date(2023, 7, 31))
PO = {
    "licht_po_personeel_euro": "200.01",
    "licht_po_materieel_euro": "8",
    "zwaar_po_personeel_euro": "400.10",
    "zwaar_po_materieel_euro": "31",
    "licht_po_euro": "300.05",
    "zwaar_po_euro": "500",
}
VO = {"zwaar_vo_personeel_euro": "550.10", "zwaar_vo_materieel_euro": "29", "zwaar_vo_euro": "600"}


def lines(ledger):
    """Account, eurocents, days and status of each line."""
    columns = ["naar", "bedrag_cent", "periode_van", "periode_tot", "status"]
    return [tuple(r) for r in ledger.regels[columns].to_numpy()]


def test_2022_23_po(region, tarieven) -> None:
    """DUO: 5/12 of the amount of the schooljaar until 31 December 2022, on 1-10-2021; then 7/12 of 2023, on 1-2-2022.

    By hand: 9,600 x 5/12 x 200.01; 9,600 x 5/12 x 8; 10,000 x 5/12 x 400.10 = 1,667,083.33; 10,000 x 5/12 x 31 =
    129,166.67; 9,000 x 7/12 x 300.05; 9,300 x 7/12 x 500. That zwaar counts sbo from 2023 is assumed.
    """
    counts = {
        "1-10 t-1": {"80AA00": {"bao": 9_600}, "80DD00": {"sbo": 400}},
        "1-2 t": {"80AA00": {"bao": 9_000}, "80DD00": {"sbo": 300}},
    }
    ledger = apply(RIJKSBEKOSTIGING, region("po", "2022/23", counts), parameters=tarieven(**PO))

    assert [
        ("swv:licht:personeel", 800_040_00, *AUTUMN, "voorlopig"),
        ("swv:licht:materieel", 32_000_00, *AUTUMN, "voorlopig"),
        ("swv:zwaar:personeel", 1_667_083_33, *AUTUMN, "voorlopig"),
        ("swv:zwaar:materieel", 129_166_67, *AUTUMN, "voorlopig"),
        ("swv:licht", 1_575_262_50, *SPRING, "voorlopig"),
        ("swv:zwaar", 2_712_500_00, *SPRING, "aanname"),
    ] == lines(ledger)
    assert "leerling × deel van het schooljaar" == ledger.boeking(1).eenheid
    assert_conserved(ledger, rijk_cent=691_605_250, uit_cent=0)


def test_2022_23_vo(region, tarieven) -> None:
    """The pupils of vo stay on 1 October: by hand 1,200 x 5/12 x 550.10, x 29, and 1,188 x 7/12 x 600."""
    counts = {"1-10 t-1": {"90AA00": {"havo": 1_200}}, "1-10 t": {"90AA00": {"havo": 1_188}}}
    ledger = apply(RIJKSBEKOSTIGING, region("vo", "2022/23", counts), parameters=tarieven(**VO))

    assert [
        ("swv:zwaar:personeel", 275_050_00, *AUTUMN, "voorlopig"),
        ("swv:zwaar:materieel", 14_500_00, *AUTUMN, "voorlopig"),
        ("swv:zwaar", 415_800_00, *SPRING, "voorlopig"),
    ] == lines(ledger)


def test_2023_24_po(region, tarieven) -> None:
    """Aug-Dec 2023 counts 1-2-2022, Jan-Jul 2024 counts 1-2-2023. By hand: 1,200 and 1,320 x 300.05 and x 500."""
    counts = {"1-2 t-1": {"80AA00": {"bao": 1_200}}, "1-2 t": {"80AA00": {"bao": 1_320}}}
    ledger = apply(RIJKSBEKOSTIGING, region("po", "2023/24", counts), parameters=tarieven(**PO))

    assert [150_025_00, 231_038_50, 250_000_00, 385_000_00] == ledger.regels["bedrag_cent"].tolist()


@pytest.mark.parametrize(
    ("sector", "schooljaar", "moments"),
    [
        ("po", "2021/22", {"1-10 t-1", "1-10 t"}),
        ("po", "2022/23", {"1-10 t-1", "1-2 t"}),
        ("po", "2023/24", {"1-2 t-1", "1-2 t"}),
        ("vo", "2021/22", {"1-10 t-1", "1-10 t"}),
        ("vo", "2022/23", {"1-10 t-1", "1-10 t"}),
        ("vo", "2023/24", {"1-10 t-1", "1-10 t"}),
    ],
)
def test_only_counts_that_are_used_are_asked_for(sector: str, schooljaar: str, moments: set[str]) -> None:
    """A count that no line uses need not be loaded (peildata.toml)."""

    class Choices:
        budget_euro = None
        has_licht_vo = False
        schoolgewicht_kenmerk = ""

    year = Schooljaar.parse(schooljaar).periode
    tables = RIJKSBEKOSTIGING.tables(Choices(), sector, year)

    assert moments == {t.moment for t in tables if t.moment}
    assert {Leest("aansluiting"), Leest("vestiging")} <= set(tables)


@pytest.mark.parametrize("sector", ["po", "vo"])
def test_regimes_have_no_gap(sector: str) -> None:
    """Every school year from 2014/15 has one rule on each day; before that there is none, and it says so."""
    for start in range(2014, 2040):
        parts = RIJKSBEKOSTIGING.parts(sector, Schooljaar(start).periode)
        assert (2 if start == 2022 else 1) == len(parts)
    with pytest.raises(ValueError, match=f"no rule for sector {sector}"):
        RIJKSBEKOSTIGING.parts(sector, Schooljaar(2013).periode)


@pytest.mark.parametrize(
    ("sector", "missing"),
    [
        ("po", "licht_po_euro .* has no value for 2023-01-01 t/m 2023-07-31"),
        ("vo", "zwaar_vo_euro .* has no value for 2023-01-01 t/m 2023-07-31"),
    ],
)
def test_each_part_asks_for_its_own_tariffs(region, tarieven, sector: str, missing: str) -> None:
    """With the old tariffs only, 2022/23 lacks those of 2023, and not those of the other sector."""
    old = {name: value for name, value in {**PO, **VO}.items() if name.endswith(("personeel_euro", "materieel_euro"))}
    school = "80AA00" if sector == "po" else "90AA00"
    counts = {m: {school: {"bao" if sector == "po" else "havo": 5}} for m in ("1-10 t-1", "1-10 t", "1-2 t")}

    with pytest.raises(AssertionError, match=missing):
        apply(RIJKSBEKOSTIGING, region(sector, "2022/23", counts), parameters=tarieven(**old))


@pytest.mark.parametrize("sector", ["po", "vo"])
@pytest.mark.parametrize(
    ("schooljaar", "expected"),
    [
        ("2019/20", [(10_000_100, date(2019, 8, 1), date(2020, 7, 31))]),
        ("2022/23", [(4_166_708, *AUTUMN), (5_833_392, *SPRING)]),
        ("2023/24", [(10_000_100, date(2023, 8, 1), date(2024, 7, 31))]),
    ],
)
def test_budget_of_the_plan_is_booked_once(region, tarieven, sector: str, schooljaar: str, expected) -> None:
    """By hand: 100,001 euro as it stands; in 2022/23 5/12 and 7/12 that add up to it. No counts, no tariffs."""
    view = region(sector, schooljaar, {})
    ledger = apply(RIJKSBEKOSTIGING, view, parameters=tarieven(), budget_euro=100_001)

    columns = ["bedrag_cent", "periode_van", "periode_tot"]
    assert expected == [tuple(r) for r in ledger.regels[columns].to_numpy()]
    assert {"rijk:begroot": -10_000_100, "swv:budget": 10_000_100} == ledger.saldi()
    assert Periode(expected[0][1], expected[-1][2]) == view.schooljaar.periode


def test_budget_of_zero(region, tarieven) -> None:
    """Nothing is booked."""
    assert {} == apply(RIJKSBEKOSTIGING, region("vo", "2019/20", {}), parameters=tarieven(), budget_euro=0).saldi()
