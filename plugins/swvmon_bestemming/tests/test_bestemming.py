"""Bestemming: posts worked by hand from the rule, those of the README among them; the shortage rules; conservation."""

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

from swvmon import Grootboek, boekingen, format_euro
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_bestemming.bestemming import BESTEMMING, Keuzes
from swvmon_bestemming.post import Post

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
PLANS = [
    {k: v for k, v in tomllib.loads(block, parse_float=Decimal)["keten"][0].items() if k != "model"}
    for block in re.findall(r"```toml\n(.*?)```", README, re.S)
]
laws = settings(max_examples=15, deadline=None)


def region(pupils: int = 300, aandeel: str = "1", sector: str = "vo", masked: int = 0):
    counts = pd.DataFrame({"vestiging": ["90AA00"], "aantal_min": [pupils], "aantal_max": [pupils + masked]})
    kind = {"richting": "havo", "fase": "bovenbouw"} if sector == "vo" else {"soort": "bao"}
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": ["90AA00"], "aandeel": aandeel}),
            "vestiging": pd.DataFrame({"vestiging": ["90AA00"], "bestuur": "99001"}),
            (f"leerlingen_{sector}", "1-10 t"): counts.assign(**kind),
        },
        regio="VO9901" if sector == "vo" else "PO9901",
    )


def post(naar: str = "swv:innovatie", **form: object) -> dict[str, object]:
    return {"naar": naar, "omschrijving": "Innovatie", **form}


def run(*posten: dict[str, object], view=None, euro: int = 1_000, **keuzes: object):
    return apply(BESTEMMING, view or region(), opening_euro={"swv:budget": euro}, posten=list(posten), **keuzes)


def findings(*posten: Post, euro: int = 1_000, **keuzes: object) -> list[tuple[str, str]]:
    nothing = boekingen(0, van="", naar="", bedrag_cent=0, grondslag="", toelichting="")
    ledger = Grootboek(nothing, {"swv:budget": euro * 100})
    outcome = BESTEMMING.verdeel(region(), ledger, Keuzes(posten=posten, **keuzes))
    return [(b.code, b.sleutel) for b in outcome.bevindingen]


def test_readme_posts() -> None:
    """Worked by hand: the five balances that the README prints."""
    ledger = apply(BESTEMMING, region(), opening_euro={"swv:budget": 1_000_000}, **PLANS[0])

    expected = {
        "swv:organisatie": 120_000_00,
        "swv:reserve:solidariteit": 50_000_00,
        "swv:innovatie": 3_750_00,
        "swv:frictie": 25_000_00,
        "swv:budget": 801_250_00,
    }
    assert expected == {account: ledger.saldo(account) for account in expected}
    rows = [line for line in README.splitlines() if line.startswith("| `swv:")]
    assert all(any(f"`{a}`" in row and f"| {format_euro(c)} |" in row for row in rows) for a, c in expected.items())


def test_readme_reserve() -> None:
    """Worked by hand: 60.000 asked, 45.000 there; the reserve is empty and the README prints it."""
    ledger = apply(BESTEMMING, region(), opening_euro={"swv:reserve": 45_000}, **PLANS[1])

    assert (45_000_00, 0) == (ledger.saldo("swv:budget"), ledger.saldo("swv:reserve"))
    assert f"| `swv:budget` | min(60.000, 45.000) | {format_euro(45_000_00)} |" in README


def run_order(ledger) -> list[tuple[str, int]]:
    return list(zip(ledger.regels["naar"], ledger.regels["bedrag_cent"].tolist(), strict=True))


def test_order_and_rest() -> None:
    """By hand: of 1.000 first 300, then half of the 1.000 at the start, the rest is 200; told in Dutch on the lines."""
    ledger = run(
        post("swv:organisatie", bedrag_euro=300),
        post("swv:frictie", aandeel=Decimal("0.5")),
        post("swv:reserve", rest=True),
    )

    assert [("swv:organisatie", 300_00), ("swv:frictie", 500_00), ("swv:reserve", 200_00)] == run_order(ledger)
    assert "Innovatie: 50% van € 1.000,00." == ledger.boeking(2).toelichting
    assert "bestemming.posten.1.aandeel" == ledger.boeking(2).parameters
    assert_conserved(ledger, rijk_cent=0, uit_cent=0)


