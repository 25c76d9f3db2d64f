"""Deelregio's, solidarity and moves inside a board; worked by hand unless a label says else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, Schooljaar
from swvmon.testing import after_steps, apply, assert_conserved, finding_codes, make_momentopname
from swvmon_solidariteit import bestuursverdeling, solidariteit
from swvmon_solidariteit.bestuursverdeling import BESTUURSVERDELING
from swvmon_solidariteit.deelregioverdeling import DEELREGIOVERDELING
from swvmon_solidariteit.solidariteit import SOLIDARITEIT

PUPILS = {"90AA00": 300, "90BB00": 200, "90CC00": 100}
BOARDS = ["99001", "99001", "99002"]
NORTH = {"naam": "noord", "vestigingen": ["90AA00", "90CC00"]}
SOUTH = {"naam": "zuid", "vestigingen": ["90BB00"]}
laws = settings(max_examples=8, deadline=None)


def region(aandeel: str = "1", pupils: dict[str, int] = PUPILS, masked: int = 0, **tables: pd.DataFrame):
    rows = pd.DataFrame({"vestiging": list(pupils), "aantal_min": list(pupils.values())})
    rows = rows.assign(aantal_max=rows["aantal_min"] + masked, richting="havo", fase="bovenbouw")
    keyed = {("tlv_telling", "1-10 t") if name == "tlv_telling" else name: table for name, table in tables.items()}
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": list(PUPILS), "aandeel": [aandeel, "1", "1"]}),
            "vestiging": pd.DataFrame({"vestiging": list(PUPILS), "bestuur": BOARDS}),
            ("leerlingen_vo", "1-10 t"): rows.astype({"vestiging": "str", "aantal_min": "int64"}),
            **keyed,
        }
    )


def divide(view=None, euro: int = 600, **keuzes: object):
    return apply(
        DEELREGIOVERDELING,
        view or region(),
        opening_euro={"swv:budget": euro},
        **{"deelregios": [NORTH, SOUTH]} | keuzes,
    )


def test_deelregios_by_pupils() -> None:
    """By hand: 400 and 200 pupils: 600 gives 400 and 200; half of 90AA00 counts: 500 over 250 and 200."""
    saldi = divide(budget_euro=600).saldi()

    assert {"swv:budget": 0, "swv:deelregio:noord": 400_00, "swv:deelregio:zuid": 200_00} == saldi
    assert {"noord": 250_00, "zuid": 200_00} == {
        a.removeprefix("swv:deelregio:"): c
        for a, c in divide(region("0.5"), budget_euro=450).saldi().items()
        if a.startswith("swv:deelregio:")
    }


def test_deelregios_by_share_or_amount() -> None:
    """By hand: 70 and 30 percent of 0,05 is 3,5 and 1,5 cent: the odd cent goes to the lowest name; or two amounts."""
    shares = [NORTH | {"aandeel": Decimal("0.7")}, SOUTH | {"aandeel": Decimal("0.3")}]
    amounts = [NORTH | {"bedrag_euro": 5}, SOUTH | {"bedrag_euro": 7}]

    by_share = divide(deelregios=shares, budget_euro=Decimal("0.05"))
    by_amount = divide(deelregios=amounts)

    assert [4, 1] == by_share.regels["bedrag_cent"].tolist()
    assert [5_00, 7_00] == by_amount.regels["bedrag_cent"].tolist()


def test_rest_has_the_other_schools() -> None:
    """By hand: zuid names no school and has 90BB00 and 90CC00: 300 pupils each."""
    rest = [NORTH | {"vestigingen": ["90AA00"]}, {"naam": "zuid"}]

    saldi = divide(deelregios=rest, rest="zuid", budget_euro=600).saldi()

    assert 300_00 == saldi["swv:deelregio:zuid"] == saldi["swv:deelregio:noord"]


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({}, "give budget_euro or budget_aandeel, or an amount for each deelregio"),
        ({"budget_euro": 1, "budget_aandeel": 1}, "exclude each other"),
        ({"budget_euro": 1, "deelregios": [NORTH]}, "90BB00 lies in no deelregio"),
        ({"budget_euro": 1, "deelregios": [NORTH, NORTH]}, "noord more than once"),
        ({"budget_euro": 1, "deelregios": [NORTH, NORTH | {"naam": "zuid"}]}, "90AA00, 90CC00 lies in more than one"),
        ({"budget_euro": 1, "deelregios": [NORTH, SOUTH | {"vestigingen": ["99ZZ00"]}]}, "deelregios names 99ZZ00"),
        ({"budget_euro": 1, "rest": "west"}, "'west' is not one of the deelregios: noord, zuid"),
        ({"budget_euro": 1, "deelregios": [NORTH | {"aandeel": 1}, SOUTH]}, "noord has aandeel and others have not"),
        (
            {"budget_euro": 1, "deelregios": [NORTH | {"aandeel": 1}, SOUTH | {"aandeel": 1}]},
            "add up to 2, not to 1",
        ),
        (
            {"budget_euro": 1, "deelregios": [NORTH | {"bedrag_euro": 1}, SOUTH | {"bedrag_euro": 1}]},
            "go without budget_euro",
        ),
        ({"budget_euro": 1, "deelregios": [NORTH | {"naam": "Noord"}]}, "naam"),
    ],
)
def test_impossible_deelregios_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so."""
    with pytest.raises(AssertionError, match=text):
        divide(**keuzes)


