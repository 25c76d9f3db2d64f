"""`swvmon load PATH...`: files and folders of what others publish."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from swvmon.cli.options import db_option, json_option
from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swvmon.hooks.discovery import Refused
    from swvmon.run.load import Laadresultaat

FINDINGS = 12
"""Findings per file that are printed; `--json` gives all."""


@click.command("load", short_help="Load files and folders of data that others publish.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--peildatum", metavar="DATE", help="Period of files that do not tell it themselves, such as 2019-10-01.")
@click.option("--streng", is_flag=True, help="Refuse a file with rejected rows, and files that nobody recognises.")
@json_option
@db_option
@click.pass_obj
def cmd(
    choice: PluginChoice, *, paths: tuple[str, ...], peildatum: str | None, streng: bool, as_json: bool, db: str
) -> int:
    """Load files, and all files of folders. A file is recognised by its content; loading it twice changes nothing."""
    from swvmon.cli.progress import progress
    from swvmon.hooks.registry import load_databronnen
    from swvmon.run.load import load_paths
    from swvmon.store import Store

    day = _day(peildatum)
    databronnen, refused = load_databronnen(choice)
    with Store.open(db, create=True) as store, progress() as tell:
        results = load_paths(
            store,
            databronnen,
            paths,
            peildatum=day,
            strict=streng,
            on_progress=lambda done, total, naam: tell(f"{done + 1}/{total} {naam}"),
        )
    if not results:
        raise UsageError(f"no files in {', '.join(paths)}")
    for fault in dict.fromkeys(str(r) for r in refused):
        click.echo(f"swvmon: {fault}", err=True)
    if as_json:
        click.echo(json.dumps(_document(results, refused), ensure_ascii=False, indent=2))
    else:
        _print(results)
    return max([r.exit_code for r in results] + [3 if streng and refused else 0])


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"--peildatum {text!r} is not a date; write it like 2019-10-01") from None


def _print(results: Sequence[Laadresultaat]) -> None:
    for result in results:
        if result.levering is None:
            continue
        what = f"{result.dataset}  {_period(result)}"
        if result.status == "present":
            click.echo(f"{what}  already loaded (levering {result.levering})  {result.pad}")
            continue
        counts = f"{result.gelezen} rows read, {result.geaccepteerd} accepted, {result.afgekeurd} rejected"
        click.echo(f"{what}  {counts}  {result.pad}")
        if result.afgekeurd:
            click.echo(f"  see which and why: swvmon leveringen show {result.levering}")
        serious = [b for b in result.bevindingen if b.ernst != "info"]
        for bevinding in serious[:FINDINGS]:
            click.echo(f"  {bevinding.ernst} {bevinding.code}: {bevinding.tekst}")
        if len(serious) > FINDINGS:
            click.echo(f"  ... and {len(serious) - FINDINGS} more; --json gives all")
    for message in dict.fromkeys(r.melding for r in results if r.melding and not r.exit_code):
        click.echo(message)
    for message in dict.fromkeys(r.melding for r in results if r.melding and r.exit_code):
        click.echo(f"swvmon: {message}", err=True)


def _period(result: Laadresultaat) -> str:
    if result.periode is None:
        return ""
    days = result.periode.dagen
    about = "" if result.periode.exact else "about "
    return f"{result.periode.soort} {about}{days.van}" + ("" if days.van == days.tot else f"/{days.tot}")


def _document(results: Sequence[Laadresultaat], refused: Sequence[Refused]) -> dict[str, Any]:
    rows = [
        {
            "bestand": r.pad,
            "status": r.status,
            "dataset": r.dataset,
            "periode_soort": r.periode.soort if r.periode else None,
            "periode_van": r.periode.dagen.van.isoformat() if r.periode else None,
            "periode_tot": r.periode.dagen.tot.isoformat() if r.periode else None,
            "periode_exact": r.periode.exact if r.periode else None,
            "levering": r.levering,
            "rijen_gelezen": r.gelezen,
            "rijen_geaccepteerd": r.geaccepteerd,
            "rijen_afgekeurd": r.afgekeurd,
            "bevindingen": [
                {"code": b.code, "ernst": b.ernst, "sleutel": b.sleutel, "tekst": b.tekst} for b in r.bevindingen
            ],
            "melding": r.melding,
        }
        for r in results
    ]
    return {"bestanden": rows, "geweigerd": [r._asdict() for r in refused]}
