"""An indicator that is called once for every SWV gives what it gives for each by itself."""

from __future__ import annotations

import pandas as pd
import pytest

from swvmon.run import measure

MEASURES = """
from swvmon import Indicator, Leest, hookimpl, metingen, swv_meting, with_lacking

COUNT = Leest("leerlingen_vo", "1-10 t")
SCHOOLS = Leest("aansluiting")

def share(momentopname, grootboek):
    rows = momentopname.tabel("leerlingen_vo", "1-10 t")
    day = COUNT.peildatum(momentopname.schooljaar)
    fields = dict(soort="verhouding", peildatum=day, eenheid="aandeel", grondslag="leerlingen op vestigingen")
    if STUK & set(momentopname.regios or [momentopname.regio]):
        raise RuntimeError("kan niet rekenen")
    counts = rows.groupby("vestiging")[["aantal_min", "aantal_max"]].sum()
    above = counts.index.str.startswith(SCHEEF)
    told = metingen(
        counts.index.to_series(), niveau="vestiging", teller=counts["aantal_min"] + above.astype("int64"),
        teller_max=counts["aantal_max"], noemer=counts["aantal_max"], **fields,
    )
    return with_lacking(momentopname, told, momentopname.lacking(rows), **fields)

STUK, SCHEEF = set(), ("-",)

@hookimpl
def swvmon_register_indicatoren(register):
    register(Indicator(
        naam="deel", titel="Proef", definitie="Een proef van de telling.", bron="test", soort="verhouding",
        aggregatie="verhouding_van_sommen", sectoren=("vo",), bereken=share, leest=(COUNT, SCHOOLS),
        hoger=("bestuur", "swv", "landelijk"), samen=True,
    ))
"""
ONE_FOR_ALL = """
def share(momentopname, grootboek):
    day = COUNT.peildatum(momentopname.schooljaar)
    return swv_meting(momentopname, soort="aantal", peildatum=day, eenheid="x", grondslag="x", waarde=1)
"""
PLAN = 'indicatoren = ["deel"]\nketen = []\n[regio]\ncode = "VO"\n'


def outcome(runner, source: str) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]]]:
    """Metingen, what became of the indicator per region, and the calls that were made."""
    calls: list[tuple[str, str]] = []
    attempt = measure._attempt

    def counted(registered, view, *rest):
        calls.append((registered.value.naam, view.regio))
        return attempt(registered, view, *rest)

    runner.plugin("proef", source, indicatoren=["deel"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measure, "_attempt", counted)
        result = runner.run(PLAN)
    rows = pd.concat([deel.metingen for deel in result.delen], ignore_index=True)
    told = [(deel.plan.code, status.melding) for deel in result.delen for status in deel.statussen]
    return rows.drop(columns="run_id").to_csv(), told, calls


@pytest.mark.parametrize(
    ("fault", "failing", "called"),
    [
        ("", [], ["VO"]),
        ('STUK = {"VO9902"}', ["VO9902"], ["VO", "VO0001", "VO9901", "VO9902"]),
        ('SCHEEF = ("90BB01",)', ["VO9901"], ["VO", "VO9901"]),
        (ONE_FOR_ALL, ["VO0001", "VO9901", "VO9902"], ["VO", "VO0001", "VO9901", "VO9902"]),
    ],
    ids=["good", "raises", "refused", "one number for all"],
)
def test_one_call_gives_what_separate_calls_give(runner, fault: str, failing: list[str], called: list[str]) -> None:
    """Worked by hand which SWV's are called: all at once, and by themselves only where that fails or is refused."""
    source = MEASURES.replace("@hookimpl", f"{fault}\n\n@hookimpl")
    rows, told, calls = outcome(runner, source)
    apart_rows, apart_told, apart_calls = outcome(runner, source.replace("samen=True", "samen=False"))

    assert apart_rows == rows
    assert apart_told == told
    assert failing == [regio for regio, melding in told if melding]
    assert [("deel", regio) for regio in called] == calls
    assert ["VO0001", "VO9901", "VO9902"] == [regio for _, regio in apart_calls]
