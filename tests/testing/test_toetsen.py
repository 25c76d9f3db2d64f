"""What checks of the kit hand over and how they judge; what is expected follows from docs/kit.md."""

from __future__ import annotations

import datetime
import os
from importlib import import_module
from pathlib import Path

import pytest

from swvmon import Sleutel, read_sleutel
from swvmon.hooks.discovery import PluginChoice
from swvmon.testing import elders
from swvmon.testing.kit.onderwerp import find
from swvmon.testing.kit.oordeel import checks_of, judge
from swvmon.testing.kit.scherm import Scherm, Wereld
from swvmon.testing.kit.sleutel import GEHEIM, kit_key

GOOD = Path(__file__).parents[1] / "mutants" / "goed"
TELLER = """        teller=pro["aantal_min"],
        teller_max=pro["aantal_max"],
        noemer=everyone["aantal_min"],
        noemer_max=everyone["aantal_max"],
"""


@pytest.fixture
def verdict(tmp_path):
    """The verdict of one check on the good indicator, with texts replaced."""

    def judged(check, naam, *replaced):
        text = (GOOD / "indicator.py").read_text("utf-8").replace('"goede_indicator"', f'"{naam}"')
        for old, new in replaced:
            assert old in text, old
            text = text.replace(old, new)
        (tmp_path / f"{naam}.py").write_text(text, "utf-8")
        found = judge(find("indicator", naam, PluginChoice((str(tmp_path),))), checks_of("indicator")[check])
        return found.uitkomst, found.tekst

    return judged


@pytest.mark.parametrize(
    ("naam", "eenheid", "waarde", "expected"),
    [
        ("hele_procenten", "procent", "37", ("voldoet", "")),
        ("deel_van_een", "aandeel", '"0.37"', ("voldoet", "")),
        ("procent_onder_aandeel", "aandeel", "37", ("fout", "expected an aandeel (0-1), found 37.000000")),
        ("met_een_teken", "%", "37", ("fout", "expected the unit aandeel (0-1), found '%'")),
    ],
)
def test_a_percentage_that_the_core_does_not_divide(naam, eenheid, waarde, expected, verdict):
    """A statistiek may be in procent; under aandeel a number of 0 to 100 is a fault."""
    changes = (
        (TELLER, f"        waarde={waarde},\n        n=10,\n        methode='met de hand',\n"),
        ('eenheid="aandeel"', f'eenheid="{eenheid}"'),
        ('soort="verhouding"', 'soort="statistiek"'),
        ('aggregatie="verhouding_van_sommen"', 'aggregatie="geen"'),
    )
    assert expected == verdict("eenheid", naam, *changes)


def test_an_optional_table_has_its_columns(verdict):
    """A table that the fictional region has without rows has the columns of the schema, as in a run."""
    changes = (
        ('COUNT = Leest("leerlingen_vo", "1-10 t")', 'COUNT = Leest("leerlingen_vo", "1-10 t")\nAFSTAND = "afstand"'),
        ("leest=(COUNT,)", 'leest=(COUNT, Leest(AFSTAND, "1-10 t", verplicht=False))'),
        ("    pupils = ", '    momentopname.tabel(AFSTAND, "1-10 t")["afstand_meter"].sum()\n    pupils = '),
    )
    assert ("voldoet", "") == verdict("contract", "met_afstand", *changes)


def test_the_key_of_the_kit(tmp_path, monkeypatch):
    """It goes before the user's own key, which is not read, and that is named again afterwards."""
    monkeypatch.setenv("SWVMON_SLEUTEL", str(tmp_path / "van-de-gebruiker.txt"))
    with kit_key() as path:
        assert (str(path), Sleutel(GEHEIM.encode()).vingerafdruk) == (
            os.environ["SWVMON_SLEUTEL"],
            read_sleutel().vingerafdruk,
        )
    assert (False, str(tmp_path / "van-de-gebruiker.txt")) == (path.exists(), os.environ["SWVMON_SLEUTEL"])
    monkeypatch.delenv("SWVMON_SLEUTEL")
    with kit_key():
        pass
    assert "SWVMON_SLEUTEL" not in os.environ


def test_what_is_imported_behind_the_fence_gets_real_dates(tmp_path, monkeypatch):
    """A module that is first imported while dates are replaced has the real class afterwards."""
    (tmp_path / "laat_geladen.py").write_text("from datetime import date\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with Scherm((str(tmp_path / "plugin"),)).around(Wereld()):
        behind = import_module("laat_geladen").date
    late = import_module("laat_geladen")

    assert (False, True) == (behind is datetime.date, late.date is datetime.date)


def test_one_process_stands_by_when_asked(tmp_path, monkeypatch):
    """Within `standing` one process answers all; one that ended is replaced, and else each question has its own."""
    (tmp_path / "vraag_wie.py").write_text(
        "import os\n\n\nclass Wie:\n    def answer(self):\n        return os.getpid()\n\n\n"
        "class Einde:\n    def answer(self):\n        os._exit(3)\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    vraag = import_module("vraag_wie")
    with elders.standing():
        (first,), (second,) = elders.ask([vraag.Wie()]), elders.ask([vraag.Wie()])
        with pytest.raises(AssertionError, match="the other process stopped"):
            elders.ask([vraag.Einde()])
        (third,) = elders.ask([vraag.Wie()])
    (fourth,) = elders.ask([vraag.Wie()])

    assert first == second
    assert 4 == len({first, third, fourth, os.getpid()})
