"""The real files of DUO give the published totals."""

import pytest

from swvmon_duo.datasets import leerlingen_vo, vsv
from swvmon_duo.richtingen import onderwijstypen

from .conftest import DATASETS

LEERLINGEN = "vo_leerlingen_onderwijstype/leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv"
ORDER = ("pro", "vmbo_b", "vmbo_k", "vmbo_g", "vmbo_t", "havo", "atheneum", "gymnasium")


@pytest.fixture(scope="module")
def leerlingen(real):
    opened = real(LEERLINGEN)
    assert leerlingen_vo.herken(opened.kop)
    return leerlingen_vo.lees(opened)


def test_pupils_of_2019(leerlingen):
    """Published (SOURCES, Controlegetallen): 956.857 pupils, 29.315 in praktijkonderwijs, on 1.450 locations."""
    rows = leerlingen.tabellen["leerlingen_vo"]
    assert 956_857 == rows["aantal_min"].sum() == rows["aantal_max"].sum()
    assert 29_315 == rows.loc[rows["richting"] == "pro", "aantal_min"].sum()
    assert 1_450 == rows["vestiging"].nunique() == len(leerlingen.tabellen["vestiging_in_telling"])


def test_every_row_of_2019_is_read_and_has_a_richting(leerlingen):
    """Published (SOURCES): 24.243 rows; none rejected, no code without a richting, no double key."""
    rows = leerlingen.tabellen["leerlingen_vo"]
    assert (24_243, 24_243, 0, ()) == (
        leerlingen.rijen_gelezen,
        len(rows),
        len(leerlingen.afkeuringen),
        leerlingen.bevindingen,
    )
    assert not rows.duplicated(["vestiging", "onderwijstype", "vmbo_sector", "afdeling", "elementcode"]).any()


def test_the_table_agrees_with_the_names_of_duo(leerlingen):
    """An independent reading of the names: BB, KB, GL, TL, HAVO, ATH and GYM in a name mean that track alone."""
    rows = leerlingen.tabellen["leerlingen_vo"]
    upper = rows[rows["fase"] != "brugjaar"]
    for sign, richting in {
        r"^(?:VMBO|LWOO) BB ": "vmbo_b",
        r"^(?:VMBO|LWOO) KB ": "vmbo_k",
        r"^(?:VMBO|LWOO) GL ": "vmbo_g",
        r"Theor Lw|VMBO[- ]TL": "vmbo_t",
        r"^HAVO ": "havo",
        r"^VWO-ATH": "atheneum",
        r"^VWO-GYM": "gymnasium",
        r"^Praktijk": "pro",
    }.items():
        named = upper[upper["opleidingsnaam"].str.contains(sign)]
        assert {richting} == set(named["richting"])
    for sign, richting in {"VWO": "atheneum", "HAVO": "havo", "Th/Gm": "vmbo_t", "Alle Lw": "vmbo_b"}.items():
        named = rows[rows["opleidingsnaam"].str.contains(f"Lj.*{sign}")]
        assert named["richting"].str.contains(richting).all()


def test_the_table_itself():
    """Tracks in one order, a phase for each type, and nothing that can never be reached."""
    for naam, section in onderwijstypen().items():
        tracks = [section.richting, section.anders, *section.elementcode.values()]
        for track in filter(None, tracks):
            parts = track.split("+")
            assert parts == sorted(parts, key=[*ORDER, "overig"].index), naam
        assert bool(section.richting) != bool(section.elementcode), naam


def test_vsv_of_2015(real):
    """Published (formats, 5.4): 1.270 locations, 949.874 pupils, 4.522 early leavers."""
    rows = vsv.lees(real("vo_vsv_per_swv/vsv-per-swv-2015.csv")).tabellen["vsv"]
    assert (1270, 949_874, 4522) == (len(rows), rows["aantal_leerlingen_min"].sum(), rows["vsv_totaal_min"].sum())


def test_addresses_of_2020(real):
    """Published (SOURCES): 1.619 rows; all have a postcode area and a board (regression)."""
    gelezen = DATASETS["duo_vo_vestigingen"].lees(real("vo_vestigingen/2020-12/alle-vestigingen-vo.csv"))
    rows = gelezen.tabellen["vestiging"]
    assert (1619, 0) == (len(rows), len(gelezen.afkeuringen))
    assert rows[["pc4", "bestuur", "gemeente"]].notna().all().all()
