"""Each way in which a row or a file can be wrong, in both forms, with its code, its row and its column."""

import pytest

from swvmon import SwvmonError
from swvmon_swvadministratie.inlezen import dataset
from swvmon_swvadministratie.sjablonen import SJABLONEN

BEIDE = pytest.mark.parametrize("vorm", ["csv", "xlsx"])
BSN = "123456782"
"""Passes the elfproef (by hand): 9+16+21+24+25+24+21+16-2 = 154 = 14 x 11."""
RIJEN = [
    ("tlv_telling", "swv", "VO99", "ongeldig_swv"),
    ("tlv_telling", "swv", "", "ontbreekt"),
    ("tlv_telling", "soort", "bao", "ongeldige_waarde"),
    ("tlv_telling", "leeftijdsgroep", "8", "ongeldige_waarde"),
    ("tlv_telling", "verwijzer", "20AB0", "ongeldige_vestiging"),
    ("tlv_telling", "school", "00", "ongeldige_vestiging"),
    ("tlv_telling", "grond", "Emb!", "ongeldige_code"),
    ("tlv_telling", "aantal", "12,5", "geen_geheel_getal"),
    ("tlv_telling", "aantal", "-3", "negatief_aantal"),
    ("tlv_telling", "aantal", BSN, "burgerservicenummer"),
    ("tlv_telling", "grond", BSN, "burgerservicenummer"),
    ("stromen", "kant", "van", "ongeldige_waarde"),
    ("stromen", "naar", "opdc", "ongeldige_waarde"),
    ("stromen", "leeftijd", "1", "ongeldige_waarde"),
    ("stromen", "aantal", BSN, "burgerservicenummer"),
    ("verblijfsduur", "inschrijvingen", "0", "ongeldige_waarde"),
    ("verblijfsduur", "soort", "mbo", "ongeldige_waarde"),
    ("begroting", "begroot_euro", "1.234,56", "geen_bedrag"),
    ("begroting", "begroot_euro", "1,234", "geen_bedrag"),
    ("begroting", "begroot_euro", "12 euro", "geen_bedrag"),
    ("begroting", "begroot_euro", "1000000000000", "geen_bedrag"),
    ("begroting", "kalenderjaar", "16", "ongeldig_jaar"),
    ("begroting", "post", "x" * 81, "ongeldige_tekst"),
    ("begroting", "post", "=1+1", "ongeldige_tekst"),
    ("begroting", "post", f"Jan {BSN}", "burgerservicenummer"),
    ("begroting", "post", "bsn 1234.56.782", "burgerservicenummer"),
    ("verevening", "schooljaar", "2016/18", "ongeldig_schooljaar"),
    ("verevening", "schooljaar", "2016-2017", "ongeldig_schooljaar"),
    ("aansluiting", "aandeel", "1,1", "ongeldig_aandeel"),
    ("aansluiting", "aandeel", "0", "ongeldig_aandeel"),
    ("aansluiting", "aandeel", "0,1234567", "ongeldig_aandeel"),
    ("lwoo", "vestiging", "20ab00", "ongeldige_vestiging"),
    ("kenmerken", "geldig_van", "1/8/2016", "ongeldige_datum"),
    ("kenmerken", "geldig_van", "2016-02-30", "ongeldige_datum"),
    ("kenmerken", "geldig_van", "20160801", "ongeldige_datum"),
    ("kenmerken", "geldig_tot", "2016-07-31", "periode_omgekeerd"),
    ("kenmerken", "code", "12345", "code_van_ander_niveau"),
    ("tlv", "leerling", "Jan Jansen", "ongeldige_identificatie"),
    ("tlv", "leerling", "", "ontbreekt"),
    ("tlv", "categorie", "4", "ongeldige_waarde"),
    ("tlv", "verwijzer", BSN, "burgerservicenummer"),
    ("tlv", "geldig_tot", "2016-07-31", "periode_omgekeerd"),
    ("thuiszitters", "einde", "2016-09-11", "periode_omgekeerd"),
    ("enquete", "antwoord", "Dat vind ik lastig", "ongeldige_code"),
]


@pytest.mark.parametrize(("naam", "kolom", "waarde", "code"), RIJEN)
@BEIDE
def test_a_row_is_rejected_with_its_code(vorm, naam, kolom, waarde, code, fill, voorbeeld, sleutel):  # noqa: PLR0913, PLR0917 - one case
    """The other row is read; the afkeuring points at the row of the file or sheet, and at the column."""
    gelezen = dataset(SJABLONEN[naam]).lees(fill(naam, [voorbeeld(naam), voorbeeld(naam, **{kolom: waarde})], vorm))
    (frame,) = gelezen.tabellen.values()
    (row,) = gelezen.afkeuringen.to_dict("records")
    letter = chr(65 + list(voorbeeld(naam)).index(kolom))
    shown = f"{kolom} (sheet 1, column {letter})" if vorm == "xlsx" else kolom
    assert (2, [2], 3, shown, code) == (
        gelezen.rijen_gelezen,
        frame["regel"].tolist(),
        row["regel"],
        row["kolom"],
        row["code"],
    )
    if naam == "tlv" or code == "burgerservicenummer":
        assert row["gevonden"] == (f"{len(waarde)} characters" if waarde else "")


