"""Leerlingmodel: the money follows granted arrangementen, with own risk of the school and a cap (R0 L286)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Bevinding,
    Budget,
    Eenmalig,
    Leest,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
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


def _per_soort(owner: object, attribute: Any, values: dict[str, Decimal]) -> None:
    for soort, value in values.items():
        if not SOORT.fullmatch(soort):
            raise ValueError(f"{attribute.name}: soort {soort!r} is not lower case letters, digits and underscores")
        grenzen.euros(owner, attribute, value)


def _prices(owner: object, attribute: Any, values: dict[str, Decimal]) -> None:
    if not values:
        raise ValueError("prijslijst_euro is empty: give each soort its price")
    _per_soort(owner, attribute, values)


@frozen(kw_only=True)
class Arrangement(Eenmalig):
    """Granted support, in one school year or in each of them.

    Attributes:
        vestiging: the school of the pupil or group.
        soort: a soort of the price list.
        aantal: how many of these.
        maanden: how long in this schooljaar, 1 to 12.
        leerlingen: pupils that share each of them; above 1 it is a group arrangement, of which the price is for the
            whole group.
    """

    vestiging: str = field(validator=grenzen.school)
    soort: str
    aantal: int = field(default=1, validator=validators.ge(1))
    maanden: int = field(default=MAANDEN, validator=[validators.ge(1), validators.le(MAANDEN)])
    leerlingen: int = field(default=1, validator=validators.ge(1))


@frozen(kw_only=True)
class Keuzes(Budget):
    """The choices, beside the account that pays and what there is for arrangementen in the schooljaar.

    Attributes:
        prijslijst_euro: euros per arrangement of twelve months, by soort.
        arrangementen: what was granted, in the order in which it came.
        eigen_risico_euro: euros of each arrangement that the school pays first; not less for a shorter one.
        plafond_euro: cap per arrangement in euros; not lower for a shorter one.
        plafond_per_soort_euro: caps by soort, which go before `plafond_euro`.
        plafond_geldt_voor: what the cap limits: swv_aandeel (what the SWV adds) or totale_kosten.
        eigen_risico_en_plafond_per: of a group arrangement, whether own risk and cap count once for the groep or once
            for each leerling in it.
    """

    prijslijst_euro: dict[str, Decimal] = field(validator=_prices)
    arrangementen: tuple[Arrangement, ...] = ()
    eigen_risico_euro: Decimal = field(default=Decimal(0), validator=grenzen.euros)
    plafond_euro: Decimal | None = field(default=None, validator=validators.optional(grenzen.euros))
    plafond_geldt_voor: str | None = field(
        default=None, validator=validators.optional(validators.in_(("swv_aandeel", "totale_kosten")))
    )

    plafond_per_soort_euro: dict[str, Decimal] = field(factory=dict, validator=_per_soort)
    eigen_risico_en_plafond_per: str | None = field(
        default=None, validator=validators.optional(validators.in_(("groep", "leerling")))
    )

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not self.has_budget:
            raise ValueError("give budget_euro or budget_aandeel: what there is for arrangementen")
        capped = self.plafond_euro is not None or bool(self.plafond_per_soort_euro)
        if capped and self.plafond_geldt_voor is None:
            raise ValueError("a plafond needs plafond_geldt_voor: swv_aandeel or totale_kosten; outcomes differ")
        if not capped and self.plafond_geldt_voor is not None:
            raise ValueError("plafond_geldt_voor needs plafond_euro or plafond_per_soort_euro, the cap itself")
        if unknown := sorted(set(self.plafond_per_soort_euro) - set(self.prijslijst_euro)):
            raise ValueError(f"plafond_per_soort_euro has {', '.join(unknown)}, which prijslijst_euro does not have")
        groups = any(a.leerlingen > 1 for a in self.arrangementen)
        if groups and (capped or self.eigen_risico_euro) and self.eigen_risico_en_plafond_per is None:
            raise ValueError(
                "a group arrangement needs eigen_risico_en_plafond_per: groep or leerling; outcomes differ"
            )
        if unknown := sorted({a.soort for a in self.arrangementen} - set(self.prijslijst_euro)):
            raise ValueError(f"arrangementen has soort {', '.join(unknown)}, which prijslijst_euro does not have")


def reads(_keuzes: Keuzes, _sector: str) -> tuple[Leest, ...]:
    """The schools and their boards."""
    return SCHOLEN


def names_no_school(keuzes: Keuzes) -> bool:
    """Whether no arrangement is granted to a school; each is of one SWV."""
    return keuzes.is_amount and not keuzes.arrangementen


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Pay what the SWV adds to each arrangement, first come, until the budget is used up.

    An arrangement that no longer fits is not granted, not even in part; a later, cheaper one may still fit.

    Raises:
        SwvmonError: an arrangement is for a school that is not in the region.
    """
    granted = [a for a in keuzes.arrangementen if a.counts_in(momentopname.schooljaar)]
    check_schools(momentopname, "arrangementen", {a.vestiging for a in granted})
    rows = _priced(granted, keuzes)
    rows["toegekend"] = _in_order(rows["aantal"], rows["swv_cent"], keuzes.budget_cent(grootboek))
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
        + " basismodellen.eigen_risico_euro"
        + _cap_numbers(rows["soort"], keuzes),
    )
    return Uitkomst((lines,), bevindingen=(*_findings(rows), *without_board(lines)))


