"""The stock of TLV's from year to year; worked by hand unless a label says else."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, MissingData, Uitkomst
from swvmon.testing import apply, make_momentopname
from swvmon_verblijfsduur.cohorten import forecast
from swvmon_verblijfsduur.keuzes import Groep, Keuzes, Leeftijd, Niveau
from swvmon_verblijfsduur.model import SLEUTEL, VERBLIJFSDUUR, VERBLIJFSDUUR_FEBRUARI

TARIFF = 10_000
"""Euros per pupil, made up, for a simple doorbetaling."""


def group(jaren: int = 4, **keuzes: object) -> Groep:
    values = {"soort": "vso", "niveaus": (Niveau(naam="alle", jaren=jaren),), "instroom_aantal": 0}
    return Groep(**values | keuzes)


def counts(*rows: tuple[str, str, str, int], masked: int = 0) -> pd.DataFrame:
    """Rows (soort, categorie, verwijzer, pupils) as the table has them."""
    frame = pd.DataFrame(rows, columns=["soort", "categorie", "verwijzer", "aantal_min"])
    frame = frame.assign(swv="VO9901", leeftijdsgroep="", school="", grond="")
    return frame[[*SLEUTEL, "aantal_min"]].assign(aantal_max=frame["aantal_min"] + masked)


START = counts(("vso", "1", "90AA00", 60), ("vso", "1", "90BB00", 20), ("vso", "3", "90AA00", 7))


def run(
    start: pd.DataFrame, years: int, groepen: list[Groep], model=VERBLIJFSDUUR, dag: str = "1-10", **keuzes: object
):
    """The outcome of each of some school years that follow each other, from 2019/20 on."""
    outcomes: list[Uitkomst] = []
    former = None
    empty = start.iloc[:0]
    for number in range(years):
        begin = start if former is None else empty
        view = make_momentopname({("tlv_telling", f"{dag} t-1"): begin}, schooljaar=f"{2019 + number}/{20 + number}")
        if former is not None:
            view = view.after(former, Grootboek(pd.DataFrame()))
        outcomes.append(model.verdeel(view, None, Keuzes(groepen=tuple(groepen), **keuzes)))
        former = view.extended(outcomes[-1].tabellen)
    return outcomes


def totals(outcomes: list[Uitkomst], dag: str = "1-10") -> list[int]:
    return [int(o.tabellen[f"tlv_telling {dag} t"]["aantal_min"].sum()) for o in outcomes]


def test_without_inflow_the_stock_is_empty_after_the_longest_stay() -> None:
    """By hand: 80 pupils, 20 in each of four years of stay: each year 20 leave; nobody is left after four years."""
    assert [80, 60, 40, 20, 0, 0] == forecast(group(4), 80, [0] * 5)


def test_steady_state() -> None:
    """By hand: with as many in as out the stock stays as it was."""
    assert [80] * 6 == forecast(group(4), 80, [20] * 5)


def test_longest_stay_by_level() -> None:
    """By hand from R0 L914-916 (published: vmbo 4, havo 5, vwo 6 years): all new, 10 of each level each year."""
    levels = tuple(
        Niveau(naam=name, aandeel=share, jaren=years)
        for name, share, years in (
            ("vmbo", Decimal("0.5"), 4),
            ("havo", Decimal("0.25"), 5),
            ("vwo", Decimal("0.25"), 6),
        )
    )

    assert [0, 40, 80, 120, 160, 180, 190, 190] == forecast(group(niveaus=levels), 0, [40] * 7)


def test_tlv_of_one_year_with_renewal() -> None:
    """By hand (region H, R0 L904): 100 in the first year of stay; each year 80 % is renewed, at most four years."""
    rules = group(4, tlv_jaren=1, verlengd_aandeel=Decimal("0.8"), beginverdeling=(Decimal(1),))

    assert [100, 80, 64, 51, 0] == forecast(rules, 100, [0] * 4)


def test_tlv_of_two_years() -> None:
    """By hand (region I, R0 L905-906): after two years a quarter is renewed; the fourth year is the last."""
    rules = group(4, tlv_jaren=2, verlengd_aandeel=Decimal("0.25"), beginverdeling=(Decimal(1),))

    assert [40, 40, 10, 10, 0] == forecast(rules, 40, [0] * 4)


def test_begin_by_year_of_stay() -> None:
    """By hand: 30 in the first, 0 in the second, 10 in the third year; who is past the longest stay leaves at once."""
    spread = (Decimal("0.75"), Decimal(0), Decimal("0.25"))

    assert [40, 40, 30, 30, 0] == forecast(group(4, beginverdeling=spread), 40, [0] * 4)
    assert [40, 30, 0] == forecast(group(2, beginverdeling=spread), 40, [0] * 2)


def test_no_vso_before_thirteen() -> None:
    """By hand (R0 L912-913): of 10 who come in 4 are 12, and come a year later; six years of stay."""
    ages = (Leeftijd(leeftijd=12, aandeel=Decimal("0.4")), Leeftijd(leeftijd=13, aandeel=Decimal("0.6")))

    assert [0, 6, 16, 26] == forecast(group(6, instroomleeftijden=ages, vanaf_leeftijd=13), 0, [10] * 3)


def test_until_eighteen() -> None:
    """By hand (R0 L916-917): in at 16, so 16, 17 and 18: three years, although six are allowed."""
    rules = group(6, instroomleeftijden=(Leeftijd(leeftijd=16),), tot_en_met_leeftijd=18)

    assert [0, 10, 20, 30, 30] == forecast(rules, 0, [10] * 4)
    assert [30, 20, 10, 0] == forecast(rules, 30, [0] * 3)


def test_shorter_tlv_lowers_the_doorbetaling() -> None:
    """By hand at 10.000 a pupil: 80 with 20 in a year stay 80. Half renewed each year: 60 stay, 30 are renewed.

    So 30 + 20 = 50, then half of 40 + 20 = 40, then half of 35 (17,5 is 18) + 20 = 38.
    """
    steady = [group(4, categorie="1", instroom_aantal=20)]
    short = [group(4, categorie="1", instroom_aantal=20, tlv_jaren=1, verlengd_aandeel=Decimal("0.5"))]
    start = START.iloc[:2]

    def doorbetaling(rules: list[Groep]) -> list[int]:
        return [number * TARIFF for number in totals(run(start, 3, rules))]

    assert [800_000, 800_000, 800_000] == doorbetaling(steady)
    assert [500_000, 400_000, 380_000] == doorbetaling(short)


def test_rows_keep_their_proportions() -> None:
    """By hand: 80 become 60: 45 and 15 by referrer; category 3 has no rule and stays 7."""
    (outcome,) = run(START, 1, [group(4, categorie="1")])
    table = outcome.tabellen["tlv_telling 1-10 t"]

    assert {("1", "90AA00"): 45, ("1", "90BB00"): 15, ("3", "90AA00"): 7} == table.set_index(
        ["categorie", "verwijzer"]
    )["aantal_min"].to_dict()
    assert [*SLEUTEL, "aantal_min", "aantal_max"] == list(table)
    assert table["aantal_min"].equals(table["aantal_max"].rename("aantal_min"))
    assert [
        ("tlv_geraamd", "vso categorie 1: van 80 naar 60 leerlingen op 2019-10-01, bij 0 aanmeldingen."),
        ("tlv_zonder_verblijfsregel", "vso: 7 leerlingen blijven zoals geteld."),
    ] == [(b.code, b.tekst) for b in outcome.bevindingen]


def test_one_pupil_in_words() -> None:
    """By hand: of 2 in two years of stay 1 leaves; a finding says one as a reader would."""
    one = counts(("vso", "1", "", 2), ("so", "1", "", 1))
    (outcome,) = run(one, 1, [group(2, instroom_per_schooljaar={"2019/20": 0})])
    (with_inflow,) = run(one, 1, [group(2, instroom_aantal=1)])

    assert [
        "vso: van 2 naar 1 leerling op 2019-10-01, bij 0 aanmeldingen.",
        "so: 1 leerling blijft zoals geteld.",
    ] == [b.tekst for b in outcome.bevindingen]
    assert "vso: van 2 naar 2 leerlingen op 2019-10-01, bij 1 aanmelding." == with_inflow.bevindingen[0].tekst


def test_years_go_on_from_each_other() -> None:
    """Law: what a year forecasts for t is what the next one hands over for t-1; the first leaves its count alone."""
    outcomes = run(START, 4, [group(4, instroom_aantal=9, tlv_jaren=1, verlengd_aandeel=Decimal("0.7"))])

    assert "tlv_telling 1-10 t-1" not in outcomes[0].tabellen
    for earlier, later in pairwise(outcomes):
        pd.testing.assert_frame_equal(earlier.tabellen["tlv_telling 1-10 t"], later.tabellen["tlv_telling 1-10 t-1"])


def test_inflow_of_a_school_year() -> None:
    """By hand: 5 a year, but 1 before the count of 2020/21; all categories together; 88 in four years of stay of 22."""
    rules = [group(4, instroom_aantal=5, instroom_per_schooljaar={"2020/21": 1})]
    start = counts(("vso", "1", "", 88))

    assert [71, 50, 33] == totals(run(start, 3, rules))


def test_inflow_as_a_share_of_the_pupils() -> None:
    """By hand: 1,5 % of 300 pupils is 4,5: five pupils; half of a school of 100 counts."""
    schools = ["90AA00", "90BB00"]
    pupils = pd.DataFrame({"vestiging": schools, "aantal_min": [250, 100], "aantal_max": [250, 100]})
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": schools, "aandeel": ["1", "0.5"]}),
            "vestiging": pd.DataFrame({"vestiging": schools, "bestuur": "99001"}),
            ("leerlingen_vo", "1-10 t"): pupils.assign(richting="havo", fase="bovenbouw"),
            ("tlv_telling", "1-10 t-1"): counts(("vso", "1", "", 80)),
        }
    )
    rules = group(4, instroom_aantal=None, instroom_aandeel=Decimal("0.015"))

    outcome = VERBLIJFSDUUR.verdeel(view, None, Keuzes(groepen=(rules,)))

    assert [65] == totals([outcome])


def test_group_without_pupils_yet() -> None:
    """By hand: nobody in category 2 yet; 3 come in, without a known referrer or school."""
    (outcome,) = run(START, 1, [group(4, categorie="2", instroom_aantal=3)])
    table = outcome.tabellen["tlv_telling 1-10 t"]

    assert [("VO9901", "vso", "", "2", "", "", "", 3, 3)] == list(
        table[table["categorie"] == "2"].itertuples(index=False, name=None)
    )


def test_february() -> None:
    """The model of 1 February reads and delivers the counts of that day (by hand: 22, 22, 22 and 21 leave)."""
    outcomes = run(START, 2, [group(4)], model=VERBLIJFSDUUR_FEBRUARI, dag="1-2")

    assert [66, 44] == totals(outcomes, "1-2")
    assert {"tlv_telling 1-2 t", "tlv_telling 1-2 t-1"} == set(outcomes[1].tabellen)


def test_engine_accepts_what_it_delivers() -> None:
    """The step books nothing, and hands over no table that it does not declare."""
    view = make_momentopname({("tlv_telling", "1-10 t-1"): START})
    rules = {"soort": "vso", "niveaus": [{"naam": "alle", "jaren": 4}], "instroom_aantal": 3}

    assert apply(VERBLIJFSDUUR, view, groepen=[rules]).regels.empty


def test_no_count_or_a_masked_one() -> None:
    """Without a first count there is no forecast; masked counts are not guessed (by hand: 1 or 4 of 1 to 4)."""
    with pytest.raises(MissingData, match=r"VO9901 2019/20: no TLV's counted on 2018-10-01"):
        run(START.iloc[:0], 1, [group(4)])
    masked = counts(("vso", "1", "", 1), masked=3)
    with pytest.raises(Exception, match="masked by the publisher"):
        run(masked, 1, [group(4)])
    late = [group(4, beginverdeling=(Decimal(1),))]
    assert [4] == totals(run(masked, 1, late, gemaskeerd_als="maximum"))


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"instroom_aantal": None}, "give one of instroom_aantal and instroom_aandeel"),
        ({"tlv_jaren": 1}, "tlv_jaren and verlengd_aandeel need each other"),
        ({"niveaus": (Niveau(naam="a", aandeel=Decimal("0.5"), jaren=4),)}, "shares of niveaus add up to 0.5"),
        ({"beginverdeling": (Decimal("0.5"),)}, "shares of beginverdeling add up to 0.5"),
        ({"vanaf_leeftijd": 13}, "need each other"),
        ({"instroomleeftijden": (Leeftijd(leeftijd=12),)}, "need each other"),
        (
            {"instroomleeftijden": (Leeftijd(leeftijd=19),), "tot_en_met_leeftijd": 18},
            "vso: nobody can stay: the first age is 19, the last 18",
        ),
        ({"instroom_per_schooljaar": {"2019": 1}}, "is not a schooljaar"),
        ({"instroom_per_schooljaar": {"2019/20": -1}}, "-1 of 2019/20 is below zero"),
    ],
)
def test_impossible_groups_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so."""
    with pytest.raises(ValueError, match=text):
        group(**keuzes)


def test_groups_do_not_overlap() -> None:
    """A pupil is in one group."""
    with pytest.raises(ValueError, match="vso 1 more than once"):
        Keuzes(groepen=(group(categorie="1"), group(categorie="1")))
    with pytest.raises(ValueError, match="vso with and without categorie"):
        Keuzes(groepen=(group(), group(categorie="1")))


@settings(max_examples=25, deadline=None)
@given(
    begin=st.integers(0, 500),
    inflow=st.lists(st.integers(0, 60), min_size=7, max_size=7),
    jaren=st.integers(1, 6),
    renewed=st.integers(0, 100),
    tlv=st.integers(1, 3),
)
def test_stock_is_bounded(begin: int, inflow: list[int], jaren: int, renewed: int, tlv: int) -> None:
    """Law: after the longest stay the stock is who came in during it; a shorter TLV never makes it larger."""
    without = forecast(group(jaren), begin, inflow)
    rules = group(jaren, tlv_jaren=tlv, verlengd_aandeel=Decimal(renewed) / 100)
    with_rule = forecast(rules, begin, inflow)

    assert begin == without[0] == with_rule[0]
    assert sum(inflow[7 - jaren :]) == without[7]
    assert all(short <= full for short, full in zip(with_rule, without, strict=True))
