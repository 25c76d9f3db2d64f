"""The workbook tells what the ledger and the metingen tell, by formulas where the rule is one; text stays text."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal

import attrs
import pandas as pd
import pytest

from swvmon_rapport.werkboek.blad import number
from swvmon_rapport.werkboek.boek import as_xlsx
from swvmon_rapport.werkboek.koppeling import holds, named_parameters, tariff_names

KWAAD = ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "+31-2", "-1+1", "@SUM(A1)", "\u202egnp.exe", "n" * 300)
"""What a name could be: formulas, markup, a mark that turns text around, a long word."""


def formulas(path, sheet):
    """Address to formula of a sheet, by its place in the workbook."""
    with zipfile.ZipFile(path) as book:
        xml = book.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    return dict(re.findall(r'<c r="([A-Z]+[0-9]+)"[^>]*><f>([^<]*)</f>', xml))


def cent(euro):
    """A cell in euros as eurocents; it must be a whole number of them, to the digits that a cell has."""
    exact = Decimal(repr(float(euro))) * 100
    assert exact == exact.to_integral_value()
    return int(exact)


def received(lines, side, value):
    """What lines with this value brought, worked apart from the code: one way minus the other way."""
    return int(lines.loc[lines[f"naar_{side}"] == value, "bedrag_cent"].sum()) - int(
        lines.loc[lines[f"van_{side}"] == value, "bedrag_cent"].sum()
    )


def by_hand(inhoud):
    """The lines of both scenarios with the school and board of each side, by the names of accounts alone."""
    lines = inhoud.boekingen
    sides = {}
    for side in ("van", "naar"):
        is_school = lines[side].str.startswith("vestiging:")
        sides[f"{side}_school"] = lines[side].where(is_school, "")
        sides[f"{side}_bestuur"] = lines["bestuur"].where(is_school, "")
        sides[f"{side}_rekening"] = lines[side]
    return lines.assign(**sides)


def test_every_line(inhoud, werkboek, read_xlsx):
    """The sheet of lines has every line of the ledger, in order, with its amount to the cent, twice."""
    rows = read_xlsx(werkboek)["Regels"]
    lines = inhoud.boekingen
    expected = list(
        zip(lines["scenario"], lines["volgnummer"], lines["van"], lines["naar"], lines["bedrag_cent"], strict=True)
    )

    for column in ("Bedrag (€)", "In de run (€)"):
        told = [(r["Scenario"], r["Regel"], r["Van rekening"], r["Naar rekening"], cent(r[column])) for r in rows]
        assert expected == told
    assert list(lines["toelichting"]) == [r["Toelichting"] for r in rows]


@pytest.mark.parametrize(
    "wat",
    [
        ("Scholen", "Vestiging", "school", "vestiging:{}"),
        ("Besturen", "Nummer", "bestuur", "{}"),
        ("Rekeningen", "Rekening", "rekening", "{}"),
    ],
    ids=lambda wat: wat[0],
)
def test_sums(inhoud, werkboek, read_xlsx, wat):
    """Schools, boards and accounts have what their lines bring, per scenario; none is left out."""
    blad, kolom, soort, naam = wat
    lines, rows = by_hand(inhoud), read_xlsx(werkboek)[blad]
    amount = "Verandering (€)" if blad == "Rekeningen" else "Bedrag (€)"
    seen = {
        (line["scenario"], line[f"{side}_{soort}"])
        for side in ("van", "naar")
        for line in lines.to_dict("records")
        if line[f"{side}_{soort}"] and (soort != "rekening" or not line[side].startswith("vestiging:"))
    }

    told = {(r["Scenario"], naam.format(r[kolom])): cent(r[amount]) for r in rows}
    expected = {(s, name): received(lines[lines["scenario"] == s], soort, name) for s, name in told}
    assert seen <= set(told)
    assert expected == told
    assert [r[amount] for r in rows] == [r["In de run (€)"] for r in rows]


def test_balances(inhoud, werkboek, read_xlsx):
    """The reserve opens with the 150,000 euro of the plan and nothing changes it; the budget opens empty (by hand)."""
    rows = {(r["Scenario"], r["Rekening"]): r for r in read_xlsx(werkboek)["Rekeningen"]}
    reserve, budget = rows["plan", "swv:reserve"], rows["plan", "swv:budget"]

    assert (150_000, 0, 150_000) == tuple(reserve[c] for c in ("Begin (€)", "Verandering (€)", "Eind (€)"))
    assert (0, budget["Verandering (€)"]) == (budget["Begin (€)"], budget["Eind (€)"])


def test_every_meting(inhoud, werkboek, read_xlsx):
    """Each meting stands there with its numbers, equal to what the run stored."""
    rows, stored = read_xlsx(werkboek)["Metingen"], inhoud.metingen
    told = [tuple(str(r[c]) for c in ("Scenario", "Indicator", "Niveau", "Sleutel")) for r in rows]

    assert list(zip(*(stored[c] for c in ("scenario", "indicator", "niveau", "sleutel")), strict=True)) == told
    for column in ("teller", "noemer", "waarde"):
        expected = [None if pd.isna(v) else Decimal(v) for v in stored[column]]
        assert expected == [None if v == "" else Decimal(str(v)) for v in (r[column.capitalize()] for r in rows)]


def test_every_number_has_a_cell_with_a_name(inhoud, werkboek, read_xlsx):
    """Each number of each step stands on its own sheet with value and source, and a name that leads to its cell."""
    rows = read_xlsx(werkboek)["Parameters"]
    used = inhoud.parameters
    with zipfile.ZipFile(werkboek) as book:
        names = dict(re.findall(r'<definedName name="(p_[^"]*)">([^<]*)<', book.read("xl/workbook.xml").decode()))

    key = ["scenario", "stap", "parameter", "periode_van", "waarde", "bron"]
    expected = {(*k[:4], Decimal(k[4]), k[5]) for k in used[key].itertuples(index=False)}
    told = {
        (r["Scenario"], r["Stap"], r["Parameter"], r["Van"], Decimal(str(r["Waarde"])).normalize(), r["Bron"])
        for r in rows
    }
    assert expected == told
    assert {r["Naam van de cel"]: f"Parameters!$C${place}" for place, r in enumerate(rows, start=2)} == names


def test_formulas_of_lines(inhoud, werkboek, read_xlsx):
    """A product is a formula, and its tariff the cell of the one number that it is; what is no product is a number."""
    rows, found = read_xlsx(werkboek)["Regels"], formulas(werkboek, 3)
    lines = inhoud.boekingen
    products = [n for n, t in enumerate(lines["tarief"].notna(), start=2) if t]

    assert {f"L{n}" for n in products} == {a for a in found if a.startswith("L")}
    assert {f"ROUND(ROUND(I{n}*K{n},9),2)" for n in products} == {f for a, f in found.items() if a.startswith("L")}
    # by hand, plan: lines 1-3 of the rijk, 6-12 school budgets, 30-36 basisondersteuning; not the raise (23-29), whose
    # tariff of 140.59 is worked out by the step
    via = [r["Regel"] for r in rows if r["Scenario"] == "plan" and r["Hoe het bedrag ontstaat"] == "via Parameters"]
    assert [*range(1, 4), *range(6, 13), *range(30, 37)] == via
    assert "p_rijksbekostiging_zwaar_vo_materieel_euro_2020_01_01" == found["K4"]
    scenario = next(n for n, r in enumerate(rows, start=2) if (r["Scenario"], r["Regel"]) == ("zware-populatie", 6))
    assert "p_zware_populatie_swvzhw_bedrag_per_leerling_euro_2019_08_01" == found[f"K{scenario}"]


def test_number_tells_what_does_not_follow_it(werkboek, read_xlsx):
    """By hand, plan: 1,100 euro per pupil is the tariff of 7 lines; 6 paid back and 7 raised lines name it too."""
    row = next(r for r in read_xlsx(werkboek)["Parameters"] if r["Parameter"] == "swvzhw.bedrag_per_leerling_euro")

    assert (7, 13) == (row["Regels die meerekenen"], row["Regels die dit getal noemen en niet meerekenen"])


def test_checks(werkboek, read_xlsx):
    """Every check holds; the conserved sum is what was there and what the rijk paid: 150,000 + 476,540.63 (by hand)."""
    rows = read_xlsx(werkboek)["Controle"]
    conserved = [(r["Uitkomst"], r["Moet zijn"]) for r in rows if r["Controle"].startswith("Behoud")]

    assert {"klopt"} == {r["Oordeel"] for r in rows}
    assert [(626_540.63, 626_540.63)] * 2 == conserved


def test_same_run_same_bytes(gegevens, werkboek):
    """A workbook is a function of the run: made again, it is the same."""
    assert werkboek.read_bytes() == as_xlsx(gegevens)


def test_confidential_on_every_page(werkboek):
    """The first sheet and the header and footer of every sheet say that it is confidential; landscape A4 throughout."""
    with zipfile.ZipFile(werkboek) as book:
        sheets = [book.read(n).decode() for n in book.namelist() if n.startswith("xl/worksheets/sheet")]

    assert 8 == len(sheets)
    for xml in sheets:
        assert 2 == xml.count("VERTROUWELIJK")
        assert 'paperSize="9" orientation="landscape"' in xml or re.search(r'paperSize="9"[^>]*landscape', xml)


def test_hostile_names_are_text(gegevens, tmp_path, read_xlsx):
    """Whatever a name is, it is read back as text; no formula comes of it, and every check holds."""
    hostile = [KWAAD[n % len(KWAAD)] for n in range(len(gegevens.inhoud.scholen))]
    inhoud = attrs.evolve(gegevens.inhoud, scholen=gegevens.inhoud.scholen.assign(naam=hostile))
    lines = inhoud.boekingen.assign(toelichting=KWAAD[0], grondslag=KWAAD[3], eenheid=KWAAD[4])
    path = tmp_path / "kwaad.xlsx"
    path.write_bytes(as_xlsx(attrs.evolve(gegevens, inhoud=attrs.evolve(inhoud, boekingen=lines))))
    told = read_xlsx(path)

    assert [k.replace("\u202e", "[U+202E]") for k in hostile] == [r["Naam"] for r in told["Scholen"]]
    assert {(KWAAD[0], KWAAD[3], KWAAD[4])} == {
        (r["Toelichting"], r["Grondslag"], r["Eenheid"]) for r in told["Regels"]
    }
    for sheet in range(1, 9):
        assert not [f for f in formulas(path, sheet).values() if "cmd" in f or f.startswith(("@", "SUM(A1"))]
    assert {"klopt"} == {r["Oordeel"] for r in told["Controle"]}


def test_command_writes_what_the_name_asks(command, tmp_path, werkboek):
    """A name that ends in .xlsx, in any case, gives the workbook of the run, whole; another name gives HTML."""
    assert 0 == command("report", "laatste", "-o", "A.XLSX")[0]
    assert 0 == command("report", "laatste", "-o", "a.html")[0]

    assert zipfile.ZipFile(tmp_path / "A.XLSX").testzip() is None
    assert (tmp_path / "a.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert [] == [p.name for p in tmp_path.iterdir() if p.name.endswith(".tmp")]


def test_landelijk_is_refused(command, tmp_path):
    """A workbook has no place for other regions, so it does not take them in silence."""
    code, told = command("report", "laatste", "--landelijk", "laatste", "-o", "a.xlsx")

    assert 2 == code
    assert "--landelijk" in told
    assert not (tmp_path / "a.xlsx").exists()


def test_public_workbook(command, tmp_path, read_xlsx):
    """For publication: the lines of the public run, no numbers of the plan, no total where lines are taken together."""
    pytest.importorskip("scipy", reason="scipy is not installed: --openbaar needs it")
    from swvmon import Regel, read_run

    code, _ = command("report", "laatste", "--openbaar", "--minimum", "10", "-o", "openbaar.xlsx")
    sheets = read_xlsx(tmp_path / "openbaar.xlsx")
    lines = read_run(f"sqlite:///{command.database}", "laatste", regel=Regel(10)).boekingen

    assert 0 == code
    assert any(lines["naar"].str.startswith("samen:"))  # else this test would show nothing
    assert list(lines["bedrag_cent"]) == [cent(r["Bedrag (€)"]) for r in sheets["Regels"]]
    assert [] == sheets["Parameters"]
    assert {"niet getoond"} == {r["Bedrag (€)"] for r in sheets["Scholen"]}
    assert {"niet getoond"} == {r["Eind (€)"] for r in sheets["Rekeningen"] if r["Rekening"].startswith("swv:")}
    assert {"klopt", "niet te controleren"} == {r["Oordeel"] for r in sheets["Controle"]}
    with zipfile.ZipFile(tmp_path / "openbaar.xlsx") as book:
        assert not [n for n in book.namelist() if b"vertrouwelijk" in book.read(n).lower()]


@pytest.mark.parametrize(
    ("hoeveelheid", "tarief", "bedrag_cent", "expected"),
    [
        ("43.7", "1100", 4807000, True),
        ("43.7", "1100", 4807001, False),
        # worked by hand: 0.5 x 45.31 = 22.655 is exactly half a cent; a cell holds it
        ("0.5", "45.31", 2266, True),
        # 0.044999955: far enough below half a cent; 0.004999999995: nine places make it half a cent
        ("0.999999", "0.045", 4, True),
        ("0.999999999", "0.005", 0, False),
        # 16 digits with half a cent: more than a cell holds
        ("12345678901234.005", "1", 1234567890123401, False),
    ],
)
def test_formula_only_where_it_is_certain(hoeveelheid, tarief, bedrag_cent, expected):
    """A formula takes the place of an amount only where fifteen digits and nine places surely give that amount."""
    assert expected == holds(Decimal(hoeveelheid), Decimal(tarief), bedrag_cent)


def numbers(*rows):
    """Numbers of step s in the plan."""
    return pd.DataFrame(
        [("plan", "2019/20", "s", *row, "bron", "aanname", "plan") for row in rows],
        columns=[
            *("scenario", "schooljaar", "stap", "parameter", "periode_van", "periode_tot", "waarde", "eenheid"),
            *("bron", "status", "herkomst"),
        ],
    )


def test_cell_holds_a_number_or_its_text():
    """Fifteen digits go into a cell as a number; more stay text, as what is no number does, so that none is lost."""
    texts = ("0.045340", "123456789012345", "1234567890123456", "0.1234567890123456", "ja", "1e5", None)

    assert [Decimal("0.04534"), Decimal("123456789012345"), None, None, None, None, None] == [number(t) for t in texts]


def test_long_text_is_cut(gegevens, tmp_path, read_xlsx):
    """A text of more than a cell holds (32,767) is cut there; it is not left out."""
    lines = gegevens.inhoud.boekingen.assign(toelichting="=" + "x" * 40_000)
    path = tmp_path / "lang.xlsx"
    path.write_bytes(as_xlsx(attrs.evolve(gegevens, inhoud=attrs.evolve(gegevens.inhoud, boekingen=lines))))

    assert {"=" + "x" * 32_766} == {r["Toelichting"] for r in read_xlsx(path)["Regels"]}


def test_names_differ():
    """Two numbers never share a name, also where only a sign or a capital sets them apart; none is an address."""
    named = named_parameters(
        numbers(*((p, "2019-08-01", "2020-07-31", "1", "euro") for p in ("s.a-b", "s.a_b", "s.A_b", "A1")))
    )

    assert 4 == len({n.lower() for n in named["naam"]})
    assert all(re.fullmatch(r"p_[A-Za-z0-9_]+", n) for n in named["naam"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("s.a_euro", "2019-08-01", "2020-07-31", "25", "euro")], "p_s_a_euro_2019_08_01"),
        # another value, other days, no amount, or two that fit: not known which number is the tariff
        ([("s.a_euro", "2019-08-01", "2020-07-31", "26", "euro")], ""),
        ([("s.a_euro", "2020-01-01", "2020-12-31", "25", "euro")], ""),
        ([("s.a", "2019-08-01", "2020-07-31", "25", "procent")], ""),
        ([(f"s.a.{n}_euro", "2019-08-01", "2020-07-31", "25", "euro") for n in "bc"], ""),
        ([("s.b_euro", "2019-08-01", "2020-07-31", "25", "euro")], ""),
    ],
)
def test_tariff_is_one_number(rows, expected):
    """The tariff of a line is the one amount that it names, on all its days, of that value; else it stays a number."""
    line = {"scenario": "plan", "stap": "s", "parameters": "s.a s.a_euro", "tarief": "25"}
    lines = pd.DataFrame([{**line, "periode_van": "2019-08-01", "periode_tot": "2020-07-31"}])

    assert [expected] == list(tariff_names(lines, named_parameters(numbers(*rows))))
