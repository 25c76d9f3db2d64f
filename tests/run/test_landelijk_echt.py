"""All SWV's po on the real files: deelname, growth and reserves, each beside pandas on the file of the publisher.

Skipped by name where the files are not there. Every expected number is herberekend: recomputed here from the file as
DUO published it, by a few lines that use nothing of swvmon.
"""

from __future__ import annotations

import os
import shutil
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest

from swvmon.hooks.discovery import discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.execute import begin
from swvmon.run.load import load_paths
from swvmon.run.tabel import as_csv, as_markdown, as_text, read_table
from swvmon.store import Store

REAL = Path(os.environ.get("SWVMON_REAL_DATA", Path(__file__).parents[3] / "shared" / "data" / "real"))
COUNT = "po_leerlingen_soort_cluster_leeftijd/01.-leerlingen-po-soort-po,-cluster,-leeftijd-{}-{}.csv"
FILES = {
    2015: COUNT.format(2015, 2016),
    2016: COUNT.format(2016, 2017),
    "bron": "po_leerlingen_bron_swv/02.leerlingen-bo-in-bron-2016-2017.csv",
    "gebied": "swv_regio_indeling/afgeleid/pc4_swv_2015-04-23.csv",
    "adressen": "po_vestigingen/2020-12/alle-vestigingen-bo.csv",
    "historisch": "po_leerlingen_historisch/06.-historisch-overzicht-aantal-leerlingen-per-schoolvestiging.csv",
    "balans": "po_jaarrekening/01.-po-(mab)-balans-2011-2015.csv",
    "baten": "po_jaarrekening/02.-po-(mb)-staat-van-baten-en-lasten-2011-2015.csv",
    "bijdragen": "po_jaarrekening/10.-po-(ob)-overheidsbijdragen-2011-2015.csv",
}
ACCOUNTS = ("balans", "baten", "bijdragen")
DEFINITIONS = {  # indicator: kinds of pupils that take part, and of whom
    "deelname_sbo_vensters": (["sbo"], ["bo", "sbo"]),
    "deelname_so_ncoj": (["so"], ["bo", "sbo", "so"]),
    "deelname_niet_regulier_po": (["sbo", "so"], ["bo", "sbo", "so"]),
}
RESERVES = ("eigen_vermogen", "mogelijk_bovenmatig", "positie_signaleringswaarde")
NAMED = ("PO0001", "PO2707", "PO3006")
KINDS = {"BO": "bao", "SBO": "sbo", "SO": "so", "VSO": "vso", "SO/VSO": "so_vso"}
KEPT = (2013, 2014, 2015, 2016)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files; of the accounts only the SWV's, of the historical file only some years; and a number for each SWV."""
    for name in FILES.values():
        if not (REAL / name).is_file():
            pytest.skip(f"the real file {name} is not here; set SWVMON_REAL_DATA")
    data = tmp_path_factory.mktemp("landelijk") / "data"
    data.mkdir()
    for name, path in FILES.items():
        source, target = REAL / path, data / Path(path).name
        if name in ACCOUNTS:
            head, *lines = source.read_bytes().splitlines(keepends=True)
            target.write_bytes(head + b"".join(line for line in lines if b";SWV;" in line))
        elif name == "historisch":
            history = raw(name)
            other = [c for c in history if c.startswith("LEERLINGEN_") and int(c[-4:]) not in KEPT]
            history.drop(columns=other).to_csv(target, sep=";", index=False, encoding="utf-8-sig")
        else:
            shutil.copyfile(source, target)
    numbers = "".join(f"swv;{swv};bestuursnummer;{board};2014-08-01;\n" for swv, board in paired())
    (data / "kenmerken.csv").write_text(f"niveau;code;kenmerk;waarde;geldig_van;geldig_tot\n{numbers}", "utf-8")
    (data / "leveringen.toml").write_text(
        f'["{Path(FILES["gebied"]).name}"]\nstand = 2015-04-23\n["kenmerken.csv"]\nstand = 2014-08-01\n'
        f'["{Path(FILES[2016]).name}"]\nstatus = "voorlopig"\n'
        f'["{Path(FILES["adressen"]).name}"]\nstand = 2020-12-21\nexact = false\n',
        "utf-8",
    )
    return data


