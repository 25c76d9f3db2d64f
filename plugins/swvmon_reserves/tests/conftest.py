"""The accounts of one SWV, its budget and its reserves."""

import pandas as pd
import pytest

from swvmon.testing import make_momentopname

ACCOUNTS = [
    ("balans", "2.1", 400_000),
    ("baten_lasten", "TOTB", 5_000_000),
    ("overheidsbijdragen", "3.1.3T", 5_000_000),
    ("overheidsbijdragen", "3.1T", 4_000_000),
]
POSTS = ["swv", "kalenderjaar", "post", "bedrag_cent"]


@pytest.fixture
def view():
    """Build the view of an SWV whose board number is 12345."""

    def build(accounts=ACCOUNTS, *, schooljaar="2020/21", listed="12345", kenmerken=(), **own):
        year = int(schooljaar[:4])
        posts = pd.DataFrame(accounts, columns=["onderdeel", "post", "bedrag_cent"])
        posts = posts.assign(bestuur="12345", kalenderjaar=year, bedrag_cent=lambda rows: rows["bedrag_cent"] * 100)
        features = pd.DataFrame(kenmerken, columns=["niveau", "code", "kenmerk", "waarde", "geldig_van"])
        boards = pd.Series([listed], dtype="str")
        money = {
            name: pd.DataFrame([("PO9901", year, *row) for row in rows], columns=columns).astype(
                {"bedrag_cent": "int64"}
            )
            for name, rows, columns in (
                ("begroting", own.get("begroting", ()), POSTS),
                ("realisatie", own.get("realisatie", ()), POSTS),
                ("reserve", own.get("reserve", ()), ["swv", "kalenderjaar", "doel", "bedrag_cent"]),
            )
        }
        tables = {
            "jaarrekening": posts,
            "kenmerk": features,
            "swv": pd.DataFrame({"swv": "PO9901", "bestuur": boards}),
            **money,
        }
        return make_momentopname(tables, regio="PO9901", schooljaar=schooljaar)

    return build


@pytest.fixture
def measured():
    """Rows of an indicator by part: (teller, noemer), (klasse, waarde) or waarde, or the outcome without one."""

    def measure(indicator, momentopname):
        rows = indicator.bereken(momentopname, None)
        assert {indicator.soort} == set(rows["soort"])

        def told(row):
            if row.uitkomst:
                return row.uitkomst
            if indicator.soort == "verhouding":
                return int(row.teller), int(row.noemer)
            return (row.klasse, int(row.waarde)) if indicator.soort == "klasse" else int(row.waarde)

        return {row.onderdeel: told(row) for row in rows.itertuples()}

    return measure
