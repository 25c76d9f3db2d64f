"""Two outcomes compared: amounts, steps, lines, metingen, parameters, and the verdict."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vergelijk_uitkomsten import A1, A2, B1, BOARD, JAAR, REGIO, gebruik, meting, regel, uitkomsten

from swvmon.errors import UsageError
from swvmon.vergelijk import compare

BUDGET = "swv:budget"


def differing(frame, *columns):
    """The rows of which the amounts differ, as a dict of the key columns to the difference."""
    rows = frame[frame["verschil_cent"] != 0]
    keys = rows[list(columns)].itertuples(index=False, name=None)
    return dict(zip(keys, rows["verschil_cent"].tolist(), strict=True))


def of_level(found, niveau):
    return differing(found.bedragen[found.bedragen["niveau"] == niveau], "sleutel", "onderdeel")


# --- amounts


def test_amounts_of_each_level():
    """A school, its board, the SWV and its accounts; a difference is B minus A. Worked by hand."""
    a = uitkomsten([regel(BUDGET, A1, 100_00), regel(BUDGET, A2, 50_00), regel(BUDGET, B1, 70_00)])
    b = uitkomsten([regel(BUDGET, A1, 110_00), regel(BUDGET, A2, 45_00), regel(BUDGET, B1, 70_00)])

    found = compare(a, b)

    assert {(A1, ""): 10_00, (A2, ""): -5_00} == of_level(found, "vestiging")
    assert {("99001", ""): 5_00} == of_level(found, "bestuur")
    assert {(REGIO, "scholen"): 5_00, (REGIO, BUDGET): -5_00} == of_level(found, "swv")
    assert {} == of_level(found, "landelijk")
    assert {(JAAR, "budget", "scholen"): 5_00, (JAAR, "budget", BUDGET): -5_00} == differing(
        found.stappen, "schooljaar", "stap", "soort"
    )
    schools, boards = found.totals()
    assert {
        "niveau": "vestiging",
        "schooljaar": JAAR,
        "meer": 1,
        "minder": 1,
        "gelijk": 1,
        "meer_cent": 10_00,
        "minder_cent": -5_00,
        "a_cent": 220_00,
        "b_cent": 225_00,
        "verschil_cent": 5_00,
    } == schools
    assert ("bestuur", 1, 0, 1) == tuple(boards[n] for n in ("niveau", "meer", "minder", "gelijk"))
    assert not found.gelijk


def test_what_a_school_pays_counts_against_it():
    """A line from a school is below zero: A gives 100 and takes 30, B takes 40, so that the school loses 10."""
    a = uitkomsten([regel(BUDGET, A1, 100_00), regel(A1, BUDGET, 30_00, stap="terug")])
    b = uitkomsten([regel(BUDGET, A1, 100_00), regel(A1, BUDGET, 40_00, stap="terug")])

    found = compare(a, b)

    assert {(A1, ""): -10_00} == of_level(found, "vestiging")
    assert {(A1, "terug"): -10_00} == differing(found.per_school, "vestiging", "stap")


def test_what_a_board_gets_as_such():
    """It is the board's, and not of the schools; with those of its schools it is the board's amount."""
    a = uitkomsten([regel(BUDGET, A1, 100_00)])
    b = uitkomsten([regel(BUDGET, A1, 100_00), regel(BUDGET, "bestuur:99001", 20_00)])

    found = compare(a, b)

    assert {} == of_level(found, "vestiging")
    assert {("99001", ""): 20_00} == of_level(found, "bestuur")
    assert {(REGIO, "besturen"): 20_00, (REGIO, BUDGET): -20_00} == of_level(found, "swv")


def test_a_school_on_one_side_only():
    """It got nothing on the other."""
    found = compare(uitkomsten([regel(BUDGET, A1, 100_00)]), uitkomsten([regel(BUDGET, B1, 60_00)]))

    assert {(A1, ""): -100_00, (B1, ""): 60_00} == of_level(found, "vestiging")


def test_money_that_moves_inside_a_board_is_no_difference_of_the_board():
    """At the level of the board both are equal; at that of the school they are not."""
    a = uitkomsten([regel(BUDGET, A1, 100_00), regel(BUDGET, A2, 50_00)])
    b = uitkomsten([regel(BUDGET, A1, 50_00), regel(BUDGET, A2, 100_00)])

    assert compare(a, b, niveaus=["bestuur", "swv"]).gelijk
    assert not compare(a, b, niveaus=["vestiging"]).gelijk


def test_a_school_that_moved_to_another_board():
    """The amount of the school is the same; those of both boards are not."""
    a = uitkomsten([regel(BUDGET, A1, 100_00)])
    b = uitkomsten([regel(BUDGET, A1, 100_00, bestuur="99002")])

    assert compare(a, b, niveaus=["vestiging"]).gelijk
    assert {("99001", ""): -100_00, ("99002", ""): 100_00} == of_level(compare(a, b), "bestuur")


def test_opening_balances_are_compared():
    """Two plans that differ in the opening balance alone leave another balance: they are not equal."""
    a = uitkomsten([regel(BUDGET, A1, 100_00)], opening={"swv:reserve": 500_00, BUDGET: 1_00})
    b = uitkomsten([regel(BUDGET, A1, 100_00)], opening={"swv:reserve": 450_00, BUDGET: 1_00})

    found = compare(a, b)

    assert {(REGIO, "beginsaldo swv:reserve"): -50_00} == of_level(found, "swv")
    assert not found.gelijk
    assert compare(a, b, niveaus=["vestiging"]).gelijk


def test_opening_balances_of_other_years_are_not_compared():
    """They are of the first school year of each run; A starts a year earlier."""
    early = (REGIO, "2018/19")
    a = uitkomsten(opening={BUDGET: 1_00}, delen=[early, (REGIO, JAAR)])
    b = uitkomsten(opening={BUDGET: 9_00})

    assert {} == of_level(compare(a, b, schooljaren=[JAAR]), "swv")


def test_regions_of_a_sector_add_up_to_the_country():
    """In a run of all regions, which has a region-year for the sector. Worked by hand: +10 and -4 is +6."""
    delen = [("VO", JAAR), ("VO9901", JAAR), ("VO9902", JAAR)]
    a = uitkomsten([regel(BUDGET, A1, 100_00), regel(BUDGET, B1, 70_00, regio="VO9902")], delen=delen)
    b = uitkomsten([regel(BUDGET, A1, 110_00), regel(BUDGET, B1, 66_00, regio="VO9902")], delen=delen)

    found = compare(a, b)

    assert {("NL", "scholen"): 6_00, ("NL", BUDGET): -6_00} == of_level(found, "landelijk")
    assert {"VO"} == set(found.bedragen.loc[found.bedragen["niveau"] == "landelijk", "regio"])


def test_a_school_of_two_regions_is_compared_in_each():
    """What one SWV gives more and another less does not cancel out."""
    delen = [("VO9901", JAAR), ("VO9902", JAAR)]
    a = uitkomsten([regel(BUDGET, A1, 100_00), regel(BUDGET, A1, 100_00, regio="VO9902")], delen=delen)
    b = uitkomsten([regel(BUDGET, A1, 90_00), regel(BUDGET, A1, 110_00, regio="VO9902")], delen=delen)

    found = compare(a, b)

    rows = found.bedragen[found.bedragen["niveau"] == "vestiging"]
    assert {("VO9901", A1): -10_00, ("VO9902", A1): 10_00} == differing(rows, "regio", "sleutel")


# --- steps and lines


def test_the_line_responsible():
    """The line that differs, with its quantity and tariff on both sides; the line that is the same is left out."""
    same = regel(BUDGET, A1, 30_00, grondslag="regel 2")
    a = uitkomsten([regel(BUDGET, A1, 100_00, hoeveelheid="10", tarief="10"), same])
    b = uitkomsten([same, regel(BUDGET, A1, 120_00, hoeveelheid="12", tarief="10")])

    lines = compare(a, b).regels

    assert [(A1, "regel 1", 100_00, 120_00, "10", "12", "10", "10", 20_00)] == list(
        lines[
            [
                *("vestiging", "grondslag", "a_cent", "b_cent", "a_hoeveelheid", "b_hoeveelheid", "a_tarief"),
                *("b_tarief", "verschil_cent"),
            ]
        ].itertuples(index=False, name=None)
    )


def test_a_line_that_was_put_before_the_others():
    """Lines that are the same are found wherever they stand: only the new one differs."""
    old = [regel(BUDGET, A1, cents) for cents in (10_00, 20_00, 20_00, 30_00)]
    a = uitkomsten(old)
    b = uitkomsten([regel(BUDGET, A1, 5_00), *old, regel(BUDGET, A1, 20_00)])

    lines = compare(a, b).regels

    assert [(0, 5_00), (0, 20_00)] == sorted(lines[["a_cent", "b_cent"]].itertuples(index=False, name=None))


def test_lines_of_the_levels_that_are_compared():
    """A line of a school is of its level, one of a board of that, all others of the SWV."""
    b = uitkomsten(
        [regel(BUDGET, A1, 1), regel(BUDGET, "bestuur:99001", 2), regel("rijk:zwaar", "swv:zwaar", 3)],
    )

    def cents(*niveaus):
        return sorted(compare(uitkomsten(), b, niveaus=niveaus).regels["b_cent"])

    assert [[1], [2], [3], [], [1, 2, 3]] == [
        cents("vestiging"),
        cents("bestuur"),
        cents("swv"),
        cents("gemeente"),
        cents(),
    ]


def test_the_same_amount_by_another_step_is_told_and_is_no_difference():
    """Steps tell why, they do not decide: the school gets the same."""
    a = uitkomsten([regel(BUDGET, A1, 100_00)])
    b = uitkomsten([regel(BUDGET, A1, 100_00, stap="anders")])

    found = compare(a, b)

    assert found.gelijk
    assert {(A1, "budget"): -100_00, (A1, "anders"): 100_00} == differing(found.per_school, "vestiging", "stap")


# --- the laws


FEW = settings(max_examples=15, deadline=None)
"""Each example has two ledgers of many lines, over regions and years."""
ACCOUNTS = ("rijk:zwaar", "swv:zwaar", BUDGET, "duo:vso", "bestuur:99001", *BOARD)
REGELS = st.lists(
    st.tuples(
        st.permutations(ACCOUNTS).map(lambda order: order[:2]).filter(lambda pair: not set(pair) <= set(BOARD)),
        st.integers(1, 5),
        st.sampled_from(["een", "twee"]),
        st.sampled_from(["VO9901", "VO9902"]),
        st.sampled_from(["2018/19", "2019/20"]),
        st.sampled_from([None, "1", "2"]),
    ),
    max_size=25,
)
DELEN = [(regio, year) for regio in ("VO", "VO9901", "VO9902") for year in ("2018/19", "2019/20")]


def made(rows):
    return uitkomsten(
        [
            regel(*pair, cents, stap=stap, regio=regio, schooljaar=year, hoeveelheid=count)
            for pair, cents, stap, regio, year, count in rows
        ],
        delen=DELEN,
    )


def to_schools(rows):
    """What schools got, told without the code that is tested."""
    return sum(cents * ((pair[1] in BOARD) - (pair[0] in BOARD)) for pair, cents, *_ in rows)


@FEW
@given(REGELS, REGELS)
def test_differences_are_conserved(left, right):
    """Those of schools add up to that of the totals, over boards, SWV's, steps and lines too; accounts to zero."""
    found = compare(made(left), made(right))

    total = to_schools(right) - to_schools(left)
    money = found.bedragen

    def summed(niveau, onderdeel=""):
        rows = money[(money["niveau"] == niveau) & (money["onderdeel"] == onderdeel)]
        return int(rows["verschil_cent"].sum())

    boards = summed("swv", "besturen")
    assert [total] * 5 == [
        summed("vestiging"),
        summed("bestuur") - boards,
        summed("swv", "scholen"),
        summed("landelijk", "scholen"),
        sum(r["verschil_cent"] for r in found.totals() if r["niveau"] == "vestiging"),
    ]
    steps = found.stappen[found.stappen["soort"] == "scholen"]
    assert total == int(steps["verschil_cent"].sum()) == int(found.per_school["verschil_cent"].sum())
    for niveau in ("swv", "landelijk"):
        assert 0 == int(money.loc[money["niveau"] == niveau, "verschil_cent"].sum())
    lines = found.regels
    sign = lines["naar"].str.startswith("vestiging:").astype(int) - lines["van"].str.startswith("vestiging:")
    assert total == int((lines["verschil_cent"] * sign).sum())
    assert (lines["vestiging"] != "").equals(sign != 0)


