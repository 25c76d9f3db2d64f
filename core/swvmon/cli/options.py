"""Options that several commands share."""

from __future__ import annotations

import click

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
