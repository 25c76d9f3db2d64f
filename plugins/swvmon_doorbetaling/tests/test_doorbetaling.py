"""Doorbetaling: placed pupils x tariff, each post on its own count, from its own pot."""

from datetime import date
from decimal import Decimal

import attrs
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Periode, Waarde, read_parameters
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_doorbetaling.doorbetaling import DOORBETALING

PARAMETERS = read_parameters("swvmon_doorbetaling")
KEY = ("soort", "leeftijdsgroep", "categorie")
RED = {"mag_rood": ("swv:zwaar*",)}


def telling(rows, swv="PO9901"):
    """A count: rows of soort, leeftijdsgroep, categorie and a number, or a lowest and a highest number."""
    frame = pd.DataFrame(
        [dict(zip((*KEY, "aantal_min", "aantal_max"), (*row, row[-1])[:5], strict=True)) for row in rows],
        columns=[*KEY, "aantal_min", "aantal_max"],
    )
    frame = frame.astype({"aantal_min": "int64", "aantal_max": "int64"} | dict.fromkeys(KEY, "str"))
    return frame.assign(swv=swv, verwijzer="", school="", grond="")


def run(october, later=None, *, regio="PO9901", schooljaar="2015/16", parameters=PARAMETERS, **kwargs):
    """The ledger; `later` is the second count of the school year."""
    names = ("1-10 t-1", "1-10 t") if schooljaar < "2022/23" else ("1-2 t-1", "1-2 t")
    counts = dict(zip(names, (october, october if later is None else later), strict=True))
    view = make_momentopname(
        {("tlv_telling", moment): telling(rows, regio) for moment, rows in counts.items()},
        regio=regio,
        schooljaar=schooljaar,
    )
    return apply(DOORBETALING, view, parameters=parameters, **RED, **kwargs)


def with_values(values, start, end):
    """The shipped parameters, with other values for the members of a group over some days."""
    days = Periode(start, end)

    def changed(parameter):
        number = values.get(parameter.id.removeprefix("doorbetaling."))
        if number is None:
            return parameter
        value = Waarde(Decimal(number), days, "regioplan", "aanname", date(2026, 11, 22))
        return attrs.evolve(parameter, waarden=(*parameter.waarden, value))

    return [changed(p) for p in PARAMETERS]


def test_net_heavy_budget_po_2015():
    """Law, by hand (FR 7 nr 7): 3.188.300,00 - 100 x 8.220,95 - 10 x 20.228,81 = 2.163.916,90 for personnel."""
    rows = [("so", "vanaf_8", "1", 100), ("so", "jonger_8", "3", 10)]
    ledger = run(rows, opening_euro={"swv:zwaar:personeel": 3_188_300})

    assert 2_163_916_90 == ledger.saldo("swv:zwaar:personeel")
    personnel = ledger.regels[ledger.regels["van"] == "swv:zwaar:personeel"]
    assert [202_288_10, 822_095_00] == sorted(personnel["bedrag_cent"])
    assert {"duo:so"} == set(ledger.regels["naar"])


def test_material_is_per_calendar_year():
    """Law, by hand: 40 x 784,40 x 5/12 = 13.073,33 on 1-10-2014, 30 x 820,02 x 7/12 = 14.350,35 on 1-10-2015."""
    ledger = run([("so", "vanaf_8", "1", 40)], [("so", "vanaf_8", "1", 30)])
    lines = ledger.regels[ledger.regels["van"] == "swv:zwaar:materieel"]

    assert [13_073_33, 14_350_35] == lines["bedrag_cent"].tolist()
    assert [date(2015, 8, 1), date(2016, 1, 1)] == lines["periode_van"].tolist()
    assert [date(2015, 12, 31), date(2016, 7, 31)] == lines["periode_tot"].tolist()
    assert "Op 01-10-2015 geplaatst in so, 8 jaar en ouder, categorie 1: 30 × € 820,02 × 7/12." in set(
        lines["toelichting"]
    )
    assert_conserved(ledger, rijk_cent=0, uit_cent=328_838_00 + 13_073_33 + 14_350_35)


def test_a_line_is_rounded_half_up_once():
    """Law, by hand: 2 x 784,40 x 5/12 = 653,666... is 653,67."""
    lines = run([("so", "vanaf_8", "1", 2)], []).regels

    assert [653_67] == lines.loc[lines["van"] == "swv:zwaar:materieel", "bedrag_cent"].tolist()


def test_vo_pays_vso():
    """Law, by hand: 3 x 9.144,59 + 16.229,51 = 43.663,28; rows of so and of another SWV do not count."""
    ledger = run([("vso", "", "1", 3), ("vso", "", "2", 1), ("so", "vanaf_8", "1", 9)], regio="VO9901")

    assert -43_663_28 == ledger.saldo("swv:zwaar:personeel")
    assert {"duo:vso"} == set(ledger.regels["naar"])


def test_placements_of_another_swv_do_not_count():
    """The SWV that issued the TLV pays (law: WPO art. 132 lid 4): another one's placements give no line."""
    rows = telling([("so", "vanaf_8", "1", 9)], "PO9902")
    view = make_momentopname(
        {("tlv_telling", moment): rows for moment in ("1-10 t-1", "1-10 t")}, regio="PO9901", schooljaar="2015/16"
    )

    assert apply(DOORBETALING, view, parameters=PARAMETERS).regels.empty


