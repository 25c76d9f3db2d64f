"""The other real files of DUO give the published totals, and each file of the collection goes to one dataset."""

import pytest

from .conftest import DATASETS

PO = "po_leerlingen_soort_cluster_leeftijd/01.-leerlingen-po-soort-po,-cluster,-leeftijd-{}.csv"
HISTORISCH = "po_leerlingen_historisch/06.-historisch-overzicht-aantal-leerlingen-per-schoolvestiging.csv"


@pytest.fixture
def rows(real):
    """Rows of a table of a real file, and the number read; nothing may be rejected."""

    def read(naam, path, tabel):
        gelezen = DATASETS[naam].lees(real(path))
        assert 0 == len(gelezen.afkeuringen)
        return gelezen.tabellen[tabel], gelezen.rijen_gelezen

    return read


@pytest.mark.parametrize(
    ("year", "number", "expected"),
    [
        ("2015-2016", 7_649, {"bao": 1_443_072, "sbo": 34_737, "so": 29_655, "vso": 38_550}),
        ("2016-2017", 7_532, {"bao": 1_427_453, "sbo": 33_869, "so": 29_138, "vso": 37_917}),
    ],
)
def test_pupils_per_type(rows, year, number, expected):
    """Published (SOURCES, Controlegetallen): pupils per type; the cells of every row add up to its total."""
    frame, read = rows("duo_po_leerlingen", PO.format(year), "leerlingen_po")
    assert (number, expected) == (read, frame.groupby("soort")["aantal_min"].sum().to_dict())
    ages = frame[[c for c in frame if c.startswith("leeftijd_")]].sum(axis=1)
    assert (ages == frame["aantal_min"]).all()
    assert {"", "1", "2", "3/4"} == set(frame["cluster"])


def test_registrations_of_2016(rows):
    """Published (SOURCES, Controlegetallen): schools, pupils, funded pupils; of three SWV's the funded ones."""
    frame, read = rows(
        "duo_bo_bron", "po_leerlingen_bron_swv/02.leerlingen-bo-in-bron-2016-2017.csv", "leerlingen_bron"
    )
    assert (6_497, 1_428_791, 1_427_165) == (read, frame["aantal_min"].sum(), frame["bekostigd_min"].sum())
    by_swv = frame.groupby("swv")["bekostigd_min"].agg(["sum", "size"])
    assert (77, 64_640) == (len(by_swv), by_swv.loc["PO2707", "sum"])
    assert ([19_076, 93], [38_146, 163]) == (by_swv.loc["PO3006"].tolist(), by_swv.loc["PO0001"].tolist())
    assert (frame["jonger_8"] + frame["vanaf_8"] == frame["aantal_min"]).all()


def test_history_agrees_with_the_counts(rows, real):
    """Published (SOURCES, Controlegetallen): equal, masked and other locations, by how many pupils they differ."""
