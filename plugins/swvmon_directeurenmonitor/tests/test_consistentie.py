"""Every kind of check finds what is wrong, lets rounding pass, and says nothing where nothing can be said."""

import json
from importlib.resources import files

import pytest

from swvmon import SwvmonError
from swvmon_directeurenmonitor.consistentie import AFRONDING, FOUT, KLOPT, ONBEPAALD, check_file

R3 = files("swvmon_directeurenmonitor") / "r3" / "consistentie.toml"


@pytest.fixture
def check(tmp_path):
    """The verdict on one check, as TOML."""

    def verdict(text):
        path = tmp_path / "toets.toml"
        path.write_text(f"[toets.a]\n{text}", "utf-8")
        return check_file(path)[0]

    return verdict


def test_the_21_faults_of_r3_are_found():
    """Published: every fault of R3 that was found by reading (E1 to E21) is flagged, and nothing that agrees is."""
    found = check_file(R3)
    wrong = {u.naam[:3] for u in found if u.oordeel == FOUT}

    assert {f"e{n:02}" for n in range(1, 22)} == wrong
    assert [] == [u.naam for u in found if u.naam[0] == "e" and u.naam[1:3].isdecimal() and u.oordeel != FOUT]
    assert {KLOPT: 13, AFRONDING: 2, FOUT: 32} == {
        o: sum(u.oordeel == o for u in found) for o in (KLOPT, AFRONDING, FOUT)
    }


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ('soort = "aandeel"\ngedrukt = 13\nteller = 1\nnoemer = 8', KLOPT),
        ('soort = "aandeel"\ngedrukt = 12\nteller = 1\nnoemer = 8', FOUT),
        ('soort = "aandeel"\ngedrukt = 12.5\nteller = 1\nnoemer = 8', KLOPT),
        ('soort = "aandeel"\ngedrukt = 17\nnoemer = 52', KLOPT),
        ('soort = "aandeel"\ngedrukt = 18\nnoemer = 52', FOUT),
        ('soort = "aandeel"\ngedrukt = 0\nteller = 0\nnoemer = 0', ONBEPAALD),
        ('soort = "som"\ndelen = [2, 3]\ntotaal = 5', KLOPT),
        ('soort = "som"\ndelen = [2, 3]\ntotaal = 6', FOUT),
        ('soort = "som"\ndelen = [51, 50]\ntotaal = 100\nafgerond = "delen"', AFRONDING),
        ('soort = "som"\ndelen = [50, 49]\ntotaal = 100\nafgerond = "delen"', FOUT),
        ('soort = "som"\ndelen = [50, 49]\ntotaal = 100\nafgerond = "alles"', AFRONDING),
        ('soort = "som"\ndelen = [33, 33, 33]\ntotaal = 100\nafgerond = "delen"', AFRONDING),
        ('soort = "som"\ndelen = [74, 9, 3, 9]\ntotaal = 100\nafgerond = "delen"', FOUT),
        ('soort = "f_toets"\nf = 4.73\ndf1 = 2\ndf2 = 110\np = 0.011\nn = 113', KLOPT),
        ('soort = "f_toets"\nf = 4.73\ndf1 = 2\ndf2 = 110\np = 0.013\nn = 113', FOUT),
        ('soort = "f_toets"\nf = 4.73\ndf1 = 2\ndf2 = 110\nn = 114', FOUT),
        ('soort = "f_toets"\nf = 4.73\ndf1 = 2\ndf2 = 0', ONBEPAALD),
        ('soort = "f_toets"\nf = 0.0\ndf1 = 2\ndf2 = 10\np = 1.0', KLOPT),
        ('soort = "correlatie"\nr = 0.203\nn = 123\np = 0.025', KLOPT),
        ('soort = "correlatie"\nr = -0.203\nn = 123\np = 0.025', KLOPT),
        ('soort = "correlatie"\nr = 0.203\nn = 123\np = 0.250', FOUT),
        ('soort = "correlatie"\nr = 1.2\nn = 123\np = 0.025', FOUT),
        ('soort = "correlatie"\nr = 0.9\nn = 2\np = 0.025', ONBEPAALD),
        ('soort = "gemiddelde"\ngedrukt = 2.25\nvragen = 5\nlaagste = 1\nhoogste = 5', KLOPT),
        ('soort = "gemiddelde"\ngedrukt = 2.17\nvragen = 5\nlaagste = 1\nhoogste = 5', FOUT),
        ('soort = "gemiddelde"\ngedrukt = 2.17\nvragen = 6\nlaagste = 1\nhoogste = 5', KLOPT),
        ('soort = "gemiddelde"\ngedrukt = 5\nvragen = 2\nlaagste = 1\nhoogste = 5', KLOPT),
        ('soort = "gelijk"\nhier = "a"\ndaar = "a"', KLOPT),
        ('soort = "gelijk"\nhier = 0.56\ndaar = 0.58', FOUT),
        ('soort = "bereik"\nvan = 2\ntot = 5\nwaarden = [5, 2, 3]', KLOPT),
        ('soort = "bereik"\nvan = 2\ntot = 6\nwaarden = [5, 2, 3]', FOUT),
        ('soort = "bereik"\nvan = 2\ntot = 6\nwaarden = []', ONBEPAALD),
        ('soort = "aanwezig"\ngenoemd = ["a"]\naanwezig = ["b", "a"]', KLOPT),
        ('soort = "aanwezig"\ngenoemd = ["a", "c"]\naanwezig = ["b", "a"]', FOUT),
    ],
)
def test_verdicts(check, text, verdict):
    """By hand, and R3 for what it prints: a verdict for each way in which figures can agree or not."""
    assert verdict == check(text).oordeel


