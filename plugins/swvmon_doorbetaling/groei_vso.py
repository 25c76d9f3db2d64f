"""Growth of so and vso after 1 October, until 2022: the SWV pays the schools for the pupils that came (CATALOGUE V05).

Law: WPO (BWBR0003420) art. 125b, WVO (BWBR0002399) art. 85d: the SWV pays for the difference between two counts of all
its pupils. The ondersteuningsplan sets the day of the second count and the key by which the schools pay in where the
SWV cannot pay.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Bevinding,
    Grootboek,
    Leest,
    Parameter,
    Regime,
    SwvmonError,
    Telmoment,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    amounts_cent,
    apportion,
    boekingen,
    dated,
    divide_over_schools,
    format_euro,
    grenzen,
    schools_by_key,
    with_board,
    without_board,
)
from swvmon_doorbetaling.plaatsingen import (
    SOORT,
    TOT_2023,
    VANAF_2023,
    Plaatsingen,
    Tarieven,
    least_certain,
    leerlingen,
    placed,
    spelled,
    tellingen,
    tot_2015,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname

TELDATUM, POT = "1-10 t-1", "swv:zwaar:personeel"
ARTIKEL = {"po": "WPO art. 125b", "vo": "WVO art. 85d"}
KRIMP = ("telt_mee", "telt_niet")


def _peildatum(_: object, _attribute: object, value: str) -> None:
    day = Telmoment.parse(value).on(2015)
    if not date(2014, 10, 2) <= day <= date(2015, 7, 31):
        raise ValueError(f"{value!r}: the peildatum lies from 2 October t-1 up to 31 July t (WPO art. 18a lid 8)")


@frozen(kw_only=True)
class Keuzes(Plaatsingen):
    """The choices, beside those about the count.

    Attributes:
        peildatum: day of the second count, as the ondersteuningsplan sets it: from 2 October t-1 to 31 July t.
        krimp: what a school or category that shrank does: telt_mee, so that no more pupils are paid than the SWV has
            more in all; or telt_niet, and every school is paid for all its growth, which is not what the law says.
        bijdrage_gewicht: the key of the ondersteuningsplan for what the schools pay in; needed where the SWV is short.
        so_personeel_euro: po: euros per pupil per schooljaar, by age group and category.
        vso_personeel_euro: vo: likewise, by category.
    """

    peildatum: str = field(default="1-2 t", validator=_peildatum)
    krimp: str = field(default="telt_mee", validator=validators.in_(KRIMP))
    bijdrage_gewicht: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.not_negative))
    so_personeel_euro: dict[str, Parameter] = dated(sector="po", geldig=TOT_2023)
    vso_personeel_euro: dict[str, Parameter] = dated(sector="vo", geldig=TOT_2023)


def reads(keuzes: Keuzes, _sector: str) -> tuple[Leest, ...]:
    """The two counts, the schools and their boards."""
    return (*SCHOLEN, *tellingen(TELDATUM, keuzes.peildatum))


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Book what the schools pay in, where the pot is short, and then what the growth costs.

    Raises:
        SwvmonError: the pot is short and the plan gives no key; or a count is masked or not told in full.
    """
    groep = f"{SOORT[momentopname.sector]}_personeel_euro"
    tarieven = Tarieven.over(groep, getattr(keuzes, groep), momentopname.periode)
    grown, found = growth(momentopname, tarieven, keuzes)
    if grown.empty:
        return Uitkomst(bevindingen=found)
    lines = pay(momentopname, grown, tarieven, keuzes)
    cost = sum(int(frame["bedrag_cent"].sum()) for frame in lines)
    short = cost - max(0, grootboek.saldo(POT))
    paid_in = (pay_in(momentopname, short, keuzes),) if short > 0 else ()
    return Uitkomst((*paid_in, *lines), bevindingen=(*found, *without_board(*paid_in, *lines)))


def growth(
    momentopname: Momentopname, tarieven: Tarieven, keuzes: Keuzes
) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """For how many pupils each school is paid in each category, where the SWV has more in all; else no rows.

    Returns:
        Rows as `placed` gives them, with `groei` (what the school has more), `aantal` (what of it is paid) and `meer`
        (what the SWV has more in all); and findings.
    """
    import pandas as pd

    first, found = placed(momentopname, TELDATUM, tarieven, keuzes)
    second, more = placed(momentopname, keuzes.peildatum, tarieven, keuzes)
    key = ["school", "lid"]
    before = first.groupby(key)["aantal"].sum()
    after = second.groupby(key)["aantal"].sum()
    both = after.index.union(before.index)
    change = after.reindex(both, fill_value=0) - before.reindex(both, fill_value=0)
    difference = max(0, int(change.sum()))
    by_lid = pd.concat([first, second], ignore_index=True).groupby("lid")
    facts = by_lid[["tarief", "naam"]].first().assign(status=by_lid["status"].agg(least_certain))
    grown = change[change > 0].reset_index(name="groei").join(facts, on="lid")
    rows = divided(grown, difference, keuzes) if difference else grown.iloc[:0].assign(aantal=0)
    return rows.assign(meer=difference), (*found, *more)


def divided(grown: pd.DataFrame, difference: int, keuzes: Keuzes) -> pd.DataFrame:
    """The pupils of the difference over what grew, by its growth; the law does not say how, so then it is assumed."""
    if keuzes.krimp == "telt_niet":
        return grown.assign(aantal=grown["groei"], status="aanname")
    rows = grown.assign(aantal=apportion(difference, grown["groei"]))
    if len(rows) > 1 and difference < rows["groei"].sum():
        return rows.assign(status="aanname")
    return rows


