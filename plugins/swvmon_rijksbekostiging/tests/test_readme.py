"""The worked examples of the README; their numbers are worked by hand from the tariffs of the regulations."""

from pathlib import Path

import attrs
import pytest

from swvmon import format_euro, read_parameters
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_rijksbekostiging.keuzes import Keuzes
from swvmon_rijksbekostiging.model import RIJKSBEKOSTIGING
from swvmon_rijksbekostiging.samenvoegen import SAMENVOEGEN

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PARAMETERS = read_parameters("swvmon_rijksbekostiging")
PERSONEEL, MATERIEEL_2015, MATERIEEL_2016, SAMEN = 51_295_000, 1_130_000, 1_687_420, 54_112_420
PO = [1_503_456_00, 29_720_00, 41_143_20, 3_188_300_00, 125_041_67, 176_946_00]


@pytest.fixture
def ledger(region):
    """The ledger after the model, on the counts of the example of secondary education."""
    counts = {
        "1-10 t-1": {"20AA00": {"havo": 990, "vavo": 20}},
        "1-10 t": {"20AA00": {"havo": 1_010, "vavo": 20}},
    }
    return apply(RIJKSBEKOSTIGING, region("vo", "2015/16", counts), parameters=PARAMETERS)


def test_lines_are_those_of_the_example(ledger):
    """Worked by hand: three lines, to the cent, and the README prints them."""
    assert [PERSONEEL, MATERIEEL_2015, MATERIEEL_2016] == ledger.regels["bedrag_cent"].tolist()
    assert_conserved(ledger, rijk_cent=SAMEN, uit_cent=0)
    for amount in (PERSONEEL, MATERIEEL_2015, MATERIEEL_2016, SAMEN):
        assert f"{format_euro(amount)} |" in README


def test_lines_of_primary_education_are_those_of_the_example(region):
    """Worked by hand: six lines, to the cent, and the README prints them."""
    counts = {
        "1-10 t-1": {"20AA00": {"bao": 9_600}, "20BB00": {"sbo": 400}},
        "1-10 t": {"20AA00": {"bao": 9_480}, "20BB00": {"sbo": 420}},
    }
    ledger = apply(RIJKSBEKOSTIGING, region("po", "2015/16", counts), parameters=PARAMETERS)

    assert PO == ledger.regels["bedrag_cent"].tolist()
    assert [] == [amount for amount in PO if f"{format_euro(amount)} |" not in README]


def test_samenvoegen_moves_what_the_pots_hold(ledger):
    """Worked by hand: the two pots of the example, in one budget."""
    view = make_momentopname({}, schooljaar="2015/16")
    opening = {"swv:zwaar:personeel": 512_950, "swv:zwaar:materieel": 28_174}

    joined = apply(SAMENVOEGEN, view, opening_euro=opening)

    assert {"swv:zwaar:materieel": MATERIEEL_2015 + MATERIEEL_2016, "swv:zwaar:personeel": PERSONEEL} == {
        account: saldo for account, saldo in ledger.saldi().items() if account.startswith("swv:")
    }
    assert 541_124_00 == joined.saldo("swv:budget")
    assert "€ 512.950,00 and € 28.174,20" in README


def test_every_choice_is_in_a_table():
    """A plan's author finds each key and each parameter of the model in the README."""
    assert [] == [a.name for a in attrs.fields(Keuzes) if f"`{a.name}`" not in README]
    assert {p.id.split(".")[1] for p in PARAMETERS} <= {a.name for a in attrs.fields(Keuzes)}


def test_years_that_are_shipped_are_those_of_the_table():
    """The README promises no tariff that is not there, and hides none."""
    rows = [line.split("|") for line in README.splitlines() if line.startswith("| `") and "_euro`" in line]
    shipped = {name.strip(" `"): row[3].strip() for row in rows if len(row) == 5 for name in row[1].split(",")}
    spelled = {
        "2015-07-31": "2014/15",
        "2016-07-31": "2015/16",
        "2014-12-31": "2014",
        "2015-12-31": "2015",
        "2016-12-31": "2016",
    }

    for parameter in PARAMETERS:
        years = [spelled[str(w.geldig.tot)] for w in sorted(parameter.waarden, key=lambda w: w.geldig)]
        told = shipped[parameter.id.split(".")[1]].replace("August to December ", "")
        assert (", ".join(years) or "none") == told
