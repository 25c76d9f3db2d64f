"""The split of a participation change: always exact, and each effect by itself where only one thing changed."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Momentopname
from swvmon.testing import assert_joint, make_momentopname
from swvmon_krimp.splitsing import METHODE, SPLITSINGEN, split

INDICATORS = {i.naam: i for i in SPLITSINGEN}
pupils = st.integers(1, 2_000_000).map(Decimal)
parts_of = st.integers(0, 100_000).map(Decimal)


def split_of(k0: int, k1: int, n0: int, n1: int) -> tuple[str, str, str]:
    done = split((Decimal(k0), Decimal(k1)), (Decimal(n0), Decimal(n1)))
    return str(done.totaal), str(done.krimp), str(done.deelname)


@settings(deadline=None)
@given(st.tuples(parts_of, parts_of), st.tuples(pupils, pupils))
def test_the_parts_add_up_exactly(k: tuple[Decimal, Decimal], n: tuple[Decimal, Decimal]) -> None:
    """Law: krimpeffect + deelname-effect is the whole change, to the last decimal; half up leaves at most a micro."""
    done = split(k, n)

    assert done.totaal == done.krimp + done.deelname
    assert abs(done.deelname - (k[1] - k[0]) / 2 * (1 / n[0] + 1 / n[1])) <= Decimal("0.000001") + Decimal("1e-20")


@settings(deadline=None)
@given(st.tuples(parts_of, parts_of), st.tuples(pupils, pupils))
def test_the_way_back_is_the_opposite(k: tuple[Decimal, Decimal], n: tuple[Decimal, Decimal]) -> None:
    """Law: symmetric in time, so from now to before every effect turns its sign."""
    there, back = split(k, n), split(k[::-1], n[::-1])

    assert (there.totaal, there.krimp, there.deelname) == (-back.totaal, -back.krimp, -back.deelname)


def test_only_krimp() -> None:
    """As many in vso, 5 % fewer pupils: 0,036842 - 0,035 is all krimp (by hand)."""
    assert ("0.001842", "0.001842", "0.000000") == split_of(350, 350, 10_000, 9_500)


def test_only_participation() -> None:
    """As many pupils, five fewer in vso: all participation (by hand)."""
    assert ("-0.000500", "0.000000", "-0.000500") == split_of(350, 345, 10_000, 10_000)


def test_both_fall_as_fast() -> None:
    """Participation stays; the effects are each other's opposite: 342,5 x (1/9000 - 1/10000) (by hand)."""
    assert ("0.000000", "0.003694", "-0.003694") == split_of(350, 315, 10_000, 9_000)


def test_the_rest_of_the_rounding_is_with_participation() -> None:
    """1/4 to 2/7 is 0,035714; krimp 1,5 x (1/7 - 1/4) = -0,160714; 0,1964286 becomes 0,196428 (by hand)."""
    assert ("0.035714", "-0.160714", "0.196428") == split_of(1, 2, 4, 7)


def frame(soort: str, number: int, *, high: int | None = None, swv: str = "VO9901") -> pd.DataFrame:
    return pd.DataFrame({"swv": [swv], "soort": [soort], "aantal_min": [number], "aantal_max": [high or number]})


def vo(*rows: tuple) -> pd.DataFrame:
    """Rows (vestiging, richting, low, high)."""
    return pd.DataFrame(rows, columns=["vestiging", "richting", "aantal_min", "aantal_max"])


def measured(naam: str, tables: dict, regio: str = "VO9901", aandeel: str = "1") -> pd.DataFrame:
    schools = sorted({v for t in tables.values() if "vestiging" in t for v in t["vestiging"]})
    shares = pd.DataFrame({"vestiging": schools, "swv": regio, "aandeel": aandeel})
    return INDICATORS[naam].bereken(make_momentopname({"aansluiting": shares, **tables}, regio=regio), None)


