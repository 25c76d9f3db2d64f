"""What the rijk pays for secondary education; expected numbers are law x counts, worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from swvmon import read_parameters
from swvmon.testing import apply, assert_conserved
from swvmon_rijksbekostiging.model import RIJKSBEKOSTIGING

PARAMETERS = read_parameters("swvmon_rijksbekostiging")


def counts(before: int, now: int, vavo: int = 0):
    """One school at both counts."""
    return {"1-10 t-1": {"90AA00": {"havo": before, "vavo": vavo}}, "1-10 t": {"90AA00": {"havo": now, "vavo": vavo}}}


def test_2015_16_by_law(region) -> None:
    """Personnel 512.95 (law) on 1-10-2014; material 5/12 x 27.12 on 1-10-2014 and 7/12 x 28.36 on 1-10-2015 (law).

    By hand: 1,200 x 512.95 = 615,540.00; 1,200 x 5/12 x 27.12 = 13,560.00; 1,188 x 7/12 x 28.36 = 19,653.48 euro.
    """
    ledger = apply(RIJKSBEKOSTIGING, region("vo", "2015/16", counts(1200, 1188)), parameters=PARAMETERS)

    rows = [tuple(r) for r in ledger.regels[["naar", "bedrag_cent", "periode_van", "periode_tot"]].to_numpy()]
    assert [
        ("swv:zwaar:personeel", 61_554_000, date(2015, 8, 1), date(2016, 7, 31)),
        ("swv:zwaar:materieel", 1_356_000, date(2015, 8, 1), date(2015, 12, 31)),
        ("swv:zwaar:materieel", 1_965_348, date(2016, 1, 1), date(2016, 7, 31)),
    ] == rows
    assert {"zware ondersteuning vo, personeel (BWBR0037118 art. 22)"} == set(ledger.regels["grondslag"][:1])


def test_transition_year(region) -> None:
    """Law: 16,61 per pupil, and 0,26 for 5/12 until 31 December 2014.

    By hand: 1,200 x 16.61 = 19,932.00; 1,200 x 5/12 x 0.26 = 130.00; 1,188 x 7/12 x 27.12 = 18,794.16 euro.
    """
    ledger = apply(RIJKSBEKOSTIGING, region("vo", "2014/15", counts(1200, 1188)), parameters=PARAMETERS)

    assert [19_932_00, 130_00, 18_794_16] == ledger.regels["bedrag_cent"].tolist()


def test_vavo_pupil_is_funded_for_half(region) -> None:
    """Published (Vensters): a vavo pupil counts for half. By hand: (1,200 + 10/2) x 512.95 = 618,104.75 euro."""
    ledger = apply(RIJKSBEKOSTIGING, region("vo", "2015/16", counts(1200, 1188, vavo=10)), parameters=PARAMETERS)

    assert 61_810_475 == ledger.saldo("swv:zwaar:personeel")


def test_half_a_school(region) -> None:
    """By hand: half of 1,200 pupils x 512.95."""
    view = region("vo", "2015/16", counts(1200, 1188), aandeel={"90AA00": "0.5"})

    assert 30_777_000 == apply(RIJKSBEKOSTIGING, view, parameters=PARAMETERS).saldo("swv:zwaar:personeel")


@pytest.mark.parametrize(("pupils", "cents"), [(6, 20_25), (5, 16_88), (1, 3_38)])
def test_half_a_cent_goes_up(region, tarieven, pupils: int, cents: int) -> None:
    """Law ("rekenkundig"), by hand x 5/12 x 8.10: 20.25 as it is, 16.875 is 16.88 and 3.375 is 3.38 euro.

    2.083333 pupils x 8.10 would be 16.87: a quantity of six places may not round the amount down. The line then tells
    no tariff, since quantity x tariff is not its amount.
    """
    made_up = tarieven(zwaar_vo_personeel_euro="0", zwaar_vo_materieel_euro="8.10")
    few = {"1-10 t-1": {"90AA00": {"havo": pupils}}, "1-10 t": {}}
    ledger = apply(RIJKSBEKOSTIGING, region("vo", "2018/19", few), parameters=made_up)

    assert cents == ledger.saldo("swv:zwaar:materieel")
    assert (pupils == 5) == ledger.regels["tarief"].isna().all()


def test_a_year_without_tariff_is_no_guess(region) -> None:
    """2016/17 has no known tariff: the parameter is named, nothing is extrapolated."""
    with pytest.raises(AssertionError, match=r"zwaar_vo_personeel_euro .* has no value for 2016-08-01 t/m 2017-07-31"):
        apply(RIJKSBEKOSTIGING, region("vo", "2016/17", counts(5, 5)), parameters=PARAMETERS)


LICHT = {"licht_vo_lwoo_euro": "1000", "licht_vo_pro_euro": "900", "licht_vo_regio_euro": "100"}
SHARES = {"percentage_lwoo_2012": 10, "percentage_pro_2012": Decimal("3.5")}
SCHOOLS = {"90AA00": {"havo": 1_000}, "90BB00": {"pro": 40}, "90CC00": {"vmbo_b": 160, "lwoo": 90}}
MORE_LWOO = {**SCHOOLS, "90CC00": {"vmbo_b": 160, "lwoo": 120}}


def test_lichte_ondersteuning_from_2023(region, tarieven) -> None:
    """Law (WVO 2020 art. 5.13), tariffs made up, worked by hand for 1,200 pupils at both counts.

    lwoo 10 %: 120 x 1,000, withheld 90 and then 120 x 1,000; pro 3,5 %: 42 x 900, withheld 40 x 900; regio 1,200 x 100;
    each for 5/12 of 2023 and 7/12 of 2024. Zwaar: 1,200 x 600.
    """
    view = region("vo", "2023/24", {"1-10 t-1": SCHOOLS, "1-10 t": MORE_LWOO})
    ledger = apply(RIJKSBEKOSTIGING, view, parameters=tarieven(zwaar_vo_euro="600", **LICHT), **SHARES)

    first = [50_000_00, 37_500_00, 15_750_00, 15_000_00, 50_000_00]
    second = [70_000_00, 70_000_00, 22_050_00, 21_000_00, 70_000_00]
    assert [300_000_00, 420_000_00, *first, *second] == ledger.regels["bedrag_cent"].tolist()
    assert {
        "rijk:licht": -277_800_00,
        "rijk:lwoo": 107_500_00,
        "rijk:pro": 36_000_00,
        "rijk:zwaar": -720_000_00,
        "swv:licht": 134_300_00,
        "swv:zwaar": 720_000_00,
    } == ledger.saldi()
    assert {"voorlopig"} == set(ledger.regels["status"])
    assert_conserved(ledger, rijk_cent=854_300_00, uit_cent=0)


def test_lichte_ondersteuning_before_2023_is_assumed(region, tarieven) -> None:
    """The text of the law before 2022 is not read: its lines are an aanname, in the pot without parts (by hand)."""
    made_up = tarieven(zwaar_vo_personeel_euro="500", zwaar_vo_materieel_euro="30", **LICHT)
    view = region("vo", "2020/21", {"1-10 t-1": SCHOOLS, "1-10 t": MORE_LWOO})
    ledger = apply(RIJKSBEKOSTIGING, view, parameters=made_up, **SHARES)

    assert 134_300_00 == ledger.saldo("swv:licht")
    assert {("zware", "voorlopig"), ("lichte", "aanname")} == {
        (ground.split()[0], status) for ground, status in ledger.regels[["grondslag", "status"]].to_numpy()
    }


def test_more_withheld_than_paid_is_a_red_pot(region, tarieven) -> None:
    """By hand: 0 paid by the shares, 1,200 x 100 for the region, 143,500 withheld: 23,500 short.

    The pot stays red where the plan allows it, and fails otherwise: the shortfall is another step's (art. 5.14).
    """
    view = region("vo", "2023/24", {"1-10 t-1": SCHOOLS, "1-10 t": MORE_LWOO})
    none = {"percentage_lwoo_2012": 0, "percentage_pro_2012": 0}
    made_up = tarieven(zwaar_vo_euro="600", **LICHT)

    red = apply(RIJKSBEKOSTIGING, view, parameters=made_up, mag_rood=("swv:licht",), **none)

    assert -23_500_00 == red.saldo("swv:licht")
    with pytest.raises(AssertionError, match="swv:licht"):
        apply(RIJKSBEKOSTIGING, view, parameters=made_up, **none)


def test_unknown_track_is_refused_where_it_matters(region, tarieven) -> None:
    """Whether an unknown class is pro cannot be told: refused with the shares of 2012, counted without."""
    strange = {**SCHOOLS, "90DD00": {"onbekend": 20}}
    view = region("vo", "2023/24", {"1-10 t-1": strange, "1-10 t": strange})
    made_up = tarieven(zwaar_vo_euro="600", **LICHT)

    with pytest.raises(AssertionError, match="90DD00 have classes whose track is unknown"):
        apply(RIJKSBEKOSTIGING, view, parameters=made_up, **SHARES)
    assert 1_220 * 600_00 == apply(RIJKSBEKOSTIGING, view, parameters=made_up).saldo("swv:zwaar")


def test_lichte_ondersteuning_without_amounts_names_the_parameter(region, tarieven) -> None:
    """The amounts are not known: the first is named with how to supply it; without the shares none is asked."""
    view = region("vo", "2023/24", {"1-10 t-1": SCHOOLS, "1-10 t": SCHOOLS})
    heavy = tarieven(zwaar_vo_euro="600")

    with pytest.raises(
        AssertionError, match=r"licht_vo_lwoo_euro .* known for no period\. Supply it in the region plan"
    ):
        apply(RIJKSBEKOSTIGING, view, parameters=heavy, **SHARES)
    assert ["swv:zwaar"] == apply(RIJKSBEKOSTIGING, view, parameters=heavy).regels["naar"].unique().tolist()


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"percentage_lwoo_2012": 10}, "percentage_lwoo_2012 and percentage_pro_2012 belong together"),
        ({"percentage_lwoo_2012": 110, "percentage_pro_2012": 3}, "110 does not lie between 0 and 100 percent"),
        ({"budget_euro": 1, **SHARES}, "with budget_euro nothing is computed"),
        ({"budget_euro": 1, "schoolgewicht_kenmerk": "schoolgewicht"}, "with budget_euro nothing is computed"),
        ({"budget_euro": -1}, "budget_euro: -1 is below zero"),
        ({"budget_euro": Decimal("0.005")}, "budget_euro: 0.005 euro is not a whole number of cents"),
        ({"vavo_aandeel": 2}, "vavo_aandeel: 2 does not lie between 0 and 1"),
        ({"schoolgewicht_kenmerk": "schoolgewicht"}, "schoolgewicht_kenmerk says nothing in vo: leave it out"),
    ],
)
def test_impossible_choices_are_refused(region, tarieven, choices, message: str) -> None:
    """The message names the choice and what is wrong with it."""
    with pytest.raises(Exception, match=message):
        apply(
            RIJKSBEKOSTIGING,
            region("vo", "2018/19", counts(5, 5)),
            parameters=tarieven(zwaar_vo_personeel_euro="500", zwaar_vo_materieel_euro="30", **LICHT),
            **choices,
        )
