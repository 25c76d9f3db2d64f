"""Columns of DUO's files through the generations of their headers, from `koppen.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from swvmon import Kolom


@cache
def koppen() -> dict[str, tuple[str, ...]]:
    """Spellings of a header by the name that it has in `koppen.toml`."""
    import tomllib
    from importlib.resources import files

    table = tomllib.loads((files(__package__) / "koppen.toml").read_text("utf-8"))
    return {naam: tuple(spellings) for naam, spellings in table.items()}


def kolom(naam: str, soort: str = "tekst", *, kop: str = "", deel: tuple[str, ...] = (), **rest: Any) -> Kolom:
    """A column by its name.

    Args:
        naam: name in the frame.
        soort: kind of its values.
        kop: its name in `koppen.toml`, where that is another.
        deel: what stands for each {} of the spellings.
        **rest: `verplicht`, `gevuld` and `bij` of `Kolom`.
    """
    return Kolom(naam, tuple(spelling.format(*deel) for spelling in koppen()[kop or naam]), soort, **rest)


BRIN = kolom("brin", "brin")
VESTIGING = kolom("vestiging", "vestiging")
BESTUUR = kolom("bestuur", "bestuur", gevuld=False)
PEILDATUM = kolom("peildatum", "datum")
POSTCODE = kolom("postcode", "postcode", gevuld=False)
GEMEENTE = kolom("gemeente", "gemeente", gevuld=False)
NAAM = kolom("naam", kop="vestigingsnaam")
SOORT = kolom("soort")


def leeftijden(laatste: int) -> tuple[Kolom, ...]:
    """The columns per age: younger than 4, 4 up to the last, and older."""
    ages = ("jonger", *(str(age) for age in range(4, laatste + 1)), "ouder")
    return tuple(kolom(f"leeftijd_{age}", "aantal", kop="leeftijd", deel=(age.upper(),)) for age in ages)
