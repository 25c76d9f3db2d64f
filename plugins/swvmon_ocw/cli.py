"""`swvmon tarieven`: shipped amounts beside the text of the regulations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from swvmon import SwvmonError, format_decimal

if TYPE_CHECKING:
    from decimal import Decimal


@click.command("tarieven", short_help="Compare shipped amounts with the text of regulations.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def cmd(*, paths: tuple[Path, ...], as_json: bool) -> int:
    """Compare the amounts that plugins ship with the texts of regulations in PATHS; exit 1 where one differs.

    A text is known by its title. Of each parameter whose source is an article of it, the amount of that article is
    printed beside the shipped one.
    """
    from swvmon_ocw import tarieven

    texts = {}
    for path in paths:
        code, found = tarieven.read_text(path)
        if code in texts:
            raise SwvmonError(f"{path}: {code} was given before; compare each regulation once")
        texts[code] = found
    lines = tarieven.compare(tarieven.shipped(), texts)
    if not lines:
        raise SwvmonError(f"no parameter of an installed plugin names {', '.join(sorted(texts))} as its source")
    different = [line for line in lines if line.uitkomst == tarieven.ANDERS]
    if as_json:
        told = [
            {
                "parameter": line.parameter,
                "geldig": line.geldig,
                "waarde": str(line.waarde),
                "tekst": None if line.tekst is None else str(line.tekst),
                "artikel": line.artikel,
                "uitkomst": line.uitkomst,
                "waarom": line.waarom,
            }
            for line in lines
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return 1 if different else 0
    width = max(len(line.parameter) for line in lines)
    click.echo(f"{'parameter':<{width}}  {'geldig':<23}  {'meegeleverd':>11}  {'tekst':>11}  artikel")
    for line in lines:
        text = "-" if line.tekst is None else _shown(line.tekst)
        about = f" ({line.waarom})" if line.waarom else ""
        click.echo(
            f"{line.parameter:<{width}}  {line.geldig:<23}  {_shown(line.waarde):>11}  {text:>11}  "
            f"{line.artikel}: {line.uitkomst}{about}"
        )
    click.echo(f"{len(lines) - len(different)} gelijk, {len(different)} anders")
    return 1 if different else 0


def _shown(value: Decimal) -> str:
    """A number with at least two decimals."""
    whole, _, decimals = format_decimal(value).partition(",")
    return f"{whole},{decimals:0<2}"
