"""The worked example of the README; its numbers are worked by hand from Tabel 3 (R2) and € 1.100 (R2 L543)."""

from decimal import Decimal
from pathlib import Path

import attrs
import pandas as pd

from swvmon import format_decimal, format_euro, read_parameters
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_swvzhw.keuzes import Keuzes
from swvmon_swvzhw.model import SWVZHW

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SCHOOLS = ["20AA00", "20AB00", "20AC00"]
CLASSES = [
    ("20AA00", "vmbo_t", 100),
    ("20AA00", "havo", 200),
    ("20AA00", "atheneum", 100),
    ("20AB00", "gymnasium", 382),
    ("20AC00", "vmbo_b", 100),
    ("20AC00", "havo", 60),
    ("20AC00", "vmbo_b+havo", 40),
]
BUDGETS = {  # school and row: pupils, estimated pupils, eurocents
    ("20AA00", "mavo/havo/vwo"): (400, "16", 1_760_000),
    ("20AB00", "gymnasium"): (382, "5.73", 630_300),
    ("20AC00", "vmbo"): (125, "13.75", 1_512_500),
    ("20AC00", "havo/vwo"): (75, "2.25", 247_500),
}
TOGETHER, LEFT, STAYS = 4_150_300, 849_700, 349_700


def run(**keuzes):
    """The ledger of the three schools."""
    counts = pd.DataFrame(CLASSES, columns=["vestiging", "richting", "aantal_min"])
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": SCHOOLS, "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": "12345"}),
            ("leerlingen_vo", "1-10 t"): counts.assign(fase="bovenbouw", aantal_max=counts["aantal_min"]),
        }
    )
    place = {"standaard": Decimal("0.5"), "20AB00": Decimal("0.25")}
    return apply(
        SWVZHW,
        view,
        opening_euro={"swv:budget": 50_000},
        parameters=read_parameters("swvmon_swvzhw"),
        budget_euro=50_000,
        bandpositie=place,
        **keuzes,
    )


def test_school_budgets_are_those_of_the_example():
    """Worked by hand: four lines, and the README prints each of them."""
    lines = run().regels

    booked = {(r.vestiging, r.hoeveelheid): r.bedrag_cent for r in lines.itertuples()}
    assert {(school, Decimal(need)): cent for (school, _), (_, need, cent) in BUDGETS.items()} == booked
    for (school, row), (pupils, need, cent) in BUDGETS.items():
        assert f"| `{school}` | {row} | {pupils} | {format_decimal(Decimal(need))} | {format_euro(cent)} |" in README
    assert f"| together | | | | {format_euro(TOGETHER)} |" in README


def test_maatwerk_is_granted_with_a_ground_only():
    """Worked by hand: 50.000 - 41.503 = 8.497 is left; one request of 5.000 leaves 3.497."""
    requests = [
        {"vestiging": "20AA00", "bedrag_euro": 5_000, "grond": "SOP §3"},
        {"vestiging": "20AB00", "bedrag_euro": 1_000},
    ]

    assert LEFT == run().saldo("swv:budget")
    ledger = run(maatwerk=requests)

    assert STAYS == ledger.saldo("swv:budget")
    assert 1_760_000 + 500_000 == ledger.per_vestiging()["20AA00"]
    assert 630_300 == ledger.per_vestiging()["20AB00"]
    assert_conserved(ledger, rijk_cent=0, uit_cent=TOGETHER + 500_000)
    assert all(f"{format_euro(amount)}" in README for amount in (LEFT, STAYS))


def test_every_choice_is_in_the_table():
    """A plan's author finds each key of the model in the README."""
    assert [] == [a.name for a in attrs.fields(Keuzes) if f"`{a.name}`" not in README]
