"""A location of po is placed by the first rule that tells something; what contradicts or cannot be placed is told."""

import pandas as pd
import pytest

from swvmon import Schooljaar
from swvmon_duo.aansluiting_po import AFLEIDING, COUNTED, leid_af

from .conftest import DATASETS

EMPTY = pd.DataFrame()


def tables(**changes):
    """Invented schools: one per rule, and what contradicts."""
    count = pd.DataFrame(
        {
            "vestiging": ["88AA00", "88AB00", "88AC00", "88AD00", "88AE00", "88AF00", "88AG00"],
            "sector": "po",
            "pc4": ["1001", "1002", "1001", "1001", "3197", None, "1002"],
            "denominatie": ["Openbaar", "Openbaar", "Reformatorisch", "Reformatorisch", "x", "Openbaar", "Openbaar"],
            "bestuur": ["11111", None, "33333", "44444", "55555", "66666", "77777"],
        }
    )
    frames = {
        "vestiging": pd.DataFrame(
            {
                "vestiging": ["88AB00", "88AF00", "88AZ00", "99ZA00"],
                "sector": ["po", "po", "po", "vo"],
                "pc4": ["1001", "1002", "1001", "1001"],
                "denominatie": "Openbaar",
                "bestuur": ["22222", "99999", "88888", "12345"],
            }
        ),
        "regio_indeling": pd.DataFrame({"pc4": ["1001", "1002", "3197"], "po_swv": ["PO9901", "PO9902", None]}),
        "aansluiting": EMPTY,
        "leerlingen_bron": pd.DataFrame(
            {
                "vestiging": ["88AA00", "88AB00", "88AD00", "88AG00"],
                "swv": ["PO9901", "PO9901", "PO9903", "PO0001"],
                "bestuur": "00000",
            }
        ),
        "brin_overgang": EMPTY,
        **{f"{table} {moment}": EMPTY for moment in COUNTED for table in ("vestiging_in_telling", "leerlingen_bron")},
        "vestiging_in_telling 1-10 t": count,
    }
    return frames | changes


def placed(frame):
    return dict(zip(frame["vestiging"], frame["swv"], strict=True))


def test_rules_in_order():
    """By hand: the publisher's SWV, the national one, the area of the count, the area of the address, nothing."""
    frame, findings = leid_af(tables(), "po", Schooljaar(2016))
    expected = pd.DataFrame(
        {
            "vestiging": ["88AA00", "88AB00", "88AC00", "88AD00", "88AF00", "88AG00"],
            "swv": ["PO9901", "PO9901", "PO0001", "PO9903", "PO9902", "PO0001"],
            "schooljaar": "2016/17",
            "aandeel": "1",
            "grond": [
                "BRON-telling van DUO",
                "BRON-telling van DUO",
                "landelijk: denominatie Reformatorisch",
                "BRON-telling van DUO",
                "postcodegebied 1002",
                "BRON-telling van DUO",
            ],
            "bestuur": ["11111", "22222", "33333", "44444", "66666", "77777"],
        }
    )
    pd.testing.assert_frame_equal(expected, frame)
    assert [(b.code, b.sleutel) for b in findings] == [
        ("denominatie_anders_dan_bron", "88AD00"),
        ("landelijk_volgens_bron", "88AG00"),
        ("swv_anders_dan_bron", "88AB00"),
        ("vestiging_zonder_swv", "88AE00"),
    ]
    assert findings[2].tekst == (
        "De BRON-telling zegt PO9901, postcodegebied 1002 hoort bij PO9902; de BRON-telling geldt."
    )
    assert findings[3].tekst == "Niet te plaatsen: postcodegebied 3197 hoort bij geen samenwerkingsverband."


