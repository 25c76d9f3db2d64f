"""Random publications, and an attacker who sees only what is published."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the tests share `privacy_tabellen` and `privacy_aanvaller`
