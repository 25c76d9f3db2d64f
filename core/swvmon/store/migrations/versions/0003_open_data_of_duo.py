"""Open data of DUO: registrations with SWV, weights, history, distance, scores, exams, funding, accounts, mergers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

AGES = ("jonger", *(str(age) for age in range(4, 15)), "ouder")
PARTS = ("jonger_8", "vanaf_8", "gewicht_00", "gewicht_03", "gewicht_12", "noat")
TOLD_BY_A_COUNT = ("sector", "bestuur", "pc4", "gemeente", "denominatie")


def _source_table(name: str, *columns: sa.Column[Any], per_line: str = "") -> None:
    """A table that leveringen fill; `per_line` tells the rows of one line of a file apart."""
    op.create_table(
        name,
        sa.Column("levering_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["levering_id"], ["levering.id"], name=op.f(f"fk_{name}_levering_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("levering_id", "regel", *([per_line] if per_line else []), name=op.f(f"pk_{name}")),
    )


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _perhaps(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def _counts(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _interval(name: str = "aantal") -> list[sa.Column[Any]]:
    return _counts(f"{name}_min", f"{name}_max")


def _cent() -> sa.Column[Any]:
    return sa.Column("bedrag_cent", sa.BigInteger(), nullable=False)


def upgrade() -> None:
    """Create the tables."""
    for name in TOLD_BY_A_COUNT:
        op.add_column("vestiging_in_telling", sa.Column(name, sa.String(), nullable=True))
    _source_table("afstand", *_texts("vestiging", "soort"), *_perhaps("afstand_meter"), *_interval())
    _source_table(
        "bekostiging", *_texts("brin"), *_perhaps("bestuur"), *_texts("soort", "post"), _cent(), per_line="post"
    )
    _source_table("bekostiging_grondslag", *_texts("brin", "soort", "grootheid", "waarde"), per_line="grootheid")
    _source_table(
        "brin_overgang",
        *_texts("van", "functie_van", "soort_van", "wet_van", "naar", "functie_naar", "soort_naar", "wet_naar"),
        sa.Column("datum", sa.Date(), nullable=False),
        *_texts("overgang", "volledig"),
    )
    _source_table(
        "eindscores",
        *_texts("vestiging", "soort", "onderdeel"),
        *_interval(),
        *_perhaps("gemiddelde"),
        per_line="onderdeel",
    )
    people = [f"{what}{who}" for what in ("kandidaten", "geslaagden") for who in ("_man", "_vrouw", "")]
    _source_table(
        "examens",
        *_texts("vestiging", "onderwijstype", "inspectiecode", "opleidingsnaam", "schooljaar"),
        *(column for name in people for column in _interval(name)),
        per_line="schooljaar",
    )
    _source_table(
        "instelling",
        *_texts("brin", "sector", "naam"),
        *_perhaps("bestuur"),
        *_texts("postcode"),
        *_perhaps("pc4"),
        *_texts("plaats"),
        *_perhaps("gemeente"),
        *_texts("gemeentenaam", "provincie", "denominatie", "onderwijsstructuur"),
    )
    _source_table(
        "jaarrekening",
        *_texts("bestuur", "bestuursnaam", "groepering"),
        *_counts("kalenderjaar"),
        *_texts("onderdeel", "post", "omschrijving"),
        _cent(),
        per_line="post",
    )
    _source_table(
        "leerlingen_bron",
        *_texts("vestiging", "swv"),
        *_perhaps("bestuur"),
        *_interval(),
        *_counts(*PARTS, nullable=True),
        *_interval("bekostigd"),
        *_counts(*(f"bekostigd_{part}" for part in PARTS), nullable=True),
    )
    _source_table(
        "leerlingen_gewicht",
        *_texts("vestiging", "gewicht"),
        *_counts(*(f"leeftijd_{age}" for age in AGES), nullable=True),
        *_interval(),
    )
    _source_table(
        "leerlingen_historisch",
        *_texts("vestiging", "soort"),
        *_counts("kalenderjaar"),
        *_interval(),
        per_line="kalenderjaar",
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "leerlingen_historisch",
        "leerlingen_gewicht",
        "leerlingen_bron",
        "jaarrekening",
        "instelling",
        "examens",
        "eindscores",
        "brin_overgang",
        "bekostiging_grondslag",
        "bekostiging",
        "afstand",
    ):
        op.drop_table(name)
    with op.batch_alter_table("vestiging_in_telling") as table:
        for name in TOLD_BY_A_COUNT:
            table.drop_column(name)
