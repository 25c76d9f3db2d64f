"""What is published of a survey tells of no small group, whatever is asked of it."""

from itertools import groupby

import numpy as np
import pandas as pd
import pytest

from swvmon_directeurenmonitor.onderzoek import Onderzoek
from swvmon_directeurenmonitor.tellen import frequencies

KOP = """
[enquete]
naam = "e"
titel = "E"
peildatum = 2020-10-01
[lijst.zo]
antwoorden = { 1 = "1", 2 = "2", 3 = "3", 4 = "4" }
[lijst.cijfer]
antwoorden = { 1 = "1", 2 = "2", 3 = "3" }
getal = true
[[blok]]
naam = "b"
titel = "B"
lijst = "zo"
samen = { hoog = ["3", "4"] }
vragen = { x = "X", y = "Y" }
[[blok]]
naam = "m"
titel = "M"
vorm = "meer"
vragen = { m_a = "A", m_b = "B" }
[[blok]]
naam = "f"
titel = "F"
vorm = "meer"
alleen = { vraag = "x", antwoorden = ["3", "4"] }
vragen = { f_a = "A", f_b = "B" }
[[blok]]
naam = "plaats"
titel = "P"
lijst = "cijfer"
vragen = { p = "P" }
[schaal.s]
titel = "S"
vragen = ["x", "y"]
laagste = 1
hoogste = 4
[groep.g]
titel = "G"
vraag = "p"
klassen = { laag = 1, hoog = 3 }
[typologie]
vragen = ["s", "p"]
klassen = 2
stabiel_vanaf = 0.0
"""


@pytest.fixture
def study(codeboek, antwoorden):
    """A survey of 60 respondents: 4 is a rare answer to x, and few chose option B."""

    def make(*, openbaar=True):
        draw = np.random.Generator(np.random.PCG64(11))
        told = {
            f"po{i:02}": {
                "x": 4 if i < 2 else 1 + int(draw.integers(3)),
                "y": 1 + int(draw.integers(4)),
                "m_a": "ja" if i % 2 else "nee",
                "m_b": "ja" if i < 3 else "nee",
                "f_a": "ja" if i % 3 else "nee",
                "p": 1 + i % 3,
            }
            for i in range(60)
        }
        made = codeboek(KOP)
        return Onderzoek(made, antwoorden(made, told), pd.DataFrame(), openbaar)

    return make


def test_no_small_count_is_told(study):
    """By hand: no teller from 1 to 4 and no base that exceeds it by 1 to 4 is told, in no class either; some are."""
    rows = [r for r in study().frequencies((), "g") if r.teller is not None]

    assert rows
    assert [] == [r for r in rows if 0 < r.teller < 5 or 0 < r.noemer - r.teller < 5]
    secret = [r for r in study(openbaar=False).frequencies((), "g") if r.teller is not None and 0 < r.teller < 5]
    assert secret


def test_no_gap_can_be_filled_by_a_sum(study):
    """By hand: answers add up to their base and classes to the whole, so a gap is never alone in a sum that is told."""
    rows = study().frequencies((), "g")
    single = [r for r in rows if r.vraag in ("x", "y", "p") and not r.samen]
    for _, found in groupby(single, key=lambda r: (r.vraag, r.groep)):
        answers = list(found)
        if all(r.noemer is not None for r in answers):
            assert 1 != sum(r.teller is None for r in answers)
    for _, found in groupby(sorted(single, key=lambda r: (r.vraag, r.antwoord)), key=lambda r: (r.vraag, r.antwoord)):
        assert 1 != sum(r.teller is None for r in found)


def test_answers_told_together_do_not_tell_a_part(study):
    """The two who chose 4 are withheld; 3 and 4 together would tell them by subtraction, so these are withheld too."""
    told = {r.antwoord: r.teller for r in study().frequencies(("b",)) if r.vraag == "x"}

    assert (None, None) == (told["4"], told["hoog"])


def test_the_base_of_a_filter_does_not_tell_a_part(study):
    """Who gave 3 or 4 is the base of block f; 4 is withheld, so nothing of that block is told."""
    rows = study().frequencies(("f",))

    assert rows
    assert {(None, None, "onderdrukt")} == {(r.teller, r.noemer, r.uitkomst) for r in rows}


def test_what_is_withheld_does_not_depend_on_what_is_asked(study):
    """The whole table of a block is the same with and without a cross-break, and beside other blocks."""
    made = study()
    alone = made.frequencies(("b",))

    assert alone == [r for r in made.frequencies((), "g") if r.blok == "b" and not r.groep]
    assert alone == [r for r in made.frequencies(()) if r.blok == "b"]


def test_internal_counts_are_as_they_are(study):
    """For internal use nothing is withheld."""
    made = study(openbaar=False)

    assert frequencies(made.codeboek, made.antwoorden, ("b",)) == made.frequencies(("b",))
    assert 2 == next(r.teller for r in made.frequencies(("b",)) if (r.vraag, r.antwoord) == ("x", "4"))


def test_measures(study):
    """A scale keeps its mean; the mean of a mark would tell counts, and a median is the answer of one respondent."""
    told = {r.maat: r.samenvatting for r in study().summaries()}

    assert ("berekend", None, True) == (told["s"].uitkomst, told["s"].mediaan, told["s"].gemiddelde is not None)
    assert ("onderdrukt", None) == (told["p"].uitkomst, told["p"].gemiddelde)


def test_groups(study):
    """Scales are compared; marks, options and groups of fewer than five are not."""
    made = study()

    assert ["berekend", "onderdrukt", "onderdrukt"] == [
        t.verschil.uitkomst for t in made.differences(("s", "p", "m_b"), "g")
    ]
    few = study()
    few.antwoorden.breed["p"] = ["3"] * 4 + ["1"] * 56
    assert ["onderdrukt"] == [t.verschil.uitkomst for t in few.differences(("s",), "g")]


def test_relations(study):
    """A relation of four pairs is withheld, one of sixty is not."""
    made = study()
    few = study()
    few.antwoorden.breed["p"] = ["1", "2", "3", "1"] + [None] * 56

    assert [["berekend"], ["onderdrukt"]] == [
        [r.samenhang.uitkomst for r in s.relations(("s",)) if r.maat == "p"] for s in (made, few)
    ]


def test_types(study):
    """Types of five and more are told, without whose they are; types of fewer are not."""
    from swvmon_directeurenmonitor.tonen import type_rows

    made = study().types(None, None)
    assert ("berekend", {}) == (made.uitkomst, type_rows(study(), made)["verbanden"])
    few = study()
    few.antwoorden.breed[["x", "y"]] = [["4", "4"]] * 3 + [["1", "1"]] * 57
    few.antwoorden.breed["p"] = ["3"] * 3 + ["1"] * 57
    assert ("onderdrukt", None) == (few.types(None, 2).uitkomst, few.types(None, 2).klasse)
