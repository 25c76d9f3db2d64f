"""The sums of what is withheld as integer programs, solved by HiGHS: how far apart can the answers for a number be.

Tens of thousands of numbers may hang together. What stands near a number nearly always tells, so that is asked first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_array

    from swvmon.privacy.stelsel import Relatie

NODES = 2_000
"""Branches that are tried for one question; a question that takes more counts as answered by the attacker."""
SLACK = 1e-6
WORTH = 20
"""One number per so many sums must be asked for, and one in so many settled by a question, to ask for all at once."""
WINDOW = 8
"""How many times the needed width is looked for, where a number has no end."""
NEAR = (20, 100, 500, 1_500)
"""How many sums near a number are asked before all, where all are `FEW` times as many or more."""
FEW = 2
Aanval = dict[int, float]
"""Places of sums with how many times each is taken: added up they keep a number from being lower, or higher."""


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


@attrs.frozen(eq=False)
class _Buurt:
    """Some of the sums, and the numbers that stand in them.

    Attributes:
        leden: places of the numbers, rising.
        sommen: coefficients, shape (sums, numbers).
        rechts: what each sum is.
        rand: which of the numbers stand in other sums too.
        plaatsen: places of the sums, rising.
    """

    leden: np.ndarray
    sommen: csr_array
    rechts: np.ndarray
    rand: np.ndarray
    plaatsen: np.ndarray


class Programma:
    """What an attacker knows of the numbers of a component; remembers how far apart each was in the answers so far.

    Args:
        leden: the withheld numbers.
        relaties: sums in which they occur.
        grenzen: what is known of each of them.
        waarden: the published numbers in those sums.
    """

    def __init__(
        self,
        leden: list[int],
        relaties: list[Relatie],
        grenzen: dict[int, Grens],
        waarden: dict[int, float],
    ) -> None:
        import numpy as np
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
        sums = csr_array((factors, (rows, columns)), shape=(len(relaties), len(leden)))
        none = np.zeros(len(leden), dtype=bool)
        self._all = _Buurt(np.arange(len(leden)), sums, np.array(right), none, np.arange(len(relaties)))
        self._sums_of = sums.T.tocsr()
        limits = [grenzen[i] for i in leden]
        self._laag = np.array([g.laag for g in limits])
        self._hoog = np.array([np.inf if g.hoog is None else g.hoog for g in limits])
        self._breedte = np.array([g.breedte for g in limits])
        self._whole = np.array([int(g.heel) for g in limits])
        truth = np.array([np.nan if g.waarde is None else g.waarde for g in limits])
        self._low, self._high = truth.copy(), truth.copy()
        self._answer = truth  # of all numbers; one that is NaN makes that it is none yet

    def told(self, index: int) -> list[Aanval] | None:
        """How sums tell a number, from above and from below; None where its lowest and highest are far enough apart.

        No attack where it is told because numbers are whole.
        """
        place = self._place[index]
        if self._wide(place):
            return None
        for sums in NEAR:
            if sums * FEW <= len(self._all.rechts):
                near = self._near(place, sums)
                if not self._may_move(place, near):
                    return self._attacks(place, near)
                if self._moves_within(place, near):
                    return None
        if not self._may_move(place, self._all):
            return self._attacks(place, self._all)
        self._push(place, self._all)
        return None if self._wide(place) else []

    def told_nearby(self, index: int, sums: int | None = None) -> bool:
        """Whether so many sums near a number, or few, suffice to know that it cannot be far enough apart."""
        place = self._place[index]
        return not self._may_move(place, self._near(place, sums or NEAR[1]))

    def apart_together(self, indices: list[int]) -> set[int]:
        """Those of some numbers that are found to be far enough apart by pushing all at once, each up or down by lot.

        It goes on as long as that settles some. What is found is so whichever way the lots fall; of the others nothing
        is known yet. A few numbers among many are not pushed: asking for each is quicker.
        """
        import numpy as np

        if len(indices) * WORTH < len(self._all.rechts):
            return set()
        lots = np.random.default_rng(len(self._place))
        asked = np.array([self._place[i] for i in indices], dtype=int)
        left = asked[~self._wide(asked)]
        while len(left):
            wish = np.zeros(len(self._place))
            wish[left] = np.where(lots.random(len(left)) < 0.5, -1.0, 1.0)
            self._ask(self._all, wish)
            self._ask(self._all, -wish)
            before, left = len(left), left[~self._wide(left)]
            if before - len(left) < before / WORTH:
                break
        return {index for index, wide in zip(indices, self._wide(asked), strict=True) if wide}

    def _wide(self, place: int | np.ndarray) -> Any:
        """Whether the answers for a number, or for each of some, are far enough apart; a NaN is not."""
        return self._high[place] - self._low[place] >= self._breedte[place] - SLACK

    def _moves_within(self, place: int, near: _Buurt) -> bool:
        """Whether a number can move while all that stands in other sums too keeps what it is in an answer."""
        import numpy as np

        if np.isnan(self._answer).any():  # what the publisher masked has no value to begin with
            self._ask(self._all, np.zeros(len(self._place)))
        if np.isnan(self._answer).any():
            return False
        self._push(place, near)
        return bool(self._wide(place))

    def _may_move(self, place: int, near: _Buurt) -> bool:
        """Whether a number could move if other sums, and that numbers are whole, did not count."""
        wish = (near.leden == place).astype(float)
        low, high = self._limits(near, wish)
        found = [_solve(near, sign * wish, low, high) for sign in (1.0, -1.0)]
        if any(answer is None for answer in found):
            return True
        ends = [answer @ wish for answer in found]
        return bool(ends[1] - ends[0] >= self._breedte[place] - SLACK)

    def _attacks(self, place: int, near: _Buurt) -> list[Aanval]:
        """The sums that keep a number from being lower, and those that keep it from being higher."""
        wish = (near.leden == place).astype(float)
        low, high = self._limits(near, wish)
        sides = [_multipliers(near, sign * wish, low, high) for sign in (1.0, -1.0)]
        return [{int(near.plaatsen[row]): float(side[row]) for row in side.nonzero()[0]} for side in sides]

    def _push(self, place: int, part: _Buurt) -> None:
        """Make a number as low and as high as these sums allow, as far as that is needed."""
        for sign in (1.0, -1.0):
            if not self._wide(place):
                self._ask(part, sign * (part.leden == place))

    def _ask(self, part: _Buurt, wish: np.ndarray) -> None:
        """Find an answer that is as low as it can be in this direction, and remember it.

        Numbers that stand in other sums too keep what they are.
        """
        import numpy as np

        low, high = self._limits(part, wish)
        fixed = self._answer[part.leden]
        low, high = np.where(part.rand, fixed, low), np.where(part.rand, fixed, high)
        whole = self._whole[part.leden]
        for asked in (None, whole):  # most answers are whole without asking for it, and quicker
            found = _solve(part, wish, low, high, asked)
            if found is not None and _holds(part, found, whole):
                if np.isnan(self._answer).any():  # nothing but all sums was asked before there is one
                    self._answer = found
                self._low[part.leden] = np.fmin(self._low[part.leden], found)
                self._high[part.leden] = np.fmax(self._high[part.leden], found)
                return

    def _limits(self, part: _Buurt, wish: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and highest that numbers can be; without an end there is no answer, so far enough will do."""
        import numpy as np

        leden = part.leden
        laag, hoog = self._laag[leden], self._hoog[leden]
        far = WINDOW * np.maximum(self._breedte[leden], 1.0)
        start = np.where(np.isnan(self._low[leden]), np.maximum(laag, 0.0), self._low[leden])
        end = np.where(np.isnan(self._high[leden]), start, self._high[leden])
        moves = wish != 0
        return np.where(moves, np.maximum(laag, start - far), laag), np.where(moves, np.minimum(hoog, end + far), hoog)

    def _near(self, place: int, number: int) -> _Buurt:
        """About so many sums: those that are the fewest steps away from a number, of these the shortest."""
        import numpy as np

        sums, of_number = self._all.sommen, self._sums_of
        taken = np.zeros(sums.shape[0], dtype=bool)
        leden = np.array([place])
        while True:
            reached = np.setdiff1d(of_number[leden].indices, np.flatnonzero(taken))
            room = number - taken.sum()
            if not len(reached) or room <= 0:
                break
            lengths = sums.indptr[reached + 1] - sums.indptr[reached]
            taken[reached[np.argsort(lengths, kind="stable")][:room]] = True
            leden = np.unique(sums[np.flatnonzero(taken)].indices)
        rows = np.flatnonzero(taken)
        within = of_number.indptr[leden + 1] - of_number.indptr[leden]
        part = sums[rows][:, leden]
        rand = np.bincount(part.indices, minlength=len(leden)) < within
        return _Buurt(leden, part, self._all.rechts[rows], rand, rows)


