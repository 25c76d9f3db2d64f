"""Amounts of two ledgers side by side: per account, school, board and SWV, per step, and line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

SCHOLEN, BESTUREN = "scholen", "besturen"
"""What all schools together, and all boards as such, got: in place of an account."""
BEGINSALDO = "beginsaldo "
"""Before the account whose opening balance a row is."""
BEDRAGEN = ("niveau", "regio", "schooljaar", "sleutel", "onderdeel", "a_cent", "b_cent", "verschil_cent")
"""Columns of `amounts`."""
_SCHOOL, _BOARD = "vestiging:", "bestuur:"
_LAND = "NL"
_SAME = (
    *("regio", "schooljaar", "stap", "van", "naar", "grondslag", "eenheid", "pot", "bruto_netto"),
    *("periode_van", "periode_tot"),
)
"""Columns by which a line of the one ledger is that of the other."""
_NUMBERS = ("bedrag_cent", "hoeveelheid", "tarief")


def movements(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """What each account got and gave in both ledgers: two rows for each line, one for each account that it touches.

    Args:
        left: ledger lines of A.
        right: ledger lines of B.

    Returns:
        Columns regio, schooljaar, stap, rekening, soort (the account, or `SCHOLEN` or `BESTUREN`), bestuur, a_cent and
        b_cent (int64, below zero where the account gave).
    """
    import pandas as pd

    columns = ["regio", "schooljaar", "stap", "bestuur"]
    parts = []
    for lines, a, b in ((left, 1, 0), (right, 0, 1)):
        cents = lines["bedrag_cent"].astype("int64")
        for side, sign in (("naar", 1), ("van", -1)):
            signed = cents * sign
            parts.append(lines[columns].assign(rekening=lines[side], a_cent=signed * a, b_cent=signed * b))
    moved = pd.concat(parts, ignore_index=True)
    account = moved["rekening"].astype("str")
    school, board = account.str.startswith(_SCHOOL), account.str.startswith(_BOARD)
    moved["soort"] = account.mask(school, SCHOLEN).mask(board, BESTUREN)
    moved["bestuur"] = moved["bestuur"].astype("str").mask(board, account.str.removeprefix(_BOARD))
    return moved


def amounts(moved: pd.DataFrame, niveaus: Collection[str], *, landelijk: bool) -> pd.DataFrame:
    """Amounts per level: of schools and boards what they got, of an SWV and the country that and each account.

    Args:
        moved: see `movements`.
        niveaus: the levels that are asked for; others than vestiging, bestuur, swv and landelijk have no amounts.
        landelijk: whether the regions are those of a sector, so that they add up to the country.

    Returns:
        Columns `BEDRAGEN`, sorted, equal amounts included. `onderdeel` is empty of schools and boards, else `SCHOLEN`,
        `BESTUREN` or an account; over the onderdelen of an SWV the amounts add up to zero.
    """
    import pandas as pd

    account = moved["rekening"].astype("str")
    school = moved["soort"] == SCHOLEN
    parts = []
    if "vestiging" in niveaus:
        parts.append(moved[school].assign(niveau="vestiging", sleutel=account.str.removeprefix(_SCHOOL), onderdeel=""))
    if "bestuur" in niveaus:
        boards = moved[school | (moved["soort"] == BESTUREN)]
        parts.append(boards.assign(niveau="bestuur", sleutel=boards["bestuur"], onderdeel=""))
    if "swv" in niveaus:
        parts.append(moved.assign(niveau="swv", sleutel=moved["regio"], onderdeel=moved["soort"]))
    if "landelijk" in niveaus and landelijk:
        sector = moved["regio"].astype("str").str[:2]
        parts.append(moved.assign(niveau="landelijk", regio=sector, sleutel=_LAND, onderdeel=moved["soort"]))
    if not parts:
        return pd.DataFrame(columns=list(BEDRAGEN))
    return _sums(pd.concat(parts, ignore_index=True), list(BEDRAGEN[:5]))


def openings(left: dict[str, int], right: dict[str, int], regio: str, schooljaar: str) -> pd.DataFrame:
    """Opening balances of two plans, as amounts of the SWV; columns `BEDRAGEN`."""
    import pandas as pd

    rows = [
        ("swv", regio, schooljaar, regio, f"{BEGINSALDO}{name}", a, b, b - a)
        for name in sorted({*left, *right})
        for a, b in [(left.get(name, 0), right.get(name, 0))]
    ]
    return pd.DataFrame(rows, columns=list(BEDRAGEN))


def per_step(moved: pd.DataFrame) -> pd.DataFrame:
    """What each step moved: regio, schooljaar, stap, soort, a_cent, b_cent, verschil_cent, equal amounts included.

    Over the `soort` of a step the amounts add up to zero; over the steps those of a `soort` to its total.
    """
    return _sums(moved, ["regio", "schooljaar", "stap", "soort"])


def per_school_and_step(moved: pd.DataFrame) -> pd.DataFrame:
    """What each step gave a school: regio, schooljaar, vestiging, stap, a_cent, b_cent, verschil_cent."""
    schools = moved[moved["soort"] == SCHOLEN]
    named = schools.assign(vestiging=schools["rekening"].astype("str").str.removeprefix(_SCHOOL))
    return _sums(named, ["regio", "schooljaar", "vestiging", "stap"])


def changed_lines(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """The lines that differ, each beside the line of the other ledger that it corresponds to.

    Lines that are the same in both are left out. Of what remains, lines with the same step, accounts, ground, unit, pot
    and days stand side by side in their order; a line without a counterpart stands alone.

    Returns:
        The columns of `_SAME`, `vestiging`, `plugin`, `parameters` (what either names), and of A and B: a_cent, b_cent
        (0 where there is no line), a_hoeveelheid, b_hoeveelheid, a_tarief, b_tarief (missing there), verschil_cent;
        sorted.
    """
    same = list(_SAME)
    a, b = _numbered(left), _numbered(right)
    every = [*same, *_NUMBERS]
    a, b = _without_equals(a, b, every)
    for frame in (a, b):
        frame["nummer"] = frame.groupby(same, dropna=False, sort=False).cumcount()
    both = a.merge(b, on=[*same, "nummer"], how="outer", suffixes=("_a", "_b"))
    found = both[same].copy()
    for name in ("vestiging", "plugin"):
        found[name] = both[f"{name}_a"].where(both[f"{name}_a"].notna(), both[f"{name}_b"])
    named = [both[f"parameters_{side}"].astype("str").fillna("") for side in ("a", "b")]
    found["parameters"] = (named[0] + " " + named[1]).str.strip()
    for side in ("a", "b"):
        found[f"{side}_cent"] = both[f"bedrag_cent_{side}"].astype("Int64").fillna(0).astype("int64")
        for name in ("hoeveelheid", "tarief"):
            found[f"{side}_{name}"] = both[f"{name}_{side}"]
    found["verschil_cent"] = found["b_cent"] - found["a_cent"]
    return found.sort_values([*same, "a_cent", "b_cent"], ignore_index=True)


def _numbered(lines: pd.DataFrame) -> pd.DataFrame:
    from swvmon.vergelijk.waarden import day_text

    ordered = lines.sort_values(["regio", "schooljaar", "volgnummer"])
    ordered = ordered.assign(**{c: day_text(ordered[c]) for c in ("periode_van", "periode_tot")})
    return ordered[[*_SAME, "vestiging", "plugin", "parameters", *_NUMBERS]].reset_index(drop=True)


def _without_equals(a: pd.DataFrame, b: pd.DataFrame, every: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both without the lines that are the same in both, each line against one other."""
    left = a.assign(nummer=a.groupby(every, dropna=False, sort=False).cumcount())
    right = b.assign(nummer=b.groupby(every, dropna=False, sort=False).cumcount())
    on = [*every, "nummer"]
    places = left[on].reset_index(names="links").merge(right[on].reset_index(names="rechts"), on=on, how="inner")
    return a[~a.index.isin(places["links"])].copy(), b[~b.index.isin(places["rechts"])].copy()


def _sums(moved: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    sums = moved.groupby(keys, sort=True)[["a_cent", "b_cent"]].sum().reset_index()
    return sums.assign(verschil_cent=sums["b_cent"] - sums["a_cent"])
