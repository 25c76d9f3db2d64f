"""Zware ondersteuning vo: pupils on the peildatum x tariff; personnel per schooljaar, material per kalenderjaar.

Law: WVO (BWBR0002399) art. 85b and 89a, until 2022. A plan may give the budget as an amount instead.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    Grootboek,
    Leest,
    Momentopname,
    Parameter,
    Periode,
    SwvmonError,
    Uitkomst,
    Verdeelmodel,
    boekingen,
    dated,
    exact,
    half_up,
    multiply,
    peildatum,
    to_cent,
)

if TYPE_CHECKING:
    import pandas as pd

MOMENTS = ("1-10 t-1", "1-10 t")
"""Counts that a schooljaar needs: the material part January to July counts on 1 October of the schooljaar itself."""


def _whole_cents(_: object, _attribute: object, value: Decimal) -> None:
    to_cent(value)


@frozen
class Keuzes:
    """The choices.

    Attributes:
        budget_euro: the budget as an amount, where a plan has no tariffs; booked net in `swv:budget`.
        vavo_aandeel: part of a pupil placed at a vavo that is funded (Vensters, Aantal leerlingen vo: half).
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.
        zwaar_vo_personeel_euro: euros per pupil per schooljaar.
        zwaar_vo_materieel_euro: euros per pupil per kalenderjaar.
    """

    budget_euro: Decimal | None = field(default=None, validator=validators.optional([validators.gt(0), _whole_cents]))
    vavo_aandeel: Decimal = field(default=Decimal("0.5"), validator=[validators.ge(0), validators.le(1)])
    gemaskeerd_als: str = field(default="weigeren", validator=validators.in_(("minimum", "maximum", "weigeren")))
    zwaar_vo_personeel_euro: Parameter = dated(unless="budget_euro")
    zwaar_vo_materieel_euro: Parameter = dated(unless="budget_euro")


def reads(keuzes: Keuzes, _sector: str) -> tuple[Leest, ...]:
    """The counts, unless the plan gives the budget."""
    if keuzes.budget_euro is not None:
        return ()
    return (Leest("aansluiting"), *(Leest("leerlingen_vo", moment) for moment in MOMENTS))


def verdeel(momentopname: Momentopname, _grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Book what the rijk pays: the amount of the plan, or personnel and the two calendar parts of material."""
    if keuzes.budget_euro is not None:
        return Uitkomst((given(keuzes.budget_euro),))
    year = momentopname.schooljaar
    lines = [post(momentopname, keuzes, "personeel", year.periode, Decimal(1), keuzes.zwaar_vo_personeel_euro)]
    for _, part, days in year.kalenderdelen():
        share = Decimal(part.numerator) / part.denominator
        lines.append(post(momentopname, keuzes, "materieel", days, share, keuzes.zwaar_vo_materieel_euro))
    return Uitkomst(tuple(lines))


def given(budget_euro: Decimal) -> pd.DataFrame:
    """The budget as the plan gives it."""
    return boekingen(
        van="rijk:begroot",
        naar="swv:budget",
        bedrag_cent=to_cent(budget_euro),
        grondslag="begroot budget (regioplan)",
        toelichting="Budget zoals het regioplan het opgeeft.",
        parameters="rijksbekostiging.budget_euro",
        status="voorlopig",
    )


def post(  # noqa: PLR0913, PLR0917 - a post is its name, days, share of the year and tariff
    momentopname: Momentopname, keuzes: Keuzes, soort: str, dagen: Periode, aandeel: Decimal, tarief: Parameter
) -> pd.DataFrame:
    """One post: funded pupils on the peildatum of the post x share of the year x tariff."""
    counted = peildatum(momentopname.sector, f"zwaar:{soort}", dagen)
    moment = next(m for m in MOMENTS if Leest("leerlingen_vo", m).peildatum(momentopname.schooljaar) == counted)
    pupils = funded_pupils(momentopname, moment, keuzes)
    waarde = tarief.at(dagen)
    lines = boekingen(
        van="rijk:zwaar",
        naar=f"swv:zwaar:{soort}",
        hoeveelheid=half_up(pupils * aandeel, 6),
        eenheid="leerling" if aandeel == 1 else "leerling × deel van het kalenderjaar",
        tarief=waarde.waarde,
        grondslag=f"zware ondersteuning vo, {soort} ({waarde.bron})",
        toelichting=f"Leerlingen op {counted:%d-%m-%Y} × bedrag per leerling.",
        parameters=tarief.id,
        status={"vastgesteld": "definitief"}.get(waarde.status, waarde.status),
        bruto_netto="bruto",
    )
    return lines.assign(periode_van=dagen.van, periode_tot=dagen.tot)


def funded_pupils(momentopname: Momentopname, moment: str, keuzes: Keuzes) -> Decimal:
    """Pupils of the region that are funded; a pupil placed at a vavo counts for a part.

    Raises:
        SwvmonError: a count is masked and the plan does not say what it counts for.
    """
    counts = momentopname.tabel("leerlingen_vo", moment)
    if keuzes.gemaskeerd_als == "weigeren" and (counts["aantal_min"] != counts["aantal_max"]).any():
        raise SwvmonError(
            "counts are masked by the publisher (<5): choose what they count for with "
            'gemaskeerd_als = "minimum" or "maximum"'
        )
    number = counts["aantal_max" if keuzes.gemaskeerd_als == "maximum" else "aantal_min"]
    share = momentopname.tabel("aansluiting").set_index("vestiging")["aandeel"].map(Decimal)
    weight = counts["fase"].map(lambda fase: keuzes.vavo_aandeel if fase == "vavo" else Decimal(1))
    weight = weight * counts["vestiging"].map(share)
    return sum(multiply(number, exact(weight)), Decimal(0))


RIJKSBEKOSTIGING = Verdeelmodel(
    naam="rijksbekostiging",
    titel="Rijksbekostiging zware ondersteuning",
    bron="WVO art. 85b en 89a",
    sectoren=("vo",),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
)
