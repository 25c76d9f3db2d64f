"""The snapshot: which leveringen supply the tables that a run reads, and the rows of one region."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from swvmon.arrow import stacked
from swvmon.contract.momentopname import Leest, Momentopname
from swvmon.contract.uitkomst import Bevinding
from swvmon.errors import ContractViolation, MissingData, PluginFault
from swvmon.run.plaatsen import Places, places_of_schools, places_of_swv

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    import pandas as pd

    from swvmon.contract.databron import Afleiding
    from swvmon.hooks.registry import PluginRegistry, Registered
    from swvmon.perioden import Schooljaar
    from swvmon.store import ChosenLevering, Store

SCHOOLS = "aansluiting"
"""The table that says which schools a region has; every run needs it."""


_Read = tuple[str, tuple[tuple[int, tuple[str, ...] | None], ...]]
_LOAD = "load the address list and the regio-indeling (or an aansluiting table)"


@frozen(eq=False)
class _Tables(Mapping[Leest, "pd.DataFrame"]):
    """Tables of a view, each made when it is first read: an indicator that was called for many regions reads none."""

    read: Callable[[Leest], pd.DataFrame]
    sleutels: tuple[Leest, ...]
    _made: dict[Leest, pd.DataFrame] = field(factory=dict)

    def __getitem__(self, leest: Leest) -> pd.DataFrame:
        if leest not in self.sleutels:
            raise KeyError(leest)
        if leest not in self._made:
            self._made[leest] = self.read(leest)
        return self._made[leest]

    def __iter__(self) -> Iterator[Leest]:
        return iter(self.sleutels)

    def __len__(self) -> int:
        return len(self.sleutels)

    def make(self) -> None:
        """Make all of them."""
        for leest in self.sleutels:
            _ = self[leest]


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
    _read_before: dict[_Read, pd.DataFrame] = field(factory=dict)
    _frames: dict[Leest, pd.DataFrame] = field(factory=dict)
    _found: list[Bevinding] = field(factory=list)
    _places: dict[Leest, Places] = field(factory=dict)

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
        schools = self.national(Leest(SCHOOLS))[["vestiging", "swv"]].drop_duplicates()
        for leest in {*tables, Leest(SCHOOLS)}:
            frame = self.national(leest)
            if "swv" in frame:
                self._places[leest] = places_of_swv(frame)
            elif "vestiging" in frame:
                self._places[leest] = places_of_schools(frame, schools)

    def provisional(self) -> frozenset[Leest]:
        """The tables of which a chosen levering is provisional."""
        return frozenset(t for t, chosen in self.gekozen.items() if any(c.status == "voorlopig" for c in chosen))

    def forget(self, later: Iterable[Sources] = ()) -> None:
        """Let go of the tables that were read, but those that a later school year reads too."""
        self._frames.clear()
        self._places.clear()
        wanted = {sources.read_as(leest) for sources in later for leest in sources.gekozen}
        for key in set(self._read_before) - wanted:
            del self._read_before[key]

    def read_as(self, leest: Leest) -> _Read:
        """What tells that another school year reads the same rows."""
        chosen = self.gekozen[leest]
        return leest.tabel, tuple((c.id, None if c.swvs is None else tuple(sorted(c.swvs))) for c in chosen)

    def together(self, regio: str, regios: Sequence[str], tables: Iterable[Leest]) -> Momentopname:
        """The view of many regions at once, after `split`.

        Rows stand by region, as `region` gives them. The code of a school is followed by that of its region
        (``20AB00|PO2101``), so that a school that two regions share is one of each.

        Args:
            regio: what stands in place of a region.
            regios: the regions.
            tables: the tables.
        """
        frames = _Tables(lambda leest: self._joined(leest, regios), tuple(sorted({*tables, Leest(SCHOOLS)})))
        periode = self.schooljaar.periode
        return Momentopname(regio, self.sector, self.schooljaar, periode, frames, regios=tuple(regios))

    def _joined(self, leest: Leest, regios: Sequence[str]) -> pd.DataFrame:
        import pandas as pd

        frame = self.national(leest)
        if leest not in self._places:
            return frame
        rows, many = self._places[leest].of(regios)
        found = frame.take(rows).reset_index(drop=True)
        if "vestiging" not in found:
            return found
        whose = pd.Series(list(regios), dtype="str").repeat(many).set_axis(found.index)
        return found.assign(vestiging=found["vestiging"].astype("str") + "|" + whose)

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
        schools = self._table(Leest(SCHOOLS), regio)
        if schools.empty:
            raise MissingData(f"no school belongs to {regio} in {self.schooljaar}: {_LOAD}, and check the code")
        frames = _Tables(lambda leest: self._table(leest, regio), tuple(sorted({*tables, Leest(SCHOOLS)})))
        if not self._places:
            frames.make()
        findings: list[Bevinding] = []
        if self._found:
            names = set(schools["vestiging"])
            placed = set(self.national(Leest(SCHOOLS))["vestiging"])
            # a finding about a school that nobody could place concerns every region
            findings = [b for b in self._found if b.sleutel in names or b.sleutel == regio or b.sleutel not in placed]
        view = Momentopname(regio, self.sector, self.schooljaar, self.schooljaar.periode, frames)
        return view, tuple(sorted({*self.bevindingen, *findings}))

    def _table(self, leest: Leest, regio: str) -> pd.DataFrame:
        """A table as one region sees it."""
        if leest in self._places:
            return self.national(leest).take(self._places[leest].of([regio])[0]).reset_index(drop=True)
        schools = self.national(Leest(SCHOOLS))
        names = set(schools.loc[schools["swv"] == regio, "vestiging"])
        frame = self._of_schools(leest, names)
        if "swv" in frame:
            frame = frame[frame["swv"] == regio]
        elif "vestiging" in frame:
            frame = frame[frame["vestiging"].isin(names)]
        return frame.reset_index(drop=True)

    def _of_schools(self, leest: Leest, names: set[str]) -> pd.DataFrame:
        """A table with at least the rows of these schools: a national count is not read to keep one school in fifty."""
        if leest in self._frames or leest.tabel == SCHOOLS or self._rule(leest) is not None:
            return self.national(leest)
        rows = self._read(leest, names)
        return rows.copy()  # memory of its own: a model that writes into it must be told so, not stopped by pyarrow

    def _read(self, leest: Leest, names: set[str] | None = None) -> pd.DataFrame:
        """Rows of the chosen leveringen; two datasets that tell of the same key are refused, never added up."""
        if names is not None:
            return self._from_store(leest, names)
        key = self.read_as(leest)
        if key not in self._read_before:
            self._read_before[key] = self._from_store(leest)
        return self._read_before[key]

    def _from_store(self, leest: Leest, names: set[str] | None = None) -> pd.DataFrame:
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
                self._read(leest) if leest.tabel == rule.value.levert else self.national(leest)
            ).copy(deep=False)
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


def join_views(regio: str, views: Mapping[str, Momentopname]) -> Momentopname:
    """The views of many regions in one, as `Sources.together` makes it from the tables of the country.

    Args:
        regio: what stands in place of a region.
        views: by region, of one school year; a table of none of them is that of the whole country in each.
    """

    def table(leest: Leest) -> pd.DataFrame:
        frames = [(code, view.tabel(leest.tabel, leest.moment)) for code, view in views.items()]
        if not {"swv", "vestiging"} & set(frames[0][1]):
            return frames[0][1]
        coded = [
            f.assign(vestiging=f["vestiging"].astype("str") + f"|{own}") if "vestiging" in f else f for own, f in frames
        ]
        return stacked([f for f in coded if len(f)] or coded[:1])

    first = next(iter(views.values()))
    everywhere = set.intersection(*(set(view.sleutels) for view in views.values()))
    tables = _Tables(table, tuple(sorted(everywhere)))
    return Momentopname(regio, first.sector, first.schooljaar, first.periode, tables, regios=tuple(views))


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
    read_before: dict[_Read, pd.DataFrame] | None = None,
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
        read_before: tables that school years of one run share.

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
    shared_rows = {} if read_before is None else read_before
    return Sources(store, schooljaar, sector, chosen, rules, tuple(sorted(set(findings))), shared_rows)


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
