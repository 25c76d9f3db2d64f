"""Regions for hypothesis: the fictional region with other numbers, boards and more schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.testing.fictief import SCHOLEN
from swvmon.testing.regio import make_regio

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from swvmon.contract.momentopname import Momentopname


def regios(sector: str, schooljaar: str = "2015/16") -> SearchStrategy[Momentopname]:
    """Draw regions around the fictional one: its schools are always there, so that choices may name them.

    Args:
        sector: po or vo.
        schooljaar: school year.
    """
    from hypothesis import strategies as st

    schools = [school.vestiging for school in SCHOLEN[sector]]
    boards = sorted({school.bestuur for school in SCHOLEN[sector]})
    return st.builds(
        make_regio,
        st.just(sector),
        schooljaar=st.just(schooljaar),
        leerlingen_procent=st.dictionaries(st.sampled_from(schools), st.integers(20, 300)),
        tlv_procent=st.integers(0, 300),
        besturen=st.dictionaries(st.sampled_from(schools), st.sampled_from(boards)),
        extra_scholen=st.integers(0, 3),
    )
