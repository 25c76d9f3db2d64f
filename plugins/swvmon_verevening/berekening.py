"""The arithmetic, apart from plan and ledger: the outcome of 2011 with its causes, one year of it, the national sum.

Law: Wet passend onderwijs (BWBR0032176) art. XIII-XVI. All is exact but two roundings, both half up to the cent
(rekenkundig): the indexed outcome, which is fixed as an amount of money, and the booked line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from swvmon import MissingParameter, amount_cent
from swvmon_verevening.keuzes import Keuzes

DELEN = ("personeel", "materieel")


@frozen
class Berekening:
    """The outcome of 2011 for one part, by cause; euros at the price level of the amounts.

    Attributes:
        tlv_euro: what the placements in (v)so of 2011 would have cost.
        lgf_euro: what was paid for rugzakken.
        pab_euro: what was paid for preventieve ambulante begeleiding.
        norm_euro: what the norm gives for the pupils of 2011.
    """

    tlv_euro: Decimal
    lgf_euro: Decimal
    pab_euro: Decimal
    norm_euro: Decimal

    @property
    def uitkomst_euro(self) -> Decimal:
        """Old situation minus norm: above zero where the region used more than the norm (the sign of the law)."""
        return self.tlv_euro + self.lgf_euro + self.pab_euro - self.norm_euro


def uitkomst_2011(sector: str, deel: str, keuzes: Keuzes) -> Berekening:
    """The outcome from the counts of 1 October 2011.

    Args:
        sector: po or vo.
        deel: personeel or materieel.
        keuzes: with the counts.

    Raises:
        MissingParameter: an amount that a count needs is not known; names the parameter.
    """
    personeel = deel == "personeel"
    tlv = keuzes.tlv_personeel_euro if personeel else keuzes.tlv_materieel_euro
    lgf = keuzes.lgf_personeel_euro if personeel else keuzes.lgf_materieel_euro
    return Berekening(
        tlv_euro=_total(f"tlv_{deel}_euro", tlv, ((p.lid, p.aantal) for p in keuzes.tlv)),
        lgf_euro=_total(f"lgf_{deel}_euro", lgf, ((r.soort, r.aantal) for r in keuzes.lgf)),
        pab_euro=_total("pab_personeel_euro", keuzes.pab_personeel_euro, ((b.soort, b.aantal) for b in keuzes.pab))
        if personeel
        else Decimal(0),
        norm_euro=_total("norm_euro", keuzes.norm_euro, [(f"{sector}_{deel}", keuzes.leerlingen or 0)]),
    )


def geindexeerd_cent(uitkomst_euro: Decimal, index: Fraction) -> int:
    """The outcome as an amount of the year: indexed, in eurocents, rounded half up, with the sign of the law."""
    return amount_cent(uitkomst_euro, index)


def jaarcorrectie_cent(bedrag_cent: int, percentage: Decimal, aandeel_van_jaar: Fraction = Fraction(1)) -> int:
    """What an indexed outcome gives in one year or a part of it, in eurocents, rounded half up.

    Args:
        bedrag_cent: the indexed outcome; above zero is added to the budget (`correctie_wettelijk`).
        percentage: of the year, 0 to 100.
        aandeel_van_jaar: 5/12 or 7/12 for a part of a kalenderjaar.
    """
    return amount_cent(Fraction(bedrag_cent, 100), Fraction(percentage) / 100, aandeel_van_jaar)


def landelijk_restant_euro(
    uitkomsten_euro: Iterable[Decimal], percentage_positief: Decimal, percentage_negatief: Decimal
) -> Fraction:
    """What the corrections of all regions together cost the rijk in a year, in unrounded euros.

    On a complete national set the outcomes add up to zero, as the norm is their mean. Then the sum is zero wherever the
    two percentages are equal (in the first, fourth and fifth year); in the second and third year it is five percent of
    all outcomes above zero. Precondition: one sector and part, all regions.

    Args:
        uitkomsten_euro: the outcome of each region, with the sign of the law, all at the same index.
        percentage_positief: percentage of the year for outcomes above zero.
        percentage_negatief: percentage of the year for outcomes below zero.
    """
    return sum(
        (
            Fraction(uitkomst) * Fraction(percentage_positief if uitkomst > 0 else percentage_negatief) / 100
            for uitkomst in uitkomsten_euro
        ),
        Fraction(0),
    )


def _total(name: str, amounts: Mapping[str, Decimal], counts: Iterable[tuple[str, int]]) -> Decimal:
    total = Decimal(0)
    for member, aantal in counts:
        if member not in amounts:
            raise MissingParameter(
                f"parameter verevening.{name}.{member} has no value; supply it in the step: {name}.{member} = ..."
            )
        total += amounts[member] * aantal
    return total
