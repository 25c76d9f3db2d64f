"""Published history is revised: a newer vintage is used from then on, and what was computed with the older stays."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from swvmon.cli.leveringen import cmd as leveringen
from swvmon.demo import REGIO
from swvmon.errors import UsageError
from swvmon.run.load import load_paths
from swvmon.store import Store

PLUGIN = f"""
import pandas as pd
from swvmon import (Databron, Dataset, Kolom, Leesresultaat, Leest, Uitkomst, Verdeelmodel, boekingen, hookimpl,
                    read_table)
KOLOMMEN = (Kolom("jaar", ("JAAR",)), Kolom("soort", ("SOORT",)), Kolom("uit", ("UIT",)),
            Kolom("aantal", ("AANTAL",)))
def lees(bestand):
    tabel = read_table(bestand, KOLOMMEN)
    rows = tabel.rijen
    frame = pd.DataFrame({{"regel": rows["regel"], "niveau": "swv", "code": "{REGIO}",
        "kenmerk": "instroom_" + rows["soort"] + "_" + rows["uit"] + "_" + rows["jaar"], "waarde": rows["aantal"],
        "geldig_van": pd.Timestamp("2015-01-01").date()}})
    return Leesresultaat({{"kenmerk": frame}}, tabel.afkeuringen, tabel.rijen_gelezen)
@hookimpl
def swvmon_register_databronnen(register):
    kind = Dataset("herzien_instroom", "Instroom", ("kenmerk",), "stand", lambda kop: not kop.lacks(KOLOMMEN), lees)
    register(Databron("herzien", "Cijfers", "OCW", "CC0-1.0", (kind,)))
def verdeel(momentopname, grootboek, keuzes):
    rows = momentopname.tabel("kenmerk")
    count = rows.loc[rows["kenmerk"] == "instroom_sbo_geen_2016", "waarde"].astype("int64").iloc[0]
    return Uitkomst((boekingen(van="rijk:begroot", naar="swv:budget", bedrag_cent=int(count) * 100,
        grondslag="test", toelichting="Een euro per leerling."),))
@hookimpl
def swvmon_register_verdeelmodellen(register):
    register(Verdeelmodel("per_instroom", "Per instroom", "test", ("po", "vo"), verdeel=verdeel,
        leest=(Leest("kenmerk"),)))
