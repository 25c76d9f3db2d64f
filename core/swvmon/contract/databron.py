"""Databron: a publisher whose files become rows of schema tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon.contract.momentopname import Leest
from swvmon.contract.uitkomst import Bevinding
from swvmon.perioden import SECTORS, Periode, Schooljaar

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.bronbestand import Bestand, Kop

PERIODE_SOORTEN = ("peildatum", "stand", "kalenderjaar", "schooljaar")

AFKEURING_KOLOMMEN = ("regel", "kolom", "code", "gevonden", "verwacht")
"""Columns of rejected rows: line in the file (the header is line 1), column as the file names it, stable reason code,
what was found (at most 40 characters), what was expected."""


@frozen(order=True)
class Leverperiode:
    """To which days a levering belongs.

    Attributes:
        soort: peildatum (a count), stand (a list valid at a date), kalenderjaar or schooljaar.
        dagen: the days; one day for a peildatum or stand.
        exact: False where the publisher only tells about when.
    """

    soort: str = field(validator=validators.in_(PERIODE_SOORTEN))
    dagen: Periode
    exact: bool = True


@frozen(eq=False)
class Leesresultaat:
    """What reading one file gave.

    Attributes:
        tabellen: rows per schema table; each frame has `regel`, the line in the file.
        afkeuringen: rejected rows, columns `AFKEURING_KOLOMMEN`.
        rijen_gelezen: data rows in the file, accepted and rejected.
        bevindingen: what a person should know.
    """

    tabellen: dict[str, pd.DataFrame]
    afkeuringen: pd.DataFrame
    rijen_gelezen: int
    bevindingen: tuple[Bevinding, ...] = ()


@frozen
class Dataset:
    """One kind of file of a publisher, recognised by its content.

    Attributes:
        naam: unique name, such as ``duo_vo_leerlingen``.
        titel: the publisher's name for it.
        tabellen: schema tables that it fills.
        periode_soort: what kind of period a file of it belongs to.
        herken: whether a file is of this dataset, from its first 64 KiB; reads columns and values, never names.
        periode: the period that the content tells, or None where it does not.
        lees: reads a recognised file; with `met_periode` it is handed the period of the levering too.
        met_periode: whether the rows need the period: a list that does not tell the school year that it holds for.
    """

    naam: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    titel: str
    tabellen: tuple[str, ...]
    periode_soort: str = field(validator=validators.in_(PERIODE_SOORTEN))
    herken: Callable[[Kop], bool]
    lees: Callable[..., Leesresultaat]
    periode: Callable[[Kop], Leverperiode | None] = lambda _kop: None
    met_periode: bool = False

    def read(self, bestand: Bestand, periode: Leverperiode) -> Leesresultaat:
        """Read a recognised file.

        Args:
            bestand: the file.
            periode: the period of the levering, from the content or from who loads it.
        """
        return self.lees(bestand, periode) if self.met_periode else self.lees(bestand)


@frozen
class Afleiding:
    """A table that follows from loaded tables, made anew for each run: which school belongs to which SWV.

    Attributes:
        levert: name of the table that it makes.
        leest: tables that it reads, of the whole country.
        sectoren: sectors for which it works.
        leid_af: the rule: tables (by name, or by name and telmoment), sector and schooljaar to the table and what a
            person should know.
    """

    levert: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    leest: tuple[Leest, ...]
    sectoren: tuple[str, ...] = field(validator=validators.deep_iterable(validators.in_(SECTORS)))
    leid_af: Callable[[Mapping[str, pd.DataFrame], str, Schooljaar], tuple[pd.DataFrame, tuple[Bevinding, ...]]]


@frozen
class Databron:
    """A publisher whose files become rows, as a plugin registers it.

    Reading is pure: the core opens the file and hands its content; nothing else is touched.

    Attributes:
        naam: unique name.
        titel: name for readers.
        uitgever: publisher, as recorded with each levering.
        licentie: licence of the data unless a `leveringen.toml` says otherwise.
        datasets: the kinds of file.
        afleidingen: tables that follow from them.
    """

    naam: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    titel: str
    uitgever: str
    licentie: str
    datasets: tuple[Dataset, ...]
    afleidingen: tuple[Afleiding, ...] = ()
