"""The pytest plugin: its fixtures, expected files and cases in YAML, each tried in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from swvmon.contract.grootboek import Grootboek
from swvmon.errors import UsageError
from swvmon.geld import format_euro
from swvmon.testing import Proefrun, assert_same, make_regio, run_plan
from swvmon.testing.gevallen.geval import read_case, run_case
from swvmon.testing.gevallen.yamlbron import YamlFault, plain, read_yaml
from swvmon.testing.toml import as_toml
from swvmon.testing.verwachting import check_expected, expected_path

KEUZES = {"keuzes": {"budget_euro": 90_000}, "opening_euro": {"swv:budget": 90_000}}
GEVAL = """\
titel: Naar rato van leerlingen
sector: vo
schooljaar: 2019/20
model: schoolmodel
keuzes:
  budget_euro: 90_000
opening_euro:
  swv:budget: 90000
scholen:
  - {vestiging: 20AA00, bestuur: 12345, leerlingen: 100}
  - {vestiging: 20BB00, bestuur: 01234, leerlingen: 200}
verwacht:
  - label: handberekend
    bron: 90.000 / 300 leerlingen = 300 per leerling
    per_vestiging_euro: {20AA00: 30000, 20BB00: 60000}
    per_bestuur_euro: {12345: 30000, 01234: 60000}
    per_rekening_euro: {"vestiging:*": 90000, "swv:budget": -90000}
