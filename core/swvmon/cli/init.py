"""`swvmon init`."""

from __future__ import annotations

import click

from swvmon.cli.options import db_option


@click.command("init")
@db_option
def cmd(db: str) -> None:
    """Create the database. One that is there already is left as it is."""
    from swvmon.store import Store

    with Store.open(db, create=True) as store:
        click.echo(f"{store.name} is ready (revision {store.revision()}).")
    click.echo("Next: swvmon load PATH")
