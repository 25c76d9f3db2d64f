"""The worked examples of the README: amounts of the law x invented counts, worked by hand."""

import re
import tomllib
from pathlib import Path

import attrs
import pandas as pd
import pytest

from swvmon import format_euro, read_parameters
from swvmon.testing import apply, make_momentopname
from swvmon_sbo import grensverkeer, groei_sbo, sbo

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PARAMETERS = read_parameters("swvmon_sbo")
MODELLEN = {"sbo": sbo, "groei_sbo": groei_sbo, "grensverkeer": grensverkeer}
PLAN = tomllib.loads(re.findall(r"```toml\n(.*?)```", README, re.DOTALL)[0])


def region(bao, in_sbo):
    """A region with one basisschool and one sbo school, the same at every count."""
    own = pd.DataFrame({"vestiging": ["80AA00", "80DD00"]})
    counts = own.assign(soort=["bao", "sbo"], cluster="", aantal_min=[bao, in_sbo], aantal_max=[bao, in_sbo])
    return make_momentopname(
        {
            "aansluiting": own.assign(aandeel="1"),
            "vestiging": own.assign(bestuur="98001"),
            **{("leerlingen_po", moment): counts for moment in ("1-10 t-1", "1-10 t", "1-2 t")},
        },
        regio="PO9901",
        schooljaar="2015/16",
    )


@pytest.mark.parametrize(("pupils", "cent"), [(9_975, 4_268_84), (9_925, 8_537_68)])
def test_two_percent(pupils, cent):
    """Worked by hand: 201 sbo pupils beside the rounded 2 %; the README prints the amount."""
    opening = {"swv:licht:personeel": 10_000, "swv:licht:materieel": 10_000}
    ledger = apply(sbo.SBO, region(pupils - 201, 201), opening_euro=opening, parameters=PARAMETERS)

    assert 10_000_00 - cent == ledger.saldo("swv:licht:personeel")
    assert f"| {format_euro(cent)} |" in README


def test_grensverkeer():
    """Worked by hand: the list of the README's plan; it prints both amounts, and the third row is not paid."""
    choices = {key: value for key, value in PLAN["keten"][2].items() if key != "model"}
    view, opening = region(1_000, 20), {"swv:licht:personeel": 50_000}
    ledger = apply(grensverkeer.GRENSVERKEER, view, opening_euro=opening, parameters=PARAMETERS, **choices)

    assert [14_511_42, 12_806_52] == ledger.regels["bedrag_cent"].tolist()
    assert all(f"| {format_euro(cent)} |" in README for cent in (14_511_42, 12_806_52))


def test_amounts_of_the_readme():
    """Law: every amount that is shipped is printed."""
    for parameter in PARAMETERS:
        for value in parameter.waarden:
            told = format_euro(int(value.waarde * 100))
            assert told in README or parameter.id == "sbo.eerste_jaar_euro"


def test_the_plan_of_the_readme():
    """The plan names the three models, with choices that they know."""
    assert list(MODELLEN) == [step["model"] for step in PLAN["keten"]]
    for step in PLAN["keten"]:
        keys = {a.name for a in attrs.fields(MODELLEN[step["model"]].Keuzes)}
        assert set() == set(step) - {"model"} - keys


@pytest.mark.parametrize("model", [sbo.SBO, groei_sbo.GROEI_SBO, grensverkeer.GRENSVERKEER])
def test_for_the_whole_swv_alone(model):
    """The README says that a sub-chain of some schools cannot have the model; so says its registration."""
    assert model.heel_gebied


@pytest.mark.parametrize("kind", [*(m.Keuzes for m in MODELLEN.values()), grensverkeer.Overgang])
def test_every_choice_is_told(kind):
    """A plan's author finds each key of the models in the README."""
    assert [] == [a.name for a in attrs.fields(kind) if f"`{a.name}`" not in README]
