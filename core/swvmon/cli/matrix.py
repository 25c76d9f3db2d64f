"""`swvmon matrix REGIO...`: every model on the same region, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from swvmon.cli.options import db_option, json_option, read_years, year_option
from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice
from swvmon.wegschrijven import write_whole


@click.command("matrix", short_help="Divide the same money with every model, side by side.")
@click.argument("regios", nargs=-1, metavar="REGIO...")
@year_option
@click.option("--plan", type=click.Path(path_type=Path), help="Region plan; else ./REGIO.toml, else a packaged one.")
@click.option("--stap", default="", metavar="NAME", help="The step of the plan that each model replaces.")
@click.option("--modellen", default="", metavar="A,B", help="Only these models.")
@click.option("--keuzes", type=click.Path(path_type=Path), help="TOML with a table of choices for each model.")
@click.option("--niveau", type=click.Choice(["vestiging", "bestuur"]), default="vestiging", show_default=True)
@click.option("--steun", is_flag=True, help="Show which model works for which sector and years, and what it reads.")
@click.option("--csv", "csv_path", type=click.Path(path_type=Path), help="Write the table as CSV with ;.")
@click.option("--html", "html_path", type=click.Path(path_type=Path), help="Write one HTML page.")
@json_option
@db_option
@click.pass_obj
def cmd(
    choice: PluginChoice,
    *,
    regios: tuple[str, ...],
    schooljaren: tuple[str, ...],
    plan: Path | None,
    stap: str,
    modellen: str,
    keuzes: Path | None,
    niveau: str,
    steun: bool,
    csv_path: Path | None,
    html_path: Path | None,
    as_json: bool,
    db: str,
) -> int:
    """Run the plan of REGIO with each installed model in the place of the step that divides, on the same money.

    Stores nothing. For internal use. Exit code 3 where a plugin failed.
    """
    from swvmon.cli import matrixblad as blad
    from swvmon.hooks.discovery import discover
    from swvmon.hooks.registry import PluginRegistry

    registry = PluginRegistry(discover(choice))
    years = read_years(schooljaren, None)
    if steun:
        if regios or years or plan or stap or modellen or keuzes:
            raise UsageError("--steun is about all models; leave out REGIO and the options of a run")
        from swvmon.vergelijk.steun import support

        page: Any = blad.Steunblad(support(registry))
    else:
        if not regios or len(years) != 1:
            raise UsageError("name a region and one school year: swvmon matrix VO2806 --schooljaar 2019/20")
        if plan is not None and len(regios) > 1:
            raise UsageError("--plan is the plan of one region; name one REGIO")
        from swvmon.regioplan.vinden import find_plan
        from swvmon.store import Store
        from swvmon.vergelijk.matrix import make_matrix

        names = [name for name in modellen.split(",") if name]
        choices = _read_choices(keuzes) if keuzes else {}
        with Store.open(db) as store:
            found = [
                make_matrix(
                    store,
                    registry,
                    find_plan(regio, plan),
                    years[0],
                    niveau=niveau,
                    stap=stap,
                    modellen=names,
                    keuzes=choices,
                )
                for regio in regios
            ]
        page = blad.Matrixblad(found)
    refused = [str(r) for r in (*registry.discovery.refused, *registry.refused)]
    for path, made in ((csv_path, page.as_csv), (html_path, page.as_html)):
        if path is not None:
            write_whole(path, made())
    click.echo(page.as_json() if as_json else page.as_text())
    for line in refused:
        click.echo(f"! {line}", err=True)
    return 3 if page.failed else 0


def _read_choices(path: Path) -> dict[str, dict[str, Any]]:
    """A table of choices per model.

    Raises:
        UsageError: the file cannot be read, is no TOML, or has something else than tables.
    """
    import tomllib
    from decimal import Decimal

    try:
        tables = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"--keuzes {path}: {error}") from None
    if other := next((name for name, table in tables.items() if not isinstance(table, dict)), None):
        raise UsageError(f"--keuzes {path}: {other!r} is no table; write the choices of a model below [MODEL]")
    return tables
