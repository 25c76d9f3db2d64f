"""The worked examples of the README; their numbers are worked by hand."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from swvmon import format_decimal, half_up
from swvmon.testing import make_momentopname
from swvmon_deelname.categorie import ABSOLUUT, RELATIEF, SLUITEND
from swvmon_deelname.definities import DEFINITIES

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
EXPECTED = {
    "deelname_sbo_vensters": (40, 1_000),
    "deelname_sbo_ncoj": (40, 1_000),
    "deelname_sbo_almere": (36, 996),
    "deelname_so_vensters": (16, 1_000),
    "deelname_so_ncoj": (24, 1_024),
    "deelname_so_almere": (16, 1_000),
    "deelname_so_r4": (16, 1_016),
    "deelname_niet_regulier_po": (64, 1_024),
    "deelname_pro": (180, 2_000),
    "deelname_pro_almere": (180, 1_820),
    "deelname_lwoo_vensters": (210, 2_000),
    "deelname_vso_vensters": (75, 2_000),
    "deelname_vso_almere": (75, 2_000),
    "deelname_vso_r4": (75, 2_075),
    "deelname_niet_regulier_vo": (255, 2_075),
}
ALL = {definitie.naam: definitie.indicator() for definitie in DEFINITIES}


def frame(columns, *rows):
    """Rows whose last value is an exact count."""
    table = pd.DataFrame(rows, columns=[*columns, "aantal_min"])
    return table.assign(aantal_max=table["aantal_min"])


def at_both_days(name, table):
    """The same count on 1 October and on 1 February."""
    return {(name, "1-10 t"): table, (name, "1-2 t+1"): table}


PO = make_momentopname(
    {
        "aansluiting": pd.DataFrame({"vestiging": ["80AA00", "80DD00", "80EE00"], "swv": "PO9901", "aandeel": "1"}),
        **at_both_days(
            "leerlingen_po",
            frame(
                ["vestiging", "soort", "cluster"],
                ("80AA00", "bao", "", 960),
                ("80DD00", "sbo", "", 40),
                ("80EE00", "so", "3/4", 20),
                ("80EE00", "so", "2", 4),
            ),
        ),
        **at_both_days(
            "tlv_telling",
            frame(["soort", "categorie"], ("so", "1", 12), ("so", "2", 1), ("so", "3", 3), ("sbo", "", 36)),
        ),
    },
    regio="PO9901",
)
VO = make_momentopname(
    {
        "aansluiting": pd.DataFrame({"vestiging": ["90AA00", "90BB00"], "swv": "VO9901", "aandeel": "1"}),
        **at_both_days(
            "leerlingen_vo", frame(["vestiging", "richting"], ("90AA00", "pro", 180), ("90BB00", "havo", 1_820))
        ),
        **at_both_days("leerlingen_lwoo", frame(["vestiging"], ("90BB00", 210))),
        **at_both_days(
            "tlv_telling", frame(["soort", "categorie"], ("vso", "1", 66), ("vso", "2", 3), ("vso", "3", 6))
        ),
    }
)


def test_every_definition_has_its_row():
    """No definition without a row in the table and one in the example."""
    assert set(EXPECTED) == set(ALL)
    assert all(README.count(f"| `{name}` |") == 2 for name in ALL)


@pytest.mark.parametrize("name", EXPECTED)
def test_teller_and_noemer_are_those_of_the_example(name):
    """Worked by hand; what is measured per school adds up to the row of the region."""
    rows = ALL[name].bereken(PO if ALL[name].sectoren == ("po",) else VO, None)
    teller, noemer = EXPECTED[name]

    assert (teller, noemer) == (sum(rows["teller"]), sum(rows["noemer"]))
    numbers = [Decimal(teller), Decimal(noemer), half_up(Decimal(teller) / Decimal(noemer), 6)]
    assert f"| `{name}` | {' | '.join(format_decimal(n) for n in numbers)} |" in README


def test_categories_are_those_of_the_example():
    """Worked by hand: raw, absolute, and closed with the tie to the lowest category."""
    raw, absolute, closed = (i.bereken(PO, None).set_index("onderdeel") for i in (RELATIEF, ABSOLUUT, SLUITEND))

    assert {"1": Decimal("75"), "2": Decimal("6.3"), "3": Decimal("18.7")} == closed["waarde"].to_dict()
    assert [16, 16, 16] == closed["n"].tolist()
    for category in "123":
        cells = []
        for rows in (raw, absolute):
            teller, noemer = (Decimal(rows.loc[category, side]) for side in ("teller", "noemer"))
            outcome = half_up(teller / noemer, 6)
            cells.append(f"{format_decimal(teller)} / {format_decimal(noemer)} = {format_decimal(outcome)}")
        assert f"| {category} | {cells[0]} | {cells[1]} | {format_decimal(closed.loc[category, 'waarde'])} |" in README
