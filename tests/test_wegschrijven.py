"""Files are there whole or not at all; what is expected follows from the docstring of `whole_file` and from POSIX."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import Path

import pytest

from swvmon import SwvmonError, whole_file, write_whole

needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere, and Windows has other rules"
)


def content_of(folder):
    """Names and content of all files, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def failing():
    """Let a function of the system fail with an error number, for a while."""

    @contextmanager
    def fail(where, number):
        def raise_it(*_args, **_kwargs):
            raise OSError(number, os.strerror(number))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(where, raise_it)
            yield

    return fail


@pytest.fixture
def umask():
    """Set the umask; it is put back."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def test_text_and_bytes_are_written_as_they_are(tmp_path):
    """Text is UTF-8 with its own line ends; nothing else is in the folder."""
    write_whole(tmp_path / "a.csv", "één\r\ntwee\n")
    write_whole(tmp_path / "b.bin", b"\x00\xff")

    assert {"a.csv": "één\r\ntwee\n".encode(), "b.bin": b"\x00\xff"} == content_of(tmp_path)


def test_while_it_is_written_the_old_file_is_there(tmp_path):
    """Who reads in between sees the old content; the hidden file is in the same folder, so that it can be renamed."""
    path = tmp_path / "a.txt"
    path.write_text("oud", "utf-8")
    with whole_file(path) as hidden:
        hidden.write_text("nieuw", "utf-8")
        assert ("oud", tmp_path, True) == (path.read_text("utf-8"), hidden.parent, hidden.name.startswith("."))

    assert {"a.txt": b"nieuw"} == content_of(tmp_path)


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.write_bytes", "pathlib.Path.replace"])
@pytest.mark.parametrize("there", [{}, {"a.txt": b"oud"}], ids=["new", "replaced"])
def test_a_full_disk_leaves_what_was_there(where, there, tmp_path, failing):
    """Wherever the disk turns out to be full: one line with the reason, the old file, and nothing beside it."""
    for name, content in there.items():
        (tmp_path / name).write_bytes(content)
    with failing(where, errno.ENOSPC), pytest.raises(SwvmonError) as caught:
        write_whole(tmp_path / "a.txt", b"nieuw")

    assert f"cannot write {tmp_path / 'a.txt'}: No space left on device" == str(caught.value)
    assert there == content_of(tmp_path)


def test_any_error_of_the_writer_leaves_what_was_there(tmp_path):
    """An error that is no error of the system is passed on, and nothing of the new file stays."""

    def interrupted():
        with whole_file(tmp_path / "a.txt") as hidden:
            hidden.write_bytes(b"half")
            raise KeyboardInterrupt

    (tmp_path / "a.txt").write_bytes(b"oud")
    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert {"a.txt": b"oud"} == content_of(tmp_path)


def test_no_folder_and_no_file(tmp_path):
    """A folder that is not there is named; a folder in the place of the file is no file to replace."""
    (tmp_path / "map").mkdir()
    with pytest.raises(SwvmonError, match=r"cannot write to .*geen: No such file or directory"):
        write_whole(tmp_path / "geen" / "a.txt", b"")
    with pytest.raises(SwvmonError, match=r"cannot write .*map: Is a directory"):
        write_whole(tmp_path / "map", b"")
    assert ["map"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("where", ["pathlib.Path.open", "pathlib.Path.replace"])
def test_no_permission(where, tmp_path, failing):
    """Where the hidden file may not be made, or not be renamed, the message says so and the old file stays."""
    (tmp_path / "a.txt").write_bytes(b"oud")
    with failing(where, errno.EACCES), pytest.raises(SwvmonError, match=r"cannot write .*a\.txt: Permission denied"):
        write_whole(tmp_path / "a.txt", b"nieuw")

    assert {"a.txt": b"oud"} == content_of(tmp_path)


@needs_permissions
def test_a_folder_without_permission(tmp_path):
    """The same with the permissions of a real folder."""
    folder = tmp_path / "dicht"
    folder.mkdir(mode=0o555)
    with pytest.raises(SwvmonError, match="Permission denied"):
        write_whole(folder / "a.txt", b"nieuw")


def test_a_file_that_is_there_is_kept_when_asked(tmp_path):
    """With `new` nothing is replaced: not a file that was there, nor one that is made while we write."""
    write_whole(tmp_path / "a.txt", b"een", new=True)
    with pytest.raises(SwvmonError, match=r"a\.txt: is there already; choose another name"):
        write_whole(tmp_path / "a.txt", b"twee", new=True)
    with pytest.raises(FileExistsError), whole_file(tmp_path / "b.txt", new=True):
        (tmp_path / "b.txt").write_bytes(b"van een ander")

    assert {"a.txt": b"een", "b.txt": b"van een ander"} == content_of(tmp_path)


def test_new_on_a_disk_without_links(tmp_path, failing):
    """Where the disk has no hard links a new file is written all the same, and one that is there is still kept."""
    with failing("os.link", errno.EPERM):
        write_whole(tmp_path / "a.txt", b"een", new=True)
        with pytest.raises(FileExistsError), whole_file(tmp_path / "b.txt", new=True):
            (tmp_path / "b.txt").write_bytes(b"van een ander")

    assert {"a.txt": b"een", "b.txt": b"van een ander"} == content_of(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rules")
@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_permissions_of_a_new_file(mask, expected, tmp_path, umask):
    """A new file has what the umask leaves of rw-rw-rw-; with `new` too."""
    umask(mask)
    write_whole(tmp_path / "a.txt", b"")
    write_whole(tmp_path / "b.txt", b"", new=True)

    assert [expected] * 2 == [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a.txt", "b.txt")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rules")
def test_a_replaced_file_keeps_its_permissions_and_its_link(tmp_path, umask):
    """Who may read a file stays as it was; a link still points at the file, which has the new content."""
    umask(0o022)
    (tmp_path / "plan.toml").write_bytes(b"oud")
    (tmp_path / "plan.toml").chmod(0o640)
    (tmp_path / "link.toml").symlink_to("plan.toml")
    write_whole(tmp_path / "link.toml", b"nieuw")

    assert (Path("plan.toml"), b"nieuw") == ((tmp_path / "link.toml").readlink(), (tmp_path / "plan.toml").read_bytes())
    assert 0o640 == stat.S_IMODE((tmp_path / "plan.toml").stat().st_mode)


def test_the_longest_name(tmp_path):
    """A name of 255 bytes, the most that a file system takes, has a hidden name that fits too."""
    name = "a" * 255
    write_whole(tmp_path / name, b"x")

    assert {name: b"x"} == content_of(tmp_path)
