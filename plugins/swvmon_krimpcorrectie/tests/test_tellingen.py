"""The variants that correct counts; expected numbers are worked by hand, or a law that holds for all input."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import Grootboek, SwvmonError, Telling, count_pupils
from swvmon.testing import apply, make_momentopname
from swvmon_krimpcorrectie.keuzes import Keuzes
from swvmon_krimpcorrectie.model import KRIMPCORRECTIE, reads, verdeel

SCHOOLS = ["90AA00", "90BB00"]
DAYS = ("1-10 t-1", "1-10 t-2", "1-10 t-3")
laws = settings(max_examples=15, deadline=None)


def vo(*rows: tuple) -> pd.DataFrame:
    """Rows (vestiging, elementcode, pupils) as the table leerlingen_vo has them."""
    frame = pd.DataFrame(rows, columns=["vestiging", "elementcode", "aantal_min"])
    frame = frame.astype({"vestiging": "str", "elementcode": "str", "aantal_min": "int64"})
    return frame.assign(
        onderwijstype="HAVO", richting="havo", fase="bovenbouw", leerjaar_4_man=1, aantal_max=frame["aantal_min"]
    )


def region(*years: pd.DataFrame, days=DAYS, name="leerlingen_vo", regio="VO9901", aandeel="1", **more):
    tables = {
        "aansluiting": pd.DataFrame({"vestiging": SCHOOLS, "aandeel": aandeel}),
        "vestiging": pd.DataFrame({"vestiging": SCHOOLS, "bestuur": "99001"}),
    }
    return make_momentopname(
        tables | {(name, day): frame for day, frame in zip(days, years, strict=False)} | more, regio=regio
    )


def outcome(view, **keuzes):
    """What the step hands over, after a run with all checks of the engine."""
    apply(KRIMPCORRECTIE, view, **keuzes)
    return verdeel(view, Grootboek(pd.DataFrame({"vestiging": [], "stap": []})), Keuzes(**keuzes))


def delivered(view, key="leerlingen_vo 1-10 t-1", **keuzes) -> dict[tuple[str, str], int]:
    table = outcome(view, **keuzes).tabellen[key]
    assert (table["aantal_min"] == table["aantal_max"]).all()
    return table.set_index(["vestiging", "elementcode"])["aantal_min"].to_dict()


MEAN = {"variant": "driejaarsgemiddelde", "telmoment": "1-10 t-1"}


def test_mean_of_three_years() -> None:
    """By hand: (90 + 100 + 113) / 3 = 101; (20 + 20 + 21) / 3 = 20,33 is 20; (5 + 6 + 6) / 3 = 5,67 is 6."""
    view = region(
        vo(("90AA00", "1", 90), ("90BB00", "1", 20)),
        vo(("90AA00", "1", 100), ("90BB00", "1", 20)),
        vo(("90AA00", "1", 113), ("90BB00", "1", 21)),
    )

    assert {("90AA00", "1"): 101, ("90BB00", "1"): 20} == delivered(view, **MEAN)
    small = region(*(vo(("90AA00", "1", n)) for n in (5, 6, 6)))
    assert {("90AA00", "1"): 6} == delivered(small, **MEAN)


def test_rows_add_up_to_the_mean_of_the_school() -> None:
    """By hand: classes of 10, 10 and 10, then 10, 10 and 11, then 11, 10 and 10: 92 / 3 = 30,67 is 31.

    Their shares, 31 x 31/92 = 10,45, 31 x 30/92 = 10,11 and again 10,45: the pupil left goes to the first.
    """
    view = region(
        *(
            vo(*(("90AA00", str(i), n) for i, n in enumerate(year)))
            for year in ((10, 10, 10), (10, 10, 11), (11, 10, 10))
        )
    )

    assert {("90AA00", "0"): 11, ("90AA00", "1"): 10, ("90AA00", "2"): 10} == delivered(view, **MEAN)


NEW = (vo(("90AA00", "nieuw", 30), ("90BB00", "1", 12)), vo(("90AA00", "1", 9)), vo(("90AA00", "oud", 60)))


def told(got) -> list[tuple[str, str, str, str]]:
    return [(b.code, b.ernst, b.sleutel, b.tekst) for b in got.bevindingen]


def test_missing_year_counts_zero() -> None:
    """By hand: a class that came this year counts 30 / 3, one that went two years ago 60 / 3; a new school is told."""
    got = outcome(region(*NEW), **MEAN)

    table = got.tabellen["leerlingen_vo 1-10 t-1"]
    assert [("90AA00", 3), ("90AA00", 10), ("90AA00", 20), ("90BB00", 4)] == list(
        zip(table["vestiging"], table["aantal_min"], strict=True)
    )
    text = "90BB00 staat in 1 van de 3 tellingen, niet op 2017-10-01 en 2016-10-01: daar telt de school voor nul."
    assert [("krimp_telling_onvolledig", "waarschuwing", "90BB00", text)] == told(got)


def test_missing_year_left_out() -> None:
    """By hand: 90BB00 has one count, of 12; classes of 90AA00, which has all three, are divided by three as before.

    With two counts 12 and 13 make 12,5, which is 13; with the first and the last, likewise.
    """
    got = outcome(region(*NEW), **MEAN, ontbrekend_jaar="niet_meetellen")

    table = got.tabellen["leerlingen_vo 1-10 t-1"]
    assert [("90AA00", 3), ("90AA00", 10), ("90AA00", 20), ("90BB00", 12)] == list(
        zip(table["vestiging"], table["aantal_min"], strict=True)
    )
    text = "90BB00 staat in 1 van de 3 tellingen, niet op 2017-10-01 en 2016-10-01: die ene telling telt."
    assert [("krimp_telling_onvolledig", "waarschuwing", "90BB00", text)] == told(got)
    both, none = vo(("90AA00", "1", 9), ("90BB00", "1", 13)), vo(("90AA00", "1", 9))
    for years in ((NEW[0], both, none), (NEW[0], none, both), (none, both, NEW[0])):
        some = outcome(region(*years), **MEAN, ontbrekend_jaar="niet_meetellen")
        assert 13 == some.tabellen["leerlingen_vo 1-10 t-1"].set_index("vestiging")["aantal_min"]["90BB00"]
        assert some.bevindingen[0].tekst.endswith(": het gemiddelde gaat over die twee.")


def test_school_without_lwoo_in_a_year_is_not_missing() -> None:
    """By hand: pupils with lwoo of 90AA00, 6 + 0 + 0 over three counts of the school, are 2; no finding.

    90BB00 came this year with 5 of them: 5 / 3 is 2, or 5 where years without the school are left out.
    """
    years = [vo(("90AA00", "1", 60), ("90BB00", "1", 30)), *[vo(("90AA00", "1", 60))] * 2]
    rows = [{"90AA00": 6, "90BB00": 5}, {}, {}]
    lwoo = {
        f"leerlingen_lwoo {day}": pd.DataFrame({"vestiging": list(n), "aantal_min": list(n.values())})
        .astype({"vestiging": "str", "aantal_min": "int64"})
        .assign(aantal_max=lambda frame: frame["aantal_min"])
        for day, n in zip(DAYS, rows, strict=True)
    }
    view = region(*years).extended(lwoo)

    for choice, expected in (("telt_als_nul", 2), ("niet_meetellen", 5)):
        got = outcome(view, **MEAN, ook_lwoo=True, ontbrekend_jaar=choice)
        table = got.tabellen["leerlingen_lwoo 1-10 t-1"]
        assert {"90AA00": 2, "90BB00": expected} == table.set_index("vestiging")["aantal_min"].to_dict()
        assert ["90BB00"] == [b.sleutel for b in got.bevindingen]


def test_later_steps_count_the_mean() -> None:
    """What is handed over is a table that pupils can be counted from: 101 x 0,5 for a school shared by two regions.

    What was known per year of school is empty: the mean of it is not the mean of the school.
    """
    view = region(*(vo(("90AA00", "1", n)) for n in (90, 100, 113)), aandeel="0.5")

    later = view.extended(outcome(view, **MEAN).tabellen)

    got = count_pupils(later, Telling(telmoment="1-10 t-1"))
    assert {"90AA00": Decimal("50.5"), "90BB00": Decimal(0)} == got.set_index("vestiging")["aantal"].to_dict()
    assert later.tabel("leerlingen_vo", "1-10 t-1")["leerjaar_4_man"].isna().all()
    assert [90] == view.tabel("leerlingen_vo", "1-10 t-1")["aantal_min"].tolist()


def test_mean_in_po() -> None:
    """By hand, bao and sbo of one location on 1 February: (100 + 90 + 80) / 3 = 90 and (30 + 30 + 33) / 3 = 31."""
    days = ("1-2 t-1", "1-2 t-2", "1-2 t-3")
    years = [
        pd.DataFrame({"vestiging": "90AA00", "soort": ["bao", "sbo"], "cluster": "", "aantal_min": n}).assign(
            aantal_max=n
        )
        for n in ([100, 30], [90, 30], [80, 33])
    ]
    view = region(*years, days=days, name="leerlingen_po", regio="PO9901")

    table = outcome(view, variant="driejaarsgemiddelde", telmoment="1-2 t-1").tabellen["leerlingen_po 1-2 t-1"]

    assert {"bao": 90, "sbo": 31} == table.set_index("soort")["aantal_min"].to_dict()


def test_lwoo_goes_along() -> None:
    """By hand: (9 + 6 + 3) / 3 = 6 pupils with lwoo, where the plan asks for it."""
    years = [vo(("90AA00", "1", 60))] * 3
    lwoo = {
        ("leerlingen_lwoo", day): pd.DataFrame({"vestiging": ["90AA00"], "aantal_min": [n], "aantal_max": [n]})
        for day, n in zip(DAYS, (9, 6, 3), strict=True)
    }
    view = region(*years)
    view = view.extended({f"{name} {day}": frame for (name, day), frame in lwoo.items()})

    both = outcome(view, **MEAN, ook_lwoo=True).tabellen

    assert ["leerlingen_lwoo 1-10 t-1", "leerlingen_vo 1-10 t-1"] == sorted(both)
    assert [6] == both["leerlingen_lwoo 1-10 t-1"]["aantal_min"].tolist()
    assert ["leerlingen_vo 1-10 t-1"] == list(outcome(view, **MEAN).tabellen)


def placed(*rows: tuple) -> pd.DataFrame:
    """Rows (verwijzer, categorie, lowest, highest) as the table tlv_telling has them."""
    frame = pd.DataFrame(rows, columns=["verwijzer", "categorie", "aantal_min", "aantal_max"])
    return frame.assign(swv="VO9901", soort="vso", leeftijdsgroep="", school="80FF00", grond="")


PROGNOSE = {"variant": "actuele_telling", "telmoment": "1-10 t-1", "prognose_percentage": Decimal(-10)}


@pytest.mark.parametrize("regio", ["VO9901", "PO9901"])
def test_placements_shrink_with_the_school_that_referred(regio: str) -> None:
    """By hand: 12 x 0,5 + 4 x 0,9 + 3 x 0,9 = 12,3 is 12; rows 6, 3,6 and 2,7 by their share of 12,3.

    So 5,85, 3,51 and 2,63: 5, 3 and 2, and of the two left one for each of the two largest remainders.
    """
    name = "leerlingen_vo" if regio == "VO9901" else "leerlingen_po"
    view = region(vo(("90AA00", "1", 60)), regio=regio, name=name)
    view = view.extended(
        {"tlv_telling 1-10 t-1": placed(("90BB00", "1", 4, 4), ("", "3", 3, 3), ("90AA00", "1", 12, 12))}
    )
    own = {"prognose_percentage_per_vestiging": {"90AA00": Decimal(-50)}}

    table = outcome(view, **PROGNOSE, **own, ook_tlv=True).tabellen["tlv_telling 1-10 t-1"]

    assert {"": 3, "90AA00": 6, "90BB00": 3} == table.set_index("verwijzer")["aantal_min"].to_dict()
    assert table["aantal_min"].tolist() == table["aantal_max"].tolist()
    assert [f"{name} 1-10 t-1"] == list(outcome(view, **PROGNOSE).tabellen)


def test_placements_are_rounded_once() -> None:
    """By hand: ten schools' worth of 2, each 1,8: rounded apart all would stay 2; together 18."""
    rows = [("90AA00", str(i), 2, 2) for i in range(10)]
    view = region(vo(("90AA00", "1", 60))).extended({"tlv_telling 1-10 t-1": placed(*rows)})

    table = outcome(view, **PROGNOSE, ook_tlv=True).tabellen["tlv_telling 1-10 t-1"]

    assert 18 == table["aantal_min"].sum()


