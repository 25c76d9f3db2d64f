"""Pearson's r, and the chance of one as large where there is no relation."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from fractions import Fraction

MINSTENS = 3
"""Pairs that a chance needs: with two, any two points lie on a line."""


def pearson(pairs: list[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Pearson's r; None with fewer than three pairs, or where one side does not vary.

    The sums are exact; only the square root is rounded, to 30 digits.
    """
    if len(pairs) < MINSTENS:
        return None
    left, right = ([Fraction(number) for number in side] for side in zip(*pairs, strict=True))
    a, b = (_away(side) for side in (left, right))
    together = sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))
    apart = sum((x * x for x in a), Fraction(0)) * sum((y * y for y in b), Fraction(0))
    if apart == 0:
        return None
    square = together**2 / apart
    with localcontext() as context:
        context.prec = 30
        root = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
    return root if together >= 0 else -root


def chance(r: Decimal, n: int) -> Decimal:
    """The two-sided chance of an r at least as far from zero, for n pairs of unrelated normal numbers.

    Student's t with n - 2 degrees of freedom as the finite sum of Abramowitz and Stegun 26.7.3 and 26.7.4, in which the
    sine of the angle is r itself.

    Raises:
        ValueError: fewer than three pairs, or an r beyond one.
    """
    if n < MINSTENS or abs(r) > 1:
        raise ValueError(f"no chance for r = {r} of {n} pairs: three pairs at least and r between -1 and 1")
    free = n - 2
    sine = float(abs(r))
    cosine2 = max(0.0, 1.0 - sine * sine)
    odd = free % 2 == 1
    term = math.sqrt(cosine2) if odd else 1.0
    total = 0.0
    for step in range(1 if odd else 0, free - 1, 2):
        total += term
        term *= cosine2 * (step + 1) / (step + 2)
    inside = 2 / math.pi * (math.asin(sine) + sine * total) if odd else sine * total
    return Decimal(repr(min(1.0, max(0.0, 1.0 - inside))))


def _away(numbers: list[Fraction]) -> list[Fraction]:
    mean = sum(numbers, Fraction(0)) / len(numbers)
    return [number - mean for number in numbers]
