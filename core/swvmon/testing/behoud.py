"""The law of conservation, seen from the input side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swvmon.contract.grootboek import Grootboek

LEAVES = ("vestiging:", "bestuur:", "duo:", "swv:voorziening:")


def assert_conserved(grootboek: Grootboek, *, rijk_cent: int, uit_cent: int, tolerantie_cent: int = 0) -> None:
    """Opening balances + what the rijk pays = what leaves the SWV + closing balances.

    Double entry alone cannot be wrong in sum, so the two totals come from the caller, computed from the input and not
    from the lines: a line booked twice, lost or turned round makes them differ.

    Args:
        grootboek: the ledger.
        rijk_cent: what the rijk should pay, eurocents.
        uit_cent: what schools, boards, DUO and provisions should get, net, eurocents.
        tolerantie_cent: at most one cent for each rounded line.

    Raises:
        AssertionError: says which total differs, and by how much.
    """
    saldi: Mapping[str, int] = grootboek.saldi()
    opening = grootboek.opening
    booked_rijk = -sum(saldo - opening.get(a, 0) for a, saldo in saldi.items() if a.startswith("rijk:"))
    booked_out = sum(saldo - opening.get(a, 0) for a, saldo in saldi.items() if a.startswith(LEAVES))
    kept = sum(saldo for a, saldo in saldi.items() if not a.startswith((*LEAVES, "rijk:")))
    for what, booked, expected in (
        ("rijk inflow", booked_rijk, rijk_cent),
        ("paid out", booked_out, uit_cent),
        ("closing balances", kept, sum(opening.values()) + rijk_cent - uit_cent),
    ):
        if abs(booked - expected) > tolerantie_cent:
            raise AssertionError(f"not conserved: {what} is {booked} cent on the ledger, {expected} by the input")
