"""R0 Tabel 4-1 and the correlations come out again, or it is said why not."""

from decimal import Decimal

import pytest

from swvmon_spreiding import swvmon_register_gepubliceerd
from swvmon_spreiding.gepubliceerd import threshold

FIGURES = []
swvmon_register_gepubliceerd(FIGURES.append)


def test_all_are_registered():
    """20 numbers of the table, 3 of the text, 2 counts, 4 correlations with their verdict, 4 claims; no id twice."""
    assert 20 + 3 + 2 + 8 + 4 == len(FIGURES) == len({figure.id for figure in FIGURES})


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_figure_comes_out_or_says_why(figure):
    """Ours is the printed figure, or `uitleg` tells why not."""
    ours = None if figure.bereken is None else figure.bereken()

    assert (ours == figure.waarde) == (not figure.uitleg)


def test_threshold_of_r0():
    """Published: far above average is from 4,76 percent vso (R0 L401); by hand 3,51 + 1,25, and for so 1,66 + 0,57."""
    assert [Decimal("4.76"), Decimal("2.23")] == [threshold(wie) for wie in ("vo_2011", "po_2011")]


def test_the_one_claim_that_the_table_does_not_bear():
    """By hand: the standard deviation of so went from 0,57 to 0,56."""
    assert ["spreiding.r0_po_niet_kleiner"] == [f.id for f in FIGURES if f.bereken and f.bereken() != f.waarde]
