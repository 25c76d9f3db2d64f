"""Shares of the funding categories 1, 2 and 3 among pupils in (v)so, and among all pupils of the SWV."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname, Telmoment, apportion_within, metingen, multiply
from swvmon_deelname.groep import NUMBERS, VO, bij_school, counted, loaded, met_tlv, reads, total

if TYPE_CHECKING:
    import pandas as pd

CATEGORIES = ("1", "2", "3")
MOMENT = "1-10 t"
SOORT = {"po": "so", "vo": "vso"}
REST = {"po": (bij_school("bao", "sbo"),), "vo": (VO,)}
"""The pupils of the SWV outside (v)so."""

TIENDEN = 1_000
"""Tenths of a percent in the whole: the shares that close are printed with one decimal, as R0 does."""
METHODE = "grootste_rest op een decimaal"

PAID = "leerlingen met een tlv met bekostigingscategorie die het samenwerkingsverband afgaf en betaalt"
LOW, HIGH = NUMBERS


def by_category(view: Momentopname) -> pd.DataFrame:
    """Pupils in so (po) or vso (vo) per SWV and category, paid by the SWV.

    Returns:
        Columns `swv`, `categorie`, and `aantal_min` and `aantal_max`, whole numbers; three rows of each SWV. The
        numbers are missing where the table is not loaded or does not tell the category of any of them.
    """
    import pandas as pd

    keys = pd.MultiIndex.from_product([view.swvs, CATEGORIES], names=["swv", "categorie"])
    counts = view.tabel("tlv_telling", MOMENT)
    if counts.empty:
        return pd.DataFrame(index=keys, columns=NUMBERS, dtype="Int64").reset_index()
    mine = counts[counts["soort"] == SOORT[view.sector]]
    told = mine[mine["categorie"].isin(CATEGORIES)]
    silent = {*view.lacking(counts), *set(view.swv_of(mine)) - set(view.swv_of(told))}
    summed = told.groupby([view.swv_of(told), "categorie"])[NUMBERS].sum()
    rows = summed.reindex(keys, fill_value=0).astype("Int64").reset_index()
    return rows.assign(**{name: rows[name].mask(rows["swv"].isin(silent)) for name in NUMBERS})


def bereken_aandeel(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The raw relative shares: they add up to one before each is rounded."""
    pupils = by_category(momentopname)
    return _ratios(momentopname, pupils, total(momentopname, pupils.dropna()), PAID)


def bereken_absoluut(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Each category over all pupils of the SWV, those in (v)so included."""
    pupils = by_category(momentopname)
    everyone = (*REST[momentopname.sector], met_tlv(SOORT[momentopname.sector]))
    known = loaded(momentopname, everyone, MOMENT)
    counts = counted(momentopname, everyone, MOMENT).reindex(known, fill_value=0) if known else pupils[NUMBERS][:0]
    base = PAID + "; noemer: alle leerlingen van het verband, po bao en sbo en so, vo met vso (aanname)"
    return _ratios(momentopname, pupils, counts, base)


def close(parts: pd.Series, groups: pd.Series | None = None) -> pd.Series:
    """Shares in percent, one decimal, that add up to 100: `grootste_rest`, ties to the lowest key.

    Args:
        parts: whole numbers, not all zero; index = key.
        groups: of which whole each is a part; left out, they are parts of one.
    """
    import pandas as pd

    whole = pd.Series(0, index=parts.index) if groups is None else groups
    tenths = apportion_within(pd.Series(TIENDEN, index=parts.index), parts.astype("int64"), whole)
    return multiply(tenths, Decimal("0.1"))


def bereken_sluitend(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The relative shares closed to 100; none where a count is masked or there is nothing to divide."""
    pupils = by_category(momentopname)
    swvs = pupils["swv"]
    everyone = pupils[LOW].groupby(swvs).transform("sum")
    sure = (pupils[LOW] == pupils[HIGH]).fillna(value=False).groupby(swvs).transform("all") & (everyone > 0)
    return metingen(
        swvs,
        soort="statistiek",
        niveau="swv",
        peildatum=Telmoment.parse(MOMENT).on(momentopname.schooljaar),
        eenheid="procent",
        grondslag=PAID,
        onderdeel=pupils["categorie"],
        uitkomst=sure.map({True: "", False: "ontbreekt"}),
        waarde=close(pupils[LOW][sure], swvs[sure]),
        n=everyone.where(sure),
        methode=METHODE,
    )


def _ratios(view: Momentopname, pupils: pd.DataFrame, base: pd.DataFrame, grondslag: str) -> pd.DataFrame:
    """A ratio per SWV and category; where either count is not known, a row that says so."""
    noemer = base.reindex(pupils["swv"]).set_axis(pupils.index)
    told = pupils[LOW].notna() & noemer[LOW].notna()
    return metingen(
        pupils["swv"],
        soort="verhouding",
        niveau="swv",
        peildatum=Telmoment.parse(MOMENT).on(view.schooljaar),
        eenheid="aandeel",
        grondslag=grondslag,
        onderdeel=pupils["categorie"],
        uitkomst=told.map({True: "", False: "ontbreekt"}),
        teller=pupils[LOW].where(told),
        teller_max=pupils[HIGH].where(told),
        noemer=noemer[LOW].where(told),
        noemer_max=noemer[HIGH].where(told),
    )


RELATIEF = Indicator(
    naam="bekostigingscategorie_aandeel",
    titel="Aandeel bekostigingscategorie binnen het (v)so",
    definitie="Leerlingen in het so (po) of vso (vo) met categorie 1, 2 of 3, gedeeld door die met een categorie.",
    bron="R4 L635-639; R0 Tabel 4-2 en 4-3",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_aandeel,
    samen=True,
    leest=(Leest("tlv_telling", MOMENT),),
    hoger=("landelijk",),
    begrip="bekostigingscategorie",
    verschil="Relatief aandeel, onafgerond: binnen het (v)so, los van hoeveel leerlingen daarheen gaan.",
)

ABSOLUUT = Indicator(
    naam="bekostigingscategorie_absoluut",
    titel="Absoluut aandeel bekostigingscategorie",
    definitie="Leerlingen in het so of vso met categorie 1, 2 of 3, gedeeld door alle leerlingen van het verband.",
    bron="R4 L628-631",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_absoluut,
    samen=True,
    leest=reads(MOMENT, *(groep for groepen in REST.values() for groep in groepen), met_tlv("so")),
    hoger=("landelijk",),
    begrip="bekostigingscategorie",
    verschil="Van alle leerlingen van het verband, niet alleen van die in het (v)so.",
)

SLUITEND = Indicator(
    naam="bekostigingscategorie_sluitend",
    titel="Aandeel bekostigingscategorie binnen het (v)so, sluitend op 100",
    definitie="Het relatieve aandeel in procenten met een decimaal, met de grootste rest sluitend gemaakt op 100.",
    bron="R4 L637; afronding als in R0 Tabel 4-2",
    soort="statistiek",
    aggregatie="geen",
    sectoren=("po", "vo"),
    bereken=bereken_sluitend,
    samen=True,
    leest=(Leest("tlv_telling", MOMENT),),
    begrip="bekostigingscategorie",
    verschil="Afgerond zodat de drie samen 100 zijn; zonder uitkomst waar een telling gemaskeerd is.",
)

CATEGORIE_INDICATOREN = (RELATIEF, ABSOLUUT, SLUITEND)