@FEW
@given(REGELS, REGELS)
def test_the_other_way_round_is_the_opposite(left, right):
    """B against A has each difference with the other sign; the verdict is the same."""
    one, other = compare(made(left), made(right)), compare(made(right), made(left))

    keys = ["niveau", "regio", "schooljaar", "sleutel", "onderdeel"]
    assert one.bedragen[keys].equals(other.bedragen[keys])
    assert (-one.bedragen["verschil_cent"]).tolist() == other.bedragen["verschil_cent"].tolist()
    assert one.gelijk is other.gelijk


@FEW
@given(REGELS, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(rows, random):
    """The same lines in another order are equal, and no line differs."""
    shuffled = list(rows)
    random.shuffle(shuffled)

    found = compare(made(rows), made(shuffled))

    assert found.gelijk
    assert 0 == len(found.regels)


def test_inputs_are_left_alone():
    """Comparing changes no frame."""
    sides = [
        uitkomsten([regel(BUDGET, A1, cents)], [meting("swv", REGIO, str(cents))], [gebruik("x", str(cents))])
        for cents in (1, 2)
    ]
    before = [[f.copy(deep=True) for f in (s.boekingen, s.metingen, s.gebruik)] for s in sides]

    compare(*sides)

    for side, frames in zip(sides, before, strict=True):
        for now, then in zip((side.boekingen, side.metingen, side.gebruik), frames, strict=True):
            pd.testing.assert_frame_equal(then, now)


def test_nothing_is_equal_to_nothing():
    """Runs without keten and indicatoren."""
    found = compare(uitkomsten(), uitkomsten())

    assert found.gelijk
    assert [] == found.totals()


# --- the tolerance


@pytest.mark.parametrize(("cents", "equal"), [(0, False), (99, False), (100, True), (101, True)])
@pytest.mark.parametrize("change", [100, -100])
def test_an_amount_may_differ_by_the_tolerance(cents, equal, change):
    """Up to and including it, more or less."""
    a, b = (uitkomsten([regel(BUDGET, A1, amount)]) for amount in (500_00, 500_00 + change))

    assert equal is compare(a, b, tolerantie_cent=cents).gelijk


def test_the_tolerance_holds_for_each_amount_apart():
    """Two schools that each get 60 cents more are within a euro; what both got together is not."""
    a = uitkomsten([regel(BUDGET, A1, 10_00), regel(BUDGET, B1, 10_00)])
    b = uitkomsten([regel(BUDGET, A1, 10_60), regel(BUDGET, B1, 10_60)])

    found = compare(a, b, tolerantie_cent=100)

    assert {"swv"} == set(found.bedragen_erbuiten["niveau"])
    assert compare(a, b, tolerantie_cent=100, niveaus=["vestiging", "bestuur"]).gelijk


@pytest.mark.parametrize(
    ("soort", "change", "equal"),
    [("bedrag_cent", {}, True), ("aantal", {}, False), ("bedrag_cent", {"status": "voorlopig"}, False)],
)
def test_the_tolerance_of_metingen_is_for_amounts(soort, change, equal):
    """Of metingen only an amount may differ, and nothing else of it."""
    a = uitkomsten(metingen=[meting("swv", REGIO, "100", soort=soort)])
    b = uitkomsten(metingen=[meting("swv", REGIO, "150", soort=soort, **change)])

    assert equal is compare(a, b, tolerantie_cent=50).gelijk
    assert not compare(a, b, tolerantie_cent=49).gelijk


def test_an_amount_that_is_missing_is_never_within_the_tolerance():
    """Missing is not zero."""
    a = uitkomsten(metingen=[meting("swv", REGIO, "0", soort="bedrag_cent")])
    b = uitkomsten(metingen=[meting("swv", REGIO, None, soort="bedrag_cent")])

    assert not compare(a, b, tolerantie_cent=10_000).gelijk


# --- metingen


def test_what_of_a_meting_differs():
    """The fields by name, both values, and the exact difference of the value. Worked by hand: 0.3 - 0.25 = 0.05."""
    ratio = {"soort": "verhouding", "noemer": "20", "noemer_max": "20"}
    a = uitkomsten(metingen=[meting("bestuur", "99001", "0.25", teller="5", teller_max="5", **ratio)])
    b = uitkomsten(metingen=[meting("bestuur", "99001", "0.3", teller="6", teller_max="6", **ratio)])

    (row,) = compare(a, b).metingen.to_dict("records")

    assert "teller teller_max waarde" == row["velden"]
    assert ("", "5", "6", "0.05") == (row["alleen"], row["a_teller"], row["b_teller"], f"{row['verschil']:.2f}")


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("sleutel", "99001", "99002"),
        ("onderdeel", "", "so"),
        ("indicator", "deelname", "groei"),
        ("niveau", "bestuur", "gemeente"),
        ("peildatum", date(2019, 10, 1), date(2018, 10, 1)),
    ],
)
def test_another_key_is_another_meting(field, one, other):
    """Each is on one side only."""
    a, b = (
        uitkomsten(metingen=[meting("bestuur", "99001", "5") | {field: value}], gevraagd=["deelname", "groei"])
        for value in (one, other)
    )

    found = compare(a, b)

    assert ["a", "b"] == sorted(found.metingen["alleen"])
    assert not found.gelijk


