"""Runs: region-years whole, once, and read back in the order of the contract."""

from __future__ import annotations

import pandas as pd
import pytest
from store_data import RUN, regiojaar, uitkomst

from swvmon.contract import grootboek, meting
from swvmon.errors import ContractViolation, StoreError
from swvmon.store import Store, runs

OTHER = "0123ffffffffffff"


@pytest.fixture
def running(store: Store) -> Store:
    store.start_run(RUN, "{}")
    return store


def test_a_region_year_comes_back_as_it_went_in(running: Store) -> None:
    """Columns of the contract in its order; exact numbers as canonical text; quotes kept; worked by hand."""
    assert running.add_regiojaar(regiojaar(), uitkomst())
    lines = running.result(RUN, "boeking")
    assert list(lines.columns) == list(grootboek.KOLOMMEN)
    assert lines["bedrag_cent"].tolist() == [12345, 12345]
    assert lines["hoeveelheid"].tolist() == ["1", "1"]
    assert lines["tarief"].isna().all()
    assert lines["toelichting"].tolist() == ['L\'école; "ça"\nva'] * 2
    assert lines["run_id"].unique().tolist() == [RUN]
    measured = running.result(RUN, "meting")
    assert list(measured.columns) == list(meting.KOLOMMEN)
    assert measured[["sleutel", "teller", "noemer"]].values.tolist() == [["01AA00", "1", "7"], ["02AA00", "1", "3"]]
    assert running.result(RUN, "bevinding")["volgnummer"].tolist() == [1, 2]
    assert running.result(RUN, "pluginstatus")["melding"].tolist() == [""]
    assert len(running.result(RUN, "parametergebruik")) == 1
    assert running.regiojaren(RUN)["status"].tolist() == ["gelukt"]


def test_empty_results_have_columns(running: Store) -> None:
    """A run without rows gives frames that can be worked with."""
    assert list(running.result(RUN, "boeking").columns) == list(grootboek.KOLOMMEN)
    assert running.result(RUN, "boeking")["bedrag_cent"].dtype == "int64"
    assert running.result(RUN, "boeking")["corrigeert"].dtype == "Int64"
    assert running.regiojaren(RUN).empty
    with pytest.raises(StoreError, match="no outcome table 'leerlingen_vo'"):
        running.result(RUN, "leerlingen_vo")


def test_twice_is_once(running: Store) -> None:
    """A region-year that is there already is left as it is."""
    assert running.add_regiojaar(regiojaar(), uitkomst()) is True
    before = running.dump()
    assert running.add_regiojaar(regiojaar(status="mislukt"), uitkomst(5)) is False
    assert running.dump() == before
    assert running.add_regiojaar(regiojaar(scenario="zwaar"), uitkomst()) is True