@pytest.mark.parametrize(
    ("text", "bsn"), [(BSN, True), ("123456783", False), ("000000000", False), (f"1{BSN}", False), ("12345678", False)]
)
def test_which_numbers_can_be_a_citizen_number(text, bsn, fill, voorbeeld):
    """Nine digits, not more or fewer, that pass the elfproef; by hand 123456783 adds up to 153."""
    rows = [voorbeeld("begroting"), voorbeeld("begroting", post=f"Post {text}")]
    assert int(bsn) == len(dataset(SJABLONEN["begroting"]).lees(fill("begroting", rows)).afkeuringen)


def test_one_day_is_a_period(fill, voorbeeld, sleutel):
    """A last day counts, so it may be the first."""
    bestand = fill("thuiszitters", [voorbeeld("thuiszitters", einde="2016-09-12")])
    assert 0 == len(dataset(SJABLONEN["thuiszitters"]).lees(bestand).afkeuringen)


@BEIDE
def test_an_unknown_column_refuses_the_file_before_a_row_is_read(vorm, fill, voorbeeld, sleutel):
    """It is named, and what is in it is not; a name full of digits is not shown."""
    rows = [voorbeeld("tlv", naam_leerling="Jansen", **{f"x{BSN}": "1"})] * 2
    with pytest.raises(
        SwvmonError, match="columns that do not belong in it: 'naam_leerling', 10 characters; take"
    ) as e:
        dataset(SJABLONEN["tlv"]).lees(fill("tlv", rows, vorm))
    assert "Jansen" not in str(e.value)


@BEIDE
def test_a_missing_column_refuses_the_file(vorm, fill, voorbeeld, sleutel):
    """By name, with the columns that are there."""
    row = voorbeeld("begroting")
    del row["post"]
    with pytest.raises(SwvmonError, match="lacks column 'POST'; found swv, kalenderjaar, begroot_euro"):
        dataset(SJABLONEN["begroting"]).lees(fill("begroting", [row], vorm))


def test_a_column_without_a_name(fill, voorbeeld, tmp_path):
    """Empty columns at the end, as spreadsheets write them, do no harm; a value in one of them refuses the file."""
    bestand = fill("lwoo", [voorbeeld("lwoo")])
    lees = dataset(SJABLONEN["lwoo"]).lees
    bestand.pad.write_text("vestiging;aantal_lwoo;;\n20AB00;37;;\n")
    assert 1 == len(lees(type(bestand).open(bestand.pad)).tabellen["leerlingen_lwoo"])
    bestand.pad.write_text("vestiging;aantal_lwoo;;\n20AB00;37;;Jansen\n")
    with pytest.raises(SwvmonError, match="column 4 has values and no name; take it out"):
        lees(type(bestand).open(bestand.pad))


def test_rows_of_another_width(fill, voorbeeld):
    """Of a CSV: the row is rejected, the others are read."""
    bestand = fill("lwoo", [voorbeeld("lwoo"), voorbeeld("lwoo", aantal_lwoo="3;4")])
    assert ["aantal_kolommen"] == dataset(SJABLONEN["lwoo"]).lees(bestand).afkeuringen["code"].tolist()


def test_a_second_sheet_with_values(fill, voorbeeld):
    """Would be left out unseen; an empty one, and the explanation, do no harm."""
    lees = dataset(SJABLONEN["lwoo"]).lees

    def add(naam, value):
        def extra(book, sheet):
            book.add_worksheet(naam).write(0, 0, value)

        return fill("lwoo", [voorbeeld("lwoo")], "xlsx", extra=extra)

    lees(add("Blad2", ""))
    lees(add("Toelichting", "uitleg"))
    with pytest.raises(SwvmonError, match="has 1 more sheets with values than 'lwoo' and 'Toelichting'"):
        lees(add("2017", "20AB00"))


def test_merged_cells(fill, voorbeeld):
    """All but the first are empty, which an optional column would not show."""
    with pytest.raises(SwvmonError, match="sheet 'lwoo': has merged cells"):
        dataset(SJABLONEN["lwoo"]).lees(
            fill("lwoo", [voorbeeld("lwoo")], "xlsx", extra=lambda _book, sheet: sheet.merge_range("A3:A4", "20AC00"))
        )


def test_a_formula(fill, voorbeeld, swvmon):
    """The value beside it is what a program once computed; the message names the cell."""
    bestand = fill(
        "lwoo", [voorbeeld("lwoo")], "xlsx", extra=lambda _book, sheet: sheet.write_formula("B3", "=B2", None, 37)
    )
    code, shown = swvmon("load", bestand.pad, "--peildatum", "2016-10-01")
    assert 2 == code
    assert "sheet 'lwoo', cell B3 holds a formula" in shown


def test_strict_loads_nothing(fill, voorbeeld, swvmon):
    """--streng: one rejected row refuses the file."""
    bestand = fill("lwoo", [voorbeeld("lwoo"), voorbeeld("lwoo", vestiging="x")])
    assert 2 == swvmon("load", bestand.pad, "--peildatum", "2016-10-01", "--streng")[0]
    assert "nothing is loaded" in swvmon("leveringen", "list")[1]


def test_double_keys(fill, voorbeeld, swvmon):
    """The first row stays; by the table, so the code is that of storing."""
    bestand = fill("lwoo", [voorbeeld("lwoo"), voorbeeld("lwoo", aantal_lwoo="3")])
    swvmon("load", bestand.pad, "--peildatum", "2016-10-01")
    assert "line 3, column 'vestiging': dubbele_sleutel" in swvmon("leveringen", "show", "1")[1]
