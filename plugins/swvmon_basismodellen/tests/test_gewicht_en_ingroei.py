"""Weights from features, keys that grow in over years, and the bases of po: all worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_basismodellen.schoolmodel import SCHOOLMODEL, Keuzes

SCHOOLS = ["80AA00", "80BB00"]
OPENING = {"swv:budget": 10_000}
laws = settings(max_examples=15, deadline=None)


def pupils(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["vestiging", "soort", "aantal_min"])
    return frame.assign(aantal_max=frame["aantal_min"])


def weights(*rows: tuple[str, str], **columns: object) -> pd.DataFrame:
    """Rows (vestiging, value) of the feature schoolweging."""
    frame = pd.DataFrame(rows, columns=["code", "waarde"])
    fixed = {"niveau": "vestiging", "kenmerk": "schoolweging", "geldig_van": date(2010, 1, 1), "geldig_tot": None}
    return frame.assign(**{**fixed, **columns})


def region(counts: pd.DataFrame | None = None, *, moment: str = "1-10 t", year: str = "2019/20", **tables: object):
    """Two basisscholen of 100 and 50, unless counts are given; `aandeel` gives parts."""
    counts = pupils(("80AA00", "bao", 100), ("80BB00", "bao", 50)) if counts is None else counts
    schools = sorted(set(counts["vestiging"]))
    part = tables.pop("aandeel", "1")
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": schools, "aandeel": part}),
            "vestiging": pd.DataFrame({"vestiging": schools, "bestuur": "99001"}),
            ("leerlingen_po", moment): counts,
            **tables,
        },
        regio="PO9901",
        schooljaar=year,
    )


def amounts(view=None, **keuzes: object) -> dict[str, int]:
    """Eurocents per school."""
    return apply(SCHOOLMODEL, view or region(), opening_euro=OPENING, **keuzes).per_vestiging().to_dict()


@pytest.mark.parametrize(
    ("basis", "expected"),
    [("bao", 100), ("bao_sbo", 130), ("standaard", 130), ("bao_sbo_so", 150), ("alle", 155)],
)
def test_bases_of_po(basis: str, expected: int) -> None:
    """By hand: 100 bao, 30 sbo, 20 so and 5 vso at 1 euro each."""
    rows = [("80AA00", soort, n) for soort, n in (("bao", 100), ("sbo", 30), ("so", 20), ("vso", 5))]

    assert {"80AA00": expected * 1_00} == amounts(region(pupils(*rows)), bedrag_per_leerling_euro=1, basis=basis)


@pytest.mark.parametrize("moment", ["1-10 t", "1-10 t-1", "1-2 t", "1-2 t-1"])
def test_counting_dates_of_po(moment: str) -> None:
    """The plan chooses the count (by hand: 100 and 50 at 2 euro)."""
    view = region(moment=moment)

    assert {"80AA00": 200_00, "80BB00": 100_00} == amounts(view, bedrag_per_leerling_euro=2, telmoment=moment)


def test_base_of_the_other_sector_and_masked_counts_are_refused() -> None:
    """A base of vo, and a masked count, stop the step in po as well."""
    with pytest.raises(AssertionError, match="not one of po"):
        amounts(bedrag_per_leerling_euro=1, basis="zonder_pro")
    with pytest.raises(AssertionError, match="masked by the publisher"):
        amounts(region(pupils(("80AA00", "bao", 1)).assign(aantal_max=4)), bedrag_per_leerling_euro=1)


def test_budget_is_a_part_of_the_balance() -> None:
    """By hand: 0,09 of 10.000 is 900: two thirds and one third; after the vaste voet of 300 each 200 and 100."""
    assert {"80AA00": 600_00, "80BB00": 300_00} == amounts(budget_aandeel=Decimal("0.09"))
    assert {"80AA00": 500_00, "80BB00": 400_00} == amounts(budget_aandeel=Decimal("0.09"), vaste_voet_euro=300)


def test_weight_by_feature() -> None:
    """By hand, weights 30 and 40: pupils x weight 3.000 : 2.000; the weight itself 30 : 40; by amount 1 cent each."""
    view = region(kenmerk=weights(("80AA00", "30"), ("80BB00", "40")))
    feature = {"gewicht_kenmerk": "schoolweging"}

    assert {"80AA00": 600_00, "80BB00": 400_00} == amounts(view, budget_euro=1_000, **feature)
    assert {"80AA00": 300_00, "80BB00": 400_00} == amounts(
        view, budget_euro=700, gewicht_toepassing="naar_gewicht", **feature
    )
    assert {"80AA00": 30_00, "80BB00": 20_00} == amounts(view, bedrag_per_leerling_euro=Decimal("0.01"), **feature)


def test_weight_is_told_on_the_line() -> None:
    """The line names the feature, its value and the unit that was divided over."""
    view = region(kenmerk=weights(("80AA00", "30.5"), ("80BB00", "40")))

    by_weight, by_pupil = (
        apply(
            SCHOOLMODEL,
            view,
            opening_euro=OPENING,
            budget_euro=1,
            gewicht_kenmerk="schoolweging",
            gewicht_toepassing=how,
        ).boeking(1)
        for how in ("naar_gewicht", "per_leerling")
    )

    assert "gewicht" == by_weight.eenheid
    assert "Gewicht 30,5 (schoolweging): 30,5 van samen 70,5, deel van € 1,00." == by_weight.toelichting
    # 100 x 30,5 of 100 x 30,5 + 50 x 40
    told = "100 leerlingen × gewicht 30,5 (schoolweging): 3.050 van samen 5.050 gewogen leerlingen, deel van € 1,00."
    assert told == by_pupil.toelichting


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"budget_euro": 900}, "1 van 4 leerlingen: deel van € 900,00."),
        (
            {"budget_euro": 900, "vaste_voet_euro": 100},
            "1 van 4 leerlingen: deel van € 700,00 (€ 900,00 min € 200,00 vaste voet).",
        ),
        ({"bedrag_per_leerling_euro": 9}, "1 leerling."),
        (
            {"budget_euro": 900, "gewicht_per_vestiging": {"80AA00": 2}},
            "1 leerling × gewicht 2: 2 van samen 5 gewogen leerlingen, deel van € 900,00.",
        ),
    ],
)
def test_line_tells_the_whole_and_the_part(keuzes: dict[str, object], text: str) -> None:
    """By hand for schools of 1 and 3 pupils: the sentence has all numbers from which the amount follows."""
    view = region(pupils(("80AA00", "bao", 1), ("80BB00", "bao", 3)))
    lines = apply(SCHOOLMODEL, view, opening_euro=OPENING, **keuzes).regels

    assert text == lines[lines["grondslag"] == "leerlingdeel (schoolmodel)"]["toelichting"].iloc[0]


def test_weight_of_a_part_of_a_school() -> None:
    """By hand: half of a school that weighs 30 against a whole one of 15: the same."""
    view = region(aandeel=["0.5", "1"], kenmerk=weights(("80AA00", "30"), ("80BB00", "15")))

    got = amounts(view, budget_euro=100, gewicht_kenmerk="schoolweging", gewicht_toepassing="naar_gewicht")

    assert {"80AA00": 50_00, "80BB00": 50_00} == got


def test_weight_of_the_plan_goes_first() -> None:
    """By hand: the plan gives 10 to a school without a value, and 30 to one with 5: 30 : 10."""
    view = region(kenmerk=weights(("80AA00", "5")))
    own = {"gewicht_per_vestiging": {"80AA00": 30, "80BB00": 10}, "gewicht_toepassing": "naar_gewicht"}

    assert {"80AA00": 75_00, "80BB00": 25_00} == amounts(view, budget_euro=100, gewicht_kenmerk="schoolweging", **own)
    assert {"80AA00": 75_00, "80BB00": 25_00} == amounts(budget_euro=100, **own)


def test_weight_holds_on_the_counting_date() -> None:
    """By hand: the value that holds on 1-10-2018 counts, not that of a year later, of a board or of another feature."""
    old = weights(("80AA00", "1"), ("80BB00", "1"), geldig_tot=date(2018, 10, 1))
    new = weights(("80AA00", "9"), ("80BB00", "1"), geldig_van=date(2018, 10, 2))
    other = [weights(("80AA00", "7"), niveau="bestuur"), weights(("80AA00", "8"), kenmerk="achterstandsscore")]
    table = pd.concat([old, new, *other], ignore_index=True)
    keuzes = {"budget_euro": 100, "gewicht_kenmerk": "schoolweging", "gewicht_toepassing": "naar_gewicht"}

    assert {"80AA00": 50_00, "80BB00": 50_00} == amounts(
        region(moment="1-10 t-1", kenmerk=table), telmoment="1-10 t-1", **keuzes
    )
    assert {"80AA00": 90_00, "80BB00": 10_00} == amounts(region(kenmerk=table), **keuzes)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (weights(("80AA00", "30")), "no kenmerk schoolweging on 1-10 t for 80BB00: load a value"),
        (weights(("80AA00", "30")).iloc[:0], "for 80AA00, 80BB00"),
        (weights(("80AA00", "hoog"), ("80BB00", "1")), "of 80AA00 is 'hoog', not a number"),
        (weights(("80AA00", "-1"), ("80BB00", "1")), "of 80AA00 is '-1', not a number"),
        (weights(("80AA00", "1"), ("80AA00", "2"), ("80BB00", "1")), "of 80AA00 has more than one value"),
        (weights(("80AA00", "0"), ("80BB00", "0")), "no pupil counts"),
    ],
)
def test_weights_that_cannot_be(table: pd.DataFrame, text: str) -> None:
    """A school without a usable weight stops the step and is named; nothing is guessed."""
    with pytest.raises(AssertionError, match=text):
        amounts(region(kenmerk=table), budget_euro=100, gewicht_kenmerk="schoolweging")


def test_features_are_read_only_where_they_weigh() -> None:
    """A plan without a feature asks for no table kenmerk."""
    plain, weighed = Keuzes(budget_euro=Decimal(1)), Keuzes(budget_euro=Decimal(1), gewicht_kenmerk="schoolweging")
    year = region().periode

    assert [False, True] == [
        "kenmerk" in {t.tabel for t in SCHOOLMODEL.tables(keuzes, "po", year)} for keuzes in (plain, weighed)
    ]


SHARES = {"2018/19": Decimal("0.25"), "2019/20": Decimal("0.5"), "2020/21": 1}


@pytest.mark.parametrize(("year", "first"), [("2018/19", 750_00), ("2019/20", 700_00), ("2020/21", 600_00)])
def test_key_grows_in_by_year(year: str, first: int) -> None:
    """By hand: new key 600 : 300, former 800 : 100: 0,25 x 600 + 0,75 x 800 = 750; half way 700; at the end 600."""
    got = amounts(
        region(year=year),
        budget_euro=900,
        oude_verdeling_euro={"80AA00": 8, "80BB00": 1},
        ingroei_aandeel=SHARES,
    )

    assert {"80AA00": first, "80BB00": 900_00 - first} == got


def test_year_without_share_is_an_error() -> None:
    """A year that the table does not name stops the step; the message says which are there."""
    with pytest.raises(AssertionError, match="has no share for 2021/22, only for 2018/19, 2019/20, 2020/21"):
        amounts(region(year="2021/22"), budget_euro=1, oude_verdeling_euro={"80AA00": 1}, ingroei_aandeel=SHARES)


FORMER = {"budget_euro": 900, "ingroei_aandeel": Decimal("0.5"), "oude_sleutel": "vorig_jaar"}


def two_years(before: pd.DataFrame, first: dict[str, object], **keuzes: object):
    """The view of 2019/20 that knows the ledger of 2018/19."""
    view = region(before, year="2018/19")
    ledger = apply(SCHOOLMODEL, view, opening_euro=OPENING, **first)
    return apply(SCHOOLMODEL, region().after(view, ledger), opening_euro=OPENING, **{**FORMER, **keuzes})


def test_former_year_is_the_former_key() -> None:
    """By hand: last year half and half, now 600 : 300: half of each is 525 : 375; net of last year's own ingroei."""
    before = pupils(("80AA00", "bao", 70), ("80BB00", "bao", 10))
    halfway = {"budget_euro": 80, "oude_verdeling_euro": {"80BB00": 1}, "ingroei_aandeel": Decimal("0.5")}

    plain = two_years(pupils(("80AA00", "bao", 7), ("80BB00", "bao", 7)), {"budget_euro": 80})
    netted = two_years(before, halfway)

    assert {"80AA00": 525_00, "80BB00": 375_00} == plain.per_vestiging().to_dict()
    # last year 70 : 10 by the new key, half of it moved to 80BB00: 35 : 45; so 300 + 450 x 35/80 and 150 + 450 x 45/80
    assert {"80AA00": 496_88, "80BB00": 403_12} == netted.per_vestiging().to_dict()
    told = "Nieuwe sleutel telt voor 50%, de rest (€ 450,00) volgt de oude (2018/19): € 225,00 in plaats van € 300,00."
    assert told == plain.boeking(3).toelichting
    assert_conserved(plain, rijk_cent=0, uit_cent=900_00)


