"""Periods of the field: schooljaar, kalenderjaar, and the peildatum that belongs to a funding post.

A year is never bare: it is a `Schooljaar` ("2019/20", 1 August to 31 July), a kalenderjaar (int) or a date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon.errors import MissingParameter

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTORS = ("po", "vo")
FIRST_MONTH = 8
"""A schooljaar starts on 1 August (WPO art. 1, WVO art. 1)."""


@frozen(order=True)
class Schooljaar:
    """One school year, 1 August up to and including 31 July.

    Attributes:
        start: the kalenderjaar in which it starts; 2019 for 2019/20.
    """

    start: int = field(validator=[validators.instance_of(int), validators.ge(1900), validators.le(2999)])

    @classmethod
    def parse(cls, text: str) -> Schooljaar:
        """Read "2019/20".

        Raises:
            ValueError: another spelling, or years that do not follow each other; says what was expected.
        """
        match = re.fullmatch(r"(\d{4})/(\d{2})", text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a schooljaar; write it like 2019/20")
        start = int(match[1])
        if (start + 1) % 100 != int(match[2]):
            raise ValueError(f"{text!r} is not a schooljaar: after {start}/ comes {(start + 1) % 100:02d}")
        return cls(start)

    @classmethod
    def of(cls, day: date) -> Schooljaar:
        """The school year in which a day falls."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02d}"

    @property
    def periode(self) -> Periode:
        """1 August up to and including 31 July."""
        return Periode(date(self.start, FIRST_MONTH, 1), date(self.start + 1, FIRST_MONTH, 1) - timedelta(days=1))

    def shift(self, years: int) -> Schooljaar:
        """The school year so many years later (earlier where negative)."""
        return Schooljaar(self.start + years)

    def kalenderdelen(self) -> tuple[tuple[int, Fraction, Periode], ...]:
        """The two calendar parts: (kalenderjaar, share of the calendar year, days). August to December is 5/12."""
        whole = self.periode
        cut = date(self.start, 12, 31)
        return (
            (self.start, Fraction(5, 12), Periode(whole.van, cut)),
            (self.start + 1, Fraction(7, 12), Periode(cut + timedelta(days=1), whole.tot)),
        )


@frozen(order=True)
class Periode:
    """Days from `van` up to and including `tot`.

    Attributes:
        van: first day.
        tot: last day, included.
    """

    van: date
    tot: date

    def __attrs_post_init__(self) -> None:
        if self.tot < self.van:
            raise ValueError(f"a period cannot end on {self.tot}, before it starts on {self.van}")

    def __str__(self) -> str:
        return f"{self.van} t/m {self.tot}"

    def overlaps(self, other: Periode) -> bool:
        """Whether the two share a day."""
        return self.van <= other.tot and other.van <= self.tot

    def contains(self, other: Periode) -> bool:
        """Whether every day of the other lies in this one."""
        return self.van <= other.van and other.tot <= self.tot

    def without(self, other: Periode) -> list[Periode]:
        """The days before and after another period: none, one or two periods."""
        if not self.overlaps(other):
            return [self]
        parts = []
        if self.van < other.van:
            parts.append(Periode(self.van, other.van - timedelta(days=1)))
        if other.tot < self.tot:
            parts.append(Periode(other.tot + timedelta(days=1), self.tot))
        return parts

    def intersect(self, other: Periode) -> Periode | None:
        """The days that both have, or None."""
        van, tot = max(self.van, other.van), min(self.tot, other.tot)
        return Periode(van, tot) if van <= tot else None


@frozen(order=True)
class Jaardeel:
    """Days, with the share that they are of the year in which an amount is set.

    Attributes:
        dagen: the days.
        deel: their share of a schooljaar or kalenderjaar, in whole months: 5/12, 7/12 or 1.
    """

    dagen: Periode
    deel: Fraction


