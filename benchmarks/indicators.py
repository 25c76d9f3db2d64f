"""All SWV's po over ten school years: a run that measures growth in the historical file, against plain pandas.

Every indicator that has data where only that file is loaded is measured; it is one, `groei_historisch`. Both come to
the same numbers. The run starts at the loaded rows and the script at the file.
"""

from __future__ import annotations

import os
import shutil
from itertools import count, product
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from benchmarks.measuring import Figure, Sample, call, in_turn, timed

if TYPE_CHECKING:
    import pandas as pd

AIM = 2.0
FIRST, YEARS = 2016, 10
INDICATOR = "groei_historisch"
PLAN = f'keten = []\nindicatoren = ["{INDICATOR}"]\n[regio]\ncode = "PO"\nnaam = "Alle samenwerkingsverbanden"\n'
COLUMNS = ["schooljaar", "niveau", "sleutel", "onderdeel", "teller", "teller_max", "noemer", "noemer_max"]

_ROOT = Path(__file__).resolve().parent.parent
_HISTORY = "po_leerlingen_historisch/06.-historisch-overzicht-aantal-leerlingen-per-schoolvestiging.csv"
_BRON = "po_leerlingen_bron_swv/02.leerlingen-bo-in-bron-2016-2017.csv"
_SCHOOLS, _SWVS = 9_737, 77


@frozen
class Files:
    """What both start from.

    Attributes:
        told: what it is.
        history: the historical file.
        schools: school and SWV, columns BRIN NUMMER, VESTIGINGSNUMMER, ADMINISTRATIENUMMER.
        folder: all that is loaded.
    """

    told: str
    history: Path
    schools: Path
    folder: Path


def measure(work: Path, rounds: int, years: int = YEARS) -> list[Figure]:
    """A run of all SWV's in school years from 2016/17, in process, against plain pandas with the same numbers.

    Args:
        work: folder for what is made.
        rounds: how many pairs.
        years: how many school years.
    """
    files = find_files(work / "measuring", years)
    loaded = _load(files)
    numbers = count()
    outcomes: list[pd.DataFrame] = []

    def fresh() -> Path:
        return Path(shutil.copy(loaded, work / f"measuring_{next(numbers)}.db"))

    def run(database: Path) -> Sample:
        return call(lambda: outcomes.append(_run(database, years)))

    def script(_database: Path) -> Sample:
        return call(lambda: outcomes.append(plain(files, years)))

    pairs = in_turn(rounds, run, script, fresh)
    for outcome in outcomes:
        assert outcomes[0].equals(outcome), "the run and the plain script differ"
    subject = f"`{INDICATOR}` of all SWV's po, {years} school years, in process; {files.told}"
    return [timed(subject, "plain pandas, same file, same numbers", pairs, AIM)]


def find_files(folder: Path, years: int) -> Files:
    """The published files, else made ones of the same size, with a list of schools for each school year.

    Args:
        folder: where they are copied or made.
        years: how many school years have a list.
    """
    real = Path(os.environ.get("SWVMON_REAL_DATA") or _ROOT.parent / "shared" / "data" / "real").resolve()
    folder.mkdir(parents=True)
    history, schools = folder / "historisch.csv", folder / f"aansluiting-{FIRST}.csv"
    if (real / _HISTORY).is_file() and (real / _BRON).is_file():
        shutil.copyfile(real / _HISTORY, history)
        lines = (real / _BRON).read_text("cp1252").splitlines()[2:]
        cells = [line.split(";") for line in lines]
        rows = [(c[0], c[1].zfill(2), c[5]) for c in cells]
        told = "published files of DUO"
    else:
        rows = write_history(history)
        told = f"made file of {_SCHOOLS} rows"
    text = "".join(f"{brin};{number};{swv}\n" for brin, number, swv in rows)
    periods = ['["gebied.csv"]\nstand = 2015-04-23\n']
    for year in range(FIRST, FIRST + years):
        target = folder / f"aansluiting-{year}.csv"
        # a file of its own for each year: two of the same bytes would be one levering
        target.write_text(f"BRIN NUMMER;VESTIGINGSNUMMER;ADMINISTRATIENUMMER;JAAR\n{_with(text, year)}", "utf-8")
        periods.append(f'["{target.name}"]\nschooljaar = "{year}/{(year + 1) % 100:02}"\n')
    (folder / "gebied.csv").write_text("pc4;gemeente;po_swv;vo_swv\n1000;Lutjebroek;PO9999;VO9999\n", "utf-8")
    (folder / "leveringen.toml").write_text("".join(periods), "utf-8")
    return Files(told, history, schools, folder)


def _with(text: str, year: int) -> str:
    return text.replace("\n", f";{year}\n")


