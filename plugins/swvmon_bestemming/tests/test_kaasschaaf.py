"""Kaasschaaf: cuts worked by hand from the rule, on top of lines that an earlier step booked."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import attrs
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, Uitkomst, Verdeelmodel, boekingen, format_euro
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_bestemming.kaasschaaf import KAASSCHAAF, Keuzes

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PLAN = tomllib.loads(re.findall(r"```toml\n(.*?)```", README, re.S)[-1], parse_float=Decimal)["keten"][0]
SCHOOLS = ["90AA00", "90BB00", "90CC00"]
laws = settings(max_examples=15, deadline=None)
Line = tuple[str, str, str, int]


def region(*schools: str):
    names = list(schools or SCHOOLS)
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": names, "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": names, "bestuur": "99001"}),
        }
    )


def book(lines: list[Line]) -> list[pd.DataFrame]:
    """Lines (step, from, to, cents) of earlier steps."""
    return [
        boekingen(
            pd.DataFrame(
                {"vestiging": [a.removeprefix("vestiging:") for a in (van, naar) if "vestiging" in a][:1] or [""]}
            ),
            van=van,
            naar=naar,
            bedrag_cent=cents,
            grondslag="eerder",
            toelichting="Eerder geboekt.",
        )
        for _, van, naar, cents in lines
    ]


def after(lines: list[Line], view=None, opening: dict[str, int] | None = None, **keuzes: object):
    """The ledger of a keten that booked these lines and then the kaasschaaf, with every check of the engine."""

    def both(momentopname, grootboek, keuzes) -> Uitkomst:
        frames = book(lines)
        so_far = grootboek.regels
        if frames:
            numbers = range(1, len(frames) + 1)
            so_far = pd.concat(frames, ignore_index=True).assign(stap=[s for s, *_ in lines], volgnummer=numbers)
        outcome = KAASSCHAAF.verdeel(momentopname, Grootboek(so_far, dict(grootboek.opening)), keuzes)
        told.extend((b.code, b.sleutel) for b in outcome.bevindingen)
        return Uitkomst((*frames, *outcome.boekingen))

    told: list[tuple[str, str]] = []
    model = Verdeelmodel(
        "keten", "Eerder en kaasschaaf", "test", ("po", "vo"), keuzes=Keuzes, verdeel=both, leest=KAASSCHAAF.leest
    )
    ledger = apply(model, view or region(), opening_euro={"swv:budget": 10_000, **(opening or {})}, **keuzes)
    return ledger, ledger.regels.iloc[len(lines) :].reset_index(drop=True), told


def pays(school: str, cents: int, step: str = "schoolbudget") -> Line:
    return (step, "swv:budget", f"vestiging:{school}", cents)


def test_readme() -> None:
    """Worked by hand: 5 % of 300,30 is 15,015, half up 15,02: 5,01, 5,01 and 5,00; 5 % of 50.000 is 2.500."""
    keuzes = {k: v for k, v in PLAN.items() if k != "model"}

    _, cut, told = after([pays(s, 100_10) for s in SCHOOLS], opening={"swv:organisatie": 50_000}, **keuzes)

    expected = {
        "vestiging:90AA00": 5_01,
        "vestiging:90BB00": 5_01,
        "vestiging:90CC00": 5_00,
        "swv:organisatie": 2_500_00,
    }
    assert expected == dict(zip(cut["van"], cut["bedrag_cent"].tolist(), strict=True))
    assert {"swv:budget"} == set(cut["naar"])
    assert [1, 2, 3, None] == [None if pd.isna(n) else int(n) for n in cut["corrigeert"]]
    assert all(f"| `{a.removeprefix('vestiging:')}` | {format_euro(c)} |" in README for a, c in expected.items())
    assert [] == told


def test_only_the_named_steps() -> None:
    """By hand: 10 % of 200 from the first step; the second step and the in-kind line to a provision stay whole."""
    lines = [
        pays("90AA00", 200_00),
        pays("90AA00", 500_00, "maatwerk"),
        ("schoolbudget", "swv:budget", "swv:voorziening:inzet", 90_00),
    ]

    ledger, cut, _ = after(lines, percentage=10, stappen=["schoolbudget"])

    assert [20_00] == cut["bedrag_cent"].tolist()
    assert {"90AA00": 680_00} == ledger.per_vestiging().to_dict()
    assert "Korting van 10% op € 200,00 van schoolbudget." == cut["toelichting"].iloc[0]
    assert ["99001"] == cut["bestuur"].tolist()


def test_net_of_what_was_taken_back() -> None:
    """By hand: 200 less 50 that the step took back is 150, a tenth is 15; of two lines none is the corrected one."""
    lines = [pays("90AA00", 200_00), ("schoolbudget", "vestiging:90AA00", "swv:budget", 50_00)]

    _, cut, _ = after(lines, percentage=10, stappen=["schoolbudget"], naar="swv:reserve")

    assert [("swv:reserve", 15_00, True)] == list(
        zip(cut["naar"], cut["bedrag_cent"], cut["corrigeert"].isna(), strict=True)
    )


def test_school_that_got_nothing_net_is_left_alone() -> None:
    """By hand: a step that only took 50 back left nothing to cut; the other school pays its own tenth only."""
    lines = [
        pays("90AA00", 80_00, "maatwerk"),
        ("schoolbudget", "vestiging:90AA00", "swv:budget", 50_00),
        pays("90BB00", 70_00),
    ]

    _, cut, _ = after(lines, percentage=10, stappen=["schoolbudget"])

    assert [("vestiging:90BB00", 7_00)] == list(zip(cut["van"], cut["bedrag_cent"], strict=True))


def test_only_schools_of_the_sub_chain() -> None:
    """By hand: a sub-chain that sees one of two schools cuts that one."""
    _, cut, _ = after(
        [pays("90AA00", 100_00), pays("90BB00", 100_00)], region("90BB00"), percentage=10, stappen=["schoolbudget"]
    )

    assert [("vestiging:90BB00", 10_00)] == list(zip(cut["van"], cut["bedrag_cent"], strict=True))


def test_account_is_rounded_half_up() -> None:
    """By hand: 12,5 % of 1 euro is 12,5 cent, so 13; an account that holds nothing books nothing."""
    _, cut, _ = after(
        [], opening={"swv:innovatie": 1}, percentage=Decimal("12.5"), rekeningen=["swv:innovatie", "swv:frictie"]
    )

    assert [("swv:innovatie", 13)] == list(zip(cut["van"], cut["bedrag_cent"], strict=True))


def test_step_without_lines_is_told() -> None:
    """A step that booked nothing (or a slip of the pen) is a finding, and nothing is cut."""
    _, cut, told = after([pays("90AA00", 100_00)], percentage=10, stappen=["schoolbudgett"])

    assert cut.empty
    assert [("stap_zonder_regels", "schoolbudgett")] == told


@pytest.mark.parametrize("percentage", [0, 100])
def test_ends_of_the_range(percentage: int) -> None:
    """By hand: nothing, or all of it; no schools in the region: nothing."""
    lines = [pays("90AA00", 33_33), pays("90BB00", 66_67)]

    ledger, cut, _ = after(lines, percentage=percentage, stappen=["schoolbudget"])

    assert percentage * 1_00 == int(cut["bedrag_cent"].sum())
    assert (100 - percentage) * 1_00 == int(ledger.per_vestiging().sum())
    empty = region().extended({t: region().tabel(t).iloc[:0] for t in ("aansluiting", "vestiging")})
    assert after([], empty, percentage=percentage, stappen=["schoolbudget"])[1].empty


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"percentage": 5}, "nothing to cut"),
        ({"percentage": 101, "stappen": ["a"]}, "between 0 and 100 percent"),
        ({"percentage": 5, "stappen": ["a", "a"]}, "stappen has a more than once"),
        ({"percentage": 5, "rekeningen": ["swv:budget"]}, "the account that receives"),
        ({"percentage": 5, "rekeningen": ["duo:so"]}, "not an account of the SWV"),
        ({"stappen": ["a"]}, "percentage: is missing"),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so; nothing is booked."""
    with pytest.raises(AssertionError, match=text):
        apply(KAASSCHAAF, region(), **keuzes)


