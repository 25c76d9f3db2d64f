"""Grensverkeer: pupils of the region that a sbo school of another SWV admitted, until 2022 (CATALOGUE V05).

Law: WPO (BWBR0003420) art. 125, Besluit bekostiging WPO (BWBR0003862) art. 33.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import asdict, field, frozen, validators

from swvmon import (
    SCHOLEN,
    Grootboek,
    Leest,
    Parameter,
    Regime,
    Schooljaar,
    SwvmonError,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    amounts_cent,
    boekingen,
    dated,
    format_tariff,
    grenzen,
    line_status,
    without_board,
)
from swvmon_sbo.tellen import (
    PERSONEEL,
    TELDATUM,
    TOT_2023,
    VANAF_2023,
    Bijdrage,
    abolished,
    counts,
    pay_in,
)

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname

REDENEN = ("overstap", "verhuizing", "eerste_inschrijving")
"""Why a pupil is there; the SWV pays for the first alone."""


def _parsed(_: object, _attribute: object, value: str) -> None:
    Schooljaar.parse(value)


def _parsed_if_told(_: object, _attribute: object, value: str) -> None:
    if value:
        Schooljaar.parse(value)


@frozen
class Overgang:
    """Pupils that a sbo school outside the region admitted with a TLV of the SWV.

    Attributes:
        school: the sbo school.
        toelating: school year of admission.
        aantal: pupils.
        na_1_oktober: whether they were admitted between 2 October and 1 August.
        laatste_schooljaar: school year in which they leave; empty while they are there.
        reden: overstap (from a basisschool of the region), verhuizing (the parents moved into the area of the sbo
            school within 6 months before or after) or eerste_inschrijving (no school before).
    """

    school: str = field(validator=grenzen.school)
    toelating: str = field(validator=_parsed)
    aantal: int = field(validator=validators.ge(0))
    na_1_oktober: bool = False
    laatste_schooljaar: str = field(default="", validator=_parsed_if_told)
    reden: str = field(default="overstap", validator=validators.in_(REDENEN))


@frozen(kw_only=True)
class Keuzes(Bijdrage):
    """The choices, beside those about what schools pay in.

    Attributes:
        overgangen: the pupils.
        plaats_euro: euros per pupil per schooljaar.
        eerste_jaar_euro: euros per pupil in the first year, after admission between 2 October and 1 August.
    """

    overgangen: tuple[Overgang, ...] = ()
    plaats_euro: Parameter = dated(geldig=TOT_2023)
    eerste_jaar_euro: Parameter = dated(geldig=TOT_2023)


def reads(keuzes: Keuzes, _sector: str) -> tuple[Leest, ...]:
    """The schools and their boards, and the count by which they pay in unless the plan gives a key."""
    return SCHOLEN if keuzes.bijdrage_gewicht else (*SCHOLEN, *counts(TELDATUM))


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Pay the schools outside the region, from the school year after admission up to the one in which a pupil leaves.

    Raises:
        SwvmonError: a school is one of the region itself.
    """
    own = set(momentopname.tabel("aansluiting")["vestiging"])
    if inside := sorted({o.school for o in keuzes.overgangen} & own):
        raise SwvmonError(
            f"overgangen names {', '.join(inside)}, a school of {momentopname.regio} itself: see model sbo"
        )
    year = momentopname.schooljaar
    paid = [o for o in keuzes.overgangen if is_paid(o, year)]
    new, others = [o for o in paid if is_first(o, year)], [o for o in paid if not is_first(o, year)]
    lines = (
        pay(momentopname, new, keuzes.eerste_jaar_euro, ", eerste jaar"),
        pay(momentopname, others, keuzes.plaats_euro, ""),
    )
    cost = sum(int(frame["bedrag_cent"].sum()) for frame in lines)
    paid_in = pay_in(momentopname, grootboek, cost, keuzes, "WPO art. 125 lid 6")
    return Uitkomst((*paid_in, *lines), bevindingen=without_board(*paid_in))


def is_paid(overgang: Overgang, schooljaar: Schooljaar) -> bool:
    """Whether the SWV pays for these pupils in a school year."""
    begun = Schooljaar.parse(overgang.toelating) < schooljaar
    gone = overgang.laatste_schooljaar and Schooljaar.parse(overgang.laatste_schooljaar) < schooljaar
    return overgang.reden == "overstap" and begun and not gone


def is_first(overgang: Overgang, schooljaar: Schooljaar) -> bool:
    """Whether the higher amount of the first year holds."""
    return overgang.na_1_oktober and Schooljaar.parse(overgang.toelating).shift(1) == schooljaar


def pay(momentopname: Momentopname, overgangen: list[Overgang], parameter: Parameter, grond: str) -> pd.DataFrame:
    """The lines for pupils with the same amount, by school and school year of admission."""
    import pandas as pd

    waarde, share = parameter.at(momentopname.periode), momentopname.schooljaardeel().deel
    rows = pd.DataFrame([asdict(o) for o in overgangen], columns=["school", "toelating", "aantal"])
    rows = rows.astype({"school": "str", "toelating": "str", "aantal": "int64"})
    rows = rows.groupby(["school", "toelating"], as_index=False)[["aantal"]].sum()
    return boekingen(
        rows,
        van=PERSONEEL,
        naar="duo:sbo",
        hoeveelheid=rows["aantal"],
        eenheid="leerling",
        tarief=waarde.waarde if share == 1 else None,
        bedrag_cent=amounts_cent(rows["aantal"], waarde.waarde, share),
        grondslag=f"grensverkeer sbo{grond} (WPO art. 125; {waarde.bron})",
        toelichting="Toegelaten op "
        + rows["school"]
        + " in "
        + rows["toelating"]
        + ": "
        + rows["aantal"].astype("str")
        + f" × {format_tariff(waarde.waarde, share)}.",
        parameters=parameter.id,
        status=line_status(waarde),
    )


GRENSVERKEER = Verdeelmodel(
    naam="grensverkeer",
    titel="Grensverkeer sbo",
    bron="WPO art. 125; Besluit bekostiging WPO art. 33",
    sectoren=("po",),
    keuzes=Keuzes,
    heel_gebied=True,
    regimes=(Regime("po", TOT_2023, verdeel, reads), Regime("po", VANAF_2023, abolished)),
    verdeelt=("overgangen",),
    voorbeelden=(
        Voorbeeld(
            sector="po",
            opening_euro={PERSONEEL: 20_000},
            keuzes={
                "overgangen": [
                    {"school": "70AA00", "toelating": "2014/15", "aantal": 2, "na_1_oktober": True},
                    {"school": "70BB00", "toelating": "2013/14", "aantal": 3},
                ]
            },
            mag_rood=("vestiging:*",),
        ),
    ),
)
