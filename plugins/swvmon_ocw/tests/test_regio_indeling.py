"""The regio-indeling: postcode areas and municipalities, from the text and from a table, and what is odd in them."""

import pytest

from swvmon import Bestand, SwvmonError
from swvmon_ocw import regio_indeling, regio_indeling_gemeente, swvmon_register_databronnen

from .conftest import GEBIEDEN, GEMEENTEN, KOP, TITEL, rows

REAL = "swv_regio_indeling/{}"
TEXT = "BWBR0032324_{}_README.md"
CSV = "pc4;gemeente;po_swv;vo_swv"
PC4 = ("1234", "Lutjebroek", "PO9999", "VO9999")
EUROPOORT = ("3197", "Rotterdam", "Europoort", "Europoort")
COLUMNS = ["swv", "gemeentenaam", "omvang", "postcodes"]


def datasets():
    found = []
    swvmon_register_databronnen(found.append)
    return found[0].datasets


def claims(opened):
    return [dataset.naam for dataset in datasets() if dataset.herken(opened.kop)]


def gemeenten(gelezen):
    return [tuple(row) for row in gelezen.tabellen["regio_indeling_gemeente"][COLUMNS].to_numpy().tolist()]


def codes(gelezen):
    return [(b.code, b.sleutel) for b in gelezen.bevindingen]


@pytest.fixture(params=["text", "csv"])
def gebieden(request, bestand):
    """The same areas in both forms."""

    def write(*areas):
        if request.param == "text":
            return bestand(KOP + TITEL + GEBIEDEN + rows(*areas))
        return bestand("\n".join([CSV, *(";".join(area) for area in areas)]) + "\n")

    return write


def test_areas(gebieden):
    """Europoort is no SWV and no fault."""
    opened = gebieden(PC4, EUROPOORT)
    assert ["ocw_regio_indeling"] == claims(opened)
    gelezen = regio_indeling.lees(opened)
    frame = gelezen.tabellen["regio_indeling"]
    assert ["1234", "Lutjebroek", "PO9999", "VO9999", ""] == frame.iloc[0].drop("regel").tolist()
    assert ["", "Europoort"] == frame["bijzonderheid"].tolist()
    assert frame[["po_swv", "vo_swv"]].iloc[1].isna().all()
    assert (2, 0) == (gelezen.rijen_gelezen, len(gelezen.afkeuringen))


def test_areas_that_are_rejected(gebieden):
    """Line, reason and what was found; the good rows stay."""
    gelezen = regio_indeling.lees(
        gebieden(PC4, ("123", "x", "PO9999", "VO9999"), (*PC4[:2], "PO99", "VO9999"), EUROPOORT)
    )
    refused = gelezen.afkeuringen[["code", "gevonden"]]
    assert [("ongeldige_pc4", "123"), ("ongeldig_swv", "PO99")] == list(refused.itertuples(index=False, name=None))
    assert (4, 2) == (gelezen.rijen_gelezen, len(gelezen.tabellen["regio_indeling"]))
    first, second = gelezen.afkeuringen["regel"]
    assert second == first + 1


def test_municipalities(bestand):
    """--- is the SWV above; brackets about postcodes are a part, others belong to the name (worked by hand)."""
    opened = bestand(
        KOP
        + TITEL
        + GEMEENTEN
        + rows(
            ("PO2203", "Staphorst (postcodes 7951 en 7955)"),
            ("---", "Bergen (NH.)"),
            ("PO2305", "Renkum (met uitzondering van postcodes 6866, 6871 en 6874)"),
            ("---", "Bronckhorst (postcodes 7233. 7234 en 7251)"),
        )
        + "\n### Bijlage  2\n\n"
        + GEMEENTEN
        + rows(("VO2810", "Rotterdam (m.u.v postcode 3181)"))
    )
    assert ["ocw_regio_indeling_gemeente"] == claims(opened)
    gelezen = regio_indeling_gemeente.lees(opened)
    assert [
        ("PO2203", "Staphorst", "alleen", "7951 7955"),
        ("PO2203", "Bergen (NH.)", "geheel", ""),
        ("PO2305", "Renkum", "behalve", "6866 6871 6874"),
        ("PO2305", "Bronckhorst", "alleen", "7233 7234 7251"),
        ("VO2810", "Rotterdam", "behalve", "3181"),
    ] == gemeenten(gelezen)
    lines = opened.read_bytes().decode().splitlines()
    first = gelezen.tabellen["regio_indeling_gemeente"]["regel"].iloc[0]
    assert "Staphorst" in lines[first - 1]


