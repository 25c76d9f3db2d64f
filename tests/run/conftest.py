"""A database with the packaged fictional region, and ways to run it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from swvmon.demo import REGIO, SCHOOLJAAR, demo_plan, write_demo
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.execute import RunResult, begin
from swvmon.run.load import load_paths
from swvmon.store import Store

sys.path.insert(0, str(Path(__file__).parent))  # tests share `proefland`


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the demo data; tests copy it."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    registry = PluginRegistry(discover())
    sources = registry.register("databronnen")
    with Store.open(f"sqlite:///{folder / 'demo.db'}", create=True) as store:
        results = load_paths(store, sources, [folder / "data"])
    assert {0} == {r.exit_code for r in results}
    return folder / "demo.db"


@pytest.fixture
def demo_url(loaded_demo: Path, tmp_path: Path) -> str:
    """A database of one's own with the demo data."""
    copy = tmp_path / "swvmon.db"
    copy.write_bytes(loaded_demo.read_bytes())
    return f"sqlite:///{copy}"


class Runner:
    """Run plans against a database with the demo data."""

    def __init__(self, url: str, plugins_dir: Path) -> None:
        self.url = url
        self.plugins_dir = plugins_dir

    def plugin(self, name: str, body: str, **lists: list[str]) -> None:
        """Write a single-file plugin; `lists` are lists of its card."""
        card = [
            f'naam = "{name}"',
            'versie = "1"',
            "hook_api = 1",
            'titel = "Proef"',
            'beschrijving = "Proef."',
            'licentie = "MIT"',
            'sectoren = ["po", "vo"]',
            *(f"{key} = {values!r}".replace("'", '"') for key, values in lists.items()),
        ]
        block = "\n".join(f"# {line}" for line in card)
        self.plugins_dir.mkdir(exist_ok=True)
        (self.plugins_dir / f"{name}.py").write_text(f"# /// swvmon\n{block}\n# ///\n{body}", encoding="utf-8")

    def registry(self) -> PluginRegistry:
        dirs = (str(self.plugins_dir),) if self.plugins_dir.is_dir() else ()
        return PluginRegistry(discover(PluginChoice(dirs=dirs)))

    def run(self, plan: str | None = None, year: str = SCHOOLJAAR, scenarios: tuple[str, ...] = ("plan",)) -> RunResult:
        with Store.open(self.url) as store:
            read = read_plan(plan or demo_plan(), "test plan")
            return begin(store, self.registry(), read, [Schooljaar.parse(year)], scenarios).finish()


@pytest.fixture
def runner(demo_url: str, tmp_path: Path) -> Runner:
    return Runner(demo_url, tmp_path / "plugins")


def plan_of(*steps: str, extra: str = "") -> str:
    """A plan of the demo region with these steps (TOML bodies of `[[keten]]`)."""
    chain = "\n".join(f"[[keten]]\n{step}" for step in steps)
    return f'indicatoren = []\n{extra}\n[regio]\ncode = "{REGIO}"\n{chain}\n'


@pytest.fixture
def make_plan():
    return plan_of
