"""`swvmon replicatie`: published figures beside ours."""

from __future__ import annotations

import json

import click

from swvmon import PluginChoice, SwvmonError


@click.command("replicatie", short_help="Compare published figures with ours.")
@click.argument("prefix", metavar="[ID]", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--markdown", "as_page", is_flag=True, help="Print tables in markdown, one per report.")
@click.pass_obj
def cmd(choice: PluginChoice, *, prefix: str, as_json: bool, as_page: bool) -> int:
    """Compare the published figures that plugins register with ours, those whose id starts with ID or all.

    Exit 1 where a difference is not explained, or where a printed error is none; 3 where a computation failed or a
    plugin was refused.
    """
    from swvmon import published_figures
    from swvmon_replicatie import tonen
    from swvmon_replicatie.oordeel import MISLUKT, ONVERKLAARD, tel, vergelijk

    if as_json and as_page:
        raise SwvmonError("--json and --markdown exclude each other")
    figures, refused = published_figures(choice)
    chosen = [f for f in figures if f.value.id.startswith(prefix)]
    if not chosen and not refused:
        owners = ", ".join(sorted({f.plugin for f in figures})) or "none"
        raise SwvmonError(f"no published figure has an id that starts with {prefix!r}; plugins with figures: {owners}")
    outcomes = [vergelijk(f.value, f.plugin) for f in chosen]
    if as_json:
        told = {
            "cijfers": tonen.as_rows(outcomes),
            "totalen": tel(outcomes),
            "geweigerd": [r._asdict() for r in refused],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in tonen.as_markdown(outcomes) if as_page else tonen.as_text(outcomes):
            click.echo(line)
    for r in refused:
        click.echo(f"! {r}", err=True)
    if refused or any(o.oordeel == MISLUKT for o in outcomes):
        return 3
    return int(any(o.oordeel == ONVERKLAARD for o in outcomes))
