"""Run a model or a region plan as `swvmon run` would, on a made region or a folder of files."""

from __future__ import annotations

import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.errors import MissingData, UsageError
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import PLAN, Regioplan, read_plan, read_plan_file
from swvmon.run.bind import bind_all
from swvmon.run.execute import begin
from swvmon.testing.fictief import CODES
from swvmon.testing.regio import make_regio, schema_frame
from swvmon.testing.toml import as_toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from swvmon.contract.grootboek import Grootboek
    from swvmon.contract.uitkomst import Bevinding
    from swvmon.contract.verdeelmodel import Verdeelmodel
    from swvmon.hooks.discovery import Discovery
    from swvmon.run.chain import Status
    from swvmon.run.execute import RunResult
    from swvmon.run.regiojaar import Regiojaar
    from swvmon.store import Store

JAAR = "2015/16"
"""The school year where nothing else is said."""
LIJSTEN = (Leest("aansluiting"), Leest("bestuur"), Leest("vestiging"))
"""Tables that a run reads beside those of its steps."""


@frozen(eq=False)
class Proefrun:
    """What came out of a run in a test: one scenario, one or more school years.

    Attributes:
        run: the run, as `swvmon run` has it.
        scenario: the scenario that is looked at.
    """

    run: RunResult = field(repr=False)
    scenario: str = PLAN

    @property
    def delen(self) -> tuple[Regiojaar, ...]:
        """The region-years of the scenario, in order."""
        return tuple(deel for deel in self.run.delen if deel.scenario == self.scenario)

    @property
    def grootboek(self) -> Grootboek:
        """The closed ledger of the last school year."""
        return self.delen[-1].ledger

    @property
    def metingen(self) -> pd.DataFrame:
        """The metingen of all school years, sorted as they are stored."""
        import pandas as pd

        return pd.concat([deel.metingen for deel in self.delen], ignore_index=True)

    @property
    def bevindingen(self) -> tuple[Bevinding, ...]:
        """The findings of all school years: of the data, then of the steps."""
        return tuple(finding for deel in self.delen for _, _, finding in deel.bevindingen)

    @property
    def statussen(self) -> tuple[Status, ...]:
        """How steps and indicators fared."""
        return tuple(status for deel in self.delen for status in deel.statussen)

    def per_rekening_cent(self, soort: str = "vestiging", stap: str = "") -> dict[str, int]:
        """What accounts of a kind got net in the last school year, eurocents, by code.

        Args:
            soort: vestiging, bestuur (the sum over its schools and what is booked to it as such), duo, swv or rijk.
            stap: only what this step booked.
        """
        from swvmon.vergelijk.bedragen import movements

        regels = self.grootboek.regels
        moved = movements(regels.iloc[:0], regels[regels["stap"] == stap] if stap else regels)
        if soort == "bestuur":
            mine = moved[moved["soort"].isin(["scholen", "besturen"])]
            sums = mine.groupby("bestuur")["b_cent"].sum()
        else:
            mine = moved[moved["rekening"].astype("str").str.startswith(f"{soort}:")]
            sums = mine.groupby(mine["rekening"].astype("str").str.removeprefix(f"{soort}:"))["b_cent"].sum()
        return {str(code): int(cents) for code, cents in sorted(sums.items())}


def run_plan(  # noqa: PLR0913 - one keyword for each thing that a test may choose
    wat: str | Path | Mapping[str, Any],
    op: Momentopname | Mapping[str | tuple[str, str], pd.DataFrame] | str | Path | None = None,
    *,
    schooljaar: str | Sequence[str] = "",
    sector: str = "",
    keuzes: Mapping[str, Any] | None = None,
    opening_euro: Mapping[str, Any] | None = None,
    mag_rood: Sequence[str] = (),
    indicatoren: Sequence[str] = (),
    scenario: str = PLAN,
    plugins_dir: str | Path = "",
    mag_mislukken: bool = False,
) -> Proefrun:
    """Run a model or a plan with the real engine in a database that is thrown away.

    Args:
        wat: name of an installed model, or a region plan: a dict with the keys of the TOML, TOML text, or the path of
            a plan file.
        op: the data: a region of `make_regio` or `make_momentopname`; frames by name of the table, or by (name,
            telmoment); or a file or folder that `swvmon load` reads. Left out: the fictional region of the sector.
        schooljaar: school year, or more of them in order with a folder; left out that of the region, else 2015/16.
        sector: of a model that works for both, where `op` does not tell it.
        keuzes: choices of the model, as a plan gives them (numbers as int or Decimal).
        opening_euro: opening balances per account, with a model.
        mag_rood: accounts that may go below zero, with a model.
        indicatoren: indicators to compute, with a model.
        scenario: scenario of the plan.
        plugins_dir: folder of single-file plugins.
        mag_mislukken: hand back a run of which a step or an indicator failed.

    Raises:
        AssertionError: a step or an indicator failed; with the message that a run would show.
        SwvmonError: the plan cannot run, or data are missing; as `swvmon run` would say it.
    """
    choice = PluginChoice((str(plugins_dir),) if plugins_dir else ())
    found = discover(choice)
    registry = PluginRegistry(found if isinstance(op, (str, Path)) else _deriving_nothing(found))
    extra: dict[str, Any] = {
        "keuzes": keuzes,
        "opening_euro": opening_euro,
        "mag_rood": mag_rood,
        "indicatoren": indicatoren,
    }
    if isinstance(wat, str) and wat.isidentifier():
        code = op.regio if isinstance(op, Momentopname) else CODES[sector or _sector(registry, wat)]
        plan = read_plan(as_toml(_model_plan(code, wat, extra)), f"test of model {wat}")
    elif given := sorted(name for name, value in extra.items() if value):
        raise UsageError(f"{', '.join(given)} go with the name of a model; a plan has its own")
    else:
        plan = _plan(wat)
    years = [schooljaar] if isinstance(schooljaar, str) else list(schooljaar)
    if years == [""]:
        years = [str(op.schooljaar) if isinstance(op, Momentopname) else JAAR]
    schooljaren = [Schooljaar.parse(year) for year in years]
    names = (PLAN,) if scenario == PLAN else (PLAN, scenario)
    with tempfile.TemporaryDirectory(prefix="swvmon-test-") as folder, _store(Path(folder)) as store:
        if isinstance(op, (str, Path)):
            _load_files(store, Path(op), choice)
        else:
            needed = {
                table
                for binding in bind_all(plan, names, registry, schooljaren).values()
                for year in schooljaren
                for table in binding.tables(year)
            }
            _load_view(store, _view(op, plan, years), needed)
        done = Proefrun(begin(store, registry, plan, schooljaren, names).finish(), scenario)
    failed = [status for status in done.statussen if status.status != "gelukt"]
    if failed and not mag_mislukken:
        first = failed[0]
        raise AssertionError(f"{first.soort} {first.onderdeel} (plugin {first.plugin}) failed: {first.melding}")
    return done


