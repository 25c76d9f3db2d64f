"""A call for many SWV's at once: their ledgers in one, accounts of each, columns of text in order and as CSV."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from attrs import evolve

from swvmon.arrow import text_order
from swvmon.contract.grootboek import Grootboek, boekingen, join, moved
from swvmon.errors import ContractViolation
from swvmon.run.boek import Boek, gather, stamped
from swvmon.run.canonical import csv_bytes, csv_parts
from swvmon.testing import make_regio

STAMP = {"run_id": "0", "scenario": "plan", "regio": "VO9901", "schooljaar": "2019/20", "model": "m", "plugin": "p"}


def booked(cents: int, stap: str = "een") -> Boek:
    """A ledger with one line of the budget to a school."""
    line = boekingen(
        pd.DataFrame({"vestiging": ["90AA00"]}),
        van="swv:budget",
        naar="vestiging:90AA00",
        bedrag_cent=cents,
        grondslag="proef",
        toelichting="Proef.",
    )
    return Boek.open({"swv:budget": 1_000}).after(stamped(line, {**STAMP, "stap": stap}, [1]))


@pytest.fixture
def both() -> Grootboek:
    return join({"VO9901": booked(300).seen(), "VO9902": booked(200, "twee").seen()})


def test_balances_of_two_never_run_together(both) -> None:
    """Worked by hand: 1.000 less 300, and 1.000 less 200."""
    assert (700, 800) == (both.saldo("swv:budget|VO9901"), both.saldo("swv:budget|VO9902"))
    assert {"vestiging:90AA00|VO9901": 300, "vestiging:90AA00|VO9902": 200} == {
        account: saldo for account, saldo in both.saldi().items() if account.startswith("vestiging:")
    }
    assert ["90AA00|VO9901", "90AA00|VO9902"] == both.regels["vestiging"].to_list()


def test_what_is_of_one_swv_is_asked_of_one(both) -> None:
    """Law: an amount or a number of which nobody says whose it is, is refused."""
    with pytest.raises(ContractViolation, match=r"swv:budget of which SWV\? .* swv:budget\|SWV"):
        both.saldo("swv:budget")
    with pytest.raises(ContractViolation, match="each SWV numbers its own lines"):
        _ = both.volgend_nummer


def test_a_step_that_booked_nothing_is_told_of_each(both) -> None:
    """Worked by hand: the first SWV has lines of step een, the second of step twee."""
    assert ["een|VO9902", "twee|VO9901"] == sorted(found.sleutel for found in both.silent(["een", "twee"]))
    assert ["drie"] == [found.sleutel for found in booked(300).ledger().silent(["een", "drie"])]


def test_accounts_of_the_call() -> None:
    """Worked by hand: one SWV has its account as it is, of two each has its code behind it."""
    view = make_regio("vo")
    many = evolve(view, regio="VO", regios=("VO9901", "VO9902"))

    assert {view.regio: "swv:budget"} == view.rekeningen("swv:budget")
    assert {"VO9901": "swv:budget|VO9901", "VO9902": "swv:budget|VO9902"} == many.rekeningen("swv:budget")


def test_a_ledger_is_the_same_whoever_adds_up() -> None:
    """Law: balances that were kept line by line are those that the lines give."""
    boek = booked(300)
    boek = boek.after(boek.regels.assign(volgnummer=2, bedrag_cent=45))

    assert Grootboek(boek.regels, dict(boek.opening)).saldi() == boek.ledger().saldi()
    assert (2, [1, 2], [0, 1]) == (boek.aantal, boek.regels["volgnummer"].to_list(), boek.regels.index.to_list())
    assert boek is boek.after(boek.regels.iloc[:0])


def test_what_a_model_writes_into_its_lines_is_in_no_ledger() -> None:
    """Law: what stands booked stays as it was, 300 cent."""
    boek = booked(300)
    boek.shown().regels["bedrag_cent"].array[0] = 1

    assert [300] == boek.regels["bedrag_cent"].to_list()


def test_many_find_their_lines_in_one_pile() -> None:
    """Law: each has the lines and balances that it had, also after a step that booked for all of them at once."""
    first, empty, second = booked(300), Boek.open({}), booked(200)
    step = pd.concat([booked(cents, "twee").regels.assign(volgnummer=2) for cents in (4, 5, 6)], ignore_index=True)
    first, second = (
        boek.after_some(step, *place, moved(step)[slice(*place)]) for boek, place in ((first, (1, 3)), (second, (0, 1)))
    )
    alone = [boek.regels for boek in (first, second)]
    for boek in (first, second):
        boek._regels = None  # as before anybody looked

    pile = gather([first, empty, second])

    assert [300, 5, 6, 200, 4] == pile["bedrag_cent"].to_list()
    assert (0, 1_000 - 311) == (len(empty.regels), first.saldi["swv:budget"])
    for before, boek in zip(alone, (first, second), strict=True):
        pd.testing.assert_frame_equal(before, boek.regels)
    assert [300, 5, 6] == gather([first])["bedrag_cent"].to_list()


def test_what_a_joint_model_writes_into_its_lines_is_in_no_ledger() -> None:
    """Law: what stands booked stays as it was, where lines are handed over as a pile too."""
    boek = booked(300)
    many = join({"VO9901": boek.seen()}, lambda: gather([boek]))

    assert ["vestiging:90AA00|VO9901"] == many.regels["naar"].to_list()
    many.regels["bedrag_cent"].array[0] = 1
    many.regels["stap"].array[0] = "anders"

    assert ([300], ["een"]) == (boek.regels["bedrag_cent"].to_list(), boek.regels["stap"].to_list())


def test_csv_is_what_pandas_writes() -> None:
    """Law: the same bytes, cell for cell; a part is the CSV of its rows."""
    rows = pd.DataFrame(
        {
            "tekst": pd.Series(["x", "a,b", 'q"r', "l\nm", None, "", "é €"], dtype="str"),
            "getal": range(7),
            "mist": pd.Series([1, None, 3, None, 5, 6, 7], dtype="Int64"),
            "dag": [date(2019, 10, 1), None, *[date(2020, 8, 1)] * 5],
            "niets": pd.Series([None] * 7, dtype="object"),
            "a,b": pd.Series(["z"] * 7, dtype="str"),
        }
    )

    def plain(part: pd.DataFrame) -> bytes:
        return part.to_csv(index=False, lineterminator="\n").encode()

    assert plain(rows) == csv_bytes(rows)
    assert plain(rows.iloc[:0]) == csv_bytes(rows.iloc[:0])
    assert [plain(rows.iloc[:3]), plain(rows.iloc[3:3]), plain(rows.iloc[3:])] == csv_parts(rows, [3, 0, 4])
    assert b'"a\rb"' in csv_bytes(pd.DataFrame({"tekst": ["a\rb"]}, dtype="str")), (
        "a reader would take it for two lines"
    )


def test_rows_that_are_the_same_stay_as_they_stand() -> None:
    """Worked by hand."""
    rows = pd.DataFrame({"a": ["b", "a", "b", "a"], "b": ["x", "y", "x", ""]}, dtype="str")

    assert [3, 1, 0, 2] == text_order(rows, ["a", "b"]).tolist()
