"""A location is placed by the first rule that tells something; what contradicts or cannot be placed is told."""

from datetime import date

import pandas as pd
import pytest

from swvmon import Schooljaar
from swvmon_duo.aansluiting_vo import AFLEIDING, leid_af

from .conftest import DATASETS


def tables(**changes):
    """Invented schools: three placed by area, one national by list, one by denominatie, one on the vsv list only."""
    frames = {
        "vestiging": pd.DataFrame(
            {
                "vestiging": ["99ZA00", "99ZB00", "99ZC00", "99ZD00", "99ZE00", "99ZF00"],
                "sector": "vo",
                "pc4": ["1001", "1002", "1001", "1001", "3197", None],
                "denominatie": ["Openbaar", "Openbaar", "Overige", "Reformatorisch", "Openbaar", "Openbaar"],
                "bestuur": ["11111", "22222", None, "44444", "55555", "66666"],
            }
        ),
        "regio_indeling": pd.DataFrame(
            {
                "pc4": ["1001", "1002", "3197"],
                "po_swv": ["PO9901", "PO9902", None],
                "vo_swv": ["VO9901", "VO9902", None],
            }
        ),
        "vsv": pd.DataFrame(
            {"vestiging": ["99ZB00", "99ZC00", "99ZD00", "99ZG00"], "swv": ["VO9901", "VO0001", "VO9901", "VO9903"]}
        ),
        "aansluiting": pd.DataFrame(),
        "vestiging_in_telling 1-10 t": pd.DataFrame({"vestiging": ["99ZA00", "99ZH00"]}),
        "vestiging_in_telling 1-10 t-1": pd.DataFrame({"vestiging": ["99ZA00"]}),
    }
    return frames | changes


def placed(frame):
    return dict(zip(frame["vestiging"], frame["swv"], strict=True))


def test_rules_in_order():
    """By hand, one location per rule; aandeel is a decimal as text, and every row says why."""
    frame, findings = leid_af(tables(), "vo", Schooljaar(2019))
    expected = pd.DataFrame(
        {
            "vestiging": ["99ZA00", "99ZB00", "99ZC00", "99ZD00", "99ZG00"],
            "swv": ["VO9901", "VO9902", "VO0001", "VO0001", "VO9903"],
            "schooljaar": "2019/20",
            "aandeel": "1",
            "grond": [
                "postcodegebied 1001",
                "postcodegebied 1002",
                "landelijk: vsv-lijst",
                "landelijk: denominatie Reformatorisch",
                "vsv-lijst",
            ],
            "bestuur": ["11111", "22222", "", "44444", ""],
        }
    )
    pd.testing.assert_frame_equal(expected, frame)
    assert [(b.code, b.sleutel) for b in findings] == [
        ("denominatie_anders_dan_vsv", "99ZD00"),
        ("landelijk_volgens_vsv", "99ZC00"),
        ("swv_anders_dan_vsv", "99ZB00"),
        ("vestiging_zonder_swv", "99ZE00"),
        ("vestiging_zonder_swv", "99ZF00"),
        ("vestiging_zonder_swv", "99ZH00"),
    ]
    assert findings[3].tekst == "Niet te plaatsen: postcodegebied 3197 hoort bij geen samenwerkingsverband."


def test_a_given_aansluiting_goes_first_and_only_for_its_year():
    """A location may belong to two SWV's in parts; rows of another year or sector do not count."""
    given = pd.DataFrame(
        {
            "vestiging": ["99ZA00", "99ZA00", "99ZB00", "99ZC00"],
            "swv": ["VO9905", "VO9906", "VO9907", "PO9908"],
            "schooljaar": ["2019/20", "2019/20", "2018/19", "2019/20"],
            "aandeel": ["0.4", "0.6", "1", "1"],
        }
    )
    frame, _ = leid_af(tables(aansluiting=given), "vo", Schooljaar(2019))
    mine = frame[frame["vestiging"].isin(["99ZA00", "99ZB00", "99ZC00"])]
    assert mine[["vestiging", "swv", "aandeel"]].values.tolist() == [
        ["99ZA00", "VO9905", "0.4"],
        ["99ZA00", "VO9906", "0.6"],
        ["99ZB00", "VO9902", "1"],
        ["99ZC00", "VO0001", "1"],
    ]


def test_without_the_tables_that_need_not_be_there():
    """Address and area alone place what they can."""
    empty = {"vsv": pd.DataFrame(), "vestiging_in_telling 1-10 t": pd.DataFrame()}
    frame, _ = leid_af(tables(**empty), "vo", Schooljaar(2019))
    assert {"99ZA00": "VO9901", "99ZB00": "VO9902", "99ZC00": "VO9901", "99ZD00": "VO0001"} == placed(frame)


def test_inputs_are_not_changed_and_order_does_not_matter():
    frames = tables()
    before = {name: frame.copy(deep=True) for name, frame in frames.items()}
    frame, findings = leid_af(frames, "vo", Schooljaar(2019))
    for name, original in before.items():
        pd.testing.assert_frame_equal(original, frames[name])
    turned = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in frames.items()}
    again, found_again = leid_af(turned, "vo", Schooljaar(2019))
    pd.testing.assert_frame_equal(frame, again)
    assert findings == found_again


