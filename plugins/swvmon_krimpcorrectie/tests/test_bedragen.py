"""The variants that correct amounts; expected numbers are worked by hand, or a law that holds for all input."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import MissingData, SwvmonError, Uitkomst, Verdeelmodel, boekingen
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_krimpcorrectie.keuzes import Keuzes
from swvmon_krimpcorrectie.model import KRIMPCORRECTIE, verdeel

SCHOOLS = ["90AA00", "90BB00", "90CC00"]
laws = settings(max_examples=15, deadline=None)
VLOER = {"variant": "vloer", "maximale_daling_aandeel": Decimal("0.05")}
AFBOUW = {
    "variant": "afbouw",
    "drempel_aandeel": Decimal("0.03"),
    "startjaar": "2018/19",
    "afbouw_aandelen": (Decimal("0.75"), Decimal("0.5")),
}


def region(schooljaar: str = "2019/20", schools=SCHOOLS, board: str = "99001"):
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": schools, "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": board}),
        },
        schooljaar=schooljaar,
    )


def accounts(euros: dict[str, int]) -> dict[str, int]:
    return {account if ":" in account else f"vestiging:{account}": euro for account, euro in euros.items()}


def run(now: dict[str, int], *, view=None, **keuzes):
    return apply(KRIMPCORRECTIE, view or region(), opening_euro=accounts(now), **keuzes)


def after(now: dict[str, int], **keuzes) -> dict[str, int]:
    """Eurocents per school after the correction."""
    return run(now, **keuzes).per_vestiging().to_dict()


def paying(naam: str, euros: dict[str, int]) -> Verdeelmodel:
    """A model that pays these euros to schools; below zero the school pays."""

    def pay(view, ledger, choices):
        rows = pd.DataFrame({"vestiging": list(euros), "cent": [100 * e for e in euros.values()]})
        account, up = "vestiging:" + rows["vestiging"], rows["cent"] > 0
        return Uitkomst(
            (
                boekingen(
                    rows,
                    van=account.where(~up, "swv:budget"),
                    naar=account.where(up, "swv:budget"),
                    bedrag_cent=rows["cent"].abs(),
                    grondslag="proef",
                    toelichting="Proef.",
                ),
            )
        )

    return Verdeelmodel(naam=naam, titel="Proef", bron="proef", sectoren=("vo",), verdeel=pay)


def ledger_of(*steps: tuple[str, dict[str, int]], view=None):
    """The ledger after steps (name, euros per school), as a run keeps it."""
    parts = [
        apply(paying(n, e), view or region(), opening_euro={"swv:budget": 10**6}, mag_rood=("*",)) for n, e in steps
    ]
    lines = pd.concat([part.regels for part in parts], ignore_index=True)
    return type(parts[0])(lines.assign(volgnummer=range(1, len(lines) + 1)), dict(parts[0].opening))


def corrected(now, former, **keuzes) -> tuple[dict[str, int], list[str]]:
    """What each school gets extra, eurocents, beside the codes of the findings; both years as ledgers."""
    view = region().after(region("2018/19"), former) if former else region()
    outcome = verdeel(view, now, Keuzes(**keuzes))
    lines = pd.concat(outcome.boekingen)
    signed = lines["bedrag_cent"].where(lines["naar"].str.startswith("vestiging:"), -lines["bedrag_cent"])
    return signed.groupby(lines["vestiging"]).sum().to_dict(), [b.code for b in outcome.bevindingen]


def test_floor() -> None:
    """By hand, at most 5 % lower: 90AA00 goes from 10.000 to 8.000 and is raised to 9.500.

    90BB00 grew by 3.000 and 90CC00 by 1.000, so that of the 1.500 they pay three quarters and one quarter.
    """
    then = {"90AA00": 10_000, "90BB00": 5_000, "90CC00": 4_000}
    ledger = run({"90AA00": 8_000, "90BB00": 8_000, "90CC00": 5_000}, **VLOER, vorig_jaar_euro=then)

    assert {"90AA00": 9_500_00, "90BB00": 6_875_00, "90CC00": 4_625_00} == ledger.per_vestiging().to_dict()
    assert 0 == ledger.saldo("swv:budget")
    lines = ledger.regels[["van", "naar", "bedrag_cent", "bestuur"]].values.tolist()
    assert [
        ["vestiging:90BB00", "swv:budget", 1_125_00, "99001"],
        ["vestiging:90CC00", "swv:budget", 375_00, "99001"],
        ["swv:budget", "vestiging:90AA00", 1_500_00, "99001"],
    ] == lines
    assert (
        "Ging van € 10.000,00 naar € 8.000,00; aangevuld: hoogstens 5% lager dan vorig jaar."
        == ledger.regels["toelichting"].iloc[-1]
    )


def test_fall_within_the_floor_stays() -> None:
    """By hand: 9.500 of 10.000 is 5 % lower and 9.499 is 1 below it."""
    then = {"90AA00": 10_000, "90BB00": 0}

    assert {"90AA00": 9_500_00, "90BB00": 100_00} == after(
        {"90AA00": 9_500, "90BB00": 100}, **VLOER, vorig_jaar_euro=then
    )
    assert {"90AA00": 9_500_00, "90BB00": 99_00} == after(
        {"90AA00": 9_499, "90BB00": 100}, **VLOER, vorig_jaar_euro=then
    )


def test_cents_of_the_fall_are_rounded_down() -> None:
    """By hand: 5 % of 100,19 is 5,0095, so that it may fall 5,00 and no more: 95,19."""
    then = {"90AA00": Decimal("100.19"), "90BB00": 0}

    assert 95_19 == after({"90AA00": 0, "90BB00": 200}, **VLOER, vorig_jaar_euro=then)["90AA00"]


def test_growth_that_is_too_small() -> None:
    """By hand: 9.500 and 1.900 are short, gone from 10.000 and 2.000 to 0; growth of 570 is 5 % of that: 475 and 95.

    The finding names both sums.
    """
    then = {"90AA00": 10_000, "90BB00": 2_000, "90CC00": 430}
    now = {"90AA00": 0, "90BB00": 0, "90CC00": 1_000}

    assert {"90AA00": 475_00, "90BB00": 95_00, "90CC00": 430_00} == after(now, **VLOER, vorig_jaar_euro=then)
    steps = ledger_of(("schoolmodel", {"90CC00": 1_000}))
    outcome = verdeel(region(), steps, Keuzes(**VLOER, vorig_jaar_euro={s: Decimal(e) for s, e in then.items()}))
    (found,) = outcome.bevindingen
    assert ("krimp_compensatie_verlaagd", "VO9901") == (found.code, found.sleutel)
    assert "te weinig voor € 11.400,00 compensatie: € 570,00 geboekt" in found.tekst


def test_source_pays_instead() -> None:
    """By hand: 1.500 from the reserve, growing schools keep theirs; of 1.000 in the reserve no more than that."""
    then = {"90AA00": 10_000, "90BB00": 5_000}
    now = {"90AA00": 8_000, "90BB00": 9_000}
    source = VLOER | {"vorig_jaar_euro": then, "bron_rekening": "swv:reserve"}

    full, short = (run({**now, "swv:reserve": euro}, **source) for euro in (5_000, 1_000))

    assert {"90AA00": 9_500_00, "90BB00": 9_000_00} == full.per_vestiging().to_dict()
    assert (3_500_00, 0) == (full.saldo("swv:reserve"), short.saldo("swv:reserve"))
    assert 9_000_00 == short.per_vestiging()["90AA00"]


def test_former_year_of_the_run() -> None:
    """By hand: last year 4.000 less 400 that it paid back is 3.600, of which 95 % is 3.420; this year 3.000."""
    former = ledger_of(("schoolmodel", {"90AA00": 4_000, "90BB00": 1_000}), ("verwijzer", {"90AA00": -400}))
    now = ledger_of(("schoolmodel", {"90AA00": 3_000, "90BB00": 2_000}))

    assert ({"90AA00": 420_00, "90BB00": -420_00}, []) == corrected(now, former, **VLOER)
    ignored = {"vorig_jaar_euro": {"90AA00": Decimal(9_999)}}  # the plan's amounts are for a year that is not computed
    assert ({"90AA00": 420_00, "90BB00": -420_00}, []) == corrected(now, former, **VLOER, **ignored)


def test_named_steps() -> None:
    """By hand: of the schoolmodel alone 4.000 went to 3.000: 800 short of 3.800; the arrangement is left out.

    A name that no year knows is a finding.
    """
    former = ledger_of(("schoolmodel", {"90AA00": 4_000, "90BB00": 1_000}))
    now = ledger_of(("schoolmodel", {"90AA00": 3_000, "90BB00": 2_000}), ("arrangement", {"90AA00": 900}))

    assert ({"90AA00": 800_00, "90BB00": -800_00}, []) == corrected(now, former, **VLOER, stappen=("schoolmodel",))
    assert ({}, []) == corrected(now, former, **VLOER)
    got = corrected(now, former, **VLOER, stappen=("schoolmodl",))
    assert ({}, ["stap_zonder_regels"]) == got


def test_step_that_names_itself() -> None:
    """By hand: last year 3.000 and 800 of compensation, of which 95 % is 3.610; in the first year it has no lines."""
    own = {"stappen": ("schoolmodel", "krimpcorrectie")}
    former = ledger_of(
        ("schoolmodel", {"90AA00": 3_000, "90BB00": 2_000}), ("krimpcorrectie", {"90AA00": 800, "90BB00": -800})
    )
    now = ledger_of(("schoolmodel", {"90AA00": 3_000, "90BB00": 2_000}))

    assert ({"90AA00": 610_00, "90BB00": -610_00}, []) == corrected(now, former, **VLOER, **own)
    given_then = {"vorig_jaar_euro": {"90AA00": Decimal(1)}}
    assert ({}, []) == corrected(now, None, **VLOER, **own, **given_then)
    misspelt = {"stappen": ("schoolmodl",)}
    assert ["stap_zonder_regels"] == corrected(
        now, None, **VLOER | {"maximale_daling_aandeel": Decimal(1)}, **misspelt, **given_then
    )[1]


def test_new_and_gone_schools_take_no_part() -> None:
    """A school without an amount last year pays nothing of its start; one that left the region gets nothing."""
    former = ledger_of(("schoolmodel", {"90AA00": 1_000, "90CC00": 5_000}))
    now = ledger_of(("schoolmodel", {"90AA00": 1_000, "90BB00": 8_000}))
    view = region(schools=["90AA00", "90BB00"]).after(region("2018/19"), former)

    assert all(frame.empty for frame in verdeel(view, now, Keuzes(**VLOER)).boekingen)


def test_school_that_paid_last_year() -> None:
    """By hand: -100 last year counts for zero, so growth to 500 is 500: it pays all of the 450 that 90BB00 is short."""
    former = ledger_of(("verwijzer", {"90AA00": -100}), ("schoolmodel", {"90BB00": 1_000}))
    now = ledger_of(("schoolmodel", {"90AA00": 500, "90BB00": 500}))

    assert ({"90AA00": -450_00, "90BB00": 450_00}, []) == corrected(now, former, **VLOER)


def test_no_former_year_is_an_error() -> None:
    """Without a former year and without amounts in the plan the step stops and says what to do."""
    with pytest.raises(AssertionError, match="the closed ledger of 2018/19 is needed; run both years together"):
        run({"90AA00": 1}, **VLOER)


def test_phased_compensation() -> None:
    """By hand: reference 10.000, now 8.000; loss 2.000 less the threshold of 300 is 1.700.

    Three quarters of it in the first year is 1.275, half in the second is 850, nothing after that, nor before.
    """
    then = {"90AA00": 10_000, "90BB00": 1_000}
    now = {"90AA00": 8_000, "90BB00": 5_000}

    def extra(schooljaar: str) -> int:
        got = after(
            now,
            view=region(schooljaar),
            **AFBOUW | {"afbouw_aandelen": [Decimal("0.75"), Decimal("0.5")]},
            referentie_euro=then,
        )
        assert 13_000_00 == sum(got.values())
        return got["90AA00"] - 8_000_00

    assert [0, 1_275_00, 850_00, 0] == [extra(year) for year in ("2017/18", "2018/19", "2019/20", "2020/21")]


def test_phased_compensation_from_a_source() -> None:
    """By hand, second year: (100,01 - 3,0003 - 90) x 0,5 = 3,50485 is 3,50; the line tells the year and the share."""
    ledger = run(
        {"90AA00": 90, "swv:reserve": 1_000},
        **AFBOUW,
        referentie_euro={"90AA00": Decimal("100.01")},
        bron_rekening="swv:reserve",
    )

    assert 93_50 == ledger.per_vestiging()["90AA00"]
    assert "aangevuld: jaar 2 van 2: 50% van het verlies boven 3% van de referentie." in ledger.regels["toelichting"][0]


def test_half_a_cent_is_rounded_up() -> None:
    """By hand: loss of 0,03 without a threshold, half of it is 1,5 cent: 2 cent."""
    keuzes = AFBOUW | {"drempel_aandeel": 0, "bron_rekening": "swv:reserve"}

    ledger = run({"90AA00": 1, "swv:reserve": 1}, **keuzes, referentie_euro={"90AA00": Decimal("1.03")})

    assert 1_02 == ledger.per_vestiging()["90AA00"]


def year(schooljaar: str, former, euros: dict[str, dict[str, int]], **keuzes):
    """View and closed ledger of a year in a run: what the steps pay, then the correction as step krimp."""
    view = region(schooljaar)
    view = view.after(*former) if former else view
    steps = ledger_of(*euros.items())
    own = verdeel(view, steps, Keuzes(**keuzes)).boekingen
    lines = pd.concat([steps.regels, *(frame.assign(stap="krimp") for frame in own)], ignore_index=True)
    return view, type(steps)(lines.assign(volgnummer=range(1, len(lines) + 1)), dict(steps.opening))


THREE = AFBOUW | {"afbouw_aandelen": (Decimal("0.75"), Decimal("0.5"), Decimal("0.25"))}


@pytest.mark.parametrize("stappen", [(), ("schoolmodel",), ("schoolmodel", "krimp")])
def test_reference_is_the_year_before_the_first(stappen: tuple[str, ...]) -> None:
    """By hand: 10.000 in 2017/18, threshold 300; compensation of a year is no part of what the next is compared with.

    (2.000 - 300) x 0,75 = 1.275; (2.000 - 300) x 0,5 = 850; (3.000 - 300) x 0,25 = 675; then nothing. The steps that
    are named make no difference, since the correction is not in the reference and not yet in the year.
    """
    former, extra = None, []
    for start, euro in ((2017, 10_000), (2018, 8_000), (2019, 8_000), (2020, 7_000), (2021, 5_000)):
        schooljaar = f"{start}/{start - 1999}"
        paid_out = {"schoolmodel": {"90AA00": euro, "90BB00": 1_000 if start == 2017 else 9_000}}
        former = year(schooljaar, former, paid_out, **THREE, stappen=stappen)
        extra.append(int(former[1].per_vestiging()["90AA00"]) - 100 * euro)
        assert 100 * euro + 100 * paid_out["schoolmodel"]["90BB00"] == former[1].per_vestiging().sum()

    assert [0, 1_275_00, 850_00, 675_00, 0] == extra


def test_reference_by_the_named_steps() -> None:
    """By hand, second year: of the schoolmodel 4.000 became 3.000: (1.000 - 120) x 0,5 = 440; the arrangement is out.

    With all lines 4.000 and 900 became 3.000: (1.900 - 147) x 0,5 = 876,50.
    """
    then = {"schoolmodel": {"90AA00": 4_000, "90BB00": 1_000}, "arrangement": {"90AA00": 900}}
    now = {"schoolmodel": {"90AA00": 3_000, "90BB00": 3_000}}

    def extra(**keuzes) -> int:
        former = None
        for schooljaar, paid_out in (("2017/18", then), ("2018/19", now), ("2019/20", now)):
            former = year(schooljaar, former, paid_out, **AFBOUW, **keuzes)
        return int(former[1].per_vestiging()["90AA00"]) - 3_000_00

    assert (440_00, 876_50) == (extra(stappen=("schoolmodel",)), extra())


def test_reference_is_without_compensation_of_an_earlier_loss() -> None:
    """By hand: 8.000 and 1.275 of an earlier afbouw in 2018/19, 7.000 in 2019/20: (1.000 - 240) x 0,75 = 570.

    What variant vloer booked is a part of what the school got: 9.500 in 2018/19, (2.500 - 285) x 0,75 = 1.661,25.
    """
    then = {"schoolmodel": {"90AA00": 8_000, "90BB00": 8_000}}
    now = {"schoolmodel": {"90AA00": 7_000, "90BB00": 19_000}}
    later = AFBOUW | {"startjaar": "2019/20"}

    def extra(**earlier) -> int:
        first = year("2017/18", None, {"schoolmodel": {"90AA00": 10_000, "90BB00": 5_000}}, **later)
        ledger = year("2019/20", year("2018/19", first, then, **earlier), now, **later)[1]
        return int(ledger.per_vestiging()["90AA00"]) - 7_000_00

    assert (570_00, 1_661_25) == (extra(**AFBOUW), extra(**VLOER))


@pytest.mark.parametrize(("schooljaar", "back"), [("2018/19", ""), ("2019/20", "2018/19")])
def test_run_that_starts_too_late(schooljaar: str, back: str) -> None:
    """A run without the year before the first stops and says what to do; with amounts in the plan it goes on."""
    paid_out = {"schoolmodel": {"90AA00": 8_000, "90BB00": 8_000}}
    given_then = {"referentie_euro": {"90AA00": Decimal(10_000), "90BB00": Decimal(0)}}
    former = year(back, None, paid_out, **AFBOUW, **given_then) if back else None

    with pytest.raises(MissingData) as stopped:
        year(schooljaar, former, paid_out, **AFBOUW)
    assert (
        f"VO9901 {schooljaar}: variant afbouw compares with what schools got in 2017/18, and this run goes no further "
        "back than 2018/19: give referentie_euro, or start the run in 2017/18"
    ) == str(stopped.value)
    expected = {"2018/19": 9_275_00, "2019/20": 8_850_00}[schooljaar]
    ledger = year(schooljaar, former, paid_out, **AFBOUW, **given_then)[1]
    assert expected == ledger.per_vestiging()["90AA00"]


def test_unknown_board() -> None:
    """A school of which no list tells the board is corrected all the same, with a finding."""
    view = region(board="")
    now = ledger_of(("schoolmodel", {"90BB00": 100}))

    outcome = verdeel(view, now, Keuzes(**VLOER, vorig_jaar_euro={"90AA00": Decimal(20), "90BB00": Decimal(0)}))

    assert ["bestuur_onbekend"] * 2 == [b.code for b in outcome.bevindingen]


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"variant": "vloer"}, "variant vloer needs maximale_daling_aandeel"),
        ({"variant": "afbouw"}, "variant afbouw needs drempel_aandeel, startjaar, afbouw_aandelen"),
        (VLOER | {"maximale_daling_aandeel": 2}, "does not lie between 0 and 1"),
        (VLOER | {"drempel_aandeel": 0}, "drempel_aandeel belongs to variant afbouw, not to vloer"),
        (VLOER | {"telmoment": "1-10 t"}, "telmoment belongs to variant driejaarsgemiddelde or actuele_telling"),
        (VLOER | {"bron_rekening": "rijk:zwaar"}, "not an account of the SWV"),
        (VLOER | {"vorig_jaar_euro": {"99ZZ00": 1}}, "vorig_jaar_euro names 99ZZ00"),
        (AFBOUW | {"referentie_euro": {"99ZZ00": 1}}, "referentie_euro names 99ZZ00"),
        (AFBOUW | {"startjaar": "2018"}, "not a schooljaar"),
        (AFBOUW | {"afbouw_aandelen": [2]}, "does not lie between 0 and 1"),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be, or that the variant does not use, is an error that says so."""
    with pytest.raises((AssertionError, SwvmonError), match=text):
        run({"90AA00": 1}, **keuzes)


