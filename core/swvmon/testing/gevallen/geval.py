"""A case: what goes in, what should come out, and by whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, fields, frozen, validators

from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.errors import PlanError, SwvmonError
from swvmon.geld import format_decimal, format_euro, to_cent
from swvmon.perioden import SECTORS, Schooljaar
from swvmon.regioplan.structuur import StructureError, hint, structure
from swvmon.testing.fictief import CODES
from swvmon.testing.gevallen.yamlbron import Document, Woord, YamlFault, plain, read_yaml
from swvmon.testing.regio import GETELD, make_regio, table_rows
from swvmon.testing.verwachting import LABELS

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.regioplan.structuur import Path as KeyPath
    from swvmon.testing.uitvoeren import Proefrun

TEKST = frozenset({"bestuur", "bron", "naam", "onderdeel", "sleutel", "titel", "vestiging"})
"""Keys whose values are text, also where they look like a number."""
_TOP = Decimal(10) ** 10


@frozen
class School:
    """A school of a case.

    Attributes:
        vestiging: its code, six characters.
        bestuur: its board, five digits.
        leerlingen: its pupils, on every counting day; of po in bao, of vo without a track.
        aandeel: the part of it that belongs to the SWV, 0 to 1.
        naam: its name.
    """

    vestiging: str
    bestuur: str
    leerlingen: int = field(default=0, validator=validators.ge(0))
    aandeel: Decimal = field(default=Decimal(1), validator=[validators.gt(Decimal(0)), validators.le(Decimal(1))])
    naam: str = ""


@frozen
class Fictief:
    """How the fictional region differs from the standard one: the choices of `make_regio`."""

    schaal: int = 1
    leerlingen_procent: dict[str, int] = field(factory=dict)
    tlv_procent: int = 100
    besturen: dict[str, str] = field(factory=dict)
    extra_scholen: int = 0


@frozen
class Meting:
    """A meting that should come out; the numbers that are not given are not looked at.

    Attributes:
        indicator: the indicator.
        niveau: vestiging, bestuur, swv, …
        sleutel: what is measured.
        onderdeel: the part of a whole.
        peildatum: the day, where there are more.
        waarde: the value.
        teller: numerator.
        noemer: denominator.
        klasse: label.
        uitkomst: what became of it.
    """

    indicator: str
    niveau: str
    sleutel: str
    onderdeel: str = ""
    peildatum: date | None = None
    waarde: Decimal | None = None
    teller: Decimal | None = None
    noemer: Decimal | None = None
    klasse: str | None = None
    uitkomst: str | None = None


@frozen
class Verwachting:
    """Numbers that should come out, to the cent, with where they come from.

    Attributes:
        label: gepubliceerd, wet, handberekend or regressie.
        bron: report and line, law and article, or how it was worked out.
        stap: only what this step booked.
        per_vestiging_euro: what schools get, net.
        per_bestuur_euro: what the schools of boards get together.
        per_rekening_euro: what accounts get; with ``*`` at the end the sum of all that begin so.
        metingen: what is measured.
    """

    label: str = field(validator=validators.in_(LABELS))
    bron: str = field(validator=validators.min_len(3))
    stap: str = ""
    per_vestiging_euro: dict[str, Decimal] = field(factory=dict)
    per_bestuur_euro: dict[str, Decimal] = field(factory=dict)
    per_rekening_euro: dict[str, Decimal] = field(factory=dict)
    metingen: tuple[Meting, ...] = ()


@frozen
class Geval:
    """A case, as its file says.

    Attributes:
        titel: what it shows.
        sector: po or vo.
        verwacht: what should come out.
        schooljaar: the school year.
        regio: the SWV; left out that of the fictional region of the sector.
        model: the model that runs alone; or `plan`.
        keuzes: choices of the model.
        opening_euro: opening balances per account, with `model`.
        mag_rood: accounts that may go below zero, with `model`.
        indicatoren: what is measured, with `model`.
        plan: a region plan: the path of its file, from the folder of the case, or its keys.
        scenario: scenario of the plan.
        scholen: the schools; left out, the fictional region.
        fictief: how the fictional region differs, where there are no `scholen`.
        tabellen: rows of other tables, or in place of those that follow from `scholen`; by name, or by name and
            telmoment.
    """

    titel: str
    sector: str = field(validator=validators.in_(SECTORS))
    verwacht: tuple[Verwachting, ...] = field(validator=validators.min_len(1))
    schooljaar: str = "2015/16"
    regio: str = ""
    model: str = ""
    keuzes: dict[str, Any] = field(factory=dict)
    opening_euro: dict[str, Decimal] = field(factory=dict)
    mag_rood: tuple[str, ...] = ()
    indicatoren: tuple[str, ...] = ()
    plan: Any = None
    scenario: str = "plan"
    scholen: tuple[School, ...] = ()
    fictief: Fictief = field(factory=Fictief)
    tabellen: dict[str, Any] = field(factory=dict)


def read_case(path: Path) -> tuple[Geval, Document]:
    """Read a case.

    Raises:
        YamlFault: with every problem: file, line, key, and what to write.
    """
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise YamlFault(f"{shown(path)}: is not UTF-8: {error}") from None
    document = read_yaml(text, shown(path))
    try:
        case = structure({**plain(document.inhoud, TEKST), "tabellen": document.inhoud.get("tabellen", {})}, Geval)
    except StructureError as error:
        raise YamlFault("\n".join(document.tell(place, told) for place, told in error.problems)) from None
    except ValueError as error:
        raise YamlFault(f"{shown(path)}: {error}") from None
    problems: list[tuple[KeyPath, str]] = []
    if bool(case.model) == (case.plan is not None):
        problems.append((("model",), "a case has either a `model`, with its `keuzes`, or a `plan`"))
    if case.plan is not None:
        given = [name for name in ("keuzes", "opening_euro", "mag_rood", "indicatoren") if name in document.inhoud]
        problems += [((name,), "goes with `model`; a plan has its own") for name in given]
    if case.scholen and "fictief" in document.inhoud:
        problems.append((("fictief",), "goes without `scholen`: it is about the fictional region"))
    for number, block in enumerate(case.verwacht):
        given_numbers = (block.per_vestiging_euro, block.per_bestuur_euro, block.per_rekening_euro, block.metingen)
        if not any(given_numbers):
            names = "per_vestiging_euro, per_bestuur_euro, per_rekening_euro or metingen"
            problems.append((("verwacht", number), f"expects nothing; write {names}"))
    problems += _unknown_tables(case)
    if problems:
        raise YamlFault("\n".join(document.tell(place, told) for place, told in problems))
    return case, document


def shown(path: Path) -> str:
    """A path as a person types it: from the working directory, where it is below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def run_case(path: Path) -> None:
    """Run a case and compare every number that it expects.

    Raises:
        YamlFault: the file is wrong, or its plan cannot run; tells file, line and key.
        AssertionError: numbers differ; tells each with its line.
    """
    from swvmon.testing.uitvoeren import run_plan

    case, document = read_case(path)
    options: dict[str, Any] = {}
    if case.model:
        names = ("keuzes", "opening_euro", "mag_rood", "indicatoren")
        options = {name: getattr(case, name) for name in names}
    wat = case.model or (path.parent / case.plan if isinstance(case.plan, str) else case.plan)
    try:
        done = run_plan(wat, _region(case, document), schooljaar=case.schooljaar, scenario=case.scenario, **options)
    except PlanError as error:
        raise YamlFault("\n".join(_placed(document, problem) for problem in error.problems)) from None
    except SwvmonError as error:
        raise YamlFault(document.tell((), str(error))) from None
    if told := list(_wrong(case, document, done)):
        raise AssertionError("\n".join([case.titel, *told]))


