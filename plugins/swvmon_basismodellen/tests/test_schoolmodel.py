"""The schoolmodel on schools small enough to work out by hand.

Expected numbers are labelled: published (SWV and its rates), worked by hand, or a law that holds for all input.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_basismodellen.schoolmodel import SCHOOLMODEL

OPENING_EURO = 10_000_000
KEYS = ["90AA00", "90AA01", "90BB00", "90CC00", "90DD00"]
PUPILS = st.lists(st.integers(0, 2_000), min_size=1, max_size=5).filter(any)
laws = settings(max_examples=15, deadline=None)


def counts(*rows: tuple[str, int] | tuple[str, int, str] | tuple[str, int, str, str]) -> pd.DataFrame:
    """Rows (vestiging, pupils[, richting[, fase]]) as the table leerlingen_vo has them."""
    full = [(*row, *("havo", "bovenbouw")[len(row) - 2 :]) for row in rows]
    frame = pd.DataFrame(full, columns=["vestiging", "aantal_min", "richting", "fase"])
    return frame.assign(aantal_max=frame["aantal_min"])


def region(now: pd.DataFrame, aandeel: str = "1", moment: str = "1-10 t"):
    schools = list(dict.fromkeys(now["vestiging"]))
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": schools, "aandeel": aandeel}),
            "vestiging": pd.DataFrame({"vestiging": schools, "bestuur": "99001"}),
            ("leerlingen_vo", moment): now,
        }
    )


def run(now: pd.DataFrame, *, aandeel: str = "1", **keuzes: object):
    moment = str(keuzes.get("telmoment", "1-10 t"))
    return apply(SCHOOLMODEL, region(now, aandeel, moment), opening_euro={"swv:budget": OPENING_EURO}, **keuzes)


def amounts(now: pd.DataFrame, **keuzes: object) -> dict[str, int]:
    """Eurocents per school."""
    return run(now, **keuzes).per_vestiging().to_dict()


def of(numbers: list[int]) -> pd.DataFrame:
    return counts(*zip(KEYS, numbers, strict=False))


def test_sppoh() -> None:
    """One location of 200 pupils: 7.000 + 200 x 106 = 28.200, or 141 per pupil (published, SPPOH 2018-2019)."""
    assert {"90AA00": 28_200_00} == amounts(
        counts(("90AA00", 200)), vaste_voet_euro=7_000, bedrag_per_leerling_euro=106
    )
    assert 28_200_00 == 200 * 141_00


def test_spow() -> None:
    """A school of 250 pupils: 250 x (99 + 77) = 44.000 (by hand from the rates that SPOW published for 2023)."""
    assert {"90AA00": 44_000_00} == amounts(counts(("90AA00", 250)), bedrag_per_leerling_euro=99 + 77)


def test_budget_is_divided_to_the_cent() -> None:
    """By hand: 100 euro over 1, 1 and 1 pupils is 33,33 each; the cent left goes to the lowest key."""
    now = counts(("90BB00", 1), ("90AA01", 1), ("90AA00", 1))

    assert {"90AA00": 33_34, "90AA01": 33_33, "90BB00": 33_33} == amounts(now, budget_euro=100)


def test_fixed_amount_first() -> None:
    """By hand: 50.000 less 2 x 10.000; of the 30.000 left two thirds and one third."""
    ledger = run(counts(("90AA00", 100), ("90BB00", 50)), budget_euro=50_000, vaste_voet_euro=10_000)

    assert {"90AA00": 30_000_00, "90BB00": 20_000_00} == ledger.per_vestiging().to_dict()
    assert ["vaste voet (schoolmodel)"] * 2 + ["leerlingdeel (schoolmodel)"] * 2 == ledger.regels["grondslag"].tolist()
    assert {"99001"} == set(ledger.regels["bestuur"])


def test_weight() -> None:
    """By hand: 100 x 1,5 against 50: three quarters and one quarter of 1.000; at 10 per pupil 1.500 and 500."""
    now = counts(("90AA00", 100), ("90BB00", 50))
    weight = {"90AA00": Decimal("1.5")}

    assert {"90AA00": 750_00, "90BB00": 250_00} == amounts(now, budget_euro=1_000, gewicht_per_vestiging=weight)
    assert {"90AA00": 1_500_00, "90BB00": 500_00} == amounts(
        now, bedrag_per_leerling_euro=10, gewicht_per_vestiging=weight
    )


@pytest.mark.parametrize(("basis", "pupils"), [("alle", 145), ("zonder_pro", 105), ("zonder_vavo", 140)])
def test_base(basis: str, pupils: int) -> None:
    """By hand: 100 havo, 40 pro and 10 at a vavo that count for half."""
    now = counts(("90AA00", 100), ("90AA00", 40, "pro"), ("90AA00", 10, "havo", "vavo"))

    assert {"90AA00": pupils * 1_00} == amounts(now, bedrag_per_leerling_euro=1, basis=basis)


def test_part_of_a_school() -> None:
    """By hand: half of the location belongs to the region: half of 200 x 10, and half of the fixed 1.000."""
    now = counts(("90AA00", 200))

    assert {"90AA00": 1_500_00} == amounts(now, aandeel="0.5", bedrag_per_leerling_euro=10, vaste_voet_euro=1_000)


def test_telmoment() -> None:
    """The plan chooses the count of the year before (by hand: 3 x 10)."""
    assert {"90AA00": 30_00} == amounts(counts(("90AA00", 3)), bedrag_per_leerling_euro=10, telmoment="1-10 t-1")


def test_masked_counts_are_not_guessed() -> None:
    """A masked count (1-4) stops the model until the plan says what it counts for (by hand: 1 or 4 x 10)."""
    now = counts(("90AA00", 1)).assign(aantal_max=4)

    with pytest.raises(AssertionError, match="1 counts are masked by the publisher"):
        amounts(now, bedrag_per_leerling_euro=10)
    assert {"90AA00": 10_00} == amounts(now, bedrag_per_leerling_euro=10, gemaskeerd_als="minimum")
    assert {"90AA00": 40_00} == amounts(now, bedrag_per_leerling_euro=10, gemaskeerd_als="maximum")


def test_new_key_grows_in() -> None:
    """By hand: a quarter of the way, 0,25 x 600 + 0,75 x 1/2 x 1.000 = 525, and 0,25 x 400 + 375 = 475."""
    ledger = run(
        counts(("90AA00", 60), ("90BB00", 40)),
        budget_euro=1_000,
        oude_verdeling_euro={"90AA00": 450, "90BB00": 450},
        ingroei_aandeel=Decimal("0.25"),
    )

    assert {"90AA00": 525_00, "90BB00": 475_00} == ledger.per_vestiging().to_dict()
    phased = ledger.regels[ledger.regels["grondslag"] == "ingroei (schoolmodel)"]
    assert [("vestiging:90AA00", 75_00), ("swv:budget", 75_00)] == list(
        zip(phased["van"], phased["bedrag_cent"], strict=True)
    )


def test_school_that_only_the_former_key_knew() -> None:
    """By hand: half by the new key, half by the former; a school without pupils keeps its half of the latter."""
    now = counts(("90AA00", 10), ("90BB00", 0))

    got = amounts(now, budget_euro=100, oude_verdeling_euro={"90BB00": 7}, ingroei_aandeel=Decimal("0.5"))

    assert {"90AA00": 50_00, "90BB00": 50_00} == got


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({}, "nothing to divide"),
        ({"budget_euro": 1, "bedrag_per_leerling_euro": 1}, "exclude each other"),
        ({"budget_euro": -1}, "budget_euro: -1 is below zero"),
        ({"budget_euro": Decimal("0.005")}, "not a whole number of cents"),
        ({"budget_euro": 99, "vaste_voet_euro": 100}, r"€ 1,00 above budget_euro"),
        ({"budget_euro": 1, "basis": "bao"}, "basis"),
        ({"budget_euro": 1, "telmoment": "1-9 t"}, "telmoment"),
        ({"budget_euro": 1, "vavo_aandeel": 2}, "does not lie between 0 and 1"),
        ({"budget_euro": 1, "ingroei_aandeel": Decimal("0.5")}, "needs oude_verdeling_euro"),
        ({"budget_euro": 1, "gewicht_per_vestiging": {"99ZZ00": 1}}, "gewicht_per_vestiging names 99ZZ00"),
        ({"budget_euro": 1, "gewicht_per_vestiging": {"90AA": 1}}, "'90AA' is not a vestiging"),
        ({"budget_euro": 1, "gewicht_per_vestiging": {"90AA00": 0}}, "no pupil counts"),
        ({"budget_euro": 1, "oude_verdeling_euro": {"99ZZ00": 1}, "ingroei_aandeel": 0}, "euro names 99ZZ00"),
        ({"budget_euro": 1, "van": "rijk:zwaar"}, "not an account of the SWV"),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so; nothing is booked."""
    with pytest.raises(AssertionError, match=text):
        amounts(counts(("90AA00", 200)), **keuzes)


