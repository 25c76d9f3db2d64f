"""What the kit judges: one model, indicator or databron of a plugin, found as the core finds it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from swvmon.errors import UsageError
from swvmon.hooks.card import parse_card
from swvmon.hooks.discovery import CARD_FILE, GROUP, Discovery, Found, PluginChoice, discover
from swvmon.hooks.registry import PluginRegistry

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.contract.parameter import Parameter
    from swvmon.hooks.registry import Registered

LIJSTEN = {"verdeelmodel": "verdeelmodellen", "indicator": "indicatoren", "databron": "databronnen"}
"""Kinds that the kit judges, with the list of the card that names them."""

SAMPLES = "voorbeelden"
"""Folder beside the code of a databron with small made files, each named after its dataset."""


@frozen(eq=False)
class Onderwerp:
    """One thing of a plugin.

    Attributes:
        soort: verdeelmodel, indicator or databron.
        naam: its name.
        plugin: the plugin, not yet judged; None where none was found.
        ding: the thing, as registered; None where it was refused.
        parameters: the dated parameters of the plugin.
        geweigerd: why it was refused, or not found.
        keuze: how other plugins are found, those whose metingen an indicator reads.
        tabellen: tables that replace those of the fictional region, by name, or by name and telmoment.
        bestanden: folder with a small file per dataset, for a databron.
        project: folder of the project, where it is judged without being installed.
    """

    soort: str
    naam: str
    plugin: Found | None
    ding: Registered[Any] | None
    parameters: tuple[Parameter, ...] = ()
    geweigerd: str = ""
    keuze: PluginChoice = PluginChoice()
    tabellen: Mapping[str, pd.DataFrame] = field(factory=dict, repr=False)
    bestanden: Path | None = None
    project: Path | None = None

    @property
    def thing(self) -> Registered[Any]:
        """The thing; only asked for where it was registered."""
        if self.ding is None:
            raise AssertionError(self.geweigerd)
        return self.ding

    @property
    def found(self) -> Found:
        """The plugin; only asked for where it was found."""
        if self.plugin is None:
            raise AssertionError(self.geweigerd)
        return self.plugin


def find(soort: str, naam: str, keuze: PluginChoice = PluginChoice(), **more: Any) -> Onderwerp:  # noqa: B008 - frozen
    """Look up a model, indicator or databron among what is installed.

    Args:
        soort: verdeelmodel, indicator or databron.
        naam: its name.
        keuze: folders with single files, allow and deny lists.
        more: `tabellen` and `bestanden` of `Onderwerp`.
    """
    discovery = discover(keuze)
    plugin = discovery.offering(LIJSTEN[soort], naam)
    if plugin is None:
        reasons = "; ".join(str(r) for r in discovery.refused) or "see `swvmon plugins list`"
        return Onderwerp(soort, naam, None, None, (), f"no plugin offers {soort} {naam!r}: {reasons}", keuze, **more)
    return load(plugin, soort, naam, keuze, **more)


def load(plugin: Found, soort: str, naam: str, keuze: PluginChoice, **more: Any) -> Onderwerp:
    """Import a plugin and let it register; what it does wrong becomes `geweigerd`."""
    registry = PluginRegistry(Discovery((plugin,), ()))
    things = registry.register(LIJSTEN[soort], [plugin.naam])
    thing = next((t for t in things if getattr(t.value, "naam", "") == naam), None)
    parameters = tuple(p.value for p in registry.register("parameters", [plugin.naam]))
    refused = "; ".join(str(r) for r in registry.refused)
    if thing is None and not refused:
        refused = f"plugin {plugin} registers no {soort} {naam!r}, which its card lists"
    more["bestanden"] = more.get("bestanden") or _samples(plugin)
    return Onderwerp(soort, naam, plugin, thing, parameters, refused, keuze, **more)


def all_of(plugin: Found, keuze: PluginChoice, project: Path | None = None) -> list[Onderwerp]:
    """Everything of a plugin that the kit can judge, by its card."""
    return [
        load(plugin, soort, naam, keuze, project=project)
        for soort, lijst in LIJSTEN.items()
        for naam in getattr(plugin.card, lijst)
    ]


def locate(path_or_name: str, keuze: PluginChoice) -> tuple[Found, PluginChoice, Path | None]:
    """The plugin of a name, of a single file, or of the folder of a project that need not be installed.

    Raises:
        UsageError: there is none, or the core refuses it; says why.
    """
    path = Path(path_or_name)
    if path.suffix == ".py" and path.is_file():
        keuze = keuze._replace(dirs=(*keuze.dirs, str(path.parent)))
        discovery = discover(keuze)
        found = next((p for p in discovery.plugins if p.bestand and Path(p.module) == path), None)
        if found is None:
            reasons = "; ".join(str(r) for r in discovery.refused if path.name in r.distributie)
            raise UsageError(reasons or f"{path}: is no plugin")
        return found, keuze, None
    if path.is_dir():
        return _project(path), keuze, path
    discovery = discover(keuze)
    found = next((p for p in discovery.plugins if p.naam == path_or_name), None)
    if found is None:
        reasons = "; ".join(str(r) for r in discovery.refused if r.naam == path_or_name)
        raise UsageError(reasons or f"no plugin, file or folder {path_or_name!r}; see `swvmon plugins list`")
    return found, keuze, None


def _project(folder: Path) -> Found:
    """The plugin of a project, from its `pyproject.toml` and its card; its package can be imported from then on."""
    import tomllib

    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        naam, package = next(iter(project["entry-points"][GROUP].items()))
    except (OSError, ValueError, KeyError, StopIteration) as error:
        raise UsageError(
            f"{folder}: has no pyproject.toml with [project.entry-points.{GROUP}] ({type(error).__name__}: {error})"
        ) from error
    source = folder / "src" if (folder / "src" / package).is_dir() else folder
    try:
        card = parse_card((source / package / CARD_FILE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder}: the card {package}/{CARD_FILE} of its plugin: {error}") from error
    if str(source.resolve()) not in sys.path:
        sys.path.insert(0, str(source.resolve()))
    return Found(naam, str(project.get("name", "?")), str(project.get("version", "?")), package, card)


def code_paths(plugin: Found) -> tuple[Path, ...]:
    """The file of a single-file plugin, or the folder of its package."""
    from importlib.util import find_spec

    if plugin.bestand:
        return (Path(plugin.module).resolve(),)
    spec = find_spec(plugin.module)
    places = spec.submodule_search_locations if spec else None
    return tuple(Path(place).resolve() for place in places or ())


def _samples(plugin: Found) -> Path | None:
    for path in code_paths(plugin):
        folder = (path.parent if plugin.bestand else path) / SAMPLES
        if folder.is_dir():
            return folder
    return None