@pytest.mark.parametrize(
    ("field", "value"),
    [("uitkomst", "gemaskeerd"), ("klasse", "hoog"), ("status", "voorlopig"), ("eenheid", "school"), ("n", "3")],
)
def test_anything_of_a_meting_that_differs_is_a_difference(field, value):
    """Its value alone would not tell."""
    a = uitkomsten(metingen=[meting("swv", REGIO, "5")])
    b = uitkomsten(metingen=[meting("swv", REGIO, "5", **{field: value})])

    found = compare(a, b)

    assert [field] == found.metingen["velden"].tolist()
    assert not found.gelijk


def test_metingen_of_other_levels_are_left_out():
    """Only those of the levels that are asked for are compared and counted."""
    rows = [meting("vestiging", A1, "5"), meting("bestuur", "99001", "7"), meting("swv", REGIO, "9")]
    a = uitkomsten(metingen=rows)
    b = uitkomsten(metingen=[rows[0] | {"waarde": "6"}, *rows[1:]])

    assert (2, 1) == ((found := compare(a, b)).metingen_gelijk, len(found.metingen))
    assert (1, 0) == ((found := compare(a, b, niveaus=["swv"])).metingen_gelijk, len(found.metingen))


def test_an_indicator_that_was_not_asked_for_is_named_and_left_out():
    """As one over scenarios is not computed for the plan itself."""
    a = uitkomsten(metingen=[meting("swv", REGIO, "5")])
    b = uitkomsten(metingen=[meting("swv", REGIO, "5"), meting("swv", REGIO, "1", indicator="herverdeling")])

    found = compare(a, b)

    assert (("herverdeling", "a"),) == found.niet_gemeten
    assert (("herverdeling", "b"),) == compare(b, a).niet_gemeten
    assert found.gelijk
    assert 1 == found.metingen_gelijk