def test_municipalities_of_a_table(bestand):
    """The same rules for a table made of the text."""
    opened = bestand("swv;gemeente\nPO2203;Staphorst (postcode 7951)\nV02507;Gennep\n")
    assert ["ocw_regio_indeling_gemeente"] == claims(opened)
    gelezen = regio_indeling_gemeente.lees(opened)
    assert [("PO2203", "Staphorst", "alleen", "7951"), ("VO2507", "Gennep", "geheel", "")] == gemeenten(gelezen)
    assert [("swv_met_nul", "VO2507")] == codes(gelezen)
    assert ["De regeling drukt V02507; dat is gelezen als VO2507."] == [b.tekst for b in gelezen.bevindingen]


def test_parts_that_do_not_fit(bestand):
    """Other postcodes left out than given away, or a whole beside a part; each sector by itself."""
    text = KOP + TITEL + GEMEENTEN
    fits = rows(("PO9901", "A (postcode 1001)"), ("PO9902", "A (m.u.v. postcode 1001)"), ("VO9901", "A"))
    assert () == regio_indeling_gemeente.lees(bestand(text + fits)).bevindingen
    other = fits.replace("(m.u.v. postcode 1001)", "(m.u.v. postcodes 1001 en 1002)")
    (finding,) = regio_indeling_gemeente.lees(bestand(text + other)).bevindingen
    assert ("gemeente_niet_eenduidig", "po") == (finding.code, finding.sleutel)
    assert "De regeling deelt A niet sluitend over PO9901, PO9902; het verschil is 1002." == finding.tekst
    whole = rows(("PO9901", "A (postcode 1001)"), ("PO9902", "A"))
    assert ["gemeente_niet_eenduidig"] == [
        b.code for b in regio_indeling_gemeente.lees(bestand(text + whole)).bevindingen
    ]


def test_municipalities_that_are_rejected(bestand):
    """A code that is none, also for the rows below it, and postcodes that cannot be read."""
    text = KOP + TITEL + GEMEENTEN
    body = rows(("---", "A"), ("PX1", "B"), ("---", "C"), ("PO9901", "D (postcodes 12 en 1001)"), ("---", "E"))
    gelezen = regio_indeling_gemeente.lees(bestand(text + body))
    assert [("PO9901", "E", "geheel", "")] == gemeenten(gelezen)
    assert ["ongeldig_swv"] * 3 + ["gebied_onleesbaar"] == gelezen.afkeuringen["code"].tolist()
    assert 5 == gelezen.rijen_gelezen


def test_faults_of_a_text(bestand):
    """Not UTF-8, or a table without rows: one line that says so."""
    broken = bestand((KOP + TITEL + GEMEENTEN).encode() + b"| PO9901  | S\xfadwest  |\n")
    with pytest.raises(SwvmonError, match="is not UTF-8; fetch the text of the regulation again"):
        regio_indeling_gemeente.lees(broken)
    with pytest.raises(SwvmonError, match="has no rows of SWV and municipality"):
        regio_indeling_gemeente.lees(bestand(KOP + TITEL + GEMEENTEN))
    with pytest.raises(SwvmonError, match="has no rows of postcode area and SWV"):
        regio_indeling.lees(bestand(KOP + TITEL + GEBIEDEN))


def test_other_files_are_not_taken(bestand):
    """Neither another regulation with such a table, nor columns of the same names with other values."""
    assert [] == claims(bestand(KOP + "##Andere regeling\n\n" + GEMEENTEN + rows(("PO9901", "A"))))
    assert [] == claims(bestand("swv;gemeente\n1;A\n"))
    assert [] == claims(bestand("swv;gemeente;aantal\nPO9901;A;1\n"))
    assert [] == claims(bestand(CSV + "\na;b;c;d\n"))


def test_swapped_columns_are_told(bestand):
    """Codes of vo in the column of po refuse the file."""
    opened = bestand("pc4;gemeente;vo_swv;po_swv\n" + "1234;x;PO9999;VO9999\n" * 3)
    assert ["ocw_regio_indeling"] == claims(opened)
    with pytest.raises(SwvmonError, match="column 'po_swv' holds in 3 of 3 rows"):
        regio_indeling.lees(opened)


