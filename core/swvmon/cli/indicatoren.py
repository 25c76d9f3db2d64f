"""`swvmon indicatoren`: what is measured, by whose definition, and in what definitions of one notion differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from swvmon.cli.options import db_option
from swvmon.contract.meting import NIVEAUS
from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice

if TYPE_CHECKING:
    from swvmon.contract.indicator import Indicator
    from swvmon.hooks.registry import Registered


@click.group("indicatoren", short_help="List and show the definitions that measure.")
def cmd() -> None:
    """List and show the indicatoren of the installed plugins."""


@cmd.command("list")
@click.option("--sector", type=click.Choice(["po", "vo"]), help="Only those of a sector.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def list_(choice: PluginChoice, *, sector: str | None, as_json: bool) -> None:
    """List the indicatoren by notion, with their kind, sectors and plugin."""
    found = [r for r in _indicatoren(choice) if sector is None or sector in r.value.sectoren]
    if as_json:
        click.echo(json.dumps([_told(r) for r in found], ensure_ascii=False, indent=2))
        return
    width = max((len(r.value.naam) for r in found), default=0)
    for r in found:
        i = r.value
        click.echo(f"{i.naam:<{width}}  {i.soort:<11}  {'/'.join(i.sectoren):<5}  {r.plugin}: {i.titel}")


@cmd.command("show")
@click.argument("naam", metavar="NAME|NOTION")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def show(choice: PluginChoice, *, naam: str, as_json: bool) -> None:
    """Show an indicator, with the other definitions of its notion; or all definitions of a notion."""
    from difflib import get_close_matches

    every = _indicatoren(choice)
    named = [r for r in every if naam in {r.value.naam, r.value.begrip}]
    if not named:
        known = sorted({name for r in every for name in (r.value.naam, r.value.begrip)})
        close = get_close_matches(naam, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else "`swvmon indicatoren list` tells them"
        raise UsageError(f"no indicator and no notion {naam!r}; {hint}")
    notions = {r.value.begrip for r in named}
    shown = [r for r in every if r.value.begrip in notions]
    shown.sort(key=lambda r: (r.value.naam != naam, r.value.naam))
    if as_json:
        click.echo(json.dumps([_told(r) for r in shown], ensure_ascii=False, indent=2))
        return
    click.echo("\n\n".join(_text(r) for r in shown))


@cmd.command("tabel")
@click.argument("run")
@click.option(
    "--indicator", "indicatoren", multiple=True, required=True, metavar="NAME", help="Show this one; may be repeated."
)
@click.option("--niveau", type=click.Choice(NIVEAUS), default="swv", show_default=True, help="Level that is shown.")
@click.option(
    "--rijen", type=click.Choice(["sleutel", "peildatum"]), default="sleutel", show_default=True, help="What has a row."
)
@click.option("--tellers", is_flag=True, help="Also show teller and noemer of ratios.")
@click.option("--scenario", default="plan", metavar="NAME", show_default=True, help="Scenario of the run.")
@click.option("--ook-mislukt", is_flag=True, help="Also show region-years that failed.")
@click.option(
    "--markdown", "form", flag_value="markdown", help="Write a Markdown table, with base and sources below it."
)
@click.option("--csv", "form", flag_value="csv", help="Write CSV, with ; between the columns.")
@db_option
def table(
    *,
    run: str,
    indicatoren: tuple[str, ...],
    niveau: str,
    rijen: str,
    tellers: bool,
    scenario: str,
    ook_mislukt: bool,
    form: str | None,
    db: str,
) -> None:
    """Show metingen of RUN (a run id, its start, or `laatste`) side by side, as stored. For internal use.

    Where there is no value the outcome stands in its place, such as gemaskeerd or reeksbreuk.
    """
    from swvmon.run.tabel import as_csv, as_markdown, as_text, read_table
    from swvmon.store import Store

    if len(set(indicatoren)) != len(indicatoren):
        raise UsageError("an indicator is named twice")
    with Store.open(db) as store:
        shown = read_table(
            store,
            run,
            indicatoren,
            niveau=niveau,
            rijen=rijen,
            tellers=tellers,
            scenario=scenario,
            also_failed=ook_mislukt,
        )
    write = {"markdown": as_markdown, "csv": as_csv, None: as_text}[form]
    click.echo(write(shown))


def _indicatoren(choice: PluginChoice) -> list[Registered[Indicator]]:
    """All that can be registered, by notion and name; what a plugin does wrong is told by `plugins check`."""
    from swvmon.hooks.discovery import discover
    from swvmon.hooks.registry import PluginRegistry

    discovery = discover(choice)
    registry = PluginRegistry(discovery)
    found = registry.register("indicatoren", [p.naam for p in discovery.plugins if p.card.indicatoren])
    for refused in registry.refused:
        click.echo(f"! {refused}", err=True)
    return sorted(found, key=lambda r: (r.value.begrip, r.value.naam))


def _told(registered: Registered[Indicator]) -> dict[str, Any]:
    i = registered.value
    return {
        "naam": i.naam,
        "begrip": i.begrip,
        "titel": i.titel,
        "definitie": i.definitie,
        "verschil": i.verschil,
        "bron": i.bron,
        "soort": i.soort,
        "aggregatie": i.aggregatie,
        "hoger": list(i.hoger),
        "per_klasse": list(i.per_klasse),
        "over": i.over,
        "sectoren": list(i.sectoren),
        "leest": [f"{leest.tabel} {leest.moment}".strip() for leest in i.leest],
        "uit": list(i.uit),
        "plugin": registered.plugin,
        "distributie": registered.distribution,
        "versie": registered.versie,
    }


def _text(registered: Registered[Indicator]) -> str:
    told = _told(registered)
    i = registered.value
    lines = [f"{i.naam}: {i.titel}"]
    rows = {
        "definitie": i.definitie,
        "verschil": i.verschil,
        "bron": i.bron,
        "begrip": "" if i.begrip == i.naam else i.begrip,
        "soort": i.soort,
        "optellen": f"{i.aggregatie} naar {', '.join(i.hoger)}" if i.hoger else i.aggregatie,
        "per klasse": ", ".join(i.per_klasse),
        "sectoren": ", ".join(i.sectoren),
        "leest": ", ".join(told["leest"]),
        "uit": ", ".join(i.uit),
        "berekend per": {"regiojaar": "", "scenario": "scenario, naast het plan", "regios": "sector, over de SWV's"}[
            i.over
        ],
        "plugin": f"{registered.plugin} {registered.versie} ({registered.distribution})",
    }
    lines += [f"  {name:<13} {value}" for name, value in rows.items() if value]
    return "\n".join(lines)
