"""What a report tells of a run, on a small ledger worked by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from swvmon import Runinhoud, SwvmonError
from swvmon_rapport.gegevens import balances, choose_region, effects, flows, numbers_of_lines
from swvmon_rapport.zinnen import hele_cent, procent, summary, winners_and_losers

REGELS = [  # scenario, schooljaar, van, naar, cent, bestuur
    ("plan", "2019/20", "rijk:zwaar", "swv:budget", 100_000, ""),
    ("plan", "2019/20", "swv:budget", "vestiging:20AA00", 60_000, "12345"),
    ("plan", "2019/20", "vestiging:20AA00", "swv:budget", 10_000, "12345"),
    ("plan", "2019/20", "swv:budget", "vestiging:20AB00", 20_000, "23456"),
    ("plan", "2019/20", "swv:budget", "bestuur:23456", 5_000, ""),
    ("plan", "2019/20", "swv:budget", "swv:organisatie", 4_000, ""),
    ("plan", "2020/21", "swv:reserve", "vestiging:20AA00", 7_000, "12345"),
    ("meer", "2019/20", "rijk:zwaar", "swv:budget", 100_000, ""),
    ("meer", "2019/20", "swv:budget", "vestiging:20AA00", 70_000, "12345"),
]
PLAN = """
[regio]
naam = "Proef"
[grootboek.opening_euro]
"swv:reserve" = { waarde = 1_000.50, bron = "jaarrekening" }
"""


def make(regels=REGELS, regios=("VO9901",), manifest=None, **frames):
    """A run of these lines; each region has the same."""
    lines = pd.DataFrame(
        [
            {"scenario": s, "regio": r, "schooljaar": j, "van": v, "naar": n, "bedrag_cent": c, "bestuur": b}
            for r in regios
            for s, j, v, n, c, b in regels
        ]
    ).assign(vestiging="", status="definitief", stap="stap", volgnummer=1, parameters="")
    parts = lines[["scenario", "regio", "schooljaar"]].drop_duplicates()
    schools = [("20AA00", "De Werf"), ("20AB00", ""), ("20AC00", "Zonder geld")]
    listed = parts.merge(pd.DataFrame(schools, columns=["vestiging", "naam"]), how="cross")
    part = ["scenario", "regio", "schooljaar"]
    empty = {
        "metingen": [*part, "indicator", "niveau", "sleutel", "teller", "noemer", "waarde", "uitkomst"],
        "bevindingen": [*part, "ernst"],
        "parameters": [*part, "stap", "parameter"],
        "pluginstatus": [*part, "status"],
        "onderdrukt": part,
    }
    given = {
        "delen": parts.assign(status="gelukt"),
        "boekingen": lines,
        "scholen": listed.assign(bestuur="12345", gemeente="0001", gemeentenaam=""),
        **{name: pd.DataFrame(columns=columns, dtype="str") for name, columns in empty.items()},
        **frames,
    }
    return Runinhoud(run_id="a", doelgroep="intern", manifest={"plan": PLAN} if manifest is None else manifest, **given)


@pytest.fixture
def gegevens():
    return choose_region(make())


def test_schools_and_boards(gegevens):
    """A school is what it got less what it gave back; a board its schools and what is booked to it (by hand)."""
    schools = gegevens.scholen.query("scenario == 'plan' and schooljaar == '2019/20'")
    boards = gegevens.besturen.query("scenario == 'plan' and schooljaar == '2019/20'")

    assert {"20AA00": 50_000, "20AB00": 20_000, "20AC00": 0} == dict(
        zip(schools["vestiging"], schools["bedrag_cent"], strict=True)
    )
    assert {"12345": 50_000, "23456": 25_000} == dict(zip(boards["bestuur"], boards["bedrag_cent"], strict=True))
    assert ["12345", "23456", "12345"] == schools["bestuur"].tolist()  # of the line, else of the list


def test_flows_are_net(gegevens):
    """Of a board and the budget only the difference is told: 600 less 100, and 200 with 50 (by hand)."""
    told = flows(gegevens, "plan", "2019/20")

    assert [
        ("rijk:zwaar", "swv:budget", 100_000),
        ("swv:budget", "bestuur:12345", 50_000),
        ("swv:budget", "bestuur:23456", 25_000),
        ("swv:budget", "swv:organisatie", 4_000),
    ] == list(told.itertuples(index=False, name=None))


def test_balances_are_carried(gegevens):
    """The reserve opens with the plan and is carried; money of the organisation is spent and does not come back."""
    told = balances(gegevens).set_index(["schooljaar", "rekening"])

    assert [100_050, 0, 100_050] == told.loc[("2019/20", "swv:reserve")].tolist()
    assert [100_050, -7_000, 93_050] == told.loc[("2020/21", "swv:reserve")].tolist()
    assert [21_000, 0, 21_000] == told.loc[("2020/21", "swv:budget")].tolist()
    assert ("2020/21", "swv:organisatie") not in told.index


def test_balances_without_a_plan():
    """For publication there is no plan, so only what changed is told."""
    told = balances(choose_region(make(manifest={})))

    assert told[["begin_cent", "eind_cent"]].isna().all(axis=None)
    assert -7_000 == told.set_index(["schooljaar", "rekening"]).loc[("2020/21", "swv:reserve"), "mutatie_cent"]


def test_effects(gegevens):
    """Scenario less plan, of every school: 700 less 500, nothing less 200, and nothing (by hand)."""
    told = effects(gegevens.scholen, "vestiging")

    assert [("20AA00", 20_000), ("20AB00", -20_000), ("20AC00", 0)] == list(
        told[["vestiging", "verschil_cent"]].itertuples(index=False, name=None)
    )
    assert (
        "1 school krijgt meer (samen +€ 200,00), 1 school krijgt minder (samen -€ 200,00), 1 school houdt hetzelfde."
    ) == winners_and_losers(told["verschil_cent"])


def test_lines_that_are_told_together_hide_totals():
    """Of a board with lines told together its schools have no total, of several boards no school and no board has."""
    one = [*REGELS[1:4], ("plan", "2019/20", "swv:budget", "samen:bestuur:12345", 900, "12345")]
    several = [*REGELS[1:4], ("plan", "2019/20", "swv:budget", "samen:swv:VO9901", 900, "")]
    told = {}
    for name, lines in (("one", one), ("several", several)):
        region = choose_region(make(lines, manifest={}))
        for kind, rows, key in (("school", region.scholen, "vestiging"), ("bestuur", region.besturen, "bestuur")):
            known = rows[rows["bedrag_cent"].notna()]
            told[name, kind] = dict(zip(known[key], known["bedrag_cent"], strict=True))

    assert {"20AB00": 20_000} == told["one", "school"]
    assert {"12345": 50_900, "23456": 20_000} == told["one", "bestuur"]
    assert {} == told["several", "school"]
    assert {"samen": 900} == told["several", "bestuur"]


def test_summary_of_a_ledger(gegevens):
    """The sentences of the last year, worked by hand: 70 euro left the reserve, no money came in."""
    told = summary(gegevens)

    assert "In schooljaar 2020/21 kreeg het samenwerkingsverband € 0,00 van het rijk." == told[0]
    assert "Naar scholen en besturen ging € 70,00: 1 school van 1 bestuur." == told[1]
    assert "Van de rekeningen van het samenwerkingsverband ging € 70,00 af." == told[2]
    assert "Aan het eind van het schooljaar staat daar € 1.140,50." == told[3]


def test_a_run_of_several_regions():
    """One of several regions is chosen by name; the others are what it is compared with."""
    metingen = pd.DataFrame(
        [
            ("plan", r, "2019/20", "deelname_pro", n, r, "1", "4", "0.25", "berekend")
            for r, n in (("VO9901", "swv"), ("VO9902", "swv"), ("VO", "landelijk"))
        ],
        columns=make().metingen.columns,
    )
    run = make(regios=("VO9901", "VO9902"), metingen=metingen)
    with pytest.raises(SwvmonError, match="has 2 regions; choose one with --regio: VO9901, VO9902"):
        choose_region(run)
    with pytest.raises(SwvmonError, match="has no region VO0000"):
        choose_region(run, "VO0000")
    region = choose_region(run, "VO9902")

    assert ["VO9901", "VO"] == region.landelijk["regio"].tolist()
    assert {"VO9902"} == set(region.inhoud.boekingen["regio"])


def test_numbers_of_lines(gegevens):
    """A line names a number, or the start of a group; it gets those of its own step and days, else all days."""
    used = pd.DataFrame(
        [
            ("tarief", date(2019, 8, 1), date(2019, 12, 31), "1"),
            ("tarief", date(2020, 1, 1), date(2020, 7, 31), "2"),
            ("groep.a", date(2012, 1, 1), date(2012, 12, 31), "3"),
            ("tariefje", date(2019, 8, 1), date(2020, 7, 31), "4"),
        ],
        columns=["parameter", "periode_van", "periode_tot", "waarde"],
    ).assign(scenario="plan", regio="VO9901", schooljaar="2019/20", stap="stap", eenheid="", bron="", status="")
    region = choose_region(make(parameters=used))
    lines = region.inhoud.boekingen.iloc[[1]].assign(
        vestiging="20AA00", parameters="tarief groep", periode_van=date(2020, 1, 1), periode_tot=date(2020, 7, 31)
    )

    told = numbers_of_lines(region, lines)
    assert [("groep.a", "3"), ("tarief", "2")] == list(told[["parameter", "waarde"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(("cent", "whole"), [("16498.691737", 16499), ("0.5", 1), ("-0.5", -1), ("12", 12)])
def test_whole_cents(cent, whole):
    """Half up, away from zero (by hand)."""
    assert whole == hele_cent(cent)


@pytest.mark.parametrize(("share", "told"), [("0.04534", "4,53%"), ("0.045350", "4,54%"), ("1", "100,00%")])
def test_percentages(share, told):
    """Two places, half up, with a comma (by hand)."""
    assert told == procent(share)
