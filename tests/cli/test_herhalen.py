"""`swvmon run --from`: a manifest gives the same result again, or names what differs."""

from __future__ import annotations

import json
import shutil

import pytest

from swvmon.demo import demo_plan, write_demo
from swvmon.hooks.discovery import discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.execute import begin
from swvmon.run.export import export
from swvmon.run.load import load_paths
from swvmon.store import Store

COUNTS = "data/leerlingen-vo-per-vestiging-2019.csv"
RAISED = (b";19;19;20;20;", b";19;19;20;21;")
"""One pupil more in the count of 2019."""


@pytest.fixture(scope="module")
def folder_with_run(tmp_path_factory):
    """The fictional region with a run of the plan and a scenario, exported to `uit`."""
    folder = tmp_path_factory.mktemp("herhalen")
    write_demo(folder)
    registry = PluginRegistry(discover())
    with Store.open(f"sqlite:///{folder / 'swvmon.db'}", create=True) as store:
        load_paths(store, registry.register("databronnen"), [folder / "data"])
        plan = read_plan(demo_plan(), "demo")
        done = begin(store, registry, plan, [Schooljaar.parse("2019/20")], ("plan", "zware-populatie")).finish()
        export(store, done.run_id, folder / "uit", "csv")
    return folder


@pytest.fixture
def region(swvmon, folder_with_run, tmp_path):
    """The command line in a copy of that folder."""
    shutil.copytree(folder_with_run, tmp_path, dirs_exist_ok=True)
    return swvmon


def change(tmp_path, **values):
    """Write a manifest with other values; `python="3.0"`, or a function of the value that is there."""
    path = tmp_path / "uit" / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    for key, value in values.items():
        manifest[key] = value(manifest[key]) if callable(value) else value
    path.write_text(json.dumps(manifest), "utf-8")
    return manifest


def raise_a_count(region, tmp_path):
    """Load a newer count of the same day, with one pupil more."""
    counts = tmp_path / COUNTS
    assert 1 == counts.read_bytes().count(RAISED[0])
    counts.write_bytes(counts.read_bytes().replace(*RAISED))
    assert 0 == region("load", "data").code


def result_files(folder):
    return {name: (folder / name).read_bytes() for name in ("boekingen.csv", "metingen.csv", "manifest.json")}


def test_the_same_run_in_the_same_database(region) -> None:
    """Found, computed again and the same, also as what was exported beside the manifest."""
    said = region("run", "--from", "uit/manifest.json", "--json")

    document = json.loads(said.out)
    assert (0, True) == (said.code, document["herhaald"])
    assert {
        "van": document["run_id"],
        "omgeving": "",
        "vergeleken": [f"run {document['run_id']}", "uit"],
        "verschil": "",
    } == document["herhaling"]
    assert ["plan", "zware-populatie"] == [part["scenario"] for part in document["delen"]]


def test_another_database_gives_the_same_bytes(region, tmp_path) -> None:
    """The files, loaded in another order into a new database, and no plan in the folder: the export is the same."""
    (tmp_path / "VO9901.toml").unlink()
    assert 0 == region("init", "--db", "sqlite:///nieuw.db").code
    for path in sorted((tmp_path / "data").glob("*.csv"), reverse=True):
        assert 0 == region("load", path, "--db", "sqlite:///nieuw.db").code

    said = region("run", "--from", "uit/manifest.json", "--db", "sqlite:///nieuw.db")
    region("export", "laatste", "weer", "--db", "sqlite:///nieuw.db")

    assert 0 == said.code, said.err
    assert said.out.endswith("the result is that of uit\n")
    assert result_files(tmp_path / "uit") == result_files(tmp_path / "weer")


def test_the_leveringen_of_then(region, tmp_path) -> None:
    """A newer count is not chosen, and one that was withdrawn since is: the run is the old one."""
    raise_a_count(region, tmp_path)
    fresh = json.loads(region("run", "VO9901", "--schooljaar", "2019/20", "--json").out)
    rows = json.loads(region("leveringen", "list", "--json").out)
    rows = rows["leveringen"] if isinstance(rows, dict) else rows
    number = next(r["id"] for r in rows if r["bestandsnaam"].endswith("vestiging-2019.csv"))
    assert 0 == region("leveringen", "intrekken", number).code

    said = region("run", "--from", "uit/manifest.json", "--json")

    document = json.loads(said.out)
    assert (0, "") == (said.code, document["herhaling"]["omgeving"])
    assert document["herhaling"]["van"] == document["run_id"] != fresh["run_id"]
    assert document["delen"][0]["totalen_cent"] != fresh["delen"][0]["totalen_cent"]


def test_another_environment(region, tmp_path) -> None:
    """It runs, says that identity is not promised and where the environment differs first, and finds the same result.

    The run of the manifest stays as it is: the repetition is a run of its own.
    """
    manifest = change(tmp_path, python="3.0.1", pakketten=lambda packages: packages | {"numpy": "0.1"})
    with Store.open("sqlite:///swvmon.db") as store:
        before = store.dump()["boeking"]

    said = region("run", "--from", "uit/manifest.json")

    assert 0 == said.code
    assert "! identity is not promised, the environment differs first in python: '3.0.1' against '" in said.out
    assert said.out.endswith("the result is that of uit\n")
    with Store.open("sqlite:///swvmon.db") as store:
        assert before == store.dump()["boeking"]
    assert "3.0.1" == manifest["python"]


