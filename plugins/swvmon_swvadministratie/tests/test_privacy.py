"""No identifier leaves the door: not to the database, not to a message, not to a rejected row, not to a log."""

import json
import logging
import sqlite3

import pytest

from swvmon import SwvmonError
from swvmon_swvadministratie.inlezen import dataset
from swvmon_swvadministratie.sjablonen import SJABLONEN

BSN, KORT = "123456782", "12345672"
"""Both pass the elfproef (by hand), the second with the zero before it that a spreadsheet dropped: 012345672 gives
0+8+14+18+20+20+18+14-2 = 110 = 10 x 11."""
GEHEIM = (BSN, "987654321", "L-GEHEIM-42", "Roodkapje", "20ZZ99X")
PERSONEN = [naam for naam, sjabloon in SJABLONEN.items() if sjabloon.persoon]
BEIDE = pytest.mark.parametrize("vorm", ["csv", "xlsx"])


def secrets(naam, voorbeeld):
    """Rows with secrets as the person, and in every other column: each of these is rejected, by kind or by elfproef."""
    persoon = SJABLONEN[naam].persoon.naam
    good = [voorbeeld(naam, **{persoon: who}) for who in (BSN, "L-GEHEIM-42")]
    others = [kolom for kolom in good[0] if kolom != persoon]
    texts = ("Roodkapje!", f"bsn{BSN}", "20ZZ99X!")
    bad = [voorbeeld(naam, **{persoon: "987654321", kolom: text}) for kolom in others for text in texts]
    return good * len(bad) + [voorbeeld(naam, **{persoon: f"Roodkapje {BSN}"})] + bad


def leaks(content):
    data = content if isinstance(content, bytes) else str(content).encode()
    return [text for text in GEHEIM if text.encode() in data or text.encode("utf-16-le") in data]


@pytest.mark.parametrize("naam", PERSONEN)
@BEIDE
@pytest.mark.parametrize("extra", [[], ["--streng"]])
def test_no_identifier_gets_out(extra, vorm, naam, fill, voorbeeld, sleutel, swvmon, tmp_path, caplog):  # noqa: PLR0913, PLR0917 - one case
    """Every byte of every file that the load leaves behind, all that is printed or logged, and what is shown after."""
    caplog.set_level(logging.DEBUG)
    bestand = fill(naam, secrets(naam, voorbeeld), vorm)
    code, printed = swvmon("load", bestand.pad, "--peildatum", "2016-10-01", *extra)
    assert (2 if extra else 0) == code
    shown = [swvmon(*words)[1] for words in (("leveringen", "list"), ("leveringen", "show", "1", "--json"))]
    assert [] == leaks(printed) + leaks(caplog.text) + leaks("".join(shown))
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path not in {bestand.pad, sleutel}]
    assert "swvmon.db" in {path.name for path in files}
    assert [] == [(path.name, found) for path in files if (found := leaks(path.read_bytes()))]
    if not extra:
        rejected = json.loads(shown[1])["afkeuringen"]
        assert len(rejected) > 3 * (len(SJABLONEN[naam].velden) - 1)
        assert {"characters"} == {row["gevonden"].split()[1] for row in rejected if row["gevonden"]}


def test_the_scan_would_see_a_leak(tmp_path):
    """The scan of the bytes finds a value in a database where it does stand."""
    with sqlite3.connect(tmp_path / "lek.db") as connection:
        connection.execute("CREATE TABLE t (a TEXT)")
        connection.execute("INSERT INTO t VALUES (?)", (f"x {BSN}",))
    assert [BSN] == leaks((tmp_path / "lek.db").read_bytes())