def swv_share(cost_cent: int, arrangement: Arrangement, keuzes: Keuzes) -> int:
    """What the SWV adds to an arrangement that costs so much; eurocents."""
    times = arrangement.leerlingen if keuzes.eigen_risico_en_plafond_per == "leerling" else 1
    own_risk = times * to_cent(keuzes.eigen_risico_euro)
    cap_euro = keuzes.plafond_per_soort_euro.get(arrangement.soort, keuzes.plafond_euro)
    if cap_euro is None:
        return max(0, cost_cent - own_risk)
    cap = times * to_cent(cap_euro)
    if keuzes.plafond_geldt_voor == "swv_aandeel":
        return min(max(0, cost_cent - own_risk), cap)
    return max(0, min(cost_cent, cap) - own_risk)


def _cap_numbers(soorten: pd.Series, keuzes: Keuzes) -> pd.Series:
    """The choices that cap each soort."""
    name = " basismodellen.plafond_per_soort_euro." + soorten
    general = "" if keuzes.plafond_euro is None else " basismodellen.plafond_euro"
    return name.where(soorten.isin(list(keuzes.plafond_per_soort_euro)), general)


def _priced(granted: list[Arrangement], keuzes: Keuzes) -> pd.DataFrame:
    import pandas as pd

    costs = [int(half_up(to_cent(keuzes.prijslijst_euro[a.soort]) * Decimal(a.maanden) / MAANDEN)) for a in granted]
    return pd.DataFrame(
        {
            "vestiging": [a.vestiging for a in granted],
            "soort": [a.soort for a in granted],
            "aantal": [a.aantal for a in granted],
            "maanden": [a.maanden for a in granted],
            "leerlingen": [a.leerlingen for a in granted],
            "kosten_cent": costs,
            "swv_cent": [swv_share(cost, a, keuzes) for cost, a in zip(costs, granted, strict=True)],
        }
    ).astype(
        {"vestiging": "str", "soort": "str", "aantal": "int64", "maanden": "int64"}
        | {"leerlingen": "int64", "kosten_cent": "int64", "swv_cent": "int64"}
    )


def _in_order(wanted: pd.Series, price_cent: pd.Series, left_cent: int) -> pd.Series:
    """How many of each fit, in order: whole arrangementen, as long as there is money."""
    import pandas as pd

    granted = []
    for number, price in zip(wanted.tolist(), price_cent.tolist(), strict=True):  # each depends on those before it
        granted.append(min(number, left_cent // price) if price else number)
        left_cent -= granted[-1] * price
    return pd.Series(granted, index=wanted.index, dtype="int64")


def _explain(rows: pd.DataFrame) -> pd.Series:
    own = (rows["kosten_cent"] - rows["swv_cent"]).map(format_euro).astype("str")
    months = rows["maanden"].astype("str")
    cost = rows["kosten_cent"].map(format_euro).astype("str")
    pupils = rows["leerlingen"].astype("str")
    group = rows["leerlingen"] > 1
    what = ("Groepsarrangement " + rows["soort"] + " voor " + pupils + " leerlingen").where(
        group, "Arrangement " + rows["soort"]
    )
    unit = rows["maanden"].eq(1).map({True: " maand", False: " maanden"}).astype("str")
    return what + ", " + months + unit + ": kost " + cost + ", school betaalt zelf " + own + "."


def _findings(rows: pd.DataFrame) -> tuple[Bevinding, ...]:
    columns = ("vestiging", "soort", "aantal", "toegekend", "kosten_cent", "swv_cent")
    found = []
    for school, soort, asked, granted, cost, share in zip(*(rows[c].tolist() for c in columns), strict=True):
        if granted < asked:
            what = "arrangement" if asked == 1 else "arrangementen"
            text = (
                f"{asked - granted} van {asked} {what} {soort} van {format_euro(share)} niet toegekend: "
                "het budget is op."
            )
            found.append(Bevinding("arrangement_onvoldoende_budget", "waarschuwing", school, text))
        if share == 0:
            text = f"Arrangement {soort} van {format_euro(cost)}: de school betaalt het zelf."
            found.append(Bevinding("arrangement_onder_eigen_risico", "info", school, text))
    return tuple(found)


LEERLINGMODEL = Verdeelmodel(
    naam="leerlingmodel",
    titel="Leerlingmodel: geld volgt toegekende arrangementen",
    bron="R0 L286",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    samen=names_no_school,
    verdeelt=("budget_euro", "budget_aandeel"),
    uitzonderingen={"schaal": "the plan names each arrangement, so that more pupils do not make more of them"},
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={
                "budget_euro": 10_000,
                "prijslijst_euro": {"licht": 3_000, "groep": 6_000},
                "arrangementen": [
                    {"vestiging": school, "soort": "licht", "aantal": 2},
                    {"vestiging": school, "soort": "groep", "leerlingen": 8, "maanden": 5},
                ],
            },
            opening_euro={"swv:budget": 1_000_000},
        )
        for sector, school in (("po", "80AA00"), ("vo", "90AA00"))
    ),
)
