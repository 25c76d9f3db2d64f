"""One plugin's fault is named and harms no other: refused by its card, while loading, or while registering."""

from __future__ import annotations

import pytest

PARAMETER = """\
from datetime import date
from decimal import Decimal

from swvmon import Parameter, Schooljaar, Waarde, hookimpl


@hookimpl
def swvmon_register_parameters(register):
    waarde = Waarde(Decimal(1), Schooljaar(2015).periode, "R2 regel 1", "aanname", date(2026, 11, 22))
    register(Parameter("{id}", "Proef", "euro", "schooljaar", (waarde,)))
"""


def test_a_good_plugin_registers_its_model(site, good, good_model) -> None:
    """From a wheel: what it registers carries plugin, distribution and the version of its card; nothing is refused."""
    answer = site.install(good).register()

    assert ([good_model], []) == (answer.things, answer.refused)
    assert (["proef_goed"], ["swvmon_proef_goed"]) == (answer.loaded, answer.imported)


# --- refused by the card: never imported -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "fragments"),
    [
        ("soorten", "sorten", "kaart_onleesbaar", ["unknown key 'sorten'", "did you mean 'soorten'?"]),
        ("soorten", "zzz", "kaart_onleesbaar", ["unknown key 'zzz'"]),
        ('titel = "Proef"', "", "kaart_onleesbaar", ["key 'titel' is missing or is not text"]),
        ("hook_api = 1", 'hook_api = "1"', "kaart_onleesbaar", ["key 'hook_api'", "not a whole number"]),
        ("hook_api = 1", "hook_api = true", "kaart_onleesbaar", ["key 'hook_api'", "not a whole number"]),
        ('["verdeelmodel"]', '"verdeelmodel"', "kaart_onleesbaar", ["key 'soorten' is not a list of texts"]),
        ('["verdeelmodel"]', '["model"]', "kaart_onleesbaar", ["unknown soort model", "verdeelmodel, indicator"]),
        ("soorten = ", "schooljaren = ", "kaart_onleesbaar", ["key 'schooljaren' is not text"]),
        ('soorten = ["verdeelmodel"]', "commando = 3", "kaart_onleesbaar", ["key 'commando' is not a list of tables"]),
        ('["verdeelmodel"]', "[", "kaart_onleesbaar", ["swvmon.toml: "]),
        ('"proef_stuk"', '"proef_ander"', "kaart_onjuist", ["naam = 'proef_ander'", "entry point 'proef_stuk'"]),
        (
            "hook_api = 1",
            "hook_api = 99",
            "hook_api",
            ["needs hook API 99", "this swvmon speaks 1:", "pip install --upgrade swvmon"],
        ),
        ("hook_api = 1", "hook_api = 0", "hook_api", ["needs hook API 0", "upgrade the plugin"]),
    ],
)
def test_a_plugin_with_a_wrong_card_is_not_imported(
    site, plugin, card, good, *, good_model, old: str, new: str, code: str, fragments: list[str]
) -> None:
    """What a card gets wrong is said, with plugin and distribution; its package never runs; the good plugin does."""
    kaart = card("proef_stuk", 'soorten = ["verdeelmodel"]\n')
    assert kaart.count(old) == 1
    broken = plugin("proef_stuk", kaart=kaart.replace(old, new))

    answer = site.install(good, broken).register()

    assert [good_model] == answer.things
    assert ["swvmon_proef_goed"] == answer.imported
    assert [("proef_stuk", "swvmon-proef-stuk 1.2", code)] == [r[:3] for r in answer.refused]
    assert [] == [f for f in fragments if f not in answer.refused[0].melding]


def test_a_plugin_without_card_is_not_imported(site, plugin, good, good_model) -> None:
    """A package without a card is refused, naming package and file."""
    answer = site.install(good, plugin("proef_stuk", kaart=None)).register()

    assert [good_model] == answer.things
    assert ["swvmon_proef_goed"] == answer.imported
    expected = "package 'swvmon_proef_stuk' has no card swvmon.toml"
    assert [("proef_stuk", "swvmon-proef-stuk 1.2", "geen_kaart", expected)] == answer.refused


