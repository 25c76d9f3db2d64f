"""Answers are put side by side per respondent; what does not fit is counted and told without showing it."""

import pandas as pd
import pytest

from swvmon import SwvmonError
from swvmon_directeurenmonitor.antwoorden import arrange
from swvmon_directeurenmonitor.codeboek import read_codeboek

R3 = read_codeboek()


def rows(*told, **more):
    frame = pd.DataFrame(told, columns=["pseudoniem", "sector", "vraag", "antwoord"], dtype="str")
    swv = pd.Series(None, frame.index, dtype="str")
    return frame.assign(**({"enquete": R3.naam, "swv": swv, "sleutel_vingerafdruk": "a"} | more))


def test_no_answers_to_this_survey():
    """Answers to another survey are not taken for these; the message tells which are there."""
    with pytest.raises(SwvmonError, match="'directeuren_2016' are loaded; surveys that are: wave_2"):
        arrange(rows(("r", "po", "c1", "4"), enquete="wave_2"), R3)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ([("r", "po", "c1", "4"), ("r", "vo", "c2", "4")], "1 respondents .* more than one sector"),
        ([("r", "po", "c1", "4"), ("r", "po", "c1", "5")], "1 answers .* twice"),
    ],
)
def test_contradicting_rows_are_refused(told, message):
    """A respondent has one sector, and one answer to a question."""
    with pytest.raises(SwvmonError, match=message):
        arrange(rows(*told), R3)


def test_what_the_codebook_does_not_have_is_counted_and_not_shown():
    """An unknown question, an unknown answer and a number with letters do not count, and no answer is in a finding."""
    made = arrange(
        rows(
            ("r", "po", "c1", "4"),
            ("s", "po", "c1", "geheim7"),
            ("s", "po", "nieuw", "1"),
            ("s", "po", "bp_diensten", "veel"),
        ),
        R3,
    )

    assert [{"r": "4"}, {}] == [made.breed[q].dropna().to_dict() for q in ("c1", "bp_diensten")]
    assert ["r", "s"] == list(made.breed.index)
    told = " ".join(made.bevindingen)
    assert "1 antwoorden gaan over 1 vragen" in told
    assert "Vraag c1: 1 antwoorden staan niet" in told
    assert "Vraag bp_diensten: 1 antwoorden" in told
    assert "Van 2 respondenten is het samenwerkingsverband niet bekend" in told
    assert not any(word in told for word in ("geheim7", "nieuw", "veel"))


def test_two_keys_are_told():
    """A director who stands under two keys cannot be seen, so that there are two keys is told."""
    made = arrange(rows(("r", "po", "c1", "4"), ("s", "po", "c1", "5"), sleutel_vingerafdruk=["a", "b"]), R3)

    assert any("met 2 sleutels" in text for text in made.bevindingen)
