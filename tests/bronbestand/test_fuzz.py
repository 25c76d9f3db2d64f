"""Whatever is done to a file, it is refused as a whole or every row is accounted for."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swvmon.bronbestand import REDENEN, Bestand, Kolom, read_table
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


def check(tmp_path, data):
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
    ends = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
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
