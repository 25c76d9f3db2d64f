"""Metingen of a run of many regions, as the core hands them in."""

from decimal import Decimal

import pandas as pd
import pytest


@pytest.fixture
def make_run():
    """A function from (indicator, school year, {SWV: value or None}) to metingen; None is masked."""

    def make(*parts):
        frames = [
            pd.DataFrame(
                {
                    "indicator": indicator,
                    "niveau": "swv",
                    "sleutel": list(values),
                    "onderdeel": "",
                    "schooljaar": year,
                    "waarde": pd.Series([None if v is None else Decimal(v) for v in values.values()], dtype="object"),
                    "uitkomst": ["gemaskeerd" if v is None else "berekend" for v in values.values()],
                }
            )
            for indicator, year, values in parts
        ]
        return pd.concat(frames, ignore_index=True)

    return make
