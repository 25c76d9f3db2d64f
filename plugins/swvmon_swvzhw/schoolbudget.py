"""The budget of a school: pupils x percentage of the band x amount (R2 L497-545)."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from swvmon import amounts_cent, boekingen, exact, format_decimal, multiply, with_board
from swvmon_swvzhw.keuzes import STANDAARD, Keuzes
from swvmon_swvzhw.rekening import BUDGET
from swvmon_swvzhw.schoolsoort import pupils_per_row

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname


def estimate(momentopname: Momentopname, keuzes: Keuzes, moment: str) -> pd.DataFrame:
    """Per school and row of Tabel 3: pupils, place in the band, percentage, pupils with need, amount."""
    aansluiting = momentopname.tabel("aansluiting")
    pupils = pupils_per_row(momentopname.tabel("leerlingen_vo", moment), aansluiting, keuzes)
    if keuzes.deelnemers:
        pupils = pupils[pupils["vestiging"].isin(keuzes.deelnemers)].reset_index(drop=True)
    default = keuzes.bandpositie[STANDAARD]
    place = pupils["vestiging"].map(lambda school: keuzes.bandpositie.get(school, default)).astype("object")
    low = pupils["schoolsoort"].map(keuzes.percentage_minimum).astype("object")
    high = pupils["schoolsoort"].map(keuzes.percentage_maximum).astype("object")
    percentage = low + place * (high - low)
    # per cent first, so that a place of six decimals still counts: a share would be rounded before it is used
    need = multiply(multiply(pupils["aantal"], exact(percentage)), Decimal("0.01"))
    return with_board(pupils, momentopname).assign(
        positie=place,
        positie_van=pupils["vestiging"].where(pupils["vestiging"].isin(list(keuzes.bandpositie)), STANDAARD),
        percentage=percentage,
        geschat=need,
        bedrag_cent=amounts_cent(need, keuzes.bedrag_per_leerling_euro),
    )


def school_budgets(schools: pd.DataFrame, keuzes: Keuzes, status: str) -> pd.DataFrame:
    """The school budgets: estimated pupils with need x the amount per pupil."""
    return boekingen(
        schools,
        van=BUDGET,
        naar="vestiging:" + schools["vestiging"],
        hoeveelheid=schools["geschat"],
        eenheid="leerling met extra ondersteuning (geschat)",
        tarief=keuzes.bedrag_per_leerling_euro,
        grondslag="schoolbudget (R2 Tabel 3)",
        toelichting=_explain(schools),
        parameters="swvzhw.bedrag_per_leerling_euro "
        + ("swvzhw.percentage_minimum." + schools["schoolsoort"])
        + (" swvzhw.percentage_maximum." + schools["schoolsoort"])
        + (" swvzhw.bandpositie." + schools["positie_van"]),
        status=status,
    )


def corrections(provisional: pd.DataFrame, final: pd.DataFrame, first: int) -> pd.DataFrame:
    """From the provisional budget of April to the final one of October, each difference as a line of its own.

    Args:
        provisional: the estimate on the count of the year before.
        final: the estimate on the count of the school year itself.
        first: number of the first line of the provisional budget.
    """
    import pandas as pd

    keys = ["vestiging", "bestuur", "schoolsoort"]
    booked = provisional[provisional["bedrag_cent"] > 0]
    before = booked[[*keys, "bedrag_cent"]].assign(nummer=range(first, first + len(booked)))
    both = before.merge(final[[*keys, "bedrag_cent"]], on=keys, how="outer", suffixes=("_voor", "_na"))
    both = both.sort_values(keys, ignore_index=True)
    difference = (both["bedrag_cent_na"].fillna(0) - both["bedrag_cent_voor"].fillna(0)).astype("int64")
    school = "vestiging:" + both["vestiging"]
    up = difference > 0
    word = pd.Series("Nabetaling", index=both.index).where(up, "Terugbetaling")
    return boekingen(
        both,
        van=school.where(~up, BUDGET),
        naar=school.where(up, BUDGET),
        bedrag_cent=difference.abs(),
        grondslag="definitief budget (R2 L508-511)",
        toelichting=word + " na de oktobertelling, " + _readable(both["schoolsoort"]) + ".",
        parameters="swvzhw.bedrag_per_leerling_euro",
        corrigeert=both["nummer"],
    )


def raised(schools: pd.DataFrame, left_cent: int) -> pd.DataFrame:
    """The amount per pupil raised with what maatwerk leaves (R2 L1162-1164), in whole cents per pupil."""
    need = schools["geschat"].sum()
    raise_euro = Decimal(0)
    if left_cent > 0 and need:
        # half a cent per line is kept back, so that rounding never takes more than there is
        spare = Decimal(left_cent) - Decimal(len(schools)) / 2
        raise_euro = (max(spare, Decimal(0)) / need).quantize(Decimal(1), rounding=ROUND_FLOOR).scaleb(-2)
    return boekingen(
        schools,
        van=BUDGET,
        naar="vestiging:" + schools["vestiging"],
        hoeveelheid=schools["geschat"],
        eenheid="leerling met extra ondersteuning (geschat)",
        tarief=raise_euro,
        grondslag="verhoging bedrag per leerling (R2 L1162)",
        toelichting="Verhoging van het bedrag per leerling omdat er maatwerkbudget over is, "
        + _readable(schools["schoolsoort"])
        + ".",
        parameters="swvzhw.bedrag_per_leerling_euro",
    )


def _explain(schools: pd.DataFrame) -> pd.Series:
    texts = schools[["aantal", "percentage", "positie"]].astype("object").map(format_decimal).astype("str")
    pupils, percentage, place = texts["aantal"], texts["percentage"], texts["positie"]
    kind = _readable(schools["schoolsoort"])
    return pupils + " leerlingen " + kind + " × " + percentage + "% (positie " + place + " in de bandbreedte)."


def _readable(schoolsoort: pd.Series) -> pd.Series:
    return schoolsoort.str.replace("_", "/")
