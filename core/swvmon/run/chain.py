"""Run the keten of one region-year: each step gets a view and the ledger so far, and hands back lines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
from attrs import evolve, field, frozen

from swvmon.arrow import repeated_text
from swvmon.contract.grootboek import GEGEVEN, KOLOMMEN, Grootboek, empty_lines
from swvmon.contract.momentopname import Leest
from swvmon.contract.uitkomst import Bevinding, Uitkomst
from swvmon.errors import ContractViolation, SwvmonError
from swvmon.run.lines import check_balances, check_lines, is_kept, keep

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.contract.momentopname import Momentopname
    from swvmon.hooks.registry import Registered
    from swvmon.regioplan.plan import Stap
    from swvmon.run.bind import Binding, Gebruik


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


@attrs.define(eq=False)
class ChainRun:
    """The keten of one region-year while it runs, and what came of it.

    Attributes:
        binding: the plan and its models.
        view: the view of the region.
        opening: opening balances per account, eurocents.
        stamp: run id, scenario, region and school year, put on every line.
        regels: the ledger so far, columns `KOLOMMEN`.
        statussen: how the steps fared.
        bevindingen: findings with the plugin and step that made them.
        gebruik: numbers that the steps got.
        fout: what the failed step raised.
        slot: the view after the last step: with the tables that steps handed over.
    """

    binding: Binding
    view: Momentopname
    stamp: dict[str, str]
    opening: dict[str, int]
    slot: Momentopname = field(init=False)
    regels: pd.DataFrame = field(init=False)
    statussen: list[Status] = field(factory=list)
    bevindingen: list[tuple[str, str, Bevinding]] = field(factory=list)
    gebruik: list[Gebruik] = field(factory=list)
    fout: Exception | None = None

    def __attrs_post_init__(self) -> None:
        self.slot = self.view
        self.regels = _no_lines().copy(deep=False)

    @property
    def failed(self) -> bool:
        """Whether a step failed: the region-year is `mislukt`."""
        return any(s.status == "mislukt" for s in self.statussen)

    def ledger(self) -> Grootboek:
        """The ledger so far."""
        return Grootboek(self.regels, dict(self.opening))

    def run(self) -> None:
        """Run all steps; a failed step stops the keten, later steps get `niet_uitgevoerd`."""
        self.slot = self._run_steps(self.binding.plan.stappen, self.view)

    def skip(self, melding: str) -> None:
        """Run nothing: all steps get `niet_uitgevoerd`, and the first is `mislukt` so that the region-year is."""
        for number, stap in enumerate(self.binding.plan.steps()):
            status = "niet_uitgevoerd" if number else "mislukt"
            self.statussen.append(_status(stap, self.binding.modellen[stap.model], status, melding))

    def _run_steps(self, steps: tuple[Stap, ...], view: Momentopname) -> Momentopname:
        for stap in steps:
            if stap.keten:
                before = self.regels
                self._run_steps(stap.keten, _only_schools(view, stap.vestigingen))
                if self.failed:  # a sub-chain hands its lines over whole, or not at all
                    self.regels = before
                continue
            model = self.binding.modellen[stap.model]
            if self.failed:
                self.statussen.append(_status(stap, model, "niet_uitgevoerd", "an earlier step failed"))
                continue
            try:
                view = view.extended(self._run_step(stap, model, view))
            except Exception as error:  # a step may raise anything; it is named and stops this keten only
                self.fout = error
                text = str(error) if isinstance(error, SwvmonError) else f"{type(error).__name__}: {error}"
                self.statussen.append(_status(stap, model, "mislukt", " ".join(text.split())))
            else:
                self.statussen.append(_status(stap, model, "gelukt", ""))
        return view

    def _run_step(self, stap: Stap, model: Registered[Any], view: Momentopname) -> dict[str, pd.DataFrame]:
        import pandas as pd

        regels = self.regels
        tables: dict[str, pd.DataFrame] = {}
        findings: list[Bevinding] = []
        used: list[Gebruik] = []
        for periode, rule in model.value.parts(view.sector, view.schooljaar.periode):
            keuzes, gebruik = self.binding.keuzes(stap, periode)
            part = view.only(tuple(t for t in view.sleutels if t in model.value.tables(keuzes, view.sector, periode)))
            before = keep(part)
            uitkomst = rule(part.during(periode), Grootboek(regels.copy(), dict(self.opening)), keuzes)
            if not is_kept(part, before):
                raise ContractViolation("the model changed its input tables")
            lines = _lines_of(uitkomst)
            check_lines(lines, periode, len(regels))
            new = _stamped(lines, self.stamp, stap.stap, stap.model, model.plugin, len(regels) + 1, periode)
            regels = pd.concat([regels, new], ignore_index=True) if len(new) else regels
            handed = {name: Leest(*name.split(" ", 1)) for name in uitkomst.tabellen}
            unknown = [name for name, table in handed.items() if not model.value.delivers(table, keuzes, view.sector)]
            if unknown:
                raise ContractViolation(f"hands over table {min(unknown)!r}, which it does not declare in `levert`")
            tables |= uitkomst.tabellen
            findings += uitkomst.bevindingen
            used += gebruik
        check_balances(Grootboek(regels, dict(self.opening)), self.binding.plan.mag_rood)
        self.regels = regels
        self.bevindingen += [(model.plugin, stap.stap, b) for b in findings]
        self.gebruik += used
        return tables


@cache
def _no_lines() -> pd.DataFrame:
    """A ledger without lines, columns `KOLOMMEN`: the same for every region-year."""
    return _stamped(empty_lines(), dict.fromkeys(("run_id", "scenario", "regio", "schooljaar"), ""), "", "", "", 1)


def _lines_of(uitkomst: object) -> pd.DataFrame:
    import pandas as pd

    if not isinstance(uitkomst, Uitkomst):
        raise ContractViolation(f"handed back {type(uitkomst).__name__}, expected an Uitkomst")
    for frame in uitkomst.boekingen:
        if list(frame.columns) != list(GEGEVEN):
            raise ContractViolation("handed back lines with other columns than swvmon.boekingen makes")
    filled = [frame for frame in uitkomst.boekingen if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else empty_lines()


def _stamped(  # noqa: PLR0913, PLR0917 - the columns that the engine adds
    lines: pd.DataFrame, stamp: dict[str, str], stap: str, model: str, plugin: str, first: int, periode: Any = None
) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    added = {**stamp, "stap": stap, "model": model, "plugin": plugin}
    columns: dict[str, Any] = {n: repeated_text(v, len(lines)) for n, v in added.items()}
    columns["volgnummer"] = np.arange(first, first + len(lines), dtype="int64")
    for name, day in (("periode_van", periode and periode.van), ("periode_tot", periode and periode.tot)):
        days = lines[name].to_numpy(dtype=object)
        columns[name] = days if day is None else np.where(pd.isna(days), day, days)
    return pd.DataFrame({name: columns.get(name, lines[name].array if name in lines else None) for name in KOLOMMEN})


def _only_schools(view: Momentopname, vestigingen: tuple[str, ...]) -> Momentopname:
    if not vestigingen:
        return view
    names = set(vestigingen)

    def mine(frame: pd.DataFrame) -> pd.DataFrame:
        school = next((column for column in ("vestiging", "verwijzer") if column in frame), None)
        return frame if school is None else frame[frame[school].isin(names)].reset_index(drop=True)

    frames = {key: mine(frame) for key in view.sleutels for frame in [view.tabel(key.tabel, key.moment)]}
    return evolve(view, tabellen=frames)


def _status(stap: Stap, model: Registered[Any], status: str, melding: str) -> Status:
    return Status(stap.stap, "stap", model.plugin, model.distribution, model.versie, status, melding)
