"""`swvmon compare A B`: who gets more or less, and why; of runs, of versions and of commits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from swvmon.cli.options import db_option, niveau_option, read_years, year_option
from swvmon.errors import UsageError
from swvmon.hooks.discovery import PluginChoice

if TYPE_CHECKING:
    from swvmon.vergelijk.versies import Paar

EXAMPLES = (
    "two runs: swvmon compare A B; two versions: swvmon compare x==1.0 x==1.1 VO2806; two commits: swvmon compare "
    "--git main VO2806"
)


@click.command("compare", short_help="Show how the outcome of one run, version or commit differs from another.")
@click.argument("words", metavar="A B [REGIO]...", nargs=-1)
@click.option("--git", "git", is_flag=True, help="A and B are commits of this repository; without B what is here now.")
@click.option("--plan", "plan", type=click.Path(path_type=Path), help="Of versions and commits: the region plan.")
@click.option(
    "--vind-in",
    "vind_in",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Of versions and commits: install from the wheels in DIR, not from the package index.",
)
@niveau_option
@year_option
@click.option(
    "--tolerantie", metavar="EURO", default="0", show_default=True, help="What an amount may differ, in euros."
)
@click.option("--alles", "everything", is_flag=True, help="Print every difference, not the first of each part.")
@click.option("--ook-mislukt", is_flag=True, help="Also compare runs of which a region-year failed.")
@click.option("--json", "as_json", is_flag=True, help="Print all differences as JSON, amounts in eurocents.")
@click.option("--markdown", "markdown", is_flag=True, help="Print as Markdown, for a comment.")
@db_option
@click.pass_obj
def cmd(
    choice: PluginChoice,
    *,
    words: tuple[str, ...],
    git: bool,
    plan: Path | None,
    vind_in: Path | None,
    niveaus: tuple[str, ...],
    schooljaren: tuple[str, ...],
    tolerantie: str,
    everything: bool,
    ook_mislukt: bool,
    as_json: bool,
    markdown: bool,
    db: str,
) -> int:
    """Compare A with B; a difference is B minus A.

    Each is a run (its id, the start of it, or `laatste`) or RUN:SCENARIO; or DISTRIBUTION==VERSION; or with --git a
    commit. Of versions and commits each REGIO is run on both sides, on copies of the database.

    For internal use. Exit code 1 where they differ more than --tolerantie, 0 where they do not.
    """
    from swvmon.vergelijk import compare
    from swvmon.vergelijk.tekst import as_document, as_markdown, as_text

    cents = _cents(tolerantie)
    years = [str(year) for year in read_years(schooljaren, None)]
    sides, regios = _meant(words, git=git)
    if regios:
        from swvmon.cli.progress import progress

        with progress() as tell:
            pairs = _made(sides, regios, choice, plan, vind_in, years, db, tell, git=git, also_failed=ook_mislukt)
    elif plan or vind_in:
        raise UsageError(f"--plan and --vind-in are of versions and commits, which name a region: {EXAMPLES}")
    else:
        pairs = [_stored(db, sides, also_failed=ook_mislukt)]
    found = [
        (a, b, compare(first, second, niveaus=niveaus, schooljaren=years, tolerantie_cent=cents))
        for (a, first), (b, second) in pairs
    ]
    if as_json:
        documents = [as_document(*row) for row in found]
        click.echo(json.dumps(documents if regios else documents[0], ensure_ascii=False, indent=2))
    elif markdown:
        click.echo(as_markdown(found, everything=everything))
    else:
        click.echo("\n\n".join(as_text(*row, everything=everything) for row in found))
    return 0 if all(outcome.gelijk for *_, outcome in found) else 1


def _meant(words: tuple[str, ...], *, git: bool) -> tuple[list[str | None], tuple[str, ...]]:
    """The two sides, and the regions that are run on both; without regions the sides are stored runs."""
    from swvmon.regioplan.plan import SWV

    split = next((n for n, word in enumerate(words) if SWV.fullmatch(word)), len(words))
    sides: list[str | None] = list(words[:split])
    regios = tuple(dict.fromkeys(words[split:]))
    if wrong := [word for word in regios if not SWV.fullmatch(word)]:
        raise UsageError(f"{wrong[0]!r} is not an SWV code; write the sides first and then the regions: {EXAMPLES}")
    if git and len(sides) == 1:
        sides.append(None)
    versions = any("==" in str(side) for side in sides)
    if len(sides) != 2 or bool(regios) != (git or versions):
        raise UsageError(f"name two sides, of versions and commits with the regions that are run: {EXAMPLES}")
    return sides, regios


def _stored(db: str, sides: list[str | None], *, also_failed: bool) -> Paar:
    from swvmon.store import Store
    from swvmon.vergelijk import read_sides

    with Store.open(db) as store:
        return read_sides(store, str(sides[0]), str(sides[1]), also_failed=also_failed)


def _made(  # noqa: PLR0917 - what the command line says
    sides: list[str | None],
    regios: tuple[str, ...],
    choice: PluginChoice,
    plan: Path | None,
    vind_in: Path | None,
    schooljaren: list[str],
    db: str,
    tell: Any,
    *,
    git: bool,
    also_failed: bool,
) -> list[Paar]:
    from swvmon.store import Store
    from swvmon.store.url import parse, sqlite_file
    from swvmon.vergelijk.omgeving import Opdracht
    from swvmon.vergelijk.versies import compare_commits, compare_versions, last_years

    path = sqlite_file(parse(db))
    if path is None:
        raise UsageError("versions and commits are compared on copies of the database, which takes a SQLite file")
    with Store.open(db) as store:
        years = tuple(schooljaren) or last_years(store, regios[0])
    if not years:
        raise UsageError(f"{regios[0]} has no finished run of which to take the school years; add --schooljaar 2019/20")
    opdracht = Opdracht(regios, years, plan, path.resolve(), choice, also_failed)
    if git:
        pairs = compare_commits(str(sides[0]), sides[1], opdracht, vind_in, tell)
    else:
        pairs = compare_versions(str(sides[0]), str(sides[1]), opdracht, vind_in, tell)
    return list(pairs.values())


def _cents(tolerantie: str) -> int:
    from swvmon.geld import to_cent

    try:
        cents = to_cent(tolerantie)
    except ValueError as error:
        raise UsageError(f"--tolerantie {error}; write euros like 1 or 0.50") from None
    if cents < 0:
        raise UsageError(f"--tolerantie {tolerantie}: a tolerance is zero or more")
    return cents
