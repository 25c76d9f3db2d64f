"""Run example plans on the data of their fictional region, with a step left out or a cause changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest
from attrs import frozen

from swvmon.contract.grootboek import Grootboek
from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.demo import SCHOOLJAAR_VOORBEELD, write_example_data
from swvmon.hooks.discovery import discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import Regioplan, read_plan
from swvmon.regioplan.vinden import example
from swvmon.run.bind import bind_all
from swvmon.run.chain import ChainRun
from swvmon.run.load import load_paths
from swvmon.run.regiojaar import carried
from swvmon.run.sources import choose_sources, offered_afleidingen
from swvmon.store import Store

Change = Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]]


@frozen
class Jaar:
    """One school year of an example that ran."""

    view: Momentopname
    ledger: Grootboek
    statussen: tuple[tuple[str, str, str], ...]

    @property
    def failures(self) -> list[tuple[str, str]]:
        """Steps that failed, with what they said."""
        return [(stap, melding) for stap, status, melding in self.statussen if status == "mislukt"]

    def step(self, stap: str) -> pd.DataFrame:
        """The lines that a step booked."""
        return self.ledger.regels[self.ledger.regels["stap"] == stap]

    def schools(self, *stappen: str) -> dict[str, int]:
        """What each school got net by these steps, or by all; eurocents."""
        lines = self.ledger.regels
        lines = lines[lines["stap"].isin(stappen)] if stappen else lines
        net: dict[str, int] = {}
        for side, sign in (("naar", 1), ("van", -1)):
            leaf = lines[lines[side].str.startswith("vestiging:")]
            for school, cents in leaf.groupby("vestiging")["bedrag_cent"].sum().items():
                net[str(school)] = net.get(str(school), 0) + sign * int(cents)
        return dict(sorted(net.items()))

    def boards(self, *stappen: str) -> dict[str, int]:
        """What the schools of each board got net by these steps, or by all; eurocents."""
        lines = self.ledger.regels
        board = lines.loc[lines["vestiging"] != "", ["vestiging", "bestuur"]].drop_duplicates("vestiging")
        of = board.set_index("vestiging")["bestuur"]
        net: dict[str, int] = {}
        for school, cents in self.schools(*stappen).items():
            net[of[school]] = net.get(of[school], 0) + cents
        return dict(sorted(net.items()))


class Regels:
    """The example plans, run without storing anything."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self._urls = urls
        self._registry = PluginRegistry(discover())
        self._views: dict[object, Momentopname] = {}
        self._done: dict[tuple[str, tuple[str, ...], str], list[Jaar]] = {}

    def text(self, name: str) -> str:
        """The TOML text of an example."""
        return example(name).tekst

    def without(self, name: str, stap: str) -> str:
        """The text without a step, the tables of its choices and its sub-chain, and what addresses it elsewhere."""
        kept: list[str] = []
        gone: set[str] = set()
        dropped = ""
        for block in re.split(r"(?m)^(?=\[)", self.text(name)):
            header = block.partition("]")[0].lstrip("[")
            step = _step(block)
            if not (dropped and header.startswith(f"{dropped}.")):
                dropped = header if step == stap and header in {"keten", "keten.keten"} else ""
            if dropped:
                gone |= {step} - {""}
            else:
                kept.append(block)
        assert stap in gone, f"{name} has no step {stap!r}"
        return "".join(b for b in kept if not _addresses(b, gone))

    def run(
        self,
        text: str,
        years: tuple[str, ...] = (SCHOOLJAAR_VOORBEELD,),
        scenario: str = "plan",
        change: Change | None = None,
    ) -> list[Jaar]:
        """Run a plan in school years.

        Args:
            text: TOML text.
            years: school years, in order.
            scenario: scenario of the plan.
            change: what changes in a table before the steps see it, by name and telmoment (``tlv_telling 1-10 t-1``).
        """
        key = (text, years, scenario)
        if change is None and key in self._done:
            return self._done[key]
        plan = read_plan(text, "example")
        schooljaren = [Schooljaar.parse(y) for y in years]
        binding = bind_all(plan, [scenario], self._registry, schooljaren)[scenario]
        done: list[tuple[Schooljaar, ChainRun]] = []
        for year in schooljaren:
            view = self._view(plan, year, frozenset(binding.tables(year)))
            opening = dict(plan.opening_cent)
            changed = {
                f"{key.tabel} {key.moment}".strip(): rule(view.tabel(key.tabel, key.moment))
                for key in view.sleutels
                for name, rule in (change or {}).items()
                if f"{key.tabel} {key.moment}".strip() == name
            }
            assert set(change or {}) <= set(changed), f"the plan does not read {set(change or {}) - set(changed)}"
            view = view.extended(changed)
            if done and done[-1][0] == year.shift(-1):
                view = view.after(done[-1][1].slot, done[-1][1].ledger())
                opening = carried(done[-1][1].ledger())
            stamp = {"run_id": "0" * 16, "scenario": scenario, "regio": plan.code, "schooljaar": str(year)}
            chain = ChainRun(binding, view, stamp, opening)
            chain.run()
            done.append((year, chain))
        ran = [
            Jaar(c.view, c.ledger(), tuple((s.onderdeel, s.status, s.melding) for s in c.statussen)) for _, c in done
        ]
        if change is None:
            self._done[key] = ran
        return ran

    def _view(self, plan: Regioplan, year: Schooljaar, tables: frozenset[Leest]) -> Momentopname:
        """The tables of the region; read once for all plans that need the same."""
        key = (plan.code, year, tables)
        if key not in self._views:
            with Store.open(self._urls[plan.sector]) as store:
                sources = choose_sources(store, year, plan.sector, set(tables), offered_afleidingen(self._registry))
                self._views[key], _ = sources.region(plan.code, set(tables))
        return self._views[key]

    def one(self, text: str, **options: object) -> Jaar:
        """Run a plan in the school year of the examples; it must succeed."""
        (year,) = self.run(text, **options)  # type: ignore[arg-type]
        assert [] == year.failures
        return year

    def plan(self, name: str) -> Regioplan:
        """The parsed plan."""
        return example(name)


def _step(block: str) -> str:
    """The name of the step that a block of the plan is, its model where it has no other; empty for other blocks."""
    told = {key: re.search(rf'(?m)^{key} = "([^"]+)"', block) for key in ("stap", "model")}
    return next((found[1] for found in told.values() if found), "") if block.startswith("[[keten") else ""


def _addresses(block: str, stappen: set[str]) -> bool:
    """Whether a block is an element or a scenario of one of these steps."""
    element = re.search(r'(?m)^stap = "([^"]+)"', block) if block.startswith("[[element]]") else None
    scenario = re.match(r'\[\[?scenario\.[^.\]]+\."?([^."\]]+)', block)
    return any(found is not None and found[1] in stappen for found in (element, scenario))


@pytest.fixture(scope="session")
def regels(tmp_path_factory: pytest.TempPathFactory) -> Regels:
    """The examples, with the data of both fictional regions loaded."""
    urls = {}
    registry = PluginRegistry(discover())
    for sector in ("po", "vo"):
        folder = Path(tmp_path_factory.mktemp(f"voorbeeld_{sector}"))
        write_example_data(sector, folder / "gegevens")
        urls[sector] = f"sqlite:///{folder / 'swvmon.db'}"
        with Store.open(urls[sector], create=True) as store:
            results = load_paths(store, registry.register("databronnen"), [folder / "gegevens"])
        assert {0} == {r.exit_code for r in results}
        assert 0 == sum(r.afgekeurd for r in results)
    return Regels(urls)
