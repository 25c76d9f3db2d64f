"""The prognosis of R3, from the features of the SWV."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from swvmon import SwvmonError
from swvmon.testing import assert_joint, make_momentopname
from swvmon_krimp.gepubliceerd import GEPUBLICEERD
from swvmon_krimp.prognose import PROGNOSE_2015_2020


def features(*rows: tuple) -> pd.DataFrame:
    """Rows (code, kenmerk, waarde, from, to) of niveau swv."""
    columns = ["code", "kenmerk", "waarde", "geldig_van", "geldig_tot"]
    return pd.DataFrame(rows, columns=columns).assign(niveau="swv")


PUPILS = ("VO9901", "leerlingen_2015", "12000", date(2015, 10, 1), None)
EXPECTED = ("VO9901", "leerlingprognose_2020", "11400", date(2016, 1, 1), date(2020, 9, 30))


def measured(*rows: tuple, schooljaar: str = "2016/17") -> tuple:
    shares = pd.DataFrame({"vestiging": ["90AA00"], "swv": "VO9901", "aandeel": "1"})
    view = make_momentopname({"aansluiting": shares, "kenmerk": features(*rows)}, schooljaar=schooljaar)
    row = PROGNOSE_2015_2020.bereken(view, None).iloc[0]
    numbers = [None if pd.isna(row[name]) else int(row[name]) for name in ("teller", "noemer")]
    return (row["niveau"], row["sleutel"], *numbers, row["status"], row["uitkomst"])


def test_expected_change_over_the_pupils_of_2015() -> None:
    """R3 L261-262 on 12.000 and 11.400 pupils: -600 of 12.000 (by hand); of another SWV nothing is taken."""
    other = ("VO9902", "leerlingprognose_2020", "5", date(2016, 1, 1), None)

    assert ("swv", "VO9901", -600, 12_000, "geschat", "") == measured(PUPILS, EXPECTED, other)


def test_a_number_holds_on_its_first_and_on_its_last_day() -> None:
    """1 October itself counts, as the first day of the one and the last of the other (by hand)."""
    first, last = (*PUPILS[:3], date(2016, 10, 1), None), (*EXPECTED[:3], date(2016, 1, 1), date(2016, 10, 1))

    assert ("swv", "VO9901", -600, 12_000, "geschat", "") == measured(first, last)


@pytest.mark.parametrize(
    ("rows", "schooljaar"),
    [((), "2016/17"), ((PUPILS,), "2016/17"), ((EXPECTED,), "2016/17"), ((PUPILS, EXPECTED), "2020/21")],
)
def test_without_a_number_that_holds_it_is_told(rows: tuple, schooljaar: str) -> None:
    """None loaded, one of the two, or one that ended the day before 1 October: `ontbreekt`."""
    assert ("swv", "VO9901", None, None, "geschat", "ontbreekt") == measured(*rows, schooljaar=schooljaar)


def test_a_value_that_is_no_number_is_refused() -> None:
    """The message names the feature, the SWV and what was found."""
    wrong = (*PUPILS[:2], "12.000 (ca.)", *PUPILS[3:])

    with pytest.raises(SwvmonError, match=r"kenmerk leerlingen_2015 of VO9901 is '12.000 \(ca.\)', not a number"):
        measured(wrong, EXPECTED)


def test_two_values_on_one_day_are_refused() -> None:
    """Which of the two holds is not guessed."""
    with pytest.raises(SwvmonError, match="kenmerk leerlingen_2015 of VO9901 has more than one value on 2016-10-01"):
        measured(PUPILS, (*PUPILS[:2], "12001", *PUPILS[3:]), EXPECTED)


def test_the_published_fall_of_pupils_comes_out_again() -> None:
    """Published (R0 L526): 110.000 fewer from 2008 to 2015; reconstructed from DUO's series: 109.973."""
    figure = next(f for f in GEPUBLICEERD if f.id == "krimp.po_2008_2015")

    assert (-110_000, -109_973) == (figure.waarde, figure.bereken())


def test_a_figure_that_does_not_come_out_says_why() -> None:
    """Published: 150.000 fewer basisschool pupils; DUO's series gives 101.451 fewer (reconstructed)."""
    figure = next(f for f in GEPUBLICEERD if f.id == "krimp.bao_2012_2019")

    assert (-150_000, -101_451) == (figure.waarde, figure.bereken())
    assert all(f.uitleg or f.bereken for f in GEPUBLICEERD)


def test_one_call_for_many_swvs() -> None:
    """Law: of each SWV what it has alone; one has one number, one none."""
    rows = features(PUPILS, EXPECTED, ("VO9902", *EXPECTED[1:]))
    codes = ("VO9901", "VO9902", "VO9903")
    shares = {code: pd.DataFrame({"vestiging": ["90AA00"], "swv": code, "aandeel": "1"}) for code in codes}
    views = [
        make_momentopname({"aansluiting": shares[c], "kenmerk": rows}, regio=c, schooljaar="2016/17") for c in codes
    ]

    assert_joint(PROGNOSE_2015_2020, views)
