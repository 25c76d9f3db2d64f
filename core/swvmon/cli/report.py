"""What `swvmon run` prints: what was divided per model and board, what is left, what failed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from swvmon.geld import format_euro
from swvmon.run.execute import totals

if TYPE_CHECKING:
    from swvmon.run.execute import Regiojaar, RunResult

WIDTH = 18
FINDINGS = 12
"""Findings that are printed; all are in the database and in the export."""


def as_text(result: RunResult) -> str:
    """The run for a person."""
    blocks = [_part(deel) for deel in result.delen]
    blocks += [[f"! {refused}"] for refused in result.refused]
    blocks += [[f"! hook {s.onderdeel} of plugin {s.plugin} failed: {s.melding}"] for s in result.hooks]
    again = " (stored before; the same again)" if result.herhaald else ""
    closing = [f"run {result.run_id}{again}"]
    return "\n\n".join("\n".join(block).rstrip() for block in (*blocks, closing))


def as_json_text(result: RunResult) -> str:
    """The run for a machine; amounts in eurocents."""
    parts = [
        {
            "scenario": deel.scenario,
            "regio": deel.plan.code,
            "schooljaar": str(deel.schooljaar),
            "status": deel.status,
            "totalen_cent": totals(deel.ledger),
            "saldi_cent": {a: s for a, s in deel.ledger.saldi().items() if a.startswith("swv:")},
            "per_stap_cent": _per_step(deel),
            "per_bestuur_cent": _per_board(deel),
            "plugins": [
                {"onderdeel": s.onderdeel, "soort": s.soort, "plugin": s.plugin, "versie": s.versie, "status": s.status}
                | ({"melding": s.melding} if s.melding else {})
                for s in deel.statussen
            ],
            "bevindingen": len(deel.bevindingen),
        }
        for deel in result.delen
    ]
    document = {
        "run_id": result.run_id,
        "herhaald": result.herhaald,
        "delen": parts,
        "geweigerd": [r._asdict() for r in result.refused],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _part(deel: Regiojaar) -> list[str]:
    title = f"{deel.plan.code} {deel.plan.naam}, schooljaar {deel.schooljaar}"
    lines = [title + ("" if deel.scenario == "plan" else f", scenario {deel.scenario}"), f"plan: {deel.plan.bron}", ""]
    left = {a: s for a, s in deel.ledger.saldi().items() if a.startswith("swv:") and s}
    lines += _table("per stap", _per_step(deel))
    lines += _table("per bestuur", _per_board(deel), total="naar scholen")
    lines += _table("over", left, total="samen")
    for status in deel.statussen:
        if status.status != "gelukt":
            who = f"{status.soort} {status.onderdeel} (plugin {status.plugin} {status.versie}, {status.distributie})"
            lines.append(f"! {who} {status.status}: {status.melding}")
    serious = [b for _, _, b in deel.bevindingen if b.ernst != "info"]
    lines += [f"  {b.ernst} {b.code} {b.sleutel}: {b.tekst}" for b in serious[:FINDINGS]]
    if len(serious) > FINDINGS:
        lines.append(f"  … en nog {len(serious) - FINDINGS} bevindingen")
    if deel.status == "mislukt":
        lines.append("! this region-year is mislukt; its lines are kept for diagnosis")
    return lines


def _table(title: str, amounts: dict[str, int], total: str = "") -> list[str]:
    if not amounts:
        return []
    width = max(len(name) for name in (*amounts, total))
    rows = [f"  {name:<{width}}  {format_euro(cents):>{WIDTH}}" for name, cents in amounts.items()]
    if total and len(amounts) > 1:
        rows.append(f"  {total:<{width}}  {format_euro(sum(amounts.values())):>{WIDTH}}")
    return [title, *rows, ""]


def _per_step(deel: Regiojaar) -> dict[str, int]:
    """What each step moved to schools, net; a step that moves nothing to schools shows what it booked."""
    regels = deel.ledger.regels
    steps: dict[str, int] = {}
    for stap, lines in regels.groupby("stap", sort=False):
        to_school = lines["naar"].str.startswith("vestiging:")
        from_school = lines["van"].str.startswith("vestiging:")
        leaf = int(lines.loc[to_school, "bedrag_cent"].sum() - lines.loc[from_school, "bedrag_cent"].sum())
        steps[str(stap)] = leaf if to_school.any() or from_school.any() else int(lines["bedrag_cent"].sum())
    return steps


def _per_board(deel: Regiojaar) -> dict[str, int]:
    regels = deel.ledger.regels
    boards: dict[str, int] = {}
    for side, sign in (("naar", 1), ("van", -1)):
        lines = regels[regels[side].str.startswith("vestiging:")]
        for board, cents in lines.groupby("bestuur")["bedrag_cent"].sum().items():
            name = str(board) or "bestuur onbekend"
            boards[name] = boards.get(name, 0) + sign * int(cents)
    return dict(sorted(boards.items()))
