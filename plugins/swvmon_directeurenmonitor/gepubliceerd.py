"""R3: annex 2, the tables and tests that follow from it, scale means, and what is printed wrongly."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from swvmon import Gepubliceerd

if TYPE_CHECKING:
    import pandas as pd

    from swvmon_directeurenmonitor.antwoorden import Antwoorden
    from swvmon_directeurenmonitor.codeboek import Codeboek
    from swvmon_directeurenmonitor.tellen import Telling

PERIODE = "najaar 2016"
PROCENT = "procent"
PERSOONLIJK = (
    "Uit de aantallen per stelling komt 4,06. De score is het gemiddelde van gemiddelden per directeur; over z4 "
    "oordeelden 17 van 58 niet, en wie dat zijn is niet gedrukt."
)
"""Why the one scale mean does not come out: the route from counts is not that of the report where items are skipped."""
TEGENSTRIJDIG = "Op een andere plaats staat {elders}; de antwoorden zijn niet gedrukt, dus welke klopt is niet te zien."


def figures() -> Iterator[Gepubliceerd]:
    """All figures of R3 that this plugin carries."""
    told = _printed("tabellen.toml")
    yield from _annex()
    yield from _tables(told["tabel"])
    yield from _means(told["gemiddelde"])
    yield from _steering(told["sturing"])
    yield from _differences(told["verschil"])
    yield from _chances(told["f_toets"])
    yield from _errors(told)


@cache
def answers(naam: str) -> Antwoorden:
    """Printed counts as answers: as many respondents per sector as answered, each question put apart.

    Which answers were given by one respondent is not printed, so only what is counted per question may be read off.

    Args:
        naam: bijlage2 or stellingen.
    """
    import pandas as pd

    from swvmon_directeurenmonitor.antwoorden import arrange

    codebook = _codebook()
    rows = []
    for sector, questions in _printed(f"{naam}.toml").items():
        who: dict[tuple[str, str], list[int]] = {}
        for vraag, told in questions.items():
            blok = codebook.vragen[vraag][1]
            persons = iter(
                range(sum(told["aantal"]))
                if blok.alleen is None
                else sorted(p for code in blok.alleen[1] for p in who[blok.alleen[0], code])
            )
            for code, times in zip(blok.lijst.antwoorden, told["aantal"], strict=False):
                chosen = [next(persons) for _ in range(times)]
                who[vraag, code] = chosen
                rows += [(f"{sector}{person:03}", sector, vraag, code) for person in chosen]
    frame = pd.DataFrame(rows, columns=["pseudoniem", "sector", "vraag", "antwoord"], dtype="str")
    frame = frame.assign(enquete=codebook.naam, swv=pd.Series(None, frame.index, dtype="str"), sleutel_vingerafdruk="")
    return arrange(frame, codebook)


@cache
def _printed(name: str) -> dict[str, Any]:
    text = (files(__package__) / "r3" / name).read_text("utf-8")
    return tomllib.loads(text, parse_float=Decimal)


@cache
def _codebook() -> Codeboek:
    from swvmon_directeurenmonitor.codeboek import read_codeboek

    return read_codeboek()


@cache
def _counted(naam: str) -> dict[tuple[str, str, str], Telling]:
    """Counts by sector, question and answer."""
    from swvmon_directeurenmonitor.tellen import frequencies

    codebook = _codebook()
    asked = {codebook.vragen[vraag][1].naam for told in _printed(f"{naam}.toml").values() for vraag in told}
    rows = frequencies(codebook, answers(naam), tuple(asked))
    return {(row.sector, row.vraag, row.antwoord): row for row in rows}


def _percent(naam: str, sector: str, vraag: str, antwoord: str) -> Decimal:
    row = _counted(naam)[sector, vraag, antwoord]
    return Decimal(100 * (row.teller or 0)) / Decimal(row.noemer or 0)


def _figure(
    naam: str, titel: str, waarde: Decimal | int, bron: str, bereken: Callable[[], Decimal] | None, **more: Any
) -> Gepubliceerd:
    fields: dict[str, Any] = {"eenheid": PROCENT, "precisie": "afgerond", "label": "herberekend", "afronding": 0} | more
    return Gepubliceerd(
        f"directeurenmonitor.{naam}", titel, Decimal(waarde), periode=PERIODE, bron=bron, bereken=bereken, **fields
    )


def _annex() -> Iterator[Gepubliceerd]:
    """The 28 single-choice blocks: percentages from the printed counts."""
    for sector, questions in _printed("bijlage2.toml").items():
        for vraag, told in questions.items():
            question, blok = _codebook().vragen[vraag]
            for (code, label), printed in zip(blok.lijst.antwoorden.items(), told["procent"], strict=False):
                yield _figure(
                    f"bijlage2_{sector}_{vraag}_{code}",
                    f"{blok.titel}, {question.titel}: {label}, {sector}",
                    printed,
                    f"{told['bron']}",
                    partial(_percent, "bijlage2", sector, vraag, code),
                )


def _tables(tables: dict[str, Any]) -> Iterator[Gepubliceerd]:
    """Tables of statements, without those who did not judge."""
    for naam, table in tables.items():
        for vraag, sectors in table.items():
            if vraag in ("titel", "blok", "bron"):
                continue
            for sector, cells in sectors.items():
                for antwoord, printed in cells.items():
                    yield _figure(
                        f"{naam}_{sector}_{vraag}_{antwoord}",
                        f"{table['titel']}: {_codebook().vragen[vraag][0].titel}, {antwoord}, {sector}",
                        printed,
                        table["bron"],
                        partial(_percent, "stellingen", sector, vraag, antwoord),
                        label="gereconstrueerd",
                    )


def _mean_of_items(schaal: str, sector: str) -> Decimal:
    """The mean of the means of the items, each over those who judged it."""
    from swvmon_directeurenmonitor.maten import items
    from swvmon_directeurenmonitor.statistiek import mean

    (scale,) = [s for s in _codebook().schalen if s.naam == schaal]
    given = answers("stellingen")
    judged = items(scale, given)[given.sector == sector]
    each = [mean([Fraction(int(x)) for x in judged[vraag].dropna()]) for vraag in scale.vragen]
    return _decimal(mean(each))


def _means(told: dict[str, Any]) -> Iterator[Gepubliceerd]:
    for schaal in _codebook().schalen:
        row = told[schaal.naam]
        for sector in ("po", "vo"):
            skipped = (schaal.naam, sector) == ("zorgplicht", "vo")
            yield _figure(
                f"schaal_{sector}_{schaal.naam}",
                f"Schaal {schaal.titel}, gemiddelde, {sector}",
                row[sector],
                row["bron"],
                partial(_mean_of_items, schaal.naam, sector),
                eenheid="score van 1 tot 5",
                label="gereconstrueerd",
                afronding=1,
                uitleg=PERSOONLIJK if skipped else "",
            )


@cache
def _classes() -> pd.Series:
    """The class of steering of each answer."""
    from swvmon_directeurenmonitor.maten import classes, measures

    codebook, given = _codebook(), answers("bijlage2")
    (groep,) = [g for g in codebook.groepen if g.naam == "sturing"]
    return classes(groep, measures(codebook, given), given.breed.index)


def _share_of_class(sector: str, klasse: str) -> Decimal:
    of = _classes()[answers("bijlage2").sector == sector]
    return Decimal(100 * int((of == klasse).sum())) / Decimal(int(of.notna().sum()))


def _steering(told: dict[str, Any]) -> Iterator[Gepubliceerd]:
    for sector in ("po", "vo"):
        for klasse, printed in told[sector].items():
            yield _figure(
                f"sturing_{sector}_{klasse}",
                f"Sturingsmodel {klasse}, {sector}",
                printed,
                told["bron"],
                partial(_share_of_class, sector, klasse),
            )


def _f_of(po: int, vo: int, part: str) -> Decimal:
    """F-test of yes and no between 65 SWV's po and 58 vo."""
    from swvmon_directeurenmonitor.statistiek import f_test

    one, zero = Fraction(1), Fraction(0)
    made = f_test({"po": [one] * po + [zero] * (65 - po), "vo": [one] * vo + [zero] * (58 - vo)})
    return Decimal(repr(made.f if part == "f" else made.p))


