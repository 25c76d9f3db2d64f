"""`swvmon plan`: list and check region plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from swvmon.cli.options import db_option, read_years, span_option, year_option
from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice


@click.group("plan", short_help="List and check region plans.")
def cmd() -> None:
    """List and check region plans."""


@cmd.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_(*, as_json: bool) -> None:
    """List the packaged plans, the examples and the plans in this folder."""
    from attrs import asdict

    from swvmon.regioplan.vinden import examples, packaged_plans

    named = [(p.code, p) for p in packaged_plans()] + list(examples().items())
    rows: list[dict[str, Any]] = [
        {
            "voorbeeld" if p.bron.startswith("example") else "regio": name,
            "naam": p.naam,
            "bron": p.bron,
            "stappen": [s.stap for s in p.steps()],
            "elementen": [asdict(e) for e in p.elementen],
        }
        for name, p in named
    ]
    rows += [
        {"regio": f.stem, "naam": "", "bron": f"./{f.name}", "stappen": [], "elementen": []}
        for f in sorted(Path().glob("[PV]O????.toml"))
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    names = [row.get("regio") or row["voorbeeld"] for row in rows]
    kinds = [row["bron"].removesuffix(f" {name}") for name, row in zip(names, rows, strict=True)]
    width, place = max(map(len, names)), max(map(len, kinds))
    for name, kind, row in zip(names, kinds, rows, strict=True):
        click.echo(f"{name:<{width}}  {kind:<{place}}  {row['naam']}".rstrip())


@cmd.command("show")
@click.argument("naam", metavar="REGIO|EXAMPLE")
def show(*, naam: str) -> None:
    """Print the plan that REGIO means, or an example, to start one of your own."""
    from swvmon.regioplan.plan import SECTOR, SWV
    from swvmon.regioplan.vinden import example, find_plan

    plan = find_plan(naam) if SWV.fullmatch(naam) or SECTOR.fullmatch(naam) else example(naam)
    click.echo(plan.tekst, nl=False)


@cmd.command("check")
@click.argument("regio")
@year_option
@span_option
@click.option("--plan", "path", type=click.Path(path_type=Path), help="Plan file, instead of the one of the region.")
@db_option
@click.pass_context
def check(
    context: click.Context, *, regio: str, schooljaren: tuple[str, ...], span: str | None, path: Path | None, db: str
) -> None:
    """Tell every problem of a plan before anything runs; exit 2 where there is one.

    Its tables are looked up in the database, where there is one.
    """
    from swvmon.hooks.discovery import discover
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.regioplan.vinden import find_plan
    from swvmon.run.check import check_plan
    from swvmon.store import Store

    choice: PluginChoice = context.obj
    years = read_years(schooljaren, span)
    if not years:
        raise UsageError(f"name a school year: swvmon plan check {regio} --schooljaar 2019/20")
    plan = find_plan(regio, path, draft=True)
    registry = PluginRegistry(discover(choice))
    if context.get_parameter_source("db") is ParameterSource.DEFAULT and not Path("swvmon.db").exists():
        check_plan(plan, registry, years, None)
        tables = "; tables not checked, there is no database"
    else:
        with Store.open(db) as store:
            check_plan(plan, registry, years, store)
        tables = ""
    when = f"{years[0]}..{years[-1]}" if len(years) > 1 else str(years[0])
    counts = f"{len(plan.steps())} steps, {len(plan.scenarios)} scenarios"
    click.echo(f"{plan.bron}: {counts}, no problems in {when}{tables}")
