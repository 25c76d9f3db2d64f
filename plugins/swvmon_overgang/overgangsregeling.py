"""Overgangsregeling: from an old key to a new one in yearly steps (R0 L577-589)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Schooljaar,
    SwvmonError,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    apportion,
    apportion_within,
    boekingen,
    check_schools,
    format_decimal,
    format_euro,
    grenzen,
    step_names,
    to_cent,
    with_board,
    without_board,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname


def _falling(_: object, attribute: Any, shares: tuple[Decimal, ...]) -> None:
    for value in shares:
        grenzen.share(_, attribute, value)
    if any(later > earlier for earlier, later in pairwise(shares)):
        raise ValueError(f"{attribute.name} rises: the share of the old key can only fall from year to year")


def _shares(_: object, attribute: Any, shares: tuple[Decimal, ...]) -> None:
    for value in shares:
        grenzen.share(_, attribute, value)


@frozen(kw_only=True)
class Keuzes:
    """The choices.

    Attributes:
        via: account of the SWV through which the corrections go; they add up to zero there.
        stappen: steps of the keten whose amounts to schools are the new key; empty: all that schools got so far.
        oude_verdeling_euro: euros per school by the old key; only the proportions count.
        oude_stappen: instead: steps of the former school year, this one among them, whose amounts are the old key.
        eerste_schooljaar: first year of the transition, such as 2021/22.
        oud_aandeel: share of the old key in each year of the transition, 0 to 1; after the last year it is 0.
        extra_vanaf_verlies_aandeel: extra scheme for boards that lose more than this share of their old amount.
        extra_aandeel: which share of the loss above it is made up in each year since the first.
        extra_van: account that pays the extra scheme; left out, the boards that gain pay it by their gain.
    """

    via: str = field(default="swv:budget", validator=grenzen.swv_account)
    stappen: tuple[str, ...] = step_names()
    oude_verdeling_euro: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.euros))
    oude_stappen: tuple[str, ...] = step_names()
    eerste_schooljaar: str = field(validator=grenzen.schooljaar)
    oud_aandeel: tuple[Decimal, ...] = field(validator=[validators.min_len(1), _falling])
    extra_vanaf_verlies_aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    extra_aandeel: tuple[Decimal, ...] = field(default=(), validator=_shares)
    extra_van: str | None = field(default=None, validator=validators.optional(grenzen.swv_account))

    def __attrs_post_init__(self) -> None:
        if bool(self.oude_verdeling_euro) == bool(self.oude_stappen):
            raise ValueError("give one of oude_verdeling_euro and oude_stappen: that is the old key")
        if (self.extra_vanaf_verlies_aandeel is None) != (not self.extra_aandeel):
            raise ValueError("extra_vanaf_verlies_aandeel and extra_aandeel need each other")
        if self.extra_van is not None and not self.extra_aandeel:
            raise ValueError(
                "extra_van needs extra_vanaf_verlies_aandeel, the loss from which there is an extra scheme"
            )
        if self.extra_aandeel and self.oude_stappen:
            raise ValueError("the extra scheme needs oude_verdeling_euro: a former year is on its way to the new key")

    def in_year(self, shares: tuple[Decimal, ...], year: Schooljaar) -> Decimal:
        """The share of a school year; before the first and after the last it is zero."""
        number = year.start - Schooljaar.parse(self.eerste_schooljaar).start
        return shares[number] if 0 <= number < len(shares) else Decimal(0)

    def old_share(self, year: Schooljaar) -> Fraction:
        """The share of the old key.

        The outcome of a former year holds part of the new key already, so of that year a larger share stays.
        """
        now = Fraction(self.in_year(self.oud_aandeel, year))
        if not self.oude_stappen or str(year) == self.eerste_schooljaar or not now:
            return now
        return now / Fraction(self.in_year(self.oud_aandeel, year.shift(-1)))


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Move each school from its amount by the new key towards that by the old key, then book the extra scheme.

    Before the first year and after the last nothing is booked.

    Raises:
        SwvmonError: a choice names a school outside the region, or a school paid more than it got.
        MissingData: the old key is that of the former year, and there is none.
    """
    check_schools(momentopname, "oude_verdeling_euro", keuzes.oude_verdeling_euro)
    share = keuzes.old_share(momentopname.schooljaar)
    extra = keuzes.in_year(keuzes.extra_aandeel, momentopname.schooljaar)
    if not share and not extra:
        return Uitkomst()
    schools = _keys(momentopname, grootboek, keuzes)
    part = _cents(share * int(schools["nieuw"].sum()))
    towards = apportion(part, schools["oud"]) - apportion(part, schools["nieuw"])
    lines = [_both_ways(schools, towards, keuzes.via, "overgangsregeling", _explain(schools, share))]
    if extra:
        after = schools.assign(na=schools["nieuw"] + towards)
        lines.append(extra_regeling(after, extra, keuzes))
    return Uitkomst(tuple(lines), bevindingen=(*grootboek.silent(keuzes.stappen), *without_board(*lines)))


