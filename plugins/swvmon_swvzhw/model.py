"""The rule: pupils x percentage of the band x amount, maatwerk on request, and what is left over.

Source: R2 section 2.1 (Tabel 3, L497-566) and section 3.4 (L1149-1164).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import (
    SCHOLEN,
    Leest,
    SwvmonError,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    boekingen,
    check_schools,
    exact,
    format_euro,
    to_cent,
    with_board,
    without_board,
)
from swvmon_swvzhw.keuzes import STANDAARD, Keuzes
from swvmon_swvzhw.maatwerk import grant
from swvmon_swvzhw.rekening import BUDGET, net
from swvmon_swvzhw.schoolbudget import corrections, estimate, raised, school_budgets
from swvmon_swvzhw.schoolsoort import pupils_per_row

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Grootboek, Momentopname

PROVISIONAL, FINAL = "1-10 t-1", "1-10 t"


def reads(keuzes: Keuzes, _sector: str) -> tuple[Leest, ...]:
    """The counts that the choice of `telling` needs, the schools and their boards."""
    counts = [m for m, word in ((PROVISIONAL, "voorlopig"), (FINAL, "definitief")) if word in keuzes.telling]
    return (*SCHOLEN, *(Leest("leerlingen_vo", m) for m in counts))


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Divide the budget for extra support over the schools.

    Books, in this order: the school budgets (and with both counts their correction), the leerlingmodel of schools that
    do not take part, maatwerk, the raise of the amount when maatwerk is left, and basisondersteuning beside it.

    Raises:
        SwvmonError: the school budgets exceed the budget, or a choice names a school that is not in the region.
    """
    _check_schools(momentopname, keuzes)
    moment = FINAL if "definitief" in keuzes.telling else PROVISIONAL
    schools = estimate(momentopname, keuzes, moment)
    lines = []
    if keuzes.telling == "voorlopig_en_definitief":
        april = estimate(momentopname, keuzes, PROVISIONAL)
        lines += [school_budgets(april, keuzes, "voorlopig"), corrections(april, schools, grootboek.volgend_nummer)]
    else:
        lines.append(school_budgets(schools, keuzes, keuzes.telling))
    lines.append(arrangementen(momentopname, keuzes))
    left = to_cent(keuzes.budget_euro) - sum(net(frame) for frame in lines)
    if left < 0:
        raise SwvmonError(
            f"the school budgets and arrangementen are {format_euro(-left)} above budget_euro = "
            f"{format_euro(to_cent(keuzes.budget_euro))}: lower bandpositie, or raise the budget"
        )
    granted, findings = grant(momentopname, keuzes, left)
    lines.append(granted)
    if keuzes.verhoog_tarief:
        lines.append(raised(schools, left - net(granted) - to_cent(keuzes.maatwerk_reserve_euro)))
    if keuzes.basisondersteuning_per_leerling_euro:
        lines.append(basisondersteuning(momentopname, keuzes, moment))
    return Uitkomst(tuple(lines), bevindingen=(*findings, *without_board(schools)))


def arrangementen(momentopname: Momentopname, keuzes: Keuzes) -> pd.DataFrame:
    """What schools that do not take part were granted per pupil or group."""
    import pandas as pd

    rows = pd.DataFrame(
        {
            "vestiging": [a.vestiging for a in keuzes.arrangementen],
            "soort": [a.soort for a in keuzes.arrangementen],
            "aantal": [a.aantal for a in keuzes.arrangementen],
            "tarief": [a.bedrag_euro for a in keuzes.arrangementen],
        }
    ).astype({"vestiging": "str", "soort": "str", "aantal": "int64", "tarief": "object"})
    return boekingen(
        with_board(rows, momentopname),
        van=BUDGET,
        naar="vestiging:" + rows["vestiging"],
        hoeveelheid=rows["aantal"],
        eenheid="arrangement",
        tarief=exact(rows["tarief"]),
        grondslag="leerlingmodel (R2 L390)",
        toelichting="Toegekende arrangementen, " + rows["soort"] + ".",
    )


def basisondersteuning(momentopname: Momentopname, keuzes: Keuzes, moment: str) -> pd.DataFrame:
    """The amount per pupil for basisondersteuning, for all schools of the region (R2 L226-235)."""
    pupils = pupils_per_row(momentopname.tabel("leerlingen_vo", moment), momentopname.tabel("aansluiting"), keuzes)
    per_school = pupils.groupby("vestiging", as_index=False)["aantal"].sum()
    return boekingen(
        with_board(per_school, momentopname),
        van=BUDGET,
        naar="vestiging:" + per_school["vestiging"],
        hoeveelheid=exact(per_school["aantal"]),
        eenheid="leerling",
        tarief=keuzes.basisondersteuning_per_leerling_euro,
        grondslag="basisondersteuning (R2 L226)",
        toelichting="Bijdrage aan de verbrede basisondersteuning.",
        parameters="swvzhw.basisondersteuning_per_leerling_euro",
    )


def _check_schools(momentopname: Momentopname, keuzes: Keuzes) -> None:
    takes_part = set(keuzes.deelnemers) or set(momentopname.tabel("aansluiting")["vestiging"])
    named = {
        "bandpositie": set(keuzes.bandpositie) - {STANDAARD},
        "maatwerk": {m.vestiging for m in keuzes.maatwerk},
        "deelnemers": set(keuzes.deelnemers),
        "arrangementen": {a.vestiging for a in keuzes.arrangementen},
    }
    for choice, schools in named.items():
        check_schools(momentopname, choice, schools)
    if both := takes_part & named["arrangementen"]:
        raise SwvmonError(f"arrangementen names {', '.join(sorted(both))}, which takes part in the schoolbudget")


SWVZHW = Verdeelmodel(
    naam="swvzhw",
    titel="Schoolbudget naar schoolsoort en bandbreedte, met maatwerk",
    bron="R2 §2.1, Tabel 3",
    sectoren=("vo",),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    verdeelt=("budget_euro", "maatwerk"),
    uitzonderingen={
        "nulbudget": "het budget is een grens: zonder budget past het schoolbudget er niet in, en zegt de stap dat",
        "samenvoegen": "leerlingen van een brugklas gaan in hele leerlingen naar de richtingen van de school",
        "schaal": "leerlingen van een brugklas gaan in hele leerlingen naar de richtingen van de school",
    },
    voorbeelden=(
        Voorbeeld(
            sector="vo",
            schooljaar="2018/19",
            keuzes={
                "budget_euro": 900_000,
                "bandpositie": {"standaard": Decimal("0.5"), "90AA00": Decimal("0.8")},
                "maatwerk": [
                    {"vestiging": "90AA00", "bedrag_euro": 15_000, "grond": "Schakelklas (SOP §3)"},
                    {"vestiging": "90DD00", "bedrag_euro": 9_500, "grond": "Aanbod hoogbegaafdheid (SOP §4)"},
                ],
            },
            opening_euro={"swv:budget": 1_000_000},
        ),
        Voorbeeld(
            sector="vo",
            schooljaar="2019/20",
            keuzes={"budget_euro": 900_000, "telling": "voorlopig_en_definitief", "brugklas": "gelijk"},
            opening_euro={"swv:budget": 1_000_000},
        ),
    ),
)
