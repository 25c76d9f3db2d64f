"""What came in: deliveries with their fingerprint, and the rows that were refused."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel


class Levering(SQLModel, table=True):
    """One file as it was loaded, whole.

    `vingerafdruk` = dataset, content, period, status and plugin version: loading twice changes nothing.

    `geladen_op` is UTC, without zone.
    """

    __tablename__ = "levering"
    id: int | None = Field(default=None, primary_key=True)
    bron: str
    dataset: str = Field(index=True)
    uitgever: str
    licentie: str
    bestandsnaam: str
    sha256: str = Field(regex="[0-9a-f]{64}")
    vingerafdruk: str = Field(regex="[0-9a-f]{64}", unique=True)
    periode_soort: str
    periode_van: date
    periode_tot: date
    periode_exact: bool = True
    status: str = Field(regex="definitief|voorlopig|onbekend")
    plugin: str
    plugin_versie: str
    rijen_gelezen: int = Field(ge=0)
    rijen_geaccepteerd: int = Field(ge=0)
    rijen_afgekeurd: int = Field(ge=0)
    ingetrokken: bool = False
    geladen_op: datetime = Field(sa_type=DateTime)


class LeveringTabel(SQLModel, table=True):
    """How many rows of a table a levering brought."""

    __tablename__ = "levering_tabel"
    levering_id: int = Field(primary_key=True, foreign_key="levering.id", ondelete="CASCADE")
    tabel: str = Field(primary_key=True)
    rijen: int = Field(ge=0)


class Afkeuring(SQLModel, table=True):
    """A row that was refused, with a stable reason code (docs/afkeuringen.md)."""

    __tablename__ = "afkeuring"
    levering_id: int = Field(primary_key=True, foreign_key="levering.id", ondelete="CASCADE")
    volgnummer: int = Field(primary_key=True, ge=1)
    regel: int = Field(ge=1)
    kolom: str
    code: str
    gevonden: str
    verwacht: str
