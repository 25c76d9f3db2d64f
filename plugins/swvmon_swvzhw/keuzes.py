"""What a region plan chooses for the model: every name carries its unit."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen, validators

from swvmon import dated, to_cent

STANDAARD = "standaard"
SCHOOLSOORTEN = ("praktijkonderwijs", "vmbo", "mavo_havo", "mavo_havo_vwo", "havo_vwo", "gymnasium")
"""The rows of Tabel 3 (R2), from the widest band to the narrowest."""


def _share(_: object, _attribute: object, value: Decimal) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"{value} does not lie between 0 and 1")


def _shares(_: object, _attribute: object, values: dict[str, Decimal]) -> None:
    if STANDAARD not in values:
        raise ValueError(f"needs {STANDAARD!r}, the place of schools that are not named")
    for school, value in values.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{school}: {value} does not lie between 0 (lower end) and 1 (upper end)")


def _amount(_: object, _attribute: object, value: Decimal) -> None:
    if to_cent(value) < 0:
        raise ValueError(f"{value} euro is below zero")


@frozen
class Maatwerkaanvraag:
    """A request for extra budget.

    Attributes:
        vestiging: the school that asks.
        bedrag_euro: what it asks.
        grond: the ground in its schoolondersteuningsprofiel; without one nothing is granted.
    """

    vestiging: str
    bedrag_euro: Decimal = field(validator=_amount)
    grond: str = ""


@frozen
class Arrangement:
    """Granted support for a school that still works with the leerlingmodel.

    Attributes:
        vestiging: the school.
        soort: individueel or groep.
        aantal: how many.
        bedrag_euro: euros for each.
    """

    vestiging: str
    soort: str = field(validator=validators.in_(("individueel", "groep")))
    aantal: int = field(validator=validators.ge(1))
    bedrag_euro: Decimal = field(validator=_amount)


@frozen
class Keuzes:
    """The choices.

    Attributes:
        budget_euro: what there is for extra support in the school year: school budgets and maatwerk together.
        bandpositie: place of schools in the band, 0 (lower end) to 1 (upper end), by vestiging; `standaard` the rest.
        telling: which count: definitief (1 October of the school year), voorlopig (1 October of the year before, as
            in April), or voorlopig_en_definitief, which shows the provisional budget and its correction.
        brugklas: how pupils in classes that prepare for several tracks are divided over these: naar_bovenbouw, as the
            school's own pupils in classes with one track (equally where it has none), or gelijk.
        mavo_als: row of Tabel 3 for a school with mavo but without havo, vwo, basis and kader.
        overig_als: row of Tabel 3 for pupils in international education, or buiten: not counted.
        vavo_aandeel: part of a pupil that is at a vavo that counts, 0 to 1.
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.
        maatwerk: the requests, in the order in which they are weighed.
        bij_tekort: what happens when the requests exceed what is left: volgorde (as they come, what does not fit is not
            granted) or naar_rato.
        verhoog_tarief: raise the amount per pupil when maatwerk money is left over.
        maatwerk_reserve_euro: what is kept for later requests when the amount is raised.
        basisondersteuning_per_leerling_euro: amount per pupil for basisondersteuning, beside `budget_euro`.
        deelnemers: schools that take part; empty: all. Others keep the leerlingmodel.
        arrangementen: what schools with the leerlingmodel were granted.
        bedrag_per_leerling_euro: amount per pupil that is estimated to need extra support.
        percentage_minimum: lower end of the band per row of Tabel 3, percent.
        percentage_maximum: upper end, percent.
    """

    budget_euro: Decimal = field(validator=_amount)
    bandpositie: dict[str, Decimal] = field(factory=lambda: {STANDAARD: Decimal("0.5")}, validator=_shares)
    telling: str = field(
        default="definitief", validator=validators.in_(("voorlopig", "definitief", "voorlopig_en_definitief"))
    )
    brugklas: str = field(default="naar_bovenbouw", validator=validators.in_(("naar_bovenbouw", "gelijk")))
    mavo_als: str = field(default="mavo_havo", validator=validators.in_(("vmbo", "mavo_havo")))
    overig_als: str = field(default="havo_vwo", validator=validators.in_((*SCHOOLSOORTEN, "buiten")))
    vavo_aandeel: Decimal = field(default=Decimal("0.5"), validator=_share)
    gemaskeerd_als: str = field(default="weigeren", validator=validators.in_(("minimum", "maximum", "weigeren")))
    maatwerk: tuple[Maatwerkaanvraag, ...] = ()
    bij_tekort: str = field(default="volgorde", validator=validators.in_(("volgorde", "naar_rato")))
    verhoog_tarief: bool = False
    maatwerk_reserve_euro: Decimal = field(default=Decimal(0), validator=_amount)
    basisondersteuning_per_leerling_euro: Decimal = field(default=Decimal(0), validator=_amount)
    deelnemers: tuple[str, ...] = ()
    arrangementen: tuple[Arrangement, ...] = ()
    bedrag_per_leerling_euro: Decimal = dated()
    percentage_minimum: dict[str, Decimal] = dated()
    percentage_maximum: dict[str, Decimal] = dated()

    def __attrs_post_init__(self) -> None:
        for row in SCHOOLSOORTEN:
            low, high = self.percentage_minimum.get(row), self.percentage_maximum.get(row)
            if low is None or high is None or not 0 <= low <= high <= 100:
                raise ValueError(f"the band of {row} is {low}-{high} percent; it must lie in order between 0 and 100")
