"""What a school gets per pupil, and per pupil who needs extra support."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from swvmon import (
    Grootboek,
    Indicator,
    Leest,
    Momentopname,
    Telmoment,
    count_enrolled,
    exact,
    feature_numbers,
    metingen,
    multiply,
    with_lacking,
)

if TYPE_CHECKING:
    import pandas as pd

TELDATUM = "1-10 t"
BEHOEFTE = "leerlingen_met_behoefte"
"""Feature of a vestiging: its pupils who need extra support; must hold on 1 October."""
NUMBERS = ["aantal_min", "aantal_max"]
PER_LEERLING = (
    Leest("aansluiting"),
    Leest("leerlingen_po", TELDATUM, verplicht=False),
    Leest("leerlingen_vo", TELDATUM, verplicht=False),
)
PER_BEHOEFTE = (Leest("aansluiting"), Leest("kenmerk", verplicht=False))


def received(momentopname: Momentopname, grootboek: Grootboek) -> pd.Series:
    """What each school of the region got, net, in eurocents; index = vestiging, sorted."""
    return grootboek.per_vestiging().reindex(_schools(momentopname), fill_value=0)


def pupils(momentopname: Momentopname) -> pd.DataFrame:
    """All counted pupils of each school of the region as an interval; no schools of an SWV whose count is not loaded.

    In po those of bao, sbo, so and vso: money may go to any of them. A school that the count does not list has none.
    """
    uncounted = momentopname.lacking(momentopname.tabel(f"leerlingen_{momentopname.sector}", TELDATUM))
    schools = _schools(momentopname)
    counted = schools[~momentopname.swv_of(schools.to_series()).isin(uncounted).to_numpy()]
    known = count_enrolled(momentopname, TELDATUM)
    return known.apply(lambda numbers: exact(numbers).reindex(counted, fill_value=0))


def _schools(momentopname: Momentopname) -> pd.Index:
    import pandas as pd

    return pd.Index(sorted(momentopname.tabel("aansluiting")["vestiging"].unique()), dtype="str")


def with_need(momentopname: Momentopname) -> pd.DataFrame:
    """Pupils of each school of the region who need extra support, for its part; missing where no feature tells."""
    import pandas as pd

    day = Telmoment.parse(TELDATUM).on(momentopname.schooljaar)
    shares = exact(momentopname.tabel("aansluiting").set_index("vestiging")["aandeel"]).sort_index()
    told = feature_numbers(momentopname, "vestiging", BEHOEFTE, day).reindex(shares.index)
    return pd.DataFrame(dict.fromkeys(NUMBERS, multiply(told, shares)))


def per_leerling(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Eurocents over pupils, per school; `ontbreekt` for an SWV of which no count is loaded."""
    counts = pupils(momentopname)
    unit = "eurocent per leerling"
    return with_lacking(
        momentopname,
        _ratio(momentopname, grootboek, counts, unit, GRONDSLAG),
        momentopname.lacking(counts),
        soort="verhouding",
        peildatum=Telmoment.parse(TELDATUM).on(momentopname.schooljaar),
        eenheid=unit,
        grondslag=GRONDSLAG,
    )


def per_leerling_met_behoefte(momentopname: Momentopname, grootboek: Grootboek) -> pd.DataFrame:
    """Eurocents over pupils who need extra support, per school; `ontbreekt` where the school does not tell."""
    base = "per saldo gekregen (grootboek) / leerlingen met extra ondersteuningsbehoefte (kenmerk)"
    return _ratio(momentopname, grootboek, with_need(momentopname), "eurocent per leerling met behoefte", base)


def _ratio(
    momentopname: Momentopname, grootboek: Grootboek, counts: pd.DataFrame, eenheid: str, grondslag: str
) -> pd.DataFrame:
    got, known = exact(received(momentopname, grootboek)).reindex(counts.index), counts["aantal_min"].notna()
    return metingen(
        counts.index.to_series(),
        soort="verhouding",
        niveau="vestiging",
        peildatum=Telmoment.parse(TELDATUM).on(momentopname.schooljaar),
        eenheid=eenheid,
        grondslag=grondslag,
        uitkomst=known.map({True: "", False: "ontbreekt"}),
        teller=got.where(known),
        noemer=counts["aantal_min"],
        noemer_max=counts["aantal_max"],
    )


def whole(numbers: pd.Series) -> list[int | None]:
    """Exact numbers as whole millionths, so that nothing is rounded in what is computed with them; None is missing."""
    known = numbers.notna().tolist()
    return [int(Decimal(n).scaleb(6)) if there else None for n, there in zip(numbers, known, strict=True)]


GRONDSLAG = (
    "per saldo gekregen (grootboek) / leerlingen op vestigingen in het gebied (po: bao, sbo, so en vso; vo: alle)"
)
HOGER = ("bestuur", "gemeente", "swv", "landelijk")
BEDRAGEN = (
    Indicator(
        naam="bedrag_per_leerling",
        titel="Bedrag per leerling",
        definitie="Wat een school per saldo krijgt, gedeeld door haar leerlingen op 1 oktober.",
        bron="R0 L3353-3360",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=per_leerling,
        leest=PER_LEERLING,
        hoger=HOGER,
        samen=True,
    ),
    Indicator(
        naam="bedrag_per_leerling_met_behoefte",
        titel="Bedrag per leerling met extra ondersteuningsbehoefte",
        definitie="Wat een school per saldo krijgt, gedeeld door haar leerlingen met extra ondersteuningsbehoefte op "
        "1 oktober.",
        bron="R0 L3353-3360",
        soort="verhouding",
        aggregatie="verhouding_van_sommen",
        sectoren=("po", "vo"),
        bereken=per_leerling_met_behoefte,
        leest=PER_BEHOEFTE,
        hoger=HOGER,
        samen=True,
    ),
)