def test_declaration():
    assert (AFLEIDING.levert, AFLEIDING.sectoren) == ("aansluiting", ("vo",))
    assert ["vestiging", "regio_indeling"] == [leest.tabel for leest in AFLEIDING.leest if leest.verplicht]


@pytest.fixture(scope="module")
def loaded(real, areas):
    files = {
        "duo_vo_leerlingen": "vo_leerlingen_onderwijstype/leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv",
        "duo_vo_vestigingen": "vo_vestigingen/2020-12/alle-vestigingen-vo.csv",
        "duo_vo_vsv_per_swv": "vo_vsv_per_swv/vsv-per-swv-2015.csv",
    }
    read = [DATASETS[naam].lees(real(path)) for naam, path in files.items()]
    return {name: frame for gelezen in read for name, frame in gelezen.tabellen.items()} | {"regio_indeling": areas}


def test_the_area_against_the_vsv_list(loaded):
    """Published (SOURCES, Controlegetallen): 1.146 equal; 25 differ, all VO0001 and Reformatorisch; 99 gone in 2020."""
    addresses = loaded["vestiging"].set_index("vestiging")
    areas = loaded["regio_indeling"].set_index("pc4")["vo_swv"]
    listed = loaded["vsv"][["vestiging", "swv"]]
    there = listed[listed["vestiging"].isin(addresses.index)].set_index("vestiging")
    by_area = addresses["pc4"].reindex(there.index).map(areas)
    differs = there[there["swv"] != by_area]
    assert (1146, 25, 99) == (int((there["swv"] == by_area).sum()), len(differs), len(listed) - len(there))
    assert {"VO0001"} == set(differs["swv"])
    assert {"Reformatorisch"} == set(addresses["denominatie"].reindex(differs.index))


def counted_once(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The count of the school year, and none of the year before."""
    named = tables["vestiging_in_telling"]
    return {"vestiging_in_telling 1-10 t": named, "vestiging_in_telling 1-10 t-1": named.iloc[:0]}


def test_all_schools_of_the_vsv_list_get_its_swv(loaded):
    """Published (as above): area, denominatie and list together agree with the list on all 1.270 locations."""
    frame, findings = leid_af({**loaded, **counted_once(loaded), "aansluiting": pd.DataFrame()}, "vo", Schooljaar(2019))
    both = loaded["vsv"].merge(frame, on="vestiging", suffixes=("_vsv", ""))
    assert (1270, 1270) == (len(both), int((both["swv"] == both["swv_vsv"]).sum()))
    assert {"vestiging_zonder_swv"} == {b.code for b in findings}


def test_schools_and_pupils_of_vo2806(loaded):
    """Regression: 59 locations, 35.752 pupils on 1-10-2019; three counted locations have no known SWV."""
    frame, findings = leid_af({**loaded, **counted_once(loaded), "aansluiting": pd.DataFrame()}, "vo", Schooljaar(2019))
    mine = loaded["leerlingen_vo"].merge(frame[frame["swv"] == "VO2806"], on="vestiging")
    assert (59, 35_752) == (mine["vestiging"].nunique(), int(mine["aantal_min"].sum()))
    assert ["15BH07", "15KR13", "16FP06"] == [b.sleutel for b in findings]


def test_a_closed_location_goes_with_its_successor():
    """By hand: 99ZH00 has no address; it went over whole into 99ZJ00 and that into 99ZA00, which VO9901 has."""
    took_over = pd.DataFrame(
        {
            "van": ["99ZH00", "99ZJ00"],
            "functie_van": "D",
            "naar": ["99ZJ00", "99ZA00"],
            "functie_naar": "D",
            "datum": [date(2019, 8, 1), date(2020, 8, 1)],
            "overgang": ["F", "V"],
            "volledig": "J",
        }
    )
    frame, findings = leid_af(tables(brin_overgang=took_over), "vo", Schooljaar(2019))
    (row,) = frame[frame["vestiging"] == "99ZH00"].to_dict("records")
    assert ("VO9901", "opvolger 99ZA00", "") == (row["swv"], row["grond"], row["bestuur"])
    (told,) = [b for b in findings if b.code == "vestiging_via_opvolger"]
    assert told.tekst == "Geen adres; geheel overgegaan in 99ZA00, dat bij VO9901 hoort."
    assert "99ZH00" not in {b.sleutel for b in findings if b.code == "vestiging_zonder_swv"}


def test_schools_of_po_are_no_schools_of_vo():
    """A count of po at the same day names schools; they are not placed with an SWV of vo."""
    named = pd.DataFrame({"vestiging": ["99ZA00", "88AA00"], "sector": ["vo", "po"], "pc4": [None, "1001"]})
    frame, findings = leid_af(tables(**{"vestiging_in_telling 1-10 t": named}), "vo", Schooljaar(2019))
    assert "88AA00" not in set(frame["vestiging"]) | {b.sleutel for b in findings}
