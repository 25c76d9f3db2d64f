"""Variants that correct amounts: a floor below last year, and a loss made good for a number of years."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import (
    Bevinding,
    Grootboek,
    MissingData,
    Schooljaar,
    Uitkomst,
    amounts_cent,
    apportion,
    boekingen,
    check_schools,
    exact,
    format_decimal,
    format_euro,
    multiply,
    to_cent,
    with_board,
    without_board,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname
    from swvmon_krimpcorrectie.keuzes import Keuzes

CENT = Decimal("0.01")
"""Euros in a cent: what is in cents, times this, is rounded to whole cents."""

GRONDSLAG = "krimpcorrectie, {} (keuze van het SWV)"
"""The ground of a line, by which a later year knows the lines of the variant."""


def vloer(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Raise a school to its floor: last year's amount less the largest fall, of which the cents are rounded down.

    Raises:
        MissingData: neither the former year nor `vorig_jaar_euro` tells last year's amounts.
        SwvmonError: `vorig_jaar_euro` names a school outside the region.
    """
    check_schools(momentopname, "vorig_jaar_euro", keuzes.vorig_jaar_euro)
    try:
        former = _former(momentopname, keuzes)
    except MissingData:
        if not keuzes.vorig_jaar_euro:
            raise
        former = _given(keuzes.vorig_jaar_euro)
    schools = _compared(momentopname, grootboek, former, keuzes)
    fall, unit = (keuzes.maximale_daling_aandeel or Decimal(0)).as_integer_ratio()
    floor = schools["toen_cent"] - schools["toen_cent"] * fall // unit
    short = (floor - schools["nu_cent"]).clip(lower=0)
    why = f"hoogstens {format_decimal(100 * (keuzes.maximale_daling_aandeel or Decimal(0)))}% lager dan vorig jaar"
    numbers = "krimpcorrectie.maximale_daling_aandeel krimpcorrectie.vorig_jaar_euro"
    return _booked(schools.assign(tekort_cent=short), momentopname, grootboek, keuzes, (why, numbers))


