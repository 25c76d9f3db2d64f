"""Lichte ondersteuning po is a number of formatieplaatsen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from swvmon import Schooljaar, half_up, read_parameters
from swvmon_rijksbekostiging.gepubliceerd import ARTIKEL, GEPUBLICEERD, licht_po_personeel_euro


@pytest.mark.parametrize("figure", GEPUBLICEERD, ids=lambda figure: figure.id)
def test_figure(figure) -> None:
    """Published: € 151,06 and € 156,61 are 0,00237 of what 0,1098 formatieplaats costs, and are what is shipped."""
    (shipped,) = [p for p in read_parameters("swvmon_rijksbekostiging") if p.id.endswith(".licht_po_personeel_euro")]
    value = shipped.at(Schooljaar.parse(figure.periode).periode)

    assert value.waarde == figure.waarde == half_up(figure.bereken(), 2)
    assert value.bron == figure.bron == ARTIKEL[figure.periode]


def test_mean_cost() -> None:
    """Worked by hand: 7.255,71 / 0,1098 = 66.081,1475, x 0,00237 = 156,6123."""
    assert Decimal("156.6123") == half_up(licht_po_personeel_euro("2015/16"), 4)
