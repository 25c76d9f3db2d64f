"""Edges of classes and the side they belong to, z-classes, causes, and what has no class."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, Schooljaar, SwvmonError, boekingen
from swvmon.testing import assert_joint, make_momentopname
from swvmon_vereveningsklassen.feiten import AANDEEL_SPECIAAL, FEITEN, OMVANG, VAN_HET_JAAR
from swvmon_vereveningsklassen.klassen import R0_KLASSEN, R1_KLASSEN, klasse_of
from swvmon_vereveningsklassen.oorzaak import OORZAAK, afstand
from swvmon_vereveningsklassen.percentage import PER_TIEN, PER_TWINTIG, PERCENTAGEKLASSEN
from swvmon_vereveningsklassen.regios import Verdeling
from swvmon_vereveningsklassen.verdeling import VERDELINGEN
from swvmon_vereveningsklassen.zscore import HOOG, ZKLASSEN, zklasse

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
YEAR = Schooljaar(2019)
Z_VEREVENING = ZKLASSEN[0]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("-20.000001", "-20 procent of meer"),
        ("-20", "-20 procent of meer"),
        ("-19.999999", "-20 procent tot 0 procent"),
        ("-0.000001", "-20 procent tot 0 procent"),
        ("0", "0 procent tot +20 procent"),
        ("19.999999", "0 procent tot +20 procent"),
        ("20", "+20 procent of meer"),
    ],
)
def test_edges_of_r0(number, expected):
    """R0 Tabel 2-1: "of meer" has the edge; zero goes to the upper half (by hand)."""
    assert expected == klasse_of(R0_KLASSEN, Decimal(number))


@pytest.mark.parametrize(
    ("number", "expected"),
    [("-10.000001", "negatief"), ("-10", "neutraal"), ("0", "neutraal"), ("10", "neutraal"), ("10.000001", "positief")],
)
def test_edges_of_r1(number, expected):
    """R1 par. 3.2: larger than ten, against within ten (by hand)."""
    assert expected == klasse_of(R1_KLASSEN, Decimal(number))


@pytest.mark.parametrize("klassen", [R0_KLASSEN, R1_KLASSEN])
@given(number=st.decimals(-150, 150, places=6))
def test_every_number_has_one_class(klassen, number):
    """Classes do not overlap and leave nothing out."""
    assert 1 == sum(klasse.bevat(number) for klasse in klassen)


@pytest.mark.parametrize(
    ("name", "klassen"), [("vereveningsklasse_20", R0_KLASSEN), ("vereveningsklasse_10", R1_KLASSEN)]
)
def test_readme_tells_every_edge(name, klassen):
    """The table of edges in the README is that of the code."""

    def edge(number, counts):
        return "" if number is None else f"{number} {'' if counts else 'not '}included"

    for klasse in klassen:
        cells = [f"`{name}`", klasse.naam, edge(klasse.van, klasse.van_telt), edge(klasse.tot, klasse.tot_telt)]
        assert f"| {' | '.join(cells)} |".replace("|  |", "| |") in README


def numbers(*values):
    return {f"PO99{at:02d}": Decimal(value) for at, value in enumerate(values, 1)}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((-1, 0, 1), {"-1": "gemiddeld", "0": "gemiddeld", "1": "hoog", "0.999999": "gemiddeld", "-1.000001": "laag"}),
        ((-3, 0, 3), {"-6": "laag", "-6.000001": "zeer laag", "6": "zeer hoog", "5.999999": "hoog", "3": "hoog"}),
    ],
)
def test_z_classes_have_their_lower_edge(values, expected):
    """By hand: of -1, 0, 1 the standard deviation is 1 (sample); of -3, 0, 3 it is 3."""
    verdeling = Verdeling.of(numbers(*values))

    assert expected == {number: zklasse(verdeling, Decimal(number), HOOG) for number in expected}


def test_class_bounds_of_so_and_vso_2011():
    """By hand from R0 Tabel 4-1: so hoog is 2,23 to 2,80 (1,66 and 0,57), vso 4,76 to 6,01 (3,51 and 1,25)."""
    from fractions import Fraction

    so = Verdeling(Fraction("1.66"), Fraction("0.57") ** 2)
    vso = Verdeling(Fraction("3.51"), Fraction("1.25") ** 2)
    table = [
        (so, "0.51", "zeer laag"),
        (so, "0.52", "laag"),
        (so, "1.08", "laag"),
        (so, "1.09", "gemiddeld"),
        (so, "2.22", "gemiddeld"),
        (so, "2.23", "hoog"),
        (so, "2.79", "hoog"),
        (so, "2.80", "zeer hoog"),
        (vso, "1.00", "zeer laag"),
        (vso, "1.01", "laag"),
        (vso, "2.26", "gemiddeld"),
        (vso, "4.75", "gemiddeld"),
        (vso, "4.76", "hoog"),
        (vso, "6.01", "zeer hoog"),
    ]

    assert [label for _, _, label in table] == [zklasse(spread, Decimal(number), HOOG) for spread, number, _ in table]


def test_far_is_more_than_one_standard_deviation():
    """R0 note 13, by hand on -1, 0, 1: one exactly is not far, on either side."""
    verdeling = Verdeling.of(numbers(-1, 0, 1))
    expected = {
        "1.000001": "ver boven gemiddeld",
        "1": "boven gemiddeld",
        "0": "gemiddeld",
        "-1": "beneden gemiddeld",
        "-1.000001": "ver beneden gemiddeld",
    }

    assert expected == {number: afstand(verdeling, Decimal(number)) for number in expected}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.decimals(-99, 99, places=3), min_size=2, max_size=12), st.integers(-50, 50), st.integers(1, 9))
def test_z_classes_do_not_change_with_unit_or_order(values, shift, factor):
    """A z-class is the same after a shift, in another unit and in another order."""
    one = Verdeling.of(numbers(*values))
    other = Verdeling.of(numbers(*[shift + factor * v for v in reversed(values)]))

    assert (one is None) == (other is None)
    if one is not None:
        assert [zklasse(one, v, HOOG) for v in values] == [zklasse(other, shift + factor * v, HOOG) for v in values]


def kenmerken(*rows, regio="PO9901", schooljaar="2019/20"):
    """Rows (code, kenmerk, value, last day or None)."""
    table = pd.DataFrame(rows, columns=["code", "kenmerk", "waarde", "geldig_tot"])
    frame = table.assign(niveau="swv", geldig_van=date(2011, 10, 1))
    return make_momentopname({"kenmerk": frame}, regio=regio, schooljaar=schooljaar)


def test_only_the_own_kenmerk_of_the_day_counts():
    """Of another SWV, ended, or of a level that is not swv: not read; an end on the day itself is (by hand)."""
    view = kenmerken(
        ("PO9902", "verevening_procent_zwaar", "50", None),
        ("PO9901", "verevening_procent_zwaar", "30", date(2019, 9, 30)),
        ("PO9901", "verevening_procent_zwaar", "-20,5", date(2019, 10, 1)),
    )
    rows = PER_TWINTIG.bereken(view, None)

    assert [(Decimal("-20.5"), "-20 procent of meer", "")] == list(
        zip(rows["waarde"], rows["klasse"], rows["uitkomst"], strict=True)
    )


@pytest.mark.parametrize(("schooljaar", "expected"), [("2011/12", ""), ("2010/11", "ontbreekt")])
def test_a_kenmerk_holds_from_its_first_day(schooljaar, expected):
    """Valid from 1 October 2011: that day has it, a year before does not (by hand)."""
    view = kenmerken(("PO9901", "verevening_procent_zwaar", "5", None), schooljaar=schooljaar)

    assert [expected] == PER_TWINTIG.bereken(view, None)["uitkomst"].tolist()


@pytest.mark.parametrize("indicator", [PER_TWINTIG, PER_TIEN, OMVANG, AANDEEL_SPECIAAL], ids=lambda i: i.naam)
def test_without_a_kenmerk_there_is_no_class(indicator):
    """Missing is not zero: a row that says so, for an empty table and for one of others."""
    for view in (kenmerken(), kenmerken(("PO9902", "verevening_procent_zwaar", "0", None))):
        rows = indicator.bereken(view, None)

        assert [("PO9901", "ontbreekt")] == list(zip(rows["sleutel"], rows["uitkomst"], strict=True))
        assert rows[["waarde", "teller", "noemer"]].isna().all(axis=None)


def test_a_kenmerk_that_is_no_number_is_refused():
    """The message names the kenmerk, the SWV and what was found."""
    with pytest.raises(SwvmonError, match=r"procent_zwaar of PO9901 is 'veel', not a number like 12000 or -12,5"):
        PER_TWINTIG.bereken(kenmerken(("PO9901", "verevening_procent_zwaar", "veel", None)), None)
    with pytest.raises(SwvmonError, match=r"has more than one value on 2019-10-01"):
        PER_TWINTIG.bereken(kenmerken(*[("PO9901", "verevening_procent_zwaar", n, None) for n in "12"]), None)
    with pytest.raises(SwvmonError, match=r"leerlingen_2011 of PO9901 is -1; pupils are zero or more"):
        OMVANG.bereken(kenmerken(("PO9901", "leerlingen_2011", "-1", None)), None)


@pytest.mark.parametrize("indicator", [*FEITEN, *PERCENTAGEKLASSEN], ids=lambda i: i.naam)
def test_one_call_for_many_swvs(indicator):
    """Law: an SWV of which all is told, one of which a part, and one without anything: each as by itself."""
    told = (
        ("PO9901", "leerlingen_2011", "1000", None),
        ("PO9901", "speciaal_2011", "20", None),
        ("PO9901", "rugzak_2011", "7", None),
        ("PO9901", "verevening_procent_zwaar", "-20", None),
        ("PO9901", "verevening_procent_budget", "10,5", None),
        ("PO9902", "leerlingen_2011", "0", None),
        ("PO9902", "verevening_procent_zwaar", "0", None),
    )
    books = {
        "PO9901": ledger(("rijk:zwaar", "swv:zwaar", 900), ("swv:zwaar", "rijk:verevening", 60)),
        "PO9902": ledger(("rijk:zwaar", "swv:zwaar", 900)),
        "PO9903": ledger(("rijk:zwaar", "swv:zwaar", 70), ("rijk:verevening", "swv:zwaar", 5)),
        "PO9904": ledger(("rijk:verevening", "swv:zwaar", 5)),
    }

    assert_joint(indicator, [kenmerken(*told, regio=regio) for regio in books], books)


def run_rows(indicator, **by_swv):
    """Metingen of a run; None is a SWV without a value."""
    return pd.DataFrame(
        {
            "indicator": indicator,
            "niveau": "swv",
            "sleutel": list(by_swv),
            "schooljaar": "2019/20",
            "waarde": pd.Series([None if v is None else Decimal(v) for v in by_swv.values()], dtype="object"),
            "klasse": ["" if v is None else klasse_of(R0_KLASSEN, Decimal(v)) for v in by_swv.values()],
        }
    )


def test_a_swv_without_a_percentage_has_no_z_class_and_is_not_counted():
    """By hand: three with a value (-1, 0, 1), one without; the distribution is over three."""
    alle = run_rows("vereveningsklasse_20", PO9901="-1", PO9902="0", PO9903="1", PO9904=None)
    rows = Z_VEREVENING.bereken(alle, YEAR).set_index("sleutel")

    assert ["gemiddeld", "gemiddeld", "groot", ""] == rows["klasse"].tolist()
    assert ["", "", "", "ontbreekt"] == rows["uitkomst"].tolist()
    assert {3} == set(map(int, VERDELINGEN[0].bereken(alle, YEAR)["noemer"]))


@pytest.mark.parametrize("values", [{"PO9901": "5"}, {"PO9901": "5", "PO9902": "5"}, {"PO9901": "5", "PO9902": None}])
def test_without_spread_there_is_no_z_class(values):
    """One SWV, or all the same: no z-score exists."""
    assert {"ontbreekt"} == set(Z_VEREVENING.bereken(run_rows("vereveningsklasse_20", **values), YEAR)["uitkomst"])


def test_without_any_swv():
    """A run without metingen of the indicator: no z-class, and a distribution without numbers."""
    nothing = run_rows("vereveningsklasse_20")

    assert 0 == len(Z_VEREVENING.bereken(nothing, YEAR)) == len(OORZAAK.bereken(nothing, YEAR))
    assert ["ontbreekt"] * 4 == VERDELINGEN[0].bereken(nothing, YEAR)["uitkomst"].tolist()
    assert ["ontbreekt"] * 3 == VERDELINGEN[1].bereken(nothing, YEAR)["uitkomst"].tolist()


def test_other_years_and_levels_are_not_read():
    """Only swv rows of the school year count."""
    alle = run_rows("vereveningsklasse_20", PO9901="-1", PO9902="0", PO9903="1")
    earlier = alle.assign(schooljaar="2018/19", waarde=Decimal(99))
    nation = alle.tail(1).assign(niveau="landelijk", sleutel="NL", waarde=Decimal(99))

    assert ["gemiddeld", "gemiddeld", "groot"] == Z_VEREVENING.bereken(pd.concat([alle, earlier, nation]), YEAR)[
        "klasse"
    ].tolist()


def test_causes():
    """By hand: shares of -1, 0 and 1 about the mean, for each sign; an SWV without one share has no cause."""
    swvs = {"PO9901": "-5", "PO9902": "-5", "PO9903": "5", "PO9904": "-5", "PO9905": "-5"}
    alle = pd.concat(
        [
            run_rows("vereveningsklasse_20", **swvs),
            run_rows("speciaal_2011", PO9901="1", PO9902="-1", PO9903="-1", PO9904="0", PO9905="1"),
            run_rows("rugzak_2011", PO9901="-1", PO9902="1", PO9903="1", PO9904="-1", PO9905=None),
        ]
    )
    rows = OORZAAK.bereken(alle, YEAR)
    whole = rows[rows["onderdeel"] == ""]

    assert ["(v)so", "rugzak", "(v)so", "geen van beide", ""] == whole["klasse"].tolist()
    assert "ontbreekt" == whole["uitkomst"].iloc[-1]
    assert [1, -1, -1, 0, 1] == [int(v) for v in rows.loc[rows["onderdeel"] == "(v)so", "waarde"]]


def ledger(*lines):
    frames = [boekingen(van=v, naar=n, bedrag_cent=c, grondslag="t", toelichting="t") for v, n, c in lines]
    return Grootboek(pd.concat(frames, ignore_index=True), {})


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((("rijk:zwaar", "swv:zwaar", 1_000), ("rijk:verevening", "swv:zwaar", 250)), (-250, 1_250)),
        ((("rijk:zwaar", "swv:zwaar", 1_000), ("swv:zwaar", "rijk:verevening", 200)), (200, 800)),
    ],
)
def test_verevening_of_the_year(lines, expected):
    """By hand: a correction that is added is a loss, -250 of 1.250; one that is taken is a gain, 200 of 800."""
    rows = VAN_HET_JAAR.bereken(make_momentopname({}), ledger(*lines))

    assert [expected] == [(int(r.teller), int(r.noemer)) for r in rows.itertuples()]


@pytest.mark.parametrize("line", [("rijk:zwaar", "swv:zwaar", 5), ("rijk:verevening", "swv:zwaar", 5)])
def test_no_verevening_booked(line):
    """Without a line of verevening, or without heavy budget, there is no share."""
    rows = VAN_HET_JAAR.bereken(make_momentopname({}), ledger(line))

    assert ["ontbreekt"] == rows["uitkomst"].tolist()