def test_an_indicator_that_failed_is_a_difference():
    """It was asked for and gave nothing."""
    a = uitkomsten(metingen=[meting("swv", REGIO, "5")])
    b = uitkomsten(gevraagd=["deelname"])

    assert not compare(a, b).gelijk
    assert ["a"] == compare(a, b).metingen["alleen"].tolist()


# --- parameters


def test_the_numbers_that_differ():
    """By step, name and first day; that of one region and that of many alike. They do not decide."""
    delen = [("VO9901", JAAR), ("VO9902", JAAR)]

    def side(tarief):
        rows = [gebruik("tarief", tarief, regio=regio) for regio in ("VO9901", "VO9902")]
        return uitkomsten(numbers=[*rows, gebruik("vast", "1")], delen=delen)

    found = compare(side("10"), side("11"))

    (row,) = found.parameters.to_dict("records")
    assert (JAAR, "budget", "tarief", "10", "11", "waarde", 2) == tuple(
        row[c] for c in ("schooljaar", "stap", "parameter", "a_waarde", "b_waarde", "velden", "regios")
    )
    assert found.gelijk


def test_a_number_on_one_side_only():
    """Such as a choice for one school, which a scenario leaves out."""
    found = compare(uitkomsten(numbers=[gebruik("band.90AA00", "0.8")]), uitkomsten())

    assert [("band.90AA00", "a")] == list(found.parameters[["parameter", "alleen"]].itertuples(index=False, name=None))


