"""Every installed verdeelmodel keeps the laws of docs/wetten.md on regions around that of its examples.

On the examples themselves the conformance kit tries them: tests/testing/test_meegeleverd.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swvmon.hooks.discovery import discover
from swvmon.hooks.registry import PluginRegistry
from swvmon.testing import regios
from swvmon.testing.proef import NietVanToepassing
from swvmon.testing.wetten import PER_REGIO, WETTEN

REGISTRY = PluginRegistry(discover())
"""All that is installed here: shipped plugins, and those of others."""

PARAMETERS: dict[str, list[object]] = {}
for registered in REGISTRY.register("parameters"):
    PARAMETERS.setdefault(registered.plugin, []).append(registered.value)
MODELS = REGISTRY.register("verdeelmodellen")
EXAMPLES = [(model, example) for model in MODELS for example in model.value.voorbeelden]


def parameters(model):
    return tuple(PARAMETERS.get(model.plugin, ()))


def test_models_are_found():
    """There are models to try, and no plugin was refused."""
    assert MODELS
    assert [] == [str(refused) for refused in (*REGISTRY.discovery.refused, *REGISTRY.refused)]


@pytest.mark.parametrize(
    ("model", "example"), EXAMPLES, ids=[f"{m.value.naam}-{m.value.voorbeelden.index(e)}" for m, e in EXAMPLES]
)
@settings(max_examples=5, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_laws_on_other_regions(model, example, data):
    """Other numbers of pupils and TLV's, other boards, more schools: a law that is not exempted still holds."""
    wet = data.draw(st.sampled_from([w for w in PER_REGIO if w not in model.value.uitzonderingen]))
    regio = data.draw(regios(example.sector, example.schooljaar))
    try:
        WETTEN[wet](model, example, parameters(model), regio=regio, grondig=False)
    except NietVanToepassing:
        return


PAGE = (Path(__file__).parents[1] / "docs" / "wetten.md").read_text("utf-8")


def rows_below(heading):
    """Rows of the first table below a heading of the page, without its head."""
    text = PAGE[PAGE.index(f"\n## {heading}\n") + 1 :]
    lines = re.split(r"^## ", text, flags=re.MULTILINE)[1].splitlines()
    return [line for line in lines if line.startswith("| `")]


def test_the_page_has_every_law():
    """The first table of docs/wetten.md has each law once."""
    assert list(WETTEN) == [row.split("`")[1] for row in rows_below("The laws")]


def test_the_page_has_every_exemption_of_a_shipped_model():
    """The last table of docs/wetten.md has the exemptions of the registrations, with their reasons, and no others."""
    shipped = [m for m in MODELS if m.distribution == "swvmon"]
    expected = [
        f"| `{m.value.naam}` | `{law}` | {reason} |"
        for m in shipped
        for law, reason in sorted(m.value.uitzonderingen.items())
    ]

    assert expected == rows_below("Exemptions of shipped models")
