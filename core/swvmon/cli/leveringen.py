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

    from swvmon.run.verschil import Tabelverschil

SHOWN = 20
"""Rows per table of which `diff` prints the difference; `--alles` and `--json` give all."""


class _ListByDefault(click.Group):
    """`swvmon leveringen` alone, or with options only, is `swvmon leveringen list`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        alone = not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names)
        return super().parse_args(ctx, ["list", *args] if alone else args)


@click.group("leveringen", cls=_ListByDefault, short_help="List what was loaded and what was rejected.")
def cmd() -> None:
    """List what was loaded (also without a subcommand) and rejected, what changed, and draft a leveringen.toml."""


@cmd.command("list")
@json_option
@db_option
def list_(*, as_json: bool, db: str) -> None:
    """List the files that were loaded, in the order of loading."""
    from swvmon.store import Store

    with Store.open(db) as store:
        rows = _records(_with_vintage(store.leveringen()))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        _print_levering(row)
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
        found = [row for row in _records(_with_vintage(store.leveringen())) if row["id"] == identifier]
        if not found:
            raise UsageError(f"there is no levering {identifier}; `swvmon leveringen` shows which there are")
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


@cmd.command("diff")
@click.argument("oud", metavar="A", type=int)
@click.argument("nieuw", metavar="B", type=int)
@click.option("--tabel", metavar="NAAM", help="Compare only this table.")
@click.option("--alles", "everything", is_flag=True, help=f"Print every difference, not the first {SHOWN} per table.")
@json_option
@db_option
def diff(*, oud: int, nieuw: int, tabel: str | None, everything: bool, as_json: bool, db: str) -> int:
    """Show what levering B changed against levering A of the same dataset; exit code 1 where they differ."""
    from swvmon.run.verschil import compare_leveringen
    from swvmon.store import Store

    with Store.open(db) as store:
        tables = compare_leveringen(store, oud, nieuw, tabel)
        rows = {row["id"]: row for row in _records(_with_vintage(store.leveringen()))}
    if as_json:
        document = {"oud": rows[oud], "nieuw": rows[nieuw], "tabellen": [_document(t) for t in tables]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _print_levering(rows[oud])
        _print_levering(rows[nieuw])
        for table in tables:
            _print_difference(table, None if everything else SHOWN)
    return int(any(t.verschilt for t in tables))


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


def _with_vintage(leveringen: pd.DataFrame) -> pd.DataFrame:
    """Which of how many a levering is: those of one dataset for the same days, in the order of loading."""
    same = leveringen.groupby(["dataset", "periode_soort", "periode_van", "periode_tot"])["id"]
    return leveringen.assign(vintage=same.cumcount() + 1, vintages=same.transform("size"))


def _print_levering(row: dict[str, Any]) -> None:
    click.echo(
        f"{row['id']:>4}  {row['dataset']:<22}  {_period(row):<24}  {row['rijen_gelezen']:>7} read  "
        f"{row['rijen_geaccepteerd']:>7} accepted  {row['rijen_afgekeurd']:>5} rejected  {row['status']:<10}  "
        f"{row['bestandsnaam']}"
    )
    gone = ", withdrawn" if row["ingetrokken"] else ""
    click.echo(
        f"      fingerprint {row['vingerafdruk'][:12]}, vintage {row['vintage']} of {row['vintages']}, "
        f"loaded {row['geladen_op'][:10]}, {row['uitgever']}, {row['licentie']}{gone}"
    )


def _document(table: Tabelverschil) -> dict[str, Any]:
    from swvmon.run.verschil import as_records

    return {
        "tabel": table.tabel,
        "sleutel": list(table.sleutel),
        "toegevoegd": len(table.toegevoegd),
        "vervallen": len(table.vervallen),
        "gewijzigd": table.rijen_gewijzigd,
        "gelijk": table.rijen_gelijk,
        "gevoelig": table.gevoelig,
        "verschillen": as_records(table),
    }


def _print_difference(table: Tabelverschil, most: int | None) -> None:
    from swvmon.run.verschil import as_records

    click.echo(
        f"{table.tabel}: {len(table.toegevoegd)} added, {len(table.vervallen)} removed, "
        f"{table.rijen_gewijzigd} changed, {table.rijen_gelijk} equal"
    )
    if table.gevoelig:
        click.echo("  the rows are about persons and are not shown")
    records = as_records(table)
    for record in records[:most]:
        place = " ".join(str(value) for value in record["sleutel"].values() if value not in (None, ""))
        told = record.get("rij") or {}
        what = [f"{name} {_cell(value)}" for name, value in told.items() if value not in (None, "")]
        what += [f"{name} {_cell(old)} -> {_cell(new)}" for name, (old, new) in record.get("wijzigingen", {}).items()]
        click.echo(f"  {record['soort']:<7}  {place}: {', '.join(what)}".rstrip(": "))
    if most is not None and len(records) > most:
        click.echo(f"  ... and {len(records) - most} more rows; --alles gives all")


def _cell(value: object) -> str:
    return "(empty)" if value is None or value == "" else str(value)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values; dates and times as text."""
    rows = frame.astype(object).to_dict("records")
    return [{str(k): v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()} for row in rows]


def _period(row: dict[str, Any]) -> str:
    about = "" if row["periode_exact"] else "about "
    return f"{row['periode_soort']} {about}{row['periode_van']}"
