"""Schoolmodel: the schools get the money by their numbers of pupils (R0 L286).

Nobody looks at which school has which need. A fixed amount per location, weights and a slow change from an older key
are choices that published rules make.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Leest,
    SwvmonError,
    Telling,
    Uitkomst,
    Verdeelmodel,
    amounts_cent,
    apportion,
    boekingen,
    check_schools,
    count_pupils,
    exact,
    format_decimal,
    format_euro,
    grenzen,
    half_up,
    multiply,
    to_cent,
    with_board,
    without_board,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname


@frozen(kw_only=True)
class Keuzes(Telling):
    """The choices, beside those about the count.

    Attributes:
        van: account that pays.
        budget_euro: what there is to divide; left out, the amounts per location and per pupil decide the total.
        vaste_voet_euro: euros per location with pupils; the part of the location that belongs to the region counts.
        bedrag_per_leerling_euro: euros per pupil, instead of a budget.
        gewicht_per_vestiging: how heavily a pupil of a school counts; 1 where not named.
        oude_verdeling_euro: euros per school by the former key; only the proportions count.
        ingroei_aandeel: share of the new key, 0 to 1; the rest is divided as by the former key.
    """

    van: str = field(default="swv:budget", validator=grenzen.swv_account)
    budget_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.euros))
    vaste_voet_euro: Decimal = field(default=Decimal(0), validator=grenzen.euros)
    bedrag_per_leerling_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.not_negative))
    gewicht_per_vestiging: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.not_negative))
    oude_verdeling_euro: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.euros))
    ingroei_aandeel: Decimal = field(default=Decimal(1), validator=grenzen.share)

    def __attrs_post_init__(self) -> None:
        if self.budget_euro is not None and self.bedrag_per_leerling_euro is not None:
            raise ValueError("budget_euro and bedrag_per_leerling_euro exclude each other: a budget sets the amount")
        if self.budget_euro is None and self.bedrag_per_leerling_euro is None and not self.vaste_voet_euro:
            raise ValueError("nothing to divide: give budget_euro, bedrag_per_leerling_euro or vaste_voet_euro")
        if self.ingroei_aandeel < 1 and not sum(self.oude_verdeling_euro.values()):
            raise ValueError(f"ingroei_aandeel = {self.ingroei_aandeel} needs oude_verdeling_euro, the former key")


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The count on the chosen day, the schools and their boards."""
    return (*SCHOLEN, *keuzes.counts(sector))


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:  # noqa: ARG001 - hook form
    """Divide over the schools.

    Books, in this order: the fixed amount per location, what follows the pupils (an amount for each, or the rest of the
    budget to the cent), and the correction towards the former key while the new one grows in.

    Raises:
        SwvmonError: the fixed amounts exceed the budget, there are no pupils to divide over, or a choice names a school
            that is not in the region.
    """
    check_schools(momentopname, "gewicht_per_vestiging", keuzes.gewicht_per_vestiging)
    check_schools(momentopname, "oude_verdeling_euro", keuzes.oude_verdeling_euro)
    schools = count_pupils(momentopname, keuzes)
    schools = schools[schools["aantal"] > 0].reset_index(drop=True)
    weight = schools["vestiging"].map(keuzes.gewicht_per_vestiging).astype("object").fillna(Decimal(1))
    schools = schools.assign(gewicht=exact(weight), gewogen=multiply(schools["aantal"], exact(weight)))
    fixed = vaste_voet(schools, keuzes)
    by_pupils = leerlingdeel(schools, keuzes, int(fixed["bedrag_cent"].sum()))
    grown_in = ingroei(momentopname, (fixed, by_pupils), keuzes)
    lines = (fixed, by_pupils, grown_in)
    return Uitkomst(lines, bevindingen=without_board(*lines))


def vaste_voet(schools: pd.DataFrame, keuzes: Keuzes) -> pd.DataFrame:
    """The fixed amount per location."""
    return boekingen(
        schools,
        van=keuzes.van,
        naar="vestiging:" + schools["vestiging"],
        hoeveelheid=schools["aandeel"],
        eenheid="locatie",
        tarief=keuzes.vaste_voet_euro,
        grondslag="vaste voet (schoolmodel)",
        toelichting="Vast bedrag per locatie.",
        parameters="basismodellen.vaste_voet_euro",
    )


