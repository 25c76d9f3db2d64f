"""What is withheld of metingen and why, worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from privacy_tabellen import REGIO, frame, lines, meting, places, school

from swvmon.errors import UsageError
from swvmon.privacy import Regel, publish

PLAATS = places(["10001", "10001", "10002"])


def told(rows, plaats=PLAATS, regel=None):
    """`waarde` per key, and (key, fields, reason) of what is withheld."""
    result = publish(lines(), frame(rows), plaats, regel or Regel())
    values = dict(zip(result.metingen["sleutel"], result.metingen["waarde"].astype(object), strict=True))
    table = result.onderdrukt[["sleutel", "velden", "reden"]]
    return {k: v if isinstance(v, str) else None for k, v in values.items()}, set(
        table.itertuples(index=False, name=None)
    )


def counts(*values):
    rows = [meting("vestiging", school(n), waarde=v) for n, v in enumerate(values)]
    return [*rows, meting("swv", REGIO, waarde=sum(values))]


def test_a_small_count_takes_the_smallest_other_along():
    """3 + 20 + 30 = 53: 3 is small, and 20 must go too or 3 = 53 - 20 - 30; by hand."""
    values, why = told(counts(3, 20, 30))

    assert {school(0): None, school(1): None, school(2): "30", REGIO: "53"} == values
    assert {(school(0), "waarde", "primair"), (school(1), "waarde", "secundair")} == why


def test_zero_is_not_small():
    """0 + 20 + 30: nothing is withheld."""
    values, why = told(counts(0, 20, 30))

    assert "0" == values[school(0)]
    assert set() == why


def test_zero_is_withheld_where_the_rule_says_so():
    """With nul_gevoelig a zero is withheld, and another with it."""
    values, _ = told(counts(0, 20, 30), regel=Regel(nul_gevoelig=True))

    assert (None, None) == (values[school(0)], values[school(1)])


@pytest.mark.parametrize(("count", "shown"), [(4, None), (5, "5")])
def test_the_minimum_itself_is_published(count, shown):
    """4 is withheld, 5 is not."""
    assert shown == told([meting("vestiging", school(0), waarde=count)])[0][school(0)]


def test_a_minimum_of_one_indicator():
    """With deelname=10 a count of 7 is withheld, under another name it is not."""
    rows = [meting("vestiging", school(0), waarde=7), meting("vestiging", school(1), waarde=7, indicator="ander")]

    values, _ = told(rows, regel=Regel(per_indicator={"deelname": 10}))

    assert {school(0): None, school(1): "7"} == values


def test_the_others_of_a_ratio_are_counted_too():
    """47 of 50: the 3 others would follow, so that teller, share and one side more are gone; 40 of 50 stands."""
    rows = [meting("vestiging", school(0), teller=47, noemer=50), meting("vestiging", school(1), teller=40, noemer=50)]

    values, why = told(rows)

    assert {school(0): None, school(1): "0.8"} == values
    assert {(school(0), "teller waarde", "secundair")} == why


def test_the_pattern_holds_over_tables():
    """A noemer that two indicators share is withheld in both or in none."""
    rows = [
        meting("vestiging", school(0), teller=2, noemer=4),
        meting("vestiging", school(0), teller=0, noemer=4, indicator="ander"),
    ]

    result = publish(lines(), frame(rows), PLAATS, Regel())

    assert result.metingen["noemer"].isna().all()


def test_a_masked_count_of_the_publisher_stays_an_interval():
    """1-4 is told as it is; 8 = that + 5 would unmask it as 3, so that another number goes."""
    rows = [
        meting("vestiging", school(0), masked=(1, 4)),
        meting("vestiging", school(1), waarde=5),
        meting("swv", REGIO, waarde=8),
    ]

    result = publish(lines(), frame(rows), PLAATS, Regel())

    assert ("1", "4") == tuple(result.metingen.loc[0, ["teller", "teller_max"]])
    assert result.metingen.loc[1:, "waarde"].isna().any()
    assert {"bron"} <= set(result.onderdrukt["reden"])


def test_a_class_of_swvs_gives_no_swv_away():
    """By hand: 3 + 20 + 30 = 53 in the class; 3 is small, and 20 or 53 goes along, or 3 = 53 - 20 - 30."""
    numbers = {"VO9901": 3, "VO9902": 20, "VO9903": 30}
    rows = [meting("swv", swv, regio=swv, waarde=n) for swv, n in numbers.items()]
    rows += [
        meting("swv", swv, regio=swv, indicator="soort_swv", soort="klasse", klasse="laag", waarde=1) for swv in numbers
    ]
    rows.append(meting("klasse", "soort_swv=laag", regio="VO", waarde=53))

    result = publish(lines(), frame(rows), PLAATS, Regel())
    shown = result.metingen[result.metingen["indicator"] == "deelname"].set_index("sleutel")["waarde"]

    assert pd.isna(shown["VO9901"])
    assert shown.drop("VO9901").isna().any()


def test_a_board_of_unknown_schools_is_withheld():
    """Nobody here knows what the board's number gives away; somebody else may."""
    rows = [*counts(20, 30), meting("bestuur", "10001", waarde=20)]

    values, why = told(rows, plaats={})

    assert values["10001"] is None
    assert {("10001", "waarde", "samenstelling onbekend")} == {w for w in why if w[0] == "10001"}


def test_a_mean_over_withheld_ratios_is_withheld():
    """A mean of ratios gives a missing one away by whole numbers."""
    rows = [meting("vestiging", school(n), teller=t, noemer=50) for n, t in enumerate((3, 20, 30))]
    mean = {"soort": "statistiek", "methode": "gemiddelde_van_verhoudingen", "waarde": "0.353333", "n": 3}
    rows.append(meting("swv", REGIO, **mean))

    assert told(rows)[0][REGIO] is None


def test_a_minimum_below_five_is_refused():
    """What publishers mask may not come back through us."""
    with pytest.raises(UsageError, match="a minimum is 5 or more, found 3"):
        Regel(3)
