"""Uitputting: what a pot is short is paid by the schools, by their pupils, to the cent."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, boekingen
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_doorbetaling.uitputting import UITPUTTING, Keuzes

RED = ("swv:*", "vestiging:*")
PERSONEEL, MATERIEEL = "swv:zwaar:personeel", "swv:zwaar:materieel"


def schools(names, shares=None):
    """The schools of the region, all of one board."""
    frame = pd.DataFrame({"vestiging": pd.Series(names, dtype="str")})
    shares = shares or {}
    return {
        "aansluiting": frame.assign(aandeel=frame["vestiging"].map(lambda name: shares.get(name, "1")).astype("str")),
        "vestiging": frame.assign(bestuur="98001"),
    }


def po(rows, *, schooljaar="2015/16", moment="1-10 t-1", shares=None, **kwargs):
    """The ledger of a po region: rows of vestiging, soort, cluster and a number, or a lowest and a highest number."""
    columns = ["vestiging", "soort", "cluster", "aantal_min", "aantal_max"]
    counts = pd.DataFrame([(*row, row[-1])[:5] for row in rows], columns=columns)
    counts = counts.astype({"aantal_min": "int64", "aantal_max": "int64"} | dict.fromkeys(columns[:3], "str"))
    names = sorted(set(counts["vestiging"]))
    view = make_momentopname(
        {**schools(names, shares), ("leerlingen_po", moment): counts}, regio="PO9901", schooljaar=schooljaar
    )
    return apply(UITPUTTING, view, mag_rood=RED, **kwargs)


def vo(rows, *, schooljaar="2015/16", lwoo=None, special=(), **kwargs):
    """The ledger of a vo region: rows of vestiging, richting, fase and a number; lwoo by vestiging; rows of vso."""
    columns = ["vestiging", "richting", "fase", "aantal_min"]
    counts = pd.DataFrame(rows, columns=columns).assign(aantal_max=lambda frame: frame["aantal_min"])
    names = sorted({*counts["vestiging"], *(row[0] for row in special)})
    tables = {**schools(names), ("leerlingen_vo", "1-10 t-1"): counts}
    if lwoo is None:
        tables["leerlingen_lwoo", "1-10 t-1"] = pd.DataFrame()
    else:
        frame = pd.DataFrame({"vestiging": list(lwoo), "aantal_min": list(lwoo.values())})
        tables["leerlingen_lwoo", "1-10 t-1"] = frame.assign(aantal_max=frame["aantal_min"])
    columns = ["vestiging", "soort", "cluster", "aantal_min"]
    frame = pd.DataFrame(list(special), columns=columns).assign(aantal_max=lambda f: f["aantal_min"])
    tables["leerlingen_po", "1-10 t-1"] = frame if special else pd.DataFrame()
    view = make_momentopname(tables, regio="VO9901", schooljaar=schooljaar)
    return apply(UITPUTTING, view, mag_rood=RED, **kwargs)


LAW = [("80AA00", "bao", "", 600), ("80BB00", "bao", "", 350), ("80EE00", "so", "3/4", 50)]


def test_shortfall_of_the_law():
    """Law tariffs, by hand (FR 7 nr 8): 328.838 - 318.830 = 10.008 over 600, 350 and 50 pupils."""
    ledger = po(LAW, opening_euro={PERSONEEL: -10_008})

    assert {"80AA00": -6_004_80, "80BB00": -3_502_80, "80EE00": -500_40} == ledger.per_vestiging().to_dict()
    assert 0 == ledger.saldo(PERSONEEL)
    assert_conserved(ledger, rijk_cent=0, uit_cent=-10_008_00)
    assert "Tekort op swv:zwaar:personeel € 10.008,00 × 600 van 1.000 leerlingen." in set(ledger.regels["toelichting"])


def test_pots_are_apart():
    """Law: a pot with money left does not help another; by hand 100,00 over 600, 350 and 50."""
    ledger = po(LAW, opening_euro={PERSONEEL: 5_000, MATERIEEL: -100})

    assert {PERSONEEL: 5_000_00, MATERIEEL: 0} == {pot: ledger.saldo(pot) for pot in (PERSONEEL, MATERIEEL)}
    assert [60_00, 35_00, 5_00] == ledger.regels["bedrag_cent"].tolist()


def test_a_single_cent_is_charged():
    """By hand: one cent short goes to the school with the largest share."""
    frame = pd.DataFrame({"vestiging": ["80AA00", "80BB00"]})
    counts = frame.assign(soort="bao", cluster="", aantal_min=[2, 1], aantal_max=[2, 1])
    tables = {
        "aansluiting": frame.assign(aandeel="1"),
        "vestiging": frame.assign(bestuur="98001"),
        ("leerlingen_po", "1-10 t-1"): counts,
    }
    view = make_momentopname(tables, regio="PO9901", schooljaar="2015/16")
    nothing = boekingen(0, van="", naar="", bedrag_cent=0, grondslag="", toelichting="")
    lines = UITPUTTING.regimes[0].verdeel(view, Grootboek(nothing, {PERSONEEL: -1}), Keuzes()).boekingen

    assert [(1, "vestiging:80AA00")] == list(zip(lines[0]["bedrag_cent"], lines[0]["van"], strict=True))


@pytest.mark.parametrize("opening", [{}, {PERSONEEL: 0}, {PERSONEEL: 1, MATERIEEL: 2}])
def test_nothing_short_nothing_booked(opening):
    """Without a shortage there is no line, also where no school has pupils."""
    assert po([], opening_euro=opening).regels.empty


def test_institutions_and_vso_do_not_pay_in_po():
    """Law (WPO art. 125a): sbo and so of cluster 3/4 pay; vso and clusters 1 and 2 do not. By hand 100."""
    rows = [
        ("80DD00", "sbo", "", 60),
        ("80EE00", "so", "3/4", 40),
        ("80EE00", "vso", "3/4", 500),
        ("80FF00", "so", "2", 900),
    ]

    assert {"80DD00": -60_00, "80EE00": -40_00} == po(rows, opening_euro={PERSONEEL: -100}).per_vestiging().to_dict()


def test_so_does_not_pay_from_2023():
    """Assumed (the text of the WPO from 2023 was not read): bao and sbo alone, on 1 February; the lines say so."""
    ledger = po(LAW, schooljaar="2023/24", moment="1-2 t", opening_euro={"swv:zwaar": -950})

    assert {"80AA00": -600_00, "80BB00": -350_00} == ledger.per_vestiging().to_dict()
    assert {"aanname"} == set(ledger.regels["status"])


def test_part_of_a_shared_school():
    """By hand: half of 600 pupils and 300 others share 100,00 equally."""
    rows = [("80AA00", "bao", "", 600), ("80BB00", "bao", "", 300)]
    ledger = po(rows, shares={"80AA00": "0.5"}, opening_euro={PERSONEEL: -100})

    assert [50_00, 50_00] == ledger.regels["bedrag_cent"].tolist()


def test_basis_as_the_plan_chooses():
    """By hand: with base bao the so school pays nothing, 95,00 over 600 and 350."""
    ledger = po(LAW, opening_euro={PERSONEEL: -95}, basis="bao")

    assert [60_00, 35_00] == ledger.regels["bedrag_cent"].tolist()


def test_masked_counts():
    """Masked counts are refused, or count as the plan says; by hand 10,00 over 6 and 4."""
    rows = [("80AA00", "bao", "", 6), ("80BB00", "bao", "", 1, 4)]
    with pytest.raises(AssertionError, match="masked by the publisher"):
        po(rows, opening_euro={PERSONEEL: -10})

    lines = po(rows, opening_euro={PERSONEEL: -10}, gemaskeerd_als="maximum").regels
    assert [6_00, 4_00] == lines["bedrag_cent"].tolist()


def test_a_shortage_that_nobody_can_pay():
    """A shortage without pupils is an error that names the pot and the amount."""
    with pytest.raises(AssertionError, match=r"swv:zwaar:personeel is € 10,00 short, but no school has pupils"):
        po([], opening_euro={PERSONEEL: -10})


def test_vso_schools_pay_in_vo_until_2022():
    """Law (WVO art. 85c): vso of cluster 3/4 pays too; by hand 100,00 over 90 and 10."""
    rows, special = [("90AA00", "havo", "bovenbouw", 90)], [("70VV00", "vso", "3/4", 10), ("70WW00", "vso", "1", 50)]
    ledger = vo(rows, special=special, opening_euro={PERSONEEL: -100})

    assert {"70VV00": -10_00, "90AA00": -90_00} == ledger.per_vestiging().to_dict()


def test_vso_schools_do_not_pay_in_vo_after_2022():
    """Law (WVO art. 87, WVO 2020 art. 5.16): the text no longer names vso; pro counts for the heavy pot."""
    rows = [("90AA00", "havo", "bovenbouw", 60), ("90BB00", "pro", "bovenbouw", 40)]
    ledger = vo(rows, special=[("70VV00", "vso", "3/4", 10)], schooljaar="2023/24", opening_euro={"swv:zwaar": -100})

    assert {"90AA00": -60_00, "90BB00": -40_00} == ledger.per_vestiging().to_dict()


def test_light_pot_of_vo_leaves_out_lwoo_and_pro():
    """Law (WVO 2020 art. 5.14): 70 - 20 lwoo and 50 pupils share 100,00 equally; pro does not pay."""
    rows = [
        ("90AA00", "vmbo_b", "bovenbouw", 70),
        ("90BB00", "pro", "bovenbouw", 40),
        ("90CC00", "havo", "bovenbouw", 50),
    ]
    ledger = vo(rows, lwoo={"90AA00": 20}, schooljaar="2023/24", opening_euro={"swv:licht": -100})

    assert {"90AA00": -50_00, "90CC00": -50_00} == ledger.per_vestiging().to_dict()
    with pytest.raises(AssertionError, match="needs table leerlingen_lwoo 1-10 t-1, which is not loaded"):
        vo(rows, schooljaar="2023/24", opening_euro={"swv:licht": -100})


def test_light_pot_of_po_is_left_alone():
    """Po has no such rule for the light pots: the step leaves them as they are."""
    assert po(LAW, opening_euro={"swv:licht:personeel": -100}).regels.empty


def test_a_pupil_at_a_vavo_counts_for_half():
    """By hand (Vensters): 40 + 20 x 0,5 and 50 pupils share 100,00 equally."""
    rows = [("90AA00", "havo", "bovenbouw", 40), ("90AA00", "havo", "vavo", 20), ("90BB00", "havo", "bovenbouw", 50)]
    lines = vo(rows, opening_euro={PERSONEEL: -100}).regels

    assert [50_00, 50_00] == lines["bedrag_cent"].tolist()
    assert [Decimal(50), Decimal(50)] == lines["hoeveelheid"].tolist()


@settings(deadline=None, max_examples=20)
@given(
    st.integers(1, 10**7),
    st.dictionaries(st.sampled_from(["80AA00", "80BB00", "80CC00", "80DD00"]), st.integers(1, 999), min_size=1),
)
def test_the_pot_ends_at_zero(short, pupils):
    """Law: whatever is short, the parts add up to it, and no school is a cent from its exact share."""
    lines = po([(name, "bao", "", n) for name, n in pupils.items()], opening_euro={PERSONEEL: -short}).regels
    exact = short * 100 * pd.Series(pupils) / sum(pupils.values())

    assert short * 100 == lines["bedrag_cent"].sum()
    assert (lines.set_index("vestiging")["bedrag_cent"] - exact).abs().max() < 1
