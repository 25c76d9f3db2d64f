"""Corrections, the smallest effect and verdicts, worked by hand."""

from __future__ import annotations

import pytest
from scipy import stats

from swvmon_effectmeting.tekst import number
from swvmon_effectmeting.toets import correct, judge, smallest_effect

P = [0.01, 0.04, 0.02, 0.5]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("geen", P),
        ("bonferroni", [0.04, 0.16, 0.08, 1]),
        # sorted 0,01 0,02 0,04 0,5 times 4 3 2 1, never falling
        ("holm", [0.04, 0.08, 0.06, 0.5]),
        # times 4/1 4/2 4/3 4/4, never rising from the end
        ("bh", [0.04, 4 / 75, 0.04, 0.5]),
    ],
)
def test_correct(how, expected):
    """Worked by hand, in the order of the estimates."""
    assert expected == pytest.approx(correct(P, how))
    assert [] == correct([], how)


def test_smallest_effect():
    """Worked by hand: 1,9600 + 0,8416 standard errors for many clusters; with 9 degrees of freedom 2,2622 + 0,8834."""
    assert 2.8016 == pytest.approx(smallest_effect(1, 1e9, 0.05), abs=1e-4)
    assert 2 * (2.2622 + 0.8834) == pytest.approx(smallest_effect(2, 9, 0.05), abs=1e-3)


def test_r1_could_not_have_found_its_estimate():
    """Recomputed from R1 Tabel 4: at 0,00034 an effect of 0,0027 with error 0,0011 is found with a chance of 13 %."""
    bound = stats.norm.ppf(1 - 0.00034 / 2)

    assert 0.0049 == pytest.approx(smallest_effect(0.0011, 1e9, 0.00034), abs=5e-5)
    assert 0.13 == pytest.approx(stats.norm.sf(bound - 0.0027 / 0.0011), abs=0.005)


def test_verdicts():
    """Below the bound without objections is support; at the bound, or with an objection, there is none and no star."""
    verdicts = [
        judge(p, 0.05, wat="effect", kleinste=0.4, bezwaren=objections)
        for p, objections in ((0.049, ()), (0.05, ()), (0.049, ["Maar."]), (0.9, ["Maar."]))
    ]

    assert ["steun", "geen_steun", "steun_vervalt", "geen_steun"] == [v.code for v in verdicts]
    assert [True, False, False, False] == [v.ster for v in verdicts]
    assert "Steun voor een effect, onder de aannames van de methode (p = 0,049, grens 0,05)." == verdicts[0].tekst
    assert verdicts[1].tekst == (
        "Geen steun voor een effect: wat gevonden is kan toeval zijn (p = 0,05, grens 0,05). Dat bewijst niet dat er "
        "geen effect is: pas een effect van 0,4 of meer was met 80 % kans gevonden."
    )
    assert "Geen steun voor een effect, ook al is p = 0,049, grens 0,05. Maar." == verdicts[2].tekst


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0027, "0,0027"), (-0.00061234, "-0,0006123"), (12.34567, "12,3457"), (1234.5, "1.234,5"), (0, "0"),
     (3.2e-9, "3,2e-09"), (1.0, "1"), (-2.5, "-2,5"), (39.0, "39")],
)  # fmt: skip
def test_number(value, text):
    """Dutch: a comma, four significant digits below one, four decimals above it."""
    assert text == number(value)
