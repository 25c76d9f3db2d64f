"""The worked examples of the README: law tariffs x invented counts, worked by hand."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import attrs
import pandas as pd
import pytest

from swvmon import format_decimal, format_euro, read_parameters
from swvmon.testing import apply, make_momentopname
from swvmon_doorbetaling import doorbetaling, groei_vso, uitputting

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PARAMETERS = read_parameters("swvmon_doorbetaling")
MODELLEN = {"doorbetaling": doorbetaling, "groei_vso": groei_vso, "uitputting": uitputting}
RED = ("swv:zwaar*", "vestiging:*")


def placed(*rows):
    """Both counts of TLV's: leeftijdsgroep, categorie and number."""
    frame = pd.DataFrame(rows, columns=["leeftijdsgroep", "categorie", "aantal_min"])
    frame = frame.assign(aantal_max=frame["aantal_min"], soort="so", swv="PO9901", verwijzer="", school="", grond="")
    return {("tlv_telling", moment): frame for moment in ("1-10 t-1", "1-10 t")}


def test_net_budget():
    """Worked by hand: the net heavy budget for personnel; the README prints each amount."""
    view = make_momentopname(placed(("vanaf_8", "1", 100), ("jonger_8", "3", 10)), regio="PO9901", schooljaar="2015/16")
    opening = {"swv:zwaar:personeel": 3_188_300}
    ledger = apply(doorbetaling.DOORBETALING, view, opening_euro=opening, parameters=PARAMETERS, mag_rood=RED)
    lines = ledger.regels
    personnel = lines.loc[lines["van"] == "swv:zwaar:personeel", "bedrag_cent"].tolist()

    assert [202_288_10, 822_095_00] == sorted(personnel)
    assert 2_163_916_90 == ledger.saldo("swv:zwaar:personeel")
    for cent in (*personnel, 318_83 * 10_000, ledger.saldo("swv:zwaar:personeel")):
        assert f"| {format_euro(cent)} |" in README


def test_shortage_to_schools():
    """Worked by hand: what 40 placements cost above the budget of 1.000 pupils, by school; the README prints it."""
    names = ["80AA00", "80BB00", "80EE00"]
    schools = pd.DataFrame({"vestiging": names})
    counts = schools.assign(soort=["bao", "bao", "so"], cluster=["", "", "3/4"], aantal_min=[600, 350, 50])
    tables = {
        **placed(("vanaf_8", "1", 40)),
        "aansluiting": schools.assign(aandeel="1"),
        "vestiging": schools.assign(bestuur="98001"),
        ("leerlingen_po", "1-10 t-1"): counts.assign(aantal_max=counts["aantal_min"]),
    }
    view = make_momentopname(tables, regio="PO9901", schooljaar="2015/16")
    opening = {"swv:zwaar:personeel": 318_830}
    first = apply(doorbetaling.DOORBETALING, view, opening_euro=opening, parameters=PARAMETERS, mag_rood=RED)
    short = {"swv:zwaar:personeel": first.saldo("swv:zwaar:personeel") // 100}
    paid = apply(uitputting.UITPUTTING, view, opening_euro=short, mag_rood=RED).per_vestiging()

    assert {"80AA00": -6_004_80, "80BB00": -3_502_80, "80EE00": -500_40} == paid.to_dict()
    assert -10_008 == short["swv:zwaar:personeel"]
    for pupils, cent in ((1_000, 10_008_00), (600, 6_004_80), (350, 3_502_80), (50, 500_40)):
        assert f"| {format_decimal(Decimal(pupils))} | {format_euro(cent)} |" in README


def test_growth():
    """Law, worked by hand: 8 pupils moved and 1 came: the SWV pays one; the README prints each school."""
    schools = pd.DataFrame({"vestiging": ["80EE00", "80FF00"]})
    counts = {"1-10 t-1": [100, 20], "1-2 t": [92, 29]}
    tables = {"aansluiting": schools.assign(aandeel="1"), "vestiging": schools.assign(bestuur="98001")}
    for moment, numbers in counts.items():
        frame = schools.rename(columns={"vestiging": "school"}).assign(aantal_min=numbers, aantal_max=numbers)
        frame = frame.assign(leeftijdsgroep="vanaf_8", categorie="1", soort="so", swv="PO9901", verwijzer="", grond="")
        tables["tlv_telling", moment] = frame
    view = make_momentopname(tables, regio="PO9901", schooljaar="2015/16")
    opening = {"swv:zwaar:personeel": 10_000}
    ledger = apply(groei_vso.GROEI_VSO, view, opening_euro=opening, parameters=PARAMETERS)

    assert {"80FF00": 8_220_95} == ledger.per_vestiging().to_dict()
    assert "| 80EE00 | 100 | 92 | 0 | € 0,00 |" in README
    assert f"| 80FF00 | 20 | 29 | 1 of 9 | {format_euro(ledger.saldo('vestiging:80FF00'))} |" in README
    assert "| SWV | 120 | 121 | 1 | € 8.220,95 |" in README


def test_the_plan_of_the_readme():
    """The plan names the three models in order, with choices that they know."""
    plan = tomllib.loads(re.findall(r"```toml\n(.*?)```", README, re.DOTALL)[0])

    assert list(MODELLEN) == [step["model"] for step in plan["keten"]]
    for step in plan["keten"]:
        keys = {a.name for a in attrs.fields(MODELLEN[step["model"]].Keuzes)}
        assert set() == set(step) - {"model"} - keys


@pytest.mark.parametrize("model", [doorbetaling.DOORBETALING, groei_vso.GROEI_VSO, uitputting.UITPUTTING])
def test_for_the_whole_swv_alone(model):
    """The README says that a sub-chain of some schools cannot have the model; so says its registration."""
    assert model.heel_gebied


@pytest.mark.parametrize("module", MODELLEN.values())
def test_every_choice_is_told(module):
    """A plan's author finds each key of the models in the README."""
    assert [] == [a.name for a in attrs.fields(module.Keuzes) if f"`{a.name}`" not in README]
