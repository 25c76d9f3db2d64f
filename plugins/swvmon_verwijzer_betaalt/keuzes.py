"""What a region plan chooses; names carry their unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from attrs import field, fields, frozen, validators

from swvmon import Telling, grenzen

TARIEF = re.compile(r"so(_(jonger_8|vanaf_8))?(_[123])?|vso(_[123])?|sbo")
SOORTEN = ("so", "vso", "sbo")
NIVEAUS = ("swv", "bestuur", "vestiging")
VARIANT = {
    "telmoment_leerlingen": ("boven_norm",),
    "basis": ("boven_norm",),
    "vavo_aandeel": ("boven_norm",),
    "norm_regulier_aandeel": ("boven_norm",),
    "norm_niveau": ("boven_norm",),
    "vrijgesteld_telt_voor_norm": ("boven_norm",),
    "eigen_aandeel": ("aandeel", "boven_norm"),
}
"""The variants that use a choice; one that is not here belongs to all."""

NEEDED = {"volledig": (), "aandeel": ("eigen_aandeel",), "boven_norm": ("norm_regulier_aandeel", "norm_niveau")}


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
    """The choices, beside those about the count of regular pupils (`basis`, `vavo_aandeel`).

    Each belongs to the variants that `VARIANT` names, another is refused.

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
        given = [a.name for a in fields(Keuzes) if a.name in VARIANT and getattr(self, a.name) != a.default]
        if wrong := [name for name in given if self.variant not in VARIANT[name]]:
            of = " or ".join(VARIANT[wrong[0]])
            raise ValueError(f"{wrong[0]} belongs to variant {of}, not to {self.variant}")
        if missing := [name for name in NEEDED[self.variant] if name not in given]:
            raise ValueError(f"variant {self.variant} needs {', '.join(missing)}")
        priced = {key.partition("_")[0]: key for key in self.tarief_euro}
        if unused := sorted(set(priced) - set(self.soorten)):
            raise ValueError(
                f"tarief_euro has {priced[unused[0]]}, and soorten has no {unused[0]}: leave one of them out"
            )
        # all three is the default, and a po or vo plan needs no tariff for a kind that its SWV does not place in
        if set(self.soorten) != set(SOORTEN) and (free := sorted(set(self.soorten) - set(priced))):
            raise ValueError(f"soorten has {free[0]}, and tarief_euro has no tariff for it")

    @property
    def borne(self) -> Decimal:
        """The part of a tariff that the school bears."""
        return Decimal(1) if self.eigen_aandeel is None else self.eigen_aandeel