def raw(name: str | int, **options: object) -> pd.DataFrame:
    """A file as DUO published it, all as text."""
    encoding = "utf-8-sig" if name in {"historisch", "gebied"} else "cp1252"
    return pd.read_csv(REAL / FILES[name], sep=";", dtype=str, encoding=encoding, **options)


def paired() -> list[tuple[str, str]]:
    """77 SWV's and 77 board numbers, in order.

    No file tells which number is of which SWV, so these pairs are not real: only counts and sums of all mean anything.
    """
    boards = raw("balans").query("GROEPERING == 'SWV'")["BEVOEGD GEZAG NUMMER"].unique()
    return list(zip(sorted(raw("bron", skiprows=1)["SWV"].unique()), sorted(boards), strict=True))


@pytest.fixture(scope="module")
def store(folder: Path):
    """A database with only these files."""
    registry = PluginRegistry(discover())
    with Store.open(f"sqlite:///{folder.parent / 'swvmon.db'}", create=True) as opened:
        results = load_paths(opened, registry.register("databronnen"), [folder])
        assert [] == [r.melding for r in results if r.status != "loaded" and r.pad.suffix == ".csv"]
        yield opened


def run(store: Store, regio: str, indicatoren: tuple[str, ...], *years: int):
    """Run id and metingen of a plan with these indicators; `regio` PO is all SWV's."""
    names = ", ".join(f'"{naam}"' for naam in indicatoren)
    keten = "" if regio == "PO" else '[[keten]]\nmodel = "rijksbekostiging"\nbudget_euro = 1\n'
    plan = read_plan(f'indicatoren = [{names}]\n[regio]\ncode = "{regio}"\nnaam = "X"\n{keten}', "test plan")
    result = begin(store, PluginRegistry(discover()), plan, [Schooljaar(year) for year in years]).finish()
    assert not result.failed
    rows = pd.concat([deel.metingen for deel in result.delen], ignore_index=True)
    return result.run_id, rows.assign(jaar=rows["schooljaar"].str[:4].astype(int))


@pytest.fixture(scope="module")
def measured(store: Store):
    """All SWV's: reserves at the end of 2014 and 2015, deelname and growth on 1 October 2015."""
    return run(store, "PO", (*DEFINITIONS, "groei_historisch", *RESERVES), 2014, 2015)


@pytest.fixture(scope="module")
def year_after(store: Store) -> pd.DataFrame:
    """Three SWV's, each by itself, on 1 October 2016: as in a run of the country, which takes far longer."""
    return pd.concat([run(store, regio, (*DEFINITIONS, "groei_historisch"), 2016)[1] for regio in NAMED])


def pupils(year: int) -> pd.DataFrame:
    """Pupils by SWV and kind: the SWV of BRON, else PO0001 where Reformatorisch, else that of the postcode area."""
    bron = raw("bron", skiprows=1)
    of_school = pd.Series(bron["SWV"].to_numpy(), bron["BRIN_NUMMER"] + bron["VESTIGINGSNUMMER"].str.zfill(2))
    area = raw("gebied").set_index("pc4")["po_swv"]
    count = raw(year)
    school = count["BRIN_NUMMER"] + count["VESTIGINGSNUMMER"].str.zfill(2)
    national = count["DENOMINATIE_VESTIGING"].map({"Reformatorisch": "PO0001"})
    swv = school.map(of_school).fillna(national).fillna(count["POSTCODE_VESTIGING"].str[:4].map(area))
    assert swv.notna().all()
    return count["TOTAAL"].astype(int).groupby([swv, count["SOORT_PO"].str.lower()]).sum().unstack(fill_value=0)


