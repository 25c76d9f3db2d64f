"""What an attacker can work out from what is published: the lowest and the highest that each number can be.

He knows every published number, every sum, that counts are whole and not below zero, and why a number is withheld.
Two answers in which a number differs prove that it cannot be known, so that most numbers need no question of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from swvmon.errors import UsageError
from swvmon.privacy.programma import Aanval, Grens, Programma

if TYPE_CHECKING:
    from swvmon.privacy.stelsel import Relatie


def require_solver() -> None:
    """Refuse where scipy is not installed.

    Raises:
        UsageError: names the extra.
    """
    try:
        import scipy.optimize  # noqa: F401 - only whether it is there
    except ImportError:
        raise UsageError(
            "openbaar needs scipy, to check that nothing withheld can be worked out; "
            'install it with: pip install "swvmon[privacy]"'
        ) from None


def worked_out(  # noqa: PLR0913, PLR0917 - a component, what is known of it, and what need not be asked
    leden: list[int],
    relaties: list[Relatie],
    grenzen: dict[int, Grens],
    waarden: dict[int, float],
    veilig: set[int],
    over: set[int],
) -> Iterator[tuple[int, list[Aanval]]]:
    """The secret numbers of a component that an attacker can work out, or nearly, one after the other.

    Args:
        leden: the withheld numbers.
        relaties: sums in which they occur.
        grenzen: what is known of each of them.
        waarden: the published numbers in those sums.
        veilig: numbers that are not asked for; those that are found to be safe are added. They stay so when more is
            withheld, since every answer stays one.
        over: numbers that are passed over; it may grow meanwhile.

    Yields:
        Numbers whose lowest and highest are less than their `breedte` apart, with how sums tell it.
    """
    secret = [i for i in leden if grenzen[i].breedte > 0 and i not in veilig]
    lone = {members[0] for r in relaties if len(members := [i for i, _ in r if i in grenzen]) == 1}
    yield from ((i, []) for i in secret if i in lone)
    secret = [i for i in secret if i not in lone]
    if not secret:
        return
    program = Programma(leden, relaties, grenzen, waarden)
    veilig |= program.apart_together(secret)
    for index in secret:
        if index in veilig or index in over:
            continue
        attacks = program.told(index)
        if attacks is None:
            veilig.add(index)
        else:
            yield index, attacks
