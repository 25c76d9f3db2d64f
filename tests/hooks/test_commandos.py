"""Commands of plugins: listed from cards, imported when they are invoked, refused where a name is taken."""

from __future__ import annotations

import pytest

COMMAND = """\
import click


@click.command()
def cmd():
    click.echo("gegroet")
"""


@pytest.fixture
def commanding(plugin, card):
    """Make a plugin with one command; its package says on stderr that it was imported."""

    def make(naam: str, command: str) -> object:
        package = f"swvmon_{naam}"
        row = f'[[commando]]\nnaam = "{command}"\nhelp = "Groet van {naam}."\nimport = "{package}.groet:cmd"\n'
        said = f"import sys\nprint('{package} imported', file=sys.stderr)\n"
        return plugin(naam, code=said, kaart=card(naam, row), modules=(("groet", COMMAND),))

    return make


def listed(text: str) -> dict[str, str]:
    """The commands of a help text with their help line."""
    rows = (line.split(None, 1) for line in text.partition("Commands:")[2].splitlines() if line.startswith("  "))
    return {row[0]: row[1] for row in rows if len(row) == 2}


CLASHES = """\
from swvmon.cli import RESERVED
from swvmon.hooks.discovery import PluginChoice, discover
found = discover(PluginChoice(allow=tuple(sys.argv[2:])))
answer = [[c.naam for c in found.commands(RESERVED)], [list(c) for c in found.clashes(RESERVED)]]
"""


def test_a_command_is_listed_without_import(site, commanding) -> None:
    """`--help` shows the command with its line, and the package is not imported."""
    done = site.install(commanding("proef_a", "proef-groet")).cli("--help")

    assert (0, "") == (done.returncode, done.stderr)
    assert "Groet van proef_a." == listed(done.stdout)["proef-groet"]


def test_a_command_is_imported_when_invoked(site, commanding) -> None:
    """Invoking imports the plugin of the command and no other."""
    done = site.install(commanding("proef_a", "proef-groet"), commanding("proef_b", "proef-zwijg")).cli("proef-groet")

    assert (0, "gegroet\n", "swvmon_proef_a imported\n") == (done.returncode, done.stdout, done.stderr)


def test_a_reserved_name_is_refused(site, commanding) -> None:
    """A plugin cannot take a command of the core: the core's is listed, and the clash is named."""
    site.install(commanding("proef_a", "run"), commanding("proef_b", "compare"), commanding("proef_c", "proef-groet"))

    commands, clashes = site.ask(CLASHES, "proef_a", "proef_b", "proef_c")

    assert ["proef-groet"] == commands
    assert [
        ["proef_b", "proef_b (swvmon-proef-b 1.2)", "naam_bezet", "command 'compare' belongs to the core"],
        ["proef_a", "proef_a (swvmon-proef-a 1.2)", "naam_bezet", "command 'run' belongs to the core"],
    ] == clashes
    assert "Groet van proef_a." != listed(site.cli("--help").stdout)["run"]


def test_a_command_of_two_plugins_is_refused_to_both(site, commanding) -> None:
    """Neither wins: the name is not listed and cannot be invoked; the clash names both and how to choose."""
    site.install(commanding("proef_a", "proef-groet"), commanding("proef_b", "proef-groet"))

    commands, clashes = site.ask(CLASHES, "proef_a", "proef_b")

    both = "proef_a (swvmon-proef-a 1.2) and proef_b (swvmon-proef-b 1.2)"
    text = f"commando 'proef-groet' is claimed by {both}; leave one out with --deny-plugin"
    assert [[], [["proef_a", both, "naam_bezet", text]]] == [commands, clashes]
    done = site.cli("proef-groet")
    assert (2, "") == (done.returncode, done.stdout)
    assert "No such command 'proef-groet'" in done.stderr


def test_denying_one_plugin_gives_the_command_to_the_other(site, commanding) -> None:
    """`--deny-plugin` cures a clash of commands."""
    site.install(commanding("proef_a", "proef-groet"), commanding("proef_b", "proef-groet"))

    done = site.cli("--deny-plugin", "proef_a", "proef-groet")

    assert (0, "gegroet\n", "swvmon_proef_b imported\n") == (done.returncode, done.stdout, done.stderr)


def test_a_misspelt_command_gets_a_suggestion(site, commanding) -> None:
    """Commands of plugins are suggested like those of the core; exit code 2 and no traceback."""
    site.install(commanding("proef_a", "proef-groet"))

    done = [site.cli(word) for word in ("proef-groed", "lood")]

    assert [2, 2] == [d.returncode for d in done]
    assert ["proef-groet", "load"] == [d.stderr.rpartition("Did you mean '")[2].partition("'?")[0] for d in done]
    assert "imported" not in done[0].stderr


@pytest.mark.parametrize("kind", ["verdeelmodellen", "indicatoren", "databronnen", "datasets", "levert"])
def test_what_two_cards_claim_is_named(site, plugin, card, kind: str) -> None:
    """A model, indicator, source, dataset or table on two cards is seen before anything is imported."""
    site.install(*(plugin(n, kaart=card(n, f'{kind} = ["proef_x"]\n')) for n in ("proef_a", "proef_b")))

    _, clashes = site.ask(CLASHES, "proef_a", "proef_b")

    both = "proef_a (swvmon-proef-a 1.2) and proef_b (swvmon-proef-b 1.2)"
    text = f"{kind} 'proef_x' is claimed by {both}; leave one out with --deny-plugin"
    assert [["proef_a", both, "naam_bezet", text]] == clashes


def test_the_plugin_that_offers_a_model_is_found_by_its_card(site, plugin) -> None:
    """`offering` tells which plugin to import for a name in a plan, or that none has it."""
    site.install(plugin("proef_a"), plugin("proef_b"))
    code = """\
from swvmon.hooks.discovery import discover
found = discover()
answer = [str(found.offering("verdeelmodellen", name)) for name in ("proef_b", "proef_c")]
"""

    assert ["proef_b (swvmon-proef-b 1.2)", "None"] == site.ask(code)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('naam = "x"\nhelp = "y"', "a [[commando]] has naam, help and import"),
        ('naam = "x"\nhelp = "y"\nimport = "a:b"\nverborgen = true', "a [[commando]] has naam, help and import"),
        ('naam = "x"\nhelp = "y"\nimport = "swvmon_a.groet"', "command 'x': import 'swvmon_a.groet' is not like"),
        ('naam = "x"\nhelp = "y"\nimport = ":cmd"', "command 'x': import ':cmd' is not like"),
        ('naam = "x"\nhelp = "y"\nimport = "a:b.c"', "command 'x': import 'a:b.c' is not like"),
    ],
)
def test_a_command_is_written_in_full(card, row: str, message: str) -> None:
    """A command without help or import path, or with an unknown key, makes the card unreadable."""
    from swvmon.hooks.card import parse_card

    with pytest.raises(ValueError, match=r"command") as caught:
        parse_card(card("proef_a", f"[[commando]]\n{row}\n"))

    assert message in str(caught.value)
