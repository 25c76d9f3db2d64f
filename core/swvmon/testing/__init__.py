"""What a plugin author's tests use: plain and fictional snapshots, a model run alone, the laws, the kit."""

from swvmon.testing.behoud import assert_conserved
from swvmon.testing.bouw import apply, make_momentopname
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
from swvmon.testing.opdracht import make_opdracht
from swvmon.testing.regio import make_regio
from swvmon.testing.strategie import regios
from swvmon.testing.wetten import assert_wet, assert_wetten

__all__ = [
    "DatabronConformiteit",
    "IndicatorConformiteit",
    "VerdeelmodelConformiteit",
    "after_steps",
    "apply",
    "assert_conserved",
    "assert_wet",
    "assert_wetten",
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
]
