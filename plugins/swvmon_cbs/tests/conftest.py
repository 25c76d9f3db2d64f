"""A workbook and a StatLine table as CBS makes them, with invented schools, and the real file where it is at hand."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter

from swvmon import Bestand
from swvmon.testing import make_opdracht

TITEL = "Achterstandsscore {}per basisschoolvestiging, 1 oktober 2019"
NOTEN = ["Bron: CBS", "a De score is onvoldoende betrouwbaar; te weinig (<= 40) leerlingen.", "b Idem; onderbouw"]
TABEL_1 = [
    ["School (BRIN vestiging)", "Aantal bekostigde leerlingen", "Achterstandsscore", ""],
    [],
    ["80AA00", 100, 33.02, ""],
    ["80BB00", 142, 0, ""],
    ["80CC00", 31, 18.3, "a"],
    ["80DD00", 210, ".", ""],
    ["80EE00", 55, "", ""],
]
TABEL_2 = [
    [
        "School (BRIN vestiging)",
        "Achterstandsscore zonder drempel",
        "Achterstandsscore zonder drempel \n(onderbouw)",
        "Achterstandsscore zonder drempel \n(bovenbouw)",
        "",
    ],
    [],
    ["80AA00", 102.62, 26.17, 76.45, ""],
    ["80BB00", 19.46, 10.33, 9.13, "b"],
    ["80CC00", 21.8, 5.46, 16.34, "a, b, c"],
]
SERVICE = "https://datasets.cbs.nl/odata/v1/CBS/85490NED"
OBSERVATIONS = [
    {"Id": 1, "Measure": "M1_1", "ValueAttribute": "None", "Value": 120, "RegioS": "GM0363  ", "Perioden": "2022SJ00"},
    {"Id": 2, "Measure": "M2", "ValueAttribute": "None", "Value": 33.25, "RegioS": "GM0363", "Perioden": "2023SJ00"},
    {
        "Id": 3,
        "Measure": "M1_1",
        "ValueAttribute": "Confidential",
        "Value": None,
        "RegioS": "GM9",
        "Perioden": "2022SJ00",
    },
    {
        "Id": 4,
        "Measure": "M1_1",
        "ValueAttribute": "Impossible",
        "Value": None,
        "RegioS": "GM8",
        "Perioden": "2022SJ00",
    },
    {"Id": 5, "Measure": "M2", "ValueAttribute": "Vervallen", "Value": None, "RegioS": "GM8", "Perioden": "2023SJ00"},
]
ANSWERS = {
    "/Properties": {
        "@odata.context": "x",
        "Identifier": "85490NED",
        "Title": "Leerlingen",
        "Modified": "2026-08-02T02:00:00+02:00",
    },
    "/Dimensions": [
        {"Identifier": "RegioS", "Kind": "GeoDimension"},
        {"Identifier": "Perioden", "Kind": "TimeDimension"},
    ],
    "/MeasureCodes": [{"Identifier": "M1_1", "Unit": "aantal"}, {"Identifier": "M2", "Unit": "%"}],
    "/RegioSCodes": [{"Identifier": "GM0363", "Title": "Amsterdam"}],
    "/PeriodenCodes": [
        {"Identifier": "2022SJ00", "Status": "Definitief"},
        {"Identifier": "2023SJ00", "Status": "Voorlopig"},
    ],
}


def write_workbook(path, tables, *, title=TITEL, notes=NOTEN, lead=0):
    """A cover, a list of sheets, and each table with its title, header on row 4 and notes below."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Voorblad").write(2, 0, "Achterstandsscores basisscholen, 2019")
    book.add_worksheet("Inhoud").write_row(3, 0, ["Werkblad", "Inhoud"])
    for number, rows in tables.items():
        sheet = book.add_worksheet(f"Tabel {number}")
        sheet.write(0, 0, f"Tabel {number}")
        sheet.write(1, 0, title.format("zonder drempel " if number == 2 else ""))
        for line, row in enumerate([*rows, []] + [[note] for note in notes], 3 + lead):
            sheet.write_row(line, 0, row)
    book.close()
    return Bestand.open(path)


@pytest.fixture
def werkboek(tmp_path):
    """The workbook with both tables, or with others."""

    def write(tables=None, **rest):
        return write_workbook(tmp_path / "zonder-betekenis.xlsx", tables or {1: TABEL_1, 2: TABEL_2}, **rest)

    return write


@pytest.fixture
def service(monkeypatch):
    """The service of CBS without a network: pages of two observations; keeps which addresses were asked."""
    httpx = pytest.importorskip("httpx")
    asked = []
    answers = dict(ANSWERS)

    def answer(request):
        asked.append(str(request.url))
        path = str(request.url).removeprefix(SERVICE)
        if path.startswith("/Observations"):
            start = int(request.url.params.get("$skip", 0))
            page = {"value": OBSERVATIONS[start : start + 2]}
            if start + 2 < len(OBSERVATIONS):
                page["@odata.nextLink"] = answers.get("next", f"{SERVICE}/Observations?$skip={start + 2}")
            return httpx.Response(200, json=page)
        if path not in answers:
            return httpx.Response(404)
        found = answers[path]
        if isinstance(found, httpx.Response):
            return found
        return httpx.Response(200, json={"value": found} if isinstance(found, list) else found)

    client = httpx.Client
    monkeypatch.setattr("swvmon_cbs.cli.client", lambda: client(transport=httpx.MockTransport(answer)))
    return SimpleNamespace(asked=asked, answers=answers)


@pytest.fixture
def swvmon(tmp_path, monkeypatch):
    """Call swvmon; gives exit code and all that it printed."""
    return make_opdracht(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def real():
    """The folder with real files; the test is skipped by name where a file is not there."""
    here = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
    folder = Path(os.environ.get("SWVMON_REAL_DATA", here.parent / "shared" / "data" / "real"))

    def find(relative):
        if not (folder / relative).exists():
            pytest.skip(f"real file {relative} is not here (set SWVMON_REAL_DATA)")
        return folder / relative

    return find