def _placed(document: Document, problem: str) -> str:
    """A problem of the plan that a case makes, at the line of the case."""
    text = re.sub(r"^line [0-9]+: ", "", problem)
    if "model" not in document.inhoud:
        return document.tell(("plan",), text)
    named = re.match(r"step '[^']*': ([A-Za-z0-9_.]+): ", text)
    return document.tell(("keuzes", *named[1].split(".")) if named else ("model",), text)


def _unknown_tables(case: Geval) -> Iterator[tuple[KeyPath, str]]:
    from swvmon.schema import BRONTABELLEN

    for name, rows in case.tabellen.items():
        table, _, moment = name.partition(" ")
        if table not in BRONTABELLEN:
            yield ("tabellen", name), f"there is no such table; {hint(table, BRONTABELLEN)}"
            continue
        if (table in GETELD) != bool(moment):
            told = "is counted: write its telmoment too, such as" if not moment else "is not counted on a day: write"
            yield ("tabellen", name), f"{told} `{table} 1-10 t`" if not moment else f"{told} `{table}`"
        known = _columns(table)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield ("tabellen", name), "expected a list of rows, each with columns and values"
            continue
        for number, row in enumerate(rows):
            for column in row:
                if column not in known:
                    yield ("tabellen", name, number, column), f"unknown column; {hint(column, known)}"


