"""`swvmon leveringen`: what was loaded, which rows were rejected and why, and a draft of `leveringen.toml`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from swvmon.cli.options import db_option, json_option
from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice

if TYPE_CHECKING:
    import pandas as pd


@click.group("leveringen", short_help="List what was loaded and what was rejected.")
def cmd() -> None:
    """List what was loaded and what was rejected, and draft a leveringen.toml."""


@cmd.command("list")
@json_option
@db_option
def list_(*, as_json: bool, db: str) -> None:
    """List the files that were loaded, in the order of loading."""
    from swvmon.store import Store

    with Store.open(db) as store:
        rows = _records(store.leveringen())
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(
            f"{row['id']:>4}  {row['dataset']:<22}  {_period(row):<24}  {row['rijen_gelezen']:>7} read  "
            f"{row['rijen_geaccepteerd']:>7} accepted  {row['rijen_afgekeurd']:>5} rejected  {row['status']:<10}  "
            f"{row['bestandsnaam']}"
        )
    if not rows:
        click.echo("nothing is loaded; start with: swvmon load PATH")


@cmd.command("show")
@click.argument("identifier", metavar="ID", type=int)
@json_option
@db_option
def show(*, identifier: int, as_json: bool, db: str) -> None:
    """Show one levering: where it comes from, and each rejected row with its reason."""
    from swvmon.store import Store

    with Store.open(db) as store:
        found = [row for row in _records(store.leveringen()) if row["id"] == identifier]
        if not found:
            raise UsageError(f"there is no levering {identifier}; `swvmon leveringen list` shows which there are")
        rejected = _records(store.afkeuringen(identifier))
    if as_json:
        click.echo(json.dumps({"levering": found[0], "afkeuringen": rejected}, ensure_ascii=False, indent=2))
        return
    for name, value in found[0].items():
        click.echo(f"{name:<20} {value}")
    for row in rejected:
        click.echo(
            f"line {row['regel']}, column {row['kolom']!r}: {row['code']}, "
            f"found {row['gevonden']!r}, expected {row['verwacht']}"
        )


@cmd.command("intrekken")
@click.argument("identifier", metavar="ID", type=int)
@click.option("--terug", "back", is_flag=True, help="Take the withdrawal back.")
@db_option
def intrekken(*, identifier: int, back: bool, db: str) -> None:
    """Withdraw a levering that was loaded by mistake: runs no longer use it; nothing is deleted."""
    from swvmon.store import Store

    with Store.open(db) as store:
        store.withdraw(identifier, back=back)
    click.echo(f"levering {identifier} is {'used again' if back else 'withdrawn'}")


@cmd.command("schets")
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path))
@click.pass_obj
def schets(choice: PluginChoice, *, folder: Path) -> None:
    """Draft a leveringen.toml for MAP from the names of its files; check it, then save it in MAP."""
    from swvmon.hooks.registry import load_databronnen
    from swvmon.run.schets import draft_leveringen

    databronnen, refused = load_databronnen(choice)
    for fault in refused:
        click.echo(f"swvmon: {fault}", err=True)
    click.echo(draft_leveringen(databronnen, folder), nl=False)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values; dates and times as text."""
    rows = frame.astype(object).to_dict("records")
    return [{str(k): v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()} for row in rows]


def _period(row: dict[str, Any]) -> str:
    about = "" if row["periode_exact"] else "about "
    return f"{row['periode_soort']} {about}{row['periode_van']}"
