"""The worked examples of the README; their numbers are worked by hand."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from swvmon import format_decimal, half_up
from swvmon.testing import make_momentopname
from swvmon_krimp.groei import GROEI, GROEIVOET
from swvmon_krimp.historisch import REEKSBREUKEN
from swvmon_krimp.prognose import PROGNOSE_2015_2020
from swvmon_krimp.splitsing import SPLITSINGEN, split

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def counts(one, two):
    """The two schools."""
    rows = pd.DataFrame({"vestiging": ["20AA00", "20AB00"], "aantal_min": [one, two]})
    return rows.assign(aantal_max=rows["aantal_min"])


@pytest.fixture
def view():
    """Both counts of the region, and the prognosis."""
    features = pd.DataFrame(
        {"kenmerk": ["leerlingen_2015", "leerlingprognose_2020"], "waarde": ["12000", "11400"], "geldig_tot": None}
    )
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": ["20AA00", "20AB00"], "swv": "VO9901", "aandeel": "1"}),
            ("leerlingen_vo", "1-10 t"): counts(190, 1_710),
            ("leerlingen_vo", "1-10 t-1"): counts(180, 1_820),
            "kenmerk": features.assign(niveau="swv", code="VO9901", geldig_van=date(2016, 1, 1)),
        }
    )


def of_readme(name):
    """(for, teller, noemer, outcome) of an indicator as the README prints them."""
    rows = re.findall(rf"\| `{name}` \| (`20A.00`|SWV) \| (.*?) \| (.*?) \| (.*?) \|\n", README)
    return {key.strip("`"): tuple(numbers) for key, *numbers in rows}


@pytest.mark.parametrize("indicator", [GROEI, GROEIVOET, PROGNOSE_2015_2020], ids=lambda i: i.naam)
def test_growth(indicator, view):
    """By hand: teller, noemer and their quotient; of the SWV the ratio of the sums over the schools."""
    rows = indicator.bereken(view, None)
    pairs = {r.sleutel: (Decimal(r.teller), Decimal(r.noemer)) for r in rows.itertuples()}
    pairs["SWV"] = tuple(map(sum, zip(*pairs.values(), strict=True)))
    pairs.pop("VO9901", None)
    printed = of_readme(indicator.naam)

    assert printed == {key: tuple(map(format_decimal, (t, n, half_up(t / n, 6)))) for key, (t, n) in pairs.items()}


def test_split():
    """By hand: 350 of 10.000 becomes 345 of 9.500."""
    done = split((Decimal(350), Decimal(345)), (Decimal(10_000), Decimal(9_500)))

    for name, value in (
        ("whole change", done.totaal),
        ("krimpeffect", done.krimp),
        ("deelname-effect", done.deelname),
    ):
        assert f"| {name} | {format_decimal(value)} |" in README


def test_breaks_and_splits_are_those_of_the_code():
    """The README names every break of the series and every split."""
    special = [name for name, years in REEKSBREUKEN.items() if years == (1998, 2002, 2010)]

    assert f"| {', '.join(special)} | 1998, 2002, 2010 |" in README
    assert "| bao | 1998 |" in README
    assert all(f"| `{i.naam}` |" in README for i in SPLITSINGEN)
