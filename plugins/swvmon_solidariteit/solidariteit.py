"""Solidariteit: extra for schools with much need and for small schools (R0 L1031-1034, L2102-2104)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon import (
    SCHOLEN,
    Bevinding,
    Budget,
    Leest,
    SwvmonError,
    Telling,
    Telmoment,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    boekingen,
    check_schools,
    count_pupils,
    divide_per_swv,
    exact,
    features,
    format_decimal,
    format_euro,
    grenzen,
    multiply,
    resolve_masked,
    sum_per_swv,
    without_board,
)

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from swvmon import Grootboek, Momentopname

BRONNEN = ("regioplan", "kenmerk", "tlv", "arrangement")


@frozen(kw_only=True)
class Keuzes(Budget, Telling):
    """The choices, beside those about the pot and the count.

    Attributes:
        behoefte_uit: what tells how many pupils have extra need: regioplan, kenmerk, tlv or arrangement.
        behoefte_per_vestiging: pupils with extra need per school, of the region (``regioplan``).
        kenmerk: name of the feature of schools that gives them (``kenmerk``).
        kenmerk_eenheid: what its value is: an ``aantal`` of pupils or an ``aandeel`` of them.
        drempel_aandeel: share of the pupils of a school above which need counts, 0 to 1.
        gewicht_behoefte: weight of a pupil with need above the threshold.
        klein_onder_leerlingen: a school with fewer pupils than this is small; left out: none is.
        gewicht_kleine_school: weight of being small, in pupils with need.
    """

    behoefte_uit: str = field(default="regioplan", validator=validators.in_(BRONNEN))
    behoefte_per_vestiging: dict[str, Decimal] = field(factory=dict, validator=grenzen.per_school(grenzen.not_negative))
    kenmerk: str = ""
    kenmerk_eenheid: str = field(default="aantal", validator=validators.in_(("aantal", "aandeel")))
    drempel_aandeel: Decimal = field(default=Decimal(0), validator=grenzen.share)
    gewicht_behoefte: Decimal = field(default=Decimal(1), validator=grenzen.not_negative)
    klein_onder_leerlingen: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    gewicht_kleine_school: Decimal = field(default=Decimal(0), validator=grenzen.not_negative)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not self.has_budget:
            raise ValueError("give budget_euro or budget_aandeel: the pot for solidarity")
        if (self.behoefte_uit == "kenmerk") != bool(self.kenmerk):
            raise ValueError('behoefte_uit = "kenmerk" and kenmerk, its name, need each other')
        if self.behoefte_per_vestiging and self.behoefte_uit != "regioplan":
            raise ValueError(f'behoefte_per_vestiging is not used with behoefte_uit = "{self.behoefte_uit}"')
        if (self.klein_onder_leerlingen is None) != (not self.gewicht_kleine_school):
            raise ValueError("klein_onder_leerlingen and gewicht_kleine_school need each other")

    def source(self) -> tuple[Leest, ...]:
        """The table that tells of need."""
        tables = {"kenmerk": Leest("kenmerk"), "tlv": Leest("tlv_telling", self.telmoment)}
        tables["arrangement"] = Leest("arrangement")
        return (tables[self.behoefte_uit],) if self.behoefte_uit in tables else ()


def reads(keuzes: Keuzes, sector: str) -> tuple[Leest, ...]:
    """The count, the schools and their boards, and the table that tells of need."""
    return (*SCHOLEN, *keuzes.counts(sector), *keuzes.source())


def verdeel(momentopname: Momentopname, grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Divide the pot over the schools by weighted need, to the cent.

    Where no school has need above the threshold and none is small, the pot stays, and that is a finding.

    Raises:
        SwvmonError: a school of the plan is not in the region, or a feature is not a number.
    """
    check_schools(momentopname, "behoefte_per_vestiging", keuzes.behoefte_per_vestiging)
    budget = keuzes.budget_cent(grootboek)
    schools = _weighted(momentopname, keuzes)
    nobody = momentopname.lacking(schools[schools["gewicht"] > 0])
    text = f"Geen school komt in aanmerking; {format_euro(budget)} voor solidariteit blijft staan."
    without = tuple(
        Bevinding("solidariteit_zonder_scholen", "waarschuwing", momentopname.own_key(swv), text) for swv in nobody
    )
    others = [swv for swv in momentopname.swvs if swv not in nobody]
    if not others:
        return Uitkomst(bevindingen=without)
    momentopname = momentopname.only_of(others)
    schools = schools[momentopname.swv_of(schools).isin(others)]
    lines = boekingen(
        schools,
        van=keuzes.van,
        naar="vestiging:" + schools["vestiging"],
        bedrag_cent=divide_per_swv(momentopname, budget, schools, "gewicht"),
        hoeveelheid=schools["gewicht"],
        eenheid="gewogen leerling",
        grondslag="solidariteit (R0 L1031-1034, L2102-2104)",
        toelichting=_explain(momentopname, schools, budget, keuzes),
        parameters="solidariteit.drempel_aandeel solidariteit.gewicht_behoefte solidariteit.gewicht_kleine_school",
    )
    return Uitkomst((lines,), bevindingen=(*without, *without_board(lines)))


def per_swv(keuzes: Keuzes) -> bool:
    """Whether every SWV has the same pot, and need is told by placements."""
    return keuzes.is_amount and keuzes.behoefte_uit == "tlv"