def test_placements_masked_empty_and_without_prognose() -> None:
    """A masked count needs a meaning; no placements stay none; without a prognosis the count of a year later holds."""
    view = region(vo(("90AA00", "1", 60)))
    masked = view.extended({"tlv_telling 1-10 t-1": placed(("90AA00", "1", 1, 4))})
    with pytest.raises(AssertionError, match="1 counts are masked by the publisher"):
        outcome(masked, **PROGNOSE, ook_tlv=True)
    highest = outcome(masked, **PROGNOSE, ook_tlv=True, gemaskeerd_als="maximum")
    assert [4] == highest.tabellen["tlv_telling 1-10 t-1"]["aantal_min"].tolist()  # 4 x 0,9 = 3,6

    empty = view.extended({"tlv_telling 1-10 t-1": placed(("90AA00", "1", 1, 1)).iloc[:0]})
    assert 0 == len(outcome(empty, **PROGNOSE, ook_tlv=True).tabellen["tlv_telling 1-10 t-1"])

    later = {"leerlingen_vo 1-10 t": vo(("90AA00", "1", 50)), "tlv_telling 1-10 t": placed(("90AA00", "1", 9, 9))}
    tables = outcome(view.extended(later), variant="actuele_telling", telmoment="1-10 t-1", ook_tlv=True).tabellen
    assert [9] == tables["tlv_telling 1-10 t-1"]["aantal_min"].tolist()


