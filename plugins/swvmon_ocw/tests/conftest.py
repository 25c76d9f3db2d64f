"""Small texts of regulations, made up in the form of the real ones, and the real ones where they are at hand."""

import os
from pathlib import Path

import pytest

from swvmon import Bestand
from swvmon.testing import make_opdracht

KOP = "<meta http-equiv='Content-Type' content='text/html; charset=utf-8' />\n\n"
TITEL = (
    "##Regeling van 25 november 2012 (Regeling regio-indeling samenwerkingsverbanden passend onderwijs PO en VO)\n\n"
    "### Artikel  3  \n\nDeze regeling treedt in werking met ingang van 1 januari 2013.\n\n"
)
GEMEENTEN = "| samenwerkingsverband  | gemeentenaam  |\n|:---|:---|\n"
GEBIEDEN = "| PC4  | gemeente  | PO SWV  | VO SWV  |\n|:---|:---|:---|:---|\n"


def rows(*cells):
    return "".join(f"| {'  | '.join(row)}  |\n" for row in cells)


@pytest.fixture
def bestand(tmp_path):
    """A file of any text, opened."""

    def write(text, naam="zonder-betekenis.md"):
        (tmp_path / naam).write_bytes(text if isinstance(text, bytes) else text.encode())
        return Bestand.open(tmp_path / naam)

    return write


@pytest.fixture
def swvmon(tmp_path, monkeypatch):
    """Call swvmon; gives exit code and all that it printed."""
    return make_opdracht(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def real():
    """The path of a real file; the test is skipped by name where it is not there."""
    here = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
    folder = Path(os.environ.get("SWVMON_REAL_DATA", here.parent / "shared" / "data" / "real"))

    def find(relative):
        if not (folder / relative).exists():
            pytest.skip(f"real file {relative} is not here (set SWVMON_REAL_DATA)")
        return folder / relative

    return find