def test_loading_needs_a_day(bestand, swvmon):
    """The day in the text is that of the first version: it is not used."""
    path = bestand(KOP + TITEL + GEMEENTEN + rows(("PO9901", "A"))).pad
    code, shown = swvmon("load", path)
    assert (2, True) == (code, "ocw_regio_indeling_gemeente needs a stand and the content does not tell it" in shown)
    code, shown = swvmon("load", path, "--peildatum", "2013-10-01")
    assert (0, True) == (code, "ocw_regio_indeling_gemeente  stand 2013-10-01  1 rows read, 1 accepted" in shown)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (TEXT.format("2013-01-01"), "ocw_regio_indeling_gemeente"),
        (TEXT.format("2013-10-01"), "ocw_regio_indeling_gemeente"),
        (TEXT.format("2015-04-23"), "ocw_regio_indeling"),
        ("afgeleid/gemeente_swv_2013-01-01.csv", "ocw_regio_indeling_gemeente"),
        ("afgeleid/gemeente_swv_2013-10-01.csv", "ocw_regio_indeling_gemeente"),
        ("afgeleid/pc4_swv_2015-04-23.csv", "ocw_regio_indeling"),
    ],
)
def test_real_files_are_recognised(name, expected, real):
    """Each version by one dataset, and no period in any."""
    opened = Bestand.open(real(REAL.format(name)))
    assert [expected] == claims(opened)
    assert all(dataset.periode(opened.kop) is None for dataset in datasets())


def test_real_areas(real):
    """Published (SOURCES, Controlegetallen): 4.046 postcode areas, 3 of them Europoort; text and table are equal."""
    text, table = (
        regio_indeling.lees(Bestand.open(real(REAL.format(name))))
        for name in (TEXT.format("2015-04-23"), "afgeleid/pc4_swv_2015-04-23.csv")
    )
    frames = [gelezen.tabellen["regio_indeling"].drop(columns="regel") for gelezen in (text, table)]
    assert (4046, 0, 0) == (len(frames[0]), len(text.afkeuringen), len(table.afkeuringen))
    assert frames[0].equals(frames[1])
    words = frames[0][frames[0]["bijzonderheid"] == "Europoort"]
    assert ["3197", "3198", "3199"] == words["pc4"].tolist()
    assert words[["po_swv", "vo_swv"]].isna().all().all()


def test_real_municipalities_of_october_2013(real):
    """Published (SOURCES): 837 rows; text and table are equal, and all parts fit."""
    text, table = (
        regio_indeling_gemeente.lees(Bestand.open(real(REAL.format(name))))
        for name in (TEXT.format("2013-10-01"), "afgeleid/gemeente_swv_2013-10-01.csv")
    )
    assert (837, 0, ()) == (text.rijen_gelezen, len(text.afkeuringen), text.bevindingen)
    assert gemeenten(text) == gemeenten(table)
    assert ("VO2507", "Bergen (L.)", "geheel", "") in gemeenten(text)


def test_real_municipalities_of_january_2013(real):
    """The rows of the text, counted by hand with a pattern of their own: 851; two slips of the pen, each told."""
    path = real(REAL.format(TEXT.format("2013-01-01")))
    text = regio_indeling_gemeente.lees(Bestand.open(path))
    lines = [
        line for line in path.read_text("utf-8").splitlines() if line.startswith(("| --- |", "| PO", "| VO", "| V0"))
    ]
    assert (851, len(lines), 0) == (text.rijen_gelezen, text.rijen_gelezen, len(text.afkeuringen))
    assert [("swv_met_nul", "VO2507"), ("gemeente_niet_eenduidig", "vo")] == codes(text)
    assert "het verschil is 6883 6885" in text.bevindingen[1].tekst
    assert ("VO2507", "Gennep", "geheel", "") in gemeenten(text)
    assert ("PO2503", "Bronckhorst", "behalve", "7233 7234 7251") in gemeenten(text)


def test_real_2013_against_2015(real):
    """Two sources that tell of the same borders: whole municipalities of 1-10-2013 have one SWV of po in 2015.

    Regression: of the municipalities whose name did not change, all but those that the two sources split otherwise.
    """
    areas = regio_indeling.lees(Bestand.open(real(REAL.format(TEXT.format("2015-04-23"))))).tabellen["regio_indeling"]
    listed = regio_indeling_gemeente.lees(Bestand.open(real(REAL.format(TEXT.format("2013-10-01")))))
    old = listed.tabellen["regio_indeling_gemeente"]
    old = old[old["swv"].str.startswith("PO") & (old["omvang"] == "geheel")]
    both = old.merge(areas, on="gemeentenaam").dropna(subset=["po_swv"])
    share = (both["swv"] == both["po_swv"]).mean()
    assert share > 0.99