@frozen(order=True)
class Telmoment:
    """A counting date relative to year t, as rules write it: "1-10 t-1".

    For what is computed per schooljaar, t is the year in which the schooljaar starts;
    for what is computed per kalenderjaar, t is that year.

    Attributes:
        dag: day of the month.
        maand: month.
        verschuiving: years to add to t; -1 is "t-1".
    """

    dag: int
    maand: int
    verschuiving: int = 0

    @classmethod
    def parse(cls, text: str) -> Telmoment:
        """Read "1-10 t-1" or "1-10 t".

        Raises:
            ValueError: another spelling or an impossible day.
        """
        match = re.fullmatch(r"(\d{1,2})-(\d{1,2}) t([+-]\d)?", text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a telmoment; write it like '1-10 t-1'")
        moment = cls(int(match[1]), int(match[2]), int(match[3] or 0))
        moment.on(2000)
        return moment

    def __str__(self) -> str:
        shift = f"{self.verschuiving:+d}" if self.verschuiving else ""
        return f"{self.dag}-{self.maand} t{shift}"

    def on(self, t: int | Schooljaar) -> date:
        """The date for year t."""
        year = t.start if isinstance(t, Schooljaar) else t
        return date(year + self.verschuiving, self.maand, self.dag)


@frozen
class Peildatumregel:
    """One row of the peildatum table: which count a funding post uses in a period.

    Attributes:
        sector: po or vo.
        post: the funding post, such as ``zwaar:personeel``.
        geldig: the days on which the rule holds.
        per: ``schooljaar`` or ``kalenderjaar``, what t means in `moment`.
        moment: the counting date.
        bron: law and article.
        status: vastgesteld or aanname.
    """

    sector: str = field(validator=validators.in_(SECTORS))
    post: str
    geldig: Periode
    per: str = field(validator=validators.in_(("schooljaar", "kalenderjaar")))
    moment: Telmoment
    bron: str = field(validator=validators.min_len(1))
    status: str = field(validator=validators.in_(("vastgesteld", "aanname")))


def peildatum(sector: str, post: str, periode: Periode) -> date:
    """The counting date that a funding post uses in a period, by law.

    Args:
        sector: po or vo.
        post: a post of the table, such as ``zwaar:personeel``; `peildatumregels` lists them.
        periode: the days that are funded; they must fall under one rule and within one t.

    Raises:
        MissingParameter: no rule, or more than one, covers the period, or the period has days of two years t.
    """
    rules = [r for r in peildatumregels() if (r.sector, r.post) == (sector, post) and r.geldig.contains(periode)]
    if len(rules) != 1:
        known = sorted({r.post for r in peildatumregels() if r.sector == sector})
        raise MissingParameter(
            f"no single peildatum for {sector} post {post!r} over {periode}: split the period at a regime border, "
            f"or use one of the posts {', '.join(known)}"
        )
    rule = rules[0]
    first, last = (
        day.year if rule.per == "kalenderjaar" else Schooljaar.of(day).start for day in (periode.van, periode.tot)
    )
    if first != last:
        raise MissingParameter(
            f"no single peildatum for {sector} post {post!r} over {periode}: it is set per {rule.per}; "
            "split the period there"
        )
    return rule.moment.on(first)


@cache
def peildatumregels() -> tuple[Peildatumregel, ...]:
    """The table that is shipped (`peildata.toml`), in file order."""
    return tuple(_read_rules())


def _read_rules() -> Iterator[Peildatumregel]:
    import tomllib
    from importlib.resources import files

    for row in tomllib.loads((files("swvmon") / "peildata.toml").read_text("utf-8"))["regel"]:
        yield Peildatumregel(
            sector=row["sector"],
            post=row["post"],
            geldig=Periode(row["geldig_van"], row["geldig_tot"]),
            per=row["per"],
            moment=Telmoment.parse(row["moment"]),
            bron=row["bron"],
            status=row["status"],
        )
