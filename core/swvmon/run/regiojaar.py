"""One region-year: what it sees, the keten that is run on it, and what its indicatoren say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from swvmon.contract.grootboek import Grootboek
from swvmon.contract.meting import KOLOMMEN as METING
from swvmon.contract.momentopname import Momentopname
from swvmon.errors import PlanError
from swvmon.regioplan.plan import PLAN
from swvmon.run.bind import Binding, Gebruik
from swvmon.run.chain import ChainRun, Status
from swvmon.run.measure import Measured, Together, measure, settle
from swvmon.run.samen import run_together
from swvmon.run.scholen import listed
from swvmon.run.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pandas as pd

    from swvmon.contract.momentopname import Leest
    from swvmon.contract.uitkomst import Bevinding
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan
    from swvmon.run.samen import Joined

    Key = tuple[str, str, Schooljaar]
    """Scenario, region and school year."""


@frozen(eq=False)
class Regiojaar:
    """One computed region-year of one scenario.

    Attributes:
        scenario: name of the scenario.
        schooljaar: school year.
        plan: the plan as it ran.
        view: what the steps saw of the region.
        slot: the same with the tables that steps handed over.
        ledger: the closed ledger.
        metingen: values of the indicators.
        scholen: the schools of the region, see `swvmon.run.scholen.listed`.
        statussen: how steps, indicators and plugins fared.
        bevindingen: (plugin, step, finding).
        gebruik: numbers that the steps got.
    """

    scenario: str
    schooljaar: Schooljaar
    plan: Regioplan
    view: Momentopname
    slot: Momentopname
    ledger: Grootboek
    metingen: pd.DataFrame
    scholen: pd.DataFrame
    statussen: tuple[Status, ...]
    bevindingen: tuple[tuple[str, str, Bevinding], ...]
    gebruik: tuple[Gebruik, ...]

    def light(self) -> Regiojaar:
        """The same without the tables that it saw: of hundreds of region-years they need not stay in memory."""
        nothing = Momentopname(self.view.regio, self.view.sector, self.schooljaar, self.schooljaar.periode, {})
        return evolve(self, view=nothing, slot=nothing, scholen=self.scholen.iloc[:0])

    @property
    def key(self) -> Key:
        """Scenario, region and school year."""
        return self.scenario, self.plan.code, self.schooljaar

    @property
    def status(self) -> str:
        """Gelukt, or mislukt where a step failed."""
        return "mislukt" if any(s.soort == "stap" and s.status == "mislukt" for s in self.statussen) else "gelukt"


@frozen(eq=False)
class Job:
    """One scenario in one school year, of one region or of all.

    Attributes:
        binding: the plan and its models and indicatoren.
        scenario: name of the scenario.
        schooljaar: school year.
        sources: the tables of the school year.
        tables: which of them the plugins read.
    """

    binding: Binding
    scenario: str
    schooljaar: Schooljaar
    sources: Sources = field(repr=False)
    tables: set[Leest] = field(repr=False)

    @property
    def plan(self) -> Regioplan:
        """The plan of the scenario."""
        return self.binding.plan

    def key(self, code: str) -> Key:
        """What a region-year of it is found by."""
        return self.scenario, code, self.schooljaar


@frozen(eq=False)
class Snapshot:
    """A job with what it sees of one region."""

    job: Job
    binding: Binding
    view: Momentopname = field(repr=False)
    bevindingen: tuple[Bevinding, ...] = field(repr=False)


@frozen(eq=False)
class Closed:
    """A region-year whose ledger is closed, and that of the plan itself where this is another scenario."""

    deel: Regiojaar
    stamp: dict[str, str]
    van: Grootboek | None


def take_snapshot(job: Job, regio: str) -> Snapshot:
    """Take the view of a region, and see that sub-chains name its schools."""
    plan = job.plan.of(regio) if job.plan.landelijk else job.plan
    view, findings = job.sources.region(regio, job.tables)
    chains = plan.sub_chains()
    known = set(view.tabel("aansluiting")["vestiging"]) if chains else set()
    problems = [
        f"{plan.where((*stap.pad, 'vestigingen'))}: sub-chain {stap.stap!r} names {', '.join(strange)}, "
        f"not a school of {plan.code} in {job.schooljaar}"
        for stap in chains
        if (strange := sorted(set(stap.vestigingen) - known))
    ]
    if problems:
        raise PlanError(plan.bron, problems)
    return Snapshot(job, evolve(job.binding, plan=plan), view, findings)


def close(snapshot: Snapshot, identifier: str, done: Mapping[tuple[str, Schooljaar], Regiojaar]) -> Closed:
    """Run the keten of one region-year of a scenario.

    Args:
        snapshot: what is computed.
        identifier: id of the run.
        done: region-years of the same region that are there already.
    """
    chain = _begun(snapshot, identifier, done)
    if not chain.failed:
        chain.run()
    return _closed(snapshot, chain, done, None)


def close_together(
    snapshots: Sequence[Snapshot],
    identifier: str,
    done: Mapping[str, Mapping[tuple[str, Schooljaar], Regiojaar]],
    scholen: Mapping[str, pd.DataFrame],
    joined: Joined,
) -> list[Closed]:
    """Run the keten of many SWV's in one school year of a scenario.

    Args:
        snapshots: what is computed, of one plan and scenario.
        identifier: id of the run.
        done: by region what is there already.
        scholen: by region its schools.
        joined: the tables of many SWV's.
    """
    begun = [(each, _begun(each, identifier, done.get(each.view.regio, {}))) for each in snapshots]
    run_together([chain for _, chain in begun if not chain.failed], joined)
    return [_closed(each, chain, done.get(each.view.regio, {}), scholen[each.view.regio]) for each, chain in begun]


def _begun(snapshot: Snapshot, identifier: str, done: Mapping[tuple[str, Schooljaar], Regiojaar]) -> ChainRun:
    """The keten of a region-year before its first step."""
    job = snapshot.job
    stamp = stamp_of(identifier, job.scenario, snapshot.binding.plan.code, job.schooljaar)
    return _chain(snapshot.binding, snapshot.view, done.get((job.scenario, job.schooljaar.shift(-1))), stamp)


def _closed(
    snapshot: Snapshot,
    chain: ChainRun,
    done: Mapping[tuple[str, Schooljaar], Regiojaar],
    scholen: pd.DataFrame | None,
) -> Closed:
    """The region-year of a keten that has run."""
    job = snapshot.job
    base = done.get((PLAN, job.schooljaar)) if job.scenario != PLAN else None
    deel = _regiojaar(chain, job.scenario, snapshot.bevindingen, scholen)
    return Closed(deel, chain.stamp, None if base is None else base.ledger)


def _chain(binding: Binding, view: Momentopname, vorig: Regiojaar | None, stamp: dict[str, str]) -> ChainRun:
    """The keten of a region-year, to be run on from the former one; where that one failed it has failed too."""
    seen = view if vorig is None else view.after(vorig.slot, vorig.ledger)
    opening = dict(binding.plan.opening_cent) if vorig is None else carried(vorig.ledger)
    chain = ChainRun(binding, seen, stamp, opening)
    if vorig is not None and vorig.status != "gelukt":
        chain.skip(f"{binding.plan.code} {vorig.schooljaar} failed, so that there is nothing to go on from")
    return chain


def _regiojaar(
    chain: ChainRun, scenario: str, bevindingen: Iterable[Bevinding] = (), scholen: pd.DataFrame | None = None
) -> Regiojaar:
    """The outcome of a keten, without metingen."""
    return Regiojaar(
        scenario,
        chain.view.schooljaar,
        chain.binding.plan,
        chain.view,
        chain.slot,
        chain.ledger(),
        no_metingen(),
        listed(chain.view) if scholen is None else scholen,
        tuple(chain.statussen),
        (*(("swvmon", "momentopname", b) for b in bevindingen), *chain.bevindingen),
        tuple(sorted(set(chain.gebruik))),
    )


def ask_indicatoren(job: Job, closed: Closed, samen: Collection[str] = ()) -> tuple[Regiojaar, Measured]:
    """The region-year, without its metingen, and what its indicators handed back.

    Args:
        job: what is computed.
        closed: the region-year.
        samen: indicators that were called for many regions at once.
    """
    deel, provisional = closed.deel, job.sources.provisional()
    indicatoren = job.binding.indicatoren
    return deel, measure(indicatoren, deel.view, deel.ledger, closed.stamp, closed.van, provisional, samen)


def settled(computed: list[tuple[Regiojaar, Measured]], together: Together | None = None) -> list[Regiojaar]:
    """The region-years with their metingen, judged and added up together."""
    outcomes = settle([measured for _, measured in computed], together)
    return [
        evolve(deel, metingen=metingen, statussen=(*deel.statussen, *statussen))
        for (deel, _), (metingen, statussen) in zip(computed, outcomes, strict=True)
    ]


def compute_years(binding: Binding, views: Iterable[Momentopname]) -> tuple[Regiojaar, ...]:
    """The keten of a plan in school years, on views that are there; nothing is measured and nothing stored."""
    done: list[Regiojaar] = []
    for view in views:
        vorig = done[-1] if done and done[-1].schooljaar.shift(1) == view.schooljaar else None
        chain = _chain(binding, view, vorig, stamp_of("", PLAN, binding.plan.code, view.schooljaar))
        if not chain.failed:
            chain.run()
        done.append(_regiojaar(chain, PLAN))
    return tuple(done)


def totals(ledger: Grootboek) -> dict[str, int]:
    """Net change per kind of account in eurocents: what the rijk paid is negative, what schools got positive."""
    kinds: dict[str, int] = {}
    for account, saldo in ledger.saldi().items():
        kind = account.split(":")[0]
        kinds[kind] = kinds.get(kind, 0) + saldo - ledger.opening.get(account, 0)
    return dict(sorted(kinds.items()))


SPENT = ("swv:organisatie", "swv:voorziening:")
"""Accounts of the SWV whose money is spent in the year; what others have left is there in the next."""


def carried(ledger: Grootboek) -> dict[str, int]:
    """The opening balances of the next school year: what the accounts of the SWV have left, eurocents."""
    return {a: s for a, s in ledger.saldi().items() if s and a.startswith("swv:") and not a.startswith(SPENT)}


def stamp_of(identifier: str, scenario: str, regio: str, schooljaar: Schooljaar) -> dict[str, str]:
    """What every line and meting of a region-year is stamped with."""
    return {"run_id": identifier, "scenario": scenario, "regio": regio, "schooljaar": str(schooljaar)}


@cache
def no_metingen() -> pd.DataFrame:
    """A frame without metingen; shared, not to be changed."""
    import pandas as pd

    return pd.DataFrame(columns=list(METING))
