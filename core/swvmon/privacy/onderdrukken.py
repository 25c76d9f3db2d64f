"""Primary and secondary suppression: what is withheld, and why."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal

import attrs
from attrs import evolve

from swvmon.privacy.aanval import worked_out
from swvmon.privacy.programma import SLACK, Aanval, Grens, Programma
from swvmon.privacy.regel import MINIMUM
from swvmon.privacy.stelsel import Relatie, Stelsel

PRIMAIR, SECUNDAIR, EEN_VAN_BEIDE, BRON = "primair", "secundair", "primair of secundair", "bron"
Keuze = Callable[[Stelsel, set[int]], Iterable[int]]
"""Proposes public numbers to withhold, given what is withheld; nothing rests on its being right."""
BREEDTE = 2.0
"""How far the lowest and the highest of a withheld number must be apart: at least three whole numbers are left."""


@attrs.define(eq=False)
class Patroon:
    """What of a system is withheld.

    Attributes:
        weg: the withheld numbers; those that stand in no table are among them.
        vaag: numbers of which is not told whether they are small.
        open: secret numbers that can be worked out whatever is withheld, since fixed numbers tell them.
        veilig: numbers that need no question any more.
        bekend: numbers that are fixed or follow from those; withholding them hides nothing.
    """

    stelsel: Stelsel
    weg: set[int]
    vaag: set[int] = attrs.field(factory=set)
    open: set[int] = attrs.field(factory=set)
    veilig: set[int] = attrs.field(factory=set)
    bekend: set[int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.bekend = self.stelsel.implied()
        numbers = self.stelsel.getallen
        self.open |= {i for i in self.bekend if numbers[i].gevoelig}
        self.veilig |= self.bekend

    @property
    def gaps(self) -> int:
        """How many numbers of the tables are withheld."""
        return sum(self.stelsel.getallen[i].publiek for i in self.weg)

    def reason(self, index: int) -> str:
        """Why a number is withheld."""
        number = self.stelsel.getallen[index]
        if index in self.vaag:
            return EEN_VAN_BEIDE
        return PRIMAIR if number.gevoelig else SECUNDAIR

    def limit(self, index: int) -> Grens:
        """What is known of a withheld number without any sum: its reason tells on which side of the minimum it is."""
        number = self.stelsel.getallen[index]
        if number.waarde is None:
            return self._masked(index)
        value = float(number.waarde)
        known = Grens(0.0, None, number.heel, BREEDTE if value else 0.0, value)
        if value < 0:
            return evolve(known, laag=-math.inf)
        if number.gemaskeerd:
            return known
        if not number.publiek:
            return evolve(known, breedte=BREEDTE if number.gevoelig else 0.0)
        one = 1.0 if number.heel else 0.0
        known = evolve(known, laag=one if value else 0.0, breedte=BREEDTE if value or number.gevoelig else 0.0)
        if index not in self.vaag and number.gevoelig:
            known = evolve(known, hoog=MINIMUM - one)
        elif index not in self.vaag and value:
            known = evolve(known, laag=float(MINIMUM))
        return known

    def _masked(self, index: int) -> Grens:
        """What the publisher masked: within his interval, as long as that is told."""
        number = self.stelsel.getallen[index]
        low, high = float(number.laag), float(number.hoog or number.laag)
        breedte = min(BREEDTE, high - low)
        told = index - 1 not in self.weg  # the number before it is the high end of its interval
        return Grens(low, high, False, breedte, None) if told else Grens(0.0, None, False, breedte, None)


def suppress(
    stelsel: Stelsel, ook: Iterable[int] = (), vanaf: Patroon | None = None, kies: Keuze | None = None
) -> Patroon:
    """Withhold what is sensitive, and the smallest others until nothing withheld can be worked out.

    Where the reasons themselves tell too much of a component, they are blurred before more is withheld.

    Args:
        stelsel: all numbers of a run.
        ook: numbers that must be withheld as well.
        vanaf: a pattern of the same system of which everything stays withheld.
        kies: proposes what to withhold before the smallest others are; without it the outcome depends on the other
            arguments alone.

    Returns:
        The pattern; `open` is empty unless fixed numbers give a secret away.
    """
    numbers = stelsel.getallen
    pattern = Patroon(stelsel, {i for i, n in enumerate(numbers) if not n.publiek and not n.vast})
    if vanaf is not None:
        pattern.weg |= vanaf.weg
        pattern.vaag |= vanaf.vaag
        pattern.veilig |= vanaf.veilig
    protection = _Bescherming(pattern)
    protection.withhold((*ook, *(i for i, n in enumerate(numbers) if n.publiek and n.gevoelig)))
    if kies is not None:
        protection.withhold(kies(stelsel, pattern.weg))
    protection.settle()
    return pattern


class _Bescherming:
    """Withholds more until nothing can be worked out, component by component.

    A component that is safe is not looked at again, unless a number next to it is withheld.
    """

    def __init__(self, pattern: Patroon) -> None:
        self._pattern = pattern
        self._bare: _AllesWeg | None = None
        self._groups: dict[int, list[int]] = {}
        self._in_sums: dict[int, list[int]] = {}
        for index, number in enumerate(pattern.stelsel.getallen):
            self._groups.setdefault(number.groep, []).append(index)
        self._sums = pattern.stelsel.relaties
        for place, relation in enumerate(self._sums):
            for index, _ in relation:
                self._in_sums.setdefault(index, []).append(place)
        self._hidden = [sum(i in pattern.weg for i, _ in r) for r in self._sums]
        self._free = [sum(self._may_go(i) for i, _ in r) for r in self._sums]

    def withhold(self, indices: Iterable[int]) -> list[int]:
        """Withhold these and what goes with them; what was not withheld yet."""
        numbers = self._pattern.stelsel.getallen
        together = {j for i in indices for j in self._groups[numbers[i].groep]}
        new = sorted(together - self._pattern.weg)
        for index in new:
            for place in self._in_sums.get(index, ()):
                self._hidden[place] += 1
                self._free[place] -= self._may_go(index)
        self._pattern.weg |= together
        return new

    def _may_go(self, index: int) -> bool:
        """Whether a number stands in the tables and would hide something if it were withheld."""
        pattern = self._pattern
        known = index in pattern.weg or index in pattern.bekend
        return pattern.stelsel.getallen[index].publiek and not known

    def settle(self) -> None:
        """Look at every component until all are safe."""
        self._pair(sorted(self._pattern.weg))
        waiting = sorted((i for i in self._pattern.weg if i in self._in_sums), reverse=True)
        safe: set[int] = set()
        while waiting:
            index = waiting.pop()
            if index in safe:
                continue
            leden, sums = self._component(index)
            changed, more = self._protect(leden, sums)
            if not changed:
                safe |= set(leden)
                continue
            safe -= set(more)
            waiting += [index, *(i for i in more if i in self._in_sums)]

    def _pair(self, new: list[int]) -> list[int]:
        """Withhold another number in each sum in which a secret stands alone; the numbers it was given, and more."""
        pattern, made, todo = self._pattern, list(new), new[::-1]
        while todo:
            index = todo.pop()
            sums = self._in_sums.get(index, [])
            lone = any(self._hidden[place] == 1 for place in sums) and index not in pattern.bekend
            if lone and pattern.limit(index).breedte and (more := self.withhold(self._next(sums))):
                todo += [index, *more]
                made += more
        return made

    def _component(self, start: int) -> tuple[list[int], list[int]]:
        """The withheld numbers that hang together with this one by sums, and the places of those sums."""
        found, todo = {start}, [start]
        sums: set[int] = set()
        while todo:
            for place in self._in_sums[todo.pop()]:
                if place not in sums:
                    sums.add(place)
                    near = [i for i, _ in self._sums[place] if i in self._pattern.weg and i not in found]
                    found.update(near)
                    todo += near
        return sorted(found), sorted(sums, key=self._sums.__getitem__)

    def _protect(self, leden: list[int], sums: list[int]) -> tuple[bool, list[int]]:
        """Withhold more where a secret of a component can be worked out; whether there was one, and what is new."""
        pattern = self._pattern
        numbers = pattern.stelsel.getallen
        if not any(numbers[i].publiek or numbers[i].gevoelig or numbers[i].waarde is None for i in leden):
            return False, []
        if not pattern.vaag.isdisjoint(leden):  # what has joined a blurred component is blurred at once
            pattern.vaag |= set(leden)
        limits = {i: pattern.limit(i) for i in leden}
        relations = [self._sums[place] for place in sums]
        known = {i: float(numbers[i].waarde or 0) for r in relations for i, _ in r if i not in limits}
        new: list[int] = []
        over: set[int] = set()
        changed = False
        for index, attacks in worked_out(leden, relations, limits, known, pattern.veilig, over):
            if index in over:
                continue
            changed = True
            mine = self._in_sums[index]
            # what is withheld for this one may be enough for those beside it
            over.update(i for place in mine for i, _ in self._sums[place])
            lone = any(self._hidden[place] == 1 for place in mine)
            if not lone and not set(leden) <= pattern.vaag:
                pattern.vaag |= set(leden)
                return True, new
            if self._told_anyhow(index, attacks, sums):
                pattern.open.add(index)
                pattern.veilig.add(index)
            elif more := self._against(attacks, sums) or self._next(mine) or self._next(sums):
                new += self._pair(self.withhold(more))
            elif new:  # the component has grown: look at it anew first
                break
            elif not set(leden) <= pattern.vaag:
                pattern.vaag |= set(leden)
                return True, new
            else:
                pattern.open.add(index)
                pattern.veilig.add(index)
        return changed, new

    def _told_anyhow(self, index: int, attacks: list[Aanval], sums: list[int]) -> bool:
        """Whether a number is told whatever is withheld: by what stands near it, or by the sums that tell it now."""
        if self._bare is None:
            self._bare = _AllesWeg(self._pattern)
        telling = {sums[place] for attack in attacks for place in attack}
        with_own = sorted({*telling, *self._in_sums[index]}) if telling else []
        return self._bare.tells(index, [self._sums[place] for place in with_own])

    def _next(self, sums: Iterable[int]) -> list[int]:
        """The number to withhold next, of the sum that hides least; empty where there is none."""
        able = [place for place in sums if self._free[place]]
        if not able:
            return []
        least = min(self._hidden[place] for place in able)
        left = {i for p in able if self._hidden[p] == least for i, _ in self._sums[p] if self._may_go(i)}
        return self._least(left)

    def _against(self, attacks: list[Aanval], sums: list[int]) -> list[int]:
        """The number to withhold where these sums tell one: it stands in them, and would let that one move.

        Args:
            attacks: of places in `sums`.
            sums: places of all sums of the component.
        """
        useful: set[int] = set()
        for attack in attacks:
            moves: dict[int, float] = {}
            for place, times in attack.items():
                for index, factor in self._sums[sums[place]]:
                    moves[index] = moves.get(index, 0.0) + times * factor
            useful |= {i for i, move in moves.items() if abs(move) > SLACK and self._may_go(i)}
        return self._least(useful)

    def _least(self, indices: Collection[int]) -> list[int]:
        """Of these the number to withhold first.

        One that stands alone in none of its sums goes before one that does, since that would ask for one more; of
        equal ones the smallest.
        """
        numbers = self._pattern.stelsel.getallen
        return sorted(indices, key=lambda i: (self._lonely(i), abs(numbers[i].waarde or Decimal(0)), i))[:1]

    def _lonely(self, index: int) -> int:
        """In how many sums a number would be the only one that is withheld."""
        return sum(self._hidden[place] == 0 for place in self._in_sums[index])


class _AllesWeg:
    """All numbers withheld that can be, the reasons untold: what is told then is told whatever is withheld."""

    def __init__(self, pattern: Patroon) -> None:
        self._known = pattern.bekend
        leden = {i for r in pattern.stelsel.relaties for i, _ in r} - self._known
        self._pattern = Patroon(pattern.stelsel, leden, leden)
        self._all = self._programma(sorted(pattern.stelsel.relaties))

    def tells(self, index: int, relaties: list[Relatie]) -> bool:
        """Whether what stands near a number tells it, or these sums with it in them, if any; more would tell more."""
        if self._all.told_nearby(index):
            return True
        return bool(relaties) and self._programma(relaties).told_nearby(index, len(relaties))

    def _programma(self, relaties: list[Relatie]) -> Programma:
        numbers, known = self._pattern.stelsel.getallen, self._known
        found = {i for r in relaties for i, _ in r}
        leden = sorted(found - known)
        values = {i: float(numbers[i].waarde or 0) for i in found & known}
        return Programma(leden, relaties, {i: self._pattern.limit(i) for i in leden}, values)
