"""R0 Tabel 2-1 comes out again, or it is said why not."""

from decimal import Decimal

import pandas as pd
import pytest

from swvmon import apportion, half_up
from swvmon_vereveningsklassen import swvmon_register_gepubliceerd
from swvmon_vereveningsklassen.gepubliceerd import printed

FIGURES = []
swvmon_register_gepubliceerd(FIGURES.append)


def test_all_are_registered():
    """8 classes with count and percentage, 4 totals, 4 signs; no id twice."""
    assert 16 + 4 + 4 == len(FIGURES) == len({figure.id for figure in FIGURES})


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_figure_comes_out_or_says_why(figure):
    """Ours, rounded as printed, is the printed figure, or `uitleg` tells why not."""
    ours = None if figure.bereken is None else figure.bereken()
    if ours is not None and figure.afronding is not None:
        ours = half_up(ours, figure.afronding)

    assert (ours == figure.waarde) == (not figure.uitleg)
    assert not figure.fout or ours not in {None, figure.waarde}


def test_the_two_printed_errors():
    """By hand: 15 of 77 is 19, printed 20; the percentages of vo add up to 99, printed 100."""
    wrong = {figure.id: (figure.waarde, half_up(figure.bereken())) for figure in FIGURES if figure.fout}

    assert {
        "vereveningsklassen.r0_tabel2_1_po_klasse1_procent": (Decimal(20), Decimal(19)),
        "vereveningsklassen.r0_tabel2_1_vo_totaal_procent": (Decimal(100), Decimal(99)),
    } == wrong


def test_the_largest_remainder_gives_the_column_of_po_only():
    """By hand: closed to 100, po is 20, 31, 22, 27 as printed; vo is not."""
    closed = {s: apportion(100, pd.Series(printed()[s]["aantal"], index=list("1234"))).tolist() for s in ("po", "vo")}

    assert closed["po"] == printed()["po"]["procent"]
    assert closed["vo"] != printed()["vo"]["procent"]
