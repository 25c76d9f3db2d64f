"""Calling hooks: one plugin at a time, sorted, timed, attributed, inside the wrappers of others."""

from __future__ import annotations

import pytest

HEAR = """\
from swvmon import hookimpl


@hookimpl
def swvmon_run_gestart(run):
    run.append("{naam}")
    {then}
"""

WRAP = """\
from swvmon import hookimpl


@hookimpl(wrapper=True)
def swvmon_run_gestart(run):
    run.append("voor")
    try:
        return (yield)
    finally:
        run.append("na")
"""

CALL = """\
import time
from swvmon.hooks.registry import PluginRegistry
registry = PluginRegistry()
for plugin in reversed(registry.discovery.plugins):
    if plugin.naam.startswith("proef_"):
        registry.load([plugin.naam])
heard = []
clock = iter([0.0, 1.5, 10.0, 12.0, 20.0, 20.25])
time.perf_counter = clock.__next__
results = registry.call("swvmon_run_gestart", run=heard)
answer = {
    "results": [[r.plugin, r.distribution, r.version, r.value, repr(r.error), r.seconds] for r in results],
    "heard": heard,
}
"""


@pytest.fixture
def hearing(plugin, card):
    """Make a plugin that hears that a run starts and then does what it is told."""
    return lambda naam, then="return None": plugin(naam, code=HEAR.format(naam=naam, then=then), kaart=card(naam))


def test_results_are_attributed_and_isolated(site, hearing) -> None:
    """Sorted by plugin, whatever the order of loading; each with distribution, version, value or error, seconds."""
    site.install(hearing("proef_c", "return 7"), hearing("proef_a"), hearing("proef_b", "raise ValueError('kapot')"))

    answer = site.ask(CALL)

    assert [
        ["proef_a", "swvmon-proef-a", "1.2", None, "None", 1.5],
        ["proef_b", "swvmon-proef-b", "1.2", None, "ValueError('kapot')", 2.0],
        ["proef_c", "swvmon-proef-c", "1.2", 7, "None", 0.25],
    ] == answer["results"]
    assert ["proef_a", "proef_b", "proef_c"] == answer["heard"]


def test_wrappers_of_others_surround_each_call(site, plugin, card, hearing) -> None:
    """A plugin that wraps a hook sees every single call begin and end, also the one that fails; it has no result."""
    wrapper = plugin("proef_om", code=WRAP, kaart=card("proef_om"))
    site.install(wrapper, hearing("proef_a"), hearing("proef_z", "raise ValueError('kapot')"))

    answer = site.ask(CALL)

    assert ["voor", "proef_a", "na", "voor", "proef_z", "na"] == answer["heard"]
    assert [("proef_a", "None"), ("proef_z", "ValueError('kapot')")] == [(r[0], r[4]) for r in answer["results"]]


def test_an_implementation_may_take_fewer_arguments(site, plugin, card) -> None:
    """A hook that later grows an argument still calls what was written before."""
    code = "from swvmon import hookimpl\n\n\n@hookimpl\ndef swvmon_run_gestart():\n    return 'gehoord'\n"
    site.install(plugin("proef_a", code=code, kaart=card("proef_a")))

    assert ["gehoord"] == [r[3] for r in site.ask(CALL)["results"]]


def test_a_hook_that_nobody_implements_has_no_results(site, good) -> None:
    """No implementation, no result."""
    assert {"results": [], "heard": []} == site.install(good).ask(CALL)


def test_two_registries_share_no_state(site, plugin, card, model_code) -> None:
    """What one registry loads, registers and refuses the other does not know: one model name in each is no clash."""
    kaart = 'verdeelmodellen = ["proef_schoolbudget"]\n'
    site.install(
        *(plugin(n, code=model_code("proef_schoolbudget"), kaart=card(n, kaart)) for n in ("proef_a", "proef_b"))
    )
    site.install(plugin("proef_stuk", code="raise ValueError('kapot')"))
    code = """\
from swvmon.hooks.registry import PluginRegistry
one, two = PluginRegistry(), PluginRegistry()
names = (["proef_a", "proef_stuk"], ["proef_b"])
registered = [r.register("verdeelmodellen", n) for r, n in zip((one, two), names)]
answer = [
    [[(t.value.naam, t.plugin) for t in things] for things in registered],
    [list(r.loaded) for r in (one, two)],
    [[x.naam for x in r.refused] for r in (one, two)],
]
"""

    assert [
        [[["proef_schoolbudget", "proef_a"]], [["proef_schoolbudget", "proef_b"]]],
        [["proef_a"], ["proef_b"]],
        [["proef_stuk"], []],
    ] == site.ask(code)


def test_only_plugins_that_are_named_are_imported(site, plugin, good) -> None:
    """Registering for one plugin leaves the others unimported; asking again keeps what it gave."""
    code = """\
from swvmon.hooks.registry import PluginRegistry
registry = PluginRegistry()
names = [[t.value.naam for t in registry.register("verdeelmodellen", ["proef_goed"])] for _ in range(2)]
answer = [names, list(registry.loaded), "swvmon_proef_ander" in sys.modules, str(registry.plugin("proef_goed"))]
"""

    expected = [[["proef_goed"]] * 2, ["proef_goed"], False, "proef_goed (swvmon-proef-goed 1.2)"]
    assert expected == site.install(good, plugin("proef_ander")).ask(code)
