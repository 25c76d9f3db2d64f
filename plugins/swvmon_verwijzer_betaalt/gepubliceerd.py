"""What Plein 013 prints about the money that stays with a school after the placements that it bears."""

from __future__ import annotations

from decimal import Decimal

from swvmon import Gepubliceerd, Grootboek, Leest, Momentopname, Schooljaar, to_cent

PLEIN_013 = "https://www.plein013.nl/barometer/ondersteuningsbudget/"
LEERLINGEN = 300
BRUTO_EURO, NETTO_EURO = Decimal("339.74"), Decimal("198.42")
"""Average budget per pupil, and what is left of it on average after placements; as printed."""

SCHOOL, MOMENT = "80AA00", "1-10 t-1"


def netto_euro() -> Decimal:
    """What an average school of 300 pupils keeps: its budget less what the model makes it pay.

    Number and tariff of its placements are not printed; one placement stands for all, at the average that the two
    printed amounts leave.
    """
    import pandas as pd

    from swvmon_verwijzer_betaalt.keuzes import Keuzes
    from swvmon_verwijzer_betaalt.model import verdeel

    year = Schooljaar.parse("2016/17")
    school = pd.DataFrame({"vestiging": [SCHOOL]})
    placed = pd.DataFrame({"swv": ["PO9901"], "soort": ["sbo"], "verwijzer": [SCHOOL], "aantal_min": [1]})
    tables = {
        Leest("aansluiting"): school.assign(aandeel="1"),
        Leest("vestiging"): school.assign(bestuur="98001"),
        Leest("tlv_telling", MOMENT): placed.assign(aantal_max=1, leeftijdsgroep="", categorie="", school="", grond=""),
    }
    bruto = LEERLINGEN * BRUTO_EURO
    ledger = Grootboek(pd.DataFrame(columns=["van", "naar", "bedrag_cent"]), {f"vestiging:{SCHOOL}": to_cent(bruto)})
    tariff = {"sbo": bruto - LEERLINGEN * NETTO_EURO}
    outcome = verdeel(
        Momentopname("PO9901", "po", year, year.periode, tables),
        ledger,
        Keuzes(variant="volledig", telmoment=MOMENT, tarief_euro=tariff),
    )
    paid = sum(int(lines["bedrag_cent"].sum()) for lines in outcome.boekingen)
    return bruto - Decimal(paid).scaleb(-2)


GEPUBLICEERD = (
    Gepubliceerd(
        "verwijzer_betaalt.plein013_school",
        "Plein 013: wat een school met 300 leerlingen overhoudt na de plaatsingen die zij betaalt",
        Decimal(59_526),
        "euro",
        "2016-2018",
        PLEIN_013,
        "exact",
        label="herberekend",
        bereken=netto_euro,
    ),
)
