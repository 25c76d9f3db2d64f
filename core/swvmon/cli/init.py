"""`swvmon init`."""

from __future__ import annotations

import click

from swvmon.cli.options import db_option
from swvmon.errors import UsageError


@click.command("init")
@click.option("--voorbeeld", metavar="NAME", help="Write an example plan too, with data of its fictional region.")
@click.option("--regio", metavar="CODE", help="Write the example plan for this SWV instead, without data.")
@db_option
def cmd(voorbeeld: str | None, regio: str | None, db: str) -> None:
    """Create the database. One that is there already is left as it is."""
    from swvmon.run.voorbeeld import write_example
    from swvmon.store import Store

    if regio and not voorbeeld:
        raise UsageError("--regio belongs to --voorbeeld: name the example that is written for this SWV")
    following = ["swvmon load PATH"] if voorbeeld is None else write_example(voorbeeld, regio)
    with Store.open(db, create=True) as store:
        click.echo(f"{store.name} is ready (revision {store.revision()}).")
    for command in following:
        click.echo(f"Next: {command}")