def test_a_fault_in_the_middle_leaves_nothing(running: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing metingen fails, the region-year and its lines are not there either."""
    before = running.dump()
    real = runs.bulk.insert

    def fail_at_meting(connection: object, tabel: str, *rest: object) -> None:
        if tabel == "meting":
            raise RuntimeError("pulled the plug")
        real(connection, tabel, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(runs.bulk, "insert", fail_at_meting)
    with pytest.raises(RuntimeError, match="pulled the plug"):
        running.add_regiojaar(regiojaar(), uitkomst())
    monkeypatch.undo()
    assert running.dump() == before
    assert running.add_regiojaar(regiojaar(), uitkomst())


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("bedrag_cent", 0, "column bedrag_cent: the number is smaller or larger .* found '0', expected .* from 1 to"),
        ("bedrag_cent", 1.0, "column bedrag_cent has float64, expected whole numbers"),
        ("volgnummer", 1, "column run_id scenario regio schooljaar volgnummer: an earlier row"),
        ("van", None, "row 1, column van: the column must have a value"),
        ("regio", "VO9999", "column regio must be 'VO2806'"),
        ("onbekend", 1, "unknown column onbekend"),
    ],
)
def test_a_bad_outcome_is_the_plugins_fault(running: Store, column: str, value: object, message: str) -> None:
    """A line that the schema refuses stops the region-year; nothing of it is written."""
    before = running.dump()
    frames = uitkomst()
    frames["boeking"] = frames["boeking"].assign(**{column: value})
    with pytest.raises(ContractViolation, match=message):
        running.add_regiojaar(regiojaar(), frames)
    assert running.dump() == before


def test_which_runs_take_region_years(running: Store) -> None:
    """Only a run that was started and is not finished does."""
    with pytest.raises(StoreError, match=f"run {OTHER} is not in the database"):
        running.add_regiojaar(regiojaar(run_id=OTHER), uitkomst())
    running.add_regiojaar(regiojaar(), uitkomst())
    running.finish_run(RUN)
    with pytest.raises(StoreError, match=r"is finished; VO2807 2019/20 cannot be added"):
        running.add_regiojaar(regiojaar("VO2807"), uitkomst())
    assert running.regiojaren(RUN)["regio"].tolist() == ["VO2806"]
    assert running.add_regiojaar(regiojaar(), uitkomst()) is False


def test_status_of_runs(running: Store) -> None:
    """Started twice is started once; finished is seen."""
    running.start_run(RUN, '{"another": 1}')
    running.start_run(OTHER, "{}")
    running.finish_run(OTHER)
    found = running.runs()
    assert found[["run_id", "status", "manifest"]].values.tolist() == [[RUN, "lopend", "{}"], [OTHER, "klaar", "{}"]]
    with pytest.raises(StoreError, match="run ffff is not in the database"):
        running.finish_run("ffff")


def test_find_a_run(running: Store) -> None:
    """By a start that is unique, or by the word for the latest that is finished."""
    with pytest.raises(StoreError, match="no run is finished yet"):
        running.find_run("laatste")
    assert running.find_run("0123").run_id == RUN
    running.start_run(OTHER, "{}")
    assert running.find_run("01234").status == "lopend"
    with pytest.raises(StoreError, match=f"'0123' is the start of 2 runs: {RUN}, {OTHER}"):
        running.find_run("0123")
    with pytest.raises(StoreError, match=f"no run starts with 'abc'; the latest are {RUN}, {OTHER}"):
        running.find_run("abc")
    with pytest.raises(StoreError, match="no run starts with '%'"):
        running.find_run("%")
    running.finish_run(RUN)
    assert running.find_run("laatste").run_id == RUN


def test_exact_decimals_become_canonical_text(running: Store) -> None:
    """No exponent and no idle zeros, for the smallest and the largest number that a column holds; worked by hand."""
    from swvmon import exact

    frames = uitkomst(4)
    numbers = ["0.000001", "-1100.500000", "100", "999999999999.999999"]
    frames["boeking"] = frames["boeking"].assign(hoeveelheid=exact(pd.Series(numbers)))
    running.add_regiojaar(regiojaar(), frames)
    expected = ["0.000001", "-1100.5", "100", "999999999999.999999"]
    assert running.result(RUN, "boeking")["hoeveelheid"].tolist() == expected


def test_region_years_are_checked_together(running: Store) -> None:
    """Three at once are stored as they would be one by one; a fault in one is named, and none of them is written."""
    parts = [regiojaar(regio) for regio in ("VO2806", "VO2807", "VO2808")]
    each = [runs.of_part(part, uitkomst(3)) for part in parts]
    tables = {name: pd.concat([rows[name] for rows in each], ignore_index=True) for name in each[0]}
    lines = tables["boeking"]
    wrong = {**tables, "boeking": lines.assign(bedrag_cent=lines["bedrag_cent"].mask(lines["regio"] == "VO2807", -1))}

    with pytest.raises(ContractViolation, match=r"VO2807 2019/20, table boeking: row 1, column bedrag_cent"):
        running.add_regiojaren(parts, wrong)
    with pytest.raises(ContractViolation, match=r"table bevinding has rows of .*VO2808"):
        running.add_regiojaren(parts[:2], tables)
    assert running.regiojaren(RUN).empty

    two = {name: rows[rows["regio"] != "VO2807"] for name, rows in tables.items()}
    assert [True, True] == running.add_regiojaren([parts[0], parts[2]], two)
    assert [False, True, False] == running.add_regiojaren(parts, tables)
    rows = running.result(RUN, "boeking")
    assert [("VO2806", 3), ("VO2807", 3), ("VO2808", 3)] == list(rows.groupby("regio").size().items())
