"""Run the indicators: each apart, then all of them checked, divided and added up by the core at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from swvmon.contract.indicator import REGIOJAAR, REGIOS, SCENARIO
from swvmon.contract.meting import GEGEVEN, KOLOMMEN, NIVEAUS
from swvmon.contract.momentopname import Momentopname
from swvmon.errors import SwvmonError
from swvmon.run.chain import Status
from swvmon.run.checked import LAND, OF, Asked, check_form, check_metingen
from swvmon.run.optellen import MEAN, add_up, finish, lowest
from swvmon.run.scholen import ADDRESSES, SCHOOLS, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd

    from swvmon.contract.grootboek import Grootboek
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
        stamp: run id, scenario, region and school year.
        attempts: what each indicator handed back.
        voorlopig: tables that come from a provisional levering.
    """

    view: Momentopname
    stamp: dict[str, str]
    attempts: list[Attempt]
    voorlopig: frozenset[Leest] = frozenset()


def measure(  # noqa: PLR0913, PLR0917 - what an indicator may look at
    indicatoren: Iterable[Registered[Indicator]],
    view: Momentopname,
    ledger: Grootboek,
    stamp: dict[str, str],
    van: Grootboek | None = None,
    voorlopig: frozenset[Leest] = frozenset(),
) -> Measured:
    """Call the indicators of one region-year; one that raises is named and touches no other.

    Args:
        indicatoren: all that the plan has; those over regions are left to `measure_sector`.
        view: what the region's plugins read.
        ledger: the closed ledger.
        stamp: run id, scenario, region and school year.
        van: the ledger of the plan itself, where this is another scenario.
        voorlopig: tables that come from a provisional levering.
    """
    attempts = []
    there = view.sleutels
    for registered in indicatoren:
        indicator = registered.value
        part = view.only(tuple(t for t in there if t in indicator.leest))
        if indicator.over == REGIOJAAR:
            attempts.append(_attempt(registered, part, ledger))
        elif indicator.over == SCENARIO and van is not None:
            attempts.append(_attempt(registered, part, ledger, van))
    return Measured(view, stamp, attempts, voorlopig)


def settle(measured: Sequence[Measured]) -> list[tuple[pd.DataFrame, list[Status]]]:
    """Judge, divide and add up what the indicators of regions in one school year handed back.

    Returns:
        For each region-year all metingen, columns `swvmon.contract.meting.KOLOMMEN`, and how each indicator fared.
    """
    import pandas as pd

    if not measured:
        return []
    schools = {m.view.regio: listed(m.view) for m in measured}
    asked = Asked(
        {a.indicator.value.naam: a.indicator.value for m in measured for a in m.attempts},
        measured[0].view.schooljaar,
        {m.view.regio: _keys(m.view, schools[m.view.regio]) for m in measured},
        {m.view.regio: f"{m.view.regio} in {m.view.schooljaar}" for m in measured},
    )
    raw = _together((m.view.regio, a) for m in measured for a in m.attempts)
    rows, refused = check_metingen(raw, asked)
    done = finish(_provisional(rows, asked.indicatoren, measured[0].voorlopig))
    whole: pd.DataFrame = pd.concat(
        [done, *_higher(done, asked.indicatoren, pd.concat(list(schools.values())))], ignore_index=True
    )
    plugins = {a.indicator.value.naam: a.indicator.plugin for m in measured for a in m.attempts}
    return [_of_region(m, whole, refused, plugins) for m in measured]


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
    keys = {"swv": frozenset(metingen["regio"]), "landelijk": frozenset({LAND})}
    sector = stamp["regio"]
    attempts = []
    for registered in every:
        if registered.value.over == REGIOS:
            read = metingen[metingen["indicator"].isin(registered.value.uit)].reset_index(drop=True)
            attempts.append(_attempt(registered, read, schooljaar))
    rows, refused = check_metingen(
        _together((sector, a) for a in attempts),
        Asked(known, schooljaar, {sector: keys}, {sector: f"this run of sector {sector}"}),
    )
    now = metingen[metingen["schooljaar"] == str(schooljaar)].assign(regio=sector)[[*OF, *GEGEVEN]]
    sums = _by_rule(_national_parts(now), known, "landelijk", lambda parts: pd.Series(LAND, parts.index, dtype="str"))
    whole: pd.DataFrame = pd.concat([finish(rows), *sums], ignore_index=True)
    nothing = Momentopname(sector, sector.lower(), schooljaar, schooljaar.periode, {})
    return _of_region(Measured(nothing, stamp, attempts), whole, refused, {r.value.naam: r.plugin for r in every})


