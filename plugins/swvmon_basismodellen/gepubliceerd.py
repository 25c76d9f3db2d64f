"""What published rules of SWV's give for one school, computed by the schoolmodel itself."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from swvmon import Gepubliceerd, Grootboek, Leest, Momentopname, Schooljaar

if TYPE_CHECKING:
    from collections.abc import Mapping

SPPOH = "https://www.sppoh.nl/voor-scholen/werkwijze/passend-onderwijs/faciliteringsregeling-samenwerkingsverband-sppoh-2018-2019"
SPOW = "https://spow.nl/nieuwe-bedragen-basis-en-extra-ondersteuning/"
KOP_NH = (
    "https://swvkopvannoordholland.nl/primair-onderwijs/professionals/onderwijszorgarrangementen-en-top-arrangementen/"
)
MET_DE_HAND = "met de hand uit de bedragen van"
"""Start of a source that prints the amounts, and not the outcome."""

MOMENT = "1-10 t"
SPPOH_EURO: Mapping[str, Decimal] = {"vaste_voet_euro": Decimal(7_000), "bedrag_per_leerling_euro": Decimal(106)}
SPPOH_LEERLINGEN = 200
SPOW_BASIS, SPOW_EXTRA = Decimal(99), Decimal(77)


def bedrag_euro(soort: str, leerlingen: int, schooljaar: str, **keuzes: Any) -> Decimal:
    """What one school gets from the schoolmodel, in euros.

    Args:
        soort: bao or sbo.
        leerlingen: its pupils.
        schooljaar: school year of the rule.
        keuzes: amounts of the rule.
    """
    import pandas as pd

    from swvmon_basismodellen.schoolmodel import Keuzes, verdeel

    year = Schooljaar.parse(schooljaar)
    school = pd.DataFrame({"vestiging": ["80AA00"]})
    counts = school.assign(soort=soort, cluster="", aantal_min=leerlingen, aantal_max=leerlingen)
    tables = {
        Leest("aansluiting"): school.assign(aandeel="1"),
        Leest("vestiging"): school.assign(bestuur="98001"),
        Leest("leerlingen_po", MOMENT): counts,
    }
    view = Momentopname("PO9901", "po", year, year.periode, tables)
    outcome = verdeel(view, Grootboek(pd.DataFrame()), Keuzes(basis="bao_sbo", telmoment=MOMENT, **keuzes))
    return Decimal(sum(int(lines["bedrag_cent"].sum()) for lines in outcome.boekingen)).scaleb(-2)


def sppoh_per_leerling() -> Decimal:
    """SPPOH: the amount of one school over its pupils."""
    return bedrag_euro("bao", SPPOH_LEERLINGEN, "2018/19", **SPPOH_EURO) / SPPOH_LEERLINGEN


def bijdrage_euro(kosten_euro: int, plafond_geldt_voor: str) -> Decimal:
    """What SWV Kop van Noord-Holland adds to an arrangement, in euros.

    Args:
        kosten_euro: what it costs in a year.
        plafond_geldt_voor: what the cap limits, which the page does not say: swv_aandeel or totale_kosten.
    """
    from swvmon_basismodellen.leerlingmodel import Arrangement, Keuzes, swv_share

    arrangement = Arrangement(vestiging="80AA00", soort="arrangement")
    chosen = Keuzes(
        budget_euro=Decimal(kosten_euro),
        prijslijst_euro={"arrangement": Decimal(kosten_euro)},
        arrangementen=(arrangement,),
        eigen_risico_euro=Decimal(4_000),
        plafond_euro=Decimal("6634.52"),
        plafond_geldt_voor=plafond_geldt_voor,
    )
    return Decimal(swv_share(100 * kosten_euro, arrangement, chosen)).scaleb(-2)


GEPUBLICEERD = (
    Gepubliceerd(
        "basismodellen.sppoh_per_leerling",
        "SPPOH: bedrag per leerling van een school met 200 leerlingen op één locatie",
        Decimal(141),
        "euro per leerling",
        "2017/18",
        SPPOH,
        "exact",
        label="herberekend",
        bereken=sppoh_per_leerling,
    ),
    Gepubliceerd(
        "basismodellen.sppoh_school",
        "SPPOH: bedrag van een school met 200 leerlingen op één locatie",
        Decimal(28_200),
        "euro",
        "2017/18",
        f"{MET_DE_HAND} {SPPOH}",
        "exact",
        label="herberekend",
        bereken=partial(bedrag_euro, "bao", SPPOH_LEERLINGEN, "2018/19", **SPPOH_EURO),
    ),
    Gepubliceerd(
        "basismodellen.spow_bao",
        "SPOW: bedrag van een basisschool met 250 leerlingen, 250 × (99 + 77)",
        Decimal(44_000),
        "euro",
        "2023",
        f"{MET_DE_HAND} {SPOW}",
        "exact",
        label="herberekend",
        bereken=partial(bedrag_euro, "bao", 250, "2022/23", bedrag_per_leerling_euro=SPOW_BASIS + SPOW_EXTRA),
    ),
    Gepubliceerd(
        "basismodellen.spow_sbo",
        "SPOW: bedrag van een school voor sbo met 80 leerlingen, 80 × 99",
        Decimal(7_920),
        "euro",
        "2023",
        f"{MET_DE_HAND} {SPOW}",
        "exact",
        label="herberekend",
        bereken=partial(bedrag_euro, "sbo", 80, "2022/23", bedrag_per_leerling_euro=SPOW_BASIS),
    ),
    *(
        Gepubliceerd(
            f"basismodellen.kop_nh_{lezing}_{kosten}",
            f"Kop van Noord-Holland: bijdrage aan een arrangement van € {kosten:,}".replace(",", ".")
            + f", als het plafond geldt voor {woorden}",
            Decimal(bedrag),
            "euro",
            "2024",
            f"{MET_DE_HAND} {KOP_NH}",
            "exact",
            label="herberekend",
            bereken=partial(bijdrage_euro, kosten, lezing),
        )
        for lezing, woorden, bedragen in (
            ("swv_aandeel", "het deel van het swv", ("0", "5000", "6634.52")),
            ("totale_kosten", "de totale kosten", ("0", "2634.52", "2634.52")),
        )
        for kosten, bedrag in zip((3_900, 9_000, 15_000), bedragen, strict=True)
    ),
)
