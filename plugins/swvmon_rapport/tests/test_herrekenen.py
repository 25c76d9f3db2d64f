"""LibreOffice computes the workbook again and finds the amounts of the ledger, also where a number was changed."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal

import attrs
import pandas as pd
import pytest

from swvmon import amount_cent
from swvmon.testing import make_opdracht
from swvmon_rapport.gegevens import choose_region
from swvmon_rapport.werkboek.boek import as_xlsx
from swvmon_rapport.werkboek.rijen import VAST

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice Calc) is not on this machine")

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Settings of LibreOffice: compute every formula again, whatever value the file has with it."""
DUURDER = "26.37"
"""Euros per pupil in the scenario that is compared with the changed workbook; the plan has 25."""
CELL = "p_swvzhw_basisondersteuning_per_leerling_euro_2019_08_01"
KWAAD = ("=1+1", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "+1", "-1+1", "@SUM(A1)", "\u202e=2+2", "n" * 300)


def change(source, target, name, value):
    """Copy a workbook with another number in the cell of this name; every other byte of its sheets stays."""
    with zipfile.ZipFile(source) as book:
        parts = {n: book.read(n) for n in book.namelist()}
    cell = re.search(rf'name="{name}">Parameters!\$([A-Z]+)\$([0-9]+)<', parts["xl/workbook.xml"].decode())
    sheet = "xl/worksheets/sheet2.xml"
    pattern = rf'(<c r="{cell[1]}{cell[2]}"[^>]*><v>)[^<]*(</v>)'
    text, count = re.subn(pattern, rf"\g<1>{value}\g<2>", parts[sheet].decode())
    assert 1 == count
    with zipfile.ZipFile(target, "w") as book:
        for part, content in {**parts, sheet: text.encode()}.items():
            book.writestr(part, content)


def made_lines(template):
    """Lines with halves of a cent and numbers beside them; amounts by exact arithmetic, a seed makes them the same."""
    draw = random.Random(20)  # noqa: S311 - no secret
    pairs = [(Decimal(a), Decimal(b)) for a, b in (("0.5", "45.31"), ("1.005", "1"), ("2.675", "1"), ("1.15", "0.1"))]
    for size in (10, 1_000, 100_000, 10_000_000):
        for _ in range(60):
            pairs.append(
                (Decimal(draw.randint(1, size * 200) * 5) / 1000, Decimal(draw.choice(("1", "0.1", "3", "140.59"))))
            )
            tariff = Decimal(draw.randint(1, 10**6)) / draw.choice((100, 1000))
            half = (Decimal(draw.randint(1, size * 100)) + Decimal("0.5")) / 100 / tariff
            pairs.append((half.quantize(Decimal("0.000001")) or Decimal("0.000001"), tariff))
    cents = [amount_cent(*pair) for pair in pairs]
    kept = [(pair, cent) for pair, cent in zip(pairs, cents, strict=True) if cent]
    lines = pd.concat([template] * len(kept), ignore_index=True)
    return lines.assign(
        volgnummer=range(1, len(kept) + 1),
        hoeveelheid=[f"{q:f}" for (q, _), _ in kept],
        tarief=[f"{t:f}" for (_, t), _ in kept],
        bedrag_cent=[cent for _, cent in kept],
        parameters="",
    )


@pytest.fixture(scope="module")
def duurder(tmp_path_factory):
    """A run of the plan, and of a scenario with another amount of basisondersteuning, without the raise after it."""
    from swvmon import read_run

    folder = tmp_path_factory.mktemp("duurder")
    with pytest.MonkeyPatch.context() as patch:
        command = make_opdracht(folder, patch)
        assert 0 == command("demo", folder / "demo")[0]
        plan = folder / "demo" / "VO9901.toml"
        text = plan.read_text("utf-8").replace("verhoog_tarief = true", "verhoog_tarief = false")
        plan.write_text(
            text + f"\n[scenario.duurder.swvzhw]\nbasisondersteuning_per_leerling_euro = {DUURDER}\n", "utf-8"
        )
        assert 0 == command("load", folder / "demo" / "data")[0]
        assert 0 == command("run", "VO9901", "--plan", plan, "--schooljaar", "2019/20", "--scenario", "duurder")[0]
    return choose_region(read_run(f"sqlite:///{folder / 'swvmon.db'}", "laatste"))


