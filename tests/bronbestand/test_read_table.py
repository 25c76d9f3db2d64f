"""A table is read as it stands: columns by their spelling, values by their kind, faulty rows apart with a reason."""

import pandas as pd
import pytest

from swvmon.bronbestand import REDENEN, Bestand, Kolom, read_table
from swvmon.bronbestand.soorten import SOORTEN
from swvmon.errors import FileFault

BRIN = Kolom("brin", ("BRIN NUMMER", "INSTELLINGSCODE"), "brin")
VESTIGING = Kolom("vestiging", ("VESTIGINGSNUMMER",), "vestiging")
NAAM = Kolom("naam", ("NAAM",))
AANTAL = Kolom("aantal", ("AANTAL",), "aantal")
KOLOMMEN = (BRIN, VESTIGING, NAAM, AANTAL)
HEADER = "BRIN NUMMER;VESTIGINGSNUMMER;NAAM;AANTAL"
GOOD = ["99ZZ;00;De Linde;12", "99ZZ;01;De Esdoorn;0", "99YY;00;De Berk;7"]


def write(tmp_path, rows, *, header=HEADER, end="\n", codering="utf-8", tail=True):
    path = tmp_path / "a.csv"
    path.write_bytes((end.join([header, *rows]) + (end if tail else "")).encode(codering))
    return Bestand.open(path)


def faults(tabel):
    return tabel.afkeuringen[["regel", "kolom", "code", "gevonden"]].values.tolist()


def test_a_plain_table(tmp_path):
    """Columns, dtypes and line numbers; the header is line 1 (by hand)."""
    tabel = read_table(write(tmp_path, GOOD), KOLOMMEN)
    expected = pd.DataFrame(
        {
            "regel": [2, 3, 4],
            "brin": ["99ZZ", "99ZZ", "99YY"],
            "vestiging": ["99ZZ00", "99ZZ01", "99YY00"],
            "naam": ["De Linde", "De Esdoorn", "De Berk"],
            "aantal_min": [12, 0, 7],
            "aantal_max": [12, 0, 7],
        }
    )
    pd.testing.assert_frame_equal(expected, tabel.rijen)
    assert (0, 3) == (len(tabel.afkeuringen), tabel.rijen_gelezen)


def test_the_fast_and_the_slow_way_give_the_same(tmp_path):
    """One masked count sends the whole file the slow way; the other rows do not change."""
    fast = read_table(write(tmp_path, GOOD), KOLOMMEN).rijen
    slow = read_table(write(tmp_path, [*GOOD, "99XX;00;De Wilg;<5"]), KOLOMMEN).rijen
    pd.testing.assert_frame_equal(fast, slow.iloc[:3])
    assert (1, 4) == tuple(slow.iloc[3][["aantal_min", "aantal_max"]])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("count", ["7", "<5"])
def test_line_ends_and_encodings(tmp_path, end, codering, count):
    rows = [*GOOD, f"99XX;3;Café \u2019t Hoekje;{count}"]
    tabel = read_table(write(tmp_path, rows, end=end, codering=codering), KOLOMMEN)
    assert [5, "99XX", "99XX03", "Café \u2019t Hoekje"] == tabel.rijen.iloc[3].tolist()[:4]
    assert [2, 3, 4, 5] == tabel.rijen["regel"].tolist()


def test_a_head_of_plain_ascii_says_nothing_about_the_rest(tmp_path):
    """DUO's pupil count has its first é far behind the first 64 KiB, in cp1252."""
    rows = ["99ZZ;00;De Linde;1"] * 5000 + ["99ZZ;00;Café;1"]
    for codering in ("cp1252", "utf-8"):
        assert read_table(write(tmp_path, rows, codering=codering), KOLOMMEN).rijen["naam"].iloc[-1] == "Café"


def test_two_encodings_in_one_file_are_refused_with_the_line(tmp_path):
    bestand = write(tmp_path, ["99ZZ;00;Café;1"] * 9000)
    data = bestand.pad.read_bytes()
    bestand.pad.write_bytes(data + "99ZZ;00;Café;1\n".encode("cp1252"))
    with pytest.raises(FileFault, match="line 9002 is not UTF-8"):
        read_table(Bestand.open(bestand.pad), KOLOMMEN)


def test_bytes_that_are_no_text_are_refused_with_the_line(tmp_path):
    bestand = write(tmp_path, ["99ZZ;00;Café;1"] * 9000, codering="cp1252")
    bestand.pad.write_bytes(bestand.pad.read_bytes() + b"99ZZ;00;\x81;1\n")
    with pytest.raises(FileFault, match="line 9002 holds byte 0x81"):
        read_table(Bestand.open(bestand.pad), KOLOMMEN)


