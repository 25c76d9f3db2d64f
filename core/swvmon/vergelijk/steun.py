"""Which model works for whom: sectors, periods of law, years, and what it reads. From cards and registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.errors import SwvmonError
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import Regioplan, Stap
from swvmon.run.bind import Binding

if TYPE_CHECKING:
    from swvmon.contract.parameter import Parameter
    from swvmon.contract.verdeelmodel import Verdeelmodel, Voorbeeld
    from swvmon.hooks.registry import PluginRegistry, Registered

ALTIJD = "alle"
"""For years and regimes: no limit."""


@frozen
class Steun:
    """A model in a sector.

    Attributes:
        model: its name.
        titel: its Dutch title.
        plugin: the plugin that brought it, with its distribution and versie.
        sector: po or vo.
        schooljaren: those of the card.
        regimes: the periods for which there is a rule, as ``van..tot``; `ALTIJD` where one rule holds for all.
        verdeelt: the choices that are the money it divides.
        leest: tables with telmoment, those that it can do without between brackets; with the choices of its example.
        voorbeeld: the school year of that example; empty where there is none, or its tables depend on a region.
    """

    model: str
    titel: str
    plugin: str
    sector: str
    schooljaren: str
    regimes: tuple[str, ...]
    verdeelt: tuple[str, ...]
    leest: tuple[str, ...]
    voorbeeld: str


def support(registry: PluginRegistry) -> list[Steun]:
    """All models of all installed plugins by sector, sorted by name."""
    wanted = [p.naam for p in registry.discovery.plugins if p.card.verdeelmodellen]
    parameters: dict[str, Parameter] = {p.value.id: p.value for p in registry.register("parameters", wanted)}
    return [
        _support(registry, model, sector, parameters)
        for model in registry.register("verdeelmodellen", wanted)
        for sector in sorted(model.value.sectoren)
    ]


def _support(
    registry: PluginRegistry, model: Registered[Verdeelmodel], sector: str, parameters: dict[str, Parameter]
) -> Steun:
    value = model.value
    example = next((e for e in value.voorbeelden if e.sector == sector), None)
    reads = _reads(model, example, parameters) if example else None
    return Steun(
        value.naam,
        value.titel,
        f"{model.plugin} ({model.distribution} {model.versie})",
        sector,
        registry.plugin(model.plugin).card.schooljaren,
        tuple(f"{r.geldig.van}..{r.geldig.tot}" for r in value.regimes if r.sector == sector) or (ALTIJD,),
        value.verdeelt,
        reads or (),
        example.schooljaar if example and reads is not None else "",
    )


def _reads(
    model: Registered[Verdeelmodel], example: Voorbeeld, parameters: dict[str, Parameter]
) -> tuple[str, ...] | None:
    """What a model reads with the choices of an example; None where these cannot be bound."""
    step = Stap(model.value.naam, model.value.naam, dict(example.keuzes), {}, ("keten", 0))
    plan = Regioplan("", "", f"{example.sector.upper()}0000", "", (step,), {}, (), (), (), {}, {})
    try:
        tables = Binding(plan, {step.model: model}, (), parameters, {}).reads(
            step, Schooljaar.parse(example.schooljaar)
        )
    except (SwvmonError, ValueError):
        return None
    names = [(f"{t.tabel} {t.moment}".strip(), t.verplicht) for t in sorted(tables)]
    return tuple(name if needed else f"({name})" for name, needed in names)
