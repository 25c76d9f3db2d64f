"""What a plugin author's tests use: a snapshot from plain frames, a model run alone, and the law of conservation."""

from swvmon.testing.behoud import assert_conserved
from swvmon.testing.bouw import apply, make_momentopname

__all__ = ["apply", "assert_conserved", "make_momentopname"]
