"""`swvmon explain --csv` and `--meting`: the whole chain of a number."""

from __future__ import annotations

import csv
import io
import json
import shutil
from decimal import Decimal

import pytest

from swvmon.demo import demo_plan, write_demo
from swvmon.hooks.discovery import discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.execute import begin
from swvmon.run.herleiding import spans
from swvmon.run.load import load_paths
from swvmon.store import Store


@pytest.fixture(scope="module")
def folder_with_run(tmp_path_factory):
    """The fictional region with a run of the plan."""
    folder = tmp_path_factory.mktemp("herleiding")
    write_demo(folder)
    registry = PluginRegistry(discover())
    with Store.open(f"sqlite:///{folder / 'swvmon.db'}", create=True) as store:
        load_paths(store, registry.register("databronnen"), [folder / "data"])
        begin(store, registry, read_plan(demo_plan(), "demo"), [Schooljaar.parse("2019/20")]).finish()
    return folder


@pytest.fixture
def region(swvmon, folder_with_run, tmp_path):
    """The command line in a copy of that folder."""
    shutil.copytree(folder_with_run, tmp_path, dirs_exist_ok=True)
    return swvmon


def rows_of(said):
    assert (0, "") == (said.code, said.err)
    return list(csv.DictReader(io.StringIO(said.out), delimiter=";"))


def test_the_chain_of_a_school(region, tmp_path) -> None:
    """Lines add up to the amount; each is quantity x tariff; the file has the school on the lines that are named.

    By hand: 180 pupils x 25 euros basisondersteuning = 4,500 euros, of which the plan tells the 25.
    """
    rows = rows_of(region("explain", "laatste", "90AA00", "--csv"))
    document = json.loads(region("explain", "laatste", "90AA00", "--json").out)

    assert rows == [{k: str(v) for k, v in row.items()} for row in document["herleiding"]]
    lines = [r for r in rows if r["soort"] == "regel"]
    assert {"0"} == {r["niveau"] for r in lines}
    assert document["totaal_cent"] == sum(int(Decimal(r["waarde"]) * 100) for r in lines)
    start = next(n for n, r in enumerate(rows) if r["wat"] == "2019/20 basisondersteuning (R2 L226)")
    chain = rows[start:]
    assert ("4500.00", "180", "25") == tuple(
        next(r["waarde"] for r in chain if r["soort"] == soort) for soort in ("regel", "hoeveelheid", "tarief")
    )
    number = next(r for r in chain if r["soort"] == "parameter")
    assert ("25", "ondersteuningsplan (fictief), vastgesteld") == (number["waarde"], number["bron"])
    table = next(n for n, r in enumerate(chain) if r["wat"] == "leerlingen_vo 1-10 t")
    assert ("3", "levering", "2", "regel") == tuple(
        chain[table + 1][k] for k in ("niveau", "soort", "waarde", "eenheid")
    )
    file, _, fingerprint = chain[table + 1]["bron"].partition(", vingerafdruk ")
    assert "90AA" in (tmp_path / "data" / file).read_text("utf-8").splitlines()[2 - 1]
    stored = json.loads(region("leveringen", "list", "--json").out)
    stored = stored["leveringen"] if isinstance(stored, dict) else stored
    assert [file] == [r["bestandsnaam"] for r in stored if r["vingerafdruk"].startswith(fingerprint)]


def test_the_chain_of_a_meting(region) -> None:
    """Teller and noemer as they are stored, and the files; of the SWV all lines of its schools.

    By hand: De Werf has 180 pupils, all in praktijkonderwijs; board 99001 has the schools on lines 2 to 4 of the list.
    """
    school = rows_of(region("explain", "laatste", "--meting", "deelname_pro", "--sleutel", "90AA00", "--csv"))
    swv = rows_of(region("explain", "laatste", "--meting", "deelname_pro", "--sleutel", "VO9901", "--csv"))
    text = region("explain", "laatste", "--meting", "deelname_pro", "--sleutel", "90AA00").out

    assert [("meting", "1"), ("teller", "180"), ("noemer", "180")] == [(r["soort"], r["waarde"]) for r in school[:3]]
    files = [next(r["waarde"] for r in rows if r["wat"].startswith("duo_vo_leerlingen 2019")) for rows in (school, swv)]
    assert ["2", "2-32"] == files
    board = rows_of(region("explain", "laatste", "--meting", "deelname_pro", "--sleutel", "99001", "--csv"))
    assert "2-4" == next(r["waarde"] for r in board if r["wat"].startswith("duo_vo_vestigingen"))
    assert text.startswith("meting deelname_pro vestiging 90AA00 2019-10-01: 1 aandeel (deelname, ")


def test_for_publication_no_file_is_told(region) -> None:
    """With --openbaar lines that are told together are not in the chain, and neither are files and their lines."""
    pytest.importorskip("scipy")

    rows = rows_of(region("explain", "laatste", "90AA00", "--csv", "--openbaar"))
    told = json.loads(region("explain", "laatste", "90AA00", "--json", "--openbaar").out)
    meting = rows_of(
        region("explain", "laatste", "--meting", "deelname_pro", "--sleutel", "90AA00", "--csv", "--openbaar")
    )

    assert len(told["regels"]) == sum(r["soort"] == "regel" for r in rows)
    assert set() == {"levering", "tabel"} & {r["soort"] for r in [*rows, *meting]}


def test_a_plugin_that_is_gone(region) -> None:
    """The chain says why the tables are not known; lines and numbers are told."""
    said = region("--deny-plugin", "swvzhw", "explain", "laatste", "90AA00", "--csv")

    rows = rows_of(said)
    assert {"onbekend"} == {r["wat"] for r in rows if r["soort"] == "tabel"}
    assert {"regel", "hoeveelheid", "tarief", "parameter", "tabel"} == {r["soort"] for r in rows}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ([], "name a school, or an indicator and a key"),
        (["--meting", "deelname_pro"], "name a school, or an indicator and a key"),
        (["90AA00", "--meting", "deelname_pro", "--sleutel", "90AA00"], "name a school, or an indicator and a key"),
        (["90AA00", "--json", "--csv"], "--json and --csv exclude each other"),
        (["--meting", "deelname_pro", "--sleutel", "99ZZ99"], "has no meting deelname_pro of 99ZZ99"),
        (["--meting", "niets", "--sleutel", "90AA00"], "indicatoren of the run: "),
    ],
)
def test_mistakes(region, arguments, text) -> None:
    """Exit code 2 and what to do."""
    said = region("explain", "laatste", *arguments)

    assert (2, True) == (said.code, text in said.err), said.err


def test_spans() -> None:
    """Numbers that follow each other are one span, each number once."""
    assert ("", "4", "2-4, 9, 11-12") == (spans([]), spans([4, 4]), spans([3, 2, 4, 9, 12, 11]))
