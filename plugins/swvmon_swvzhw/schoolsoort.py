"""From counted classes to pupils per row of Tabel 3.

1. A class that prepares for several tracks (a bridge class, a combined third year) is divided over these tracks, in
   whole pupils, by the rule `brugklas`.
2. The tracks that a school has decide which row of Tabel 3 its pupils belong to; a broad school, from basis or kader to
   havo or vwo, is a combination: its vmbo pupils on the row vmbo, its others on the row havo/vwo (R2 L533-535).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import SwvmonError, apportion_within, exact, multiply

if TYPE_CHECKING:
    import pandas as pd

    from swvmon_swvzhw.keuzes import Keuzes

TRACKS = ("pro", "vmbo_b", "vmbo_k", "vmbo_g", "vmbo_t", "havo", "atheneum", "gymnasium", "overig")


def pupils_per_row(counts: pd.DataFrame, aansluiting: pd.DataFrame, keuzes: Keuzes) -> pd.DataFrame:
    """Pupils per school and row of Tabel 3.

    Args:
        counts: table `leerlingen_vo` at one peildatum.
        aansluiting: table `aansluiting`: the share of each school that belongs to the region.
        keuzes: the choices of the plan.

    Returns:
        One row per (vestiging, schoolsoort), sorted: `aantal`, exact decimals (a vavo pupil may count for half).

    Raises:
        SwvmonError: a count is masked and the plan does not say what it counts for, or a class has an unknown track.
    """
    classes = counts.assign(aantal=_whole(counts, keuzes))
    if (classes["richting"] == "onbekend").any():
        schools = ", ".join(sorted(set(classes.loc[classes["richting"] == "onbekend", "vestiging"]))[:5])
        raise SwvmonError(
            f"schools {schools} have classes whose track is unknown; see table leerlingen_vo, opleidingsnaam"
        )
    per_track = _per_track(classes[classes["fase"] != "vavo"], keuzes.brugklas)
    at_vavo = classes[classes["fase"] == "vavo"].rename(columns={"richting": "track"})
    present = per_track[per_track["aantal"] > 0]
    row = _row_of(present, keuzes)
    pupils = present.assign(schoolsoort=row, aantal=exact(present["aantal"]))
    vavo = _vavo(at_vavo, pupils, keuzes)
    import pandas as pd

    both = pd.concat([pupils, vavo], ignore_index=True)
    both = both[both["schoolsoort"] != "buiten"]
    summed = both.groupby(["vestiging", "schoolsoort"], as_index=False)["aantal"].sum()
    share = aansluiting.set_index("vestiging")["aandeel"].reindex(summed["vestiging"]).set_axis(summed.index)
    return summed.assign(aantal=multiply(exact(summed["aantal"]), exact(share)))


def _whole(counts: pd.DataFrame, keuzes: Keuzes) -> pd.Series:
    masked = counts["aantal_min"] != counts["aantal_max"]
    if keuzes.gemaskeerd_als == "weigeren" and masked.any():
        raise SwvmonError(
            f"{int(masked.sum())} counts are masked by the publisher (<5): choose what they count for with "
            'gemaskeerd_als = "minimum" or "maximum"'
        )
    return counts["aantal_max" if keuzes.gemaskeerd_als == "maximum" else "aantal_min"].astype("int64")


def _per_track(classes: pd.DataFrame, brugklas: str) -> pd.DataFrame:
    """Whole pupils per (vestiging, track): classes with one track as they are, the others divided."""
    import pandas as pd

    totals = classes.groupby(["vestiging", "richting"], as_index=False)["aantal"].sum()
    single = totals[totals["richting"].isin(TRACKS)].rename(columns={"richting": "track"})
    mixed = totals[~totals["richting"].isin(TRACKS)]
    spread = mixed.assign(track=mixed["richting"].str.split("+")).explode("track", ignore_index=True)
    own = single.set_index(["vestiging", "track"])["aantal"]
    keys = pd.MultiIndex.from_frame(spread[["vestiging", "track"]])
    weights = pd.Series(own.reindex(keys).fillna(0).to_numpy(), index=spread.index).astype("int64")
    if brugklas == "gelijk":
        weights = weights * 0
    group = spread["vestiging"] + " " + spread["richting"]
    ordered = spread.index.to_series().astype("int64")
    parts = apportion_within(spread["aantal"], weights, group).reindex(ordered)
    divided = spread[["vestiging", "track"]].assign(aantal=parts)
    return pd.concat([single, divided]).groupby(["vestiging", "track"], as_index=False)["aantal"].sum()


def _row_of(present: pd.DataFrame, keuzes: Keuzes) -> pd.Series:
    """The row of Tabel 3 for the pupils of each (vestiging, track)."""
    import numpy as np
    import pandas as pd

    def school_has(*tracks: str) -> pd.Series:
        return present["track"].isin(tracks).groupby(present["vestiging"]).transform("any")

    track = present["track"]
    basis_kader, mavo = school_has("vmbo_b", "vmbo_k"), school_has("vmbo_g", "vmbo_t")
    havo, vwo = school_has("havo"), school_has("atheneum", "gymnasium")
    only_gymnasium = school_has("gymnasium") & ~school_has("atheneum") & ~havo & ~mavo & ~basis_kader
    rules = [
        (track == "pro", "praktijkonderwijs"),
        (track == "overig", keuzes.overig_als),
        (basis_kader & track.isin(("vmbo_b", "vmbo_k", "vmbo_g", "vmbo_t")), "vmbo"),
        (basis_kader, "havo_vwo"),
        (mavo & vwo, "mavo_havo_vwo"),
        (mavo & havo, "mavo_havo"),
        (mavo, keuzes.mavo_als),
        (only_gymnasium, "gymnasium"),
    ]
    chosen = np.select([when.to_numpy() for when, _ in rules], [row for _, row in rules], default="havo_vwo")
    return pd.Series(chosen, index=present.index, dtype="str")


def _vavo(at_vavo: pd.DataFrame, pupils: pd.DataFrame, keuzes: Keuzes) -> pd.DataFrame:
    """Pupils placed at a vavo: each counts for `vavo_aandeel`, on the row of the school's pupils of the same track.

    Where the school has no such pupils left, they count on the row that the track alone would give.
    """
    summed = at_vavo.groupby(["vestiging", "track"], as_index=False)["aantal"].sum()
    summed = summed[summed["aantal"] > 0]
    alone = _row_of(summed.assign(vestiging=summed["vestiging"] + summed["track"]), keuzes)
    rows = summed.merge(pupils[["vestiging", "track", "schoolsoort"]], on=["vestiging", "track"], how="left")
    rows["schoolsoort"] = rows["schoolsoort"].fillna(alone.set_axis(rows.index))
    return rows.assign(aantal=multiply(rows["aantal"], keuzes.vavo_aandeel))
