"""Find plugins without importing them: entry points and single files, sorted, each judged by its card.

What cannot be used is refused by name with the reason and what to do; the others are not harmed.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from swvmon.hooks.card import Card, Commando, parse_card, parse_comment_card

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import Distribution

GROUP = "swvmon"
CARD_FILE = "swvmon.toml"


class PluginChoice(NamedTuple):
    """What the command line says about plugins.

    Attributes:
        dirs: folders with single-file plugins.
        allow: names that may run; empty: all.
        deny: names (or NAME@DISTRIBUTION) that may not.
    """

    dirs: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()

    def admits(self, naam: str, distributie: str) -> bool:
        """Whether a plugin may be used at all."""
        if naam in self.deny or f"{naam}@{distributie}" in self.deny:
            return False
        return not self.allow or naam in self.allow


class Found(NamedTuple):
    """A plugin that can be used; not imported.

    Attributes:
        naam: its name.
        distributie: the distribution that brought it, or the file.
        versie: version of the distribution, or of the card for a single file.
        module: package to import, or the path of a single file.
        card: its card.
        bestand: whether it is a single file.
    """

    naam: str
    distributie: str
    versie: str
    module: str
    card: Card
    bestand: bool = False

    def __str__(self) -> str:
        return f"{self.naam} ({self.distributie} {self.versie})"


class Refused(NamedTuple):
    """A plugin that cannot be used.

    Attributes:
        naam: its name.
        distributie: where it comes from; both, where two claim one name.
        code: stable reason code (docs/plugins-afgewezen.md).
        melding: what is wrong and what to do.
    """

    naam: str
    distributie: str
    code: str
    melding: str

    def __str__(self) -> str:
        return f"plugin {self.naam} ({self.distributie}) refused: {self.melding}"


class Discovery(NamedTuple):
    """What was found.

    Attributes:
        plugins: usable plugins, sorted by name.
        refused: the others, sorted by name.
    """

    plugins: tuple[Found, ...]
    refused: tuple[Refused, ...]

    def offering(self, kind: str, name: str) -> Found | None:
        """The plugin whose card offers a thing: kind is a list of the card, such as ``verdeelmodellen``."""
        for plugin in self.plugins:
            if name in getattr(plugin.card, kind):
                return plugin
        return None

    def commands(self, reserved: Iterable[str]) -> list[Commando]:
        """Commands of plugins; a name that is reserved or claimed twice is left out (`clashes` names it)."""
        taken = set(reserved)
        claims = [c for p in self.plugins for c in p.card.commandos]
        return [c for c in claims if c.naam not in taken and sum(c.naam == d.naam for d in claims) == 1]

    def clashes(self, reserved: Iterable[str]) -> list[Refused]:
        """Claims that cannot both hold: commands, models, indicators, sources, datasets and derived tables."""
        core = set(reserved)
        clashes: list[Refused] = []
        for kind in ("commandos", "verdeelmodellen", "indicatoren", "databronnen", "datasets", "levert"):
            claims: dict[str, list[Found]] = {}
            for plugin in self.plugins:
                for item in getattr(plugin.card, kind):
                    claims.setdefault(item.naam if isinstance(item, Commando) else item, []).append(plugin)
            for name, claimants in sorted(claims.items()):
                both = " and ".join(str(c) for c in claimants)
                noun = kind.removesuffix("s") if kind == "commandos" else kind
                if kind == "commandos" and name in core:
                    clashes.append(
                        Refused(claimants[0].naam, both, "naam_bezet", f"command {name!r} belongs to the core")
                    )
                elif len(claimants) > 1:
                    text = f"{noun} {name!r} is claimed by {both}; leave one out with --deny-plugin"
                    clashes.append(Refused(claimants[0].naam, both, "naam_bezet", text))
        return clashes


EVERYTHING = PluginChoice()


def discover(choice: PluginChoice = EVERYTHING) -> Discovery:
    """Find the plugins that may be used, by their cards; imports none of them."""
    plugins: list[Found] = []
    refused: list[Refused] = []
    for outcome in (*_from_entry_points(choice), *_from_folders(choice)):
        (plugins if isinstance(outcome, Found) else refused).append(outcome)  # type: ignore[arg-type]
    plugins.sort()
    for naam, same in groupby(plugins, key=lambda p: p.naam):
        group = list(same)
        if len(group) > 1:
            refused.append(_duplicate(naam, [str(p) for p in group]))
    doubles = {r.naam for r in refused if r.code == "dubbele_naam"}
    return Discovery(tuple(p for p in plugins if p.naam not in doubles), tuple(sorted(refused)))


def _from_entry_points(choice: PluginChoice) -> Iterator[Found | Refused]:
    from importlib.metadata import entry_points

    found = entry_points(group=GROUP)
    known = {id(ep.dist): _identity(ep.dist) for ep in found if ep.dist}
    rows = sorted({(ep.name, *known.get(id(ep.dist), ("?", "?")), ep.value) for ep in found})
    admitted = [row for row in rows if choice.admits(row[0], row[1])]
    for naam, same in groupby(admitted, key=lambda row: row[0]):
        group = list(same)
        if len(group) > 1:
            yield _duplicate(naam, [f"{naam} ({distribution} {version})" for _, distribution, version, _ in group])
        else:
            yield _judge(*group[0])


def _identity(distribution: Distribution) -> tuple[str, str]:
    """Name and version, from the two header lines that hold them.

    `Distribution.name` and `.version` each parse all metadata as an e-mail message, which costs `swvmon --help` a
    tenth of its time.
    """
    text = distribution.read_text("METADATA") or distribution.read_text("PKG-INFO") or ""
    headers = dict(line.split(": ", 1) for line in text.partition("\n\n")[0].splitlines() if ": " in line)
    return headers.get("Name", "?"), headers.get("Version", "?")


def _duplicate(naam: str, claims: list[str]) -> Refused:
    both = " and ".join(claims)
    hint = f"--deny-plugin {naam}@DISTRIBUTION"
    return Refused(naam, both, "dubbele_naam", f"the name is claimed by {both}; leave one out with {hint}")


def _judge(naam: str, distribution: str, version: str, value: str) -> Found | Refused:
    from importlib.util import find_spec

    if not value.isidentifier():
        text = f"its entry point {value!r} is not the name of a top-level package"
        return Refused(naam, f"{distribution} {version}", "geen_pakket", text)
    spec = find_spec(value)
    if spec is None or not spec.submodule_search_locations:
        text = f"package {value!r} is not there; install {distribution} again"
        return Refused(naam, f"{distribution} {version}", "geen_pakket", text)
    path = Path(next(iter(spec.submodule_search_locations)), CARD_FILE)
    try:
        card = parse_card(path.read_text("utf-8"))
    except FileNotFoundError:
        return Refused(naam, f"{distribution} {version}", "geen_kaart", f"package {value!r} has no card {CARD_FILE}")
    except (ValueError, OSError) as error:
        return Refused(naam, f"{distribution} {version}", "kaart_onleesbaar", f"its card {CARD_FILE}: {error}")
    return _admit(Found(naam, distribution, version, value, card))


def _from_folders(choice: PluginChoice) -> Iterator[Found | Refused]:
    for folder in choice.dirs:
        if not Path(folder).is_dir():
            yield Refused("?", folder, "geen_map", "is not a folder; --plugins-dir takes a folder with *.py files")
            continue
        for path in sorted(Path(folder).glob("*.py")):
            try:
                card = parse_comment_card(path.read_text("utf-8"))
            except (ValueError, OSError) as error:
                yield Refused(path.stem, path.name, "kaart_onleesbaar", str(error))
                continue
            if choice.admits(card.naam, path.name):
                yield _admit(Found(card.naam, path.name, card.versie, str(path), card, bestand=True))


def _admit(found: Found) -> Found | Refused:
    from swvmon.hooks.levels import SUPPORTED

    where = f"{found.distributie} {found.versie}"
    if found.card.naam != found.naam:
        text = f"its card says naam = {found.card.naam!r}, its entry point {found.naam!r}; they must be the same"
        return Refused(found.naam, where, "kaart_onjuist", text)
    if found.bestand and found.card.commandos:
        text = "a single file cannot add commands; make it a package"
        return Refused(found.naam, where, "kaart_onjuist", text)
    if found.card.hook_api not in SUPPORTED:
        levels = ", ".join(str(level) for level in SUPPORTED)
        cure = "pip install --upgrade swvmon" if found.card.hook_api > max(SUPPORTED) else "upgrade the plugin"
        text = f"it needs hook API {found.card.hook_api}, this swvmon speaks {levels}: {cure}"
        return Refused(found.naam, where, "hook_api", text)
    return found
