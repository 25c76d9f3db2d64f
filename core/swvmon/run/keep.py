"""The outcome of a region-year as rows of the outcome tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swvmon.run.canonical import storable
from swvmon.run.scholen import listed

if TYPE_CHECKING:
    import pandas as pd

    from swvmon.run.execute import Regiojaar
    from swvmon.store import NewRegiojaar


def as_tables(run_id: str, regio: str, deel: Regiojaar) -> dict[str, pd.DataFrame]:
    """Rows per outcome table, as `Store.add_regiojaar` takes them."""
    import pandas as pd

    key = {"run_id": run_id, "scenario": deel.scenario, "regio": regio, "schooljaar": str(deel.schooljaar)}
    bevindingen = [
        {
            "volgnummer": number,
            "plugin": plugin,
            "onderdeel": part,
            "code": b.code,
            "ernst": b.ernst,
            "sleutel": b.sleutel,
            "tekst": b.tekst,
        }
        for number, (plugin, part, b) in enumerate(deel.bevindingen, start=1)
    ]
    statussen = [
        {
            "onderdeel": s.onderdeel,
            "soort": s.soort,
            "plugin": s.plugin,
            "distributie": s.distributie,
            "versie": s.versie,
            "status": s.status,
            "melding": s.melding,
        }
        for s in deel.statussen
    ]
    gebruik = [
        {
            "stap": g.stap,
            "parameter": g.parameter,
            "periode_van": g.periode.van,
            "periode_tot": g.periode.tot,
            "waarde": g.waarde,
            "eenheid": g.eenheid,
            "bron": g.bron,
            "status": g.status,
            "herkomst": g.herkomst,
        }
        for g in deel.gebruik
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        "bevinding": bevindingen,
        "pluginstatus": statussen,
        "parametergebruik": gebruik,
    }
    return {
        "boeking": storable(deel.ledger.regels, "boeking"),
        "meting": storable(deel.metingen, "meting"),
        "school": listed(deel.view).assign(**key),
        **{name: pd.DataFrame(content).assign(**key) for name, content in rows.items() if content},
    }


def new_regiojaar(run_id: str, regio: str, deel: Regiojaar, sha256: str) -> NewRegiojaar:
    """The key and status of a region-year, for the store."""
    from swvmon.store import NewRegiojaar

    return NewRegiojaar(run_id, deel.scenario, regio, str(deel.schooljaar), deel.status, sha256)
