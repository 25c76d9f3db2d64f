"""`swvmon plan`: list and check region plans."""

from __future__ import annotations

import json
from pathlib import Path

import click

from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice


@click.group("plan", short_help="List and check region plans.")
def cmd() -> None:
    """List and check region plans."""


@cmd.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_(*, as_json: bool) -> None:
    """List the packaged plans and those in this folder."""
    from swvmon.regioplan.vinden import packaged_plans

    rows = [
        {"regio": p.code, "naam": p.naam, "bron": p.bron, "stappen": [s.stap for s in p.steps()]}
        for p in packaged_plans()
    ]
    rows += [
        {"regio": f.stem, "naam": "", "bron": f"./{f.name}", "stappen": []}
        for f in sorted(Path().glob("[PV]O????.toml"))
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['regio']}  {row['bron']:<24}  {row['naam']}")


@cmd.command("show")
@click.argument("regio")
def show(*, regio: str) -> None:
    """Print the plan that REGIO means, to start one of your own."""
    from swvmon.regioplan.vinden import find_plan

    click.echo(find_plan(regio).tekst, nl=False)


@cmd.command("check")
@click.argument("regio")
@click.option("--schooljaar", required=True, metavar="JJJJ/JJ", help="School year in which it must run.")
@click.option("--plan", "path", type=click.Path(path_type=Path), help="Plan file, instead of the one of the region.")
@click.pass_obj
def check(choice: PluginChoice, *, regio: str, schooljaar: str, path: Path | None) -> None:
    """Tell every problem of a plan that shows without data; exit 2 where there is one."""
    from swvmon.hooks.discovery import discover
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.vinden import find_plan
    from swvmon.run.bind import bind_all

    try:
        year = Schooljaar.parse(schooljaar)
    except ValueError as error:
        raise UsageError(f"--schooljaar {error}") from None
    plan = find_plan(regio, path)
    bind_all(plan, ("plan", *plan.scenarios), PluginRegistry(discover(choice)), [year])
    click.echo(f"{plan.bron}: {len(plan.steps())} steps, {len(plan.scenarios)} scenarios, no problems in {year}")
