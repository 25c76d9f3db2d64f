"""What a region plan says, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from swvmon import codes
from swvmon.contract.grootboek import REKENING
from swvmon.contract.parameter import STATUSSEN, Waarde
from swvmon.errors import PlanError
from swvmon.geld import to_cent
from swvmon.perioden import Periode
from swvmon.regioplan.plek import line_numbers, nearest_line
from swvmon.regioplan.structuur import Path as KeyPath
from swvmon.regioplan.structuur import StructureError, hint, structure
from swvmon.regioplan.sweep import expand

SWV = re.compile(codes.SWV)
SECTOR = re.compile(r"PO|VO")
"""Code of a plan for every SWV of a sector."""
VESTIGING = re.compile(codes.VESTIGING)
KINDS = re.compile(r"(rijk|swv|duo|vestiging|bestuur):")
PLAN = "plan"
"""Name of the scenario that is the plan itself."""


@frozen
class Herkomst:
    """Where a value of the plan comes from: ``{ waarde = ..., bron = "...", status = "..." }``."""

    bron: str
    status: str


@frozen
class Stap:
    """One step of the keten, or a sub-chain.

    Attributes:
        stap: its unique name; scenarios address it.
        model: name of the verdeelmodel; empty for a sub-chain.
        keuzes: choices for the model, plain values.
        herkomst: sources of choices, by key path inside `keuzes`.
        pad: where the step stands in the plan.
        keten: steps of a sub-chain.
        vestigingen: schools that a sub-chain sees; empty: all.
    """

    stap: str
    model: str
    keuzes: dict[str, Any]
    herkomst: dict[KeyPath, Herkomst]
    pad: KeyPath
    keten: tuple[Stap, ...] = ()
    vestigingen: tuple[str, ...] = ()

    def flat(self) -> list[Stap]:
        """The steps that run a model, in order."""
        return [inner for step in self.keten for inner in step.flat()] if self.keten else [self]


@frozen
class Parameterwaarde:
    """A dated value that the plan supplies for a parameter of a plugin (``[[parameter]]``)."""

    id: str
    waarde: Waarde


ELEMENTSTATUSSEN = ("gepubliceerd", "aanname", "niet_uitdrukbaar")


@frozen
class Element:
    """One element of the rule that a plan expresses, with what became of it (``[[element]]``).

    Attributes:
        regel: the element in words, Dutch.
        bron: where it is told: report and line, page, law.
        status: gepubliceerd (the rule and its numbers are told), aanname (told, but a number or detail is assumed) or
            niet_uitdrukbaar (told, and left out of the plan).
        stap: the step that expresses it; empty where none does.
        toelichting: what is assumed, or why it is left out.
    """

    regel: str
    bron: str
    status: str
    stap: str = ""
    toelichting: str = ""


@frozen
class Regioplan:
    """A region plan.

    Attributes:
        bron: where it was read: a path as the user gave it, or ``packaged plan NAME``.
        tekst: the TOML text.
        code: SWV code; PO or VO in a plan for every SWV of the sector.
        naam: name of the SWV.
        stappen: the keten.
        opening_cent: opening balances per account, eurocents.
        mag_rood: accounts (with ``*``) that may go below zero.
        indicatoren: indicators to compute; None: all that are installed for the sector.
        parameters: dated values that the plan supplies.
        scenarios: overrides per scenario and step; those that sweeps make stand after those that are written.
        sweeps: names of the scenarios that each sweep makes, in order.
        regels: line of each key.
        elementen: the elements of the rule that it expresses.
        problemen: what is wrong in it; empty in a plan that `read_plan` gave.
    """

    bron: str
    tekst: str = field(repr=False)
    code: str
    naam: str
    stappen: tuple[Stap, ...]
    opening_cent: dict[str, int]
    mag_rood: tuple[str, ...]
    indicatoren: tuple[str, ...] | None
    parameters: tuple[Parameterwaarde, ...]
    scenarios: dict[str, dict[str, Any]]
    regels: dict[KeyPath, int] = field(repr=False)
    sweeps: dict[str, tuple[str, ...]] = field(factory=dict)
    elementen: tuple[Element, ...] = ()
    problemen: tuple[str, ...] = ()

    @property
    def sector(self) -> str:
        """The sector, po or vo, from the code."""
        return self.code[:2].lower()

    @property
    def landelijk(self) -> bool:
        """Whether it is a plan for every SWV of a sector."""
        return SECTOR.fullmatch(self.code) is not None

    def of(self, regio: str) -> Regioplan:
        """The plan of one SWV, of a plan for every SWV."""
        return evolve(self, code=regio, naam=regio)

    def where(self, path: KeyPath) -> str:
        """Line of a key, for messages."""
        return f"line {nearest_line(self.regels, path)}"

    def steps(self) -> list[Stap]:
        """All steps that run a model, sub-chains included, in order."""
        return [inner for step in self.stappen for inner in step.flat()]

    def before(self, stap: Stap) -> list[Stap]:
        """The steps whose tables a step sees: those before it in its own chain and in the chains around it."""

        def visit(steps: tuple[Stap, ...]) -> list[Stap] | None:
            seen: list[Stap] = []
            for step in steps:
                if step.stap == stap.stap:
                    return seen
                inside = visit(step.keten) if step.keten else None
                if inside is not None:
                    return [*seen, *inside]
                seen += [] if step.keten else [step]
            return None

        return visit(self.stappen) or []

    def sub_chains(self) -> list[Stap]:
        """All sub-chains, inner ones included, in order."""
        found: list[Stap] = []

        def visit(steps: tuple[Stap, ...]) -> None:
            for step in steps:
                if step.keten:
                    found.append(step)
                    visit(step.keten)

        visit(self.stappen)
        return found

    def scenario(self, name: str) -> Regioplan:
        """The plan with the overrides of a scenario; ``plan`` is the plan itself.

        Raises:
            PlanError: no such scenario, or it addresses a step that is not there.
        """
        if name == PLAN:
            return self
        if name not in self.scenarios:
            raise PlanError(self.bron, [self._no_scenario(name)])
        overrides = dict(self.scenarios[name])
        steps = tuple(self._override(step, overrides, name) for step in self.stappen)
        if overrides:
            known = ", ".join(s.stap for s in self.steps())
            problems = [
                f"{self.where(('scenario', name, step))}: scenario {name!r} addresses step {step!r}; steps: {known}"
                for step in overrides
            ]
            raise PlanError(self.bron, problems)
        return evolve(self, stappen=steps)

    def chosen_scenarios(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names of scenarios as they are asked for: a sweep stands for all that it makes; each once, in order.

        Raises:
            PlanError: there is no scenario or sweep of that name.
        """
        chosen: dict[str, None] = {}
        for name in names:
            if name not in {PLAN, *self.scenarios, *self.sweeps}:
                raise PlanError(self.bron, [self._no_scenario(name)])
            chosen |= dict.fromkeys(self.sweeps.get(name, (name,)))
        return tuple(chosen)

    def _no_scenario(self, name: str) -> str:
        made = {scenario for names in self.sweeps.values() for scenario in names}
        own = ", ".join(sorted(set(self.scenarios) - made)) or "none"
        sweeps = f"; its sweeps are {', '.join(sorted(self.sweeps))}" if self.sweeps else ""
        close = get_close_matches(name, made, n=1) if "/" in name else []
        meant = f"; did you mean {close[0]!r}?" if close else ""
        return f"no scenario {name!r}; the plan has {own}{sweeps}{meant}"

    def _override(self, step: Stap, overrides: dict[str, Any], scenario: str) -> Stap:
        if step.keten:
            return evolve(step, keten=tuple(self._override(inner, overrides, scenario) for inner in step.keten))
        if step.stap not in overrides:
            return step
        values, sources = _unwrap(overrides.pop(step.stap))
        kept = {path: source for path, source in step.herkomst.items() if path[0] not in values}
        return evolve(
            step,
            keuzes={**step.keuzes, **values},
            herkomst={**kept, **sources},
            pad=("scenario", scenario, step.stap),
        )


