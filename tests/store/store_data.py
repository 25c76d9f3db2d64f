"""Small made-up leveringen and region-years."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pandas as pd

from swvmon import boekingen, metingen
from swvmon.contract.databron import AFKEURING_KOLOMMEN
from swvmon.store import NewLevering, NewRegiojaar

RUN = "0123456789abcdef"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def levering(name: str = "a", **changed: Any) -> NewLevering:
    day = changed.pop("peildatum", date(2019, 10, 1))
    known: dict[str, Any] = {
        "bron": "duo",
        "dataset": "duo_vsv",
        "uitgever": "DUO",
        "licentie": "CC0",
        "bestandsnaam": f"{name}.csv",
        "sha256": sha(name),
        "vingerafdruk": sha(f"vingerafdruk {name}"),
        "periode_soort": "peildatum",
        "periode_van": day,
        "periode_tot": day,
        "periode_exact": True,
        "status": "definitief",
        "plugin": "duo",
        "plugin_versie": "1.0",
        "rijen_gelezen": 100_000,
    }
    return NewLevering(**(known | changed))


def none() -> pd.DataFrame:
    return pd.DataFrame(columns=list(AFKEURING_KOLOMMEN))


def kenmerken(count: int = 3, **changed: Any) -> pd.DataFrame:
    """Rows of table `kenmerk`, code counting from 00000."""
    frame = pd.DataFrame(
        {
            "regel": range(2, count + 2),
            "niveau": "bestuur",
            "code": [f"{i:05d}" for i in range(count)],
            "kenmerk": "governance",
            "waarde": "vereniging",
            "geldig_van": date(2019, 1, 1),
        }
    )
    return frame.assign(**changed)


def vestigingen(count: int = 3, **changed: Any) -> pd.DataFrame:
    """Rows of table `vestiging_in_telling`, with keys 00AA00, 01AA00 and on."""
    frame = pd.DataFrame(
        {"regel": range(2, count + 2), "vestiging": [f"{i % 100:02d}AA{i // 100:02d}" for i in range(count)]}
    )
    return frame.assign(**changed)


def begrotingen(bedragen: list[int]) -> pd.DataFrame:
    posten = [f"post {i}" for i in range(len(bedragen))]
    regels = range(2, len(bedragen) + 2)
    return pd.DataFrame(
        {"regel": regels, "swv": "VO2806", "kalenderjaar": 2019, "post": posten, "bedrag_cent": bedragen}
    )


def regiojaar(regio: str = "VO2806", **changed: Any) -> NewRegiojaar:
    known = {
        "run_id": RUN,
        "scenario": "basis",
        "schooljaar": "2019/20",
        "status": "gelukt",
        "resultaat_sha256": sha(regio),
    }
    return NewRegiojaar(regio=regio, **(known | changed))


def uitkomst(count: int = 2, bedrag_cent: int = 12345) -> dict[str, pd.DataFrame]:
    """Frames of all five outcome tables, as the engine hands them over."""
    regels = boekingen(
        pd.DataFrame({"vestiging": [f"{i % 100:02d}AA{i // 100:02d}" for i in range(count)]}),
        van="swv:budget",
        naar="bestuur:12345",
        hoeveelheid=1,
        bedrag_cent=bedrag_cent,
        grondslag="R2 Tabel 3",
        toelichting='L\'école; "ça"\nva',
    ).assign(periode_van=date(2019, 8, 1), periode_tot=date(2020, 7, 31))
    regels = regels.assign(volgnummer=range(1, count + 1), stap="swvzhw", model="swvzhw", plugin="swvzhw")
    gemeten = metingen(
        pd.Series(["02AA00", "01AA00"]),
        soort="verhouding",
        niveau="vestiging",
        peildatum=date(2019, 10, 1),
        eenheid="aandeel",
        grondslag="leerlingen",
        teller=1,
        noemer=pd.Series([3, 7]),
    ).assign(indicator="vsv", plugin="deelname")
    return {
        "boeking": regels,
        "meting": gemeten,
        "bevinding": pd.DataFrame(
            {
                "plugin": "swvzhw",
                "onderdeel": "swvzhw",
                "code": "oude_lijst",
                "ernst": "info",
                "sleutel": "vestiging",
                "tekst": ["Een oude lijst.", "Nog een."],
            }
        ),
        "pluginstatus": pd.DataFrame(
            {
                "onderdeel": ["swvzhw"],
                "soort": "stap",
                "plugin": "swvzhw",
                "distributie": "swvmon",
                "versie": "1",
                "status": "gelukt",
            }
        ),
        "parametergebruik": pd.DataFrame(
            {
                "stap": ["swvzhw"],
                "parameter": "swvzhw.bedrag",
                "periode_van": date(2019, 8, 1),
                "periode_tot": date(2020, 7, 31),
                "waarde": "1100",
                "eenheid": "euro",
                "bron": "R2",
                "status": "vastgesteld",
                "herkomst": "plan",
            }
        ),
    }
