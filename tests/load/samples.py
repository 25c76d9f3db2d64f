"""Small files of the registered datasets, from what the plugins' tests and the demo bring, and heads of real ones."""

from __future__ import annotations

import os
import random
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
REAL = Path(os.environ.get("SWVMON_REAL_DATA", ROOT.parent / "shared" / "data" / "real"))
REAL_ROWS = 200
STATLINE = (
    b"tabel;gewijzigd;maat;dimensies;periode;waarde;eenheid;status\n"
    b"85490NED;2026-08-02;M1;RegioS=GM0363;2022SJ00;120;aantal;definitief\n"
    b"85490NED;2026-08-02;M2;RegioS=GM0363;2023SJ00;33.25;%;voorlopig\n"
    b"85490NED;2026-08-02;M1;RegioS=GM9;2022SJ00;.;aantal;geheim\n"
)
GEMEENTEN = b"swv;gemeente\nPO9901;Lutjebroek\nPO9902;Waterhoven\n"


@cache
def small() -> dict[str, bytes]:
    """Small files by name: `FILES` of each `plugins/*/tests/small.py`, templates with their examples, the demo."""
    return {**_of_plugins(), **_templates(), **_demo(), "statline": STATLINE, "gemeenten": GEMEENTEN}


@cache
def real() -> dict[str, bytes]:
    """Of each real table the header and 200 rows, the same ones each time; empty where the files are not here."""
    chance = random.Random(20191001)  # noqa: S311 - rows, not secrets
    found = {}
    for path in sorted(REAL.rglob("*.csv")):
        header, *rows = path.read_bytes().splitlines(keepends=True)
        above = 1 if header.count(b";") + header.count(b",") and rows[0].isupper() and not header.isupper() else 0
        kept = sorted(chance.sample(range(above, len(rows)), min(REAL_ROWS, len(rows) - above)))
        found[path.relative_to(REAL).as_posix()] = b"".join([header, *rows[:above], *(rows[i] for i in kept)])
    return found


def _of_plugins() -> dict[str, bytes]:
    found = {}
    for path in sorted((ROOT / "plugins").glob("*/tests/small.py")):
        spec = spec_from_file_location(f"small_of_{path.parent.parent.name}", path)
        assert spec
        assert spec.loader
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, (header, rows) in module.FILES.items():
            found[name] = ("\r\n".join([header, *rows]) + "\r\n").encode("cp1252")
    return found


def _templates() -> dict[str, bytes]:
    from swvmon_swvadministratie.sjablonen import SJABLONEN

    return {
        f"template {naam}": "\n".join(
            [";".join(v.naam for v in s.velden), ";".join(v.voorbeeld for v in s.velden), ""]
        ).encode()
        for naam, s in SJABLONEN.items()
    }


def _demo() -> dict[str, bytes]:
    folder = ROOT / "core" / "swvmon" / "demo"
    files = sorted(p for p in folder.rglob("*.csv") if "2012" not in p.name or "2014" not in p.name)
    latest = {p.name.rstrip("-.0123456789csv"): p for p in files}
    return {p.relative_to(folder).as_posix(): _some(p.read_bytes()) for p in latest.values()}


def _some(data: bytes) -> bytes:
    return b"".join(data.splitlines(keepends=True)[:12])
