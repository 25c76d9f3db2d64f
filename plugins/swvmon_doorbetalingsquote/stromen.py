"""What the ledger says of the heavy and the light budget, and of what goes on to special schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname

RIJK, ZWAAR, LICHT, SCHOLEN = "rijk:", "swv:zwaar", "swv:licht", ("duo:so", "duo:vso")
INHOUDING = ("rijk:lwoo", "rijk:pro")
"""What the rijk withholds of the light budget in vo, for schools that it pays itself; it is part of the budget."""
STATUS = {"definitief": "definitief", "voorlopig": "voorlopig", "aanname": "geschat"}
"""Status of a meting by that of the lines that it rests on, from certain to uncertain."""


def read(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Add up the lines of a ledger.

    Returns:
        Index = the SWV's of the call; eurocents of the school year as Int64, missing where no line tells:

        - `zwaar`: heavy budget from the rijk with its statutory corrections, before doorbetaling;
        - `licht`: light budget from the rijk, before what is withheld for lwoo and praktijkonderwijs;
        - `doorbetaling`: what went to special schools through DUO;
        - `tekort`: what the doorbetaling of a pot was above its budget; pots are not netted;
        - `ruimte`: what is left of the heavy budget after doorbetaling; below zero where it falls short;
        - `status`: the least certain of the lines.
    """
    import pandas as pd

    lines = grootboek.regels[["van", "naar", "bedrag_cent", "status"]]
    accounts = [*INHOUDING, *(f"{account}|{swv}" for account in INHOUDING for swv in momentopname.swvs)]
    withheld = lines["naar"].isin(accounts)
    heavy = _net(lines, RIJK, ZWAAR)
    special = _net(lines, "swv:", SCHOLEN, by="van")
    short = _sum(special[special.index.str.startswith(ZWAAR)], -heavy).clip(lower=0)
    amounts = {
        "zwaar": heavy,
        "licht": _net(lines[~withheld], RIJK, LICHT),
        "onverdeeld": _net(lines, RIJK, "swv:budget"),
        "doorbetaling": special,
        "tekort": short,
    }
    swvs = pd.Index(momentopname.swvs, dtype="str")
    sums = {
        name: cents.astype("Int64").groupby(momentopname.swv_of(cents)).sum().reindex(swvs)
        for name, cents in amounts.items()
    }
    flows = pd.DataFrame(sums).fillna({"doorbetaling": 0, "tekort": 0})
    apart = flows["zwaar"].notna() & flows["onverdeeld"].isna()
    return flows.assign(
        licht=flows["licht"].where(apart),
        ruimte=flows["zwaar"] - flows["doorbetaling"],
        status=_status(momentopname, lines).reindex(swvs, fill_value="definitief"),
    )


def _net(lines: pd.DataFrame, van: str, naar: str | tuple[str, ...], *, by: str = "naar") -> pd.Series:
    """What went one way less what came back, per account of one side; only accounts that have a line."""
    there = lines[lines["van"].str.startswith(van) & lines["naar"].str.startswith(naar)]
    back = lines[lines["naar"].str.startswith(van) & lines["van"].str.startswith(naar)]
    other = {"van": "naar", "naar": "van"}[by]
    return _sum(there.set_index(by)["bedrag_cent"], -back.set_index(other)["bedrag_cent"])


def _sum(*amounts: pd.Series) -> pd.Series:
    """Whole eurocents per account; pandas would subtract series of different accounts as floats."""
    import pandas as pd

    together = pd.concat(amounts)
    sums: pd.Series = together.groupby(together.index.astype("str")).sum()
    return sums


def _status(momentopname: Momentopname, lines: pd.DataFrame) -> pd.Series:
    """The least certain status of the lines from the rijk and to special schools, of each SWV that has such lines."""
    pots = (ZWAAR, LICHT)
    used = lines["van"].str.startswith(RIJK) & lines["naar"].str.startswith(pots)
    used |= lines["naar"].str.startswith(RIJK) & lines["van"].str.startswith(pots)
    used |= lines["naar"].str.startswith(SCHOLEN)
    rest = lines[used]
    least = rest["status"].map(list(STATUS).index).groupby(momentopname.swv_of(rest)).max()
    return least.map(dict(enumerate(STATUS.values()))).astype("str")
