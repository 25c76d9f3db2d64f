"""What authors' tests use besides the laws: an indicator alone, a keten of two, the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import attrs
import pandas as pd
import pytest

from swvmon import (
    Bevinding,
    Grootboek,
    Indicator,
    Leest,
    Periode,
    Regime,
    Uitkomst,
    Verdeelmodel,
    boekingen,
    metingen,
    swv_meting,
)
from swvmon.testing import after_steps, apply, finding_codes, make_momentopname, make_opdracht, measure, measure_regios

SCHOOLS, PLACES = Leest("aansluiting"), Leest("vestiging")
WORDS = {"peildatum": date(2019, 10, 1), "eenheid": "leerling", "grondslag": "proef"}


def per_school(momentopname, _grootboek) -> pd.DataFrame:
    schools = momentopname.tabel("aansluiting")["vestiging"]
    return metingen(
        schools,
        soort="verhouding",
        niveau="vestiging",
        teller=1,
        noemer=schools.map({"90AA00": 3, "90BB00": 1}),
        **WORDS,
    )


INDICATOR = Indicator(
    naam="proef",
    titel="Proef",
    definitie="Een op de leerlingen van de school.",
    bron="proef",
    soort="verhouding",
    aggregatie="verhouding_van_sommen",
    sectoren=("vo",),
    bereken=per_school,
    leest=(SCHOOLS, PLACES),
    hoger=("bestuur", "swv", "landelijk"),
)


def view(regio: str = "VO9901"):
    schools = pd.DataFrame({"vestiging": ["90AA00", "90BB00"], "swv": regio, "aandeel": "1"})
    places = pd.DataFrame({"vestiging": ["90AA00", "90BB00"], "bestuur": ["12345", "12345"], "gemeente": "0363"})
    return make_momentopname({"aansluiting": schools, "vestiging": places}, regio=regio)


def told(rows: pd.DataFrame) -> dict[tuple[str, str], str]:
    return {(r["niveau"], r["sleutel"]): str(r["waarde"]) for r in rows.to_dict("records")}


def test_measured_divided_and_added_up() -> None:
    """By hand: 1/3 and 1/1, and 2/4 of the board and the SWV; the country is not of one region."""
    assert {
        ("vestiging", "90AA00"): "0.333333",
        ("vestiging", "90BB00"): "1.000000",
        ("bestuur", "12345"): "0.500000",
        ("swv", "VO9901"): "0.500000",
    } == told(measure(INDICATOR, view()))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (lambda *_: metingen(pd.Series(["99ZZ00"]), soort="verhouding", niveau="vestiging", **WORDS), "99ZZ00"),
        (lambda *_: None, "something else than swvmon.metingen makes"),
        (lambda v, _: v.tabel("reserve"), "without being in `leest`"),
        (lambda *_: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_what_a_run_refuses_is_an_assertion(rule, text: str) -> None:
    """With the name of the indicator and the message of the run."""
    with pytest.raises(AssertionError, match=rf"indicator proef failed: .*{text}"):
        measure(attrs.evolve(INDICATOR, bereken=rule), view())


def test_an_undeclared_table_is_not_seen() -> None:
    """A table that is there but not in `leest` cannot be read, as in a run."""
    with pytest.raises(AssertionError, match="table 'vestiging'"):
        measure(attrs.evolve(INDICATOR, leest=(SCHOOLS,), bereken=lambda v, _: v.tabel("vestiging")), view())


def test_a_scenario_gets_both_ledgers() -> None:
    """By hand: 5 cents in the scenario, 2 in the plan; the scenario and its plan need each other."""

    def ledger(cents: int) -> Grootboek:
        return Grootboek(boekingen(van="rijk:zwaar", naar="swv:x", bedrag_cent=cents, grondslag="t", toelichting="t"))

    def more(momentopname, grootboek, van) -> pd.DataFrame:
        waarde = grootboek.saldo("swv:x") - van.saldo("swv:x")
        return swv_meting(momentopname, soort="bedrag_cent", waarde=waarde, **WORDS)

    indicator = attrs.evolve(
        INDICATOR, soort="bedrag_cent", aggregatie="som", hoger=(), over="scenario", bereken=more, begrip="proef"
    )

    assert {("swv", "VO9901"): "3.000000"} == told(measure(indicator, view(), ledger(5), van=ledger(2)))
    for wrong, van in ((indicator, None), (INDICATOR, ledger(1))):
        with pytest.raises(AssertionError, match="and van need each other"):
            measure(wrong, view(), ledger(1), van=van)


def test_over_regions() -> None:
    """By hand: two SWV's of this year, one of the year before; the country is 4 of 8."""

    def count(alle, schooljaar) -> pd.DataFrame:
        many = int(((alle["niveau"] == "swv") & (alle["schooljaar"] == str(schooljaar))).sum())
        fields = {"soort": "aantal", "niveau": "landelijk", "waarde": many, **WORDS}
        return metingen(pd.Series(["NL"]), **fields)

    over = attrs.evolve(
        INDICATOR, naam="telt", begrip="telt", soort="aantal", aggregatie="geen", leest=(), hoger=(), over="regios",
        uit=("proef",), bereken=count,
    )  # fmt: skip
    now = pd.concat([measure(INDICATOR, view(regio)) for regio in ("VO9901", "VO9902")])
    alle = pd.concat([now, now[now["regio"] == "VO9901"].assign(schooljaar="2018/19")], ignore_index=True)

    assert {("landelijk", "NL"): "2.000000"} == told(measure_regios(over, alle, "2019/20"))
    assert {("landelijk", "NL"): "0.500000"} == told(measure_regios(INDICATOR, alle, "2019/20"))
    with pytest.raises(AssertionError, match="use measure_regios"):
        measure(over, view())
    with pytest.raises(AssertionError, match="of sectors PO, VO; a run has one"):
        measure_regios(over, pd.concat([alle, alle.assign(regio="PO9901")]), "2019/20")


