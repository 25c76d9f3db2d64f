"""Checks of a verdeelmodel: the contract on its examples, its choices, and the laws (docs/wetten.md)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import attrs

from swvmon.contract.parameter import Parameter
from swvmon.testing.gezamenlijk import assert_one_call, assert_side_by_side
from swvmon.testing.kit.buiten import observe
from swvmon.testing.kit.onderwerp import Onderwerp
from swvmon.testing.kit.regio import every_other, neighbour
from swvmon.testing.kit.toets import toets
from swvmon.testing.proef import NietVanToepassing, make_proef
from swvmon.testing.wetten import WETTEN, assert_wet

if TYPE_CHECKING:
    from swvmon.run.chain import ChainRun
    from swvmon.testing.proef import Proef

SOORT = "verdeelmodel"

UNITS = re.compile(
    r"(^|_)(euro|cent|aandeel|aandelen|percentages?|procent|aantal|leerlingen|jaar|jaren|maanden|dagen|uren|"
    r"[a-z]*factor|[a-z]*factoren|gewicht|gewichten|wegingen?|drempel|fte|norm|punten|index|indices|bedragen)(_|$)"
)
"""Words of which a number's name has one; a factor is written as one word with what it is of: eindfactor."""


@toets(SOORT)
def contract(onderwerp: Onderwerp) -> None:
    """It runs on an example of each sector, and the engine takes every line."""
    model = onderwerp.thing.value
    for example in model.voorbeelden:
        chain = make_proef(onderwerp.thing, example, onderwerp.parameters).ran()
        if not len(chain.regels) and not chain.bevindingen and not model.levert:
            raise AssertionError(f"expected lines, tables or findings, found nothing on {example.keuzes}")
    if missing := [s for s in model.sectoren if s not in {e.sector for e in model.voorbeelden}]:
        raise AssertionError(
            f"expected voorbeelden for sector {missing[0]}, found none: add to its Verdeelmodel "
            f'voorbeelden=(Voorbeeld(sector="{missing[0]}", keuzes={{...}}, opening_euro={{...}}),)'
        )


@toets(SOORT)
def keuzes(onderwerp: Onderwerp) -> None:
    """Choices are written as `verdeelt` and the examples name them, and a number has its unit in its name."""
    model = onderwerp.thing.value
    fields = {f.name: f for f in attrs.fields(attrs.resolve_types(model.keuzes))}
    if unknown := [path for path in model.verdeelt if path.partition(".")[0] not in fields]:
        raise AssertionError(f"expected verdeelt to name choices, found {unknown[0]!r}; known: {', '.join(fields)}")
    for name, field in fields.items():
        if field.type in (Decimal, Decimal | None, Parameter) and not UNITS.search(name):
            raise AssertionError(f"expected the unit in the name of choice {name!r}, such as {name}_euro")


@toets(SOORT)
def samen(onderwerp: Onderwerp) -> None:
    """Called once for many regions, where it is registered so, it books what it books for each by itself."""
    if not onderwerp.thing.value.samen:
        raise NietVanToepassing("it is called for each region by itself")
    tried, reason = 0, ""
    for example in onderwerp.thing.value.voorbeelden:
        proef = make_proef(onderwerp.thing, example, onderwerp.parameters)
        # other balances show who takes those of another; lower ones would not: who goes into the red runs by itself
        richer = {account: cents + abs(cents) // 2 for account, cents in proef.opening_cent.items()}
        half = attrs.evolve(proef, view=neighbour(proef.view, 2, every_other), opening_cent=richer)
        chains = partial(_chains, [proef, half])
        try:
            assert_one_call(chains())
        except NietVanToepassing as error:
            reason = str(error)
            continue
        assert_side_by_side(chains)
        tried += 1
    if not tried:
        raise NietVanToepassing(reason)


def _chains(proeven: list[Proef]) -> list[ChainRun]:
    return [proef.start() for proef in proeven]


def _law(naam: str) -> None:
    def check(onderwerp: Onderwerp) -> str | None:
        if naam == "herhaalbaar":
            observe([onderwerp])
        reason = assert_wet(naam, onderwerp.thing, onderwerp.parameters)
        if reason and naam not in onderwerp.thing.value.uitzonderingen:
            raise NietVanToepassing(reason)
        return reason

    check.__doc__ = WETTEN[naam].__doc__
    toets(SOORT, naam=naam)(check)


for _naam in WETTEN:
    _law(_naam)
