"""Each dataset is recognised by its columns and values, and by no other; its rows become schema tables."""

import pytest

from swvmon import SwvmonError
from swvmon.schema import BRONTABELLEN
from swvmon_duo.datasets import leerlingen_vo, vsv

from .conftest import DATASETS, LEERLINGEN_KOP, VESTIGINGEN_KOP, VSV_KOP

vestigingen_vo = DATASETS["duo_vo_vestigingen"]
ADRES = "Holland;12345;99ZZ;99ZZ00;De Linde;Straat;1234 AB;LUTJEBROEK; 285;Lutjebroek;Openbaar;HAVO/VWO"
"""An address as DUO writes it; the municipality code has the leading space that it has there."""
FILES = {
    "duo_vo_vestigingen": (VESTIGINGEN_KOP, [ADRES]),
    "duo_vo_vsv_per_swv": (VSV_KOP, ["VO9999;99ZZ;00;100;5;1;<5;0"]),
    "duo_vo_leerlingen": (LEERLINGEN_KOP, None),
}
UNDATED = tuple(FILES)


@pytest.fixture
def file(bestand, leerlingen):
    def write(naam):
        header, rows = FILES[naam]
        return bestand(header, rows or [leerlingen()])

    return write


@pytest.mark.parametrize("naam", UNDATED)
def test_a_file_is_recognised_by_its_own_dataset_only(file, naam):
    """The file name says nothing; the period is not in the content."""
    kop = file(naam).kop
    assert [naam] == [other for other, dataset in DATASETS.items() if dataset.herken(kop)]
    assert DATASETS[naam].periode(kop) is None


@pytest.mark.parametrize("naam", UNDATED)
def test_tables_have_the_columns_of_the_schema(file, naam):
    """What a plugin hands over is what the schema declares: no other columns, and all that must be there."""
    for tabel, frame in DATASETS[naam].lees(file(naam)).tabellen.items():
        fields = BRONTABELLEN[tabel].model_fields
        needed = {name for name, info in fields.items() if info.is_required()} - {"levering_id"}
        assert set(frame.columns) <= set(fields)
        assert needed <= set(frame.columns)
        assert tabel in DATASETS[naam].tabellen


def test_values_tell_a_dataset_too(bestand, leerlingen):
    """The columns alone are not enough: other types of education, SWV codes of po, no postcodes."""
    assert not leerlingen_vo.herken(bestand(LEERLINGEN_KOP, [leerlingen(onderwijstype="Groep 8")]).kop)
    assert not vsv.herken(bestand(VSV_KOP, ["PO9999;99ZZ;00;100;5;1;4;0"]).kop)
    assert not vestigingen_vo.herken(bestand(VESTIGINGEN_KOP, [ADRES.replace("1234 AB", "x")]).kop)


def test_the_generation_with_an_lwoo_column_is_not_taken_for_the_later_one(bestand, leerlingen):
    """Its rows have another key: two rows per programme."""
    assert not leerlingen_vo.herken(bestand(LEERLINGEN_KOP + ";LWOO INDICATIE", [leerlingen() + ";J"]).kop)


def test_po_addresses_are_not_taken_for_vo(bestand):
    """They have the same columns but ONDERWIJSSTRUCTUUR."""
    header = VESTIGINGEN_KOP.replace(";ONDERWIJSSTRUCTUUR", "")
    assert not vestigingen_vo.herken(bestand(header, [ADRES.removesuffix(";HAVO/VWO")]).kop)


def test_leerlingen(bestand, leerlingen):
    """One programme (by hand): totals are sums of the cells; a masked cell is empty and counts as 1 to 4."""
    rows = [leerlingen(cellen="10;20;<5;0"), leerlingen(nummer="1", onderwijstype="VMBO BL lj 3-4", code="6011")]
    gelezen = leerlingen_vo.lees(bestand(LEERLINGEN_KOP, rows))
    frame = gelezen.tabellen["leerlingen_vo"]
    first, second = frame.to_dict("records")
    assert (10, 20, 0) == (first["leerjaar_1_man"], first["leerjaar_1_vrouw"], first["leerjaar_2_vrouw"])
    assert [True, False] == frame["leerjaar_2_man"].isna().tolist()
    assert (31, 34) == (first["aantal_min"], first["aantal_max"])
    assert ("99ZZ00", "havo", "brugjaar") == (first["vestiging"], first["richting"], first["fase"])
    assert ("99ZZ01", "vmbo_b", "bovenbouw") == (second["vestiging"], second["richting"], second["fase"])
    assert gelezen.tabellen["vestiging_in_telling"].to_dict("records") == [
        {"regel": line, "vestiging": school, "naam": "De Linde", "plaats": "LUTJEBROEK", "provincie": "Holland"}
        | {"sector": "vo"}
        for line, school in ((2, "99ZZ00"), (3, "99ZZ01"))
    ]


