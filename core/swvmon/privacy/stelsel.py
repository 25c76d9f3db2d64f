"""Numbers of a publication and the sums that hold between them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import attrs

Relatie = tuple[tuple[int, int], ...]
"""Numbers with their coefficients: together they are zero."""


@attrs.define
class Getal:
    """A number that somebody could want to know.

    Attributes:
        waarde: what it is; None where the publisher masked it, so that nobody here knows.
        laag: the lowest that the publisher says it can be, where he masked it; else zero.
        hoog: the highest that he says, or None.
        publiek: it stands in the tables unless it is withheld; else it only follows from others.
        vast: it stands there whatever happens, such as a zero.
        groep: numbers that are withheld together; its own where it stands alone.
        gevoelig: nobody may find it out.
        gemaskeerd: it is one end of an interval, or what lies in it.
        regio: SWV code of whose table it is, or the sector of what is about all regions; empty where it is of none.
    """

    waarde: Decimal | None
    laag: Decimal = Decimal(0)
    hoog: Decimal | None = None
    publiek: bool = False
    vast: bool = False
    groep: int = -1
    gevoelig: bool = False
    gemaskeerd: bool = False
    regio: str = ""

    @property
    def heel(self) -> bool:
        """Whether it is a count; a pupil may count in parts where a school is of two SWV's."""
        return self.waarde is None or self.waarde == self.waarde.to_integral_value()


@attrs.define
class Grootheid:
    """A number as the tables tell it: known, or an interval.

    Attributes:
        laag: number of its low end, or of itself.
        hoog: number of its high end, or of itself.
        echt: what it really is.
    """

    laag: int
    hoog: int
    echt: int

    @property
    def bekend(self) -> bool:
        """Whether it is no interval."""
        return self.laag == self.hoog


@attrs.define(eq=False)
class Stelsel:
    """All numbers of a run, those that are the same once, and the sums between them.

    Two numbers of one unit (a school, a board) with the same value are taken for the same number: who knows one knows
    the other. Where that is chance it costs a little more withholding, never less safety.
    """

    getallen: list[Getal] = attrs.field(factory=list)
    relaties: list[Relatie] = attrs.field(factory=list)
    _bekend: dict[tuple[tuple[str, ...], Decimal, Decimal], Grootheid] = attrs.field(factory=dict)
    _sommen: set[Relatie] = attrs.field(factory=set)

    def number(
        self, eenheid: tuple[str, ...], laag: Decimal, hoog: Decimal | None = None, *, publiek: bool = True
    ) -> Grootheid:
        """A number of a unit; the same unit and value give the same number.

        Args:
            eenheid: whose number it is; begins with the regio.
            laag: the number, or its low end.
            hoog: its high end.
            publiek: it stands in the tables.
        """
        top = laag if hoog is None else hoog
        key = (eenheid, laag, top)
        if key not in self._bekend:
            first = len(self.getallen)
            if laag == top:
                self.getallen.append(Getal(laag, groep=first, vast=laag == 0, regio=eenheid[0]))
                self._bekend[key] = Grootheid(first, first, first)
            else:
                self.getallen.append(Getal(laag, groep=first, vast=False, gemaskeerd=True))
                self.getallen.append(Getal(top, groep=first, gemaskeerd=True))
                real = Getal(None, laag, top, groep=first + 2, gevoelig=True, gemaskeerd=True)
                self.getallen.append(real)
                self._bekend[key] = Grootheid(first, first + 1, first + 2)
        made = self._bekend[key]
        for index in {made.laag, made.hoog} if publiek else ():
            self.getallen[index].publiek = True
        return made

    def derived(self, waarde: Decimal, *, gevoelig: bool) -> int:
        """A number that stands nowhere but follows from others, such as the pupils who are not counted."""
        self.getallen.append(Getal(waarde, groep=len(self.getallen), gevoelig=gevoelig))
        return len(self.getallen) - 1

    def secret(self, number: Grootheid) -> None:
        """Nobody may find this number out."""
        made = self.getallen[number.echt]
        made.gevoelig, made.vast = True, False

    def relate(self, terms: Iterable[tuple[int, int]]) -> None:
        """These numbers with these coefficients are together zero."""
        sums: dict[int, int] = {}
        for index, coefficient in terms:
            sums[index] = sums.get(index, 0) + coefficient
        relation = tuple(sorted((i, c) for i, c in sums.items() if c))
        if len(relation) > 1 and relation not in self._sommen:
            self._sommen.add(relation)
            self.relaties.append(relation)

    def implied(self) -> set[int]:
        """Numbers that are fixed, and those that follow from them one by one: nobody can keep them to himself."""
        known = {i for i, number in enumerate(self.getallen) if number.vast}
        sums: dict[int, list[int]] = {}
        unknown = []
        for number, relation in enumerate(self.relaties):
            left = [i for i, _ in relation if i not in known]
            unknown.append(len(left))
            for index in left:
                sums.setdefault(index, []).append(number)
        todo = [number for number, left in enumerate(unknown) if left == 1]
        while todo:
            for index in [i for i, _ in self.relaties[todo.pop()] if i not in known]:
                known.add(index)
                for number in sums[index]:
                    unknown[number] -= 1
                    todo += [number] if unknown[number] == 1 else []
        return known

    def total(self, geheel: Grootheid, delen: list[Grootheid], gevoelig_onder: int = 0) -> None:
        """The whole is its parts added up, as far as the numbers bear it out.

        What the parts lack of the whole is a number of its own, sensitive where it is small.
        """
        if not delen:
            return
        value = self.getallen
        lows, highs = [d.laag for d in delen], [d.hoog for d in delen]
        low = sum((value[i].waarde or Decimal(0) for i in lows), Decimal(0))
        high = sum((value[i].waarde or Decimal(0) for i in highs), Decimal(0))
        whole_low, whole_high = value[geheel.laag].waarde or Decimal(0), value[geheel.hoog].waarde or Decimal(0)
        masked = not geheel.bekend or any(not d.bekend for d in delen)
        real = [(geheel.echt, -1), *((d.echt, 1) for d in delen)]
        if low == whole_low and high == whole_high:
            self.relate(real)
            if masked:
                self.relate([(geheel.laag, -1), *((i, 1) for i in lows)])
                self.relate([(geheel.hoog, -1), *((i, 1) for i in highs)])
        elif masked and low <= whole_low and whole_high <= high:
            self.relate(real)
        elif not masked and low < whole_low:
            rest = whole_low - low
            self.relate([*real, (self.derived(rest, gevoelig=rest < gevoelig_onder), 1)])
