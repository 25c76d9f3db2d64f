"""Durations and reconciliation on rows worked out by hand, and the worked example of the README."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swvmon import format_decimal
from swvmon.testing import assert_joint, make_momentopname
from swvmon_tlv_proces.aansluiting import AFGEGEVEN, BEKOSTIGD, VERHOUDING, VERSCHIL
from swvmon_tlv_proces.doorlooptijd import DOORLOOPTIJDEN
from swvmon_tlv_proces.kwartielen import METHODE, quantile

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
ALL = (AFGEGEVEN, BEKOSTIGD, *DOORLOOPTIJDEN, VERHOUDING, VERSCHIL)
ONTVANGST, BESLUIT, INGANG = DOORLOOPTIJDEN
DECIDED, END = date(2019, 8, 21), date(2021, 7, 31)


def tlv(pseudoniem, days, *, soort="vso", decided=DECIDED, end=END):
    """A TLV that holds so many days after its decision."""
    first = decided + timedelta(days) if decided else date(2019, 9, 1)
    return pseudoniem, soort, decided, first, end


EXAMPLE = [tlv("A", 7), tlv("B", 14), tlv("C", 28), tlv("D", 42)]


def view(cases=EXAMPLE, funded=(("vso", 2, 2), ("vso", 1, 4)), *, regio="VO9901", **columns):
    """An SWV with issued and funded TLV's."""
    rows = pd.DataFrame(cases, columns=["pseudoniem", "soort", "afgegeven_op", "geldig_van", "geldig_tot"])
    rows = rows.astype({"pseudoniem": "str", "soort": "str"}).assign(ontvangen_op=None, compleet_op=None)
    rows = rows.assign(**columns, swv=regio).astype({"swv": "str"})
    counts = pd.DataFrame(funded, columns=["soort", "aantal_min", "aantal_max"])
    counts = counts.assign(swv=regio).astype(
        {"soort": "str", "swv": "str", "aantal_min": "int64", "aantal_max": "int64"}
    )
    return make_momentopname({"tlv": rows, ("tlv_telling", "1-10 t"): counts}, regio=regio)


def weeks(indicator, momentopname):
    """Weeks and n by part, or the outcome without them."""
    rows = indicator.bereken(momentopname, None)
    assert {METHODE} == set(rows["methode"])
    return {row.onderdeel: row.uitkomst or (row.waarde, int(row.n)) for row in rows.itertuples()}


def counted(indicator, momentopname):
    """What is known of a count by part: the value, the interval, or (low, high, noemer); or the outcome without one."""
    rows = indicator.bereken(momentopname, None)
    assert {indicator.soort} == set(rows["soort"])

    def told(row):
        numbers = [n for n in (row.waarde, row.teller, row.teller_max, row.noemer) if not pd.isna(n)]
        return row.uitkomst or tuple(int(n) for n in numbers)

    return {row.onderdeel: told(row) for row in rows.itertuples()}


def test_the_rows_of_the_example_come_out():
    """By hand (README): type 7 on 7, 14, 28 and 42 days."""
    found = weeks(INGANG, view())
    rows = re.findall(r"\| `(\w+)` \| ([\d,]+) \|\n", README)
    assert 7 == len(rows) == len(found)
    for part, number in rows:
        assert (number, 4) == (format_decimal(found[part][0]), found[part][1])


def test_the_reconciliation_of_the_example_comes_out():
    """By hand (README): three issued hold on 1 October (from 28 August, 4 and 18 September), 3 to 6 are funded."""
    assert {"": (3,), "vso": (3,)} == counted(AFGEGEVEN, view())
    assert {"": (3, 6), "vso": (3, 6)} == counted(BEKOSTIGD, view())
    assert {"": (0, 3), "vso": (0, 3)} == counted(VERSCHIL, view())
    assert {"": (3, 6, 3), "vso": (3, 6, 3)} == counted(VERHOUDING, view())
    assert "3 to 6 funded, 0 to 3 more than issued" in README


def test_every_indicator_has_a_row():
    """The README names all seven."""
    for indicator in ALL:
        assert f"| `{indicator.naam}` |" in README


@given(st.lists(st.integers(-400, 4000), min_size=1, max_size=40), st.sampled_from([1, 2, 3]))
def test_quartiles_are_those_of_type_7(days, quarter):
    """The linear method of numpy, which is type 7."""
    ours = quantile(sorted(days), Fraction(quarter, 4))

    assert float(ours) == pytest.approx(np.quantile(days, quarter / 4, method="linear"))


def test_one_duration_is_every_quartile():
    """A single TLV of 10 days: 1,428571 weeks, no distance (by hand)."""
    found = weeks(INGANG, view([tlv("A", 10)]))

    assert {(Decimal("1.428571"), 1)} == {found[p] for p in ("p25", "p50", "p75", "minimum", "maximum", "gemiddelde")}
    assert (0, 1) == found["iqr"]


def test_issued_afterwards_is_below_zero():
    """Issued a week after the first day: minus one week (by hand)."""
    assert (-1, 1) == weeks(INGANG, view([tlv("A", -7)]))["p50"]


@pytest.mark.parametrize(
    ("decided", "inside"),
    [(date(2019, 7, 31), 0), (date(2019, 8, 1), 1), (date(2020, 7, 31), 1), (date(2020, 8, 1), 0), (None, 0)],
)
def test_what_was_decided_in_the_school_year_counts(decided, inside):
    """Both ends included; without a day of decision it cannot be told (by hand)."""
    found = weeks(INGANG, view([tlv("A", 7, decided=decided)]))

    assert ("ontbreekt" if not inside else (1, 1)) == (found[""] if not inside else found["p50"])


