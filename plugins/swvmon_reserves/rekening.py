"""The annual accounts of the SWV: its equity and its income."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from swvmon import Leest, Momentopname, SwvmonError, swv_meting

if TYPE_CHECKING:
    import pandas as pd

LEEST = (Leest("jaarrekening"), Leest("kenmerk"), Leest("swv"))
NUMMER = "bestuursnummer"
"""Kenmerk of an SWV: the number under which its accounts are published."""


@frozen
class Rekening:
    """What the accounts of a kalenderjaar tell, in eurocents; None where they do not.

    Attributes:
        eigen_vermogen: balance, post 2.1.
        baten: total income, post TOTB; what is paid on to boards is already off.
        doorbetaald: what is paid on to boards, post 3.1.3T; 0 where the accounts have no such post.
    """

    eigen_vermogen: int | None = None
    baten: int | None = None
    doorbetaald: int | None = None

    @property
    def baten_bruto(self) -> int | None:
        """Total income before what is paid on."""
        return None if self.baten is None or self.doorbetaald is None else self.baten + self.doorbetaald


def read_accounts(momentopname: Momentopname) -> Rekening:
    """The accounts of the kalenderjaar in which the schooljaar starts; empty where they are not known."""
    board = _board(momentopname)
    rows = momentopname.tabel("jaarrekening")
    own = rows[(rows["bestuur"] == board) & (rows["kalenderjaar"] == momentopname.schooljaar.start)]
    posts = own.set_index(["onderdeel", "post"])["bedrag_cent"]

    def amount(onderdeel: str, post: str) -> int | None:
        return int(posts[onderdeel, post]) if (onderdeel, post) in posts.index else None

    paid_on = amount("overheidsbijdragen", "3.1.3T")
    if paid_on is None and own["onderdeel"].eq("overheidsbijdragen").any():
        paid_on = 0  # a post that a board does not have has no row
    return Rekening(amount("balans", "2.1"), amount("baten_lasten", "TOTB"), paid_on)


def _board(momentopname: Momentopname) -> str:
    """The board number of the SWV, by the list of SWV's, else by its kenmerk; empty where neither tells."""
    listed = momentopname.tabel("swv")
    numbers = set(listed.loc[listed["swv"] == momentopname.regio, "bestuur"].dropna())
    if not numbers:
        told = momentopname.tabel("kenmerk")
        mine = (told["niveau"] == "swv") & (told["code"] == momentopname.regio) & (told["kenmerk"] == NUMMER)
        begun = told["geldig_van"] <= closing_day(momentopname)
        numbers = set(told.loc[mine & begun].sort_values("geldig_van")["waarde"].tail(1))
    if len(numbers) > 1:
        raise SwvmonError(f"{momentopname.regio} has board numbers {', '.join(sorted(numbers))}; give one")
    return next(iter(numbers), "")


def closing_day(momentopname: Momentopname) -> date:
    """31 December of the kalenderjaar in which the schooljaar starts."""
    return date(momentopname.schooljaar.start, 12, 31)


def for_swv(momentopname: Momentopname, **fields: Any) -> pd.DataFrame:
    """One meting of the SWV on the closing day; without numbers it is `ontbreekt`."""
    return swv_meting(momentopname, peildatum=closing_day(momentopname), **fields)
