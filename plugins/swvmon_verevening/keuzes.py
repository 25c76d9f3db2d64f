"""What a region plan gives: the counts of 1 October 2011, or the outcome of the decision; names carry their unit."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import Parameter, dated, to_cent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLAATSING = {"po": ("so_jonger_dan_8", "so_vanaf_8"), "vo": ("so_vanaf_8", "vso")}
"""Kinds of placement per sector. A pupil of 14 or older in so on 31 July 2011 counts for vo (art. XIII.2, XV.2)."""

INDICATIES = ("cluster4", "lg", "mg", "lz", "zmlk")
DOWN = "zmlk_down"
TOESLAG, TOESLAG_OP = "toeslag_bao_zmlk_groep3", "bao_zmlk"
"""What is paid on top for a zmlk pupil in group 3 or higher of a basisschool."""

RUGZAK = {
    "po": (*(f"{school}_{i}" for school in ("bao", "sbo") for i in INDICATIES), TOESLAG),
    "vo": tuple(f"{school}_{i}" for school in ("overig_vo", "lwoo_pro") for i in (*INDICATIES, DOWN)),
}
BEGELEIDING = {sector: tuple(f"{school}_{i}" for i in INDICATIES) for sector, school in (("po", "so"), ("vo", "vso"))}


def _any(kinds: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for sector in ("po", "vo") for kind in kinds[sector]))


def _whole_cents(_: object, _attribute: object, value: Decimal | None) -> None:
    if value is not None:
        to_cent(value)


def _once(name: str, keys: Iterable[object]) -> None:
    if twice := [key for key, times in Counter(keys).items() if times > 1]:
        raise ValueError(f"{name}: {twice[0]} is given more than once; add the numbers up")


@frozen
class Plaatsing:
    """Pupils of so or vso on 1 October 2011 for whom the region would have been charged.

    Attributes:
        soort: so_jonger_dan_8, so_vanaf_8 or vso.
        categorie: 1 (cluster 4, zmlk, lz), 2 (lg) or 3 (mg).
        aantal: pupils.
    """

    soort: str = field(validator=validators.in_(_any(PLAATSING)))
    categorie: int = field(validator=validators.in_((1, 2, 3)))
    aantal: int = field(validator=validators.ge(0))

    @property
    def lid(self) -> str:
        """Member of the groups with TLV amounts."""
        return f"{self.soort}_cat{self.categorie}"


@frozen
class Rugzak:
    """Pupils with a leerlinggebonden budget (lgf, "rugzak") on 1 October 2011.

    Attributes:
        soort: school and indication, such as bao_cluster4 or overig_vo_lg; toeslag_bao_zmlk_groep3 counts those
            of bao_zmlk again that are in group 3 or higher.
        aantal: pupils.
    """

    soort: str = field(validator=validators.in_(_any(RUGZAK)))
    aantal: int = field(validator=validators.ge(0))


@frozen
class Begeleiding:
    """Pupils of so or vso on 1 October 2011 that count for preventieve ambulante begeleiding (pab).

    Attributes:
        soort: school and indication, such as so_lg or vso_cluster4.
        aantal: pupils.
    """

    soort: str = field(validator=validators.in_(_any(BEGELEIDING)))
    aantal: int = field(validator=validators.ge(0))


@frozen
class Keuzes:
    """The choices: either the counts of 2011, or both outcomes.

    Attributes:
        leerlingen: pupils on 1 October 2011 for whom the norm is paid: po bao and sbo, vo all.
        tlv: placements in so and vso.
        lgf: pupils with a rugzak.
        pab: pupils that count for preventieve ambulante begeleiding.
        uitkomst_personeel_euro: outcome for personnel before index and percentage, with the sign of the law.
        uitkomst_materieel_euro: outcome for material, likewise.
        norm_euro: norm per pupil, by sector and part.
        tlv_personeel_euro: euros per placed pupil, by kind and category.
        tlv_materieel_euro: likewise for material.
        lgf_personeel_euro: euros per pupil with a rugzak, by kind.
        lgf_materieel_euro: likewise for material.
        pab_personeel_euro: euros per pupil, by kind.
        percentage_po_personeel_positief: percentage of the schooljaar for an outcome above zero.
        percentage_po_personeel_negatief: percentage of the schooljaar for an outcome below zero.
        percentage_po_materieel_positief: likewise, of the kalenderjaar.
        percentage_po_materieel_negatief: likewise, of the kalenderjaar.
        percentage_vo_personeel_positief: as po.
        percentage_vo_personeel_negatief: as po.
        percentage_vo_materieel_positief: as po.
        percentage_vo_materieel_negatief: as po.
        indexering_personeel_percentage: by how much the outcome rises in a schooljaar, on top of former rises.
        indexering_materieel_percentage: likewise in a kalenderjaar, after 2016.
        indexering_materieel_2016_percentage: by how much it rose in 2016, by sector.
    """

    leerlingen: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    tlv: tuple[Plaatsing, ...] = ()
    lgf: tuple[Rugzak, ...] = ()
    pab: tuple[Begeleiding, ...] = ()
    uitkomst_personeel_euro: Decimal | None = field(default=None, validator=_whole_cents)
    uitkomst_materieel_euro: Decimal | None = field(default=None, validator=_whole_cents)
    norm_euro: dict[str, Decimal] = dated()
    tlv_personeel_euro: dict[str, Decimal] = dated()
    tlv_materieel_euro: dict[str, Decimal] = dated()
    lgf_personeel_euro: dict[str, Decimal] = dated()
    lgf_materieel_euro: dict[str, Decimal] = dated()
    pab_personeel_euro: dict[str, Decimal] = dated()
    percentage_po_personeel_positief: Parameter = dated()
    percentage_po_personeel_negatief: Parameter = dated()
    percentage_po_materieel_positief: Parameter = dated()
    percentage_po_materieel_negatief: Parameter = dated()
    percentage_vo_personeel_positief: Parameter = dated()
    percentage_vo_personeel_negatief: Parameter = dated()
    percentage_vo_materieel_positief: Parameter = dated()
    percentage_vo_materieel_negatief: Parameter = dated()
    indexering_personeel_percentage: Parameter = dated()
    indexering_materieel_percentage: Parameter = dated()
    indexering_materieel_2016_percentage: dict[str, Decimal] = dated()

    def __attrs_post_init__(self) -> None:
        given = [u is not None for u in (self.uitkomst_personeel_euro, self.uitkomst_materieel_euro)]
        counted = self.leerlingen is not None or bool(self.tlv or self.lgf or self.pab)
        if any(given) and counted:
            raise ValueError("give the counts of 2011 or the uitkomst amounts, not both")
        if any(given) and not all(given):
            raise ValueError("needs uitkomst_personeel_euro and uitkomst_materieel_euro; write 0 where there is none")
        if not any(given) and self.leerlingen is None:
            raise ValueError("needs leerlingen (pupils on 1 October 2011), or the two uitkomst amounts")
        _once("tlv", ((p.soort, p.categorie) for p in self.tlv))
        _once("lgf", (r.soort for r in self.lgf))
        _once("pab", (b.soort for b in self.pab))
        self._check_rugzakken()

    def _check_rugzakken(self) -> None:
        pupils = {r.soort: r.aantal for r in self.lgf}
        extra = pupils.pop(TOESLAG, 0)
        if extra > pupils.get(TOESLAG_OP, 0):
            raise ValueError(f"lgf: {TOESLAG} counts {extra} of {pupils.get(TOESLAG_OP, 0)} pupils of {TOESLAG_OP}")
        if self.leerlingen is not None and sum(pupils.values()) > self.leerlingen:
            raise ValueError(f"lgf: {sum(pupils.values())} pupils with a rugzak among {self.leerlingen} leerlingen")
