"""One call of a plugin on one example, made ready before it runs, with a digest of what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon.contract.indicator import REGIOJAAR, REGIOS, SCENARIO
from swvmon.run.bestanden import of_day  # imported here, since the fence replaces dates while a plugin reads
from swvmon.testing.kit.onderwerp import Onderwerp, find
from swvmon.testing.kit.regio import SCHOOLJAAR, arguments, changed, fresh, with_schools
from swvmon.testing.proef import digest, make_proef

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.hooks.discovery import PluginChoice


@frozen(eq=False)
class Proefloop:
    """A call on one example.

    Attributes:
        naam: the example in words.
        start: makes the call ready, on input of its own; what it hands back runs the plugin, and gives what tells
            the outcome afterwards.
    """

    naam: str
    start: Callable[[], Callable[[], Callable[[], str]]]

    def digest(self) -> str:
        """What the plugin hands back, as a digest; or what it raised."""
        return outcome(self.start())


def outcome(call: Callable[[], Callable[[], str]]) -> str:
    """The digest of a call that is ready, or what it raised."""
    try:
        tell = call()
    except Exception as error:  # whatever a plugin raises; it is compared
        return f"{type(error).__name__}: {error}"
    return tell()


def runs_of(onderwerp: Onderwerp) -> list[Proefloop]:
    """The calls on which a thing is tried."""
    return {"verdeelmodel": _models, "indicator": _indicators, "databron": _sources}[onderwerp.soort](onderwerp)


def _models(onderwerp: Onderwerp) -> list[Proefloop]:
    def loop(example: Any) -> Proefloop:
        proef = make_proef(onderwerp.thing, example, onderwerp.parameters)

        def start() -> Callable[[], Callable[[], str]]:
            chain = proef.start()

            def call() -> Callable[[], str]:
                chain.run()
                return lambda: chain.statussen[0].melding if chain.failed else digest(chain)

            return call

        return Proefloop(proef.tell(), start)

    return [loop(example) for example in onderwerp.thing.value.voorbeelden]


def _indicators(onderwerp: Onderwerp) -> list[Proefloop]:
    indicator = onderwerp.thing.value

    def loop(sector: str) -> Proefloop:
        def start() -> Callable[[], Callable[[], str]]:
            given = given_to(onderwerp, sector)

            def call() -> Callable[[], str]:
                rows = indicator.bereken(*given)
                return lambda: _digest({"metingen": rows})

            return call

        return Proefloop(f"region of {sector} in {SCHOOLJAAR}", start)

    return [loop(sector) for sector in indicator.sectoren]


def given_to(
    onderwerp: Onderwerp, sector: str, change: Callable[[Any, pd.DataFrame], pd.DataFrame] | None = None
) -> tuple[Any, ...]:
    """What an indicator is called with, by its `over`; tables and lines are its own.

    Args:
        onderwerp: the indicator.
        sector: po or vo.
        change: what to make of each table.
    """
    from swvmon.contract.grootboek import Grootboek
    from swvmon.perioden import Schooljaar

    indicator = onderwerp.thing.value
    if indicator.over == REGIOS:
        return _metingen_of(onderwerp, sector), Schooljaar.parse(SCHOOLJAAR)
    view, ledger, other = arguments(indicator, sector, onderwerp.tabellen)
    former, closed = view.vorig()
    if change is not None:
        view, former = changed(view, change), changed(former, change)
    own = Grootboek(ledger.regels.copy(), dict(ledger.opening))
    view = fresh(view).after(fresh(former), Grootboek(closed.regels.copy(), dict(closed.opening)))
    if indicator.over == SCENARIO:
        return view, Grootboek(other.regels.copy(), dict(other.opening)), own
    return view, own


def _metingen_of(onderwerp: Onderwerp, sector: str) -> pd.DataFrame:
    """The metingen of the indicators that a comparison of regions reads: of two regions in two school years."""
    import pandas as pd

    from swvmon.contract.meting import KOLOMMEN

    tables = onderwerp.tabellen
    read = partial(_metingen, tabellen=tables) if tables else _metingen_of_fictional
    frames = [read(onderwerp.keuze, naam, sector) for naam in onderwerp.thing.value.uit]
    filled = [frame.copy() for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(KOLOMMEN))


@cache
def _metingen_of_fictional(keuze: PluginChoice, naam: str, sector: str) -> pd.DataFrame:
    """Those of the regions as they are, which many comparisons read and each time again; not to be changed."""
    return _metingen(keuze, naam, sector, {})


def _metingen(keuze: PluginChoice, naam: str, sector: str, tabellen: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The metingen of one indicator, of two regions in two school years; none where it is about another sector."""
    import pandas as pd
    from attrs import evolve

    from swvmon.perioden import Schooljaar

    source = find("indicator", naam, keuze).thing
    if source.value.over != REGIOJAAR or sector not in source.value.sectoren:
        return pd.DataFrame()
    frames = []
    for regio, tlv_procent in ((f"{sector.upper()}9901", 100), (f"{sector.upper()}9902", 140)):
        view, ledger, _ = arguments(source.value, sector, tabellen, tlv_procent)
        rows = measured(source, sector, (evolve(view, regio=regio), ledger))
        years = [str(Schooljaar.parse(SCHOOLJAAR).shift(-back)) for back in (1, 0)]
        frames += [rows.assign(regio=regio, schooljaar=year) for year in years]
    return pd.concat(frames, ignore_index=True)


