"""The rule, year by year and by sign; expected numbers are law x counts, worked by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Periode, Waarde, amount_cent, read_parameters
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_verevening.berekening import (
    geindexeerd_cent,
    jaarcorrectie_cent,
    landelijk_restant_euro,
    uitkomst_2011,
)
from swvmon_verevening.keuzes import BEGELEIDING, PLAATSING, RUGZAK, Begeleiding, Keuzes, Plaatsing, Rugzak
from swvmon_verevening.model import VEREVENING

SHIPPED = read_parameters("swvmon_verevening")
LATER = Periode(date(2016, 8, 1), date(2020, 7, 31))
NO_INDEX = Waarde(Decimal(0), LATER, "regioplan", "aanname", date(2026, 11, 22))
NO_INDEX_MATERIAL = attrs.evolve(NO_INDEX, geldig=Periode(date(2017, 1, 1), date(2019, 12, 31)))


def supply(personeel, materieel=NO_INDEX_MATERIAL):
    """The shipped numbers with a plan's index for the years that are not shipped."""
    later = {"verevening.indexering_personeel_percentage": personeel}
    later["verevening.indexering_materieel_percentage"] = materieel
    return [attrs.evolve(p, waarden=(*p.waarden, later[p.id])) if p.id in later else p for p in SHIPPED]


EXTENDED = supply(NO_INDEX)
RED = ("swv:zwaar:*",)
VO = {
    "leerlingen": 10_000,
    "tlv": [
        {"soort": "vso", "categorie": 1, "aantal": 200},
        {"soort": "so_vanaf_8", "categorie": 1, "aantal": 10},
    ],
    "lgf": [{"soort": "overig_vo_cluster4", "aantal": 300}, {"soort": "lwoo_pro_lg", "aantal": 50}],
    "pab": [{"soort": "vso_lg", "aantal": 30}],
}


def run(schooljaar, regio="PO9901", parameters=EXTENDED, **keuzes):
    """The ledger of a region in one school year; an outcome that is not given is zero."""
    if "leerlingen" not in keuzes:
        keuzes = {"uitkomst_personeel_euro": 0, "uitkomst_materieel_euro": 0, "mag_rood": RED} | keuzes
    return apply(VEREVENING, make_momentopname({}, regio=regio, schooljaar=schooljaar), parameters=parameters, **keuzes)


def booked(ledger):
    """Accounts, cents and days of each line."""
    columns = ["van", "naar", "bedrag_cent", "periode_van", "periode_tot"]
    return [tuple(row) for row in ledger.regels[columns].to_numpy()]


def choices(sector_counts):
    """Keuzes with the shipped amounts and no series."""
    groups = {}
    for p in SHIPPED:
        name = p.id.split(".")[1:]
        if len(name) == 2:
            groups.setdefault(name[0], {})[name[1]] = p.waarden[0].waarde
    series = {a.name: None for a in attrs.fields(Keuzes) if a.kw_only and a.name not in groups}
    return Keuzes(**sector_counts, **groups, **series)


@pytest.mark.parametrize(
    ("schooljaar", "cent"),
    [
        ("2015/16", 29_390_994),
        ("2016/17", 26_451_895),
        ("2017/18", 22_043_246),
        ("2018/19", 17_634_596),
        ("2019/20", 8_817_298),
        ("2020/21", 0),
    ],
)
@pytest.mark.parametrize("regio", ["PO9901", "VO9901"])
def test_outcome_below_zero(regio, schooljaar, cent):
    """Law (100/90/75/60/30 %) on -293.909,94, worked by hand: taken from the pot. 75 % is a half: 220.432,455."""
    ledger = run(
        schooljaar,
        regio,
        uitkomst_personeel_euro=Decimal("-284479.45"),
        mag_rood=(),
        opening_euro={"swv:zwaar:personeel": 500_000},
    )

    assert 50_000_000 - cent == ledger.saldo("swv:zwaar:personeel")
    assert cent == ledger.saldo("rijk:verevening")
    assert_conserved(ledger, rijk_cent=-cent, uit_cent=0)


def test_pot_without_money_is_refused():
    """A correction below zero needs money in the pot, unless the plan lets it go red."""
    with pytest.raises(AssertionError, match=r"swv:zwaar:personeel at -€ 103,32"):
        run("2015/16", uitkomst_personeel_euro=-100, mag_rood=())


def test_material_in_two_calendar_parts():
    """Law (index 2,10 % in 2016, 95 %), by hand: 100.000 x 5/12; 102.100 x 95 % x 7/12 = 56.580,4166."""
    ledger = run("2015/16", uitkomst_materieel_euro=100_000)

    assert [
        ("rijk:verevening", "swv:zwaar:materieel", 4_166_667, date(2015, 8, 1), date(2015, 12, 31)),
        ("rijk:verevening", "swv:zwaar:materieel", 5_658_042, date(2016, 1, 1), date(2016, 7, 31)),
    ] == booked(ledger)
    assert_conserved(ledger, rijk_cent=9_824_709, uit_cent=0)


