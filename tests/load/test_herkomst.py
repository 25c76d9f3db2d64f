"""`leveringen.toml`: the nearest and longest entry holds; a mistake in it is told with file, line and key."""

from datetime import date

import pytest

from swvmon.errors import FileFault
from swvmon.run.herkomst import find_herkomst, read_herkomst


def test_the_nearest_file_and_the_longest_key_hold(tmp_path):
    """A folder's own file goes before one above it; a file's key before a folder's; top is not passed (by hand)."""
    inner = tmp_path / "top" / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "leveringen.toml").write_text('["top/"]\nstand = 2001-01-01\n')
    (tmp_path / "top" / "leveringen.toml").write_text(
        '["a/"]\nstand = 2011-01-01\n["a/b/"]\nstand = 2012-01-01\n["a/b/x.csv"]\nstand = 2013-01-01\n'
    )
    (inner / "leveringen.toml").write_text('["y.csv"]\nstand = 2014-01-01\n')
    found = {
        name: find_herkomst(tmp_path / "top" / name, tmp_path / "top").periode
        for name in ("a/b/x.csv", "a/b/y.csv", "a/b/z.csv", "a/z.csv", "z.csv")
    }
    assert {name: p and p.dagen.van.year for name, p in found.items()} == {
        "a/b/x.csv": 2013,
        "a/b/y.csv": 2014,
        "a/b/z.csv": 2012,
        "a/z.csv": 2011,
        "z.csv": None,
    }


@pytest.mark.parametrize(
    ("line", "soort", "days"),
    [
        ("peildatum = 2019-10-01", "peildatum", (date(2019, 10, 1), date(2019, 10, 1))),
        ("kalenderjaar = 2015", "kalenderjaar", (date(2015, 1, 1), date(2015, 12, 31))),
        ('schooljaar = "2015/16"', "schooljaar", (date(2015, 8, 1), date(2016, 7, 31))),
    ],
)
def test_kinds_of_period(tmp_path, line, soort, days):
    path = tmp_path / "leveringen.toml"
    path.write_text(f'["a.csv"]\n{line}\n')
    periode = read_herkomst(path)["a.csv"].periode
    assert (soort, days, True) == (periode.soort, (periode.dagen.van, periode.dagen.tot), periode.exact)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("peildatun = 2019-10-01", "unknown field 'peildatun'; did you mean 'peildatum'"),
        ("zomaar = 1", "unknown field 'zomaar'; known: peildatum"),
        ('peildatum = "2019-10-01"', "is not a peildatum; write it like peildatum = 2015-10-01"),
        ("stand = 2019-10-01T00:00:00", "is not a stand"),
        ("kalenderjaar = 15", "is not a kalenderjaar; write it like kalenderjaar = 2015"),
        ("kalenderjaar = true", "is not a kalenderjaar"),
        ('schooljaar = "2015/17"', "is not a schooljaar"),
        ("stand = 2019-10-01\npeildatum = 2019-10-01", "a file belongs to one period"),
        ('status = "klaar"', "status 'klaar' is not one of definitief, voorlopig, onbekend"),
        ('exact = "ja"', "exact is true or false"),
        ("licentie = 1", "licentie is not text"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(tmp_path, row, message):
    path = tmp_path / "leveringen.toml"
    path.write_text(f'# uitleg\n["a.csv"]\nstatus = "definitief"\n\n["map/b.csv"]\n{row}\n')
    with pytest.raises(FileFault, match=r"line 5, 'map/b\.csv'") as caught:
        read_herkomst(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize("key", ["/etc/passwd", "../a.csv", "a/../../b.csv", ""])
def test_a_key_stays_below_its_file(tmp_path, key):
    path = tmp_path / "leveringen.toml"
    path.write_text(f'["{key}"]\nstand = 2019-10-01\n')
    with pytest.raises(FileFault, match="a key is a path below this file"):
        read_herkomst(path)


def test_what_is_no_toml_is_told_with_its_line(tmp_path):
    path = tmp_path / "leveringen.toml"
    path.write_text('["a.csv"]\nstand = \n')
    with pytest.raises(FileFault, match=r"leveringen.toml: .*line 2"):
        read_herkomst(path)
    path.write_text('"a.csv" = 3\n')
    with pytest.raises(FileFault, match="expected a table"):
        read_herkomst(path)
