"""`swvmon compare A B`: who gets more or less, and why."""

from __future__ import annotations

import json

import click

from swvmon.cli.options import db_option, niveau_option, read_years, year_option
from swvmon.errors import UsageError


@click.command("compare", short_help="Show how the outcome of one run or scenario differs from another.")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@niveau_option
@year_option
@click.option(
    "--tolerantie", metavar="EURO", default="0", show_default=True, help="What an amount may differ, in euros."
)
@click.option("--alles", "everything", is_flag=True, help="Print every difference, not the first of each part.")
@click.option("--ook-mislukt", is_flag=True, help="Also compare runs of which a region-year failed.")
@click.option("--json", "as_json", is_flag=True, help="Print all differences as JSON, amounts in eurocents.")
@db_option
def cmd(
    *,
    left: str,
    right: str,
    niveaus: tuple[str, ...],
    schooljaren: tuple[str, ...],
    tolerantie: str,
    everything: bool,
    ook_mislukt: bool,
    as_json: bool,
    db: str,
) -> int:
    """Compare A with B, each a run (its id, the start of it, or `laatste`) or RUN:SCENARIO; a difference is B minus A.

    For internal use. Exit code 1 where they differ more than --tolerantie, 0 where they do not.
    """
    from swvmon.store import Store
    from swvmon.vergelijk import compare, read_sides
    from swvmon.vergelijk.tekst import as_document, as_text

    cents = _cents(tolerantie)
    years = [str(year) for year in read_years(schooljaren, None)]
    with Store.open(db) as store:
        (a, first), (b, second) = read_sides(store, left, right, also_failed=ook_mislukt)
    found = compare(first, second, niveaus=niveaus, schooljaren=years, tolerantie_cent=cents)
    if as_json:
        click.echo(json.dumps(as_document(a, b, found), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(a, b, found, everything=everything))
    return 0 if found.gelijk else 1


def _cents(tolerantie: str) -> int:
    from swvmon.geld import to_cent

    try:
        cents = to_cent(tolerantie)
    except ValueError as error:
        raise UsageError(f"--tolerantie {error}; write euros like 1 or 0.50") from None
    if cents < 0:
        raise UsageError(f"--tolerantie {tolerantie}: a tolerance is zero or more")
    return cents
