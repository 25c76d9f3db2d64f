"""The annual accounts of the SWV: its equity and its income."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from swvmon import Leest, Momentopname, SwvmonError, swv_meting

if TYPE_CHECKING:
    import pandas as pd

LEEST = (Leest("jaarrekening"), Leest("kenmerk"), Leest("swv"))
NUMMER = "bestuursnummer"
"""Kenmerk of an SWV: the number under which its accounts are published."""


def read_accounts(momentopname: Momentopname) -> pd.DataFrame:
    """The accounts of the kalenderjaar in which the schooljaar starts.

    Returns:
        Index = the SWV's of the call; eurocents as Int64, missing where the accounts do not tell:

        - `eigen_vermogen`: balance, post 2.1;
        - `baten`: total income, post TOTB; what is paid on to boards is already off;
        - `doorbetaald`: what is paid on to boards, post 3.1.3T; 0 where the accounts have no such post;
        - `baten_bruto`: total income before what is paid on.

    Raises:
        SwvmonError: an SWV has more than one board number.
    """
    import pandas as pd

    boards = _boards(momentopname)
    rows = momentopname.tabel("jaarrekening")
    own = rows[rows["bestuur"].isin(boards) & (rows["kalenderjaar"] == momentopname.schooljaar.start)]

    posts = own.set_index(["bestuur", "onderdeel", "post"])["bedrag_cent"].to_dict()

    def amounts(onderdeel: str, post: str) -> pd.Series:
        return pd.Series([posts.get((board, onderdeel, post)) for board in boards], boards.index, dtype="Int64")

    income, paid_on = amounts("baten_lasten", "TOTB"), amounts("overheidsbijdragen", "3.1.3T")
    specified = boards.isin(own.loc[own["onderdeel"] == "overheidsbijdragen", "bestuur"])
    paid_on = paid_on.mask(paid_on.isna() & specified, 0)  # a post that a board does not have has no row
    return pd.DataFrame(
        {
            "eigen_vermogen": amounts("balans", "2.1"),
            "baten": income,
            "doorbetaald": paid_on,
            "baten_bruto": income + paid_on,
        }
    )


def _boards(momentopname: Momentopname) -> pd.Series:
    """The board number of each SWV, by the list of SWV's, else by its kenmerk; empty where neither tells."""
    import pandas as pd

    swvs = list(momentopname.swvs)
    listed = momentopname.tabel("swv").dropna(subset="bestuur").drop_duplicates(["swv", "bestuur"])
    numbers = listed[listed["swv"].isin(swvs)].set_index("swv")["bestuur"]
    if numbers.index.has_duplicates:
        swv = numbers.index[numbers.index.duplicated()][0]
        raise SwvmonError(f"{swv} has board numbers {', '.join(sorted(numbers[swv]))}; give one")
    told = momentopname.tabel("kenmerk")
    mine = (told["niveau"] == "swv") & told["code"].isin(swvs) & (told["kenmerk"] == NUMMER)
    begun = told[mine & (told["geldig_van"] <= closing_day(momentopname))].sort_values("geldig_van", kind="stable")
    latest = begun.drop_duplicates("code", keep="last").set_index("code")["waarde"]
    both: pd.Series = pd.concat([numbers, latest[~latest.index.isin(numbers.index)]])
    return both.reindex(swvs).fillna("").astype("str")


def closing_day(momentopname: Momentopname) -> date:
    """31 December of the kalenderjaar in which the schooljaar starts."""
    return date(momentopname.schooljaar.start, 12, 31)


def for_swvs(momentopname: Momentopname, **fields: Any) -> pd.DataFrame:
    """One meting of each SWV on the closing day; without numbers it is `ontbreekt`."""
    return swv_meting(momentopname, peildatum=closing_day(momentopname), **fields)