@pytest.mark.parametrize(
    ("doel", "message"),
    [
        (
            "swvmon_proef_stuk:plugin",
            "its entry point 'swvmon_proef_stuk:plugin' is not the name of a top-level package",
        ),
        ("swvmon_proef_stuk.sub", "its entry point 'swvmon_proef_stuk.sub' is not the name of a top-level package"),
        ("swvmon_proef_weg", "package 'swvmon_proef_weg' is not there; install swvmon-proef-stuk again"),
    ],
)
def test_an_entry_point_without_package_is_refused(site, plugin, good, good_model, *, doel: str, message: str) -> None:
    """An entry point is a top-level package that is there; another is refused with what to do, and not imported."""
    answer = site.install(good, plugin("proef_stuk", doel=doel)).register()

    assert ([good_model], ["swvmon_proef_goed"]) == (answer.things, answer.imported)
    assert [("proef_stuk", "swvmon-proef-stuk 1.2", "geen_pakket", message)] == answer.refused


# --- refused while loading or registering ------------------------------------------------------------------------

HOOK = "@hookimpl\ndef swvmon_register_verdeelmodellen(register):\n"


@pytest.mark.parametrize(
    ("old", "new", "code", "fragments"),
    [
        ("@hookimpl", "raise RuntimeError('kapot')\n\n@hookimpl", "fout_bij_laden", ["RuntimeError: kapot"]),
        ("@hookimpl", "import proef_ontbreekt\n\n@hookimpl", "fout_bij_laden", ["No module named 'proef_ontbreekt'"]),
        ("@hookimpl", "raise SystemExit('weg')\n\n@hookimpl", "fout_bij_laden", ["SystemExit: weg"]),
        ("def verdeel(", "def verdeel((", "fout_bij_laden", ["SyntaxError"]),
        (HOOK, f"{HOOK}    raise RuntimeError('haak')\n", "fout_bij_laden", ["RuntimeError: haak"]),
        (HOOK, f"{HOOK}    raise SystemExit(4)\n", "fout_bij_laden", ["SystemExit: 4"]),
        (
            "register_verdeelmodellen",
            "register_verdeelmodelen",
            "geweigerd",
            [
                "hook swvmon_register_verdeelmodelen, which does not exist",
                "did you mean swvmon_register_verdeelmodellen?",
            ],
        ),
        (
            "@hookimpl\ndef swvmon_register_verdeelmodellen",
            "@hookimpl(specname='swvmon_register_verdeelmodel')\ndef mijn_modellen",
            "geweigerd",
            ["hook swvmon_register_verdeelmodel, which does not exist", "did you mean"],
        ),
        (
            "(register)",
            "(register=None)",
            "geweigerd",
            ["swvmon_register_verdeelmodellen gives 'register' a default"],
        ),
        (
            "@hookimpl\n",
            "",
            "geweigerd",
            ["swvmon_register_verdeelmodellen is not marked with @hookimpl", "never be called"],
        ),
        ("(register)", "(register, jaar)", "fout_bij_laden", ["PluginValidationError", "jaar"]),
        ('"proef_stuk"', '"proef_stil"', "geweigerd", ["'proef_stil'", "card does not list under verdeelmodellen"]),
        (HOOK, f"{HOOK}    register('een naam')\n", "geweigerd", ["'een naam', expected a Verdeelmodel"]),
    ],
)
def test_a_plugin_that_fails_is_named(
    site, plugin, model_code, good, *, good_model, old: str, new: str, code: str, fragments: list[str]
) -> None:
    """A fault in a plugin's code leaves it out with plugin, distribution and reason; the good plugin registers."""
    source = model_code("proef_stuk")
    assert source.count(old) == 1
    broken = plugin("proef_stuk", code=source.replace(old, new))

    answer = site.install(good, broken).register()

    assert [good_model] == answer.things
    assert [("proef_stuk", "swvmon-proef-stuk 1.2", code)] == [r[:3] for r in answer.refused]
    assert [] == [f for f in fragments if f not in answer.refused[0].melding]
    assert "\n" not in answer.refused[0].melding


