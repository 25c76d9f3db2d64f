"""A publisher with two small datasets, and a database of its own for each test."""

import shutil

import pytest

from swvmon.bronbestand import Kolom, read_table
from swvmon.contract.databron import Databron, Dataset, Leesresultaat
from swvmon.hooks.registry import Registered
from swvmon.store import Store

VSV = tuple(
    Kolom(naam, (naam,), soort)
    for naam, soort in (
        ("swv", "swv"),
        ("brin", "brin"),
        ("vestiging", "vestiging"),
        *((f, "aantal") for f in ("aantal_leerlingen", "vsv_totaal", "vsv_vmbo", "vsv_mbo", "vsv_overig")),
    )
)
HEADER = ";".join(kolom.naam for kolom in VSV)
REGIO = (Kolom("pc4", ("PC4",), "pc4"), Kolom("vo_swv", ("VO_SWV",), "swv"))


def dataset(naam, kolommen, tabel, soort, **changes):
    def lees(bestand):
        tabel_ = read_table(bestand, kolommen)
        return Leesresultaat(
            {tabel: tabel_.rijen.drop(columns="brin", errors="ignore")}, tabel_.afkeuringen, tabel_.rijen_gelezen
        )

    given = {"herken": lambda kop: not kop.lacks(kolommen), "lees": lees} | changes
    return Dataset(naam=naam, titel=naam, tabellen=(tabel,), periode_soort=soort, **given)


def registered(*datasets, plugin="proef"):
    bron = Databron(f"{plugin}_bron", "Proef", "De uitgever", "CC0-1.0", datasets)
    return Registered(bron, plugin, f"swvmon-{plugin}", "1.0")


@pytest.fixture
def bronnen():
    """Dataset proef_vsv belongs to a kalenderjaar, proef_regio to a stand."""
    return [
        registered(
            dataset("proef_vsv", VSV, "vsv", "kalenderjaar"), dataset("proef_regio", REGIO, "regio_indeling", "stand")
        )
    ]


@pytest.fixture
def make():
    """The means to register other publishers: `make.dataset`, `make.registered`."""
    return type("Make", (), {"dataset": staticmethod(dataset), "registered": staticmethod(registered), "VSV": VSV})


@pytest.fixture
def store(sqlite_template, tmp_path):
    path = tmp_path / "swvmon.db"
    shutil.copy(sqlite_template, path)
    with Store.open(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    """A folder with a file of each dataset and something else, without periods."""
    map_ = tmp_path / "data"
    (map_ / "sub").mkdir(parents=True)
    (map_ / "vsv-2015.csv").write_text(f"{HEADER}\nVO9999;99ZZ;00;100;5;1;<5;0\nVO9999;99ZZ;01;200;6;2;2;2\n")
    (map_ / "sub" / "gebieden_2015-04-23.csv").write_text("pc4;vo_swv\n1234;VO9999\n")
    (map_ / "LEESMIJ.md").write_text("# Wat hier staat\n")
    return map_


@pytest.fixture
def periods(folder):
    """A `leveringen.toml` that tells the periods of the folder."""
    path = folder / "leveringen.toml"
    path.write_text(
        '["vsv-2015.csv"]\nkalenderjaar = 2015\nstatus = "voorlopig"\nuitgever = "Iemand"\n'
        '["sub/"]\nstand = 2015-04-23\nexact = false\n'
    )
    return path