def test_a_verdict_says_what_it_should_be(check):
    """By hand: 9 of 52 is 17,3; the source stands with it."""
    found = check('soort = "aandeel"\ngedrukt = 18\nteller = 9\nnoemer = 52\nbron = "blz. 3"')

    assert ("9 van 52 is 17 %, gedrukt is 18 %", "blz. 3") == (found.uitleg, found.bron)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('soort = "aandel"', "soort is 'aandel'; one of aandeel, som"),
        ('soort = "aandeel"\ngedrukt = 1', "key 'noemer' is missing"),
        ('soort = "gelijk"\nhier = 1\ndaar = 1\nginds = 1', "unknown key 'ginds'"),
        ('soort = "aandeel"\ngedrukt = "veel"\nnoemer = 3', "'veel' is not a number"),
        ('soort = "aandeel"\ngedrukt = 3\nnoemer = -3', "-3 is not a whole number"),
        ('soort = "som"\ndelen = 3\ntotaal = 3', "3 is not a list"),
        ('soort = "som"\ndelen = [3]\ntotaal = 3\nafgerond = true', "afgerond is True; one of"),
        ("soort", "cannot be read as TOML"),
    ],
)
def test_what_is_no_check_is_refused(check, text, told):
    """A slip is one line with the file, the check and what it takes."""
    with pytest.raises(SwvmonError) as error:
        check(text)

    assert told in str(error.value)
    assert 1 == len(str(error.value).splitlines())


@pytest.mark.parametrize("text", ["", "toets = 3", "[toetsen.a]\nsoort = 'gelijk'"])
def test_a_file_without_checks_is_refused(tmp_path, text):
    """An empty file, or checks under another name, is not taken for a report without faults."""
    path = tmp_path / "leeg.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(SwvmonError, match=r"leeg\.toml: "):
        check_file(path)


def test_command(swvmon, tmp_path):
    """Exit 1 where figures contradict each other, 0 where they do not, 2 without a file; JSON has all checks."""
    good = tmp_path / "goed.toml"
    good.write_text('[toets.a]\nsoort = "som"\ndelen = [1, 2]\ntotaal = 3\n', "utf-8")

    assert (0, "1 toetsen: 1 klopt\n") == swvmon("consistentie", good)
    code, out = swvmon("consistentie", "r3", "--json")
    assert (1, 47, 32) == (code, len(json.loads(out)["toetsen"]), json.loads(out)["totalen"]["fout"])
    assert 2 == swvmon("consistentie", tmp_path / "weg.toml")[0]
