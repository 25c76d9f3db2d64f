"""Features of schools, SWV's and gemeenten on a day: texts and exact numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from swvmon import Periode, SwvmonError, feature_numbers, features, swv_number
from swvmon.testing import make_momentopname

DAY = date(2019, 10, 1)
SINCE = date(2015, 1, 1)
COLUMNS = ["niveau", "code", "kenmerk", "waarde", "geldig_van", "geldig_tot"]


def view(*rows: tuple):
    """Rows (code, value[, first day[, last day]]) of feature `gewicht` of schools; a code of six letters is an SWV."""
    full = []
    for row in rows:
        code, waarde, van, tot = (*row, *(SINCE, None)[len(row) - 2 :])
        full.append(("swv" if code.startswith("VO") else "vestiging", code, "gewicht", waarde, van, tot))
    return make_momentopname({"kenmerk": pd.DataFrame(full, columns=COLUMNS)})


def numbers(momentopname, op=DAY, **form: object) -> dict[str, str]:
    found = feature_numbers(momentopname, "vestiging", "gewicht", op, **form)
    return {code: format(Decimal(number).normalize(), "f") for code, number in found.items()}


@pytest.mark.parametrize(
    ("van", "tot", "holds"),
    [
        (DAY, DAY, True),
        (DAY, None, True),
        (SINCE, date(2019, 9, 30), False),
        (date(2019, 10, 2), None, False),
    ],
)
def test_first_and_last_day_count(van: date, tot: date | None, holds: bool) -> None:
    """A feature holds on both its ends, without a last day it goes on."""
    assert ({"90AA00": "2"} if holds else {}) == numbers(view(("90AA00", "2", van, tot), ("90BB00", "9", DAY, SINCE)))


def test_days_of_any_type() -> None:
    """A column without any last day, or of moments, is read as well."""
    for kind in ("object", "datetime64[ns]"):
        table = view(("90AA00", "2")).tabel("kenmerk").assign(geldig_tot=pd.Series([pd.NaT], dtype=kind))
        assert {"90AA00": "2"} == numbers(make_momentopname({"kenmerk": table}))


def test_exactly_these_days() -> None:
    """A period asks for what is told of exactly its days: a day more or less, or no end, is something else."""
    year = Periode(date(2019, 8, 1), date(2020, 7, 31))
    other = [("90BB00", "1", year.van, date(2020, 7, 30)), ("90CC00", "1", SINCE, year.tot), ("90DD00", "1", year.van)]

    assert {"90AA00": "3"} == numbers(view(*other, ("90AA00", "3", year.van, year.tot)), year)


def test_only_its_level_and_name() -> None:
    """Another level or feature is not read; codes come sorted."""
    rows = view(("90BB00", "2"), ("90AA00", "1"), ("VO9901", "7"))
    table = rows.tabel("kenmerk")
    both = pd.concat([table, table.assign(kenmerk="anders", waarde="9")])

    assert [("90AA00", "1"), ("90BB00", "2")] == list(numbers(make_momentopname({"kenmerk": both})).items())


def test_texts_keep_all_that_holds() -> None:
    """As loaded; of two for one code the one that began last comes last, in any order of the table."""
    rows = view(("90AA00", "nieuw", date(2018, 1, 1)), ("90BB00", "1"), ("90AA00", "oud"))

    found = features(rows, "vestiging", "gewicht", DAY)

    assert [("90AA00", "oud"), ("90AA00", "nieuw"), ("90BB00", "1")] == list(found.items())


def test_nothing_loaded_is_nothing() -> None:
    """An empty table has no number, and no error."""
    for nothing in (pd.DataFrame(), pd.DataFrame(columns=COLUMNS)):
        empty = make_momentopname({"kenmerk": nothing})
        assert ({}, None) == (numbers(empty), swv_number(empty, "gewicht", DAY))
        assert features(empty, "vestiging", "gewicht", DAY).empty


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("veel", {}),
        ("", {}),
        ("-1", {}),
        ("1,5", {}),
        ("1.2345678", {}),
        ("1.234", {"decimalen": 2}),
        ("1.000,50", {"komma": True}),
        ("1234567890123", {"negatief": True}),
    ],
)
def test_what_is_no_number_is_refused(value: str, form: dict[str, object]) -> None:
    """The message names feature, code and value."""
    with pytest.raises(SwvmonError, match=f"kenmerk gewicht of 90AA00 is '{value}', not a number like 12000 or"):
        numbers(view(("90AA00", value)), **form)


def test_forms_of_numbers() -> None:
    """Exact to six decimals; a comma and a sign where they are allowed."""
    assert {"90AA00": "123456789012.123456"} == numbers(view(("90AA00", "123456789012.123456")))
    assert {"90AA00": "-20.5"} == numbers(view(("90AA00", "-20,5")), negatief=True, komma=True)


def test_two_values_on_one_day_are_refused() -> None:
    """Which of both holds is not guessed."""
    with pytest.raises(SwvmonError, match="kenmerk gewicht of 90AA00 has more than one value on 2019-10-01; keep one"):
        numbers(view(("90AA00", "1"), ("90BB00", "1"), ("90AA00", "1", DAY)))


def test_number_of_the_swv() -> None:
    """Its own, with sign and comma; what is wrong with that of another SWV does not matter to it."""
    rows = view(("VO9901", "-20,5"), ("VO9902", "veel"), ("90AA00", "3"))

    assert Decimal("-20.5") == swv_number(rows, "gewicht", DAY)
    with pytest.raises(SwvmonError, match="kenmerk gewicht of VO9901 is 'veel', not a number like 12000 or -12,5"):
        swv_number(view(("VO9901", "veel")), "gewicht", DAY)
