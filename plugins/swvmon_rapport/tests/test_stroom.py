"""The money flow conserves: what a picture shows of an account is what the ledger has of it."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swvmon_rapport.grafieken import stroom

NAMEN = ["rijk", "pot", "budget", "reserve", "school a", "school b"]
BANDEN = st.dictionaries(
    st.tuples(st.sampled_from(NAMEN), st.sampled_from(NAMEN)).filter(lambda band: band[0] != band[1]),
    st.integers(1, 10**9),
    min_size=1,
)


def frame(bands):
    return pd.DataFrame([(*band, cent) for band, cent in bands.items()], columns=["van", "naar", "bedrag_cent"])


def net(bands):
    """What each account got, net, without those that got as much as they gave."""
    told = {}
    for (payer, receiver), cent in bands.items():
        told[payer] = told.get(payer, 0) - cent
        told[receiver] = told.get(receiver, 0) + cent
    return {name: cent for name, cent in told.items() if cent}


@given(BANDEN)
def test_settling_leaves_balances_and_no_circles(bands):
    """Taking circles off changes what no account got, net; what is left can be put in columns from left to right."""
    settled = stroom.settle(frame(bands))

    assert net(bands) == net(settled)
    assert all(cent > 0 for cent in settled.values())
    left = dict(settled)
    while left:  # take away who is paid by nobody, until nothing is left: impossible where there is a circle
        first = {payer for payer, _ in left} - {receiver for _, receiver in left}
        assert first
        left = {band: cent for band, cent in left.items() if band[0] not in first}


@given(BANDEN)
def test_nodes_in_between_give_what_they_get(bands):
    """With what stays and what was there, every node in between gives what it gets, and the ends give the same sum."""
    full = stroom.balance(stroom.settle(frame(bands)))
    payers, receivers = {p for p, _ in full}, {r for _, r in full}
    told = net(full)

    assert set() == payers & receivers & set(told)
    assert -sum(c for n, c in told.items() if n in payers - receivers) == sum(
        c for n, c in told.items() if n in receivers - payers
    )


@given(BANDEN)
def test_picture_is_drawn_to_scale(bands):
    """Each node is as high as its amount, right of all who pay it, and nodes of a column do not touch."""
    full = stroom.gather(stroom.balance(stroom.settle(frame(bands))))
    if not full:
        return  # all was settled: there is nothing to draw
    nodes, scale, height = stroom.layout(full)

    for payer, receiver in full:
        assert nodes[payer].kolom < nodes[receiver].kolom
    for node in nodes.values():
        paid = sum(c for (_, r), c in full.items() if r == node.naam)
        gave = sum(c for (p, _), c in full.items() if p == node.naam)
        assert node.bedrag_cent == max(paid, gave)
        below = [n.y for n in nodes.values() if n.kolom == node.kolom and n.y > node.y]
        assert node.y + node.bedrag_cent * scale <= min([*below, height])


def test_many_receivers_are_drawn_together():
    """Of 20 boards the 13 largest have a node; the other 7 are one, with the sum of their amounts (worked by hand)."""
    bands = {("budget", f"bestuur {n:02d}"): n for n in range(1, 21)}
    drawn = stroom.gather(bands)

    assert 14 == len(drawn)
    assert 1 + 2 + 3 + 4 + 5 + 6 + 7 == drawn["budget", "Overige ontvangers (7)"]
    assert sum(bands.values()) == sum(drawn.values())


def test_widths_of_a_worked_flow():
    """Of 400 euro 300 goes on and 100 stays: bands of 330, 247.5 and 82.5 pixels (worked by hand)."""
    svg = stroom.draw(frame({("rijk", "budget"): 40_000, ("budget", "school"): 30_000}))

    assert ["330.0", "247.5", "82.5"] == re.findall(r'stroke-width="([\d.]+)"/', svg)
    assert "Blijft staan: budget" in svg
    assert "€ 100,00" in svg


@pytest.mark.parametrize(("account", "words"), [
    ("rijk:zwaar", "Rijk: zwaar"),
    ("swv:zwaar:personeel", "Zware ondersteuning, personeel"),
    ("swv:reserve:tussen_jaar", "Reserve, tussen jaar"),
    ("swv:voorziening:opdc", "Voorziening: opdc"),
    ("swv:deelregio:west", "Deelregio: west"),
    ("bestuur:41360", "Bestuur 41360"),
    ("bestuur:", "Bestuur onbekend"),
    ("bestuur:samen", "Scholen van meer besturen samen"),
    ("duo:vso", "DUO: vso"),
])  # fmt: skip
def test_accounts_in_words(account, words):
    """An account is told as a board knows it."""
    from swvmon_rapport.zinnen import rekening

    assert words == rekening(account)