def test_unknown_track_is_not_guessed() -> None:
    """Where the base depends on the track, a class of an unknown one stops the model and names the school."""
    now = counts(("90AA00", 10, "onbekend"))

    with pytest.raises(AssertionError, match="schools 90AA00 have classes whose track is unknown"):
        amounts(now, budget_euro=1, basis="zonder_pro")
    assert {"90AA00": 1_00} == amounts(now, budget_euro=1)


@laws
@given(numbers=PUPILS, budget_cent=st.integers(0, 10_000_000), old=PUPILS, grown=st.integers(0, 100))
def test_budget_is_conserved(numbers: list[int], budget_cent: int, old: list[int], grown: int) -> None:
    """Law: what leaves the SWV is the budget, to the cent, also while a new key grows in."""
    schools = KEYS[: len(numbers)]
    former = dict(zip(schools, old, strict=False))
    share = {"2019/20": Decimal(grown) / 100}
    keuzes = {"oude_verdeling_euro": former, "ingroei_aandeel": share} if any(former.values()) else {}

    ledger = run(of(numbers), budget_euro=Decimal(budget_cent).scaleb(-2), **keuzes)

    assert_conserved(ledger, rijk_cent=0, uit_cent=budget_cent)
    assert (ledger.per_vestiging() >= 0).all()


