"""Spending of the SWV, of pots and of schools, on ledgers worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, SwvmonError, boekingen
from swvmon.testing import assert_joint
from swvmon_besteding.besteding import BESTEDING
from swvmon_besteding.budgetverhouding import BUDGETVERHOUDINGEN
from swvmon_besteding.pot import BESTEDING_POT, ONDERBESTEDING_POT, per_pot
from swvmon_besteding.school import BESTEDING_SCHOOL, ONDERBESTEDING_SCHOOL

YEAR = (date(2019, 8, 1), date(2020, 7, 31))


def told(rows: pd.DataFrame, by: str = "sleutel") -> dict:
    """Numbers that are there, then the uitkomst, per key."""
    numbers = rows[["teller", "noemer", "waarde"]].astype(object)
    return {
        key: (*(int(Decimal(v)) for v in values if not pd.isna(v)), *filter(None, [outcome]))
        for key, values, outcome in zip(rows[by], numbers.to_numpy(), rows["uitkomst"], strict=True)
    }


def test_besteding_counts_what_left_over_what_there_was(ledger, view) -> None:
    """Received 1,000, opening 200; to a school 700, back 100, to a provision 50: 650 of 1,200 (by hand, cents)."""
    book = ledger(
        ("rijk:zwaar", "swv:budget", 1_000),
        ("swv:budget", "vestiging:90AA00", 700),
        ("vestiging:90AA00", "swv:budget", 100),
        ("swv:budget", "swv:voorziening:opdc", 50),
        opening={"swv:reserve": 200},
    )

    assert {"VO9901": (650, 1_200)} == told(BESTEDING.bereken(view("90AA00"), book))


def test_besteding_of_nothing_is_no_number(ledger, view) -> None:
    """Without money the noemer is zero, which the core tells; nothing is divided."""
    assert {"VO9901": (0, 0)} == told(BESTEDING.bereken(view("90AA00"), ledger()))


def test_besteding_of_a_debt_is_missing(ledger, view) -> None:
    """A debt that is larger than the income leaves nothing to spend: no ratio."""
    book = ledger(("rijk:zwaar", "swv:budget", 100), opening={"swv:budget": -200})

    assert {"VO9901": ("ontbreekt",)} == told(BESTEDING.bereken(view("90AA00"), book))


def pots(ledger):
    return ledger(
        ("rijk:zwaar", "swv:zwaar:personeel", 1_000),
        ("swv:zwaar:personeel", "duo:vso", 400),
        ("swv:zwaar:personeel", "swv:budget", 500),
        ("swv:budget", "vestiging:90AA00", 300),
        ("vestiging:90AA00", "swv:budget", 50),
        ("swv:budget", "swv:organisatie", 100),
        ("swv:budget", "swv:reserve", 30),
        ("swv:budget", "swv:voorziening:opdc", 20),
        ("swv:budget", "bestuur:12345", 10),
        opening={"swv:reserve": 70, "swv:frictie": 5},
    )


def test_each_pot_has_what_it_spent_and_what_it_could_spend(ledger, view) -> None:
    """budget: 300 - 50 + 100 + 20 + 10 of 500 - 30; zwaar: 400 of 500; reserve 0 of 100; frictie 0 of 5 (by hand)."""
    rows = BESTEDING_POT.bereken(view("90AA00"), pots(ledger))

    assert {
        "swv:budget": (380, 470),
        "swv:frictie": (0, 5),
        "swv:reserve": (0, 100),
        "swv:zwaar:personeel": (400, 500),
    } == told(rows, "onderdeel")
    assert {("swv", "VO9901")} == set(zip(rows["niveau"], rows["sleutel"], strict=True))


def test_what_is_left_in_each_pot(ledger, view) -> None:
    """470 - 380, 5, 70 + 30 and 1.000 - 400 - 500 (by hand)."""
    rows = ONDERBESTEDING_POT.bereken(view("90AA00"), pots(ledger))

    assert {
        "swv:budget": (90,),
        "swv:frictie": (5,),
        "swv:reserve": (100,),
        "swv:zwaar:personeel": (100,),
    } == told(rows, "onderdeel")


def test_a_pot_below_zero_is_overspent(ledger, view) -> None:
    """100 in, 150 out: 150 of 100, and 50 below zero (by hand)."""
    book = ledger(("rijk:zwaar", "swv:zwaar", 100), ("swv:zwaar", "duo:vso", 150))

    assert {"swv:zwaar": (150, 100)} == told(BESTEDING_POT.bereken(view("90AA00"), book), "onderdeel")
    assert {"swv:zwaar": (-50,)} == told(ONDERBESTEDING_POT.bereken(view("90AA00"), book), "onderdeel")


def test_a_pot_that_starts_in_debt_has_nothing_to_spend(ledger, view) -> None:
    """Opening -80, nothing spent: no ratio, and the debt is told as amount."""
    book = ledger(opening={"swv:zwaar": -80})

    assert {"swv:zwaar": ("ontbreekt",)} == told(BESTEDING_POT.bereken(view("90AA00"), book), "onderdeel")
    assert {"swv:zwaar": (-80,)} == told(ONDERBESTEDING_POT.bereken(view("90AA00"), book), "onderdeel")


def test_a_ledger_without_pots_is_told(ledger, view) -> None:
    """Missing is not zero: one row without a number."""
    for indicator in (BESTEDING_POT, ONDERBESTEDING_POT):
        assert {"VO9901": ("ontbreekt",)} == told(indicator.bereken(view("90AA00"), ledger()))


ACCOUNTS = ["rijk:zwaar", "swv:zwaar", "swv:budget", "swv:reserve", "swv:organisatie", "vestiging:90AA00", "duo:vso"]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(1, 10**9)).filter(
            lambda line: line[0] != line[1]
        ),
        min_size=1,
    )
)
def test_what_pots_spend_and_keep_is_what_came_in(lines: list[tuple[str, str, int]]) -> None:
    """Law: over all pots, spent + left = what the rijk and the spenders' own exchange brought; no cent is lost."""
    frame = pd.DataFrame(lines, columns=["van", "naar", "cent"])
    book = Grootboek(
        boekingen(
            frame, van=frame["van"], naar=frame["naar"], bedrag_cent=frame["cent"], grondslag="t", toelichting="T."
        )
    )

    done = per_pot(book)
    pots = frame["van"].isin(done.index), frame["naar"].isin(done.index)
    rijk = frame["van"].str.startswith("rijk"), frame["naar"].str.startswith("rijk")
    received = frame.loc[pots[1] & rijk[0], "cent"].sum() - frame.loc[pots[0] & rijk[1], "cent"].sum()

    assert received == (done["besteed"] + done["over"]).sum()


