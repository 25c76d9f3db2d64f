"""Commits of a git repository, checked out for as long as they are needed; the working tree is not touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@frozen
class Checkout:
    """A commit in a folder.

    Attributes:
        naam: what was asked for and the start of its hash.
        map: the folder.
    """

    naam: str
    map: Path


def top_of(folder: Path) -> Path:
    """The folder of the repository around a folder.

    Raises:
        UsageError: there is none, or git is not installed.
    """
    return Path(_git(folder, "rev-parse", "--show-toplevel").strip()).resolve()


@contextmanager
def checkout(top: Path, commit: str | None, folder: Path, leave: Path) -> Iterator[Checkout]:
    """Check a commit out into a folder, which git forgets after.

    Args:
        top: the repository.
        commit: the commit; None: HEAD with what is changed and not committed, new files that git does not ignore too.
        folder: not there yet.
        leave: a file that is not copied, such as the database.

    Raises:
        UsageError: there is no such commit.
    """
    wanted = commit or "HEAD"
    if wanted.startswith("-"):
        raise UsageError(f"{wanted!r} is not a commit")
    found = _git(
        top, "rev-parse", "--verify", "--quiet", f"{wanted}^{{commit}}", missing=f"there is no commit {wanted!r}"
    )
    _git(top, "worktree", "add", "--quiet", "--detach", str(folder), found.strip())
    try:
        if commit is None:
            _copy_changes(top, folder, leave)
        name = f"{wanted} {found[:9]}"
        yield Checkout(f"{name} with what is not committed" if commit is None else name, folder)
    finally:
        _git(top, "worktree", "remove", "--force", str(folder))


def _copy_changes(top: Path, folder: Path, leave: Path) -> None:
    """Bring a checkout of HEAD to the state of the working tree."""
    changed = _git(top, "diff", "--name-only", "--no-renames", "-z", "HEAD")
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    for name in filter(None, (changed + new).split("\0")):
        source, target = top / name, folder / name
        if source.is_symlink() or (source.is_file() and not _is_database(source, leave)):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
        elif not source.exists():
            target.unlink(missing_ok=True)


def _is_database(path: Path, database: Path) -> bool:
    """Whether a file is the database, or one that SQLite keeps beside it."""
    return path.parent == database.parent and path.name.startswith(database.name)


def _git(folder: Path, *words: str, missing: str = "") -> str:
    """What git says; variables that a hook of git sets are left out, they may mean another repository."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    command = ["git", "--no-optional-locks", *words]
    try:
        done = subprocess.run(  # noqa: S603 - git, with words in a list, not a shell
            command, cwd=folder, env=kept, capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        raise UsageError("--git needs git, which is not installed") from None
    if done.returncode:
        said = missing or (done.stderr.strip().splitlines() or ["git says nothing"])[-1]
        raise UsageError(f"{folder}: {said}")
    return done.stdout
