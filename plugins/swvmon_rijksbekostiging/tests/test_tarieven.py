"""What is shipped is what the regulations say; a plan that lacks a tariff is told so by the command line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from swvmon import read_parameters
from swvmon.testing import apply
from swvmon_rijksbekostiging.model import RIJKSBEKOSTIGING

REAL = Path(os.environ.get("SWVMON_REAL_DATA", Path(__file__).parents[4] / "shared" / "data" / "real"))
SHIPPED = {(p.id.split(".")[1], w) for p in read_parameters("swvmon_rijksbekostiging") for w in p.waarden}

PLAN = """
indicatoren = []
[regio]
code = "{code}"
[[keten]]
model = "rijksbekostiging"
{choices}
"""


def test_every_value_is_fixed_by_a_regulation() -> None:
    """Each value that is shipped is read in a regulation, and names its article or annex."""
    assert {"vastgesteld"} == {w.status for _, w in SHIPPED}
    assert all(re.fullmatch(r"BWBR00\d{5} (art\. \d+|bijlage \d[ab]?)", w.bron) for _, w in SHIPPED)


@pytest.mark.parametrize("law", ["BWBR0037032", "BWBR0037118"])
def test_values_are_those_of_the_law_text(law: str) -> None:
    """Published: the article that a value names holds that amount; skipped where the text is not there."""
    files = sorted((REAL / "bekostigingsbedragen").glob(f"{law}_*.md"))
    if not files:
        pytest.skip(f"the text of {law} is not here; set SWVMON_REAL_DATA")
    articles = re.split(r"### Artikel\s+(\d+)\s", files[0].read_text("utf-8").replace("\N{NO-BREAK SPACE}", " "))
    texts = dict(zip(articles[1::2], articles[2::2], strict=True))
    mine = [w for _, w in SHIPPED if w.bron.startswith(law)]

    assert (6 if law == "BWBR0037032" else 4) == len(mine)
    for waarde in mine:
        assert f"€ {waarde.waarde}".replace(".", ",") in texts[waarde.bron.split()[-1]]


@pytest.mark.parametrize(
    ("code", "schooljaar", "choices", "missing"),
    [
        ("PO9901", "2016/17", "", ["licht_po_personeel_euro (euro per leerling bao per schooljaar)"]),
        ("PO9901", "2024/25", "", ["licht_po_euro (euro per leerling bao per kalenderjaar)"]),
        ("VO9901", "2016/17", "", ["zwaar_vo_personeel_euro (euro per leerling per schooljaar)"]),
        ("VO9901", "2024/25", "", ["zwaar_vo_euro (euro per leerling per kalenderjaar)"]),
        (
            "VO9901",
            "2015/16",
            "percentage_lwoo_2012 = 10\npercentage_pro_2012 = 3",
            ["licht_vo_lwoo_euro (euro per leerling per kalenderjaar)"],
        ),
        ("VO9901", "2015/16", "", []),
        ("PO9901", "2014/15", 'schoolgewicht_kenmerk = "schoolgewicht"', []),
        ("PO9901", "2024/25", "budget_euro = 1_000", []),
    ],
)
def test_plan_check_names_the_missing_tariff(
    tmp_path: Path, code: str, schooljaar: str, choices: str, missing: list[str]
) -> None:
    """The command names parameter, unit and days and how to supply a value, and fails; not where all is known."""
    environment = {name: value for name, value in os.environ.items() if name != "SWVMON_DB"}
    (tmp_path / f"{code}.toml").write_text(PLAN.format(code=code, choices=choices), "utf-8")
    command = [sys.executable, "-m", "swvmon.cli", "plan", "check", code, "--schooljaar", schooljaar]
    said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert (2 if missing else 0) == said.returncode, said.stderr
    for name in missing:
        supply = f'[[parameter]] id = "rijksbekostiging.{name.split()[0]}", waarde = ..., van = '
        assert f"parameter rijksbekostiging.{name} has no value for " in said.stderr
        assert supply in said.stderr


def test_national_counts_of_primary_education(region, tarieven) -> None:
    """Published counts (DUO, 1-10-2015: 1,443,072 bao and 34,737 sbo; 1-10-2016: 1,427,453 and 33,869), as one region.

    Material 2016 by hand: 1,443,072 x 5/12 x 7.44 = 4,473,523.20 and 1,477,809 x 5/12 x 30.64 = 18,866,694.90 euro.
    Skipped where the files of DUO are not there.
    """
    folder = REAL / "po_leerlingen_soort_cluster_leeftijd"
    files = sorted(folder.glob("01.-leerlingen-po-*.csv")) if folder.is_dir() else []
    if len(files) != 2:
        pytest.skip("the counts of DUO per type of primary education are not here; set SWVMON_REAL_DATA")
    counts = [_counts(file) for file in files]
    schools = pd.DataFrame({"vestiging": sorted({*counts[0]["vestiging"], *counts[1]["vestiging"]})}, dtype="str")
    tables = {
        "aansluiting": schools.assign(swv="PO9901", aandeel="1"),
        "vestiging": schools.assign(bestuur="98001"),
        ("leerlingen_po", "1-10 t-1"): counts[0],
        ("leerlingen_po", "1-10 t"): counts[1],
    }
    made_up = tarieven(licht_po_materieel_euro="7", zwaar_po_materieel_euro="30")
    made_up = [p if not p.id.endswith("_personeel_euro") else _zero(p) for p in made_up]
    view = region("po", "2016/17", {"1-10 t-1": {}, "1-10 t": {}}, tables=tables)

    lines = apply(RIJKSBEKOSTIGING, view, parameters=made_up).regels

    assert [4_473_523_20, 5_828_766_42, 18_866_694_90, 25_573_135_00] == lines["bedrag_cent"].tolist()


def _counts(file: Path) -> pd.DataFrame:
    """Table leerlingen_po of a file of DUO."""
    rows = pd.read_csv(file, sep=";", dtype="str", encoding="cp1252")
    rows.columns = [name.strip().upper() for name in rows.columns]
    brin = next(c for c in rows.columns if c.startswith("BRIN"))
    soort = next(c for c in rows.columns if c.startswith("SOORT"))
    number = next(c for c in rows.columns if c.startswith("VESTIGINGSNUMMER"))
    frame = pd.DataFrame(
        {
            "vestiging": rows[brin].str.strip() + rows[number].str.strip().str.zfill(2),
            "soort": rows[soort].str.strip().str.lower().replace({"bo": "bao"}),
            "aantal_min": rows["TOTAAL"].str.strip().astype("int64"),
        }
    )
    return frame.assign(aantal_max=frame["aantal_min"])


def _zero(parameter):
    """The same parameter at zero in 2016/17, so that personnel books nothing."""
    from datetime import date
    from decimal import Decimal

    from attrs import evolve

    from swvmon import Schooljaar, Waarde

    none = Waarde(Decimal(0), Schooljaar(2016).periode, "test", "aanname", date(2026, 11, 22))
    return evolve(parameter, waarden=(none,))
