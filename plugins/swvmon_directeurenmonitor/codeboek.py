"""The codebook of a survey: questions, answers, scales and groups, as a TOML file tells them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from attrs import frozen

from swvmon import SwvmonError

BINNEN, BUITEN = "binnen", "buiten"
ENKEL, MEER, GETAL = "enkel", "meer", "getal"
SECTOREN = ("po", "vo")
JA_NEE = {"ja": "ja", "nee": "nee"}


@frozen
class Lijst:
    """Answers that a question can have.

    Attributes:
        antwoorden: code -> label, in the order in which they are shown.
        geen_oordeel: codes that tell nothing: weet niet, niet van toepassing.
        getal: the codes are numbers with a meaning, such as marks.
    """

    antwoorden: Mapping[str, str]
    geen_oordeel: tuple[str, ...] = ()
    getal: bool = False


@frozen
class Vraag:
    """A question, or an option of a question that takes several.

    Attributes:
        naam: as in `enquete_antwoord.vraag`.
        titel: short label of our own.
        sectoren: sectors that were asked.
    """

    naam: str
    titel: str
    sectoren: tuple[str, ...] = SECTOREN


@frozen
class Blok:
    """Questions that are shown together by one rule.

    Attributes:
        naam: name.
        titel: what they are about.
        vorm: enkel (one answer of a list), meer (each question is an option, ja or nee) or getal (a number).
        lijst: the answers; of a number none.
        vragen: the questions.
        geen_oordeel: binnen or buiten: whether answers that tell nothing are in the base.
        alleen: question and answers of which a respondent must have given one; None for all.
        samen: answers that are also told together, by name.
        herleid_tot: numbers of a respondent are scaled to this sum; 0 leaves them.
        bron: report and line.
    """

    naam: str
    titel: str
    vorm: str
    lijst: Lijst
    vragen: tuple[Vraag, ...]
    geen_oordeel: str
    alleen: tuple[str, tuple[str, ...]] | None
    samen: Mapping[str, tuple[str, ...]]
    herleid_tot: int
    bron: str


@frozen
class Schaal:
    """A scale: the mean of the items that a respondent judged.

    Attributes:
        naam: name.
        titel: title for boards.
        vragen: its items.
        omgekeerd: items of which low counts as high.
        laagste: lowest answer.
        hoogste: highest answer.
        minimaal: judged items that a respondent needs to have a score; R3 does not state it.
        onvoldoende_onder: a score below this is insufficient (R3 L812).
        bron: report and line.
    """

    naam: str
    titel: str
    vragen: tuple[str, ...]
    omgekeerd: tuple[str, ...]
    laagste: int
    hoogste: int
    minimaal: int
    onvoldoende_onder: Decimal
    bron: str


@frozen
class Context:
    """A feature of an SWV beside its answers.

    Attributes:
        naam: name.
        titel: title for boards.
        kenmerken: one name in table `kenmerk`, or two of which the growth in percent is taken.
        bron: report and line.
    """

    naam: str
    titel: str
    kenmerken: tuple[str, ...]
    bron: str


@frozen
class Groep:
    """Classes of respondents by a measure.

    Attributes:
        naam: name.
        titel: title for boards.
        van: the measure: a question with numbers, a scale or a context.
        klassen: name -> number from which the class begins, rising.
        bron: report and line, or whose choice.
    """

    naam: str
    titel: str
    van: str
    klassen: Mapping[str, Decimal]
    bron: str


@frozen
class Typologie:
    """What types of SWV's are made of.

    Attributes:
        vragen: measures that are compared.
        klassen: how many types.
        stabiel_vanaf: mean agreement (adjusted Rand) with types of samples, from which they are called stable.
        bron: report and line, or whose choice.
    """

    vragen: tuple[str, ...]
    klassen: int
    stabiel_vanaf: float
    bron: str


@frozen
class Codeboek:
    """A survey.

    Attributes:
        naam: as in `enquete_antwoord.enquete`.
        titel: title for boards.
        bron: report and line.
        peildatum: the day to which it belongs; features of SWV's must hold on it.
        blokken: blocks in the order of the survey.
        schalen: scales.
        context: features of SWV's.
        groepen: classes of respondents.
        typologie: what types are made of; None where the survey has none.
    """

    naam: str
    titel: str
    bron: str
    peildatum: date
    blokken: tuple[Blok, ...]
    schalen: tuple[Schaal, ...]
    context: tuple[Context, ...]
    groepen: tuple[Groep, ...]
    typologie: Typologie | None

    @property
    def vragen(self) -> dict[str, tuple[Vraag, Blok]]:
        """Every question with its block, by name."""
        return {vraag.naam: (vraag, blok) for blok in self.blokken for vraag in blok.vragen}

    def titel_van(self, maat: str) -> str:
        """The title of a measure: a scale, a context or a question."""
        titles = {s.naam: s.titel for s in self.schalen} | {c.naam: c.titel for c in self.context}
        return titles[maat] if maat in titles else self.vragen[maat][0].titel

    def kies(self, soort: str, namen: tuple[str, ...]) -> tuple[str, ...]:
        """Names that were asked for, or all.

        Args:
            soort: blok, schaal or groep.
            namen: names; none means all.

        Raises:
            SwvmonError: a name that the codebook does not have.
        """
        of_kind: dict[str, tuple[Blok, ...] | tuple[Schaal, ...] | tuple[Groep, ...]] = {
            "blok": self.blokken,
            "schaal": self.schalen,
            "groep": self.groepen,
        }
        known = [each.naam for each in of_kind[soort]]
        for naam in namen:
            if naam not in known:
                raise SwvmonError(
                    f"the codebook {self.naam} has no {soort} {naam!r}; it has {', '.join(known) or 'none'}"
                )
        return namen or tuple(known)


def read_codeboek(path: Path | None = None) -> Codeboek:
    """Read a codebook.

    Args:
        path: a TOML file; None for the survey of R3.

    Raises:
        SwvmonError: it cannot be read, or something in it does not fit; names the place.
    """
    name = "r3/codeboek.toml" if path is None else str(path)
    try:
        text = (files(__package__) / "r3" / "codeboek.toml" if path is None else path).read_text("utf-8")
        content = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SwvmonError(f"{name}: cannot be read as TOML: {error}") from None
    return _Lezer(name).codeboek(content)


class _Lezer:
    """Turns the tables of the file into a codebook; every fault names its place."""

    def __init__(self, name: str) -> None:
        self._name = name

    def codeboek(self, content: dict[str, Any]) -> Codeboek:
        known = ("enquete", "lijst", "blok", "schaal", "context", "groep", "typologie")
        self._keys(content, known, ("enquete", "blok"), "the file")
        head = content["enquete"]
        self._keys(head, ("naam", "titel", "bron", "peildatum"), ("naam", "titel", "peildatum"), "enquete")
        if type(head["peildatum"]) is not date:
            raise self._fault("enquete.peildatum", f"expected a day like 2016-10-01, found {head['peildatum']!r}")
        lists = {naam: self._lijst(naam, told) for naam, told in content.get("lijst", {}).items()}
        made = Codeboek(
            head["naam"],
            head["titel"],
            head.get("bron", ""),
            head["peildatum"],
            tuple(self._blok(told, lists) for told in content["blok"]),
            tuple(self._schaal(*each) for each in content.get("schaal", {}).items()),
            tuple(self._context(*each) for each in content.get("context", {}).items()),
            tuple(self._groep(*each) for each in content.get("groep", {}).items()),
            self._typologie(content["typologie"]) if "typologie" in content else None,
        )
        self._check(made)
        return made

    def _fault(self, place: str, what: str) -> SwvmonError:
        return SwvmonError(f"{self._name}: {place}: {what}")

    def _keys(self, told: Any, known: tuple[str, ...], needed: tuple[str, ...], place: str) -> None:
        if not isinstance(told, dict):
            raise self._fault(place, f"expected a table, found {told!r}")
        from difflib import get_close_matches

        for key in told:
            if key not in known:
                close = get_close_matches(key, known, n=1)
                raise self._fault(place, f"unknown key {key!r}" + (f"; did you mean {close[0]!r}?" if close else ""))
        for key in needed:
            if key not in told:
                raise self._fault(place, f"key {key!r} is missing")

    def _choice(self, value: str, options: tuple[str, ...], place: str) -> str:
        if value not in options:
            raise self._fault(place, f"{value!r} is none of {', '.join(options)}")
        return value

    def _lijst(self, naam: str, told: Any) -> Lijst:
        place = f"lijst.{naam}"
        self._keys(told, ("antwoorden", "geen_oordeel", "getal"), ("antwoorden",), place)
        made = Lijst(dict(told["antwoorden"]), tuple(told.get("geen_oordeel", ())), bool(told.get("getal", False)))
        for code in made.geen_oordeel:
            self._choice(code, tuple(made.antwoorden), f"{place}.geen_oordeel")
        if made.getal and not all(code.isdecimal() for code in made.antwoorden if code not in made.geen_oordeel):
            raise self._fault(place, "getal needs whole numbers as codes")
        return made

    def _blok(self, told: Any, lists: dict[str, Lijst]) -> Blok:
        known = ("naam", "titel", "vorm", "lijst", "vragen", "geen_oordeel", "alleen", "samen", "herleid_tot", "bron")
        place = f"blok {told.get('naam', '?')}" if isinstance(told, dict) else "blok"
        self._keys(told, known, ("naam", "titel", "vragen"), place)
        vorm = self._choice(told.get("vorm", ENKEL), (ENKEL, MEER, GETAL), f"{place}: vorm")
        if vorm == ENKEL:
            lijst = lists[self._choice(told.get("lijst", ""), tuple(lists), f"{place}: lijst")]
        elif "lijst" in told:
            raise self._fault(place, f"vorm {vorm!r} has no lijst")
        else:
            lijst = Lijst(JA_NEE if vorm == MEER else {})
        samen = {naam: tuple(codes) for naam, codes in told.get("samen", {}).items()}
        for naam, codes in samen.items():
            for code in codes:
                self._choice(code, tuple(lijst.antwoorden), f"{place}: samen.{naam}")
        rule = told.get("geen_oordeel", "")
        if lijst.geen_oordeel and not rule:
            raise self._fault(place, "say whether geen_oordeel is 'binnen' or 'buiten' the base")
        return Blok(
            told["naam"],
            told["titel"],
            vorm,
            lijst,
            tuple(self._vraag(naam, v, place) for naam, v in told["vragen"].items()),
            self._choice(rule or BINNEN, (BINNEN, BUITEN), f"{place}: geen_oordeel"),
            self._alleen(told["alleen"], place) if "alleen" in told else None,
            samen,
            int(told.get("herleid_tot", 0)),
            told.get("bron", ""),
        )

    def _vraag(self, naam: str, told: Any, place: str) -> Vraag:
        if isinstance(told, str):
            return Vraag(naam, told)
        place = f"{place}: vraag {naam}"
        self._keys(told, ("titel", "sectoren"), ("titel",), place)
        sectors = tuple(told.get("sectoren", SECTOREN))
        for sector in sectors:
            self._choice(sector, SECTOREN, place)
        return Vraag(naam, told["titel"], sectors)

    def _alleen(self, told: Any, place: str) -> tuple[str, tuple[str, ...]]:
        self._keys(told, ("vraag", "antwoorden"), ("vraag", "antwoorden"), f"{place}: alleen")
        return told["vraag"], tuple(told["antwoorden"])

    def _schaal(self, naam: str, told: Any) -> Schaal:
        place = f"schaal.{naam}"
        known = ("titel", "vragen", "omgekeerd", "laagste", "hoogste", "minimaal", "onvoldoende_onder", "bron")
        self._keys(told, known, ("titel", "vragen"), place)
        made = Schaal(
            naam,
            told["titel"],
            tuple(told["vragen"]),
            tuple(told.get("omgekeerd", ())),
            int(told.get("laagste", 1)),
            int(told.get("hoogste", 5)),
            int(told.get("minimaal", 1)),
            Decimal(str(told.get("onvoldoende_onder", 3))),
            told.get("bron", ""),
        )
        for vraag in made.omgekeerd:
            self._choice(vraag, made.vragen, f"{place}.omgekeerd")
        return made

    def _context(self, naam: str, told: Any) -> Context:
        place = f"context.{naam}"
        self._keys(told, ("titel", "kenmerk", "groei", "bron"), ("titel",), place)
        names = (told["kenmerk"],) if "kenmerk" in told else tuple(told.get("groei", ()))
        if ("kenmerk" in told) == ("groei" in told) or len(names) != (1 if "kenmerk" in told else 2):
            raise self._fault(place, "give kenmerk, or groei with two kenmerken")
        return Context(naam, told["titel"], names, told.get("bron", ""))

    def _groep(self, naam: str, told: Any) -> Groep:
        place = f"groep.{naam}"
        self._keys(told, ("titel", "vraag", "schaal", "context", "klassen", "bron"), ("titel", "klassen"), place)
        of = [told[key] for key in ("vraag", "schaal", "context") if key in told]
        if len(of) != 1:
            raise self._fault(place, "give one of vraag, schaal and context")
        classes = {name: Decimal(str(start)) for name, start in told["klassen"].items()}
        if list(classes.values()) != sorted(set(classes.values())):
            raise self._fault(place, "klassen must begin at rising numbers")
        return Groep(naam, told["titel"], of[0], classes, told.get("bron", ""))

    def _typologie(self, told: Any) -> Typologie:
        known = ("vragen", "klassen", "stabiel_vanaf", "bron")
        self._keys(told, known, ("vragen", "klassen", "stabiel_vanaf"), "typologie")
        return Typologie(
            tuple(told["vragen"]), int(told["klassen"]), float(told["stabiel_vanaf"]), told.get("bron", "")
        )

    def _check(self, made: Codeboek) -> None:
        """Names stand once, and what refers to a question or measure finds it."""
        measures = [s.naam for s in made.schalen] + [c.naam for c in made.context]
        numbers = [v.naam for b in made.blokken if b.vorm == GETAL or b.lijst.getal for v in b.vragen]
        for names in (
            [b.naam for b in made.blokken],
            [v.naam for b in made.blokken for v in b.vragen] + [c.naam for c in made.context],
            measures,
        ):
            double = next((naam for naam in names if names.count(naam) > 1), None)
            if double is not None:
                raise self._fault(double, "stands twice")
        for blok in made.blokken:
            if blok.alleen is not None:
                vraag, codes = blok.alleen
                self._choice(vraag, tuple(made.vragen), f"blok {blok.naam}: alleen")
                for code in codes:
                    of = made.vragen[vraag][1].lijst.antwoorden
                    self._choice(code, tuple(of), f"blok {blok.naam}: alleen")
        for schaal in made.schalen:
            for vraag in schaal.vragen:
                self._choice(vraag, tuple(made.vragen), f"schaal.{schaal.naam}")
        for groep in made.groepen:
            self._choice(groep.van, (*numbers, *measures), f"groep.{groep.naam}")
        for vraag in made.typologie.vragen if made.typologie else ():
            self._choice(vraag, (*numbers, *measures), "typologie.vragen")
