"""Files that are there whole or not at all: written under a hidden name, synced, then given their own."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from swvmon.errors import UsageError

LONGEST = 60
"""Characters of a name that its hidden name has too; a name has at most 255 bytes, and a character up to four."""


@contextmanager
def whole_file(path: Path, *, new: bool = False) -> Iterator[Path]:
    """A hidden file beside `path`, which becomes `path` when the block ends without an error.

    Where it does not, what was there stays as it was and nothing is left beside it. A file that is replaced keeps its
    permissions, and a link keeps pointing at it; a new file has those that the umask leaves.

    Args:
        path: the file; its folder is there.
        new: refuse to replace a file, also one that another process made meanwhile.

    Raises:
        FileExistsError: with `new`, where there is a file.
        OSError: it cannot be written: no such folder, no permission, the disk is full.
    """
    target = path.resolve()
    if new and target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    hidden = target.with_name(f".{target.name[:LONGEST]}.{secrets.token_hex(4)}.tmp")
    hidden.open("xb").close()
    try:
        yield hidden
        with hidden.open("r+b") as file:
            os.fsync(file.fileno())
        if new:
            _place_new(hidden, target)
        else:
            with suppress(FileNotFoundError):
                hidden.chmod(target.stat().st_mode & 0o777)
            hidden.replace(target)
    finally:
        hidden.unlink(missing_ok=True)
    _sync_folder(target.parent)


def write_whole(path: Path, content: bytes | str, *, new: bool = False) -> None:
    """Write a file whole, or leave what was there.

    Args:
        path: the file; its folder is there.
        content: bytes, or text that is written as UTF-8 with its line ends as they are.
        new: refuse to replace a file.

    Raises:
        UsageError: it cannot be written there, or with `new` it is there already.
    """
    try:
        with whole_file(path, new=new) as hidden:
            hidden.write_bytes(content.encode() if isinstance(content, str) else content)
    except FileExistsError:
        raise UsageError(f"{path}: is there already; choose another name") from None
    except OSError as error:
        where = path if path.parent.is_dir() else f"to {path.parent}"
        raise UsageError(f"cannot write {where}: {error.strerror or error}") from None


def _place_new(hidden: Path, target: Path) -> None:
    try:
        os.link(hidden, target)  # unlike a rename it refuses to replace
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        hidden.replace(target)


def _sync_folder(folder: Path) -> None:
    """Make the new name outlive a power cut, where the system can; the file itself is whole already."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
