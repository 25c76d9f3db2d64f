"""A small file of each generation: recognised by one dataset, its period told or not, its rows as the schema wants."""

from datetime import date

import pandas as pd
import pytest

from swvmon import Leverperiode, Periode, Schooljaar, SwvmonError
from swvmon.schema import BRONTABELLEN

from .conftest import DATASETS
from .small import ADRES_PO, ADRES_RIJ, FILES, LINDE, MATERIEEL, PO_2015, ages

TOLD = {
    "duo_po_leerlingen 2015": (date(2015, 10, 1), date(2015, 10, 1)),
    "duo_po_leerlingen 2023": (date(2023, 10, 1), date(2023, 10, 1)),
    "duo_bo_bron 2016": (date(2016, 10, 1), date(2016, 10, 1)),
    "duo_bo_gewicht 2016": (date(2016, 10, 1), date(2016, 10, 1)),
    "duo_po_historisch 2025": (date(1996, 1, 1), date(1998, 12, 31)),
    "duo_po_afstand 2015": (date(2015, 10, 1), date(2015, 10, 1)),
    "duo_po_eindscores 2016": (date(2016, 4, 15), date(2016, 4, 15)),
    "duo_vo_examens 2024": (date(2019, 8, 1), date(2021, 7, 31)),
    "duo_bo_materieel 2015": (date(2014, 10, 1), date(2014, 10, 1)),
    "duo_bo_personeel 2015": (date(2014, 10, 1), date(2014, 10, 1)),
    "duo_po_balans 2015": (date(2014, 1, 1), date(2014, 12, 31)),
    "duo_po_baten_lasten 2015": (date(2015, 1, 1), date(2015, 12, 31)),
    "duo_po_overheidsbijdragen 2015": (date(2015, 1, 1), date(2015, 12, 31)),
    "duo_so_vso_betalend_swv 2019": (date(2019, 10, 1), date(2019, 10, 1)),
    "duo_so_vso_residentieel 2019": (date(2019, 10, 1), date(2019, 10, 1)),
    "duo_vso_uitstroomprofiel 2019": (date(2019, 10, 1), date(2019, 10, 1)),
    "duo_so_vso_vestigings_swv 2019": (date(2019, 10, 1), date(2019, 10, 1)),
}
"""The period that the content tells (by hand); the other files need it from elsewhere."""


BY_PATTERN = {
    "duo_po_historisch",
    "duo_vo_examens",
    "duo_po_eindscores",
    "duo_so_vso_betalend_swv",
    "duo_so_vso_residentieel",
    "duo_vso_uitstroomprofiel",
    "duo_so_vso_vestigings_swv",
}
"""Datasets that take a file only with all columns that they are known by."""
GIVEN = Leverperiode("schooljaar", Schooljaar(2019).periode)
"""The period of a levering, where the rows need it."""


def fault_of(dataset, opened):
    """What reading a file says is wrong with it; None where nothing is."""
    try:
        dataset.lees(opened)
    except SwvmonError as error:
        return str(error)
    return None


@pytest.fixture
def read(bestand):
    """Read the small file of a dataset and generation; gives its rows per table and all else."""

    def of(name, rows=None, **options):
        header, standard = FILES[name]
        gelezen = DATASETS[name.split()[0]].read(bestand(header, rows or standard, **options), GIVEN)
        return gelezen, {
            tabel: frame.drop(columns="regel").to_dict("records") for tabel, frame in gelezen.tabellen.items()
        }

    return of


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("codering", "end"), [("cp1252", "\r\n"), ("utf-8-sig", "\n"), ("utf-8", "\r")])
def test_one_dataset_takes_it_and_reads_it(bestand, name, codering, end):
    """In each encoding and with each line end: no other dataset claims it, and what it tells of its period is right."""
    header, rows = FILES[name]
    opened = bestand(header.replace("\r\n", end), rows, codering=codering, end=end)
    (naam,) = [other for other, dataset in DATASETS.items() if dataset.herken(opened.kop)]
    told = DATASETS[naam].periode(opened.kop)
    assert name.split()[0] == naam
    assert (Periode(*TOLD[name]) if name in TOLD else None) == (told.dagen if told else None)
    assert told is None or told.soort == DATASETS[naam].periode_soort
    gelezen = DATASETS[naam].read(opened, GIVEN)
    assert (len(rows), 0) == (gelezen.rijen_gelezen, len(gelezen.afkeuringen))
    for tabel, frame in gelezen.tabellen.items():
        fields = BRONTABELLEN[tabel].model_fields
        needed = {field for field, info in fields.items() if info.is_required()} - {"levering_id"}
        assert needed <= set(frame.columns) <= set(fields)
        assert tabel in DATASETS[naam].tabellen


