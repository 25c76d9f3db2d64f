"""The keten of many SWV's side by side comes to what each comes to by itself."""

from __future__ import annotations

import pandas as pd
import pytest
from attrs import evolve

from swvmon.contract.verdeelmodel import Verdeelmodel
from swvmon.run import chain, samen

MODELS = """
from decimal import Decimal
from attrs import field, frozen
from swvmon import (
    SCHOLEN, Bevinding, Leest, SwvmonError, Uitkomst, Verdeelmodel, boekingen, hookimpl, step_names, without_board,
)

@frozen
class Keuzes:
    bedrag_euro: Decimal = Decimal("99.97")
    stappen: tuple[str, ...] = step_names()

def lines_for(schools, view, keuzes):
    return boekingen(
        schools, van=VAN, naar="vestiging:" + schools["vestiging"],
        hoeveelheid=schools["aandeel"], tarief=keuzes.bedrag_euro, grondslag="proef", toelichting="Proef.",
    )

def per_school(view, ledger, keuzes):
    schools = view.tabel("aansluiting")[["vestiging", "aandeel"]]
    if STUK & set(view.swvs):
        raise SwvmonError("kan niet rekenen")
    if SCHRIJFT:
        cells = view.tabel("leerlingen_vo", "1-10 t")["aantal_min"].to_numpy()
        cells.flags.writeable = True
        cells[:] = 3
    if WEG:
        schools = schools.assign(vestiging=schools["vestiging"].str[:6])
    lines = lines_for(schools, view, keuzes)
    return Uitkomst((lines,), bevindingen=(*ledger.silent(keuzes.stappen), *without_board(lines)))

COUNT = Leest("leerlingen_vo", "1-10 t")
STUK, WEG, SCHRIJFT, SAMEN, VAN = set(), False, False, True, "swv:budget"

def per_swv(view, ledger, keuzes):
    if FOUT & set(view.swvs):
        raise SwvmonError("dit verband kan niet")
    line = boekingen(
        van="swv:budget", naar="swv:organisatie", bedrag_cent=ledger.saldo("swv:budget") // 10, grondslag="proef",
        toelichting="Proef.",
    )
    return Uitkomst((line,))

FOUT = set()

@hookimpl
def swvmon_register_verdeelmodellen(register):
    told = dict(titel="Proef", bron="test", sectoren=("vo",), keuzes=Keuzes)
    register(Verdeelmodel(naam="per_school", verdeel=per_school, leest=(*SCHOLEN, COUNT), samen=SAMEN, **told))
    register(Verdeelmodel(naam="per_swv", verdeel=per_swv, **told))
"""
PLAN = """
indicatoren = []
[regio]
code = "VO"
[[keten]]
model = "rijksbekostiging"
budget_euro = 100_000
[[keten]]
stap = "vooraf"
model = "bestemming"
gemaskeerd_als = "minimum"
bij_tekort = "naar_saldo"
posten = [
  { naar = "swv:organisatie", omschrijving = "Organisatie", aandeel = 0.015 },
  { naar = "swv:innovatie", omschrijving = "Innovatie", bedrag_per_leerling_euro = 0.5 },
]
[[keten]]
model = "expertisemodel"
voorzieningen = [ { naam = "plusklas", plaatsen = 1, tarief_euro = 900 } ]
[[keten]]
model = "groeibedrag"
beginbedrag_euro = 1
eindfactor = 3
eerste_schooljaar = "2015/16"
aantal_stappen = 5
gemaskeerd_als = "minimum"
[[keten]]
model = "per_swv"
[[keten]]
model = "per_school"
stappen = ["geen"]
[[keten]]
stap = "geen"
model = "kaasschaaf"
stappen = ["per_school"]
percentage = 3.33
[[keten]]
stap = "leerling"
model = "schoolmodel"
vaste_voet_euro = 7
bedrag_per_leerling_euro = 3
gemaskeerd_als = "minimum"
[[keten]]
stap = "rest"
model = "bestemming"
posten = [ { naar = "swv:reserve", omschrijving = "Wat overblijft", rest = true } ]
"""
REGIOS = ["VO0001", "VO9901", "VO9902"]


