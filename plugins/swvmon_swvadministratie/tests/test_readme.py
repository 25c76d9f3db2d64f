"""The README's tables are made from the descriptions, and its session runs."""

import re
import tomllib
from pathlib import Path

import pytest

from swvmon_swvadministratie import schrijven
from swvmon_swvadministratie.sjablonen import SJABLONEN

PLUGIN = Path(__file__).parents[1]
README = (PLUGIN / "README.md").read_text("utf-8")


@pytest.mark.parametrize("naam", SJABLONEN)
def test_column_tables(naam):
    """Each template has a heading, its table and period, and the table that the description makes."""
    sjabloon = SJABLONEN[naam]
    told = f"Table `{sjabloon.tabel}`, dataset `{sjabloon.dataset}`, period: {sjabloon.periode_soort}."
    assert f"### `{naam}`\n\n{told} {sjabloon.uitleg}\n\n{schrijven.as_markdown(sjabloon)}\n" in README


def test_no_other_templates():
    """No heading of a template that is not there; the card lists the datasets."""
    assert list(SJABLONEN) == re.findall(r"^### `(\w+)`$", README, re.MULTILINE)
    card = tomllib.loads((PLUGIN / "swvmon.toml").read_text("utf-8"))
    assert sorted(sjabloon.dataset for sjabloon in SJABLONEN.values()) == card["datasets"]


def test_worked_example(swvmon, tmp_path):
    """The rows of the example load as the README says: two accepted, one rejected, amounts to the cent."""
    example = re.search(r"```text\n(swv;kalenderjaar.*?)```", README, re.DOTALL)[1]
    path = tmp_path / "begroting.csv"
    path.write_text(example)
    code, shown = swvmon("load", path)
    assert 0 == code
    assert "3 rows read, 2 accepted, 1 rejected" in shown
    rejected = swvmon("leveringen", "show", "1")[1]
    assert "line 4, column 'begroot_euro': geen_bedrag, found '1.250,00'" in rejected
    assert "line 4, column 'begroot_euro': geen_bedrag, found '1.250,00'" in README

    assert [85_000_50, 12_500_00] == sorted(swvmon.tabel("begroting")["bedrag_cent"].tolist(), reverse=True)
