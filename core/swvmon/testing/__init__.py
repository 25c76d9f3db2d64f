"""What a plugin author's tests use: plain and fictional snapshots, a model or plan that runs, the laws, the kit.

Names are loaded when they are first used: pytest imports this package at its start, for the fixtures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swvmon.testing.behoud import assert_conserved
    from swvmon.testing.bouw import apply, make_momentopname
    from swvmon.testing.gezamenlijk import assert_joint
    from swvmon.testing.keten import after_steps, finding_codes
    from swvmon.testing.kit.conformiteit import (
        DatabronConformiteit,
        IndicatorConformiteit,
        VerdeelmodelConformiteit,
        never,
        notimpl,
        notyet,
    )
    from swvmon.testing.meten import measure, measure_regios
    from swvmon.testing.micro import count_over, write_enrolments
    from swvmon.testing.opdracht import make_opdracht
    from swvmon.testing.regio import make_regio
    from swvmon.testing.strategie import regios
    from swvmon.testing.uitvoeren import Proefrun, run_plan
    from swvmon.testing.verschillen import assert_same
    from swvmon.testing.wetten import assert_wet, assert_wetten

_HOME = {
    "DatabronConformiteit": "kit.conformiteit",
    "IndicatorConformiteit": "kit.conformiteit",
    "Proefrun": "uitvoeren",
    "VerdeelmodelConformiteit": "kit.conformiteit",
    "after_steps": "keten",
    "apply": "bouw",
    "assert_conserved": "behoud",
    "assert_joint": "gezamenlijk",
    "assert_same": "verschillen",
    "assert_wet": "wetten",
    "assert_wetten": "wetten",
    "count_over": "micro",
    "finding_codes": "keten",
    "make_momentopname": "bouw",
    "make_opdracht": "opdracht",
    "make_regio": "regio",
    "measure": "meten",
    "measure_regios": "meten",
    "never": "kit.conformiteit",
    "notimpl": "kit.conformiteit",
    "notyet": "kit.conformiteit",
    "regios": "strategie",
    "run_plan": "uitvoeren",
    "write_enrolments": "micro",
}

__all__ = [
    "DatabronConformiteit",
    "IndicatorConformiteit",
    "Proefrun",
    "VerdeelmodelConformiteit",
    "after_steps",
    "apply",
    "assert_conserved",
    "assert_joint",
    "assert_same",
    "assert_wet",
    "assert_wetten",
    "count_over",
    "finding_codes",
    "make_momentopname",
    "make_opdracht",
    "make_regio",
    "measure",
    "measure_regios",
    "never",
    "notimpl",
    "notyet",
    "regios",
    "run_plan",
    "write_enrolments",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'swvmon.testing' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"swvmon.testing.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
