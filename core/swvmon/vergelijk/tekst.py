"""Differences in words: who gets more or less, by which step and line, which numbers and metingen differ."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from swvmon.geld import format_decimal, format_euro
from swvmon.vergelijk.bedragen import BESTUREN, SCHOLEN
from swvmon.vergelijk.verschil import PARTIJEN
from swvmon.vergelijk.waarden import PARAMETERVELDEN, VELDEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from swvmon.vergelijk import Kant, Vergelijking

SHOWN = 10
"""Schools, boards, accounts, lines, parameters and metingen that are printed; `--alles` and `--json` give all."""
CAUSES = 3
"""Causes that are told of a school and step; `--json` gives all."""
Rij = dict[str, Any]


def as_document(a: Kant, b: Kant, found: Vergelijking) -> Rij:
    """All differences for a machine: amounts in eurocents, exact numbers as text."""
    return {
        "a": _side(a),
        "b": _side(b),
        "gelijk": found.gelijk,
        "tolerantie_cent": found.tolerantie_cent,
        "niveaus": list(found.niveaus),
        "regiojaren": [list(part) for part in found.regiojaren],
        "alleen_a": [list(part) for part in found.alleen_a],
        "alleen_b": [list(part) for part in found.alleen_b],
        "niet_gemeten": [{"indicator": name, "kant": side} for name, side in found.niet_gemeten],
        "totalen": found.totals(),
        "bedragen": _records(_differing(found.bedragen)),
        "stappen": _records(_differing(found.stappen)),
        "per_school": _records(_differing(found.per_school)),
        "regels": _records(found.regels),
        "parameters": [_changes(row, PARAMETERVELDEN) for row in _records(found.parameters)],
        "keuzes": _records(found.keuzes),
        "oorzaken": _records(found.oorzaken),
        "metingen_gelijk": found.metingen_gelijk,
        "metingen": [_changes(row, VELDEN) for row in _records(found.metingen)],
    }


def _side(kant: Kant) -> Rij:
    named = {"naam": kant.naam} if kant.naam else {}
    return {"run_id": kant.run_id, "scenario": kant.scenario, **named}


def as_text(a: Kant | str, b: Kant | str, found: Vergelijking, *, everything: bool) -> str:
    """The differences for a person.

    Args:
        a: what A is.
        b: what B is.
        found: how they differ.
        everything: all of them; else the first `SHOWN` of each part.
    """
    most = None if everything else SHOWN
    blocks = [
        [f"A  {a}", f"B  {b}", *_not_compared(found)],
        _totals(found),
        _steps(found),
        *_parties(found, most),
        _accounts(found, most),
        _parameters(found, most),
        _choices(found, most),
        _measured(found, most),
        [_verdict(found)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def as_markdown(compared: list[tuple[Kant, Kant, Vergelijking]], *, everything: bool) -> str:
    """The differences in euros for a comment: per region, school year and school, with what causes them.

    Args:
        compared: both sides and how they differ, per region.
        everything: all schools; else the first `SHOWN` of each region.
    """
    blocks: list[list[str]] = []
    for a, b, found in compared:
        regios = ", ".join(sorted({regio for regio, _ in found.regiojaren}))
        blocks += [[f"### {regios}: {_verdict(found)}"], [f"A is {_cell(str(a))}, B is {_cell(str(b))}."]]
        totals = [
            [r["schooljaar"], r["niveau"], *(str(r[n]) for n in ("meer", "minder", "gelijk"))]
            + [format_euro(r[f"{n}_cent"]) for n in ("meer", "minder", "verschil")]
            for r in found.totals()
            if r["meer"] or r["minder"]
        ]
        header = ["schooljaar", "per", "meer", "minder", "gelijk", "winst", "verlies", "verschil"]
        blocks.append(_markdown_table(header, totals))
        changed = _differing(found.bedragen)
        schools = changed[changed["niveau"] == "vestiging"]
        schools = schools.sort_values("verschil_cent", key=lambda cents: -cents.abs(), kind="stable")
        most = None if everything else SHOWN
        because: dict[tuple[str, ...], list[Rij]] = {}
        for r in _records(found.oorzaken):
            because.setdefault((r["regio"], r["schooljaar"], r["vestiging"]), []).append(r)
        rows = [
            [
                r["schooljaar"],
                r["sleutel"],
                *_amounts(r),
                _told(because.get((r["regio"], r["schooljaar"], r["sleutel"]), [])),
            ]
            for r in _records(schools.iloc[:most])
        ]
        blocks += [_markdown_table(["schooljaar", "school", "A", "B", "verschil", "door"], rows)]
        blocks.append([f"… en nog {len(schools) - SHOWN} scholen" if most and len(schools) > most else ""])
    return "\n\n".join("\n".join(block) for block in blocks if any(block))


def _markdown_table(header: list[str], rows: list[list[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *([_cell(text) for text in row] for row in rows)]
    return [f"| {' | '.join(line)} |" for line in lines] if rows else []


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _not_compared(found: Vergelijking) -> list[str]:
    lines = []
    for side, parts in (("A", found.alleen_a), ("B", found.alleen_b)):
        if parts:
            names = ", ".join(f"{regio} {year}" for regio, year in parts[:SHOWN])
            more = f" en nog {len(parts) - SHOWN}" if len(parts) > SHOWN else ""
            lines.append(f"! alleen in {side}, niet vergeleken: {names}{more}")
    for name, side in found.niet_gemeten:
        lines.append(f"! indicator {name} is in {side.upper()} niet gevraagd en niet vergeleken")
    return lines


def _totals(found: Vergelijking) -> list[str]:
    """Winners and losers."""
    rows = [
        [
            f"{r['schooljaar']} {r['niveau']}",
            *(str(r[name]) for name in ("meer", "minder", "gelijk")),
            *(format_euro(r[f"{name}_cent"]) for name in ("meer", "minder", "verschil")),
        ]
        for r in found.totals()
    ]
    return _table("winst en verlies", ["", "meer", "minder", "gelijk", "winst", "verlies", "verschil"], rows)


def _steps(found: Vergelijking) -> list[str]:
    """Per step one amount: what schools got, or else the first of boards and accounts that differs."""
    steps = _differing(found.stappen)
    rows = []
    sums = steps.groupby(["schooljaar", "stap", "soort"], sort=False)[["a_cent", "b_cent", "verschil_cent"]].sum()
    sums = _differing(sums.reset_index())
    for (year, step), group in sums.groupby(["schooljaar", "stap"], sort=True):
        first = min(_records(group), key=lambda r: _rank(r["soort"]))
        rows.append([f"{year} {step}", first["soort"], *_amounts(first)])
    return _table("per stap", ["", "rekening", "A", "B", "verschil"], rows)


def _rank(soort: str) -> tuple[int, str]:
    """Schools first, then boards, the rijk, DUO and accounts of the SWV."""
    order = (SCHOLEN, BESTUREN, "rijk", "duo", "swv")
    return order.index(soort.split(":", maxsplit=1)[0]), soort


def _parties(found: Vergelijking, most: int | None) -> list[list[str]]:
    """Schools, each with the steps and lines that make the difference, and boards: the largest differences.

    Per school year who gains most stands first, and who loses most last.
    """
    blocks = []
    changed = _differing(found.bedragen)
    for niveau in PARTIJEN:
        every = changed[changed["niveau"] == niveau]
        largest = every.sort_values("verschil_cent", key=lambda cents: -cents.abs(), kind="stable").iloc[:most]
        ordered = largest.sort_values(
            ["schooljaar", "verschil_cent", "regio", "sleutel"], ascending=[True, False, True, True]
        )
        reasons = _reasons(found, ordered) if niveau == "vestiging" else {}
        lines = []
        for r in _records(ordered):
            amounts = " -> ".join(format_euro(r[f"{side}_cent"]) for side in ("a", "b"))
            name = r["sleutel"] or "bestuur onbekend"
            lines.append(f"  {r['schooljaar']} {r['regio']} {name}  {_signed(r['verschil_cent'])}  ({amounts})")
            lines += reasons.get((r["regio"], r["schooljaar"], r["sleutel"]), [])
        if lines:
            blocks.append([f"per {niveau}", *lines, *_more(len(every), most)])
    return blocks


def _reasons(found: Vergelijking, schools: pd.DataFrame) -> dict[tuple[str, str, str], list[str]]:
    """Per school and year a line for each step that gave another amount, with the ledger line that differs most."""
    import pandas as pd

    told_of = pd.MultiIndex.from_frame(schools[["regio", "schooljaar", "sleutel"]])

    def of_schools(rows: pd.DataFrame) -> list[Rij]:
        keys = pd.MultiIndex.from_frame(rows[["regio", "schooljaar", "vestiging"]])
        return _records(rows[keys.isin(told_of)])

    lines: dict[tuple[str, ...], list[Rij]] = {}
    for r in of_schools(found.regels):
        lines.setdefault((r["regio"], r["schooljaar"], r["vestiging"], r["stap"]), []).append(r)
    because: dict[tuple[str, ...], list[Rij]] = {}
    for r in of_schools(found.oorzaken):
        because.setdefault((r["regio"], r["schooljaar"], r["vestiging"], r["stap"]), []).append(r)
    reasons: dict[tuple[str, str, str], list[str]] = {}
    for r in of_schools(_differing(found.per_school)):
        key = (r["regio"], r["schooljaar"], r["vestiging"])
        changed = sorted(lines.get((*key, r["stap"]), []), key=lambda line: -abs(line["verschil_cent"]))
        told = [f"      {r['stap']}  {_signed(r['verschil_cent'])}", *map(_line, changed[:1])]
        more = f"en nog {_some(len(changed) - 1, 'regel', 'regels')}" if len(changed) > 1 else ""
        reasons.setdefault(key, []).append("  ".join([*told, *([more] if more else [])]))
        reasons[key] += _because(because.get((*key, r["stap"]), []))
    return reasons


def _line(r: Rij) -> str:
    """What of a line changed: its quantity, its tariff, or that there is none on one side."""
    if not r["a_cent"] or not r["b_cent"]:
        return f"{r['grondslag']}: alleen in {'B' if r['b_cent'] else 'A'}"
    changed = [
        f"{name} {_number(r[f'a_{name}'])} -> {_number(r[f'b_{name}'])}"
        for name in ("hoeveelheid", "tarief")
        if r[f"a_{name}"] != r[f"b_{name}"]
    ]
    return f"{r['grondslag']}: {', '.join(changed)}" if changed else r["grondslag"]


def _accounts(found: Vergelijking, most: int | None) -> list[str]:
    """What accounts of the SWV, the rijk and DUO got; schools and boards stand above."""
    changed = _differing(found.bedragen)
    changed = changed[~changed["niveau"].isin(PARTIJEN)]
    rows = [[f"{r['schooljaar']} {r['regio']}", r["onderdeel"], *_amounts(r)] for r in _records(changed.iloc[:most])]
    table = _table("per swv", ["", "rekening", "A", "B", "verschil"], rows)
    return [*table, *_more(len(changed), most)]


def _parameters(found: Vergelijking, most: int | None) -> list[str]:
    lines = []
    for r in _records(found.parameters.iloc[:most]):
        values = " -> ".join(_number(r[f"{side}_waarde"]) for side in ("a", "b"))
        unit = r["b_eenheid"] or r["a_eenheid"] or ""
        others = [f"{n} {r[f'a_{n}']} -> {r[f'b_{n}']}" for n in r["velden"].split() if n not in {"waarde", "eenheid"}]
        regions = [f"{r['regios']} regio's"] if r["regios"] > 1 else []
        about = f" ({'; '.join([*others, *regions])})" if (others and not r["alleen"]) or regions else ""
        lines.append(f"  {r['schooljaar']} {r['stap']} {r['parameter']}: {values} {unit}".rstrip() + about)
    return ["parameters", *lines, *_more(len(found.parameters), most)] if lines else []


def _choices(found: Vergelijking, most: int | None) -> list[str]:
    """What the plan says in words."""
    lines = [
        f"  {r['stap'] or 'plan'} {r['keuze']}: {_said(r['a_waarde'])} -> {_said(r['b_waarde'])}"
        for r in _records(found.keuzes.iloc[:most])
    ]
    return ["keuzes", *lines, *_more(len(found.keuzes), most)] if lines else []


def _said(value: str | None) -> str:
    return "geen" if value is None else value or "leeg"


def _because(causes: list[Rij]) -> list[str]:
    """The causes of a step's difference for a school."""
    return [f"        door {_told(causes)}"] if causes else []


