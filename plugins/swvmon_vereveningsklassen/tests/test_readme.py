"""The worked example of the README; its numbers are worked by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from swvmon import Schooljaar
from swvmon.testing import make_momentopname
from swvmon_vereveningsklassen import swvmon_register_indicatoren

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
INDICATOREN = {}
swvmon_register_indicatoren(lambda indicator: INDICATOREN.__setitem__(indicator.naam, indicator))
EXAMPLE = [line.split(" | ") for line in README.replace(" |\n", "\n").splitlines() if line.startswith("| PO99")]


def measure(facts):
    """Metingen of regions, with the columns of a run; ratios divided as the core does."""
    frames = []
    for region, kenmerken in facts.items():
        rows = pd.DataFrame(
            [("swv", region, *item) for item in kenmerken.items()], columns=["niveau", "code", "kenmerk", "waarde"]
        )
        view = make_momentopname({"kenmerk": rows.assign(geldig_van=date(2011, 10, 1), geldig_tot=None)}, regio=region)
        for name in ("vereveningsklasse_20", "vereveningsklasse_10", "leerlingen_2011", "speciaal_2011", "rugzak_2011"):
            own = INDICATOREN[name].bereken(view, None)
            value = own["waarde"].astype(object)
            if own["teller"].notna().all():
                value = own["teller"].map(Decimal).astype(object) / own["noemer"].map(Decimal).astype(object)
            frames.append(own.assign(waarde=value, indicator=name, regio=region, schooljaar="2019/20"))
    return pd.concat(frames, ignore_index=True)


@pytest.fixture(scope="module")
def alle():
    """The five SWV's of the example."""
    return measure(
        {
            cells[0].removeprefix("| "): {
                "verevening_procent_zwaar": cells[1],
                "leerlingen_2011": "10000",
                "speciaal_2011": cells[2],
                "rugzak_2011": cells[3],
            }
            for cells in EXAMPLE
        }
    )


def by_swv(name, alle, onderdeel=""):
    """Class by SWV."""
    rows = INDICATOREN[name].bereken(alle, Schooljaar(2019))
    rows = rows[rows["onderdeel"] == onderdeel]
    return dict(zip(rows["sleutel"], rows["klasse"], strict=True))


def test_every_indicator_has_its_row():
    """No indicator without a row in the table of indicatoren."""
    assert all(f"| `{name}` | {indicator.soort} |" in README for name, indicator in INDICATOREN.items())


def test_classes_of_the_example(alle):
    """Worked by hand; the README prints each class."""
    expected = {cells[0].removeprefix("| "): cells for cells in EXAMPLE}
    own = alle[alle["indicator"] == "vereveningsklasse_20"]

    assert 5 == len(expected)
    assert {swv: cells[4] for swv, cells in expected.items()} == dict(zip(own["sleutel"], own["klasse"], strict=True))
    for at, name, onderdeel in (
        (5, "zklasse_verevening", ""),
        (6, "vereveningsoorzaak", ""),
        (7, "vereveningsoorzaak", "(v)so"),
        (8, "vereveningsoorzaak", "rugzak"),
    ):
        assert {swv: cells[at] for swv, cells in expected.items()} == by_swv(name, alle, onderdeel)


def test_distribution_of_the_example(alle):
    """Worked by hand: 1, 1, 2 and 1 of five."""
    rows = INDICATOREN["vereveningsklasse_20_verdeling"].bereken(alle, Schooljaar(2019)).set_index("onderdeel")

    assert [1, 1, 2, 1] == [
        int(rows.loc[naam, "teller"])
        for naam in (
            "-20 procent of meer",
            "-20 procent tot 0 procent",
            "0 procent tot +20 procent",
            "+20 procent of meer",
        )
    ]
    assert {5} == set(map(int, rows["noemer"]))
    assert {("landelijk", "NL")} == set(zip(rows["niveau"], rows["sleutel"], strict=True))
