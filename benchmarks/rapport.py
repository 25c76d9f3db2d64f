"""A report of 2 000 schools: how long it takes to make, and how large it is."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.measuring import Figure, Pair, call, timed

if TYPE_CHECKING:
    from swvmon import Runinhoud

SCHOOLS, LINES, BOARDS = 2_000, 8, 60
SCENARIOS = ("plan", "meer-voor-kleine-scholen")
REGIO, SCHOOLJAAR = "PO9901", "2019/20"
LIMIT_BYTES = 3_000_000


def measure(rounds: int) -> list[Figure]:
    """The report in turn with what pandas writes of the ledger lines of the plan alone, as one bare HTML table."""
    from swvmon_rapport.gegevens import choose_region
    from swvmon_rapport.html.pagina import render

    inhoud = make_run()
    lines = inhoud.boekingen[inhoud.boekingen["scenario"] == "plan"]
    size, bare = len(render(choose_region(inhoud)).encode()), len(lines.to_html().encode())
    if size > LIMIT_BYTES:
        raise RuntimeError(f"the report has {size} bytes, more than {LIMIT_BYTES}")
    print(f"a report of {SCHOOLS} schools: {size} bytes; the bare table: {bare}", file=sys.stderr)
    pairs = [Pair(call(lambda: render(choose_region(inhoud))), call(lines.to_html)) for _ in range(rounds + 1)]
    subject = f"report of {SCHOOLS} schools, {size / 1e6:.2f} MB, in process"
    return [timed(subject, f"`DataFrame.to_html` of its {len(lines)} lines, {bare / 1e6:.2f} MB", pairs[1:])]


def make_run() -> Runinhoud:
    """A run of schools that do not exist, with a plan and a scenario; always the same."""
    import numpy as np
    import pandas as pd

    from swvmon import Runinhoud

    part = {"regio": REGIO, "schooljaar": SCHOOLJAAR}
    number = np.arange(SCHOOLS)
    codes = np.array([f"{n // 100:02}{chr(65 + n % 26)}{chr(65 + n // 26 % 26)}{n % 100:02}" for n in number])
    boards = np.array([f"{10_000 + n % BOARDS}" for n in number])
    lines = pd.DataFrame({"n": np.repeat(number, LINES), "soort": np.tile(np.arange(LINES), SCHOOLS)})
    pupils = 20 + (lines["n"] * 37 + lines["soort"] * 11) % 640
    whole = pd.DataFrame(
        {
            "van": "swv:budget",
            "naar": "vestiging:" + pd.Series(codes[lines["n"]]),
            "bedrag_cent": pupils * 7_350,
            "hoeveelheid": pupils.astype("str"),
            "eenheid": "leerling",
            "tarief": "73.5",
            "bestuur": boards[lines["n"]],
            "vestiging": codes[lines["n"]],
            "grondslag": "basisondersteuning, deel " + lines["soort"].astype("str"),
            "toelichting": pupils.astype("str") + " leerlingen op 01-10-2018 × bedrag per leerling.",
            "parameters": "schoolmodel.bedrag_" + lines["soort"].astype("str"),
        }
    )
    rijk = whole.iloc[[0]].assign(
        van="rijk:zwaar", naar="swv:budget", bedrag_cent=int(whole["bedrag_cent"].sum()), bestuur="", vestiging=""
    )
    ledger = pd.concat([rijk, whole], ignore_index=True).assign(
        **part, run_id="0" * 16, stap="schoolmodel", model="schoolmodel", plugin="basismodellen", status="definitief",
        periode_van=date(2019, 8, 1), periode_tot=date(2020, 7, 31), pot="", bruto_netto="netto",
    )  # fmt: skip
    ledger["volgnummer"] = range(1, len(ledger) + 1)
    more = ledger.assign(bedrag_cent=(ledger["bedrag_cent"] * 11) // 10)
    both = pd.concat([ledger.assign(scenario=SCENARIOS[0]), more.assign(scenario=SCENARIOS[1])], ignore_index=True)
    schools = pd.DataFrame(
        {"vestiging": codes, "naam": [f"Basisschool De Regenboog {n}" for n in number], "bestuur": boards}
    ).assign(**part, gemeente="0344", gemeentenaam="Waterhoven")
    used = pd.DataFrame({"parameter": [f"schoolmodel.bedrag_{n}" for n in range(LINES)]}).assign(
        **part, scenario="plan", stap="schoolmodel", periode_van=date(2019, 8, 1), periode_tot=date(2020, 7, 31),
        waarde="73.5", eenheid="euro per leerling", bron="ondersteuningsplan 2019", status="vastgesteld",
    )  # fmt: skip
    money = whole.groupby("vestiging")["bedrag_cent"].sum()
    metingen = pd.DataFrame(
        {"sleutel": money.index, "teller": money.astype("str").array, "noemer": "200"}
    ).assign(
        **part, scenario="plan", indicator="bedrag_per_leerling", soort="verhouding", niveau="vestiging", onderdeel="",
        waarde=(money / 200).astype("str").array, eenheid="eurocent per leerling", uitkomst="berekend",
        peildatum=date(2019, 10, 1),
    )  # fmt: skip
    return Runinhoud(
        run_id="0" * 16,
        doelgroep="intern",
        manifest={"plan": f'[regio]\ncode = "{REGIO}"\nnaam = "Groot verband"\n'},
        delen=pd.DataFrame([{"scenario": s, **part, "status": "gelukt"} for s in SCENARIOS]),
        boekingen=both,
        metingen=metingen,
        scholen=pd.concat([schools.assign(scenario=s) for s in SCENARIOS], ignore_index=True),
        bevindingen=pd.DataFrame(columns=["scenario", "regio", "schooljaar", "ernst", "code", "sleutel", "tekst"]),
        parameters=used,
        pluginstatus=pd.DataFrame(columns=["scenario", "regio", "schooljaar", "status"]),
        onderdrukt=pd.DataFrame(columns=["scenario", "regio", "schooljaar"]),
    )
