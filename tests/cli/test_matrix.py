"""`swvmon matrix`: every model on the same region, the same data and the same money, side by side."""

from __future__ import annotations

import csv
import json
import shutil

import pytest

from swvmon.demo import write_demo
from swvmon.hooks.discovery import discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.run.load import load_paths
from swvmon.store import Store

PLAN = """
[regio]
code = "VO9901"
naam = "Proefregio"

[[keten]]
model = "rijksbekostiging"
budget_euro = 100_000

[[keten]]
stap = "verdelen"
model = "schoolmodel"
budget_euro = 70_000
"""
CARD = """# /// swvmon
# naam = "{naam}"
# versie = "1.0"
# hook_api = 1
# titel = "Model van een ander"
# beschrijving = "Een model van een ander dan swvmon."
# licentie = "MIT"
# soorten = ["verdeelmodel"]
# sectoren = ["vo"]
# verdeelmodellen = ["{naam}"]
# ///
from decimal import Decimal
from attrs import frozen
from swvmon import SCHOLEN, Budget, Uitkomst, Verdeelmodel, boekingen, hookimpl, to_cent, with_board

@frozen(kw_only=True)
class Keuzes(Budget):
    pot_euro: Decimal{standaard}

def verdeel(view, ledger, keuzes):
    schools = with_board(view.tabel("aansluiting")[["vestiging"]], view)
    {regel}
    cents = to_cent(keuzes.budget_euro) // len(schools)
    lines = boekingen(schools, van="swv:budget", naar="vestiging:" + schools["vestiging"], bedrag_cent=cents,
        grondslag="gelijk", toelichting="Elke school evenveel.")
    return Uitkomst((lines,))

@hookimpl
def swvmon_register_verdeelmodellen(register):
    register(Verdeelmodel(naam="{naam}", titel="Elke school evenveel", bron="eigen keuze", sectoren=("vo",),
        keuzes=Keuzes, verdeel=verdeel, leest=SCHOLEN))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The fictional region in a database, a plan, and plugins of somebody else."""
    folder = tmp_path_factory.mktemp("matrix")
    write_demo(folder / "demo")
    with Store.open(f"sqlite:///{folder / 'swvmon.db'}", create=True) as store:
        load_paths(store, PluginRegistry(discover()).register("databronnen"), [folder / "demo" / "data"])
    (folder / "plan.toml").write_text(PLAN)
    (folder / "mijn").mkdir()
    for naam, standaard, regel in (
        ("gelijk", ' = Decimal("0")', ""),
        ("kiest", "", ""),
        ("stuk", ' = Decimal("0")', 'raise ValueError("deelt door nul")'),
    ):
        (folder / "mijn" / f"{naam}.py").write_text(CARD.format(naam=naam, standaard=standaard, regel=regel))
    return folder


