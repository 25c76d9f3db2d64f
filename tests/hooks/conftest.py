"""Plugins as others will ship them: wheels built by hatchling, installed into a folder, run in a fresh interpreter.

Installing is unpacking: that is what an installer does with a pure wheel, and it needs neither pip nor a network. The
interpreter takes the folder as a site folder (`site.addsitedir`), so that `.pth` files of editable installs count.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

SHIPPED = sorted(e.name for e in entry_points(group="swvmon") if e.dist and e.dist.name == "swvmon")
"""Plugins that come with swvmon; the registry probes leave them out, so that they run apart from them."""

CARD = """\
naam = "{naam}"
versie = "2024.1"
hook_api = 1
titel = "Proef"
beschrijving = "Een plugin voor de proef."
licentie = "EUPL-1.2"
"""

MODEL = """\
from swvmon import Uitkomst, Verdeelmodel, hookimpl


def verdeel(momentopname, grootboek, keuzes):
    return Uitkomst()


@hookimpl
def swvmon_register_verdeelmodellen(register):
    register(Verdeelmodel("{model}", "Proef", "R2", ("vo",), verdeel=verdeel))
"""

BUILD = """\
import json, os, sys
from hatchling.build import build_editable, build_wheel

for project, editable in json.loads(sys.argv[1]):
    os.chdir(project)
    os.rename((build_editable if editable else build_wheel)("."), "built.whl")
"""

REGISTER = """\
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import KINDS, PluginRegistry

kind, choice = json.loads(sys.argv[2])
discovery = discover(PluginChoice(**choice))
registry = PluginRegistry(discovery)
things = registry.register(kind)
answer = {
    "things": [(getattr(t.value, KINDS[kind].key), t.plugin, t.distribution, t.versie) for t in things],
    "refused": [*discovery.refused, *registry.refused],
    "loaded": registry.loaded,
    "imported": sorted(m for m in sys.modules if m.startswith("swvmon_")),
}
"""


@dataclass(frozen=True)
class Plugin:
    """The source of one plugin distribution.

    Attributes:
        naam: its entry point.
        code: source of its package.
        kaart: its card, None for a package without one.
        distributie: name of the distribution.
        doel: value of the entry point.
        modules: further modules of the package, name and source.
        editable: whether it is installed as an editable project.
    """

    naam: str
    code: str
    kaart: str | None
    distributie: str
    doel: str
    modules: tuple[tuple[str, str], ...] = ()
    editable: bool = False

    @property
    def pakket(self) -> str:
        """Name of its package, after the distribution: two distributions never share one."""
        return self.distributie.replace("-", "_")

    def write(self, folder: Path) -> None:
        """Write the project: a `pyproject.toml` beside the package."""
        package = folder / self.pakket
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(self.code, "utf-8")
        for name, source in self.modules:
            (package / f"{name}.py").write_text(source, "utf-8")
        if self.kaart is not None:
            (package / "swvmon.toml").write_text(self.kaart, "utf-8")
        (folder / "pyproject.toml").write_text(
            '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
            f'[project]\nname = "{self.distributie}"\nversion = "1.2"\n'
            f'[project.entry-points.swvmon]\n{self.naam} = "{self.doel}"\n'
            f'[tool.hatch.build]\ndev-mode-dirs = ["."]\n'
            f'[tool.hatch.build.targets.wheel]\npackages = ["{self.pakket}"]\n',
            "utf-8",
        )


class Refusal(NamedTuple):
    """A row of what was refused."""

    naam: str
    distributie: str
    code: str
    melding: str


class Answer(NamedTuple):
    """What a registry made of the installed plugins: (name, plugin, distribution, versie) of each thing, and so on."""

    things: list[tuple[str, ...]]
    refused: list[Refusal]
    loaded: list[str]
    imported: list[str]


class Site:
    """A folder with installed distributions, and interpreters that see it."""

    def __init__(self, folder: Path, wheels: Wheels) -> None:
        folder.mkdir()
        self.folder = folder
        self._wheels = wheels

    def install(self, *plugins: Plugin) -> Site:
        """Install wheels, built when they are first needed."""
        for wheel in self._wheels.build(plugins):
            with ZipFile(wheel) as archive:
                archive.extractall(self.folder)
        return self

    def run(self, code: str, *args: str) -> subprocess.CompletedProcess[str]:
        """Run code in a fresh interpreter; arguments of the site are left out of what the code sees as its own."""
        preamble = "import json, site, sys\nsite.addsitedir(sys.argv[1])\n"
        command = [sys.executable, "-I", "-c", preamble + code, str(self.folder), *args]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    def ask(self, code: str, *args: str) -> object:
        """Run code that ends with a variable `answer`, and hand that back."""
        done = self.run(f"{code}\nprint(json.dumps(answer))", *args)
        if done.returncode:
            pytest.fail(f"the interpreter stopped:\n{done.stderr}")
        return json.loads(done.stdout.splitlines()[-1])

    def register(self, kind: str = "verdeelmodellen", **choice: tuple[str, ...]) -> Answer:
        """Let all installed plugins, but those that are shipped, register their things of a kind."""
        choice["deny"] = (*choice.get("deny", ()), *SHIPPED)
        shown = self.ask(REGISTER, json.dumps([kind, choice]))
        return Answer(
            [tuple(thing) for thing in shown["things"]],
            [Refusal(*row) for row in shown["refused"]],
            shown["loaded"],
            shown["imported"],
        )

    def cli(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run the command line."""
        return self.run("sys.argv[:] = ['swvmon', *sys.argv[2:]]\nfrom swvmon.cli import main\nmain()", *args)


