"""Classes of SWV's worked out by hand, and the printed percentages."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from swvmon import format_decimal, half_up
from swvmon.testing import assert_joint, make_momentopname, measure, measure_regios
from swvmon_beleidskenmerken.codeboek import KENMERKEN
from swvmon_beleidskenmerken.gepubliceerd import GEPUBLICEERD, TABEL
from swvmon_beleidskenmerken.kenmerk import per_swv
from swvmon_beleidskenmerken.verdeling import over_swvs

PLUGIN = Path(__file__).parents[1]
README = (PLUGIN / "README.md").read_text("utf-8")
BOEK = {kenmerk.naam: kenmerk for kenmerk in KENMERKEN}
EXPECTED = re.findall(r"^\| `(\w+)_verdeling` \| (\w+) \| (\d+) \| (\d+) \| ([\d,]+) \|$", README, re.M)
SIX = {"VO9901": "A", "VO9902": "A", "VO9903": "B", "VO9904": "D", "VO9905": "E", "VO9906": None}
COLUMNS = ["niveau", "code", "kenmerk", "waarde", "geldig_van", "geldig_tot"]
SINCE = date(2015, 1, 1)


def rows_of(naam, values, van=SINCE, tot=None):
    rows = [("swv", code, naam, value, van, tot) for code, value in values.items() if value is not None]
    return pd.DataFrame(rows, columns=COLUMNS)


def classify(naam, regio, frame):
    return measure(per_swv(BOEK[naam]), make_momentopname({"kenmerk": frame}, regio=regio))


def label(naam, regio, frame):
    (row,) = classify(naam, regio, frame).to_dict("records")
    return row["klasse"], row["onderdeel"], row["uitkomst"]


def spread(naam, frames):
    """The rows over regions: (teller, noemer, outcome) by key."""
    rows = measure_regios(over_swvs(BOEK[naam]), frames, "2019/20")
    return {r["sleutel"]: (r["teller"], r["noemer"], r["uitkomst"]) for r in rows.to_dict("records")}


def all_of(naam, values, schooljaar="2019/20"):
    frame = rows_of(naam, values)
    parts = [classify(naam, code, frame).assign(schooljaar=schooljaar) for code in values]
    return pd.concat(parts, ignore_index=True)


def test_the_example_is_whole():
    """Six outcomes are told."""
    assert 6 == len(EXPECTED)


@pytest.mark.parametrize(("naam", "key", "teller", "noemer", "outcome"), EXPECTED)
def test_outcomes_are_those_of_the_example(naam, key, teller, noemer, outcome):
    """Worked by hand."""
    found = spread(naam, all_of(naam, SIX))[key]

    assert (int(teller), int(noemer), "berekend") == found
    assert outcome == format_decimal(half_up(Decimal(found[0]) / Decimal(found[1]), 6))


@pytest.mark.parametrize("naam", BOEK)
def test_every_code_is_a_class_of_its_own(naam):
    """A code of the codebook is its class, and the README has it."""
    for code in BOEK[naam].codes:
        assert (code, "", "berekend") == label(naam, "VO9901", rows_of(naam, {"VO9901": code}))
        assert f"`{code}`" in README


def test_an_unknown_code_is_seen():
    """Another code, or one in other capitals, is none of the classes and not left out."""
    for code in ("E", "a", "ja"):
        found = label("governancegroep", "VO9901", rows_of("governancegroep", {"VO9901": code}))
        assert ("onbekende_code", code, "berekend") == found


def test_no_row_is_nothing_known():
    """Missing is not nee; nor is the row of another SWV, another feature or another level."""
    other = rows_of("toezichtmodel", {"VO9901": "alv"})
    wrong = rows_of("opdc_geregistreerd", {"VO9901": "ja"}).assign(niveau="bestuur")
    for frame in (rows_of("opdc_geregistreerd", {"VO9902": "ja"}), other, wrong, rows_of("", {})):
        assert ("", "", "ontbreekt") == label("opdc_geregistreerd", "VO9901", frame)


def test_the_row_that_holds_on_1_october():
    """By hand: nee until 30 September, ja from 1 October; of two the one that began last, whatever the order."""
    before = rows_of("opdc_geregistreerd", {"VO9901": "nee"}, tot=date(2019, 9, 30))
    after = rows_of("opdc_geregistreerd", {"VO9901": "ja"}, van=date(2019, 10, 1), tot=date(2019, 10, 1))
    later = rows_of("opdc_geregistreerd", {"VO9901": "nee"}, van=date(2019, 10, 2))
    for frame in (pd.concat([before, after, later]), pd.concat([after, before.assign(geldig_tot=None)])):
        assert "ja" == label("opdc_geregistreerd", "VO9901", frame)[0]


def test_only_the_year_that_is_computed():
    """Classes of the year before are in the metingen too, and are not counted."""
    both = pd.concat([all_of("governancegroep", SIX), all_of("governancegroep", SIX, "2018/19")])

    assert (2, 5, "berekend") == spread("governancegroep", both)["A"]


def test_nobody_answered():
    """No class can be divided, and the country tells 0 of 2."""
    found = spread("governancegroep", all_of("governancegroep", {"VO9901": None, "VO9902": None}))

    assert (0, 2, "berekend") == found.pop("NL")
    assert {"noemer_nul"} == {outcome for _, _, outcome in found.values()}


def test_published_percentages():
    """Published (R3 Tabel 2.1): 11 of 12 come out; anders in po is asserted as an error, 8 where 7 is printed."""
    ours = {f.id: half_up(f.bereken(), f.afronding) for f in GEPUBLICEERD}
    differ = [f for f in GEPUBLICEERD if ours[f.id] != f.waarde]

    assert 12 == len(ours)
    assert [("beleidskenmerken.toezichtmodel_po_anders", 7, 8, True)] == [
        (f.id, int(f.waarde), int(ours[f.id]), f.fout and bool(f.uitleg)) for f in differ
    ]
    assert [(65, 65), (58, 58)] == [(sum(t["aantal"].values()), t["antwoorden"]) for t in TABEL.values()]


def test_every_indicator_has_a_row_and_stands_on_the_card():
    """Each feature in the README, and both its indicators on the card."""
    told = re.findall(r"^\| `(\w+)` \| [^|]+ \| `", README, re.M)
    card = tomllib.loads((PLUGIN / "swvmon.toml").read_text("utf-8"))

    assert list(BOEK) == told
    assert sorted([*BOEK, *(f"{naam}_verdeling" for naam in BOEK)]) == card["indicatoren"]


@pytest.mark.parametrize("naam", BOEK)
def test_one_call_for_many_swvs(naam):
    """Law: of each SWV what it has alone; one has a strange code, one a newer code beside an old one, one none."""
    first, other = BOEK[naam].codes[:2]
    parts = [rows_of(naam, {"VO9901": first, "VO9902": "??"}), rows_of(naam, {"VO9902": other, "VO9903": first})]
    newer = rows_of(naam, {"VO9901": other}, van=date(2018, 1, 1))
    loaded = pd.concat([newer, *parts[:1], parts[1][1:]], ignore_index=True)
    for frame in (loaded, loaded[:0]):
        codes = ("VO9901", "VO9902", "VO9903", "VO9904")
        assert_joint(per_swv(BOEK[naam]), [make_momentopname({"kenmerk": frame}, regio=code) for code in codes])
