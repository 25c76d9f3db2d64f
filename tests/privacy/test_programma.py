"""How far apart the answers for a withheld number can be: by what stands near it, by all sums, and by trying all."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal

import pytest

from swvmon.privacy import programma
from swvmon.privacy.aanval import worked_out
from swvmon.privacy.onderdrukken import suppress
from swvmon.privacy.programma import Grens
from swvmon.privacy.stelsel import Relatie, Stelsel

TABLES = 60
TOP = 3


def random_table(number: int) -> tuple[list[int], list[Relatie], dict[int, Grens], dict[int, float]]:
    """A table of three by four numbers with its margins; some of the inner ones, and a margin or two, are withheld."""
    lots = random.Random(number)  # noqa: S311 - no secret
    inner = {(r, c): lots.randint(0, TOP) for r in range(3) for c in range(4)}
    place = {cell: n for n, cell in enumerate(inner)}
    values: dict[int, float] = {place[cell]: float(value) for cell, value in inner.items()}
    relaties: list[Relatie] = []
    for line in [[(r, c) for c in range(4)] for r in range(3)] + [[(r, c) for r in range(3)] for c in range(4)]:
        margin = len(values)
        values[margin] = float(sum(inner[cell] for cell in line))
        relaties.append((*((place[cell], 1) for cell in line), (margin, -1)))
    leden = sorted(lots.sample(range(12), lots.randint(3, 6)) + lots.sample(range(12, 19), lots.randint(0, 2)))
    grenzen = {i: Grens(0.0, TOP if i < 12 else 4.0 * TOP, True, 2.0, values[i]) for i in leden}
    sums = [r for r in relaties if any(i in grenzen for i, _ in r)]
    return leden, sums, grenzen, {i: value for i, value in values.items() if i not in grenzen}


def by_trying(
    leden: list[int], relaties: list[Relatie], grenzen: dict[int, Grens], waarden: dict[int, float]
) -> list[int]:
    """The numbers whose lowest and highest are too near, of every way to fill what is withheld."""
    inner = [i for i in leden if i < 12]
    found: dict[int, set[float]] = {i: set() for i in leden}
    for values in itertools.product(range(TOP + 1), repeat=len(inner)):
        filled = waarden | {i: float(v) for i, v in zip(inner, values, strict=True)}
        if _fills(filled, relaties, grenzen):
            for index in leden:
                found[index].add(filled[index])
    return [i for i in leden if max(found[i]) - min(found[i]) < grenzen[i].breedte]


def _fills(filled: dict[int, float], relaties: list[Relatie], grenzen: dict[int, Grens]) -> bool:
    """Whether the margins can be what they are told to be; margins that are withheld are filled in."""
    for relation in relaties:
        total = sum(filled[i] for i, factor in relation if factor > 0)
        margin = relation[-1][0]
        if filled.setdefault(margin, total) != total or not total <= (g.hoog if (g := grenzen.get(margin)) else total):
            return False
    return True


def test_what_is_told_nearby_is_what_all_sums_tell(monkeypatch):
    """Worked by trying every way: the numbers that are given away, whether or not some of the sums are asked first."""
    expected = {}
    for number in range(TABLES):
        leden, sums, grenzen, waarden = random_table(number)
        expected[number] = by_trying(leden, sums, grenzen, waarden)
    assert sum(map(len, expected.values())) > TABLES / 3
    for near in ((), (1, 2, 3)):
        monkeypatch.setattr(programma, "NEAR", near)
        found = {n: sorted(i for i, _ in worked_out(*random_table(n), set(), set())) for n in range(TABLES)}
        assert found == expected, near


def test_what_follows_from_fixed_numbers_hides_nothing():
    """By hand: 3 is secret; 12 is the smallest beside it, but is 5 and 7, which stand elsewhere: 40 goes alone."""
    stelsel = Stelsel()
    secret, small, large, total, one, other = (
        stelsel.number(("PO0001", name), Decimal(value)).echt
        for name, value in zip("abcdef", (3, 12, 40, 55, 5, 7), strict=True)
    )
    stelsel.getallen[secret].gevoelig = True
    for fixed in (total, one, other):
        stelsel.getallen[fixed].vast = True
    stelsel.relate([(total, -1), (secret, 1), (small, 1), (large, 1)])
    stelsel.relate([(small, -1), (one, 1), (other, 1)])

    pattern = suppress(stelsel)

    assert (pattern.weg, pattern.open) == ({secret, large}, set())


def test_a_secret_that_follows_from_fixed_numbers_is_told_at_once():
    """By hand: 3 is 8 less 5, whatever is withheld: nothing is withheld for it in vain."""
    stelsel = Stelsel()
    secret, one, total, beside = (
        stelsel.number(("PO0001", name), Decimal(value)).echt for name, value in zip("abcd", (3, 5, 8, 40), strict=True)
    )
    stelsel.getallen[secret].gevoelig = True
    stelsel.getallen[one].vast = stelsel.getallen[total].vast = True
    stelsel.relate([(total, -1), (secret, 1), (one, 1)])
    stelsel.relate([(beside, -1), (stelsel.derived(Decimal(37), gevoelig=False), 1), (secret, 1)])

    pattern = suppress(stelsel)

    assert pattern.open == {secret}
    assert beside not in pattern.weg


@pytest.mark.parametrize("near", [programma.NEAR, (1, 1)], ids=["what tells it is near", "what tells it is far"])
def test_for_a_secret_that_nothing_can_keep_nothing_is_withheld(near, monkeypatch):
    """By hand: 3 + 20 = 23, 3 + 30 = 33 and 20 + 30 = 50 tell 3; 40, beside 20, 2 and 3, is no help, so it is told."""
    monkeypatch.setattr(programma, "NEAR", near)
    stelsel = Stelsel()
    secret, second, third, small, other, beside, *fixed = (
        stelsel.number(("PO0001", str(place)), Decimal(value)).echt
        for place, value in enumerate((3, 20, 30, 2, 3, 40, 23, 33, 50, 65))
    )
    for index in (secret, small, other):
        stelsel.getallen[index].gevoelig = True
    for index in fixed:
        stelsel.getallen[index].vast = True
    parts = ((secret, second), (secret, third), (second, third), (second, small, other, beside))
    for total, of in zip(fixed, parts, strict=True):
        stelsel.relate([(total, -1), *((part, 1) for part in of)])

    pattern = suppress(stelsel)

    assert pattern.open == {secret, second, third}
    assert pattern.weg == {secret, second, third, small, other}


def test_what_is_withheld_for_a_secret_stands_in_the_sums_that_tell_it():
    """By hand: 3 + 2 + 20, 2 + 4 and 4 + 3 tell 3, 2 and 4 until 20 is gone too; 6 is smaller, but not in those sums.

    Then 4 is anything from 3 to 5, and with it the others, as 3 + 2 + 6 allows.
    """
    stelsel = Stelsel()
    first, second, third, last, large, small, *fixed = (
        stelsel.number(("PO0001", str(place)), Decimal(value)).echt
        for place, value in enumerate((3, 2, 4, 2, 20, 6, 25, 6, 7, 11))
    )
    for index in (first, second, third, last):
        stelsel.getallen[index].gevoelig = True
    for index in fixed:
        stelsel.getallen[index].vast = True
    parts = ((first, second, large), (second, third), (third, first), (first, last, small))
    for total, of in zip(fixed, parts, strict=True):
        stelsel.relate([(total, -1), *((part, 1) for part in of)])

    pattern = suppress(stelsel)

    assert (pattern.weg, pattern.open) == ({first, second, third, last, large}, set())
