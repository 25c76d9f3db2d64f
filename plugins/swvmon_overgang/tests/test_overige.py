"""Demping, aanvulling, fricties, extra middelen and an amount that grows; worked by hand unless a label says else."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek
from swvmon.contract.grootboek import empty_lines, join
from swvmon.testing import after_steps, apply, assert_conserved, finding_codes, make_momentopname
from swvmon_overgang import extra_middelen, frictiebudget, tekortaanvulling
from swvmon_overgang.extra_middelen import EXTRA_MIDDELEN
from swvmon_overgang.frictiebudget import FRICTIEBUDGET
from swvmon_overgang.groeibedrag import GROEIBEDRAG
from swvmon_overgang.tekortaanvulling import TEKORTAANVULLING
from swvmon_overgang.vereveningsdemping import VEREVENINGSDEMPING

PUPILS = {"90AA00": 300, "90BB00": 200, "90CC00": 100}
BOARDS = ["99001", "99001", "99002"]
L = [
    {"naam": "groei vso", "aandeel": Decimal("0.5"), "naar": "swv:zwaar"},
    {"naam": "bedrag per leerling", "aandeel": Decimal("0.25"), "naar": "scholen"},
    {"naam": "vrij", "aandeel": Decimal("0.25"), "naar": "swv:innovatie"},
]
"""Region L: half for growth of vso, a quarter for the amount per pupil (published, R0 L1083-1085 and L2126-2129)."""

TEN = {"eerste_schooljaar": "2015/16", "aantal_jaren": 10}
laws = settings(max_examples=8, deadline=None)


def region(schooljaar: str = "2015/16", aandeel: str = "1", pupils: dict[str, int] = PUPILS, masked: int = 0):
    rows = pd.DataFrame({"vestiging": list(pupils), "aantal_min": list(pupils.values())})
    rows = rows.assign(aantal_max=rows["aantal_min"] + masked, richting="havo", fase="bovenbouw")
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": list(PUPILS), "aandeel": [aandeel, "1", "1"]}),
            "vestiging": pd.DataFrame({"vestiging": list(PUPILS), "bestuur": BOARDS}),
            ("leerlingen_vo", "1-10 t"): rows.astype({"vestiging": "str", "aantal_min": "int64"}),
        },
        schooljaar=schooljaar,
    )


def test_amount_per_board_goes_to_its_schools_by_pupils() -> None:
    """By hand: 99001 gets 1.000 for 300 and 200 pupils; 99002 gets 50 for its only school."""
    ledger = apply(
        VEREVENINGSDEMPING,
        region(),
        opening_euro={"swv:reserve": 2_000},
        bedrag_per_bestuur_euro={"99001": 1_000, "99002": 50},
        **TEN,
    )

    assert {"90AA00": 600_00, "90BB00": 400_00, "90CC00": 50_00} == ledger.per_vestiging().to_dict()
    assert 950_00 == ledger.saldo("swv:reserve")
    assert ["99001", "99001", "99002"] == ledger.regels["bestuur"].tolist()
    assert [
        "Jaar 1 van 10: 300 van 500 leerlingen van bestuur 99001, deel van € 1.000,00.",
        "Jaar 1 van 10: 200 van 500 leerlingen van bestuur 99001, deel van € 1.000,00.",
        "Jaar 1 van 10: 100 van 100 leerlingen van bestuur 99002, deel van € 50,00.",
    ] == ledger.regels["toelichting"].tolist()


def test_total_by_pupils_and_part_of_a_school() -> None:
    """By hand: half of 300 pupils counts: 450 euro over 150, 200 and 100 pupils."""
    ledger = apply(VEREVENINGSDEMPING, region(aandeel="0.5"), opening_euro={"swv:reserve": 450}, budget_euro=450, **TEN)

    assert {"90AA00": 150_00, "90BB00": 200_00, "90CC00": 100_00} == ledger.per_vestiging().to_dict()
    assert "Jaar 1 van 10: 150 van 450 leerlingen, deel van € 450,00." == ledger.regels["toelichting"].iloc[0]


def test_board_with_part_of_a_school() -> None:
    """By hand: of 700 euro for 99001, 150 and 200 pupils give 300 and 400."""
    ledger = apply(
        VEREVENINGSDEMPING,
        region(aandeel="0.5"),
        opening_euro={"swv:reserve": 700},
        bedrag_per_bestuur_euro={"99001": 700},
        **TEN,
    )

    assert {"90AA00": 300_00, "90BB00": 400_00} == ledger.per_vestiging().to_dict()


@pytest.mark.parametrize(("year", "paid"), [("2014/15", 0), ("2015/16", 6_00), ("2024/25", 6_00), ("2025/26", 0)])
def test_ten_years(year: str, paid: int) -> None:
    """Ten school years from the first one, and none before or after (published: ten years, R0 L975)."""
    ledger = apply(VEREVENINGSDEMPING, region(year), opening_euro={"swv:reserve": 6}, budget_euro=6, **TEN)

    assert 6_00 - paid == ledger.saldo("swv:reserve")


def test_part_of_the_reserve_every_year() -> None:
    """By hand (region C): a tenth of 6.000 is 600, and no last year is given."""
    ledger = apply(
        VEREVENINGSDEMPING,
        region("2030/31"),
        opening_euro={"swv:reserve": 6_000},
        budget_aandeel=Decimal("0.1"),
        eerste_schooljaar="2015/16",
    )

    assert {"90AA00": 300_00, "90BB00": 200_00, "90CC00": 100_00} == ledger.per_vestiging().to_dict()


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({}, "give one of budget_euro, budget_aandeel and bedrag_per_bestuur_euro"),
        ({"budget_euro": 1, "bedrag_per_bestuur_euro": {"99001": 1}}, "give one of"),
        ({"budget_euro": 1, "budget_aandeel": 1}, "exclude each other"),
        ({"bedrag_per_bestuur_euro": {"99009": 1}}, "99009, a board without pupils in the region"),
        ({"bedrag_per_bestuur_euro": {"9900": 1}}, "'9900' is not a board of five digits"),
        ({"bedrag_per_bestuur_euro": {"99001": -1}}, "below zero"),
        ({"budget_euro": 7}, "leaves swv:reserve at -€ 1,00"),
        ({"budget_euro": 1, "eerste_schooljaar": "2015"}, "is not a schooljaar"),
    ],
)
def test_impossible_payments_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so."""
    with pytest.raises(AssertionError, match=text):
        apply(VEREVENINGSDEMPING, region(), opening_euro={"swv:reserve": 6}, **TEN | keuzes)


