"""`swvmon consistentie`: whether the printed figures of a report agree with each other."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import click

from swvmon import json_option

MEEGELEVERD = "r3"
"""Word for the packaged file on R3."""


@click.command("consistentie", short_help="Check whether the printed figures of a report agree with each other.")
@click.argument("bestand", metavar="FILE|r3")
@click.option("--alles", is_flag=True, help="Also show the checks that agree.")
@json_option
def cmd(*, bestand: str, alles: bool, as_json: bool) -> int:
    """Check the figures in FILE (TOML), or those of R3 that are packaged.

    Exit 1 where figures contradict each other.
    """
    from swvmon_directeurenmonitor.consistentie import FOUT, ONBEPAALD, OORDELEN, check_file

    if bestand == MEEGELEVERD:
        with as_file(files("swvmon_directeurenmonitor") / "r3" / "consistentie.toml") as path:
            found = check_file(path)
    else:
        found = check_file(Path(bestand))
    verdicts = [u.oordeel for u in found]
    totals = {oordeel: verdicts.count(oordeel) for oordeel in OORDELEN if oordeel in verdicts}
    if as_json:
        rows = [
            {"toets": u.naam, "soort": u.soort, "bron": u.bron, "oordeel": u.oordeel, "uitleg": u.uitleg} for u in found
        ]
        click.echo(json.dumps({"toetsen": rows, "totalen": totals}, ensure_ascii=False, indent=2))
    else:
        for u in found:
            if alles or u.oordeel in (FOUT, ONBEPAALD):
                click.echo(f"{u.naam}: {u.oordeel}")
                click.echo(f"  {u.uitleg}" + (f"; {u.bron}" if u.bron else ""))
        click.echo(f"{len(found)} toetsen: " + ", ".join(f"{many} {oordeel}" for oordeel, many in totals.items()))
    return int(FOUT in verdicts)
