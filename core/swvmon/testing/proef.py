"""One model on one example: bound, run as the engine would, and told in words."""

from __future__ import annotations

from datetime import date
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from swvmon.contract.grootboek import Grootboek
from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.contract.parameter import Waarde
from swvmon.errors import PluginFault, SwvmonError
from swvmon.hooks.registry import Registered
from swvmon.perioden import Periode, Schooljaar
from swvmon.regioplan.plan import Regioplan, Stap
from swvmon.run.bind import Binding
from swvmon.run.chain import ChainRun
from swvmon.run.lines import fingerprint
from swvmon.testing.regio import make_regio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from swvmon.contract.parameter import Parameter
    from swvmon.contract.verdeelmodel import Verdeelmodel, Voorbeeld

ALWAYS = Periode(date(1900, 1, 1), date(2999, 12, 31))
WRITES = "changed its input tables"
"""What the engine says of a model that writes into its input."""


class NietVanToepassing(Exception):
    """A law says nothing about a model or an example; the message says why."""


class Mislukt(AssertionError):
    """The model failed on an example.

    Attributes:
        geweigerd: whether it refused on purpose, with an error that tells the user what to mend.
    """

    def __init__(self, proef: Proef, melding: str, *, geweigerd: bool) -> None:
        self.geweigerd = geweigerd
        super().__init__(f"model {proef.naam} fails on {proef.tell()}: {melding}")


@frozen(eq=False)
class Proef:
    """A model with an example and what it sees.

    Attributes:
        model: the model, as registered.
        voorbeeld: the example that it started from.
        parameters: dated parameters by id.
        keuzes: the choices.
        opening_cent: opening balances.
        view: the tables that it reads, and the former year.
        grondig: whether laws that try something many times do so; off where many regions are tried.
    """

    model: Registered[Verdeelmodel]
    voorbeeld: Voorbeeld
    parameters: Mapping[str, Parameter] = field(repr=False)
    keuzes: Mapping[str, Any]
    opening_cent: Mapping[str, int]
    view: Momentopname = field(repr=False)
    grondig: bool = True

    @property
    def naam(self) -> str:
        """Name of the model."""
        return self.model.value.naam

    def binding(self) -> tuple[Binding, Stap]:
        """A plan with this model alone."""
        step = Stap(self.naam, self.naam, dict(self.keuzes), {}, ("keten", 0))
        opening = dict(self.opening_cent)
        red = self.voorbeeld.mag_rood
        plan = Regioplan("voorbeeld", "", self.view.regio, "voorbeeld", (step,), opening, red, (), (), {}, {})
        return Binding(plan, {self.naam: self.model}, (), dict(self.parameters), {}), step

    def start(self) -> ChainRun:
        """The keten, not yet run, on tables of its own."""
        year = str(self.view.schooljaar)
        stamp = {"run_id": "0" * 16, "scenario": "plan", "regio": self.view.regio, "schooljaar": year}
        return ChainRun(self.binding()[0], _own(self.view), stamp, dict(self.opening_cent))

    def reken(self) -> Grootboek:
        """The ledger after the model.

        Raises:
            NietVanToepassing: the model writes into its input, so that nothing else can be told of it.
            Mislukt: the model failed.
        """
        return self.ran().ledger()

    def ran(self) -> ChainRun:
        """The keten after it ran; raises as `reken`."""
        chain = self.start()
        chain.run()
        if chain.failed:
            told = chain.statussen[0].melding
            if WRITES in told:
                raise NietVanToepassing(f"{self.naam} writes into its input: see law invoer_ongewijzigd")
            geweigerd = isinstance(chain.fout, SwvmonError) and not isinstance(chain.fout, PluginFault)
            raise Mislukt(self, told, geweigerd=geweigerd)
        return chain

    def tell(self) -> str:
        """The example in words."""
        choices = ", ".join(f"{name} = {value}" for name, value in self.keuzes.items()) or "no choices"
        return f"example {self.view.regio} {self.view.schooljaar} ({choices})"


def make_proef(
    model: Registered[Verdeelmodel] | Verdeelmodel,
    voorbeeld: Voorbeeld,
    parameters: Iterable[Parameter] = (),
    regio: Momentopname | None = None,
    *,
    grondig: bool = True,
) -> Proef:
    """Put a model on a fictional region.

    Args:
        model: the model.
        voorbeeld: one of its examples.
        parameters: its dated parameters.
        regio: the region, made by `make_regio` for the sector and the schooljaar of the example; left out, the
            standard one.
        grondig: whether laws that try something many times do so; off where many regions are tried.

    Raises:
        PlanError: the choices do not fit the model.
        KeyError: the example supplies a parameter that the model does not have.
        AssertionError: the model reads a table that the fictional region does not have.
    """
    known = {p.id: p for p in parameters}
    if not isinstance(model, Registered):
        model = Registered(model, next(iter(known), "test.").split(".")[0], "test", "0")
    for name, waarde in voorbeeld.parameters.items():
        known[name] = evolve(known[name], waarden=(Waarde(waarde, ALWAYS, "voorbeeld", "aanname", ALWAYS.van),))
    whole = regio or _standard(voorbeeld.sector, voorbeeld.schooljaar)
    opening = {account: euro * 100 for account, euro in voorbeeld.opening_euro.items()}
    proef = Proef(model, voorbeeld, known, voorbeeld.keuzes, opening, whole, grondig)
    return evolve(proef, view=_read_only_by(proef, whole))


def digest(chain: ChainRun) -> str:
    """A hash of all that a model handed back: lines, tables and findings, byte by byte."""
    text = chain.regels.to_csv(index=False)
    return sha256(f"{text}\n{fingerprint(chain.slot)}\n{chain.bevindingen!r}".encode()).hexdigest()


@cache
def _standard(sector: str, schooljaar: str) -> Momentopname:
    """The standard region, made once: every run gets tables of its own."""
    return make_regio(sector, schooljaar=schooljaar)


def _read_only_by(proef: Proef, whole: Momentopname) -> Momentopname:
    """The region with no more tables than the model reads, in the former year as well."""
    import pandas as pd

    binding, step = proef.binding()
    reads = binding.reads(step, Schooljaar.parse(proef.voorbeeld.schooljaar))
    had = {leest for leest in reads if _has(whole, leest)}
    if lacking := [leest for leest in reads if leest.verplicht and leest not in had]:
        names = ", ".join(f"{leest.tabel} {leest.moment}".strip() for leest in lacking)
        raise AssertionError(
            f"model {proef.naam} needs table {names}, which the fictional region of swvmon.testing does not have"
        )
    empty = {f"{leest.tabel} {leest.moment}".strip(): pd.DataFrame() for leest in reads if leest not in had}
    former, ledger = whole.vorig()
    kept = former.only(reads).extended(empty)
    return whole.only(reads).extended(empty).after(kept, ledger)


def _has(view: Momentopname, leest: Leest) -> bool:
    return bool(view.only((leest,)).sleutels)


def _own(view: Momentopname) -> Momentopname:
    """The same view with tables of its own, so that a model that writes into them spoils no other call."""
    former, ledger = view.vorig()
    return _copied(view).after(_copied(former), Grootboek(ledger.regels.copy(), dict(ledger.opening)))


def _copied(view: Momentopname) -> Momentopname:
    return evolve(view, tabellen={key: view.tabel(key.tabel, key.moment).copy() for key in view.sleutels})