def test_payment_without_pupils_or_with_masked_counts() -> None:
    """No pupils: nothing to divide by; masked counts: not guessed."""
    opening = {"swv:reserve": 6}
    with pytest.raises(AssertionError, match="no pupil counts"):
        apply(VEREVENINGSDEMPING, region(pupils={}), opening_euro=opening, budget_euro=6, **TEN)
    with pytest.raises(AssertionError, match="masked by the publisher"):
        apply(VEREVENINGSDEMPING, region(masked=3), opening_euro=opening, budget_euro=6, **TEN)
    kept = apply(VEREVENINGSDEMPING, region(pupils={}), opening_euro=opening, budget_euro=0, **TEN)
    assert kept.regels.empty


def test_short_pot_is_filled_in_order() -> None:
    """By hand: 80 short: 50 from the reserve for vso, then 30 of the 100 of swv:licht."""
    ledger = apply(
        TEKORTAANVULLING,
        region(),
        opening_euro={"swv:zwaar": -80, "swv:reserve:vso": 50, "swv:licht": 100},
        bronnen=["swv:reserve:vso", "swv:licht"],
    )

    assert {"swv:licht": 70_00, "swv:reserve:vso": 0, "swv:zwaar": 0} == ledger.saldi()
    assert [50_00, 30_00] == ledger.regels["bedrag_cent"].tolist()


