"""Plugins that are wrong on purpose, and which checks of the kit tell: `python tests/mutants/matrix.py` prints it."""

from __future__ import annotations

import shutil
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

from swvmon.hooks.discovery import PluginChoice
from swvmon.testing.kit.buiten import observe
from swvmon.testing.kit.onderwerp import find
from swvmon.testing.kit.oordeel import checks_of, judge
from swvmon.testing.wetten import WETTEN

HERE = Path(__file__).parent
GOOD = {"verdeelmodel": "goed_model", "indicator": "goede_indicator", "databron": "goede_bron"}
LAWFUL = ("contract", *WETTEN)
"""Laws take most of the time: they are tried on the mutants that these checks must tell of, and on the right model."""


class Mutant(NamedTuple):
    """A plugin that is wrong on purpose: its kind and name, the check that must tell, and what is wrong."""

    soort: str
    naam: str
    toets: str
    fout: str
    vervang: list[list[str]]


def mutants() -> list[Mutant]:
    """All of them, by kind, in the order of the files."""
    return [
        Mutant(soort, **row) for soort in GOOD for row in tomllib.loads((HERE / f"{soort}.toml").read_text())["mutant"]
    ]


def write(mutant: Mutant, folder: Path) -> None:
    """Write the plugin: the right one under another name, with texts replaced."""
    good, samples = GOOD[mutant.soort], HERE / "goed" / "voorbeelden"
    source = (HERE / "goed" / f"{mutant.soort}.py").read_text("utf-8")
    if mutant.soort == "databron":
        source = source.replace("goede_begroting", f"{mutant.naam}_begroting")
        (folder / "voorbeelden").mkdir(exist_ok=True)
        shutil.copy(samples / "goede_begroting.csv", folder / "voorbeelden" / f"{mutant.naam}_begroting.csv")
    source = source.replace(good, mutant.naam)
    for old, new in (tuple(text.replace(r"\n", "\n") for text in pair) for pair in mutant.vervang):
        if old not in source:
            raise ValueError(f"{mutant.naam}: {old!r} is not in goed/{mutant.soort}.py")
        source = source.replace(old, new)
    (folder / f"{mutant.naam}.py").write_text(source, "utf-8")


def kills(folder: Path) -> dict[str, dict[str, str]]:
    """Per mutant the checks that tell, with what they say; the right plugins are there under their own names."""
    wanted = {m.naam: (m.soort, m.toets) for m in mutants()} | {naam: (soort, "") for soort, naam in GOOD.items()}
    for mutant in mutants():
        write(mutant, folder)
    for soort, naam in GOOD.items():
        write(Mutant(soort, naam, "", "", []), folder)
    keuze = PluginChoice((str(folder),), tuple(wanted))
    things = {naam: find(soort, naam, keuze) for naam, (soort, _) in wanted.items()}
    observe(things.values())
    found: dict[str, dict[str, str]] = {}
    for naam, thing in things.items():
        meant = wanted[naam][1]
        checks = [c for c in checks_of(thing.soort).values() if c.naam not in WETTEN or meant in ("", *LAWFUL)]
        verdicts = [judge(thing, check) for check in checks]
        found[naam] = {v.toets: v.tekst for v in verdicts if v.uitkomst == "fout"}
    return found


def table(found: dict[str, dict[str, str]]) -> str:
    """The matrix as the page shows it."""
    rows = ["| kind | mutant | what is wrong | killed by | also by |", "|---|---|---|---|---|"]
    for m in mutants():
        also = ", ".join(f"`{name}`" for name in found[m.naam] if name != m.toets)
        by = f"`{m.toets}`" if m.toets in found[m.naam] else "**survives**"
        rows.append(f"| {m.soort} | `{m.naam}` | {m.fout} | {by} | {also} |")
    return "\n".join(rows)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.stdout.write(table(kills(Path(name))) + "\n")