def days_before(*days):
    return pd.Series([None if d is None else DECIDED - timedelta(d) for d in days], dtype="object")


def test_receipt_and_completeness_of_the_example_come_out():
    """By hand (README): 21, 14, 21 and 14 days to complete; 14, 14, 7 and 7 to the decision."""
    full = view(ontvangen_op=days_before(35, 28, 28, 21), compleet_op=days_before(14, 14, 7, 7))

    rows = re.findall(r"\| `(tlv_\w+)` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|", README)
    assert [ONTVANGST.naam, BESLUIT.naam] == [naam for naam, *_ in rows]
    for indicator, (_, *numbers) in zip((ONTVANGST, BESLUIT), rows, strict=True):
        found = weeks(indicator, full)
        parts = ("p25", "p50", "p75", "gemiddelde")
        assert numbers == [format_decimal(found[part][0]) for part in parts]
        assert {4} == {n for _, n in found.values()}


def test_without_the_days_of_the_request_it_is_missing():
    """An administration that keeps no day of receipt: told as missing; the other duration stands (by hand)."""
    part = view(ontvangen_op=days_before(*[None] * 4), compleet_op=days_before(7, 7, 7, 7))

    assert {"": "ontbreekt"} == weeks(ONTVANGST, part)
    assert (1, 4) == weeks(BESLUIT, part)["p50"]


def test_a_row_without_a_day_is_left_out_of_n():
    """Two of four applications have no day of completeness (by hand)."""
    complete = pd.Series([DECIDED - timedelta(7), None, DECIDED - timedelta(21), None])

    assert (2, 2) == weeks(BESLUIT, view(compleet_op=complete))["p50"]


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (date(2019, 10, 1), date(2019, 10, 1), True),
        (date(2019, 10, 2), END, False),
        (date(2018, 8, 1), date(2019, 9, 30), False),
    ],
)
def test_a_tlv_holds_on_1_october_from_its_first_to_its_last_day(first, last, holds):
    """Both ends included, to the day (by hand)."""
    found = counted(AFGEGEVEN, view([("A", "vso", DECIDED, first, last)]))

    assert ((1,) if holds else "ontbreekt") == found["vso"]


def test_a_pupil_counts_once_per_kind():
    """Two TLV's so of one pupil, and one sbo of the same (by hand)."""
    cases = [tlv("A", 1, soort="so"), tlv("A", 2, soort="so"), tlv("A", 3, soort="sbo")]

    assert {"": (2,), "so": (1,), "sbo": (1,)} == counted(AFGEGEVEN, view(cases, regio="PO9901"))


def test_a_kind_of_one_side_only_is_missing_and_not_in_the_total():
    """Three so issued and two funded; sbo is issued, and nobody tells whether it is funded (by hand)."""
    cases = [tlv(p, 1, soort="so") for p in "ABC"] + [tlv("D", 1, soort="sbo")]
    momentopname = view(cases, [("so", 2, 2)], regio="PO9901")

    assert {"": (-1, -1), "so": (-1, -1), "sbo": "ontbreekt"} == counted(VERSCHIL, momentopname)
    assert {"": (2, 2, 3), "so": (2, 2, 3), "sbo": "ontbreekt"} == counted(VERHOUDING, momentopname)
    assert {"": (4,), "so": (3,), "sbo": (1,)} == counted(AFGEGEVEN, momentopname)


def test_kinds_of_the_other_sector_and_pro_do_not_count():
    """A vo SWV with a TLV for pro, and a funded so pupil: only vso is told."""
    momentopname = view([*EXAMPLE, tlv("E", 1, soort="pro")], [("vso", 3, 3), ("so", 9, 9)])

    assert {"": (3,), "vso": (3,)} == counted(AFGEGEVEN, momentopname)
    assert {"": (3, 3), "vso": (3, 3)} == counted(BEKOSTIGD, momentopname)


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.naam)
def test_nothing_loaded_is_missing_and_not_zero(indicator):
    """Empty tables: every row is `ontbreekt`."""
    rows = indicator.bereken(view([], []), None)

    assert {"ontbreekt"} == set(rows["uitkomst"])
    assert {"VO9901"} == set(rows["sleutel"])
    assert rows[["teller", "noemer", "waarde"]].isna().all(axis=None)


@pytest.mark.parametrize("indicator", ALL, ids=lambda i: i.naam)
def test_one_call_for_many_swvs(indicator):
    """Law: of each SWV what it has alone; one has one side of a kind only, one one table, one other kinds, one none."""
    full = {"ontvangen_op": days_before(35, 28, 28, 21), "compleet_op": days_before(14, None, 7, 7)}
    for sector in indicator.sectoren:
        code, soort = sector.upper(), "so" if sector == "po" else "vso"
        cases = [(p, soort, *rest) for p, _, *rest in EXAMPLE]
        views = [
            view(cases, [(soort, 2, 2), (soort, 1, 4)], regio=f"{code}9901", **full),
            view([*cases[:1], tlv("B", 3, soort="sbo")], [(soort, 7, 7)], regio=f"{code}9902"),
            view(cases[:2], [], regio=f"{code}9903"),
            view([], [(soort, 3, 3)], regio=f"{code}9904"),
            view([tlv("A", 7, soort="pro", decided=date(2018, 9, 1))], [("x", 3, 3)], regio=f"{code}9905"),
            view([], [], regio=f"{code}9906"),
        ]
        assert_joint(indicator, views)
        assert_joint(indicator, views[-1:])
