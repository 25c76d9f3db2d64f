"""The SWV's G to L of R0 (vo): what the report says of their money happens, and stops when its step is taken out."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import pandas as pd

JAREN = ("2015/16", "2016/17", "2017/18")
MET_2018 = (*JAREN, "2018/19")
TELLINGEN = [f"{tabel} {dag}" for tabel in ("leerlingen_vo", "tlv_telling") for dag in ("1-10 t-1", "1-10 t")]
PLAATSINGEN = TELLINGEN[2:]


def one(regels, text: str, change=None):
    """A run of the school year of the examples, that must succeed; only once with the counts as they are."""
    if change is not None:
        return regels.one(text, change=change)
    (jaar,) = run(regels, text, JAREN[:1])
    assert [] == jaar.failures
    return jaar


def without(regels, name: str, stap: str) -> str:
    """The text without a step, its scenarios and the values that it needs."""
    text = re.sub(rf'(?m)^  \{{ id = "{stap}\..*\n', "", regels.without(name, stap))
    return re.sub(rf"(?s)\[scenario\.[\w-]+\.{stap}\].*", "", text)


DONE: dict[tuple[str, tuple[str, ...], str], list] = {}


def run(regels, text: str, years: tuple[str, ...] = JAREN, scenario: str = "plan") -> list:
    """A run of several school years with the counts as they are; each only once."""
    key = (text, years, scenario)
    if key not in DONE:
        DONE[key] = regels.run(text, years, scenario=scenario)
    return DONE[key]


def same_counts():
    """All years have the counts of the first."""
    kept: dict[str, pd.DataFrame] = {}
    first = {
        tabel: lambda frame, tabel=tabel: kept.setdefault(tabel, frame) for tabel in ("leerlingen_vo", "tlv_telling")
    }
    return {name: first[name.split()[0]] for name in TELLINGEN}


def more(number: int, verwijzer: str = "", categorie: str = "1"):
    """More placements, of the referring school or of none."""

    def add(frame: pd.DataFrame) -> pd.DataFrame:
        at = (frame["verwijzer"] == verwijzer) & (frame["categorie"] == categorie)
        assert at.any()
        first = at & (at.cumsum() == 1)
        return frame.assign(**{c: frame[c] + number * first for c in ("aantal_min", "aantal_max")})

    return dict.fromkeys(PLAATSINGEN, add)


def times(factor: int):
    """Every number of placements times a factor."""
    columns = ("aantal_min", "aantal_max")
    return dict.fromkeys(PLAATSINGEN, lambda f: f.assign(**{c: f[c] * factor for c in columns}))


def booked(jaar, stap: str) -> int:
    """What a step booked, eurocents."""
    return int(jaar.step(stap)["bedrag_cent"].sum())


def to_schools(jaar, *stappen: str) -> int:
    """What all schools got, eurocents."""
    return sum(jaar.schools(*stappen).values())


def shift(before, after) -> dict[str, int]:
    """What each board got more, eurocents."""
    former, later = before.boards(), after.boards()
    return {board: later.get(board, 0) - former.get(board, 0) for board in sorted({*former, *later})}


def pupils(jaar) -> dict[str, Decimal]:
    """Share of each board in the funded pupils on 1 October of the former school year; a vavo pupil is a half."""
    counts = jaar.view.tabel("leerlingen_vo", "1-10 t-1")
    board = jaar.view.tabel("vestiging").set_index("vestiging")["bestuur"]
    weight = 2 * counts["aantal_min"] - counts["aantal_min"].where(counts["fase"] == "vavo", 0)
    halves = weight.groupby(counts["vestiging"].map(board)).sum()
    return {str(b): Decimal(int(n)) / int(halves.sum()) for b, n in halves.items()}


def by_pupils(jaar, change: dict[str, int], tolerance_cent: int = 200) -> None:
    """Every board bears its part by pupils; the tolerance is for roundings."""
    total = sum(change.values())
    shares = pupils(jaar)
    assert set(shares) == set(change)
    assert all(abs(cents - total * shares[board]) <= tolerance_cent for board, cents in change.items()), change


# G


def test_g_amount_per_pupil_falls_while_vso_does_not(regels) -> None:
    """With the same pupils and the same vso every year, schools get less each year (R0 L690-693)."""

    def behaviour(text: str) -> None:
        amounts = [to_schools(jaar) for jaar in regels.run(text, JAREN, change=same_counts())]
        assert all(later < former for former, later in pairwise(amounts)), amounts

    behaviour(regels.text("G"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "G", "verevening"))


@pytest.mark.parametrize(("name", "sign"), [("G", 1), ("H", 1), ("I", 1), ("J", -1), ("K", -1), ("L", -1)])
def test_verevening_fades(name: str, sign: int, regels) -> None:
    """Law (Bekostigingsbesluit WVO art. 27b): 100, 95 and 80 % of an outcome above zero; 100, 90 and 75 % below."""
    personnel = []
    for jaar in run(regels, regels.text(name)):
        lines = jaar.step("verevening")
        pot = lines[(lines["van"] == "swv:zwaar:personeel") | (lines["naar"] == "swv:zwaar:personeel")]
        assert {sign} == {1 if line == "rijk:verevening" else -1 for line in pot["van"]}
        personnel.append(int(pot["bedrag_cent"].sum()))

    expected = (100, 95, 80) if sign > 0 else (100, 90, 75)
    assert all(abs(cents - Decimal(personnel[0] * p) / 100) <= 1 for cents, p in zip(personnel, expected, strict=True))


def test_g_who_refers_more_keeps_less(regels) -> None:
    """Ten more placements of one board cost that board their amount, and no other board anything (R0 L894-901)."""

    def behaviour(text: str) -> None:
        change = shift(one(regels, text), one(regels, text, change=more(10, "90BB00")))
        assert abs(change["99001"] + 10 * 9_740_39) < 1_000
        assert max(abs(change["99002"]), abs(change["99003"])) < 1_000

    behaviour(regels.text("G"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "G", "verwijzer_betaalt"))


@pytest.mark.parametrize(("verwijzer", "categorie"), [("", "1"), ("90EE00", "3")])
def test_g_solidarity_costs_its_own_board_nothing_extra(verwijzer: str, categorie: str, regels) -> None:
    """A placement without a referrer, or of a severe handicap, is borne by all boards by pupils (R0 L897-898)."""

    def behaviour(text: str) -> None:
        before = one(regels, text)
        change = shift(before, one(regels, text, change=more(10, verwijzer, categorie)))
        assert sum(change.values()) < -50_000_00
        by_pupils(before, change)

    behaviour(regels.text("G"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "G", "doorbetaling"))
    if verwijzer:
        with pytest.raises(AssertionError):
            behaviour(
                regels.text("G").replace(
                    "vrijgestelde_categorieen = { waarde = [3]", "vrijgestelde_categorieen = { waarde = []"
                )
            )


@pytest.mark.parametrize("name", ["G", "J", "K", "L"])
def test_what_vso_costs_above_the_budget_the_boards_pay(name: str, regels) -> None:
    """Where placements exceed the budget, no pot stays red and the boards pay by pupils (R0 L1216-1219)."""

    def behaviour(text: str) -> None:
        jaar = one(regels, text, change=times(8))
        assert {} == {a: s for a, s in jaar.ledger.saldi().items() if a.startswith("swv:") and s < 0}
        paid = jaar.boards("uitputting")
        assert sum(paid.values()) < 0
        by_pupils(jaar, paid)

    behaviour(regels.text(name))
    with pytest.raises(AssertionError):
        behaviour(without(regels, name, "uitputting"))


def test_g_subregions_get_their_part(regels) -> None:
    """A subregion that grows gets a larger part, at the cost of the others (by pupils: assumed)."""

    def grow(frame: pd.DataFrame) -> pd.DataFrame:
        first = (frame["vestiging"] == "90EE00") & ~frame["vestiging"].duplicated()
        return frame.assign(**{c: frame[c] + 200 * first for c in ("aantal_min", "aantal_max")})

    def behaviour(text: str) -> None:
        before = one(regels, text).ledger.regels
        after = one(regels, text, change={"leerlingen_vo 1-10 t-1": grow}).ledger.regels
        parts = [
            x[x["naar"].str.startswith("swv:deelregio:")].set_index("naar")["bedrag_cent"] for x in (before, after)
        ]
        shares = [part / part.sum() for part in parts]
        more_for = {name.removeprefix("swv:deelregio:"): shares[1][name] > shares[0][name] for name in shares[0].index}
        assert {"duinrade": False, "meander": True, "waterhoven": False} == dict(sorted(more_for.items()))

    behaviour(regels.text("G"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "G", "deelregioverdeling"))


# H


def test_h_tlv_of_one_year_lowers_vso(regels) -> None:
    """With TLV's of one year what goes to vso falls each year (R0 L903-905, L1299-1301)."""

    def behaviour(text: str) -> None:
        paid = [booked(jaar, "doorbetaling") for jaar in run(regels, text)]
        assert all(later < former for former, later in pairwise(paid)), paid

    behaviour(regels.text("H"))
    scenario = run(regels, regels.text("H"), scenario="tlv-voor-de-hele-duur")[-1]
    assert booked(scenario, "doorbetaling") > booked(run(regels, regels.text("H"))[-1], "doorbetaling")
    with pytest.raises(AssertionError):
        behaviour(without(regels, "H", "verblijfsduur"))


