"""Metingen of a stored run side by side: a row per key or per day, a column per indicator and day or key."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.contract.meting import NIVEAUS
from swvmon.errors import UsageError
from swvmon.geld import format_euro
from swvmon.regioplan.plan import PLAN
from swvmon.run.stored import region_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from swvmon.store import Store

RIJEN = ("sleutel", "peildatum")
"""What has a row of its own."""
WORDS = ("berekend", "")
"""Outcomes that say nothing beside a value."""


@frozen(eq=False)
class Tabel:
    """Metingen side by side, as text.

    Attributes:
        kop: headings; the first ones are those of the keys of a row.
        rijen: cells as text; empty where nothing was measured.
        uitleg: Dutch, per indicator its unit, base and status, then what the run read.
    """

    kop: list[str]
    rijen: list[list[str]]
    uitleg: list[str]


def as_text(tabel: Tabel) -> str:
    """Columns under each other, then the notes."""
    every = [tabel.kop, *tabel.rijen]
    widths = [max(len(row[n]) for row in every) for n in range(len(tabel.kop))]
    lines = ["  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in every]
    return "\n".join([*lines, "", *tabel.uitleg])


def as_markdown(tabel: Tabel) -> str:
    """A table, and the notes as a list."""
    rows = [tabel.kop, ["---"] * len(tabel.kop), *tabel.rijen]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([*lines, "", *(f"- {note}" for note in tabel.uitleg)])


def as_csv(tabel: Tabel) -> str:
    """The cells alone, without a newline at the end."""
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([tabel.kop, *tabel.rijen])
    return text.getvalue().removesuffix("\n")


def read_table(  # noqa: PLR0913 - what is shown of a run
    store: Store,
    run: str,
    indicatoren: Sequence[str],
    *,
    niveau: str = "swv",
    rijen: str = "sleutel",
    tellers: bool = False,
    scenario: str = PLAN,
    also_failed: bool = False,
) -> Tabel:
    """Read metingen of a run and lay them side by side.

    Args:
        store: the database.
        run: run id, its start, or ``laatste``.
        indicatoren: names, in the order of the columns.
        niveau: one of `NIVEAUS`.
        rijen: one of `RIJEN`; with peildatum the keys are in the columns.
        tellers: also a column with teller / noemer, before that of a ratio.
        scenario: scenario of the run.
        also_failed: also of region-years that failed.

    Raises:
        UsageError: the run has no metingen of an indicator at that level.
        StoreError: no such run, it did not end, or it failed.
    """
    run_id, _ = region_years(store, run, also_failed=also_failed)
    stored = store.result(run_id, "meting")
    stored = stored[stored["scenario"] == scenario]
    shown = stored[stored["indicator"].isin(indicatoren) & (stored["niveau"] == niveau)]
    for naam in indicatoren:
        if naam not in set(shown["indicator"]):
            raise UsageError(_nothing(stored, run_id, naam, niveau, scenario))
    shown = shown.assign(peildatum=shown["peildatum"].astype("str"))
    keys = [
        c for c in ("sleutel", "onderdeel") if (shown[c] != "").any() and (rijen == "sleutel" or _differs(shown[c]))
    ]
    down, across = (keys, ["peildatum"]) if rijen == "sleutel" else (["peildatum"], keys)
    return Tabel(
        *_cells(shown, indicatoren, down, across, tellers=tellers), [*_notes(shown, indicatoren), *_read(store, run_id)]
    )


def _nothing(stored: pd.DataFrame, run_id: str, naam: str, niveau: str, scenario: str) -> str:
    """Why there is nothing to show, and what there is."""
    has = sorted(set(stored.loc[stored["indicator"] == naam, "niveau"]), key=NIVEAUS.index)
    if has:
        return f"run {run_id} measured {naam} for {', '.join(has)}, not for {niveau}; choose with --niveau"
    known = ", ".join(sorted(set(stored["indicator"]))) or "nothing"
    return f"run {run_id} has no metingen of {naam} in scenario {scenario}; it measured {known}"


def _differs(values: pd.Series) -> bool:
    return bool(values.nunique() > 1)


def _cells(
    shown: pd.DataFrame, indicatoren: Sequence[str], down: list[str], across: list[str], *, tellers: bool
) -> tuple[list[str], list[list[str]]]:
    """Headings and rows, sorted by key; the numbers of a ratio go before it."""
    import pandas as pd

    parts = [("", _value(shown))]
    if tellers:
        parts.insert(0, (" teller / noemer", _ratio(shown)))
    order = {naam: n for n, naam in enumerate(indicatoren)}
    long = pd.concat(
        [
            shown[[*down, *across]].assign(
                tekst=tekst, plek=shown["indicator"].map(order), deel=n, wat=shown["indicator"] + ending
            )
            for n, (ending, tekst) in enumerate(parts)
        ]
    )
    long = long[(long["tekst"] != "") | (long["deel"] == len(parts) - 1)]
    wide = long.set_index([*down, "plek", *across, "deel", "wat"])["tekst"].unstack(["plek", *across, "deel", "wat"])
    wide = wide.sort_index().sort_index(axis=1).fillna("")
    head = [" ".join(str(part) for part in (label[-1], *label[1:-2]) if part != "") for label in wide.columns]
    index = wide.index.to_frame(index=False).astype("str").to_numpy().tolist()
    return [*down, *head], [[*left, *right] for left, right in zip(index, wide.to_numpy().tolist(), strict=True)]


def _value(shown: pd.DataFrame) -> pd.Series:
    """The value in words: a ratio with six places, money in euros, a class by its label, else the outcome."""
    told = shown["waarde"].fillna("").astype("str")
    money = (shown["soort"] == "bedrag_cent") & (told != "")
    told = told.mask(money, told[money].map(lambda cents: format_euro(int(cents))).reindex(told.index))
    ratio = (shown["soort"] == "verhouding") & (told != "")
    told = told.mask(ratio, told[ratio].map(lambda share: f"{Decimal(share):.6f}").reindex(told.index))
    told = told.mask(shown["klasse"] != "", shown["klasse"])
    alone = told == ""
    silent = shown["uitkomst"].isin(WORDS)
    words: pd.Series = told.mask(alone, shown["uitkomst"]).mask(~alone & ~silent, told + " (" + shown["uitkomst"] + ")")
    return words.astype("str")


def _ratio(shown: pd.DataFrame) -> pd.Series:
    """Teller and noemer, each an interval where the source masks small numbers; empty where there are none."""
    ends = {c: shown[c].astype("str") for c in ("teller", "teller_max", "noemer", "noemer_max")}
    low_high = [
        ends[c].where(ends[c] == ends[f"{c}_max"], ends[c] + " tot " + ends[f"{c}_max"]) for c in ("teller", "noemer")
    ]
    told: pd.Series = (low_high[0] + " / " + low_high[1]).fillna("").astype("str")
    return told


def _notes(shown: pd.DataFrame, indicatoren: Sequence[str]) -> list[str]:
    """Unit, base and status of each indicator."""
    notes = []
    for naam in indicatoren:
        mine = shown[shown["indicator"] == naam]
        of_day = mine.groupby("peildatum")["status"].agg(lambda s: "/".join(sorted(set(s))))
        same = sorted(set(of_day))
        status = same[0] if len(same) == 1 else ", ".join(f"{s} op {d}" for d, s in of_day.items())
        eenheid, grondslag = ("; ".join(sorted(set(mine[column]))) for column in ("eenheid", "grondslag"))
        notes.append(f"{naam}: {eenheid}. Grondslag: {grondslag}. Status: {status}.")
    return notes


def _read(store: Store, run_id: str) -> list[str]:
    """What the run read: dataset, days and file, each once."""
    import json

    rows = json.loads(store.find_run(run_id).manifest)["leveringen"]
    listed = store.leveringen()
    files = dict(zip(listed["vingerafdruk"], listed["bestandsnaam"], strict=True))
    told = set()
    for row in rows:
        days = " tot en met ".join(dict.fromkeys(row["periode"].split("/")))
        told.add(f"Bron: {row['dataset']}, {days} ({files.get(row['vingerafdruk'], 'niet meer geladen')}).")
    return sorted(told)
