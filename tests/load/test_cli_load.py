"""The commands `load` and `leveringen`, with the installed plugins."""

import json
import os
import tomllib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from swvmon.cli import swvmon
from swvmon.store import Store

ROWS = "pc4;gemeente;po_swv;vo_swv\n1234;Lutjebroek;PO9999;VO9999\n1235;Lutjebroek;PO9999;VO99\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Call swvmon with a database of its own; gives exit code, stdout and stderr."""
    from swvmon.errors import SwvmonError

    monkeypatch.setenv("SWVMON_DB", f"sqlite:///{tmp_path / 'swvmon.db'}")

    def call(*args):
        result = CliRunner().invoke(swvmon, [str(a) for a in args], standalone_mode=False)
        if isinstance(result.exception, SwvmonError):
            return result.exception.exit_code, result.stdout, f"{result.stderr}swvmon: {result.exception}\n"
        if result.exception:
            raise result.exception
        return result.return_value or 0, result.stdout, result.stderr

    return call


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "data" / "gebieden_2015-04-23.csv"
    path.parent.mkdir()
    path.write_text(ROWS)
    return path


def test_load_list_and_show(run, file):
    """One line per file; rejected rows can be looked up with their reason (by hand)."""
    code, out, err = run("load", file, "--peildatum", "2015-04-23")
    assert (0, "") == (code, err)
    assert out.splitlines() == [
        f"ocw_regio_indeling  stand 2015-04-23  2 rows read, 1 accepted, 1 rejected  {file}",
        "  see which and why: swvmon leveringen show 1",
    ]
    code, out, _ = run("load", file, "--peildatum", "2015-04-23")
    assert (0, f"ocw_regio_indeling  stand 2015-04-23  already loaded (levering 1)  {file}\n") == (code, out)
    code, out, _ = run("leveringen", "list", "--json")
    assert (0, "ocw_regio_indeling", "2015-04-23") == (
        code,
        json.loads(out)[0]["dataset"],
        json.loads(out)[0]["periode_van"],
    )
    assert "ocw_regio_indeling" in run("leveringen", "list")[1]
    code, out, _ = run("leveringen", "show", "1")
    last = out.splitlines()[-1]
    assert last.startswith("line 3, column 'vo_swv': ongeldig_swv, found 'VO99', expected VO and four digits")
    shown = json.loads(run("leveringen", "show", "1", "--json")[1])
    assert (1, "ongeldig_swv") == (shown["levering"]["rijen_afgekeurd"], shown["afkeuringen"][0]["code"])
    assert run("leveringen", "show", "9")[0] == 2


def test_faults_are_one_line_each_on_stderr_and_exit_2(run, file):
    code, out, err = run("load", file, file.parent / "weg.csv")
    assert (2, "") == (code, out)
    first, second = err.splitlines()
    assert first == (
        f"swvmon: {file}: ocw_regio_indeling needs a stand and the content does not tell it; its name looks like "
        f"2015-04-23: add --peildatum 2015-04-23, or run `swvmon leveringen schets {file.parent}`"
    )
    assert f"swvmon: {file.parent / 'weg.csv'}: is not there" == second


def test_strict_and_json(run, file):
    code, out, _ = run("load", file, "--peildatum", "2015-04-23", "--streng", "--json")
    row = json.loads(out)["bestanden"][0]
    assert (2, "fault", "ocw_regio_indeling") == (code, row["status"], row["dataset"])
    assert "--streng allows none; line 3, column 'vo_swv'" in row["melding"]
    assert json.loads(run("leveringen", "list", "--json")[1]) == []


def test_a_list_without_a_date_gets_the_school_year_of_its_levering(run, tmp_path):
    """The official list of school and SWV: its rows carry the school year of --peildatum (law: 1 August to 31 July)."""
    path = tmp_path / "koppeltabel.csv"
    path.write_text("BRIN NUMMER;VESTIGINGSNUMMER;ADMINISTRATIENUMMER\n99ZZ;99ZZ00;VO9999\n99YY;99YY01;VO9998\n")
    assert 2 == run("load", path)[0]
    code, out, _ = run("load", path, "--peildatum", "2023-10-01")
    assert code == 0
    period = "schooljaar 2023-08-01/2024-07-31"
    assert out.startswith(f"duo_vo_instellingen_per_swv  {period}  2 rows read, 2 accepted, 0 rejected")
    with Store.open(os.environ["SWVMON_DB"]) as store:
        (chosen,) = store.choose("aansluiting", None, date(2023, 10, 1))
        rows = store.read("aansluiting", [chosen.id])
    assert [["99YY01", "VO9998", "2023/24", "1"], ["99ZZ00", "VO9999", "2023/24", "1"]] == rows.to_numpy().tolist()


