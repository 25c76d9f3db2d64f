"""`swvmon explain RUN VESTIGING`: why this amount?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from attrs import asdict

from swvmon.cli.options import db_option, minimum_option, public_option, read_rule
from swvmon.errors import UsageError

if TYPE_CHECKING:
    from swvmon.hooks.discovery import PluginChoice


@click.command("explain", short_help="Show the lines that make up the amount of a school.")
@click.argument("run")
@click.argument("vestiging", required=False)
@click.option("--meting", "indicator", metavar="INDICATOR", help="Explain the metingen of this indicator instead.")
@click.option("--sleutel", metavar="KEY", help="With --meting: the school, board, gemeente or SWV.")
@click.option("--scenario", default="plan", show_default=True, help="Scenario of the run.")
@click.option("--ook-mislukt", is_flag=True, help="Also explain a region-year that failed.")
@click.option("--json", "as_json", is_flag=True, help="Print the lines and their chain as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the chain as CSV: line, quantity, tariff, parameter, file.")
@public_option
@minimum_option
@db_option
@click.pass_obj
def cmd(
    choice: PluginChoice,
    *,
    run: str,
    vestiging: str | None,
    indicator: str | None,
    sleutel: str | None,
    scenario: str,
    ook_mislukt: bool,
    as_json: bool,
    as_csv: bool,
    openbaar: bool,
    minimum: tuple[str, ...],
    db: str,
) -> None:
    """Show, in Dutch, the lines that make up what VESTIGING gets in RUN (a run id, its start, or `laatste`).

    This is for internal use: it shows full ledger lines. With --openbaar lines about few pupils are told together
    with those of other schools. With --meting INDICATOR --sleutel KEY it shows what a meting was made of.
    """
    from swvmon.hooks.discovery import discover
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.run import herleiding
    from swvmon.run.explain import explain
    from swvmon.store import Store

    def registry() -> PluginRegistry:
        return PluginRegistry(discover(choice))

    regel = read_rule(minimum, openbaar=openbaar)
    if bool(vestiging) == bool(indicator) or bool(indicator) != bool(sleutel) or (as_json and as_csv):
        raise UsageError(
            "name a school, or an indicator and a key: swvmon explain laatste 20AB00, or swvmon explain laatste "
            "--meting deelname_pro --sleutel 20AB00; --json and --csv exclude each other"
        )
    with Store.open(db) as store:
        if vestiging:
            uitleg = explain(store, run, vestiging, scenario, also_failed=ook_mislukt, regel=regel)
            chain = herleiding.trace_school(store, uitleg, registry) if as_json or as_csv else []
            document, text = uitleg.as_dict(), uitleg.as_text()
        else:
            chain = herleiding.trace_meting(
                store,
                run,
                str(indicator),
                str(sleutel),
                scenario,
                also_failed=ook_mislukt,
                registry=registry,
                regel=regel,
            )
            document, text = {"indicator": indicator, "sleutel": sleutel}, herleiding.as_lines(chain)
    if as_csv:
        click.echo(herleiding.as_csv(chain), nl=False)
    elif as_json:
        rows = [asdict(row) for row in chain]
        click.echo(json.dumps({**document, "herleiding": rows}, ensure_ascii=False, indent=2))
    else:
        click.echo(text)
