"""What a report tells of one region in a run: frames and figures, without a layout.

Everything is a selection or a sum of what the run stored; nothing is computed a second time.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from swvmon import SwvmonError, to_cent

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from swvmon import Runinhoud

PLAN = "plan"
"""The scenario that is the region plan itself."""
SECTOREN = ("PO", "VO")
"""In place of a region: what a run of every SWV tells of all of them."""
SAMEN_BESTUUR, SAMEN_SWV = "samen:bestuur:", "samen:swv:"
"""Accounts of a public run: schools of one board, or of several, told together."""
SAMEN = "samen"
"""In place of a board: schools of several boards that are told together."""
_SCHOOL, _BOARD = "vestiging:", "bestuur:"
_SPENT = ("swv:organisatie", "swv:voorziening")
"""What is not carried to the next school year (docs/grootboek.md)."""


@frozen(eq=False)
class Gegevens:
    """One region of a run.

    Attributes:
        inhoud: the run, of this region alone.
        regio: SWV code.
        naam: its name as the plan tells it; empty where the plan is not published.
        schooljaren: in order of time.
        scenarios: the plan first, then by name.
        mislukt: (scenario, schooljaar) of which the lines are not all.
        titels: Dutch names of models and indicatoren.
        landelijk: metingen of other SWV's and of the country, columns as in the run.
    """

    inhoud: Runinhoud
    regio: str
    naam: str
    schooljaren: tuple[str, ...]
    scenarios: tuple[str, ...]
    mislukt: tuple[tuple[str, str], ...]
    titels: Mapping[str, str]
    landelijk: pd.DataFrame
    scholen: pd.DataFrame = field(init=False)
    besturen: pd.DataFrame = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "scholen", _schools(self))
        object.__setattr__(self, "besturen", _boards(self))

    @property
    def jaar(self) -> str:
        """The last school year: the one that is told first."""
        return self.schooljaren[-1]

    @property
    def openbaar(self) -> bool:
        """Whether this may be published."""
        return self.inhoud.doelgroep == "openbaar"

    def titel(self, naam: str) -> str:
        """The Dutch name of a model or indicator; its own name where no installed plugin has it."""
        return self.titels.get(naam, naam)

    def deels(self, schooljaar: str) -> bool:
        """Whether lines of several boards are told together, so that what is told of one board is a part."""
        return (PLAN, schooljaar, SAMEN) in taken_together(self.inhoud.boekingen)

    def regels(self, scenario: str, schooljaar: str) -> pd.DataFrame:
        """Ledger lines of a scenario and school year."""
        lines = self.inhoud.boekingen
        return lines[(lines["scenario"] == scenario) & (lines["schooljaar"] == schooljaar)]

    def metingen(self, indicator: str, niveau: str, scenario: str = PLAN) -> pd.DataFrame:
        """Metingen of an indicator at a level."""
        rows = self.inhoud.metingen
        return rows[(rows["indicator"] == indicator) & (rows["niveau"] == niveau) & (rows["scenario"] == scenario)]


def choose_region(
    inhoud: Runinhoud,
    regio: str = "",
    *,
    titels: Mapping[str, str] | None = None,
    landelijk: Runinhoud | None = None,
) -> Gegevens:
    """What a run tells of a region.

    Args:
        inhoud: the run.
        regio: SWV code; may be left out where the run has one.
        titels: Dutch names of models and indicatoren.
        landelijk: a run of every SWV, to compare with; where left out the other regions of the run itself.

    Raises:
        SwvmonError: the run has no such region, or several and none was chosen.
    """
    regios = sorted(set(inhoud.delen["regio"]) - set(SECTOREN))
    if not regio and len(regios) != 1:
        some = ", ".join(regios[:5]) + (", …" if len(regios) > 5 else "")
        raise SwvmonError(f"run {inhoud.run_id} has {len(regios)} regions; choose one with --regio: {some}")
    chosen = regio or regios[0]
    if chosen not in regios:
        raise SwvmonError(f"run {inhoud.run_id} has no region {chosen}; it has {', '.join(regios[:5])}")
    others = (landelijk or inhoud).metingen
    others = others[(others["regio"] != chosen) & others["niveau"].isin(["swv", "landelijk"])]
    names = ("delen", "boekingen", "metingen", "scholen", "bevindingen", "parameters", "pluginstatus", "onderdrukt")
    frames = {name: getattr(inhoud, name) for name in names}
    mine = evolve(inhoud, **{n: f[f["regio"] == chosen].reset_index(drop=True) for n, f in frames.items()})
    scenarios = set(mine.delen["scenario"])
    failed = mine.delen[mine.delen["status"] == "mislukt"]
    return Gegevens(
        inhoud=mine,
        regio=chosen,
        naam=str(_plan(inhoud).get("regio", {}).get("naam", "")) if len(regios) == 1 else "",
        schooljaren=tuple(sorted(set(mine.delen["schooljaar"]))),
        scenarios=tuple(sorted(scenarios, key=lambda s: (s != PLAN, s))),
        mislukt=tuple(zip(failed["scenario"], failed["schooljaar"], strict=True)),
        titels=titels or {},
        landelijk=others,
    )


def _plan(inhoud: Runinhoud) -> dict[str, dict[str, object]]:
    """The region plan as it is written; empty where it is not told."""
    return tomllib.loads(inhoud.manifest.get("plan", ""), parse_float=Decimal)


def _signed(lines: pd.DataFrame) -> pd.DataFrame:
    """Two rows for each line, one for each account, with what it got (`effect_cent`, below zero where it gave)."""
    import pandas as pd

    sides = [
        lines.assign(rekening=lines[side].astype("str"), effect_cent=lines["bedrag_cent"].astype("int64") * sign)
        for side, sign in (("naar", 1), ("van", -1))
    ]
    return pd.concat(sides, ignore_index=True)


def _schools(gegevens: Gegevens) -> pd.DataFrame:
    """What each school got, net, per scenario and school year, sorted.

    Returns:
        Columns scenario, schooljaar, vestiging, naam, bestuur, gemeente (its name, else its code), bedrag_cent (Int64;
        missing where it cannot be told: a failed step does not hide it, lines told together do) and regels (how many).
    """
    key = ["scenario", "schooljaar", "vestiging"]
    moved = _signed(gegevens.inhoud.boekingen)
    moved = moved[moved["rekening"].str.startswith(_SCHOOL)]
    moved = moved.assign(vestiging=moved["rekening"].str.removeprefix(_SCHOOL))
    got = moved.groupby(key, as_index=False).agg(
        bedrag_cent=("effect_cent", "sum"), regels=("effect_cent", "size"), op_regel=("bestuur", "max")
    )
    listed = gegevens.inhoud.scholen
    listed = listed.assign(gemeente=listed["gemeentenaam"].where(listed["gemeentenaam"] != "", listed["gemeente"]))
    rows = listed[[*key, "naam", "bestuur", "gemeente"]].merge(got, on=key, how="outer")
    for name in ("naam", "bestuur", "gemeente", "op_regel"):
        rows[name] = rows[name].astype("str").fillna("")
    rows["bestuur"] = rows["bestuur"].where(rows["op_regel"] == "", rows["op_regel"])
    for name in ("bedrag_cent", "regels"):
        rows[name] = rows[name].astype("Int64").fillna(0)
    rows["bedrag_cent"] = rows["bedrag_cent"].mask(_partly(gegevens, rows))
    return rows[[*key, "naam", "bestuur", "gemeente", "bedrag_cent", "regels"]].sort_values(key, ignore_index=True)


def _partly(gegevens: Gegevens, rows: pd.DataFrame) -> pd.Series:
    """Rows of boards of which a line may be told together with that of others, so that there is no total."""
    import pandas as pd

    together = taken_together(gegevens.inhoud.boekingen)
    part = list(zip(rows["scenario"], rows["schooljaar"], strict=True))
    of_swv = {(s, j) for s, j, b in together if b == SAMEN}
    of_board = [(s, j, b) in together for (s, j), b in zip(part, rows["bestuur"], strict=True)]
    return pd.Series([p in of_swv or b for p, b in zip(part, of_board, strict=True)], rows.index, dtype=bool)


def taken_together(boekingen: pd.DataFrame) -> set[tuple[str, str, str]]:
    """(scenario, schooljaar, board or `SAMEN`) of lines that are told together."""
    found = set()
    for side in ("van", "naar"):
        account = boekingen[side].astype("str")
        board = account.str.removeprefix(SAMEN_BESTUUR).mask(account.str.startswith(SAMEN_SWV), SAMEN)
        rows = account.str.startswith("samen:")
        parts = (boekingen.loc[rows, "scenario"], boekingen.loc[rows, "schooljaar"], board[rows])
        found |= set(zip(*parts, strict=True))
    return found


def _boards(gegevens: Gegevens) -> pd.DataFrame:
    """What each board got: its schools, and what is booked to the board as such; sorted.

    Returns:
        Columns scenario, schooljaar, bestuur (empty where unknown, `SAMEN` for several), scholen (how many) and
        bedrag_cent (Int64; missing of every board where lines of several are told together, of `SAMEN` what these
        lines are). Else the amounts add up to what schools and boards got.
    """
    import pandas as pd

    key = ["scenario", "schooljaar", "bestuur"]
    moved = _signed(gegevens.inhoud.boekingen)
    moved = moved.assign(bestuur=board_of(moved))
    got = moved[moved["bestuur"].notna()].groupby(key, as_index=False).agg(bedrag_cent=("effect_cent", "sum"))
    count = gegevens.scholen.groupby(key, as_index=False).agg(scholen=("vestiging", "size"))
    rows = count.merge(got, on=key, how="outer")
    rows["scholen"] = rows["scholen"].astype("Int64").fillna(0).mask(rows["bestuur"] == SAMEN)
    rows["bedrag_cent"] = rows["bedrag_cent"].astype("Int64").fillna(0)
    several = {(s, j) for s, j, b in taken_together(gegevens.inhoud.boekingen) if b == SAMEN}
    part = pd.Series(list(zip(rows["scenario"], rows["schooljaar"], strict=True)), rows.index, dtype=object)
    rows["bedrag_cent"] = rows["bedrag_cent"].mask(part.isin(several) & (rows["bestuur"] != SAMEN))
    return rows.sort_values(key, ignore_index=True)


def board_of(moved: pd.DataFrame) -> pd.Series:
    """The board of an account: of a school that of the line; missing for accounts of the rijk, the SWV and DUO."""
    account = moved["rekening"]
    board = account.str.extract(f"^(?:{_BOARD}|{SAMEN_BESTUUR})(.*)$", expand=False)
    board = board.mask(account.str.startswith(_SCHOOL), moved["bestuur"].astype("str"))
    return board.mask(account.str.startswith(SAMEN_SWV), SAMEN)


def board_keys(lines: pd.DataFrame, side: str) -> pd.Series:
    """The board of one side (van or naar) of lines, as `board_of`."""
    return board_of(lines.assign(rekening=lines[side].astype("str")))


def flows(gegevens: Gegevens, scenario: str, schooljaar: str) -> pd.DataFrame:
    """What went between accounts, net, schools taken together per board.

    Returns:
        Columns van, naar (an account; of schools and boards ``bestuur:NUMBER``, empty number where unknown) and
        bedrag_cent (above zero), sorted. Of two accounts that paid each other only the difference is told.
    """
    lines = gegevens.regels(scenario, schooljaar)
    ends = {}
    for side in ("van", "naar"):
        board = board_keys(lines, side)
        ends[side] = lines[side].astype("str").mask(board.notna(), _BOARD + board.fillna(""))
    low = ends["van"] < ends["naar"]
    signed = lines["bedrag_cent"].astype("int64").where(low, -lines["bedrag_cent"])
    pairs = lines[[]].assign(een=ends["van"].where(low, ends["naar"]), ander=ends["naar"].where(low, ends["van"]))
    pairs = pairs[pairs["een"] != pairs["ander"]].assign(cent=signed)
    sums = pairs.groupby(["een", "ander"], as_index=False)["cent"].sum()
    forward = sums["cent"] > 0
    net = sums[[]].assign(
        van=sums["een"].where(forward, sums["ander"]),
        naar=sums["ander"].where(forward, sums["een"]),
        bedrag_cent=sums["cent"].abs(),
    )
    told: pd.DataFrame = net[net["bedrag_cent"] > 0].sort_values(["van", "naar"], ignore_index=True)
    return told


def balances(gegevens: Gegevens, scenario: str = PLAN) -> pd.DataFrame:
    """The balances of the accounts of the SWV per school year, as the engine carries them.

    Returns:
        Columns schooljaar, rekening, begin_cent, mutatie_cent and eind_cent (Int64), sorted. Begin and eind are missing
        where the opening balance is not told: for publication.
    """
    import pandas as pd

    known = "plan" in gegevens.inhoud.manifest
    opening: dict[str, int] = _opening(gegevens) if known else {}
    rows: list[tuple[str, str, int | None, int, int | None]] = []
    for year in gegevens.schooljaren:
        moved = _signed(gegevens.regels(scenario, year))
        change = moved[moved["rekening"].str.startswith("swv:")].groupby("rekening")["effect_cent"].sum()
        accounts = sorted({*opening, *change.index})
        changed = {a: int(change.get(a, 0)) for a in accounts}
        begin = {a: opening.get(a, 0) for a in accounts}
        rows += [
            (year, a, begin[a] if known else None, changed[a], begin[a] + changed[a] if known else None)
            for a in accounts
        ]
        opening = {a: begin[a] + changed[a] for a in accounts if carries(a)}
    frame = pd.DataFrame(rows, columns=["schooljaar", "rekening", "begin_cent", "mutatie_cent", "eind_cent"])
    return frame.astype({c: "Int64" for c in frame.columns if c.endswith("_cent")})


def carries(rekening: str) -> bool:
    """Whether an account of the SWV takes its balance to the next school year."""
    return not rekening.startswith(_SPENT)


def accounts(gegevens: Gegevens) -> pd.DataFrame:
    """What each account but those of schools got and gave.

    Returns:
        Columns scenario, schooljaar, rekening, mutatie_cent, begin_cent and eind_cent (Int64), sorted. The last two are
        missing of accounts that are not of the SWV, and where the opening balance is not told.
    """
    import pandas as pd

    key = ["scenario", "schooljaar", "rekening"]
    moved = _signed(gegevens.inhoud.boekingen)
    moved = moved[~moved["rekening"].str.startswith((_SCHOOL, "swv:"))]
    others = moved.groupby(key, as_index=False).agg(mutatie_cent=("effect_cent", "sum"))
    own = [balances(gegevens, scenario).assign(scenario=scenario) for scenario in gegevens.scenarios]
    rows = pd.concat([others.astype({"mutatie_cent": "Int64"}), *own], ignore_index=True)
    return rows[[*key, "mutatie_cent", "begin_cent", "eind_cent"]].sort_values(key, ignore_index=True)


def _opening(gegevens: Gegevens) -> dict[str, int]:
    """Opening balances of the plan, eurocents."""
    rows = _plan(gegevens.inhoud).get("grootboek", {}).get("opening_euro", {})
    if not isinstance(rows, dict):
        return {}
    values = {str(a): v["waarde"] if isinstance(v, dict) else v for a, v in rows.items()}
    return {account: to_cent(Decimal(value)) for account, value in values.items()}


def effects(rijen: pd.DataFrame, sleutel: str) -> pd.DataFrame:
    """What changes where a scenario takes the place of the plan.

    Args:
        rijen: `Gegevens.scholen` or `Gegevens.besturen`.
        sleutel: vestiging or bestuur.

    Returns:
        Columns scenario, schooljaar, `sleutel`, plan_cent, scenario_cent and verschil_cent (Int64), sorted; missing
        where either is not told.
    """
    key = ["schooljaar", sleutel]
    plan = rijen.loc[rijen["scenario"] == PLAN, [*key, "bedrag_cent"]].rename(columns={"bedrag_cent": "plan_cent"})
    other = rijen.loc[rijen["scenario"] != PLAN, ["scenario", *key, "bedrag_cent"]]
    other = other.rename(columns={"bedrag_cent": "scenario_cent"})
    every = other[["scenario", "schooljaar"]].drop_duplicates().merge(plan, on="schooljaar")
    every = every.merge(other, on=["scenario", *key], how="outer", indicator="kant")
    every["plan_cent"] = every["plan_cent"].mask(every["kant"] == "right_only", 0)
    every["scenario_cent"] = every["scenario_cent"].mask(every["kant"] == "left_only", 0)
    every = every.drop(columns="kant").assign(verschil_cent=every["scenario_cent"] - every["plan_cent"])
    return every.sort_values(["scenario", *key], ignore_index=True)


def pupils(gegevens: Gegevens, niveau: str) -> pd.DataFrame:
    """The amount per pupil as the run measured it (indicator `bedrag_per_leerling`), by the plan.

    Returns:
        Columns schooljaar, sleutel, bedrag_cent (teller), leerlingen (noemer) and per_leerling_cent (the value, six
        places), all text, missing where the run does not tell; uitkomst, which says why; sorted.
    """
    rows = gegevens.metingen("bedrag_per_leerling", niveau)
    names = {"teller": "bedrag_cent", "noemer": "leerlingen", "waarde": "per_leerling_cent"}
    rows = rows.rename(columns=names)[["schooljaar", "sleutel", *names.values(), "uitkomst"]]
    return rows.sort_values(["schooljaar", "sleutel"], ignore_index=True)


def numbers_of_lines(gegevens: Gegevens, regels: pd.DataFrame) -> pd.DataFrame:
    """The numbers that lines used, of their own step and days.

    Args:
        gegevens: the region.
        regels: ledger lines, of one scenario, with `vestiging`.

    Returns:
        Columns schooljaar, vestiging, parameter, waarde, eenheid, bron and status, each once, sorted.
    """
    import pandas as pd

    columns = ["schooljaar", "vestiging", "parameter", "waarde", "eenheid", "bron", "status"]
    used = gegevens.inhoud.parameters
    ids = regels.assign(genoemd=regels["parameters"].str.split()).explode("genoemd").dropna(subset="genoemd")
    if ids.empty or used.empty:
        return pd.DataFrame(columns=columns, dtype="str")
    starts = named_groups(used)
    lines = ids[["scenario", "schooljaar", "stap", "vestiging", "genoemd", "periode_van", "periode_tot"]]
    keys = ["scenario", "schooljaar", "stap", "parameter"]
    pairs = lines.drop_duplicates().merge(starts, on="genoemd").merge(used, on=keys, suffixes=("_regel", ""))
    within = (pairs["periode_van"] <= pairs["periode_tot_regel"]) & (pairs["periode_tot"] >= pairs["periode_van_regel"])
    same = ["schooljaar", "vestiging", "stap", "genoemd", "parameter"]
    # a rule may use a number of other days than those of its line: then all are told
    elsewhere = ~within.groupby([pairs[c] for c in same]).transform("any")
    return pairs.loc[within | elsewhere, columns].drop_duplicates().sort_values(columns, ignore_index=True)


def named_groups(used: pd.DataFrame) -> pd.DataFrame:
    """What a line may name (genoemd) and the numbers that it means: one, or a group by the start of their ids."""
    import pandas as pd

    return pd.DataFrame(
        [
            (name[:cut], name)
            for name in sorted(set(used["parameter"]))
            for cut in [len(name), *[n for n, letter in enumerate(name) if letter == "."]]
        ],
        columns=["genoemd", "parameter"],
        dtype="str",
    )
