"""A survey with its answers and the context of its respondents, and every question that can be put to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from swvmon import SwvmonError, read_loaded
from swvmon_directeurenmonitor import maten, statistiek
from swvmon_directeurenmonitor.antwoorden import Antwoorden, arrange
from swvmon_directeurenmonitor.codeboek import GETAL, MEER, Codeboek, read_codeboek
from swvmon_directeurenmonitor.nabijheid import Buur, nearest, standardise
from swvmon_directeurenmonitor.openbaar import withhold
from swvmon_directeurenmonitor.statistiek import Samenhang, Samenvatting, Verschil
from swvmon_directeurenmonitor.tellen import Telling, frequencies
from swvmon_directeurenmonitor.typen import Typen, find_types

if TYPE_CHECKING:
    import pandas as pd

SECTOR = "sector"
MINSTENS_OPENBAAR = 5
"""Respondents on whom a published number rests: the lowest minimum of the core."""
ONDERDRUKT = "onderdrukt"


class Maatregel(NamedTuple):
    """A measure summed up for a sector."""

    maat: str
    sector: str
    samenvatting: Samenvatting


class Paar(NamedTuple):
    """Two measures and their relation in a sector."""

    maat: str
    met: str
    sector: str
    samenhang: Samenhang


class Toets(NamedTuple):
    """A measure compared between groups; sector empty where the groups are the sectors."""

    maat: str
    groep: str
    sector: str
    verschil: Verschil


class Verband(NamedTuple):
    """Peers of an SWV, with the features on which they were found."""

    buren: list[Buur]
    kenmerken: list[str]


def read_study(codeboek: Path | None, database: str, *, openbaar: bool) -> Onderzoek:
    """Read a survey from a database.

    Args:
        codeboek: the codebook; None for that of R3.
        database: SQLAlchemy URL.
        openbaar: for publication.

    Raises:
        SwvmonError: the codebook or the answers cannot be used.
    """
    made = read_codeboek(codeboek)
    answers = arrange(read_loaded(database, "enquete_antwoord", made.peildatum), made)
    return Onderzoek(made, answers, read_loaded(database, "kenmerk", made.peildatum), openbaar)


@attrs.define(eq=False, slots=False)
class Onderzoek:
    """A survey.

    Attributes:
        codeboek: its codebook.
        antwoorden: its answers.
        kenmerk: rows of table `kenmerk`.
        openbaar: for publication: small groups are withheld, and so is what could tell of one respondent.
    """

    codeboek: Codeboek
    antwoorden: Antwoorden
    kenmerk: pd.DataFrame
    openbaar: bool = False

    @cached_property
    def maten(self) -> dict[str, pd.Series]:
        """Every measure of the answers."""
        return maten.measures(self.codeboek, self.antwoorden)

    @cached_property
    def context(self) -> dict[str, pd.Series]:
        """Features of the SWV of each respondent."""
        return maten.context(self.codeboek, self.antwoorden, self.kenmerk)

    def told(self, rows: object) -> dict[str, Any]:
        """What a program gets: the survey, what to know of its answers, and rows."""
        return {
            "enquete": self.codeboek.naam,
            "doelgroep": "openbaar" if self.openbaar else "intern",
            "bevindingen": [] if self.openbaar else list(self.antwoorden.bevindingen),
            "regels": rows,
        }

    def classes(self, groep: str) -> pd.Series:
        """The class of each respondent in a group of the codebook.

        Raises:
            SwvmonError: no such group.
        """
        self.codeboek.kies("groep", (groep,))
        (made,) = [g for g in self.codeboek.groepen if g.naam == groep]
        return maten.classes(made, self.maten | self.context, self.antwoorden.breed.index)

    def frequencies(self, blokken: tuple[str, ...], groep: str | None = None) -> list[Telling]:
        """Count the answers of blocks, all where none is named.

        Raises:
            SwvmonError: no such block or group.
        """
        chosen = self.codeboek.kies("blok", blokken)
        of = None if groep is None else self.classes(groep)
        if not self.openbaar:
            return frequencies(self.codeboek, self.antwoorden, chosen, of)
        every = {g.naam: self.classes(g.naam) for g in self.codeboek.groepen}
        rows = withhold(self.codeboek, self.antwoorden, every)[groep or ""]
        order = {blok.naam: place for place, blok in enumerate(self.codeboek.blokken)}
        return sorted((r for r in rows if r.blok in chosen), key=lambda r: order[r.blok])

    def summaries(self) -> list[Maatregel]:
        """Every measure, per sector."""
        return [
            Maatregel(maat, sector, self._public_summary(maat, summary))
            for maat, scores in self.maten.items()
            for sector in self.antwoorden.sectoren()
            for summary in [self._summary(maat, self._of(scores, sector), sector)]
        ]

    def _summary(self, maat: str, scores: pd.Series, sector: str) -> Samenvatting:
        schaal = next((s for s in self.codeboek.schalen if s.naam == maat), None)
        if schaal is None:
            return statistiek.summarise(scores)
        judged = maten.items(schaal, self.antwoorden)[self.antwoorden.sector == sector]
        return statistiek.summarise(scores, schaal.onvoldoende_onder, judged)

    def _public_summary(self, maat: str, made: Samenvatting) -> Samenvatting:
        """Without what rests on few respondents, and without the answer of one."""
        if not self.openbaar or made.uitkomst != statistiek.BEREKEND:
            return made
        if made.n < MINSTENS_OPENBAAR or not self._several(maat):
            return Samenvatting(0, None, None, None, None, None, ONDERDRUKT, ONDERDRUKT)
        few = made.onvoldoende is not None and _few(made.onvoldoende, made.n)
        return attrs.evolve(made, mediaan=None, onvoldoende=None if few else made.onvoldoende)

    def _several(self, maat: str) -> bool:
        """Whether a measure is more than one counted answer: the mean of that would tell withheld counts."""
        return maat not in self.codeboek.vragen or self.codeboek.vragen[maat][1].vorm == GETAL

    def relations(self, met: tuple[str, ...] = ()) -> list[Paar]:
        """Every measure with the context of SWV's, or with other measures, per sector.

        Raises:
            SwvmonError: no such measure, or scipy is not installed.
        """
        every = self.maten | self.context
        others = [self._known(each, every) for each in met] or list(self.context)
        return [
            Paar(maat, ander, sector, self._public_relation(made))
            for maat in self.maten
            for ander in others
            if ander != maat
            for sector in self.antwoorden.sectoren()
            for made in [statistiek.correlate(self._of(self.maten[maat], sector), self._of(every[ander], sector))]
        ]

    def _public_relation(self, made: Samenhang) -> Samenhang:
        if self.openbaar and 0 < made.n < MINSTENS_OPENBAAR:
            return Samenhang(0, None, None, ONDERDRUKT)
        return made

    def differences(self, namen: tuple[str, ...], groep: str) -> list[Toets]:
        """F-tests of measures between the sectors, or between the classes of a group within each sector.

        Args:
            namen: measures, or options of a block with several answers; none means all measures.
            groep: sector, or a group of the codebook.

        Raises:
            SwvmonError: no such measure or group, or scipy is not installed.
        """
        options = {v: blok for v, (_, blok) in self.codeboek.vragen.items() if blok.vorm == MEER}
        every = self.maten | {v: self.maten.get(v) for v in options}
        chosen = [self._known(naam, every) for naam in namen] or list(self.maten)
        split: Mapping[str, pd.Series] = {"": self.antwoorden.sector}
        if groep != SECTOR:
            of = self.classes(groep)
            split = {sector: of[self.antwoorden.sector == sector] for sector in self.antwoorden.sectoren()}
        return [
            Toets(maat, groep, sector, self._public_difference(maat, statistiek.compare_groups(scores, classes)))
            for maat in chosen
            for scores in [maten.yes_no(maat, options[maat], self.antwoorden) if maat in options else self.maten[maat]]
            for sector, classes in split.items()
        ]

    def _public_difference(self, maat: str, made: Verschil) -> Verschil:
        few = any(n < MINSTENS_OPENBAAR for n in made.aantallen.values())
        if self.openbaar and (few or not self._several(maat)):
            return Verschil({}, {}, None, None, None, None, None, ONDERDRUKT)
        return made

    def types(self, sector: str | None, aantal: int | None) -> Typen:
        """Types of respondents by the measures that the codebook names.

        Raises:
            SwvmonError: the codebook has no typology, or scipy is not installed.
        """
        plan = self.codeboek.typologie
        if plan is None:
            raise SwvmonError(f"the codebook {self.codeboek.naam} has no table typologie")
        made = find_types(self._features(plan.vragen, sector), aantal or plan.klassen, plan.stabiel_vanaf)
        if self.openbaar and made.klasse is not None and made.klasse.value_counts().min() < MINSTENS_OPENBAAR:
            return attrs.evolve(made, klasse=None, gemiddelden=None, uitkomst=ONDERDRUKT)
        return made

    def peers(self, swv: str, aantal: int) -> Verband:
        """The SWV's nearest to one, by the measures of the typology and the context; of its own sector.

        Raises:
            SwvmonError: no respondent is of this SWV, or more than one is.
        """
        mine = self.antwoorden.swv[self.antwoorden.swv == swv]
        if len(mine) != 1:
            raise SwvmonError(f"{len(mine)} respondents of {self.codeboek.naam} are of {swv}; peers need one per SWV")
        person = str(mine.index[0])
        plan = self.codeboek.typologie
        names = (*(plan.vragen if plan else tuple(self.maten)), *self.context)
        features = self._features(names, str(self.antwoorden.sector[person]))
        found, used = nearest(standardise(features), person, aantal)
        return Verband([Buur(str(self.antwoorden.swv[b.naam]), b.afstand) for b in found if self._named(b)], used)

    def _named(self, buur: Buur) -> bool:
        return isinstance(self.antwoorden.swv[buur.naam], str)

    def _features(self, names: tuple[str, ...], sector: str | None) -> pd.DataFrame:
        import pandas as pd

        every = self.maten | self.context
        people = self.antwoorden.breed.index
        if sector is not None:
            people = people[self.antwoorden.sector == sector]
        columns = {name: every[name].reindex(people).map(_float) for name in names}
        return pd.DataFrame(columns, index=people, dtype="float64")

    def _of(self, scores: pd.Series, sector: str) -> pd.Series:
        return scores[self.antwoorden.sector.reindex(scores.index) == sector]

    def _known(self, naam: str, every: Mapping[str, object]) -> str:
        if naam not in every:
            raise SwvmonError(f"{naam!r} is no measure; measures are {', '.join(every)}")
        return naam


def _few(part: int, whole: int) -> bool:
    return 0 < part < MINSTENS_OPENBAAR or 0 < whole - part < MINSTENS_OPENBAAR


def _float(number: object) -> float | None:
    return float(number) if isinstance(number, Fraction) else None


def sizes(made: Typen) -> Iterator[tuple[int, int]]:
    """Number and size of each type."""
    if made.klasse is not None:
        for klasse, many in made.klasse.value_counts().sort_index().items():
            yield int(str(klasse)), int(many)