@pytest.mark.parametrize("name", [name for name in FILES if len(FILES[name][0].split(";")) > 8])
def test_a_missing_column_is_named_or_the_file_is_not_taken(bestand, name):
    """Never read with a column less: either the dataset says which, or nobody takes the file."""
    header, rows = FILES[name]
    dataset = DATASETS[name.split()[0]]
    asked = 0
    lines = header.split("\r\n")
    for place, column in enumerate(lines[-1].split(";")):
        spoiled = ";".join(f"X{i}" if i == place else c for i, c in enumerate(lines[-1].split(";")))
        opened = bestand("\r\n".join([*lines[:-1], spoiled]), rows)
        if not dataset.herken(opened.kop):
            continue
        if (told := fault_of(dataset, opened)) is not None:
            asked += 1
            assert column.strip() in told
    assert asked or name.split()[0] in BY_PATTERN


def test_pupils_with_a_total(read):
    """By hand: cells per age, the total, and the location with what the count tells of it."""
    _, tabellen = read("duo_po_leerlingen 2015")
    (row,) = tabellen["leerlingen_po"]
    assert ("99ZZ00", "bao", "", 11, 9, 0, 20, 20) == tuple(
        row[k]
        for k in ("vestiging", "soort", "cluster", "leeftijd_4", "leeftijd_5", "leeftijd_6", "aantal_min", "aantal_max")
    )
    assert tabellen["vestiging_in_telling"] == [
        {
            "vestiging": "99ZZ00",
            "naam": "De Linde",
            "plaats": "LUTJEBROEK",
            "provincie": "Holland",
            "sector": "po",
            "bestuur": "12345",
            "gemeente": "0285",
            "denominatie": "Openbaar",
            "pc4": "1234",
        }
    ]


def test_pupils_without_a_total(read):
    """By hand: a masked cell is empty and counts as 1 to 4; 7 more make 8 to 11."""
    gelezen, tabellen = read("duo_po_leerlingen 2023")
    (row,) = tabellen["leerlingen_po"]
    assert ("vso", "3/4", 7, 8, 11) == tuple(
        row[k] for k in ("soort", "cluster", "leeftijd_6", "aantal_min", "aantal_max")
    )
    assert gelezen.tabellen["leerlingen_po"]["leeftijd_5"].isna().all()


def test_a_total_narrows_a_mask_and_a_wrong_one_rejects_the_row(bestand):
    """By hand: 11 and <5 with a total of 14 are 14; with a total of 20 the row cannot be right."""
    rows = [
        f"20151001;99ZZ;{nummer};{LINDE};Bo;nvt;Openbaar;12345;{ages(0, 11, '<5')};{total}"
        for nummer, total in (("00", 14), ("01", 20))
    ]
    gelezen = DATASETS["duo_po_leerlingen"].lees(bestand(PO_2015, rows))
    assert [[14, 14]] == gelezen.tabellen["leerlingen_po"][["aantal_min", "aantal_max"]].to_numpy().tolist()
    assert [
        [3, "TOTAAL", "som_anders_dan_totaal", "20", "the sum of the cells, 12"]
    ] == gelezen.afkeuringen.to_numpy().tolist()