def measured(indicator: Any, sector: str, given: tuple[Any, ...]) -> pd.DataFrame:
    """The metingen of one indicator as the core takes them.

    Args:
        indicator: the indicator, as registered.
        sector: po or vo.
        given: what it is called with.

    Raises:
        AssertionError: it failed, or the core refuses what it handed back; with the message that a run would show.
    """
    from swvmon.run.measure import measure, measure_sector, settle

    stamp = {"run_id": "0" * 16, "scenario": "plan", "regio": sector, "schooljaar": SCHOOLJAAR}
    if indicator.value.over == REGIOS:
        rows, statussen = measure_sector((indicator,), given[0], given[1], stamp)
    else:
        view, *ledgers = given
        stamp |= {"regio": view.regio}
        raw = measure((indicator,), with_schools(view), ledgers[0], stamp, *ledgers[1:])
        rows, statussen = settle([raw])[0]
    if statussen[0].status != "gelukt":
        raise AssertionError(f"a run would say: {statussen[0].melding}")
    return rows


def samples_of(onderwerp: Onderwerp) -> list[tuple[Any, Path]]:
    """The datasets of a databron with their small files."""
    datasets = {d.naam: d for d in onderwerp.thing.value.datasets}
    folder = onderwerp.bestanden
    files = sorted(p for p in folder.iterdir() if p.is_file()) if folder else []
    named = sorted(datasets, key=len, reverse=True)
    found = ((next((n for n in named if p.name.startswith(n)), ""), p) for p in files)
    return [(datasets[name], path) for name, path in found if name]


def _sources(onderwerp: Onderwerp) -> list[Proefloop]:
    return [read_loop(dataset, path) for dataset, path in samples_of(onderwerp)]


def read_loop(dataset: Any, path: Path) -> Proefloop:
    """Recognising and reading one file."""
    from swvmon.bronbestand import Bestand

    def start() -> Callable[[], Callable[[], str]]:
        bestand = Bestand.open(path)
        kop = bestand.kop

        def call() -> Callable[[], str]:
            known, periode = dataset.herken(kop), dataset.periode(kop)
            gelezen = read(dataset, bestand, periode)
            told = (known, periode, gelezen.rijen_gelezen, gelezen.bevindingen)
            return lambda: _digest({**gelezen.tabellen, "afkeuringen": gelezen.afkeuringen}, repr(told))

        return call

    return Proefloop(f"{dataset.naam} ({path.name})", start)


def read(dataset: Any, bestand: Any, periode: Any = None) -> Any:
    """Read a file as the core does; where the content does not tell the period, it is 1 October 2015."""
    told = periode or dataset.periode(bestand.kop) or of_day(dataset.periode_soort, date(2015, 10, 1))
    return dataset.read(bestand, told)


def _digest(frames: Mapping[str, Any], more: str = "") -> str:
    text = "\n".join(f"{name}\n{frame.to_csv(index=False)}" for name, frame in frames.items())
    return sha256(f"{text}\n{more}".encode()).hexdigest()
