"""`swvmon effect`: estimate an effect or a correlation, with a verdict in plain words."""

from __future__ import annotations

import json
from pathlib import Path

import click

from swvmon import SwvmonError, write_whole


@click.command("effect", short_help="Estimate an effect or a correlation, with a verdict.")
@click.argument("specificatie", type=click.Path(path_type=Path))
@click.option("--paneel", type=click.Path(path_type=Path), help="Panel as CSV or Parquet: a row per unit and period.")
@click.option("--run", "run", metavar="RUN", help="Take the metingen of this run: its id, the start of it, or laatste.")
@click.option(
    "--db",
    metavar="URL",
    envvar="SWVMON_DB",
    default="sqlite:///swvmon.db",
    show_default=True,
    help="Database of --run.",
)
@click.option("--scenario", default="plan", show_default=True, help="Scenario of the run.")
@click.option("--figuur", type=click.Path(path_type=Path), help="Also write event plots or scatters to this SVG file.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def cmd(  # noqa: PLR0913 - options are arguments
    *,
    specificatie: Path,
    paneel: Path | None,
    run: str | None,
    db: str,
    scenario: str,
    figuur: Path | None,
    as_json: bool,
) -> None:
    """Estimate what the TOML file SPECIFICATIE asks for, from a panel or from the metingen of a run.

    What cannot be estimated is told with its reason, never as a number.
    """
    from swvmon_effectmeting import tonen
    from swvmon_effectmeting.analyse import analyse
    from swvmon_effectmeting.invoer import from_metingen, read_panel
    from swvmon_effectmeting.specificatie import read_specification

    spec = read_specification(specificatie)
    if paneel is not None and run is None:
        frame = read_panel(paneel)
    elif run is not None and paneel is None:
        from swvmon import read_run

        frame = from_metingen(read_run(db, run).metingen, scenario)
    else:
        raise SwvmonError("give the data: either --paneel FILE or --run RUN")
    found = analyse(frame, spec)
    if figuur is not None:
        from swvmon_effectmeting.figuur import as_svg

        write_whole(figuur, as_svg(found))
    if as_json:
        click.echo(json.dumps(tonen.as_values(found), ensure_ascii=False, indent=2))
    else:
        for line in tonen.as_text(found, spec):
            click.echo(line)
