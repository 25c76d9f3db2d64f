"""What the SWV issued beside what is funded, on 1 October."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon import Grootboek, Indicator, Leest, Momentopname, metingen
from swvmon_tlv_proces.doorlooptijd import ALMERE, ISSUED

if TYPE_CHECKING:
    import pandas as pd

FUNDED = Leest("tlv_telling", "1-10 t")
SOORTEN = {"po": ("sbo", "so"), "vo": ("vso",)}
SIDES = ["afgegeven_min", "afgegeven_max", "bekostigd_min", "bekostigd_max"]


def issued(momentopname: Momentopname) -> pd.DataFrame:
    """Pupils with a TLV that holds on 1 October, per SWV and kind of education; both ends of its days count."""
    day = FUNDED.peildatum(momentopname.schooljaar)
    rows = momentopname.tabel("tlv")
    rows = rows[(rows["geldig_van"] <= day) & (rows["geldig_tot"] >= day)]
    pupils = rows.groupby([momentopname.swv_of(rows), "soort"])["pseudoniem"].nunique()
    return pupils.to_frame("afgegeven_min").assign(afgegeven_max=pupils)


def funded(momentopname: Momentopname) -> pd.DataFrame:
    """Pupils for whom the SWV pays on 1 October, per SWV and kind; an interval where the source masks."""
    rows = momentopname.tabel("tlv_telling", FUNDED.moment)
    counts = rows.groupby([momentopname.swv_of(rows), "soort"])[["aantal_min", "aantal_max"]].sum()
    return counts.rename(columns={"aantal_min": "bekostigd_min", "aantal_max": "bekostigd_max"})


def side(momentopname: Momentopname, name: str) -> pd.DataFrame:
    """One side per SWV and kind and together; a kind without a row is missing."""
    counts = issued(momentopname) if name == "afgegeven" else funded(momentopname)
    return _with_total(counts.reindex(_kinds(momentopname)))


def both(momentopname: Momentopname) -> pd.DataFrame:
    """Both sides per SWV and kind and together; a kind that either side lacks is missing, and not in the total."""
    kinds = _kinds(momentopname)
    counts = issued(momentopname).reindex(kinds).join(funded(momentopname).reindex(kinds))[SIDES]
    return _with_total(counts.where(counts.notna().all(axis=1)))


def _kinds(momentopname: Momentopname) -> pd.MultiIndex:
    """Every kind of the sector, of each SWV of the call."""
    import pandas as pd

    return pd.MultiIndex.from_product([momentopname.swvs, SOORTEN[momentopname.sector]], names=["sleutel", "onderdeel"])


def _with_total(counts: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers, with a row of an empty name for all kinds of an SWV; that is missing where all are."""
    import pandas as pd

    known = counts.astype("Int64").reset_index()
    total = known.drop(columns="onderdeel").groupby("sleutel").sum(min_count=1).reset_index().assign(onderdeel="")
    return pd.concat([total, known], ignore_index=True)


def _rows(momentopname: Momentopname, counts: pd.DataFrame, **fields: Any) -> pd.DataFrame:
    import pandas as pd

    known = counts.drop(columns=["sleutel", "onderdeel"]).notna().all(axis=1)
    fields["peildatum"] = FUNDED.peildatum(momentopname.schooljaar)
    return metingen(
        counts["sleutel"],
        niveau="swv",
        onderdeel=counts["onderdeel"],
        uitkomst=pd.Series("ontbreekt", counts.index).mask(known, ""),
        **fields,
    )


def bereken_afgegeven(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Issued, per kind and together."""
    counts = side(momentopname, "afgegeven")
    base = "leerlingen met een geldige toelaatbaarheidsverklaring van het samenwerkingsverband op 1 oktober"
    return _rows(
        momentopname, counts, soort="aantal", eenheid="leerling", grondslag=base, waarde=counts["afgegeven_min"]
    )


def bereken_bekostigd(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Funded, per kind and together."""
    counts = side(momentopname, "bekostigd")
    return _rows(
        momentopname,
        counts,
        soort="aantal",
        eenheid="leerling",
        grondslag="leerlingen voor wie het samenwerkingsverband op 1 oktober betaalt",
        teller=counts["bekostigd_min"],
        teller_max=counts["bekostigd_max"],
    )


def bereken_verhouding(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Funded over issued."""
    counts = both(momentopname)
    return _rows(
        momentopname,
        counts,
        soort="verhouding",
        eenheid="aandeel",
        grondslag="bekostigde leerlingen / leerlingen met een geldige toelaatbaarheidsverklaring, 1 oktober",
        teller=counts["bekostigd_min"],
        teller_max=counts["bekostigd_max"],
        noemer=counts["afgegeven_min"],
    )


def bereken_verschil(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """Funded minus issued; below zero where a TLV is not used or not found by the source."""
    counts = both(momentopname)
    return _rows(
        momentopname,
        counts,
        soort="aantal",
        eenheid="leerling",
        grondslag="bekostigde leerlingen min leerlingen met een geldige toelaatbaarheidsverklaring, 1 oktober",
        teller=counts["bekostigd_min"] - counts["afgegeven_max"],
        teller_max=counts["bekostigd_max"] - counts["afgegeven_min"],
    )


AFGEGEVEN = Indicator(
    naam="tlv_afgegeven",
    titel="Afgegeven toelaatbaarheidsverklaringen",
    definitie="Leerlingen met een toelaatbaarheidsverklaring die op 1 oktober geldt, per onderwijssoort en samen.",
    bron="administratie van het samenwerkingsverband, sjabloon tlv",
    soort="aantal",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=bereken_afgegeven,
    samen=True,
    leest=(ISSUED,),
    hoger=("landelijk",),
    begrip="tlv_leerlingen",
    verschil="Wat het samenwerkingsverband heeft afgegeven, ook als de leerling niet is geplaatst.",
)
BEKOSTIGD = Indicator(
    naam="tlv_bekostigd",
    titel="Bekostigde toelaatbaarheidsverklaringen",
    definitie="Leerlingen voor wie het samenwerkingsverband op 1 oktober betaalt, per onderwijssoort en samen.",
    bron="telling van geplaatste leerlingen, sjabloon tlv_telling of DUO",
    soort="aantal",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=bereken_bekostigd,
    samen=True,
    leest=(FUNDED,),
    hoger=("landelijk",),
    begrip="tlv_leerlingen",
    verschil="Wie is geplaatst en wordt bekostigd, geteld op de teldatum.",
)
VERHOUDING = Indicator(
    naam="tlv_bekostigd_per_afgegeven",
    titel="Bekostigd tegenover afgegeven",
    definitie="Bekostigde leerlingen gedeeld door leerlingen met een geldige toelaatbaarheidsverklaring op 1 oktober.",
    bron=ALMERE,
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("po", "vo"),
    bereken=bereken_verhouding,
    samen=True,
    leest=(FUNDED, ISSUED),
    hoger=("landelijk",),
)
VERSCHIL = Indicator(
    naam="tlv_bekostigd_min_afgegeven",
    titel="Bekostigd min afgegeven",
    definitie="Bekostigde leerlingen min leerlingen met een geldige toelaatbaarheidsverklaring op 1 oktober.",
    bron=ALMERE,
    soort="aantal",
    aggregatie="som",
    sectoren=("po", "vo"),
    bereken=bereken_verschil,
    samen=True,
    leest=(FUNDED, ISSUED),
    hoger=("landelijk",),
)
