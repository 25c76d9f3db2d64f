"""Sbo: the 2 % rule until 2022, and an amount per TLV from 2023."""

from datetime import date
from decimal import Decimal

import attrs
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Periode, Waarde, read_parameters
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_sbo.sbo import SBO

PARAMETERS = read_parameters("swvmon_sbo")
PERSONEEL, MATERIEEL = "swv:licht:personeel", "swv:licht:materieel"
RICH = {"opening_euro": {PERSONEEL: 1_000_000, MATERIEEL: 100_000}}
COLUMNS = ["vestiging", "soort", "aantal_min", "aantal_max"]


def telling(rows):
    """A count: rows of vestiging, soort and a number, or a lowest and a highest number."""
    frame = pd.DataFrame([(*row, row[-1])[:4] for row in rows], columns=COLUMNS)
    frame = frame.astype({"aantal_min": "int64", "aantal_max": "int64", "vestiging": "str", "soort": "str"})
    return frame.assign(cluster="")


def run(october, february, later=None, *, shares=None, schooljaar="2015/16", **kwargs):
    """The ledger; `later` is the count of 1 October of the school year itself."""
    tables = {"1-10 t-1": october, "1-2 t": february, "1-10 t": october if later is None else later}
    names = sorted({row[0] for rows in tables.values() for row in rows})
    own = pd.DataFrame({"vestiging": pd.Series(names, dtype="str")})
    aandeel = own["vestiging"].map(lambda name: (shares or {}).get(name, "1")).astype("str")
    view = make_momentopname(
        {
            "aansluiting": own.assign(aandeel=aandeel),
            "vestiging": own.assign(bestuur="98001"),
            **{("leerlingen_po", moment): telling(rows) for moment, rows in tables.items()},
        },
        regio="PO9901",
        schooljaar=schooljaar,
    )
    return apply(SBO, view, parameters=PARAMETERS, **kwargs)


def per_tlv(rows, later=(), *, left=100_000, schooljaar="2024/25", parameters=None):
    """The ledger from 2023; rows of soort and number at the first count, and at the second."""

    def table(counts):
        frame = pd.DataFrame(list(counts), columns=["soort", "aantal_min"]).astype({"aantal_min": "int64"})
        return frame.assign(swv="PO9901", school="", verwijzer="", aantal_max=frame["aantal_min"])

    view = make_momentopname(
        {("tlv_telling", "1-2 t-1"): table(rows), ("tlv_telling", "1-2 t"): table(later)},
        regio="PO9901",
        schooljaar=schooljaar,
    )
    return apply(SBO, view, parameters=parameters or with_2025(), opening_euro={"swv:licht": left})


def with_2025(euro="6634.52"):
    """The shipped parameters, with an amount for 2025 as a plan would give it."""
    value = Waarde(
        Decimal(euro), Periode(date(2025, 1, 1), date(2025, 12, 31)), "regioplan", "aanname", date(2026, 11, 22)
    )
    return [
        attrs.evolve(p, waarden=(*p.waarden, value)) if p.id == "sbo.plaats_vanaf_2023_euro" else p for p in PARAMETERS
    ]


@pytest.mark.parametrize(("pupils", "places"), [(9_975, 200), (9_925, 199), (9_924, 198), (10_000, 200)])
def test_two_percent_is_rounded_half_up(pupils, places):
    """Law (WPO art. 124 lid 3; FR 7 nr 6), by hand: 199,5 is 200 and 198,5 is 199; the next pupil is above 2 %."""
    rows = [("80AA00", "bao", pupils - 300), ("80DD00", "sbo", 300)]

    lines = run(rows, [("80DD00", "sbo", places)], later=[], **RICH).regels
    assert [] == lines.loc[lines["van"] == PERSONEEL, "bedrag_cent"].tolist()
    one_more = run(rows, [("80DD00", "sbo", places + 1)], later=[], **RICH).regels
    assert [4_268_84] == one_more.loc[one_more["van"] == PERSONEEL, "bedrag_cent"].tolist()


OKTOBER = [("80AA00", "bao", 900), ("80DD00", "sbo", 60), ("80FF00", "sbo", 40), ("80EE00", "so", 500)]


