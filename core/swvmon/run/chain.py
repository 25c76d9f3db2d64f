"""Run the keten of one region-year: each step gets a view and the ledger so far, and hands back lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from attrs import evolve, field, frozen

from swvmon.contract.grootboek import GEGEVEN, empty_lines
from swvmon.contract.momentopname import Leest
from swvmon.contract.uitkomst import Uitkomst
from swvmon.errors import ContractViolation, SwvmonError
from swvmon.run.boek import Boek, stamped
from swvmon.run.lines import check_balances, check_lines, is_kept, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd

    from swvmon.contract.grootboek import Grootboek
    from swvmon.contract.momentopname import Momentopname
    from swvmon.contract.uitkomst import Bevinding
    from swvmon.contract.verdeelmodel import Verdeelmodel
    from swvmon.hooks.registry import Registered
    from swvmon.regioplan.plan import Stap
    from swvmon.run.bind import Binding, Gebruik


class InputChanged(ContractViolation):
    """A model wrote into its tables: a second call would see what the first wrote."""


@frozen
class Status:
    """How a step, an indicator or a plugin fared.

    Attributes:
        onderdeel: its name.
        soort: stap, indicator or plugin.
        plugin: name of the plugin.
        distributie: the distribution that brought it.
        versie: version of its card.
        status: gelukt, mislukt or niet_uitgevoerd.
        melding: what went wrong.
    """

    onderdeel: str
    soort: str
    plugin: str
    distributie: str
    versie: str
    status: str
    melding: str = ""


@frozen(eq=False)
class Stapuitkomst:
    """What one step of one region-year hands over, once all of it is checked.

    Attributes:
        boek: the lines so far, with those of the step.
        tabellen: tables for later steps.
        bevindingen: what a person should know.
        gebruik: numbers that the step got.
    """

    boek: Boek
    tabellen: Mapping[str, pd.DataFrame] = field(factory=dict, repr=False)
    bevindingen: Sequence[Bevinding] = ()
    gebruik: Sequence[Gebruik] = ()


@attrs.define(eq=False)
class ChainRun:
    """The keten of one region-year while it runs, and what came of it.

    Attributes:
        binding: the plan and its models.
        view: the view of the region.
        stamp: run id, scenario, region and school year, put on every line.
        opening: opening balances per account, eurocents.
        slot: the view as the next step sees it: with the tables that steps handed over.
        boek: the lines so far.
        statussen: how the steps fared.
        bevindingen: findings with the plugin and step that made them.
        gebruik: numbers that the steps got.
        fout: what the failed step raised.
    """

    binding: Binding
    view: Momentopname
    stamp: dict[str, str]
    opening: dict[str, int]
    slot: Momentopname = field(init=False)
    boek: Boek = field(init=False)
    statussen: list[Status] = field(factory=list)
    bevindingen: list[tuple[str, str, Bevinding]] = field(factory=list)
    gebruik: list[Gebruik] = field(factory=list)
    fout: Exception | None = None

    def __attrs_post_init__(self) -> None:
        self.slot = self.view
        self.boek = Boek.open(self.opening)

    @property
    def failed(self) -> bool:
        """Whether a step failed: the region-year is `mislukt`."""
        return any(s.status == "mislukt" for s in self.statussen)

    @property
    def regels(self) -> pd.DataFrame:
        """The lines so far, columns `KOLOMMEN`."""
        return self.boek.regels.copy(deep=False)

    def ledger(self) -> Grootboek:
        """The ledger so far."""
        return self.boek.ledger()

    def run(self) -> None:
        """Run all steps; a failed step stops the keten, later steps get `niet_uitgevoerd`."""
        for stap in self.binding.plan.stappen:
            self.step(stap)

    def step(self, stap: Stap) -> None:
        """Run the next step of the plan."""
        self.slot = self._run_step(stap, self.slot)

    def skip(self, melding: str) -> None:
        """Run nothing: all steps get `niet_uitgevoerd`, and the first is `mislukt` so that the region-year is."""
        for number, stap in enumerate(self.binding.plan.steps()):
            self._tell(stap, "niet_uitgevoerd" if number else "mislukt", melding)

    def succeed(self, stap: Stap, uitkomst: Stapuitkomst) -> None:
        """Take over what a step came to."""
        plugin = self.binding.modellen[stap.model].plugin
        self.boek = uitkomst.boek
        self.bevindingen += [(plugin, stap.stap, b) for b in uitkomst.bevindingen]
        self.gebruik += uitkomst.gebruik
        self._tell(stap, "gelukt", "")

    def fail(self, stap: Stap, error: Exception) -> None:
        """Say what a step raised; later steps are not run."""
        self.fout = error
        text = str(error) if isinstance(error, SwvmonError) else f"{type(error).__name__}: {error}"
        self._tell(stap, "mislukt", " ".join(text.split()))

    def _run_step(self, stap: Stap, view: Momentopname) -> Momentopname:
        """Run a step, or the chain that it is, and hand back the view for the next."""
        if stap.keten:
            before, inner = self.boek, _only_schools(view, stap.vestigingen)
            for each in stap.keten:
                inner = self._run_step(each, inner)
            if self.failed:  # a sub-chain hands its lines over whole, or not at all
                self.boek = before
            return view
        if self.failed:
            self._tell(stap, "niet_uitgevoerd", "an earlier step failed")
            return view
        try:
            uitkomst = self._outcome(stap, view)
        except Exception as error:  # a step may raise anything; it is named and stops this keten only
            self.fail(stap, error)
            return view
        self.succeed(stap, uitkomst)
        return view.extended(uitkomst.tabellen)

    def _outcome(self, stap: Stap, view: Momentopname) -> Stapuitkomst:
        model = self.binding.modellen[stap.model]
        boek = self.boek
        tables: dict[str, pd.DataFrame] = {}
        findings: list[Bevinding] = []
        used: list[Gebruik] = []
        for periode, rule in model.value.parts(view.sector, view.schooljaar.periode):
            keuzes, gebruik = self.binding.keuzes(stap, periode)
            uitkomst = called(model.value, rule, view.during(periode), boek.shown(), keuzes)
            lines = lines_of(uitkomst.boekingen)
            numbers = range(boek.aantal + 1, boek.aantal + len(lines) + 1)
            check_lines(lines, periode, numbers)
            boek = boek.after(stamped(lines, self.stamp | stamp_of_step(stap, model), numbers, periode))
            tables |= uitkomst.tabellen
            findings += uitkomst.bevindingen
            used += gebruik
        check_balances(boek.saldi, self.binding.plan.mag_rood)
        return Stapuitkomst(boek, tables, findings, used)

    def _tell(self, stap: Stap, status: str, melding: str) -> None:
        model = self.binding.modellen[stap.model]
        who = (model.plugin, model.distribution, model.versie)
        self.statussen.append(Status(stap.stap, "stap", *who, status, melding))


def called(
    model: Verdeelmodel, rule: Callable[..., object], view: Momentopname, ledger: Grootboek, keuzes: object
) -> Uitkomst:
    """Call the rule of a model with the tables that it reads.

    Args:
        model: the model.
        rule: its rule for these days.
        view: all tables, for the days of the call.
        ledger: the ledger so far.
        keuzes: the choices.

    Raises:
        InputChanged: it changed its tables.
        ContractViolation: it handed back no lines, or tables that it does not declare.
    """
    read = set(model.tables(keuzes, view.sector, view.periode))
    part = view.only(tuple(t for t in view.sleutels if t in read))
    before = keep(part)
    uitkomst = rule(part, ledger, keuzes)
    if not is_kept(part, before):
        raise InputChanged("the model changed its input tables")
    if not isinstance(uitkomst, Uitkomst):
        raise ContractViolation(f"handed back {type(uitkomst).__name__}, expected an Uitkomst")
    parts = {name: name.partition(" ") for name in uitkomst.tabellen}
    unknown = [n for n, (t, _, moment) in parts.items() if not model.delivers(Leest(t, moment), keuzes, view.sector)]
    if unknown:
        raise ContractViolation(f"hands over table {min(unknown)!r}, which it does not declare in `levert`")
    return uitkomst


def lines_of(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Frames of lines below each other.

    Raises:
        ContractViolation: one of them is no frame of `swvmon.boekingen`.
    """
    import pandas as pd

    filled = []
    for frame in frames:
        if list(frame.columns) != list(GEGEVEN):
            raise ContractViolation("handed back lines with other columns than swvmon.boekingen makes")
        if len(frame):
            filled.append(frame)
    if len(filled) == 1:
        return filled[0].reset_index(drop=True)
    return pd.concat(filled, ignore_index=True) if filled else empty_lines()


def stamp_of_step(stap: Stap, model: Registered[Any]) -> dict[str, str]:
    """What every line of a step is stamped with."""
    return {"stap": stap.stap, "model": stap.model, "plugin": model.plugin}


def _only_schools(view: Momentopname, vestigingen: tuple[str, ...]) -> Momentopname:
    if not vestigingen:
        return view
    names = set(vestigingen)

    def mine(frame: pd.DataFrame) -> pd.DataFrame:
        school = next((column for column in ("vestiging", "verwijzer") if column in frame), None)
        return frame if school is None else frame[frame[school].isin(names)].reset_index(drop=True)

    frames = {key: mine(frame) for key in view.sleutels for frame in [view.tabel(key.tabel, key.moment)]}
    return evolve(view, tabellen=frames)
