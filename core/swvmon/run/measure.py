"""Run the indicators: each apart, then all of them checked, divided and added up by the core at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from swvmon.arrow import stacked
from swvmon.contract.grootboek import Grootboek, empty_lines, join
from swvmon.contract.indicator import REGIOJAAR, REGIOS, SCENARIO
from swvmon.contract.meting import GEGEVEN, KOLOMMEN, NIVEAUS, class_key
from swvmon.contract.momentopname import SWV_LENGTH, Momentopname
from swvmon.errors import SwvmonError
from swvmon.run.chain import Status
from swvmon.run.checked import LAND, OF, Asked, check_form, check_metingen
from swvmon.run.optellen import MEAN, add_up, finish, lowest
from swvmon.run.scholen import ADDRESSES, SCHOOLS, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import numpy as np
    import pandas as pd

    from swvmon.contract.indicator import Indicator
    from swvmon.contract.momentopname import Leest
    from swvmon.hooks.registry import Registered
    from swvmon.perioden import Schooljaar

ORDER = ["indicator", "niveau", "sleutel", "onderdeel", "peildatum"]
NOTHING = "no metingen: the data that it needs is not loaded or empty"


@frozen(eq=False)
class Attempt:
    """What one indicator handed back, not yet judged.

    Attributes:
        indicator: the indicator, as registered.
        rows: its frame; None where it failed.
        melding: what went wrong.
    """

    indicator: Registered[Indicator]
    rows: pd.DataFrame | None
    melding: str = ""


@attrs.define(eq=False)
class Measured:
    """What the indicators of one region-year handed back.

    Attributes:
        view: what the region's plugins read.
        ledger: the closed ledger.
        stamp: run id, scenario, region and school year.
        attempts: what each indicator handed back.
        voorlopig: tables that come from a provisional levering.
    """

    view: Momentopname
    ledger: Grootboek
    stamp: dict[str, str]
    attempts: list[Attempt]
    voorlopig: frozenset[Leest] = frozenset()

    def again(self, pairs: Collection[tuple[str, str]]) -> None:
        """Call indicators for this region by itself that were called for many."""
        self.attempts = [
            _attempt(a.indicator, _part(a.indicator, self.view), self.ledger)
            if (self.view.regio, a.indicator.value.naam) in pairs
            else a
            for a in self.attempts
        ]


@frozen(eq=False)
class Together:
    """What indicators handed back that were called once for many regions.

    Attributes:
        namen: the indicators.
        rows: their rows, columns `OF` and `GEGEVEN`.
        scholen: the schools of the regions, see `swvmon.run.scholen.listed`.
    """

    namen: frozenset[str]
    rows: pd.DataFrame
    scholen: pd.DataFrame


def measure(  # noqa: PLR0913, PLR0917 - what an indicator may look at
    indicatoren: Iterable[Registered[Indicator]],
    view: Momentopname,
    ledger: Grootboek,
    stamp: dict[str, str],
    van: Grootboek | None = None,
    voorlopig: frozenset[Leest] = frozenset(),
    samen: Collection[str] = (),
) -> Measured:
    """Call the indicators of one region-year; one that raises is named and touches no other.

    Args:
        indicatoren: all that the plan has; those over regions are left to `measure_sector`.
        view: what the region's plugins read.
        ledger: the closed ledger.
        stamp: run id, scenario, region and school year.
        van: the ledger of the plan itself, where this is another scenario.
        voorlopig: tables that come from a provisional levering.
        samen: the indicators that were called for many regions at once.
    """
    attempts = []
    for registered in indicatoren:
        indicator = registered.value
        if indicator.naam in samen:
            attempts.append(Attempt(registered, None))
        elif indicator.over == REGIOJAAR:
            attempts.append(_attempt(registered, _part(registered, view), ledger))
        elif indicator.over == SCENARIO and van is not None:
            attempts.append(_attempt(registered, _part(registered, view), ledger, van))
    return Measured(view, ledger, stamp, attempts, voorlopig)


def measure_together(
    indicatoren: Iterable[Registered[Indicator]],
    calls: Sequence[tuple[Momentopname, Mapping[str, Grootboek]]],
    scholen: pd.DataFrame,
) -> Together:
    """Call the indicators once that allow it; one that cannot do it for these regions is left to `measure`.

    Args:
        indicatoren: all that the plan has.
        calls: the tables of many regions (`swvmon.run.sources.Sources.together`) with their closed ledgers, by region;
            a second call for those that another former school year sets apart.
        scholen: the schools of all of them, see `swvmon.run.scholen.listed`.
    """
    given = [(view, join(ledgers)) for view, ledgers in calls]
    raw: list[dict[str, pd.DataFrame]] = [{} for _ in given]
    for registered in (r for r in indicatoren if r.value.samen):
        attempts = [_attempt(registered, _part(registered, view), ledger).rows for view, ledger in given]
        told = [rows for rows in attempts if rows is not None]
        if len(told) == len(given):
            for of_call, rows in zip(raw, told, strict=True):
                of_call[registered.value.naam] = rows
    frames, refused = [], set[str]()
    for (view, _), of_call in zip(given, raw, strict=True):
        rows, strange = _of_which_region(_under_names(of_call), view.regios)
        frames.append(rows)
        refused |= strange
    namen = frozenset(raw[0]) - refused if raw else frozenset()
    rows = stacked(frames) if frames else _nothing()
    return Together(namen, rows[rows["indicator"].isin(list(namen))] if refused else rows, scholen)


def _under_names(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of indicators below each other, with the name of each."""
    import pandas as pd

    filled = {naam: rows for naam, rows in frames.items() if len(rows)}
    if not filled:
        return _nothing().drop(columns="regio")
    rows = stacked(filled.values())
    of_each = pd.Series(list(filled), dtype="str").repeat([len(frame) for frame in filled.values()])
    return rows.assign(indicator=of_each.array)