def outcome(runner, fault: str, *, apart: bool = False, plan: str = PLAN):
    """Lines, findings and statuses of each region, and of which SWV's each step was called."""
    calls: list[tuple[str, str]] = []
    called = chain.called

    def counted(model, rule, view, *rest):
        calls.append((model.naam, " ".join(view.swvs)))
        return called(model, rule, view, *rest)

    runner.plugin(
        "proef",
        f"{MODELS.replace('@hookimpl', fault + chr(10) + chr(10) + '@hookimpl')}",
        verdeelmodellen=["per_school", "per_swv"],
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain, "called", counted)
        patch.setattr(samen, "called", counted)
        if apart:
            patch.setattr(samen, "_side_by_side", lambda *_given: set())
        delen = [deel for deel in runner.run(plan).delen if deel.plan.code != "VO"]
    lines = pd.concat([deel.ledger.regels for deel in delen], ignore_index=True).drop(columns="run_id")
    told = [
        (deel.plan.code, deel.ledger.saldi(), deel.statussen, sorted(map(repr, deel.bevindingen)), deel.gebruik)
        for deel in delen
    ]
    return lines.to_csv(), told, calls


@pytest.mark.parametrize(
    ("fault", "failing", "called"),
    [
        ("", [], ["VO0001 VO9901 VO9902"]),
        ('STUK = {"VO9901"}', ["VO9901"], ["VO0001 VO9901 VO9902", *REGIOS]),
        ("WEG = True", [], ["VO0001 VO9901 VO9902", *REGIOS]),
        ('VAN = "swv:budget|VO9901"', REGIOS, ["VO0001 VO9901 VO9902", *REGIOS, *REGIOS]),
        ('FOUT = {"VO0001"}', ["VO0001"], ["VO9901 VO9902"]),
        ("SCHRIJFT = True", REGIOS, ["VO0001 VO9901 VO9902"]),
        ("SCHRIJFT, SAMEN = True, False", REGIOS, REGIOS),
    ],
    ids=[
        "good",
        "raises",
        "tells no SWV",
        "pays from the account of another",
        "an earlier step failed",
        "writes into its tables",
        "writes into its tables, by itself",
    ],
)
def test_side_by_side_is_what_each_comes_to_alone(runner, fault: str, failing: list[str], called: list[str]) -> None:
    """Worked by hand which SWV's a model is called for: all at once, and by themselves where that cannot be."""
    lines, told, calls = outcome(runner, fault)
    alone_lines, alone, alone_calls = outcome(runner, fault, apart=True)

    assert alone_lines == lines
    assert alone == told
    assert failing == [code for code, _, statussen, *_ in told if any(s.status == "mislukt" for s in statussen)]
    assert called == [swvs for naam, swvs in calls if naam == "per_school"]
    assert all(" " not in swvs for _, swvs in alone_calls)
    by_itself = {"per_swv", "per_school"} if "SAMEN" in fault else {"per_swv"}
    assert by_itself == {naam for naam, _ in calls} - {naam for naam, swvs in calls if " " in swvs}


def test_an_account_in_the_red_stops_that_swv_only(runner) -> None:
    """Worked by hand: of some 85.000 euro 20.000 for each school is too much where there are more than four."""
    plan = PLAN.replace('stappen = ["geen"]', "bedrag_euro = 20_000")
    _, told, calls = outcome(runner, "", plan=plan)

    assert [("VO0001", "gelukt"), ("VO9901", "mislukt"), ("VO9902", "gelukt")] == [
        (code, statussen[5].status) for code, _, statussen, *_ in told
    ]
    assert "leaves swv:budget at -€ " in told[1][2][5].melding
    assert ["VO0001 VO9901 VO9902", "VO9901"] == [swvs for naam, swvs in calls if naam == "per_school"]
    assert ["VO0001 VO9902"] == [swvs for naam, swvs in calls if naam == "kaasschaaf"]


def test_the_registration_says_no_to_tables() -> None:
    """A model that hands over tables cannot be called for many SWV's."""
    model = Verdeelmodel(naam="proef", titel="Proef", bron="test", sectoren=("vo",), verdeel=lambda *_given: None)

    assert evolve(model, samen=True).joins(None)
    with pytest.raises(ValueError, match="proef: samen hands over no tables, so that levert must be empty"):
        evolve(model, samen=True, levert=("leerlingen_vo",))
