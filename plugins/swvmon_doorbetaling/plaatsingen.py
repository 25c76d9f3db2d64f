"""Pupils placed in so or vso with a TLV of the SWV, with the tariff that belongs to each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    Bevinding,
    Leest,
    Parameter,
    Periode,
    Regime,
    SwvmonError,
    Uitkomst,
    exact,
    format_decimal,
    format_tariff,
    line_status,
    resolve_masked,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    import pandas as pd

    from swvmon import Grootboek, Momentopname

SOORT = {"po": "so", "vo": "vso"}
"""Which placements an SWV pays: so from po, vso from vo."""

TOT_2023 = Periode(date(2015, 8, 1), date(2022, 12, 31))
VANAF_2023 = Periode(date(2023, 1, 1), date(2999, 12, 31))
OVERGANGSJAAR = Periode(date(2014, 8, 1), date(2015, 7, 31))

WEIGEREN = "weigeren"
LEEFTIJD = {"jonger_8": "jonger dan 8", "vanaf_8": "8 jaar en ouder"}


@frozen(kw_only=True)
class Plaatsingen:
    """What a plan chooses about the count of TLV's.

    Attributes:
        gemaskeerd_als: what a masked count counts for: minimum, maximum or weigeren.
        zonder_categorie_als: the category of pupils whose category is not told: 1, 2, 3 or weigeren.
        zonder_leeftijdsgroep_als: the age group of pupils in so whose age is not told: jonger_8, vanaf_8 or weigeren;
            not asked where both have the same tariff.
    """

    gemaskeerd_als: str = field(default=WEIGEREN, validator=validators.in_(("minimum", "maximum", WEIGEREN)))
    zonder_categorie_als: str = field(default=WEIGEREN, validator=validators.in_(("1", "2", "3", WEIGEREN)))
    zonder_leeftijdsgroep_als: str = field(default=WEIGEREN, validator=validators.in_((*LEEFTIJD, WEIGEREN)))


@frozen
class Tarieven:
    """The tariffs of a post over some days.

    Attributes:
        groep: name of the group of parameters.
        euro: euros per pupil by member.
        status: status of a line at the tariff by member.
        bron: its source.
    """

    groep: str
    euro: Mapping[str, Decimal]
    status: Mapping[str, str]
    bron: str

    @classmethod
    def over(cls, groep: str, series: Mapping[str, Parameter], dagen: Periode) -> Tarieven:
        """The values that hold over the days.

        Raises:
            MissingParameter: a member has none.
        """
        values = {lid: parameter.at(dagen) for lid, parameter in series.items()}
        bronnen = sorted({w.bron for w in values.values()})
        euro = {lid: w.waarde for lid, w in values.items()}
        return cls(groep, euro, {lid: line_status(w) for lid, w in values.items()}, "; ".join(bronnen))

    def ageless(self) -> bool:
        """Whether both age groups of so have the same tariffs."""
        return all(self.euro[f"jonger_8_{c}"] == self.euro[f"vanaf_8_{c}"] for c in "123")


def placed(
    momentopname: Momentopname, moment: str, tarieven: Tarieven, keuzes: Plaatsingen
) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """Placed pupils by tariff and school.

    Args:
        momentopname: table `tlv_telling` at the moment.
        moment: the telmoment.
        tarieven: tells which members there are, and where age makes no difference.
        keuzes: what a count counts for that is masked or not told in full.

    Returns:
        Rows `lid`, `school`, `aantal` (pupils), `tarief` (euros), `status` and `naam` (in words), sorted; and findings
        about what the plan filled in.

    Raises:
        SwvmonError: a count is masked, or lacks its category or age group, and the plan does not say what it is.
    """
    soort = SOORT[momentopname.sector]
    rows = momentopname.tabel("tlv_telling", moment)
    rows = rows[(rows["swv"] == momentopname.regio) & (rows["soort"] == soort)]
    rows = rows.assign(aantal=resolve_masked(rows, keuzes.gemaskeerd_als))
    rows = rows[rows["aantal"] > 0]
    categorie, assumed, found = _filled(rows, "categorie", keuzes.zonder_categorie_als, soort, moment)
    lid = categorie
    if soort == "so":
        choice = keuzes.zonder_leeftijdsgroep_als
        if choice == WEIGEREN and tarieven.ageless():
            rows = rows.assign(leeftijdsgroep=rows["leeftijdsgroep"].where(rows["leeftijdsgroep"] != "", "vanaf_8"))
        leeftijd, guessed, more = _filled(rows, "leeftijdsgroep", choice, soort, moment)
        lid, assumed, found = leeftijd + "_" + categorie, assumed | guessed, (*found, *more)
    status = lid.map(dict(tarieven.status)).where(~assumed, "aanname")
    rows = rows.assign(lid=lid, status=status)
    rows = rows.groupby(["lid", "school", "status"], as_index=False)[["aantal"]].sum()
    names = rows["lid"].map({lid: _name(lid) for lid in tarieven.euro})
    return rows.assign(tarief=exact(rows["lid"].map(dict(tarieven.euro))), naam=names), found


def least_certain(statuses: pd.Series) -> str:
    """The status of what is made of several numbers."""
    return line_status(*statuses)


def spelled(tarieven: pd.Series, deel: Fraction) -> pd.Series:
    """The tariffs in words, with the share of the year where it is not the whole."""
    return tarieven.map(lambda euro: format_tariff(euro, deel)).astype("str")


def leerlingen(number: Decimal | int) -> str:
    """A number of pupils, in words."""
    return f"{format_decimal(Decimal(number))} {'leerling' if number == 1 else 'leerlingen'}"


def refuse_2014(momentopname: Momentopname, _grootboek: Grootboek, _keuzes: object) -> Uitkomst:
    """School year 2014/15 had another rule, which is not there.

    Raises:
        SwvmonError: always.
    """
    raise SwvmonError(
        f"{momentopname.schooljaar}: TLV's had no tariff by category yet; amounts ran per type of handicap and the "
        "rijk paid them (BWBR0037032 art. 14). Start the plan in 2015/16, or leave this step out"
    )


def tot_2015(sector: str) -> Regime:
    """The regime of the year that is refused."""
    return Regime(sector, OVERGANGSJAAR, refuse_2014)


def tellingen(*momenten: str) -> tuple[Leest, ...]:
    """The counts of TLV's at some moments."""
    return tuple(Leest("tlv_telling", moment) for moment in momenten)


