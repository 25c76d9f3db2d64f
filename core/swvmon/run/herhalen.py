"""Run again what a manifest tells: the same bytes, or the first input that differs."""

from __future__ import annotations

import json
from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from swvmon.errors import NotRepeated, StoreError, UsageError
from swvmon.hooks.discovery import PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.canonical import csv_bytes, first_difference, storable
from swvmon.run.execute import RunResult, begin
from swvmon.run.manifest import MANIFEST, content_hash, manifest_difference, run_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from swvmon.store import Store

OMGEVING = ("swvmon", "kern_sha256", "hook_api", "python", "pakketten")
"""What of a manifest is the environment: a run is repeated under another one, and identity is then not promised."""
INVOER = ("plan", "regio", "scenarios", "schooljaren", "plugins", "leveringen", "parameters")
"""All else of a manifest: what the run is made of, and without which it is another run."""
KINDS = {"boeking": "boekingen.csv", "meting": "metingen.csv"}


@frozen(eq=False)
class Herhaling:
    """A run that was run again.

    Attributes:
        result: the run that was made now.
        van: id of the run that the manifest is of.
        omgeving: where the environment differs first; empty where it is the same, so that identity is promised.
        vergeleken: with what the result was compared: a stored run, a folder, both or neither.
        verschil: where the result differs first; empty where it is the same or there was nothing to compare.
    """

    result: RunResult
    van: str
    omgeving: str
    vergeleken: tuple[str, ...]
    verschil: str


