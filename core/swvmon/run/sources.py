"""The snapshot: which leveringen supply the tables that a run reads, and the rows of one region."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.contract.uitkomst import Bevinding
from swvmon.errors import ContractViolation, MissingData, PluginFault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import pandas as pd

    from swvmon.contract.databron import Afleiding
    from swvmon.hooks.registry import PluginRegistry, Registered
    from swvmon.perioden import Schooljaar
    from swvmon.store import ChosenLevering, Store

SCHOOLS = "aansluiting"
"""The table that says which schools a region has; every run needs it."""


_LOAD = "load the address list and the regio-indeling (or an aansluiting table)"


@frozen(eq=False)
class Sources:
    """The tables of one school year: chosen leveringen, read once each, whatever the number of regions.

    Attributes:
        store: where they are read.
        schooljaar: the school year.
        sector: po or vo.
        gekozen: leveringen per table that is read.
        bevindingen: what a person should know about the choice.
    """

    store: Store
    schooljaar: Schooljaar
    sector: str
    gekozen: dict[Leest, tuple[ChosenLevering, ...]]
    afleidingen: tuple[Registered[Afleiding], ...]
    bevindingen: tuple[Bevinding, ...]
    _frames: dict[Leest, pd.DataFrame] = field(factory=dict)
    _found: list[Bevinding] = field(factory=list)
    _places: dict[Leest, dict[str, Any]] = field(factory=dict)

    def regions(self) -> list[str]:
        """The SWV's of the sector that have schools in this school year, sorted.

        Raises:
            MissingData: there are none.
        """
        codes = self.national(Leest(SCHOOLS))["swv"].unique()
        found = sorted(code for code in codes if code[:2] == self.sector.upper())
        if not found:
            raise MissingData(f"no school belongs to an SWV of sector {self.sector} in {self.schooljaar}: {_LOAD}")
        return found

    def split(self, tables: Iterable[Leest]) -> None:
        """Read tables of the whole country once and find the rows of every region in one pass over each."""
        import pandas as pd

        schools = self.national(Leest(SCHOOLS))[["vestiging", "swv"]].drop_duplicates()
        for leest in {*tables, Leest(SCHOOLS)}:
            frame = self.national(leest)
            if "swv" in frame:
                self._places[leest] = {str(swv): rows for swv, rows in frame.groupby("swv").indices.items()}
            elif "vestiging" in frame:
                rows = pd.DataFrame({"vestiging": frame["vestiging"], "plaats": range(len(frame))})
                mine = rows.merge(schools, on="vestiging").sort_values("plaats")
                self._places[leest] = {str(swv): part.to_numpy() for swv, part in mine.groupby("swv")["plaats"]}

    def provisional(self) -> frozenset[Leest]:
        """The tables of which a chosen levering is provisional."""
        return frozenset(t for t, chosen in self.gekozen.items() if any(c.status == "voorlopig" for c in chosen))

    def forget(self) -> None:
        """Let go of the tables that were read."""
        self._frames.clear()
        self._places.clear()

    def national(self, leest: Leest) -> pd.DataFrame:
        """A table of the whole country, as its leveringen brought it or as a plugin derives it."""
        if leest not in self._frames:
            rule = self._rule(leest)
            if rule is None:
                self._frames[leest] = self._read(leest)
            else:
                self._frames[leest] = self._derive(rule)
        return self._frames[leest]

    def region(self, regio: str, tables: Iterable[Leest]) -> tuple[Momentopname, tuple[Bevinding, ...]]:
        """The view of one region: rows of its schools, or of the SWV itself.

        Raises:
            MissingData: no school belongs to the region in this school year.
        """
        schools = self.national(Leest(SCHOOLS))
        mine = schools[schools["swv"] == regio]
        if mine.empty:
            raise MissingData(f"no school belongs to {regio} in {self.schooljaar}: {_LOAD}, and check the code")
        names = set(mine["vestiging"])
        frames = {}
        for leest in {*tables, Leest(SCHOOLS)}:
            if leest in self._places:
                frames[leest] = self.national(leest).take(self._places[leest].get(regio, [])).reset_index(drop=True)
                continue
            frame = self._of_schools(leest, names)
            if "swv" in frame:
                frame = frame[frame["swv"] == regio]
            elif "vestiging" in frame:
                frame = frame[frame["vestiging"].isin(names)]
            frames[leest] = frame.reset_index(drop=True)
        placed = set(schools["vestiging"])  # a finding about a school that nobody could place concerns every region
        findings = [b for b in self._found if b.sleutel in names or b.sleutel == regio or b.sleutel not in placed]
        view = Momentopname(regio, self.sector, self.schooljaar, self.schooljaar.periode, frames)
        return view, tuple(sorted({*self.bevindingen, *findings}))

    def _of_schools(self, leest: Leest, names: set[str]) -> pd.DataFrame:
        """A table with at least the rows of these schools: a national count is not read to keep one school in fifty."""
        if leest in self._frames or leest.tabel == SCHOOLS or self._rule(leest) is not None:
            return self.national(leest)
        rows = self._read(leest, names)
        return rows.copy()  # memory of its own: a model that writes into it must be told so, not stopped by pyarrow

    def _read(self, leest: Leest, names: set[str] | None = None) -> pd.DataFrame:
        """Rows of the chosen leveringen; two datasets that tell of the same key are refused, never added up."""
        from swvmon.schema import BRONTABELLEN

        chosen = self.gekozen[leest]
        swvs = {c.id: c.swvs for c in chosen if c.swvs is not None}
        rows = self.store.read(leest.tabel, [c.id for c in chosen], names, swvs)
        keys = list(BRONTABELLEN[leest.tabel].sleutel)
        if len(chosen) > 1 and rows.duplicated(keys).any():
            double = rows[rows.duplicated(keys)].iloc[0]
            both = " and ".join(f"{c.dataset} (levering {c.id})" for c in chosen)
            told = ", ".join(f"{key} {double[key]}" for key in keys)
            raise MissingData(
                f"table {leest.tabel} has {told} in {both}: withdraw one with `swvmon leveringen intrekken ID`"
            )
        return rows

    def _rule(self, leest: Leest) -> Registered[Afleiding] | None:
        """What derives a table, where a plugin does."""
        return next((a for a in self.afleidingen if a.value.levert == leest.tabel), None)

    def manifest(self) -> list[dict[str, Any]]:
        """The chosen leveringen as the manifest keeps them, sorted."""
        rows = [
            {
                "tabel": leest.tabel,
                "moment": leest.moment,
                "dataset": c.dataset,
                "sha256": c.sha256,
                "vingerafdruk": c.vingerafdruk,
                "periode": f"{c.periode_van}/{c.periode_tot}",
                "status": c.status,
            }
            for leest, chosen in self.gekozen.items()
            for c in chosen
        ]
        return sorted(rows, key=lambda r: (r["tabel"], r["moment"], r["dataset"], r["vingerafdruk"]))

    def _derive(self, rule: Registered[Afleiding]) -> pd.DataFrame:
        inputs: Mapping[str, pd.DataFrame] = {
            f"{leest.tabel} {leest.moment}".strip(): (
                self._read(leest) if leest.tabel == rule.value.levert else self.national(leest).copy(deep=False)
            )
            for leest in rule.value.leest
        }
        try:
            frame, findings = rule.value.leid_af(inputs, self.sector, self.schooljaar)
        except Exception as error:
            raise ContractViolation(
                f"plugin {rule.plugin} ({rule.distribution} {rule.versie}) failed to derive table "
                f"{rule.value.levert}: {type(error).__name__}: {error}"
            ) from error
        if missing := {"vestiging", "swv", "aandeel"} - set(frame.columns):
            raise ContractViolation(
                f"plugin {rule.plugin}: derived table {rule.value.levert} lacks {', '.join(sorted(missing))}"
            )
        self._found.extend(findings)
        return frame.sort_values(["vestiging", "swv"], ignore_index=True)


def offered_afleidingen(registry: PluginRegistry) -> list[Registered[Afleiding]]:
    """What installed plugins derive."""
    wanted = [p.naam for p in registry.discovery.plugins if p.card.levert]
    sources = registry.register("databronnen", wanted)
    return [evolve(source, value=rule) for source in sources for rule in source.value.afleidingen]


def choose_sources(  # noqa: PLR0913, PLR0917 - all that decides the choice
    store: Store,
    schooljaar: Schooljaar,
    sector: str,
    tables: Iterable[Leest],
    afleidingen: Iterable[Registered[Afleiding]],
    regio: str | None = None,
    vast: Mapping[tuple[str, str, str], Collection[str]] | None = None,
) -> Sources:
    """Choose the leveringen for all tables of a school year.

    Args:
        store: the database.
        schooljaar: the school year.
        sector: po or vo.
        tables: the tables that are read.
        afleidingen: what plugins derive.
        regio: the only region that will be asked for: what other SWV's loaded about themselves is then left alone,
            unless a table is derived from it. None: any region.
        vast: the fingerprints among which is chosen, by school year, table and moment, as a manifest has them; None:
            among all that is loaded.

    Raises:
        MissingData: with every table that is needed and not loaded, and the periods that are.
    """
    needed = {Leest(SCHOOLS), *tables}
    names = {t.tabel for t in needed}
    rules = tuple(a for a in afleidingen if sector in a.value.sectoren and a.value.levert in names)
    derived = {a.value.levert for a in rules}
    for name in sorted(derived):
        makers = [f"{a.plugin} ({a.distribution} {a.versie})" for a in rules if a.value.levert == name]
        if len(makers) > 1:
            both = " and ".join(makers)
            raise PluginFault(f"table {name} is derived by {both}; leave one out with --deny-plugin")
    shared = {t for a in rules for t in a.value.leest}
    wanted = {t for t in needed if t.tabel not in derived} | shared
    reference = date(schooljaar.start, 10, 1)
    chosen: dict[Leest, tuple[ChosenLevering, ...]] = {}
    findings: list[Bevinding] = []
    missing: list[str] = []
    for leest in sorted(wanted):
        day = leest.peildatum(schooljaar)
        among = None if vast is None else vast.get((str(schooljaar), leest.tabel, leest.moment), ())
        found = tuple(store.choose(leest.tabel, day, reference, None if leest in shared else regio, among))
        chosen[leest] = found
        if not found and leest.verplicht:
            missing.append(_missing(store, leest, day, store.choose(leest.tabel, day, reference)))
        findings += [_later(leest, c, schooljaar) for c in found if day is None and _outside(c, schooljaar)]
        findings += [b for c in found for b in _quality(leest, c)]
    if missing:
        raise MissingData("\n".join([f"{len(missing)} table(s) not loaded for {schooljaar}:", *missing]))
    return Sources(store, schooljaar, sector, chosen, rules, tuple(sorted(set(findings))))


def _missing(store: Store, leest: Leest, day: date | None, others: list[ChosenLevering]) -> str:
    known = store.leveringen()
    at = f" at {day}" if day else ""
    if others:
        told = ", ".join(f"{c.dataset} (levering {c.id})" for c in others)
        return f"  {leest.tabel}{at}: load a file with rows of this SWV; {told} has none of it"
    periods = sorted({str(p) for p in known["periode_van"]}) if len(known) else []
    loaded = f"; periods loaded so far: {', '.join(periods)}" if periods else "; nothing is loaded yet"
    return f"  {leest.tabel}{at}: load a file that fills it with `swvmon load PATH`{loaded}"


def _quality(leest: Leest, chosen: ChosenLevering) -> list[Bevinding]:
    """What a reader of the outcome should know of a levering: rejected rows, a provisional count, other vintages."""
    what = f"Levering {chosen.id} ({chosen.dataset}, {chosen.periode_van})"
    findings = []
    if chosen.rijen_afgekeurd:
        text = f"{what} heeft {chosen.rijen_afgekeurd} afgekeurde rijen; zie `swvmon leveringen show {chosen.id}`."
        findings.append(Bevinding("levering_met_afkeuringen", "waarschuwing", leest.tabel, text))
    if chosen.status == "voorlopig":
        text = f"{what} is voorlopig: de bedragen die erop rusten kunnen nog wijzigen."
        findings.append(Bevinding("levering_voorlopig", "info", leest.tabel, text))
    if chosen.naast:
        others = ", ".join(str(number) for number in chosen.naast)
        text = f"{what} is gebruikt; voor dezelfde dag is ook levering {others} geladen."
        findings.append(Bevinding("levering_naast_andere", "waarschuwing", leest.tabel, text))
    return findings


def _outside(chosen: ChosenLevering, schooljaar: Schooljaar) -> bool:
    return not (schooljaar.periode.van <= chosen.periode_van <= schooljaar.periode.tot)


def _later(leest: Leest, chosen: ChosenLevering, schooljaar: Schooljaar) -> Bevinding:
    about = "" if chosen.periode_exact else "omstreeks "
    return Bevinding(
        "stand_buiten_schooljaar",
        "info",
        leest.tabel,
        f"Tabel {leest.tabel} komt uit {chosen.dataset} met stand {about}{chosen.periode_van}, buiten {schooljaar}.",
    )
