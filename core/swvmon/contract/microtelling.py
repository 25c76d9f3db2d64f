"""Microtelling: a table that is counted from enrolments of pupils, told as SQL."""

from __future__ import annotations

from attrs import field, frozen, validators

RELATIES = ("nu", "vorig", "historie")


@frozen
class Microtelling:
    """A count over enrolments, which DuckDB executes where they are: in Parquet, never in memory as a whole.

    The SQL is one SELECT. It may read the relations that `leest` names, each with the columns of docs/micro.md, and
    `dag`, one row with `peildatum` and `vanaf` (1 October and 1 October a year before). It reaches no file, no network
    and no setting. Its columns are those of the table that it fills.

    Attributes:
        naam: unique name, such as ``stromen``.
        titel: Dutch title.
        levert: the schema table that it fills (docs/schema.md).
        leest: relations: `nu` (enrolments on 1 October), `vorig` (those a year before), `historie` (all that are loaded
            up to and including that 1 October).
        sql: the SELECT.
    """

    naam: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    titel: str
    levert: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    leest: tuple[str, ...] = field(
        validator=[validators.min_len(1), validators.deep_iterable(validators.in_(RELATIES))]
    )
    sql: str = field(validator=validators.min_len(1), repr=False)
