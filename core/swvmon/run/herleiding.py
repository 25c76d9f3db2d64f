"""The whole chain of a number, as rows: line, quantity and tariff, parameter and source, file and line numbers."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from swvmon.errors import SwvmonError, UsageError
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.stored import region_years

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    import pandas as pd

    from swvmon.contract.momentopname import Leest
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.privacy.regel import Regel
    from swvmon.run.bind import Binding
    from swvmon.run.explain import Uitleg
    from swvmon.store import Store

Places = dict[tuple[str, str, str, str], str]
"""(regio, schooljaar, niveau, vestiging) to its board or gemeente."""
WEGGELATEN = "weggelaten voor publicatie"


@frozen
class Schakel:
    """A link of the chain.

    Attributes:
        niveau: how deep it stands: a row explains the nearest row above it with a lower number.
        soort: regel, hoeveelheid, tarief, parameter, tabel, levering, meting, teller or noemer.
        wat: what it is.
        waarde: its value, as stored; of a levering the line numbers of the file.
        eenheid: its unit.
        bron: where it comes from; of a levering the file and the start of its fingerprint.
    """

    niveau: int
    soort: str
    wat: str
    waarde: str
    eenheid: str
    bron: str


class Herkomst:
    """Looks up which files filled the tables that a run read."""

    def __init__(self, store: Store, run_id: str, scenario: str, registry: Callable[[], PluginRegistry]) -> None:
        self.store = store
        self.manifest: dict[str, Any] = json.loads(store.find_run(run_id).manifest)
        known = store.leveringen()
        self.files = {r["vingerafdruk"]: r for r in known.to_dict("records")}
        self.fault = ""
        self.binding: Binding | None = None
        self.rules: dict[str, tuple[Leest, ...]] = {}
        try:
            from swvmon.run.bind import bind
            from swvmon.run.sources import offered_afleidingen

            plugins = registry()
            plan = read_plan(self.manifest["plan"], run_id).scenario(scenario)
            self.binding = bind(plan, plugins)
            rules = [a.value for a in offered_afleidingen(plugins) if plan.sector in a.value.sectoren]
            self.rules = {rule.levert: tuple(rule.leest) for rule in rules}
        except SwvmonError as error:
            self.fault = str(error).splitlines()[0]

    def of_step(self, name: str, schooljaar: str, schools: Collection[str], regio: str, diep: int) -> list[Schakel]:
        """The tables that a step read, each with the files and lines about some schools."""
        if self.binding is None:
            return [Schakel(diep, "tabel", "onbekend", "", "", self.fault)]
        year = Schooljaar.parse(schooljaar)
        step = next(s for s in self.binding.plan.steps() if s.stap == name)
        rows: list[Schakel] = []
        for leest in self.binding.reads(step, year):
            makers = [s.stap for s in self.binding.plan.before(step) if self.binding.delivers(s, leest, year)]
            if makers:
                text = f"{leest.tabel} {leest.moment}".strip()
                rows.append(Schakel(diep, "tabel", text, "", "", f"geleverd door stap {makers[-1]}"))
            else:
                rows += self.table(leest, schooljaar, schools, regio, diep)
        return rows

    def of_indicator(self, name: str, schooljaar: str, schools: Collection[str], regio: str) -> list[Schakel]:
        """The tables that an indicator read."""
        if self.binding is None:
            return [Schakel(1, "tabel", "onbekend", "", "", self.fault)]
        indicator = next((i.value for i in self.binding.indicatoren if i.value.naam == name), None)
        if indicator is None:
            return [Schakel(1, "tabel", "onbekend", "", "", f"indicator {name} is niet geïnstalleerd")]
        if not indicator.leest:
            return [Schakel(1, "tabel", "grootboek of andere metingen", "", "", f"indicator {name} leest geen tabel")]
        return [row for leest in indicator.leest for row in self.table(leest, schooljaar, schools, regio, 1)]

    def table(self, leest: Leest, schooljaar: str, schools: Collection[str], regio: str, diep: int) -> list[Schakel]:
        """A table with the leveringen that filled it; of a derived table those of what it is derived from."""
        source = ""
        inputs: tuple[Leest, ...] = (leest,)
        if leest.tabel in self.rules:
            inputs, source = self.rules[leest.tabel], "afgeleid uit andere tabellen"
        rows = [Schakel(diep, "tabel", f"{leest.tabel} {leest.moment}".strip(), "", "", source)]
        for row in self.manifest["leveringen"]:
            wanted = any((row["tabel"], row["moment"]) == (i.tabel, i.moment) for i in inputs)
            if wanted and row["schooljaar"] == schooljaar:
                rows.append(self._levering(row, schools, regio, diep + 1))
        return rows

    def _levering(self, row: dict[str, Any], schools: Collection[str], regio: str, diep: int) -> Schakel:
        from swvmon.store.declared import table

        what = f"{row['dataset']} {row['periode']}, {row['status']}"
        file = self.files.get(row["vingerafdruk"])
        if file is None:
            return Schakel(diep, "levering", what, "", "", f"niet in deze database, {row['vingerafdruk'][:12]}")
        source = f"{file['bestandsnaam']}, vingerafdruk {row['vingerafdruk'][:12]}"
        if table(row["tabel"]).case_rows:  # which lines are about a school would tell who is meant
            return Schakel(diep, "levering", what, "", "", f"{source}; regels over personen worden niet genoemd")
        lines = self.store.line_numbers(row["tabel"], int(file["id"]), schools, regio)
        return Schakel(diep, "levering", what, spans(lines), "regel" if lines else "", source)


def spans(numbers: Iterable[int]) -> str:
    """Line numbers in short: 2-4, 9."""
    parts = []
    for _, run in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        parts.append(str(found[0]) if len(found) == 1 else f"{found[0]}-{found[-1]}")
    return ", ".join(parts)


def trace_school(store: Store, uitleg: Uitleg, registry: Callable[[], PluginRegistry]) -> list[Schakel]:
    """The chain of each line of a school, in the order of the lines; for publication without files.

    Args:
        store: the database.
        uitleg: what `swvmon.run.explain.explain` tells of the school.
        registry: gives the plugins.
    """
    rows: list[Schakel] = []
    source = None if uitleg.openbaar else Herkomst(store, uitleg.run_id, uitleg.scenario, registry)
    kept: dict[tuple[str, str], list[Schakel]] = {}
    for line in uitleg.regels.to_dict("records"):
        where = f"stap {line['stap']}, regel {line['volgnummer']}, {line['status']}" if "volgnummer" in line else ""
        amount = str(Decimal(line["effect_cent"]).scaleb(-2))
        rows.append(Schakel(0, "regel", f"{line['schooljaar']} {line['grondslag']}", amount, "euro", where))
        if isinstance(line["hoeveelheid"], str):
            rows.append(Schakel(1, "hoeveelheid", line["grondslag"], line["hoeveelheid"], line["eenheid"], ""))
        if source is not None:
            key = (line["stap"], line["schooljaar"])
            if key not in kept:
                kept[key] = source.of_step(*key, {uitleg.vestiging}, line["regio"], 2)
            rows += kept[key]
        if isinstance(line["tarief"], str):
            per = f"euro per {line['eenheid']}" if line["eenheid"] else "euro"
            rows.append(Schakel(1, "tarief", line["grondslag"], line["tarief"], per, ""))
        for number in uitleg.getallen:
            named = any(
                number.parameter == name or number.parameter.startswith(f"{name}.")
                for name in line["parameters"].split()
            )
            days = number.van <= line["periode_tot"] and number.tot >= line["periode_van"]
            if named and days and line["stap"] in number.stappen:
                about = f"{number.bron}, {number.status}"
                value = number.waarde.replace(".", "").replace(",", ".")  # of a person's spelling, as in 1.100,5
                rows.append(Schakel(2, "parameter", number.parameter, value, number.eenheid, about))
    return rows


def trace_meting(  # noqa: PLR0913 - what is asked, and what the answer is looked up in
    store: Store,
    run: str,
    indicator: str,
    sleutel: str,
    scenario: str,
    *,
    also_failed: bool = False,
    registry: Callable[[], PluginRegistry],
    regel: Regel | None = None,
) -> list[Schakel]:
    """The chain of the metingen of an indicator for one key: teller and noemer, and the files that it read.

    Args:
        store: the database.
        run: run id, its start, or ``laatste``.
        indicator: its name.
        sleutel: a school, board, gemeente or SWV.
        scenario: scenario of the run.
        also_failed: also region-years that failed.
        registry: gives the plugins.
        regel: for publication (audience openbaar), the minimum: what is withheld is not told, nor are files.

    Raises:
        UsageError: there is no such meting in the run.
        StoreError: no such run, or it failed.
    """
    run_id, _ = region_years(store, run, also_failed=also_failed)
    metingen = store.result(run_id, "meting")
    if regel is not None:
        from swvmon.run.export import public

        metingen = public(store, run_id, regel).metingen
    metingen = metingen[metingen["scenario"] == scenario]
    mine = metingen[(metingen["indicator"] == indicator) & (metingen["sleutel"] == sleutel)]
    if mine.empty:
        known = sorted(set(metingen["indicator"]))
        keys = sorted(set(metingen.loc[metingen["indicator"] == indicator, "sleutel"]))[:5]
        hint = f"its keys are like {', '.join(keys)}" if keys else f"indicatoren of the run: {', '.join(known)}"
        raise UsageError(f"run {run_id} has no meting {indicator} of {sleutel} in scenario {scenario!r}; {hint}")
    source = None if regel is not None else Herkomst(store, run_id, scenario, registry)
    places: Places = {}
    if source is not None and {"bestuur", "gemeente"} & set(mine["niveau"]):
        from swvmon.run.export import find_places

        places = find_places(store.result(run_id, "boeking"), store.result(run_id, "school"))
    rows: list[Schakel] = []
    for row in mine.astype(object).where(mine.notna(), "").to_dict("records"):
        name = " ".join(filter(None, (indicator, row["onderdeel"], row["niveau"], sleutel, str(row["peildatum"]))))
        value = str(row["waarde"]) or row["klasse"] or (WEGGELATEN if regel is not None else "")
        about = f"{row['plugin']}, {row['uitkomst']}, {row['status']}"
        rows.append(Schakel(0, "meting", name, value, row["eenheid"], about))
        for part in ("teller", "noemer"):
            low, high = str(row[part]), str(row[f"{part}_max"])
            if low or high:
                told = low if high in {"", low} else f"{low} tot en met {high}"
                rows.append(Schakel(1, part, row["grondslag"] if part == "noemer" else name, told, "", ""))
        if source is not None:
            schools = _schools(metingen, places, row["niveau"], sleutel, row["regio"], row["schooljaar"])
            rows += source.of_indicator(indicator, row["schooljaar"], schools, row["regio"])
    return rows


def _schools(  # noqa: PLR0913, PLR0917 - the key of a meting, and what it is looked up in
    metingen: pd.DataFrame, places: Places, niveau: str, sleutel: str, regio: str, schooljaar: str
) -> set[str]:
    """The schools that a meting is about: itself, those of a board or gemeente, else all of the region."""
    if niveau == "vestiging":
        return {sleutel}
    if niveau in {"bestuur", "gemeente"}:
        return {key[3] for key, place in places.items() if (*key[:3], place) == (regio, schooljaar, niveau, sleutel)}
    same = (metingen["regio"] == regio) & (metingen["schooljaar"] == schooljaar)
    return set(metingen.loc[same & (metingen["niveau"] == "vestiging"), "sleutel"])


def as_csv(rows: Iterable[Schakel]) -> str:
    """The chain as CSV with `;`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow([field.name for field in attrs.fields(Schakel)])
    writer.writerows(attrs.astuple(row) for row in rows)
    return out.getvalue()


def as_lines(rows: Iterable[Schakel]) -> str:
    """The chain for a person, each row indented by its depth."""
    told = []
    for row in rows:
        value = f"{row.eenheid} {row.waarde}" if row.soort == "levering" else f"{row.waarde} {row.eenheid}"
        parts = [f"{row.soort} {row.wat}", *(text for text in (value.strip(), row.bron) if text)]
        told.append("  " * row.niveau + ": ".join(parts[:2]) + (f" ({parts[2]})" if len(parts) > 2 else ""))
    return "\n".join(told)