def test_deelregios_without_pupils_or_money() -> None:
    """No pupils: an error; masked counts: not guessed; no money: no lines."""
    with pytest.raises(AssertionError, match="no pupil counts"):
        divide(region(pupils={}), budget_euro=1)
    with pytest.raises(AssertionError, match="masked by the publisher"):
        divide(region(masked=2), budget_euro=1)
    assert divide(budget_euro=0).regels.empty


@laws
@given(cents=st.integers(0, 10**8), pupils=st.lists(st.integers(1, 3000), min_size=3, max_size=3))
def test_deelregios_conserve(cents: int, pupils: list[int]) -> None:
    """Law: the deelregio's together have the budget to the cent; the larger has no less."""
    view = region(pupils=dict(zip(PUPILS, pupils, strict=True)))
    ledger = divide(view, euro=10**6, budget_euro=Decimal(cents).scaleb(-2))
    north, south = (ledger.saldo(f"swv:deelregio:{name}") for name in ("noord", "zuid"))

    assert (cents, 10**8 - cents) == (north + south, ledger.saldo("swv:budget"))
    assert (north >= south) == (pupils[0] + pupils[2] >= pupils[1]) or abs(north - south) <= 1


def share(view=None, **keuzes: object):
    opening = {"swv:budget": 1_000}
    return apply(SOLIDARITEIT, view or region(), opening_euro=opening, **{"budget_euro": 900} | keuzes)


NEED = {"90AA00": 21, "90BB00": 6, "90CC00": 3}


def test_need_above_a_threshold() -> None:
    """By hand: 5 % of 300, 200 and 100 is 15, 10 and 5; above it lie 6, 0 and 0 of 21, 6 and 3. 90AA00 has all."""
    assert {"90AA00": 900_00} == share(
        behoefte_per_vestiging=NEED, drempel_aandeel=Decimal("0.05")
    ).per_vestiging().to_dict()


def test_small_schools_beside_need() -> None:
    """By hand: need 21, 6 and 3, doubled; 90CC00 is small and counts for 40 more: 42, 12 and 46 of 100."""
    ledger = share(
        behoefte_per_vestiging=NEED, gewicht_behoefte=2, klein_onder_leerlingen=101, gewicht_kleine_school=40
    )

    assert {"90AA00": 378_00, "90BB00": 108_00, "90CC00": 414_00} == ledger.per_vestiging().to_dict()
    assert (
        "3 met extra behoefte op 100 leerlingen, drempel 0 %. Kleine school: minder dan 101 leerlingen. "
        "Gewicht 46 van 100: deel van € 900,00." == (ledger.regels["toelichting"].iloc[2])
    )


