"""The main job on the command line: demo, load, run, explain, export, plan."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

TO_SCHOOLS_CENT = 41_414_792
"""Regression; worked out in tests/run/test_uitvoeren.py."""


@pytest.fixture
def region(swvmon):
    """The fictional region, loaded into ./swvmon.db; the plan stands in the folder."""
    assert 0 == swvmon("demo", ".").code
    assert 0 == swvmon("load", "data").code
    return swvmon


def test_demo_runs_without_data_or_database(swvmon, tmp_path: Path) -> None:
    """`swvmon run --demo` needs nothing and leaves nothing behind."""
    said = swvmon("run", "--demo")

    assert (0, "") == (said.code, said.err)
    assert "naar scholen  " in said.out
    assert "€ 414.147,92" in said.out
    assert [] == list(tmp_path.iterdir())


def test_run_of_a_region_as_json(region) -> None:
    """`--json` gives the run id, totals in cents and plugin outcomes; the totals are the ledger's."""
    said = region("run", "VO9901", "--schooljaar", "2019/20", "--json")

    document = json.loads(said.out)
    part = document["delen"][0]
    assert 16 == len(document["run_id"])
    assert TO_SCHOOLS_CENT == part["totalen_cent"]["vestiging"] == sum(part["per_bestuur_cent"].values())
    assert {"gelukt"} == {p["status"] for p in part["plugins"]}


def test_plan_in_this_folder_goes_before_a_packaged_one(region) -> None:
    """The output says which plan was used."""
    assert "plan: VO9901.toml" in region("run", "VO9901", "--schooljaar", "2019/20").out


def test_explain_adds_up(region) -> None:
    """The lines of a school sum to its amount, with quantity, tariff and source.

    By hand for De Werf: 2018 has 190 pupils... x 23 % (place 0.8 in 15-25) x 1,100, and 180 pupils in 2019.
    """
    region("run", "VO9901", "--schooljaar", "2019/20")

    said = region("explain", "laatste", "90AA00")
    rows = json.loads(region("explain", "laatste", "90AA00", "--json").out)

    assert rows["totaal_cent"] == sum(r["effect_cent"] for r in rows["regels"])
    assert 180 * 23 * 1_100 == 4_554_000
    schoolbudget = [
        r["effect_cent"] for r in rows["regels"] if r["grondslag"].startswith(("schoolbudget", "definitief"))
    ]
    assert 4_554_000 == sum(schoolbudget)
    assert "90AA00 Praktijkschool De Werf (bestuur 99001) ontvangt" in said.out
    assert "swvzhw.bedrag_per_leerling_euro = 1.100 euro per leerling per schooljaar" in said.out
    assert "R2 Tabel 3, vastgesteld" in said.out


def test_export_has_the_columns_of_the_contract_and_the_same_bytes_twice(region, tmp_path: Path) -> None:
    """`boekingen.csv`, `metingen.csv` and `manifest.json`; canonical; marked confidential."""
    from swvmon.contract.grootboek import KOLOMMEN as BOEKING
    from swvmon.contract.meting import KOLOMMEN as METING

    region("run", "VO9901", "--schooljaar", "2019/20")
    assert 0 == region("export", "laatste", "een").code
    region("run", "VO9901", "--schooljaar", "2019/20")
    assert 0 == region("export", "laatste", "twee").code

    files = {p.name: p.read_bytes() for p in (tmp_path / "een").iterdir()}
    assert {"VERTROUWELIJK.txt", "boekingen.csv", "manifest.json", "metingen.csv"} == set(files)
    assert files == {p.name: p.read_bytes() for p in (tmp_path / "twee").iterdir()}
    rows = list(csv.DictReader(files["boekingen.csv"].decode().splitlines()))
    assert list(BOEKING) == list(rows[0])
    assert list(METING) == next(csv.reader(files["metingen.csv"].decode().splitlines()))
    account = [(int(r["bedrag_cent"]), r["van"], r["naar"]) for r in rows]
    paid = sum(c for c, _, to in account if to.startswith("vestiging:"))
    back = sum(c for c, of, _ in account if of.startswith("vestiging:"))
    assert TO_SCHOOLS_CENT == paid - back
    assert b"\r" not in b"".join(files.values())


def test_export_as_parquet(region, tmp_path: Path) -> None:
    """Parquet has the same rows."""
    import pandas as pd

    region("run", "VO9901", "--schooljaar", "2019/20")
    region("export", "laatste", "out", "--format", "parquet")
    region("export", "laatste", "out")

    table = pd.read_parquet(tmp_path / "out" / "boekingen.parquet")
    assert table["bedrag_cent"].tolist() == pd.read_csv(tmp_path / "out" / "boekingen.csv")["bedrag_cent"].tolist()