def _attempt(registered: Registered[Indicator], *inputs: object) -> Attempt:
    try:
        return Attempt(registered, check_form(registered.value.bereken(*inputs)))
    except Exception as error:  # an indicator may raise anything; it is named and the others go on
        text = str(error) if isinstance(error, SwvmonError) else f"{type(error).__name__}: {error}"
        return Attempt(registered, None, " ".join(text.split()))


def _together(attempts: Iterable[tuple[str, Attempt]]) -> pd.DataFrame:
    """All rows in one frame, columns `OF` and `GEGEVEN`."""
    import pandas as pd

    filled = [(regio, a) for regio, a in attempts if a.rows is not None and len(a.rows)]
    frames = [a.rows for _, a in filled if a.rows is not None]
    if not frames:
        return pd.DataFrame(columns=[*OF, *GEGEVEN])
    rows = pd.concat(frames, ignore_index=True)
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


def _of_region(
    measured: Measured, whole: pd.DataFrame, refused: dict[tuple[str, str], str], plugins: dict[str, str]
) -> tuple[pd.DataFrame, list[Status]]:
    """The metingen of one region-year and how each of its indicators fared."""
    import pandas as pd

    regio = measured.view.regio
    mine = whole[whole["regio"] == regio].sort_values(ORDER, ignore_index=True)
    found = set(mine["indicator"])
    statussen = []
    for attempt in measured.attempts:
        registered = attempt.indicator
        naam = registered.value.naam
        melding = attempt.melding or refused.get((regio, naam), "")
        text = melding or ("" if naam in found else NOTHING)
        who = (registered.plugin, registered.distribution, registered.versie)
        statussen.append(Status(naam, "indicator", *who, "mislukt" if melding else "gelukt", text))
    if mine.empty:
        return pd.DataFrame(columns=list(KOLOMMEN)), statussen
    return mine.assign(**measured.stamp, plugin=mine["indicator"].map(plugins))[list(KOLOMMEN)], statussen


def _keys(view: Momentopname, schools: pd.DataFrame) -> dict[str, frozenset[str]]:
    """The keys that exist in a region with these schools, per level."""
    known = {"swv": frozenset({view.regio}), "landelijk": frozenset[str]()}
    if SCHOOLS in view.sleutels:
        known["vestiging"] = frozenset(schools["vestiging"])
        if ADDRESSES in view.sleutels:
            known["bestuur"] = frozenset(schools["bestuur"]) - {""}
    return known


def _higher(rows: pd.DataFrame, indicatoren: Mapping[str, Indicator], schools: pd.DataFrame) -> list[pd.DataFrame]:
    """Rows of the levels that indicators ask for, except landelijk; a level that one measured itself stays as it is."""
    if rows.empty:
        return []
    parts = rows[lowest(rows)]
    own = rows["regio"] + " " + rows["indicator"] + " " + rows["niveau"]
    names = parts["regio"] + " " + parts["indicator"]
    of_school = schools.assign(wie=schools["regio"] + " " + schools["vestiging"]).set_index("wie")
    added = []
    for niveau in (n for n in NIVEAUS if n != "landelijk"):
        todo = ~(names + " " + niveau).isin(set(own))
        todo &= (parts["niveau"] == "vestiging") if niveau != "swv" else (parts["niveau"] != "landelijk")

        def key(found: pd.DataFrame, niveau: str = niveau) -> pd.Series:
            if niveau == "swv":
                return found["regio"]
            return (found["regio"] + " " + found["sleutel"]).map(of_school[niveau]).fillna("")

        added += _by_rule(parts[todo], indicatoren, niveau, key)
    return added


def _by_rule(
    parts: pd.DataFrame, indicatoren: Mapping[str, Indicator], niveau: str, key: Callable[[pd.DataFrame], pd.Series]
) -> list[pd.DataFrame]:
    """Parts added up to a level, by the rule of each indicator that asks for the level."""
    rules: dict[str, list[str]] = {}
    for naam, indicator in indicatoren.items():
        if niveau in indicator.hoger:
            rules.setdefault(indicator.aggregatie, []).append(naam)
    added = []
    for aggregatie, names in sorted(rules.items()):
        rows = parts[parts["indicator"].isin(names)]
        if len(rows):
            added.append(add_up(rows, aggregatie, niveau, key(rows)))
    return [frame for frame in added if len(frame)]


def _national_parts(own: pd.DataFrame) -> pd.DataFrame:
    """The rows from which the country is added up: of the swv where they are, else of the lowest level.

    A mean of ratios is made of the ratios, not of means.
    """
    import pandas as pd

    rows = own[own["methode"] != MEAN]
    swv = rows["niveau"] == "swv"
    has = rows["indicator"].isin(set(rows.loc[swv, "indicator"]))
    rest = rows[~has]
    return pd.concat([rows[has & swv], rest[lowest(rest)]], ignore_index=True)
