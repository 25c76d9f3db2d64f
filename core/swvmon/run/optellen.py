"""Values of a lower level added up to a higher one, by the rule that the indicator declares; here and nowhere else."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon.contract.meting import GEGEVEN, NIVEAUS, ONVOLLEDIG, ZONDER_WAARDE
from swvmon.geld import DECIMALS, exact, half_up
from swvmon.run.checked import OF

if TYPE_CHECKING:
    import pandas as pd

_INTERVAL = ["teller", "teller_max", "noemer", "noemer_max"]
_WHOLE = ["soort", "onderdeel", "peildatum", "eenheid", "grondslag"]
_RANKS = {status: rank for rank, status in enumerate(("definitief", "voorlopig", "geschat"))}
MEAN = "gemiddelde_van_verhoudingen"


def finish(rows: pd.DataFrame) -> pd.DataFrame:
    """Divide ratios and tell what became of each row.

    A `verhouding` gets its `waarde`, six places half up, where neither side is an interval and the noemer is not zero.
    An `aantal` given as an interval whose ends meet gets its `waarde`.
    """
    import pandas as pd

    if rows.empty:
        return rows
    given = rows["uitkomst"] != ""
    same = (rows["teller"] == rows["teller_max"]).fillna(value=False).astype(bool)
    ratio = (rows["soort"] == "verhouding") & ~rows["uitkomst"].isin(ZONDER_WAARDE)
    same &= ~ratio | (rows["noemer"] == rows["noemer_max"]).fillna(value=False).astype(bool)
    empty = ratio & (rows["noemer_max"] == 0).fillna(value=False).astype(bool)
    count = (rows["soort"] == "aantal") & rows["waarde"].isna() & rows["teller"].notna()
    sure = ratio & same & ~empty
    waarde = rows["waarde"].where(~(count & same), rows["teller"])
    if sure.any():
        waarde = waarde.where(~sure, exact(pd.Series(_quotients(rows[sure]), rows.index[sure], dtype="object")))
    told = pd.Series("berekend", rows.index, dtype="str")
    told = told.mask((ratio | count) & ~same, "gemaskeerd").mask(empty, "noemer_nul")
    return rows.assign(waarde=exact(waarde), uitkomst=rows["uitkomst"].where(given, told).astype("str"))


def add_up(rows: pd.DataFrame, aggregatie: str, niveau: str, naar: pd.Series) -> pd.DataFrame:
    """Add finished rows up to a level, for each region and indicator apart.

    Args:
        rows: finished rows of one lower level; columns `OF` and `swvmon.contract.meting.GEGEVEN`.
        aggregatie: rule of the indicator: verhouding_van_sommen, gemiddelde_van_verhoudingen or som.
        niveau: the level above.
        naar: its key for each row; missing or empty leaves a row out.

    Returns:
        Finished rows of the level, with the same columns. A part without a number makes the sum `ONVOLLEDIG`; where
        no part has one it is ``reeksbreuk`` if the series breaks in any of them, else ``ontbreekt``.
    """
    import pandas as pd

    told = naar.notna() & (naar != "")
    parts = (rows if told.all() else rows[told]).assign(sleutel=naar[told].astype("object"), niveau=niveau)
    if parts.empty:
        return rows.iloc[:0]
    known = ~parts["uitkomst"].isin(ZONDER_WAARDE)
    parts = parts.assign(
        rang=parts["status"].map(_RANKS),
        bekend=known,
        halve=known & parts["uitkomst"].isin(ONVOLLEDIG.values()),
        breuk=parts["uitkomst"] == "reeksbreuk",
    )
    if aggregatie == "som":
        for column in ("teller", "teller_max"):
            parts[column] = parts[column].where(parts[column].notna(), parts["waarde"])
    groups = parts.groupby([*OF, "sleutel", *_WHOLE], dropna=False, sort=True)
    sums = groups.agg(
        rang=("rang", "max"),
        bekend=("bekend", "sum"),
        alle=("bekend", "size"),
        halve=("halve", "any"),
        breuk=("breuk", "any"),
    )
    for column in _INTERVAL:
        sums[column] = exact(groups[column].sum(min_count=1))
    sums["waarde"] = exact(pd.Series([None] * len(sums), index=sums.index, dtype="object"))
    sums["n"] = sums["waarde"]
    out = sums.reset_index()
    out["methode"], out["klasse"], out["niveau"] = "", "", niveau
    out["status"] = out["rang"].map({rank: status for status, rank in _RANKS.items()})
    out["uitkomst"] = ""
    if aggregatie == "som":
        out = _as_sum(out)
    elif aggregatie == MEAN:
        out = _as_mean(out, groups)
    nothing = out["bekend"] == 0
    out["uitkomst"] = out["uitkomst"].mask(nothing, "ontbreekt").mask(nothing & out["breuk"], "reeksbreuk")
    done = finish(out)
    part = (done["bekend"] > 0) & ((done["bekend"] < done["alle"]) | done["halve"])
    done["uitkomst"] = done["uitkomst"].mask(part, done["uitkomst"].map(ONVOLLEDIG).fillna(done["uitkomst"]))
    return done[[*OF, *GEGEVEN]]


def lowest(rows: pd.DataFrame) -> pd.Series:
    """Which rows are of the lowest level that their region and indicator have, in the order of `NIVEAUS`."""
    rank = rows["niveau"].map({niveau: number for number, niveau in enumerate(NIVEAUS)})
    return rank == rank.groupby([rows[name] for name in OF]).transform("min")


def _quotients(rows: pd.DataFrame) -> list[Decimal]:
    sides = (exact(rows[name]).to_numpy(dtype=object) for name in ("teller", "noemer"))  # far faster than the column
    return [half_up(t / n, DECIMALS) for t, n in zip(*sides, strict=True)]


def _as_sum(out: pd.DataFrame) -> pd.DataFrame:
    """Counts and amounts: the interval becomes the value where its ends meet; amounts have no interval."""
    met = (out["teller"] == out["teller_max"]).fillna(value=False).astype(bool)
    value = out["teller"].where(met)
    for column in _INTERVAL:
        out[column] = out[column].where(~met)
    return out.assign(waarde=exact(value))


def _as_mean(out: pd.DataFrame, groups: pd.api.typing.DataFrameGroupBy) -> pd.DataFrame:  # type: ignore[type-arg]
    """The unweighted mean of what has a value: a statistiek with the number of values."""
    import pandas as pd

    total, many = groups["waarde"].sum(min_count=1), groups["waarde"].count()
    means = [
        half_up(Decimal(t) / int(n), DECIMALS) if n else None
        for t, n in zip(total.to_list(), many.to_list(), strict=True)
    ]
    for column in _INTERVAL:
        out[column] = exact(pd.Series([None] * len(out), dtype="object"))
    uitkomst = pd.Series(["" if n else "ontbreekt" for n in many.to_list()], dtype="str")
    return out.assign(
        soort="statistiek",
        waarde=exact(pd.Series(means, dtype="object")),
        n=exact(pd.Series([int(n) if n else None for n in many.to_list()], dtype="object")),
        methode=MEAN,
        bekend=many.to_numpy(),
        uitkomst=uitkomst,
    )
