"""SWV's in classes by their verevening: by percentage, by z-score, and by what caused it in 2011."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Gepubliceerd, Indicator, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register the facts of 2011, the classes per SWV and what compares SWV's."""
    from swvmon_vereveningsklassen.feiten import FEITEN
    from swvmon_vereveningsklassen.oorzaak import OORZAAK
    from swvmon_vereveningsklassen.percentage import PERCENTAGEKLASSEN
    from swvmon_vereveningsklassen.verdeling import VERDELINGEN
    from swvmon_vereveningsklassen.zscore import ZKLASSEN

    for indicator in (*FEITEN, *PERCENTAGEKLASSEN, *VERDELINGEN, *ZKLASSEN, OORZAAK):
        register(indicator)


@hookimpl
def swvmon_register_gepubliceerd(register: Callable[[Gepubliceerd], None]) -> None:
    """Register R0 Tabel 2-1 and the signs that its text counts."""
    from swvmon_vereveningsklassen.gepubliceerd import GEPUBLICEERD

    for figure in GEPUBLICEERD:
        register(figure)
