"""The shipped plugins before the conformance kit: every check of each, as `swvmon plugins check` has it."""

from __future__ import annotations

import pytest

from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.testing.elders import standing
from swvmon.testing.kit.oordeel import judge_plugin

PLUGINS = [plugin.naam for plugin in discover(PluginChoice()).plugins]
"""By their entry points, so that a new plugin is tried too."""


@pytest.fixture(scope="module", autouse=True)
def _one_other_process():
    """Starting the other process takes longer than most plugins do in it."""
    with standing():
        yield


@pytest.mark.parametrize("naam", PLUGINS)
def test_every_check_holds(naam):
    """What the kit asks of everybody's plugin holds for each model, indicator and databron that is shipped."""
    plugin, verdicts = judge_plugin(naam, PluginChoice())
    kinds = {v.soort for v in verdicts}

    assert [] == [f"{v.soort} {v.naam}: {v.toets}: {v.tekst}" for v in verdicts if v.uitkomst == "fout"]
    assert kinds == {"databron", "indicator", "verdeelmodel"} & set(plugin.card.soorten)
