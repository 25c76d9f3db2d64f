"""What makes the amount of a school differ: a number, a choice of the plan, a plugin, the data, or an earlier step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon.regioplan.plan import VESTIGING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from swvmon.regioplan.plan import Regioplan
    from swvmon.vergelijk.kant import Uitkomsten

OORZAAK = ("regio", "schooljaar", "vestiging", "stap", "soort", "naam", "a_waarde", "b_waarde")
"""Columns of `causes`."""
KEUZE = ("stap", "keuze", "a_waarde", "b_waarde")
"""Columns of `changed_choices`."""
GEHEEL = ""
"""The step of what the plan says as a whole: its keten, its indicatoren, which accounts may go below zero."""
_PLACE = ["regio", "schooljaar", "vestiging", "stap"]


def choices(plan: Regioplan) -> dict[tuple[str, str], str]:
    """What a plan says that is no number, as text by (step, key): models, their order and choices in words.

    Numbers are left out: `parametergebruik` has them, with their source.
    """
    found = {(GEHEEL, "keten"): " > ".join(step.stap for step in plan.steps())}
    found[GEHEEL, "grootboek.mag_rood"] = ", ".join(plan.mag_rood)
    if plan.indicatoren is not None:
        found[GEHEEL, "indicatoren"] = ", ".join(sorted(plan.indicatoren))
    for chain in plan.sub_chains():
        found[chain.stap, "vestigingen"] = ", ".join(chain.vestigingen)
    for step in plan.steps():
        found[step.stap, "model"] = step.model
        found |= {(step.stap, key): text for key, text in _words(step.keuzes, "")}
    return found


def _words(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The texts, dates and yes or no below a key; a list of texts is one value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _words(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield path, ", ".join(value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _words(item, f"{path}.{index}")
    elif isinstance(value, bool):
        yield path, "ja" if value else "nee"
    elif isinstance(value, str) or hasattr(value, "isoformat"):
        yield path, str(value)


def changed_choices(left: Mapping[tuple[str, str], str], right: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """The choices in words that are not the same, or on one side only (the other value is then missing).

    Returns:
        Columns `KEUZE`, sorted.
    """
    import pandas as pd

    rows = [(*key, left.get(key), right.get(key)) for key in sorted({*left, *right}) if left.get(key) != right.get(key)]
    return pd.DataFrame(rows, columns=list(KEUZE), dtype="str")


def causes(
    regels: pd.DataFrame, parameters: pd.DataFrame, keuzes: pd.DataFrame, left: Uitkomsten, right: Uitkomsten
) -> pd.DataFrame:
    """What is responsible for the lines of schools that differ, per school and step.

    In this order, and the later ones only where there is none before: the numbers that the lines name and the choices
    in words of their step; other numbers of their step; the data that was read. A plugin that booked the lines and is
    not the same on both sides is always named. Where nothing of the step itself differs, the first step of the region
    and year that has a difference is; where that is the step itself, the plan as a whole, else swvmon.

    Args:
        regels: see `swvmon.vergelijk.bedragen.changed_lines`.
        parameters: see `swvmon.vergelijk.waarden.changed_parameters`.
        keuzes: see `changed_choices`.
        left: side A.
        right: side B.

    Returns:
        Columns `OORZAAK`, sorted; `soort` is parameter, keuze, plugin, levering, stap, plan or swvmon.
    """
    import pandas as pd

    mine = regels[regels["vestiging"].astype("str").fillna("") != ""]
    places = mine[[*_PLACE, "plugin"]].drop_duplicates()
    named = _numbers(mine, parameters)
    worded = _worded(places, keuzes)
    direct = pd.concat([named[named["genoemd"]][list(OORZAAK)], worded])
    others = named[~named["genoemd"] & ~_among(named, direct)][list(OORZAAK)]
    found = pd.concat([direct, others])
    found = pd.concat([found, _plugins(places, left, right)])
    bare = places[~_among(places, found)]
    found = pd.concat([found, _leveringen(bare, left, right)])
    bare = places[~_among(places, found)]
    found = pd.concat([found, _elsewhere(bare, regels, keuzes, right)])
    return found.drop_duplicates().sort_values(list(OORZAAK[:6]), ignore_index=True)[list(OORZAAK)]


def _numbers(lines: pd.DataFrame, parameters: pd.DataFrame) -> pd.DataFrame:
    """The changed numbers of the steps of lines; `genoemd` where a line names it."""
    lines = lines.assign(noemt=lines["parameters"].astype("str").str.split(" "))
    ids = lines[[*_PLACE, "noemt"]].explode("noemt").drop_duplicates()
    pairs = ids.merge(parameters, on=["schooljaar", "stap"])
    pairs = pairs[_of_school(pairs["parameter"], pairs["vestiging"])]
    told = [
        bool(n) and (p == n or p.startswith(f"{n}.")) for p, n in zip(pairs["parameter"], pairs["noemt"], strict=True)
    ]
    pairs = pairs.assign(genoemd=told, soort="parameter", naam=pairs["parameter"]).astype({"genoemd": bool})
    rows = pairs[[*OORZAAK, "genoemd"]]
    if rows.empty:
        return rows
    return rows.groupby(list(OORZAAK), dropna=False, sort=False)["genoemd"].any().reset_index()


def _worded(places: pd.DataFrame, keuzes: pd.DataFrame) -> pd.DataFrame:
    """The changed choices in words of the steps."""
    pairs = places.merge(keuzes, on="stap").assign(soort="keuze").rename(columns={"keuze": "naam"})
    pairs = pairs[list(OORZAAK)]
    return pairs[_of_school(pairs["naam"], pairs["vestiging"])]


def _of_school(names: pd.Series, schools: pd.Series) -> pd.Series:
    """Whether a name that ends in the code of a school is about this school; all other names are about every school."""
    code = names.astype("str").str.extract(rf"(?:^|\.)({VESTIGING.pattern})$", expand=False)
    return (code.isna() | (code == schools).fillna(value=False)).astype(bool)


def _plugins(places: pd.DataFrame, left: Uitkomsten, right: Uitkomsten) -> pd.DataFrame:
    """The plugins that booked the lines, where their content is not the same."""
    import pandas as pd

    nothing = ("geen", "")
    rows = [
        (name, left.plugins.get(name, nothing)[0], right.plugins.get(name, nothing)[0])
        for name in sorted({*left.plugins, *right.plugins})
        if left.plugins.get(name) != right.plugins.get(name)
    ]
    changed = pd.DataFrame(rows, columns=["plugin", "a_waarde", "b_waarde"], dtype="str")
    pairs = places.merge(changed, on="plugin").assign(soort="plugin").rename(columns={"plugin": "naam"})
    return pairs[list(OORZAAK)]


def _leveringen(places: pd.DataFrame, left: Uitkomsten, right: Uitkomsten) -> pd.DataFrame:
    """The tables that were read from other leveringen."""
    import pandas as pd

    tables = sorted(
        {(year, f"{table} {moment}".strip()) for year, table, moment, _ in left.leveringen ^ right.leveringen}
    )
    changed = pd.DataFrame(tables, columns=["schooljaar", "naam"], dtype="str")
    pairs = places.merge(changed, on="schooljaar").assign(soort="levering", a_waarde=None, b_waarde=None)
    return pairs[list(OORZAAK)]


def _elsewhere(places: pd.DataFrame, regels: pd.DataFrame, keuzes: pd.DataFrame, right: Uitkomsten) -> pd.DataFrame:
    """The first step with a difference, else the plan as a whole, else swvmon: for what has no reason of its own."""
    order = dict(zip(right.boekingen["stap"].drop_duplicates(), range(len(right.boekingen)), strict=False))
    steps = regels[["regio", "schooljaar", "stap"]].drop_duplicates()
    steps = steps.assign(plaats=steps["stap"].map(order).fillna(-1))
    first = steps.sort_values("plaats").drop_duplicates(["regio", "schooljaar"]).rename(columns={"stap": "eerste"})
    pairs = places.merge(first, on=["regio", "schooljaar"])
    itself = pairs["eerste"] == pairs["stap"]
    whole = keuzes["stap"].eq(GEHEEL).any()
    pairs = pairs.assign(a_waarde=None, b_waarde=None)
    pairs["soort"] = itself.map({True: "plan" if whole else "swvmon", False: "stap"}).astype("str")
    pairs["naam"] = pairs["eerste"].astype("str").mask(itself, "keten" if whole else "swvmon")
    return pairs[list(OORZAAK)]


def _among(rows: pd.DataFrame, found: pd.DataFrame) -> pd.Series:
    """Whether there is a cause for the school and step of each row."""
    import pandas as pd

    there = pd.MultiIndex.from_frame(rows[_PLACE]).isin(pd.MultiIndex.from_frame(found[_PLACE]))
    return pd.Series(there, index=rows.index)
