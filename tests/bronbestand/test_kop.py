"""The head tells encoding, line end, separator and columns, and raises nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swvmon.bronbestand import Kolom, Kop


def head(data, *, volledig=True, kopregel=1):
    return Kop.of(data, volledig=volledig, kopregel=kopregel)


@pytest.mark.parametrize(
    ("data", "codering"),
    [
        (b"a;b\n1;2\n", "utf-8"),
        ("a;b\nCafé;2\n".encode(), "utf-8"),
        ("a;b\nCafé;2\n".encode("utf-8-sig"), "utf-8-sig"),
        ("a;b\nCafé\u2019s;2\n".encode("cp1252"), "cp1252"),
        ("a;b\n1;2\n".encode("utf-16"), ""),
        (b"a;b\n\x00;2\n", ""),
        (b"a;b\n\x81\xff;2\n", ""),
        (b"PK\x03\x04\x14\x00\x06\x00", ""),
    ],
)
def test_encoding(data, codering):
    """A BOM, else strict UTF-8, else cp1252; NUL and what cp1252 leaves undefined is no text (by hand)."""
    assert codering == head(data).codering


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_character_cut_off_at_the_end_of_the_head_does_not_spoil_the_encoding(cut):
    data = "a;b\n1;2\n3;€€".encode()[:-cut]
    assert head(data, volledig=False).codering == "utf-8"
    if cut < 3:  # in a whole file the same bytes are not UTF-8
        assert head(data, volledig=True).codering == "cp1252"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_line_end_and_separator(end, sign):
    kop = head(end.join([sign.join(["brin ", " Naam"]), sign.join(["99ZZ", ' "De, Hoek" ']), ""]).encode())
    assert (end, sign) == (kop.regeleinde, kop.scheidingsteken)
    assert ("brin", "Naam") == kop.koppen
    assert ("BRIN", "NAAM") == kop.kolommen


def test_rows_are_shown_by_column_and_the_last_cut_off_line_is_left_out():
    kop = head(b'brin;naam\n99ZZ;"De ""Linde"""\n99YY;Es', volledig=False)
    assert ({"BRIN": "99ZZ", "NAAM": 'De "Linde"'},) == kop.rijen


def test_a_header_on_another_line():
    """As DUO's BRON file has it: the first line is about the file."""
    kop = head(b"WPO (BAO);Peildatum:;1-10-2016\nBRIN_NUMMER;VESTIGINGSNUMMER;SWV\n99ZZ;0;PO9999\n")
    assert kop.at(2).kolommen == ("BRIN_NUMMER", "VESTIGINGSNUMMER", "SWV")
    assert kop.at(2).rijen == ({"BRIN_NUMMER": "99ZZ", "VESTIGINGSNUMMER": "0", "SWV": "PO9999"},)
    assert kop.at(9).kolommen == ()


def test_what_is_lacking_is_told_by_column_whatever_the_spelling():
    brin = Kolom("brin", ("BRIN NUMMER", "Instellingscode "), "brin")
    naam = Kolom("naam", ("NAAM",))
    extra = Kolom("extra", ("EXTRA",), verplicht=False)
    kop = head(b" instellingscode;plaats\n99ZZ;x\n")
    assert [naam] == kop.lacks([brin, naam, extra])
    assert {"99ZZ"} == kop.values(brin)
    assert set() == kop.values(naam)


@given(st.binary(max_size=400), st.booleans(), st.integers(1, 3))
def test_no_bytes_make_the_head_raise(data, volledig, kopregel):
    kop = head(data, volledig=volledig, kopregel=kopregel)
    assert len(kop.koppen) == len(kop.kolommen)