def test_a_given_aansluiting_goes_first_and_keeps_its_shares():
    """Two SWV's for one school, each with the board of the count; the findings of others stay."""
    given = pd.DataFrame(
        {
            "vestiging": ["88AB00", "88AB00", "88AA00"],
            "swv": ["PO9905", "PO9906", "PO9907"],
            "schooljaar": ["2016/17", "2016/17", "2015/16"],
            "aandeel": ["0.4", "0.6", "1"],
        }
    )
    frame, findings = leid_af(tables(aansluiting=given), "po", Schooljaar(2016))
    mine = frame[frame["vestiging"].isin(["88AA00", "88AB00"])]
    assert mine[["swv", "aandeel", "bestuur"]].to_numpy().tolist() == [
        ["PO9901", "1", "11111"],
        ["PO9905", "0.4", "22222"],
        ["PO9906", "0.6", "22222"],
    ]
    assert "swv_anders_dan_bron" not in {b.code for b in findings}
    assert [("88AB00", "waarschuwing", OVERRULED)] == [
        (b.sleutel, b.ernst, b.tekst) for b in findings if b.code == "swv_anders_dan_opgave"
    ]


OVERRULED = "De opgegeven aansluiting zegt PO9905 en PO9906, BRON-telling van DUO wijst op PO9901; de opgave geldt."


def test_a_given_aansluiting_that_agrees_in_part_is_no_contradiction():
    """One of the two SWV's is what BRON says, and a school that nothing else places contradicts nothing."""
    given = pd.DataFrame(
        {
            "vestiging": ["88AB00", "88AB00", "88AE00", "88ZZ00"],
            "swv": ["PO9901", "PO9906", "PO9907", "PO9907"],
            "schooljaar": "2016/17",
            "aandeel": ["0.4", "0.6", "1", "1"],
        }
    )
    frame, findings = leid_af(tables(aansluiting=given), "po", Schooljaar(2016))
    assert "PO9907" == placed(frame)["88AE00"]
    assert "swv_anders_dan_opgave" not in {b.code for b in findings}


def test_without_a_count_of_the_year_the_address_list_says_which_schools_there_are():
    """By hand: 88AZ00 stands on the list alone; with the count of the year it has closed, without it there it is."""
    assert "88AZ00" not in placed(leid_af(tables(), "po", Schooljaar(2016))[0])
    earlier = tables()
    earlier["vestiging_in_telling 1-10 t-1"] = earlier.pop("vestiging_in_telling 1-10 t")
    earlier["vestiging_in_telling 1-10 t"] = EMPTY
    frame, _ = leid_af(earlier, "po", Schooljaar(2016))
    assert ("PO9901", "PO9902") == (placed(frame)["88AZ00"], placed(frame)["88AF00"])
    assert "99ZA00" not in placed(frame)


def test_the_nearest_count_tells_the_board():
    """A school that changed boards has the one of the count of the year."""
    before = pd.DataFrame({"vestiging": ["88AA00"], "sector": "po", "bestuur": "10101", "pc4": "1002"})
    frame, _ = leid_af(tables(**{"vestiging_in_telling 1-10 t-1": before}), "po", Schooljaar(2016))
    assert "11111" == frame.set_index("vestiging")["bestuur"]["88AA00"]


def test_area_alone_is_enough():
    """Without any count or registration the address list and the areas place what they can."""
    alone = {name: EMPTY for name in tables() if name not in ("vestiging", "regio_indeling")}
    frame, findings = leid_af(tables(**alone), "po", Schooljaar(2016))
    assert {"88AB00": "PO9901", "88AF00": "PO9902", "88AZ00": "PO9901"} == placed(frame)
    assert () == findings
    nothing = leid_af(tables(**alone, vestiging=EMPTY), "po", Schooljaar(2016))[0]
    assert ["vestiging", "swv", "schooljaar", "aandeel", "grond", "bestuur"] == list(nothing.columns)
    assert 0 == len(nothing)


def test_inputs_are_not_changed_and_order_does_not_matter():
    frames = tables()
    before = {name: frame.copy(deep=True) for name, frame in frames.items()}
    frame, findings = leid_af(frames, "po", Schooljaar(2016))
    for name, original in before.items():
        pd.testing.assert_frame_equal(original, frames[name])
    turned = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in frames.items()}
    again, found_again = leid_af(turned, "po", Schooljaar(2016))
    pd.testing.assert_frame_equal(frame, again)
    assert findings == found_again


