"""Pseudonyms: keyed, the same for the same person, and no way back without the key."""

import hashlib
import hmac

import pytest

from swvmon import Sleutel, read_sleutel
from swvmon.contract.persoonsnummer import holds_persoonsnummer, passes_elfproef
from swvmon.errors import UsageError

GEHEIM = b"k" * 32


def test_a_pseudonym_is_hmac_sha256() -> None:
    """As the docs say, so that another program can make the same one."""
    expected = hmac.new(GEHEIM, b"leerling:L-1", hashlib.sha256).hexdigest()
    assert expected == Sleutel(GEHEIM).pseudoniem("leerling", " L-1 ")


def test_a_number_of_something_else_gets_another() -> None:
    """A respondent and a pupil with the same number are not joined."""
    key = Sleutel(GEHEIM)
    assert key.pseudoniem("leerling", "17") != key.pseudoniem("respondent", "17")


def test_a_citizen_number_that_lost_its_zero() -> None:
    """12345672 with a zero before it passes the elfproef: one pupil. 12345678 does not, and stays what it is."""
    key = Sleutel(GEHEIM)
    assert key.pseudoniem("leerling", "012345672") == key.pseudoniem("leerling", "12345672")
    assert key.pseudoniem("leerling", "012345678") != key.pseudoniem("leerling", "12345678")


def test_the_fingerprint_tells_keys_apart_and_the_key_is_not_shown() -> None:
    """16 hexadecimal digits; neither repr nor str has the key."""
    one, other = Sleutel(GEHEIM), Sleutel(b"l" * 32)
    assert one.vingerafdruk != other.vingerafdruk
    assert (16, True) == (len(one.vingerafdruk), set(one.vingerafdruk) <= set("0123456789abcdef"))
    assert "kkk" not in repr(one) + str(one)


def test_the_key_file(tmp_path, monkeypatch) -> None:
    """White space around the key does not count: editors add a line end."""
    path = tmp_path / "sleutel"
    monkeypatch.setenv("SWVMON_SLEUTEL", str(path))
    path.write_bytes(b" " + GEHEIM + b"\r\n")
    assert Sleutel(GEHEIM) == read_sleutel()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, r"which cannot be read \(No such file or directory\); make one with"),
        (b"", "which holds no key of 32 to 4096 bytes; make one with"),
        (b"k" * 31 + b"\n", "which holds no key of 32 to 4096 bytes"),
        (b"k" * 4097, "which holds no key of 32 to 4096 bytes"),
    ],
)
def test_a_file_without_a_key(content, message, tmp_path, monkeypatch) -> None:
    """Refused by the name of the variable, with what to do and without what is in the file."""
    path = tmp_path / "sleutel"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("SWVMON_SLEUTEL", str(path))
    with pytest.raises(UsageError, match=message) as error:
        read_sleutel()
    assert "k" * 31 not in str(error.value).replace(str(path), "")


def test_no_key(monkeypatch) -> None:
    """Nothing is made without one."""
    monkeypatch.delenv("SWVMON_SLEUTEL", raising=False)
    with pytest.raises(UsageError, match="there is no key to make pseudonyms with"):
        read_sleutel()


@pytest.mark.parametrize(
    ("digits", "passes"), [("123456782", True), ("111222333", True), ("123456789", False), ("000000000", False)]
)
def test_elfproef(digits, passes) -> None:
    """By hand: 154, 66, 147 and 0; nine zeros are nobody's."""
    assert passes == passes_elfproef(digits)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("123456782", True),
        ("bsn: 1234.56.782!", True),
        ("123 456 782", True),
        ("1123456782", False),
        ("123456782.0", True),
        ("12345678", False),
        ("2016-10-01", False),
    ],
)
def test_which_texts_hold_a_number(text, holds) -> None:
    """Digits may be split by a space, point or dash; one digit more makes it another number."""
    assert holds == holds_persoonsnummer(text)