def test_h_fixed_amount_from_the_reserve(regels) -> None:
    """Every board gets the same amount each year, whatever vso does, out of the reserve (R0 L974-977)."""

    def behaviour(text: str, change=None) -> None:
        for jaar in regels.run(text, JAREN[:2], change=change):
            assert {"99001": 20_000_00, "99002": 20_000_00, "99003": 20_000_00} == jaar.boards("demping")
            assert {"swv:reserve"} == set(jaar.step("demping")["van"])

    behaviour(regels.text("H"))
    behaviour(regels.text("H"), change={PLAATSINGEN[0]: more(5)[PLAATSINGEN[0]]})
    with pytest.raises(AssertionError):
        behaviour(without(regels, "H", "demping"))


@pytest.mark.parametrize(("start", "cents"), [("2006/07", 60_000_00), ("2005/06", 0)])
def test_h_fixed_amount_ends_after_ten_years(start: str, cents: int, regels) -> None:
    """Published (R0 L974-975): ten years. 2015/16 is the tenth year from 2006/07, the eleventh from 2005/06."""
    text = regels.text("H").replace('eerste_schooljaar = "2015/16"', f'eerste_schooljaar = "{start}"')

    assert cents == booked(one(regels, text), "demping")


def test_h_less_vso_fills_the_reserve(regels) -> None:
    """Where vso falls faster than the budget, the reserve that pays the fixed amounts grows (R0 L975-977)."""

    def behaviour(text: str) -> None:
        halved = {PLAATSINGEN[0]: lambda f: f.assign(aantal_min=f["aantal_min"] // 2, aantal_max=f["aantal_max"] // 2)}
        assert one(regels, text, change=halved).ledger.saldo("swv:reserve") > one(regels, text).ledger.saldo(
            "swv:reserve"
        )

    behaviour(regels.text("H"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "H", "vereveningsbijdrage"))


@pytest.mark.parametrize(
    ("name", "stap", "school", "row"),
    [
        ("H", "arrangementen", "90BB00", '"90BB00", soort = "individueel", aantal = 12'),
        ("I", "klassen", "90CC00", '"90CC00", soort = "integratieklas", aantal = 8'),
        ("J", "arrangementen", "90AA00", '"90AA00", soort = "nieuwkomers", aantal = 4'),
        ("K", "arrangementen", "90BB00", '"90BB00", soort = "maatwerk", aantal = 3'),
        ("L", "arrangementen", "90DD00", '"90DD00", soort = "hoogbegaafd", aantal = 6'),
    ],
)
def test_arrangementen_are_paid_by_all(name: str, stap: str, school: str, row: str, regels) -> None:
    """More arrangementen at one school: that school gains, every other one pays (R0 L801-803, L792-796, L1050)."""

    def behaviour(text: str) -> None:
        before, after = one(regels, text).schools(), one(regels, text.replace(row, twice)).schools()
        assert {s: s == school for s in before} == {s: after[s] > before[s] for s in before}
        assert all(after[s] < before[s] for s in before if s != school)

    twice = re.sub(r"\d+$", lambda number: str(2 * int(number[0])), row)
    assert row in regels.text(name)
    behaviour(regels.text(name))
    with pytest.raises(AssertionError):
        behaviour(without(regels, name, stap))


def test_h_every_school_has_a_plusklas(regels) -> None:
    """Each location gets the same, large or small (R0 L790-792; that it is paid so is assumed)."""

    def behaviour(text: str) -> None:
        assert [60_000_00] * 7 == list(one(regels, text).schools("plusklassen").values())

    behaviour(regels.text("H"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "H", "plusklassen"))


# I


VMBO_JAREN = (
    'naam = "vmbo", aandeel = { waarde = 0.6, bron = "fictieve regio", status = "aanname" }, ' + "jaren = { waarde = 4"
)


@pytest.mark.parametrize(
    ("limit", "longer"),
    [
        (
            VMBO_JAREN,
            "jaren = { waarde = 6",
        ),
        ("tlv_jaren = { waarde = 2", "tlv_jaren = { waarde = 6"),
        ("tot_en_met_leeftijd = { waarde = 18", "tot_en_met_leeftijd = { waarde = 20"),
        ("vanaf_leeftijd = { waarde = 13", "vanaf_leeftijd = { waarde = 12"),
    ],
)
def test_i_each_limit_of_stay_lowers_what_vso_costs(limit: str, longer: str, regels) -> None:
    """Each limit lets fewer pupils be in vso, so less goes to it in three years (R0 L902-919)."""

    def behaviour(text: str) -> None:
        without_limit = text.replace(limit, re.sub(r"[\w]+ = \{ waarde = \d+$", longer, limit))
        now, then = (sum(booked(j, "doorbetaling") for j in run(regels, t)) for t in (text, without_limit))
        assert now < then

    text = regels.text("I")
    assert limit in text
    behaviour(text)
    no_step = re.sub(r'(?s)\[\[keten\]\]\nmodel = "verblijfsduur".*?(?=\[\[keten\]\]\n)', "", text)
    no_step = re.sub(r'(?s)\[\[element\]\]\n(?:(?!\[\[).)*stap = "verblijfsduur".*?(?=\[)', "", no_step)
    no_step = re.sub(r"(?s)\[scenario.*", "", no_step)
    assert 'model = "verblijfsduur"' not in no_step
    with pytest.raises(AssertionError):
        behaviour(no_step)


def test_i_reserve_first_then_lwoo_then_the_boards(regels) -> None:
    """With more inflow the reserve for vso runs out, then the lwoo money; then the boards pay (R0 L973-974, L1714)."""
    years = run(regels, regels.text("I"), MET_2018, "meer-instroom")
    paid = [
        {
            str(a): int(c)
            for a, c in y.ledger.regels[y.ledger.regels["stap"].str.startswith("aanvulling")]
            .groupby("van")["bedrag_cent"]
            .sum()
            .items()
        }
        for y in years
    ]

    assert [{}, {}] == paid[:2]
    assert {"swv:reserve:vso"} == set(paid[2])
    assert {"swv:reserve:vso", "swv:licht"} == set(paid[3])
    assert [0, 0, 0] == [booked(y, "uitputting") for y in years[:3]]
    assert booked(years[3], "uitputting") > 0
    assert 250_000_00 == sum(p.get("swv:reserve:vso", 0) for p in paid)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"swv:reserve:vso" = 250_000', '"swv:reserve:vso" = 350_000'),
        ("percentage_lwoo_2012 = { waarde = 5,", "percentage_lwoo_2012 = { waarde = 6,"),
    ],
)
def test_i_a_larger_reserve_or_more_lwoo_money_spares_the_boards(old: str, new: str, regels) -> None:
    """What the reserve or the lwoo money holds more, the boards need not pay (R0 L973-974, L1714-1715)."""

    def behaviour(text: str) -> None:
        last = [run(regels, t, MET_2018, "meer-instroom")[-1] for t in (text, text.replace(old, new))]
        assert booked(last[0], "uitputting") - booked(last[1], "uitputting") > 50_000_00

    assert old in regels.text("I")
    behaviour(regels.text("I"))
    if "reserve" in old:
        with pytest.raises(AssertionError):
            behaviour(without(regels, "I", "aanvulling-personeel"))


