"""The figures of the replication page: its tables are what the command prints, and VO2806 is run on the real files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docs_console import blocks

FILES = {
    "leerlingen-vo-2019.csv": "vo_leerlingen_onderwijstype/leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv",
    "vestigingen-vo.csv": "vo_vestigingen/2020-12/alle-vestigingen-vo.csv",
    "vsv-2015.csv": "vo_vsv_per_swv/vsv-per-swv-2015.csv",
    "pc4-swv.csv": "swv_regio_indeling/afgeleid/pc4_swv_2015-04-23.csv",
}
ROW = re.compile(
    r"^\| ([a-z-]+) \| [^|]* \| € ([\d.,]+) \|[^|]*\| (\u2212 )?€ ([\d.,]+) \|$", re.MULTILINE
)  # a real minus


BEGIN, END = "<!-- begin: swvmon replicatie --markdown -->\n", "<!-- end: swvmon replicatie --markdown -->"


def test_tables_are_what_the_command_prints(docs, tmp_path):
    """Published: the tables of the page are those of `swvmon replicatie --markdown`, with nothing unexplained."""
    command = [sys.executable, "-m", "swvmon.cli", "replicatie", "--markdown"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)

    assert (0, "") == (done.returncode, done.stderr)
    shown = (docs / "replicatie.md").read_text("utf-8").split(BEGIN)[1].split(END)[0]
    assert done.stdout.strip().splitlines() == shown.strip().splitlines()


def test_every_verdict_and_label_is_explained(docs):
    """Each verdict that the tables can have, and each label, has a row that tells what it means."""
    from swvmon.contract.gepubliceerd import LABELS
    from swvmon_replicatie.oordeel import OORDELEN

    page = (docs / "replicatie.md").read_text("utf-8").split(BEGIN)[0]

    assert [*OORDELEN, *LABELS] == re.findall(r"^\| ([a-z ]+) \| (?!meaning|ours is)", page, re.MULTILINE)


def cents(text):
    """Eurocents of a Dutch amount."""
    return int(text.replace(".", "").replace(",", ""))


def test_sensitivity_table(docs, tmp_path):
    """Recomputed: the commands of the page give the amounts of its table; skipped by name without the files."""
    real = Path(os.environ.get("SWVMON_REAL_DATA", docs.parents[1] / "shared" / "data" / "real"))
    if not all((real / f).is_file() for f in FILES.values()):
        pytest.skip("the four real files are not here (set SWVMON_REAL_DATA)")
    page = (docs / "replicatie.md").read_text("utf-8")
    delivery, scenarios = (b.text for b in blocks(page) if b.language == "toml")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "leveringen.toml").write_text(delivery, "utf-8")
    for name, source in FILES.items():
        shutil.copy(real / source, tmp_path / "data" / name)

    def swvmon(*words):
        command = [sys.executable, "-m", "swvmon.cli", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    swvmon("load", "data")
    (tmp_path / "VO2806.toml").write_text(swvmon("plan", "show", "VO2806") + scenarios, "utf-8")
    rows = {
        name: (cents(paid), -cents(left) if minus else cents(left)) for name, paid, minus, left in ROW.findall(page)
    }
    names = [word for name in rows if name != "plan" for word in ("--scenario", name)]
    parts = json.loads(swvmon("run", "VO2806", "--schooljaar", "2019/20", *names, "--json"))["delen"]

    paid = {part["scenario"]: part["totalen_cent"]["vestiging"] for part in parts}
    assert paid == {name: amount for name, (amount, _) in rows.items()}
    assert {name: 300_000_000 - amount for name, amount in paid.items()} == {n: left for n, (_, left) in rows.items()}
