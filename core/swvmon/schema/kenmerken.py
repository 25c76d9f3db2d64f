"""Features of a school, board or SWV that are neither counts nor money, and figures of StatLine."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from swvmon.schema.regel import DECIMAAL, Bronregel


class Kenmerk(Bronregel, table=True):
    """One feature with its value and validity, such as ``governance`` = ``vereniging`` of an SWV."""

    __tablename__ = "kenmerk"
    sleutel: ClassVar[tuple[str, ...]] = ("niveau", "code", "kenmerk", "geldig_van")
    niveau: str = Field(regex="vestiging|bestuur|swv|gemeente")
    code: str
    kenmerk: str = Field(primary_key=True)
    waarde: str
    geldig_van: date
    geldig_tot: date | None = None


class Statline(Bronregel, table=True):
    """One figure of a StatLine table, by the publisher's codes; `regel` is the number of the observation.

    `dimensies` are the codes of all dimensions but the period, by name: ``Leeftijd=10000,RegioS=GM0363``. A missing
    figure is kept apart by `status`: geheim, onmogelijk (it cannot occur) or onbekend; else `status` is that of the
    period.
    """

    __tablename__ = "statline"
    sleutel: ClassVar[tuple[str, ...]] = ("tabel", "maat", "dimensies", "periode")
    tabel: str = Field(regex="[0-9]{5}[A-Za-z]{0,3}")
    maat: str = Field(regex="[A-Za-z0-9_]+")
    dimensies: str = ""
    periode: str = Field(default="", regex="|[0-9]{4}[A-Z]{2}[0-9]{2}")
    waarde: str | None = Field(default=None, regex=DECIMAAL)
    eenheid: str = ""
    status: str = Field(regex="definitief|voorlopig|nader_voorlopig|geheim|onmogelijk|onbekend")