def _solve(
    part: _Buurt, wish: np.ndarray, low: np.ndarray, high: np.ndarray, whole: np.ndarray | None = None
) -> np.ndarray | None:
    """The answer that is lowest in a direction; None where there is none or it takes too long."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    sums = LinearConstraint(part.sommen, part.rechts - SLACK, part.rechts + SLACK)
    found = milp(wish, constraints=sums, bounds=Bounds(low, high), integrality=whole, options={"node_limit": NODES})
    answer: np.ndarray | None = found.x
    return answer


def _multipliers(part: _Buurt, wish: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """How much the lowest answer in a direction changes with each sum; zeros where there is no answer."""
    import numpy as np
    from scipy.optimize import linprog

    found = linprog(wish, A_eq=part.sommen, b_eq=part.rechts, bounds=np.column_stack([low, high]), method="highs")
    if found.x is None:
        return np.zeros(len(part.rechts))
    return np.where(np.abs(found.eqlin.marginals) > SLACK, found.eqlin.marginals, 0.0)


def _holds(part: _Buurt, answer: np.ndarray, whole: np.ndarray) -> bool:
    """Whether an answer is one, once whole numbers are made whole: the sums hold."""
    import numpy as np

    answer[whole == 1] = np.round(answer[whole == 1])
    return bool((abs(part.sommen @ answer - part.rechts) <= 11 * SLACK).all())