def write_history(path: Path) -> list[tuple[str, str, str]]:
    """Write a file with the columns and the number of rows of the published one; no school exists.

    Returns:
        BRIN, number and SWV of each school.
    """
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    brins = (f"{n:02}{a}{b}" for n, a, b in product(range(100), letters[:10], letters[:10]))
    schools = [(brin, "00", f"PO{2001 + place % _SWVS}") for place, brin in zip(range(_SCHOOLS), brins, strict=False)]
    head = (
        "INSTELLINGSCODE;VESTIGINGSCODE;NAAM_VESTIGING;SOORT_VESTIGING;DENOMINATIE_VESTIGING;BEVOEGD_GEZAG_NUMMER;"
        "GEMEENTECODE_VESTIGING;GEMEENTENAAM_VESTIGING;" + ";".join(f"LEERLINGEN_{y}" for y in range(1996, 2026))
    )
    kinds = ("BO", "BO", "BO", "BO", "BO", "BO", "SBO", "SO", "VSO", "SO/VSO")
    lines = [head]
    for place, (brin, number, _) in enumerate(schools):
        counts = [str(60 + (place * 7 + year * 3) % 400) for year in range(30)]
        if place % 100 == 0:
            counts[place % 30] = "<5"
        kind = kinds[place % len(kinds)]
        lines.append(f"{brin};{brin}{number};Oriënt;{kind};Openbaar;12345;518;'S-GRAVENHAGE;{';'.join(counts)}")
    path.write_bytes(b"\xef\xbb\xbf" + ("\r\n".join(lines) + "\r\n").encode())
    return schools


def _load(files: Files) -> Path:
    from swvmon.hooks.discovery import PluginChoice
    from swvmon.hooks.registry import load_databronnen
    from swvmon.run.load import load_paths
    from swvmon.store import Store

    database = files.folder.parent / "measuring.db"
    with Store.open(f"sqlite:///{database}", create=True) as store:
        results = load_paths(store, load_databronnen(PluginChoice())[0], [files.folder])
    faults = [result.melding for result in results if result.exit_code]
    assert not faults, faults[0]
    return database


def _run(database: Path, years: int) -> pd.DataFrame:
    """The run: teller and noemer of SWV's and of the country, per kind of school and school year."""
    import pandas as pd

    from swvmon.hooks.discovery import discover
    from swvmon.hooks.registry import PluginRegistry
    from swvmon.perioden import Schooljaar
    from swvmon.regioplan.plan import read_plan
    from swvmon.run.execute import begin
    from swvmon.store import Store

    with Store.open(f"sqlite:///{database}") as store:
        span = [Schooljaar(year) for year in range(FIRST, FIRST + years)]
        result = begin(store, PluginRegistry(discover()), read_plan(PLAN, "benchmark"), span).finish()
    assert not result.failed
    rows = pd.concat([deel.metingen for deel in result.delen], ignore_index=True)
    return _ordered(rows[rows["niveau"].isin(["swv", "landelijk"])])


def plain(files: Files, years: int) -> pd.DataFrame:
    """The same without swvmon: no plan, no database, no checks, no sources and no rows per school."""
    import pandas as pd

    history = pd.read_csv(files.history, sep=";", dtype=str, encoding="utf-8-sig").set_index("VESTIGINGSCODE")
    listed = pd.read_csv(files.schools, sep=";", dtype=str)
    swv = pd.Series(listed["ADMINISTRATIENUMMER"].to_numpy(), listed["BRIN NUMMER"] + listed["VESTIGINGSNUMMER"])
    mine = history[history.index.isin(swv.index)]
    kinds = {"BO": "bao", "SBO": "sbo", "SO": "so", "VSO": "vso", "SO/VSO": "so_vso"}
    by: dict[str, pd.Series] = {
        "sleutel": mine.index.to_series().map(swv),
        "onderdeel": mine["SOORT_VESTIGING"].map(kinds),
    }
    found = []
    for year in range(FIRST, FIRST + years):
        ends = {}
        for name, column in (("teller", year), ("noemer", year - 1)):
            if f"LEERLINGEN_{column}" not in mine:
                break
            for end, masked in (("", "1"), ("_max", "4")):
                ends[name + end] = mine[f"LEERLINGEN_{column}"].replace("<5", masked).astype(int)
        counts = pd.DataFrame(ends).assign(**by)
        counts = counts[(counts["teller_max"] > 0) | (counts["noemer_max"] > 0)]
        of_swv = counts.groupby(["sleutel", "onderdeel"]).sum().reset_index().assign(niveau="swv")
        land = of_swv.drop(columns=["sleutel", "niveau"]).groupby("onderdeel").sum().reset_index()
        both = pd.concat([of_swv, land.assign(sleutel="NL", niveau="landelijk")])
        found.append(both.assign(schooljaar=f"{year}/{(year + 1) % 100:02}"))
    return _ordered(pd.concat(found))


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    numbers = dict.fromkeys(COLUMNS[4:], "float64")
    texts = dict.fromkeys(COLUMNS[:4], "str")
    return rows[COLUMNS].astype({**texts, **numbers}).sort_values(COLUMNS[:4], ignore_index=True)
