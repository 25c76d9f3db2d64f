"""The definitions on cases worked out by hand, and the worked example of the README."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from swvmon import format_decimal, half_up
from swvmon.testing import assert_joint, make_momentopname
from swvmon_thuiszitters.duur import DUUR
from swvmon_thuiszitters.tellen import AANTALLEN, PER_LEERLING

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
COUNT, RATIO = {i.naam: i for i in AANTALLEN}, {i.naam.removesuffix("_per_leerling"): i for i in PER_LEERLING}
START = date(2019, 9, 2)


def days(number, start=START):
    """A first day and the last of so many days."""
    return start, start + timedelta(number - 1)


EXAMPLE = [
    ("A", "relatief", *days(28)),
    ("B", "relatief", *days(29)),
    ("C", "absoluut", *days(10)),
    ("D", "vrijstelling_5a", *days(366, date(2019, 8, 1))),
    ("E", "relatief", date(2020, 3, 1), date(2020, 3, 31)),
]


def view(cases=EXAMPLE, *, pupils=(("20AA00", 180, 180), ("20AB00", 1_820, 1_820)), aandeel="1", regio="VO9901"):
    """A region with cases and two schools."""
    rows = pd.DataFrame(cases, columns=["pseudoniem", "soort", "begin", "einde"]).astype(
        {"pseudoniem": "str", "soort": "str", "begin": "object", "einde": "object"}
    )
    rows = rows.assign(swv=regio).astype({"swv": "str"})
    counts = pd.DataFrame(pupils, columns=["vestiging", "aantal_min", "aantal_max"]).astype({"vestiging": "str"})
    table = "leerlingen_po" if regio.startswith("PO") else "leerlingen_vo"
    if table == "leerlingen_po":
        counts = pd.concat([counts.assign(soort="bao"), counts.assign(soort="vso")], ignore_index=True)
    schools = pd.DataFrame({"vestiging": ["20AA00", "20AB00"], "swv": regio, "aandeel": aandeel})
    return make_momentopname({"thuiszitter": rows, "aansluiting": schools, (table, "1-10 t"): counts}, regio=regio)


def count(naam, cases):
    """The count of one definition, or the outcome without one."""
    (row,) = COUNT[naam].bereken(view(cases), None).itertuples()
    return row.uitkomst or int(row.waarde)


def ratio(naam, momentopname):
    """Teller, noemer and its high end of one definition, or the outcome without them."""
    (row,) = RATIO[naam].bereken(momentopname, None).itertuples()
    return row.uitkomst or (int(row.teller), row.noemer, row.noemer_max)


def test_the_rows_of_the_example_come_out():
    """By hand (README): the count, and the ratio per 1.000 of 2.000 pupils."""
    rows = re.findall(r"\| `(\w+)` \| (\d+) \| ([\d,]+) \|", README)
    assert 7 == len(rows)
    for naam, number, per_1000 in rows:
        teller, noemer, _ = ratio(naam, view())
        assert int(number) == count(naam, EXAMPLE) == teller, naam
        assert per_1000 == format_decimal(half_up(1_000 * teller / noemer, 6)), naam


def test_the_duration_of_the_example_comes_out():
    """By hand (README): 88 days over three cases, in weeks; one absolute case of 10 days is 1,428571 weeks."""
    rows = DUUR.bereken(view(), None).set_index("onderdeel")

    assert "4,190476" == format_decimal(rows.loc["relatief", "waarde"])
    assert "= 4,190476 weeks" in README
    assert (3, Decimal("1.428571"), 1) == (
        rows.loc["relatief", "n"],
        rows.loc["absoluut", "waarde"],
        rows.loc["absoluut", "n"],
    )


def test_every_definition_has_a_row_and_its_own_words():
    """The README names all; of one notion every definition tells what differs."""
    for indicator in (*AANTALLEN, DUUR):
        assert f"| `{indicator.naam}` |" in README
    assert {"langdurig_relatief_verzuim": 3, "thuiszitters": 3, "absoluut_verzuim": 1, "vrijstelling_5a": 1} == (
        pd.Series([i.begrip for i in AANTALLEN]).value_counts().to_dict()
    )


@pytest.mark.parametrize(("number", "from_4_weeks", "more_than_4_weeks"), [(27, 0, 0), (28, 1, 0), (29, 1, 1)])
def test_both_readings_of_four_weeks(number, from_4_weeks, more_than_4_weeks):
    """To the day (by hand)."""
    cases = [("A", "relatief", *days(number))]

    assert from_4_weeks == count("relatief_verzuim_vanaf_4_weken", cases) == count("thuiszitters_vanaf_4_weken", cases)
    assert more_than_4_weeks == count("relatief_verzuim_meer_dan_4_weken", cases)
    assert more_than_4_weeks == count("thuiszitters_relatief_meer_dan_4_weken", cases)


@pytest.mark.parametrize(("last", "expected"), [(date(2020, 3, 31), 0), (date(2020, 4, 1), 1)])
def test_longer_than_a_month_follows_the_calendar(last, expected):
    """From 1 March (by hand)."""
    assert expected == count("relatief_verzuim_langer_dan_maand", [("A", "relatief", date(2020, 3, 1), last)])


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2019, 5, 1), date(2019, 7, 31), "ontbreekt"),
        (date(2019, 5, 1), date(2019, 8, 1), 1),
        (date(2020, 7, 31), date(2020, 10, 1), 0),
        (date(2020, 8, 1), None, "ontbreekt"),
    ],
)
def test_a_case_needs_a_day_in_the_school_year(first, last, expected):
    """Days before 1 August make it long, days after 31 July do not (by hand)."""
    assert expected == count("relatief_verzuim_meer_dan_4_weken", [("A", "relatief", first, last)])


def test_what_goes_on_counts_up_to_31_july_and_is_provisional():
    """From 4 July up to 31 July is 28 days (by hand)."""
    running = view([("A", "relatief", date(2020, 7, 4), None)])
    (row,) = COUNT["relatief_verzuim_vanaf_4_weken"].bereken(running, None).itertuples()

    assert (1, "voorlopig") == (int(row.waarde), row.status)
    assert 0 == count("relatief_verzuim_meer_dan_4_weken", [("A", "relatief", date(2020, 7, 4), None)])
    duration = DUUR.bereken(running, None).iloc[0]
    assert (4, "voorlopig") == (int(duration["waarde"]), duration["status"])


def test_what_is_over_is_definite():
    """All cases of the example have ended."""
    assert {"definitief"} == set(COUNT["absoluut_verzuim"].bereken(view(), None)["status"])


@pytest.mark.parametrize(
    ("soort", "first", "last", "expected"),
    [
        ("relatief", date(2020, 2, 1), None, 1),
        ("relatief", date(2020, 2, 2), None, 0),
        ("absoluut", date(2020, 1, 1), date(2020, 2, 1), 0),
        ("absoluut", date(2020, 1, 1), date(2020, 2, 2), 1),
        ("vrijstelling_5a", date(2019, 8, 1), None, 0),
    ],
)
def test_open_on_1_february_as_almere_counts(soort, first, last, expected):
    """Open is: start <= day and (end > day or empty) (FR 5.2, Almere thuiszitters)."""
    assert expected == count("thuiszitters_open_1_februari", [("A", soort, first, last)])


def test_a_pupil_counts_once_and_spells_are_not_added():
    """Two spells of 29 days are one pupil; two of 20 days are none (by hand)."""
    later = date(2020, 1, 6)

    assert 1 == count("thuiszitters_vanaf_4_weken", [("A", "relatief", *days(29)), ("A", "absoluut", *days(29, later))])
    assert 0 == count("thuiszitters_vanaf_4_weken", [("A", "relatief", *days(20)), ("A", "relatief", *days(20, later))])


@pytest.mark.parametrize("indicator", [*AANTALLEN, DUUR, *PER_LEERLING], ids=lambda i: i.naam)
def test_no_case_is_missing_and_not_zero(indicator):
    """An administration that tells nothing of the year gives one row `ontbreekt`."""
    rows = indicator.bereken(view([]), None)

    assert [("VO9901", "ontbreekt", indicator.soort)] == list(
        rows[["sleutel", "uitkomst", "soort"]].itertuples(index=False, name=None)
    )


def test_no_pupil_count_is_missing():
    """The count stays, the ratio cannot be had."""
    assert "ontbreekt" == ratio("absoluut_verzuim", view(pupils=()))


def test_masked_and_shared_schools():
    """Half of 1 to 4 and of 100 pupils (by hand)."""
    momentopname = view(pupils=(("20AA00", 1, 4), ("20AB00", 100, 100)), aandeel="0.5")

    assert (1, Decimal("50.5"), Decimal(52)) == ratio("absoluut_verzuim", momentopname)


def test_in_po_vso_does_not_count():
    """2.000 pupils bao and as many vso: 2.000 (by hand)."""
    assert (1, 2_000, 2_000) == ratio("absoluut_verzuim", view(regio="PO9901"))


@pytest.mark.parametrize("indicator", [*AANTALLEN, DUUR, *PER_LEERLING], ids=lambda i: i.naam)
def test_one_call_for_many_swvs(indicator):
    """Law: of each SWV what it has alone; one has a case that goes on, one no pupil count, one no case, one neither."""
    for sector in indicator.sectoren:
        code = sector.upper()
        going_on = [("A", "relatief", date(2020, 7, 4), None), ("A", "absoluut", *days(3))]
        views = [
            view(regio=f"{code}9901"),
            view(going_on, pupils=(("20AA00", 1, 4),), aandeel="0.5", regio=f"{code}9902"),
            view(going_on, pupils=(), regio=f"{code}9903"),
            view([], regio=f"{code}9904"),
            view([], pupils=(), regio=f"{code}9905"),
        ]
        assert_joint(indicator, views)
        assert_joint(indicator, views[-1:])


def test_without_a_pupil_count_nothing_is_provisional():
    """A ratio that cannot be had does not hang on a case that goes on (regression)."""
    going_on = view([("A", "absoluut", date(2020, 7, 4), None)], pupils=())
    (row,) = RATIO["absoluut_verzuim"].bereken(going_on, None).itertuples()

    assert ("ontbreekt", "definitief") == (row.uitkomst, row.status)
