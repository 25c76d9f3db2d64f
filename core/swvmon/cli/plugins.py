"""`swvmon plugins`: what is installed, told from the cards alone."""

from __future__ import annotations

import json

import click

from swvmon.cli import RESERVED
from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice, discover


@click.group("plugins", short_help="List and show the installed plugins.")
def cmd() -> None:
    """List and show the installed plugins; imports none of them."""


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


def _card(card: dict[str, object]) -> dict[str, object]:
    commands = [f"{c.naam}: {c.help}" for c in card.pop("commandos")]  # type: ignore[attr-defined]
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in card.items()}
    return {**plain, "commandos": commands}
