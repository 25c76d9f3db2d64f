"""What plugins share about money and pupils: budgets, counts per school, boards, limits of choices."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pandas as pd
import pytest

from swvmon import (
    Budget,
    Grootboek,
    SwvmonError,
    Telling,
    boekingen,
    check_schools,
    count_enrolled,
    count_per_school,
    count_pupils,
    grenzen,
    resolve_masked,
    with_board,
    without_board,
)
from swvmon.testing import make_momentopname

PO = ["80AA00", "80DD00", "80EE00"]


def po_view(aandeel: str = "1", **columns: list[object]):
    counts = pd.DataFrame(
        {
            "vestiging": ["80AA00", "80DD00", "80EE00", "80EE00"],
            "soort": ["bao", "sbo", "so", "vso"],
            "aantal_min": [100, 40, 20, 10],
            "aantal_max": [100, 40, 20, 10],
        }
    ).assign(**columns)
    schools = pd.DataFrame({"vestiging": PO, "aandeel": [aandeel, "1", "1"]})
    boards = pd.DataFrame({"vestiging": ["80AA00"], "bestuur": ["98001"]})
    tables = {"aansluiting": schools, "vestiging": boards, ("leerlingen_po", "1-10 t"): counts}
    return make_momentopname(tables, regio="PO9901")


def counted(view, **choices: object) -> dict[str, Decimal]:
    rows = count_pupils(view, Telling(**choices))
    return dict(zip(rows["vestiging"], rows["aantal"], strict=True))


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("standaard", [100, 40, 0]),
        ("bao", [100, 0, 0]),
        ("bao_sbo", [100, 40, 0]),
        ("bao_sbo_so", [100, 40, 20]),
        ("alle", [100, 40, 30]),
    ],
)
def test_bases_of_po(basis: str, expected: list[int]) -> None:
    """Whose pupils count in po (worked by hand); a school without any of them is there with zero."""
    assert dict(zip(PO, map(Decimal, expected), strict=True)) == counted(po_view(), basis=basis)


def test_a_shared_school_counts_for_its_part() -> None:
    """Of a school that belongs to the region for a third, a third of the pupils count, to six places."""
    assert Decimal("33.333300") == counted(po_view("0.333333"))["80AA00"]


def test_another_day_than_the_chosen_one() -> None:
    """A model may count at a second telmoment with the same choices."""
    view = po_view()
    earlier = view.tabel("leerlingen_po", "1-10 t").assign(aantal_min=7, aantal_max=7)
    both = make_momentopname(
        {
            "aansluiting": view.tabel("aansluiting"),
            "vestiging": view.tabel("vestiging"),
            ("leerlingen_po", "1-10 t-1"): earlier,
        },
        regio="PO9901",
    )

    assert [7, 7, 0] == count_pupils(both, Telling(), "1-10 t-1")["aantal"].tolist()
    assert ["1-10 t-1"] == [table.moment for table in Telling().counts("po", "1-10 t-1")]


def test_masked_counts_are_a_choice() -> None:
    """A masked cell counts for its lower or upper end where the plan says so, and stops the step where not."""
    view = po_view(aantal_min=[1, 40, 20, 10], aantal_max=[4, 40, 20, 10])

    assert [1, 4] == [counted(view, gemaskeerd_als=end)["80AA00"] for end in ("minimum", "maximum")]
    with pytest.raises(SwvmonError, match=r"1 counts are masked by the publisher \(<5\)"):
        counted(view)
    assert [1, 40, 20, 10] == resolve_masked(view.tabel("leerlingen_po", "1-10 t"), "minimum").tolist()


def test_counts_of_indicatoren_keep_their_interval() -> None:
    """Rows of a school add up, masked cells stay an interval, a third of a shared school counts (worked by hand)."""
    view = po_view("0.333333", aantal_min=[1, 40, 20, 10], aantal_max=[4, 40, 20, 10])
    counts = view.tabel("leerlingen_po", "1-10 t")
    outside = counts.head(1).assign(vestiging="99ZZ00")

    rows = count_per_school(pd.concat([counts, outside]), view)

    assert {"80AA00": Decimal("0.333333"), "80DD00": 40, "80EE00": 30} == rows["aantal_min"].to_dict()
    assert {"80AA00": Decimal("1.333332"), "80DD00": 40, "80EE00": 30} == rows["aantal_max"].to_dict()


def test_a_school_without_a_count_is_not_zero() -> None:
    """Missing is not zero: no row for a school that is not counted, none at all for an empty table."""
    view = po_view()
    counts = view.tabel("leerlingen_po", "1-10 t")

    assert ["80DD00"] == count_per_school(counts[counts["soort"] == "sbo"], view).index.tolist()
    assert [] == count_per_school(counts.head(0), view).index.tolist()


def vo_view(lwoo: int = 30):
    counts = pd.DataFrame(
        {
            "vestiging": ["90AA00", "90BB00", "90BB00", "90BB00"],
            "richting": ["pro", "vmbo_b", "havo", "pro"],
            "fase": ["bovenbouw", "bovenbouw", "vavo", "bovenbouw"],
            "aantal_min": [50, 100, 8, 6],
        }
    )
    tables = {
        "aansluiting": pd.DataFrame({"vestiging": ["90AA00", "90BB00"], "aandeel": "1"}),
        "vestiging": pd.DataFrame({"vestiging": ["90AA00", "90BB00"], "bestuur": "99001"}),
        ("leerlingen_vo", "1-10 t"): counts.assign(aantal_max=counts["aantal_min"]),
        ("leerlingen_lwoo", "1-10 t"): pd.DataFrame({"vestiging": ["90BB00"], "aantal_min": lwoo, "aantal_max": lwoo}),
    }
    return make_momentopname(tables)


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("standaard", [50, 110]),
        ("zonder_pro", [0, 104]),
        ("zonder_vavo", [50, 106]),
        ("zonder_lwoo_pro", [0, 74]),
    ],
)
def test_bases_of_vo(basis: str, expected: list[int]) -> None:
    """Whose pupils count in vo (worked by hand): 100 + half of 8 at a vavo, 6 pro, 30 lwoo among the 100."""
    assert dict(zip(["90AA00", "90BB00"], map(Decimal, expected), strict=True)) == counted(vo_view(), basis=basis)


def test_only_the_base_that_needs_lwoo_reads_it() -> None:
    """Other bases run where no lwoo is loaded."""
    assert [1, 2] == [len(Telling(basis=b).counts("vo")) for b in ("standaard", "zonder_lwoo_pro")]


@pytest.mark.parametrize(
    ("view", "choices", "text"),
    [
        (po_view(), {"basis": "zonder_pro"}, "basis 'zonder_pro' is not one of po"),
        (vo_view(), {"basis": "bao"}, "basis 'bao' is not one of vo"),
        (vo_view(lwoo=105), {"basis": "zonder_lwoo_pro"}, "90BB00 counts more pupils with lwoo"),
    ],
)
def test_counts_that_cannot_be_are_refused(view, choices, text: str) -> None:
    """A base of the other sector, or more lwoo than pupils, is an error and not a guess."""
    with pytest.raises(SwvmonError, match=text):
        counted(view, **choices)


@pytest.mark.parametrize("moment", ["1-9 t", "1-10", "31-2 t", "2-10 t-1"])
def test_a_day_on_which_nobody_counts_is_refused(moment: str) -> None:
    """Pupils are counted on 1 October and, in special schools, on 1 February."""
    with pytest.raises(ValueError, match=r"telmoment|counted|day"):
        Telling(telmoment=moment)


def test_the_board_of_the_year_goes_before_the_address_list() -> None:
    """The list of schools of the year tells the board of then; the address list fills in where it is silent."""
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame({"vestiging": PO, "aandeel": "1", "bestuur": ["98009", "", None]}),
            "vestiging": pd.DataFrame({"vestiging": ["80AA00", "80DD00"], "bestuur": ["98001", "98002"]}),
        },
        regio="PO9901",
    )
    rows = with_board(pd.DataFrame({"vestiging": PO}, index=[7, 8, 9]), view)

    assert ["98009", "98002", ""] == rows["bestuur"].tolist()
    assert [("bestuur_onbekend", "80EE00")] == [(b.code, b.sleutel) for b in without_board(rows)]


def test_of_a_school_that_is_listed_twice_the_first_row_tells_the_board() -> None:
    """By hand: the list of the year has two rows of a school; where the first tells no board the addresses do."""
    view = make_momentopname(
        {
            "aansluiting": pd.DataFrame(
                {
                    "vestiging": ["80AA00", "80AA00", "80DD00", "80DD00"],
                    "aandeel": "0.5",
                    "bestuur": ["98001", "98002", "", "98003"],
                }
            ),
            "vestiging": pd.DataFrame({"vestiging": ["80DD00"], "bestuur": ["98004"]}),
        },
        regio="PO9901",
    )

    assert ["98001", "98004"] == with_board(pd.DataFrame({"vestiging": PO[:2]}), view)["bestuur"].tolist()


def test_a_school_outside_the_region_is_refused() -> None:
    """The message names the choice and the schools."""
    check_schools(po_view(), "gewicht", {"80AA00"})
    with pytest.raises(SwvmonError, match="gewicht names 11AA00, 12BB00, not a school of PO9901"):
        check_schools(po_view(), "gewicht", {"12BB00", "80AA00", "11AA00"})


def ledger(cents: int) -> Grootboek:
    paid = boekingen(van="rijk:zwaar", naar="swv:budget", bedrag_cent=cents, grondslag="test", toelichting="Test.")
    return Grootboek(paid.assign(volgnummer=1))


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"budget_euro": Decimal("12.34")}, 1234),
        ({"budget_aandeel": Decimal(1)}, 1000),
        ({"budget_aandeel": Decimal("0.333")}, 333),
        ({"budget_aandeel": Decimal("0.3339")}, 333),
        ({"budget_aandeel": Decimal("0.5"), "van": "swv:reserve"}, 0),
    ],
)
def test_a_budget_is_an_amount_or_a_part_of_a_balance(choices: dict[str, object], expected: int) -> None:
    """In eurocents; of a part the cents are rounded down, so that it never exceeds the balance (by hand)."""
    assert expected == Budget(**choices).budget_cent(ledger(1000))


def test_a_budget_that_is_red_divides_nothing() -> None:
    """A part of a balance below zero is nothing."""
    red = boekingen(van="swv:budget", naar="swv:reserve", bedrag_cent=5, grondslag="test", toelichting="Test.")

    assert 0 == Budget(budget_aandeel=Decimal(1)).budget_cent(Grootboek(red.assign(volgnummer=1)))


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ({"budget_euro": Decimal(1), "budget_aandeel": Decimal(1)}, "exclude each other"),
        ({"budget_euro": Decimal(-1)}, "budget_euro: -1 is below zero"),
        ({"budget_euro": Decimal("0.001")}, "budget_euro: "),
        ({"budget_aandeel": Decimal("1.01")}, "budget_aandeel: 1.01 does not lie between 0 and 1"),
        ({"van": "vestiging:90AA00"}, "is not an account of the SWV"),
        ({"van": "swv:spaarpot"}, "van: 'swv:spaarpot' is not an account"),
    ],
)
def test_budgets_that_cannot_be_are_refused(choices: dict[str, object], text: str) -> None:
    """Percentages above one, negative amounts, broken cents and unknown accounts."""
    with pytest.raises(ValueError, match=text):
        Budget(**choices)
    assert (False, True) == (Budget().has_budget, Budget(budget_aandeel=Decimal(0)).has_budget)


@pytest.mark.parametrize(
    ("limit", "good", "wrong", "text"),
    [
        (grenzen.percentage, Decimal(100), Decimal("100.1"), "100.1 does not lie between 0 and 100 percent"),
        (grenzen.share, Decimal(0), Decimal("-0.1"), "-0.1 does not lie between 0 and 1"),
        (grenzen.school, "20AB00", "20AB", "'20AB' is not a vestiging"),
        (grenzen.account, "swv:deelregio:oost", "swv:deelregio:", "is not an account"),
        (grenzen.per_school(grenzen.share), {"20AB00": Decimal(1)}, {"20AB00": Decimal(2)}, "20AB00: veld: 2 does not"),
    ],
)
def test_limits_say_what_they_found(limit, good: object, wrong: object, text: str) -> None:
    """Each limit lets the edge pass and names field and value of what does not fit."""
    kind = attrs.make_class("Keuzes", {"veld": attrs.field(validator=limit)})

    assert good == kind(good).veld
    with pytest.raises(ValueError, match=text):
        kind(wrong)


@pytest.mark.parametrize(
    ("po", "expected"), [("bao_sbo", [50, 40]), ("bao_sbo_so", [50, 40, 20]), ("alle", [50, 40, 30])]
)
def test_enrolled_in_po(po: str, expected: list[int]) -> None:
    """By hand: half of the 100 of a shared school; a school without such pupils has no row."""
    rows = count_enrolled(po_view("0.5"), "1-10 t", po=po)

    assert expected == rows["aantal_min"].to_list() == rows["aantal_max"].to_list()


def test_enrolled_in_vo() -> None:
    """By hand: all tracks and vavo as whole pupils, masked as an interval; a school elsewhere does not count."""
    counts = pd.DataFrame(
        {
            "vestiging": ["90AA00", "90AA00", "90ZZ00"],
            "fase": ["", "vavo", ""],
            "aantal_min": [100, 1, 7],
            "aantal_max": [100, 4, 7],
        }
    )
    schools = pd.DataFrame({"vestiging": ["90AA00"], "aandeel": ["1"]})
    rows = count_enrolled(make_momentopname({"aansluiting": schools, ("leerlingen_vo", "1-10 t"): counts}), "1-10 t")

    assert [("90AA00", 101, 104)] == list(rows.itertuples(name=None))


def test_enrolled_without_a_count() -> None:
    """Not loaded is empty, with its columns, and not zero."""
    schools = pd.DataFrame({"vestiging": ["80AA00"], "aandeel": ["1"]})
    for nothing in (pd.DataFrame(), pd.DataFrame(columns=["vestiging", "soort", "aantal_min", "aantal_max"])):
        view = make_momentopname({"aansluiting": schools, ("leerlingen_po", "1-10 t"): nothing}, regio="PO9901")
        rows = count_enrolled(view, "1-10 t", po="bao")

        assert (0, ["aantal_min", "aantal_max"]) == (len(rows), list(rows.columns))
