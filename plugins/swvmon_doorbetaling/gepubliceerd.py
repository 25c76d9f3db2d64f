"""The examples of the heavy budget that are worked by hand from the amounts of the regulations (2015/16)."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from swvmon import Gepubliceerd, Leest, Momentopname, Schooljaar, exact, read_parameters

if TYPE_CHECKING:
    import pandas as pd

JAAR = "2015/16"
ZWAAR_PO_EURO = Decimal("318.83")
"""Zware ondersteuning po, personnel, per pupil (BWBR0037118 art. 21)."""

BRON = "met de hand uit BWBR0037118 art. 15 en 21"
PERSONEEL = "swv:zwaar:personeel"
SCHOLEN = {"80AA00": 600, "80BB00": 350, "80EE00": 50}


def doorbetaald_euro(*rijen: tuple[str, str, int]) -> Decimal:
    """What the model withholds for personnel of placements in so, in euros.

    Args:
        rijen: age group, category and number.
    """
    import pandas as pd

    from swvmon_doorbetaling.doorbetaling import Keuzes, post

    year = Schooljaar.parse(JAAR)
    counts = pd.DataFrame(list(rijen), columns=["leeftijdsgroep", "categorie", "aantal_min"])
    counts = counts.assign(aantal_max=counts["aantal_min"], swv="PO9901", soort="so", verwijzer="", school="", grond="")
    view = Momentopname("PO9901", "po", year, year.periode, {Leest("tlv_telling", "1-10 t-1"): counts})
    tariffs: dict[str, Any] = {}
    for parameter in read_parameters("swvmon_doorbetaling"):
        _, group, member = parameter.id.split(".")
        tariffs.setdefault(group, {})[member] = parameter
    lines, _ = post(view, Keuzes(**tariffs), "personeel", view.schooljaardeel())
    return Decimal(sum(int(frame["bedrag_cent"].sum()) for frame in lines)).scaleb(-2)


def netto_zwaar_euro() -> Decimal:
    """What 10.000 pupils leave after 100 placements of category 1 and 10 of category 3."""
    return 10_000 * ZWAAR_PO_EURO - doorbetaald_euro(("vanaf_8", "1", 100), ("jonger_8", "3", 10))


def tekort_euro() -> Decimal:
    """What 1.000 pupils are short after 40 placements of category 1."""
    return doorbetaald_euro(("vanaf_8", "1", 40)) - 1_000 * ZWAAR_PO_EURO


def aandeel_in_tekort_euro(school: str) -> Decimal:
    """What a school pays of the shortage."""
    from swvmon_doorbetaling.uitputting import PO_TOT_2023, charge

    lines = charge(PERSONEEL, int(tekort_euro().scaleb(2)), _scholen(), PO_TOT_2023)
    paid = lines.loc[lines["van"] == f"vestiging:{school}", "bedrag_cent"]
    return Decimal(int(paid.sum())).scaleb(-2)


def _scholen() -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame({"vestiging": list(SCHOLEN), "bestuur": "98001"})
    return frame.assign(aantal=exact(list(SCHOLEN.values())))


GEPUBLICEERD = (
    Gepubliceerd(
        "doorbetaling.netto_zwaar_po",
        "Zware ondersteuning po, personeel, na doorbetaling: 10.000 leerlingen, 100 so vanaf 8 jaar categorie 1 en "
        "10 so jonger dan 8 categorie 3",
        Decimal("2163916.90"),
        "euro",
        JAAR,
        BRON,
        "exact",
        label="herberekend",
        bereken=netto_zwaar_euro,
    ),
    *(
        Gepubliceerd(
            f"doorbetaling.uitputting_{leerlingen}",
            f"Aandeel in een tekort van € 10.008,00 van een school met {leerlingen} van 1.000 leerlingen",
            Decimal(waarde),
            "euro",
            JAAR,
            f"{BRON}; WPO art. 125a",
            "exact",
            label="herberekend",
            bereken=partial(aandeel_in_tekort_euro, school),
        )
        for (school, leerlingen), waarde in zip(SCHOLEN.items(), ("6004.80", "3502.80", "500.40"), strict=True)
    ),
)
