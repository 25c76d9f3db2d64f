"""Definitions of deelname on counts worked out by hand."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.testing import assert_joint, make_momentopname, make_regio
from swvmon_deelname import swvmon_register_indicatoren
from swvmon_deelname.categorie import ABSOLUUT, RELATIEF, SLUITEND, close
from swvmon_deelname.definities import DEFINITIES

ALL = {definitie.naam: definitie.indicator() for definitie in DEFINITIES}
NUMBERS = ["teller", "teller_max", "noemer", "noemer_max"]


def counts(kolom, *rows):
    """Rows (vestiging, kind, low, high)."""
    return pd.DataFrame(rows, columns=["vestiging", kolom, "aantal_min", "aantal_max"])


def tlv(*rows):
    """Rows (soort, category, low, high)."""
    return pd.DataFrame(rows, columns=["soort", "categorie", "aantal_min", "aantal_max"])


def view(regio, shares, **tables):
    """A region with schools and their parts; counts of 1 October."""
    schools = pd.DataFrame({"vestiging": list(shares), "swv": regio, "aandeel": list(shares.values())})
    frames = {"aansluiting": schools} | {(name, "1-10 t"): table for name, table in tables.items()}
    return make_momentopname(frames, regio=regio)


def numbers_of(name, momentopname):
    """Low and high ends by level and key."""
    rows = ALL[name].bereken(momentopname, None)
    keys = zip(rows["niveau"], rows["sleutel"], strict=True)
    return dict(zip(keys, map(tuple, rows[NUMBERS].astype(object).to_numpy()), strict=True))


def test_each_school_has_its_row():
    """A school without praktijkonderwijs has teller 0; the core adds up to the SWV (by hand)."""
    vo = counts("richting", ("90AA00", "pro", 150, 150), ("90AA00", "havo", 50, 50), ("90BB00", "havo", 300, 300))

    assert {("vestiging", "90AA00"): (150, 150, 200, 200), ("vestiging", "90BB00"): (0, 0, 300, 300)} == numbers_of(
        "deelname_pro", view("VO9901", {"90AA00": "1", "90BB00": "1"}, leerlingen_vo=vo)
    )


def test_a_shared_school_counts_for_its_part():
    """Half of a school of 150 and 50 pupils belongs to the SWV: 75 of 100 (by hand)."""
    vo = counts("richting", ("90AA00", "pro", 150, 150), ("90AA00", "havo", 50, 50))

    assert {("vestiging", "90AA00"): (75, 75, 100, 100)} == numbers_of(
        "deelname_pro", view("VO9901", {"90AA00": "0.5"}, leerlingen_vo=vo)
    )


def test_a_shared_school_in_the_noemer_of_a_tlv_count():
    """The 12 pupils with a TLV are whole; of 200 bao half belongs to the SWV (by hand)."""
    momentopname = view(
        "PO9901",
        {"80AA00": "0.5"},
        leerlingen_po=counts("soort", ("80AA00", "bao", 200, 200)),
        tlv_telling=tlv(("so", "1", 12, 12)),
    )

    assert {("swv", "PO9901"): (12, 12, 100, 100)} == numbers_of("deelname_so_vensters", momentopname)
    assert {("swv", "PO9901"): (12, 12, 112, 112)} == numbers_of("deelname_so_r4", momentopname)


def test_masked_counts_stay_intervals():
    """`<5` is 1 to 4, in a school and in a TLV count (by hand)."""
    vo = counts("richting", ("90AA00", "pro", 1, 4), ("90AA00", "havo", 100, 100))
    momentopname = view(
        "VO9901", {"90AA00": "1"}, leerlingen_vo=vo, tlv_telling=tlv(("vso", "3", 1, 4), ("vso", "1", 9, 9))
    )

    assert {("vestiging", "90AA00"): (1, 4, 101, 104)} == numbers_of("deelname_pro", momentopname)
    assert {("swv", "VO9901"): (10, 13, 111, 117)} == numbers_of("deelname_vso_r4", momentopname)


def test_an_unknown_track_may_be_pro():
    """30 pupils of an unknown track are in the high end of pro only, and in neither end of what is surely not pro."""
    vo = counts("richting", ("90AA00", "pro", 50, 50), ("90AA00", "onbekend", 30, 30), ("90AA00", "havo", 20, 20))
    momentopname = view("VO9901", {"90AA00": "1"}, leerlingen_vo=vo)
    february = make_momentopname(
        {
            "aansluiting": momentopname.tabel("aansluiting"),
            ("leerlingen_vo", "1-2 t+1"): momentopname.tabel("leerlingen_vo", "1-10 t"),
        }
    )

    assert {("vestiging", "90AA00"): (50, 80, 100, 100)} == numbers_of("deelname_pro", momentopname)
    assert {("vestiging", "90AA00"): (50, 80, 20, 50)} == numbers_of("deelname_pro_almere", february)


@pytest.mark.parametrize("name", ["deelname_so_vensters", "deelname_so_r4", "deelname_niet_regulier_po"])
def test_a_table_that_is_not_loaded_gives_no_zero(name):
    """One row for the SWV that says that data is missing, and no number in it."""
    empty = counts("soort")
    for tables in ({"leerlingen_po": empty}, {"leerlingen_po": counts("soort", ("80AA00", "bao", 9, 9))}):
        if name == "deelname_niet_regulier_po" and len(tables["leerlingen_po"]):
            continue
        rows = ALL[name].bereken(view("PO9901", {"80AA00": "1"}, **tables, tlv_telling=tlv()), None)

        assert [("swv", "PO9901", "ontbreekt")] == list(
            zip(rows["niveau"], rows["sleutel"], rows["uitkomst"], strict=True)
        )
        assert rows[[*NUMBERS, "waarde"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "name", ["deelname_so_vensters", "deelname_so_r4", "deelname_vso_r4", "deelname_niet_regulier_vo"]
)
def test_one_of_two_tables_is_not_enough(name):
    """TLV's are loaded and pupils at schools are not: no noemer of the SWV without its schools."""
    regio, table = ("PO9901", "leerlingen_po") if ALL[name].sectoren == ("po",) else ("VO9901", "leerlingen_vo")
    kolom = "soort" if regio == "PO9901" else "richting"
    placed = tlv(("so", "1", 5, 5), ("vso", "1", 5, 5))
    rows = ALL[name].bereken(view(regio, {"80AA00": "1"}, tlv_telling=placed, **{table: counts(kolom)}), None)

    assert [("swv", "ontbreekt")] == list(zip(rows["niveau"], rows["uitkomst"], strict=True))


