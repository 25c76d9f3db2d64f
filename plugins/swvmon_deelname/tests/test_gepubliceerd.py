"""What R4 Tabel 1 and R0 Tabel 4-2 and 4-3 print comes out again, or it is said why not."""

from decimal import Decimal

import pytest

from swvmon_deelname import swvmon_register_gepubliceerd
from swvmon_deelname.beweringen import BEWERINGEN, falls_then_rises
from swvmon_deelname.gepubliceerd import change, row, tabel4
from swvmon_deelname.tabel1 import PARTS, closed, index, percent, shares

FIGURES = []
swvmon_register_gepubliceerd(FIGURES.append)
BY_ID = {figure.id.partition(".")[2]: figure for figure in FIGURES}

TRUTH = {
    "c1_so": True,
    "c1_vso": True,
    "c2_so": True,
    "c2_vso": False,
    "c2_so_vso": False,
    "c3_so": True,
    "c3_vso": True,
    "c4_so": True,
    "c4_vso": True,
    "c5_so": False,
    "c5_vso": False,
    "c6_so": True,
    "c7_vso": False,
    "c8_so": False,
    "c8_vso": False,
}
SHARES = {
    ("so", "laag"): "82.1846 81.9164 81.1040 80.5300 81.1592",
    ("so", "midden"): "6.0730 6.7281 8.3992 9.2114 9.1237",
    ("so", "hoog"): "11.7424 11.3555 10.4968 10.2586 9.7170",
    ("vso", "laag"): "87.2064 87.5313 88.0572 87.5007 87.6442",
    ("vso", "midden"): "3.2508 3.3225 4.0628 4.6763 4.9889",
    ("vso", "hoog"): "9.5428 9.1462 7.8800 7.8230 7.3668",
    ("so_vso", "laag"): "85.1768 85.2798 85.2600 84.6721 84.9687",
    ("so_vso", "midden"): "4.3914 4.6881 5.8072 6.5166 6.6949",
    ("so_vso", "hoog"): "10.4318 10.0321 8.9327 8.8113 8.3365",
}


def test_all_are_registered():
    """10 totals, 10 sums of shares, 15 verdicts on eight claims, 18 + 36 shares of R0, 7 shifts; no id twice."""
    assert 10 + 10 + 15 + 18 + 36 + 7 == len(FIGURES) == len(BY_ID)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_figure_comes_out_or_says_why(figure):
    """Ours is the printed figure, or `uitleg` tells why not; what the source refutes itself is an error."""
    ours = None if figure.bereken is None else figure.bereken()

    assert (ours == figure.waarde) == (not figure.uitleg)
    assert not figure.fout or ours not in {None, figure.waarde}


def test_verdicts_of_the_eight_claims():
    """Worked by hand from the printed counts."""
    assert {claim.naam: claim.waar() for claim in BEWERINGEN} == TRUTH
    assert {"c2_vso", "c2_so_vso"} == {claim.naam for claim in BEWERINGEN if claim.fout}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((5, 4, 3, 2, 3), True), ((5, 4, 3, 3, 4), False), ((5, 5, 4, 3, 4), False), ((5, 4, 3, 2, 2), False)],
)
def test_down_every_year_and_then_up(numbers, expected):
    """By hand: a year that stays level is no fall, and in the last year no rise."""
    assert expected == falls_then_rises(numbers)


def test_the_refuted_claim_holds_on_the_other_measure():
    """By hand: the low share of vso rises twice before 2017, while its count falls until then (as the uitleg says)."""
    from swvmon_deelname.tabel1 import counts

    vso = shares("vso", "laag")
    assert vso[0] < vso[1] < vso[2] > vso[3] < vso[4]
    number = counts("vso", "laag")
    assert number[0] > number[1] > number[2] > number[3] < number[4]


@pytest.mark.parametrize(("soort", "deel"), SHARES)
def test_shares_of_tabel_1(soort, deel):
    """Reconstructed from the printed counts of R4 Tabel 1, worked apart from this code; four decimals."""
    assert SHARES[soort, deel].split() == [str(percent(share, 4)) for share in shares(soort, deel)]


@pytest.mark.parametrize(
    ("soort", "expected"),
    [
        ("so", "100.00 95.65 94.80 96.32 99.23"),
        ("vso", "100.00 96.92 95.55 95.67 95.84"),
        ("so_vso", "100.00 96.40 95.25 95.94 97.21"),
    ],
)
def test_index_of_tabel_1(soort, expected):
    """Reconstructed from the printed counts, 2014 = 100, worked apart from this code."""
    assert expected.split() == [str(number) for number in index(soort)]


def test_rounding_apart_does_not_close_and_the_largest_remainder_does():
    """By hand: vso 2015 is 99,9 and vso 2016 is 100,1 when each share is rounded apart; closed they are 100."""
    apart = [[percent(shares("vso", deel)[year], 1) for deel in PARTS] for year in (1, 2)]

    assert [Decimal("99.9"), Decimal("100.1")] == [sum(parts) for parts in apart]
    assert (Decimal("87.5"), Decimal("3.3"), Decimal("9.2")) == closed("vso")[1]
    assert (Decimal("88.0"), Decimal("4.1"), Decimal("7.9")) == closed("vso")[2]


def test_rows_of_r0_that_do_not_add_up():
    """By hand from the printed shares: five of eighteen rows miss 100 by a tenth."""
    sums = {
        (wie, jaar): sum(row(tabel, wie, jaar))
        for tabel, rows in tabel4().items()
        for wie in rows
        for jaar in rows[wie]
    }

    assert {
        ("po", "2011"): Decimal("100.1"),
        ("vo", "2014"): Decimal("100.1"),
        ("a", "2014"): Decimal("100.1"),
        ("a", "2019"): Decimal("99.9"),
        ("c", "2019"): Decimal("100.1"),
    } == {key: total for key, total in sums.items() if total != 100}


def test_changes_of_r0():
    """By hand: A 2011 to 2019 is +8,9, -3,3 and -5,7 points; G is -0,6, +3,0 and -2,4."""
    assert tuple(map(Decimal, ("8.9", "-3.3", "-5.7"))) == change("tabel_4_3", "a", "2011", "2019")
    assert tuple(map(Decimal, ("-0.6", "3.0", "-2.4"))) == change("tabel_4_3", "g", "2011", "2019")
