"""`swvmon synth`: a made-up country on a national scale."""

from __future__ import annotations

import json
from pathlib import Path

import click

from swvmon import PluginChoice, SwvmonError

KLEINSTE = 1_000


@click.command("synth", short_help="Make a synthetic Netherlands: SWV's, schools, TLV's and enrolments as Parquet.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--leerlingen", type=click.IntRange(min=KLEINSTE), default=KLEINSTE, show_default=True, help="Pupils in po and vo."
)
@click.option("--jaren", type=click.IntRange(1, 30), default=10, show_default=True, help="School years, from 2014/15.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Another one, another country.")
@click.option("--json", "as_json", is_flag=True, help="Print every margin as JSON.")
@click.pass_obj
def cmd(_choice: PluginChoice, *, folder: Path, leerlingen: int, jaren: int, seed: int, as_json: bool) -> int:
    """Make SWV's, boards, schools, TLV's and enrolments under a pseudonym in DIR, and tell how close margins are.

    Nothing in it is real. Load it with `swvmon load DIR`.
    """
    from swvmon_synthetisch.schrijven import write_land
    from swvmon_synthetisch.verslag import Verslag

    if folder.exists() and any(folder.iterdir()):
        raise SwvmonError(f"{folder} is not empty; name a folder that is not there yet")
    told = Verslag()
    rows = 0
    try:
        for land, _ in write_land(folder, leerlingen, jaren, seed, lambda text: click.echo(text, err=True)):
            if not rows:
                told.add_gebied(land.gebied)
            told.add_year(land)
            rows += len(land.kolom["soort"])
    except OSError as error:
        raise SwvmonError(f"{folder}: cannot be written ({error.strerror}); years without it are whole") from None
    if as_json:
        document = [
            {"bron": m.bron, "wat": m.wat, "gepubliceerd": m.gepubliceerd, "gemaakt": m.gemaakt} for m in told.marges
        ]
        click.echo(json.dumps({"inschrijvingen": rows, "marges": document}, ensure_ascii=False, indent=2))
        return 0
    click.echo(f"{rows} enrolments in {jaren} school years, in {folder}")
    for bron in dict.fromkeys(m.bron for m in told.marges):
        mine = [m for m in told.marges if m.bron == bron]
        worst = max(mine, key=lambda m: abs(m.verschil))
        exact = sum(m.gepubliceerd == m.gemaakt for m in mine)
        click.echo(
            f"{bron}: {len(mine)} margins, {exact} exact; furthest off: {worst.wat}, "
            f"{worst.gepubliceerd:g} published, {worst.gemaakt:.4g} made"
        )
    return 0
