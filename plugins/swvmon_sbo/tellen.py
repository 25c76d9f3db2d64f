"""Pupils in sbo and in basisscholen, and what the basisscholen pay in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    Bevinding,
    Leest,
    Periode,
    SwvmonError,
    Telling,
    Telmoment,
    Uitkomst,
    boekingen,
    check_schools,
    count_pupils,
    divide_over_schools,
    exact,
    format_decimal,
    format_euro,
    grenzen,
    schools_by_key,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from swvmon import Grootboek, Momentopname

TELDATUM = "1-10 t-1"
PERSONEEL, MATERIEEL, LICHT = "swv:licht:personeel", "swv:licht:materieel", "swv:licht"
TOT_2023 = Periode(date(2014, 8, 1), date(2022, 12, 31))
VANAF_2023 = Periode(date(2023, 1, 1), date(2999, 12, 31))


def _peildatum(_: object, _attribute: object, value: str) -> None:
    day = Telmoment.parse(value).on(2015)
    if not date(2014, 10, 2) <= day <= date(2015, 7, 31):
        raise ValueError(f"{value!r}: the peildatum lies from 2 October t-1 up to 31 July t (WPO art. 18a lid 8)")


@frozen(kw_only=True)
class Bijdrage:
    """What a plan chooses about the count, and about what the schools pay in where the light budget is short.

    Attributes:
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.
        bijdrage_gewicht: the key of the ondersteuningsplan; left out, the pupils of the basisscholen.
    """

    gemaskeerd_als: str = field(default="weigeren", validator=validators.in_(("minimum", "maximum", "weigeren")))
    bijdrage_gewicht: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.not_negative))


@frozen(kw_only=True)
class Sbotelling(Bijdrage):
    """What a plan chooses about the second count of sbo.

    Attributes:
        peildatum: its day, as the ondersteuningsplan sets it: from 2 October t-1 to 31 July t.
        van_ander_swv: pupils per sbo school for whom another SWV pays (grensverkeer); they are left out on that day.
    """

    peildatum: str = field(default="1-2 t", validator=_peildatum)
    van_ander_swv: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.not_negative))


def counts(*momenten: str) -> tuple[Leest, ...]:
    """The counts of pupils at some moments."""
    return tuple(Leest("leerlingen_po", moment) for moment in momenten)


def pupils(momentopname: Momentopname, moment: str, soorten: tuple[str, ...], gemaskeerd_als: str) -> pd.DataFrame:
    """Pupils of some types of school per vestiging, for the part that belongs to the region; those without left out."""
    rows = momentopname.tabel("leerlingen_po", moment)
    view = momentopname.extended({f"leerlingen_po {moment}": rows[rows["soort"].isin(soorten)]})
    schools = count_pupils(view, Telling(basis="bao_sbo", gemaskeerd_als=gemaskeerd_als), moment)
    return schools[schools["aantal"] > 0].reset_index(drop=True)


def without_others(
    momentopname: Momentopname, schools: pd.DataFrame, van_ander_swv: Mapping[str, Decimal]
) -> pd.DataFrame:
    """The pupils in sbo without those for whom another SWV pays.

    Raises:
        SwvmonError: a school is not of the region, or has fewer pupils than are left out.
    """
    check_schools(momentopname, "van_ander_swv", van_ander_swv)
    less = exact([van_ander_swv.get(school, Decimal(0)) for school in schools["vestiging"]]).set_axis(schools.index)
    own = schools["aantal"] - less
    absent = set(van_ander_swv) - set(schools["vestiging"])
    if absent or (own < 0).any():
        school = min(absent | set(schools.loc[own < 0, "vestiging"]))
        raise SwvmonError(f"van_ander_swv leaves out more pupils of {school} than it has in sbo")
    return schools.assign(aantal=exact(own))


def total(schools: pd.DataFrame) -> Decimal:
    """All pupils together."""
    return sum(schools["aantal"], Decimal(0))


def leerlingen(number: Decimal) -> str:
    """A number of pupils, in words."""
    return f"{format_decimal(number)} {'leerling' if number == 1 else 'leerlingen'}"


def pay_in(
    momentopname: Momentopname, grootboek: Grootboek, cost: int, keuzes: Bijdrage, artikel: str
) -> list[pd.DataFrame]:
    """What the schools pay in, where the light budget does not hold what is to be paid from it.

    Raises:
        SwvmonError: nobody can pay it in.
    """
    short = cost - max(0, grootboek.saldo(PERSONEEL))
    if short <= 0:
        return []
    schools, status = _key(momentopname, keuzes)
    if not sum(schools["gewicht"]):
        raise SwvmonError(
            f"{PERSONEEL} is {format_euro(short)} short, but no basisschool has pupils: see bijdrage_gewicht"
        )
    key = "sleutel van het ondersteuningsplan" if keuzes.bijdrage_gewicht else "leerlingen van de basisscholen"
    lines = boekingen(
        schools,
        van="vestiging:" + schools["vestiging"],
        naar=PERSONEEL,
        bedrag_cent=divide_over_schools(short, schools, "gewicht"),
        grondslag=f"bijdrage van scholen ({artikel})",
        toelichting=f"Tekort op {PERSONEEL} {format_euro(short)} naar de {key}.",
        parameters="sbo.bijdrage_gewicht." + schools["vestiging"] if keuzes.bijdrage_gewicht else "",
        status=status,
    )
    return [lines]


def abolished(momentopname: Momentopname, _grootboek: Grootboek, _keuzes: object) -> Uitkomst:
    """From 2023 the law has no such payment: nothing is booked, and a finding says so."""
    text = "Vanaf 2023 betaalt een samenwerkingsverband per sbo-TLV (model sbo); groei en grensverkeer vervielen."
    return Uitkomst(bevindingen=(Bevinding("sbo_regeling_vervallen", "info", str(momentopname.schooljaar), text),))


def _key(momentopname: Momentopname, keuzes: Bijdrage) -> tuple[pd.DataFrame, str]:
    """The schools with their `gewicht`, and the status of what is divided by it."""
    if keuzes.bijdrage_gewicht:
        return schools_by_key(momentopname, "bijdrage_gewicht", keuzes.bijdrage_gewicht), "definitief"
    schools = pupils(momentopname, TELDATUM, ("bao",), keuzes.gemaskeerd_als)
    return schools.rename(columns={"aantal": "gewicht"}), "aanname"
