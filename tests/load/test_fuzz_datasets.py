"""Whatever is done to a file of any dataset: loaded, rows rejected or refused; no number changes unseen."""

from __future__ import annotations

import re
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swvmon.hooks.discovery import PluginChoice
from swvmon.hooks.registry import Registered, load_databronnen
from swvmon.run.load import Laadresultaat, load_paths
from swvmon.schema import BRONTABELLEN
from swvmon.store import Store
from swvmon.store.declared import GETAL, table

from .samples import ROOT, real, small

CODES = set(re.findall(r"^\| `([a-z0-9_]+)` \|", (ROOT / "docs" / "afkeuringen.md").read_text("utf-8"), re.MULTILINE))
Rows = dict[tuple[Any, ...], dict[str, Any]]
"""Stored rows by table and place: the line, and what tells the rows of one line apart."""


class Loaded(NamedTuple):
    """What became of a file, the rows that it brought, and the rows per table that is not empty."""

    results: list[Laadresultaat]
    rows: Rows
    counts: dict[str, int]
    codes: set[str]


@cache
def databronnen() -> list[Registered[Any]]:
    found, refused = load_databronnen(PluginChoice())
    assert not refused
    return found


@pytest.fixture(scope="module")
def load(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[bytes], Loaded]]:
    """Load bytes into a database without rows: one that is emptied each time, which is faster than a new one."""
    folder = tmp_path_factory.mktemp("fuzz")
    shutil.copy(sqlite_template, folder / "a.db")
    (folder / "sleutel").write_text(secrets.token_hex(32))
    raw = sqlite3.connect(folder / "a.db", isolation_level=None)
    raw.row_factory = sqlite3.Row
    raw.executescript("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF")
    with pytest.MonkeyPatch.context() as patch, Store.open(f"sqlite:///{folder / 'a.db'}") as store:
        patch.setenv("SWVMON_SLEUTEL", str(folder / "sleutel"))

        def call(data: bytes) -> Loaded:
            raw.execute("DELETE FROM levering")
            (folder / "a.csv").write_bytes(data)
            results = load_paths(store, databronnen(), [folder / "a.csv"], peildatum=date(2019, 10, 1))
            tables = [*BRONTABELLEN, "levering", "levering_tabel", "afkeuring"]
            numbers = {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608
            counts = {name: number for name, number in numbers.items() if number}
            codes = {row["code"] for row in raw.execute("SELECT code FROM afkeuring")}
            told = dict(map(tuple, raw.execute("SELECT tabel, rijen FROM levering_tabel WHERE rijen > 0")))
            assert told == {name: number for name, number in counts.items() if name in BRONTABELLEN}
            return Loaded(results, _rows(raw, told), counts, codes)

        yield call
    raw.close()


def _rows(raw: sqlite3.Connection, names: Iterable[str]) -> Rows:
    found: Rows = {}
    for name in sorted(names):
        for row in map(dict, raw.execute(f"SELECT * FROM {name}")):  # noqa: S608 - a name of ours
            del row["levering_id"]
            found[name, *(row[place] for place in table(name).plaats)] = row
    return found


_ORIGINALS: dict[bytes, Loaded] = {}


def original(load: Callable[[bytes], Loaded], data: bytes) -> Loaded:
    """What a sample gives unchanged, loaded once."""
    if data not in _ORIGINALS:
        _ORIGINALS[data] = load(data)
    return _ORIGINALS[data]


def check(loaded: Loaded) -> bool:
    """The law: every file ends well; gives whether it was loaded."""
    assert {r.status for r in loaded.results} <= {"loaded", "fault", "unrecognised"}, loaded.results
    (result,) = loaded.results
    if result.status != "loaded":
        assert ({}, 2) == (loaded.counts, result.exit_code)
        assert result.melding
        return False
    assert result.gelezen == result.geaccepteerd + result.afgekeurd
    assert loaded.codes <= CODES
    return True


def test_every_dataset_has_a_sample_and_loads(load) -> None:
    """Without changes every row of every sample is accepted; no table is left out, and no publisher.

    Workbooks, snapshots in JSON and texts of law are other kinds of file; their plugins have tests of their own.
    """
    seen = set()
    for name, data in {**small(), **real()}.items():
        loaded = original(load, data)
        assert check(loaded), (name, loaded.results)
        assert 0 == loaded.results[0].afgekeurd, (name, loaded.results)
        seen.add(loaded.results[0].dataset)
    known = {d.naam for b in databronnen() for d in b.value.datasets}
    assert set() == {naam for naam in known - seen if naam.startswith(("duo_", "swv_"))}
    assert {naam.split("_")[0] for naam in known} == {naam.split("_")[0] for naam in seen}


@pytest.mark.parametrize("name", sorted(small()))
def test_a_year_that_nobody_has_seen(load, name) -> None:
    """Every year moved on by sixteen, in headers (LEERLINGEN_2031, exam years) and cells: as many rows, no code."""
    data = small()[name]
    moved = YEAR.sub(lambda match: b"%d" % (int(match[1]) + 16) + later(match[2]), data)
    loaded = load(moved)
    assert check(loaded), loaded.results
    before = original(load, data)
    assert (0, before.counts) == (loaded.results[0].afgekeurd, loaded.counts)


def later(half: bytes | None) -> bytes:
    """The second half of a school year, moved on."""
    return b"/%02d" % (int(half[1:]) + 16) if half else b""


YEAR = re.compile(rb"(?<!\d)(20[0-3]\d)(/\d\d(?!\d))?(?=[01]\d[0-3]\d(?!\d)|(?!\d))")
"""A year of this century, alone, as a school year, or before a month and a day."""


def _sign(data: bytes) -> bytes:
    first = max(data.splitlines()[:2], key=len)
    return max((b";", b",", b"\t"), key=first.count)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_order_of_columns_does_not_matter(load, data) -> None:
    """Columns moved with their header: the same rows."""
    whole = small()[data.draw(st.sampled_from(sorted(small())))]
    sign = _sign(whole)
    above, lines = _split(whole)
    order = data.draw(st.permutations(range(len(lines[0]))))
    moved = [*above, *(sign.join(cells[i] for i in order) for cells in lines)]
    loaded = load(b"\r\n".join(moved) + b"\r\n")
    assert check(loaded), loaded.results
    assert original(load, whole).rows == loaded.rows


def _split(data: bytes) -> tuple[list[bytes], list[list[bytes]]]:
    """The lines above the header, and the cells of the header and the rows."""
    lines = data.splitlines()
    first = 1 if b"Peildatum:" in lines[0] else 0
    return lines[:first], [line.split(_sign(data)) for line in lines[first:]]


SAMPLES = st.sampled_from(sorted({**small(), **real()}))
PIECES = st.one_of(
    st.sampled_from(
        [b";", b'"', b"\n", b"\r", b"\x00", b"\x81", b"\xe9", b"\xc3\xa9", b"\xef\xbb\xbf", b"-", b"<", b",", b"=1+1"]
    ),
    st.binary(max_size=3),
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 10**6), PIECES),
        st.tuples(st.just("cut"), st.integers(0, 10**6), st.just(b"")),
        st.tuples(st.just("row twice"), st.integers(0, 10**6), st.just(b"")),
        st.tuples(st.just("row gone"), st.integers(0, 10**6), st.just(b"")),
        st.tuples(st.just("column gone"), st.integers(0, 10**6), st.just(b"")),
        st.tuples(st.just("column twice"), st.integers(0, 10**6), st.just(b"")),
        st.tuples(st.just("header"), st.integers(0, 10**6), st.sampled_from([b"", b"X", b"TOTAAL", b"\xc3\xa9"])),
        st.tuples(st.just("headers swapped"), st.integers(0, 10**6), st.just(b"")),
        st.tuples(st.just("separator"), st.integers(0, 10**6), st.sampled_from([b",", b"\t", b"|", b";"])),
        st.tuples(st.just("bom"), st.integers(0, 10**6), st.sampled_from([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])),
        st.tuples(st.just("utf-16"), st.integers(0, 10**6), st.just(b"")),
        st.tuples(st.just("cell"), st.integers(0, 10**6), st.sampled_from([b"9" * 30, b"9" * 5000, b"-1", b"\x00"])),
    ),
    min_size=1,
    max_size=3,
)