def values(rows: pd.DataFrame) -> dict[str, str]:
    return dict(zip(rows["onderdeel"], rows["waarde"].astype(object).map(str), strict=True))


def vso(k0: pd.DataFrame, k1: pd.DataFrame, n0: pd.DataFrame, n1: pd.DataFrame) -> dict:
    return {
        ("tlv_telling", "1-10 t-1"): k0,
        ("tlv_telling", "1-10 t"): k1,
        ("leerlingen_vo", "1-10 t-1"): n0,
        ("leerlingen_vo", "1-10 t"): n1,
    }


TEN, NINE = vo(("90AA00", "havo", 10_000, 10_000)), vo(("90AA00", "havo", 9_500, 9_500))


def test_vso_counts_the_tlvs_of_the_swv_itself() -> None:
    """350 and 345 of our own; those of another SWV and other kinds are not counted (by hand)."""
    former = pd.concat([frame("vso", 350), frame("vso", 99, swv="VO9902"), frame("so", 50)])

    rows = measured("splitsing_vso", vso(former, frame("vso", 345), TEN, NINE))

    assert {"": "0.001316", "krimpeffect": "0.001829", "deelname-effect": "-0.000513"} == values(rows)
    assert {("statistiek", "swv", "VO9901", METHODE, "definitief", "")} == set(
        rows[["soort", "niveau", "sleutel", "methode", "status", "uitkomst"]].itertuples(index=False, name=None)
    )
    assert [9_500] * 3 == rows["n"].astype("int64").tolist()