def test_personnel_on_the_peildatum_and_material_on_1_october():
    """Law, by hand: 1.000 pupils give 20 places, each count is that of its own post, and so does not count.

    Personnel (110 - 20) x 4.268,84; material (100 - 20) x 223,32 x 5/12 = 7.444,00 and (84 - 20) x 223,77 x 7/12 =
    8.354,08.
    """
    later = [("80AA00", "bao", 916), ("80DD00", "sbo", 84)]
    ledger = run(OKTOBER, [("80DD00", "sbo", 66), ("80FF00", "sbo", 44)], later, **RICH)
    lines = ledger.regels.groupby(["van", "periode_van"])["bedrag_cent"].sum()

    assert {
        (MATERIEEL, date(2015, 8, 1)): 7_444_00,
        (MATERIEEL, date(2016, 1, 1)): 8_354_08,
        (PERSONEEL, date(2015, 8, 1)): 384_195_60,
    } == lines.to_dict()
    # by hand: personnel 66 : 44, material 60 : 40 and then 80DD00 alone
    assert 230_517_36 + 4_466_40 + 8_354_08 == ledger.saldo("vestiging:80DD00")
    assert_conserved(ledger, rijk_cent=0, uit_cent=384_195_60 + 7_444_00 + 8_354_08)


def test_the_numbers_are_told():
    """The line says what is counted on which day, and from which numbers the pupils above 2 % are made."""
    february = [("80DD00", "sbo", 66), ("80FF00", "sbo", 44)]
    told = run(OKTOBER, february, **RICH).regels.groupby("van")["toelichting"].first()

    assert (
        "Op 01-02-2015 110 leerlingen in sbo, 20 plaatsen (2 % van 1.000 leerlingen op 01-10-2014): "
        "90 leerlingen boven 2 % × € 4.268,84 = € 384.195,60; deel van de school 66 van 110 leerlingen."
    ) == told[PERSONEEL]
    assert told[MATERIEEL].startswith(
        "Op 01-10-2014 100 leerlingen in sbo, 20 plaatsen (2 % van 1.000 leerlingen op 01"
    )
    small = [("80AA00", "bao", 48), ("80DD00", "sbo", 2)]
    left_out = run(small, [("80DD00", "sbo", 3)], van_ander_swv={"80DD00": 1}, **RICH).regels
    assert (
        "Op 01-02-2015 2 leerlingen in sbo (zonder die van een ander swv), 1 plaats (2 % van 50 leerlingen op "
        "01-10-2014): 1 leerling boven 2 % × € 4.268,84 = € 4.268,84; deel van de school 2 van 2 leerlingen."
    ) == left_out["toelichting"].iloc[0]


def test_half_a_cent_is_rounded_up():
    """Law, by hand: 2 x 223,77 x 7/12 = 261,065 is 261,07."""
    later = [("80AA00", "bao", 978), ("80DD00", "sbo", 22)]

    assert [261_07] == run([], [], later, **RICH).regels["bedrag_cent"].tolist()


def test_transition_2022_2023():
    """By hand, on invented amounts: 5/12 of 1.200 and of 600 for one pupil above 2 %, 7/12 of 2.400 for 3 TLV's."""
    old, new = Periode(date(2022, 8, 1), date(2022, 12, 31)), Periode(date(2023, 1, 1), date(2023, 7, 31))
    given = {"plaats": (1_200, old), "materieel": (600, old), "plaats_vanaf_2023": (2_400, new)}
    values = {
        f"sbo.{name}_euro": Waarde(Decimal(euro), days, "regioplan", "aanname", date(2026, 11, 22))
        for name, (euro, days) in given.items()
    }
    parameters = [attrs.evolve(p, waarden=(values[p.id],)) if p.id in values else p for p in PARAMETERS]
    own = pd.DataFrame({"vestiging": ["80AA00", "80DD00"]})
    counts = telling([("80AA00", "bao", 979), ("80DD00", "sbo", 21)])
    placed = pd.DataFrame({"swv": ["PO9901"], "soort": ["sbo"], "aantal_min": [3], "aantal_max": [3]})
    view = make_momentopname(
        {
            "aansluiting": own.assign(aandeel="1"),
            "vestiging": own.assign(bestuur="98001"),
            ("leerlingen_po", "1-10 t-1"): counts,
            ("leerlingen_po", "1-2 t"): counts,
            ("tlv_telling", "1-2 t"): placed,
        },
        regio="PO9901",
        schooljaar="2022/23",
    )
    opening = {PERSONEEL: 1_000, MATERIEEL: 1_000, "swv:licht": 10_000}
    lines = apply(SBO, view, parameters=parameters, opening_euro=opening).regels

    assert [500_00, 250_00, 4_200_00] == lines["bedrag_cent"].tolist()
    assert [PERSONEEL, MATERIEEL, "swv:licht"] == lines["van"].tolist()


