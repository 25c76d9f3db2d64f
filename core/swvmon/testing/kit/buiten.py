"""What a plugin touches beside its input, seen in a process of its own behind the fence.

Import and registration happen before the fence. Every example then runs under one world, again under the same, and
under worlds that differ in the clock, in the environment and in random numbers; at last without a fence, in a process
with another hash seed, locale and timezone.
"""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from swvmon.testing import elders
from swvmon.testing.kit.onderwerp import Onderwerp, code_paths, load
from swvmon.testing.kit.proefloop import outcome, runs_of, samples_of
from swvmon.testing.kit.scherm import Scherm, Wereld
from swvmon.testing.kit.sleutel import kit_key

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.hooks.discovery import Found, PluginChoice

WERELDEN = {
    "klok": Wereld(nu=datetime.datetime(2031, 12, 30, 22, 1, 2, tzinfo=datetime.UTC)),
    "omgeving": Wereld(omgeving="twee"),
    "toeval": Wereld(zaad=2),
}
"""Worlds that differ from the first in one thing each, by the check that tells of it."""
ANDERS = Wereld(WERELDEN["klok"].nu, WERELDEN["omgeving"].omgeving, WERELDEN["toeval"].zaad)
"""A world that differs from the first in all of these: where that changes nothing, none of them does."""

_seen: dict[tuple[str, str, str, str], Waarneming] = {}


@frozen
class Waarneming:
    """What was seen of one thing.

    Attributes:
        geraakt: what it touched, by check.
        digests: of each example, without the fence.
        fout: why nothing could be seen.
    """

    geraakt: Mapping[str, tuple[str, ...]] = field(factory=dict)
    digests: tuple[str, ...] = ()
    fout: str = ""


@frozen
class Vraag:
    """One thing to look at; what the other process is told."""

    soort: str
    naam: str
    plugin: Found
    keuze: PluginChoice
    tabellen: Mapping[str, pd.DataFrame]
    bestanden: str

    def answer(self) -> Waarneming:
        """Look, in the process that was asked."""
        try:
            return _look(self)
        except (Exception, SystemExit) as error:  # a plugin may raise anything
            return Waarneming(fout=f"{type(error).__name__}: {error}")


def observe(onderwerpen: Iterable[Onderwerp]) -> None:
    """Look at many things in one process: it takes longer to start than most take to run."""
    todo = [o for o in onderwerpen if o.ding is not None and _key(o) not in _seen]
    if not todo:
        return
    try:
        answers = elders.ask([_question(o) for o in todo])
    except AssertionError as error:
        if len(todo) > 1:  # one of them ended the process: each its own then
            for onderwerp in todo:
                observe([onderwerp])
            return
        answers = [Waarneming(fout=str(error))]
    for onderwerp, answer in zip(todo, answers, strict=True):
        _seen[_key(onderwerp)] = answer
        if onderwerp.soort == "verdeelmodel" and not answer.fout:
            elders.remember(onderwerp.thing, onderwerp.parameters, list(answer.digests))


def seen(onderwerp: Onderwerp) -> Waarneming:
    """What was seen of a thing.

    Raises:
        AssertionError: nothing could be seen.
    """
    observe([onderwerp])
    found = _seen[_key(onderwerp)]
    if found.fout:
        raise AssertionError(f"it cannot run in another process: {found.fout}")
    return found


def _key(onderwerp: Onderwerp) -> tuple[str, str, str, str]:
    tables = ",".join(f"{name}:{id(frame)}" for name, frame in sorted(onderwerp.tabellen.items()))
    return onderwerp.soort, onderwerp.naam, onderwerp.found.module, f"{tables} {onderwerp.bestanden}"


def _question(onderwerp: Onderwerp) -> Vraag:
    folder = str(onderwerp.bestanden.resolve()) if onderwerp.bestanden else ""
    plugin = onderwerp.found
    if plugin.bestand:
        plugin = plugin._replace(module=str(Path(plugin.module).resolve()))
    keuze = onderwerp.keuze._replace(dirs=tuple(str(Path(d).resolve()) for d in onderwerp.keuze.dirs))
    return Vraag(onderwerp.soort, onderwerp.naam, plugin, keuze, dict(onderwerp.tabellen), folder)


def _look(vraag: Vraag) -> Waarneming:
    folder = Path(vraag.bestanden) if vraag.bestanden else None
    onderwerp = load(vraag.plugin, vraag.soort, vraag.naam, vraag.keuze, tabellen=vraag.tabellen, bestanden=folder)
    loops = runs_of(onderwerp)
    handed = tuple(str(p.resolve()) for _, p in samples_of(onderwerp)) if vraag.soort == "databron" else ()
    touched: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="swvmon-kit-") as empty, kit_key() as key:
        scherm = Scherm(tuple(map(str, code_paths(vraag.plugin))), (*handed, str(key)))
        here = Path.cwd()
        os.chdir(empty)
        try:
            for loop in loops:
                first = _behind(scherm, loop, Wereld())
                again = _behind(scherm, loop, Wereld())
                if first == again and _behind(scherm, loop, ANDERS) != first:
                    alone = [check for check, wereld in WERELDEN.items() if _behind(scherm, loop, wereld) != first]
                    for check in alone or WERELDEN:
                        touched.setdefault(check, []).append(f"another {check} gives another outcome on {loop.naam}")
        finally:
            os.chdir(here)
    for check, text in scherm.gezien:
        touched.setdefault(check, []).insert(0, text)
    if vraag.soort == "verdeelmodel":
        known = onderwerp.parameters
        digests = elders.digests(onderwerp.thing, onderwerp.thing.value.voorbeelden, known)
    else:
        with kit_key():
            digests = [loop.digest() for loop in loops]
    return Waarneming({check: tuple(texts) for check, texts in touched.items()}, tuple(digests))


def _behind(scherm: Scherm, loop: Any, wereld: Wereld) -> str:
    call = loop.start()
    with scherm.around(wereld):
        return outcome(call)
