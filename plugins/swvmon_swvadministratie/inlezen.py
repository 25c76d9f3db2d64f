"""From a filled-in template to rows: recognised by its columns, read as a closed list, persons made pseudonyms."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from swvmon import Dataset, Leesresultaat, Leverperiode, Periode, Schooljaar, SwvmonError, read_sleutel, read_table
from swvmon_swvadministratie.sjablonen import SJABLONEN

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from swvmon import Bestand, Kop, Sleutel
    from swvmon_swvadministratie.sjabloon import Sjabloon

TOELICHTING = "Toelichting"
"""The sheet of a template that explains its columns; it is not read."""
CODES = {
    "vestiging": "[0-9]{2}[A-Z]{2}[0-9]{2}",
    "bestuur": "[0-9]{5}",
    "swv": "(PO|VO)[0-9]{4}",
    "gemeente": "[0-9]{4}",
}
"""What the code of a kenmerk looks like, by niveau."""


def dataset(sjabloon: Sjabloon) -> Dataset:
    """The dataset of a template."""
    return Dataset(
        naam=sjabloon.dataset,
        titel=sjabloon.titel,
        tabellen=(sjabloon.tabel,),
        periode_soort=sjabloon.periode_soort,
        herken=partial(herken, sjabloon),
        lees=partial(lees, sjabloon),
        periode=partial(periode, sjabloon),
    )


def herken(sjabloon: Sjabloon, kop: Kop) -> bool:
    """The template that the columns fit best, with up to a quarter of them missing (reading says which).

    Columns that do not belong in it do not matter here: reading refuses them by name.
    """
    missing = {s.naam: len(kop.lacks(s.kolommen)) for s in SJABLONEN.values()}
    matched = {s.naam: len(s.velden) - missing[s.naam] for s in SJABLONEN.values()}
    close = [s.naam for s in SJABLONEN.values() if missing[s.naam] <= len(s.velden) // 4]
    best = max((matched[naam] - missing[naam] for naam in close), default=0)
    return [sjabloon.naam] == [naam for naam in close if matched[naam] - missing[naam] == best]


def periode(sjabloon: Sjabloon, kop: Kop) -> Leverperiode | None:
    """From the first to the last kalenderjaar or schooljaar of the rows; None where the head does not hold them all."""
    veld = sjabloon.periodeveld
    if veld is None or not kop.volledig or veld.naam.upper() not in kop.kolommen:
        return None
    place = kop.kolommen.index(veld.naam.upper())
    text = kop.begin.decode(kop.codering)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=kop.scheidingsteken))[1:]
    except csv.Error:  # reading the rows says what is wrong
        return None
    cells = {row[place].strip() for row in rows if len(row) == len(kop.kolommen)}
    if veld.soort == "schooljaar":
        years = sorted(filter(None, map(_schooljaar, cells)), key=lambda year: year.start)
        days = [(year.periode.van, year.periode.tot) for year in years]
    else:
        numbers = sorted(int(cell) for cell in cells if re.fullmatch("(19|20)[0-9]{2}", cell))
        days = [(date(number, 1, 1), date(number, 12, 31)) for number in numbers]
    return Leverperiode(sjabloon.periode_soort, Periode(days[0][0], days[-1][1])) if days else None


def lees(sjabloon: Sjabloon, bestand: Bestand) -> Leesresultaat:
    """Fill the table of the template.

    Raises:
        SwvmonError: more sheets than one, merged cells, a column too many or too few, or rows about persons and no key.
    """
    _refuse_loose_ends(bestand)
    sleutel = _key(bestand) if sjabloon.persoon else None
    tabel = read_table(bestand, sjabloon.kolommen, gesloten=True)
    rows, refused = tabel.rijen, [tabel.afkeuringen]
    for first, last in sjabloon.perioden:
        wrong = rows[last] < rows[first]
        refused.append(_reversed(sjabloon, rows[wrong], first, last))
        rows = rows[~wrong]
    if sjabloon.tabel == "kenmerk":
        wrong = ~_fits_niveau(rows)
        refused.append(_strange(rows[wrong]))
        rows = rows[~wrong]
    frame = _as_table(sjabloon, rows.reset_index(drop=True), sleutel)
    return Leesresultaat({sjabloon.tabel: frame}, _together(sjabloon, bestand, refused), tabel.rijen_gelezen)


def _schooljaar(text: str) -> Schooljaar | None:
    try:
        return Schooljaar.parse(text)
    except ValueError:
        return None


def _refuse_loose_ends(bestand: Bestand) -> None:
    """A second sheet or a merged cell holds values that would be left out unseen."""
    if bestand.werkblad is None:
        return
    others = [naam for naam in bestand.werkblad.andere if naam != TOELICHTING]
    if others:
        raise SwvmonError(
            f"{bestand.pad}: has {len(others)} more sheets with values than {bestand.werkblad.naam!r} and "
            f"{TOELICHTING!r}; put each table in a file of its own"
        )
    if bestand.werkblad.samengevoegd:
        raise SwvmonError(f"{bestand.waar}: has merged cells; unmerge them and fill each cell")


def _key(bestand: Bestand) -> Sleutel:
    try:
        return read_sleutel()
    except SwvmonError as error:
        raise SwvmonError(f"{bestand.pad}: {error}") from None


def _as_table(sjabloon: Sjabloon, rows: pd.DataFrame, sleutel: Sleutel | None) -> pd.DataFrame:
    """The columns of the table, in its kinds; the number of a person goes, its pseudonym comes."""
    for veld in sjabloon.velden:
        if veld.leeg is not None:
            rows[veld.kolom] = rows[veld.kolom].fillna(veld.leeg)
        if veld.soort == "dag":
            rows[veld.kolom] = _distinct(rows[veld.kolom], date.fromisoformat).astype(object)
        if veld.als_getal:
            rows[veld.kolom] = _distinct(rows[veld.kolom], int).astype("Int64")
    persoon = sjabloon.persoon
    if persoon is None or sleutel is None:
        return rows
    pseudoniem = _distinct(rows[persoon.kolom], partial(sleutel.pseudoniem, persoon.naam))
    rows.insert(1, "pseudoniem", pseudoniem.astype("str"))
    rows.insert(2, "sleutel_vingerafdruk", sleutel.vingerafdruk)
    return rows.drop(columns=persoon.kolom)


def _distinct(values: pd.Series, make: Callable[[str], object]) -> pd.Series:
    """Each value made once; missing stays missing."""
    return values.map({value: make(value) for value in values.dropna().unique()}, na_action="ignore")


def _reversed(sjabloon: Sjabloon, rows: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    shown = "10 characters" if sjabloon.persoon else rows[last]
    return rows[["regel"]].assign(
        kolom=last, code="periode_omgekeerd", gevonden=shown, verwacht=f"a day not before {first}"
    )


def _fits_niveau(rows: pd.DataFrame) -> pd.Series:
    """Whether the code of a kenmerk looks like a code of its niveau."""
    fits = rows["regel"] < 0
    for niveau, pattern in CODES.items():
        fits |= (rows["niveau"] == niveau) & rows["code"].str.fullmatch(pattern)
    return fits


def _strange(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["regel"]].assign(
        kolom="code", code="code_van_ander_niveau", gevonden=rows["code"].str[:40], verwacht="a code of the niveau"
    )


def _together(sjabloon: Sjabloon, bestand: Bestand, refused: list[pd.DataFrame]) -> pd.DataFrame:
    """All rejected rows in order of line; in a workbook the column is named with its letter."""
    import pandas as pd

    rows = pd.concat(refused, ignore_index=True).sort_values("regel", kind="stable", ignore_index=True)
    if bestand.werkblad is None:
        return rows
    letters = {kop: f"{kop} (sheet 1, column {_letter(i)})" for i, kop in enumerate(bestand.kop.koppen)}
    letters |= {veld.naam: letters[kop] for kop in letters for veld in sjabloon.velden if kop.lower() == veld.naam}
    return rows.assign(kolom=rows["kolom"].map(lambda kop: letters.get(kop, kop)).astype("str"))


def _letter(place: int) -> str:
    """Letter of a column in a spreadsheet, the first being 0."""
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)
