"""What a plugin author's tests use: plain and fictional snapshots, a model run alone, and the laws."""

from swvmon.testing.behoud import assert_conserved
from swvmon.testing.bouw import apply, make_momentopname
from swvmon.testing.regio import make_regio
from swvmon.testing.strategie import regios
from swvmon.testing.wetten import assert_wet, assert_wetten

__all__ = ["apply", "assert_conserved", "assert_wet", "assert_wetten", "make_momentopname", "make_regio", "regios"]
