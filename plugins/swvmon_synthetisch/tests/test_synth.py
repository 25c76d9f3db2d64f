"""The synthetic country: close to what is published, the same for the same seed, and loadable."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest
from click.testing import CliRunner

from swvmon import PluginChoice
from swvmon_synthetisch.cli import cmd
from swvmon_synthetisch.inlezen import DATABRON, KOLOMMEN
from swvmon_synthetisch.marges import Marges

JAREN = 6
FIRST, LAST = "2014-15", "2019-20"


def synth(*arguments: str):
    return CliRunner().invoke(cmd, [*arguments], obj=PluginChoice(), standalone_mode=False)


@pytest.fixture(scope="module")
def land(tmp_path_factory):
    """A country of 30.000 pupils in six school years, with its report."""
    folder = tmp_path_factory.mktemp("synth") / "land"
    result = synth("--leerlingen", "30000", "--jaren", str(JAREN), "--seed", "3", "--json", str(folder))
    return folder, json.loads(result.stdout)["marges"]


@pytest.fixture(scope="module")
def inschrijvingen(land):
    return pd.concat(pd.read_parquet(path) for path in sorted(land[0].glob("*/inschrijving.parquet")))


def of(marges, bron):
    return [(m["gepubliceerd"], m["gemaakt"], m["wat"]) for m in marges if m["bron"] == bron]


@pytest.mark.parametrize(("bron", "number", "most"), [("R0 Tabel 2-1", 8, 0), ("R4 Tabel 1", 30, 1)])
def test_margins_that_are_met(land, bron, number, most) -> None:
    """Published: classes of verevening (R0 L443-451), and R4 Tabel 1 (L538-552) but for a pupil by rounding."""
    found = of(land[1], bron)

    assert number == len(found)
    assert [] == [what for wanted, made, what in found if abs(wanted - made) > most]


def test_a_margin_counted_again(inschrijvingen) -> None:
    """Published: 30.076 pupils of vso in category 1 in 2018 (R4 L548), by the scale, counted in the file itself."""
    rows = inschrijvingen[inschrijvingen["peildatum"] == date(2018, 10, 1)]

    made = ((rows["soort"] == "vso") & (rows["categorie"] == 1)).sum()

    assert round(30_076 * 30_000 / (24_102 / 0.0163 + 35_807 / 0.0373)) == made


def test_inflow_counted_again(inschrijvingen) -> None:
    """Published: 6.990 into sbo from bao in 2017 (OCW, FR 5.2), by the scale, within one pupil."""
    before, now = (
        inschrijvingen[inschrijvingen["peildatum"] == date(year, 10, 1)].set_index("leerling")["soort"]
        for year in (2016, 2017)
    )
    came = now[now == "sbo"].index

    made = (before.reindex(came) == "bao").sum()

    assert abs(6_990 * Marges(30_000).schaal - made) <= 1


def test_what_cannot_be_met_exactly_is_near(land) -> None:
    """Published: shares of categories and their spread over SWV's (R0 Tabel 4-1, 4-2); how near is a regression."""
    shares, spread = of(land[1], "R0 Tabel 4-2"), of(land[1], "R0 Tabel 4-1")

    assert (12, 8) == (len(shares), len(spread))
    assert [] == [what for wanted, made, what in shares if abs(wanted - made) > 1.0]
    whole = [row for row in spread if "imum" not in row[2]]  # at the ends are SWV's with one pupil more or less
    assert [] == [what for wanted, made, what in whole if abs(wanted - made) > 0.2 * wanted]


def test_every_year_has_each_pupil_once_and_as_many_as_asked(inschrijvingen) -> None:
    """30.000 funded pupils a year; those of mbo and ho come besides, for the year after they leave."""
    funded = inschrijvingen[inschrijvingen["swv"] != ""]

    assert [30_000] * JAREN == funded.groupby("peildatum").size().tolist()
    assert not inschrijvingen.duplicated(["peildatum", "leerling"]).any()
    assert {"mbo", "ho"} == set(inschrijvingen.loc[inschrijvingen["swv"] == "", "soort"])


def test_nobody_can_be_what_he_is_not(inschrijvingen) -> None:
    """Ages and years of a type; a diploma only in the last year; a category only in so and vso."""
    age = inschrijvingen.groupby("soort")["leeftijd"].agg(["min", "max"])
    passed = inschrijvingen[inschrijvingen["diploma"] != ""]

    assert (4, 11) == tuple(age.loc["bao"])
    assert age.loc["so", "max"] <= 13
    assert 12 <= age.loc["vo", "min"] <= age.loc["vo", "max"] <= 18
    assert {("vmbo", 4), ("havo", 5), ("vwo", 6)} == set(zip(passed["niveau"], passed["leerjaar"], strict=True))
    assert {"so", "vso"} == set(inschrijvingen.loc[inschrijvingen["categorie"] > 0, "soort"])


def test_schools_and_counts_are_those_of_the_pupils(land, inschrijvingen) -> None:
    """The tables that are loaded into the database count the same pupils, at schools of their own SWV."""
    folder = land[0] / FIRST
    rows = inschrijvingen[inschrijvingen["peildatum"] == date(2014, 10, 1)]
    placed = pd.read_parquet(folder / "aansluiting.parquet").set_index("vestiging")["swv"]
    vo = pd.read_parquet(folder / "leerlingen_vo.parquet")["aantal_min"].sum()
    po = pd.read_parquet(folder / "leerlingen_po.parquet")
    tlv = pd.read_parquet(folder / "tlv_telling.parquet")

    assert rows["swv"].tolist() == placed.reindex(rows["vestiging"]).tolist()
    assert rows["soort"].isin(["vo", "pro"]).sum() == vo
    assert rows["soort"].isin(["bao", "sbo", "so", "vso"]).sum() == po["aantal_min"].sum()
    assert po["aantal_min"].sum() == po.filter(like="leeftijd_").sum().sum()
    assert (rows["categorie"] > 0).sum() == tlv["aantal_min"].sum()
    assert (77, 75) == tuple(placed.str[:2].groupby(placed.drop_duplicates()).first().value_counts()[["PO", "VO"]])


def test_the_same_seed_gives_the_same_bytes(tmp_path) -> None:
    """Every file of two countries of 1.000 pupils, the smallest that can be asked for; another seed differs."""
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        assert 0 == synth("--leerlingen", "1000", "--jaren", "2", "--seed", seed, str(tmp_path / name)).return_value
    contents = {
        name: {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
        for name in "abc"
    }

    assert len(contents["a"]) == 2 * (1 + len(KOLOMMEN)) + 1
    assert contents["a"] == contents["b"]
    enrolments = next(p for p in contents["a"] if p.name == "inschrijving.parquet")
    assert contents["a"][enrolments] != contents["c"][enrolments]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path) -> None:
    """One line, and what was there stays."""
    (tmp_path / "iets.txt").write_text("van mij")

    result = synth(str(tmp_path))

    assert f"{tmp_path} is not empty; name a folder that is not there yet" == str(result.exception)
    assert ["iets.txt"] == [p.name for p in tmp_path.iterdir()]


def test_every_table_is_recognised_by_its_own_dataset_only(land) -> None:
    """Each file that is not of enrolments is claimed once, by the columns that it has."""
    from swvmon import Bestand

    for path in sorted((land[0] / LAST).glob("*.parquet")):
        bestand = Bestand.open(path)
        claims = [d.naam for d in DATABRON.datasets if d.herken(bestand.kop)]
        assert ([] if path.stem == "inschrijving" else [f"synthetisch_{path.stem}"]) == claims