def _differences(told: dict[str, Any]) -> Iterator[Gepubliceerd]:
    for vraag, row in told.items():
        titel = _codebook().vragen[vraag][0].titel
        for part, unit, places in (("f", "F-waarde", 2), ("p", "p-waarde", 3)):
            yield _figure(
                f"verschil_{vraag}_{part}",
                f"Kwaliteitszorg, {titel}: verschil tussen po en vo, {unit}",
                row[part],
                row["bron"],
                partial(_f_of, row["po"], row["vo"], part),
                eenheid=unit,
                label="gereconstrueerd",
                afronding=places,
            )


def _p_of_f(f: Decimal, df2: int) -> Decimal:
    from swvmon_directeurenmonitor.statistiek import p_of_f

    return Decimal(repr(p_of_f(float(f), 2, df2)))


def _p_of_r() -> Decimal:
    from swvmon_directeurenmonitor.statistiek import p_of_r

    return Decimal(repr(p_of_r(0.192, 123)))


def _chances(told: dict[str, Any]) -> Iterator[Gepubliceerd]:
    """Printed chances beside those of the printed F."""
    for naam, row in told.items():
        yield _figure(
            f"kans_{naam}",
            f"P-waarde: {row['titel']}",
            row["p"],
            row["bron"],
            partial(_p_of_f, row["f"], row["df2"]),
            eenheid="p-waarde",
            afronding=3,
            fout="fout" in row,
            uitleg=row.get("fout", ""),
        )
    yield _figure(
        "kans_sturing_toewijzing",
        "P-waarde: sturing en centrale toewijzing, r = 0,192 bij 123 verbanden",
        Decimal("0.33"),
        "R3 L1998",
        _p_of_r,
        eenheid="p-waarde",
        afronding=3,
        fout=True,
        uitleg="Bij r = 0,192 en 123 verbanden hoort p = 0,033; een nul is weggevallen.",
    )
    yield _figure(
        "vrijheidsgraden_vertrouwen",
        "Vrijheidsgraden binnen groepen: vertrouwen naar sturing, po",
        64,
        "R3 voetnoot 108, L2026-2030",
        lambda: Decimal(65 - 3),
        eenheid="vrijheidsgraden",
        fout=True,
        uitleg="65 verbanden in drie groepen geven 62; 64 is n - 1.",
    )


