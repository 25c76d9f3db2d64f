"""Momentopname: the immutable view of region, period and tables that a plugin gets."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from attrs import evolve, field, frozen, validators

from swvmon.errors import ContractViolation, MissingData
from swvmon.perioden import SECTORS, Jaardeel, Periode, Schooljaar, Telmoment

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from datetime import date

    import pandas as pd

    from swvmon.contract.grootboek import Grootboek


@frozen(order=True)
class Leest:
    """A table that a plugin reads.

    Attributes:
        tabel: name of the table (docs/schema.md).
        moment: for counted tables the telmoment, such as ``1-10 t-1``; empty for tables that hold as they stand
            (addresses, the regio-indeling): the list nearest to the school year is taken.
        verplicht: without it the step cannot run; otherwise the plugin gets an empty frame. Not part of its identity.
    """

    tabel: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    moment: str = ""
    verplicht: bool = field(default=True, eq=False)

    def peildatum(self, schooljaar: Schooljaar) -> date | None:
        """The counting date in a school year, or None for a table that holds as it stands."""
        return Telmoment.parse(self.moment).on(schooljaar) if self.moment else None


SWV_LENGTH = 6
"""Length of the code of an SWV, which ends the codes of schools where many regions are asked for at once."""


@frozen(eq=False)
class Deel(Mapping[Leest, "pd.DataFrame"]):
    """Some of the tables of a view; none is made before it is read.

    Attributes:
        van: where they are.
        sleutels: which.
    """

    van: Mapping[Leest, pd.DataFrame]
    sleutels: tuple[Leest, ...]

    def __getitem__(self, leest: Leest) -> pd.DataFrame:
        """The table."""
        if leest not in self.sleutels:
            raise KeyError(leest)
        return self.van[leest]

    def __iter__(self) -> Iterator[Leest]:
        """The keys."""
        return iter(self.sleutels)

    def __len__(self) -> int:
        """How many."""
        return len(self.sleutels)


@frozen(eq=False)
class Momentopname:
    """Region, period and tables, for one call of one plugin.

    Attributes:
        regio: SWV code, such as VO2806.
        sector: po or vo.
        schooljaar: the school year that is computed.
        periode: the days of this call; a part of the school year where a regime ends in it.
        sleutels: the tables that can be read.
        regios: the regions, where an indicator is called for many at once (`Indicator.samen`); else none.
    """

    regio: str
    sector: str = field(validator=validators.in_(SECTORS))
    schooljaar: Schooljaar
    periode: Periode
    _tabellen: Mapping[Leest, pd.DataFrame] = field(repr=False)
    _vorig: tuple[Momentopname, Grootboek] | None = field(default=None, repr=False)
    regios: tuple[str, ...] = ()

    @property
    def sleutels(self) -> tuple[Leest, ...]:
        """The tables that can be read, sorted."""
        return tuple(sorted(self._tabellen))

    def tabel(self, naam: str, moment: str = "") -> pd.DataFrame:
        """A table as a fresh frame, rows of this region, sorted by key.

        Changing the frame harms nobody (copy-on-write); writing into the arrays beneath it is seen by the engine and
        refused.

        Args:
            naam: name of the table.
            moment: the telmoment, where the plugin reads the table at more than one.

        Raises:
            ContractViolation: the plugin did not say in `leest` that it reads this.
        """
        for key in self._tabellen:
            if key.tabel == naam and key.moment == moment:
                return self._tabellen[key].copy(deep=False)
        known = ", ".join(f"{k.tabel} {k.moment}".strip() for k in self.sleutels) or "nothing"
        raise ContractViolation(f"table {naam!r} {moment or ''} was read without being in `leest`; declared: {known}")

    @property
    def swvs(self) -> tuple[str, ...]:
        """The SWV's of the call: the regions where an indicator is called for many at once, else the one."""
        return self.regios or (self.regio,)

    def rekeningen(self, rekening: str) -> dict[str, str]:
        """An account of each SWV of the call, by SWV code, as the ledger of the call has it.

        Args:
            rekening: the account as it is of one SWV, such as ``swv:budget``.
        """
        return {swv: f"{rekening}|{swv}" if self.regios else rekening for swv in self.swvs}

    def swv_of(self, rows: pd.DataFrame | pd.Series) -> pd.Series:
        """The SWV of each row, so that what is counted for one SWV can be counted for many: ``groupby(swv_of(rows))``.

        Args:
            rows: rows of a table, lines of the ledger, or numbers with the codes of schools or accounts as index.

        Returns:
            SWV codes on the index of the rows.
        """
        import pandas as pd

        if not self.regios:
            return pd.Series(self.regio, index=rows.index, dtype="str")
        named = () if isinstance(rows, pd.Series) else ("swv", "van", "vestiging")
        codes = next((rows[name] for name in named if name in rows), None)
        if codes is None:
            codes = rows.index.to_series()
        return codes.astype("str").str[-SWV_LENGTH:].set_axis(rows.index)

    def coded(self, rows: pd.DataFrame, kolom: str) -> pd.Series:
        """Codes of schools in another column than `vestiging`, such as who referred, as the call has those of schools.

        Args:
            rows: rows of a table of the call, with a column that tells the SWV (see `swv_of`).
            kolom: name of the column.

        Returns:
            Codes on the index of the rows; of many SWV's with that of its own behind each, an empty one as it is.
        """
        codes = rows[kolom].astype("str")
        return codes.where(codes == "", codes + "|" + self.swv_of(rows)) if self.regios else codes

    def own_key(self, swv: str) -> str:
        """The key of a finding about an SWV of the call itself."""
        return f"{swv}|{swv}" if self.regios else swv

    def only_of(self, swvs: Collection[str]) -> Momentopname:
        """The same view, about some of its SWV's; its tables stay as they are."""
        return evolve(self, regios=tuple(code for code in self.regios if code in swvs))

    def lacking(self, rows: pd.DataFrame | pd.Series) -> tuple[str, ...]:
        """The SWV's of the call of which no row is left, as where their data is not loaded.

        Args:
            rows: as `swv_of`.
        """
        if not self.regios:
            return () if len(rows) else (self.regio,)
        there = set(self.swv_of(rows).unique())
        return tuple(code for code in self.regios if code not in there)

    def telmoment(self, naam: str, dag: date) -> str:
        """The telmoment of a table, among those that the plugin reads, that is a day in this school year.

        `peildatum` gives the day by law; 1 October 2015 is "1-10 t" in 2015/16 and "1-10 t-1" in 2016/17.

        Args:
            naam: name of a counted table.
            dag: the counting date.

        Raises:
            ContractViolation: the plugin did not say in `leest` that it reads the table at that day.
        """
        for key in self.sleutels:
            if key.tabel == naam and key.peildatum(self.schooljaar) == dag:
                return key.moment
        known = ", ".join(k.moment for k in self.sleutels if k.tabel == naam and k.moment) or "at no day"
        raise ContractViolation(
            f"table {naam!r} was asked for {dag} in {self.schooljaar} without that being in `leest`; declared: {known}"
        )

    def kalenderdelen(self) -> tuple[Jaardeel, ...]:
        """The parts of kalenderjaren in the days of the call, each with its share of that year: 5/12, then 7/12.

        Raises:
            ContractViolation: the days are not whole parts of kalenderjaren, so that no months belong to them.
        """
        parts = [Jaardeel(days, share) for _, share, days in self.schooljaar.kalenderdelen()]
        inside = tuple(part for part in parts if self.periode.contains(part.dagen))
        if not inside or (inside[0].dagen.van, inside[-1].dagen.tot) != (self.periode.van, self.periode.tot):
            raise ContractViolation(
                f"{self.periode} is no part of {self.schooljaar} in whole kalenderdelen: end a regime on 31 July or "
                "31 December"
            )
        return inside

    def schooljaardeel(self) -> Jaardeel:
        """The days of the call with their share of the schooljaar: 1, or 5/12 or 7/12 where a regime ends in it.

        Raises:
            ContractViolation: the days are not whole parts of kalenderjaren.
        """
        return Jaardeel(self.periode, sum((part.deel for part in self.kalenderdelen()), Fraction(0)))

    def vorig(self) -> tuple[Momentopname, Grootboek]:
        """The view and the closed ledger of the former school year.

        Raises:
            MissingData: the former year is not part of this run and no run was named for it.
        """
        if self._vorig is None:
            raise MissingData(
                f"{self.regio} {self.schooljaar}: the closed ledger of {self.schooljaar.shift(-1)} is needed; "
                "run both years together: --schooljaar for each, the earlier first"
            )
        return self._vorig

    def after(self, vorig: Momentopname, grootboek: Grootboek) -> Momentopname:
        """The same view that also knows the former school year and its closed ledger."""
        return evolve(self, vorig=(vorig, grootboek))

    def only(self, leest: tuple[Leest, ...]) -> Momentopname:
        """The same view with no more than these tables."""
        return evolve(self, tabellen=Deel(self._tabellen, tuple(key for key in leest if key in self._tabellen)))

    def during(self, periode: Periode) -> Momentopname:
        """The same view for a part of the school year."""
        return evolve(self, periode=periode)

    def extended(self, tabellen: Mapping[str, pd.DataFrame]) -> Momentopname:
        """The same view in which an earlier step replaced or added tables.

        Args:
            tabellen: frames by name, or by name and telmoment (``leerlingen_vo 1-10 t``) for tables that are counted.
        """
        if not tabellen:
            return self
        handed = {}
        for key, frame in tabellen.items():
            naam, _, moment = key.partition(" ")
            handed[Leest(naam, moment)] = frame
        others = cast("MutableMapping[Leest, pd.DataFrame]", self._tabellen)  # never written to, and not read yet
        return evolve(self, tabellen=ChainMap(handed, others))