def test_a_date_that_is_none_is_told(run, file):
    code, _, err = run("load", file, "--peildatum", "1-10-2019")
    assert (2, "swvmon: --peildatum '1-10-2019' is not a date; write it like 2019-10-01\n") == (code, err)


def test_an_empty_folder_is_told(run, tmp_path):
    (tmp_path / "leeg").mkdir()
    assert run("load", tmp_path / "leeg")[0] == 2


def test_schets_drafts_what_a_person_confirms_and_load_then_takes(run, file):
    """The draft is TOML that the reader accepts, and says where each period came from."""
    (file.parent / "notitie.md").write_text("# niets\n")
    code, out, _ = run("leveringen", "schets", file.parent)
    assert (0, {file.name: {"stand": date(2015, 4, 23), "status": "onbekend"}}) == (
        code,
        tomllib.loads(out),
    )
    assert '# "notitie.md": not recognised' in out.splitlines()
    assert not (file.parent / "leveringen.toml").exists()
    (file.parent / "leveringen.toml").write_text(out)
    assert run("load", file.parent)[0] == 0
    assert run("leveringen", "schets", file)[0] == 2


@pytest.fixture(scope="module")
def real():
    here = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
    folder = Path(os.environ.get("SWVMON_REAL_DATA", here.parent / "shared" / "data" / "real"))
    if not (folder / "leveringen.toml").exists():
        pytest.skip("the real files are not here (set SWVMON_REAL_DATA)")
    return folder


def test_the_folder_of_real_files(run, real):
    """Published (SOURCES): rows per file; periods from the leveringen.toml beside them; nothing rejected."""
    code, out, _ = run("load", real, "--json")
    rows = [r for r in json.loads(out)["bestanden"] if r["dataset"].startswith(("duo_", "ocw_regio"))]
    found = sorted((r["dataset"], r["periode_van"], r["rijen_gelezen"]) for r in rows)
    assert [
        ("duo_bo_bron", "2016-10-01", 6_497),
        ("duo_bo_gewicht", "2016-10-01", 17_059),
        ("duo_bo_materieel", "2014-10-01", 6_545),
        ("duo_bo_personeel", "2014-10-01", 6_431),
        ("duo_brin_overgangen", "2025-01-13", 8_785),
        ("duo_po_afstand", "2015-10-01", 7_649),
        ("duo_po_afstand", "2016-10-01", 7_532),
        ("duo_po_balans", "2011-01-01", 5_434),
        ("duo_po_baten_lasten", "2011-01-01", 5_435),
        ("duo_po_eindscores", "2016-04-15", 6_851),
        ("duo_po_historisch", "1996-01-01", 9_737),
        ("duo_po_instellingen", "2017-06-09", 6_359),
        ("duo_po_leerlingen", "2015-10-01", 7_649),
        ("duo_po_leerlingen", "2016-10-01", 7_532),
        ("duo_po_overheidsbijdragen", "2011-01-01", 5_435),
        ("duo_po_vestigingen", "2013-06-27", 6_899),
        ("duo_po_vestigingen", "2013-12-05", 6_804),
        ("duo_po_vestigingen", "2020-12-21", 6_268),
        ("duo_po_vestigingen", "2026-08-04", 6_122),
        ("duo_vo_examens", "2019-08-01", 12_782),
        ("duo_vo_instellingen", "2016-08-19", 651),
        ("duo_vo_leerlingen", "2019-10-01", 24_243),
        ("duo_vo_vestigingen", "2020-12-21", 1_619),
        ("duo_vo_vsv_per_swv", "2015-01-01", 1_270),
        ("ocw_regio_indeling", "2015-04-23", 4_046),
        ("ocw_regio_indeling", "2015-04-23", 4_046),
        ("ocw_regio_indeling_gemeente", "2013-01-01", 850),
        ("ocw_regio_indeling_gemeente", "2013-01-01", 851),
        ("ocw_regio_indeling_gemeente", "2013-10-01", 837),
        ("ocw_regio_indeling_gemeente", "2013-10-01", 837),
    ] == found
    assert {("loaded", 0)} == {(r["status"], r["rijen_afgekeurd"]) for r in rows}
    assert code == 0
