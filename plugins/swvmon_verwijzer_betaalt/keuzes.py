"""What a region plan chooses; names carry their unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from attrs import field, frozen, validators

from swvmon import Telling, grenzen

TARIEF = re.compile(r"so(_(jonger_8|vanaf_8))?(_[123])?|vso(_[123])?|sbo")
SOORTEN = ("so", "vso", "sbo")
NIVEAUS = ("swv", "bestuur", "vestiging")


def _tariffs(owner: object, attribute: Any, values: dict[str, Decimal]) -> None:
    if not values:
        raise ValueError("tarief_euro is empty: give each kind of placement its tariff")
    for key, value in values.items():
        if not TARIEF.fullmatch(key):
            raise ValueError(f"tarief_euro: {key!r} is not a placement like so_1, so_jonger_8_1, vso_3 or sbo")
        grenzen.euros(owner, attribute, value)


def _none_or_counting_day(owner: object, attribute: Any, value: str) -> None:
    if value:
        grenzen.counting_day(owner, attribute, value)


@frozen(kw_only=True)
class Keuzes(Telling):
    """The choices, beside those about the count of regular pupils (`basis`, `vavo_aandeel`), used for a norm only.

    Attributes:
        variant: volledig (the school bears all of the tariff), aandeel (a part of it) or boven_norm (only placements
            above a norm).
        telmoment: the day on which placements are counted; also the regular pupils, unless told otherwise.
        telmoment_leerlingen: another day for the regular pupils.
        tarief_euro: ondersteuningsbekostiging per placement, by soort, age group and category.
        soorten: the placements that are charged, and that count for the norm: so, vso, sbo.
        eigen_aandeel: part of the tariff that the school bears, 0 to 1.
        norm_regulier_aandeel: the norm: share of pupils that are in regular education, 0 to 1.
        norm_niveau: where the norm is measured: swv, bestuur or vestiging.
        vrijgesteld_telt_voor_norm: whether placements that the SWV bears count for the norm.
        vrijgestelde_gronden: grounds on which the SWV bears a placement itself.
        vrijgestelde_categorieen: funding categories that the SWV bears itself.
        naar: account of the SWV that receives.
        bij_tekort: what a school pays that got less than it owes: all (rood) or what it got (tot_ontvangen).
    """

    variant: str = field(validator=validators.in_(("volledig", "aandeel", "boven_norm")))
    telmoment: str = field(validator=grenzen.counting_day)
    telmoment_leerlingen: str = field(default="", validator=_none_or_counting_day)
    tarief_euro: dict[str, Decimal] = field(validator=_tariffs)
    soorten: tuple[str, ...] = field(
        default=SOORTEN, validator=[validators.min_len(1), validators.deep_iterable(validators.in_(SOORTEN))]
    )
    eigen_aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    norm_regulier_aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    norm_niveau: str | None = field(default=None, validator=validators.optional(validators.in_(NIVEAUS)))
    vrijgesteld_telt_voor_norm: bool = True
    vrijgestelde_gronden: tuple[str, ...] = field(
        default=(), validator=validators.deep_iterable(validators.matches_re(r"[a-z0-9_]+"))
    )
    vrijgestelde_categorieen: tuple[int, ...] = field(
        default=(), validator=validators.deep_iterable(validators.in_((1, 2, 3)))
    )
    naar: str = field(default="swv:budget", validator=grenzen.swv_account)
    bij_tekort: str = field(default="rood", validator=validators.in_(("rood", "tot_ontvangen")))

    def __attrs_post_init__(self) -> None:
        if self.variant == "aandeel" and self.eigen_aandeel is None:
            raise ValueError('variant = "aandeel" needs eigen_aandeel, the part that the school bears')
        if self.variant == "volledig" and self.eigen_aandeel is not None:
            raise ValueError('variant = "volledig" bears all of the tariff; with eigen_aandeel it is "aandeel"')
        norm = {"norm_regulier_aandeel": self.norm_regulier_aandeel, "norm_niveau": self.norm_niveau}
        given = [name for name, value in norm.items() if value is not None]
        if self.variant == "boven_norm" and len(given) < len(norm):
            raise ValueError('variant = "boven_norm" needs norm_regulier_aandeel and norm_niveau')
        if self.variant != "boven_norm" and given:
            raise ValueError(f'{given[0]} belongs to variant = "boven_norm", not to {self.variant!r}')

    @property
    def borne(self) -> Decimal:
        """The part of a tariff that the school bears."""
        return Decimal(1) if self.eigen_aandeel is None else self.eigen_aandeel