def afbouw(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Make good a part of the loss above the threshold, less each year; each school rounded half up.

    Raises:
        MissingData: the plan gives no `referentie_euro`, and the run has no year before `startjaar`.
        SwvmonError: `referentie_euro` names a school outside the region.
    """
    check_schools(momentopname, "referentie_euro", keuzes.referentie_euro)
    first = Schooljaar.parse(keuzes.startjaar or "")
    number = momentopname.schooljaar.start - first.start
    if not 0 <= number < len(keuzes.afbouw_aandelen):
        return Uitkomst()
    part = keuzes.afbouw_aandelen[number]
    given = keuzes.referentie_euro
    reference = _given(given) if given else _reference(momentopname, first.shift(-1), keuzes)
    schools = _compared(momentopname, grootboek, reference, keuzes)
    threshold = multiply(schools["toen_cent"], keuzes.drempel_aandeel or Decimal(0))
    above = exact(exact(schools["toen_cent"] - schools["nu_cent"]) - threshold)
    above = above.where(above > Decimal(0), Decimal(0))
    short = amounts_cent(multiply(above, part), CENT)
    why = (
        f"jaar {number + 1} van {len(keuzes.afbouw_aandelen)}: {format_decimal(100 * part)}% van het verlies boven "
        f"{format_decimal(100 * (keuzes.drempel_aandeel or Decimal(0)))}% van de referentie"
    )
    numbers = "krimpcorrectie.drempel_aandeel krimpcorrectie.afbouw_aandelen krimpcorrectie.referentie_euro"
    return _booked(schools.assign(tekort_cent=short), momentopname, grootboek, keuzes, (why, numbers))


def _given(euros: dict[str, Decimal]) -> pd.Series:
    import pandas as pd

    return pd.Series({school: to_cent(euro) for school, euro in euros.items()}, dtype="int64")


def _former(momentopname: Momentopname, keuzes: Keuzes) -> pd.Series:
    _, ledger = momentopname.vorig()
    return ledger.per_vestiging(keuzes.stappen)


def _reference(momentopname: Momentopname, schooljaar: Schooljaar, keuzes: Keuzes) -> pd.Series:
    """What schools got in a year of the run, without what the compensation of an earlier loss booked in it.

    A later year would not do: what a school got there includes compensation, so that the loss would shrink with it.
    """
    view = momentopname
    while view.schooljaar > schooljaar:
        try:
            view, ledger = view.vorig()
        except MissingData:
            raise MissingData(
                f"{momentopname.regio} {momentopname.schooljaar}: variant afbouw compares with what schools got in "
                f"{schooljaar}, and this run goes no further back than {view.schooljaar}: give referentie_euro, or "
                f"start the run in {schooljaar}"
            ) from None
    own = ledger.regels["grondslag"] == GRONDSLAG.format(keuzes.variant)
    return Grootboek(ledger.regels[~own], ledger.opening).per_vestiging(keuzes.stappen)


def _compared(momentopname: Momentopname, grootboek: Grootboek, former: pd.Series, keuzes: Keuzes) -> pd.DataFrame:
    """Schools of the region that had an amount then, with both amounts; one that owed money then counts for zero."""
    schools = momentopname.tabel("aansluiting")[["vestiging"]].drop_duplicates().sort_values("vestiging")
    schools = with_board(schools[schools["vestiging"].isin(former.index)].reset_index(drop=True), momentopname)
    now = grootboek.per_vestiging(keuzes.stappen)
    then_cent, now_cent = (
        amounts.reindex(schools["vestiging"], fill_value=0).astype("int64").set_axis(schools.index)
        for amounts in (former, now)
    )
    return schools.assign(toen_cent=then_cent.clip(lower=0), nu_cent=now_cent)


def _booked(
    schools: pd.DataFrame, momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes, told: tuple[str, str]
) -> Uitkomst:
    """Growing schools, or the source, pay what is short; where they cannot pay all, all get less in proportion."""
    by_school = schools.set_index("vestiging")
    growth = (by_school["nu_cent"] - by_school["toen_cent"]).clip(lower=0)
    wanted = int(by_school["tekort_cent"].sum())
    source = keuzes.bron_rekening
    available = max(0, grootboek.saldo(source)) if source else int(growth.sum())
    paid = min(wanted, available)
    got = apportion(paid, by_school["tekort_cent"]).set_axis(schools.index)
    share = apportion(0 if source else paid, growth).set_axis(schools.index)
    why, numbers = told
    account = "vestiging:" + schools["vestiging"]
    then, now = (schools[column].map(format_euro).astype("str") for column in ("toen_cent", "nu_cent"))
    ground = GRONDSLAG.format(keuzes.variant)
    pays = boekingen(
        schools,
        van=account,
        naar=keuzes.rekening,
        bedrag_cent=share,
        grondslag=ground,
        toelichting="Groeide van " + then + " naar " + now + " en draagt naar rato bij aan scholen die krimpen.",
        parameters=numbers,
    )
    gets = boekingen(
        schools,
        van=source or keuzes.rekening,
        naar=account,
        bedrag_cent=got,
        grondslag=ground,
        toelichting="Ging van " + then + " naar " + now + f"; aangevuld: {why}.",
        parameters=numbers,
    )
    findings = (*_reduced(wanted, paid, momentopname.regio, source), *_silent(momentopname, grootboek, keuzes))
    return Uitkomst((pays, gets), bevindingen=(*findings, *without_board(pays, gets)))


def _reduced(wanted: int, paid: int, regio: str, source: str | None) -> tuple[Bevinding, ...]:
    if paid == wanted:
        return ()
    who = f"Rekening {source} heeft" if source else "De groei van andere scholen is"
    text = f"{who} te weinig voor {format_euro(wanted)} compensatie: {format_euro(paid)} geboekt, naar rato verlaagd."
    return (Bevinding("krimp_compensatie_verlaagd", "waarschuwing", regio, text),)


def _silent(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> tuple[Bevinding, ...]:
    """A finding for each named step without lines in both years; a step that names itself has none yet this year."""
    try:
        before = {b.sleutel for b in momentopname.vorig()[1].silent(keuzes.stappen)}
    except MissingData:
        before = set(keuzes.stappen)
    idle = grootboek.silent(keuzes.stappen)
    every = len(idle) == len(keuzes.stappen)
    return tuple(b for b in idle if b.sleutel in before and (every or before != set(keuzes.stappen)))
