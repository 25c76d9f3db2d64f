"""The worked examples of the README; every number in them is worked by hand from the rule."""

import tomllib
from decimal import Decimal
from pathlib import Path

import attrs
import pandas as pd
import pytest

from swvmon import format_euro
from swvmon.testing import apply, make_momentopname
from swvmon_verwijzer_betaalt.keuzes import VARIANT, Keuzes
from swvmon_verwijzer_betaalt.model import VERWIJZER_BETAALT

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SCHOOLS = ["80AA00", "80BB00", "80CC00"]


def run(placements: list[tuple[str, str, str, str, int]], **keuzes):
    """What each school pays; placements are (verwijzer, soort, categorie, grond, pupils)."""
    tlv = pd.DataFrame(placements, columns=["verwijzer", "soort", "categorie", "grond", "aantal_min"])
    counts = pd.DataFrame({"vestiging": SCHOOLS, "soort": "bao", "aantal_min": [290, 190, 480]})
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": SCHOOLS, "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": ["80001", "80001", "80002"]}),
            ("tlv_telling", "1-10 t-1"): tlv.assign(leeftijdsgroep="", school="", aantal_max=tlv["aantal_min"]),
            ("leerlingen_po", "1-10 t-1"): counts.assign(aantal_max=counts["aantal_min"]),
        },
        regio="PO9901",
        schooljaar="2015/16",
    )
    return apply(VERWIJZER_BETAALT, view, mag_rood=("vestiging:*",), **keuzes)


@pytest.mark.parametrize(
    ("exempt", "column", "cents"),
    [(False, 2, [12_806_52, 16_441_90, 21_328_60]), (True, 3, [12_806_52, 8_220_95])],
)
def test_plan_of_the_readme(exempt: bool, column: int, cents: list[int]) -> None:
    """Worked by hand from the tariffs of the law: the plan that the README prints, with and without its exemptions."""
    plan = tomllib.loads(README.split("```toml")[1].split("```")[0], parse_float=Decimal)["keten"][0]
    choices = {key: value for key, value in plan.items() if key != "model"}
    if not exempt:
        choices = {key: value for key, value in choices.items() if not key.startswith("vrijgestelde")}
    placements = [
        ("80AA00", "so", "1", "", 1),
        ("80AA00", "so", "1", "mkd", 1),
        ("80AA00", "so", "3", "", 1),
        ("80AA00", "sbo", "", "", 3),
    ]

    ledger = run(placements, **choices)

    assert cents == ledger.regels["bedrag_cent"].tolist()
    table = [line.split("|")[1:-1] for line in README.split("| placements | computation")[1].splitlines()[2:6]]
    printed = [cells[column].strip() for cells in table]
    assert sorted(format_euro(c) for c in (*cents, ledger.saldo("swv:budget"))) == sorted(set(printed) - {"€ 0,00"})


@pytest.mark.parametrize("level", ["swv", "bestuur", "vestiging"])
def test_norm(level: str) -> None:
    """Worked by hand: the row of each level."""
    ledger = run(
        [(school, "so", "1", "", n) for school, n in zip(SCHOOLS, (20, 10, 20), strict=True)],
        variant="boven_norm",
        telmoment="1-10 t-1",
        tarief_euro={"so": 8_000},
        norm_regulier_aandeel=Decimal("0.96"),
        norm_niveau=level,
    )

    row = next(line for line in README.splitlines() if line.startswith(f"| `{level}` |"))
    paid = -ledger.per_vestiging().reindex(SCHOOLS, fill_value=0)
    assert [format_euro(cent) for cent in paid] == [cell.strip() for cell in row.split("|")[3:6]]


def test_every_choice_is_in_the_table() -> None:
    """A plan's author finds each key of the model in the README."""
    table = README.split("| key | unit |")[1].split("\n\n")[0]
    assert [] == [a.name for a in attrs.fields(Keuzes) if f"`{a.name}`" not in table]


@pytest.mark.parametrize("name", sorted(VARIANT))
def test_variants_of_a_choice(name: str) -> None:
    """The README tells the variants that take a choice as the model does."""
    row = next(line for line in README.splitlines() if line.startswith("| `") and f"`{name}`" in line.split("|")[1])

    assert ", ".join(f"`{variant}`" for variant in VARIANT[name]) == row.split("|")[4].strip()
