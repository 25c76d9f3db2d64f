"""Small files of the registered datasets, from what the plugins' tests and the demo bring, and heads of real ones."""

from __future__ import annotations

import io
import os
import random
import re
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
REAL = Path(os.environ.get("SWVMON_REAL_DATA", ROOT.parent / "shared" / "data" / "real"))
REAL_ROWS = 200
STATLINE = (
    b"tabel;gewijzigd;maat;dimensies;periode;waarde;eenheid;status\n"
    b"85490NED;2026-08-02;M1;RegioS=GM0363;2022SJ00;120;aantal;definitief\n"
    b"85490NED;2026-08-02;M2;RegioS=GM0363;2023SJ00;33.25;%;voorlopig\n"
    b"85490NED;2026-08-02;M1;RegioS=GM9;2022SJ00;.;aantal;geheim\n"
)
GEMEENTEN = b"swv;gemeente\nPO9901;Lutjebroek\nPO9902;Waterhoven\n"


@cache
def small() -> dict[str, bytes]:
    """Small files by name: `FILES` of each `plugins/*/tests/small.py`, templates with their examples, the demo."""
    return {**_of_plugins(), **_templates(), **_demo(), "statline": STATLINE, "gemeenten": GEMEENTEN}


@cache
def real() -> dict[str, bytes]:
    """Of each real table the header and 200 rows, the same ones each time; empty where the files are not here."""
    chance = random.Random(20191001)  # noqa: S311 - rows, not secrets
    found = {}
    for path in sorted(REAL.rglob("*.csv")):
        header, *rows = path.read_bytes().splitlines(keepends=True)
        above = 1 if header.count(b";") + header.count(b",") and rows[0].isupper() and not header.isupper() else 0
        kept = sorted(chance.sample(range(above, len(rows)), min(REAL_ROWS, len(rows) - above)))
        found[path.relative_to(REAL).as_posix()] = b"".join([header, *rows[:above], *(rows[i] for i in kept)])
    return found


Sheets = dict[str, list[list[Any]]]
"""A workbook: the rows of each sheet, a cell as what a person typed."""
TITEL = "Achterstandsscore {}per basisschoolvestiging, 1 oktober 2019"
SCORES: Sheets = {
    "Voorblad": [["Achterstandsscores basisscholen, 2019"]],
    "Tabel 1": [
        [TITEL.format("")],
        [],
        [],
        ["School (BRIN vestiging)", "Aantal bekostigde leerlingen", "Achterstandsscore", ""],
        [],
        ["80AA00", 100, 33.02, ""],
        ["80BB00", 31, 18.3, "a"],
        ["80CC00", 210, ".", ""],
        [],
        ["Bron: CBS"],
    ],
}
"""A workbook of CBS with invented schools."""
REGELING = (
    b"##Regeling van 25 november 2012 (Regeling regio-indeling samenwerkingsverbanden passend onderwijs PO en VO)\n\n"
)
WETTEKSTEN = {
    "gebieden": b"| PC4  | gemeente  | PO SWV  | VO SWV  |\n|:---|:---|:---|:---|\n"
    b"| 1234  | Lutjebroek  | PO9999  | VO9999  |\n| 3197  | Rotterdam  | Europoort  | Europoort  |\n",
    "gemeenten": b"| samenwerkingsverband  | gemeentenaam  |\n|:---|:---|\n"
    b"| PO9901  | Lutjebroek (postcode 1234)  |\n| ---  | Waterhoven  |\n| VO9902  | Lutjebroek  |\n",
}
"""Tables of the regulation with invented municipalities."""


@cache
def workbooks() -> dict[str, Sheets]:
    """Workbooks: a template, one of CBS, and of the real one the header and 200 rows per table where it is here."""
    from swvmon_swvadministratie.sjablonen import SJABLONEN

    velden = SJABLONEN["kenmerken"].velden
    made: Sheets = {"kenmerken": [[v.naam for v in velden], [v.voorbeeld for v in velden]]}
    path = REAL / "achterstandsscores" / "achterstandsscores-scholen-2019.xlsx"
    found = {"template kenmerken.xlsx": made, "achterstandsscores.xlsx": SCORES}
    return found | ({"real achterstandsscores.xlsx": _some_of(path)} if path.exists() else {})


