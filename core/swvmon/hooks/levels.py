"""Hook API levels: the core speaks its newest level and the one before it."""

HOOK_API = 1
SUPPORTED = (HOOK_API,)
"""Level 0 never existed; from level 2 on this holds two levels."""
