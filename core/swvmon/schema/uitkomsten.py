"""What runs gave: ledger lines, metingen, findings, plugin outcomes and the parameters that were used."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, DateTime, ForeignKeyConstraint, Text
from sqlmodel import Field, SQLModel

_PART = ["run_id", "scenario", "regio", "schooljaar"]


def _part_of_run() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(_PART, [f"regiojaar.{c}" for c in _PART], ondelete="CASCADE")


class Run(SQLModel, table=True):
    """One run: `run_id` is the hash of its manifest. `lopend` until its last region-year is committed, then `klaar`.

    `gestart_op` is UTC, without zone.
    """

    __tablename__ = "run"
    run_id: str = Field(primary_key=True, regex="[0-9a-f]{16}")
    status: str = Field(regex="lopend|klaar")
    manifest: str = Field(sa_column=Column(Text, nullable=False))
    gestart_op: datetime = Field(sa_type=DateTime)


class Regiojaar(SQLModel, table=True):
    """One region in one school year of a run: the unit that is written whole."""

    __tablename__ = "regiojaar"
    run_id: str = Field(primary_key=True, foreign_key="run.run_id", ondelete="CASCADE")
    scenario: str = Field(primary_key=True)
    regio: str = Field(primary_key=True)
    schooljaar: str = Field(primary_key=True)
    status: str = Field(regex="gelukt|mislukt")
    resultaat_sha256: str = Field(regex="[0-9a-f]{64}")


class Boeking(SQLModel, table=True):
    """A ledger line; columns as in `swvmon.contract.grootboek`."""

    __tablename__ = "boeking"
    __table_args__ = (_part_of_run(),)
    run_id: str = Field(primary_key=True)
    scenario: str = Field(primary_key=True)
    regio: str = Field(primary_key=True)
    schooljaar: str = Field(primary_key=True)
    volgnummer: int = Field(primary_key=True, ge=1)
    periode_van: date
    periode_tot: date
    stap: str
    model: str
    plugin: str
    van: str
    naar: str
    bedrag_cent: int = Field(sa_type=BigInteger, gt=0)
    hoeveelheid: str | None = None
    eenheid: str = ""
    tarief: str | None = None
    pot: str = ""
    bruto_netto: str = ""
    status: str = ""
    bestuur: str = ""
    vestiging: str = ""
    grondslag: str = ""
    toelichting: str = ""
    parameters: str = ""
    corrigeert: int | None = None


class Meting(SQLModel, table=True):
    """The value of an indicator; columns as in `swvmon.contract.meting`."""

    __tablename__ = "meting"
    __table_args__ = (_part_of_run(),)
    run_id: str = Field(primary_key=True)
    scenario: str = Field(primary_key=True)
    regio: str = Field(primary_key=True)
    schooljaar: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    niveau: str = Field(primary_key=True)
    sleutel: str = Field(primary_key=True)
    onderdeel: str = Field(default="", primary_key=True)
    peildatum: date = Field(primary_key=True)
    plugin: str
    soort: str
    teller: str | None = None
    teller_max: str | None = None
    noemer: str | None = None
    noemer_max: str | None = None
    waarde: str | None = None
    n: str | None = None
    methode: str = ""
    klasse: str = ""
    eenheid: str = ""
    grondslag: str = ""
    status: str = ""
    uitkomst: str = ""


class Bevinding(SQLModel, table=True):
    """Something a person should know about a region-year."""

    __tablename__ = "bevinding"
    __table_args__ = (_part_of_run(),)
    run_id: str = Field(primary_key=True)
    scenario: str = Field(primary_key=True)
    regio: str = Field(primary_key=True)
    schooljaar: str = Field(primary_key=True)
    volgnummer: int = Field(primary_key=True, ge=1)
    plugin: str
    onderdeel: str
    code: str
    ernst: str
    sleutel: str
    tekst: str


class Pluginstatus(SQLModel, table=True):
    """How each step and indicator fared: gelukt, mislukt or niet_uitgevoerd, with the message."""

    __tablename__ = "pluginstatus"
    __table_args__ = (_part_of_run(),)
    run_id: str = Field(primary_key=True)
    scenario: str = Field(primary_key=True)
    regio: str = Field(primary_key=True)
    schooljaar: str = Field(primary_key=True)
    onderdeel: str = Field(primary_key=True)
    soort: str = Field(primary_key=True, regex="stap|indicator|plugin")
    plugin: str
    distributie: str
    versie: str
    status: str = Field(regex="gelukt|mislukt|niet_uitgevoerd")
    melding: str = ""


class Parametergebruik(SQLModel, table=True):
    """A value that a step got, with its source."""

    __tablename__ = "parametergebruik"
    __table_args__ = (_part_of_run(),)
    run_id: str = Field(primary_key=True)
    scenario: str = Field(primary_key=True)
    regio: str = Field(primary_key=True)
    schooljaar: str = Field(primary_key=True)
    stap: str = Field(primary_key=True)
    parameter: str = Field(primary_key=True)
    periode_van: date = Field(primary_key=True)
    periode_tot: date
    waarde: str
    eenheid: str
    bron: str
    status: str
    herkomst: str = Field(regex="plan|plugin")


class School(SQLModel, table=True):
    """A school of the region as the run saw it: its name, board and municipality; empty where no list told it."""

    __tablename__ = "school"
    __table_args__ = (_part_of_run(),)
    run_id: str = Field(primary_key=True)
    scenario: str = Field(primary_key=True)
    regio: str = Field(primary_key=True)
    schooljaar: str = Field(primary_key=True)
    vestiging: str = Field(primary_key=True)
    naam: str = ""
    bestuur: str = ""
    gemeente: str = ""
    gemeentenaam: str = ""


class Openbaarmaking(SQLModel, table=True):
    """A rule by which a run was published: later exports of the run withhold at least the same.

    `per_indicator` is JSON.
    """

    __tablename__ = "openbaarmaking"
    run_id: str = Field(primary_key=True, foreign_key="run.run_id", ondelete="CASCADE")
    volgnummer: int = Field(primary_key=True, ge=1)
    minimum: int = Field(ge=1)
    per_indicator: str
    nul_gevoelig: int = Field(ge=0, le=1)
    motor: str = Field(regex="gulzig|optimaal")
    versie: str


class Onderdrukking(SQLModel, table=True):
    """A number that was withheld when a run was published, and why; never what it is."""

    __tablename__ = "onderdrukking"
    __table_args__ = (
        ForeignKeyConstraint(
            ["run_id", "volgnummer"], ["openbaarmaking.run_id", "openbaarmaking.volgnummer"], ondelete="CASCADE"
        ),
    )
    run_id: str = Field(primary_key=True)
    volgnummer: int = Field(primary_key=True, ge=1)
    scenario: str = Field(primary_key=True)
    regio: str = Field(primary_key=True)
    schooljaar: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    niveau: str = Field(primary_key=True)
    sleutel: str = Field(primary_key=True)
    onderdeel: str = Field(primary_key=True)
    peildatum: str = Field(primary_key=True)
    veld: str = Field(primary_key=True)
    reden: str