def write_workbook(sheets: Sheets) -> bytes:
    """The bytes of a workbook; a text that starts with = becomes a formula."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"nan_inf_to_errors": True, "strings_to_numbers": False})
    for naam, rows in sheets.items():
        sheet = book.add_worksheet(naam)
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    book.close()
    return stream.getvalue()


@cache
def observations() -> list[dict[str, Any]]:
    """200 figures of a StatLine table; each in another region, the last ones without a value."""
    reasons = {0: "Confidential", 1: "Impossible"}
    return [
        {
            "Id": number,
            "Measure": "M1",
            "ValueAttribute": reasons.get(number, "None"),
            "Value": None if number in reasons else number * 7.25,
            "RegioS": f"GM{number:04d}",
            "Perioden": "2022SJ00",
        }
        for number in range(REAL_ROWS)
    ]


def write_json(rows: list[dict[str, Any]]) -> bytes:
    """The snapshot of a StatLine table with these figures."""
    from swvmon_cbs.momentopname import as_json

    return as_json(
        {
            "tabel": "85490NED",
            "Properties": {"Identifier": "85490NED", "Modified": "2026-08-02T02:00:00+02:00"},
            "Dimensions": [
                {"Identifier": "RegioS", "Kind": "GeoDimension"},
                {"Identifier": "Perioden", "Kind": "TimeDimension"},
            ],
            "MeasureCodes": [{"Identifier": "M1", "Unit": "aantal"}],
            "Codes": {"RegioS": [], "Perioden": [{"Identifier": "2022SJ00", "Status": "Definitief"}]},
            "Observations": rows,
        }
    )


@cache
def texts() -> dict[str, bytes]:
    """Texts of law: made ones, and of each real one what is above its table and 200 of its rows."""
    chance = random.Random(20150423)  # noqa: S311 - rows, not secrets
    found = {name: REGELING + table for name, table in WETTEKSTEN.items()}
    for path in sorted(REAL.glob("swv_regio_indeling/*.md")):
        lines = path.read_bytes().splitlines(keepends=True)
        rows = [i for i, line in enumerate(lines) if re.match(rb"\|\s*(?:PO|VO|V0|[1-9])", line)]
        first = next(i for i, line in enumerate(lines) if line.startswith(b"|")) + 2
        rows = [i for i in rows if i >= first]
        kept = sorted(chance.sample(rows, min(REAL_ROWS, len(rows))))
        found[path.name] = b"".join([*lines[:first], *(lines[i] for i in kept)])
    return found


@cache
def synthetic() -> dict[str, bytes]:
    """The tables of a made country, as Parquet; enrolments of pupils, which go another way in, are not among them."""
    from swvmon_synthetisch.inlezen import KOLOMMEN
    from swvmon_synthetisch.schrijven import write_land

    with TemporaryDirectory() as folder:
        list(write_land(Path(folder) / "land", 1000, 1, 1, lambda _text: None))
        files = {path.stem: path for path in Path(folder).rglob("*.parquet")}
        return {f"synthetic {tabel}": files[tabel].read_bytes() for tabel in KOLOMMEN}


def _some_of(path: Path) -> Sheets:
    from python_calamine import CalamineWorkbook

    chance = random.Random(20191001)  # noqa: S311 - rows, not secrets
    book = CalamineWorkbook.from_path(path)
    found: Sheets = {"Voorblad": [["Achterstandsscores basisscholen, 2019"]]}
    for naam in ("Tabel 1", "Tabel 2"):
        rows = book.get_sheet_by_name(naam).to_python(skip_empty_area=False)
        schools = [i for i, row in enumerate(rows) if re.fullmatch("[0-9]{2}[A-Z]{2}[0-9]{2}", str(row[0]))]
        kept = sorted(chance.sample(schools, REAL_ROWS))
        found[naam] = [*rows[: schools[0]], *(rows[i] for i in kept), *rows[schools[-1] + 1 :]]
    return found


def _of_plugins() -> dict[str, bytes]:
    found = {}
    for path in sorted((ROOT / "plugins").glob("*/tests/small.py")):
        spec = spec_from_file_location(f"small_of_{path.parent.parent.name}", path)
        assert spec
        assert spec.loader
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, (header, rows) in module.FILES.items():
            found[name] = ("\r\n".join([header, *rows]) + "\r\n").encode("cp1252")
    return found


def _templates() -> dict[str, bytes]:
    from swvmon_swvadministratie.sjablonen import SJABLONEN

    return {
        f"template {naam}": "\n".join(
            [";".join(v.naam for v in s.velden), ";".join(v.voorbeeld for v in s.velden), ""]
        ).encode()
        for naam, s in SJABLONEN.items()
    }


def _demo() -> dict[str, bytes]:
    folder = ROOT / "core" / "swvmon" / "demo"
    files = sorted(p for p in folder.rglob("*.csv") if "2012" not in p.name or "2014" not in p.name)
    latest = {p.name.rstrip("-.0123456789csv"): p for p in files}
    return {p.relative_to(folder).as_posix(): _some(p.read_bytes()) for p in latest.values()}


def _some(data: bytes) -> bytes:
    return b"".join(data.splitlines(keepends=True)[:12])