@pytest.mark.parametrize(
    ("zwaar", "keuzes", "filled", "codes"),
    [
        (-80, {}, 50_00, ["tekort_blijft"]),
        (-80, {"maximum_euro": 20}, 20_00, ["tekort_blijft"]),
        (-30, {"maximum_euro": 40}, 30_00, []),
        (10, {}, 0, []),
        (10, {"streefsaldo_euro": 25}, 15_00, []),
    ],
)
def test_limits_of_filling(zwaar: int, keuzes: dict[str, int], filled: int, codes: list[str]) -> None:
    """By hand: never more than is short, than the source holds, or than the maximum; what stays short is told."""
    opening = {"swv:zwaar": zwaar * 100, "swv:reserve": 50_00}
    ledger = apply(
        TEKORTAANVULLING,
        region(),
        opening_euro={a: c // 100 for a, c in opening.items()},
        mag_rood=("swv:zwaar",),
        bronnen=["swv:reserve"],
        **keuzes,
    )
    chosen = tekortaanvulling.Keuzes(bronnen=("swv:reserve",), **{k: Decimal(v) for k, v in keuzes.items()})
    empty = Grootboek(ledger.regels.iloc[:0], opening)

    assert filled == ledger.saldo("swv:zwaar") - opening["swv:zwaar"]
    assert codes == finding_codes(tekortaanvulling.verdeel(region(), empty, chosen))


def test_each_swv_fills_its_own_pot() -> None:
    """By hand: the first is 80 short and has 50 and 100; the second 30 short and has 10 and 5; the third is not."""
    pots = {"VO0001": (-80_00, 50_00, 100_00), "VO0002": (-30_00, 10_00, 5_00), "VO0003": (0, 40_00, 0)}
    names = ("swv:zwaar", "swv:reserve", "swv:licht")
    view = evolve(region(), regio="VO", regios=tuple(pots))
    ledger = join({swv: Grootboek(empty_lines(), dict(zip(names, cents, strict=True))) for swv, cents in pots.items()})

    found = tekortaanvulling.verdeel(view, ledger, tekortaanvulling.Keuzes(bronnen=names[1:]))

    lines = pd.concat(found.boekingen)
    assert {
        "swv:reserve|VO0001": 50_00,
        "swv:licht|VO0001": 30_00,
        "swv:reserve|VO0002": 10_00,
        "swv:licht|VO0002": 5_00,
    } == dict(zip(lines["van"], lines["bedrag_cent"], strict=True))
    assert "swv:zwaar komt € 30,00 tekort; swv:licht vult aan." == lines["toelichting"].iloc[-1]
    assert ["swv:zwaar|VO0002"] == [b.sleutel for b in found.bevindingen]


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"bronnen": []}, "bronnen"),
        ({"bronnen": ["swv:zwaar"]}, "bronnen names swv:zwaar, the pot itself"),
        ({"bronnen": ["swv:licht", "swv:licht"]}, "more than once"),
        ({"bronnen": ["rijk:zwaar"]}, "not an account of the SWV"),
    ],
)
def test_impossible_sources_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so."""
    with pytest.raises(AssertionError, match=text):
        apply(TEKORTAANVULLING, region(), **keuzes)


FRICTIES = [
    {"vestiging": "90AA00", "bedrag_euro": 60, "reden": "een groep meer dan gepland"},
    {"vestiging": "90CC00", "bedrag_euro": 60, "reden": "tijdelijk geen plaats"},
    {"vestiging": "90BB00", "bedrag_euro": 10, "reden": "verhuizing"},
]


def test_frictions_in_order_of_arrival() -> None:
    """By hand: of 100, 60 and then 40 of 60; the third comes too late. Nothing is left to give back."""
    ledger = apply(FRICTIEBUDGET, region(), opening_euro={"swv:budget": 500}, budget_euro=100, fricties=FRICTIES)
    chosen = frictiebudget.Keuzes(
        budget_euro=Decimal(100), fricties=tuple(frictiebudget.Frictie(**f) for f in FRICTIES)
    )

    assert {"90AA00": 60_00, "90CC00": 40_00} == ledger.per_vestiging().to_dict()
    assert (400_00, 0) == (ledger.saldo("swv:budget"), ledger.saldo("swv:frictie"))
    empty = Grootboek(ledger.regels.iloc[:0], {"swv:budget": 500_00})
    assert ["frictie_onvoldoende_budget"] * 2 == finding_codes(frictiebudget.verdeel(region(), empty, chosen))


@pytest.mark.parametrize(("year", "expected"), [("2015/16", 90_00), ("2016/17", 30_00)])
def test_friction_of_one_school_year(year: str, expected: int) -> None:
    """By hand: 60 once, beside 30 in every year; a school of another year need not be of the region."""
    once = FRICTIES[0] | {"bedrag_euro": 60, "schooljaar": "2015/16"}
    every_year = FRICTIES[0] | {"bedrag_euro": 30}
    elsewhere = once | {"vestiging": "99ZZ00", "schooljaar": "2012/13"}

    ledger = apply(
        FRICTIEBUDGET,
        region(year),
        opening_euro={"swv:budget": 500},
        budget_euro=100,
        fricties=[once, every_year, elsewhere],
    )

    assert expected == ledger.saldo("vestiging:90AA00")
    with pytest.raises(AssertionError, match="schooljaar: '2015' is not a schooljaar"):
        apply(FRICTIEBUDGET, region(), budget_euro=1, fricties=[once | {"schooljaar": "2015"}])


@pytest.mark.parametrize(("rest", "budget", "frictie"), [("terug", 445_00, 0), ("blijft", 400_00, 45_00)])
def test_rest_of_the_friction_budget(rest: str, budget: int, frictie: int) -> None:
    """By hand: 100 set apart beside 5 of the former year, 60 paid: 45 is left."""
    ledger = apply(
        FRICTIEBUDGET,
        region(),
        opening_euro={"swv:budget": 500, "swv:frictie": 5},
        budget_euro=100,
        fricties=FRICTIES[:1],
        rest=rest,
    )

    assert (budget, frictie) == (ledger.saldo("swv:budget"), ledger.saldo("swv:frictie"))
    assert 60_00 == ledger.saldo("vestiging:90AA00")


def test_friction_budget_needs_a_budget_and_schools_of_the_region() -> None:
    """No budget, or a school from elsewhere: an error that says so."""
    with pytest.raises(AssertionError, match="what there is for frictions in a year"):
        apply(FRICTIEBUDGET, region())
    with pytest.raises(AssertionError, match="fricties names 99ZZ00"):
        apply(FRICTIEBUDGET, region(), budget_euro=1, fricties=[FRICTIES[0] | {"vestiging": "99ZZ00"}])
    assert apply(FRICTIEBUDGET, region(), budget_euro=0).regels.empty


def test_extra_money_of_region_l() -> None:
    """By hand with the shares of L: of 1.200, 600 for vso, 300 by pupils (300, 200, 100) and 300 free."""
    ledger = apply(EXTRA_MIDDELEN, region(), opening_euro={"swv:budget": 2_000}, budget_euro=1_200, doelen=L)

    assert {"90AA00": 150_00, "90BB00": 100_00, "90CC00": 50_00} == ledger.per_vestiging().to_dict()
    assert {"swv:budget": 800_00, "swv:innovatie": 300_00, "swv:zwaar": 600_00}.items() <= ledger.saldi().items()
    part = (
        "bedrag per leerling: 25 % van de extra middelen (€ 1.200,00). "
        "Daarvan 300 van 600 leerlingen: deel van € 300,00."
    )
    assert part in set(ledger.regels["toelichting"])


def test_extra_money_that_stays_where_it_is() -> None:
    """By hand: half stays in swv:zwaar, so no line is booked for it."""
    goals = [L[0], L[2] | {"aandeel": Decimal("0.5")}]
    ledger = apply(
        EXTRA_MIDDELEN, region(), opening_euro={"swv:zwaar": 100}, van="swv:zwaar", budget_euro=100, doelen=goals
    )

    assert [("swv:zwaar", "swv:innovatie", 50_00)] == list(
        ledger.regels[["van", "naar", "bedrag_cent"]].itertuples(index=False, name=None)
    )


def test_extra_money_is_what_the_verevening_booked() -> None:
    """By hand: personnel 150 in and material 30 back to the rijk is 120; half is 60. Other steps do not count."""
    steps = {
        "verevening": {"swv:zwaar:personeel": 150_00, "swv:zwaar:materieel": -30_00},
        "anders": {"swv:licht": 7_00},
    }
    model = after_steps(EXTRA_MIDDELEN, steps, van="rijk:verevening")

    ledger = apply(
        model, region(), opening_euro={"swv:budget": 500, "swv:zwaar:materieel": 30}, uit_stap="verevening", doelen=L
    )

    assert 60_00 == ledger.saldo("swv:zwaar")
    assert 30_00 == ledger.saldo("swv:innovatie")


@pytest.mark.parametrize(("booked_euro", "extra_euro"), [(-1_000, 0), (-900, 100), (-750, 250), (50, 1_050)])
def test_extra_money_above_what_was_booked_before(booked_euro: int, extra_euro: int) -> None:
    """By hand: a step that first took 1.000 and takes less each year leaves the difference; half of it goes to vso."""
    model = after_steps(EXTRA_MIDDELEN, {"verevening": {"swv:licht": 100 * booked_euro}}, van="rijk:verevening")
    ledger = apply(
        model,
        region(),
        opening_euro={"swv:budget": 2_000, "swv:licht": 1_000},
        uit_stap="verevening",
        uitgangsbedrag_euro=-1_000,
        doelen=L,
    )

    assert 50 * extra_euro == ledger.saldi().get("swv:zwaar", 0)
    assert 100 * (2_000 - extra_euro) == ledger.saldo("swv:budget")


@pytest.mark.parametrize("step", ["verevening", "niets"])
def test_no_extra_money(step: str) -> None:
    """A region that pays, or a step that booked nothing: nothing is divided, and it is told."""
    taken = after_steps(EXTRA_MIDDELEN, {"verevening": {"swv:zwaar": -1_00}}, van="rijk:verevening")
    ledger = apply(taken, region(), opening_euro={"swv:zwaar": 9}, uit_stap=step, doelen=L)
    chosen = extra_middelen.Keuzes(uit_stap=step, doelen=tuple(extra_middelen.Doel(**d) for d in L))

    assert 1 == len(ledger.regels)
    assert ["geen_extra_middelen"] == finding_codes(extra_middelen.verdeel(region(), ledger, chosen))


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({}, "give one of budget_euro, budget_aandeel and uit_stap"),
        ({"budget_euro": 1, "uit_stap": "verevening"}, "give one of"),
        ({"budget_euro": 1, "doelen": L[:2]}, "add up to 0.75, not to 1"),
        ({"budget_euro": 1, "doelen": [L[0], L[0]]}, "groei vso more than once"),
        ({"budget_euro": 1, "doelen": [L[0] | {"naar": "duo:vso"}]}, "not an account of the SWV"),
        ({"budget_euro": 1, "uitgangsbedrag_euro": 1}, "uitgangsbedrag_euro belongs to uit_stap"),
        ({"uit_stap": "verevening", "uitgangsbedrag_euro": Decimal("0.005")}, "0.005 euro is not a whole number"),
    ],
)
def test_impossible_goals_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so."""
    with pytest.raises(AssertionError, match=text):
        apply(EXTRA_MIDDELEN, region(), opening_euro={"swv:budget": 9}, **{"doelen": L} | keuzes)


