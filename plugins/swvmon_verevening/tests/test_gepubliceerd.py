"""The example of the correction, by the arithmetic of the model."""

from __future__ import annotations

from decimal import Decimal

import pytest

from swvmon_verevening.gepubliceerd import GEPUBLICEERD, uitkomst


@pytest.mark.parametrize("figure", GEPUBLICEERD, ids=lambda figure: figure.id)
def test_figure(figure) -> None:
    """Worked by hand from the amounts of law: the outcome, and 100, 95, 80, 60 and 30 % of it after indexing."""
    assert figure.waarde == figure.bereken()


def test_causes() -> None:
    """Worked by hand: placements, rugzakken and norm, each by itself."""
    causes = uitkomst()

    assert (Decimal("3877248.85"), Decimal("1945830.60"), Decimal("5538600.00"), Decimal(0)) == (
        causes.tlv_euro,
        causes.lgf_euro,
        causes.norm_euro,
        causes.pab_euro,
    )
