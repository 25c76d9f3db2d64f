"""A plan for every SWV of a sector: each as it would be alone, sums for the country, one read of each table."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from decimal import Decimal

import pandas as pd
import pytest

from swvmon.errors import PlanError, SwvmonError
from swvmon.perioden import Schooljaar
from swvmon.regioplan.plan import read_plan
from swvmon.run.execute import begin
from swvmon.store import Store, runs

REGIONS = ["VO0001", "VO9901", "VO9902"]
"""In the packaged data: an SWV without an area, the fictional region, and one school of its neighbour."""

MEASURES = """
import pandas as pd
from swvmon import Indicator, Leest, hookimpl, metingen

COUNT = Leest("leerlingen_vo", "1-10 t")

def share(momentopname, grootboek):
    counts = momentopname.tabel("leerlingen_vo", "1-10 t").groupby("vestiging")[["aantal_min", "aantal_max"]].sum()
    havo = momentopname.tabel("leerlingen_vo", "1-10 t")
    havo = havo[havo["onderwijstype"].str.startswith("HAVO")].groupby("vestiging")["aantal_min"].sum()
    if momentopname.regio in STUK:
        raise RuntimeError("kan niet rekenen")
    return metingen(
        counts.index.to_series(), soort="verhouding", niveau="vestiging",
        peildatum=COUNT.peildatum(momentopname.schooljaar), eenheid="aandeel", grondslag="leerlingen op vestigingen",
        teller=havo.reindex(counts.index, fill_value=0),
        noemer=counts["aantal_min"], noemer_max=counts["aantal_max"],
    )

def spread(metingen_, schooljaar):
    swv = metingen_[(metingen_["niveau"] == "swv") & (metingen_["schooljaar"] == str(schooljaar))]
    return metingen(
        pd.Series(["NL"], dtype="str"), soort="statistiek", niveau="landelijk", peildatum=schooljaar.periode.van,
        eenheid="swv", grondslag="samenwerkingsverbanden", waarde=len(metingen_["schooljaar"].unique()), n=len(swv),
        methode="aantal schooljaren",
    )

def more(momentopname, grootboek, van):
    return metingen(
        pd.Series([momentopname.regio], dtype="str"), soort="bedrag_cent", niveau="swv", eenheid="eurocent",
        peildatum=momentopname.schooljaar.periode.van, grondslag="budget",
        waarde=grootboek.saldo("swv:budget") - van.saldo("swv:budget"),
    )

def indicator(naam, bereken, **changes):
    fields = dict(
        naam=naam, titel="Proef", definitie="Een proef van de telling.", bron="test", soort="verhouding",
        aggregatie="verhouding_van_sommen", sectoren=("vo",), bereken=bereken,
    )
    return Indicator(**fields | changes)

STUK = ()

@hookimpl
def swvmon_register_indicatoren(register):
    register(indicator("havo", share, leest=(COUNT,), hoger=("bestuur", "swv", "landelijk")))
    register(indicator("over_de_jaren", spread, soort="statistiek", aggregatie="geen", over="regios", uit=("havo",)))
    register(indicator("meer", more, soort="bedrag_cent", aggregatie="som", over="scenario", hoger=("landelijk",)))
