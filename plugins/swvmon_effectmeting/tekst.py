"""Numbers as Dutch readers write them."""

from __future__ import annotations

from decimal import Decimal

from swvmon import format_decimal

DIGITS = 4


def number(value: float) -> str:
    """A number with four significant digits, or four decimals where it is larger: 0,0027, 12,3457, 1,2e-9."""
    if value != 0 and abs(value) < 1e-6:
        return f"{value:.1e}".replace(".", ",")
    if abs(value) >= 1:
        return format_decimal(Decimal(f"{value:.{DIGITS}f}"))
    return f"{Decimal(f'{value:.{DIGITS}g}').normalize():f}".replace(".", ",")