def repeat(db: str, choice: PluginChoice, path: Path, resultaat: Path | None, tell: Callable[[str], None]) -> Herhaling:
    """Repeat the run of a manifest with its plan, scenarios, school years, plugins and leveringen.

    Newer leveringen are not chosen, and leveringen that were withdrawn since are. A run that is stored is left as it
    is: under another environment the repetition is a run of its own.

    Args:
        db: URL of the database.
        choice: where plugins are found; of these only those of the manifest take part.
        path: the manifest, as `swvmon export` writes it.
        resultaat: folder with an exported result to compare with; None: that of the manifest, where it has one.
        tell: told what is being done.

    Raises:
        UsageError: the file is no manifest, or an input is not there or is another; names the first.
        NotRepeated: everything is the same and the result is not.
    """
    from swvmon.store import Store

    manifest = read_manifest(path)
    folder = _result_folder(path, resultaat)
    plan = read_plan(manifest["plan"], f"plan of {path}")
    years = [Schooljaar.parse(text) for text in manifest["schooljaren"]]
    names = tuple(sorted({row["naam"] for row in manifest["plugins"]}))
    registry = PluginRegistry(discover(choice._replace(allow=names)))
    _refuse_other_plugins(path, manifest, registry)

    def same_input(now: dict[str, Any]) -> None:
        for key in INVOER:
            if changed := manifest_difference(manifest[key], now[key], key):
                raise UsageError(f"{path} cannot be repeated, the first input that differs is {changed}")

    with Store.open(db) as store:
        _refuse_missing_leveringen(path, manifest, store)
        result = begin(
            store, registry, plan, years, manifest["scenarios"], tell, vast=_pinned(manifest), check_manifest=same_input
        ).finish()
        done = Herhaling(result, run_id(manifest), environment_difference(manifest, result.manifest), (), "")
        return _compared(store, done, folder)


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest.

    Raises:
        UsageError: the file cannot be read, is no manifest, is one of a newer swvmon, or one that was published.
    """
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as a manifest ({error})") from None
    if not isinstance(manifest, dict) or "manifest" not in manifest:
        raise UsageError(f"{path}: is no manifest; `swvmon export RUN DIR` writes one, manifest.json")
    if manifest["manifest"] != MANIFEST:
        text = f"is a manifest of form {manifest['manifest']!r}, this swvmon reads form {MANIFEST}"
        raise UsageError(f"{path}: {text}; install the swvmon {manifest.get('swvmon', '')} that wrote it")
    if lacking := [key for key in (*INVOER, *OMGEVING) if key not in manifest]:
        raise UsageError(
            f"{path}: has no {', '.join(lacking)}: a manifest for publication tells too little to repeat the run; "
            "use the one of `swvmon export` without --openbaar"
        )
    return manifest


def environment_difference(then: dict[str, Any], now: dict[str, Any]) -> str:
    """Where two manifests differ first in what is around the run: Python, packages and swvmon itself."""
    found = (manifest_difference(then[key], now[key], key) for key in OMGEVING)
    return next((text for text in found if text), "")


def _refuse_other_plugins(path: Path, manifest: dict[str, Any], registry: PluginRegistry) -> None:
    """Refuse a plugin that is not there or has another content than the manifest tells; the first by name."""
    there = {p.naam: p for p in registry.discovery.plugins}
    refused = {r.naam: str(r) for r in registry.discovery.refused}
    for row in manifest["plugins"]:
        name, distribution, version = row["naam"], row["distributie"], row["distributieversie"]
        wanted = f"plugin {name} {row['versie']} ({distribution} {version})"
        if name not in there:
            reason = refused.get(name, f"install {distribution}=={version}, or name its folder with --plugins-dir")
            raise UsageError(f"{path} cannot be repeated: {wanted} is not there: {reason}")
        found = there[name]
        if content_hash(found) != row["inhoud_sha256"]:
            here = f"{found.card.versie} ({found.distributie} {found.versie})"
            code = "" if (found.card.versie, found.versie) != (row["versie"], version) else ", with other content"
            raise UsageError(
                f"{path} cannot be repeated: {wanted} is {here} here{code}; install {distribution}=={version} to "
                "repeat the run, or run its plan anew and use `swvmon compare`"
            )


def _refuse_missing_leveringen(path: Path, manifest: dict[str, Any], store: Store) -> None:
    """Refuse where a levering was never loaded into this database; the first in the order of the manifest."""
    known = store.leveringen()
    for row in manifest["leveringen"]:
        if row["vingerafdruk"] in set(known["vingerafdruk"]):
            continue
        what = f"the levering {row['dataset']} of {row['periode']} with fingerprint {row['vingerafdruk'][:12]}"
        same = known[known["sha256"] == row["sha256"]]
        cure = f"load the file with sha256 {row['sha256'][:12]}"
        if len(same):
            number, status = same.iloc[-1][["id", "status"]]
            cure = (
                f"levering {number} is of the same file, with status {status} against {row['status']}, or read as "
                "another dataset or period or by another version of its plugin"
            )
        raise UsageError(f"{path} cannot be repeated: {what} is not in {store.name}; {cure}")


def _pinned(manifest: dict[str, Any]) -> dict[tuple[str, str, str], set[str]]:
    """The fingerprints by school year, table and moment."""
    pins: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in manifest["leveringen"]:
        pins[row["schooljaar"], row["tabel"], row["moment"]].add(row["vingerafdruk"])
    return pins


def _result_folder(path: Path, resultaat: Path | None) -> Path | None:
    """The folder with the exported result, or None where there is none."""
    folder = path.parent if resultaat is None else resultaat
    lacking = [name for name in KINDS.values() if not (folder / name).is_file()]
    if resultaat is None and lacking:
        return None
    if lacking:
        raise UsageError(f"--resultaat {folder} has no {' or '.join(lacking)}; `swvmon export RUN DIR` writes them")
    if (folder / "OPENBAAR.txt").exists():
        raise UsageError(f"{folder} holds a result for publication, of which parts are withheld; it cannot be compared")
    return folder


def _compared(store: Store, done: Herhaling, folder: Path | None) -> Herhaling:
    """The repetition beside the stored run and beside the exported result, as far as they are there."""
    identifier = done.result.run_id
    rows = {kind: storable(store.result(identifier, kind), kind) for kind in KINDS}
    with_what, differences = [], []
    if _is_stored(store, done):
        with_what.append(f"run {done.van}")
        stored = {kind: storable(store.result(done.van, kind), kind) for kind in KINDS}
        differences += [_told(kind, first_difference(stored[kind], rows[kind])) for kind in KINDS]
    if folder is not None:
        with_what.append(str(folder))
        for kind, name in KINDS.items():
            exported, mine = _as_text((folder / name).read_bytes()), _as_text(csv_bytes(rows[kind]))
            if list(exported.columns) != list(mine.columns):
                raise UsageError(f"{folder / name} has other columns than this swvmon writes; it cannot be compared")
            differences.append(_told(kind, first_difference(exported, mine)))
    first = next((text for text in differences if text), "")
    if first and not done.omgeving:
        raise NotRepeated(
            f"run {identifier}: every input is the same, and the result differs from {' and '.join(with_what)}: "
            f"{first}. A plugin is not pure, or what was stored was changed"
        )
    return evolve(done, vergeleken=tuple(with_what), verschil=first)


def _is_stored(store: Store, done: Herhaling) -> bool:
    """Whether the run of the manifest is in the database and ended; `execute` compares a run of the same id itself."""
    if done.van == done.result.run_id:
        return done.result.herhaald
    try:
        return store.find_run(done.van).status == "klaar"
    except StoreError:
        return False


def _told(kind: str, difference: str | None) -> str:
    return f"{kind}: {difference}" if difference else ""


def _as_text(content: bytes) -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False)
