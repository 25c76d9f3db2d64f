"""Outcomes of a survey in Dutch tables, and as rows for programs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from swvmon import half_up
from swvmon_directeurenmonitor.onderzoek import Maatregel, Onderzoek, Paar, Toets, Verband, sizes
from swvmon_directeurenmonitor.tellen import GETELD, Telling, percentage

if TYPE_CHECKING:
    from swvmon_directeurenmonitor.codeboek import Codeboek
    from swvmon_directeurenmonitor.typen import Typen

WOORDEN = {"noemer_nul": "niemand met een oordeel", "ontbreekt": "geen antwoorden", "onderdrukt": "onderdrukt"}


# --- codebook


def codebook_rows(codeboek: Codeboek) -> dict[str, Any]:
    """The codebook for programs."""
    return {
        "enquete": codeboek.naam,
        "titel": codeboek.titel,
        "bron": codeboek.bron,
        "blokken": [
            {
                "naam": b.naam,
                "titel": b.titel,
                "vorm": b.vorm,
                "geen_oordeel": b.geen_oordeel,
                "alleen": None if b.alleen is None else {"vraag": b.alleen[0], "antwoorden": list(b.alleen[1])},
                "bron": b.bron,
                "antwoorden": dict(b.lijst.antwoorden),
                "vragen": {v.naam: v.titel for v in b.vragen},
            }
            for b in codeboek.blokken
        ],
        "schalen": {s.naam: {"vragen": list(s.vragen), "omgekeerd": list(s.omgekeerd)} for s in codeboek.schalen},
        "context": {c.naam: list(c.kenmerken) for c in codeboek.context},
        "groepen": {g.naam: list(g.klassen) for g in codeboek.groepen},
    }


def codebook_lines(codeboek: Codeboek) -> list[str]:
    """The codebook for the screen."""
    lines = [f"{codeboek.titel} ({codeboek.naam}); {codeboek.bron}"]
    for b in codeboek.blokken:
        rule = f", {b.geen_oordeel} de basis: {', '.join(b.lijst.geen_oordeel)}" if b.lijst.geen_oordeel else ""
        only = "" if b.alleen is None else f", alleen bij {b.alleen[0]} = {' of '.join(b.alleen[1])}"
        lines += ["", f"{b.naam}: {b.titel} ({b.vorm}{rule}{only}; {b.bron})"]
        lines += [
            f"  {v.naam:<20}  {v.titel}" + ("" if len(v.sectoren) > 1 else f" ({v.sectoren[0]})") for v in b.vragen
        ]
    lines += [""]
    for s in codeboek.schalen:
        turned = f"; omgekeerd {', '.join(s.omgekeerd)}" if s.omgekeerd else ""
        lines.append(f"schaal {s.naam}: {', '.join(s.vragen)}{turned}")
    lines += [f"context {c.naam}: {' tegenover '.join(c.kenmerken)}" for c in codeboek.context]
    lines += [
        f"groep {g.naam}: " + ", ".join(f"{k} vanaf {_nl(v)}" for k, v in g.klassen.items()) for g in codeboek.groepen
    ]
    return lines


# --- frequencies


def count_rows(rows: Sequence[Telling]) -> list[dict[str, Any]]:
    """Counts for programs; percentage as it is shown, whole and rounded half up."""
    return [
        row._asdict()
        | {"percentage": int(percentage(row.teller, row.noemer)) if row.teller is not None and row.noemer else None}
        for row in rows
    ]


def count_lines(study: Onderzoek, rows: Sequence[Telling]) -> list[str]:
    """Counts for the screen: a table per question and sector, classes as columns."""
    lines = _head(study)
    for (_, vraag, sector), found in groupby(rows, key=lambda r: (r.blok, r.vraag, r.sector)):
        of_question = list(found)
        titles = {b.naam: b.titel for b in study.codeboek.blokken}
        vragen = study.codeboek.vragen
        lines += ["", f"{vragen[vraag][0].titel if vraag in vragen else titles[vraag]} ({vraag}), {sector}"]
        groups = list(dict.fromkeys(r.groep for r in of_question))
        cells = {(r.antwoord, r.groep): r for r in of_question}
        base = {r.groep: r for r in of_question}
        answers = list(dict.fromkeys((r.antwoord, r.titel, r.samen) for r in of_question if r.antwoord))
        if not answers:
            lines.append(f"  {WOORDEN[of_question[0].uitkomst]}")
            continue
        table = [["", *(g or "allen" for g in groups)], ["basis", *(_base(base[g]) for g in groups)]]
        table += [
            [f"= {titel}" if samen else titel, *(_cell(cells.get((code, g), base[g])) for g in groups)]
            for code, titel, samen in answers
        ]
        lines += _table(table)
    return lines


def _base(row: Telling) -> str:
    return WOORDEN.get(row.uitkomst, "") if row.noemer is None else str(row.noemer)


def _cell(row: Telling) -> str:
    if row.uitkomst != GETELD or row.teller is None or not row.noemer:
        return WOORDEN[row.uitkomst]
    return f"{percentage(row.teller, row.noemer)} % ({row.teller})"


# --- measures


def summary_rows(rows: Sequence[Maatregel]) -> list[dict[str, Any]]:
    """Measures for programs."""
    return [
        {
            "maat": r.maat,
            "sector": r.sector,
            "n": r.samenvatting.n,
            "gemiddelde": _number(r.samenvatting.gemiddelde, 2),
            "mediaan": _number(r.samenvatting.mediaan, 2),
            "sd": _number(r.samenvatting.sd, 2),
            "onvoldoende": r.samenvatting.onvoldoende,
            "alfa": _number(r.samenvatting.alfa, 3),
            "alfa_uitkomst": r.samenvatting.alfa_uitkomst,
            "uitkomst": r.samenvatting.uitkomst,
        }
        for r in rows
    ]


def summary_lines(study: Onderzoek, rows: Sequence[Maatregel]) -> list[str]:
    """Measures for the screen."""
    scales = {s.naam for s in study.codeboek.schalen}
    table = [["maat", "sector", "n", "gemiddelde", "mediaan", "sd", "onvoldoende", "alfa"]]
    for r in rows:
        s = r.samenvatting
        if s.gemiddelde is None:
            table.append([study.codeboek.titel_van(r.maat), r.sector, s.uitkomst, "", "", "", "", ""])
            continue
        alfa = (_text(s.alfa, 2) if s.alfa is not None else s.alfa_uitkomst) if r.maat in scales else ""
        below = "" if r.maat not in scales else "onderdrukt" if s.onvoldoende is None else str(s.onvoldoende)
        means = [_text(s.gemiddelde, 1), _text(s.mediaan, 1), _text(s.sd, 2)]
        table.append([study.codeboek.titel_van(r.maat), r.sector, str(s.n), *means, below, alfa])
    return [*_head(study), "", *_table(table)]


def relation_rows(rows: Sequence[Paar]) -> list[dict[str, Any]]:
    """Relations for programs."""
    return [
        {
            "maat": r.maat,
            "met": r.met,
            "sector": r.sector,
            "n": r.samenhang.n,
            "r": _number(r.samenhang.r, 3),
            "p": _number(r.samenhang.p, 3),
            "uitkomst": r.samenhang.uitkomst,
        }
        for r in rows
    ]


def relation_lines(study: Onderzoek, rows: Sequence[Paar]) -> list[str]:
    """Relations for the screen."""
    table = [["maat", "met", "sector", "n", "r", "p"]]
    for r in rows:
        s = r.samenhang
        numbers = [str(s.n), _text(s.r, 2), _text(s.p, 3)] if s.r is not None else [str(s.n), s.uitkomst, ""]
        table.append([study.codeboek.titel_van(r.maat), study.codeboek.titel_van(r.met), r.sector, *numbers])
    many = sum(r.samenhang.r is not None for r in rows)
    note = f"{many} toetsen zonder correctie; bij 5 % is ongeveer 1 op de 20 toevallig onder 0,05."
    return [*_head(study), "", *_table(table), note]


def difference_rows(rows: Sequence[Toets]) -> list[dict[str, Any]]:
    """F-tests for programs."""
    return [
        {
            "maat": r.maat,
            "groep": r.groep,
            "sector": r.sector,
            "aantallen": r.verschil.aantallen,
            "gemiddelden": {k: _number(v, 3) for k, v in r.verschil.gemiddelden.items()},
            "f": _number(r.verschil.f, 2),
            "df1": r.verschil.df1,
            "df2": r.verschil.df2,
            "p": _number(r.verschil.p, 3),
            "eta2": _number(r.verschil.eta2, 3),
            "uitkomst": r.verschil.uitkomst,
        }
        for r in rows
    ]


def difference_lines(study: Onderzoek, rows: Sequence[Toets]) -> list[str]:
    """F-tests for the screen."""
    table = [["maat", "sector", "gemiddelden (aantal)", "toets", "p"]]
    for r in rows:
        v = r.verschil
        means = ", ".join(f"{k} {_text(m, 2)} ({v.aantallen[k]})" for k, m in v.gemiddelden.items())
        test = [f"F({v.df1},{v.df2}) = {_text(v.f, 2)}", _text(v.p, 3)] if v.f is not None else [v.uitkomst, ""]
        table.append([study.codeboek.titel_van(r.maat), r.sector or "beide", means, *test])
    return [*_head(study), "", *_table(table)]


# --- types and peers


def type_rows(study: Onderzoek, made: Typen) -> dict[str, Any]:
    """Types for programs; whose type it is only for internal use."""
    of = {}
    if made.klasse is not None and not study.openbaar:
        swv = study.antwoorden.swv
        of = {str(swv[str(p)]): int(k) for p, k in made.klasse.items() if isinstance(swv[str(p)], str)}
    return {
        "n": made.n,
        "uitkomst": made.uitkomst,
        "stabiliteit": _number(made.stabiliteit, 3),
        "kenmerken": list(made.kenmerken),
        "klassen": [
            {
                "klasse": klasse,
                "aantal": many,
                "gemiddelden": {str(name): _number(v, 2) for name, v in made.gemiddelden.loc[klasse].to_dict().items()},
            }
            for klasse, many in sizes(made)
            if made.gemiddelden is not None
        ],
        "verbanden": dict(sorted(of.items())),
    }


def type_lines(study: Onderzoek, made: Typen) -> list[str]:
    """Types for the screen."""
    lines = [*_head(study), ""]
    stable = "" if made.stabiliteit is None else f", stabiliteit {_text(made.stabiliteit, 2)}"
    lines.append(f"{made.n} respondenten met alle kenmerken: {made.uitkomst}{stable}")
    if made.gemiddelden is None:
        return lines
    names = list(made.kenmerken)
    table = [["klasse", "aantal", *names]]
    for klasse, many in sizes(made):
        means = made.gemiddelden.loc[klasse].to_dict()
        table.append([str(klasse), str(many), *(_text(means[name], 1) for name in names)])
    told = type_rows(study, made)["verbanden"]
    return [*lines, *_table(table), *(f"  {swv}: klasse {klasse}" for swv, klasse in told.items())]


def peer_rows(found: Verband) -> dict[str, Any]:
    """Peers for programs."""
    return {
        "kenmerken": found.kenmerken,
        "buren": [{"swv": b.naam, "afstand": _number(b.afstand, 3)} for b in found.buren],
    }


def peer_lines(study: Onderzoek, swv: str, found: Verband) -> list[str]:
    """Peers for the screen."""
    lines = [*_head(study), ""]
    if not found.kenmerken:
        return [*lines, f"{swv}: geen kenmerken bekend waarop vergeleken kan worden"]
    lines.append(f"{swv}, vergeleken op {', '.join(found.kenmerken)}")
    if not found.buren:
        return [*lines, "  geen ander verband met deze kenmerken"]
    return [*lines, *_table([["verband", "afstand"], *([b.naam, _text(b.afstand, 2)] for b in found.buren)])]


# --- words


def _head(study: Onderzoek) -> list[str]:
    who = "openbaar: kleine aantallen zijn onderdrukt" if study.openbaar else "intern, niet voor publicatie"
    told = () if study.openbaar else study.antwoorden.bevindingen
    return [f"{study.codeboek.titel}; {who}", *(f"! {text}" for text in told)]


def _table(rows: list[list[str]]) -> list[str]:
    """Columns beside each other: the first to the left, the others as wide as they need."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return ["  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]


def _decimal(number: Fraction | float, places: int) -> Decimal:
    exact = Fraction(number) if isinstance(number, float) else number
    return half_up(Decimal(exact.numerator) / Decimal(exact.denominator), places)


def _number(number: Fraction | float | None, places: int) -> float | None:
    return None if number is None else float(_decimal(number, places))


def _text(number: Fraction | float | None, places: int) -> str:
    """A number with a comma and as many decimals as asked for; empty where there is none."""
    return "" if number is None else str(_decimal(number, places)).replace(".", ",")


def _nl(number: Decimal) -> str:
    return str(number).replace(".", ",")