def damaged(data: bytes, change: tuple[str, int, bytes]) -> bytes:  # noqa: PLR0911 - a case each
    what, at, piece = change
    if what == "insert":
        return data[: at % len(data)] + piece + data[at % len(data) :]
    if what == "cut":
        return data[: max(1, at % len(data))]
    if what == "bom":
        return piece + data
    if what == "utf-16":
        return data.decode("cp1252", errors="replace").encode("utf-16")
    sign = _sign(data) if data.strip() else b";"
    if what == "separator":
        return data.replace(sign, piece)
    lines = data.splitlines(keepends=True) or [b"\n"]
    row = at % len(lines)
    if what.startswith("row"):
        return b"".join([*lines[:row], *([lines[row]] * (2 if what == "row twice" else 0)), *lines[row + 1 :]])
    cells = [line.rstrip(b"\r\n").split(sign) for line in lines]
    place = at % len(cells[0])
    for number, line in enumerate(cells):
        mine = place < len(line)
        if what == "column gone" and mine:
            del line[place]
        elif what == "column twice" and mine:
            line.insert(place, line[place])
        elif what == "cell" and number == row:
            line[at % len(line)] = piece
        elif what == "header" and number == 0:
            line[place] = piece
        elif what == "headers swapped" and number == 0:
            line[place], line[0] = line[0], line[place]
    return b"\n".join(sign.join(line) for line in cells) + b"\n"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SAMPLES, CHANGES)
