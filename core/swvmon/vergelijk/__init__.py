"""Comparing two outcomes: who gets more or less, by which step, and which numbers differ."""

from swvmon.vergelijk.kant import Kant, Uitkomsten, read_side, read_sides
from swvmon.vergelijk.verschil import Vergelijking, compare

__all__ = ["Kant", "Uitkomsten", "Vergelijking", "compare", "read_side", "read_sides"]
