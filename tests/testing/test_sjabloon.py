"""`swvmon plugins new` of each kind: generated, built, installed beside swvmon, discovered, run, and tested by itself.

Installing is unpacking the wheel into a folder on the path, as in tests/hooks: it needs no network.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from swvmon.cli import swvmon
from swvmon.sjabloon.maken import VAN_HET_SJABLOON, new_plugin, update_plugin

SOORTEN = {"verdeelmodel": "ons_model", "indicator": "onze_indicator", "databron": "onze_bron"}
OWN = {
    "verdeelmodel": ["model.py", "parameters/bedragen.toml"],
    "indicator": ["indicator.py", "parameters/normen.toml"],
    "databron": ["bron.py", "voorbeelden/onze_bron_begroting.csv"],
}
PLAN = """\
indicatoren = ["onze_indicator"]

[regio]
code = "VO9901"

[[keten]]
model = "rijksbekostiging"
budget_euro = 300_000

[[keten]]
model = "ons_model"
budget_euro = 300_000
"""
BUILD = """\
import os, sys
from hatchling.build import build_wheel

for project in sys.argv[2:]:
    os.chdir(project)
    build_wheel(sys.argv[1])
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with a project of each kind, and a site folder with their wheels."""
    folder = tmp_path_factory.mktemp("nieuw")
    projects = [folder / naam for naam in SOORTEN.values()]
    for (soort, naam), project in zip(SOORTEN.items(), projects, strict=True):
        new_plugin(naam, soort, project)
    wheels = folder / "wheels"
    wheels.mkdir()
    subprocess.run([sys.executable, "-c", BUILD, str(wheels), *map(str, projects)], check=True, capture_output=True)
    for wheel in wheels.glob("*.whl"):
        with ZipFile(wheel) as archive:
            archive.extractall(folder / "site")
    (folder / "werk").mkdir()
    (folder / "werk" / "plan.toml").write_text(PLAN, "utf-8")
    return folder


@pytest.fixture(scope="module")
def command(home):
    """Run Python with the wheels installed, in an empty folder."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SWVMON_", "PYTEST_"))}

    def run(*words):
        return subprocess.run(
            [sys.executable, *words],
            cwd=home / "werk",
            env=kept | {"PYTHONPATH": str(home / "site"), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.mark.parametrize("soort", SOORTEN)
def test_the_project_is_complete(soort, home):
    """Card, rule, parameters or small file, tests, CI and README; nothing of another kind, and no path of a machine."""
    naam = SOORTEN[soort]
    package = f"swvmon_{naam}"
    expected = {*VAN_HET_SJABLOON, ".gitignore", "README.md", "pyproject.toml", f"tests/test_{naam}.py"}
    expected |= {f"{package}/{name}" for name in ("__init__.py", "swvmon.toml", *OWN[soort])}
    expected |= {f"tests/gevallen/{naam}.yaml"} if soort == "verdeelmodel" else set()
    files = [p for p in (home / naam).rglob("*") if p.is_file()]

    assert expected == {p.relative_to(home / naam).as_posix() for p in files}
    assert [] == [p for p in files if str(home) in p.read_text("utf-8") or "{%" in p.read_text("utf-8")]


def test_the_plugins_are_discovered(command):
    """The wheels hold their cards, and the core takes them."""
    done = command("-m", "swvmon.cli", "plugins", "list", "--json")
    found = json.loads(done.stdout)
    there = {p["naam"]: p["soorten"] for p in found["plugins"]}

    assert [] == found["geweigerd"]
    assert {naam: [soort] for soort, naam in SOORTEN.items()} == {naam: there[naam] for naam in SOORTEN.values()}


def test_the_plugins_run(command, home):
    """A region runs with the model and the indicator, and the source loads its small file."""
    sample = home / "site" / "swvmon_onze_bron" / "voorbeelden" / "onze_bron_begroting.csv"
    code = f"""\
import sys
from swvmon.cli import swvmon
for words in (["demo", "."], ["load", "data"], ["load", {str(sample)!r}, "--peildatum", "2015-12-31"],
              ["run", "VO9901", "--plan", "plan.toml", "--schooljaar", "2019/20", "--streng", "--json"]):
    code = swvmon.main(words, standalone_mode=False)
    assert not code, (words, code)
"""
    done = command("-c", code)

    assert 0 == done.returncode, done.stderr
    assert "onze_bron_begroting" in done.stdout
    assert '"onze_indicator"' in done.stdout
    assert '"ons_model": 30000000' in done.stdout


def test_the_plugins_pass_their_own_tests(command, home):
    """What is generated is tested by itself: its own test, and every check of the kit."""
    projects = [str(home / naam / "tests") for naam in SOORTEN.values()]
    done = command("-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", *projects)

    assert 0 == done.returncode, done.stdout


def test_an_update_writes_only_what_is_of_the_template(tmp_path):
    """A file of the template that changed is written anew, what the author wrote is not touched."""
    new_plugin("ons_model", "verdeelmodel", tmp_path / "p")
    rule, tests = tmp_path / "p" / "swvmon_ons_model" / "model.py", tmp_path / "p" / "tests" / "test_conformiteit.py"
    template = tests.read_text("utf-8")
    rule.write_text("# mine\n", "utf-8")
    tests.write_text("# old\n", "utf-8")

    assert [Path("tests/test_conformiteit.py")] == update_plugin(tmp_path / "p", controleer=True)
    assert "# old\n" == tests.read_text("utf-8")
    assert [Path("tests/test_conformiteit.py")] == update_plugin(tmp_path / "p")
    assert (template, "# mine\n") == (tests.read_text("utf-8"), rule.read_text("utf-8"))
    assert [] == update_plugin(tmp_path / "p")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["new", "Ons-Model", "--soort", "indicator"], "'Ons-Model' is no name of a plugin: use lower case letters"),
        (["new", "vol", "--soort", "indicator"], "vol: is there already; choose another folder with --map"),
        (["update", "vol"], "vol: has no .swvmon-sjabloon.yml, so it was not made by `swvmon plugins new`"),
        (["check", "vol"], "vol: has no pyproject.toml with [project.entry-points.swvmon]"),
        (["check", "nergens"], "no plugin, file or folder 'nergens'; see `swvmon plugins list`"),
    ],
)
def test_mistakes_are_told(words, message, tmp_path, monkeypatch):
    """What cannot be done is said in one line, with what to do."""
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "iets.txt").write_text("iets")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(swvmon, ["plugins", *words])

    assert message in str(result.exception)


def test_without_copier_the_extra_is_named(tmp_path, monkeypatch):
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "copier", None)
    result = CliRunner().invoke(swvmon, ["plugins", "new", "x", "--soort", "indicator", "--map", str(tmp_path / "x")])

    assert 'making a plugin needs copier: pip install "swvmon[auteur]"' == str(result.exception)