def _nothing() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns=[*OF, *GEGEVEN])


def _of_which_region(rows: pd.DataFrame, regios: Collection[str]) -> tuple[pd.DataFrame, set[str]]:
    """Rows with their region and the codes of schools as they are, and the indicators that do not tell the region."""
    school, keys = rows["niveau"] == "vestiging", rows["sleutel"].astype("str")
    told = keys.isin([*regios]) & (rows["niveau"] == "swv")
    told |= keys.str[-SWV_LENGTH - 1 :].isin([f"|{regio}" for regio in regios]) & school
    known = rows.assign(sleutel=keys.str[: -SWV_LENGTH - 1].where(school, keys))
    known.insert(0, "regio", keys.str[-SWV_LENGTH:])
    return known[[*OF, *GEGEVEN]], set(rows.loc[~told, "indicator"].unique())


def _part(registered: Registered[Indicator], view: Momentopname) -> Momentopname:
    return view.only(tuple(t for t in view.sleutels if t in registered.value.leest))


def settle(measured: Sequence[Measured], together: Together | None = None) -> list[tuple[pd.DataFrame, list[Status]]]:
    """Judge, divide and add up what the indicators of regions in one school year handed back.

    Args:
        measured: what they handed back for each region.
        together: what they handed back for many regions at once.

    Returns:
        For each region-year all metingen, columns `swvmon.contract.meting.KOLOMMEN`, and how each indicator fared.
    """
    import pandas as pd

    if not measured:
        return []
    regios = {m.view.regio: None for m in measured}
    schools = pd.concat([listed(m.view) for m in measured]) if together is None else together.scholen
    asked = Asked(
        {a.indicator.value.naam: a.indicator.value for m in measured for a in m.attempts},
        measured[0].view.schooljaar,
        _keys(measured[0].view, schools[schools["regio"].isin(regios)], regios),
        {m.view.regio: f"{m.view.regio} in {m.view.schooljaar}" for m in measured},
    )
    rows, refused = check_metingen(_together(measured, together), asked)
    if together is not None and (again := {pair for pair in refused if pair[1] in together.namen}):
        for each in measured:
            each.again(again)
        rows, refused = check_metingen(_together(measured, together, again), asked)
    done = finish(_provisional(rows, asked.indicatoren, measured[0].voorlopig))
    whole = stacked([done, *_higher(done, asked.indicatoren, schools)])
    plugins = {a.indicator.value.naam: a.indicator.plugin for m in measured for a in m.attempts}
    return _per_region(measured, whole, refused, plugins)


def measure_sector(
    indicatoren: Iterable[Registered[Indicator]],
    metingen: pd.DataFrame,
    schooljaar: Schooljaar,
    stamp: dict[str, str],
) -> tuple[pd.DataFrame, list[Status]]:
    """Compute what is about all regions of a sector: sums for the country, and indicators over regions.

    Args:
        indicatoren: all that the plan has.
        metingen: those of the regions, of one scenario, this school year and those before it.
        schooljaar: the school year.
        stamp: run id, scenario, the sector in place of a region, and school year.
    """
    import pandas as pd

    every = list(indicatoren)
    known = {r.value.naam: r.value for r in every}
    keys = {"swv": frozenset(metingen["regio"].unique()), "landelijk": frozenset({LAND})}
    sector = stamp["regio"]
    attempts = []
    for registered in every:
        if registered.value.over == REGIOS:
            read = metingen[metingen["indicator"].isin(registered.value.uit)].reset_index(drop=True)
            attempts.append(_attempt(registered, read, schooljaar))
    nothing = Momentopname(sector, sector.lower(), schooljaar, schooljaar.periode, {})
    measured = Measured(nothing, Grootboek(empty_lines()), stamp, attempts)
    rows, refused = check_metingen(
        _together([measured]),
        Asked(known, schooljaar, {sector: keys}, {sector: f"this run of sector {sector}"}),
    )
    now = metingen.loc[metingen["schooljaar"] == str(schooljaar), [*OF, *GEGEVEN]].assign(regio=sector)
    national = [i for i in known.values() if "landelijk" in i.hoger]
    sums = _by_rule(
        _national_parts(now), national, "landelijk", lambda parts: pd.Series(LAND, parts.index, dtype="str")
    )
    whole = stacked([finish(rows), *sums, *_per_class(now, known.values())])
    return _per_region([measured], whole, refused, {r.value.naam: r.plugin for r in every})[0]


