"""Every template, in both forms: recognised, read, and loaded into the right rows."""

from datetime import date

import pytest

from swvmon.schema import BRONTABELLEN
from swvmon_swvadministratie.inlezen import dataset
from swvmon_swvadministratie.sjablonen import SJABLONEN

PERSONEN = {"arrangementen", "enquete", "thuiszitters", "tlv"}
VAN, TOT = date(2016, 8, 1), date(2018, 7, 31)
VERWACHT = {  # by hand from the examples of the columns; a pseudonym is left out here
    "aansluiting": {"vestiging": "20AB00", "swv": "VO9901", "schooljaar": "2016/17", "aandeel": "1"},
    "arrangementen": {
        "swv": "VO9901",
        "vestiging": "20AB00",
        "soort": "individueel",
        "bedrag_cent": 12_500_00,
        "geldig_van": VAN,
        "geldig_tot": TOT,
    },
    "begroting": {"swv": "VO9901", "kalenderjaar": 2016, "post": "Arrangementen", "bedrag_cent": 12_500_00},
    "enquete": {
        "enquete": "directeuren_2016",
        "sector": "po",
        "swv": "VO9901",
        "vraag": "v12_a",
        "antwoord": "4",
    },
    "kenmerken": {
        "niveau": "vestiging",
        "code": "20AB00",
        "kenmerk": "deelregio",
        "waarde": "noord",
        "geldig_van": VAN,
        "geldig_tot": TOT,
    },
    "lwoo": {"vestiging": "20AB00", "aantal_min": 37, "aantal_max": 37},
    "realisatie": {"swv": "VO9901", "kalenderjaar": 2016, "post": "Arrangementen", "bedrag_cent": 12_500_00},
    "reserve": {"swv": "VO9901", "kalenderjaar": 2016, "doel": "algemeen", "bedrag_cent": 12_500_00},
    "stromen": {
        "swv": "VO9901",
        "kant": "vertrek",
        "vanaf": date(2015, 10, 1),
        "van": "bao",
        "naar": "bao",
        "school": "20AB00",
        "leeftijd": 8,
        "cohort": "lgf_2013",
        "aantal_min": 12,
        "aantal_max": 12,
    },
    "thuiszitters": {
        "swv": "VO9901",
        "soort": "absoluut",
        "vestiging": "20AB00",
        "begin": date(2016, 9, 12),
        "einde": date(2016, 11, 4),
    },
    "tlv": {
        "swv": "VO9901",
        "soort": "so",
        "categorie": 1,
        "verwijzer": "20AB00",
        "plaatsing": "20AB00",
        "ontvangen_op": date(2016, 5, 9),
        "compleet_op": date(2016, 5, 23),
        "afgegeven_op": date(2016, 6, 20),
        "geldig_van": VAN,
        "geldig_tot": TOT,
    },
    "tlv_telling": {
        "swv": "VO9901",
        "soort": "so",
        "leeftijdsgroep": "jonger_8",
        "categorie": "1",
        "verwijzer": "20AB00",
        "school": "20AB00",
        "grond": "emb",
        "aantal_min": 12,
        "aantal_max": 12,
    },
    "verblijfsduur": {"swv": "VO9901", "soort": "bao", "inschrijvingen": 3, "aantal_min": 12, "aantal_max": 12},
    "verevening": {
        "swv": "VO9901",
        "onderdeel": "personeel",
        "schooljaar": "2016/17",
        "correctie_wettelijk_cent": 12_500_00,
    },
}
PERIODES = {
    "aansluiting": (date(2016, 8, 1), date(2017, 7, 31)),
    "begroting": (date(2016, 1, 1), date(2016, 12, 31)),
    "realisatie": (date(2016, 1, 1), date(2016, 12, 31)),
    "reserve": (date(2016, 1, 1), date(2016, 12, 31)),
    "verevening": (date(2016, 8, 1), date(2017, 7, 31)),
}
"""What the content tells; the others need --peildatum."""
BEIDE = pytest.mark.parametrize("vorm", ["csv", "xlsx"])
ALLE = pytest.mark.parametrize("naam", SJABLONEN)


@ALLE
@BEIDE
def test_a_filled_template_is_loaded_into_the_right_rows(naam, vorm, fill, voorbeeld, sleutel, swvmon):  # noqa: PLR0913, PLR0917 - one case
    """From file to database, through the command; both forms give the same rows."""
    bestand = fill(naam, [voorbeeld(naam)], vorm)
    code, shown = swvmon("load", bestand.pad, "--peildatum", "2016-10-01")
    assert (0, True) == (code, SJABLONEN[naam].dataset in shown)

    (row,) = swvmon.tabel(SJABLONEN[naam].tabel).to_dict("records")
    levering = swvmon.leveringen().iloc[0]
    person = {"pseudoniem", "sleutel_vingerafdruk"} if naam in PERSONEN else set()
    assert VERWACHT[naam] == {key: value for key, value in row.items() if key not in person}
    assert set(row) == set(VERWACHT[naam]) | person
    given = (date(2016, 10, 1), date(2016, 10, 1))
    assert PERIODES.get(naam, given) == (levering["periode_van"], levering["periode_tot"])


@ALLE
@BEIDE
def test_a_file_is_recognised_by_its_own_template_only(naam, vorm, fill, voorbeeld):
    """By its columns, in any order and case; also with one that does not belong, so that reading can refuse it."""
    row = dict(reversed(voorbeeld(naam).items()))
    for changed in (row, {key.upper(): value for key, value in row.items()}, row | {"opmerking": "x"}):
        kop = fill(naam, [changed], vorm).kop
        assert [naam] == [other for other, sjabloon in SJABLONEN.items() if dataset(sjabloon).herken(kop)]