def _columns(table: str) -> dict[str, str]:
    """The columns of a table that a case may give, with the kind of each; `aantal` is aantal_min and aantal_max."""
    from swvmon.schema import BRONTABELLEN

    found = {
        n: str(f.annotation) for n, f in BRONTABELLEN[table].model_fields.items() if n not in {"levering_id", "regel"}
    }
    return {**found, "aantal": "int"} if "aantal_min" in found else found


def _region(case: Geval, document: Document) -> Momentopname:
    code = case.regio or CODES[case.sector]
    if case.scholen:
        year = Schooljaar.parse(case.schooljaar)
        region = Momentopname(code, case.sector, year, year.periode, dict(_of_schools(case, code)))
    else:
        region = make_regio(
            case.sector, schooljaar=case.schooljaar, **{f.name: getattr(case.fictief, f.name) for f in fields(Fictief)}
        )
    return region.extended(dict(_tables(case, code, document)))


def _of_schools(case: Geval, code: str) -> Iterator[tuple[Leest, pd.DataFrame]]:
    """The tables that follow from the schools."""
    lists: dict[str, list[dict[str, Any]]] = {"aansluiting": [], "vestiging": []}
    pupils = []
    for school in case.scholen:
        place = {"vestiging": school.vestiging}
        year = {"schooljaar": case.schooljaar, "swv": code, "aandeel": f"{school.aandeel:f}"}
        lists["aansluiting"].append({**place, **year})
        lists["vestiging"].append(
            {
                **place,
                "brin": school.vestiging[:4],
                "sector": case.sector,
                "bestuur": school.bestuur,
                "naam": school.naam,
            }
        )
        kind = (
            {"soort": "bao"}
            if case.sector == "po"
            else {"onderwijstype": "alle", "elementcode": "0000", "richting": "overig", "fase": "bovenbouw"}
        )
        pupils.append({**place, **kind, "aantal_min": school.leerlingen, "aantal_max": school.leerlingen})
    for name, rows in lists.items():
        yield Leest(name), table_rows(name, rows)
    counted = f"leerlingen_{case.sector}"
    frame = table_rows(counted, pupils)
    for shift in range(-6, 2):
        for day in ("1-10", "1-2"):
            yield Leest(counted, f"{day} t{f'{shift:+d}' if shift else ''}"), frame