def test_any_damage_is_refused_or_accounted_for(load, name, changes) -> None:
    """Never a traceback, never half a levering; a line that is as it was gives what it gave, or is rejected."""
    whole = {**small(), **real()}[name]
    data = whole
    for change in changes:
        data = damaged(data, change)
    loaded = load(data)
    if not data or not check(loaded) or {change[0] for change in changes} - {"insert", "cell", "cut"}:
        return
    before = original(load, whole)
    old, new = whole.splitlines(), data.splitlines()
    if (
        loaded.results[0].dataset != before.results[0].dataset
        or old[:2] != new[:2]
        or b"\r" in data.replace(b"\r\n", b"")
    ):
        return
    for key, row in loaded.rows.items():
        line = key[1]
        if line <= len(old) and old[line - 1] == new[line - 1]:
            assert before.rows.get(key) == row


MEANT = {
    b"7": {7},
    b"007": {7},
    b"0": {0},
    b" 8 ": {8},
    b"-3": {-3},
    b"1.284": {1284, Fraction("1.284")},
    b"1,5": {Fraction("1.5")},
    b"1.284,50": {Fraction("1284.50")},
    b"2147483648": {2**31},
    b"99999999999999999999": {10**20 - 1},
    b"<5": {0, 1, 4},
    b"": {0},
    b" ": {0},
    b"1e3": set(),
    b"0x10": set(),
    b"1_000": set(),
    b"+4": set(),
    b"12 345": set(),
    b"NaN": set(),
    b"inf": set(),
    b"=1+1": set(),
    b"\xd9\xa3": set(),
    b"\xef\xbc\x91": set(),
    b"1;2": set(),
}
"""What may be typed in a cell, and the numbers that it can mean; none for what is no number."""
EMPTY_TOO = (b"", b" ", b"<5", b"0")


def numbers(cell: bytes) -> set[Fraction]:
    """What a cell of a sample means."""
    text = cell.decode("cp1252").strip().strip('"')
    if re.fullmatch("<[0-9]", text):
        return {Fraction(0), Fraction(1), Fraction(4)}
    found = {Fraction(0)} if not text else set()
    for spelled in (text.replace(".", "").replace(",", "."), text, text.replace(",", ".")):
        if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", spelled):
            found.add(Fraction(spelled))
    return found


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SAMPLES, st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(sorted(MEANT)))
def test_an_accepted_number_is_the_number_that_was_typed(load, name, row, column, typed) -> None:
    """One cell changed: the numbers of its line stay, become what was typed, or move by the difference; others stay."""
    whole = {**small(), **real()}[name]
    sign = _sign(whole)
    lines = whole.splitlines()
    first = 2 if b"Peildatum:" in lines[0] else 1
    number = first + row % (len(lines) - first)
    cells = lines[number].split(sign)
    place = column % len(cells)
    if typed == b"1;2" and sign != b";":
        return
    was, cells[place] = cells[place], typed
    lines[number] = sign.join(cells)
    before, loaded = original(load, whole), load(b"\r\n".join(lines) + b"\r\n")
    if not check(loaded) or loaded.results[0].dataset != before.results[0].dataset:
        return
    others = [{key: row for key, row in rows.items() if _other(key, number + 1)} for rows in (before.rows, loaded.rows)]
    if "dubbele_sleutel" not in loaded.codes:
        assert others[0] == others[1]
    for key, stored in loaded.rows.items():
        if key[1] != number + 1:
            continue
        known = before.rows.get(key)
        wrong = [
            (c.naam, known and known[c.naam], stored[c.naam])
            for c in table(key[0]).columns
            if c.kind == GETAL and c.naam != "regel" and (known is None or known[c.naam] != stored[c.naam])
            if not _explained(known and known[c.naam], stored[c.naam], numbers(was), typed)
        ]
        assert not wrong, (name, lines[number], was, typed, wrong)


def _other(key: tuple[Any, ...], line: int) -> bool:
    """A row of another line, but of no table that takes each location from the first line that names it."""
    return key[1] != line and key[0] != "vestiging_in_telling"


def _explained(old: int | None, new: int | None, was: set[Fraction], typed: bytes) -> bool:
    """Whether a stored number follows from what was typed: itself, in cents, or as a part of a sum."""
    if new is None:
        return typed in EMPTY_TOO
    meant = MEANT[typed]
    if any(new in (value, value * 100) for value in meant):
        return True
    if old is None:
        return False
    return any(new - old in (value - part, (value - part) * 100) for value in meant for part in was)