def _attempt(registered: Registered[Indicator], *inputs: object) -> Attempt:
    try:
        return Attempt(registered, check_form(registered.value.bereken(*inputs)))
    except Exception as error:  # an indicator may raise anything; it is named and the others go on
        text = str(error) if isinstance(error, SwvmonError) else f"{type(error).__name__}: {error}"
        return Attempt(registered, None, " ".join(text.split()))


def _together(
    measured: Sequence[Measured], together: Together | None = None, apart: Collection[tuple[str, str]] = ()
) -> pd.DataFrame:
    """All rows in one frame, columns `OF` and `GEGEVEN`.

    Args:
        measured: what was handed back for each region.
        together: what was handed back for many at once.
        apart: regions and indicators of which that does not count.
    """
    import pandas as pd

    frames = [_one_by_one(measured)]
    if together is not None:
        many = together.rows[together.rows["regio"].isin([m.view.regio for m in measured])]
        if apart:
            many = many[~pd.MultiIndex.from_frame(many[OF]).isin(list(apart))]
        frames.append(many)
    frames = [frame for frame in frames if len(frame)]
    return stacked(frames) if frames else _nothing()


def _one_by_one(measured: Sequence[Measured]) -> pd.DataFrame:
    """What was handed back for each region, in one frame."""
    import pandas as pd

    attempts = [(m.view.regio, a) for m in measured for a in m.attempts]
    filled = [(regio, a) for regio, a in attempts if a.rows is not None and len(a.rows)]
    frames = [a.rows for _, a in filled if a.rows is not None]
    if not frames:
        return _nothing()
    rows = stacked(frames)
    many = [len(frame) for frame in frames]
    whose = {
        "regio": [regio for regio, _ in filled],
        "indicator": [a.indicator.value.naam for _, a in filled],
    }
    for place, (name, values) in enumerate(whose.items()):
        rows.insert(place, name, pd.Series(values, dtype="str").repeat(many).to_numpy())
    return rows


def _provisional(rows: pd.DataFrame, indicatoren: Mapping[str, Indicator], voorlopig: frozenset[Leest]) -> pd.DataFrame:
    """What rests on a provisional levering is provisional itself."""
    names = [naam for naam, indicator in indicatoren.items() if voorlopig & set(indicator.leest)]
    rests = rows["indicator"].isin(names) & (rows["status"] == "definitief")
    return rows.assign(status=rows["status"].mask(rests, "voorlopig"))


def _per_region(
    measured: Sequence[Measured], whole: pd.DataFrame, refused: dict[tuple[str, str], str], plugins: dict[str, str]
) -> list[tuple[pd.DataFrame, list[Status]]]:
    """The metingen of each region-year and how each of its indicators fared."""
    import pandas as pd

    found = set(whole[OF].drop_duplicates().itertuples(index=False, name=None))
    ordered = whole.sort_values(["regio", *ORDER], ignore_index=True)
    same = {name: text for name, text in measured[0].stamp.items() if name != "regio"}
    ordered = ordered.assign(**same, plugin=ordered["indicator"].map(plugins))[list(KOLOMMEN)]
    rows = ordered.groupby("regio").indices if len(ordered) else {}
    told = []
    for each in measured:
        regio = each.view.regio
        statussen = []
        for attempt in each.attempts:
            registered = attempt.indicator
            naam = registered.value.naam
            melding = attempt.melding or refused.get((regio, naam), "")
            text = melding or ("" if (regio, naam) in found else NOTHING)
            who = (registered.plugin, registered.distribution, registered.versie)
            statussen.append(Status(naam, "indicator", *who, "mislukt" if melding else "gelukt", text))
        mine = rows.get(regio)
        nothing = pd.DataFrame(columns=list(KOLOMMEN))
        told.append((nothing if mine is None else _slice(ordered, mine[0], len(mine)), statussen))
    return told


def _slice(ordered: pd.DataFrame, first: int, many: int) -> pd.DataFrame:
    """Rows that stand together."""
    return ordered.iloc[first : first + many].reset_index(drop=True)


