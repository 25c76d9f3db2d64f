"""How long pupils stay."""

from datetime import date

import pandas as pd
import pytest

from swvmon.testing import make_momentopname
from swvmon_stromen.gepubliceerd import GEPUBLICEERD
from swvmon_stromen.verblijfsduur import VERBLIJFSDUUR, count_enrolments

DAG = date(2017, 10, 1)
VENSTERS = [("l1", 2014, "so"), ("l1", 2015, "so"), ("l1", 2016, "bao"), ("l1", 2017, "so")]


def enrolled(*rows, dag="10-01"):
    days = [date.fromisoformat(f"{year}-{dag}") for _, year, _ in rows]
    return pd.DataFrame({"pseudoniem": [r[0] for r in rows], "peildatum": days, "soort": [r[2] for r in rows]})


def found(frame, dag=DAG):
    return [tuple(row) for row in count_enrolments(frame, dag).to_numpy().tolist()]


def test_the_example_of_vensters():
    """Published (FR 7 nr 11): 2014 so, 2015 so, 2016 bao, 2017 so is 3 on 1 October 2017."""
    assert [("so", 3, 1)] == found(enrolled(*VENSTERS))
    (figure,) = [f for f in GEPUBLICEERD if f.bereken]
    assert figure.waarde == figure.bereken()


def test_the_day_decides_who_counts_and_what_has_been():
    """By hand: on 1 October 2016 the pupil is in bao for the first time; what comes later is not known then."""
    assert [("bao", 1, 1)] == found(enrolled(*VENSTERS), date(2016, 10, 1))
    assert [] == found(enrolled(*VENSTERS), date(2018, 10, 1))


def test_pupils_are_counted_by_type_and_number():
    """By hand: two of three years in so, one of one year in so, one of two years in sbo after one in so."""
    more = [(name, year, "so") for name in ("l2",) for year in (2015, 2016, 2017)] + [("l3", 2017, "so")]
    sbo = [("l4", 2015, "so"), ("l4", 2016, "sbo"), ("l4", 2017, "sbo")]

    assert [("sbo", 2, 1), ("so", 1, 1), ("so", 3, 2)] == found(enrolled(*VENSTERS, *more, *sbo))


def test_two_schools_on_one_day_are_one_enrolment():
    """A change of school makes no difference, nor does being enrolled twice."""
    assert [("so", 3, 1)] == found(enrolled(*VENSTERS, ("l1", 2017, "so")))


def test_other_days_do_not_count():
    """1 February is no 1 October, and nobody counts at another day."""
    assert [("so", 1, 1)] == found(pd.concat([enrolled(VENSTERS[3]), enrolled(*VENSTERS, dag="02-01")]))
    with pytest.raises(ValueError, match="enrolments are counted on 1 October, found 2017-02-01"):
        count_enrolments(enrolled(*VENSTERS), date(2017, 2, 1))


def test_the_input_is_not_changed():
    """A pure function."""
    frame = enrolled(*VENSTERS)
    before = frame.copy()
    count_enrolments(frame, DAG)
    pd.testing.assert_frame_equal(before, frame)


def verblijf(*rows):
    columns = ["soort", "inschrijvingen", "aantal_min", "aantal_max"]
    frame = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:], "int64")).assign(swv="PO9901")
    return make_momentopname({("verblijf_telling", "1-10 t"): frame}, regio="PO9901")


def test_the_mean_is_enrolments_over_pupils(measure):
    """By hand: 10 pupils of 1 and 5 of 4 have 30 enrolments; a masked count is 1 to 4 pupils of 2."""
    view = verblijf(("so", 1, 10, 10), ("so", 4, 5, 5), ("sbo", 2, 1, 4), ("sbo", 3, 10, 10))

    assert {"so": (30, 30, 15, 15), "sbo": (32, 38, 11, 14)} == measure(VERBLIJFSDUUR, view)


def test_no_count_is_no_mean(measure):
    """Missing is not zero."""
    assert {"": "ontbreekt"} == measure(VERBLIJFSDUUR, verblijf())