def test_transition_2022_2023():
    """By hand, on invented tariffs: August-December on 1-10-2021 (5/12 of 1.200), January-July on 1-2-2022 (7/12)."""
    values = {f"so_{part}_euro.{age}_{c}": 1_200 for part in ("personeel", "materieel") for age, c in AGES}
    old = with_values(values, date(2022, 8, 1), date(2022, 12, 31))
    new = with_values({f"so_euro.{age}_{c}": 2_400 for age, c in AGES}, date(2023, 1, 1), date(2023, 7, 31))
    both = [n if p.id.startswith("doorbetaling.so_euro") else p for p, n in zip(old, new, strict=True)]
    view = make_momentopname(
        {
            ("tlv_telling", "1-10 t-1"): telling([("so", "vanaf_8", "1", 2)]),
            ("tlv_telling", "1-2 t"): telling([("so", "vanaf_8", "1", 3)]),
        },
        regio="PO9901",
        schooljaar="2022/23",
    )
    ledger = apply(DOORBETALING, view, parameters=both, **RED)

    assert {
        "duo:so": 2 * 1_000_00 + 3 * 1_400_00,
        "swv:zwaar": -3 * 1_400_00,
        "swv:zwaar:materieel": -2 * 500_00,
        "swv:zwaar:personeel": -2 * 500_00,
    } == ledger.saldi()
    assert ["01-10-2021", "01-10-2021", "01-02-2022"] == ledger.regels["toelichting"].str.slice(3, 13).tolist()


AGES = [(age, c) for age in ("jonger_8", "vanaf_8") for c in "123"]


def test_amounts_of_2024_are_assumed():
    """Published (SWV Kop van Noord-Holland, 2024), by hand: 31.419,53 x 5/12 = 13.091,47; age does not matter."""
    values = {f"so_euro.{age}_{c}": 0 for age, c in AGES}
    parameters = with_values(values, date(2025, 1, 1), date(2025, 7, 31))
    lines = run([("so", "", "3", 1)], [], schooljaar="2024/25", parameters=parameters).regels

    assert [13_091_47] == lines["bedrag_cent"].tolist()
    assert ["aanname"] == lines["status"].tolist()
    assert ["swv:zwaar"] == lines["van"].tolist()


@pytest.mark.parametrize(("regio", "year"), [("PO9901", "2016/17"), ("PO9901", "2023/24"), ("VO9901", "2024/25")])
def test_a_period_without_tariff_is_refused(regio, year):
    """A tariff that is not shipped is asked for by name, and never taken from another period."""
    with pytest.raises(AssertionError, match=r"parameter doorbetaling\.v?so_\S+ .* has no value for 20.*Supply it"):
        run([], regio=regio, schooljaar=year)


def test_2014_is_refused():
    """2014/15 had no tariffs by category: the message says so and what to do."""
    with pytest.raises(AssertionError, match=r"2014/15: TLV's had no tariff by category yet.*Start the plan in"):
        run([], schooljaar="2014/15")


def test_a_placement_without_category_is_not_guessed():
    """Without a choice the step fails, naming table, number and choice."""
    with pytest.raises(AssertionError, match=r"4 pupils in so in tlv_telling 1-10 t-1 have no categorie.*zonder_categ"):
        run([("so", "vanaf_8", "", 4), ("so", "vanaf_8", "1", 1)])


def test_a_placement_without_category_as_the_plan_says():
    """By hand: 5 x 8.220,95, of which the plan chose 4; the line is an assumption, and those that are told are not."""
    rows = [("so", "vanaf_8", "", 4), ("so", "vanaf_8", "1", 1)]
    lines = run(rows, zonder_categorie_als="1").regels
    personnel = lines[lines["van"] == "swv:zwaar:personeel"].set_index("status")["bedrag_cent"]

    assert {"aanname": 32_883_80, "definitief": 8_220_95} == personnel.to_dict()


def test_age_is_asked_where_it_matters():
    """In 2015 the tariffs of the age groups differ: refused, or as the plan says (9.059,77)."""
    with pytest.raises(AssertionError, match=r"1 pupil in so .* has no leeftijdsgroep"):
        run([("so", "", "1", 1)])

    assert -9_059_77 == run([("so", "", "1", 1)], zonder_leeftijdsgroep_als="jonger_8").saldo("swv:zwaar:personeel")


@pytest.mark.parametrize(("choice", "pupils"), [("minimum", 1), ("maximum", 4)])
def test_masked_counts(choice, pupils):
    """A masked count is refused, or counts for its lowest or highest number."""
    rows = [("so", "vanaf_8", "1", 1, 4)]
    with pytest.raises(AssertionError, match="masked by the publisher"):
        run(rows)

    assert -pupils * 8_220_95 == run(rows, gemaskeerd_als=choice).saldo("swv:zwaar:personeel")


def test_masked_rows_that_do_not_count_do_not_matter():
    """A masked count of sbo is not the business of so."""
    assert run([("sbo", "", "", 1, 4)]).regels.empty


def test_a_pot_may_not_go_red_unasked():
    """Without mag_rood the engine refuses, naming the pot."""
    view = make_momentopname(
        {("tlv_telling", m): telling([("so", "vanaf_8", "1", 1)]) for m in ("1-10 t-1", "1-10 t")},
        regio="PO9901",
        schooljaar="2015/16",
    )
    with pytest.raises(AssertionError, match="leaves swv:zwaar:materieel at"):
        apply(DOORBETALING, view, parameters=PARAMETERS)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(AGES), st.integers(0, 400)), max_size=6, unique_by=lambda row: row[0]))
def test_personnel_is_the_sum_of_pupils_and_tariffs(counts):
    """Law: what leaves the personnel pot is the sum of count x tariff, from the shipped parameters themselves."""
    tariff = {p.id: p.waarden[0].waarde for p in PARAMETERS if p.waarden}
    expected = sum(n * tariff[f"doorbetaling.so_personeel_euro.{age}_{c}"] for (age, c), n in counts)
    ledger = run([("so", age, c, n) for (age, c), n in counts], [])

    assert -expected * 100 == ledger.saldo("swv:zwaar:personeel")