def test_masked_counts() -> None:
    """A masked count (1-4) stops the mean until the plan says what it counts for (by hand: 21 / 3 = 7, 24 / 3 = 8)."""
    view = region(vo(("90AA00", "1", 1)).assign(aantal_max=4), *[vo(("90AA00", "1", 10))] * 2)

    with pytest.raises(AssertionError, match="1 counts are masked by the publisher"):
        outcome(view, **MEAN)
    assert {("90AA00", "1"): 7} == delivered(view, **MEAN, gemaskeerd_als="minimum")
    assert {("90AA00", "1"): 8} == delivered(view, **MEAN, gemaskeerd_als="maximum")


def test_count_of_this_year() -> None:
    """The count of 1 October t stands in for that of t-1; masked cells stay as the publisher gives them."""
    now = vo(("90AA00", "1", 80), ("90AA00", "2", 1))
    now.loc[1, "aantal_max"] = 4
    view = region(now, days=("1-10 t",))

    got = outcome(view, variant="actuele_telling", telmoment="1-10 t-1").tabellen

    pd.testing.assert_frame_equal(now, got["leerlingen_vo 1-10 t-1"])


def test_prognosis() -> None:
    """By hand, -4 %: 95 x 0,96 = 91,2 is 91: 91 x 60/95 = 57,47 and 91 x 35/95 = 33,53; 50 x 1,01 = 50,5 is 51.

    A school without growth of its own in the plan follows the percentage, or stays as it is where there is none.
    """
    view = region(vo(("90AA00", "1", 60), ("90AA00", "2", 35), ("90BB00", "1", 50)))
    base = {"variant": "actuele_telling", "telmoment": "1-10 t-1"}
    own = {"prognose_percentage_per_vestiging": {"90BB00": Decimal(1)}}

    expected = {("90AA00", "1"): 57, ("90AA00", "2"): 34, ("90BB00", "1"): 51}
    assert expected == delivered(view, **base, prognose_percentage=Decimal(-4), **own)
    assert {("90AA00", "1"): 60, ("90AA00", "2"): 35, ("90BB00", "1"): 51} == delivered(view, **base, **own)
    assert 0 == sum(delivered(view, **base, prognose_percentage=Decimal(-100)).values())