def test_small_is_below_the_number() -> None:
    """By hand: with 100 as the limit a school of 100 is not small; need alone decides."""
    ledger = share(behoefte_per_vestiging=NEED, klein_onder_leerlingen=100, gewicht_kleine_school=40)

    assert {"90AA00": 630_00, "90BB00": 180_00, "90CC00": 90_00} == ledger.per_vestiging().to_dict()


def test_part_of_a_school_does_not_make_it_small() -> None:
    """By hand: a fifth of 90AA00 lies here: 60 of 300 pupils, but it is no small school; 90CC00 is the only one."""
    ledger = share(region("0.2"), klein_onder_leerlingen=101, gewicht_kleine_school=1)

    assert {"90CC00": 900_00} == ledger.per_vestiging().to_dict()


def test_need_by_tlv() -> None:
    """By hand: 4 and 2 TLV's of referrers; one without a referrer counts for no school."""
    counts = pd.DataFrame({"verwijzer": ["90AA00", "90AA00", "90BB00", ""], "aantal_min": [1, 3, 2, 9]})
    view = region(tlv_telling=counts.assign(aantal_max=counts["aantal_min"]))

    assert {"90AA00": 600_00, "90BB00": 300_00} == share(view, behoefte_uit="tlv").per_vestiging().to_dict()


def test_need_by_arrangement() -> None:
    """By hand: on 1-10-2019 two pupils of 90AA00 (one with two arrangementen) and one of 90BB00 have one."""
    rows = pd.DataFrame(
        {
            "vestiging": ["90AA00", "90AA00", "90AA00", "90BB00", "90BB00", "90CC00"],
            "pseudoniem": ["a", "a", "b", "c", "d", "e"],
            "geldig_van": [date(2019, 8, 1)] * 4 + [date(2019, 10, 2), date(2018, 8, 1)],
            "geldig_tot": [date(2020, 7, 31)] * 5 + [date(2019, 9, 30)],
        }
    )

    ledger = share(region(arrangement=rows), behoefte_uit="arrangement")

    assert {"90AA00": 600_00, "90BB00": 300_00} == ledger.per_vestiging().to_dict()


def feature(*rows: tuple[str, str, date]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["code", "waarde", "geldig_van"])
    return frame.assign(niveau="vestiging", kenmerk="plus", geldig_tot=pd.NaT)


def test_need_by_feature() -> None:
    """By hand: the value that holds on 1-10-2019; half of 90AA00 is here: 8 x 0,5 = 4 against 2."""
    rows = feature(
        ("90AA00", "99", date(2017, 8, 1)),
        ("90AA00", "8", date(2018, 8, 1)),
        ("90AA00", "77", date(2020, 8, 1)),
        ("90BB00", "2", date(2018, 8, 1)),
    )

    ledger = share(region("0.5", kenmerk=rows), behoefte_uit="kenmerk", kenmerk="plus")

    assert {"90AA00": 600_00, "90BB00": 300_00} == ledger.per_vestiging().to_dict()


def test_feature_that_is_a_share() -> None:
    """By hand: 10 % of 300 pupils and 7,5 % of 200 is 30 and 15."""
    rows = feature(("90AA00", "0.1", date(2018, 8, 1)), ("90BB00", "0.075", date(2018, 8, 1)))

    ledger = share(region(kenmerk=rows), behoefte_uit="kenmerk", kenmerk="plus", kenmerk_eenheid="aandeel")

    assert {"90AA00": 600_00, "90BB00": 300_00} == ledger.per_vestiging().to_dict()


