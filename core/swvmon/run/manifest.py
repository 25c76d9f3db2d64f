"""The manifest of a run: all that decides its outcome. The run id is its hash."""

from __future__ import annotations

import json
import platform
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from swvmon.hooks.levels import HOOK_API

if TYPE_CHECKING:
    from collections.abc import Iterable

    from swvmon.hooks.discovery import Found
    from swvmon.run.bind import Gebruik

MANIFEST = 1
"""The form of a manifest; one of another form is not read."""
PACKAGES = ("numpy", "pandas", "pyarrow")
"""Packages whose version may change a result; with Python itself."""


def make_manifest(  # noqa: PLR0913 - the parts of a manifest
    *,
    plan: str,
    regio: str,
    schooljaren: Iterable[str],
    scenarios: Iterable[str],
    plugins: Iterable[Found],
    gebruik: Iterable[tuple[str, str, Gebruik]],
    leveringen: list[dict[str, Any]],
) -> dict[str, Any]:
    """Put together what decides the outcome of a run.

    Args:
        plan: TOML text of the region plan.
        regio: SWV code.
        schooljaren: school years, in order.
        scenarios: scenario names, in order.
        plugins: plugins that take part.
        gebruik: (scenario, schooljaar, number) for each number that a step gets.
        leveringen: chosen leveringen per school year.
    """
    return {
        "manifest": MANIFEST,
        "swvmon": version("swvmon"),
        "kern_sha256": package_hash("swvmon"),
        "hook_api": HOOK_API,
        "python": platform.python_version(),
        "pakketten": {name: version(name) for name in PACKAGES},
        "regio": regio,
        "schooljaren": list(schooljaren),
        "scenarios": list(scenarios),
        "plan": plan,
        "plugins": [
            {
                "naam": p.naam,
                "versie": p.card.versie,
                "distributie": p.distributie,
                "distributieversie": p.versie,
                "inhoud_sha256": content_hash(p),
            }
            for p in sorted(set(plugins))
        ],
        "parameters": [
            {
                "scenario": scenario,
                "schooljaar": schooljaar,
                "stap": use.stap,
                "parameter": use.parameter,
                "periode": f"{use.periode.van}/{use.periode.tot}",
                "waarde": use.waarde,
                "eenheid": use.eenheid,
                "bron": use.bron,
                "status": use.status,
                "herkomst": use.herkomst,
            }
            for scenario, schooljaar, use in sorted(set(gebruik))
        ],
        "leveringen": leveringen,
    }


def canonical_json(manifest: dict[str, Any]) -> str:
    """The manifest as text: sorted keys, two spaces, UTF-8, a line end at the end."""
    return json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def run_id(manifest: dict[str, Any]) -> str:
    """Sixteen hexadecimal digits: the start of the manifest's SHA-256."""
    return sha256(canonical_json(manifest).encode()).hexdigest()[:16]


def manifest_difference(left: object, right: object, path: str = "") -> str:
    """Where two manifests differ first: the path of the key and both values; empty where they are the same."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in sorted({*left, *right}):
            if found := manifest_difference(left.get(key), right.get(key), f"{path}.{key}" if path else str(key)):
                return found
        return ""
    if isinstance(left, list) and isinstance(right, list):
        for index, (a, b) in enumerate(zip(left, right, strict=False)):
            if found := manifest_difference(a, b, f"{path}[{index}]"):
                return found
        return "" if len(left) == len(right) else f"{path} has {len(left)} entries against {len(right)}"
    return "" if left == right else f"{path}: {left!r} against {right!r}"


def content_hash(plugin: Found) -> str:
    """A hash of what a plugin is: its card, code, parameters and other files; tests and caches left out."""
    if plugin.bestand:
        return sha256(Path(plugin.module).read_bytes()).hexdigest()
    return package_hash(plugin.module)


def package_hash(package: str) -> str:
    """A hash of all files of an installed package; tests and caches left out."""
    spec = find_spec(package)
    root = Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else Path()
    digest = sha256()
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not {"tests", "__pycache__"} & set(parts):
            digest.update("/".join(parts).encode() + b"\x00" + path.read_bytes() + b"\x00")
    return digest.hexdigest()
