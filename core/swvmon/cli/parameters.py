"""`swvmon parameters`: dated numbers with unit, period and source, read from the files that plugins ship."""

from __future__ import annotations

import json

import click

from swvmon.errors import PluginFault
from swvmon.hooks.discovery import PluginChoice, discover


@click.command("parameters", short_help="List dated parameters with unit, period and source.")
@click.option("--plugin", "names", multiple=True, metavar="NAME", help="Only of this plugin; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def cmd(choice: PluginChoice, *, names: tuple[str, ...], as_json: bool) -> int:
    """List every dated parameter: value, unit, period, source and status.

    Reads the parameter files beside the cards; no plugin is imported.
    """
    from swvmon.contract.parameter import read_parameters
    from swvmon.geld import canonical

    rows, faults = [], []
    for plugin in discover(choice).plugins:
        if plugin.bestand or (names and plugin.naam not in names):
            continue
        try:
            found = read_parameters(plugin.module)
        except PluginFault as error:
            faults.append(str(error))
            continue
        rows += [
            {
                "id": p.id,
                "titel": p.titel,
                "waarde": canonical(w.waarde),
                "eenheid": p.eenheid,
                "van": str(w.geldig.van),
                "tot": str(w.geldig.tot),
                "bron": w.bron,
                "status": w.status,
                "opgehaald": str(w.opgehaald),
            }
            for p in found
            for w in p.waarden
        ]
    if as_json:
        click.echo(json.dumps({"parameters": rows, "fouten": faults}, ensure_ascii=False, indent=2))
    else:
        for r in rows:
            period = f"{r['van']} t/m {r['tot']}"
            click.echo(f"{r['id']:<52} {r['waarde']:>10} {r['eenheid']:<36} {period}  {r['bron']} ({r['status']})")
        for text in faults:
            click.echo(f"! {text}")
    return 3 if faults else 0
