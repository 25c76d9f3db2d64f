"""Growth of sbo after 1 October, until 2022: an amount per extra pupil, for the next school year (CATALOGUE V05).

Law: WPO (BWBR0003420) art. 124 lid 1, 3, 5 and 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import (
    SCHOLEN,
    Grootboek,
    Leest,
    Parameter,
    Regime,
    Telmoment,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    amount_cent,
    boekingen,
    dated,
    divide_over_schools,
    exact,
    format_decimal,
    format_euro,
    format_tariff,
    line_status,
    without_board,
)
from swvmon_sbo.tellen import (
    PERSONEEL,
    TELDATUM,
    TOT_2023,
    VANAF_2023,
    Sbotelling,
    abolished,
    counts,
    leerlingen,
    pay_in,
    pupils,
    total,
    without_others,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname


@frozen(kw_only=True)
class Keuzes(Sbotelling):
    """The choices, beside those about the count.

    Attributes:
        groei_euro: euros per extra pupil per schooljaar.
    """

    groei_euro: Parameter = dated(geldig=TOT_2023)


def reads(keuzes: Keuzes, _sector: str) -> tuple[Leest, ...]:
    """The two counts, the schools and their boards."""
    return (*SCHOLEN, *counts(TELDATUM, keuzes.peildatum))


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Pay the sbo schools that grew for what all of them together have more than on 1 October."""
    waarde, share = keuzes.groei_euro.at(momentopname.periode), momentopname.schooljaardeel().deel
    before = pupils(momentopname, TELDATUM, ("sbo",), keuzes.gemaskeerd_als)
    after = pupils(momentopname, keuzes.peildatum, ("sbo",), keuzes.gemaskeerd_als)
    after = without_others(momentopname, after, keuzes.van_ander_swv)
    more = total(after) - total(before)
    if more <= 0:
        return Uitkomst()
    grown = _grown(before, after)
    cost = amount_cent(more, waarde.waarde, share)
    first, second = (Telmoment.parse(m).on(momentopname.schooljaar) for m in (TELDATUM, keuzes.peildatum))
    paid = boekingen(
        grown,
        van=PERSONEEL,
        naar="vestiging:" + grown["vestiging"],
        bedrag_cent=divide_over_schools(cost, grown, "groei"),
        grondslag=f"groei sbo (WPO art. 124 lid 1; {waarde.bron})",
        toelichting=f"Het sbo had op {second:%d-%m-%Y} {leerlingen(more)} meer dan op {first:%d-%m-%Y}, "
        f"× {format_tariff(waarde.waarde, share)} = {format_euro(cost)}; de school groeide met "
        + grown["groei"].map(format_decimal).astype("str")
        + ".",
        parameters="sbo.groei_euro",
        status=line_status(waarde),
    )
    lines = (*pay_in(momentopname, grootboek, cost, keuzes, "WPO art. 124 lid 7"), paid)
    return Uitkomst(lines, bevindingen=without_board(*lines))


def _grown(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The schools that have more pupils, with how many."""
    former = before.set_index("vestiging")["aantal"].reindex(after["vestiging"], fill_value=0).set_axis(after.index)
    growth = exact(after["aantal"] - exact(former))
    return after.assign(groei=growth)[growth > 0].reset_index(drop=True)


GROEI_SBO = Verdeelmodel(
    naam="groei_sbo",
    titel="Groei van het sbo na 1 oktober",
    bron="WPO art. 124",
    sectoren=("po",),
    keuzes=Keuzes,
    heel_gebied=True,
    regimes=(Regime("po", TOT_2023, verdeel, reads), Regime("po", VANAF_2023, abolished)),
    voorbeelden=(Voorbeeld(sector="po", opening_euro={PERSONEEL: 100_000}),),
)