def test_school_that_left_drops_out_of_the_former_key() -> None:
    """By hand: 80CC00 had half of last year's money and left: the others share by 1 : 1; a finding names it."""
    before = pupils(("80AA00", "bao", 10), ("80BB00", "bao", 10), ("80CC00", "bao", 20))
    view = region(before, year="2018/19")
    ledger = apply(SCHOOLMODEL, view, opening_euro=OPENING, budget_euro=80)
    keuzes = Keuzes(budget_euro=Decimal(900), ingroei_aandeel=Decimal("0.5"), oude_sleutel="vorig_jaar")

    outcome = SCHOOLMODEL.verdeel(region().after(view, ledger), ledger, keuzes)

    assert [("oude_sleutel_school_weg", "80CC00")] == [(b.code, b.sleutel) for b in outcome.bevindingen]
    assert {"80AA00": 525_00, "80BB00": 375_00} == two_years(before, {"budget_euro": 80}).per_vestiging().to_dict()


def test_first_year_of_a_run() -> None:
    """By hand: without a former year the plan's key serves (8 : 1); without either the message asks for the year."""
    own = {"80AA00": 8, "80BB00": 1}

    assert {"80AA00": 700_00, "80BB00": 200_00} == amounts(**FORMER, oude_verdeling_euro=own)
    assert {"80AA00": 600_00, "80BB00": 300_00} == amounts(**{**FORMER, "ingroei_aandeel": {"2019/20": 1}})
    with pytest.raises(AssertionError, match="the closed ledger of 2018/19 is needed"):
        amounts(**FORMER)


