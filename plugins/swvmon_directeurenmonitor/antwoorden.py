"""The answers to a survey: a row per respondent, checked against the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import SwvmonError
from swvmon_directeurenmonitor.codeboek import GETAL, Codeboek

if TYPE_CHECKING:
    import pandas as pd

GETAL_VORM = r"\d{1,6}"
"""A number as an answer: the codes of a survey have no decimals."""


@frozen(eq=False)
class Antwoorden:
    """The answers of one survey.

    Attributes:
        breed: a row per respondent (index pseudonym), a column per question of the codebook; an answer, or missing
            where the question was not answered or not with an answer of the codebook.
        sector: po or vo of each respondent.
        swv: its SWV, or missing.
        bevindingen: what a person should know of the answers, in Dutch, without an answer in it.
    """

    breed: pd.DataFrame
    sector: pd.Series
    swv: pd.Series
    bevindingen: tuple[str, ...]

    def sectoren(self) -> list[str]:
        """The sectors of which there are answers."""
        return sorted(self.sector.unique())


def arrange(rijen: pd.DataFrame, codeboek: Codeboek) -> Antwoorden:
    """Put the answers of a survey side by side.

    Args:
        rijen: rows of table `enquete_antwoord`, of any survey.
        codeboek: the survey.

    Raises:
        SwvmonError: no answers to this survey are there, or a respondent has two sectors, SWV's or answers.
    """
    import pandas as pd

    mine = rijen[rijen["enquete"] == codeboek.naam]
    if mine.empty:
        there = ", ".join(sorted(rijen["enquete"].unique())) or "none"
        raise SwvmonError(
            f"no answers to survey {codeboek.naam!r} are loaded; surveys that are: {there}. Fill in the template with "
            "`swvmon template enquete`, or name another codebook with --codeboek"
        )
    if mine.duplicated(["pseudoniem", "vraag"]).any():
        double = int(mine.duplicated(["pseudoniem", "vraag"]).sum())
        raise SwvmonError(
            f"{double} answers of {codeboek.naam} are there twice for one respondent and question; keep one"
        )
    persons = mine.groupby("pseudoniem", sort=True)
    for column in ("sector", "swv"):
        double = int((persons[column].nunique() > 1).sum())
        if double:
            raise SwvmonError(f"{double} respondents of {codeboek.naam} have more than one {column}; keep one")
    told: list[str] = []
    keys = mine["sleutel_vingerafdruk"].nunique()
    if keys > 1:
        told.append(f"De antwoorden zijn met {keys} sleutels ingelezen; een directeur onder twee sleutels telt dubbel.")
    strange = ~mine["vraag"].isin(list(codeboek.vragen))
    if strange.any():
        told.append(
            f"{int(strange.sum())} antwoorden gaan over {mine.loc[strange, 'vraag'].nunique()} vragen die niet in het "
            "codeboek staan; zij tellen niet mee."
        )
    wide = mine[~strange].pivot_table(index="pseudoniem", columns="vraag", values="antwoord", aggfunc="first")
    wide = wide.reindex(index=sorted(persons.groups), columns=list(codeboek.vragen)).astype("str")
    for naam, (_, blok) in codeboek.vragen.items():
        given = wide[naam]
        fits = given.str.fullmatch(GETAL_VORM) if blok.vorm == GETAL else given.isin(list(blok.lijst.antwoorden))
        wrong = given.notna() & ~fits.fillna(value=False).astype(bool)
        if wrong.any():
            told.append(f"Vraag {naam}: {int(wrong.sum())} antwoorden staan niet in het codeboek en tellen niet mee.")
            wide[naam] = given.mask(wrong)
    first: pd.DataFrame = persons[["sector", "swv"]].first().reindex(wide.index)
    loose = int(pd.isna(first["swv"]).sum())
    if loose:
        told.append(f"Van {loose} respondenten is het samenwerkingsverband niet bekend; zij missen in de samenhang.")
    return Antwoorden(wide, first["sector"], first["swv"], tuple(told))