def test_material_starts_in_january_2015():
    """Law art. XIV.1: schooljaar 2014/15 has 7/12 of 2015 and nothing else. By hand: 58.333,33; no personnel yet."""
    ledger = run("2014/15", uitkomst_personeel_euro=100_000, uitkomst_materieel_euro=100_000)

    assert [("rijk:verevening", "swv:zwaar:materieel", 5_833_333, date(2015, 1, 1), date(2015, 7, 31))] == booked(
        ledger
    )


def test_material_ends_in_december_2019():
    """Law art. XIV.1, by hand: schooljaar 2019/20 has 102.100 x 30 % x 5/12 = 12.762,50 of 2019 and nothing of 2020."""
    ledger = run("2019/20", uitkomst_materieel_euro=100_000)

    assert [("rijk:verevening", "swv:zwaar:materieel", 1_276_250, date(2019, 8, 1), date(2019, 12, 31))] == booked(
        ledger
    )


def test_nothing_after_2020():
    """Law art. XIII.1: five years and no more; no index is needed for the years after."""
    ledger = run("2021/22", parameters=SHIPPED, uitkomst_personeel_euro=1_000_000, uitkomst_materieel_euro=-1_000_000)

    assert [] == booked(ledger)


def test_vo_with_all_causes():
    """Worked by hand from the amounts of the regulations (law), vo.

    Personnel: 1.770.534 + 79.583,80 (so 14+) + 1.941.510 + 324.716 + 19.866,60 (pab) - 4.660.100 = -523.889,60;
    x 1,03315 = -541.256,54. Material: 115.054 + 7.844 + 75.600 + 21.600 - 265.000 = -44.902; x 5/12 = -18.709,17;
    x 1,0457 = -46.954,02, x 90 % x 7/12 = -24.650,86.
    """
    opening = {"swv:zwaar:personeel": 600_000, "swv:zwaar:materieel": 50_000}

    ledger = run("2015/16", "VO9901", opening_euro=opening, **VO)

    assert [
        ("swv:zwaar:personeel", "rijk:verevening", 54_125_654, date(2015, 8, 1), date(2016, 7, 31)),
        ("swv:zwaar:materieel", "rijk:verevening", 1_870_917, date(2015, 8, 1), date(2015, 12, 31)),
        ("swv:zwaar:materieel", "rijk:verevening", 2_465_086, date(2016, 1, 1), date(2016, 7, 31)),
    ] == booked(ledger)
    assert ["definitief", "definitief", "aanname"] == ledger.regels["status"].tolist()
    assert (
        "verevening.leerlingen verevening.norm_euro.vo_personeel verevening.tlv verevening.tlv_personeel_euro "
        "verevening.lgf verevening.lgf_personeel_euro verevening.pab verevening.pab_personeel_euro "
        "verevening.percentage_vo_personeel_negatief verevening.indexering_personeel_percentage"
    ) == ledger.regels["parameters"].iloc[0]
    assert_conserved(ledger, rijk_cent=-58_461_657, uit_cent=0)


def test_causes_as_numbers():
    """Worked by hand: the four causes of the vo region, apart."""
    counts = {
        "leerlingen": 10_000,
        "tlv": (Plaatsing("vso", 1, 200), Plaatsing("so_vanaf_8", 1, 10)),
        "lgf": (Rugzak("overig_vo_cluster4", 300), Rugzak("lwoo_pro_lg", 50)),
        "pab": (Begeleiding("vso_lg", 30),),
    }

    personeel = uitkomst_2011("vo", "personeel", choices(counts))
    materieel = uitkomst_2011("vo", "materieel", choices(counts))

    assert ("1850117.80", "2266226.00", "19866.60", "4660100.00", "-523889.60") == tuple(
        f"{d:.2f}" for d in (*attrs.astuple(personeel), personeel.uitkomst_euro)
    )
    assert ("122898.00", "97200.00", "0.00", "265000.00", "-44902.00") == tuple(
        f"{d:.2f}" for d in (*attrs.astuple(materieel), materieel.uitkomst_euro)
    )


def test_supplement_for_zmlk():
    """Law art. 25 lid 2, by hand: 10 x 10.810,17 + 4 x 6.571,30 - 1.000 x 276,93 = -142.543,10; x 1,03315.

    That is -147.268,4037.
    """
    lgf = [{"soort": "bao_zmlk", "aantal": 10}, {"soort": "toeslag_bao_zmlk_groep3", "aantal": 4}]

    ledger = run("2015/16", leerlingen=1_000, lgf=lgf, mag_rood=RED)

    assert -14_726_840 == ledger.saldo("swv:zwaar:personeel")


