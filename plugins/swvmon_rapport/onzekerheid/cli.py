"""`swvmon onzekerheid`: paths of the multi-year budget, and the reserve that they need."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from swvmon import PluginChoice, SwvmonError, db_option, read_years, span_option, write_whole, year_option

TLV_KEUZES = ("vast", "poisson", "negatief_binomiaal")


@click.command("onzekerheid", short_help="Draw paths of the multi-year budget and tell how much reserve they need.")
@click.argument("regio")
@year_option
@span_option
@click.option(
    "--plan", "plan", type=click.Path(path_type=Path), help="Region plan; else ./REGIO.toml, else a packaged one."
)
@click.option("--scenario", default="plan", show_default=True, metavar="NAME", help="Scenario of the plan.")
@click.option("--trekkingen", type=click.IntRange(1, 100_000), default=500, show_default=True, help="How many paths.")
@click.option(
    "--zaad", type=click.IntRange(0), default=1, show_default=True, help="Seed; the same gives the same bytes."
)
@click.option(
    "--groei", type=click.FloatRange(0, 1), help="Spread of the yearly growth of a school; else the parameter."
)
@click.option("--tlv", type=click.Choice(TLV_KEUZES), default="poisson", show_default=True, help="How TLV's are drawn.")
@click.option(
    "--overdispersie", type=click.FloatRange(0, min_open=True), help="With negatief_binomiaal; else the parameter."
)
@click.option(
    "--bekend", type=click.DateTime(["%Y-%m-%d"]), help="Counts up to this day are certain; else the day before."
)
@click.option("--zekerheid", type=click.IntRange(1, 99), default=95, show_default=True, help="Percent of the paths.")
@click.option("--werkers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that draw.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for programs.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write the percentiles to a new file.")
@click.option("--paden", "paden", type=click.Path(path_type=Path), help="Write every path to a new file, as CSV.")
@click.option("--figuur", "figuur", type=click.Path(path_type=Path), help="Draw the fan chart to a new SVG file.")
@db_option
@click.pass_obj
def cmd(  # noqa: PLR0913 - options are arguments
    choice: PluginChoice,
    *,
    regio: str,
    schooljaren: tuple[str, ...],
    span: str | None,
    plan: Path | None,
    scenario: str,
    trekkingen: int,
    zaad: int,
    groei: float | None,
    tlv: str,
    overdispersie: float | None,
    bekend: datetime | None,
    zekerheid: int,
    werkers: int,
    as_json: bool,
    csv: Path | None,
    paden: Path | None,
    figuur: Path | None,
    db: str,
) -> int:
    """Draw how REGIO's budget may turn out when counts of pupils and TLV's differ from those that are loaded.

    Each path runs the whole plan. Nothing is stored in the database.
    """
    from swvmon import Rekenaar
    from swvmon_rapport.onzekerheid import tonen
    from swvmon_rapport.onzekerheid.paden import Opdracht, simulate
    from swvmon_rapport.onzekerheid.trekking import Spreiding
    from swvmon_rapport.onzekerheid.uitkomst import outcome

    for target in (csv, paden, figuur):
        if target is not None and target.exists():
            raise SwvmonError(f"{target} is there already; name a new file")
    years = read_years(schooljaren, span)
    rekenaar = Rekenaar.open(choice, db, regio, years, plan)
    taken = {"groei_spreiding_aandeel": groei}
    if tlv == "negatief_binomiaal":
        taken["tlv_overdispersie"] = overdispersie
    elif overdispersie is not None:
        raise SwvmonError("--overdispersie goes with --tlv negatief_binomiaal")
    told = [_assumed(rekenaar, name, given) for name, given in taken.items()]
    known = bekend.date() if bekend else date(rekenaar.schooljaren[0].start, 8, 1) - timedelta(days=1)
    numbers = {row["parameter"].partition(".")[2]: float(row["waarde"]) for row in told}
    spreiding = Spreiding(
        bekend=known,
        groei_aandeel=numbers["groei_spreiding_aandeel"],
        tlv=tlv,
        tlv_overdispersie=numbers.get("tlv_overdispersie", 0.0),
    )
    opdracht = Opdracht(choice, db, regio, rekenaar.schooljaren, plan, scenario, spreiding, zaad)
    found = simulate(opdracht, range(trekkingen), werkers)
    document: dict[str, Any] = {
        "regio": regio,
        "naam": rekenaar.plan.naam,
        "plan": rekenaar.plan.bron,
        "scenario": scenario,
        "zaad": zaad,
        "bekend": known.isoformat(),
        "tlv": tlv,
        "aannames": told,
        **outcome(found, zekerheid, rekenaar),
    }
    if csv is not None:
        write_whole(csv, tonen.percentiles_csv(document))
    if paden is not None:
        write_whole(paden, tonen.paths_csv(found))
    if figuur is not None:
        write_whole(figuur, tonen.fan_svg(document))
    click.echo(json.dumps(document, ensure_ascii=False, indent=2) if as_json else tonen.as_text(document))
    return 0


def _assumed(rekenaar: Any, name: str, given: float | None) -> dict[str, str]:
    """A spread with where it comes from: the command line, else the parameter of this plugin."""
    identifier = f"rapport.{name}"
    if given is not None:
        return {"parameter": identifier, "waarde": repr(given), "bron": "opdrachtregel", "status": "aanname"}
    value = rekenaar.known(identifier, rekenaar.schooljaren[0].periode)
    if value is None:
        raise SwvmonError(f"parameter {identifier} has no value for {rekenaar.schooljaren[0]}; give it as an option")
    return {"parameter": identifier, "waarde": str(value.waarde), "bron": value.bron, "status": value.status}
