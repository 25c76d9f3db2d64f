"""Ledger lines about few pupils, lifted to a level with enough: vestiging, bestuur, SWV. The money stays the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from swvmon.contract.grootboek import KOLOMMEN
from swvmon.privacy.regel import MINIMUM, Regel

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

VESTIGING, BESTUUR, SWV = "vestiging", "bestuur", "swv"
GEEN_PERSONEN = frozenset({"", "locatie", "school", "schoolgewicht", "gewogen school"})
"""Units that count no persons; of every other unit a small number is a small group."""
GEVAL = re.compile(r"arrangement|tlv|toelaatbaarheid|plaatsing|thuiszit|verwijz", re.IGNORECASE)
"""Words of a line about cases; without a quantity it counts as one."""
KLEIN_GETAL = re.compile(r"(?<![\w.,/-])[1-4](?![\w/-]|[.,]\d)")
"""A small whole number in a sentence."""
ZELFDE = [
    *("regio", "schooljaar", "periode_van", "periode_tot", "stap", "model", "plugin", "van_soort", "naar_soort"),
    *("pot", "bruto_netto", "status", "eenheid"),
]
"""Lines that are the same in these may be taken together."""


@attrs.define(eq=False)
class Opgetild:
    """Which lines are taken together.

    Attributes:
        regels: all lines, with `eenheid_code` (whose line it is), `board`, `aantal` (exact, or None), `groep` (lines
            that may be taken together) and `niveau` (where it is told).
    """

    regels: pd.DataFrame

    @property
    def weg(self) -> pd.DataFrame:
        """The lines that are told on a higher level."""
        return self.regels[self.regels["niveau"] != VESTIGING]

    def units(self) -> set[tuple[str, str, str]]:
        """(regio, niveau, key) of schools and boards of which the amounts are not all told."""
        lines = self.weg
        found = {(r, VESTIGING, v) for r, v in zip(lines["regio"], lines["vestiging"], strict=True) if v}
        to_swv = lines[lines["niveau"] == SWV]
        return found | {(r, BESTUUR, b) for r, b in zip(to_swv["regio"], to_swv["board"], strict=True) if b}


def lift(boekingen: pd.DataFrame, regel: Regel) -> Opgetild:
    """Choose the level of each line; a school with few pupils takes the other schools of its board along.

    The choice is the same in all scenarios, and that of a higher minimum goes on from that of the lowest, so that no
    two exports of a run differ by a line.

    Args:
        boekingen: all lines of a run, columns `KOLOMMEN`; quantities as text or exact decimals.
        regel: the minimum.
    """
    lines = _prepared(boekingen)
    together: dict[int, set[str]] = {}
    for minimum in sorted({MINIMUM, regel.minimum}):
        while True:
            small = _small(lines, minimum, nul=regel.nul_gevoelig)
            niveaus = _levels(lines, small, minimum, together)
            if (niveaus == lines["niveau"]).all():
                break
            lines["niveau"] = niveaus
    return Opgetild(lines)


def told(opgetild: Opgetild, regel: Regel) -> pd.DataFrame:
    """The lines as they may be published, columns `KOLOMMEN`, numbered anew.

    Lines that are taken together have an account `samen:bestuur:NUMBER` or `samen:swv:CODE` in place of the school;
    what any other account got or gave is unchanged.
    """
    import pandas as pd

    lines = opgetild.regels
    alone = lines[lines["niveau"] == VESTIGING].copy()
    blank = alone["toelichting"].str.contains(KLEIN_GETAL) & (alone["eenheid_code"] != "")
    alone["toelichting"] = alone["toelichting"].mask(blank, "")
    taken: list[dict[str, Any]] = []
    weg = opgetild.weg.assign(samen=lambda f: f["board"].where(f["niveau"] == BESTUUR, ""))
    for _, rows in weg.groupby(["scenario", "groep", "niveau", "samen"], sort=True):
        taken.append(_taken(rows, regel))
    frame = pd.concat([alone, pd.DataFrame(taken, columns=[*KOLOMMEN])], ignore_index=True) if taken else alone
    frame = frame.sort_values(["scenario", "regio", "schooljaar", "volgnummer"], kind="stable", ignore_index=True)
    part = ["scenario", "regio", "schooljaar"]
    number = frame.groupby(part).cumcount() + 1
    new = dict(zip(zip(*(frame[c] for c in (*part, "volgnummer")), strict=True), number, strict=True))
    corrects = [
        None if pd.isna(c) else new.get((s, r, j, int(c)))
        for s, r, j, c in zip(*(frame[c] for c in (*part, "corrigeert")), strict=True)
    ]
    frame = frame.assign(volgnummer=number.astype("int64"), corrigeert=pd.array(corrects, dtype="Int64"))
    return frame[list(KOLOMMEN)]


def _prepared(boekingen: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    lines = boekingen.reset_index(drop=True).copy()
    accounts = lines["van"].where(lines["van"].str.startswith("bestuur:"), lines["naar"])
    of_board = accounts.where(accounts.str.startswith("bestuur:"), "")
    lines["eenheid_code"] = lines["vestiging"].where(lines["vestiging"] != "", of_board)
    lines["board"] = lines["bestuur"].where(lines["bestuur"] != "", of_board.str.removeprefix("bestuur:"))
    for side in ("van", "naar"):
        lines[f"{side}_soort"] = lines[side].str.replace(r"^(vestiging|bestuur):.*", "*", regex=True)
    quantity = [None if pd.isna(q) else Decimal(str(q)) for q in lines["hoeveelheid"]]
    text = lines["eenheid"] + " " + lines["stap"] + " " + lines["model"] + " " + lines["grondslag"]
    case = (text + " " + lines["toelichting"]).str.contains(GEVAL)
    lines["aantal"] = pd.Series(
        [Decimal(1) if q is None and c else q for q, c in zip(quantity, case, strict=True)], lines.index, dtype=object
    )
    lines["persoon"] = ~lines["eenheid"].isin(GEEN_PERSONEN) | case
    lines["groep"] = lines.groupby(ZELFDE, sort=True, dropna=False).ngroup()
    lines["niveau"] = VESTIGING
    return lines


def _small(lines: pd.DataFrame, minimum: int, *, nul: bool) -> pd.Series:
    """Lines that may not be told as they are, given what is lifted already."""
    import pandas as pd

    rule = Regel(minimum, nul_gevoelig=nul)
    small = pd.Series(
        [
            persons and count is not None and rule.small(count, minimum)
            for persons, count in zip(lines["persoon"], lines["aantal"], strict=True)
        ],
        lines.index,
        dtype=bool,
    )
    lifted = lines["niveau"] != VESTIGING
    # the same number of the same school on another line would tell it
    names = pd.Series(
        list(zip(lines["regio"], lines["eenheid_code"], lines["aantal"], strict=True)), lines.index, dtype=object
    )
    counted = lines["persoon"] & lines["aantal"].notna() & (lines["eenheid_code"] != "")
    small |= counted & names.isin(set(names[counted & lifted]))
    # a line without a quantity may be computed from what the school got before it
    order = lines["schooljaar"] + lines["volgnummer"].astype(str).str.zfill(9)
    first = order[lifted].groupby([lines["scenario"][lifted], lines["eenheid_code"][lifted]]).min().to_dict()
    since = pd.Series(
        [first.get(key, "~") for key in zip(lines["scenario"], lines["eenheid_code"], strict=True)], lines.index
    )
    bare = lines["hoeveelheid"].isna() | lines["eenheid"].str.contains("euro|cent|bedrag", case=False)
    return small | (bare & (lines["eenheid_code"] != "") & (order > since)) | lifted


def _levels(lines: pd.DataFrame, small: pd.Series, minimum: int, together: dict[int, set[str]]) -> pd.Series:
    """The level of each line; the same for all scenarios."""
    niveaus = lines["niveau"].copy()
    for group in sorted(set(lines.loc[small, "groep"])):
        rows = lines[lines["groep"] == group]
        mine = rows[small[rows.index]]
        boards = sorted(set(mine["board"]) | together.get(group, set()))
        schools = (rows["eenheid_code"] != "").any()
        low = {b for b in boards if not b or not enough(rows[rows["board"] == b], minimum)}
        to_swv = low | together.get(group, set()) if schools else set(boards)
        others = sorted(
            set(rows["board"]) - to_swv, key=lambda b: (int(rows.loc[rows["board"] == b, "bedrag_cent"].sum()), b)
        )
        while to_swv and others and (len(to_swv) < 2 or not enough(rows[rows["board"].isin(to_swv)], minimum)):
            to_swv.add(others.pop(0))
        if to_swv:
            together[group] = to_swv
        niveaus[rows.index[rows["board"].isin(to_swv)]] = SWV
        niveaus[rows.index[rows["board"].isin(set(boards) - to_swv)]] = BESTUUR
    return niveaus


def enough(rows: pd.DataFrame, minimum: int) -> bool:
    """Whether these lines are about enough pupils of at least two schools, in every scenario and for every tariff."""
    if rows["eenheid_code"].nunique() < 2:
        return False
    return all(_told_counts(lines, minimum) for _, lines in rows.groupby("scenario"))


def _told_counts(rows: pd.DataFrame, minimum: int) -> bool:
    """Whether the quantity of each tariff is zero or large enough; amounts without quantity tell none."""
    counts: dict[str, Decimal] = {}
    for tariff, count, persons in zip(rows["tarief"].astype(str), rows["aantal"], rows["persoon"], strict=True):
        if persons and count is not None:
            counts[tariff] = counts.get(tariff, Decimal(0)) + count
    return all(not count or abs(count) >= minimum for count in counts.values())


def _taken(rows: pd.DataFrame, regel: Regel) -> dict[str, Any]:
    """One line for several."""
    first = rows.iloc[0]
    board = first["niveau"] == BESTUUR
    whose = f"samen:bestuur:{first['board']}" if board else f"samen:swv:{first['regio']}"
    quantities = rows["hoeveelheid"].notna().all() and enough(rows, regel.minimum)
    tariffs = set(rows["tarief"].astype(str))
    who = f"de scholen van bestuur {first['board']}" if board else "het samenwerkingsverband"
    return {c: first[c] for c in KOLOMMEN} | {
        "van": whose if first["van_soort"] == "*" else first["van"],
        "naar": whose if first["naar_soort"] == "*" else first["naar"],
        "bedrag_cent": int(rows["bedrag_cent"].sum()),
        "hoeveelheid": str(_plain(rows["aantal"])) if quantities else None,
        "tarief": first["tarief"] if quantities and len(tariffs) == 1 else None,
        "bestuur": first["board"] if board else "",
        "vestiging": "",
        "grondslag": first["grondslag"] if rows["grondslag"].nunique() == 1 else "verschillende gronden",
        "toelichting": f"Samengenomen over {who}.",
        "parameters": "",
        "corrigeert": None,
    }


def _plain(values: Iterable[Decimal]) -> str:
    text = format(sum(values, Decimal(0)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