def test_below_two_percent_nothing_is_paid():
    """Law: the SWV gets nothing back for sbo below 2 % either."""
    rows = [("80AA00", "bao", 1_000), ("80DD00", "sbo", 10)]

    assert run(rows, rows, **RICH).regels.empty


def test_pupils_of_another_swv_are_left_out():
    """Law (WPO art. 124 lid 3), by hand: 31 - 10 - 20 = 1 pupil; more than the school has is refused."""
    rows = [("80AA00", "bao", 970), ("80DD00", "sbo", 30)]
    february = [("80DD00", "sbo", 31)]

    ledger = run(rows, february, later=[], van_ander_swv={"80DD00": 10}, **RICH)
    assert 1_000_000_00 - 4_268_84 == ledger.saldo(PERSONEEL)
    with pytest.raises(AssertionError, match="leaves out more pupils of 80DD00 than it has"):
        run(rows, february, van_ander_swv={"80DD00": 32}, **RICH)
    with pytest.raises(AssertionError, match="leaves out more pupils of 80AA00"):
        run(rows, february, van_ander_swv={"80AA00": 1}, **RICH)


def test_the_basisscholen_pay_what_the_light_budget_lacks():
    """Law (WPO art. 124 lid 7), by hand: 4.268,84 - 268,84 = 4.000 over 600 and 400 pupils; then by a key of 1 : 0."""
    october = [("80AA00", "bao", 600), ("80BB00", "bao", 380), ("80DD00", "sbo", 20)]
    poor = {"opening_euro": {PERSONEEL: 268}, "mag_rood": ("vestiging:*",), "later": []}
    ledger = run(october, [("80DD00", "sbo", 21)], **poor)
    # 4.000,84 x 600/980 = 2.449,49 and 380/980 = 1.551,35
    assert [2_449_49, 1_551_35, 4_268_84] == ledger.regels["bedrag_cent"].tolist()
    assert ["aanname", "aanname", "definitief"] == ledger.regels["status"].tolist()
    assert 0 == ledger.saldo(PERSONEEL)

    key = run(october, [("80DD00", "sbo", 21)], bijdrage_gewicht={"80BB00": 1}, **poor)
    assert -4_000_84 == key.saldo("vestiging:80BB00")
    with pytest.raises(AssertionError, match="bijdrage_gewicht names 80XX00"):
        run(october, [("80DD00", "sbo", 21)], bijdrage_gewicht={"80XX00": 1}, **poor)


def test_nobody_to_pay_in():
    """Without basisscholen and without key the message names the choice."""
    with pytest.raises(AssertionError, match="no basisschool has pupils: see bijdrage_gewicht"):
        run([], [("80DD00", "sbo", 1)], later=[])


def test_material_ends_at_what_there_is():
    """Law (WPO art. 118 lid 7), by hand: 7.444,00 fits in 10.000, of the 8.354,08 after it 2.556,00 is left."""
    later = [("80AA00", "bao", 916), ("80DD00", "sbo", 84)]
    ledger = run(OKTOBER, [("80DD00", "sbo", 20)], later, opening_euro={MATERIEEL: 10_000})

    assert [4_466_40, 2_977_60, 2_556_00] == ledger.regels["bedrag_cent"].tolist()
    assert 0 == ledger.saldo(MATERIEEL)


def test_what_the_rijk_pays_for_material():
    """Law (BWBR0035617 and BWBR0037072, bijlage 3), by hand: l = p/q x 20 x amount; 20 x 223,32 x 5/12 = 1.861,00."""
    later = [("80AA00", "bao", 900), ("80DD00", "sbo", 50), ("80FF00", "sbo", 50)]
    lines = run(OKTOBER, [], later, boek_rijksdeel=True, **RICH).regels
    rijk = lines[lines["van"] == "rijk:sbo"]

    # 60 : 40 of 1.861,00; half of 20 x 223,77 x 7/12 = 2.610,65, of which the first in order gets the cent
    assert [1_116_60, 744_40, 1_305_33, 1_305_32] == rijk["bedrag_cent"].tolist()
    assert "60/100 × 20 plaatsen × € 223,32 × 5/12." == rijk["toelichting"].iloc[0]


