"""Winners and losers between plan and scenario, worked by hand (eurocents)."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, boekingen
from swvmon.testing import make_momentopname
from swvmon_herverdeling.effect import EFFECTEN, classify, per_board, per_school

BY_NAME = {i.naam: i for i in EFFECTEN}
BOARDS = {"90AA00": "12345", "90BB00": "12345", "90CC00": "23456", "90DD00": ""}
PLAN = {"v90AA00": 100, "v90BB00": 300, "v90CC00": 50, "b12345": 7}
SCENARIO = {"v90AA00": 150, "v90BB00": 240, "v90CC00": 50, "v90DD00": -5, "b12345": 9}


def measured(naam: str, ledger, view) -> pd.DataFrame:
    region = view(dict.fromkeys(BOARDS, (10, 10)), besturen=BOARDS)
    return BY_NAME[naam].bereken(region, ledger(**SCENARIO), ledger(**PLAN))


def values(rows: pd.DataFrame, by: str = "sleutel") -> dict[str, int]:
    return dict(zip(rows[by], rows["waarde"].astype("int64"), strict=True))


def test_each_school_to_the_cent(ledger, view) -> None:
    """150 - 100, 240 - 300, 50 - 50, and one that only pays in the scenario: -5 (by hand)."""
    rows = measured("herverdeeleffect", ledger, view)

    assert {"90AA00": 50, "90BB00": -60, "90CC00": 0, "90DD00": -5} == values(rows)
    assert {("vestiging", "bedrag_cent", date(2020, 7, 31))} == set(
        rows[["niveau", "soort", "peildatum"]].itertuples(index=False, name=None)
    )


def test_each_board_with_its_own_account(ledger, view) -> None:
    """50 - 60 of the schools and 9 - 7 of the board itself; a school without a known board is in none (by hand)."""
    assert {"12345": -8, "23456": 0} == values(measured("herverdeeleffect_bestuur", ledger, view))


def test_classes(ledger, view) -> None:
    """Above zero, below zero, exactly zero; the change stands beneath the class (by hand)."""
    schools, boards = (measured(f"herverdeelklasse{end}", ledger, view) for end in ("", "_bestuur"))

    assert {"90AA00": "winnaar", "90BB00": "verliezer", "90CC00": "gelijk", "90DD00": "verliezer"} == dict(
        zip(schools["sleutel"], schools["klasse"], strict=True)
    )
    assert {"90AA00": 50, "90BB00": -60, "90CC00": 0, "90DD00": -5} == values(schools)
    assert {"12345": "verliezer", "23456": "gelijk"} == dict(zip(boards["sleutel"], boards["klasse"], strict=True))


def test_one_cent_decides() -> None:
    """The border is zero itself: one cent more wins, one cent less loses."""
    assert ["winnaar", "gelijk", "verliezer"] == classify(pd.Series([1, 0, -1])).tolist()


def test_number_and_sum_per_class(ledger, view) -> None:
    """One winner of 50, two losers of 65; of boards one loser of 8 (by hand)."""
    assert {
        "vestiging: winnaar": 1,
        "vestiging: verliezer": 2,
        "vestiging: gelijk": 1,
        "bestuur: winnaar": 0,
        "bestuur: verliezer": 1,
        "bestuur: gelijk": 1,
    } == values(measured("herverdeling_aantal", ledger, view), "onderdeel")
    assert {
        "vestiging: winnaar": 50,
        "vestiging: verliezer": -65,
        "vestiging: gelijk": 0,
        "bestuur: winnaar": 0,
        "bestuur: verliezer": -8,
        "bestuur: gelijk": 0,
    } == values(measured("herverdeling_som", ledger, view), "onderdeel")


def test_without_schools_there_are_no_winners(ledger, view) -> None:
    """An empty region: no rows per school, and zero schools in each class."""
    region = view({})

    assert BY_NAME["herverdeeleffect"].bereken(region, ledger(), ledger()).empty
    assert [0] * 6 == BY_NAME["herverdeling_aantal"].bereken(region, ledger(), ledger())["waarde"].astype(int).tolist()


def test_the_same_ledger_is_equal(ledger, view) -> None:
    """A scenario that changes nothing has no winner and no loser."""
    region = view(dict.fromkeys(BOARDS, (10, 10)), besturen=BOARDS)
    rows = BY_NAME["herverdeelklasse"].bereken(region, ledger(**PLAN), ledger(**PLAN))

    assert ["gelijk"] * 4 == rows["klasse"].tolist()


def test_money_of_a_school_outside_the_list_stays_in_sight(ledger, view) -> None:
    """A school with lines that no list of the region has: handed in all the same, for the core to refuse by name."""
    region = view({"90AA00": (10, 10)})

    assert {"90AA00": 0, "90BB00": 4, "90CC00": -3} == per_school(
        region, ledger(v90BB00=4), ledger(v90CC00=3)
    ).to_dict()


AMOUNTS = st.lists(st.integers(0, 10**12), min_size=4, max_size=4)


def _book(cents: list[int]) -> Grootboek:
    frame = pd.DataFrame({"naar": [f"vestiging:{s}" for s in BOARDS], "cent": cents})
    return Grootboek(
        boekingen(
            frame, van="swv:budget", naar=frame["naar"], bedrag_cent=frame["cent"], grondslag="t", toelichting="T."
        )
    )


@settings(deadline=None, max_examples=25)
@given(AMOUNTS, AMOUNTS)
def test_the_changes_add_up_to_the_change_of_the_whole(plan: list[int], scenario: list[int]) -> None:
    """Law: over all schools, and over all boards, the changes are the difference of the totals."""
    region = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": list(BOARDS), "swv": "VO9901", "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": list(BOARDS), "bestuur": ["12345", "12345", "23456", "34567"]}),
        }
    )
    whole = sum(scenario) - sum(plan)

    assert whole == per_school(region, _book(scenario), _book(plan)).sum()
    assert whole == per_board(region, _book(scenario), _book(plan)).sum()
