"""The worked example of the README; its numbers are worked by hand."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from swvmon import Grootboek, boekingen, format_decimal, half_up
from swvmon.testing import make_momentopname
from swvmon_kengetallen.besteding import BESTEDING
from swvmon_kengetallen.deelname import DEELNAME_PRO
from swvmon_kengetallen.groei import GROEI

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
EXPECTED = [
    (BESTEDING, {"VO9901": (90_000, 120_000)}),
    (DEELNAME_PRO, {"20AA00": (180, 180), "20AB00": (0, 1_820), "VO9901": (180, 2_000)}),
    (GROEI, {"20AA00": (180, 190), "20AB00": (1_820, 1_710), "VO9901": (2_000, 1_900)}),
]


def counts(pro, havo):
    """The two schools."""
    rows = pd.DataFrame({"vestiging": ["20AA00", "20AB00"], "richting": ["pro", "havo"], "aantal_min": [pro, havo]})
    return rows.assign(aantal_max=rows["aantal_min"])


@pytest.fixture
def view():
    """Both counts of the region."""
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": ["20AA00", "20AB00"], "swv": "VO9901", "aandeel": "1"}),
            ("leerlingen_vo", "1-10 t"): counts(180, 1_820),
            ("leerlingen_vo", "1-10 t-1"): counts(190, 1_710),
        }
    )


@pytest.fixture
def ledger():
    """€ 1.000 from the rijk, € 200 in reserve, € 900 to schools."""
    ground = {"grondslag": "voorbeeld", "toelichting": "Voorbeeld."}
    lines = [
        boekingen(van="rijk:zwaar", naar="swv:budget", bedrag_cent=100_000, **ground),
        boekingen(van="swv:budget", naar="vestiging:20AA00", bedrag_cent=90_000, **ground),
    ]
    return Grootboek(pd.concat(lines, ignore_index=True), {"swv:reserve": 20_000})


@pytest.mark.parametrize(("indicator", "expected"), EXPECTED, ids=lambda value: getattr(value, "naam", ""))
def test_teller_and_noemer_are_those_of_the_example(indicator, expected, view, ledger):
    """Worked by hand; the README prints teller, noemer and their ratio."""
    rows = indicator.bereken(view, ledger)

    assert expected == {r.sleutel: (int(r.teller), int(r.noemer)) for r in rows.itertuples()}
    for key, (teller, noemer) in expected.items():
        name = "SWV" if key == "VO9901" else f"`{key}`"
        numbers = [Decimal(teller), Decimal(noemer), half_up(Decimal(teller) / Decimal(noemer), 6)]
        shown = " | ".join(format_decimal(number) for number in numbers)
        assert f"| `{indicator.naam}` | {name} | {shown} |" in README
