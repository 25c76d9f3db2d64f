"""`swvmon run REGIO`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from swvmon.cli.options import db_option, read_years, span_option, year_option
from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice

if TYPE_CHECKING:
    from swvmon.run.execute import RunResult
    from swvmon.run.herhalen import Herhaling


@click.command("run", short_help="Compute the division of a region in a school year.")
@click.argument("regio", required=False)
@year_option
@span_option
@click.option(
    "--plan", "plan", type=click.Path(path_type=Path), help="Region plan; else ./REGIO.toml, else a packaged one."
)
@click.option(
    "--scenario", "scenarios", multiple=True, metavar="NAME", help="Run a scenario or sweep; may be repeated."
)
@click.option("--all", "alle", is_flag=True, help="Run every SWV that has schools, of both sectors.")
@click.option("--werkers", type=click.IntRange(min=1), default=1, help="With --all: compute in so many processes.")
@click.option("--cluster", metavar="ADDRESS", help="With --all: compute on a cluster, such as tcp://HOST:8786.")
@click.option("--hervat", "hervat", metavar="RUN", help="Continue a run that did not end.")
@click.option(
    "--from",
    "van",
    metavar="MANIFEST",
    type=click.Path(path_type=Path),
    help="Repeat the run of a manifest.json, with the leveringen of then.",
)
@click.option(
    "--resultaat",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="With --from: compare with this exported result; else with that beside the manifest.",
)
@click.option("--demo", is_flag=True, help="Run the packaged fictional region; needs no data and no database.")
@click.option("--streng", is_flag=True, help="Any failure of a plugin fails the run.")
@click.option("--json", "as_json", is_flag=True, help="Print run id, totals in eurocents and plugin outcomes as JSON.")
@db_option
@click.pass_obj
def cmd(
    choice: PluginChoice,
    *,
    regio: str | None,
    schooljaren: tuple[str, ...],
    span: str | None,
    plan: Path | None,
    scenarios: tuple[str, ...],
    alle: bool,
    werkers: int,
    cluster: str | None,
    hervat: str | None,
    van: Path | None,
    resultaat: Path | None,
    demo: bool,
    streng: bool,
    as_json: bool,
    db: str,
) -> int:
    """Compute how REGIO divides its money in school years, and store lines, metingen and manifest."""
    from swvmon.cli.progress import progress
    from swvmon.cli.report import as_json_text, as_text
    from swvmon.run.herhalen import repeat
    from swvmon.run.jobs import resume, run_all, run_demo, run_region

    if resultaat and not van:
        raise UsageError("--resultaat goes with --from: it is the result that is compared with")
    _check_pool(werkers, cluster, of_all=bool(alle or hervat))
    with progress() as tell:
        if van:
            if regio or schooljaren or span or plan or scenarios or hervat or alle or demo:
                raise UsageError("--from takes all from the manifest; leave out REGIO and the other options")
            return _tell_repeated(repeat(db, choice, van, resultaat, tell), van, as_json=as_json, streng=streng)
        if demo:
            if regio or schooljaren or span or plan or hervat or alle:
                raise UsageError("--demo runs the packaged region; leave out REGIO and the other options")
            results = [run_demo(choice, scenarios, tell)]
        elif hervat:
            results = [resume(db, choice, hervat, tell, werkers, cluster)]
        else:
            years = read_years(schooljaren, span)
            if bool(regio) == alle or not years:
                raise UsageError(
                    "name a region and a school year: swvmon run VO2806 --schooljaar 2019/20 (or --all, or --demo)"
                )
            if regio:
                results = [run_region(db, choice, regio, years, plan, scenarios, tell)]
            else:
                results = run_all(db, choice, years, plan, scenarios, tell, werkers, cluster)
    click.echo(as_json_text(results) if as_json else "\n\n".join(as_text(result) for result in results))
    return max(_exit_code(result, streng=streng) for result in results)


def _check_pool(werkers: int, cluster: str | None, *, of_all: bool) -> None:
    """Refuse what several processes are of no use for, and two kinds of them."""
    if cluster is not None and werkers > 1:
        raise UsageError("--cluster has workers of its own: leave out --werkers")
    for option in ["--werkers"] * (werkers > 1) + ["--cluster"] * (cluster is not None):
        if not of_all:
            raise UsageError(f"{option} goes with --all: one region is computed in one process")


def _tell_repeated(herhaling: Herhaling, van: Path, *, as_json: bool, streng: bool) -> int:
    """Print a run that was repeated from a manifest; 1 where it gave another result."""
    from swvmon.cli.report import as_json_text, as_text, repeated_as_text

    if as_json:
        click.echo(as_json_text([herhaling.result], herhaling))
    else:
        click.echo(f"{as_text(herhaling.result)}\n{repeated_as_text(van, herhaling)}")
    return _exit_code(herhaling.result, streng=streng) or (1 if herhaling.verschil else 0)


def _exit_code(result: RunResult, *, streng: bool) -> int:
    """3 where a step failed; with --streng also where anything of a plugin did."""
    anything = result.refused or result.hooks or any(s.status != "gelukt" for d in result.delen for s in d.statussen)
    return 3 if result.failed or (streng and anything) else 0
