"""Scales, numbers and context of each respondent; worked by hand."""

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from swvmon import SwvmonError
from swvmon_directeurenmonitor.maten import classes, context, measures, yes_no

KOP = """
[enquete]
naam = "e"
titel = "E"
peildatum = 2020-10-01
[lijst.zo]
antwoorden = { 1 = "1", 2 = "2", 3 = "3", 4 = "4", 5 = "5", nvt = "nvt" }
geen_oordeel = ["nvt"]
[[blok]]
naam = "b"
titel = "B"
lijst = "zo"
geen_oordeel = "binnen"
vragen = { x = "X", y = "Y", z = "Z" }
[[blok]]
naam = "m"
titel = "M"
vorm = "meer"
alleen = { vraag = "x", antwoorden = ["5"] }
vragen = { m_a = "A", m_b = "B" }
[[blok]]
naam = "posten"
titel = "Posten"
vorm = "getal"
herleid_tot = 100
vragen = { g = "G", h = "H" }
[schaal.s]
titel = "S"
vragen = ["x", "y", "z"]
omgekeerd = ["z"]
minimaal = 2
[context.k]
titel = "K"
kenmerk = "aantal"
[context.groei]
titel = "Groei"
groei = ["voor", "na"]
[groep.k]
titel = "K"
context = "k"
klassen = { laag = 0, hoog = 10 }
"""


@pytest.fixture
def survey(codeboek, antwoorden):
    def make(gegeven, swvs=None):
        made = codeboek(KOP)
        return made, antwoorden(made, gegeven, swvs)

    return make


def kenmerken(*rows):
    columns = ["niveau", "code", "kenmerk", "waarde", "geldig_van", "geldig_tot"]
    told = [("swv", code, naam, waarde, van, tot) for code, naam, waarde, van, tot in rows]
    return pd.DataFrame(told, columns=columns)


def test_scale_is_the_mean_of_what_was_judged(survey):
    """Item z counts as 6 - answer: (4 + 5 + 4) / 3; without a judgement on y (4 + 2) / 2; one item is too few."""
    made = survey({"po1": {"x": 4, "y": 5, "z": 2}, "po2": {"x": 4, "y": "nvt", "z": 4}, "po3": {"x": 5, "y": "nvt"}})

    assert {"po1": Fraction(13, 3), "po2": Fraction(3)} == measures(*made)["s"].to_dict()


def test_posts_are_scaled_to_100(survey):
    """30 and 50 are 37,5 and 62,5 of 100; zeros and half an answer have no share."""
    made = measures(*survey({"po1": {"g": 30, "h": 50}, "po2": {"g": 0, "h": 0}, "po3": {"g": 40}}))

    assert [{"po1": Fraction(75, 2)}, {"po1": Fraction(125, 2)}] == [made[q].to_dict() for q in ("g", "h")]


def test_option_as_a_number(survey):
    """1 for who chose it, 0 for who chose another; who left the block open or is not in the filter has none."""
    made, answers = survey(
        {"po1": {"x": 5, "m_a": "ja"}, "po2": {"x": 5, "m_b": "ja"}, "po3": {"x": 5}, "po4": {"x": 4, "m_a": "ja"}}
    )

    assert {"po1": 1, "po2": 0} == yes_no("m_a", made.blokken[1], answers).to_dict()


def test_context_holds_on_the_day_of_the_survey(survey):
    """The last that holds on 1 October 2020 counts, and none that ended before; growth is (90 - 120) / 120."""
    made, answers = survey(
        {"po1": {"x": 1}, "po2": {"x": 1}, "po3": {"x": 1}}, {"po1": "PO9901", "po2": "PO9902", "po3": "PO9903"}
    )
    rows = kenmerken(
        ("PO9901", "aantal", "7", date(2019, 1, 1), date(2020, 9, 30)),
        ("PO9901", "aantal", "12,5", date(2020, 10, 1), None),
        ("PO9901", "aantal", "99", date(2020, 10, 2), None),
        ("PO9902", "aantal", "2", date(2018, 1, 1), None),
        ("PO9902", "aantal", "3", date(2019, 1, 1), date(2020, 10, 1)),
        ("PO9903", "aantal", "8", date(2019, 1, 1), date(2020, 9, 30)),
        ("PO9901", "voor", "120", date(2015, 10, 1), date(2015, 10, 1)),
        ("PO9901", "na", "90", date(2025, 10, 1), date(2025, 10, 1)),
        ("PO9902", "voor", "0", date(2015, 10, 1), None),
        ("PO9902", "na", "90", date(2025, 10, 1), None),
    )
    found = context(made, answers, rows)

    assert {"po1": Fraction(25, 2), "po2": Fraction(3)} == found["k"].to_dict()
    assert {"po1": Fraction(-25)} == found["groei"].to_dict()
    of = classes(made.groepen[0], found, answers.breed.index)
    assert ["hoog", "laag", None] == [None if pd.isna(k) else k for k in of]


def test_a_feature_that_is_no_number_is_refused(survey):
    """The message names the feature and not its value."""
    made, answers = survey({"po1": {"x": 1}}, {"po1": "PO9901"})

    with pytest.raises(SwvmonError, match="kenmerk aantal of an SWV is not a number") as error:
        context(made, answers, kenmerken(("PO9901", "aantal", "veel", date(2020, 1, 1), None)))
    assert "veel" not in str(error.value)
