"""Shares, what is left and uitputting, on ledgers worked out by hand (eurocents)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from swvmon.testing import assert_joint, make_momentopname
from swvmon_doorbetalingsquote.gepubliceerd import GEPUBLICEERD
from swvmon_doorbetalingsquote.quote import AANDEEL_ZWAAR, DOORBETALINGSQUOTE
from swvmon_doorbetalingsquote.ruimte import UITPUTTING, VRIJE_RUIMTE, VRIJE_RUIMTE_PER_LEERLING

NUMBERS = ["teller", "noemer", "noemer_max", "waarde"]


def view(*counts: tuple, regio: str = "VO9901", aandeel: str = "1"):
    """Rows (vestiging, low, high[, soort])."""
    sector = regio[:2].lower()
    columns = ["vestiging", "aantal_min", "aantal_max", "soort"]
    rows = pd.DataFrame([(*c, "bao")[:4] for c in counts], columns=columns)
    shares = pd.DataFrame({"vestiging": sorted(set(rows["vestiging"])), "swv": regio, "aandeel": aandeel})
    other = "po" if sector == "vo" else "vo"
    tables = {
        "aansluiting": shares,
        (f"leerlingen_{sector}", "1-10 t-1"): rows,
        (f"leerlingen_{other}", "1-10 t-1"): rows.iloc[:0],
    }
    return make_momentopname(tables, regio=regio)


def measured(indicator, book, region=None) -> tuple:
    """The one row: its numbers that are there, klasse, status and uitkomst where they say something."""
    (row,) = indicator.bereken(region or view(), book).to_dict("records")
    assert ("swv", (region or view()).regio) == (row["niveau"], row["sleutel"])
    numbers = [int(row[name]) for name in NUMBERS if not pd.isna(row[name])]
    words = [row["klasse"], row["uitkomst"], row["status"].replace("definitief", "")]
    return (*numbers, *filter(None, words))


YEAR = (
    ("rijk:zwaar", "swv:zwaar:personeel", 1_000),
    ("rijk:zwaar", "swv:zwaar:materieel", 100),
    ("rijk:verevening", "swv:zwaar:personeel", 60),
    ("swv:zwaar:materieel", "rijk:verevening", 10),
    ("rijk:licht", "swv:licht", 400),
    ("swv:licht", "rijk:lwoo", 150),
    ("swv:licht", "rijk:pro", 50),
    ("swv:zwaar:personeel", "duo:vso", 500),
    ("swv:zwaar:materieel", "duo:vso", 40),
    ("duo:vso", "swv:zwaar:materieel", 15),
    ("swv:zwaar:personeel", "swv:budget", 560),
    ("swv:budget", "vestiging:90AA00", 300),
)


def test_doorbetaling_over_the_heavy_budget(ledger) -> None:
    """500 + 40 - 15 of 1.000 + 100 + 60 - 10: the correction of the law belongs to the budget (by hand)."""
    assert (525, 1_150, 1_150) == measured(DOORBETALINGSQUOTE, ledger(*YEAR, opening={"swv:zwaar:personeel": 9}))


def test_heavy_over_the_whole_budget(ledger) -> None:
    """1.150 of 1.150 + 400: what is withheld for lwoo and praktijkonderwijs is part of the budget (by hand)."""
    assert (1_150, 1_550, 1_550) == measured(AANDEEL_ZWAAR, ledger(*YEAR))


def test_a_correction_of_the_light_budget_is_taken_off(ledger) -> None:
    """Back to the rijk other than for lwoo and pro: 400 - 30 (by hand)."""
    assert (1_150, 1_520, 1_520) == measured(AANDEEL_ZWAAR, ledger(*YEAR, ("swv:licht", "rijk:licht", 30)))


def test_what_is_left(ledger) -> None:
    """1.150 - 525 (by hand)."""
    assert (625,) == measured(VRIJE_RUIMTE, ledger(*YEAR))
    assert (0, "geen uitputting") == measured(UITPUTTING, ledger(*YEAR))


def test_sbo_and_growth_at_schools_are_no_doorbetaling(ledger) -> None:
    """duo:sbo is paid from the light pot, and a school is no DUO (by hand)."""
    more = (("swv:licht", "duo:sbo", 70), ("swv:zwaar:personeel", "vestiging:90AA00", 30))

    assert (525, 1_150, 1_150) == measured(DOORBETALINGSQUOTE, ledger(*YEAR, *more))


@pytest.mark.parametrize(
    ("personeel", "materieel", "told"),
    [
        (1_000, 100, (0, "geen uitputting")),
        (1_001, 100, (1, "uitputting")),
        (1_001, 0, (1, "uitputting")),
        (900, 130, (30, "uitputting")),
        (1_200, 130, (230, "uitputting")),
        (0, 0, (0, "geen uitputting")),
    ],
)
def test_pots_are_not_netted(ledger, personeel: int, materieel: int, told: tuple) -> None:
    """Budgets of 1.000 and 100; a pot that is short is short, whatever the other has over (WPO art. 118b and 125a)."""
    paid = [("swv:zwaar:personeel", "duo:so", personeel), ("swv:zwaar:materieel", "duo:so", materieel)]

    assert told == measured(UITPUTTING, ledger(*YEAR[:2], *(line for line in paid if line[2])))


def test_a_pot_without_budget_is_short_of_all_that_it_pays(ledger) -> None:
    """Nothing for material, 40 paid: 40 short (by hand)."""
    book = ledger(("rijk:zwaar", "swv:zwaar:personeel", 500), ("swv:zwaar:materieel", "duo:so", 40))

    assert (40, "uitputting") == measured(UITPUTTING, book)


def test_below_zero_is_told_as_amount(ledger) -> None:
    """100 for 150: 1,5 times the budget, 50 below zero (by hand)."""
    book = ledger(("rijk:zwaar", "swv:zwaar", 100), ("swv:zwaar", "duo:vso", 150))

    assert (150, 100, 100) == measured(DOORBETALINGSQUOTE, book)
    assert (-50,) == measured(VRIJE_RUIMTE, book)


@pytest.mark.parametrize(
    "indicator", [DOORBETALINGSQUOTE, AANDEEL_ZWAAR, VRIJE_RUIMTE, VRIJE_RUIMTE_PER_LEERLING, UITPUTTING]
)
def test_without_a_heavy_budget_it_is_told(ledger, indicator) -> None:
    """A plan that gives one budget has no heavy part: no zero, but `ontbreekt`."""
    region = view(("90AA00", 10, 10))

    assert ("ontbreekt",) == measured(indicator, ledger(("rijk:begroot", "swv:budget", 100)), region)
    assert ("ontbreekt",) == measured(indicator, ledger(), region)


def test_the_share_needs_both_budgets_apart(ledger) -> None:
    """Without a light budget, or with an undivided one beside it, the whole is not known."""
    zwaar = ("rijk:zwaar", "swv:zwaar", 100)

    assert ("ontbreekt",) == measured(AANDEEL_ZWAAR, ledger(zwaar))
    assert ("ontbreekt",) == measured(
        AANDEEL_ZWAAR, ledger(zwaar, ("rijk:licht", "swv:licht", 50), ("rijk:begroot", "swv:budget", 9))
    )


def test_a_budget_below_zero_has_no_share(ledger) -> None:
    """A correction above the budget leaves no noemer; the amount is told."""
    book = ledger(("rijk:zwaar", "swv:zwaar", 100), ("swv:zwaar", "rijk:verevening", 130))

    assert ("ontbreekt",) == measured(DOORBETALINGSQUOTE, book)
    assert (-30,) == measured(VRIJE_RUIMTE, book)


def test_zero_budget_is_noemer_zero(ledger) -> None:
    """A correction as large as the budget: 0 of 0, of which the core says noemer_nul."""
    book = ledger(("rijk:zwaar", "swv:zwaar", 100), ("swv:zwaar", "rijk:verevening", 100))

    assert (0, 0, 0) == measured(DOORBETALINGSQUOTE, book)


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (("definitief", "definitief"), ()),
        (("voorlopig", "definitief"), ("voorlopig",)),
        (("definitief", "aanname"), ("geschat",)),
        (("aanname", "voorlopig"), ("geschat",)),
    ],
)
def test_status_is_that_of_the_least_certain_line(ledger, statuses: tuple, told: tuple) -> None:
    """A line of something else does not count."""
    lines = (("rijk:zwaar", "swv:zwaar", 100, statuses[0]), ("swv:zwaar", "duo:vso", 60, statuses[1]))
    other = ("swv:zwaar", "swv:budget", 40, "aanname")

    assert (60, 100, 100, *told) == measured(DOORBETALINGSQUOTE, ledger(*lines, other))


def test_per_pupil_counts_shared_and_masked_schools(ledger) -> None:
    """625 over half of 200-203 pupils; peildatum is the count, 1 October of the year before (by hand)."""
    region = view(("90AA00", 199, 199), ("90AA00", 1, 4), aandeel="0.5")

    rows = VRIJE_RUIMTE_PER_LEERLING.bereken(region, ledger(*YEAR))

    assert ["625", "100", "101.5"] == [f"{rows.loc[0, name].normalize():f}" for name in NUMBERS[:3]]
    assert date(2018, 10, 1) == rows.loc[0, "peildatum"]


def test_per_pupil_in_po_is_over_bao_and_sbo(ledger) -> None:
    """So and vso have no part in the base of the law (WPO art. 132)."""
    region = view(("80AA00", 90, 90, "bao"), ("80DD00", 10, 10, "sbo"), ("80EE00", 7, 7, "so"), regio="PO9901")

    assert (625, 100, 100) == measured(VRIJE_RUIMTE_PER_LEERLING, ledger(*YEAR), region)


def test_per_pupil_without_a_count_is_told(ledger) -> None:
    """Missing is not zero."""
    assert ("ontbreekt",) == measured(VRIJE_RUIMTE_PER_LEERLING, ledger(*YEAR))


def test_the_light_budget_adds_up() -> None:
    """Published (R0 L564): 706 million; recomputed from 608 and 98."""
    assert {"doorbetalingsquote.licht_vo": (706, 706)} == {
        f.id: (f.waarde, f.bereken()) for f in GEPUBLICEERD if f.bereken
    }
    assert all(f.uitleg for f in GEPUBLICEERD if not f.bereken)


@pytest.mark.parametrize(
    "indicator", [DOORBETALINGSQUOTE, AANDEEL_ZWAAR, VRIJE_RUIMTE, VRIJE_RUIMTE_PER_LEERLING, UITPUTTING]
)
def test_one_call_for_many_swvs(ledger, indicator) -> None:
    """Law: a whole year, a pot that is short beside an undivided budget, and nothing at all: each as by itself."""
    counts = [(("90AA00", 10, 14), ("90BB00", 20, 20)), (("90AA00", 30, 30),), ()]
    views = [view(*rows, regio=f"VO990{n}") for n, rows in enumerate(counts, start=1)]
    short = (
        ("rijk:begroot", "swv:budget", 9),
        ("rijk:zwaar", "swv:zwaar", 100, "aanname"),
        ("swv:zwaar", "duo:vso", 130),
        ("rijk:licht", "swv:licht", 7),
    )
    books = {"VO9901": ledger(*YEAR, opening={"swv:zwaar:personeel": 9}), "VO9902": ledger(*short), "VO9903": ledger()}

    assert_joint(indicator, views, books)