def test_nobody_qualifies() -> None:
    """No need and no small school: nothing is booked, and it is told; no pot: no lines."""
    assert share().regels.empty
    chosen = solidariteit.Keuzes(budget_euro=Decimal(1))
    ledger = Grootboek(share().regels, {"swv:budget": 1_00})
    assert ["solidariteit_zonder_scholen"] == finding_codes(solidariteit.verdeel(region(), ledger, chosen))
    assert share(budget_euro=0, behoefte_per_vestiging=NEED).regels.empty


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"budget_euro": 1, "budget_aandeel": 1}, "exclude each other"),
        ({"behoefte_uit": "kenmerk"}, "need each other"),
        ({"behoefte_uit": "tlv", "behoefte_per_vestiging": NEED}, "is not used with"),
        ({"klein_onder_leerlingen": 10}, "need each other"),
        ({"behoefte_per_vestiging": {"99ZZ00": 1}}, "behoefte_per_vestiging names 99ZZ00"),
        ({"behoefte_uit": "iets"}, "behoefte_uit"),
    ],
)
def test_impossible_solidarity_is_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so."""
    with pytest.raises(AssertionError, match=text):
        share(**keuzes)


def test_unusable_input_is_refused() -> None:
    """A feature that is no number names the school; masked counts are not guessed."""
    rows = feature(("90BB00", "veel", date(2018, 8, 1)))
    with pytest.raises(AssertionError, match="kenmerk plus of 90BB00 is 'veel', not a number"):
        share(region(kenmerk=rows), behoefte_uit="kenmerk", kenmerk="plus")
    with pytest.raises(AssertionError, match="masked by the publisher"):
        share(region(masked=1), behoefte_per_vestiging=NEED)


def move(euro: int = 40, **other: object) -> dict[str, object]:
    return {"van": "90AA00", "naar": "90BB00", "bedrag_euro": euro} | other


def shift(**keuzes: object):
    opening = {"swv:budget": 5, "vestiging:90AA00": 100, "vestiging:90BB00": 50, "vestiging:90CC00": 10}
    return apply(BESTUURSVERDELING, region(), opening_euro=opening, **keuzes)


def test_move_goes_through_the_swv() -> None:
    """By hand: 40 from 90AA00 to 90BB00 in two lines; the account of the SWV ends as it began."""
    ledger = shift(verschuivingen=[move(reden="groei")])

    assert {"90AA00": 60_00, "90BB00": 90_00, "90CC00": 10_00} == ledger.per_vestiging().to_dict()
    assert 5_00 == ledger.saldo("swv:budget")
    assert [("vestiging:90AA00", "swv:budget"), ("swv:budget", "vestiging:90BB00")] == list(
        ledger.regels[["van", "naar"]].itertuples(index=False, name=None)
    )
    assert {"Verschuiving van 90AA00 naar 90BB00: groei."} == set(ledger.regels["toelichting"])
    assert {"99001"} == set(ledger.regels["bestuur"])


@pytest.mark.parametrize(("year", "expected"), [("2019/20", 50_00), ("2020/21", 90_00)])
def test_move_of_one_school_year(year: str, expected: int) -> None:
    """By hand: 40 only in 2019/20, beside 10 in every year; a school of another year need not be of the region."""
    moves = [move(schooljaar="2019/20"), move(10), move(1, naar="99ZZ00", schooljaar="2012/13")]
    view = attrs.evolve(region(), schooljaar=Schooljaar.parse(year))

    ledger = apply(BESTUURSVERDELING, view, opening_euro={"vestiging:90AA00": 100}, verschuivingen=moves)

    assert expected == ledger.saldo("vestiging:90AA00")
    with pytest.raises(AssertionError, match="schooljaar: '2019' is not a schooljaar"):
        shift(verschuivingen=[move(schooljaar="2019")])


def test_key_of_the_board() -> None:
    """By hand: 150 of board 99001 by 1 to 2: 50 and 100; the other board keeps what it has."""
    ledger = shift(sleutels=[{"bestuur": "99001", "gewicht_per_vestiging": {"90AA00": 1, "90BB00": 2}}])

    assert {"90AA00": 50_00, "90BB00": 100_00, "90CC00": 10_00} == ledger.per_vestiging().to_dict()
    assert 5_00 == ledger.saldo("swv:budget")
    told = "Bestuur 99001 verdeelt met een eigen sleutel wat zijn scholen kregen (€ 150,00): "
    assert [
        told + "gewicht 1 van 3 is € 50,00, in plaats van € 100,00.",
        told + "gewicht 2 van 3 is € 100,00, in plaats van € 50,00.",
    ] == ledger.regels["toelichting"].tolist()


def test_key_over_named_steps() -> None:
    """By hand: step `budget` gave 30 and took 6 back: 24 goes to 90BB00; what other steps gave stays."""
    steps = {"budget": {"vestiging:90AA00": 30_00, "vestiging:90BB00": -6_00}, "anders": {"vestiging:90AA00": 9_00}}
    key = {"bestuur": "99001", "gewicht_per_vestiging": {"90BB00": 1}}
    opening = {"swv:budget": 100, "vestiging:90BB00": 6}

    ledger = apply(
        after_steps(BESTUURSVERDELING, steps), region(), opening_euro=opening, sleutels=[key], stappen=["budget"]
    )

    assert {"90AA00": 9_00, "90BB00": 30_00 - 6_00 + 6_00} == ledger.per_vestiging().to_dict()
    weights = {"90BB00": Decimal(1)}
    chosen = bestuursverdeling.Keuzes(
        sleutels=(bestuursverdeling.Sleutel(bestuur="99001", gewicht_per_vestiging=weights),), stappen=("bugdet",)
    )
    assert ["stap_zonder_regels"] == finding_codes(bestuursverdeling.verdeel(region(), ledger, chosen))


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({}, "nothing to shift"),
        ({"verschuivingen": [move()], "stappen": ["budget"]}, "stappen needs sleutels"),
        ({"verschuivingen": [move(naar="90CC00")]}, r"not of one known board \(99001 and 99002\)"),
        ({"verschuivingen": [move(naar="90AA00")]}, "90AA00 gives to itself"),
        ({"verschuivingen": [move(naar="99ZZ00")]}, "verschuivingen names 99ZZ00"),
        ({"verschuivingen": [move(101)]}, "leaves vestiging:90AA00 at -€ 1,00"),
        ({"sleutels": [{"bestuur": "99001", "gewicht_per_vestiging": {"90CC00": 1}}]}, "90CC00 is not a school of"),
        ({"sleutels": [{"bestuur": "99001", "gewicht_per_vestiging": {}}]}, "gives none of its schools a weight"),
        ({"sleutels": [{"bestuur": "99001", "gewicht_per_vestiging": {}}] * 2}, "99001 more than once"),
    ],
)
def test_impossible_moves_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so; money never crosses from board to board."""
    with pytest.raises(AssertionError, match=text):
        shift(**keuzes)