@laws
@given(numbers=PUPILS, budget_cent=st.integers(1, 10_000_000), data=st.data())
def test_order_is_irrelevant(numbers: list[int], budget_cent: int, data: st.DataObject) -> None:
    """Law: rows in another order give the same ledger."""
    now = of(numbers)
    order = data.draw(st.permutations(range(len(now))))
    budget = Decimal(budget_cent).scaleb(-2)

    first, second = (run(frame, budget_euro=budget).regels for frame in (now, now.iloc[order].reset_index(drop=True)))

    pd.testing.assert_frame_equal(first, second)


@laws
@given(numbers=PUPILS, cents=st.integers(1, 100_000))
def test_doubling_doubles(numbers: list[int], cents: int) -> None:
    """Law: twice the pupils and the budget give twice the amounts; exact where each share is whole cents."""
    double = [2 * n for n in numbers]
    budget = Decimal(sum(numbers) * cents).scaleb(-2)
    per_pupil = Decimal(cents).scaleb(-2)

    once = amounts(of(numbers), budget_euro=budget)

    assert {school: 2 * amount for school, amount in once.items()} == amounts(of(double), budget_euro=2 * budget)
    assert once == amounts(of(numbers), bedrag_per_leerling_euro=per_pupil)
    assert once == amounts(of(double), budget_euro=budget)


def test_zero_budget_divides_nothing() -> None:
    """Law: no budget, no lines."""
    assert run(counts(("90AA00", 10)), budget_euro=0).regels.empty


def test_unknown_board_is_a_finding_not_a_stop() -> None:
    """A school that no address list knows is paid; its line has no board."""
    now = counts(("90AA00", 10))
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": ["90AA00"], "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": ["90BB00"], "bestuur": "99001"}),
            ("leerlingen_vo", "1-10 t"): now,
        }
    )

    ledger = apply(SCHOOLMODEL, view, opening_euro={"swv:budget": 100}, budget_euro=100)

    assert [("90AA00", "")] == list(zip(ledger.regels["vestiging"], ledger.regels["bestuur"], strict=True))
