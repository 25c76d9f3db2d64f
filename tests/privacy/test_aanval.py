"""The disclosure laws of openbaar, by an attacker who sees only what is published."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from privacy_aanvaller import Aanvaller
from privacy_tabellen import REGIO, frame, lines, meting, places, random_publications, school

from swvmon.privacy import Regel, onderdrukken, openbaar, publish

TABLES = 1000


def test_nothing_withheld_can_be_worked_out_on_a_thousand_tables():
    """1.000 random tables, 1 to 3 dimensions, with hierarchies and ratios: no withheld number has one value left."""
    metingen, plaats = random_publications(range(TABLES))

    told = publish(lines(), metingen, plaats, Regel())

    attacker = Aanvaller(told.metingen, told.onderdrukt, plaats)
    assert sum(map(len, attacker.wanted.values())) > TABLES  # there was something to attack
    assert [] == attacker.worked_out()


def test_the_attacker_finds_what_only_primary_suppression_leaves(monkeypatch):
    """Without secondary suppression he works numbers out in many of the same tables: the attack is one."""
    metingen, plaats = random_publications(range(60))
    monkeypatch.setattr(onderdrukken._Bescherming, "settle", lambda _: None)

    told = publish(lines(), metingen, plaats, Regel())

    found = Aanvaller(told.metingen, told.onderdrukt, plaats).worked_out()
    assert len({name[0] for name in found}) > 15


def test_no_small_number_is_published():
    """No teller, noemer or waarde from 1 to 4, and no share of which the others are 1 to 4, stands in the tables."""
    metingen, plaats = random_publications(range(200))

    told = publish(lines(), metingen, plaats, Regel()).metingen

    for column in ("teller", "teller_max", "noemer", "noemer_max"):
        values = told[column].dropna().astype(float)
        assert [] == values[(values > 0) & (values < 5)].to_list()
    counts = told.loc[told["soort"] == "aantal", "waarde"].dropna().astype(float)
    assert [] == counts[(counts > 0) & (counts < 5)].to_list()
    both = told.dropna(subset=["teller", "noemer"])
    others = both["noemer"].astype(float) - both["teller"].astype(float)
    assert [] == others[(others > 0) & (others < 5)].to_list()
    assert told.loc[told["teller"].isna() | told["noemer"].isna(), "waarde"][told["soort"] == "verhouding"].isna().all()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=5),
    st.lists(st.sampled_from(["10001", "10002"]), min_size=5, max_size=5),
)
def test_small_regions(counts, boards):
    """Whatever the counts of a few schools and boards, nothing withheld can be worked out."""
    plaats = places(boards[: len(counts)])
    rows = [meting("vestiging", school(n), waarde=c) for n, c in enumerate(counts)]
    sums = dict.fromkeys(boards[: len(counts)], 0)
    for count, board in zip(counts, boards, strict=False):
        sums[board] += count
    rows += [meting("bestuur", board, waarde=total) for board, total in sums.items()]
    rows.append(meting("swv", REGIO, waarde=sum(counts)))

    told = publish(lines(), frame(rows), plaats, Regel())

    assert [] == Aanvaller(told.metingen, told.onderdrukt, plaats).worked_out()


@pytest.mark.parametrize("order", [1, -1])
def test_two_exports_of_one_run_are_the_same(order):
    """The pattern does not depend on the order in which the rows come."""
    metingen, plaats = random_publications(range(20))

    first = publish(lines(), metingen, plaats, Regel())
    second = publish(lines(), metingen[::order], plaats, Regel())

    assert first.onderdrukt.equals(publish(lines(), metingen, plaats, Regel()).onderdrukt)
    assert set(first.onderdrukt["regio"]) == set(second.onderdrukt["regio"])


def test_exports_with_two_minimums_hide_at_least_what_the_lower_hides():
    """Two exports side by side tell no more than the one with the lower minimum: the other's gaps contain its gaps."""
    metingen, plaats = random_publications(range(100))
    keys = ["regio", "onderwerp", "niveau", "sleutel", "onderdeel"]

    low, high = (publish(lines(), metingen, plaats, Regel(n)).onderdrukt for n in (5, 10))

    def gaps(table):
        return {
            (*key, field)
            for *key, fields in table[[*keys, "velden"]].itertuples(index=False)
            for field in fields.split()
        }

    assert gaps(low) < gaps(high)


def test_without_scipy_openbaar_is_refused(monkeypatch):
    """The message names the extra."""
    monkeypatch.setitem(__import__("sys").modules, "scipy.optimize", None)

    with pytest.raises(openbaar.UsageError, match=r"pip install \"swvmon\[privacy\]\""):
        publish(lines(), frame([]), {}, Regel())
