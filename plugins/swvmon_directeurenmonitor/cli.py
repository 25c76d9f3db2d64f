"""`swvmon monitor`: what a survey of directors tells."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from swvmon import SwvmonError, db_option, json_option

if TYPE_CHECKING:
    from swvmon_directeurenmonitor.onderzoek import Onderzoek

codeboek_option = click.option(
    "--codeboek",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Codebook (TOML) of the survey; by default that of R3, autumn 2016.",
)
openbaar_option = click.option(
    "--openbaar", is_flag=True, help="For publication: withhold small groups. Needs swvmon[privacy]."
)
groep_option = click.option("--groep", metavar="NAME", help="Split by this group of the codebook.")


def _survey(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every subcommand on answers has."""
    for option in (db_option, json_option, openbaar_option, codeboek_option):
        command = option(command)
    return command


@click.group("monitor", short_help="Frequencies, scales, relations and types from a survey of directors.")
def cmd() -> None:
    """Tell what a survey of directors says, from answers loaded with the template `enquete`."""


@cmd.command("codeboek")
@codeboek_option
@json_option
def codebook(*, codeboek: Path | None, as_json: bool) -> None:
    """Check a codebook, and list its blocks, questions, scales and groups. Needs no data."""
    from swvmon_directeurenmonitor import tonen
    from swvmon_directeurenmonitor.codeboek import read_codeboek

    made = read_codeboek(codeboek)
    _say(tonen.codebook_rows(made), tonen.codebook_lines(made), as_json=as_json)


@cmd.command("tabellen")
@click.argument("blokken", metavar="[BLOK]...", nargs=-1)
@groep_option
@_survey
def tables(  # noqa: PLR0913 - options are arguments
    *, blokken: tuple[str, ...], groep: str | None, codeboek: Path | None, openbaar: bool, as_json: bool, db: str
) -> None:
    """Count the answers of BLOK, or of all blocks, per sector; with --groep also per class."""
    from swvmon_directeurenmonitor import tonen

    study = _study(codeboek, db, openbaar=openbaar)
    rows = study.frequencies(blokken, groep)
    _say(study.told(tonen.count_rows(rows)), tonen.count_lines(study, rows), as_json=as_json)


@cmd.command("schalen")
@_survey
def scales(*, codeboek: Path | None, openbaar: bool, as_json: bool, db: str) -> None:
    """Sum up scales, marks and numbers per sector: mean, median, spread, reliability, how many are insufficient."""
    from swvmon_directeurenmonitor import tonen

    study = _study(codeboek, db, openbaar=openbaar)
    rows = study.summaries()
    _say(study.told(tonen.summary_rows(rows)), tonen.summary_lines(study, rows), as_json=as_json)


@cmd.command("samenhang")
@click.option(
    "--met", "met", multiple=True, metavar="NAME", help="With this measure, in place of the context of SWV's."
)
@_survey
def relations(*, met: tuple[str, ...], codeboek: Path | None, openbaar: bool, as_json: bool, db: str) -> None:
    """Correlate every measure with verevening, boards and growth of the SWV, per sector. Needs swvmon[effect]."""
    from swvmon_directeurenmonitor import tonen

    study = _study(codeboek, db, openbaar=openbaar)
    rows = study.relations(met)
    _say(study.told(tonen.relation_rows(rows)), tonen.relation_lines(study, rows), as_json=as_json)


@cmd.command("groepen")
@click.argument("maten", metavar="[MAAT]...", nargs=-1)
@click.option(
    "--groep", default="sector", metavar="NAME", show_default=True, help="sector, or a group of the codebook."
)
@_survey
def groups(  # noqa: PLR0913 - options are arguments
    *, maten: tuple[str, ...], groep: str, codeboek: Path | None, openbaar: bool, as_json: bool, db: str
) -> None:
    """Compare groups by an F-test on MAAT, or on all measures. Needs swvmon[effect].

    MAAT is a measure of the codebook, or an option of a block with several answers.
    """
    from swvmon_directeurenmonitor import tonen

    study = _study(codeboek, db, openbaar=openbaar)
    rows = study.differences(maten, groep)
    _say(study.told(tonen.difference_rows(rows)), tonen.difference_lines(study, rows), as_json=as_json)


@cmd.command("typologie")
@click.option("--sector", type=click.Choice(["po", "vo"]), help="Only this sector.")
@click.option("--klassen", type=int, metavar="N", help="How many types; by default as the codebook says.")
@_survey
def types(  # noqa: PLR0913 - options are arguments
    *, sector: str | None, klassen: int | None, codeboek: Path | None, openbaar: bool, as_json: bool, db: str
) -> None:
    """Divide SWV's into types by steering and budget, and tell whether the types are stable. Needs swvmon[effect]."""
    from swvmon_directeurenmonitor import tonen

    study = _study(codeboek, db, openbaar=openbaar)
    made = study.types(sector, klassen)
    _say(study.told(tonen.type_rows(study, made)), tonen.type_lines(study, made), as_json=as_json)


@cmd.command("vergelijkbaar")
@click.argument("swv")
@click.option("--aantal", type=click.IntRange(1), default=5, show_default=True, help="How many peers.")
@codeboek_option
@json_option
@db_option
def peers(*, swv: str, aantal: int, codeboek: Path | None, as_json: bool, db: str) -> None:
    """Show the SWV's nearest to SWV in answers and context. For internal use: it tells of single SWV's."""
    from swvmon_directeurenmonitor import tonen

    study = _study(codeboek, db, openbaar=False)
    found = study.peers(swv, aantal)
    _say(study.told(tonen.peer_rows(found)), tonen.peer_lines(study, swv, found), as_json=as_json)


def _study(codeboek: Path | None, db: str, *, openbaar: bool) -> Onderzoek:
    from swvmon_directeurenmonitor.onderzoek import read_study

    study = read_study(codeboek, db, openbaar=openbaar)
    if not study.antwoorden.sectoren():
        raise SwvmonError(f"the answers to {study.codeboek.naam} have no sector")
    return study


def _say(rows: object, lines: list[str], *, as_json: bool) -> None:
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))
