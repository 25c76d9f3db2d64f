"""The worked examples of the README; every number in them is worked by hand from the rule."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import attrs
import pandas as pd
import pytest

from swvmon import Schooljaar, format_euro
from swvmon.testing import apply, make_momentopname
from swvmon_overgang import (
    extra_middelen,
    frictiebudget,
    groeibedrag,
    overgangsregeling,
    tekortaanvulling,
    vereveningsdemping,
)

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
(PLAN,) = (tomllib.loads(block, parse_float=Decimal) for block in re.findall(r"```toml\n(.*?)```", README, re.S))
SCHOOLS = {"90AA00": "99001", "90BB00": "99002", "90CC00": "99003"}


def region(schooljaar="2015/16", boards=SCHOOLS):
    counts = pd.DataFrame({"vestiging": list(boards), "aantal_min": [300, 200, 100], "aantal_max": [300, 200, 100]})
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": list(boards), "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": list(boards), "bestuur": list(boards.values())}),
            ("leerlingen_vo", "1-10 t"): counts.assign(richting="havo", fase="bovenbouw"),
        },
        schooljaar=schooljaar,
    )


@pytest.mark.parametrize("year", ["2021/22", "2022/23", "2025/26", "2026/27"])
def test_overgangsregeling(year):
    """Worked by hand: the table of the README, from the plan that it prints."""
    row = re.search(rf"\| {year} \|[^|]*\|[^|]*\| (€ [\d.,]+) \| (€ [\d.,]+) \|", README)
    assert row is not None
    opening = {"vestiging:90AA00": 400_000, "vestiging:90BB00": 400_000, "vestiging:90CC00": 200_000}
    keuzes = {key: value for key, value in PLAN.items() if key != "model"}

    ledger = apply(overgangsregeling.OVERGANGSREGELING, region(year), opening_euro=opening, **keuzes)

    assert list(row.groups()) == [format_euro(ledger.saldo(f"vestiging:{s}")) for s in ("90AA00", "90BB00")]
    assert 200_000_00 == ledger.saldo("vestiging:90CC00")


def test_vereveningsdemping():
    """Worked by hand: 1.000 over 300 and 200 pupils."""
    boards = SCHOOLS | {"90BB00": "99001"}
    ledger = apply(
        vereveningsdemping.VEREVENINGSDEMPING,
        region("2024/25", boards),
        opening_euro={"swv:reserve": 1_000},
        bedrag_per_bestuur_euro={"99001": 1_000},
        eerste_schooljaar="2015/16",
        aantal_jaren=10,
    )

    assert "€ 600,00 and € 400,00" in README
    assert {"90AA00": 600_00, "90BB00": 400_00} == ledger.per_vestiging().to_dict()


def test_tekortaanvulling():
    """Worked by hand: 80 short, 50 and then 30."""
    lines = apply(
        tekortaanvulling.TEKORTAANVULLING,
        region(),
        opening_euro={"swv:zwaar": -80, "swv:reserve:vso": 50, "swv:licht": 40},
        bronnen=["swv:reserve:vso", "swv:licht"],
    ).regels

    assert [50_00, 30_00] == lines["bedrag_cent"].tolist()
    assert all(f"{format_euro(cents)}" in README for cents in (80_00, 50_00, 30_00))


def test_extra_middelen():
    """Worked by hand with the shares of region L."""
    goals = [("groei vso", "0.5", "swv:zwaar"), ("leerling", "0.25", "scholen"), ("vrij", "0.25", "swv:innovatie")]
    lines = apply(
        extra_middelen.EXTRA_MIDDELEN,
        region(),
        opening_euro={"swv:budget": 1_200},
        budget_euro=1_200,
        doelen=[{"naam": n, "aandeel": Decimal(a), "naar": to} for n, a, to in goals],
    ).regels
    vso, one, two, three, free = (format_euro(cents) for cents in lines["bedrag_cent"])

    assert f"| {vso} |" in README
    assert f"| {one}, {two} and {three} |" in README
    assert f"| free | the rest | {free} |" in README


def test_groeibedrag():
    """Worked by hand: 100 becomes 300 in four steps."""
    keuzes = groeibedrag.Keuzes(
        beginbedrag_euro=Decimal(100), eindfactor=Decimal(3), eerste_schooljaar="2015/16", aantal_stappen=4
    )
    amounts = [format_euro(int(100 * keuzes.amount_euro(Schooljaar(2015 + n)))) for n in range(4)]

    assert f"{', '.join(amounts[:3])} and {amounts[3]}" in README


@pytest.mark.parametrize(
    "kind",
    [
        overgangsregeling.Keuzes,
        vereveningsdemping.Keuzes,
        tekortaanvulling.Keuzes,
        frictiebudget.Keuzes,
        frictiebudget.Frictie,
        extra_middelen.Keuzes,
        extra_middelen.Doel,
        groeibedrag.Keuzes,
    ],
)
def test_every_choice_is_in_the_readme(kind):
    """A plan's author finds each key of the models in the README."""
    assert [] == [a.name for a in attrs.fields(kind) if f"`{a.name}`" not in README]
