"""Counts over the base that the block tells, and a named outcome where there is none; worked by hand."""

from decimal import Decimal

import pytest

from swvmon_directeurenmonitor.maten import classes, measures
from swvmon_directeurenmonitor.tellen import frequencies, percentage

KOP = """
[enquete]
naam = "e"
titel = "E"
peildatum = 2020-10-01
[lijst.zo]
antwoorden = { 1 = "niet", 2 = "deels", 3 = "wel", weet_niet = "weet niet" }
geen_oordeel = ["weet_niet"]
[lijst.cijfer]
antwoorden = { 1 = "1", 2 = "2", 3 = "3" }
getal = true
[[blok]]
naam = "zonder"
titel = "Zonder"
lijst = "zo"
geen_oordeel = "buiten"
samen = { laag = ["1", "2"] }
vragen = { x = "X" }
[[blok]]
naam = "met"
titel = "Met"
lijst = "zo"
geen_oordeel = "binnen"
vragen = { y = "Y", w = { titel = "W", sectoren = ["vo"] } }
[[blok]]
naam = "meer"
titel = "Meer"
vorm = "meer"
alleen = { vraag = "x", antwoorden = ["2", "3"] }
vragen = { m_a = "A", m_b = "B" }
[[blok]]
naam = "plaats"
titel = "Plaats"
lijst = "cijfer"
vragen = { p = "P" }
[groep.g]
titel = "G"
vraag = "p"
klassen = { laag = 1, hoog = 3 }
"""
GEGEVEN = {
    "po1": {"x": 1, "y": 1, "m_a": "ja", "m_b": "nee", "p": 1},
    "po2": {"x": 2, "y": "weet_niet", "m_a": "ja", "m_b": "ja", "p": 2},
    "po3": {"x": 3, "y": 3, "m_a": "nee", "p": 3},
    "po4": {"x": "weet_niet", "y": "weet_niet"},
    "vo1": {"x": "weet_niet", "w": 2},
}


@pytest.fixture
def tellen(codeboek, antwoorden):
    """Counts as {(question, answer): (teller, noemer)} of a sector and class, and the outcomes of what has no base."""

    def count(sector="po", groep="", gegeven=GEGEVEN):
        made = codeboek(KOP)
        answers = antwoorden(made, gegeven)
        of = classes(made.groepen[0], measures(made, answers), answers.breed.index)
        rows = [
            r for r in frequencies(made, answers, made.kies("blok", ()), of) if (r.sector, r.groep) == (sector, groep)
        ]
        return {(r.vraag, r.antwoord): (r.teller, r.noemer) if r.antwoord else r.uitkomst for r in rows}

    return count


def test_no_judgement_out_of_the_base(tellen):
    """Of four, one does not know: the base is three, and that answer has no row."""
    assert {"1": (1, 3), "2": (1, 3), "3": (1, 3), "laag": (2, 3)} == {
        a: told for (vraag, a), told in tellen().items() if vraag == "x"
    }


def test_no_judgement_in_the_base(tellen):
    """Of four, two do not know: the base is four, and they have a row; who did not answer is not in it."""
    assert {"1": (1, 4), "2": (0, 4), "3": (1, 4), "weet_niet": (2, 4)} == {
        a: told for (vraag, a), told in tellen().items() if vraag == "y"
    }


def test_filter_and_several_answers(tellen):
    """Of the two who pass the filter one chose A and B, one neither; po1 answered and does not pass."""
    assert {"m_a": (1, 2), "m_b": (1, 2)} == {a: told for (vraag, a), told in tellen().items() if vraag == "meer"}


def test_a_question_of_the_other_sector_is_not_there(tellen):
    """W was asked in vo only."""
    assert [False, True] == [any(vraag == "w" for vraag, _ in tellen(sector)) for sector in ("po", "vo")]


def test_classes_stand_beside_the_whole(tellen):
    """The class low (1 and 2) has two respondents; the class high (3) one; who gave no place is in neither."""
    assert [(1, 2), (0, 1)] == [tellen(groep=g)["x", "1"] for g in ("laag", "hoog")]


def test_without_a_base_there_is_no_number(tellen):
    """All of vo do not know, nobody answered Y, nobody passes the filter: three outcomes, no number."""
    told = tellen("vo")

    assert ["noemer_nul", "ontbreekt", "ontbreekt"] == [told["x", ""], told["y", ""], told["meer", ""]]


@pytest.mark.parametrize(
    ("teller", "noemer", "printed"), [(1, 8, 13), (5, 40, 13), (9, 40, 23), (17, 40, 43), (1, 3, 33), (2, 3, 67)]
)
def test_half_up(teller, noemer, printed):
    """Published: R3 L2927 and L3132-3141 round 12,5, 22,5 and 42,5 up."""
    assert Decimal(printed) == percentage(teller, noemer)
