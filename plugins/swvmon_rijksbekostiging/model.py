"""Rijksbekostiging: what the rijk pays an SWV, per sector and period of law, or the budget that a plan gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import (
    SCHOLEN,
    Grootboek,
    Leest,
    Momentopname,
    Periode,
    Regime,
    SwvmonError,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    apportion,
    boekingen,
    to_cent,
)
from swvmon_rijksbekostiging import po, vo
from swvmon_rijksbekostiging.keuzes import TOT_2023, VANAF_2023, Keuzes

if TYPE_CHECKING:
    import pandas as pd

Rule = Callable[[Momentopname, Keuzes], Uitkomst]
RULES: dict[tuple[str, Periode], Rule] = {
    ("po", TOT_2023): po.tot_2023,
    ("po", VANAF_2023): po.vanaf_2023,
    ("vo", TOT_2023): vo.tot_2023,
    ("vo", VANAF_2023): vo.vanaf_2023,
}

FIRST, SECOND = Periode(date(2022, 8, 1), date(2022, 12, 31)), Periode(date(2023, 1, 1), date(2023, 7, 31))
"""The two parts of 2022/23: each needs one count where other years need two."""

MOMENTEN: tuple[tuple[str, Periode, tuple[str, ...]], ...] = (
    ("po", Periode(TOT_2023.van, date(2022, 7, 31)), ("1-10 t-1", "1-10 t")),
    ("po", FIRST, ("1-10 t-1",)),
    ("po", SECOND, ("1-2 t",)),
    ("po", Periode(date(2023, 8, 1), VANAF_2023.tot), ("1-2 t-1", "1-2 t")),
    ("vo", Periode(TOT_2023.van, date(2022, 7, 31)), ("1-10 t-1", "1-10 t")),
    ("vo", FIRST, ("1-10 t-1",)),
    ("vo", SECOND, ("1-10 t",)),
    ("vo", Periode(date(2023, 8, 1), VANAF_2023.tot), ("1-10 t-1", "1-10 t")),
)
"""Counts that a sector needs; t is the year in which the schooljaar starts."""


def verdeel(momentopname: Momentopname, _grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Book the budget of the plan, or what the rule of the sector and the days gives.

    Raises:
        SwvmonError: a choice belongs to the other sector, or a count is masked and the plan does not resolve it.
    """
    if keuzes.budget_euro is not None:
        return Uitkomst((given(momentopname, keuzes),))
    strange = keuzes.schoolgewicht_kenmerk if momentopname.sector == "vo" else keuzes.has_licht_vo
    if strange:
        name = "schoolgewicht_kenmerk" if momentopname.sector == "vo" else "percentage_lwoo_2012"
        raise SwvmonError(f"{name} says nothing in {momentopname.sector}: leave it out")
    regime = next(r for s, r in RULES if s == momentopname.sector and r.contains(momentopname.periode))
    return RULES[momentopname.sector, regime](momentopname, keuzes)


def is_given(keuzes: Keuzes) -> bool:
    """Whether the plan gives the budget, the same for each SWV."""
    return keuzes.budget_euro is not None


def given(momentopname: Momentopname, keuzes: Keuzes) -> pd.DataFrame:
    """The budget as the plan gives it; in 2022/23 in two parts, of five and seven months, that add up to it."""
    import pandas as pd

    total = to_cent(keuzes.budget_euro or 0)
    months = {days: share.numerator for _, share, days in momentopname.schooljaar.kalenderdelen()}
    parts = apportion(total, pd.Series(list(months.values())))
    here = [part.dagen for part in momentopname.kalenderdelen()]
    accounts = pd.Series(list(momentopname.rekeningen("swv:budget").values()), dtype="str")
    return boekingen(
        accounts.to_frame("naar"),
        van="rijk:begroot",
        naar=accounts,
        bedrag_cent=sum(int(part) for days, part in zip(months, parts, strict=True) if days in here),
        grondslag="begroot budget (regioplan)",
        toelichting="Budget zoals het regioplan het opgeeft.",
        parameters="rijksbekostiging.budget_euro",
        status="voorlopig",
    )


def reads(momenten: tuple[str, ...], *, oud: bool) -> Callable[[Keuzes, str], tuple[Leest, ...]]:
    """The counts on these days, unless the plan gives the budget."""

    def tables(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
        if keuzes.budget_euro is not None:
            return ()
        names = [f"leerlingen_{sector}", *(["leerlingen_lwoo"] if sector == "vo" and keuzes.has_licht_vo else [])]
        weights = (Leest("kenmerk"),) if oud and sector == "po" and keuzes.schoolgewicht_kenmerk else ()
        return (*SCHOLEN, *(Leest(name, moment) for name in names for moment in momenten), *weights)

    return tables


INVENTED = {
    "po": {
        "licht_po_personeel_euro": 150,
        "licht_po_materieel_euro": 7,
        "zwaar_po_personeel_euro": 300,
        "zwaar_po_materieel_euro": 30,
        "licht_po_euro": 160,
        "zwaar_po_euro": 340,
    },
    "vo": {
        "zwaar_vo_personeel_euro": 500,
        "zwaar_vo_materieel_euro": 25,
        "zwaar_vo_euro": 540,
        "licht_vo_lwoo_euro": 4_000,
        "licht_vo_pro_euro": 4_500,
        "licht_vo_regio_euro": 90,
    },
}
"""Amounts of the examples; they are nobody's."""


def _examples() -> tuple[Voorbeeld, ...]:
    """Both sectors; after 2016 no amount is known, so that the examples of later rules supply their own."""
    weights = {"schoolgewicht_kenmerk": "achterstandsscore"}  # the sum over pupils that the fictional region tells
    return (
        Voorbeeld(sector="po", keuzes=weights),
        Voorbeeld(sector="po", schooljaar="2014/15"),
        Voorbeeld(sector="vo"),
        Voorbeeld(sector="vo", keuzes={"gemaskeerd_als": "minimum", "vavo_aandeel": 1}, schooljaar="2014/15"),
        *(
            Voorbeeld(sector=sector, keuzes={"budget_euro": 100_001}, schooljaar=year)
            for sector in ("po", "vo")
            for year in ("2019/20", "2022/23", "2023/24")
        ),
        *(
            Voorbeeld(
                sector=sector,
                keuzes=keuzes,
                schooljaar=year,
                mag_rood=("swv:licht",),
                parameters={f"rijksbekostiging.{name}": Decimal(euro) for name, euro in INVENTED[sector].items()},
            )
            for sector, keuzes in (("po", {}), ("vo", {"percentage_lwoo_2012": 10, "percentage_pro_2012": 3}))
            for year in ("2022/23", "2023/24")
        ),
    )


RIJKSBEKOSTIGING = Verdeelmodel(
    naam="rijksbekostiging",
    titel="Rijksbekostiging lichte en zware ondersteuning",
    bron="WPO art. 118 en 132; WVO art. 85b en 89a; WVO 2020 art. 5.13 en 5.15",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    regimes=tuple(
        Regime(sector, days, verdeel, reads(moments, oud=TOT_2023.contains(days))) for sector, days, moments in MOMENTEN
    ),
    samen=is_given,
    verdeelt=("budget_euro",),
    voorbeelden=_examples(),
)
