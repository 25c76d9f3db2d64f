"""What `swvmon run` prints: what was divided per model and board, what is left, what failed."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from swvmon.arrow import stacked
from swvmon.geld import format_euro
from swvmon.regioplan.plan import PLAN
from swvmon.run.regiojaar import no_metingen, totals

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from swvmon.run.execute import RunResult
    from swvmon.run.herhalen import Herhaling
    from swvmon.run.regiojaar import Regiojaar

WIDTH = 18
FINDINGS = 12
"""Findings that are printed; all are in the database and in the export."""


def as_text(result: RunResult) -> str:
    """The run for a person; of a run of many regions what they have in common, and what went wrong."""
    national = any(deel.plan.landelijk for deel in result.delen)
    blocks = _national(result) if national else [_part(deel) for deel in result.delen]
    blocks += [[f"! {refused}"] for refused in result.refused]
    blocks += [[f"! hook {s.onderdeel} of plugin {s.plugin} failed: {s.melding}"] for s in result.hooks]
    again = " (stored before; the same again)" if result.herhaald else ""
    closing = [f"run {result.run_id}{again}"]
    return "\n\n".join("\n".join(block).rstrip() for block in (*blocks, closing))


def repeated_as_text(manifest: Path, done: Herhaling) -> str:
    """What a repetition is worth: whether identity is promised, and whether the result is that of then."""
    lines = [f"repeated from {manifest}, run {done.van}"]
    if done.omgeving:
        lines.append(f"! identity is not promised, the environment differs first in {done.omgeving}")
    elif not done.vergeleken:
        lines.append("every input is the same")
    if not done.vergeleken:
        lines.append("there was no result to compare with: neither the run in this database nor an exported one")
    elif done.verschil:
        lines.append(f"! the result is not that of {' and '.join(done.vergeleken)}: {done.verschil}")
    else:
        lines.append(f"the result is that of {' and '.join(done.vergeleken)}")
    return "\n".join(lines)


def as_json_text(results: list[RunResult], herhaling: Herhaling | None = None) -> str:
    """A run for a machine, or a list of them where there are more; amounts in eurocents."""
    documents = [_document(result) for result in results]
    if herhaling is not None:
        documents[0]["herhaling"] = {
            "van": herhaling.van,
            "omgeving": herhaling.omgeving,
            "vergeleken": list(herhaling.vergeleken),
            "verschil": herhaling.verschil,
        }
    return json.dumps(documents[0] if len(documents) == 1 else documents, ensure_ascii=False, indent=2)


def _document(result: RunResult) -> dict[str, Any]:
    parts = [
        {
            "scenario": deel.scenario,
            "regio": deel.plan.code,
            "schooljaar": str(deel.schooljaar),
            "status": deel.status,
            "totalen_cent": totals(deel.ledger),
            "saldi_cent": {a: s for a, s in deel.ledger.saldi().items() if a.startswith("swv:")},
            "per_stap_cent": per_step(deel.ledger.regels),
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
    return {
        "run_id": result.run_id,
        "herhaald": result.herhaald,
        "delen": parts,
        "geweigerd": [r._asdict() for r in result.refused],
    }


def _national(result: RunResult) -> list[list[str]]:
    """A block for each scenario and school year of a run of many regions."""
    blocks = []
    for whole in [deel for deel in result.delen if deel.plan.landelijk]:
        parts = [
            d
            for d in result.delen
            if (d.scenario, d.schooljaar) == (whole.scenario, whole.schooljaar) and d is not whole
        ]
        scenario = "" if whole.scenario == PLAN else f", scenario {whole.scenario}"
        lines = [f"{whole.plan.naam}, schooljaar {whole.schooljaar}{scenario}", f"plan: {whole.plan.bron}", ""]
        lines.append(f"{len(parts)} samenwerkingsverbanden")
        schools = sum(sum(c for a, c in d.ledger.saldi().items() if a.startswith("vestiging:")) for d in parts)
        lines += [f"naar scholen {format_euro(schools):>{WIDTH}}"] if schools else []
        lines += ["", *_measured([*parts, whole])]
        told = Counter(
            f"! {s.soort} {s.onderdeel} (plugin {s.plugin} {s.versie}, {s.distributie}) {s.status}: {s.melding}"
            for d in (*parts, whole)
            for s in d.statussen
            if s.status != "gelukt"
        )
        lines += [f"{text} ({count}x)" if count > 1 else text for text, count in sorted(told.items())[:FINDINGS]]
        if len(told) > FINDINGS:
            lines.append(f"! … en nog {len(told) - FINDINGS}; alle staan in de database")
        failed = [d.plan.code for d in parts if d.status == "mislukt"]
        lines += [f"! mislukt: {', '.join(failed)}; their lines are kept for diagnosis"] if failed else []
        blocks.append(lines)
    return blocks


def _measured(delen: list[Regiojaar]) -> list[str]:
    """Per indicator how many metingen there are, and of how many the value is known."""
    rows = stacked([deel.metingen[["indicator", "waarde"]] for deel in delen if len(deel.metingen)] or [no_metingen()])
    every = rows["indicator"].value_counts()
    known = rows.loc[rows["waarde"].notna(), "indicator"].value_counts().reindex(every.index, fill_value=0)
    width = max(map(len, every.index), default=0)
    return [
        f"  {name:<{width}}  {every[name]:>7} metingen, {known[name]:>7} met waarde" for name in sorted(every.index)
    ]


def _part(deel: Regiojaar) -> list[str]:
    title = f"{deel.plan.code} {deel.plan.naam}, schooljaar {deel.schooljaar}"
    lines = [title + ("" if deel.scenario == "plan" else f", scenario {deel.scenario}"), f"plan: {deel.plan.bron}", ""]
    left = {a: s for a, s in deel.ledger.saldi().items() if a.startswith("swv:") and s}
    lines += _table("per stap", per_step(deel.ledger.regels))
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


def per_step(regels: pd.DataFrame) -> dict[str, int]:
    """What each step moved, eurocents, by the first of these that it touches.

    Schools: what they got, net. The rijk: what came from it, net, so that below zero is money that it took. DUO: what
    went to it, net. A step that touches none of these moved money within the SWV or to a board: all that it booked.

    Args:
        regels: lines of the ledger; columns `stap`, `van`, `naar` and `bedrag_cent`.
    """
    steps: dict[str, int] = {}
    for stap, lines in regels.groupby("stap", sort=False):
        sides = (_net(lines, "vestiging:"), _from_rijk(lines), _net(lines, "duo:"), int(lines["bedrag_cent"].sum()))
        steps[str(stap)] = next(cents for cents in sides if cents is not None)
    return steps


def _from_rijk(lines: pd.DataFrame) -> int | None:
    got = _net(lines, "rijk:")
    return None if got is None else -got


def _net(lines: pd.DataFrame, kind: str) -> int | None:
    """What accounts of a kind got minus what they gave, eurocents; None where no line touches them."""
    to, of = (lines[side].str.startswith(kind) for side in ("naar", "van"))
    if not (to | of).any():
        return None
    return int(lines.loc[to, "bedrag_cent"].sum() - lines.loc[of, "bedrag_cent"].sum())


def _per_board(deel: Regiojaar) -> dict[str, int]:
    regels = deel.ledger.regels
    boards: dict[str, int] = {}
    for side, sign in (("naar", 1), ("van", -1)):
        lines = regels[regels[side].str.startswith("vestiging:")]
        for board, cents in lines.groupby("bestuur")["bedrag_cent"].sum().items():
            name = str(board) or "bestuur onbekend"
            boards[name] = boards.get(name, 0) + sign * int(cents)
    return dict(sorted(boards.items()))