def leerlingdeel(schools: pd.DataFrame, keuzes: Keuzes, fixed_cent: int) -> pd.DataFrame:
    """What follows the pupils: an amount for each weighted pupil, or the rest of the budget by weighted pupils."""
    if keuzes.budget_euro is not None:
        amount = _rest(schools, to_cent(keuzes.budget_euro) - fixed_cent)
        tariff, numbers = None, "basismodellen.budget_euro"
    else:
        tariff, numbers = keuzes.bedrag_per_leerling_euro or Decimal(0), "basismodellen.bedrag_per_leerling_euro"
        amount = amounts_cent(schools["gewogen"], tariff)
    named = schools["vestiging"].isin(list(keuzes.gewicht_per_vestiging))
    return boekingen(
        schools,
        van=keuzes.van,
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=amount,
        hoeveelheid=schools["gewogen"],
        eenheid="leerling",
        tarief=tariff,
        grondslag="leerlingdeel (schoolmodel)",
        toelichting=_explain(schools),
        parameters=numbers + (" basismodellen.gewicht_per_vestiging." + schools["vestiging"]).where(named, ""),
    )


def ingroei(momentopname: Momentopname, new: tuple[pd.DataFrame, ...], keuzes: Keuzes) -> pd.DataFrame:
    """From the new key towards the former one, for the share that has not grown in yet; the corrections sum to zero."""
    import pandas as pd

    by_new = pd.concat(new).groupby("vestiging")["bedrag_cent"].sum()
    former = pd.Series({s: to_cent(e) for s, e in keuzes.oude_verdeling_euro.items()}, dtype="int64")
    schools = sorted({*by_new.index, *former.index})
    by_new, former = (key.reindex(schools, fill_value=0).astype("int64") for key in (by_new, former))
    part = int(half_up((1 - keuzes.ingroei_aandeel) * int(by_new.sum())))
    difference = (apportion(part, former) - apportion(part, by_new)).reset_index(drop=True)
    rows = with_board(pd.DataFrame({"vestiging": pd.Series(schools, dtype="str")}), momentopname)
    account, up = "vestiging:" + rows["vestiging"], difference > 0
    return boekingen(
        rows,
        van=account.where(~up, keuzes.van),
        naar=account.where(up, keuzes.van),
        bedrag_cent=difference.abs(),
        grondslag="ingroei (schoolmodel)",
        toelichting=f"Nieuwe sleutel telt voor {format_decimal(100 * keuzes.ingroei_aandeel)}%, de rest volgt de oude.",
        parameters="basismodellen.ingroei_aandeel basismodellen.oude_verdeling_euro." + rows["vestiging"],
    )


def _rest(schools: pd.DataFrame, rest_cent: int) -> pd.Series:
    if rest_cent < 0:
        raise SwvmonError(
            f"the fixed amounts are {format_euro(-rest_cent)} above budget_euro: "
            "lower vaste_voet_euro, or raise the budget"
        )
    weights = schools.set_index("vestiging")["gewogen"]
    if rest_cent and not weights.gt(0).any():
        raise SwvmonError(f"{format_euro(rest_cent)} to divide by pupils, but no pupil counts: see basis and gewicht")
    return apportion(rest_cent, weights).set_axis(schools.index)


def _explain(schools: pd.DataFrame) -> pd.Series:
    texts = schools[["aantal", "gewicht"]].astype("object").map(format_decimal).astype("str")
    weighted = (" × gewicht " + texts["gewicht"]).where(texts["gewicht"] != "1", "")
    return texts["aantal"] + " leerlingen" + weighted + "."


SCHOOLMODEL = Verdeelmodel(
    naam="schoolmodel",
    titel="Schoolmodel: geld naar scholen naar leerlingaantal",
    bron="R0 L286",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
)
