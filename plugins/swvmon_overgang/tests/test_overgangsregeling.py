"""The overgangsregeling on three schools; expected numbers are worked by hand, or a law that holds for all input."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swvmon import Grootboek
from swvmon.testing import after_steps, apply, finding_codes, make_momentopname
from swvmon_overgang.overgangsregeling import OVERGANGSREGELING, Keuzes

BOARDS = {"90AA00": "99001", "90BB00": "99002", "90CC00": "99002"}
OLD = {"90AA00": 500, "90BB00": 300, "90CC00": 200}
NEW = {"90AA00": 400_00, "90BB00": 400_00, "90CC00": 200_00}
VO_2021 = [Decimal("0.8"), Decimal("0.6"), Decimal("0.4"), Decimal("0.2")]
"""R0 L584-586 (published): four years, each year 20 points less."""

laws = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def region(schooljaar: str = "2021/22", boards: dict[str, str] = BOARDS):
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": list(boards), "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": list(boards), "bestuur": list(boards.values())}),
        },
        schooljaar=schooljaar,
    )


def choices(**keuzes: object) -> dict[str, object]:
    return {"oude_verdeling_euro": OLD, "eerste_schooljaar": "2021/22", "oud_aandeel": VO_2021} | keuzes


def run(view=None, new: dict[str, int] = NEW, **keuzes: object):
    """The ledger where schools have so much, in cents, when the step runs; the SWV has 100 euro."""
    opening = {f"vestiging:{s}": cents for s, cents in new.items()} | {"swv:budget": 100_00}
    euros = {account: Decimal(cents).scaleb(-2) for account, cents in opening.items()}
    return apply(OVERGANGSREGELING, region() if view is None else view, opening_euro=euros, **choices(**keuzes))


@pytest.mark.parametrize(
    ("schooljaar", "amount"),
    [
        ("2020/21", 400_00),
        ("2021/22", 480_00),
        ("2022/23", 460_00),
        ("2023/24", 440_00),
        ("2024/25", 420_00),
        ("2025/26", 400_00),
    ],
)
def test_twenty_points_a_year(schooljaar: str, amount: int) -> None:
    """By hand: 500 by the old key, 400 by the new: 400 + 80 % x 100 in the first year, then 20 less each year."""
    ledger = run(region(schooljaar))

    assert amount == ledger.saldo("vestiging:90AA00")
    assert 800_00 - amount == ledger.saldo("vestiging:90BB00")
    assert {"swv:budget": 100_00, "vestiging:90CC00": 200_00}.items() <= ledger.saldi().items()
    assert {"swv:budget"} == set(ledger.regels[["van", "naar"]].to_numpy().ravel()) - {
        "vestiging:90AA00",
        "vestiging:90BB00",
    } or ledger.regels.empty


def test_only_proportions_of_the_old_key_count() -> None:
    """Law: ten times the old key books the same lines."""
    tenfold = {school: 10 * euro for school, euro in OLD.items()}

    pd.testing.assert_frame_equal(run().regels, run(oude_verdeling_euro=tenfold).regels)


def test_named_steps_are_the_new_key() -> None:
    """By hand: the step gave 90AA00 40 and took 10 back, 90BB00 70; what another step gave does not count."""
    steps = {
        "budget": {"vestiging:90AA00": 40_00, "vestiging:90BB00": 70_00},
        "uitputting": {"vestiging:90AA00": -10_00},
        "arrangement": {"vestiging:90CC00": 5_00},
    }
    model = after_steps(OVERGANGSREGELING, steps)
    keuzes = choices(stappen=["budget", "uitputting"], oude_verdeling_euro={"90AA00": 1, "90BB00": 1})

    ledger = apply(model, region(), opening_euro={"swv:budget": 1_000}, **keuzes)

    # By hand: 100 in all, by the old key 50 each: 30 + 0,8 x 20 = 46 and 70 - 16 = 54.
    assert {"90AA00": 46_00, "90BB00": 54_00, "90CC00": 5_00} == ledger.per_vestiging().to_dict()


def test_former_year_is_the_old_key() -> None:
    """By hand: over the years the same as with a table: 480, then 480 x 0,75 + 400 x 0,25 = 460, and so on."""
    keuzes = {"oude_verdeling_euro": {}, "oude_stappen": ["budget"]}
    before = {school: euro * 100 for school, euro in OLD.items()}
    for start, amount in ((2021, 480_00), (2022, 460_00), (2023, 440_00), (2024, 420_00), (2025, 400_00)):
        former, now = (region(f"{year}/{(year + 1) % 100:02d}") for year in (start - 1, start))
        ledger = run(now.after(former, _closed(before)), **keuzes)
        before = ledger.per_vestiging().to_dict()
        assert amount == before["90AA00"]


def _closed(cents: dict[str, int]) -> Grootboek:
    """A closed ledger in which step `budget` gave schools so much."""
    rows = pd.DataFrame({"vestiging": list(cents), "bedrag_cent": list(cents.values()), "stap": "budget"})
    return Grootboek(rows.assign(van="swv:budget", naar="vestiging:" + rows["vestiging"]))


def test_extra_scheme_paid_by_an_account() -> None:
    """By hand: in 2024/25 board 99001 has 420 of 500: 80 less; above 3 % of 500 that is 65, of which half."""
    ledger = run(
        region("2024/25"),
        extra_vanaf_verlies_aandeel=Decimal("0.03"),
        extra_aandeel=[1, 1, 1, Decimal("0.5")],
        extra_van="swv:budget",
    )

    assert {"90AA00": 452_50, "90BB00": 380_00, "90CC00": 200_00} == ledger.per_vestiging().to_dict()
    assert 67_50 == ledger.saldo("swv:budget")
    assert "Verlies van het bestuur boven 3 %: 50 % daarvan is € 32,50, naar het verlies van zijn scholen." in set(
        ledger.regels["toelichting"]
    )


def test_extra_scheme_goes_on_after_the_general_one() -> None:
    """By hand: in 2025/26 the loss is 100; above 15 it is 85, in full: 90AA00 has 485, which is 3 % less than 500."""
    keuzes = {"extra_vanaf_verlies_aandeel": Decimal("0.03"), "extra_aandeel": [1] * 5}

    ledger = run(region("2025/26"), **keuzes)

    assert {"90AA00": 485_00, "90BB00": 315_00, "90CC00": 200_00} == ledger.per_vestiging().to_dict()
    assert 100_00 == ledger.saldo("swv:budget")
    told = ledger.regels.set_index("vestiging")["toelichting"]
    made_up = "Verlies van het bestuur boven 3 %: 100 % daarvan is € 85,00, naar het verlies van zijn scholen."
    assert made_up == told["90AA00"]
    assert "Deel van € 85,00 voor besturen die meer verliezen, naar winst." == told["90BB00"]


def test_loss_is_of_the_board_not_of_the_school() -> None:
    """By hand: 90BB00 gains what 90CC00 loses; both are of 99002, which loses nothing, so nothing is made up."""
    new = {"90AA00": 500_00, "90BB00": 500_00, "90CC00": 0}
    keuzes = {"extra_vanaf_verlies_aandeel": 0, "extra_aandeel": [1], "oud_aandeel": [0]}

    assert run(new=new, **keuzes).regels.empty
    apart = region(boards=BOARDS | {"90CC00": "99003"})
    assert {"90AA00": 500_00, "90BB00": 300_00, "90CC00": 200_00} == run(
        apart, new=new, **keuzes
    ).per_vestiging().to_dict()


def test_school_without_a_known_board_is_its_own_board() -> None:
    """By hand: without boards 90BB00 and 90CC00 are apart, and each is held at its old amount."""
    view = region(boards=dict.fromkeys(BOARDS, ""))
    new = {"90AA00": 500_00, "90BB00": 500_00, "90CC00": 0}

    ledger = run(view, new=new, extra_vanaf_verlies_aandeel=0, extra_aandeel=[1], oud_aandeel=[0])

    assert {"90AA00": 500_00, "90BB00": 300_00, "90CC00": 200_00} == ledger.per_vestiging().to_dict()


def test_findings() -> None:
    """A named step that booked nothing, and a school whose board is not known, are told."""
    assert OVERGANGSREGELING.verdeel is not None
    keuzes = Keuzes(
        stappen=("bugdet",),
        oude_verdeling_euro={"90AA00": Decimal(1)},
        eerste_schooljaar="2021/22",
        oud_aandeel=(Decimal(1),),
    )
    ledger = apply(OVERGANGSREGELING, region(), opening_euro={"swv:budget": 1}, **choices())

    assert ["stap_zonder_regels"] == finding_codes(OVERGANGSREGELING.verdeel(region(), ledger, keuzes))


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"oude_verdeling_euro": {}}, "give one of oude_verdeling_euro and oude_stappen"),
        ({"oude_stappen": ["budget"]}, "give one of oude_verdeling_euro and oude_stappen"),
        ({"oude_verdeling_euro": {"99ZZ00": 1}}, "oude_verdeling_euro names 99ZZ00"),
        ({"oude_verdeling_euro": {"90AA00": 0}}, "the old key is zero for every school"),
        ({"oud_aandeel": [Decimal("0.2"), Decimal("0.4")]}, "the share of the old key can only fall"),
        ({"oud_aandeel": [2]}, "does not lie between 0 and 1"),
        ({"oud_aandeel": []}, "oud_aandeel"),
        ({"eerste_schooljaar": "2021"}, "eerste_schooljaar: '2021' is not a schooljaar"),
        ({"extra_aandeel": [1]}, "need each other"),
        ({"extra_vanaf_verlies_aandeel": 0}, "need each other"),
        ({"extra_van": "swv:reserve"}, "extra_van needs extra_vanaf_verlies_aandeel"),
        (
            {
                "oude_verdeling_euro": {},
                "oude_stappen": ["budget"],
                "extra_vanaf_verlies_aandeel": 0,
                "extra_aandeel": [1],
            },
            "the extra scheme needs oude_verdeling_euro",
        ),
        ({"oude_verdeling_euro": {}, "oude_stappen": ["budget"]}, "closed ledger of 2020/21 is needed"),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so; nothing is booked."""
    with pytest.raises(AssertionError, match=text):
        run(**keuzes)


