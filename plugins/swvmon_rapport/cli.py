"""`swvmon report`: a run as one HTML file for directors, boards and schools, or as a workbook for controllers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from swvmon import SwvmonError, db_option, minimum_option, public_option, read_rule, write_whole

if TYPE_CHECKING:
    from swvmon import PluginChoice

WERKBOEK = ".xlsx"
"""How the name of a workbook ends; any other name gets HTML."""


@click.command("report", short_help="Write a run as one HTML file or a workbook, in Dutch.")
@click.argument("run")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("rapport.html"),
    show_default=True,
    help="File to write; one of that name is replaced.",
)
@click.option("--regio", default="", metavar="CODE", help="The SWV, where the run has several.")
@click.option("--landelijk", default="", metavar="RUN", help="A run of every SWV, to compare deelname with.")
@click.option("--ook-mislukt", is_flag=True, help="Also region-years that failed.")
@public_option
@minimum_option
@db_option
@click.pass_obj
def cmd(  # noqa: PLR0913 - options are arguments
    choice: PluginChoice,
    *,
    run: str,
    output: Path,
    regio: str,
    landelijk: str,
    ook_mislukt: bool,
    openbaar: bool,
    minimum: tuple[str, ...],
    db: str,
) -> None:
    """Write RUN (a run id, its start, or `laatste`) as one HTML file that needs no network.

    Where the name after -o ends in .xlsx it is a workbook that computes. The audience is `intern`: full ledger lines,
    and the file says that it is confidential. With --openbaar small groups are withheld, and the report tells what and
    why.
    """
    from swvmon import read_run, registered_titles
    from swvmon_rapport.gegevens import choose_region

    workbook = output.suffix.lower() == WERKBOEK
    if workbook and landelijk:
        raise SwvmonError("--landelijk goes with HTML: a workbook tells of one region alone")
    regel = read_rule(minimum, openbaar=openbaar)
    inhoud = read_run(db, run, also_failed=ook_mislukt, regel=regel)
    others = read_run(db, landelijk, also_failed=True, regel=regel) if landelijk else None
    gegevens = choose_region(inhoud, regio, titels=registered_titles(choice), landelijk=others)
    if workbook:
        from swvmon_rapport.werkboek.boek import as_xlsx

        content = as_xlsx(gegevens)
    else:
        from swvmon_rapport.html.pagina import render

        content = render(gegevens).encode()
    write_whole(output, content)
    click.echo(output)