@pytest.mark.parametrize(
    ("row", "kolom", "code", "gevonden"),
    [
        ("99ZZ;00;De Linde", "NAAM", "aantal_kolommen", "3 cells"),
        ("99ZZ;00;De Linde;1;2", "AANTAL", "aantal_kolommen", "5 cells"),
        ("99ZZ;00;De Linde;", "AANTAL", "ontbreekt", ""),
        ("99ZZ;00;De Linde;1.250", "AANTAL", "geen_geheel_getal", "1.250"),
        ("99ZZ;00;De Linde;12,5", "AANTAL", "geen_geheel_getal", "12,5"),
        ("99ZZ;00;De Linde;0x10", "AANTAL", "geen_geheel_getal", "0x10"),
        ("99ZZ;00;De Linde;<1", "AANTAL", "geen_geheel_getal", "<1"),
        ("99ZZ;00;De Linde;9999999999", "AANTAL", "geen_geheel_getal", "9999999999"),
        ("99ZZ;00;De Linde;-3", "AANTAL", "negatief_aantal", "-3"),
        ("99zz;00;De Linde;1", "BRIN NUMMER", "ongeldige_brin", "99zz"),
        (";00;De Linde;1", "BRIN NUMMER", "ontbreekt", ""),
        ("99ZZ;;De Linde;1", "VESTIGINGSNUMMER", "ontbreekt", ""),
        ("99ZZ;99YY00;De Linde;1", "VESTIGINGSNUMMER", "ongeldige_vestiging", "99YY00"),
        ("99ZZ;A;De Linde;1", "VESTIGINGSNUMMER", "ongeldige_vestiging", "A"),
    ],
)
def test_a_faulty_row_is_rejected_with_its_line_column_and_reason(tmp_path, row, kolom, code, gevonden):
    """The other rows stay; the codes are those of the table of reasons (by hand)."""
    tabel = read_table(write(tmp_path, [GOOD[0], row, *GOOD[1:]]), KOLOMMEN)
    assert [[3, kolom, code, gevonden]] == faults(tabel)
    assert [2, 4, 5] == tabel.rijen["regel"].tolist()
    assert tabel.rijen_gelezen == 4
    assert code in REDENEN


def test_every_reason_of_a_kind_is_in_the_table_of_reasons():
    assert {soort.code for soort in SOORTEN.values()} <= set(REDENEN)


def test_what_was_found_is_clipped(tmp_path):
    tabel = read_table(write(tmp_path, [*GOOD, "99ZZ;00;x;" + "9" * 100]), KOLOMMEN)
    assert [[5, "AANTAL", "geen_geheel_getal", "9" * 40]] == faults(tabel)


def test_a_row_with_more_faults_is_rejected_once(tmp_path):
    tabel = read_table(write(tmp_path, [*GOOD, "99zz;A;x;-1"]), KOLOMMEN)
    assert [[5, "BRIN NUMMER", "ongeldige_brin", "99zz"]] == faults(tabel)


@pytest.mark.parametrize(("text", "interval"), [("<5", (1, 4)), ("< 5", (1, 4)), ("<10", (1, 9)), ("<2", (1, 1))])
def test_a_masked_count_is_an_interval(tmp_path, text, interval):
    """`<n` means 1 to n-1 (by hand); it is never a fault."""
    tabel = read_table(write(tmp_path, [f"99ZZ;00;x;{text}"]), KOLOMMEN)
    assert interval == tuple(tabel.rijen.iloc[0][["aantal_min", "aantal_max"]])
    assert faults(tabel) == []


@pytest.mark.parametrize("written", ["99ZZ07", "07", "7", " 07 "])
def test_three_spellings_of_a_location(tmp_path, written):
    """In full, two digits, or a number without its zero: always six characters."""
    tabel = read_table(write(tmp_path, [f"99ZZ;{written};x;1"]), KOLOMMEN)
    assert ["99ZZ07"] == tabel.rijen["vestiging"].tolist()


def test_quotes_spaces_and_empty_lines(tmp_path):
    """Quoted names with quotes, padding, a name over two lines, lines without values: line numbers stay right."""
    rows = [
        ' 99ZZ ;00;"VMBO ""De Jutter"" Vlieland"; 5',
        "",
        '99ZZ;01;"De\nLinde";6',
        ";;;",
        '"99YY";"00";"Bij; Es";"7"',
        "99YY;x;fout;1",
    ]
    tabel = read_table(write(tmp_path, rows), KOLOMMEN)
    assert [2, 4, 7] == tabel.rijen["regel"].tolist()
    assert ['VMBO "De Jutter" Vlieland', "De Linde", "Bij; Es"] == tabel.rijen["naam"].tolist()
    assert [[8, "VESTIGINGSNUMMER", "ongeldige_vestiging", "x"]] == faults(tabel)
    assert tabel.rijen_gelezen == 4


