"""`swvmon demo DIR`: the fictional region as files, to play with."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("demo", short_help="Write the fictional region to a folder, to play with.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def cmd(*, folder: Path) -> None:
    """Write the plan and the data files of the fictional region to DIR, and tell what to type next."""
    from swvmon.demo import REGIO, SCHOOLJAAR, write_demo

    for path in write_demo(folder):
        click.echo(path)
    click.echo(f"\nNow type:\n  cd {folder}\n  swvmon load data\n  swvmon run {REGIO} --schooljaar {SCHOOLJAAR}")