def test_an_unknown_type_is_left_to_the_table_to_refuse(bestand):
    """Nothing is made of a type of education that we do not know."""
    row = f"20151001;99ZZ;00;{LINDE};Kopklas;5;Openbaar;12345;{ages(1)};1"
    frame = DATASETS["duo_po_leerlingen"].lees(bestand(PO_2015, [row])).tabellen["leerlingen_po"]
    assert [["kopklas", "5"]] == frame[["soort", "cluster"]].to_numpy().tolist()


def test_a_file_of_two_days_is_refused(bestand):
    rows = [f"{day};99ZZ;00;{LINDE};Bo;nvt;Openbaar;12345;{ages(1)};1" for day in ("20151001", "20161001")]
    opened = bestand(PO_2015, rows)
    assert DATASETS["duo_po_leerlingen"].periode(opened.kop) is None
    with pytest.raises(SwvmonError, match="has counts of 2015-10-01 and 2016-10-01; a file belongs to one day"):
        DATASETS["duo_po_leerlingen"].lees(opened)


def test_registrations(read):
    """By hand; the first line is about the file, so the row is line 3."""
    gelezen, tabellen = read("duo_bo_bron 2016")
    assert [3] == gelezen.tabellen["leerlingen_bron"]["regel"].tolist()
    (row,) = tabellen["leerlingen_bron"]
    assert {
        "vestiging": "99ZZ00",
        "swv": "PO9999",
        "bestuur": "12345",
        "aantal_min": 30,
        "vanaf_8": 16,
        "gewicht_12": 1,
    } | {
        "bekostigd_max": 29,
        "bekostigd_gewicht_00": 26,
        "bekostigd_noat": 4,
    } == {k: row[k] for k in ("vestiging", "swv", "bestuur", "aantal_min", "vanaf_8", "gewicht_12")} | {
        k: row[k] for k in ("bekostigd_max", "bekostigd_gewicht_00", "bekostigd_noat")
    }


def test_weights(read):
    """By hand: a decimal point, without the idle zero."""
    (row,) = read("duo_bo_gewicht 2016")[1]["leerlingen_gewicht"]
    assert ("0.3", 3, 4, 7) == tuple(row[k] for k in ("gewicht", "leeftijd_4", "leeftijd_5", "aantal_min"))


def test_history_has_a_row_per_year_with_pupils(read):
    """By hand: a 0 is no row, a mask is 1 to 4; rows of one line share its number."""
    gelezen, tabellen = read("duo_po_historisch 2025")
    assert [2, 2] == gelezen.tabellen["leerlingen_historisch"]["regel"].tolist()
    assert tabellen["leerlingen_historisch"] == [
        {"vestiging": "99ZZ00", "soort": "bao", "kalenderjaar": 1997, "aantal_min": 1, "aantal_max": 4},
        {"vestiging": "99ZZ00", "soort": "bao", "kalenderjaar": 1998, "aantal_min": 31, "aantal_max": 31},
    ]


def test_distance(read):
    """By hand: a decimal comma, six decimals; empty where DUO leaves it out."""
    gelezen, tabellen = read("duo_po_afstand 2015")
    assert ("4085.482143", 112) == tuple(tabellen["afstand"][0][k] for k in ("afstand_meter", "aantal_min"))
    assert [False, True] == gelezen.tabellen["afstand"]["afstand_meter"].isna().tolist()


def test_end_scores_find_their_tests(read):
    """By hand: pupils, exemptions, the test that was made; one that nobody made has no row."""
    gelezen, tabellen = read("duo_po_eindscores 2016")
    assert [("cet", 11, "538.25"), ("leerjaar_8", 12), ("ontheffing", 1)] == [
        tuple(v for v in (row["onderdeel"], row["aantal_min"], row["gemiddelde"]) if pd.notna(v))
        for row in tabellen["eindscores"]
    ]
    assert gelezen.tabellen["eindscores"]["soort"].eq("sbo").all()


@pytest.mark.parametrize("name", ["duo_po_eindscores 2016", "duo_bo_materieel 2015"])
def test_a_last_row_without_line_end_counts_where_duo_writes_none(bestand, name):
    """These files end without a line end; an amount that lost a digit still does not pass."""
    header, rows = FILES[name]
    opened = bestand(header, rows)
    opened.pad.write_bytes(opened.pad.read_bytes().rstrip(b"\r\n"))
    whole = type(opened).open(opened.pad)
    gelezen = DATASETS[name.split()[0]].lees(whole)
    assert (len(rows), 0) == (gelezen.rijen_gelezen, len(gelezen.afkeuringen))