def test_unknown_board_cannot_shift() -> None:
    """Two schools without a known board are not of one board."""
    view = region().extended({"vestiging": pd.DataFrame({"vestiging": list(PUPILS), "bestuur": ""})})

    with pytest.raises(AssertionError, match="unknown and unknown"):
        apply(BESTUURSVERDELING, view, opening_euro={"vestiging:90AA00": 50}, verschuivingen=[move()])


@laws
@given(cents=st.lists(st.integers(0, 10_000), min_size=0, max_size=4))
def test_moves_conserve(cents: list[int]) -> None:
    """Law: the schools of a board together keep what they had, and so does the SWV."""
    moves = [move(), *(move(Decimal(c).scaleb(-2), van="90BB00", naar="90AA00") for c in cents)]  # type: ignore[arg-type]
    opening = {"vestiging:90AA00": 1_000, "vestiging:90BB00": 1_000, "swv:budget": 7}

    ledger = apply(BESTUURSVERDELING, region(), opening_euro=opening, verschuivingen=moves)

    assert 2_000_00 == int(ledger.per_vestiging().sum())
    assert_conserved(Grootboek(ledger.regels, {"swv:budget": 7_00}), rijk_cent=0, uit_cent=0)
    assert 1_000_00 - 40_00 + sum(cents) == ledger.saldo("vestiging:90AA00")