def pay(
    momentopname: Momentopname, grown: pd.DataFrame, tarieven: Tarieven, keuzes: Keuzes
) -> tuple[pd.DataFrame, ...]:
    """What the SWV pays: to schools of the region themselves, to others through DUO."""
    soort, share = SOORT[momentopname.sector], momentopname.schooljaardeel().deel
    own = grown["school"].isin(momentopname.tabel("aansluiting")["vestiging"])
    rows = with_board(grown.assign(vestiging=grown["school"].where(own, "")), momentopname)
    rows = rows.assign(
        naar=("vestiging:" + rows["vestiging"]).where(own, f"duo:{soort}"),
        toelichting=_told(momentopname, rows, own, keuzes),
    )
    lines = []
    for status, same in rows.groupby("status"):
        lines.append(
            boekingen(
                same,
                van=POT,
                naar=same["naar"],
                bedrag_cent=amounts_cent(same["aantal"], same["tarief"], share),
                hoeveelheid=same["aantal"],
                eenheid="leerling",
                tarief=same["tarief"] if share == 1 else None,
                grondslag=f"groei {soort} ({ARTIKEL[momentopname.sector]}; {tarieven.bron})",
                toelichting=same["toelichting"],
                parameters=f"doorbetaling.{tarieven.groep}." + same["lid"],
                status=str(status),
            )
        )
    return tuple(lines)


def pay_in(momentopname: Momentopname, short_cent: int, keuzes: Keuzes) -> pd.DataFrame:
    """What the schools pay in by the key of the ondersteuningsplan."""
    schools = schools_by_key(momentopname, "bijdrage_gewicht", keuzes.bijdrage_gewicht)
    if not sum(schools["gewicht"]):
        raise SwvmonError(
            f"{POT} is {format_euro(short_cent)} short of what the growth costs; the schools pay that in by the key of "
            "the ondersteuningsplan (WPO art. 18a lid 8 onder j): give bijdrage_gewicht"
        )
    return boekingen(
        schools,
        van="vestiging:" + schools["vestiging"],
        naar=POT,
        bedrag_cent=divide_over_schools(short_cent, schools, "gewicht"),
        grondslag=f"bijdrage aan groei ({ARTIKEL[momentopname.sector]})",
        toelichting=f"Tekort voor de groei {format_euro(short_cent)} volgens de sleutel van het ondersteuningsplan.",
        parameters="doorbetaling.bijdrage_gewicht." + schools["vestiging"],
    )


def abolished(momentopname: Momentopname, _grootboek: Grootboek, _keuzes: Keuzes) -> Uitkomst:
    """From 2023 there is no growth funding by law: nothing is booked, and a finding says so."""
    text = "Vanaf 2023 is er geen wettelijke groeibekostiging; wat het ondersteuningsplan regelt, is een eigen stap."
    return Uitkomst(bevindingen=(Bevinding("groeibekostiging_vervallen", "info", str(momentopname.schooljaar), text),))


def _told(momentopname: Momentopname, rows: pd.DataFrame, own: pd.Series, keuzes: Keuzes) -> pd.Series:
    """Each line in words: the difference of the SWV, what of it is paid here, and how much this grew."""
    soort, share = SOORT[momentopname.sector], momentopname.schooljaardeel().deel
    first, second = _day(momentopname, TELDATUM), _day(momentopname, keuzes.peildatum)
    more = leerlingen(int(rows["meer"].iloc[0]))
    elsewhere = (" (" + rows["school"] + ")").where(~own & (rows["school"] != ""), "")
    shrunk = "; krimp elders telt niet" if keuzes.krimp == "telt_niet" else ""
    return (
        f"Het SWV had op {second} {more} in {soort} meer dan op {first}; "
        + rows["naam"]
        + elsewhere
        + ": "
        + rows["aantal"].astype("str")
        + " × "
        + spelled(rows["tarief"], share)
        + ", bij een groei van "
        + rows["groei"].astype("str")
        + f"{shrunk}."
    )


def _day(momentopname: Momentopname, moment: str) -> str:
    return f"{Telmoment.parse(moment).on(momentopname.schooljaar):%d-%m-%Y}"


def _regimes(sector: str) -> tuple[Regime, ...]:
    return (tot_2015(sector), Regime(sector, TOT_2023, verdeel, reads), Regime(sector, VANAF_2023, abolished))


GROEI_VSO = Verdeelmodel(
    naam="groei_vso",
    titel="Groei van het (v)so na 1 oktober",
    bron="WPO art. 125b; WVO art. 85d",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    heel_gebied=True,
    regimes=(*_regimes("po"), *_regimes("vo")),
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            schooljaar=schooljaar,
            opening_euro={POT: 500_000},
            # telt_mee divides whole pupils, so that twice the pupils is not twice the amount of each school
            keuzes={"gemaskeerd_als": "minimum", "krimp": "telt_niet"},
            parameters={f"doorbetaling.{group}.{lid}": Decimal(n * 10_000) for n, lid in enumerate(leden, start=1)},
        )
        for sector, schooljaar, group, leden in (
            (
                "po",
                "2020/21",
                "so_personeel_euro",
                [f"{age}_{n}" for age in ("jonger_8", "vanaf_8") for n in (1, 2, 3)],
            ),
            ("vo", "2017/18", "vso_personeel_euro", ["1", "2", "3"]),
        )
    ),
)
