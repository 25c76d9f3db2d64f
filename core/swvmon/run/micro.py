"""Enrolments of pupils: load a file of them, and count the tables that plugins declare over them."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.errors import FileFault, MissingData, PluginFault
from swvmon.run.herkomst import leverperiode
from swvmon.store.micro.motor import GEHEUGEN, OMGEVING_GEHEUGEN
from swvmon.store.micro.tellen import Teller, Telwerk, needed
from swvmon.store.micro.vorm import DATASET, NAMEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    import pandas as pd

    from swvmon.bronbestand import Bestand
    from swvmon.contract.databron import Leverperiode
    from swvmon.contract.microtelling import Microtelling
    from swvmon.hooks.registry import Registered
    from swvmon.perioden import Schooljaar
    from swvmon.run.herkomst import Herkomst
    from swvmon.store import LeveringResult, Store
    from swvmon.store.micro.bestanden import Microbestand


@frozen
class Geteld:
    """What became of a count at one 1 October.

    Attributes:
        microtelling: its name.
        peildatum: the 1 October.
        levering: number of the levering with the counts.
        rijen: rows of the table.
        bestond: it was counted before over the same enrolments.
    """

    microtelling: str
    peildatum: date
    levering: int
    rijen: int
    bestond: bool


def memory_limit(option: str | None = None) -> str:
    """The limit of memory for DuckDB: what is asked for, else SWVMON_GEHEUGEN, else 700MB."""
    return option or os.environ.get(OMGEVING_GEHEUGEN) or GEHEUGEN


def is_enrolments(bestand: Bestand) -> bool:
    """Whether a file is one of enrolments: Parquet with a column of pseudonyms and one of types of education."""
    kop = bestand.kop
    return kop.codering == "parquet" and {"leerling", "soort"} <= set(kop.koppen)


def load_enrolments(store: Store, bestand: Bestand, herkomst: Herkomst) -> tuple[Leverperiode, LeveringResult]:
    """Check a file with enrolments and keep it beside the database; loading it twice changes nothing.

    Raises:
        FileFault: a row is not as it must be: the file is accepted whole or not at all.
        StoreError: the disk is full, or the limit of memory is reached; nothing was loaded.
    """
    from swvmon.store import NewLevering
    from swvmon.store.micro.vorm import check_enrolments

    if unknown := sorted(set(bestand.kop.koppen) - set(NAMEN)):
        raise FileFault(f"{bestand.pad}: column {unknown[0]!r} is not known, and may tell of a person; leave it out")
    inhoud = check_enrolments(bestand.pad, memory_limit(), store.micro_folder)
    periode = leverperiode("peildatum", inhoud.peildatum)
    if herkomst.periode is not None and herkomst.periode != periode:
        raise FileFault(f"{bestand.pad}: is of {inhoud.peildatum}, leveringen.toml tells {herkomst.periode.dagen.van}")
    new = NewLevering(
        bron="swvmon",
        dataset=DATASET,
        uitgever=herkomst.uitgever,
        licentie=herkomst.licentie or "niet voor publicatie",
        bestandsnaam=bestand.naam,
        sha256=bestand.sha256,
        vingerafdruk=_hash(DATASET, bestand.sha256, herkomst.status),
        periode_soort="peildatum",
        periode_van=inhoud.peildatum,
        periode_tot=inhoud.peildatum,
        periode_exact=True,
        status=herkomst.status,
        plugin="swvmon",
        plugin_versie="1",
        rijen_gelezen=inhoud.rijen,
    )
    return periode, store.add_enrolments(new, bestand.pad)


def count_enrolments(
    store: Store,
    tellingen: Sequence[Registered[Microtelling]],
    schooljaren: Sequence[Schooljaar] = (),
    *,
    geheugen: str | None = None,
    on_progress: Callable[[int, int, str], None] = lambda _done, _total, _what: None,
) -> list[Geteld]:
    """Count tables over enrolments and keep each as a levering; what was counted before is not counted again.

    Args:
        store: the database; its folder has the enrolments.
        tellingen: what is counted.
        schooljaren: of which 1 October; none: of each for which the enrolments that a count needs are loaded.
        geheugen: limit of memory for DuckDB, such as ``700MB``.
        on_progress: called before each count with the number done, the total and what is counted.

    Returns:
        One per count and 1 October, in that order. A count that is stopped goes on where it was when it is run again.

    Raises:
        MissingData: nothing is loaded, or a year that is needed is not.
        StoreError: a file was changed, cannot be read, the disk is full or the limit of memory is reached; what was
            counted until then stays.
    """
    files = store.enrolments()
    if not files:
        raise MissingData("no enrolments are loaded; load Parquet files of them with `swvmon load PATH`")
    _check_gaps(files)
    days = [_first_of_october(year) for year in schooljaren] or [file.peildatum for file in files]
    work = [
        _prepared(store, telling, day, files)
        for day in days
        for telling in tellingen
        if schooljaren or _possible(telling, day, files)
    ]
    done = []
    with Teller(memory_limit(geheugen), store.micro_folder) as teller:
        frames = teller.start([each.werk for each in work if each.bekend is None])
        _make_ready(work)
        for number, each in enumerate(work):
            on_progress(number, len(work), f"{each.werk.telling.naam} {each.werk.dag}")
            done.append(_kept(store, each, frames))
    return done


@frozen(eq=False)
class _Taak:
    """A count with the fingerprint of what it would come to, and the number of the levering that has it already."""

    werk: Telwerk
    plugin: str
    versie: str
    bron: str
    vingerafdruk: str
    bekend: int | None


def _prepared(store: Store, telling: Registered[Microtelling], day: date, files: list[Microbestand]) -> _Taak:
    value = telling.value
    used = sorted({file for found in needed(value, day, files).values() for file in found})
    sources = _hash(*(file.sha256 for file in used))
    vingerafdruk = _hash("micro", value.naam, value.sql, telling.versie, sources, used[-1].status)
    werk = Telwerk(value, day, tuple(used))
    return _Taak(werk, telling.plugin, telling.versie, sources, vingerafdruk, store.find_levering(vingerafdruk))


def _kept(store: Store, taak: _Taak, frames: Iterator[pd.DataFrame]) -> Geteld:
    """Take the next frame and keep it, where it was not counted before."""
    telling, day = taak.werk.telling, taak.werk.dag
    if taak.bekend is not None:
        read = store.loaded(taak.bekend).rijen_gelezen
        return Geteld(telling.naam, day, taak.bekend, read, bestond=True)
    from swvmon.store import NewLevering

    rows, last = next(frames), taak.werk.bestanden[-1]
    new = NewLevering(
        bron="swvmon",
        dataset=f"micro_{telling.naam}",
        uitgever=last.uitgever,
        licentie=last.licentie,
        bestandsnaam=f"{telling.naam} over {len(taak.werk.bestanden)} 1 oktobers",
        sha256=taak.bron,
        vingerafdruk=taak.vingerafdruk,
        periode_soort="peildatum",
        periode_van=day,
        periode_tot=day,
        periode_exact=True,
        status=last.status,
        plugin=taak.plugin,
        plugin_versie=taak.versie,
        rijen_gelezen=len(rows),
    )
    stored = store.add_levering(new, {telling.levert: rows}, _nothing_refused(), strict=True)
    return Geteld(telling.naam, day, stored.id, stored.rijen_gelezen, bestond=stored.existing)


def _make_ready(work: list[_Taak]) -> None:
    """See that every table is there, and import what keeping a count needs: the first one is counted meanwhile."""
    import pandas  # noqa: F401 - the thread that counts would wait for it at its first outcome

    from swvmon.schema import BRONTABELLEN

    for taak in work:
        telling = taak.werk.telling
        if telling.levert not in BRONTABELLEN:
            raise PluginFault(
                f"plugin {taak.plugin}: microtelling {telling.naam} fills {telling.levert}, which is no table"
            )


def _nothing_refused() -> pd.DataFrame:
    import pandas as pd

    from swvmon.contract.databron import AFKEURING_KOLOMMEN

    return pd.DataFrame(columns=list(AFKEURING_KOLOMMEN))


def _possible(telling: Registered[Microtelling], day: date, files: list[Microbestand]) -> bool:
    """The first 1 October has no year before it; a gap further on is a fault, and is named."""
    return "vorig" not in telling.value.leest or day != files[0].peildatum


def _check_gaps(files: list[Microbestand]) -> None:
    years = [file.peildatum.year for file in files]
    if gaps := sorted(set(range(years[0], years[-1])) - set(years)):
        told = ", ".join(f"1 October {year}" for year in gaps)
        raise MissingData(f"the enrolments of {told} are not loaded, but earlier and later ones are; load them first")


def _first_of_october(schooljaar: Schooljaar) -> date:
    from datetime import date

    return date(schooljaar.start, 10, 1)


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
