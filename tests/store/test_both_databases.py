"""SQLite and PostgreSQL hold the same after the same writes, whatever the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_data import RUN, begrotingen, kenmerken, levering, none, regiojaar, uitkomst, vestigingen

from swvmon.store import Store

_NUMBERS = count()
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def fill(store: Store) -> None:
    store.add_levering(levering("a"), {"kenmerk": kenmerken(50), "vestiging_in_telling": vestigingen(20)}, none())
    store.add_levering(levering("b"), {"begroting": begrotingen([2**40, -5, 0])}, none())
    bad = vestigingen(4, vestiging=["00AA00", "x", "00AA00", "01AA00"], naam=["'", '"', ";", "é\n\\N\t"])
    store.add_levering(levering("c", periode_exact=False), {"vestiging_in_telling": bad}, none())
    store.start_run(RUN, '{"plan": "é"}')
    store.add_regiojaar(regiojaar(), uitkomst(30, bedrag_cent=2**45))
    store.add_regiojaar(regiojaar("VO2807", status="mislukt"), {})
    store.finish_run(RUN)


def test_the_same_writes_give_the_same_content(
    sqlite_template: Path, postgres_template: str, new_postgres: Callable[[str | None], str], tmp_path: Path
) -> None:
    """The dump is equal, and so are the frames that are read; it is not empty."""
    path = tmp_path / "a.db"
    path.write_bytes(sqlite_template.read_bytes())
    with Store.open(f"sqlite:///{path}") as left, Store.open(new_postgres(postgres_template)) as right:
        fill(left)
        fill(right)
        assert left.dump() == right.dump()
        assert sum(left.row_counts().values()) == sum(len(rows) for rows in left.dump().values()) > 100
        for tabel in ("kenmerk", "vestiging_in_telling", "begroting"):
            pd.testing.assert_frame_equal(left.read(tabel, [1, 2, 3]), right.read(tabel, [1, 2, 3]))
        for tabel in ("boeking", "meting", "bevinding", "pluginstatus", "parametergebruik"):
            pd.testing.assert_frame_equal(left.result(RUN, tabel), right.result(RUN, tabel))
        pd.testing.assert_frame_equal(left.afkeuringen(3), right.afkeuringen(3))
        pd.testing.assert_frame_equal(left.regiojaren(RUN), right.regiojaren(RUN))


@pytest.fixture(scope="module")
def both(
    sqlite_template: Path,
    postgres_template: str,
    new_postgres: Callable[[str | None], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Store, ...]]:
    path = tmp_path_factory.mktemp("both") / "a.db"
    path.write_bytes(sqlite_template.read_bytes())
    with Store.open(f"sqlite:///{path}") as left, Store.open(new_postgres(postgres_template)) as right:
        yield left, right


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT, min_size=1, max_size=8, unique=True), tot=st.dates() | st.none())
def test_any_text_comes_back(both: tuple[Store, ...], texts: list[str], tot: date | None) -> None:
    """Quotes, newlines, tabs, backslashes, semicolons and any script come back as they were, sorted by code point."""
    name = f"text {next(_NUMBERS)}"
    frame = kenmerken(len(texts), code=texts, waarde=texts[::-1], geldig_tot=[tot] * len(texts))
    for store in both:
        identifier = store.add_levering(levering(name), {"kenmerk": frame}, none()).id
        rows = store.read("kenmerk", [identifier])
        assert rows["code"].tolist() == sorted(texts)
        assert dict(zip(rows["code"], rows["waarde"], strict=True)) == dict(zip(texts, texts[::-1], strict=True))
        assert rows["geldig_tot"].tolist() == [tot] * len(texts)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bedragen=st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=50))
def test_any_amount_comes_back(both: tuple[Store, ...], bedragen: list[int]) -> None:
    """Every number of eurocents of 64 bits comes back, in more rows than one statement holds."""
    name = f"money {next(_NUMBERS)}"
    frame = begrotingen(bedragen * 10)
    expected = frame.sort_values("post")["bedrag_cent"].tolist()
    for store in both:
        identifier = store.add_levering(levering(name), {"begroting": frame}, none()).id
        assert store.read("begroting", [identifier])["bedrag_cent"].tolist() == expected
