"""All models on one region: the plan with its dividing step replaced by each, on the same data and with the same money.

Pure: nothing is stored. A model that cannot run says why, and does not keep the others from running.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
from attrs import evolve, field, frozen

from swvmon.contract.momentopname import Leest
from swvmon.contract.scholen import with_board
from swvmon.contract.telling import count_enrolled
from swvmon.contract.verdeelmodel import names_steps
from swvmon.errors import MissingData, MissingParameter, Overspent, PlanError, PluginFault, SwvmonError, UsageError
from swvmon.geld import exact, format_euro, half_up
from swvmon.regioplan.plan import PLAN, VESTIGING
from swvmon.regioplan.structuur import hint
from swvmon.run.bind import bind_all
from swvmon.run.chain import ChainRun
from swvmon.run.sources import choose_sources, offered_afleidingen
from swvmon.vergelijk.bedragen import SCHOLEN, amounts, movements, per_step

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

    from swvmon.contract.momentopname import Momentopname
    from swvmon.contract.verdeelmodel import Verdeelmodel
    from swvmon.hooks.registry import PluginRegistry, Registered
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import Regioplan, Stap
    from swvmon.store import Store

GELUKT = "gelukt"
NIET_NAAR_SCHOLEN = "geen schoolbedragen"
KEUZES_ONTBREKEN = "keuzes ontbreken"
KEUZES_PASSEN_NIET = "keuzes passen niet"
GEGEVENS_ONTBREKEN = "gegevens ontbreken"
GELD_TEKORT = "geld tekort"
GEWEIGERD = "geweigerd"
MISLUKT = "mislukt"
UITKOMSTEN = (
    *(GELUKT, NIET_NAAR_SCHOLEN, KEUZES_ONTBREKEN, KEUZES_PASSEN_NIET, GEGEVENS_ONTBREKEN, GELD_TEKORT, GEWEIGERD),
    MISLUKT,
)
"""What became of a model: it divided; it gives schools nothing; choices are not known; its choices do not fit
here; a table is not loaded; it spends more than there is; it refuses, and says what to mend; its plugin failed."""
NIVEAUS = ("vestiging", "bestuur")
BUDGET = ("van", "budget_euro", "budget_aandeel")
"""Choices that say which money is divided."""
KOLOMMEN = ("model", "sleutel", "naam", "leerlingen", "bedrag_cent", "per_leerling_cent", "herverdeeleffect_cent")
_MISSING = (
    re.compile(r"step '[^']*': ([A-Za-z0-9_.]+): is missing$"),
    re.compile(r"parameter ([A-Za-z0-9_.]+) (?:\([^)]*\) )?(?:has no value|is not registered)"),
)


@frozen
class Modeluitkomst:
    """What became of one model.

    Attributes:
        model: its name.
        titel: its Dutch title.
        plugin: the plugin that brought it, with its distribution and versie.
        uitkomst: one of `UITKOMSTEN`.
        melding: why it did not divide; empty where it did.
        herkomst: where its choices come from: plan, keuzes (the file), voorbeeld, or empty where it needs none.
        ontbreekt: the choices that are not known.
        stap_cent: what the dividing step gave the schools, eurocents.
    """

    model: str
    titel: str
    plugin: str
    uitkomst: str
    melding: str = ""
    herkomst: str = ""
    ontbreekt: tuple[str, ...] = ()
    stap_cent: int = 0


@frozen(eq=False)
class Matrix:
    """Models side by side on one region and school year.

    Attributes:
        regio: SWV code.
        naam: its name.
        schooljaar: the school year.
        niveau: vestiging or bestuur.
        stap: the step that is replaced.
        eigen: the model that the plan itself has there.
        plan: where the plan was read.
        uitkomsten: what became of each model, the plan's own first, then by name.
        bedragen: columns `KOLOMMEN`: per model and school or board what the whole plan gives it (int64 eurocents), its
            pupils on 1 October of the school year (exact; of masked counts the low end; missing where not counted), the
            amount per pupil (eurocents, half up) and what it differs from the plan's own; sorted.
    """

    regio: str
    naam: str
    schooljaar: str
    niveau: str
    stap: str
    eigen: str
    plan: str
    uitkomsten: tuple[Modeluitkomst, ...]
    bedragen: pd.DataFrame = field(repr=False)


def make_matrix(  # noqa: PLR0913 - what the command line says
    store: Store,
    registry: PluginRegistry,
    plan: Regioplan,
    schooljaar: Schooljaar,
    *,
    niveau: str = "vestiging",
    stap: str = "",
    modellen: Collection[str] = (),
    keuzes: Mapping[str, Mapping[str, Any]] | None = None,
) -> Matrix:
    """Run the plan with each model in the place of its dividing step.

    Args:
        store: the database.
        registry: the plugins.
        plan: the plan of one SWV.
        schooljaar: the school year.
        niveau: vestiging or bestuur.
        stap: the step to replace; left out, the only one that gives schools money.
        modellen: the models; none: all that are installed for the sector.
        keuzes: choices by model, before those of plan and voorbeelden.

    Raises:
        UsageError: a model or step that is not there, or more steps give schools money.
        SwvmonError: the plan itself cannot run.
    """
    import pandas as pd

    loop = _Loop(store, registry, evolve(plan, indicatoren=(), elementen=()), schooljaar)
    own = loop.run(loop.plan)
    if own.fout is not None:
        failed = next(s for s in own.statussen if s.status == "mislukt")
        raise PluginFault(f"{plan.bron}: step {failed.onderdeel} (plugin {failed.plugin}) failed: {failed.melding}")
    replaced = _dividing(plan, own, stap)
    offered = _offered(registry, plan.sector, modellen)
    if strange := sorted(set(keuzes or {}) - {m.value.naam for m in offered}):
        known = [m.value.naam for m in offered]
        raise UsageError(
            f"there are choices for model {strange[0]!r}, which is not compared; {hint(strange[0], known)}"
        )
    names = sorted({m.value.naam for m in offered} - {replaced.model})
    by_name = {m.value.naam: m for m in offered}
    schools = _schools(own.view, niveau)
    first = Modeluitkomst(
        replaced.model,
        *_named(own.binding.modellen[replaced.model]),
        GELUKT,
        "",
        PLAN,
        (),
        _to_schools(own, replaced.stap),
    )
    found, tables = [first], [_table(replaced.model, own, own, schools, niveau)]
    for name in names:
        told, chain = loop.replace(replaced, by_name[name], own, dict((keuzes or {}).get(name, {})))
        found.append(told)
        if told.uitkomst == GELUKT:
            tables.append(_table(name, own, chain, schools, niveau))
    return Matrix(
        plan.code,
        plan.naam,
        str(schooljaar),
        niveau,
        replaced.stap,
        replaced.model,
        plan.bron,
        tuple(found),
        pd.concat(tables, ignore_index=True),
    )


@frozen(eq=False)
class _Loop:
    """A plan that runs again and again on the same data."""

    store: Store
    registry: PluginRegistry
    plan: Regioplan
    schooljaar: Schooljaar

    def run(self, plan: Regioplan) -> ChainRun:
        """Run a plan; nothing is stored."""
        binding = bind_all(plan, [PLAN], self.registry, [self.schooljaar])[PLAN]
        tables = {*binding.tables(self.schooljaar), _counted(plan.sector), Leest("vestiging", verplicht=False)}
        rules = offered_afleidingen(self.registry)
        sources = choose_sources(self.store, self.schooljaar, plan.sector, tables, rules, plan.code)
        view, _ = sources.region(plan.code, tables)
        stamp = {"run_id": "", "scenario": PLAN, "regio": plan.code, "schooljaar": str(self.schooljaar)}
        chain = ChainRun(binding, view, stamp, dict(plan.opening_cent))
        chain.run()
        return chain

    def replace(
        self, stap: Stap, model: Registered[Verdeelmodel], own: ChainRun, given: dict[str, Any]
    ) -> tuple[Modeluitkomst, ChainRun]:
        """Run the plan with another model in the place of a step, and tell what became of it."""
        name = model.value.naam
        choices, origin, elsewhere = self._choices(model.value, own, given)
        money = _money(model.value, stap, _to_schools(own, stap.stap), given)
        choices = {n: v for n, v in choices.items() if not (money and n in BUDGET)} | money
        step = evolve(stap, model=name, keuzes=choices, herkomst={})
        told = Modeluitkomst(name, *_named(model), GELUKT, "", origin)
        try:
            chain = self.run(_with(self.plan, step))
        except Exception as error:  # whatever a model raises keeps only itself from the table
            return _not_bound(told, error, elsewhere), own
        if chain.fout is not None:
            failed = next(s for s in chain.statussen if s.status == "mislukt")
            where = "" if failed.onderdeel == stap.stap else f"stap {failed.onderdeel}: "
            return evolve(told, uitkomst=_judge(chain.fout), melding=where + failed.melding), own
        if not _touches_schools(chain, stap.stap):
            return evolve(told, uitkomst=NIET_NAAR_SCHOLEN, melding="de stap boekt niets aan scholen"), own
        return evolve(told, stap_cent=_to_schools(chain, stap.stap)), chain

    def _choices(
        self, model: Verdeelmodel, own: ChainRun, given: dict[str, Any]
    ) -> tuple[dict[str, Any], str, tuple[str, ...]]:
        """The choices of a model, where they come from, and those of an example that name what is not here."""
        if given:
            return given, "keuzes", ()
        step = next((s for s in self.plan.steps() if s.model == model.naam), None)
        if step is not None:
            return dict(step.keuzes), PLAN, ()
        example = next((e for e in model.voorbeelden if e.sector == self.plan.sector), None)
        if example is None or not example.keuzes:
            return {}, "", ()
        schools = set(own.view.tabel("aansluiting")["vestiging"])
        steps = {f.name for f in attrs.fields(model.keuzes) if names_steps(f)}
        here = {n: v for n, v in example.keuzes.items() if n not in steps and not _strange(v, schools)}
        return here, "voorbeeld", tuple(sorted(set(example.keuzes) - set(here)))


def _not_bound(told: Modeluitkomst, error: Exception, elsewhere: tuple[str, ...]) -> Modeluitkomst:
    """Choices that are not known are named; what does not fit is told in words."""
    if not isinstance(error, (PlanError, MissingParameter)):
        text = str(error) if isinstance(error, SwvmonError) else f"{type(error).__name__}: {error}"
        return evolve(told, uitkomst=_judge(error), melding=_one_line(text))
    problems = error.problems if isinstance(error, PlanError) else [str(error)]
    texts = [re.sub(r"^line [0-9]+: ", "", problem) for problem in problems]
    lacking = [m[1] for text in texts for pattern in _MISSING if (m := pattern.search(text))]
    if not lacking and not elsewhere:
        return evolve(told, uitkomst=KEUZES_PASSEN_NIET, melding=_one_line("; ".join(texts)))
    names = tuple(dict.fromkeys([*lacking, *elsewhere]))
    about = " (het voorbeeld noemt scholen of stappen die hier niet zijn)" if elsewhere else ""
    return evolve(told, uitkomst=KEUZES_ONTBREKEN, melding=", ".join(names) + about, ontbreekt=names)


def _judge(error: Exception) -> str:
    """Whether data or money are short, a model refuses on purpose, or its plugin failed."""
    if isinstance(error, MissingData):
        return GEGEVENS_ONTBREKEN
    if isinstance(error, Overspent):
        return GELD_TEKORT
    return GEWEIGERD if isinstance(error, SwvmonError) and not isinstance(error, PluginFault) else MISLUKT


def _offered(registry: PluginRegistry, sector: str, modellen: Collection[str]) -> list[Registered[Verdeelmodel]]:
    wanted = [p.naam for p in registry.discovery.plugins if p.card.verdeelmodellen and sector in p.card.sectoren]
    offered = [m for m in registry.register("verdeelmodellen", wanted) if sector in m.value.sectoren]
    known = [m.value.naam for m in offered]
    if strange := sorted(set(modellen) - set(known)):
        raise UsageError(f"no plugin offers model {strange[0]!r} for sector {sector}; {hint(strange[0], known)}")
    return [m for m in offered if not modellen or m.value.naam in modellen]


def _dividing(plan: Regioplan, own: ChainRun, stap: str) -> Stap:
    """The step that is replaced: the one that is named, else the only one that gives schools money."""
    steps = {s.stap: s for s in plan.steps()}
    if stap:
        if stap not in steps:
            raise UsageError(f"{plan.bron} has no step {stap!r}; {hint(stap, steps)}")
        return steps[stap]
    dividing = [name for name in steps if _touches_schools(own, name)]
    if len(dividing) == 1:
        return steps[dividing[0]]
    if not dividing:
        raise UsageError(f"no step of {plan.bron} gives schools money in {own.view.schooljaar}: nothing to replace")
    told = ", ".join(f"{name} ({format_euro(_to_schools(own, name))})" for name in dividing)
    raise UsageError(f"more steps of {plan.bron} give schools money; name the one to replace with --stap: {told}")


def _touches_schools(chain: ChainRun, stap: str) -> bool:
    lines = chain.regels[chain.regels["stap"] == stap]
    return bool((lines["vestiging"] != "").any())


def _to_schools(chain: ChainRun, stap: str) -> int:
    """What a step gave the schools, net; eurocents."""
    moved = per_step(movements(chain.regels.iloc[:0], chain.regels))
    return int(moved.loc[(moved["stap"] == stap) & (moved["soort"] == SCHOLEN), "b_cent"].sum())


def _with(plan: Regioplan, stap: Stap) -> Regioplan:
    """The plan with another step in the place of the one with its name."""

    def visit(step: Stap) -> Stap:
        if step.keten:
            return evolve(step, keten=tuple(visit(inner) for inner in step.keten))
        return stap if step.stap == stap.stap else step

    return evolve(plan, stappen=tuple(visit(step) for step in plan.stappen))


def _money(model: Verdeelmodel, stap: Stap, cents: int, given: Mapping[str, Any]) -> dict[str, Any]:
    """The money that is divided: what the schools got, from the account that paid it; unless the file says which."""
    known = {f.name for f in attrs.fields(model.keuzes)}
    if "budget_euro" not in known or set(BUDGET) & set(given):
        return {}
    payer = {"van": stap.keuzes["van"]} if "van" in known and "van" in stap.keuzes else {}
    return {**payer, "budget_euro": Decimal(cents) / 100}


def _strange(value: object, schools: set[str]) -> bool:
    """Whether a choice names a school that is not in the region."""
    if isinstance(value, str):
        return VESTIGING.fullmatch(value) is not None and value not in schools
    if isinstance(value, dict):
        return any(_strange(part, schools) for pair in value.items() for part in pair)
    return isinstance(value, (list, tuple)) and any(_strange(item, schools) for item in value)


def _named(model: Registered[Verdeelmodel]) -> tuple[str, str]:
    return model.value.titel, f"{model.plugin} ({model.distribution} {model.versie})"


def _counted(sector: str) -> Leest:
    return Leest(f"leerlingen_{sector}", "1-10 t", verplicht=False)


def _schools(view: Momentopname, niveau: str) -> pd.DataFrame:
    """The schools or boards of the region: index sleutel; `naam`, and `leerlingen`, missing where not counted."""
    import pandas as pd

    rows = view.tabel("aansluiting")[["vestiging"]].drop_duplicates().sort_values("vestiging", ignore_index=True)
    pupils = count_enrolled(view, "1-10 t")["aantal_min"]
    rows = with_board(rows, view).assign(leerlingen=exact(pupils).reindex(rows["vestiging"]).to_numpy())
    listed = view.tabel("vestiging").set_index("vestiging")["naam"]
    names = listed.reindex(rows["vestiging"]).fillna("").to_numpy()
    if niveau == "vestiging":
        return rows.assign(naam=names).set_index("vestiging")[["naam", "leerlingen"]]
    boards = rows.groupby("bestuur")["leerlingen"]
    return pd.DataFrame({"naam": "", "leerlingen": boards.sum(min_count=1)})


def _table(model: str, own: ChainRun, chain: ChainRun, schools: pd.DataFrame, niveau: str) -> pd.DataFrame:
    """What each school or board gets in one run of the plan, beside the plan itself."""
    sums = amounts(movements(own.regels, chain.regels), [niveau], landelijk=False).set_index("sleutel")
    every = schools.reindex(schools.index.union(sums.index)).sort_index()
    cents = sums[["b_cent", "verschil_cent"]].reindex(every.index).fillna(0).astype("int64")
    got = cents["b_cent"]
    per_pupil = _per_pupil(got, every["leerlingen"])
    rows = every.assign(model=model, sleutel=every.index.astype("str"), bedrag_cent=got, per_leerling_cent=per_pupil)
    rows = rows.assign(naam=rows["naam"].fillna(""), herverdeeleffect_cent=cents["verschil_cent"])
    return rows[list(KOLOMMEN)].reset_index(drop=True)


def _per_pupil(cents: pd.Series, pupils: pd.Series) -> pd.Series:
    """Cents per pupil, half up; missing where there are no pupils."""
    import pandas as pd

    known = pupils.notna() & (pupils != 0)
    found = pd.Series(pd.NA, index=cents.index, dtype="Int64")
    if known.any():
        quotients = [int(half_up(Decimal(int(c)) / p)) for c, p in zip(cents[known], pupils[known], strict=True)]
        found.loc[known] = quotients
    return found


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
