"""`swvmon init --voorbeeld` and `swvmon plan list|show`: an example as files of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from swvmon.cli.init import cmd as init
from swvmon.cli.plan import cmd as plan
from swvmon.errors import UsageError
from swvmon.regioplan.plan import read_plan_file
from swvmon.regioplan.vinden import examples


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SWVMON_DB", raising=False)
    return tmp_path


def call(command: object, *args: str) -> str:
    result = CliRunner().invoke(command, args)  # type: ignore[arg-type]
    if result.exception:
        raise result.exception
    return result.output


def test_an_example_with_the_data_of_its_region(here: Path) -> None:
    """The plan as it is shipped, the data in a folder of its own, a database, and what to do next; case is free."""
    output = call(init, "--voorbeeld", "g")

    assert examples()["G"].tekst == (here / "VO9901.toml").read_text("utf-8")
    assert (here / "gegevens" / "leveringen.toml").is_file()
    assert ["Next: swvmon load gegevens", "Next: swvmon run VO9901 --schooljaar 2015/16"] == output.splitlines()[1:]


def test_an_example_for_ones_own_swv(here: Path) -> None:
    """The same plan under the code of the SWV, without data of the fictional region."""
    output = call(init, "--voorbeeld", "spow", "--regio", "PO2815")
    written = read_plan_file(here / "PO2815.toml")

    assert ("PO2815", len(examples()["spow"].steps())) == (written.code, len(written.steps()))
    assert not (here / "gegevens").exists()
    assert "Next: swvmon run PO2815 --schooljaar 2015/16" in output


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (("--voorbeeld", "sppho"), "no example 'sppho'; did you mean 'sppoh'?"),
        (
            ("--voorbeeld", "G", "--regio", "PO2815"),
            "example G is for sector vo: --regio PO2815 is not a code like VO2806",
        ),
        (("--voorbeeld", "G", "--regio", "VO28"), "--regio VO28 is not a code"),
        (("--regio", "VO2806"), "--regio belongs to --voorbeeld"),
    ],
)
def test_what_cannot_be_written_is_refused(here: Path, args: tuple[str, ...], text: str) -> None:
    """A name that is none, a code of the other sector: told, and nothing is written."""
    with pytest.raises(UsageError) as told:
        call(init, *args)

    assert text in str(told.value)
    assert [] == list(here.iterdir())


def test_nothing_is_replaced(here: Path) -> None:
    """A plan or a folder of data that is there already stays as it is."""
    (here / "VO9901.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"\./VO9901\.toml is there already"):
        call(init, "--voorbeeld", "G")
    (here / "VO9901.toml").unlink()
    (here / "gegevens").mkdir()
    (here / "gegevens" / "leveringen.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"leveringen\.toml is there already"):
        call(init, "--voorbeeld", "G")
    assert not (here / "VO9901.toml").exists()


def test_plans_and_examples_are_listed(here: Path) -> None:
    """Plans of regions, examples and the plans in this folder, each with its kind; as JSON with its elements."""
    (here / "VO1234.toml").write_text("", encoding="utf-8")
    kinds = {line.split()[0]: line for line in call(plan, "list").splitlines()}
    rows = json.loads(call(plan, "list", "--json"))

    assert {"PO", "VO", "VO2806", "VO1234", *examples()} == set(kinds)
    assert ["VO2806", "packaged", "plan", "Samenwerkingsverband"] == kinds["VO2806"].split()[:4]
    assert ["VO1234", "./VO1234.toml"] == kinds["VO1234"].split()
    elements = {r["voorbeeld"]: [e["status"] for e in r["elementen"]] for r in rows if "voorbeeld" in r}
    assert {n: [e.status for e in p.elementen] for n, p in examples().items()} == elements


def test_an_example_is_shown() -> None:
    """`plan show` takes a region or an example."""
    assert examples()["A"].tekst == call(plan, "show", "a")
    assert 'code = "VO2806"' in call(plan, "show", "VO2806")
