"""Dated parameters: read from what a plugin ships, and looked up by period."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from importlib import invalidate_caches

import attrs
import pytest

from swvmon.contract.parameter import Dated, Parameter, Waarde, dated, is_dated, read_parameters
from swvmon.errors import MissingParameter, PluginFault
from swvmon.perioden import Periode, Schooljaar

READ_ON = date(2026, 11, 22)
YEAR = Schooljaar(2015).periode


def kalenderjaar(year: int) -> Periode:
    return Periode(date(year, 1, 1), date(year, 12, 31))


VALUE = '{ waarde = 512.95, van = "2015/16", bron = "L2 art. 15", status = "vastgesteld", opgehaald = 2026-11-22 }'
TARIFF = f"""
[tarief]
titel = "Tarief per leerling"
eenheid = "euro per leerling per schooljaar"
per = "schooljaar"
waarden = [{VALUE}]
"""


@pytest.fixture
def ship(tmp_path, monkeypatch):
    """Make a package `swvmon_proef` with parameter files and read what it ships."""

    def read(**texts: str) -> list[Parameter]:
        folder = tmp_path / "swvmon_proef" / "parameters"
        folder.mkdir(parents=True)
        (folder.parent / "__init__.py").touch()
        for name, text in texts.items():
            (folder / f"{name}.toml").write_text(text, "utf-8")
        (folder / "LEESMIJ.md").write_text("not a parameter file", "utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "swvmon_proef", raising=False)
        invalidate_caches()
        try:
            return read_parameters("swvmon_proef")
        finally:
            sys.modules.pop("swvmon_proef", None)

    return read


def test_read_parameters(ship) -> None:
    """A value keeps its digits, unit, days, source, status and date; other files in the folder are let be."""
    assert [
        Parameter(
            "proef.tarief",
            "Tarief per leerling",
            "euro per leerling per schooljaar",
            "schooljaar",
            (Waarde(Decimal("512.95"), YEAR, "L2 art. 15", "vastgesteld", READ_ON),),
        )
    ] == ship(tarieven=TARIFF)


def test_read_parameters_by_file_and_group(ship) -> None:
    """Files are read in the order of their names; a group's members have their own part in the id."""
    group = TARIFF.replace("[tarief]", "[minimum.gymnasium]") + TARIFF.replace("[tarief]", "[minimum.vmbo]")

    parameters = ship(b=TARIFF, a=group)

    assert ["proef.minimum.gymnasium", "proef.minimum.vmbo", "proef.tarief"] == [p.id for p in parameters]


def test_a_parameter_of_which_no_value_is_known(ship) -> None:
    """It is there to be supplied by a plan; asking for its value says so."""
    (parameter,) = ship(tarieven=TARIFF.replace(f"[{VALUE}]", "[]"))

    assert ("proef.tarief", ()) == (parameter.id, parameter.waarden)
    with pytest.raises(MissingParameter, match=r"has no value for 2015-08-01 .*; known for no period\. Supply it in"):
        parameter.at(YEAR)


@pytest.mark.parametrize(
    ("tot", "expected"),
    [
        ("", YEAR),
        (', tot = "2016/17"', Periode(date(2015, 8, 1), date(2017, 7, 31))),
        (', tot = "open"', Periode(date(2015, 8, 1), date(2999, 12, 31))),
        (", tot = 2015-12-31", Periode(date(2015, 8, 1), date(2015, 12, 31))),
    ],
)
def test_end_of_a_value(ship, tot: str, expected: Periode) -> None:
    """Without `tot` a value holds one year; else up to and including the year or day named, or without known end."""
    (parameter,) = ship(tarieven=TARIFF.replace(', bron = "L2', f'{tot}, bron = "L2'))

    assert expected == parameter.waarden[0].geldig


def test_value_per_kalenderjaar(ship) -> None:
    """A value set per calendar year is written as a number and holds from 1 January to 31 December."""
    text = TARIFF.replace('per = "schooljaar"', 'per = "kalenderjaar"').replace('van = "2015/16"', "van = 2015")

    (parameter,) = ship(tarieven=text)

    assert kalenderjaar(2015) == parameter.waarden[0].geldig


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('eenheid = "euro per leerling per schooljaar"\n', "", "lacks eenheid"),
        ('titel = "Tarief per leerling"\n', "", "lacks titel"),
        ('per = "schooljaar"\n', "", "lacks per"),
        (', bron = "L2 art. 15"', "", "a value lacks bron"),
        (', status = "vastgesteld"', "", "a value lacks status"),
        (", opgehaald = 2026-11-22", "", "a value lacks opgehaald"),
        (', van = "2015/16"', "", "a value lacks van"),
        ("waarde = 512.95, ", "", "a value lacks waarde"),
        ("titel =", 'eenheit = "euro"\ntitel =', "unknown key eenheit"),
        ("{ waarde", '{ eenheid = "euro", waarde', "unknown key eenheid"),
        ("512.95", '"512,95"', "waarde '512,95' is not a number"),
        ("512.95", "true", "waarde True is not a number"),
        ("512.95", "nan", "is not a number"),
        ("512.95", "inf", "is not a number"),
        ("2026-11-22", '"2026-11-22"', "opgehaald '2026-11-22' is not a date"),
        ("2026-11-22", "2026-11-22T12:00:00", "is not a date"),
        ('"2015/16"', '"2015"', "'2015' is not a schooljaar"),
        ('"2015/16"', "2015", "2015 is not a schooljaar or a date"),
        ('"2015/16"', "2015-08-01T00:00:00", "is not a schooljaar or a date"),
        (', bron = "L2', ', tot = "2014/15", bron = "L2', "cannot end on 2015-07-31"),
        ('"vastgesteld"', '"zeker"', "'status' must be in"),
        ('"L2 art. 15"', '""', "'bron'"),
        ('"Tarief per leerling"', '""', "'titel'"),
        ('per = "schooljaar"', 'per = "maand"', "is not a maand or a date"),
        (f"[{VALUE}]", f"[{VALUE}, {VALUE}]", "two values hold on 2015-08-01"),
    ],
)
def test_a_value_without_provenance_is_refused(ship, old: str, new: str, message: str) -> None:
    """No number without unit, period, source, status and date, or with an unknown key; file and parameter are named."""
    assert TARIFF.count(old) == 1

    with pytest.raises(PluginFault) as caught:
        ship(tarieven=TARIFF.replace(old, new))

    text = str(caught.value)
    assert text.startswith("swvmon_proef/parameters/tarieven.toml: proef.tarief: ")
    assert message in text