def test_declaration():
    assert (AFLEIDING.levert, AFLEIDING.sectoren) == ("aansluiting", ("po",))
    assert ["regio_indeling"] == [leest.tabel for leest in AFLEIDING.leest if leest.verplicht]


FOLDER = "po_leerlingen_soort_cluster_leeftijd/01.-leerlingen-po-soort-po,-cluster,-leeftijd-"


@pytest.fixture(scope="module")
def loaded(real, areas):
    files = {
        "duo_po_leerlingen": FOLDER + "2016-2017.csv",
        "duo_bo_bron": "po_leerlingen_bron_swv/02.leerlingen-bo-in-bron-2016-2017.csv",
    }
    read = {t: f for n, path in files.items() for t, f in DATASETS[n].lees(real(path)).tabellen.items()}
    return read | {"regio_indeling": areas}


def of_2016(loaded, **changes):
    frames = dict.fromkeys(tables(), EMPTY) | {
        "regio_indeling": loaded["regio_indeling"],
        "vestiging_in_telling 1-10 t": loaded["vestiging_in_telling"],
    }
    return leid_af(frames | changes, "po", Schooljaar(2016))


def test_the_area_against_the_publishers_column(loaded):
    """Published (SOURCES, Controlegetallen): 6.330 of 6.331 regional schools equal, 163 of 163 national.

    Without BRON the denominatie and the area say for themselves what BRON then says.
    """
    frame, _ = of_2016(loaded)
    both = loaded["leerlingen_bron"][["vestiging", "swv"]].merge(frame, on="vestiging", suffixes=("_bron", ""))
    national = both["swv_bron"] == "PO0001"
    equal = both["swv"] == both["swv_bron"]
    assert (6_331, 6_330, 163, 163) == (
        (~national).sum(),
        (equal & ~national).sum(),
        national.sum(),
        (equal & national).sum(),
    )
    bao = loaded["leerlingen_po"].query("soort == 'bao'")["vestiging"]
    assert 163 == (frame[frame["vestiging"].isin(bao)]["swv"] == "PO0001").sum()
    (odd,) = both[~equal].to_dict("records")
    assert ("04UU00", "PO2816", "PO2605") == (odd["vestiging"], odd["swv_bron"], odd["swv"])


def test_the_publishers_column_holds_and_the_difference_is_told(loaded):
    """Published (as above): all 6.497 registered schools get the SWV of BRON; one finding."""
    registered = loaded["leerlingen_bron"]
    changes = {"leerlingen_bron": registered, "leerlingen_bron 1-10 t": registered}
    frame, findings = of_2016(loaded, **changes)
    both = registered[["vestiging", "swv"]].merge(frame, on="vestiging", suffixes=("_bron", ""))
    assert (6_497, 6_497) == (len(both), (both["swv"] == both["swv_bron"]).sum())
    assert [("swv_anders_dan_bron", "04UU00")] == [(b.code, b.sleutel) for b in findings]


def test_pupils_by_where_the_school_stands(loaded):
    """Published (SOURCES, Controlegetallen), 1-10-2016 by area: per type, clusters 1 and 2 among them."""
    frame, _ = of_2016(loaded)
    counted = loaded["leerlingen_po"].merge(frame, on="vestiging").groupby(["swv", "soort"])["aantal_min"].sum()
    assert {"bao": 64_634, "sbo": 1_054, "so": 1_329, "vso": 1_723} == counted["PO2707"].to_dict()
    assert {"bao": 19_088, "sbo": 443, "so": 475, "vso": 303} == counted["PO3006"].to_dict()


def test_every_counted_location_has_a_place_and_a_board(loaded):
    """Regression: 7.355 locations of 1-10-2016, none lost; the count tells the board of each."""
    frame, findings = of_2016(loaded)
    assert (7_355, 0, ()) == (len(frame), (frame["bestuur"] == "").sum(), findings)
