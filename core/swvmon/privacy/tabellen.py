"""The metingen of a run as one system of numbers: what adds up to what, over parts, levels, tables and scenarios."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from swvmon.contract.meting import class_key
from swvmon.privacy.regel import MINIMUM, Regel
from swvmon.privacy.stelsel import Grootheid, Stelsel

if TYPE_CHECKING:
    import pandas as pd

GELD = re.compile(r"euro|cent\b|bedrag|geld|budget", re.IGNORECASE)
"""Words of a unit or base that say that a ratio is about money."""
TUSSEN = ("bestuur", "deelregio", "gemeente", "klasse")
"""Levels between vestiging and SWV."""
ONBEKEND, AFGELEID, SAMEN = "samenstelling onbekend", "afgeleid", "samengenomen"

Plaats = Mapping[tuple[str, str, str, str], str]
"""(regio, schooljaar, niveau, vestiging) -> the board or gemeente of a school."""
Tabel = tuple[str, str, str, str]
Leden = Mapping[tuple[str, str, str], set[str]]
"""(scenario, schooljaar, key of a class) -> the SWV's in it."""


@attrs.define(eq=False)
class Rij:
    """A meting with the numbers in it.

    Attributes:
        index: its place in the frame.
        tabel: scenario, schooljaar, indicator and peildatum.
        regio: SWV code, or the sector of what is about all regions.
        niveau: its level.
        sleutel: its key.
        onderdeel: the part of a whole.
        soort: its kind.
        methode: how a statistiek was made.
        geld: it is about money.
        getallen: teller, noemer, waarde or n.
        heel: reason to withhold the whole row.
    """

    index: int
    tabel: Tabel
    regio: str
    niveau: str
    sleutel: str
    onderdeel: str
    soort: str
    methode: str
    geld: bool
    getallen: dict[str, Grootheid] = attrs.field(factory=dict)
    heel: str = ""


@attrs.define(eq=False)
class Tabellen:
    """The metingen of a run with the sums between them.

    Attributes:
        stelsel: the numbers.
        rijen: the metingen, in the order of the frame.
        ook: numbers that are withheld as well, by a higher minimum or with a whole row.
    """

    stelsel: Stelsel
    rijen: list[Rij]
    ook: set[int] = attrs.field(factory=set)


def tables(
    metingen: pd.DataFrame, regel: Regel, plaats: Plaats, opgetild: set[tuple[str, str, str]], stelsel: Stelsel
) -> Tabellen:
    """Put all metingen of a run in one system.

    Args:
        metingen: all of a run, columns `swvmon.contract.meting.KOLOMMEN`; numbers as text or exact decimals.
        regel: the minimum.
        plaats: which schools are of which board and gemeente.
        opgetild: (regio, niveau, key) of schools and boards whose amounts are not all told in the ledger.
        stelsel: to which the numbers are added; holds those of the ledger.
    """
    made = Tabellen(stelsel, [])
    records = metingen.astype(object).where(metingen.notna(), None).to_dict("records")
    for index, record in enumerate(records):
        made.rijen.append(_row(index, record, stelsel))
    per_table: dict[Tabel, list[Rij]] = {}
    for row in made.rijen:
        per_table.setdefault(row.tabel, []).append(row)
    partial = _partial(made)
    for row in made.rijen:
        _primary(made, row, regel, complement=row.tabel[2] in partial)
        if row.geld and (row.regio, row.niveau, row.sleutel) in opgetild:
            row.heel = SAMEN
    members = _members(records)
    for rows in per_table.values():
        _add_up(made, rows, plaats, members)
    for row in made.rijen:
        if row.heel:
            made.ook |= {row.getallen[name].echt for name in ("teller", "waarde", "n") if name in row.getallen}
    return made


