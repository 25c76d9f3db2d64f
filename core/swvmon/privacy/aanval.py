"""What an attacker can work out from what is published: the lowest and the highest that each number can be.

He knows every published number, every sum, that counts are whole and not below zero, and why a number is withheld.
Each question is a small integer program, solved by HiGHS. Two answers in which a number differs prove that it cannot be
known, so that most numbers need no question of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from swvmon.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

    from swvmon.privacy.stelsel import Relatie

NODES = 2_000
"""Branches that are tried for one question; a question that takes more counts as answered by the attacker."""
SLACK = 1e-6
WORTH = 20
"""Of the numbers that are asked for at once a question must settle one in so many, or each is asked for by itself."""
WINDOW = 8
"""How many times the needed width is looked for, where a number has no end."""


@attrs.frozen
class Grens:
    """What is known of a withheld number without any sum.

    Attributes:
        laag: the lowest it can be.
        hoog: the highest, or None.
        heel: it is a whole number.
        breedte: how far its lowest and highest must be apart; 0 where it need not be secret.
        waarde: what it is; None where nobody knows.
    """

    laag: float
    hoog: float | None
    heel: bool
    breedte: float
    waarde: float | None


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
) -> Iterator[int]:
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
        Numbers whose lowest and highest are less than their `breedte` apart.
    """
    secret = [i for i in leden if grenzen[i].breedte > 0 and i not in veilig]
    lone = {members[0] for r in relaties if len(members := [i for i, _ in r if i in grenzen]) == 1}
    yield from (i for i in secret if i in lone)
    secret = [i for i in secret if i not in lone]
    problem = _Programma(leden, relaties, grenzen, waarden, secret) if secret else None
    for index in secret:
        if index in over:
            continue
        if problem and problem.apart(index):
            veilig.add(index)
        else:
            yield index


class _Programma:
    """The sums as one integer program; remembers how far apart every number was in the answers so far."""

    def __init__(
        self,
        leden: list[int],
        relaties: list[Relatie],
        grenzen: dict[int, Grens],
        waarden: dict[int, float],
        gevraagd: list[int],
    ) -> None:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import csr_array

        place = {index: n for n, index in enumerate(leden)}
        rows, columns, factors, right = [], [], [], []
        for number, relation in enumerate(relaties):
            known = 0.0
            for index, factor in relation:
                if index in place:
                    rows.append(number)
                    columns.append(place[index])
                    factors.append(float(factor))
                else:
                    known -= factor * waarden[index]
            right.append(known)
        self._place = place
        self._grenzen = grenzen
        matrix = csr_array((factors, (rows, columns)), shape=(len(relaties), len(leden)))
        self._sums = LinearConstraint(matrix, np.array(right) - SLACK, np.array(right) + SLACK)
        limits = [grenzen[i] for i in leden]
        self._bounds = Bounds(
            np.array([g.laag for g in limits]), np.array([np.inf if g.hoog is None else g.hoog for g in limits])
        )
        self._breedte = np.array([g.breedte for g in limits])
        self._whole = np.array([int(g.heel) for g in limits])
        truth = np.array([np.nan if g.waarde is None else g.waarde for g in limits])
        self._low, self._high = truth.copy(), truth.copy()
        self._open = np.zeros(len(leden), dtype=bool)
        self._open[[place[i] for i in gevraagd]] = True
        self._asked = False

    def apart(self, index: int) -> bool:
        """Whether the lowest and highest of a number are far enough apart."""
        import numpy as np

        place = self._place[index]
        if not self._asked:
            self._asked = True
            self._ask_all()
        for sign in (-1.0, 1.0):
            if self._high[place] - self._low[place] >= self._breedte[place] - SLACK:
                return True
            wish = np.zeros(len(self._place))
            wish[place] = sign
            self._ask(wish)
        return bool(self._high[place] - self._low[place] >= self._breedte[place] - SLACK)

    def _ask_all(self) -> None:
        """Push all numbers that are still open at once, each up or down by lot, as long as that settles some.

        What is found is exact whichever way the lots fall: a number that no answer moved is asked for by itself.
        """
        import numpy as np

        lots = np.random.default_rng(len(self._place))
        left = self._left()
        while left.any():
            wish = np.where(lots.random(len(left)) < 0.5, -1.0, 1.0) * left
            self._ask(wish)
            self._ask(-wish)
            before, left = left, self._left()
            if before.sum() - left.sum() < before.sum() / WORTH:
                return

    def _left(self) -> np.ndarray:
        """Which numbers that are asked for are not known to be far enough apart."""
        import numpy as np

        apart: np.ndarray = self._high - self._low >= self._breedte - SLACK  # nobody knows a NaN: not apart
        left: np.ndarray = np.logical_and(self._open, ~apart)
        return left

    def _ask(self, wish: np.ndarray) -> None:
        """Find an answer that is as low as it can be in this direction."""
        import numpy as np
        from scipy.optimize import Bounds, milp

        far = WINDOW * np.maximum(self._breedte, 1.0)  # without an end there is no answer: far enough will do
        start = np.where(np.isnan(self._low), np.maximum(self._bounds.lb, 0.0), self._low)
        end = np.where(np.isnan(self._high), start, self._high)
        moves = wish != 0
        lows = np.where(moves, np.maximum(self._bounds.lb, start - far), self._bounds.lb)
        bounds = Bounds(lows, np.where(moves, np.minimum(self._bounds.ub, end + far), self._bounds.ub))
        for whole in (None, self._whole):  # most answers are whole without asking for it, and quicker
            found = milp(wish, constraints=self._sums, bounds=bounds, integrality=whole, options={"node_limit": NODES})
            if found.x is not None and self._holds(found.x):
                self._low = np.fmin(self._low, found.x)
                self._high = np.fmax(self._high, found.x)
                return

    def _holds(self, answer: np.ndarray) -> bool:
        """Whether an answer is one: whole numbers are whole, the sums hold."""
        import numpy as np

        answer[self._whole == 1] = np.round(answer[self._whole == 1])
        sums = self._sums.A @ answer
        wide = 10 * SLACK
        return bool(((sums >= self._sums.lb - wide) & (sums <= self._sums.ub + wide)).all())
