"""How often each answer was given, over a base that the block tells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from swvmon import half_up
from swvmon_directeurenmonitor.codeboek import BUITEN, GETAL, MEER, Blok, Codeboek, Vraag

if TYPE_CHECKING:
    import pandas as pd

    from swvmon_directeurenmonitor.antwoorden import Antwoorden

GETELD, NIEMAND, NIET_GESTELD = "berekend", "noemer_nul", "ontbreekt"


class Telling(NamedTuple):
    """How often an answer was given.

    Attributes:
        blok: block.
        vraag: question; of a block with several answers the block itself.
        sector: po or vo.
        groep: class of respondents; empty for all of the sector.
        antwoord: code, option, or name of answers that are told together; empty where there is no base.
        samen: it takes answers together that are also told apart.
        titel: label of the answer.
        teller: respondents who gave it; None without a base.
        noemer: the base.
        uitkomst: berekend, noemer_nul (asked, nobody is in the base) or ontbreekt (no answer at all).
    """

    blok: str
    vraag: str
    sector: str
    groep: str
    antwoord: str
    samen: bool
    titel: str
    teller: int | None
    noemer: int | None
    uitkomst: str


def percentage(teller: int | Decimal, noemer: int | Decimal, decimalen: int = 0) -> Decimal:
    """Percent, rounded half up as R3 does: 1 of 8 is 13 (L2927)."""
    return half_up(Decimal(100 * teller) / Decimal(noemer), decimalen)


def frequencies(
    codeboek: Codeboek, antwoorden: Antwoorden, blokken: tuple[str, ...], klassen: pd.Series | None = None
) -> list[Telling]:
    """Count the answers of blocks, per sector.

    Args:
        codeboek: the survey.
        antwoorden: its answers.
        blokken: names of blocks; those with numbers are not counted.
        klassen: class of each respondent, for a cross-break beside the whole; missing where it has none.

    Returns:
        Counts in the order of the codebook: per question and sector the whole first, then the classes.
    """
    return [
        row
        for blok in codeboek.blokken
        if blok.naam in blokken and blok.vorm != GETAL
        for sector in antwoorden.sectoren()
        for row in _blok(blok, antwoorden, sector, klassen)
    ]


def base(blok: Blok, antwoorden: Antwoorden) -> pd.Series:
    """Who belongs to a block: all, or who gave one of the answers of its filter."""
    if blok.alleen is None:
        return antwoorden.sector.notna()
    vraag, codes = blok.alleen
    return antwoorden.breed[vraag].isin(list(codes))


def _blok(blok: Blok, antwoorden: Antwoorden, sector: str, klassen: pd.Series | None) -> Iterator[Telling]:
    mine = antwoorden.breed[base(blok, antwoorden) & (antwoorden.sector == sector)]
    asked = [v for v in blok.vragen if sector in v.sectoren]
    split: list[tuple[str, pd.DataFrame]] = [("", mine)]
    if klassen is not None:
        of = klassen.reindex(mine.index)
        split += [(str(klasse), mine[of == klasse]) for klasse in klassen.cat.categories]
    if blok.vorm == MEER:
        for groep, rows in split:
            yield from _options(blok, asked, rows, sector, groep)
        return
    for vraag in asked:
        for groep, rows in split:
            yield from _question(blok, vraag, rows[vraag.naam].dropna(), sector, groep)


def _question(blok: Blok, vraag: Vraag, given: pd.Series, sector: str, groep: str) -> Iterator[Telling]:
    """One answer per respondent; answers without a judgement in the base or not, as the block says."""
    where = (blok.naam, vraag.naam, sector, groep)
    out = blok.lijst.geen_oordeel if blok.geen_oordeel == BUITEN else ()
    counted = given[~given.isin(list(out))]
    if counted.empty:
        yield Telling(*where, "", False, vraag.titel, None, None, NIET_GESTELD if given.empty else NIEMAND)
        return
    times = counted.value_counts().to_dict()
    noemer = len(counted)
    for code, titel in blok.lijst.antwoorden.items():
        if code not in out:
            yield Telling(*where, code, False, titel, int(times.get(code, 0)), noemer, GETELD)
    for naam, codes in blok.samen.items():
        together = sum(int(times.get(code, 0)) for code in codes if code not in out)
        yield Telling(*where, naam, True, naam.replace("_", " "), together, noemer, GETELD)


def _options(blok: Blok, asked: list[Vraag], rows: pd.DataFrame, sector: str, groep: str) -> Iterator[Telling]:
    """Options of which a respondent may choose several: the base is who said yes or no to any of them."""
    where = (blok.naam, blok.naam, sector, groep)
    given = rows[[v.naam for v in asked]]
    noemer = int(given.notna().any(axis=1).sum())
    if not noemer:
        yield Telling(*where, "", False, blok.titel, None, None, NIET_GESTELD)
        return
    for vraag in asked:
        yield Telling(*where, vraag.naam, False, vraag.titel, int((given[vraag.naam] == "ja").sum()), noemer, GETELD)
