"""What `explain` tells of a school, on ledgers made by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pandas as pd
import pytest

from swvmon.errors import UsageError
from swvmon.run.explain import counted, explain

SCHOOL = "vestiging:90AA00"
YEARS = {"2018/19": (date(2018, 8, 1), date(2019, 7, 31)), "2019/20": (date(2019, 8, 1), date(2020, 7, 31))}
AUTUMN = (date(2018, 8, 1), date(2018, 12, 31))
LINE = {
    "scenario": "plan",
    "hoeveelheid": None,
    "eenheid": "",
    "tarief": None,
    "bestuur": "99001",
    "vestiging": "90AA00",
    "grondslag": "regel",
    "toelichting": "Omdat.",
    "status": "definitief",
    "parameters": "",
}
USED = {"scenario": "plan", "eenheid": "euro", "bron": "begroting", "status": "vastgesteld", "herkomst": "plan"}


def line(cents, van="swv:budget", naar=SCHOOL, jaar="2018/19", *, stap="een", days=None, **more):
    """A line of the ledger; `days` are those of the school year where left out."""
    first, last = days or YEARS[jaar]
    named = {"schooljaar": jaar, "stap": stap, "model": "proef", "van": van, "naar": naar, "bedrag_cent": cents}
    return {**LINE, **named, "periode_van": first, "periode_tot": last, **more}


def number(parameter, waarde, stap="een", jaar="2018/19", days=None, **more):
    """A number that a step got."""
    first, last = days or YEARS[jaar]
    named = {"schooljaar": jaar, "stap": stap, "parameter": parameter, "waarde": waarde}
    return {**USED, **named, "periode_van": first, "periode_tot": last, **more}


class Database:
    """A stored run, as far as `explain` reads it."""

    def __init__(self, lines, numbers=(), failed=()):
        empty = number("leeg", "0")
        tables = {"boeking": (lines, line(1)), "parametergebruik": (numbers, empty)}
        self.tables = {n: pd.DataFrame(list(rows), columns=list(like)) for n, (rows, like) in tables.items()}
        self.tables["school"] = pd.DataFrame(columns=["scenario", "schooljaar", "vestiging"])
        parts = [("plan", "VO9901", y, "mislukt" if y in failed else "gelukt") for y in YEARS]
        self.parts = pd.DataFrame(parts, columns=["scenario", "regio", "schooljaar", "status"])

    def find_run(self, _run):
        return SimpleNamespace(run_id="abc", status="klaar")

    def regiojaren(self, _run):
        return self.parts

    def result(self, _run, table):
        return self.tables[table]

    def choose(self, *_):
        return []


def told(lines, numbers=(), **more):
    """What is told of 90AA00."""
    return explain(Database(lines, numbers, more.pop("failed", ())), "abc", "90AA00", "plan", **more)


def test_each_school_year_has_its_own_total():
    """By hand: 100.00 in one year and 30.00 less 50.00 in the next, where the school pays 20.00 more than it gets."""
    lines = [line(10_000), line(3_000, jaar="2019/20"), line(5_000, van=SCHOOL, naar="swv:budget", jaar="2019/20")]

    uitleg = told(lines)

    assert {"2018/19": 10_000, "2019/20": -2_000} == uitleg.per_schooljaar_cent
    text = uitleg.as_text().splitlines()
    assert "90AA00 (bestuur 99001) ontvangt € 100,00 in 2018/19" == text[0]
    assert "90AA00 (bestuur 99001) betaalt per saldo € 20,00 in 2019/20" in text
    assert ["        € 100,00  totaal", "        -€ 20,00  totaal"] == [row for row in text if "totaal" in row]


def test_line_names_its_step():
    """Two lines by one rule are told apart by the step that booked them."""
    text = told([line(100, stap="oost"), line(200, stap="west")]).as_text()

    assert "          € 1,00  regel  [oost, definitief]" in text
    assert "          € 2,00  regel  [west, definitief]" in text


def test_year_without_lines_is_told():
    """A year of the run in which nothing goes to or from the school is not left out."""
    assert "90AA00 krijgt en betaalt niets in 2019/20" in told([line(100)]).as_text()


def test_year_that_failed_is_told():
    """Lines of a failed year are for diagnosis, and the headline says so."""
    uitleg = told([line(100)], failed=("2019/20",), also_failed=True)

    assert "krijgt en betaalt niets in 2019/20 (mislukt: niet alle regels zijn er)" in uitleg.as_text()
    assert ["2019/20"] == uitleg.as_dict()["mislukt"]


def test_lines_of_other_schools_and_scenarios_are_left_out():
    """Only what goes from or to this school in this scenario counts."""
    lines = [line(100), line(7, naar="vestiging:90BB00", vestiging="90BB00"), line(9, scenario="anders")]

    assert 100 == told(lines).totaal_cent


def test_board_is_told_per_school_year():
    """A school that moves to another board is told with the board of the year; a line without one says nothing."""
    lines = [line(1), line(1, bestuur=""), line(1, jaar="2019/20", bestuur="99002")]

    assert {"2018/19": ["99001"], "2019/20": ["99002"]} == told(lines).as_dict()["bestuur"]
    assert "90AA00 (bestuur onbekend) ontvangt" in told([line(1, bestuur="")]).as_text()


def test_numbers_are_those_of_the_steps_of_the_school():
    """A number of the same name that another step or another year used is not told."""
    numbers = [
        number("proef.aandeel", "0.25", "oost"),
        number("proef.aandeel", "0.75", "west"),
        number("proef.aandeel", "0.5", "oost", "2019/20"),
        number("proef.anders", "1", "oost"),
    ]

    uitleg = told([line(1, stap="oost", parameters="proef.aandeel")], numbers)

    assert [("0,25", ("oost",))] == [(g.waarde, g.stappen) for g in uitleg.getallen]


def test_number_is_told_once():
    """Two steps and four lines with one number: one row that names both steps; days that follow are one period."""
    steps = [(s, y) for s in ("oost", "west") for y in YEARS]
    lines = [line(1, stap=s, jaar=y, parameters="proef.tarief") for s, y in steps for _ in range(2)]

    uitleg = told(lines, [number("proef.tarief", "5", s, y) for s, y in steps])

    expected = "proef.tarief = 5 euro (oost, west; 2018-08-01 t/m 2020-07-31): begroting, vastgesteld"
    assert [expected] == [g.as_text() for g in uitleg.getallen]
    row = ["proef.tarief", "5", "euro", "2018-08-01 t/m 2020-07-31", "begroting", "vastgesteld", "oost west"]
    assert [row] == uitleg.as_dict()["bronnen"]


def test_number_that_changes_is_told_with_its_days():
    """Another value, or days that do not touch, are rows of their own."""
    lines = [line(1, jaar=y, parameters="proef.tarief") for y in YEARS]
    numbers = [number("proef.tarief", "5"), number("proef.tarief", "6", jaar="2019/20")]

    assert ["5", "6"] == [g.waarde for g in told(lines, numbers).getallen]


def test_number_without_a_unit():
    """A number that has no unit leaves no gap."""
    uitleg = told([line(1, parameters="proef.factor")], [number("proef.factor", "2", eenheid="")])

    assert "proef.factor = 2 (een; 2018-08-01 t/m 2019-07-31): begroting, vastgesteld" == uitleg.getallen[0].as_text()


def test_number_is_of_the_days_of_the_line():
    """A line of the autumn uses the number of the autumn; a number of long ago is told where there is no other."""
    spring = (date(2019, 1, 1), date(2019, 7, 31))
    long_ago = (date(2012, 1, 1), date(2012, 12, 31))
    numbers = [
        number("proef.tarief.a", "5", days=AUTUMN),
        number("proef.tarief.a", "6", days=spring),
        number("proef.oud", "7", days=long_ago),
    ]

    uitleg = told([line(1, days=AUTUMN, parameters="proef.tarief proef.oud")], numbers)

    assert [("proef.oud", "7"), ("proef.tarief.a", "5")] == [(g.parameter, g.waarde) for g in uitleg.getallen]


@pytest.mark.parametrize(
    ("quantity", "unit", "expected"),
    [
        ("1", "plaatsing", "plaatsing"),
        ("1.000000", "leerling", "leerling"),
        ("14", "plaatsing", "plaatsingen"),
        ("0", "leerling", "leerlingen"),
        ("0.5", "gewogen leerling", "gewogen leerlingen"),
        ("2", "arrangement", "arrangementen"),
        ("2", "plaats", "plaatsen"),
        ("2", "locatie", "locaties"),
        ("2", "strip", "strippen"),
        ("2", "dagdeel", "dagdelen"),
        ("2", "school", "scholen"),
        ("2", "fte", "fte"),
        ("2", "gewicht", "gewicht"),
        ("2", "leerling × deel van het kalenderjaar", "leerlingen × deel van het kalenderjaar"),
    ],
)
def test_unit_follows_the_quantity(quantity, unit, expected):
    """One is singular, anything else plural; a unit that has no plural stays as it is."""
    assert expected == counted(Decimal(quantity), unit)


def test_line_tells_quantity_and_tariff():
    """By hand: 14 x 2.50 = 35.00."""
    text = told([line(3_500, hoeveelheid="14", eenheid="plaatsing", tarief="2.5")]).as_text()

    assert "14 plaatsingen × € 2,5\n" in text


def test_school_and_scenario_that_are_not_there():
    """What is not in the run is named, with what is."""
    with pytest.raises(UsageError, match=r"90ZZ00 has no line in scenario 'plan' of run abc; schools are like 90AA00"):
        explain(Database([line(1)]), "abc", "90ZZ00", "plan")
    with pytest.raises(UsageError, match=r"run abc has no scenario 'x'; its scenarios are: plan"):
        explain(Database([line(1)]), "abc", "90AA00", "x")


def test_machine_gets_the_same():
    """The JSON has the totals per school year and the lines, and can be written."""
    document = json.loads(json.dumps(told([line(100), line(50, jaar="2019/20")]).as_dict()))

    assert {"2018/19": 100, "2019/20": 50} == document["per_schooljaar_cent"]
    assert (150, [100, 50]) == (document["totaal_cent"], [r["effect_cent"] for r in document["regels"]])
