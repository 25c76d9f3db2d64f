"""Pupils who go from one type of education to another, and how long they stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, Microtelling, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the flows, also by category, the cohort and the length of stay."""
    from swvmon_stromen.categorie import PER_CATEGORIE
    from swvmon_stromen.cohort import COHORT
    from swvmon_stromen.instroom import INSTROOM
    from swvmon_stromen.uitstroom import UITSTROOM
    from swvmon_stromen.verblijfsduur import VERBLIJFSDUUR

    for indicator in (*INSTROOM, *UITSTROOM, *PER_CATEGORIE, *COHORT, VERBLIJFSDUUR):
        register(indicator)


@hookimpl
def swvmon_register_microtellingen(register: Callable[[Microtelling], None]) -> None:
    """Register the counts of flows and stays over enrolments."""
    from swvmon_stromen.microtellingen import CATEGORIEEN, STROMEN, VERBLIJF

    for telling in (STROMEN, CATEGORIEEN, VERBLIJF):
        register(telling)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register what publishers print."""
    from swvmon_stromen.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
