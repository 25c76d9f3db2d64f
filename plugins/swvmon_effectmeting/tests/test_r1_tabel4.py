"""R1 Tabel 4: significance from what is printed."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from statistics import NormalDist

import pytest

from swvmon_effectmeting.r1_tabel4 import GRENS, REGULIER, SCHATTINGEN, significant
from swvmon_effectmeting.toets import p_normaal

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


@pytest.mark.parametrize("quotient", ["0", "0.5", "1.959963985", "-3", "3.58"])
def test_p_value(quotient: str) -> None:
    """Worked otherwise: twice the upper tail of the normal distribution, whatever the sign."""
    z = float(quotient)

    assert 2 * (1 - NormalDist().cdf(abs(z))) == pytest.approx(p_normaal(z, 1), abs=1e-12)
    assert p_normaal(z, 1) == pytest.approx(p_normaal(z * 8, 8), rel=1e-12)


def test_five_percent() -> None:
    """Known: 1,96 standard errors give 0,05; 3,5827 give the bound of the report."""
    assert p_normaal(1.959963985, 1) == pytest.approx(0.05, abs=1e-9)
    assert p_normaal(3.582746902, 1) == pytest.approx(0.00034, abs=1e-11)


def test_bound_is_not_reached_by_all() -> None:
    """By hand: an estimate of 3,6 standard errors has a star and one of 3,5 has not, also below zero."""
    row = SCHATTINGEN[1]

    assert [1, 0] == [significant(row._replace(schatting=Decimal(s), se=Decimal(1)), GRENS) for s in ("-3.6", "-3.5")]


def test_no_row_has_a_star() -> None:
    """Published (R1 Tabel 4, L740-743): none is significant at 0,00034; the first is at 0,05 (L728-729)."""
    assert [0, 0, 0] == [significant(row, GRENS) for row in SCHATTINGEN]
    assert 1 == significant(REGULIER, Decimal("0.05"))


def test_readme_shows_these_numbers() -> None:
    """The table of the README is computed from the same rows."""
    rows = re.findall(
        r"^\| ([A-Z][a-z ]+) \| (-?0,\d{4}) \| (0,\d{4}) \| (-?\d,\d{4}) \| (0,\d{4}) \| no \|$", README, re.M
    )

    def dutch(value: Decimal | float) -> str:
        return f"{value:.4f}".replace(".", ",")

    expected = [
        (
            r.titel,
            dutch(r.schatting),
            dutch(r.se),
            dutch(r.schatting / r.se),
            dutch(p_normaal(float(r.schatting), float(r.se))),
        )
        for r in SCHATTINGEN
    ]
    assert expected == rows
