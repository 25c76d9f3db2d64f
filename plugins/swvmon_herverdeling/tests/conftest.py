"""Ledgers and views for the tests."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from swvmon import Grootboek, boekingen
from swvmon.testing import make_momentopname


@pytest.fixture
def ledger():
    """A ledger of what accounts get from the budget, in cents; below zero they pay."""

    def make(**cents: int) -> Grootboek:
        accounts = {("bestuur:" if len(name) == 6 else "vestiging:") + name[1:]: c for name, c in cents.items()}
        rows = [("swv:budget", a, c) if c > 0 else (a, "swv:budget", -c) for a, c in accounts.items() if c]
        frame = pd.DataFrame(rows, columns=["van", "naar", "cent"])
        return Grootboek(
            boekingen(
                frame, van=frame["van"], naar=frame["naar"], bedrag_cent=frame["cent"], grondslag="t", toelichting="T."
            )
        )

    return make


@pytest.fixture
def view():
    """A view of schools {vestiging: (low, high)} with boards, parts and needs."""

    def make(  # noqa: PLR0913 - all but one are left out mostly
        schools, *, besturen=None, aandeel=None, behoefte=None, geteld=True, regio="VO9901"
    ):
        names = sorted(schools)
        counts = pd.DataFrame(
            [(name, *schools[name]) for name in names if schools[name]],
            columns=["vestiging", "aantal_min", "aantal_max"],
        )
        shares = pd.DataFrame(
            {"vestiging": names, "swv": regio, "aandeel": [(aandeel or {}).get(n, "1") for n in names]}
        )
        boards = pd.DataFrame({"vestiging": names, "bestuur": [(besturen or {}).get(n, "12345") for n in names]})
        needs = pd.DataFrame(list((behoefte or {}).items()), columns=["code", "waarde"])
        needs = needs.assign(
            niveau="vestiging", kenmerk="leerlingen_met_behoefte", geldig_van=date(2019, 10, 1), geldig_tot=None
        )
        return make_momentopname(
            {
                "aansluiting": shares,
                "vestiging": boards,
                ("leerlingen_vo", "1-10 t"): counts if geteld else counts.iloc[:0],
                "kenmerk": needs,
            },
            regio=regio,
        )

    return make
