"""Optimal secondary suppression: the fewest numbers to withhold, by the Tau-Argus engine of `pytauargus`.

It is asked per regio, over all its tables at once, in another process that is stopped when it takes too long. What it
says is a proposal: the attack on the whole system decides (`swvmon.privacy.onderdrukken`).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from swvmon.privacy.regel import MINIMUM
from swvmon.privacy.stelsel import Relatie, Stelsel

BREEDTE = Decimal(2)
"""How far apart the lowest and highest of a secret must be, as in `swvmon.privacy.onderdrukken`."""
SECONDS = 20
"""How long the engine may take for one regio."""
GRACE = 10.0
"""How much longer it gets before it is stopped, in seconds; it also has to start."""
COST, TIE = 10_000, 500
"""Cost of withholding a number: as few as may be, and of as few the smaller."""
_WORKER = """
import sys
from pathlib import Path
from pytauargus import HiTaSCtrl
for name in sys.argv[2:]:
    path = Path(name)
    made = path.with_suffix(".part")
    code = HiTaSCtrl().full_jj(str(path), str(made), int(sys.argv[1]))
    path.with_suffix(".out").write_text(made.read_text() if code <= 1 and made.exists() else "")
"""


def version() -> str | None:
    """The version of `pytauargus`; None where it cannot be imported."""
    try:
        import pytauargus
    except ImportError:
        return None
    return str(pytauargus.__version__)


class Optimaal:
    """Proposes what to withhold; see `swvmon.privacy.onderdrukken.Keuze`.

    Attributes:
        seconds: how long it may take for one regio.
        gulzig: regio's for which it found nothing in time.
    """

    def __init__(self, seconds: int | None = None) -> None:
        self.seconds = SECONDS if seconds is None else seconds
        self.gulzig: list[str] = []

    def __call__(self, stelsel: Stelsel, weg: set[int]) -> set[int]:
        """The numbers to withhold besides those that are."""
        with tempfile.TemporaryDirectory() as folder:
            places: dict[Path, tuple[str, list[int]]] = {}
            for number, (regio, relations) in enumerate(_blocks(stelsel, weg)):
                path = Path(folder) / f"{number}.jj"
                cells = sorted({i for r in relations for i, _ in r})
                path.write_text(_problem(stelsel, weg, cells, relations), encoding="ascii")
                places[path] = (regio, cells)
            self._solve(list(places))
            found: set[int] = set()
            for path, (regio, cells) in places.items():
                out = path.with_suffix(".out")
                if out.exists() and (text := out.read_text("ascii").split()):
                    found |= {cells[int(i)] for i in text}
                else:
                    self.gulzig.append(regio)
        return {i for i in found if stelsel.getallen[i].publiek and not stelsel.getallen[i].vast}

    def _solve(self, paths: list[Path]) -> None:
        """Let another process solve these, and start it anew after the one that it cannot solve in time."""
        while paths:
            command = [sys.executable, "-c", _WORKER, str(self.seconds), *map(str, paths)]
            with subprocess.Popen(  # noqa: S603 - our own interpreter, files that we made; it leaves its own beside them
                command, cwd=paths[0].parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as process:
                while paths:
                    if not self._done(process, paths[0]):
                        process.kill()
                        break
                    paths = paths[1:]
            paths = paths[1:]

    def _done(self, process: subprocess.Popen[bytes], path: Path) -> bool:
        """Whether a problem was dealt with in time."""
        end = time.monotonic() + self.seconds + GRACE
        out = path.with_suffix(".out")
        while time.monotonic() < end and process.poll() is None:
            if out.exists():
                return True
            time.sleep(0.02)
        return out.exists()


def _blocks(stelsel: Stelsel, weg: set[int]) -> list[tuple[str, list[Relatie]]]:
    """Per regio with something withheld the sums that the engine can express: known numbers, each once."""
    numbers = stelsel.getallen
    blocks: dict[str, list[Relatie]] = {}
    for relation in stelsel.relaties:
        places = {numbers[i].regio for i, _ in relation} - {""}
        plain = all(abs(c) == 1 and not numbers[i].gemaskeerd and (numbers[i].waarde or 0) >= 0 for i, c in relation)
        if len(places) == 1 and plain:
            blocks.setdefault(min(places), []).append(relation)
    return [
        (regio, relations)
        for regio, relations in sorted(blocks.items())
        if any(numbers[i].gevoelig or (i in weg and numbers[i].publiek) for r in relations for i, _ in r)
    ]


def _problem(stelsel: Stelsel, weg: set[int], cells: list[int], relations: list[Relatie]) -> str:
    """A regio in the JJ format: per number its value, cost, status, bounds and protection; then the sums."""
    numbers = stelsel.getallen
    here = set(relations)
    shared = {i for r in stelsel.relaties if r not in here for i, _ in r}
    top = 2 * max((int(numbers[i].waarde or 0) for i in cells), default=0) + 10 * MINIMUM
    lines = ["0", str(len(cells))]
    for place, index in enumerate(cells):
        number = numbers[index]
        value = number.waarde or Decimal(0)
        low, high = (1, MINIMUM - 1) if number.gevoelig and value else (MINIMUM if value >= MINIMUM else 0, top)
        down = up = Decimal(0)
        if number.gevoelig or (index in weg and number.publiek):
            status = "u"  # the engine takes a lower and an upper protection; both within what the reason tells
            down = min(BREEDTE / 2, value - low) if value + BREEDTE / 2 <= high else BREEDTE - (high - value)
            up = BREEDTE - down
        elif index in weg:
            status, low = "u", 0
        else:
            status = "z" if number.vast or not number.publiek or index in shared else "s"
        cost = COST + min(int(value), TIE)
        lines.append(f"{place} {value} {cost} {status} {low} {high} {down} {up} 0")
    names = {index: place for place, index in enumerate(cells)}
    lines.append(str(len(relations)))
    lines += [f"0 {len(r)} : " + " ".join(f"{names[i]} ({c})" for i, c in r) for r in relations]
    return "\n".join(lines) + "\n"