class Wheels:
    """Wheels of plugins, each built once per session."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._built: dict[Plugin, Path] = {}

    def build(self, plugins: tuple[Plugin, ...]) -> list[Path]:
        """The wheels of plugins; those that are new are built by one interpreter."""
        jobs = []
        for plugin in plugins:
            if plugin not in self._built:
                project = self._folder / f"{len(self._built)}"
                plugin.write(project)
                self._built[plugin] = project / "built.whl"
                jobs.append([str(project), plugin.editable])
        if jobs:
            subprocess.run([sys.executable, "-c", BUILD, json.dumps(jobs)], check=True, capture_output=True)
        return [self._built[plugin] for plugin in plugins]


@pytest.fixture(scope="session")
def wheels(tmp_path_factory) -> Wheels:
    """The wheels that the session has built so far; a wheel depends on nothing but its source."""
    return Wheels(tmp_path_factory.mktemp("wheels"))


@pytest.fixture
def site(tmp_path, wheels) -> Site:
    """An empty site folder of this test."""
    return Site(tmp_path / "site", wheels)


@pytest.fixture(scope="session")
def card():
    """Write a card: `card(naam, extra TOML)`."""
    return lambda naam, extra="": CARD.format(naam=naam) + extra


@pytest.fixture(scope="session")
def model_code():
    """Source that registers one model by name."""
    return lambda model: MODEL.format(model=model)


@pytest.fixture(scope="session")
def plugin(card, model_code):
    """Make a plugin: by default a good one, with a model of its own name that its card lists."""

    def make(naam: str, *, distributie: str = "", doel: str = "", **fields: object) -> Plugin:
        distributie = distributie or f"swvmon-{naam.replace('_', '-')}"
        fields.setdefault("code", model_code(naam))
        fields.setdefault("kaart", card(naam, f'verdeelmodellen = ["{naam}"]\n'))
        return Plugin(naam=naam, distributie=distributie, doel=doel or distributie.replace("-", "_"), **fields)

    return make


@pytest.fixture(scope="session")
def good(plugin) -> Plugin:
    """A plugin with which nothing is wrong; it must register its model whatever the others do."""
    return plugin("proef_goed")


@pytest.fixture(scope="session")
def good_model() -> tuple[str, ...]:
    """What the good plugin registers."""
    return ("proef_goed", "proef_goed", "swvmon-proef-goed", "2024.1")