def _row(index: int, record: Mapping[Any, Any], stelsel: Stelsel) -> Rij:
    row = Rij(
        index,
        (record["scenario"], record["schooljaar"], record["indicator"], str(record["peildatum"])),
        record["regio"],
        record["niveau"],
        record["sleutel"],
        record["onderdeel"],
        record["soort"],
        record["methode"],
        record["soort"] == "bedrag_cent" or bool(GELD.search(f"{record['eenheid']} {record['grondslag']}")),
    )
    value = {name: Decimal(str(record[name])) for name in _NUMBERS if record[name] is not None}
    unit = (row.regio, row.niveau, row.sleutel)
    if row.soort == "verhouding":
        pairs = {"teller": ("teller", "teller_max"), "noemer": ("noemer", "noemer_max")}
    elif row.soort == "aantal":
        pairs = {"waarde": ("waarde", "waarde") if "waarde" in value else ("teller", "teller_max")}
    else:
        pairs = {"n": ("n", "n")}
    for name, (low, high) in pairs.items():
        if low in value:
            row.getallen[name] = stelsel.number(unit, value[low], value.get(high, value[low]))
    return row


_NUMBERS = ("teller", "teller_max", "noemer", "noemer_max", "waarde", "n")


def _partial(made: Tabellen) -> set[str]:
    """Indicators whose teller is nowhere above its noemer: there it is a part, and the others can be counted."""
    above: set[str] = set()
    seen: set[str] = set()
    numbers = made.stelsel.getallen
    for row in made.rijen:
        if {"teller", "noemer"} <= row.getallen.keys():
            seen.add(row.tabel[2])
            high = numbers[row.getallen["teller"].hoog].waarde or Decimal(0)
            if high > (numbers[row.getallen["noemer"].hoog].waarde or Decimal(0)):
                above.add(row.tabel[2])
    return seen - above


def _primary(made: Tabellen, row: Rij, regel: Regel, *, complement: bool) -> None:
    """Mark what is too small: the numbers of a row, and those who are in the noemer and not in the teller."""
    numbers, minimum = made.stelsel.getallen, regel.of(row.tabel[2])
    for made_of in row.getallen.values():
        value = numbers[made_of.echt].waarde
        if value is None:
            continue
        if regel.small(value):
            made.stelsel.secret(made_of)
        elif regel.small(value, minimum):
            made.ook.add(made_of.echt)
    if not complement or not {"teller", "noemer"} <= row.getallen.keys():
        return
    teller, noemer = row.getallen["teller"], row.getallen["noemer"]
    if teller.bekend and noemer.bekend:
        part, whole = (numbers[n.echt].waarde or Decimal(0) for n in (teller, noemer))
        rest = whole - part
        if rest:
            unit = (row.regio, row.niveau, row.sleutel)
            name = (*unit, "anderen") if rest == part else unit  # equal by chance: half is not all
            others = made.stelsel.number(name, rest, publiek=False)
            if regel.small(rest):
                made.stelsel.secret(others)
            elif part and regel.small(rest, minimum):
                made.ook.add(teller.echt)
            made.stelsel.relate([(noemer.echt, -1), (teller.echt, 1), (others.echt, 1)])


def _members(records: Iterable[Mapping[Any, Any]]) -> Leden:
    members: dict[tuple[str, str, str], set[str]] = {}
    for r in records:
        if (r["soort"], r["niveau"], r["onderdeel"]) == ("klasse", "swv", "") and r["klasse"]:
            key = (r["scenario"], r["schooljaar"], class_key(r["indicator"], r["klasse"]))
            members.setdefault(key, set()).add(r["sleutel"])
    return members


def _add_up(made: Tabellen, rows: list[Rij], plaats: Plaats, leden: Leden) -> None:
    """The sums of one table, over levels and over parts."""
    levels: dict[tuple[str, str], list[Rij]] = {}
    for row in rows:
        levels.setdefault((row.niveau, row.onderdeel), []).append(row)
    by_regio = {key: _by_regio(found) for key, found in levels.items()}
    inside, unknown = _schools_in(rows, plaats)
    for (niveau, onderdeel), above in levels.items():
        schools = levels.get(("vestiging", onderdeel), [])
        for row in above:
            if niveau == "landelijk":
                regions = levels.get(("swv", onderdeel)) or schools
                sector = row.regio.upper() if row.regio in {"po", "vo"} else ""
                _sum(made, row, [r for r in regions if r.regio.startswith(sector)])
            elif niveau == "swv":
                for below in ("vestiging", *TUSSEN):
                    _sum(made, row, by_regio.get((below, onderdeel), {}).get(row.regio, []))
            elif niveau in TUSSEN and row.regio in by_regio.get(("vestiging", onderdeel), {}):
                below_it = inside.get((row.regio, niveau, onderdeel, row.sleutel), [])
                if (row.regio, niveau, onderdeel) in unknown and not _comes_out(made, row, below_it):
                    row.heel = ONBEKEND
                _sum(made, row, below_it)
            elif niveau == "klasse":
                inside_it = leden.get((*row.tabel[:2], row.sleutel), set())
                _sum(made, row, [r for r in levels.get(("swv", onderdeel), []) if r.sleutel in inside_it])
    _parts(made, rows)
    _derived(rows)


