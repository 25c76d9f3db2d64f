"""What each published rule causes: who gets more and who pays, and that the step of the plan is what causes it.

Amounts are eurocents. Expected numbers are published, worked by hand from published amounts, or law; each test says
which. The schools are those of the fictional region: 80AA00, 80BB00 and 80DD00 (sbo) of board 98001, 80CC00, 80GG00 and
80HH00 of 98002, 80JJ00 of 98003; in vo 90AA00, 90BB00 and 90BB01 of 99001, 90CC00 and 90DD00 of 99002, others of 99003.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import pytest

PUPILS = "leerlingen_po 1-10 t-1"
PLACED = "tlv_telling 1-10 t-1"

Rule = Callable[[pd.DataFrame], pd.DataFrame]


def counted(aantal: int, **where: str) -> Rule:
    """Counts that become this number, in the rows where these columns have these values."""
    return lambda frame: _with_counts(frame, where, lambda _: aantal)


def more(aantal: int, **where: str) -> Rule:
    """Counts that rise by this number."""
    return lambda frame: _with_counts(frame, where, lambda column: column + aantal)


def both(first: Rule, then: Rule) -> Rule:
    """Two changes of a count."""
    return lambda frame: then(first(frame))


def _with_counts(frame: pd.DataFrame, where: dict[str, str], new: Callable[[pd.Series], object]) -> pd.DataFrame:
    rows = pd.Series(True, index=frame.index)
    for column, value in where.items():
        rows &= frame[column] == value
    assert rows.any(), f"no row with {where}"
    both = {c: frame[c].mask(rows, new(frame[c])) for c in ("aantal_min", "aantal_max")}
    return frame.assign(**both)


def needs(regels, name: str, stap: str, behaviour: Callable[[str], None]) -> None:
    """The plan behaves so, and does not without the step, nor the amounts that only this step uses."""
    behaviour(regels.text(name))
    without = re.sub(rf'(?m)^  \{{ id = "{stap}\..*\n', "", regels.without(name, stap))
    with pytest.raises(AssertionError):
        behaviour(without)


def difference(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """Who got more or less, and by how much; those to whom nothing happened are left out."""
    keys = sorted({*before, *after})
    return {k: d for k in keys if (d := after.get(k, 0) - before.get(k, 0))}


def paid(year, account: str) -> int:
    """What went to an account, net."""
    lines = year.ledger.regels
    return int(
        lines.loc[lines["naar"] == account, "bedrag_cent"].sum()
        - lines.loc[lines["van"] == account, "bedrag_cent"].sum()
    )


def test_sppoh_a_pupil_and_a_location(regels) -> None:
    """Published: a school of 200 gets € 141 per pupil, € 28.200. By hand: one more pupil is € 106 for its own board."""

    def behaviour(text: str) -> None:
        year = regels.one(text, change={PUPILS: counted(200, vestiging="80CC00")})
        larger = regels.one(text, change={PUPILS: counted(201, vestiging="80CC00")})
        assert 200 * 141_00 == year.schools().get("80CC00")
        assert {"98002": 106_00} == difference(year.boards(), larger.boards())

    needs(regels, "sppoh", "basisondersteuning", behaviour)


def test_sppoh_small_schools_get_more_per_pupil(regels) -> None:
    """The fixed amount makes it so: of two schools the smaller gets more per pupil, and less in all."""

    def behaviour(text: str) -> None:
        schools = regels.one(text).schools()
        small, large = schools.get("80HH00", 0), schools.get("80AA00", 0)
        assert small < large
        assert small * 420 > large * 95

    needs(regels, "sppoh", "basisondersteuning", behaviour)


def test_plein013_amount_per_pupil(regels) -> None:
    """Published: € 339,74 per pupil, from the SWV; a school of 300 gets € 101.922,00 before its placements (FR §7).

    Law, by hand: of 80JJ00 these are 4 in so and 9 in sbo; two in so of category 3 are for the SWV.
    """

    def behaviour(text: str) -> None:
        year = regels.one(text, change={PUPILS: counted(300, vestiging="80JJ00")})
        larger = regels.one(text, change={PUPILS: counted(301, vestiging="80JJ00")})
        assert 101_922_00 - 4 * 8_220_95 - 9 * 4_268_84 == year.schools().get("80JJ00")
        assert {"98003": 339_74} == difference(year.boards(), larger.boards())
        assert -339_74 == larger.ledger.saldo("swv:budget") - year.ledger.saldo("swv:budget")

    needs(regels, "plein013", "ondersteuningsbudget", behaviour)


def test_plein013_the_referring_board_pays_unless_it_is_exempt(regels) -> None:
    """Law: one more placement in so costs its board € 8.220,95, in sbo € 4.268,84. Solidarity pupils cost no board.

    By hand: of 80CC00, which has 180 pupils, are charged 3 in so and 5 in sbo, and not the two who are less than a year
    at school.
    """

    def behaviour(text: str) -> None:
        (year,) = regels.run(text)
        so = {"soort": "so", "leeftijdsgroep": "vanaf_8", "categorie": "1", "grond": ""}
        assert 180 * 339_74 - (3 * 8_220_95 + 5 * 4_268_84) == year.schools().get("80CC00")
        for rule, expected in (
            (more(1, verwijzer="80CC00", **so), {"98002": -8_220_95}),
            (more(1, verwijzer="80BB00", soort="sbo"), {"98001": -4_268_84}),
            (more(1, verwijzer="80CC00", grond="korter_dan_een_jaar"), {}),
            (more(1, verwijzer="80JJ00", categorie="3"), {}),
            (more(1, grond="mkd", soort="so"), {}),
        ):
            assert expected == difference(year.boards(), regels.one(text, change={PLACED: rule}).boards())

    needs(regels, "plein013", "plaatsingen", behaviour)


@pytest.mark.parametrize("stap", ["doorbetaling", "plaatsingen"])
def test_plein013_the_swv_pays_instead_of_the_school(stap: str, regels) -> None:
    """DUO withholds each placement from the SWV; only of those that are not exempt it gets the personnel part back.

    Law, by hand: category 3 from 8 costs 21.328,60 and 5/12 × 1.539,08 of 2015. Category 1 costs 35 × 784,40 × 5/12,
    11.439,17, less 34 × 784,40 × 5/12, 11.112,33.
    """

    def cost(text: str, **where: str) -> int:
        before, after = (regels.run(text, change=c)[0] for c in (None, {PLACED: more(1, soort="so", **where)}))
        return before.ledger.saldo("swv:budget") - after.ledger.saldo("swv:budget")

    def behaviour(text: str) -> None:
        assert 21_328_60 + 641_28 == cost(text, verwijzer="80JJ00", categorie="3")
        assert 11_439_17 - 11_112_33 == cost(text, verwijzer="80JJ00", categorie="1")

    needs(regels, "plein013", stap, behaviour)


def test_rijn_gelderse_vallei_a_higher_norm_costs_boards_more(regels) -> None:
    """Published: 95,4 %, 96 %, 97 %. By hand: 1.505 regular and 118 placed, 14 of them by 80AA00 in sbo.

    The norms leave room for 74,658, 64,92 and 48,69 placements. So 43,342, 53,08 and 69,31 of 118 lie above it, of
    these 14 that is 5,142271, 6,297627 and 8,22322. What boards pay more, the SWV has more.
    """

    def behaviour(text: str) -> None:
        years = [regels.run(text, scenario=s)[0] for s in ("plan", "vanaf-oktober-2021", "vanaf-2023")]
        sbo = []
        for year in years:
            assert [] == year.failures
            lines = year.step("verwijzer-betaalt-mee")
            own = lines[(lines["vestiging"] == "80AA00") & lines["parameters"].str.contains(".sbo", regex=False)]
            sbo.append([f"{n:.6f}" for n in own["hoeveelheid"]])
        for earlier, later in pairwise(years):
            shifted = difference(earlier.boards(), later.boards())
            assert {"98001", "98002", "98003"} == set(shifted)
            assert all(d < 0 for d in shifted.values())
            gained = later.ledger.saldo("swv:budget") - earlier.ledger.saldo("swv:budget")
            assert -sum(shifted.values()) == gained
        assert [["5.142271"], ["6.297627"], ["8.223220"]] == sbo

    behaviour(regels.text("rijn-gelderse-vallei"))
    (without,) = regels.run(regels.without("rijn-gelderse-vallei", "verwijzer-betaalt-mee"))
    assert {} == {board: cents for board, cents in without.boards().items() if cents < 0}


@pytest.mark.parametrize("stap", ["verwijzer-betaalt-mee", "doorbetaling"])
def test_rijn_gelderse_vallei_boards_make_the_budget_hold(stap: str, regels) -> None:
    """DUO withholds so from the SWV, and what it has besides what boards pay does not hold that."""

    def behaviour(text: str) -> None:
        (year,) = regels.run(text)
        assert [] == year.failures
        assert paid(year, "duo:so") > 500_000_00
        assert paid(year, "duo:so") > -paid(year, "rijk:begroot") - paid(year, "vestiging:80DD00")

    needs(regels, "rijn-gelderse-vallei", stap, behaviour)


def test_rijn_gelderse_vallei_within_the_norm_nobody_pays(regels) -> None:
    """Three times the pupils bring the region within the norm; a placement more makes all boards pay more, not one.

    With a budget that holds so and sbo without them. What the board of the sbo school then gets, is for sbo.
    """

    def behaviour(text: str) -> None:
        year = regels.one(text)
        one = more(1, verwijzer="80CC00", soort="sbo")
        shifted = difference(year.boards(), regels.one(text, change={PLACED: one}).boards())
        assert {"98001", "98002", "98003"} == set(shifted)
        assert min(shifted, key=shifted.__getitem__) == "98002"
        large = regels.one(
            text, change={PUPILS: lambda f: f.assign(aantal_min=f.aantal_min * 3, aantal_max=f.aantal_max * 3)}
        )
        assert {"98001": paid(large, "vestiging:80DD00")} == large.boards()

    name, ample = "rijn-gelderse-vallei", ("waarde = 575_000", "waarde = 900_000")
    whole = regels.text(name).replace(*ample)
    without = regels.without(name, "verwijzer-betaalt-mee").replace(*ample)
    behaviour(whole)
    assert [] == regels.one(without).failures
    with pytest.raises(AssertionError):
        behaviour(without)


@pytest.mark.parametrize("stap", ["basisondersteuning", "extra-ondersteuning"])
def test_spow_two_bases(regels, stap: str) -> None:
    """By hand from published amounts: 250 of a basisschool € 44.000,00, 80 of sbo € 7.920,00; in 2022 € 40.000,00."""

    def behaviour(text: str) -> None:
        sizes = both(counted(250, vestiging="80CC00"), counted(80, vestiging="80DD00"))
        (year,) = regels.run(text, change={PUPILS: sizes})
        former = regels.run(text, scenario="bedragen-2022", change={PUPILS: sizes})[0]
        assert (44_000_00, 7_920_00) == (year.schools().get("80CC00"), year.schools().get("80DD00"))
        assert 40_000_00 == former.schools().get("80CC00")

    needs(regels, "spow", stap, behaviour)


def test_spow_a_pupil_that_moves_to_sbo_takes_no_extra_support_along(regels) -> None:
    """By hand: 80AA00 loses € 99 and € 77, the sbo school of the same board gets € 99; so the board loses € 77."""

    def behaviour(text: str) -> None:
        year = regels.one(text)
        moved = both(more(-1, vestiging="80AA00"), more(1, vestiging="80DD00"))
        after = regels.one(text, change={PUPILS: moved})
        assert {"80AA00": -176_00, "80DD00": 99_00} == difference(year.schools(), after.schools())
        assert {"98001": -77_00} == difference(year.boards(), after.boards())

    needs(regels, "spow", "extra-ondersteuning", behaviour)


def test_amsterdam_diemen_a_higher_score_takes_money_from_others(regels) -> None:
    """The budget is fixed: a school whose score rises gets more, all others less, and nothing else changes."""

    def raised(frame: pd.DataFrame) -> pd.DataFrame:
        score = (frame["code"] == "80CC00") & (frame["kenmerk"] == "achterstandsscore")
        return frame.assign(waarde=frame["waarde"].mask(score, "400"))

    def behaviour(text: str) -> None:
        year = regels.one(text)
        after = regels.one(text, change={"kenmerk": raised})
        shifted = difference(year.schools(), after.schools())
        assert {"80AA00", "80BB00", "80CC00", "80GG00", "80HH00", "80JJ00"} == set(shifted)
        assert ["80CC00"] == [school for school, d in shifted.items() if d > 0]
        assert 0 == sum(shifted.values())

    needs(regels, "amsterdam-diemen", "naar-schoolgewicht", behaviour)


def test_amsterdam_diemen_the_key_grows_in(regels) -> None:
    """Each year 80BB00, which gains by the new key, moves towards it; the corrections of all schools are zero together.

    By hand, in the first year: three quarters of the old key, by which 80BB00 has 55.500 / 279.750 of € 300.000, and a
    quarter of the new one.
    """

    def behaviour(text: str) -> None:
        years = regels.run(text, years=("2015/16", "2016/17", "2017/18", "2018/19"))
        corrections = [y.schools("ingroei") for y in years]
        first, new = years[0].schools(), years[0].schools("vaste-deel", "naar-schoolgewicht")["80BB00"]
        assert round(0.75 * 55_500 / 279_750 * 300_000_00 + 0.25 * new) == first["80BB00"]
        assert [True, True, True, False] == [c.get("80BB00", 0) < 0 for c in corrections]
        assert [0, 0, 0, 0] == [sum(c.values()) for c in corrections]

    needs(regels, "amsterdam-diemen", "ingroei", behaviour)


def test_kop_van_noord_holland_both_readings_of_the_cap(regels) -> None:
    """Published own risk and caps. By hand (FR §7), costs € 3.900, 9.000, 15.000 (sbo) and 18.000 (so).

    Reading A, the cap is for what the SWV pays: 0, 5.000, 6.634,52 and 12.938,34. Reading B, for the whole cost: 0,
    2.634,52, 2.634,52 and 8.938,34.
    """

    def behaviour(text: str) -> None:
        a, b = (regels.run(text, scenario=s)[0].schools("arrangementen") for s in ("plan", "lezing-b"))
        assert {"80BB00": 5_000_00, "80CC00": 6_634_52, "80GG00": 12_938_34} == a
        assert {"80BB00": 2_634_52, "80CC00": 2_634_52, "80GG00": 8_938_34} == b

    behaviour(regels.text("kop-van-noord-holland"))
    without = regels.without("kop-van-noord-holland", "arrangementen")
    assert {} == regels.one(without).schools("arrangementen")


def test_kop_van_noord_holland_amount_per_pupil(regels) -> None:
    """Published: € 206,00 per regular pupil; one more in sbo brings nothing."""

    def behaviour(text: str) -> None:
        year = regels.one(text)
        assert {"98003": 206_00} == difference(
            year.boards(), regels.one(text, change={PUPILS: more(1, vestiging="80JJ00")}).boards()
        )
        assert {} == difference(year.boards(), regels.one(text, change={PUPILS: more(1, vestiging="80DD00")}).boards())

    needs(regels, "kop-van-noord-holland", "bedrag-per-leerling", behaviour)


@pytest.mark.parametrize("name", ["po2001", "po2202"])
def test_central_costs_come_off_the_light_money_of_all_boards(name: str, regels) -> None:
    """A larger solidarity pot takes from every board, by its pupils, and not from the heavy money.

    By hand: € 250.000 × (0,15 - 0,05) = € 25.000 less for boards; 730 of 1.505 pupils are of board 98001.
    """

    def behaviour(text: str) -> None:
        small = regels.one(text)
        large = regels.one(text.replace("aandeel = { waarde = 0.05,", "aandeel = { waarde = 0.15,"))
        shifted = difference(small.boards(), large.boards())
        assert 25_000_00 == paid(large, "swv:reserve:solidariteit") - paid(small, "swv:reserve:solidariteit")
        assert -25_000_00 == sum(shifted.values())
        assert abs(shifted["98001"] + 25_000_00 * 730 / 1505) < 5
        assert paid(small, "swv:zwaar") == paid(large, "swv:zwaar")

    needs(regels, name, "centrale-kosten", behaviour)


@pytest.mark.parametrize(
    ("name", "stap"),
    [
        ("po2001", "licht-naar-subregios"),
        ("po2001", "zwaar-naar-subregios"),
        ("po2202", "licht-naar-besturen"),
        ("po2202", "zwaar-naar-besturen"),
    ],
)
def test_money_follows_the_pupil_to_its_board(name: str, stap: str, regels) -> None:
    """Boards share 85 % of the light and 40 % of the heavy money, € 352.500; pupils of one take from the others.

    By hand: with 100 pupils more board 98003 has 360 of 1.605 instead of 260 of 1.505.
    """

    def behaviour(text: str) -> None:
        year = regels.one(text)
        grown = regels.one(text, change={PUPILS: more(100, vestiging="80JJ00")})
        shifted = difference(year.boards(), grown.boards())
        assert 352_500_00 == sum(year.boards().values()) == sum(grown.boards().values())
        assert abs(shifted["98003"] - 352_500_00 * (360 / 1605 - 260 / 1505)) < 5
        assert shifted["98001"] < 0 > shifted["98002"]

    needs(regels, name, stap, behaviour)


@pytest.mark.parametrize("subregio", ["waterhoven", "duinrade"])
def test_po2001_a_subregio_pays_its_own_schools_alone(subregio: str, regels) -> None:
    """Each subregio spends all it gets, on its own schools; a shift inside one leaves the other as it was."""

    def behaviour(text: str) -> None:
        year = regels.one(text)
        moved = both(more(-10, vestiging="80AA00"), more(10, vestiging="80BB00"))
        inside = regels.one(text, change={PUPILS: moved})
        assert {"80AA00", "80BB00"} == set(difference(year.schools(), inside.schools()))
        assert 0 == year.ledger.saldo(f"swv:deelregio:{subregio}")
        assert {"80AA00", "80BB00", "80JJ00"} == set(year.schools("besturen-waterhoven"))
        assert {"80CC00", "80GG00", "80HH00"} == set(year.schools("besturen-duinrade"))

    needs(regels, "po2001", subregio, behaviour)


def test_po2001_and_po2202_do_not_look_at_referrals(regels) -> None:
    """No share of referrals is agreed: the plans read no placements at all."""
    for name in ("po2001", "po2202"):
        assert "tlv_telling" not in {key.tabel for key in regels.one(regels.text(name)).view.sleutels}


def test_rijnstreek_a_board_draws_up_to_its_right(regels) -> None:
    """By hand: € 40 × 180 pupils is less than the € 8.000 asked; ten pupils more let the board draw € 400 more."""

    def behaviour(text: str) -> None:
        year = regels.one(text)
        assert {"80AA00": 9_500_00, "80CC00": 7_200_00} == year.schools()
        grown = regels.one(text, change={PUPILS: more(10, vestiging="80CC00")})
        assert {"98002": 400_00} == difference(year.boards(), grown.boards())
        unused = regels.one(text, change={PUPILS: more(10, vestiging="80AA00")})
        assert {} == difference(year.boards(), unused.boards())

    needs(regels, "rijnstreek", "trekkingsrecht", behaviour)


def test_rijnstreek_staff_is_paid_and_no_school_is(regels) -> None:
    """In kind: more half days for one school cost the SWV, and bring no board money. By hand: 10 × € 260."""

    def behaviour(text: str) -> None:
        year = regels.one(text)
        longer = regels.one(text.replace("80HH00 = { waarde = 20", "80HH00 = { waarde = 30"))
        assert {} == difference(year.boards(), longer.boards())
        pot = "swv:voorziening:centrum_voor_ondersteuning"
        assert 2_600_00 == paid(longer, pot) - paid(year, pot)

    needs(regels, "rijnstreek", "centrum-voor-ondersteuning", behaviour)


def test_nijmegen_each_location_has_its_fixed_amount(regels) -> None:
    """By hand: a pupil is € 40 for its board; a location without pupils loses € 10.000 and € 40 for each of its 352."""

    def behaviour(text: str) -> None:
        key = "leerlingen_vo 1-10 t-1"
        year = regels.one(text)
        rows = regels.one(text, change={key: lambda f: f[f["vestiging"] != "90DD00"]})
        assert {"99002": -(10_000_00 + 352 * 40_00)} == difference(year.boards(), rows.boards())
        assert year.boards().get("99001") == 3 * 10_000_00 + (200 + 824) * 40_00

    needs(regels, "nijmegen", "basisondersteuning", behaviour)


@pytest.mark.parametrize(
    ("stap", "changed", "cost"),
    [
        ("begeleiders", ("90DD00 = { waarde = 40", "90DD00 = { waarde = 50"), 2_600_00),
        ("consulenten", ("fte = { waarde = 1,", "fte = { waarde = 1.25,"), 20_000_00),
    ],
)
def test_nijmegen_staff_is_paid_by_the_swv(stap: str, changed: tuple[str, str], cost: int, regels) -> None:
    """In kind: more staff costs the SWV, by hand 10 × € 260 or a quarter of € 80.000, and brings no board money."""

    def behaviour(text: str) -> None:
        year, longer = regels.one(text), regels.one(text.replace(*changed))
        assert {} == difference(year.boards(), longer.boards())
        assert cost == year.ledger.saldo("swv:budget") - longer.ledger.saldo("swv:budget")

    needs(regels, "nijmegen", stap, behaviour)


def test_almere_a_place_costs_five_and_seven_twelfths(regels) -> None:
    """Published formula, by hand: 24 × 12.000 × 5/12 + 24 × 12.600 × 7/12; the index costs 7/12 × (t2 - t1) × places.

    That is 24 × 600, 15 × 450 and 10 × 750, together € 28.650, of which 7/12 is € 16.712,50.
    """

    def behaviour(text: str) -> None:
        indexed, flat = (regels.run(text, scenario=s)[0] for s in ("plan", "zonder-index"))
        assert 120_000_00 + 176_400_00 == indexed.schools().get("90EE00")
        assert 24 * 12_000_00 == flat.schools().get("90EE00")
        assert 16_712_50 == flat.ledger.saldo("swv:budget") - indexed.ledger.saldo("swv:budget")

    behaviour(regels.text("almere"))
    without = regels.without("almere", "dekkend-netwerk")
    assert {} == regels.one(without).schools()


def test_almere_money_follows_places_not_pupils(regels) -> None:
    """A place more is paid to its host, by hand 12.000 × 5/12 + 12.600 × 7/12; pupils are not read at all."""

    def behaviour(text: str) -> None:
        year, larger = (
            regels.one(text),
            regels.one(text.replace("plaatsen = { waarde = 24,", "plaatsen = { waarde = 25,")),
        )
        assert {"99003": 12_350_00} == difference(year.boards(), larger.boards())
        assert "leerlingen_vo" not in {key.tabel for key in year.view.sleutels}

    needs(regels, "almere", "dekkend-netwerk", behaviour)


@pytest.mark.parametrize(
    ("stap", "pot", "placed"), [("krimp", "personeel", 58), ("krimp-tweede-teldatum", "materieel", 60)]
)
def test_noord_limburg_vso_shrinks_as_regular_education(stap: str, pot: str, placed: int, regels) -> None:
    """The SWV receives less and pays less for vso; more krimp lowers both.

    By hand, on 1-10-2014: 24 placements of 99001, 7 of 99002, 18 of 99003, 10 without a referrer: 24 × 0,98 + 7 × 0,99
    + 18 × 0,965 + 10 × 0,98 = 57,62, rounded 58. On 1-10-2015, with 25, 7, 19 and 10: 59,565, rounded 60.
    """

    def behaviour(text: str) -> None:
        deep = text.replace("prognose_percentage = { waarde = -2,", "prognose_percentage = { waarde = -20,")
        year, deeper = regels.one(text), regels.one(deep)
        assert placed == _latest(year, pot)["hoeveelheid"].sum()
        assert placed > _latest(deeper, pot)["hoeveelheid"].sum()
        for account in ("rijk:zwaar", "duo:vso"):
            flows = [abs(paid(y, account)) for y in (year, deeper)]
            assert flows[0] > flows[1]

    needs(regels, "noord-limburg", stap, behaviour)


def _latest(year, pot: str) -> pd.DataFrame:
    """What is paid for vso from a pot, on the last counting date."""
    lines = year.step("doorbetaling")
    lines = lines[lines["van"] == f"swv:zwaar:{pot}"]
    return lines[lines["periode_van"] == lines["periode_van"].max()]


def test_unita_who_pays_outside_the_region(regels) -> None:
    """Law 2015/16: € 4.268,84 a year, € 7.255,71 in the first year after an admission between 2 October and 1 August.

    By hand: 3 × 4.268,84 + 7.255,71. Who moved, and who enrolled for the first time, is paid by another SWV: as a
    change of school these would cost 2 × 4.268,84 and 4.268,84 more. Whose TLV has ended costs nothing.
    """

    def behaviour(text: str) -> None:
        year = regels.one(text)
        assert 3 * 4_268_84 + 7_255_71 == paid(year, "duo:sbo")
        for reden, aantal in (("verhuizing", 2), ("eerste_inschrijving", 1)):
            paid_for = regels.one(text.replace(f'reden = "{reden}"', 'reden = "overstap"'))
            assert aantal * 4_268_84 == paid(paid_for, "duo:sbo") - paid(year, "duo:sbo")
        ended = text.replace('laatste_schooljaar = "2015/16"', 'laatste_schooljaar = "2014/15"')
        assert 0 == paid(regels.one(ended), "duo:sbo")

    needs(regels, "unita", "buiten-de-regio", behaviour)


def test_unita_a_pupil_more_in_its_own_sbo(regels) -> None:
    """Law: above 2 % the SWV pays its own sbo school € 4.268,84 a pupil for personnel; the school's board gets it."""

    def behaviour(text: str) -> None:
        key = "leerlingen_po 1-2 t"
        year = regels.one(text)
        assert {"98001": 4_268_84} == difference(
            year.boards(), regels.one(text, change={key: more(1, vestiging="80DD00")}).boards()
        )

    needs(regels, "unita", "eigen-sbo", behaviour)