"""
OLDER = {"sbo geen 2015": 1128, "sbo geen 2016": 1132, "sbo geen 2020": 1325, "so geen 2016": 2592, "so bo 2016": 3382}
NEWER = OLDER | {"sbo geen 2016": 1131, "sbo geen 2020": 1323, "so geen 2016": 2589}
"""Published: OCW in cijfers, leerlingstromen passend onderwijs, two stored copies of one page (funding rules 5.2)."""
PLAN = f'indicatoren = []\n[regio]\ncode = "{REGIO}"\n[[keten]]\nmodel = "per_instroom"\n'


@pytest.fixture
def load(runner, tmp_path):
    """Load a vintage of the page; gives the number of the levering."""
    runner.plugin(
        "herzien", PLUGIN, databronnen=["herzien"], datasets=["herzien_instroom"], verdeelmodellen=["per_instroom"]
    )

    def call(name: str, counts: dict[str, int]) -> int:
        path: Path = tmp_path / f"{name}.csv"
        cells = [";".join((key.split()[2], *key.split()[:2], str(count))) for key, count in counts.items()]
        path.write_text("\n".join(["JAAR;SOORT;UIT;AANTAL", *cells, ""]), "utf-8")
        with Store.open(runner.url) as store:
            sources = runner.registry().register("databronnen")
            loaded = load_paths(store, sources, [path], peildatum=date(2019, 10, 1))
        assert [("loaded", 0)] == [(r.status, r.afgekeurd) for r in loaded]
        return loaded[0].levering

    return call


def test_a_newer_vintage_is_used_and_the_older_run_stays(runner, load) -> None:
    """Published: 1.132 became 1.131. By hand: at one euro per pupil 1.132,00 stays stored and 1.131,00 is computed."""
    first = load("ouder", OLDER)
    before = runner.run(PLAN)
    again = runner.run(PLAN)
    assert (before.run_id, True) == (again.run_id, again.herhaald)

    second = load("nieuwer", NEWER)
    after = runner.run(PLAN)

    assert after.run_id != before.run_id
    assert not after.herhaald
    amounts = {}
    with Store.open(runner.url) as store:
        for run in (before, after):
            amounts[run.run_id] = store.result(run.run_id, "boeking")["bedrag_cent"].tolist()
            assert store.find_run(run.run_id).status == "klaar"
        kept = {key: store.read("kenmerk", [key]).set_index("kenmerk")["waarde"] for key in (first, second)}
    assert {before.run_id: [113_200], after.run_id: [113_100]} == amounts
    assert ("1132", "1131") == tuple(kept[key]["instroom_sbo_geen_2016"] for key in (first, second))
    used = [{row["vingerafdruk"] for row in run.manifest["leveringen"]} for run in (before, after)]
    assert used[0] != used[1]
    beside = {b.code for _, _, b in after.delen[0].bevindingen}
    assert "levering_naast_andere" in beside


def test_the_old_run_repeats_when_the_newer_vintage_is_withdrawn(runner, load) -> None:
    """The rows are still there: without the newer one the same manifest, and so the same run, comes out."""
    load("ouder", OLDER)
    before = runner.run(PLAN)
    newer = load("nieuwer", NEWER)
    with Store.open(runner.url) as store:
        store.withdraw(newer)
    again = runner.run(PLAN)
    assert (before.run_id, True) == (again.run_id, again.herhaald)


def call(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(leveringen, [str(a) for a in args], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value or 0, result.stdout


def test_diff_tells_what_was_revised(runner, load) -> None:
    """Published: three figures changed, two did not; each with the old and the new value, and exit code 1."""
    first, second = load("ouder", OLDER), load("nieuwer", NEWER)
    code, out = call("diff", first, second, "--db", runner.url)
    assert (1, "kenmerk: 0 added, 0 removed, 3 changed, 2 equal") == (code, out.splitlines()[4])
    assert [
        f"  changed  swv {REGIO} instroom_{key} 2015-01-01: waarde {old} -> {new}" for key, old, new in REVISED
    ] == (out.splitlines()[5:])
    code, out = call("diff", first, second, "--json", "--db", runner.url)
    table = json.loads(out)["tabellen"][0]
    assert [r["wijzigingen"] for r in table["verschillen"]] == [{"waarde": [old, new]} for _, old, new in REVISED]
    assert (1, [1, 2]) == (code, [json.loads(out)[which]["vintage"] for which in ("oud", "nieuw")])
    assert 0 == call("diff", first, first, "--db", runner.url)[0]


REVISED = [("sbo_geen_2016", "1132", "1131"), ("sbo_geen_2020", "1325", "1323"), ("so_geen_2016", "2592", "2589")]


def test_diff_counts_what_was_added_and_removed(runner, load) -> None:
    """By hand: one figure gone, one new, and nothing else; the first rows only, unless all are asked for."""
    first = load("ouder", {"sbo geen 2015": 1128, "sbo geen 2016": 1132})
    second = load("nieuwer", {"sbo geen 2016": 1132, "sbo geen 2017": 1231})
    many = load("veel", {f"sbo geen {year}": year for year in range(2015, 2045)})
    lines = call("diff", first, second, "--db", runner.url)[1].splitlines()
    assert lines[4:] == [
        "kenmerk: 1 added, 1 removed, 0 changed, 1 equal",
        f"  removed  swv {REGIO} instroom_sbo_geen_2015 2015-01-01: waarde 1128",
        f"  added    swv {REGIO} instroom_sbo_geen_2017 2015-01-01: waarde 1231",
    ]
    few, every = (call("diff", second, many, *more, "--db", runner.url)[1].splitlines() for more in ([], ["--alles"]))
    assert "kenmerk: 28 added, 0 removed, 2 changed, 0 equal" == few[4] == every[4]
    assert ("  ... and 10 more rows; --alles gives all", 26, 35) == (few[-1], len(few), len(every))


def test_diff_refuses_what_cannot_be_compared(runner, load) -> None:
    """Another dataset, a table that neither filled, a levering that is not there: one line that says why."""
    mine = load("ouder", OLDER)
    with Store.open(runner.url) as store:
        rows = store.leveringen()
    other = int(rows.loc[rows["dataset"] == "duo_vo_leerlingen", "id"].iloc[0])
    with pytest.raises(UsageError, match=f"levering {other} is of duo_vo_leerlingen and levering {mine} of herzien_"):
        call("diff", other, mine, "--db", runner.url)
    with pytest.raises(UsageError, match="filled no table 'vsv'; they filled: kenmerk"):
        call("diff", mine, mine, "--tabel", "vsv", "--db", runner.url)
    with pytest.raises(Exception, match="there is no levering 99; `swvmon leveringen` shows which there are"):
        call("diff", mine, 99, "--db", runner.url)
