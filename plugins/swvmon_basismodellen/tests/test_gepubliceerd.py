"""What published rules give, by the schoolmodel."""

from __future__ import annotations

from decimal import Decimal

import pytest

from swvmon_basismodellen.gepubliceerd import GEPUBLICEERD, bedrag_euro


@pytest.mark.parametrize("figure", GEPUBLICEERD, ids=lambda figure: figure.id)
def test_figure(figure) -> None:
    """Published (SPPOH: € 141 per pupil) and worked by hand from published amounts (the others)."""
    assert figure.waarde == figure.bereken()


def test_the_model_computes_it() -> None:
    """Worked by hand: other pupils and amounts give another outcome, 7.000 + 201 x 106 and 3 x 0,05."""
    one_more = bedrag_euro("bao", 201, "2018/19", vaste_voet_euro=Decimal(7_000), bedrag_per_leerling_euro=Decimal(106))

    assert 28_306 == one_more
    assert Decimal("0.15") == bedrag_euro("sbo", 3, "2018/19", bedrag_per_leerling_euro=Decimal("0.05"))