def test_codes_of_findings() -> None:
    """In their order, doubles too."""
    outcome = SimpleNamespace(bevindingen=[SimpleNamespace(code=code) for code in ("b", "a", "b")])

    assert ["b", "a", "b"] == finding_codes(outcome)


def test_the_command_line_on_a_database_of_its_own(tmp_path, monkeypatch) -> None:
    """What is printed with the exit code, a message for what is refused, and what is loaded: nothing yet."""
    swvmon = make_opdracht(tmp_path, monkeypatch)

    assert 0 == swvmon("leveringen")[0]
    code, shown = swvmon("load", tmp_path / "geen.csv")
    assert (True, True) == (code > 0, "geen.csv" in shown)
    assert ([], 0, 0) == (swvmon.rows("kenmerk", "code"), len(swvmon.tabel("kenmerk")), len(swvmon.leveringen()))
    assert Decimal(0) == sum(len(swvmon.rows(name, "regel")) for name in ("begroting", "reserve"))


def half_of_school(_view, grootboek, _keuzes) -> Uitkomst:
    """Half of what school 90AA00 got before, to school 90BB00; a finding that tells the pot."""
    got = int(grootboek.per_vestiging().get("90AA00", 0))
    tekst = f"In de pot staat {grootboek.saldo('swv:budget')} cent."
    line = boekingen(
        pd.DataFrame({"vestiging": ["90BB00"]}),
        van="swv:budget",
        naar="vestiging:90BB00",
        bedrag_cent=got // 2,
        grondslag="t",
        toelichting="t",
    )
    return Uitkomst(boekingen=(line,), bevindingen=(Bevinding("saldo", "info", "", tekst),))


def test_a_model_after_other_steps() -> None:
    """By hand: 100,00 less 20,00 to a school, and 5,00 that came back: half of 20,00 goes on, 75,00 stays."""
    model = Verdeelmodel(naam="half", titel="De helft", bron="proef", sectoren=("vo",), verdeel=half_of_school)
    steps = {"een": {"vestiging:90AA00": 20_00}, "twee": {"swv:licht": -5_00}}
    opening = {"swv:budget": 100, "swv:licht": 5}

    ledger = apply(after_steps(model, steps), view(), opening_euro=opening)

    assert {"90AA00": 20_00, "90BB00": 10_00} == ledger.per_vestiging().to_dict()
    assert (75_00, 0) == (ledger.saldo("swv:budget"), ledger.saldo("swv:licht"))


def test_a_model_with_rules_per_period_does_not_come_after_steps() -> None:
    """Which rule would it be: refused."""
    rule = Regime("vo", Periode(date(2014, 8, 1), date(2030, 7, 31)), half_of_school)
    model = Verdeelmodel(naam="half", titel="De helft", bron="proef", sectoren=("vo",), regimes=(rule,))

    with pytest.raises(AssertionError, match="model half has a rule per period"):
        after_steps(model, {"een": {"swv:licht": 1}})