def test_a_shared_school_counts_for_its_part():
    """By hand: half of 100 sbo pupils, of 950 + 50 in all, is 50 - 20 = 30 x 4.268,84."""
    rows = [("80AA00", "bao", 950), ("80DD00", "sbo", 100)]
    ledger = run(rows, rows, later=[], shares={"80DD00": "0.5"}, **RICH)

    assert 1_000_000_00 - 30 * 4_268_84 == ledger.saldo(PERSONEEL)


def test_masked_counts():
    """A masked count is refused, or counts as the plan says: 21 is one above 2 % of 1.000."""
    rows, february = [("80AA00", "bao", 980), ("80DD00", "sbo", 20)], [("80DD00", "sbo", 18), ("80FF00", "sbo", 1, 4)]
    with pytest.raises(AssertionError, match="masked by the publisher"):
        run(rows, february, **RICH)

    assert run(rows, february, gemaskeerd_als="minimum", **RICH).regels.empty
    most = run(rows, february, gemaskeerd_als="maximum", later=[], **RICH)
    assert 1_000_000_00 - 2 * 4_268_84 == most.saldo(PERSONEEL)


def test_peildatum_between_its_limits():
    """Law (WPO art. 18a lid 8 onder g): the day of the second count lies between 2 October and 31 July."""
    with pytest.raises(Exception, match="from 2 October t-1 up to 31 July t"):
        run([], [], peildatum="1-10 t-1")


def test_per_tlv_from_2023():
    """Published (SWV Kop van Noord-Holland, 2024), by hand: 10 x 6.634,52 x 5/12 and 12 x 6.634,52 x 7/12 (assumed)."""
    ledger = per_tlv([("sbo", 10), ("so", 50)], [("sbo", 12)])

    assert [27_643_83, 46_441_64] == ledger.regels["bedrag_cent"].tolist()
    assert {"aanname"} == set(ledger.regels["status"])
    assert 27_643_83 + 46_441_64 == ledger.saldo("duo:sbo")
    assert "Op 01-02-2023 geplaatst in sbo: 10 × € 6.634,52 × 5/12." == ledger.regels["toelichting"].iloc[0]


def test_per_tlv_no_more_than_there_is():
    """DUO: where the light budget is not enough, it ends at zero; by hand 30.000 - 27.643,83 = 2.356,17 is left."""
    ledger = per_tlv([("sbo", 10)], [("sbo", 12)], left=30_000)

    assert [27_643_83, 2_356_17] == ledger.regels["bedrag_cent"].tolist()
    assert 0 == ledger.saldo("swv:licht")
    assert per_tlv([("sbo", 10)], left=0).regels.empty


@pytest.mark.parametrize("schooljaar", ["2016/17", "2023/24"])
def test_a_year_without_amount_is_refused(schooljaar):
    """An amount that is not shipped is asked for by name."""
    with pytest.raises(AssertionError, match=r"parameter sbo\.\S+ .* has no value for .*Supply it in the region plan"):
        run([], [], schooljaar=schooljaar)


@pytest.mark.parametrize("year", [0, 1])
def test_the_first_year_is_growth_and_place_together(year):
    """Law (formation factors 0,0452 + 0,0646 = 0,1098): 6.998,38 in 2014/15 and 7.255,71 in 2015/16 are sums."""
    growth, place, first = (
        next(p.waarden[year].waarde for p in PARAMETERS if p.id == f"sbo.{name}_euro")
        for name in ("groei", "plaats", "eerste_jaar")
    )

    assert growth + place == first


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=4), st.integers(0, 5_000))
def test_schools_get_all_that_is_paid(sbo, bao):
    """Law: whatever the numbers, the sbo schools together get the pupils above 2 % x the amount, to the cent."""
    rows = [("80AA00", "bao", bao), *((f"80D{i}00", "sbo", n) for i, n in zip("ABCD", sbo, strict=False))]
    places = (2 * (bao + sum(sbo)) + 50) // 100
    rich = {"opening_euro": {PERSONEEL: 10_000_000}}
    lines = run(rows, rows, later=[], **rich).regels

    assert max(0, sum(sbo) - places) * 4_268_84 == lines.loc[lines["van"] == PERSONEEL, "bedrag_cent"].sum()