def test_extra_money_without_pupils() -> None:
    """A share for schools where no pupil counts is an error, not lost money."""
    with pytest.raises(AssertionError, match="€ 0,25 to divide by pupils, but no pupil counts"):
        apply(EXTRA_MIDDELEN, region(pupils={}), opening_euro={"swv:budget": 9}, budget_euro=1, doelen=L)


@laws
@given(cents=st.integers(0, 10**7), half=st.integers(0, 100))
def test_extra_money_is_conserved(cents: int, half: int) -> None:
    """Law: what leaves the paying account is the budget; what schools get is their share of it, within a cent."""
    shares = [Decimal(half) / 100, (100 - Decimal(half)) / 100]
    goals = [
        {"naam": name, "aandeel": share, "naar": naar}
        for name, share, naar in zip("ab", shares, ("scholen", "swv:zwaar"), strict=True)
    ]
    amount = Decimal(cents).scaleb(-2)
    ledger = apply(EXTRA_MIDDELEN, region(), opening_euro={"swv:budget": 10**6}, budget_euro=amount, doelen=goals)

    assert_conserved(ledger, rijk_cent=0, uit_cent=cents * half // 100, tolerantie_cent=1)
    assert 10**8 - cents == ledger.saldo("swv:budget")


@pytest.mark.parametrize(
    ("year", "euro"),
    [("2014/15", 100), ("2015/16", 150), ("2016/17", 200), ("2018/19", 300), ("2019/20", 300)],
)
def test_tripling_in_four_steps(year: str, euro: int) -> None:
    """By hand: 100 per pupil becomes 300 in four steps of 50 (published: a tripling in yearly steps, R0 L1028)."""
    ledger = apply(
        GROEIBEDRAG,
        region(year, aandeel="0.5"),
        opening_euro={"swv:budget": 200_000},
        beginbedrag_euro=100,
        eindfactor=3,
        eerste_schooljaar="2015/16",
        aantal_stappen=4,
    )

    assert {"90AA00": 150 * euro * 100, "90BB00": 200 * euro * 100, "90CC00": 100 * euro * 100} == (
        ledger.per_vestiging().to_dict()
    )


def test_step_is_rounded_to_the_cent() -> None:
    """By hand: 10 x 2 / 3 = 6,666... more after the first of three steps: 16,67 per pupil."""
    ledger = apply(
        GROEIBEDRAG,
        region(),
        opening_euro={"swv:budget": 200_000},
        beginbedrag_euro=10,
        eindfactor=3,
        eerste_schooljaar="2015/16",
        aantal_stappen=3,
    )

    assert 1_667_00 == ledger.saldo("vestiging:90CC00")