def test_nothing_of_a_plugin_that_fails_halfway_is_kept(site, plugin, model_code, good, good_model) -> None:
    """A plugin that registers a model and then raises has registered nothing."""
    broken = plugin("proef_stuk", code=model_code("proef_stuk") + "    raise RuntimeError('te laat')\n")

    answer = site.install(good, broken).register()

    assert [good_model] == answer.things
    assert [("proef_stuk", "RuntimeError: te laat")] == [(r.naam, r.melding) for r in answer.refused]


def test_registering_twice_is_refused(site, plugin, model_code) -> None:
    """One plugin cannot give one name to two models."""
    line = model_code("proef_stuk").splitlines()[-1]
    broken = plugin("proef_stuk", code=f"{model_code('proef_stuk')}{line}\n")

    answer = site.install(broken).register()

    assert ([], ["registers 'proef_stuk' twice"]) == (answer.things, [r.melding for r in answer.refused])


@pytest.mark.parametrize(
    ("identifier", "things", "messages"),
    [
        ("proef_getal.tarief", [("proef_getal.tarief", "proef_getal", "swvmon-proef-getal", "2024.1")], []),
        (
            "rijksbekostiging.tarief",
            [],
            ["Parameter 'rijksbekostiging.tarief' must start with the plugin's name: proef_getal."],
        ),
        (
            "proef_getallen.tarief",
            [],
            ["Parameter 'proef_getallen.tarief' must start with the plugin's name: proef_getal."],
        ),
    ],
)
def test_a_parameter_stays_in_the_namespace_of_its_plugin(
    site, plugin, card, *, identifier: str, things: list[tuple[str, ...]], messages: list[str]
) -> None:
    """An id of another plugin, or one that only begins alike, is refused; an own one is registered."""
    owner = plugin("proef_getal", code=PARAMETER.format(id=identifier), kaart=card("proef_getal"))

    answer = site.install(owner).register("parameters")

    assert (things, messages) == (answer.things, [r.melding for r in answer.refused])


def test_a_plugin_that_fails_at_import_is_tried_once(site, plugin, good) -> None:
    """A registry imports a failing plugin once and names it once, however many kinds are registered."""
    broken = plugin(
        "proef_stuk", code="import sys\nsys.proef = getattr(sys, 'proef', 0) + 1\nraise ValueError('kapot')\n"
    )
    code = """\
from swvmon.hooks.registry import PluginRegistry
registry = PluginRegistry()
for kind in ("verdeelmodellen", "parameters", "verdeelmodellen"):
    registry.register(kind, ["proef_goed", "proef_stuk"])
answer = [sys.proef, [str(r) for r in registry.refused]]
"""

    expected = [1, ["plugin proef_stuk (swvmon-proef-stuk 1.2) refused: ValueError: kapot"]]
    assert expected == site.install(good, broken).ask(code)


def test_an_optional_hook_of_a_newer_core_is_let_be(site, plugin, model_code, good) -> None:
    """A hook marked optional may be unknown; that does not make its name known to a plugin that does not say so."""
    hook = "\n\n@hookimpl{}\ndef swvmon_register_toekomst():\n    pass\n"
    careful = plugin("proef_a", code=model_code("proef_a") + hook.format("(optionalhook=True)"))
    careless = plugin("proef_b", code=model_code("proef_b") + hook.format(""))

    answer = site.install(good, careful, careless).register()

    assert ["proef_a", "proef_goed"] == [name for name, *_ in answer.things]
    assert ["proef_b"] == [r.naam for r in answer.refused]
    assert answer.refused[0].melding.startswith("implements hook swvmon_register_toekomst, which does not exist")


