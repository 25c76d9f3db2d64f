"""Leerlingmodel: the money follows granted arrangementen, with own risk of the school and a cap (R0 L286)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Bevinding,
    Leest,
    Uitkomst,
    Verdeelmodel,
    boekingen,
    check_schools,
    exact,
    format_euro,
    grenzen,
    half_up,
    to_cent,
    with_board,
    without_board,
)

if TYPE_CHECKING:
    from typing import Any

    import pandas as pd

    from swvmon import Grootboek, Momentopname

MAANDEN = 12
SOORT = re.compile(r"[a-z0-9_]+")


def _prices(owner: object, attribute: Any, values: dict[str, Decimal]) -> None:
    if not values:
        raise ValueError("prijslijst_euro is empty: give each soort its price")
    for soort, value in values.items():
        if not SOORT.fullmatch(soort):
            raise ValueError(f"prijslijst_euro: soort {soort!r} is not lower case letters, digits and underscores")
        grenzen.euros(owner, attribute, value)


@frozen(kw_only=True)
class Arrangement:
    """Granted support.

    Attributes:
        vestiging: the school of the pupil or group.
        soort: a soort of the price list.
        aantal: how many of these.
        maanden: how long in this schooljaar, 1 to 12.
    """

    vestiging: str = field(validator=grenzen.school)
    soort: str
    aantal: int = field(default=1, validator=validators.ge(1))
    maanden: int = field(default=MAANDEN, validator=[validators.ge(1), validators.le(MAANDEN)])


@frozen(kw_only=True)
class Keuzes:
    """The choices.

    Attributes:
        van: account that pays.
        budget_euro: what there is for arrangementen in the schooljaar.
        prijslijst_euro: euros per arrangement of twelve months, by soort.
        arrangementen: what was granted, in the order in which it came.
        eigen_risico_euro: euros of each arrangement that the school pays first; not less for a shorter one.
        plafond_euro: cap per arrangement in euros; not lower for a shorter one.
        plafond_geldt_voor: what the cap limits: swv_aandeel (what the SWV adds) or totale_kosten.
    """

    van: str = field(default="swv:budget", validator=grenzen.swv_account)
    budget_euro: Decimal = field(validator=grenzen.euros)
    prijslijst_euro: dict[str, Decimal] = field(validator=_prices)
    arrangementen: tuple[Arrangement, ...] = ()
    eigen_risico_euro: Decimal = field(default=Decimal(0), validator=grenzen.euros)
    plafond_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.euros))
    plafond_geldt_voor: str | None = field(
        default=None, validator=validators.optional(validators.in_(("swv_aandeel", "totale_kosten")))
    )

    def __attrs_post_init__(self) -> None:
        if self.plafond_euro is not None and self.plafond_geldt_voor is None:
            raise ValueError("plafond_euro needs plafond_geldt_voor: swv_aandeel or totale_kosten; outcomes differ")
        if self.plafond_euro is None and self.plafond_geldt_voor is not None:
            raise ValueError("plafond_geldt_voor needs plafond_euro, the cap itself")
        if unknown := sorted({a.soort for a in self.arrangementen} - set(self.prijslijst_euro)):
            raise ValueError(f"arrangementen has soort {', '.join(unknown)}, which prijslijst_euro does not have")


def reads(_keuzes: Keuzes, _sector: str) -> tuple[Leest, ...]:
    """The schools and their boards."""
    return SCHOLEN


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:  # noqa: ARG001 - hook form
    """Pay what the SWV adds to each arrangement, first come, until the budget is used up.

    An arrangement that no longer fits is not granted, not even in part; a later, cheaper one may still fit.

    Raises:
        SwvmonError: an arrangement is for a school that is not in the region.
    """
    check_schools(momentopname, "arrangementen", {a.vestiging for a in keuzes.arrangementen})
    rows = _priced(keuzes)
    rows["toegekend"] = _in_order(rows["aantal"], rows["swv_cent"], to_cent(keuzes.budget_euro))
    lines = boekingen(
        with_board(rows, momentopname),
        van=keuzes.van,
        naar="vestiging:" + rows["vestiging"],
        hoeveelheid=rows["toegekend"],
        eenheid="arrangement",
        tarief=exact(rows["swv_cent"].map(lambda cents: Decimal(cents).scaleb(-2)).astype("object")),
        grondslag="arrangement (leerlingmodel)",
        toelichting=_explain(rows),
        parameters="basismodellen.prijslijst_euro."
        + rows["soort"]
        + " basismodellen.eigen_risico_euro basismodellen.plafond_euro",
    )
    return Uitkomst((lines,), bevindingen=(*_findings(rows), *without_board(lines)))


def swv_share(cost_cent: int, keuzes: Keuzes) -> int:
    """What the SWV adds to an arrangement that costs so much; eurocents."""
    own_risk = to_cent(keuzes.eigen_risico_euro)
    if keuzes.plafond_euro is None:
        return max(0, cost_cent - own_risk)
    cap = to_cent(keuzes.plafond_euro)
    if keuzes.plafond_geldt_voor == "swv_aandeel":
        return min(max(0, cost_cent - own_risk), cap)
    return max(0, min(cost_cent, cap) - own_risk)


def _priced(keuzes: Keuzes) -> pd.DataFrame:
    import pandas as pd

    granted = keuzes.arrangementen
    costs = [int(half_up(to_cent(keuzes.prijslijst_euro[a.soort]) * Decimal(a.maanden) / MAANDEN)) for a in granted]
    return pd.DataFrame(
        {
            "vestiging": [a.vestiging for a in granted],
            "soort": [a.soort for a in granted],
            "aantal": [a.aantal for a in granted],
            "maanden": [a.maanden for a in granted],
            "kosten_cent": costs,
            "swv_cent": [swv_share(cost, keuzes) for cost in costs],
        }
    ).astype(
        {"vestiging": "str", "soort": "str", "aantal": "int64", "maanden": "int64"}
        | {"kosten_cent": "int64", "swv_cent": "int64"}
    )


def _in_order(wanted: pd.Series, price_cent: pd.Series, left_cent: int) -> pd.Series:
    """How many of each fit, in order: whole arrangementen, as long as there is money."""
    granted = wanted.copy()
    for index, price in price_cent.items():  # each grant depends on those before it
        granted.loc[index] = min(int(wanted[index]), left_cent // price) if price else wanted[index]
        left_cent -= int(granted.loc[index]) * price
    return granted


def _explain(rows: pd.DataFrame) -> pd.Series:
    own = (rows["kosten_cent"] - rows["swv_cent"]).map(format_euro).astype("str")
    months = rows["maanden"].astype("str")
    cost = rows["kosten_cent"].map(format_euro).astype("str")
    return (
        "Arrangement " + rows["soort"] + ", " + months + " maanden: kost " + cost + ", school betaalt zelf " + own + "."
    )


def _findings(rows: pd.DataFrame) -> tuple[Bevinding, ...]:
    short = rows[rows["toegekend"] < rows["aantal"]]
    own = rows[rows["swv_cent"] == 0]
    return (
        *(
            Bevinding(
                "arrangement_onvoldoende_budget",
                "waarschuwing",
                row.vestiging,
                f"{row.aantal - row.toegekend} van {row.aantal} arrangementen {row.soort} van "
                f"{format_euro(row.swv_cent)} niet toegekend: het budget is op.",
            )
            for row in short.itertuples()
        ),
        *(
            Bevinding(
                "arrangement_onder_eigen_risico",
                "info",
                row.vestiging,
                f"Arrangement {row.soort} van {format_euro(row.kosten_cent)}: de school betaalt het zelf.",
            )
            for row in own.itertuples()
        ),
    )


LEERLINGMODEL = Verdeelmodel(
    naam="leerlingmodel",
    titel="Leerlingmodel: geld volgt toegekende arrangementen",
    bron="R0 L286",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
)