def test_a_file_that_fits_two_templates_alike_is_not_recognised(fill, voorbeeld):
    """A budget and a realisation differ by the header of the amount only."""
    row = voorbeeld("begroting")
    row["bedrag"] = row.pop("begroot_euro")
    kop = fill("begroting", [row]).kop
    assert [] == [other for other, sjabloon in SJABLONEN.items() if dataset(sjabloon).herken(kop)]


@ALLE
def test_the_table_has_the_columns_of_the_schema(naam, fill, voorbeeld, sleutel):
    """All that must be there, and nothing else."""
    fields = BRONTABELLEN[SJABLONEN[naam].tabel].model_fields
    (frame,) = dataset(SJABLONEN[naam]).lees(fill(naam, [voorbeeld(naam)])).tabellen.values()
    assert set(fields) - {"levering_id"} == set(frame.columns)


@BEIDE
def test_what_may_be_empty(vorm, fill, voorbeeld, sleutel):
    """An empty cell is missing where the table knows that, and "" or the usual value where it does not."""

    def read(naam):
        leeg = {veld.naam: "" for veld in SJABLONEN[naam].velden if not veld.verplicht}
        (frame,) = dataset(SJABLONEN[naam]).lees(fill(naam, [voorbeeld(naam, **leeg)], vorm)).tabellen.values()
        assert 1 == len(frame)
        return frame.iloc[0]

    assert ["", "", "", "", ""] == read("tlv_telling")[
        ["leeftijdsgroep", "categorie", "verwijzer", "school", "grond"]
    ].tolist()
    assert ["", ""] == read("stromen")[["school", "cohort"]].tolist()
    assert read("stromen")[["leeftijd"]].isna().all()
    assert "1" == read("aansluiting")["aandeel"]
    assert "algemeen" == read("reserve")["doel"]
    days = ["ontvangen_op", "compleet_op", "afgegeven_op"]
    assert read("tlv")[["categorie", "verwijzer", "plaatsing", *days]].isna().all()
    assert read("thuiszitters")[["vestiging", "einde"]].isna().all()
    assert read("kenmerken")[["geldig_tot"]].isna().all()


@pytest.mark.parametrize(
    ("geschreven", "cent"),
    [
        ("1234,56", 123456),
        ("1234.56", 123456),
        ("0,10", 10),
        ("0.29", 29),
        ("1,5", 150),
        ("-12,05", -1205),
        ("0", 0),
        ("€ 7", 700),
        ("123456782", 12345678200),
        ("999999999999,99", 99999999999999),
    ],
)
@BEIDE
def test_amounts_are_exact(vorm, geschreven, cent, fill, voorbeeld):
    """By hand. Comma and point are the same; a cell with a number gives the digits that were typed, to the cent."""
    bestand = fill("begroting", [voorbeeld("begroting", begroot_euro=geschreven)], vorm)
    assert [cent] == dataset(SJABLONEN["begroting"]).lees(bestand).tabellen["begroting"]["bedrag_cent"].tolist()


def test_every_cent_of_a_number_cell(fill, voorbeeld):
    """0,01 to 10,00 as floating numbers in a workbook come out as 1 to 1000 cents: no cent moves."""
    rows = [voorbeeld("begroting", post=f"post {i}", begroot_euro=f"{i // 100}.{i % 100:02d}") for i in range(1, 1001)]
    frame = dataset(SJABLONEN["begroting"]).lees(fill("begroting", rows, "xlsx")).tabellen["begroting"]
    assert list(range(1, 1001)) == frame["bedrag_cent"].tolist()


@BEIDE
def test_a_masked_count_is_an_interval(vorm, fill, voorbeeld):
    """<5 is data: 1 to 4."""
    bestand = fill("tlv_telling", [voorbeeld("tlv_telling", aantal="<5")], vorm)
    row = dataset(SJABLONEN["tlv_telling"]).lees(bestand).tabellen["tlv_telling"].iloc[0]
    assert (1, 4) == (row["aantal_min"], row["aantal_max"])


@BEIDE
def test_more_years_in_one_file(vorm, fill, voorbeeld):
    """The period runs from the first to the last year, in whatever order they stand; a wrong year does not count."""
    rows = [voorbeeld("reserve", kalenderjaar=jaar) for jaar in ("2018", "2016", "20x7")]
    periode = dataset(SJABLONEN["reserve"]).periode(fill("reserve", rows, vorm).kop)
    assert (date(2016, 1, 1), date(2018, 12, 31)) == (periode.dagen.van, periode.dagen.tot)


def test_a_file_too_long_for_its_head_does_not_tell_its_period(fill, voorbeeld):
    """Rows that were not looked at may be of another year: the user says it."""
    rows = [voorbeeld("begroting", post=f"post {i} {'x' * 60}") for i in range(1000)]
    assert dataset(SJABLONEN["begroting"]).periode(fill("begroting", rows).kop) is None
    assert dataset(SJABLONEN["begroting"]).periode(fill("begroting", rows[:300]).kop) is not None


def test_the_name_of_the_file_does_not_matter(fill, voorbeeld, tmp_path, swvmon):
    """A workbook that is called .csv and a table that is called .xlsx are read for what they are."""
    fill("lwoo", [voorbeeld("lwoo")], "xlsx").pad.rename(tmp_path / "werkboek.csv")
    fill("lwoo", [voorbeeld("lwoo")], "csv").pad.rename(tmp_path / "tabel.xlsx")
    for naam in ("werkboek.csv", "tabel.xlsx"):
        assert 0 == swvmon("load", tmp_path / naam, "--peildatum", "2016-10-01")[0]
