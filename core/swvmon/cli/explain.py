"""`swvmon explain RUN VESTIGING`: why this amount?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from swvmon.cli.options import db_option, minimum_option, public_option, read_rule

if TYPE_CHECKING:
    from swvmon.hooks.discovery import PluginChoice


@click.command("explain", short_help="Show the lines that make up the amount of a school.")
@click.argument("run")
@click.argument("vestiging")
@click.option("--scenario", default="plan", show_default=True, help="Scenario of the run.")
@click.option("--ook-mislukt", is_flag=True, help="Also explain a region-year that failed.")
@click.option("--json", "as_json", is_flag=True, help="Print the lines as JSON.")
@public_option
@minimum_option
@db_option
@click.pass_obj
def cmd(
    choice: PluginChoice,
    *,
    run: str,
    vestiging: str,
    scenario: str,
    ook_mislukt: bool,
    as_json: bool,
    openbaar: bool,
    minimum: tuple[str, ...],
    db: str,
) -> None:
    """Show, in Dutch, the lines that make up what VESTIGING gets in RUN (a run id, its start, or `laatste`).

    This is for internal use: it shows full ledger lines. With --openbaar lines about few pupils are told together
    with those of other schools.
    """
    from swvmon.hooks.discovery import discover
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.run.explain import explain
    from swvmon.store import Store

    def registry() -> PluginRegistry:
        return PluginRegistry(discover(choice))

    regel = read_rule(minimum, openbaar=openbaar)
    with Store.open(db) as store:
        uitleg = explain(store, run, vestiging, scenario, also_failed=ook_mislukt, registry=registry, regel=regel)
    if as_json:
        click.echo(json.dumps(uitleg.as_dict(), ensure_ascii=False, indent=2))
        return
    click.echo(uitleg.as_text())
