"""`swvmon template`: list the templates, or write one."""

from __future__ import annotations

from pathlib import Path

import click

from swvmon import SwvmonError, write_whole

VORMEN = ("csv", "xlsx")


@click.command("template", short_help="Write an empty template for an SWV to fill in.")
@click.argument("naam", required=False, default="")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; it must not be there yet.")
@click.option("--vorm", type=click.Choice(VORMEN), help="Form of the file; by default that of its name, else csv.")
def cmd(*, naam: str, output: Path | None, vorm: str | None) -> None:
    """Write the empty template NAAM for an SWV to fill in; without NAAM list the templates.

    Without a file the header is printed. Beside a CSV file comes a text file that explains the columns; a workbook has
    a sheet for that.
    """
    from swvmon_swvadministratie import schrijven
    from swvmon_swvadministratie.sjablonen import SJABLONEN

    if not naam:
        for sjabloon in SJABLONEN.values():
            person = "persons; needs SWVMON_SLEUTEL" if sjabloon.persoon else ""
            click.echo(f"{sjabloon.naam:<14}  {sjabloon.titel:<46}  {person}".rstrip())
        return
    if naam not in SJABLONEN:
        raise SwvmonError(f"there is no template {naam!r}; there are {', '.join(SJABLONEN)}")
    sjabloon = SJABLONEN[naam]
    form = _form(output, vorm)
    if output is None:
        if form == "xlsx":
            raise SwvmonError(f"a workbook is written to a file: swvmon template {naam} -o {naam}.xlsx")
        click.echo(schrijven.as_csv(sjabloon).strip())
        return
    beside = output.with_name(f"{output.stem}.toelichting.txt")
    if form == "xlsx":
        write_whole(output, schrijven.as_xlsx(sjabloon), new=True)  # one that is there may be filled in already
    else:
        marked = schrijven.as_csv(sjabloon).encode("utf-8-sig")  # the mark tells a spreadsheet program its encoding
        write_whole(output, marked, new=True)
        write_whole(beside, schrijven.as_text(sjabloon), new=True)
    also = "" if form == "xlsx" else f" and {beside}"
    click.echo(f"wrote {output}{also}; fill it in and load it with: swvmon load {output}")


def _form(output: Path | None, vorm: str | None) -> str:
    """The form that was asked for, else that of the name of the file."""
    named = output.suffix.lower().lstrip(".") if output else ""
    if vorm and named in VORMEN and named != vorm:
        raise SwvmonError(f"{output}: its name says {named} and --vorm says {vorm}; make them agree")
    return vorm or (named if named in VORMEN else "csv")
