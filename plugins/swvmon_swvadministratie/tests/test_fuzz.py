"""Whatever stands in a template: refused as a whole, or every row accounted for and no number changed."""

import os
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from swvmon import Bestand, SwvmonError
from swvmon_swvadministratie.inlezen import dataset
from swvmon_swvadministratie.sjablonen import SJABLONEN

from .conftest import SLEUTEL, write_xlsx

FOLDER = Path(tempfile.mkdtemp(prefix="swvmon-fuzz-"))
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "<5", "0", "-1", "1,5", "1.5", "1e3", "123456782", "NaN", "inf", "0x10", '"', ";", "\u0663", "\uff11"]
    ),
    st.decimals(-(10**6), 10**6, places=3, allow_nan=False).map(str),
    st.integers(-(10**18), 10**18).map(str),
    st.dates().map(str),
)
NAMES = st.sampled_from(sorted(SJABLONEN))


@pytest.fixture(autouse=True)
def key(sleutel):
    """The environment names it for all examples of a test."""
    assert os.environ["SWVMON_SLEUTEL"]
    assert SLEUTEL == sleutel.read_text().strip()


def read(naam, path):
    """What reading gives; None where the file is refused."""
    wanted = dataset(SJABLONEN[naam])
    try:
        bestand = Bestand.open(path)
        wanted.herken(bestand.kop)
        wanted.periode(bestand.kop)
        return wanted.lees(bestand)
    except SwvmonError:
        return None


def check(naam, gelezen):
    """Each row of the file is accepted or rejected, once."""
    (frame,) = gelezen.tabellen.values()
    lines = [*frame["regel"], *gelezen.afkeuringen["regel"]]
    assert len(lines) == len(set(lines)) == gelezen.rijen_gelezen
    return frame


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES, st.lists(CELLS, max_size=10), st.lists(st.lists(CELLS, max_size=10), max_size=4), st.booleans())
def test_any_header_and_any_cells(naam, header, rows, own):
    """CSV as it comes, without quotes: with headers of the template or of anything."""
    names = [veld.naam for veld in SJABLONEN[naam].velden] if own else header
    path = FOLDER / "a.csv"
    path.write_text("\n".join(";".join(row) for row in [names, *rows]) + "\n", "utf-8", errors="replace")
    gelezen = read(naam, path)
    if gelezen is not None:
        check(naam, gelezen)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
@example([("0.1", "20AB00"), ("1e3", "x")])
def test_no_number_changes_in_a_workbook(cells):
    """An amount or count that is accepted is the number that was typed, cell by cell; the rest is rejected."""
    rows = [
        {"swv": "VO9901", "kalenderjaar": "2016", "post": f"p{i}", "begroot_euro": euro}
        for i, (euro, _) in enumerate(cells)
    ]
    path = FOLDER / "a.xlsx"
    path.unlink(missing_ok=True)
    write_xlsx(path, "begroting", [{k: v.replace("\0", "") for k, v in row.items()} for row in rows])
    gelezen = read("begroting", path)
    if gelezen is not None:
        frame = check("begroting", gelezen)
        typed = [Decimal(rows[line - 2]["begroot_euro"].strip().replace(",", ".")) * 100 for line in frame["regel"]]
        assert typed == frame["bedrag_cent"].tolist()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["tlv", "lwoo"]),
    st.lists(st.tuples(st.integers(0, 12_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=5),
)
def test_a_damaged_workbook(naam, changes):
    """Bytes changed anywhere: a refusal, never a traceback."""
    path = FOLDER / f"heel-{naam}.xlsx"
    if not path.exists():
        write_xlsx(path, naam, [{veld.naam: veld.voorbeeld for veld in SJABLONEN[naam].velden}])
    data = bytearray(path.read_bytes())
    for position, piece in changes:
        start = position % len(data)
        data[start : start + len(piece)] = piece
    broken = FOLDER / "stuk.xlsx"
    broken.write_bytes(data)
    gelezen = read(naam, broken)
    if gelezen is not None:
        check(naam, gelezen)