@frozen
class _Regio:
    code: str
    naam: str = ""


@frozen
class _Grootboek:
    mag_rood: tuple[str, ...] = ()
    opening_euro: dict[str, Decimal] = field(factory=dict)


@frozen
class _Parameter:
    id: str
    waarde: Decimal
    van: date
    tot: date
    bron: str
    status: str


@frozen
class _Document:
    regio: _Regio
    keten: list[dict[str, Any]] = field(factory=list)
    grootboek: _Grootboek = field(factory=_Grootboek)
    indicatoren: list[str] | None = None
    parameter: list[_Parameter] = field(factory=list)
    scenario: dict[str, dict[str, dict[str, Any]]] = field(factory=dict)
    sweep: dict[str, dict[str, dict[str, Any]]] = field(factory=dict)
    element: list[Element] = field(factory=list)


def read_plan(tekst: str, bron: str) -> Regioplan:
    """Read a plan.

    Args:
        tekst: the TOML text.
        bron: what to call it in messages.

    Raises:
        PlanError: with all problems found, each with its line.
    """
    plan = draft_plan(tekst, bron)
    if plan.problemen:
        raise PlanError(bron, list(plan.problemen))
    return plan


def draft_plan(tekst: str, bron: str) -> Regioplan:
    """Read a plan as far as it can be read, so that its other problems can be told with those of the file itself.

    Raises:
        PlanError: it is no TOML, or has no SWV code.
    """
    import tomllib

    try:
        document = tomllib.loads(tekst, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PlanError(bron, [f"not TOML: {error}"]) from None
    lines = line_numbers(tekst)

    def place(path: KeyPath, text: str) -> str:
        return f"line {nearest_line(lines, path)}: {'.'.join(str(p) for p in path) or 'plan'}: {text}"

    problems: list[tuple[KeyPath, str]] = []
    try:
        parsed = structure(document, _Document)
    except StructureError as error:
        problems += error.problems
        try:
            parsed = structure(_without(document, [path for path, _ in problems]), _Document)
        except StructureError:
            raise PlanError(bron, [place(path, text) for path, text in problems]) from None
    national = SECTOR.fullmatch(parsed.regio.code) is not None
    known = national or SWV.fullmatch(parsed.regio.code) is not None
    if not known:
        text = "is not an SWV code like VO2806, nor PO or VO for a plan of every SWV"
        problems.append((("regio", "code"), f"{parsed.regio.code!r} {text}"))
    steps = _steps(parsed.keten, ("keten",), problems) if parsed.keten or not national else ()
    if national:
        _check_national(steps, parsed.grootboek, problems)
    _check_unique(steps, problems)
    _check_elements(parsed.element, steps, problems)
    _check_red(parsed.grootboek.mag_rood, problems)
    opening = _opening(parsed.grootboek.opening_euro, problems)
    values = [_value(row, ("parameter", i), problems) for i, row in enumerate(parsed.parameter)]
    sweeps = _scenarios(parsed, problems)
    lines |= _lines_of_sweeps(lines, sweeps)
    made = {scenario: overrides for scenarios in sweeps.values() for scenario, overrides in scenarios.items()}
    if not known:
        raise PlanError(bron, [place(path, text) for path, text in problems])
    return Regioplan(
        bron=bron,
        tekst=tekst,
        code=parsed.regio.code,
        naam=parsed.regio.naam or parsed.regio.code,
        stappen=steps,
        opening_cent=opening,
        mag_rood=parsed.grootboek.mag_rood,
        indicatoren=None if parsed.indicatoren is None else tuple(parsed.indicatoren),
        parameters=tuple(v for v in values if v is not None),
        scenarios={**parsed.scenario, **made},
        regels=lines,
        sweeps={sweep: tuple(scenarios) for sweep, scenarios in sweeps.items()},
        elementen=tuple(parsed.element),
        problemen=tuple(place(path, text) for path, text in problems),
    )


def _scenarios(parsed: _Document, problems: list[tuple[KeyPath, str]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Check what is written of scenarios and sweeps; the scenarios that each sweep makes."""
    for kind, tables in (("scenario", parsed.scenario), ("sweep", parsed.sweep)):
        if PLAN in tables:
            problems.append(((kind, PLAN), f"is the name of the plan itself; give the {kind} another"))
        for name, overrides in tables.items():
            for step, choices in overrides.items():
                _sources(choices, (kind, name, step), problems)
    problems += [
        (("sweep", name), "is the name of a scenario too; give the sweep another")
        for name in parsed.sweep
        if name in parsed.scenario
    ]
    return {name: expand(name, steps, problems) for name, steps in parsed.sweep.items()}


def _lines_of_sweeps(lines: dict[KeyPath, int], sweeps: dict[str, dict[str, Any]]) -> dict[KeyPath, int]:
    """The lines of a sweep, for each of the scenarios that it makes."""
    return {
        ("scenario", scenario, *path[2:]): line
        for path, line in lines.items()
        if path[0] == "sweep" and len(path) > 1
        for scenario in sweeps.get(str(path[1]), ())
    }


def _without(document: dict[str, Any], paths: list[KeyPath]) -> dict[str, Any]:
    """The document without the keys at these paths."""

    def kept(value: Any, path: KeyPath) -> Any:
        if isinstance(value, dict):
            return {key: kept(item, (*path, key)) for key, item in value.items() if (*path, key) not in paths}
        if isinstance(value, list):
            return [kept(item, (*path, index)) for index, item in enumerate(value) if (*path, index) not in paths]
        return value

    cleaned: dict[str, Any] = kept(document, ())
    return cleaned


def _steps(rows: list[dict[str, Any]], base: KeyPath, problems: list[tuple[KeyPath, str]]) -> tuple[Stap, ...]:
    steps = []
    if not rows:
        problems.append((base, "a keten needs at least one step"))
    for index, row in enumerate(rows):
        path: KeyPath = (*base, index)
        choices = {key: value for key, value in row.items() if key not in {"model", "stap", "keten"}}
        if "keten" in row:
            steps.append(_sub_chain(row, choices, path, problems))
            continue
        if not isinstance(row.get("model"), str):
            problems.append(((*path, "model"), "a step names its model"))
            continue
        _sources(choices, path, problems)
        values, sources = _unwrap(choices)
        steps.append(Stap(str(row.get("stap", row["model"])), row["model"], values, sources, path))
    return tuple(steps)


def _sub_chain(
    row: dict[str, Any], choices: dict[str, Any], path: KeyPath, problems: list[tuple[KeyPath, str]]
) -> Stap:
    if not isinstance(row.get("stap"), str):
        problems.append(((*path, "stap"), "a sub-chain needs a name"))
    if unknown := set(choices) - {"vestigingen"}:
        problems.append(((*path, min(unknown)), "unknown key of a sub-chain; known: stap, vestigingen, keten"))
    if "model" in row:
        problems.append(((*path, "model"), "a step has either a model or a keten of its own"))
    inner = _steps(row["keten"], (*path, "keten"), problems)
    schools = choices.get("vestigingen", [])
    if not isinstance(schools, list) or not all(isinstance(s, str) and VESTIGING.fullmatch(s) for s in schools):
        problems.append(((*path, "vestigingen"), "expected a list of schools like ['20AB00']"))
        schools = []
    return Stap(str(row.get("stap")), "", {}, {}, path, inner, tuple(schools))


def _check_unique(steps: tuple[Stap, ...], problems: list[tuple[KeyPath, str]]) -> None:
    seen: dict[str, Stap] = {}

    def visit(step: Stap) -> None:
        if step.stap in seen:
            problems.append((step.pad, f"two steps are called {step.stap!r}; give one its own `stap`"))
        seen[step.stap] = step
        for inner in step.keten:
            visit(inner)

    for step in steps:
        visit(step)


def _check_elements(elements: list[Element], steps: tuple[Stap, ...], problems: list[tuple[KeyPath, str]]) -> None:
    names = {step.stap for top in steps for step in (top, *_below(top))}
    for index, element in enumerate(elements):
        path: KeyPath = ("element", index)
        if element.status not in ELEMENTSTATUSSEN:
            problems.append(((*path, "status"), f"{element.status!r}; one of {', '.join(ELEMENTSTATUSSEN)}"))
        if len(element.bron) < 3:
            problems.append(((*path, "bron"), "an element names its `bron`"))
        if element.status == "niet_uitdrukbaar":
            if element.stap or not element.toelichting:
                problems.append((path, "what cannot be expressed has no `stap`, and a `toelichting` that says why"))
        elif element.stap not in names:
            problems.append(((*path, "stap"), f"no step is called {element.stap!r}; {hint(element.stap, names)}"))
        elif element.status == "aanname" and not element.toelichting:
            problems.append((path, "an aanname has a `toelichting` that says what is assumed"))


def _below(step: Stap) -> list[Stap]:
    return [found for inner in step.keten for found in (inner, *_below(inner))]


def _check_national(steps: tuple[Stap, ...], ledger: _Grootboek, problems: list[tuple[KeyPath, str]]) -> None:
    """A plan for every SWV says nothing that can only be so of one."""
    every = [below for top in steps for below in (top, *_below(top))]
    problems += [((*s.pad, "vestigingen"), "names schools, in a plan for every SWV") for s in every if s.vestigingen]
    if ledger.opening_euro:
        problems.append((("grootboek", "opening_euro"), "gives balances, in a plan for every SWV"))


def _check_red(accounts: tuple[str, ...], problems: list[tuple[KeyPath, str]]) -> None:
    """Accounts that may go below zero exist; with `*` the kind of account does."""
    for index, account in enumerate(accounts):
        known = KINDS.match(account) if "*" in account else REKENING.fullmatch(account)
        if not known:
            problems.append((("grootboek", "mag_rood", index), f"{account!r} is not an account; see docs/grootboek.md"))


def _opening(rows: dict[str, Decimal], problems: list[tuple[KeyPath, str]]) -> dict[str, int]:
    opening = {}
    for account, euro in rows.items():
        path: KeyPath = ("grootboek", "opening_euro", account)
        if not REKENING.fullmatch(account):
            problems.append((path, "is not an account; see docs/grootboek.md"))
            continue
        try:
            opening[account] = to_cent(euro)
        except ValueError as error:
            problems.append((path, str(error)))
    return dict(sorted(opening.items()))


def _value(row: _Parameter, path: KeyPath, problems: list[tuple[KeyPath, str]]) -> Parameterwaarde | None:
    try:
        value = Waarde(row.waarde, Periode(row.van, row.tot), row.bron, row.status, row.van)
    except (ValueError, TypeError) as error:
        problems.append((path, str(error.args[0])))
        return None
    return Parameterwaarde(row.id, value)


def _is_sourced(value: object) -> bool:
    return isinstance(value, dict) and "waarde" in value


def _sources(value: object, path: KeyPath, problems: list[tuple[KeyPath, str]]) -> None:
    """Check every ``{ waarde = ..., bron = ..., status = ... }`` below a path."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            _sources(item, (*path, index), problems)
    if not isinstance(value, dict):
        return
    if not _is_sourced(value):
        for key, item in value.items():
            _sources(item, (*path, key), problems)
        return
    if unknown := set(value) - {"waarde", "bron", "status"}:
        problems.append((path, f"unknown key {min(unknown)!r} beside waarde; known: waarde, bron, status"))
    if not isinstance(value.get("bron"), str) or len(value["bron"]) < 3:
        problems.append((path, "a value with `waarde` names its `bron`"))
    if value.get("status", "vastgesteld") not in STATUSSEN:
        problems.append((path, f"status {value['status']!r}; one of {', '.join(STATUSSEN)}"))


def _unwrap(value: Any, path: KeyPath = ()) -> tuple[Any, dict[KeyPath, Herkomst]]:
    """Take values out of their sources: plain values, and the sources by path."""
    if _is_sourced(value):
        return value["waarde"], {path: Herkomst(str(value.get("bron", "")), str(value.get("status", "vastgesteld")))}
    if isinstance(value, dict):
        parts = {key: _unwrap(item, (*path, key)) for key, item in value.items()}
    elif isinstance(value, list):
        parts = {index: _unwrap(item, (*path, index)) for index, item in enumerate(value)}
    else:
        return value, {}
    sources = {place: source for _, inner in parts.values() for place, source in inner.items()}
    plain = {key: item for key, (item, _) in parts.items()}
    return (plain if isinstance(value, dict) else list(plain.values())), sources


def read_plan_file(path: Path, *, draft: bool = False) -> Regioplan:
    """Read a plan from a file.

    Args:
        path: the file.
        draft: read it as `draft_plan` does.

    Raises:
        PlanError: the file cannot be read, or what `read_plan` raises.
    """
    try:
        tekst = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(str(path), [f"cannot be read: {error}"]) from None
    return draft_plan(tekst, str(path)) if draft else read_plan(tekst, str(path))