def test_part_is_rounded_down() -> None:
    """By hand: 0,123456 x 1.000 is 123,456: 123,45, so that parts that add up to 1 never exceed the whole."""
    assert [("swv:innovatie", 123_45)] == run_order(run(post(aandeel=Decimal("0.123456"))))


@pytest.mark.parametrize("sector", ["po", "vo"])
def test_per_pupil(sector: str) -> None:
    """By hand: half of a school of 301 belongs to the region: 150,5 x 0,33 = 49,665, rounded half up to 49,67."""
    ledger = run(post(bedrag_per_leerling_euro=Decimal("0.33")), view=region(301, "0.5", sector))

    line = ledger.boeking(1)
    assert (49_67, Decimal("150.5"), Decimal("0.33")) == (line.bedrag_cent, line.hoeveelheid, line.tarief)


def test_masked_counts_are_not_guessed() -> None:
    """A masked count stops the step until the plan says what it counts for (by hand: 4 x 10)."""
    view = region(1, masked=3)

    with pytest.raises(AssertionError, match="masked by the publisher"):
        run(post(bedrag_per_leerling_euro=10), view=view)
    assert [("swv:innovatie", 40_00)] == run_order(
        run(post(bedrag_per_leerling_euro=10), view=view, gemaskeerd_als="maximum")
    )


def test_counts_are_read_only_for_amounts_per_pupil() -> None:
    """Posts without pupils ask for no table, so that the step runs where no count is loaded."""
    assert [("swv:innovatie", 1_00)] == run_order(run(post(bedrag_euro=1), view=make_momentopname({})))


def test_no_schools_and_no_money() -> None:
    """By hand: a region without pupils, an empty account: nothing is booked and nothing fails."""
    empty = region().extended(
        {t: region().tabel(*t.split(" ", 1)).iloc[:0] for t in ("aansluiting", "vestiging", "leerlingen_vo 1-10 t")}
    )

    assert run(post(bedrag_per_leerling_euro=10), view=empty).regels.empty
    assert run(post(aandeel=1), euro=0).regels.empty
    assert run(post(rest=True), euro=0).regels.empty
    assert run(post(bedrag_euro=0)).regels.empty


def test_shortage_stops_the_step() -> None:
    """By hand: after 900 of 1.000 the second post of 200 finds 100; the message says what to do."""
    with pytest.raises(AssertionError, match=r"asks € 200,00, swv:budget has € 100,00.*bij_tekort"):
        run(post("swv:organisatie", bedrag_euro=900), post(bedrag_euro=200))


def test_shortage_as_far_as_it_goes() -> None:
    """By hand: naar_saldo gives the 100 that is left, and nothing to the third; each with a finding."""
    posten = [post("swv:organisatie", bedrag_euro=900), post(bedrag_euro=200), post("swv:frictie", bedrag_euro=1)]

    ledger = run(*posten, bij_tekort="naar_saldo")

    assert [("swv:organisatie", 900_00), ("swv:innovatie", 100_00)] == run_order(ledger)
    assert ledger.boeking(2).toelichting.endswith("bedrag van € 200,00; er was € 100,00.")
    asked = tuple(Post(**{**p, "bedrag_euro": Decimal(p["bedrag_euro"])}) for p in posten)
    assert [("bestemming_niet_volledig", "swv:innovatie"), ("bestemming_niet_volledig", "swv:frictie")] == findings(
        *asked, bij_tekort="naar_saldo"
    )


