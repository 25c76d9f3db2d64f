"""Ledgers for the tests."""

from __future__ import annotations

import pandas as pd
import pytest

from swvmon import Grootboek, boekingen


@pytest.fixture
def ledger():
    """A ledger from lines (van, naar, cents[, status])."""

    def make(*rows: tuple, opening: dict[str, int] | None = None) -> Grootboek:
        lines = [
            boekingen(van=v, naar=n, bedrag_cent=c, grondslag="t", toelichting="T.", status=s[0] if s else "definitief")
            for v, n, c, *s in rows
        ]
        nothing = boekingen(0, van="", naar="", bedrag_cent=0, grondslag="", toelichting="")
        return Grootboek(pd.concat(lines, ignore_index=True) if lines else nothing, opening or {})

    return make
