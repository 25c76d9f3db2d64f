"""The leerlingmodel: own risk and cap by hand from the rates of SWV Kop van Noord-Holland; first come, first served."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Schooljaar
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_basismodellen.leerlingmodel import LEERLINGMODEL, Arrangement, Keuzes

SCHOOLS = ["90AA00", "90BB00"]
PRICES = {"licht": 3_900, "midden": 9_000, "zwaar": 15_000}
VIEW = make_momentopname(
    {
        "aansluiting": pd.DataFrame({"vestiging": SCHOOLS, "aandeel": "1"}),
        "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": "99001"}),
    }
)
REQUESTS = st.lists(
    st.tuples(st.sampled_from(SCHOOLS), st.sampled_from(sorted(PRICES)), st.integers(1, 4), st.integers(1, 12)),
    max_size=6,
)
laws = settings(max_examples=15, deadline=None)


def rows(*requests: tuple[str, str, int, int]) -> list[dict[str, object]]:
    return [dict(zip(("vestiging", "soort", "aantal", "maanden"), request, strict=True)) for request in requests]


def run(*requests: tuple[str, str, int, int], **keuzes: object):
    keuzes = {"budget_euro": 1_000_000, "prijslijst_euro": PRICES, "arrangementen": rows(*requests), **keuzes}
    return apply(LEERLINGMODEL, VIEW, opening_euro={"swv:budget": 2_000_000}, **keuzes)


def findings(*requests: tuple[str, str, int, int], **keuzes: object) -> list[tuple[str, str]]:
    prices = {soort: Decimal(price) for soort, price in PRICES.items()}
    granted = tuple(Arrangement(**row) for row in rows(*requests))
    outcome = LEERLINGMODEL.verdeel(VIEW, None, Keuzes(prijslijst_euro=prices, arrangementen=granted, **keuzes))
    return [(b.code, b.sleutel) for b in outcome.bevindingen]


@pytest.mark.parametrize(
    ("reading", "expected"),
    [("swv_aandeel", [0, 5_000_00, 6_634_52]), ("totale_kosten", [0, 2_634_52, 2_634_52])],
)
def test_kop_van_noord_holland(reading: str, expected: list[int]) -> None:
    """Costs 3.900, 9.000 and 15.000, own risk 4.000, cap 6.634,52 (by hand from the published rates).

    What the cap limits is not published. On the share of the SWV: 0, 5.000, 6.634,52. On the whole cost: 0, then twice
    6.634,52 - 4.000.
    """
    cap = {"eigen_risico_euro": 4_000, "plafond_euro": Decimal("6634.52"), "plafond_geldt_voor": reading}

    got = [int(run(("90AA00", soort, 1, 12), **cap).regels["bedrag_cent"].sum()) for soort in PRICES]

    assert expected == got


def test_price_and_months() -> None:
    """By hand: 3 x 9.000, and 15.000 x 5/12 = 6.250."""
    ledger = run(("90AA00", "midden", 3, 12), ("90BB00", "zwaar", 1, 5))

    assert {"90AA00": 27_000_00, "90BB00": 6_250_00} == ledger.per_vestiging().to_dict()
    assert {"99001"} == set(ledger.regels["bestuur"])
    assert "school betaalt zelf € 0,00" in ledger.boeking(1).toelichting


def test_arrangement_of_one_school_year() -> None:
    """By hand: 3.900 in every year, 9.000 only in 2019/20; the school of another year need not be of the region."""
    once = {"vestiging": "90AA00", "soort": "midden", "schooljaar": "2019/20"}
    elsewhere = {"vestiging": "99ZZ00", "soort": "zwaar", "schooljaar": "2020/21"}
    every_year = {"vestiging": "90AA00", "soort": "licht", "maanden": 1}
    views = {year: attrs.evolve(VIEW, schooljaar=Schooljaar.parse(year)) for year in ("2019/20", "2021/22")}

    got = {
        year: apply(
            LEERLINGMODEL,
            view,
            opening_euro={"swv:budget": 100_000},
            budget_euro=100_000,
            prijslijst_euro=PRICES,
            arrangementen=[once, elsewhere, every_year],
        ).regels
        for year, view in views.items()
    }

    assert [[9_000_00, 325_00], [325_00]] == [lines["bedrag_cent"].tolist() for lines in got.values()]
    assert "Arrangement licht, 1 maand: kost € 325,00, school betaalt zelf € 0,00." in set(
        got["2021/22"]["toelichting"]
    )
    with pytest.raises(AssertionError, match="schooljaar: '2019' is not a schooljaar"):
        run(arrangementen=[once | {"schooljaar": "2019"}])


def test_own_risk_is_not_less_for_a_shorter_arrangement() -> None:
    """By hand: half a year of 9.000 is 4.500; the school pays 4.000 of it."""
    assert {"90AA00": 500_00} == run(("90AA00", "midden", 1, 6), eigen_risico_euro=4_000).per_vestiging().to_dict()


def test_first_come_until_the_budget_is_used_up() -> None:
    """By hand: of 25.000, two of three at 9.000 fit; 15.000 does not fit in 7.000, 3.900 does."""
    requests = [("90AA00", "midden", 3, 12), ("90BB00", "zwaar", 1, 12), ("90BB00", "licht", 1, 12)]

    ledger = run(*requests, budget_euro=25_000)

    assert {"90AA00": 18_000_00, "90BB00": 3_900_00} == ledger.per_vestiging().to_dict()
    assert_conserved(ledger, rijk_cent=0, uit_cent=21_900_00)
    assert [("arrangement_onvoldoende_budget", s) for s in SCHOOLS] == findings(*requests, budget_euro=Decimal(25_000))


def test_below_the_own_risk_is_told() -> None:
    """By hand: 3.900 is below 4.000; nothing is booked, and the record says that the school pays."""
    keuzes = {"budget_euro": Decimal(0), "eigen_risico_euro": Decimal(4_000)}

    assert [("arrangement_onder_eigen_risico", "90AA00")] == findings(("90AA00", "licht", 1, 12), **keuzes)
    assert run(("90AA00", "licht", 1, 12), **keuzes).regels.empty


def test_budget_is_a_part_of_the_balance() -> None:
    """By hand: 0,9 % of 2.000.000 is 18.000: two of three at 9.000."""
    ledger = run(("90AA00", "midden", 3, 12), budget_euro=None, budget_aandeel=Decimal("0.009"))

    assert {"90AA00": 18_000_00} == ledger.per_vestiging().to_dict()


def test_caps_per_soort() -> None:
    """By hand: midden 9.000 keeps the general cap of 6.000, zwaar 15.000 has its own of 11.000."""
    caps = {"plafond_euro": 6_000, "plafond_per_soort_euro": {"zwaar": 11_000}, "plafond_geldt_voor": "swv_aandeel"}

    lines = run(("90AA00", "midden", 1, 12), ("90BB00", "zwaar", 1, 12), **caps).regels

    assert [6_000_00, 11_000_00] == lines["bedrag_cent"].tolist()
    assert ["basismodellen.plafond_euro", "basismodellen.plafond_per_soort_euro.zwaar"] == [
        numbers.split()[-1] for numbers in lines["parameters"]
    ]


@pytest.mark.parametrize(("per", "expected"), [("groep", 11_000_00), ("leerling", 3_000_00)])
def test_group(per: str, expected: int) -> None:
    """By hand: a group of three costs 15.000; own risk 4.000 once, or three times; told on the line."""
    group = [{"vestiging": "90AA00", "soort": "zwaar", "leerlingen": 3}]

    ledger = run(arrangementen=group, eigen_risico_euro=4_000, eigen_risico_en_plafond_per=per)

    assert {"90AA00": expected} == ledger.per_vestiging().to_dict()
    assert ledger.boeking(1).toelichting.startswith("Groepsarrangement zwaar voor 3 leerlingen, 12 maanden: kost")


def test_cap_of_a_group_per_pupil() -> None:
    """By hand: 15.000 for three pupils with a cap of 2.000 each: 6.000; once for the group: 2.000."""
    group = [{"vestiging": "90AA00", "soort": "zwaar", "leerlingen": 3}]
    cap = {"plafond_euro": 2_000, "plafond_geldt_voor": "swv_aandeel", "arrangementen": group}

    assert [6_000_00, 2_000_00] == [
        int(run(eigen_risico_en_plafond_per=per, **cap).regels["bedrag_cent"].sum()) for per in ("leerling", "groep")
    ]


@pytest.mark.parametrize("example", LEERLINGMODEL.voorbeelden, ids=lambda v: v.sector)
def test_example_of_the_registration(example) -> None:
    """The example runs in both sectors; by hand: 2 x 3.000 and 6.000 x 5/12."""
    school = example.keuzes["arrangementen"][0]["vestiging"]
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": [school], "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": [school], "bestuur": "99001"}),
        },
        regio=f"{example.sector.upper()}9901",
    )

    ledger = apply(LEERLINGMODEL, view, opening_euro=example.opening_euro, **example.keuzes)

    assert [6_000_00, 2_500_00] == ledger.regels["bedrag_cent"].tolist()


def test_zero_budget_divides_nothing() -> None:
    """Law: no budget, no lines."""
    assert run(("90AA00", "licht", 2, 12), budget_euro=0).regels.empty


@laws
@given(requests=REQUESTS, budget=st.integers(0, 60_000))
def test_conserved_and_whole(requests: list[tuple[str, str, int, int]], budget: int) -> None:
    """Law: never above the budget, whole arrangementen only, and the money adds up from the input side."""
    ledger = run(*requests, budget_euro=budget)

    left, out = budget * 100, 0
    for _, soort, aantal, maanden in requests:
        price = PRICES[soort] * maanden * 100 // 12
        fit = min(aantal, left // price)
        left, out = left - fit * price, out + fit * price
    assert_conserved(ledger, rijk_cent=0, uit_cent=out)
    assert all(q == int(q) for q in ledger.regels["hoeveelheid"])


@laws
@given(requests=REQUESTS, budget=st.integers(0, 60_000))
def test_one_by_one_is_the_same(requests: list[tuple[str, str, int, int]], budget: int) -> None:
    """Law: three arrangementen on one row or on three rows are the same."""
    single = [(school, soort, 1, maanden) for school, soort, aantal, maanden in requests for _ in range(aantal)]

    assert run(*requests, budget_euro=budget).saldi() == run(*single, budget_euro=budget).saldi()


@laws
@given(requests=REQUESTS, data=st.data())
def test_order_is_irrelevant_while_there_is_money(
    requests: list[tuple[str, str, int, int]], data: st.DataObject
) -> None:
    """Law: with enough budget the order of requests and of the price list is irrelevant."""
    other = data.draw(st.permutations(requests))
    turned = dict(reversed(PRICES.items()))

    assert run(*requests).saldi() == run(*other, prijslijst_euro=turned).saldi()


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"prijslijst_euro": {}}, "prijslijst_euro is empty"),
        ({"prijslijst_euro": {"licht": -1}}, "-1 is below zero"),
        ({"prijslijst_euro": {"Heel licht": 1}}, "soort 'Heel licht'"),
        ({"plafond_euro": 1}, "needs plafond_geldt_voor"),
        ({"plafond_geldt_voor": "swv_aandeel"}, "needs plafond_euro"),
        ({"plafond_euro": 1, "plafond_geldt_voor": "alles"}, "plafond_geldt_voor"),
        ({"arrangementen": rows(("90AA00", "anders", 1, 12))}, "soort anders, which prijslijst_euro does not have"),
        ({"arrangementen": rows(("90AA00", "licht", 0, 12))}, "aantal"),
        ({"arrangementen": rows(("90AA00", "licht", 1, 13))}, "maanden"),
        ({"arrangementen": rows(("99ZZ00", "licht", 1, 12))}, "arrangementen names 99ZZ00"),
        ({"budget_euro": None}, "give budget_euro or budget_aandeel"),
        ({"budget_aandeel": 1}, "exclude each other"),
        (
            {"plafond_per_soort_euro": {"anders": 1}, "plafond_geldt_voor": "swv_aandeel"},
            "plafond_per_soort_euro has anders",
        ),
        ({"plafond_per_soort_euro": {"licht": 1}}, "needs plafond_geldt_voor"),
        (
            {
                "arrangementen": [{"vestiging": "90AA00", "soort": "licht", "leerlingen": 2}],
                "eigen_risico_euro": 1,
            },
            "needs eigen_risico_en_plafond_per",
        ),
        ({"budget_euro": Decimal("0.001")}, "not a whole number of cents"),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so; nothing is booked."""
    with pytest.raises(AssertionError, match=text):
        run(**keuzes)
