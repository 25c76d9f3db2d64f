"""Whatever is done to a file, it is refused as a whole or every row is accounted for."""

import io

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swvmon.bronbestand import REDENEN, SOORTEN, Bestand, Kolom, read_table
from swvmon.bronbestand.soorten import Misfit
from swvmon.errors import FileFault

KOLOMMEN = (
    Kolom("swv", ("SWV",), "swv"),
    Kolom("brin", ("BRIN",), "brin"),
    Kolom("vestiging", ("VESTIGING",), "vestiging"),
    Kolom("naam", ("NAAM",)),
    Kolom("aantal", ("AANTAL",), "aantal"),
)
HEADER = b"SWV;BRIN;VESTIGING;NAAM;AANTAL\n"
GOOD = HEADER + b'VO9999;99ZZ;00;De Linde;12\nVO9999;99ZZ;1;"De ""Es""";<5\nVO0001;99YY;99YY02;x;3\n'
PIECES = st.sampled_from(
    [
        b";",
        b'"',
        b"\n",
        b"\r",
        b"\r\n",
        b"\x00",
        b"\x81",
        b"\xe9",
        b"\xef\xbb\xbf",
        b"-",
        b"<",
        b"0x1",
        b" ",
        b"\t",
        b",",
    ]
)
CHANGES = st.lists(
    st.tuples(st.integers(0, len(GOOD)), st.integers(0, 6), st.one_of(PIECES, st.binary(max_size=4))), max_size=6
)


def changed(changes):
    data = GOOD
    for position, gone, piece in changes:
        data = data[:position] + piece + data[position + gone :]
    return data


def check(tmp_path, data, *, lines_of=None):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    try:
        tabel = read_table(Bestand.open(path), KOLOMMEN)
    except FileFault:
        return
    lines = [*tabel.rijen["regel"], *tabel.afkeuringen["regel"]]
    assert len(lines) == len(set(lines)) == tabel.rijen_gelezen
    assert set(tabel.afkeuringen["code"]) <= set(REDENEN)
    assert (tabel.rijen["aantal_min"] <= tabel.rijen["aantal_max"]).all()
    assert tabel.rijen["vestiging"].str.fullmatch("[0-9]{2}[A-Z]{2}[0-9]{2}").all()
    assert (tabel.afkeuringen["gevonden"].str.len() <= 40).all()
    text = data if lines_of is None else lines_of
    ends = text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n")
    assert 2 <= min(lines)
    assert max(lines) <= ends + 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=400)
@given(CHANGES)
def test_a_changed_file_is_refused_or_accounted_for(tmp_path, changes):
    check(tmp_path, changed(changes))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_accounted_for(tmp_path, data):
    check(tmp_path, data)
    check(tmp_path, HEADER + data)


CELLS = st.one_of(
    st.sampled_from(["", "<5", "12", "0x10", "99ZZ", "x;y", 'a "b"', "=1+1", "two\nlines", True, 7, -1, 1.5, 1e300]),
    st.text(max_size=4),
)


def workbook(changes, bytes_changed):
    """The rows of `GOOD` as a workbook, with cells of its rows replaced and then bytes of the file."""
    rows = [line.replace('"', "").split(";") for line in GOOD.decode().splitlines()]
    for line, place, typed in changes:
        rows[line][place] = typed
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"nan_inf_to_errors": True})
    sheet = book.add_worksheet()
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row)
    book.close()
    data = stream.getvalue()
    for position, gone, piece in bytes_changed:
        at = position % len(data)
        data = data[:at] + piece + data[at + gone :]
    return data


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4), CELLS), max_size=3),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 20), st.binary(max_size=8)), max_size=2),
)
def test_a_changed_workbook_is_refused_or_accounted_for(tmp_path, changes, bytes_changed):
    """Cells of any kind and a damaged zip; the lines are the rows of the sheet."""
    check(tmp_path, workbook(changes, bytes_changed), lines_of=b"\n" * 4)


AMOUNTS = st.one_of(
    st.from_regex(r"-?[0-9]{1,3}(\.[0-9]{3}){0,7}(,[0-9]{2})?", fullmatch=True),
    st.text("0123456789.,- ٣", max_size=8),
    st.sampled_from(["", "9" * 30, "9" * 5000 + ",00", "9" * 16, "-" + "9" * 15]),
)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(["bedrag", "hele_euro"]), st.lists(AMOUNTS, min_size=1, max_size=5))
def test_amounts_read_at_once_are_those_read_one_by_one(soort, texts):
    """Never more, other or fewer amounts; where one does not fit, each is looked at by itself."""

    def alone(text):
        try:
            return SOORTEN[soort].ontleed(text) if text else None
        except Misfit:
            return "misfit"

    expected = [alone(text) for text in texts]
    assert (None if "misfit" in expected else expected) == SOORTEN[soort].ineens(texts)


def test_an_amount_that_no_number_can_hold_is_rejected(tmp_path):
    """By hand: sixteen digits are an amount, seventeen are none; the other row stays."""
    (tmp_path / "a.csv").write_text(f"a;b\n{'9' * 17};1\n{'9' * 16};1\n12;2\n")
    tabel = read_table(Bestand.open(tmp_path / "a.csv"), [Kolom("a", ("A",), "hele_euro")])
    assert [int("9" * 16) * 100, 1200] == tabel.rijen["a"].tolist()
    assert [[2, "geen_bedrag"]] == tabel.afkeuringen[["regel", "code"]].to_numpy().tolist()