# J


def test_j_solidarity_helps_schools_with_need(regels) -> None:
    """A school with more need gets more, the others pay; a small school gets something for that (R0 L2102-2104)."""

    def behaviour(text: str) -> None:
        need = {"kenmerk": lambda f: f.assign(waarde=f["waarde"].where(f["code"] != "90BB01", "0.29"))}
        before, after = one(regels, text), one(regels, text, change=need)
        gained = {s: after.schools()[s] - cents for s, cents in before.schools().items()}
        assert gained["90BB01"] > 0
        assert all(cents < 0 for s, cents in gained.items() if s in before.schools("solidariteit"))
        assert booked(before, "solidariteit") == booked(after, "solidariteit")

    behaviour(regels.text("J"))
    small = regels.text("J").replace(
        "klein_onder_leerlingen = { waarde = 250", "klein_onder_leerlingen = { waarde = 150"
    )
    shares = [one(regels, t).schools("solidariteit")["90AA00"] for t in (regels.text("J"), small)]
    assert shares[0] > shares[1]
    with pytest.raises(AssertionError):
        behaviour(without(regels, "J", "solidariteit"))


def test_j_growth_of_lwoo_eats_the_gain(regels) -> None:
    """Each pupil with lwoo above the share of 2012 lowers what all schools get (R0 L1181-1182, L2130-2133)."""

    def behaviour(text: str) -> None:
        grow = {"leerlingen_lwoo 1-10 t": lambda f: f.assign(**{c: f[c] + 10 for c in ("aantal_min", "aantal_max")})}
        before, after = one(regels, text).boards(), one(regels, text, change=grow).boards()
        assert all(after[board] < before[board] for board in before)

    behaviour(regels.text("J"))
    with pytest.raises(AssertionError):
        behaviour(regels.text("J").replace("waarde = 4_000", "waarde = 0"))


