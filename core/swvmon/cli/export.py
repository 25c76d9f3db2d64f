"""`swvmon export RUN DIR`: the canonical result as files."""

from __future__ import annotations

from pathlib import Path

import click

from swvmon.cli.options import db_option


@click.command("export", short_help="Write the canonical result of a run as CSV or Parquet.")
@click.argument("run")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--ook-mislukt", is_flag=True, help="Also export region-years that failed.")
@db_option
def cmd(*, run: str, folder: Path, form: str, ook_mislukt: bool, db: str) -> None:
    """Write boekingen, metingen and manifest.json of RUN (a run id, its start, or `laatste`) to DIR.

    The audience is `intern`: full ledger lines, no case rows; the files are confidential.
    """
    from swvmon.run.export import export
    from swvmon.store import Store

    with Store.open(db) as store:
        written = export(store, run, folder, form, also_failed=ook_mislukt)
    for path in written:
        click.echo(path)
