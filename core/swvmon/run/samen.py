"""The keten of many SWV's side by side: a step of all of them before the next, with its lines checked in one go.

A model that allows it (`Verdeelmodel.samen`) is called once for all of them.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from swvmon.contract.grootboek import join, moved
from swvmon.errors import ContractViolation, Overspent
from swvmon.run.boek import gather, stamped
from swvmon.run.chain import InputChanged, Stapuitkomst, called, lines_of, stamp_of_step
from swvmon.run.lines import check_balances, check_lines
from swvmon.run.sources import join_views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

    from swvmon.contract.momentopname import Momentopname
    from swvmon.contract.uitkomst import Bevinding, Uitkomst
    from swvmon.contract.verdeelmodel import Verdeelmodel
    from swvmon.perioden import Periode
    from swvmon.regioplan.plan import Stap
    from swvmon.run.chain import ChainRun

    Joined = Callable[[Sequence[str]], Momentopname]
    """From SWV's to the tables of all of them, as `swvmon.run.sources.Sources.together` has them."""

CODED = ("van", "naar", "vestiging")
"""Columns of a line in which a code may end with that of its SWV."""
PLAIN = ("grondslag", "toelichting", "parameters")
"""Columns of a line in which it may not."""


@frozen(eq=False)
class Antwoord:
    """What a step hands back of one SWV: how many of the lines, that stand by SWV, and the rest."""

    chain: ChainRun
    aantal: int
    uitkomst: Uitkomst


def run_together(chains: Sequence[ChainRun], joined: Joined) -> None:
    """Run the keten of many SWV's, each to what `ChainRun.run` comes to for it alone.

    What cannot be done for all at once is done one by one, and tells there what is wrong.

    Args:
        chains: of one plan, scenario and school year; nothing of them has run.
        joined: the tables of many SWV's.
    """
    for stap in chains[0].binding.plan.stappen if chains else ():
        ready = [chain for chain in chains if not chain.failed]
        done = _side_by_side(stap, ready, joined) if len(ready) > 1 and not stap.keten else set()
        for chain in chains:
            if id(chain) not in done:
                chain.step(stap)
    gather([chain.boek for chain in chains])


def call_together(
    model: Verdeelmodel, rule: Callable[..., object], chains: Sequence[ChainRun], view: Momentopname, keuzes: object
) -> tuple[pd.DataFrame, list[Antwoord]]:
    """Call a model once for many SWV's; hands back their lines, by SWV, and what it says of each.

    Args:
        model: registered with `samen`.
        rule: its rule for the days of the view.
        chains: the keten of each, up to this step.
        view: the tables of all of them.
        keuzes: the choices.

    Raises:
        ContractViolation: a line or a finding does not tell its SWV, or a code is not as it came.
    """
    boeken = {chain.view.regio: chain.boek for chain in chains}
    ledger = join({swv: boek.seen() for swv, boek in boeken.items()}, lambda: gather([*boeken.values()]))
    uitkomst = called(model, rule, view, ledger, keuzes)
    if uitkomst.tabellen:
        raise ContractViolation("hands over tables of many SWV's at once")
    rows, many = _of_which_swv(lines_of(uitkomst.boekingen), list(boeken))
    findings = _findings(uitkomst.bevindingen, boeken)
    return rows, [
        Antwoord(chain, aantal, evolve(uitkomst, bevindingen=tuple(findings[chain.view.regio])))
        for chain, aantal in zip(chains, many, strict=True)
    ]


def _side_by_side(stap: Stap, chains: Sequence[ChainRun], joined: Joined) -> set[int]:
    """Take a step for all of these; tells by `id` of which it is taken, the others are as they were."""
    first = chains[0]
    model = first.binding.modellen[stap.model]
    parts = model.value.parts(first.view.sector, first.view.schooljaar.periode)
    if len(parts) > 1:  # a later part of the year sees the lines of an earlier one
        return set()
    periode, rule = parts[0]
    keuzes, gebruik = first.binding.keuzes(stap, periode)
    lines: list[pd.DataFrame] = []
    antwoorden: list[Antwoord] = []
    done: set[int] = set()
    if model.value.joins(keuzes):
        try:
            rows, antwoorden = call_together(model.value, rule, chains, _seen(chains, joined).during(periode), keuzes)
            lines = [rows]
        except InputChanged as error:
            return {_failed(stap, chain, error) for chain in chains}
        except Exception:  # noqa: S110 - whatever it raises: each is called by itself, and tells it where it belongs
            pass
    for chain in chains if not antwoorden else ():
        try:
            uitkomst = called(model.value, rule, chain.slot.during(periode), chain.boek.shown(), keuzes)
            rows = lines_of(uitkomst.boekingen)
            lines.append(rows)
            antwoorden.append(Antwoord(chain, len(rows), uitkomst))
        except Exception as error:  # as in a keten by itself
            done.add(_failed(stap, chain, error))
    return done | _booked(stap, lines_of(lines), antwoorden, periode, gebruik)