def six(teller: int, noemer: int) -> Decimal:
    """The ratio in six places, half up."""
    return (Decimal(int(teller)) / Decimal(int(noemer))).quantize(Decimal("0.000001"), ROUND_HALF_UP)


@pytest.mark.parametrize("naam", DEFINITIONS)
def test_deelname_in_2015_of_three_swvs_and_of_the_country(measured, naam: str) -> None:
    """Herberekend from the count of 1 October 2015: teller, noemer and ratio; and there are all 77 SWV's."""
    part, whole = (pupils(2015)[kinds].sum(axis=1) for kinds in DEFINITIONS[naam])
    expected = {swv: (part[swv], whole[swv], six(part[swv], whole[swv])) for swv in NAMED}
    expected["NL"] = (part.sum(), whole.sum(), six(part.sum(), whole.sum()))
    rows = measured[1].query("indicator == @naam and jaar == 2015 and niveau in ['swv', 'landelijk']")
    shown = {r.sleutel: (int(r.teller), int(r.noemer), Decimal(r.waarde)) for r in rows.itertuples()}

    assert expected == {key: shown[key] for key in expected}
    assert 77 + 1 == len(shown)
    assert {"berekend"} == set(rows["uitkomst"])


@pytest.mark.parametrize("naam", DEFINITIONS)
def test_deelname_in_2016_of_three_swvs(year_after: pd.DataFrame, naam: str) -> None:
    """Herberekend from the count of 1 October 2016, which is provisional: so is what rests on it."""
    part, whole = (pupils(2016)[kinds].sum(axis=1) for kinds in DEFINITIONS[naam])
    rows = year_after.query("indicator == @naam and niveau == 'swv'")
    shown = {r.sleutel: (int(r.teller), int(r.noemer), Decimal(r.waarde)) for r in rows.itertuples()}

    assert {swv: (part[swv], whole[swv], six(part[swv], whole[swv])) for swv in NAMED} == shown
    assert {"voorlopig"} == set(rows["status"])


def test_deelname_on_the_page_is_that_of_the_country() -> None:
    """Herberekend: docs/cijfers.md has 77 SWV's, with the ratio of each definition on both days."""
    head, *shown = rows_of("deelname")
    expected = {}
    for naam, (teller, noemer) in DEFINITIONS.items():
        for year in (2015, 2016):
            counts = pupils(year)
            part, whole = counts[teller].sum(axis=1), counts[noemer].sum(axis=1)
            expected[f"{naam} {year}-10-01"] = [f"{six(part[s], whole[s])}" for s in sorted(counts.index)]

    assert ["sleutel", *expected] == head
    assert sorted(pupils(2015).index) == [cells[0] for cells in shown]
    assert list(expected.values()) == [[cells[n] for cells in shown] for n in range(1, len(head))]


def counted(year: int) -> dict[str, pd.Series]:
    """Pupils per school in the historical file, low and high end: `<5` is one to four."""
    history = raw("historisch").set_index("VESTIGINGSCODE")[f"LEERLINGEN_{year}"]
    return {"": history.replace("<5", "1").astype(int), "_max": history.replace("<5", "4").astype(int)}


def test_growth_of_three_swvs(year_after: pd.DataFrame) -> None:
    """Herberekend from the historical file: primary schools on 1 October 2016 over 2015, `<5` with both ends."""
    bron = raw("bron", skiprows=1)
    swv = pd.Series(bron["SWV"].to_numpy(), bron["BRIN_NUMMER"] + bron["VESTIGINGSNUMMER"].str.zfill(2))
    kind = raw("historisch").set_index("VESTIGINGSCODE")["SOORT_VESTIGING"]
    mine = swv[swv.index.map(kind) == "BO"]
    rows = year_after.query("indicator == 'groei_historisch' and onderdeel == 'bao'")
    schools = rows[rows["niveau"] == "vestiging"].set_index("sleutel")
    totals = rows[rows["niveau"] == "swv"].set_index("sleutel")

    assert set(mine.index[mine.isin(NAMED)]) <= set(schools.index)
    for year, side in ((2016, "teller"), (2015, "noemer")):
        for end, counts in counted(year).items():
            expected = counts.reindex(schools.index).fillna(0).astype(int)
            assert expected.to_dict() == schools[side + end].astype(int).to_dict()
            of_swv = expected.groupby(schools["regio"]).sum().to_dict()
            assert of_swv == totals[side + end].astype(int).to_dict()


