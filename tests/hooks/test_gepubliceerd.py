"""Published figures of all plugins, for a plugin that compares them."""

from __future__ import annotations

import pytest

from swvmon import PluginChoice, published_figures

CARD = """\
# /// swvmon
# naam = "{naam}"
# versie = "2.5"
# hook_api = 1
# titel = "Proef"
# beschrijving = "Een plugin voor de proef."
# licentie = "EUPL-1.2"
# ///
"""

CODE = """\
from decimal import Decimal

from swvmon import Gepubliceerd, hookimpl


def never():
    raise SystemExit("computed")


@hookimpl
def swvmon_register_gepubliceerd(register):
    for name in {names}:
        register(Gepubliceerd(name, "Proef", Decimal(1), "euro", "", "R2 L1", "exact", bereken=never))
"""


@pytest.fixture
def figures(tmp_path):
    """The figures of some single-file plugins, names of figures by plugin, and no others."""

    def ask(**plugins):
        for naam, names in plugins.items():
            (tmp_path / f"{naam}.py").write_text(CARD.format(naam=naam) + CODE.format(names=names), "utf-8")
        found, refused = published_figures(PluginChoice((str(tmp_path),), tuple(plugins)))
        return [(f.value.id, f.plugin, f.versie) for f in found], [(r.naam, r.melding) for r in refused]

    return ask


def test_all_figures_with_their_plugin(figures) -> None:
    """Figures come sorted by id, each with its plugin and the version of its card; none is computed."""
    assert (
        [("een.a", "een", "2.5"), ("een.b", "een", "2.5"), ("twee.a", "twee", "2.5")],
        [],
    ) == figures(twee=["twee.a"], een=["een.b", "een.a"])


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["twee.a", "drie.a"], "Gepubliceerd 'drie.a' must start with the plugin's name: twee."),
        (["twee.a", "twee.a"], "registers 'twee.a' twice"),
    ],
)
def test_plugin_that_registers_wrongly(figures, names, text) -> None:
    """A plugin with one wrong figure gives none and is named; the others are there."""
    assert ([("een.a", "een", "2.5")], [("twee", text)]) == figures(een=["een.a"], twee=names)


def test_choice_holds(figures, tmp_path) -> None:
    """A plugin that the command line leaves out is not asked, nor named."""
    figures(een=["een.a"], twee=["twee.a"])

    found, refused = published_figures(PluginChoice((str(tmp_path),), ("een", "twee"), ("twee",)))

    assert (["een.a"], []) == ([f.value.id for f in found], refused)