def test_a_loaded_table_without_the_kind_is_zero():
    """TLV's for sbo are loaded and none for so: zero so pupils of 9; no bao or sbo at all: 0 over 0."""
    po = counts("soort", ("80AA00", "bao", 9, 9))
    only_so = counts("soort", ("80EE00", "so", 9, 9))

    assert {("swv", "PO9901"): (0, 0, 9, 9)} == numbers_of(
        "deelname_so_vensters", view("PO9901", {"80AA00": "1"}, leerlingen_po=po, tlv_telling=tlv(("sbo", "", 3, 3)))
    )
    assert {("swv", "PO9901"): (0, 0, 0, 0)} == numbers_of(
        "deelname_sbo_vensters", view("PO9901", {"80EE00": "1"}, leerlingen_po=only_so)
    )


def test_the_day_is_that_of_the_definition():
    """1 October of the school year, and 1 February in it."""
    po = counts("soort", ("80AA00", "bao", 9, 9))
    schools = pd.DataFrame({"vestiging": ["80AA00"], "aandeel": ["1"]})
    tables = {"aansluiting": schools} | {
        (name, day): table
        for day in ("1-10 t", "1-2 t+1")
        for name, table in (("leerlingen_po", po), ("tlv_telling", tlv(("so", "1", 1, 1))))
    }
    momentopname = make_momentopname(tables, regio="PO9901", schooljaar="2019/20")

    assert date(2019, 10, 1) == ALL["deelname_so_vensters"].bereken(momentopname, None)["peildatum"].iloc[0]
    assert date(2020, 2, 1) == ALL["deelname_so_almere"].bereken(momentopname, None)["peildatum"].iloc[0]


@pytest.mark.parametrize("name", ALL)
def test_levels_that_the_core_adds_up_to(name):
    """What is known per school goes up to board, gemeente, swv and country; what the SWV pays only to the country."""
    from_tlv = any(table.tabel == "tlv_telling" for table in ALL[name].leest)

    assert (("landelijk",) if from_tlv else ("bestuur", "gemeente", "swv", "landelijk")) == ALL[name].hoger


def test_fictional_region_has_all_of_a_sector():
    """Every definition of 1 October measures the fictional region without a gap (regression: none is ontbreekt)."""
    for sector in ("po", "vo"):
        region = make_regio(sector)
        for definitie in DEFINITIES:
            if definitie.sector == sector and definitie.moment == "1-10 t":
                assert {""} == set(definitie.bereken(region, None)["uitkomst"]), definitie.naam


def test_all_indicatoren_are_registered_once():
    """The hook registers what the card lists."""
    names = []
    swvmon_register_indicatoren(lambda indicator: names.append(indicator.naam))

    assert len(names) == len(set(names)) == 18
    assert set(ALL) < set(names)


def by_category(indicator, *rows, regio="PO9901"):
    """Metingen of a region that pays these pupils, with 100 pupils at its schools."""
    table = counts(
        "soort" if regio[:2] == "PO" else "richting", ("80AA00", "bao" if regio[:2] == "PO" else "havo", 100, 100)
    )
    name = "leerlingen_po" if regio[:2] == "PO" else "leerlingen_vo"
    return indicator.bereken(view(regio, {"80AA00": "1"}, tlv_telling=tlv(*rows), **{name: table}), None)