def test_a_masked_count_makes_it_an_estimate() -> None:
    """`<5` beside 345 is taken as 1, so 346; status geschat, and the methode says so (by hand)."""
    masked = pd.concat([frame("vso", 345), frame("vso", 1, high=4)])

    rows = measured("splitsing_vso", vso(frame("vso", 350), masked, TEN, NINE))

    assert "0.001421" == values(rows)[""]
    assert {("geschat", METHODE + "; afgeschermde aantallen op hun minimum")} == set(
        rows[["status", "methode"]].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize("lacking", range(4))
def test_a_count_that_is_not_loaded_is_told(lacking: int) -> None:
    """Missing is not zero: three rows without a number, and the methode says why."""
    tables = [frame("vso", 350), frame("vso", 345), TEN, NINE]
    tables[lacking] = tables[lacking].iloc[:0]

    rows = measured("splitsing_vso", vso(*tables))

    assert {("ontbreekt", "niet te berekenen: een telling ontbreekt")} == set(
        rows[["uitkomst", "methode"]].itertuples(index=False, name=None)
    )
    assert not rows[["waarde", "n"]].notna().any().any()


def test_no_pupils_is_told_apart() -> None:
    """A count of zero pupils has no participation; nothing is divided by zero."""
    none = vo(("90AA00", "havo", 0, 0))

    rows = measured("splitsing_vso", vso(frame("vso", 350), frame("vso", 345), TEN, none))

    assert {("ontbreekt", "niet te berekenen: een telling heeft geen leerlingen")} == set(
        rows[["uitkomst", "methode"]].itertuples(index=False, name=None)
    )


def test_pro_is_counted_where_the_school_stands() -> None:
    """150 of 500 to 147 of 490 is the same participation; a half of both schools belongs to the SWV (by hand)."""
    tables = {
        ("leerlingen_vo", "1-10 t-1"): vo(("90AA00", "pro", 150, 150), ("90BB00", "havo", 350, 350)),
        ("leerlingen_vo", "1-10 t"): vo(("90AA00", "pro", 147, 147), ("90BB00", "havo", 343, 343)),
    }

    rows = measured("splitsing_pro", tables, aandeel="0.5")

    # (75 + 73,5)/2 x (1/245 - 1/250) = 74,25 x 0,0000816327
    assert {"": "0.000000", "krimpeffect": "0.006061", "deelname-effect": "-0.006061"} == values(rows)
    assert [245] * 3 == rows["n"].astype("int64").tolist()


def po(*rows: tuple) -> pd.DataFrame:
    """Rows (vestiging, soort, pupils)."""
    table = pd.DataFrame(rows, columns=["vestiging", "soort", "aantal_min"])
    return table.assign(aantal_max=table["aantal_min"])


def test_po_has_bao_and_sbo_beneath() -> None:
    """Sbo 30 of 1.000 to 30 of 960; so 20 over the same base, so itself not in it (by hand)."""
    tables = {
        ("leerlingen_po", "1-10 t-1"): po(("80AA00", "bao", 970), ("80DD00", "sbo", 30), ("80EE00", "so", 44)),
        ("leerlingen_po", "1-10 t"): po(("80AA00", "bao", 930), ("80DD00", "sbo", 30), ("80EE00", "so", 40)),
        ("tlv_telling", "1-10 t-1"): frame("so", 20, swv="PO9901"),
        ("tlv_telling", "1-10 t"): frame("so", 24, swv="PO9901"),
    }

    # 30 x (1/960 - 1/1000); and 24/960 - 20/1000 = 0,005, krimp 22 x (1/960 - 1/1000)
    assert {"": "0.001250", "krimpeffect": "0.001250", "deelname-effect": "0.000000"} == values(
        measured("splitsing_sbo", tables, "PO9901")
    )
    assert {"": "0.005000", "krimpeffect": "0.000917", "deelname-effect": "0.004083"} == values(
        measured("splitsing_so", tables, "PO9901")
    )


def test_none_in_special_education_is_a_zero() -> None:
    """A loaded count in which the SWV has no pupil in vso is zero participation, no missing number."""
    other = frame("so", 5)

    rows = measured("splitsing_vso", vso(other, frame("vso", 19), TEN, NINE))

    assert "0.002000" == values(rows)[""]


@pytest.mark.parametrize("indicator", SPLITSINGEN, ids=lambda i: i.naam)
def test_one_call_for_many_swvs(indicator) -> None:
    """Law: of each SWV what it has alone: all loaded, a masked count, no such pupils, one year only, nothing."""
    (sector,) = indicator.sectoren
    kolom, kinds = ("soort", ("bao", "sbo")) if sector == "po" else ("richting", ("havo", "pro"))
    empty = pd.DataFrame(columns=["vestiging", kolom, "aantal_min", "aantal_max"])

    def swv(number: int, *years: tuple, tlvs: tuple = ((9, 9), (8, 8))) -> Momentopname:
        """Pupils a year before and now, of both kinds; and TLV's."""
        regio = f"{sector.upper()}990{number}"
        tables: dict = {"aansluiting": pd.DataFrame({"vestiging": ["90AA00"], "swv": regio, "aandeel": "0.5"})}
        for moment, pupils, tlv in zip(("1-10 t-1", "1-10 t"), years, tlvs, strict=True):
            rows = [("90AA00", kind, least, most) for kind, (least, most) in zip(kinds, pupils, strict=False)]
            counted = pd.DataFrame(rows, columns=empty.columns) if rows else empty
            placed = frame("so" if sector == "po" else "vso", tlv[0], high=tlv[1], swv=regio) if tlv else None
            tables[f"leerlingen_{sector}", moment] = counted
            tables["tlv_telling", moment] = frame("so", 1)[:0] if placed is None else placed
        return make_momentopname(tables, regio=regio)

    full = ((900, 900), (100, 100))
    views = [
        swv(1, full, ((880, 880), (90, 90))),
        swv(2, full, ((880, 880), (1, 4)), tlvs=((9, 9), (1, 4))),
        swv(3, full, ((0, 0), (0, 0))),
        swv(4, (), full, tlvs=((), (8, 8))),
        swv(5, (), (), tlvs=((), ())),
    ]
    assert_joint(indicator, views)
    assert_joint(indicator, views[-1:])