def test_school_that_paid_more_than_it_got() -> None:
    """Charges alone are no key: the school is named."""
    model = after_steps(OVERGANGSREGELING, {"uitputting": {"vestiging:90AA00": -1}})

    with pytest.raises(AssertionError, match="90AA00 paid more than it got by the key nieuw"):
        apply(model, region(), opening_euro={"vestiging:90AA00": 1}, **choices(stappen=["uitputting"]))


def test_no_money_no_lines() -> None:
    """Law: where schools got nothing, nothing moves."""
    assert run(new={}).regels.empty


@laws
@given(
    new=st.lists(st.integers(0, 10**7), min_size=3, max_size=3),
    old=st.lists(st.integers(0, 10**5), min_size=3, max_size=3).filter(any),
    share=st.integers(0, 100),
    threshold=st.integers(0, 100),
    apart=st.booleans(),
)
def test_corrections_add_up_to_zero(new: list[int], old: list[int], share: int, threshold: int, apart: bool) -> None:
    """Law: schools together keep what they had, to the cent; no board ends further below its old than the threshold."""
    boards = BOARDS | ({"90CC00": "99003"} if apart else {})
    limit = Fraction(threshold, 100)

    ledger = run(
        region(boards=boards),
        new=dict(zip(BOARDS, new, strict=True)),
        oude_verdeling_euro=dict(zip(BOARDS, old, strict=True)),
        oud_aandeel=[Decimal(share) / 100],
        extra_vanaf_verlies_aandeel=Decimal(threshold) / 100,
        extra_aandeel=[1],
    )

    saldi = ledger.saldi()
    assert 100_00 == saldi["swv:budget"]
    assert sum(new) == sum(saldi.values()) - 100_00
    for board in set(boards.values()):
        own = [s for s in boards if boards[s] == board]
        by_old = sum(Fraction(old[list(BOARDS).index(s)] * sum(new), sum(old)) for s in own)
        assert sum(saldi.get(f"vestiging:{s}", 0) for s in own) >= by_old * (1 - limit) - 3
