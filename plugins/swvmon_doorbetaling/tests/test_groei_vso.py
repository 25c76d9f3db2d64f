"""Growth of (v)so: what the SWV pays for pupils that came after 1 October."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swvmon import read_parameters
from swvmon.testing import apply, assert_conserved, make_momentopname
from swvmon_doorbetaling.groei_vso import GROEI_VSO

PARAMETERS = read_parameters("swvmon_doorbetaling")
POT = "swv:zwaar:personeel"
RICH = {"opening_euro": {POT: 100_000}}


def telling(rows, soort, regio):
    """A count: rows of school, leeftijdsgroep, categorie and number."""
    columns = ["school", "leeftijdsgroep", "categorie", "aantal_min"]
    frame = pd.DataFrame(rows, columns=columns).astype({"aantal_min": "int64"} | dict.fromkeys(columns[:3], "str"))
    return frame.assign(soort=soort, swv=regio, verwijzer="", grond="", aantal_max=frame["aantal_min"])


def run(first, second, *, regio="PO9901", schooljaar="2015/16", peildatum="1-2 t", **kwargs):
    """The ledger of a region with schools 80EE00 and 80FF00 and these two counts."""
    soort = {"PO": "so", "VO": "vso"}[regio[:2]]
    own = pd.DataFrame({"vestiging": ["80EE00", "80FF00"]})
    view = make_momentopname(
        {
            "aansluiting": own.assign(aandeel="1"),
            "vestiging": own.assign(bestuur="98001"),
            ("tlv_telling", "1-10 t-1"): telling(first, soort, regio),
            ("tlv_telling", peildatum): telling(second, soort, regio),
        },
        regio=regio,
        schooljaar=schooljaar,
    )
    chosen = {} if peildatum == "1-2 t" else {"peildatum": peildatum}
    return apply(GROEI_VSO, view, parameters=PARAMETERS, **chosen, **kwargs)


def old(number, school="80EE00", categorie="1"):
    return (school, "vanaf_8", categorie, number)


def test_growth_is_paid_to_the_school():
    """Law, by hand: 2 x 8.220,95 = 16.441,90 to a school of the region."""
    ledger = run([old(10)], [old(12)], **RICH)

    assert {POT: 83_558_10, "vestiging:80EE00": 16_441_90} == ledger.saldi()
    assert_conserved(ledger, rijk_cent=0, uit_cent=16_441_90)
    assert (
        "Het SWV had op 01-02-2015 2 leerlingen in so meer dan op 01-10-2014; 8 jaar en ouder, categorie 1: "
        "2 × € 8.220,95, bij een groei van 2."
    ) == ledger.regels["toelichting"].item()


def test_a_school_elsewhere_is_paid_through_duo():
    """A school outside the region, or one that is not told, gets its money on duo:so (by hand 2 x 8.220,95)."""
    ledger = run([], [old(1, "70AA00"), old(1, "")], **RICH)

    assert 16_441_90 == ledger.saldo("duo:so")
    assert "(70AA00)" in ledger.regels["toelichting"].str.cat()
    assert {""} == set(ledger.regels["vestiging"])


def test_vo():
    """Law (WVO art. 85d), by hand: 3 x 9.144,59 = 27.433,77."""
    ledger = run([], [("80FF00", "", "1", 3)], regio="VO9901", **RICH)

    assert 27_433_77 == ledger.saldo("vestiging:80FF00")


@pytest.mark.parametrize("second", [[old(10)], [old(9), old(1, categorie="2")], []])
def test_without_more_pupils_nothing_is_paid(second):
    """Law: the SWV pays only where all its placements together are more than on 1 October."""
    assert run([old(10)], second, **RICH).regels.empty


MOVED = [old(100), old(20, "80FF00")], [old(92), old(29, "80FF00")]
"""Eight pupils moved from 80EE00 to 80FF00, and one came."""


def test_pupils_that_moved_are_no_growth():
    """Law (WPO art. 125b lid 1), by hand: the SWV has 1 pupil more in all and pays 8.220,95, not 9 x 8.220,95."""
    ledger = run(*MOVED, **RICH)

    assert {"80FF00": 8_220_95} == ledger.per_vestiging().to_dict()
    assert [1] == ledger.regels["hoeveelheid"].tolist()
    assert ["definitief"] == ledger.regels["status"].tolist()
    assert (
        "Het SWV had op 01-02-2015 1 leerling in so meer dan op 01-10-2014; 8 jaar en ouder, categorie 1: "
        "1 × € 8.220,95, bij een groei van 9."
    ) == ledger.regels["toelichting"].item()


def test_all_growth_as_a_choice():
    """Assumed, by hand: with telt_niet 80FF00 gets 9 x 8.220,95 = 73.988,55; nothing where the SWV shrank."""
    ledger = run(*MOVED, krimp="telt_niet", **RICH)

    assert {"80FF00": 73_988_55} == ledger.per_vestiging().to_dict()
    assert ["aanname"] == ledger.regels["status"].tolist()
    assert ledger.regels["toelichting"].str.endswith("bij een groei van 9; krimp elders telt niet.").all()
    assert run(*reversed(MOVED), krimp="telt_niet", **RICH).regels.empty


def test_the_difference_over_what_grew():
    """Assumed, by hand: 4 more in all; growth of 5, 2 and 1 of 8 gives 2,5, 1 and 0,5 pupils: 3, 1 and 0.

    The half goes to the school that is first in order: 3 x 8.220,95 = 24.662,85 and 1 x 14.381,55.
    """
    first = [old(10, "80FF00", "3")]
    second = [old(5), old(2, categorie="2"), old(6, "80FF00", "3"), old(1, "80FF00", "1")]
    lines = run(first, second, **RICH).regels

    assert {("80EE00", 24_662_85), ("80EE00", 14_381_55)} == set(
        zip(lines["vestiging"], lines["bedrag_cent"], strict=True)
    )
    assert [3, 1] == lines["hoeveelheid"].tolist()
    assert {"aanname"} == set(lines["status"])


def test_growth_alone_is_paid_in_full():
    """Law, by hand: where nothing shrank every school gets its growth (2 and 3 of 5), and nothing is assumed."""
    lines = run([old(10)], [old(12), old(3, "80FF00")], **RICH).regels

    assert [16_441_90, 24_662_85] == lines["bedrag_cent"].tolist()
    assert {"definitief"} == set(lines["status"])


def test_a_category_that_shrank():
    """Law, by hand: 3 in category 1 became 2, and 2 came in category 2: one more in all, at 14.381,55."""
    ledger = run([old(3)], [old(2), old(2, categorie="2")], **RICH)

    assert {"80EE00": 14_381_55} == ledger.per_vestiging().to_dict()


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=6, max_size=6))
def test_no_more_pupils_than_the_difference(numbers):
    """Law: the SWV pays for as many pupils as it has more in all, and no school for more than it grew."""
    places = [(school, "vanaf_8", categorie) for school in ("80EE00", "80FF00") for categorie in "123"]
    first, second = ([(*p, n[i]) for p, n in zip(places, numbers, strict=True)] for i in (0, 1))
    lines = run(first, second, opening_euro={POT: 10_000_000}).regels
    growth = {
        school: sum(max(0, b - a) for (s, *_), (a, b) in zip(places, numbers, strict=True) if s == school)
        for school in ("80EE00", "80FF00")
    }

    assert max(0, sum(b - a for a, b in numbers)) == lines["hoeveelheid"].sum()
    paid = lines.groupby("vestiging")["hoeveelheid"].sum()
    assert [] == [school for school, n in paid.items() if n > growth[school]]


def test_the_schools_pay_in_by_the_key():
    """By hand: 8.220,95 with 220 in the pot is 8.000,95 short; 1 : 3 gives 2.000,24 and 6.000,71."""
    key = {"80EE00": 1, "80FF00": 3}
    ledger = run([], [old(1)], opening_euro={POT: 220}, bijdrage_gewicht=key, mag_rood=("vestiging:*",))

    assert {POT: 0, "vestiging:80EE00": 8_220_95 - 2_000_24, "vestiging:80FF00": -6_000_71} == ledger.saldi()


def test_a_pot_that_is_red_already_pays_nothing():
    """By hand: the schools pay the growth in full, not what the doorbetaling left short as well."""
    red = {"opening_euro": {POT: -500}, "mag_rood": ("*",)}
    ledger = run([], [old(1)], bijdrage_gewicht={"80FF00": 1}, **red)

    assert -8_220_95 == ledger.saldo("vestiging:80FF00")
    assert -500_00 == ledger.saldo(POT)


def test_a_shortage_without_key_is_refused():
    """The key is the SWV's own: the message says where it stands and which choice gives it."""
    with pytest.raises(AssertionError, match=r"€ 8.220,95 short .* give bijdrage_gewicht"):
        run([], [old(1)])
    with pytest.raises(AssertionError, match="bijdrage_gewicht names 80XX00, not a school of PO9901"):
        run([], [old(1)], bijdrage_gewicht={"80XX00": 1})


def test_another_day_of_the_second_count():
    """The ondersteuningsplan may choose another day than 1 February, within the limits of the law."""
    assert 8_220_95 == run([], [old(1)], peildatum="1-3 t", **RICH).saldo("vestiging:80EE00")
    with pytest.raises(Exception, match="from 2 October t-1 up to 31 July t"):
        run([], [old(1)], peildatum="1-10 t", **RICH)


def test_from_2023_nothing_is_booked():
    """Law: growth funding ended on 1 January 2023; the year runs, without lines."""
    assert run([], [old(5)], schooljaar="2023/24").regels.empty


def test_2014_is_refused():
    """2014/15 had no tariffs by category."""
    with pytest.raises(AssertionError, match="had no tariff by category yet"):
        run([], [], schooljaar="2014/15")
