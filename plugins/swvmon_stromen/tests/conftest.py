"""Tables of flows from plain rows, and metingen as plain numbers."""

from datetime import date

import pandas as pd
import pytest

from swvmon.testing import make_momentopname
from swvmon.testing import measure as run_alone

COLUMNS = ["kant", "van", "naar", "aantal_min", "aantal_max"]
VANAF = date(2018, 10, 1)


@pytest.fixture
def stromen():
    """A view with rows (kant, van, naar, low[, high]) of 1 October 2018 to 1 October 2019."""

    def make(*rows, regio="PO9901", **columns):
        filled = [(*row, row[3]) if len(row) == 4 else row for row in rows]
        frame = pd.DataFrame(filled, columns=COLUMNS).astype({"aantal_min": "int64", "aantal_max": "int64"})
        defaults = {"swv": regio, "vanaf": VANAF, "school": "", "leeftijd": pd.NA, "cohort": ""}
        frame = frame.assign(**(defaults | columns)).astype({"leeftijd": "Int64"})
        return make_momentopname({("stroom_telling", "1-10 t"): frame}, regio=regio)

    return make


@pytest.fixture
def measure():
    """Run an indicator as the engine does: per part teller and noemer with their high ends, else the outcome."""

    def run(indicator, view):
        rows = run_alone(indicator, view)
        found = {}
        for row in rows.to_dict("records"):
            numbers = tuple(row[c] for c in ("teller", "teller_max", "noemer", "noemer_max") if not pd.isna(row[c]))
            found[row["onderdeel"]] = tuple(map(int, numbers)) if numbers else row["uitkomst"]
        return found

    return run