SPENT = ("90AA00", "besteed_euro", "6.50", *YEAR)


def test_a_school_spends_of_what_it_received(ledger, view) -> None:
    """Received 800 - 100, spent 650; who does not tell is missing, who got nothing has noemer 0 (by hand)."""
    book = ledger(("swv:budget", "vestiging:90AA00", 800), ("vestiging:90AA00", "swv:budget", 100))
    region = view("90AA00", "90BB00", "90CC00", kenmerk=(SPENT, ("90CC00", "besteed_euro", "1", *YEAR)))

    assert {"90AA00": (650, 700), "90BB00": ("ontbreekt",), "90CC00": (100, 0)} == told(
        BESTEDING_SCHOOL.bereken(region, book)
    )
    assert {"90AA00": (50,), "90BB00": ("ontbreekt",), "90CC00": (-100,)} == told(
        ONDERBESTEDING_SCHOOL.bereken(region, book)
    )


def test_a_school_that_pays_more_than_it_receives_has_no_ratio(ledger, view) -> None:
    """Net -100: no part of that is spent; the amount is told all the same (by hand)."""
    book = ledger(("vestiging:90AA00", "swv:budget", 100))
    region = view("90AA00", kenmerk=(SPENT,))

    assert {"90AA00": ("ontbreekt",)} == told(BESTEDING_SCHOOL.bereken(region, book))
    assert {"90AA00": (-750,)} == told(ONDERBESTEDING_SCHOOL.bereken(region, book))


@pytest.mark.parametrize("days", [(date(2018, 8, 1), date(2019, 7, 31)), (YEAR[0], date(2020, 7, 30)), (YEAR[0], None)])
def test_an_amount_of_other_days_is_not_used(ledger, view, days) -> None:
    """An amount belongs to exactly the days of its school year."""
    region = view("90AA00", kenmerk=((*SPENT[:3], *days),))

    assert {"90AA00": ("ontbreekt",)} == told(BESTEDING_SCHOOL.bereken(region, ledger()))


@pytest.mark.parametrize("value", ["veel", "-5", "1.234", "1,50"])
def test_an_amount_that_is_none_is_refused(ledger, view, value: str) -> None:
    """The message names feature, school and value."""
    region = view("90AA00", kenmerk=(("90AA00", "besteed_euro", value, *YEAR),))

    with pytest.raises(SwvmonError, match=f"kenmerk besteed_euro of 90AA00 is '{value}', not a number"):
        BESTEDING_SCHOOL.bereken(region, ledger())


def test_two_amounts_of_a_school_are_refused(ledger, view) -> None:
    """Which holds is not guessed."""
    with pytest.raises(SwvmonError, match="kenmerk besteed_euro of 90AA00 has more than one value"):
        BESTEDING_SCHOOL.bereken(view("90AA00", kenmerk=(SPENT, SPENT)), ledger())


ALL = (BESTEDING, BESTEDING_POT, BESTEDING_SCHOOL, ONDERBESTEDING_POT, ONDERBESTEDING_SCHOOL)


@pytest.mark.parametrize("indicator", [*ALL, *BUDGETVERHOUDINGEN], ids=lambda i: i.naam)
def test_one_call_for_many_swvs(ledger, view, indicator) -> None:
    """Law: a year in pots, a debt without pots or features, and no money and no school: each as by itself.

    A year earlier the first two were the other way round.
    """
    told = (
        ("20AA00", "besteed_euro", "400.50", *YEAR),
        ("20AB00", "besteed_euro", "3", *YEAR),
        ("20AA00", "budget_voorheen_euro", "100", date(2016, 8, 1), None),
        ("20AC00", "budget_voorheen_euro", "7", date(2016, 8, 1), None),
    )
    schools = [("20AA00", "20AB00"), ("20AA00", "20AC00", "20AD00"), ()]
    views = [view(*names, kenmerk=told, regio=f"VO990{n}") for n, names in enumerate(schools, start=1)]
    year = (
        ("rijk:zwaar", "swv:zwaar", 100_000),
        ("swv:zwaar", "duo:vso", 40_000),
        ("duo:vso", "swv:zwaar", 500),
        ("swv:zwaar", "swv:budget", 60_000),
        ("swv:budget", "vestiging:20AA00", 50_000),
        ("vestiging:20AB00", "swv:budget", 100),
    )
    debt = (("vestiging:20AA00", "rijk:zwaar", 30), ("rijk:zwaar", "vestiging:20AC00", 10))
    books = {"VO9901": ledger(*year, opening={"swv:reserve": 700}), "VO9902": ledger(*debt), "VO9903": ledger()}

    former = [books["VO9902"], books["VO9901"], books["VO9903"]]
    views = [each.after(each, earlier) for each, earlier in zip(views, former, strict=True)]

    assert_joint(indicator, views, books)
