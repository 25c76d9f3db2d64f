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
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from swvmon.hooks.discovery import PluginChoice
from swvmon.hooks.registry import Registered, load_databronnen
from swvmon.run.load import Laadresultaat, load_paths
from swvmon.schema import BRONTABELLEN
from swvmon.store import Store
from swvmon.store.declared import GETAL, table

from .samples import ROOT, Sheets, observations, real, small, synthetic, texts, workbooks, write_json, write_workbook

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

    Workbooks, snapshots in JSON and texts of law are among them.
    """
    seen = set()
    for name, data in {**small(), **real(), **others(), **synthetic()}.items():
        loaded = original(load, data)
        assert check(loaded), (name, loaded.results)
        assert 0 == loaded.results[0].afgekeurd, (name, loaded.results)
        seen.add(loaded.results[0].dataset)
    known = {d.naam for b in databronnen() for d in b.value.datasets}
    assert set() == {naam for naam in known - seen if not naam.startswith("cbs_statline_")}  # one form, many tables
    assert {naam.split("_")[0] for naam in known} == {naam.split("_")[0] for naam in seen}


def others() -> dict[str, bytes]:
    """The samples that are no tables of text: workbooks, a snapshot in JSON, texts of law."""
    books = {name: write_workbook(sheets) for name, sheets in workbooks().items()}
    return {**books, "statline.json": write_json(observations()), **texts()}


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
        or name.startswith(ADDED_UP)
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
ADDED_UP = ("duo_so_vso", "duo_vso")
"""Samples of which lines are added up: without the first of them, the row is that of the next line."""
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
    if "dubbele_sleutel" not in loaded.codes and not name.startswith(ADDED_UP):
        assert others[0] == others[1]
    told = {value for cell in cells for value in numbers(cell)}
    for key, stored in loaded.rows.items():
        if key[1] != number + 1:
            continue
        known = before.rows.get(key)
        wrong = [
            (c.naam, known and known[c.naam], stored[c.naam])
            for c in table(key[0]).columns
            if c.kind == GETAL and c.naam != "regel" and (known is None or known[c.naam] != stored[c.naam])
            if not _explained(known and known[c.naam], stored[c.naam], numbers(was), typed)
            if known is not None or stored[c.naam] not in told  # a row that was not there has the year of its line
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


BRIEF = settings(
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a file of hundreds of rows takes minutes to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
NOT_CELLS = {
    "JSON": ["{", "}", "[", "null", "NaN", "Infinity", "1e400", "-", ",", '"', ":", "\\\\u0000", '"a": {"b": 1}'],
    "text": ["|", "| ", "||", "---", "\r", "\n", "#", "é", "(postcodes 1 en 2)", "PO9999  |"],
}


@settings(BRIEF, max_examples=40)
@given(st.data())
def test_any_damage_to_json_and_to_texts_of_law(load, data) -> None:
    """Never a traceback, never half a levering; an unchanged line of a text gives what it gave, or is rejected."""
    name = data.draw(st.sampled_from(["statline.json", *sorted(texts())]))
    whole = {"statline.json": write_json(observations()), **texts()}[name]
    pieces = [piece.encode() for piece in NOT_CELLS["JSON" if name == "statline.json" else "text"]]
    changes = data.draw(
        st.lists(st.tuples(st.just("insert"), st.integers(0, 10**6), st.sampled_from(pieces)), max_size=3)
    )
    changes += data.draw(st.lists(st.sampled_from(["cut", "row twice", "row gone"]).flatmap(_anywhere), max_size=1))
    damage = whole
    for change in changes:
        damage = damaged(damage, change)
    loaded = load(damage)
    if not check(loaded) or name == "statline.json" or {change[0] for change in changes} - {"insert", "cut"}:
        return
    old, new = whole.splitlines(), damage.splitlines()
    if b"\r" in damage or len(old) < len(new) or loaded.results[0].dataset != original(load, whole).results[0].dataset:
        return
    for key, row in loaded.rows.items():
        same = old[key[1] - 1] == new[key[1] - 1] and b"---" not in old[key[1] - 1]  # the SWV of a line above
        assert not same or original(load, whole).rows.get(key) == row


def _anywhere(what: str) -> st.SearchStrategy[tuple[str, int, bytes]]:
    return st.tuples(st.just(what), st.integers(0, 10**6), st.just(b""))


@settings(BRIEF, max_examples=40)
@given(
    st.sampled_from(["achterstandsscores.xlsx", "template kenmerken.xlsx"]),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 20), st.binary(max_size=8)), min_size=1, max_size=4),
)
def test_any_damage_to_the_bytes_of_a_workbook(load, name, changes) -> None:
    """Bytes of the zip changed, cut and put in between: loaded as it was, refused or not recognised."""
    whole = damage = write_workbook(workbooks()[name])
    for position, gone, piece in changes:
        at = position % len(damage)
        damage = damage[:at] + piece + damage[at + gone :]
    loaded = load(damage)
    if check(loaded):
        assert {(*key, row.get("waarde")) for key, row in loaded.rows.items()} <= {
            (*key, row.get("waarde")) for key, row in original(load, whole).rows.items()
        }


TYPED: dict[Any, set[Fraction]] = {
    7: {Fraction(7)},
    0.0: {Fraction(0)},
    -3: {Fraction(-3)},
    1284: {Fraction(1284)},
    33.25: {Fraction("33.25")},
    0.1: {Fraction("0.1")},
    2**31: {Fraction(2**31)},
    10**17: set(),
    1e300: set(),
    1e-9: set(),
    "7": {Fraction(7)},
    "1.5": {Fraction("1.5")},
    "1.284": {Fraction("1.284")},
    "1,5": {Fraction("1.5")},
    "<5": set(),
    "": set(),
    ".": set(),
    "1e3": set(),
    "NaN": set(),
    "٣": set(),
    "0x10": set(),
    "=1+1": set(),
    "x;y": set(),
    'a "b"': set(),
    "9" * 400: set(),
    "two\nlines": set(),
    True: set(),
}
"""What may be typed in a cell of a workbook, and the numbers that it can mean."""


@settings(BRIEF, max_examples=20)
@given(st.data())
def test_a_number_in_a_workbook_is_the_number_that_was_typed(load, data) -> None:
    """One cell changed: its row tells what it told, or what was typed; all other rows stay."""
    name = data.draw(st.sampled_from(sorted(workbooks())))
    sheets = workbooks()[name]
    blad = data.draw(st.sampled_from(sorted(set(sheets) - {"Voorblad"})))
    rows = sheets[blad]
    schools = [i for i, row in enumerate(rows) if i and row and re.match("[0-9]{2}[A-Z]{2}|v|s", str(row[0]))]
    line = data.draw(st.sampled_from(schools))
    place = data.draw(st.integers(0, len(rows[line]) - 1))
    typed = data.draw(st.sampled_from(list(TYPED)))
    changed: Sheets = sheets | {blad: [*rows[:line], [*rows[line]], *rows[line + 1 :]]}
    changed[blad][line][place] = typed
    before, loaded = original(load, write_workbook(sheets)), load(write_workbook(changed))
    if not check(loaded) or "dubbele_sleutel" in loaded.codes:
        return
    old, new = ({k: row for k, row in rows.items() if k[1] != line + 1} for rows in (before.rows, loaded.rows))
    assert old == new
    known = {row["waarde"] for key, row in before.rows.items() if key[1] == line + 1}
    for key, row in loaded.rows.items():
        if key[1] == line + 1 and row["waarde"] not in known and re.fullmatch("[-0-9.]+", row["waarde"]):
            assert Fraction(row["waarde"]) in TYPED[typed], (name, line, place, typed, row)


FIGURES: dict[str, set[Fraction]] = {
    "7": {Fraction(7)},
    "-3.5": {Fraction("-3.5")},
    "0": {Fraction(0)},
    "1e3": {Fraction(1000)},
    "1E-2": {Fraction("0.01")},
    "12345678901234567": {Fraction(12345678901234567)},
    "9" * 400: set(),
    "1e400": set(),
    "NaN": set(),
    "-Infinity": set(),
    "null": set(),
    "true": set(),
    '"7"': {Fraction(7)},
    '"7,5"': set(),
    '"<5"': set(),
    '""': set(),
    '"\\u0000"': set(),
    "[1]": set(),
    '{"a": 1}': set(),
}
"""What may stand for a figure in JSON, and the numbers that it can mean."""


@settings(BRIEF, max_examples=30)
@given(
    st.integers(2, len(observations()) - 1),
    st.sampled_from(["Value", "Value", "Id", "RegioS", "Measure"]),
    st.sampled_from(sorted(FIGURES)),
)
def test_a_figure_in_json_is_the_figure_that_was_written(load, number, field, written) -> None:
    """One value changed: its figure stays, is what was written, or the file is refused; other figures stay."""
    whole = write_json(observations())
    mark = "@@"
    rows = [row | ({field: mark} if i == number else {}) for i, row in enumerate(observations())]
    loaded, before = load(write_json(rows).replace(f'"{mark}"'.encode(), written.encode())), original(load, whole)
    if not check(loaded) or "dubbele_sleutel" in loaded.codes:
        return
    regio = observations()[number]["RegioS"]
    old, new = ({r["dimensies"]: r["waarde"] for r in found.rows.values()} for found in (before, loaded))
    where = f"RegioS={regio}"
    if field == "RegioS":
        assert {k: v for k, v in old.items() if k != where} == {k: v for k, v in new.items() if k in old and k != where}
        return
    assert {k: v for k, v in old.items() if k != where} == {k: v for k, v in new.items() if k != where}
    told = new.get(where)
    if told is not None and told != old[where]:
        assert Fraction(told) in FIGURES[written], (field, written, told)


@pytest.mark.parametrize("name", sorted(others()))
def test_a_year_that_nobody_has_seen_in_other_kinds(load, name) -> None:
    """Years moved on by sixteen in titles, days and periods: as many rows, and nothing rejected."""
    if name in workbooks():
        sheets = {
            blad: [[_moved(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
            for blad, rows in workbooks()[name].items()
        }
        moved = write_workbook(sheets)
    else:
        moved = re.sub(rb"(?<![0-9])20([0-3][0-9])(?=SJ00|-[0-9]{2}-|\)|\s)", _later_bytes, others()[name])
    loaded, before = load(moved), original(load, others()[name])
    assert check(loaded), loaded.results
    assert (0, before.counts) == (loaded.results[0].afgekeurd, loaded.counts)


def _moved(text: str) -> str:
    return YEAR.sub(lambda match: b"%d" % (int(match[1]) + 16) + later(match[2]), text.encode()).decode()


def _later_bytes(match: re.Match[bytes]) -> bytes:
    return b"20%02d" % (int(match[1]) + 16)
