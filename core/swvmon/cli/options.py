"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from swvmon.errors import UsageError

if TYPE_CHECKING:
    from swvmon.perioden import Schooljaar

DEFAULT_DB = "sqlite:///swvmon.db"
"""The database in the working directory."""

db_option = click.option(
    "--db",
    "db",
    metavar="URL",
    envvar="SWVMON_DB",
    default=DEFAULT_DB,
    show_default=True,
    show_envvar=True,
    help="Database: sqlite:///FILE or postgresql://USER@HOST/NAME.",
)
"""``--db URL``, handed over as `db`."""

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON, for programs.")
"""``--json``, handed over as `as_json`."""

year_option = click.option(
    "--schooljaar",
    "schooljaren",
    multiple=True,
    metavar="JJJJ/JJ",
    help="School year, such as 2019/20; may be repeated.",
)
"""``--schooljaar 2019/20``, handed over as `schooljaren`."""

span_option = click.option(
    "--schooljaren",
    "span",
    metavar="JJJJ/JJ..JJJJ/JJ",
    help="School years from one up to and including another; each goes on from what the former leaves.",
)
"""``--schooljaren 2015/16..2020/21``, handed over as `span`."""


def read_years(schooljaren: tuple[str, ...], span: str | None) -> list[Schooljaar]:
    """The school years of both options, each once, in order of time.

    Raises:
        UsageError: a year or span is spelled otherwise, or ends before it begins.
    """
    from swvmon.perioden import Schooljaar

    try:
        years = {Schooljaar.parse(text) for text in schooljaren}
    except ValueError as error:
        raise UsageError(f"--schooljaar {error}") from None
    if span is not None:
        first, dots, last = span.partition("..")
        try:
            begin, end = Schooljaar.parse(first), Schooljaar.parse(last if dots else first)
        except ValueError as error:
            raise UsageError(f"--schooljaren {span}: {error}; write it like 2015/16..2020/21") from None
        if end < begin:
            raise UsageError(f"--schooljaren {span} ends before it begins")
        years |= {begin.shift(n) for n in range(end.start - begin.start + 1)}
    return sorted(years)