def test_the_later_spelling_of_the_columns(bestand, leerlingen):
    """INSTELLINGSCODE, VESTIGINGSCODE, ERKENDE OPLEIDINGSCODE, and the location as a number."""
    header = LEERLINGEN_KOP.replace("BRIN NUMMER", "INSTELLINGSCODE").replace("VESTIGINGSNUMMER", "VESTIGINGSCODE")
    header = header.replace("ELEMENTCODE", "ERKENDE OPLEIDINGSCODE")
    kop = bestand(header, [leerlingen(nummer="0")])
    assert leerlingen_vo.herken(kop.kop)
    assert ["99ZZ00"] == leerlingen_vo.lees(kop).tabellen["leerlingen_vo"]["vestiging"].tolist()
    header = VESTIGINGEN_KOP.replace("BRIN NUMMER", "INSTELLINGSCODE").replace("VESTIGINGSNUMMER", "VESTIGINGSCODE")
    kop = bestand(header, [ADRES])
    assert vestigingen_vo.herken(kop.kop)
    assert ["99ZZ00"] == vestigingen_vo.lees(kop).tabellen["vestiging"]["vestiging"].tolist()


def test_a_new_elementcode_and_a_new_onderwijstype_are_told(bestand, leerlingen):
    """Unknown codes get onbekend, or what leaves no doubt, and a finding; an unknown type is rejected."""
    rows = [
        leerlingen(code="9999"),
        leerlingen(onderwijstype="VWO lj 4-6", code="9999"),
        leerlingen(onderwijstype="Kopklas", code="0300"),
    ]
    gelezen = leerlingen_vo.lees(bestand(LEERLINGEN_KOP, rows))
    assert ["onbekend", "atheneum+gymnasium"] == gelezen.tabellen["leerlingen_vo"]["richting"].tolist()
    assert {("richting_onbekend", "waarschuwing"), ("elementcode_nieuw", "info")} == {
        (b.code, b.ernst) for b in gelezen.bevindingen
    }
    assert [[4, "onbekend_onderwijstype", "Kopklas"]] == gelezen.afkeuringen[
        ["regel", "code", "gevonden"]
    ].values.tolist()
    assert gelezen.rijen_gelezen == 3


def test_vestigingen(bestand):
    """Codes are completed, postcodes written in one way, an address without postcode stays (by hand)."""
    rows = [ADRES, ADRES.replace("99ZZ00", "99ZZ01").replace("1234 AB", "       ").replace("12345", "")]
    frame = vestigingen_vo.lees(bestand(VESTIGINGEN_KOP, rows)).tabellen["vestiging"]
    first = frame.iloc[0]
    assert ("1234AB", "1234", "0285", "vo", "12345") == tuple(
        first[["postcode", "pc4", "gemeente", "sector", "bestuur"]]
    )
    assert frame["postcode"].iloc[1] == ""
    assert frame[["pc4", "bestuur"]].iloc[1].isna().all()


def test_vsv(file):
    """A masked count is an interval (by hand)."""
    row = DATASETS["duo_vo_vsv_per_swv"].lees(file("duo_vo_vsv_per_swv")).tabellen["vsv"].iloc[0]
    assert ("99ZZ00", "VO9999", 100, 1, 4) == tuple(
        row[["vestiging", "swv", "aantal_leerlingen_min", "vsv_mbo_min", "vsv_mbo_max"]]
    )


def test_a_missing_column_is_named(bestand, leerlingen):
    """The file is still recognised, so that the fault can be told."""
    opened = bestand(LEERLINGEN_KOP.replace("ELEMENTCODE", "CODE"), [leerlingen()])
    assert leerlingen_vo.herken(opened.kop)
    with pytest.raises(SwvmonError, match="lacks column 'ELEMENTCODE' or 'ERKENDE OPLEIDINGSCODE'; found BRIN NUMMER"):
        leerlingen_vo.lees(opened)


def test_swapped_columns_are_told(bestand, leerlingen):
    header = LEERLINGEN_KOP.replace("BRIN NUMMER;VESTIGINGSNUMMER", "VESTIGINGSNUMMER;BRIN NUMMER")
    opened = bestand(header, [leerlingen()] * 4)
    assert leerlingen_vo.herken(opened.kop)
    with pytest.raises(SwvmonError, match="column 'BRIN NUMMER' holds in 4 of 4 rows"):
        leerlingen_vo.lees(opened)