@pytest.mark.parametrize("naam", PERSONEN)
def test_without_a_key_nothing_is_loaded(naam, fill, voorbeeld, swvmon, monkeypatch):
    """Refused, with the file and what to do; the count needs no key."""
    monkeypatch.delenv("SWVMON_SLEUTEL", raising=False)
    bestand = fill(naam, [voorbeeld(naam)])
    code, shown = swvmon("load", bestand.pad, "--peildatum", "2016-10-01")
    assert 2 == code
    assert f"{bestand.pad}: this file is about persons, and there is no key to make pseudonyms with: make one" in shown
    assert "nothing is loaded" in swvmon("leveringen", "list")[1]


@pytest.mark.parametrize("naam", ["stromen", "tlv_telling", "verblijfsduur"])
def test_a_count_needs_no_key(naam, fill, voorbeeld, swvmon, monkeypatch):
    """Counts are what models and indicators read, and hold nobody."""
    monkeypatch.delenv("SWVMON_SLEUTEL", raising=False)
    bestand = fill(naam, [voorbeeld(naam)])
    assert 0 == swvmon("load", bestand.pad, "--peildatum", "2016-10-01")[0]


def test_a_file_without_a_header_shows_nothing(fill, voorbeeld, sleutel, swvmon):
    """Its first line would be taken for column names: the message says how many cells there are."""
    bestand = fill("tlv", [voorbeeld("tlv")])
    bestand.pad.write_text(f"VO9901;{BSN};Roodkapje\nVO9901;{BSN};Roodkapje\n")
    code, shown = swvmon("load", bestand.pad, "--peildatum", "2016-10-01")
    assert (2, []) == (code, leaks(shown))
    assert "its first line has 3 cells and looks like data" in shown


@BEIDE
def test_columns_that_changed_places(vorm, fill, voorbeeld, sleutel):
    """Most rows of a column are of another kind: the file is refused, and the message shows no value."""
    rows = [voorbeeld("tlv", leerling="VO9901", swv=f"Roodkapje{i}") for i in range(5)]
    with pytest.raises(
        SwvmonError, match=r"column 'swv' holds in 5 of 5 rows something else .* such as '10 characters'"
    ):
        dataset(SJABLONEN["tlv"]).lees(fill("tlv", rows, vorm))


@BEIDE
def test_a_file_of_which_no_row_is_good(vorm, fill, voorbeeld, sleutel):
    """The message that says why shows no value either."""
    with pytest.raises(SwvmonError, match=r"none of its 1 rows can be read; .* found '13 characters'") as error:
        dataset(SJABLONEN["tlv"]).lees(fill("tlv", [voorbeeld("tlv", leerling=f"Jan {BSN}")], vorm))
    assert [] == leaks(error.value)


def test_one_pupil_has_one_pseudonym(fill, voorbeeld, sleutel):
    """In each table and form, also where a spreadsheet dropped the zero of a number; another pupil has another."""

    def pseudonyms(naam, vorm, *leerlingen):
        rows = [voorbeeld(naam, leerling=leerling) for leerling in leerlingen]
        (frame,) = dataset(SJABLONEN[naam]).lees(fill(naam, rows, vorm)).tabellen.values()
        return frame["pseudoniem"].tolist()

    first = pseudonyms("tlv", "csv", f"0{KORT}", KORT, "L1", "L2")
    assert first == pseudonyms("thuiszitters", "xlsx", f"0{KORT}", KORT, "L1", "L2")
    assert first[0] == first[1]
    assert 3 == len(set(first))


def test_rows_carry_the_fingerprint_of_the_key(fill, voorbeeld, sleutel):
    """Another key gives other pseudonyms and another fingerprint."""

    def read():
        frame = dataset(SJABLONEN["tlv"]).lees(fill("tlv", [voorbeeld("tlv")])).tabellen["tlv"]
        return frame["pseudoniem"][0], frame["sleutel_vingerafdruk"][0]

    one = read()
    sleutel.write_text("een heel andere sleutel van ten minste 32 tekens")
    other = read()
    assert one[0] != other[0]
    assert one[1] != other[1]
    assert (64, 16) == (len(one[0]), len(one[1]))
