"""Maatwerk: extra budget on request, grounded in the schoolondersteuningsprofiel (R2 L555-566)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Bevinding, apportion, boekingen, format_euro, to_cent, with_board
from swvmon_swvzhw.rekening import BUDGET

if TYPE_CHECKING:
    import pandas as pd

    from swvmon import Momentopname
    from swvmon_swvzhw.keuzes import Keuzes


def grant(momentopname: Momentopname, keuzes: Keuzes, left_cent: int) -> tuple[pd.DataFrame, tuple[Bevinding, ...]]:
    """Grant requests from what the school budgets leave.

    A request without ground is not granted. Where the requests exceed what is left: `volgorde` grants them as they
    come and leaves out what no longer fits; `naar_rato` cuts all in proportion, to the cent.

    Args:
        momentopname: for the boards of the schools.
        keuzes: requests and what to do when they exceed the money.
        left_cent: what is left, eurocents.

    Returns:
        The lines, and a finding for each request that is not granted in full.
    """
    import pandas as pd

    requests = pd.DataFrame(
        {
            "vestiging": [r.vestiging for r in keuzes.maatwerk],
            "gevraagd_cent": [to_cent(r.bedrag_euro) for r in keuzes.maatwerk],
            "grond": [r.grond.strip() for r in keuzes.maatwerk],
        }
    ).astype({"vestiging": "str", "gevraagd_cent": "int64", "grond": "str"})
    grounded = requests["gevraagd_cent"].where(requests["grond"] != "", 0)
    if keuzes.bij_tekort == "naar_rato" and int(grounded.sum()) > left_cent:
        granted = apportion(left_cent, grounded)
    else:
        granted = _in_order(grounded, left_cent)
    requests["toegekend_cent"] = granted
    lines = boekingen(
        with_board(requests, momentopname),
        van=BUDGET,
        naar="vestiging:" + requests["vestiging"],
        bedrag_cent=requests["toegekend_cent"],
        grondslag="maatwerk (R2 L555)",
        toelichting="Maatwerk op aanvraag: " + requests["grond"],
    )
    return lines, _findings(requests)


def _in_order(asked: pd.Series, left_cent: int) -> pd.Series:
    granted = asked.copy()
    for index, amount in asked.items():  # requests of one region: a handful, and each depends on those before it
        granted.loc[index] = amount if amount <= left_cent else 0
        left_cent -= int(granted.loc[index])
    return granted


def _findings(requests: pd.DataFrame) -> tuple[Bevinding, ...]:
    findings = []
    for row in requests[requests["toegekend_cent"] < requests["gevraagd_cent"]].itertuples():
        asked, granted = format_euro(row.gevraagd_cent), format_euro(row.toegekend_cent)
        if not row.grond:
            text = f"Aanvraag maatwerk van {asked} zonder grond in het SOP: niet toegekend."
            findings.append(Bevinding("maatwerk_zonder_grond", "waarschuwing", row.vestiging, text))
        else:
            text = f"Aanvraag maatwerk van {asked}: {granted} toegekend, het budget is op."
            findings.append(Bevinding("maatwerk_onvoldoende_budget", "waarschuwing", row.vestiging, text))
    return tuple(findings)