# --- what is compared


def test_region_years_of_one_side_only_are_named_and_are_a_difference():
    """They are not compared, and both are not the same."""
    later = (REGIO, "2020/21")
    a = uitkomsten([regel(BUDGET, A1, 1_00)])
    b = uitkomsten(
        [regel(BUDGET, A1, 1_00), regel(BUDGET, A1, 9_00, schooljaar="2020/21")], delen=[(REGIO, JAAR), later]
    )

    found = compare(a, b)

    assert (((REGIO, JAAR),), (), (later,)) == (found.regiojaren, found.alleen_a, found.alleen_b)
    assert 0 == len(found.bedragen_erbuiten)
    assert not found.gelijk
    assert not compare(b, a).gelijk
    assert compare(a, b, schooljaren=[JAAR]).gelijk


def test_nothing_in_common():
    """Refused, with what each has, the first five."""
    others = [(f"VO99{n:02d}", JAAR) for n in range(10, 17)]
    with pytest.raises(UsageError, match=r"A has VO9901 2019/20, B has VO9910 .*VO9914 2019/20 and 2 more$"):
        compare(uitkomsten(), uitkomsten(delen=others))
    with pytest.raises(UsageError, match="B has none of these school years"):
        compare(uitkomsten(), uitkomsten(delen=[(REGIO, "2030/31")]), schooljaren=[JAAR])
