"""Build the input of a model from plain values, and run it as the engine would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon.contract.grootboek import Grootboek
from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.contract.parameter import Parameter
from swvmon.hooks.registry import Registered
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import Regioplan, Stap
from swvmon.run.bind import Binding
from swvmon.run.chain import ChainRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from swvmon.contract.verdeelmodel import Verdeelmodel


def make_momentopname(
    tabellen: Mapping[str | tuple[str, str], pd.DataFrame], *, regio: str = "VO9901", schooljaar: str = "2019/20"
) -> Momentopname:
    """A snapshot from frames.

    Args:
        tabellen: frames by name of the table, or by (name, telmoment) for tables that are counted.
        regio: SWV code; decides the sector.
        schooljaar: school year.
    """
    year = Schooljaar.parse(schooljaar)
    frames = {Leest(*key) if isinstance(key, tuple) else Leest(key): frame for key, frame in tabellen.items()}
    return Momentopname(regio, regio[:2].lower(), year, year.periode, frames)


def apply(
    model: Verdeelmodel,
    momentopname: Momentopname,
    *,
    opening_euro: Mapping[str, int] | None = None,
    parameters: Iterable[Parameter] = (),
    mag_rood: tuple[str, ...] = (),
    **keuzes: Any,
) -> Grootboek:
    """Run one model alone, with every check of the engine: contract, balances, untouched input.

    Args:
        model: the model.
        momentopname: what it sees.
        opening_euro: opening balances, whole euros per account.
        parameters: its dated parameters, usually ``read_parameters("my_package")``.
        mag_rood: accounts that may go below zero.
        keuzes: the choices, as a region plan would give them (numbers as int or Decimal).

    Returns:
        The ledger after the model.

    Raises:
        AssertionError: the model failed; with the message that a run would show.
    """
    known = {p.id: p for p in parameters}
    plugin = next(iter(known), "test.").split(".")[0]
    step = Stap(model.naam, model.naam, dict(keuzes), {}, ("keten", 0))
    opening = {account: euro * 100 for account, euro in (opening_euro or {}).items()}
    plan = Regioplan("test", "", momentopname.regio, "test", (step,), opening, mag_rood, (), (), {}, {})
    binding = Binding(plan, {model.naam: Registered(model, plugin, "test", "0")}, (), known, {})
    year = str(momentopname.schooljaar)
    stamp = {"run_id": "0" * 16, "scenario": "plan", "regio": plan.code, "schooljaar": year}
    chain = ChainRun(binding, momentopname, stamp, opening)
    chain.run()
    if chain.failed:
        raise AssertionError(f"model {model.naam} failed: {chain.statussen[0].melding}")
    return chain.ledger()