"""
NAMES = ["havo", "over_de_jaren", "meer"]
PLAN = """
indicatoren = ["havo", "over_de_jaren", "meer"]
[regio]
code = "CODE"
[[keten]]
model = "rijksbekostiging"
budget_euro = 100_000
[scenario.ruim.rijksbekostiging]
budget_euro = 130_000
"""


@pytest.fixture
def country(runner):
    runner.plugin("proef", MEASURES, indicatoren=NAMES)
    return runner


def plan_for(code: str) -> str:
    return PLAN.replace("CODE", code)


def metingen_of(result) -> pd.DataFrame:
    rows = pd.concat([deel.metingen for deel in result.delen], ignore_index=True)
    return rows.drop(columns="run_id").sort_values(["regio", "indicator", "niveau", "sleutel"], ignore_index=True)


def test_every_region_is_computed_as_it_would_be_alone(country) -> None:
    """Ledger and metingen of VO9901 in a run of the country are those of its own run."""
    whole, alone = country.run(plan_for("VO")), country.run(plan_for("VO9901"))

    assert [*REGIONS, "VO"] == [deel.plan.code for deel in whole.delen]
    mine, own = whole.delen[1], alone.delen[0]
    assert own.ledger.regels.drop(columns="run_id").to_csv() == mine.ledger.regels.drop(columns="run_id").to_csv()
    assert own.metingen.drop(columns="run_id").to_csv() == mine.metingen.drop(columns="run_id").to_csv()
    assert len(mine.metingen)


def test_the_country_is_the_sum_of_the_regions(country) -> None:
    """Ratio of sums over the three SWV's, each of which is the ratio of sums over its schools."""
    rows = metingen_of(country.run(plan_for("VO")))
    swv = rows[rows["niveau"] == "swv"]
    land = rows[(rows["niveau"] == "landelijk") & (rows["indicator"] == "havo")].iloc[0]
    schools = rows[rows["niveau"] == "vestiging"]

    assert ("VO", "NL") == (land["regio"], land["sleutel"])
    assert REGIONS == swv["sleutel"].tolist()
    for column in ("teller", "noemer"):
        assert schools[column].sum() == swv[column].sum() == land[column]
    assert 0 < land["teller"] < land["noemer"]
    assert Decimal(land["waarde"]) == round(Decimal(land["teller"]) / Decimal(land["noemer"]), 6)


def test_an_indicator_over_regions_sees_the_years_so_far(country) -> None:
    """It is called once a year, with the metingen of that year and those before it."""
    with Store.open(country.url) as store:
        years = [Schooljaar.parse("2018/19"), Schooljaar.parse("2019/20")]
        result = begin(store, country.registry(), read_plan(plan_for("VO"), "test plan"), years).finish()
    rows = metingen_of(result)
    told = rows[rows["indicator"] == "over_de_jaren"]

    assert [("2018/19", 1, 3), ("2019/20", 2, 3)] == [
        (row.schooljaar, int(row.waarde), int(row.n)) for row in told.itertuples()
    ]


def test_an_indicator_over_scenarios_gets_both_ledgers(country) -> None:
    """€ 30.000 more in each of three SWV's; of the plan itself there is nothing to compare."""
    rows = metingen_of(country.run(plan_for("VO"), scenarios=("plan", "ruim")))
    told = rows[rows["indicator"] == "meer"]

    assert {"ruim"} == set(told["scenario"])
    assert [("NL", 9_000_000), *((regio, 3_000_000) for regio in REGIONS)] == [
        (row.sleutel, int(row.waarde)) for row in told.itertuples()
    ]


def test_what_fails_in_one_region_touches_no_other(country) -> None:
    """The indicator fails in VO9902; the country is added up from those that are there."""
    country.plugin("proef", MEASURES.replace("STUK = ()", 'STUK = ("VO9902",)'), indicatoren=NAMES)
    result = country.run(plan_for("VO"))
    failed = [(d.plan.code, s.onderdeel, s.melding) for d in result.delen for s in d.statussen if s.status != "gelukt"]
    rows = metingen_of(result)

    assert [("VO9902", "havo", "RuntimeError: kan niet rekenen")] == failed
    assert ["VO0001", "VO9901"] == rows.loc[
        (rows["niveau"] == "swv") & (rows["indicator"] == "havo"), "sleutel"
    ].tolist()
    assert 1 == (rows["niveau"] == "landelijk").sum() - 1