def test_zero_outcome_books_nothing():
    """An outcome of zero gives no line."""
    assert [] == booked(run("2015/16", parameters=SHIPPED))


def test_year_without_index_names_the_parameter():
    """The index of 2016/17 is not shipped: nothing is extrapolated."""
    with pytest.raises(
        AssertionError, match=r"verevening\.indexering_personeel_percentage .* 2016-08-01 t/m 2017-07-31"
    ):
        run("2016/17", parameters=SHIPPED, uitkomst_personeel_euro=100)


def test_indices_of_years_multiply():
    """Worked by hand with an index of 10 % in 2016/17: 1.000 x 1,03315 x 1,10 = 1.136,465, so 1.136,47; x 95 %."""
    parameters = supply(attrs.evolve(NO_INDEX, waarde=Decimal(10)))

    ledger = run("2016/17", parameters=parameters, uitkomst_personeel_euro=1_000)

    assert 107_965 == ledger.saldo("swv:zwaar:personeel")
    assert ["aanname"] == ledger.regels["status"].tolist()


def test_every_kind_has_its_amounts():
    """Each kind that a plan can name has an amount for both parts, and there are no other amounts."""
    ids = {p.id.removeprefix("verevening.") for p in SHIPPED if p.id.count(".") == 2}
    kinds = {f"tlv_{d}_euro.{s}_cat{c}" for d in DELEN for s in {*PLAATSING["po"], *PLAATSING["vo"]} for c in (1, 2, 3)}
    kinds |= {f"lgf_{d}_euro.{s}" for d in DELEN for sector in ("po", "vo") for s in RUGZAK[sector]}
    kinds |= {f"pab_personeel_euro.{s}" for sector in ("po", "vo") for s in BEGELEIDING[sector]}

    kinds |= {f"indexering_materieel_2016_percentage.{sector}" for sector in ("po", "vo")}
    assert kinds | {f"norm_euro.{sector}_{d}" for sector in ("po", "vo") for d in DELEN} == ids


DELEN = ("personeel", "materieel")


@pytest.mark.parametrize(
    ("keuzes", "message"),
    [
        ({}, "needs leerlingen"),
        ({"uitkomst_personeel_euro": 1}, "write 0 where there is none"),
        ({"uitkomst_personeel_euro": 1, "uitkomst_materieel_euro": 1, "leerlingen": 5}, "not both"),
        ({"uitkomst_personeel_euro": Decimal("0.001"), "uitkomst_materieel_euro": 1}, "whole number of cents"),
        ({"lgf": [{"soort": "bao_lg", "aantal": 1}]}, "needs leerlingen"),
        ({"leerlingen": 0}, "must be >= 1"),
        ({"leerlingen": 5, "lgf": [{"soort": "bao_lg", "aantal": -1}]}, "must be >= 0"),
        ({"leerlingen": 5, "lgf": [{"soort": "bao_lg", "aantal": 6}]}, "6 pupils with a rugzak among 5"),
        ({"leerlingen": 5, "lgf": [{"soort": "toeslag_bao_zmlk_groep3", "aantal": 1}]}, "counts 1 of 0 pupils"),
        ({"leerlingen": 5, "lgf": [{"soort": "bao_lg", "aantal": 1}] * 2}, "given more than once"),
        ({"leerlingen": 5, "lgf": [{"soort": "vwo_lg", "aantal": 1}]}, "must be in"),
        ({"leerlingen": 5, "lgf": [{"soort": "overig_vo_lg", "aantal": 1}]}, "does not count in po"),
        ({"leerlingen": 5, "tlv": [{"soort": "vso", "categorie": 1, "aantal": 1}]}, "does not count in po"),
        ({"leerlingen": 5, "tlv": [{"soort": "so_vanaf_8", "categorie": 4, "aantal": 1}]}, "must be in"),
        ({"leerlingen": 5, "pab": [{"soort": "vso_lg", "aantal": 1}]}, "does not count in po"),
        ({"leerlingen": 5, "pab": [{"soort": "so_lg", "aantal": 1}] * 2}, "given more than once"),
    ],
)
def test_impossible_choices(keuzes, message):
    """Choices that cannot be are refused, and the message says which."""
    with pytest.raises(Exception, match=message):
        apply(
            VEREVENING,
            make_momentopname({}, regio="PO9901", schooljaar="2015/16"),
            parameters=SHIPPED,
            mag_rood=RED,
            **keuzes,
        )


