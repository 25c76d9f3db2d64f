"""Outcomes by hand and at random, to compare."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the tests share `vergelijk_uitkomsten`