def test_growth_of_the_page_has_each_year_and_none_over_a_break() -> None:
    """docs/cijfers.md: 30 years; 1996 has no year before it and 1998 is a break for all, so neither has a number."""
    head, *shown = rows_of("groei")
    number = head.index("groei_historisch teller / noemer bao")

    assert [f"{year}-10-01" for year in range(1996, 2026)] == [cells[0] for cells in shown]
    assert ["1996-10-01", "1998-10-01"] == [cells[0] for cells in shown if not cells[number]]


def cents(amounts: pd.Series) -> pd.Series:
    """Eurocents of whole euros with points."""
    return amounts.str.replace(".", "").fillna("0").astype(int) * 100


@pytest.mark.parametrize(("year", "above", "of"), [(2014, 29, 45), (2015, 67, 77)])
def test_reserves_against_the_signaleringswaarde(measured, year: int, above: int, of: int) -> None:
    """29 of 45 and 67 of 77 are above max(3,5 %, 250.000), and so is the sum of what is above (herberekend)."""
    balance, income = (
        raw(n).query("GROEPERING == 'SWV' and JAAR == @y", local_dict={"y": str(year)}) for n in ACCOUNTS[:2]
    )
    equity = cents(balance.set_index("BEVOEGD GEZAG NUMMER").filter(like="2.1 - ").iloc[:, 0])
    total = cents(income.set_index("BEVOEGD GEZAG NUMMER").filter(like="TOTB - ").iloc[:, 0])
    norm = (total * 35 / 1000).clip(lower=25_000_000)
    rows = measured[1].query("jaar == @year")
    position = rows.query("indicator == 'positie_signaleringswaarde' and niveau == 'swv'")
    land = rows.query("niveau == 'landelijk'").set_index("indicator")

    assert (above, of) == (int((equity > norm.reindex(equity.index)).sum()), len(equity))
    assert (above, of) == (int((position["klasse"] == "boven").sum()), int((position["klasse"] != "").sum()))
    assert 77 - of == int((position["uitkomst"] == "ontbreekt").sum())
    assert int(equity.sum()) == int(land.loc["eigen_vermogen", "waarde"])
    more = int((equity - norm.reindex(equity.index)).clip(lower=0).round().sum())
    assert abs(more - int(land.loc["mogelijk_bovenmatig", "waarde"])) <= of  # floats here, a cent per SWV at most
    assert ("berekend" if of == 77 else "onvolledig") == land.loc["eigen_vermogen", "uitkomst"]


def test_the_reserves_of_the_page_are_what_the_command_makes(store: Store, measured) -> None:
    """docs/cijfers.md: its table is that of `swvmon indicatoren tabel`."""
    made = read_table(store, measured[0], RESERVES[:2], niveau="landelijk", rijen="peildatum")

    assert [made.kop, *made.rijen] == rows_of("reserves")


def rows_of(name: str) -> list[list[str]]:
    """Heading and rows of a table of docs/cijfers.md, between its marks."""
    page = (Path(__file__).parents[2] / "docs" / "cijfers.md").read_text("utf-8")
    part = page.partition(f"<!-- begin: {name} -->")[2].partition(f"<!-- end: {name} -->")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("write", [as_text, as_markdown, as_csv])
def test_a_table_is_written_in_three_forms(store: Store, measured, write) -> None:
    """Each form has all 77 SWV's, and missing numbers as a word."""
    text = write(read_table(store, measured[0], ["eigen_vermogen"]))

    assert 77 == sum(line.lstrip("| ").startswith("PO") for line in text.splitlines())
    assert 32 == text.count("ontbreekt")
