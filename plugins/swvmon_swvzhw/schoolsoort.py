"""From counted classes to pupils per row of Tabel 3.

1. A class that prepares for several tracks (a bridge class, a combined third year) is divided over these tracks, in
   whole pupils, by the rule `brugklas`.
2. The tracks that a school has decide which row of Tabel 3 its pupils belong to; a broad school, from basis or kader to
   havo or vwo, is a combination: its vmbo pupils on the row vmbo, its others on the row havo/vwo (R2 L533-535).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import SwvmonError, apportion_within, exact, multiply, resolve_masked

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
    classes = counts.assign(aantal=resolve_masked(counts, keuzes.gemaskeerd_als))
    if (classes["richting"] == "onbekend").any():
        schools = ", ".join(sorted(set(classes.loc[classes["richting"] == "onbekend", "vestiging"]))[:5])
        raise SwvmonError(
            f"schools {schools} have classes whose track is unknown; see table leerlingen_vo, opleidingsnaam"
        )
    per_track = _per_track(classes, keuzes.brugklas)
    pupils = per_track[per_track["aantal"] > 0].reset_index(drop=True)
    pupils["schoolsoort"] = _row_of(pupils, keuzes)
    at_vavo = multiply(pupils["aantal"], keuzes.vavo_aandeel)
    pupils["aantal"] = exact(pupils["aantal"]).where(~pupils["vavo"], at_vavo)
    counted = pupils[pupils["schoolsoort"] != "buiten"]
    summed = counted.groupby(["vestiging", "schoolsoort"], as_index=False)["aantal"].sum()
    share = aansluiting.set_index("vestiging")["aandeel"].reindex(summed["vestiging"]).set_axis(summed.index)
    return summed.assign(aantal=multiply(exact(summed["aantal"]), exact(share)))


def _per_track(classes: pd.DataFrame, brugklas: str) -> pd.DataFrame:
    """Whole pupils per (vestiging, track, vavo): classes with one track as they are, the others divided."""
    import pandas as pd

    keys = ["vestiging", "richting", "vavo"]
    totals = classes.assign(vavo=classes["fase"] == "vavo").groupby(keys, as_index=False)["aantal"].sum()
    single = totals[totals["richting"].isin(TRACKS)].rename(columns={"richting": "track"})
    mixed = totals[~totals["richting"].isin(TRACKS)]
    spread = mixed.assign(track=mixed["richting"].str.split("+")).explode("track", ignore_index=True)
    own = single[~single["vavo"]].set_index(["vestiging", "track"])["aantal"]
    places = pd.MultiIndex.from_frame(spread[["vestiging", "track"]])
    weights = pd.Series(own.reindex(places).fillna(0).to_numpy(), index=spread.index).astype("int64")
    if brugklas == "gelijk":
        weights = weights * 0
    group = spread["vestiging"] + " " + spread["richting"] + " " + spread["vavo"].astype("str")
    divided = spread.assign(aantal=apportion_within(spread["aantal"], weights, group))
    both = pd.concat([single, divided[["vestiging", "track", "vavo", "aantal"]]])
    return both.groupby(["vestiging", "track", "vavo"], as_index=False)["aantal"].sum()


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
