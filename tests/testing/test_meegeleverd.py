"""The shipped plugins before the conformance kit: card and registration of each, the small files of cbs."""

from __future__ import annotations

import pytest

from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.testing.kit.onderwerp import all_of
from swvmon.testing.kit.oordeel import checks_of, judge

GOEDKOOP = ("registratie", "kaart")
"""Checks that look at card and registration only, so that every plugin can be tried."""
INHOUD = ("titels", "bronnen", "documentatie", "contract", "inhoud", "volledig", "beschadigd", "volgorde")
"""Checks of a databron that need no process of their own."""


@pytest.mark.parametrize("plugin", discover(PluginChoice()).plugins, ids=lambda p: p.naam)
def test_card_and_registration_of_every_plugin(plugin):
    """The core takes what each shipped plugin registers, and its card says the same as its code."""
    faults = [
        f"{thing.naam}: {name}: {outcome.tekst}"
        for thing in all_of(plugin, PluginChoice())
        for name in GOEDKOOP
        for outcome in [judge(thing, checks_of(thing.soort)[name])]
        if outcome.uitkomst == "fout"
    ]
    assert [] == faults


def test_the_small_files_of_cbs():
    """Every dataset of cbs reads its small made file: told by content, no row lost, no crash on a damaged file."""
    (plugin,) = [p for p in discover(PluginChoice()).plugins if p.naam == "cbs"]
    (thing,) = all_of(plugin, PluginChoice())
    judged = {name: judge(thing, checks_of("databron")[name]) for name in INHOUD}
    assert dict.fromkeys(INHOUD, ("voldoet", "")) == {n: (o.uitkomst, o.tekst) for n, o in judged.items()}
