"""Load files: recognise each by its content, settle its period, read it, and write it whole or not at all."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from attrs import field, frozen

from swvmon.bronbestand import Bestand
from swvmon.bronbestand.bestand import printable
from swvmon.contract.databron import Databron, Dataset, Leesresultaat, Leverperiode
from swvmon.contract.uitkomst import Bevinding
from swvmon.errors import FileFault, SwvmonError, UsageError
from swvmon.run.bestanden import Kandidaat, find_files, of_day, propose, toml_value
from swvmon.run.herkomst import Herkomst, find_herkomst
from swvmon.run.micro import is_enrolments, load_enrolments
from swvmon.store.micro.vorm import DATASET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    import pandas as pd

    from swvmon.hooks.registry import Registered
    from swvmon.store import NewLevering, Store

GELADEN, BESTOND, NIET_HERKEND, FOUT, PLUGINFOUT = "loaded", "present", "unrecognised", "fault", "plugin fault"


def _one_line(text: str) -> str:
    return printable(" ".join(text.split()))


@frozen
class Laadresultaat:
    """What became of one file.

    Attributes:
        pad: the file as the user spells it.
        status: loaded, present (the same was loaded before), unrecognised, fault or plugin fault.
        exit_code: what it asks of the command: 0, 2 or 3.
        melding: one line; empty where all went well.
        dataset: name of the dataset, where it was recognised.
        periode: to which days it belongs, where that is settled.
        levering: number in the database, where it is there.
        gelezen: data rows in the file.
        geaccepteerd: rows that were written.
        afgekeurd: rows that were rejected, with a reason each.
        bevindingen: what a person should know.
    """

    pad: str = field(converter=printable)
    status: str
    exit_code: int = 0
    melding: str = field(default="", converter=_one_line)
    dataset: str = ""
    periode: Leverperiode | None = None
    levering: int | None = None
    gelezen: int = 0
    geaccepteerd: int = 0
    afgekeurd: int = 0
    bevindingen: tuple[Bevinding, ...] = ()


def load_paths(  # noqa: PLR0913 - the options of the command
    store: Store,
    databronnen: Sequence[Registered[Databron]],
    paths: Iterable[str | Path],
    *,
    peildatum: date | None = None,
    strict: bool = False,
    on_progress: Callable[[int, int, str], None] = lambda _done, _total, _naam: None,
) -> list[Laadresultaat]:
    """Load files and folders; what is wrong with one file does not touch the others.

    Args:
        store: where the rows go.
        databronnen: the publishers that plugins registered.
        paths: files, and folders of which all files are tried.
        peildatum: the period of files that do not tell it themselves.
        strict: refuse a file with rejected rows, and a folder with files that nobody recognises.
        on_progress: called before each file with the number done, the total and the file's name.

    Returns:
        One result per file, in the order of the paths; a plugin that fails to look at a file gets a result of its own
        and is not asked again.
    """
    loader = _Loader(store, [(b, d) for b in databronnen for d in b.value.datasets], peildatum, strict)
    candidates = find_files(paths)
    for done, candidate in enumerate(candidates):
        on_progress(done, len(candidates), candidate.pad.name)
        loader.load(candidate)
    return loader.resultaten


@attrs.define(eq=False)
class _Loader:
    """The work of one call of `load_paths`."""

    store: Store
    datasets: list[tuple[Registered[Databron], Dataset]]
    peildatum: date | None
    strict: bool
    resultaten: list[Laadresultaat] = field(factory=list)

    def load(self, candidate: Kandidaat) -> None:
        """Load one file, and note what became of it."""
        base = Laadresultaat(str(candidate.pad), FOUT)
        try:
            if candidate.fout:
                raise FileFault(candidate.fout)
            bestand = Bestand.open(candidate.pad)
            if is_enrolments(bestand):
                base = attrs.evolve(base, dataset=DATASET)
                self.resultaten.append(self._load_enrolments(base, candidate, bestand))
                return
            claim = self._recognise(bestand)
            if claim is None:
                self._note_unrecognised(base, candidate, bestand)
                return
            base = attrs.evolve(base, dataset=claim[1].naam)
            outcome = self._load(base, candidate, bestand, *claim)
        except SwvmonError as error:
            status = PLUGINFOUT if error.exit_code == 3 else FOUT
            outcome = attrs.evolve(base, status=status, exit_code=error.exit_code, melding=str(error))
        except _PluginRaised as error:
            outcome = attrs.evolve(base, status=PLUGINFOUT, exit_code=3, melding=str(error))
        self.resultaten.append(outcome)

    def _recognise(self, bestand: Bestand) -> tuple[Registered[Databron], Dataset] | None:
        """The one dataset that a file is of."""
        claims = []
        for bron, dataset in list(self.datasets):
            try:
                if _ask(bron, dataset, bestand, "herken", partial(dataset.herken, bestand.kop)):
                    claims.append((bron, dataset))
            except _PluginRaised as error:
                self.datasets.remove((bron, dataset))
                self.resultaten.append(Laadresultaat(str(bestand.pad), PLUGINFOUT, 3, str(error), dataset.naam))
        if len(claims) > 1:
            both = " and ".join(f"{d.naam} of plugin {b.plugin} ({b.distribution} {b.versie})" for b, d in claims)
            raise FileFault(f"{bestand.pad}: is claimed by {both}; leave one out with --deny-plugin")
        return claims[0] if claims else None

    def _note_unrecognised(self, base: Laadresultaat, candidate: Kandidaat, bestand: Bestand) -> None:
        kop = bestand.kop
        shown = ", ".join(kop.koppen[:6]) + (", ..." if len(kop.koppen) > 6 else "")
        if any(sum(sign.isdigit() for sign in cell) > 4 for cell in kop.koppen):  # perhaps about persons: not shown
            shown = f"without a header; its first line has {len(kop.koppen)} cells and looks like data"
        what = f"columns {shown}" if kop.koppen else "no table" if kop.codering else "no text"
        text = f"{bestand.pad}: not recognised ({what}); `swvmon plugins list` shows which datasets are known"
        code = 2 if candidate.genoemd or self.strict else 0
        self.resultaten.append(attrs.evolve(base, status=NIET_HERKEND, exit_code=code, melding=text))

    def _load(
        self,
        base: Laadresultaat,
        candidate: Kandidaat,
        bestand: Bestand,
        bron: Registered[Databron],
        dataset: Dataset,
    ) -> Laadresultaat:
        herkomst = find_herkomst(candidate.pad, candidate.top)
        periode = self._period(bestand, bron, dataset, herkomst)
        sleutel = _key_print(dataset)
        vingerafdruk = fingerprint(dataset.naam, bestand.sha256, periode, herkomst.status, bron.versie, sleutel)
        base = attrs.evolve(base, periode=periode)
        known = self.store.find_levering(vingerafdruk)
        if known is not None:
            return attrs.evolve(base, status=BESTOND, levering=known)
        gelezen = _ask(bron, dataset, bestand, "lees", lambda: _checked(dataset, dataset.read(bestand, periode)))
        if self.strict and len(gelezen.afkeuringen):
            raise FileFault(_why_strict(bestand, gelezen.afkeuringen))
        levering = _new_levering(bestand, bron, dataset, herkomst, periode, vingerafdruk, gelezen.rijen_gelezen)
        stored = self.store.add_levering(levering, gelezen.tabellen, gelezen.afkeuringen, strict=self.strict)
        return attrs.evolve(
            base,
            status=BESTOND if stored.existing else GELADEN,
            levering=stored.id,
            gelezen=stored.rijen_gelezen,
            geaccepteerd=stored.rijen_geaccepteerd,
            afgekeurd=stored.rijen_afgekeurd,
            bevindingen=gelezen.bevindingen,
        )

    def _load_enrolments(self, base: Laadresultaat, candidate: Kandidaat, bestand: Bestand) -> Laadresultaat:
        """A file with enrolments of pupils: its rows stay outside the database."""
        herkomst = find_herkomst(candidate.pad, candidate.top)
        periode, stored = load_enrolments(self.store, bestand, herkomst)
        return attrs.evolve(
            base,
            status=BESTOND if stored.existing else GELADEN,
            periode=periode,
            levering=stored.id,
            gelezen=stored.rijen_gelezen,
            geaccepteerd=stored.rijen_geaccepteerd,
        )

    def _period(
        self, bestand: Bestand, bron: Registered[Databron], dataset: Dataset, herkomst: Herkomst
    ) -> Leverperiode:
        """From the content, else from the option, else from a `leveringen.toml`; never from a name."""
        told: Leverperiode | None = _ask(bron, dataset, bestand, "periode", partial(dataset.periode, bestand.kop))
        if told is not None:
            return told
        if self.peildatum is not None:
            return of_day(dataset.periode_soort, self.peildatum)
        soort = dataset.periode_soort
        if herkomst.periode is None:
            guess = propose(bestand.pad, soort)
            day = f" {guess.dagen.van}" if guess else " DATE"
            seen = f"its name looks like {toml_value(guess)}: " if guess else ""
            raise FileFault(
                f"{bestand.pad}: {dataset.naam} needs a {soort} and the content does not tell it; {seen}"
                f"add --peildatum{day}, or run `swvmon leveringen schets {bestand.pad.parent}`"
            )
        if herkomst.periode.soort != soort:
            raise FileFault(
                f"{bestand.pad}: leveringen.toml gives a {herkomst.periode.soort}, {dataset.naam} needs a {soort}"
            )
        return herkomst.periode


class _PluginRaised(Exception):
    """A plugin raised what is no fault of a file."""


def _ask(bron: Registered[Databron], dataset: Dataset, bestand: Bestand, what: str, call: Callable[[], Any]) -> Any:
    try:
        return call()
    except SwvmonError:
        raise
    except Exception as error:
        raise _PluginRaised(
            f"{bestand.pad}: plugin {bron.plugin} ({bron.distribution} {bron.versie}) failed in {what} of "
            f"{dataset.naam}: {type(error).__name__}: {error}"
        ) from error


def _checked(dataset: Dataset, gelezen: object) -> Leesresultaat:
    if not isinstance(gelezen, Leesresultaat):
        raise TypeError(f"lees handed back {type(gelezen).__name__}, expected a Leesresultaat")
    if unknown := sorted(set(gelezen.tabellen) - set(dataset.tabellen)):
        raise ValueError(f"lees handed back table {unknown[0]}, which the dataset does not announce")
    return gelezen


def _why_strict(bestand: Bestand, afkeuringen: pd.DataFrame) -> str:
    first = afkeuringen.iloc[0]
    return (
        f"{bestand.pad}: {len(afkeuringen)} rows are rejected, and --streng allows none; line {first['regel']}, "
        f"column {first['kolom']!r}: found {first['gevonden']!r}, expected {first['verwacht']} ({first['code']})"
    )


def fingerprint(  # noqa: PLR0913, PLR0917 - all that tells two leveringen apart
    dataset: str, sha256: str, periode: Leverperiode, status: str, versie: str, sleutel: str = ""
) -> str:
    """What makes two leveringen the same.

    Args:
        dataset: its name.
        sha256: of the content.
        periode: the days that it is about.
        status: definitief, voorlopig or onbekend.
        versie: of the plugin that read it.
        sleutel: fingerprint of the key that makes its pseudonyms; empty where it carries none.
    """
    days = [periode.soort, periode.dagen.van.isoformat(), periode.dagen.tot.isoformat(), periode.exact]
    text = json.dumps([dataset, sha256, days, status, versie, *([sleutel] if sleutel else [])])
    return hashlib.sha256(text.encode()).hexdigest()


def _key_print(dataset: Dataset) -> str:
    """The fingerprint of the key, for a dataset about persons: the same file under another key is another levering.

    Empty where there is no key: reading the file then says so.
    """
    from swvmon.contract.pseudoniem import read_sleutel
    from swvmon.store.declared import known, table

    if not any(known(tabel) and table(tabel).case_rows for tabel in dataset.tabellen):
        return ""
    try:
        return read_sleutel().vingerafdruk
    except UsageError:
        return ""


def _new_levering(  # noqa: PLR0913, PLR0917 - all that is kept about a file
    bestand: Bestand,
    bron: Registered[Databron],
    dataset: Dataset,
    herkomst: Herkomst,
    periode: Leverperiode,
    vingerafdruk: str,
    rijen_gelezen: int,
) -> NewLevering:
    from swvmon.store import NewLevering

    return NewLevering(
        bron=bron.value.naam,
        dataset=dataset.naam,
        uitgever=herkomst.uitgever or bron.value.uitgever,
        licentie=herkomst.licentie or bron.value.licentie,
        bestandsnaam=bestand.naam,
        sha256=bestand.sha256,
        vingerafdruk=vingerafdruk,
        periode_soort=periode.soort,
        periode_van=periode.dagen.van,
        periode_tot=periode.dagen.tot,
        periode_exact=periode.exact,
        status=herkomst.status,
        plugin=bron.plugin,
        plugin_versie=bron.versie,
        rijen_gelezen=rijen_gelezen,
    )
