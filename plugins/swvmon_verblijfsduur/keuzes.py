"""The choices: for each group of pupils how long they stay, and how many come in."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from attrs import field, frozen, validators

from swvmon import Schooljaar, Telling, grenzen

AANTAL = validators.ge(0)


def _years(_: object, attribute: Any, values: dict[str, int]) -> None:
    for key, value in values.items():
        try:
            Schooljaar.parse(key)
        except ValueError as error:
            raise ValueError(f"{attribute.name}: {error}") from None
        if value < 0:
            raise ValueError(f"{attribute.name}: {value} of {key} is below zero")


def _adds_up(_: object, attribute: Any, shares: tuple[Decimal, ...]) -> None:
    for value in shares:
        grenzen.share(_, attribute, value)
    if shares and sum(shares) != 1:
        raise ValueError(f"the shares of {attribute.name} add up to {sum(shares)}, not to 1")


@frozen(kw_only=True)
class Niveau:
    """A level of education, with the longest stay.

    Attributes:
        naam: for the reader, such as vmbo.
        aandeel: share of the pupils of the group, 0 to 1.
        jaren: years of stay at most.
    """

    naam: str = field(validator=validators.min_len(1))
    aandeel: Decimal = field(default=Decimal(1), validator=grenzen.share)
    jaren: int = field(validator=validators.ge(1))


@frozen(kw_only=True)
class Leeftijd:
    """An age at which pupils come in.

    Attributes:
        leeftijd: the age that they reach in the year in which they come in.
        aandeel: share of those who come in, 0 to 1.
    """

    leeftijd: int = field(validator=[validators.ge(3), validators.le(20)])
    aandeel: Decimal = field(default=Decimal(1), validator=grenzen.share)


@frozen(kw_only=True)
class Groep:
    """Pupils for whom the same rules hold.

    Attributes:
        soort: so, vso or sbo.
        categorie: 1, 2 or 3; left out: all categories together.
        niveaus: levels with their longest stay; the shares add up to 1.
        tlv_jaren: for how many years a TLV is granted; left out: for the whole stay.
        verlengd_aandeel: share of the pupils whose TLV is renewed when it ends, 0 to 1.
        instroom_aantal: pupils who come in each year.
        instroom_aandeel: instead: as a share of the pupils of the region.
        instroom_per_schooljaar: pupils who come in by the count of a school year, where that differs.
        beginverdeling: shares of the first count by year of stay, from the first; left out: each year as many.
        instroomleeftijden: ages of those who come in, with the next two choices; the shares add up to 1.
        vanaf_leeftijd: no one comes in before this age; who is younger comes in when this age is reached.
        tot_en_met_leeftijd: the year in which a pupil reaches this age is the last.
    """

    soort: str = field(validator=validators.in_(("so", "vso", "sbo")))
    categorie: str = field(default="", validator=validators.in_(("", "1", "2", "3")))
    niveaus: tuple[Niveau, ...] = field(validator=validators.min_len(1))
    tlv_jaren: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    verlengd_aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    instroom_aantal: int | None = field(default=None, validator=validators.optional(AANTAL))
    instroom_aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    instroom_per_schooljaar: dict[str, int] = field(factory=dict, validator=_years)
    beginverdeling: tuple[Decimal, ...] = field(default=(), validator=_adds_up)
    instroomleeftijden: tuple[Leeftijd, ...] = ()
    vanaf_leeftijd: int | None = None
    tot_en_met_leeftijd: int | None = None

    def __attrs_post_init__(self) -> None:
        for name in ("niveaus", "instroomleeftijden"):
            members = getattr(self, name)
            if members and (total := sum(m.aandeel for m in members)) != 1:
                raise ValueError(f"{self.naam}: the shares of {name} add up to {total}, not to 1")
        if (self.instroom_aantal is None) == (self.instroom_aandeel is None):
            raise ValueError(f"{self.naam}: give one of instroom_aantal and instroom_aandeel; 0 where nobody comes in")
        if (self.tlv_jaren is None) != (self.verlengd_aandeel is None):
            raise ValueError(f"{self.naam}: tlv_jaren and verlengd_aandeel need each other")
        bounds = self.vanaf_leeftijd is not None or self.tot_en_met_leeftijd is not None
        if bounds != bool(self.instroomleeftijden):
            raise ValueError(
                f"{self.naam}: instroomleeftijden and vanaf_leeftijd or tot_en_met_leeftijd need each other"
            )

        if last := self.tot_en_met_leeftijd:
            first = min(max(a.leeftijd, self.vanaf_leeftijd or 0) for a in self.instroomleeftijden)
            if first > last:
                raise ValueError(f"{self.naam}: nobody can stay: the first age is {first}, the last {last}")

    @property
    def naam(self) -> str:
        """How a reader calls the group."""
        return f"{self.soort} categorie {self.categorie}" if self.categorie else self.soort


@frozen(kw_only=True)
class Keuzes(Telling):
    """The choices; those about the count of pupils only matter where a share of the pupils comes in.

    Attributes:
        groepen: the groups; what belongs to none of them stays as it was counted.
    """

    groepen: tuple[Groep, ...] = field(validator=validators.min_len(1))

    def __attrs_post_init__(self) -> None:
        kinds = Counter((g.soort, g.categorie) for g in self.groepen)
        if double := sorted(k for k, times in kinds.items() if times > 1):
            raise ValueError(f"groepen has {' '.join(double[0]).strip()} more than once")
        if both := sorted({s for s, c in kinds if c} & {s for s, c in kinds if not c}):
            raise ValueError(f"groepen has {both[0]} with and without categorie: a pupil would be in two groups")

    @property
    def by_pupils(self) -> bool:
        """Whether the number that comes in depends on the pupils of the region."""
        return any(g.instroom_aandeel is not None for g in self.groepen)
