"""`swvmon micro`: enrolments of pupils, which stay outside the database, and what is counted over them."""

from __future__ import annotations

import json

import click

from swvmon.cli.options import db_option, json_option, read_years, span_option, year_option
from swvmon.hooks.discovery import PluginChoice


@click.group("micro", short_help="Count over enrolments of pupils, and check them.")
def cmd() -> None:
    """Enrolments that `swvmon load` found as Parquet files: list, check, and count tables over them."""


@cmd.command("list")
@json_option
@db_option
def list_(*, as_json: bool, db: str) -> None:
    """List the files with enrolments, one per 1 October."""
    from swvmon.store import Store

    with Store.open(db) as store:
        files = store.enrolments()
    rows = [
        {"peildatum": str(f.peildatum), "levering": f.levering, "rijen": f.rijen, "sha256": f.sha256, "pad": str(f.pad)}
        for f in files
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        click.echo(f"{row['peildatum']}  {row['rijen']} enrolments  levering {row['levering']}  {row['pad']}")
    if not rows:
        click.echo("no enrolments are loaded; load Parquet files of them with: swvmon load PATH")


@cmd.command("check")
@db_option
def check(*, db: str) -> int:
    """Compare each file with the fingerprint that it had when it was loaded."""
    from swvmon.errors import StoreError
    from swvmon.store import Store

    with Store.open(db) as store:
        files = store.enrolments()
    faults = []
    for file in files:
        try:
            file.verify()
        except StoreError as error:
            faults.append(str(error))
    for fault in faults:
        click.echo(f"swvmon: {fault}", err=True)
    click.echo(f"{len(files) - len(faults)} of {len(files)} files are as they were loaded")
    return 2 if faults else 0


@cmd.command("count")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@year_option
@span_option
@click.option("--geheugen", metavar="SIZE", help="Memory for DuckDB, such as 700MB; else SWVMON_GEHEUGEN.")
@json_option
@db_option
@click.pass_obj
def count(
    choice: PluginChoice,
    *,
    names: tuple[str, ...],
    schooljaren: tuple[str, ...],
    span: str | None,
    geheugen: str | None,
    as_json: bool,
    db: str,
) -> int:
    """Count what plugins declare over enrolments, those with a NAME or all, and keep it as leveringen for runs.

    What was counted before over the same enrolments is not counted again.
    """
    from swvmon.cli.progress import progress
    from swvmon.errors import UsageError
    from swvmon.hooks.discovery import discover
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.run.micro import count_enrolments
    from swvmon.store import Store

    years = read_years(schooljaren, span)
    registry = PluginRegistry(discover(choice))
    offered = registry.register("microtellingen")
    if unknown := set(names) - {t.value.naam for t in offered}:
        raise UsageError(f"no plugin counts {sorted(unknown)[0]!r}; known: {', '.join(t.value.naam for t in offered)}")
    chosen = [t for t in offered if not names or t.value.naam in names]
    with Store.open(db) as store, progress() as tell:
        done = count_enrolments(
            store,
            chosen,
            years,
            geheugen=geheugen,
            on_progress=lambda number, total, what: tell(f"{number + 1}/{total} {what}"),
        )
    refused = [*registry.discovery.refused, *registry.refused]
    for fault in dict.fromkeys(str(r) for r in refused):
        click.echo(f"swvmon: {fault}", err=True)
    if as_json:
        rows = [
            {
                "microtelling": d.microtelling,
                "peildatum": str(d.peildatum),
                "levering": d.levering,
                "rijen": d.rijen,
                "bestond": d.bestond,
            }
            for d in done
        ]
        click.echo(json.dumps(rows, indent=2))
        return 0
    for d in done:
        earlier = "counted before, " if d.bestond else ""
        click.echo(f"{d.microtelling} {d.peildatum}: {earlier}{d.rijen} rows (levering {d.levering})")
    return 0
