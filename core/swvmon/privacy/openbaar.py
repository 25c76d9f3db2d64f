"""The audience openbaar: what of a run may be published, and what was withheld and why."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.contract.meting import KOLOMMEN as METING
from swvmon.contract.meting import NIVEAUS
from swvmon.errors import UsageError
from swvmon.privacy.aanval import require_solver
from swvmon.privacy.boekingen import SWV, VESTIGING, Opgetild, enough, lift, told
from swvmon.privacy.onderdrukken import BRON, EEN_VAN_BEIDE, Patroon, suppress
from swvmon.privacy.optimaal import Optimaal, version
from swvmon.privacy.regel import Regel
from swvmon.privacy.stelsel import Stelsel
from swvmon.privacy.tabellen import AFGELEID, SAMEN, Plaats, Rij, Tabellen, tables

if TYPE_CHECKING:
    import pandas as pd

OPENBAAR = "openbaar"
ONDERDRUKT = "onderdrukt"
"""What became of a meting of which something is withheld, in place of its `uitkomst`."""
KOLOMMEN = (
    *("tabel", "scenario", "regio", "schooljaar", "onderwerp", "niveau", "sleutel", "onderdeel", "peildatum"),
    *("velden", "reden"),
)
"""Columns of `onderdrukt.csv`; onderwerp is the indicator or the step."""
BEWAARD = (
    "scenario",
    "regio",
    "schooljaar",
    "indicator",
    "niveau",
    "sleutel",
    "onderdeel",
    "peildatum",
    "veld",
    "reden",
)
"""Columns of what is kept of a pattern: a withheld number and why, without its value."""
AUTO, OPTIMAAL, GULZIG = "auto", "optimaal", "gulzig"
MOTOREN = (AUTO, OPTIMAAL, GULZIG)
"""What may choose the numbers that are withheld besides the small ones; auto: optimaal where it is installed."""


@frozen(eq=False)
class Openbaar:
    """What of a run may be published.

    Attributes:
        boekingen: ledger lines, columns `swvmon.contract.grootboek.KOLOMMEN`.
        metingen: columns `swvmon.contract.meting.KOLOMMEN`, empty where something is withheld.
        onderdrukt: columns `KOLOMMEN`; what was withheld and why, without a value.
        bewaard: columns `BEWAARD`; the pattern, for the next time.
        motor: what chose, and its version.
        gulzig: regio's for which the optimal engine found nothing in time.
    """

    boekingen: pd.DataFrame
    metingen: pd.DataFrame
    onderdrukt: pd.DataFrame
    bewaard: pd.DataFrame
    motor: tuple[str, str]
    gulzig: tuple[str, ...] = ()


def publish(  # noqa: PLR0913 - a run, its rule and how it is chosen
    boekingen: pd.DataFrame,
    metingen: pd.DataFrame,
    plaats: Plaats,
    regel: Regel,
    *,
    motor: str = GULZIG,
    bewaard: pd.DataFrame | None = None,
) -> Openbaar:
    """Choose what may be published of a whole run.

    Args:
        boekingen: all lines of the run, numbers as text or exact decimals.
        metingen: all metingen of the run, likewise.
        plaats: which schools are of which board and gemeente.
        regel: the minimum.
        motor: one of `MOTOREN`.
        bewaard: the patterns of earlier publications of the run, by rules that this one covers; all of it is withheld
            again.

    Raises:
        UsageError: scipy is not installed, or not the optimal engine that was asked for, or lines of the ledger would
            give a withheld number away.
    """
    require_solver()
    engine, kies = _engine(motor)
    lifted = lift(boekingen, regel)
    stelsel = Stelsel()
    _ledger_numbers(stelsel, lifted, regel)
    made = tables(metingen, regel, plaats, lifted.units(), stelsel)
    earlier = None if bewaard is None else _restored(made, bewaard)
    pattern = _pattern(made, earlier, kies)
    if kies is not None and earlier is None:  # each regio has its fewest, yet together they may be more
        plain = _pattern(made, None, None)
        if plain.gaps < pattern.gaps:
            pattern, engine = plain, (GULZIG, "")
    if pattern.open:
        places = ", ".join(sorted({stelsel.getallen[i].regio for i in pattern.open} - {""}))
        raise UsageError(
            f"the ledger lines of {places or 'this run'} tell {len(pattern.open)} number(s) that must be withheld; it "
            "cannot be published: export it for internal use, or publish a run of a plan without a keten"
        )
    _whole_rows(made, pattern)
    rows = [_withheld_lines(lifted), _withheld_metingen(made, pattern, metingen)]
    return Openbaar(
        told(lifted, regel),
        _published(made, pattern, metingen),
        _table([*rows[0], *rows[1]], KOLOMMEN),
        _table(_kept(made, pattern, metingen), BEWAARD),
        engine,
        () if kies is None else tuple(sorted(set(kies.gulzig))),
    )


def _pattern(made: Tabellen, vanaf: Patroon | None, kies: Optimaal | None) -> Patroon:
    """What is withheld of these tables, first by what is sensitive, then with what goes along."""
    pattern = suppress(made.stelsel, (), vanaf, kies if vanaf is None else None)
    if made.ook - pattern.weg:
        pattern = suppress(made.stelsel, sorted(made.ook), pattern, kies)
    return pattern


def _engine(motor: str) -> tuple[tuple[str, str], Optimaal | None]:
    """Name and version of what chooses, and the engine where it is the optimal one."""
    found = None if motor == GULZIG else version()
    if found is None and motor == OPTIMAAL:
        raise UsageError(
            'the optimal engine needs pytauargus; install it with: pip install "swvmon[privacy]", or choose gulzig'
        )
    return ((GULZIG, ""), None) if found is None else ((OPTIMAAL, f"pytauargus {found}"), Optimaal())


def _kept(made: Tabellen, pattern: Patroon, metingen: pd.DataFrame) -> list[tuple[str, ...]]:
    """The withheld numbers of the rows, each with its own reason."""
    days = [str(day) for day in metingen["peildatum"]]
    return [
        (*_where(row, days[row.index]), name, pattern.reason(number.echt) if number.bekend else BRON)
        for row in made.rijen
        for name, number in row.getallen.items()
        if number.laag in pattern.weg
    ]


def _where(row: Rij, day: str) -> tuple[str, ...]:
    scenario, year, indicator, _ = row.tabel
    return (scenario, row.regio, year, indicator, row.niveau, row.sleutel, row.onderdeel, day)


def _restored(made: Tabellen, bewaard: pd.DataFrame) -> Patroon:
    """The pattern that was kept, as far as its rows are there."""
    numbers = made.stelsel.getallen
    pattern = Patroon(made.stelsel, {i for i, n in enumerate(numbers) if not n.publiek and not n.vast})
    rows = {_where(row, row.tabel[3]): row for row in made.rijen}
    for *where, name, reason in bewaard[list(BEWAARD)].itertuples(index=False, name=None):
        row = rows.get(tuple(where))
        if row is not None and name in row.getallen:
            number = row.getallen[name]
            pattern.weg |= {number.laag, number.hoog, number.echt}
            pattern.vaag |= {number.echt} if reason == EEN_VAN_BEIDE else set()
    return pattern


def _ledger_numbers(stelsel: Stelsel, lifted: Opgetild, regel: Regel) -> None:
    """Quantities of schools that are told, and those that only follow from what is told together."""
    lines = lifted.regels
    counted = lines[lines["persoon"] & lines["aantal"].notna() & (lines["vestiging"] != "")]
    for regio, school, count, niveau in zip(
        *(counted[c] for c in ("regio", "vestiging", "aantal", "niveau")), strict=True
    ):
        number = stelsel.number((regio, VESTIGING, school), count, publiek=niveau == VESTIGING)
        if niveau == VESTIGING:
            stelsel.getallen[number.echt].vast = True
    weg = counted[counted["niveau"] != VESTIGING]
    keys = [weg["scenario"], weg["groep"], weg["niveau"], weg["board"].where(weg["niveau"] != SWV, "")]
    for _, rows in weg.groupby(keys, sort=True):
        if not enough(rows, regel.minimum):  # only their money is told
            continue
        sums: dict[tuple[str, str], Decimal] = {}
        for regio, school, count in zip(rows["regio"], rows["vestiging"], rows["aantal"], strict=True):
            sums[regio, school] = sums.get((regio, school), Decimal(0)) + count
        numbers = [stelsel.number((r, VESTIGING, s), count, publiek=False) for (r, s), count in sorted(sums.items())]
        for number in numbers:
            value = stelsel.getallen[number.echt].waarde
            if value is not None and regel.small(value):
                stelsel.secret(number)
        total = stelsel.number(("", *map(str, rows[["groep", "niveau"]].iloc[0])), sum(rows["aantal"]))
        stelsel.getallen[total.echt].vast = True
        if len(numbers) > 1:
            stelsel.total(total, numbers)


def _whole_rows(made: Tabellen, pattern: Patroon) -> None:
    """Rows without a count of their own: withheld where they could be computed from what is withheld."""
    hidden = {(r.regio, r.niveau, r.sleutel, r.tabel[1]) for r in made.rijen if _hidden(r, pattern, primair=True)}
    below: dict[tuple[object, str], int] = {}
    for row in made.rijen:
        if _hidden(row, pattern):
            table = (row.tabel, row.onderdeel)
            below[table] = min(below.get(table, len(NIVEAUS)), NIVEAUS.index(row.niveau))
    for row in made.rijen:
        of_withheld = (row.regio, row.niveau, row.sleutel, row.tabel[1]) in hidden
        lowest = below.get((row.tabel, row.onderdeel), len(NIVEAUS))
        mean = "gemiddelde" in row.methode and NIVEAUS.index(row.niveau) > lowest
        if (row.soort == "klasse" and of_withheld) or mean:
            row.heel = row.heel or AFGELEID


def _hidden(row: Rij, pattern: Patroon, *, primair: bool = False) -> bool:
    gone = [n.echt for n in row.getallen.values() if n.laag in pattern.weg]
    return any(pattern.stelsel.getallen[i].gevoelig for i in gone) if primair else bool(gone)


def _reasons(row: Rij, pattern: Patroon) -> dict[str, str]:
    """Field -> why it is withheld; fields teller, noemer, waarde, n and klasse."""
    gone = {
        name: pattern.reason(n.echt) if n.bekend else BRON for name, n in row.getallen.items() if n.laag in pattern.weg
    }
    if row.heel == SAMEN:
        gone |= dict.fromkeys(gone, SAMEN)
    if row.soort in {"statistiek", "bedrag_cent", "klasse"} and (gone or row.heel):
        return {name: row.heel or min(gone.values()) for name in ("waarde", "n", "klasse")}
    if row.heel:
        return dict.fromkeys(("waarde", *row.getallen), row.heel)
    if gone and row.soort == "verhouding":
        return {"waarde": min(gone.values()), **gone}
    return gone


def _published(made: Tabellen, pattern: Patroon, metingen: pd.DataFrame) -> pd.DataFrame:
    """The metingen without what is withheld."""
    columns: dict[str, list[int]] = {}
    touched: list[int] = []
    for row in made.rijen:
        gone = _reasons(row, pattern)
        touched += [row.index] if gone else []
        for name in gone:
            ends = ["teller", "teller_max"] if row.soort == "aantal" else []
            for column in {name, *ends, *([f"{name}_max"] if name in {"teller", "noemer"} else [])}:
                columns.setdefault(column, []).append(row.index)
    frame = metingen[list(METING)].reset_index(drop=True).copy()
    for column, places in columns.items():
        frame[column] = frame[column].mask(frame.index.isin(places), "" if column == "klasse" else None)
    frame["uitkomst"] = frame["uitkomst"].mask(frame.index.isin(touched), ONDERDRUKT)
    return frame


def _withheld_metingen(made: Tabellen, pattern: Patroon, metingen: pd.DataFrame) -> list[tuple[str, ...]]:
    """Rows of `onderdrukt.csv` for metingen; those that the publisher masked are among them."""
    rows: list[tuple[str, ...]] = []
    days = [str(day) for day in metingen["peildatum"]]
    for row in made.rijen:
        by_reason: dict[str, list[str]] = {}
        for name, reason in _reasons(row, pattern).items():
            by_reason.setdefault(reason, []).append(name)
        masked = [n for n, g in row.getallen.items() if not g.bekend and g.laag not in pattern.weg]
        if masked and not row.heel:
            by_reason.setdefault(BRON, []).extend(masked)
        scenario, year, indicator, _ = row.tabel
        where = ("meting", scenario, row.regio, year, indicator, row.niveau, row.sleutel, row.onderdeel)
        rows += [(*where, days[row.index], " ".join(sorted(n)), reason) for reason, n in sorted(by_reason.items())]
    return rows


def _withheld_lines(lifted: Opgetild) -> list[tuple[str, ...]]:
    """Rows of `onderdrukt.csv` for lines: per step the boards and SWV's on whose level they are told."""
    lines = lifted.weg
    keys = lines["board"].where(lines["niveau"] != SWV, lines["regio"])
    names = zip(*(lines[c] for c in ("scenario", "regio", "schooljaar", "stap", "niveau")), keys, strict=True)
    return [
        ("boeking", s, r, j, step, niveau, key, "", "", "vestiging hoeveelheid tarief toelichting", SAMEN)
        for s, r, j, step, niveau, key in sorted(set(names))
    ]


def _table(rows: list[tuple[str, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns), dtype="str").sort_values(list(columns), ignore_index=True)