def test_a_quote_that_is_not_closed_is_refused_with_its_line(tmp_path):
    """Else the rows after it would vanish in one value."""
    for rows in (
        [GOOD[0], '99ZZ;01;"De Linde;1', *GOOD],
        ['99ZZ;01;"De Linde;1', '99ZZ;02;"De Es";2', *GOOD],
    ):
        with pytest.raises(FileFault, match=r"line \d opens a quote"):
            read_table(write(tmp_path, rows), KOLOMMEN)


def test_a_last_line_without_line_end_may_be_cut_off(tmp_path):
    """`99YY;00;De Berk;7` may have been 77: the row is rejected and named."""
    tabel = read_table(write(tmp_path, GOOD, tail=False), KOLOMMEN)
    assert [[4, "AANTAL", "afgebroken", "no line end"]] == faults(tabel)
    assert ([2, 3], 3) == (tabel.rijen["regel"].tolist(), tabel.rijen_gelezen)


def test_a_publisher_that_writes_no_last_line_end_loses_no_row(tmp_path):
    """A dataset may say so (`open_slot`): a whole last row counts, a faulty one is rejected for its own fault."""
    tabel = read_table(write(tmp_path, GOOD, tail=False), KOLOMMEN, open_slot=True)
    assert ([2, 3, 4], 3, []) == (tabel.rijen["regel"].tolist(), tabel.rijen_gelezen, faults(tabel))
    tabel = read_table(write(tmp_path, [*GOOD, "99YY;01;De Iep;x"], tail=False), KOLOMMEN, open_slot=True)
    assert [[5, "AANTAL", "geen_geheel_getal", "x"]] == faults(tabel)
    with pytest.raises(FileFault, match="is cut off: its last line, 5, has 2 of 4 cells and no line end"):
        read_table(write(tmp_path, [*GOOD, "99ZZ;0"], tail=False), KOLOMMEN, open_slot=True)


def test_amounts_and_years_are_whole_numbers(tmp_path):
    """Eurocents and years as Int64, missing where a cell is empty; decimals and days as text (by hand)."""
    kolommen = (
        Kolom("geld", ("GELD",), "bedrag", gevuld=False),
        Kolom("euro", ("EURO",), "hele_euro", gevuld=False),
        Kolom("jaar", ("JAAR",), "jaar"),
        Kolom("score", ("SCORE",), "decimaal_komma", gevuld=False),
        Kolom("dag", ("DAG",), "datum"),
    )
    rows = ["40.010,00;3.403.793;2015;538,25;20161001", ";-1;2016; ;1-2-2017", "1;1,5;99;1.5;20161301"]
    tabel = read_table(write(tmp_path, rows, header="GELD;EURO;JAAR;SCORE;DAG"), kolommen)
    expected = pd.DataFrame(
        {
            "regel": [2, 3],
            "geld": pd.array([4_001_000, None], "Int64"),
            "euro": pd.array([340_379_300, -100], "Int64"),
            "jaar": pd.array([2015, 2016], "Int64"),
            "score": pd.array(["538.25", None], "str"),
            "dag": ["2016-10-01", "2017-02-01"],
        }
    )
    pd.testing.assert_frame_equal(expected, tabel.rijen)
    assert [[4, "GELD", "geen_bedrag", "1"]] == faults(tabel)


def test_a_file_that_is_cut_within_a_row_is_refused(tmp_path):
    """Half a row and no line end: what else is missing nobody knows, so nothing of the file is taken."""
    with pytest.raises(FileFault, match="is cut off: its last line, 5, has 2 of 4 cells and no line end"):
        read_table(write(tmp_path, [*GOOD, "99ZZ;0"], tail=False), KOLOMMEN)


def test_the_spelling_of_another_generation(tmp_path):
    bestand = write(tmp_path, GOOD, header=" instellingscode;Vestigingsnummer ;naam;aantal")
    assert ["99ZZ", "99ZZ", "99YY"] == read_table(bestand, KOLOMMEN).rijen["brin"].tolist()


