"""What of a survey may be published: the core withholds small counts, and what would give them away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from swvmon import Regel, SwvmonError, metingen, publish_metingen
from swvmon_directeurenmonitor.codeboek import Codeboek
from swvmon_directeurenmonitor.tellen import GETELD, Telling, frequencies

if TYPE_CHECKING:
    import pandas as pd

    from swvmon_directeurenmonitor.antwoorden import Antwoorden

ONDERDRUKT = "onderdrukt"
GEHEEL = "swv"
NIVEAUS = ("klasse", "deelregio", "gemeente", "bestuur")
"""Levels of the core of which the numbers add up to the whole; each cross-break takes one."""


class _Cel(NamedTuple):
    """A count with its place: the level and the group of classes that it belongs to."""

    niveau: str
    groep: str
    telling: Telling


def withhold(codeboek: Codeboek, antwoorden: Antwoorden, klassen: Mapping[str, pd.Series]) -> dict[str, list[Telling]]:
    """Count all blocks for publication.

    All blocks and all cross-breaks of the codebook are one publication, whatever is shown of it, so that two tables of
    it do not tell together what neither tells alone.

    Args:
        codeboek: the survey.
        antwoorden: its answers.
        klassen: per group of the codebook the class of each respondent.

    Returns:
        Counts per group, and under "" those without a cross-break: teller None where the count is withheld, noemer too
        where the base is.

    Raises:
        SwvmonError: more than four groups.
    """
    if len(klassen) > len(NIVEAUS):
        raise SwvmonError(f"for publication a codebook has at most {len(NIVEAUS)} groups, found {len(klassen)}")
    blokken = codeboek.kies("blok", ())
    cells = [_Cel(GEHEEL, "", row) for row in frequencies(codeboek, antwoorden, blokken)]
    for niveau, (groep, of) in zip(NIVEAUS, klassen.items(), strict=False):
        split = frequencies(codeboek, antwoorden, blokken, of)
        cells += [_Cel(niveau, groep, row) for row in split if row.groep]
    told = _published(codeboek, [c for c in cells if c.telling.uitkomst == GETELD and not c.telling.samen])
    shown = [_shown(cell, told) for cell in cells]
    hidden = {blok.naam for blok in codeboek.blokken if blok.alleen and not _filter_told(blok.alleen, cells, shown)}
    shown = [_without(row) if row.blok in hidden and row.uitkomst == GETELD else row for row in shown]
    return {
        groep: _together(codeboek, [row for cell, row in zip(cells, shown, strict=True) if cell.groep in ("", groep)])
        for groep in ("", *klassen)
    }


def _key(cell: _Cel) -> tuple[str, str]:
    row = cell.telling
    return f"{row.sector}/{row.vraag}/{cell.groep}/{row.groep}", row.antwoord


def _published(codeboek: Codeboek, cells: list[_Cel]) -> dict[tuple[str, str], tuple[bool, bool]]:
    """Whether teller and noemer of each count are told."""
    import pandas as pd

    frames = []
    for niveau in (GEHEEL, *NIVEAUS):
        rows = [c for c in cells if c.niveau == niveau]
        if not rows:
            continue
        keys = pd.Series([_key(c)[0] for c in rows], dtype="str")
        frame = metingen(
            keys,
            soort="verhouding",
            niveau=niveau,
            peildatum=codeboek.peildatum,
            eenheid="aandeel",
            grondslag="respondenten",
            onderdeel=pd.Series([c.telling.antwoord for c in rows], dtype="str"),
            uitkomst="berekend",
            teller=pd.Series([c.telling.teller for c in rows], dtype="Int64"),
            noemer=pd.Series([c.telling.noemer for c in rows], dtype="Int64"),
        )
        place = frame["sleutel"].str.split("/", expand=True)
        frames.append(frame.assign(regio=place[0], indicator=place[1]))
    if not frames:
        return {}
    out = publish_metingen(pd.concat(frames, ignore_index=True), Regel())
    return {
        (key, part): (teller, noemer)
        for key, part, teller, noemer in zip(
            out["sleutel"], out["onderdeel"], out["teller"].notna(), out["noemer"].notna(), strict=True
        )
    }


def _shown(cell: _Cel, told: Mapping[tuple[str, str], tuple[bool, bool]]) -> Telling:
    row = cell.telling
    if row.samen or row.uitkomst != GETELD:
        return row
    teller, noemer = told[_key(cell)]
    if teller and noemer:
        return row
    return row._replace(teller=None, noemer=row.noemer if noemer else None, uitkomst=ONDERDRUKT)


def _without(row: Telling) -> Telling:
    return row._replace(teller=None, noemer=None, uitkomst=ONDERDRUKT)


def _filter_told(alleen: tuple[str, tuple[str, ...]], cells: list[_Cel], shown: list[Telling]) -> bool:
    """Whether the counts behind the base of a filtered block are told: its base is their sum."""
    vraag, codes = alleen
    return all(
        row.uitkomst == GETELD
        for cell, row in zip(cells, shown, strict=True)
        if row.vraag == vraag and row.antwoord in codes and not row.samen
    )


def _together(codeboek: Codeboek, rows: list[Telling]) -> list[Telling]:
    """Answers that are told together only where each of them is told, and in the order of the codebook."""
    withheld = {(r.vraag, r.sector, r.groep, r.antwoord) for r in rows if r.uitkomst == ONDERDRUKT}
    samen = {(vraag, naam): codes for vraag, (_, blok) in codeboek.vragen.items() for naam, codes in blok.samen.items()}

    def leaks(row: Telling) -> bool:
        return row.samen and any(
            (row.vraag, row.sector, row.groep, code) in withheld for code in samen[row.vraag, row.antwoord]
        )

    return [_without(row) if leaks(row) else row for row in rows]
