"""Shares of the funding categories 1, 2 and 3 among pupils in (v)so, and among all pupils of the SWV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Leest, Momentopname, Telmoment, apportion, exact, half_up, metingen
from swvmon_deelname.groep import NUMBERS, VO, bij_school, counted, met_tlv, reads, total

if TYPE_CHECKING:
    from decimal import Decimal

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


def by_category(view: Momentopname) -> pd.DataFrame | None:
    """Pupils in so (po) or vso (vo) per category, paid by the SWV.

    Returns:
        Index = category, all three; `aantal_min` and `aantal_max`, exact decimals. None where the table is not loaded
        or does not tell the category of any of them.
    """
    import pandas as pd

    counts = view.tabel("tlv_telling", MOMENT)
    if counts.empty:
        return None
    counts = counts[counts["soort"] == SOORT[view.sector]]
    known = counts[counts["categorie"].isin(CATEGORIES)]
    if known.empty and len(counts):
        return None
    summed = known.groupby("categorie")[NUMBERS].sum().reindex(list(CATEGORIES), fill_value=0)
    return pd.DataFrame({name: exact(summed[name].astype("int64")) for name in NUMBERS})


def bereken_aandeel(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The raw relative shares: they add up to one before each is rounded."""
    pupils = by_category(momentopname)
    return _ratios(momentopname, pupils, None if pupils is None else total(pupils, momentopname.regio), PAID)


def bereken_absoluut(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Each category over all pupils of the SWV, those in (v)so included."""
    everyone = counted(momentopname, (*REST[momentopname.sector], met_tlv(SOORT[momentopname.sector])), MOMENT)
    base = PAID + "; noemer: alle leerlingen van het verband, po bao en sbo en so, vo met vso (aanname)"
    return _ratios(momentopname, by_category(momentopname), everyone, base)


def close(parts: pd.Series) -> pd.Series:
    """Shares in percent, one decimal, that add up to 100: `grootste_rest`, ties to the lowest key.

    Args:
        parts: whole numbers or exact decimals, not all zero; index = key.
    """
    return exact(exact(apportion(TIENDEN, parts)).map(lambda tenths: half_up(tenths / 10, 1)).astype("object"))


def bereken_sluitend(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """The relative shares closed to 100; none where a count is masked or there is nothing to divide."""
    import pandas as pd

    pupils = by_category(momentopname)
    sure = pupils is not None and pupils[LOW].sum() > 0 and bool((pupils[LOW] == pupils[HIGH]).all())
    keys = pd.Series(momentopname.regio, index=pd.Index(CATEGORIES))
    return metingen(
        keys,
        soort="statistiek",
        niveau="swv",
        peildatum=Telmoment.parse(MOMENT).on(momentopname.schooljaar),
        eenheid="procent",
        grondslag=PAID,
        onderdeel=keys.index.to_series(),
        uitkomst="" if sure else "ontbreekt",
        waarde=close(pupils[LOW]) if pupils is not None and sure else None,
        n=_whole(total(pupils, momentopname.regio)[LOW].iloc[0], keys) if pupils is not None and sure else None,
        methode=METHODE,
    )


def _whole(number: Decimal, keys: pd.Series) -> pd.Series:
    import pandas as pd

    return exact(pd.Series([number] * len(keys), index=keys.index, dtype="object"))


def _ratios(view: Momentopname, pupils: pd.DataFrame | None, base: pd.DataFrame | None, grondslag: str) -> pd.DataFrame:
    """A ratio per category for the SWV, and without counts three rows that say so."""
    import pandas as pd

    keys = pd.Series(view.regio, index=pd.Index(CATEGORIES))
    told = pupils is not None and base is not None
    return metingen(
        keys,
        soort="verhouding",
        niveau="swv",
        peildatum=Telmoment.parse(MOMENT).on(view.schooljaar),
        eenheid="aandeel",
        grondslag=grondslag,
        onderdeel=keys.index.to_series(),
        uitkomst="" if told else "ontbreekt",
        teller=pupils[LOW] if pupils is not None and told else None,
        teller_max=pupils[HIGH] if pupils is not None and told else None,
        noemer=_whole(base[LOW].iloc[0], keys) if base is not None and told else None,
        noemer_max=_whole(base[HIGH].iloc[0], keys) if base is not None and told else None,
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
    leest=(Leest("tlv_telling", MOMENT),),
    begrip="bekostigingscategorie",
    verschil="Afgerond zodat de drie samen 100 zijn; zonder uitkomst waar een telling gemaskeerd is.",
)

CATEGORIE_INDICATOREN = (RELATIEF, ABSOLUUT, SLUITEND)