@pytest.mark.parametrize(("name", "euro"), [("J", 75_000), ("K", 250_000)])
def test_negative_result_from_the_reserve(name: str, euro: int, regels) -> None:
    """Each year the reserve falls by what is invested above the income (R0 L1110-1115; the amounts are assumed)."""

    def behaviour(text: str) -> None:
        years = run(regels, text)
        start = years[0].ledger.opening["swv:reserve"]
        assert [start - 100 * euro * (n + 1) for n in range(3)] == [y.ledger.saldo("swv:reserve") for y in years]

    behaviour(regels.text(name))
    with pytest.raises(AssertionError):
        behaviour(without(regels, name, "reserve-inzet"))


def test_j_innovation_grows_with_the_gain(regels) -> None:
    """A part of the budget is for innovation: it is more as the charge fades (R0 L1071-1074)."""

    def behaviour(text: str) -> None:
        amounts = [booked(jaar, "innovatie") for jaar in regels.run(text, JAREN, change=same_counts())]
        assert all(later > former > 0 for former, later in pairwise(amounts[1:])), amounts

    behaviour(regels.text("J"))
    for stap in ("innovatie", "verevening"):
        with pytest.raises(AssertionError):
            behaviour(without(regels, "J", stap))


def test_j_central_expertise_is_paid_before_schools(regels) -> None:
    """More central staff is in kind: the provision gets more, every board less (R0 L1053-1054)."""

    def behaviour(text: str) -> None:
        before, after = (one(regels, t) for t in (text, text.replace("fte = { waarde = 1.5", "fte = { waarde = 2.5")))
        assert 80_000_00 == booked(after, "expertise") - booked(before, "expertise")
        assert all(cents < 0 for cents in shift(before, after).values())

    behaviour(regels.text("J"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "J", "expertise"))