def test_another_core_gives_another_result(region, tmp_path) -> None:
    """Exit code 1, with the first row that differs; nothing is promised, so nothing failed."""
    change(tmp_path, kern_sha256="0" * 64)
    lines = tmp_path / "uit" / "boekingen.csv"
    rows = lines.read_text("utf-8").splitlines(keepends=True)
    fields = rows[1].split(",")
    at = rows[0].split(",").index("bedrag_cent")
    fields[at] = str(int(fields[at]) + 1)
    lines.write_text("".join([rows[0], ",".join(fields), *rows[2:]]), "utf-8")

    said = region("run", "--from", "uit/manifest.json", "--json")

    found = json.loads(said.out)["herhaling"]
    assert (1, "kern_sha256:") == (said.code, found["omgeving"].split(" ")[0])
    assert f"boeking: row 1, bedrag_cent: '{fields[at]}' against '{int(fields[at]) - 1}'" == found["verschil"]


def test_a_stored_run_of_another_environment(region, tmp_path) -> None:
    """What the database has of the run of the manifest is compared too, without an exported result."""
    import pandas as pd

    from swvmon.run.manifest import canonical_json, run_id
    from swvmon.store.runs import NewRegiojaar

    manifest = change(tmp_path, python="3.0.1")
    (tmp_path / "uit" / "metingen.csv").unlink()
    known = run_id(manifest)
    with Store.open("sqlite:///swvmon.db") as store:
        now = store.find_run("laatste").run_id
        store.start_run(known, canonical_json(manifest))
        for part in store.regiojaren(now).to_dict("records"):
            tables = {}
            for name in ("boeking", "meting"):
                rows = store.result(now, name)
                rows = rows[rows["scenario"] == part["scenario"]].drop(columns="run_id")
                tables[name] = rows.iloc[:-1] if name == "boeking" else rows
            kept = {k: part[k] for k in ("scenario", "regio", "schooljaar", "status", "resultaat_sha256")}
            assert isinstance(tables["boeking"], pd.DataFrame)
            store.add_regiojaar(NewRegiojaar(run_id=known, **kept), tables)
        store.finish_run(known)

    said = region("run", "--from", "uit/manifest.json")

    assert 1 == said.code
    assert f"! the result is not that of run {known}: boeking: row " in said.out


def test_equal_inputs_and_another_result(region, tmp_path) -> None:
    """Exit code 3: the manifest promises the same bytes."""
    lines = tmp_path / "uit" / "boekingen.csv"
    lines.write_text("".join(lines.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")

    said = region("run", "--from", "uit/manifest.json")

    assert 3 == said.code
    assert "every input is the same, and the result differs from" in said.err


def first(**fields):
    """Change fields of the first row of a list."""
    return lambda rows: [rows[0] | fields, *rows[1:]]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"plugins": first(naam="weg", versie="2.0")}, "plugin weg 2.0 (swvmon 0.1.0) is not there: install swvmon=="),
        ({"plugins": first(inhoud_sha256="0" * 64)}, "(swvmon 0.1.0) here, with other content; install swvmon==0.1.0"),
        ({"plugins": first(versie="0.9", inhoud_sha256="0" * 64)}, " 0.9 (swvmon 0.1.0) is 1."),
        ({"leveringen": first(vingerafdruk="ab" * 32, sha256="cd" * 32)}, "abababababab is not in sqlite:///swvmon.db"),
        ({"leveringen": first(vingerafdruk="ab" * 32)}, " is of the same file, with status "),
        ({"parameters": first(waarde="1")}, "the first input that differs is parameters[0].waarde: '1' against "),
        ({"regio": "VO9902"}, "the first input that differs is regio: 'VO9902' against 'VO9901'"),
        ({"manifest": 2}, "is a manifest of form 2, this swvmon reads form 1"),
    ],
    ids=[
        "plugin weg",
        "plugin anders",
        "plugin versie",
        "levering weg",
        "zelfde bestand",
        "parameter",
        "regio",
        "vorm",
    ],
)
def test_what_is_not_there_is_named(region, tmp_path, values, text) -> None:
    """Exit code 2, in one line, and nothing is stored."""
    change(tmp_path, **values)
    with Store.open("sqlite:///swvmon.db") as store:
        before = store.dump()

    said = region("run", "--from", "uit/manifest.json")

    assert (2, True) == (said.code, text in said.err), said.err
    with Store.open("sqlite:///swvmon.db") as store:
        assert before == store.dump()


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--from", "nergens.json"], "nergens.json: cannot be read as a manifest"),
        (["--from", "VO9901.toml"], "VO9901.toml: cannot be read as a manifest"),
        (["VO9901", "--from", "uit/manifest.json"], "--from takes all from the manifest"),
        (["--from", "uit/manifest.json", "--resultaat", "data"], "--resultaat data has no boekingen.csv or metingen"),
        (["VO9901", "--schooljaar", "2019/20", "--resultaat", "uit"], "--resultaat goes with --from"),
    ],
)
def test_mistakes(region, arguments, text) -> None:
    """Exit code 2 and what to do."""
    said = region("run", *arguments)

    assert (2, True) == (said.code, text in said.err), said.err


def test_a_published_manifest(region, tmp_path) -> None:
    """It has no plan and no leveringen, and says so."""
    pytest.importorskip("scipy")
    assert 0 == region("export", "laatste", "openbaar", "--openbaar").code

    said = region("run", "--from", "openbaar/manifest.json")

    assert 2 == said.code
    assert "has no plan, leveringen, parameters: a manifest for publication tells too little" in said.err
    assert (
        "holds a result for publication" in region("run", "--from", "uit/manifest.json", "--resultaat", "openbaar").err
    )
