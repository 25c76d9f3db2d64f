"""Small files as DUO writes them, with invented schools, and the real ones where they are at hand."""

import os
from pathlib import Path

import pandas as pd
import pytest

from swvmon import Bestand, Databron, Dataset
from swvmon_duo import swvmon_register_databronnen


def _datasets() -> dict[str, Dataset]:
    bronnen: list[Databron] = []
    swvmon_register_databronnen(bronnen.append)
    return {dataset.naam: dataset for bron in bronnen for dataset in bron.datasets}


DATASETS = _datasets()
"""Every dataset that the plugin registers, by name."""

LEERLINGEN_KOP = (
    "BRIN NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM VESTIGING;PLAATSNAAM VESTIGING;PROVINCIE VESTIGING;"
    "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR;VMBO SECTOR;AFDELING;ELEMENTCODE;OPLEIDINGSNAAM;"
    + ";".join(f"LEER- OF VERBLIJFSJAAR {i} - {wie}" for i in range(1, 7) for wie in ("MAN", "VROUW"))
)
VESTIGINGEN_KOP = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM;STRAATNAAM;POSTCODE;PLAATSNAAM;"
    "GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;ONDERWIJSSTRUCTUUR"
)
VSV_KOP = (
    "SAMENWERKINGSVERBAND_NUMMER;brin_nummer;vestigings_nummer;aantal_leerlingen;vsv_totaal;vsv_vmbo;vsv_mbo;vsv_overig"
)


@pytest.fixture
def bestand(tmp_path):
    """Write a file of a header and rows, in cp1252 with CRLF as DUO delivers it, and open it."""

    def write(header, rows, *, codering="cp1252", end="\r\n"):
        path = tmp_path / "zonder-betekenis.txt"
        path.write_bytes((end.join([header, *rows]) + end).encode(codering))
        return Bestand.open(path)

    return write


@pytest.fixture
def leerlingen():
    """One row of the pupil count."""

    def row(  # noqa: PLR0913, PLR0917 - a row has many cells
        brin="99ZZ", nummer="00", onderwijstype="Brugjaar 1-2", code="0300", opleiding="HAVO", cellen="1;2;0;0"
    ):
        rest = ";".join(["0"] * (12 - len(cellen.split(";"))))
        school = f"{brin};{nummer};De Linde;LUTJEBROEK;Holland"
        return f"{school};{onderwijstype};N.v.t.;N.v.t.;{code};{opleiding};{cellen};{rest}"

    return row


@pytest.fixture(scope="session")
def areas(real):
    """The SWV's of each postcode area of 2015, as table `regio_indeling` has them: no SWV where there is a word."""
    path = real("swv_regio_indeling/afgeleid/pc4_swv_2015-04-23.csv").pad
    rows = pd.read_csv(path, sep=";", dtype="str")
    for name in ("po_swv", "vo_swv"):
        rows[name] = rows[name].where(rows[name].str.fullmatch("(PO|VO)[0-9]{4}"))
    return rows


@pytest.fixture(scope="session")
def real():
    """The folder with real files; the test is skipped by name where a file is not there."""
    here = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
    folder = Path(os.environ.get("SWVMON_REAL_DATA", here.parent / "shared" / "data" / "real"))

    def open_real(relative):
        if not (folder / relative).exists():
            pytest.skip(f"real file {relative} is not here (set SWVMON_REAL_DATA)")
        return Bestand.open(folder / relative)

    return open_real
