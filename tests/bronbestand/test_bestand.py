"""A file that cannot be used is refused in one line that says which and why; the head is all that refusing takes."""

import hashlib
import os
import stat
import tracemalloc

import pytest

from swvmon.bronbestand import Bestand, Kolom, read_table
from swvmon.bronbestand.bestand import KOPGROOTTE
from swvmon.errors import FileFault

KOLOMMEN = (Kolom("brin", ("BRIN",), "brin"), Kolom("aantal", ("AANTAL",), "aantal"))


def test_a_file_tells_its_name_size_and_fingerprint(tmp_path):
    """The fingerprint is that of the content (hashlib, computed independently)."""
    path = tmp_path / "a.csv"
    content = b"brin;aantal\n99ZZ;1\n" * 100_000
    path.write_bytes(content)
    bestand = Bestand.open(path)
    assert ("a.csv", len(content)) == (bestand.naam, bestand.grootte)
    assert hashlib.sha256(content).hexdigest() == bestand.sha256
    assert content == bestand.read_bytes()
    assert content[:KOPGROOTTE] == bestand.begin


def faulty(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.csv").touch()
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere.csv")
    (tmp_path / "file").write_text("x")
    os.mkfifo(tmp_path / "pipe.csv")
    return {
        "folder": "is a folder",
        "empty.csv": "is empty",
        "loop.csv": "leads back to itself",
        "gone.csv": "is not there",
        "file/below.csv": "is not there",
        "pipe.csv": "not a regular file",
        "none.csv": "is not there",
        "n" * 300: "too long",
        "nul\0.csv": "cannot be read",
    }


def test_each_unusable_file_is_refused_with_its_path_and_reason(tmp_path):
    """A pipe must not be opened (it would wait for ever); every message is one line that starts with the path."""
    for name, reason in faulty(tmp_path).items():
        with pytest.raises(FileFault) as caught:
            Bestand.open(tmp_path / name)
        message = str(caught.value)
        assert message.startswith(str(tmp_path / name))
        assert reason in message
        assert "\n" not in message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("brin;aantal\n")
    path.chmod(stat.S_IWUSR)
    with pytest.raises(FileFault, match="may not be read by you"):
        Bestand.open(path)


def test_a_file_that_the_system_will_not_open_is_refused(tmp_path, monkeypatch):
    """As above, also where the tests run as root."""
    path = tmp_path / "a.csv"
    path.write_text("brin;aantal\n")

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(FileFault, match="may not be read by you"):
        Bestand.open(path)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("brin;aantal\n99ZZ;1\n")
    bestand = Bestand.open(path)
    path.write_text("brin;aantal\n")
    with pytest.raises(FileFault, match="changed while it was read"):
        bestand.read_bytes()


@pytest.mark.parametrize("head", [b"", b"brin;aantal\n99ZZ;1\n", b"brin;aantal\n" + b"99ZZ;1\n" * 20_000])
def test_a_gigabyte_of_garbage_is_refused_in_constant_memory(tmp_path, head):
    """1 GB of zeros, also behind a good head: refused at the first bad byte, with less than 16 MiB (measured: ours)."""
    path = tmp_path / "big.csv"
    path.write_bytes(head)
    os.truncate(path, 10**9)
    tracemalloc.start()
    try:
        with pytest.raises(FileFault, match=r"not text|no text"):
            read_table(Bestand.open(path), KOLOMMEN)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 16 * 2**20


def test_a_table_of_more_than_a_gibibyte_is_not_taken_into_memory(tmp_path):
    path = tmp_path / "big.csv"
    path.write_bytes(b"brin;aantal\n99ZZ;1\n")
    bestand = Bestand.open(path)
    with pytest.raises(FileFault, match="at most 1073741824"):
        type(bestand)(bestand.pad, bestand.naam, 2**30 + 1, bestand.begin).read_bytes()