def test_a_failed_run_exits_3_and_is_refused_by_explain_and_export(region, tmp_path: Path) -> None:
    """A failed step: exit 3; its lines are only for diagnosis."""
    plan = tmp_path / "VO9901.toml"
    plan.write_text(plan.read_text("utf-8").replace("waarde = 320_000", "waarde = 1_000"), "utf-8")

    said = region("run", "VO9901", "--schooljaar", "2019/20")

    assert 3 == said.code
    assert "stap swvzhw (plugin swvzhw 1.0, swvmon) mislukt: the school budgets" in said.out
    assert "add --ook-mislukt" in region("export", "laatste", "out").err
    assert not (tmp_path / "out").exists()
    assert 0 == region("export", "laatste", "out", "--ook-mislukt").code


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["run"], "name a region and a school year"),
        (["run", "VO9901"], "name a region and a school year"),
        (["run", "VO9901", "--schooljaar", "2019"], "'2019' is not a schooljaar; write it like 2019/20"),
        (["run", "VO9901", "--schooljaar", "2019/21"], "after 2019/ comes 20"),
        (["run", "Den Haag", "--schooljaar", "2019/20"], "'Den Haag' is not an SWV code"),
        (["run", "VO1234", "--schooljaar", "2019/20"], "no plan for VO1234"),
        (["run", "--demo", "VO9901"], "--demo runs the packaged region"),
        (["run", "VO2806", "--schooljaar", "2019/20", "--plan", "nergens.toml"], "nergens.toml: 1 problem"),
        (["rnu", "VO2806"], "Did you mean 'run'?"),
        (["explain", "laatste", "90AA00"], "swvmon init"),
        (["export", "0000", "out"], "swvmon init"),
        (["plugins", "show", "swvzwh"], "did you mean 'swvzhw'?"),
    ],
)
def test_mistakes_are_one_clear_line(swvmon, arguments: list[str], text: str) -> None:
    """A user error: exit 2, what is wrong and what to do on stderr, no traceback."""
    said = swvmon(*arguments)

    assert 2 == said.code
    assert text in said.err
    assert "Traceback" not in said.err


def test_demo_replaces_nothing(region) -> None:
    """Writing the demo over files that are there is refused."""
    assert (2, True) == ((said := region("demo", ".")).code, "is there already" in said.err)


def test_resume_of_a_finished_run_compares(region) -> None:
    """`--hervat` of a run computes it again and finds the same."""
    run_id = json.loads(region("run", "VO9901", "--schooljaar", "2019/20", "--json").out)["run_id"]

    said = region("run", "--hervat", run_id[:6])

    assert 0 == said.code
    assert f"run {run_id} (stored before; the same again)" in said.out


def test_resume_with_other_data_is_refused(region, tmp_path: Path) -> None:
    """A run whose input changed cannot be continued; the first difference is named."""
    run_id = json.loads(region("run", "VO9901", "--schooljaar", "2019/20", "--json").out)["run_id"]
    counts = tmp_path / "data" / "leerlingen-vo-per-vestiging-2019.csv"
    counts.write_bytes(counts.read_bytes().replace(b";19;19;20;20;", b";19;19;20;21;", 1))
    assert 0 == region("load", "data").code

    said = region("run", "--hervat", run_id)

    assert 2 == said.code
    assert "its input changed: leveringen" in said.err


def test_plan_list_show_and_check(region) -> None:
    """Plans are listed, shown and checked without data."""
    assert "VO2806" in region("plan", "list").out
    assert 'code = "VO2806"' in region("plan", "show", "VO2806").out
    assert "no problems in 2019/20" in region("plan", "check", "VO2806", "--schooljaar", "2019/20").out
    said = region("plan", "check", "VO2806", "--schooljaar", "2016/17")
    assert (2, True) == (said.code, "swvzhw.bedrag_per_leerling_euro" in said.err)


def test_parameters_and_plugins(swvmon) -> None:
    """Numbers come with unit, period, source and status; plugins from their cards."""
    rows = json.loads(swvmon("parameters", "--json").out)["parameters"]
    zwaar = [r for r in rows if r["id"] == "rijksbekostiging.zwaar_vo_personeel_euro"]

    # law: BWBR0037032 art. 26 and BWBR0037118 art. 22
    assert [("16.61", "2014-08-01"), ("512.95", "2015-08-01")] == [(r["waarde"], r["van"]) for r in zwaar]
    assert all(r["bron"] and r["eenheid"] and r["status"] for r in rows)
    assert {"deelname", "duo", "rijksbekostiging", "swvzhw"} <= {
        p["naam"] for p in json.loads(swvmon("plugins", "list", "--json").out)["plugins"]
    }
    assert "verdeelmodellen  swvzhw" in swvmon("plugins", "show", "swvzhw").out