@pytest.mark.parametrize("text", ["tarief = 3", "[tarief", "[tarief]\ntitel = 'x'"])
def test_what_is_not_a_parameter_table_is_refused(ship, text: str) -> None:
    """A bare number, broken TOML and a table without values are refused, naming the file."""
    with pytest.raises(PluginFault, match=r"^swvmon_proef/parameters/los\.toml: "):
        ship(los=text)


def two_years() -> Parameter:
    """Published tariffs zware ondersteuning vo: 2015/16 512,95; the second value is made up."""
    return Parameter(
        "proef.tarief",
        "Tarief",
        "euro per leerling",
        "schooljaar",
        (
            Waarde(Decimal("512.95"), YEAR, "L2 art. 15", "vastgesteld", READ_ON),
            Waarde(Decimal(520), Schooljaar(2016).periode, "made up", "aanname", READ_ON),
        ),
    )


def test_parameter_at_a_period() -> None:
    """The value that holds during all days asked for, on its first and last day too."""
    last_day = Periode(date(2017, 7, 31), date(2017, 7, 31))

    assert [Decimal("512.95"), Decimal(520)] == [two_years().at(p).waarde for p in (YEAR, last_day)]


@pytest.mark.parametrize(
    "periode",
    [Schooljaar(2018).periode, kalenderjaar(2016), Periode(date(2017, 7, 31), date(2017, 8, 1))],
    ids=["after", "over two values", "partly after"],
)
def test_missing_parameter_says_how_to_supply_it(periode: Periode) -> None:
    """The message names parameter, unit, what is known, and the lines for the region plan, which read as TOML."""
    with pytest.raises(MissingParameter) as caught:
        two_years().at(periode)

    text = str(caught.value)
    start = f"parameter proef.tarief (euro per leerling) has no value for {periode}; "
    known = "known for 2015-08-01 t/m 2016-07-31; 2016-08-01 t/m 2017-07-31. "
    supply = (
        f'Supply it in the region plan: [[parameter]] id = "proef.tarief", waarde = ..., van = {periode.van}, '
        f'tot = {periode.tot}, bron = "...", status = "aanname"'
    )
    assert start + known + supply == text


@pytest.mark.parametrize("identifier", ["tarief", "Proef.tarief", "proef.", "proef.Tarief", "proef tarief.x"])
def test_parameter_id_has_a_namespace(identifier: str) -> None:
    """An id is the plugin's name, a point and a name; nothing else."""
    with pytest.raises(ValueError, match="'id' must match"):
        attrs.evolve(two_years(), id=identifier)


def test_parameter_takes_no_float() -> None:
    """A value is a Decimal; a float is refused."""
    with pytest.raises(TypeError, match="waarde"):
        Waarde(512.95, YEAR, "L2 art. 15", "vastgesteld", READ_ON)


def test_dated_marks_a_field() -> None:
    """A field declared with `dated` is known as such and keeps its default; an ordinary one is not."""
    keuzes = attrs.make_class("Keuzes", {"budget_euro": attrs.field(), "tarief": dated(default=Decimal(1))})

    assert {"budget_euro": False, "tarief": True} == {f.name: is_dated(f) for f in attrs.fields(keuzes)}
    assert Decimal(1) == keuzes(Decimal(2)).tarief


@pytest.mark.parametrize(
    ("when", "sector", "given", "expected"),
    [
        ({}, "po", {}, (2022, 8, 1, 2023, 7, 31)),
        ({"unless": "budget_euro"}, "po", {"budget_euro": 1}, None),
        ({"unless": "budget_euro"}, "po", {"ander": 1}, (2022, 8, 1, 2023, 7, 31)),
        ({"sector": "vo"}, "po", {}, None),
        ({"geldig": Periode(date(2014, 8, 1), date(2022, 12, 31))}, "po", {}, (2022, 8, 1, 2022, 12, 31)),
        ({"geldig": Periode(date(2024, 1, 1), date(2024, 12, 31))}, "po", {}, None),
        ({"only_with": "aandeel"}, "po", {"ander": 1}, None),
        ({"only_with": "aandeel"}, "po", {"aandeel": 1}, (2022, 8, 1, 2023, 7, 31)),
        ({"only_with": "aandeel", "unless": "budget_euro"}, "po", {"aandeel": 1, "budget_euro": 1}, None),
    ],
)
def test_when_a_dated_field_needs_a_value(when, sector, given, expected) -> None:
    """Not where a choice replaces it or does not switch it on, in the other sector, or outside its regime's days."""
    days = Dated(**when).needed(sector, Schooljaar(2022).periode, given)

    assert expected == (days and (*days.van.timetuple()[:3], *days.tot.timetuple()[:3]))