def _told(causes: list[Rij]) -> str:
    """The first causes, each with both values where it has them."""
    told = []
    for r in causes[:CAUSES]:
        number = r["soort"] == "parameter"
        values = [_number(r[f"{s}_waarde"]) if number else _said(r[f"{s}_waarde"]) for s in ("a", "b")]
        name = r["naam"] if number else f"{r['soort']} {r['naam']}"
        told.append(name if r["a_waarde"] is None and r["b_waarde"] is None else f"{name} {' -> '.join(values)}")
    more = [f"en nog {len(causes) - CAUSES}"] if len(causes) > CAUSES else []
    return ", ".join([*told, *more])


def _measured(found: Vergelijking, most: int | None) -> list[str]:
    count, lines = len(found.metingen), []
    for r in _records(found.metingen.iloc[:most]):
        name = r["onderdeel"] and f" {r['onderdeel']}"
        where = f"  {r['schooljaar']} {r['indicator']}{name} {r['niveau']} {r['sleutel']}"
        values = " -> ".join(_value(r, side) for side in ("a", "b"))
        others = [n for n in r["velden"].split() if n != "waarde"]
        about = f"  ({', '.join(others)})" if others and not r["alleen"] else ""
        lines.append(f"{where}: {values}{about}")
    if not lines and not found.metingen_gelijk:
        return []
    return [f"metingen: {found.metingen_gelijk} gelijk, {count} anders", *lines, *_more(count, most)]


