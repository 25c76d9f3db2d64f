"""What was spent of what there was, per SWV, pot and school, and how the budgets of schools changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register spending, underspending and the change of budgets."""
    from swvmon_besteding.besteding import BESTEDING
    from swvmon_besteding.budgetverhouding import BUDGETVERHOUDINGEN
    from swvmon_besteding.pot import BESTEDING_POT, ONDERBESTEDING_POT
    from swvmon_besteding.school import BESTEDING_SCHOOL, ONDERBESTEDING_SCHOOL

    own = (BESTEDING, BESTEDING_POT, BESTEDING_SCHOOL, ONDERBESTEDING_POT, ONDERBESTEDING_SCHOOL)
    for indicator in (*own, *BUDGETVERHOUDINGEN):
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register Tabel 5 of R2 and what it prints about spending."""
    from swvmon_besteding.gepubliceerd import figures

    for figure in figures():
        register(figure)
