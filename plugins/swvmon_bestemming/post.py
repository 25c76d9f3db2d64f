"""A post: an amount that goes from one account of the SWV to another, for a purpose."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import field, frozen, validators

from swvmon import amount_cent, format_decimal, format_euro, grenzen, to_cent

FORMS = ("bedrag_euro", "aandeel", "bedrag_per_leerling_euro", "rest")


@frozen(kw_only=True)
class Post:
    """One post: one of bedrag_euro, aandeel, bedrag_per_leerling_euro or rest.

    Attributes:
        naar: account that receives.
        omschrijving: what it is for, in Dutch; readers see it.
        bedrag_euro: an amount.
        aandeel: part of the balance of the paying account when the step starts, 0 to 1.
        bedrag_per_leerling_euro: euros for each pupil of the region.
        rest: all that the posts before it leave.
        hoogstens: saldo: no more than there is, and less is no shortage; empty: the amount is meant as it stands.
    """

    naar: str = field(validator=grenzen.swv_account)
    omschrijving: str = field(validator=validators.min_len(3))
    bedrag_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.euros))
    aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    bedrag_per_leerling_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.not_negative))
    rest: bool = False
    hoogstens: str = field(default="", validator=validators.in_(("", "saldo")))

    def __attrs_post_init__(self) -> None:
        if len(self._given) != 1:
            found = " and ".join(self._given) or "none"
            raise ValueError(f"{self.omschrijving}: give one of {', '.join(FORMS)}; found {found}")

    @property
    def _given(self) -> list[str]:
        return [name for name in FORMS if getattr(self, name) is not None and getattr(self, name) is not False]

    def asked_cent(self, opening_cent: int, left_cent: int, pupils: Decimal) -> int:
        """What the post asks, in eurocents.

        Args:
            opening_cent: balance of the paying account when the step starts.
            left_cent: what the posts before it leave.
            pupils: pupils of the region.
        """
        if self.bedrag_euro is not None:
            return to_cent(self.bedrag_euro)
        if self.aandeel is not None:
            return int(max(0, opening_cent) * self.aandeel)  # rounded down, so that parts never exceed the whole
        if self.bedrag_per_leerling_euro is not None:
            return amount_cent(pupils, self.bedrag_per_leerling_euro)
        return max(0, left_cent)

    def line(self, number: int, cents: tuple[int, int, int], pupils: Decimal) -> dict[str, Any]:
        """The line of the post, without the account that pays.

        Args:
            number: its place in the list, from zero.
            cents: what is booked, what was asked, and the balance when the step starts.
            pupils: pupils of the region.

        Returns:
            `naar`, `bedrag_cent`, `hoeveelheid`, `eenheid`, `tarief`, `toelichting` and `parameters`.
        """
        booked, asked, opening = cents
        form = self._given[0]
        per_pupil = form == "bedrag_per_leerling_euro"
        what = "leerling" if pupils == 1 else "leerlingen"
        text = {
            "bedrag_euro": f"bedrag van {format_euro(asked)}",
            "aandeel": f"{format_decimal(100 * (self.aandeel or Decimal(0)))}% van {format_euro(max(0, opening))}",
            "bedrag_per_leerling_euro": f"{format_decimal(pupils)} {what}",
            "rest": "wat er over is",
        }[form]
        cut = f"; er was {format_euro(booked)}" if booked < asked else ""
        return {
            "naar": self.naar,
            "bedrag_cent": booked,
            "hoeveelheid": pupils if per_pupil else None,
            "eenheid": "leerling" if per_pupil else "",
            "tarief": self.bedrag_per_leerling_euro if per_pupil and booked == asked else None,
            "toelichting": f"{self.omschrijving}: {text}{cut}.",
            "parameters": "" if form == "rest" else f"bestemming.posten.{number}.{form}",
        }