def test_categories_of_another_soort_do_not_count():
    """A vo region counts vso only; each category has a row (by hand)."""
    rows = by_category(RELATIEF, ("vso", "1", 6, 6), ("vso", "3", 2, 2), ("so", "1", 50, 50), regio="VO9901")

    assert {"1": (6, 8), "2": (0, 8), "3": (2, 8)} == {
        r.onderdeel: (int(r.teller), int(r.noemer)) for r in rows.itertuples()
    }


def test_masked_categories_are_not_closed():
    """The raw share is an interval, 1 to 4 of 9 to 12 (by hand); the closed shares have no number."""
    masked = (("so", "1", 8, 8), ("so", "2", 1, 4))
    raw = by_category(RELATIEF, *masked).set_index("onderdeel")

    assert [1, 4, 9, 12] == [int(raw.loc["2", side]) for side in NUMBERS]
    assert {"ontbreekt"} == set(by_category(SLUITEND, *masked)["uitkomst"])
    assert by_category(SLUITEND, *masked)["waarde"].isna().all()


def test_categories_that_are_not_told_are_missing():
    """Pupils in so without a category, or no TLV table: three rows that say so; no so pupils at all: 0 of 0."""
    for indicator in (RELATIEF, ABSOLUUT, SLUITEND):
        for rows in ((("so", "", 5, 5),), ()):
            assert ["ontbreekt"] * 3 == by_category(indicator, *rows)["uitkomst"].tolist()
    nobody = by_category(RELATIEF, ("sbo", "", 5, 5))

    assert [0] * 3 == nobody["teller"].tolist() == nobody["noemer"].tolist()
    assert {"ontbreekt"} == set(by_category(SLUITEND, ("sbo", "", 5, 5))["uitkomst"])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 40_000), min_size=3, max_size=3).filter(any))
def test_closed_shares_add_up_and_stay_near(parts):
    """Law of grootste_rest: the shares are 100 together and each is less than a tenth from the raw one."""
    shares = list(close(pd.Series(parts, index=list("123"))))

    assert 100 == sum(shares)
    assert all(abs(s - Decimal(100 * p) / sum(parts)) < Decimal("0.1") for s, p in zip(shares, parts, strict=True))


def swv(regio, pupils, tlvs):
    """An SWV with these rows at every counting day: per school its pupils, and its TLV's."""
    schools = pd.DataFrame({"vestiging": ["80AA00", f"8{regio[-1]}BB00"], "swv": regio, "aandeel": ["0.5", "1"]})
    po, vo = (counts(kolom, *pupils).astype({"vestiging": "str"}) for kolom in ("soort", "richting"))
    lwoo = po[["vestiging", "aantal_min", "aantal_max"]][:1]
    placed = tlv(*tlvs).assign(swv=regio).astype({"swv": "str"})
    tables = {"leerlingen_po": po, "leerlingen_vo": vo, "leerlingen_lwoo": lwoo, "tlv_telling": placed}
    at_days = {(name, day): table for day in ("1-10 t", "1-2 t+1") for name, table in tables.items()}
    return make_momentopname({"aansluiting": schools} | at_days, regio=regio)


@pytest.mark.parametrize("indicator", [*ALL.values(), RELATIEF, ABSOLUUT, SLUITEND], ids=lambda i: i.naam)
def test_one_call_for_many_swvs(indicator):
    """Law: of each SWV what it has alone: all loaded, masked, no such pupils, one table only, other kinds, nothing."""
    for sector in indicator.sectoren:
        so, kinds = ("so", ("sbo", "bao", "so")) if sector == "po" else ("vso", ("pro", "havo", "onbekend"))
        pupils = [(school, kind, n, n) for school in ("80AA00", "81BB00") for n, kind in enumerate(kinds, 30)]
        code = sector.upper()
        views = [
            swv(f"{code}9901", pupils, [(so, "1", 3, 3), (so, "3", 6, 6), ("sbo", "", 2, 2)]),
            swv(f"{code}9902", [("80AA00", kinds[1], 90, 90)], [(so, "1", 1, 4), (so, "2", 9, 9)]),
            swv(f"{code}9903", [("80AA00", "vso", 9, 9)], [("sbo", "", 3, 3)]),
            swv(f"{code}9904", pupils, []),
            swv(f"{code}9905", [], [(so, "", 4, 4)]),
            swv(f"{code}9906", [("80AA00", "bao", 9, 9)], [(so, "", 4, 4), (so, "", 0, 0)]),
            swv(f"{code}9907", [], []),
        ]
        assert_joint(indicator, views)
        assert_joint(indicator, views[-1:])