def _model_plan(code: str, model: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """A plan of one step, with what the caller said of it."""
    return {
        "indicatoren": list(said["indicatoren"]),
        "regio": {"code": code},
        "grootboek": {"mag_rood": list(said["mag_rood"]), "opening_euro": dict(said["opening_euro"] or {})},
        "keten": [{"model": model, **(said["keuzes"] or {})}],
    }


def _deriving_nothing(found: Discovery) -> Discovery:
    """The plugins as if none derived a table: of a made region the schools are given, not found by postcode."""
    return found._replace(plugins=tuple(p._replace(card=p.card._replace(levert=())) for p in found.plugins))


def _sector(registry: PluginRegistry, model: str) -> str:
    """The sector of a model; vo where it works for both, as the fictional region of the guides is one of vo."""
    plugin = registry.discovery.offering("verdeelmodellen", model)
    offered = registry.register("verdeelmodellen", [plugin.naam]) if plugin else []
    found: Verdeelmodel | None = next((m.value for m in offered if m.value.naam == model), None)
    return "vo" if found is None or "vo" in found.sectoren else found.sectoren[0]


def _plan(wat: str | Path | Mapping[str, Any]) -> Regioplan:
    if isinstance(wat, Path) or (isinstance(wat, str) and "\n" not in wat):
        return read_plan_file(Path(wat))
    return read_plan(wat if isinstance(wat, str) else as_toml(wat), "plan of the test")


def _view(
    op: Momentopname | Mapping[str | tuple[str, str], pd.DataFrame] | None, plan: Regioplan, years: Sequence[str]
) -> Momentopname:
    from swvmon.testing.bouw import make_momentopname

    if len(years) > 1:
        raise UsageError(f"a made region is of one school year, not of {len(years)}; hand in a folder of files")
    if op is None:
        return make_regio(plan.sector, schooljaar=years[0])
    return op if isinstance(op, Momentopname) else make_momentopname(op, regio=plan.code, schooljaar=years[0])


@cache
def _empty_database() -> bytes:
    """A database with tables and no rows, made once: migrating takes longer than most tests."""
    from swvmon.store import Store

    with tempfile.TemporaryDirectory(prefix="swvmon-test-") as folder:
        path = Path(folder) / "leeg.db"
        Store.open(f"sqlite:///{path}", create=True).close()
        return path.read_bytes()


def _store(folder: Path) -> Store:
    from swvmon.store import Store

    path = folder / "test.db"
    path.write_bytes(_empty_database())
    return Store.open(f"sqlite:///{path}")


def _load_files(store: Store, path: Path, choice: PluginChoice) -> None:
    from swvmon.hooks.registry import load_databronnen
    from swvmon.run.load import load_paths

    sources, _ = load_databronnen(choice)
    results = load_paths(store, sources, [path])
    if fault := next((r for r in results if r.exit_code), None):
        raise MissingData(f"{fault.pad}: {fault.melding}")


def _load_view(store: Store, view: Momentopname, tables: set[Leest]) -> None:
    """Write the tables that a run reads into the database, each as a levering of its own day."""
    from swvmon.store.afkeuring import empty
    from swvmon.store.leveringen import NewLevering

    october = view.schooljaar.periode.van.replace(month=10)
    for leest in sorted({*tables, *LIJSTEN}):
        if not view.only((leest,)).sleutels:
            continue
        frame = schema_frame(leest.tabel, view.tabel(leest.tabel, leest.moment))
        if frame.empty:
            continue
        name = f"{leest.tabel} {leest.moment}".strip()
        mark = sha256(f"{name}\n{frame.to_csv(index=False)}".encode()).hexdigest()
        day = leest.peildatum(view.schooljaar)
        new = NewLevering(
            bron="test",
            dataset=leest.tabel,
            uitgever="test",
            licentie="",
            bestandsnaam=name,
            sha256=mark,
            vingerafdruk=mark,
            periode_soort="peildatum" if day else "stand",
            periode_van=day or october,
            periode_tot=day or october,
            periode_exact=True,
            status="definitief",
            plugin="test",
            plugin_versie="0",
            rijen_gelezen=len(frame),
        )
        store.add_levering(new, {leest.tabel: frame}, empty(), strict=True)
