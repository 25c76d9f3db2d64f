"""The rule of `benchmarks.national` as a person would write it in pandas for once, exact and with a line per amount."""

from __future__ import annotations

import pandas as pd

from benchmarks.national import KENMERK, LEERLING_EURO, SOORTEN, VOET_EURO, Invoer

VOET_CENT, LEERLING_CENT = int(VOET_EURO * 100), int(LEERLING_EURO * 100)
_SHARE, _WEIGHT = 100, 100
"""Shares and weights have two decimals: as whole hundredths they are exact."""


def amounts(years: list[Invoer]) -> pd.DataFrame:
    """Eurocents per school and school year."""
    schools = _schools(years)
    fixed, by_pupils = _cents(schools)
    return schools[["schooljaar", "vestiging"]].assign(bedrag_cent=fixed + by_pupils)


def lines(years: list[Invoer]) -> pd.DataFrame:
    """Who pays whom how much, on which ground, from which numbers."""
    schools = _schools(years)
    fixed, by_pupils = _cents(schools)
    shared = schools[["schooljaar", "vestiging", "bestuur"]].assign(
        van="swv:budget", naar="vestiging:" + schools["vestiging"]
    )
    pupils = (schools["aantal"] * schools["aandeel"] / _SHARE).map("{:g}".format).str.replace(".", ",")
    weight = (schools["gewicht"] / _WEIGHT).map("{:g}".format).str.replace(".", ",")
    of_location = shared.assign(
        bedrag_cent=fixed,
        hoeveelheid=schools["aandeel"] / _SHARE,
        eenheid="locatie",
        tarief=VOET_CENT / 100,
        grondslag="vaste voet (schoolmodel)",
        toelichting="Vast bedrag per locatie.",
    )
    of_pupils = shared.assign(
        bedrag_cent=by_pupils,
        hoeveelheid=schools["aantal"] * schools["aandeel"] * schools["gewicht"] / (_SHARE * _WEIGHT),
        eenheid="leerling",
        tarief=LEERLING_CENT / 100,
        grondslag="leerlingdeel (schoolmodel)",
        toelichting=pupils + " leerlingen × gewicht " + weight + f" ({KENMERK}).",
    )
    booked = pd.concat([of_location, of_pupils], ignore_index=True)
    booked = booked[booked["bedrag_cent"] != 0]
    return booked.sort_values(["schooljaar", "grondslag", "vestiging"], ignore_index=True)


def _schools(years: list[Invoer]) -> pd.DataFrame:
    """Pupils, share, weight and board per school and year; shares and weights in hundredths."""
    counts = pd.concat([year.leerlingen.assign(schooljaar=year.schooljaar) for year in years], ignore_index=True)
    counts = counts[counts["soort"].isin(SOORTEN)]
    pupils = counts.groupby(["schooljaar", "vestiging"], as_index=False)["aantal_min"].sum()
    parts = pd.concat([year.aansluiting for year in years], ignore_index=True)
    weights = years[0].kenmerk.rename(columns={"code": "vestiging", "waarde": "gewicht"})
    schools = pupils.rename(columns={"aantal_min": "aantal"})
    schools = schools.merge(parts[["schooljaar", "vestiging", "aandeel"]], on=["schooljaar", "vestiging"])
    schools = schools.merge(weights[["vestiging", "gewicht"]], on="vestiging")
    schools = schools.merge(years[0].vestiging, how="left", on="vestiging")
    schools = schools[schools["aantal"] > 0]
    hundredths = {column: (schools[column].astype("float64") * 100).round() for column in ("aandeel", "gewicht")}
    return schools.assign(**{column: values.astype("int64") for column, values in hundredths.items()})


def _cents(schools: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The fixed amount and that of the pupils, each rounded half up."""
    fixed = (schools["aandeel"] * VOET_CENT * 2 + _SHARE) // (2 * _SHARE)
    parts = _SHARE * _WEIGHT
    weighted = schools["aantal"] * schools["aandeel"] * schools["gewicht"]
    return fixed, (weighted * LEERLING_CENT * 2 + parts) // (2 * parts)
