"""Deelregioverdeling: the region is divided first, each part then runs its own keten (R0 L703-716, FR §3 row 7)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Budget,
    Leest,
    SwvmonError,
    Telling,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    apportion,
    boekingen,
    check_schools,
    count_pupils,
    divide_by_pupils,
    exact,
    format_decimal,
    format_euro,
    grenzen,
    to_cent,
)

if TYPE_CHECKING:
    from typing import Any

    import pandas as pd

    from swvmon import Grootboek, Momentopname


def _schools(owner: object, attribute: Any, values: tuple[str, ...]) -> None:
    for value in values:
        grenzen.school(owner, attribute, value)


@frozen(kw_only=True)
class Deelregio:
    """A part of the region.

    Attributes:
        naam: name of its account, swv:deelregio:NAAM: lower case letters, digits and underscores.
        vestigingen: its schools.
        aandeel: its share of the budget, 0 to 1.
        bedrag_euro: its amount.
    """

    naam: str = field(validator=validators.matches_re(r"[a-z0-9_]+"))
    vestigingen: tuple[str, ...] = field(default=(), validator=_schools)
    aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    bedrag_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.euros))


@frozen(kw_only=True)
class Keuzes(Budget, Telling):
    """The choices, beside those about the budget and the count.

    Attributes:
        deelregios: the parts, each with its schools; all with an aandeel, all with a bedrag_euro, or none: by pupils.
        rest: name of the deelregio that has the schools which no other one names.
    """

    deelregios: tuple[Deelregio, ...] = field(validator=validators.min_len(1))
    rest: str = ""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        names = [d.naam for d in self.deelregios]
        if double := sorted(n for n, times in Counter(names).items() if times > 1):
            raise ValueError(f"deelregios has {', '.join(double)} more than once; give each its own naam")
        schools = Counter(s for d in self.deelregios for s in d.vestigingen)
        if double := sorted(s for s, times in schools.items() if times > 1):
            raise ValueError(f"{', '.join(double)} lies in more than one deelregio")
        if self.rest and self.rest not in names:
            raise ValueError(f"rest = {self.rest!r} is not one of the deelregios: {', '.join(names)}")
        if self.key == "bedrag_euro" and self.has_budget:
            raise ValueError("amounts per deelregio go without budget_euro and budget_aandeel: they are the budget")
        if self.key != "bedrag_euro" and not self.has_budget:
            raise ValueError("give budget_euro or budget_aandeel, or an amount for each deelregio")
        if self.key == "aandeel" and (total := sum(d.aandeel or 0 for d in self.deelregios)) != 1:
            raise ValueError(f"the shares of deelregios add up to {total}, not to 1")

    @property
    def key(self) -> str:
        """By what is divided: aandeel, bedrag_euro or leerlingen.

        Raises:
            ValueError: some deelregio's have a share or an amount, others have not.
        """
        for name in ("aandeel", "bedrag_euro"):
            given = [d.naam for d in self.deelregios if getattr(d, name) is not None]
            if len(given) == len(self.deelregios):
                return name
            if given:
                raise ValueError(f"{', '.join(given)} has {name} and others have not: give all of them one, or none")
        return "leerlingen"


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The schools; the count on the chosen day where it is the key."""
    return (*SCHOLEN, *keuzes.counts(sector)) if keuzes.key == "leerlingen" else SCHOLEN


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Book the budget of each deelregio on its account; a sub-chain of the plan pays from there.

    Raises:
        SwvmonError: a school lies in no deelregio, a deelregio names a school outside the region, or no pupil counts.
    """
    import pandas as pd

    place = _placed(momentopname, keuzes)
    rows = pd.DataFrame({"naam": sorted(d.naam for d in keuzes.deelregios)}).astype({"naam": "str"})
    cents, pupils, texts = _amounts(momentopname, grootboek, keuzes, place)
    lines = boekingen(
        rows,
        van=keuzes.van,
        naar="swv:deelregio:" + rows["naam"],
        bedrag_cent=rows["naam"].map(cents),
        hoeveelheid=None if pupils is None else exact(rows["naam"].map(pupils).astype("object")),
        eenheid="" if pupils is None else "leerling",
        grondslag="verdeling over deelregio's (R0 L703-716)",
        toelichting=rows["naam"].map(texts),
        parameters="solidariteit.deelregios",
    )
    return Uitkomst((lines,))


def _amounts(
    momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes, place: pd.Series
) -> tuple[pd.Series, pd.Series | None, pd.Series]:
    """Eurocents, pupils where they are the key, and the sentence of each deelregio; index = its name."""
    import pandas as pd

    if keuzes.key == "bedrag_euro":
        cents = pd.Series({d.naam: to_cent(d.bedrag_euro or 0) for d in keuzes.deelregios}, dtype="int64")
        return cents, None, pd.Series("Bedrag van het regioplan.", index=cents.index)
    budget = keuzes.budget_cent(grootboek)
    if keuzes.key == "aandeel":
        shares = pd.Series({d.naam: d.aandeel or Decimal(0) for d in keuzes.deelregios})
        texts = shares.map(lambda share: f"{format_decimal(100 * share)} % van {format_euro(budget)}.")
        return apportion(budget, exact(shares)), None, texts
    schools = count_pupils(momentopname, keuzes)
    counted = exact(schools["aantal"]).groupby(schools["vestiging"].map(place)).sum()
    pupils = exact(counted.reindex([d.naam for d in keuzes.deelregios], fill_value=0))
    total = format_decimal(sum(pupils, Decimal(0)))
    texts = pupils.astype("object").map(
        lambda n: f"{format_decimal(n)} van {total} leerlingen: deel van {format_euro(budget)}."
    )
    return divide_by_pupils(budget, pupils), pupils, texts


def _placed(momentopname: Momentopname, keuzes: Keuzes) -> pd.Series:
    """The deelregio of each school of the region; index = vestiging."""
    import pandas as pd

    place = {school: d.naam for d in keuzes.deelregios for school in d.vestigingen}
    check_schools(momentopname, "deelregios", place)
    schools = sorted(set(momentopname.tabel("aansluiting")["vestiging"]))
    nowhere = [school for school in schools if school not in place]
    if nowhere and not keuzes.rest:
        raise SwvmonError(
            f"{', '.join(nowhere)} lies in no deelregio: name each school, or say with `rest` which deelregio has "
            "the others"
        )
    return pd.Series({school: place.get(school, keuzes.rest) for school in schools}, dtype="str")


DEELREGIOVERDELING = Verdeelmodel(
    naam="deelregioverdeling",
    titel="Verdeling van het budget over deelregio's",
    bron="R0 L703-716; FR §3 rij 7",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    verdeelt=("budget_euro",),
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={
                "budget_euro": 300_000,
                "deelregios": [{"naam": "noord", "vestigingen": schools}, {"naam": "zuid"}],
                "rest": "zuid",
                "gemaskeerd_als": "minimum",
            },
            opening_euro={"swv:budget": 500_000},
        )
        for sector, schools in (("po", ["80AA00", "80BB00"]), ("vo", ["90AA00", "90BB00", "90BB01"]))
    ),
)
