"""Conservation, from the input side: totals that never saw the ledger, and three ways to break it.

All expected totals are worked by hand or computed here from the counts with `Fraction`, apart from the code under test.
"""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, read_parameters
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_swvzhw.model import SWVZHW

BANDS = {  # Tabel 3 of R2 (published): percent at the middle of the band
    "pro": Fraction(20),
    "vmbo_b": Fraction(11),
    "gymnasium": Fraction(2),
}
TRACKS = st.sampled_from(sorted(BANDS))
SCHOOLS = st.lists(st.tuples(TRACKS, st.integers(0, 4000)), min_size=1, max_size=40)
PARAMETERS = read_parameters("swvmon_swvzhw")
BUDGET_EURO = 200_000_000


def ledger_of(schools: list[tuple[str, int]]) -> Grootboek:
    names = [f"90{chr(65 + i // 26)}{chr(65 + i % 26)}00" for i in range(len(schools))]
    counts = pd.DataFrame(
        {
            "vestiging": names,
            "richting": [t for t, _ in schools],
            "fase": "bovenbouw",
            "aantal_min": [n for _, n in schools],
        }
    )
    tables = {
        "aansluiting": pd.DataFrame({"vestiging": names, "swv": "VO9901", "aandeel": "1"}),
        "vestiging": pd.DataFrame({"vestiging": names, "bestuur": "99001"}),
        ("leerlingen_vo", "1-10 t"): counts.assign(aantal_max=counts["aantal_min"]),
    }
    return apply(
        SWVZHW,
        make_momentopname(tables),
        opening_euro={"swv:budget": BUDGET_EURO},
        parameters=PARAMETERS,
        budget_euro=BUDGET_EURO,
    )


def expected_cent(schools: list[tuple[str, int]]) -> Fraction:
    """Sum of pupils x percent x 1,100 euro, unrounded."""
    return sum((Fraction(n) * BANDS[t] / 100 * 110_000 for t, n in schools), Fraction(0))


@settings(max_examples=25, deadline=None)
@given(schools=SCHOOLS)
def test_what_schools_get_is_what_the_counts_say(schools: list[tuple[str, int]]) -> None:
    """The ledger pays out what pupils, percentages and amount give, within one cent per line."""
    ledger = ledger_of(schools)

    assert_conserved(ledger, rijk_cent=0, uit_cent=int(expected_cent(schools)), tolerantie_cent=len(schools))


CASE = [("pro", 200), ("vmbo_b", 400), ("gymnasium", 300)]
BY_HAND = 4_400_000 + 4_840_000 + 660_000
"""200 x 20 %, 400 x 11 % and 300 x 2 %, times 1,100 euro, in eurocents (by hand)."""


def test_by_hand_case_is_conserved() -> None:
    """The small case is exact to the cent."""
    assert_conserved(ledger_of(CASE), rijk_cent=0, uit_cent=BY_HAND)


def twice(lines: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([lines, lines.iloc[[1]]], ignore_index=True)


def lost(lines: pd.DataFrame) -> pd.DataFrame:
    return lines.drop(index=1)


def turned_round(lines: pd.DataFrame) -> pd.DataFrame:
    swapped = lines.copy()
    swapped.loc[1, ["van", "naar"]] = lines.loc[1, ["naar", "van"]].to_numpy()
    return swapped


@pytest.mark.parametrize("mutant", [twice, lost, turned_round])
def test_mutants_are_caught(mutant) -> None:
    """A line booked twice, lost, or with van and naar turned round breaks the law: the check can fail."""
    ledger = ledger_of(CASE)
    broken = Grootboek(mutant(ledger.regels), ledger.opening)

    with pytest.raises(AssertionError, match="not conserved: paid out"):
        assert_conserved(broken, rijk_cent=0, uit_cent=BY_HAND)


def test_inflow_that_is_lost_is_caught() -> None:
    """The rijk side is checked too: 100 euro that the input promises and the ledger lacks."""
    with pytest.raises(AssertionError, match="not conserved: rijk inflow"):
        assert_conserved(ledger_of(CASE), rijk_cent=10_000, uit_cent=BY_HAND)
