"""What `swvmon matrix` prints and writes: text, CSV, one HTML page, JSON; in Dutch, for controllers."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from swvmon.geld import canonical, format_decimal, format_euro
from swvmon.vergelijk.matrix import GELUKT, MISLUKT, NIET_NAAR_SCHOLEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from swvmon.vergelijk.matrix import Matrix, Modeluitkomst
    from swvmon.vergelijk.steun import Steun

HERKOMST = {"plan": "plan", "keuzes": "keuzebestand", "voorbeeld": "voorbeeld van het model", "": "geen"}
_STYLE = """body{font:15px/1.45 system-ui,sans-serif;margin:2rem;color:#1d2733}h1{font-size:1.5rem}h2{font-size:1.15rem}
table{border-collapse:collapse;margin:.8rem 0}th,td{border:1px solid #c9d1d9;padding:.25rem .6rem;text-align:left}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}thead th{background:#eef2f6}td.min{color:#a11}
.let{background:#fff4d6;padding:.5rem .8rem}"""
Rij = list[str]


@frozen
class Matrixblad:
    """The matrices of some regions."""

    matrices: list[Matrix]

    @property
    def failed(self) -> bool:
        """Whether a plugin failed."""
        return any(u.uitkomst == MISLUKT for m in self.matrices for u in m.uitkomsten)

    def as_text(self) -> str:
        """For a person at a terminal."""
        blocks = [
            [*_title(m), "", *_columns(_models(m)), "", *_columns(_amounts(m)), "", *_without(m)] for m in self.matrices
        ]
        return "\n\n".join("\n".join(block).rstrip() for block in blocks)

    def as_csv(self) -> str:
        """A row for each model and school or board; amounts in eurocents."""
        header = [
            *("regio", "schooljaar", "niveau", "model", "sleutel", "naam", "leerlingen"),
            *("bedrag_cent", "per_leerling_cent", "herverdeeleffect_cent", "herkomst_keuzes"),
        ]
        rows = [
            [
                *(m.regio, m.schooljaar, m.niveau, r["model"], r["sleutel"], r["naam"], _bare(r["leerlingen"])),
                *(_bare(r[name]) for name in ("bedrag_cent", "per_leerling_cent", "herverdeeleffect_cent")),
                _of(m, r["model"]).herkomst,
            ]
            for m in self.matrices
            for r in _records(m)
        ]
        return _csv([header, *rows])

    def as_json(self) -> str:
        """For programs: eurocents; exact numbers as text."""
        names = ("regio", "naam", "schooljaar", "niveau", "stap", "eigen", "plan")
        documents = [
            {
                **{name: getattr(m, name) for name in names},
                "modellen": [attrs.asdict(u) for u in m.uitkomsten],
                "bedragen": [
                    {**r, "leerlingen": None if r["leerlingen"] is None else canonical(r["leerlingen"])}
                    for r in _records(m)
                ],
            }
            for m in self.matrices
        ]
        return json.dumps(documents, ensure_ascii=False, indent=2)

    def as_html(self) -> str:
        """One page that needs nothing beside itself."""
        parts = []
        for m in self.matrices:
            title, *about = _title(m)
            parts.append(f"<h2>{escape(title)}</h2>")
            parts += [f"<p>{escape(line)}</p>" for line in about]
            parts += [_html_table(_models(m), "Modellen"), _html_table(_amounts(m), "Bedragen")]
            parts += [f"<p>{escape(line)}</p>" for line in _without(m)]
        return _page("Verdeelmodellen naast elkaar", parts)


@frozen
class Steunblad:
    """Which model works for whom."""

    steun: list[Steun]
    failed: bool = False

    def _rows(self) -> list[Rij]:
        header = ["model", "titel", "sector", "schooljaren", "regels gelden", "verdeelt", "leest", "plugin"]
        return [
            header,
            *(
                [
                    *(s.model, s.titel, s.sector, s.schooljaren, ", ".join(s.regimes)),
                    *(", ".join(s.verdeelt), ", ".join(s.leest) or "hangt af van de keuzes", s.plugin),
                ]
                for s in self.steun
            ),
        ]

    def as_text(self) -> str:
        """A block for each model and sector: the columns are too long for a line."""
        names, *rows = self._rows()
        blocks = [
            [f"{row[0]}  {row[2]}  {row[1]}", *(f"  {n:<14}{v}" for n, v in zip(names[3:], row[3:], strict=True) if v)]
            for row in rows
        ]
        return "\n\n".join("\n".join(block) for block in blocks)

    def as_csv(self) -> str:
        """A row for each model and sector."""
        return _csv(self._rows())

    def as_json(self) -> str:
        """For programs."""
        return json.dumps([attrs.asdict(s) for s in self.steun], ensure_ascii=False, indent=2)

    def as_html(self) -> str:
        """One page."""
        return _page("Welk verdeelmodel werkt waar", [_html_table(self._rows(), "Modellen")])


def _title(m: Matrix) -> Rij:
    return [
        f"{m.regio} {m.naam}, schooljaar {m.schooljaar}",
        f"plan: {m.plan}; stap {m.stap} ({m.eigen}) vervangen door elk model, met hetzelfde geld",
    ]


def _models(m: Matrix) -> list[Rij]:
    """What the schools get together, of each model that divided."""
    rows = [["model", "titel", "keuzes uit", "stap naar scholen €", "alles naar scholen €"]]
    totals = m.bedragen.groupby("model")["bedrag_cent"].sum()
    for u in m.uitkomsten:
        if u.uitkomst == GELUKT:
            name = f"{u.model} (plan)" if u.model == m.eigen else u.model
            rows.append([name, u.titel, HERKOMST[u.herkomst], _euro(u.stap_cent), _euro(int(totals[u.model]))])
    return rows


def _without(m: Matrix) -> Rij:
    """The models that are not in the table, and why."""
    nothing = [u.model for u in m.uitkomsten if u.uitkomst == NIET_NAAR_SCHOLEN]
    others = [u for u in m.uitkomsten if u.uitkomst not in {GELUKT, NIET_NAAR_SCHOLEN}]
    lines = [
        f"{u.model} (plugin {u.plugin}; keuzes uit {HERKOMST[u.herkomst]}): {u.uitkomst}: {u.melding}" for u in others
    ]
    return [*lines, *([f"geven scholen niets: {', '.join(nothing)}"] if nothing else [])]


def _amounts(m: Matrix) -> list[Rij]:
    """A row for each model and school or board."""
    header = [m.niveau, "naam", "leerlingen", "model", "bedrag €", "per leerling €", "herverdeeleffect €"]
    rows = [
        [
            *(r["sleutel"] or "bestuur onbekend", r["naam"], _pupils(r["leerlingen"]), r["model"]),
            *(_euro(r[name]) for name in ("bedrag_cent", "per_leerling_cent")),
            "" if r["model"] == m.eigen else _signed(r["herverdeeleffect_cent"]),
        ]
        for r in sorted(_records(m), key=lambda r: (r["sleutel"], r["model"] != m.eigen, r["model"]))
    ]
    return [header, *rows]


def _of(m: Matrix, model: str) -> Modeluitkomst:
    return next(u for u in m.uitkomsten if u.model == model)


def _records(m: Matrix) -> list[dict[str, Any]]:
    rows = m.bedragen
    return [{str(k): v for k, v in r.items()} for r in rows.astype(object).where(rows.notna(), None).to_dict("records")]


def _euro(cents: int | None) -> str:
    return "" if cents is None else format_euro(cents).replace("€ ", "")


def _signed(cents: int) -> str:
    return ("+" if cents > 0 else "") + _euro(cents)


def _bare(number: Any) -> str:
    """A number for a program: no separators; empty where there is none."""
    return "" if number is None else canonical(Decimal(number))


def _pupils(number: Any) -> str:
    return "" if number is None else format_decimal(number)


def _csv(rows: Iterable[Rij]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would take for a formula gets a quote before it; a number stays one."""
    if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and not cell.lstrip("-").replace(",", "").isdigit():
        return f"'{cell}"
    return cell


def _columns(rows: list[Rij]) -> Rij:
    """Rows in columns; amounts and counts to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    right = {n for n, name in enumerate(rows[0]) if _is_number(name)}
    lines = []
    for row in rows:
        sized = enumerate(zip(row, widths, strict=True))
        lines.append("  ".join(cell.rjust(w) if n in right else cell.ljust(w) for n, (cell, w) in sized).rstrip())
    return lines


def _is_number(name: str) -> bool:
    return name == "leerlingen" or name.endswith("€")


def _html_table(rows: list[Rij], caption: str) -> str:
    header, *body = rows
    kinds = [' class="n"' if _is_number(name) else "" for name in header]
    head = "".join(f'<th scope="col"{kind}>{escape(name)}</th>' for name, kind in zip(header, kinds, strict=True))
    lines = "\n".join(
        "<tr>" + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, kinds, strict=True)) + "</tr>"
        for row in body
    )
    top = f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
    return f"<table>{top}<tbody>\n{lines}\n</tbody></table>"


def _page(title: str, parts: list[str]) -> str:
    told = "Vertrouwelijk: voor intern gebruik. Bedragen per school kunnen over weinig leerlingen gaan."
    warning = f'<p class="let">{told}</p>'
    body = "\n".join([f"<h1>{escape(title)}</h1>", warning, *parts])
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="nl"><head>{head}</head><body>\n{body}\n</body></html>\n'
