"""`swvmon replicatie` on figures of a made-up plugin, one for each verdict."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

PLUGIN = '''
# /// swvmon
# naam = "proef"
# versie = "1.0"
# hook_api = 1
# titel = "Proef"
# beschrijving = "Verzonnen cijfers."
# licentie = "MIT"
# ///
from decimal import Decimal

from swvmon import Gepubliceerd, hookimpl


def gepubliceerd(naam, waarde, onze, bron="R2 Tabel 9, L1", **kwargs):
    bereken = None if onze is None else (lambda: Decimal(onze))
    return Gepubliceerd(
        f"proef.{naam}", f"Cijfer {naam}", Decimal(waarde), "euro", "2016", bron, "exact", bereken=bereken, **kwargs
    )


def stuk():
    raise KeyError("weg")


@hookimpl
def swvmon_register_gepubliceerd(register):
    """Register."""
    register(gepubliceerd("goed_gelijk", "1100.5", "1100.496", afronding=1))
    register(gepubliceerd("goed_verklaard", "2", "3", bron="BWBR0001 art. 2", uitleg="Ander | jaar."))
    register(gepubliceerd("goed_fout", "4", "5", fout=True, uitleg="De rijen tellen op tot 5."))
    register(gepubliceerd("goed_niet", "6", None, bron="R0 Tabel 1", uitleg="Niet gedrukt."))
    register(gepubliceerd("fout_verschil", "7", "8"))
    register(gepubliceerd("fout_geen", "9", "9", fout=True, uitleg="De rijen tellen op tot 10."))
    register(
        Gepubliceerd("proef.stuk_leeg", "Stuk", Decimal(1), "euro", "", "R1 L1", "afgerond", bereken=stuk)
    )
'''


@pytest.fixture
def replicatie(tmp_path):
    """Call the command with only the made-up plugin beside it; gives exit code, output and what went to stderr."""
    from swvmon.cli import swvmon as command
    from swvmon.errors import SwvmonError

    (tmp_path / "proef.py").write_text(PLUGIN, "utf-8")
    only = ("--plugins-dir", str(tmp_path), *(f"--allow-plugin={name}" for name in ("proef", "ander", "replicatie")))

    def call(*args):
        result = CliRunner().invoke(command, [*only, "replicatie", *args], standalone_mode=False)
        if isinstance(result.exception, SwvmonError):
            return result.exception.exit_code, "", str(result.exception)
        if result.exception:
            raise result.exception
        return result.return_value, result.stdout, result.stderr

    return call


@pytest.mark.parametrize(
    ("prefix", "code"), [("proef.goed", 0), ("proef.fout_v", 1), ("proef.fout_g", 1), ("proef.stuk", 3), ("proef", 3)]
)
def test_exit_code(replicatie, prefix, code):
    """0 where all is told, 1 for a difference or an error that is none, 3 for a failed computation."""
    assert code == replicatie(prefix)[0]


def test_text(replicatie):
    """Printed, ours, label, verdict, source and explanation of each figure, then the numbers per verdict."""
    assert [
        "proef.goed_fout: gepubliceerde fout",
        "  Cijfer goed_fout (2016)",
        "  gedrukt 4, wij 5 euro (gepubliceerd); R2 Tabel 9, L1",
        "  De rijen tellen op tot 5.",
        "proef.goed_gelijk: gelijk",
        "  Cijfer goed_gelijk (2016)",
        "  gedrukt 1.100,50, wij 1.100,496 euro (gepubliceerd); R2 Tabel 9, L1",
        "proef.goed_niet: niet te berekenen",
        "  Cijfer goed_niet (2016)",
        "  gedrukt 6, wij - euro (gepubliceerd); R0 Tabel 1",
        "  Niet gedrukt.",
        "proef.goed_verklaard: verschil verklaard",
        "  Cijfer goed_verklaard (2016)",
        "  gedrukt 2, wij 3 euro (gepubliceerd); BWBR0001 art. 2",
        "  Ander | jaar.",
        "4 cijfers: 1 gelijk, 1 verschil verklaard, 1 gepubliceerde fout, 1 niet te berekenen",
    ] == replicatie("proef.goed")[1].splitlines()


def test_failure_is_named_and_others_go_on(replicatie):
    """What was raised stands with the figure; the six others have their verdicts."""
    lines = replicatie("proef")[1].splitlines()

    at = lines.index("proef.stuk_leeg: berekening mislukt")
    assert ["  Stuk", "  gedrukt ca. 1, wij - euro (gepubliceerd); R1 L1", "  KeyError: 'weg'"] == lines[
        at + 1 : at + 4
    ]
    assert lines[-1].startswith("7 cijfers: 1 gelijk, ")
    assert lines[-1].endswith(", 2 verschil niet verklaard, 1 berekening mislukt")


def test_json(replicatie):
    """Numbers are exact text; totals per verdict; nothing was refused."""
    code, out, _ = replicatie("proef.goed", "--json")
    told = json.loads(out)

    assert (0, [], 4) == (code, told["geweigerd"], len(told["cijfers"]))
    assert {"gelijk": 1, "verschil verklaard": 1, "gepubliceerde fout": 1, "niet te berekenen": 1} == told["totalen"]
    equal, none = told["cijfers"][1:3]
    assert ("1100.5", "1100.496", 1, "proef") == tuple(equal[k] for k in ("gedrukt", "onze", "afronding", "plugin"))
    assert (None, "niet te berekenen") == (none["onze"], none["oordeel"])


def test_markdown(replicatie):
    """A section per report in their order, other sources last; a bar in a text does not break the table."""
    out = replicatie("proef.goed", "--markdown")[1]

    heads = [line for line in out.splitlines() if line.startswith("## ")]
    assert [
        "## R0: Verevening",
        "## R2: Pilot extra ondersteuning in SWVZHW",
        "## Wetten, regelingen en andere bronnen",
    ] == heads
    assert "2 cijfers: 1 gelijk, 1 gepubliceerde fout." in out
    assert (
        "| Cijfer goed_verklaard (`proef.goed_verklaard`) | 2 | 3 | euro | 2016 | gepubliceerd | verschil verklaard "
        "| BWBR0001 art. 2 | Ander \\| jaar. |"
    ) in out


def test_unknown_prefix(replicatie):
    """A prefix that no figure has is a user error that names the plugins with figures."""
    expected = "no published figure has an id that starts with 'verevning'; plugins with figures: proef"
    assert (2, "", expected) == replicatie("verevning")


def test_two_forms(replicatie):
    """JSON and markdown at once are refused."""
    assert (2, "", "--json and --markdown exclude each other") == replicatie("--json", "--markdown")


def test_refused_plugin_is_told(replicatie, tmp_path):
    """A plugin that cannot register is named on stderr and gives exit code 3; the other figures are there."""
    (tmp_path / "ander.py").write_text(PLUGIN.replace("proef", "ander"), "utf-8")
    (tmp_path / "proef.py").write_text(PLUGIN.replace('f"proef.{naam}"', 'f"ander.{naam}"'), "utf-8")

    code, out, err = replicatie("ander.goed_gelijk")

    assert (3, "1 cijfers: 1 gelijk") == (code, out.splitlines()[-1])
    assert "! plugin proef (proef.py 1.0) refused: Gepubliceerd 'ander.goed_gelijk' must start with" in err
