"""Instroom: into niet-regulier education by the Inspectie, into a type by OCW, and of young pupils into sbo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Grootboek, Indicator, Momentopname
from swvmon_stromen.soorten import NIET_REGULIER, REGULIER, VAN_SECTOR
from swvmon_stromen.stroom import (
    AANKOMST,
    KLASSEN,
    NUMBERS,
    STROMEN,
    VERTREK,
    Deel,
    counts,
    ratios,
    read_rows,
    read_stromen,
)

if TYPE_CHECKING:
    import pandas as pd

HERKOMSTEN = {"sbo": ("bao", "uit"), "so": ("bao", "uit"), "vso": ("vo", "so", "sbo", "uit")}
"""Where entrants come from: of sbo and so as OCW tells it, primary schools and no education."""
LEEFTIJDEN = {"4-5": (4, 5), "7-10": (7, 10)}
"""Age classes of entrants of sbo (R4 L674-683), both ends included; they are no partition."""


def over_regulier(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """From regulier to niet-regulier, over all who were in regulier."""
    flows = read_stromen(momentopname, VERTREK)
    part = Deel("", flows.count(REGULIER, NIET_REGULIER), flows.stock(REGULIER), flows.known(REGULIER))
    base = "leerlingen in bao en vo op 1 oktober een jaar eerder, bij het swv van die dag"
    return ratios(momentopname, [part], eenheid="aandeel", grondslag=base)


def over_allen(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """From regulier to niet-regulier, over all who were in po and vo."""
    flows = read_stromen(momentopname, VERTREK)
    everyone = (*REGULIER, *NIET_REGULIER)
    known = flows.known(REGULIER) & flows.known(everyone)
    part = Deel("", flows.count(REGULIER, NIET_REGULIER), flows.stock(everyone), known)
    base = "leerlingen in bao, sbo, so, vo, pro en vso op 1 oktober een jaar eerder, bij het swv van die dag"
    return ratios(momentopname, [part], eenheid="aandeel", grondslag=base)


def per_herkomst(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """New in a type, by where they were a year before, over all who are in it now."""
    flows = read_stromen(momentopname, AANKOMST)
    parts = []
    for soort in VAN_SECTOR[momentopname.sector]:
        stock, known = flows.stock([soort]), flows.known([soort])
        rest = [s for s in flows.others if s not in HERKOMSTEN[soort]]
        parts.append(Deel(soort, flows.count(flows.others, [soort]), stock, known))
        parts += [Deel(f"{soort}<{van}", flows.count([van], [soort]), stock, known) for van in HERKOMSTEN[soort]]
        parts.append(Deel(f"{soort}<overig", flows.count(rest, [soort]), stock, known))
    base = "leerlingen van de onderwijssoort op 1 oktober, bij het swv van die dag"
    return ratios(momentopname, parts, eenheid="aandeel", grondslag=base)


def naar_leeftijd(momentopname: Momentopname, _grootboek: Grootboek) -> pd.DataFrame:
    """New in sbo, by age on the day; `ontbreekt` where a row of entrants does not tell their age."""
    import pandas as pd

    rows = read_rows(momentopname, AANKOMST)
    new = rows[(rows["naar"] == "sbo") & (rows["van"] != "sbo")]
    swvs = list(momentopname.swvs)
    told = new["leeftijd"].notna().groupby(new["swv"]).all().reindex(swvs, fill_value=True).astype("bool")
    told &= read_stromen(momentopname, AANKOMST).known(["sbo"])
    age = pd.to_numeric(new["leeftijd"])
    found = {
        name: (new[age.between(first, last)].groupby("swv")[NUMBERS].sum().reindex(swvs, fill_value=0), told)
        for name, (first, last) in LEEFTIJDEN.items()
    }
    base = "leerlingen die op 1 oktober in het sbo zitten en een jaar eerder niet, bij het swv van die dag"
    return counts(momentopname, found, grondslag=base)


INSTROOM = (
    Indicator(
        naam="instroom_niet_regulier",
        titel="Instroom in het niet-regulier onderwijs",
        definitie=(
            "Leerlingen die van bao of vo naar so, sbo, vso of pro gingen, gedeeld door alle leerlingen die een jaar "
            "eerder in bao of vo zaten."
        ),
        bron="Inspectie van het Onderwijs, R1 L546-554",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=over_regulier,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
        begrip="instroom",
        verschil="noemer: alleen wie in het regulier onderwijs zat en dus kon instromen; het rapport noemt geen noemer",
    ),
    Indicator(
        naam="instroom_niet_regulier_van_allen",
        titel="Instroom in het niet-regulier onderwijs, van alle leerlingen",
        definitie=(
            "Leerlingen die van bao of vo naar so, sbo, vso of pro gingen, gedeeld door alle leerlingen die een jaar "
            "eerder in po of vo zaten."
        ),
        bron="Inspectie van het Onderwijs, R1 L546-554 en L727-729",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=over_allen,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
        begrip="instroom",
        verschil="noemer: ook wie al in het niet-regulier onderwijs zat, zoals R1 zijn schattingen leest",
    ),
    Indicator(
        naam="instroom_herkomst",
        titel="Instroom naar herkomst",
        definitie=(
            "Leerlingen die nieuw zijn in sbo, so of vso, naar waar zij een jaar eerder zaten, gedeeld door alle "
            "leerlingen die er nu zitten."
        ),
        bron="OCW in cijfers, leerlingstromen",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=per_herkomst,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
        begrip="instroom",
        verschil="per onderwijssoort, ook van buiten het onderwijs en uit andere soorten; noemer: wie er nu zit",
    ),
    Indicator(
        naam="instroom_sbo_leeftijd",
        titel="Instroom in het sbo naar leeftijd",
        definitie="Leerlingen van 4-5 en van 7-10 jaar die in het sbo zitten en er een jaar eerder niet zaten.",
        bron="R4 L674-683",
        soort="aantal",
        aggregatie="som",
        sectoren=("po",),
        bereken=naar_leeftijd,
        leest=(STROMEN,),
        hoger=("landelijk",),
        per_klasse=KLASSEN,
        samen=True,
        begrip="instroom",
        verschil="een aantal, alleen sbo, in twee leeftijdsklassen die samen niet alle leeftijden zijn",
    ),
)