def test_each_table_is_read_once(country, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three regions and two scenarios: no table is asked of the database twice."""
    asked: Counter[tuple[str, tuple[int, ...]]] = Counter()
    read = Store.read

    def counted(store: Store, tabel: str, ids, *rest: object):
        asked[tabel, tuple(ids)] += 1
        return read(store, tabel, ids, *rest)

    monkeypatch.setattr(Store, "read", counted)
    country.run(plan_for("VO"), scenarios=("plan", "ruim"))

    assert {1} == set(asked.values())
    assert "leerlingen_vo" in {tabel for tabel, _ in asked}


def test_the_same_run_again_is_compared_and_found(country) -> None:
    """A second run of the country recomputes and compares each region-year."""
    first, second = country.run(plan_for("VO")), country.run(plan_for("VO"))

    assert (first.run_id, True) == (second.run_id, second.herhaald)


def test_a_killed_run_goes_on(country, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after two regions: these are whole, and continuing gives the same as a run that was never stopped."""
    write, seen = runs.add_regiojaren, []

    def stops(engine, parts, tabellen):
        if seen:
            raise KeyboardInterrupt
        seen.append(parts)
        return write(engine, parts, tabellen)

    with monkeypatch.context() as patch:
        patch.setattr("swvmon.run.landelijk.TOGETHER", 2)
        patch.setattr(runs, "add_regiojaren", stops)
        with pytest.raises(KeyboardInterrupt):
            country.run(plan_for("VO"))
    with Store.open(country.url) as store:
        unfinished = store.runs().iloc[0]["run_id"]
        assert ["VO0001", "VO9901"] == store.regiojaren(unfinished)["regio"].tolist()

    result = country.run(plan_for("VO"))
    assert unfinished == result.run_id
    with Store.open(country.url) as store:
        assert sorted([*REGIONS, "VO"]) == sorted(store.regiojaren(unfinished)["regio"])
        assert "klaar" == store.find_run(unfinished).status
        assert "VO" == json.loads(store.find_run(unfinished).manifest)["regio"]


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ('[[keten]]\nstap = "deel"\nvestigingen = ["90AA00"]\n[[keten.keten]]\nmodel = "swvzhw"\n', "names schools"),
        ('[grootboek.opening_euro]\n"swv:reserve" = 5\n', "gives balances, in a plan for every SWV"),
    ],
)
def test_a_plan_for_every_swv_is_about_no_single_one(extra: str, message: str) -> None:
    """Schools and balances are those of one SWV."""
    with pytest.raises(PlanError, match=message):
        read_plan(f'[regio]\ncode = "VO"\n{extra}', "test plan")


def test_a_sector_without_schools(runner) -> None:
    """There is no school for primary education in the packaged data: told, not an empty outcome."""
    with pytest.raises(SwvmonError, match=r"not loaded for 2019/20|no school"):
        runner.run('indicatoren = []\n[regio]\ncode = "PO"\n')


def test_boards_are_the_sums_of_their_schools(country) -> None:
    """By the address list: 99001 has three schools in the region, and its ratio is that of their sums."""
    rows = metingen_of(country.run(plan_for("VO9901")))
    schools = rows[(rows["niveau"] == "vestiging") & rows["sleutel"].isin(["90AA00", "90BB00", "90BB01"])]
    boards = rows[rows["niveau"] == "bestuur"].set_index("sleutel")

    assert ["99001", "99002", "99003"] == sorted(boards.index)
    assert 3 == len(schools)
    for column in ("teller", "noemer"):
        assert schools[column].sum() == boards.loc["99001", column]
    assert 0 < boards.loc["99001", "teller"]


def test_what_rests_on_a_provisional_levering_is_provisional(country) -> None:
    """The count of pupils is called provisional: so are the metingen that read it, up to the country, and no others."""
    sure = metingen_of(country.run(plan_for("VO"), scenarios=("plan", "ruim")))
    assert {"definitief"} == set(sure["status"])

    with sqlite3.connect(country.url.removeprefix("sqlite:///")) as database:
        database.execute("UPDATE levering SET status = 'voorlopig' WHERE dataset LIKE '%leerlingen%'")
    rows = metingen_of(country.run(plan_for("VO"), scenarios=("plan", "ruim")))

    assert {"voorlopig"} == set(rows.loc[rows["indicator"] == "havo", "status"])
    assert {"definitief"} == set(rows.loc[rows["indicator"] == "meer", "status"])
    assert {"vestiging", "bestuur", "swv", "landelijk"} == set(rows.loc[rows["indicator"] == "havo", "niveau"])
