"""Ledgers and views for the tests."""

from __future__ import annotations

import pandas as pd
import pytest

from swvmon import Grootboek, boekingen
from swvmon.testing import make_momentopname


def _school(*accounts: str) -> str:
    return next((a.removeprefix("vestiging:") for a in accounts if a.startswith("vestiging:")), "")


@pytest.fixture
def ledger():
    """A ledger from lines (van, naar, cents)."""

    def make(*rows: tuple[str, str, int], opening: dict[str, int] | None = None) -> Grootboek:
        frame = pd.DataFrame(rows, columns=["van", "naar", "cent"])
        frame["vestiging"] = [_school(van, naar) for van, naar, _ in rows]
        lines = boekingen(
            frame, van=frame["van"], naar=frame["naar"], bedrag_cent=frame["cent"], grondslag="t", toelichting="T."
        )
        return Grootboek(lines.assign(stap="t"), opening or {})

    return make


@pytest.fixture
def view():
    """A view of schools, with features (code, kenmerk, waarde, from, to)."""

    def make(*schools: str, kenmerk: tuple[tuple, ...] = (), **more):
        columns = ["code", "kenmerk", "waarde", "geldig_van", "geldig_tot"]
        features = pd.DataFrame(kenmerk, columns=columns).assign(niveau="vestiging")
        shares = pd.DataFrame({"vestiging": schools, "swv": "VO9901", "aandeel": "1"})
        return make_momentopname({"aansluiting": shares, "kenmerk": features}, **more)

    return make