def test_an_amount_that_was_cut_off_is_rejected(bestand):
    opened = bestand(MATERIEEL, FILES["duo_bo_materieel 2015"][1])
    opened.pad.write_bytes(opened.pad.read_bytes().rstrip(b"\r\n")[:-1])
    gelezen = DATASETS["duo_bo_materieel"].lees(type(opened).open(opened.pad))
    assert [[3, "TOTAAL_MI", "geen_bedrag", "63.313,0"]] == gelezen.afkeuringen.iloc[:, :4].to_numpy().tolist()


def test_exams_keep_no_percentages(read):
    """By hand: a mask stays an interval, without a percentage beside it; a year without candidates has no row."""
    gelezen, tabellen = read("duo_vo_examens 2024")
    (row,) = tabellen["examens"]
    assert ("2019/20", "HAVO", 1, 4, 6, 9, 8) == tuple(
        row[k]
        for k in (
            "schooljaar",
            "onderwijstype",
            "kandidaten_man_min",
            "kandidaten_man_max",
            "kandidaten_vrouw_min",
            "kandidaten_min",
            "geslaagden_max",
        )
    )
    assert not [c for c in gelezen.tabellen["examens"] if "perc" in c]


def test_funding_in_eurocents(read):
    """By hand: points between thousands, a decimal comma; the second total is 68 cents short of its posts."""
    gelezen, tabellen = read("duo_bo_materieel 2015")
    first = {row["post"]: row["bedrag_cent"] for row in tabellen["bekostiging"] if row["brin"] == "99ZZ"}
    assert {
        "aanvullende_mi": 28_990,
        "groepsafhankelijke_mi": 4_001_000,
        "leerlingafhankelijke_mi": 4_157_898,
        "totaal_mi": 8_187_888,
    } == first
    assert "1284" in {row["waarde"] for row in tabellen["bekostiging_grondslag"] if row["brin"] == "99ZZ"}
    assert [
        ("bekostiging_telt_niet_op", "99YY", "totaal_mi van 99YY verschilt € 0,68 van de som van zijn posten.")
    ] == [(b.code, b.sleutel, b.tekst) for b in gelezen.bevindingen]


def test_personnel_totals_add_up(read):
    """By hand: 1,01 + 2,02 + 3,03 + 4,04 = 10,10, and with 5,05 and 6,06 it is 21,21: nothing to tell."""
    gelezen, tabellen = read("duo_bo_personeel 2015")
    assert () == gelezen.bevindingen
    assert 2121 == next(row["bedrag_cent"] for row in tabellen["bekostiging"] if row["post"] == "totaal")
    assert "38.63" == next(
        row["waarde"] for row in tabellen["bekostiging_grondslag"] if row["grootheid"] == "gemiddelde_gewogen_leeftijd"
    )


def test_annual_accounts(read):
    """By hand: whole euros, so 1.250 is twelve hundred and fifty; -1 is an amount; an empty post has no row."""
    _, tabellen = read("duo_po_balans 2015")
    assert [
        ("2.1", "EIGEN VERMOGEN", 125_000),
        ("TA", "TOTAAL ACTIVA", -100),
        ("TP", "TOTAAL PASSIVA", 340_379_300),
    ] == [(row["post"], row["omschrijving"], row["bedrag_cent"]) for row in tabellen["jaarrekening"]]
    assert {("12345", "SWV De Linde", "SWV", 2014, "balans")} == {
        tuple(row[k] for k in ("bestuur", "bestuursnaam", "groepering", "kalenderjaar", "onderdeel"))
        for row in tabellen["jaarrekening"]
    }
    (herwaardering,) = [r for r in read("duo_po_baten_lasten 2015")[1]["jaarrekening"] if r["post"] == "HR"]
    assert ("GEREALISSERDE HERWAARDERING", 500) == (herwaardering["omschrijving"], herwaardering["bedrag_cent"])


