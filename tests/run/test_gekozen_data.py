"""Which data a run uses, and which lines it takes: nothing is added up twice, lost, or taken from a neighbour."""

from __future__ import annotations

from datetime import date

import pytest

from swvmon import boekingen
from swvmon.demo import write_demo
from swvmon.errors import ContractViolation, MissingData
from swvmon.perioden import Periode
from swvmon.run.lines import check_lines
from swvmon.run.load import load_paths
from swvmon.store import Store

YEAR = Periode(date(2019, 8, 1), date(2020, 7, 31))
OTHER = """
import pandas as pd
from swvmon import Databron, Dataset, Leesresultaat, hookimpl
NONE = pd.DataFrame(columns=["regel", "kolom", "code", "gevonden", "verwacht"])
def lees(bestand):
    row = {"regel": 2, "vestiging": "90AA00", "onderwijstype": "Praktijkonderwijs alle vj", "vmbo_sector": "N.v.t.",
           "afdeling": "N.v.t.", "elementcode": "0090", "richting": "pro", "fase": "bovenbouw", "aantal_min": 75,
           "aantal_max": 75}
    return Leesresultaat({"leerlingen_vo": pd.DataFrame([row])}, NONE.astype({"regel": "int64"}), 1)
@hookimpl
def swvmon_register_databronnen(register):
    def herken(kop):
        return "ELDERS" in kop.kolommen
    kind = Dataset("elders_tellen", "Elders", ("leerlingen_vo",), "peildatum", herken, lees)
    register(Databron("elders", "Elders", "niemand", "MIT", (kind,)))
"""


def test_two_datasets_that_tell_of_one_school_are_refused(runner, tmp_path) -> None:
    """A second dataset with the same key is no addition: both are named, and one can be withdrawn."""
    runner.plugin("elders", OTHER, databronnen=["elders"], datasets=["elders_tellen"])
    before = runner.run().delen[0].ledger.saldi()
    (tmp_path / "elders.csv").write_text("ELDERS;B\n1;2\n", "utf-8")
    with Store.open(runner.url) as store:
        sources = runner.registry().register("databronnen")
        loaded = load_paths(store, sources, [tmp_path / "elders.csv"], peildatum=date(2019, 10, 1))[0]

    with pytest.raises(MissingData, match=r"vestiging 90AA00.* in duo_vo_leerlingen .* and elders_tellen .* withdraw"):
        runner.run()

    with Store.open(runner.url) as store:
        store.withdraw(loaded.levering)
    assert before == runner.run().delen[0].ledger.saldi()


def test_a_school_that_closed_since_is_a_finding(runner, tmp_path) -> None:
    """A location that only the count of the year before knows must have a place, or be named."""
    source = tmp_path / "2018.csv"
    write_demo(tmp_path / "demo")
    former = (tmp_path / "demo" / "data" / "leerlingen-vo-per-vestiging-2018.csv").read_bytes()
    line = former.splitlines(keepends=True)[1].replace(b"90AA;00", b"90ZZ;00")
    source.write_bytes(former + line)
    with Store.open(runner.url) as store:
        sources = runner.registry().register("databronnen")
        new = load_paths(store, sources, [source], peildatum=date(2018, 10, 1))[0]
        rows = store.leveringen()
        old = rows[(rows["dataset"] == "duo_vo_leerlingen") & (rows["id"] != new.levering)]
        store.withdraw(int(old[old["periode_van"].astype(str) == "2018-10-01"]["id"].iloc[0]))

    findings = [(b.code, b.sleutel) for _, _, b in runner.run().delen[0].bevindingen]

    assert ("vestiging_zonder_swv", "90ZZ00") in findings


def test_a_final_levering_goes_before_a_later_provisional_one(runner, tmp_path) -> None:
    """The order of loading does not decide: status does, and the other is named."""
    write_demo(tmp_path / "demo")
    folder = tmp_path / "later"
    folder.mkdir()
    counts = (tmp_path / "demo" / "data" / "leerlingen-vo-per-vestiging-2019.csv").read_bytes()
    (folder / "2019.csv").write_bytes(counts.replace(b";19;19;20;20;", b";19;19;20;21;", 1))
    (folder / "leveringen.toml").write_text('["2019.csv"]\npeildatum = 2019-10-01\nstatus = "voorlopig"\n', "utf-8")
    with Store.open(runner.url) as store:
        later = load_paths(store, runner.registry().register("databronnen"), [folder])[0]
        chosen = store.choose("leerlingen_vo", date(2019, 10, 1), date(2019, 10, 1))

    assert [("definitief", (later.levering,))] == [(c.status, c.naast) for c in chosen]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"van": "vestiging:90AA00", "naar": "vestiging:90BB00"}, "goes from school to school"),
        ({"periode_van": date(2031, 1, 1)}, "lies outside"),
        ({"periode_tot": date(2019, 1, 1)}, "lies outside"),
        ({"bestuur": None}, "has no bestuur"),
    ],
)
def test_lines_that_are_no_lines(change: dict[str, object], text: str) -> None:
    """A line between schools, outside its days, or with a hole in it is refused before it is booked."""
    line = boekingen(van="swv:budget", naar="swv:organisatie", bedrag_cent=5, grondslag="t", toelichting="t")
    check_lines(line, YEAR, [1])

    with pytest.raises(ContractViolation, match=text):
        check_lines(line.assign(**change), YEAR, [1])
