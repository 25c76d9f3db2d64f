"""The folder with enrolments: files by their fingerprint, each there whole or not at all, never changed."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon.errors import StoreError
from swvmon.store.micro.motor import sha256_of
from swvmon.store.micro.werkmap import werkmap
from swvmon.store.url import sqlite_file

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

OMGEVING_MAP = "SWVMON_MICRO"
"""The environment variable that names the folder; needed with PostgreSQL, where all machines must see it."""
BLOK = 1024 * 1024


@frozen(order=True)
class Microbestand:
    """A file with the enrolments on one 1 October.

    Attributes:
        peildatum: the 1 October.
        levering: number of the levering.
        sha256: of the content.
        rijen: enrolments.
        pad: where it is.
        uitgever: publisher.
        licentie: licence.
        status: definitief, voorlopig or onbekend.
    """

    peildatum: date
    levering: int
    sha256: str
    rijen: int
    pad: Path
    uitgever: str
    licentie: str
    status: str

    def verify(self) -> None:
        """See that it is what was loaded.

        Raises:
            StoreError: it is gone or was changed.
        """
        if sha256_of(self.pad) != self.sha256:
            raise StoreError(
                f"{self.pad}: enrolments of {self.peildatum} are not what was loaded (the fingerprint differs); "
                "remove the file and load that year again"
            )


def folder_of(url: URL) -> Path:
    """The folder with enrolments that belongs to a database.

    Raises:
        StoreError: there is none that belongs to it, and none is named.
    """
    if named := os.environ.get(OMGEVING_MAP):
        return Path(named)
    database = sqlite_file(url)
    if database is None:
        raise StoreError(f"enrolments stay outside this database: name a folder for them with {OMGEVING_MAP}=DIR")
    return database.with_name(f"{database.stem}.micro")


def path_of(folder: Path, sha256: str) -> Path:
    """Where the file with a fingerprint is."""
    return folder / f"inschrijving-{sha256[:32]}.parquet"


def place(source: Path, sha256: str, folder: Path) -> Path:
    """Copy a file into the folder: to a hidden folder, synced, then renamed; a file that is there is left alone.

    Raises:
        StoreError: the disk is full, the folder may not be written, or the source changed meanwhile; nothing stays.
    """
    target = path_of(folder, sha256)
    if target.exists() and sha256_of(target) == sha256:
        return target
    digest = hashlib.sha256()
    with werkmap(folder) as hidden:
        try:
            with source.open("rb") as stream, (hidden / target.name).open("wb") as copy:
                while block := stream.read(BLOK):
                    digest.update(block)
                    copy.write(block)
                copy.flush()
                os.fsync(copy.fileno())
            if digest.hexdigest() != sha256:
                raise StoreError(f"{source}: changed while it was read; load it again")
            (hidden / target.name).replace(target)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written ({error.strerror}); nothing was loaded") from None
    _sync_folder(folder)
    return target


def _sync_folder(folder: Path) -> None:
    """Make the new name outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
