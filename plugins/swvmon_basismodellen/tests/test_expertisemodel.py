"""The expertisemodel on amounts that are worked out by hand from the rule; Almere's two tariff years by its formula."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Schooljaar
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_basismodellen.expertisemodel import EXPERTISEMODEL, Keuzes
from swvmon_basismodellen.strippenkaart import Strippenkaart
from swvmon_basismodellen.trekkingsrecht import Opname, Trekkingsrecht

SCHOOLS = ["90AA00", "90BB00"]
YEAR = Schooljaar(2025).periode
laws = settings(max_examples=15, deadline=None)


def view(pupils: tuple[int, int] = (100, 50), schooljaar: str = "2025/26"):
    counts = pd.DataFrame({"vestiging": SCHOOLS, "aantal_min": pupils, "richting": "havo", "fase": "bovenbouw"})
    return make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": SCHOOLS, "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": "99001"}),
            ("leerlingen_vo", "1-10 t"): counts.assign(aantal_max=counts["aantal_min"]),
        },
        schooljaar=schooljaar,
    )


def run(pupils: tuple[int, int] = (100, 50), **keuzes: object):
    return apply(EXPERTISEMODEL, view(pupils), opening_euro={"swv:budget": 10_000_000}, **keuzes)


def findings(**keuzes: object) -> list[tuple[str, str]]:
    outcome = EXPERTISEMODEL.verdeel(view(), None, Keuzes(**keuzes))
    return [(b.code, b.sleutel) for b in outcome.bevindingen]


def test_places_and_staff() -> None:
    """By hand: 12 places x 11.500 = 138.000 and 2,5 fte x 82.000 = 205.000, on accounts of their own."""
    ledger = run(
        voorzieningen=[
            {"naam": "plusklas", "plaatsen": 12, "tarief_euro": 11_500, "toegang": "via een arrangement"},
            {"naam": "centrum", "fte": Decimal("2.5"), "tarief_euro": 82_000},
        ]
    )

    assert 138_000_00 == ledger.saldo("swv:voorziening:plusklas")
    assert 205_000_00 == ledger.saldo("swv:voorziening:centrum")
    assert "Toegang: via een arrangement." in ledger.boeking(1).toelichting
    assert_conserved(ledger, rijk_cent=0, uit_cent=343_000_00)


def test_host_is_paid_instead() -> None:
    """By hand: the school that runs the class gets 8 x 10.000; the provision gets nothing."""
    ledger = run(voorzieningen=[{"naam": "plusklas", "plaatsen": 8, "tarief_euro": 10_000, "host": "90BB00"}])

    assert {"90BB00": 80_000_00} == ledger.per_vestiging().to_dict()
    assert ("90BB00", "99001") == (ledger.boeking(1).vestiging, ledger.boeking(1).bestuur)
    assert 0 == ledger.saldo("swv:voorziening:plusklas")


def test_days_in_kind_are_paid_to_the_provision() -> None:
    """By hand: 40 and 10,5 half days x 260; the schools get the work, no money."""
    days = {"90BB00": Decimal("10.5"), "90AA00": 40}

    ledger = run(voorzieningen=[{"naam": "begeleiders", "dagdelen_per_vestiging": days, "tarief_euro": 260}])

    lines = ledger.regels
    assert [("90AA00", Decimal(40), 10_400_00), ("90BB00", Decimal("10.5"), 2_730_00)] == list(
        zip(lines["vestiging"], lines["hoeveelheid"], lines["bedrag_cent"], strict=True)
    )
    assert {"dagdeel"} == set(lines["eenheid"])
    assert 13_130_00 == ledger.saldo("swv:voorziening:begeleiders")
    assert ledger.per_vestiging().empty


def test_almere_two_tariff_years() -> None:
    """By hand, from the formula of Almere: 24 places, 12.000 in 2025 and 12.600 in 2026.

    24 x 12.000 x 5/12 = 120.000 and 24 x 12.600 x 7/12 = 176.400; against one tariff 7/12 x 24 x 600 = 8.400 more.
    """
    places = {"naam": "netwerk", "plaatsen": 24, "tarief_euro": 12_000}

    lines = run(voorzieningen=[{**places, "tarief_vanaf_januari_euro": 12_600}]).regels

    assert [
        (date(2025, 8, 1), date(2025, 12, 31), 120_000_00),
        (date(2026, 1, 1), date(2026, 7, 31), 176_400_00),
    ] == list(zip(lines["periode_van"], lines["periode_tot"], lines["bedrag_cent"], strict=True))
    assert 8_400_00 == int(lines["bedrag_cent"].sum()) - int(run(voorzieningen=[places]).regels["bedrag_cent"].sum())


def test_halves_of_a_cent_go_up() -> None:
    """By hand: one place at 0,06: 5/12 x 6 = 2,5 cent and 7/12 x 6 = 3,5 cent; each line is rounded half up."""
    tariff = Decimal("0.06")
    item = {"naam": "netwerk", "plaatsen": 1, "tarief_euro": tariff, "tarief_vanaf_januari_euro": tariff}

    assert [3, 4] == run(voorzieningen=[item]).regels["bedrag_cent"].tolist()


def test_strips() -> None:
    """By hand: 7 of 10 strips x 450; 5 of 4 is cut to 4; paid to the specialists, not to the schools."""
    card = {
        "voorziening": "specialisten",
        "prijs_per_strip_euro": 450,
        "strippen_per_vestiging": {"90AA00": 10, "90BB00": 4},
        "gebruikt_per_vestiging": {"90AA00": 7, "90BB00": 5},
    }

    ledger = run(strippenkaart=card)

    assert [3_150_00, 1_800_00] == ledger.regels["bedrag_cent"].tolist()
    assert_conserved(ledger, rijk_cent=0, uit_cent=4_950_00)
    assert [("strippenkaart_op", "90BB00")] == findings(strippenkaart=Strippenkaart(**card))


def test_drawing_right() -> None:
    """By hand: 100 pupils x 30 = 3.000. Of 2.000 and 1.500 the second is cut to 1.000; the third finds nothing."""
    draws = [("90AA00", 2_000), ("90BB00", 1_500), ("90AA00", 1_500), ("90AA00", 1)]
    opnames = [{"vestiging": school, "bedrag_euro": euro, "doel": "rt"} for school, euro in draws]

    ledger = run(trekkingsrecht={"bedrag_per_leerling_euro": 30, "opnames": opnames})

    assert [2_000_00, 1_500_00, 1_000_00] == ledger.regels["bedrag_cent"].tolist()
    assert {"90AA00": 3_000_00, "90BB00": 1_500_00} == ledger.per_vestiging().to_dict()
    right = Trekkingsrecht(bedrag_per_leerling_euro=Decimal(30), opnames=tuple(Opname(**o) for o in opnames))
    assert [("trekkingsrecht_op", "90AA00")] * 2 == findings(trekkingsrecht=right)


def test_drawing_right_from_a_budget() -> None:
    """By hand: 3.000 by 100 and 50 pupils is 2.000 and 1.000; of a quarter of 10 million two thirds is 1.666.666,67."""
    opnames = [{"vestiging": school, "bedrag_euro": 1_500} for school in SCHOOLS]

    by_amount = run(trekkingsrecht={"budget_euro": 3_000, "opnames": opnames})
    by_part = run(trekkingsrecht={"budget_aandeel": Decimal("0.25"), "opnames": opnames})

    assert {"90AA00": 1_500_00, "90BB00": 1_000_00} == by_amount.per_vestiging().to_dict()
    assert "recht van € 1.000,00" in by_amount.boeking(2).toelichting
    assert "basismodellen.trekkingsrecht.budget_aandeel" == by_part.boeking(1).parameters
    assert "recht van € 1.666.666,67" in by_part.boeking(1).toelichting


def test_right_is_told_on_the_line() -> None:
    """By hand: 50 of 150 pupils, or 50 pupils times the amount."""
    draw = [{"vestiging": "90BB00", "bedrag_euro": 1_500, "doel": "rt"}]

    told = [
        run(trekkingsrecht={**right, "opnames": draw}).boeking(1).toelichting
        for right in ({"budget_euro": 3_000}, {"bedrag_per_leerling_euro": Decimal("12.5")})
    ]

    assert [
        "Opname op een trekkingsrecht van € 1.000,00 (50 van 150 leerlingen, deel van € 3.000,00), doel: rt.",
        "Opname op een trekkingsrecht van € 625,00 (50 × € 12,5 per leerling), doel: rt.",
    ] == told


def test_draws_and_strips_of_one_school_year() -> None:
    """By hand: 200 once and 50 in every year; 2 strips in 2025/26, 3 in 2026/27, none in a year that is not named."""
    opnames = [
        {"vestiging": "90AA00", "bedrag_euro": 200, "schooljaar": "2025/26"},
        {"vestiging": "90AA00", "bedrag_euro": 50},
        {"vestiging": "99ZZ00", "bedrag_euro": 9, "schooljaar": "2020/21"},
    ]
    card = {
        "voorziening": "specialisten",
        "prijs_per_strip_euro": 1,
        "strippen_per_vestiging": {"90AA00": 2, "90BB00": 5},
        "gebruikt_per_schooljaar": {
            "2020/21": {"99ZZ00": 1},
            "2025/26": {"90AA00": 2},
            "2026/27": {"90BB00": 3},
        },
    }
    keuzes = {"trekkingsrecht": {"bedrag_per_leerling_euro": 30, "opnames": opnames}, "strippenkaart": card}

    got = [
        apply(EXPERTISEMODEL, view(schooljaar=year), opening_euro={"swv:budget": 10_000}, **keuzes).regels
        for year in ("2025/26", "2026/27", "2027/28")
    ]

    assert [[2_00, 200_00, 50_00], [3_00, 50_00], [50_00]] == [lines["bedrag_cent"].tolist() for lines in got]


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"gebruikt_per_schooljaar": {"2025": {"90AA00": 1}}}, "'2025' is not a schooljaar"),
        ({"gebruikt_per_schooljaar": {"2025/26": {"90AA": 1}}}, "'90AA' is not a vestiging"),
        ({"gebruikt_per_schooljaar": {"2025/26": {"90AA00": -1}}}, "-1 is below zero"),
        (
            {"gebruikt_per_schooljaar": {"2025/26": {"90AA00": 1}}, "gebruikt_per_vestiging": {"90AA00": 1}},
            "give one of gebruikt_per_vestiging and gebruikt_per_schooljaar",
        ),
        ({"gebruikt_per_schooljaar": {"2025/26": {"99ZZ00": 1}}}, "strippenkaart names 99ZZ00"),
    ],
)
def test_impossible_use_of_a_card_is_refused(keuzes: dict[str, object], text: str) -> None:
    """A table of strips that cannot be is an error that says so."""
    card = {"voorziening": "specialisten", "prijs_per_strip_euro": 1, "strippen_per_vestiging": {"90AA00": 2}}
    with pytest.raises(AssertionError, match=text):
        run(strippenkaart={**card, **keuzes})


def test_places_are_told_in_the_plural() -> None:
    """One place is one; more are plaatsen, and fte is both."""
    kinds = [{"plaatsen": 1}, {"plaatsen": 2}, {"fte": Decimal("2.5")}]
    made = [{"naam": f"v{n}", "tarief_euro": 1, **kind} for n, kind in enumerate(kinds)]

    assert [
        "Voorziening v0: 1 plaats, heel het schooljaar.",
        "Voorziening v1: 2 plaatsen, heel het schooljaar.",
        "Voorziening v2: 2,5 fte, heel het schooljaar.",
    ] == run(voorzieningen=made).regels["toelichting"].tolist()


def test_drawing_right_needs_pupils() -> None:
    """A budget that cannot be divided, since no pupil counts, stops the step."""
    with pytest.raises(AssertionError, match="no pupil counts"):
        run((0, 0), trekkingsrecht={"budget_euro": 1})


@pytest.mark.parametrize("example", EXPERTISEMODEL.voorbeelden, ids=lambda v: v.sector)
def test_example_of_the_registration(example) -> None:
    """The example runs in both sectors; by hand: 4 x 1.000, and 250 of the 100 x 10 that may be drawn."""
    school = example.keuzes["trekkingsrecht"]["opnames"][0]["vestiging"]
    kind = {"soort": "bao"} if example.sector == "po" else {"richting": "havo", "fase": "bovenbouw"}
    counts = pd.DataFrame({"vestiging": [school], "aantal_min": [100], "aantal_max": [100]}).assign(**kind)
    region = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": [school], "aandeel": "1"}),
            "vestiging": pd.DataFrame({"vestiging": [school], "bestuur": "99001"}),
            (f"leerlingen_{example.sector}", "1-10 t"): counts,
        },
        regio=f"{example.sector.upper()}9901",
    )

    ledger = apply(EXPERTISEMODEL, region, opening_euro=example.opening_euro, **example.keuzes)

    assert [4_000_00, 250_00] == ledger.regels["bedrag_cent"].tolist()


@laws
@given(
    draws=st.lists(st.tuples(st.sampled_from(SCHOOLS), st.integers(0, 5_000)), max_size=8),
    pupils=st.tuples(st.integers(0, 300), st.integers(0, 300)),
    data=st.data(),
)
def test_a_right_is_never_exceeded(draws: list[tuple[str, int]], pupils: tuple[int, int], data: st.DataObject) -> None:
    """Law: a school gets what it draws or its right, whichever is less; the order of the draws is irrelevant."""
    other = data.draw(st.permutations(draws))
    wanted = {school: sum(e for s, e in draws if s == school) * 100 for school in SCHOOLS}
    expected = {s: min(wanted[s], n * 20_00) for s, n in zip(SCHOOLS, pupils, strict=True)}

    for order in (draws, other):
        opnames = [{"vestiging": school, "bedrag_euro": euro} for school, euro in order]
        ledger = run(pupils, trekkingsrecht={"bedrag_per_leerling_euro": 20, "opnames": opnames})

        assert {s: c for s, c in expected.items() if c} == ledger.per_vestiging().to_dict()
        assert_conserved(ledger, rijk_cent=0, uit_cent=sum(expected.values()))


@laws
@given(places=st.integers(0, 500), first=st.integers(0, 2_000_000), second=st.integers(0, 2_000_000))
def test_two_tariffs_are_within_a_cent_per_line(places: int, first: int, second: int) -> None:
    """Law: 12 x the year is 5 x the first tariff + 7 x the second, within half a cent for each of the two lines."""
    tariffs = {"tarief_euro": Decimal(first).scaleb(-2), "tarief_vanaf_januari_euro": Decimal(second).scaleb(-2)}

    lines = run(voorzieningen=[{"naam": "netwerk", "plaatsen": places, **tariffs}]).regels

    assert 12 >= abs(12 * int(lines["bedrag_cent"].sum()) - places * (5 * first + 7 * second))


@pytest.mark.parametrize("name", ["voorzieningen", "strippenkaart", "trekkingsrecht"])
def test_nothing_used_books_nothing(name: str) -> None:
    """Law: no places, no strips used, no draws: no lines."""
    empty = {
        "voorzieningen": [{"naam": "leeg", "plaatsen": 0, "tarief_euro": 1}],
        "strippenkaart": {"voorziening": "leeg", "prijs_per_strip_euro": 1, "strippen_per_vestiging": {"90AA00": 1}},
        "trekkingsrecht": {"bedrag_per_leerling_euro": 1},
    }

    assert run(**{name: empty[name]}).regels.empty


def test_counts_are_read_only_for_the_right() -> None:
    """Without a trekkingsrecht the model asks for no counts, so that it runs where none are loaded."""
    kaart = Strippenkaart(voorziening="x", prijs_per_strip_euro=Decimal(1), strippen_per_vestiging={})
    right = Trekkingsrecht(bedrag_per_leerling_euro=Decimal(1))

    without = EXPERTISEMODEL.tables(Keuzes(strippenkaart=kaart), "vo", YEAR)
    assert ["aansluiting", "vestiging"] == [t.tabel for t in without]
    needed = EXPERTISEMODEL.tables(Keuzes(trekkingsrecht=right, telmoment="1-10 t-1"), "vo", YEAR)
    assert date(2024, 10, 1) == needed[-1].peildatum(Schooljaar(2025))


PLACES = {"naam": "plusklas", "plaatsen": 1, "tarief_euro": 1}
DAYS = {"naam": "inzet", "dagdelen_per_vestiging": {"90AA00": 1}, "tarief_euro": 1}


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({}, "nothing to book"),
        ({"trekkingsrecht": {}}, "give one of bedrag_per_leerling_euro, budget_euro and budget_aandeel"),
        ({"trekkingsrecht": {"bedrag_per_leerling_euro": 1, "budget_euro": 1}}, "give one of"),
        ({"voorzieningen": [{**PLACES, "fte": 1}]}, "found plaatsen and fte"),
        ({"voorzieningen": [{"naam": "leeg", "tarief_euro": 1}]}, "found none"),
        ({"voorzieningen": [PLACES, PLACES]}, "has plusklas more than once"),
        ({"voorzieningen": [{**PLACES, "naam": "Plus klas"}]}, "naam"),
        ({"voorzieningen": [{**PLACES, "tarief_euro": -1}]}, "tarief_euro: -1 is below zero"),
        ({"voorzieningen": [{**PLACES, "host": "99ZZ00"}]}, "voorziening plusklas names 99ZZ00"),
        ({"voorzieningen": [{**DAYS, "host": "90AA00"}]}, "goes without host"),
        ({"voorzieningen": [{**DAYS, "tarief_vanaf_januari_euro": 1}]}, "goes without host"),
        ({"voorzieningen": [{**DAYS, "dagdelen_per_vestiging": {"99ZZ00": 1}}]}, "voorziening inzet names 99ZZ00"),
        (
            {"strippenkaart": {"voorziening": "x", "prijs_per_strip_euro": 1, "strippen_per_vestiging": {"99ZZ00": 1}}},
            "strippenkaart names 99ZZ00",
        ),
        (
            {
                "trekkingsrecht": {
                    "bedrag_per_leerling_euro": 1,
                    "opnames": [{"vestiging": "99ZZ00", "bedrag_euro": 1}],
                }
            },
            "trekkingsrecht names 99ZZ00",
        ),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be is an error that says so; nothing is booked."""
    with pytest.raises(AssertionError, match=text):
        run(**keuzes)
