"""`swvmon export RUN DIR`: the canonical result as files."""

from __future__ import annotations

from pathlib import Path

import click

from swvmon.cli.options import db_option, minimum_option, motor_option, niveau_option, public_option, read_rule


@click.command("export", short_help="Write the canonical result of a run as CSV or Parquet.")
@click.argument("run")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--ook-mislukt", is_flag=True, help="Also export region-years that failed.")
@niveau_option
@public_option
@minimum_option
@motor_option
@db_option
def cmd(
    *,
    run: str,
    folder: Path,
    form: str,
    ook_mislukt: bool,
    niveaus: tuple[str, ...],
    openbaar: bool,
    minimum: tuple[str, ...],
    motor: str,
    db: str,
) -> None:
    """Write boekingen, metingen and manifest.json of RUN (a run id, its start, or `laatste`) to DIR.

    The audience is `intern`: full ledger lines, no case rows; the files are confidential. With --openbaar small groups
    are withheld, and onderdrukt tells what and why. --niveau limits metingen, not boekingen.
    """
    from swvmon.run.export import export
    from swvmon.store import Store

    regel = read_rule(minimum, openbaar=openbaar)
    with Store.open(db) as store:
        written = export(store, run, folder, form, also_failed=ook_mislukt, regel=regel, motor=motor, niveaus=niveaus)
    for path in written:
        click.echo(path)