def _by_regio(rows: Iterable[Rij]) -> dict[str, list[Rij]]:
    groups: dict[str, list[Rij]] = {}
    for row in rows:
        groups.setdefault(row.regio, []).append(row)
    return groups


def _schools_in(
    rows: list[Rij], plaats: Plaats
) -> tuple[dict[tuple[str, str, str, str], list[Rij]], set[tuple[str, str, str]]]:
    """(regio, niveau, onderdeel, key) -> its schools; and (regio, niveau, onderdeel) with a school without place."""
    inside: dict[tuple[str, str, str, str], list[Rij]] = {}
    unknown: set[tuple[str, str, str]] = set()
    for row in (r for r in rows if r.niveau == "vestiging"):
        for niveau in TUSSEN:
            place = plaats.get((row.regio, row.tabel[1], niveau, row.sleutel))
            if place is None:
                unknown.add((row.regio, niveau, row.onderdeel))
            else:
                inside.setdefault((row.regio, niveau, row.onderdeel, place), []).append(row)
    return inside, unknown


def _comes_out(made: Tabellen, row: Rij, below: list[Rij]) -> bool:
    """Whether the numbers of these rows are together those of the row above."""
    numbers = made.stelsel.getallen
    return all(
        sum((numbers[r.getallen[name].laag].waarde or Decimal(0) for r in below if name in r.getallen), Decimal(0))
        == numbers[whole.laag].waarde
        for name, whole in row.getallen.items()
    )


def _sum(made: Tabellen, row: Rij, below: list[Rij]) -> None:
    for name, whole in row.getallen.items():
        if row.soort != "statistiek" or all(r.soort == "statistiek" for r in below):
            parts = [r.getallen[name] for r in below if name in r.getallen]
            made.stelsel.total(whole, parts, MINIMUM)


def _parts(made: Tabellen, rows: Iterable[Rij]) -> None:
    """A whole is its onderdelen; or the tellers of all onderdelen are together their noemer."""
    units: dict[tuple[str, str, str], list[Rij]] = {}
    for row in rows:
        units.setdefault((row.regio, row.niveau, row.sleutel), []).append(row)
    for of_unit in units.values():
        parts = [r for r in of_unit if r.onderdeel]
        for whole in (r for r in of_unit if not r.onderdeel and parts):
            for name in ("teller", "waarde", "n"):
                if name in whole.getallen:
                    made.stelsel.total(
                        whole.getallen[name], [r.getallen[name] for r in parts if name in r.getallen], MINIMUM
                    )
        tellers = [r.getallen["teller"] for r in parts if "teller" in r.getallen]
        noemers = {r.getallen["noemer"].echt: r.getallen["noemer"] for r in parts if "noemer" in r.getallen}
        if len(tellers) > 1 and len(noemers) == 1:
            (noemer,) = noemers.values()
            values = [made.stelsel.getallen[i.echt].waarde for i in (noemer, *tellers)]
            if None not in values and values[0] == sum((v for v in values[1:] if v), Decimal(0)):
                made.stelsel.total(noemer, tellers)


def _derived(rows: list[Rij]) -> None:
    """Amounts of levels that cut across boards tell the amount of a school that is withheld."""
    schools = any(r.niveau == "vestiging" and r.heel == SAMEN for r in rows)
    for row in rows:
        if schools and row.niveau in {"gemeente", "deelregio", "klasse"} and row.geld:
            row.heel = row.heel or AFGELEID
