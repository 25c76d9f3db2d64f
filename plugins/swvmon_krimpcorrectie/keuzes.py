"""What a region plan chooses; names carry their unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import field, fields, frozen, validators

from swvmon import grenzen, step_names

COUNTS = ("driejaarsgemiddelde", "actuele_telling")
AMOUNTS = ("vloer", "afbouw")
VARIANT = {
    "telmoment": COUNTS,
    "ook_lwoo": COUNTS,
    "ook_tlv": ("actuele_telling",),
    "gemaskeerd_als": COUNTS,
    "ontbrekend_jaar": ("driejaarsgemiddelde",),
    "prognose_percentage": ("actuele_telling",),
    "prognose_percentage_per_vestiging": ("actuele_telling",),
    "stappen": AMOUNTS,
    "rekening": AMOUNTS,
    "bron_rekening": AMOUNTS,
    "maximale_daling_aandeel": ("vloer",),
    "vorig_jaar_euro": ("vloer",),
    "drempel_aandeel": ("afbouw",),
    "startjaar": ("afbouw",),
    "afbouw_aandelen": ("afbouw",),
    "referentie_euro": ("afbouw",),
}
"""The variants that use a choice."""

NEEDED = {
    "driejaarsgemiddelde": ("telmoment",),
    "actuele_telling": ("telmoment",),
    "vloer": ("maximale_daling_aandeel",),
    "afbouw": ("drempel_aandeel", "startjaar", "afbouw_aandelen"),
}


def _growth(_: object, attribute: Any, value: Decimal) -> None:
    if value < -100:
        raise ValueError(f"{attribute.name}: {value} is a loss of more than all pupils")


@frozen(kw_only=True)
class Keuzes:
    """The choices; each belongs to the variants that `VARIANT` names, another is refused.

    Attributes:
        variant: driejaarsgemiddelde or actuele_telling (correct the count), vloer or afbouw (correct the amounts).
        telmoment: the count that is replaced, for later steps.
        ook_lwoo: whether the count of pupils with lwoo is corrected too (vo).
        ook_tlv: whether the count of TLV's is corrected too: a placement goes with the school that referred it.
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.
        ontbrekend_jaar: what a year without a count of the school does to its mean: telt_als_nul or niet_meetellen.
        prognose_percentage: growth of all schools after `telmoment`, percent; below zero for krimp.
        prognose_percentage_per_vestiging: likewise, for one school.
        stappen: the steps whose amounts are compared; all lines to and from schools where left out.
        rekening: account of the SWV through which growing schools pay.
        bron_rekening: account of the SWV that pays instead of growing schools.
        maximale_daling_aandeel: by how much an amount may fall below last year's, 0 to 1.
        vorig_jaar_euro: last year's amount per school, where the former year is not computed.
        drempel_aandeel: part of the loss, relative to the reference, that a school bears itself, 0 to 1.
        startjaar: first schooljaar of the compensation, such as 2021/22.
        afbouw_aandelen: part of the loss above the threshold that is made good, per year from `startjaar`.
        referentie_euro: reference amount per school; what it got in the year before `startjaar` where left out.
    """

    variant: str = field(validator=validators.in_((*COUNTS, *AMOUNTS)))
    telmoment: str | None = field(default=None, validator=validators.optional(grenzen.counting_day))
    ook_lwoo: bool = False
    ook_tlv: bool = False
    gemaskeerd_als: str = field(default="weigeren", validator=grenzen.masked_as)
    ontbrekend_jaar: str = field(default="telt_als_nul", validator=validators.in_(("telt_als_nul", "niet_meetellen")))
    prognose_percentage: Decimal | None = field(default=None, validator=validators.optional(_growth))
    prognose_percentage_per_vestiging: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(_growth))
    stappen: tuple[str, ...] = step_names()
    rekening: str = field(default="swv:budget", validator=grenzen.swv_account)
    bron_rekening: str | None = field(default=None, validator=validators.optional(grenzen.swv_account))
    maximale_daling_aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    vorig_jaar_euro: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.euros))
    drempel_aandeel: Decimal | None = field(default=None, validator=validators.optional(grenzen.share))
    startjaar: str | None = field(default=None, validator=validators.optional(grenzen.schooljaar))
    afbouw_aandelen: tuple[Decimal, ...] = field(default=(), validator=validators.deep_iterable(grenzen.share))
    referentie_euro: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.euros))

    def __attrs_post_init__(self) -> None:
        given = [a.name for a in fields(Keuzes) if a.name in VARIANT and getattr(self, a.name) != _default(a)]
        if wrong := [name for name in given if self.variant not in VARIANT[name]]:
            of = " or ".join(VARIANT[wrong[0]])
            raise ValueError(f"{wrong[0]} belongs to variant {of}, not to {self.variant}")
        if missing := [name for name in NEEDED[self.variant] if name not in given]:
            raise ValueError(f"variant {self.variant} needs {', '.join(missing)}")

    @property
    def prognose(self) -> bool:
        """Whether the plan gives a prognosis."""
        return self.prognose_percentage is not None or bool(self.prognose_percentage_per_vestiging)


def _default(attribute: Any) -> Any:
    factory = getattr(attribute.default, "factory", None)
    return factory() if factory else attribute.default
