"""A model written down in a test, and pieces of plans that use it."""

from __future__ import annotations

import textwrap

MODEL = """
from swvmon import Uitkomst, Verdeelmodel, boekingen, hookimpl, GeenKeuzes, Leest, Bevinding
import attrs
def verdeel(momentopname, grootboek, keuzes):
{rule}
@hookimpl
def swvmon_register_verdeelmodellen(register):
    register(Verdeelmodel(naam="proef", titel="Proefmodel", bron="test", sectoren=("vo",), verdeel=verdeel{more}))
"""
BUDGET = 'model = "rijksbekostiging"\nbudget_euro = 1_000'
PAY = 'boekingen(van="swv:budget", naar="swv:organisatie", bedrag_cent={}, grondslag="test", toelichting="Test.")'
NORTH = """stap = "noord"
vestigingen = {schools}
[[keten.keten]]
model = "swvzhw"
budget_euro = 100_000
"""
DERIVATION = """
from swvmon import Afleiding, Databron, hookimpl
@hookimpl
def swvmon_register_databronnen(register):
    register(Databron("{naam}", "Proefbron", "niemand", "MIT", (), (Afleiding("{tabel}", (), ("vo",), None),)))
"""


def model(rule: str, more: str = "") -> str:
    """The text of a plugin whose model has this body, and more keywords where it is registered."""
    return MODEL.format(rule=textwrap.indent(textwrap.dedent(rule), "    "), more=more)


def status_of(result, step: str) -> tuple[str, str]:
    """How a step of the first part of a run ended, and what was said about it."""
    return next((s.status, s.melding) for s in result.delen[0].statussen if s.onderdeel == step)


def offer_derivation(runner, naam: str, tabel: str) -> None:
    """Add a plugin with a databron of that name, which derives a table for vo."""
    runner.plugin(naam, DERIVATION.format(naam=naam, tabel=tabel), databronnen=[naam], levert=[tabel])
