"""Progress on what takes longer than two seconds, on stderr, and only for a person at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 2.0


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that tells what is being done; it stays silent for the first two seconds."""
    start = time.monotonic()
    shown = False

    def tell(text: str) -> None:
        nonlocal shown
        elapsed = time.monotonic() - start
        if elapsed >= PATIENCE_SECONDS and sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[2K{elapsed:4.0f} s  {text}")
            sys.stderr.flush()
            shown = True

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
