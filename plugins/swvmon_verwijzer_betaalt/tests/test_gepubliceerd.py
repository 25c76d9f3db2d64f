"""What Plein 013 prints about a school of 300 pupils."""

from __future__ import annotations

from decimal import Decimal

from swvmon_verwijzer_betaalt import gepubliceerd


def test_figure() -> None:
    """Published: € 59.526 of 300 x € 198,42."""
    (figure,) = gepubliceerd.GEPUBLICEERD

    assert 59_526 == figure.waarde == figure.bereken()


def test_the_model_takes_the_placements(monkeypatch) -> None:
    """Worked by hand: of 300 x 339,74 = 101.922 a school that keeps 100,00 per pupil pays 71.922, and keeps 30.000."""
    monkeypatch.setattr(gepubliceerd, "NETTO_EURO", Decimal(100))

    assert 30_000 == gepubliceerd.netto_euro()