def _errors(told: dict[str, Any]) -> Iterator[Gepubliceerd]:
    """Printed numbers that are wrong by the report's own, and two that contradict another."""
    for naam, row in told["fout"].items():
        teller, noemer = row["teller"], row["noemer"]
        share = Decimal(100 * teller) / Decimal(noemer)
        yield _figure(
            naam,
            row["titel"],
            row["gedrukt"],
            row["bron"],
            partial(Decimal, share),
            label="gereconstrueerd" if row.get("gereconstrueerd") else "herberekend",
            fout=True,
            uitleg=row.get("uitleg", f"{teller} van {noemer} is {_whole(share)} %."),
        )
    for naam, row in told["elders"].items():
        yield _figure(
            naam,
            row["titel"],
            row["gedrukt"],
            row["bron"],
            partial(Decimal, row["elders"]),
            eenheid=row["eenheid"],
            precisie="afgerond" if isinstance(row["gedrukt"], Decimal) else "exact",
            afronding=None,
            fout=True,
            uitleg=row["uitleg"],
        )
    for naam, titel, printed, elders, bron in (
        ("sd_consensus_vo", "Schaal Overeenstemming, standaardafwijking, vo", "0.56", "0,58", "R3 L450-452 en L2087"),
        ("sd_zorgplicht_po", "Schaal Zorgplicht, standaardafwijking, po", "0.53", "0,54", "R3 L947-948 en L2159"),
    ):
        yield _figure(
            naam,
            titel,
            Decimal(printed),
            bron,
            None,
            eenheid="score van 1 tot 5",
            label="gepubliceerd",
            afronding=None,
            uitleg=TEGENSTRIJDIG.format(elders=elders),
        )


def _whole(share: Decimal) -> str:
    from swvmon import format_decimal, half_up

    return format_decimal(half_up(share))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