def test_tables_that_are_read() -> None:
    """Only the counts that are needed have to be loaded."""

    def days(**keuzes) -> list[str]:
        return [t.moment for t in reads(Keuzes(**keuzes), "vo") if t.moment]

    assert ["1-10 t", "1-10 t-1", "1-10 t-2"] == days(variant="driejaarsgemiddelde", telmoment="1-10 t")
    assert ["1-10 t"] == days(variant="actuele_telling", telmoment="1-10 t-1")
    assert ["1-10 t-1"] == days(variant="actuele_telling", telmoment="1-10 t-1", prognose_percentage=Decimal(1))
    assert [] == days(variant="vloer", maximale_daling_aandeel=Decimal(0))


@pytest.mark.parametrize("keuzes", [MEAN, MEAN | {"variant": "actuele_telling", "prognose_percentage": Decimal(5)}])
def test_empty_tables(keuzes: dict[str, object]) -> None:
    """A region without pupils gets empty tables with the same columns."""
    got = outcome(region(vo(), vo(), vo()), **keuzes).tabellen["leerlingen_vo 1-10 t-1"]

    assert (0, set(vo().columns)) == (len(got), set(got.columns))


@pytest.mark.parametrize(
    ("keuzes", "text"),
    [
        ({"variant": "gemiddelde"}, "variant"),
        ({"variant": "driejaarsgemiddelde"}, "variant driejaarsgemiddelde needs telmoment"),
        (MEAN | {"telmoment": "1-9 t"}, "telmoment"),
        (MEAN | {"prognose_percentage": Decimal(1)}, "prognose_percentage belongs to variant actuele_telling"),
        (MEAN | {"ontbrekend_jaar": "gokken"}, "ontbrekend_jaar"),
        (
            MEAN | {"variant": "actuele_telling", "ontbrekend_jaar": "niet_meetellen"},
            "ontbrekend_jaar belongs to variant driejaarsgemiddelde, not to actuele_telling",
        ),
        (MEAN | {"ook_tlv": True}, "ook_tlv belongs to variant actuele_telling, not to driejaarsgemiddelde"),
        (MEAN | {"maximale_daling_aandeel": Decimal(1)}, "maximale_daling_aandeel belongs to variant vloer"),
        (MEAN | {"variant": "actuele_telling", "prognose_percentage": Decimal(-101)}, "more than all pupils"),
        (
            MEAN | {"variant": "actuele_telling", "prognose_percentage_per_vestiging": {"99ZZ00": Decimal(1)}},
            "prognose_percentage_per_vestiging names 99ZZ00",
        ),
    ],
)
def test_impossible_choices_are_refused(keuzes: dict[str, object], text: str) -> None:
    """A choice that cannot be, or that the variant does not use, is an error that says so."""
    with pytest.raises((AssertionError, SwvmonError), match=text):
        outcome(region(*[vo(("90AA00", "1", 1))] * 3), **keuzes)


