"""`swvmon db`."""

from __future__ import annotations

import click

from swvmon.cli.options import db_option, json_option


@click.group("db")
def cmd() -> None:
    """Create, upgrade and inspect the database."""


@cmd.command("upgrade")
@db_option
def upgrade(db: str) -> None:
    """Bring the database to the revision that this version of swvmon needs; it is made where it is not there."""
    from swvmon.store import Store
    from swvmon.store.store import upgrade as bring_up

    bring_up(db)
    with Store.open(db) as store:
        click.echo(f"{store.name} is of revision {store.revision()}.")


@cmd.command("show")
@db_option
@json_option
def show(db: str, as_json: bool) -> None:
    """Show the revision, and the tables with their number of rows."""
    from swvmon.store import Store

    with Store.open(db) as store:
        name, revision, counts = store.name, store.revision(), store.row_counts()
    if as_json:
        import json

        click.echo(json.dumps({"database": name, "revision": revision, "tables": counts}, indent=2))
        return
    click.echo(f"{name}, revision {revision}")
    width = max(len(table) for table in counts)
    for table, rows in counts.items():
        click.echo(f"  {table:<{width}}  {rows:>10}")


@cmd.command("check")
@db_option
def check(db: str) -> None:
    """Check the database itself: its file, its references, and that every levering is there whole."""
    from swvmon.errors import StoreError
    from swvmon.store import Store

    with Store.open(db) as store:
        name, faults = store.name, store.faults()
    if faults:
        lines = [f"{name}: {len(faults)} faults; restore it from a copy", *(f"  {fault}" for fault in faults)]
        raise StoreError("\n".join(lines))
    click.echo(f"{name}: no faults.")
