"""A tiny plugin in versions, for tests that compare them: each school gets an amount of the plan times a factor."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAAM = "swvmon-plugin-proef"
PLAN = """\
indicatoren = []

[regio]
code = "VO9901"

[grootboek]
mag_rood = ["swv:budget"]

[[keten]]
model = "proefmodel"
bedrag_per_school_euro = 1_000
verdeling = "gelijk"
"""
CARD = """\
naam = "proef"
versie = "{version}"
hook_api = 1
titel = "Proef"
beschrijving = "Elke school krijgt een bedrag."
licentie = "MIT"
soorten = ["verdeelmodel"]
sectoren = ["vo"]
verdeelmodellen = ["proefmodel"]
"""
CODE = """\
from decimal import Decimal

from attrs import field, frozen

from swvmon import SCHOLEN, Leest, Uitkomst, Verdeelmodel, boekingen, hookimpl, with_board

FACTOR = Decimal("{factor}")


@frozen
class Keuzes:
    bedrag_per_school_euro: Decimal = field()
    verdeling: str = "gelijk"


def verdeel(momentopname, grootboek, keuzes):
    if FACTOR < 0:
        raise ValueError("the factor is below zero")
    names = momentopname.tabel("aansluiting")[["vestiging"]].drop_duplicates()
    schools = with_board(names.sort_values("vestiging", ignore_index=True), momentopname)
    if keuzes.verdeling == "eerste":
        schools = schools.head(1)
    lines = boekingen(
        schools,
        van="swv:budget",
        naar="vestiging:" + schools["vestiging"],
        hoeveelheid=FACTOR,
        eenheid="school",
        tarief=keuzes.bedrag_per_school_euro,
        grondslag="bedrag per school",
        toelichting="Proef.",
        parameters="proef.bedrag_per_school_euro",
    )
    return Uitkomst((lines,))


@hookimpl
def swvmon_register_verdeelmodellen(register):
    register(
        Verdeelmodel(
            naam="proefmodel",
            titel="Proefmodel",
            bron="proef",
            sectoren=("vo",),
            keuzes=Keuzes,
            verdeel=verdeel,
            leest=SCHOLEN,
        )
    )
"""
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "swvmon-plugin-proef"
version = "{version}"
dependencies = ["swvmon"]

[project.entry-points.swvmon]
proef = "swvmon_proef"

[tool.hatch.build.targets.wheel]
packages = ["swvmon_proef"]
"""


def write_project(folder: Path, version: str, factor: str) -> None:
    """Write the project of a version; the factor is what differs between versions."""
    package = folder / "swvmon_proef"
    package.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(PROJECT.format(version=version), "utf-8")
    (package / "swvmon.toml").write_text(CARD.format(version=version), "utf-8")
    (package / "__init__.py").write_text(CODE.replace("{factor}", factor), "utf-8")


def build_wheel(project: Path, wheels: Path) -> None:
    """Build the wheel of a project, without network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(command, cwd=project, capture_output=True, check=True)
