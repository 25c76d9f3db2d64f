"""What the rijk pays for secondary education; expected numbers are law x counts, worked by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from swvmon import read_parameters
from swvmon.testing import apply, make_momentopname
from swvmon_rijksbekostiging.model import RIJKSBEKOSTIGING
from swvmon_rijksbekostiging.samenvoegen import SAMENVOEGEN

PARAMETERS = read_parameters("swvmon_rijksbekostiging")


def region(before: int, now: int, vavo: int = 0, aandeel: str = "1"):
    def counts(pupils: int) -> pd.DataFrame:
        frame = pd.DataFrame({"vestiging": "90AA00", "fase": ["bovenbouw", "vavo"], "aantal_min": [pupils, vavo]})
        return frame.assign(aantal_max=frame["aantal_min"])

    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": ["90AA00"], "swv": "VO9901", "aandeel": aandeel}),
            ("leerlingen_vo", "1-10 t-1"): counts(before),
            ("leerlingen_vo", "1-10 t"): counts(now),
        },
        schooljaar="2015/16",
    )


def test_2015_16_by_law() -> None:
    """Personnel 512.95 (law) on 1-10-2014; material 5/12 x 27.12 on 1-10-2014 and 7/12 x 28.36 on 1-10-2015 (law).

    By hand: 1,200 x 512.95 = 615,540.00; 1,200 x 5/12 x 27.12 = 13,560.00; 1,188 x 7/12 x 28.36 = 19,653.48 euro.
    """
    ledger = apply(RIJKSBEKOSTIGING, region(1200, 1188), parameters=PARAMETERS)

    rows = [tuple(r) for r in ledger.regels[["naar", "bedrag_cent", "periode_van", "periode_tot"]].to_numpy()]
    assert [
        ("swv:zwaar:personeel", 61_554_000, date(2015, 8, 1), date(2016, 7, 31)),
        ("swv:zwaar:materieel", 1_356_000, date(2015, 8, 1), date(2015, 12, 31)),
        ("swv:zwaar:materieel", 1_965_348, date(2016, 1, 1), date(2016, 7, 31)),
    ] == rows


def test_vavo_pupil_is_funded_for_half() -> None:
    """Published (Vensters): a vavo pupil counts for half. By hand: (1,200 + 10/2) x 512.95 = 618,104.75 euro."""
    ledger = apply(RIJKSBEKOSTIGING, region(1200, 1188, vavo=10), parameters=PARAMETERS)

    assert 61_810_475 == ledger.saldo("swv:zwaar:personeel")


def test_half_a_school() -> None:
    """By hand: half of 1,200 pupils x 512.95."""
    ledger = apply(RIJKSBEKOSTIGING, region(1200, 1188, aandeel="0.5"), parameters=PARAMETERS)

    assert 30_777_000 == ledger.saldo("swv:zwaar:personeel")


def test_budget_of_the_plan() -> None:
    """An amount in the plan is booked as it stands, and needs no counts."""
    ledger = apply(RIJKSBEKOSTIGING, make_momentopname({}), parameters=PARAMETERS, budget_euro=3_000_000)

    assert {"rijk:begroot": -300_000_000, "swv:budget": 300_000_000} == ledger.saldi()


def test_no_tariff_is_no_guess() -> None:
    """2016/17 has no known tariff: the parameter is named, nothing is extrapolated."""
    later = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": ["90AA00"], "swv": "VO9901", "aandeel": "1"}),
            ("leerlingen_vo", "1-10 t-1"): pd.DataFrame(
                {"vestiging": ["90AA00"], "fase": "bovenbouw", "aantal_min": 5, "aantal_max": 5}
            ),
        },
        schooljaar="2016/17",
    )

    with pytest.raises(AssertionError, match=r"zwaar_vo_personeel_euro .* has no value for 2016-08-01 t/m 2017-07-31"):
        apply(RIJKSBEKOSTIGING, later, parameters=PARAMETERS)


def test_samenvoegen_moves_what_the_pots_have() -> None:
    """Every pot above zero goes to the budget; other accounts stay (by hand)."""
    opening = {"swv:zwaar:personeel": 100, "swv:licht:materieel": 20, "swv:reserve": 7, "swv:zwaar:materieel": 0}

    ledger = apply(SAMENVOEGEN, make_momentopname({}), opening_euro=opening)

    assert {"swv:budget": 12_000, "swv:reserve": 700} == {a: s for a, s in ledger.saldi().items() if s}
