"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from swvmon.contract.meting import NIVEAUS
from swvmon.errors import UsageError

if TYPE_CHECKING:
    from swvmon.perioden import Schooljaar
    from swvmon.privacy.regel import Regel

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

niveau_option = click.option(
    "--niveau",
    "niveaus",
    multiple=True,
    type=click.Choice(NIVEAUS),
    help="Only this level; may be repeated.",
)
"""``--niveau bestuur``, handed over as `niveaus`; none given means all levels."""

public_option = click.option(
    "--openbaar", is_flag=True, help="For publication: withhold small groups. Needs swvmon[privacy]."
)
"""``--openbaar``, handed over as `openbaar`."""

minimum_option = click.option(
    "--minimum",
    "minimum",
    multiple=True,
    metavar="N|INDICATOR=N",
    help="With --openbaar: withhold counts below N (5), or those of one indicator; may be repeated.",
)
"""``--minimum 10``, handed over as `minimum`; see `read_rule`."""

motor_option = click.option(
    "--motor",
    type=click.Choice(["auto", "optimaal", "gulzig"]),
    default="auto",
    show_default=True,
    help="With --openbaar: choose the fewest further gaps, or the smallest next; auto is optimaal where installed.",
)
"""``--motor gulzig``, handed over as `motor`; the names are `swvmon.privacy.MOTOREN`."""


def read_rule(minimum: tuple[str, ...], *, openbaar: bool) -> Regel | None:
    """The rule of ``--openbaar`` and ``--minimum``; None for internal use.

    Raises:
        UsageError: a minimum is no number, below 5, or given without --openbaar.
    """
    if not openbaar:
        if minimum:
            raise UsageError("--minimum goes with --openbaar: for internal use nothing is withheld")
        return None
    from swvmon.privacy.regel import MINIMUM, Regel

    general, per_indicator = MINIMUM, {}
    for text in minimum:
        name, equals, number = text.rpartition("=")
        if not number.isdecimal() or (equals and not name):
            raise UsageError(f"--minimum {text}: write it like 10, or like deelname_pro=10")
        if name:
            per_indicator[name] = int(number)
        else:
            general = int(number)
    return Regel(general, per_indicator)


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
