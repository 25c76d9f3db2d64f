"""`swvmon plugins`: what is installed, told from the cards alone; making a plugin, and the verdict of the kit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from swvmon.cli import RESERVED
from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice, discover

if TYPE_CHECKING:
    from swvmon.testing.kit.toets import Oordeel

SOORTEN = ("verdeelmodel", "indicator", "databron")
WORDS = {"voldoet": "ok", "fout": "FAIL", "nvt": "n/a", "ontheven": "exempt"}


@click.group("plugins", short_help="List, show, check and make plugins.")
def cmd() -> None:
    """List and show the installed plugins, which imports none of them; check one; make a new one."""


@cmd.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--requirements", is_flag=True, help="Print a list that pip can install.")
@click.pass_obj
def list_(choice: PluginChoice, *, as_json: bool, requirements: bool) -> int:
    """List plugins with distribution, version and kinds, and those that were refused; exit 3 where one was."""
    found = discover(choice)
    refused = [*found.refused, *found.clashes(RESERVED)]
    if requirements:
        for line in sorted({f"{p.distributie}=={p.versie}" for p in found.plugins if not p.bestand}):
            click.echo(line)
    elif as_json:
        rows = [
            {"distributie": p.distributie, "distributieversie": p.versie, **_card(p.card._asdict())}
            for p in found.plugins
        ]
        click.echo(
            json.dumps({"plugins": rows, "geweigerd": [r._asdict() for r in refused]}, ensure_ascii=False, indent=2)
        )
    else:
        width = max((len(p.naam) for p in found.plugins), default=0)
        for p in found.plugins:
            click.echo(
                f"{p.naam:<{width}}  {p.card.versie:<6} {p.distributie} {p.versie}  "
                f"{', '.join(p.card.soorten)}: {p.card.titel}"
            )
        for r in refused:
            click.echo(f"! {r}")
    return 3 if refused else 0


@cmd.command("show")
@click.argument("naam")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def show(choice: PluginChoice, *, naam: str, as_json: bool) -> None:
    """Show the card of a plugin."""
    from difflib import get_close_matches

    found = discover(choice)
    plugin = next((p for p in found.plugins if p.naam == naam), None)
    if plugin is None:
        reasons = [str(r) for r in found.refused if r.naam == naam]
        close = get_close_matches(naam, [p.naam for p in found.plugins], n=1)
        hint = "; ".join(reasons) or (f"did you mean {close[0]!r}?" if close else "see `swvmon plugins list`")
        raise UsageError(f"no plugin {naam!r}: {hint}")
    rows = {"distributie": f"{plugin.distributie} {plugin.versie}", **_card(plugin.card._asdict())}
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for key, value in rows.items():
        if value:
            click.echo(f"{key:<16} {', '.join(map(str, value)) if isinstance(value, list) else value}")


@cmd.command("check")
@click.argument("wat", metavar="PATH|NAAM")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def check(choice: PluginChoice, *, wat: str, as_json: bool) -> int:
    """Try every check of the conformance kit on a plugin: installed, a file, or the folder of a project.

    Exit 3 where a check fails.
    """
    from swvmon.testing.kit.oordeel import judge_plugin

    plugin, verdicts = judge_plugin(wat, choice)
    failed = [v for v in verdicts if v.uitkomst == "fout"]
    if as_json:
        rows = [
            {"soort": v.soort, "naam": v.naam, "toets": v.toets, "uitkomst": v.uitkomst, "tekst": v.tekst}
            for v in verdicts
        ]
        content = {"plugin": plugin.naam, "distributie": f"{plugin.distributie} {plugin.versie}", "toetsen": rows}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        _tell(f"{plugin}, versie {plugin.card.versie}", verdicts)
    return 3 if failed else 0


def _tell(head: str, verdicts: list[Oordeel]) -> None:
    click.echo(head)
    width = max((len(v.toets) for v in verdicts), default=0)
    for soort, naam in dict.fromkeys((v.soort, v.naam) for v in verdicts):
        click.echo(f"\n{soort} {naam}")
        for v in verdicts:
            if (v.soort, v.naam) == (soort, naam):
                click.echo(f"  {WORDS[v.uitkomst]:<6}  {v.toets:<{width}}  {v.tekst}".rstrip())
    failed = sum(v.uitkomst == "fout" for v in verdicts)
    told = f"{failed} of {len(verdicts)} checks failed" if failed else f"no faults in {len(verdicts)} checks"
    click.echo(f"\n{told if verdicts else 'nothing to check: the card names no model, indicator or databron'}")


@cmd.command("new")
@click.argument("naam")
@click.option("--soort", type=click.Choice(SOORTEN), required=True, help="What the plugin adds.")
@click.option("--map", "folder", type=click.Path(path_type=Path), help="Where the project goes; by default ./NAAM.")
def new(*, naam: str, soort: str, folder: Path | None) -> None:
    """Make a complete distribution: card, one working rule, parameters, tests, CI and README."""
    from swvmon.sjabloon.maken import new_plugin

    target = folder or Path(naam)
    for path in new_plugin(naam, soort, target):
        click.echo(target / path)


@cmd.command("update")
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path))
@click.option("--controleer", is_flag=True, help="Write nothing; exit 1 where a file differs.")
def update(*, folder: Path, controleer: bool) -> int:
    """Bring a project to the template of this swvmon; what its author wrote stays as it is."""
    from swvmon.sjabloon.maken import update_plugin

    drift = update_plugin(folder, controleer=controleer)
    for path in drift:
        click.echo(f"{'differs from the template' if controleer else 'updated'}: {folder / path}")
    if not drift:
        click.echo(f"{folder}: as the template of this version")
    return 1 if drift and controleer else 0


def _card(card: dict[str, object]) -> dict[str, object]:
    commands = [f"{c.naam}: {c.help}" for c in card.pop("commandos")]  # type: ignore[attr-defined]
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in card.items()}
    return {**plain, "commandos": commands}
