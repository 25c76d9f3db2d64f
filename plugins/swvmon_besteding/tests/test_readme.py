"""The worked example of the README; its numbers are worked by hand."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from swvmon import format_decimal, half_up
from swvmon_besteding.besteding import BESTEDING
from swvmon_besteding.budgetverhouding import BUDGETVERHOUDINGEN, edges
from swvmon_besteding.pot import BESTEDING_POT, ONDERBESTEDING_POT
from swvmon_besteding.school import BESTEDING_SCHOOL, ONDERBESTEDING_SCHOOL

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
BY_NAME = {i.naam: i for i in BUDGETVERHOUDINGEN}


def example(ledger, view):
    """The region of the README."""
    book = ledger(
        ("rijk:zwaar", "swv:zwaar", 100_000),
        ("swv:zwaar", "duo:vso", 40_000),
        ("swv:zwaar", "swv:budget", 60_000),
        ("swv:budget", "vestiging:20AA00", 50_000),
        ("vestiging:20AA00", "swv:budget", 5_000),
        ("swv:budget", "swv:organisatie", 5_000),
        opening={"swv:reserve": 20_000},
    )
    features = (
        ("20AA00", "besteed_euro", "360", date(2019, 8, 1), date(2020, 7, 31)),
        ("20AA00", "budget_voorheen_euro", "100", date(2016, 8, 1), None),
    )
    return view("20AA00", kenmerk=features), book


def test_ratios(ledger, view):
    """By hand: each teller, noemer and quotient that the README prints, and no more."""
    printed = re.findall(r"\| `(\w+)` \| (SWV|swv:\w+|20AA00) \| (.*?) \| (.*?) \| (.*?) \|\n", README)
    computed = []
    for indicator in (BESTEDING, BESTEDING_POT, BESTEDING_SCHOOL, BY_NAME["budgetverhouding"]):
        for row in indicator.bereken(*example(ledger, view)).itertuples():
            pair = Decimal(row.teller), Decimal(row.noemer)
            key = row.onderdeel or row.sleutel.replace("VO9901", "SWV")
            numbers = map(format_decimal, (*pair, half_up(pair[0] / pair[1], 6)))
            computed.append((indicator.naam, key, *numbers))

    assert printed == computed


def test_amounts_and_class(ledger, view):
    """By hand: 600 - 450 - 50, 200, 450 - 360; 450 is 4,5 x 100."""
    region, book = example(ledger, view)
    left = ONDERBESTEDING_POT.bereken(region, book)
    at_school = ONDERBESTEDING_SCHOOL.bereken(region, book)

    assert {"swv:budget": 10_000, "swv:reserve": 20_000, "swv:zwaar": 0} == dict(
        zip(left["onderdeel"], left["waarde"].astype("int64"), strict=True)
    )
    assert [9_000] == at_school["waarde"].astype("int64").tolist()
    assert ["meer dan 2 x"] == BY_NAME["budgetklasse"].bereken(region, book)["klasse"].tolist()
    assert (
        "Left: 10.000 in `swv:budget` and 20.000 in `swv:reserve` (`onderbesteding_pot`), 9.000 at the school" in README
    )
    assert "`budgetklasse` is meer dan 2 x." in README


def test_classes_are_those_of_the_code():
    """The README's edges are the ones of klassen.toml."""
    veel, meer, margin = edges()

    assert (5, 2, 5) == (veel, meer, margin)
    assert f"| meer dan {veel} x | new > {veel} × old |" in README
    assert f"| meer dan {meer} x | {meer} × old < new ≤ {veel} × old |" in README
    assert f"| gelijk | 0,{100 - margin} × old ≤ new ≤ 1,0{margin} × old |" in README


def test_every_indicator_is_in_the_table():
    """A reader finds each name."""
    names = [i.naam for i in (*BUDGETVERHOUDINGEN, BESTEDING, BESTEDING_POT, ONDERBESTEDING_POT)]

    assert [] == [n for n in [*names, BESTEDING_SCHOOL.naam, ONDERBESTEDING_SCHOOL.naam] if f"`{n}`" not in README]
