"""Compute a plan as often as one likes, with other choices or other counts; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from swvmon.contract.momentopname import Momentopname
from swvmon.errors import MissingParameter, UsageError
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import PLAN, Regioplan, read_plan
from swvmon.regioplan.vinden import find_plan
from swvmon.run.bind import bind_all
from swvmon.run.opzet import take_snapshots
from swvmon.run.regiojaar import Regiojaar, compute_years

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.contract.parameter import Waarde
    from swvmon.contract.verdeelmodel import Verdeelmodel
    from swvmon.perioden import Periode
    from swvmon.regioplan.plan import Stap
    from swvmon.run.bind import Binding

Overrides = Mapping[str, Mapping[str, Any]]
"""Choices by step, as a scenario has them: a key replaces the key of the step as a whole."""
Tabellen = Callable[[Momentopname], Mapping[str, "pd.DataFrame"]]
"""From the view of a school year to the tables that are other than loaded, as `Momentopname.extended` takes them."""

NAMELESS = ""
"""Scenario of choices that are not written in the plan."""


@frozen(eq=False)
class Rekenaar:
    """The plan of one region on the data of a database.

    A computation gives the lines that `swvmon run` books; indicatoren are left out. What was read of the database is
    kept, so that the next computation reads only tables that none before it needed.

    Attributes:
        plan: the plan, without its indicatoren.
        schooljaren: school years, in order; one that follows another goes on from what that one leaves.
    """

    plan: Regioplan
    schooljaren: tuple[Schooljaar, ...]
    _db: str = field(repr=False)
    _registry: PluginRegistry = field(repr=False)
    _views: dict[object, tuple[Momentopname, ...]] = field(factory=dict, repr=False)
    _bound: dict[str, Binding] = field(factory=dict, repr=False)

    @classmethod
    def open(
        cls, choice: PluginChoice, db: str, regio: str, schooljaren: Iterable[Schooljaar], plan: Path | None = None
    ) -> Rekenaar:
        """Find and check a plan.

        Args:
            choice: which plugins; a command has it as ``click.pass_obj``.
            db: URL of the database.
            regio: SWV code.
            schooljaren: school years.
            plan: file named by the user; else ``./REGIO.toml``, else a packaged plan.

        Raises:
            UsageError: no plan is found, it is one for every SWV, or no school year is named.
            PlanError: the plan cannot run in these years.
        """
        years = tuple(sorted(set(schooljaren)))
        if not years:
            raise UsageError(f"name a school year for {regio}, such as 2019/20")
        found = find_plan(regio, plan)
        if found.landelijk:
            raise UsageError(f"{found.bron} is for every SWV of a sector; name one SWV, such as {regio}2806")
        opened = cls(evolve(found, indicatoren=()), years, db, PluginRegistry(discover(choice)))
        opened._binding({})
        return opened

    def with_text(self, tekst: str, bron: str) -> Rekenaar:
        """The same with another text of the plan.

        Raises:
            PlanError: the text is no plan that can run.
        """
        other = evolve(self, plan=evolve(read_plan(tekst, bron), indicatoren=()), bound={})
        other._binding({})
        return other

    def with_red(self, accounts: Iterable[str]) -> Rekenaar:
        """The same where more accounts may go below zero, such as ``swv:*``."""
        plan = evolve(self.plan, mag_rood=(*self.plan.mag_rood, *accounts))
        return evolve(self, plan=plan, bound={})

    def scenario(self, name: str) -> Rekenaar:
        """The same with a scenario of the plan as the plan.

        Raises:
            PlanError: there is no such scenario, or it cannot run.
        """
        other = evolve(self, plan=self.plan.scenario(name), bound={})
        other._binding({})
        return other

    def model(self, stap: Stap) -> Verdeelmodel:
        """The model of a step."""
        return self._binding({}).modellen[stap.model].value

    def keuzes(self, stap: Stap) -> Any:
        """The choices of a step in the first school year, as the class of its model: defaults and dated numbers too."""
        binding = self._binding({})
        periode, _ = self.model(stap).parts(self.plan.sector, self.schooljaren[0].periode)[0]
        return binding.keuzes(stap, periode)[0]

    def known(self, parameter: str, periode: Periode) -> Waarde | None:
        """The value of a parameter that any plugin registers, or None where none does for the whole period.

        Args:
            parameter: its id; what stands before the first point is the plugin.
            periode: the days.
        """
        plugin = parameter.partition(".")[0]
        registered = {p.value.id: p.value for p in self._registry.register("parameters", [plugin])}
        try:
            return registered[parameter].at(periode) if parameter in registered else None
        except MissingParameter:
            return None

    def compute(self, overrides: Overrides | None = None, tabellen: Tabellen | None = None) -> tuple[Regiojaar, ...]:
        """Compute all school years.

        Args:
            overrides: choices that are other than those of the plan.
            tabellen: tables that are other than those of the database.

        Raises:
            PlanError: the choices do not fit; all problems at once.
            MissingData: a table that is needed is not loaded.
            StoreError: the database cannot be read.

        Returns:
            A region-year for each school year; one in which a step failed has status `mislukt`.
        """
        binding = self._binding(overrides or {})
        views = self._seen(binding)
        if tabellen is not None:
            views = tuple(view.extended(tabellen(view)) for view in views)
        return compute_years(binding, views)

    def _binding(self, overrides: Overrides) -> Binding:
        if not overrides and PLAN in self._bound:
            return self._bound[PLAN]
        plan = self.plan
        if overrides:
            written = {stap: dict(choices) for stap, choices in overrides.items()}
            plan = evolve(plan, scenarios={NAMELESS: written}).scenario(NAMELESS)
        binding = bind_all(plan, (PLAN,), self._registry, self.schooljaren)[PLAN]
        if not overrides:
            self._bound[PLAN] = binding
        return binding

    def _seen(self, binding: Binding) -> tuple[Momentopname, ...]:
        """What the steps see of the region in each school year, read once for the same tables."""
        from swvmon.store import Store

        tables = tuple(frozenset((t, t.verplicht) for t in binding.tables(year)) for year in self.schooljaren)
        schools = tuple(stap.vestigingen for stap in binding.plan.sub_chains())
        if (tables, schools) not in self._views:
            with Store.open(self._db) as store:
                self._views[tables, schools] = take_snapshots(store, self._registry, binding, self.schooljaren)
        return self._views[tables, schools]