def test_former_step_that_booked_nothing_is_an_error() -> None:
    """The message names the steps that did book; a step that paid no school of the region is no key either."""
    now = pupils(("80AA00", "bao", 1), ("80BB00", "bao", 1))

    with pytest.raises(AssertionError, match="'swvzhw' booked nothing in 2018/19; steps that did: schoolmodel"):
        two_years(now, {"budget_euro": 80}, oude_stap="swvzhw")
    with pytest.raises(AssertionError, match="paid no school of PO9901 in 2018/19"):
        two_years(pupils(("80CC00", "bao", 1)), {"budget_euro": 80})


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"budget_euro": 1, "budget_aandeel": 1}, "budget_euro and budget_aandeel exclude each other"),
        ({"budget_aandeel": 1, "bedrag_per_leerling_euro": 1}, "budget_aandeel and bedrag_per_leerling_euro exclude"),
        ({"budget_aandeel": 2}, "does not lie between 0 and 1"),
        ({"budget_aandeel": Decimal("0.01"), "vaste_voet_euro": 99}, "€ 98,00 above budget_aandeel"),
        ({"bedrag_per_leerling_euro": 1, "gewicht_toepassing": "naar_gewicht"}, "divides a budget"),
        ({"budget_euro": 1, "gewicht_toepassing": "naar_gewicht"}, "no weight for 80AA00, 80BB00"),
        ({"budget_euro": 1, "ingroei_aandeel": {"2018/19": Decimal("0.5")}}, "0.5 needs oude_verdeling_euro"),
        ({"budget_euro": 1, "ingroei_aandeel": {}}, "ingroei_aandeel is empty"),
        ({"budget_euro": 1, "ingroei_aandeel": {"2018": 1}}, "'2018' is not a schooljaar"),
        ({"budget_euro": 1, "ingroei_aandeel": {"2018/19": 2}}, "does not lie between 0 and 1"),
        ({"budget_euro": 1, "ingroei_aandeel": "half"}, "expected a number or a table by schooljaar, found 'half'"),
        ({"budget_euro": 1, "ingroei_aandeel": True}, "expected a number or a table by schooljaar, found True"),
        ({"budget_euro": 1, "oude_sleutel": "vroeger"}, "oude_sleutel"),
        ({"budget_euro": 1, "oude_sleutel": "vorig_jaar"}, "oude_sleutel would not be used: with ingroei_aandeel = 1"),
        ({"budget_euro": 1, "oude_stap": "eerder", "ingroei_aandeel": 1}, "oude_stap would not be used"),
        (
            {"budget_euro": 1, "oude_stap": "eerder", "oude_verdeling_euro": {"80AA00": 1}},
            "oude_verdeling_euro and oude_stap would not be used",
        ),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so; nothing is booked."""
    with pytest.raises(AssertionError, match=text):
        amounts(**keuzes)


@laws
@given(
    first=st.integers(1, 500),
    second=st.integers(1, 500),
    values=st.tuples(st.integers(1, 99), st.integers(0, 99)),
    how=st.sampled_from(["per_leerling", "naar_gewicht"]),
    part=st.integers(0, 100),
)
def test_a_weighted_budget_is_conserved(first: int, second: int, values: tuple[int, int], how: str, part: int) -> None:
    """Law: what leaves is the part of the balance, to the cent, whatever the weights."""
    counts = pupils(("80AA00", "bao", first), ("80BB00", "sbo", second))
    table = weights(*zip(SCHOOLS, map(str, values), strict=True))

    ledger = apply(
        SCHOOLMODEL,
        region(counts, kenmerk=table),
        opening_euro={"swv:budget": 101},
        budget_aandeel=Decimal(part) / 100,
        gewicht_kenmerk="schoolweging",
        gewicht_toepassing=how,
    )

    assert_conserved(ledger, rijk_cent=0, uit_cent=101 * part)


@pytest.mark.parametrize("example", SCHOOLMODEL.voorbeelden, ids=lambda v: v.sector)
def test_example_of_the_registration(example) -> None:
    """The example runs in both sectors, and divides the budget that it names, or its amount for each of 7 pupils."""
    kind = {"soort": "bao"} if example.sector == "po" else {"richting": "havo", "fase": "bovenbouw"}
    moment = str(example.keuzes.get("telmoment", "1-10 t"))
    counts = pd.DataFrame({"vestiging": SCHOOLS, "aantal_min": [3, 4], "aantal_max": [3, 4]}).assign(**kind)
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": SCHOOLS, "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": "99001"}),
            (f"leerlingen_{example.sector}", moment): counts,
        },
        regio=f"{example.sector.upper()}9901",
    )

    ledger = apply(SCHOOLMODEL, view, opening_euro=example.opening_euro, **example.keuzes)
    paid = 100_000_00 if "budget_euro" in example.keuzes else 7 * 40_00

    assert_conserved(ledger, rijk_cent=0, uit_cent=paid)
