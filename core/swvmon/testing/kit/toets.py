"""A check of the kit: its name, what it guarantees, and how it says that it does not hold or says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import field, frozen

from swvmon.testing.kit.sleutel import kit_key
from swvmon.testing.proef import NietVanToepassing

if TYPE_CHECKING:
    from swvmon.testing.kit.onderwerp import Onderwerp

VOLDOET, FOUT, NVT, ONTHEVEN = "voldoet", "fout", "nvt", "ontheven"


@frozen
class Toets:
    """A check.

    Attributes:
        naam: its name, also that of the test: ``test_<naam>``.
        soorten: kinds of things that it judges.
        uitleg: what it guarantees, the first line of its docstring.
        oordeel: raises `AssertionError` where that does not hold, `NietVanToepassing` where it says nothing; hands
            back why the registration is exempted, or nothing.
    """

    naam: str
    soorten: tuple[str, ...]
    uitleg: str
    oordeel: Callable[[Onderwerp], str | None] = field(repr=False)


@frozen
class Oordeel:
    """What one check found of one thing.

    Attributes:
        soort: kind of the thing.
        naam: its name.
        toets: name of the check.
        uitkomst: voldoet, fout, nvt (the check says nothing about it) or ontheven (the registration says why not).
        tekst: what was found and expected, or why it says nothing.
    """

    soort: str
    naam: str
    toets: str
    uitkomst: str
    tekst: str = ""


TOETSEN: dict[str, Toets] = {}
"""All checks by name and kind (``naam:soort``), in the order in which they are declared."""

ALLE = ("verdeelmodel", "indicator", "databron")


def toets(
    *soorten: str, naam: str = ""
) -> Callable[[Callable[[Onderwerp], str | None]], Callable[[Onderwerp], str | None]]:
    """Declare a check for some kinds of things; its name is that of the function."""

    def declare(check: Callable[[Onderwerp], str | None]) -> Callable[[Onderwerp], str | None]:
        name = naam or check.__name__
        uitleg = (check.__doc__ or "").partition("\n")[0].rstrip(".")
        for soort in soorten:
            TOETSEN[f"{name}:{soort}"] = Toets(name, soorten, uitleg, check)
        return check

    return declare


def checks_of(soort: str) -> dict[str, Toets]:
    """The checks of a kind by name."""
    return {check.naam: check for key, check in TOETSEN.items() if key.endswith(f":{soort}")}


def judge(onderwerp: Onderwerp, check: Toets) -> Oordeel:
    """What one check finds of a thing."""

    def verdict(uitkomst: str, tekst: str = "") -> Oordeel:
        return Oordeel(onderwerp.soort, onderwerp.naam, check.naam, uitkomst, tekst)

    if onderwerp.ding is None and check.naam != "registratie":
        return verdict(NVT, "it was not registered: see check registratie")
    try:
        with kit_key():
            exempt = check.oordeel(onderwerp)
    except NietVanToepassing as reason:
        return verdict(NVT, str(reason))
    except AssertionError as error:
        return verdict(FOUT, str(error))
    except Exception as error:  # a plugin may raise anything wherever it is called; the other checks go on
        return verdict(FOUT, f"{type(error).__name__}: {error}")
    return verdict(ONTHEVEN, exempt) if exempt else verdict(VOLDOET)