@pytest.fixture(scope="module")
def halves(gegevens):
    """A region with lines that were made to be hard to round."""
    lines = made_lines(gegevens.inhoud.boekingen.head(1))
    return attrs.evolve(gegevens, inhoud=attrs.evolve(gegevens.inhoud, boekingen=lines))


@pytest.fixture(scope="module")
def hostile(gegevens):
    """A region of which every text wants to be something else."""
    lines = gegevens.inhoud.boekingen
    texts = [KWAAD[n % len(KWAAD)] for n in range(len(lines))]
    lines = lines.assign(toelichting=texts, grondslag=texts)
    return attrs.evolve(gegevens, inhoud=attrs.evolve(gegevens.inhoud, boekingen=lines))


@pytest.fixture(scope="module")
def two_years(gegevens):
    """The plan in two school years with the same lines, also to DUO, to a board as such and to the organisation."""
    inhoud = gegevens.inhoud
    lines = inhoud.boekingen[inhoud.boekingen["scenario"] == "plan"]
    more = lines.tail(3).assign(
        naar=["duo:vso", "bestuur:99001", "swv:organisatie"],
        bedrag_cent=[10_000, 500, 2_000],
        vestiging="",
        tarief=None,
    )
    first = pd.concat([lines, more], ignore_index=True)
    later = first.assign(schooljaar="2020/21", periode_van=date(2020, 8, 1), periode_tot=date(2021, 7, 31))
    parts = inhoud.delen[inhoud.delen["scenario"] == "plan"]
    both = {
        "boekingen": pd.concat([first, later], ignore_index=True),
        "delen": pd.concat([parts, parts.assign(schooljaar="2020/21")], ignore_index=True),
    }
    return choose_region(attrs.evolve(inhoud, **both))


@pytest.fixture(scope="module")
def regions(gegevens, duurder, halves, hostile, two_years):
    """What each workbook is made of, by its name."""
    return {"demo": gegevens, "duurder": duurder, "halven": halves, "kwaad": hostile, "jaren": two_years}


