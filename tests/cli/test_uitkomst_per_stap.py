"""What `swvmon run` says that each step moved, and `swvmon explain` of a region that is paid through DUO."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from swvmon.cli.report import per_step


def ledger(*lines: tuple[str, str, str, int]) -> pd.DataFrame:
    """Lines of (stap, van, naar, eurocents)."""
    return pd.DataFrame(list(lines), columns=["stap", "van", "naar", "bedrag_cent"])


@pytest.mark.parametrize(
    ("lines", "cents"),
    [
        pytest.param(
            [("rijk:zwaar", "swv:zwaar", 900), ("swv:licht", "rijk:lwoo", 300)], 600, id="rijk pays and takes"
        ),
        pytest.param([("swv:zwaar", "rijk:verevening", 300)], -300, id="rijk takes"),
        pytest.param([("rijk:verevening", "swv:zwaar", 300)], 300, id="rijk gives"),
        pytest.param(
            [("swv:zwaar", "duo:so", 500), ("swv:zwaar", "duo:vso", 40), ("duo:so", "swv:zwaar", 7)], 533, id="duo"
        ),
        pytest.param([("rijk:zwaar", "swv:zwaar", 900), ("swv:zwaar", "duo:so", 500)], 900, id="rijk before duo"),
        pytest.param([("swv:licht", "swv:budget", 5), ("swv:zwaar", "swv:budget", 6)], 11, id="within the swv"),
        pytest.param([("swv:budget", "bestuur:99001", 8)], 8, id="board"),
        pytest.param([("swv:budget", "vestiging:90AA00", 9), ("vestiging:90BB00", "swv:budget", 4)], 5, id="schools"),
        pytest.param([("vestiging:90BB00", "swv:budget", 4), ("swv:budget", "duo:so", 4)], -4, id="schools before duo"),
    ],
)
def test_step_tells_one_amount_with_its_direction(lines, cents) -> None:
    """By hand: schools net; else what came from the rijk, net; else what went to DUO, net; else all that moved."""
    assert {"stap": cents} == per_step(ledger(*(("stap", *line) for line in lines)))


def test_steps_keep_their_order() -> None:
    """Each step has one amount, in the order in which they booked."""
    regels = ledger(("z", "rijk:a", "swv:a", 1), ("a", "swv:a", "vestiging:90AA00", 2), ("z", "rijk:a", "swv:a", 3))

    assert [("z", 4), ("a", 2)] == list(per_step(regels).items())


@pytest.fixture
def example_c(swvmon):
    """Example C, run for one school year."""
    assert 0 == swvmon("init", "--voorbeeld", "C").code
    assert 0 == swvmon("load", "gegevens").code
    said = swvmon("run", "PO9901", "--schooljaar", "2015/16", "--json")
    assert 0 == said.code
    return swvmon, json.loads(said.out)["delen"][0]


def test_example_of_a_region_in_deelregios(example_c) -> None:
    """Two steps with one model are told apart; numbers of other deelregio's are not told; DUO's schools are known.

    Steps that touch the rijk add up to what it paid, as the totals of the ledger say.
    """
    swvmon, part = example_c

    text = swvmon("explain", "laatste", "80CC00").out

    assert "80CC00 De Horizon (bestuur 98002) ontvangt" in text
    assert "leerlingdeel (schoolmodel)  [schoolmodel-duinrade, definitief]" in text
    assert "leerlingdeel (schoolmodel)  [terug-naar-scholen, definitief]" in text
    assert "2 plaatsingen × € 9.059,77" in text
    numbers = text.partition("Gebruikte getallen:\n")[2].splitlines()
    assert len(numbers) == len(set(numbers)) > 0
    assert [] == [row for row in numbers if "waterhoven" in row]
    from_rijk = part["per_stap_cent"]["rijksbekostiging"] + part["per_stap_cent"]["verevening"]
    assert -part["totalen_cent"]["rijk"] == from_rijk
    assert part["totalen_cent"]["duo"] == part["per_stap_cent"]["doorbetaling"]


def test_school_of_the_region_without_lines_is_told_so(example_c) -> None:
    """An so school of the region has no lines: DUO pays it. A school of nowhere is refused, with what is there."""
    swvmon, _ = example_c

    said = swvmon("explain", "laatste", "80EE00")
    strange = swvmon("explain", "laatste", "99ZZ00")

    assert (0, "80EE00 krijgt en betaalt niets in 2015/16") == (said.code, said.out.splitlines()[0])
    assert "duo:so" in said.out
    assert (2, "") == (strange.code, strange.out)
    assert "99ZZ00 has no line in scenario 'plan'" in strange.err
