"""Import plugins and call their hooks: each apart, timed, and with the plugin's name on what came of it."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import field, frozen

from swvmon.errors import PluginFault
from swvmon.hooks.discovery import Discovery, Found, PluginChoice, Refused, discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from swvmon.contract.databron import Databron
    from swvmon.contract.gepubliceerd import Gepubliceerd

T = TypeVar("T")


@frozen
class HookResult:
    """What one plugin made of one hook call.

    Attributes:
        plugin: name of the plugin.
        distribution: the distribution that brought it.
        version: its version.
        value: what the implementation returned; None where it failed.
        error: what it raised, or None.
        seconds: wall time of the call.
    """

    plugin: str
    distribution: str
    version: str
    value: object
    error: BaseException | None
    seconds: float


@frozen
class Registered(Generic[T]):
    """Something that a plugin registered.

    Attributes:
        value: the thing.
        plugin: name of the plugin.
        distribution: the distribution that brought it.
        versie: version of the plugin's card.
    """

    value: T
    plugin: str
    distribution: str
    versie: str


@frozen
class Kind:
    """A registrar hook: its name, what it takes, and which list of the card announces it."""

    hook: str
    type_path: str
    key: str
    card_list: str = ""


KINDS = {
    "verdeelmodellen": Kind("swvmon_register_verdeelmodellen", "verdeelmodel:Verdeelmodel", "naam", "verdeelmodellen"),
    "indicatoren": Kind("swvmon_register_indicatoren", "indicator:Indicator", "naam", "indicatoren"),
    "databronnen": Kind("swvmon_register_databronnen", "databron:Databron", "naam", "databronnen"),
    "microtellingen": Kind("swvmon_register_microtellingen", "microtelling:Microtelling", "naam"),
    "parameters": Kind("swvmon_register_parameters", "parameter:Parameter", "id"),
    "gepubliceerd": Kind("swvmon_register_gepubliceerd", "gepubliceerd:Gepubliceerd", "id"),
}


@frozen(eq=False)
class PluginRegistry:
    """The plugins of one run or one test: no state is shared between two registries.

    Attributes:
        discovery: what can be loaded.
        refused: what was refused while loading, beside what discovery refused.
    """

    discovery: Discovery = field(factory=discover)
    refused: list[Refused] = field(factory=list, init=False)
    _loaded: dict[str, Found] = field(factory=dict, init=False)
    _failed: set[str] = field(factory=set, init=False)
    _manager: Any = field(init=False)
    _names: dict[tuple[str, str], Registered[Any]] = field(factory=dict, init=False)

    @_manager.default
    def _new_manager(self) -> Any:
        import pluggy

        from swvmon.hooks.markers import PROJECT
        from swvmon.hooks.specs import RegistrarHooks, RunHooks

        manager = pluggy.PluginManager(PROJECT)
        manager.add_hookspecs(RegistrarHooks)
        manager.add_hookspecs(RunHooks)
        return manager

    @property
    def loaded(self) -> tuple[str, ...]:
        """Names of the plugins that are imported, sorted."""
        return tuple(sorted(self._loaded))

    def load(self, names: Iterable[str] | None = None) -> None:
        """Import plugins by name, all where none are named; a failure is recorded in `refused`, the others go on."""
        wanted = None if names is None else set(names)
        for plugin in self.discovery.plugins:
            if plugin.naam in self._loaded or plugin.naam in self._failed:
                continue
            if wanted is not None and plugin.naam not in wanted:
                continue
            try:
                module = _import(plugin)
                _check_implementations(module, self._manager)
                self._manager.register(module, plugin.naam)
            except (Exception, SystemExit) as error:  # whatever a plugin raises is its own fault, and named
                self._failed.add(plugin.naam)
                self.refused.append(_refusal(plugin, error))
                continue
            self._loaded[plugin.naam] = plugin

    def call(self, hook: str, **arguments: object) -> list[HookResult]:
        """Call a hook, one plugin at a time, sorted by name; wrappers of other plugins surround each call.

        Returns:
            One result per plugin that implements the hook; a plugin that raised has `error`.
        """
        return [self._call_one(hook, name, arguments) for name in self._implementers(hook)]

    def register(self, kind: str, names: Iterable[str] | None = None) -> list[Registered[Any]]:
        """Load plugins and let each register its things of a kind.

        A plugin that raises, or registers what is not of the kind or a name that is taken, registers nothing and is
        named in `refused`.

        Args:
            kind: a key of `KINDS`.
            names: plugins to ask; all where none are named.
        """
        wanted = None if names is None else set(names)
        self.load(wanted)
        rule = KINDS[kind]
        things: list[Registered[Any]] = []
        for name in self._implementers(rule.hook):
            if wanted is not None and name not in wanted:
                continue
            plugin = self._loaded[name]
            mine: list[Registered[Any]] = []
            result = self._call_one(rule.hook, name, {"register": self._registrar(kind, plugin, mine)})
            if result.error is not None:
                self.refused.append(_refusal(plugin, result.error))
                continue
            for thing in mine:
                self._names[(kind, getattr(thing.value, rule.key))] = thing
            things += mine
        return sorted(things, key=lambda t: str(getattr(t.value, rule.key)))

    def plugin(self, name: str) -> Found:
        """The loaded plugin of a name."""
        return self._loaded[name]

    def _implementers(self, hook: str) -> list[str]:
        caller = getattr(self._manager.hook, hook)
        return sorted({i.plugin_name for i in caller.get_hookimpls() if not (i.wrapper or i.hookwrapper)})

    def _call_one(self, hook: str, name: str, arguments: dict[str, object]) -> HookResult:
        caller = getattr(self._manager.hook, hook)
        others = [
            i.plugin for i in caller.get_hookimpls() if i.plugin_name != name and not (i.wrapper or i.hookwrapper)
        ]
        plugin = self._loaded[name]
        start = time.perf_counter()
        value, error = None, None
        try:
            values = self._manager.subset_hook_caller(hook, remove_plugins=others)(**arguments)
            value = values[0] if values else None
        except (Exception, SystemExit) as caught:  # isolation: it is handed back with the plugin's name
            error = caught
        seconds = time.perf_counter() - start
        return HookResult(name, plugin.distributie, plugin.versie, value, error, seconds)

    def _registrar(self, kind: str, plugin: Found, mine: list[Registered[Any]]) -> Callable[[object], None]:
        rule = KINDS[kind]
        expected = _contract_type(rule.type_path)

        def register(thing: object) -> None:
            if not isinstance(thing, expected):
                raise PluginFault(f"registered {thing!r}, expected a {expected.__name__}")
            name = getattr(thing, rule.key)
            if rule.key == "id" and not name.startswith(f"{plugin.naam}."):
                raise PluginFault(f"{expected.__name__} {name!r} must start with the plugin's name: {plugin.naam}.")
            if rule.card_list and name not in getattr(plugin.card, rule.card_list):
                raise PluginFault(f"registers {name!r}, which its card does not list under {rule.card_list}")
            taken = self._names.get((kind, name))
            if taken is not None and taken.plugin != plugin.naam:
                theirs = f"{taken.plugin} ({taken.distribution} {taken.versie})"
                raise PluginFault(f"{name!r} is registered by {theirs} already; leave one out with --deny-plugin")
            if any(getattr(m.value, rule.key) == name for m in mine):
                raise PluginFault(f"registers {name!r} twice")
            mine.append(Registered(thing, plugin.naam, plugin.distributie, plugin.card.versie))

        return register


def load_databronnen(choice: PluginChoice) -> tuple[list[Registered[Databron]], list[Refused]]:
    """All databronnen that are installed, and what was refused on the way."""
    registry = PluginRegistry(discover(choice))
    wanted = [p.naam for p in registry.discovery.plugins if p.card.databronnen]
    sources = registry.register("databronnen", wanted)
    return sources, [*registry.discovery.refused, *registry.refused]


def published_figures(choice: PluginChoice) -> tuple[list[Registered[Gepubliceerd]], list[Refused]]:
    """All published figures that the installed plugins register.

    Imports every plugin that may be used. None is computed: that is `Gepubliceerd.bereken`.

    Args:
        choice: which plugins; a command of a plugin has it as ``click.pass_obj``.

    Returns:
        The figures, each as the `value` of what tells its plugin too, sorted by id; and the plugins that were refused.
    """
    registry = PluginRegistry(discover(choice))
    figures = registry.register("gepubliceerd")
    return figures, [*registry.discovery.refused, *registry.refused]


def registered_titles(choice: PluginChoice) -> dict[str, str]:
    """The Dutch titles of the models and indicatoren of the installed plugins, by name.

    Imports the plugins that have any. A plugin that is refused has none.

    Args:
        choice: which plugins; a command of a plugin has it as ``click.pass_obj``.
    """
    registry = PluginRegistry(discover(choice))
    offered = [thing.value for kind in ("verdeelmodellen", "indicatoren") for thing in registry.register(kind)]
    return {thing.naam: thing.titel for thing in offered}


def _contract_type(path: str) -> type:
    from importlib import import_module

    module, _, name = path.partition(":")
    return getattr(import_module(f"swvmon.contract.{module}"), name)  # type: ignore[no-any-return]


def _import(plugin: Found) -> ModuleType:
    from importlib import import_module
    from importlib.util import module_from_spec, spec_from_file_location

    if not plugin.bestand:
        return import_module(plugin.module)
    name = f"swvmon_file_{plugin.naam}"
    spec = spec_from_file_location(name, plugin.module)
    if spec is None or spec.loader is None:
        raise PluginFault(f"{plugin.distributie} cannot be imported")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _check_implementations(module: ModuleType, manager: Any) -> None:
    """Refuse what pluggy would let pass: a misspelt hook, a default, a hook function without its marker."""
    from difflib import get_close_matches
    from inspect import Parameter, signature

    known = [name for name, caller in vars(manager.hook).items() if caller.has_spec()]
    for name, function in sorted(vars(module).items()):
        options = manager.parse_hookimpl_opts(module, name)
        hook = (options or {}).get("specname") or name
        if options is None:
            if name.startswith("swvmon_") and name in known:
                raise PluginFault(f"function {name} is not marked with @hookimpl, so it would never be called")
            continue
        if hook not in known and not options.get("optionalhook"):
            close = get_close_matches(hook, known, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise PluginFault(f"implements hook {hook}, which does not exist{hint}")
        for parameter in signature(function).parameters.values():
            if parameter.default is not Parameter.empty:
                raise PluginFault(
                    f"{name} gives {parameter.name!r} a default; a hook implementation has none, "
                    "because a default could silently replace what the core hands in"
                )


def _refusal(plugin: Found, error: BaseException) -> Refused:
    code = "geweigerd" if isinstance(error, PluginFault) else "fout_bij_laden"
    text = str(error) if isinstance(error, PluginFault) else f"{type(error).__name__}: {error}"
    return Refused(plugin.naam, f"{plugin.distributie} {plugin.versie}", code, " ".join(text.split()))
