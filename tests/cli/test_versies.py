"""`swvmon compare` of two versions of a distribution and of two commits, each in an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from attrs import evolve

from swvmon.demo import write_demo
from swvmon.errors import EnvironmentFault, PluginFault, UsageError
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.run.load import load_paths
from swvmon.store import Store
from swvmon.vergelijk.omgeving import Opdracht, make_environment, run_regions

sys.path.insert(0, str(Path(__file__).parent))
from vergelijk_plugin import CARD, CODE, NAAM, PLAN, build_wheel, write_project

YEAR = ("--schooljaar", "2019/20")
VERSIONS = {"1.0": "1", "1.1": "1.1"}
"""Versions of the plugin and their factor."""


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """The fictional region, loaded."""
    folder = tmp_path_factory.mktemp("versies")
    write_demo(folder)
    with Store.open(f"sqlite:///{folder / 'swvmon.db'}", create=True) as store:
        load_paths(store, PluginRegistry(discover()).register("databronnen"), [folder / "data"])
    return folder / "swvmon.db"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """A folder with the wheels of the versions."""
    folder = tmp_path_factory.mktemp("wheels")
    for version, factor in VERSIONS.items():
        project = folder / f"bron-{version}"
        write_project(project, version, factor)
        build_wheel(project, folder)
    return folder


@pytest.fixture
def region(swvmon, database, tmp_path, monkeypatch):
    """The command line in a folder with the database and the plan; temporary folders are made in `tijdelijk`."""
    (tmp_path / "swvmon.db").write_bytes(database.read_bytes())
    (tmp_path / "VO9901.toml").write_text(PLAN, "utf-8")
    (tmp_path / "tijdelijk").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tijdelijk"))
    return swvmon


def git(folder, *words):
    """Run git as somebody, without the settings of this machine."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    who = {f"GIT_{who}_{what}": "proef@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *words], cwd=folder, env=kept | who | quiet, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def repository(region, tmp_path):
    """A repository with the plan in it; the database and what is temporary is ignored."""
    (tmp_path / ".gitignore").write_text("swvmon.db*\ntijdelijk\n", "utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Plan")
    return region


# --- versions


def test_two_versions(region, wheels, tmp_path) -> None:
    """The plugin is named as the cause for every school, and nothing is left behind.

    By hand: 1,000 euros for each of seven schools against 1.1 x 1,000 euros.
    """
    before = (tmp_path / "swvmon.db").read_bytes()

    said = region("compare", f"{NAAM}==1.0", f"{NAAM}==1.1", "VO9901", *YEAR, "--vind-in", wheels, "--json")

    assert (1, "") == (said.code, said.err)
    (document,) = json.loads(said.out)
    assert [f"{NAAM}==1.0", f"{NAAM}==1.1"] == [document[side]["naam"] for side in ("a", "b")]
    schools = [r for r in document["bedragen"] if r["niveau"] == "vestiging"]
    assert [(100_000, 110_000, 10_000)] * 7 == [(r["a_cent"], r["b_cent"], r["verschil_cent"]) for r in schools]
    causes = {(r["vestiging"], r["soort"], r["naam"], r["a_waarde"], r["b_waarde"]) for r in document["oorzaken"]}
    assert {(r["sleutel"], "plugin", "proef", "1.0 (1.0)", "1.1 (1.1)") for r in schools} == causes
    assert before == (tmp_path / "swvmon.db").read_bytes()
    assert [] == list((tmp_path / "tijdelijk").iterdir())


def test_a_side_that_fails(region, tmp_path) -> None:
    """A failed step is exit code 3, with the side, the step and what it said; a plan that cannot run is exit code 2."""
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    card = "".join(f"# {line}\n" for line in CARD.format(version="2.0").splitlines())
    (plugins / "proef.py").write_text(f"# /// swvmon\n{card}# ///\n{CODE.replace('{factor}', '-1')}", "utf-8")
    good = Opdracht(
        ("VO9901",), ("2019/20",), None, tmp_path / "swvmon.db", PluginChoice((str(plugins),)), also_failed=False
    )

    with pytest.raises(
        PluginFault, match=r"x==2.0: VO9901 does not run there: VO9901 2019/20, proefmodel of plugin"
    ) as failed:
        run_regions("x==2.0", Path(sys.executable), tmp_path, good, upgrade=False)
    assert str(failed.value).endswith("proef 2.0: ValueError: the factor is below zero")
    with pytest.raises(UsageError, match=r"x==3.0: VO9901 does not run there: .*'proefmodel'"):
        run_regions("x==3.0", Path(sys.executable), tmp_path, evolve(good, choice=PluginChoice()), upgrade=False)