@pytest.fixture(scope="module")
def computed(regions, tmp_path_factory, read_xlsx):
    """Every workbook of this module after LibreOffice computed it, by name; it is started once."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "profiel" / "user").mkdir(parents=True)
    (folder / "profiel" / "user" / "registrymodifications.xcu").write_text(ALWAYS, "utf-8")
    for name, content in regions.items():
        (folder / f"{name}.xlsx").write_bytes(as_xlsx(content))
    change(folder / "duurder.xlsx", folder / "veranderd.xlsx", CELL, DUURDER)
    change(folder / "jaren.xlsx", folder / "jaren-veranderd.xlsx", CELL, DUURDER)
    files = [folder / f"{name}.xlsx" for name in (*regions, "veranderd", "jaren-veranderd")]
    profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
    target = folder / "uit"
    asked = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", target, *files]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    return {file.stem: read_xlsx(target / file.name) for file in files}


def cents(rows, column):
    return [round(Decimal(repr(r[column])) * 100, 6) for r in rows]


def ledger(gegevens, scenario):
    """What each school, board and account got by the ledger, eurocents."""
    lines = gegevens.inhoud.boekingen
    lines = lines[lines["scenario"] == scenario]
    got = {}
    for line in lines.to_dict("records"):
        for side, sign in (("naar", 1), ("van", -1)):
            school = line[side].startswith("vestiging:")
            for name in [line[side], *([f"bestuur:{line['bestuur']}"] if school else [])]:
                got[name] = got.get(name, 0) + sign * line["bedrag_cent"]
    return got


def told(sheets, scenario):
    """The same by the workbook; accounts that did not move are left out."""
    columns = (
        ("Scholen", "Vestiging", "vestiging:", "Bedrag (€)"),
        ("Besturen", "Nummer", "bestuur:", "Bedrag (€)"),
        ("Rekeningen", "Rekening", "", "Verandering (€)"),
    )
    return {
        f"{start}{row[key]}": cent
        for sheet, key, start, amount in columns
        for row, cent in zip(sheets[sheet], cents(sheets[sheet], amount), strict=True)
        if row["Scenario"] == scenario
    }


def test_computed_again_it_is_the_ledger(gegevens, computed):
    """Every line, school, board and account comes out at the booked cents, and every check holds."""
    sheets = computed["demo"]

    assert list(gegevens.inhoud.boekingen["bedrag_cent"]) == cents(sheets["Regels"], "Bedrag (€)")
    for scenario in ("plan", "zware-populatie"):
        got = ledger(gegevens, scenario)
        assert got | {"swv:reserve": 0} == told(sheets, scenario)
    assert {"klopt"} == {r["Oordeel"] for r in sheets["Controle"]}


def test_changed_number_gives_the_run_with_that_number(duurder, computed):
    """The plan in the workbook with 26.37 euro in place of 25 is, to the cent, the run of the scenario with 26.37."""
    before, after = ledger(duurder, "plan"), ledger(duurder, "duurder")
    sheets = computed["veranderd"]

    assert before != after
    assert before | {"swv:reserve": 0} == told(computed["duurder"], "plan")
    assert after | {"swv:reserve": 0} == told(sheets, "plan")
    lines = duurder.inhoud.boekingen
    expected = list(lines.loc[lines["scenario"] == "duurder", "bedrag_cent"])
    rows = [r for r in sheets["Regels"] if r["Scenario"] == "plan"]
    assert expected == cents(rows, "Bedrag (€)")


def test_changed_number_is_seen_in_the_checks(computed):
    """After the change money is still conserved, and the totals say that they are no longer those of the run."""
    rows = {r["Controle"]: r["Oordeel"] for r in computed["veranderd"]["Controle"] if r["Scenario"] in {"", "plan"}}
    conserved = rows.pop("Behoud: beginsaldi + van het rijk = scholen + besturen + DUO + eindsaldi")

    assert "klopt" == conserved
    assert {"wijkt af"} == set(rows.values())
    changed = [r for r in computed["veranderd"]["Regels"] if r["Verschil (€)"]]
    # by hand: seven schools with pupils
    assert 7 == len(changed)


def test_a_year_opens_with_what_the_former_left(computed):
    """A change in one year reaches the opening balance of the next: 3,966 pupils x 1.37 euro is 5,433.42 (by hand).

    What the organisation has is spent in its year, so its balance starts at nothing again.
    """
    before, after = (
        {(r["Schooljaar"], r["Rekening"]): r for r in computed[name]["Rekeningen"]}
        for name in ("jaren", "jaren-veranderd")
    )
    budget = ("2020/21", "swv:budget")

    assert before["2019/20", "swv:budget"]["Eind (€)"] == before[budget]["Begin (€)"]
    assert -5433.42 == round(after[budget]["Begin (€)"] - before[budget]["Begin (€)"], 2)
    assert -5433.42 == round(after[budget]["Eind (€)"] - before[budget]["Eind (€)"], 2)
    assert [20, 20] == [before[y, "swv:organisatie"]["Eind (€)"] for y in ("2019/20", "2020/21")]
    assert 150_000 == after["2020/21", "swv:reserve"]["Begin (€)"]


def test_money_is_conserved_over_every_kind_of_account(computed):
    """What goes to DUO, to a board as such and to the organisation is in the check, in both years, changed or not."""
    for name in ("jaren", "jaren-veranderd"):
        rows = [r for r in computed[name]["Controle"] if r["Controle"].startswith("Behoud")]
        assert ["klopt", "klopt"] == [r["Oordeel"] for r in rows]
        assert all(r["Uitkomst"] > 600_000 for r in rows)


def test_halves_of_a_cent(halves, computed):
    """Every made line comes out at exact arithmetic rounded half up; nearly all of them as a formula."""
    rows = computed["halven"]["Regels"]
    fixed = [r for r in rows if r["Hoe het bedrag ontstaat"] == VAST]

    assert list(halves.inhoud.boekingen["bedrag_cent"]) == cents(rows, "Bedrag (€)")
    assert len(rows) > 400
    assert len(fixed) < 60


def test_text_stays_text(hostile, computed):
    """What starts as a formula does is shown as it was written, and computes nothing."""
    rows = computed["kwaad"]["Regels"]
    expected = [t.replace("\u202e", "[U+202E]") for t in hostile.inhoud.boekingen["toelichting"]]

    assert expected == [r["Toelichting"] for r in rows]
    assert expected == [r["Grondslag"] for r in rows]
