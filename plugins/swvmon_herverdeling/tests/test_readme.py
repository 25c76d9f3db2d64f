"""The worked examples of the README; their numbers are worked by hand."""

import re
from pathlib import Path

import pytest

import swvmon_herverdeling
from swvmon import format_decimal, format_euro
from swvmon_herverdeling.effect import EFFECTEN
from swvmon_herverdeling.gelijkheid import GELIJKHEID

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
BY_NAME = {i.naam: i for i in (*EFFECTEN, *GELIJKHEID)}
BOARDS = {"20AA00": "12345", "20AB00": "12345", "20AC00": "23456"}
PLAN, SCENARIO = (100_00, 300_00, 50_00), (150_00, 240_00, 50_00)


@pytest.fixture
def example(ledger, view):
    """Region, scenario and plan."""
    region = view(dict.fromkeys(BOARDS, (10, 10)), besturen=BOARDS)
    books = [ledger(**{f"v{s}": c for s, c in zip(BOARDS, cents, strict=True)}) for cents in (SCENARIO, PLAN)]
    return (region, *books)


def test_winners_and_losers(example):
    """By hand: each row of the table, the boards and the sums."""
    rows = BY_NAME["herverdeelklasse"].bereken(*example)
    printed = re.findall(r"\| `(20A.00)` \| (\d+) \| (.*?) \| (.*?) \| (.*?) \| (\w+) \|", README)

    assert printed == [
        (school, board, *map(format_euro, (before, now, int(change))), label)
        for (school, board), before, now, change, label in zip(
            BOARDS.items(), PLAN, SCENARIO, rows["waarde"], rows["klasse"], strict=True
        )
    ]
    boards = BY_NAME["herverdeeleffect_bestuur"].bereken(*example)
    assert [-10_00, 0] == boards["waarde"].astype("int64").tolist()
    assert "Board 12345 loses € 10,00, board 23456 nothing. One school wins € 50,00, one loses € 60,00." in README
    sums = BY_NAME["herverdeling_som"].bereken(*example).set_index("onderdeel")["waarde"].astype("int64")
    assert (50_00, -60_00) == (sums["vestiging: winnaar"], sums["vestiging: verliezer"])


@pytest.mark.parametrize("naam", ["gini_leerling", "theil_leerling"])
def test_equality(ledger, view, naam):
    """By hand: two schools of 100 pupils with € 100 and € 300."""
    region = view({"20AA00": (100, 100), "20AB00": (100, 100)})
    (value,) = BY_NAME[naam].bereken(region, ledger(v20AA00=100_00, v20AB00=300_00))["waarde"]

    assert re.search(rf"\| `{naam}` \| .* \| {format_decimal(value)} \|", README)


def test_every_indicator_is_in_a_table():
    """The card, the hook and the README name the same."""
    found = []
    swvmon_herverdeling.swvmon_register_indicatoren(found.append)

    assert [] == [i.naam for i in found if f"`{i.naam}`" not in README]