"""


@pytest.fixture(scope="module")
def standaard() -> Proefrun:
    """The schoolmodel on the fictional region."""
    return run_plan("schoolmodel", indicatoren=["besteding"], **KEUZES)


@pytest.fixture(scope="module")
def groter() -> Proefrun:
    """The same where 90BB00 has a fifth more pupils."""
    region = make_regio("vo", leerlingen_procent={"90BB00": 120})
    return run_plan("schoolmodel", region, indicatoren=["besteding"], **KEUZES)


def _case(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gevallen" / "geval.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


# --- running


def test_a_run_gives_ledger_measurements_and_totals(standaard):
    """Conservation: what schools and boards get is the budget of € 90.000; `besteding` is measured; nothing failed."""
    assert 9_000_000 == sum(standaard.per_rekening_cent().values())
    assert 9_000_000 == sum(standaard.per_rekening_cent("bestuur").values())
    assert {"budget": -9_000_000} == standaard.per_rekening_cent("swv")
    assert {"besteding"} == set(standaard.metingen["indicator"])
    assert {"gelukt"} == {status.status for status in standaard.statussen}


def test_a_plan_may_be_a_dict_a_text_or_a_file(standaard, tmp_path):
    """The three forms of one plan give the same ledger as the model by its name."""
    plan = {
        "indicatoren": ["besteding"],
        "regio": {"code": "VO9901"},
        "grootboek": {"opening_euro": {"swv:budget": 90_000}},
        "keten": [{"model": "schoolmodel", "budget_euro": Decimal("90000.00")}],
    }
    path = tmp_path / "plan.toml"
    path.write_text(as_toml(plan), "utf-8")
    for form in (plan, as_toml(plan), path):
        assert_same(standaard, run_plan(form))


def test_what_goes_with_a_model_does_not_go_with_a_plan():
    """Choices beside a plan would be silently left out; they are refused by name."""
    with pytest.raises(UsageError, match="keuzes go with the name of a model"):
        run_plan('[regio]\ncode = "VO9901"\n', keuzes={"budget_euro": 1})


def test_a_float_is_refused_with_its_key():
    """Money is exact: a float in a plan is refused where it stands."""
    with pytest.raises(TypeError, match=r"keten\.0\.aandeel: a plan has no float: 0\.5; write Decimal\('0\.5'\)"):
        as_toml({"keten": [{"aandeel": 0.5}]})


def test_a_step_that_fails_is_told_as_a_run_tells_it():
    """Without money the balance is below zero: the message is that of the engine, and `mag_mislukken` hands it back."""
    with pytest.raises(AssertionError, match=r"stap schoolmodel \(plugin basismodellen\) failed: leaves swv:budget at"):
        run_plan("schoolmodel", keuzes={"budget_euro": 90_000})
    failed = run_plan("schoolmodel", keuzes={"budget_euro": 90_000}, mag_mislukken=True)
    assert ["mislukt"] == [status.status for status in failed.statussen]


# --- comparing


def test_outcomes_that_differ_are_told_per_school_board_and_step(standaard, groter):
    """The texts are those of `swvmon compare`: school, step and quantity, and the board, in euros."""
    with pytest.raises(AssertionError) as told:
        assert_same(standaard, groter)
    text = str(told.value)
    cents = [run.per_rekening_cent()["90BB00"] for run in (standaard, groter)]
    by = f"+{format_euro(cents[1] - cents[0])}"
    assert f"90BB00  {by}  ({format_euro(cents[0])} -> {format_euro(cents[1])})" in text
    assert f"schoolmodel  {by}  leerlingdeel (schoolmodel): hoeveelheid 492 -> 590" in text  # pupils: regression
    assert "\nper bestuur\n" in text


def test_ledgers_frames_and_runs_are_compared_alike(standaard, groter):
    """A ledger and its lines are the same outcome; another ledger is not, whatever form it has."""
    ledger = standaard.grootboek
    assert_same(Grootboek(ledger.regels), ledger.regels)
    assert_same(standaard.metingen, standaard.metingen)
    assert_same(standaard.run, standaard)
    with pytest.raises(AssertionError, match="niet gelijk"):
        assert_same(ledger, groter.grootboek)


def test_a_tolerance_is_in_euros(standaard, groter):
    """Within € 3.000 per amount they are the same; the largest amount differs more than € 2.500."""
    assert_same(standaard.grootboek.regels, groter.grootboek.regels, tolerantie_euro=3_000)
    with pytest.raises(AssertionError):
        assert_same(standaard.grootboek.regels, groter.grootboek.regels, tolerantie_euro=2_500)


def test_what_is_no_outcome_is_refused():
    """A list is not compared; the message says what is."""
    with pytest.raises(TypeError, match=r"expected a run, a Grootboek, or a frame .* found \[1\]"):
        assert_same([1], [1])


# --- expected files


def _accept(path: Path, told: str, label: str, bron: str) -> None:
    """Do what the message says: copy, and fill in the two lines."""
    command = next(line.strip() for line in told.splitlines() if "cp " in line)
    subprocess.run(command, shell=True, check=True)  # noqa: S602 - the command of the message is what is tested
    text = path.read_text("utf-8").replace("# label:\n# bron:\n", f"# label: {label}\n# bron: {bron}\n")
    path.write_text(text, "utf-8")


def test_an_expected_file_is_made_by_a_person(standaard, groter, tmp_path):
    """Absent: fails with a command. After it, without a label: fails. With label and source: passes.

    Then changed: fails, names the account with both amounts, and leaves the file as it is.
    """
    path = expected_path(tmp_path / "met spatie" / "test_m.py", "test_x[a/b]")
    assert tmp_path / "met spatie" / "verwacht" / "test_m" / "test_x_a_b.csv" == path
    made = tmp_path / "gemaakt"
    made.mkdir()
    with pytest.raises(AssertionError, match="is not there") as told:
        check_expected(path, made, standaard)
    assert not path.exists()
    _accept(path, str(told.value), "", "")
    with pytest.raises(AssertionError, match="label ''; write `# label: ` with one of gepubliceerd, wet, handberekend"):
        check_expected(path, made, standaard)
    _accept(path, str(told.value), "regressie", "")
    with pytest.raises(AssertionError, match="line 2: write `# bron: `"):
        check_expected(path, made, standaard)
    _accept(path, str(told.value), "regressie", "eerste berekening")
    check_expected(path, made, standaard)
    before = path.read_bytes()
    with pytest.raises(AssertionError) as changed:
        check_expected(path, made, groter)
    a, b = (format_euro(run.per_rekening_cent()["90BB00"]) for run in (standaard, groter))
    row = f"VO9901 2015/16 schoolmodel rekening vestiging:90BB00: verwacht {a}, uitkomst {b}  (+€ "
    assert row in str(changed.value)
    assert before == path.read_bytes()


# --- cases


def test_a_case_holds(tmp_path):
    """By hand: 90.000 / 300 pupils = € 300 per pupil; a board keeps the zero that it begins with."""
    run_case(_case(tmp_path, GEVAL))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "{20AA00: 30000,",
            "{20AA00: 30000.01,",
            ":15: verwacht.0.per_vestiging_euro.20AA00: verwacht € 30.000,01, uitko",
        ),
        (
            "01234: 60000}",
            "01234: 59999}",
            ":16: verwacht.0.per_bestuur_euro.01234: verwacht € 59.999,00, uitkomst € 60.0",
        ),
        ('"vestiging:*": 90000', '"vestiging:*": 9', ":17: verwacht.0.per_rekening_euro.vestiging:*: verwacht € 9,00"),
    ],
)
def test_a_case_that_does_not_hold_names_file_line_key_and_label(tmp_path, old, new, expected):
    """To the cent; with the line of the number, its label and its source."""
    path = _case(tmp_path, GEVAL.replace(old, new))
    with pytest.raises(AssertionError) as told:
        run_case(path)
    assert f"{path}{expected}" in str(told.value)
    assert "[handberekend: 90.000 / 300 leerlingen = 300 per leerling]" in str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("titel:", "tittel:", ":1: tittel: unknown key; did you mean 'titel'?"),
        (
            "  budget_euro: 90_000",
            "  budget_eur: 90_000",
            ":6: keuzes.budget_eur: step 'schoolmodel': budget_eur: unknown",
        ),
        ("leerlingen: 100", "leerlingen: 1e2", ":10: scholen.0.leerlingen: expected a whole number, found '1e2'"),
        ("label: handberekend", "label: no", ":13: verwacht.0.label: 'label' must be in ("),
        ("    bron: 90.000 / 300 leerlingen = 300 per leerling\n", "", ":13: verwacht.0.bron: is missing"),
        ("sector: vo\n", "sector: vo\nsector: po\n", ":3: sector: stands here a second time; the first is on line 2"),
        ("sector: vo", "sector:", ":2: sector: has no value; write one, or leave the key out"),
        ("sector: vo", "sector: !!int vo", ":2: sector: a tag (tag:yaml.org,2002:int); leave it out"),
        ("bestuur: 12345", "bestuur: &b 12345, naam: *b", ":10: scholen.0.naam: an alias (*); write the value out"),
        ("model: schoolmodel", "model: schoolmodl", ":4: model: no installed plugin offers model 'schoolmodl'"),
        ("titel: Naar", "titel: [Naar", ":2: not YAML: "),
        (
            "scholen:",
            "tabellen: {leerlingen_v 1-10 t: []}\nscholen:",
            ":9: tabellen.leerlingen_v 1-10 t: there is no such table; did you mean 'leerlingen_vo'?",
        ),
        (
            "scholen:",
            "tabellen: {kenmerk: [{nivau: swv}]}\nscholen:",
            ":9: tabellen.kenmerk.0.nivau: unknown column; did you mean 'niveau'?",
        ),
        (
            GEVAL.partition("    per_vestiging")[1] + GEVAL.partition("    per_vestiging")[2],
            "",
            ":13: verwacht.0: expects ",
        ),
    ],
)
def test_a_case_that_is_wrong_names_file_line_and_key(tmp_path, old, new, expected):
    """Every mistake in the file is told with its place, and with what was meant where a name is near."""
    assert old in GEVAL
    path = _case(tmp_path, GEVAL.replace(old, new))
    with pytest.raises(YamlFault) as told:
        run_case(path)
    assert f"{path}{expected}" in str(told.value)


def test_yaml_means_what_is_written():
    """`no`, 1e3, 012 and a time are text; only plain numbers, days, true and false are not."""
    document = read_yaml(
        "a: no\nb: 1e3\nc: 012\nd: 12:30:00\ne: 3_000.50\nf: 2019-10-01\ng: true\nh: '5'\ni: off\n", "x"
    )
    told = plain(document.inhoud)
    assert ["no", "1e3", "012", "12:30:00"] == [told[key] for key in "abcd"]
    assert [Decimal("3000.50"), date(2019, 10, 1), True, "5", "off"] == [told[key] for key in "efghi"]


def test_other_tables_and_days(tmp_path):
    """Rows of `tabellen` replace those that follow from the schools: by hand, 90.000 over 50 + 100 pupils."""
    kind = "onderwijstype: HAVO, elementcode: '0371', richting: havo, fase: bovenbouw"
    rows = "\n".join(
        f"    - {{vestiging: {code}, {kind}, aantal: {n}}}" for code, n in (("20AA00", 50), ("20BB00", 100))
    )
    text = GEVAL.replace("scholen:", f"tabellen:\n  leerlingen_vo 1-10 t:\n{rows}\nscholen:")
    case, _ = read_case(_case(tmp_path, text))
    assert 2 == len(case.tabellen["leerlingen_vo 1-10 t"])
    run_case(_case(tmp_path, text))
    with pytest.raises(AssertionError, match=r"20AA00: verwacht € 30\.000,00, uitkomst € 45\.000,00"):
        run_case(_case(tmp_path, text.replace("aantal: 50", "aantal: 100")))


# --- pytest itself


def _pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_pytest_finds_fixtures_and_cases(tmp_path):
    """A case that fails is told without a traceback; a YAML file elsewhere is left alone; fixtures are there."""
    _case(tmp_path, GEVAL.replace("{20AA00: 30000,", "{20AA00: 1,"))
    (tmp_path / "elders.yaml").write_text("no: [case\n")
    (tmp_path / "test_fixtures.py").write_text(
        "def test_all(swvmon_regio, swvmon_run, vergelijk, verwacht):\n"
        "    region = swvmon_regio('vo')\n"
        "    run = swvmon_run('schoolmodel', region, keuzes={'budget_euro': 1}, opening_euro={'swv:budget': 1})\n"
        "    vergelijk(run, run.grootboek)\n"
    )
    done = _pytest(tmp_path)
    assert "1 failed, 1 passed" in done.stdout
    assert "geval.yaml:15: verwacht.0.per_vestiging_euro.20AA00: verwacht € 1,00, uitkomst € 30.000,00" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_pytest_starts_without_the_rooms(tmp_path):
    """Where nothing of it is used the plugin imports no pandas, no SQLAlchemy, no attrs and no other room of swvmon."""
    (tmp_path / "test_leeg.py").write_text(
        "import sys\n"
        "def test_leeg():\n"
        "    heavy = {'pandas', 'sqlalchemy', 'attrs', 'yaml', 'pluggy_'} & set(sys.modules)\n"
        "    mine = {n for n in sys.modules if n.startswith('swvmon')}\n"
        "    assert (set(), {'swvmon', 'swvmon.testing', 'swvmon.testing.pytest_plugin'}) == (heavy, mine)\n"
    )
    assert "1 passed" in _pytest(tmp_path).stdout


def test_without_the_plugin_pytest_runs_as_ever(tmp_path):
    """`-p no:swvmon` leaves it out: no fixture, no cases, no error."""
    _case(tmp_path, GEVAL)
    (tmp_path / "test_leeg.py").write_text(
        "def test_leeg(request):\n    assert not request.config.pluginmanager.has_plugin('swvmon')\n"
    )
    done = _pytest(tmp_path, "-p", "no:swvmon")
    assert (0, True) == (done.returncode, "1 passed" in done.stdout)