def _tables(case: Geval, code: str, document: Document) -> Iterator[tuple[str, pd.DataFrame]]:
    for name, rows in case.tabellen.items():
        table = name.partition(" ")[0]
        kinds = _columns(table)
        made = []
        for number, row in enumerate(rows):
            values: dict[str, Any] = {"swv": code} if "swv" in kinds else {}
            values |= {"schooljaar": case.schooljaar} if "schooljaar" in kinds else {}
            for column, word in row.items():
                values[column] = _cell(word, kinds[column], document, ("tabellen", name, number, column))
            if "aantal" in values:
                values["aantal_min"] = values["aantal_max"] = values.pop("aantal")
            made.append(values)
        yield name, table_rows(table, made)


def _cell(word: object, kind: str, document: Document, path: KeyPath) -> object:
    """A value of a column: text as it is written, a whole number, or a day."""
    if not isinstance(word, Woord):
        raise YamlFault(document.tell(path, "expected one value"))
    wanted, what = (
        (int, "a whole number") if "int" in kind else (date, "a day like 2019-10-01") if "date" in kind else (str, "")
    )
    if wanted is str:
        return word.tekst
    try:
        value = word.value()
    except ValueError as error:
        raise YamlFault(document.tell(path, str(error))) from None
    if type(value) is not wanted:
        raise YamlFault(document.tell(path, f"expected {what}, found {word.tekst!r}"))
    return value


def _wrong(case: Geval, document: Document, done: Proefrun) -> Iterator[str]:
    for number, block in enumerate(case.verwacht):
        path: KeyPath = ("verwacht", number)
        about = f"[{block.label}: {block.bron}]"
        for kind in ("vestiging", "bestuur", "rekening"):
            name = f"per_{kind}_euro"
            for key, euro in getattr(block, name).items():
                place = (*path, name, key)
                if abs(euro) >= _TOP:
                    raise YamlFault(document.tell(place, f"expected an amount in euros, found {euro}"))
                cents = _booked(done, kind, key, block.stap)
                if cents != to_cent(euro):
                    by = format_euro(cents - to_cent(euro))
                    told = (
                        f"verwacht {format_euro(to_cent(euro))}, uitkomst {format_euro(cents)}, verschil {by}  {about}"
                    )
                    yield document.tell(place, told)
        for index, meting in enumerate(block.metingen):
            yield from (
                document.tell((*path, "metingen", index, name), f"{told}  {about}")
                for name, told in _measured_wrong(meting, done)
            )


def _booked(done: Proefrun, kind: str, key: str, stap: str) -> int:
    if kind != "rekening":
        return done.per_rekening_cent(kind, stap).get(key, 0)
    soort, _, code = key.partition(":")
    accounts = done.per_rekening_cent(soort, stap)
    if code.endswith("*"):
        return sum(cents for account, cents in accounts.items() if account.startswith(code[:-1]))
    return accounts.get(code, 0)


def _measured_wrong(meting: Meting, done: Proefrun) -> Iterator[tuple[str, str]]:
    rows = done.metingen
    for name in ("indicator", "niveau", "sleutel", "onderdeel"):
        rows = rows[rows[name].astype("str") == getattr(meting, name)]
    if meting.peildatum is not None:
        rows = rows[rows["peildatum"].astype("str") == str(meting.peildatum)]
    if len(rows) != 1:
        days = ", ".join(rows["peildatum"].astype("str"))
        told = f"there are {len(rows)}, on {days}; write its peildatum" if len(rows) else "is not measured"
        yield "indicator", f"{meting.indicator} {meting.niveau} {meting.sleutel}: {told}"
        return
    row: dict[Any, Any] = rows.iloc[0].to_dict()
    for name in ("waarde", "teller", "noemer"):
        expected: Decimal | None = getattr(meting, name)
        found = None if row[name] is None or row[name] != row[name] else Decimal(str(row[name]))
        if expected is not None and found != expected:
            yield (
                name,
                f"verwacht {format_decimal(expected)}, uitkomst {'geen' if found is None else format_decimal(found)}",
            )
    for name in ("klasse", "uitkomst"):
        text: str | None = getattr(meting, name)
        if text is not None and text != row[name]:
            yield name, f"verwacht {text}, uitkomst {row[name]}"
