"""Growth of sbo after 1 October."""

import pandas as pd
import pytest

from swvmon import read_parameters
from swvmon.testing import apply, make_momentopname
from swvmon_sbo.groei_sbo import GROEI_SBO

PARAMETERS = read_parameters("swvmon_sbo")
POT = "swv:licht:personeel"
RICH = {"opening_euro": {POT: 100_000}}


def telling(rows):
    """A count: rows of vestiging, soort and number."""
    frame = pd.DataFrame(rows, columns=["vestiging", "soort", "aantal_min"]).astype({"aantal_min": "int64"})
    return frame.assign(cluster="", aantal_max=frame["aantal_min"])


def run(october, february, *, schooljaar="2015/16", **kwargs):
    """The ledger of a region with one basisschool and two sbo schools."""
    own = pd.DataFrame({"vestiging": ["80AA00", "80DD00", "80FF00"]})
    bao = [("80AA00", "bao", 500)]
    view = make_momentopname(
        {
            "aansluiting": own.assign(aandeel="1"),
            "vestiging": own.assign(bestuur="98001"),
            ("leerlingen_po", "1-10 t-1"): telling(bao + october),
            ("leerlingen_po", "1-2 t"): telling(bao + february),
        },
        regio="PO9901",
        schooljaar=schooljaar,
    )
    return apply(GROEI_SBO, view, parameters=PARAMETERS, **kwargs)


FIRST = [("80DD00", "sbo", 60), ("80FF00", "sbo", 40)]


@pytest.mark.parametrize(("schooljaar", "cent"), [("2014/15", 2_880_94), ("2015/16", 2_986_87)])
def test_growth_of_all_schools_together(schooljaar, cent):
    """Law, by hand: +4 and -1 are 3 pupils, all for the school that grew."""
    ledger = run(FIRST, [("80DD00", "sbo", 64), ("80FF00", "sbo", 39)], schooljaar=schooljaar, **RICH)

    assert {"80DD00": 3 * cent} == ledger.per_vestiging().to_dict()


def test_growth_over_two_schools():
    """Assumed, by hand: 3 x 2.986,87 = 8.960,61 over growth of 1 and 2."""
    ledger = run(FIRST, [("80DD00", "sbo", 61), ("80FF00", "sbo", 42)], **RICH)

    assert ledger.regels["toelichting"].str.contains("3 leerlingen meer dan op 01-10-2014").all()
    assert {"80DD00": 2_986_87, "80FF00": 5_973_74} == ledger.per_vestiging().to_dict()


@pytest.mark.parametrize("february", [FIRST, [("80DD00", "sbo", 70), ("80FF00", "sbo", 30)], []])
def test_no_growth_no_lines(february):
    """Without more pupils in all sbo schools together nothing is booked, nor with no pupils at all."""
    assert run(FIRST, february, **RICH).regels.empty


def test_pupils_of_another_swv_are_no_growth():
    """Law (WPO art. 124 lid 3): those for whom another SWV pays are left out on the peildatum."""
    assert run(FIRST, [("80DD00", "sbo", 62), ("80FF00", "sbo", 40)], van_ander_swv={"80DD00": 2}, **RICH).regels.empty


def test_the_basisscholen_pay_in():
    """Law (WPO art. 124 lid 7), by hand: 2.986,87 with 2.000 there is 986,87 short."""
    poor = {"opening_euro": {POT: 2_000}, "mag_rood": ("vestiging:*",)}
    ledger = run(FIRST, [("80DD00", "sbo", 61), ("80FF00", "sbo", 40)], **poor)

    assert ledger.regels["toelichting"].str.contains("op 01-02-2015 1 leerling meer dan").any()
    assert {POT: 0, "vestiging:80AA00": -986_87, "vestiging:80DD00": 2_986_87} == ledger.saldi()


def test_from_2023_nothing_is_booked():
    """Law: growth funding ended on 1 January 2023."""
    assert run(FIRST, [("80DD00", "sbo", 99)], schooljaar="2023/24").regels.empty