def test_a_version_that_is_not_there(wheels, tmp_path) -> None:
    """An error of its own, exit code 2, with the versions that are there."""
    where = ("--no-index", "--find-links", str(wheels), f"{NAAM}==9.9")

    with pytest.raises(EnvironmentFault) as failed:
        make_environment(tmp_path / "omgeving", where, f"{NAAM}==9.9")

    assert 2 == failed.value.exit_code
    assert f"{NAAM}==9.9: there is no such version where pip looks; there are 1.0, 1.1." in str(failed.value)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["x==1", "y==2", "VO9901", *YEAR], "x==1 and y==2 are not two versions of one distribution"),
        (["x==1", "laatste", "VO9901", *YEAR], "x==1 and laatste are not two versions of one distribution"),
        (["x==1", "x==2", "VO9901"], "VO9901 has no finished run of which to take the school years"),
        (["x==1", "x==2"], "of versions and commits with the regions that are run"),
        (["x==1"], "name two sides"),
        (["a", "b", "c"], "name two sides"),
        (["a", "b", "VO9901"], "name two sides"),
        (["a", "b", "--plan", "VO9901.toml"], "--plan and --vind-in are of versions and commits"),
        (["x==1", "x==2", "VO9901", "delft"], "'delft' is not an SWV code"),
        (["x==1", "x==2", "VO9901", "--db", "postgresql://host/naam"], "which takes a SQLite file"),
        (["--git", "main", "VO9901", *YEAR], "not a git repository"),
        (["--git", "VO9901", *YEAR], "name two sides"),
    ],
)
def test_mistakes(region, arguments, text, tmp_path, monkeypatch) -> None:
    """Exit code 2, in one line, before anything is installed."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    said = region("compare", *arguments)

    assert (2, True) == (said.code, text in said.err), said.err


def test_an_environment_that_cannot_be_made(region, monkeypatch, tmp_path) -> None:
    """Exit code 2, and why."""
    import venv

    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(venv, "create", full)

    said = region("compare", "x==1", "x==2", "VO9901", *YEAR)

    assert 2 == said.code
    assert "x==1: no environment can be made in " in said.err
    assert "No space left on device" in said.err
    assert [] == list((tmp_path / "tijdelijk").iterdir())


# --- commits

SCHOOLMODEL = """\
indicatoren = []

[regio]
code = "VO9901"

[grootboek]
mag_rood = ["swv:*"]

[[keten]]
model = "schoolmodel"
budget_euro = 100_000
"""


def test_a_plan_in_two_commits(repository, tmp_path) -> None:
    """What is not committed counts as the head; the parameter is the cause; the working tree is as it was.

    By hand: 10 euros more over the schools, in the plan and not yet committed.
    """
    plan = tmp_path / "VO9901.toml"
    plan.write_text(SCHOOLMODEL, "utf-8")
    git(tmp_path, "commit", "--quiet", "-am", "Schoolmodel")
    plan.write_text(SCHOOLMODEL.replace("100_000", "100_010"), "utf-8")
    (tmp_path / "nieuw.txt").write_text("nieuw", "utf-8")
    state = git(tmp_path, "status", "--porcelain"), git(tmp_path, "worktree", "list"), plan.read_bytes()

    said = repository("compare", "--git", "main", "VO9901", *YEAR, "--json")

    (document,) = json.loads(said.out)
    assert (1, 10_00) == (
        said.code,
        sum(r["verschil_cent"] for r in document["bedragen"] if r["niveau"] == "vestiging"),
    )
    assert document["b"]["naam"].endswith(" with what is not committed")
    assert {("parameter", "basismodellen.budget_euro", "100000", "100010")} == {
        (r["soort"], r["naam"], r["a_waarde"], r["b_waarde"]) for r in document["oorzaken"]
    }
    assert state == (git(tmp_path, "status", "--porcelain"), git(tmp_path, "worktree", "list"), plan.read_bytes())
    assert [] == list((tmp_path / "tijdelijk").iterdir())


def test_a_plugin_in_two_commits(repository, tmp_path) -> None:
    """The project around the working directory is built at both commits; as Markdown a row per school.

    By hand: each school gets 1,000 euros and then 1,100.
    """
    write_project(tmp_path, "1.0", "1")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Plugin")
    write_project(tmp_path, "1.0", "1.1")
    git(tmp_path, "commit", "--quiet", "-am", "Factor")

    said = repository("compare", "--git", "HEAD~1", "HEAD", "VO9901", *YEAR, "--markdown")

    assert (1, "") == (said.code, said.err)
    lines = said.out.splitlines()
    assert "| schooljaar | per | meer | minder | gelijk | winst | verlies | verschil |" in lines
    assert "| 2019/20 | vestiging | 7 | 0 | 0 | € 700,00 | € 0,00 | € 700,00 |" in lines
    row = "| 2019/20 | 90AA00 | € 1.000,00 | € 1.100,00 | +€ 100,00 | plugin proef 1.0 (1.0) -> 1.0 (1.0) |"
    assert row in lines
    assert [] == list((tmp_path / "tijdelijk").iterdir())


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--git", "nergens", "VO9901", *YEAR], "there is no commit 'nergens'"),
        (["--git", "main", "nergens", "VO9901", *YEAR], "there is no commit 'nergens'"),
        (["--git", "main~1", "VO9901", *YEAR], "there is no commit 'main~1'"),
    ],
)
def test_no_such_commit(repository, arguments, text, tmp_path) -> None:
    """Exit code 2; nothing is left behind."""
    said = repository("compare", *arguments)

    assert (2, True) == (said.code, text in said.err), said.err
    assert 1 == len(git(tmp_path, "worktree", "list").splitlines())
    assert [] == list((tmp_path / "tijdelijk").iterdir())
