"""Two schools, their pupils and their arrangementen."""

from datetime import date

import pandas as pd
import pytest

from swvmon import Grootboek, boekingen
from swvmon.testing import make_momentopname

BOOK = Grootboek(boekingen(van="rijk:zwaar", naar="swv:budget", bedrag_cent=1, grondslag="t", toelichting="t").iloc[:0])
NOW, BEFORE = (date(2019, 8, 1), date(2020, 7, 31)), (date(2018, 8, 1), date(2019, 7, 31))
README_ROWS = [
    ("a", "20AA00", "individueel", *BEFORE),
    ("g", "20AB00", "groep", *BEFORE),
    ("a", "20AA00", "individueel", *NOW),
    ("a", "20AA00", "individueel", date(2020, 1, 1), date(2020, 3, 1)),
    ("b", "20AA00", "individueel", *NOW),
    ("g", "20AB00", "groep", *NOW),
    ("h", "20AB00", "groep", *NOW),
]


@pytest.fixture
def view():
    """Build the view of a region."""

    def build(
        rows=README_ROWS, *, counts=(("20AA00", 180, 180), ("20AB00", 1_820, 1_820)), aandeel="1", regio="VO9901"
    ):
        columns = ["pseudoniem", "vestiging", "soort", "geldig_van", "geldig_tot"]
        granted = pd.DataFrame(rows, columns=columns).astype({"pseudoniem": "str", "vestiging": "str", "soort": "str"})
        granted = granted.assign(swv=regio).astype({"swv": "str"})
        pupils = pd.DataFrame(counts, columns=["vestiging", "aantal_min", "aantal_max"]).astype({"vestiging": "str"})
        table = "leerlingen_po" if regio.startswith("PO") else "leerlingen_vo"
        if table == "leerlingen_po":
            vso = pupils.assign(soort="vso", aantal_min=7, aantal_max=7)
            pupils = pd.concat([pupils.assign(soort="bao"), vso], ignore_index=True)
        schools = pd.DataFrame({"vestiging": ["20AA00", "20AB00"], "swv": regio, "aandeel": aandeel})
        tables = {"arrangement": granted, "aansluiting": schools, (table, "1-10 t"): pupils}
        return make_momentopname(tables, regio=regio)

    return build


@pytest.fixture
def measured():
    """Rows by key and part: (teller, noemer) of a verhouding, else the value, or the outcome without one."""

    def measure(indicator, momentopname):
        rows = indicator.bereken(momentopname, BOOK)
        assert set(rows["soort"]) == {indicator.soort}

        def told(row):
            if row.uitkomst:
                return row.uitkomst
            if indicator.soort == "verhouding":
                ends = (
                    (row.teller, row.noemer)
                    if row.noemer == row.noemer_max
                    else (row.teller, row.noemer, row.noemer_max)
                )
                return tuple(int(n) if n == int(n) else n for n in ends)
            return int(row.waarde)

        return {(row.sleutel, row.onderdeel): told(row) for row in rows.itertuples()}

    return measure
