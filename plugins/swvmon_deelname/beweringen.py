"""What R4 says about its Tabel 1, and whether the table says so too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise

from attrs import frozen

from swvmon_deelname.tabel1 import TOGETHER, counts, index, jaren, shares, sums

HALF = Fraction(1, 2)
Numbers = Sequence[Fraction]


@frozen
class Bewering:
    """One claim about so or vso.

    Attributes:
        naam: number of the claim and type of education.
        tekst: the claim in short, in Dutch.
        bron: report and lines.
        waar: whether it holds in the table.
        fout: the table of the same report refutes it.
        uitleg: why it does not hold, in Dutch.
    """

    naam: str
    tekst: str
    bron: str
    waar: Callable[[], bool]
    fout: bool = False
    uitleg: str = ""


def falls(numbers: Numbers) -> bool:
    """Every number is below the one before it."""
    return all(later < earlier for earlier, later in pairwise(numbers))


def falls_then_rises(numbers: Numbers) -> bool:
    """Down every year from 2014 to 2017, up in 2018."""
    return falls(numbers[:4]) and numbers[4] > numbers[3]


def _exact(numbers: Sequence[int]) -> Numbers:
    return [Fraction(n) for n in numbers]


def _mostly_low(soort: str) -> bool:
    return min(shares(soort, "laag")) > HALF


def _low_dips(soort: str) -> bool:
    return falls_then_rises(shares(soort, "laag"))


def _middle_grew(soort: str) -> bool:
    return all(numbers[4] > numbers[0] for numbers in (_exact(counts(soort, "midden")), shares(soort, "midden")))


def _high_falls(soort: str) -> bool:
    return falls(_exact(counts(soort, "hoog"))) and falls(shares(soort, "hoog"))


def _back_at_level(soort: str) -> bool:
    return index(soort)[4] >= 100


def _rises_after_2016(soort: str) -> bool:
    whole = sums(soort)
    return jaren()[whole.index(min(whole))] == 2016 and whole[2] < whole[3] < whole[4]


def _first_rise_in_2018(soort: str) -> bool:
    rises = [year for year, (before, now) in zip(jaren()[1:], pairwise(sums(soort)), strict=True) if now > before]
    return rises[0] == 2018


def _more_middle_than_high(soort: str) -> bool:
    return any(one > two for one, two in zip(counts(soort, "midden"), counts(soort, "hoog"), strict=True))


_VSO_LAAG = (
    "Het aandeel laag stijgt in het vso van 2014 tot 2016 en daalt alleen in 2017; op aantallen klopt het daar wel."
)
_BEIDE_LAAG = "Het aandeel laag in so en vso samen stijgt van 2014 op 2015."
_NIVEAU = (
    "Tabel 1 begint in 2014, na de invoering, en ligt in 2018 op index {}; het jaar van vergelijking staat er niet."
)
_VERSCHUIVING = "In geen jaar is midden groter dan hoog; de zin is te lezen als een verschuiving, niet als een niveau."

BEWERINGEN = (
    *(Bewering(f"c1_{s}", "Het merendeel is laag", "R4 L528-530", partial(_mostly_low, s)) for s in ("so", "vso")),
    *(
        Bewering(
            f"c2_{s}",
            "Het aandeel laag daalt van 2014 tot 2017 en stijgt in 2018",
            "R4 L530-531",
            partial(_low_dips, s),
            fout,
            uitleg,
        )
        for s, fout, uitleg in (("so", False, ""), ("vso", True, _VSO_LAAG), (TOGETHER, True, _BEIDE_LAAG))
    ),
    *(Bewering(f"c3_{s}", "Midden is toegenomen", "R4 L531-532", partial(_middle_grew, s)) for s in ("so", "vso")),
    *(Bewering(f"c4_{s}", "Hoog is elk jaar gedaald", "R4 L532", partial(_high_falls, s)) for s in ("so", "vso")),
    *(
        Bewering(
            f"c5_{s}",
            "Het aantal is weer op het niveau van voor passend onderwijs",
            "R4 L28-30",
            partial(_back_at_level, s),
            uitleg=_NIVEAU.format(number),
        )
        for s, number in (("so", "99,23"), ("vso", "95,84"))
    ),
    Bewering("c6_so", "Het aantal daalt tot 2016 en stijgt daarna", "R4 L447-449", partial(_rises_after_2016, "so")),
    Bewering(
        "c7_vso",
        "De eerste stijging na 2014 is in 2018",
        "R4 L449-450",
        partial(_first_rise_in_2018, "vso"),
        uitleg="Het aantal in Tabel 1 stijgt al in 2017 (met 45); de zin gaat over het aandeel, dat er niet in staat.",
    ),
    *(
        Bewering(
            f"c8_{s}",
            "Er is meer categorie 2 dan categorie 3",
            "R4 L653-654",
            partial(_more_middle_than_high, s),
            uitleg=_VERSCHUIVING,
        )
        for s in ("so", "vso")
    ),
)
