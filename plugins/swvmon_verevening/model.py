"""Verevening: what a region used more or less than the norm in 2011, added to or taken from the heavy budget.

Law: Wet passend onderwijs (BWBR0032176) art. XIII-XVI; percentages: Besluit bekostiging WPO art. 35b and
Bekostigingsbesluit WVO art. 27b. Above zero is added, below zero is subtracted: the sign of the law, the opposite of
the vereveningsopdracht.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from swvmon import (
    Grootboek,
    Momentopname,
    Parameter,
    Periode,
    Schooljaar,
    SwvmonError,
    Uitkomst,
    Verdeelmodel,
    Voorbeeld,
    amount_cent,
    boekingen,
    format_decimal,
    format_euro,
    line_status,
)
from swvmon_verevening.berekening import Berekening, geindexeerd_cent, jaarcorrectie_cent, uitkomst_2011
from swvmon_verevening.keuzes import BEGELEIDING, PLAATSING, RUGZAK, Keuzes

if TYPE_CHECKING:
    import pandas as pd

ARTIKEL = {
    ("po", "personeel"): "XIII",
    ("po", "materieel"): "XIV",
    ("vo", "personeel"): "XV",
    ("vo", "materieel"): "XVI",
}
EERSTE_SCHOOLJAAR, EERSTE_KALENDERJAAR = 2015, 2015
"""Personnel starts in the second schooljaar after 1 August 2014, material on 1 January 2015 (art. XIII.1, XIV.1)."""

INDEX_PER_SECTOR = 2016
"""Amounts for material are those of 2015. In 2016 po and vo rose apart; a plan, of one sector, supplies later rises."""


@frozen
class Post:
    """A part of the correction over some days.

    Attributes:
        deel: personeel or materieel.
        dagen: the days, inside the schooljaar.
        aandeel: share of the year in which the percentage is set.
        jaren: the years whose rise counts, the last being the year itself.
        sinds_2016: whether the rise of material in 2016 counts.
        jaar: how a reader calls the year.
    """

    deel: str
    dagen: Periode
    aandeel: Fraction
    jaren: tuple[Periode, ...]
    sinds_2016: bool
    jaar: str


def verdeel(momentopname: Momentopname, _grootboek: Grootboek, keuzes: Keuzes) -> Uitkomst:
    """Book personnel over the schooljaar, and material over its two calendar parts.

    Raises:
        SwvmonError: a count is of the other sector.
        MissingParameter: a percentage or index of the year is not known.
    """
    _check_sector(momentopname.sector, keuzes)
    posts = posten(momentopname.schooljaar)
    return Uitkomst(tuple(correctie(momentopname.sector, post, keuzes) for post in posts))


def posten(schooljaar: Schooljaar) -> Iterator[Post]:
    """The parts of a schooljaar in which there can be a correction."""
    if schooljaar.start >= EERSTE_SCHOOLJAAR:
        years = tuple(Schooljaar(s).periode for s in range(EERSTE_SCHOOLJAAR, schooljaar.start + 1))
        yield Post("personeel", schooljaar.periode, Fraction(1), years, False, f"schooljaar {schooljaar}")
    for jaar, aandeel, dagen in schooljaar.kalenderdelen():
        if jaar >= EERSTE_KALENDERJAAR:
            indexed = range(INDEX_PER_SECTOR + 1, jaar + 1)
            years = tuple(Periode(date(j, 1, 1), date(j, 12, 31)) for j in indexed)
            yield Post("materieel", dagen, aandeel, years, jaar >= INDEX_PER_SECTOR, f"kalenderjaar {jaar}")


def correctie(sector: str, post: Post, keuzes: Keuzes) -> pd.DataFrame:
    """The line of one post; none where the outcome or the percentage is zero."""
    cause, uitkomst = _outcome(sector, post.deel, keuzes)
    teken = "positief" if uitkomst > 0 else "negatief"
    percentage = _series(keuzes, f"percentage_{sector}_{post.deel}_{teken}").at(post.dagen)
    name = f"indexering_{post.deel}_percentage"
    rises = [_series(keuzes, name).at(year) for year in post.jaren] if uitkomst and percentage.waarde else []
    in_2016 = keuzes.indexering_materieel_2016_percentage[sector] if post.sinds_2016 else Decimal(0)
    index = _chain([in_2016, *(rise.waarde for rise in rises)])
    indexed = geindexeerd_cent(uitkomst, index)
    cent = jaarcorrectie_cent(indexed, percentage.waarde, post.aandeel)
    accounts = ("rijk:verevening", f"swv:zwaar:{post.deel}")
    van, naar = accounts if cent >= 0 else accounts[::-1]
    lines = boekingen(
        van=van,
        naar=naar,
        bedrag_cent=abs(cent),
        grondslag=f"verevening {sector}, {post.deel} (Wet passend onderwijs art. {ARTIKEL[sector, post.deel]}; "
        f"{percentage.bron})",
        toelichting=f"Verevening {post.jaar}: {cause}; × index {_decimal(index)} = "
        f"{format_euro(indexed)}; × {format_decimal(percentage.waarde)} %"
        + (f" × {post.aandeel}" if post.aandeel != 1 else "")
        + (", erbij." if cent >= 0 else ", eraf."),
        parameters=" ".join(
            f"verevening.{used}"
            for used in (
                *_numbers_used(sector, post.deel, keuzes),
                f"percentage_{sector}_{post.deel}_{teken}",
                *([f"indexering_materieel_2016_percentage.{sector}"] if post.sinds_2016 else []),
                *([name] if rises else []),
            )
        ),
        status=line_status(percentage, *rises),
        bruto_netto="bruto",
    )
    return lines.assign(periode_van=post.dagen.van, periode_tot=post.dagen.tot)


def _outcome(sector: str, deel: str, keuzes: Keuzes) -> tuple[str, Decimal]:
    """The outcome in words, with its causes where they are known, and as a number."""
    given = keuzes.uitkomst_personeel_euro if deel == "personeel" else keuzes.uitkomst_materieel_euro
    if given is not None:
        return f"uitkomst 2011 volgens het regioplan {_euro(given)}", given
    berekening = uitkomst_2011(sector, deel, keuzes)
    return _causes(berekening, keuzes.leerlingen or 0), berekening.uitkomst_euro


def _causes(b: Berekening, leerlingen: int) -> str:
    pab = f" + preventieve begeleiding {_euro(b.pab_euro)}" if b.pab_euro else ""
    return (
        f"(v)so {_euro(b.tlv_euro)} + rugzakken {_euro(b.lgf_euro)}{pab} - norm {_euro(b.norm_euro)} "
        f"({format_decimal(Decimal(leerlingen))} leerlingen op 1-10-2011) = {_euro(b.uitkomst_euro)}"
    )


def _numbers_used(sector: str, deel: str, keuzes: Keuzes) -> list[str]:
    if keuzes.leerlingen is None:
        return [f"uitkomst_{deel}_euro"]
    names = ["leerlingen", f"norm_euro.{sector}_{deel}"]
    for kind, counts in (("tlv", keuzes.tlv), ("lgf", keuzes.lgf), ("pab", keuzes.pab if deel == "personeel" else ())):
        names += [kind, f"{kind}_{deel}_euro"] if counts else []
    return names


def _check_sector(sector: str, keuzes: Keuzes) -> None:
    """Refuse counts of the other sector."""
    for name, counts, kinds in (
        ("tlv", keuzes.tlv, PLAATSING),
        ("lgf", keuzes.lgf, RUGZAK),
        ("pab", keuzes.pab, BEGELEIDING),
    ):
        if wrong := [c.soort for c in counts if c.soort not in kinds[sector]]:
            raise SwvmonError(f"{name}: {wrong[0]} does not count in {sector}; use one of {', '.join(kinds[sector])}")


def _series(keuzes: Keuzes, name: str) -> Parameter:
    series: Parameter = getattr(keuzes, name)
    return series


def _chain(percentages: list[Decimal]) -> Fraction:
    """Yearly rises as one factor."""
    factor = Fraction(1)
    for percentage in percentages:
        factor *= 1 + Fraction(percentage) / 100
    return factor


def _euro(amount: Decimal) -> str:
    return format_euro(amount_cent(amount))


def _decimal(value: Fraction) -> str:
    return format_decimal(Decimal(value.numerator) / value.denominator)


VEREVENING = Verdeelmodel(
    naam="verevening",
    titel="Verevening zware ondersteuning",
    bron="Wet passend onderwijs art. XIII-XVI",
    sectoren=("po", "vo"),
    keuzes=Keuzes,
    verdeel=verdeel,
    verdeelt=("uitkomst_personeel_euro", "uitkomst_materieel_euro", "leerlingen", "tlv", "lgf", "pab"),
    voorbeelden=(
        Voorbeeld(
            sector="po",
            schooljaar="2015/16",
            keuzes={"uitkomst_personeel_euro": 250_000, "uitkomst_materieel_euro": -18_000},
            opening_euro={"swv:zwaar:materieel": 50_000},
        ),
        Voorbeeld(
            sector="vo",
            schooljaar="2015/16",
            keuzes={
                "leerlingen": 9_400,
                "tlv": [
                    {"soort": "vso", "categorie": 1, "aantal": 310},
                    {"soort": "vso", "categorie": 3, "aantal": 22},
                ],
                "lgf": [{"soort": "overig_vo_cluster4", "aantal": 96}, {"soort": "lwoo_pro_lg", "aantal": 11}],
                "pab": [{"soort": "vso_cluster4", "aantal": 205}],
            },
            opening_euro={"swv:zwaar:personeel": 900_000, "swv:zwaar:materieel": 90_000},
        ),
    ),
)
