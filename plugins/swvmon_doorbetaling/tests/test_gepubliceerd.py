"""The examples of the heavy budget, by the models."""

from __future__ import annotations

from decimal import Decimal

import pytest

from swvmon_doorbetaling.gepubliceerd import GEPUBLICEERD, doorbetaald_euro, tekort_euro


@pytest.mark.parametrize("figure", GEPUBLICEERD, ids=lambda figure: figure.id)
def test_figure(figure) -> None:
    """Worked by hand from law: 3.188.300,00 - 822.095,00 - 202.288,10; and 10.008 over 600, 350 and 50 pupils."""
    assert figure.waarde == figure.bereken()


def test_shortage() -> None:
    """Worked by hand: 40 x 8.220,95 = 328.838,00, less 1.000 x 318,83 = 318.830,00."""
    assert 10_008 == tekort_euro()


def test_the_model_computes_it() -> None:
    """Law: one pupil is its tariff (BWBR0037118 art. 15)."""
    assert [Decimal("9059.77"), Decimal("21328.60")] == [
        doorbetaald_euro(("jonger_8", "1", 1)),
        doorbetaald_euro(("vanaf_8", "3", 1)),
    ]
