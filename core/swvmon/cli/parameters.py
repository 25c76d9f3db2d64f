"""`swvmon parameters`: dated numbers with unit, period and source, read from the files that plugins ship."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from swvmon.errors import PluginFault
from swvmon.hooks.discovery import PluginChoice, discover

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from swvmon.contract.identiteit import Identiteit
    from swvmon.contract.parameter import Parameter

plugin_option = click.option(
    "--plugin", "names", multiple=True, metavar="NAME", help="Only of this plugin; may be repeated."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.group("parameters", short_help="List and check dated parameters.", invoke_without_command=True)
@plugin_option
@json_option
@click.pass_context
def cmd(ctx: click.Context, *, names: tuple[str, ...], as_json: bool) -> int:
    """List every dated parameter: value, unit, period, source and status.

    Reads the parameter files beside the cards; no plugin is imported.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    from swvmon.geld import canonical

    rows, faults = [], []
    for module in _modules(ctx.obj, names):
        try:
            found = _parameters(module)
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


@cmd.command("check")
@plugin_option
@json_option
@click.option(
    "--dag",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="JJJJ-MM-DD",
    help="Day before which a series has ended; today where left out.",
)
@click.pass_context
def check(ctx: click.Context, *, names: tuple[str, ...], as_json: bool, dag: datetime | None) -> int:
    """Check the shipped parameter files: gaps, series that ended, uncertain values, and the identities.

    An identity says what published numbers must be to each other. Exit 2 where one does not hold, or where a file
    cannot be read or has two values for one day.
    """
    said = ctx.parent.params if ctx.parent else {}
    names, as_json = (*said.get("names", ()), *names), as_json or bool(said.get("as_json"))
    day = (dag or datetime.now(tz=UTC)).date()
    known: dict[str, Parameter] = {}
    identities: list[Identiteit] = []
    faults: list[str] = []
    for module in _modules(ctx.obj, ()):  # an identity may name a parameter of another plugin
        wanted = not names or module.removeprefix("swvmon_") in names
        try:
            parameters, mine = _parameters(module), _identities(module)
        except PluginFault as error:
            faults += [str(error)] if wanted else []
            continue
        known |= {p.id: p for p in parameters}
        identities += mine if wanted else []
    series = [_told_series(p, day) for p in known.values() if not names or p.id.split(".")[0] in names]
    outcomes = [_told_identity(identity, known) for identity in identities]
    if as_json:
        told = {"parameters": series, "identiteiten": outcomes, "fouten": faults}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in _lines(series, outcomes, faults, day):
            click.echo(line)
    return 2 if faults or not all(o["klopt"] for o in outcomes) else 0


def _modules(choice: PluginChoice, names: tuple[str, ...]) -> list[str]:
    """Packages of the plugins that can ship parameter files."""
    plugins = discover(choice).plugins
    return [p.module for p in plugins if not p.bestand and (not names or p.naam in names)]


def _parameters(module: str) -> list[Parameter]:
    from swvmon.contract.parameter import read_parameters

    return read_parameters(module)


def _identities(module: str) -> list[Identiteit]:
    from swvmon.contract.identiteit import read_identities

    return read_identities(module)


def _told_series(parameter: Parameter, day: date) -> dict[str, Any]:
    from swvmon.contract.identiteit import gaps

    last = max((w.geldig.tot for w in parameter.waarden), default=None)
    return {
        "id": parameter.id,
        "waarden": len(parameter.waarden),
        "gaten": [{"van": str(gap.van), "tot": str(gap.tot)} for gap in gaps(parameter)],
        "tot": str(last or ""),
        "afgelopen": last is None or last < day,
        **{s: sum(w.status == s for w in parameter.waarden) for s in ("voorlopig", "aanname")},
    }


def _told_identity(identity: Identiteit, known: dict[str, Parameter]) -> dict[str, Any]:
    told: dict[str, Any] = {"plugin": identity.plugin, "titel": identity.titel, "bron": identity.bron}
    try:
        tests = identity.check(known)
    except PluginFault as error:
        return {**told, "klopt": False, "perioden": [], "melding": str(error)}
    periods = [{"van": str(t.geldig.van), "tot": str(t.geldig.tot), "klopt": t.klopt, "tekst": t.tekst} for t in tests]
    return {**told, "klopt": all(t.klopt for t in tests), "perioden": periods, "melding": ""}


def _lines(
    series: list[dict[str, Any]], identities: list[dict[str, Any]], faults: list[str], day: date
) -> Iterator[str]:
    for row in series:
        for gap in row["gaten"]:
            yield f"{row['id']}: no value from {gap['van']} t/m {gap['tot']}"
        if row["afgelopen"]:
            yield f"{row['id']}: ended on {row['tot'] or 'no day: it has no values'}"
        for status in ("voorlopig", "aanname"):
            if row[status]:
                yield f"{row['id']}: {row[status]} of {row['waarden']} values {status}"
    for identity in identities:
        if identity["melding"]:
            yield f"! {identity['melding']}"
        for part in identity["perioden"]:
            sign = "  " if part["klopt"] else "! "
            yield f"{sign}{identity['plugin']}: {identity['titel']}: {part['van']} t/m {part['tot']}: {part['tekst']}"
    for text in faults:
        yield f"! {text}"
    held = sum(1 for i in identities if i["klopt"])
    yield (
        f"{len(series)} parameters: {sum(len(r['gaten']) for r in series)} gaps, "
        f"{sum(r['afgelopen'] for r in series)} ended before {day}, {sum(r['voorlopig'] for r in series)} values "
        f"voorlopig, {sum(r['aanname'] for r in series)} aanname; {held} of {len(identities)} identities hold; "
        f"{len(faults)} faults"
    )