def _failed(stap: Stap, chain: ChainRun, error: Exception) -> int:
    """Let a step fail; tells by `id` of which keten."""
    chain.fail(stap, error)
    return id(chain)


def _seen(chains: Sequence[ChainRun], joined: Joined) -> Momentopname:
    """The tables of all, with those that earlier steps handed over."""
    if all(chain.slot is chain.view for chain in chains):
        return joined([chain.view.regio for chain in chains])
    return join_views(chains[0].view.sector.upper(), {chain.view.regio: chain.slot for chain in chains})


def _booked(
    stap: Stap, lines: pd.DataFrame, antwoorden: Sequence[Antwoord], periode: Periode, gebruik: Sequence[Any]
) -> set[int]:
    """Check and book the lines of a step; tells by `id` of which keten."""
    if not antwoorden:
        return set()
    first = antwoorden[0].chain
    many = [antwoord.aantal for antwoord in antwoorden]
    numbers = [
        antwoord.chain.boek.aantal + own
        for antwoord, length in zip(antwoorden, many, strict=True)
        for own in range(1, length + 1)
    ]
    try:
        check_lines(lines, periode, numbers)
    except ContractViolation:  # of one of them: each by itself tells whose
        return set()
    stamp = first.stamp | stamp_of_step(stap, first.binding.modellen[stap.model])
    regio = _repeated([antwoord.chain.stamp["regio"] for antwoord in antwoorden], many)
    new = stamped(lines, {**stamp, "regio": regio}, numbers, periode)
    flows = moved(new)
    done = set()
    for antwoord, (start, end) in zip(antwoorden, pairwise((0, *accumulate(many))), strict=True):
        boek = antwoord.chain.boek.after_some(new, start, end, flows[start:end])
        with suppress(Overspent):
            check_balances(boek.saldi, antwoord.chain.binding.plan.mag_rood)
            chain, handed = antwoord.chain, antwoord.uitkomst
            chain.succeed(stap, Stapuitkomst(boek, handed.tabellen, handed.bevindingen, gebruik))
            chain.slot = chain.slot.extended(handed.tabellen)
            done.add(id(chain))
    return done


def _repeated(codes: list[str], many: list[int]) -> pd.Series:
    import pandas as pd

    return pd.Series(codes, dtype="str").repeat(many)


def _of_which_swv(lines: pd.DataFrame, swvs: Sequence[str]) -> tuple[pd.DataFrame, list[int]]:
    """Lines by SWV, of each in their order, with codes of accounts and schools as they are; and how many each has."""
    import numpy as np
    import pandas as pd

    ends = [f"|{swv}" for swv in swvs]
    places = np.full(len(lines), -1)
    plain = {}
    for name in CODED:
        codes = lines[name].astype("str")
        own = pd.Index(ends).get_indexer(pd.Index(codes.str[-len(ends[0]) :]))
        if ((own >= 0) & (places >= 0) & (own != places)).any():
            raise ContractViolation(f"{name} of a line is of another SWV than what stands before it")
        places = np.where(own >= 0, own, places)
        plain[name] = codes.str[: -len(ends[0])].where(own >= 0, codes)
    if (places < 0).any():
        line = lines.iloc[int((places < 0).argmax())]
        raise ContractViolation(f"line {line['van']} -> {line['naar']} does not tell of which SWV it is")
    for name in PLAIN:
        told = lines[name].astype("str")
        if told[told.str.contains("|", regex=False)].map(lambda text: any(end in text for end in ends)).any():
            raise ContractViolation(f"a {name} holds the code of a school with that of its SWV")
    rows = lines.assign(**plain).take(np.argsort(places, kind="stable"))
    return rows, np.bincount(places, minlength=len(swvs)).tolist()


def _findings(bevindingen: Iterable[Bevinding], swvs: Iterable[str]) -> dict[str, list[Bevinding]]:
    """The findings of each SWV, with the code that it is about as it is."""
    found: dict[str, list[Bevinding]] = {swv: [] for swv in swvs}
    for bevinding in bevindingen:
        own, _, swv = bevinding.sleutel.partition("|")
        if swv not in found:
            raise ContractViolation(
                f"finding {bevinding.code} about {bevinding.sleutel} does not tell of which SWV it is"
            )
        tekst = bevinding.tekst.replace(bevinding.sleutel, own)
        found[swv].append(evolve(bevinding, sleutel=own, tekst=tekst))
    return found
