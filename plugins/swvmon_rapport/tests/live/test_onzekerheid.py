"""Paths of a budget: certain without spread, as the closed form where all is normal, the same for the same seed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from attrs import evolve

from swvmon import PluginChoice, Schooljaar, SwvmonError
from swvmon.testing import make_momentopname
from swvmon_rapport.grafieken.vega import fan
from swvmon_rapport.onzekerheid.paden import Opdracht, Paden, draw_one, simulate
from swvmon_rapport.onzekerheid.tonen import as_text
from swvmon_rapport.onzekerheid.trekking import Spreiding, growth, trek
from swvmon_rapport.onzekerheid.uitkomst import needed_cent, outcome, quantile

KNOWN = date(2019, 7, 31)
DRAWS = 40
START_CENT = 90_000_000
BEGROTING = """
indicatoren = []
[regio]
code = "VO9901"
[grootboek.opening_euro]
"swv:budget" = 900_000
[[keten]]
model = "schoolmodel"
bedrag_per_leerling_euro = 200
"""
INKOMSTEN = """
[[keten]]
model = "rijksbekostiging"
budget_euro = 400_000
"""


def spread(**given: object) -> Spreiding:
    return Spreiding(**{"bekend": KNOWN, "groei_aandeel": 0.0, "tlv": "vast", **given})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def opdracht(regio, tmp_path_factory) -> Callable[..., Opdracht]:
    """Draws on a plan with a balance to begin with and an amount per pupil."""
    plan = tmp_path_factory.mktemp("begroting") / "VO9901.toml"
    plan.write_text(BEGROTING, "utf-8")

    def made(**given: object) -> Opdracht:
        years = (Schooljaar.parse("2019/20"),)
        return Opdracht(PluginChoice(), regio.url, "VO9901", years, plan, "plan", spread(**given), 7)

    return made


# --- the paths


def test_without_spread_every_path_is_the_run(opdracht, regio, tmp_path) -> None:
    """Each draw gives the balances of `swvmon run`; the income is what the rijk paid."""
    plan = tmp_path / "VO9901.toml"
    plan.write_text(BEGROTING + INKOMSTEN, "utf-8")
    call = ("run", "VO9901", "--schooljaar", "2019/20", "--plan", plan, "--json", "--db", regio.url)
    balances = json.loads(regio.opdracht(*call)[1])["delen"][0]["saldi_cent"]

    paths = simulate(evolve(opdracht(), plan=plan), range(2))

    assert {"samen": (sum(balances.values()),)} | {a: (c,) for a, c in balances.items()} == paths.vast
    assert {name: [[cents]] * 2 for name, (cents,) in paths.vast.items()} == {
        name: drawn.tolist() for name, drawn in paths.rekeningen.items()
    }
    assert ((40_000_000,), START_CENT) == (paths.baten_cent, paths.opening_cent)


def test_the_normal_case_is_as_the_closed_form(opdracht) -> None:
    """One amount per pupil and schools that grow normally: the balance is normal, within simulation error.

    Worked by hand: schools of N_i pupils that grow by sd s cost a normal amount with sd 200 x s x sqrt(sum of N_i²), in
    euros; the reserve that is needed is what they cost and 1,645 sd. Four standard errors, of which rounding to whole
    pupils is a small part.
    """
    done = opdracht(groei_aandeel=0.05)
    paths = simulate(done, range(DRAWS))
    (jaar,) = done.open().compute()
    cost = [saldo for account, saldo in jaar.ledger.saldi().items() if account.startswith("vestiging:")]
    middle = START_CENT - sum(cost)
    normal = NormalDist(middle, 0.05 * sum(cents**2 for cents in cost) ** 0.5)
    drawn = paths.rekeningen["samen"][:, 0]

    def error(share: float) -> float:
        return 4 * (share * (1 - share) / DRAWS) ** 0.5 / normal.pdf(normal.inv_cdf(share))

    assert (middle,) == paths.vast["samen"]
    assert abs(drawn.mean() - middle) < 4 * normal.stdev / DRAWS**0.5
    assert abs(drawn.std(ddof=1) - normal.stdev) < 4 * normal.stdev / (2 * (DRAWS - 1)) ** 0.5
    for percent in (5, 25, 50, 75, 95):
        assert abs(quantile(drawn, percent) - normal.inv_cdf(percent / 100)) < error(percent / 100)
    needed = quantile(needed_cent(paths.rekeningen["samen"], paths.opening_cent), 95)
    assert abs(needed - (sum(cost) + 1.645 * normal.stdev)) < error(0.05)


def test_neither_order_nor_workers_change_a_path(opdracht) -> None:
    """The draws of a seed are the same bytes in another order and in more processes; another seed gives others."""
    done = opdracht(groei_aandeel=0.05)

    first = simulate(done, [0, 1, 2])
    other = simulate(done, [2, 0, 1], werkers=2)

    assert first.rekeningen["samen"].tobytes() == other.rekeningen["samen"].tobytes()
    assert 3 == len(set(first.rekeningen["samen"][:, 0].tolist()))
    assert first.rekeningen["samen"][0, 0] != simulate(evolve(done, zaad=8), [0]).rekeningen["samen"][0, 0]


def test_a_draw_that_fails_is_named(opdracht, tmp_path) -> None:
    """No draw is left out in silence: where a step fails, it is told with the plan or the number of the draw."""
    plan = tmp_path / "VO9901.toml"
    plan.write_text(BEGROTING.replace("900_000", "1").replace("swv:budget", "swv:reserve"), "utf-8")
    done = evolve(opdracht(), plan=plan)
    opened = done.open()
    failed = evolve(opened, plan=evolve(opened.plan, mag_rood=()), bound={})

    with pytest.raises(SwvmonError, match="draw 3 of seed 7: 2019/20, step 'schoolmodel' failed: leaves swv:budget at"):
        draw_one(done, failed, 3)


# --- the command


def test_the_command_tells_writes_and_repeats(opdracht, regio, tmp_path) -> None:
    """JSON, percentiles and paths say the same; the same seed gives the same bytes; no run is stored."""
    before = regio.runs()
    call = ["onzekerheid", "VO9901", "--schooljaar", "2019/20", "--plan", opdracht().plan, "--db", regio.url, "--json"]
    call += ["--trekkingen", 4, "--groei", 0.3, "--zekerheid", 75]
    percentiles = tmp_path / "p.csv"

    code, told = regio.opdracht(
        *call, "--csv", percentiles, "--paden", tmp_path / "alle.csv", "--figuur", tmp_path / "f.svg"
    )
    again = regio.opdracht(*call)

    document = json.loads(told)
    paths = pd.read_csv(tmp_path / "alle.csv")
    samen = sorted(paths.loc[paths["rekening"] == "samen", "saldo_cent"].tolist())
    assert (0, told, before) == (code, again[1], regio.runs())
    assert document["rekeningen"] == pd.read_csv(percentiles).to_dict("records")
    assert "<svg" in (tmp_path / "f.svg").read_text("utf-8")
    assert (samen[1], samen[0]) == (document["rekeningen"][0]["p50_cent"], document["rekeningen"][0]["p5_cent"])
    assert START_CENT - samen[1] == document["weerstandsvermogen"]["nodig_cent"]
    spread_row = {"parameter": "rapport.groei_spreiding_aandeel", "waarde": "0.3", "bron": "opdrachtregel"}
    assert [{**spread_row, "status": "aanname"}] == document["aannames"]
    assert (1, "2019-07-31", "poisson") == (document["zaad"], document["bekend"], document["tlv"])
    assert "is there already" in regio.opdracht(*call, "--csv", percentiles)[1]
    assert "--overdispersie goes with" in regio.opdracht(*call, "--overdispersie", "0.1")[1]


def test_what_is_told_of_paths(opdracht) -> None:
    """Percentiles, the reserve, paths below zero, and the signaleringswaarde, as a document and in words.

    Worked by hand: four paths of two years. Income of 10 million euros makes 3,5 %: 350.000; of 1 million the floor.
    """
    drawn = np.array([[500, -100], [-300, 200], [100, 100], [400, 900]])
    years = ("2019/20", "2020/21")
    paths = Paden(
        years,
        200,
        {"samen": (100, 150), "swv:zwaar": (0, 0)},
        (1_000_000_000, 100_000_000),
        {"samen": drawn, "swv:zwaar": drawn * 0},
    )
    rekenaar = evolve(opdracht().open(), schooljaren=tuple(Schooljaar.parse(year) for year in years))

    told = outcome(paths, 75, rekenaar)

    assert {
        "rekening": "samen",
        "schooljaar": "2019/20",
        "zonder_spreiding_cent": 100,
        "p5_cent": -300,
        "p25_cent": -300,
        "p50_cent": 100,
        "p75_cent": 400,
        "p95_cent": 500,
    } == told["rekeningen"][0]
    assert [-100, 100, 200, 900] == [told["rekeningen"][1][f"p{p}_cent"] for p in (5, 50, 75, 95)]
    buffer = {"zekerheid_procent": 75, "nodig_cent": 300, "beschikbaar_cent": 200, "paden_onder_nul": 2}
    assert buffer == told["weerstandsvermogen"]
    assert [35_000_000, 25_000_000] == [row["waarde_cent"] for row in told["signaleringswaarde"]]
    document = {"regio": "VO9901", "naam": "Proef", "plan": "VO9901.toml", "scenario": "plan", "zaad": 1, **told}
    document |= {"bekend": "2019-07-31", "tlv": "negatief_binomiaal", "aannames": []}
    lines = as_text(document).splitlines()
    assert "VO9901 Proef, schooljaar 2019/20 tot en met 2020/21" == lines[0]
    assert "4 trekkingen, zaad 1; tellingen tot en met 2019-07-31 staan vast; TLV's: negatief binomiaal" == lines[2]
    assert ["samen", "2019/20", "€", "1,00", "-€", "3,00"] == lines[6].replace("\N{NO-BREAK SPACE}", " ").split()[:6]
    assert [] == [line for line in lines if "swv:zwaar" in line]
    assert [
        "  reserve bij het begin waarmee 75 % van de trekkingen aan geen jaareinde onder nul komt: € 3,00",
        "  beschikbaar bij het begin: € 2,00; daarmee komen 2 van de 4 trekkingen onder nul",
        "  signaleringswaarde 2019/20: € 350.000,00 (baten € 10.000.000,00)",
    ] == [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines[-4:-1]]


# --- the counts of a draw


def counts(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns).assign(aantal_max=lambda rows: rows["aantal_min"])


@pytest.fixture
def view():
    """Two schools at a day that is certain and at one that is not."""
    table = counts(
        vestiging=["90AA00", "90BB00", "90AA00"], aantal_min=[10, 7, 3], leerjaar_1=[4, 7, None], leerjaar_2=[6, 0, 3]
    )
    schools = pd.DataFrame({"vestiging": ["90AA00", "90BB00"], "swv": "VO9901", "aandeel": 1})
    return make_momentopname(
        {"aansluiting": schools, ("leerlingen_vo", "1-10 t"): table, ("leerlingen_vo", "1-10 t-1"): table},
        regio="VO9901",
        schooljaar="2019/20",
    )


def test_a_school_grows_as_one(view) -> None:
    """What is certain stays; the total of a school is rounded once, and its rows and classes add up to it."""
    spreiding = spread(groei_aandeel=0.4)

    tables = trek(spreiding, 3, 5)(view)

    assert ["leerlingen_vo 1-10 t"] == list(tables)
    grown = tables["leerlingen_vo 1-10 t"]
    expected = {s: int(n * growth(spreiding, 3, 5, s, 1) + 0.5) for s, n in (("90AA00", 13), ("90BB00", 7))}
    assert expected == grown.groupby("vestiging")["aantal_min"].sum().to_dict()
    for number in range(10):  # rounded up and down
        told = trek(spreiding, 3, number)(view)["leerlingen_vo 1-10 t"].groupby("vestiging")["aantal_min"].sum()
        assert [int(n * growth(spreiding, 3, number, s, 1) + 0.5) for s, n in (("90AA00", 13), ("90BB00", 7))] == [
            *told
        ]
    assert expected != {"90AA00": 13, "90BB00": 7}
    assert grown["aantal_min"].tolist() == grown[["leerjaar_1", "leerjaar_2"]].sum(axis=1).tolist()
    assert grown["aantal_min"].tolist() == grown["aantal_max"].tolist()
    assert [False, True, False] == grown["leerjaar_1"].isna().tolist()


def test_a_longer_path_begins_with_the_shorter() -> None:
    """A year more multiplies the path of a school by one more factor; other schools and draws are other paths."""
    spreiding = spread(groei_aandeel=0.1)
    path = [growth(spreiding, 1, 0, "90AA00", steps) for steps in range(4)]

    assert 1.0 == path[0]
    assert 4 == len(set(path))
    rng = np.random.default_rng(np.random.SeedSequence(1, spawn_key=(0, 1, *b"90AA00")))
    shocks = rng.standard_normal(60)
    assert pytest.approx((1 + 0.1 * shocks[0]) * (1 + 0.1 * shocks[1])) == path[2]
    assert path[1] not in {growth(spreiding, 1, 0, "90BB00", 1), growth(spreiding, 1, 1, "90AA00", 1)}


def test_days_of_counting_and_steps() -> None:
    """Up to what is known there is no growth; 1 October and 1 February after it are in the same first year."""
    spreiding = spread()

    assert [0, 0, 1, 1, 2] == [
        spreiding.stappen(d) for d in (date(2018, 10, 1), KNOWN, date(2019, 10, 1), date(2020, 2, 1), date(2020, 10, 1))
    ]


@pytest.mark.parametrize(
    ("given", "variance"),
    [({"tlv": "poisson"}, 200.0), ({"tlv": "negatief_binomiaal", "tlv_overdispersie": 0.05}, 200 + 0.05 * 200**2)],
)
def test_tlvs_spread_as_they_say(given, variance) -> None:
    """Totals have the mean that is loaded and the variance of their distribution; categories keep their shares.

    Worked by hand: 150 and 50 TLV's; within four standard errors of 2 000 draws.
    """
    loaded = counts(swv=["VO9901"] * 3, soort=["vso"] * 3, categorie=["1", "2", "3"], aantal_min=[150, 50, 0])
    masked = loaded.assign(aantal_max=[150, 50, 4])
    view = make_momentopname({("tlv_telling", "1-10 t"): masked}, regio="VO9901", schooljaar="2019/20")
    drawn = [trek(spread(**given), 1, n)(view)["tlv_telling 1-10 t"] for n in range(500)]
    totals = np.array([frame["aantal_min"].sum() for frame in drawn])
    first = np.array([frame["aantal_min"].iloc[0] for frame in drawn])

    assert abs(totals.mean() - 200) < 4 * (variance / 500) ** 0.5
    assert abs(totals.var() / variance - 1) < 4 * (2.5 / 500) ** 0.5
    assert abs(first.sum() / totals.sum() - 0.75) < 4 * (0.75 * 0.25 / totals.sum()) ** 0.5
    assert {(0, 4)} == {(int(f["aantal_min"].iloc[2]), int(f["aantal_max"].iloc[2])) for f in drawn}


# --- what paths say


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        (list(range(1, 21)), 95, 19),
        (list(range(1, 22)), 95, 20),
        ([5], 5, 5),
        ([3, 1, 2], 50, 2),
        ([4, 1, 2, 3], 50, 2),
        ([-1, -3], 99, -1),
    ],
)
def test_the_quantile_has_a_name(values, percent, expected) -> None:
    """The smallest value that so many percent do not exceed (type 1): of 20 the 19th. Worked by hand."""
    assert expected == quantile(values, percent) == np.quantile(values, percent / 100, method="inverted_cdf")


def test_what_a_path_needs_is_its_deepest_point() -> None:
    """Worked by hand: from 100, paths that end years at 50 and -20, at 90 and 130, and at 130 and 90."""
    assert [120, 10, 10] == needed_cent(np.array([[50, -20], [90, 130], [130, 90]]), 100).tolist()
    assert [0] == needed_cent(np.array([[100, 101]]), 100).tolist()


def test_a_fan_chart_has_the_percentiles():
    """Its bands are the percentiles in euros: the light one from 5 to 95 %, the dark one from 25 to 75 % (by hand)."""
    percentiles = {5: -1_00, 25: 2_00, 50: 3_00, 75: 4_00, 95: 9_50}
    row = {"schooljaar": "2019/20", "zonder_spreiding_cent": 2_50} | {f"p{p}_cent": c for p, c in percentiles.items()}

    chart = fan(pd.DataFrame([row]))

    drawn = max(chart["datasets"].values(), key=len)
    fields = [
        (layer["encoding"]["y"].get("field"), layer["encoding"].get("y2", {}).get("field")) for layer in chart["layer"]
    ]
    euros = [(drawn[0].get(low), drawn[0].get(high)) for low, high in fields]
    assert [(-1.0, 9.5), (2.0, 4.0), (-1.0, 9.5), (3.0, None), (2.5, None), (None, None)] == euros