def _keys(view: Momentopname, schools: pd.DataFrame, regios: Iterable[str]) -> dict[str, dict[str, frozenset[str]]]:
    """The keys that exist in regions with these schools, per level; the regions read the same tables."""
    known = {regio: {"swv": frozenset({regio}), "landelijk": frozenset[str]()} for regio in regios}
    levels = [n for n, t in (("vestiging", SCHOOLS), ("bestuur", ADDRESSES)) if {SCHOOLS, t} <= set(view.sleutels)]
    for niveau in levels:
        found: dict[str, set[str]] = {regio: set() for regio in known}
        for regio, key in zip(*(schools[name].to_numpy(dtype=object) for name in ("regio", niveau)), strict=True):
            found[regio].add(key)
        for regio, keys in found.items():
            known[regio][niveau] = frozenset(keys) - {""} if niveau == "bestuur" else frozenset(keys)
    return known


def _higher(rows: pd.DataFrame, indicatoren: Mapping[str, Indicator], schools: pd.DataFrame) -> list[pd.DataFrame]:
    """Rows of the levels that indicators ask for, except landelijk; a level that one measured itself stays as it is."""
    import numpy as np
    import pandas as pd

    if rows.empty:
        return []
    which, whose = pd.factorize(rows["indicator"] + " " + rows["regio"])
    low = lowest(rows).to_numpy()
    parts, which_part = rows[low].reset_index(drop=True), which[low]
    of_school = schools.assign(wie=schools["regio"] + " " + schools["vestiging"]).set_index("wie")
    own_school = parts["niveau"] == "vestiging"
    keys = (parts["regio"] + " " + parts["sleutel"]).where(own_school, "")
    places = of_school.index.get_indexer(pd.Index(keys))  # -1: none
    added = []
    for niveau in (n for n in NIVEAUS if n != "landelijk"):
        measured = np.zeros(len(whose), dtype="bool")
        measured[which[(rows["niveau"] == niveau).to_numpy()]] = True
        todo = ~measured[which_part]
        todo &= (own_school if niveau != "swv" else parts["niveau"] != "landelijk").to_numpy()

        def key(found: pd.DataFrame, niveau: str = niveau) -> pd.Series:
            if niveau == "swv":
                return found["regio"]
            told = of_school[niveau].array.take(places[found.index], allow_fill=True)
            return pd.Series(told, index=found.index).fillna("")

        asking = [i for i in indicatoren.values() if niveau in i.hoger]
        added += _by_rule(parts, asking, niveau, key, todo)
    return added


def _by_rule(
    parts: pd.DataFrame,
    indicatoren: Iterable[Indicator],
    niveau: str,
    key: Callable[[pd.DataFrame], pd.Series],
    which: np.ndarray[Any, Any] | bool = True,
) -> list[pd.DataFrame]:
    """Parts added up to a level, by the rule of each of these indicators; all of them, or those that are told."""
    rules: dict[str, list[str]] = {}
    for indicator in indicatoren:
        rules.setdefault(indicator.aggregatie, []).append(indicator.naam)
    added = []
    for aggregatie, names in sorted(rules.items()):
        rows = parts[parts["indicator"].isin(names) & which]
        if len(rows):
            added.append(add_up(rows, aggregatie, niveau, key(rows)))
    return [frame for frame in added if len(frame)]


def _per_class(rows: pd.DataFrame, indicatoren: Collection[Indicator]) -> list[pd.DataFrame]:
    """SWV's added up per class of the indicators that each indicator names; an SWV without a class is in none."""
    swv = rows[(rows["niveau"] == "swv") & (rows["methode"] != MEAN)]
    added = []
    for classes in sorted({name for i in indicatoren for name in i.per_klasse}):
        told = swv[(swv["indicator"] == classes) & (swv["onderdeel"] == "") & (swv["klasse"] != "")]
        class_of = told["klasse"].map(partial(class_key, classes)).set_axis(told["sleutel"])

        def key(found: pd.DataFrame, class_of: pd.Series = class_of) -> pd.Series:
            return found["sleutel"].map(class_of)

        added += _by_rule(swv, [i for i in indicatoren if classes in i.per_klasse], "klasse", key)
    return added


def _national_parts(own: pd.DataFrame) -> pd.DataFrame:
    """The rows from which the country is added up: of the swv where they are, else of the lowest level.

    A mean of ratios is made of the ratios, not of means.
    """
    import pandas as pd

    rows = own[own["methode"] != MEAN]
    swv = rows["niveau"] == "swv"
    has = rows["indicator"].isin(rows.loc[swv, "indicator"].unique())
    rest = rows[~has]
    return pd.concat([rows[has & swv], rest[lowest(rest)]], ignore_index=True)
