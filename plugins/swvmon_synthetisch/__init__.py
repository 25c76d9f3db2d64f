"""A synthetic Netherlands: made-up SWV's, schools and pupils on a national scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon import hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

    from swvmon import Databron


@hookimpl
def swvmon_register_databronnen(register: Callable[[Databron], None]) -> None:
    """Register the tables that `swvmon synth` writes."""
    from swvmon_synthetisch.inlezen import DATABRON

    register(DATABRON)
