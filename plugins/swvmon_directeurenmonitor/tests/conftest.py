"""Answers to a small survey, and a database in which they are loaded by the template."""

from pathlib import Path

import pandas as pd
import pytest

from swvmon.testing import make_opdracht
from swvmon_directeurenmonitor.antwoorden import arrange
from swvmon_directeurenmonitor.codeboek import read_codeboek

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def blocks(language):
    """Texts of the code blocks of the README in a language."""
    parts = README.split("```")
    return [part.removeprefix(f"{language}\n") for part in parts[1::2] if part.startswith(f"{language}\n")]


@pytest.fixture(scope="session")
def opdrachten():
    """The console blocks of the README: a command and the lines that it prints."""
    return [block.strip().splitlines() for block in blocks("console")]


def readme_answers():
    """The answers of the table in the README: (swv, question, answer)."""
    lines = [
        [c.strip() for c in line.strip("|").split("|")] for line in README.splitlines() if line.startswith("| PO99")
    ]
    questions = ("helder", "discussie", "zicht", "sturing")
    return [(swv, q, code) for swv, *codes in lines for q, code in zip(questions, codes, strict=True) if code]


@pytest.fixture(scope="session")
def proef(tmp_path_factory):
    """The codebook of the README, as a file."""
    path = tmp_path_factory.mktemp("codeboek") / "proef.toml"
    path.write_text(next(text for text in blocks("toml") if text.startswith("# proef.toml")), "utf-8")
    return path


@pytest.fixture
def codeboek(tmp_path):
    """A function from TOML to a codebook."""

    def make(text):
        path = tmp_path / "codeboek.toml"
        path.write_text(text, "utf-8")
        return read_codeboek(path)

    return make


@pytest.fixture
def antwoorden():
    """A function from a codebook and {respondent: {question: answer}} to answers; a name begins with its sector."""

    def make(codeboek, gegeven, swvs=None):
        rows = [
            (who, who[:2], (swvs or {}).get(who), vraag, str(antwoord))
            for who, told in gegeven.items()
            for vraag, antwoord in told.items()
        ]
        frame = pd.DataFrame(rows, columns=["pseudoniem", "sector", "swv", "vraag", "antwoord"], dtype="str")
        return arrange(frame.assign(enquete=codeboek.naam, sleutel_vingerafdruk="a"), codeboek)

    return make


@pytest.fixture
def swvmon(tmp_path, monkeypatch):
    """Call swvmon on an empty database; a key is at hand."""
    key = tmp_path / "sleutel.txt"
    key.write_text("proefsleutel-van-ten-minste-32-tekens\n", "utf-8")
    monkeypatch.setenv("SWVMON_SLEUTEL", str(key))
    monkeypatch.chdir(tmp_path)
    return make_opdracht(tmp_path, monkeypatch)


@pytest.fixture
def geladen(swvmon, proef, tmp_path):
    """`swvmon` with the answers of the README loaded, and their codebook in the working directory."""
    rows = [f"{swv};proef_2020;po;{swv};{vraag};{code}" for swv, vraag, code in readme_answers()]
    path = tmp_path / "antwoorden.csv"
    path.write_text("\n".join(["respondent;enquete;sector;swv;vraag;antwoord", *rows]) + "\n", "utf-8")
    code, out = swvmon("load", path, "--peildatum", "2020-10-01")
    assert code == 0, out
    (tmp_path / "proef.toml").write_text(proef.read_text("utf-8"), "utf-8")
    return swvmon
