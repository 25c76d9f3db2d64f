"""The worked example of the README; its numbers are worked by hand from the tariffs of the regulations."""

from pathlib import Path

import pandas as pd
import pytest

from swvmon import format_euro, read_parameters
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_rijksbekostiging.model import RIJKSBEKOSTIGING
from swvmon_rijksbekostiging.samenvoegen import SAMENVOEGEN

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PERSONEEL, MATERIEEL_2015, MATERIEEL_2016, SAMEN = 51_295_000, 1_130_000, 1_687_420, 54_112_420


def counts(pupils, vavo):
    """One school with pupils and pupils placed at a vavo."""
    rows = pd.DataFrame({"vestiging": "20AA00", "fase": ["bovenbouw", "vavo"], "aantal_min": [pupils, vavo]})
    return rows.assign(aantal_max=rows["aantal_min"])


@pytest.fixture
def ledger():
    """The ledger after the model, on the counts of the example."""
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": ["20AA00"], "aandeel": ["1"]}),
            ("leerlingen_vo", "1-10 t-1"): counts(990, 20),
            ("leerlingen_vo", "1-10 t"): counts(1_010, 20),
        },
        schooljaar="2015/16",
    )
    return apply(RIJKSBEKOSTIGING, view, parameters=read_parameters("swvmon_rijksbekostiging"))


def test_lines_are_those_of_the_example(ledger):
    """Worked by hand: three lines, to the cent, and the README prints them."""
    assert [PERSONEEL, MATERIEEL_2015, MATERIEEL_2016] == ledger.regels["bedrag_cent"].tolist()
    assert_conserved(ledger, rijk_cent=SAMEN, uit_cent=0)
    for amount in (PERSONEEL, MATERIEEL_2015, MATERIEEL_2016, SAMEN):
        assert f"{format_euro(amount)} |" in README


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