def extra_regeling(schools: pd.DataFrame, share: Decimal, keuzes: Keuzes) -> pd.DataFrame:
    """Make up part of what a board loses above the threshold, after the step of the year.

    A board's extra goes to its schools by their loss. Where the others pay, boards that gain do, by their gain: these
    gains are together as large as all losses. A school whose board is not known is its own board.
    """
    board = schools["bestuur"].where(schools["bestuur"] != "", schools["vestiging"])
    loss = schools["oud"] - schools["na"]
    per_board = schools.assign(verlies=loss)[["oud", "verlies"]].groupby(board).sum()
    limit = keuzes.extra_vanaf_verlies_aandeel or Decimal(0)
    above = per_board["verlies"].map(Fraction) - per_board["oud"].map(lambda cents: int(cents) * Fraction(limit))
    extra = above.map(lambda cents: _cents(max(cents, Fraction(0)) * Fraction(share))).astype("int64")
    made_up = extra.reindex(board).set_axis(schools.index)
    got = (
        f"Verlies van het bestuur boven {format_decimal(100 * limit)} %: {format_decimal(100 * share)} % daarvan is "
        + made_up.map(format_euro).astype("str")
        + ", naar het verlies van zijn scholen."
    )
    gets = apportion_within(made_up, loss.clip(lower=0), board)
    if keuzes.extra_van is not None:
        return _both_ways(schools, gets, keuzes.extra_van, "extra overgangsregeling", got)
    pays = apportion(int(extra.sum()), (-per_board["verlies"]).clip(lower=0))
    pays = apportion_within(pays.reindex(board).set_axis(schools.index), (-loss).clip(lower=0), board)
    paid = f"Deel van {format_euro(int(extra.sum()))} voor besturen die meer verliezen, naar winst."
    text = got.where(gets >= pays, paid)
    return _both_ways(schools, gets - pays, keuzes.via, "extra overgangsregeling", text)


def _keys(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> pd.DataFrame:
    """Per school of the region its amounts by the old and the new key, both of the same total; index = vestiging."""
    import pandas as pd

    new = grootboek.per_vestiging(keuzes.stappen)
    if keuzes.oude_stappen:
        old = momentopname.vorig()[1].per_vestiging(keuzes.oude_stappen)
    else:
        old = pd.Series({s: to_cent(e) for s, e in keuzes.oude_verdeling_euro.items()}, dtype="int64")
    known = pd.Index(sorted(set(momentopname.tabel("aansluiting")["vestiging"])), dtype="str", name="vestiging")
    keys = pd.DataFrame({"oud": old.reindex(known, fill_value=0), "nieuw": new.reindex(known, fill_value=0)})
    for name in keys:
        below = keys.index[keys[name] < 0]
        if len(below):
            raise SwvmonError(f"{below[0]} paid more than it got by the key {name}: name only steps that divide money")
    total = int(keys["nieuw"].sum())
    if total and not keys["oud"].sum():
        raise SwvmonError("the old key is zero for every school of the region: there is nothing to come from")
    keys["oud"] = apportion(total, keys["oud"])
    return with_board(keys.reset_index(), momentopname).set_index("vestiging", drop=False)


def _both_ways(
    schools: pd.DataFrame, signed: pd.Series, account: str, ground: str, text: pd.Series | str
) -> pd.DataFrame:
    """A line to the school where the amount is above zero, from the school where it is below."""
    school, up = "vestiging:" + schools["vestiging"], signed > 0
    return boekingen(
        schools,
        van=school.where(~up, account),
        naar=school.where(up, account),
        bedrag_cent=signed.abs(),
        grondslag=f"{ground} (R0 L584-587)",
        toelichting=text,
        parameters="overgang.oud_aandeel overgang.oude_verdeling_euro"
        if ground == "overgangsregeling"
        else "overgang.extra_vanaf_verlies_aandeel overgang.extra_aandeel",
    )


def _explain(schools: pd.DataFrame, share: Fraction) -> pd.Series:
    percentage = format_decimal(Decimal(100 * share.numerator) / share.denominator)
    amounts = schools[["oud", "nieuw"]].map(format_euro).astype("str")
    return f"Oude sleutel telt voor {percentage} %: oud " + amounts["oud"] + ", nieuw " + amounts["nieuw"] + "."


def _cents(amount: Fraction) -> int:
    """Half up; the amount is zero or more."""
    return int(amount + Fraction(1, 2))


OVERGANGSREGELING = Verdeelmodel(
    naam="overgangsregeling",
    titel="Overgangsregeling: van een oude naar een nieuwe sleutel",
    bron="R0 L577-589",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=SCHOLEN,
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={
                "oude_verdeling_euro": {first: 60_000, second: 20_000, third: 20_000},
                "eerste_schooljaar": "2014/15",
                "oud_aandeel": [Decimal("0.8"), Decimal("0.6"), Decimal("0.4"), Decimal("0.2")],
                "extra_vanaf_verlies_aandeel": Decimal("0.03"),
                "extra_aandeel": [1, 1, 1, 1],
            },
            opening_euro={f"vestiging:{first}": 40_000, f"vestiging:{second}": 40_000, f"vestiging:{third}": 20_000},
        )
        for sector, (first, second, third) in (
            ("po", ("80AA00", "80BB00", "80CC00")),
            ("vo", ("90AA00", "90BB00", "90CC00")),
        )
    ),
)
