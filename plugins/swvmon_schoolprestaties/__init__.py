"""End tests and diplomas, as the Inspectie uses them beside flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import Indicator, Microtelling, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable


@hookimpl
def swvmon_register_indicatoren(register: Callable[[Indicator], None]) -> None:
    """Register end tests and diplomas."""
    from swvmon_schoolprestaties.diploma import DIPLOMA_OF_HOGER, GESLAAGD
    from swvmon_schoolprestaties.eindtoets import EINDTOETS, ONTHEFFING

    for indicator in (EINDTOETS, ONTHEFFING, GESLAAGD, DIPLOMA_OF_HOGER):
        register(indicator)


@hookimpl
def swvmon_register_microtellingen(register: Callable[[Microtelling], None]) -> None:
    """Register the count of diplomas by age over enrolments."""
    from swvmon_schoolprestaties.microtellingen import DIPLOMAS

    register(DIPLOMAS)