def test_institutions_get_no_made_up_location(read):
    """A list of main locations does not tell their number."""
    (row,) = read("duo_po_instellingen 2017")[1]["instelling"]
    assert ("99ZZ", "po", "12345", "1234AB", "1234") == tuple(
        row[k] for k in ("brin", "sector", "bestuur", "postcode", "pc4")
    )
    assert "vestiging" not in row
    (row,) = read("duo_vo_instellingen 2016")[1]["instelling"]
    assert ("vo", "PRO") == (row["sector"], row["onderwijsstructuur"])


def test_addresses_of_special_schools(read):
    """Written to DUO's header of 2026, of which we have no rows."""
    (row,) = read("duo_po_speciaal_vestigingen 2026")[1]["vestiging"]
    assert ("99ZZ00", "po", "SO LZ") == (row["vestiging"], row["sector"], row["onderwijsstructuur"])


def test_mergers(read):
    """Dates without leading zeros, also in the future."""
    (row,) = read("duo_brin_overgangen 2025")[1]["brin_overgang"]
    assert ("99ZZ00", "99YY00", date(2025, 8, 1), "F", "J") == (
        row["van"],
        row["naar"],
        row["datum"].date(),
        row["overgang"],
        row["volledig"],
    )


def test_paying_swv(read):
    """By hand, on a file written to DUO's description.

    Parts inside and outside the region are added up; a pupil without category stays one; institutions
    of clusters 1 and 2 are no SWV and are told.
    """
    gelezen, tabellen = read("duo_so_vso_betalend_swv 2019")
    assert [
        ("PO9999", "so", "1", 11, 14),
        ("VO9999", "vso", "3", 7, 7),
        ("VO9999", "vso", "", 2, 2),
    ] == [
        tuple(row[k] for k in ("swv", "soort", "categorie", "aantal_min", "aantal_max"))
        for row in tabellen["tlv_telling"]
    ]
    (bevinding,) = gelezen.bevindingen
    assert ("leerlingen_zonder_betalend_swv", "info") == (bevinding.code, bevinding.ernst)
    assert bevinding.tekst.startswith("40 leerlingen van cluster 1")


def features(tabellen):
    """What table `kenmerk` got: value by code and name; all must hold from 1-10-2019 for a year."""
    valid = {(row["niveau"], row["geldig_van"], row["geldig_tot"]) for row in tabellen["kenmerk"]}
    assert {("swv", date(2019, 10, 1), date(2020, 9, 30))} == valid
    return {(row["code"], row["kenmerk"]): row["waarde"] for row in tabellen["kenmerk"]}


def test_residential_places(read):
    """By hand, on a file written to DUO's description: a mask is 1 to 4; a closed institution is no SWV and is told."""
    gelezen, tabellen = read("duo_so_vso_residentieel 2019")
    assert {
        ("PO9999", "leerlingen_min_so_residentieel_binnen"): "6",
        ("PO9999", "leerlingen_max_so_residentieel_binnen"): "6",
        ("PO9999", "leerlingen_min_so_niet_residentieel_buiten"): "1",
        ("PO9999", "leerlingen_max_so_niet_residentieel_buiten"): "4",
        ("VO9999", "leerlingen_min_vso_niet_residentieel_binnen"): "7",
        ("VO9999", "leerlingen_max_vso_niet_residentieel_binnen"): "7",
    } == features(tabellen)
    (bevinding,) = gelezen.bevindingen
    assert ("leerlingen_zonder_betalend_swv", "kenmerk") == (bevinding.code, bevinding.sleutel)
    assert bevinding.tekst.startswith("12 leerlingen")


