"""Bind a region plan to the plugins it names: find the models, fill in dated numbers, tell all problems at once."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import attrs
from attrs import evolve, frozen

from swvmon.contract.momentopname import Leest
from swvmon.contract.parameter import Parameter, is_dated, when_dated
from swvmon.contract.verdeelmodel import names_steps
from swvmon.errors import MissingParameter, PlanError
from swvmon.geld import canonical
from swvmon.regioplan.structuur import StructureError, hint, structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from swvmon.contract.indicator import Indicator
    from swvmon.contract.parameter import Waarde
    from swvmon.contract.verdeelmodel import Verdeelmodel
    from swvmon.hooks.registry import PluginRegistry, Registered
    from swvmon.perioden import Periode, Schooljaar
    from swvmon.regioplan.plan import Regioplan, Stap


BOARDS = (Leest("vestiging", verplicht=False),)
"""What the core reads itself to add up to boards and gemeenten."""

INSTALLED = "installed"
"""Place of an indicator that the plan does not name: computed because it is there, left out where its plugin fails."""


@frozen(order=True)
class Gebruik:
    """A number that a step got, with where it came from.

    Attributes:
        stap: the step.
        parameter: id of a plugin's parameter, or plugin and key for a choice of the plan.
        periode: the days for which it was used.
        waarde: the number, canonical text.
        eenheid: its unit.
        bron: its source.
        status: vastgesteld, voorlopig or aanname.
        herkomst: plan or plugin.
    """

    stap: str
    parameter: str
    periode: Periode
    waarde: str
    eenheid: str
    bron: str
    status: str
    herkomst: str


@frozen
class Binding:
    """A plan with the models and indicators that it runs.

    Attributes:
        plan: the plan (of one scenario).
        modellen: registered model per model name.
        indicatoren: registered indicators, sorted by name.
        parameters: dated parameters by id, the plan's values before the plugins'.
        van_plan: ids for which the plan supplies values, with those values.
    """

    plan: Regioplan
    modellen: dict[str, Registered[Verdeelmodel]]
    indicatoren: tuple[Registered[Indicator], ...]
    parameters: dict[str, Parameter]
    van_plan: dict[str, frozenset[Decimal]]

    def keuzes(self, stap: Stap, periode: Periode) -> tuple[Any, list[Gebruik]]:
        """The choices of a step over a period, as the model's class, and the numbers it got.

        Raises:
            MissingParameter: a dated number is neither in the plan nor known to the plugin for the period.
            PlanError: the choices do not fit the model.
        """
        model = self.modellen[stap.model]
        values = dict(stap.keuzes)
        used: list[Gebruik] = []
        for attribute in attrs.fields(attrs.resolve_types(model.value.keuzes)):
            if is_dated(attribute):
                filled, gebruik = self._dated(stap, model.plugin, attribute, periode)
                values[attribute.name] = filled
                used += gebruik
        try:
            keuzes: Any = structure(values, model.value.keuzes)
        except StructureError as error:
            raise PlanError(self.plan.bron, [_tell(self.plan, stap, p, text) for p, text in error.problems]) from None
        return keuzes, [*_choices_used(stap, model.plugin, periode), *used]

    def problems(self, stap: Stap, periode: Periode) -> list[str]:
        """Everything that keeps the choices of a step from being bound over a period, each with its line."""
        model = self.modellen[stap.model]
        values, told, lacking = dict(stap.keuzes), [], set()
        for attribute in attrs.fields(attrs.resolve_types(model.value.keuzes)):
            if not is_dated(attribute):
                continue
            try:
                values[attribute.name], _ = self._dated(stap, model.plugin, attribute, periode)
            except PlanError as error:
                told += error.problems
            except MissingParameter:
                line = self.plan.where(stap.pad)
                told += [
                    f"{line}: step {stap.stap!r}: {gap}" for gap in self._gaps(stap, model.plugin, attribute, periode)
                ]
                values[attribute.name] = _stand_in(attribute)
                lacking.add(attribute.name)
        told += _strange_steps(self.plan, stap, model.value.keuzes)
        try:
            structure(values, model.value.keuzes)
        except StructureError as error:
            told += [  # what follows from a number that is missing is no problem of its own
                _tell(self.plan, stap, path, text)
                for path, text in error.problems
                if not lacking or (path and path[0] not in lacking)
            ]
        return list(dict.fromkeys(told))

    def tables(self, schooljaar: Schooljaar) -> set[Leest]:
        """All tables that the steps and indicators read; what an earlier step delivers is left out."""
        needed: dict[Leest, bool] = {}
        for stap in self.plan.steps():
            for table in self.reads(stap, schooljaar):
                if not any(self.delivers(step, table, schooljaar) for step in self.plan.before(stap)):
                    needed[table] = needed.get(table, False) or table.verplicht
        for indicator in self.indicatoren:
            also = BOARDS if {"bestuur", "gemeente"} & set(indicator.value.hoger) else ()
            needed |= {table: needed.get(table, False) for table in (*indicator.value.leest, *also)}
        return {evolve(table, verplicht=verplicht) for table, verplicht in needed.items()}

    def reads(self, stap: Stap, schooljaar: Schooljaar) -> tuple[Leest, ...]:
        """The tables that a step reads in a school year, over all rules that hold in it."""
        model, sector = self.modellen[stap.model].value, self.plan.sector
        parts = [periode for periode, _ in model.parts(sector, schooljaar.periode)]
        tables = [t for p in parts for t in model.tables(self.keuzes(stap, p)[0], sector, p)]
        return tuple(dict.fromkeys(tables))

    def delivers(self, stap: Stap, table: Leest, schooljaar: Schooljaar) -> bool:
        """Whether a step hands over a table in every part of a school year."""
        model, sector = self.modellen[stap.model].value, self.plan.sector
        parts = [periode for periode, _ in model.parts(sector, schooljaar.periode)]
        return all(model.delivers(table, self.keuzes(stap, p)[0], sector) for p in parts)

    def hands_over(self) -> bool:
        """Whether a step may hand tables to later steps and school years, which are not stored."""
        return any(self.modellen[stap.model].value.levert for stap in self.plan.steps())

    def _dated(
        self, stap: Stap, plugin: str, attribute: attrs.Attribute[Any], periode: Periode
    ) -> tuple[Any, list[Gebruik]]:
        name = f"{plugin}.{attribute.name}"
        given = stap.keuzes.get(attribute.name)
        if attribute.type in {Parameter, dict[str, Parameter]}:
            if given is not None:
                text = f"is dated; give it as [[parameter]] with id = {name!r}, waarde, van, tot, bron and status"
                raise PlanError(self.plan.bron, [_tell(self.plan, stap, (attribute.name,), text)])
            return self._series(stap, name, attribute, periode)
        if attribute.type is Decimal:
            if given is not None:
                return given, []
            series = self._known(name, periode)
            return series.at(periode).waarde, [self._use(stap, series, series.at(periode).waarde, periode)]
        members = self._group(name)
        own = self._members(stap, attribute.name, given, members)
        missing = {member: p for member, p in members.items() if member not in own}
        values = {member: p.at(periode).waarde for member, p in missing.items()}
        return {**values, **own}, [self._use(stap, p, values[m], periode) for m, p in missing.items()]

    def _gaps(self, stap: Stap, plugin: str, attribute: attrs.Attribute[Any], periode: Periode) -> Iterator[str]:
        """What is missing for a dated field, parameter by parameter."""
        name = f"{plugin}.{attribute.name}"
        days = when_dated(attribute).needed(self.plan.sector, periode, stap.keuzes) or periode
        single = attribute.type in {Parameter, Decimal}
        for series in [self.parameters.get(name)] if single else self._group(name).values():
            try:
                _covers(series or self._known(name, periode), days)
            except MissingParameter as gap:
                yield str(gap)

    def _series(
        self, stap: Stap, name: str, attribute: attrs.Attribute[Any], periode: Periode
    ) -> tuple[Parameter | dict[str, Parameter], list[Gebruik]]:
        """One series or a group of them; each must cover the days on which the rule needs it."""
        group = self._group(name) if attribute.type is not Parameter else {"": self._known(name, periode)}
        used: list[Gebruik] = []
        if days := when_dated(attribute).needed(self.plan.sector, periode, stap.keuzes):
            for member in group.values():
                _covers(member, days)
                values = [w for w in member.waarden if w.geldig.overlaps(days)]
                used += [self._use(stap, member, w.waarde, w.geldig) for w in values]
        return group[""] if attribute.type is Parameter else group, used

    def _group(self, name: str) -> dict[str, Parameter]:
        """The members of a group, by the last part of their ids."""
        return {i.removeprefix(f"{name}."): p for i, p in self.parameters.items() if i.startswith(f"{name}.")}

    def _members(self, stap: Stap, name: str, given: object, members: dict[str, Parameter]) -> dict[str, Any]:
        """What the plan says of a dated group; only members that the plugin knows."""
        if given is None:
            return {}
        known = sorted(members)
        if not isinstance(given, dict):
            text = f"expected a table with one or more of {', '.join(known)}, found {given!r}"
            raise PlanError(self.plan.bron, [_tell(self.plan, stap, (name,), text)])
        if strange := sorted(set(given) - set(members)):
            problems = [_tell(self.plan, stap, (name, key), f"unknown member; {hint(key, known)}") for key in strange]
            raise PlanError(self.plan.bron, problems)
        return given

    def _known(self, name: str, periode: Periode) -> Parameter:
        if name not in self.parameters:
            raise MissingParameter(f"parameter {name} is not registered by any plugin; needed for {periode}")
        return self.parameters[name]

    def _use(self, stap: Stap, parameter: Parameter, waarde: Decimal, periode: Periode) -> Gebruik:
        source = next(w for w in parameter.waarden if w.waarde == waarde and w.geldig.overlaps(periode))
        days = source.geldig.intersect(periode) or periode
        origin = "plan" if waarde in self.van_plan.get(parameter.id, frozenset()) else "plugin"
        return Gebruik(
            stap.stap, parameter.id, days, canonical(waarde), parameter.eenheid, source.bron, source.status, origin
        )


def bind(plan: Regioplan, registry: PluginRegistry) -> Binding:
    """Find the plugins that a plan names, import only those, and check the plan against them.

    Raises:
        PlanError: with every problem: unknown models and indicators, wrong sector, choices that do not fit,
            parameters that nobody knows.
    """
    binding, problems = bind_draft(plan, registry)
    if problems:
        raise PlanError(plan.bron, problems)
    return binding


def bind_draft(plan: Regioplan, registry: PluginRegistry) -> tuple[Binding, list[str]]:
    """Bind what can be bound of a plan.

    Returns:
        The binding, without models and parameters that are not there or do not fit, and the problems.
    """
    problems: list[str] = []
    wanted = {s.model: s for s in plan.steps()}
    modellen = _offered(
        registry, "verdeelmodellen", "model", {m: plan.where((*s.pad, "model")) for m, s in wanted.items()}, problems
    )
    for name, stap in wanted.items():
        if name in modellen and plan.sector not in modellen[name].value.sectoren:
            only = ", ".join(modellen.pop(name).value.sectoren)
            problems.append(
                f"{plan.where((*stap.pad, 'model'))}: model {name!r} is for sector {only}, not {plan.sector}"
            )
    indicatoren = _offered(registry, "indicatoren", "indicator", _indicator_places(plan, registry), problems)
    fitting = [i for i in indicatoren.values() if plan.sector in i.value.sectoren]
    plugins = {m.plugin for m in modellen.values()}
    binding = Binding(
        plan,
        modellen,
        tuple(sorted(fitting, key=lambda i: i.value.naam)),
        {p.value.id: p.value for p in registry.register("parameters", plugins)},
        {},
    )
    whole = len(modellen) == len(wanted)  # a parameter may be of a model that is not there
    return _with_plan_values(binding, problems, whole=whole), problems


def bind_all(
    plan: Regioplan, scenarios: Iterable[str], registry: PluginRegistry, schooljaren: Iterable[Schooljaar]
) -> dict[str, Binding]:
    """Bind a plan with its scenarios and check it in every school year.

    Raises:
        PlanError: with the problems of all scenarios and years, each once.
    """
    years = list(schooljaren)
    bindings: dict[str, Binding] = {}
    problems: list[str] = []
    for name in scenarios:
        try:
            bindings[name] = bind(plan.scenario(name), registry)
        except PlanError as error:
            problems += error.problems
        else:
            problems += [problem for year in years for problem in check(bindings[name], year)]
    if problems:
        raise PlanError(plan.bron, list(dict.fromkeys(problems)))
    return bindings


def check(binding: Binding, schooljaar: Schooljaar) -> list[str]:
    """Every problem of a bound plan in a school year that shows without data; empty where it can run."""
    plan = binding.plan
    bound = [stap for stap in plan.steps() if stap.model in binding.modellen]
    problems = list(_out_of_place(binding))
    for stap in bound:
        try:
            parts = binding.modellen[stap.model].value.parts(plan.sector, schooljaar.periode)
        except ValueError as error:
            problems.append(f"{plan.where(stap.pad)}: step {stap.stap!r}: {error}")
            continue
        problems += [problem for periode, _ in parts for problem in binding.problems(stap, periode)]
    return list(dict.fromkeys(problems))


def _out_of_place(binding: Binding) -> Iterator[str]:
    """A problem for each step about the SWV as a whole that stands in a sub-chain of some schools."""
    for chain in binding.plan.sub_chains():
        for stap in chain.flat() if chain.vestigingen else ():
            model = binding.modellen.get(stap.model)
            if model is not None and model.value.heel_gebied:
                where = f"{binding.plan.where(stap.pad)}: step {stap.stap!r}"
                yield (
                    f"{where}: model {stap.model!r} is about the SWV as a whole and cannot run for the schools of "
                    f"sub-chain {chain.stap!r} only; put it before the sub-chain"
                )


def _stand_in(attribute: attrs.Attribute[Any]) -> object:
    """Something in the place of a dated number that nobody knows, so that the other choices can be checked."""
    if attribute.type is Decimal:
        return Decimal(0)
    return Parameter("geen.waarde", "geen waarde", "geen", "schooljaar", ()) if attribute.type is Parameter else {}


def _strange_steps(plan: Regioplan, stap: Stap, kind: type) -> Iterator[str]:
    """A problem for each name in a choice of steps that no step of the plan has."""
    known = {s.stap for s in plan.steps()}
    for attribute in attrs.fields(kind):
        named = stap.keuzes.get(attribute.name, ()) if names_steps(attribute) else ()
        for name in named if isinstance(named, list) else [named]:
            if isinstance(name, str) and name not in known:
                yield _tell(plan, stap, (attribute.name,), f"no step is called {name!r}; {hint(name, known)}")


def _indicator_places(plan: Regioplan, registry: PluginRegistry) -> dict[str, str]:
    if plan.indicatoren is not None:
        return dict.fromkeys(plan.indicatoren, plan.where(("indicatoren",)))
    offered = (p for p in registry.discovery.plugins if plan.sector in p.card.sectoren)
    return {name: INSTALLED for p in offered for name in p.card.indicatoren}


def _offered(
    registry: PluginRegistry, kind: str, noun: str, places: dict[str, str], problems: list[str]
) -> dict[str, Registered[Any]]:
    """Things that plans name, from the plugins whose cards offer them."""
    plugins: set[str] = set()
    for name, place in sorted(places.items()):
        offering = [p for p in registry.discovery.plugins if name in getattr(p.card, kind)]
        if len(offering) > 1:
            both = " and ".join(str(p) for p in offering)
            problems.append(f"{place}: {noun} {name!r} is claimed by {both}; leave one out with --deny-plugin")
        if offering:
            plugins |= {p.naam for p in offering}
            continue
        known = sorted(n for p in registry.discovery.plugins for n in getattr(p.card, kind))
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"installed: {', '.join(known) or 'none'}"
        problems.append(f"{place}: no installed plugin offers {noun} {name!r}; {hint}")
    found = {r.value.naam: r for r in registry.register(kind, plugins)}
    refused = {r.naam: r for r in registry.refused}
    for name, place in sorted(places.items()):
        plugin = registry.discovery.offering(kind, name)
        if plugin is not None and name not in found:
            reason = refused.get(plugin.naam, f"plugin {plugin} does not register it")
            if place != INSTALLED:
                problems.append(f"{place}: {noun} {name!r}: {reason}")
    return {name: found[name] for name in places if name in found}


def _with_plan_values(binding: Binding, problems: list[str], *, whole: bool) -> Binding:
    """Put the plan's `[[parameter]]` values before those of the plugins."""
    plan = binding.plan
    parameters = dict(binding.parameters)
    own: dict[str, list[Any]] = {}
    for index, row in enumerate(plan.parameters):
        if row.id in parameters:
            own.setdefault(row.id, []).append(row.waarde)
        elif whole:
            close = get_close_matches(row.id, parameters, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            problems.append(f"{plan.where(('parameter', index))}: no parameter {row.id!r} in this plan's plugins{hint}")
    for name, values in own.items():
        kept = [part for w in parameters[name].waarden for part in _outside(w, [v.geldig for v in values])]
        try:
            parameters[name] = evolve(parameters[name], waarden=(*values, *kept))
        except ValueError as error:
            problems.append(str(error))
    given = {name: frozenset(v.waarde for v in values) for name, values in own.items()}
    return evolve(binding, parameters=parameters, van_plan=given)


def _outside(waarde: Waarde, taken: list[Periode]) -> list[Waarde]:
    """A value on the days that none of the periods takes."""
    parts = [waarde]
    for periode in taken:
        parts = [evolve(part, geldig=rest) for part in parts for rest in part.geldig.without(periode)]
    return parts


def _covers(parameter: Parameter, periode: Periode) -> None:
    """Demand a value for every day of a period.

    Raises:
        MissingParameter: names the first days that have none.
    """
    left = [periode]
    for waarde in parameter.waarden:
        left = [rest for part in left for rest in part.without(waarde.geldig)]
    if left:
        parameter.at(left[0])


def _tell(plan: Regioplan, stap: Stap, path: tuple[str | int, ...], text: str) -> str:
    key = ".".join(str(p) for p in path)
    said = text if not key or text.startswith(f"{key}:") else f"{key}: {text}"
    return f"{plan.where((*stap.pad, *path))}: step {stap.stap!r}: {said}"


def _choices_used(stap: Stap, plugin: str, periode: Periode) -> Iterator[Gebruik]:
    """The numbers among the choices of the plan; one without a source of its own counts as an aanname of the plan."""
    for path, value in _numbers(stap.keuzes, ()):
        source = next((stap.herkomst[path[:n]] for n in range(len(path), -1, -1) if path[:n] in stap.herkomst), None)
        name = ".".join(str(p) for p in path)
        unit = next((u for u in ("euro", "aandeel", "percentage", "cent") if u in str(path[0]).split("_")), "")
        bron, status = (source.bron, source.status) if source else ("regioplan", "aanname")
        yield Gebruik(stap.stap, f"{plugin}.{name}", periode, canonical(value), unit, bron, status, "plan")


def _numbers(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
    if isinstance(value, bool):
        return
    if isinstance(value, (int, Decimal)):
        yield path, Decimal(value)
    members: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    for key, item in members:
        yield from _numbers(item, (*path, key))
