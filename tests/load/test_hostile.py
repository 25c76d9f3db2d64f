"""Files that are made to harm: refused in one line, or loaded without reaching anything outside the database."""

from __future__ import annotations

import os
import time
from datetime import date

import pytest

from swvmon.run.load import load_paths

from .conftest import HEADER

DAY = date(2015, 1, 1)
ROW = "VO9999;99ZZ;00;100;5;1;<5;0"


def load(store, bronnen, path):
    (result,) = load_paths(store, bronnen, [path], peildatum=DAY)
    return result


def test_ten_thousand_columns(store, bronnen, tmp_path):
    """Not recognised, in one short line; four thousand, with what is needed among them, are a table as any."""
    path = tmp_path / "breed.csv"
    names = [f"kolom {i}" for i in range(10_000)]
    path.write_text(f"{';'.join(names)}\n{';'.join('1' for _ in names)}\n")
    result = load(store, bronnen, path)
    assert ("unrecognised", 2) == (result.status, result.exit_code)
    assert len(result.melding) < 500
    also = tmp_path / "ook.csv"
    also.write_text(f"{HEADER};{';'.join(names)}\n{ROW};{';'.join('1' for _ in names)}\n")
    assert "unrecognised" == load(store, bronnen, also).status  # its header does not end in the head of the file
    also.write_text(f"{HEADER};{';'.join(names[:4_000])}\n{ROW};{';'.join('1' for _ in names[:4_000])}\n")
    assert ("loaded", 1, 0) == ((found := load(store, bronnen, also)).status, found.geaccepteerd, found.afgekeurd)


@pytest.mark.parametrize("header", [HEADER, "x"])
def test_an_enormous_line(store, bronnen, tmp_path, header):
    """A row and a header of 20 MB: refused or rejected, within the memory of some files."""
    path = tmp_path / "lang.csv"
    path.write_text(f"{header}\n{'9' * 20_000_000};1\n" if header == HEADER else "x" * 20_000_000 + ";y\n1;2\n")
    result = load(store, bronnen, path)
    assert 0 == result.geaccepteerd
    assert len(result.melding) < 500
    assert 0 == len(store.read("vsv", [1]))


@pytest.mark.parametrize(
    "name",
    [
        "..\\..\\etc\\passwd.csv",
        "%2e%2e%2fetc%2fpasswd.csv",
        "a'; DROP TABLE levering; --.csv",
        "=cmd|calc.csv",
        "\x1b[2J.csv",
        "a\nb.csv",
        "-rf.csv",
        "x" * 240 + ".csv",
        os.fsdecode(b"\xff\xfe.csv"),
    ],
)
def test_a_name_is_only_a_name(store, bronnen, tmp_path, name):
    """A path, a statement, a formula, a control sign or no text in a name: the file is loaded, and nothing else."""
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / name).write_text(f"{HEADER}\n{ROW}\n")
    result = load_paths(store, bronnen, [folder], peildatum=DAY)[0]
    assert ("loaded", 1) == (result.status, result.geaccepteerd), result
    (kept,) = store.leveringen()["bestandsnaam"]
    assert kept.isprintable()
    assert (name == kept) == name.isprintable()
    assert result.pad.isprintable()
    assert [name] == os.listdir(folder)  # noqa: PTH208 - names as the system has them


@pytest.mark.parametrize(
    "cell", ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+1", "-1", "1e5", "&xxe;", "<!ENTITY x 1>"]
)
def test_a_formula_is_no_number(store, bronnen, tmp_path, cell):
    """In a count: the row is rejected and shown as text."""
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n{ROW}\n{ROW.replace(';00;100;', f';01;{cell};')}\n")
    result = load(store, bronnen, path)
    assert ("loaded", 1, 1) == (result.status, result.geaccepteerd, result.afgekeurd), result.melding


def test_many_small_rows_of_another_width(store, bronnen, tmp_path):
    """A hundred thousand rows too short: each rejected, in seconds."""
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n{ROW}\n" + "1;2\n" * 100_000)
    start = time.process_time()
    result = load(store, bronnen, path)
    assert (1, 100_000) == (result.geaccepteerd, result.afgekeurd)
    assert time.process_time() - start < 60
