"""The worked example of the README: amounts of the regulations (law) x invented counts, worked by hand."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from swvmon import Parameter, Periode, format_euro, read_parameters
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_verevening.model import VEREVENING

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PLANS = [
    tomllib.loads(block, parse_float=Decimal)["keten"][0] for block in re.findall(r"```toml\n(.*?)```", README, re.S)
]
COUNTS, OUTCOMES = ({k: v for k, v in plan.items() if k != "model"} for plan in PLANS)
CAUSES = {"(v)so": 387_724_885, "rugzakken": 194_583_060, "norm": 553_860_000, "uitkomst": 28_447_945}
SCHEDULE = {
    "2015/16": 29_390_994,
    "2016/17": 27_921_444,
    "2017/18": 23_512_795,
    "2018/19": 17_634_596,
    "2019/20": 8_817_298,
    "2020/21": 0,
}


LATER = {  # years of which the index is not shipped
    "verevening.indexering_personeel_percentage": Periode(date(2016, 8, 1), date(2020, 7, 31)),
    "verevening.indexering_materieel_percentage": Periode(date(2017, 1, 1), date(2019, 12, 31)),
}


def without_later_index(parameter: Parameter) -> Parameter:
    """A shipped parameter; an index gets zero for the years that are not shipped, as a plan would supply it."""
    if parameter.id not in LATER:
        return parameter
    zero = attrs.evolve(parameter.waarden[0], waarde=Decimal(0), geldig=LATER[parameter.id], bron="regioplan")
    return attrs.evolve(parameter, waarden=(*parameter.waarden, zero))


PARAMETERS = [without_later_index(p) for p in read_parameters("swvmon_verevening")]


def run(schooljaar, keuzes, **kwargs):
    """The ledger of a po region in one school year."""
    view = make_momentopname({}, regio="PO9901", schooljaar=schooljaar)
    return apply(VEREVENING, view, parameters=PARAMETERS, **kwargs, **keuzes)


@pytest.mark.parametrize(("schooljaar", "cent"), SCHEDULE.items())
def test_schedule(schooljaar, cent):
    """Worked by hand: the correction of the example in each year, to the cent, and the README prints it."""
    red = {"mag_rood": ("swv:zwaar:materieel",)}
    ledger = run(schooljaar, COUNTS, **red)
    material = ledger.saldo("swv:zwaar:materieel")

    assert cent == ledger.saldo("swv:zwaar:personeel")
    assert_conserved(ledger, rijk_cent=cent + material, uit_cent=0)
    assert f"{format_euro(cent)} |" in README or f"| {schooljaar} | 0 % | no line |" in README


def test_causes_are_told():
    """Worked by hand: the line names what came from (v)so, from rugzakken and from the norm; the README prints them."""
    lines = run("2016/17", COUNTS, mag_rood=("swv:zwaar:materieel",)).regels

    assert (
        "Verevening schooljaar 2016/17: (v)so € 3.877.248,85 + rugzakken € 1.945.830,60 - norm € 5.538.600,00 "
        "(20.000 leerlingen op 1-10-2011) = € 284.479,45; × index 1,03315 = € 293.909,94; × 95 %, erbij."
    ) == lines["toelichting"].iloc[0]
    for cent in CAUSES.values():
        assert f"{format_euro(cent)} |" in README


def test_outcome_of_a_decision():
    """Worked by hand: the second plan of the README is the example with the sign turned."""
    ledger = run("2015/16", OUTCOMES, mag_rood=("swv:zwaar:*",))

    assert -SCHEDULE["2015/16"] == ledger.saldo("swv:zwaar:personeel")
