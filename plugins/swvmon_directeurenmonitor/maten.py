"""Numbers of each respondent: scales, marks, parts of a budget, and features of its SWV."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from swvmon import SwvmonError
from swvmon_directeurenmonitor.codeboek import GETAL, Blok, Codeboek, Context, Groep, Schaal
from swvmon_directeurenmonitor.tellen import base

if TYPE_CHECKING:
    import pandas as pd

    from swvmon_directeurenmonitor.antwoorden import Antwoorden


def items(schaal: Schaal, antwoorden: Antwoorden) -> pd.DataFrame:
    """The judged items of a scale as numbers, high is good; missing where there is no judgement."""
    given = antwoorden.breed[list(schaal.vragen)]
    numbers = given.where(given.isin([str(n) for n in range(schaal.laagste, schaal.hoogste + 1)])).astype("Float64")
    turned = list(schaal.omgekeerd)
    numbers[turned] = schaal.laagste + schaal.hoogste - numbers[turned]
    return numbers


def scale_scores(schaal: Schaal, antwoorden: Antwoorden) -> pd.Series:
    """The score of each respondent: the mean of the items judged, exact; none with fewer items than `minimaal`."""
    judged = items(schaal, antwoorden)
    counts = judged.notna().sum(axis=1)
    enough = counts >= max(schaal.minimaal, 1)
    sums = judged.sum(axis=1)[enough].astype("int64")
    pairs = zip(sums.index, sums, counts[enough], strict=True)
    return _exact({person: Fraction(int(total), int(count)) for person, total, count in pairs})


def measures(codeboek: Codeboek, antwoorden: Antwoorden) -> dict[str, pd.Series]:
    """Every measure of the survey: name -> exact number per respondent who has one.

    Scales, questions whose answers are numbers, and numbers; numbers that do not add up to `herleid_tot` are scaled, as
    R3 does with the parts of a budget (L753-754). Who left one of them open has none.
    """
    found = {schaal.naam: scale_scores(schaal, antwoorden) for schaal in codeboek.schalen}
    for blok in codeboek.blokken:
        if blok.vorm == GETAL:
            found |= _numbers(blok, antwoorden)
        elif blok.lijst.getal:
            for vraag in blok.vragen:
                given = antwoorden.breed[vraag.naam].dropna()
                judged = given[~given.isin(list(blok.lijst.geen_oordeel))]
                found[vraag.naam] = _exact({person: Fraction(code) for person, code in judged.items()})
    return found


def _numbers(blok: Blok, antwoorden: Antwoorden) -> dict[str, pd.Series]:
    names = [v.naam for v in blok.vragen]
    if not blok.herleid_tot:
        return {n: _exact({p: Fraction(v) for p, v in antwoorden.breed[n].dropna().items()}) for n in names}
    whole = antwoorden.breed[names].dropna().astype("int64")
    sums = whole.sum(axis=1)
    whole, sums = whole[sums > 0], sums[sums > 0]

    def scaled(name: str) -> pd.Series:
        rows = zip(whole.index, whole[name], sums, strict=True)
        return _exact({person: Fraction(blok.herleid_tot * int(value), int(total)) for person, value, total in rows})

    return {name: scaled(name) for name in names}


def yes_no(vraag: str, blok: Blok, antwoorden: Antwoorden) -> pd.Series:
    """An option as a number: 1 for who chose it, 0 for who answered the block otherwise."""
    given = antwoorden.breed[base(blok, antwoorden)]
    asked = given[[v.naam for v in blok.vragen]].notna().any(axis=1)
    return _exact({person: Fraction(int(told == "ja")) for person, told in given.loc[asked, vraag].items()})


def context(codeboek: Codeboek, antwoorden: Antwoorden, kenmerk: pd.DataFrame) -> dict[str, pd.Series]:
    """Features of the SWV of each respondent: name -> exact number per respondent whose SWV has one.

    Args:
        codeboek: the survey.
        antwoorden: its answers.
        kenmerk: rows of table `kenmerk`; a feature must hold on the day of the survey.

    Raises:
        SwvmonError: a feature that is no number.
    """
    found = {}
    for each in codeboek.context:
        of_swv = _of_swv(each, kenmerk, codeboek.peildatum)
        codes = antwoorden.swv.dropna()
        found[each.naam] = _exact({person: of_swv[code] for person, code in codes.items() if code in of_swv})
    return found


def _of_swv(context: Context, kenmerk: pd.DataFrame, op: date) -> Mapping[str, Fraction]:
    rows = kenmerk[kenmerk["niveau"] == "swv"]
    last = rows["geldig_tot"].astype("object").where(rows["geldig_tot"].notna(), date.max)
    # a growth is between two years of which each has its own day, so that the day does not choose there
    holds = rows if len(context.kenmerken) > 1 else rows[(rows["geldig_van"] <= op) & (last >= op)]
    values = []
    for name in context.kenmerken:
        mine = (
            holds[holds["kenmerk"] == name]
            .sort_values("geldig_van", kind="stable")
            .drop_duplicates("code", keep="last")
        )
        try:
            values.append(
                {
                    code: Fraction(text.replace(",", "."))
                    for code, text in zip(mine["code"], mine["waarde"], strict=True)
                }
            )
        except ValueError:
            raise SwvmonError(f"kenmerk {name} of an SWV is not a number; mend it in the template kenmerken") from None
    if len(values) == 1:
        return values[0]
    first, second = values
    return {code: 100 * (second[code] - first[code]) / first[code] for code in first if code in second and first[code]}


def classes(groep: Groep, maten: Mapping[str, pd.Series], personen: pd.Index) -> pd.Series:
    """The class of each respondent; missing where it has no number, or one below the first class."""
    import pandas as pd

    numbers = maten[groep.van].reindex(personen)
    starts = [Fraction(start) for start in groep.klassen.values()]
    names = list(groep.klassen)

    def class_of(number: object) -> str | None:
        if not isinstance(number, Fraction) or number < starts[0]:
            return None
        return names[sum(number >= start for start in starts) - 1]

    return pd.Series(pd.Categorical(numbers.map(class_of), categories=names), personen)


def _exact(numbers: Mapping[object, Fraction]) -> pd.Series:
    import pandas as pd

    return pd.Series(numbers, dtype="object", index=pd.Index(list(numbers), dtype="str"))
