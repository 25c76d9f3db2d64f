"""A page for each school: why this amount, and what if. A selection of ledger lines, never a second computation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import counted
from swvmon_rapport import zinnen
from swvmon_rapport.gegevens import PLAN, effects, numbers_of_lines

if TYPE_CHECKING:
    import pandas as pd

    from swvmon_rapport.gegevens import Gegevens

Rij = dict[str, Any]
"""A row: column to value."""


@frozen
class Schooljaarbedrag:
    """What a school got in a school year by the plan.

    Attributes:
        schooljaar: the year.
        bedrag_cent: the sum of the lines, eurocents; None where lines are told with those of other schools.
        regels: its ledger lines with a signed amount (`effect_cent`) and how it is made (`som`, text).
    """

    schooljaar: str
    bedrag_cent: int | None
    regels: list[Rij]


@frozen
class Schoolpagina:
    """All that is told of one school.

    Attributes:
        vestiging: its number.
        naam: its name, empty where no list tells it.
        bestuur: number of its board, likewise.
        gemeente: its municipality, likewise.
        jaren: the last school year first.
        getallen: numbers that its lines used, with their source.
        wat_als: per scenario plan_cent, scenario_cent and verschil_cent of the last school year.
        metingen: what was measured of the school in the last school year.
    """

    vestiging: str
    naam: str
    bestuur: str
    gemeente: str
    jaren: list[Schooljaarbedrag]
    getallen: list[Rij]
    wat_als: list[Rij]
    metingen: list[Rij]

    @property
    def titel(self) -> str:
        """The school in words."""
        return zinnen.school(self.vestiging, self.naam)


def school_pages(gegevens: Gegevens) -> list[Schoolpagina]:
    """A page for each school of the region, by number."""
    schools = gegevens.scholen[gegevens.scholen["scenario"] == PLAN]
    told = schools.sort_values(["vestiging", "schooljaar"]).drop_duplicates("vestiging", keep="last")
    amounts = _grouped(schools, "vestiging")
    lines = _lines(gegevens)
    by_school = _grouped(lines, "vestiging")
    numbers = _grouped(numbers_of_lines(gegevens, lines), "vestiging")
    changed = effects(gegevens.scholen, "vestiging")
    scenarios = _grouped(changed[changed["schooljaar"] == gegevens.jaar], "vestiging")
    measured = _grouped(_measured(gegevens), "sleutel")
    pages = []
    for row in told.to_dict("records"):
        key = row["vestiging"]
        years = {r["schooljaar"]: r["bedrag_cent"] for r in amounts[key]}
        pages.append(
            Schoolpagina(
                vestiging=key,
                naam=row["naam"],
                bestuur=row["bestuur"],
                gemeente=row["gemeente"],
                jaren=[
                    Schooljaarbedrag(
                        year,
                        None if years[year] is None else int(years[year]),
                        [line for line in by_school.get(key, []) if line["schooljaar"] == year],
                    )
                    for year in sorted(years, reverse=True)
                ],
                getallen=numbers.get(key, []),
                wat_als=scenarios.get(key, []),
                metingen=measured.get(key, []),
            )
        )
    return pages


def _grouped(rows: pd.DataFrame, key: str) -> dict[str, list[Rij]]:
    """Rows by key, missing values as None."""
    found: dict[str, list[Rij]] = {}
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        found.setdefault(str(row[key]), []).append({str(name): value for name, value in row.items()})
    return found


def _lines(gegevens: Gegevens) -> pd.DataFrame:
    """The lines of schools by the plan, with `vestiging` of the account, `effect_cent` and `som`."""
    import pandas as pd

    every = gegevens.inhoud.boekingen
    every = every[every["scenario"] == PLAN]
    sides = []
    for side, sign in (("naar", 1), ("van", -1)):
        mine = every[every[side].str.startswith("vestiging:")]
        school = mine[side].str.removeprefix("vestiging:")
        sides.append(mine.assign(vestiging=school, effect_cent=mine["bedrag_cent"].astype("int64") * sign))
    lines = pd.concat(sides).sort_values(["vestiging", "schooljaar", "volgnummer"], ignore_index=True)
    product = lines["hoeveelheid"].notna() & lines["tarief"].notna()
    told = [
        f"{zinnen.getal(str(h))} {counted(Decimal(str(h)), e)} × {zinnen.tarief(Decimal(str(t)))}" if p else ""
        for p, h, e, t in zip(product, lines["hoeveelheid"], lines["eenheid"], lines["tarief"], strict=True)
    ]
    return lines.assign(som=told, stap_naam=lines["model"].map(gegevens.titel))


def _measured(gegevens: Gegevens) -> pd.DataFrame:
    """The metingen of schools of the last school year by the plan: sleutel, indicator, wat, tekst and waarde."""
    rows = gegevens.inhoud.metingen
    rows = rows[(rows["niveau"] == "vestiging") & (rows["scenario"] == PLAN) & (rows["schooljaar"] == gegevens.jaar)]
    rows = rows[rows["soort"] != "klasse"]
    named = rows["indicator"].map(gegevens.titel)
    told = [_value(*row) for row in zip(rows["waarde"], rows["eenheid"], rows["uitkomst"], strict=True)]
    return rows[["sleutel", "indicator", "onderdeel", "waarde"]].assign(wat=named, tekst=told)


def _value(value: object, unit: str, outcome: str) -> str:
    """A meting in words."""
    if not isinstance(value, str):
        return outcome.replace("_", " ")
    if unit.startswith("eurocent"):
        return f"{zinnen.geld(zinnen.hele_cent(value))}{unit.removeprefix('eurocent')}"
    return zinnen.procent(value) if unit.startswith("aandeel") else f"{zinnen.getal(value)} {unit}"