# --- two that claim one name -------------------------------------------------------------------------------------


def test_two_distributions_with_one_entry_point_are_both_refused(site, plugin, good, good_model) -> None:
    """Neither is preferred or imported; the message names both with versions and how to choose."""
    site.install(good, *(plugin("proef_dubbel", distributie=f"swvmon-proef-{x}") for x in ("noord", "zuid")))

    answer = site.register()

    both = "proef_dubbel (swvmon-proef-noord 1.2) and proef_dubbel (swvmon-proef-zuid 1.2)"
    message = f"the name is claimed by {both}; leave one out with --deny-plugin proef_dubbel@DISTRIBUTION"
    assert [("proef_dubbel", both, "dubbele_naam", message)] == answer.refused
    assert ([good_model], ["swvmon_proef_goed"]) == (answer.things, answer.imported)


@pytest.mark.parametrize(("denied", "kept"), [("noord", "zuid"), ("zuid", "noord")])
def test_denying_one_distribution_cures_a_double_name(site, plugin, denied: str, kept: str) -> None:
    """`--deny-plugin NAME@DISTRIBUTION` leaves one out; the other runs, and only its package is imported."""
    site.install(*(plugin("proef_dubbel", distributie=f"swvmon-proef-{x}") for x in ("noord", "zuid")))

    answer = site.register(deny=(f"proef_dubbel@swvmon-proef-{denied}",))

    assert ([("proef_dubbel", "proef_dubbel", f"swvmon-proef-{kept}", "2024.1")], []) == (answer.things, answer.refused)
    assert [f"swvmon_proef_{kept}"] == answer.imported


def test_two_plugins_with_one_model_name(site, plugin, card, model_code, good, *, good_model) -> None:
    """A model name that is taken is refused to the second, naming both plugins with distribution and version."""
    kaart = 'verdeelmodellen = ["proef_schoolbudget"]\n'
    one, two = (plugin(n, code=model_code("proef_schoolbudget"), kaart=card(n, kaart)) for n in ("proef_a", "proef_b"))

    answer = site.install(good, two, one).register()

    assert [good_model, ("proef_schoolbudget", "proef_a", "swvmon-proef-a", "2024.1")] == answer.things
    message = (
        "'proef_schoolbudget' is registered by proef_a (swvmon-proef-a 2024.1) already; "
        "leave one out with --deny-plugin"
    )
    assert [("proef_b", "swvmon-proef-b 1.2", "geweigerd", message)] == answer.refused


def test_databronnen_come_with_all_that_was_refused(site, plugin, card) -> None:
    """`load_databronnen` loads only plugins whose cards offer sources, and hands back both kinds of refusal."""
    source = (
        "from swvmon import Databron, hookimpl\n\n\n@hookimpl\ndef swvmon_register_databronnen(register):\n"
        "    register(Databron('proef_bron', 'Bron', 'DUO', 'CC0', ()))\n"
    )
    offering = 'databronnen = ["proef_bron"]\n'
    site.install(
        plugin("proef_bron", code=source, kaart=card("proef_bron", offering)),
        plugin("proef_model"),
        plugin("proef_kaartloos", kaart=None),
        plugin("proef_stuk", code="raise ValueError('kapot')", kaart=card("proef_stuk", offering)),
    )
    code = """\
from swvmon.hooks.discovery import PluginChoice
from swvmon.hooks.registry import load_databronnen
sources, refused = load_databronnen(PluginChoice(deny=tuple(json.loads(sys.argv[2]))))
answer = [[s.value.naam for s in sources], [r.naam for r in refused], "swvmon_proef_model" in sys.modules]
"""
    from importlib.metadata import entry_points
    from json import dumps

    shipped = dumps([e.name for e in entry_points(group="swvmon")])

    assert [["proef_bron"], ["proef_kaartloos", "proef_stuk"], False] == site.ask(code, shipped)
