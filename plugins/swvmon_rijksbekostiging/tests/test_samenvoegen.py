"""Joining the pots; expected numbers are worked by hand."""

from __future__ import annotations

from swvmon.testing import apply, make_momentopname
from swvmon_rijksbekostiging.samenvoegen import SAMENVOEGEN, verdeel


def test_samenvoegen_moves_what_the_pots_have() -> None:
    """Every pot above zero goes to the budget, those of one amount per year too; other accounts stay."""
    opening = {
        "swv:licht": 3,
        "swv:licht:materieel": 20,
        "swv:reserve": 7,
        "swv:zwaar": 4,
        "swv:zwaar:materieel": 0,
        "swv:zwaar:personeel": 100,
    }

    ledger = apply(SAMENVOEGEN, make_momentopname({}), opening_euro=opening)

    assert {"swv:budget": 12_700, "swv:reserve": 700} == {a: s for a, s in ledger.saldi().items() if s}


def test_a_red_pot_stays_in_sight() -> None:
    """A pot below zero is not netted with another: it stays red and is told; the others are joined."""
    opening = {"swv:licht": -50, "swv:zwaar": 80}

    ledger = apply(SAMENVOEGEN, make_momentopname({}), opening_euro=opening, mag_rood=("swv:licht",))
    (finding,) = verdeel(make_momentopname({}), apply_nothing(opening), None).bevindingen

    assert {"swv:budget": 8_000, "swv:licht": -5_000, "swv:zwaar": 0} == ledger.saldi()
    assert ("pot_onder_nul", "waarschuwing", "swv:licht") == (finding.code, finding.ernst, finding.sleutel)
    assert "-€ 50,00" in finding.tekst


def apply_nothing(opening):
    """A ledger with opening balances and no lines."""
    empty = apply(SAMENVOEGEN, make_momentopname({}))
    return type(empty)(empty.regels, {account: euro * 100 for account, euro in opening.items()})
