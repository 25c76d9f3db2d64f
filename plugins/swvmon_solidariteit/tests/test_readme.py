"""The worked examples of the README; every number in them is worked by hand from the rule."""

from pathlib import Path

import attrs
import pandas as pd
import pytest

from swvmon import format_euro
from swvmon.testing import apply, make_momentopname
from swvmon_solidariteit import bestuursverdeling, deelregioverdeling, solidariteit

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SCHOOLS = ["90AA00", "90BB00", "90CC00"]


def region():
    counts = pd.DataFrame({"vestiging": SCHOOLS, "aantal_min": [300, 200, 100], "aantal_max": [300, 200, 100]})
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": SCHOOLS, "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": "99001"}),
            ("leerlingen_vo", "1-10 t"): counts.assign(richting="havo", fase="bovenbouw"),
        }
    )


def test_deelregioverdeling():
    """Worked by hand: 400 and 200 pupils."""
    parts = [{"naam": "noord", "vestigingen": ["90AA00", "90CC00"]}, {"naam": "zuid", "vestigingen": ["90BB00"]}]
    ledger = apply(
        deelregioverdeling.DEELREGIOVERDELING,
        region(),
        opening_euro={"swv:budget": 600},
        budget_euro=600,
        deelregios=parts,
    )
    north, south = (format_euro(ledger.saldo(f"swv:deelregio:{name}")) for name in ("noord", "zuid"))

    assert f"noord {north}, zuid {south}." in README


def test_solidariteit():
    """Worked by hand: 42, 12 and 46 of 100."""
    lines = apply(
        solidariteit.SOLIDARITEIT,
        region(),
        opening_euro={"swv:budget": 900},
        budget_euro=900,
        behoefte_per_vestiging=dict(zip(SCHOOLS, [21, 6, 3], strict=True)),
        gewicht_behoefte=2,
        klein_onder_leerlingen=101,
        gewicht_kleine_school=40,
    ).regels

    for school, weight, cents in zip(SCHOOLS, (42, 12, 46), lines["bedrag_cent"], strict=True):
        (row,) = (line for line in README.splitlines() if line.startswith(f"| `{school}` |"))
        assert f"= {weight} | {format_euro(cents)} |" in row


def test_bestuursverdeling():
    """Worked by hand: 150 by 1 to 2."""
    ledger = apply(
        bestuursverdeling.BESTUURSVERDELING,
        region(),
        opening_euro={"vestiging:90AA00": 100, "vestiging:90BB00": 50},
        sleutels=[{"bestuur": "99001", "gewicht_per_vestiging": {"90AA00": 1, "90BB00": 2}}],
    )
    one, two = (format_euro(ledger.saldo(f"vestiging:{s}")) for s in ("90AA00", "90BB00"))

    assert f"these become {one} and {two}." in README


@pytest.mark.parametrize(
    "kind",
    [
        deelregioverdeling.Keuzes,
        deelregioverdeling.Deelregio,
        solidariteit.Keuzes,
        bestuursverdeling.Keuzes,
        bestuursverdeling.Verschuiving,
        bestuursverdeling.Sleutel,
    ],
)
def test_every_choice_is_in_the_readme(kind):
    """A plan's author finds each key of the models in the README."""
    assert [] == [a.name for a in attrs.fields(kind) if f"`{a.name}`" not in README]