def _filled(
    rows: pd.DataFrame, column: str, choice: str, soort: str, moment: str
) -> tuple[pd.Series, pd.Series, tuple[Bevinding, ...]]:
    """A column with what the plan says of empty cells, which these are, and a finding about them."""
    lacking = rows[column] == ""
    number = int(rows.loc[lacking, "aantal"].sum())
    if not number:
        return rows[column], lacking, ()
    if choice == WEIGEREN:
        example = "1" if column == "categorie" else "vanaf_8"
        pupils, have = ("1 pupil", "has") if number == 1 else (f"{number} pupils", "have")
        raise SwvmonError(
            f"{pupils} in {soort} in tlv_telling {moment} {have} no {column}, so that their tariff is not known: "
            f'complete the count, or say what they count for with zonder_{column}_als = "{example}"'
        )
    counted = "heeft geen {}; die telt" if number == 1 else "hebben geen {}; zij tellen"
    text = f"{leerlingen(number)} in {soort} {counted.format(column)} als {choice}, zoals het regioplan zegt."
    about = f"tlv_telling {moment}"
    if column == "categorie":
        finding = Bevinding("tlv_zonder_categorie", "waarschuwing", about, text)
    else:
        finding = Bevinding("tlv_zonder_leeftijdsgroep", "waarschuwing", about, text)
    return rows[column].where(~lacking, choice), lacking, (finding,)


def _name(lid: str) -> str:
    leeftijd, _, categorie = lid.rpartition("_")
    return f"{LEEFTIJD[leeftijd]}, categorie {categorie}" if leeftijd else f"categorie {categorie}"
