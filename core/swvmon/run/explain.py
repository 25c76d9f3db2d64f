"""Why this amount? A selection of ledger lines, told in Dutch; never a second computation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon.errors import UsageError
from swvmon.geld import format_decimal, format_euro
from swvmon.run.stored import region_years

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.store import Store


@frozen(eq=False)
class Uitleg:
    """The lines of one school in one scenario of a run.

    Attributes:
        run_id: the run.
        vestiging: the school.
        naam: its name, where a list knows it.
        regels: its ledger lines with a signed amount (`effect_cent`), in order.
        bronnen: (parameter, value, unit, period, source, status) of what the lines used.
    """

    run_id: str
    vestiging: str
    naam: str
    regels: pd.DataFrame
    bronnen: tuple[tuple[str, ...], ...]

    @property
    def totaal_cent(self) -> int:
        """What the school gets, eurocents; the sum of the lines."""
        return int(self.regels["effect_cent"].sum())

    def as_dict(self) -> dict[str, Any]:
        """For a machine."""
        rows = self.regels.astype(object).where(self.regels.notna(), None).to_dict("records")
        return {
            "run_id": self.run_id,
            "vestiging": self.vestiging,
            "naam": self.naam,
            "totaal_cent": self.totaal_cent,
            "regels": [
                {key: str(v) if not isinstance(v, (int, str, type(None))) else v for key, v in r.items()} for r in rows
            ],
            "bronnen": [list(b) for b in self.bronnen],
        }

    def as_text(self) -> str:
        """For a person."""
        lines = [f"{self.vestiging} {self.naam}".rstrip() + f" ontvangt {format_euro(self.totaal_cent)}", ""]
        for row in self.regels.to_dict("records"):
            lines.append(
                f"{format_euro(row['effect_cent']):>16}  {row['grondslag']}  [{row['schooljaar']}, {row['status']}]"
            )
            lines.append(f"{'':16}  {row['toelichting']}")
            if isinstance(row["hoeveelheid"], str) and isinstance(row["tarief"], str):
                quantity, tariff = (format_decimal(Decimal(row[c])) for c in ("hoeveelheid", "tarief"))
                lines.append(f"{'':16}  {quantity} {row['eenheid']} × € {tariff}")
        lines += ["-" * 16, f"{format_euro(self.totaal_cent):>16}  totaal"]
        if self.bronnen:
            lines += ["", "Gebruikte getallen:"]
            lines += [
                f"  {name} = {value} {unit} ({period}): {bron}, {status}"
                for name, value, unit, period, bron, status in self.bronnen
            ]
        return "\n".join(lines)


def explain(store: Store, run: str, vestiging: str, scenario: str, *, also_failed: bool = False) -> Uitleg:
    """The lines that make up what a school gets.

    Args:
        store: the database.
        run: run id, its start, or ``laatste``.
        vestiging: six characters, such as 20AB00.
        scenario: scenario of the run.
        also_failed: also region-years that failed.

    Raises:
        UsageError: the school has no line in this run.
        StoreError: no such run, or it failed.
    """
    run_id, parts = region_years(store, run, also_failed=also_failed)
    lines = store.result(run_id, "boeking")
    account = f"vestiging:{vestiging}"
    mine = lines[((lines["van"] == account) | (lines["naar"] == account)) & (lines["scenario"] == scenario)]
    if mine.empty:
        known = sorted({v for v in lines["vestiging"] if v})
        sample = ", ".join(known[:5])
        raise UsageError(f"{vestiging} has no line in scenario {scenario!r} of run {run_id}; schools are like {sample}")
    sign = (mine["naar"] == account).astype("int64") - (mine["van"] == account).astype("int64")
    mine = mine.assign(effect_cent=mine["bedrag_cent"] * sign)
    kept = mine[mine["schooljaar"].isin({p.schooljaar for p in parts}) & (sign != 0)]
    return Uitleg(
        run_id, vestiging, _name(store, vestiging), kept.reset_index(drop=True), _sources(store, run_id, scenario, kept)
    )


def _sources(store: Store, run_id: str, scenario: str, lines: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    used = {name for names in lines["parameters"] for name in names.split()}
    rows = store.result(run_id, "parametergebruik")
    rows = rows[rows["scenario"] == scenario]
    chosen = rows[[any(p == u or p.startswith(f"{u}.") for u in used) for p in rows["parameter"]]]
    return tuple(
        (
            r["parameter"],
            format_decimal(Decimal(r["waarde"])),
            r["eenheid"],
            f"{r['periode_van']} t/m {r['periode_tot']}",
            r["bron"],
            r["status"],
        )
        for r in chosen.to_dict("records")
    )


def _name(store: Store, vestiging: str) -> str:
    """The newest name in an address list; empty where no list is loaded (as in the demo)."""
    from datetime import date

    chosen = store.choose("vestiging", None, date.max)
    if not chosen:
        return ""
    rows = store.read("vestiging", [c.id for c in chosen])
    names = rows.loc[rows["vestiging"] == vestiging, "naam"]
    return str(names.iloc[0]) if len(names) else ""