NUMBERS = st.lists(st.integers(0, 40), min_size=4, max_size=4)


def of(numbers: list[int]) -> pd.DataFrame:
    return vo(*((SCHOOLS[i // 2], str(i), n) for i, n in enumerate(numbers)))


@laws
@given(years=st.lists(NUMBERS, min_size=3, max_size=3), order=st.permutations(range(4)))
def test_mean_keeps_the_total_of_a_school(years: list[list[int]], order: list[int]) -> None:
    """Law: a school is half a pupil from its mean at most, a row less than two; the order of rows does not matter."""
    view, other = (
        region(*(of(n).iloc[rows].reset_index(drop=True) for n in years)) for rows in (list(range(4)), order)
    )

    got = delivered(view, **MEAN)

    assert got == delivered(other, **MEAN)
    for school in (0, 2):
        mean = Decimal(sum(sum(year[school : school + 2]) for year in years)) / 3
        total = sum(got[SCHOOLS[school // 2], str(i)] for i in (school, school + 1))
        assert abs(total - mean) <= Decimal("0.5")
    assert all(abs(got[SCHOOLS[i // 2], str(i)] - Decimal(sum(y[i] for y in years)) / 3) < 2 for i in range(4))


@laws
@given(numbers=NUMBERS, percent=st.integers(-100, 50), order=st.permutations(range(4)))
def test_prognosis_goes_the_right_way(numbers: list[int], percent: int, order: list[int]) -> None:
    """Law: growth never makes a school smaller, krimp never larger; rows in another order give the same."""
    keuzes = {"variant": "actuele_telling", "telmoment": "1-10 t-1", "prognose_percentage": Decimal(percent)}

    got = delivered(region(of(numbers)), **keuzes)

    assert got == delivered(region(of(numbers).iloc[order].reset_index(drop=True)), **keuzes)
    for school in (0, 2):
        was, now = (
            sum(numbers[school : school + 2]),
            sum(got[SCHOOLS[school // 2], str(i)] for i in (school, school + 1)),
        )
        assert now >= was if percent >= 0 else now <= was
