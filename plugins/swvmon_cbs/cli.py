"""`swvmon statline`: fetch a StatLine table and save it as one file that `swvmon load` reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from swvmon import SwvmonError, write_whole

if TYPE_CHECKING:
    import httpx


@click.command("statline", short_help="Fetch a StatLine table of CBS and save it.")
@click.argument("tabel")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="File to write; .json, or .csv for its rows."
)
@click.option("--online", is_flag=True, help="Yes, use the network. Without it the command refuses.")
@click.option(
    "--cache", type=click.Path(path_type=Path, file_okay=False), help="Folder that keeps what was fetched before."
)
def cmd(*, tabel: str, output: Path, online: bool, cache: Path | None) -> None:
    """Fetch StatLine table TABEL, such as 85490NED, and save it as one file.

    A table that did not change since it was put in the cache folder is not fetched again.
    """
    if not re.fullmatch("[0-9]{5}[A-Za-z]{0,3}", tabel):
        raise SwvmonError(f"{tabel!r} is no number of a StatLine table; expected one like 85490NED")
    if output.suffix.lower() not in {".json", ".csv"}:
        raise SwvmonError(f"{output}: give a name that ends in .json or .csv")
    if not online:
        raise SwvmonError(
            f"fetching {tabel} needs the network, which swvmon never uses unasked; add --online, or load a file that "
            "was saved before"
        )
    from swvmon_cbs import momentopname

    content = fetched(tabel, cache)
    if output.suffix.lower() == ".csv":
        content = momentopname.as_csv(output, momentopname.parse(output, content))
    write_whole(output, content)
    click.echo(f"wrote {output}; load it with: swvmon load {output}")


def fetched(tabel: str, cache: Path | None) -> bytes:
    """The snapshot of a table as JSON, from the cache where the table did not change since."""
    from swvmon_cbs import momentopname, ophalen

    with client() as http:
        properties = ophalen.fetch_properties(http, tabel)
        kept = cache / _kept_as(tabel, properties) if cache else None
        if kept is not None and kept.is_file():
            return kept.read_bytes()
        content = momentopname.as_json(ophalen.fetch(http, tabel, properties))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, content)
    return content


def client() -> httpx.Client:
    """The connection, with limits on how long it may take."""
    try:
        import httpx
    except ImportError:
        raise SwvmonError('fetching needs httpx: pip install "swvmon[online]"') from None
    return httpx.Client(timeout=httpx.Timeout(60, connect=10), follow_redirects=False)


def _kept_as(tabel: str, properties: dict[str, Any]) -> str:
    moment = re.sub("[^0-9]", "", str(properties.get("Modified") or ""))
    if not moment:
        raise SwvmonError(f"the service does not tell when table {tabel} changed; leave --cache out")
    return f"{tabel}-{moment}.json"
