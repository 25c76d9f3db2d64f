"""Why this amount? A selection of ledger lines, told in Dutch; never a second computation."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from swvmon.errors import UsageError
from swvmon.geld import format_decimal, format_euro
from swvmon.regioplan.plan import PLAN
from swvmon.run.stored import region_years

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from swvmon.privacy.regel import Regel
    from swvmon.store import Store

MEERVOUD = {
    "arrangement": "arrangementen",
    "dagdeel": "dagdelen",
    "leerling": "leerlingen",
    "locatie": "locaties",
    "plaats": "plaatsen",
    "plaatsing": "plaatsingen",
    "school": "scholen",
    "strip": "strippen",
}
"""What is counted, one and more; a unit that is not here is written the same for both."""
NIETS = (
    "Geen enkele regel gaat van of naar deze school. Wat DUO voor (v)so en sbo afhoudt, staat op duo:so, duo:vso en "
    "duo:sbo, niet bij een school."
)


@frozen
class Getal:
    """A number that lines of the school used.

    Attributes:
        parameter: its id.
        waarde: the number, as it is read.
        eenheid: its unit.
        van: first day.
        tot: last day.
        bron: its source.
        status: vastgesteld, voorlopig or aanname.
        stappen: the steps that used it.
    """

    parameter: str
    waarde: str
    eenheid: str
    van: date
    tot: date
    bron: str
    status: str
    stappen: tuple[str, ...]

    @property
    def periode(self) -> str:
        """The days, first and last."""
        return f"{self.van} t/m {self.tot}"

    def as_list(self) -> list[str]:
        """For a machine: as told, the steps separated by spaces."""
        steps = " ".join(self.stappen)
        return [self.parameter, self.waarde, self.eenheid, self.periode, self.bron, self.status, steps]

    def as_text(self) -> str:
        """For a person."""
        where = f"{', '.join(self.stappen)}; {self.periode}"
        value = f"{self.waarde} {self.eenheid}".rstrip()
        return f"{self.parameter} = {value} ({where}): {self.bron}, {self.status}"


@frozen(eq=False)
class Uitleg:
    """The lines of one school in one scenario of a run.

    Attributes:
        run_id: the run.
        scenario: the scenario.
        vestiging: the school.
        naam: its name, where a list knows it.
        schooljaren: the school years in which it is told what the school gets, in order.
        mislukt: those that failed, whose lines are not all.
        regels: its ledger lines with a signed amount (`effect_cent`), in order.
        getallen: the numbers that these lines used.
        samengenomen: for publication, the steps per school year whose lines are told together with those of other
            schools, so that there is no total; empty for internal use.
        openbaar: whether it is for publication.
    """

    run_id: str
    scenario: str
    vestiging: str
    naam: str
    schooljaren: tuple[str, ...]
    mislukt: tuple[str, ...]
    regels: pd.DataFrame
    getallen: tuple[Getal, ...]
    samengenomen: dict[str, tuple[str, ...]] = field(factory=dict)
    openbaar: bool = False

    @property
    def totaal_cent(self) -> int:
        """What the school gets over all these school years, eurocents; the sum of the lines."""
        return int(self.regels["effect_cent"].sum())

    @property
    def per_schooljaar_cent(self) -> dict[str, int]:
        """What the school gets per school year, eurocents; below zero where it pays more than it gets."""
        sums = self.regels.groupby("schooljaar")["effect_cent"].sum()
        return {year: int(sums.get(year, 0)) for year in self.schooljaren}

    def besturen(self, schooljaar: str) -> list[str]:
        """The boards that the lines of a school year name; one, unless the school moved to another."""
        lines = self.regels[self.regels["schooljaar"] == schooljaar]
        return sorted({board for board in lines["bestuur"] if board})

    def as_dict(self) -> dict[str, Any]:
        """For a machine."""
        rows = self.regels.astype(object).where(self.regels.notna(), None).to_dict("records")
        return {
            "run_id": self.run_id,
            "scenario": self.scenario,
            "vestiging": self.vestiging,
            "naam": self.naam,
            "bestuur": {year: self.besturen(year) for year in self.schooljaren},
            "mislukt": list(self.mislukt),
            "samengenomen": {year: list(steps) for year, steps in self.samengenomen.items()},
            "per_schooljaar_cent": {
                year: None if year in self.samengenomen else cents for year, cents in self.per_schooljaar_cent.items()
            },
            "totaal_cent": None if self.samengenomen else self.totaal_cent,
            "regels": [
                {key: str(v) if not isinstance(v, (int, str, type(None))) else v for key, v in r.items()} for r in rows
            ],
            "bronnen": [g.as_list() for g in self.getallen],
        }

    def as_text(self) -> str:
        """For a person: each school year apart, then the numbers."""
        blocks = [self._year(year, cents) for year, cents in self.per_schooljaar_cent.items()]
        if self.getallen:
            blocks.append(["Gebruikte getallen:", *(f"  {number.as_text()}" for number in self.getallen)])
        return "\n\n".join("\n".join(block) for block in blocks)

    def _year(self, schooljaar: str, cents: int) -> list[str]:
        """The headline of a school year, its lines and their sum."""
        lines = self.regels[self.regels["schooljaar"] == schooljaar]
        who = f"{self.vestiging} {self.naam}".rstrip()
        when = f"in {schooljaar}" + ("" if self.scenario == PLAN else f", scenario {self.scenario}")
        when += " (mislukt: niet alle regels zijn er)" if schooljaar in self.mislukt else ""
        together = self.samengenomen.get(schooljaar, ())
        if lines.empty and not together:
            return [f"{who} krijgt en betaalt niets {when}", "", NIETS]
        boards = self.besturen(schooljaar)
        board = f"bestuur {' en '.join(boards)}" if boards else "bestuur onbekend"
        amount = f"betaalt per saldo {format_euro(-cents)}" if cents < 0 else f"ontvangt {format_euro(cents)}"
        amount = "staat hier niet met al zijn regels" if together else amount
        told = [f"{who} ({board}) {amount} {when}", ""]
        for row in lines.to_dict("records"):
            told.append(f"{format_euro(row['effect_cent']):>16}  {row['grondslag']}  [{row['stap']}, {row['status']}]")
            told.append(f"{'':16}  {row['toelichting']}")
            if isinstance(row["hoeveelheid"], str) and isinstance(row["tarief"], str):
                quantity, tariff = Decimal(row["hoeveelheid"]), format_decimal(Decimal(row["tarief"]))
                told.append(
                    f"{'':16}  {format_decimal(quantity)} {counted(quantity, row['eenheid'])} × € {tariff}".rstrip()
                )
        if together:
            return [*told, f"Samengenomen met andere scholen: {', '.join(together)}."]
        return [*told, "-" * 16, f"{format_euro(cents):>16}  totaal"]


def counted(hoeveelheid: Decimal, eenheid: str) -> str:
    """The unit of a quantity as one writes it: 1 leerling, 2 leerlingen, 0.5 gewogen leerlingen."""
    if hoeveelheid == 1:
        return eenheid
    return re.sub(r"\w+", lambda word: MEERVOUD.get(word[0], word[0]), eenheid)


def explain(  # noqa: PLR0913 - what is asked, and what the answer is looked up in
    store: Store,
    run: str,
    vestiging: str,
    scenario: str,
    *,
    also_failed: bool = False,
    regel: Regel | None = None,
) -> Uitleg:
    """The lines that make up what a school gets.

    Args:
        store: the database.
        run: run id, its start, or ``laatste``.
        vestiging: six characters, such as 20AB00.
        scenario: scenario of the run.
        also_failed: also region-years that failed.
        regel: for publication (audience openbaar), the minimum; else the audience is intern.

    Raises:
        UsageError: the scenario is not of this run, or the school has no line in it and is not known as one of the
            region.
        StoreError: no such run, or it failed.
    """
    run_id, parts = region_years(store, run, also_failed=also_failed)
    years = tuple(sorted({p.schooljaar for p in parts if p.scenario == scenario}))
    if not years:
        known = ", ".join(sorted({p.scenario for p in parts}))
        raise UsageError(f"run {run_id} has no scenario {scenario!r}; its scenarios are: {known}")
    lines, together = store.result(run_id, "boeking"), {}
    if regel is not None:
        from swvmon.run.export import public

        everything, lines = lines, public(store, run_id, regel).boekingen
        together = _together(everything, lines, vestiging, scenario)
    account = f"vestiging:{vestiging}"
    sign = (lines["naar"] == account).astype("int64") - (lines["van"] == account).astype("int64")
    lines = lines.assign(effect_cent=lines["bedrag_cent"] * sign)
    mine = lines[(sign != 0) & (lines["scenario"] == scenario)].reset_index(drop=True)
    if mine.empty and not together and not (years := _years_there(store, run_id, vestiging, scenario)):
        sample = ", ".join(sorted({v for v in lines["vestiging"] if v})[:5])
        raise UsageError(f"{vestiging} has no line in scenario {scenario!r} of run {run_id}; schools are like {sample}")
    failed = tuple(sorted(p.schooljaar for p in parts if (p.scenario, p.status) == (scenario, "mislukt")))
    numbers = _numbers(store.result(run_id, "parametergebruik"), mine)
    return Uitleg(
        run_id, scenario, vestiging, _name(store, vestiging), years, failed, mine, numbers, together, regel is not None
    )


def _together(lines: pd.DataFrame, told: pd.DataFrame, vestiging: str, scenario: str) -> dict[str, tuple[str, ...]]:
    """Per school year the steps in which lines of the school's board or SWV are told together.

    All steps of which the board has a line that is told together are named, whether the school has one or not.
    """
    mine = lines[(lines["scenario"] == scenario) & (lines["vestiging"] == vestiging)]
    boards = set(mine["bestuur"]) - {""}
    taken = told[(told["scenario"] == scenario) & (told["vestiging"] == "")]
    accounts = {f"samen:bestuur:{b}" for b in boards} | {f"samen:swv:{regio}" for regio in mine["regio"]}
    taken = taken[taken["van"].isin(accounts) | taken["naar"].isin(accounts)]
    return {str(year): tuple(sorted(set(rows["stap"]))) for year, rows in taken.groupby("schooljaar")}


def _numbers(used: pd.DataFrame, lines: pd.DataFrame) -> tuple[Getal, ...]:
    """What the lines used: of their own step and days; the days of one number that follow each other are told once."""
    ids = lines.assign(genoemd=lines["parameters"].str.split()).explode("genoemd").dropna(subset="genoemd")
    ids = ids[["scenario", "schooljaar", "stap", "genoemd", "periode_van", "periode_tot"]].drop_duplicates()
    keys = ["scenario", "schooljaar", "stap"]
    pairs = ids.reset_index(drop=True).reset_index(names="nummer").merge(used, on=keys, suffixes=("_regel", ""))
    used_here = [p == g or p.startswith(f"{g}.") for p, g in zip(pairs["parameter"], pairs["genoemd"], strict=True)]
    pairs = pairs.loc[used_here]
    within = (pairs["periode_van"] <= pairs["periode_tot_regel"]) & (pairs["periode_tot"] >= pairs["periode_van_regel"])
    # a rule may use a number of other days than those of its line, such as a percentage of 2012: then all are told
    elsewhere = ~within.groupby([pairs["nummer"], pairs["parameter"]]).transform("any")
    chosen = pairs[within | elsewhere]
    numbers = {
        Getal(
            parameter=r["parameter"],
            waarde=format_decimal(Decimal(r["waarde"])),
            eenheid=r["eenheid"],
            van=r["periode_van"],
            tot=r["periode_tot"],
            bron=r["bron"],
            status=r["status"],
            stappen=(r["stap"],),
        )
        for r in chosen.to_dict("records")
    }
    return tuple(_joined(numbers))


def _joined(numbers: Iterable[Getal]) -> list[Getal]:
    """The numbers in order: of one step days that touch are made one period, then one number for all steps."""
    kept: list[Getal] = []
    for number in sorted(numbers, key=lambda g: (g.parameter, g.stappen, g.van, g.tot)):
        same = bool(kept) and evolve(kept[-1], van=number.van, tot=number.tot) == number
        if same and number.van <= kept[-1].tot + timedelta(days=1):
            kept[-1] = evolve(kept[-1], tot=max(kept[-1].tot, number.tot))
        else:
            kept.append(number)
    shared: dict[Getal, tuple[str, ...]] = {}
    for number in kept:
        alone = evolve(number, stappen=())
        shared[alone] = shared.get(alone, ()) + number.stappen
    return [evolve(number, stappen=steps) for number, steps in shared.items()]


def _years_there(store: Store, run_id: str, vestiging: str, scenario: str) -> tuple[str, ...]:
    """The school years in which the run saw a school, whether it has a line or not."""
    schools = store.result(run_id, "school")
    mine = schools[(schools["vestiging"] == vestiging) & (schools["scenario"] == scenario)]
    return tuple(sorted(set(mine["schooljaar"])))


def _name(store: Store, vestiging: str) -> str:
    """The newest name in an address list; empty where no list is loaded (as in the demo)."""
    chosen = store.choose("vestiging", None, date.max)
    if not chosen:
        return ""
    rows = store.read("vestiging", [c.id for c in chosen])
    names = rows.loc[rows["vestiging"] == vestiging, "naam"]
    return str(names.iloc[0]) if len(names) else ""