def test_amount_per_pupil_that_is_cut_has_no_tariff() -> None:
    """By hand: 300 x 10 of 1.000: the line is 1.000 and claims no product."""
    line = run(post(bedrag_per_leerling_euro=10), bij_tekort="naar_saldo").boeking(1)

    assert (1_000_00, None) == (line.bedrag_cent, line.tarief)


def test_at_most_the_balance_is_no_shortage() -> None:
    """By hand: hoogstens = saldo takes 1.000 of the 1.500 asked, without a finding and without bij_tekort."""
    capped = Post(naar="swv:reserve", omschrijving="Reserve", bedrag_euro=Decimal(1_500), hoogstens="saldo")

    assert [] == findings(capped)
    assert [("swv:innovatie", 1_000_00)] == run_order(run(post(bedrag_euro=1_500, hoogstens="saldo")))


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"posten": []}, "posten"),
        ({"posten": [post()]}, "found none"),
        ({"posten": [post(bedrag_euro=1, rest=True)]}, "found bedrag_euro and rest"),
        ({"posten": [post("swv:budget", bedrag_euro=1)]}, "the account that pays"),
        ({"posten": [post("vestiging:90AA00", bedrag_euro=1)]}, "not an account of the SWV"),
        ({"posten": [post(rest=True), post("swv:frictie", bedrag_euro=1)]}, "for the last post"),
        ({"posten": [post(aandeel=Decimal("0.6")), post("swv:frictie", aandeel=Decimal("0.6"))]}, "add up to 1.2"),
        ({"posten": [post(aandeel=2)]}, "does not lie between 0 and 1"),
        ({"posten": [post(bedrag_euro=Decimal("0.001"))]}, "not a whole number of cents"),
        ({"posten": [post(bedrag_euro=1, hoogstens="budget")]}, "hoogstens"),
        ({"posten": [post(bedrag_euro=1)], "bij_tekort": "laat"}, "bij_tekort"),
        ({"posten": [post(bedrag_euro=1)], "van": "rijk:zwaar"}, "not an account of the SWV"),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so; nothing is booked."""
    with pytest.raises(AssertionError, match=text):
        apply(BESTEMMING, region(), opening_euro={"swv:budget": 10}, **keuzes)


@laws
@given(euro=st.integers(0, 5_000), amounts=st.lists(st.integers(0, 2_000), max_size=4), part=st.integers(0, 100))
def test_nothing_is_made_or_lost(euro: int, amounts: list[int], part: int) -> None:
    """Law: each post gets what it asks or what is left, from the input side; all stays with the SWV."""
    posten = [post("swv:frictie", bedrag_euro=a) for a in amounts] + [post(aandeel=Decimal(part) / 100)]

    ledger = run(*posten, euro=euro, bij_tekort="naar_saldo")

    friction = min(sum(amounts), euro) * 100
    assert friction == ledger.saldo("swv:frictie")
    assert min(euro * part, euro * 100 - friction) == ledger.saldo("swv:innovatie")
    assert_conserved(ledger, rijk_cent=0, uit_cent=0)


@pytest.mark.parametrize("example", BESTEMMING.voorbeelden, ids=lambda v: v.sector)
def test_example_of_the_registration(example) -> None:
    """The example runs; by hand with 300 pupils: 50.000, a tenth of 1.000.000 and 300 x 5."""
    view = region(sector=example.sector)
    moment = str(example.keuzes.get("telmoment", "1-10 t"))
    counts = {f"leerlingen_{example.sector} {moment}": view.tabel(f"leerlingen_{example.sector}", "1-10 t")}

    ledger = apply(BESTEMMING, view.extended(counts), opening_euro=example.opening_euro, **example.keuzes)

    assert [50_000_00, 100_000_00, 1_500_00] == ledger.regels["bedrag_cent"].tolist()


@pytest.mark.parametrize("kind", [Keuzes, Post])
def test_every_choice_is_in_a_table(kind: type) -> None:
    """A plan's author finds each key in the README."""
    assert [] == [a.name for a in attrs.fields(kind) if f"`{a.name}`" not in README]