@pytest.fixture
def matrix(swvmon, loaded, tmp_path):
    """Run `swvmon matrix` on the plan, in a copy of the folder."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)

    def call(*arguments, modellen="gelijk"):
        year = ("--plan", "plan.toml", "--schooljaar", "2019/20", "--modellen", modellen)
        return swvmon("--plugins-dir", "mijn", "matrix", "VO9901", *year, *arguments)

    return call


def _rows(said):
    document = json.loads(said.out)[0]
    return {(row["model"], row["sleutel"]): row for row in document["bedragen"]}


def _became(said):
    return {u["model"]: u for u in json.loads(said.out)[0]["modellen"]}


def test_a_model_of_somebody_else_divides_the_same_money(matrix):
    """A single-file plugin stands in the place of the step, and its effect is that against the plan's own model.

    By hand: € 70.000 over the 7 schools of the region is € 10.000 each; 90AA00 has 180 pupils, so € 55,56 per pupil
    (10.000 / 180 = 55,555…). On the same money the effects add up to zero; those of the plan itself are zero.
    """
    said = matrix("--json")
    rows = _rows(said)
    assert (0, "") == (said.code, said.err)
    school = rows["gelijk", "90AA00"]
    assert (1_000_000, 5556, "180") == (school["bedrag_cent"], school["per_leerling_cent"], school["leerlingen"])
    assert {1_000_000} == {row["bedrag_cent"] for (model, _), row in rows.items() if model == "gelijk"}
    assert 7_000_000 == _became(said)["gelijk"]["stap_cent"] == _became(said)["schoolmodel"]["stap_cent"]
    schools = sorted({key for _, key in rows})
    effects = [rows["gelijk", key]["bedrag_cent"] - rows["schoolmodel", key]["bedrag_cent"] for key in schools]
    assert effects == [rows["gelijk", key]["herverdeeleffect_cent"] for key in schools]
    assert any(effects)
    assert 0 == sum(effects)
    assert {0} == {rows["schoolmodel", key]["herverdeeleffect_cent"] for key in schools}


def test_per_board(matrix):
    """By hand: board 99001 has three of the seven schools, so € 30.000, with 180 + 420 + 344 = 944 pupils."""
    board = _rows(matrix("--json", "--niveau", "bestuur"))["gelijk", "99001"]
    assert (3_000_000, "944") == (board["bedrag_cent"], board["leerlingen"])


def test_a_choice_that_is_not_known_is_not_invented(matrix):
    """A model that needs a choice that nobody made is named with that choice, and is not in the table; no failure."""
    said = matrix("--json", modellen="kiest,gelijk")
    told = _became(said)["kiest"]
    assert (0, "keuzes ontbreken", ["pot_euro"]) == (said.code, told["uitkomst"], told["ontbreekt"])
    assert {"gelijk", "schoolmodel"} == {model for model, _ in _rows(said)}


def test_choices_of_a_file_come_first(matrix, tmp_path):
    """With the choice in `--keuzes` the model runs; its budget is that of the file. By hand: 35.000 / 7 = 5.000."""
    (tmp_path / "k.toml").write_text("[kiest]\npot_euro = 1\nbudget_euro = 35_000\n")
    said = matrix("--json", "--keuzes", "k.toml", modellen="kiest")
    assert (500_000, "keuzes") == (_rows(said)["kiest", "90AA00"]["bedrag_cent"], _became(said)["kiest"]["herkomst"])


def test_a_model_that_fails_is_named_and_the_others_go_on(matrix):
    """Exit 3, with model and plugin in the text; the table has the others."""
    said = matrix(modellen="stuk,gelijk")
    assert 3 == said.code
    line = next(line for line in said.out.splitlines() if line.startswith("stuk "))
    assert "stuk (plugin stuk (stuk.py 1.0); keuzes uit geen): mislukt: ValueError: deelt door nul" == line
    assert any(line.split()[-4:-2] == ["gelijk", "10.000,00"] for line in said.out.splitlines())


def test_csv_and_html_hold_the_same(matrix, tmp_path):
    """The CSV has cents without separators, a row per model and school; the page escapes, and loads nothing."""
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.replace("Proefregio", "<b>Proef & regio</b>"))
    said = matrix("--csv", "m.csv", "--html", "m.html")
    assert 0 == said.code
    rows = list(csv.DictReader((tmp_path / "m.csv").read_text("utf-8").splitlines(), delimiter=";"))
    assert 14 == len(rows)
    first = next(row for row in rows if (row["model"], row["sleutel"]) == ("gelijk", "90AA00"))
    assert ("1000000", "5556", "180") == (first["bedrag_cent"], first["per_leerling_cent"], first["leerlingen"])
    page = (tmp_path / "m.html").read_text("utf-8")
    assert "&lt;b&gt;Proef &amp; regio&lt;/b&gt;" in page
    assert [] == [word for word in ("<b>", "<script", "http", "<link", "<img") if word in page]
    assert 7 == page.count('<td>gelijk</td><td class="n">10.000,00</td>')


def test_nothing_is_stored(matrix, tmp_path):
    """After a matrix there is no run in the database."""
    matrix()
    with Store.open(f"sqlite:///{tmp_path / 'swvmon.db'}") as store:
        assert 0 == len(store.runs())


@pytest.mark.parametrize(
    ("arguments", "modellen", "expected"),
    [
        ((), "gelyk", "swvmon: no plugin offers model 'gelyk' for sector vo; did you mean 'gelijk'?\n"),
        (("--stap", "verdeel"), "gelijk", "swvmon: plan.toml has no step 'verdeel'; did you mean 'verdelen'?\n"),
    ],
)
def test_a_name_that_is_not_there(matrix, arguments, modellen, expected):
    """Exit 2 and one line with what was meant."""
    said = matrix(*arguments, modellen=modellen)
    assert (2, "", expected) == (said.code, said.out, said.err)


def test_two_steps_that_divide(matrix, tmp_path):
    """Which one is replaced is not guessed: exit 2 with both and what each gives the schools, and `--stap` chooses."""
    second = '\n[[keten]]\nstap = "meer"\nmodel = "schoolmodel"\nbudget_euro = 14_000\n'
    (tmp_path / "plan.toml").write_text(PLAN + second)
    said = matrix("--json")
    told = "with --stap: verdelen (€ 70.000,00), meer (€ 14.000,00)\n"
    assert (2, told) == (said.code, said.err[-len(told) :])
    assert 1_400_000 == _became(matrix("--json", "--stap", "meer"))["gelijk"]["stap_cent"]


def test_support_tells_sectors_regimes_and_tables(swvmon):
    """`--steun` has a row per model and sector: sbo is of po alone, doorbetaling of vo has a rule for each period."""
    said = swvmon("matrix", "--steun", "--json")
    rows = {(row["model"], row["sector"]): row for row in json.loads(said.out)}
    assert {"po"} == {sector for model, sector in rows if model == "sbo"}
    schoolmodel = rows["schoolmodel", "vo"]
    assert (["alle"], "2015/16") == (schoolmodel["regimes"], schoolmodel["voorbeeld"])
    assert ["aansluiting", "leerlingen_vo 1-10 t", "(vestiging)"] == schoolmodel["leest"]
    assert "2014-08-01..2015-07-31" in rows["doorbetaling", "vo"]["regimes"]
