"""Expected files: an outcome as a small table with the label of its numbers, which only a person puts in its place."""

from __future__ import annotations

import csv
import io
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon.geld import format_decimal, format_euro
from swvmon.testing.verschillen import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = ("gepubliceerd", "wet", "handberekend", "regressie")
"""Where an expected number comes from: a report, the law, working by hand, or the code itself."""
SLEUTEL = ("regio", "schooljaar", "onderdeel", "niveau", "sleutel", "deel", "peildatum")
WAARDEN = ("bedrag_cent", "waarde", "teller", "teller_max", "noemer", "noemer_max", "klasse", "uitkomst")
KOLOMMEN = (*SLEUTEL, *WAARDEN)
"""`onderdeel` is the step, `sleutel` the account and `bedrag_cent` what it got net; or an indicator and its key."""
SHOWN = 12
_HEADER = re.compile(r"# (label|bron):(.*)")
Rij = tuple[str, ...]


@frozen
class Bestand:
    """An expected file.

    Attributes:
        label: one of `LABELS`, or empty where nobody filled it in.
        bron: where the numbers are told, or how they were worked out.
        rijen: the values of `WAARDEN` by those of `SLEUTEL`.
    """

    label: str
    bron: str
    rijen: dict[Rij, Rij]

    def text(self) -> str:
        """The file: its label and source, then the rows, sorted."""
        out = io.StringIO()
        out.write(f"# label: {self.label}\n# bron: {self.bron}\n".replace(": \n", ":\n"))
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(KOLOMMEN)
        writer.writerows((*key, *values) for key, values in sorted(self.rijen.items()))
        return out.getvalue()


def expected_path(test: Path, naam: str) -> Path:
    """Where the expected file of a test stands: ``verwacht/MODULE/TEST.csv`` beside the module."""
    return test.parent / "verwacht" / test.stem / f"{re.sub(r'[^A-Za-z0-9_.-]+', '_', naam).strip('_')}.csv"


def check_expected(path: Path, tmp_path: Path, uitkomst: Any) -> None:
    """Compare an outcome with its expected file. The file is only read: a person puts the new one in its place.

    Args:
        path: the expected file.
        tmp_path: folder for what came out, where that is not what was expected.
        uitkomst: a `Proefrun`, a run of the engine, a `Grootboek`, or a frame of ledger lines or metingen.

    Raises:
        AssertionError: there is no expected file, its numbers have no label or source, or the outcome is another; tells
            the differences, and the command that accepts the outcome.
    """
    __tracebackhide__ = True
    rows = as_rows(uitkomst)
    if not path.is_file():
        told = _offer(path, tmp_path, Bestand("", "", rows))
        raise AssertionError(f"{path} is not there{told}")
    found = read_expected(path)
    if rows != found.rijen:
        told = "\n".join(_differences(found.rijen, rows))
        raise AssertionError(f"not as {path} ({found.label})\n{told}{_offer(path, tmp_path, Bestand('', '', rows))}")


def read_expected(path: Path) -> Bestand:
    """Read an expected file.

    Raises:
        AssertionError: it has no label or source, or is no such file; says what to write.
    """
    __tracebackhide__ = True
    lines = path.read_text("utf-8").splitlines()
    header = {m[1]: m[2].strip() for line in lines if (m := _HEADER.fullmatch(line))}
    label, bron = header.get("label", ""), header.get("bron", "")
    if label not in LABELS:
        raise AssertionError(
            f"{path}: line 1: its numbers have label {label!r}; write `# label: ` with one of {', '.join(LABELS)}"
        )
    if len(bron) < 3:
        raise AssertionError(f"{path}: line 2: write `# bron: ` with report and line, law, or how it was worked out")
    table = list(csv.reader(line for line in lines if not line.startswith("#")))
    if not table or tuple(table[0]) != KOLOMMEN or any(len(row) != len(KOLOMMEN) for row in table):
        raise AssertionError(f"{path}: is no expected file; its columns are {','.join(KOLOMMEN)}")
    width = len(SLEUTEL)
    return Bestand(label, bron, {tuple(row[:width]): tuple(row[width:]) for row in table[1:]})


def as_rows(uitkomst: Any) -> dict[Rij, Rij]:
    """An outcome as rows: what each account got by each step, then the metingen; exact numbers as text."""
    from swvmon.vergelijk.bedragen import movements

    made = outcomes(uitkomst)
    rows: dict[Rij, Rij] = {}
    moved = movements(made.boekingen.iloc[:0], made.boekingen)
    net = moved.groupby(["regio", "schooljaar", "stap", "rekening"])["b_cent"].sum().reset_index()
    for row in net.astype("str").to_dict("records"):
        key = (row["regio"], row["schooljaar"], row["stap"], "rekening", row["rekening"], "", "")
        rows[key] = (row["b_cent"], *[""] * (len(WAARDEN) - 1))
    measured = made.metingen
    names = ("regio", "schooljaar", "indicator", "niveau", "sleutel", "onderdeel", "peildatum")
    for row in measured.astype(object).where(measured.notna(), "").to_dict("records"):
        rows[tuple(str(row[name]) for name in names)] = ("", *(str(row[name]) for name in WAARDEN[1:]))
    return dict(sorted(rows.items()))


def _offer(path: Path, tmp_path: Path, obtained: Bestand) -> str:
    """Write what came out, and say how it becomes what is expected."""
    made = tmp_path / path.name
    made.write_text(obtained.text(), "utf-8")
    source, target, folder = (shlex.quote(str(p)) for p in (made, path, path.parent))
    return (
        f"\nwhat came out is in {made}; where it is right, accept it:\n"
        f"  mkdir -p {folder} && cp {source} {target}\n"
        f"and fill in its first two lines: the label ({', '.join(LABELS)}) and the source"
    )


def _differences(expected: dict[Rij, Rij], obtained: dict[Rij, Rij]) -> Iterator[str]:
    changed = [key for key in sorted({*expected, *obtained}) if expected.get(key) != obtained.get(key)]
    for key in changed[:SHOWN]:
        name = " ".join(part for part in key if part)
        sides = (_told(expected.get(key)), _told(obtained.get(key)))
        a, b = expected.get(key, ("",))[0], obtained.get(key, ("",))[0]
        by = f"  ({'+' if int(b) > int(a) else ''}{format_euro(int(b) - int(a))})" if a and b else ""
        yield f"  {name}: verwacht {sides[0]}, uitkomst {sides[1]}{by}"
    if len(changed) > SHOWN:
        yield f"  … en nog {len(changed) - SHOWN}"


def _told(values: Rij | None) -> str:
    from decimal import Decimal

    if values is None:
        return "geen"
    cents, number, *others = values
    if cents:
        return format_euro(int(cents))
    return " ".join(filter(None, [format_decimal(Decimal(number)) if number else "", *others])) or "leeg"