def test_profiles_of_vso(read):
    """By hand, on a file written to DUO's description: without a column for the type it is vso; words become a name."""
    assert {
        ("VO9999", "leerlingen_min_vso_uitstroom_vervolgonderwijs_binnen"): "20",
        ("VO9999", "leerlingen_max_vso_uitstroom_vervolgonderwijs_binnen"): "20",
        ("VO9999", "leerlingen_min_vso_uitstroom_vervolgonderwijs_buiten"): "1",
        ("VO9999", "leerlingen_max_vso_uitstroom_vervolgonderwijs_buiten"): "4",
        ("VO9999", "leerlingen_min_vso_uitstroom_arbeidsmarktgericht_overig_binnen"): "7",
        ("VO9999", "leerlingen_max_vso_uitstroom_arbeidsmarktgericht_overig_binnen"): "7",
        ("VO9998", "leerlingen_min_vso_zonder_uitstroomprofiel_binnen"): "1",
        ("VO9998", "leerlingen_max_vso_zonder_uitstroomprofiel_binnen"): "1",
    } == features(read("duo_vso_uitstroomprofiel 2019")[1])


def test_pupils_by_the_swv_of_their_school(read):
    """By hand, on a file written to DUO's description: Laag and 1 are one category, and some pupils have none."""
    assert {
        ("PO9999", "leerlingen_min_so_categorie_1_binnen"): "13",
        ("PO9999", "leerlingen_max_so_categorie_1_binnen"): "13",
        ("PO9999", "leerlingen_min_so_categorie_3_buiten"): "1",
        ("PO9999", "leerlingen_max_so_categorie_3_buiten"): "4",
        ("PO9999", "leerlingen_min_so_zonder_categorie_binnen"): "2",
        ("PO9999", "leerlingen_max_so_zonder_categorie_binnen"): "2",
    } == features(read("duo_so_vso_vestigings_swv 2019")[1])


def test_an_unknown_code_of_inside_is_no_guess(read):
    """DUO's codes of BINNEN_SWV are not confirmed: another one rejects its row."""
    rows = [*FILES["duo_vso_uitstroomprofiel 2019"][1], "20191001;VO9999;1;Dagbesteding;9"]
    gelezen, tabellen = read("duo_vso_uitstroomprofiel 2019", rows)
    assert [[6, "BINNEN_SWV", "ongeldige_waarde", "1"]] == gelezen.afkeuringen.iloc[:, :4].to_numpy().tolist()
    assert not [name for _, name in features(tabellen) if "dagbesteding" in name]


def test_the_official_list_of_school_and_swv(read):
    """Written to the description: two digits in po, six characters in vo; the school year is that of the levering."""
    for sector, swvs in (("po", ("PO9999", "PO9998")), ("vo", ("VO9999", "VO0001"))):
        _, tabellen = read(f"duo_{sector}_instellingen_per_swv 2019")
        assert [
            {"vestiging": "99ZZ00", "swv": swvs[0], "schooljaar": "2019/20"},
            {"vestiging": "99YY01", "swv": swvs[1], "schooljaar": "2019/20"},
        ] == tabellen["aansluiting"]


def test_a_school_under_two_swvs_needs_shares_that_the_list_has_not(read):
    """Both rows are rejected: whole for each it would count twice. The same row twice is left to the table's key."""
    rows = ["99ZZ;00;PO9999", "99ZZ;00;PO9998", "99YY;01;PO9998", "99YY;01;PO9998"]
    gelezen, tabellen = read("duo_po_instellingen_per_swv 2019", rows)
    assert ["99YY01", "99YY01"] == [row["vestiging"] for row in tabellen["aansluiting"]]
    assert [
        [2, "ADMINISTRATIENUMMER", "meer_dan_een_swv", "99ZZ00 PO9999", "one SWV per location"],
        [3, "ADMINISTRATIENUMMER", "meer_dan_een_swv", "99ZZ00 PO9998", "one SWV per location"],
    ] == gelezen.afkeuringen.to_numpy().tolist()


def test_a_count_is_no_address_list(bestand):
    """A count names postcodes too; without a street it is not taken for a list of addresses."""
    opened = bestand(ADRES_PO.replace("STRAATNAAM", "STRAAT"), [ADRES_RIJ])
    assert [] == [naam for naam, dataset in DATASETS.items() if dataset.herken(opened.kop)]
