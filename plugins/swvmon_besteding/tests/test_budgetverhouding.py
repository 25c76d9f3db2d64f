"""New and old budgets: the classes of R2 Tabel 5, their edges and sides."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from swvmon_besteding.budgetverhouding import BUDGETVERHOUDINGEN, KLASSEN, classify
from swvmon_besteding.gepubliceerd import figures, table

BY_NAME = {i.naam: i for i in BUDGETVERHOUDINGEN}
SINCE = (date(2016, 8, 1), None)


def old(school: str, euro: str, days: tuple = SINCE) -> tuple:
    return (school, "budget_voorheen_euro", euro, *days)


@pytest.mark.parametrize(
    ("nieuw", "oud", "klasse"),
    [
        (50_001, 10_000, "meer dan 5 x"),
        (50_000, 10_000, "meer dan 2 x"),
        (20_001, 10_000, "meer dan 2 x"),
        (20_000, 10_000, "1-2 x"),
        (10_501, 10_000, "1-2 x"),
        (10_500, 10_000, "gelijk"),
        (10_000, 10_000, "gelijk"),
        (9_500, 10_000, "gelijk"),
        (9_499, 10_000, "afname"),
        (0, 10_000, "afname"),
        (-1, 10_000, "afname"),
        (0, 0, "gelijk"),
        (1, 0, "meer dan 5 x"),
        (-1, 0, "afname"),
        (5_000_000_000_001, 1_000_000_000_000, "meer dan 5 x"),
    ],
)
def test_edges_and_sides(nieuw: int, oud: int, klasse: str) -> None:
    """R2 L1036-1041: more than 5 and 2 are strict; the margin of 5 % is ours; cents beside each edge (by hand)."""
    assert [klasse] == classify(pd.Series([nieuw]), pd.Series([oud])).tolist()


def test_what_the_text_tells_of_schools() -> None:
    """Published (R2 L1044-1047): one got seven times as much, one went from nothing to 75.000; both are a rise."""
    assert ["meer dan 5 x"] * 2 == classify(pd.Series([7_00, 75_000_00]), pd.Series([1_00, 0])).tolist()


def test_ratio_and_class_of_each_school(ledger, view) -> None:
    """450 of 100, 0 of 0, and one without an old budget (by hand, cents)."""
    book = ledger(("swv:budget", "vestiging:90AA00", 500), ("vestiging:90AA00", "swv:budget", 50))
    region = view("90AA00", "90BB00", "90CC00", kenmerk=(old("90AA00", "1.00"), old("90BB00", "0")))

    ratio = BY_NAME["budgetverhouding"].bereken(region, book)
    label = BY_NAME["budgetklasse"].bereken(region, book)
    number = BY_NAME["budgetklasse_scholen"].bereken(region, book)

    assert [(450, 100, ""), (0, 0, ""), (None, None, "ontbreekt")] == [
        (None if pd.isna(t) else int(t), None if pd.isna(n) else int(n), u)
        for t, n, u in zip(ratio["teller"], ratio["noemer"], ratio["uitkomst"], strict=True)
    ]
    assert [("meer dan 2 x", 350, ""), ("gelijk", 0, ""), ("", None, "ontbreekt")] == [
        (k, None if pd.isna(w) else int(w), u)
        for k, w, u in zip(label["klasse"], label["waarde"], label["uitkomst"], strict=True)
    ]
    assert {**dict.fromkeys(KLASSEN, 0), "meer dan 2 x": 1, "gelijk": 1, "oud budget onbekend": 1} == dict(
        zip(number["onderdeel"], number["waarde"].astype("int64"), strict=True)
    )


@pytest.mark.parametrize(
    ("days", "known"),
    [
        ((date(2019, 10, 1), None), True),
        ((date(2019, 10, 2), None), False),
        ((date(2015, 1, 1), date(2019, 9, 30)), False),
    ],
)
def test_the_old_budget_must_hold_on_the_first_of_october(ledger, view, days: tuple, known: bool) -> None:
    """The first and the last day of validity are included."""
    rows = BY_NAME["budgetklasse"].bereken(view("90AA00", kenmerk=(old("90AA00", "1", days),)), ledger())

    assert known == (rows["uitkomst"].iloc[0] == "")


def test_against_the_former_school_year(ledger, view) -> None:
    """The closed ledger of the former year: 300 after 200; nothing there is 0, a new school is unknown (by hand)."""
    former = view("90AA00", "90BB00", schooljaar="2018/19")
    region = view("90AA00", "90BB00", "90CC00").after(former, ledger(("swv:budget", "vestiging:90AA00", 200)))
    book = ledger(("swv:budget", "vestiging:90AA00", 300), ("swv:budget", "vestiging:90BB00", 7))

    rows = BY_NAME["budgetklasse_vorig_jaar"].bereken(region, book)

    assert [("1-2 x", ""), ("meer dan 5 x", ""), ("", "ontbreekt")] == list(
        zip(rows["klasse"], rows["uitkomst"], strict=True)
    )


def test_who_paid_in_the_former_year_has_no_ratio(ledger, view) -> None:
    """An old amount below zero has no multiple: `ontbreekt`, in the ratio and in the class."""
    former = ledger(("vestiging:90AA00", "swv:budget", 200))
    region = view("90AA00").after(view("90AA00", schooljaar="2018/19"), former)

    for name in ("budgetverhouding_vorig_jaar", "budgetklasse_vorig_jaar"):
        assert ["ontbreekt"] == BY_NAME[name].bereken(region, ledger())["uitkomst"].tolist()


def test_without_a_former_year_it_is_told(ledger, view) -> None:
    """A run of one year has nothing to compare with."""
    for name in ("budgetverhouding_vorig_jaar", "budgetklasse_vorig_jaar"):
        assert ["ontbreekt"] == BY_NAME[name].bereken(view("90AA00"), ledger())["uitkomst"].tolist()


def test_every_class_of_the_table_comes_out(ledger, view) -> None:
    """Reconstructed: fourteen schools of which the amounts are made up and the classes are those of R2 Tabel 5."""
    cells = table()
    wanted = {klasse: sum(rows[klasse] for rows in cells.values()) for klasse in KLASSEN}
    euro = dict(zip(KLASSEN, (600, 300, 150, 100, 50), strict=True))
    amounts = [euro[klasse] for klasse, schools in wanted.items() for _ in range(schools)]
    schools = [f"90AA{number:02d}" for number in range(len(amounts))]
    book = ledger(*(("swv:budget", f"vestiging:{s}", a * 100) for s, a in zip(schools, amounts, strict=True)))
    region = view(*schools, kenmerk=tuple(old(s, "100") for s in schools))

    rows = BY_NAME["budgetklasse_scholen"].bereken(region, book)

    assert {**wanted, "oud budget onbekend": 0} == dict(
        zip(rows["onderdeel"], rows["waarde"].astype("int64"), strict=True)
    )


def test_totals_and_text_agree_with_the_cells() -> None:
    """Published (R2 L1042-1051): 8 and 6 schools, 6 and 4 with more, 2 with less; recomputed from the cells."""
    computed = {f.id: (int(f.waarde), int(f.bereken())) for f in figures() if f.bereken}

    assert {
        "besteding.tabel5.2016.totaal": (8, 8),
        "besteding.tabel5.2017.totaal": (6, 6),
        "besteding.meer_2016": (6, 6),
        "besteding.meer_2017": (4, 4),
        "besteding.minder_2017": (2, 2),
    } == computed
    assert all(f.uitleg for f in figures() if not f.bereken)