CENTS = st.lists(st.integers(0, 2_000), min_size=3, max_size=3)


@laws
@given(then=CENTS, now=CENTS, fall=st.integers(0, 1000))
def test_neutral_and_no_lower_than_the_floor(then: list[int], now: list[int], fall: int) -> None:
    """Law: money only moves between schools; nobody above its last year ends below it, nobody else gets less.

    Where the growth is enough, no school ends below its floor.
    """
    share = Decimal(fall) / 1000
    given_then = dict(zip(SCHOOLS, then, strict=True))

    ledger = run(
        dict(zip(SCHOOLS, now, strict=True)),
        variant="vloer",
        maximale_daling_aandeel=share,
        vorig_jaar_euro=given_then,
    )

    assert_conserved(ledger.__class__(ledger.regels, {}), rijk_cent=0, uit_cent=0)
    got = ledger.per_vestiging().reindex(SCHOOLS).tolist()
    floors = [100 * t * (1 - share) for t in then]
    wanted = sum(max(Decimal(0), f - 100 * n) for f, n in zip(floors, now, strict=True))
    growth = sum(max(0, 100 * (n - t)) for n, t in zip(now, then, strict=True))
    for t, n, g, floor in zip(then, now, got, floors, strict=True):
        assert g >= min(100 * n, 100 * t)
        assert g >= 100 * n if n <= t else g <= 100 * n
        assert growth < wanted + 3 or g >= floor


@laws
@given(then=CENTS, now=CENTS, order=st.permutations(range(3)))
def test_order_is_irrelevant(then: list[int], now: list[int], order: list[int]) -> None:
    """Law: schools in another order give the same ledger."""
    given_then = dict(zip(SCHOOLS, then, strict=True))
    mixed = {SCHOOLS[i]: then[i] for i in order}
    has = dict(zip(SCHOOLS, now, strict=True))

    first = run(has, **VLOER, vorig_jaar_euro=given_then).regels
    second = run(has, view=region(schools=[SCHOOLS[i] for i in order]), **VLOER, vorig_jaar_euro=mixed).regels

    pd.testing.assert_frame_equal(first, second)


def test_nothing_to_divide() -> None:
    """Law: schools that got nothing in both years get no lines."""
    assert run({}, **VLOER, vorig_jaar_euro={"90AA00": 0}).regels.empty
