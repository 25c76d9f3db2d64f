"""Amounts that are sums of others, and the rounding of the 2 %."""

from __future__ import annotations

import pytest

from swvmon_sbo.gepubliceerd import GEPUBLICEERD, plaatsen


@pytest.mark.parametrize("figure", GEPUBLICEERD, ids=lambda figure: figure.id)
def test_figure(figure) -> None:
    """Published: 6.998,38 and 7.255,71 are sums. Law, by hand: 199,5 and 198,5 places are 200 and 199."""
    assert figure.waarde == figure.bereken()


@pytest.mark.parametrize(("pupils", "places"), [(9_974, 199), (9_924, 198), (0, 0)])
def test_just_below_a_half(pupils: int, places: int) -> None:
    """Law, by hand: 199,48 and 198,48 are rounded down."""
    assert places == plaatsen(pupils)
