"""The ledger: balances, its columns, and the accounts that there are."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.contract.grootboek import KOLOMMEN, REKENING, Grootboek, empty_lines


def ledger() -> Grootboek:
    """Three lines: 1.000,00 from the rijk, 600,00 to one school, of which 50,01 goes back."""
    rows = [
        (1, "rijk:zwaar", "swv:zwaar", 100000),
        (2, "swv:zwaar", "vestiging:20AB00", 60000),
        (3, "vestiging:20AB00", "swv:zwaar", 5001),
    ]
    return Grootboek(
        pd.DataFrame(rows, columns=["volgnummer", "van", "naar", "bedrag_cent"]), {"swv:reserve": 700, "swv:zwaar": 1}
    )


def test_saldi() -> None:
    """Opening + in - out per account, sorted (worked by hand): 0,01 + 1.000,00 - 600,00 + 50,01 = 450,02."""
    expected = {"rijk:zwaar": -100000, "swv:reserve": 700, "swv:zwaar": 45002, "vestiging:20AB00": 54999}

    actual = ledger().saldi()

    assert list(expected.items()) == list(actual.items())
    assert {int} == {type(amount) for amount in actual.values()}


def test_saldo_of_one_account() -> None:
    """The balance of an account, and zero where nothing was ever booked."""
    assert [45002, 700, 0] == [ledger().saldo(a) for a in ("swv:zwaar", "swv:reserve", "swv:licht")]


def test_saldi_of_an_empty_ledger() -> None:
    """Without lines the balances are the opening balances."""
    assert {"swv:reserve": 700} == Grootboek(empty_lines(), {"swv:reserve": 700}).saldi()


accounts = st.sampled_from(["rijk:zwaar", "swv:zwaar", "swv:licht", "vestiging:20AB00"])
moves = st.lists(st.tuples(accounts, accounts, st.integers(1, 10**11)), max_size=20)


@settings(deadline=None)  # a busy machine is not a fault
@given(moves, st.dictionaries(accounts, st.integers(0, 10**11)))
def test_moving_money_makes_none(rows: list[tuple[str, str, int]], opening: dict[str, int]) -> None:
    """Whatever is booked, the balances together stay what they were at the start."""
    grootboek = Grootboek(pd.DataFrame(rows, columns=["van", "naar", "bedrag_cent"]), opening)

    assert sum(opening.values()) == sum(grootboek.saldi().values())


def test_per_vestiging_and_numbering() -> None:
    """What a school has net (600,00 - 50,01), the next number, and a line by its number (worked by hand)."""
    grootboek = ledger()

    assert ({"20AB00": 54999}, "vestiging") == (
        grootboek.per_vestiging().to_dict(),
        grootboek.per_vestiging().index.name,
    )
    assert 4 == grootboek.volgend_nummer
    assert 5001 == grootboek.boeking(3).bedrag_cent
    with pytest.raises(KeyError):
        grootboek.boeking(4)


def test_ledger_is_read_only() -> None:
    """A frame of lines that is handed out may be changed; the ledger stays as it was."""
    grootboek = ledger()
    before = grootboek.saldi()
    lines = grootboek.regels
    lines.loc[0, "bedrag_cent"] = 0
    lines["erbij"] = 1
    lines.pop("van")

    assert before == grootboek.saldi()
    assert ["volgnummer", "van", "naar", "bedrag_cent"] == list(grootboek.regels.columns)


def test_stored_line_has_the_columns_of_the_contract() -> None:
    """The order of `boekingen.csv`, as settled with its readers."""
    settled = (
        "run_id scenario regio schooljaar periode_van periode_tot volgnummer stap model plugin van naar "
        "bedrag_cent hoeveelheid eenheid tarief pot bruto_netto status bestuur vestiging "
        "grondslag toelichting parameters corrigeert"
    )

    assert tuple(settled.split()) == KOLOMMEN


@pytest.mark.parametrize(
    "account",
    [
        "rijk:zwaar",
        "rijk:lichte_ondersteuning:lwoo",
        "swv:licht",
        "swv:zwaar:materieel",
        "swv:licht:personeel",
        "swv:budget",
        "swv:reserve",
        "swv:reserve:groei_2024",
        "swv:voorziening:jubilea",
        "swv:organisatie",
        "duo:so",
        "duo:vso",
        "duo:sbo",
        "vestiging:20AB00",
        "bestuur:12345",
    ],
)
def test_accounts_of_the_contract(account: str) -> None:
    """Every kind of account of the contract is known."""
    assert REKENING.fullmatch(account)


@pytest.mark.parametrize(
    "account",
    [
        "",
        "rijk",
        "rijk:",
        "rijk:Zwaar",
        "swv",
        "swv:zwaar:overig",
        "swv:reserve:",
        "swv:voorziening",
        "duo:bao",
        "vestiging:20ab00",
        "vestiging:20AB",
        "vestiging:20AB000",
        "bestuur:1234",
        "bestuur:20AB00",
        "swv:licht ",
        "swv:licht\n",
        "school:20AB00",
    ],
)
def test_other_accounts_are_unknown(account: str) -> None:
    """Misspelt accounts, the wrong case, trailing blanks and other depths are not accounts."""
    assert not REKENING.fullmatch(account)