def _value(r: Rij, side: str) -> str:
    """The number of a meting, its class, or what became of it."""
    if r["alleen"] not in {"", side}:
        return "geen"
    if r[f"{side}_waarde"] is not None:
        return _number(r[f"{side}_waarde"])
    return str(r[f"{side}_klasse"] or r[f"{side}_uitkomst"])


def _verdict(found: Vergelijking) -> str:
    within = f" binnen {format_euro(found.tolerantie_cent)}" if found.tolerantie_cent else ""
    if found.gelijk:
        return f"gelijk{within}"
    counts = (
        (len(found.bedragen_erbuiten), "bedrag", "bedragen"),
        (len(found.metingen_erbuiten), "meting", "metingen"),
        (len(found.alleen_a) + len(found.alleen_b), "regiojaar", "regiojaren"),
    )
    return f"niet gelijk{within}: {', '.join(_some(*count) for count in counts if count[0])}"


def _some(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _differing(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["verschil_cent"] != 0]


def _amounts(row: Rij) -> list[str]:
    return [format_euro(row["a_cent"]), format_euro(row["b_cent"]), _signed(row["verschil_cent"])]


def _signed(cents: int) -> str:
    return ("+" if cents > 0 else "") + format_euro(cents)


def _number(text: str | None) -> str:
    return "geen" if text is None else format_decimal(Decimal(text))


def _more(count: int, most: int | None) -> list[str]:
    return [f"  … en nog {count - most}; --alles geeft alle"] if most is not None and count > most else []


def _table(title: str, header: list[str], rows: Iterable[list[str]]) -> list[str]:
    """Columns under a title; the first and those that are no numbers to the left."""
    table = [[title, *header[1:]], *([f"  {row[0]}", *row[1:]] for row in rows)]
    if len(table) == 1:
        return []
    widths = [max(len(row[n]) for row in table) for n in range(len(header))]
    texts = {0} | {n for n, name in enumerate(header) if name == "rekening"}
    return [
        "  ".join(
            f"{c:<{w}}" if n in texts else f"{c:>{w}}" for n, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def _records(rows: pd.DataFrame) -> list[Rij]:
    """Rows as plain values: what is missing None, an exact number as text."""
    plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return [{str(k): str(v) if isinstance(v, Decimal) else v for k, v in row.items()} for row in plain]


def _changes(row: Rij, fields: Iterable[str]) -> Rij:
    """A row with what differs as name -> [A, B], in place of all values of both sides."""
    kept = {k: v for k, v in row.items() if not k.startswith(("a_", "b_")) and k != "velden"}
    names = row["velden"].split()
    return kept | {"wijzigingen": {name: [row[f"a_{name}"], row[f"b_{name}"]] for name in fields if name in names}}
