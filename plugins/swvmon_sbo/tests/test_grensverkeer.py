"""Grensverkeer: what the SWV pays for its pupils in sbo elsewhere."""

from datetime import date
from decimal import Decimal

import attrs
import pandas as pd
import pytest

from swvmon import Periode, Waarde, read_parameters
from swvmon.testing import apply, make_momentopname
from swvmon_sbo.grensverkeer import GRENSVERKEER

PARAMETERS = read_parameters("swvmon_sbo")
POT = "swv:licht:personeel"


def run(overgangen, *, schooljaar="2015/16", opening_euro=None, parameters=PARAMETERS, **kwargs):
    """The ledger of a region with two basisscholen of 300 and 100 pupils."""
    own = pd.DataFrame({"vestiging": ["80AA00", "80BB00"]})
    counts = own.assign(soort="bao", cluster="", aantal_min=[300, 100], aantal_max=[300, 100])
    view = make_momentopname(
        {
            "aansluiting": own.assign(aandeel="1"),
            "vestiging": own.assign(bestuur="98001"),
            ("leerlingen_po", "1-10 t-1"): counts,
        },
        regio="PO9901",
        schooljaar=schooljaar,
    )
    opening = {POT: 100_000} if opening_euro is None else opening_euro
    return apply(GRENSVERKEER, view, parameters=parameters, opening_euro=opening, overgangen=overgangen, **kwargs)


def overgang(**changed):
    """Two pupils, admitted in 2014/15 before 2 October."""
    return {"school": "70AA00", "toelating": "2014/15", "aantal": 2, **changed}


@pytest.mark.parametrize(
    ("changed", "cent"),
    [
        ({}, 2 * 4_268_84),
        ({"na_1_oktober": True}, 2 * 7_255_71),  # the first year after admission between 2 October and 1 August
        ({"na_1_oktober": True, "toelating": "2013/14"}, 2 * 4_268_84),  # only the first year
        ({"toelating": "2015/16"}, 0),  # the first payment is in the school year after admission
        ({"toelating": "2016/17"}, 0),
        ({"laatste_schooljaar": "2014/15"}, 0),  # it ends in the school year after a pupil left
        ({"laatste_schooljaar": "2015/16"}, 2 * 4_268_84),
        ({"reden": "verhuizing"}, 0),  # parents who moved within 6 months
        ({"reden": "eerste_inschrijving"}, 0),  # the SWV of the sbo school pays
        ({"aantal": 0}, 0),
    ],
)
def test_when_and_how_much(changed, cent):
    """Law (WPO art. 125, BWBR0037118 art. 19), by hand: two pupils in 2015/16."""
    assert cent == run([overgang(**changed)]).saldo("duo:sbo")


def test_amounts_of_2014():
    """Law (BWBR0037032 art. 22), by hand: 4.117,44, and 6.998,38 in the first year."""
    rows = [overgang(toelating="2013/14", na_1_oktober=True, aantal=1), overgang(toelating="2012/13", aantal=1)]

    assert [6_998_38, 4_117_44] == run(rows, schooljaar="2014/15").regels["bedrag_cent"].tolist()


def test_august_to_december_2022():
    """By hand, on an invented amount: 5/12 of 2 x 1.000,01 = 833,341... is 833,34; from 2023 nothing."""
    days = Periode(date(2022, 8, 1), date(2022, 12, 31))
    value = Waarde(Decimal("1000.01"), days, "regioplan", "aanname", date(2026, 11, 22))
    parameters = [attrs.evolve(p, waarden=(*p.waarden, value)) for p in PARAMETERS]
    lines = run([overgang()], schooljaar="2022/23", parameters=parameters).regels

    assert [833_34] == lines["bedrag_cent"].tolist()
    assert [days.tot] == lines["periode_tot"].tolist()


def test_one_line_for_each_school_and_year():
    """The same school and year are one line, in words that a reader can follow; other kinds are apart."""
    lines = run([overgang(), overgang(aantal=1), overgang(school="70BB00", aantal=1)]).regels

    assert [
        "Toegelaten op 70AA00 in 2014/15: 3 × € 4.268,84.",
        "Toegelaten op 70BB00 in 2014/15: 1 × € 4.268,84.",
    ] == lines["toelichting"].tolist()


def test_schools_pay_in():
    """Law (WPO art. 125 lid 6), by hand: 8.537,68 with 537 there is 8.000,68 short, over 300 and 100 pupils."""
    poor = {"opening_euro": {POT: 537}, "mag_rood": ("vestiging:*",)}

    assert {"80AA00": -6_000_51, "80BB00": -2_000_17} == run([overgang()], **poor).per_vestiging().to_dict()
    key = run([overgang()], bijdrage_gewicht={"80BB00": 5}, **poor)
    assert {"80BB00": -8_000_68} == key.per_vestiging().to_dict()


def test_a_school_of_the_region_is_no_grensverkeer():
    """A mistake in the list is told, with the model that it belongs to."""
    with pytest.raises(AssertionError, match="overgangen names 80AA00, a school of PO9901 itself: see model sbo"):
        run([overgang(school="80AA00")])


@pytest.mark.parametrize("changed", [{"toelating": "2014"}, {"laatste_schooljaar": "14/15"}, {"reden": "anders"}])
def test_impossible_rows_are_refused(changed):
    """A row that cannot be is refused before anything runs."""
    with pytest.raises(Exception, match=r"is not a schooljaar|must be in"):
        run([overgang(**changed)])


def test_from_2023_nothing_is_booked():
    """From 2023 each TLV is withheld wherever the pupil is: the step books nothing."""
    assert run([overgang()], schooljaar="2023/24").regels.empty
