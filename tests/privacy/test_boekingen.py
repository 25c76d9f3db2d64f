"""Ledger lines about few pupils are lifted, and the money stays the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from privacy_tabellen import frame, lines, meting, school

from swvmon.errors import UsageError
from swvmon.privacy import Regel, publish


def arrangement(n, board, count, **fields):
    """A line of an arrangement of € 1.000 each."""
    base = {"vestiging": school(n), "bestuur": board, "bedrag_cent": count * 100_000, "hoeveelheid": count}
    return {**base, "eenheid": "arrangement", "tarief": 1000, "stap": "arrangementen", **fields}


def told(*rows, minimum=5):
    return publish(lines(rows), frame([]), {}, Regel(minimum)).boekingen


def shown(table):
    return set(table[["naar", "hoeveelheid", "bedrag_cent"]].itertuples(index=False, name=None))


def test_a_small_group_is_told_with_its_board():
    """2 and 7 of one board become 9; the school of the other board stands; by hand."""
    table = told(arrangement(0, "10001", 2), arrangement(1, "10001", 7), arrangement(2, "10002", 8))

    assert {("samen:bestuur:10001", "9", 900_000), (f"vestiging:{school(2)}", "8", 800_000)} == shown(table)


def test_a_small_board_is_told_with_the_swv():
    """2 of a board with one school goes with the smallest other board."""
    table = told(arrangement(0, "10001", 2), arrangement(1, "10002", 7), arrangement(2, "10003", 8))

    assert {("samen:swv:VO9901", "9", 900_000), (f"vestiging:{school(2)}", "8", 800_000)} == shown(table)


def test_where_the_swv_has_too_few_only_the_money_is_told():
    """One arrangement in the whole SWV: no quantity, no tariff, no school."""
    table = told(arrangement(0, "10001", 1))

    assert [("samen:swv:VO9901", 100_000)] == list(zip(table["naar"], table["bedrag_cent"], strict=True))
    assert table[["hoeveelheid", "tarief"]].isna().all(axis=None)


def test_what_follows_from_a_lifted_line_is_lifted():
    """A line without a quantity, booked after it, may be a share of it."""
    later = {"vestiging": school(0), "bestuur": "10001", "bedrag_cent": 4_000, "stap": "kaasschaaf"}
    other = {"vestiging": school(1), "bestuur": "10001", "bedrag_cent": 9_000, "stap": "kaasschaaf"}

    table = told(arrangement(0, "10001", 2), arrangement(1, "10001", 7), later, other)

    assert {"samen:bestuur:10001"} == set(table["naar"])
    assert 13_000 == table.loc[table["stap"] == "kaasschaaf", "bedrag_cent"].sum()


def test_lines_that_tell_what_must_be_withheld_refuse_the_run():
    """By hand: lines of 100 and 97 of one school tell the 3 who do not take part; the SWV is named, no number is."""
    rows = [arrangement(0, "10001", 100), arrangement(0, "10001", 97, stap="andere")]
    metingen = frame([meting("vestiging", school(0), teller=97, noemer=100)])

    with pytest.raises(
        UsageError, match=r"the ledger lines of VO9901 tell 1 number\(s\) .* a plan without a keten"
    ) as e:
        publish(lines(rows), metingen, {}, Regel())

    assert not {"3", "97", "100", school(0)} & set(str(e.value).split())


def test_a_sentence_with_a_small_number_is_left_out():
    """The text of a line that stands is left out where it has a 2."""
    row = arrangement(0, "10001", 8, toelichting="Waarvan 2 met verlenging.")

    assert [""] == told(row)["toelichting"].to_list()


@pytest.mark.parametrize("eenheid", ["locatie", "school"])
def test_places_are_no_persons(eenheid):
    """One location is no small group."""
    assert 1 == len(told({"vestiging": school(0), "bedrag_cent": 100, "hoeveelheid": 1, "eenheid": eenheid}))
    assert [f"vestiging:{school(0)}"] == told(
        {"vestiging": school(0), "bedrag_cent": 100, "hoeveelheid": 1, "eenheid": eenheid}
    )["naar"].to_list()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9), st.booleans()), min_size=1, max_size=8))
def test_the_money_is_the_same(rows):
    """Totals of every account but schools, and of all schools together, are unchanged; no small quantity is left."""
    made = []
    for n, count, pays in rows:
        school_account = f"vestiging:{school(n)}"
        sides = {"van": school_account, "naar": "swv:budget"} if pays else {"naar": school_account}
        made.append(arrangement(n, f"1000{n % 3}", count, **sides))

    before, after = lines(made), told(*made)

    def totals(table, side):
        kind = table[side].str.replace(r"^(vestiging|samen):.*", "scholen", regex=True)
        return table.groupby(kind)["bedrag_cent"].sum().to_dict()

    assert totals(before, "naar") == totals(after, "naar")
    assert totals(before, "van") == totals(after, "van")
    left = after["hoeveelheid"].dropna().astype(float)
    assert [] == left[left < 5].to_list()
    assert list(range(1, len(after) + 1)) == after["volgnummer"].to_list()