def test_counts_of_po_are_refused_in_vo():
    """A so pupil under 8 cannot count in vo."""
    with pytest.raises(AssertionError, match="so_jonger_dan_8 does not count in vo"):
        run("2015/16", "VO9901", leerlingen=5, tlv=[{"soort": "so_jonger_dan_8", "categorie": 1, "aantal": 1}])


def test_national_residual():
    """Worked by hand: regions of +300, -100 and -200; only where the percentages differ is there a residual (5 %)."""
    outcomes = [Decimal(300), Decimal(-100), Decimal(-200)]
    law = [(100, 100), (95, 90), (80, 75), (60, 60), (30, 30), (0, 0)]

    assert [0, 15, 15, 0, 0, 0] == [landelijk_restant_euro(outcomes, Decimal(p), Decimal(n)) for p, n in law]


def test_incomplete_set_has_a_residual_in_the_first_year():
    """Without one region the sum of the first year is what that region has (by hand)."""
    assert 200 == landelijk_restant_euro([Decimal(300), Decimal(-100)], Decimal(100), Decimal(100))


AMOUNTS = st.integers(1, 10**10).map(lambda cents: Decimal(cents).scaleb(-2))
PERCENTAGES = st.sampled_from([Decimal(p) for p in (100, 95, 90, 80, 75, 60, 30)])


@given(AMOUNTS, PERCENTAGES, st.sampled_from([Fraction(1), Fraction(5, 12), Fraction(7, 12)]))
def test_sign_symmetry(amount, percentage, aandeel):
    """At one percentage an outcome and its opposite give the same amount the other way."""
    index = Fraction("1.03315")
    up, down = (jaarcorrectie_cent(geindexeerd_cent(a, index), percentage, aandeel) for a in (amount, -amount))

    assert up == -down


@settings(max_examples=12, deadline=None)
@given(AMOUNTS)
def test_sign_symmetry_on_the_ledger(amount):
    """In the first year, with one percentage for both signs, the same amount is booked the other way."""
    ledgers = [run("2015/16", uitkomst_personeel_euro=a, uitkomst_materieel_euro=0) for a in (amount, -amount)]

    assert ledgers[0].saldo("swv:zwaar:personeel") == -ledgers[1].saldo("swv:zwaar:personeel")


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 50_000), st.integers(1, 5_000), st.integers(0, 500), st.sampled_from(["2015/16", "2016/17"]))
def test_monotone_in_pupils(leerlingen, more, placed, schooljaar):
    """More pupils: a higher norm, so never a higher correction. More placements: never a lower one."""

    def correction(pupils, placements):
        tlv = [{"soort": "so_vanaf_8", "categorie": 1, "aantal": placements}]
        return run(schooljaar, leerlingen=pupils, tlv=tlv, mag_rood=RED).saldo("swv:zwaar:personeel")

    base = correction(leerlingen, placed)
    assert correction(leerlingen + more, placed) < base < correction(leerlingen, placed + more)


@given(st.fractions(min_value=-(10**6), max_value=10**6))
def test_rounding_is_half_up_and_within_half_a_cent(euro):
    """A rounded amount differs at most half a cent, and a half goes away from zero."""
    off = amount_cent(euro) - euro * 100

    assert abs(off) <= Fraction(1, 2)
    assert abs(off) < Fraction(1, 2) or off * euro > 0


@settings(max_examples=8, deadline=None)
@given(
    st.integers(-(10**9), 10**9).map(lambda c: Decimal(c).scaleb(-2)),
    st.integers(-(10**8), 10**8).map(lambda c: Decimal(c).scaleb(-2)),
)
def test_conservation(personeel, materieel):
    """What the rijk books over all years is what the rule gives, computed apart from the lines."""
    law = {True: (100, 95, 80, 60, 30), False: (100, 90, 75, 60, 30)}
    expected = sum(
        amount_cent(Fraction(amount_cent(Fraction(personeel) * Fraction("1.03315"))) * p / 10_000)
        for p in law[personeel > 0]
    )
    for year, p in enumerate(law[materieel > 0]):
        indexed = amount_cent(Fraction(materieel) * (Fraction("1.021") if year else 1))
        expected += sum(amount_cent(Fraction(indexed) * p / 10_000 * Fraction(n, 12)) for n in (5, 7))

    paid = 0
    for schooljaar in ("2014/15", "2015/16", "2016/17", "2017/18", "2018/19", "2019/20", "2020/21"):
        ledger = run(schooljaar, uitkomst_personeel_euro=personeel, uitkomst_materieel_euro=materieel)
        year_cent = -ledger.saldo("rijk:verevening")
        assert_conserved(ledger, rijk_cent=year_cent, uit_cent=0)
        paid += year_cent

    assert expected == paid