# K


def test_k_amount_per_pupil_rises(regels) -> None:
    """With the same pupils and vso every year, schools get more each year (R0 L1026-1030)."""

    def behaviour(text: str) -> None:
        amounts = [to_schools(jaar, "schoolbudget") for jaar in regels.run(text, JAREN, change=same_counts())]
        assert all(later > former for former, later in pairwise(amounts)), amounts

    behaviour(regels.text("K"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "K", "verevening"))


def test_k_nearly_all_goes_to_schools_by_pupils(regels) -> None:
    """Of what is left after vso more than nine tenths goes to schools, by pupils (R0 L996-999)."""

    def behaviour(text: str) -> None:
        jaar = one(regels, text)
        free = booked(jaar, "samenvoegen") + booked(jaar, "reserve-inzet")
        assert to_schools(jaar, "schoolbudget") * 10 > free * 9
        by_pupils(jaar, jaar.boards("schoolbudget"))

    behaviour(regels.text("K"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "K", "schoolbudget"))


# L


def test_l_half_for_vso_a_quarter_for_schools(regels) -> None:
    """Published (R0 L1083-1085, L2126-2127): of what the charge is lower than at first, a half and a quarter."""

    def behaviour(text: str) -> None:
        years = run(regels, text)
        charged = [booked(y, "verevening") for y in years]
        for jaar, cents in list(zip(years, charged, strict=True))[1:]:
            lines = jaar.step("extra_middelen")
            extra = charged[0] - cents
            assert extra > 0
            assert abs(2 * int(lines.loc[lines["naar"] == "swv:reserve:vso", "bedrag_cent"].sum()) - extra) <= 2
            assert abs(4 * to_schools(jaar, "extra_middelen") - extra) <= 4

    behaviour(regels.text("L"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "L", "extra_middelen"))


def test_l_the_extra_money_pays_growth_of_vso(regels) -> None:
    """One placement more is paid from the half that was set apart; schools get nearly the same (R0 L1079-1085)."""

    def behaviour(text: str) -> None:
        before, after = (regels.run(text, JAREN, change=c)[-1] for c in (None, more(1, "90CC00")))
        assert after.ledger.saldo("swv:reserve:vso") < before.ledger.saldo("swv:reserve:vso") - 9_000_00
        lost = to_schools(before, "schoolbudget") - to_schools(after, "schoolbudget")
        assert 0 < lost < 1_000_00, lost

    behaviour(regels.text("L"))
    with pytest.raises(AssertionError):
        behaviour(without(regels, "L", "groei-vso"))


def test_l_no_extra_money_in_the_first_year(regels) -> None:
    """In 2015/16 the charge is whole, so nothing is divided: schools get the same with or without the step."""
    assert 0 == booked(one(regels, regels.text("L")), "extra_middelen")
