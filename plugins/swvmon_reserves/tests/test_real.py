"""The real accounts of all SWV's po against the signaleringswaarde."""

import os
from pathlib import Path

import pandas as pd
import pytest

from swvmon.testing import make_momentopname
from swvmon_reserves.signalering import SIGNALERING
from swvmon_reserves.vermogen import EIGEN_VERMOGEN

FILES = {
    "balans": ("01.-po-(mab)-balans-2011-2015.csv", {"2.1": "2.1 - "}),
    "baten_lasten": ("02.-po-(mb)-staat-van-baten-en-lasten-2011-2015.csv", {"TOTB": "TOTB - "}),
    "overheidsbijdragen": (
        "10.-po-(ob)-overheidsbijdragen-2011-2015.csv",
        {"3.1T": "3.1T - ", "3.1.3T": "3.1.3T - "},
    ),
}
BY_NAME = {i.naam: i for i in SIGNALERING}


@pytest.fixture(scope="module")
def accounts():
    """Table `jaarrekening` of the SWV's, read from the files of DUO; skipped by name where these are not there."""
    here = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
    folder = Path(os.environ.get("SWVMON_REAL_DATA", here.parent / "shared" / "data" / "real")) / "po_jaarrekening"
    if not folder.exists():
        pytest.skip("real files po_jaarrekening are not here (set SWVMON_REAL_DATA)")
    rows = []
    for onderdeel, (name, posts) in FILES.items():
        read = pd.read_csv(folder / name, sep=";", encoding="cp1252", dtype="str")
        read = read[read["GROEPERING"] == "SWV"]
        for post, begin in posts.items():
            header = next(column for column in read.columns if column.startswith(begin))
            euro = read[header].str.replace(".", "", regex=False)
            told = pd.DataFrame({"bestuur": read["BEVOEGD GEZAG NUMMER"], "kalenderjaar": read["JAAR"].astype("int64")})
            told = told.assign(onderdeel=onderdeel, post=post, bedrag_cent=euro)[euro.notna()]
            rows.append(told.assign(bedrag_cent=told["bedrag_cent"].astype("int64") * 100))
    return pd.concat(rows, ignore_index=True)


def over_all(indicator, accounts, year):
    """The metingen of every board that has accounts of a year, each as an SWV of its own."""
    boards = sorted(set(accounts.loc[accounts["kalenderjaar"] == year, "bestuur"]))
    frames = []
    for number, board in enumerate(boards):
        regio = f"PO{9000 + number}"
        listed = pd.DataFrame({"swv": [regio], "bestuur": [board]})
        nothing = pd.DataFrame(columns=["niveau", "code", "kenmerk", "waarde", "geldig_van"])
        view = make_momentopname(
            {"jaarrekening": accounts, "swv": listed, "kenmerk": nothing},
            regio=regio,
            schooljaar=f"{year}/{year - 1999}",
        )
        frames.append(indicator.bereken(view, None))
    return pd.concat(frames, ignore_index=True)


@pytest.mark.parametrize(
    ("year", "naam", "above", "not_above"),
    [
        (2015, "positie_signaleringswaarde", 67, 10),
        (2015, "positie_signaleringswaarde_bruto", 65, 12),
        (2014, "positie_signaleringswaarde", 29, 16),
        (2014, "positie_signaleringswaarde_bruto", 29, 16),
    ],
)
def test_how_many_are_above(accounts, year, naam, above, not_above):
    """Recomputed (herberekend) with a script of its own on the files; 77 SWV's in 2015 is published (SOURCES)."""
    assert {"boven": above, "niet boven": not_above} == over_all(BY_NAME[naam], accounts, year)[
        "klasse"
    ].value_counts().to_dict()


@pytest.mark.parametrize(("year", "equity_euro", "deficits"), [(2015, 75_615_212, 1), (2014, 24_995_455, 2)])
def test_equity_of_all(accounts, year, equity_euro, deficits):
    """Recomputed (herberekend): the sum of post 2.1, and how many are below zero."""
    rows = over_all(EIGEN_VERMOGEN, accounts, year)["waarde"]

    assert (equity_euro * 100, deficits) == (int(rows.sum()), int((rows < 0).sum()))


def test_possibly_too_much_of_all(accounts):
    """Recomputed (herberekend) with exact cents: € 57.224.691,03 at the end of 2015."""
    rows = over_all(BY_NAME["mogelijk_bovenmatig"], accounts, 2015)["waarde"]

    assert 5_722_469_103 == int(rows.sum())