def test_a_column_that_need_not_be_there_is_empty(tmp_path):
    extra = (
        Kolom("plaats", ("PLAATS",), verplicht=False),
        Kolom("bestuur", ("GEZAG",), "bestuur", verplicht=False),
        Kolom("meer", ("MEER",), "aantal", verplicht=False),
    )
    rijen = read_table(write(tmp_path, GOOD), (*KOLOMMEN, *extra)).rijen
    assert ["", "", ""] == rijen["plaats"].tolist()
    assert rijen["bestuur"].isna().all()
    assert [0, 0, 0] == rijen["meer_max"].tolist()


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("BRIN NUMMER;VESTIGINGSNUMMER;NAAM;TOTAAL", r"lacks column 'AANTAL'; found BRIN NUMMER, .*TOTAAL"),
        ("BRIN;VESTIGINGSNUMMER;NAAM;AANTAL", r"lacks column 'BRIN NUMMER' or 'INSTELLINGSCODE'; found BRIN, "),
        ("BRIN NUMMER;NAAM;naam ;AANTAL", "has NAAM more than once"),
        ("BRIN NUMMER;INSTELLINGSCODE;VESTIGINGSNUMMER;NAAM;AANTAL", "spellings of one column"),
        ("een regel zonder kolommen", "no header"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused(tmp_path, header, message):
    """Names the column, its known spellings and what was found."""
    with pytest.raises(FileFault, match=message):
        read_table(write(tmp_path, GOOD, header=header), KOLOMMEN)


@pytest.mark.parametrize("rows", [[], ["", ";;;", ""]])
def test_a_file_with_only_a_header_is_refused(tmp_path, rows):
    with pytest.raises(FileFault, match="a header and no rows"):
        read_table(write(tmp_path, rows), KOLOMMEN)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("NAAM;VESTIGINGSNUMMER;BRIN NUMMER;AANTAL", "BRIN NUMMER"),
        ("BRIN NUMMER;VESTIGINGSNUMMER;AANTAL;NAAM", "AANTAL"),
        ("VESTIGINGSNUMMER;BRIN NUMMER;NAAM;AANTAL", "BRIN NUMMER"),
    ],
)
def test_columns_that_changed_places_are_told(tmp_path, header, column):
    with pytest.raises(FileFault, match=f"column '{column}' holds in 3 of 3 rows .* did columns change places"):
        read_table(write(tmp_path, GOOD, header=header), KOLOMMEN)


def test_a_file_of_which_no_row_can_be_read_is_refused(tmp_path):
    with pytest.raises(FileFault, match=r"none of its 1 rows can be read; line 2, column 'AANTAL': found 'x'"):
        read_table(write(tmp_path, ["99ZZ;00;De Linde;x"]), KOLOMMEN)


def test_a_header_on_line_two(tmp_path):
    bestand = write(tmp_path, [HEADER, *GOOD], header="WPO (BAO);Peildatum:;1-10-2016")
    assert [3, 4, 5] == read_table(bestand, KOLOMMEN, kopregel=2).rijen["regel"].tolist()


@pytest.mark.parametrize(
    ("soort", "text", "value"),
    [
        ("postcode", "7822 HG", "7822HG"),
        ("postcode", "2715BT", "2715BT"),
        ("gemeente", "285", "0285"),
        ("pc4", "1011", "1011"),
        ("bestuur", "00123", "00123"),
        ("swv", "VO0001", "VO0001"),
        ("gebied_vo", "Europoort", "Europoort"),
        ("bedrag", "40.010,00", 4_001_000),
        ("bedrag", "-1250,05", -125_005),
        ("hele_euro", "1.250", 125_000),
        ("hele_euro", "-1", -100),
        ("decimaal_komma", "4085,48214285714", "4085.482143"),
        ("decimaal_komma", "1.284", "1284"),
        ("decimaal_komma", "-0,50", "-0.5"),
        ("decimaal_punt", "0.30", "0.3"),
        ("decimaal_punt", "1.20", "1.2"),
        ("jaar", "2015", 2015),
        ("datum", "20161001", "2016-10-01"),
        ("datum", "1-8-2025", "2025-08-01"),
    ],
)
def test_a_value_is_written_in_one_way(soort, text, value):
    assert value == SOORTEN[soort].ontleed(text)


@pytest.mark.parametrize(
    ("soort", "text"),
    [
        ("postcode", "0822HG"),
        ("postcode", "7822"),
        ("gemeente", "05180"),
        ("pc4", "0101"),
        ("bestuur", "1234"),
        ("swv", "VO001"),
        ("gebied_vo", "PO2801"),
        ("gebied_po", "PO28"),
        ("brin", "٩٩ZZ"),
        ("bedrag", "1.250"),
        ("bedrag", "40,010.00"),
        ("bedrag", "4001,0"),
        ("bedrag", "40.01,00"),
        ("hele_euro", "1250,00"),
        ("hele_euro", "12.50"),
        ("decimaal_komma", "538.25"),
        ("decimaal_punt", "538,25"),
        ("jaar", "15"),
        ("datum", "20160230"),
        ("datum", "2016-10-01"),
        ("datum", "31-2-2016"),
        ("aantal", "٣"),
    ],
)
def test_a_value_of_another_form_does_not_fit(soort, text):
    """Digits of another script are digits to Python and not to us."""
    with pytest.raises(ValueError, match=SOORTEN[soort].code):
        SOORTEN[soort].ontleed(text)