def _weighted(momentopname: Momentopname, keuzes: Keuzes) -> pd.DataFrame:
    """Per school: `aantal`, `behoefte`, `klein` and `gewicht`, in exact decimals."""
    schools = count_pupils(momentopname, keuzes)
    need = _need(momentopname, schools, keuzes)
    above = exact(need - multiply(schools["aantal"], keuzes.drempel_aandeel))
    above = exact(above.where(above > 0, Decimal(0)))
    small = _whole_school(momentopname, keuzes)
    small = (small > 0) & (small < (keuzes.klein_onder_leerlingen or 0))
    part = multiply(schools["aandeel"], keuzes.gewicht_kleine_school)
    weight = exact(multiply(above, keuzes.gewicht_behoefte) + exact(part.where(small, Decimal(0))))
    return schools.assign(behoefte=need, klein=small, gewicht=weight)


def _whole_school(momentopname: Momentopname, keuzes: Keuzes) -> pd.Series:
    """Pupils of each school as a whole: how small it is does not depend on the part that lies in the region."""
    whole = momentopname.tabel("aansluiting").assign(aandeel="1")
    return count_pupils(momentopname.extended({"aansluiting": whole}), keuzes)["aantal"]


def _need(momentopname: Momentopname, schools: pd.DataFrame, keuzes: Keuzes) -> pd.Series:
    """Pupils with extra need per school, of the region; exact decimals on the index of the schools."""
    import pandas as pd

    if keuzes.behoefte_uit == "regioplan":
        need = pd.Series(keuzes.behoefte_per_vestiging, dtype="object")
    elif keuzes.behoefte_uit == "tlv":
        counts = momentopname.tabel("tlv_telling", keuzes.telmoment)
        need = resolve_masked(counts, keuzes.gemaskeerd_als).groupby(momentopname.coded(counts, "verwijzer")).sum()
        need = need.astype("object")
    elif keuzes.behoefte_uit == "arrangement":
        granted = _valid(momentopname.tabel("arrangement"), momentopname, keuzes)
        need = granted.groupby("vestiging")["pseudoniem"].nunique().astype("object")
    else:
        return _feature(momentopname, schools, keuzes)
    return exact(need.reindex(schools["vestiging"], fill_value=0).set_axis(schools.index))


def _feature(momentopname: Momentopname, schools: pd.DataFrame, keuzes: Keuzes) -> pd.Series:
    """A feature tells of the school as a whole: an aantal counts for the part that lies in the region."""
    told = features(momentopname, "vestiging", keuzes.kenmerk, _day(momentopname, keuzes))
    last = told[~told.index.duplicated(keep="last")]
    values = last.reindex(schools["vestiging"], fill_value="0").set_axis(schools.index)
    wrong = ~values.str.fullmatch(r"[0-9]+([.][0-9]+)?").astype(bool)
    if wrong.any():
        school, value = schools.loc[wrong, "vestiging"].iloc[0], values[wrong].iloc[0]
        raise SwvmonError(f"kenmerk {keuzes.kenmerk} of {school} is {value!r}, not a number of zero or more")
    part = schools["aandeel"] if keuzes.kenmerk_eenheid == "aantal" else schools["aantal"]
    return multiply(exact(values), part)


def _valid(rows: pd.DataFrame, momentopname: Momentopname, keuzes: Keuzes) -> pd.DataFrame:
    """Rows that hold on the counting date."""
    import pandas as pd

    day = pd.Timestamp(_day(momentopname, keuzes))
    since, until = pd.to_datetime(rows["geldig_van"]), pd.to_datetime(rows["geldig_tot"])
    return rows[(since <= day) & (until.isna() | (until >= day))]


def _day(momentopname: Momentopname, keuzes: Keuzes) -> date:
    """The counting date."""
    return Telmoment.parse(keuzes.telmoment).on(momentopname.schooljaar)


def _explain(momentopname: Momentopname, schools: pd.DataFrame, budget_cent: int, keuzes: Keuzes) -> pd.Series:
    texts = schools[["aantal", "behoefte", "gewicht"]].astype("object").map(format_decimal).astype("str")
    limit = format_decimal(100 * keuzes.drempel_aandeel)
    small = f" Kleine school: minder dan {keuzes.klein_onder_leerlingen} leerlingen."
    pupils = texts["aantal"] + schools["aantal"].eq(1).map({True: " leerling", False: " leerlingen"}).astype("str")
    need = texts["behoefte"] + " met extra behoefte op " + pupils + f", drempel {limit} %."
    total = sum_per_swv(momentopname, schools, "gewicht").map(format_decimal).astype("str")
    part = " Gewicht " + texts["gewicht"] + " van " + total + f": deel van {format_euro(budget_cent)}."
    return need + schools["klein"].map({True: small, False: ""}).astype("str") + part


SOLIDARITEIT = Verdeelmodel(
    naam="solidariteit",
    titel="Solidariteit met scholen: extra behoefte en kleine scholen",
    bron="R0 L1031-1034, L2102-2104; FR §3 rijen 7-8",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    leest=reads,
    samen=per_swv,
    verdeelt=("budget_euro",),
    uitzonderingen={
        "meer_leerlingen": "met meer leerlingen ligt de drempel hoger en is een school niet meer klein",
        "samenvoegen": "twee kleine scholen kunnen samen een school zijn die niet meer klein is, of maar één keer",
        "schaal": "een school met twee keer zoveel leerlingen kan ophouden een kleine school te zijn",
    },
    voorbeelden=tuple(
        Voorbeeld(
            sector=sector,
            keuzes={
                "budget_euro": 60_000,
                "behoefte_uit": "tlv",
                "drempel_aandeel": Decimal("0.01"),
                "klein_onder_leerlingen": 150,
                "gewicht_kleine_school": 5,
                "gemaskeerd_als": "minimum",
            },
            opening_euro={"swv:budget": 500_000},
        )
        for sector in ("po", "vo")
    ),
)