@laws
@given(cents=st.lists(st.integers(1, 500_00), min_size=1, max_size=3), percentage=st.integers(0, 10_000))
def test_total_is_the_percentage(cents: list[int], percentage: int) -> None:
    """Law: what comes off is the percentage of the sum, half up; each school pays its own share within a cent."""
    share = Decimal(percentage) / 100

    ledger, cut, _ = after(
        [pays(s, c) for s, c in zip(SCHOOLS, cents, strict=False)], percentage=share, stappen=["schoolbudget"]
    )

    total = (sum(cents) * percentage + 5_000) // 10_000
    assert_conserved(ledger, rijk_cent=0, uit_cent=sum(cents) - total)
    paid = cut.set_index("vestiging")["bedrag_cent"].reindex(SCHOOLS[: len(cents)], fill_value=0)
    assert all(abs(p - Decimal(c) * share / 100) <= 1 for p, c in zip(paid.tolist(), cents, strict=True))


@pytest.mark.parametrize("example", KAASSCHAAF.voorbeelden, ids=lambda v: v.sector)
def test_example_of_the_registration(example) -> None:
    """The example runs; by hand: 3 % of 60.000 and of 90.000."""
    ledger = apply(KAASSCHAAF, region(), opening_euro=example.opening_euro, **example.keuzes)

    assert [1_800_00, 2_700_00] == ledger.regels["bedrag_cent"].tolist()


def test_every_choice_is_in_a_table() -> None:
    """A plan's author finds each key in the README."""
    assert [] == [a.name for a in attrs.fields(Keuzes) if f"`{a.name}`" not in README]
