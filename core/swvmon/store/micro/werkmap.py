"""Hidden folders for what is not finished: each is locked by the process that works in it, and removed after it."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from swvmon.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN = ".bezig-"


@contextmanager
def werkmap(folder: Path) -> Iterator[Path]:
    """A hidden folder inside a folder, which is made where it is not there; what killed processes left is removed.

    Raises:
        StoreError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder, wait=True):
            _remove_left(folder)
            place = Path(tempfile.mkdtemp(prefix=BEGIN, dir=folder))
            handle = _lock(place, wait=True)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror}); nothing was written; give it room and permission to write"
        ) from None
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(handle)


def _remove_left(folder: Path) -> None:
    """Remove hidden folders that no process holds."""
    for left in folder.glob(f"{BEGIN}*"):
        try:
            with _locked(left, wait=False):
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue  # somebody works in it


@contextmanager
def _locked(folder: Path, *, wait: bool) -> Iterator[None]:
    handle = _lock(folder, wait=wait)
    try:
        yield
    finally:
        os.close(handle)


def _lock(folder: Path, *, wait: bool) -> int:
    """A handle that holds the lock of a folder until it is closed or the process ends, however it ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(handle)
        raise
    return handle
